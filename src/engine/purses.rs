//! Purses and fiscal years: what is granted, what is left, what lapses, what is carried over
//! (BUD-1, BUD-3, BUD-6, BUD-9).
//!
//! Nothing here happens in a scenario without money chapters. A fiscal year turns before anything
//! else of its instant: the old year is closed, then the new one is opened.

use super::accounts::AccountState;
use super::contracts::Contract;
use super::event::Event;
use super::incentives::ThemeMoney;
use super::ledger::whole;
use super::money_event::{Books, CapYear, MoneyEvent, MoneyNews, Outturn};
use super::money_waits::MoneyWait;
use super::observer::{Happening, Observer};
use super::plan::Plan;
use super::simulator::Simulator;
use super::state::Origin;
use crate::model::{PurseKind, Ticks};

/// The state of the chapters INC and BUD in a run.
#[derive(Debug, Default)]
pub(super) struct MoneyState {
    pub books: Books,
    /// The number of the present fiscal year.
    pub year: usize,
    pub accounts: Vec<AccountState>,
    /// By job.
    pub contracts: Vec<Contract>,
    /// Expected use of standing teams this year, by function (INC-7).
    pub team: Vec<i64>,
    /// What is certain to fall due after the horizon: of work that has ended, and of what is signed,
    /// by ledger line; empty where nobody asks what is bound (BUD-7).
    pub beyond_horizon: Vec<i64>,
    /// Whether commitments fell since waiting work was last looked at.
    pub eased: bool,
    /// Jobs that wait for money.
    pub short: Vec<u32>,
    /// Jobs back in their queues, not yet told to be funded.
    pub retried: Vec<u32>,
    /// By job: whether it waits for money, and of whom.
    pub waits: Vec<Option<MoneyWait>>,
    pub themes: Vec<ThemeMoney>,
    /// Uses of databases this year, and whether it is paid for, by standing cost (BUD-4).
    pub uses: Vec<(u32, bool)>,
    /// Slot-ticks worked, `[theme][institute]` (INC-3).
    pub worked: Vec<i64>,
}

impl MoneyState {
    pub fn new(plan: &Plan<'_>) -> MoneyState {
        let (years, purses) = (plan.calendar.years(), plan.money.purses.len());
        let caps = plan.money.caps.len();
        MoneyState {
            books: Books {
                outturns: vec![Outturn::default(); purses * years],
                caps: vec![CapYear::default(); caps * years],
                commitments: vec![0; purses * years * (years + 1)],
                bound: match plan.money.commitments {
                    true => vec![0; plan.parts.len() * years * (years + 1)],
                    false => Vec::new(),
                },
                paid_by_proposers: vec![0; years],
            },
            accounts: vec![AccountState::default(); purses + caps],
            team: vec![0; plan.functions.len()],
            beyond_horizon: match plan.money.commitments {
                true => vec![0; plan.lines().len()],
                false => Vec::new(),
            },
            uses: vec![(0, true); plan.money.standing.len()],
            ..MoneyState::default()
        }
    }

    pub fn clear(&mut self) {
        self.books.outturns.fill(Outturn::default());
        self.books.caps.fill(CapYear::default());
        self.books.commitments.fill(0);
        self.books.bound.fill(0);
        self.books.paid_by_proposers.fill(0);
        self.year = 0;
        self.accounts.fill(AccountState::default());
        self.contracts.clear();
        self.team.fill(0);
        self.beyond_horizon.fill(0);
        self.eased = false;
        self.short.clear();
        self.retried.clear();
        self.waits.clear();
        self.themes.clear();
        self.uses.fill((0, true));
        self.worked.clear();
    }
}

impl Simulator<'_> {
    /// Books what is known of the past and of what is signed, and opens the first fiscal year.
    pub(super) fn open_books<O: Observer>(&mut self, observer: &mut O) {
        let plan = self.plan;
        let money = &plan.money;
        for (actual, (line, amount)) in money.actual.iter().enumerate() {
            let amount = whole(self.number(*amount, 0, 0));
            self.ledger.add(*line, 0, amount);
            let actual = actual as u32;
            observer.news(plan, self.now, MoneyNews::Actual { actual, amount });
        }
        for (line, due, amount) in &money.signed {
            let amount = whole(self.number(*amount, 0, 0));
            let booked = self.ledger.book(&plan.calendar, *line, *due, amount);
            self.bind_beyond_horizon(*line, amount - booked);
        }
        if !money.by_year {
            return;
        }
        for year in 1..plan.calendar.years() {
            let turn = plan.calendar.year_span(year).0;
            self.events
                .push(turn, Event::FiscalYear { year: year as u32 });
            let Some(budget) = &plan.model.money.budget else {
                continue;
            };
            for (step, date) in budget.dates(&plan.calendar, year).into_iter().enumerate() {
                if date >= Ticks::ZERO && !money.purses.is_empty() {
                    let number = (2 * year + step) as u32;
                    self.events.push(date, Event::BudgetDate { number });
                }
            }
        }
        self.open_year(0, observer);
    }

    /// Tells of payments that are signed, once the themes are there (BUD-9).
    pub(super) fn bill_signed<O: Observer>(&mut self, observer: &mut O) {
        let plan = self.plan;
        for (number, (_, due, amount)) in plan.money.signed.iter().enumerate() {
            let within = plan.calendar.holds(*due);
            let amount = match within {
                true => whole(self.number(*amount, 0, 0)),
                false => 0,
            };
            let signed = number as u32;
            let listed = plan.model.money.signed[number].theme;
            let origin = listed.map(|listed| Origin::Listed(listed as u32));
            let theme = self
                .themes
                .iter()
                .position(|theme| origin == Some(theme.origin));
            match theme {
                Some(theme) => {
                    let record = &mut self.themes[theme];
                    record.cost = record.cost.saturating_add(amount);
                    let year = plan.calendar.year_until(*due);
                    if within {
                        self.theme_costs.add(theme as u32, year, amount);
                    }
                    let what = MoneyEvent::Signed { signed, amount };
                    self.tell(observer, theme as u32, Happening::Money(what));
                }
                None => observer.news(plan, self.now, MoneyNews::Signed { signed, amount }),
            }
        }
    }

    /// The request for a purse and what is granted of it (BUD-3).
    fn grant(&self, purse: usize, year: usize) -> (i64, i64) {
        let plan = &self.plan.money.purses[purse];
        let requested = self.number(plan.requests[year], 0, 0);
        if let Some(granted) = plan.grants[year] {
            return (whole(requested), whole(self.number(granted, 0, 0)));
        }
        let cut = self.number(plan.cut, plan.entity, year as u32);
        (whole(requested), whole(requested * (1.0 - cut)))
    }

    /// The request or the draft of a coming year's budget (BUD-1).
    pub(super) fn tell_budget<O: Observer>(&mut self, number: u32, observer: &mut O) {
        let year = number / 2;
        for purse in 0..self.plan.money.purses.len() as u32 {
            let (requested, granted) = self.grant(purse as usize, year as usize);
            let news = match number % 2 {
                0 => MoneyNews::Requested {
                    purse,
                    year,
                    amount: requested,
                },
                _ => MoneyNews::Drafted {
                    purse,
                    year,
                    requested,
                    granted,
                },
            };
            observer.news(self.plan, self.now, news);
        }
    }

    /// A fiscal year begins.
    pub(super) fn turn_year<O: Observer>(&mut self, year: usize, observer: &mut O) {
        self.close_year(observer);
        self.open_year(year, observer);
    }

    fn open_year<O: Observer>(&mut self, year: usize, observer: &mut O) {
        let years = self.plan.calendar.years();
        self.money.year = year;
        for purse in 0..self.plan.money.purses.len() {
            let (requested, granted) = self.grant(purse, year);
            let place = purse * years + year;
            let carried_in = match year {
                0 => whole(self.number(self.plan.money.purses[purse].carried_in, 0, 0)),
                _ => self.money.books.outturns[place - 1].carried_out,
            };
            let outturn = Outturn {
                requested,
                granted,
                carried_in,
                ..Outturn::default()
            };
            self.money.books.outturns[place] = outturn;
            let (purse, year) = (purse as u32, year as u32);
            let news = MoneyNews::Opened {
                purse,
                year,
                outturn,
            };
            observer.news(self.plan, self.now, news);
        }
        self.open_caps(year, observer);
        self.open_standing(year, observer);
        self.renew_contracts(self.now);
        self.renew_reserves();
        self.money.eased = true;
    }

    /// Closes the present fiscal year, at its end or at the horizon.
    fn close_year<O: Observer>(&mut self, observer: &mut O) {
        for theme in 0..self.money.themes.len() {
            self.pay_meetings(theme as u32, self.now, observer);
        }
        if !self.plan.money.commitments {
            return;
        }
        let year = self.money.year;
        self.top_up_standing(year);
        self.count_commitments(year, self.now);
        for purse in 0..self.plan.money.purses.len() {
            self.close_purse(purse, year);
            let outturn = self.money.books.outturns[purse * self.plan.calendar.years() + year];
            let (purse, year) = (purse as u32, year as u32);
            let news = MoneyNews::Closed {
                purse,
                year,
                outturn,
            };
            observer.news(self.plan, self.now, news);
        }
        self.close_caps(year, observer);
    }

    /// What becomes of what is left in a purse (BUD-6).
    fn close_purse(&mut self, purse: usize, year: usize) {
        let years = self.plan.calendar.years();
        let spent = self.ledger.of_account(purse, year);
        let place = purse * years + year;
        let later = &self.money.books.commitments[place * (years + 1)..(place + 1) * (years + 1)];
        let bound = later
            .iter()
            .fold(0_i64, |sum, part| sum.saturating_add(*part));
        let plan = &self.plan.money.purses[purse];
        let room = self.money.books.outturns[place].room();
        let left = room.saturating_sub(spent).max(0);
        let carried_out = match &self.plan.model.money.purses[purse].kind {
            PurseKind::OwnIncome => left,
            PurseKind::OperatingGrant(ends) if *ends == Some(year) => 0,
            PurseKind::OperatingGrant(_) => left,
            PurseKind::Subsidy(_) => {
                let (approved, purpose) = (plan.approved, self.plan.money.approval);
                let approved = approved.zip(purpose).is_some_and(|(approved, purpose)| {
                    let purpose = purpose.occurrence(year as u32);
                    self.units(plan.entity, purpose)[0] < self.number(approved, 0, 0)
                });
                if approved { left.min(bound) } else { 0 }
            }
        };
        let outturn = &mut self.money.books.outturns[place];
        outturn.spent = spent;
        outturn.bound = bound;
        outturn.carried_out = carried_out;
        outturn.lapsed = left - carried_out;
        outturn.overrun = spent.saturating_sub(room).max(0);
    }

    /// Closes what is open at the horizon.
    pub(super) fn close_books<O: Observer>(&mut self, observer: &mut O) {
        let by_year = self.plan.money.commitments;
        if self.plan.money.by_year {
            self.close_money_waits();
            self.close_year(observer);
        }
        if !by_year {
            (0..self.plan.calendar.years()).for_each(|year| self.top_up_standing(year));
        }
    }
}
