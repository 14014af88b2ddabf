//! Who does the work, and what it costs: institutes, their functions and slots, ledger items.

use super::{CostTiming, Quantity, Ticks};
use crate::language::Text;

/// An institute of the network, or an outsourcing partner (GOV-3).
#[derive(Clone, Debug, PartialEq)]
pub struct Institute {
    /// The id in the scenario.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Whether its work is bought from outside through the Office (EXE-3).
    pub outsourced: bool,
    /// How it works with the network (GOV-5).
    pub works_by: WorksBy,
}

/// How an institute works with the network (GOV-5).
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum WorksBy {
    /// On a contract with a price; its lead time in months precedes each piece of work, beside
    /// those of the functions.
    Commission(Quantity),
    /// At no cost to the network: its prices, costs and standing teams are not the network's.
    Cooperation,
}

/// A function at an institute: what it offers, how much of it at once, and at what price.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// The institute, an index into [`super::Model::institutes`].
    pub institute: usize,
    /// The id of the function, shared by all institutes that offer it.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// How many activities can use it at once.
    pub slots: Slots,
    /// Slots beside those of the schedule, wherever that has any; 0 but for what-ifs of capacity.
    pub more_slots: i64,
    /// Price per slot and month of work.
    pub price_per_slot_month: Quantity,
    /// Price per activity that needs it.
    pub price_per_job: Quantity,
    /// What a year costs whether used or not: usage below it is topped up (INC-7).
    pub standing_cost_per_year: Quantity,
    /// Months from choosing this provider to the start of work; holds no slot.
    pub lead_time_months: Quantity,
    /// The ledger item its prices are booked on, an index into [`super::Model::items`].
    pub item: usize,
}

/// The number of parallel slots of a function, which may change by date.
#[derive(Clone, Debug, PartialEq)]
pub enum Slots {
    /// Nothing ever waits for it.
    Unlimited,
    /// From each instant on, so many slots (rounded to a whole number); none before the first.
    /// Sorted by time, at least one entry.
    Schedule(Vec<(Ticks, Quantity)>),
}

/// A ledger item (支援研究, 外注, GMP, …).
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The id in the scenario.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// When the cost of work falls due that does not say it itself (BUD-8).
    pub timing: Option<CostTiming>,
    /// Months by which payments for work fall due later that does not say it itself (BUD-8).
    pub payment_lag_months: Option<Quantity>,
}

/// A disease area (SCP-2).
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The id in the scenario.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Multiplies the odds p / (1 − p) of the stages named, for themes of this area: (stage id, ratio).
    pub odds_ratio: Vec<(String, Quantity)>,
}

/// A kind of drug or diagnostic (SCP-1).
#[derive(Clone, Debug, PartialEq)]
pub struct Modality {
    /// The id in the scenario.
    pub id: String,
    /// What people call it.
    pub name: Text,
}
