//! Stacked columns by fiscal year: the parts of a whole, named beside the last column.

use super::Style;
use super::canvas::{Align, Area, Pen};
use super::number::{Numbers, percent};
use super::palette::{AXIS, INK, PAPER, on};
use super::panel::{DIRECT, Panel, REACH, Ticks, beside, ticks};
use super::scale::Scale;
use super::text::{Face, balanced, shorten};
use super::years::Columns;
use plotters::style::RGBColor;

/// How a part is filled: colour, lightness and texture all tell which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// One colour.
    Plain(RGBColor),
    /// A colour with slanting lines.
    Hatched(RGBColor),
}

impl Fill {
    fn ground(self) -> RGBColor {
        match self {
            Fill::Plain(colour) | Fill::Hatched(colour) => colour,
        }
    }

    fn draw(self, pen: &mut Pen<'_>, area: Area) {
        pen.fill(area, self.ground());
        if let Fill::Hatched(_) = self {
            pen.hatch(area, PAPER, 7.0, 1.5);
        }
        pen.outline(area, AXIS, 0.8);
    }
}

/// A part of the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its amounts, one per year; 0 or more.
    pub amounts: Vec<f64>,
    /// How it is filled.
    pub fill: Fill,
}

impl Part {
    /// What it comes to over all years.
    pub fn total(&self) -> f64 {
        self.amounts.iter().sum()
    }
}

const NUMBER: Face = Face::regular(13);
const TOTAL: Face = Face::bold(14);
/// Widest word beside the columns.
const WIDEST_WORD: f64 = 190.0;
/// A column of the plot is at most this wide, however few there are.
const WIDEST_COLUMN: f64 = 130.0;
/// Share of a column that its bar takes.
const BAR: f64 = 0.72;
/// Room for the total above the highest bar.
const ABOVE: f64 = 20.0;

/// Stacked columns measured.
pub struct Stacks<'a> {
    parts: &'a [Part],
    totals: Vec<f64>,
    numbers: Numbers,
    scale: Scale,
    ticks: Ticks,
    words: Vec<Vec<String>>,
}

impl<'a> Stacks<'a> {
    /// Measures parts, the lowest first, over so many years.
    pub fn new(parts: &'a [Part], years: usize, ticks_wanted: u32, style: &Style) -> Stacks<'a> {
        let total = |year: usize| parts.iter().map(|part| part.amounts[year]).sum();
        let totals: Vec<f64> = (0..years).map(total).collect();
        let scale = Scale::holding(totals.iter().copied(), ticks_wanted);
        let largest = totals.iter().copied().fold(0.0, f64::max);
        let whole: f64 = totals.iter().sum();
        let word = |part: &Part| {
            let share = match whole > 0.0 {
                true => format!(" {}", percent(part.total() / whole, style)),
                false => String::new(),
            };
            // The name gives way, not the share.
            let room = 3.0 * WIDEST_WORD - 100.0 - DIRECT.width(&share);
            let name = shorten(&part.name, DIRECT, room);
            balanced(&format!("{name}{share}"), DIRECT, WIDEST_WORD, 3)
        };
        Stacks {
            parts,
            numbers: Numbers::up_to(largest, style),
            ticks: ticks(&scale, style),
            scale,
            words: parts.iter().map(word).collect(),
            totals,
        }
    }

    /// Whether the printed parts of every year add up to its printed total.
    pub fn add_up(&self) -> bool {
        let rounded = |value: f64| self.numbers.rounded(value);
        self.totals.iter().enumerate().all(|(year, total)| {
            let parts: f64 = self.parts.iter().map(|p| rounded(p.amounts[year])).sum();
            (parts - rounded(*total)).abs() <= 1e-9 * total.abs()
        })
    }

    /// Columns for several of them, one above the other, between two edges.
    pub fn columns(all: &[&Stacks<'_>], left: f64, right: f64) -> Columns {
        let years = all.iter().map(|stacks| stacks.totals.len()).max();
        let widest = |measure: fn(&Stacks<'_>) -> f64| {
            all.iter().map(|stacks| measure(stacks)).fold(0.0, f64::max)
        };
        let left = left + widest(|stacks| beside(&stacks.ticks));
        let words = widest(|stacks| DIRECT.widest(stacks.words.iter().flatten()));
        let width = (right - words - REACH - left) / years.unwrap_or(0).max(1) as f64;
        Columns {
            left,
            width: width.min(WIDEST_COLUMN),
        }
    }

    /// Draws them into the height of an area.
    pub fn draw(&self, pen: &mut Pen<'_>, area: Area, columns: Columns) {
        let count = self.totals.len() as f64;
        let panel = Panel {
            plot: Area {
                left: columns.left,
                top: area.top + ABOVE,
                right: columns.left + columns.width * count,
                bottom: area.bottom,
            },
            columns,
            scale: self.scale,
            ticks: self.ticks.clone(),
        };
        panel.draw(pen);
        let half = BAR * columns.width / 2.0;
        for (year, total) in self.totals.iter().enumerate() {
            let mut from = 0.0;
            for part in self.parts {
                let to = from + part.amounts[year];
                let area = Area {
                    left: panel.x(year) - half,
                    top: panel.y(to),
                    right: panel.x(year) + half,
                    bottom: panel.y(from),
                };
                self.segment(pen, part, part.amounts[year], area);
                from = to;
            }
            let above = (panel.x(year), panel.y(*total) - 10.0);
            let text = self.fitting(*total, TOTAL, columns.width - 4.0);
            pen.plate(&text, above, TOTAL, PAPER);
            pen.text(&text, above, TOTAL, INK, Align::Centre);
        }
        self.names(pen, &panel, half);
    }

    /// A segment, with its number where it fits.
    fn segment(&self, pen: &mut Pen<'_>, part: &Part, amount: f64, area: Area) {
        if amount == 0.0 {
            return;
        }
        part.fill.draw(pen, area);
        let text = self.fitting(amount, NUMBER, area.width() - 4.0);
        if text.is_empty() || area.height() < f64::from(NUMBER.size) + 3.0 {
            return;
        }
        let (x, y) = area.centre();
        if let Fill::Hatched(ground) = part.fill {
            pen.plate(&text, (x, y), NUMBER, ground);
        }
        let ink = on(part.fill.ground());
        pen.text(&text, (x, y), NUMBER, ink, Align::Centre);
    }

    /// A number in full, else in short, else nothing.
    fn fitting(&self, value: f64, face: Face, width: f64) -> String {
        let forms = [self.numbers.print(value), self.numbers.short().print(value)];
        let fits = |text: &String| face.width(text) <= width;
        forms.into_iter().find(fits).unwrap_or_default()
    }

    /// The name of each part beside the last column, with its share of all years.
    fn names(&self, pen: &mut Pen<'_>, panel: &Panel, half: f64) {
        let Some(last) = self.totals.len().checked_sub(1) else {
            return;
        };
        let mut from = 0.0;
        let mut words = Vec::new();
        // From the top down, so that names of equal height stand in the order of their parts.
        for (part, word) in self.parts.iter().zip(&self.words) {
            let to = from + part.amounts[last];
            words.push((panel.y((from + to) / 2.0), word.clone()));
            from = to;
        }
        words.reverse();
        panel.words_beside(pen, panel.x(last) + half, &words);
    }
}
