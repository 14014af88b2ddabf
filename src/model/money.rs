//! Money beyond the price of work: awards and meetings, standing costs, purses, and what is known
//! of the past (INC, BUD).
//!
//! Everything here is off where the scenario does not say it: a [`Money`] by default changes
//! nothing in a run.

use std::fmt;

use jiff::civil::Date;

use super::{Calendar, Quantity, Request, Ticks};
use crate::language::{Text, Words, words};

/// The chapters INC and BUD of a scenario; by default all off.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Money {
    /// Awards and meetings (INC-1 to INC-3, INC-6).
    pub incentives: Option<Incentives>,
    /// Costs of whole years, in the scenario's order (BUD-4).
    pub standing: Vec<Standing>,
    /// Purses, in the scenario's order; no ledger line belongs to two (BUD-2, BUD-3, BUD-6).
    pub purses: Vec<Purse>,
    /// Caps, in the scenario's order; they may overlap, and overlap purses (BUD-2).
    pub caps: Vec<Cap>,
    /// When the next year's budget is requested and drafted (BUD-1).
    pub budget: Option<BudgetCalendar>,
    /// What was spent in the first fiscal year before the start (BUD-9).
    pub actual: Vec<Actual>,
    /// Payments already signed for (BUD-9).
    pub signed: Vec<Signed>,
    /// The request for the coming year (BUD-5).
    pub request: Option<Request>,
    /// Whether an analysis asks what work under way binds, also without purses (BUD-7).
    pub follows_commitments: bool,
}

impl Money {
    /// Whether anything holds back work for want of money: a cap, or a purse that is one.
    pub fn holds_back(&self) -> bool {
        !self.caps.is_empty() || self.purses.iter().any(|purse| purse.holds_back)
    }
}

/// The most purses and caps that a scenario can have together.
pub const MOST_ACCOUNTS: usize = 64;

/// Awards and meetings; all amounts are drawn per theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Incentives {
    /// The Office, which books them: an index into [`super::Model::institutes`].
    pub institute: usize,
    /// Paid to the proposer on admission (INC-1).
    pub admission_award: Option<Quantity>,
    /// Paid to the proposer for each milestone (INC-2).
    pub milestone_award: Option<Quantity>,
    /// Paid to supporting researchers for each milestone (INC-3).
    pub supporter_award: Option<Quantity>,
    /// Who pays the latter.
    pub supporter_award_paid_by: AwardPayer,
    /// Meetings a year per theme in the network (INC-6).
    pub meetings_per_year: Quantity,
    /// What each costs (INC-6).
    pub cost_per_meeting: Quantity,
}

/// Who pays the award to supporting researchers (INC-3).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum AwardPayer {
    /// The Office.
    Network,
    /// The institutes, by the slot-time they have worked for the theme up to then. What is bought
    /// outside earns no award; where no institute has worked the Office pays.
    Institutes,
}

/// A cost of whole years, whatever is used, or a paid database (BUD-4).
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The id in the scenario.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Who books it: an index into [`super::Model::institutes`].
    pub institute: usize,
    /// An index into [`super::Model::items`].
    pub item: usize,
    /// What a year costs; booked pro rata.
    pub amount_per_year: Quantity,
    /// The first instant it is paid for.
    pub from: Ticks,
    /// The instant from which on it is not.
    pub until: Ticks,
    /// Whether a year is paid at all, where that depends on use.
    pub by_use: Option<ByUse>,
}

/// A database that is paid for a year only where it was used often the year before (BUD-4).
#[derive(Clone, Debug, PartialEq)]
pub struct ByUse {
    /// The functions whose starts of work count as uses: indices into [`super::Model::functions`].
    pub functions: Vec<usize>,
    /// Paid for a year when the year before had at least so many uses, pro rata of a cut year.
    pub least_uses: u32,
    /// Uses in the year before the start.
    pub uses_before: u32,
    /// What each use costs in a year that is not paid for.
    pub cost_per_use: Quantity,
}

/// A purse: money granted by fiscal year for certain costs, with a rule for the year's end.
#[derive(Clone, Debug, PartialEq)]
pub struct Purse {
    /// The id in the scenario; names its draws.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// What becomes of what is left (BUD-6).
    pub kind: PurseKind,
    /// The institutes whose costs it pays: indices into [`super::Model::institutes`]; `None` = all.
    pub institutes: Option<Vec<usize>>,
    /// The items it pays: indices into [`super::Model::items`]; `None` = all.
    pub items: Option<Vec<usize>>,
    /// What is requested, `[fiscal year]`.
    pub requests: Vec<Quantity>,
    /// What is granted where that is known, `[fiscal year]`; elsewhere the request less the cut.
    pub grants: Vec<Option<Quantity>>,
    /// What was carried over into the first fiscal year (BUD-6).
    pub carried_in: Quantity,
    /// The share of the request that is not granted, drawn per fiscal year (BUD-3).
    pub cut: Quantity,
    /// Whether it holds back work it cannot pay (BUD-2).
    pub holds_back: bool,
}

/// What becomes of what is left in a purse at the end of a fiscal year (BUD-6).
#[derive(Clone, Debug, PartialEq)]
pub enum PurseKind {
    /// It lapses (不用), unless a carry-over (繰越) of what work under way binds is approved: with
    /// this probability, drawn per fiscal year.
    Subsidy(Quantity),
    /// It is carried within the term; at the end of this fiscal year (its number in the
    /// [`Calendar`]) it lapses.
    OperatingGrant(Option<usize>),
    /// It is carried.
    OwnIncome,
}

impl PurseKind {
    /// The word in scenario files and tables, and what it is called in Japanese.
    pub fn words(&self) -> Words {
        match self {
            PurseKind::Subsidy(_) => words("subsidy", "補助金"),
            PurseKind::OperatingGrant(_) => words("operating-grant", "運営費交付金"),
            PurseKind::OwnIncome => words("own-income", "自己収入"),
        }
    }
}

impl Purse {
    /// Whether it pays an item at an institute; `None` = nobody in particular does the work.
    pub fn pays(&self, institute: Option<usize>, item: usize) -> bool {
        is_among(&self.institutes, institute) && is_among(&self.items, Some(item))
    }
}

/// A cap: the most that certain costs may come to in a fiscal year (BUD-2).
///
/// Work that would pass any of the caps on it, or the purse that pays it where that holds back,
/// waits for money. A cap is no money: purses pay.
#[derive(Clone, Debug, PartialEq)]
pub struct Cap {
    /// The id in the scenario.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The institutes whose costs it limits: indices into [`super::Model::institutes`]; `None` =
    /// all.
    pub institutes: Option<Vec<usize>>,
    /// The items it limits: indices into [`super::Model::items`]; `None` = all.
    pub items: Option<Vec<usize>>,
    /// The modalities whose themes' costs it limits: indices into [`super::Model::modalities`];
    /// `None` = all, and costs of no theme too.
    pub modalities: Option<Vec<usize>>,
    /// The amount, `[fiscal year]`; `None` = no cap in that year.
    pub amounts: Vec<Option<Quantity>>,
}

impl Cap {
    /// Whether it limits an item at an institute for themes of a modality; `None` = nobody in
    /// particular does the work, or it is done for no theme in particular.
    pub fn limits(&self, institute: Option<usize>, item: usize, modality: Option<usize>) -> bool {
        is_among(&self.institutes, institute)
            && is_among(&self.items, Some(item))
            && is_among(&self.modalities, modality)
    }
}

/// Whether a list holds an entry; no list holds all.
fn is_among(list: &Option<Vec<usize>>, entry: Option<usize>) -> bool {
    let holds = |list: &Vec<usize>| entry.is_some_and(|entry| list.contains(&entry));
    list.as_ref().is_none_or(holds)
}

/// The months of the year before in which a fiscal year's budget is made (BUD-1).
#[derive(Clone, Debug, PartialEq)]
pub struct BudgetCalendar {
    /// The calendar month of the request, 1 to 12: its first day.
    pub request_month: i8,
    /// The calendar month of the government draft, 1 to 12: its first day.
    pub draft_month: i8,
}

impl BudgetCalendar {
    /// When the budget of fiscal year number `year` is requested and drafted: the first days of
    /// these months in the year before it, which may lie before the start.
    pub fn dates(&self, calendar: &Calendar, year: usize) -> [Ticks; 2] {
        let turn = calendar.year_span(year).0;
        let begins = calendar.fiscal_year_starts();
        [self.request_month, self.draft_month].map(|month| {
            // A month that begins with the fiscal year itself is that of a year before.
            let before = i64::from((begins - month - 1).rem_euclid(12) + 1);
            Ticks(turn.0 - before * super::TICKS_PER_MONTH)
        })
    }
}

/// Spending of the first fiscal year before the start (BUD-9).
#[derive(Clone, Debug, PartialEq)]
pub struct Actual {
    /// The id in the scenario.
    pub id: String,
    /// When, where that is said; a day before the start.
    pub paid_on: Option<PaidOn>,
    /// Who spent it: an index into [`super::Model::institutes`].
    pub institute: usize,
    /// An index into [`super::Model::items`].
    pub item: usize,
    /// How much.
    pub amount: Quantity,
}

/// When something was paid, as exactly as books say.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaidOn {
    /// On a day.
    Day(Date),
    /// In a month, given by its first day.
    Month(Date),
}

impl PaidOn {
    /// The day by the end of which it was paid: that day, or the last of the month.
    pub fn by(self) -> Date {
        match self {
            PaidOn::Day(day) => day,
            PaidOn::Month(first) => first.last_of_month(),
        }
    }
}

/// `2026-09-10`, or `2026-09`.
impl fmt::Display for PaidOn {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PaidOn::Day(day) => write!(text, "{day}"),
            PaidOn::Month(first) => write!(text, "{:04}-{:02}", first.year(), first.month()),
        }
    }
}

/// A payment that is signed for (BUD-9).
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    /// The id in the scenario.
    pub id: String,
    /// Who pays: an index into [`super::Model::institutes`].
    pub institute: usize,
    /// An index into [`super::Model::items`].
    pub item: usize,
    /// When it falls due; after the horizon it is not booked.
    pub due: Ticks,
    /// How much.
    pub amount: Quantity,
    /// The theme it is for, one that is there from the start: an index into
    /// [`super::Model::themes`].
    pub theme: Option<usize>,
    /// Whether it pays for what the theme has under way at this institute and under this item, so
    /// that nothing is booked of what remains of that work; `None` where it is not said.
    pub replaces_work: Option<bool>,
}
