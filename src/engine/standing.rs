//! Costs of whole years: standing teams (INC-7), databases, staff, the Council (BUD-4).

use super::contracts::Contract;
use super::ledger::whole;
use super::money_event::MoneyNews;
use super::observer::Observer;
use super::plan::WorkOption;
use super::simulator::Simulator;
use crate::model::{TICKS_PER_YEAR, Ticks};

impl Simulator<'_> {
    /// What a standing team costs at least from the start of a fiscal year, or of the run, to
    /// `until` (INC-7).
    fn floor_of_team(&self, function: usize, year: usize, until: Ticks) -> i64 {
        let standing = self.number(self.plan.functions[function].standing, 0, 0);
        let (from, _) = self.plan.calendar.year_span(year);
        let share = (until - from).months() / 12.0;
        whole(standing * share)
    }

    /// What standing teams cost beyond what was used of them in a fiscal year (INC-7). A year that
    /// is simulated in part counts in proportion.
    pub(super) fn top_up_standing(&mut self, year: usize) {
        let plan = self.plan;
        for (index, function) in plan.functions.iter().enumerate() {
            if !function.stands {
                continue;
            }
            let (_, until) = plan.calendar.year_span(year);
            let missing = self.floor_of_team(index, year, until) - self.usage.amount(index, year);
            if missing > 0 {
                self.ledger.add(function.standing_line, year, missing);
            }
        }
    }

    /// What the standing teams of an account will cost this year beyond their expected use.
    pub(super) fn teams_to_pay(&self, account: usize) -> i64 {
        let teams = self.plan.money.teams[account].iter();
        teams.fold(0_i64, |sum, function| {
            sum.saturating_add(self.team_to_pay(*function as usize))
        })
    }

    fn team_to_pay(&self, function: usize) -> i64 {
        let year = self.money.year;
        let floor = self.floor_of_team(function, year, self.plan.calendar.year_end(year));
        floor.saturating_sub(self.money.team[function]).max(0)
    }

    /// What of the share of a year is no cost to an account, since a standing team of the same
    /// account does it that is paid anyhow.
    pub(super) fn saved_by_teams(&self, contract: &Contract, account: usize) -> i64 {
        let mut saved = 0_i64;
        self.team_shares(contract, contract.from, |function, share| {
            let line = self.plan.functions[function].standing_line;
            if self.plan.money.accounts_of(line).contains(account) {
                saved = saved.saturating_add(share.min(self.team_to_pay(function)));
            }
        });
        saved
    }

    /// Counts the expected use of standing teams by a contract in the present year.
    pub(super) fn count_team(&mut self, contract: &Contract, time: Ticks) {
        let mut team = std::mem::take(&mut self.money.team);
        self.team_shares(contract, time, |function, share| {
            team[function] = team[function].saturating_add(share);
        });
        self.money.team = team;
    }

    /// The expected use of standing teams by a contract in the present year, as their prices share
    /// in the whole.
    fn team_shares(&self, contract: &Contract, time: Ticks, mut each: impl FnMut(usize, i64)) {
        let option: &WorkOption =
            &self.plan.works[contract.work as usize].options[usize::from(contract.option)];
        let whole_price = contract.mean_total * (1.0 - contract.progress);
        if !self.plan.money.holds_back() || !option.stands || whole_price <= 0.0 {
            return;
        }
        let gross = Contract {
            covered: 0,
            ..*contract
        };
        let share_of_year = self.share_of_year(&gross, time) as f64 / whole_price;
        let factor = self.known(option.cost_factor);
        let prices = option.slot_prices.iter().zip(&option.job_prices);
        for ((function, _), ((per_month, slots), per_job)) in option.needs.iter().zip(prices) {
            let function = *function as usize;
            if self.plan.functions[function].stands {
                let per_month = self.known(*per_month) * slots;
                let price = per_month * contract.mean_months + self.known(*per_job);
                let price = price * factor * (1.0 - contract.progress);
                each(function, whole(price * share_of_year));
            }
        }
    }

    /// Books what a fiscal year costs whatever is used, and decides on databases (BUD-4).
    pub(super) fn open_standing<O: Observer>(&mut self, year: usize, observer: &mut O) {
        let plan = self.plan;
        let calendar = &plan.calendar;
        for (number, standing) in plan.money.standing.iter().enumerate() {
            let (begin, end) = calendar.year_span(year);
            let first = standing.from.max(Ticks::ZERO);
            let (from, until) = (begin.max(first), end.min(standing.until));
            let until_whole = calendar.year_end(year).min(standing.until);
            let uses = standing.by_use.map(|(least, before, _)| {
                // Of a year that was cut, in proportion.
                let (uses, ticks) = match year {
                    0 => (before, TICKS_PER_YEAR),
                    _ => {
                        let (from, until) = calendar.year_span(year - 1);
                        (self.money.uses[number].0, (until - from).0)
                    }
                };
                let enough = i128::from(uses) * i128::from(TICKS_PER_YEAR)
                    >= i128::from(least) * i128::from(ticks);
                (uses, enough)
            });
            let paid = uses.is_none_or(|(_, enough)| enough);
            self.money.uses[number] = (0, paid);
            let per_tick = self.number(standing.amount, 0, 0) / TICKS_PER_YEAR as f64;
            let accrued = |time: Ticks| whole(per_tick * (time - first).0 as f64);
            if paid && until_whole > until.max(from) {
                let rest = accrued(until_whole) - accrued(until.max(from));
                self.ledger.add_after_horizon(standing.line, rest);
            }
            if until <= from {
                continue;
            }
            let amount = match paid {
                true => accrued(until) - accrued(from),
                false => 0,
            };
            self.ledger.add(standing.line, year, amount);
            let news = MoneyNews::Standing {
                standing: number as u32,
                year: year as u32,
                amount,
                uses: uses.map(|(uses, _)| uses),
            };
            observer.news(plan, self.now, news);
        }
    }

    /// Counts the uses of databases by work that starts now, and pays for each where the year is
    /// not paid for (BUD-4).
    #[cold]
    pub(super) fn count_uses<O: Observer>(&mut self, option: &WorkOption, observer: &mut O) {
        let plan = self.plan;
        if plan.money.counted_by.is_empty() {
            return;
        }
        for (function, _) in &option.needs {
            for number in &plan.money.counted_by[*function as usize] {
                let standing = &plan.money.standing[*number as usize];
                let (uses, paid) = &mut self.money.uses[*number as usize];
                *uses = uses.saturating_add(1);
                let there = (standing.from..standing.until).contains(&self.now);
                let Some((.., cost)) = standing.by_use.filter(|_| there && !*paid) else {
                    continue;
                };
                let amount = whole(self.number(cost, 0, 0));
                let calendar = &plan.calendar;
                let amount = self.ledger.book(calendar, standing.line, self.now, amount);
                let standing = *number;
                observer.news(plan, self.now, MoneyNews::Used { standing, amount });
            }
        }
    }
}
