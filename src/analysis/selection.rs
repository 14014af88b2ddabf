//! How many themes ask for support, and what is decided of them (GOV-2, SEL-1 to SEL-12).

use super::figures::{Figures, mean_columns};
use super::layout::selection as counted;
use super::table::{Column, Table};

/// Arrivals, evaluations and decisions by fiscal year.
pub(super) fn selection(figures: &Figures<'_>) -> Table {
    let mut columns = vec![Column::text("fiscal_year")];
    columns.extend(mean_columns("arrivals", "", "themes per run"));
    for name in counted::NAMES {
        columns.extend(mean_columns(name, "", "themes per run"));
    }
    let mut table = Table::new("selection", columns);
    let layout = figures.layout;
    for year in 0..=layout.years {
        let mut row = vec![figures.year(year)];
        row.extend(figures.mean_and_error(layout.arrivals(year), 1.0));
        for what in 0..counted::COUNT {
            row.extend(figures.mean_and_error(layout.selection(what, year), 1.0));
        }
        table.push(row);
    }
    table
}
