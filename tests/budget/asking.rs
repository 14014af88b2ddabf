//! Asking: simulations as the commands carry them out, and tables read by their headings.

use std::sync::atomic::AtomicBool;

use soyaku::analysis::request::{self, Requested};
use soyaku::analysis::{
    Figures, Layout, Listener, Sample, Settings, Table, Value, Watch, forecast, simulate,
};
use soyaku::engine::Plan;
use soyaku::model::Model;

/// Simulates a model, all headline rows kept.
pub fn sample(plan: &Plan<'_>, layout: &Layout, runs: u64) -> (Sample, Vec<Vec<i64>>) {
    let columns = layout.headlines(plan.model()).len();
    let mut rows = Vec::new();
    let settings = Settings {
        runs,
        seed: 5,
        threads: 1,
    };
    let sample = simulate(
        plan,
        layout,
        settings,
        &mut Listener {
            progress: &|_| (),
            stop: &AtomicBool::new(false),
            sink: &mut |_, values| {
                rows.extend(values.chunks(columns).map(<[i64]>::to_vec));
                Ok(())
            },
        },
    );
    (sample.unwrap(), rows)
}

/// What a request came to.
pub struct Answer {
    pub requested: Requested,
    pub tables: Vec<Table>,
    /// Names of headline columns, and the rows of the need.
    pub columns: Vec<String>,
    pub rows: Vec<Vec<i64>>,
    /// Ids of item and institute of each part.
    pub parts: Vec<(String, String)>,
}

/// Lays out the request of fiscal year number `year` as `soyaku budget` does.
pub fn ask(model: &Model, year: usize, confidence: f64, runs: u64) -> Answer {
    let free = request::without_limits(model, year);
    let plan = Plan::new(&free);
    let watch = Watch {
        year: Some(year),
        ..Watch::default()
    };
    let layout = Layout::watching(&plan, &watch);
    let (sample_of_need, rows) = sample(&plan, &layout, runs);
    let need = figures(&free, &plan, &layout, &sample_of_need);
    let requested = request::lay_out(&need, confidence).unwrap();
    let granted = request::as_granted(model, year, &requested.parts, |part| {
        plan.purse_of_part(part)
    });
    let granted_plan = Plan::new(&granted);
    let watch = Watch {
        amounts: Some(requested.parts.clone()),
        ..watch
    };
    let granted_layout = Layout::watching(&granted_plan, &watch);
    let (sample, _) = sample(&granted_plan, &granted_layout, runs);
    let granted = figures(&granted, &granted_plan, &granted_layout, &sample);
    let tables = request::tables(&requested, &need, &granted);
    let columns = layout.headlines(&free);
    let parts = plan.parts().iter().map(|(item, institute)| {
        let institute = institute.map(|at| free.institutes[at as usize].id.clone());
        let item = free.items[*item as usize].id.clone();
        (item, institute.unwrap_or_default())
    });
    Answer {
        parts: parts.collect(),
        columns: columns.into_iter().map(|one| one.column).collect(),
        requested,
        tables,
        rows,
    }
}

/// Forecasts the year of the start as `soyaku outturn` does.
pub fn forecast(model: &Model, runs: u64) -> Vec<Table> {
    let watch = Watch {
        waiting: true,
        ..Watch::default()
    };
    let mut as_is = model.clone();
    as_is.money.follows_commitments = true;
    let free = request::without_limits(model, 0);
    let (plan, free_plan) = (Plan::new(&as_is), Plan::new(&free));
    let (layout, free_layout) = (
        Layout::watching(&plan, &watch),
        Layout::watching(&free_plan, &watch),
    );
    let (one, _) = sample(&plan, &layout, runs);
    let (other, _) = sample(&free_plan, &free_layout, runs);
    let as_is = figures(&as_is, &plan, &layout, &one);
    let without = figures(&free, &free_plan, &free_layout, &other);
    forecast::tables(&as_is, &without)
}

/// All tables of a plain run.
pub fn tables(model: &Model, runs: u64) -> Vec<Table> {
    let plan = Plan::new(model);
    let layout = Layout::new(&plan);
    let (sample, _) = sample(&plan, &layout, runs);
    soyaku::analysis::tables(&figures(model, &plan, &layout, &sample))
}

pub fn figures<'a>(
    model: &'a Model,
    plan: &'a Plan<'a>,
    layout: &'a Layout,
    sample: &'a Sample,
) -> Figures<'a> {
    Figures {
        model,
        layout,
        plan,
        sample,
    }
}

/// A table by its name.
pub fn table<'a>(tables: &'a [Table], name: &str) -> &'a Table {
    let found = tables.iter().find(|table| table.name == name);
    found.unwrap_or_else(|| panic!("no table {name}"))
}

/// What stands in a cell, as files for machines have it.
pub fn told(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Named(text, _) | Value::NamedInYear(text, ..) => text.clone(),
        Value::FiscalYear(year) => year.to_string(),
        Value::Month(year, month) => format!("{year}-{month}"),
        Value::Integer(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Missing => String::new(),
    }
}

/// The cell in a column of the only row in which some columns have these values.
pub fn cell(table: &Table, of: &[(&str, &str)], column: &str) -> Value {
    let place = |name: &str| {
        let found = table.column(name);
        found.unwrap_or_else(|| panic!("no column {name} in {}", table.name))
    };
    let rows: Vec<_> = table
        .rows
        .iter()
        .filter(|row| {
            of.iter()
                .all(|(name, value)| told(&row[place(name)]) == *value)
        })
        .collect();
    assert_eq!(rows.len(), 1, "rows of {} with {of:?}", table.name);
    rows[0][place(column)].clone()
}

/// The number in such a cell.
pub fn number(table: &Table, of: &[(&str, &str)], column: &str) -> f64 {
    let value = cell(table, of, column);
    let found = value.number();
    found.unwrap_or_else(|| panic!("{column} of {of:?} in {} is {value:?}", table.name))
}
