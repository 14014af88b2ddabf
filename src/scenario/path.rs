//! Names of leaves: `route.antibody-phage.stage.hit.odds`.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use crate::language::{Text, words};
use crate::text;

/// The way from the root of the tree to a node.
///
/// Its text is dotted. A segment of letters of any script, digits, `-` and `_` stands as it is;
/// any other is quoted as TOML quotes a key: `source."Paul et al."`. Reading accepts both forms,
/// and text and path determine each other.
///
/// ```
/// # use soyaku::scenario::Path;
/// let path: Path = "institute.外注.function.hts".parse()?;
/// assert_eq!(path.segments(), ["institute", "外注", "function", "hts"]);
/// assert_eq!(path.join("price per slot").to_string(), "institute.外注.function.hts.\"price per slot\"");
/// # Ok::<(), soyaku::scenario::PathError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    segments: Vec<String>,
}

impl Path {
    /// The path of the root, which has no segments and the text "".
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// This path and one segment more.
    #[must_use]
    pub fn join(&self, segment: &str) -> Self {
        let mut segments = Vec::with_capacity(self.segments.len() + 1);
        segments.extend_from_slice(&self.segments);
        segments.push(segment.to_owned());
        Self { segments }
    }

    /// The segments from the root on, unquoted.
    #[must_use]
    pub fn segments(&self) -> &[String] {
        &self.segments
    }

    /// The last segment; `None` at the root.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.segments.last().map(String::as_str)
    }

    /// Whether `self` is `other` or one of those on the way to it.
    #[must_use]
    pub fn leads_to(&self, other: &Self) -> bool {
        other.segments.starts_with(&self.segments)
    }
}

impl<S: Into<String>> FromIterator<S> for Path {
    fn from_iter<I: IntoIterator<Item = S>>(segments: I) -> Self {
        Self {
            segments: segments.into_iter().map(Into::into).collect(),
        }
    }
}

/// Whether `text` can be an id: one or more letters of any script, digits, `-` or `_`.
///
/// Such text stands in a [`Path`] unquoted. (A TOML key outside ASCII needs quotes all the same.)
#[must_use]
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(stands_bare)
}

fn stands_bare(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_')
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.segments.iter().enumerate() {
            if index > 0 {
                formatter.write_str(".")?;
            }
            if is_id(segment) {
                formatter.write_str(segment)?;
            } else {
                write_text(segment, formatter)?;
            }
        }
        Ok(())
    }
}

/// Writes a text as a basic string of TOML.
pub(super) fn write_text(text: &str, to: &mut impl fmt::Write) -> fmt::Result {
    to.write_str("\"")?;
    for character in text.chars() {
        match character {
            '"' | '\\' => write!(to, "\\{character}")?,
            _ if character.is_control() => write!(to, "\\u{:04X}", u32::from(character))?,
            _ => write!(to, "{character}")?,
        }
    }
    to.write_str("\"")
}

/// Why a text is no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathError {
    /// Nothing stands before, between or behind dots.
    EmptySegment,
    /// A character that needs quotes stands outside them.
    NeedsQuotes(char),
    /// A quote is never closed, or text follows the closing quote.
    Quote,
    /// A backslash is followed by something other than `"`, `\` or `u` and four digits.
    Escape,
}

impl PathError {
    /// What is wrong.
    #[must_use]
    pub fn words(&self) -> Text {
        match self {
            Self::EmptySegment => words(
                "a name is missing before, between or behind dots",
                "点の前後又は間に名前がありません",
            )
            .into(),
            Self::NeedsQuotes(' ') => words(
                "a name with a space must stand in quotes",
                "空白を含む名前は引用符で囲む必要があります",
            )
            .into(),
            Self::NeedsQuotes(found) => text!(
                "a name with `{0}` must stand in quotes",
                "`{0}`を含む名前は引用符で囲む必要があります",
                found.escape_debug()
            ),
            Self::Quote => words(
                "a quote is never closed, or text follows it",
                "引用符が閉じられていないか、後に文字が続いています",
            )
            .into(),
            Self::Escape => words(
                "a backslash stands before something it cannot escape",
                "`\\`の後に使えない文字があります",
            )
            .into(),
        }
    }
}

impl fmt::Display for PathError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.words().english)
    }
}

impl std::error::Error for PathError {}

impl FromStr for Path {
    type Err = PathError;

    /// Reads a dotted path.
    ///
    /// # Errors
    ///
    /// [`PathError`] says what is wrong. The empty text is the root.
    fn from_str(text: &str) -> Result<Self, PathError> {
        Ok(placed_segments(text)?
            .into_iter()
            .map(|(segment, _)| segment)
            .collect())
    }
}

/// The segments of a dotted path, each with the bytes it stands on, quotes included.
///
/// # Errors
///
/// [`PathError`] says what is wrong. The empty text has no segments.
pub(super) fn placed_segments(text: &str) -> Result<Vec<(String, Range<usize>)>, PathError> {
    let mut segments = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (segment, after) = match rest.strip_prefix('"') {
            Some(quoted) => read_quoted(quoted)?,
            None => read_bare(rest)?,
        };
        segments.push((segment, text.len() - rest.len()..text.len() - after.len()));
        rest = match after.strip_prefix('.') {
            Some("") => return Err(PathError::EmptySegment),
            Some(after) => after,
            None if after.is_empty() => after,
            None => return Err(PathError::Quote),
        };
    }
    Ok(segments)
}

/// A bare segment and what follows it.
fn read_bare(text: &str) -> Result<(String, &str), PathError> {
    let end = text.find('.').unwrap_or(text.len());
    let (segment, after) = text.split_at(end);
    match segment.chars().find(|&character| !stands_bare(character)) {
        Some(found) => Err(PathError::NeedsQuotes(found)),
        None if segment.is_empty() => Err(PathError::EmptySegment),
        None => Ok((segment.to_owned(), after)),
    }
}

/// A quoted segment, whose opening quote was read, and what follows its closing quote.
fn read_quoted(text: &str) -> Result<(String, &str), PathError> {
    let mut segment = String::new();
    let mut characters = text.chars();
    loop {
        match characters.next().ok_or(PathError::Quote)? {
            '"' => return Ok((segment, characters.as_str())),
            '\\' => segment.push(read_escape(&mut characters)?),
            character => segment.push(character),
        }
    }
}

/// The character that an escape stands for, whose backslash was read.
fn read_escape(characters: &mut std::str::Chars<'_>) -> Result<char, PathError> {
    match characters.next() {
        Some(character @ ('"' | '\\')) => Ok(character),
        Some('u') => {
            let digits: String = characters.take(4).collect();
            let number = u32::from_str_radix(&digits, 16).map_err(|_| PathError::Escape)?;
            let signed = digits.starts_with('+');
            char::from_u32(number)
                .filter(|_| !signed)
                .ok_or(PathError::Escape)
        }
        _ => Err(PathError::Escape),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_path_determine_each_other() {
        for segments in [
            vec![],
            vec!["a"],
            vec!["route", "antibody-phage", "stage", "hit_1", "odds"],
            vec!["institute", "外注", "name"],
            vec!["area", "がん・免疫", "name"],
            vec![
                "", "a.b", "c d", "\"", "\\", "\\\"", "tab\t", "\u{7f}", "\u{85}", "u0041", "é",
            ],
        ] {
            let path: Path = segments.iter().copied().collect();
            assert_eq!(path.to_string().parse(), Ok(path.clone()), "{path}");
        }
    }

    #[test]
    fn segments_are_quoted_only_where_needed() {
        let text = |segment: &str| Path::root().join(segment).to_string();
        assert_eq!(text("外注ー2"), "外注ー2");
        assert_eq!(text("がん・免疫"), "\"がん・免疫\"");
        assert_eq!(text("a.b"), "\"a.b\"");
        assert_eq!(text(""), "\"\"");
        assert_eq!(text("a\nb"), "\"a\\u000Ab\"");
        assert_eq!(
            "\"plain\".x".parse::<Path>().map(|path| path.to_string()),
            Ok("plain.x".to_owned())
        );
    }

    #[test]
    fn what_is_no_path_is_refused_with_the_reason() {
        for (text, error) in [
            (".", PathError::EmptySegment),
            ("a.", PathError::EmptySegment),
            ("a..b", PathError::EmptySegment),
            ("a b", PathError::NeedsQuotes(' ')),
            ("a.b\"c\"", PathError::NeedsQuotes('"')),
            ("\"a", PathError::Quote),
            ("\"a\"b", PathError::Quote),
            ("\"\\n\"", PathError::Escape),
            ("\"\\u12\"", PathError::Escape),
            ("\"\\u+123\"", PathError::Escape),
            ("\"\\uD800\"", PathError::Escape),
        ] {
            assert_eq!(text.parse::<Path>(), Err(error), "{text}");
        }
    }

    #[test]
    fn a_path_leads_to_itself_and_to_what_lies_below() {
        let path = |text: &str| text.parse::<Path>().expect("a path");
        assert!(path("a.b").leads_to(&path("a.b.c")) && path("a.b").leads_to(&path("a.b")));
        assert!(!path("a.b").leads_to(&path("a.bc")) && !path("a.b.c").leads_to(&path("a.b")));
        assert!(Path::root().leads_to(&path("a")));
        assert_eq!(path("a.b").last(), Some("b"));
    }

    #[test]
    fn ids_are_letters_digits_and_dashes() {
        assert!(
            ["T01", "外注", "a-b_c", "1", "ヒト化"]
                .iter()
                .all(|id| is_id(id))
        );
        assert!(
            ["", "a b", "a.b", "a;b", "\"a\""]
                .iter()
                .all(|id| !is_id(id))
        );
    }
}
