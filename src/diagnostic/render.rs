//! Messages as text for a terminal.
//!
//! Each message shows its title, the lines it points at with carets, and then the notes `place`,
//! `allowed` and `help`. `annotate-snippets` draws; this module picks the lines. It shows the first
//! line of a span only (a table of three hundred lines helps nobody) and cuts lines of more than
//! 1,000 bytes to the neighbourhood of the caret, so that the cost of a message does not depend on
//! the size of the file.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Severity, SourceFile, Sources, Span};
use crate::language::{Language, Text, Words, words};
use crate::text;

/// The names of the notes below a message.
pub const PLACE: Words = words("place", "場所");
/// What may stand there instead.
pub const ALLOWED: Words = words("allowed", "指定可能");
/// How to put it right.
pub const HELP: Words = words("help", "対処");

/// Most messages shown at once.
const MOST: usize = 10;

/// Longest line shown as it is, in bytes; beyond, the neighbourhood of the caret is cut out.
const LONGEST_LINE: usize = 1_000;

/// Characters kept before the caret, and from the caret on, of a line that is cut.
const KEPT: (usize, usize) = (25, 40);

/// Largest stretch of text, in bytes, within which two places are drawn as one snippet.
const ONE_SNIPPET: usize = 8_000;

/// All messages as text in one language, in the order of [`Diagnostics::sorted`], separated by empty
/// lines. After ten, the rest is only counted. Empty where there are none; `colour` adds ANSI
/// sequences.
#[must_use]
pub fn render(
    diagnostics: &Diagnostics,
    sources: &Sources,
    colour: bool,
    language: Language,
) -> String {
    let sorted = diagnostics.sorted();
    let (shown, rest) = sorted.split_at(sorted.len().min(MOST));
    let mut blocks: Vec<String> = shown
        .iter()
        .map(|one| render_one(one, sources, colour, language))
        .collect();
    if !rest.is_empty() {
        let count = |severity| rest.iter().filter(|one| one.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        blocks.push(uncounted(errors, warnings).of(language).to_owned() + "\n");
    }
    blocks.join("\n")
}

/// "… and 3 more errors and 1 more warning".
fn uncounted(errors: usize, warnings: usize) -> Text {
    let (error, warning) = (
        Severity::Error.more(errors),
        Severity::Warning.more(warnings),
    );
    let both = match (errors, warnings) {
        (_, 0) => error,
        (0, _) => warning,
        _ => text!("{error} and {warning}", "{error}、{warning}"; error, warning),
    };
    text!("… and {both}", "…ほかに{both}"; both)
}

/// One message as text, ending with a line break.
#[must_use]
pub fn render_one(
    diagnostic: &Diagnostic,
    sources: &Sources,
    colour: bool,
    language: Language,
) -> String {
    let renderer = if colour {
        Renderer::styled().hyperlink(false)
    } else {
        Renderer::plain()
    };
    let place = diagnostic
        .place
        .clone()
        .or_else(|| sources.place(diagnostic.span?));
    let mut report = Report::new(diagnostic, language);
    for snippet in snippets(diagnostic, sources, language) {
        report.draw(snippet);
    }
    report.note(PLACE, place.as_ref());
    report.note(ALLOWED, diagnostic.allowed.as_ref());
    report.note(HELP, diagnostic.help.as_ref());
    renderer.render(&report.groups) + "\n"
}

/// What is drawn, in the terms of `annotate-snippets`.
struct Report<'a> {
    groups: Vec<Group<'a>>,
    level: Level<'a>,
    language: Language,
}

impl<'a> Report<'a> {
    fn new(diagnostic: &'a Diagnostic, language: Language) -> Self {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let level = level.with_name(diagnostic.severity.words().of(language));
        let title = level
            .clone()
            .primary_title(diagnostic.message.of(language))
            .id(diagnostic.code);
        Self {
            groups: vec![Group::with_title(title)],
            level,
            language,
        }
    }

    /// Adds an element to the last group.
    fn add(&mut self, element: impl Into<annotate_snippets::Element<'a>>) {
        if let Some(group) = self.groups.pop() {
            self.groups.push(group.element(element));
        }
    }

    /// Draws a snippet. A whole line of a text lets the library count its column; what the position of
    /// a line that was cut, or of a cell, is called is given beforehand, which needs a group for the
    /// position and one for the line.
    fn draw(&mut self, snippet: Drawing<'a>) {
        let source = Snippet::source(snippet.text)
            .line_start(snippet.line)
            .annotations(snippet.marks);
        let origin = match snippet.position {
            Position::Counted => return self.add(source.path(snippet.name)),
            Position::Column(column) => Origin::path(snippet.name)
                .line(snippet.line)
                .char_column(column),
            Position::Cell(cell) => Origin::path(format!("{}, {cell}", snippet.name)),
        };
        self.add(origin);
        self.groups
            .push(Group::with_level(self.level.clone()).element(source));
    }

    fn note(&mut self, name: Words, text: Option<&Text>) {
        if let Some(text) = text {
            let (name, text) = (name.of(self.language), text.of(self.language));
            self.add(Level::NOTE.with_name(name).message(text.to_owned()));
        }
    }
}

/// Some lines of one file with marks in them.
struct Drawing<'a> {
    name: &'a str,
    /// Number of the first line.
    line: usize,
    text: String,
    marks: Vec<Annotation<'a>>,
    position: Position,
}

/// What the position of the first mark is called.
enum Position {
    /// Line and column, as the library counts them.
    Counted,
    /// The column in the file, of a line that was cut.
    Column(usize),
    /// The cell of a sheet.
    Cell(String),
}

/// The sheet and cell that a span begins in: "sheet テーマ一覧, cell D7".
fn cell(span: Span, sources: &Sources, language: Language) -> Option<Position> {
    let (sheet, cell) = sources.cell(span)?;
    let place = text!("sheet {sheet}, cell {cell}", "シート {sheet}、セル {cell}");
    Some(Position::Cell(place.of(language).to_owned()))
}

/// The primary place with all that can be drawn beside it, then the others one by one.
fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    language: Language,
) -> Vec<Drawing<'a>> {
    let Some(span) = diagnostic.span else {
        return Vec::new();
    };
    let primary = Mark {
        span,
        text: diagnostic.label.of(language),
        kind: AnnotationKind::Primary,
    };
    let others = diagnostic.secondary.iter().map(|(span, text)| Mark {
        span: *span,
        text: text.of(language),
        kind: AnnotationKind::Context,
    });
    let mut together = vec![primary];
    let mut apart = Vec::new();
    for other in others {
        together.push(other);
        let fits = sources
            .get(span.file)
            .is_some_and(|file| extent(&together, file).is_some());
        if !fits {
            apart.extend(together.pop());
        }
    }
    let groups = std::iter::once(together).chain(apart.into_iter().map(|mark| vec![mark]));
    groups
        .filter_map(|marks| {
            let span = marks.first()?.span;
            let mut drawing = draw(&marks, sources.get(span.file)?)?;
            if let Some(position) = cell(span, sources, language) {
                drawing.position = position;
            }
            Some(drawing)
        })
        .collect()
}

/// A place to mark and the words beside it.
#[derive(Clone, Copy)]
struct Mark<'a> {
    span: Span,
    text: &'a str,
    kind: AnnotationKind,
}

impl<'a> Mark<'a> {
    /// The mark at `range` of the text drawn.
    fn annotation(&self, range: Range<usize>) -> Annotation<'a> {
        let label = (!self.text.is_empty()).then_some(self.text);
        self.kind.span(range).label(label)
    }
}

/// What of a span lies in its first line, as line number, that line, and the part marked.
fn first_line(span: Span, file: &SourceFile) -> (usize, Range<usize>, Range<usize>) {
    let (line, _) = file.line_column(span.start);
    let whole = file.line_range(line);
    let start = file
        .text()
        .floor_char_boundary(span.start as usize)
        .clamp(whole.start, whole.end);
    let end = file
        .text()
        .ceil_char_boundary(span.end as usize)
        .clamp(start, whole.end);
    (line, whole, start..end)
}

/// The lines that hold all marks, as first line and byte range; `None` where they lie in several
/// files, too far apart, or in a line that must be cut.
fn extent(marks: &[Mark<'_>], file: &SourceFile) -> Option<(usize, Range<usize>)> {
    let file_id = marks.first()?.span.file;
    let lines: Vec<_> = marks
        .iter()
        .map(|mark| first_line(mark.span, file))
        .collect();
    let first = lines.iter().map(|(line, ..)| *line).min()?;
    let start = lines.iter().map(|(_, whole, _)| whole.start).min()?;
    let end = lines.iter().map(|(_, whole, _)| whole.end).max()?;
    let whole = lines.iter().all(|(_, line, _)| line.len() <= LONGEST_LINE);
    let one_file = marks.iter().all(|mark| mark.span.file == file_id);
    (one_file && whole && end - start <= ONE_SNIPPET).then_some((first, start..end))
}

/// The drawing of marks in one file: their lines as they are, or else a piece of the first's line.
fn draw<'a>(marks: &[Mark<'a>], file: &'a SourceFile) -> Option<Drawing<'a>> {
    let Some((line, lines)) = extent(marks, file) else {
        return marks.first().map(|mark| draw_cut(*mark, file));
    };
    let marks = marks.iter().map(|mark| {
        let (_, _, range) = first_line(mark.span, file);
        mark.annotation(range.start - lines.start..range.end - lines.start)
    });
    let marks = marks.collect();
    Some(Drawing {
        name: file.name(),
        line,
        text: file.text()[lines].to_owned(),
        marks,
        position: Position::Counted,
    })
}

/// A long line: the neighbourhood of the mark, with `…` where something was cut away.
fn draw_cut<'a>(mark: Mark<'a>, file: &'a SourceFile) -> Drawing<'a> {
    let text = file.text();
    let (line, whole, range) = first_line(mark.span, file);
    let before = text[whole.start..range.start].char_indices().rev();
    let start = before
        .take(KEPT.0)
        .last()
        .map_or(range.start, |(at, _)| whole.start + at);
    let after = text[range.start..whole.end].char_indices().nth(KEPT.1);
    let end = after.map_or(whole.end, |(at, _)| range.start + at);
    let (head, tail) = (
        if start > whole.start { "…" } else { "" },
        if end < whole.end { "…" } else { "" },
    );
    let shift = |at: usize| head.len() + at.min(end) - start;
    Drawing {
        name: file.name(),
        line,
        text: format!("{head}{}{tail}", &text[start..end]),
        marks: vec![mark.annotation(shift(range.start)..shift(range.end))],
        position: Position::Column(file.line_column(mark.span.start).1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    /// The message rendered for `text` with a caret under each occurrence of `marked`.
    fn shown(text: &str, marked: &[&str]) -> String {
        let mut sources = Sources::new();
        let file = sources.add("計画.toml", text);
        let text = sources.text(file).to_owned();
        let span = |needle: &str| {
            let start = text.find(needle).expect("the text holds it");
            Span::new(file, start..start + needle.len())
        };
        let mut diagnostic =
            Diagnostic::error("wrong", Text::same("something is wrong")).at(span(marked[0]));
        for other in &marked[1..] {
            diagnostic = diagnostic.also(span(other), Text::same("see here"));
        }
        render_one(&diagnostic, &sources, false, Language::English)
    }

    /// Whether the first row of carets stands exactly under `marked`, measured in terminal cells.
    fn aligned(rendered: &str, marked: &str) -> bool {
        let lines: Vec<&str> = rendered.lines().collect();
        let carets = lines
            .iter()
            .position(|line| line.trim_end().ends_with('^'))
            .expect("carets");
        let (line, under) = (lines[carets - 1], lines[carets]);
        let at = line.find(marked).expect("the marked text is shown");
        let start = under.find('^').expect("carets");
        line[..at].width() == start && marked.width() == under.trim_end().len() - start
    }

    #[test]
    fn carets_stand_under_full_width_text_tabs_and_accents() {
        for line in [
            "providers = [\"外注先\", \"NIBOI\"]",
            "\tproviders\t=\t[\"外注\", \"NIBOI\"]",
            "名前 = \"ｶﾞが e\u{301} é\" # \"NIBOI\"",
            "\u{feff}x = \"NIBOI\"",
            "x = \"NIBOI\"\r\ny = 2\r\n",
        ] {
            let rendered = shown(line, &["NIBOI"]);
            assert!(aligned(&rendered, "NIBOI"), "{rendered}");
        }
        let rendered = shown("institute.\"外注先\" = 1", &["\"外注先\""]);
        assert!(aligned(&rendered, "\"外注先\""), "{rendered}");
    }

    #[test]
    fn long_lines_are_cut_and_keep_their_true_column() {
        let line = format!(
            "x = [{}\"NIBOI\", {}]",
            "\"外注\", ".repeat(5_000),
            "\"外注\", ".repeat(5_000)
        );
        let rendered = shown(&line, &["NIBOI"]);
        assert!(rendered.contains(":1:30007\n"), "{rendered}");
        assert!(aligned(&rendered, "NIBOI"), "{rendered}");
        assert!(
            rendered.lines().all(|line| line.width() < 250),
            "{rendered}"
        );
        assert!(
            rendered.contains("…\"外注\", ") && rendered.contains("\"外…\n"),
            "{rendered}"
        );
    }

    #[test]
    fn a_mark_wider_than_the_cut_is_cut_too() {
        let rendered = shown(&"外".repeat(2_000), &[&"外".repeat(2_000)]);
        assert!(
            rendered.contains("^") && rendered.lines().all(|line| line.width() < 250),
            "{rendered}"
        );
    }

    #[test]
    fn a_span_of_several_lines_is_shown_by_its_first() {
        assert_eq!(
            shown("a = 1\nb = [\n  1,\n  2,\n]\n", &["[\n  1,\n  2,\n]"]),
            "\
error[wrong]: something is wrong
 --> 計画.toml:2:5
  |
2 | b = [
  |     ^
"
        );
    }

    #[test]
    fn places_nearby_share_a_snippet_and_distant_ones_do_not() {
        assert_eq!(
            shown("first = 1\n\n\n\nagain = 2\n", &["again", "first"]),
            "\
error[wrong]: something is wrong
 --> 計画.toml:5:1
  |
1 | first = 1
  | ----- see here
...
5 | again = 2
  | ^^^^^
"
        );
        let far = format!("first = 1\n{}again = 2\n", "# filler\n".repeat(2_000));
        assert_eq!(
            shown(&far, &["again", "first"]),
            "\
error[wrong]: something is wrong
    --> 計画.toml:2002:1
     |
2002 | again = 2
     | ^^^^^
     |
    ::: 計画.toml:1:1
     |
   1 | first = 1
     | ----- see here
"
        );
    }

    #[test]
    fn an_empty_file_and_a_message_without_place_can_be_shown() {
        let mut sources = Sources::new();
        let file = sources.add("empty.toml", "");
        let diagnostic =
            Diagnostic::error("missing", Text::same("nothing here")).at(Span::new(file, 0..0));
        assert_eq!(
            render_one(&diagnostic, &sources, false, Language::English),
            "error[missing]: nothing here\n --> empty.toml:1:1\n  |\n1 |\n  | ^\n"
        );
        let diagnostic =
            Diagnostic::warning("odd", Text::same("no place")).help(Text::same("none needed"));
        assert_eq!(
            render_one(&diagnostic, &sources, false, Language::English),
            "warning[odd]: no place\n |\n = help: none needed\n"
        );
        let beyond = Diagnostic::error("e", Text::same("beyond")).at(Span::new(file, 7..9));
        assert!(render_one(&beyond, &sources, false, Language::English).contains("empty.toml:1:1"));
    }

    #[test]
    fn after_ten_the_rest_is_counted() {
        let sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        for number in 0..12 {
            diagnostics.push(Diagnostic::error(
                "e",
                Text::same(format!("number {number}")),
            ));
        }
        diagnostics.push(Diagnostic::warning("w", Text::same("odd")));
        let rendered = render(&diagnostics, &sources, false, Language::English);
        assert_eq!(rendered.matches("error[e]").count(), 10);
        assert!(
            rendered.ends_with("\n\n… and 2 more errors and 1 more warning\n"),
            "{rendered}"
        );
        assert_eq!(
            render(&Diagnostics::new(), &sources, false, Language::English),
            ""
        );
    }

    #[test]
    fn colour_is_optional_and_changes_nothing_else() {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", "x = 1");
        let diagnostic = Diagnostic::error("e", Text::same("wrong"))
            .at(Span::new(file, 0..1))
            .help(Text::same("try"));
        let coloured = render_one(&diagnostic, &sources, true, Language::English);
        let plain = render_one(&diagnostic, &sources, false, Language::English);
        assert!(coloured.contains("\u{1b}[") && !plain.contains('\u{1b}'));
        let mut stripped = String::new();
        let mut pieces = coloured.split("\u{1b}[");
        stripped.push_str(pieces.next().unwrap_or(""));
        for piece in pieces {
            stripped.push_str(piece.split_once('m').map_or("", |(_, text)| text));
        }
        assert_eq!(stripped, plain);
    }

    #[test]
    fn control_characters_of_a_file_never_reach_the_terminal() {
        let rendered = shown("x = \"\u{1b}[31mred\"", &["red"]);
        assert!(!rendered.contains('\u{1b}'), "{rendered}");
    }
}
