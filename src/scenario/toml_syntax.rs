//! Mistakes of TOML syntax in words for someone who is not a programmer.
//!
//! The parser recovers and goes on, so that one slip can give a dozen of its messages. This module
//! keeps those that tell something new, points at the beginning of what was never closed rather
//! than at the end of the file, and says what to write instead.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::mending::instead_of_percentage;
use super::merge::set_twice;
use super::toml_rare::rare;
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Span, quoted};
use crate::language::{Text, words};
use crate::text;

/// A mistake as the parser sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    start: usize,
    end: usize,
    kind: Kind,
    message: String,
}

/// The kinds of mistakes that are treated apart, most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Unclosed,
    Trailing,
    Other,
    Unquoted,
}

/// Reports what the parser found in `text`, and returns where. `table` is what it recovered.
pub(super) fn report(
    errors: &[Error],
    table: &DeTable<'_>,
    text: &str,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Flaws {
    let all: Vec<Fault> = errors.iter().map(|error| Fault::new(error, text)).collect();
    let flaws = Flaws::new(&all);
    for (count, fault) in telling(opened(all, table), text).iter().enumerate() {
        let wording = Wording {
            text,
            table,
            file,
            search: count < SEARCHED,
        };
        diagnostics.push(wording.diagnostic(fault));
    }
    flaws
}

/// Number of mistakes for which an earlier place is searched: each search reads the whole file.
const SEARCHED: usize = 100;

/// Where the parser found mistakes.
#[derive(Debug)]
pub(super) struct Flaws {
    /// Beginnings, ascending, each with the furthest end of all mistakes up to it.
    ascending: Vec<(usize, usize)>,
}

impl Flaws {
    fn new(faults: &[Fault]) -> Self {
        let mut ascending: Vec<(usize, usize)> = faults
            .iter()
            .map(|fault| (fault.start, fault.end))
            .collect();
        ascending.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut ascending {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { ascending }
    }

    /// Whether there is one in or right beside `span`.
    pub(super) fn touch(&self, span: Span) -> bool {
        let range = span.range();
        let before = self
            .ascending
            .partition_point(|&(start, _)| start <= range.end);
        before
            .checked_sub(1)
            .is_some_and(|last| self.ascending[last].1 >= range.start)
    }
}

impl Fault {
    fn new(error: &Error, text: &str) -> Self {
        let range = error.span().unwrap_or(text.len()..text.len());
        let message = error.message().to_owned();
        let kind = if message.starts_with("unclosed array")
            || message.starts_with("unclosed inline table")
        {
            Kind::Unclosed
        } else if message.starts_with("unexpected key or value") {
            Kind::Trailing
        } else if is_unquoted(&message) && !range.is_empty() {
            Kind::Unquoted
        } else {
            Kind::Other
        };
        let start = text.floor_char_boundary(range.start);
        Self {
            start,
            end: text.ceil_char_boundary(range.end).max(start),
            kind,
            message,
        }
    }
}

fn is_unquoted(message: &str) -> bool {
    const BEGINNINGS: [&str; 4] = [
        "string values must be quoted",
        "invalid boolean",
        "invalid float, expected `nan`",
        "invalid float, expected `inf`",
    ];
    BEGINNINGS
        .iter()
        .any(|beginning| message.starts_with(beginning))
}

/// Moves each "unclosed" to the bracket that opens, and drops all that the parser stumbled over
/// from there on.
fn opened(mut faults: Vec<Fault>, table: &DeTable<'_>) -> Vec<Fault> {
    let unclosed: Vec<Fault> = faults
        .iter()
        .filter(|fault| fault.kind == Kind::Unclosed)
        .cloned()
        .collect();
    for fault in unclosed {
        let Some(container) = container_ending_at(table, fault.start) else {
            continue;
        };
        faults.retain(|other| !(container.start..=fault.start).contains(&other.start));
        faults.push(Fault {
            start: container.start,
            end: container.start + 1,
            ..fault
        });
    }
    faults
}

/// The outermost list or inline table that ends at `end`.
fn container_ending_at(table: &DeTable<'_>, end: usize) -> Option<Range<usize>> {
    values_in(table)
        .find(|value| {
            let container = matches!(value.get_ref(), DeValue::Array(_) | DeValue::Table(_));
            container && value.span().end == end
        })
        .map(Spanned::span)
}

/// All values below a table, each before those inside it. No recursion: nesting may be deep.
fn values_in<'t, 'i>(table: &'t DeTable<'i>) -> impl Iterator<Item = &'t Spanned<DeValue<'i>>> {
    let mut open: Vec<&Spanned<DeValue<'i>>> = table.values().collect();
    std::iter::from_fn(move || {
        let value = open.pop()?;
        match value.get_ref() {
            DeValue::Array(elements) => open.extend(elements.iter()),
            DeValue::Table(table) => open.extend(table.values()),
            _ => {}
        }
        Some(value)
    })
}

/// At most one fault a line, except for several values that lack quotes.
fn telling(mut faults: Vec<Fault>, text: &str) -> Vec<Fault> {
    faults.sort();
    faults.dedup();
    let mut kept: Vec<Fault> = Vec::new();
    for fault in faults {
        let alike = kept
            .last_mut()
            .filter(|last| !text[last.start..fault.start].contains('\n'));
        match alike {
            Some(last) if last.kind == Kind::Unquoted && fault.kind == Kind::Unquoted => {
                kept.push(fault)
            }
            Some(last) if fault.kind < last.kind => *last = fault,
            Some(_) => {}
            None => kept.push(fault),
        }
    }
    kept
}

/// What is needed to word a message.
struct Wording<'a> {
    text: &'a str,
    table: &'a DeTable<'a>,
    file: FileId,
    /// Whether to look for the earlier place of what is set twice.
    search: bool,
}

impl Wording<'_> {
    fn diagnostic(&self, fault: &Fault) -> Diagnostic {
        let found = self.text.get(fault.start..fault.end).unwrap_or("");
        let (message, expected) = match fault.message.split_once(", expected ") {
            Some((message, expected)) => (message, Some(expected)),
            None => (fault.message.as_str(), None),
        };
        let error = match (fault.kind, message) {
            (Kind::Unquoted, _) => unquoted(found),
            (Kind::Trailing, _) => syntax(words("the value ends here, but something follows it", "値がここで終わっていますが、後に何か続いています")).help(
                words("give each key its own line; write text in quotes and numbers without separators: 1000000 or 1_000_000", "キーごとに行を分け、文字列は引用符で囲み、数値は区切りなしで書いてください：1000000又は1_000_000"),
            ),
            (_, "string values must be quoted") => syntax(words("a value is missing here", "ここに値がありません")),
            (_, "invalid unquoted key") => unquoted_key(found),
            (_, "unquoted keys cannot be empty") => syntax(words("a name is missing here", "ここに名前がありません")),
            (_, "duplicate key") => self.set_twice(fault, found),
            (_, message) if message.starts_with("cannot extend value") => self.set_twice(fault, found),
            (_, "key with no value") => syntax(words("`=` and a value are missing here", "ここに`=`と値がありません")),
            (_, "unclosed table") => syntax(words("this header is never closed: `]` is missing", "見出しが閉じられていません（`]`がありません）")),
            (_, "unclosed array table") => syntax(words("this header is never closed: `]]` is missing", "見出しが閉じられていません（`]]`がありません）")),
            (_, "unclosed array") => syntax(words("this list is never closed: `]` is missing", "一覧が閉じられていません（`]`がありません）")),
            (_, "unclosed inline table") => syntax(words("this table is never closed: `}` is missing", "表が閉じられていません（`}`がありません）")),
            (_, message) if message.starts_with("missing comma") => syntax(words("a comma is missing here", "ここにコンマがありません")),
            (_, message) if message.starts_with("extra comma") => syntax(words("there is a comma too many here", "ここのコンマが余分です")),
            (_, "unexpected leading zero") => syntax(words("a number does not begin with 0", "数値を0で始めることはできません")).help(
                words("remove the zero, or write the value in quotes if it is a name", "0を削除してください。名前であれば引用符で囲んでください"),
            ),
            (_, "invalid mantissa" | "invalid fraction") => {
                syntax(words("a decimal point needs a digit on both sides", "小数点の両側に数字が要ります")).help(words("write 0.5 and 5.0 rather than .5 and 5.", ".5や5.ではなく、0.5や5.0と記入してください"))
            }
            (_, "invalid date") => syntax(text!("{0} is not a day of the calendar", "{0}は暦にない日付です", quoted(found))),
            (_, message) if message.starts_with("invalid") && message.ends_with("string") => {
                syntax(words("this text is never closed: a quote is missing at its end", "文字列が閉じられていません（終わりの引用符がありません）"))
            }
            (_, message) => rare(message, expected),
        };
        error.at(Span::new(self.file, fault.start..fault.end))
    }

    /// A key that was set before, with the earlier place where it can be found.
    fn set_twice(&self, fault: &Fault, found: &str) -> Diagnostic {
        let key = found.trim_matches(['"', '\'']);
        let error = Diagnostic::error("set-twice", set_twice(&quoted(key)))
            .label(words("set again here", "ここで再び設定"))
            .help(words("keep one of the two", "どちらか一方にしてください"));
        let first = self.search.then(|| {
            self.first_header(fault)
                .or_else(|| self.first_key(fault, key))
        });
        match first.flatten() {
            Some(first) => error.also(
                Span::new(self.file, first),
                words("first set here", "最初の設定"),
            ),
            None => error,
        }
    }

    /// The earlier line that is the same header as the one of the fault.
    fn first_header(&self, fault: &Fault) -> Option<Range<usize>> {
        let line_start = self.text[..fault.start].rfind('\n').map_or(0, |at| at + 1);
        let header = self.text[line_start..].lines().next()?.trim();
        let mut start = 0;
        for line in self.text[..line_start].split_inclusive('\n') {
            if header.starts_with('[') && line.trim() == header {
                let indent = line.len() - line.trim_start().len();
                return Some(start + indent..start + indent + header.len());
            }
            start += line.len();
        }
        None
    }

    /// The earlier key of the same name in the table around the fault.
    fn first_key(&self, fault: &Fault, key: &str) -> Option<Range<usize>> {
        let opens =
            |value: &Spanned<DeValue<'_>>| match self.text.as_bytes().get(value.span().start) {
                Some(b'[') => value.span().start < fault.start,
                Some(b'{') => value.span().contains(&fault.start),
                _ => false,
            };
        let around = values_in(self.table)
            .filter(|value| value.get_ref().is_table() && opens(value))
            .max_by_key(|value| value.span().start)
            .and_then(|value| value.get_ref().as_table())
            .unwrap_or(self.table);
        around.get_key_value(key).map(|(first, _)| first.span())
    }
}

fn syntax(message: impl Into<Text>) -> Diagnostic {
    Diagnostic::error("syntax", message)
}

/// A key that needs quotes.
fn unquoted_key(found: &str) -> Diagnostic {
    if found.trim().is_empty() {
        return syntax(words(
            "there is a full-width space here",
            "ここに全角の空白があります",
        ))
        .help(words(
            "remove it, or use an ordinary space",
            "削除するか、半角の空白にしてください",
        ));
    }
    Diagnostic::error(
        "unquoted-key",
        text!(
            "{0} must stand in quotes here",
            "{0}はここでは引用符で囲む必要があります",
            quoted(found)
        ),
    )
    .allowed(words(
        "without quotes: a–z, A–Z, 0–9, `-`, `_`",
        "引用符なしで使える文字：a–z、A–Z、0–9、`-`、`_`",
    ))
    .help(text!(
        "write \"{0}\"",
        "\"{0}\"と記入してください",
        found.trim()
    ))
}

/// A value that is neither text in quotes nor number, date, true or false.
fn unquoted(found: &str) -> Diagnostic {
    let found = found.trim();
    let help = written_otherwise(found).unwrap_or_else(|| {
        text!(
            "if it is text, write it in quotes: \"{}\"",
            "文字列であれば引用符で囲んでください：\"{}\"",
            found.replace(['"', '\\'], "")
        )
    });
    Diagnostic::error(
        "unquoted-text",
        text!(
            "{0} is neither a number nor text in quotes",
            "{0}は数値でも引用符で囲んだ文字列でもありません",
            quoted(found)
        ),
    )
    .allowed(words(
        "a number, \"text\", a date such as 2013-04-01, true, false, [a list], { a table }",
        "数値、\"文字列\"、日付（例：2013-04-01）、true、false、[一覧]、{ 表 }",
    ))
    .help(help)
}

/// What was probably meant by a value without quotes.
fn written_otherwise(found: &str) -> Option<Text> {
    const QUOTES: [char; 10] = ['“', '”', '„', '‘', '’', '「', '」', '『', '』', '＂'];
    if found.contains(QUOTES) {
        return Some(text!(
            "use plain quotes: \"{}\"",
            "半角の引用符を使ってください：\"{}\"",
            found.replace(QUOTES, "").trim()
        ));
    }
    if let Some(number) = found
        .strip_suffix(['%', '％'])
        .and_then(|number| number.trim().parse::<f64>().ok())
    {
        return Some(instead_of_percentage(
            &super::quantity::hundredth(number).to_string(),
        ));
    }
    if let Some(date) = super::table::value::day(&found.replace(['/', '.'], "-")) {
        return Some(text!(
            "write the date as {date}",
            "日付は{date}と記入してください"
        ));
    }
    if ["true", "false"]
        .iter()
        .any(|word| found.eq_ignore_ascii_case(word))
    {
        return Some(text!(
            "write {} in small letters",
            "小文字で{}と記入してください",
            found.to_ascii_lowercase()
        ));
    }
    let words: Vec<&str> = found.split_whitespace().collect();
    if words.len() > 1 && words.iter().all(|word| word.parse::<f64>().is_ok()) {
        return Some(text!(
            "put commas between the numbers: {}",
            "数値の間をコンマで区切ってください：{}",
            words.join(", ")
        ));
    }
    None
}
