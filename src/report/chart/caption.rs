//! What stands around every chart.

/// Title, unit and origin of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// The subject: at most two lines are shown.
    pub title: String,
    /// The unit of the values, and what else the reader must know; at most two lines are shown.
    pub subtitle: String,
    /// Scenario, runs, worlds, seed and version; at most three lines are shown.
    pub source: String,
}
