//! What a licence and a launch are worth, beyond what licensees pay: the chapter `[value]`.
//!
//! Worth is no money of the ledger: nothing is paid, no cap sees it. It lets themes be compared
//! that cost, and come to something, at different times.

use super::Quantity;

/// What themes are worth to the network and to society.
#[derive(Clone, Debug, PartialEq)]
pub struct Valuation {
    /// What a year takes off the worth of an amount: 0.04 makes 104 of next year 100 of today.
    pub discount_rate: Quantity,
    /// The worth of a theme's first licence beyond income, in units of the currency.
    pub per_licence: Quantity,
    /// The worth of a launch beyond income, in units of the currency.
    pub per_launch: Quantity,
    /// Whether what licensees pay counts, the proposer's share apart (INC-4).
    pub income_counts: bool,
    /// The worth of a theme open at the horizon, by the id of the stage it is in; a stage that is
    /// not here is worth what going on can be expected to bring.
    pub open: Vec<(String, Quantity)>,
}
