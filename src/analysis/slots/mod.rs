//! What one more slot gives and one less takes: of every function at every institute, paired with the
//! scenario as it is.
//!
//! The gain of a slot is what the whole network does with it, other queues and money included, and
//! not how busy its function is. Where the function that gains most has its slot, another one may
//! hold everything up; so the question is asked again with the first one widened.

mod tables;

use super::compare::{Case, Difference, Verdict, adjust_together, compare};
use super::experiment::{Effort, Stopped};
use super::layout::Layout;
use crate::engine::Plan;
use crate::model::{Model, Quantity, Slots, Ticks};

pub use tables::tables;

/// Scenarios simulated side by side; more take more memory and no less time.
const SIDE_BY_SIDE: usize = 8;

/// Functions asked again once the first bottleneck is widened: those that gained most.
const ASKED_AGAIN: usize = 8;

/// Numbers of slots added to the bottleneck, to find where more gains nothing.
pub const GROWTH: [i64; 5] = [1, 2, 3, 4, 8];

/// What a change of slots is judged by.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gain {
    /// Value less cost, discounted; with `[value]`.
    NetValue,
    /// Licences within the horizon.
    Licences,
    /// Months from arrival to licence, of those licensed.
    TimeToLicence,
    /// Cost within the horizon.
    Cost,
    /// Months of wait for the function.
    Wait,
}

impl Gain {
    /// All of them.
    pub const ALL: [Gain; 5] = [
        Gain::NetValue,
        Gain::Licences,
        Gain::TimeToLicence,
        Gain::Cost,
        Gain::Wait,
    ];
}

/// Some slots more or less at a function.
#[derive(Clone, Debug)]
pub struct Change {
    /// An index into [`Model::functions`].
    pub function: usize,
    /// How many more.
    pub more: i64,
    /// Functions that had one more slot already.
    pub widened: Vec<usize>,
    /// What that changes, in the order of [`Gain::ALL`]; nothing where the scenario has no such
    /// figure. P-values are adjusted by Holm for all changes of the same question.
    pub differences: [Option<Difference>; Gain::ALL.len()],
}

impl Change {
    /// What it changes of a figure.
    pub fn of(&self, gain: Gain) -> Option<&Difference> {
        self.differences[gain as usize].as_ref()
    }

    /// How surely it changes value, licences or the time to them: the largest of these changes, each
    /// in its own standard errors.
    pub fn certainty(&self) -> f64 {
        let gains = [Gain::NetValue, Gain::Licences, Gain::TimeToLicence];
        let found = gains.into_iter().filter_map(|gain| self.of(gain));
        let moved = found.filter(|found| found.moved > 0);
        moved.fold(0.0, |most: f64, found| {
            let (mean, error) = (found.mean.mean, found.mean.standard_error);
            most.max(if error > 0.0 {
                (mean / error).abs()
            } else {
                f64::MAX
            })
        })
    }
}

/// What slots are worth.
#[derive(Clone, Debug, Default)]
pub struct Worth {
    /// One more and one less of each function, in the order of the scenario.
    pub changes: Vec<Change>,
    /// The functions that hold the network up: the first one, and the next one once it is widened;
    /// fewer where none gains anything that can be told.
    pub bottlenecks: Vec<usize>,
    /// One more slot of others with the first bottleneck widened.
    pub widened: Vec<Change>,
    /// More and more slots at the first bottleneck, or at each function that was named.
    pub growth: Vec<Change>,
}

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Functions; all limited ones where empty.
    pub functions: Vec<usize>,
}

/// The limited functions of a scenario.
pub fn limited(model: &Model) -> Vec<usize> {
    let functions = model.functions.iter().enumerate();
    let limited = functions.filter(|(_, one)| matches!(one.slots, Slots::Schedule(_)));
    limited.map(|(place, _)| place).collect()
}

/// Simulates the scenario with one slot more and one less at each function, and more at the
/// bottlenecks. `progress` is told how many changes of slots are done, of how many that are known of.
///
/// # Errors
///
/// When interrupted, when something cannot be read or written, when threads cannot be started, or
/// when this was only one share of many.
pub fn worth_of_slots(
    model: &Model,
    asked: &Asked,
    effort: Effort<'_>,
    progress: &dyn Fn(u64, u64),
) -> Result<Worth, Stopped> {
    let functions = match asked.functions.is_empty() {
        true => limited(model),
        false => asked.functions.clone(),
    };
    let plan = Plan::new(model);
    let mut questions = Vec::new();
    for function in &functions {
        questions.push((*function, 1));
        if can_do_without(&plan, *function) {
            questions.push((*function, -1));
        }
    }
    let changes = ask(model, &[], &questions, effort, progress)?;
    let mut bottlenecks: Vec<usize> = first(&changes).into_iter().collect();
    let mut widened = Vec::new();
    if let Some(bottleneck) = bottlenecks.first().copied() {
        let wide = model.clone().with_more_slots(bottleneck, 1);
        let questions: Vec<(usize, i64)> = most_gaining(&changes)
            .into_iter()
            .filter(|function| *function != bottleneck || asked.functions.is_empty())
            .take(ASKED_AGAIN)
            .map(|function| (function, 1))
            .collect();
        widened = ask(&wide, &[bottleneck], &questions, effort, progress)?;
        bottlenecks.extend(first(&widened));
    }
    let grown = match asked.functions.is_empty() {
        true => bottlenecks.first().copied().into_iter().collect(),
        false => functions,
    };
    let growing = grown
        .iter()
        .flat_map(|function| GROWTH.map(|more| (*function, more)));
    let growth = ask(model, &[], &growing.collect::<Vec<_>>(), effort, progress)?;
    Ok(Worth {
        changes,
        bottlenecks,
        widened,
        growth,
    })
}

/// Whether all work can still be done with a slot less: none needs more at once than there would be.
fn can_do_without(plan: &Plan<'_>, function: usize) -> bool {
    let model = plan.model();
    let Slots::Schedule(steps) = &model.functions[function].slots else {
        return false;
    };
    let counts = steps
        .iter()
        .map(|(_, count)| expected(model, *count).round() as i64);
    let least = counts.filter(|count| *count > 0).min().unwrap_or(0);
    least > i64::from(plan.most_needed(function).max(1))
}

/// The expected value of a number.
fn expected(model: &Model, quantity: Quantity) -> f64 {
    match quantity {
        Quantity::Default(value) => value,
        Quantity::Stated(id) => model.parameters[id.0 as usize].mean(),
    }
}

/// What a slot of a function costs while it is there, over the whole time: its price for every month
/// in which the function has any, or its part of the standing cost, whichever is more.
pub fn cost_of_slot(model: &Model, function: usize) -> f64 {
    let one = &model.functions[function];
    let Slots::Schedule(steps) = &one.slots else {
        return 0.0;
    };
    let horizon = model.calendar.horizon();
    let (mut months, mut slot_months) = (0.0, 0.0);
    for (place, (from, count)) in steps.iter().enumerate() {
        let until = steps.get(place + 1).map_or(horizon, |(next, _)| *next);
        let span = until.min(horizon).0 - from.0.max(0);
        let span = Ticks(span.max(0)).months();
        let slots = expected(model, *count).round();
        if slots > 0.0 {
            months += span;
            slot_months += span * slots;
        }
    }
    let priced = expected(model, one.price_per_slot_month) * months;
    let standing = expected(model, one.standing_cost_per_year) / 12.0 * horizon.months();
    let share = if slot_months > 0.0 {
        months / slot_months
    } else {
        0.0
    };
    priced.max(standing * share)
}

/// Asks what changes of slots change, `(function, how many more)`, against `model`.
fn ask(
    model: &Model,
    widened: &[usize],
    questions: &[(usize, i64)],
    effort: Effort<'_>,
    progress: &dyn Fn(u64, u64),
) -> Result<Vec<Change>, Stopped> {
    let base_plan = Plan::new(model);
    let base_layout = Layout::new(&base_plan);
    let base = Case {
        plan: &base_plan,
        layout: &base_layout,
    };
    let (mut changes, mut pending) = (Vec::new(), false);
    for some in questions.chunks(SIDE_BY_SIDE) {
        let models: Vec<Model> = some
            .iter()
            .map(|(function, more)| model.clone().with_more_slots(*function, *more))
            .collect();
        let plans: Vec<Plan<'_>> = models.iter().map(Plan::new).collect();
        let layouts: Vec<Layout> = plans.iter().map(Layout::new).collect();
        let cases = plans.iter().zip(&layouts);
        let cases: Vec<Case<'_>> = cases.map(|(plan, layout)| Case { plan, layout }).collect();
        let found = match compare(base, &cases, effort.quietly()) {
            // The shares of the other questions are worth having.
            Err(Stopped::SharePending) => {
                pending = true;
                continue;
            }
            found => found?,
        };
        for (place, (function, more)) in some.iter().enumerate() {
            let one = &model.functions[*function];
            let institute = &model.institutes[one.institute];
            let wait = ["wait", &institute.id, &one.id];
            let wait: crate::scenario::Path = wait.into_iter().collect();
            let keys = [
                "net_value",
                "licences.all",
                "time_to_licence",
                "cost.all",
                &wait.to_string(),
            ];
            changes.push(Change {
                function: *function,
                more: *more,
                widened: widened.to_vec(),
                differences: keys.map(|key| found.differences[place][found.place(key)?].clone()),
            });
        }
        progress(changes.len() as u64, questions.len() as u64);
    }
    if pending {
        return Err(Stopped::SharePending);
    }
    for gain in Gain::ALL {
        let found = changes.iter_mut();
        adjust_together(found.filter_map(|change| change.differences[gain as usize].as_mut()));
    }
    Ok(changes)
}

/// Functions by how surely one more slot gains anything, the surest first.
fn most_gaining(changes: &[Change]) -> Vec<usize> {
    let mut order: Vec<&Change> = changes.iter().filter(|change| change.more > 0).collect();
    order.sort_by(|one, other| other.certainty().total_cmp(&one.certainty()));
    order.into_iter().map(|change| change.function).collect()
}

/// The function whose slot gains most, of those whose gain can be told: in value, else in licences,
/// else in time to licence.
fn first(changes: &[Change]) -> Option<usize> {
    [
        (Gain::NetValue, Verdict::More),
        (Gain::Licences, Verdict::More),
        (Gain::TimeToLicence, Verdict::Less),
    ]
    .into_iter()
    .find_map(|(gain, wanted)| {
        let told = changes.iter().filter(|change| change.more > 0);
        let told = told.filter_map(|change| {
            let found = change.of(gain)?;
            (found.verdict() == wanted).then_some((found.mean.mean.abs(), change.function))
        });
        told.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)))
            .map(|(_, function)| function)
    })
}
