//! Title above, source below, and the room between them.

use super::canvas::{Align, Area, Pen, Sheet, picture};
use super::palette::{GRID, INK, MUTED, PAPER, TEXT};
use super::text::{Face, wrap};
use super::{Caption, ChartError, Words};

/// Width of every chart, pixels.
pub const WIDTH: f64 = 1280.0;
/// Height of a chart that does not need more: 16:9.
const HEIGHT: f64 = 720.0;
/// Free space on all four sides.
const MARGIN: f64 = 40.0;

const TITLE: Face = Face::bold(26);
const SUBTITLE: Face = Face::regular(15);
const SOURCE: Face = Face::regular(12);
/// Text in the middle of an empty chart.
const NOTICE: Face = Face::regular(20);

/// The texts around a chart, laid out.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    caption: &'a Caption,
    title: Vec<String>,
    subtitle: Vec<String>,
    source: Vec<String>,
    top: f64,
    below: f64,
}

impl<'a> Frame<'a> {
    /// Lays out the texts.
    pub fn new(caption: &'a Caption) -> Frame<'a> {
        let width = WIDTH - 2.0 * MARGIN;
        let title = wrap(&caption.title, TITLE, width, 2);
        let subtitle = wrap(&caption.subtitle, SUBTITLE, width, 2);
        let source = wrap(&caption.source, SOURCE, width, 3);
        let height = |lines: &[String], face: Face| lines.len() as f64 * face.line_height();
        let top = 28.0 + height(&title, TITLE) + height(&subtitle, SUBTITLE) + 14.0;
        let below = 22.0 + height(&source, SOURCE) + 18.0;
        Frame {
            caption,
            title,
            subtitle,
            source,
            top,
            below,
        }
    }

    /// The room for the chart, at least `height` pixels high and as high as fills 16:9.
    pub fn room(&self, height: f64) -> Area {
        let bottom = (self.top + height).max(HEIGHT - self.below).ceil();
        Area {
            left: MARGIN,
            top: self.top,
            right: WIDTH - MARGIN,
            bottom,
        }
    }

    /// Draws the texts, and the chart by `paint` into its room.
    ///
    /// # Errors
    ///
    /// [`ChartError::Drawing`] where the SVG cannot be written.
    pub fn draw(
        &self,
        room: Area,
        reading: &str,
        words: &Words,
        paint: impl FnOnce(&mut Pen<'_>),
    ) -> Result<String, ChartError> {
        let height = (room.bottom + self.below).ceil();
        let Caption {
            title,
            subtitle,
            source,
        } = self.caption;
        let sheet = Sheet {
            width: WIDTH,
            height,
            language: words.language,
            title,
            description: format!("{subtitle} {reading} {source}"),
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
        let title = 28.0 + TITLE.line_height() / 2.0;
        pen.lines(&self.title, (room.left, title), TITLE, INK, Align::Left);
        let after_title = 28.0 + self.title.len() as f64 * TITLE.line_height();
        let subtitle = after_title + SUBTITLE.line_height() / 2.0 + 2.0;
        pen.lines(
            &self.subtitle,
            (room.left, subtitle),
            SUBTITLE,
            TEXT,
            Align::Left,
        );
        if !self.source.is_empty() {
            let rule = room.bottom + 14.0;
            pen.line(&[(room.left, rule), (room.right, rule)], GRID, 1.0);
        }
        let source = room.bottom + 22.0 + SOURCE.line_height() / 2.0;
        pen.lines(
            &self.source,
            (room.left, source),
            SOURCE,
            MUTED,
            Align::Left,
        );
    }
}

/// Says in the middle of a room that there is nothing to show.
pub fn nothing(pen: &mut Pen<'_>, room: Area, words: &Words) {
    pen.outline(room, GRID, 1.0);
    let middle = (
        (room.left + room.right) / 2.0,
        (room.top + room.bottom) / 2.0,
    );
    pen.text(words.no_data, middle, NOTICE, MUTED, Align::Centre);
}
