//! What the engine tells of money: to a theme, or to nobody in particular.

use super::accounts::Accounts;
use crate::model::Ticks;

/// Something about money that happened to a theme.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum MoneyEvent {
    /// An activity could start but for the money: a purse or a cap has too little left this year
    /// (BUD-2).
    WaitsForMoney {
        /// The activity.
        work: u32,
        /// The provider that would do it, among the activity's options.
        option: u8,
        /// Whether a lead time had bound it to the provider; else it waited for its first choice.
        bound: bool,
        /// Since when it waited for its slots.
        since: Ticks,
        /// What it needs of this year's money.
        share: i64,
        /// All that have less left than that.
        short_of: Accounts,
    },
    /// The activity still waits for money, now that of others (BUD-2).
    ShortOf {
        /// The activity.
        work: u32,
        /// The provider that would do it.
        option: u8,
        /// What it needs of this year's money.
        share: i64,
        /// All that have less left than that.
        short_of: Accounts,
    },
    /// There is money for the activity again; it starts, or waits for a slot (BUD-2).
    Funded {
        /// The activity.
        work: u32,
        /// The provider it was to be done by.
        option: u8,
        /// How long it waited for money this time.
        waited: Ticks,
    },
    /// The proposer's own funds pay a part of the work that starts now (SEL-5).
    PaidByProposer {
        /// The activity.
        work: u32,
        /// What they pay of it.
        amount: i64,
        /// What is left of them.
        left: i64,
    },
    /// An award is paid (INC-1 to INC-3).
    Award {
        /// For what, and to whom.
        award: Award,
        /// The institute that pays, an index into [`crate::model::Model::institutes`].
        institute: u32,
        /// The amount.
        amount: i64,
    },
    /// Meetings since they were last paid for (INC-6).
    Meetings {
        /// The amount.
        amount: i64,
    },
    /// A payment that is signed for the theme, known from the start (BUD-9).
    Signed {
        /// An index into [`crate::model::Money::signed`].
        signed: u32,
        /// The amount that falls due within the horizon.
        amount: i64,
    },
}

/// For what an award is paid, and to whom.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Award {
    /// To the proposer on admission (INC-1).
    Admission,
    /// To the proposer for a milestone (INC-2).
    Milestone,
    /// To supporting researchers for a milestone (INC-3).
    Supporters,
}

/// Something about money that belongs to no theme.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum MoneyNews {
    /// A purse's money for a fiscal year is requested (BUD-1).
    Requested {
        /// An index into [`crate::model::Money::purses`].
        purse: u32,
        /// The number of the fiscal year.
        year: u32,
        /// The amount.
        amount: i64,
    },
    /// The government draft says what a purse will be granted (BUD-1, BUD-3).
    Drafted {
        /// An index into [`crate::model::Money::purses`].
        purse: u32,
        /// The number of the fiscal year.
        year: u32,
        /// What was requested.
        requested: i64,
        /// What is granted of it.
        granted: i64,
    },
    /// A fiscal year begins for a purse: the budget is enacted (BUD-1).
    Opened {
        /// An index into [`crate::model::Money::purses`].
        purse: u32,
        /// The number of the fiscal year.
        year: u32,
        /// What was requested, granted, and carried in; the rest is not known yet.
        outturn: Outturn,
    },
    /// A fiscal year ends for a purse (BUD-6).
    Closed {
        /// An index into [`crate::model::Money::purses`].
        purse: u32,
        /// The number of the fiscal year.
        year: u32,
        /// How it ended.
        outturn: Outturn,
    },
    /// A fiscal year begins for a cap (BUD-2).
    CapOpened {
        /// An index into [`crate::model::Money::caps`].
        cap: u32,
        /// The number of the fiscal year.
        year: u32,
        /// The most its costs may come to.
        amount: i64,
    },
    /// A fiscal year ends for a cap (BUD-2).
    CapClosed {
        /// An index into [`crate::model::Money::caps`].
        cap: u32,
        /// The number of the fiscal year.
        year: u32,
        /// How it ended.
        outcome: CapYear,
    },
    /// A standing cost is due for a fiscal year (BUD-4).
    Standing {
        /// An index into [`crate::model::Money::standing`].
        standing: u32,
        /// The number of the fiscal year.
        year: u32,
        /// The amount.
        amount: i64,
        /// The uses of the year before, where they decide.
        uses: Option<u32>,
    },
    /// A database is used in a year it is not paid for (BUD-4).
    Used {
        /// An index into [`crate::model::Money::standing`].
        standing: u32,
        /// What the use costs.
        amount: i64,
    },
    /// What was spent in the first fiscal year before the start (BUD-9).
    Actual {
        /// An index into [`crate::model::Money::actual`].
        actual: u32,
        /// The amount.
        amount: i64,
    },
    /// A payment that is signed, known from the start, for no theme (BUD-9).
    Signed {
        /// An index into [`crate::model::Money::signed`].
        signed: u32,
        /// The amount that falls due within the horizon.
        amount: i64,
    },
}

/// A purse in a fiscal year, in units of the currency:
/// `granted + carried_in = spent + lapsed + carried_out − overrun`.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Outturn {
    /// What was requested.
    pub requested: i64,
    /// What of it was granted (BUD-3).
    pub granted: i64,
    /// What was carried over from the year before (繰越, BUD-6).
    pub carried_in: i64,
    /// What fell due.
    pub spent: i64,
    /// What work under way, work not paid yet and signed payments bind of later years, as expected
    /// at the year's end (BUD-7).
    pub bound: i64,
    /// What lapsed (不用, BUD-6).
    pub lapsed: i64,
    /// What was carried over into the next year (BUD-6).
    pub carried_out: i64,
    /// What was spent beyond what there was (BUD-2).
    pub overrun: i64,
    /// How often work came to wait for money of which this purse had too little left.
    pub held_back: u32,
    /// Time that work waited so, of waits that ended, or came to be for others, in the year.
    pub waited: Ticks,
}

impl Outturn {
    /// All that may be spent in the year.
    pub fn room(&self) -> i64 {
        self.granted.saturating_add(self.carried_in)
    }

    /// What was requested and not granted (BUD-3).
    pub fn cut(&self) -> i64 {
        self.requested - self.granted
    }
}

/// A cap in a fiscal year, in units of the currency (BUD-2).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct CapYear {
    /// The most its costs may come to; `None` = no cap in that year.
    pub amount: Option<i64>,
    /// What they came to.
    pub spent: i64,
    /// How often work came to wait for money of which this cap had too little left.
    pub held_back: u32,
    /// Time that work waited so, of waits that ended, or came to be for others, in the year.
    pub waited: Ticks,
}

impl CapYear {
    /// What was spent beyond the cap.
    pub fn overrun(&self) -> i64 {
        let amount = self.amount.unwrap_or(i64::MAX);
        self.spent.saturating_sub(amount).max(0)
    }
}

/// The books of a run, beside the ledger.
#[derive(Clone, Debug, Default)]
pub struct Books {
    /// How each fiscal year went for each purse, `[purse][fiscal year]`.
    pub outturns: Vec<Outturn>,
    /// How each fiscal year went for each cap, `[cap][fiscal year]`.
    pub caps: Vec<CapYear>,
    /// What was bound at the end of each fiscal year of later ones, as expected then (BUD-7):
    /// `[purse][fiscal year][later fiscal year]`, the last entry being all after the horizon.
    pub commitments: Vec<i64>,
    /// The same of every item at every institute, whoever pays (BUD-7): `[part][fiscal year][later
    /// fiscal year]` with the parts of [`super::Plan::parts`]; empty where nobody asks for it.
    pub bound: Vec<i64>,
    /// What the proposers' own funds paid, `[fiscal year]` (SEL-5).
    pub paid_by_proposers: Vec<i64>,
}
