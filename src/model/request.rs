//! The request for the coming fiscal year: what is requested, and beside what it is laid (BUD-5).

use super::Quantity;
use crate::language::Text;

/// What the scenario says of the request of a fiscal year.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Request {
    /// The fiscal year requested, 2014 for April 2014 to March 2015; absent: the one after the
    /// start.
    pub fiscal_year: Option<i32>,
    /// The probability with which it is to suffice, in (0, 1); absent: 0.8.
    pub confidence: Option<f64>,
    /// Amounts are requested in whole multiples of this, at least 1.
    pub in_multiples_of: i64,
    /// What is known of items at institutes in the years before.
    pub lines: Vec<RequestLine>,
    /// What is requested without an amount (事項要求).
    pub matters: Vec<Matter>,
}

/// What is known of an item at an institute in the years before the one requested.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestLine {
    /// The id in the scenario.
    pub id: String,
    /// An index into [`super::Model::items`].
    pub item: usize,
    /// An index into [`super::Model::institutes`].
    pub institute: usize,
    /// The budget of the year before (前年度予算額).
    pub previous: Option<Quantity>,
    /// What was spent in the last closed year, two before the one requested (前々年度決算額).
    pub last_actual: Option<Quantity>,
}

/// Something requested without an amount, which is settled while the budget is drafted (事項要求).
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    /// The id in the scenario.
    pub id: String,
    /// What people call it.
    pub name: Text,
}
