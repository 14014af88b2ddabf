//! Tables as the page prints them: every figure with its error beside it, in no more digits than
//! that warrants.

use serde::Serialize;

use super::super::Style;
use super::super::sheet::{Cell, Currency, Kind, Sheet, sheet};
use crate::analysis::Table;

/// A table of the page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PrintedTable {
    /// The name of the table in files.
    pub name: &'static str,
    /// What it shows.
    pub title: String,
    /// How to read it.
    pub note: String,
    /// The heads of its columns.
    pub heads: Vec<PrintedHead>,
    /// One cell per column.
    pub rows: Vec<Vec<PrintedCell>>,
    /// Whether it is folded until somebody opens it.
    pub folded: bool,
    /// Whether it wants a page turned on its side.
    pub wide: bool,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PrintedHead {
    /// What stands in the column.
    pub text: String,
    /// The unit in words; empty for texts.
    pub unit: String,
    /// Whether it holds figures.
    pub figures: bool,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PrintedCell {
    /// What is printed.
    pub text: String,
    /// The half-width of the 95 % interval, with its sign; empty where there is none.
    pub error: String,
    /// What rows are sorted by.
    pub key: String,
}

/// How a column of errors turns into half-widths of 95 % intervals.
const FACTORS: [(&str, f64); 2] = [("_standard_error", 1.96), ("_half_width_95", 1.0)];
/// More columns than these want a page turned on its side.
const MANY: usize = 9;
/// Rows from which on a table is folded.
const LONG: usize = 60;

/// A table as the page prints it.
pub(super) fn printed(table: &Table, style: &Style, currency: Currency<'_>) -> PrintedTable {
    let sheet = sheet(table, style, currency);
    let columns: Vec<(usize, Option<(usize, f64)>)> = (0..table.columns.len())
        .filter(|place| factor(&table.columns[*place].name).is_none())
        .map(|place| (place, error_of(table, place)))
        .collect();
    let heads = columns.iter().map(|(place, _)| {
        let heading = &sheet.headings[*place];
        PrintedHead {
            text: heading.text.clone(),
            unit: unit(&sheet, *place),
            figures: !matches!(heading.kind, Kind::Text | Kind::Date),
        }
    });
    let rows = sheet.rows.iter().map(|row| {
        let cells = columns.iter().map(|(place, error)| {
            let error = error.and_then(|(place, factor)| match row[place] {
                Cell::Number(error) => Some(error * factor),
                _ => None,
            });
            cell(
                &row[*place],
                error,
                sheet.headings[*place].kind,
                style,
                currency,
            )
        });
        cells.collect()
    });
    PrintedTable {
        name: sheet.name,
        title: sheet.title.clone(),
        note: sheet.note.clone(),
        heads: heads.collect(),
        rows: rows.collect(),
        folded: sheet.rows.len() > LONG,
        wide: columns.len() > MANY,
    }
}

fn factor(name: &str) -> Option<f64> {
    let mut factors = FACTORS.iter();
    factors
        .find(|(error, _)| name.contains(error))
        .map(|(_, factor)| *factor)
}

/// The column of the error of a figure stands right behind it.
fn error_of(table: &Table, place: usize) -> Option<(usize, f64)> {
    let next = table.columns.get(place + 1)?;
    let factor = factor(&next.name)?;
    Some((place + 1, factor))
}

fn unit(sheet: &Sheet, place: usize) -> String {
    let heading = &sheet.headings[place];
    match heading.kind {
        Kind::Share => "%".to_owned(),
        _ => heading.unit.clone(),
    }
}

fn cell(
    cell: &Cell,
    error: Option<f64>,
    kind: Kind,
    style: &Style,
    currency: Currency<'_>,
) -> PrintedCell {
    match cell {
        Cell::Text(text) => PrintedCell {
            text: text.clone(),
            error: String::new(),
            key: text.clone(),
        },
        Cell::Nothing => PrintedCell {
            text: "–".to_owned(),
            error: String::new(),
            key: String::new(),
        },
        Cell::Number(number) => {
            let scale = match kind {
                Kind::Money => 1.0 / currency.unit.size() as f64,
                Kind::Share => 100.0,
                _ => 1.0,
            };
            let (value, error) = (number * scale, error.map(|error| error * scale));
            let error = error.filter(|error| *error > 0.0);
            let decimals = decimals(value, error, kind, currency);
            PrintedCell {
                text: style.number(value, decimals),
                error: error.map_or(String::new(), |error| {
                    format!("±{}", style.number(error, decimals))
                }),
                key: format!("{number:e}"),
            }
        }
    }
}

/// The decimals that an error leaves meaningful; without one, enough to tell numbers apart.
fn decimals(value: f64, error: Option<f64>, kind: Kind, currency: Currency<'_>) -> usize {
    let most = match kind {
        Kind::Money => currency.unit.decimals(),
        Kind::Share | Kind::Months => 1,
        _ => 3,
    };
    let wanted = match error {
        Some(error) => (-error.log10()).ceil(),
        None if value == value.trunc() => 0.0,
        None => 2.0 - value.abs().max(1e-3).log10().floor(),
    };
    wanted.clamp(0.0, most as f64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Column, Value};
    use crate::language::Language;
    use crate::report::MoneyUnit;

    #[test]
    fn figures_have_their_errors_and_no_digits_beyond_them() {
        let columns = [
            ("licences", "licences per run"),
            ("licences_standard_error", "licences per run"),
            ("cost_jpy", "JPY"),
            ("utilisation", "share of slots, 0 to 1"),
        ];
        let columns = columns
            .map(|(name, unit)| Column::number(name, unit))
            .into();
        let mut table = Table::new("licences", columns);
        table.push([9.7312, 0.052, 1.5e9, 0.8765].map(Value::Number).into());
        let currency = Currency {
            code: "JPY",
            price_year: Some(2013),
            unit: MoneyUnit::Million,
        };
        let table = printed(&table, &Style::of(Language::Japanese), currency);
        let heads: Vec<&str> = table.heads.iter().map(|head| head.text.as_str()).collect();
        assert_eq!(heads, ["導出件数", "費用", "稼働率"]);
        let cells: Vec<(&str, &str)> = table.rows[0]
            .iter()
            .map(|cell| (cell.text.as_str(), cell.error.as_str()))
            .collect();
        assert_eq!(cells, [("9.7", "±0.1"), ("1,500", ""), ("87.7", "")]);
        assert_eq!(table.heads[1].unit, "百万円（2013年価格）");
    }
}
