//! Text of the user inside a sentence of ours.

use crate::language::{Text, words};
use crate::text;

/// Longest piece of the user's text repeated in a message, in characters.
const LONGEST: usize = 60;

/// Most entries of a list shown in a message.
const MOST: usize = 20;

/// `text` between backquotes, on one line: control characters are escaped, and what exceeds
/// 60 characters is cut with `…`.
///
/// ```
/// # use soyaku::diagnostic::quoted;
/// assert_eq!(quoted("外注"), "`外注`");
/// assert_eq!(quoted("two\nlines"), r"`two\nlines`");
/// ```
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut shown = String::from("`");
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown.push('`');
    shown
}

/// Names separated by commas, for [`allowed`](super::Diagnostic::allowed); after 20 the rest is
/// only counted, and no name at all reads "none".
///
/// ```
/// # use soyaku::diagnostic::listed;
/// let names = listed(["NIBIO", "外注"]);
/// assert_eq!(names.english, "NIBIO, 外注");
/// assert_eq!(names.japanese, "NIBIO、外注");
/// ```
#[must_use]
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> Text {
    let names: Vec<&str> = names.into_iter().collect();
    let shown = &names[..names.len().min(MOST)];
    let (english, japanese) = (shown.join(", "), shown.join("、"));
    match names.len() {
        0 => words("none", "なし").into(),
        count if count > MOST => {
            let rest = count - MOST;
            text!("{english}, … and {rest} more", "{japanese}、…ほか{rest}件")
        }
        _ => Text { english, japanese },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_and_long_lists_are_cut() {
        assert_eq!(quoted(&"外".repeat(60)), format!("`{}`", "外".repeat(60)));
        assert_eq!(quoted(&"外".repeat(61)), format!("`{}…`", "外".repeat(60)));
        assert_eq!(quoted("\u{1b}[31m"), r"`\u{1b}[31m`");
        assert_eq!(listed([]), words("none", "なし").into());
        let (all, many) = (listed(["x"; 20]), listed(["x"; 23]));
        assert!(all.english.ends_with("x, x") && all.japanese.ends_with("x、x"));
        assert!(many.english.ends_with("x, … and 3 more"));
        assert!(many.japanese.ends_with("x、…ほか3件"));
    }
}
