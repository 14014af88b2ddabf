//! Headlines: the quantities of a run that planners compare, sweep, aim at and ask to know well.
//!
//! A headline has a key that is made of ids, such as `licences.2019` or `wait.aist.hts`, so that the
//! same quantity is found in another scenario, whatever else differs there. Its value in a run is a
//! sum of cells, the ratio of two such sums, or the worth of the portfolio.

mod list;

use std::ops::Range;

use super::layout::Layout;
use super::table::Value;
use super::words::ALL;
use crate::language::{Language, MoneyUnit, Style, Text, Words, words};
use crate::model::{Model, TICKS_PER_MONTH};
use crate::scenario::Path;

pub use list::{call_as_shown, headlines};

/// What a headline belongs to; verdicts are adjusted for all of a family together.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Themes taken up, licences, launches, targets.
    Licences,
    /// Cost and income by fiscal year and in all.
    Budget,
    /// Money that runs short: caps passed, work that waits for money.
    Caps,
    /// What the portfolio is worth.
    Value,
    /// Time to licence, waits, use of functions.
    Capacity,
    /// What becomes of themes that are not licensed.
    Endings,
    /// Single listed themes, and the themes of a channel.
    Themes,
}

impl Family {
    /// All families, in the order in which they are read.
    pub const ALL: [Family; 7] = [
        Family::Licences,
        Family::Budget,
        Family::Caps,
        Family::Value,
        Family::Capacity,
        Family::Endings,
        Family::Themes,
    ];

    /// What people call it.
    pub fn name(self) -> Words {
        match self {
            Family::Licences => words("licences", "導出"),
            Family::Budget => words("budget", "予算"),
            Family::Caps => words("shortage of money", "財源の不足"),
            Family::Value => words("value", "価値"),
            Family::Capacity => words("times and use", "期間と稼働"),
            Family::Endings => words("other endings", "その他の終わり方"),
            Family::Themes => words("themes", "テーマ"),
        }
    }
}

/// How the value of a headline is counted.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Things per run.
    Count,
    /// Units of the currency per run.
    Money,
    /// Something that happens in a run or does not: a chance, 0 to 1.
    Chance,
    /// Time in ticks, read in months.
    Months,
    /// A share, 0 to 1.
    Share,
}

impl Scale {
    /// How much of what is counted makes one of what is read.
    pub fn unit(self) -> f64 {
        match self {
            Scale::Months => TICKS_PER_MONTH as f64,
            _ => 1.0,
        }
    }
}

/// Which way a planner wants a headline to go.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    More,
    /// Less is better.
    Less,
    /// Neither by itself.
    Neither,
}

/// The time that a headline covers. Fiscal years are numbered from the first of the run.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    /// One fiscal year.
    Year(usize),
    /// All years up to the end of this one.
    Until(usize),
    /// The whole run.
    All,
}

impl Span {
    /// The segments of a key that say so.
    fn segments(self, model: &Model) -> Vec<String> {
        let name = |year| model.calendar.fiscal_year(year).to_string();
        match self {
            Span::Year(year) => vec![name(year)],
            Span::Until(year) => vec!["until".to_owned(), name(year)],
            Span::All => vec!["all".to_owned()],
        }
    }

    /// The fiscal year in a table, and whether it counts what came before as well.
    pub fn values(self, model: &Model) -> [Value; 2] {
        let year = |year| Value::FiscalYear(model.calendar.fiscal_year(year));
        match self {
            Span::Year(number) => [year(number), Value::words(IN_THE_YEAR)],
            Span::Until(number) => [year(number), Value::words(BY_ITS_END)],
            Span::All => [Value::words(ALL), Value::Missing],
        }
    }
}

const IN_THE_YEAR: Words = words("in the year", "単年度");
const BY_ITS_END: Words = words("by its end", "年度末累計");

/// How the value comes from the cells of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// The sum of neighbouring cells.
    Sum(Range<usize>),
    /// One cell per another; nothing where the other is 0.
    Ratio {
        /// What is counted.
        of: usize,
        /// For how many.
        per: usize,
    },
    /// What the portfolio is worth, discounted; with `[value]`.
    Value,
    /// The same less cost, discounted; with `[value]`.
    Net,
}

/// What a run's portfolio is worth: value, and value less cost.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    /// Discounted value.
    pub value: i64,
    /// Discounted value less discounted cost.
    pub net: i64,
}

/// A quantity of a run that planners look at first.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// Names it in every scenario that has it.
    pub key: Path,
    /// What it belongs to.
    pub family: Family,
    /// What people call it, the time apart.
    pub name: Text,
    /// The time it covers.
    pub span: Span,
    /// How it is counted.
    pub scale: Scale,
    /// Which way is better.
    pub better: Better,
    /// Where it comes from.
    pub reading: Reading,
}

impl Headline {
    /// Its value in a run as a pair: an amount, and for how many; the latter is 1 but for ratios.
    pub fn read(&self, cells: &[i64], worth: Worth) -> (i64, i64) {
        match &self.reading {
            Reading::Sum(range) => {
                let cells = &cells[range.clone()];
                (
                    cells
                        .iter()
                        .fold(0, |sum, cell| i64::saturating_add(sum, *cell)),
                    1,
                )
            }
            Reading::Ratio { of, per } => (cells[*of], cells[*per]),
            Reading::Value => (worth.value, 1),
            Reading::Net => (worth.net, 1),
        }
    }

    /// Whether it is a ratio of totals rather than a mean per run.
    pub fn is_ratio(&self) -> bool {
        matches!(self.reading, Reading::Ratio { .. })
    }

    /// Whether a scenario that lacks it counts as having none of it. What a scenario does not value
    /// is not worth nothing, and a function that is not there has no wait.
    pub fn is_nothing_where_absent(&self) -> bool {
        matches!(self.reading, Reading::Sum(_))
    }

    /// The unit in which it is read: an identifier, and what people call it.
    pub fn unit(&self, model: &Model) -> Value {
        let one = |language| {
            let (style, currency) = (Style::of(language), &model.currency);
            style.money_unit(MoneyUnit::One, currency, model.price_year)
        };
        match self.scale {
            Scale::Count => Value::words(words("per run", "件／試行")),
            Scale::Money => {
                let [english, japanese] = Language::ALL.map(one);
                Value::Named(english.clone(), Text { english, japanese })
            }
            Scale::Chance => Value::words(words("chance, 0 to 1", "確率（0～1）")),
            Scale::Months => Value::words(words("months", "月")),
            Scale::Share => Value::words(words("share, 0 to 1", "割合（0～1）")),
        }
    }
}

/// The place of the whole budget among the slices.
fn whole_budget(layout: &Layout) -> usize {
    let all = layout.slices.binary_search(&super::layout::Slice::All);
    all.unwrap_or(0)
}
