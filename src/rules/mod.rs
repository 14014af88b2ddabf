//! The rule book as data: what each rule says, which keys of a scenario set it, what holds without.
//!
//! Code, tests, the trace and the output quote rules by id; the text of a rule stands here and
//! nowhere else. This module knows neither scenarios nor the engine, so that all may use it: a
//! scenario is to it a list of keys with values ([`Setting`]), and [`uses`] says which rules they
//! switch on.
//!
//! A rule is data and not a trait: the engine's chapters carry the rules out, each in its own way,
//! and what planners ask of a rule is only to read it and to see where it is set.

mod budget;
mod gov;
mod incentives;
mod licensing;
mod research;
mod scope;
mod selection;
mod used;

use crate::language::{Language, Words, words};

pub use used::{RuleUse, Setting, uses};

/// A rule of the network.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Chapter and number: `EXE-4`. Permanent.
    pub id: &'static str,
    /// What it does to a run.
    pub kind: Kind,
    /// What it says.
    pub text: Words,
    /// Where the rule comes from; more than one where the source says only part of it.
    pub sources: &'static [Source],
    /// Keys of the scenario that set it, the most telling first; `*` stands for any one name.
    ///
    /// A pattern covers all that lies below it, and one that begins with `route.*` also covers
    /// what a theme overrides of its route. Where it ends in `.rule`, the key must name this rule.
    pub settings: &'static [&'static str],
    /// What holds where the scenario is silent; `None` where there is nothing to set.
    pub default: Option<Fallback>,
}

/// What a rule does to a run.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It changes what happens.
    Simulated,
    /// It is a cost or an income in the ledger.
    Money,
    /// It is told and changes nothing: where.
    Reported(Words),
    /// It is outside the model: why.
    Outside(Words),
}

/// What holds where a scenario is silent.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Fallback {
    /// In words.
    pub words: Words,
    /// Where it comes from.
    pub source: Source,
}

/// Where something comes from. The seed is the design document of the network, of 2013.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A page of the seed itself, counted from 1.
    Seed(u8),
    /// The page of this title in the first annex of the seed.
    Annex(&'static str),
    /// The seed suggests it and does not say it.
    Inference,
    /// Good planning needs it; the seed does not have it.
    BeyondTheSeed,
    /// Set by the developers.
    Assumption,
}

/// A chapter of the rule book.
#[derive(Debug)]
pub struct Chapter {
    /// What the ids of its rules begin with: `EXE`.
    pub code: &'static str,
    /// What it is about.
    pub title: Words,
    /// Its rules by number, from 1.
    pub rules: &'static [Rule],
}

/// The chapters in the order of the book.
pub static CHAPTERS: [Chapter; 7] = [
    Chapter {
        code: "GOV",
        title: words("Who decides, and when", "体制と意思決定"),
        rules: &gov::RULES,
    },
    Chapter {
        code: "SCP",
        title: words("Scope", "対象範囲"),
        rules: &scope::RULES,
    },
    Chapter {
        code: "SEL",
        title: words("Collecting and selecting themes", "テーマの収集と選考"),
        rules: &selection::RULES,
    },
    Chapter {
        code: "EXE",
        title: words("Research", "研究の実施"),
        rules: &research::RULES,
    },
    Chapter {
        code: "LIC",
        title: words("Licensing out", "企業への導出"),
        rules: &licensing::RULES,
    },
    Chapter {
        code: "INC",
        title: words("Incentives", "インセンティブ"),
        rules: &incentives::RULES,
    },
    Chapter {
        code: "BUD",
        title: words("Budget and calendar", "予算と日程"),
        rules: &budget::RULES,
    },
];

/// All rules in the order of the book.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    CHAPTERS.iter().flat_map(|chapter| chapter.rules)
}

/// The rule of this id, in capitals or not.
///
/// ```
/// # use soyaku::rules::find;
/// assert_eq!(find("exe-4").map(|rule| rule.id), Some("EXE-4"));
/// assert!(find("EXE-99").is_none());
/// ```
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

impl Rule {
    /// What its id begins with: the code of its [`Chapter`].
    #[must_use]
    pub fn chapter(&self) -> &'static str {
        self.id.split('-').next().unwrap_or_default()
    }
}

impl Kind {
    /// The letter in tables: S, M, R or X.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Kind::Simulated => "S",
            Kind::Money => "M",
            Kind::Reported(_) => "R",
            Kind::Outside(_) => "X",
        }
    }

    /// What the letter stands for.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Kind::Simulated => words(
                "simulated: changes what happens in a run",
                "計算対象：シミュレーションの結果を変える",
            ),
            Kind::Money => words(
                "money: a cost or an income in the ledger",
                "収支：費用又は収入として帳簿に計上する",
            ),
            Kind::Reported(_) => words(
                "reported: shown, without effect on a run",
                "表示：結果に示すが、計算には影響しない",
            ),
            Kind::Outside(_) => words("outside the model", "対象外：モデルでは扱わない"),
        }
    }

    /// Where it is told, or why it is outside the model.
    #[must_use]
    pub fn remark(self) -> Option<Words> {
        match self {
            Kind::Reported(remark) | Kind::Outside(remark) => Some(remark),
            Kind::Simulated | Kind::Money => None,
        }
    }

    /// Whether a run can come out otherwise, in time or money, because of the rule.
    #[must_use]
    pub fn acts(self) -> bool {
        matches!(self, Kind::Simulated | Kind::Money)
    }
}

impl Source {
    /// In words, as a list of sources has them.
    #[must_use]
    pub fn of(self, language: Language) -> String {
        let fixed = match (self, language) {
            (Source::Seed(page), Language::English) => return format!("seed, p. {page}"),
            (Source::Seed(page), Language::Japanese) => return format!("設計資料{page}頁"),
            (Source::Annex(title), Language::English) => {
                return format!("seed, annex 1, {title}");
            }
            (Source::Annex(title), Language::Japanese) => {
                return format!("設計資料添付①「{title}」");
            }
            (Source::Inference, _) => words("inference", "設計資料からの推定"),
            (Source::BeyondTheSeed, _) => words("beyond the seed", "設計資料にない追加"),
            (Source::Assumption, _) => words("assumption", "仮定"),
        };
        fixed.of(language).to_owned()
    }
}

const fn default(
    source: Source,
    english: &'static str,
    japanese: &'static str,
) -> Option<Fallback> {
    Some(Fallback {
        words: words(english, japanese),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_book_is_complete_and_in_order() {
        let counts = [
            ("GOV", 7),
            ("SCP", 5),
            ("SEL", 12),
            ("EXE", 14),
            ("LIC", 15),
            ("INC", 8),
            ("BUD", 9),
        ];
        let expected = counts
            .iter()
            .flat_map(|(code, count)| (1..=*count).map(move |number| format!("{code}-{number}")));
        let found = all().map(|rule| rule.id.to_owned());
        assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        for chapter in &CHAPTERS {
            assert!(
                chapter
                    .rules
                    .iter()
                    .all(|rule| rule.id.starts_with(chapter.code))
            );
        }
    }

    #[test]
    fn what_acts_can_be_set_and_has_a_default() {
        for rule in all().filter(|rule| rule.kind.acts()) {
            assert!(!rule.settings.is_empty(), "{} has no setting", rule.id);
            assert!(rule.default.is_some(), "{} has no default", rule.id);
        }
    }

    #[test]
    fn what_does_not_act_says_where_it_is_told_or_why_it_is_outside() {
        for rule in all().filter(|rule| !rule.kind.acts()) {
            assert!(rule.kind.remark().is_some(), "{}", rule.id);
            assert_eq!(
                rule.settings.is_empty(),
                rule.default.is_none(),
                "{}",
                rule.id
            );
        }
    }

    #[test]
    fn every_text_is_written_in_both_languages() {
        let is_japanese = |text: &str| {
            text.chars()
                .any(|letter| ('\u{3040}'..'\u{30ff}').contains(&letter))
        };
        for rule in all() {
            let default = rule.default.map(|default| default.words);
            for words in [Some(rule.text), default, rule.kind.remark()]
                .into_iter()
                .flatten()
            {
                assert!(
                    is_japanese(words.japanese),
                    "{}: {}",
                    rule.id,
                    words.japanese
                );
                assert!(!words.english.is_empty(), "{}", rule.id);
            }
            assert!(!rule.sources.is_empty(), "{} has no source", rule.id);
        }
    }
}
