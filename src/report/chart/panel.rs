//! The plot that most charts have: fiscal years to the right, values upwards.

use super::Style;
use super::canvas::{Align, Area, Pen};
use super::labels::spread;
use super::number::Numbers;
use super::palette::{AXIS, GRID, MUTED, TEXT};
use super::scale::Scale;
use super::text::Face;
use super::years::Columns;

/// Ticks of the axis of values.
pub const TICK: Face = Face::regular(13);
/// Words beside the plot.
pub const DIRECT: Face = Face::regular(14);
/// Between the last column and the words beside it.
pub const REACH: f64 = 24.0;
/// Widest tick printed in full.
const WIDEST_TICK: f64 = 160.0;
/// Between the ticks and the plot.
const TICK_GAP: f64 = 8.0;

/// Ticks and their texts.
pub type Ticks = Vec<(f64, String)>;

/// The ticks of an axis and their texts, in powers of ten where they are too wide in full.
pub fn ticks(scale: &Scale, style: &Style) -> Ticks {
    let numbers = scale.numbers(style);
    let printed = |numbers: Numbers| -> Ticks {
        let ticks = scale.ticks().into_iter();
        ticks.map(|tick| (tick, numbers.print(tick))).collect()
    };
    let full = printed(numbers);
    match width(&full) <= WIDEST_TICK {
        true => full,
        false => printed(numbers.short()),
    }
}

/// Width of the widest tick, with the gap to the plot, pixels.
pub fn beside(ticks: &Ticks) -> f64 {
    width(ticks) + TICK_GAP
}

fn width(ticks: &Ticks) -> f64 {
    TICK.widest(ticks.iter().map(|(_, text)| text))
}

/// The axis of a chart whose values go to the right: grid lines over the plot, ticks above and below
/// it, as far as there is room between the edges of `room`.
pub fn value_axis(pen: &mut Pen<'_>, room: Area, plot: Area, scale: &Scale, style: &Style) {
    let mut free = room.left;
    for (tick, text) in &ticks(scale, style) {
        let x = plot.left + scale.share(*tick) * plot.width();
        pen.line(&[(x, plot.top), (x, plot.bottom)], GRID, 1.0);
        let half = TICK.width(text) / 2.0;
        if x - half < free || x + half > room.right {
            continue;
        }
        free = x + half + 6.0;
        for y in [plot.top - 12.0, plot.bottom + 13.0] {
            pen.text(text, (x, y), TICK, MUTED, Align::Centre);
        }
    }
}

/// A plot laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Where values stand.
    pub plot: Area,
    /// The columns of the years.
    pub columns: Columns,
    /// The axis of values.
    pub scale: Scale,
    /// Its ticks.
    pub ticks: Ticks,
}

impl Panel {
    /// The middle of a year's column.
    pub fn x(&self, year: usize) -> f64 {
        self.columns.middle(year)
    }

    /// The height of a value.
    pub fn y(&self, value: f64) -> f64 {
        self.plot.bottom - self.scale.share(value) * self.plot.height()
    }

    /// Grid lines and ticks.
    pub fn draw(&self, pen: &mut Pen<'_>) {
        for (value, text) in &self.ticks {
            let y = self.y(*value);
            let (colour, width) = match *value == 0.0 {
                true => (AXIS, 1.5),
                false => (GRID, 1.0),
            };
            pen.line(&[(self.plot.left, y), (self.plot.right, y)], colour, width);
            let right = self.plot.left - TICK_GAP;
            pen.text(text, (right, y), TICK, MUTED, Align::Right);
        }
    }

    /// Words beside the plot, on one line or more, each led to from its height at `x`; moved apart
    /// where they would cover one another.
    pub fn words_beside(&self, pen: &mut Pen<'_>, x: f64, words: &[(f64, Vec<String>)]) {
        let mut ends: Vec<&(f64, Vec<String>)> = words.iter().collect();
        ends.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let heights: Vec<f64> = ends.iter().map(|(y, _)| *y).collect();
        let line = DIRECT.line_height();
        let sizes: Vec<f64> = ends
            .iter()
            .map(|(_, lines)| line * lines.len().max(1) as f64)
            .collect();
        // The middle of a single line may stand at the very end of the plot.
        let (top, bottom) = (self.plot.top - line / 2.0, self.plot.bottom + line / 2.0);
        let moved = spread(&heights, &sizes, top, bottom);
        for ((from, lines), to) in ends.into_iter().zip(moved) {
            let leader = [
                (x + 6.0, *from),
                (x + REACH - 9.0, to),
                (x + REACH - 4.0, to),
            ];
            pen.line(&leader, AXIS, 0.8);
            pen.block(lines, (x + REACH, to), DIRECT, TEXT, Align::Left);
        }
    }
}
