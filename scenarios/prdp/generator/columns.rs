//! The columns of a table of instances.

use soyaku::diagnostic::{Diagnostic, Diagnostics, Span, listed, nearest, quoted};
use soyaku::scenario::is_id;

use super::english;
use super::table::{Cell, Table};

/// Columns that every table has, besides those of resources.
const NEEDED: [&str; 7] = [
    "instance",
    "periods",
    "drug",
    "trial",
    "trial_cost",
    "duration_periods",
    "probability_of_success",
];
/// Where the numbers of a row come from; goes into the scenario.
const SOURCE: &str = "source";
/// Columns that may be there and say nothing a scenario could hold.
const UNUSED: [&str; 4] = [
    "max_revenue_on_last_trial_row",
    "gammaL_patent_loss_per_period",
    "gammaD_idle_loss_per_period",
    "confidence",
];
/// Begins the name of a column with the units there are of a resource; the rest is its id.
const CAPACITY: &str = "capacity_";
/// Begins the name of a column with the units a trial needs of a resource.
const NEED: &str = "need_";
/// Begins the id of a resource.
const RESOURCE: &str = "type";

/// Where each column stands.
pub struct Columns {
    pub instance: usize,
    pub periods: usize,
    pub drug: usize,
    pub trial: usize,
    pub cost: usize,
    pub duration: usize,
    pub odds: usize,
    pub source: Option<usize>,
    /// Id, capacity and need of each type of resources.
    pub resources: Vec<(String, usize, usize)>,
}

impl Columns {
    /// The columns that the header of `table` names; `None` where one is missing, unknown or there
    /// twice, which is added to `diagnostics`. What is missing is missing at `beginning`.
    pub fn of(table: &Table<'_>, beginning: Span, diagnostics: &mut Diagnostics) -> Option<Self> {
        let header: Vec<Cell<'_>> = table.header().collect();
        let place = |name: &str| header.iter().position(|cell| cell.text == name);
        let before = diagnostics.iter().count();
        for (number, cell) in header.iter().enumerate() {
            if let Some(first) = place(cell.text).filter(|first| *first < number) {
                let message = format!("the column {} is there twice", quoted(cell.text));
                let error = cell.error("duplicate-column", message);
                diagnostics.push(error.also(header[first].span, english("here already")));
            } else if !is_known(cell.text) {
                diagnostics.push(unknown_column(cell));
            }
        }
        let missing = |name: &str| {
            let allowed = listed(
                NEEDED
                    .into_iter()
                    .chain(["capacity_type1", "need_type1", "…"]),
            );
            Diagnostic::error(
                "missing-column",
                english(format!("the column {} is missing", quoted(name))),
            )
            .at(beginning)
            .allowed(allowed)
            .help(english(
                "the first row holds the names of the columns, separated by commas",
            ))
        };
        diagnostics.extend(
            NEEDED
                .iter()
                .filter(|name| place(name).is_none())
                .map(|name| missing(name)),
        );
        let mut resources = Vec::new();
        for cell in &header {
            if let Some(id) = resource_of(cell.text, CAPACITY) {
                match (place(cell.text), place(&format!("{NEED}{id}"))) {
                    (Some(capacity), Some(need)) => resources.push((id.to_owned(), capacity, need)),
                    _ => diagnostics.push(missing(&format!("{NEED}{id}"))),
                }
            } else if let Some(id) = resource_of(cell.text, NEED) {
                let capacity = format!("{CAPACITY}{id}");
                if place(&capacity).is_none() {
                    diagnostics.push(missing(&capacity));
                }
            }
        }
        if diagnostics.iter().count() > before {
            return None;
        }
        let [instance, periods, drug, trial, cost, duration, odds] = NEEDED.map(place);
        Some(Self {
            instance: instance?,
            periods: periods?,
            drug: drug?,
            trial: trial?,
            cost: cost?,
            duration: duration?,
            odds: odds?,
            source: place(SOURCE),
            resources,
        })
    }
}

/// The id of the resource a column is about, if its name begins with `kind`.
fn resource_of<'c>(column: &'c str, kind: &str) -> Option<&'c str> {
    let id = column.strip_prefix(kind)?;
    (id.starts_with(RESOURCE) && is_id(id)).then_some(id)
}

fn is_known(column: &str) -> bool {
    let plain = NEEDED.iter().chain(&UNUSED).chain([&SOURCE]);
    plain.into_iter().any(|known| *known == column)
        || resource_of(column, CAPACITY).is_some()
        || resource_of(column, NEED).is_some()
}

fn unknown_column(cell: &Cell<'_>) -> Diagnostic {
    let names = || {
        let resources = ["capacity_type1", "need_type1"];
        NEEDED
            .into_iter()
            .chain(resources)
            .chain([SOURCE])
            .chain(UNUSED)
    };
    cell.error(
        "unknown-column",
        format!("{} is not a column of this table", quoted(cell.text)),
    )
    .allowed(listed(names()))
    .did_you_mean(nearest(cell.text, names()))
}
