//! Rows and columns of tables, by byte position.
//!
//! A planner sees a CSV in a spreadsheet, where a byte column means nothing. Each CSV therefore
//! leaves here where its cells begin, and any message that points into one can name row and column,
//! also messages of later checks that never saw the file.

use super::{Span, quote::quoted};
use crate::language::Text;
use crate::text;

/// Where the cells of one row lie.
#[derive(Clone, Debug, Default)]
pub struct RowPlaces {
    /// Id of the row; `None` for rows without (they are known by their line).
    pub id: Option<String>,
    /// First byte of each cell, ascending.
    pub cells: Vec<u32>,
    /// First byte after the row.
    pub end: u32,
    /// Whether it stands above the header, in no column.
    pub is_title: bool,
}

/// Where the cells of a table lie.
#[derive(Clone, Debug, Default)]
pub struct TablePlaces {
    /// Names of the columns; an empty name is not mentioned.
    pub columns: Vec<String>,
    /// The header, where there is one, and the rows, in the order of the file.
    pub rows: Vec<RowPlaces>,
    /// The sheet of a workbook it is: each row stands on the line of its number.
    pub sheet: Option<String>,
}

/// The letters of a column in a spreadsheet, counted from 0: `A`, `Z`, `AA`.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

impl TablePlaces {
    /// The cell of a sheet that a span begins in, of a row with this number: `D7`.
    #[must_use]
    pub(super) fn cell(&self, span: Span, row_number: usize) -> Option<String> {
        self.sheet.as_ref()?;
        let row = self.row(span)?;
        let column = row.cells.partition_point(|&start| start <= span.start);
        Some(format!(
            "{}{row_number}",
            column_letters(column.checked_sub(1)?)
        ))
    }

    /// The row that a span begins in.
    fn row(&self, span: Span) -> Option<&RowPlaces> {
        let after = self
            .rows
            .partition_point(|row| row.cells.first().is_some_and(|&first| first <= span.start));
        let row = &self.rows[after.checked_sub(1)?];
        (span.start <= row.end).then_some(row)
    }

    /// "row T03, column `odds`", or the half of it that is known.
    #[must_use]
    pub fn describe(&self, span: Span) -> Option<Text> {
        let row = self.row(span).filter(|row| !row.is_title)?;
        let id = row.id.as_ref().filter(|id| !id.is_empty());
        match (id, self.column(row, span).map(quoted)) {
            (Some(id), Some(column)) => {
                Some(text!("row {id}, column {column}", "行 {id}、列 {column}"))
            }
            (Some(id), None) => Some(row_of(id)),
            (None, column) => column.map(|column| text!("column {column}", "列 {column}")),
        }
    }

    /// The column of a span that lies within one cell.
    fn column(&self, row: &RowPlaces, span: Span) -> Option<&str> {
        let after = row.cells.partition_point(|&start| start <= span.start);
        let within = row.cells.get(after).is_none_or(|&next| span.end <= next);
        let name = self.columns.get(after.checked_sub(1)?)?;
        (within && !name.is_empty()).then_some(name.as_str())
    }
}

/// "row T03".
pub(crate) fn row_of(id: &str) -> Text {
    text!("row {id}", "行 {id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;

    #[test]
    fn a_span_is_described_by_the_row_and_cell_it_lies_in() {
        let mut sources = Sources::new();
        let file = sources.add("t.csv", "id,odds\nT01,0.5\n,0.7\n");
        let row = |id: Option<&str>, cells: &[u32], end| RowPlaces {
            id: id.map(str::to_owned),
            cells: cells.to_vec(),
            end,
            is_title: false,
        };
        let places = TablePlaces {
            columns: vec!["id".into(), "odds".into()],
            rows: vec![
                row(None, &[0, 3], 7),
                row(Some("T01"), &[8, 12], 15),
                row(Some(""), &[16, 17], 20),
            ],
            sheet: None,
        };
        let at = |start: usize, end: usize| {
            let place = places.describe(Span::new(file, start..end));
            place.map(|place| place.english)
        };
        assert_eq!(at(3, 7).as_deref(), Some("column `odds`"));
        assert_eq!(at(12, 15).as_deref(), Some("row T01, column `odds`"));
        assert_eq!(at(8, 15).as_deref(), Some("row T01"), "the whole row");
        assert_eq!(
            at(15, 15).as_deref(),
            Some("row T01, column `odds`"),
            "just behind the cell"
        );
        assert_eq!(
            at(17, 20).as_deref(),
            Some("column `odds`"),
            "a row without id"
        );
        assert_eq!(at(21, 21), None, "behind the table");
        assert_eq!(TablePlaces::default().describe(Span::new(file, 0..1)), None);
        let place = places.describe(Span::new(file, 12..15));
        assert_eq!(
            place.map(|place| place.japanese).as_deref(),
            Some("行 T01、列 `odds`")
        );
    }
}
