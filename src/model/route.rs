//! How a theme is worked on: routes, stages, activities, and the points at which it is offered.

use super::Quantity;
use crate::language::Text;

/// The most activities a stage may have: their state is kept in one 64-bit word.
pub const MOST_ACTIVITIES: usize = 64;

/// The most stages a route may have.
pub const MOST_STAGES: usize = 1000;

/// The way of one modality from its first stage to its exit (SCP-1, EXE-1).
///
/// A theme that overrides a parameter has a route of its own, a variant of the shared one.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// The id in the scenario; variants keep the id of the route they come from.
    pub id: String,
    /// The shared route this one is a variant of, or itself: an index into [`super::Model::routes`].
    pub base: usize,
    /// What people call it.
    pub name: Text,
    /// An index into [`super::Model::modalities`].
    pub modality: usize,
    /// What passing the exit point means where nothing is offered.
    pub ends_in: Ending,
    /// The earliest stage after which the theme is offered: an index into `stages`.
    pub exit_point: usize,
    /// The stage whose passing fixes the development candidate (LIC-10): an index into `stages`.
    pub candidate_stage: Option<usize>,
    /// Whether the work that remains at a licence passes to the licensee (EXE-8).
    pub remaining_work_passes_to_licensee: bool,
    /// What the patent costs, and from which stage on (EXE-6).
    pub patent: Option<Patent>,
    /// The stages in order, at least one. Stages that are not included are not here (EXE-14).
    pub stages: Vec<Stage>,
    /// The points at which it is offered to companies (EXE-7), in the order of their stages.
    pub offers: Vec<Offer>,
}

/// What it means to come out of the end of a route.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A company takes the theme.
    Licensed,
    /// The drug is on the market.
    Launched,
}

/// A stage: activities with precedence, a technical outcome, a gate (EXE-2, EXE-5).
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The id in the scenario.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Probability of technical success.
    pub odds: Quantity,
    /// Whether it lies in the valley of death (SCP-5).
    pub valley_of_death: bool,
    /// Whether passing it is a milestone (EXE-1).
    pub milestone: bool,
    /// Whether it is gone through only where a Go/No-Go before it says so (EXE-14).
    pub optional: bool,
    /// What is done in it; at most [`MOST_ACTIVITIES`]. Empty: the outcome is drawn at once.
    pub activities: Vec<Activity>,
}

/// A piece of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// The id in the scenario.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The activities of the same stage that must be done before: bit i for activity i.
    pub after: u64,
    /// Who can do it, in order of preference; empty where it needs no slot.
    pub providers: Vec<Provider>,
    /// Working time in months, before the provider's factor.
    pub duration_months: Quantity,
    /// Cost per job beside the functions' prices.
    pub cost: Quantity,
    /// Cost per month beside the functions' prices.
    pub cost_per_month: Quantity,
    /// When its cost falls due; `None`: as its ledger item does, else pro rata (BUD-8).
    pub timing: Option<CostTiming>,
    /// Months by which every payment falls due later; `None`: as of its ledger item, else 0
    /// (BUD-8).
    pub payment_lag_months: Option<Quantity>,
    /// The ledger item, where it is not the function's: an index into [`super::Model::items`].
    pub item: Option<usize>,
    /// Whether it may have to be done again (EXE-4).
    pub repeat: Option<Repeat>,
    /// The rule of the rule book it carries out.
    pub rule: String,
    /// Done once per run, by the first theme that reaches it; the others wait for it (EXE-13).
    pub once: bool,
}

/// The chance that an activity has to be done again, and how often at most (EXE-4).
#[derive(Clone, Debug, PartialEq)]
pub struct Repeat {
    /// Probability that it is repeated, drawn each time it ends.
    pub probability: Quantity,
    /// After so many repeats the stage goes on.
    pub limit: u32,
}

/// An institute that can do an activity, with what it needs there.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    /// An index into [`super::Model::institutes`].
    pub institute: usize,
    /// Functions and the slots needed of each, all at once: (index into [`super::Model::functions`], slots).
    pub needs: Vec<(usize, u32)>,
    /// Multiplies the duration.
    pub duration_factor: Quantity,
    /// Multiplies all costs.
    pub cost_factor: Quantity,
    /// Months an activity must have waited before this provider is tried (EXE-3).
    pub after_wait_months: Option<Quantity>,
    /// Whether it serves only themes on which the institute has worked before (GOV-7).
    pub own_work_only: bool,
}

/// When the cost of an activity falls due (BUD-8).
#[derive(Clone, Debug, PartialEq)]
pub enum CostTiming {
    /// Pro rata over the working time.
    Spread,
    /// Shares of the cost at shares of the working time: (share of time 0–1, share of cost), the
    /// latter summing to 1. A single payment at 0, ½ or 1 is paid at start, midpoint or end.
    Payments(Vec<(f64, f64)>),
}

/// A point at which the theme is offered to companies (EXE-7).
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The stage after which it is made: an index into [`Route::stages`].
    pub after: usize,
    /// Probability that a company takes the theme; read where the chapter of licensing is off.
    pub odds: Quantity,
    /// Mean number of applicants before all factors; read where the chapter is on.
    pub applicants: Quantity,
    /// The upfront of one bid; read where the chapter is on.
    pub bid: Quantity,
    /// The licensing work: time, slots, cost. With the chapter on, what precedes the call: the
    /// non-confidential material.
    pub work: Activity,
}

/// Filing and maintenance of the theme's patent (EXE-6).
#[derive(Clone, Debug, PartialEq)]
pub struct Patent {
    /// The stage whose passing leads to the filing: an index into [`Route::stages`].
    pub after: usize,
    /// Who books it: an index into [`super::Model::institutes`].
    pub institute: usize,
    /// Paid when it is filed.
    pub filing_cost: Quantity,
    /// Paid on each anniversary of the filing until the theme is licensed or ends.
    pub cost_per_year: Quantity,
    /// Whether the licensee bears it from the licence on; else the network goes on paying (LIC-12).
    pub passes_to_licensee: bool,
}
