//! Caps and fiscal years: what each allows, what its costs came to, and by how much they passed it
//! (BUD-2).

use super::ledger::whole;
use super::money_event::{CapYear, MoneyNews};
use super::observer::Observer;
use super::simulator::Simulator;

impl Simulator<'_> {
    /// A fiscal year begins for all caps.
    pub(super) fn open_caps<O: Observer>(&mut self, year: usize, observer: &mut O) {
        let years = self.plan.calendar.years();
        for (cap, plan) in self.plan.money.caps.iter().enumerate() {
            let amount = plan.amounts[year].map(|amount| whole(self.number(amount, 0, 0)));
            self.money.books.caps[cap * years + year] = CapYear {
                amount,
                ..CapYear::default()
            };
            if let Some(amount) = amount {
                let (cap, year) = (cap as u32, year as u32);
                let news = MoneyNews::CapOpened { cap, year, amount };
                observer.news(self.plan, self.now, news);
            }
        }
    }

    /// A fiscal year ends for all caps.
    pub(super) fn close_caps<O: Observer>(&mut self, year: usize, observer: &mut O) {
        let years = self.plan.calendar.years();
        for cap in 0..self.plan.money.caps.len() {
            let account = self.plan.money.purses.len() + cap;
            let spent = self.ledger.of_account(account, year);
            let closed = &mut self.money.books.caps[cap * years + year];
            closed.spent = spent;
            if closed.amount.is_some() {
                let outcome = *closed;
                let (cap, year) = (cap as u32, year as u32);
                let news = MoneyNews::CapClosed { cap, year, outcome };
                observer.news(self.plan, self.now, news);
            }
        }
    }
}
