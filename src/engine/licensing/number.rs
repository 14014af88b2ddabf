//! How many companies apply: the inverse of a count distribution, from one uniform.
//!
//! Being an inverse, a larger mean never takes away an applicant, and those there were keep their
//! bids and wishes.

use crate::model::MOST_APPLICANTS;

/// The largest mean the sums below are made for: e⁻⁵⁰⁰ is still a number.
const MOST_MEAN: f64 = 500.0;

/// The number at `u` of a Poisson distribution with this mean, or with a dispersion d above 0 of
/// the negative binomial distribution with variance m + d m²; at most [`MOST_APPLICANTS`].
///
/// Sums the probabilities from 0 on:
///
/// - Poisson: p₀ = e⁻ᵐ, pₖ₊₁ = pₖ m / (k + 1).
/// - Negative binomial with r = 1/d: p₀ = (1 + d m)⁻ʳ, pₖ₊₁ = pₖ (r + k)/(k + 1) · d m/(1 + d m).
pub(super) fn number_at(mean: f64, dispersion: Option<f64>, u: f64) -> u32 {
    let mean = mean.clamp(0.0, MOST_MEAN);
    let dispersion = dispersion.unwrap_or(0.0);
    let spread = dispersion * mean;
    let (mut p, ratio) = if spread > 1e-9 {
        (
            libm::exp(-libm::log1p(spread) / dispersion),
            spread / (1.0 + spread),
        )
    } else {
        (libm::exp(-mean), 0.0)
    };
    let mut reached = p;
    let mut number = 0;
    while u >= reached && number < MOST_APPLICANTS {
        let k = f64::from(number);
        p *= match ratio > 0.0 {
            true => (1.0 / dispersion + k) / (k + 1.0) * ratio,
            false => mean / (k + 1.0),
        };
        reached += p;
        number += 1;
        // Beyond the mode what is missing to 1 is rounding.
        if p == 0.0 && k > mean {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{DiscreteCDF, NegativeBinomial, Poisson};

    #[test]
    fn the_number_is_the_inverse_of_the_cumulative_distribution() {
        for mean in [0.01, 0.7, 3.0, 40.0] {
            let poisson = Poisson::new(mean).unwrap();
            for step in 1..200 {
                let u = f64::from(step) / 200.0;
                let number = u64::from(number_at(mean, None, u));
                assert!(poisson.cdf(number) > u - 1e-12);
                assert!(number == 0 || poisson.cdf(number - 1) <= u + 1e-12);
                for dispersion in [0.2, 1.0, 3.0] {
                    let r = 1.0 / dispersion;
                    let same = NegativeBinomial::new(r, r / (r + mean)).unwrap();
                    let number = u64::from(number_at(mean, Some(dispersion), u));
                    assert!(same.cdf(number) > u - 1e-9, "{mean} {dispersion} {u}");
                    assert!(number == 0 || same.cdf(number - 1) <= u + 1e-9);
                }
            }
        }
    }

    #[test]
    fn nothing_is_expected_of_a_mean_of_nothing_and_the_number_is_bounded() {
        assert_eq!(number_at(0.0, None, 1.0 - f64::EPSILON), 0);
        assert_eq!(number_at(0.0, Some(2.0), 1.0 - f64::EPSILON), 0);
        assert!(number_at(1e6, Some(1e6), 1.0 - f64::EPSILON) <= MOST_APPLICANTS);
        assert!(number_at(1e6, None, 0.5).abs_diff(500) <= 1);
    }

    #[test]
    fn a_larger_mean_never_takes_an_applicant_away() {
        for step in 1..500 {
            let u = f64::from(step) / 500.0;
            assert!(number_at(1.2, None, u) <= number_at(1.7, None, u));
            assert!(number_at(1.2, Some(0.5), u) <= number_at(1.7, Some(0.5), u));
        }
    }
}
