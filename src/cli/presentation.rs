//! Options on how results are printed, the same for every command.

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::report::{Minus, MoneyUnit, Style, YearStyle};

/// The language of what a command prints.
#[derive(Copy, Clone, Debug, Args, Serialize, Deserialize)]
pub(super) struct Tongue {
    /// The language; default: the scenario's, or English.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

impl Tongue {
    /// The language asked for; `default` is the scenario's.
    pub fn or(self, default: Language) -> Language {
        self.lang.map_or(default, Language::from)
    }
}

/// How results are printed for people; files for machines are the same in every language.
#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Presentation {
    #[command(flatten)]
    pub tongue: Tongue,
    /// How fiscal years are named: FY2014, 平成26年度, or both; default: as the language has it.
    #[arg(long, value_enum)]
    pub years: Option<Years>,
    /// The sign of negative numbers: −, △ or ▲; default: △ in Japanese.
    #[arg(long, value_enum)]
    pub minus: Option<Sign>,
    /// The unit of money: 1, thousand (千), million (百万), hundred million (億).
    #[arg(long, value_enum)]
    pub unit: Option<Unit>,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
enum Lang {
    /// English.
    En,
    /// Japanese.
    Ja,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Language {
        match lang {
            Lang::En => Language::English,
            Lang::Ja => Language::Japanese,
        }
    }
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub(super) enum Years {
    /// FY2014, 2014年度.
    Fy,
    /// 平成26年度.
    Era,
    /// 平成26年度（2014年度）.
    Both,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub(super) enum Sign {
    /// −.
    Minus,
    /// △.
    Triangle,
    /// ▲.
    BlackTriangle,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub(super) enum Unit {
    /// The currency itself.
    #[value(name = "1")]
    One,
    /// Thousands (千円).
    Thousand,
    /// Millions (百万円).
    Million,
    /// Hundreds of millions (億円).
    HundredMillion,
}

impl Presentation {
    /// The style asked for; `default` is the scenario's language.
    pub fn style(&self, default: Language) -> Style {
        let language = self.tongue.or(default);
        let style = Style::of(language);
        let years = self.years.map(|years| match years {
            Years::Fy => YearStyle::Western,
            Years::Era => YearStyle::Era,
            Years::Both => YearStyle::Both,
        });
        let minus = self.minus.map(|sign| match sign {
            Sign::Minus => Minus::Sign,
            Sign::Triangle => Minus::Triangle,
            Sign::BlackTriangle => Minus::BlackTriangle,
        });
        let money = self.unit.map(|unit| match unit {
            Unit::One => MoneyUnit::One,
            Unit::Thousand => MoneyUnit::Thousand,
            Unit::Million => MoneyUnit::Million,
            Unit::HundredMillion => MoneyUnit::HundredMillion,
        });
        Style {
            language,
            years: years.unwrap_or(style.years),
            minus: minus.unwrap_or(style.minus),
            money: money.or(style.money),
        }
    }
}
