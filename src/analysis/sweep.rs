//! One or two settings over a grid: how headlines go with them.
//!
//! All points of the grid live through the same worlds and the same luck as the scenario as it is, so
//! that a curve is smooth where its cause is, and each point has its paired difference.

use super::compare::{Case, Difference, Level, adjust_together, compare};
use super::experiment::{Effort, Stopped};
use super::headline::{Headline, headlines};
use super::layout::Layout;
use super::table::{Column, Table, Value};
use crate::engine::Plan;
use crate::model::Model;
use crate::scenario::Path;

/// Scenarios simulated side by side; more take more memory and no less time.
const SIDE_BY_SIDE: usize = 8;

/// A point of the grid: what each swept key is set to, as the planner wrote it, and the scenario.
#[derive(Clone, Debug)]
pub struct Setting {
    /// A value for each key.
    pub values: Vec<String>,
    /// The scenario with these values.
    pub model: Model,
}

/// What a point of the grid came to.
#[derive(Clone, Debug)]
pub struct Point {
    /// A value for each key.
    pub values: Vec<String>,
    /// What the headlines came to; nothing where the scenario lacks one.
    pub levels: Vec<Option<Level>>,
    /// Against the scenario as it is; p-values are adjusted by Holm for all points of a headline.
    pub differences: Vec<Option<Difference>>,
}

/// A grid that was simulated.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// The keys that were set, one or two.
    pub keys: Vec<String>,
    /// What was looked at.
    pub headlines: Vec<Headline>,
    /// What the headlines came to in the scenario as it is.
    pub base: Vec<Option<Level>>,
    /// The points, the last key moving fastest.
    pub points: Vec<Point>,
}

/// The headlines a scenario has.
pub fn known_headlines(model: &Model) -> Vec<Headline> {
    let plan = Plan::new(model);
    headlines(model, &plan, &Layout::new(&plan))
}

/// Simulates the scenario and every point of the grid in the same runs. `wanted` are keys of headlines
/// that the scenario has; points must be in step with it
/// ([`bring_in_step`](super::compare::bring_in_step)).
///
/// # Errors
///
/// When interrupted, when something cannot be read or written, when threads cannot be started, or
/// when this was only one share of many.
pub fn sweep(
    model: &Model,
    (keys, settings_of_points): (&[String], &[Setting]),
    wanted: &[Path],
    effort: Effort<'_>,
) -> Result<Sweep, Stopped> {
    let plan = Plan::new(model);
    let layout = Layout::new(&plan);
    let base = Case {
        plan: &plan,
        layout: &layout,
    };
    let all = headlines(model, &plan, &layout);
    let looked_at: Vec<Headline> = wanted
        .iter()
        .filter_map(|key| all.iter().find(|headline| headline.key == *key).cloned())
        .collect();
    let mut swept = Sweep {
        keys: keys.to_vec(),
        base: vec![None; looked_at.len()],
        headlines: looked_at,
        points: Vec::new(),
    };
    let mut pending = false;
    for some in settings_of_points.chunks(SIDE_BY_SIDE) {
        let plans: Vec<Plan<'_>> = some.iter().map(|point| Plan::new(&point.model)).collect();
        let layouts: Vec<Layout> = plans.iter().map(Layout::new).collect();
        let cases = plans.iter().zip(&layouts);
        let cases: Vec<Case<'_>> = cases.map(|(plan, layout)| Case { plan, layout }).collect();
        let found = match compare(base, &cases, effort.quietly()) {
            // The shares of the other points are worth having.
            Err(Stopped::SharePending) => {
                pending = true;
                continue;
            }
            found => found?,
        };
        let places: Vec<Option<usize>> = swept
            .headlines
            .iter()
            .map(|headline| {
                found
                    .headlines
                    .iter()
                    .position(|one| one.key == headline.key)
            })
            .collect();
        let levels = |case: usize| -> Vec<Option<Level>> {
            let levels = places.iter();
            levels
                .map(|place| found.levels[case][(*place)?].clone())
                .collect()
        };
        swept.base = levels(0);
        for (place, point) in some.iter().enumerate() {
            let differences = places.iter();
            let differences = differences.map(|at| found.differences[place][(*at)?].clone());
            swept.points.push(Point {
                values: point.values.clone(),
                levels: levels(place + 1),
                differences: differences.collect(),
            });
        }
        (effort.progress)(swept.points.len() as u64);
    }
    if pending {
        return Err(Stopped::SharePending);
    }
    for place in 0..swept.headlines.len() {
        let points = swept.points.iter_mut();
        adjust_together(points.filter_map(|point| point.differences[place].as_mut()));
    }
    Ok(swept)
}

/// The grid as a table: one row for each point and headline.
pub fn table(model: &Model, sweep: &Sweep) -> Table {
    let unit = "unit of the headline";
    let mut columns = Vec::new();
    for number in 1..=2 {
        columns.push(Column::text(&format!("swept_{number}")));
        columns.push(Column::text(&format!("value_{number}")));
    }
    for name in ["key", "headline", "unit"] {
        columns.push(Column::text(name));
    }
    for name in [
        "mean",
        "mean_lower_95",
        "mean_upper_95",
        "p10",
        "p50",
        "p80",
        "p90",
        "difference",
        "difference_lower_95",
        "difference_upper_95",
    ] {
        columns.push(Column::number(name, unit));
    }
    let adjusted = "p-value of no difference, Holm over all points";
    columns.push(Column::number("p_value_adjusted", adjusted));
    columns.push(Column::text("verdict"));
    let mut table = Table::new("sweep", columns);
    for point in &sweep.points {
        for place in 0..sweep.headlines.len() {
            table.push(row(model, sweep, point, place));
        }
    }
    table
}

fn row(model: &Model, sweep: &Sweep, point: &Point, place: usize) -> Vec<Value> {
    let headline = &sweep.headlines[place];
    let number = |value: f64| Value::finite(value / headline.scale.unit());
    let mut row = Vec::new();
    for number in 0..2 {
        match (sweep.keys.get(number), point.values.get(number)) {
            (Some(key), Some(value)) => row.extend([Value::text(key), Value::text(value)]),
            _ => row.extend([Value::Missing, Value::Missing]),
        }
    }
    row.extend([
        Value::text(&headline.key.to_string()),
        Value::named(&headline.name.english, &headline.name),
        headline.unit(model),
    ]);
    let level = point.levels[place].as_ref();
    let interval = level.and_then(|level| level.mean.interval(super::figures::LEVEL));
    row.push(level.map_or(Value::Missing, |level| number(level.mean.mean)));
    row.push(interval.map_or(Value::Missing, |one| number(one.lower)));
    row.push(interval.map_or(Value::Missing, |one| number(one.upper)));
    match level.and_then(|level| level.quantiles) {
        Some(quantiles) => row.extend(quantiles.map(number)),
        None => row.extend(vec![Value::Missing; 4]),
    }
    match &point.differences[place] {
        Some(found) => {
            let interval = found.interval();
            row.push(number(found.mean.mean));
            row.push(interval.map_or(Value::Missing, |one| number(one.lower)));
            row.push(interval.map_or(Value::Missing, |one| number(one.upper)));
            row.push(Value::finite(found.adjusted));
            row.push(Value::words(found.verdict().name()));
        }
        None => row.extend(vec![Value::Missing; 5]),
    }
    row
}
