//! Reference model R1 against a hand-written event loop in another code base.
//!
//! Five stages, 60 themes at the start and 36 a year, 240 months; the scenario `r1` defines it. The
//! reference is the mean of 100,000 runs of that loop, printed to a few digits. It is an estimate too:
//! its variance per run is that of ours, which adds a share runs/100,000 to the variance of the
//! difference.

use soyaku::engine::{Fate, Happening, Observer, Plan, RunEnd, ThemeRun};
use soyaku::model::Ticks;

use crate::common;
use crate::registry::{Comparison, Mean, check};

const STAGES: usize = 5;
const YEARS: usize = 20;
const RUNS: u64 = 20_000;
const REFERENCE_RUNS: f64 = 100_000.0;

const LICENSED: f64 = 23.6799;
const TERMINATED: f64 = 552.2555;
const WAIT: [f64; STAGES] = [16.5849, 0.2645, 0.1808, 0.0009, 0.2502];
const BUSY: [f64; STAGES] = [8400.05, 5384.78, 3791.09, 884.95, 596.2];
/// Million yen.
const COST: [f64; YEARS] = [
    999.943, 1560.075, 2216.614, 2944.889, 3549.415, 3804.655, 3847.614, 3860.383, 3865.113,
    3865.466, 3866.581, 3867.171, 3867.787, 3869.568, 3870.09, 3863.768, 3750.13, 3314.385,
    2663.745, 1997.362,
];

/// One run.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    licensed: f64,
    terminated: f64,
    waited: [f64; STAGES],
    starts: [f64; STAGES],
    busy: [f64; STAGES],
    cost: [f64; YEARS],
}

#[derive(Debug, Default)]
struct Pipeline {
    now: Seen,
    runs: Vec<Seen>,
}

impl Observer for Pipeline {
    fn observe(&mut self, _: &Plan<'_>, now: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        if let Happening::Started { waited, end, .. } = what {
            let stage = usize::from(theme.stage);
            self.now.starts[stage] += 1.0;
            self.now.waited[stage] += waited.months();
            self.now.busy[stage] += end.months().min(240.0) - now.months();
        }
    }

    fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        let mut seen = std::mem::take(&mut self.now);
        for theme in end.themes {
            match theme.fate {
                Fate::Licensed => seen.licensed += 1.0,
                Fate::Terminated { .. } => seen.terminated += 1.0,
                _ => {}
            }
        }
        for line in 0..plan.lines().len() {
            for (year, cost) in seen.cost.iter_mut().enumerate() {
                *cost += end.ledger.amount(line, year) as f64 / 1e6;
            }
        }
        self.runs.push(seen);
    }
}

#[test]
fn r1_agrees_with_a_hand_written_loop() {
    let mut seen = Pipeline::default();
    common::listen(
        &common::model_at(&common::shipped("r1")),
        701,
        RUNS,
        &mut seen,
    );
    let mean = |of: &dyn Fn(&Seen) -> f64| {
        let values: Vec<f64> = seen.runs.iter().map(of).collect();
        Mean::of(&values).against(RUNS as f64 / REFERENCE_RUNS)
    };
    let mut comparisons = vec![
        Comparison::estimated("licensed", LICENSED, mean(&|run| run.licensed)).rounded(5e-5),
        Comparison::estimated("terminated", TERMINATED, mean(&|run| run.terminated)).rounded(5e-5),
    ];
    for stage in 0..STAGES {
        // The reference takes 0 as the mean wait of a run without a start.
        let wait = mean(&|run| run.waited[stage] / run.starts[stage].max(1.0));
        let busy = mean(&|run| run.busy[stage]);
        let name = |what: &str| format!("stage {}: {what}", stage + 1);
        comparisons.push(
            Comparison::estimated(name("mean wait, months"), WAIT[stage], wait).rounded(5e-5),
        );
        comparisons
            .push(Comparison::estimated(name("busy slot-months"), BUSY[stage], busy).rounded(5e-3));
    }
    for (year, cost) in COST.into_iter().enumerate() {
        let name = format!("cost in fiscal year {year}, million yen");
        let obtained = mean(&|run| run.cost[year]);
        comparisons.push(Comparison::estimated(name, cost, obtained).rounded(5e-4));
    }
    check("r1", &comparisons);
}
