//! The regularised incomplete gamma function and its inverse.

use super::Tails;
use super::normal::normal_quantile;
use super::root::increasing_root;
use super::stirling::{deviation, root_tau, stirling_error};

/// Most terms of a series or fraction; a shape of 10⁶ needs under 10⁴.
const TERMS: u32 = 100_000;

/// Relative size of a term at which a series or fraction ends.
const NEGLIGIBLE: f64 = 1e-17;

/// ln x below which x is negligible beside 1.
const LN_NEGLIGIBLE: f64 = -37.0;

/// Both tails of the gamma distribution with this `shape` and scale 1 at `x`: P(shape, x) and
/// Q(shape, x).
///
/// For `shape` from 0.01 to 10⁶ and any `x` the relative error of either tail is below 10⁻¹²
/// where that tail is above 10⁻³⁰⁰. At `x` ≤ 0 the lower tail is 0.
///
/// Source: series and continued fraction of NIST DLMF (<https://dlmf.nist.gov>) 8.7.1 and 8.9.2.
#[must_use]
pub fn gamma_regularised(shape: f64, x: f64) -> Tails {
    if x <= 0.0 {
        return Tails {
            lower: 0.0,
            upper: 1.0,
        };
    }
    if x < shape + 1.0 {
        let lower = (front(shape, x) * series(shape, x)).min(1.0);
        Tails {
            lower,
            upper: 1.0 - lower,
        }
    } else {
        let upper = front(shape, x) * shape * fraction(shape, x);
        Tails {
            lower: 1.0 - upper,
            upper,
        }
    }
}

/// Quantile at `u` in (0,1) of the gamma distribution with this `shape` and scale 1.
///
/// Relative error about 10⁻¹³. Values below the smallest
/// number are 0.
#[must_use]
pub fn gamma_quantile(shape: f64, u: f64) -> f64 {
    libm::exp(gamma_log_quantile(shape, Tails::at(u)))
}

/// Natural logarithm of the quantile, for tails that add up to 1.
pub(crate) fn gamma_log_quantile(shape: f64, tails: Tails) -> f64 {
    // P(a, x) < xᵃ/Γ(a+1), and equal to it for negligible x.
    let low = (libm::log(tails.lower) + libm::lgamma(shape + 1.0)) / shape;
    if low < LN_NEGLIGIBLE {
        return low;
    }
    // Chernoff: Q(a, x) ≤ exp(−(x − a − a ln(x/a))), so x ≤ 1.4 a − 2 ln Q.
    let high = libm::log(1.4 * shape - 2.0 * libm::log(tails.upper)) + 1e-6;
    increasing_root(
        |log_x| log_excess(shape, log_x, tails),
        low - 1e-6,
        high,
        guess(shape, tails),
    )
}

/// x f(x) for the density f of the gamma distribution at ln x = `log_x`: the density of ln X.
pub(crate) fn gamma_log_density(shape: f64, log_x: f64) -> f64 {
    if log_x < LN_NEGLIGIBLE {
        return shape * libm::exp(shape * log_x - libm::lgamma(shape + 1.0));
    }
    shape * front(shape, libm::exp(log_x))
}

/// By how much the logarithm of the smaller tail is off at x, and the slope of that in ln x.
fn log_excess(shape: f64, log_x: f64, wanted: Tails) -> (f64, f64) {
    let x = libm::exp(log_x);
    let found = gamma_regularised(shape, x);
    let density = shape * front(shape, x);
    if wanted.lower <= wanted.upper {
        let value = libm::log(found.lower / wanted.lower);
        (value, density / found.lower)
    } else {
        let value = libm::log(wanted.upper / found.upper);
        (value, density / found.upper)
    }
}

/// Wilson and Hilferty 1931: the cube root of a gamma variable is nearly normal.
fn guess(shape: f64, tails: Tails) -> f64 {
    let z = if tails.lower <= tails.upper {
        normal_quantile(tails.lower)
    } else {
        -normal_quantile(tails.upper)
    };
    let root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
    libm::log(shape) + 3.0 * libm::log(root)
}

/// xᵃ e⁻ˣ / Γ(a+1).
fn front(shape: f64, x: f64) -> f64 {
    let exponent = shape * deviation(x, shape) - stirling_error(shape);
    libm::exp(exponent) / (root_tau() * shape.sqrt())
}

/// P(a, x) without its front: Σ xⁿ / ((a+1) … (a+n)).
fn series(shape: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut divisor) = (1.0, 1.0, shape);
    for _ in 0..TERMS {
        divisor += 1.0;
        term *= x / divisor;
        sum += term;
        if term < NEGLIGIBLE * sum {
            break;
        }
    }
    sum
}

/// Q(a, x) without its front: the continued fraction 1/(x+1−a − 1(1−a)/(x+3−a − …)) by the
/// modified method of Lentz (Thompson and Barnett 1986).
fn fraction(shape: f64, x: f64) -> f64 {
    let mut partial = x + 1.0 - shape;
    let mut above = f64::MAX;
    let mut below = 1.0 / partial;
    let mut value = below;
    for n in 1..=TERMS {
        let n = f64::from(n);
        let numerator = n * (shape - n);
        partial += 2.0;
        below = 1.0 / (numerator * below + partial);
        above = partial + numerator / above;
        let factor = above * below;
        value *= factor;
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
        for (shape, x, lower, upper) in [
            (0.01, 1e-30, 0.5040472728599954, 0.49595272714000455),
            (0.01, 0.5, 0.9943732438060329, 0.0056267561939671844),
            (0.01, 5.0, 0.9999882464805873, 1.175351941275085e-05),
            (0.5, 0.1, 0.345279153981423, 0.654720846018577),
            (0.5, 20.0, 0.9999999997460371, 2.539628589470865e-10),
            (1.0, 1e-10, 9.999999999500001e-11, 0.9999999999),
            (1.0, 40.0, 1.0, 4.248354255291589e-18),
            (3.5, 2.0, 0.22022259152428408, 0.779777408475716),
            (3.5, 4.4, 0.7326639799826219, 0.26733602001737805),
            (3.5, 4.6, 0.7613858984871401, 0.23861410151285994),
            (30.0, 10.0, 2.5099512015279076e-07, 0.9999997490048799),
            (30.0, 60.0, 0.9999931237350312, 6.876264968732097e-06),
            (1000.0, 900.0, 0.0005499022657117829, 0.9994500977342882),
            (1000.0, 1150.0, 0.9999971262239397, 2.8737760603923574e-06),
            (
                1000000.0,
                995000.0,
                2.749580359270071e-07,
                0.9999997250419641,
            ),
            (1000000.0, 1000000.0, 0.5001329807608725, 0.4998670192391274),
            (
                1000000.0,
                1000001.0,
                0.5005319227420676,
                0.49946807725793246,
            ),
            (
                1000000.0,
                1005000.0,
                0.999999701250986,
                2.987490140114635e-07,
            ),
        ] {
            let found = gamma_regularised(shape, x);
            assert!(
                (found.lower / lower - 1.0).abs() < 1e-12,
                "{shape}, {x}: {found:?}"
            );
            assert!(
                (found.upper / upper - 1.0).abs() < 1e-12,
                "{shape}, {x}: {found:?}"
            );
        }
    }

    /// Expected values: 40-digit arithmetic at exactly these arguments.
    #[test]
    fn the_quantile_keeps_its_digits() {
        for (shape, u, expected) in [
            (0.01, 0.001, 5.660738147061974e-301),
            (0.01, 0.5, 4.465535018910355e-31),
            (0.01, 0.999, 1.5090841476947499),
            (0.5, 1e-16, 7.853981633974482e-33),
            (0.5, 0.3, 0.07423593091627272),
            (2.0, 0.9, 3.8897201698674295),
            (2.0, 0.9999999999999999, 40.461567483087464),
            (16.0, 1e-10, 1.7912560680819256),
            (16.0, 0.5, 15.66792954431725),
            (1000000.0, 1e-09, 994013.8460490516),
            (1000000.0, 0.75, 1000674.307939725),
        ] {
            let found = gamma_quantile(shape, u);
            assert!(
                (found / expected - 1.0).abs() < 1e-12,
                "{shape}, {u}: {found}"
            );
        }
    }

    #[test]
    fn agrees_with_statrs() {
        use statrs::function::gamma::{gamma_lr, gamma_ur};
        for shape in [0.05, 0.5, 1.0, 2.5, 10.0, 100.0] {
            for multiple in [0.1, 0.5, 0.9, 1.0, 1.1, 2.0, 4.0] {
                let x = shape * multiple;
                let found = gamma_regularised(shape, x);
                let expected = (gamma_lr(shape, x), gamma_ur(shape, x));
                assert!(
                    (found.lower / expected.0 - 1.0).abs() < 1e-10,
                    "{shape}, {x}"
                );
                assert!(
                    (found.upper / expected.1 - 1.0).abs() < 1e-10,
                    "{shape}, {x}"
                );
            }
        }
    }

    #[test]
    fn nothing_lies_at_or_below_zero() {
        assert_eq!(gamma_regularised(2.0, 0.0).lower, 0.0);
        assert_eq!(gamma_regularised(2.0, -1.0).upper, 1.0);
    }
}
