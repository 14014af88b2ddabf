//! Dependence: what fails together, and what is unknown together (DESIGN §6, Layers).
//!
//! Every link is a one-factor Gaussian copula: with a standard normal factor F_g for each group g
//! and ε of its own, Z = Σ a_g F_g + √(1 − Σ a_g²) ε is standard normal, so that Φ(Z) is uniform
//! and what is drawn from it keeps its distribution. Two that share a link of loading a have the
//! correlation a² (before Φ).

use super::{ParameterId, Quantity};
use crate::language::{Text, Words, words};

/// A link between outcomes of themes, or between parameters nobody knows well.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The id in the scenario; names its factors.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// What it links.
    pub of: Linked,
    /// How strongly each hangs on the factor: the square is the share of its variance.
    pub loading: Quantity,
}

/// What a link links.
#[derive(Clone, Debug, PartialEq)]
pub enum Linked {
    /// Technical outcomes of themes, stage by stage; drawn per run.
    Outcomes {
        /// What the themes of a group share.
        share: Shared,
        /// Ids of the stages it holds for; `None` = all.
        stages: Option<Vec<String>>,
    },
    /// Parameters of the layer ignorance; drawn per world.
    Ignorance {
        /// The parameters, sorted.
        parameters: Vec<ParameterId>,
        /// As the scenario names them.
        patterns: Vec<String>,
    },
}

/// What themes of a group share.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Shared {
    /// The modality.
    Modality,
    /// The disease area; themes without one stand alone.
    Area,
    /// The target; themes without one stand alone.
    Target,
}

impl Shared {
    /// The word in scenario files and tables, and what it is called in Japanese.
    pub fn words(self) -> Words {
        match self {
            Shared::Modality => words("modality", "モダリティ"),
            Shared::Area => words("area", "疾患領域"),
            Shared::Target => words("target", "標的"),
        }
    }
}
