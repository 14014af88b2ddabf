//! A table of fiscal years that charts refer to: a row a year, then the total.

use rust_xlsxwriter::utility::{cell_range, cell_range_absolute, row_col_to_cell};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::book::Book;
use super::cells::{self, Entry, Shown};
use super::looks::Weight;
use super::{head, sizes};
use crate::language::words;
use crate::report::sheet::Kind;

/// The narrowest column, in letters.
const NARROWEST: usize = 12;
/// The lines a heading may take.
const HEADING_LINES: usize = 3;

/// A table of fiscal years.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub title: String,
    /// The unit of what stands in it, said once above it.
    pub unit: String,
    /// How to read it; stands below it.
    pub note: String,
    pub columns: Vec<Column>,
    /// Columns that only its chart needs; they stand apart, right of all tables of the sheet.
    pub helpers: Vec<Column>,
}

/// A column of a [`Block`] beside that of the fiscal years.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub heading: String,
    pub kind: Kind,
    pub decimals: usize,
    /// One number per fiscal year.
    pub numbers: Vec<f64>,
    pub made: Made,
    pub total: Total,
}

/// Where the numbers of a column come from.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Made {
    Value,
    /// The running sum of this column, counted from 1.
    SumSoFar(u16),
    /// One column less another, counted from 1: as charts need it.
    Difference(u16, u16),
}

/// What stands in the row of the total.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) enum Total {
    /// The sum of the years, which is this number.
    Sum(f64),
    /// A figure of its own for all years together.
    Own(f64),
    Nothing,
}

impl Column {
    /// A column of values with a total.
    pub fn new(
        heading: &str,
        kind: Kind,
        decimals: usize,
        numbers: Vec<f64>,
        total: Total,
    ) -> Self {
        Column {
            heading: heading.to_owned(),
            kind,
            decimals,
            numbers,
            made: Made::Value,
            total,
        }
    }
}

/// Where a block stands.
#[derive(Clone, Debug)]
pub(super) struct Placed<'a> {
    pub sheet: &'a str,
    pub headings: u32,
    /// The first and last fiscal year.
    pub first: u32,
    pub last: u32,
    /// The first of the columns that only the chart needs.
    pub helpers: u16,
}

impl Placed<'_> {
    /// The cells of a column, for a chart.
    pub fn range(&self, column: u16) -> String {
        let sheet = rust_xlsxwriter::utility::quote_sheet_name(self.sheet);
        let range = cell_range_absolute(self.first, column, self.last, column);
        format!("={sheet}!{range}")
    }

    /// The heading of a column, for a chart.
    pub fn heading(&self, column: u16) -> String {
        let sheet = rust_xlsxwriter::utility::quote_sheet_name(self.sheet);
        let cell = cell_range_absolute(self.headings, column, self.headings, column);
        format!("={sheet}!{cell}")
    }
}

impl Block {
    /// The rows it takes in all.
    pub fn rows(&self, years: usize) -> u32 {
        years as u32 + 4
    }

    /// The widths of its columns, that of the years first.
    pub fn widths(&self, book: &Book<'_>) -> Vec<usize> {
        let years = book.years();
        let years = years.iter().map(|year| sizes::width(year)).max();
        let mut widths = vec![years.unwrap_or(0).max(NARROWEST) + 2];
        widths.extend(self.columns.iter().map(|column| {
            let numbers = column.numbers.iter().copied().chain(match column.total {
                Total::Sum(number) | Total::Own(number) => Some(number),
                Total::Nothing => None,
            });
            let width = |number| {
                let style = book.content.style;
                book.looks
                    .width(column.kind, column.decimals, number, style)
            };
            let content = numbers.map(width).max().unwrap_or(0).max(NARROWEST);
            sizes::fitting(&column.heading, HEADING_LINES, content, 24) + 2
        }));
        widths
    }

    /// Writes the block from `row` on, over columns of these widths.
    pub fn write<'a>(
        &self,
        book: &Book<'_>,
        worksheet: &mut Worksheet,
        sheet: &'a str,
        row: u32,
        widths: &[usize],
    ) -> Result<Placed<'a>, XlsxError> {
        let years = book.years();
        let placed = Placed {
            sheet,
            headings: row + 1,
            first: row + 2,
            last: row + 1 + years.len() as u32,
            helpers: widths.len() as u16 + 1,
        };
        worksheet.write_string_with_format(row, 0, cells::text(&self.title), &book.looks.part())?;
        let right = self.columns.len() as u16;
        worksheet.write_string_with_format(
            row,
            right,
            book.unit_above(&self.unit),
            &book.looks.unit_above(),
        )?;
        let labels = std::iter::once(book.say(words("fiscal year", "年度")).to_owned())
            .chain(years)
            .chain([book.say(words("all", "計")).to_owned()]);
        for (row, label) in (placed.headings..).zip(labels) {
            let format = match row {
                row if row == placed.headings => book.looks.heading(),
                row if row > placed.last => book.looks.text(Weight::Total),
                _ => book.looks.text(Weight::Plain),
            };
            worksheet.write_string_with_format(row, 0, label, &format)?;
        }
        self.headings(book, worksheet, placed.headings, widths)?;
        for (place, column) in (1..).zip(&self.columns) {
            column.write(book, worksheet, &placed, place)?;
        }
        self.helpers(book, worksheet, &placed)?;
        let below = placed.last + 2;
        let widths = &widths[..(usize::from(right) + 1).min(widths.len())];
        head::across(
            book,
            worksheet,
            below,
            &self.note,
            widths,
            &book.looks.note(),
        )?;
        Ok(placed)
    }

    /// What the chart alone needs, with a word above it that says so.
    fn helpers(
        &self,
        book: &Book<'_>,
        worksheet: &mut Worksheet,
        placed: &Placed<'_>,
    ) -> Result<(), XlsxError> {
        let Placed {
            headings, helpers, ..
        } = *placed;
        for (place, column) in (helpers..).zip(&self.helpers) {
            if place == helpers {
                let word = book.say(words("for the chart", "グラフ用"));
                let format = book.looks.note_on_a_line();
                worksheet.write_string_with_format(headings - 1, place, word, &format)?;
            }
            let format = book.looks.heading();
            worksheet.set_column_width(place, NARROWEST as f64)?;
            worksheet.write_string_with_format(headings, place, &column.heading, &format)?;
            column.write(book, worksheet, placed, place)?;
        }
        Ok(())
    }

    fn headings(
        &self,
        book: &Book<'_>,
        worksheet: &mut Worksheet,
        row: u32,
        widths: &[usize],
    ) -> Result<(), XlsxError> {
        let headings = self.columns.iter().zip(&widths[1..]);
        let lines = headings.map(|(column, width)| sizes::lines(&column.heading, width - 2));
        let lines = lines.max().unwrap_or(1) as f64;
        worksheet.set_row_height(row, (lines + 0.3) * book.looks.line_height())?;
        for (place, column) in (1..).zip(&self.columns) {
            let heading = cells::text(&column.heading);
            worksheet.write_string_with_format(row, place, heading, &book.looks.heading())?;
        }
        Ok(())
    }
}

impl Column {
    fn write(
        &self,
        book: &Book<'_>,
        worksheet: &mut Worksheet,
        placed: &Placed<'_>,
        place: u16,
    ) -> Result<(), XlsxError> {
        let shown = |weight| Shown {
            kind: self.kind,
            decimals: self.decimals,
            weight,
        };
        for (row, number) in (placed.first..).zip(&self.numbers) {
            let entry = match self.made {
                Made::Value => Entry::of(*number),
                Made::SumSoFar(of) => {
                    let first = row_col_to_cell(placed.first, of).replace(char::is_numeric, "");
                    let (from, to) = (placed.first + 1, row_col_to_cell(row, of));
                    Entry::Formula(format!("=SUM({first}${from}:{to})"), *number)
                }
                Made::Difference(upper, lower) => {
                    let [upper, lower] = [upper, lower].map(|of| row_col_to_cell(row, of));
                    Entry::Formula(format!("={upper}-{lower}"), *number)
                }
            };
            cells::number(book, worksheet, (row, place), &entry, shown(Weight::Plain))?;
        }
        let total = match self.total {
            Total::Sum(number) => {
                let range = cell_range(placed.first, place, placed.last, place);
                Entry::Formula(format!("=SUM({range})"), number)
            }
            Total::Own(number) => Entry::of(number),
            Total::Nothing => Entry::Nothing,
        };
        let row = placed.last + 1;
        cells::number(book, worksheet, (row, place), &total, shown(Weight::Total))
    }
}
