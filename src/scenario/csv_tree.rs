//! A table of themes, or of other rows, as a tree of leaves.
//!
//! The first row names the columns; each further row is an entry, and each filled cell a leaf such
//! as `theme.<id>.<column>`. A dotted column such as `stage.hit.odds` opens tables. An empty cell is
//! absent, not zero. Rows and columns are told to [`Sources`], so that every later message about a
//! cell can name them.
//!
//! Cells have no types of their own. What looks like a number, a day or true/false becomes one, and
//! [`Node::raw`] keeps the text for columns that hold names whatever they look like.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::csv_cells::{Cell, places, rows};
use super::row_files::Rows;
use super::toml_tree::duplicate_id;
use super::tree::DEEPEST;
use super::{Entries, Node, Path, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Sources, Span, TablePlaces, quoted};

/// Where each entry's id was first used, over all tables of its kind.
pub(super) type SeenIds = BTreeMap<String, Span>;

/// Reads a table of rows that was added to `sources` as `file`: a table with the one entry that
/// the rows belong to, such as `theme`.
///
/// # Errors
///
/// The codes are `csv-quote`, `bad-column`, `duplicate-column`, `missing-column`, `ragged-row`,
/// `missing-id`, `duplicate-id`. A row with an error of its own is left out.
pub(super) fn parse_rows(
    sources: &mut Sources,
    file: FileId,
    of: Rows,
    seen: &mut SeenIds,
    diagnostics: &mut Diagnostics,
) -> Node {
    let text = sources.text(file).to_owned();
    let mut rows = rows(&text);
    let header = rows.next().unwrap_or_default();
    let mut reader = Reader {
        file,
        of,
        seen,
        diagnostics,
        places: TablePlaces::default(),
    };
    let mut entries = Entries::new();
    reader.place(None, &header);
    reader.places.columns = header.iter().map(|cell| cell.text.to_string()).collect();
    if let Some(columns) = reader.columns(&header) {
        for row in rows {
            reader.place(columns.id_of(&row), &row);
            if let Some((id, entry)) = reader.entry(&columns, &row) {
                entries.insert(id, entry);
            }
        }
    }
    sources.set_places(file, reader.places);
    let beginning = Span::beginning(file);
    let entries = Node::new(Value::Table(entries), beginning);
    Node::new(
        Value::Table(Entries::from_iter([(of.table().to_owned(), entries)])),
        beginning,
    )
}

/// The columns of a header without errors of its own.
struct Columns {
    /// Number of columns.
    count: usize,
    /// Where the ids stand.
    id: usize,
    /// The others: position, path below the theme, and the name in the header.
    others: Vec<(usize, Path, Span)>,
}

impl Columns {
    fn id_of<'r>(&self, row: &'r [Cell<'_>]) -> Option<&'r str> {
        row.get(self.id).map(|cell| cell.text.as_ref())
    }
}

struct Reader<'a> {
    file: FileId,
    of: Rows,
    seen: &'a mut SeenIds,
    diagnostics: &'a mut Diagnostics,
    places: TablePlaces,
}

impl Reader<'_> {
    fn place(&mut self, id: Option<&str>, row: &[Cell<'_>]) {
        self.places.rows.push(places(id, row));
    }

    /// The columns that can be read; `None` where not even the ids can.
    fn columns(&mut self, header: &[Cell<'_>]) -> Option<Columns> {
        if is_separated_otherwise(header) {
            self.missing_id_column(header);
            return None;
        }
        let mut named: Vec<(Path, &Cell<'_>)> = Vec::new();
        let mut id = None;
        let mut others = Vec::new();
        for (position, cell) in header.iter().enumerate() {
            let Some(path) = self.column(cell, &named) else {
                continue;
            };
            if path.segments() == ["id"] {
                id = Some(position);
            } else {
                others.push((position, path.clone(), cell.span(self.file)));
            }
            named.push((path, cell));
        }
        if id.is_none() {
            self.missing_id_column(header);
        }
        Some(Columns {
            count: header.len(),
            id: id?,
            others,
        })
    }

    /// The path that a column's name stands for, unless it is wrong or taken.
    fn column(&mut self, cell: &Cell<'_>, named: &[(Path, &Cell<'_>)]) -> Option<Path> {
        let at = cell.span(self.file);
        let name = quoted(&cell.text);
        let error = match cell.text.parse::<Path>() {
            _ if cell.flaw.is_some() => cell.complaint(self.file)?,
            _ if cell.text.is_empty() => Diagnostic::error("bad-column", "this column has no name")
                .at(at)
                .help("name it in the first row, or remove the column"),
            Err(reason) => Diagnostic::error(
                "bad-column",
                format!("the column name {name} cannot be read: {reason}"),
            )
            .at(at)
            .allowed("names such as `route` or `stage.hit.odds`"),
            Ok(path) if path.segments().len() + 2 > DEEPEST => Diagnostic::error(
                "bad-column",
                format!("the column name {name} has too many parts"),
            )
            .at(at),
            Ok(path) => {
                let Some((_, first)) = named
                    .iter()
                    .find(|(other, _)| other.leads_to(&path) || path.leads_to(other))
                else {
                    return Some(path);
                };
                let message = if first.text == cell.text {
                    format!("two columns are named {name}")
                } else {
                    format!(
                        "the column {name} contradicts {}: one is a value, the other a table",
                        quoted(&first.text)
                    )
                };
                Diagnostic::error("duplicate-column", message)
                    .at(at)
                    .also(first.span(self.file), "first column here")
                    .help("rename or remove one of the two")
            }
        };
        self.diagnostics.push(error);
        None
    }

    fn missing_id_column(&mut self, header: &[Cell<'_>]) {
        let at = header
            .first()
            .map_or(Span::beginning(self.file), |cell| cell.span(self.file));
        let help = if is_separated_otherwise(header) {
            "separate the columns by commas; this file uses something else"
        } else if header
            .iter()
            .any(|cell| cell.text.eq_ignore_ascii_case("id"))
        {
            "write `id` in small letters"
        } else {
            "the first row names the columns; one of them is `id`"
        };
        let message = format!("{} has no column `id`", self.of.called());
        let error = Diagnostic::error("missing-column", message);
        self.diagnostics.push(error.at(at).help(help));
    }

    /// The entry of a row under its id.
    fn entry(&mut self, columns: &Columns, row: &[Cell<'_>]) -> Option<(String, Node)> {
        let complaints: Vec<Diagnostic> = row
            .iter()
            .filter_map(|cell| cell.complaint(self.file))
            .collect();
        if !complaints.is_empty() {
            self.diagnostics.extend(complaints);
            return None;
        }
        let id = row.get(columns.id).filter(|cell| !cell.text.is_empty());
        if row.len() != columns.count {
            self.ragged(columns, row, id);
            return None;
        }
        let Some(id) = id else {
            let at = row
                .get(columns.id)
                .map_or(Span::beginning(self.file), |cell| cell.span(self.file));
            let each = self.of.each();
            let help = format!("give {each} an id that no other has, or empty the whole row");
            self.diagnostics.push(
                Diagnostic::error("missing-id", "this row has no id")
                    .at(at)
                    .help(help),
            );
            return None;
        };
        let key_span = id.span(self.file);
        if let Some(first) = self.seen.get(id.text.as_ref()) {
            self.diagnostics
                .push(duplicate_id(&id.text, key_span, *first).help("give one of them another id"));
            return None;
        }
        self.seen.insert(id.text.to_string(), key_span);
        let entries = self.entries(columns, row);
        let entry = Node::new(Value::Table(entries), self.row_span(row)).with_key(key_span);
        Some((id.text.to_string(), entry))
    }

    fn ragged(&mut self, columns: &Columns, row: &[Cell<'_>], id: Option<&Cell<'_>>) {
        let plural = if row.len() == 1 { "" } else { "s" };
        let message = format!(
            "this row has {} cell{plural}, the header has {}",
            row.len(),
            columns.count
        );
        let help = if row.len() > columns.count {
            "write text that contains a comma in quotes"
        } else {
            "add the missing cells; an empty cell needs its comma"
        };
        let error = Diagnostic::error("ragged-row", message)
            .at(self.row_span(row))
            .help(help);
        self.diagnostics.push(match id {
            Some(id) => error.place(format!("row {}", id.text)),
            None => error,
        });
    }

    fn row_span(&self, row: &[Cell<'_>]) -> Span {
        let start = row.first().map_or(0, |cell| cell.range.start);
        Span::new(
            self.file,
            start..row.last().map_or(start, |cell| cell.range.end),
        )
    }

    /// The filled cells of a row as a table of tables.
    fn entries(&self, columns: &Columns, row: &[Cell<'_>]) -> Entries {
        let mut entries = Entries::new();
        for (position, path, header) in &columns.others {
            let Some(cell) = row.get(*position).filter(|cell| !cell.text.is_empty()) else {
                continue;
            };
            let span = cell.span(self.file);
            let raw = cell.text.to_string();
            let node = Node {
                value: value(&raw),
                span,
                key_span: *header,
                raw: Some(raw),
            };
            insert(&mut entries, path.segments(), node);
        }
        entries
    }
}

/// Whether the columns seem to be separated by semicolons or tabs.
fn is_separated_otherwise(header: &[Cell<'_>]) -> bool {
    matches!(header, [only] if only.text.contains([';', '\t']))
}

/// Puts a node at a path, opening tables on the way. No path leads through a value: the header was
/// checked.
fn insert(entries: &mut Entries, path: &[String], node: Node) {
    match path {
        [] => {}
        [last] => drop(entries.insert(last.as_str(), node)),
        [first, rest @ ..] => {
            if entries.get(first).is_none() {
                let table =
                    Node::new(Value::Table(Entries::new()), node.span).with_key(node.key_span);
                entries.insert(first.as_str(), table);
            }
            if let Some(below) = entries.get_mut(first).and_then(Node::entries_mut) {
                insert(below, rest, node);
            }
        }
    }
}

/// What the text of a cell looks like: a whole number, a finite number, true or false in any case
/// (spreadsheets write TRUE), a day; else text. Digits only count with plain ASCII signs, points
/// and exponents; a whole number beyond 64 bits is text.
fn value(text: &str) -> Value {
    let numeric =
        text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.'));
    if numeric {
        if let Ok(value) = text.parse() {
            return Value::Integer(value);
        }
        let fractional =
            text.contains(['.', 'e', 'E']) && text.contains(|digit: char| digit.is_ascii_digit());
        if let Some(value) = text
            .parse()
            .ok()
            .filter(|value: &f64| fractional && value.is_finite())
        {
            return Value::Float(value);
        }
    }
    match text {
        _ if text.eq_ignore_ascii_case("true") => Value::Boolean(true),
        _ if text.eq_ignore_ascii_case("false") => Value::Boolean(false),
        _ => date(text).map_or_else(|| Value::Text(text.to_owned()), Value::Date),
    }
}

/// A day as 2013-04-01, or as spreadsheets in Japanese write it: 2013/4/1.
pub(super) fn date(text: &str) -> Option<Date> {
    let separator = text
        .chars()
        .find(|character| matches!(character, '-' | '/'))?;
    let mut parts = text.split(separator);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || year.len() != 4 || ![year, month, day].into_iter().all(digits) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> (Vec<Node>, Sources, Diagnostics) {
        let (mut sources, mut diagnostics, mut seen) =
            (Sources::new(), Diagnostics::new(), SeenIds::new());
        let trees = texts.iter().enumerate().map(|(number, text)| {
            let file = sources.add(format!("{number}.csv"), *text);
            parse_rows(
                &mut sources,
                file,
                Rows::Themes,
                &mut seen,
                &mut diagnostics,
            )
        });
        (trees.collect(), sources, diagnostics)
    }

    fn leaves(tree: &Node) -> Vec<String> {
        tree.leaves()
            .map(|(path, node)| format!("{path} = {}", node.describe().english))
            .collect()
    }

    fn messages(diagnostics: &Diagnostics) -> Vec<String> {
        diagnostics
            .sorted()
            .iter()
            .map(|one| format!("{}: {}", one.code, one.message.english))
            .collect()
    }

    #[test]
    fn filled_cells_become_leaves_and_empty_ones_are_absent() {
        let (trees, _, diagnostics) = read(&[
            "id,name,stage.hit.odds,stage.hit.activity.hts.cost,arrives\r\nT02,\"外注, A\",0.5,,2013-04-01\r\n,,,,\r\n007,42,,3,\r\n,,,,\r\n",
        ]);
        assert!(diagnostics.is_empty());
        assert_eq!(
            leaves(&trees[0]),
            [
                "theme.T02.name = the text `外注, A`",
                "theme.T02.stage.hit.odds = the number 0.5",
                "theme.T02.arrives = the date 2013-04-01",
                "theme.007.name = the number 42",
                "theme.007.stage.hit.activity.hts.cost = the number 3",
            ]
        );
        let name = trees[0]
            .at(&"theme.007.name".parse().expect("a path"))
            .expect("set");
        assert_eq!(name.as_text(), Some("42"), "a name may look like a number");
    }

    #[test]
    fn every_leaf_points_at_its_cell_and_knows_row_and_column() {
        let (trees, sources, _) = read(&["\u{feff}name,id,odds\n\"外注\",T01, 0.5 \n"]);
        let at = |path: &str| trees[0].at(&path.parse().expect("a path")).expect("set");
        assert_eq!(sources.slice(at("theme.T01.name").span), "\"外注\"");
        assert_eq!(sources.slice(at("theme.T01.odds").span), "0.5");
        assert_eq!(sources.slice(at("theme.T01.odds").key_span), "odds");
        assert_eq!(sources.slice(at("theme.T01").key_span), "T01");
        assert_eq!(sources.slice(at("theme.T01").span), "\"外注\",T01, 0.5");
        let place = |span| sources.place(span).map(|place| place.english);
        assert_eq!(
            place(at("theme.T01.odds").span).as_deref(),
            Some("row T01, column `odds`")
        );
        assert_eq!(place(at("theme.T01").span).as_deref(), Some("row T01"));
        assert_eq!(
            place(at("theme.T01.odds").key_span).as_deref(),
            Some("column `odds`")
        );
    }

    #[test]
    fn cells_are_what_they_look_like() {
        for (text, expected) in [
            ("3", Value::Integer(3)),
            ("-7", Value::Integer(-7)),
            ("007", Value::Integer(7)),
            ("0.5", Value::Float(0.5)),
            (".5", Value::Float(0.5)),
            ("1e3", Value::Float(1000.0)),
            ("TRUE", Value::Boolean(true)),
            ("false", Value::Boolean(false)),
            ("2013-04-01", Value::Date(jiff::civil::date(2013, 4, 1))),
            ("2013/4/1", Value::Date(jiff::civil::date(2013, 4, 1))),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
        let texts = [
            "nan",
            "inf",
            "-inf",
            "1e999",
            "60%",
            "1,000",
            "-",
            ".",
            "e5",
            "2013-02-30",
            "2013-4",
            "13/4/1",
            "99999999999999999999",
            "T01",
            "外注",
        ];
        for text in texts {
            assert_eq!(value(text), Value::Text(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn one_id_names_one_theme_over_all_tables() {
        let (trees, _, diagnostics) = read(&["id,x\nT01,1\nT01,2\n", "id,y\nT01,3\nT02,4\n"]);
        assert_eq!(
            messages(&diagnostics),
            [
                "duplicate-id: `T01` is used twice",
                "duplicate-id: `T01` is used twice"
            ]
        );
        assert_eq!(leaves(&trees[0]), ["theme.T01.x = the number 1"]);
        assert_eq!(leaves(&trees[1]), ["theme.T02.y = the number 4"]);
    }

    #[test]
    fn a_wrong_header_and_wrong_rows_are_all_reported_at_once() {
        let (trees, _, diagnostics) = read(&[
            "id,,odds,odds,stage.hit,stage.hit.odds,id,a b\nT01,1\n,2,3,4,5,6,7,8\nT03,1,2,3,4,5,6,7\n",
        ]);
        assert_eq!(
            messages(&diagnostics),
            [
                "bad-column: this column has no name",
                "duplicate-column: two columns are named `odds`",
                "duplicate-column: the column `stage.hit.odds` contradicts `stage.hit`: one is a value, the other a table",
                "duplicate-column: two columns are named `id`",
                "bad-column: the column name `a b` cannot be read: a name with a space must stand in quotes",
                "ragged-row: this row has 2 cells, the header has 8",
                "missing-id: this row has no id",
            ]
        );
        assert_eq!(
            leaves(&trees[0]),
            [
                "theme.T03.odds = the number 2",
                "theme.T03.stage.hit = the number 4"
            ]
        );
    }

    #[test]
    fn a_column_cannot_be_value_and_table_in_either_order() {
        for header in [
            "id,stage,stage.hit.odds",
            "id,stage.hit.odds,stage",
            "id.x,id",
        ] {
            let (_, _, diagnostics) = read(&[header]);
            let contradicts = |one: &&Diagnostic| {
                one.message
                    .english
                    .contains("one is a value, the other a table")
            };
            assert_eq!(
                diagnostics.iter().filter(contradicts).count(),
                1,
                "{header}"
            );
        }
    }

    #[test]
    fn columns_are_not_nested_without_end() {
        let (_, _, diagnostics) = read(&[&format!("id,{}\nT01,1\n", vec!["a"; 200_000].join("."))]);
        assert_eq!(messages(&diagnostics).len(), 1);
        assert!(messages(&diagnostics)[0].ends_with("has too many parts"));
        let (trees, _, diagnostics) = read(&[&format!("id,{}\nT01,1\n", vec!["a"; 30].join("."))]);
        assert!(diagnostics.is_empty());
        assert_eq!(
            trees[0]
                .leaves()
                .map(|(path, _)| path.segments().len())
                .max(),
            Some(DEEPEST)
        );
    }

    #[test]
    fn a_table_without_ids_is_not_read_further() {
        for (text, help) in [
            ("", "the first row names the columns; one of them is `id`"),
            (
                "name;id\nx;T01\n",
                "separate the columns by commas; this file uses something else",
            ),
            ("name,ID\n1\n", "write `id` in small letters"),
        ] {
            let (trees, _, diagnostics) = read(&[text]);
            assert_eq!(
                messages(&diagnostics),
                ["missing-column: this table of themes has no column `id`"]
            );
            assert!(
                diagnostics.iter().all(|one| one
                    .help
                    .as_ref()
                    .is_some_and(|given| given.english.contains(help))),
                "{text}"
            );
            assert_eq!(leaves(&trees[0]), ["theme = a table"]);
        }
    }
}
