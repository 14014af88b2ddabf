//! Paul et al. 2010, *Nature Reviews Drug Discovery* 9:203–214: what a launch costs.
//!
//! With exact work in process (1 over the product of the odds still to come), cost as one sum at the
//! middle of each stage, and annual compounding at 11 %, the paper's figures follow from its inputs to
//! rounding: 873 million USD out of pocket, 1,778 capitalised. All are ratios of totals to launches.

use soyaku::engine::{Happening, Observer, Plan, RunEnd, ThemeRun};
use soyaku::model::Ticks;

use crate::common;
use crate::registry::{Comparison, Mean, check};

const STAGES: usize = 8;
const RUNS: u64 = 4000;
/// Odds, months and cost in million USD.
const INPUTS: [(f64, f64, f64); STAGES] = [
    (0.80, 12.0, 1.0),
    (0.75, 18.0, 2.5),
    (0.85, 24.0, 10.0),
    (0.69, 12.0, 5.0),
    (0.54, 18.0, 15.0),
    (0.34, 30.0, 40.0),
    (0.70, 30.0, 150.0),
    (0.91, 18.0, 40.0),
];
/// Work in process, cost and capitalised cost per launch, as published (rounded).
const PUBLISHED: [(f64, f64, f64); STAGES] = [
    (24.3, 24.0, 94.0),
    (19.4, 49.0, 166.0),
    (14.6, 146.0, 414.0),
    (12.4, 62.0, 150.0),
    (8.6, 128.0, 273.0),
    (4.6, 185.0, 319.0),
    (1.6, 235.0, 314.0),
    (1.1, 44.0, 48.0),
];

/// One run: starts, cost and capitalised cost by stage in million USD, launches.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    starts: [f64; STAGES],
    cost: [f64; STAGES],
    capitalised: [f64; STAGES],
    launches: f64,
    ledger: f64,
}

#[derive(Debug, Default)]
struct Portfolio {
    now: Seen,
    runs: Vec<Seen>,
}

impl Observer for Portfolio {
    fn observe(&mut self, _: &Plan<'_>, now: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        match what {
            Happening::Started { end, cost, .. } => {
                let stage = usize::from(theme.stage);
                let cost = cost as f64 / 1e6;
                // No stage waits: a launch comes 162 months after the arrival.
                let midpoint = (now.months() + end.months()) / 2.0;
                let years = (theme.arrived.months() + 162.0 - midpoint) / 12.0;
                self.now.starts[stage] += 1.0;
                self.now.cost[stage] += cost;
                self.now.capitalised[stage] += cost * 1.11_f64.powf(years);
            }
            Happening::Launched => {
                assert!((now - theme.arrived).months() - 162.0 < 1e-6);
                self.now.launches += 1.0;
            }
            _ => {}
        }
    }

    fn run_ended(&mut self, _: &Plan<'_>, end: &RunEnd<'_>) {
        let mut seen = std::mem::take(&mut self.now);
        seen.ledger = end.ledger.amounts().iter().sum::<i64>() as f64 / 1e6;
        assert!(
            end.themes.iter().all(|theme| !theme.is_open()),
            "every theme is through"
        );
        self.runs.push(seen);
    }
}

#[test]
fn a_launch_costs_what_paul_2010_says() {
    let mut seen = Portfolio::default();
    common::listen(
        &common::model_at(&common::shipped("paul-2010")),
        601,
        RUNS,
        &mut seen,
    );
    let per_launch = |of: &dyn Fn(&Seen) -> f64| {
        let pairs: Vec<(f64, f64)> = seen
            .runs
            .iter()
            .map(|run| (of(run), run.launches))
            .collect();
        Mean::ratio(&pairs)
    };
    let mut comparisons = Vec::new();
    let (mut whole, mut whole_capitalised) = (0.0, 0.0);
    for stage in 0..STAGES {
        let wip = 1.0
            / INPUTS[stage..]
                .iter()
                .map(|(odds, ..)| odds)
                .product::<f64>();
        let later: f64 = INPUTS[stage + 1..]
            .iter()
            .map(|(_, months, _)| months)
            .sum();
        let years = (INPUTS[stage].1 / 2.0 + later) / 12.0;
        let cost = wip * INPUTS[stage].2;
        let capitalised = cost * 1.11_f64.powf(years);
        let published = PUBLISHED[stage];
        assert!((wip - published.0).abs() < 0.06, "stage {stage}: {wip}");
        assert!((cost - published.1).abs() < 0.5, "stage {stage}: {cost}");
        assert!(
            (capitalised - published.2).abs() < 0.5,
            "stage {stage}: {capitalised}"
        );
        whole += cost;
        whole_capitalised += capitalised;
        let name = |what: &str| format!("stage {}: {what} per launch", stage + 1);
        comparisons.extend([
            Comparison::estimated(name("starts"), wip, per_launch(&|run| run.starts[stage])),
            Comparison::estimated(name("cost"), cost, per_launch(&|run| run.cost[stage])),
            Comparison::estimated(
                name("capitalised"),
                capitalised,
                per_launch(&|run| run.capitalised[stage]),
            ),
        ]);
    }
    assert!((whole - 873.02).abs() < 0.005 && (whole_capitalised - 1778.42).abs() < 0.005);
    let sum = |of: fn(&Seen) -> [f64; STAGES]| move |run: &Seen| of(run).iter().sum::<f64>();
    let launches: Vec<f64> = seen.runs.iter().map(|run| run.launches).collect();
    // Launches of a run are Poisson: themes are, and each passes or not.
    let mean = 1000.0 * INPUTS.iter().map(|(odds, ..)| odds).product::<f64>();
    let error = (mean / RUNS as f64).sqrt();
    comparisons.extend([
        Comparison::known("launches per run", mean, Mean::of(&launches).mean, error),
        Comparison::estimated(
            "cost per launch (published 873)",
            whole,
            per_launch(&|run| run.ledger),
        ),
        Comparison::estimated(
            "capitalised cost per launch (published 1,778)",
            whole_capitalised,
            per_launch(&sum(|run| run.capitalised)),
        ),
    ]);
    check("paul-2010", &comparisons);
}
