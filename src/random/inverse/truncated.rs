//! The inverse of a normal distribution between bounds.

use crate::special::{normal_cdf, normal_quantile};

/// The normal distribution with u stretched to the probabilities between the bounds.
///
/// Where most of the interval lies above the mean it is mirrored: probabilities near 0 have
/// digits that those near 1 lack.
#[derive(Clone, Copy, Debug)]
pub(super) struct Truncated {
    mean: f64,
    /// Negative if mirrored.
    sd: f64,
    /// Probability below the lower bound.
    below: f64,
    /// Probability between the bounds.
    mass: f64,
}

impl Truncated {
    pub(super) fn new(mean: f64, sd: f64, min: f64, max: f64) -> Self {
        let (low, high) = ((min - mean) / sd, (max - mean) / sd);
        let mirrored = low + high > 0.0;
        let (low, high) = if mirrored { (-high, -low) } else { (low, high) };
        let below = normal_cdf(low);
        Self {
            mean,
            sd: if mirrored { -sd } else { sd },
            below,
            mass: normal_cdf(high) - below,
        }
    }

    /// The value at `u` in (0,1); rounding may lead slightly past a bound.
    #[inline]
    pub(super) fn at(&self, u: f64) -> f64 {
        let u = if self.sd < 0.0 { 1.0 - u } else { u };
        self.mean + self.sd * normal_quantile(self.below + self.mass * u)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_upper_tail_is_as_exact_as_the_lower() {
        let upper = Truncated::new(0.0, 1.0, 6.0, 9.0);
        let lower = Truncated::new(0.0, 1.0, -9.0, -6.0);
        for step in 1..64 {
            // Fractions of a power of two, so that 1 − u is exact.
            let u = f64::from(step) / 64.0;
            assert_eq!(upper.at(u), -lower.at(1.0 - u));
            // The probability above the value, where 1 − u of what lies above 6 should be.
            let above = normal_cdf(-6.0) - u * (normal_cdf(-6.0) - normal_cdf(-9.0));
            assert!(
                (normal_cdf(-upper.at(u)) / above - 1.0).abs() < 1e-12,
                "{u}"
            );
        }
    }
}
