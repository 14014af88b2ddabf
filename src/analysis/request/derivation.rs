//! How the amounts of a request come about (積算内訳): unit price × units of a piece × pieces.

use super::super::figures::Figures;
use super::super::purses::unit as money_unit;
use super::super::table::{Column, Table, Value};
use super::{Requested, labels};

/// The lines of each part, which add up to what is requested for it.
///
/// The unit price is what the amount comes to per unit: the scenario's own, times the provider's
/// factor on cost, where it is certain.
pub(super) fn table(requested: &Requested, need: &Figures<'_>) -> Table {
    let (suffix, money) = money_unit(need);
    let number = |name: &str, unit: &str| Column::number(name, unit);
    let columns = vec![
        Column::text("fiscal_year"),
        Column::text("item"),
        Column::text("institute"),
        Column::text("paid_for"),
        Column::text("parameter"),
        number(&format!("parameter_mean{suffix}"), &money),
        Column::text("unit"),
        number(&format!("unit_price{suffix}"), &money),
        number(
            "units_per_piece",
            "units of each piece of work paid in the year",
        ),
        number(
            "pieces",
            "pieces of work with a payment in the year, expected",
        ),
        number("units", "units paid in the year, expected"),
        number(&format!("request{suffix}"), &money),
    ];
    let mut table = Table::new("request_derivation", columns);
    for line in &requested.lines {
        let (item, institute) = need.plan.parts()[line.part];
        let item = &need.model.items[item as usize];
        let price = labels::price(need.model, line.source);
        let stated = price.map_or(f64::NAN, |price| need.model.mean(price));
        let per_unit = line.amount as f64 / line.units;
        // To the unit of the currency, to which the amount is rounded, it is the price as stated.
        let exact = ((per_unit - stated) * line.units).abs() <= 1.0;
        let ratio = |above: f64, below: f64| match below > 0.0 {
            true => Value::finite(above / below),
            false => Value::Missing,
        };
        table.push(vec![
            need.year(requested.year),
            Value::named(&item.id, &item.name),
            need.institute(institute),
            Value::named(
                &labels::source_name(need.model, line.source).english,
                &labels::source_name(need.model, line.source),
            ),
            labels::path(need.model, line.source).map_or(Value::Missing, Value::text),
            Value::finite(stated),
            Value::words(labels::unit(line.source)),
            match exact {
                true => Value::finite(stated),
                false => ratio(line.amount as f64, line.units),
            },
            ratio(line.units, line.pieces),
            Value::finite(line.pieces),
            Value::finite(line.units),
            Value::Integer(line.amount),
        ]);
    }
    table
}
