//! The split of a variance into chance and ignorance, on a model whose split is known.
//!
//! n themes pass with a shared unknown p ~ beta(a, b): licences of a run are beta-binomial. Between
//! worlds the variance is n² Var p, within n E[p (1 − p)]. The estimators of the analysis of variance
//! are unbiased, so that their means over independent batches must be these.

use std::fmt::Write;
use std::sync::atomic::AtomicBool;

use soyaku::analysis::{Layout, Listener, Settings, simulate};
use soyaku::engine::Plan;

use crate::common;
use crate::registry::{Comparison, Mean, check};

const THEMES: usize = 20;
const BATCHES: u64 = 60;

#[test]
fn the_variance_splits_into_chance_and_ignorance_as_it_should() {
    let (a, b) = (6.0, 4.0);
    let mut text = common::head(1.0)
        + &format!(
            "runs_per_world = 5\n[[route.r.stage]]\nid = \"s\"\n\
             odds = {{ beta = [{a}, {b}], layer = \"ignorance\" }}\n"
        );
    for theme in 0..THEMES {
        let _ = writeln!(text, "[theme.T{theme:02}]");
    }
    let model = common::model(&text);
    let plan = Plan::new(&model);
    let layout = Layout::new(&plan);
    let cell = layout.licences(layout.years);
    let (mut means, mut between, mut within) = (Vec::new(), Vec::new(), Vec::new());
    let worlds = 200;
    for seed in 0..BATCHES {
        let mut listener = Listener {
            progress: &|_| (),
            stop: &AtomicBool::new(false),
            sink: &mut |_, _| Ok(()),
        };
        let settings = Settings {
            runs: worlds * 5,
            seed: 500 + seed,
            threads: 1,
        };
        let sample = simulate(&plan, &layout, settings, &mut listener).unwrap();
        assert_eq!(sample.worlds, worlds);
        let split = sample.totals.panel.split(cell).unwrap();
        means.push(sample.totals.panel.estimate(cell).unwrap().mean);
        between.push(split.between);
        within.push(split.within);
    }
    let themes = THEMES as f64;
    let mean: f64 = a / (a + b);
    let variance = mean * (1.0 - mean) / (a + b + 1.0);
    let chance = themes * (mean * (1.0 - mean) - variance);
    let ignorance = themes * themes * variance;
    let obtained = Mean::of(&means).mean;
    let error = ((ignorance + chance / 5.0) / (BATCHES * worlds) as f64).sqrt();
    check(
        "split",
        &[
            Comparison::known("mean licences", themes * mean, obtained, error),
            Comparison::estimated("variance by ignorance", ignorance, Mean::of(&between)),
            Comparison::estimated("variance by chance", chance, Mean::of(&within)),
        ],
    );
}
