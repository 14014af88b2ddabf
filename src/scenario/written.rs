//! A value of the tree as TOML, on one line, so that reading it gives the same value.
//!
//! A cell of a table may say in its own way what TOML says in another: a list cut at `;`, an id that
//! looks like a number. So a value is written as the key's shape has it. Numbers of a file are
//! written out: what is printed stands for itself wherever it is put.

use std::collections::BTreeSet;

use super::path::write_text;
use super::schema::Shape;
use super::{Entries, Node, NumberFiles, Value};
use crate::diagnostic::{Diagnostics, Sources};

/// What writing needs to know beside the tree.
#[derive(Copy, Clone)]
pub(super) struct Writing<'a> {
    pub sources: &'a Sources,
    pub numbers: &'a NumberFiles,
    /// Where the figures of tables of themes come from.
    pub theme_source: Option<&'a str>,
    /// Whether numbers are written as they stand in the file (3_000_000), or alike where equal.
    pub as_it_stands: bool,
}

/// A key of TOML.
pub(super) fn key(name: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    match !name.is_empty() && name.bytes().all(bare) {
        true => name.to_owned(),
        false => text(name),
    }
}

/// A dotted key of TOML.
pub(super) fn dotted(segments: &[String]) -> String {
    let keys: Vec<String> = segments.iter().map(|segment| key(segment)).collect();
    keys.join(".")
}

/// A text of TOML, in quotes.
pub(super) fn text(content: &str) -> String {
    let mut written = String::new();
    // Writing into a text cannot fail.
    let _ = write_text(content, &mut written);
    written
}

impl Writing<'_> {
    /// The value of a key of this shape; `None` where nothing is known of the key.
    pub fn value(&self, shape: Option<Shape>, node: &Node) -> String {
        match (&node.raw, shape) {
            (Some(raw), Some(Shape::Text | Shape::Id | Shape::Word(_))) => text(raw),
            (Some(raw), Some(Shape::Texts)) => {
                let parts = node.texts().unwrap_or_default();
                let different: BTreeSet<&String> = parts.iter().collect();
                // In a list of TOML the same text twice is a mistake; in a cell it may be meant.
                if different.len() < parts.len() {
                    return text(raw);
                }
                let parts: Vec<String> = parts.iter().map(|part| text(part)).collect();
                format!("[{}]", parts.join(", "))
            }
            (Some(_), Some(Shape::Numbers)) => {
                let parts = node.numbers().unwrap_or_default();
                numbers(&parts)
            }
            (Some(_), Some(Shape::Quantity)) if self.theme_source.is_some() => format!(
                "{{ value = {}, source = {} }}",
                self.plain(node),
                text(self.theme_source.unwrap_or_default())
            ),
            _ => self.plain(node),
        }
    }

    fn plain(&self, node: &Node) -> String {
        match &node.value {
            Value::Boolean(value) => value.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Text(content) => text(content),
            Value::Integer(_) | Value::Float(_) if self.as_it_stands && node.raw.is_none() => {
                self.sources.slice(node.span).to_owned()
            }
            Value::Integer(value) if self.as_it_stands => value.to_string(),
            Value::Integer(_) | Value::Float(_) => number(node.as_number().unwrap_or_default()),
            Value::Table(entries) => self.table(None, entries),
            Value::List(entries) => format!("[{}]", self.elements(entries).join(", ")),
        }
    }

    /// The elements of a list.
    pub fn elements(&self, entries: &Entries) -> Vec<String> {
        let element = |(id, node): (&str, &Node)| match &node.value {
            Value::Table(table) if !entries.by_position() => self.table(Some(id), table),
            _ => self.plain(node),
        };
        entries.iter().map(element).collect()
    }

    fn table(&self, id: Option<&str>, entries: &Entries) -> String {
        let id = id.map(|id| format!("id = {}", text(id)));
        let told = self.assignments(entries);
        let told = told
            .into_iter()
            .map(|(name, value, _)| format!("{name} = {value}"));
        let told: Vec<String> = id.into_iter().chain(told).collect();
        match told.is_empty() {
            true => "{}".to_owned(),
            false => format!("{{ {} }}", told.join(", ")),
        }
    }

    /// Keys, values and nodes of a table that is one value.
    pub fn assignments<'n>(&self, entries: &'n Entries) -> Vec<(String, String, &'n Node)> {
        let file = entries
            .get("empirical")
            .filter(|file| file.as_text().is_some());
        let column = entries.get("column");
        let read = file.and_then(|file| {
            let mut unheard = Diagnostics::new();
            self.numbers.read(file, column, self.sources, &mut unheard)
        });
        entries
            .iter()
            .filter_map(|(name, node)| match (name, &read) {
                ("column", Some(_)) => None,
                ("empirical", Some(read)) => Some((key(name), numbers(read), node)),
                _ => Some((key(name), self.plain(node), node)),
            })
            .collect()
    }
}

fn numbers(values: &[f64]) -> String {
    let values: Vec<String> = values.iter().map(|value| number(*value)).collect();
    format!("[{}]", values.join(", "))
}

/// A number that reads as the same one. Whole numbers are written without a fraction.
fn number(value: f64) -> String {
    match value.fract() == 0.0 && value.abs() < 1e15 {
        true => format!("{value:.0}"),
        false => format!("{value:?}"),
    }
}
