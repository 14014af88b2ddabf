//! Plain result tables, from which every format is written.

use crate::language::{Text, Words};

/// A table of results.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Short name in lower case with underscores; names the files too.
    pub name: &'static str,
    /// What stands in each column.
    pub columns: Vec<Column>,
    /// One value per column.
    pub rows: Vec<Vec<Value>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Header; ends in the unit where there is one.
    pub name: String,
    /// The unit in words; empty for texts.
    pub unit: String,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// An id or a code, as it stands in files for machines, and what people call it.
    Named(String, Text),
    /// The same of something in a fiscal year, which people are told beside its name: by the
    /// calendar year in which it begins.
    NamedInYear(String, Text, i32),
    /// A fiscal year, by the calendar year in which it begins.
    FiscalYear(i32),
    /// A calendar month: year, and month from 1 to 12.
    Month(i16, i8),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Nothing: the figure does not exist.
    Missing,
}

impl Table {
    /// An empty table.
    pub fn new(name: &'static str, columns: Vec<Column>) -> Table {
        Table {
            name,
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row; one value per column.
    pub fn push(&mut self, row: Vec<Value>) {
        debug_assert_eq!(row.len(), self.columns.len(), "a row of {}", self.name);
        self.rows.push(row);
    }

    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl Column {
    /// A column of texts.
    pub fn text(name: &str) -> Column {
        Column {
            name: name.to_owned(),
            unit: String::new(),
        }
    }

    /// A column of numbers counted in `unit`.
    pub fn number(name: &str, unit: &str) -> Column {
        Column {
            name: name.to_owned(),
            unit: unit.to_owned(),
        }
    }
}

impl Value {
    /// A text.
    pub fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    /// An id and what people call it.
    pub fn named(id: &str, name: &Text) -> Value {
        Value::Named(id.to_owned(), name.clone())
    }

    /// Fixed words; files for machines have the English ones.
    pub fn words(words: Words) -> Value {
        Value::Named(words.english.to_owned(), words.into())
    }

    /// A number, or nothing where it is not finite.
    pub fn finite(number: f64) -> Value {
        if number.is_finite() {
            Value::Number(number)
        } else {
            Value::Missing
        }
    }

    /// The number in the cell, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Integer(value) => Some(*value as f64),
            Value::Number(value) => Some(*value),
            Value::Text(_)
            | Value::Named(..)
            | Value::NamedInYear(..)
            | Value::FiscalYear(_)
            | Value::Month(..)
            | Value::Missing => None,
        }
    }
}
