//! The rows and cells of a CSV file, with their places for messages.

use std::ops::RangeInclusive;

use super::english;
use csv::{ReaderBuilder, StringRecord};
use soyaku::diagnostic::{Diagnostic, Diagnostics, FileId, Sources, Span, quoted};
use soyaku::scenario::is_id;

/// A table with a header. Rows that are blank are left out.
pub struct Table<'s> {
    sources: &'s Sources,
    file: FileId,
    header: Row,
    rows: Vec<Row>,
}

struct Row {
    /// The first byte of the row in the text.
    start: usize,
    cells: StringRecord,
}

impl<'s> Table<'s> {
    /// Splits the text of `file`. A row that has more or fewer cells than the header is reported
    /// and left out, and so is whatever cannot be split.
    pub fn split(sources: &'s Sources, file: FileId, diagnostics: &mut Diagnostics) -> Self {
        let text = sources.text(file);
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let header = Row {
            start: 0,
            cells: StringRecord::new(),
        };
        let mut table = Self {
            sources,
            file,
            header,
            rows: Vec::new(),
        };
        let mut is_header = true;
        for record in reader.records() {
            let cells = match record {
                Ok(cells) => cells,
                Err(error) => {
                    let message = format!("this table cannot be split into cells: {error}");
                    let error = Diagnostic::error("bad-csv", english(message));
                    diagnostics.push(error.at(Span::beginning(file)));
                    break;
                }
            };
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let start = cells
                .position()
                .map_or(0, |position| position.byte() as usize);
            let row = Row {
                start: first_byte(text, start),
                cells,
            };
            if std::mem::take(&mut is_header) {
                table.header = row;
            } else if row.cells.len() == table.header.cells.len() {
                table.rows.push(row);
            } else {
                diagnostics.push(table.ragged(&row));
            }
        }
        table
    }

    fn ragged(&self, row: &Row) -> Diagnostic {
        let span = Span::new(self.file, row.start..row.start);
        let (found, wanted) = (row.cells.len(), self.header.cells.len());
        let message = format!("this row has {found} cells, the header has {wanted}");
        Diagnostic::error("ragged-row", english(message))
            .at(span)
            .place(english(format!("row {}", self.sources.line_column(span).0)))
            .allowed(english(format!("{wanted} cells, separated by commas")))
            .help(english("a text that holds a comma stands between quotes"))
    }

    /// The header's cells, left to right.
    pub fn header(&self) -> impl Iterator<Item = Cell<'_>> {
        (0..self.header.cells.len()).map(|column| self.cell_of(&self.header, column))
    }

    /// The number of rows below the header.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// A cell below the header; both counts begin at 0.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        self.cell_of(&self.rows[row], column)
    }

    fn cell_of<'t>(&'t self, row: &'t Row, column: usize) -> Cell<'t> {
        let text = row.cells.get(column).unwrap_or("");
        let span = self.span_of(row, column, text);
        let name = self.header.cells.get(column).unwrap_or("").trim();
        let line = self.sources.line_column(span).0;
        Cell {
            text: text.trim(),
            span,
            place: format!("row {line}, column {}", quoted(name)),
        }
    }

    /// The bytes of a cell, or the beginning of its row where a quote stands before the cell: the
    /// reader tells where records begin, but not where cells do.
    fn span_of(&self, row: &Row, column: usize, cell: &str) -> Span {
        let text = self.sources.text(self.file);
        let before: usize = row
            .cells
            .iter()
            .take(column)
            .map(|cell| cell.len() + 1)
            .sum();
        let start = row.start + before;
        let unquoted = text
            .get(row.start..start)
            .is_some_and(|skipped| !skipped.contains('"'));
        if unquoted && text.get(start..start + cell.len()) == Some(cell) {
            let left = start + cell.len() - cell.trim_start().len();
            return Span::new(self.file, left..left + cell.trim().len());
        }
        Span::new(self.file, row.start..row.start)
    }
}

/// Where a record begins that was read from `start` on: line breaks before it are not part of it.
fn first_byte(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    text.len() - rest.trim_start_matches(['\r', '\n']).len()
}

/// What a cell holds, or what is wrong with it.
pub type Read<T> = Result<T, Box<Diagnostic>>;

/// One cell.
pub struct Cell<'t> {
    /// Its content, without space around it.
    pub text: &'t str,
    /// Where it lies.
    pub span: Span,
    place: String,
}

impl<'t> Cell<'t> {
    /// An error that points at this cell and names its row and column.
    pub fn error(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, english(message))
            .at(self.span)
            .place(english(self.place.as_str()))
    }

    /// A warning that points at this cell and names its row and column.
    pub fn warning(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(code, english(message))
            .at(self.span)
            .place(english(self.place.as_str()))
    }

    /// The content as an id of a scenario, which can also name a folder.
    ///
    /// # Errors
    ///
    /// `missing-value` where the cell is empty, `bad-id` where it holds other characters.
    pub fn id(&self) -> Read<&'t str> {
        const ALLOWED: &str = "letters, digits, `-` and `_`";
        if is_id(self.filled(ALLOWED)?) {
            return Ok(self.text);
        }
        let message = format!("{} cannot be an id", quoted(self.text));
        Err(self
            .error("bad-id", message)
            .allowed(english(ALLOWED))
            .into())
    }

    /// The content as a number in `range`; `allowed` says the range in words.
    ///
    /// # Errors
    ///
    /// `missing-value` where the cell is empty, `bad-number` where it holds no number, and
    /// `out-of-range`.
    pub fn number(&self, range: RangeInclusive<f64>, allowed: &str) -> Read<f64> {
        let Ok(number) = self.filled(allowed)?.parse::<f64>() else {
            let message = format!("{} is not a number", quoted(self.text));
            return Err(self
                .error("bad-number", message)
                .allowed(english(allowed))
                .into());
        };
        if range.contains(&number) {
            return Ok(number);
        }
        let message = format!("{} is out of range", quoted(self.text));
        Err(self
            .error("out-of-range", message)
            .allowed(english(allowed))
            .into())
    }

    /// The content as a whole number in `range`; `12.0` is one too.
    ///
    /// # Errors
    ///
    /// Those of [`Cell::number`], and `not-whole`.
    pub fn whole(&self, range: RangeInclusive<u32>) -> Read<u32> {
        let allowed = format!("a whole number from {} to {}", range.start(), range.end());
        let limits = f64::from(*range.start())..=f64::from(*range.end());
        let number = self.number(limits, &allowed)?;
        if number.fract() == 0.0 {
            return Ok(number as u32);
        }
        let message = format!("{} is not a whole number", quoted(self.text));
        Err(self
            .error("not-whole", message)
            .allowed(english(allowed))
            .into())
    }

    fn filled(&self, allowed: &str) -> Read<&'t str> {
        if self.text.is_empty() {
            let error = self.error("missing-value", "this cell is empty");
            return Err(error.allowed(english(allowed)).into());
        }
        Ok(self.text)
    }
}
