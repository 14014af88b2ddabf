//! The standard normal distribution.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// Density of the standard normal distribution, φ(z) = exp(−z²/2)/√(2π).
#[must_use]
pub fn normal_density(z: f64) -> f64 {
    libm::exp(-z * z / 2.0) / (2.0 * PI).sqrt()
}

/// Distribution function of the standard normal distribution, Φ(z) = erfc(−z/√2)/2.
///
/// Full relative accuracy for z < 0; for the upper tail take Φ(−z).
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    libm::erfc(-z * FRAC_1_SQRT_2) / 2.0
}

/// Quantile of the standard normal distribution: z with Φ(z) = u.
///
/// Relative error about 10⁻¹⁵. At 0 and 1 it is −∞ and ∞, outside not a number.
///
/// Source: Wichura 1988, "Algorithm AS 241: the percentage points of the normal distribution",
/// doi:10.2307/2347330, procedure PPND16.
#[inline]
#[must_use]
pub fn normal_quantile(u: f64) -> f64 {
    let centred = u - 0.5;
    if centred.abs() <= 0.425 {
        let r = 0.180625 - centred * centred;
        return centred * ratio(r, &CENTRE);
    }
    normal_quantile_tail(u, centred)
}

/// The quantile outside the central 85 %.
fn normal_quantile_tail(u: f64, centred: f64) -> f64 {
    let tail = if centred < 0.0 { u } else { 1.0 - u };
    if tail == 0.0 {
        return f64::INFINITY.copysign(centred);
    }
    let r = (-libm::log(tail)).sqrt();
    let size = if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE)
    } else {
        ratio(r - 5.0, &FAR)
    };
    size.copysign(centred)
}

/// Numerator and denominator of a rational function, by ascending power.
type Coefficients = [[f64; 8]; 2];

#[inline]
fn ratio(x: f64, [numerator, denominator]: &Coefficients) -> f64 {
    polynomial(x, numerator) / polynomial(x, denominator)
}

#[inline]
fn polynomial(x: f64, coefficients: &[f64; 8]) -> f64 {
    coefficients
        .iter()
        .rev()
        .fold(0.0, |sum, &coefficient| sum * x + coefficient)
}

/// For |u − ½| ≤ 0.425 (coefficients a and b of the source).
#[allow(clippy::excessive_precision, reason = "as published")]
const CENTRE: Coefficients = [
    [
        3.387_132_872_796_366_608,
        1.331_416_678_917_843_774_5e2,
        1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4,
        4.592_195_393_154_987_145_7e4,
        6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4,
        2.509_080_928_730_122_672_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091_125_2e1,
        6.871_870_074_920_579_083e2,
        5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4,
        3.930_789_580_009_271_061e4,
        2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561e3,
    ],
];

/// For √(−ln tail) ≤ 5 (coefficients c and d).
#[allow(clippy::excessive_precision, reason = "as published")]
const MIDDLE: Coefficients = [
    [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_9,
        5.769_497_221_460_691_405_5,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        2.417_807_251_774_506_117_7e-1,
        2.272_384_498_926_918_458_33e-2,
        7.745_450_142_783_414_076_4e-4,
    ],
    [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_4,
        6.897_673_349_851_000_045_5e-1,
        1.481_039_764_274_800_745_9e-1,
        1.519_866_656_361_645_719_66e-2,
        5.475_938_084_995_344_946e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
];

/// For √(−ln tail) > 5 (coefficients e and f).
#[allow(clippy::excessive_precision, reason = "as published")]
const FAR: Coefficients = [
    [
        6.657_904_643_501_103_777_2,
        5.463_784_911_164_114_369_9,
        1.784_826_539_917_291_335_8,
        2.965_605_718_285_048_912_3e-1,
        2.653_218_952_657_612_309_3e-2,
        1.242_660_947_388_078_438_6e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    [
        1.0,
        5.998_322_065_558_879_376_9e-1,
        1.369_298_809_227_358_053_1e-1,
        1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591e-4,
        1.846_318_317_510_054_681_8e-5,
        1.421_511_758_316_445_888_7e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values: 40-digit arithmetic at exactly these arguments.
    #[test]
    fn the_quantile_has_fifteen_digits() {
        for (u, expected) in [
            (2.2250738585072014e-308, -37.5193793471445),
            (1e-300, -37.0470962993612),
            (1e-100, -21.273453560965326),
            (1e-16, -8.222082216130435),
            (1e-10, -6.361340902404057),
            (0.001, -3.0902323061678136),
            (0.025, -1.9599639845400543),
            (0.07, -1.4757910281791706),
            (0.0751, -1.43882539275254),
            (0.1, -1.2815515655446004),
            (0.3, -0.5244005127080408),
            (0.49, -0.025068908258711057),
            (0.7, 0.5244005127080407),
            (0.9, 1.2815515655446006),
            (0.925, 1.4395314709384561),
            (0.9251, 1.440238267527964),
            (0.975, 1.9599639845400538),
            (0.999999, 4.753424308817087),
            (0.9999999999999999, 8.209536151601387),
        ] {
            let found = normal_quantile(u);
            assert!((found / expected - 1.0).abs() < 2e-15, "{u}: {found}");
        }
        assert_eq!(normal_quantile(0.5), 0.0);
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
    }

    #[test]
    fn quantile_and_distribution_function_undo_each_other() {
        for step in -300..=80 {
            let z = f64::from(step) / 10.0;
            let found = normal_quantile(normal_cdf(z));
            // Above the mean u itself has lost the digits: dz = du/φ(z).
            let resolution = 2e-16 / normal_density(z.max(0.0));
            assert!(
                (found - z).abs() < 1e-14 * z.abs() + resolution,
                "{z}: {found}"
            );
        }
    }

    #[test]
    fn agrees_with_statrs() {
        use statrs::distribution::{Continuous, ContinuousCDF, Normal};
        let normal = Normal::standard();
        for step in -60..=60 {
            let z = f64::from(step) / 10.0;
            assert!((normal_cdf(z) / normal.cdf(z) - 1.0).abs() < 1e-10, "{z}");
            assert!(
                (normal_density(z) / normal.pdf(z) - 1.0).abs() < 1e-13,
                "{z}"
            );
        }
    }
}
