//! What the cost of one fiscal year is made up of: unit prices, units, and how many pieces of work
//! (積算内訳, BUD-5).
//!
//! Every amount that falls due in the year is booked here once more under what it is paid for: a
//! function's price per slot-month or per job, an activity's own cost, a standing cost, an award, a
//! patent fee. The lines of a part (an item at an institute) add up to its ledger, to the unit, in
//! every run; what none of them explains is a line of its own.
//!
//! A unit counts in the year in which it is paid, not in which it is worked: of a job paid half in
//! advance, half a unit belongs to each of the two years. So amount = unit price × units.

mod run;

use serde::{Deserialize, Serialize};

use super::layout::Slice;
use super::words::NONE;
use crate::engine::{Award, Plan, WorkPrice};
use crate::language::Text;
use crate::model::{ITEM_INCENTIVES, ITEM_IP, ITEM_MEETINGS, Quantity};
use crate::stats::{Accumulator, MergeError, PartsNear, near::GROUPS};
use crate::text;

pub(super) use run::AnatomyRun;

/// Units are counted in millionths.
pub const UNIT: f64 = 1e6;

/// What an amount is paid for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The price of a function per slot and month: an index into the model's functions.
    SlotMonth(usize),
    /// The price of a function per job.
    Job(usize),
    /// The own cost of an activity: an index into the model's parameters.
    Cost(usize),
    /// The own cost of an activity per month: an index into the model's parameters.
    CostPerMonth(usize),
    /// A standing cost: an index into the model's list.
    Standing(usize),
    /// Uses of a database that is not paid for as a whole.
    DatabaseUse(usize),
    /// A patent filed: the parameter of its cost.
    PatentFiling(usize),
    /// A patent kept for a year: the parameter of its cost.
    PatentYear(usize),
    /// Awards, by number: on admission, for a milestone, to supporters.
    Award(usize),
    /// Meetings with themes.
    Meetings,
    /// A publication.
    Publication,
    /// What was spent before the start: an index into the model's list.
    Actual(usize),
    /// A payment that is signed for: an index into the model's list.
    Signed(usize),
    /// What no other line explains: standing teams beyond their use (INC-7).
    Rest,
}

/// A line: an amount of a part, and what it is paid for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnatomyLine {
    /// The item at an institute, by its place in [`Plan::parts`].
    pub part: usize,
    /// What it is paid for.
    pub source: Source,
}

/// The lines of one fiscal year, and where they are found.
#[derive(Clone, Debug, PartialEq)]
pub struct Anatomy {
    /// The number of the fiscal year.
    pub year: usize,
    /// The lines, sorted by part.
    pub lines: Vec<AnatomyLine>,
    /// For each part, its place among the slices of the budget.
    pub slices: Vec<usize>,
    /// For each part, its item and institute as a column of headlines names them, and in words.
    pub names: Vec<(String, Text)>,
    /// By activity and option: the lines of its prices, with the places of prices.
    of_option: Vec<Vec<Vec<(WorkPrice, usize)>>>,
    /// The part of each ledger line.
    part_of_line: Vec<usize>,
}

impl Anatomy {
    pub(super) fn new(plan: &Plan<'_>, year: usize) -> Anatomy {
        let model = plan.model();
        let part = |item: usize, institute: Option<usize>| {
            let part = (item as u32, institute.map(|institute| institute as u32));
            plan.parts().binary_search(&part).ok()
        };
        let mut lines: Vec<AnatomyLine> = Vec::new();
        let mut add = |part: Option<usize>, source: Option<Source>| {
            let line = part.zip(source);
            lines.extend(line.map(|(part, source)| AnatomyLine { part, source }));
        };
        let parts = (0..plan.lines().len()).map(|line| plan.part_of_line(line));
        let part_of_line: Vec<usize> = parts.collect();
        for (work, option) in plan.options() {
            let part = plan.line_of(work, option).map(|line| part_of_line[line]);
            prices(plan, work, option).for_each(|(_, source)| add(part, Some(source)));
        }
        for route in &model.routes {
            let Some(patent) = &route.patent else {
                continue;
            };
            let part = part(ITEM_IP, Some(patent.institute));
            add(part, stated(patent.filing_cost).map(Source::PatentFiling));
            add(part, stated(patent.cost_per_year).map(Source::PatentYear));
        }
        let money = &model.money;
        for (number, standing) in money.standing.iter().enumerate() {
            let part = part(standing.item, Some(standing.institute));
            add(part, Some(Source::Standing(number)));
            let by_use = standing.by_use.as_ref();
            add(part, by_use.map(|_| Source::DatabaseUse(number)));
        }
        if let Some(incentives) = &money.incentives {
            for institute in 0..model.institutes.len() {
                for award in 0..AWARDS {
                    let part = part(ITEM_INCENTIVES, Some(institute));
                    add(part, Some(Source::Award(award)));
                }
            }
            let part = part(ITEM_MEETINGS, Some(incentives.institute));
            add(part, Some(Source::Meetings));
        }
        if let Some(publication) = &model.publication {
            let part = part(ITEM_INCENTIVES, publication.institute);
            add(part, Some(Source::Publication));
        }
        for (number, actual) in money.actual.iter().enumerate() {
            let part = part(actual.item, Some(actual.institute));
            add(part, Some(Source::Actual(number)));
        }
        for (number, signed) in money.signed.iter().enumerate() {
            let part = part(signed.item, Some(signed.institute));
            add(part, Some(Source::Signed(number)));
        }
        (0..plan.parts().len()).for_each(|part| add(Some(part), Some(Source::Rest)));
        lines.sort_unstable();
        lines.dedup();
        let mut anatomy = Anatomy {
            year,
            lines,
            slices: Vec::new(),
            names: names(plan),
            of_option: Vec::new(),
            part_of_line,
        };
        for (work, option) in plan.options() {
            let (work, option) = (work as usize, usize::from(option));
            anatomy.of_option.resize_with(work + 1, Vec::new);
            let part = plan.line_of(work as u32, option as u8);
            let part = part.map_or(0, |line| anatomy.part_of_line[line]);
            let found = prices(plan, work as u32, option as u8)
                .filter_map(|(price, source)| Some((price, anatomy.place(part, source)?)));
            let found = found.collect();
            anatomy.of_option[work].push(found);
        }
        anatomy
    }

    /// Finds the parts among the slices of the budget.
    pub(super) fn find_slices(&mut self, plan: &Plan<'_>, slices: &[Slice]) {
        let parts = plan.parts().iter();
        let place = |(item, institute): &(u32, Option<u32>)| {
            // Every part is a slice.
            let slice = Slice::ItemAt(*item, *institute);
            slices.binary_search(&slice).unwrap_or(0)
        };
        self.slices = parts.map(place).collect();
    }

    fn place(&self, part: usize, source: Source) -> Option<usize> {
        self.lines.binary_search(&AnatomyLine { part, source }).ok()
    }
}

fn names(plan: &Plan<'_>) -> Vec<(String, Text)> {
    let model = plan.model();
    let parts = plan.parts().iter();
    let name = |(item, institute): &(u32, Option<u32>)| {
        let institute = institute.map(|at| &model.institutes[at as usize]);
        let item = &model.items[*item as usize];
        let id = institute.map_or("none", |institute| &institute.id);
        let at: Text = institute.map_or_else(|| NONE.into(), |institute| institute.name.clone());
        let what = &item.name;
        let name = text!("{what}, {at}", "{what}・{at}"; what, at);
        (format!("{}_{id}", item.id), name)
    };
    parts.map(name).collect()
}

/// Awards told apart.
pub const AWARDS: usize = 3;

const fn award_number(award: Award) -> usize {
    match award {
        Award::Admission => 0,
        Award::Milestone => 1,
        Award::Supporters => 2,
    }
}

/// The parameter of a quantity the scenario states.
pub(super) fn stated(quantity: Quantity) -> Option<usize> {
    match quantity {
        Quantity::Stated(id) => Some(id.0 as usize),
        Quantity::Default(_) => None,
    }
}

/// The prices by which an activity is paid with one of its options.
fn prices<'a>(
    plan: &'a Plan<'_>,
    work: u32,
    option: u8,
) -> impl Iterator<Item = (WorkPrice, Source)> + 'a {
    let needs = plan.needs_of(work, option).iter().enumerate();
    let of_functions = needs.flat_map(|(place, (function, _))| {
        let (place, function) = (place as u8, *function as usize);
        [
            (WorkPrice::SlotMonth(place), Source::SlotMonth(function)),
            (WorkPrice::Job(place), Source::Job(function)),
        ]
    });
    let activity = plan.place_of(work).activity;
    let own = [
        stated(activity.cost).map(|cost| (WorkPrice::Cost, Source::Cost(cost))),
        stated(activity.cost_per_month)
            .map(|cost| (WorkPrice::CostPerMonth, Source::CostPerMonth(cost))),
    ];
    of_functions.chain(own.into_iter().flatten())
}

/// The year taken apart, of many runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnatomyTotals {
    /// The parts of [`Plan::parts`].
    pub parts: PartsNear,
    /// Of each line: amount, units in millionths, pieces.
    pub lines: PartsNear,
}

/// Columns of [`AnatomyTotals::lines`] for each line.
pub const COLUMNS: usize = 3;

impl AnatomyTotals {
    pub(super) fn new(anatomy: &Anatomy) -> AnatomyTotals {
        AnatomyTotals {
            parts: PartsNear::new(anatomy.slices.len(), GROUPS),
            lines: PartsNear::new(COLUMNS * anatomy.lines.len(), 1),
        }
    }
}

impl Accumulator for AnatomyTotals {
    fn merge(&mut self, other: &AnatomyTotals) -> Result<(), MergeError> {
        self.parts.merge(&other.parts)?;
        self.lines.merge(&other.lines)
    }
}
