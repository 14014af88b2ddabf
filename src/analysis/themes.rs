//! What becomes of each listed theme, and of the themes of each channel.

use super::figures::{Figures, mean_columns};
use super::layout::theme;
use super::table::{Column, Table, Value};
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
            unit: "month, of those licensed".to_owned(),
        });
    }
    columns.extend(mean_columns("cost", &suffix, currency));
    columns.push(Column::number(&format!("cost_p80{suffix}"), currency));
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
            Value::text(&listed.name.english),
            Value::text("theme"),
            Value::text(&model.routes[listed.route].id),
            Value::text(listed.area.map_or("", |area| &model.areas[area].id)),
            Value::text(&listed.proposer),
        ],
        None => {
            let channel = &model.channels[group - layout.listed];
            let empty = || Value::text("");
            vec![
                Value::text(&channel.id),
                Value::text(&channel.name.english),
                Value::text("channel"),
                empty(),
                empty(),
                empty(),
            ]
        }
    };
    for what in 0..theme::NAMES.len() {
        row.extend(figures.mean_and_error(layout.theme(group, what), 1.0));
    }
    for p in [0.1, 0.5, 0.9] {
        let month = totals.licence_month[group].quantile(p);
        row.push(month.map_or(Value::Missing, |month| {
            let date = model.calendar.date_of(Ticks((month * MONTH) as i64));
            Value::Text(format!("{:04}-{:02}", date.year(), date.month()))
        }));
    }
    row.extend(figures.mean_and_error(layout.theme(group, theme::COST), 1.0));
    row.push(
        totals.theme_cost[group]
            .quantile(0.8)
            .map_or(Value::Missing, Value::finite),
    );
    row.extend(figures.mean_and_error(layout.theme(group, theme::WAITED), MONTH));
    row
}
