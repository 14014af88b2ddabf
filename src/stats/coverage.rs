//! How often intervals hold the truth, over 5,000 replicates of tiny models.
//!
//! A test passes when the number of intervals that hold the truth lies between two binomial
//! quantiles, so that a right program fails at a random seed with at most [`ERROR`]. For exact
//! intervals the true coverage is the level; for large-sample ones the test states the band in
//! which it is taken to lie, and the quantiles are those of its ends.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, StandardNormal};
use statrs::distribution::{Binomial, DiscreteCDF};

use super::{Incidence, Interval, LogHistogram, Moments, Observation, PairMoments, WorldRows};

const REPLICATES: u64 = 5_000;
const LEVEL: f64 = 0.95;

/// The chance, per test, that a right program fails.
const ERROR: f64 = 1e-6;

/// Asserts that the coverage of `interval`, one per replicate, may lie in `band`.
fn assert_coverage(
    seed: u64,
    truth: f64,
    band: (f64, f64),
    mut interval: impl FnMut(&mut StdRng) -> Interval,
) {
    let mut random = StdRng::seed_from_u64(seed);
    let covered = (0..REPLICATES)
        .filter(|_| interval(&mut random).contains(truth))
        .count() as u64;
    let quantile = |chance: f64, p: f64| Binomial::new(chance, REPLICATES).unwrap().inverse_cdf(p);
    let allowed = quantile(band.0, ERROR / 2.0)..=quantile(band.1, 1.0 - ERROR / 2.0);
    assert!(
        allowed.contains(&covered),
        "{covered} of {REPLICATES}, allowed {allowed:?}"
    );
}

fn normal(random: &mut StdRng, deviation: f64) -> f64 {
    let z: f64 = StandardNormal.sample(random);
    deviation * z
}

fn amount(value: f64) -> i64 {
    libm::round(1e6 * value) as i64
}

/// One world of `runs` amounts with standard deviations `between` and `within`.
fn world(random: &mut StdRng, runs: u32, between: f64, within: f64) -> Vec<i64> {
    let shared = normal(random, between);
    (0..runs)
        .map(|_| amount(5.0 + shared + normal(random, within)))
        .collect()
}

/// Normal world means: Student's t is exact. Six worlds of three runs; an error over 18 runs
/// would cover some 82 %.
#[test]
fn the_mean_of_clustered_runs() {
    assert_coverage(1, 5e6, (LEVEL, LEVEL), |random| {
        let mut moments = Moments::empty(3);
        (0..6).for_each(|_| moments.add_world(world(random, 3, 1.0, 1.0)));
        moments.estimate().unwrap().interval(LEVEL).unwrap()
    });
}

/// Independent normal runs, seven of them.
#[test]
fn the_mean_of_independent_runs() {
    assert_coverage(2, 5e6, (LEVEL, LEVEL), |random| {
        let mut moments = Moments::empty(1);
        (0..7).for_each(|_| moments.add_world(world(random, 1, 0.0, 1.0)));
        moments.estimate().unwrap().interval(LEVEL).unwrap()
    });
}

/// 40 worlds of 5 runs, a share of 4/13; large-sample, taken to cover 93 to 97 %.
#[test]
fn the_share_of_ignorance() {
    assert_coverage(3, 4.0 / 13.0, (0.93, 0.97), |random| {
        let mut rows = WorldRows::new(1, 5);
        for index in 0..40 {
            rows.insert(index, &world(random, 5, 2.0, 3.0)).unwrap();
        }
        rows.ignorance_share(0, LEVEL).unwrap().interval
    });
}

/// The median of 60 worlds of 5 runs, half of the variance shared; taken to cover 93 to 97 %.
/// Without the design effect it would be some 83 %.
#[test]
fn a_quantile_of_clustered_runs() {
    assert_coverage(4, 5e6, (0.93, 0.97), |random| {
        let mut rows = WorldRows::new(1, 5);
        for index in 0..60 {
            rows.insert(index, &world(random, 5, 1.0, 1.0)).unwrap();
        }
        rows.quantile_interval(0, 0.5, LEVEL).unwrap()
    });
}

/// The 80 % quantile of 500 independent runs, read from the histogram, whose bins (0.4 %) are
/// narrow beside the interval (some 4 %); taken to cover 94 to 96 %.
#[test]
fn a_quantile_of_the_histogram() {
    let truth = 5e6 + 1e6 * 0.841_621_233_572_914;
    assert_coverage(5, truth, (0.94, 0.96), |random| {
        let mut histogram = LogHistogram::new();
        for _ in 0..500 {
            histogram.record(amount(5.0 + normal(random, 1.0)));
        }
        histogram.quantile_interval(0.8, 1.0, LEVEL).unwrap()
    });
}

/// x = 3y + noise by world, 40 worlds of 2 runs: the ratio is 3. Taken to cover 93 to 97 %.
#[test]
fn a_ratio_of_totals() {
    assert_coverage(6, 3.0, (0.93, 0.97), |random| {
        let mut pairs = PairMoments::new(2);
        for _ in 0..40 {
            let shared = normal(random, 0.5);
            for _ in 0..2 {
                let y = 5.0 + normal(random, 1.0);
                let x = 3.0 * y + shared + normal(random, 1.0);
                pairs.record_run(amount(x), amount(y));
            }
        }
        pairs.ratio().unwrap().interval(LEVEL).unwrap()
    });
}

/// 100 worlds of 10 subjects. Each month a subject is licensed with chance h, which is 0.05 or
/// 0.15 by world, terminated with chance 0.1, and lost from sight with chance 0.05, in that order,
/// so that a subject licensed in a month cannot be lost in it. Licensed by the end of month 3 with
/// chance (by world) h(1 − s⁴)/(1 − s), s = 0.9 − h, where nothing is lost. Losses do not depend on the
/// world, so the estimator is consistent; with 20 groups taken to cover 93 to 97 %.
#[test]
fn the_incidence_of_one_end_among_others() {
    let by_world = |hazard: f64| {
        let stays = 0.9 - hazard;
        hazard * (1.0 - stays.powi(4)) / (1.0 - stays)
    };
    let truth = 0.5 * (by_world(0.05) + by_world(0.15));
    assert_coverage(7, truth, (0.93, 0.97), |random| {
        let mut incidence = Incidence::new(2, 4);
        for world in 0..100 {
            let hazard = if random.random_bool(0.5) { 0.05 } else { 0.15 };
            for _ in 0..10 {
                let (month, observation) = life(random, hazard);
                incidence.record(world, month, observation);
            }
        }
        incidence.intervals(0, LEVEL).unwrap()[3]
    });
}

fn life(random: &mut StdRng, hazard: f64) -> (usize, Observation) {
    for month in 0..4 {
        let u: f64 = random.random();
        if u < hazard {
            return (month, Observation::Event(0));
        }
        if u < hazard + 0.1 {
            return (month, Observation::Event(1));
        }
        if random.random_bool(0.05) {
            return (month, Observation::Censored);
        }
    }
    (4, Observation::Censored)
}
