//! The tables of what slots are worth.

use super::{Change, Gain, Worth, cost_of_slot};
use crate::analysis::compare::Difference;
use crate::analysis::table::{Column, Table, Value};
use crate::language::{Words, words};
use crate::model::{Model, TICKS_PER_MONTH};

const ONE_MORE: Words = words("one more slot", "枠を1つ追加");
const ONE_LESS: Words = words("one slot less", "枠を1つ削減");
const WIDENED: Words = words(
    "one more slot, the bottleneck widened",
    "隘路を解消した上で枠を1つ追加",
);
const GROWTH: Words = words("more and more slots", "枠を順次追加");

/// What slots are worth, as tables.
pub fn tables(model: &Model, worth: &Worth) -> Vec<Table> {
    let mut table = Table::new("slots", columns(model));
    for change in &worth.changes {
        let question = if change.more > 0 { ONE_MORE } else { ONE_LESS };
        table.push(row(model, change, question));
    }
    for change in &worth.widened {
        table.push(row(model, change, WIDENED));
    }
    for change in &worth.growth {
        table.push(row(model, change, GROWTH));
    }
    vec![table]
}

/// The figures of a change: its name in columns, unit, and what makes one of it.
fn figures(model: &Model) -> Vec<(Gain, &'static str, String, f64)> {
    let money = match model.price_year {
        Some(year) => format!("{} of {year}", model.currency),
        None => model.currency.clone(),
    };
    let month = TICKS_PER_MONTH as f64;
    let mut figures = vec![
        (
            Gain::Licences,
            "licences_change",
            "licences per run".to_owned(),
            1.0,
        ),
        (
            Gain::TimeToLicence,
            "time_to_licence_change",
            "months".to_owned(),
            month,
        ),
        (Gain::Wait, "wait_change", "months".to_owned(), month),
    ];
    if model.price_year.is_some() {
        figures.push((Gain::Cost, "cost_change", money.clone(), 1.0));
    }
    if model.valuation.is_some() {
        figures.push((Gain::NetValue, "net_value_change", money, 1.0));
    }
    figures
}

fn columns(model: &Model) -> Vec<Column> {
    let mut columns = vec![
        Column::text("question"),
        Column::text("institute"),
        Column::text("function"),
        Column::number("more_slots", "slots"),
        Column::text("widened_before"),
    ];
    let currency = format!("_{}", model.currency.to_lowercase());
    for (gain, name, unit, _) in figures(model) {
        let suffix = match gain {
            Gain::Cost | Gain::NetValue => currency.as_str(),
            Gain::TimeToLicence | Gain::Wait => "_months",
            Gain::Licences => "",
        };
        for part in ["", "_lower_95", "_upper_95"] {
            columns.push(Column::number(&format!("{name}{part}{suffix}"), &unit));
        }
        columns.push(Column::text(&format!("{name}_verdict")));
    }
    if let Some((.., unit, _)) = figures(model).into_iter().find(|one| one.0 == Gain::Cost) {
        columns.push(Column::number(
            &format!("slot_cost{currency}"),
            &format!("{unit}, held all the time"),
        ));
        let per = "licences per run for a hundred million of the currency";
        columns.push(Column::number("licences_per_slot_cost", per));
        if model.valuation.is_some() {
            columns.push(Column::number(
                "net_value_per_slot_cost",
                "per unit of its cost",
            ));
        }
    }
    columns
}

fn row(model: &Model, change: &Change, question: Words) -> Vec<Value> {
    let function = &model.functions[change.function];
    let institute = &model.institutes[function.institute];
    let mut row = vec![
        Value::words(question),
        Value::named(&institute.id, &institute.name),
        Value::named(&function.id, &function.name),
        Value::Integer(change.more),
        widened_before(model, change),
    ];
    for (gain, _, _, unit) in figures(model) {
        row.extend(difference(change.of(gain), unit));
    }
    if model.price_year.is_some() {
        let cost = cost_of_slot(model, change.function) * change.more as f64;
        let per = |gain: Gain, scale: f64| match change.of(gain) {
            Some(found) if cost != 0.0 => Value::finite(found.mean.mean * scale / cost),
            _ => Value::Missing,
        };
        row.push(Value::finite(cost));
        row.push(per(Gain::Licences, 1e8));
        if model.valuation.is_some() {
            row.push(per(Gain::NetValue, 1.0));
        }
    }
    row
}

/// The functions that had one more slot already.
fn widened_before(model: &Model, change: &Change) -> Value {
    let names = change.widened.iter().map(|place| {
        let function = &model.functions[*place];
        format!(
            "{}.{}",
            model.institutes[function.institute].id, function.id
        )
    });
    match change.widened.is_empty() {
        true => Value::Missing,
        false => Value::Text(names.collect::<Vec<_>>().join(" ")),
    }
}

/// Mean, interval, and what can be said of it.
fn difference(found: Option<&Difference>, unit: f64) -> [Value; 4] {
    let Some(found) = found else {
        return std::array::from_fn(|_| Value::Missing);
    };
    let number = |value: f64| Value::finite(value / unit);
    let [lower, upper] = match found.interval() {
        Some(interval) => [number(interval.lower), number(interval.upper)],
        None => [Value::Missing, Value::Missing],
    };
    let verdict = Value::words(found.verdict().name());
    [number(found.mean.mean), lower, upper, verdict]
}
