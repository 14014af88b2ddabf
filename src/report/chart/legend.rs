//! A legend: signs and their words in a row, or several where one is too short.

use super::canvas::{Align, Area, Pen};
use super::palette::TEXT;
use super::text::{Face, shorten};

const FACE: Face = Face::regular(14);
/// Width of a usual sign, pixels.
pub const SIGN: f64 = 30.0;
/// Height of a sign.
const SIGN_HEIGHT: f64 = 16.0;
/// Between a sign and its word.
const GAP: f64 = 8.0;
/// Between a word and the next sign.
const SPACE: f64 = 26.0;
/// Height of a row.
const ROW: f64 = 26.0;

/// What draws a sign into an area.
pub type Sign<'a> = Box<dyn Fn(&mut Pen<'_>, Area) + 'a>;

/// One sign and its word.
pub struct Entry<'a> {
    /// What it means.
    pub word: &'a str,
    /// Width of the sign, pixels.
    pub width: f64,
    /// Draws the sign into an area of that width.
    pub sign: Sign<'a>,
}

/// A legend laid out in an area.
pub struct Legend<'a> {
    /// Left edge and row of each entry, and its word as shown.
    places: Vec<(f64, usize, String)>,
    entries: Vec<Entry<'a>>,
    rows: usize,
}

impl<'a> Legend<'a> {
    /// Lays out entries from left to right, in as many rows as they need.
    pub fn new(entries: Vec<Entry<'a>>, left: f64, right: f64) -> Legend<'a> {
        let mut places = Vec::with_capacity(entries.len());
        let (mut x, mut row) = (left, 0);
        for entry in &entries {
            let word = shorten(entry.word, FACE, right - left - entry.width - GAP);
            let width = entry.width + GAP + FACE.width(&word);
            if x > left && x + width > right {
                (x, row) = (left, row + 1);
            }
            places.push((x, row, word));
            x += width + SPACE;
        }
        let rows = if entries.is_empty() { 0 } else { row + 1 };
        Legend {
            places,
            entries,
            rows,
        }
    }

    /// Its height, pixels.
    pub fn height(&self) -> f64 {
        self.rows as f64 * ROW
    }

    /// Draws it below `top`.
    pub fn draw(&self, pen: &mut Pen<'_>, top: f64) {
        for (entry, (left, row, word)) in self.entries.iter().zip(&self.places) {
            let middle = top + (*row as f64 + 0.5) * ROW;
            let right = left + entry.width;
            let (top, bottom) = (middle - SIGN_HEIGHT / 2.0, middle + SIGN_HEIGHT / 2.0);
            (entry.sign)(
                pen,
                Area {
                    left: *left,
                    top,
                    right,
                    bottom,
                },
            );
            pen.text(word, (right + GAP, middle), FACE, TEXT, Align::Left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn legend(words: &[&'static str]) -> Legend<'static> {
        let entry = |&word| Entry {
            word,
            width: SIGN,
            sign: Box::new(|_, _| {}),
        };
        Legend::new(words.iter().map(entry).collect(), 40.0, 240.0)
    }

    #[test]
    fn a_row_that_is_full_is_followed_by_another() {
        let places = legend(&["創薬支援", "創薬", "創薬支援ネットワークの会議資料の一覧"]).places;
        assert_eq!(places[0], (40.0, 0, "創薬支援".to_owned()));
        assert_eq!(
            places[1],
            (40.0 + SIGN + GAP + 56.0 + SPACE, 0, "創薬".to_owned())
        );
        assert_eq!((places[2].0, places[2].1), (40.0, 1));
        assert!(places[2].2.ends_with('…'), "{}", places[2].2);
    }

    #[test]
    fn height_is_that_of_its_rows() {
        assert_eq!(legend(&[]).height(), 0.0);
        assert_eq!(legend(&["創薬"]).height(), ROW);
        assert_eq!(legend(&["創薬", "創薬", "創薬"]).height(), 2.0 * ROW);
    }
}
