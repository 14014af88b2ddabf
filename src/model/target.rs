//! Targets: so many of something by the end of a fiscal year.

use crate::language::Text;

/// What a target counts.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Contracts with licensees (企業導出件数).
    Licences,
    /// Drugs that reach the market.
    Launches,
    /// Themes admitted (支援課題数).
    Admitted,
    /// Themes evaluated (相談・評価件数).
    Evaluated,
    /// Milestones reached.
    Milestones,
    /// Themes that come.
    Arrivals,
}

impl Counted {
    /// All that can be counted.
    pub const ALL: [Counted; 6] = [
        Counted::Licences,
        Counted::Launches,
        Counted::Admitted,
        Counted::Evaluated,
        Counted::Milestones,
        Counted::Arrivals,
    ];

    /// The words in scenario files and tables.
    pub const WORDS: [&'static str; 6] = [
        "licences",
        "launches",
        "admitted",
        "evaluated",
        "milestones",
        "arrivals",
    ];

    /// The word for it in scenario files and tables.
    pub const fn word(self) -> &'static str {
        Counted::WORDS[self as usize]
    }

    /// What [`Counted::word`] names so.
    pub fn of_word(word: &str) -> Option<Counted> {
        Counted::ALL.into_iter().find(|what| what.word() == word)
    }

    /// Whether it is counted only where the Office selects themes.
    pub const fn needs_selection(self) -> bool {
        matches!(self, Counted::Admitted | Counted::Evaluated)
    }
}

/// Something to be reached by the end of a fiscal year.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The id in the scenario.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// What is counted.
    pub what: Counted,
    /// How many at least, those before the start included.
    pub at_least: i64,
    /// How many there were before the start.
    pub before_start: i64,
    /// The number of the last fiscal year that counts.
    pub by: usize,
    /// Where it is from.
    pub source: Option<String>,
}
