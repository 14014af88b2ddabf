//! The ranking of listed themes where every figure can be worked out by hand, and the same figures
//! by another way.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "ranking/beside.rs"]
mod beside;
mod common;
#[path = "ranking/exact.rs"]
mod exact;
#[path = "ranking/marginal.rs"]
mod marginal;
#[path = "ranking/recomputed.rs"]
mod recomputed;

use std::sync::atomic::AtomicBool;

use soyaku::analysis::ranking::{Expectations, RankFigures, RankSample, Standing, rank, tables};
use soyaku::analysis::{Effort, Settings, Table, Value};
use soyaku::engine::Plan;
use soyaku::model::Model;

/// So many runs of seed 1 on so many threads.
fn settings(runs: u64, threads: usize) -> Settings {
    Settings {
        runs,
        seed: 1,
        threads,
    }
}

/// What many runs say of the themes of a model, handed to `look`.
fn ranked<T>(
    model: &Model,
    runs: u64,
    threads: usize,
    look: impl FnOnce(&RankFigures<'_>) -> T,
) -> T {
    let plan = Plan::new(model);
    let settings = settings(runs, threads);
    let stop = AtomicBool::new(false);
    let effort = Effort::new(settings, &|_| {}, &stop);
    let sample: RankSample<'_> = rank(&plan, effort, None).unwrap();
    let expectations = Expectations::new(&plan, settings.seed, &sample.book);
    let standing = Standing::new(&plan, settings.seed, &sample.book, &expectations, 2);
    look(&RankFigures {
        model,
        sample: &sample,
        expectations: &expectations,
        standing: standing.as_ref(),
    })
}

/// The tables of a ranking.
fn tables_of(model: &Model, runs: u64, threads: usize) -> Vec<Table> {
    ranked(model, runs, threads, tables)
}

fn table(tables: &[Table], name: &str) -> Table {
    let found = tables.iter().find(|table| table.name == name);
    found.unwrap_or_else(|| panic!("{name}")).clone()
}

/// The values of a column in the rows whose `key` column reads so.
fn column(table: &Table, key: (&str, &str), name: &str) -> Vec<Value> {
    let key_place = table.column(key.0).unwrap();
    let place = table.column(name).unwrap_or_else(|| panic!("{name}"));
    let is = |value: &Value| match value {
        Value::Text(text) | Value::Named(text, _) => text == key.1,
        _ => false,
    };
    let rows = table.rows.iter().filter(|row| is(&row[key_place]));
    rows.map(|row| row[place].clone()).collect()
}

/// The one number of a theme in a column.
fn number(table: &Table, theme: &str, name: &str) -> f64 {
    column(table, ("theme", theme), name)[0]
        .number()
        .unwrap_or(f64::NAN)
}
