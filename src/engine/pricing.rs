//! What work costs, and when it falls due (BUD-8, INC-7).

use super::ledger::{Ledger, whole};
use super::plan::{Work, WorkOption};
use super::simulator::Simulator;
use crate::model::{Calendar, Ticks};

/// The largest cost of one activity, in units of the currency.
const LARGEST_COST: f64 = 1e15;

/// What doing an activity costs with one of its options, the provider's factor included.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Price {
    per_month: f64,
    per_job: f64,
}

/// When the price of a piece of work falls due (BUD-8).
struct Due<'w> {
    /// Shares of the price at shares of the working time; `None`: pro rata.
    payments: Option<&'w [(f64, f64)]>,
    full_months: f64,
    /// The share of the work that lies in the past; what fell due then is sunk.
    progress: f64,
    from: Ticks,
    until: Ticks,
}

impl Due<'_> {
    /// Books what is due of `total`. Returns the price of what remains, and what of it falls due
    /// within the horizon.
    #[inline]
    fn book(&self, calendar: &Calendar, ledger: &mut Ledger, line: u32, total: f64) -> (i64, i64) {
        // The largest amounts times the largest factors stay within what whole numbers can hold.
        let total = total.min(LARGEST_COST);
        let Some(payments) = self.payments else {
            let rest = total * (1.0 - self.progress);
            let booked = ledger.spread(calendar, line, self.from, self.until, rest);
            return (whole(rest), booked);
        };
        let (mut cost, mut booked, mut share_before) = (0, 0, 0.0);
        for (at, share) in payments {
            // Rounded sums, not summed roundings: the parts come to the rounded whole.
            let amount = whole(total * (share_before + share)) - whole(total * share_before);
            share_before += share;
            // A payment at the very start is in the past of work under way.
            if *at < self.progress || (self.progress > 0.0 && *at == 0.0) {
                continue;
            }
            let time = self.from + Ticks::from_months(self.full_months * (at - self.progress));
            cost += amount;
            booked += ledger.book(calendar, line, time, amount);
        }
        (cost, booked)
    }
}

impl Simulator<'_> {
    /// Books the cost of work from now to `end`; `progress` of it lies in the past and is sunk.
    /// Returns the whole price of what remains, and what of it falls due within the horizon.
    #[allow(clippy::too_many_arguments, reason = "the terms of one sum")]
    #[inline]
    pub(super) fn book_work(
        &mut self,
        work: &Work,
        option: &WorkOption,
        entity: u64,
        repeat: u32,
        full_months: f64,
        progress: f64,
        end: Ticks,
        theme: u32,
    ) -> (i64, i64) {
        let price = match option.fixed_price {
            Some(place) => self.prices[place as usize],
            None => self.price_of(work, option, entity, repeat),
        };
        let total = price.per_month * full_months + price.per_job;
        if total == 0.0 {
            return (0, 0);
        }
        let total = match self.plan.shares_cost {
            false => total,
            true => {
                let item = self.plan.lines[option.line as usize].item;
                total * self.share_borne_by_network(theme, item)
            }
        };
        if option.stands {
            let factor = self.number(option.cost_factor, entity, repeat);
            self.count_usage(work, option, full_months, progress, factor, end);
        }
        let due = Due {
            payments: work.payments.as_deref(),
            full_months,
            progress,
            from: self.now,
            until: end,
        };
        due.book(&self.plan.calendar, &mut self.ledger, option.line, total)
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
    fn count_usage(
        &mut self,
        work: &Work,
        option: &WorkOption,
        full_months: f64,
        progress: f64,
        factor: f64,
        end: Ticks,
    ) {
        let due = Due {
            payments: work.payments.as_deref(),
            full_months,
            progress,
            from: self.now,
            until: end,
        };
        let prices = option.slot_prices.iter().zip(&option.job_prices);
        for ((function, _), ((per_month, slots), per_job)) in option.needs.iter().zip(prices) {
            let per_month = self.number(*per_month, 0, 0) * slots;
            let price = (per_month * full_months + self.number(*per_job, 0, 0)) * factor;
            due.book(&self.plan.calendar, &mut self.usage, *function, price);
        }
    }
}
