//! What the portfolio of a run comes to: themes licensed, cost, worth.

use super::yields::{Yields, discount, middle_of};
use crate::analysis::headline::Worth;
use crate::engine::{Happening, Observer, Plan, RunEnd, ThemeRun};
use crate::model::{Model, Ticks};

/// Adds up the portfolio of one run after the other; what it says is of the last run that has ended.
#[derive(Debug)]
pub(in crate::analysis) struct Portfolio<'m> {
    model: &'m Model,
    yields: Yields<'m>,
    /// Themes licensed within the horizon, or launched without a licence.
    pub licences: i64,
    /// Cost within the horizon, all of the ledger.
    pub cost: i64,
    /// Discounted value, and what is left of it after discounted cost.
    pub worth: Worth,
}

impl<'m> Portfolio<'m> {
    /// No run so far.
    pub fn new(model: &'m Model) -> Portfolio<'m> {
        Portfolio {
            model,
            yields: Yields::new(model),
            licences: 0,
            cost: 0,
            worth: Worth::default(),
        }
    }
}

impl Observer for Portfolio<'_> {
    #[inline]
    fn observe(&mut self, _: &Plan<'_>, now: Ticks, index: u32, _: &ThemeRun, what: Happening) {
        self.yields.note(now, index, what);
    }

    fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        let (mut licences, mut value) = (0, 0_i64);
        self.yields.close(plan, end, |_, _, came| {
            licences += i64::from(came.licensed.is_some());
            value = value.saturating_add(came.value);
        });
        let rate = end.worth(plan).map_or(0.0, |worth| worth.discount_rate());
        let (mut cost, mut present) = (0_i64, 0.0);
        for year in 0..end.ledger.years() {
            let lines = 0..plan.lines().len();
            let amounts = lines.map(|line| end.ledger.amount(line, year));
            let spent = amounts.fold(0, i64::saturating_add);
            cost = cost.saturating_add(spent);
            present += spent as f64 * discount(rate, middle_of(self.model, year));
        }
        self.licences = licences;
        self.cost = cost;
        self.worth = Worth {
            value,
            net: value.saturating_sub(present.round() as i64),
        };
    }
}
