//! Fiscal years along an axis: as many labels as fit.

use super::canvas::{Align, Pen};
use super::frame::WIDTH;
use super::palette::{GRID, TEXT};
use super::text::{Face, shorten, tidy};

/// Sizes tried, the best first.
const FACES: [Face; 3] = [Face::regular(14), Face::regular(13), Face::regular(12)];
/// Free space between two labels, pixels.
const GAP: f64 = 8.0;
/// Distance of a label from the edge of the picture, pixels.
const EDGE: f64 = 6.0;

/// The labels of the years, laid out for columns of one width.
#[derive(Clone, Debug, PartialEq)]
pub struct Years {
    face: Face,
    /// The lines of each year that is labelled.
    lines: Vec<Option<Vec<String>>>,
    columns: Columns,
    most_lines: usize,
}

/// Columns side by side, pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Columns {
    /// Left edge of the first.
    pub left: f64,
    /// Width of each.
    pub width: f64,
}

impl Columns {
    /// The middle of a column.
    pub fn middle(&self, column: usize) -> f64 {
        self.left + (column as f64 + 0.5) * self.width
    }

    /// How wide a text around the middle of a column may be without leaving the paper.
    fn paper(&self, column: usize) -> f64 {
        let middle = self.middle(column);
        2.0 * (middle.min(WIDTH - middle) - EDGE)
    }
}

impl Years {
    /// Lays out labels over columns: all of them on one line if they fit, smaller if need be, else
    /// broken into two; else every second, third and so on, the first always.
    pub fn new(labels: &[String], columns: Columns) -> Years {
        let labels: Vec<String> = labels.iter().map(|label| tidy(label)).collect();
        let ways = [whole, broken].map(|way| FACES.map(|face| (way, face)));
        (1..=labels.len().max(1))
            .find_map(|every| {
                let mut ways = ways.iter().flatten();
                ways.find_map(|(way, face)| Years::fitting(&labels, every, *way, *face, columns))
            })
            .unwrap_or_else(|| Years::only_first(&labels, columns))
    }

    /// Every `every`-th label in one face, if all of them fit.
    fn fitting(
        labels: &[String],
        every: usize,
        way: Way,
        face: Face,
        columns: Columns,
    ) -> Option<Years> {
        let mut lines = Vec::with_capacity(labels.len());
        for (year, label) in labels.iter().enumerate() {
            let room = (every as f64 * columns.width - GAP).min(columns.paper(year));
            let shown = year.is_multiple_of(every);
            lines.push(if shown {
                Some(way(label, face, room)?)
            } else {
                None
            });
        }
        Some(Years::of(lines, face, columns))
    }

    /// The first label alone, cut where it is wider than the paper allows.
    fn only_first(labels: &[String], columns: Columns) -> Years {
        let [.., face] = FACES;
        let room = (labels.len() as f64 * columns.width - GAP).min(columns.paper(0));
        let lines = labels
            .iter()
            .enumerate()
            .map(|(year, label)| (year == 0).then(|| vec![shorten(label, face, room)]));
        Years::of(lines.collect(), face, columns)
    }

    fn of(lines: Vec<Option<Vec<String>>>, face: Face, columns: Columns) -> Years {
        let most_lines = lines.iter().flatten().map(Vec::len).max().unwrap_or(0);
        Years {
            face,
            lines,
            columns,
            most_lines,
        }
    }

    /// Height of the labels, pixels.
    pub fn height(&self) -> f64 {
        self.most_lines as f64 * self.face.line_height()
    }

    /// Whether some years have no label.
    fn thinned(&self) -> bool {
        self.lines.iter().any(Option::is_none)
    }

    /// Draws the labels below `top`. Where not every year has one, a tick between the two heights
    /// says which year it is.
    pub fn draw(&self, pen: &mut Pen<'_>, top: f64, (from, to): (f64, f64)) {
        for (year, lines) in self.lines.iter().enumerate() {
            let Some(lines) = lines else { continue };
            let middle = self.columns.middle(year);
            if self.thinned() {
                pen.line(&[(middle, from), (middle, to)], GRID, 1.0);
            }
            let first = top + self.face.line_height() / 2.0;
            pen.lines(lines, (middle, first), self.face, TEXT, Align::Centre);
        }
    }
}

/// How a label is laid out in a room; `None` if too wide.
type Way = fn(&str, Face, f64) -> Option<Vec<String>>;

/// A label on one line.
fn whole(label: &str, face: Face, room: f64) -> Option<Vec<String>> {
    (face.width(label) <= room).then(|| vec![label.to_owned()])
}

/// Whether a label may be broken before a character: a bracket, a space, the number of an era.
fn breaks(label: &str, place: usize, character: char) -> bool {
    let wide = |before: char| before > '\u{2e7f}';
    matches!(character, ' ' | '(' | '（')
        || character.is_ascii_digit() && label[..place].chars().next_back().is_some_and(wide)
}

/// A label on one line or, broken before a bracket, at a space or behind the name of an era, on
/// two; `None` if too wide.
fn broken(label: &str, face: Face, room: f64) -> Option<Vec<String>> {
    let fits = |line: &str| face.width(line) <= room;
    if let Some(line) = whole(label, face, room) {
        return Some(line);
    }
    label
        .char_indices()
        .filter(|&(place, character)| place > 0 && breaks(label, place, character))
        .map(|(place, _)| label.split_at(place))
        .map(|(first, second)| (first.trim_end(), second.trim_start()))
        .find(|&(first, second)| fits(first) && fits(second))
        .map(|(first, second)| vec![first.to_owned(), second.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(labels: &[&str], width: f64) -> Vec<(usize, Vec<String>)> {
        let labels: Vec<String> = labels.iter().map(|&label| label.to_owned()).collect();
        let years = Years::new(&labels, Columns { left: 300.0, width });
        let lines = years.lines.into_iter().enumerate();
        lines
            .filter_map(|(year, lines)| Some((year, lines?)))
            .collect()
    }

    #[test]
    fn labels_are_broken_before_they_are_left_out() {
        let labels = ["令和10年度（2028年度）", "令和11年度（2029年度）"];
        assert_eq!(shown(&labels, 300.0)[1].1, ["令和11年度（2029年度）"]);
        assert_eq!(shown(&labels, 155.0)[1].1, ["令和11年度（2029年度）"]);
        assert_eq!(shown(&labels, 120.0)[1].1, ["令和11年度", "（2029年度）"]);
        let only_first = shown(&labels, 60.0);
        assert_eq!(
            only_first,
            [(0, vec!["令和10年度".into(), "（2028年度）".into()])]
        );
    }

    #[test]
    fn every_second_label_where_all_are_too_many() {
        let labels = ["FY2021", "FY2022", "FY2023", "FY2024", "FY2025"];
        let years: Vec<usize> = shown(&labels, 40.0)
            .into_iter()
            .map(|(year, _)| year)
            .collect();
        assert_eq!(years, [0, 2, 4]);
    }

    #[test]
    fn a_single_label_is_cut_at_the_width_of_the_axis() {
        assert_eq!(shown(&["令和10年度"], 60.0)[0].1, ["令和", "10年度"]);
        assert_eq!(shown(&["FY2014"], 50.0)[0].1, ["FY2…"]);
        assert!(shown(&[], 50.0).is_empty());
    }

    #[test]
    fn no_label_leaves_the_paper() {
        let label = "令和10年度当初予算".to_owned();
        for left in [20.0, 300.0, 840.0] {
            for width in [20.0, 60.0, 90.0] {
                let columns = Columns { left, width };
                let years = Years::new(&[label.clone(), label.clone(), label.clone()], columns);
                for (year, lines) in years.lines.iter().enumerate() {
                    let half = years.face.widest(lines.iter().flatten()) / 2.0;
                    let middle = columns.middle(year);
                    assert!(middle - half >= EDGE - 1e-9 && middle + half <= WIDTH - EDGE + 1e-9);
                }
            }
        }
    }
}
