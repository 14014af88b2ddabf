//! Accounts: what counts costs against an amount for a fiscal year (BUD-2, BUD-6).
//!
//! An account is a purse or a cap. Purses come first, then caps. Each ledger line is paid by one
//! purse at most, and may count against any number of caps; so the accounts of a line are a set.

use super::plan::Plan;
use super::simulator::Simulator;
use crate::model::MOST_ACCOUNTS;

/// A set of accounts of a plan.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts(u64);

/// What an account is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Account {
    /// A purse: an index into [`crate::model::Money::purses`].
    Purse(usize),
    /// A cap: an index into [`crate::model::Money::caps`].
    Cap(usize),
}

impl Accounts {
    /// Whether there is none in it.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether it holds an account, by number.
    #[inline]
    pub fn contains(self, account: usize) -> bool {
        account < MOST_ACCOUNTS && self.0 & (1 << account) != 0
    }

    /// The numbers of its accounts, growing.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let first = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            (first < u64::BITS).then_some(first as usize)
        })
    }

    /// Adds an account; one beyond [`MOST_ACCOUNTS`], which no scenario has, is left out.
    pub(crate) fn insert(&mut self, account: usize) {
        if account < MOST_ACCOUNTS {
            self.0 |= 1 << account;
        }
    }

    /// Those that are not in `other`.
    #[inline]
    pub(crate) fn without(self, other: Accounts) -> Accounts {
        Accounts(self.0 & !other.0)
    }

    /// Those that are in both.
    #[inline]
    pub(crate) fn among(self, other: Accounts) -> Accounts {
        Accounts(self.0 & other.0)
    }
}

impl Plan<'_> {
    /// The accounts against which an activity counts with one of its options.
    pub fn accounts_of(&self, work: u32, option: u8) -> Accounts {
        let option = &self.works[work as usize].options[usize::from(option)];
        self.money.accounts_of(option.line)
    }

    /// The accounts of a ledger line, by its place in [`Plan::lines`].
    pub fn accounts_of_line(&self, line: usize) -> Accounts {
        self.money.accounts_of(line as u32)
    }

    /// The accounts that hold back work.
    pub fn holding_back(&self) -> Accounts {
        self.money.holding_back
    }

    /// What an account is, by number.
    pub fn account(&self, account: usize) -> Account {
        match account.checked_sub(self.money.purses.len()) {
            None => Account::Purse(account),
            Some(cap) => Account::Cap(cap),
        }
    }
}

/// What counts against an account in the present year beyond what the ledger has booked.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct AccountState {
    /// Expected of work under way, less what the ledger has booked of it.
    pub correction: i64,
    /// Patents and meetings still to be paid this year.
    pub reserve: i64,
}

impl Simulator<'_> {
    /// All that may be spent of an account in the present year.
    fn room_in(&self, account: usize) -> i64 {
        let (books, year) = (&self.money.books, self.money.year);
        let years = self.plan.calendar.years();
        match self.plan.account(account) {
            Account::Purse(purse) => books.outturns[purse * years + year].room(),
            Account::Cap(cap) => books.caps[cap * years + year].amount.unwrap_or(i64::MAX),
        }
    }

    /// What an account has left of the present year.
    pub(super) fn left_in(&self, account: usize) -> i64 {
        let state = &self.money.accounts[account];
        let spent = self.ledger.of_account_in_whole(account, self.money.year);
        let bound = state.correction.saturating_add(state.reserve);
        let bound = bound.saturating_add(self.teams_to_pay(account));
        let room = self.room_in(account);
        room.saturating_sub(spent.saturating_add(bound))
    }

    /// Counts what is expected of work beyond what the ledger has booked of it.
    pub(super) fn add_correction(&mut self, accounts: Accounts, amount: i64) {
        for account in accounts.iter() {
            let sum = &mut self.money.accounts[account].correction;
            *sum = sum.saturating_add(amount);
        }
    }

    /// Reserves an amount of the present year, or gives it back where it is below 0.
    pub(super) fn add_reserve(&mut self, accounts: Accounts, amount: i64) {
        for account in accounts.iter() {
            let sum = &mut self.money.accounts[account].reserve;
            *sum = sum.saturating_add(amount);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_and_no_more() {
        let mut set = Accounts::default();
        assert!(set.is_empty());
        for account in [63, 0, 7, 64, 1000] {
            set.insert(account);
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 7, 63]);
        assert!(set.contains(63) && !set.contains(1) && !set.contains(64));
        let mut other = Accounts::default();
        [7, 8].into_iter().for_each(|account| other.insert(account));
        assert_eq!(set.among(other).iter().collect::<Vec<_>>(), [7]);
        assert_eq!(set.without(other).iter().collect::<Vec<_>>(), [0, 63]);
    }
}
