//! Estimates with their Monte Carlo error, and intervals from reference distributions.

use crate::special;

/// Degrees of freedom from which Student's t is expanded about the normal distribution.
///
/// From there on three terms are good to nine digits for every quantile in use (|z| < 5), at no
/// cost.
const EXPANSION_FROM: u64 = 10_000;

/// A closed interval; `lower` ≤ `upper`, in the unit of what it bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower limit, itself inside.
    pub lower: f64,
    /// Upper limit, itself inside.
    pub upper: f64,
}

impl Interval {
    /// The interval that holds `value` alone.
    pub fn point(value: f64) -> Self {
        Self {
            lower: value,
            upper: value,
        }
    }

    /// Whether `value` lies inside, limits included.
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// The part inside `[lower, upper]`; a limit outside moves to the nearest end.
    #[must_use]
    pub fn clamp(self, lower: f64, upper: f64) -> Self {
        Self {
            lower: self.lower.max(lower).min(upper),
            upper: self.upper.min(upper).max(lower),
        }
    }
}

/// An estimated expectation and how far chance in the simulation may have moved it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate, in the unit of what was recorded.
    pub mean: f64,
    /// Its standard error, same unit, ≥ 0; infinite where it is unknown (a single world, or
    /// squares beyond 128 bits).
    pub standard_error: f64,
    /// Degrees of freedom of the standard error: worlds − 1.
    pub degrees_of_freedom: u64,
    /// Runs behind the estimate.
    pub runs: u64,
    /// Worlds behind the estimate; equal to the runs where nothing is unknown.
    pub worlds: u64,
}

impl Estimate {
    /// Student's t interval of the given level (0 < level < 1, such as 0.95).
    ///
    /// A standard error of zero gives the mean alone: the values were all equal, and nothing
    /// else can be said from them. For chances near 0 or 1 that is too bold; see
    /// [`proportion`](super::proportion). `None` where the standard error is unknown or the level
    /// is not a level.
    pub fn interval(&self, level: f64) -> Option<Interval> {
        let critical = t_quantile(upper_tail(level)?, self.degrees_of_freedom)?;
        if !self.standard_error.is_finite() {
            return None;
        }
        let reach = critical * self.standard_error;
        Some(Interval {
            lower: self.mean - reach,
            upper: self.mean + reach,
        })
    }
}

/// The probability (1 + level)/2 whose quantile bounds a two-sided interval; `None` unless
/// 0 < level < 1.
pub(super) fn upper_tail(level: f64) -> Option<f64> {
    (level > 0.0 && level < 1.0).then_some(0.5 + 0.5 * level)
}

/// The standard normal quantile of probability `p`, 0 < `p` < 1; else `None`.
pub fn normal_quantile(p: f64) -> Option<f64> {
    (p > 0.0 && p < 1.0).then(|| special::normal_quantile(p))
}

/// The quantile of Student's t of probability `p`, 0 < `p` < 1.
///
/// `None` for other `p` and for zero degrees of freedom. From 10,000 degrees of freedom ν on, by
/// the expansion about the normal quantile z (Abramowitz & Stegun 1964, 26.7.5):
/// t = z + (z³ + z)/(4ν) + (5z⁵ + 16z³ + 3z)/(96ν²) + …
pub fn t_quantile(p: f64, degrees_of_freedom: u64) -> Option<f64> {
    if degrees_of_freedom == 0 || !(p > 0.0 && p < 1.0) {
        return None;
    }
    if p == 0.5 {
        return Some(0.0);
    }
    let freedom = degrees_of_freedom as f64;
    if degrees_of_freedom >= EXPANSION_FROM {
        let z = normal_quantile(p)?;
        let first = z * (z * z + 1.0) / 4.0;
        let second = z * ((5.0 * z * z + 16.0) * z * z + 3.0) / 96.0;
        return Some(z + first / freedom + second / (freedom * freedom));
    }
    let reach = upper_t(p.min(1.0 - p), freedom);
    Some(if p > 0.5 { reach } else { -reach })
}

/// The t > 0 that Student's t of `freedom` degrees exceeds with chance `tail`; 0 < `tail` < 0.5.
///
/// With z = t²/(ν + t²), P(|T| ≤ t) = I_z(½, ν/2); z near 1 is read from the other end.
fn upper_t(tail: f64, freedom: f64) -> f64 {
    let z = special::beta_quantile(0.5, 0.5 * freedom, 1.0 - 2.0 * tail);
    let square = if z < 0.5 {
        z / (1.0 - z)
    } else {
        let rest = special::beta_quantile(0.5 * freedom, 0.5, 2.0 * tail);
        (1.0 - rest) / rest
    };
    libm::sqrt(freedom * square)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Abramowitz & Stegun 1964, table 26.10, and the normal quantile.
    #[test]
    fn t_quantiles_agree_with_the_printed_table() {
        for (p, freedom, expected) in [
            (0.975, 1, 12.706),
            (0.975, 2, 4.303),
            (0.995, 4, 4.604),
            (0.975, 10, 2.228),
            (0.95, 30, 1.697),
            (0.975, 120, 1.980),
            (0.995, 60, 2.660),
        ] {
            let found = t_quantile(p, freedom).unwrap();
            assert!(
                (found - expected).abs() < 6e-4,
                "t({p}, {freedom}) = {found}"
            );
        }
    }

    #[test]
    fn t_quantiles_of_one_and_two_degrees_have_closed_forms() {
        for p in [0.001, 0.1, 0.3, 0.6, 0.975, 0.9999] {
            let cauchy = libm::tan(std::f64::consts::PI * (p - 0.5));
            let two = (2.0 * p - 1.0) / libm::sqrt(2.0 * p * (1.0 - p));
            assert!((t_quantile(p, 1).unwrap() / cauchy - 1.0).abs() < 1e-9);
            assert!((t_quantile(p, 2).unwrap() / two - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn the_expansion_joins_the_incomplete_beta_function() {
        for p in [0.6, 0.9, 0.975, 0.995, 0.9999] {
            let below = t_quantile(p, EXPANSION_FROM - 1).unwrap();
            let above = t_quantile(p, EXPANSION_FROM).unwrap();
            assert!((below / above - 1.0).abs() < 2e-7, "{p}: {below} {above}");
            assert!(below > above);
        }
    }

    #[test]
    fn normal_quantiles_agree_with_printed_digits() {
        assert!((normal_quantile(0.975).unwrap() - 1.959_963_984_540_054).abs() < 1e-12);
        assert!((normal_quantile(0.01).unwrap() + 2.326_347_874_040_841).abs() < 1e-12);
    }

    #[test]
    fn impossible_questions_have_no_answer() {
        for p in [0.0, 1.0, -0.1, 2.0, f64::NAN] {
            assert_eq!(normal_quantile(p), None);
            assert_eq!(t_quantile(p, 5), None);
        }
        assert_eq!(t_quantile(0.9, 0), None);
        let estimate = Estimate {
            mean: 3.0,
            standard_error: 0.0,
            degrees_of_freedom: 4,
            runs: 5,
            worlds: 5,
        };
        assert_eq!(estimate.interval(1.0), None);
        assert_eq!(estimate.interval(f64::NAN), None);
        let unknown = Estimate {
            standard_error: f64::INFINITY,
            ..estimate
        };
        assert_eq!(unknown.interval(0.95), None);
    }

    #[test]
    fn without_variance_the_interval_is_the_mean() {
        let estimate = Estimate {
            mean: 3.0,
            standard_error: 0.0,
            degrees_of_freedom: 4,
            runs: 5,
            worlds: 5,
        };
        assert_eq!(estimate.interval(0.95), Some(Interval::point(3.0)));
    }

    #[test]
    fn a_clamped_interval_stays_inside() {
        let wide = Interval {
            lower: -0.2,
            upper: 1.3,
        };
        assert_eq!(
            wide.clamp(0.0, 1.0),
            Interval {
                lower: 0.0,
                upper: 1.0
            }
        );
        assert_eq!(Interval::point(2.0).clamp(0.0, 1.0), Interval::point(1.0));
    }
}
