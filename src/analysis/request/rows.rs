//! The rows of a request: last year's books, this year's budget, the amount requested, and what
//! follows from it.

use super::super::figures::{Figures, LEVEL, mean_columns};
use super::super::layout::Slice;
use super::super::purses::{outturn, unit as money_unit};
use super::super::table::{Column, Table, Value};
use super::super::words::{ALL, LATER};
use super::{CONFIDENCES, Requested, histogram};
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
fn parts_of<'a>(figures: &'a Figures<'_>, whose: Whose) -> impl Iterator<Item = usize> + 'a {
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
pub(super) fn rows(requested: &Requested, need: &Figures<'_>, _granted: &Figures<'_>) -> Vec<Row> {
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
fn distribution<'a>(
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

/// Purse, item and institute of a row.
fn names(figures: &Figures<'_>, whose: Whose) -> [Value; 3] {
    let all = || Value::words(ALL);
    let item = |item: u32| {
        let item = &figures.model.items[item as usize];
        Value::named(&item.id, &item.name)
    };
    let purse = |purse: Option<usize>| match purse {
        Some(purse) => {
            let purse = &figures.model.money.purses[purse];
            Value::named(&purse.id, &purse.name)
        }
        None => Value::Missing,
    };
    match whose {
        Whose::All => [all(), all(), all()],
        Whose::Purse(number) => [purse(Some(number)), all(), all()],
        Whose::Item(of) => [all(), item(of), all()],
        Whose::Institute(at) => [all(), all(), figures.institute(at)],
        Whose::Part(part) => {
            let (of, at) = figures.plan.parts()[part];
            let paid_by = purse(figures.plan.purse_of_part(part));
            [paid_by, item(of), figures.institute(at)]
        }
    }
}

/// `request.csv`.
pub(super) fn table(requested: &Requested, need: &Figures<'_>, granted: &Figures<'_>) -> Table {
    let (suffix, money) = money_unit(need);
    let amount = |name: &str, more: &str| {
        let unit = match more {
            "" => money.clone(),
            more => format!("{money}, {more}"),
        };
        Column::number(&format!("{name}{suffix}"), &unit)
    };
    let mut columns = vec![
        Column::text("fiscal_year"),
        Column::text("purse"),
        Column::text("item"),
        Column::text("institute"),
        amount("last_actual", "spent two years before"),
        amount("previous_budget", "A: the year before"),
        Column::text("previous_budget_from"),
        amount("spent_so_far", "of the year before, up to the start"),
        amount("request", "B"),
        amount("change", "B − A"),
        amount("request_standard_error", "of the share of the total"),
        Column::number("confidence", "chance, 0 to 1, that the total suffices"),
        amount(
            "sufficient_alone",
            "what this row alone needs with the same confidence",
        ),
        amount("sufficient_alone_half_width_95", "half of a 95 % interval"),
        Column::number(
            "chance_of_shortfall",
            "chance, 0 to 1, to need more than requested",
        ),
    ];
    columns.extend(mean_columns("need_mean", &suffix, &money));
    let if_granted = format!("{money}, if granted in full");
    for name in ["unspent", "carried_in", "lapsed", "carried_over"] {
        columns.extend(mean_columns(name, &suffix, &if_granted));
    }
    columns.push(amount(
        "bound_later",
        "if granted in full; by year in request_later_years.csv",
    ));
    columns.extend(mean_columns("income", &suffix, &money));
    let mut table = Table::new("request", columns);
    for row in rows(requested, need, granted) {
        let integer = |value: Option<i64>| value.map_or(Value::Missing, Value::Integer);
        let mut cells = vec![need.year(requested.year)];
        cells.extend(names(need, row.whose));
        cells.push(integer(row.last_actual));
        cells.push(integer(row.previous.map(|(before, _)| before)));
        cells.push(match row.previous {
            Some((_, from)) => Value::words(from.words()),
            None => Value::Missing,
        });
        cells.push(integer(row.spent_so_far));
        cells.push(Value::Integer(row.request));
        cells.push(integer(row.change()));
        cells.push(Value::finite(row.error));
        cells.push(Value::Number(requested.confidence));
        cells.extend(row.alone.map(Value::finite));
        cells.push(Value::finite(row.chance_of_shortfall));
        cells.extend(match distribution(need, requested.year, row.whose) {
            Some((_, cell)) => need.mean_and_error(cell, 1.0),
            None => [Value::Missing, Value::Missing],
        });
        cells.extend(consequences(requested, granted, row.whose));
        cells.extend(income(requested, need, row.whose));
        table.push(cells);
    }
    table
}

/// What is left, carried in, lapses, is carried over, and is bound of later years.
fn consequences(requested: &Requested, granted: &Figures<'_>, whose: Whose) -> Vec<Value> {
    let watch = &granted.layout.watch;
    let cells = &granted.layout.purses;
    let year = requested.year;
    let none = [Value::Missing, Value::Missing];
    let mut values = Vec::new();
    values.extend(match whose {
        Whose::All => granted.mean_and_error(watch.unspent(requested.parts.len()), 1.0),
        Whose::Part(part) => granted.mean_and_error(watch.unspent(part), 1.0),
        _ => none.clone(),
    });
    // One purse alone, be it that of the request, is the whole.
    let purse = match whose {
        Whose::Purse(purse) => Some(purse),
        Whose::All if cells.purses == 1 => Some(0),
        _ => None,
    };
    for what in [outturn::CARRIED_IN, outturn::LAPSED, outturn::CARRIED_OUT] {
        values.extend(match purse {
            Some(purse) => granted.mean_and_error(cells.outturn(purse, year, what), 1.0),
            None => none.clone(),
        });
    }
    let bound = bound_later(requested, granted, whose);
    values.push(Value::finite(bound.iter().sum()));
    values
}

/// What is bound of each later year at the end of the year requested, in the mean; the last is all
/// after the horizon.
pub(super) fn bound_later(requested: &Requested, granted: &Figures<'_>, whose: Whose) -> Vec<f64> {
    let (year, years) = (requested.year, granted.layout.years);
    let parts: Vec<usize> = parts_of(granted, whose).collect();
    let later = year + 1..=years;
    later
        .map(|later| {
            let cells = parts
                .iter()
                .filter_map(|part| granted.layout.watch.bound(*part, year, later));
            cells.map(|cell| granted.mean(cell, 1.0)).sum()
        })
        .collect()
}

/// Income expected in the year, which is no part of the request.
fn income(requested: &Requested, need: &Figures<'_>, whose: Whose) -> [Value; 2] {
    let Some(licensing) = &need.layout.licensing else {
        return [Value::Missing, Value::Missing];
    };
    let who = match whose {
        Whose::All => None,
        Whose::Institute(Some(at)) => Some(at as usize),
        _ => return [Value::Missing, Value::Missing],
    };
    let cell = need.layout.licensing_from() + licensing.income(None, who, requested.year);
    need.mean_and_error(cell, 1.0)
}

/// What suffices with each confidence, and its Woodruff interval.
pub(super) fn sufficing(requested: &Requested, need: &Figures<'_>, whose: Whose) -> Vec<[f64; 3]> {
    let Some((histogram, cell)) = distribution(need, requested.year, whose) else {
        return Vec::new();
    };
    let at = |p: &f64| {
        let quantile = histogram.quantile(*p).unwrap_or(f64::NAN);
        let interval = need.quantile_interval(histogram, cell, *p, LEVEL);
        let [lower, upper] = interval.map_or([f64::NAN; 2], |one| [one.lower, one.upper]);
        [quantile, lower, upper]
    };
    CONFIDENCES.iter().map(at).collect()
}

/// `request_confidence.csv`.
pub(super) fn confidence(requested: &Requested, need: &Figures<'_>) -> Table {
    let (suffix, money) = money_unit(need);
    let columns = vec![
        Column::text("fiscal_year"),
        Column::text("purse"),
        Column::text("item"),
        Column::text("institute"),
        Column::number("confidence", "chance, 0 to 1"),
        Column::number(&format!("sufficient{suffix}"), &money),
        Column::number(&format!("sufficient_lower_95{suffix}"), &money),
        Column::number(&format!("sufficient_upper_95{suffix}"), &money),
        Column::number(
            &format!("sufficient_to_precision{suffix}"),
            &format!("{money}, in the digits its error leaves meaningful"),
        ),
    ];
    let mut table = Table::new("request_confidence", columns);
    for row in rows(requested, need, need) {
        let amounts = sufficing(requested, need, row.whose);
        for (confidence, [amount, lower, upper]) in CONFIDENCES.iter().zip(amounts) {
            let mut cells = vec![need.year(requested.year)];
            cells.extend(names(need, row.whose));
            cells.push(Value::Number(*confidence));
            cells.extend([amount, lower, upper].map(Value::finite));
            let half = (upper - lower) / 2.0;
            cells.push(Value::finite(to_precision(amount, half)));
            table.push(cells);
        }
    }
    table
}

/// A number rounded to the power of ten that its error does not exceed.
pub fn to_precision(number: f64, error: f64) -> f64 {
    if !(error >= 10.0) {
        return number.round();
    }
    let unit = 10_f64.powi(error.log10().floor() as i32);
    (number / unit).round() * unit
}

/// `request_later_years.csv`: what is bound of later years at the end of the year requested.
pub(super) fn later_years(requested: &Requested, granted: &Figures<'_>) -> Table {
    let (suffix, money) = money_unit(granted);
    let mut columns = vec![
        Column::text("at_end_of_fiscal_year"),
        Column::text("item"),
        Column::text("institute"),
        Column::text("falls_due_in_fiscal_year"),
    ];
    columns.extend(mean_columns("bound", &suffix, &money));
    let mut table = Table::new("request_later_years", columns);
    let (year, years) = (requested.year, granted.layout.years);
    let when = |later: usize| match later == years {
        true => Value::words(LATER),
        false => granted.year(later),
    };
    for (part, (item, institute)) in granted.plan.parts().iter().enumerate() {
        let item = &granted.model.items[*item as usize];
        for later in year + 1..=years {
            let cell = granted.layout.watch.bound(part, year, later);
            let Some(cell) = cell.filter(|cell| granted.sum(*cell) != 0) else {
                continue;
            };
            let mut row = vec![
                granted.year(year),
                Value::named(&item.id, &item.name),
                granted.institute(*institute),
                when(later),
            ];
            row.extend(granted.mean_and_error(cell, 1.0));
            table.push(row);
        }
    }
    let parts = granted.plan.parts().len();
    for later in year + 1..=years {
        let Some(cell) = granted.layout.watch.bound(parts, year, later) else {
            continue;
        };
        let [item, institute] = [ALL, ALL].map(Value::words);
        let mut row = vec![granted.year(year), item, institute, when(later)];
        row.extend(granted.mean_and_error(cell, 1.0));
        table.push(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_no_finer_than_the_error() {
        assert_eq!(to_precision(1_234_567.0, 34_000.0), 1_230_000.0);
        assert_eq!(to_precision(1_234_567.0, 9_900.0), 1_235_000.0);
        assert_eq!(to_precision(1_234_567.4, 0.0), 1_234_567.0);
        assert_eq!(to_precision(1_234_567.4, f64::NAN), 1_234_567.0);
    }
}
