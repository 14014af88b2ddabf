//! What-ifs: what does not move is exactly unmoved, and what moves is what two runs say.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod command;
#[path = "../common/mod.rs"]
mod common;
mod coverage;
mod precision;
mod recomputed;
mod slots;
mod sweep;
mod unmoved;

use std::sync::atomic::AtomicBool;

use soyaku::analysis::compare::{Case, Comparison, Difference, compare};
use soyaku::analysis::{Layout, Settings};
use soyaku::engine::Plan;
use soyaku::model::Model;

/// Compares models, the base first, and hands the comparison on.
fn compared<R>(
    models: &[Model],
    runs: u64,
    seed: u64,
    read: impl FnOnce(&Comparison<'_>) -> R,
) -> R {
    let plans: Vec<Plan<'_>> = models.iter().map(Plan::new).collect();
    let layouts: Vec<Layout> = plans.iter().map(Layout::new).collect();
    let cases = plans.iter().zip(&layouts);
    let cases: Vec<Case<'_>> = cases.map(|(plan, layout)| Case { plan, layout }).collect();
    let settings = Settings {
        runs,
        seed,
        threads: 1,
    };
    let found = compare(
        cases[0],
        &cases[1..],
        settings,
        &|_| (),
        &AtomicBool::new(false),
    )
    .unwrap();
    read(&found)
}

/// The difference of a headline between the first what-if and the base.
fn of(comparison: &Comparison<'_>, key: &str) -> Difference {
    let place = comparison
        .place(key)
        .unwrap_or_else(|| panic!("no headline {key}"));
    comparison.differences[0][place].clone().unwrap()
}
