//! Many tests at once: p-values of paired differences, and Holm's adjustment.

use crate::special::beta_regularised;

/// The two-sided p-value of Student's t with so many degrees of freedom:
/// P(|T| ≥ |t|) = I_x(ν/2, ½) with x = ν/(ν + t²). 1 for no degrees of freedom.
pub fn two_sided(t: f64, degrees_of_freedom: u64) -> f64 {
    if degrees_of_freedom == 0 || t.is_nan() {
        return 1.0;
    }
    if t.is_infinite() {
        return 0.0;
    }
    // Beyond a million the distribution is normal to six digits, and within what is verified.
    let freedom = degrees_of_freedom.min(1_000_000) as f64;
    beta_regularised(freedom / 2.0, 0.5, freedom / (freedom + t * t)).lower
}

/// The p-value of a difference from its standard error: 1 where neither differs from 0, 0 for a
/// difference that cannot be by chance.
pub fn p_value(difference: f64, standard_error: f64, degrees_of_freedom: u64) -> f64 {
    if difference == 0.0 || !standard_error.is_finite() {
        return 1.0;
    }
    two_sided(difference / standard_error, degrees_of_freedom)
}

/// Holm's step-down adjustment: each p-value, made comparable with the level that the whole family
/// shall keep. Holm 1979, Scandinavian Journal of Statistics 6: 65–70.
///
/// ```
/// use soyaku::stats::multiple::holm;
///
/// assert_eq!(holm(&[0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]);
/// ```
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let count = p_values.len();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut adjusted = vec![1.0; count];
    let mut largest: f64 = 0.0;
    for (place, index) in order.into_iter().enumerate() {
        let scaled = (count - place) as f64 * p_values[index];
        largest = largest.max(scaled.min(1.0));
        adjusted[index] = largest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables of Student's t: 2.262 with 9, 1.960 with many degrees of freedom, 12.706 with 1.
    #[test]
    fn p_values_agree_with_tables() {
        for (t, freedom) in [(2.262_157, 9), (12.706_205, 1), (1.959_964, 100_000_000)] {
            let p = two_sided(t, freedom);
            assert!((p - 0.05).abs() < 1e-6, "{t}, {freedom}: {p}");
        }
        assert_eq!(two_sided(0.0, 5), 1.0);
        assert_eq!(two_sided(f64::INFINITY, 5), 0.0);
        assert_eq!(p_value(0.0, 0.0, 3), 1.0);
        assert_eq!(p_value(1.0, 0.0, 3), 0.0);
        assert_eq!(p_value(1.0, f64::INFINITY, 0), 1.0);
    }

    #[test]
    fn adjusted_p_values_never_fall_behind_smaller_ones() {
        assert_eq!(holm(&[]), Vec::<f64>::new());
        let adjusted = holm(&[0.5, 0.001, 0.02]);
        let expected = [0.5, 0.003, 0.04];
        for (found, expected) in adjusted.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-15);
        }
        assert_eq!(holm(&[0.9, 0.9]), [1.0, 1.0]);
    }
}
