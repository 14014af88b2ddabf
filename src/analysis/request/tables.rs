//! The tables of a request: rows by item, institute and purse, what suffices with which confidence,
//! and what is bound of later years.

use super::super::figures::{Figures, LEVEL, mean_columns};
use super::super::purses::{outturn, unit as money_unit};
use super::super::table::{Column, Table, Value};
use super::super::words::{ALL, LATER};
use super::rows::{Whose, distribution, parts_of, rows};
use super::{CONFIDENCES, Requested};

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
    for row in rows(requested, need) {
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
    for row in rows(requested, need) {
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
    if error >= 10.0 {
        let unit = 10_f64.powi(error.log10().floor() as i32);
        return (number / unit).round() * unit;
    }
    number.round()
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
