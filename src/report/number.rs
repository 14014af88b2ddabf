//! How numbers stand in files.

/// Significant digits of numbers in files: beyond any Monte Carlo error, free of rounding noise.
const DIGITS: usize = 9;

/// A number with at most nine significant digits, in the shortest form that reads back the same.
/// Whole numbers have no decimal point; a negative zero is 0.
pub fn tidy(number: f64) -> String {
    plain(round(number)).to_string()
}

/// Rounds to nine significant digits.
pub fn round(number: f64) -> f64 {
    if number == 0.0 || !number.is_finite() {
        return number;
    }
    // The decimal text is exactly rounded, which scaling by powers of ten is not.
    format!("{number:.*e}", DIGITS - 1)
        .parse()
        .unwrap_or(number)
}

/// The number itself, a negative zero made positive.
pub fn plain(number: f64) -> f64 {
    if number == 0.0 { 0.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_nine_digits() {
        assert_eq!(tidy(1.0 / 3.0), "0.333333333");
        assert_eq!(tidy(123_456_789_012.0), "123456789000");
        assert_eq!(tidy(2.0), "2");
        assert_eq!(tidy(-0.0), "0");
        assert_eq!(tidy(0.1 + 0.2), "0.3");
    }
}
