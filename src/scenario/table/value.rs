//! What the text of a cell is, given the column it stands in.
//!
//! Cells have no types of their own, and the forms in which an office writes numbers and days are
//! many; so the shape of the column's key decides how a cell is read. What cannot be read as that
//! stays text, and the shape check says what is wrong with it. Where a key holds text, what looks like
//! a number stays what it looks like, and [`Node::raw`] keeps the text.

use jiff::civil::Date;

use super::super::schema::Shape;
use super::super::{Entries, Node, Value};
use super::columns::Holds;
use super::number::{self, Suffix};
use crate::diagnostic::Span;
use crate::language::era::{parse_date, parse_fiscal_year};
use crate::language::narrow;

/// How the cells of a column are read.
#[derive(Clone, Copy, Debug)]
pub(in crate::scenario) struct Reading {
    /// Of the column's key; `None` for what lies below a quantity, such as `odds.beta`.
    pub shape: Option<Shape>,
    pub holds: Holds,
    /// The unit in the heading: the power of ten that numbers without a unit of their own have.
    pub exponent: i32,
    /// Whether the scenario counts in yen.
    pub yen: bool,
}

/// The node of a filled cell.
pub(in crate::scenario) fn node(text: &str, span: Span, key_span: Span, how: Reading) -> Node {
    let leaf = |value: Value, raw: &str| Node {
        value,
        span,
        key_span,
        raw: Some(raw.to_owned()),
    };
    let as_text = || Value::Text(text.to_owned());
    match how.shape {
        Some(Shape::Date) => leaf(
            parse_date(text).map_or_else(|_| as_text(), Value::Date),
            text,
        ),
        Some(Shape::DateOrMonth) => match parse_date(text) {
            Ok(date) => leaf(Value::Date(date), text),
            Err(_) => leaf(as_text(), &narrow(text)),
        },
        Some(Shape::FiscalYear) => match parse_fiscal_year(text) {
            Ok(year) => leaf(Value::Integer(i64::from(year)), text),
            Err(_) => leaf(as_text(), text),
        },
        Some(Shape::Boolean) => leaf(truth(text).map_or_else(as_text, Value::Boolean), text),
        Some(Shape::Quantity | Shape::Number | Shape::Whole(..)) => {
            leaf(number_in(text, how).unwrap_or_else(as_text), text)
        }
        Some(Shape::Numbers) => {
            let numbers: Option<Vec<Value>> =
                parts(text).map(|part| number_in(part, how)).collect();
            let value = match numbers {
                Some(mut one) if one.len() == 1 => one.remove(0),
                Some(many) => {
                    let nodes = many.into_iter().map(|value| Node {
                        value,
                        span,
                        key_span,
                        raw: None,
                    });
                    Value::List(Entries::positions(nodes))
                }
                None => as_text(),
            };
            leaf(value, text)
        }
        Some(Shape::Word(_) | Shape::Id) => leaf(look(text), &narrow(text)),
        _ => leaf(look(text), text),
    }
}

/// The parts of a cell that holds a list.
pub(in crate::scenario) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '；', '、', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// A number with a unit that makes sense in its column.
fn number_in(text: &str, how: Reading) -> Option<Value> {
    let written = number::read(text).ok()?;
    match (written.suffix, how.holds) {
        (Suffix::None, _) if how.exponent != 0 => number::scaled(&written.value, how.exponent),
        (Suffix::None, _) | (Suffix::Percent, Holds::Share) | (Suffix::Months, Holds::Months) => {
            Some(written.value)
        }
        (Suffix::Yen, Holds::Money) if how.yen => Some(written.value),
        _ => None,
    }
}

/// True or false, as spreadsheets and people in an office write it.
fn truth(text: &str) -> Option<bool> {
    let narrowed = narrow(text).to_lowercase();
    match narrowed.as_str() {
        "true" | "yes" | "はい" | "有" | "あり" | "○" | "〇" | "◯" | "済" => Some(true),
        "false" | "no" | "いいえ" | "無" | "なし" | "×" | "✕" | "未" => Some(false),
        _ => None,
    }
}

/// What a text looks like where nothing tells: a whole number, a finite number, true or false in any
/// case (spreadsheets write TRUE), a day; else text. Digits only count with plain ASCII signs,
/// points and exponents; a whole number beyond 64 bits is text.
pub(in crate::scenario) fn look(text: &str) -> Value {
    let numeric =
        text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.'));
    if numeric {
        if let Ok(value) = text.parse() {
            return Value::Integer(value);
        }
        let fractional =
            text.contains(['.', 'e', 'E']) && text.contains(|digit: char| digit.is_ascii_digit());
        if let Some(value) = text
            .parse()
            .ok()
            .filter(|value: &f64| fractional && value.is_finite())
        {
            return Value::Float(value);
        }
    }
    match text {
        _ if text.eq_ignore_ascii_case("true") => Value::Boolean(true),
        _ if text.eq_ignore_ascii_case("false") => Value::Boolean(false),
        _ => day(text).map_or_else(|| Value::Text(text.to_owned()), Value::Date),
    }
}

/// A day as 2013-04-01, or as spreadsheets in Japanese write it: 2013/4/1.
pub(in crate::scenario) fn day(text: &str) -> Option<Date> {
    let plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'/');
    parse_date(text).ok().filter(|_| text.bytes().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;
    use jiff::civil::date;

    fn read(text: &str, shape: Shape, holds: Holds) -> Value {
        let span = Span::beginning(Sources::new().add("a.csv", ""));
        let how = Reading {
            shape: Some(shape),
            holds,
            exponent: 0,
            yen: true,
        };
        node(text, span, span, how).value
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn cells_without_a_shape_are_what_they_look_like() {
        for (text, expected) in [
            ("3", Value::Integer(3)),
            ("-7", Value::Integer(-7)),
            ("007", Value::Integer(7)),
            ("0.5", Value::Float(0.5)),
            (".5", Value::Float(0.5)),
            ("1e3", Value::Float(1000.0)),
            ("TRUE", Value::Boolean(true)),
            ("false", Value::Boolean(false)),
            ("2013-04-01", Value::Date(date(2013, 4, 1))),
            ("2013/4/1", Value::Date(date(2013, 4, 1))),
        ] {
            assert_eq!(look(text), expected, "{text}");
        }
        let texts = [
            "nan",
            "inf",
            "-inf",
            "1e999",
            "60%",
            "1,000",
            "-",
            ".",
            "e5",
            "2013-02-30",
            "2013-4",
            "13/4/1",
            "99999999999999999999",
            "T01",
            "外注",
        ];
        for one in texts {
            assert_eq!(look(one), text(one), "{one}");
        }
    }

    #[test]
    fn a_percentage_is_a_share_and_only_where_one_is_expected() {
        let quantity = |cell, holds| read(cell, Shape::Quantity, holds);
        assert_eq!(quantity("60％", Holds::Share), Value::Float(0.6));
        assert_eq!(quantity("60%", Holds::Plain), text("60%"));
        assert_eq!(quantity("3百万円", Holds::Money), Value::Integer(3_000_000));
        assert_eq!(quantity("3百万円", Holds::Share), text("3百万円"));
        assert_eq!(quantity("6か月", Holds::Months), Value::Integer(6));
        let list = read("35%；0.5", Shape::Numbers, Holds::Share);
        let list = list.clone();
        let Value::List(numbers) = list else {
            panic!("{list:?}")
        };
        let numbers: Vec<_> = numbers.nodes().map(|node| node.value.clone()).collect();
        assert_eq!(numbers, [Value::Float(0.35), Value::Float(0.5)]);
    }

    #[test]
    fn yen_are_no_other_currency_and_a_unit_in_the_heading_counts_for_plain_numbers() {
        let span = Span::beginning(Sources::new().add("a.csv", ""));
        let how = Reading {
            shape: Some(Shape::Quantity),
            holds: Holds::Money,
            exponent: 6,
            yen: true,
        };
        let value = |cell: &str, how| node(cell, span, span, how).value;
        assert_eq!(value("1.5", how), Value::Integer(1_500_000));
        assert_eq!(value("3千円", how), Value::Integer(3_000));
        assert_eq!(value("3千円", Reading { yen: false, ..how }), text("3千円"));
    }

    #[test]
    fn days_years_and_answers_are_read_as_they_are_written() {
        let day = Value::Date(date(2014, 4, 1));
        assert_eq!(read("平成26年4月1日", Shape::Date, Holds::Plain), day);
        assert_eq!(read("4/1/14", Shape::Date, Holds::Plain), text("4/1/14"));
        let year = |cell| read(cell, Shape::FiscalYear, Holds::Plain);
        assert_eq!(year("H26年度"), Value::Integer(2014));
        assert_eq!(year("26"), text("26"));
        let answer = |cell| read(cell, Shape::Boolean, Holds::Plain);
        assert_eq!(answer("はい"), Value::Boolean(true));
        assert_eq!(answer("×"), Value::Boolean(false));
        assert_eq!(answer("1"), text("1"));
    }
}
