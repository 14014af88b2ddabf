//! What work costs, and when it falls due (BUD-8, INC-7).

use super::contracts::Contract;
use super::ledger::{spread, whole};
use super::plan::{Work, WorkOption};
use super::simulator::Simulator;
use crate::model::{Calendar, Ticks};

/// The largest cost of one activity, in units of the currency.
pub(super) const LARGEST_COST: f64 = 1e15;

/// What doing an activity costs with one of its options, the provider's factor included.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Price {
    pub per_month: f64,
    pub per_job: f64,
}

/// When the price of a piece of work falls due (BUD-8).
pub(super) struct Due<'w> {
    /// Shares of the price at shares of the working time; `None`: pro rata.
    pub payments: Option<&'w [(f64, f64)]>,
    pub full_months: f64,
    /// The share of the work that lies in the past; what fell due then is sunk.
    pub progress: f64,
    pub from: Ticks,
    pub until: Ticks,
    /// Everything falls due so much later.
    pub lag: Ticks,
}

impl Due<'_> {
    /// What is due of `total` within the horizon: (fiscal year, amount), in the order of payments.
    /// Returns the price of what remains, whenever it falls due.
    #[inline]
    pub fn amounts(
        &self,
        calendar: &Calendar,
        total: f64,
        each: &mut impl FnMut(usize, i64),
    ) -> i64 {
        // The largest amounts times the largest factors stay within what whole numbers can hold.
        let total = total.min(LARGEST_COST);
        let Some(payments) = self.payments else {
            let rest = total * (1.0 - self.progress);
            spread(
                calendar,
                self.from + self.lag,
                self.until + self.lag,
                rest,
                each,
            );
            return whole(rest);
        };
        let (mut cost, mut share_before) = (0, 0.0);
        for (at, share) in payments {
            // Rounded sums, not summed roundings: the parts come to the rounded whole.
            let amount = whole(total * (share_before + share)) - whole(total * share_before);
            share_before += share;
            // A payment at the very start is in the past of work under way.
            if *at < self.progress || (self.progress > 0.0 && *at == 0.0) {
                continue;
            }
            let time = self.from + Ticks::from_months(self.full_months * (at - self.progress));
            let time = time + self.lag;
            cost += amount;
            if calendar.holds(time) {
                each(calendar.year_until(time), amount);
            }
        }
        cost
    }
}

/// Work that starts, as its cost is booked.
#[derive(Copy, Clone, Debug)]
pub(super) struct Start {
    pub theme: u32,
    pub job: u32,
    pub work: u32,
    pub option: u8,
    /// The name of its draws.
    pub entity: u64,
    pub repeat: u32,
    pub full_months: f64,
    /// The share of it that lies in the past and is sunk.
    pub progress: f64,
    pub end: Ticks,
}

/// What a piece of work costs the network.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Cost {
    /// The price of what remains, whenever it falls due.
    pub price: i64,
    /// What of it falls due within the horizon.
    pub booked: i64,
    /// What the proposer's own funds pay instead (SEL-5).
    pub covered: i64,
}

impl Simulator<'_> {
    /// Books the cost of work from now to its end.
    #[inline]
    pub(super) fn book_work(&mut self, start: Start) -> Cost {
        let plan = self.plan;
        let work = &plan.works[start.work as usize];
        let option = &work.options[usize::from(start.option)];
        let Start {
            entity,
            repeat,
            full_months,
            progress,
            end,
            ..
        } = start;
        let price = match option.fixed_price {
            Some(place) => self.prices[place as usize],
            None => self.price_of(work, option, entity, repeat),
        };
        let total = price.per_month * full_months + price.per_job;
        if total == 0.0 {
            return Cost::default();
        }
        let lag = option.lag.map_or(Ticks::ZERO, |lag| {
            Ticks::from_months(self.number(lag, entity, repeat))
        });
        let due = Due {
            payments: option.payments.as_deref(),
            full_months,
            progress,
            from: self.now,
            until: end,
            lag,
        };
        if option.stands {
            let factor = self.number(option.cost_factor, entity, repeat);
            self.count_usage(option, &due, factor);
        }
        let total = total * self.share_borne_by_network(start.theme, option.line);
        let funds = self.themes[start.theme as usize].funds;
        let cost = match funds {
            0 => {
                let (mut booked, ledger) = (0, &mut self.ledger);
                let by_theme = &mut self.theme_costs;
                let price = due.amounts(&plan.calendar, total, &mut |year, amount| {
                    booked += amount;
                    ledger.add(option.line, year, amount);
                    by_theme.add(start.theme, year, amount);
                });
                Cost {
                    price,
                    booked,
                    covered: 0,
                }
            }
            _ => self.book_beside_funds(start.theme, option, &due, total),
        };
        if plan.money.commitments {
            let due = (lag, total.min(LARGEST_COST));
            self.sign_contract(start, due, cost.covered);
        }
        cost
    }

    /// Books what is due beyond the proposer's own funds, which pay first (SEL-5).
    #[cold]
    fn book_beside_funds(
        &mut self,
        theme: u32,
        option: &WorkOption,
        due: &Due<'_>,
        total: f64,
    ) -> Cost {
        let funds = self.themes[theme as usize].funds;
        let (mut left, mut booked) = (funds, 0);
        let (ledger, paid) = (&mut self.ledger, &mut self.money.books.paid_by_proposers);
        let by_theme = &mut self.theme_costs;
        let price = due.amounts(&self.plan.calendar, total, &mut |year, amount| {
            let covered = left.min(amount);
            left -= covered;
            paid[year] = paid[year].saturating_add(covered);
            booked += amount - covered;
            ledger.add(option.line, year, amount - covered);
            by_theme.add(theme, year, amount - covered);
        });
        let covered = funds.min(price);
        self.themes[theme as usize].funds -= covered;
        Cost {
            price: price - covered,
            booked,
            covered,
        }
    }

    /// Notes what work that was booked just now binds; `due` is its lag and its price.
    #[cold]
    fn sign_contract(&mut self, start: Start, due: (Ticks, f64), covered: i64) {
        let quote = self.quote(start.theme, start.work, start.option, start.progress);
        let contract = Contract {
            covered,
            until: start.end,
            lag: due.0,
            full_months: start.full_months,
            total: due.1,
            ..quote
        };
        self.contract_begins(start.job, contract);
    }

    /// What an option costs: the work's own cost and the prices of the functions, times its factor.
    fn price_of(&self, work: &Work, option: &WorkOption, entity: u64, repeat: u32) -> Price {
        let mut per_month = self.number(work.cost_per_month, entity, repeat);
        let mut per_job = self.number(work.cost, entity, repeat);
        for (price, slots) in &option.slot_prices {
            per_month += self.number(*price, 0, 0) * slots;
        }
        for price in &option.job_prices {
            per_job += self.number(*price, 0, 0);
        }
        let factor = self.number(option.cost_factor, entity, repeat);
        Price {
            per_month: per_month * factor,
            per_job: per_job * factor,
        }
    }

    /// Works out the prices that stay the same until the next world or run.
    pub(super) fn fix_prices(&mut self) {
        let plan = self.plan;
        for work in &plan.works {
            for option in &work.options {
                if let Some(place) = option.fixed_price {
                    self.prices[place as usize] = self.price_of(work, option, 0, 0);
                }
            }
        }
    }

    /// Counts the price of used slots against a function's standing cost (INC-7), in the fiscal
    /// years in which it falls due.
    fn count_usage(&mut self, option: &WorkOption, due: &Due<'_>, factor: f64) {
        let prices = option.slot_prices.iter().zip(&option.job_prices);
        for ((function, _), ((per_month, slots), per_job)) in option.needs.iter().zip(prices) {
            let per_month = self.number(*per_month, 0, 0) * slots;
            let price = (per_month * due.full_months + self.number(*per_job, 0, 0)) * factor;
            let usage = &mut self.usage;
            due.amounts(&self.plan.calendar, price, &mut |year, amount| {
                usage.add(*function, year, amount);
            });
        }
    }
}
