//! Mean and variance of every distribution, in closed form.
//!
//! Transcendental functions come from `libm`, so that platforms agree to the last bit.

mod truncated_normal;

use super::Distribution;

impl Distribution {
    /// Expected value, in the unit of the parameter.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match *self {
            Self::Constant(value) => value,
            Self::Uniform { min, max } => min + (max - min) / 2.0,
            Self::Triangular { min, mode, max } => min + ((mode - min) + (max - min)) / 3.0,
            Self::Pert { min, mode, max } => min + (4.0 * (mode - min) + (max - min)) / 6.0,
            Self::Beta { alpha, beta } => alpha / (alpha + beta),
            Self::Normal { mean, sd, min, max } => {
                let standard = truncated_normal::moments((min - mean) / sd, (max - mean) / sd);
                (mean + sd * standard.mean).max(min).min(max)
            }
            Self::Lognormal { mu, sigma } => libm::exp(mu + sigma * sigma / 2.0),
            Self::Gamma { shape, scale } => shape * scale,
            Self::Weibull { shape, scale } => scale * libm::tgamma(1.0 + 1.0 / shape),
            Self::Exponential { mean } => mean,
            Self::Empirical(ref values) => average(values.iter().map(|&value| (value, 1.0))),
            Self::Discrete(ref pairs) => average(pairs.iter().copied()),
        }
    }

    /// Expected squared distance from the mean, in the squared unit of the parameter.
    ///
    /// For the empirical distribution the mean square (divided by n, not n − 1): its values are
    /// the whole distribution, not a sample of it.
    #[must_use]
    pub fn variance(&self) -> f64 {
        match *self {
            Self::Constant(_) => 0.0,
            Self::Uniform { min, max } => (max - min) * (max - min) / 12.0,
            Self::Triangular { min, mode, max } => {
                let (width, rise) = (max - min, mode - min);
                (width * width - width * rise + rise * rise) / 18.0
            }
            // With α + β = 6 the variance of the beta distribution is m (1 − m) / 7.
            Self::Pert { min, max, .. } => {
                let mean = self.mean();
                (mean - min) * (max - mean) / 7.0
            }
            Self::Beta { alpha, beta } => {
                let total = alpha + beta;
                (alpha / total) * (beta / total) / (total + 1.0)
            }
            Self::Normal { mean, sd, min, max } => {
                let standard = truncated_normal::moments((min - mean) / sd, (max - mean) / sd);
                sd * sd * standard.variance
            }
            Self::Lognormal { mu, sigma } => {
                let square = sigma * sigma;
                libm::expm1(square) * libm::exp(2.0 * mu + square)
            }
            Self::Gamma { shape, scale } => shape * scale * scale,
            Self::Weibull { shape, scale } => {
                let first = libm::tgamma(1.0 + 1.0 / shape);
                let second = libm::tgamma(1.0 + 2.0 / shape);
                scale * scale * (second - first * first)
            }
            Self::Exponential { mean } => mean * mean,
            Self::Empirical(ref values) => spread(values.iter().map(|&value| (value, 1.0))),
            Self::Discrete(ref pairs) => spread(pairs.iter().copied()),
        }
    }
}

/// Weighted mean of (value, weight).
fn average(pairs: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (sum, total) = pairs.fold((0.0, 0.0), |(sum, total), (value, weight)| {
        (sum + value * weight, total + weight)
    });
    sum / total
}

/// Weighted mean square of the distance from the weighted mean.
fn spread(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let mean = average(pairs.clone());
    average(pairs.map(|(value, weight)| ((value - mean) * (value - mean), weight)))
}
