//! A heat map with its numbers: rows by columns, the darker the larger.
//!
//! The number in a cell says what its ground says, so that nothing hangs on a shade of blue.

use super::canvas::{Align, Area, Pen};
use super::frame::{MARGIN, WIDTH};
use super::labels::RowLabels;
use super::legend::{Entry, Legend};
use super::palette::{BLANK, MUTED, TEXT, heat, on_heat};
use super::text::Face;
use super::words::NOT_APPLICABLE;
use super::years::{Columns, Years};
use plotters::style::RGBColor;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// 0 to 1, by which the ground is darkened; `None` where there is nothing to say.
    pub share: Option<f64>,
    /// The number, in full and in short.
    pub number: [String; 2],
    /// A small number below it, in full and in short.
    pub small: Option<[String; 2]>,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixRow {
    /// What stands left of it.
    pub label: String,
    /// One per column.
    pub cells: Vec<Cell>,
}

const LABEL: Face = Face::regular(14);
/// Sizes of the number and of the small one: the first pair that fits the cells is taken.
const FACES: [(Face, Face); 4] = [
    (Face::regular(15), Face::regular(12)),
    (Face::regular(13), Face::regular(11)),
    (Face::regular(11), Face::regular(10)),
    (Face::regular(10), Face::regular(9)),
];
/// Widest label of a row.
const WIDEST_LABEL: f64 = 310.0;
/// A column is at most this wide, however few there are.
const WIDEST_COLUMN: f64 = 150.0;
/// A row is at most this high, however few there are.
const TALLEST_ROW: f64 = 46.0;
/// From so many rows on the heads of the columns stand below too.
const MANY_ROWS: usize = 20;
/// Between the labels and the cells.
const GAP: f64 = 12.0;

/// A heat map laid out.
pub struct Matrix<'a> {
    rows: Vec<MatrixRow>,
    labels: RowLabels,
    legend: Legend<'a>,
    left: f64,
    column: f64,
    heads: Years,
    faces: (Face, Face),
    least_row: f64,
}

impl<'a> Matrix<'a> {
    /// Lays out rows under the heads of their columns.
    pub fn new(heads: &[String], rows: Vec<MatrixRow>, entries: Vec<Entry<'a>>) -> Matrix<'a> {
        let labels = rows.iter().map(|row| row.label.as_str());
        let labels = RowLabels::new(labels, LABEL, WIDEST_LABEL);
        let left = MARGIN + labels.width + GAP;
        let count = heads.len().max(1) as f64;
        let column = ((WIDTH - MARGIN - left) / count).min(WIDEST_COLUMN);
        let faces = faces(&rows, column);
        let small = rows
            .iter()
            .flat_map(|row| &row.cells)
            .any(|cell| cell.small.is_some());
        let below = if small { faces.1.line_height() } else { 0.0 };
        let least_row = (LABEL.line_height() * labels.most_lines as f64)
            .max(faces.0.line_height() + below)
            + 3.0;
        let columns = Columns {
            left,
            width: column,
        };
        Matrix {
            rows,
            labels,
            legend: Legend::new(entries, MARGIN, WIDTH - MARGIN),
            left,
            column,
            heads: Years::new(heads, columns),
            faces,
            least_row,
        }
    }

    /// Height of everything but the rows.
    fn around(&self) -> f64 {
        let heads = if self.heads_below() { 2.0 } else { 1.0 };
        self.legend.height() + 10.0 + self.head() * heads
    }

    fn head(&self) -> f64 {
        self.heads.height() + 10.0
    }

    fn heads_below(&self) -> bool {
        self.rows.len() >= MANY_ROWS
    }

    /// Height that it needs, pixels.
    pub fn least_height(&self) -> f64 {
        self.around() + self.least_row * self.rows.len() as f64
    }

    /// Draws it.
    pub fn draw(&self, pen: &mut Pen<'_>, room: Area) {
        self.legend.draw(pen, room.top);
        let rows = self.rows.len() as f64;
        let row = ((room.height() - self.around()) / rows).min(TALLEST_ROW);
        let head = room.top + self.legend.height() + 10.0;
        let first = head + self.head();
        self.heads.draw(pen, head, (first - 8.0, first - 2.0));
        for (place, (shown, label)) in self.rows.iter().zip(&self.labels.lines).enumerate() {
            let top = first + place as f64 * row;
            let middle = top + row / 2.0;
            let right = self.left - GAP;
            pen.block(label, (right, middle), LABEL, TEXT, Align::Right);
            for (column, cell) in shown.cells.iter().enumerate() {
                let left = self.left + column as f64 * self.column;
                let area = Area {
                    left,
                    top,
                    right: left + self.column - 1.0,
                    bottom: top + row - 1.0,
                };
                self.cell(pen, area, cell);
            }
        }
        if self.heads_below() {
            let bottom = first + rows * row;
            let tick = (bottom + 1.0, bottom + 7.0);
            self.heads.draw(pen, bottom + 8.0, tick);
        }
    }

    fn cell(&self, pen: &mut Pen<'_>, area: Area, cell: &Cell) {
        let (ground, ink) = colours(cell.share);
        pen.fill(area, ground);
        let (centre, middle) = area.centre();
        let (number, small) = self.faces;
        let text = fitting(&cell.number, number, self.column);
        let Some(below) = &cell.small else {
            pen.text(text, (centre, middle), number, ink, Align::Centre);
            return;
        };
        let above = middle - small.line_height() / 2.0;
        pen.text(text, (centre, above), number, ink, Align::Centre);
        let under = middle + number.line_height() / 2.0;
        let text = fitting(below, small, self.column);
        pen.text(text, (centre, under), small, ink, Align::Centre);
    }
}

/// Ground and ink of a cell.
fn colours(share: Option<f64>) -> (RGBColor, RGBColor) {
    match share {
        Some(share) => (heat(share), on_heat(share)),
        None => (BLANK, MUTED),
    }
}

/// The longest form of a number that fits its cell.
fn fitting(forms: &[String; 2], face: Face, column: f64) -> &str {
    let fits = |text: &&String| face.width(text) <= column - 3.0;
    forms.iter().find(fits).map_or("…", String::as_str)
}

/// The largest sizes at which all numbers fit in full.
fn faces(rows: &[MatrixRow], column: f64) -> (Face, Face) {
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let fits = |&(number, small): &(Face, Face)| {
        let numbers = number.widest(cells().map(|cell| &cell.number[0]));
        let smalls = small.widest(cells().filter_map(|cell| Some(&cell.small.as_ref()?[0])));
        numbers.max(smalls) + 3.0 <= column
    };
    let [.., smallest] = FACES;
    FACES.into_iter().find(fits).unwrap_or(smallest)
}

const KEY: Face = Face::regular(13);
const SMALL_KEY: Face = Face::regular(12);
/// Width of a cell of the legend.
const STEP: f64 = 34.0;
/// The cells of the scale.
const STEPS: [(f64, &str); 5] = [
    (0.0, "0"),
    (0.25, "25"),
    (0.5, "50"),
    (0.75, "75"),
    (1.0, "100"),
];

/// The sign of the scale, in per cent.
pub fn scale_entry(word: &str) -> Entry<'_> {
    steps(word, STEP, |text| text)
}

/// The sign of the scale without numbers, where shades go from the least to the largest.
pub fn shade_entry(word: &str) -> Entry<'_> {
    steps(word, STEP / 2.0, |_| "")
}

fn steps<'a>(word: &'a str, step: f64, told: fn(&'static str) -> &'static str) -> Entry<'a> {
    Entry {
        word,
        width: step * STEPS.len() as f64,
        sign: Box::new(move |pen, area| {
            for (place, (share, text)) in STEPS.into_iter().enumerate() {
                let left = area.left + step * place as f64;
                let cell = Area {
                    left,
                    right: left + step - 1.0,
                    ..area
                };
                key(pen, cell, Some(share), told(text), KEY);
            }
        }),
    }
}

/// The sign of the small number.
pub fn small_entry<'a>(word: &'a str, example: &'a str) -> Entry<'a> {
    Entry {
        word,
        width: STEP,
        sign: Box::new(move |pen, area| key(pen, area, Some(0.0), example, SMALL_KEY)),
    }
}

/// The sign of a cell with nothing to say.
pub fn blank_entry(word: &str) -> Entry<'_> {
    Entry {
        word,
        width: STEP,
        sign: Box::new(|pen, area| key(pen, area, None, NOT_APPLICABLE, KEY)),
    }
}

/// A cell of the legend.
fn key(pen: &mut Pen<'_>, area: Area, share: Option<f64>, text: &str, face: Face) {
    let (ground, ink) = colours(share);
    pen.fill(area, ground);
    pen.text(text, area.centre(), face, ink, Align::Centre);
}
