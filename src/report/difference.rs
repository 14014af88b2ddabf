//! In which settings two scenarios differ, for a terminal and as a table.

use unicode_width::UnicodeWidthStr;

use super::columns::{WIDTH, fit};
use super::wrap::wrap_after;
use crate::analysis::{Column, Table, Value};
use crate::language::{Language, Text};
use crate::text;

/// A setting that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// The setting, dotted.
    pub setting: String,
    /// What the first and the second say, and where; absent where it is not set.
    pub sides: [Option<(Text, String)>; 2],
}

/// What stands before the value of each of the two.
const SIGNS: [&str; 2] = ["A", "B"];

/// The differences of two scenarios, called by what stands on their tables, as lines of at most 80
/// columns: each setting, below it both values and where they were set.
pub fn differences(titles: &[String; 2], found: &[Differing], language: Language) -> String {
    let mut lines: Vec<String> = SIGNS
        .iter()
        .zip(titles)
        .map(|(sign, title)| fit(&format!("{sign}  {title}"), WIDTH))
        .collect();
    for difference in found {
        lines.push(String::new());
        lines.extend(wrap_after('.', &difference.setting, WIDTH));
        for (sign, side) in SIGNS.iter().zip(&difference.sides) {
            lines.extend(told(sign, side.as_ref(), language));
        }
    }
    let count = found.len();
    let end = match count {
        0 => text!(
            "no difference, but for ids and names of the two",
            "idと名称のほかに違いはありません"
        ),
        1 => text!("1 difference", "違いは1件"),
        _ => text!("{count} differences", "違いは{count}件"),
    };
    format!("{}\n\n{}\n", lines.join("\n"), end.of(language))
}

/// The value of one, and behind it, or on a line of its own, where it was set.
fn told(sign: &str, side: Option<&(Text, String)>, language: Language) -> Vec<String> {
    let Some((said, place)) = side else {
        let nothing = text!("not set", "設定なし");
        return vec![format!("  {sign}  {}", nothing.of(language))];
    };
    let value = format!("  {sign}  {}", said.of(language));
    let place = format!("({place})");
    if value.width() + 2 + place.width() <= WIDTH {
        return vec![format!("{value}  {place}")];
    }
    vec![fit(&value, WIDTH), fit(&format!("     {place}"), WIDTH)]
}

/// The same as a table: setting, and of both scenarios value and place.
pub fn differences_table(labels: &[String; 2], found: &[Differing], language: Language) -> Table {
    let names = [
        "setting",
        "value_a",
        "place_a",
        "value_b",
        "place_b",
        "scenario_a",
        "scenario_b",
        "version",
    ];
    let columns = names.iter().map(|name| Column::text(name)).collect();
    let mut table = Table::new("differences", columns);
    for difference in found {
        let mut row = vec![Value::text(&difference.setting)];
        for side in &difference.sides {
            match side {
                None => row.extend([Value::Missing, Value::Missing]),
                Some((said, place)) => {
                    row.extend([Value::text(said.of(language)), Value::text(place)]);
                }
            }
        }
        row.extend(labels.iter().map(|label| Value::text(label)));
        row.push(Value::text(env!("CARGO_PKG_VERSION")));
        table.push(row);
    }
    table
}
