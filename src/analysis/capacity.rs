//! Use, queue and wait of every function, by fiscal year.

use super::figures::{Figures, mean_columns, quantile_columns};
use super::layout::usage;
use super::table::{Column, Table, Value};
use crate::language::words;
use crate::model::TICKS_PER_MONTH;

const MONTH: f64 = TICKS_PER_MONTH as f64;

/// Use, queue and wait per function and fiscal year; the last row of each covers the whole time.
pub(super) fn capacity(figures: &Figures<'_>) -> Table {
    let mut columns = vec![
        Column::text("institute"),
        Column::text("function"),
        Column::text("fiscal_year"),
        Column::number("slots", "slots, mean over the year"),
    ];
    columns.extend(mean_columns("busy_slots", "", "slots, mean over the year"));
    columns.extend(mean_columns("utilisation", "", "share of slots, 0 to 1"));
    columns.extend(quantile_columns(
        &["utilisation_p10", "utilisation_p50", "utilisation_p90"],
        "",
        "share of slots, 0 to 1",
    ));
    columns.extend(mean_columns(
        "queue",
        "",
        "activities that wait and whose first choice this is (each function needed), mean over the year",
    ));
    columns.extend(mean_columns("starts", "", "starts per run"));
    columns.extend(mean_columns(
        "wait",
        "_months",
        "months, mean over the work whose first choice this is",
    ));
    columns.extend(quantile_columns(
        &[
            "run_mean_wait_p10",
            "run_mean_wait_p50",
            "run_mean_wait_p90",
        ],
        "_months",
        "months, mean wait of a run",
    ));
    columns.push(Column::number(
        "longest_wait_months",
        "months, over all runs",
    ));
    let mut table = Table::new("capacity", columns);
    for function in 0..figures.layout.functions {
        for year in 0..=figures.layout.years {
            table.push(row(figures, function, year));
        }
    }
    table
}

fn row(figures: &Figures<'_>, function: usize, year: usize) -> Vec<Value> {
    let (layout, totals) = (figures.layout, &figures.sample.totals);
    let years = layout.years;
    let calendar = &figures.model.calendar;
    let place = &figures.model.functions[function];
    let span = if year == years {
        calendar.horizon().0
    } else {
        let (from, until) = calendar.year_span(year);
        (until - from).0
    } as f64;
    let cell = |what| layout.usage(function, year, what);
    let (busy, offered) = (cell(usage::BUSY), cell(usage::OFFERED));
    let slots = figures.mean(offered, span);
    let mut row = vec![
        figures.institute(Some(place.institute as u32)),
        Value::named(&place.id, &place.name),
        figures.year(year),
        if figures.plan.is_limited(function) {
            Value::finite(slots)
        } else {
            Value::words(words("unlimited", "制限なし"))
        },
    ];
    row.extend(figures.mean_and_error(busy, span));
    if slots > 0.0 {
        let used = &totals.used[function * (years + 1) + year];
        row.extend(figures.ratio_and_error(used, 1.0));
        let histogram = &totals.utilisation[function * (years + 1) + year];
        row.extend(figures.quantiles(histogram, busy, &[0.1, 0.5, 0.9], 1e6));
    } else {
        row.extend(vec![Value::Missing; 8]);
    }
    row.extend(figures.mean_and_error(cell(usage::QUEUED), span));
    row.extend(figures.mean_and_error(cell(usage::STARTS), 1.0));
    let wait = &totals.wait[function * (years + 1) + year];
    row.extend(figures.ratio_and_error(wait, MONTH));
    if year == years {
        let waits = &totals.mean_wait[function];
        row.extend(figures.quantiles(waits, cell(usage::WAITED), &[0.1, 0.5, 0.9], MONTH));
    } else {
        row.extend(vec![Value::Missing; 6]);
    }
    row.push(if year == years {
        Value::finite(totals.longest_wait[function] as f64 / MONTH)
    } else {
        Value::Missing
    });
    row
}
