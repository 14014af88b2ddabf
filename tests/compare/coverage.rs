//! How often the printed intervals hold the truth, over 5,000 replicates of tiny models.
//!
//! A test passes when the number of intervals that hold the truth lies between two binomial
//! quantiles, so that a right program fails at a random seed with a chance below 10⁻⁶; the bands
//! allow for what large-sample intervals of so few runs lack.

use soyaku::model::Model;
use statrs::distribution::{Binomial, DiscreteCDF};

use crate::{common, compared, of};

const REPLICATES: u64 = 5_000;
const ERROR: f64 = 1e-6;

fn assert_coverage(models: &[Model], runs: u64, key: &str, truth: f64, band: (f64, f64)) {
    let covered = (0..REPLICATES).filter(|seed| {
        compared(models, runs, *seed, |found| {
            let interval = of(found, key).interval().unwrap();
            interval.contains(truth)
        })
    });
    let covered = covered.count() as u64;
    let quantile = |chance: f64, p: f64| Binomial::new(chance, REPLICATES).unwrap().inverse_cdf(p);
    let allowed = quantile(band.0, ERROR / 2.0)..=quantile(band.1, 1.0 - ERROR / 2.0);
    assert!(
        allowed.contains(&covered),
        "{key}: {covered} of {REPLICATES} hold {truth}, allowed {allowed:?}"
    );
}

/// Six themes without queues: odds of the first stage, and months of the second.
fn chain(odds: f64, months: &str) -> Model {
    let mut text = common::head(8.0)
        + &format!(
            "[[route.r.stage]]\nid = \"a\"\nodds = {odds}\n\
             [[route.r.stage.activity]]\nid = \"w\"\nduration_months = 1\n\
             [[route.r.stage]]\nid = \"b\"\nodds = 0.8\n\
             [[route.r.stage.activity]]\nid = \"w\"\nduration_months = {months}\n"
        );
    for theme in 0..6 {
        text += &format!("[theme.t{theme}]\n");
    }
    common::model(&text)
}

#[test]
fn the_paired_difference_of_means() {
    let models = [chain(0.5, "2"), chain(0.7, "2")];
    // Six themes, each with 0.2 × 0.8 more.
    assert_coverage(&models, 60, "licences.all", 6.0 * 0.16, (0.935, 0.96));
}

#[test]
fn the_paired_difference_of_ratios() {
    let models = [
        chain(0.6, "{ uniform = [2, 10] }"),
        chain(0.6, "{ uniform = [2, 16] }"),
    ];
    let month = f64::from(1 << 24);
    assert_coverage(&models, 60, "time_to_licence", 3.0 * month, (0.935, 0.96));
}

/// The half of worlds knows better: the mean of beta odds shifted, over worlds of four runs.
#[test]
fn the_paired_difference_over_worlds() {
    let model = |first: u32| {
        let mut text = common::head(3.0) + "runs_per_world = 4\n";
        text += &format!(
            "[[route.r.stage]]\nid = \"a\"\n\
             odds = {{ beta = [{first}, 4], layer = \"ignorance\" }}\n\
             [[route.r.stage.activity]]\nid = \"w\"\nduration_months = 1\n"
        );
        for theme in 0..5 {
            text += &format!("[theme.t{theme}]\n");
        }
        common::model(&text)
    };
    let truth = 5.0 * (8.0 / 12.0 - 4.0 / 8.0);
    assert_coverage(
        &[model(4), model(8)],
        160,
        "licences.all",
        truth,
        (0.93, 0.96),
    );
}
