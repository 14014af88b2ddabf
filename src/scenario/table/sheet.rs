//! The cells of a workbook's sheet.
//!
//! Values are taken as they are stored: the result of a formula as it was last computed, a date by
//! its number and the workbook's date system, an error as an error. Cells are read one by one, so
//! that a stray cell in the last row does not fill the memory with empty ones, and a workbook that
//! would unpack to more than a planner's table is refused beforehand.
//!
//! Without a name the first sheet that is shown is read; a hidden sheet only by its name. Hidden rows
//! and columns, also those of a filter, are read like any other.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::cells::Flaw;
use super::grid::{Merged, Sheet};
use super::lines::{CellContent, Lines, on_lines};
use crate::diagnostic::{Diagnostic, listed, nearest, quoted};
use crate::text;

/// Largest workbook, unpacked, in bytes.
const LARGEST: u64 = 512 << 20;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads a sheet of the workbook that `bytes` are: the one called `wanted`, or the first shown.
///
/// # Errors
///
/// The message why it cannot be read, without place: `not-a-workbook`, `unknown-sheet`,
/// `sheet-too-large`.
pub(in crate::scenario) fn read(
    bytes: &[u8],
    file: &str,
    wanted: Option<&str>,
) -> Result<(Sheet, Lines), Box<Diagnostic>> {
    let failed = |error: XlsxError| Box::new(unreadable(file, &error));
    check_size(bytes, file)?;
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(failed)?;
    let name = sheet_name(&workbook, file, wanted)?;
    let merged = workbook.merge_cells_by_sheet_name(&name).map_err(failed)?;
    let cells = cells(&mut workbook, &name).map_err(failed)?;
    let lines = on_lines(cells).ok_or_else(|| too_large(file))?;
    let merged = merged.into_iter().map(|merged| Merged {
        first: merged.start,
        last: merged.end,
    });
    let sheet = Sheet {
        name,
        numbers: lines.numbers.clone(),
        merged: merged
            .filter(|merged| merged.first != merged.last)
            .collect(),
    };
    Ok((sheet, lines))
}

/// Refuses what would unpack to more than fits a planner's table, or is no workbook at all.
fn check_size(bytes: &[u8], file: &str) -> Result<(), Box<Diagnostic>> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes));
    let mut archive =
        archive.map_err(|error| Box::new(unreadable(file, &XlsxError::Zip(error))))?;
    let sizes =
        (0..archive.len()).map(|index| archive.by_index_raw(index).map_or(0, |part| part.size()));
    match sizes.fold(0, u64::saturating_add) > LARGEST {
        true => Err(too_large(file)),
        false => Ok(()),
    }
}

/// The sheet to read.
fn sheet_name(
    workbook: &Workbook<'_>,
    file: &str,
    wanted: Option<&str>,
) -> Result<String, Box<Diagnostic>> {
    let sheets = workbook.sheets_metadata().iter();
    let sheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let found = match wanted {
        Some(wanted) => sheets.clone().find(|sheet| sheet.name == wanted),
        None => sheets
            .clone()
            .find(|sheet| sheet.visible == SheetVisible::Visible),
    };
    if let Some(sheet) = found {
        return Ok(sheet.name.clone());
    }
    let names = || sheets.clone().map(|sheet| sheet.name.as_str());
    let file = quoted(file);
    let Some(wanted) = wanted else {
        return Err(Box::new(
            Diagnostic::error(
                "unknown-sheet",
                text!(
                    "{file} has no sheet that is shown",
                    "{file}に表示されているシートがありません"
                ),
            )
            .allowed(listed(names()))
            .help(text!(
                "name the sheet to read behind a `#`: \"themes.xlsx#Sheet\"",
                "読むシートを`#`の後に「themes.xlsx#シート名」のように指定してください"
            )),
        ));
    };
    let near = nearest(wanted, names());
    let wanted = quoted(wanted);
    Err(Box::new(
        Diagnostic::error(
            "unknown-sheet",
            text!(
                "{file} has no sheet {wanted}",
                "{file}に{wanted}というシートはありません"
            ),
        )
        .allowed(listed(names()))
        .did_you_mean(near),
    ))
}

/// The filled cells by row and column, both counted from 0.
fn cells(
    workbook: &mut Workbook<'_>,
    name: &str,
) -> Result<BTreeMap<(u32, u32), CellContent>, XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let mut cells = BTreeMap::new();
    while let Some(cell) = reader.next_cell_with_formula()? {
        let content = content(&cell.value, cell.formula);
        if !content.text.is_empty() || content.flaw.is_some() {
            cells.insert(cell.pos, content);
        }
    }
    Ok(cells)
}

/// What a cell holds, as text.
fn content(value: &DataRef<'_>, formula: Option<String>) -> CellContent {
    let text = |text: String| CellContent {
        text: text.trim().to_owned(),
        flaw: None,
    };
    match value {
        DataRef::Int(number) => text(number.to_string()),
        DataRef::Float(number) => text(number_text(*number)),
        DataRef::String(string) => text(string.clone()),
        DataRef::SharedString(string) => text((*string).to_owned()),
        DataRef::Bool(truth) => text(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(time) => text(time_text(time)),
        DataRef::DateTimeIso(time) => text(time.trim_end_matches("T00:00:00").to_owned()),
        DataRef::DurationIso(duration) => text(duration.clone()),
        DataRef::Error(error) => CellContent {
            text: String::new(),
            flaw: Some(Flaw::Error(Data::Error(error.clone()).to_string())),
        },
        DataRef::Empty => CellContent {
            text: String::new(),
            flaw: formula.map(Flaw::NoValue),
        },
    }
}

/// A number in the shortest form that reads back the same; a whole one without point.
fn number_text(number: f64) -> String {
    match number.abs() < 1e15 {
        true => number.to_string(),
        false => format!("{number:e}"),
    }
}

/// A day, with the time where it is not midnight; a length of time in hours.
fn time_text(time: &ExcelDateTime) -> String {
    if time.is_duration() {
        return format!("{} h", time.as_f64() * 24.0);
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}

fn unreadable(file: &str, error: &XlsxError) -> Diagnostic {
    let file = quoted(file);
    let message = match error {
        XlsxError::Password => text!(
            "{file} is protected by a password",
            "{file}はパスワードで保護されています"
        ),
        _ => text!(
            "{file} is no workbook, or it is damaged",
            "{file}はブックではないか、壊れています"
        ),
    };
    Diagnostic::error("not-a-workbook", message)
        .allowed(text!(
            "Excel workbooks (.xlsx) without password",
            "パスワードのないブック（.xlsx）"
        ))
        .help(text!(
            "open it in a spreadsheet and save it again as .xlsx",
            "表計算ソフトで開き、.xlsx形式で保存し直してください"
        ))
}

fn too_large(file: &str) -> Box<Diagnostic> {
    let file = quoted(file);
    Box::new(
        Diagnostic::error(
            "sheet-too-large",
            text!(
                "{file} holds more cells than a table can have",
                "{file}のセルが多すぎます"
            ),
        )
        .allowed(text!(
            "4,000,000 cells, empty ones between filled ones included, and 512 MiB unpacked",
            "間にある空のセルを含めて4,000,000セル、展開後512 MiBまで"
        ))
        .help(text!(
            "remove stray cells far below or to the right of the table",
            "表の下や右に離れて残っているセルを削除してください"
        )),
    )
}
