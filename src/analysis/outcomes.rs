//! What becomes of themes: endings, licences by fiscal year, stage flow, times.

use super::figures::{Figures, mean_columns, quantile_columns};
use super::layout::flow;
use super::table::{Column, Table, Value};
use super::tally::{LICENCE, OTHER_END};
use super::words::{ALL, NO, YES};
use crate::language::words;
use crate::model::TICKS_PER_MONTH;
use crate::stats::LogHistogram;

const MONTH: f64 = TICKS_PER_MONTH as f64;
const PROBABILITIES: [f64; 3] = [0.1, 0.5, 0.9];

/// Themes by how they ended, or what the horizon found them doing.
pub(super) fn outcomes(figures: &Figures<'_>) -> Table {
    let mut columns = vec![
        Column::text("outcome"),
        Column::text("reason"),
        Column::text("rule"),
    ];
    columns.extend(mean_columns("themes", "", "themes per run"));
    columns.extend(mean_columns("share_of_themes", "", "share, 0 to 1"));
    let mut table = Table::new("outcomes", columns);
    for (place, ending) in figures.layout.endings.iter().enumerate() {
        let told = figures.told(*ending);
        let cell = figures.layout.ending(place);
        let [mean, error] = figures.mean_and_error(cell, 1.0);
        let [share, share_error] =
            figures.ratio_and_error(&figures.sample.totals.shares[place], 1.0);
        table.push(vec![
            Value::words(told.outcome),
            Value::Named(told.code, told.reason),
            Value::Text(told.rule),
            mean,
            error,
            share,
            share_error,
        ]);
    }
    table
}

/// Arrivals, milestones, licences and launches by fiscal year.
pub(super) fn licences(figures: &Figures<'_>) -> Table {
    let names = ["p10", "p50", "p90"];
    let mut columns = vec![Column::text("fiscal_year")];
    columns.extend(mean_columns("arrivals", "", "themes per run"));
    columns.extend(mean_columns("milestones", "", "milestones per run"));
    columns.extend(mean_columns("licences", "", "licences per run"));
    columns.extend(quantile_columns(
        &names
            .map(|p| format!("licences_{p}"))
            .each_ref()
            .map(String::as_str),
        "",
        "licences",
    ));
    columns.extend(mean_columns("launches", "", "launches per run"));
    columns.extend(quantile_columns(
        &names
            .map(|p| format!("launches_{p}"))
            .each_ref()
            .map(String::as_str),
        "",
        "launches",
    ));
    let mut table = Table::new("licences", columns);
    let layout = figures.layout;
    let totals = &figures.sample.totals;
    for year in 0..=layout.years {
        let mut row = vec![figures.year(year)];
        row.extend(figures.mean_and_error(layout.arrivals(year), 1.0));
        row.extend(figures.mean_and_error(layout.milestones(year), 1.0));
        let counts: [(usize, &LogHistogram); 2] = [
            (layout.licences(year), &totals.licences[year]),
            (layout.launches(year), &totals.launches[year]),
        ];
        for (cell, histogram) in counts {
            row.extend(figures.mean_and_error(cell, 1.0));
            row.extend(figures.quantiles(histogram, cell, &PROBABILITIES, 1.0));
        }
        table.push(row);
    }
    table
}

/// How many themes enter each stage and what becomes of them there.
pub(super) fn stage_flow(figures: &Figures<'_>) -> Table {
    let mut columns = vec![
        Column::text("route"),
        Column::text("stage"),
        Column::text("valley_of_death"),
    ];
    for name in flow::NAMES {
        columns.extend(mean_columns(name, "", "themes per run"));
    }
    // Only licensing ends themes within a stage.
    let ended = figures.layout.licensing.map(|_| flow::ENDED);
    if ended.is_some() {
        columns.extend(mean_columns("ended_in_stage", "", "themes per run"));
    }
    columns.extend(mean_columns(
        "success_rate",
        "",
        "technical success, share of those judged, 0 to 1",
    ));
    columns.extend(mean_columns(
        "waited_per_theme",
        "_months",
        "months in queues per theme that entered",
    ));
    columns.extend(mean_columns(
        "time_in_stage",
        "_months",
        "months from entry to outcome, of those judged",
    ));
    let currency = &figures.model.currency;
    let suffix = format!("_{}", currency.to_lowercase());
    columns.extend(mean_columns(
        "cost",
        &suffix,
        &format!("{currency} per run, offers and patents apart"),
    ));
    let mut table = Table::new("stage_flow", columns);
    for (place, (route, stage)) in figures.plan.flows().iter().enumerate() {
        let route = &figures.model.routes[*route as usize];
        let stage = &route.stages[usize::from(*stage)];
        let cell = |what| figures.layout.flow(place, what);
        let mut row = vec![
            Value::named(&route.id, &route.name),
            Value::named(&stage.id, &stage.name),
            Value::words(if stage.valley_of_death { YES } else { NO }),
        ];
        for what in (0..flow::NAMES.len()).chain(ended) {
            row.extend(figures.mean_and_error(cell(what), 1.0));
        }
        let totals = &figures.sample.totals;
        row.extend(figures.ratio_and_error(&totals.success[place], 1.0));
        row.extend(figures.ratio_and_error(&totals.stage_wait[place], MONTH));
        row.extend(figures.ratio_and_error(&totals.stage_time[place], MONTH));
        row.extend(figures.mean_and_error(cell(flow::COST), 1.0));
        table.push(row);
    }
    table
}

/// How long a licence takes, of those licensed within the horizon; [`times`] counts the others too.
pub(super) fn time_to_licence(figures: &Figures<'_>) -> Table {
    let mut columns = vec![Column::text("until")];
    columns.extend(mean_columns("themes", "", "themes per run"));
    columns.extend(quantile_columns(
        &["p10", "p50", "p90"],
        "_months",
        "months from arrival, of those licensed within the horizon",
    ));
    let mut table = Table::new("time_to_licence", columns);
    let layout = figures.layout;
    // Of both kinds of ending the one that occurs says how far worlds differ.
    let launches = layout.launches(layout.years);
    let licences = layout.licences(layout.years);
    let cell = if figures.sum(licences) > 0 {
        licences
    } else {
        launches
    };
    let [mean, error] = figures.mean_and_error(cell, 1.0);
    let mut row = vec![
        Value::words(if cell == licences {
            words("licence", "導出")
        } else {
            words("launch", "上市")
        }),
        mean,
        error,
    ];
    let times = &figures.sample.totals.licence_time;
    row.extend(figures.quantiles(times, cell, &PROBABILITIES, MONTH));
    table.push(row);
    table
}

/// When themes are licensed: the chance by months since arrival, among competing ends.
///
/// Themes that came late are watched for less time. That is taken as independent of their
/// prospects (Aalen–Johansen), which holds among themes of one kind better than over all: hence
/// the curves of listed themes and of those that channels bring.
pub(super) fn times(figures: &Figures<'_>) -> Table {
    let mut columns = vec![
        Column::text("themes"),
        Column::number("months_since_arrival", "months"),
    ];
    for name in ["licensed_by_then", "ended_otherwise_by_then"] {
        columns.extend(mean_columns(name, "", "chance, 0 to 1 (Aalen-Johansen)"));
    }
    let mut table = Table::new("times", columns);
    let kinds = [
        ALL,
        words("listed", "登録テーマ"),
        words("channels", "今後の応募テーマ"),
    ];
    for (kind, incidence) in kinds.into_iter().zip(&figures.sample.totals.incidence) {
        if incidence.subjects() == 0 {
            continue;
        }
        let curves = [LICENCE, OTHER_END].map(|end| {
            let errors = incidence.standard_errors(end).unwrap_or_default();
            (incidence.curve(end), errors)
        });
        for month in (0..curves[0].0.len()).step_by(6) {
            // What has happened within `month` whole months: the bins below.
            let at = |list: &[f64]| match month {
                0 => Value::Number(0.0),
                _ => list
                    .get(month - 1)
                    .map_or(Value::Missing, |value| Value::finite(*value)),
            };
            let mut row = vec![Value::words(kind), Value::Integer(month as i64)];
            for (curve, errors) in &curves {
                row.push(at(curve));
                row.push(at(errors));
            }
            table.push(row);
        }
    }
    table
}
