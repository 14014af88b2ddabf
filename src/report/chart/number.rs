//! How numbers are printed in charts: in as many digits as they warrant, else as powers of ten.
//! Grouping, rounding and signs are those of [`Style`].

use super::Style;
use crate::language::Language;

/// From here on a double no longer holds every whole number.
const TOO_LONG: f64 = 1e15;
/// Below this a number has too many zeros to be read.
const TOO_SMALL: f64 = 1e-4;

/// A way to print numbers of one kind, so that they compare at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    form: Form,
    style: Style,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Groups of three digits, so many decimals.
    Grouped(usize),
    /// Two digits and a power of ten.
    Power,
}

impl Numbers {
    /// For numbers up to `largest` in magnitude: three significant digits of that, whole numbers
    /// in full.
    pub fn up_to(largest: f64, style: &Style) -> Numbers {
        let decimals = (2 - exponent(largest)).max(0) as usize;
        Numbers::with_decimals(largest, decimals, style)
    }

    /// For numbers up to `largest` in magnitude, with so many decimals.
    pub fn with_decimals(largest: f64, decimals: usize, style: &Style) -> Numbers {
        let largest = largest.abs();
        let in_full = largest == 0.0 || (TOO_SMALL..TOO_LONG).contains(&largest);
        let decimals = if largest == 0.0 { 0 } else { decimals };
        Numbers {
            form: if in_full {
                Form::Grouped(decimals)
            } else {
                Form::Power
            },
            style: *style,
        }
    }

    /// The same with a power of ten, for where the full form is too wide.
    pub fn short(self) -> Numbers {
        Numbers {
            form: Form::Power,
            ..self
        }
    }

    /// The number that is printed; the number itself where it is printed as a power of ten.
    pub fn rounded(self, value: f64) -> f64 {
        match self.form {
            Form::Power => value,
            Form::Grouped(decimals) => {
                let scale = power_of_ten(decimals as i32);
                (value * scale).round() / scale
            }
        }
    }

    /// Prints a number; a nothing is a plain 0, and a little that would round to nothing says so:
    /// `<0.1`.
    pub fn print(self, value: f64) -> String {
        if value == 0.0 {
            return "0".to_owned();
        }
        let sign = match value < 0.0 {
            true => self.style.minus.sign(),
            false => "",
        };
        match self.form {
            Form::Power => format!("{sign}{}", power(value.abs())),
            Form::Grouped(decimals) => {
                let digits = self.style.number(value, decimals);
                if digits.bytes().any(|digit| matches!(digit, b'1'..=b'9')) {
                    digits
                } else {
                    let least = power_of_ten(-(decimals as i32));
                    format!("<{sign}{}", self.style.number(least, decimals))
                }
            }
        }
    }
}

/// A share of 0 to 1 in per cent, without decimals: `63 %`, `63％`; what is not quite nothing or
/// everything says so: `<1 %`, `>99 %`.
pub fn percent(share: f64, style: &Style) -> String {
    let sign = match style.language {
        Language::English => " %",
        Language::Japanese => "％",
    };
    let rounded = (100.0 * share).round();
    let digits = match share {
        share if share > 0.0 && rounded == 0.0 => "<1".to_owned(),
        share if share < 1.0 && rounded == 100.0 => ">99".to_owned(),
        _ => style.number(rounded, 0),
    };
    format!("{digits}{sign}")
}

/// The power of ten of a number's first digit; 0 for 0.
///
/// Read from the decimal text, which is exactly rounded, unlike a logarithm.
pub fn exponent(value: f64) -> i32 {
    let text = format!("{value:e}");
    text.split_once('e')
        .and_then(|(_, exponent)| exponent.parse().ok())
        .unwrap_or(0)
}

/// Ten to a whole power, correctly rounded.
pub fn power_of_ten(exponent: i32) -> f64 {
    format!("1e{exponent}").parse().unwrap_or(1.0)
}

/// Two significant digits and a power of ten: `1.2×10¹⁸`.
fn power(magnitude: f64) -> String {
    let text = format!("{magnitude:.1e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let raised = exponent.chars().map(|character| match character {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        digit => char::from_u32(0x2070 + digit.to_digit(10).unwrap_or(0)).unwrap_or(digit),
    });
    format!("{digits}×10{}", raised.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Minus;

    const EN: Style = Style::of(Language::English);
    const JA: Style = Style::of(Language::Japanese);

    #[test]
    fn thousands_are_separated_and_three_digits_of_the_largest_are_kept() {
        let print = |largest: f64, value: f64| Numbers::up_to(largest, &JA).print(value);
        assert_eq!(print(1_234_567.0, 1_234_567.0), "1,234,567");
        assert_eq!(print(1_234_567.0, 12.0), "12");
        assert_eq!(print(999.0, 999.0), "999");
        assert_eq!(print(99.0, 12.34), "12.3");
        assert_eq!(print(5.0, 0.126), "0.13");
        assert_eq!(print(0.01, 0.0123), "0.0123");
        assert_eq!(print(5000.0, -1234.0), "△1,234");
    }

    #[test]
    fn nothing_and_almost_nothing_differ() {
        let numbers = Numbers::up_to(50.0, &EN);
        assert_eq!(numbers.print(0.0), "0");
        assert_eq!(numbers.print(-0.0), "0");
        assert_eq!(numbers.print(0.04), "<0.1");
        assert_eq!(numbers.print(0.06), "0.1");
        assert_eq!(Numbers::up_to(5000.0, &EN).print(0.2), "<1");
        assert_eq!(Numbers::up_to(0.0, &EN).print(0.0), "0");
    }

    #[test]
    fn shares_say_what_is_not_quite_nothing_or_everything() {
        for (share, wanted) in [
            (0.0, "0％"),
            (0.004, "<1％"),
            (0.125, "13％"),
            (0.996, ">99％"),
            (1.0, "100％"),
        ] {
            assert_eq!(percent(share, &JA), wanted);
        }
        assert_eq!(percent(0.5, &EN), "50 %");
    }

    #[test]
    fn the_sign_is_that_of_the_style() {
        let style = Style {
            minus: Minus::BlackTriangle,
            ..EN
        };
        assert_eq!(Numbers::up_to(50.0, &style).print(-0.01), "<▲0.1");
        assert_eq!(Numbers::up_to(5e20, &style).print(-4e20), "▲4.0×10²⁰");
    }

    #[test]
    fn very_large_and_very_small_numbers_have_a_power_of_ten() {
        assert_eq!(Numbers::up_to(1e15, &EN).print(1.25e18), "1.2×10¹⁸");
        assert_eq!(Numbers::up_to(1e-5, &EN).print(-3e-6), "−3.0×10⁻⁶");
        assert_eq!(Numbers::up_to(50.0, &EN).short().print(4567.0), "4.6×10³");
        assert_eq!(
            Numbers::up_to(999e12, &EN).print(999e12),
            "999,000,000,000,000"
        );
    }

    #[test]
    fn exponents_are_those_of_the_first_digit() {
        for (value, expected) in [(0.0, 0), (1.0, 0), (9.99, 0), (10.0, 1), (0.099, -2)] {
            assert_eq!(exponent(value), expected, "{value}");
        }
        assert_eq!(power_of_ten(-3), 0.001);
    }
}
