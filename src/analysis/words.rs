//! Words that stand in many tables.

use super::table::Value;
use crate::language::{Language, MoneyUnit, Style, Text, Words, words};

/// A row that is not cut by this column.
pub(super) const ALL: Words = words("all", "計");
/// A cost that belongs to nobody in particular.
pub(super) const NONE: Words = words("none", "共通");
/// After the simulated time.
pub(super) const LATER: Words = words("later", "それ以降");
/// At least one of several.
pub(super) const ANY: Words = words("any", "いずれか");
/// True.
pub(super) const YES: Words = words("yes", "該当");
/// False.
pub(super) const NO: Words = words("no", "–");

/// A currency: its code, and what people call it.
pub(super) fn currency(code: &str) -> Text {
    Text {
        english: code.to_owned(),
        japanese: Style::of(Language::Japanese).money_unit(MoneyUnit::One, code, None),
    }
}

/// Where something comes from: as the scenario has it, but for the words that stand for no source.
pub(super) fn source(source: &str) -> Value {
    match source {
        "assumption" => Value::words(words("assumption", "仮定")),
        "calibrated" => Value::words(words("calibrated", "実績に合わせて調整")),
        _ => Value::text(source),
    }
}
