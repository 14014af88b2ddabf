//! Stirling's formula and its error, so that densities keep their digits for large shapes.
//!
//! Differences of large ln Γ lose digits; splitting them into a deviance and small corrections
//! does not (Loader 2000, "Fast and accurate computation of binomial probabilities").

use std::f64::consts::PI;

/// ½ ln 2π.
pub(super) const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// δ(a) = ln Γ(a) − [(a − ½) ln a − a + ½ ln 2π], for a > 0.
pub(super) fn stirling_error(a: f64) -> f64 {
    if a < 10.0 {
        return libm::lgamma(a) - (a - 0.5) * libm::log(a) + a - HALF_LN_TAU;
    }
    // Abramowitz and Stegun 1964, 6.1.41; the first term left out is below 10⁻¹⁶.
    const TERMS: [f64; 7] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    let inverse = 1.0 / a;
    let square = inverse * inverse;
    inverse
        * TERMS
            .iter()
            .rev()
            .fold(0.0, |sum, &term| sum * square + term)
}

/// ln(x/c) − (x/c − 1), which is near −(x/c − 1)²/2, for positive x and c.
pub(super) fn deviation(x: f64, c: f64) -> f64 {
    let relative = (x - c) / c;
    if relative.abs() > 0.5 {
        return libm::log(x / c) - relative;
    }
    // ln(1+d) = 2 artanh r with r = d/(2+d), and 2r − d = −d r.
    let r = relative / (2.0 + relative);
    let square = r * r;
    let (mut sum, mut power, mut divisor) = (0.0, 1.0, 3.0);
    while power > f64::EPSILON {
        sum += power / divisor;
        power *= square;
        divisor += 2.0;
    }
    r * (2.0 * square * sum - relative)
}

/// √(2π).
pub(super) fn root_tau() -> f64 {
    (2.0 * PI).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values: 40-digit arithmetic.
    #[test]
    fn the_error_of_stirlings_formula_keeps_its_digits() {
        for (a, expected) in [
            (0.01, 1.4340079537031842),
            (0.5, 0.15342640972002736),
            (1.0, 0.08106146679532726),
            (3.25, 0.025562157964525795),
            (9.99, 0.00833889679773433),
            (10.0, 0.00833056343336287),
            (25.0, 0.003333155636728093),
            (1000.0, 8.333333055555635e-05),
            (1000000.0, 8.333333333333056e-08),
        ] {
            let found = stirling_error(a);
            // Below 10 it is a difference of terms of size up to 15, above a short sum.
            let tolerance = if a < 10.0 { 5e-15 } else { 4e-17 };
            assert!((found - expected).abs() < tolerance, "{a}: {found}");
        }
    }

    /// Expected values: 40-digit arithmetic.
    #[test]
    fn the_deviation_keeps_its_digits() {
        for (x, c, expected) in [
            (1.0, 1.0000001, -4.999999339172079e-15),
            (1.001, 1.0, -4.996669164667232e-07),
            (0.95, 1.0, -0.0012932943875505357),
            (1.49, 1.0, -0.09122388004263222),
            (1.51, 1.0, -0.09789034917316704),
            (0.51, 1.0, -0.1833445532637656),
            (0.49, 1.0, -0.20334988787746477),
            (1e-12, 3.0, -27.729633404596992),
            (1000000.0, 1000010.0, -4.9999333340833255e-11),
            (50.0, 2.0, -20.7811241751318),
        ] {
            let found = deviation(x, c);
            assert!((found / expected - 1.0).abs() < 1e-14, "{x}, {c}: {found}");
        }
        assert_eq!(deviation(3.0, 3.0), 0.0);
    }
}
