//! The rows of a table before anything is known of its columns.

use std::borrow::Cow;

use super::cells::{Cell, rows};

/// Rows that are not blank, in the order of the file.
pub(in crate::scenario) struct Grid<'a> {
    /// The cells of each row. Rows of a sheet all begin in its first column.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// Where they lie, if they are of a sheet.
    pub sheet: Option<Sheet>,
}

/// What is known of a sheet beside its cells.
#[derive(Clone, Debug, Default)]
pub(in crate::scenario) struct Sheet {
    /// Its name.
    pub name: String,
    /// The number of each row of the grid in the sheet, counted from 0.
    pub numbers: Vec<u32>,
    /// Cells that are merged.
    pub merged: Vec<Merged>,
}

/// Cells of a sheet that are merged; rows and columns counted from 0, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) struct Merged {
    pub first: (u32, u32),
    pub last: (u32, u32),
}

impl Merged {
    /// As a spreadsheet names it: `B5:B7`.
    pub fn address(self) -> String {
        let cell = |(row, column): (u32, u32)| address(row, column);
        format!("{}:{}", cell(self.first), cell(self.last))
    }

    /// The columns it covers.
    pub fn columns(self) -> impl Iterator<Item = usize> {
        (self.first.1..=self.last.1).map(|column| column as usize)
    }
}

/// The name of a cell in a spreadsheet, of row and column counted from 0: `D7`.
pub(in crate::scenario) fn address(row: u32, column: u32) -> String {
    format!(
        "{}{}",
        crate::diagnostic::column_letters(column as usize),
        row + 1
    )
}

impl<'a> Grid<'a> {
    /// The rows of a CSV.
    pub fn of_csv(text: &'a str) -> Grid<'a> {
        Grid {
            rows: rows(text).collect(),
            sheet: None,
        }
    }

    /// The row behind the last that belongs to the header beginning with row `first`, which may be
    /// several by merged cells.
    pub fn end_of_merged(&self, first: usize) -> usize {
        let Some(sheet) = &self.sheet else {
            return first + 1;
        };
        let Some(number) = sheet.numbers.get(first) else {
            return first + 1;
        };
        let reach = sheet
            .merged
            .iter()
            .filter(|merged| merged.first.0 == *number)
            .map(|merged| merged.last.0);
        let last = reach.max().unwrap_or(*number);
        sheet
            .numbers
            .partition_point(|row| *row <= last)
            .max(first + 1)
    }

    /// The headings of a header of several rows: the lowest that is filled in each column. In a sheet
    /// they reach as far as any row does, without cells of their own where the header ends before.
    pub fn headings(&self, first: usize, end: usize) -> Vec<Cell<'a>> {
        let rows = self.rows.get(first..end).unwrap_or_default();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut headings: Vec<Cell<'a>> = (0..width)
            .filter_map(|column| {
                let mut cells = rows.iter().filter_map(|row| row.get(column));
                let top = cells.clone().next();
                cells.rfind(|cell| cell.is_filled()).or(top).cloned()
            })
            .collect();
        if self.sheet.is_some()
            && let Some(last) = headings.last().map(|cell| cell.range.end)
        {
            let whole = self.rows[end..].iter().map(Vec::len).max().unwrap_or(0);
            let nothing = || Cell {
                text: Cow::Borrowed(""),
                range: last..last,
                flaw: None,
            };
            headings.extend((width..whole).map(|_| nothing()));
        }
        headings
    }

    /// The merged cells in the rows from `end` on, each with the cell that holds their value.
    pub fn merged_below(&self, end: usize) -> Vec<(Merged, Cell<'a>)> {
        let Some(sheet) = &self.sheet else {
            return Vec::new();
        };
        let cell = |merged: &Merged| {
            let row = sheet.numbers.binary_search(&merged.first.0).ok()?;
            let cell = self.rows[row].get(merged.first.1 as usize)?;
            (row >= end).then(|| (*merged, cell.clone()))
        };
        sheet.merged.iter().filter_map(cell).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_of_spreadsheets() {
        for (row, column, name) in [
            (6, 3, "D7"),
            (0, 25, "Z1"),
            (9, 26, "AA10"),
            (0, 16_383, "XFD1"),
        ] {
            assert_eq!(address(row, column), name);
        }
    }
}
