//! A table of themes, or of other rows, as a tree of leaves.
//!
//! One row names the columns; each further row is an entry, and each filled cell a leaf such as
//! `theme.<id>.<column>`. A dotted column such as `stage.hit.odds` opens tables. An empty cell is
//! absent, not zero; a column without heading must be empty. Rows and columns are told to
//! [`Sources`], so that every later message about a cell can name them.

use std::collections::BTreeMap;

use super::super::row_files::Rows;
use super::super::thing::Thing;
use super::super::toml_tree::duplicate_id;
use super::super::{Entries, Node, Value};
use super::cells::{Cell, places};
use super::columns::Holds;
use super::grid::Grid;
use super::header::Mapping;
use super::layout::{Column, Columns};
use super::names::{Named, Names};
use super::value;
use crate::diagnostic::{
    Diagnostic, Diagnostics, FileId, Sources, Span, TablePlaces, listed, quoted, row_of,
};
use crate::language::narrow;
use crate::text;

/// Where each entry's id was first used, over all tables of its kind.
pub(in crate::scenario) type SeenIds = BTreeMap<String, Span>;

/// What the tables of one kind have in common.
pub(in crate::scenario) struct Kind<'a> {
    pub of: Rows,
    pub mapping: Mapping,
    pub names: &'a Names,
    /// Whether the scenario counts in yen.
    pub yen: bool,
    pub seen: SeenIds,
}

/// Reads a table of rows that was added to `sources` as `file`: a table with the one entry that
/// the rows belong to, such as `theme`.
///
/// # Errors
///
/// The codes are `csv-quote`, `cell-error`, `no-stored-value`, `merged-cells`, `bad-column`,
/// `unknown-column`, `duplicate-column`, `missing-column`, `ragged-row`, `missing-id`,
/// `duplicate-id`, `ambiguous-name`. A row with an error of its own is left out.
pub(in crate::scenario) fn parse_rows(
    sources: &mut Sources,
    file: FileId,
    grid: &Grid<'_>,
    kind: &mut Kind<'_>,
    diagnostics: &mut Diagnostics,
) -> Node {
    let table = kind.of.table().to_owned();
    let mut reader = Reader {
        file,
        kind,
        diagnostics,
        places: TablePlaces {
            sheet: grid.sheet.as_ref().map(|sheet| sheet.name.clone()),
            ..TablePlaces::default()
        },
    };
    let mut entries = Entries::new();
    let (first, end) = reader.header_rows(grid);
    let header = grid.headings(first, end);
    reader.places.columns = header.iter().map(|cell| cell.text.to_string()).collect();
    for (number, row) in grid.rows[..end].iter().enumerate() {
        reader.place(None, row);
        if let Some(place) = reader.places.rows.last_mut() {
            place.is_title = number < first;
        }
    }
    let columns = reader.columns(&header, &grid.rows[end..]);
    if let Some(columns) = &columns {
        reader.title(&grid.rows[..first]);
        reader.merged(grid, end, columns);
        for row in &grid.rows[end..] {
            reader.place(columns.id_of(row), row);
            if let Some((id, entry)) = reader.entry(columns, row) {
                entries.insert(id, entry);
            }
        }
    } else {
        for row in &grid.rows[end..] {
            reader.place(None, row);
        }
    }
    sources.set_places(file, reader.places);
    let beginning = Span::beginning(file);
    let entries = Node::new(Value::Table(entries), beginning);
    Node::new(
        Value::Table(Entries::from_iter([(table, entries)])),
        beginning,
    )
}

pub(super) struct Reader<'a, 'k> {
    pub(super) file: FileId,
    pub(super) kind: &'a mut Kind<'k>,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) places: TablePlaces,
}

impl Reader<'_, '_> {
    fn place(&mut self, id: Option<&str>, row: &[Cell<'_>]) {
        self.places.rows.push(places(id, row));
    }

    /// The rows of the header, as a range: the first that has a column of ids, and those that its
    /// The entry of a row under its id.
    fn entry(&mut self, columns: &Columns, row: &[Cell<'_>]) -> Option<(String, Node)> {
        let complaints: Vec<Diagnostic> = row
            .iter()
            .enumerate()
            .filter(|(position, _)| columns.is_read(*position))
            .filter_map(|(_, cell)| cell.complaint(self.file))
            .collect();
        if !complaints.is_empty() {
            self.diagnostics.extend(complaints);
            return None;
        }
        let id = row.get(columns.id).filter(|cell| !cell.text.is_empty());
        let spare = row.iter().skip(columns.count).any(Cell::is_filled);
        let ends_early = row.len() < columns.count && self.places.sheet.is_none();
        if ends_early || spare {
            self.ragged(columns, row, id);
            return None;
        }
        let Some(id) = id else {
            // A row of which only unread cells are filled is no entry.
            let filled = |column: &Column| row.get(column.position).is_some_and(Cell::is_filled);
            if columns.others.iter().any(filled) {
                self.missing_id(columns, row);
            }
            return None;
        };
        let key_span = id.span(self.file);
        let id = narrow(&id.text).into_owned();
        if let Some(first) = self.kind.seen.get(&id) {
            let help = text!(
                "give one of them another id",
                "どちらかのidを変えてください"
            );
            self.diagnostics
                .push(duplicate_id(&id, key_span, *first).help(help));
            return None;
        }
        self.kind.seen.insert(id.clone(), key_span);
        let entries = self.entries(columns, row);
        let entry = Node::new(Value::Table(entries), self.row_span(row)).with_key(key_span);
        Some((id, entry))
    }

    fn missing_id(&mut self, columns: &Columns, row: &[Cell<'_>]) {
        let at = row
            .get(columns.id)
            .map_or(Span::beginning(self.file), |cell| cell.span(self.file));
        let each = self.kind.of.each();
        self.diagnostics.push(
            Diagnostic::error(
                "missing-id",
                text!("this row has no id", "この行にidがありません"),
            )
            .at(at)
            .help(text!(
                "give {each} an id that no other has, or empty the whole row",
                "{each}にほかと重ならないidを付けるか、行全体を空にしてください";
                each
            )),
        );
    }

    fn ragged(&mut self, columns: &Columns, row: &[Cell<'_>], id: Option<&Cell<'_>>) {
        let plural = if row.len() == 1 { "" } else { "s" };
        let (cells, count) = (row.len(), columns.count);
        let message = text!(
            "this row has {cells} cell{plural}, the header has {count}",
            "この行のセルの数は{cells}、見出しの行は{count}です"
        );
        let help = if row.len() > columns.count {
            text!(
                "write text that contains a comma in quotes",
                "コンマを含む文字列は引用符で囲んでください"
            )
        } else {
            text!(
                "add the missing cells; an empty cell needs its comma",
                "足りないセルを補ってください（空のセルにもコンマが要ります）"
            )
        };
        let error = Diagnostic::error("ragged-row", message)
            .at(self.row_span(row))
            .help(help);
        self.diagnostics.push(match id {
            Some(id) => error.place(row_of(&id.text)),
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
    fn entries(&mut self, columns: &Columns, row: &[Cell<'_>]) -> Entries {
        let mut entries = Entries::new();
        for column in &columns.others {
            let Some(cell) = row
                .get(column.position)
                .filter(|cell| !cell.text.is_empty())
            else {
                continue;
            };
            let span = cell.span(self.file);
            let text = match column.reading.holds {
                Holds::Names(thing) => {
                    let route = entries.get("route").and_then(Node::as_text);
                    let route = route.map(str::to_owned);
                    self.ids(thing, &cell.text, route.as_deref(), span)
                }
                _ => cell.text.to_string(),
            };
            let node = value::node(&text, span, column.span, column.reading);
            insert(&mut entries, column.path.segments(), node);
        }
        entries
    }

    /// The ids of the things a cell names, as far as they are known; a list stays one.
    fn ids(&mut self, thing: Thing, text: &str, route: Option<&str>, span: Span) -> String {
        if let Some(id) = self.id(thing, text, route, span) {
            return id;
        }
        let parts = value::parts(text);
        let ids: Vec<String> = parts
            .map(|part| {
                let id = self.id(thing, part, route, span);
                id.unwrap_or_else(|| narrow(part).into_owned())
            })
            .collect();
        ids.join(";")
    }

    /// The id of the one thing a text names. Where it names several, that is said, and the first
    /// stands.
    fn id(&mut self, thing: Thing, text: &str, route: Option<&str>, span: Span) -> Option<String> {
        match self.kind.names.named(thing, text, route) {
            Named::One(id) => Some(id),
            Named::Nothing => None,
            Named::Several(ids) => {
                let name = quoted(text);
                self.diagnostics.push(
                    Diagnostic::error(
                        "ambiguous-name",
                        text!(
                            "{name} is the name of {} things",
                            "{name}という名前のものが{}件あります",
                            ids.len()
                        ),
                    )
                    .at(span)
                    .allowed(listed(ids.iter().map(String::as_str)))
                    .help(text!(
                        "write the id of the one you mean",
                        "該当するもののidを書いてください"
                    )),
                );
                ids.into_iter().next()
            }
        }
    }
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

#[cfg(test)]
#[cfg(feature = "workbook")]
mod tests;
