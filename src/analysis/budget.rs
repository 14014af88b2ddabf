//! What it costs, by fiscal year, item, institute and modality.

use super::figures::{Figures, mean_columns, quantile_columns};
use super::layout::Slice;
use super::table::{Column, Table, Value};
use super::words::{ALL, NONE};

/// The probabilities for which budget quantiles are given.
pub(super) const BUDGET_PROBABILITIES: [f64; 5] = [0.1, 0.5, 0.8, 0.9, 0.95];

/// Cost by fiscal year and item, institute and modality; "all" where a row is not cut by one,
/// "none" where a cost belongs to no institute or no modality in particular.
pub(super) fn budget(figures: &Figures<'_>) -> Table {
    let currency = &figures.model.currency;
    let suffix = format!("_{}", currency.to_lowercase());
    let unit = match figures.model.price_year {
        Some(year) => format!("{currency} of {year}"),
        None => currency.clone(),
    };
    let mut columns = vec![
        Column::text("fiscal_year"),
        Column::text("item"),
        Column::text("institute"),
        Column::text("modality"),
    ];
    columns.extend(mean_columns("mean", &suffix, &unit));
    let names = ["p10", "p50", "p80", "p90", "p95"];
    columns.extend(quantile_columns(&names, &suffix, &unit));
    let mut table = Table::new("budget", columns);
    let layout = figures.layout;
    for (place, slice) in layout.slices.iter().enumerate() {
        let [item, institute, modality] = cut(figures, *slice);
        for year in 0..=layout.years {
            let cell = layout.slice(place, year);
            let mut row = vec![
                figures.year(year),
                item.clone(),
                institute.clone(),
                modality.clone(),
            ];
            row.extend(figures.mean_and_error(cell, 1.0));
            row.extend(figures.quantiles(
                figures.cost(place, year),
                cell,
                &BUDGET_PROBABILITIES,
                1.0,
            ));
            table.push(row);
        }
    }
    table
}

fn name_of_item(figures: &Figures<'_>, item: u32) -> Value {
    let item = &figures.model.items[item as usize];
    Value::named(&item.id, &item.name)
}

fn modality(figures: &Figures<'_>, modality: Option<u32>) -> Value {
    modality.map_or(Value::words(NONE), |index| {
        let modality = &figures.model.modalities[index as usize];
        Value::named(&modality.id, &modality.name)
    })
}

/// Item, institute and modality of a slice.
fn cut(figures: &Figures<'_>, slice: Slice) -> [Value; 3] {
    let all = || Value::words(ALL);
    let institute = |institute| figures.institute(institute);
    match slice {
        Slice::All => [all(), all(), all()],
        Slice::Item(item) => [name_of_item(figures, item), all(), all()],
        Slice::Institute(at) => [all(), institute(at), all()],
        Slice::ItemAt(item, at) => [name_of_item(figures, item), institute(at), all()],
        Slice::Modality(of) => [all(), all(), modality(figures, of)],
        Slice::Cut(item, at, of) => [
            name_of_item(figures, item),
            institute(at),
            modality(figures, of),
        ],
    }
}
