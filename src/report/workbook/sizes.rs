//! How much room texts need: wide letters count two columns, as a fixed font has them.

use unicode_linebreak::linebreaks;
use unicode_width::UnicodeWidthStr;

use crate::report::wrap::wrap;

/// Columns that a text takes on one line, the longest of its lines. Signs that are wide only among
/// wide letters (△, ±) count as wide.
pub(super) fn width(text: &str) -> usize {
    text.lines()
        .map(UnicodeWidthStr::width_cjk)
        .max()
        .unwrap_or(0)
}

/// Lines that a text takes in a column of this width, in letters of the font's digits. The letters
/// of texts are somewhat narrower on average.
pub(super) fn lines(text: &str, columns: usize) -> usize {
    let columns = columns * 21 / 20;
    let lines = text.lines().map(|line| wrap(line, columns.max(2)).len());
    lines.sum::<usize>().max(1)
}

/// The narrowest width, at least `least`, at which a text takes at most `most` lines and no word
/// of it is cut; at most `widest`.
pub(super) fn fitting(text: &str, most: usize, least: usize, widest: usize) -> usize {
    let least = least.max(longest_word(text));
    let fits = |columns: &usize| wrap(text, *columns).len() <= most;
    (least..widest).find(fits).unwrap_or(widest)
}

/// Columns of the longest piece that is not broken over lines.
fn longest_word(text: &str) -> usize {
    let mut begin = 0;
    let words = linebreaks(text).map(|(end, _)| {
        let word = &text[begin..end];
        begin = end;
        width(word.trim_end())
    });
    words.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_count_two() {
        assert_eq!(width("FY2013"), 6);
        assert_eq!(width("平成25年度"), 10);
        assert_eq!(width("one\nthree"), 5);
    }

    #[test]
    fn texts_are_wrapped_between_words() {
        assert_eq!(lines("one two three", 7), 2);
        assert_eq!(lines("one\n\ntwo", 7), 3);
        assert_eq!(lines("", 7), 1);
        assert_eq!(fitting("standard error", 2, 4, 40), 8);
        assert_eq!(fitting("standard error", 1, 4, 40), 14);
        assert_eq!(fitting("standard error", 1, 4, 10), 10);
    }
}
