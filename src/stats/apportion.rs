//! A whole amount divided into whole parts, by the method of the largest remainder (Hamilton).

/// Divides `total` in the ratio of `shares`: whole parts that add up to `total` exactly.
///
/// Each part is the exact share rounded down; what is then missing goes, one by one, to the parts
/// that lost most by it, the first of equals first. So no part is off by 1 or more. Shares that are
/// negative or no numbers count as zero; where all are, the first part takes everything. A `total`
/// below zero counts as zero. Without shares there are no parts.
///
/// ```
/// use soyaku::stats::apportion;
///
/// assert_eq!(apportion(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
/// ```
pub fn apportion(total: i64, shares: &[f64]) -> Vec<i64> {
    let total = total.max(0);
    let share_of = |share: &f64| if *share > 0.0 { *share } else { 0.0 };
    // The largest share as unit, so that a sum of huge shares stays finite.
    let largest = shares.iter().map(share_of).fold(0.0, f64::max);
    let unit = if largest.is_finite() { largest } else { 0.0 };
    let sum: f64 = match unit > 0.0 {
        true => shares.iter().map(|share| share_of(share) / unit).sum(),
        false => 0.0,
    };
    let mut parts = vec![0; shares.len()];
    if sum <= 0.0 {
        if let Some(first) = parts.first_mut() {
            *first = total;
        }
        return parts;
    }
    let exact = |share: &f64| share_of(share) / unit / sum * total as f64;
    let mut left = total;
    for (part, share) in parts.iter_mut().zip(shares) {
        // Rounding of huge amounts may carry the sum of the floors past the total.
        *part = (exact(share).floor() as i64).min(left);
        left -= *part;
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let lost = |place: usize| exact(&shares[place]) - parts[place] as f64;
    order.sort_by(|a, b| lost(*b).total_cmp(&lost(*a)).then(a.cmp(b)));
    // No more is missing than there are parts, but for the rounding of amounts beyond 2⁵³, which
    // the part that lost most takes.
    let count = order.len() as i64;
    for place in order.iter().take(left.min(count) as usize) {
        parts[*place] += 1;
    }
    parts[order[0]] += (left - count).max(0);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_missing_goes_to_those_who_lost_most() {
        assert_eq!(apportion(100, &[0.146, 0.343, 0.511]), [15, 34, 51]);
        assert_eq!(apportion(1, &[0.0, 0.5, 0.5]), [0, 1, 0]);
        assert_eq!(apportion(7, &[0.0, f64::NAN, -1.0]), [7, 0, 0]);
        assert_eq!(apportion(-7, &[1.0]), [0]);
        assert_eq!(apportion(7, &[]), [0; 0]);
    }

    proptest! {
        #[test]
        fn parts_add_up_and_none_is_off_by_one(
            total in 0_i64..1_000_000_000_000,
            shares in prop::collection::vec(0.0_f64..1e12, 1..40),
        ) {
            let parts = apportion(total, &shares);
            prop_assert_eq!(parts.iter().sum::<i64>(), total);
            let sum: f64 = shares.iter().sum();
            for (part, share) in parts.iter().zip(&shares) {
                let exact = if sum > 0.0 { share / sum * total as f64 } else { *part as f64 };
                prop_assert!((*part as f64 - exact).abs() < 1.001, "{part} {exact}");
            }
        }

        #[test]
        fn any_numbers_add_up(
            total in any::<i64>(),
            shares in prop::collection::vec(any::<f64>(), 1..8),
        ) {
            let parts = apportion(total, &shares);
            prop_assert_eq!(parts.iter().sum::<i64>(), total.max(0));
            prop_assert!(parts.iter().all(|part| *part >= 0));
        }
    }
}
