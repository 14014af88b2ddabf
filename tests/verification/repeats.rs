//! Repeats (EXE-4): the number of attempts is geometric, cut at the limit.
//!
//! With probability q of a repeat and at most n, P(exactly j) = qʲ (1 − q) for j < n and qⁿ for n; the
//! mean number is Σ qʲ, j = 1 … n. Attempts draw their durations anew, independently of the number, so
//! that the whole time has the mean E[A] E[S] and, by Wald, the variance
//! E[A] Var S + Var A (E S)², A the number of attempts.

use soyaku::engine::{Happening, Observer, Plan, RunEnd, ThemeRun};
use soyaku::model::{Distribution, Ticks};

use crate::common;
use crate::registry::{Comparison, Mean, check};

const REPEAT: f64 = 0.4;
const LIMIT: usize = 3;
const RUNS: u64 = 40_000;

/// Repeats and whole working time of the only theme of each run.
#[derive(Debug, Default)]
struct Attempts {
    now: usize,
    repeats: Vec<usize>,
    months: Vec<f64>,
}

impl Observer for Attempts {
    fn observe(&mut self, _: &Plan<'_>, now: Ticks, _: u32, _: &ThemeRun, what: Happening) {
        match what {
            Happening::Repeats { .. } => self.now += 1,
            Happening::Licensed { .. } => self.months.push(now.months()),
            _ => {}
        }
    }

    fn run_ended(&mut self, _: &Plan<'_>, _: &RunEnd<'_>) {
        self.repeats.push(std::mem::take(&mut self.now));
    }
}

#[test]
fn repeats_are_geometric_up_to_their_limit() {
    let text = common::head(50.0)
        + &format!(
            "[[route.r.stage]]\nid = \"s\"\n[[route.r.stage.activity]]\nid = \"work\"\n\
             duration_months = {{ triangular = [2, 4, 9] }}\n\
             repeat_probability = {REPEAT}\nrepeat_limit = {LIMIT}\n[theme.T01]\n"
        );
    let mut seen = Attempts::default();
    common::listen(&common::model(&text), 301, RUNS, &mut seen);
    let shares: Vec<f64> = (0..=LIMIT)
        .map(|j| REPEAT.powi(j as i32) * if j < LIMIT { 1.0 - REPEAT } else { 1.0 })
        .collect();
    let moment = |power: i32| {
        shares
            .iter()
            .enumerate()
            .map(|(j, p)| p * (j as f64).powi(power))
            .sum::<f64>()
    };
    let (mean, variance) = (moment(1), moment(2) - moment(1).powi(2));
    let mut comparisons = Vec::new();
    for (j, share) in shares.iter().enumerate() {
        let hits = seen.repeats.iter().filter(|repeats| **repeats == j).count() as u64;
        comparisons.push(Comparison::share(
            format!("{j} repeats"),
            *share,
            hits,
            RUNS,
        ));
    }
    let beyond = seen
        .repeats
        .iter()
        .filter(|repeats| **repeats > LIMIT)
        .count() as u64;
    comparisons.push(Comparison::share(
        "repeats beyond the limit",
        0.0,
        beyond,
        RUNS,
    ));
    let count = RUNS as f64;
    let repeats: Vec<f64> = seen.repeats.iter().map(|repeats| *repeats as f64).collect();
    let obtained = Mean::of(&repeats).mean;
    let error = (variance / count).sqrt();
    comparisons.push(Comparison::known("mean repeats", mean, obtained, error));

    let service = Distribution::triangular(2.0, 4.0, 9.0).unwrap();
    let whole = (1.0 + mean) * service.mean();
    let spread = (1.0 + mean) * service.variance() + variance * service.mean().powi(2);
    assert_eq!(seen.months.len(), RUNS as usize, "every theme is through");
    let obtained = Mean::of(&seen.months).mean;
    let error = (spread / count).sqrt();
    comparisons.push(Comparison::known(
        "mean working time, months",
        whole,
        obtained,
        error,
    ));
    let squares: Vec<f64> = seen
        .months
        .iter()
        .map(|months| (months - whole).powi(2))
        .collect();
    comparisons.push(Comparison::estimated(
        "its variance",
        spread,
        Mean::of(&squares),
    ));
    check("repeats", &comparisons);
}
