//! The numbers of a chart, printed in rows under its years.

use super::canvas::{Align, Pen};
use super::palette::{GRID, TEXT};
use super::text::{Face, shorten};
use super::years::Columns;

const NUMBER: Face = Face::regular(14);
/// What the reader must not miss.
const EMPHASIS: Face = Face::bold(14);
/// Height of a row, pixels.
const ROW: f64 = 19.0;
/// Between the axis and the first row.
const GAP: f64 = 8.0;
/// Least space between two numbers.
const BETWEEN: f64 = 8.0;

/// A row of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What they are.
    pub name: String,
    /// One per year; empty where there is none.
    pub cells: Vec<String>,
    /// Whether they are printed bold.
    pub bold: bool,
}

impl Row {
    fn face(&self) -> Face {
        match self.bold {
            true => EMPHASIS,
            false => NUMBER,
        }
    }
}

/// Rows of numbers under the years.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// From top to bottom.
    pub rows: Vec<Row>,
}

impl Rows {
    /// Width of the widest name, at most `most`, pixels.
    pub fn names(&self, most: f64) -> f64 {
        let names = self.rows.iter();
        names
            .map(|row| row.face().width(&row.name).min(most))
            .fold(0.0, f64::max)
    }

    /// Whether all numbers fit into columns of a width.
    pub fn fit(&self, column: f64) -> bool {
        let cells = self.rows.iter();
        cells
            .flat_map(|row| row.cells.iter().map(|cell| row.face().width(cell)))
            .all(|width| width + BETWEEN <= column)
    }

    /// Height of all rows, with the gap above, pixels.
    pub fn height(&self) -> f64 {
        match self.rows.is_empty() {
            true => 0.0,
            false => GAP + ROW * self.rows.len() as f64,
        }
    }

    /// The height of the middle of each row, where the last ends at `bottom`.
    pub fn middles(&self, bottom: f64) -> impl Iterator<Item = f64> {
        let top = bottom - ROW * self.rows.len() as f64;
        (0..self.rows.len()).map(move |place| top + (place as f64 + 0.5) * ROW)
    }

    /// Draws the rows upwards from `bottom`, their names between `left` and the columns.
    pub fn draw(&self, pen: &mut Pen<'_>, left: f64, columns: Columns, bottom: f64) {
        for (row, y) in self.rows.iter().zip(self.middles(bottom)) {
            let rule = y - ROW / 2.0;
            let right = columns.left + columns.width * row.cells.len() as f64;
            pen.line(&[(left, rule), (right, rule)], GRID, 1.0);
            let name = shorten(&row.name, row.face(), columns.left - 8.0 - left);
            let end = columns.left - 8.0;
            pen.text(&name, (end, y), row.face(), TEXT, Align::Right);
            for (year, text) in row.cells.iter().enumerate() {
                let middle = (columns.middle(year), y);
                pen.text(text, middle, row.face(), TEXT, Align::Centre);
            }
        }
    }
}
