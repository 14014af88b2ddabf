//! The few figures that everybody reads first.

use super::figures::Figures;
use super::layout::{flow, usage};
use crate::model::TICKS_PER_MONTH;
use crate::stats::LogHistogram;

const MONTH: f64 = TICKS_PER_MONTH as f64;

/// What themes come to: licences, or launches where a scenario has no licences.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Success {
    /// Contracts with companies.
    Licences,
    /// Drugs on the market.
    Launches,
}

/// A function with little to spare.
#[derive(Clone, Debug, PartialEq)]
pub struct Tight {
    /// An index into [`crate::model::Model::functions`].
    pub function: usize,
    /// The share of its slot-time in use over the whole run, 0 to 1.
    pub utilisation: f64,
    /// The mean number of activities that wait for it as their first choice.
    pub queue: f64,
    /// The mean wait of those it served, months; absent where it served none.
    pub wait_months: Option<f64>,
}

/// Shares of what all stages lose, wait and cost that fall to the valley of death, 0 to 1 (SCP-5).
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Valley {
    /// Of themes that fail or are stopped.
    pub losses: f64,
    /// Of time in queues.
    pub waits: f64,
    /// Of cost.
    pub cost: f64,
}

impl Figures<'_> {
    /// What counts as success: launches only where there is no licence in any run.
    pub fn success(&self) -> Success {
        let years = self.layout.years;
        let licences = self.sum(self.layout.licences(years));
        match licences == 0 && self.sum(self.layout.launches(years)) > 0 {
            true => Success::Launches,
            false => Success::Licences,
        }
    }

    /// The cell and the histogram of successes in a fiscal year, or in all (`year` = years).
    pub fn successes(&self, year: usize) -> (usize, &LogHistogram) {
        let totals = &self.sample.totals;
        match self.success() {
            Success::Licences => (self.layout.licences(year), &totals.licences[year]),
            Success::Launches => (self.layout.launches(year), &totals.launches[year]),
        }
    }

    /// Functions with limited slots, the most used first.
    ///
    /// By use and not by queue: an activity that waits for several functions at once counts in the
    /// queue of each, whichever of them is short.
    pub fn tightest(&self) -> Vec<Tight> {
        let (layout, years) = (self.layout, self.layout.years);
        let span = self.model.calendar.horizon().0 as f64;
        let limited = (0..layout.functions)
            .filter(|function| self.sum(layout.usage(*function, years, usage::OFFERED)) > 0);
        let mut used: Vec<Tight> = limited
            .map(|function| {
                let sum = |what| self.sum(layout.usage(function, years, what)) as f64;
                let wait = self.sample.totals.wait[function * (years + 1) + years].ratio();
                Tight {
                    function,
                    utilisation: sum(usage::BUSY) / sum(usage::OFFERED),
                    queue: self.mean(layout.usage(function, years, usage::QUEUED), span),
                    wait_months: wait.map(|wait| wait.mean / MONTH),
                }
            })
            .collect();
        used.sort_by(|a, b| b.utilisation.total_cmp(&a.utilisation));
        used
    }

    /// The part of the valley of death; nothing where the scenario marks none, or nothing is lost.
    pub fn valley(&self) -> Option<Valley> {
        let (mut valley, mut all) = ([0.0; 3], [0.0; 3]);
        for (place, (route, stage)) in self.plan.flows().iter().enumerate() {
            let stage = &self.model.routes[*route as usize].stages[usize::from(*stage)];
            let cell = |what| self.mean(self.layout.flow(place, what), 1.0);
            let amounts = [
                cell(flow::FAILED) + cell(flow::STOPPED),
                cell(flow::WAITED),
                cell(flow::COST),
            ];
            for (place, amount) in amounts.into_iter().enumerate() {
                all[place] += amount;
                valley[place] += if stage.valley_of_death { amount } else { 0.0 };
            }
        }
        let share = |place: usize| valley[place] / all[place].max(f64::MIN_POSITIVE);
        (valley[0] > 0.0).then(|| Valley {
            losses: share(0),
            waits: share(1),
            cost: share(2),
        })
    }

    /// The share of ignorance in the variance of a cell between runs, 0 to 1; 0 where nothing is
    /// unknown, nothing where the two cannot be told apart.
    pub fn ignorance_share(&self, cell: usize) -> Option<f64> {
        if !self.model.has_ignorance() {
            return Some(0.0);
        }
        self.sample.totals.panel.split(cell)?.ignorance_share()
    }
}
