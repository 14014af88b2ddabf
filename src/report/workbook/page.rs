//! How sheets are printed: A4 landscape, as wide as the page, headings and origin on every page.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::book::Book;
use super::cells;

/// The number by which the format knows A4.
const A4: u8 = 9;
/// Letters that surely stand side by side on a page at full size, whatever font stands in for that of
/// the sheet; a page holds 127 of its own.
const FULL_SIZE: usize = 100;
/// Letters that are easy to read when they are fitted to the width of a page.
pub(super) const EASY: usize = 185;
/// Letters that still can be read; wider sheets take more than one page side by side.
const LEGIBLE: usize = 240;
/// What a page holds between its margins, in pixels.
const PAGE: (u32, u32) = (1_020, 640);
/// The longest id in a footer, which holds 255 letters in all.
const LONGEST_ID: usize = 100;

/// What of a sheet is printed.
#[derive(Copy, Clone, Debug)]
pub(super) struct Printed<'a> {
    /// The last row and column.
    pub last: (u32, u16),
    /// First and last row that every page repeats.
    pub heading_rows: Option<(u32, u32)>,
    /// How many columns every page repeats, where a sheet takes more than one in width.
    pub heading_columns: u16,
    /// The widths of all columns.
    pub widths: &'a [usize],
}

/// Sets up a sheet for printing.
pub(super) fn set_up(
    book: &Book<'_>,
    worksheet: &mut Worksheet,
    printed: Printed<'_>,
) -> Result<(), XlsxError> {
    let (row, column) = printed.last;
    let width = printed.widths.iter().sum::<usize>();
    let pages = width.div_ceil(LEGIBLE);
    worksheet
        .set_paper_size(A4)
        .set_landscape()
        .set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3)
        .set_print_center_horizontally(true)
        .set_footer(footer(book))
        .set_print_area(0, 0, row, column)?;
    // A narrow table is not to be made larger.
    if width > FULL_SIZE {
        worksheet.set_print_fit_to_pages(pages.clamp(1, 100) as u16, 0);
    }
    if let Some((first, last)) = printed.heading_rows {
        worksheet.set_repeat_rows(first, last)?;
    }
    if pages > 1 && printed.heading_columns > 0 {
        worksheet.set_repeat_columns(0, printed.heading_columns - 1)?;
    }
    Ok(())
}

/// The scale, in per cent, at which columns of these widths and so many rows fit on a page.
pub(super) fn scale(book: &Book<'_>, widths: &[usize], rows: u32) -> u16 {
    let (_, row, _) = book.looks.default_format();
    let width = widths.iter().sum::<usize>() as u32 * book.looks.letter();
    let height = rows * row;
    let fits = |room: u32, needed: u32| 100 * room / needed.max(1);
    fits(PAGE.0, width).min(fits(PAGE.1, height)).clamp(20, 100) as u16
}

/// Scenario, runs and seed to the left, the page in the middle, the version to the right.
fn footer(book: &Book<'_>) -> String {
    let origin = book.content.origin;
    let scenario: String = cells::clean(&origin.scenario)
        .chars()
        .take(LONGEST_ID)
        .collect();
    // A single & begins a code of the format.
    let scenario = scenario.replace('&', "&&");
    let runs = book.content.style.number(origin.runs as f64, 0);
    let (seed, version) = (origin.seed, &origin.version);
    book.tell(crate::text!(
        "&L{scenario}, {runs} runs, seed {seed}&C&A  &P / &N&Rsoyaku {version}",
        "&L{scenario}、試行{runs}回、シード{seed}&C&A　&P / &N&Rsoyaku {version}"
    ))
}
