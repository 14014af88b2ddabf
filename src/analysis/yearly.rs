//! Cost and income of each fiscal year side by side, and what their spread comes from (BUD-5).

use super::figures::{Figures, LEVEL, mean_columns, quantile_columns};
use super::purses::unit;
use super::table::{Column, Table, Value};
use super::watch::short;
use super::words::{ALL, ANY};

/// The probabilities between which ignorance alone spreads a year's cost.
const SPREAD: [f64; 3] = [0.1, 0.5, 0.9];

/// Cost, income and the difference by fiscal year; the spread of cost by what it comes from.
///
/// The last columns say how far cost would spread if chance were averaged out and only what nobody
/// knows were left: the quantiles of world means, drawn together until their variance is that of
/// ignorance (see [`crate::stats::WorldRows::from_ignorance`]), as raw world means spread too far.
pub(super) fn yearly(figures: &Figures<'_>) -> Table {
    let (suffix, money) = unit(figures);
    let mut columns = vec![Column::text("fiscal_year")];
    columns.extend(mean_columns("cost", &suffix, &money));
    let names = ["p10", "p50", "p80", "p90", "p95"].map(|p| format!("cost_{p}"));
    let names = names.each_ref().map(String::as_str);
    columns.extend(quantile_columns(&names, &suffix, &money));
    columns.extend(mean_columns("income", &suffix, &money));
    let names = ["income_p10", "income_p50", "income_p90"];
    columns.extend(quantile_columns(&names, &suffix, &money));
    columns.push(Column::number(&format!("net_cost{suffix}"), &money));
    for name in [
        "cost_standard_deviation",
        "cost_standard_deviation_chance",
        "cost_standard_deviation_ignorance",
    ] {
        columns.push(Column::number(&format!("{name}{suffix}"), &money));
    }
    columns.push(Column::number(
        "ignorance_share",
        "share of the variance, 0 to 1",
    ));
    let alone = "if chance were averaged out; shrunk world means";
    for name in ["p10", "p50", "p90"] {
        let name = format!("cost_ignorance_alone_{name}{suffix}");
        columns.push(Column::number(&name, &format!("{money}, {alone}")));
    }
    let mut table = Table::new("budget_by_year", columns);
    for year in 0..=figures.layout.years {
        table.push(row(figures, year));
    }
    table
}

fn row(figures: &Figures<'_>, year: usize) -> Vec<Value> {
    let layout = figures.layout;
    let whole = figures.whole_budget();
    let cell = layout.slice(whole, year);
    let mut row = vec![figures.year(year)];
    row.extend(figures.mean_and_error(cell, 1.0));
    let probabilities = &super::budget::BUDGET_PROBABILITIES;
    row.extend(figures.quantiles(figures.cost(whole, year), cell, probabilities, 1.0));
    let income = layout.licensing.as_ref().map(|licensing| {
        let cell = layout.licensing_from() + licensing.income(None, None, year);
        (cell, &figures.sample.totals.income[year])
    });
    match income {
        Some((cell, histogram)) => {
            row.extend(figures.mean_and_error(cell, 1.0));
            row.extend(figures.quantiles(histogram, cell, &SPREAD, 1.0));
            let net = figures.mean(layout.slice(whole, year), 1.0) - figures.mean(cell, 1.0);
            row.push(Value::finite(net));
        }
        None => row.extend(std::iter::repeat_n(Value::Missing, 9)),
    }
    row.extend(split(figures, cell));
    let alone = figures
        .headline(cell)
        .and_then(|column| figures.sample.rows.from_ignorance(column, &SPREAD));
    match alone {
        Some(values) => row.extend(values.into_iter().map(Value::finite)),
        None => row.extend(std::iter::repeat_n(Value::Missing, SPREAD.len())),
    }
    row
}

/// The spread over runs, that of chance, that of ignorance, and the share of the latter.
fn split(figures: &Figures<'_>, cell: usize) -> [Value; 4] {
    let panel = &figures.sample.totals.panel;
    if let Some(split) = panel.split(cell) {
        let [all, chance, ignorance] =
            [split.total, split.within, split.between].map(|part| Value::finite(part.sqrt()));
        let share = split.ignorance_share();
        return [
            all,
            chance,
            ignorance,
            share.map_or(Value::Missing, Value::finite),
        ];
    }
    let spread = panel.estimate(cell).map_or(f64::NAN, |estimate| {
        estimate.standard_error * (estimate.runs as f64).sqrt()
    });
    match figures.model.has_ignorance() {
        // One run in each world, or one world: they cannot be told apart.
        true => [
            Value::finite(spread),
            Value::Missing,
            Value::Missing,
            Value::Missing,
        ],
        false => [
            Value::finite(spread),
            Value::finite(spread),
            Value::Number(0.0),
            Value::Number(0.0),
        ],
    }
}

/// The chance that money runs short, by purse and fiscal year, and over the whole horizon (BUD-2).
pub(super) fn shortages(figures: &Figures<'_>) -> Option<Table> {
    let purses = &figures.model.money.purses;
    if purses.is_empty() {
        return None;
    }
    let mut columns = vec![Column::text("fiscal_year"), Column::text("purse")];
    for name in [
        "chance_of_overrun",
        "chance_of_waiting_for_money",
        "chance_of_either",
    ] {
        columns.push(Column::number(name, "chance, 0 to 1"));
        columns.push(Column::number(
            &format!("{name}_lower_95"),
            "chance, 0 to 1",
        ));
        columns.push(Column::number(
            &format!("{name}_upper_95"),
            "chance, 0 to 1",
        ));
    }
    let mut table = Table::new("shortages", columns);
    for purse in 0..=purses.len() {
        let name = match purses.get(purse) {
            Some(purse) => Value::named(&purse.id, &purse.name),
            None => Value::words(ANY),
        };
        for year in 0..=figures.layout.years {
            let when = match year == figures.layout.years {
                true => Value::words(ALL),
                false => figures.year(year),
            };
            let mut row = vec![when, name.clone()];
            for what in [short::OVERRUN, short::WAITED, short::EITHER] {
                row.extend(figures.chance(figures.layout.watch.short(purse, year, what)));
            }
            table.push(row);
        }
    }
    Some(table)
}

impl Figures<'_> {
    /// The chance that a cell of 0 and 1 is 1, and its exact interval, clustered by world.
    pub fn chance(&self, cell: usize) -> [Value; 3] {
        let Some(share) = self.estimate(cell) else {
            return [Value::Missing, Value::Missing, Value::Missing];
        };
        let interval = crate::stats::proportion::clustered(&share, LEVEL);
        let [lower, upper] = match interval {
            Some(interval) => [interval.lower, interval.upper].map(Value::finite),
            None => [Value::Missing, Value::Missing],
        };
        [Value::finite(share.mean), lower, upper]
    }
}
