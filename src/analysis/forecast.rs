//! How the fiscal year of the start will end (執行見込み), and what could be brought forward with
//! money that would lapse (BUD-6, BUD-9).
//!
//! The year is simulated from the day as of which the scenario is read: what was spent by then and
//! what is signed is known, the rest has its spread. A second simulation in which no purse is short
//! shows which work that waits now could still start, and be paid, within the year.

use super::figures::{Figures, mean_columns, quantile_columns};
use super::layout::Slice;
use super::purses::{outturn, unit};
use super::table::{Column, Table, Value};
use super::watch::short;
use super::words::ALL;
use crate::stats::LogHistogram;

pub use super::bring_forward::{Waiting, bring_forward};

/// The probabilities between which the year is told to end.
pub const SPREAD: [f64; 3] = [0.1, 0.5, 0.9];

/// Whose year a row tells.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Whose {
    Purse(usize),
    Part(usize),
    Item(u32),
    Institute(Option<u32>),
    All,
}

/// A purse in the fiscal year of the start, in expected amounts but for the spread.
#[derive(Clone, Debug, PartialEq)]
pub struct PurseYear {
    /// What was granted (当初予算).
    pub granted: f64,
    /// What was carried over from the year before (前年度から繰越し).
    pub carried_in: f64,
    /// What is carried over into the next year (翌年度へ繰越し).
    pub carried_out: f64,
    /// What is spent (執行額).
    pub spent: f64,
    /// Its P10, P50 and P90.
    pub spread: [f64; 3],
    /// What lapses (不用額).
    pub lapsed: f64,
    /// Its P10, P50 and P90.
    pub lapsed_spread: [f64; 3],
    /// The chance that anything lapses.
    pub chance_of_lapse: f64,
    /// The chance that more is spent than there is.
    pub chance_of_overrun: f64,
}

impl PurseYear {
    /// What there is to be spent in the year: granted, and carried in, less what is carried over
    /// (計).
    pub fn sum(&self) -> f64 {
        self.granted + self.carried_in - self.carried_out
    }

    /// What is spent of it (執行率); NaN where there is nothing.
    pub fn rate(&self) -> f64 {
        match self.sum() > 0.0 {
            true => self.spent / self.sum(),
            false => f64::NAN,
        }
    }
}

/// The purses in the fiscal year of the start, in the scenario's order.
pub fn purse_years(figures: &Figures<'_>) -> Vec<PurseYear> {
    let cells = &figures.layout.purses;
    let totals = &figures.sample.totals.purses;
    let spread =
        |histogram: &LogHistogram| SPREAD.map(|p| histogram.quantile(p).unwrap_or(f64::NAN));
    (0..cells.purses)
        .map(|purse| {
            let mean = |what| figures.mean(cells.outturn(purse, 0, what), 1.0);
            let place = purse * cells.years;
            PurseYear {
                granted: mean(outturn::GRANTED),
                carried_in: mean(outturn::CARRIED_IN),
                carried_out: mean(outturn::CARRIED_OUT),
                spent: mean(outturn::SPENT),
                spread: spread(&totals.spent[place]),
                lapsed: mean(outturn::LAPSED),
                lapsed_spread: spread(&totals.lapsed[place]),
                chance_of_lapse: mean(outturn::LAPSES),
                chance_of_overrun: mean(outturn::OVERRUNS),
            }
        })
        .collect()
}

/// All tables of a forecast: the year, and what could be brought forward.
pub fn tables(as_is: &Figures<'_>, without_limits: &Figures<'_>) -> Vec<Table> {
    vec![
        year(as_is),
        super::bring_forward::table(as_is, without_limits),
    ]
}

/// `outturn_forecast.csv`: purses, then items at institutes, and their sums.
fn year(figures: &Figures<'_>) -> Table {
    let (suffix, money) = unit(figures);
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
        amount("budget", "granted, or what [request] says of the year"),
        amount("carried_in", ""),
        amount("spent_so_far", "before the start"),
        amount("signed", "signed for, and due in the year after the start"),
    ];
    columns.extend(mean_columns("spent", &suffix, &money));
    let names = ["spent_p10", "spent_p50", "spent_p90"];
    columns.extend(quantile_columns(&names, &suffix, &money));
    columns.push(Column::number(
        "execution_rate",
        "share of budget and carried in, less carried over",
    ));
    for name in ["lapsed", "carried_over"] {
        columns.extend(mean_columns(name, &suffix, &money));
        let names = ["p10", "p50", "p90"].map(|p| format!("{name}_{p}"));
        let names = names.each_ref().map(String::as_str);
        columns.extend(quantile_columns(&names, &suffix, &money));
    }
    for name in ["chance_of_lapse", "chance_of_overrun"] {
        columns.push(Column::number(name, "chance, 0 to 1"));
        columns.push(Column::number(
            &format!("{name}_lower_95"),
            "chance, 0 to 1",
        ));
        columns.push(Column::number(
            &format!("{name}_upper_95"),
            "chance, 0 to 1",
        ));
    }
    let mut table = Table::new("outturn_forecast", columns);
    let mut whose: Vec<Whose> = (0..figures.model.money.purses.len())
        .map(Whose::Purse)
        .collect();
    let parts = figures.plan.parts();
    whose.extend((0..parts.len()).map(Whose::Part));
    let mut items: Vec<u32> = parts.iter().map(|part| part.0).collect();
    items.dedup();
    whose.extend(items.into_iter().map(Whose::Item));
    let mut institutes: Vec<Option<u32>> = parts.iter().map(|part| part.1).collect();
    institutes.sort_unstable();
    institutes.dedup();
    whose.extend(institutes.into_iter().map(Whose::Institute));
    whose.push(Whose::All);
    for whose in whose {
        table.push(row(figures, whose));
    }
    table
}

fn row(figures: &Figures<'_>, whose: Whose) -> Vec<Value> {
    let mut row = vec![figures.year(0)];
    row.extend(names(figures, whose));
    let budget = budget(figures, whose);
    let cells = &figures.layout.purses;
    let purse = match whose {
        Whose::Purse(purse) => Some(purse),
        _ => None,
    };
    row.push(budget.map_or(Value::Missing, Value::finite));
    let carried_in = purse.map(|purse| {
        let cell = cells.outturn(purse, 0, outturn::CARRIED_IN);
        Value::finite(figures.mean(cell, 1.0))
    });
    row.push(carried_in.unwrap_or(Value::Missing));
    let [spent, signed] = known(figures, whose);
    row.extend([Value::finite(spent), Value::finite(signed)]);
    let (histogram, cell) = spent_of(figures, whose);
    row.extend(figures.mean_and_error(cell, 1.0));
    row.extend(figures.quantiles(histogram, cell, &SPREAD, 1.0));
    let Some(purse) = purse else {
        let mean = figures.mean(cell, 1.0);
        let rate = budget
            .filter(|budget| *budget > 0.0)
            .map(|budget| mean / budget);
        row.push(rate.map_or(Value::Missing, Value::finite));
        row.extend(std::iter::repeat_n(Value::Missing, 16));
        row.extend(std::iter::repeat_n(Value::Missing, 3));
        let above = budget.and_then(|budget| {
            let within = histogram.fraction_at_most(budget.round() as i64)?;
            Some(1.0 - within)
        });
        row.push(above.map_or(Value::Missing, Value::finite));
        row.extend([Value::Missing, Value::Missing]);
        return row;
    };
    let year = &purse_years(figures)[purse];
    row.push(Value::finite(year.rate()));
    let totals = &figures.sample.totals.purses;
    for (what, histograms) in [
        (outturn::LAPSED, &totals.lapsed),
        (outturn::CARRIED_OUT, &totals.carried_out),
    ] {
        let cell = cells.outturn(purse, 0, what);
        row.extend(figures.mean_and_error(cell, 1.0));
        row.extend(figures.quantiles(&histograms[purse * cells.years], cell, &SPREAD, 1.0));
    }
    row.extend(figures.chance(cells.outturn(purse, 0, outturn::LAPSES)));
    row.extend(figures.chance(figures.layout.watch.short(purse, 0, short::OVERRUN)));
    row
}

fn names(figures: &Figures<'_>, whose: Whose) -> [Value; 3] {
    let all = || Value::words(ALL);
    let purse = |purse: usize| {
        let purse = &figures.model.money.purses[purse];
        Value::named(&purse.id, &purse.name)
    };
    let item = |item: u32| {
        let item = &figures.model.items[item as usize];
        Value::named(&item.id, &item.name)
    };
    match whose {
        Whose::Purse(number) => [purse(number), all(), all()],
        Whose::Part(part) => {
            let (of, at) = figures.plan.parts()[part];
            let paid_by = figures.plan.purse_of_part(part);
            let paid_by = paid_by.map_or(Value::Missing, purse);
            [paid_by, item(of), figures.institute(at)]
        }
        Whose::Item(of) => [all(), item(of), all()],
        Whose::Institute(at) => [all(), all(), figures.institute(at)],
        Whose::All => [all(), all(), all()],
    }
}

/// What falls due in the year, and its cell.
fn spent_of<'a>(figures: &'a Figures<'_>, whose: Whose) -> (&'a LogHistogram, usize) {
    let slice = match whose {
        Whose::Purse(purse) => {
            let cells = &figures.layout.purses;
            let spent = &figures.sample.totals.purses.spent[purse * cells.years];
            return (spent, cells.outturn(purse, 0, outturn::SPENT));
        }
        Whose::Part(part) => {
            let (item, at) = figures.plan.parts()[part];
            Slice::ItemAt(item, at)
        }
        Whose::Item(item) => Slice::Item(item),
        Whose::Institute(at) => Slice::Institute(at),
        Whose::All => Slice::All,
    };
    // Each of them is a slice.
    let place = figures.layout.slices.binary_search(&slice).unwrap_or(0);
    (figures.cost(place, 0), figures.layout.slice(place, 0))
}

/// Whether an item at an institute belongs to a row.
fn holds(figures: &Figures<'_>, whose: Whose, item: usize, institute: usize) -> bool {
    let (item_of, at) = (item as u32, Some(institute as u32));
    match whose {
        Whose::Purse(purse) => figures.model.money.purses[purse].pays(Some(institute), item),
        Whose::Part(part) => figures.plan.parts()[part] == (item_of, at),
        Whose::Item(of) => of == item_of,
        Whose::Institute(of) => of == at,
        Whose::All => true,
    }
}

/// The budget of the year: what a purse is granted; of other rows what [request] says was budgeted
/// for the year before the one requested, where that is this one.
fn budget(figures: &Figures<'_>, whose: Whose) -> Option<f64> {
    let model = figures.model;
    if let Whose::Purse(purse) = whose {
        let cell = figures.layout.purses.outturn(purse, 0, outturn::GRANTED);
        return Some(figures.mean(cell, 1.0));
    }
    let request = model.money.request.as_ref()?;
    let first = model.calendar.fiscal_year(0);
    if request.fiscal_year.unwrap_or(first + 1) != first + 1 {
        return None;
    }
    let lines = request.lines.iter();
    let lines = lines.filter(|line| holds(figures, whose, line.item, line.institute));
    let amounts = lines.filter_map(|line| line.previous);
    let amounts: Vec<f64> = amounts.map(|amount| model.mean(amount)).collect();
    (!amounts.is_empty()).then(|| amounts.iter().sum())
}

/// What was spent before the start, and what is signed for and due in the year.
fn known(figures: &Figures<'_>, whose: Whose) -> [f64; 2] {
    let model = figures.model;
    let actual = model.money.actual.iter();
    let spent = actual
        .filter(|one| holds(figures, whose, one.item, one.institute))
        .map(|one| model.mean(one.amount));
    let signed = model.money.signed.iter();
    let signed = signed
        .filter(|one| {
            holds(figures, whose, one.item, one.institute)
                && model.calendar.year_until(one.due) == 0
        })
        .map(|one| model.mean(one.amount));
    [spent.sum(), signed.sum()]
}
