//! What stands above the tables of every sheet: title, how to read it, where it comes from.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::book::Book;
use super::{cells, sizes};

/// Rows that the head of a sheet takes.
pub(super) const ROWS: u32 = 3;

/// Writes the head of a sheet over columns of these widths.
pub(super) fn write(
    book: &Book<'_>,
    worksheet: &mut Worksheet,
    title: &str,
    note: &str,
    widths: &[usize],
) -> Result<(), XlsxError> {
    worksheet.write_string_with_format(0, 0, cells::text(title), &book.looks.title())?;
    worksheet.set_row_height(0, 1.5 * book.looks.line_height())?;
    across(book, worksheet, 1, note, widths, &book.looks.note())?;
    across(
        book,
        worksheet,
        2,
        &book.origin(),
        widths,
        &book.looks.note(),
    )
}

/// Writes a text over all columns of a row, in as many lines as it takes.
pub(super) fn across(
    book: &Book<'_>,
    worksheet: &mut Worksheet,
    row: u32,
    text: &str,
    widths: &[usize],
    format: &Format,
) -> Result<(), XlsxError> {
    let room: usize = widths.iter().sum();
    let lines = sizes::lines(text, room.saturating_sub(1)) as f64;
    worksheet.set_row_height(row, lines * book.looks.line_height())?;
    let text = cells::text(text);
    match widths.len() {
        0 | 1 => worksheet.write_string_with_format(row, 0, text, format)?,
        columns => worksheet.merge_range(row, 0, row, columns as u16 - 1, &text, format)?,
    };
    Ok(())
}
