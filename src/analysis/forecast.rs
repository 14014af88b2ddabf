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
use super::waiting::fate;
use super::watch::short;
use super::words::ALL;
use crate::language::{Words, words};
use crate::stats::LogHistogram;

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
    vec![year(as_is), bring_forward_table(as_is, without_limits)]
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

/// Work that waits at the start and may be brought forward.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The theme: an index into [`crate::model::Model::themes`].
    pub theme: usize,
    /// The activity, in the engine's numbers.
    pub work: u32,
    /// The purse that would pay for it at its first provider.
    pub purse: Option<usize>,
    /// The share of runs in which it waits at the start, and of these the share that waits for
    /// money rather than for slots.
    pub waits: f64,
    /// See `waits`.
    pub for_money: f64,
    /// The priority of its theme.
    pub priority: f64,
    /// The chance that it starts within the year as things are.
    pub starts: f64,
    /// The same, if no money were missing.
    pub starts_with_money: f64,
    /// The chance that it starts and is paid in full within the year, if no money were missing.
    pub paid_with_money: f64,
    /// What of its price falls due within the year where it starts, if no money were missing.
    pub due: f64,
    /// Its price, whenever it falls due, where it starts.
    pub price: f64,
    /// What the work of its purse that stands before it, and itself, cost this year.
    pub cumulative: f64,
    /// The chance that the unspent money of its purse covers that.
    pub covered: f64,
}

/// What of the work waiting at the start could be brought forward, by priority, the highest first:
/// what can start in the year when no money is missing.
pub fn bring_forward(as_is: &Figures<'_>, without_limits: &Figures<'_>) -> Vec<Waiting> {
    let watch = &as_is.layout.watch;
    let Some(candidates) = &watch.candidates else {
        return Vec::new();
    };
    let mut list: Vec<Waiting> = Vec::new();
    for (number, candidate) in candidates.list.iter().enumerate() {
        let mean = |figures: &Figures<'_>, what| {
            figures.mean(figures.layout.watch.candidate(number, what), 1.0)
        };
        let waits = mean(as_is, fate::WAITS);
        let begins = mean(without_limits, fate::BEGINS);
        if waits == 0.0 || begins == 0.0 {
            continue;
        }
        list.push(Waiting {
            theme: candidate.theme,
            work: candidate.work,
            purse: as_is.plan.purse_of(candidate.work, 0),
            waits,
            for_money: mean(as_is, fate::FOR_MONEY) / waits,
            priority: mean(as_is, fate::PRIORITY) / waits / 1000.0,
            starts: mean(as_is, fate::STARTS) / waits,
            starts_with_money: begins,
            paid_with_money: mean(without_limits, fate::PAID),
            due: mean(without_limits, fate::DUE) / begins,
            price: mean(without_limits, fate::PRICE) / begins,
            cumulative: 0.0,
            covered: f64::NAN,
        });
    }
    // Of equal priority the theme of the first id goes first, as in the queue.
    list.sort_by(|a, b| {
        let by_priority = b.priority.total_cmp(&a.priority);
        by_priority.then((a.theme, a.work).cmp(&(b.theme, b.work)))
    });
    add_up(as_is, &mut list);
    list
}

/// What waits, added up purse by purse, against what would be left of it.
fn add_up(figures: &Figures<'_>, list: &mut [Waiting]) {
    let cells = &figures.layout.purses;
    let mut sums = vec![0.0; cells.purses];
    for waiting in list {
        let Some(purse) = waiting.purse else {
            waiting.cumulative = waiting.due;
            continue;
        };
        sums[purse] += waiting.due;
        waiting.cumulative = sums[purse];
        let lapsed = &figures.sample.totals.purses.lapsed[purse * cells.years];
        let below = lapsed.fraction_at_most(waiting.cumulative.ceil() as i64 - 1);
        waiting.covered = below.map_or(f64::NAN, |below| 1.0 - below);
    }
}

const MONEY: Words = words("money", "予算待ち");
const SLOT: Words = words("a slot", "枠待ち");

impl Waiting {
    /// What it mostly waits for.
    pub const fn waits_for(&self) -> Words {
        if self.for_money > 0.5 { MONEY } else { SLOT }
    }
}

/// `bring_forward.csv`.
fn bring_forward_table(as_is: &Figures<'_>, without_limits: &Figures<'_>) -> Table {
    let (suffix, money) = unit(as_is);
    let amount = |name: &str, more: &str| {
        Column::number(&format!("{name}{suffix}"), &format!("{money}, {more}"))
    };
    let columns = vec![
        Column::number("place", "by priority"),
        Column::text("theme"),
        Column::text("stage"),
        Column::text("activity"),
        Column::text("institute"),
        Column::text("purse"),
        Column::text("waits_for"),
        Column::number("chance_of_waiting", "chance, 0 to 1, at the start"),
        Column::number("share_waiting_for_money", "share, 0 to 1"),
        Column::number("priority", "of the theme"),
        Column::number(
            "chance_to_start",
            "chance, 0 to 1, within the year as things are",
        ),
        Column::number(
            "chance_to_start_with_money",
            "chance, 0 to 1, if no money were missing",
        ),
        Column::number(
            "chance_to_be_paid_with_money",
            "chance, 0 to 1, in full within the year",
        ),
        amount("due_this_year", "where it starts, if no money were missing"),
        amount("price", "whenever it falls due"),
        amount("cumulative_due", "with all before it in the same purse"),
        Column::number(
            "chance_that_unspent_money_covers_it",
            "chance, 0 to 1, that so much of the purse would lapse",
        ),
    ];
    let mut table = Table::new("bring_forward", columns);
    let model = as_is.model;
    let list = bring_forward(as_is, without_limits).into_iter();
    for (place, waiting) in (1_i64..).zip(list) {
        let theme = &model.themes[waiting.theme];
        let work = as_is.plan.place_of(waiting.work);
        let institute = as_is.plan.institute_of(waiting.work, 0);
        let purse = waiting.purse.map(|purse| &model.money.purses[purse]);
        table.push(vec![
            Value::Integer(place),
            Value::named(&theme.id, &theme.name),
            Value::text(work.stage),
            Value::named(&work.activity.id, &work.activity.name),
            as_is.institute(institute.map(|at| at as u32)),
            purse.map_or(Value::Missing, |one| Value::named(&one.id, &one.name)),
            Value::words(waiting.waits_for()),
            Value::finite(waiting.waits),
            Value::finite(waiting.for_money),
            Value::finite(waiting.priority),
            Value::finite(waiting.starts),
            Value::finite(waiting.starts_with_money),
            Value::finite(waiting.paid_with_money),
            Value::finite(waiting.due),
            Value::finite(waiting.price),
            Value::finite(waiting.cumulative),
            Value::finite(waiting.covered),
        ]);
    }
    table
}
