//! Any table as a sheet: headings and units that stay in sight, filters, numbers by their kind.

use rust_xlsxwriter::{IgnoreError, Worksheet, XlsxError};

use super::book::Book;
use super::cells::{self, Entry, Shown};
use super::looks::Weight;
use super::page::{self, Printed};
use super::{head, sizes};
use crate::language::words;
use crate::report::sheet::{Cell, Heading, Kind, Sheet};
use crate::text;

/// The row of the headings; that of the units follows, and then the first of the table.
const HEADINGS: u32 = head::ROWS;
const UNITS: u32 = HEADINGS + 1;
const FIRST: u32 = UNITS + 1;
/// The most rows of a sheet.
const MOST_ROWS: usize = 1_048_576 - FIRST as usize;
/// The widest column, in letters; longer texts are wrapped.
const WIDEST: usize = 56;
/// The narrowest.
const NARROWEST: usize = 7;
/// No column of longer texts is made narrower than this.
const NARROW_TEXT: usize = 22;
/// The widest heading of a narrow column, and the lines it may take.
const WIDEST_HEADING: usize = 24;
const HEADING_LINES: usize = 4;
/// Columns of text to the left stay in sight up to this width.
const IN_SIGHT: usize = 80;

/// Writes a table.
pub(super) fn write(
    book: &Book<'_>,
    sheet: &Sheet,
    worksheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let columns = columns(book, sheet);
    let widths: Vec<usize> = columns.iter().map(|column| column.width).collect();
    for (place, width) in (0..).zip(&widths) {
        worksheet.set_column_width(place, *width as f64)?;
    }
    let rows = &sheet.rows[..sheet.rows.len().min(MOST_ROWS)];
    let note = note(book, sheet, rows.len());
    head::write(book, worksheet, &sheet.title, &note, &widths)?;
    headings(book, &sheet.headings, &widths, worksheet)?;
    for (row, cells) in (FIRST..).zip(rows) {
        row_of(book, &columns, cells, row, worksheet)?;
    }
    if rows.is_empty() {
        let nothing = book.say(words("none", "該当なし"));
        let format = book.looks.text(Weight::Plain);
        worksheet.write_string_with_format(FIRST, 0, nothing, &format)?;
    }
    let last = (UNITS + rows.len().max(1) as u32, last_column(&columns));
    let in_sight = in_sight(&columns);
    worksheet.set_freeze_panes(FIRST, in_sight)?;
    if !rows.is_empty() {
        worksheet.autofilter(UNITS, 0, last.0, last.1)?;
        // Values and dates are texts where they are told as a scenario tells them.
        worksheet.ignore_error_range(FIRST, 0, last.0, last.1, IgnoreError::NumberStoredAsText)?;
    }
    page::set_up(
        book,
        worksheet,
        Printed {
            last,
            heading_rows: Some((HEADINGS, UNITS)),
            heading_columns: in_sight,
            widths: &widths,
        },
    )
}

fn last_column(columns: &[Column]) -> u16 {
    columns.len().saturating_sub(1) as u16
}

/// How to read the table; where a sheet cannot hold it, that too.
fn note(book: &Book<'_>, sheet: &Sheet, shown: usize) -> String {
    let (all, name) = (sheet.rows.len(), sheet.name);
    match shown == all {
        true => sheet.note.clone(),
        false => {
            let cut = book.tell(text!(
                " The first {shown} of {all} rows; all of them stand in {name}.csv.",
                "全{all}行のうち先頭{shown}行。全ての行は {name}.csv にあります。"
            ));
            format!("{}{cut}", sheet.note)
        }
    }
}

/// A column: what its numbers are, their decimals, and its width in letters.
#[derive(Copy, Clone, Debug)]
struct Column {
    kind: Kind,
    decimals: usize,
    width: usize,
}

fn columns(book: &Book<'_>, sheet: &Sheet) -> Vec<Column> {
    let columns = sheet.headings.iter().enumerate();
    let mut columns: Vec<Column> = columns
        .map(|(place, heading)| {
            let cells = || sheet.rows.iter().filter_map(|row| row.get(place));
            column(book, heading, cells)
        })
        .collect();
    narrow(&mut columns);
    columns
}

/// Narrows columns of texts, the widest first, until all stand on a page side by side or no text
/// can be narrowed further.
fn narrow(columns: &mut [Column]) {
    loop {
        let all: usize = columns.iter().map(|column| column.width).sum();
        let widest = columns
            .iter_mut()
            .filter(|column| column.kind == Kind::Text && column.width > NARROW_TEXT)
            .max_by_key(|column| column.width);
        match widest {
            Some(widest) if all > page::EASY => widest.width -= 1,
            _ => return,
        }
    }
}

fn column<'a, I: Iterator<Item = &'a Cell> + Clone>(
    book: &Book<'_>,
    heading: &Heading,
    cells: impl Fn() -> I,
) -> Column {
    let kind = heading.kind;
    let numbers = cells().filter_map(|cell| match cell {
        Cell::Number(number) => Some(*number),
        _ => None,
    });
    let decimals = cells::decimals_among(numbers);
    let room = cells().map(|cell| match cell {
        Cell::Text(text) => sizes::width(text),
        Cell::Number(number) => {
            let decimals = decimals_in(kind, decimals, *number);
            book.looks
                .width(kind, decimals, *number, book.content.style)
        }
        Cell::Nothing => 0,
    });
    // Room for the button of the filter is that of the unit, which stands above it.
    let content = room.max().unwrap_or(0).clamp(NARROWEST, WIDEST);
    let heads = [&heading.text, &heading.unit]
        .map(|text| sizes::fitting(text, HEADING_LINES, content, content.max(WIDEST_HEADING)));
    Column {
        kind,
        decimals,
        width: heads[0].max(heads[1]) + 2,
    }
}

/// The decimals of a number; where the unit differs from row to row its own.
fn decimals_in(kind: Kind, of_column: usize, number: f64) -> usize {
    match kind {
        Kind::Mixed if number.fract() == 0.0 => 0,
        Kind::Mixed => cells::decimals_of(number),
        _ => of_column,
    }
}

/// How many columns to the left are texts and stay in sight.
fn in_sight(columns: &[Column]) -> u16 {
    let mut width = 0;
    let texts = columns.iter().take_while(|column| {
        width += column.width;
        matches!(column.kind, Kind::Text | Kind::Date) && width <= IN_SIGHT
    });
    // Where everything is text, nothing would be left to scroll.
    texts.count().min(columns.len().saturating_sub(1)) as u16
}

fn headings(
    book: &Book<'_>,
    headings: &[Heading],
    widths: &[usize],
    worksheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let height = |text: fn(&Heading) -> &String| {
        let lines = headings
            .iter()
            .zip(widths)
            .map(|(heading, width)| sizes::lines(text(heading), width.saturating_sub(1)));
        lines.max().unwrap_or(1) as f64 * book.looks.line_height()
    };
    worksheet.set_row_height(HEADINGS, height(|heading| &heading.text))?;
    for (place, heading) in (0..).zip(headings) {
        let format = book.looks.heading();
        worksheet.write_string_with_format(HEADINGS, place, &heading.text, &format)?;
    }
    worksheet.set_row_height(UNITS, height(|heading| &heading.unit))?;
    for (place, heading) in (0..).zip(headings) {
        let format = book.looks.unit();
        worksheet.write_string_with_format(UNITS, place, &heading.unit, &format)?;
    }
    Ok(())
}

fn row_of(
    book: &Book<'_>,
    columns: &[Column],
    cells: &[Cell],
    row: u32,
    worksheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let lines = columns.iter().zip(cells).map(|(column, cell)| match cell {
        Cell::Text(text) => sizes::lines(text, column.width.saturating_sub(1)),
        _ => 1,
    });
    let lines = lines.max().unwrap_or(1);
    if lines > 1 {
        // No row is higher than 409 points.
        worksheet.set_row_height(row, (lines as f64 * book.looks.line_height()).min(409.0))?;
    }
    for (place, (column, cell)) in (0..).zip(columns.iter().zip(cells)) {
        let shown = |number: f64| Shown {
            kind: column.kind,
            decimals: decimals_in(column.kind, column.decimals, number),
            weight: Weight::Plain,
        };
        let at = (row, place);
        match cell {
            Cell::Text(text) => {
                let format = book.looks.text(Weight::Plain);
                worksheet.write_string_with_format(row, place, cells::text(text), &format)?;
            }
            Cell::Number(number) => {
                let entry = Entry::of(*number);
                cells::number(book, worksheet, at, &entry, shown(*number))?;
            }
            Cell::Nothing => {
                cells::number(book, worksheet, at, &Entry::Nothing, shown(0.0))?;
            }
        }
    }
    Ok(())
}
