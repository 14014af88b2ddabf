//! Awards, meetings, the proposer's funds, and what of a year is reserved for patents and meetings
//! (INC-1 to INC-3, INC-6, SEL-5, BUD-2).

use super::ledger::whole;
use super::money_event::{Award, MoneyEvent};
use super::money_plan::MoneyPlan;
use super::observer::{Happening, Observer};
use super::plan::Number;
use super::simulator::Simulator;
use super::stages::keeps_up;
use crate::model::{TICKS_PER_YEAR, Ticks};

/// What is kept of a theme's money.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct ThemeMoney {
    /// Since when meetings accrue; `None` outside the network.
    entered: Option<Ticks>,
    /// What meetings cost per tick.
    per_tick: f64,
    /// What was paid for them since then.
    paid: i64,
    /// Reserved of the present year for meetings and for the patent.
    meetings: i64,
    patent: i64,
}

impl MoneyPlan {
    /// Whether it matters who worked for a theme, and how long (INC-3).
    #[inline]
    pub fn credits_work(&self) -> bool {
        let incentives = self.incentives.as_ref();
        incentives.is_some_and(|incentives| !incentives.institutes.is_empty())
    }
}

impl Simulator<'_> {
    /// Sets what the proposer has for a theme (SEL-5).
    pub(super) fn set_funds(&mut self, theme: u32, funds: Option<Number>) {
        if let Some(funds) = funds {
            let entity = self.themes[theme as usize].entity;
            self.themes[theme as usize].funds = whole(self.number(funds, entity, 0));
        }
    }

    /// Tells what the proposer's funds pay of work that starts (SEL-5).
    #[cold]
    pub(super) fn tell_covered<O: Observer>(
        &self,
        theme: u32,
        work: u32,
        amount: i64,
        observer: &mut O,
    ) {
        let left = self.themes[theme as usize].funds;
        let what = MoneyEvent::PaidByProposer { work, amount, left };
        self.tell(observer, theme, Happening::Money(what));
    }

    /// A theme is admitted: its proposer gets an award (INC-1), and meetings begin (INC-6).
    pub(super) fn admitted<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let plan = self.plan;
        self.enter_network(theme);
        let Some(incentives) = &plan.money.incentives else {
            return;
        };
        if let Some(award) = incentives.admission {
            let amount = self.amount(theme, award, 0);
            self.award_by_office(theme, Award::Admission, amount, observer);
        }
    }

    /// A theme is in the network from now on: its patent is kept up (EXE-6), meetings accrue (INC-6).
    pub(super) fn enter_network(&mut self, theme: u32) {
        let plan = self.plan;
        self.take_over_patent(theme);
        let incentives = plan.money.incentives.as_ref();
        let Some((per_year, cost, _)) = incentives.and_then(|i| i.meetings.as_ref()) else {
            return;
        };
        let entity = self.themes[theme as usize].entity;
        let yearly = self.number(*per_year, entity, 0) * self.number(*cost, entity, 0);
        let now = self.now;
        let state = self.theme_money(theme);
        state.entered = Some(now);
        state.per_tick = yearly / TICKS_PER_YEAR as f64;
        state.paid = 0;
        self.reserve_meetings(theme);
    }

    /// A milestone is reached: awards to the proposer (INC-2) and to supporting researchers (INC-3).
    pub(super) fn reward_milestone<O: Observer>(
        &mut self,
        theme: u32,
        stage: u16,
        observer: &mut O,
    ) {
        let plan = self.plan;
        let Some(incentives) = &plan.money.incentives else {
            return;
        };
        if let Some(award) = incentives.milestone {
            let amount = self.amount(theme, award, u32::from(stage));
            self.award_by_office(theme, Award::Milestone, amount, observer);
        }
        let Some(award) = incentives.supporter else {
            return;
        };
        let amount = self.amount(theme, award, u32::from(stage));
        let institutes = incentives.institutes.len();
        let first = theme as usize * plan.model.institutes.len();
        let worked = |institute: usize| -> i128 {
            let paying = incentives.institutes[institute].is_some();
            let worked = self.money.worked.get(first + institute);
            i128::from(worked.copied().filter(|_| paying).unwrap_or(0))
        };
        let all: i128 = (0..institutes).map(worked).sum();
        if all == 0 {
            return self.award_by_office(theme, Award::Supporters, amount, observer);
        }
        // Rounded sums, not summed roundings: the parts come to the whole.
        let part_up_to = |work: i128| ((2 * i128::from(amount) * work + all) / (2 * all)) as i64;
        let (mut reached, mut paid) = (0, 0);
        for institute in 0..institutes {
            let first = theme as usize * plan.model.institutes.len();
            let worked = self.money.worked.get(first + institute);
            let worked = i128::from(worked.copied().unwrap_or(0));
            let Some(lines) = &incentives.institutes[institute] else {
                continue;
            };
            reached += worked;
            let part = part_up_to(reached) - paid;
            paid += part;
            if worked > 0 {
                let line = lines[self.modality_of(theme)];
                self.award(
                    theme,
                    Award::Supporters,
                    institute as u32,
                    line,
                    part,
                    observer,
                );
            }
        }
    }

    fn amount(&self, theme: u32, award: Number, occurrence: u32) -> i64 {
        let entity = self.themes[theme as usize].entity;
        whole(self.number(award, entity, occurrence))
    }

    fn modality_of(&self, theme: u32) -> usize {
        let route = self.themes[theme as usize].route as usize;
        self.plan.model.routes[route].modality
    }

    fn award_by_office<O: Observer>(
        &mut self,
        theme: u32,
        award: Award,
        amount: i64,
        observer: &mut O,
    ) {
        let (plan, modality) = (self.plan, self.modality_of(theme));
        let model = plan.model.money.incentives.as_ref();
        let incentives = plan.money.incentives.as_ref();
        if let (Some(model), Some(incentives)) = (model, incentives) {
            let line = incentives.office[modality];
            self.award(theme, award, model.institute as u32, line, amount, observer);
        }
    }

    fn award<O: Observer>(
        &mut self,
        theme: u32,
        award: Award,
        institute: u32,
        line: u32,
        amount: i64,
        observer: &mut O,
    ) {
        let calendar = &self.plan.calendar;
        let amount = self.ledger.book(calendar, line, self.now, amount);
        self.pay(theme, amount);
        let what = MoneyEvent::Award {
            award,
            institute,
            amount,
        };
        self.tell(observer, theme, Happening::Money(what));
    }

    /// Work ends: what it bound, and who did it.
    #[cold]
    pub(super) fn follow_end(&mut self, job: u32) {
        self.contract_ends(job);
        if self.plan.money.credits_work() {
            self.credit_work(job);
        }
    }

    /// Notes the slot-time that an institute has worked for a theme (INC-3).
    fn credit_work(&mut self, job: u32) {
        let state = &self.jobs[job as usize];
        let option = &self.plan.works[state.work as usize].options[usize::from(state.option)];
        let Some(institute) = option.institute else {
            return;
        };
        let slots: i64 = option
            .needs
            .iter()
            .map(|(_, slots)| i64::from(*slots))
            .sum();
        let ticks = (self.now - state.since).0;
        let institutes = self.plan.model.institutes.len();
        let place = state.theme as usize * institutes + institute as usize;
        if self.money.worked.len() <= place {
            self.money.worked.resize(place + 1, 0);
        }
        let worked = &mut self.money.worked[place];
        *worked = worked.saturating_add(ticks.saturating_mul(slots.max(1)));
    }

    fn theme_money(&mut self, theme: u32) -> &mut ThemeMoney {
        let place = theme as usize;
        if self.money.themes.len() <= place {
            self.money.themes.resize(place + 1, ThemeMoney::default());
        }
        &mut self.money.themes[place]
    }

    /// Pays the meetings of a theme up to `time`, in the present fiscal year; those of a theme that
    /// has left the network end with it (INC-6).
    pub(super) fn pay_meetings<O: Observer>(&mut self, theme: u32, time: Ticks, observer: &mut O) {
        let plan = self.plan;
        let Some(state) = self.money.themes.get_mut(theme as usize) else {
            return;
        };
        let Some(entered) = state.entered else {
            return;
        };
        let record = &self.themes[theme as usize];
        let until = match record.is_open() {
            true => time,
            false => record.decided.min(time),
        };
        if !record.is_open() {
            state.entered = None;
        }
        // C(b) − C(a), each rounded: the parts come to the rounded whole.
        let accrued = whole(state.per_tick * (until - entered).0.max(0) as f64);
        let amount = accrued.saturating_sub(state.paid);
        state.paid = accrued;
        let reserved = std::mem::take(&mut state.meetings);
        let modality = self.modality_of(theme);
        let incentives = plan.money.incentives.as_ref();
        let Some((.., lines)) = incentives.and_then(|i| i.meetings.as_ref()) else {
            return;
        };
        let line = lines[modality];
        self.release(line, reserved);
        if amount > 0 {
            self.ledger.add(line, self.money.year, amount);
            self.pay(theme, amount);
            let what = MoneyEvent::Meetings { amount };
            self.tell(observer, theme, Happening::Money(what));
        }
    }

    /// Reserves an amount of the present year in the accounts of a line (BUD-2).
    fn reserve(&mut self, line: u32, amount: i64) {
        self.add_reserve(self.plan.money.accounts_of(line), amount);
    }

    fn release(&mut self, line: u32, amount: i64) {
        let accounts = self.plan.money.accounts_of(line);
        if amount > 0 && !accounts.is_empty() {
            self.add_reserve(accounts, -amount);
            self.money.eased = true;
        }
    }

    /// Reserves the meetings of a theme up to the end of the year (BUD-2).
    fn reserve_meetings(&mut self, theme: u32) {
        if !self.plan.money.holds_back() {
            return;
        }
        // What is decided must not depend on where the run ends.
        let until = self.plan.calendar.year_end(self.money.year);
        let rest = (until - self.now).0.max(0) as f64;
        let modality = self.modality_of(theme);
        let incentives = self.plan.money.incentives.as_ref();
        let Some((.., lines)) = incentives.and_then(|i| i.meetings.as_ref()) else {
            return;
        };
        let line = lines[modality];
        let state = self.theme_money(theme);
        if state.entered.is_none() {
            return;
        }
        state.meetings = whole(state.per_tick * rest);
        let amount = state.meetings;
        self.reserve(line, amount);
    }

    /// Reserves the yearly cost of a patent that falls due at `next`, if that is this year (BUD-2).
    pub(super) fn reserve_patent(&mut self, theme: u32, next: Ticks) {
        let plan = self.plan;
        if !plan.money.holds_back() || next >= plan.calendar.year_end(self.money.year) {
            return;
        }
        let route = self.themes[theme as usize].route as usize;
        if let Some(patent) = &plan.routes[route].patent {
            let amount = whole(self.known(patent.cost_per_year));
            self.theme_money(theme).patent = amount;
            self.reserve(patent.line, amount);
        }
    }

    /// A yearly cost of a patent falls due, or would have: nothing is reserved for it any more.
    pub(super) fn release_patent(&mut self, theme: u32) {
        let plan = self.plan;
        if !plan.money.holds_back() {
            return;
        }
        let amount = std::mem::take(&mut self.theme_money(theme).patent);
        let route = self.themes[theme as usize].route as usize;
        if let Some(patent) = &plan.routes[route].patent {
            self.release(patent.line, amount);
        }
    }

    /// A fiscal year begins: patents and meetings are counted first, for the whole year (BUD-2).
    pub(super) fn renew_reserves(&mut self) {
        let accounts = self.money.accounts.iter_mut();
        accounts.for_each(|account| account.reserve = 0);
        for state in &mut self.money.themes {
            (state.meetings, state.patent) = (0, 0);
        }
        if !self.plan.money.holds_back() {
            return;
        }
        for theme in 0..self.themes.len() as u32 {
            let record = &self.themes[theme as usize];
            let open = record.is_open();
            let patent = self.plan.routes[record.route as usize].patent.as_ref();
            let kept = patent.is_some_and(|patent| keeps_up(record, patent));
            if kept && record.patent_years.is_some() {
                // A patent falls due once in every fiscal year.
                self.reserve_patent(theme, self.now);
            }
            if open {
                self.reserve_meetings(theme);
            }
        }
    }
}
