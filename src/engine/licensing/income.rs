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
        let rest = self.credit_as_agreed(first, amount - proposer);
        match chapter.division {
            Division::Office(office) => self.credit(first + office, rest),
            Division::ByWork => self.divide_by_work(theme, first, rest),
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

    /// Credits institutes with the shares that are agreed on, whoever worked, and returns what no
    /// agreement covers.
    fn credit_as_agreed(&mut self, first: usize, amount: i64) -> i64 {
        let agreed = &self.chapter().contributions;
        if agreed.is_empty() {
            return amount;
        }
        let mut parts = std::mem::take(&mut self.licensing.parts);
        parts.clear();
        let mut left = WHOLE;
        for (institute, share) in agreed {
            let share = (self.number(*share, 0, 0) * WHOLE as f64) as i128;
            let share = share.clamp(0, left);
            left -= share;
            parts.push((share, *institute, 0));
        }
        // Shares of 0.7 and 0.3 leave nothing, whatever their binary digits.
        let left = if left < WHOLE >> 30 { 0 } else { left };
        parts.push((left, NOBODY, 0));
        divide(&mut parts, amount);
        let mut rest = 0;
        for (_, institute, part) in &parts {
            match *institute {
                NOBODY => rest = *part,
                institute => self.credit(first + institute as usize, *part),
            }
        }
        self.licensing.parts = parts;
        rest
    }

    /// Divides an amount by the work of the institutes up to the licence; where nobody has worked it
    /// is the network's.
    fn divide_by_work(&mut self, theme: u32, first: usize, amount: i64) {
        let institutes = self.plan.model.institutes.len();
        let mut parts = std::mem::take(&mut self.licensing.parts);
        parts.clear();
        let from = theme as usize * institutes;
        let shares = self.licensing.shares.get(from..from + institutes);
        let shares = (0..).zip(shares.unwrap_or_default());
        let shares = shares.filter(|(_, share)| **share > 0);
        parts.extend(shares.map(|(institute, share)| (i128::from(*share), institute, 0)));
        if parts.is_empty() {
            self.credit(first + institutes, amount);
        }
        divide(&mut parts, amount);
        for (_, institute, part) in &parts {
            self.credit(first + *institute as usize, *part);
        }
        self.licensing.parts = parts;
    }
}

/// The whole of an amount, in the weights of its parts.
const WHOLE: i128 = 1 << 53;

/// Stands for an institute where there is none.
const NOBODY: u32 = u32::MAX;

/// Divides an amount by weights: each has the whole units of its part, and what is left goes one by
/// one to the largest remainders, of equal ones to the institute that comes first in the scenario.
/// `parts` holds (weight, institute, part); the weights become the remainders.
fn divide(parts: &mut [(i128, u32, i64)], amount: i64) {
    let total: i128 = parts.iter().map(|(weight, _, _)| weight).sum();
    if total == 0 {
        return;
    }
    let mut left = amount;
    for (weight, _, part) in parts.iter_mut() {
        let product = i128::from(amount) * *weight;
        *part = (product / total) as i64;
        *weight = product % total;
        left -= *part;
    }
    parts.sort_unstable_by_key(|(remainder, institute, _)| (-remainder, *institute));
    for (_, _, part) in parts.iter_mut().take(left as usize) {
        *part += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_largest_remainders_come_first() {
        let mut parts = [(1, 0, 0), (1, 1, 0), (1, 2, 0), (0, 3, 0)];
        divide(&mut parts, 100);
        let found = parts.map(|(_, institute, part)| (institute, part));
        assert_eq!(found, [(0, 34), (1, 33), (2, 33), (3, 0)]);
        let mut parts = [(7 * WHOLE, 0, 0), (3 * WHOLE, 1, 0)];
        divide(&mut parts, i64::MAX);
        assert_eq!(parts[0].2 + parts[1].2, i64::MAX);
    }
}
