//! What is worked on: themes of the list, channels that bring more, and the rules that judge them.

use super::{Grant, Model, Quantity, Readiness, Ticks};
use crate::language::Text;

/// The criteria on which a theme is scored, in the order of [`Scores`].
pub const CRITERIA: [&str; 5] = [
    "science",
    "feasibility",
    "novelty",
    "unmet_need",
    "business",
];

/// A theme's scores, in the order of [`CRITERIA`]; `None` where the scenario gives none.
pub type Scores = [Option<Quantity>; CRITERIA.len()];

/// A theme of the scenario's list.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// The id in the scenario; names its draws.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Whose idea it is.
    pub proposer: String,
    /// An index into [`super::Model::routes`]: a shared route, or its own variant.
    pub route: usize,
    /// An index into [`super::Model::areas`].
    pub area: Option<usize>,
    /// What it acts on, where themes with the same target may fail together.
    pub target: Option<String>,
    /// When it comes to the network; 0 = it is there from the start.
    pub arrives: Ticks,
    /// The stage it has reached: an index into the route's stages (SCP-3).
    pub stage: usize,
    /// Activities of that stage already done: bit i for activity i.
    pub done: u64,
    /// Activities under way at the start.
    pub in_progress: Vec<InProgress>,
    /// What its proposer has for it: its first costs draw on that (SEL-5).
    pub funds: Option<Quantity>,
    /// When its patent was filed, where the network keeps one up already (EXE-6).
    pub patent_filed: Option<Ticks>,
    /// Rank in every queue, higher first; where absent, the weighted scores.
    pub priority: Option<Quantity>,
    /// Scores.
    pub scores: Scores,
    /// What it brings (SEL-2, SEL-5, SEL-9).
    pub readiness: Readiness,
    /// Whether it was admitted before it comes, so that it need not be selected.
    pub admitted: bool,
}

/// An activity under way when the run starts.
#[derive(Clone, Debug, PartialEq)]
pub struct InProgress {
    /// An index into the stage's activities.
    pub activity: usize,
    /// The share of its working time already behind it, 0 to below 1.
    pub progress: f64,
    /// Who does it: an index into the activity's providers.
    pub provider: usize,
}

/// Where future themes come from (SEL-1).
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// The id in the scenario; names its draws.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Arrivals per year from each instant on; sorted by time, at least one entry. Before the
    /// first instant nothing arrives.
    pub rate_per_year: Vec<(Ticks, Quantity)>,
    /// The last instant at which a theme may arrive.
    pub until: Ticks,
    /// Weights of the routes: (index into [`super::Model::routes`], weight), at least one above 0.
    pub mix: Vec<(usize, Quantity)>,
    /// Weights of the disease areas: (index into [`super::Model::areas`], weight); empty = none.
    pub areas: Vec<(usize, Quantity)>,
    /// Weights of the stage reached on arrival, by stage id; empty = the first stage.
    pub stages: Vec<(String, Quantity)>,
    /// What the proposer of a theme has for it: its first costs draw on that (SEL-5).
    pub funds: Option<Quantity>,
    /// Rank in every queue; where absent, the weighted scores.
    pub priority: Option<Quantity>,
    /// Scores.
    pub scores: Scores,
    /// What its themes bring (SEL-2, SEL-5, SEL-9).
    pub readiness: Readiness,
    /// The grant its themes apply for (SEL-11).
    pub grant: Option<Grant>,
    /// Whether its themes were admitted before they come, so that they need not be selected.
    pub admitted: bool,
}

impl Channel {
    /// How many themes are expected to come up to the horizon: the integral of the mean rate.
    pub fn expected_themes(&self, model: &Model) -> f64 {
        let until = self.until.min(model.calendar.horizon());
        let mut steps = self.rate_per_year.iter().peekable();
        let mut total = 0.0;
        while let Some((from, rate)) = steps.next() {
            let next = steps.peek().map_or(until, |(next, _)| *next);
            let months = (next.min(until) - (*from).max(Ticks::ZERO)).months();
            total += model.mean(*rate) * months.max(0.0) / 12.0;
        }
        total
    }
}

/// What the network takes at all; `None` = everything (SCP-1, SCP-2).
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Scope {
    /// Modalities taken: indices into [`super::Model::modalities`].
    pub modalities: Option<Vec<usize>>,
    /// Areas taken: indices into [`super::Model::areas`]. A theme without an area is taken.
    pub areas: Option<Vec<usize>>,
}
