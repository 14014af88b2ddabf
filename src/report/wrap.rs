//! Text in lines of a given width, in columns of a terminal.
//!
//! Lines break where Unicode's line breaking algorithm (UAX 14) allows it: behind spaces and
//! hyphens, between Japanese letters, never before a closing bracket or a full stop.

use unicode_linebreak::linebreaks;
use unicode_width::UnicodeWidthStr;

/// `text` in lines of at most `width` columns, full-width letters counted as two. The lines are as
/// full as can be; a piece that is longer than a line is cut.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut begin = 0;
    let pieces = linebreaks(text).map(|(end, _)| {
        let piece = &text[begin..end];
        begin = end;
        piece
    });
    fill(pieces, width)
}

/// The same for text that breaks behind the sign `after` only, such as paths behind a dot.
pub(super) fn wrap_after(after: char, text: &str, width: usize) -> Vec<String> {
    fill(text.split_inclusive(after), width)
}

fn fill<'a>(pieces: impl Iterator<Item = &'a str>, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    pieces.for_each(|piece| add(&mut lines, piece, width));
    lines
        .into_iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

fn add(lines: &mut Vec<String>, piece: &str, width: usize) {
    let fits = |line: &str, piece: &str| line.width() + piece.trim_end().width() <= width;
    if let Some(line) = lines.last_mut().filter(|line| fits(line, piece)) {
        line.push_str(piece);
    } else if fits("", piece) {
        lines.push(piece.to_owned());
    } else {
        for letter in piece.chars() {
            let letter = letter.to_string();
            match lines.last_mut().filter(|line| fits(line, &letter)) {
                Some(line) => line.push_str(&letter),
                None => lines.push(letter),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_full_and_no_wider_than_allowed() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("one two ", 7), ["one two"]);
        assert_eq!(wrap("", 7), [""]);
    }

    #[test]
    fn japanese_breaks_between_letters_but_not_before_a_full_stop() {
        assert_eq!(wrap("研究を続ける。", 8), ["研究を続", "ける。"]);
        assert_eq!(wrap("研究を終。", 8), ["研究を", "終。"]);
        assert_eq!(wrap("再び（公募）", 6), ["再び", "（公", "募）"]);
    }

    #[test]
    fn a_path_breaks_behind_a_dot() {
        assert_eq!(
            wrap_after('.', "route.in-vivo.odds", 10),
            ["route.", "in-vivo.", "odds"]
        );
    }

    #[test]
    fn what_is_longer_than_a_line_is_cut() {
        assert_eq!(wrap("a route.r.odds", 6), ["a rout", "e.r.od", "ds"]);
    }
}
