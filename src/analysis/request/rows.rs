//! The rows of a request: last year's books, this year's budget, the amount requested, and what
//! follows from it.

use super::super::figures::Figures;
use super::super::layout::Slice;
use super::super::purses::outturn;
use super::{Requested, histogram};
use crate::language::{Words, words};
use crate::stats::LogHistogram;

/// Whose amount a row is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everything.
    All,
    /// One purse.
    Purse(usize),
    /// One item, at all institutes.
    Item(u32),
    /// One institute, for all items.
    Institute(Option<u32>),
    /// One item at one institute: a place in [`crate::engine::Plan::parts`].
    Part(usize),
}

/// Where the amount of the year before comes from.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PreviousFrom {
    /// The lines of `[request]`.
    Lines,
    /// What purses are granted.
    Granted,
    /// What was requested for purses, where it is not said what is granted.
    RequestOfPurse,
}

impl PreviousFrom {
    /// In words.
    pub const fn words(self) -> Words {
        match self {
            PreviousFrom::Lines => words("[request]", "［request］の記載"),
            PreviousFrom::Granted => words("granted", "交付額"),
            PreviousFrom::RequestOfPurse => words("requested", "前年度要求額"),
        }
    }
}

/// A row of the request.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Whose amount it is.
    pub whose: Whose,
    /// What was spent two years before the one requested.
    pub last_actual: Option<i64>,
    /// The budget of the year before (A), and where it comes from.
    pub previous: Option<(i64, PreviousFrom)>,
    /// What of it was spent before the start, where the scenario starts in that year.
    pub spent_so_far: Option<i64>,
    /// What is requested (B).
    pub request: i64,
    /// Its standard error; NaN where it is not known.
    pub error: f64,
    /// What it would need alone to suffice with the same confidence, and half of its interval.
    pub alone: [f64; 2],
    /// The chance that it needs more than is requested for it.
    pub chance_of_shortfall: f64,
}

impl Row {
    /// B − A.
    pub fn change(&self) -> Option<i64> {
        self.previous.map(|(before, _)| self.request - before)
    }
}

/// The parts that a row takes together.
pub(super) fn parts_of<'a>(
    figures: &'a Figures<'_>,
    whose: Whose,
) -> impl Iterator<Item = usize> + 'a {
    let parts = figures.plan.parts().iter().enumerate();
    parts.filter_map(move |(number, (item, institute))| {
        let inside = match whose {
            Whose::All => true,
            Whose::Purse(purse) => figures.plan.purse_of_part(number) == Some(purse),
            Whose::Item(of) => of == *item,
            Whose::Institute(of) => of == *institute,
            Whose::Part(of) => of == number,
        };
        inside.then_some(number)
    })
}

/// All rows: parts item by item, each item, each institute, each purse, and the whole. Rows of
/// which nothing is known and nothing requested are left out.
pub fn rows(requested: &Requested, need: &Figures<'_>) -> Vec<Row> {
    let mut whose: Vec<Whose> = Vec::new();
    let mut items: Vec<u32> = need.plan.parts().iter().map(|part| part.0).collect();
    items.dedup();
    for item in &items {
        whose.push(Whose::Item(*item));
        whose.extend(parts_of(need, Whose::Item(*item)).map(Whose::Part));
    }
    let mut institutes: Vec<Option<u32>> = need.plan.parts().iter().map(|part| part.1).collect();
    institutes.sort_unstable();
    institutes.dedup();
    whose.extend(institutes.into_iter().map(Whose::Institute));
    whose.extend((0..need.model.money.purses.len()).map(Whose::Purse));
    whose.push(Whose::All);
    let rows = whose.into_iter().map(|whose| row(requested, need, whose));
    rows.filter(|row| {
        row.whose == Whose::All
            || row.request != 0
            || row.previous.is_some_and(|(before, _)| before != 0)
            || row.last_actual.is_some_and(|spent| spent != 0)
    })
    .collect()
}

fn row(requested: &Requested, need: &Figures<'_>, whose: Whose) -> Row {
    let request = parts_of(need, whose).map(|part| requested.parts[part]);
    let request = request.fold(0_i64, i64::saturating_add);
    let error = match (&requested.errors, whose) {
        (Some(errors), Whose::Part(part)) => errors[part],
        _ => f64::NAN,
    };
    let (alone, chance_of_shortfall) = match distribution(need, requested.year, whose) {
        Some((histogram, cell)) => {
            let values = need.quantiles(histogram, cell, &[requested.confidence], 1.0);
            let number = |place: usize| values[place].number().unwrap_or(f64::NAN);
            let within = histogram.fraction_at_most(request);
            (
                [number(0), number(1)],
                within.map_or(f64::NAN, |within| 1.0 - within),
            )
        }
        None => ([f64::NAN; 2], f64::NAN),
    };
    Row {
        whose,
        last_actual: of_lines(need, whose, |line| line.last_actual),
        previous: previous(need, requested.year, whose),
        spent_so_far: spent_so_far(need, requested.year, whose),
        request,
        error,
        alone,
        chance_of_shortfall,
    }
}

/// The distribution of what a row needs in the year.
pub(super) fn distribution<'a>(
    need: &'a Figures<'_>,
    year: usize,
    whose: Whose,
) -> Option<(&'a LogHistogram, usize)> {
    match whose {
        Whose::All => histogram(need, Slice::All, year),
        Whose::Item(item) => histogram(need, Slice::Item(item), year),
        Whose::Institute(at) => histogram(need, Slice::Institute(at), year),
        Whose::Part(part) => {
            let (item, at) = need.plan.parts()[part];
            histogram(need, Slice::ItemAt(item, at), year)
        }
        Whose::Purse(purse) => {
            let cells = &need.layout.purses;
            let spent = need
                .sample
                .totals
                .purses
                .spent
                .get(purse * cells.years + year)?;
            Some((spent, cells.outturn(purse, year, outturn::SPENT)))
        }
    }
}

/// What the lines of `[request]` say of a row: a sum only where each of its parts on which anything
/// can be booked this year or before has a line.
fn of_lines(
    need: &Figures<'_>,
    whose: Whose,
    amount: impl Fn(&crate::model::RequestLine) -> Option<crate::model::Quantity>,
) -> Option<i64> {
    let request = need.model.money.request.as_ref()?;
    let mut sum = None;
    for part in parts_of(need, whose) {
        let (item, institute) = need.plan.parts()[part];
        let line = request
            .lines
            .iter()
            .find(|line| line.item == item as usize && Some(line.institute as u32) == institute);
        match line.and_then(&amount) {
            Some(amount) => {
                let amount = need.model.mean(amount).round() as i64;
                sum = Some(sum.unwrap_or(0_i64).saturating_add(amount));
            }
            // Of what never costs anything nothing needs to be said.
            None if ever_costs(need, part) => return None,
            None => {}
        }
    }
    sum
}

fn ever_costs(need: &Figures<'_>, part: usize) -> bool {
    let (item, at) = need.plan.parts()[part];
    let slice = histogram(need, Slice::ItemAt(item, at), need.layout.years);
    slice.is_some_and(|(_, cell)| need.sum(cell) != 0)
}

/// The budget of the year before: from the lines of `[request]`, else from purses.
fn previous(need: &Figures<'_>, year: usize, whose: Whose) -> Option<(i64, PreviousFrom)> {
    if let Some(sum) = of_lines(need, whose, |line| line.previous) {
        return Some((sum, PreviousFrom::Lines));
    }
    let purses = &need.model.money.purses;
    let before = year.checked_sub(1)?;
    let of_purse = |purse: usize| match purses[purse].grants[before] {
        Some(granted) => (need.model.mean(granted), PreviousFrom::Granted),
        None => {
            let request = need.model.mean(purses[purse].requests[before]);
            (request, PreviousFrom::RequestOfPurse)
        }
    };
    let (amount, from) = match whose {
        Whose::Purse(purse) => of_purse(purse),
        // The purses make up the whole only where they pay for all of it.
        Whose::All
            if !purses.is_empty() && parts_of(need, whose).all(|part| is_paid(need, part)) =>
        {
            let mut sum = (0.0, PreviousFrom::Granted);
            for (amount, from) in (0..purses.len()).map(of_purse) {
                sum.0 += amount;
                if from == PreviousFrom::RequestOfPurse {
                    sum.1 = from;
                }
            }
            sum
        }
        _ => return None,
    };
    Some((amount.round() as i64, from))
}

fn is_paid(need: &Figures<'_>, part: usize) -> bool {
    need.plan.purse_of_part(part).is_some() || !ever_costs(need, part)
}

/// What was spent of the year before the one requested, where the scenario starts in it and says.
fn spent_so_far(need: &Figures<'_>, year: usize, whose: Whose) -> Option<i64> {
    let actual = &need.model.money.actual;
    if year != 1 || actual.is_empty() {
        return None;
    }
    let parts: Vec<usize> = parts_of(need, whose).collect();
    let spent = actual.iter().filter(|one| {
        let part = (one.item as u32, Some(one.institute as u32));
        let part = need.plan.parts().binary_search(&part).ok();
        part.is_some_and(|part| parts.contains(&part))
    });
    let spent = spent.map(|one| need.model.mean(one.amount)).sum::<f64>();
    Some(spent.round() as i64)
}
