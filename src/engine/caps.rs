//! Waiting for money: a cap holds back the start of work it cannot pay (BUD-2).
//!
//! Work that has its slots in sight is asked what it will need of this year's money, from its mean
//! duration. Where the purse has too little left it waits apart, holding no slot, and those behind
//! it go on. It is looked at again once commitments have fallen or the year has turned: then it
//! takes its old place in the queue.

use super::money_event::MoneyEvent;
use super::observer::{Happening, Observer};
use super::plan::Number;
use super::providers::eligible;
use super::simulator::Simulator;
use super::state::Phase;
use crate::model::Ticks;

/// The time that never was.
pub(super) const NEVER: Ticks = Ticks(-1);

impl Simulator<'_> {
    /// What a purse has left of the present year.
    pub(super) fn left_in(&self, purse: usize) -> i64 {
        let place = purse * self.plan.calendar.years() + self.money.year;
        let state = &self.money.purses[purse];
        let spent = self.ledger.of_purse(purse, self.money.year);
        let bound = state.correction.saturating_add(state.reserve);
        let bound = bound.saturating_add(self.teams_to_pay(purse));
        let room = self.money.books.outturns[place].room();
        room.saturating_sub(spent.saturating_add(bound))
    }

    /// What a job needs of this year's money with one of its options, and whether there is so much.
    fn share_and_room(&self, job: u32, option: u8) -> (i64, bool) {
        let state = &self.jobs[job as usize];
        let Some(purse) = self.plan.purse_of(state.work, option) else {
            return (0, true);
        };
        if !self.plan.money.purses[purse].holds_back {
            return (0, true);
        }
        let quote = self.quote(state.theme, state.work, option, 0.0);
        let share = self.share_of_year(&quote, self.now);
        if share <= 0 {
            return (0, true);
        }
        let share = share - self.saved_by_teams(&quote, purse);
        // What costs nothing this year waits for no money, even in a purse that is overrun.
        (share, share <= 0 || share <= self.left_in(purse))
    }

    /// Whether there is money for a job that has its slots in sight; else it waits for it.
    #[cold]
    pub(super) fn is_funded<O: Observer>(
        &mut self,
        job: u32,
        option: u8,
        observer: &mut O,
    ) -> bool {
        let (share, funded) = self.share_and_room(job, option);
        if funded {
            self.end_money_wait(job, observer);
        } else {
            self.hold_back(job, option, share, observer);
        }
        funded
    }

    /// A job comes to wait for money.
    fn hold_back<O: Observer>(&mut self, job: u32, option: u8, share: i64, observer: &mut O) {
        self.promise(job, false);
        let place = job as usize;
        if self.money.short_since.len() <= place {
            self.money.short_since.resize(place + 1, NEVER);
        }
        let state = &mut self.jobs[place];
        (state.phase, state.option) = (Phase::Short, option);
        let (theme, work, bound, since) = (state.theme, state.work, state.bound, state.since);
        self.money.short.push(job);
        if self.money.short_since[place] != NEVER {
            // It was only asked again.
            return;
        }
        self.money.short_since[place] = self.now;
        self.themes[theme as usize].short += 1;
        if let Some(purse) = self.plan.purse_of(work, option) {
            let year = purse * self.plan.calendar.years() + self.money.year;
            self.money.books.outturns[year].held_back += 1;
        }
        let what = MoneyEvent::WaitsForMoney {
            work,
            option,
            bound,
            since,
            share,
        };
        self.tell(observer, theme, Happening::Money(what));
    }

    /// Puts work that waits for money, and for which there may be some again, back into its queue.
    #[cold]
    pub(super) fn retry_for_money(&mut self) {
        self.money.eased = false;
        let mut at = 0;
        while at < self.money.short.len() {
            let job = self.money.short[at];
            let state = &self.jobs[job as usize];
            let work = &self.plan.works[state.work as usize];
            let funded = if state.bound {
                self.share_and_room(job, state.option).1
            } else {
                let mut options = eligible(work, state.mask).options.iter();
                options.any(|option| self.share_and_room(job, *option).1)
            };
            if funded {
                self.money.short.swap_remove(at);
                self.money.retried.push(job);
                self.wait_since(job, self.now);
            } else {
                at += 1;
            }
        }
    }

    /// Starts are over for now: what is back in a queue waits for slots, no longer for money.
    #[cold]
    pub(super) fn end_money_waits<O: Observer>(&mut self, observer: &mut O) {
        let mut retried = std::mem::take(&mut self.money.retried);
        for job in retried.drain(..) {
            if self.jobs[job as usize].phase == Phase::Waiting {
                self.end_money_wait(job, observer);
            }
        }
        self.money.retried = retried;
    }

    fn end_money_wait<O: Observer>(&mut self, job: u32, observer: &mut O) {
        let Some(waited) = self.money_wait_over(job) else {
            return;
        };
        let state = &self.jobs[job as usize];
        let (theme, work, option) = (state.theme, state.work, state.option);
        let what = MoneyEvent::Funded {
            work,
            option,
            waited,
        };
        self.tell(observer, theme, Happening::Money(what));
    }

    /// Counts a wait for money that is over; `None` where there was none.
    fn money_wait_over(&mut self, job: u32) -> Option<Ticks> {
        let since = self.money.short_since.get_mut(job as usize)?;
        let since = std::mem::replace(since, NEVER);
        if since == NEVER {
            return None;
        }
        let waited = self.now - since;
        let state = &self.jobs[job as usize];
        let (theme, work, option) = (state.theme, state.work, state.option);
        let record = &mut self.themes[theme as usize];
        record.short -= 1;
        record.waited_for_money += waited;
        if let Some(purse) = self.plan.purse_of(work, option) {
            let year = purse * self.plan.calendar.years() + self.money.year;
            self.money.books.outturns[year].waited += waited;
        }
        Some(waited)
    }

    /// A job that waits for money is given up with its theme.
    #[cold]
    pub(super) fn give_up_money<O: Observer>(&mut self, job: u32, observer: &mut O) {
        self.money.short.retain(|other| *other != job);
        self.money_wait_over(job);
        let state = &self.jobs[job as usize];
        let (theme, work, option, waited) = (state.theme, state.work, state.option, state.waited);
        self.themes[theme as usize].waited += waited;
        let what = Happening::Cancelled {
            work,
            option: if state.bound { option } else { 0 },
            since: self.now,
            waited,
        };
        self.tell(observer, theme, what);
        self.drop_job(job, observer);
    }

    /// Counts the waits for money that go on at the horizon.
    pub(super) fn close_money_waits(&mut self) {
        for place in 0..self.money.short.len() {
            let job = self.money.short[place];
            self.money_wait_over(job);
            // It waits all the same.
            let theme = self.jobs[job as usize].theme;
            self.themes[theme as usize].short += 1;
        }
    }

    /// What a number is known to be in this run, or expected where it is drawn at each use.
    #[inline]
    pub(super) fn known(&self, number: Number) -> f64 {
        match number {
            Number::Value(place) => self.values[place as usize],
            Number::Draw(sampler) => self.plan.samplers[sampler as usize].mean,
        }
    }
}
