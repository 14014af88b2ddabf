//! One message.

use super::Span;
use crate::language::{Language, Text, Words, counted, words};
use crate::text;

/// How grave a message is. Errors sort before warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The scenario cannot be run as it stands.
    Error,
    /// Odd but possible; the message says what follows from it.
    Warning,
}

impl Severity {
    /// What it is called before a message.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Severity::Error => words("error", "エラー"),
            Severity::Warning => words("warning", "警告"),
        }
    }

    /// "1 error", "3 warnings".
    #[must_use]
    pub fn counted(self, count: usize) -> Text {
        counted(count, self.words())
    }

    /// "3 more errors".
    pub(super) fn more(self, count: usize) -> Text {
        counted(count, self.words()).map(|language, text| match language {
            Language::English => text.replacen(' ', " more ", 1),
            Language::Japanese => text.to_owned(),
        })
    }
}

/// One message to the planner: where, what was found, what is allowed, how to put it right, and
/// a stable code that documentation can explain.
///
/// ```
/// # use soyaku::diagnostic::{Diagnostic, Diagnostics, Sources, Span, listed, render};
/// # use soyaku::{language::Language, text};
/// let mut sources = Sources::new();
/// let file = sources.add("plan.toml", "providers = [\"外注先\", \"NIBOI\"]\n");
/// let mut diagnostics = Diagnostics::new();
/// diagnostics.push(
///     Diagnostic::error(
///         "unknown-institute",
///         text!(
///             "`NIBOI` is not an institute of this scenario",
///             "`NIBOI`という機関はこのシナリオにありません"
///         ),
///     )
///     .at(Span::new(file, 26..33))
///     .allowed(listed(["NIBIO", "RIKEN"]))
///     .did_you_mean(Some("NIBIO")),
/// );
/// assert_eq!(
///     render(&diagnostics, &sources, false, Language::English),
///     "\
/// error[unknown-institute]: `NIBOI` is not an institute of this scenario
///  --> plan.toml:1:21
///   |
/// 1 | providers = [\"外注先\", \"NIBOI\"]
///   |                        ^^^^^^^
///   |
///   = allowed: NIBIO, RIKEN
///   = help: did you mean `NIBIO`?
/// "
/// );
/// assert!(
///     render(&diagnostics, &sources, false, Language::Japanese)
///         .ends_with("= 指定可能: NIBIO、RIKEN\n  = 対処: `NIBIO`の誤りではありませんか\n")
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Stable, in lower case with hyphens, such as `unknown-institute`.
    pub code: &'static str,
    /// What was found, in one sentence without full stop.
    pub message: Text,
    /// Where; `None` where no file can be pointed at.
    pub span: Option<Span>,
    /// Said beside the caret; may be empty.
    pub label: Text,
    /// Where in the planner's terms, such as "row T03". Where absent, a span in a table is
    /// described by [`Sources::place`](super::Sources::place).
    pub place: Option<Text>,
    /// Other places that matter, each with what it is.
    pub secondary: Vec<(Span, Text)>,
    /// What may stand there instead.
    pub allowed: Option<Text>,
    /// How to put it right.
    pub help: Option<Text>,
}

impl Diagnostic {
    /// An error with its code and what was found.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<Text>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// A warning with its code and what was found.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<Text>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: Text) -> Self {
        Self {
            severity,
            code,
            message,
            span: None,
            label: Text::default(),
            place: None,
            secondary: Vec::new(),
            allowed: None,
            help: None,
        }
    }

    /// Points at `span`.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Adds words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<Text>) -> Self {
        self.label = label.into();
        self
    }

    /// Names the place in the planner's terms, such as "row T03".
    #[must_use]
    pub fn place(mut self, place: impl Into<Text>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Points at another place too, saying what it is.
    #[must_use]
    pub fn also(mut self, span: Span, what: impl Into<Text>) -> Self {
        self.secondary.push((span, what.into()));
        self
    }

    /// Says what may stand there instead.
    #[must_use]
    pub fn allowed(mut self, allowed: impl Into<Text>) -> Self {
        self.allowed = Some(allowed.into());
        self
    }

    /// Says how to put it right.
    #[must_use]
    pub fn help(mut self, help: impl Into<Text>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Asks "did you mean …?" where a near name was found (see [`nearest`](super::nearest)).
    /// Help that was already given stays.
    #[must_use]
    pub fn did_you_mean(mut self, name: Option<&str>) -> Self {
        if let (None, Some(name)) = (&self.help, name) {
            let name = super::quoted(name);
            self.help = Some(text!(
                "did you mean {name}?",
                "{name}の誤りではありませんか"
            ));
        }
        self
    }
}
