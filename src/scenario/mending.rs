//! How a value has to be written that was written otherwise.

use super::table::number::{self, Suffix};
use super::{Node, Value};
use crate::language::era::{parse_date, parse_fiscal_year};
use crate::language::{Text, Unreadable};
use crate::text;

/// What stands in place of a wrong value.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Day,
    FiscalYear,
    Number,
    Else,
}

/// How to write a value that is not what was expected; `None` where nothing can be guessed.
pub(super) fn mended(node: &Node, expected: Expected) -> Option<Text> {
    let text = match &node.value {
        Value::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            return Some(write(&number.to_string()));
        }
        Value::Text(text) => text.trim(),
        _ => return None,
    };
    let cell = node.raw.is_some();
    // In TOML words without any digit are no slip of the pen.
    let has_digits = crate::language::narrow(text).contains(|c: char| c.is_ascii_digit());
    if !has_digits && !cell {
        return None;
    }
    match expected {
        Expected::Day => match parse_date(text) {
            Ok(date) => (!cell).then(|| without_quotes(&date.to_string())),
            // A date in TOML has one form only.
            Err(why) => cell.then(|| explained(&why)),
        },
        Expected::FiscalYear => parse_fiscal_year(text).err().map(|why| explained(&why)),
        Expected::Number | Expected::Else => mended_number(text, cell, expected),
    }
}

fn mended_number(text: &str, cell: bool, expected: Expected) -> Option<Text> {
    let written = match number::read(text) {
        Ok(written) => written,
        Err(why) if cell && expected == Expected::Number => return Some(explained(&why)),
        Err(_) => return (!cell && parse_date(text).is_ok()).then(|| without_quotes(text)),
    };
    let value = match written.value {
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        _ => return None,
    };
    match written.suffix {
        Suffix::Percent => Some(instead_of_percentage(&value)),
        Suffix::Yen | Suffix::Months => Some(text!(
            "write the number alone, as {value}",
            "単位を付けずに{value}と記入してください"
        )),
        Suffix::None if cell => None,
        Suffix::None if text.contains(',') => Some(text!(
            "write {value}, without commas",
            "桁区切りを付けずに{value}と記入してください"
        )),
        Suffix::None => Some(without_quotes(text)),
    }
}

fn explained(why: &Unreadable) -> Text {
    let (reason, help) = (&why.reason, &why.help);
    text!("{reason}; {help}", "{reason}。{help}"; reason, help)
}

/// "write …".
pub(super) fn write(what: &str) -> Text {
    text!("write {what}", "{what}と記入してください")
}

fn without_quotes(text: &str) -> Text {
    text!(
        "write {text} without quotes",
        "引用符を付けずに{text}と記入してください"
    )
}

/// How a share has to be written that was written as a percentage.
pub(super) fn instead_of_percentage(share: &str) -> Text {
    text!(
        "write {share} instead of a percentage",
        "百分率ではなく{share}と記入してください"
    )
}
