//! How a node may be read where a key allows more than one way to write a thing.

use super::shape::is_planned;
use super::{Node, Value};
use crate::diagnostic::Span;
use crate::language::era::{parse_fiscal_year, parse_month};
use crate::model::PaidOn;

impl Node {
    /// A text, or a number or date as it was written: for ids that look like numbers.
    pub(crate) fn words(&self) -> Option<String> {
        if let Some(text) = self.as_text() {
            return Some(text.to_owned());
        }
        match &self.value {
            Value::Integer(value) => Some(value.to_string()),
            Value::Date(date) => Some(date.to_string()),
            _ => None,
        }
    }

    /// A list of texts; a CSV cell is cut at `;`, a single text stands for itself.
    pub(crate) fn texts(&self) -> Option<Vec<String>> {
        match &self.value {
            Value::List(entries) => entries.nodes().map(Node::words).collect(),
            _ => {
                let text = self.words()?;
                Some(text.split(';').map(|part| part.trim().to_owned()).collect())
            }
        }
    }

    /// Like [`Node::texts`], each text with its place: the element of the list, or the whole cell.
    pub(crate) fn texts_at(&self) -> Vec<(String, Span)> {
        match &self.value {
            Value::List(entries) => {
                let words = |node: &Node| Some((node.words()?, node.span));
                entries.nodes().filter_map(words).collect()
            }
            _ => {
                let texts = self.texts().unwrap_or_default().into_iter();
                texts.map(|text| (text, self.span)).collect()
            }
        }
    }

    /// A day that can be planned for, or a month as text: `2013-04`, `2013/4`, `平成25年4月`.
    pub(crate) fn paid_on(&self) -> Option<PaidOn> {
        let paid_on = match self.as_date() {
            Some(day) => PaidOn::Day(day),
            None => PaidOn::Month(parse_month(self.as_text()?).ok()?),
        };
        is_planned(&paid_on.by()).then_some(paid_on)
    }

    /// A fiscal year that can be planned for, in any usual form.
    pub(crate) fn fiscal_year(&self) -> Option<i32> {
        let year = match self.as_integer() {
            Some(year) => i32::try_from(year).ok()?,
            None => parse_fiscal_year(self.as_text()?).ok()?,
        };
        (1900..=2200).contains(&year).then_some(year)
    }

    /// A list of numbers; a CSV cell is cut at `;`, a single number stands for itself.
    pub(crate) fn numbers(&self) -> Option<Vec<f64>> {
        if let Some(number) = self.as_number() {
            return Some(vec![number]);
        }
        match &self.value {
            Value::List(entries) => entries.nodes().map(Node::as_number).collect(),
            _ => {
                let text = self.as_text()?;
                text.split(';').map(|part| finite(part.trim())).collect()
            }
        }
    }
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}
