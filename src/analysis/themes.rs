//! What becomes of each listed theme, and of the themes of each channel.

use super::figures::{Figures, mean_columns, quantile_columns};
use super::layout::theme;
use super::table::{Column, Table, Value};
use crate::language::words;
use crate::model::{TICKS_PER_MONTH, Ticks};

const MONTH: f64 = TICKS_PER_MONTH as f64;

/// One row per listed theme, then one per channel (whose figures are sums over its themes).
pub(super) fn themes(figures: &Figures<'_>) -> Table {
    let currency = &figures.model.currency;
    let suffix = format!("_{}", currency.to_lowercase());
    let mut columns: Vec<Column> = ["theme", "name", "kind", "route", "area", "proposer"]
        .into_iter()
        .map(Column::text)
        .collect();
    columns.extend(mean_columns("arrived", "", "themes per run"));
    columns.extend(mean_columns(
        "licensed",
        "",
        "themes per run; a chance for a listed theme",
    ));
    columns.extend(mean_columns(
        "launched",
        "",
        "themes per run; a chance for a listed theme",
    ));
    columns.extend(mean_columns(
        "terminated",
        "",
        "themes per run, declined ones included",
    ));
    columns.extend(mean_columns(
        "open",
        "",
        "themes per run, open at the horizon",
    ));
    for name in ["licence_date_p10", "licence_date_p50", "licence_date_p90"] {
        columns.push(Column {
            name: name.to_owned(),
            unit: "month, of those licensed within the horizon".to_owned(),
        });
        columns.push(Column::number(
            &format!("{name}_half_width_95_months"),
            "months, half of a 95 % interval",
        ));
    }
    columns.extend(mean_columns("cost", &suffix, currency));
    columns.extend(quantile_columns(&["cost_p80"], &suffix, currency));
    columns.extend(mean_columns(
        "waited",
        "_months",
        "months in queues per run, summed over activities",
    ));
    let mut table = Table::new("themes", columns);
    for group in 0..figures.layout.groups {
        table.push(row(figures, group));
    }
    table
}

fn row(figures: &Figures<'_>, group: usize) -> Vec<Value> {
    let (model, layout, totals) = (figures.model, figures.layout, &figures.sample.totals);
    let mut row = match model.themes.get(group) {
        Some(listed) => vec![
            Value::text(&listed.id),
            Value::named(&listed.name.english, &listed.name),
            Value::words(words("theme", "登録テーマ")),
            {
                let route = &model.routes[listed.route];
                Value::named(&route.id, &route.name)
            },
            listed.area.map_or(Value::text(""), |area| {
                let area = &model.areas[area];
                Value::named(&area.id, &area.name)
            }),
            Value::text(&listed.proposer),
        ],
        None => {
            let channel = &model.channels[group - layout.listed];
            let empty = || Value::text("");
            vec![
                Value::text(&channel.id),
                Value::named(&channel.name.english, &channel.name),
                Value::words(words("channel", "応募経路")),
                empty(),
                empty(),
                empty(),
            ]
        }
    };
    for what in 0..theme::NAMES.len() {
        row.extend(figures.mean_and_error(layout.theme(group, what), 1.0));
    }
    let months = &totals.licence_month[group];
    let licensed = layout.theme(group, theme::LICENSED);
    let quantiles = figures.quantiles(months, licensed, &[0.1, 0.5, 0.9], 1.0);
    for pair in quantiles.chunks(2) {
        row.push(pair[0].number().map_or(Value::Missing, |month| {
            let date = model.calendar.date_of(Ticks((month * MONTH) as i64));
            Value::Month(date.year(), date.month())
        }));
        row.push(pair[1].clone());
    }
    row.extend(figures.mean_and_error(layout.theme(group, theme::COST), 1.0));
    let cost = &totals.theme_cost[group];
    row.extend(figures.quantiles(cost, layout.theme(group, theme::COST), &[0.8], 1.0));
    row.extend(figures.mean_and_error(layout.theme(group, theme::WAITED), MONTH));
    row
}
