//! The ledger: what falls due, to the smallest unit of the currency, by line and fiscal year.
//!
//! The ledger is state of the run, not a statistic: rules may look at it.

use super::accounts::Accounts;
use crate::model::{Calendar, Ticks};

/// Amounts of one run, `[line][fiscal year]`.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    years: usize,
    amounts: Vec<i64>,
    /// The accounts of each line; empty without accounts.
    accounts_of_line: Vec<Accounts>,
    /// `[account][fiscal year]`
    accounts: Vec<i64>,
    /// What falls due of each account after the horizon in the horizon's fiscal year. No run comes
    /// to it; but who decides within that year counts the whole of it.
    after_horizon: Vec<i64>,
}

impl Ledger {
    pub(crate) fn new(lines: usize, years: usize) -> Ledger {
        Ledger {
            years,
            amounts: vec![0; lines * years],
            ..Ledger::default()
        }
    }

    /// A ledger that also counts what falls due of each of `accounts`.
    pub(crate) fn with_accounts(
        lines: usize,
        years: usize,
        accounts_of_line: Vec<Accounts>,
        accounts: usize,
    ) -> Ledger {
        Ledger {
            accounts_of_line,
            accounts: vec![0; accounts * years],
            after_horizon: vec![0; accounts],
            ..Ledger::new(lines, years)
        }
    }

    /// What fell due, or is known to fall due, of an account in fiscal year number `year`.
    #[inline]
    pub(crate) fn of_account(&self, account: usize, year: usize) -> i64 {
        self.accounts[account * self.years + year]
    }

    /// The same of the whole fiscal year, where the horizon cuts it.
    #[inline]
    pub(crate) fn of_account_in_whole(&self, account: usize, year: usize) -> i64 {
        let within = self.of_account(account, year);
        match year + 1 == self.years {
            true => within.saturating_add(self.after_horizon[account]),
            false => within,
        }
    }

    /// Counts what falls due on a line after the horizon in the horizon's fiscal year.
    pub(crate) fn add_after_horizon(&mut self, line: u32, amount: i64) {
        if let Some(accounts) = self.accounts_of_line.get(line as usize) {
            for account in accounts.iter() {
                let sum = &mut self.after_horizon[account];
                *sum = sum.saturating_add(amount);
            }
        }
    }

    pub(crate) fn clear(&mut self) {
        self.amounts.fill(0);
        self.accounts.fill(0);
        self.after_horizon.fill(0);
    }

    /// The number of fiscal years.
    pub fn years(&self) -> usize {
        self.years
    }

    /// What fell due on `line` in fiscal year number `year`.
    #[inline]
    pub fn amount(&self, line: usize, year: usize) -> i64 {
        self.amounts[line * self.years + year]
    }

    /// All amounts, `[line][fiscal year]`.
    pub fn amounts(&self) -> &[i64] {
        &self.amounts
    }

    /// Books `amount` at `time`; what falls due after the horizon is not booked. Returns what was.
    pub(crate) fn book(&mut self, calendar: &Calendar, line: u32, time: Ticks, amount: i64) -> i64 {
        if !calendar.holds(time) {
            if time < calendar.year_end(self.years - 1) {
                self.add_after_horizon(line, amount);
            }
            return 0;
        }
        self.add(line, calendar.year_until(time), amount);
        amount
    }

    /// Adds an amount to a line of a fiscal year.
    #[inline]
    pub(crate) fn add(&mut self, line: u32, year: usize, amount: i64) {
        // Amounts beyond 64 bits stop at the largest, as in the checks of the scenario.
        let sum = &mut self.amounts[line as usize * self.years + year];
        *sum = sum.saturating_add(amount);
        if !self.accounts_of_line.is_empty() {
            self.count_accounts(line, year, amount);
        }
    }

    #[cold]
    fn count_accounts(&mut self, line: u32, year: usize, amount: i64) {
        for account in self.accounts_of_line[line as usize].iter() {
            let sum = &mut self.accounts[account * self.years + year];
            *sum = sum.saturating_add(amount);
        }
    }
}

/// Spreads `total` evenly over `from` … `until`, up to the horizon: (fiscal year, amount).
///
/// With C(t) the cost accrued up to t, the span a … b is given round(C(b)) − round(C(a)): parts
/// sum to the rounded total to the unit. A span without length is given to `from`.
#[inline]
pub(crate) fn spread(
    calendar: &Calendar,
    from: Ticks,
    until: Ticks,
    total: f64,
    mut each: impl FnMut(usize, i64),
) {
    let horizon = calendar.horizon();
    if until <= from {
        if calendar.holds(from) {
            each(calendar.year_until(from), whole(total));
        }
        return;
    }
    let last = until.min(horizon);
    if from >= last {
        return;
    }
    let per_tick = total / (until - from).0 as f64;
    let mut year = calendar.year_of(from);
    let mut booked = 0;
    loop {
        let end = calendar.year_end(year);
        let accrued = if end < last {
            whole(per_tick * (end - from).0 as f64)
        } else if last == until {
            whole(total)
        } else {
            whole(per_tick * (last - from).0 as f64)
        };
        each(year, accrued - booked);
        booked = accrued;
        if end >= last {
            return;
        }
        year += 1;
    }
}

/// The nearest whole unit of the currency, halves away from zero; at most what 64 bits hold.
#[inline]
pub(crate) fn whole(amount: f64) -> i64 {
    (amount + 0.5_f64.copysign(amount)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{TICKS_PER_MONTH, TICKS_PER_YEAR};
    use jiff::civil::date;

    fn calendar() -> Calendar {
        Calendar::new(date(2013, 4, 1), Ticks(4 * TICKS_PER_YEAR), 4)
    }

    fn month(month: i64) -> Ticks {
        Ticks(month * TICKS_PER_MONTH)
    }

    #[test]
    fn cost_over_three_fiscal_years_is_split_to_the_yen() {
        let calendar = calendar();
        let mut ledger = Ledger::new(1, 4);
        // 17 months from month 10: 2 + 12 + 3 months of 1/17 each.
        spread(&calendar, month(10), month(27), 100.0, |year, amount| {
            ledger.add(0, year, amount);
        });
        // C(2) = 11.76 → 12; C(14) = 82.35 → 82; the rest 18.
        assert_eq!(ledger.amounts(), [12, 70, 18, 0]);
    }

    #[test]
    fn what_lies_beyond_the_horizon_is_not_booked() {
        let calendar = calendar();
        let mut ledger = Ledger::new(1, 4);
        let mut add = |year, amount| ledger.add(0, year, amount);
        spread(&calendar, month(42), month(54), 120.0, &mut add);
        spread(&calendar, month(48), month(54), 120.0, &mut add);
        spread(&calendar, month(50), month(54), 120.0, &mut add);
        spread(&calendar, month(50), month(50), 120.0, &mut add);
        assert_eq!(ledger.book(&calendar, 0, month(49), 5), 0);
        assert_eq!(ledger.book(&calendar, 0, month(48), 5), 5);
        assert_eq!(ledger.amounts(), [0, 0, 0, 65]);
    }

    #[test]
    fn work_that_ends_on_a_year_end_books_nothing_in_the_next() {
        let calendar = calendar();
        let mut ledger = Ledger::new(1, 4);
        let mut add = |year, amount| ledger.add(0, year, amount);
        spread(&calendar, month(6), month(12), 7.0, &mut add);
        spread(&calendar, month(12), month(12), 3.0, &mut add);
        assert_eq!(ledger.amounts(), [7, 3, 0, 0]);
    }
}
