//! What holds back work for want of money, and how surely it holds: the chance to pass each cap by
//! fiscal year and over the whole run (BUD-2).
//!
//! Work that would pass a cap is not started, but work that takes longer than its mean, patents,
//! awards and standing costs may carry the year beyond it. Purses that hold back are caps too: theirs
//! is what was granted and carried over.

use serde::{Deserialize, Serialize};

use super::budget::BUDGET_PROBABILITIES;
use super::figures::{Figures, mean_columns, quantile_columns};
use super::layout::Layout;
use super::purses::unit;
use super::table::{Column, Table, Value};
use super::words::ALL;
use crate::engine::{Account, CapYear, Plan, RunEnd};
use crate::language::{Text, words};
use crate::model::{Model, TICKS_PER_MONTH};
use crate::stats::{Accumulator, LogHistogram, MergeError};

/// What is counted of a cap in a fiscal year, or over all.
pub mod cap {
    /// The most its costs may come to.
    pub const AMOUNT: usize = 0;
    /// What they came to.
    pub const SPENT: usize = 1;
    /// What they came to beyond the cap.
    pub const OVERRUN: usize = 2;
    /// Runs in which they passed it; over all years, in any of them.
    pub const OVERRUNS: usize = 3;
    /// How often work began to wait for money while it had too little left.
    pub const HELD_BACK: usize = 4;
    /// Time that such work waited, in ticks, of the waits that ended in the year.
    pub const WAITED: usize = 5;
    /// How many figures a cap has in a year.
    pub const COUNT: usize = 6;
}

/// The cells of all that holds back work, behind those of purses.
#[derive(Clone, Debug, PartialEq)]
pub struct CapCells {
    /// Purses that hold back, then caps.
    pub limits: Vec<Account>,
    /// Fiscal years.
    pub years: usize,
    /// The first of the cells.
    pub first: usize,
}

impl CapCells {
    /// The cells for a plan, counted from 0.
    pub fn new(plan: &Plan<'_>) -> CapCells {
        let limits = plan.holding_back().iter();
        CapCells {
            limits: limits.map(|account| plan.account(account)).collect(),
            years: plan.model().calendar.years(),
            first: 0,
        }
    }

    /// A figure of [`cap`] of a limit in a fiscal year; `years` is the whole run.
    pub fn cell(&self, limit: usize, year: usize, what: usize) -> usize {
        self.first + (limit * (self.years + 1) + year) * cap::COUNT + what
    }

    /// The place behind the last cell.
    pub fn end(&self) -> usize {
        self.cell(self.limits.len(), 0, 0)
    }
}

/// What the costs of each limit came to, `[limit][fiscal year]`, by fiscal year and in all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CapTotals {
    /// What fell due.
    pub spent: Vec<LogHistogram>,
}

impl Accumulator for CapTotals {
    fn merge(&mut self, other: &CapTotals) -> Result<(), MergeError> {
        self.spent.merge(&other.spent)
    }
}

impl CapTotals {
    /// Totals of no runs.
    pub fn new(cells: &CapCells) -> CapTotals {
        CapTotals {
            spent: vec![LogHistogram::new(); cells.limits.len() * (cells.years + 1)],
        }
    }

    /// Counts the books of a run into its cells.
    pub fn close(&mut self, layout: &Layout, cells: &mut [i64], end: &RunEnd<'_>) {
        let places = &layout.caps;
        let years = places.years;
        for (limit, account) in places.limits.iter().enumerate() {
            let mut all = [0_i64; cap::COUNT];
            for year in 0..years {
                let figures = figures_of(&year_of(end, *account, years, year));
                let first = places.cell(limit, year, 0);
                cells[first..first + cap::COUNT].copy_from_slice(&figures);
                self.spent[limit * (years + 1) + year].record(figures[cap::SPENT]);
                for (sum, figure) in all.iter_mut().zip(figures) {
                    *sum = sum.saturating_add(figure);
                }
            }
            all[cap::OVERRUNS] = all[cap::OVERRUNS].min(1);
            let first = places.cell(limit, years, 0);
            cells[first..first + cap::COUNT].copy_from_slice(&all);
            self.spent[limit * (years + 1) + years].record(all[cap::SPENT]);
        }
    }
}

/// How a fiscal year went for a limit.
fn year_of(end: &RunEnd<'_>, account: Account, years: usize, year: usize) -> CapYear {
    match account {
        Account::Cap(cap) => end.books.caps[cap * years + year],
        Account::Purse(purse) => {
            let outturn = end.books.outturns[purse * years + year];
            CapYear {
                amount: Some(outturn.room()),
                spent: outturn.spent,
                held_back: outturn.held_back,
                waited: outturn.waited,
            }
        }
    }
}

/// The figures of [`cap`].
fn figures_of(year: &CapYear) -> [i64; cap::COUNT] {
    [
        year.amount.unwrap_or(0),
        year.spent,
        year.overrun(),
        i64::from(year.overrun() > 0),
        i64::from(year.held_back),
        year.waited.0,
    ]
}

/// Every cap by fiscal year and in all: amount, spending, the chance to pass it, and the work that
/// it held back. A year without a cap has no amount.
pub(super) fn caps(figures: &Figures<'_>) -> Table {
    let (suffix, money) = unit(figures);
    let mut columns = vec![
        Column::text("fiscal_year"),
        Column::text("cap"),
        Column::text("kind"),
        Column::text("institutes"),
        Column::text("items"),
        Column::text("modalities"),
    ];
    for name in ["amount", "spent"] {
        columns.extend(mean_columns(name, &suffix, &money));
    }
    let names = ["p10", "p50", "p80", "p90", "p95"].map(|p| format!("spent_{p}"));
    let names = names.each_ref().map(String::as_str);
    columns.extend(quantile_columns(&names, &suffix, &money));
    columns.extend(mean_columns("chance_to_pass", "", "chance, 0 to 1"));
    columns.extend(mean_columns("overrun", &suffix, &money));
    columns.extend(mean_columns(
        "held_back",
        "",
        "activities that came to wait for money while this cap had too little left, per run",
    ));
    columns.extend(mean_columns(
        "waited_for_money",
        "_months",
        "months that such activities waited, summed, of waits that ended in the year, per run",
    ));
    let mut table = Table::new("caps", columns);
    let cells = &figures.layout.caps;
    for (limit, account) in cells.limits.iter().enumerate() {
        for year in 0..=cells.years {
            let mut row = vec![figures.year(year)];
            row.extend(words_of(figures.model, *account));
            row.extend(of_year(figures, limit, *account, year));
            table.push(row);
        }
    }
    table
}

/// The figures of a row.
fn of_year(figures: &Figures<'_>, limit: usize, account: Account, year: usize) -> Vec<Value> {
    let cells = &figures.layout.caps;
    let cell = |what| cells.cell(limit, year, what);
    let mean = |what| figures.mean_and_error(cell(what), 1.0);
    let capped = match account {
        Account::Purse(_) => true,
        Account::Cap(cap) => {
            let amounts = &figures.model.money.caps[cap].amounts;
            match amounts.get(year) {
                Some(amount) => amount.is_some(),
                None => amounts.iter().all(Option::is_some),
            }
        }
    };
    let mut row = Vec::new();
    row.extend(match capped {
        true => mean(cap::AMOUNT),
        false => [Value::Missing, Value::Missing],
    });
    row.extend(mean(cap::SPENT));
    let spent = &figures.sample.totals.caps.spent[limit * (cells.years + 1) + year];
    row.extend(figures.quantiles(spent, cell(cap::SPENT), &BUDGET_PROBABILITIES, 1.0));
    for what in [cap::OVERRUNS, cap::OVERRUN, cap::HELD_BACK] {
        row.extend(mean(what));
    }
    row.extend(figures.mean_and_error(cell(cap::WAITED), TICKS_PER_MONTH as f64));
    row
}

/// Id, kind, institutes, items and modalities of a limit; "all" where it is not cut by one.
fn words_of(model: &Model, account: Account) -> [Value; 5] {
    let institute = |place: usize| {
        let institute = &model.institutes[place];
        (institute.id.clone(), institute.name.clone())
    };
    let item = |place: usize| {
        let item = &model.items[place];
        (item.id.clone(), item.name.clone())
    };
    let modality = |place: usize| {
        let modality = &model.modalities[place];
        (modality.id.clone(), modality.name.clone())
    };
    let (named, kind, institutes, items, modalities) = match account {
        Account::Purse(purse) => {
            let purse = &model.money.purses[purse];
            let named = Value::named(&purse.id, &purse.name);
            let kind = words("purse", "財源");
            (named, kind, &purse.institutes, &purse.items, &None)
        }
        Account::Cap(cap) => {
            let cap = &model.money.caps[cap];
            let named = Value::named(&cap.id, &cap.name);
            let kind = words("cap", "上限");
            (named, kind, &cap.institutes, &cap.items, &cap.modalities)
        }
    };
    [
        named,
        Value::words(kind),
        listed(institutes, &institute),
        listed(items, &item),
        listed(modalities, &modality),
    ]
}

/// The entries of a list, each by its id and what it is called.
fn listed(list: &Option<Vec<usize>>, entry: &dyn Fn(usize) -> (String, Text)) -> Value {
    let Some(list) = list else {
        return Value::words(ALL);
    };
    let entries: Vec<(String, Text)> = list.iter().map(|place| entry(*place)).collect();
    let joined = |part: &dyn Fn(&(String, Text)) -> String, between: &str| {
        let parts: Vec<String> = entries.iter().map(part).collect();
        parts.join(between)
    };
    Value::Named(
        joined(&|(id, _)| id.clone(), ";"),
        Text {
            english: joined(&|(_, name)| name.english.clone(), ", "),
            japanese: joined(&|(_, name)| name.japanese.clone(), "・"),
        },
    )
}
