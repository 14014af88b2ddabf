//! A linear axis with round ticks.

use super::Style;
use super::number::{Numbers, exponent, power_of_ten};

/// Below this, a range counts as zero: its ticks could not be told apart from rounding.
const NOTHING: f64 = 1e-290;

/// A linear axis from a round number to a round number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Distance between ticks: 1, 2 or 5 times a power of ten.
    step: f64,
    /// First and last tick, in steps.
    first: f64,
    last: f64,
}

impl Scale {
    /// An axis that holds 0 and all values, with about `ticks` intervals; from 0 to 1 where all
    /// values are 0 or there is none. Values must be finite.
    pub fn holding(values: impl IntoIterator<Item = f64>, ticks: u32) -> Scale {
        let (low, high) = values
            .into_iter()
            .fold((0.0_f64, 0.0_f64), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        let span = if high - low < NOTHING {
            1.0
        } else {
            high - low
        };
        let step = round_up(span / f64::from(ticks.max(1)));
        let high = if high - low < NOTHING { 1.0 } else { high };
        Scale {
            step,
            first: (low / step).floor(),
            last: (high / step).ceil(),
        }
    }

    /// An axis from `low` to `high`, with about `ticks` intervals; it need not hold 0, which suits
    /// points but not bars. Values must be finite.
    pub fn spanning(low: f64, high: f64, ticks: u32) -> Scale {
        let span = high - low;
        // A span that rounding could swallow is none.
        if span < NOTHING || span < 1e-9 * low.abs().max(high.abs()) {
            return Scale::holding([low, high], ticks);
        }
        let step = round_up(span / f64::from(ticks.max(1)));
        Scale {
            step,
            first: (low / step).floor(),
            last: (high / step).ceil(),
        }
    }

    /// Where a value lies: 0 at the first tick, 1 at the last.
    pub fn share(&self, value: f64) -> f64 {
        (value / self.step - self.first) / (self.last - self.first)
    }

    /// The ticks, ascending.
    pub fn ticks(&self) -> Vec<f64> {
        let count = (self.last - self.first) as u32;
        (0..=count)
            .map(|tick| (self.first + f64::from(tick)) * self.step)
            .collect()
    }

    /// How its ticks are printed.
    pub fn numbers(&self, style: &Style) -> Numbers {
        let decimals = (-exponent(self.step)).max(0) as usize;
        let largest = self.step * self.first.abs().max(self.last.abs());
        Numbers::with_decimals(largest, decimals, style)
    }
}

/// The least 1, 2 or 5 times a power of ten that is not below a positive number.
fn round_up(number: f64) -> f64 {
    let power = power_of_ten(exponent(number));
    [1.0, 2.0, 5.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|&step| step >= number)
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(values: &[f64]) -> Vec<String> {
        let scale = Scale::holding(values.iter().copied(), 5);
        let numbers = scale.numbers(&Style::of(crate::language::Language::English));
        scale
            .ticks()
            .into_iter()
            .map(|tick| numbers.print(tick))
            .collect()
    }

    #[test]
    fn ticks_are_round_and_hold_zero_and_every_value() {
        assert_eq!(printed(&[3.0, 9.3]), ["0", "2", "4", "6", "8", "10"]);
        assert_eq!(printed(&[1_870.0]), ["0", "500", "1,000", "1,500", "2,000"]);
        assert_eq!(printed(&[-0.5, 1.0]), ["−0.5", "0", "0.5", "1.0"]);
        assert_eq!(printed(&[-30.0]), ["−30", "−20", "−10", "0"]);
        assert_eq!(printed(&[0.07]), ["0", "0.02", "0.04", "0.06", "0.08"]);
    }

    #[test]
    fn nothing_at_all_still_has_an_axis() {
        assert_eq!(printed(&[]), ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(printed(&[0.0, 1e-300]), printed(&[]));
    }

    #[test]
    fn an_axis_for_points_need_not_hold_zero() {
        let scale = Scale::spanning(61.0, 78.0, 4);
        assert_eq!(scale.ticks(), [60.0, 65.0, 70.0, 75.0, 80.0]);
        assert_eq!(Scale::spanning(5.0, 5.0, 4), Scale::holding([5.0], 4));
    }

    #[test]
    fn shares_run_from_zero_to_one() {
        let scale = Scale::holding([-10.0, 30.0], 4);
        assert_eq!(
            (scale.share(-10.0), scale.share(10.0), scale.share(30.0)),
            (0.0, 0.5, 1.0)
        );
        for value in 1..=200 {
            let value = f64::from(value) / 7.0;
            let scale = Scale::holding([value, -value], 6);
            assert!(
                scale.share(value) <= 1.0 && scale.share(-value) >= 0.0,
                "{value}"
            );
        }
        for largest in [1e-280, 1e-9, 7.3, 1e290] {
            let scale = Scale::holding([largest], 5);
            assert!((0.5..=1.0).contains(&scale.share(largest)), "{largest}");
            assert!((2..=7).contains(&scale.ticks().len()), "{largest}");
        }
    }
}
