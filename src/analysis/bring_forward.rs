//! Waiting work that could be brought forward with money that would lapse (BUD-6, BUD-9).

use super::figures::Figures;
use super::purses::unit;
use super::table::{Column, Table, Value};
use super::waiting::fate;
use crate::language::{Words, words};

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
pub(super) fn table(as_is: &Figures<'_>, without_limits: &Figures<'_>) -> Table {
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
