//! What an analysis has counted beside what every run counts, and the cells for it.
//!
//! Targets, chances that money runs short, and what is bound of later years are counted wherever
//! the scenario has any; what a request, or the forecast of a year's outturn, needs beyond that is
//! counted only for them.

use super::anatomy::Anatomy;
use super::layout::{Headline, Layout};
use super::waiting::Candidates;
use crate::engine::{Books, Plan, RunEnd};
use crate::model::{Counted, Target};
use crate::text;

/// What to count beside what every run counts; by default nothing.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Watch {
    /// The number of a fiscal year whose cost is taken apart.
    pub year: Option<usize>,
    /// With it: the amounts that its parts have, so that what is left of them is counted; by the
    /// parts of [`Plan::parts`].
    pub amounts: Option<Vec<i64>>,
    /// Whether the fate of work is counted that waits at the start.
    pub waiting: bool,
}

/// What is counted of money running short in a fiscal year, `[figure]`.
pub mod short {
    /// Runs with spending beyond what there was.
    pub const OVERRUN: usize = 0;
    /// Runs in which work came to wait for money.
    pub const WAITED: usize = 1;
    /// Runs with either.
    pub const EITHER: usize = 2;
    /// How many figures there are.
    pub const COUNT: usize = 3;
}

/// The cells, behind all others of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchCells {
    /// The first of them.
    pub first: usize,
    years: usize,
    purses: usize,
    parts: usize,
    /// Parts of which it is counted what is bound of later years, and all of them together; 0 where
    /// nobody asks.
    bound: usize,
    /// The targets.
    targets: Vec<Target>,
    /// The fiscal year that is taken apart.
    pub anatomy: Option<Anatomy>,
    amounts: Option<Vec<i64>>,
    /// Work that may wait at the start.
    pub candidates: Option<Candidates>,
}

impl WatchCells {
    /// The cells for a plan, counted from 0.
    pub(super) fn new(plan: &Plan<'_>, watch: &Watch) -> WatchCells {
        let model = plan.model();
        let parts = plan.parts().len();
        WatchCells {
            first: 0,
            years: model.calendar.years(),
            purses: model.money.purses.len(),
            parts,
            bound: if plan.follows_commitments() {
                parts + 1
            } else {
                0
            },
            targets: model.targets.clone(),
            anatomy: watch.year.map(|year| Anatomy::new(plan, year)),
            amounts: watch.year.and(watch.amounts.clone()),
            candidates: watch.waiting.then(|| Candidates::new(plan)),
        }
    }

    /// Whether anything is to be reached.
    pub(super) fn has_targets(&self) -> bool {
        !self.targets.is_empty()
    }

    /// The headlines of targets: how many there are of each by its date.
    pub(super) fn headlines(&self) -> impl Iterator<Item = Headline> {
        let targets = self.targets.iter().enumerate();
        targets.map(|(number, target)| {
            let name = &target.name;
            Headline {
                column: format!("target_{}", target.id),
                name: text!("target: {name}", "目標：{name}"; name),
                fiscal_year: None,
                cell: self.count(number),
            }
        })
    }

    /// How many there are of a target by the end of its year, those before the start included.
    pub fn count(&self, target: usize) -> usize {
        self.first + 2 * target
    }

    /// Whether a target is reached: 0 or 1.
    pub fn reached(&self, target: usize) -> usize {
        self.count(target) + 1
    }

    /// A figure of [`short`] of a purse in a fiscal year; `purse` may be the number of purses, which
    /// is any of them, and `year` that of years, which is any of them.
    pub fn short(&self, purse: usize, year: usize, what: usize) -> usize {
        let place = purse * (self.years + 1) + year;
        self.count(self.targets.len()) + place * short::COUNT + what
    }

    /// What is bound of fiscal year number `later` at the end of `year` for a part, the number of
    /// parts standing for all of them; `years` stands for all after the horizon. `None` where it is not counted.
    pub fn bound(&self, part: usize, year: usize, later: usize) -> Option<usize> {
        (part < self.bound).then(|| self.bound_from(part, year, later))
    }

    fn bound_from(&self, part: usize, year: usize, later: usize) -> usize {
        let behind = match self.purses {
            0 => self.count(self.targets.len()),
            purses => self.short(purses + 1, 0, 0),
        };
        behind + (part * self.years + year) * (self.years + 1) + later
    }

    /// What is left of the amount of a part; behind the parts: of all of them together.
    pub fn unspent(&self, part: usize) -> usize {
        self.bound_from(self.bound, 0, 0) + part
    }

    /// A figure of [`super::waiting::fate`] of work that may wait at the start.
    pub fn candidate(&self, candidate: usize, what: usize) -> usize {
        let behind = match &self.amounts {
            None => self.unspent(0),
            Some(_) => self.unspent(self.parts + 1),
        };
        behind + candidate * super::waiting::fate::COUNT + what
    }

    /// The place behind the last cell.
    pub(super) fn end(&self) -> usize {
        let candidates = self.candidates.as_ref();
        self.candidate(candidates.map_or(0, |list| list.list.len()), 0)
    }

    /// Counts a run that has ended into its cells, of which those of the layout are filled.
    pub(super) fn close(&self, layout: &Layout, cells: &mut [i64], end: &RunEnd<'_>) {
        for (number, target) in self.targets.iter().enumerate() {
            let so_far = (0..=target.by).map(|year| cells[counted(layout, target.what, year)]);
            let count = so_far.sum::<i64>() + target.before_start;
            cells[self.count(number)] = count;
            cells[self.reached(number)] = i64::from(count >= target.at_least);
        }
        self.close_shortages(cells, end.books);
        if self.bound > 0 {
            let first = self.bound_from(0, 0, 0);
            let bound = &end.books.bound;
            cells[first..first + bound.len()].copy_from_slice(bound);
            let each = self.years * (self.years + 1);
            for part in bound.chunks(each) {
                let all = &mut cells[first + bound.len()..][..each];
                for (sum, amount) in all.iter_mut().zip(part) {
                    *sum = sum.saturating_add(*amount);
                }
            }
        }
        if let (Some(amounts), Some(anatomy)) = (&self.amounts, &self.anatomy) {
            let mut left = 0_i64;
            for (part, amount) in amounts.iter().enumerate() {
                let spent = cells[layout.slice(anatomy.slices[part], anatomy.year)];
                cells[self.unspent(part)] = amount.saturating_sub(spent).max(0);
                left = left.saturating_add(amount.saturating_sub(spent));
            }
            // What one part has left pays what another is short of.
            cells[self.unspent(amounts.len())] = left.max(0);
        }
    }

    fn close_shortages(&self, cells: &mut [i64], books: &Books) {
        for (number, outturn) in books.outturns.iter().enumerate() {
            let (purse, year) = (number / self.years, number % self.years);
            let (overrun, waited) = (outturn.overrun > 0, outturn.held_back > 0);
            for (what, happened) in [
                (short::OVERRUN, overrun),
                (short::WAITED, waited),
                (short::EITHER, overrun || waited),
            ] {
                if !happened {
                    continue;
                }
                for purse in [purse, self.purses] {
                    for year in [year, self.years] {
                        cells[self.short(purse, year, what)] = 1;
                    }
                }
            }
        }
    }
}

/// The cell of what a target counts, in a fiscal year.
fn counted(layout: &Layout, what: Counted, year: usize) -> usize {
    use super::layout::selection;
    match what {
        Counted::Licences => layout.licences(year),
        Counted::Launches => layout.launches(year),
        Counted::Admitted => layout.selection(selection::ADMITTED, year),
        Counted::Evaluated => layout.selection(selection::EVALUATED, year),
        Counted::Milestones => layout.milestones(year),
        Counted::Arrivals => layout.arrivals(year),
    }
}
