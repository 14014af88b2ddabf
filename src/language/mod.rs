//! The two languages of everything that people read: English and Japanese.
//!
//! A text is written down once, in both languages side by side ([`Words`] where it is fixed,
//! [`Text`] where it is made up of parts), and whoever prints it chooses. Keys of scenario files
//! and column names of CSV tables are identifiers: they are the same in every language.

pub mod era;
pub mod failure;
mod narrow;

use crate::text;

pub use narrow::narrow;

/// A language of the output.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// British English.
    #[default]
    English,
    /// Japanese.
    Japanese,
}

impl Language {
    /// Both languages.
    pub const ALL: [Language; 2] = [Language::English, Language::Japanese];

    /// The word for it in scenario files and on the command line: `en`, `ja`.
    pub const fn word(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Japanese => "ja",
        }
    }

    /// The language that [`Language::word`] names so.
    pub fn of_word(word: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.word() == word)
    }

    /// The tag (BCP 47) by which a viewer chooses hyphens and the forms of ideographs.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::English => "en-GB",
            Language::Japanese => "ja",
        }
    }
}

/// A fixed text in both languages.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// In English.
    pub english: &'static str,
    /// In Japanese.
    pub japanese: &'static str,
}

/// A fixed text in both languages.
pub const fn words(english: &'static str, japanese: &'static str) -> Words {
    Words { english, japanese }
}

impl Words {
    /// The text in one language.
    pub const fn of(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Japanese => self.japanese,
        }
    }
}

/// A text in both languages, made up of parts: what people call a thing, or a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// In English.
    pub english: String,
    /// In Japanese.
    pub japanese: String,
}

impl Text {
    /// What is the same in both languages: an id, a number.
    pub fn same(text: impl Into<String>) -> Text {
        let english = text.into();
        let japanese = english.clone();
        Text { english, japanese }
    }

    /// The text in one language.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::Japanese => &self.japanese,
        }
    }

    /// Each language changed by `change`.
    #[must_use]
    pub fn map(&self, change: impl Fn(Language, &str) -> String) -> Text {
        Text {
            english: change(Language::English, &self.english),
            japanese: change(Language::Japanese, &self.japanese),
        }
    }
}

// Until every message has two languages.
impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::same(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text::same(text)
    }
}

impl From<Words> for Text {
    fn from(words: Words) -> Text {
        Text {
            english: words.english.to_owned(),
            japanese: words.japanese.to_owned(),
        }
    }
}

/// Why a text could not be read as what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// A clause that goes on "this cannot be read: …".
    pub reason: Text,
    /// How to write what was probably meant.
    pub help: Text,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}; {}", self.reason.english, self.help.english)
    }
}

impl std::error::Error for Unreadable {}

/// "1 theme", "2 themes", of a noun that takes an s.
pub fn counted(count: usize, what: Words) -> Text {
    let Words { english, japanese } = what;
    match count {
        1 => text!("1 {english}", "{japanese}1件"),
        _ => text!("{count} {english}s", "{japanese}{count}件"),
    }
}

/// A [`Text`] from two format strings, English and Japanese, over the same values. Parts that are
/// themselves texts stand behind `;`: each string gets them in its own language.
///
/// ```
/// use soyaku::language::{Language, words};
/// use soyaku::text;
///
/// let count = 3;
/// let text = text!("{count} themes", "テーマ{count}件");
/// assert_eq!(text.of(Language::Japanese), "テーマ3件");
///
/// let what = words("route", "ルート");
/// let text = text!("{count} times the {what}", "{what}が{count}回"; what);
/// assert_eq!(text.of(Language::English), "3 times the route");
/// assert_eq!(text.of(Language::Japanese), "ルートが3回");
/// ```
#[macro_export]
macro_rules! text {
    ($english:literal, $japanese:literal $(, $value:expr)* $(,)?) => {
        $crate::language::Text {
            english: format!($english $(, $value)*),
            japanese: format!($japanese $(, $value)*),
        }
    };
    ($english:literal, $japanese:literal $(,)?; $($part:ident),+ $(,)?) => {
        $crate::language::Text {
            english: {
                $(let $part = &$part.english;)+
                format!($english)
            },
            japanese: {
                $(let $part = &$part.japanese;)+
                format!($japanese)
            },
        }
    };
}
