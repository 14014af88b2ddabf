//! The two languages of everything that people read: English and Japanese.
//!
//! A text is written down once, in both languages side by side ([`Words`] where it is fixed,
//! [`Text`] where it is made up of parts), and whoever prints it chooses. Keys of scenario files
//! and column names of CSV tables are identifiers: they are the same in every language, and stand
//! between backquotes in messages of either. There is no way from a string to a [`Text`] but
//! [`Text::same`], so that nothing is said in English alone by mistake.
//!
//! # Glossary
//!
//! Messages are sentences (です・ます), what is allowed and what a trace tells are noun phrases.
//! One thing has one name in messages, tables, charts and traces:
//!
//! | English | Japanese |
//! |---|---|
//! | theme | テーマ |
//! | disease area; modality; target | 疾患領域; モダリティ; 標的 |
//! | route; stage; activity | ルート（創薬ルート）; 段階; 作業 |
//! | institute; provider; function; slot | 機関; 実施機関; 機能; 枠 |
//! | outsourcing; commission; cooperation | 外注; 委託; 連携 |
//! | channel; proposer; arrival | 応募経路; 提案者; 応募 |
//! | Office; Council; review date; scrutiny | 戦略室; 協議会; 審査日; 審査 |
//! | admitted; deferred; declined; sent back; withdrawn | 採択; 保留; 不採択; 差戻し; 取下げ |
//! | priority; score; weight; rank | 優先度; 評点; 重み; 順位 |
//! | odds; probability; share | 成功確率; 確率; 割合 |
//! | passed; failed; terminated | 通過; 不成立; 中止 |
//! | gate, Go/No-Go; milestone; candidate | Go/No-Go判定; マイルストン; 開発候補 |
//! | exit point; valley of death | 出口; 死の谷 |
//! | wait; repeat; lead time; under way | 待ち; やり直し; 準備期間; 着手中 |
//! | offer; call; applicant; tender; bid | 紹介; 公募; 応募企業; 入札; 入札額 |
//! | feasibility study; terms; due diligence; contract | 実行可能性調査（FS）; 条件の合意; データの精査（DD）; 契約 |
//! | licence; licensee; launch; royalty | 導出; 導出先; 上市; ロイヤルティ |
//! | exclusive registered, exclusive, sublicensing licence | 専用実施権; 独占的通常実施権; 再実施権付通常実施権 |
//! | evidence; risk relief; gives up; take-over | データの蓄積; リスク軽減; 断念; 継承 |
//! | grant; award; publication; patent | 研究費; 褒賞; 発表; 特許 |
//! | purse; subsidy; operating grant; own income | 財源; 補助金; 運営費交付金; 自己収入 |
//! | cap; request; granted; cut | 上限; 要求額; 交付額; 減額 |
//! | lapses; carried over; overrun; bound | 不用; 繰越; 超過額; 後年度負担 |
//! | ledger item; standing cost; standing team | 費目; 経常費; 常設体制 |
//! | actual; signed; due | 執行額; 契約済みの支払; 支払期日 |
//! | fiscal year; price year; deflator | 年度; 価格年; 物価指数 |
//! | run; world; seed; horizon | 試行; 世界; シード; 対象期間（の終わり） |
//! | chance; ignorance; link; loading | 偶然; 未知; 関連; 負荷量 |
//! | table; list; key; id | 表; 一覧; キー; id |

pub mod era;
pub mod failure;
mod narrow;
mod style;

pub use narrow::narrow;
pub use style::{Minus, MoneyUnit, Style, Styles, YearStyle};

use crate::text;

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
