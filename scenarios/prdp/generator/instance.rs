//! An instance of the capacity-limited pipeline problem, checked.

/// Drugs that compete for the resources of their trials.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// Its name in the table, an id of a scenario.
    pub id: String,
    /// T ≥ 1: trials start in periods 1 to T.
    pub periods: u32,
    /// Types of resources, in the order of the table's columns; may be empty.
    pub resources: Vec<Resource>,
    /// Drugs in the order of the table, which is the order of the list policy; not empty.
    pub drugs: Vec<Drug>,
}

impl Instance {
    /// The longest duration of a trial, in periods.
    pub fn longest_trial(&self) -> u32 {
        let trials = self.drugs.iter().flat_map(|drug| &drug.trials);
        trials.map(|trial| trial.periods).max().unwrap_or(0)
    }
}

/// A type of resources.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// An id of a scenario, such as `type1`.
    pub id: String,
    /// Units there are in every period.
    pub capacity: u32,
    /// Where the number comes from; empty where the table does not say.
    pub source: String,
}

/// A drug and its trials.
#[derive(Clone, Debug, PartialEq)]
pub struct Drug {
    /// Its name in the table, an id of a scenario.
    pub id: String,
    /// Trials 1, 2, … in order; not empty.
    pub trials: Vec<Trial>,
}

/// A trial of a drug.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// What it costs, in US dollars, due when it starts.
    pub cost: i64,
    /// Its duration in periods, at least 1.
    pub periods: u32,
    /// The probability that it succeeds.
    pub odds: f64,
    /// Units it holds of each of [`Instance::resources`], in their order.
    pub needs: Vec<u32>,
    /// Where the numbers come from; empty where the table does not say.
    pub source: String,
}
