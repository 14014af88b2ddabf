//! How wide a text is, and how it is cut into lines.
//!
//! Without a font nobody knows the width of a text; with one, the picture would depend on the
//! machine. So Latin characters are counted by the advance widths of Helvetica, in thousandths
//! of an em, and everything else as one em, which is exact for Japanese. What a viewer puts in
//! place of Helvetica may be wider (Meiryo, DejaVu Sans): [`RESERVE`] allows for that. Layouts
//! rest on these widths, never on those of the viewer.

/// Share by which Latin text may come out wider than counted.
const RESERVE: f64 = 1.15;
/// Bold Latin against regular.
const BOLD: f64 = 1.12;
/// Stands for what was cut off.
const ELLIPSIS: &str = "…";
/// Characters that no line begins with.
const NOT_FIRST: &str = "、。，．・：；？！）〕］｝」』】〉》ー々…)]},.:;?!%％";
/// Characters that no line ends with.
const NOT_LAST: &str = "（〔［｛「『【〈《([{";

/// Advance widths of U+0020 to U+007E in Helvetica, in 1/1000 em.
#[rustfmt::skip]
const LATIN: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space … /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 … ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ … O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P … _
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` … o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,      // p … ~
];

/// Size and weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Face {
    /// Height of an em, pixels.
    pub size: u32,
    /// Whether the text is bold.
    pub bold: bool,
}

impl Face {
    /// A regular face.
    pub const fn regular(size: u32) -> Face {
        Face { size, bold: false }
    }

    /// A bold face.
    pub const fn bold(size: u32) -> Face {
        Face { size, bold: true }
    }

    /// Distance between the lines of a text, pixels.
    pub fn line_height(self) -> f64 {
        1.3 * f64::from(self.size)
    }

    /// Width that a text may need, pixels.
    pub fn width(self, text: &str) -> f64 {
        text.chars().map(|character| self.advance(character)).sum()
    }

    /// Width of the widest of several texts, pixels; 0 without any.
    pub fn widest<T: AsRef<str>>(self, texts: impl IntoIterator<Item = T>) -> f64 {
        texts
            .into_iter()
            .map(|text| self.width(text.as_ref()))
            .fold(0.0, f64::max)
    }

    fn advance(self, character: char) -> f64 {
        let weight = if self.bold { BOLD } else { 1.0 };
        let thousandths = match character {
            ' '..='~' => f64::from(LATIN[character as usize - ' ' as usize]) * RESERVE * weight,
            '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
            '–' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '⁻' => 556.0 * RESERVE * weight,
            '\u{c0}'..='\u{24f}' if !matches!(character, '×' | '÷') => 780.0 * RESERVE * weight,
            '\u{ff61}'..='\u{ff9f}' => 500.0,
            _ => 1000.0,
        };
        f64::from(self.size) * thousandths / 1000.0
    }
}

/// A text as an SVG can hold it: runs of white space become one space, characters that XML
/// forbids the replacement character.
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.extend(word.chars().map(|character| match character {
            '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            control if control.is_control() => '\u{fffd}',
            other => other,
        }));
    }
    tidied
}

/// A text on at most `lines` lines of at most `width` pixels; what does not fit becomes an
/// ellipsis. An empty text has no lines.
///
/// Lines break at spaces, after hyphens and slashes, and between full-width characters, but not
/// before closing or after opening punctuation; a word wider than a line breaks anywhere.
pub fn wrap(text: &str, face: Face, width: f64, lines: usize) -> Vec<String> {
    let text = tidy(text);
    let mut rest = text.as_str();
    let mut wrapped = Vec::new();
    while !rest.is_empty() && wrapped.len() < lines {
        if wrapped.len() + 1 == lines {
            wrapped.push(shorten(rest, face, width));
            break;
        }
        let (line, after) = rest.split_at(first_break(rest, face, width));
        wrapped.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    wrapped
}

/// The same as [`wrap`], but with lines of about equal length, so that none ends in a single
/// character.
pub fn balanced(text: &str, face: Face, width: f64, lines: usize) -> Vec<String> {
    let whole = wrap(text, face, width, lines + 1);
    if whole.len() > lines {
        return wrap(text, face, width, lines);
    }
    let step = f64::from(face.size) / 2.0;
    let even = face.width(&tidy(text)) / whole.len().max(1) as f64;
    let mut narrow = even.max(widest_piece(&tidy(text), face));
    while narrow < width {
        let wrapped = wrap(text, face, narrow, whole.len() + 1);
        if wrapped.len() <= whole.len() {
            return wrapped;
        }
        narrow += step;
    }
    whole
}

/// The width of the widest piece of a text that no line break parts, pixels.
fn widest_piece(text: &str, face: Face) -> f64 {
    let (mut widest, mut piece) = (0.0_f64, 0.0);
    let mut previous = None;
    for character in text.chars() {
        if previous.is_some_and(|before| may_break(before, character)) {
            piece = 0.0;
        }
        piece += face.advance(character);
        if character != ' ' {
            widest = widest.max(piece);
        }
        previous = Some(character);
    }
    widest
}

/// A text on one line of at most `width` pixels, cut with an ellipsis where it is longer; empty
/// where not even an ellipsis fits.
pub fn shorten(text: &str, face: Face, width: f64) -> String {
    let text = tidy(text);
    let room = width - face.width(ELLIPSIS);
    let (mut used, mut kept) = (0.0, 0);
    for (start, character) in text.char_indices() {
        used += face.advance(character);
        if used <= room {
            kept = start + character.len_utf8();
        }
        if used > width {
            let head = if room < 0.0 { "" } else { ELLIPSIS };
            return format!("{}{head}", text[..kept].trim_end());
        }
    }
    text
}

/// Where the first line of `text` ends, in bytes; at least one character, at most all.
fn first_break(text: &str, face: Face, width: f64) -> usize {
    let mut used = 0.0;
    let mut chance = 0;
    let mut previous = None;
    for (start, character) in text.char_indices() {
        if previous.is_some_and(|before| may_break(before, character)) {
            chance = start;
        }
        used += face.advance(character);
        if used > width && character != ' ' && start > 0 {
            return if chance > 0 { chance } else { start };
        }
        previous = Some(character);
    }
    text.len()
}

/// Whether a line may end between two characters.
fn may_break(before: char, after: char) -> bool {
    if NOT_FIRST.contains(after) || NOT_LAST.contains(before) {
        return false;
    }
    let wide = |character: char| character > '\u{2e7f}';
    matches!(before, ' ' | '-' | '/') || wide(before) || wide(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: Face = Face::regular(10);

    #[test]
    fn latin_is_counted_by_its_table_and_the_rest_as_one_em() {
        assert!((FACE.width("Wi 0") - 10.0 * 2.0 * RESERVE).abs() < 1e-9);
        assert!((FACE.width("創薬") - 20.0).abs() < 1e-9);
        assert!((FACE.width("ｱｲ") - 10.0).abs() < 1e-9);
        assert!((Face::bold(10).width("創") - 10.0).abs() < 1e-9);
        assert_eq!(FACE.width(""), 0.0);
    }

    #[test]
    fn lines_break_at_spaces_and_between_ideographs() {
        assert_eq!(wrap("mmm mmm mmm", FACE, 62.0, 5), ["mmm mmm", "mmm"]);
        assert_eq!(
            wrap("創薬支援ネットワーク", FACE, 40.0, 5),
            ["創薬支援", "ネット", "ワーク"]
        );
        assert_eq!(
            wrap("創薬（支援）", FACE, 35.0, 5),
            ["創薬", "（支", "援）"]
        );
        assert_eq!(wrap("mmmmmm", FACE, 20.0, 5), ["mm", "mm", "mm"]);
        assert_eq!(wrap("  ", FACE, 20.0, 5), Vec::<String>::new());
        assert_eq!(wrap("word", FACE, 20.0, 0), Vec::<String>::new());
    }

    #[test]
    fn balanced_lines_are_as_few_but_of_about_equal_length() {
        assert_eq!(
            balanced("技術的に不成立", FACE, 60.0, 2),
            ["技術的に", "不成立"]
        );
        assert_eq!(
            wrap("技術的に不成立", FACE, 60.0, 2),
            ["技術的に不成", "立"]
        );
        assert_eq!(balanced("技術的", FACE, 60.0, 2), ["技術的"]);
        assert_eq!(
            balanced("創薬支援ネットワーク", FACE, 40.0, 2),
            ["創薬支援", "ネット…"]
        );
        assert!(balanced("", FACE, 40.0, 2).is_empty());
        // Evenness is not worth a broken word.
        assert_eq!(
            balanced("at technical-failure", FACE, 60.0, 3),
            ["at", "technical-", "failure"]
        );
    }

    #[test]
    fn what_does_not_fit_becomes_an_ellipsis_within_the_width() {
        assert_eq!(shorten("創薬支援", FACE, 40.0), "創薬支援");
        assert_eq!(shorten("創薬支援", FACE, 39.0), "創薬…");
        assert_eq!(shorten("創薬支援", FACE, 9.0), "");
        assert_eq!(
            wrap("創薬支援ネットワーク", FACE, 40.0, 2),
            ["創薬支援", "ネット…"]
        );
        for width in 0..80 {
            for line in wrap(
                "medicinal chemistry と創薬",
                FACE,
                f64::from(width) + 10.0,
                2,
            ) {
                assert!(
                    FACE.width(&line) <= f64::from(width) + 10.0,
                    "{line} in {width}"
                );
            }
        }
    }

    #[test]
    fn characters_that_xml_forbids_are_replaced() {
        assert_eq!(tidy("a\u{0}b\u{ffff} \t\n c"), "a\u{fffd}b\u{fffd} c");
    }
}
