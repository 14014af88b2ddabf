//! Where the spread of the headline results comes from: chance or ignorance.

use super::figures::{Figures, LEVEL};
use super::table::{Column, Table, Value};

/// The variance of every headline, split by one-way analysis of variance between and within worlds.
pub(super) fn variance(figures: &Figures<'_>) -> Table {
    let mut table = Table::new(
        "variance",
        vec![
            Column::text("headline"),
            Column::number("mean", "unit of the headline"),
            Column::number("standard_error", "unit of the headline"),
            Column::number("standard_deviation", "unit of the headline, over runs"),
            Column::number("standard_deviation_chance", "unit of the headline"),
            Column::number("standard_deviation_ignorance", "unit of the headline"),
            Column::number("ignorance_share", "share of the variance, 0 to 1"),
            Column::number("ignorance_share_lower_95", "share of the variance"),
            Column::number("ignorance_share_upper_95", "share of the variance"),
        ],
    );
    let headlines = figures.layout.headlines(figures.model);
    for (column, headline) in headlines.into_iter().enumerate() {
        let cell = headline.cell;
        let [mean, error] = figures.mean_and_error(cell, 1.0);
        let panel = &figures.sample.totals.panel;
        let named = match headline.fiscal_year {
            Some(year) => Value::NamedInYear(headline.column, headline.name, year),
            None => Value::Named(headline.column, headline.name),
        };
        let mut row = vec![named, mean, error];
        match panel.split(cell) {
            Some(split) => {
                let parts = [split.total, split.within, split.between];
                row.extend(parts.map(|part| Value::finite(part.sqrt())));
                row.push(
                    split
                        .ignorance_share()
                        .map_or(Value::Missing, Value::finite),
                );
            }
            None => {
                // With nothing unknown all variance is chance; with one run per world, or one
                // world, the parts cannot be told apart.
                let spread = panel.estimate(cell).map_or(f64::NAN, |estimate| {
                    estimate.standard_error * (estimate.runs as f64).sqrt()
                });
                let known = !figures.model.has_ignorance();
                let (chance, none) = if known {
                    (spread, 0.0)
                } else {
                    (f64::NAN, f64::NAN)
                };
                row.extend([spread, chance, none, none].map(Value::finite));
            }
        }
        match figures.sample.rows.ignorance_share(column, LEVEL) {
            Some(share) => {
                row.extend([share.interval.lower, share.interval.upper].map(Value::finite));
            }
            None => row.extend([Value::Missing, Value::Missing]),
        }
        table.push(row);
    }
    table
}
