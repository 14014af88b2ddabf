//! Whether rounded parts add up to the rounded whole, and the note where they do not.

use crate::language::{MoneyUnit, Words, words};

/// The note that budget tables carry where rounded parts do not add up.
pub const ROUNDING_NOTE: Words = words(
    "Figures are rounded one by one, so that parts may not add up to totals.",
    "計数は、それぞれ四捨五入によっているので、端数において合計と合致しないものがある。",
);

/// An amount as it is printed, in the last digit printed of the unit: rounded half up in its
/// magnitude, as [`crate::language::Style::money`] prints it.
pub fn rounded(amount: i64, unit: MoneyUnit) -> i128 {
    let digits = 10_i128.pow(unit.decimals() as u32);
    let size = i128::from(unit.size());
    let magnitude = i128::from(amount).abs() * digits;
    let whole = (2 * magnitude + size) / (2 * size);
    if amount < 0 { -whole } else { whole }
}

/// Whether the parts, as they are printed, add up to the whole as it is printed.
pub fn adds_up(parts: impl IntoIterator<Item = i64>, whole: i64, unit: MoneyUnit) -> bool {
    let sum: i128 = parts.into_iter().map(|part| rounded(part, unit)).sum();
    sum == rounded(whole, unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::language::{Minus, Style};
    use proptest::prelude::*;

    const UNITS: [MoneyUnit; 4] = [
        MoneyUnit::One,
        MoneyUnit::Thousand,
        MoneyUnit::Million,
        MoneyUnit::HundredMillion,
    ];

    #[test]
    fn halves_go_up_in_their_magnitude() {
        assert_eq!(rounded(1_500_000, MoneyUnit::Million), 2);
        assert_eq!(rounded(-1_500_000, MoneyUnit::Million), -2);
        assert_eq!(rounded(1_499_999, MoneyUnit::Million), 1);
        assert_eq!(rounded(7_849_999_999, MoneyUnit::HundredMillion), 785);
        assert!(adds_up([400_000, 400_000], 800_000, MoneyUnit::One));
        // 0 + 0 is not 1.
        assert!(!adds_up([400_000, 400_000], 800_000, MoneyUnit::Million));
        assert!(adds_up([600_000, 1_400_000], 2_000_000, MoneyUnit::Million));
    }

    proptest! {
        #[test]
        fn it_is_what_is_printed(
            amount in -1_000_000_000_000_i64..1_000_000_000_000,
            unit in 0_usize..4,
        ) {
            let unit = UNITS[unit];
            let style = Style { minus: Minus::Sign, ..Style::of(Language::English) };
            let printed = style.money(amount as f64, unit);
            let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
            let magnitude: i128 = digits.parse().unwrap();
            let sign = if printed.starts_with('\u{2212}') { -1 } else { 1 };
            prop_assert_eq!(sign * magnitude, rounded(amount, unit), "{}", printed);
        }

        #[test]
        fn parts_in_whole_units_always_add_up(
            parts in prop::collection::vec(-1_000_i64..1_000, 0..20),
            unit in 0_usize..3,
        ) {
            let unit = UNITS[unit];
            let parts: Vec<i64> = parts.iter().map(|part| part * unit.size()).collect();
            prop_assert!(adds_up(parts.iter().copied(), parts.iter().sum(), unit));
        }

        #[test]
        fn rounding_moves_a_sum_by_half_a_unit_a_part_at_most(
            parts in prop::collection::vec(0_i64..100_000_000_000, 1..20),
        ) {
            let whole: i64 = parts.iter().sum();
            let unit = MoneyUnit::Million;
            let sum: i128 = parts.iter().map(|part| rounded(*part, unit)).sum();
            let off = (sum - rounded(whole, unit)).abs();
            prop_assert!(2 * off <= parts.len() as i128 + 1);
            prop_assert_eq!(off == 0, adds_up(parts.iter().copied(), whole, unit));
        }
    }
}
