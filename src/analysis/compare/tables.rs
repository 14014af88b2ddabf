//! The tables of a comparison.

use super::difference::{PROBABILITIES, share_interval};
use super::{Comparison, Level};
use crate::analysis::headline::{Better, Family, Headline};
use crate::analysis::table::{Column, Table, Value};
use crate::language::{Words, words};
use crate::model::Model;

/// The tables of a comparison: differences of the whole, and those of themes. `shown` are the models
/// as they may be shown, in the order of those compared.
pub fn tables(comparison: &Comparison<'_>, shown: &[&Model]) -> Vec<Table> {
    let themes = |headline: &Headline| headline.family == Family::Themes;
    vec![
        table("differences", comparison, shown, |one| !themes(one)),
        table("theme_differences", comparison, shown, themes),
    ]
}

fn columns() -> Vec<Column> {
    let unit = "unit of the headline";
    let share = "share of runs, 0 to 1";
    let mut columns = vec![
        Column::text("what_if"),
        Column::text("family"),
        Column::text("key"),
        Column::text("headline"),
        Column::text("fiscal_year"),
        Column::text("covers"),
        Column::text("unit"),
    ];
    for side in ["base", "what_if"] {
        columns.push(Column::number(&format!("{side}_mean"), unit));
        columns.push(Column::number(&format!("{side}_mean_standard_error"), unit));
    }
    for name in [
        "difference",
        "difference_lower_95",
        "difference_upper_95",
        "difference_standard_error",
    ] {
        columns.push(Column::number(name, unit));
    }
    columns.push(Column::number(
        "p_value_adjusted",
        "p-value of no difference, Holm over the family",
    ));
    columns.push(Column::text("verdict"));
    columns.push(Column::text("better_is"));
    for name in ["better", "worse"] {
        for part in ["share", "share_lower_95", "share_upper_95"] {
            columns.push(Column::number(&format!("{name}_{part}"), share));
        }
    }
    columns.push(Column::number("moved_share", share));
    for side in ["base", "what_if"] {
        for p in PROBABILITIES {
            let name = format!("{side}_p{:.0}", p * 100.0);
            columns.push(Column::number(&name, unit));
        }
    }
    columns
}

fn table(
    name: &'static str,
    comparison: &Comparison<'_>,
    shown: &[&Model],
    belongs: impl Fn(&Headline) -> bool,
) -> Table {
    let mut table = Table::new(name, columns());
    for what_if in 1..shown.len() {
        for (place, headline) in comparison.headlines.iter().enumerate() {
            if belongs(headline) {
                table.push(row(comparison, shown, what_if, place));
            }
        }
    }
    table
}

/// Which way is better, in words.
fn direction(better: Better) -> Words {
    match better {
        Better::More => words("more", "増加"),
        Better::Less => words("less", "減少"),
        Better::Neither => words("neither", "どちらでもない"),
    }
}

fn row(comparison: &Comparison<'_>, shown: &[&Model], what_if: usize, place: usize) -> Vec<Value> {
    let headline = &comparison.headlines[place];
    let (base, model) = (shown[0], shown[what_if]);
    let unit = headline.scale.unit();
    let number = |value: f64| Value::finite(value / unit);
    let [year, covers] = headline.span.values(base);
    let label = Value::Named(model.label(), model.name.clone());
    let mut row = vec![
        label,
        Value::words(headline.family.name()),
        Value::text(&headline.key.to_string()),
        Value::named(&headline.name.english, &headline.name),
        year,
        covers,
        headline.unit(base),
    ];
    let levels = [0, what_if].map(|case| comparison.levels[case][place].as_ref());
    for level in levels {
        row.push(level.map_or(Value::Missing, |level| number(level.mean.mean)));
        row.push(level.map_or(Value::Missing, |level| number(level.mean.standard_error)));
    }
    match &comparison.differences[what_if - 1][place] {
        None => row.extend(vec![Value::Missing; 14]),
        Some(found) => {
            let interval = found.interval();
            let bound = |bound: fn(&crate::stats::Interval) -> f64| {
                interval
                    .as_ref()
                    .map_or(Value::Missing, |found| number(bound(found)))
            };
            row.push(number(found.mean.mean));
            row.push(bound(|interval| interval.lower));
            row.push(bound(|interval| interval.upper));
            row.push(number(match found.moved {
                0 => 0.0,
                _ => found.mean.standard_error,
            }));
            row.push(Value::finite(found.adjusted));
            row.push(Value::words(found.verdict().name()));
            row.push(Value::words(direction(headline.better)));
            let (better, worse) = found.better_and_worse(headline.better);
            for share in [better, worse] {
                let interval = share_interval(&share);
                row.push(Value::finite(share.mean));
                row.push(interval.map_or(Value::Missing, |found| Value::finite(found.lower)));
                row.push(interval.map_or(Value::Missing, |found| Value::finite(found.upper)));
            }
            row.push(Value::finite(
                found.moved as f64 / comparison.base.runs as f64,
            ));
        }
    }
    for level in levels {
        row.extend(quantiles(level, unit));
    }
    row
}

fn quantiles(level: Option<&Level>, unit: f64) -> Vec<Value> {
    match level.and_then(|level| level.quantiles) {
        Some(quantiles) => quantiles
            .iter()
            .map(|quantile| Value::finite(quantile / unit))
            .collect(),
        None => vec![Value::Missing; PROBABILITIES.len()],
    }
}
