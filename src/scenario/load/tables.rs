//! The tables of rows that a layer names, read into its tree.

use std::path::Path as FilePath;

use super::super::Node;
use super::super::merge::merge;
use super::super::row_files::Rows;
use super::super::table::grid::Grid;
use super::super::table::header::Mapping;
use super::super::table::names::Names;
use super::super::table::rows::{Kind, SeenIds, parse_rows};
use super::super::toml_tree::duplicate_id;
use super::layers::{Layer, whole};
use super::{FileKind, Loader, shown};
#[cfg(feature = "workbook")]
use super::{LoadedFile, read_bytes};
#[cfg(not(feature = "workbook"))]
use crate::diagnostic::quoted;
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Span};
use crate::language::Text;
use crate::text;

/// A table of rows to be read: of what, where it is named, and its name.
pub(super) type RowFile = (Rows, Span, String);

impl Loader {
    /// Notes the tables of these rows that a file names.
    pub(super) fn find_row_files(&mut self, rows: Rows, tree: &Node) -> Vec<RowFile> {
        let mut found = Vec::new();
        let key = rows.key();
        let Some(list) = tree.get("scenario").and_then(|scenario| scenario.get(key)) else {
            return found;
        };
        let nodes = match list.as_list() {
            Some(elements) => elements.nodes().collect(),
            None => vec![list],
        };
        for node in nodes {
            if list.as_list().is_none() || node.as_text().is_none() {
                let found = node.describe();
                let key = Text::same(key);
                let message = text!(
                    "`{key}` is a list of file names, not {found}",
                    "`{key}`はファイル名の一覧です（{found}は使えません）";
                    key, found
                );
                let example = Text::same(rows.example());
                let help = text!(
                    "write {key} = [\"{example}\"]",
                    "{key} = [\"{example}\"]と記入してください";
                    key, example
                );
                let error = Diagnostic::error("not-a-file-name", message).at(node.span);
                self.diagnostics.push(error.help(help));
            } else if let Some(name) = node.as_text() {
                found.push((rows, node.span, name.to_owned()));
            }
        }
        found
    }

    /// Reads the tables of rows of a layer into its tree. What they mean is said by the layer and by
    /// `lower`, what lies below it; they may name what is there.
    pub(super) fn read_rows(&mut self, layer: &mut Layer, lower: Option<&Node>) {
        if layer.rows.is_empty() && lower.is_some() {
            return;
        }
        let named = std::mem::take(&mut layer.rows);
        let whole = whole(lower, &layer.tree);
        let yen = Names::counts_in_yen(&whole);
        let mut names = Names::of(&whole);
        let own = layer.files.clone();
        let of_layer = |found: &Diagnostic| found.span.is_some_and(|at| own.contains(&at.file));
        for of in Rows::ALL {
            let mut said = Diagnostics::new();
            let mut kind = Kind {
                of,
                mapping: Mapping::of(of, &whole, &mut said),
                names: &names,
                yen,
                seen: SeenIds::new(),
            };
            let mut done: Vec<(FileId, Span)> = Vec::new();
            for (_, mention, name) in named.iter().filter(|(rows, ..)| *rows == of) {
                if let Some(tree) = self.table(&mut kind, *mention, name, &mut done) {
                    merge(&mut layer.tree, tree, &mut self.diagnostics);
                }
            }
            kind.mapping.report_unused(&mut said);
            // What is wrong with lower layers was said with them.
            let said = said.iter().filter(|found| of_layer(found));
            self.diagnostics.extend(said.cloned());
            if of == Rows::Themes {
                // Amounts and payments may name the themes of these tables.
                names = Names::of(&self::whole(lower, &layer.tree));
            }
        }
    }

    /// The tree of a table of rows; `done` are those read before.
    fn table(
        &mut self,
        kind: &mut Kind<'_>,
        mention: Span,
        name: &str,
        done: &mut Vec<(FileId, Span)>,
    ) -> Option<Node> {
        let (file_name, sheet) = split_sheet(name);
        let path = self.beside(mention, file_name);
        let rows = FileKind::Rows(kind.of);
        let workbook = is_workbook(file_name);
        let full_name = self.name_beside(mention, file_name);
        let read = match workbook {
            true => self.read_sheet(&path, &full_name, sheet, rows, mention),
            false => self
                .read(&path, &full_name, rows, Some(mention))
                .map(|file| (file, None)),
        };
        let (file, lines) = read?;
        if let Some((_, first)) = done.iter().find(|(other, _)| *other == file) {
            let help = text!("remove one of the two", "一方を削除してください");
            self.diagnostics
                .push(duplicate_id(name, mention, *first).help(help));
            return None;
        }
        done.push((file, mention));
        let text;
        let grid = match lines {
            Some(grid) => grid,
            None => {
                text = self.sources.text(file).to_owned();
                Grid::of_csv(&text)
            }
        };
        Some(parse_rows(
            &mut self.sources,
            file,
            &grid,
            kind,
            &mut self.diagnostics,
        ))
    }

    /// Reads a sheet of a workbook: its text on lines, and its cells.
    #[cfg(feature = "workbook")]
    fn read_sheet(
        &mut self,
        path: &FilePath,
        name: &str,
        sheet: Option<&str>,
        kind: FileKind,
        mention: Span,
    ) -> Option<(FileId, Option<Grid<'static>>)> {
        let whole = sheet.map_or_else(|| name.to_owned(), |sheet| format!("{name}#{sheet}"));
        let known = self.files.iter().any(|file| file.path == path);
        let bytes = match known {
            // The digest covers the bytes already.
            true => read_bytes(path).ok()?,
            false => self.bytes(path, name, Some(mention))?,
        };
        match super::super::table::sheet::read(&bytes, &shown(path), sheet) {
            Ok((sheet, lines)) => {
                let same = |file: &&LoadedFile| file.path == path && file.name == whole;
                let file = match self.files.iter().find(same) {
                    Some(known) => known.file,
                    None => {
                        let file = self.sources.add(shown(path), lines.text);
                        self.note(file, path, &whole, kind);
                        file
                    }
                };
                let rows = lines.rows;
                let sheet = Some(sheet);
                Some((file, Some(Grid { rows, sheet })))
            }
            Err(error) => {
                self.diagnostics.push(error.at(mention));
                None
            }
        }
    }

    /// Without the feature no workbook can be read.
    #[cfg(not(feature = "workbook"))]
    fn read_sheet(
        &mut self,
        path: &FilePath,
        _name: &str,
        _sheet: Option<&str>,
        _kind: FileKind,
        mention: Span,
    ) -> Option<(FileId, Option<Grid<'static>>)> {
        let name = quoted(&shown(path));
        self.diagnostics.push(
            Diagnostic::error(
                "no-workbooks",
                text!(
                    "{name} is a workbook, and this build of soyaku reads none",
                    "{name}はブックですが、このsoyakuはブックを読まない構成で作られています"
                ),
            )
            .at(mention)
            .allowed(text!("CSV files", "CSVファイル"))
            .help(text!(
                "save it as CSV, or build soyaku with its default features",
                "CSVで保存するか、既定の構成のsoyakuを使ってください"
            )),
        );
        None
    }
}

/// The name of a file and the sheet behind a `#`, if it is a workbook.
fn split_sheet(name: &str) -> (&str, Option<&str>) {
    match name.split_once('#') {
        Some((file, sheet)) if is_workbook(file) => (file, Some(sheet)),
        _ => (name, None),
    }
}

/// Whether a name is that of a workbook.
fn is_workbook(name: &str) -> bool {
    let extension = FilePath::new(name).extension();
    extension.is_some_and(|extension| {
        ["xlsx", "xlsm", "xls", "xlsb", "ods"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}
