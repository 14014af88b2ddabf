//! The distributions a numeric parameter may have: what they are, not how they are drawn.
//!
//! Every constructor checks its arguments, so that moments, support and inverse are finite and
//! defined for whatever it returns; build values through the constructors, not through the
//! variants. Limits are wide (see [`LARGEST`], [`LARGEST_RATIO`], [`SHAPES`], [`WEIBULL_SHAPES`],
//! [`FARTHEST_TRUNCATION`]): they keep arithmetic from overflowing and catch slips of the pen,
//! they are no opinion on what is plausible.
//!
//! A spread of zero is allowed, so that a sweep can go down to "no uncertainty"; the result
//! is then constant.
//!
//! Turning a uniform number into a value is left to [`crate::random::inverse`].

use std::sync::Arc;

mod check;
mod error;
mod moments;
#[cfg(test)]
mod tests;

pub use error::{Allowed, Argument, DistributionError};

use check::{ascending, entries, parameter};

/// Largest size |x| of any argument, in the unit of the parameter.
///
/// Squares and products of two arguments then stay far from overflow.
pub const LARGEST: f64 = 1e100;

/// Largest ratio of standard deviation to mean, or of P90 to median.
pub const LARGEST_RATIO: f64 = 1e5;

/// Smallest and largest shape of the beta and gamma distributions.
///
/// Below, nearly all values are numerically zero (or one); above, the spread is under a
/// thousandth of the mean.
pub const SHAPES: (f64, f64) = (0.01, 1e6);

/// Smallest and largest shape of the Weibull distribution.
pub const WEIBULL_SHAPES: (f64, f64) = (0.05, 1000.0);

/// How far from the mean, in standard deviations, the nearer bound of a truncated normal may lie.
///
/// Beyond, less than 10⁻¹⁵ of the normal distribution would be left, which is a wrong bound
/// rather than a distribution.
pub const FARTHEST_TRUNCATION: f64 = 8.0;

/// 90 % quantile of the standard normal distribution.
const NORMAL_P90: f64 = 1.281_551_565_544_600_4;

/// The distribution of one numeric parameter, in the unit of that parameter.
///
/// ```
/// use soyaku::model::Distribution;
///
/// let duration_months = Distribution::triangular(6.0, 9.0, 15.0)?;
/// assert_eq!(duration_months.mean(), 10.0);
/// assert_eq!(duration_months.support(), (6.0, 15.0));
///
/// let error = Distribution::triangular(6.0, 20.0, 15.0).unwrap_err();
/// assert_eq!(error.to_string(), "`mode` is 20; allowed: a number of at most 15 (`max`)");
/// # Ok::<(), soyaku::model::DistributionError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant says what its fields are")]
pub enum Distribution {
    /// Always the same value.
    Constant(f64),
    /// Equal density from `min` to `max`.
    Uniform { min: f64, max: f64 },
    /// Density rising linearly from `min` to `mode` and falling linearly to `max`.
    Triangular { min: f64, mode: f64, max: f64 },
    /// Beta distribution stretched over `min` to `max`, with α = 1 + 4 (mode − min)/(max − min)
    /// and α + β = 6 (Malcolm et al. 1959, "Application of a technique for research and
    /// development program evaluation").
    Pert { min: f64, mode: f64, max: f64 },
    /// Density ∝ x^(α−1) (1−x)^(β−1) on 0 to 1.
    Beta { alpha: f64, beta: f64 },
    /// Normal with these parameters *before* truncation to `min`..`max` (either may be infinite).
    Normal {
        mean: f64,
        sd: f64,
        min: f64,
        max: f64,
    },
    /// exp(N) where N is normal with mean `mu` and standard deviation `sigma`.
    Lognormal { mu: f64, sigma: f64 },
    /// Density ∝ x^(shape−1) exp(−x/scale) for x > 0.
    Gamma { shape: f64, scale: f64 },
    /// P(X > x) = exp(−(x/scale)^shape) for x > 0.
    Weibull { shape: f64, scale: f64 },
    /// P(X > x) = exp(−x/mean) for x > 0.
    Exponential { mean: f64 },
    /// Each of these values, ascending, with the same probability; nothing in between.
    Empirical(Arc<[f64]>),
    /// (value, weight) by ascending value; every weight positive, their sum arbitrary.
    Discrete(Arc<[(f64, f64)]>),
}

impl Distribution {
    /// Always `value`.
    ///
    /// # Errors
    /// If `value` is not finite or larger than [`LARGEST`].
    pub fn constant(value: f64) -> Result<Self, DistributionError> {
        parameter("value", 0, value).finite()?;
        Ok(Self::Constant(value))
    }

    /// Equal density from `min` to `max`.
    ///
    /// # Errors
    /// If an argument is not finite, or `min` > `max`. `min` = `max` is allowed.
    pub fn uniform(min: f64, max: f64) -> Result<Self, DistributionError> {
        ascending(&[("min", min), ("max", max)])?;
        Ok(Self::Uniform { min, max })
    }

    /// Triangular between `min` and `max` with its peak at `mode`.
    ///
    /// # Errors
    /// If an argument is not finite, or not `min` ≤ `mode` ≤ `max`. Equality is allowed.
    pub fn triangular(min: f64, mode: f64, max: f64) -> Result<Self, DistributionError> {
        ascending(&[("min", min), ("mode", mode), ("max", max)])?;
        Ok(Self::Triangular { min, mode, max })
    }

    /// PERT between `min` and `max` with its peak at `mode`.
    ///
    /// # Errors
    /// If an argument is not finite, or not `min` ≤ `mode` ≤ `max`. Equality is allowed.
    pub fn pert(min: f64, mode: f64, max: f64) -> Result<Self, DistributionError> {
        ascending(&[("min", min), ("mode", mode), ("max", max)])?;
        Ok(Self::Pert { min, mode, max })
    }

    /// Beta on 0 to 1; read `alpha` as 1 + successes seen, `beta` as 1 + failures seen.
    ///
    /// # Errors
    /// If an argument is not finite or outside [`SHAPES`].
    pub fn beta(alpha: f64, beta: f64) -> Result<Self, DistributionError> {
        parameter("alpha", 0, alpha).between(SHAPES)?;
        parameter("beta", 1, beta).between(SHAPES)?;
        Ok(Self::Beta { alpha, beta })
    }

    /// Normal with `mean` and `sd`, truncated to `min`..`max`.
    ///
    /// `mean` and `sd` are those of the distribution before truncation; [`Self::mean`] gives the
    /// mean that is left. `min` = −∞ and `max` = +∞ mean "not truncated". With `sd` = 0 the
    /// result is constant.
    ///
    /// # Errors
    /// If `mean` or `sd` is not finite, `sd` < 0, a bound is not a number, `min` > `max`, or the
    /// bounds lie more than [`FARTHEST_TRUNCATION`] standard deviations to one side of `mean`.
    pub fn normal(mean: f64, sd: f64, min: f64, max: f64) -> Result<Self, DistributionError> {
        parameter("mean", 0, mean).finite()?;
        parameter("sd", 1, sd).at_least(0.0)?;
        let reach = FARTHEST_TRUNCATION * sd;
        if min != f64::NEG_INFINITY {
            parameter("min", 2, min).at_most(mean + reach)?;
        }
        if max != f64::INFINITY {
            let argument = parameter("max", 3, max);
            argument.at_least(mean - reach)?;
            argument.not_below("min", min)?;
        }
        if sd == 0.0 {
            return Ok(Self::Constant(mean));
        }
        Ok(Self::Normal { mean, sd, min, max })
    }

    /// Lognormal with this mean and standard deviation (of the values, not of their logarithms).
    ///
    /// σ² = ln(1 + (sd/mean)²), μ = ln(mean) − σ²/2. With `sd` = 0 the result is constant.
    ///
    /// # Errors
    /// If an argument is not finite, `mean` ≤ 0, `sd` < 0 or `sd` > [`LARGEST_RATIO`] × `mean`.
    pub fn lognormal_mean_sd(mean: f64, sd: f64) -> Result<Self, DistributionError> {
        parameter("mean", 0, mean).positive()?;
        parameter("sd", 1, sd).between((0.0, LARGEST_RATIO * mean))?;
        let ratio = sd / mean;
        let variance = libm::log1p(ratio * ratio);
        if variance == 0.0 {
            return Ok(Self::Constant(mean));
        }
        Ok(Self::Lognormal {
            mu: libm::log(mean) - variance / 2.0,
            sigma: variance.sqrt(),
        })
    }

    /// Lognormal with this median and 90 % quantile.
    ///
    /// μ = ln(median), σ = ln(p90/median)/1.2816. With `p90` = `median` the result is constant.
    ///
    /// # Errors
    /// If an argument is not finite, `median` ≤ 0, or `p90` is outside
    /// `median`..[`LARGEST_RATIO`] × `median`.
    pub fn lognormal_median_p90(median: f64, p90: f64) -> Result<Self, DistributionError> {
        parameter("median", 0, median).positive()?;
        let argument = parameter("p90", 1, p90);
        argument.not_below("median", median)?;
        argument.at_most(LARGEST_RATIO * median)?;
        let mu = libm::log(median);
        let sigma = libm::log(p90 / median) / NORMAL_P90;
        if sigma == 0.0 {
            return Ok(Self::Constant(median));
        }
        Ok(Self::Lognormal { mu, sigma })
    }

    /// Gamma with this mean and standard deviation: shape (mean/sd)², scale sd²/mean.
    ///
    /// With `sd` = 0 the result is constant.
    ///
    /// # Errors
    /// If an argument is not finite, `mean` ≤ 0, or `sd` is neither 0 nor such that the shape is
    /// within [`SHAPES`] (`sd` from a thousandth of the mean to ten times the mean).
    pub fn gamma_mean_sd(mean: f64, sd: f64) -> Result<Self, DistributionError> {
        parameter("mean", 0, mean).positive()?;
        let limits = (mean / SHAPES.1.sqrt(), mean / SHAPES.0.sqrt());
        parameter("sd", 1, sd).zero_or_between(limits)?;
        if sd == 0.0 {
            return Ok(Self::Constant(mean));
        }
        let ratio = mean / sd;
        Ok(Self::Gamma {
            // The clamp takes back what rounding may have added at the very limit.
            shape: (ratio * ratio).clamp(SHAPES.0, SHAPES.1),
            scale: sd / ratio,
        })
    }

    /// Gamma with this shape and scale; its mean is shape × scale.
    ///
    /// # Errors
    /// If an argument is not finite, `shape` is outside [`SHAPES`], or `scale` ≤ 0.
    pub fn gamma_shape_scale(shape: f64, scale: f64) -> Result<Self, DistributionError> {
        parameter("shape", 0, shape).between(SHAPES)?;
        parameter("scale", 1, scale).positive()?;
        Ok(Self::Gamma { shape, scale })
    }

    /// Weibull with this shape (> 1: the longer it lasts, the sooner it ends) and scale.
    ///
    /// # Errors
    /// If an argument is not finite, `shape` is outside [`WEIBULL_SHAPES`], or `scale` ≤ 0.
    pub fn weibull(shape: f64, scale: f64) -> Result<Self, DistributionError> {
        parameter("shape", 0, shape).between(WEIBULL_SHAPES)?;
        parameter("scale", 1, scale).positive()?;
        Ok(Self::Weibull { shape, scale })
    }

    /// Exponential with this mean (not rate).
    ///
    /// # Errors
    /// If `mean` is not finite or ≤ 0.
    pub fn exponential(mean: f64) -> Result<Self, DistributionError> {
        parameter("mean", 0, mean).positive()?;
        Ok(Self::Exponential { mean })
    }

    /// Each of `values` with the same probability; a value listed twice counts twice.
    ///
    /// # Errors
    /// If `values` is empty or holds a number that is not finite.
    pub fn empirical(values: &[f64]) -> Result<Self, DistributionError> {
        entries("values", values.len())?;
        for (index, &value) in values.iter().enumerate() {
            check::entry("value", index, value).finite()?;
        }
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        Ok(Self::Empirical(sorted.into()))
    }

    /// Each value with probability proportional to its weight.
    ///
    /// `pairs` are (value, weight) in any order. Entries of weight 0 are left out.
    ///
    /// # Errors
    /// If a number is not finite, a weight is negative, or no weight is positive.
    pub fn discrete(pairs: &[(f64, f64)]) -> Result<Self, DistributionError> {
        entries("entries", pairs.len())?;
        for (index, &(value, weight)) in pairs.iter().enumerate() {
            check::entry("value", index, value).finite()?;
            check::entry("weight", index, weight).at_least(0.0)?;
        }
        let mut kept: Vec<_> = pairs.iter().copied().filter(|pair| pair.1 > 0.0).collect();
        if kept.is_empty() {
            return Err(DistributionError {
                argument: Argument::List { name: "entries" },
                found: 0.0,
                allowed: Allowed::PositiveTotalWeight,
            });
        }
        kept.sort_by(|left, right| left.0.total_cmp(&right.0));
        Ok(Self::Discrete(kept.into()))
    }

    /// Smallest and largest value, either possibly infinite; a continuous distribution need not
    /// reach them.
    #[must_use]
    pub fn support(&self) -> (f64, f64) {
        match *self {
            Self::Constant(value) => (value, value),
            Self::Uniform { min, max }
            | Self::Triangular { min, max, .. }
            | Self::Pert { min, max, .. }
            | Self::Normal { min, max, .. } => (min, max),
            Self::Beta { .. } => (0.0, 1.0),
            Self::Lognormal { .. }
            | Self::Gamma { .. }
            | Self::Weibull { .. }
            | Self::Exponential { .. } => (0.0, f64::INFINITY),
            Self::Empirical(ref values) => ends(values, |value| value),
            Self::Discrete(ref pairs) => ends(pairs, |pair| pair.0),
        }
    }

    /// Whether only one value is possible.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        let (min, max) = self.support();
        min == max
    }
}

/// First and last of an ascending list; NaN for an empty one, which no constructor makes.
fn ends<T: Copy>(items: &[T], value: impl Fn(T) -> f64) -> (f64, f64) {
    match (items.first(), items.last()) {
        (Some(&first), Some(&last)) => (value(first), value(last)),
        _ => (f64::NAN, f64::NAN),
    }
}
