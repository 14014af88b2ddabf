//! Simulated tests of estimators against theory: the expected split of a known model.
//!
//! Fixed seeds; each test states the chance with which a right program would fail at a random
//! seed.

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand_distr::{Distribution, StandardNormal};

use super::{Moments, Panel};

/// Five standard errors of a normal estimate: two-sided error 5.8·10⁻⁷.
const FIVE: f64 = 5.0;

fn normal(random: &mut StdRng, deviation: f64) -> f64 {
    let z: f64 = StandardNormal.sample(random);
    deviation * z
}

/// x = 10⁹ + a + e in yen, a and e normal with standard deviations 2 000 and 3 000.
///
/// Both mean squares are scaled chi-squares, so that (Searle, Casella & McCulloch 1992, chapter 3)
/// var σ̂²e = 2σ⁴e/(W(k − 1)) and
/// var σ̂²a = 2/k²·((kσ²a + σ²e)²/(W − 1) + σ⁴e/(W(k − 1))). Error accepted: 2.3·10⁻⁶, four
/// comparisons at five standard errors; rounding to yen adds 1/12 to a variance of 9·10⁶.
#[test]
fn a_known_split_is_found() {
    let (worlds, runs_per_world) = (20_000_u32, 10_u32);
    let (between, within) = (4e6, 9e6);
    let mut random = StdRng::seed_from_u64(2013);
    let mut panel = Panel::new(1, runs_per_world);
    for _ in 0..worlds {
        let world = normal(&mut random, libm::sqrt(between));
        for _ in 0..runs_per_world {
            let value = 1e9 + world + normal(&mut random, libm::sqrt(within));
            panel.record(0, libm::round(value) as i64);
            panel.end_run();
        }
    }
    let (w, k) = (f64::from(worlds), f64::from(runs_per_world));
    let split = panel.split(0).unwrap();
    let chance = 2.0 * within * within / (w * (k - 1.0));
    let ignorance = 2.0 / (k * k) * ((k * between + within).powi(2) / (w - 1.0)) + chance / (k * k);
    let off_within = (split.within - within) / libm::sqrt(chance);
    let off_between = (split.between - between) / libm::sqrt(ignorance);
    assert!(off_within.abs() < FIVE, "{off_within}");
    assert!(off_between.abs() < FIVE, "{off_between}");
    let estimate = panel.estimate(0).unwrap();
    let error = libm::sqrt((between + within / k) / w);
    assert!(((estimate.mean - 1e9) / error).abs() < FIVE, "{estimate:?}");
    assert!((estimate.standard_error / error - 1.0).abs() < FIVE / libm::sqrt(2.0 * w));
}

/// The unbiased split has mean zero between worlds where there is no ignorance: over 2,000 small
/// simulations of 5 worlds of 4 runs, MSB − MSW averages 0 with variance
/// 2σ⁴(1/(W − 1) + 1/(W(k − 1)))/2000. Error accepted: 5.8·10⁻⁷.
#[test]
fn without_ignorance_the_parts_between_worlds_average_zero() {
    let (worlds, runs_per_world, replicates) = (5_u32, 4_u32, 2_000_u32);
    let variance = 1e6;
    let mut random = StdRng::seed_from_u64(7);
    let mut total = 0.0;
    for _ in 0..replicates {
        let mut moments = Moments::empty(runs_per_world);
        for _ in 0..worlds {
            moments.add_world(
                (0..runs_per_world)
                    .map(|_| libm::round(normal(&mut random, libm::sqrt(variance))) as i64)
                    .collect::<Vec<_>>(),
            );
        }
        total += moments.untruncated_between().unwrap();
    }
    let (w, k) = (f64::from(worlds), f64::from(runs_per_world));
    let single = 2.0 * variance * variance * (1.0 / (w - 1.0) + 1.0 / (w * (k - 1.0))) / (k * k);
    let error = libm::sqrt(single / f64::from(replicates));
    let mean = total / f64::from(replicates);
    assert!((mean / error).abs() < FIVE, "{}", mean / error);
}
