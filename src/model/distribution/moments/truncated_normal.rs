//! Mean and variance of a standard normal variable that is known to lie between two bounds.
//!
//! With φ the density, Φ the distribution function, Z = Φ(b) − Φ(a):
//!
//! - mean = (φ(a) − φ(b)) / Z
//! - variance = 1 + (a φ(a) − b φ(b)) / Z − mean²
//!
//! (Johnson, Kotz, Balakrishnan 1994, *Continuous univariate distributions* 1, §13.10.1). For
//! a narrow interval these differences lose their digits; there a 16-point Gauss–Legendre sum
//! over the density is exact to rounding and takes their place.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// Widest half-interval that is summed, in standard deviations.
///
/// As one bound is within 8 standard deviations of the mean, the log density changes by at most
/// about 2 over it, which 16 points resolve to rounding.
const NARROW: f64 = 0.25;

/// (node, weight) of the 16-point Gauss–Legendre rule on −1 to 1, positive half.
const GAUSS_LEGENDRE: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_6),
    (0.458_016_777_657_227_4, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_74),
    (0.755_404_408_355_003, 0.124_628_971_255_533_87),
    (0.865_631_202_387_831_7, 0.095_158_511_682_492_78),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_894),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_095),
];

/// Moments in units of the standard deviation before truncation.
pub(super) struct Moments {
    pub mean: f64,
    pub variance: f64,
}

/// Moments between `low` and `high`, in standard deviations from the untruncated mean.
///
/// Either bound may be infinite; equal bounds give that value with variance 0.
pub(super) fn moments(low: f64, high: f64) -> Moments {
    if low == high {
        return Moments {
            mean: low,
            variance: 0.0,
        };
    }
    // The lower tail keeps its digits where the upper one rounds to 1.
    if low + high > 0.0 {
        let mirrored = moments(-high, -low);
        return Moments {
            mean: -mirrored.mean,
            ..mirrored
        };
    }
    let (centre, half) = (low + (high - low) / 2.0, (high - low) / 2.0);
    if half <= NARROW {
        summed(centre, half)
    } else {
        closed(low, high)
    }
}

/// The formulas of the module's documentation.
fn closed(low: f64, high: f64) -> Moments {
    let mass = cumulative(high) - cumulative(low);
    let mean = (density(low) - density(high)) / mass;
    let slope = (moment(low) - moment(high)) / mass;
    Moments {
        mean,
        variance: (1.0 + slope - mean * mean).max(0.0),
    }
}

/// Moments from the density φ(centre + half·t) ∝ exp(−centre·half·t − half²t²/2), −1 < t < 1.
fn summed(centre: f64, half: f64) -> Moments {
    let density = |t: f64| libm::exp(-half * t * (centre + half * t / 2.0));
    let integral = |f: &dyn Fn(f64) -> f64| -> f64 {
        GAUSS_LEGENDRE
            .iter()
            .map(|&(t, weight)| weight * (density(t) * f(t) + density(-t) * f(-t)))
            .sum()
    };
    let mass = integral(&|_| 1.0);
    let shift = integral(&|t| t) / mass;
    let square = integral(&|t| (t - shift) * (t - shift)) / mass;
    Moments {
        mean: centre + half * shift,
        variance: half * half * square,
    }
}

fn density(z: f64) -> f64 {
    libm::exp(-z * z / 2.0) / (2.0 * PI).sqrt()
}

fn cumulative(z: f64) -> f64 {
    libm::erfc(-z * FRAC_1_SQRT_2) / 2.0
}

/// z φ(z), which is 0 at infinity.
fn moment(z: f64) -> f64 {
    if z.is_infinite() { 0.0 } else { z * density(z) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(found: f64, expected: f64, relative: f64) {
        let error = (found - expected).abs();
        assert!(
            error <= relative * expected.abs(),
            "{found} instead of {expected}"
        );
    }

    /// Expected values: 40-digit quadrature of z φ(z) and (z − mean)² φ(z).
    #[test]
    fn moments_agree_with_quadrature() {
        for (low, high, mean, variance) in [
            (-1.0, 2.0, 0.22963717909132897, 0.5197625392115339),
            (0.0, f64::INFINITY, 0.7978845608028654, 0.3633802276324187),
            (-0.3, 0.1, -0.09867379921258221, 0.013261307587042333),
            (2.0, 2.001, 2.0004998332916832, 8.333331388054043e-08),
            (-7.5, -7.25, -7.338670973841842, 0.004423154973667424),
            (7.0, 9.0, 7.137545439418038, 0.018261569719006346),
            (5.0, 5.5, 5.152101776907269, 0.015174083348812215),
            (
                -8.0,
                f64::INFINITY,
                5.052271083536895e-15,
                0.9999999999999596,
            ),
            (7.9, f64::INFINITY, 8.022817246208781, 0.014659678984327728),
            (-0.5, -0.01, -0.2499398888813137, 0.019833403770438917),
        ] {
            let found = moments(low, high);
            assert_near(found.mean, mean, 1e-12);
            assert_near(found.variance, variance, 1e-10);
            let mirrored = moments(-high, -low);
            assert_near(mirrored.mean, -mean, 1e-12);
            assert_near(mirrored.variance, variance, 1e-10);
        }
    }

    #[test]
    fn without_bounds_the_moments_are_those_of_the_standard_normal() {
        let all = moments(f64::NEG_INFINITY, f64::INFINITY);
        assert_eq!((all.mean, all.variance), (0.0, 1.0));
    }

    #[test]
    fn a_vanishing_interval_is_uniform() {
        let found = moments(1.0, 1.0 + 1e-6);
        assert_near(found.variance, 1e-12 / 12.0, 1e-9);
    }
}
