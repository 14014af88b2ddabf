//! The regularised incomplete beta function and its inverse.

use super::root::increasing_root;
use super::stirling::{HALF_LN_TAU, deviation, root_tau, stirling_error};
use super::{Tails, normal_quantile};

/// Most terms of the continued fraction; shapes of 10⁶ need under 10⁴.
const TERMS: u32 = 100_000;

/// ln x below which x is negligible beside 1.
const LN_NEGLIGIBLE: f64 = -37.0;

/// Smallest stand-in for a zero in the continued fraction.
const TINY: f64 = 1e-300;

/// Both tails of the beta distribution at `x`: I_x(a,b) and 1 − I_x(a,b), with a = `alpha` and
/// b = `beta`.
///
/// For shapes from 0.01 to 10⁶ the relative error of either tail is below 10⁻¹² where that tail is
/// above 10⁻³⁰⁰. Outside 0 to 1 the value is that of the nearer end.
///
/// Source: continued fraction of NIST DLMF (<https://dlmf.nist.gov>) 8.17.22.
#[must_use]
pub fn beta_regularised(alpha: f64, beta: f64, x: f64) -> Tails {
    tails_at(alpha, beta, Point { x, rest: 1.0 - x })
}

/// Quantile at `u` in (0,1) of the beta distribution.
///
/// Relative error about 10⁻¹³. Values below the smallest number are 0, those nearest to 1 are 1.
#[must_use]
pub fn beta_quantile(alpha: f64, beta: f64, u: f64) -> f64 {
    Point::new(beta_logit_quantile(alpha, beta, Tails::at(u))).x
}

/// Logit of the quantile, ln(x/(1−x)), for tails that add up to 1.
pub(crate) fn beta_logit_quantile(alpha: f64, beta: f64, tails: Tails) -> f64 {
    // I_x(a,b) = xᵃ/(a B(a,b)) for negligible x (and negligible b x).
    let log_beta = ln_beta(alpha, beta);
    let near_zero = (libm::log(alpha * tails.lower) + log_beta) / alpha;
    let lowest = LN_NEGLIGIBLE - libm::log(beta.max(1.0));
    if near_zero < lowest {
        return near_zero;
    }
    let near_one = (libm::log(beta * tails.upper) + log_beta) / beta;
    let highest = LN_NEGLIGIBLE - libm::log(alpha.max(1.0));
    if near_one < highest {
        return -near_one;
    }
    increasing_root(
        |logit| log_excess(alpha, beta, logit, tails),
        lowest - 1.0,
        1.0 - highest,
        guess(alpha, beta, tails),
    )
}

/// x (1−x) f(x) for the density f of the beta distribution at this logit of x: the density of the
/// logit.
pub(crate) fn beta_log_density(alpha: f64, beta: f64, logit: f64) -> f64 {
    if logit < LN_NEGLIGIBLE - libm::log(beta.max(1.0)) {
        return libm::exp(alpha * logit - ln_beta(alpha, beta));
    }
    if logit > libm::log(alpha.max(1.0)) - LN_NEGLIGIBLE {
        return libm::exp(-beta * logit - ln_beta(alpha, beta));
    }
    front(alpha, beta, Point::new(logit))
}

/// A number between 0 and 1 with its complement, each with its own digits.
#[derive(Clone, Copy)]
struct Point {
    x: f64,
    rest: f64,
}

impl Point {
    fn new(logit: f64) -> Self {
        Self {
            x: 1.0 / (1.0 + libm::exp(-logit)),
            rest: 1.0 / (1.0 + libm::exp(logit)),
        }
    }

    fn mirrored(self) -> Self {
        Self {
            x: self.rest,
            rest: self.x,
        }
    }
}

fn tails_at(alpha: f64, beta: f64, point: Point) -> Tails {
    // The fraction converges fast below the mean, nearly; above, the mirror image is taken.
    if point.x > (alpha + 1.0) / (alpha + beta + 2.0) {
        return lower_side(beta, alpha, point.mirrored()).swapped();
    }
    lower_side(alpha, beta, point)
}

fn lower_side(alpha: f64, beta: f64, point: Point) -> Tails {
    if point.x <= 0.0 {
        return Tails {
            lower: 0.0,
            upper: 1.0,
        };
    }
    let lower = (front(alpha, beta, point) / alpha * fraction(alpha, beta, point.x)).min(1.0);
    Tails {
        lower,
        upper: 1.0 - lower,
    }
}

/// By how much the logarithm of the smaller tail is off at x, and the slope of that in logit x.
fn log_excess(alpha: f64, beta: f64, logit: f64, wanted: Tails) -> (f64, f64) {
    let point = Point::new(logit);
    let found = tails_at(alpha, beta, point);
    let density = front(alpha, beta, point);
    if wanted.lower <= wanted.upper {
        let value = libm::log(found.lower / wanted.lower);
        (value, density / found.lower)
    } else {
        let value = libm::log(wanted.upper / found.upper);
        (value, density / found.upper)
    }
}

/// The logit is roughly normal, with mean ln(a/b) and variance 1/a + 1/b.
fn guess(alpha: f64, beta: f64, tails: Tails) -> f64 {
    let z = if tails.lower <= tails.upper {
        normal_quantile(tails.lower)
    } else {
        -normal_quantile(tails.upper)
    };
    libm::log(alpha / beta) + z * (1.0 / alpha + 1.0 / beta).sqrt()
}

/// xᵃ (1−x)ᵇ / B(a,b), with the linear parts of the two deviations cancelling.
fn front(alpha: f64, beta: f64, point: Point) -> f64 {
    let total = alpha + beta;
    let corrections = stirling_error(total) - stirling_error(alpha) - stirling_error(beta);
    let deviance =
        alpha * deviation(point.x, alpha / total) + beta * deviation(point.rest, beta / total);
    let scale = (alpha / total).sqrt() * beta.sqrt() / root_tau();
    scale * libm::exp(deviance + corrections)
}

/// ln B(a,b).
fn ln_beta(alpha: f64, beta: f64) -> f64 {
    let total = alpha + beta;
    let (small, large) = (alpha.min(beta), alpha.max(beta));
    let corrections = stirling_error(small) + stirling_error(large) - stirling_error(total);
    HALF_LN_TAU - 0.5 * libm::log(total)
        + (small - 0.5) * libm::log(small / total)
        + (large - 0.5) * libm::log1p(-small / total)
        + corrections
}

/// The continued fraction of I_x(a,b) by the modified method of Lentz (Thompson and Barnett 1986).
fn fraction(alpha: f64, beta: f64, x: f64) -> f64 {
    let guarded = |value: f64| if value.abs() < TINY { TINY } else { value };
    let total = alpha + beta;
    let mut above = 1.0;
    let mut below = 1.0 / guarded(1.0 - total * x / (alpha + 1.0));
    let mut value = below;
    for m in 1..=TERMS {
        let m = f64::from(m);
        let position = alpha + 2.0 * m;
        let even = m * (beta - m) * x / ((position - 1.0) * position);
        let odd = -(alpha + m) * (total + m) * x / (position * (position + 1.0));
        let mut factor = 1.0;
        for term in [even, odd] {
            below = 1.0 / guarded(1.0 + term * below);
            above = guarded(1.0 + term / above);
            factor = above * below;
            value *= factor;
        }
        if (factor - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values: 40-digit arithmetic at exactly these arguments.
    #[test]
    fn both_tails_keep_their_digits() {
        for (alpha, beta, x, lower, upper) in [
            (0.01, 0.01, 1e-20, 0.31552982385913375, 0.6844701761408662),
            (0.01, 0.01, 0.3, 0.49582361360238203, 0.504176386397618),
            (0.01, 5.0, 0.2, 0.9978180380770353, 0.002181961922964666),
            (0.5, 0.5, 0.9, 0.7951672353008665, 0.20483276469913342),
            (1.0, 1.0, 0.25, 0.25, 0.75),
            (2.0, 4.0, 1e-08, 9.999999800000003e-16, 0.999999999999999),
            (3.0, 3.0, 0.97, 0.9997420042, 0.00025799580000000066),
            (12.0, 8.0, 0.5, 0.1796417236328125, 0.8203582763671875),
            (12.0, 8.0, 0.95, 0.999998206695246, 1.7933047540240336e-06),
            (
                0.5,
                1000000.0,
                1e-07,
                0.34527912169457975,
                0.6547208783054203,
            ),
            (
                300.0,
                700.0,
                0.25,
                0.00017989197772738934,
                0.9998201080222726,
            ),
            (300.0, 700.0, 0.31, 0.7564186827315436, 0.24358131726845642),
            (
                1000000.0,
                1000000.0,
                0.4985,
                1.1044804636424807e-05,
                0.9999889551953636,
            ),
            (
                1000000.0,
                1000000.0,
                0.5002,
                0.7141961611771123,
                0.28580383882288773,
            ),
            (
                1000000.0,
                20.0,
                0.99999,
                0.9965451168233187,
                0.0034548831766812813,
            ),
        ] {
            let found = beta_regularised(alpha, beta, x);
            assert!(
                (found.lower / lower - 1.0).abs() < 1e-12,
                "{alpha}, {beta}, {x}: {found:?}"
            );
            assert!(
                (found.upper / upper - 1.0).abs() < 1e-12,
                "{alpha}, {beta}, {x}: {found:?}"
            );
        }
    }

    /// Expected values: 40-digit arithmetic at exactly these arguments.
    #[test]
    fn the_quantile_keeps_its_digits() {
        for (alpha, beta, u, expected) in [
            (0.01, 0.01, 0.05, 9.839180614936195e-101),
            (0.01, 0.01, 0.498, 0.39997400984161213),
            (0.5, 0.5, 1e-16, 2.46740110027234e-32),
            (1.0, 1.0, 0.25, 0.25),
            (2.0, 4.0, 1e-12, 3.162278660168933e-07),
            (2.0, 4.0, 0.5, 0.3138101704556974),
            (2.0, 4.0, 0.9999999999999999, 0.9999313538762249),
            (12.0, 8.0, 0.999, 0.8790699689255413),
            (1000000.0, 1000000.0, 1e-06, 0.4983194152552276),
            (0.3, 60.0, 0.1, 5.426995691523316e-06),
            (0.3, 1000000.0, 0.000677451815950906, 1.9039802832864526e-17),
        ] {
            let found = beta_quantile(alpha, beta, u);
            assert!(
                (found / expected - 1.0).abs() < 1e-12,
                "{alpha}, {beta}, {u}: {found}"
            );
        }
    }

    #[test]
    fn agrees_with_statrs() {
        use statrs::function::beta::beta_reg;
        for (alpha, beta) in [(0.3, 0.4), (1.0, 1.0), (2.0, 5.0), (12.0, 8.0), (90.0, 3.0)] {
            for step in 1..20 {
                let x = f64::from(step) / 20.0;
                let found = beta_regularised(alpha, beta, x);
                let (lower, upper) = (beta_reg(alpha, beta, x), beta_reg(beta, alpha, 1.0 - x));
                assert!(
                    (found.lower / lower - 1.0).abs() < 1e-10,
                    "{alpha}, {beta}, {x}"
                );
                assert!(
                    (found.upper / upper - 1.0).abs() < 1e-10,
                    "{alpha}, {beta}, {x}"
                );
            }
        }
    }

    #[test]
    fn nothing_lies_outside_the_unit_interval() {
        for x in [-1.0, 0.0] {
            assert_eq!(beta_regularised(2.0, 3.0, x).lower, 0.0);
        }
        for x in [1.0, 2.0] {
            assert_eq!(beta_regularised(2.0, 3.0, x).upper, 0.0);
        }
    }
}
