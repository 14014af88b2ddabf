//! Title above, notes and source below, and the room between them.
//!
//! The sheet is a slide of 16:9. On a slide of the usual 540 points of height a letter of 14
//! pixels has 12 points, on a page as wide as A4 7.4: the least that a reader at the end of a
//! table can be asked for.

use super::canvas::{Align, Area, Pen, Sheet, picture};
use super::palette::{GRID, INK, MUTED, PAPER, TEXT};
use super::text::{Face, shorten, wrap};
use super::words::NO_DATA;
use super::{Caption, ChartError, Style};

/// Width of every chart, pixels.
pub const WIDTH: f64 = 1120.0;
/// Height of a chart that does not need more: 16:9, pixels.
pub const HEIGHT: f64 = 630.0;
/// Free space on all four sides, pixels.
pub const MARGIN: f64 = 32.0;
/// Between title and edge.
const TOP: f64 = 22.0;

const TITLE: Face = Face::bold(25);
const SUBTITLE: Face = Face::regular(15);
const UNIT: Face = Face::regular(14);
const NOTE: Face = Face::regular(13);
const SOURCE: Face = Face::regular(12);
/// Text in the middle of an empty chart.
const NOTICE: Face = Face::regular(20);
/// Widest unit.
const WIDEST_UNIT: f64 = 360.0;

/// The texts around a chart, laid out.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    caption: &'a Caption,
    title: Vec<String>,
    subtitle: Vec<String>,
    unit: String,
    note: Vec<String>,
    source: Vec<String>,
    top: f64,
    below: f64,
}

impl<'a> Frame<'a> {
    /// Lays out the texts.
    pub fn new(caption: &'a Caption) -> Frame<'a> {
        let width = WIDTH - 2.0 * MARGIN;
        let unit = shorten(&caption.unit, UNIT, WIDEST_UNIT);
        let beside = match unit.is_empty() {
            true => 0.0,
            false => UNIT.width(&unit) + 24.0,
        };
        let title = wrap(&caption.title, TITLE, width, 2);
        let subtitle = wrap(&caption.subtitle, SUBTITLE, width - beside, 2);
        let note = wrap(&caption.note, NOTE, width, 2);
        let source = wrap(&caption.source, SOURCE, width, 2);
        let height = |lines: usize, face: Face| lines as f64 * face.line_height();
        let under = subtitle.len().max(usize::from(!unit.is_empty()));
        let top = TOP + height(title.len(), TITLE) + height(under, SUBTITLE) + 14.0;
        let below = 16.0 + height(note.len(), NOTE) + height(source.len(), SOURCE) + 16.0;
        Frame {
            caption,
            title,
            subtitle,
            unit,
            note,
            source,
            top,
            below,
        }
    }

    /// The room for the chart, at least `height` pixels high and as high as fills 16:9.
    pub fn room(&self, height: f64) -> Area {
        let bottom = (self.top + height).max(HEIGHT - self.below);
        Area {
            left: MARGIN,
            top: self.top,
            right: WIDTH - MARGIN,
            bottom,
        }
    }

    /// The height of the sheet with such a room, pixels.
    pub fn height(&self, room: Area) -> f64 {
        // A rounding error makes no pixel.
        (room.bottom + self.below - 1e-6).ceil()
    }

    /// Draws the texts, and the chart by `paint` into its room. `reading` tells the chart to those
    /// who cannot see it.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`] where the SVG cannot be written.
    pub fn draw(
        &self,
        room: Area,
        reading: &str,
        style: &Style,
        paint: impl FnOnce(&mut Pen<'_>),
    ) -> Result<String, ChartError> {
        let height = self.height(room);
        let caption = self.caption;
        let told = [
            &caption.subtitle,
            &caption.unit,
            reading,
            &caption.note,
            &caption.source,
        ];
        let told: Vec<&str> = told.into_iter().filter(|text| !text.is_empty()).collect();
        let sheet = Sheet {
            width: WIDTH,
            height,
            language: style.language.tag(),
            title: &caption.title,
            description: told.join(" "),
        };
        picture(&sheet, |pen| {
            let whole = Area {
                left: 0.0,
                top: 0.0,
                right: WIDTH,
                bottom: height,
            };
            pen.fill(whole, PAPER);
            self.texts(pen, room);
            paint(pen);
        })
    }

    fn texts(&self, pen: &mut Pen<'_>, room: Area) {
        let at = |top: f64, face: Face| (room.left, top + face.line_height() / 2.0);
        pen.lines(&self.title, at(TOP, TITLE), TITLE, INK, Align::Left);
        let under = TOP + self.title.len() as f64 * TITLE.line_height() + 2.0;
        pen.lines(
            &self.subtitle,
            at(under, SUBTITLE),
            SUBTITLE,
            TEXT,
            Align::Left,
        );
        let (_, middle) = at(under, SUBTITLE);
        pen.text(&self.unit, (room.right, middle), UNIT, TEXT, Align::Right);
        let note = room.bottom + 16.0;
        if !(self.note.is_empty() && self.source.is_empty()) {
            let rule = room.bottom + 10.0;
            pen.line(&[(room.left, rule), (room.right, rule)], GRID, 1.0);
        }
        pen.lines(&self.note, at(note, NOTE), NOTE, TEXT, Align::Left);
        let source = note + self.note.len() as f64 * NOTE.line_height();
        pen.lines(&self.source, at(source, SOURCE), SOURCE, MUTED, Align::Left);
    }
}

/// Says in the middle of a room that there is nothing to show.
pub fn nothing(pen: &mut Pen<'_>, room: Area, style: &Style) {
    pen.outline(room, GRID, 1.0);
    let middle = (
        (room.left + room.right) / 2.0,
        (room.top + room.bottom) / 2.0,
    );
    let notice = NO_DATA.of(style.language);
    pen.text(notice, middle, NOTICE, MUTED, Align::Centre);
}
