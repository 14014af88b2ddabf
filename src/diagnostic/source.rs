//! The texts that were read, and positions in them.

use std::ops::Range;

use super::TablePlaces;
use crate::language::Text;

/// A text in [`Sources`]. Ids grow in the order in which texts are added, and sort that way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A stretch of one text, in bytes from its beginning, `end` excluded.
///
/// Spans sort by file, then by where they start. An empty span (`start == end`) is a place between
/// two characters. Offsets never count a byte order mark: [`Sources::add`] removes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text pointed into.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// First byte no longer part of it.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`. An offset beyond 4 GiB becomes the largest possible one;
    /// an end before the start gives an empty span.
    #[must_use]
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let start = offset(range.start);
        Self {
            file,
            start,
            end: offset(range.end).max(start),
        }
    }

    /// The very beginning of `file`, where whatever concerns the file as a whole points.
    #[must_use]
    pub fn beginning(file: FileId) -> Self {
        Self {
            file,
            start: 0,
            end: 0,
        }
    }

    /// The byte range, for slicing the text.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A byte position as a span stores it.
fn offset(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// One text and the name under which a planner knows it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<u32>,
    places: Option<TablePlaces>,
}

impl SourceFile {
    fn new(name: String, text: String) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| offset(at + 1)))
            .collect();
        Self {
            name,
            text,
            line_starts,
            places: None,
        }
    }

    /// The name as shown to the user, usually a path with `/`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, without byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset, both counted from 1, the column in characters.
    ///
    /// Lines end at `\n`. An offset inside a character counts as its beginning, one beyond the end
    /// as the end.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset as usize);
        let line = self
            .line_starts
            .partition_point(|&start| start as usize <= offset);
        let start = self.line_start(line);
        (line, 1 + self.text[start..offset].chars().count())
    }

    /// The byte range of a line (counted from 1) without its line break (`\n` or `\r\n`).
    /// A line that does not exist gives an empty range at the end of the text.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let (start, next) = (
            self.line_start(line),
            self.line_start(line.saturating_add(1)),
        );
        let text = &self.text[start..next];
        let text = text.strip_suffix('\n').unwrap_or(text);
        start..start + text.strip_suffix('\r').unwrap_or(text).len()
    }

    fn line_start(&self, line: usize) -> usize {
        self.line_starts
            .get(line.saturating_sub(1))
            .map_or(self.text.len(), |&start| start as usize)
    }
}

/// All texts of a scenario, in the order in which they were read.
///
/// An id of another `Sources` is harmless: it is answered with nothing or with empty text.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// No texts yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under the name a planner knows it by. A byte order mark is dropped.
    ///
    /// Texts need not be files: `--set` arguments can be added too, so that a mistake in them is
    /// shown like any other.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(offset(self.files.len()));
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        self.files.push(SourceFile::new(name.into(), text));
        id
    }

    /// Says where rows and cells of a CSV lie, so that messages can name them.
    pub fn set_places(&mut self, file: FileId, places: TablePlaces) {
        if let Some(file) = self.files.get_mut(file.0 as usize) {
            file.places = Some(places);
        }
    }

    /// The text added as `file`.
    #[must_use]
    pub fn get(&self, file: FileId) -> Option<&SourceFile> {
        self.files.get(file.0 as usize)
    }

    /// The name of a text as shown to the user.
    #[must_use]
    pub fn name(&self, file: FileId) -> &str {
        self.get(file).map_or("", SourceFile::name)
    }

    /// The text of a file, without byte order mark.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        self.get(file).map_or("", SourceFile::text)
    }

    /// What stands at `span`; empty where the span does not fit the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.range()).unwrap_or("")
    }

    /// Line and column at which `span` begins, both from 1, the column in characters.
    #[must_use]
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        self.get(span.file)
            .map_or((1, 1), |file| file.line_column(span.start))
    }

    /// Row and column of a table that `span` lies in, such as "row T03, column `odds`".
    /// `None` for texts that are not tables.
    #[must_use]
    pub fn place(&self, span: Span) -> Option<Text> {
        self.get(span.file)?.places.as_ref()?.describe(span)
    }

    /// The sheet and the cell of a workbook that a span begins in, such as `D7`; `None` for texts that
    /// are no sheets.
    #[must_use]
    pub fn cell(&self, span: Span) -> Option<(&str, String)> {
        let file = self.get(span.file)?;
        let places = file.places.as_ref()?;
        let (line, _) = file.line_column(span.start);
        Some((places.sheet.as_deref()?, places.cell(span, line)?))
    }

    /// All texts in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, file)| (FileId(offset(index)), file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, offset: u32) -> (usize, usize) {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", text);
        sources.line_column(Span {
            file,
            start: offset,
            end: offset,
        })
    }

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        assert_eq!(position("", 0), (1, 1));
        assert_eq!(position("", 9), (1, 1));
        assert_eq!(position("ab\ncd", 2), (1, 3));
        assert_eq!(position("ab\ncd", 3), (2, 1));
        assert_eq!(position("外注 = 1", 6), (1, 3));
        assert_eq!(position("外注 = 1", 4), (1, 2), "inside a character");
        assert_eq!(position("a\r\nb\r\n", 4), (2, 2));
        assert_eq!(position("a\r\nb\r\n", 99), (3, 1));
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_text() {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", "\u{feff}x = 1");
        assert_eq!(sources.text(file), "x = 1");
        assert_eq!(sources.slice(Span::new(file, 0..1)), "x");
    }

    #[test]
    fn a_line_excludes_its_line_break() {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", "one\r\ntwo\n\nfour");
        let file = sources.get(file).expect("just added");
        let lines: Vec<_> = (0..7)
            .map(|line| &file.text()[file.line_range(line)])
            .collect();
        assert_eq!(lines, ["", "one", "two", "", "four", "", ""]);
    }

    #[test]
    fn ids_of_other_sources_are_harmless() {
        let mut other = Sources::new();
        other.add("a", "");
        let stranger = other.add("b", "text");
        let sources = Sources::new();
        assert_eq!(sources.slice(Span::new(stranger, 0..2)), "");
        assert_eq!(sources.line_column(Span::new(stranger, 1..2)), (1, 1));
        assert_eq!(sources.place(Span::new(stranger, 1..2)), None);
    }
}
