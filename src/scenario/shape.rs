//! The shape check: every key is known, every value is of the right kind, nothing needed is missing.
//!
//! All mistakes of shape are reported here, once; the decoding that follows takes what has the
//! right shape and passes over the rest in silence.

use super::mending::{Expected, mended, write};
use super::schema::{self, Key, Shape, Table};
use super::{Node, Value, is_id};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, listed, nearest, quoted};
use crate::language::{Text, Words, words};
use crate::text;

/// Whether everything that must be a table or a list of tables is one, from `node` down.
///
/// Where it is not, ids are missing that the files may well state, and whoever names them would be
/// reported without fault.
pub(crate) fn is_built_as(node: &Node, table: &Table) -> bool {
    let Some(entries) = node.entries() else {
        return false;
    };
    entries.iter().all(|(name, child)| {
        let key = table.keys.iter().find(|key| key.name == name);
        match key.map(|key| key.shape) {
            Some(Shape::Table(table)) => is_built_as(child, table),
            Some(Shape::Keyed(table)) => child
                .entries()
                .is_some_and(|list| list.nodes().all(|child| is_built_as(child, table))),
            _ => true,
        }
    })
}

/// Checks the table `node` against what `table` allows.
pub(crate) fn check(node: &Node, table: &Table, diagnostics: &mut Diagnostics) {
    let Some(entries) = node.entries() else {
        let keys = listed(table.keys.iter().map(|key| key.name));
        let called = table.called;
        let allowed = text!(
            "{called}: a table with {keys}",
            "{called}の表（キー：{keys}）";
            called, keys
        );
        wrong(node, allowed, diagnostics);
        return;
    };
    for (name, child) in entries.iter() {
        match table.keys.iter().find(|key| key.name == name) {
            Some(key) => check_value(child, key, diagnostics),
            None => unknown_key(name, child, table, diagnostics),
        }
    }
    let misspelt: Vec<&str> = entries
        .keys()
        .filter(|name| table.keys.iter().all(|key| key.name != *name))
        .filter_map(|name| nearest(name, table.keys.iter().map(|key| key.name)))
        .collect();
    for key in table.keys.iter().filter(|key| key.required) {
        // A key that was misspelt is one mistake, not two.
        if entries.get(key.name).is_none() && !misspelt.contains(&key.name) {
            let (called, name, meaning) = (table.called, Text::same(quoted(key.name)), key.meaning);
            let message = text!(
                "{called} lacks the key {name}",
                "{called}にキー{name}がありません";
                called, name
            );
            let help = text!(
                "add {name}: {meaning}",
                "{name}を追加してください：{meaning}";
                name, meaning
            );
            diagnostics.push(
                Diagnostic::error("missing-key", message)
                    .at(node.key_span)
                    .help(help),
            );
        }
    }
}

fn unknown_key(name: &str, node: &Node, table: &Table, diagnostics: &mut Diagnostics) {
    let names = || table.keys.iter().map(|key| key.name);
    diagnostics.push(
        Diagnostic::error("unknown-key", no_such_key(table.called, name))
            .at(node.key_span)
            .allowed(listed(names()))
            .did_you_mean(nearest(name, names())),
    );
}

fn no_such_key(called: Words, name: &str) -> Text {
    let name = Text::same(quoted(name));
    text!("{called} has no key {name}", "{called}に{name}というキーはありません"; called, name)
}

fn check_value(node: &Node, key: &Key, diagnostics: &mut Diagnostics) {
    match key.shape {
        Shape::Table(table) => check(node, table, diagnostics),
        Shape::Keyed(table) => check_keyed(node, table, diagnostics),
        Shape::Counts => check_each(node, diagnostics, &|child, diagnostics| {
            if child
                .as_integer()
                .is_none_or(|count| !(1..=1_000_000).contains(&count))
            {
                wrong(child, whole_number(1, 1_000_000), diagnostics);
            }
        }),
        Shape::Headings => check_each(node, diagnostics, &|child, diagnostics| {
            if child.as_text().is_none() {
                let allowed = words(
                    "the name of a column, or \"ignore\"",
                    "列の名前、又は\"ignore\"",
                );
                wrong(child, allowed, diagnostics);
            }
        }),
        Shape::FiscalYear if node.fiscal_year().is_none() => {
            let allowed = words(
                "a fiscal year from 1900 to 2200, such as 2014, \"FY2014\" or \"平成26年度\"",
                "1900～2200年度（例：2014、\"FY2014\"、\"平成26年度\"）",
            );
            diagnostics.push(not_as(node, Expected::FiscalYear, allowed));
        }
        Shape::Quantities => check_each(node, diagnostics, &|child, diagnostics| {
            check_quantity(child, diagnostics);
        }),
        Shape::Quantity => check_quantity(node, diagnostics),
        Shape::Slots => {
            check_steps(node, &schema::SLOT_STEP, Some("unlimited"), diagnostics);
        }
        Shape::Rates => check_steps(node, &schema::RATE_STEP, None, diagnostics),
        Shape::Payments => check_list(node, &schema::PAYMENT, diagnostics),
        Shape::Providers => check_providers(node, diagnostics),
        Shape::Text if node.words().is_none() => wrong(node, QUOTED, diagnostics),
        Shape::Texts if node.texts().is_none() => {
            let allowed = words(
                "a list of texts, such as [\"a\", \"b\"]",
                "文字列の一覧（例：[\"a\", \"b\"]）",
            );
            wrong(node, allowed, diagnostics);
        }
        Shape::Boolean if node.as_boolean().is_none() => {
            wrong(node, words("true or false", "true又はfalse"), diagnostics);
        }
        Shape::Number if node.as_number().is_none() => {
            diagnostics.push(not_as(node, Expected::Number, words("a number", "数値")));
        }
        Shape::Numbers if node.numbers().is_none() => {
            let allowed = words("a list of numbers", "数値の一覧");
            diagnostics.push(not_as(node, Expected::Number, allowed));
        }
        Shape::Weight if !is_weight(node) => {
            let allowed = words(
                "a number, a range such as [0.1, 0.4], or \"any\"",
                "数値、範囲（例：[0.1, 0.4]）又は「\"any\"」",
            );
            wrong(node, allowed, diagnostics);
        }
        Shape::Dates => check_dates(node, diagnostics),
        Shape::Date => check_date(node, diagnostics),
        Shape::DateOrMonth if node.paid_on().is_none() => {
            let allowed = words(
                "a date such as 2013-04-01, or a month such as \"2013-04\"",
                "日付（例：2013-04-01）又は年月（例：\"2013-04\"）",
            );
            diagnostics.push(not_as(node, Expected::Day, allowed));
        }
        Shape::Id => check_id(node, diagnostics),
        Shape::Whole(least, most)
            if node
                .as_integer()
                .is_none_or(|value| !(least..=most).contains(&value)) =>
        {
            diagnostics.push(not_as(node, Expected::Number, whole_number(least, most)));
        }
        Shape::Word(words) => {
            let found = node.as_text().unwrap_or_default();
            if !words.contains(&found) {
                let described = node.describe();
                let message = text!(
                    "{described} is not allowed here",
                    "{described}はここでは使えません";
                    described
                );
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

fn is_weight(node: &Node) -> bool {
    match &node.value {
        Value::List(_) => node.numbers().is_some_and(|range| range.len() == 2),
        Value::Text(word) => word == "any",
        _ => node.as_number().is_some(),
    }
}

fn check_date(node: &Node, diagnostics: &mut Diagnostics) {
    if !node.as_date().is_some_and(|date| is_planned(&date)) {
        let allowed = words(
            "a date from 1900 to 2200, such as 2013-04-01",
            "1900～2200年の日付（例：2013-04-01）",
        );
        diagnostics.push(not_as(node, Expected::Day, allowed));
    }
}

fn check_dates(node: &Node, diagnostics: &mut Diagnostics) {
    match &node.value {
        Value::List(entries) => entries
            .nodes()
            .for_each(|node| check_date(node, diagnostics)),
        _ => check_date(node, diagnostics),
    }
}

/// A list of dates that can be planned for, each with its place.
pub(super) fn dates(node: &Node) -> Option<Vec<(jiff::civil::Date, Span)>> {
    let planned = |date: &jiff::civil::Date| is_planned(date);
    match &node.value {
        Value::List(entries) => entries
            .nodes()
            .map(|node| Some((node.as_date().filter(planned)?, node.span)))
            .collect(),
        _ => Some(vec![(node.as_date().filter(planned)?, node.span)]),
    }
}

/// Whether a date lies in the years that can be planned for.
pub(super) fn is_planned(date: &jiff::civil::Date) -> bool {
    (1900..=2200).contains(&date.year())
}

/// Checks every table of a list of tables with ids, or of a table by id.
fn check_keyed(node: &Node, table: &Table, diagnostics: &mut Diagnostics) {
    let Some(entries) = node.entries() else {
        let allowed = words(
            "a table, or a list of tables with `id`",
            "表、又は`id`をもつ表の一覧",
        );
        wrong(node, allowed, diagnostics);
        return;
    };
    for (id, child) in entries.iter() {
        if entries.by_position() {
            let called = table.called;
            let message = text!("{called} has no `id`", "{called}に`id`がありません"; called);
            diagnostics.push(
                Diagnostic::error("missing-id", message)
                    .at(child.key_span)
                    .help(words(
                        "add `id = \"…\"`, a name that no other entry of the list has",
                        "`id = \"…\"`を追加してください（一覧の中で重ならない名前）",
                    )),
            );
        } else if !is_id(id) {
            bad_id(id, child.key_span, diagnostics);
        }
        check(child, table, diagnostics);
    }
}

/// Ids are named in lists, table cells, paths and file names, hence no spaces and signs.
fn bad_id(id: &str, span: Span, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::error(
            "bad-id",
            text!("{0} cannot be an id", "{0}はidとして使えません", quoted(id)),
        )
        .at(span)
        .allowed(words(
            "letters of any script, digits, `-` and `_`",
            "文字（かな・漢字を含む）、数字、`-`、`_`",
        ))
        .help(words(
            "keep the id short; `name` can hold any text",
            "idは短くし、自由な表記は`name`に書いてください",
        )),
    );
}

fn check_id(node: &Node, diagnostics: &mut Diagnostics) {
    match node.words() {
        Some(id) if is_id(&id) => {}
        Some(id) => bad_id(&id, node.span, diagnostics),
        None => wrong(node, QUOTED, diagnostics),
    }
}

/// Checks every entry of a table of numbers by id.
fn check_each(node: &Node, diagnostics: &mut Diagnostics, each: &dyn Fn(&Node, &mut Diagnostics)) {
    match &node.value {
        Value::Table(entries) => entries
            .iter()
            .for_each(|(_, child)| each(child, diagnostics)),
        _ => {
            let allowed = words(
                "a number for each id, such as { first = 1, second = 2 }",
                "idごとの数値（例：{ first = 1, second = 2 }）",
            );
            let ids = node.as_list().and_then(|_| node.texts());
            let ids = ids.filter(|ids| !ids.is_empty() && ids.len() <= 3);
            let written = ids.map(|ids| write(&format!("{{ {} = 1 }}", ids.join(" = 1, "))));
            let mut diagnostic = wrong_type(node, allowed);
            diagnostic.help = diagnostic.help.or(written);
            diagnostics.push(diagnostic);
        }
    }
}

fn check_list(node: &Node, table: &Table, diagnostics: &mut Diagnostics) {
    match &node.value {
        Value::List(entries) => {
            entries
                .iter()
                .for_each(|(_, child)| check(child, table, diagnostics));
        }
        _ => wrong(node, words("a list of tables", "表の一覧"), diagnostics),
    }
}

fn check_steps(node: &Node, table: &Table, word: Option<&str>, diagnostics: &mut Diagnostics) {
    let steps = table.keys.iter().map(|key| key.name);
    let word_shown = word.map(|word| text!("\"{word}\", ", "\"{word}\"、"));
    match &node.value {
        Value::List(_) => check_list(node, table, diagnostics),
        Value::Text(text) if word == Some(text) => {}
        Value::Table(_) | Value::Integer(_) | Value::Float(_) => check_quantity(node, diagnostics),
        _ => {
            let (word_shown, keys) = (word_shown.unwrap_or_default(), listed(steps));
            let allowed = text!(
                "{word_shown}a number, a distribution, or a list of tables with {keys}",
                "{word_shown}数値、分布、又は次のキーをもつ表の一覧：{keys}";
                word_shown, keys
            );
            let near = node.as_text().and_then(|text| nearest(text, word));
            diagnostics.push(wrong_type(node, allowed).did_you_mean(near));
        }
    }
}

fn check_providers(node: &Node, diagnostics: &mut Diagnostics) {
    let Some(entries) = node
        .entries()
        .filter(|_| !matches!(node.value, Value::Text(_)))
    else {
        if node.texts().is_none() {
            let allowed = words(
                "a list of institutes, such as [\"nibio\", \"office\"]",
                "機関の一覧（例：[\"nibio\", \"office\"]）",
            );
            wrong(node, allowed, diagnostics);
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
        let allowed = words(
            "a number or a distribution, such as { triangular = [3, 6, 12] }",
            "数値又は分布（例：{ triangular = [3, 6, 12] }）",
        );
        diagnostics.push(not_as(node, Expected::Number, allowed));
        return;
    };
    for (name, child) in entries.iter() {
        let file = entries.get("empirical").and_then(Node::as_text);
        let with_file = name == "column" && file.is_some();
        if !ABOUT.contains(&name) && !DISTRIBUTIONS.contains(&name) && !with_file {
            let names = || DISTRIBUTIONS.into_iter().chain(ABOUT);
            diagnostics.push(
                Diagnostic::error(
                    "unknown-key",
                    no_such_key(words("a quantity", "値の表"), name),
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
    let misspelt = given.is_empty()
        && entries
            .keys()
            .any(|name| name != "column" && !ABOUT.contains(&name));
    if given.len() != 1 && !misspelt {
        let message = match given.len() {
            0 => words(
                "this quantity has neither a value nor a distribution",
                "値も分布も指定されていません",
            )
            .into(),
            count => text!(
                "this quantity has {count} values or distributions",
                "値又は分布が{count}個指定されています"
            ),
        };
        let forms = listed(DISTRIBUTIONS);
        let mut diagnostic = Diagnostic::error("one-distribution", message)
            .allowed(text!("exactly one of {forms}", "次のうち一つだけ：{forms}"; forms));
        diagnostic = match given.get(1) {
            Some((_, second)) => diagnostic.at(second.key_span),
            None => diagnostic.at(node.span),
        };
        diagnostics.push(diagnostic);
    }
    if let Some(layer) = entries.get("layer") {
        let layers = ["chance", "ignorance"];
        if !layer.as_text().is_some_and(|word| layers.contains(&word)) {
            let found = layer.describe();
            let message = text!("{found} is not a layer", "{found}は層ではありません"; found);
            diagnostics.push(
                Diagnostic::error("unknown-word", message)
                    .at(layer.span)
                    .allowed(words(
                        "chance (this theme, this study), ignorance (nobody knows; the same for all)",
                        "chance（偶然：テーマや試験ごとに異なる）、ignorance（未知：誰も知らず、全てに共通）",
                    ))
                    .did_you_mean(nearest(layer.as_text().unwrap_or_default(), layers)),
            );
        }
    }
    if let Some(year) = entries.get("price_year")
        && year
            .as_integer()
            .is_none_or(|year| !(1900..=2200).contains(&year))
    {
        let allowed = words("a year from 1900 to 2200", "1900～2200の年");
        wrong(year, allowed, diagnostics);
    }
    for name in ["source", "note"] {
        if let Some(child) = entries.get(name).filter(|child| child.as_text().is_none()) {
            wrong(child, QUOTED, diagnostics);
        }
    }
    if let Some(as_of) = entries.get("as_of").filter(|child| child.words().is_none()) {
        let allowed = words("a year, a date or a text", "年、日付又は文字列");
        wrong(as_of, allowed, diagnostics);
    }
}

const QUOTED: Words = words("a text in quotes", "引用符で囲んだ文字列");

fn whole_number(least: i64, most: i64) -> Text {
    text!(
        "a whole number from {least} to {most}",
        "{least}～{most}の整数"
    )
}

fn wrong(node: &Node, allowed: impl Into<Text>, diagnostics: &mut Diagnostics) {
    diagnostics.push(wrong_type(node, allowed));
}

fn wrong_type(node: &Node, allowed: impl Into<Text>) -> Diagnostic {
    not_as(node, Expected::Else, allowed)
}

/// The message about a value that is not what was expected.
fn not_as(node: &Node, expected: Expected, allowed: impl Into<Text>) -> Diagnostic {
    let found = node.describe();
    let message = text!("{found} does not fit here", "{found}はここでは使えません"; found);
    let diagnostic = Diagnostic::error("wrong-type", message)
        .at(node.span)
        .allowed(allowed);
    match mended(node, expected) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
