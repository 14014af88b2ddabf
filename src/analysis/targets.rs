//! Whether targets are reached, and what that hangs on.
//!
//! What it hangs on is asked of worlds: those in which a figure stands high are compared with those
//! in which it stands low ([`crate::stats::thirds`]). A figure that nobody knows and a world fixes is
//! a cause, as nothing in a run has any influence on it. That a purse runs short, or a function is
//! waited for, happens in the runs themselves: there a difference says that the two go together, not
//! which of them is the cause.

use super::figures::{Figures, LEVEL, mean_columns};
use super::parameters::unit_of;
use super::table::{Column, Table, Value};
use super::words::source;
use crate::engine::unknown_values;
use crate::language::{Words, words};
use crate::model::{Counted, TICKS_PER_MONTH};
use crate::stats::multiple::holm;
use crate::stats::thirds::{Thirds, correlation, thirds};
use crate::text;

/// Functions looked at: those that are waited for longest.
const FUNCTIONS: usize = 10;

const UNKNOWN: Words = words("unknown number", "未知の数値");
const SHORTAGE: Words = words("money short", "財源の不足");
const WAITING: Words = words("waiting", "待ち時間");

/// What is counted, in words.
pub(super) fn counted(what: Counted) -> Words {
    match what {
        Counted::Licences => words("licences", "企業導出件数"),
        Counted::Launches => words("launches", "上市件数"),
        Counted::Admitted => words("admitted", "支援課題数"),
        Counted::Evaluated => words("evaluated", "評価件数"),
        Counted::Milestones => words("milestones", "マイルストン達成件数"),
        Counted::Arrivals => words("arrivals", "応募件数"),
    }
}

/// The tables about targets; none without targets.
pub(super) fn tables(figures: &Figures<'_>) -> Vec<Table> {
    match figures.model.targets.is_empty() {
        true => Vec::new(),
        false => vec![targets(figures), drivers(figures)],
    }
}

/// Each target: how many there are likely to be, and the chance that it is reached.
fn targets(figures: &Figures<'_>) -> Table {
    let mut columns = vec![
        Column::text("target"),
        Column::text("what"),
        Column::text("by_fiscal_year"),
        Column::number("at_least", "those before the start included"),
        Column::number("before_start", "those before the start"),
    ];
    columns.extend(mean_columns("count", "", "per run, by then"));
    for name in ["count_p10", "count_p50", "count_p90"] {
        columns.push(Column::number(name, "by then"));
    }
    columns.extend(mean_columns("chance", "", "chance, 0 to 1"));
    let exact = "chance, 0 to 1";
    columns.push(Column::number("chance_lower_95", exact));
    columns.push(Column::number("chance_upper_95", exact));
    columns.push(Column::text("source"));
    let mut table = Table::new("targets", columns);
    let watch = &figures.layout.watch;
    for (number, target) in figures.model.targets.iter().enumerate() {
        let mut row = vec![
            Value::named(&target.id, &target.name),
            Value::words(counted(target.what)),
            figures.year(target.by),
            Value::Integer(target.at_least),
            Value::Integer(target.before_start),
        ];
        row.extend(figures.mean_and_error(watch.count(number), 1.0));
        let column = figures.headline(watch.count(number));
        for p in [0.1, 0.5, 0.9] {
            let quantile = column.and_then(|column| figures.sample.rows.quantile(column, p));
            row.push(quantile.map_or(Value::Missing, Value::finite));
        }
        row.extend(figures.mean_and_error(watch.reached(number), 1.0));
        let [_, lower, upper] = figures.chance(watch.reached(number));
        row.extend([lower, upper]);
        row.push(match &target.source {
            Some(stated) => source(stated),
            None => Value::Missing,
        });
        table.push(row);
    }
    table
}

/// Something the chance of a target may hang on.
struct Driver {
    kind: Words,
    what: Value,
    unit: Value,
    /// Its figure in each world.
    worlds: Vec<f64>,
}

/// For each target, what its chance hangs on, the strongest first.
fn drivers(figures: &Figures<'_>) -> Table {
    let mut columns = vec![
        Column::text("target"),
        Column::text("kind"),
        Column::text("driver"),
        Column::text("unit"),
    ];
    for name in ["mean_in_lower_third", "mean_in_upper_third"] {
        columns.push(Column::number(name, "the driver\'s unit"));
    }
    for name in ["chance_in_lower_third", "chance_in_upper_third"] {
        columns.push(Column::number(name, "chance, 0 to 1"));
    }
    columns.push(Column::number(
        "difference",
        "chance, upper less lower third",
    ));
    columns.push(Column::number("difference_lower_95", "chance, 0 to 1"));
    columns.push(Column::number("difference_upper_95", "chance, 0 to 1"));
    columns.push(Column::number("p_value", "probability"));
    columns.push(Column::number(
        "p_value_holm",
        "adjusted over all drivers of the target",
    ));
    columns.push(Column::number("correlation", "over worlds"));
    columns.push(Column::number("correlation_lower_95", "over worlds"));
    columns.push(Column::number("correlation_upper_95", "over worlds"));
    columns.push(Column::number("worlds_per_third", "worlds"));
    let mut table = Table::new("target_drivers", columns);
    let drivers = all_drivers(figures);
    for (number, target) in figures.model.targets.iter().enumerate() {
        let Some(reached) = reached_by_world(figures, number) else {
            continue;
        };
        let found = drivers.iter().filter_map(|driver| {
            let pairs = driver.worlds.iter().copied().zip(reached.iter().copied());
            let pairs: Vec<(f64, f64)> = pairs.collect();
            Some((driver, thirds(&pairs, LEVEL)?, pairs))
        });
        let mut found: Vec<_> = found.collect();
        let strength = |of: &Thirds| of.difference().abs();
        // Equal ones stay in the order of parameters.
        found.sort_by(|a, b| strength(&b.1).total_cmp(&strength(&a.1)));
        let p_values: Vec<f64> = found.iter().map(|(_, thirds, _)| thirds.p_value).collect();
        let adjusted = holm(&p_values);
        for ((driver, thirds, pairs), adjusted) in found.into_iter().zip(adjusted) {
            let mut row = vec![
                Value::named(&target.id, &target.name),
                Value::words(driver.kind),
                driver.what.clone(),
                driver.unit.clone(),
            ];
            row.extend(thirds.figure.map(Value::finite));
            row.extend(thirds.chance.map(Value::finite));
            row.push(Value::finite(thirds.difference()));
            row.extend([thirds.interval.lower, thirds.interval.upper].map(Value::finite));
            row.extend([thirds.p_value, adjusted].map(Value::finite));
            match correlation(&pairs, LEVEL) {
                Some((value, interval)) => {
                    row.extend([value, interval.lower, interval.upper].map(Value::finite));
                }
                None => row.extend([Value::Missing, Value::Missing, Value::Missing]),
            }
            row.push(Value::Integer(thirds.worlds as i64));
            table.push(row);
        }
    }
    table
}

/// The share of runs of each world kept in which a target is reached.
fn reached_by_world(figures: &Figures<'_>, target: usize) -> Option<Vec<f64>> {
    let column = figures.headline(figures.layout.watch.count(target))?;
    let least = figures.model.targets[target].at_least;
    Some(figures.sample.rows.shares(column, |count| count >= least))
}

fn all_drivers(figures: &Figures<'_>) -> Vec<Driver> {
    let mut drivers = unknowns(figures);
    let (model, layout) = (figures.model, figures.layout);
    let beside = layout.headlines(model).len();
    for (number, purse) in model.money.purses.iter().enumerate() {
        drivers.push(Driver {
            kind: SHORTAGE,
            what: Value::named(&purse.id, &purse.name),
            unit: Value::words(words("share of runs", "試行の割合")),
            worlds: figures.sample.rows.means(beside + number),
        });
    }
    let waited = |function: usize| figures.sum(layout.waited_for(function));
    let mut functions: Vec<usize> = (0..layout.functions).collect();
    functions.retain(|function| waited(*function) > 0);
    functions.sort_by_key(|function| (-waited(*function), *function));
    for function in functions.into_iter().take(FUNCTIONS) {
        let column = beside + model.money.purses.len() + function;
        let place = &model.functions[function];
        let institute = &model.institutes[place.institute];
        let (name, at) = (&place.name, &institute.name);
        let (english, japanese) = (&name.english, &name.japanese);
        let (at_english, at_japanese) = (&at.english, &at.japanese);
        let months = TICKS_PER_MONTH as f64;
        let worlds = figures.sample.rows.means(column).into_iter();
        drivers.push(Driver {
            kind: WAITING,
            what: Value::named(
                &format!("{}.{}", institute.id, place.id),
                &text!("{english} at {at_english}", "{japanese}（{at_japanese}）"),
            ),
            unit: Value::words(words("months of waiting, summed", "待ち時間の合計（月）")),
            worlds: worlds.map(|ticks| ticks / months).collect(),
        });
    }
    drivers
}

/// What nobody knows, in each world kept.
fn unknowns(figures: &Figures<'_>) -> Vec<Driver> {
    let parameters = figures.plan.unknowns();
    let mut drivers: Vec<Driver> = parameters
        .into_iter()
        .map(|parameter| {
            let parameter = &figures.model.parameters[parameter];
            Driver {
                kind: UNKNOWN,
                what: Value::text(&parameter.path),
                unit: unit_of(parameter.unit, &figures.model.currency),
                worlds: Vec::new(),
            }
        })
        .collect();
    for world in 0..figures.sample.rows.worlds() {
        let values = unknown_values(figures.plan, figures.sample.seed, world);
        for (driver, value) in drivers.iter_mut().zip(values) {
            driver.worlds.push(value);
        }
    }
    drivers
}
