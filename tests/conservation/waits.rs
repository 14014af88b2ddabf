//! The auditor's books of waiting for money: who was told to have too little left, how often, and
//! for how long.

use std::collections::BTreeMap;

use soyaku::engine::{Account, MoneyEvent, Plan, RunEnd};
use soyaku::model::{Model, Ticks};

/// Times that work came to wait, and time it waited, by account and fiscal year.
type Waits = BTreeMap<(usize, usize), (u32, Ticks)>;

/// Waits for money of one run.
#[derive(Debug, Default)]
pub struct MoneyWaits {
    /// Who is short for a theme's activity, and since when.
    open: BTreeMap<(u32, u32), (Vec<usize>, Ticks)>,
    told: Waits,
}

impl MoneyWaits {
    /// Something about the money of a theme's activity at `now`.
    pub fn hear(&mut self, plan: &Plan<'_>, now: Ticks, key: (u32, u32), what: MoneyEvent) {
        match what {
            MoneyEvent::WaitsForMoney {
                work,
                option,
                share,
                short_of,
                ..
            }
            | MoneyEvent::ShortOf {
                work,
                option,
                share,
                short_of,
            } => {
                let short_of: Vec<usize> = short_of.iter().collect();
                assert!(share > 0 && !short_of.is_empty());
                let on_it = accounts_on(plan, work, option);
                assert!(short_of.iter().all(|account| on_it.contains(account)));
                let goes_on = matches!(what, MoneyEvent::ShortOf { .. });
                let before = self.close(plan, now, key);
                assert_eq!(before.is_some(), goes_on, "{key:?}");
                let before = before.unwrap_or_default();
                assert_ne!(before, short_of, "nothing new is told");
                let year = plan.model().calendar.year_of(now);
                for account in short_of.iter().filter(|account| !before.contains(account)) {
                    self.told.entry((*account, year)).or_default().0 += 1;
                }
                self.open.insert(key, (short_of, now));
            }
            MoneyEvent::Funded { .. } => self.ends(plan, now, key),
            _ => {}
        }
    }

    /// Work that may have waited for money does so no more.
    pub fn ends(&mut self, plan: &Plan<'_>, now: Ticks, key: (u32, u32)) {
        self.close(plan, now, key);
    }

    fn close(&mut self, plan: &Plan<'_>, now: Ticks, key: (u32, u32)) -> Option<Vec<usize>> {
        let (short_of, since) = self.open.remove(&key)?;
        let year = plan.model().calendar.year_until(now);
        for account in &short_of {
            self.told.entry((*account, year)).or_default().1 += now - since;
        }
        Some(short_of)
    }

    /// At the end of a run the books must agree with these.
    pub fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        let open: Vec<_> = self.open.keys().copied().collect();
        for key in open {
            self.ends(plan, plan.model().calendar.horizon(), key);
        }
        let told = std::mem::take(&mut self.told);
        let years = end.ledger.years();
        let accounts = (end.books.outturns.len() + end.books.caps.len()) / years;
        for account in 0..accounts {
            for year in 0..years {
                let (held_back, waited) = match plan.account(account) {
                    Account::Purse(purse) => {
                        let outturn = end.books.outturns[purse * years + year];
                        (outturn.held_back, outturn.waited)
                    }
                    Account::Cap(cap) => {
                        let cap = end.books.caps[cap * years + year];
                        (cap.held_back, cap.waited)
                    }
                };
                let expected = told.get(&(account, year)).copied().unwrap_or_default();
                assert_eq!((held_back, waited), expected, "{account} in {year}");
            }
        }
        check_caps(plan, end);
    }
}

/// What may hold back an activity with one of its options, purses first.
fn accounts_on(plan: &Plan<'_>, work: u32, option: u8) -> Vec<usize> {
    let model = plan.model();
    let on_it = plan.accounts_of(work, option);
    let purses = model.money.purses.iter().map(|purse| purse.holds_back);
    let caps = model.money.caps.iter().map(|_| true);
    let holds = purses.chain(caps).enumerate();
    holds
        .filter(|(account, holds)| *holds && on_it.contains(*account))
        .map(|(account, _)| account)
        .collect()
}

/// What a cap counts is what the ledger has on the lines that it names.
fn check_caps(plan: &Plan<'_>, end: &RunEnd<'_>) {
    let model: &Model = plan.model();
    let years = end.ledger.years();
    let named = |list: &Option<Vec<usize>>, entry: Option<u32>| match (list, entry) {
        (None, _) => true,
        (Some(list), Some(entry)) => list.contains(&(entry as usize)),
        (Some(_), None) => false,
    };
    for (number, cap) in model.money.caps.iter().enumerate() {
        for year in 0..years {
            let lines = plan.lines().iter().enumerate();
            let lines = lines.filter(|(_, line)| {
                named(&cap.institutes, line.institute)
                    && named(&cap.items, Some(line.item))
                    && named(&cap.modalities, line.modality)
            });
            let spent: i64 = lines.map(|(line, _)| end.ledger.amount(line, year)).sum();
            let told = end.books.caps[number * years + year];
            assert_eq!(told.spent, spent, "{} in {year}", cap.id);
            assert_eq!(told.amount.is_some(), cap.amounts[year].is_some());
            let over = told.amount.map_or(0, |amount| (spent - amount).max(0));
            assert_eq!(told.overrun(), over);
        }
    }
}
