//! The shape check: every key is known, every value is of the right kind, nothing needed is missing.
//!
//! All mistakes of shape are reported here, once; the decoding that follows takes what has the
//! right shape and passes over the rest in silence.

use super::schema::{self, Key, Shape, Table};
use super::{Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, listed, nearest, quoted};

/// Checks the table `node` against what `table` allows.
pub(crate) fn check(node: &Node, table: &Table, diagnostics: &mut Diagnostics) {
    let Some(entries) = node.entries() else {
        wrong(node, &format!("{} is a table", table.called), diagnostics);
        return;
    };
    for (name, child) in entries.iter() {
        match table.keys.iter().find(|key| key.name == name) {
            Some(key) => check_value(child, key, diagnostics),
            None => unknown_key(name, child, table, diagnostics),
        }
    }
    for key in table.keys.iter().filter(|key| key.required) {
        if entries.get(key.name).is_none() {
            let message = format!("{} lacks the key {}", table.called, quoted(key.name));
            diagnostics.push(
                Diagnostic::error("missing-key", message)
                    .at(node.key_span)
                    .help(format!("add {}: {}", quoted(key.name), key.meaning)),
            );
        }
    }
}

fn unknown_key(name: &str, node: &Node, table: &Table, diagnostics: &mut Diagnostics) {
    let names = || table.keys.iter().map(|key| key.name);
    let message = format!("{} has no key {}", table.called, quoted(name));
    diagnostics.push(
        Diagnostic::error("unknown-key", message)
            .at(node.key_span)
            .allowed(listed(names()))
            .did_you_mean(nearest(name, names())),
    );
}

fn check_value(node: &Node, key: &Key, diagnostics: &mut Diagnostics) {
    match key.shape {
        Shape::Table(table) => check(node, table, diagnostics),
        Shape::Keyed(table) => check_each(node, diagnostics, &|child, diagnostics| {
            check(child, table, diagnostics);
        }),
        Shape::Weights => check_each(node, diagnostics, &|child, diagnostics| {
            if child.as_number().is_none_or(|weight| weight < 0.0) {
                wrong(child, "a number, 0 or more", diagnostics);
            }
        }),
        Shape::Counts => check_each(node, diagnostics, &|child, diagnostics| {
            if child
                .as_integer()
                .is_none_or(|count| !(1..=1_000_000).contains(&count))
            {
                wrong(child, "a whole number from 1 to 1000000", diagnostics);
            }
        }),
        Shape::Quantities => check_each(node, diagnostics, &|child, diagnostics| {
            check_quantity(child, diagnostics);
        }),
        Shape::Quantity => check_quantity(node, diagnostics),
        Shape::Slots => {
            check_steps(
                node,
                &schema::SLOT_STEP,
                &|node| node.as_text() == Some("unlimited"),
                diagnostics,
            );
        }
        Shape::Rates => check_steps(node, &schema::RATE_STEP, &|_| false, diagnostics),
        Shape::Payments => check_list(node, &schema::PAYMENT, diagnostics),
        Shape::Providers => check_providers(node, diagnostics),
        Shape::Text if node.words().is_none() => wrong(node, "a text in quotes", diagnostics),
        Shape::Texts if node.texts().is_none() => {
            wrong(node, "a list of texts, such as [\"a\", \"b\"]", diagnostics);
        }
        Shape::Boolean if node.as_boolean().is_none() => wrong(node, "true or false", diagnostics),
        Shape::Number if node.as_number().is_none() => wrong(node, "a number", diagnostics),
        Shape::Numbers if node.numbers().is_none() => wrong(node, "a list of numbers", diagnostics),
        Shape::Date if node.as_date().is_none() => {
            wrong(
                node,
                "a date without quotes, such as 2013-04-01",
                diagnostics,
            );
        }
        Shape::Whole(least, most)
            if node
                .as_integer()
                .is_none_or(|value| !(least..=most).contains(&value)) =>
        {
            wrong(
                node,
                &format!("a whole number from {least} to {most}"),
                diagnostics,
            );
        }
        Shape::Word(words) => {
            let found = node.as_text().unwrap_or_default();
            if !words.contains(&found) {
                let message = format!("{} is not allowed here", node.describe());
                diagnostics.push(
                    Diagnostic::error("unknown-word", message)
                        .at(node.span)
                        .allowed(listed(words.iter().copied()))
                        .did_you_mean(nearest(found, words.iter().copied())),
                );
            }
        }
        _ => {}
    }
}

/// Checks every entry of a table, or of a list of tables with ids.
fn check_each(node: &Node, diagnostics: &mut Diagnostics, each: &dyn Fn(&Node, &mut Diagnostics)) {
    match node.entries() {
        Some(entries) => entries
            .iter()
            .for_each(|(_, child)| each(child, diagnostics)),
        None => wrong(node, "a table, or a list of tables with `id`", diagnostics),
    }
}

fn check_list(node: &Node, table: &Table, diagnostics: &mut Diagnostics) {
    match &node.value {
        Value::List(entries) => {
            entries
                .iter()
                .for_each(|(_, child)| check(child, table, diagnostics));
        }
        _ => wrong(node, "a list of tables", diagnostics),
    }
}

fn check_steps(
    node: &Node,
    table: &Table,
    word: &dyn Fn(&Node) -> bool,
    diagnostics: &mut Diagnostics,
) {
    if matches!(node.value, Value::List(_)) {
        check_list(node, table, diagnostics);
    } else if !word(node) {
        check_quantity(node, diagnostics);
    }
}

fn check_providers(node: &Node, diagnostics: &mut Diagnostics) {
    let Some(entries) = node
        .entries()
        .filter(|_| !matches!(node.value, Value::Text(_)))
    else {
        if node.texts().is_none() {
            wrong(
                node,
                "a list of institutes, such as [\"nibio\", \"office\"]",
                diagnostics,
            );
        }
        return;
    };
    for (_, child) in entries.iter() {
        if child.as_text().is_none() {
            check(child, &schema::PROVIDER, diagnostics);
        }
    }
}

/// The keys that describe where a figure comes from.
pub(crate) const ABOUT: [&str; 5] = ["layer", "source", "as_of", "note", "price_year"];
/// The keys that give a value or a distribution.
pub(crate) const DISTRIBUTIONS: [&str; 12] = [
    "value",
    "uniform",
    "triangular",
    "pert",
    "beta",
    "normal",
    "lognormal",
    "gamma",
    "weibull",
    "exponential",
    "empirical",
    "discrete",
];

/// A number, or a table with exactly one value or distribution and where it comes from.
fn check_quantity(node: &Node, diagnostics: &mut Diagnostics) {
    if node.as_number().is_some() {
        return;
    }
    let Value::Table(entries) = &node.value else {
        wrong(
            node,
            "a number or a distribution, such as { triangular = [3, 6, 12] }",
            diagnostics,
        );
        return;
    };
    for (name, child) in entries.iter() {
        let with_file = name == "column" && entries.get("empirical").is_some();
        if !ABOUT.contains(&name) && !DISTRIBUTIONS.contains(&name) && !with_file {
            let names = || DISTRIBUTIONS.into_iter().chain(ABOUT);
            diagnostics.push(
                Diagnostic::error(
                    "unknown-key",
                    format!("a quantity has no key {}", quoted(name)),
                )
                .at(child.key_span)
                .allowed(listed(names()))
                .did_you_mean(nearest(name, names())),
            );
        }
    }
    let given: Vec<_> = entries
        .iter()
        .filter(|(name, _)| DISTRIBUTIONS.contains(name))
        .collect();
    if given.len() != 1 {
        let message = match given.len() {
            0 => "this quantity has neither a value nor a distribution".to_owned(),
            _ => format!("this quantity has {} values or distributions", given.len()),
        };
        let mut diagnostic = Diagnostic::error("one-distribution", message)
            .allowed(format!("exactly one of {}", listed(DISTRIBUTIONS)));
        diagnostic = match given.get(1) {
            Some((_, second)) => diagnostic.at(second.key_span),
            None => diagnostic.at(node.span),
        };
        diagnostics.push(diagnostic);
    }
    if let Some(layer) = entries.get("layer") {
        let words = ["chance", "ignorance"];
        if !layer.as_text().is_some_and(|word| words.contains(&word)) {
            let message = format!("{} is not a layer", layer.describe());
            diagnostics.push(
                Diagnostic::error("unknown-word", message)
                    .at(layer.span)
                    .allowed("chance (this theme, this study), ignorance (nobody knows; the same for all)")
                    .did_you_mean(nearest(layer.as_text().unwrap_or_default(), words)),
            );
        }
    }
    if let Some(year) = entries.get("price_year")
        && year
            .as_integer()
            .is_none_or(|year| !(1900..=2200).contains(&year))
    {
        wrong(year, "a year from 1900 to 2200", diagnostics);
    }
    for name in ["source", "note"] {
        if let Some(child) = entries.get(name).filter(|child| child.as_text().is_none()) {
            wrong(child, "a text in quotes", diagnostics);
        }
    }
    if let Some(as_of) = entries.get("as_of").filter(|child| child.words().is_none()) {
        wrong(as_of, "a year, a date or a text", diagnostics);
    }
}

fn wrong(node: &Node, allowed: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::error(
            "wrong-type",
            format!("{} does not fit here", node.describe()),
        )
        .at(node.span)
        .allowed(allowed),
    );
}
