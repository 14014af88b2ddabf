//! The drawing surface: plotters writes the shapes, this file the document around them.
//!
//! plotters knows whole pixels only, which makes slanted dashes jitter in print. So it draws on a
//! grid of tenths of a pixel, and the root element maps that to pixels.

use super::ChartError;
use super::text::{Face, tidy};
use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle};

/// Grid points per pixel.
const GRID: f64 = 10.0;
/// plotters divides sizes by this to come from points of its fonts to em.
const EM: f64 = 1.24;
/// plotters shifts text whose anchor is its top down by this, in em.
const TOP: f64 = 0.76;
/// The middle of digits, capitals and ideographs above the baseline, in em.
const MIDDLE: f64 = 0.36;
/// Japanese first: their Latin letters are good too, while Latin fonts have no Japanese.
const FAMILY: &str = "'Noto Sans JP','Noto Sans CJK JP','BIZ UDPGothic','Yu Gothic','Meiryo',\
                      'Hiragino Sans','IPAexGothic',sans-serif";

/// Stands for the family of the root.
const INHERITED: &str = "inherit";

/// Size of a picture in pixels, and what is said of it to those who cannot see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet<'a> {
    /// Width, pixels.
    pub width: f64,
    /// Height, pixels.
    pub height: f64,
    /// Language tag of the words drawn.
    pub language: &'a str,
    /// The whole title.
    pub title: &'a str,
    /// What the picture shows and where it comes from.
    pub description: String,
}

/// A rectangle, pixels from the upper left corner of the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// Distance between the left and the right edge.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Distance between the upper and the lower edge.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Its middle.
    pub fn centre(&self) -> (f64, f64) {
        (
            (self.left + self.right) / 2.0,
            (self.top + self.bottom) / 2.0,
        )
    }
}

/// Where a text stands in relation to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The text begins at the point.
    Left,
    /// The point is in the middle of the text.
    Centre,
    /// The text ends at the point.
    Right,
}

/// A sign at a point of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A disc.
    Circle,
    /// A circle, hollow.
    Ring,
    /// A filled triangle on its base.
    Triangle,
    /// A filled triangle on its tip.
    Warning,
    /// A diamond, hollow.
    Diamond,
    /// A filled square.
    Square,
}

/// Draws a picture of its own document.
///
/// # Errors
///
/// [`ChartError::Drawing`] where plotters fails to write.
pub fn picture(sheet: &Sheet<'_>, paint: impl FnOnce(&mut Pen<'_>)) -> Result<String, ChartError> {
    let mut drawn = String::new();
    let size = (
        (sheet.width * GRID).round() as u32,
        (sheet.height * GRID).round() as u32,
    );
    let mut pen = Pen {
        backend: SVGBackend::with_string(&mut drawn, size),
        failure: None,
    };
    paint(&mut pen);
    let presented = pen.backend.present();
    pen.keep(presented);
    let failure = pen.failure.take();
    drop(pen);
    match (failure, drawn.split_once('>')) {
        (None, Some((_, shapes))) => Ok(root(sheet, size) + &lean(shapes)),
        (Some(reason), _) => Err(ChartError::Drawing(reason)),
        (None, None) => Err(ChartError::Drawing("no document".to_owned())),
    }
}

/// The shapes without what the root says for all of them, or what goes without saying; this
/// halves the file. Quotation marks are escaped in texts, so that only attributes match.
fn lean(shapes: &str) -> String {
    shapes
        .replace(" opacity=\"1\"", "")
        .replace(&format!(" font-family=\"{INHERITED}\""), "")
}

/// The opening of the document, in place of that by plotters.
fn root(sheet: &Sheet<'_>, (width, height): (u32, u32)) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FAMILY}\" role=\"img\" \
         xml:lang=\"{}\">\n\
         <title>{}</title>\n<desc>{}</desc>",
        sheet.width,
        sheet.height,
        escaped(sheet.language),
        escaped(sheet.title),
        escaped(&sheet.description),
    )
}

/// A text with the characters of markup replaced.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in tidy(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}

/// What draws on a sheet. All lengths are pixels.
///
/// The first failure is kept and ends the picture; drawing code need not look at each stroke.
pub struct Pen<'a> {
    backend: SVGBackend<'a>,
    failure: Option<String>,
}

impl Pen<'_> {
    /// A filled rectangle.
    pub fn fill(&mut self, area: Area, colour: RGBColor) {
        let style = ShapeStyle::from(&colour).filled();
        let corners = (at(area.left, area.top), at(area.right, area.bottom));
        let drawn = self.backend.draw_rect(corners.0, corners.1, &style, true);
        self.keep(drawn);
    }

    /// The outline of a rectangle, drawn inwards.
    pub fn outline(&mut self, area: Area, colour: RGBColor, width: f64) {
        let inset = width / 2.0;
        let (left, right) = (
            area.left + inset,
            (area.right - inset).max(area.left + inset),
        );
        let (top, bottom) = (area.top + inset, area.bottom - inset);
        let corners = [
            (left, top),
            (right, top),
            (right, bottom),
            (left, bottom),
            (left, top),
        ];
        self.line(&corners, colour, width);
    }

    /// A line through points.
    pub fn line(&mut self, points: &[(f64, f64)], colour: RGBColor, width: f64) {
        if points.len() < 2 {
            return;
        }
        let style = ShapeStyle::from(&colour).stroke_width((width * GRID).round() as u32);
        let drawn = self
            .backend
            .draw_path(points.iter().map(|&(x, y)| at(x, y)), &style);
        self.keep(drawn);
    }

    /// A dashed line through points; dashes continue round corners.
    pub fn dashes(&mut self, points: &[(f64, f64)], colour: RGBColor, width: f64) {
        for dash in dashed(points, 7.0, 5.0) {
            self.line(&dash, colour, width);
        }
    }

    /// Slanting lines over a rectangle, `gap` pixels apart, so that a grey print tells it from
    /// others.
    pub fn hatch(&mut self, area: Area, colour: RGBColor, gap: f64, width: f64) {
        let (run, height) = (area.width(), area.height());
        let lines = ((run + height) / gap).min(2_000.0) as u32;
        for line in 1..=lines {
            // From the lower left to the upper right: x + y is the same along a line.
            let sum = f64::from(line) * gap;
            let (from, to) = ((sum - height).max(0.0), sum.min(run));
            let height_at = |x: f64| area.top + sum - x;
            let ends = [
                (area.left + from, height_at(from)),
                (area.left + to, height_at(to)),
            ];
            self.line(&ends, colour, width);
        }
    }

    /// A whisker from one value to another with crossbars of `half` pixels to each side; upright
    /// where the two points have the same x.
    pub fn whisker(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        half: f64,
        colour: RGBColor,
        width: f64,
    ) {
        let upright = from.0 == to.0;
        self.line(&[from, to], colour, width);
        for (x, y) in [from, to] {
            let bar = match upright {
                true => [(x - half, y), (x + half, y)],
                false => [(x, y - half), (x, y + half)],
            };
            self.line(&bar, colour, width);
        }
    }

    /// A filled polygon.
    pub fn polygon(&mut self, corners: &[(f64, f64)], colour: RGBColor) {
        let style = ShapeStyle::from(&colour).filled();
        let drawn = self
            .backend
            .fill_polygon(corners.iter().map(|&(x, y)| at(x, y)), &style);
        self.keep(drawn);
    }

    /// A sign around a point, `radius` pixels to each side.
    pub fn marker(&mut self, (x, y): (f64, f64), radius: f64, marker: Marker, colour: RGBColor) {
        let triangle = |up: f64| {
            [
                (x, y - up * radius),
                (x + radius, y + up * radius),
                (x - radius, y + up * radius),
            ]
        };
        let diamond = [
            (x, y - radius),
            (x + radius, y),
            (x, y + radius),
            (x - radius, y),
        ];
        match marker {
            Marker::Circle => {
                let style = ShapeStyle::from(&colour).filled();
                let radius = (radius * GRID).round() as u32;
                let drawn = self.backend.draw_circle(at(x, y), radius, &style, true);
                self.keep(drawn);
            }
            Marker::Ring => {
                self.marker((x, y), radius, Marker::Circle, colour);
                let paper = super::palette::PAPER;
                self.marker((x, y), radius - 2.0, Marker::Circle, paper);
            }
            Marker::Triangle => self.polygon(&triangle(1.0), colour),
            Marker::Warning => self.polygon(&triangle(-1.0), colour),
            Marker::Square => {
                let side = 0.85 * radius;
                let area = Area {
                    left: x - side,
                    top: y - side,
                    right: x + side,
                    bottom: y + side,
                };
                self.fill(area, colour);
            }
            Marker::Diamond => {
                self.polygon(&diamond, super::palette::PAPER);
                let [first, second, ..] = diamond;
                self.line(&[&diamond[..], &[first, second]].concat(), colour, 1.5);
            }
        }
    }

    /// A text on one line around the height `y` of its middle; nothing where it is empty.
    pub fn text(
        &mut self,
        text: &str,
        (x, y): (f64, f64),
        face: Face,
        colour: RGBColor,
        align: Align,
    ) {
        let text = tidy(text);
        if text.is_empty() {
            return;
        }
        let size = f64::from(face.size);
        let weight = if face.bold {
            FontStyle::Bold
        } else {
            FontStyle::Normal
        };
        let font = FontDesc::new(FontFamily::Name(INHERITED), size * GRID * EM, weight);
        let horizontal = match align {
            Align::Left => HPos::Left,
            Align::Centre => HPos::Center,
            Align::Right => HPos::Right,
        };
        let style = font
            .color(&colour.to_rgba())
            .pos(Pos::new(horizontal, VPos::Top));
        let top = y + (MIDDLE - TOP) * size;
        let drawn = self.backend.draw_text(&text, &style, at(x, top));
        self.keep(drawn);
    }

    /// The ground of a text around a point, so that no line runs through it.
    pub fn plate(&mut self, text: &str, (x, y): (f64, f64), face: Face, ground: RGBColor) {
        let (half, size) = (face.width(&tidy(text)) / 2.0 + 1.0, f64::from(face.size));
        let area = Area {
            left: x - half,
            top: y - 0.5 * size,
            right: x + half,
            bottom: y + 0.5 * size,
        };
        if half > 1.0 {
            self.fill(area, ground);
        }
    }

    /// Several lines of text, the middle of the first at height `y`.
    pub fn lines<T: AsRef<str>>(
        &mut self,
        lines: &[T],
        (x, y): (f64, f64),
        face: Face,
        colour: RGBColor,
        align: Align,
    ) {
        let mut height = y;
        for line in lines {
            self.text(line.as_ref(), (x, height), face, colour, align);
            height += face.line_height();
        }
    }

    /// Several lines of text around the height `y` of their common middle.
    pub fn block<T: AsRef<str>>(
        &mut self,
        lines: &[T],
        (x, y): (f64, f64),
        face: Face,
        colour: RGBColor,
        align: Align,
    ) {
        let above = (lines.len().max(1) - 1) as f64 * face.line_height() / 2.0;
        self.lines(lines, (x, y - above), face, colour, align);
    }

    fn keep<E: std::fmt::Display>(&mut self, drawn: Result<(), E>) {
        if let (Err(reason), None) = (drawn, &self.failure) {
            self.failure = Some(reason.to_string());
        }
    }
}

/// A point of the grid.
fn at(x: f64, y: f64) -> (i32, i32) {
    ((x * GRID).round() as i32, (y * GRID).round() as i32)
}

/// The dashes of a line through points: `on` pixels drawn, `off` pixels not, in turn.
fn dashed(points: &[(f64, f64)], on: f64, off: f64) -> Vec<Vec<(f64, f64)>> {
    let mut dashes = Vec::new();
    let mut dash: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
    let (mut drawing, mut left) = (true, on);
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).sqrt();
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let point = (from.0 + dx * done / length, from.1 + dy * done / length);
            if drawing {
                dash.push(point);
                dashes.push(std::mem::take(&mut dash));
            } else {
                dash = vec![point];
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
        left -= length - done;
        if drawing {
            dash.push(to);
        }
    }
    if dash.len() > 1 {
        dashes.push(dash);
    }
    dashes
}

#[cfg(test)]
mod tests {
    use super::super::palette::INK;
    use super::*;

    fn sheet(title: &str) -> Sheet<'_> {
        Sheet {
            width: 40.0,
            height: 20.0,
            language: "ja",
            title,
            description: String::new(),
        }
    }

    #[test]
    fn the_document_says_what_it_is_and_escapes_what_it_says() -> Result<(), ChartError> {
        let svg = picture(&sheet("a < b & \"c\"\u{1}"), |pen| {
            pen.text(
                "<b> & 'c'\u{0}",
                (10.0, 10.0),
                Face::regular(10),
                INK,
                Align::Left,
            );
        })?;
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\""));
        assert!(svg.contains("<title>a &lt; b &amp; &quot;c&quot;\u{fffd}</title>"));
        assert!(svg.contains("&lt;b&gt; &amp; &apos;c&apos;\u{fffd}"));
        assert!(svg.contains("font-size=\"100\""), "{svg}");
        assert_eq!(svg.matches("font-family").count(), 1, "{svg}");
        assert!(svg.trim_end().ends_with("</svg>"));
        Ok(())
    }

    #[test]
    fn dashes_continue_round_corners_and_cover_their_share() {
        let dashes = dashed(&[(0.0, 0.0), (5.0, 0.0), (5.0, 19.0)], 7.0, 5.0);
        assert_eq!(dashes.len(), 2);
        assert_eq!(dashes[0], [(0.0, 0.0), (5.0, 0.0), (5.0, 2.0)]);
        assert_eq!(dashes[1], [(5.0, 7.0), (5.0, 14.0)]);
        assert!(dashed(&[], 7.0, 5.0).is_empty());
        assert!(dashed(&[(1.0, 1.0)], 7.0, 5.0).is_empty());
        assert!(dashed(&[(1.0, 1.0), (1.0, 1.0)], 7.0, 5.0).len() <= 1);
    }
}
