//! Centred sums from exact integer sums, without the usual cancellation.
//!
//! The textbook shortcut Σab − ΣaΣb/n loses every digit in floating point when the mean is large
//! beside the spread (yen do that). Here the subtraction is done in integers; only the result is
//! rounded. So equal values give exactly zero.

/// Σ(a − ā)(b − b̄) over `n` pairs, from Σa, Σb and Σab.
///
/// With Σa = `qa`·n + `ra` and Σb = `qb`·n + `rb`,
/// ΣaΣb/n = `qa`·Σb + `qb`·`ra` + `ra`·`rb`/n. The terms may wrap: the difference fits whenever Σab
/// does, and arithmetic modulo 2¹²⁸ then gives it exactly. Zero for `n = 0`.
pub(super) fn centred(sum_a: i128, sum_b: i128, sum_ab: i128, n: u64) -> f64 {
    if n == 0 {
        return 0.0;
    }
    let n = i128::from(n);
    let (qa, ra) = (sum_a / n, sum_a % n);
    let (qb, rb) = (sum_b / n, sum_b % n);
    let rest = ra.wrapping_mul(rb);
    let whole = sum_ab
        .wrapping_sub(qa.wrapping_mul(sum_b))
        .wrapping_sub(qb.wrapping_mul(ra))
        .wrapping_sub(rest / n);
    whole as f64 - (rest % n) as f64 / n as f64
}

/// `a` − `b`/`n`, subtracted in integers. `a` for `n = 0`.
pub(super) fn minus_quotient(a: i128, b: i128, n: u32) -> f64 {
    if n == 0 {
        return a as f64;
    }
    let n = i128::from(n);
    a.wrapping_sub(b / n) as f64 - (b % n) as f64 / n as f64
}

/// `value`², at most `i128::MAX`.
///
/// Saturating sums of squares stay free of order, since no term is negative; a sum that stands at
/// the maximum says that it is unknown.
pub(super) fn square(value: i128) -> i128 {
    match i64::try_from(value) {
        Ok(small) => i128::from(small) * i128::from(small),
        Err(_) => value.saturating_mul(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_values_have_exactly_no_spread() {
        let value = 9_007_199_254_740_993_i128;
        assert_eq!(centred(value * 7, value * 7, value * value * 7, 7), 0.0);
    }

    #[test]
    fn a_unit_spread_survives_a_large_mean() {
        let base = 1_000_000_000_000_000_000_i128;
        let (a, b) = (base, base + 2);
        assert_eq!(centred(a + b, a + b, a * a + b * b, 2), 2.0);
    }

    #[test]
    fn one_odd_value_among_a_milliard() {
        let n = 1_000_000_000_u64;
        let ones = i128::from(n) - 1;
        let spread = centred(ones, ones, ones, n);
        assert!((spread - (1.0 - 1e-9)).abs() < 1e-15, "{spread}");
    }

    #[test]
    fn no_values_and_no_parts_are_no_trouble() {
        assert_eq!(centred(0, 0, 0, 0), 0.0);
        assert_eq!(minus_quotient(5, 3, 0), 5.0);
        assert_eq!(minus_quotient(5, 3, 2), 3.5);
    }

    #[test]
    fn squares_saturate() {
        assert_eq!(square(-3), 9);
        assert_eq!(square(1 << 70), i128::MAX);
        assert_eq!(square(i128::from(i64::MIN)), 1 << 126);
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(pairs in prop::collection::vec((-1000_i128..1000, -1000_i128..1000), 1..40)) {
            let n = pairs.len() as f64;
            let sum_a: i128 = pairs.iter().map(|pair| pair.0).sum();
            let sum_b: i128 = pairs.iter().map(|pair| pair.1).sum();
            let sum_ab: i128 = pairs.iter().map(|pair| pair.0 * pair.1).sum();
            let (mean_a, mean_b) = (sum_a as f64 / n, sum_b as f64 / n);
            let direct: f64 = pairs.iter().map(|pair| (pair.0 as f64 - mean_a) * (pair.1 as f64 - mean_b)).sum();
            let found = centred(sum_a, sum_b, sum_ab, pairs.len() as u64);
            prop_assert!((found - direct).abs() <= 1e-6 * (1.0 + direct.abs()), "{found} {direct}");
        }
    }
}
