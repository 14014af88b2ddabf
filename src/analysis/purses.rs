//! How purses end their fiscal years: granted, spent, lapsed, carried over, and what is bound of
//! later years (BUD-2, BUD-3, BUD-6, BUD-7, SEL-5).

use serde::{Deserialize, Serialize};

use super::budget::BUDGET_PROBABILITIES;
use super::figures::{Figures, mean_columns, quantile_columns};
use super::layout::Layout;
use super::table::{Column, Table, Value};
use super::words::{ALL, LATER};
use crate::engine::{Outturn, Plan, RunEnd};
use crate::language::words;
use crate::model::TICKS_PER_MONTH;
use crate::stats::{Accumulator, LogHistogram, MergeError};

/// What is counted of a purse in a fiscal year.
pub mod outturn {
    /// What was requested.
    pub const REQUESTED: usize = 0;
    /// What was not granted of it.
    pub const CUT: usize = 1;
    /// What was granted.
    pub const GRANTED: usize = 2;
    /// What came from the year before.
    pub const CARRIED_IN: usize = 3;
    /// What fell due.
    pub const SPENT: usize = 4;
    /// What is bound of later years at the year's end.
    pub const BOUND: usize = 5;
    /// What lapsed.
    pub const LAPSED: usize = 6;
    /// What went into the next year.
    pub const CARRIED_OUT: usize = 7;
    /// What was spent beyond what there was.
    pub const OVERRUN: usize = 8;
    /// Runs with an overrun.
    pub const OVERRUNS: usize = 9;
    /// Runs in which something lapsed.
    pub const LAPSES: usize = 10;
    /// How often work began to wait for money while it had too little left.
    pub const HELD_BACK: usize = 11;
    /// Time that such work waited, in ticks, of the waits that ended in the year.
    pub const WAITED: usize = 12;
    /// Names of the amounts, as they stand in tables.
    pub const AMOUNTS: [&str; 9] = [
        "requested",
        "cut",
        "granted",
        "carried_in",
        "spent",
        "bound",
        "lapsed",
        "carried_out",
        "overrun",
    ];
    /// How many figures a purse has in a year.
    pub const COUNT: usize = 13;
}

/// The cells of purses, behind those of all other chapters but caps.
#[derive(Clone, Debug, PartialEq)]
pub struct PurseCells {
    /// Purses.
    pub purses: usize,
    /// Fiscal years.
    pub years: usize,
    /// Whether any proposer has funds (SEL-5).
    pub funds: bool,
    /// The first of the cells.
    pub first: usize,
}

impl PurseCells {
    /// The cells for a plan, counted from 0.
    pub fn new(plan: &Plan<'_>) -> PurseCells {
        let model = plan.model();
        let themes = model.themes.iter().map(|theme| theme.funds);
        let channels = model.channels.iter().map(|channel| channel.funds);
        PurseCells {
            purses: model.money.purses.len(),
            years: model.calendar.years(),
            funds: themes.chain(channels).any(|funds| funds.is_some()),
            first: 0,
        }
    }

    /// A figure of [`outturn`] of a purse in a fiscal year.
    pub fn outturn(&self, purse: usize, year: usize, what: usize) -> usize {
        self.first + (purse * self.years + year) * outturn::COUNT + what
    }

    /// What is bound for a purse at the end of `year` of fiscal year number `later`; `years` stands
    /// for all after the horizon.
    pub fn bound(&self, purse: usize, year: usize, later: usize) -> usize {
        let place = (purse * self.years + year) * (self.years + 1) + later;
        self.outturn(self.purses, 0, 0) + place
    }

    /// What the proposers' own funds paid in a fiscal year.
    pub fn paid_by_proposers(&self, year: usize) -> usize {
        self.bound(self.purses, 0, 0) + year
    }

    /// The place behind the last cell.
    pub fn end(&self) -> usize {
        match self.funds {
            true => self.paid_by_proposers(self.years),
            false => self.paid_by_proposers(0),
        }
    }
}

/// Amounts whose quantiles are kept, `[purse][fiscal year]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PurseTotals {
    /// What fell due.
    pub spent: Vec<LogHistogram>,
    /// What lapsed.
    pub lapsed: Vec<LogHistogram>,
    /// What went into the next year.
    pub carried_out: Vec<LogHistogram>,
}

impl Accumulator for PurseTotals {
    fn merge(&mut self, other: &PurseTotals) -> Result<(), MergeError> {
        self.spent.merge(&other.spent)?;
        self.lapsed.merge(&other.lapsed)?;
        self.carried_out.merge(&other.carried_out)
    }
}

impl PurseTotals {
    /// Totals of no runs.
    pub fn new(cells: &PurseCells) -> PurseTotals {
        let histograms = || vec![LogHistogram::new(); cells.purses * cells.years];
        PurseTotals {
            spent: histograms(),
            lapsed: histograms(),
            carried_out: histograms(),
        }
    }

    /// Counts the books of a run into its cells.
    pub fn close(&mut self, layout: &Layout, cells: &mut [i64], end: &RunEnd<'_>) {
        let places = &layout.purses;
        for (number, outturn) in end.books.outturns.iter().enumerate() {
            let (purse, year) = (number / places.years, number % places.years);
            let first = places.outturn(purse, year, 0);
            cells[first..first + outturn::COUNT].copy_from_slice(&figures_of(outturn));
            self.spent[number].record(outturn.spent);
            self.lapsed[number].record(outturn.lapsed);
            self.carried_out[number].record(outturn.carried_out);
        }
        let first = places.bound(0, 0, 0);
        let commitments = &end.books.commitments;
        cells[first..first + commitments.len()].copy_from_slice(commitments);
        if places.funds {
            let first = places.paid_by_proposers(0);
            let paid = &end.books.paid_by_proposers;
            cells[first..first + paid.len()].copy_from_slice(paid);
        }
    }
}

/// The figures of [`outturn`].
fn figures_of(outturn: &Outturn) -> [i64; outturn::COUNT] {
    [
        outturn.requested,
        outturn.cut(),
        outturn.granted,
        outturn.carried_in,
        outturn.spent,
        outturn.bound,
        outturn.lapsed,
        outturn.carried_out,
        outturn.overrun,
        i64::from(outturn.overrun > 0),
        i64::from(outturn.lapsed > 0),
        i64::from(outturn.held_back),
        outturn.waited.0,
    ]
}

/// The tables about purses; none without purses and funds.
pub(super) fn tables(figures: &Figures<'_>) -> Vec<Table> {
    let cells = &figures.layout.purses;
    let mut tables = Vec::new();
    if cells.purses > 0 || cells.funds {
        tables.push(outturns(figures));
    }
    if figures.plan.follows_commitments() {
        tables.push(commitments(figures));
    }
    tables
}

/// The suffix of columns of money, and its unit in words.
pub(super) fn unit(figures: &Figures<'_>) -> (String, String) {
    let currency = &figures.model.currency;
    let unit = match figures.model.price_year {
        Some(year) => format!("{currency} of {year}"),
        None => currency.clone(),
    };
    (format!("_{}", currency.to_lowercase()), unit)
}

/// How each fiscal year went for each purse (執行見込み, 不用, 繰越); the last rows say what the
/// proposers' own funds paid, which is no money of the network.
fn outturns(figures: &Figures<'_>) -> Table {
    let (suffix, money) = unit(figures);
    let mut columns = vec![
        Column::text("fiscal_year"),
        Column::text("purse"),
        Column::text("kind"),
    ];
    for name in outturn::AMOUNTS {
        columns.extend(mean_columns(name, &suffix, &money));
    }
    columns.extend(mean_columns("chance_of_overrun", "", "chance, 0 to 1"));
    columns.extend(mean_columns("chance_of_lapse", "", "chance, 0 to 1"));
    for name in ["spent", "lapsed", "carried_out"] {
        let names = ["p10", "p50", "p80", "p90", "p95"].map(|p| format!("{name}_{p}"));
        let names = names.each_ref().map(String::as_str);
        columns.extend(quantile_columns(&names, &suffix, &money));
    }
    columns.extend(mean_columns(
        "held_back",
        "",
        "activities that came to wait for money, per run",
    ));
    columns.extend(mean_columns(
        "waited_for_money",
        "_months",
        "months that activities waited for money, summed, of waits that ended in the year, per run",
    ));
    let width = columns.len();
    let mut table = Table::new("outturn", columns);
    let cells = &figures.layout.purses;
    let totals = &figures.sample.totals.purses;
    for (purse, rules) in figures.model.money.purses.iter().enumerate() {
        for year in 0..cells.years {
            let cell = |what| cells.outturn(purse, year, what);
            let mut row = vec![
                figures.year(year),
                Value::named(&rules.id, &rules.name),
                Value::words(rules.kind.words()),
            ];
            for what in 0..outturn::AMOUNTS.len() {
                row.extend(figures.mean_and_error(cell(what), 1.0));
            }
            for what in [outturn::OVERRUNS, outturn::LAPSES] {
                row.extend(figures.mean_and_error(cell(what), 1.0));
            }
            let place = purse * cells.years + year;
            for (histograms, what) in [
                (&totals.spent, outturn::SPENT),
                (&totals.lapsed, outturn::LAPSED),
                (&totals.carried_out, outturn::CARRIED_OUT),
            ] {
                let histogram = &histograms[place];
                row.extend(figures.quantiles(histogram, cell(what), &BUDGET_PROBABILITIES, 1.0));
            }
            row.extend(figures.mean_and_error(cell(outturn::HELD_BACK), 1.0));
            let month = TICKS_PER_MONTH as f64;
            row.extend(figures.mean_and_error(cell(outturn::WAITED), month));
            table.push(row);
        }
    }
    for year in (0..cells.years).filter(|_| cells.funds) {
        let mut row = vec![Value::Missing; width];
        row[0] = figures.year(year);
        row[1] = Value::words(words("proposers' own funds", "提案者の自己資金"));
        row[2] = Value::words(words("outside", "ネットワーク外"));
        let spent = figures.mean_and_error(cells.paid_by_proposers(year), 1.0);
        row[3 + 2 * outturn::SPENT..][..2].clone_from_slice(&spent);
        table.push(row);
    }
    table
}

/// What is bound of later years at the end of each fiscal year (後年度負担): by purse, and by item
/// and institute, whoever pays. Of the latter, rows without anything are left out.
fn commitments(figures: &Figures<'_>) -> Table {
    let (suffix, money) = unit(figures);
    let mut columns = vec![
        Column::text("purse"),
        Column::text("item"),
        Column::text("institute"),
        Column::text("at_end_of_fiscal_year"),
        Column::text("falls_due_in_fiscal_year"),
    ];
    columns.extend(mean_columns("bound", &suffix, &money));
    let mut table = Table::new("commitments", columns);
    let cells = &figures.layout.purses;
    let mut push = |whose: [Value; 3], at: &dyn Fn(usize, usize) -> Option<usize>, all: bool| {
        for year in 0..cells.years {
            for later in year + 1..=cells.years {
                let Some(cell) = at(year, later).filter(|cell| all || figures.sum(*cell) != 0)
                else {
                    continue;
                };
                let mut row = whose.to_vec();
                row.push(figures.year(year));
                row.push(match later == cells.years {
                    true => Value::words(LATER),
                    false => figures.year(later),
                });
                row.extend(figures.mean_and_error(cell, 1.0));
                table.push(row);
            }
        }
    };
    let all = || Value::words(ALL);
    for (purse, rules) in figures.model.money.purses.iter().enumerate() {
        let at = |year, later| Some(cells.bound(purse, year, later));
        push(
            [Value::named(&rules.id, &rules.name), all(), all()],
            &at,
            true,
        );
    }
    for (part, (item, institute)) in figures.plan.parts().iter().enumerate() {
        let item = &figures.model.items[*item as usize];
        let whose = [
            all(),
            Value::named(&item.id, &item.name),
            figures.institute(*institute),
        ];
        let at = |year, later| figures.layout.watch.bound(part, year, later);
        push(whose, &at, false);
    }
    let parts = figures.plan.parts().len();
    let at = |year, later| figures.layout.watch.bound(parts, year, later);
    push([all(), all(), all()], &at, true);
    table
}
