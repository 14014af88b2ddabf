//! Waiting for money: what holds back the start of work (BUD-2).
//!
//! Work that has its slots in sight is asked what it will need of this year's money, from its mean
//! duration. All caps on it, and the purse that pays it where that holds back, must have so much
//! left: else it waits apart, holding no slot, and those behind it go on. It is looked at again once commitments have fallen or the year has turned: then it
//! takes its old place in the queue.

use super::accounts::{Account, Accounts};
use super::money_event::MoneyEvent;
use super::observer::{Happening, Observer};
use super::plan::Number;
use super::providers::eligible;
use super::simulator::Simulator;
use super::state::Phase;
use crate::model::Ticks;

/// A wait for money.
#[derive(Copy, Clone, Debug)]
pub(super) struct MoneyWait {
    since: Ticks,
    /// Who has too little left, as last looked at, and since when it has been these.
    short_of: Accounts,
    so_since: Ticks,
}

/// What work needs of this year's money.
#[derive(Copy, Clone, Debug, Default)]
struct Need {
    /// The amount, where it is not there.
    share: i64,
    /// Who has less left than that.
    short_of: Accounts,
}

impl Need {
    fn is_met(self) -> bool {
        self.short_of.is_empty()
    }
}

impl Simulator<'_> {
    /// What a job would need of this year's money with one of its options, and who has too little.
    fn need_of(&self, job: u32, option: u8) -> Need {
        let mut need = Need::default();
        let state = &self.jobs[job as usize];
        let accounts = self.plan.accounts_of(state.work, option);
        let accounts = accounts.among(self.plan.money.holding_back);
        if accounts.is_empty() {
            return need;
        }
        let quote = self.quote(state.theme, state.work, option, 0.0);
        let gross = self.share_of_year(&quote, self.now);
        for account in accounts.iter().filter(|_| gross > 0) {
            let share = gross - self.saved_by_teams(&quote, account);
            // What costs nothing this year waits for no money, even where there was an overrun.
            if share > 0 && share > self.left_in(account) {
                need.share = need.share.max(share);
                need.short_of.insert(account);
            }
        }
        need
    }

    /// Whether there is money for a job that has its slots in sight; else it waits for it.
    #[cold]
    pub(super) fn is_funded<O: Observer>(
        &mut self,
        job: u32,
        option: u8,
        observer: &mut O,
    ) -> bool {
        let need = self.need_of(job, option);
        if need.is_met() {
            self.end_money_wait(job, observer);
        } else {
            self.hold_back(job, option, need, observer);
        }
        need.is_met()
    }

    /// A job comes to wait for money.
    fn hold_back<O: Observer>(&mut self, job: u32, option: u8, need: Need, observer: &mut O) {
        self.promise(job, false);
        let place = job as usize;
        if self.money.waits.len() <= place {
            self.money.waits.resize(place + 1, None);
        }
        let state = &mut self.jobs[place];
        (state.phase, state.option) = (Phase::Short, option);
        let (theme, work, bound, since) = (state.theme, state.work, state.bound, state.since);
        self.money.short.push(job);
        if self.money.waits[place].is_some() {
            // It was only asked again.
            return self.still_short(job, need, observer);
        }
        let Need { share, short_of } = need;
        let now = self.now;
        self.money.waits[place] = Some(MoneyWait {
            since: now,
            short_of,
            so_since: now,
        });
        self.themes[theme as usize].short += 1;
        self.count_wait(short_of, 1, Ticks::ZERO);
        let what = MoneyEvent::WaitsForMoney {
            work,
            option,
            bound,
            since,
            share,
            short_of,
        };
        self.tell(observer, theme, Happening::Money(what));
    }

    /// A job that waits for money goes on waiting, maybe for that of others.
    fn still_short<O: Observer>(&mut self, job: u32, need: Need, observer: &mut O) {
        let (now, short_of) = (self.now, need.short_of);
        let Some(Some(wait)) = self.money.waits.get_mut(job as usize) else {
            return;
        };
        if wait.short_of == short_of {
            return;
        }
        let before = std::mem::replace(
            wait,
            MoneyWait {
                short_of,
                so_since: now,
                ..*wait
            },
        );
        self.count_wait(before.short_of, 0, now - before.so_since);
        self.count_wait(short_of.without(before.short_of), 1, Ticks::ZERO);
        let state = &self.jobs[job as usize];
        let (theme, work, option) = (state.theme, state.work, state.option);
        let what = MoneyEvent::ShortOf {
            work,
            option,
            share: need.share,
            short_of,
        };
        self.tell(observer, theme, Happening::Money(what));
    }

    /// Puts work that waits for money, and for which there may be some again, back into its queue.
    #[cold]
    pub(super) fn retry_for_money<O: Observer>(&mut self, observer: &mut O) {
        self.money.eased = false;
        let mut at = 0;
        while at < self.money.short.len() {
            let job = self.money.short[at];
            let state = &self.jobs[job as usize];
            let work = &self.plan.works[state.work as usize];
            let need = self.need_of(job, state.option);
            let funded = need.is_met()
                || !state.bound && {
                    let mut options = eligible(work, state.mask).options.iter();
                    options.any(|option| self.need_of(job, *option).is_met())
                };
            if funded {
                self.money.short.swap_remove(at);
                self.money.retried.push(job);
                self.wait_since(job, self.now);
            } else {
                self.still_short(job, need, observer);
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
        let wait = self.money.waits.get_mut(job as usize)?.take()?;
        let waited = self.now - wait.since;
        let theme = self.jobs[job as usize].theme;
        let record = &mut self.themes[theme as usize];
        record.short -= 1;
        record.waited_for_money += waited;
        self.count_wait(wait.short_of, 0, self.now - wait.so_since);
        Some(waited)
    }

    /// Counts waits that begin, and time of waits that end, for those that were short.
    fn count_wait(&mut self, short_of: Accounts, begun: u32, waited: Ticks) {
        let (years, year) = (self.plan.calendar.years(), self.money.year);
        let books = &mut self.money.books;
        for account in short_of.iter() {
            let (held_back, sum) = match self.plan.account(account) {
                Account::Purse(purse) => {
                    let outturn = &mut books.outturns[purse * years + year];
                    (&mut outturn.held_back, &mut outturn.waited)
                }
                Account::Cap(cap) => {
                    let cap = &mut books.caps[cap * years + year];
                    (&mut cap.held_back, &mut cap.waited)
                }
            };
            *held_back += begun;
            *sum += waited;
        }
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
