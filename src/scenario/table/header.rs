//! Which key each heading of a table means.
//!
//! A heading may be a key (`entry_stage`, `stage.hit.odds`), one of the names of the list of
//! columns in either language, or whatever `[theme_columns]` of the scenario says. A unit in
//! parentheses behind it, 自己資金（百万円）, holds for the numbers below. What means nothing is an
//! error: a column that nobody reads may be the one that matters. Columns for the office alone are
//! named in `[theme_columns]` too, as "ignore".

use super::super::row_files::Rows;
use super::super::schema::{Shape, Table, shape_at, table_of};
use super::super::tree::DEEPEST;
use super::super::{Node, Path};
use super::columns::{self, Holds, fold};
use super::number::money_exponent;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, listed, nearest, quoted};
use crate::language::{Text, narrow};
use crate::text;

/// What a scenario writes for columns that it does not read.
const IGNORE: &str = "ignore";

/// What a heading means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Meaning {
    /// The key at this path below the entry, and the power of ten of its numbers.
    Key(Path, i32),
    /// A column that is not read.
    Ignored,
}

/// What the scenario says of headings: `[theme_columns]` and its like.
pub(in crate::scenario) struct Mapping {
    of: Rows,
    entries: Vec<Mapped>,
}

struct Mapped {
    folded: String,
    written: String,
    meaning: Meaning,
    span: Span,
    used: bool,
}

impl Mapping {
    /// The mapping for tables of these rows. Entries that mean nothing are reported.
    pub fn of(of: Rows, root: &Node, diagnostics: &mut Diagnostics) -> Mapping {
        let mut mapping = Mapping {
            of,
            entries: Vec::new(),
        };
        let table = root.get(of.columns_key()).and_then(Node::as_table);
        for (heading, node) in table.into_iter().flat_map(|table| table.iter()) {
            // What is no text is for the shape check to say.
            let Some(name) = node.as_text() else { continue };
            let meaning = match fold(name) == IGNORE {
                true => Some(Meaning::Ignored),
                false => understood(of, name),
            };
            let Some(meaning) = meaning else {
                diagnostics.push(unknown_column(of, name).at(node.span));
                continue;
            };
            mapping.entries.push(Mapped {
                folded: fold(heading),
                written: heading.to_owned(),
                meaning,
                span: node.key_span,
                used: false,
            });
        }
        mapping
    }

    /// What a heading means; `None` where nothing is known of it.
    pub fn meaning(&mut self, heading: &str) -> Option<Meaning> {
        let folded = fold(heading);
        if let Some(mapped) = self.entries.iter_mut().find(|one| one.folded == folded) {
            mapped.used = true;
            return Some(mapped.meaning.clone());
        }
        understood(self.of, heading)
    }

    /// Whether a heading names the ids, whatever else it may be.
    pub fn is_id(&self, heading: &str) -> bool {
        let folded = fold(heading);
        let mapped = self.entries.iter().find(|one| one.folded == folded);
        let meaning = match mapped {
            Some(mapped) => Some(mapped.meaning.clone()),
            None => understood(self.of, heading),
        };
        matches!(meaning, Some(Meaning::Key(path, _)) if path.segments() == ["id"])
    }

    /// Warns of entries that no table has a heading for.
    pub fn report_unused(&self, diagnostics: &mut Diagnostics) {
        for one in self.entries.iter().filter(|one| !one.used) {
            let (name, files) = (quoted(&one.written), self.of.key());
            diagnostics.push(
                Diagnostic::warning(
                    "unused-column",
                    text!(
                        "no table of `{files}` has a column {name}",
                        "`{files}`の表に{name}という列はありません"
                    ),
                )
                .at(one.span)
                .help(text!(
                    "remove this line, or write the heading as it stands in the table",
                    "この行を削除するか、表の見出しのとおりに書いてください"
                )),
            );
        }
    }
}

/// What a heading means by itself.
fn understood(of: Rows, heading: &str) -> Option<Meaning> {
    if let Some(path) = key_of(of, heading) {
        return Some(Meaning::Key(path, 0));
    }
    let narrowed = narrow(heading.trim());
    let (name, unit) = narrowed.strip_suffix(')')?.split_once('(')?;
    let path = key_of(of, name)?;
    let exponent = exponent_of(unit.trim(), columns::holds(of, path.segments()))?;
    Some(Meaning::Key(path, exponent))
}

/// The power of ten of the numbers below a heading with this unit, if they can have it.
fn exponent_of(unit: &str, holds: Holds) -> Option<i32> {
    match holds {
        Holds::Money => money_exponent(unit),
        Holds::Share if unit == "%" => Some(-2),
        Holds::Months if unit == "月" || super::number::is_months(unit) => Some(0),
        _ => None,
    }
}

/// The path below an entry that a heading names, by keys or by names of columns.
fn key_of(of: Rows, heading: &str) -> Option<Path> {
    if let Ok(path) = heading.trim().parse::<Path>()
        && let [first, rest @ ..] = path.segments()
        && is_key(of, first)
        // A table by itself is no column; its keys are.
        && (!rest.is_empty() || !is_table(of, &path))
    {
        return Some(path);
    }
    if let Some(column) = columns::called(of, heading) {
        let path = Path::from_iter([column.key]);
        return (!is_table(of, &path)).then_some(path);
    }
    let names: Vec<&str> = heading.split(['.', '．']).map(str::trim).collect();
    if names.len() < 2 {
        return None;
    }
    dotted(table_of(of), &names)
}

/// The path of a dotted heading whose parts are keys, names of columns, or ids.
fn dotted(table: &Table, names: &[&str]) -> Option<Path> {
    let (first, rest) = names.split_first()?;
    let key = table
        .keys
        .iter()
        .find(|key| key.name == *first)
        .or_else(|| {
            let column = columns::below(first)?;
            table.keys.iter().find(|key| key.name == column.key)
        })?;
    let below = |rest: &[&str], table| {
        let rest = dotted(table, rest)?;
        Some(rest.segments().to_vec())
    };
    let mut segments = vec![key.name.to_owned()];
    match (key.shape, rest) {
        (Shape::Table(table), rest) => segments.extend(below(rest, table)?),
        (Shape::Keyed(table), [id, rest @ ..]) => {
            segments.push((*id).to_owned());
            segments.extend(below(rest, table)?);
        }
        (Shape::Keyed(_), []) => return None,
        (_, rest) => segments.extend(rest.iter().map(|name| (*name).to_owned())),
    }
    Some(Path::from_iter(segments))
}

fn is_key(of: Rows, name: &str) -> bool {
    name == "id" || table_of(of).keys.iter().any(|key| key.name == name)
}

fn is_table(of: Rows, path: &Path) -> bool {
    matches!(
        shape_at(table_of(of), path.segments()),
        Some(Shape::Table(_) | Shape::Keyed(_))
    )
}

/// Whether a path has more parts than a tree can have.
pub(in crate::scenario) fn is_too_deep(path: &Path) -> bool {
    path.segments().len() + 2 > DEEPEST
}

/// The message about a heading that means nothing, with the nearest in either language.
pub(in crate::scenario) fn unknown_column(of: Rows, heading: &str) -> Diagnostic {
    let mapping = of.columns_key();
    let known = || columns::columns(of);
    let near = nearest(heading, known().flat_map(columns::Column::names));
    let column =
        near.and_then(|near| known().find(|column| column.names().any(|name| name == near)));
    let english: Vec<String> = known()
        .map(|column| format!("{} ({})", column.key, column.heading.japanese))
        .collect();
    let japanese: Vec<String> = known()
        .map(|column| format!("{}（{}）", column.heading.japanese, column.key))
        .collect();
    let list = |names: &[String]| listed(names.iter().map(String::as_str));
    let names = Text {
        english: list(&english).english,
        japanese: list(&japanese).japanese,
    };
    let (called, shown) = (of.called(), Text::same(quoted(heading)));
    let error = Diagnostic::error(
        "unknown-column",
        text!(
            "{shown} is not a column of {called}",
            "{called}に{shown}という列はありません";
            called, shown
        ),
    )
    .allowed(names);
    match (near, column) {
        (Some(near), Some(column)) if near == column.key => error.did_you_mean(Some(near)),
        (Some(near), Some(column)) => {
            let (near, meant) = (quoted(near), quoted(column.key));
            error.help(text!(
                "did you mean {near}, which is {meant}?",
                "{near}（{meant}）の誤りではありませんか"
            ))
        }
        _ => {
            let key = heading.trim().replace(['"', '\\'], "");
            error.help(text!(
                "say what it is under [{mapping}] of the scenario: \"{key}\" = \"name\", or \"{IGNORE}\" if it is for yourselves",
                "シナリオの[{mapping}]に \"{key}\" = \"name\" のように記入してください（読まない列は \"{IGNORE}\"）"
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(heading: &str) -> Option<(String, i32)> {
        match understood(Rows::Themes, heading)? {
            Meaning::Key(path, exponent) => Some((path.to_string(), exponent)),
            Meaning::Ignored => None,
        }
    }

    #[test]
    fn headings_are_keys_names_or_dotted_paths_of_both() {
        for (heading, path, exponent) in [
            ("id", "id", 0),
            ("テーマ番号", "id", 0),
            ("自己資金", "funds", 0),
            ("自己資金（百万円）", "funds", 6),
            ("自己資金(円)", "funds", 0),
            ("進捗率（％）", "progress", -2),
            ("権利整理の月数（か月）", "rights_months", 0),
            ("Stage", "entry_stage", 0),
            ("特許.出願費用", "ip.filing_cost", 0),
            ("stage.hit.odds", "stage.hit.odds", 0),
            ("stage.hit.odds.beta", "stage.hit.odds.beta", 0),
            ("段階.hit.成功確率", "stage.hit.odds", 0),
            (
                "段階．hit．業務．hts．費用（千円）",
                "stage.hit.activity.hts.cost",
                3,
            ),
            ("ip.filing_cost", "ip.filing_cost", 0),
        ] {
            assert_eq!(key(heading), Some((path.to_owned(), exponent)), "{heading}");
        }
        for heading in [
            "備考",
            "science（百万円）",
            "テーマ名（仮）",
            "",
            "段階.hit",
            "特許",
        ] {
            assert_eq!(key(heading), None, "{heading}");
        }
    }
}
