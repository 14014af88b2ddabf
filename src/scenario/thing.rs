//! What an id can name, and how messages call it.

use crate::language::{Text, Words, words};
use crate::text;

/// The things of a scenario that others refer to by their ids.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Activity,
    Area,
    Channel,
    Function,
    Institute,
    Item,
    Modality,
    Offer,
    Route,
    Stage,
    Theme,
}

impl Thing {
    /// Without an article: "stage".
    pub fn words(self) -> Words {
        match self {
            Thing::Activity => words("activity", "作業"),
            Thing::Area => words("disease area", "疾患領域"),
            Thing::Channel => words("channel", "応募経路"),
            Thing::Function => words("function", "機能"),
            Thing::Institute => words("institute", "機関"),
            Thing::Item => words("item", "費目"),
            Thing::Modality => words("modality", "モダリティ"),
            Thing::Offer => words("offer", "紹介"),
            Thing::Route => words("route", "ルート"),
            Thing::Stage => words("stage", "段階"),
            Thing::Theme => words("theme", "テーマ"),
        }
    }

    /// With the indefinite article, in English: "a stage".
    pub fn one(self) -> Text {
        let Words { english, japanese } = self.words();
        match english.starts_with(['a', 'e', 'i', 'o', 'u']) {
            true => text!("an {english}", "{japanese}"),
            false => text!("a {english}", "{japanese}"),
        }
    }

    /// The thing of this id, which stands between quotes: "the stage `hit`".
    pub fn of_id(self, quoted_id: &str) -> Text {
        let Words { english, japanese } = self.words();
        text!("the {english} {quoted_id}", "{japanese}{quoted_id}")
    }

    /// The key under which a table lists its things of this kind: `stage`.
    pub fn key(self) -> &'static str {
        match self {
            Thing::Area => "area",
            other => other.words().english,
        }
    }

    /// The code of the message that there is none of this id.
    pub fn unknown(self) -> &'static str {
        match self {
            Thing::Activity => "unknown-activity",
            Thing::Area => "unknown-area",
            Thing::Channel => "unknown-channel",
            Thing::Function => "not-offered",
            Thing::Institute => "unknown-institute",
            Thing::Item => "unknown-item",
            Thing::Modality => "unknown-modality",
            Thing::Offer => "unknown-offer",
            Thing::Route => "unknown-route",
            Thing::Stage => "unknown-stage",
            Thing::Theme => "unknown-theme",
        }
    }
}
