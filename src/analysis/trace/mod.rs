//! The story of one run: every happening in order, in words a planner follows.

use crate::engine::{Happening, MoneyNews, Observer, Origin, Plan, RunEnd, Simulator, ThemeRun};
use crate::model::{Fact, ITEM_STANDING, Ticks};

use super::table::{Column, Table, Value};

mod licensing;
mod money;
mod selection;
mod story;

/// One happening, ready to print.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceRow {
    /// Calendar date.
    pub date: String,
    /// Months since the start.
    pub month: f64,
    /// Fiscal year, e.g. 2013.
    pub fiscal_year: i32,
    /// Theme id; arrivals are named after their channel and number.
    pub theme: String,
    /// What happened, in one word.
    pub event: &'static str,
    /// Stage id.
    pub stage: String,
    /// Activity or offer id.
    pub activity: String,
    /// Institute id.
    pub institute: String,
    /// Time spent in the queue, in months, where work starts or is given up.
    pub waited_months: Option<f64>,
    /// Money that falls due because of it within the horizon, now or over the years of the work, in
    /// the scenario's currency.
    pub cost: Option<i64>,
    /// The rule that fired.
    pub rule: String,
    /// The whole in words.
    pub story: String,
}

/// Tells run number `run`, of one theme or of all.
pub fn trace(plan: &Plan<'_>, seed: u64, run: u64, theme: Option<&str>) -> Vec<TraceRow> {
    let mut listener = Listener {
        rows: Vec::new(),
        theme,
        known: Vec::new(),
    };
    Simulator::new(plan, seed).run(run, &mut listener);
    listener.rows
}

/// The id under which a theme of a run is known: its own, or that of its channel with its number.
pub fn theme_id(plan: &Plan<'_>, theme: &ThemeRun) -> String {
    let model = plan.model();
    match theme.origin {
        Origin::Listed(listed) => model.themes[listed as usize].id.clone(),
        Origin::Channel(channel, ordinal) => {
            format!("{}-{ordinal}", model.channels[channel as usize].id)
        }
    }
}

/// The trace as a table.
pub fn table(rows: &[TraceRow], currency: &str) -> Table {
    let mut table = Table::new(
        "trace",
        vec![
            Column::text("date"),
            Column::number("month", "months since the start"),
            Column::number("fiscal_year", "fiscal year"),
            Column::text("theme"),
            Column::text("event"),
            Column::text("stage"),
            Column::text("activity"),
            Column::text("institute"),
            Column::number("waited_months", "months"),
            Column::number(
                &format!("cost_committed_{}", currency.to_lowercase()),
                currency,
            ),
            Column::text("rule"),
            Column::text("story"),
        ],
    );
    for row in rows {
        table.push(vec![
            Value::text(&row.date),
            Value::Number(row.month),
            Value::Integer(i64::from(row.fiscal_year)),
            Value::text(&row.theme),
            Value::text(row.event),
            Value::text(&row.stage),
            Value::text(&row.activity),
            Value::text(&row.institute),
            row.waited_months.map_or(Value::Missing, Value::Number),
            row.cost.map_or(Value::Missing, Value::Integer),
            Value::text(&row.rule),
            Value::text(&row.story),
        ]);
    }
    table
}

struct Listener<'t> {
    rows: Vec<TraceRow>,
    theme: Option<&'t str>,
    /// What was known when the line decided that is told next.
    known: Vec<(Fact, f64)>,
}

/// What a happening is about, beside the theme.
#[derive(Default)]
struct About {
    event: &'static str,
    stage: Option<u16>,
    work: Option<(u32, Option<u8>)>,
    /// Where it is not that of the work.
    institute: Option<String>,
    waited: Option<Ticks>,
    cost: Option<i64>,
    rule: String,
    story: String,
}

impl Observer for Listener<'_> {
    fn observe(&mut self, plan: &Plan<'_>, now: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        let id = theme_id(plan, theme);
        if self.theme.is_some_and(|wanted| wanted != id) {
            return;
        }
        let known = std::mem::take(&mut self.known);
        let about = story::describe(plan, now, theme, what, &known);
        let names = story::Names { plan, theme };
        let calendar = &plan.model().calendar;
        let (stage, activity, institute) = match about.work {
            Some((work, option)) => names.work(work, option),
            None => (String::new(), String::new(), String::new()),
        };
        let institute = about.institute.unwrap_or(institute);
        let (day, year) = money::day_of(calendar, now, &what);
        let stage = about.stage.map_or(stage, |stage| names.stage(stage));
        self.rows.push(TraceRow {
            date: calendar.date_of(day).to_string(),
            month: (now.months() * 1000.0).round() / 1000.0,
            fiscal_year: calendar.fiscal_year(year),
            theme: id,
            event: about.event,
            stage,
            activity,
            institute,
            waited_months: about
                .waited
                .map(|time| (time.months() * 1000.0).round() / 1000.0),
            cost: about.cost,
            rule: about.rule,
            story: about.story,
        });
    }

    fn knew(&mut self, _: &Plan<'_>, known: &mut dyn Iterator<Item = (Fact, f64)>) {
        self.known = known.collect();
    }

    fn capacity_changed(&mut self, plan: &Plan<'_>, now: Ticks, function: u32, slots: i64) {
        // The story of one theme is not about slots; unlimited ones do not change.
        if self.theme.is_some() || !plan.is_limited(function as usize) {
            return;
        }
        let model = plan.model();
        let place = &model.functions[function as usize];
        let institute = &model.institutes[place.institute].id;
        let calendar = &model.calendar;
        self.rows.push(TraceRow {
            date: calendar.date_of(now).to_string(),
            month: (now.months() * 1000.0).round() / 1000.0,
            fiscal_year: calendar.fiscal_year(calendar.year_until(now)),
            theme: String::new(),
            event: "slots",
            stage: String::new(),
            activity: String::new(),
            institute: institute.clone(),
            waited_months: None,
            cost: None,
            rule: "EXE-2".to_owned(),
            story: match slots {
                1 => format!("{institute} has 1 slot of {}", place.id),
                _ => format!("{institute} has {slots} slots of {}", place.id),
            },
        });
    }

    fn news(&mut self, plan: &Plan<'_>, now: Ticks, what: MoneyNews) {
        // The story of one theme is not about purses.
        if self.theme.is_none() {
            self.rows.push(money::news(plan, now, what));
        }
    }

    fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        if self.theme.is_some() {
            return;
        }
        let model = plan.model();
        let calendar = &model.calendar;
        let lines = plan.lines().iter().enumerate();
        let standing: Vec<_> = lines
            .filter(|(_, line)| line.item as usize == ITEM_STANDING)
            .collect();
        for year in 0..calendar.years() {
            for (place, line) in &standing {
                let amount = end.ledger.amount(*place, year);
                if amount == 0 {
                    continue;
                }
                let (_, until) = calendar.year_span(year);
                let institute = line
                    .institute
                    .map(|index| &model.institutes[index as usize].id);
                let institute = institute.cloned().unwrap_or_default();
                self.rows.push(TraceRow {
                    date: calendar.date_of(until - Ticks(1)).to_string(),
                    month: (until.months() * 1000.0).round() / 1000.0,
                    fiscal_year: calendar.fiscal_year(year),
                    theme: String::new(),
                    event: "standing-cost",
                    stage: String::new(),
                    activity: String::new(),
                    waited_months: None,
                    cost: Some(amount),
                    rule: "INC-7".to_owned(),
                    story: format!(
                        "{institute} pays what its standing teams cost beyond their use"
                    ),
                    institute,
                });
            }
        }
        // Standing costs are known when all is over, and belong to the ends of their years.
        self.rows.sort_by(|a, b| a.month.total_cmp(&b.month));
    }
}
