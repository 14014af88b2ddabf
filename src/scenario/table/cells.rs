//! The cells of a CSV and where they lie.
//!
//! RFC 4180 with the liberties spreadsheets take: any line ends, no line end after the last row,
//! blank rows. `csv-core` splits, field by field, so that the bytes of each cell are known; the
//! `csv` crate on top of it knows those of records only.

use std::borrow::Cow;
use std::ops::Range;

use csv_core::{ReadFieldResult, Reader};

use crate::diagnostic::{Diagnostic, FileId, RowPlaces, Span, quoted};
use crate::language::Text;
use crate::text;

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::scenario) struct Cell<'a> {
    /// The content without quotes and without space around it.
    pub text: Cow<'a, str>,
    /// The bytes between the separators, without space around, with quotes.
    pub range: Range<usize>,
    /// What is wrong with its quotes.
    pub flaw: Option<Flaw>,
}

/// What can be wrong with a cell, whatever column it stands in.
#[cfg_attr(
    not(feature = "workbook"),
    allow(dead_code, reason = "only cells of workbooks hold errors and formulas")
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Flaw {
    /// The file ends inside the quotes.
    Unclosed,
    /// Something stands between the closing quote and the next comma.
    TextBehind,
    /// Space stands before the opening quote, which makes it an ordinary character.
    SpaceBefore,
    /// The cell of a spreadsheet holds an error, such as #N/A.
    Error(String),
    /// The cell of a spreadsheet holds a formula without a stored result.
    NoValue(String),
}

impl Cell<'_> {
    pub(in crate::scenario) fn span(&self, file: FileId) -> Span {
        Span::new(file, self.range.clone())
    }

    /// Whether anything stands in it.
    pub(in crate::scenario) fn is_filled(&self) -> bool {
        !self.text.is_empty() || self.flaw.is_some()
    }

    /// The message about what is wrong with it, if anything is.
    pub(in crate::scenario) fn complaint(&self, file: FileId) -> Option<Diagnostic> {
        let flaw = self.flaw.as_ref()?;
        let (message, help) = flaw.words();
        Some(
            Diagnostic::error(flaw.code(), message)
                .at(self.span(file))
                .help(help),
        )
    }
}

impl Flaw {
    fn code(&self) -> &'static str {
        match self {
            Flaw::Unclosed | Flaw::TextBehind | Flaw::SpaceBefore => "csv-quote",
            Flaw::Error(_) => "cell-error",
            Flaw::NoValue(_) => "no-stored-value",
        }
    }

    /// What was found, and how to mend it.
    fn words(&self) -> (Text, Text) {
        let quoting = || {
            text!(
                "a cell is quoted as a whole; a quote inside is written twice: \"so \"\"called\"\" cell\"",
                "セル全体を引用符で囲み、中の引用符は二つ重ねてください：\"例の\"\"セル\"\"です\""
            )
        };
        match self {
            Flaw::Unclosed => (
                text!("this quote is never closed", "引用符が閉じられていません"),
                quoting(),
            ),
            Flaw::TextBehind => (
                text!(
                    "something stands between the closing quote and the next comma",
                    "閉じる引用符と次のコンマの間に何かあります"
                ),
                quoting(),
            ),
            Flaw::SpaceBefore => (
                text!(
                    "space stands before the quote",
                    "引用符の前に空白があります"
                ),
                quoting(),
            ),
            Flaw::Error(error) => (
                text!(
                    "this cell holds the error {}",
                    "このセルはエラー値{}です",
                    quoted(error)
                ),
                text!(
                    "mend the formula, or write the value itself; leave the cell empty if it is not known",
                    "数式を直すか、値そのものを書いてください。不明であればセルを空にしてください"
                ),
            ),
            Flaw::NoValue(formula) => {
                let formula = quoted(&format!("={formula}"));
                (
                    text!(
                        "the formula {formula} has no stored result",
                        "数式{formula}の計算結果が保存されていません"
                    ),
                    text!(
                        "open the file in a spreadsheet and save it, or write the value itself",
                        "表計算ソフトで開いて保存し直すか、値そのものを書いてください"
                    ),
                )
            }
        }
    }
}

/// Rows that are not blank, in the order of the file.
pub(in crate::scenario) fn rows(text: &str) -> impl Iterator<Item = Vec<Cell<'_>>> {
    let mut splitter = Splitter {
        text,
        at: 0,
        reader: Reader::new(),
        buffer: vec![0; 64],
    };
    std::iter::from_fn(move || splitter.row()).filter(|row| row.iter().any(Cell::is_filled))
}

/// Where the cells of a row lie.
pub(in crate::scenario) fn places(id: Option<&str>, row: &[Cell<'_>]) -> RowPlaces {
    let file_offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    RowPlaces {
        id: id.map(str::to_owned),
        cells: row
            .iter()
            .map(|cell| file_offset(cell.range.start))
            .collect(),
        end: row.last().map_or(0, |cell| file_offset(cell.range.end)),
        is_title: false,
    }
}

struct Splitter<'a> {
    text: &'a str,
    at: usize,
    reader: Reader,
    buffer: Vec<u8>,
}

impl<'a> Splitter<'a> {
    /// The next row, blank or not.
    fn row(&mut self) -> Option<Vec<Cell<'a>>> {
        // Line breaks before a row belong to no cell; the reader would count them to the first.
        let rest = self.text[self.at..].trim_start_matches(['\r', '\n']);
        self.at = self.text.len() - rest.len();
        let mut row = Vec::new();
        while let Some((cell, last)) = self.cell() {
            row.push(cell);
            if last {
                return Some(row);
            }
        }
        None
    }

    /// The next cell and whether it is the last of its row.
    fn cell(&mut self) -> Option<(Cell<'a>, bool)> {
        let (start, mut filled) = (self.at, 0);
        loop {
            let input = &self.text.as_bytes()[self.at..];
            let (result, read, written) = self.reader.read_field(input, &mut self.buffer[filled..]);
            self.at += read;
            filled += written;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => self.buffer.resize(self.buffer.len() * 2, 0),
                ReadFieldResult::Field { record_end } => {
                    let comma = usize::from(!record_end);
                    return Some((self.finish(start..self.at - comma, filled), record_end));
                }
                ReadFieldResult::End => return None,
            }
        }
    }

    /// The cell of these bytes, whose content fills the buffer up to `filled`.
    fn finish(&self, bytes: Range<usize>, filled: usize) -> Cell<'a> {
        let raw = &self.text[bytes.clone()];
        let start = bytes.end - raw.trim_start().len();
        let trimmed = raw.trim();
        let range = start..start + trimmed.len();
        match trimmed.strip_prefix('"') {
            None => Cell {
                text: Cow::Borrowed(trimmed),
                range,
                flaw: None,
            },
            Some(opened) => {
                let text = String::from_utf8_lossy(&self.buffer[..filled])
                    .trim()
                    .to_owned();
                let flaw = if raw.starts_with('"') {
                    flaw_behind(opened)
                } else {
                    Some(Flaw::SpaceBefore)
                };
                Cell {
                    text: Cow::Owned(text),
                    range,
                    flaw,
                }
            }
        }
    }
}

/// What is wrong with a cell whose opening quote was read.
fn flaw_behind(mut opened: &str) -> Option<Flaw> {
    while let Some((_, behind)) = opened.split_once('"') {
        match behind.strip_prefix('"') {
            Some(still_open) => opened = still_open,
            None => return (!behind.is_empty()).then_some(Flaw::TextBehind),
        }
    }
    Some(Flaw::Unclosed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Content and bytes of each cell, row by row.
    fn cells(text: &str) -> Vec<Vec<(String, &str)>> {
        rows(text)
            .map(|row| {
                row.into_iter()
                    .map(|cell| (cell.text.into_owned(), &text[cell.range]))
                    .collect()
            })
            .collect()
    }

    fn row<'a>(cells: &[(&str, &'a str)]) -> Vec<(String, &'a str)> {
        cells
            .iter()
            .map(|(text, raw)| ((*text).to_owned(), *raw))
            .collect()
    }

    #[test]
    fn every_cell_knows_its_bytes() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!(
                "id, name ,x{end}T01,\"外注,\"\"A\"\"\",{end}{end},,{end}T02,\"two{end}lines\",3"
            );
            let two = format!("two{end}lines");
            let two_raw = format!("\"{two}\"");
            assert_eq!(
                cells(&text),
                [
                    row(&[("id", "id"), ("name", "name"), ("x", "x")]),
                    row(&[
                        ("T01", "T01"),
                        ("外注,\"A\"", "\"外注,\"\"A\"\"\""),
                        ("", "")
                    ]),
                    row(&[("T02", "T02"), (&two, &two_raw), ("3", "3")]),
                ]
            );
        }
    }

    #[test]
    fn a_quoted_first_cell_is_sound_after_any_line_end() {
        for end in ["\n", "\r\n", "\r", "\r\n\r\n"] {
            let text = format!("\"a\",b{end}\"c\",d");
            let cells: Vec<_> = rows(&text)
                .flatten()
                .map(|cell| (cell.flaw, &text[cell.range]))
                .collect();
            assert_eq!(
                cells,
                [(None, "\"a\""), (None, "b"), (None, "\"c\""), (None, "d")],
                "{end:?}"
            );
        }
    }

    #[test]
    fn the_last_row_may_end_in_anything() {
        assert_eq!(cells("a,b"), [row(&[("a", "a"), ("b", "b")])]);
        assert_eq!(cells("a,"), [row(&[("a", "a"), ("", "")])]);
        assert_eq!(cells("a,\"b\"\n\n\n"), [row(&[("a", "a"), ("b", "\"b\"")])]);
        assert_eq!(cells("a\n,,,\n  \n"), [row(&[("a", "a")])]);
        assert!(cells("").is_empty() && cells("\r\n\r\n").is_empty() && cells(",,\n").is_empty());
    }

    #[test]
    fn cells_longer_than_the_buffer_are_read_whole() {
        let long = "外".repeat(5_000);
        let text = format!("\"{long}\",x");
        assert_eq!(cells(&text)[0][0].0, long);
    }

    #[test]
    fn cells_of_any_text_lie_in_order_and_hold_what_is_between_separators() {
        // Every text of five characters over the alphabet that matters.
        let alphabet = ['a', '"', ',', '\n', '\r', ' ', '外'];
        for number in 0..7_usize.pow(5) {
            let text: String = (0..5)
                .map(|place| alphabet[number / 7_usize.pow(place) % 7])
                .collect();
            let mut end = 0;
            for cell in rows(&text).flatten() {
                assert!(
                    end <= cell.range.start && cell.range.start <= cell.range.end,
                    "{text:?}"
                );
                let raw = &text[cell.range.clone()];
                assert!(raw.starts_with('"') || raw == cell.text, "{text:?}");
                assert!(
                    raw.starts_with('"') || !raw.contains([',', '\n', '\r']),
                    "{text:?}"
                );
                end = cell.range.end;
            }
        }
    }

    #[test]
    fn wrong_quotes_are_noticed() {
        let flaws = |text: &str| {
            rows(text)
                .flatten()
                .map(|cell| cell.flaw)
                .collect::<Vec<_>>()
        };
        assert_eq!(flaws("\"a\",b"), [None, None]);
        assert_eq!(flaws("\"a\" ,\"\""), [None, None]);
        assert_eq!(
            flaws("5\" disc,b"),
            [None, None],
            "a quote inside an unquoted cell is a character"
        );
        assert_eq!(flaws("\"a\"b,c"), [Some(Flaw::TextBehind), None]);
        assert_eq!(flaws("x, \"b\""), [None, Some(Flaw::SpaceBefore)]);
        assert_eq!(flaws("x,\"b\n1,2\n"), [None, Some(Flaw::Unclosed)]);
        assert_eq!(flaws("\"\"\""), [Some(Flaw::Unclosed)]);
    }
}
