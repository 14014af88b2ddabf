//! The cells of a sheet as a text that messages can point into.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cells::{Cell, Flaw};

/// Most cells of a sheet that are put on lines, empty ones between filled ones included.
const MOST_CELLS: usize = 4_000_000;

/// Cells of a sheet on lines.
#[derive(Debug, Default)]
pub(in crate::scenario) struct Lines {
    /// One line for each row of the sheet, so that line numbers are those of the sheet.
    pub text: String,
    /// The rows that are not blank.
    pub rows: Vec<Vec<Cell<'static>>>,
    /// Their numbers in the sheet, counted from 0.
    pub numbers: Vec<u32>,
}

/// Puts the filled cells of a sheet on lines; `None` where there are too many.
pub(in crate::scenario) fn on_lines(cells: BTreeMap<(u32, u32), CellContent>) -> Option<Lines> {
    let mut lines = Lines::default();
    let mut count = 0;
    let mut line = 0;
    for ((row, column), content) in cells {
        if lines.numbers.last() != Some(&row) {
            let breaks = (row - line) as usize;
            lines.text.extend(std::iter::repeat_n('\n', breaks));
            line = row;
            lines.numbers.push(row);
            lines.rows.push(Vec::new());
        }
        let cells = lines.rows.last_mut()?;
        let missing = column as usize - cells.len();
        count += missing + 1;
        if count > MOST_CELLS {
            return None;
        }
        for _ in 0..missing {
            put(&mut lines.text, cells, CellContent::default());
        }
        put(&mut lines.text, cells, content);
    }
    Some(lines)
}

/// Puts a cell behind others on its line.
fn put(text: &mut String, cells: &mut Vec<Cell<'static>>, content: CellContent) {
    if !cells.is_empty() {
        text.push_str(" | ");
    }
    let start = text.len();
    text.push_str(&shown(&content));
    cells.push(Cell {
        text: Cow::Owned(content.text),
        range: start..text.len(),
        flaw: content.flaw,
    });
}

/// What stands in a cell of a sheet.
#[derive(Clone, Debug, Default)]
pub(in crate::scenario) struct CellContent {
    pub text: String,
    pub flaw: Option<Flaw>,
}

/// A cell's content on one line.
fn shown(content: &CellContent) -> String {
    match &content.flaw {
        Some(Flaw::Error(error)) => error.clone(),
        Some(Flaw::NoValue(formula)) => format!("={}", formula.replace(['\n', '\r'], " ")),
        _ => content.text.replace(['\n', '\r'], " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_a_sheet_stands_on_the_line_of_its_number() {
        let content = |text: &str| CellContent {
            text: text.to_owned(),
            flaw: None,
        };
        let cells = BTreeMap::from([
            ((1, 0), content("id")),
            ((1, 2), content("テーマ\n名")),
            ((3, 1), content("x")),
        ]);
        let lines = on_lines(cells).expect("few cells");
        assert_eq!(lines.text, "\nid |  | テーマ 名\n\n | x");
        assert_eq!(lines.numbers, [1, 3]);
        let row: Vec<&str> = lines.rows[0]
            .iter()
            .map(|cell| &lines.text[cell.range.clone()])
            .collect();
        assert_eq!(row, ["id", "", "テーマ 名"]);
        assert_eq!(lines.rows[0][2].text, "テーマ\n名");
    }

    #[test]
    fn a_sheet_with_cells_far_to_the_right_of_many_rows_is_too_large() {
        let cells = (0..300).map(|row| ((row, 16_000), CellContent::default()));
        assert!(on_lines(cells.collect()).is_none());
    }
}
