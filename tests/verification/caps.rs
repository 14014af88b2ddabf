//! Caps that overlap, against closed forms.
//!
//! - A load of equal jobs under two caps, one on all and one on a part, is served as many a year as
//!   both allow; so each waits whole years, first for the one and then for the other.
//! - A job that costs X, exponential with mean μ, starts under a cap R > μ and passes it with
//!   probability e^(−R/μ), by μ e^(−R/μ) in the mean, with second moment 2 μ² e^(−R/μ). With one such
//!   job a year, a cap is passed in any of n years with probability 1 − (1 − e^(−R/μ))ⁿ.

use soyaku::analysis::cells::cap;
use soyaku::analysis::{Layout, Listener, Settings, simulate};
use soyaku::engine::Plan;
use soyaku::model::TICKS_PER_MONTH;

use crate::common;
use crate::registry::{Comparison, check};

const RUNS: u64 = 20_000;

/// Sums over all runs of `(cap, fiscal year, figure)`.
fn sums(text: &str, runs: u64, cells: &[(usize, usize, usize)]) -> Vec<f64> {
    let model = common::model(text);
    let plan = Plan::new(&model);
    let layout = Layout::new(&plan);
    let mut listener = Listener {
        progress: &|_| (),
        stop: &std::sync::atomic::AtomicBool::new(false),
        sink: &mut |_, _| Ok(()),
    };
    let settings = Settings {
        runs,
        seed: 11,
        threads: 1,
    };
    let sample = simulate(&plan, &layout, settings, &mut listener).unwrap();
    let panel = &sample.totals.panel;
    let sum = |cell| panel.moments(cell).map_or(0, |moments| moments.sum) as f64;
    let cells = cells.iter();
    let cells = cells.map(|(limit, year, what)| layout.caps.cell(*limit, *year, *what));
    cells.map(sum).collect()
}

/// A cap on all and a cap on the contractor, and a route with a job of such `keys` at either place.
fn two_caps(years: f64, all: f64, part: f64, keys: &str) -> String {
    let mut text = common::head(years)
        + &format!(
            "[[cap]]\nid = \"all\"\namount_per_year = {all}\n\
             [[cap]]\nid = \"part\"\ninstitutes = [\"cro\"]\namount_per_year = {part}\n"
        );
    for (route, institute) in [("r", "lab"), ("q", "cro")] {
        text += &format!(
            "[institute.{institute}.function.f]\nslots = \"unlimited\"\n\
             [[route.{route}.stage]]\nid = \"s\"\n[[route.{route}.stage.activity]]\nid = \"w\"\n\
             needs = {{ f = 1 }}\nproviders = [\"{institute}\"]\n{keys}\n"
        );
    }
    text
}

#[test]
fn overlapping_caps_agree_with_closed_forms() {
    let mut comparisons = Vec::new();

    // Four jobs at the lab, then four at the contractor, 100 each. 2013: three of the lab; 2014: the
    // fourth and one of the contractor, then one of the contractor a year.
    let mut text = two_caps(5.0, 300.0, 100.0, "duration_months = 6\ncost = 100");
    for (number, route) in ["r", "r", "r", "r", "q", "q", "q", "q"].iter().enumerate() {
        text += &format!("[theme.T{number}]\nroute = \"{route}\"\n");
    }
    let spent: Vec<_> = (0..5).map(|year| (0, year, cap::SPENT)).collect();
    let spent = sums(&text, 1, &spent);
    for (year, (spent, expected)) in spent
        .iter()
        .zip([300.0, 200.0, 100.0, 100.0, 100.0])
        .enumerate()
    {
        comparisons.push(Comparison::exact(
            format!("spent in year {year}"),
            expected,
            *spent,
        ));
    }
    // Five wait a year for the cap on all; three of them go on to wait 1, 2 and 3 years for the part.
    let waits = [
        (
            0,
            5,
            cap::HELD_BACK,
            1.0,
            5.0,
            "jobs held back by the cap on all",
        ),
        (
            1,
            5,
            cap::HELD_BACK,
            1.0,
            3.0,
            "jobs held back by the cap on a part",
        ),
        (
            0,
            5,
            cap::WAITED,
            TICKS_PER_MONTH as f64,
            60.0,
            "months for the cap on all",
        ),
        (
            1,
            5,
            cap::WAITED,
            TICKS_PER_MONTH as f64,
            72.0,
            "months for the cap on a part",
        ),
    ];
    let cells = waits.map(|(limit, year, what, ..)| (limit, year, what));
    for (sum, (_, _, _, unit, expected, case)) in sums(&text, 1, &cells).iter().zip(waits) {
        comparisons.push(Comparison::exact(case, expected, sum / unit));
    }

    let (mean, all, part) = (1e8, 1.5e8, 1.2e8);
    let keys = "duration_months = 1\ncost = { exponential = { mean = 1e8 } }";
    let mut text = two_caps(3.0, all, part, keys);
    for year in 2013..2016 {
        text += &format!("[theme.T{year}]\nroute = \"q\"\narrives = {year}-04-01\n");
    }
    let cells = [
        (0, 1, cap::OVERRUNS),
        (0, 3, cap::OVERRUNS),
        (1, 3, cap::OVERRUNS),
        (1, 2, cap::OVERRUN),
    ];
    let sums = sums(&text, RUNS, &cells);
    let pass = |amount: f64| f64::exp(-amount / mean);
    for (case, chance, hits) in [
        ("chance to pass a cap in a year", pass(all), sums[0]),
        (
            "and in any of three",
            1.0 - (1.0 - pass(all)).powi(3),
            sums[1],
        ),
        (
            "and another beside it",
            1.0 - (1.0 - pass(part)).powi(3),
            sums[2],
        ),
    ] {
        comparisons.push(Comparison::share(case, chance, hits as u64, RUNS));
    }
    let (expected, square) = (mean * pass(part), 2.0 * mean * mean * pass(part));
    let error = ((square - expected * expected) / RUNS as f64).sqrt();
    let overrun = sums[3] / RUNS as f64;
    comparisons.push(Comparison::known("mean overrun", expected, overrun, error));
    check("caps", &comparisons);
}
