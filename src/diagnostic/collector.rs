//! All messages of one reading.

use super::{Diagnostic, Severity};

/// Messages as they are found; nothing is shown before all are.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No messages yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a message.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds the messages of another collection.
    pub fn append(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// Whether anything was found that forbids a run.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Number of different messages of one severity, as shown.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.sorted()
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// Whether nothing at all was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Messages in the order in which they were found, equal ones included.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// Messages as a planner reads them: errors before warnings, each without place first, then by
    /// file and position; equal messages once. Messages at one place keep the order in which they
    /// were found.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.found.iter().collect();
        sorted.sort_by_key(|diagnostic| (diagnostic.severity, diagnostic.span));
        let mut kept: Vec<&Diagnostic> = Vec::with_capacity(sorted.len());
        for diagnostic in sorted {
            // Equal messages share severity and span, hence stand in one stretch of the order.
            let alike = kept.iter().rev().take_while(|other| {
                (other.severity, other.span) == (diagnostic.severity, diagnostic.span)
            });
            if !alike.clone().any(|other| *other == diagnostic) {
                kept.push(diagnostic);
            }
        }
        kept
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: T) {
        self.found.extend(diagnostics);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Sources, Span};
    use crate::language::Text;

    #[test]
    fn errors_precede_warnings_and_files_keep_their_order() {
        let mut sources = Sources::new();
        let (first, second) = (
            sources.add("b.toml", "x = 1"),
            sources.add("a.toml", "y = 1"),
        );
        let mut diagnostics = Diagnostics::new();
        diagnostics.extend([
            Diagnostic::warning("w", Text::same("early")).at(Span::new(first, 0..1)),
            Diagnostic::error("e", Text::same("third")).at(Span::new(second, 0..1)),
            Diagnostic::error("e", Text::same("second")).at(Span::new(first, 4..5)),
            Diagnostic::error("e", Text::same("first")),
            Diagnostic::error("e", Text::same("second")).at(Span::new(first, 4..5)),
            Diagnostic::error("f", Text::same("second")).at(Span::new(first, 4..5)),
            Diagnostic::error("e", Text::same("second")).at(Span::new(first, 4..5)),
        ]);
        let shown: Vec<_> = diagnostics
            .sorted()
            .iter()
            .map(|d| (d.code, d.message.english.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                ("e", "first"),
                ("e", "second"),
                ("f", "second"),
                ("e", "third"),
                ("w", "early")
            ]
        );
        assert_eq!(diagnostics.count(Severity::Error), 4);
        assert!(diagnostics.has_errors());
    }

    #[test]
    fn warnings_alone_are_no_errors() {
        let mut diagnostics = Diagnostics::new();
        assert!(diagnostics.is_empty() && !diagnostics.has_errors());
        diagnostics.push(Diagnostic::warning("w", Text::same("odd")));
        assert!(!diagnostics.is_empty() && !diagnostics.has_errors());
    }
}
