//! The request for the coming year: what suffices with a chosen confidence, and its parts (BUD-5).
//!
//! 1. *Need*: the scenario is simulated with nothing held back for want of money from the year requested
//!    on. What then falls due in that year is what work needs; where a purse held it back, spending
//!    would only repeat the purse.
//! 2. *Amount*: the total is the quantile of the need at the confidence, rounded up. Quantiles of
//!    parts do not add up to it; so each part, and each line of its derivation, is what it is
//!    expected to be where the total stands at that quantile ([`crate::stats::near`]), in whole
//!    units by the largest remainder. What each part would need alone stands beside.
//! 3. *Consequences*: the scenario is simulated once more with the request granted in full, which
//!    shows what is left over, lapses, is carried over, and is bound of later years.

mod derivation;
mod labels;
mod rows;
mod tables;

use super::anatomy::{COLUMNS, Source, UNIT};
use super::figures::Figures;
use super::layout::Slice;
use super::table::Table;
use crate::model::{Model, Purse, PurseKind, Quantity};
use crate::stats::{LogHistogram, apportion};

pub use labels::source_name;
pub use rows::{PreviousFrom, Row, Whose, rows};
pub use tables::to_precision;

/// Whoever is granted this in a year is never short of money.
const WITHOUT_LIMIT: f64 = 1e14;

/// The confidence where nobody says another.
pub const CONFIDENCE: f64 = 0.8;

/// The scenario with no purse short of money, and no cap, from fiscal year number `year` on.
#[must_use]
pub fn without_limits(model: &Model, year: usize) -> Model {
    let mut model = model.clone();
    model.money.follows_commitments = true;
    for cap in &mut model.money.caps {
        cap.amounts
            .iter_mut()
            .skip(year)
            .for_each(|amount| *amount = None);
    }
    for purse in &mut model.money.purses {
        for request in purse.requests.iter_mut().skip(year) {
            *request = Quantity::Default(WITHOUT_LIMIT);
        }
        for granted in purse.grants.iter_mut().skip(year) {
            *granted = Some(Quantity::Default(WITHOUT_LIMIT));
        }
    }
    model
}

/// The scenario with the amounts of a request granted in full; `purse_of_part` says who pays. Where
/// the scenario has no purses, one stands for the request, which lapses.
#[must_use]
pub fn as_granted(
    model: &Model,
    year: usize,
    parts: &[i64],
    purse_of_part: impl Fn(usize) -> Option<usize>,
) -> Model {
    let mut model = model.clone();
    model.money.follows_commitments = true;
    let years = model.calendar.years();
    let alone = model.money.purses.is_empty();
    if alone {
        let id = "request".to_owned();
        model.money.purses.push(Purse {
            name: crate::text!("The request", "要求額"),
            id,
            kind: PurseKind::Subsidy(Quantity::Default(0.0)),
            institutes: None,
            items: None,
            requests: vec![Quantity::Default(WITHOUT_LIMIT); years],
            grants: vec![None; years],
            carried_in: Quantity::Default(0.0),
            cut: Quantity::Default(0.0),
            holds_back: false,
        });
    }
    for (number, purse) in model.money.purses.iter_mut().enumerate() {
        let paid = parts.iter().enumerate();
        let paid = paid.filter(|(part, _)| alone || purse_of_part(*part) == Some(number));
        let amount: i64 = paid.fold(0, |sum, (_, amount)| sum.saturating_add(*amount));
        purse.requests[year] = Quantity::Default(amount as f64);
        purse.grants[year] = Some(Quantity::Default(amount as f64));
    }
    model
}

/// A request: amounts in whole units of the currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Requested {
    /// The number of the fiscal year.
    pub year: usize,
    /// The probability with which the total suffices.
    pub confidence: f64,
    /// The total, a multiple of what the scenario says.
    pub total: i64,
    /// By the parts of [`crate::engine::Plan::parts`]; they add up to the total.
    pub parts: Vec<i64>,
    /// The standard error of each part, that of the total included; `None` with too few worlds.
    pub errors: Option<Vec<f64>>,
    /// What each part is made up of; the lines of a part add up to it.
    pub lines: Vec<RequestedLine>,
    /// Runs behind the parts: those whose total ranks near the confidence.
    pub runs_near: f64,
}

/// A line of the derivation of a request.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct RequestedLine {
    /// The part it belongs to.
    pub part: usize,
    /// What it is paid for.
    pub source: Source,
    /// The amount requested.
    pub amount: i64,
    /// Units of it, expected where the total is as requested.
    pub units: f64,
    /// Pieces of work that have a payment in the year, likewise.
    pub pieces: f64,
}

/// Lays out the request, from the figures of the need with the year taken apart.
///
/// `None` where the figures have none taken apart, and unless 0 < `confidence` < 1.
pub fn lay_out(need: &Figures<'_>, confidence: f64) -> Option<Requested> {
    let anatomy = need.layout.watch.anatomy.as_ref()?;
    let totals = need.sample.totals.anatomy.as_ref()?;
    let near = totals.parts.near(confidence)?;
    let request = need.model.money.request.as_ref();
    let multiple = request.map_or(1, |request| request.in_multiples_of).max(1);
    // What suffices must not be rounded down; a rounding error above a whole number is none.
    let whole = (near.total - 1e-6 * near.total.abs().min(1.0)).ceil() as i64;
    let multiples = whole.max(0).div_euclid(multiple);
    let multiples = multiples + i64::from(whole.max(0) % multiple > 0);
    let parts: Vec<i64> = apportion(multiples, &near.parts)
        .into_iter()
        .map(|part| part.saturating_mul(multiple))
        .collect();
    let within = totals.lines.near(confidence)?;
    let figure = |line: usize, column: usize| within.parts[COLUMNS * line + column];
    let mut lines = Vec::new();
    for (part, amount) in parts.iter().enumerate() {
        let of_part = anatomy.lines.iter().enumerate();
        let of_part: Vec<usize> = of_part
            .filter(|(_, line)| line.part == part)
            .map(|(number, _)| number)
            .collect();
        let shares: Vec<f64> = of_part.iter().map(|line| figure(*line, 0)).collect();
        let amounts = apportion(*amount, &shares);
        for (line, amount) in of_part.into_iter().zip(amounts) {
            if amount != 0 {
                lines.push(RequestedLine {
                    part,
                    source: anatomy.lines[line].source,
                    amount,
                    units: figure(line, 1).max(0.0) / UNIT,
                    pieces: figure(line, 2).max(0.0),
                });
            }
        }
    }
    Some(Requested {
        year: anatomy.year,
        confidence,
        total: multiples.saturating_mul(multiple),
        parts,
        errors: totals.parts.standard_errors(confidence),
        lines,
        runs_near: near.runs,
    })
}

/// All tables of a request, in the order in which a planner reads them.
pub fn tables(requested: &Requested, need: &Figures<'_>, granted: &Figures<'_>) -> Vec<Table> {
    vec![
        tables::table(requested, need, granted),
        derivation::table(requested, need),
        tables::confidence(requested, need),
        tables::later_years(requested, granted),
    ]
}

/// What suffices with each of some confidences, and its interval; see [`CONFIDENCES`].
pub fn sufficing(requested: &Requested, need: &Figures<'_>) -> Vec<[f64; 3]> {
    tables::sufficing(requested, need, Whose::All)
}

/// What is bound of each later year at the end of the year requested, in the mean; the last is all
/// after the horizon.
pub fn bound_later(requested: &Requested, granted: &Figures<'_>) -> Vec<f64> {
    tables::bound_later(requested, granted, Whose::All)
}

/// The confidences for which it is said what suffices.
pub const CONFIDENCES: [f64; 8] = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

/// The histogram of a slice of the budget in a fiscal year, if there is such a slice.
fn histogram<'a>(
    figures: &'a Figures<'_>,
    slice: Slice,
    year: usize,
) -> Option<(&'a LogHistogram, usize)> {
    let place = figures.layout.slices.binary_search(&slice).ok()?;
    Some((figures.cost(place, year), figures.layout.slice(place, year)))
}
