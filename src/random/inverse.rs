//! Inverse distribution functions: from a number u in (0,1) to a value.
//!
//! What depends on the parameters alone is computed once, in [`Inverse::new`]; [`Inverse::at`] is
//! the hot path. Most distributions have a closed form; beta, PERT and gamma have a
//! table that is built once (module `table`).
//!
//! One u gives one value, and a greater u never gives a smaller one (apart from rounding, about
//! 10⁻¹⁵ of the value), which rejection samplers cannot offer: see [`crate::random`].

mod table;
#[cfg(test)]
mod tests;
mod truncated;

use std::sync::Arc;

use crate::model::Distribution;

use crate::special::normal_quantile;
use table::{Shape, Table};
use truncated::Truncated;

/// The largest number below 1.
const BELOW_ONE: f64 = 1.0 - f64::EPSILON / 2.0;

/// Turns u in (0,1) into a value of one [`Distribution`].
///
/// Cheap to clone: lists and tables are shared.
///
/// ```
/// use soyaku::model::Distribution;
/// use soyaku::random::Inverse;
///
/// let duration_months = Inverse::new(&Distribution::triangular(6.0, 9.0, 15.0)?);
/// assert_eq!(duration_months.at(1.0 / 3.0), 9.0);
/// # Ok::<(), soyaku::model::DistributionError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Inverse {
    form: Form,
    min: f64,
    max: f64,
}

/// How a value is computed, with what can be computed beforehand.
#[derive(Clone, Debug)]
enum Form {
    Constant,
    Uniform {
        width: f64,
    },
    /// Below u = `knee` min + √(`rise` u), above it max − √(`fall` (1−u)).
    Triangular {
        mode: f64,
        knee: f64,
        rise: f64,
        fall: f64,
    },
    Normal {
        mean: f64,
        sd: f64,
    },
    Truncated(Truncated),
    Lognormal {
        mu: f64,
        sigma: f64,
    },
    Exponential {
        mean: f64,
    },
    Weibull {
        scale: f64,
        power: f64,
    },
    Gamma {
        scale: f64,
        table: Arc<Table>,
    },
    /// A beta variable stretched to `width`.
    Beta {
        width: f64,
        table: Arc<Table>,
    },
    Empirical(Arc<[f64]>),
    /// (value, probability of a smaller or equal value), ascending.
    Discrete(Arc<[(f64, f64)]>),
}

impl Inverse {
    /// Prepares the inverse of `distribution`.
    ///
    /// Beta, PERT and gamma take about a millisecond each (their table), all others next to
    /// nothing: prepare once per parameter, not once per draw.
    #[must_use]
    pub fn new(distribution: &Distribution) -> Self {
        let (min, max) = distribution.support();
        let form = if distribution.is_constant() {
            Form::Constant
        } else {
            Form::new(distribution)
        };
        Self { form, min, max }
    }

    /// The value at `u`, in the unit of the parameter: finite and within the support.
    ///
    /// `u` is a number in the open interval (0,1); 0 and less are taken as the smallest number
    /// above it, 1 and more as the largest below it.
    #[inline]
    #[must_use]
    pub fn at(&self, u: f64) -> f64 {
        let u = u.clamp(f64::MIN_POSITIVE, BELOW_ONE);
        let value = match &self.form {
            Form::Constant => self.min,
            Form::Uniform { width } => self.min + width * u,
            Form::Triangular {
                mode,
                knee,
                rise,
                fall,
            } => {
                if u < *knee {
                    (self.min + (rise * u).sqrt()).min(*mode)
                } else {
                    (self.max - (fall * (1.0 - u)).sqrt()).max(*mode)
                }
            }
            Form::Normal { mean, sd } => mean + sd * normal_quantile(u),
            Form::Truncated(truncated) => truncated.at(u),
            Form::Lognormal { mu, sigma } => libm::exp(mu + sigma * normal_quantile(u)),
            Form::Exponential { mean } => -mean * libm::log1p(-u),
            Form::Weibull { scale, power } => {
                scale * libm::exp(power * libm::log(-libm::log1p(-u)))
            }
            Form::Gamma { scale, table } => scale * table.at(u),
            Form::Beta { width, table } => self.min + width * table.at(u),
            Form::Empirical(values) => {
                // Past the end by rounding only: then the largest.
                let index = (u * values.len() as f64) as usize;
                values.get(index).copied().unwrap_or(self.max)
            }
            Form::Discrete(steps) => {
                let index = steps.partition_point(|&(_, cumulative)| cumulative <= u);
                steps.get(index).map_or(self.max, |&(value, _)| value)
            }
        };
        // Rounding may lead out of the support by a unit in the last place.
        value.max(self.min).min(self.max)
    }
}

impl Form {
    fn new(distribution: &Distribution) -> Self {
        match *distribution {
            Distribution::Constant(_) => Self::Constant,
            Distribution::Uniform { min, max } => Self::Uniform { width: max - min },
            Distribution::Triangular { min, mode, max } => {
                let width = max - min;
                Self::Triangular {
                    mode,
                    knee: (mode - min) / width,
                    rise: width * (mode - min),
                    fall: width * (max - mode),
                }
            }
            Distribution::Normal { mean, sd, min, max } => {
                if min == f64::NEG_INFINITY && max == f64::INFINITY {
                    Self::Normal { mean, sd }
                } else {
                    Self::Truncated(Truncated::new(mean, sd, min, max))
                }
            }
            Distribution::Lognormal { mu, sigma } => Self::Lognormal { mu, sigma },
            Distribution::Exponential { mean } => Self::Exponential { mean },
            Distribution::Weibull { shape, scale } => Self::Weibull {
                scale,
                power: 1.0 / shape,
            },
            Distribution::Gamma { shape, scale } => Self::Gamma {
                scale,
                table: Arc::new(Table::new(Shape::Gamma { shape })),
            },
            Distribution::Beta { alpha, beta } => Self::Beta {
                width: 1.0,
                table: Arc::new(Table::new(Shape::Beta { alpha, beta })),
            },
            Distribution::Pert { min, mode, max } => {
                let width = max - min;
                let shape = Shape::Beta {
                    alpha: 1.0 + 4.0 * (mode - min) / width,
                    beta: 1.0 + 4.0 * (max - mode) / width,
                };
                Self::Beta {
                    width,
                    table: Arc::new(Table::new(shape)),
                }
            }
            Distribution::Empirical(ref values) => Self::Empirical(Arc::clone(values)),
            Distribution::Discrete(ref pairs) => Self::Discrete(cumulated(pairs)),
        }
    }
}

/// (value, weight) to (value, share of the weight up to and with it).
fn cumulated(pairs: &[(f64, f64)]) -> Arc<[(f64, f64)]> {
    let total: f64 = pairs.iter().map(|&(_, weight)| weight).sum();
    let mut sum = 0.0;
    pairs
        .iter()
        .map(|&(value, weight)| {
            sum += weight;
            (value, sum / total)
        })
        .collect()
}
