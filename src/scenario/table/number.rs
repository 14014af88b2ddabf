//! Numbers as people write them into cells.
//!
//! Full width or not, with commas between thousands, a percent sign, 百万円 and the like behind, and
//! △ or ▲ for minus. The digits are kept as they stand and moved by powers of ten, so that 1.1億円 is
//! 110,000,000 and not the nearest binary number. Whether a percentage or an amount of money makes
//! sense is for the column to say.
//!
//! A comma that does not separate thousands is refused: 1,5 is one and a half to one reader and a slip
//! for 15 to the next.

use super::super::Value;
use crate::language::{Unreadable, narrow};
use crate::text;

/// Most digits that are counted with; longer numbers are read as floating-point numbers.
const MOST_DIGITS: usize = 25;

/// What stands behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Suffix {
    /// Nothing.
    None,
    /// A percent sign; the number has been divided by 100.
    Percent,
    /// 円, with a power of ten or without, by which the number has been multiplied.
    Yen,
    /// か月 in any of its forms, or months.
    Months,
}

/// A number and what stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scenario) struct Written {
    /// [`Value::Integer`] or [`Value::Float`].
    pub value: Value,
    pub suffix: Suffix,
}

/// Powers of ten behind which 円 may stand, with their exponents; longer names first.
const POWERS: [(&str, i32); 8] = [
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("兆", 12),
    ("億", 8),
    ("万", 4),
    ("千", 3),
    ("百", 2),
];

/// Ways to write months behind a number.
const MONTHS: [&str; 9] = [
    "か月", "ヶ月", "ケ月", "カ月", "ヵ月", "ゖ月", "箇月", "months", "month",
];

/// Whether a unit is the month.
pub(in crate::scenario) fn is_months(unit: &str) -> bool {
    MONTHS.iter().any(|word| word.eq_ignore_ascii_case(unit))
}

/// The power of ten of a unit of money, `百万円` as 6; `None` where it is none.
pub(in crate::scenario) fn money_exponent(unit: &str) -> Option<i32> {
    let power = unit.strip_suffix('円')?;
    match power {
        "" => Some(0),
        _ => POWERS
            .iter()
            .find(|(name, _)| *name == power)
            .map(|(_, exponent)| *exponent),
    }
}

/// The number of a text.
///
/// # Errors
///
/// Where none can be read, or more than one.
pub(in crate::scenario) fn read(text: &str) -> Result<Written, Unreadable> {
    let narrowed = narrow(text.trim());
    let (negative, unsigned) = sign(&narrowed);
    let (yen_sign, unsigned) = match unsigned.strip_prefix(['¥', '\u{a5}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, unsigned),
    };
    let (mut number, mut rest) = Decimal::leading(unsigned)?;
    let mut suffix = if yen_sign { Suffix::Yen } else { Suffix::None };
    if let Some(behind) = rest.strip_prefix('%').filter(|_| !yen_sign) {
        (number, rest, suffix) = (number.shifted(-2), behind, Suffix::Percent);
    } else if let Some(behind) = MONTHS
        .iter()
        .find_map(|word| strip(rest, word))
        .filter(|_| !yen_sign)
    {
        (rest, suffix) = (behind, Suffix::Months);
    } else if !rest.is_empty() {
        (number, rest) = with_powers(number, rest)?;
        if let Some(behind) = rest.strip_prefix('円') {
            rest = behind;
        } else if !yen_sign {
            return Err(no_number());
        }
        suffix = Suffix::Yen;
    }
    match rest.trim().is_empty() {
        true => Ok(Written {
            value: number.value(negative).ok_or_else(no_number)?,
            suffix,
        }),
        false => Err(no_number()),
    }
}

/// `number` in other units: moved by a power of ten.
pub(in crate::scenario) fn scaled(value: &Value, exponent: i32) -> Option<Value> {
    let text = match value {
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:e}"),
        _ => return None,
    };
    let (negative, unsigned) = sign(&text);
    let (number, _) = Decimal::leading(unsigned).ok()?;
    number.shifted(exponent).value(negative)
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '△', '▲']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text).trim_start()),
    }
}

/// `word` in either case from the beginning of `text`, past spaces.
fn strip<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let text = text.trim_start();
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

/// The sum of numbers with powers of ten behind them, as in 3億2,000万, each smaller than the one
/// before; the rest begins behind the last power.
fn with_powers(first: Decimal, rest: &str) -> Result<(Decimal, &str), Unreadable> {
    let (mut total, mut number, mut rest) = (Decimal::zero(), first, rest.trim_start());
    let mut last = i32::MAX;
    loop {
        let power = POWERS
            .iter()
            .find_map(|(name, exponent)| rest.strip_prefix(name).map(|behind| (*exponent, behind)));
        let Some((exponent, behind)) = power else {
            // A last number without a power, as in 1億500円.
            let total = total.plus(&number).ok_or_else(no_number)?;
            return Ok((total, rest));
        };
        if exponent >= last {
            return Err(no_number());
        }
        last = exponent;
        total = total
            .plus(&number.shifted(exponent))
            .ok_or_else(no_number)?;
        rest = behind.trim_start();
        if !rest.starts_with(|next: char| next.is_ascii_digit()) {
            return Ok((total, rest));
        }
        (number, rest) = Decimal::leading(rest)?;
    }
}

/// A decimal number without sign: `digits` · 10^`exponent`.
#[derive(Clone, Debug)]
struct Decimal {
    digits: String,
    exponent: i32,
    /// Whether it was written with a point or an exponent.
    fractional: bool,
}

impl Decimal {
    fn zero() -> Decimal {
        Decimal {
            digits: "0".to_owned(),
            exponent: 0,
            fractional: false,
        }
    }

    /// The number at the beginning of a text, and the rest behind it.
    fn leading(text: &str) -> Result<(Decimal, &str), Unreadable> {
        let end = text
            .find(|next: char| !(next.is_ascii_digit() || matches!(next, ',' | '.')))
            .unwrap_or(text.len());
        let (figures, rest) = text.split_at(end);
        let (whole, fraction) = match figures.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (figures, None),
        };
        if fraction.is_some_and(|fraction| fraction.contains([',', '.'])) || !is_grouped(whole) {
            return Err(unclear(figures));
        }
        let digits = whole.replace(',', "") + fraction.unwrap_or("");
        if digits.is_empty() {
            return Err(no_number());
        }
        let decimals = i32::try_from(fraction.map_or(0, str::len)).unwrap_or(i32::MAX);
        let (power, rest) = exponent_of(rest);
        let number = Decimal {
            digits,
            exponent: power.unwrap_or(0).saturating_sub(decimals),
            fractional: fraction.is_some() || power.is_some(),
        };
        Ok((number, rest.trim_start()))
    }

    /// This number in another unit: what becomes whole by that is a whole number.
    fn shifted(&self, by: i32) -> Decimal {
        Decimal {
            digits: self.digits.clone(),
            exponent: self.exponent.saturating_add(by),
            fractional: false,
        }
    }

    /// The sum, where both are short enough to be exact.
    fn plus(&self, other: &Decimal) -> Option<Decimal> {
        let exponent = self.exponent.min(other.exponent);
        let padded = |number: &Decimal| -> Option<u128> {
            let zeros = usize::try_from(number.exponent - exponent).ok()?;
            let digits = number.digits.trim_start_matches('0');
            if digits.len() + zeros > MOST_DIGITS + 12 {
                return None;
            }
            match digits {
                "" => Some(0),
                _ => format!("{digits}{}", "0".repeat(zeros)).parse().ok(),
            }
        };
        let sum = padded(self)?.checked_add(padded(other)?)?;
        Some(Decimal {
            digits: sum.to_string(),
            exponent,
            fractional: false,
        })
    }

    /// The value: a whole number, unless it was written with a point or exponent and stayed in its
    /// unit, or has decimals.
    fn value(&self, negative: bool) -> Option<Value> {
        let sign = if negative { "-" } else { "" };
        let digits = self.digits.trim_start_matches('0');
        if !self.fractional {
            let significant = digits.trim_end_matches('0');
            let zeros = i32::try_from(digits.len() - significant.len()).ok()?;
            let exponent = self.exponent.saturating_add(zeros);
            if significant.is_empty() {
                return Some(Value::Integer(0));
            }
            if (0..20).contains(&exponent) {
                let zeros = "0".repeat(usize::try_from(exponent).ok()?);
                if let Ok(whole) = format!("{sign}{significant}{zeros}").parse() {
                    return Some(Value::Integer(whole));
                }
            }
        }
        let number: f64 = format!("{sign}{}e{}", self.digits, self.exponent)
            .parse()
            .ok()?;
        number.is_finite().then_some(Value::Float(number))
    }
}

/// Digits alone, or in groups of three behind commas.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    rest.peek().is_none() || ((1..=3).contains(&first.len()) && rest.all(|group| group.len() == 3))
}

/// An exponent such as e6, and the rest behind it.
fn exponent_of(rest: &str) -> (Option<i32>, &str) {
    let Some(power) = rest.strip_prefix(['e', 'E']) else {
        return (None, rest);
    };
    let signed = power.strip_prefix(['+', '-']).unwrap_or(power);
    let digits = signed.bytes().take_while(u8::is_ascii_digit).count();
    let end = power.len() - signed.len() + digits;
    match power[..end].parse() {
        Ok(exponent) if digits > 0 => (Some(exponent), &power[end..]),
        _ => (None, rest),
    }
}

/// Commas or points that do not stand where thousands and decimals are separated.
fn unclear(figures: &str) -> Unreadable {
    let reason = text!(
        "commas separate thousands and a point the decimals, which these do not",
        "コンマは3桁区切り、小数点は「.」としてのみ読めます"
    );
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let comma_decimals = figures.rsplit_once(',').filter(|(whole, decimals)| {
        digits(decimals) && !whole.contains(',') && digits(&whole.replace('.', ""))
    });
    let help = match comma_decimals {
        Some((whole, decimals)) => {
            let whole = whole.replace('.', "");
            text!(
                "write {whole}.{decimals} or {whole}{decimals}, whichever is meant",
                "「{whole}.{decimals}」か「{whole}{decimals}」か、意図する方を書いてください"
            )
        }
        None => text!(
            "write 1,234,567.8 or 1234567.8",
            "「1,234,567.8」又は「1234567.8」のように書いてください"
        ),
    };
    Unreadable { reason, help }
}

fn no_number() -> Unreadable {
    Unreadable {
        reason: text!("no number can be read from it", "数値として読み取れません"),
        help: text!(
            "write a number such as 1234.5, 1,234.5, 50% or 120百万円",
            "「1234.5」「1,234.5」「50%」「120百万円」のように書いてください"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> (Value, Suffix) {
        match read(text) {
            Ok(written) => (written.value, written.suffix),
            Err(error) => panic!("{text}: {error}"),
        }
    }

    #[test]
    fn numbers_are_read_in_every_usual_form() {
        for (text, value) in [
            ("３", Value::Integer(3)),
            ("1,234,567", Value::Integer(1_234_567)),
            ("１，２３４", Value::Integer(1_234)),
            ("0.5", Value::Float(0.5)),
            ("３．５", Value::Float(3.5)),
            ("△1,000", Value::Integer(-1_000)),
            ("▲ 3", Value::Integer(-3)),
            ("−3", Value::Integer(-3)),
            ("+7", Value::Integer(7)),
            (".5", Value::Float(0.5)),
            ("1e6", Value::Float(1e6)),
            ("1.5E-3", Value::Float(0.0015)),
            ("3.0", Value::Float(3.0)),
            ("007", Value::Integer(7)),
            ("0", Value::Integer(0)),
        ] {
            assert_eq!(number(text), (value, Suffix::None), "{text}");
        }
        for (text, value) in [
            ("50%", Value::Float(0.5)),
            ("７％", Value::Float(0.07)),
            ("12.5 %", Value::Float(0.125)),
            ("100%", Value::Integer(1)),
            ("0%", Value::Integer(0)),
        ] {
            assert_eq!(number(text), (value, Suffix::Percent), "{text}");
        }
    }

    #[test]
    fn money_is_exact_to_the_yen() {
        for (text, yen) in [
            ("120百万円", 120_000_000),
            ("１２０百万円", 120_000_000),
            ("1.1億円", 110_000_000),
            ("3億2,000万円", 320_000_000),
            ("1億500円", 100_000_500),
            ("5千万円", 50_000_000),
            ("2,500 千円", 2_500_000),
            ("35万円", 350_000),
            ("1兆2億円", 1_000_200_000_000),
            ("¥1,000,000", 1_000_000),
            ("￥500", 500),
            ("△3百万円", -3_000_000),
            ("0.5円", 0),
        ] {
            let wanted = match text {
                "0.5円" => Value::Float(0.5),
                _ => Value::Integer(yen),
            };
            assert_eq!(number(text), (wanted, Suffix::Yen), "{text}");
        }
        assert_eq!(number("6か月"), (Value::Integer(6), Suffix::Months));
        assert_eq!(number("4.5 months"), (Value::Float(4.5), Suffix::Months));
        assert_eq!(money_exponent("百万円"), Some(6));
        assert_eq!(money_exponent("円"), Some(0));
        assert_eq!(money_exponent("ドル"), None);
        assert_eq!(
            scaled(&Value::Float(1.1), 8),
            Some(Value::Integer(110_000_000))
        );
        assert_eq!(
            scaled(&Value::Integer(-3), 6),
            Some(Value::Integer(-3_000_000))
        );
        assert_eq!(scaled(&Value::Integer(7), -2), Some(Value::Float(0.07)));
    }

    #[test]
    fn what_is_unclear_is_refused_with_help() {
        for (text, wanted) in [
            (
                "1,5",
                "commas separate thousands and a point the decimals, which these do not; write 1.5 or 15, whichever is meant",
            ),
            (
                "1.234,5",
                "commas separate thousands and a point the decimals, which these do not; write 1234.5 or 12345, whichever is meant",
            ),
            (
                "1.234.567",
                "commas separate thousands and a point the decimals, which these do not; write 1,234,567.8 or 1234567.8",
            ),
            (
                "高い",
                "no number can be read from it; write a number such as 1234.5, 1,234.5, 50% or 120百万円",
            ),
        ] {
            assert_eq!(
                read(text).map_err(|error| error.to_string()),
                Err(wanted.to_owned()),
                "{text}"
            );
        }
        for text in [
            "",
            "-",
            ".",
            ",",
            "%",
            "円",
            "1 2",
            "5百万",
            "1万2億円",
            "¥5%",
            "¥6か月",
            "1,23",
            "e5",
            "1e",
            "(100)",
            "3点",
            "--3",
            "1e999",
            "1,2345",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "[-+△▲¥0-9０-９.,，．eE%％百万億兆千円か月 ]{0,16}|.{0,20}") {
            let _ = read(&text);
        }

        #[test]
        fn whole_numbers_are_read_as_they_are_printed(value in any::<i64>(), exponent in 0..6_i32) {
            prop_assert_eq!(number(&value.to_string()).0, Value::Integer(value));
            let style = crate::language::Style::of(crate::language::Language::Japanese);
            let printed = style.number((value >> 20) as f64, 0);
            prop_assert_eq!(number(&printed).0, Value::Integer(value >> 20));
            let moved = scaled(&Value::Integer(value >> 24), exponent);
            prop_assert_eq!(moved, Some(Value::Integer((value >> 24) * 10_i64.pow(exponent as u32))));
        }

        #[test]
        fn numbers_are_read_as_they_are_printed(value in any::<f64>().prop_filter("finite", |value| value.is_finite())) {
            let read = read(&format!("{value:?}")).map(|written| written.value);
            prop_assert_eq!(read, Ok(Value::Float(value)));
        }
    }
}
