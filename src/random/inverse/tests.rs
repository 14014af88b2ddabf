//! Statistical tests here accept the error probability stated with each; seeds are fixed.

use proptest::prelude::*;
use rand::SeedableRng;
use rand::distr::slice::Choose;
use rand::distr::weighted::WeightedIndex;
use rand::rngs::StdRng;
use rand_distr::Distribution as Sampler;

use super::*;
use crate::random::{DrawKey, Layer, Purpose, name_hash};
use crate::special::{normal_cdf, normal_density};

/// Standard errors that a normal estimate exceeds with probability 10⁻⁷ (two-sided).
const BOUND: f64 = 5.327;

/// One of each kind, with several of those that have cases.
fn examples() -> Vec<Distribution> {
    [
        Distribution::constant(3.0),
        Distribution::uniform(-2.0, 5.0),
        Distribution::triangular(6.0, 9.0, 15.0),
        Distribution::triangular(6.0, 6.0, 15.0),
        Distribution::triangular(6.0, 15.0, 15.0),
        Distribution::pert(6.0, 9.0, 15.0),
        Distribution::pert(6.0, 6.0, 15.0),
        Distribution::beta(12.0, 8.0),
        Distribution::beta(0.5, 0.7),
        Distribution::normal(14.0, 3.0, f64::NEG_INFINITY, f64::INFINITY),
        Distribution::normal(14.0, 3.0, 10.0, f64::INFINITY),
        Distribution::normal(14.0, 3.0, f64::NEG_INFINITY, 11.0),
        Distribution::normal(0.0, 1.0, 4.0, 9.0),
        Distribution::normal(14.0, 3.0, 14.1, 14.2),
        Distribution::lognormal_mean_sd(14.0, 5.0),
        Distribution::lognormal_median_p90(12.0, 20.0),
        Distribution::gamma_mean_sd(14.0, 5.0),
        Distribution::gamma_shape_scale(0.4, 3.0),
        Distribution::weibull(2.5, 12.0),
        Distribution::weibull(0.8, 12.0),
        Distribution::exponential(7.0),
        Distribution::empirical(&[4.0, 9.0, 2.0, 2.0]),
        Distribution::discrete(&[(1.0, 3.0), (5.0, 1.0), (2.0, 4.0)]),
    ]
    .into_iter()
    .collect::<Result<_, _>>()
    .expect("the examples are valid")
}

/// Mean of f(value) over the distribution: the integral of f over u.
///
/// Midpoints in z = Φ⁻¹(u), so that tails are resolved; the sum is exact to rounding for smooth
/// inverses, and good to the square of the step where the inverse has a kink.
fn integral(inverse: &Inverse, f: impl Fn(f64) -> f64) -> f64 {
    const STEPS: i32 = 1 << 15;
    let width = 16.6 / f64::from(STEPS);
    let (mut sum, mut total) = (0.0, 0.0);
    for step in 0..STEPS {
        let z = (f64::from(step) + 0.5) * width - 8.3;
        let weight = normal_density(z);
        sum += weight * f(inverse.at(normal_cdf(z)));
        total += weight;
    }
    sum / total
}

fn assert_near(found: f64, expected: f64, tolerance: f64, distribution: &Distribution) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{distribution:?}: {found} instead of {expected}"
    );
}

#[test]
fn moments_over_all_u_are_those_of_the_distribution() {
    for distribution in examples() {
        let inverse = Inverse::new(&distribution);
        let (mean, sd) = (distribution.mean(), distribution.variance().sqrt());
        // Steps lie anywhere within a cell of the grid; all others are smooth but for kinks.
        let stepped = matches!(
            distribution,
            Distribution::Empirical(_) | Distribution::Discrete(_)
        );
        let tolerance = if stepped { 1e-3 } else { 1e-6 };
        let allowed = tolerance * sd + 1e-12 * mean.abs();
        assert_near(integral(&inverse, |x| x), mean, allowed, &distribution);
        let square = integral(&inverse, |x| (x - mean) * (x - mean));
        assert_near(square, sd * sd, 2.0 * tolerance * sd * sd, &distribution);
    }
}

/// Error probability 2 × 10⁻⁷ for each of 23 distributions; standard errors from theory.
#[test]
fn moments_of_named_draws_are_those_of_the_distribution() {
    const COUNT: u64 = 200_000;
    let purpose = Purpose::new(name_hash("moments"));
    for (index, distribution) in examples().iter().enumerate() {
        let inverse = Inverse::new(distribution);
        let key = DrawKey::new(2013, Layer::Chance, index as u64);
        let mean = distribution.mean();
        let variance = distribution.variance();
        let (mut first, mut second) = (0.0, 0.0);
        for entity in 0..COUNT {
            let difference = inverse.at(key.unit(entity, purpose)) - mean;
            first += difference;
            second += difference * difference;
        }
        let count = COUNT as f64;
        let fourth = integral(&inverse, |x| (x - mean).powi(4));
        let errors = (variance / count, (fourth - variance * variance) / count);
        assert_near(first / count, 0.0, BOUND * errors.0.sqrt(), distribution);
        // The addition allows for the grid behind the fourth moment and equal values (no spread).
        let tolerance = BOUND * errors.1.max(0.0).sqrt() + 1e-12 * variance;
        assert_near(second / count, variance, tolerance, distribution);
    }
}

/// Largest distance between the empirical distribution functions of two ascending samples.
fn largest_distance(left: &[f64], right: &[f64]) -> f64 {
    let share = |sample: &[f64], x: f64| {
        sample.partition_point(|&value| value <= x) as f64 / sample.len() as f64
    };
    left.iter()
        .chain(right)
        .map(|&x| (share(left, x) - share(right, x)).abs())
        .fold(0.0, f64::max)
}

/// Compares named draws with a sampler that shares no code with them.
fn assert_same_distribution(
    result: Result<Distribution, crate::model::DistributionError>,
    sampler: impl Sampler<f64>,
) {
    const COUNT: u64 = 40_000;
    let distribution = result.expect("the example is valid");
    let inverse = Inverse::new(&distribution);
    let key = DrawKey::new(42, Layer::Chance, 0);
    let purpose = Purpose::new(name_hash(&format!("{distribution:?}")));
    let mut drawn: Vec<_> = (0..COUNT)
        .map(|entity| inverse.at(key.unit(entity, purpose)))
        .collect();
    let generator = StdRng::seed_from_u64(42);
    let mut sampled: Vec<_> = sampler.sample_iter(generator).take(drawn.len()).collect();
    drawn.sort_by(f64::total_cmp);
    sampled.sort_by(f64::total_cmp);
    // Smirnov: P(D > d) ≤ 2 exp(−n d²) for two samples of n, here 10⁻⁷.
    let bound = ((2.0_f64 / 1e-7).ln() / COUNT as f64).sqrt();
    let found = largest_distance(&drawn, &sampled);
    assert!(found < bound, "{distribution:?}: {found} above {bound}");
}

/// A normal distribution between bounds, by rejection.
struct Rejected {
    mean: f64,
    sd: f64,
    min: f64,
    max: f64,
}

impl Sampler<f64> for Rejected {
    fn sample<R: rand::Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        loop {
            let z: f64 = rand_distr::StandardNormal.sample(rng);
            let value = self.mean + self.sd * z;
            if (self.min..=self.max).contains(&value) {
                return value;
            }
        }
    }
}

/// Two-sample Kolmogorov–Smirnov. Error probability 10⁻⁷ for each of 18 distributions.
#[test]
fn named_draws_and_rand_distr_have_the_same_distribution() {
    use rand_distr as other;
    const VALID: &str = "the sampler is valid";
    assert_same_distribution(
        Distribution::uniform(-2.0, 5.0),
        other::Uniform::new(-2.0, 5.0).expect(VALID),
    );
    for mode in [6.0, 9.0, 15.0] {
        assert_same_distribution(
            Distribution::triangular(6.0, mode, 15.0),
            other::Triangular::new(6.0, 15.0, mode).expect(VALID),
        );
        assert_same_distribution(
            Distribution::pert(6.0, mode, 15.0),
            other::Pert::new(6.0, 15.0).with_mode(mode).expect(VALID),
        );
    }
    for (alpha, beta) in [(12.0, 8.0), (0.5, 0.7)] {
        assert_same_distribution(
            Distribution::beta(alpha, beta),
            other::Beta::new(alpha, beta).expect(VALID),
        );
    }
    for (min, max) in [(f64::NEG_INFINITY, f64::INFINITY), (10.0, f64::INFINITY)] {
        let (mean, sd) = (14.0, 3.0);
        assert_same_distribution(
            Distribution::normal(mean, sd, min, max),
            Rejected { mean, sd, min, max },
        );
    }
    assert_same_distribution(
        Distribution::lognormal_mean_sd(14.0, 5.0),
        other::LogNormal::from_mean_cv(14.0, 5.0 / 14.0).expect(VALID),
    );
    for (shape, scale) in [(7.84, 25.0 / 14.0), (0.4, 3.0)] {
        assert_same_distribution(
            Distribution::gamma_shape_scale(shape, scale),
            other::Gamma::new(shape, scale).expect(VALID),
        );
    }
    assert_same_distribution(
        Distribution::weibull(2.5, 12.0),
        other::Weibull::new(12.0, 2.5).expect(VALID),
    );
    assert_same_distribution(
        Distribution::exponential(7.0),
        other::Exp::new(1.0 / 7.0).expect(VALID),
    );
    let values = [4.0, 9.0, 2.0, 2.0];
    assert_same_distribution(
        Distribution::empirical(&values),
        Choose::new(&values).expect(VALID).map(|&value: &f64| value),
    );
    let pairs = [(1.0, 3.0), (5.0, 1.0), (2.0, 4.0)];
    let weighted = WeightedIndex::new(pairs.map(|pair| pair.1)).expect(VALID);
    assert_same_distribution(
        Distribution::discrete(&pairs),
        weighted.map(move |index: usize| pairs[index].0),
    );
}

#[test]
fn the_median_p90_lognormal_has_that_median_and_p90() {
    for (median, p90) in [(12.0, 20.0), (1.0, 1e5)] {
        let distribution = Distribution::lognormal_median_p90(median, p90);
        let inverse = Inverse::new(&distribution.expect("valid"));
        assert!((inverse.at(0.5) / median - 1.0).abs() < 1e-14);
        assert!((inverse.at(0.9) / p90 - 1.0).abs() < 1e-13);
    }
}

#[test]
fn values_at_given_u_are_those_of_the_closed_form() {
    for (result, u, expected) in [
        (Distribution::uniform(-2.0, 6.0), 0.25, 0.0),
        (Distribution::triangular(0.0, 1.0, 4.0), 0.0625, 0.5),
        (Distribution::triangular(0.0, 1.0, 4.0), 0.25, 1.0),
        (
            Distribution::triangular(0.0, 1.0, 4.0),
            1.0 - 1.0 / 12.0,
            3.0,
        ),
        (
            Distribution::exponential(7.0),
            0.5,
            7.0 * std::f64::consts::LN_2,
        ),
        (
            Distribution::weibull(2.0, 3.0),
            0.5,
            3.0 * std::f64::consts::LN_2.sqrt(),
        ),
        (Distribution::empirical(&[4.0, 9.0, 2.0, 2.0]), 0.499, 2.0),
        (Distribution::empirical(&[4.0, 9.0, 2.0, 2.0]), 0.5, 4.0),
        (Distribution::empirical(&[4.0, 9.0, 2.0, 2.0]), 0.75, 9.0),
        (
            Distribution::discrete(&[(1.0, 3.0), (5.0, 1.0)]),
            0.749,
            1.0,
        ),
        (Distribution::discrete(&[(1.0, 3.0), (5.0, 1.0)]), 0.75, 5.0),
        // The inverse of 3x² − 2x³ at 5/32; of 1 − (1−x)⁵ at 1/2 on 6 to 15.
        (Distribution::beta(2.0, 2.0), 0.156_25, 0.25),
        (
            Distribution::pert(6.0, 6.0, 15.0),
            0.5,
            15.0 - 9.0 * 0.5_f64.powf(0.2),
        ),
        // Beyond the table: the exponential distribution.
        (Distribution::gamma_shape_scale(1.0, 1.0), 1e-17, 1e-17),
        (Distribution::gamma_shape_scale(1.0, 1.0), 1e-100, 1e-100),
        // 1 − (1 + x) exp(−x) at x = 2.
        (
            Distribution::gamma_shape_scale(2.0, 5.0),
            0.593_994_150_290_161_9,
            10.0,
        ),
    ] {
        let distribution = result.expect("valid");
        let found = Inverse::new(&distribution).at(u);
        let near = (found - expected).abs() <= 1e-7 * expected.abs();
        assert!(
            near,
            "{distribution:?} at {u}: {found} instead of {expected}"
        );
    }
}

#[test]
fn extreme_u_gives_finite_values_within_the_support() {
    for distribution in examples().into_iter().chain(limits()) {
        let inverse = Inverse::new(&distribution);
        let (min, max) = distribution.support();
        let mut previous = f64::NEG_INFINITY;
        for u in [
            f64::NEG_INFINITY,
            0.0,
            f64::MIN_POSITIVE,
            1e-100,
            1e-17,
            1e-16,
            1e-9,
            0.5,
            1.0 - 1e-9,
            1.0 - 1e-16,
            1.0,
            f64::INFINITY,
        ] {
            let value = inverse.at(u);
            assert!(value.is_finite(), "{distribution:?} at {u}: {value}");
            assert!(
                (min..=max).contains(&value),
                "{distribution:?} at {u}: {value}"
            );
            assert!(value >= previous, "{distribution:?} at {u}: {value}");
            previous = value;
        }
    }
}

/// Distributions at the limits of what is allowed.
fn limits() -> Vec<Distribution> {
    use crate::model::distribution::{LARGEST, SHAPES, WEIBULL_SHAPES};
    [
        Distribution::uniform(-LARGEST, LARGEST),
        Distribution::uniform(1.0, 1.0 + f64::EPSILON),
        Distribution::triangular(-LARGEST, LARGEST, LARGEST),
        Distribution::pert(-LARGEST, 0.0, LARGEST),
        Distribution::pert(1.0, 1.0, 1.0 + f64::EPSILON),
        Distribution::beta(SHAPES.0, SHAPES.0),
        Distribution::beta(SHAPES.1, SHAPES.1),
        Distribution::beta(SHAPES.0, SHAPES.1),
        Distribution::normal(LARGEST, LARGEST, 0.0, f64::INFINITY),
        Distribution::normal(0.0, 1.0, 8.0, f64::INFINITY),
        Distribution::normal(0.0, 1.0, f64::NEG_INFINITY, -8.0),
        Distribution::normal(0.0, 1.0, -9.0, 8.9),
        Distribution::normal(0.0, 1e-100, -1.0, 1e-200),
        Distribution::normal(0.0, LARGEST, -1.0, 1.0),
        Distribution::lognormal_median_p90(LARGEST / 1e5, LARGEST),
        Distribution::lognormal_mean_sd(1.0 / LARGEST, 1e5 / LARGEST),
        Distribution::gamma_shape_scale(SHAPES.0, LARGEST),
        Distribution::gamma_shape_scale(SHAPES.1, LARGEST),
        Distribution::weibull(WEIBULL_SHAPES.0, LARGEST),
        Distribution::weibull(WEIBULL_SHAPES.1, 1.0 / LARGEST),
        Distribution::exponential(LARGEST),
    ]
    .into_iter()
    .collect::<Result<_, _>>()
    .expect("the limits are valid")
}

#[test]
fn a_constant_is_drawn_from_every_u() {
    for result in [
        Distribution::constant(5.0),
        Distribution::triangular(5.0, 5.0, 5.0),
        Distribution::pert(5.0, 5.0, 5.0),
        Distribution::normal(5.0, 0.0, 0.0, 9.0),
        Distribution::normal(7.0, 3.0, 5.0, 5.0),
        Distribution::gamma_mean_sd(5.0, 0.0),
        Distribution::empirical(&[5.0, 5.0]),
    ] {
        let inverse = Inverse::new(&result.expect("valid"));
        for u in [0.0, 1e-16, 0.3, 1.0] {
            assert_eq!(inverse.at(u), 5.0);
        }
    }
}

#[test]
fn a_moved_mode_moves_each_value_the_same_way() {
    let [early, late] = [9.0, 9.5]
        .map(|mode| Inverse::new(&Distribution::triangular(6.0, mode, 15.0).expect("valid")));
    for step in 1..1000 {
        let u = f64::from(step) / 1000.0;
        assert!(early.at(u) < late.at(u), "{u}");
    }
}

fn any_distribution() -> impl Strategy<Value = Distribution> {
    let bounds = (-1e3..1e3, 0.0..1e3, 0.0..1.0);
    let corner = |(min, width, share): (f64, f64, f64)| (min, min + share * width, min + width);
    let shape = || (-4.6..7.0).prop_map(f64::exp);
    prop_oneof![
        bounds.clone().prop_map(move |b| {
            let (min, _, max) = corner(b);
            Distribution::uniform(min, max)
        }),
        bounds.clone().prop_map(move |b| {
            let (min, mode, max) = corner(b);
            Distribution::triangular(min, mode, max)
        }),
        bounds.prop_map(move |b| {
            let (min, mode, max) = corner(b);
            Distribution::pert(min, mode, max)
        }),
        (shape(), shape()).prop_map(|(alpha, beta)| Distribution::beta(alpha, beta)),
        (-1e3..1e3, shape(), -8.0..8.0, 0.0..9.0).prop_map(|(mean, sd, low, width)| {
            let min: f64 = mean + sd * low;
            Distribution::normal(mean, sd, min, min + sd * width)
        }),
        (0.1..1e3, 0.0..10.0)
            .prop_map(|(mean, ratio)| { Distribution::lognormal_mean_sd(mean, mean * ratio) }),
        (shape(), 0.1..1e3)
            .prop_map(|(shape, scale)| Distribution::gamma_shape_scale(shape, scale)),
        (0.05..50.0, 0.1..1e3).prop_map(|(shape, scale)| Distribution::weibull(shape, scale)),
        (0.1..1e3).prop_map(Distribution::exponential),
        prop::collection::vec(-1e3..1e3, 1..20).prop_map(|v| Distribution::empirical(&v)),
        prop::collection::vec((-1e3..1e3, 0.1..9.0), 1..20)
            .prop_map(|pairs| Distribution::discrete(&pairs)),
    ]
    .prop_filter_map("invalid by rounding at a limit", Result::ok)
}

/// u over all scales, also near 0 and 1.
fn any_u() -> impl Strategy<Value = f64> {
    (-8.3..8.3).prop_map(normal_cdf)
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(2013),
        ..ProptestConfig::with_cases(256)
    })]

    #[test]
    fn a_greater_u_never_gives_a_smaller_value(
        distribution in any_distribution(),
        mut us in prop::collection::vec(any_u(), 2..50),
    ) {
        let inverse = Inverse::new(&distribution);
        let (min, max) = distribution.support();
        // Also next-door numbers, where rounding shows.
        us.extend(us.clone().into_iter().map(f64::next_up));
        us.sort_by(f64::total_cmp);
        let values: Vec<_> = us.iter().map(|&u| inverse.at(u)).collect();
        for pair in values.windows(2) {
            let rounding = 1e-13 * pair[0].abs();
            prop_assert!(pair[1] >= pair[0] - rounding, "{distribution:?}: {pair:?}");
        }
        prop_assert!(values.iter().all(|value| (min..=max).contains(value)));
    }

    #[test]
    fn moments_lie_where_the_support_lets_them(distribution in any_distribution()) {
        let (min, max) = distribution.support();
        let (mean, variance) = (distribution.mean(), distribution.variance());
        let rounding = 1e-12 * mean.abs();
        prop_assert!(mean >= min - rounding && mean <= max + rounding, "{distribution:?}: {mean}");
        // Popoviciu and Bhatia–Davis: σ² ≤ (max − m)(m − min).
        let most = (max - mean) * (mean - min);
        prop_assert!(variance >= 0.0, "{distribution:?}: {variance}");
        prop_assert!(variance <= most + 1e-12 * mean * mean, "{distribution:?}: {variance}");
    }
}
