//! Numeric parameters: a value or a distribution, with the layer it belongs to and where it
//! comes from.

use super::distribution::Distribution;
use crate::language::{Words, words};

/// Which kind of uncertainty a distribution describes.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Hash)]
pub enum Uncertainty {
    /// What happens to this theme, this study: drawn anew at each use for activities and themes,
    /// once per run for everything else.
    Chance,
    /// What nobody knows about the world we live in: drawn once per world and shared by all
    /// themes and runs in it.
    Ignorance,
}

impl Uncertainty {
    /// The word used in scenario files and tables.
    pub fn word(self) -> &'static str {
        match self {
            Uncertainty::Chance => "chance",
            Uncertainty::Ignorance => "ignorance",
        }
    }
}

/// The unit a parameter's value is counted in.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Hash)]
pub enum Unit {
    /// A probability, 0 to 1.
    Probability,
    /// A share of a whole, 0 to 1.
    Share,
    /// A length of time in months.
    Months,
    /// Money in the smallest unit of the scenario's currency, in its price year.
    Money,
    /// Money per month.
    MoneyPerMonth,
    /// Money per year.
    MoneyPerYear,
    /// A number of slots.
    Slots,
    /// Arrivals per year.
    PerYear,
    /// A mean number of companies.
    Applicants,
    /// A number of years.
    Years,
    /// A ratio or a weight without unit.
    Ratio,
    /// A score on the scenario's own scale.
    Score,
    /// The share of a common factor, 0 to 1.
    Loading,
}

impl Unit {
    /// The unit as it stands in tables.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Probability => "probability",
            Unit::Share => "share",
            Unit::Months => "months",
            Unit::Money => "money",
            Unit::MoneyPerMonth => "money per month",
            Unit::MoneyPerYear => "money per year",
            Unit::Slots => "slots",
            Unit::PerYear => "per year",
            Unit::Applicants => "applicants",
            Unit::Years => "years",
            Unit::Ratio => "ratio",
            Unit::Score => "score",
            Unit::Loading => "loading",
        }
    }

    /// The unit inside a sentence: "out of range for a probability".
    pub fn noun(self) -> Words {
        match self {
            Unit::Probability => words("a probability", "確率"),
            Unit::Share => words("a share", "割合"),
            Unit::Months => words("a length of time in months", "月数"),
            Unit::Money => words("an amount of money", "金額"),
            Unit::MoneyPerMonth => words("an amount of money per month", "月額"),
            Unit::MoneyPerYear => words("an amount of money per year", "年額"),
            Unit::Slots => words("a number of slots", "枠数"),
            Unit::PerYear => words("a rate per year", "年間件数"),
            Unit::Applicants => words("a mean number of applicants", "応募企業数の平均"),
            Unit::Years => words("a number of years", "年数"),
            Unit::Ratio => words("a factor or weight", "係数又は重み"),
            Unit::Score => words("a score", "評点"),
            Unit::Loading => words("a loading", "負荷量"),
        }
    }

    /// The least and the largest value of this unit, in the unit itself.
    ///
    /// The limits catch slips of the pen and keep sums from overflowing; they are no opinion on
    /// what is plausible. A draw from an endless tail is cut at them.
    pub fn range(self) -> (f64, f64) {
        match self {
            Unit::Probability | Unit::Share => (0.0, 1.0),
            Unit::Months => (0.0, 12_000.0),
            Unit::Applicants => (0.0, 100.0),
            Unit::Years => (0.0, 100.0),
            Unit::Money | Unit::MoneyPerMonth | Unit::MoneyPerYear => (0.0, 1e14),
            Unit::Slots | Unit::PerYear | Unit::Ratio => (0.0, 1e6),
            Unit::Score => (-1e9, 1e9),
            Unit::Loading => (0.0, 1.0),
        }
    }

    /// Whether values of this unit have a price year.
    pub fn is_money(self) -> bool {
        matches!(self, Unit::Money | Unit::MoneyPerMonth | Unit::MoneyPerYear)
    }
}

/// Where a figure comes from, as the scenario says it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Provenance {
    /// Publication, page or person.
    pub source: Option<String>,
    /// The year or date the figure describes.
    pub as_of: Option<String>,
    /// Anything else a reader must know.
    pub note: Option<String>,
    /// File and line that set the value.
    pub origin: String,
}

/// One numeric parameter of the scenario.
#[derive(Clone, PartialEq, Debug)]
pub struct Parameter {
    /// Where it stands in the scenario, e.g. `route.vaccine.stage.hit.odds`; names its draws too.
    pub path: String,
    /// What its values count.
    pub unit: Unit,
    /// The value, or how it is distributed, as the scenario states it.
    pub distribution: Distribution,
    /// The layer of its uncertainty; a constant has none.
    pub uncertainty: Option<Uncertainty>,
    /// Whether a chance is drawn anew at each use (activities, themes) or once per run.
    pub each_use: bool,
    /// Multiplies every value: the deflator to the scenario's price year, 1 otherwise.
    pub scale: f64,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Whether it says no more than what holds where it is not stated.
    pub neutral: bool,
}

impl Parameter {
    /// The largest value it can have, possibly infinite, in the scenario's price year.
    pub fn largest(&self) -> f64 {
        self.distribution.support().1 * self.scale
    }

    /// The expected value, in the scenario's price year.
    pub fn mean(&self) -> f64 {
        self.distribution.mean() * self.scale
    }
}

/// A parameter of the model, by its place in [`super::Model::parameters`].
#[derive(Copy, Clone, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct ParameterId(pub u32);

/// A number the scenario sets, or the default where it is silent.
#[derive(Copy, Clone, PartialEq, Debug)]
pub enum Quantity {
    /// The default.
    Default(f64),
    /// What the scenario says.
    Stated(ParameterId),
}
