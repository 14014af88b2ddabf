//! The validated, immutable domain. A [`Model`] that exists can be run.
//!
//! Everything refers to everything else by index into the lists of the model; ids are kept for
//! names, draws and tables. The model knows neither files nor random numbers.

mod decision;
pub mod distribution;
mod money;
mod network;
mod parameter;
mod route;
mod theme;
mod time;

pub use decision::{Condition, Decision, DecisionLine, DecisionPoint, Fact, Flag};
pub use distribution::{Distribution, DistributionError};
pub use money::{
    Actual, AwardPayer, BudgetCalendar, ByUse, Incentives, Money, Purse, PurseKind, Signed,
    Standing,
};
pub use network::{Area, Function, Institute, Item, Slots, WorksBy};
pub use parameter::{Parameter, ParameterId, Provenance, Quantity, Uncertainty, Unit};
pub use route::{
    Activity, CostTiming, Ending, MOST_ACTIVITIES, MOST_STAGES, Offer, Patent, Provider, Repeat,
    Route, Stage,
};
pub use theme::{CRITERIA, Channel, InProgress, Scope, Scores, Theme};
pub use time::{Calendar, TICKS_PER_MONTH, TICKS_PER_YEAR, Ticks};

/// What people call a thing, in English and Japanese; the id where nothing is given.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Name {
    /// English name.
    pub english: String,
    /// Japanese name.
    pub japanese: String,
}

/// A whole scenario, checked and ready to run.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The scenario's id.
    pub id: String,
    /// The scenario's name.
    pub name: Name,
    /// Start, horizon and fiscal years.
    pub calendar: Calendar,
    /// ISO 4217 code; all money is in whole units of it.
    pub currency: String,
    /// The year whose prices all money is in; absent where the scenario has no money.
    pub price_year: Option<i32>,
    /// Runs that share a world; 1 where nothing is unknown.
    pub runs_per_world: u32,
    /// Modality ids, sorted.
    pub modalities: Vec<String>,
    /// Disease areas in the scenario's order.
    pub areas: Vec<Area>,
    /// Ledger items, built-in ones first.
    pub items: Vec<Item>,
    /// Institutes in the scenario's order.
    pub institutes: Vec<Institute>,
    /// All functions of all institutes, by institute, in the scenario's order.
    pub functions: Vec<Function>,
    /// Shared routes in the scenario's order, then the variants of single themes.
    pub routes: Vec<Route>,
    /// Listed themes, sorted by id: the order of the list has no influence.
    pub themes: Vec<Theme>,
    /// Channels in the scenario's order.
    pub channels: Vec<Channel>,
    /// What the network takes at all.
    pub scope: Scope,
    /// Lines of all points of decision, in order; of each point the first that fits decides.
    pub decisions: Vec<DecisionLine>,
    /// Awards, standing costs, purses, and what is known of the past (INC, BUD).
    pub money: Money,
    /// Weights of the scores in the base priority, in the order of [`CRITERIA`].
    pub priority_weights: [Quantity; CRITERIA.len()],
    /// Every numeric parameter the scenario states, sorted by path.
    pub parameters: Vec<Parameter>,
}

/// The ledger item of research inside the network.
pub const ITEM_RESEARCH: usize = 0;
/// The ledger item of work bought outside (EXE-3).
pub const ITEM_OUTSOURCING: usize = 1;
/// The ledger item of patents (EXE-6).
pub const ITEM_IP: usize = 2;
/// The ledger item of standing costs beyond usage (INC-7).
pub const ITEM_STANDING: usize = 3;
/// The ledger item of awards (INC-1 to INC-3).
pub const ITEM_INCENTIVES: usize = 4;
/// The ledger item of meetings and travel (INC-6).
pub const ITEM_MEETINGS: usize = 5;

impl Model {
    /// Whether anything is unknown rather than left to chance.
    pub fn has_ignorance(&self) -> bool {
        self.parameters
            .iter()
            .any(|parameter| parameter.uncertainty == Some(Uncertainty::Ignorance))
    }

    /// The expected value of a quantity, in the scenario's price year.
    pub fn mean(&self, quantity: Quantity) -> f64 {
        match quantity {
            Quantity::Default(value) => value,
            Quantity::Stated(id) => self.parameters[id.0 as usize].mean(),
        }
    }

    /// The routes that are not variants of single themes.
    pub fn shared_routes(&self) -> impl Iterator<Item = (usize, &Route)> {
        self.routes
            .iter()
            .enumerate()
            .filter(|(index, route)| route.base == *index)
    }
}
