//! Special functions that the distributions need, from `libm` alone so that platforms agree.
//!
//! Pairs of tails: where a probability p is wanted, q = 1 − p goes along with it, for the
//! smaller of the two holds the digits.

mod beta;
mod gamma;
mod normal;
mod root;
mod stirling;

pub use beta::{beta_quantile, beta_regularised};
pub use gamma::{gamma_quantile, gamma_regularised};
pub use normal::{normal_cdf, normal_density, normal_quantile};

pub(crate) use beta::{beta_log_density, beta_logit_quantile};
pub(crate) use gamma::{gamma_log_density, gamma_log_quantile};

/// P(X ≤ x) and P(X > x), each with its own digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tails {
    /// P(X ≤ x).
    pub lower: f64,
    /// P(X > x).
    pub upper: f64,
}

impl Tails {
    /// The two tails at the quantile of the probability `u`.
    #[must_use]
    pub fn at(u: f64) -> Self {
        Self {
            lower: u,
            upper: 1.0 - u,
        }
    }

    fn swapped(self) -> Self {
        Self {
            lower: self.upper,
            upper: self.lower,
        }
    }
}
