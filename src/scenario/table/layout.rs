//! Where the header of a table is, and which columns are read.
//!
//! What stands above the header is a title, and said not to be read; a header of several rows by
//! merged cells is one; merged cells below it are refused, since only one of them holds the value.

use super::super::Path;
use super::super::row_files::Rows;
use super::super::schema::{shape_at, table_of};
use super::cells::Cell;
use super::columns::{self, Holds};
use super::grid::Grid;
use super::header::{Meaning, is_too_deep, unknown_column};
use super::rows::Reader;
use super::value::Reading;
use crate::diagnostic::{Diagnostic, Span, listed, quoted};
use crate::language::narrow;
use crate::text;

/// Rows among which the header is looked for; what stands above it is a title.
const HEADER_WITHIN: usize = 20;

/// The columns of a header without errors of its own.
pub(super) struct Columns {
    /// Number of columns.
    pub(super) count: usize,
    /// Where the ids stand.
    pub(super) id: usize,
    /// The others that are read.
    pub(super) others: Vec<Column>,
    /// Columns that are not read, named or not.
    unread: Vec<usize>,
}

/// A column that is read.
pub(super) struct Column {
    pub(super) position: usize,
    /// The path below the entry.
    pub(super) path: Path,
    /// The heading.
    pub(super) span: Span,
    pub(super) reading: Reading,
}

impl Columns {
    pub(super) fn id_of<'r>(&self, row: &'r [Cell<'_>]) -> Option<&'r str> {
        row.get(self.id).map(|cell| cell.text.as_ref())
    }

    pub(super) fn is_read(&self, position: usize) -> bool {
        !self.unread.contains(&position)
    }
}

impl Reader<'_, '_> {
    /// merged cells reach down to.
    pub(super) fn header_rows(&self, grid: &Grid<'_>) -> (usize, usize) {
        let names_ids =
            |row: &Vec<Cell<'_>>| row.iter().any(|cell| self.kind.mapping.is_id(&cell.text));
        let rows = &grid.rows[..grid.rows.len().min(HEADER_WITHIN)];
        let first = rows.iter().position(names_ids).unwrap_or(0);
        let end = grid.end_of_merged(first).min(grid.rows.len());
        (first, end)
    }

    /// Says what stands above the header and is not read.
    pub(super) fn title(&mut self, rows: &[Vec<Cell<'_>>]) {
        for row in rows {
            let filled: Vec<&Cell<'_>> = row.iter().filter(|cell| !cell.text.is_empty()).collect();
            let Some(first) = filled.first() else {
                continue;
            };
            let shown: Vec<String> = filled.iter().map(|cell| quoted(&cell.text)).collect();
            let shown = listed(shown.iter().map(String::as_str));
            self.diagnostics.push(
                Diagnostic::warning(
                    "title-not-read",
                    text!(
                        "this row above the header is not read: {shown}",
                        "見出しより上のこの行は読みません: {shown}";
                        shown
                    ),
                )
                .at(first.span(self.file))
                .help(text!(
                    "a unit that holds for a column belongs into its heading, such as 自己資金（百万円）; else remove the row, or leave it",
                    "列の単位は「自己資金（百万円）」のように見出しに書いてください。単なる表題であれば、このままで差し支えありません"
                )),
            );
        }
    }

    /// Refuses cells of entries that are merged: only the first of them holds the value.
    pub(super) fn merged(&mut self, grid: &Grid<'_>, end: usize, columns: &Columns) {
        for (merged, cell) in grid.merged_below(end) {
            if cell.text.is_empty() || !merged.columns().any(|position| columns.is_read(position)) {
                continue;
            }
            let cells = merged.address();
            self.diagnostics.push(
                Diagnostic::error(
                    "merged-cells",
                    text!(
                        "the cells {cells} are merged, and only the first holds {}",
                        "セル{cells}が結合されており、値{}は先頭のセルにしかありません",
                        quoted(&cell.text)
                    ),
                )
                .at(cell.span(self.file))
                .help(text!(
                    "unmerge them and write the value into each cell it holds for",
                    "結合を解除し、該当するすべてのセルに値を書いてください"
                )),
            );
        }
    }

    /// The columns that can be read; `None` where not even the ids can.
    pub(super) fn columns(
        &mut self,
        header: &[Cell<'_>],
        rows: &[Vec<Cell<'_>>],
    ) -> Option<Columns> {
        if is_separated_otherwise(header) {
            self.missing_id_column(header);
            return None;
        }
        let mut named: Vec<(Path, &Cell<'_>)> = Vec::new();
        let mut id = None;
        let mut others = Vec::new();
        let mut unread = Vec::new();
        for (position, cell) in header.iter().enumerate() {
            if !cell.is_filled() {
                unread.push(position);
                let mut below = rows.iter().filter_map(|row| row.get(position));
                if let Some(filled) = below.find(|cell| cell.is_filled()) {
                    self.unnamed(filled);
                }
                continue;
            }
            let Some((path, exponent)) = self.column(cell, &named) else {
                unread.push(position);
                continue;
            };
            if path.segments() == ["id"] {
                id = Some(position);
            } else {
                others.push(Column {
                    position,
                    span: cell.span(self.file),
                    reading: self.reading(&path, exponent),
                    path: path.clone(),
                });
            }
            named.push((path, cell));
        }
        if id.is_none() {
            self.missing_id_column(header);
        }
        // What names a route comes first: stages are looked for in it.
        others.sort_by_key(|column| column.path.segments() != ["route"]);
        Some(Columns {
            count: header.len(),
            id: id?,
            others,
            unread,
        })
    }

    fn reading(&self, path: &Path, exponent: i32) -> Reading {
        let shape = shape_at(table_of(self.kind.of), path.segments());
        Reading {
            shape,
            holds: shape.map_or(Holds::Plain, |_| {
                columns::holds(self.kind.of, path.segments())
            }),
            exponent,
            yen: self.kind.yen,
        }
    }

    fn unnamed(&mut self, cell: &Cell<'_>) {
        let at = cell.span(self.file);
        self.diagnostics.push(
            Diagnostic::error(
                "bad-column",
                text!(
                    "the column of this cell has no name",
                    "このセルの列には見出しがありません"
                ),
            )
            .at(at)
            .help(text!(
                "name the column in the header, or empty it",
                "列に見出しを書くか、列を空にしてください"
            )),
        );
    }

    /// The path that a column's name stands for and the power of ten of its numbers; `None` where it
    /// is wrong, taken, or not to be read.
    fn column(&mut self, cell: &Cell<'_>, named: &[(Path, &Cell<'_>)]) -> Option<(Path, i32)> {
        let at = cell.span(self.file);
        let meaning = match cell.complaint(self.file) {
            Some(complaint) => {
                self.diagnostics.push(complaint);
                return None;
            }
            None => self.kind.mapping.meaning(&cell.text),
        };
        let (path, exponent) = match meaning {
            Some(Meaning::Ignored) => return None,
            None => {
                let error = unknown_column(self.kind.of, &cell.text).at(at);
                self.diagnostics.push(error);
                return None;
            }
            Some(Meaning::Key(path, exponent)) => (path, exponent),
        };
        if is_too_deep(&path) {
            let name = quoted(&cell.text);
            self.diagnostics.push(
                Diagnostic::error(
                    "bad-column",
                    text!(
                        "the column name {name} has too many parts",
                        "列の名前{name}の区切りが多すぎます"
                    ),
                )
                .at(at),
            );
            return None;
        }
        let Some((other, first)) = named
            .iter()
            .find(|(other, _)| other.leads_to(&path) || path.leads_to(other))
        else {
            return Some((path, exponent));
        };
        self.duplicate(cell, first, *other == path, &path);
        None
    }

    fn duplicate(&mut self, cell: &Cell<'_>, first: &Cell<'_>, same: bool, path: &Path) {
        let (name, other) = (quoted(&cell.text), quoted(&first.text));
        let key = quoted(&path.to_string());
        let message = if first.text == cell.text {
            text!(
                "two columns are named {name}",
                "{name}という名前の列が二つあります"
            )
        } else if same {
            text!(
                "the columns {other} and {name} both mean {key}",
                "列{other}と列{name}は、どちらも{key}を意味します"
            )
        } else {
            text!(
                "the column {name} contradicts {other}: one is a value, the other a table",
                "列{name}と{other}が矛盾しています（一方は値、他方は表）"
            )
        };
        let mapping = self.kind.of.columns_key();
        let help = match same && first.text != cell.text {
            true => {
                let heading = narrow(&cell.text).replace(['"', '\\'], "");
                text!(
                    "remove one of the two, or write \"{heading}\" = \"ignore\" under [{mapping}] of the scenario",
                    "一方を削除するか、シナリオの[{mapping}]に \"{heading}\" = \"ignore\" と書いてください"
                )
            }
            false => text!(
                "rename or remove one of the two",
                "どちらかの名前を変えるか、削除してください"
            ),
        };
        self.diagnostics.push(
            Diagnostic::error("duplicate-column", message)
                .at(cell.span(self.file))
                .also(
                    first.span(self.file),
                    text!("first column here", "最初の列"),
                )
                .help(help),
        );
    }

    fn missing_id_column(&mut self, header: &[Cell<'_>]) {
        let at = header
            .first()
            .map_or(Span::beginning(self.file), |cell| cell.span(self.file));
        let heading = match self.kind.of {
            Rows::Themes => "テーマID",
            Rows::Actual | Rows::Signed => "番号",
        };
        let help = if is_separated_otherwise(header) {
            text!(
                "separate the columns by commas; this file uses something else",
                "列はコンマで区切ってください（このファイルの区切りは異なります）"
            )
        } else {
            text!(
                "the first row names the columns; one of them is `id` or `{heading}`",
                "1行目に列の名前を並べ、その一つを`id`又は`{heading}`としてください"
            )
        };
        let called = self.kind.of.called();
        let message = text!(
            "{called} has no column `id`",
            "{called}に`id`の列がありません";
            called
        );
        self.diagnostics.push(
            Diagnostic::error("missing-column", message)
                .at(at)
                .help(help),
        );
    }
}

/// Whether the columns seem to be separated by semicolons or tabs.
fn is_separated_otherwise(header: &[Cell<'_>]) -> bool {
    matches!(header, [only] if only.text.contains([';', '\t']))
}
