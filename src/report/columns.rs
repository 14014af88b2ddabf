//! Text in columns of a terminal, full-width characters counted as two.

use unicode_width::UnicodeWidthStr;

use super::wrap::wrap;

/// The columns of the screen.
pub(super) const WIDTH: usize = 80;

/// A text cut or filled to a width, from the left.
pub(super) fn pad(text: &str, width: usize) -> String {
    let text = fit(text, width);
    let missing = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}

/// A text filled to a width so that it ends there; a longer one stays as it is.
pub(super) fn pad_left(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    format!("{}{text}", " ".repeat(missing))
}

/// A text cut to a width, with an ellipsis where something is missing.
pub(super) fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        let mut longer = kept.clone();
        longer.push(letter);
        if longer.width() + 1 > width {
            break;
        }
        kept = longer;
    }
    kept.push('…');
    kept
}

/// A name and figures in columns of these widths, the first for the name. A name that is too long has
/// lines of its own before the figures.
pub(super) fn named_row(name: &str, figures: &[String], widths: &[usize]) -> String {
    let Some((first, rest)) = widths.split_first() else {
        return String::new();
    };
    let mut names = wrap(name, first.saturating_sub(1));
    let last = names.pop().unwrap_or_default();
    let mut line = pad(&last, *first);
    for (text, width) in figures.iter().zip(rest).filter(|(_, width)| **width > 0) {
        line += &pad_left(text, *width);
    }
    let before: String = names.into_iter().map(|line| line + "\n").collect();
    format!("{before}{}\n", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_count_twice() {
        assert_eq!(pad("抗体", 6), "抗体  ");
        assert_eq!(pad_left("抗体", 6), "  抗体");
        assert_eq!(fit("抗体医薬", 5), "抗体…");
    }
}
