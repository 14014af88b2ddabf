//! Tables for people: headings, units and names in a language, ready for a workbook or a page.
//!
//! [`crate::analysis::Table`] holds identifiers, the same in every language. A [`Sheet`] is the
//! same table as a reader expects it. Numbers stay numbers, with the [`Kind`] that says how to
//! print them, so that a workbook can calculate with what it shows.

mod columns;
mod tables;
mod units;

use super::{MoneyUnit, Style};
use crate::analysis::{Column, Table, Value};
use crate::text;

/// What the numbers of a column are, and so how they are printed.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Texts.
    Text,
    /// Fiscal years and months, printed as text.
    Date,
    /// Whole units of the currency.
    Money,
    /// A share or a chance, 0 to 1, printed in per cent.
    Share,
    /// Months.
    Months,
    /// A number whose unit differs from row to row.
    Mixed,
    /// Any other number.
    Number,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// What stands in the column.
    pub text: String,
    /// The unit in words; empty for texts.
    pub unit: String,
    /// What its numbers are.
    pub kind: Kind,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A number, in the unit of [`Kind`].
    Number(f64),
    /// The figure does not exist.
    Nothing,
}

/// A table for people.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The name of the table, which is that of its CSV file too.
    pub name: &'static str,
    /// What it shows, in a few words.
    pub title: String,
    /// One sentence on how to read it.
    pub note: String,
    /// The heads of its columns.
    pub headings: Vec<Heading>,
    /// One cell per column.
    pub rows: Vec<Vec<Cell>>,
}

/// How money is named and printed in sheets.
#[derive(Copy, Clone, Debug)]
pub struct Currency<'a> {
    /// ISO code.
    pub code: &'a str,
    /// The year whose prices all money is in.
    pub price_year: Option<i32>,
    /// The unit in which money is printed.
    pub unit: MoneyUnit,
}

/// A table as readers of `style.language` expect it.
pub fn sheet(table: &Table, style: &Style, currency: Currency<'_>) -> Sheet {
    let (title, note) = tables::told(table.name);
    let headings: Vec<Heading> = table
        .columns
        .iter()
        .map(|column| heading(column, style, currency))
        .collect();
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().map(|value| cell(value, style));
        cells.collect()
    });
    Sheet {
        name: table.name,
        title: title.of(style.language).to_owned(),
        note: note.of(style.language).to_owned(),
        rows: rows.collect(),
        headings,
    }
}

/// Names of tables and columns, and units, for which there are no words; a test keeps it empty.
pub fn without_words(table: &Table, currency: &str) -> Vec<String> {
    let mut missing = Vec::new();
    if !tables::is_known(table.name) {
        missing.push(format!("table {}", table.name));
    }
    for column in &table.columns {
        if columns::named(&column.name, currency).is_none() {
            missing.push(format!("column {}.{}", table.name, column.name));
        }
        if units::told(&column.unit, currency).is_none() {
            missing.push(format!(
                "unit {}.{}: {}",
                table.name, column.name, column.unit
            ));
        }
    }
    missing
}

fn heading(column: &Column, style: &Style, currency: Currency<'_>) -> Heading {
    let named = columns::named(&column.name, currency.code);
    let text = named.map_or_else(
        || column.name.clone(),
        |text| text.of(style.language).to_owned(),
    );
    let kind = kind(column, currency.code);
    let unit = match (kind, units::told(&column.unit, currency.code)) {
        (Kind::Money, Some(rest)) => {
            let money = style.money_unit(currency.unit, currency.code, currency.price_year);
            format!("{money}{}", rest.of(style.language))
        }
        (_, Some(unit)) => unit.of(style.language).to_owned(),
        (_, None) => column.unit.clone(),
    };
    Heading { text, unit, kind }
}

/// What the numbers of a column are: the ends of names and the beginnings of units say so.
fn kind(column: &Column, currency: &str) -> Kind {
    let unit = column.unit.as_str();
    if unit.is_empty() {
        Kind::Text
    } else if unit.starts_with(currency) {
        Kind::Money
    } else if unit.starts_with("month,") {
        Kind::Date
    } else if unit.starts_with("month") {
        Kind::Months
    } else if ["share", "chance", "technical success"]
        .iter()
        .any(|start| unit.starts_with(start))
    {
        Kind::Share
    } else if unit.starts_with("unit of the ") {
        Kind::Mixed
    } else {
        Kind::Number
    }
}

fn cell(value: &Value, style: &Style) -> Cell {
    match value {
        Value::Text(text) => Cell::Text(text.clone()),
        Value::Named(_, name) => Cell::Text(name.of(style.language).to_owned()),
        Value::NamedInYear(_, name, year) => {
            let year = style.short_fiscal_year(*year);
            let told = text!("{name} in {year}", "{name}（{year}）"; name);
            Cell::Text(told.of(style.language).to_owned())
        }
        Value::FiscalYear(year) => Cell::Text(style.fiscal_year(*year)),
        Value::Month(year, month) => Cell::Text(style.month(*year, *month)),
        Value::Integer(number) => Cell::Number(*number as f64),
        Value::Number(number) => Cell::Number(*number),
        Value::Missing => Cell::Nothing,
    }
}
