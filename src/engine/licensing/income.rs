//! What licensees pay, and how it is divided (LIC-5, INC-4).

use super::event::{LicensingEvent, Payment};
use super::plan::beneficiaries;
use crate::engine::ledger::whole;
use crate::engine::observer::Observer;
use crate::engine::simulator::Simulator;
use crate::model::Division;

/// The largest payment, in units of the currency.
const LARGEST_PAYMENT: f64 = 1e15;

impl Simulator<'_> {
    /// A payment comes in now, and is divided to the unit of the currency.
    pub(super) fn receive<O: Observer>(
        &mut self,
        theme: u32,
        what: Payment,
        amount: f64,
        observer: &mut O,
    ) {
        let chapter = self.chapter();
        let amount = whole(amount.clamp(0.0, LARGEST_PAYMENT));
        if amount == 0 {
            return;
        }
        let model = self.plan.model;
        let record = &mut self.themes[theme as usize];
        record.income = record.income.saturating_add(amount);
        let modality = model.routes[record.route as usize].modality;
        let share = self.number(chapter.proposer_share, 0, 0);
        let proposer = whole(amount as f64 * share).min(amount);
        let first = (modality * Payment::ALL.len() + what as usize) * beneficiaries(model);
        let institutes = model.institutes.len();
        self.credit(first + institutes + 1, proposer);
        match chapter.division {
            Division::Office(office) => self.credit(first + office, amount - proposer),
            Division::ByWork => self.divide_by_work(theme, first, amount - proposer),
        }
        self.note(
            observer,
            theme,
            LicensingEvent::Paid {
                what,
                amount,
                proposer,
            },
        );
    }

    fn credit(&mut self, line: usize, amount: i64) {
        let calendar = &self.plan.calendar;
        self.licensing
            .income
            .book(calendar, line as u32, self.now, amount);
    }

    /// Divides an amount by the work of the institutes up to the licence: each has the whole units
    /// of its part, and what is left goes one by one to the largest remainders, of equal ones to the
    /// institute that comes first in the scenario.
    fn divide_by_work(&mut self, theme: u32, first: usize, amount: i64) {
        let institutes = self.plan.model.institutes.len();
        let mut parts = std::mem::take(&mut self.licensing.parts);
        parts.clear();
        let from = theme as usize * institutes;
        let shares = self.licensing.shares.get(from..from + institutes);
        let shares = shares.unwrap_or_default();
        let total: i128 = shares.iter().map(|share| i128::from(*share)).sum();
        if total == 0 {
            self.licensing.parts = parts;
            return self.credit(first + institutes, amount);
        }
        let mut left = amount;
        for (institute, share) in shares.iter().enumerate().filter(|(_, share)| **share > 0) {
            let product = i128::from(amount) * i128::from(*share);
            let part = (product / total) as i64;
            left -= part;
            parts.push((product % total, institute as u32, part));
        }
        parts.sort_unstable_by_key(|(remainder, institute, _)| (-remainder, *institute));
        for (_, _, part) in parts.iter_mut().take(left as usize) {
            *part += 1;
        }
        for (_, institute, part) in &parts {
            self.credit(first + *institute as usize, *part);
        }
        self.licensing.parts = parts;
    }
}
