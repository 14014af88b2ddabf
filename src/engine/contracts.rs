//! Contracts: what work binds of this year's money and of later years' (BUD-2, BUD-7).
//!
//! The ledger knows at a start what will really fall due, since the duration is drawn then. A cap
//! must not: until the work ends or the year closes, it counts what was to be expected from the
//! mean duration. So each contract keeps the difference between the two, of the present year.

use super::ledger::whole;
use super::plan::{Number, Work, WorkOption};
use super::pricing::{Due, LARGEST_COST};
use super::simulator::Simulator;
use crate::model::{Calendar, Ticks};

/// Work under way whose cost belongs to an account, or counts against a standing team.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Contract {
    /// Whether the work is under way.
    pub active: bool,
    pub work: u32,
    pub option: u8,
    /// What the proposer's funds pay of it, first (SEL-5).
    pub covered: i64,
    pub from: Ticks,
    pub until: Ticks,
    pub lag: Ticks,
    pub full_months: f64,
    pub mean_months: f64,
    pub progress: f64,
    /// The price as drawn and as expected, of the whole work.
    pub total: f64,
    pub mean_total: f64,
    /// What is expected of the present year beyond what the ledger has booked for it.
    pub correction: i64,
}

impl Contract {
    /// What was expected to fall due from `time` on: (fiscal year, amount) in the order of time,
    /// with years after the horizon as one. What of the mean is left over when work takes longer is
    /// expected at once.
    pub fn expected(
        &self,
        calendar: &Calendar,
        option: &WorkOption,
        time: Ticks,
        each: impl FnMut(usize, i64),
    ) {
        let mut each = net_of(self.covered, each);
        let rest = 1.0 - self.progress;
        let mean_until = self.from + Ticks::from_months(self.mean_months * rest) + self.lag;
        let Some(payments) = &option.payments else {
            let begin = self.from + self.lag;
            let span = (self.until - self.from).0 as f64;
            let accrued = match (time - begin).0 as f64 {
                passed if passed <= 0.0 => 0.0,
                passed if passed >= span => self.total * rest,
                passed => self.total * rest * (passed / span),
            };
            each(None, whole(accrued));
            let left = (self.mean_total * rest - accrued).max(0.0);
            let begin = begin.max(time);
            return by_year(calendar, begin, mean_until, left, |year, amount| {
                each(Some(year), amount);
            });
        };
        let mut before = 0.0;
        for (at, share) in payments {
            let part = |total: f64| whole(total * (before + share)) - whole(total * before);
            let (really, expected) = (part(self.total), part(self.mean_total));
            before += share;
            if *at < self.progress || (self.progress > 0.0 && *at == 0.0) {
                continue;
            }
            let due = |months: f64| {
                self.from + Ticks::from_months(months * (at - self.progress)) + self.lag
            };
            if due(self.full_months) < time {
                each(None, really);
            } else {
                let due = due(self.mean_months).max(time);
                each(Some(calendar.year_of(due).min(calendar.years())), expected);
            }
        }
    }

    /// What the ledger has booked for this work: (fiscal year, amount). Returns the price of what
    /// remained of it at its start, whenever it falls due, the proposer's share taken off.
    pub fn booked(
        &self,
        calendar: &Calendar,
        option: &WorkOption,
        each: impl FnMut(usize, i64),
    ) -> i64 {
        let mut each = net_of(self.covered, each);
        let due = Due {
            payments: option.payments.as_deref(),
            full_months: self.full_months,
            progress: self.progress,
            from: self.from,
            until: self.until,
            lag: self.lag,
        };
        let price = due.amounts(calendar, self.total, &mut |year, amount| {
            each(Some(year), amount);
        });
        price - self.covered.min(price)
    }

    /// What of the price falls due after the horizon, which the ledger does not know.
    fn beyond_horizon(&self, calendar: &Calendar, option: &WorkOption) -> i64 {
        let mut within = 0_i64;
        let price = self.booked(calendar, option, |_, amount| within += amount);
        price - within
    }
}

/// Takes off what is covered from the first amounts; `None` stands for what is past.
fn net_of(covered: i64, mut each: impl FnMut(usize, i64)) -> impl FnMut(Option<usize>, i64) {
    let mut left = covered;
    move |year, amount: i64| {
        let paid = amount.min(left);
        left -= paid;
        if let Some(year) = year
            && amount > paid
        {
            each(year, amount - paid);
        }
    }
}

/// Spreads `total` evenly over `from` … `until`; years after the horizon are one.
fn by_year(
    calendar: &Calendar,
    from: Ticks,
    until: Ticks,
    total: f64,
    mut each: impl FnMut(usize, i64),
) {
    let years = calendar.years();
    let mut year = calendar.year_of(from).min(years);
    if until <= from {
        return each(year, whole(total));
    }
    let per_tick = total / (until - from).0 as f64;
    let mut told = 0;
    while year < years && calendar.year_end(year) < until {
        let accrued = whole(per_tick * (calendar.year_end(year) - from).0 as f64);
        each(year, accrued - told);
        told = accrued;
        year += 1;
    }
    each(year, whole(total) - told);
}

impl Simulator<'_> {
    /// What a number is expected to be.
    #[inline]
    fn mean(&self, number: Number) -> f64 {
        match number {
            Number::Value(place) => self.plan.money.means[place as usize],
            Number::Draw(sampler) => self.plan.samplers[sampler as usize].mean,
        }
    }

    /// The contract of work as it is expected before its duration is known: prices are, where they
    /// are the same for the whole run.
    pub(super) fn quote(&self, theme: u32, number: u32, option: u8, progress: f64) -> Contract {
        let work = &self.plan.works[number as usize];
        let chosen = &work.options[usize::from(option)];
        let months = self.mean(work.duration) * self.mean(chosen.duration_factor);
        let price = self.known_price(work, chosen);
        let total = (price.per_month * months + price.per_job).min(LARGEST_COST)
            * self.share_borne_by_network(theme, chosen.line);
        let funds = self.themes[theme as usize].funds;
        Contract {
            active: true,
            work: number,
            option,
            covered: funds.min(whole(total * (1.0 - progress))),
            from: self.now,
            until: self.now + Ticks::from_months(months * (1.0 - progress)),
            lag: chosen
                .lag
                .map_or(Ticks::ZERO, |lag| Ticks::from_months(self.known(lag))),
            full_months: months,
            mean_months: months,
            progress,
            total,
            mean_total: total,
            correction: 0,
        }
    }

    fn known_price(&self, work: &Work, option: &WorkOption) -> super::pricing::Price {
        if let Some(place) = option.fixed_price {
            return self.prices[place as usize];
        }
        let mut per_month = self.known(work.cost_per_month);
        let mut per_job = self.known(work.cost);
        for (price, slots) in &option.slot_prices {
            per_month += self.known(*price) * slots;
        }
        for price in &option.job_prices {
            per_job += self.known(*price);
        }
        let factor = self.known(option.cost_factor);
        super::pricing::Price {
            per_month: per_month * factor,
            per_job: per_job * factor,
        }
    }

    /// What a contract is expected to cost from `time` on in the present fiscal year.
    pub(super) fn share_of_year(&self, contract: &Contract, time: Ticks) -> i64 {
        let plan = self.plan;
        let option = &plan.works[contract.work as usize].options[usize::from(contract.option)];
        let (present, mut share) = (self.money.year, 0_i64);
        contract.expected(&plan.calendar, option, time, |year, amount| {
            if year == present {
                share = share.saturating_add(amount);
            }
        });
        share
    }

    /// What is expected of the present year that the ledger has not booked for it.
    fn correction(&self, contract: &Contract, time: Ticks) -> i64 {
        let plan = self.plan;
        let option = &plan.works[contract.work as usize].options[usize::from(contract.option)];
        let (present, mut booked) = (self.money.year, 0_i64);
        contract.booked(plan.whole_years(), option, |year, amount| {
            if year == present {
                booked = booked.saturating_add(amount);
            }
        });
        // What was booked of this year before `time` is not expected any more.
        self.share_of_year(contract, time).saturating_sub(booked)
    }

    /// What of a contract falls due after the horizon in the horizon's fiscal year.
    fn due_after_horizon(&self, contract: &Contract, whole_years: &Calendar) -> i64 {
        let plan = self.plan;
        let option = &plan.works[contract.work as usize].options[usize::from(contract.option)];
        let in_last_year = |calendar: &Calendar| {
            let mut sum = 0_i64;
            contract.booked(calendar, option, |year, amount| {
                if year + 1 == plan.calendar.years() {
                    sum = sum.saturating_add(amount);
                }
            });
            sum
        };
        in_last_year(whole_years).saturating_sub(in_last_year(&plan.calendar))
    }

    /// Notes the contract of work that has just started and been booked.
    pub(super) fn contract_begins(&mut self, job: u32, contract: Contract) {
        let plan = self.plan;
        if let Some(whole_years) = &plan.whole_years {
            let option = &plan.works[contract.work as usize].options[usize::from(contract.option)];
            let after = self.due_after_horizon(&contract, whole_years);
            self.ledger.add_after_horizon(option.line, after);
        }
        let place = job as usize;
        if self.money.contracts.len() <= place {
            self.money.contracts.resize(place + 1, Contract::default());
        }
        let correction = self.correction(&contract, contract.from);
        let accounts = self.plan.accounts_of(contract.work, contract.option);
        self.add_correction(accounts, correction);
        self.count_team(&contract, contract.from);
        self.money.contracts[place] = Contract {
            correction,
            ..contract
        };
    }

    /// Work ends: what it really cost takes the place of what was expected. What of it is due after
    /// the horizon stays bound (BUD-7).
    pub(super) fn contract_ends(&mut self, job: u32) {
        let Some(contract) = self.money.contracts.get_mut(job as usize) else {
            return;
        };
        if !std::mem::take(&mut contract.active) {
            return;
        }
        let contract = *contract;
        let plan = self.plan;
        let option = &plan.works[contract.work as usize].options[usize::from(contract.option)];
        self.bind_beyond_horizon(option.line, contract.beyond_horizon(&plan.calendar, option));
        let accounts = plan.accounts_of(contract.work, contract.option);
        self.add_correction(accounts, contract.correction.saturating_neg());
        self.money.eased |= contract.correction > 0 && !accounts.is_empty();
    }

    /// A fiscal year begins: what is left of the mean is committed to it.
    pub(super) fn renew_contracts(&mut self, time: Ticks) {
        let accounts = self.money.accounts.iter_mut();
        accounts.for_each(|account| account.correction = 0);
        self.money.team.fill(0);
        for place in 0..self.money.contracts.len() {
            let contract = self.money.contracts[place];
            if !contract.active {
                continue;
            }
            let correction = self.correction(&contract, time);
            self.money.contracts[place].correction = correction;
            let accounts = self.plan.accounts_of(contract.work, contract.option);
            self.add_correction(accounts, correction);
            self.count_team(&contract, time);
        }
    }

    /// Counts what is certain to fall due after the horizon, which the ledger does not know.
    pub(super) fn bind_beyond_horizon(&mut self, line: u32, amount: i64) {
        if let Some(sum) = self.money.beyond_horizon.get_mut(line as usize) {
            *sum = sum.saturating_add(amount);
        }
    }

    /// What work under way, work not paid yet and signed payments bind after the end of fiscal year
    /// number `year`, at `time`, as expected then (BUD-7).
    pub(super) fn count_commitments(&mut self, year: usize, time: Ticks) {
        let plan = self.plan;
        let calendar = &plan.calendar;
        let years = calendar.years();
        let entry = |purse: usize| (purse * years + year) * (years + 1);
        for purse in 0..plan.money.purses.len() {
            for later in year + 1..years {
                let known = self.ledger.of_account(purse, later);
                self.money.books.commitments[entry(purse) + later] = known;
            }
        }
        for (line, part) in plan.part_of_line.iter().enumerate() {
            for later in year + 1..years {
                let bound = &mut self.money.books.bound[entry(*part as usize) + later];
                *bound = bound.saturating_add(self.ledger.amount(line, later));
            }
            let beyond = self.money.beyond_horizon[line];
            let books = &mut self.money.books;
            let bound = &mut books.bound[entry(*part as usize) + years];
            *bound = bound.saturating_add(beyond);
            if let Some(purse) = plan.money.purse_of(line as u32) {
                let bound = &mut books.commitments[entry(purse) + years];
                *bound = bound.saturating_add(beyond);
            }
        }
        for contract in self
            .money
            .contracts
            .iter()
            .filter(|contract| contract.active)
        {
            let option = &plan.works[contract.work as usize].options[usize::from(contract.option)];
            let books = &mut self.money.books;
            let purse = plan.money.purse_of(option.line);
            let part = plan.part_of_line[option.line as usize] as usize;
            let lists = [
                purse.map(|purse| &mut books.commitments[entry(purse)..][..years + 1]),
                Some(&mut books.bound[entry(part)..][..years + 1]),
            ];
            for list in lists.into_iter().flatten() {
                contract.booked(calendar, option, |later, amount| {
                    if later > year {
                        list[later] = list[later].saturating_sub(amount);
                    }
                });
                contract.expected(calendar, option, time, |later, amount| {
                    // After the horizon the rest of its year is later too.
                    let entry = &mut list[later.max(year + 1)];
                    *entry = entry.saturating_add(amount);
                });
            }
        }
    }
}
