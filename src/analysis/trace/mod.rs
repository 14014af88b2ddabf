//! The story of one run: every happening in order, in words a planner follows, in both languages.

use jiff::civil::Date;

use super::table::{Column, Table, Value};
use crate::engine::{
    Happening, Known, MoneyNews, Observer, Origin, Plan, RunEnd, Simulator, ThemeRun,
};
use crate::language::{Styles, Text};
use crate::model::{Calendar, ITEM_STANDING, Ticks};
use crate::text;

use names::{Names, Teller};

mod known;
mod licensing;
mod money;
mod names;
mod news;
mod selection;
mod story;
mod work;

/// One happening, ready to print.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TraceRow {
    /// Calendar date.
    pub date: Date,
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
    pub story: Text,
}

/// Tells run number `run`, of one theme or of all, with dates and money in `styles`.
pub fn trace(
    plan: &Plan<'_>,
    seed: u64,
    run: u64,
    theme: Option<&str>,
    styles: &Styles,
) -> Vec<TraceRow> {
    let mut listener = Listener {
        rows: Vec::new(),
        theme,
        styles,
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
            Column::text("story_ja"),
        ],
    );
    for row in rows {
        table.push(vec![
            Value::text(&row.date.to_string()),
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
            Value::text(&row.story.english),
            Value::text(&row.story.japanese),
        ]);
    }
    table
}

struct Listener<'t> {
    rows: Vec<TraceRow>,
    theme: Option<&'t str>,
    styles: &'t Styles,
    /// What was known of what is told next.
    known: Vec<Known>,
}

/// When something happened.
struct Row {
    day: Ticks,
    month: Ticks,
    /// The fiscal year, from 0.
    year: usize,
}

impl Row {
    /// What happened at one instant within its fiscal year.
    fn at(calendar: &Calendar, now: Ticks) -> Row {
        Row {
            day: now,
            month: now,
            year: calendar.year_until(now),
        }
    }

    /// A row of which nothing is told yet but when.
    fn on(&self, calendar: &Calendar) -> TraceRow {
        TraceRow {
            date: calendar.date_of(self.day),
            month: (self.month.months() * 1000.0).round() / 1000.0,
            fiscal_year: calendar.fiscal_year(self.year),
            ..TraceRow::default()
        }
    }
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
    story: Text,
}

/// Ids of stage, activity and institute of what a happening is about; empty where there is none.
fn ids(plan: &Plan<'_>, theme: &ThemeRun, about: &About) -> [String; 3] {
    let model = plan.model();
    let [mut stage, mut activity, mut institute] = [String::new(), String::new(), String::new()];
    if let Some((work, option)) = about.work {
        let place = plan.place_of(work);
        (stage, activity) = (place.stage.to_owned(), place.activity.id.clone());
        let doer = option.and_then(|option| plan.institute_of(work, option));
        institute = doer.map_or(institute, |doer| model.institutes[doer].id.clone());
    }
    if let Some(number) = about.stage {
        let route = &model.routes[theme.route as usize];
        stage.clone_from(&route.stages[usize::from(number)].id);
    }
    if let Some(stated) = &about.institute {
        institute.clone_from(stated);
    }
    [stage, activity, institute]
}

impl Listener<'_> {
    fn names<'p>(&'p self, plan: &'p Plan<'p>) -> Names<'p> {
        Names {
            plan,
            styles: self.styles,
        }
    }
}

impl Observer for Listener<'_> {
    fn observe(&mut self, plan: &Plan<'_>, now: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        // What was known belongs to what is told next, also where that is of another theme.
        let known = std::mem::take(&mut self.known);
        let id = theme_id(plan, theme);
        if self.theme.is_some_and(|wanted| wanted != id) {
            return;
        }
        let names = self.names(plan);
        let about = story::describe(&Teller { names, theme, now }, what, &known);
        let calendar = &plan.model().calendar;
        let (day, year) = money::day_of(calendar, now, &what);
        let [stage, activity, institute] = ids(plan, theme, &about);
        let row = Row {
            day,
            month: now,
            year,
        };
        self.rows.push(TraceRow {
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
            ..row.on(calendar)
        });
    }

    fn knew(&mut self, _: &Plan<'_>, known: &mut dyn Iterator<Item = Known>) {
        self.known = known.collect();
    }

    fn capacity_changed(&mut self, plan: &Plan<'_>, now: Ticks, function: u32, slots: i64) {
        // The story of one theme is not about slots; unlimited ones do not change.
        if self.theme.is_some() || !plan.is_limited(function as usize) {
            return;
        }
        let model = plan.model();
        let place = model.functions[function as usize].institute;
        let names = self.names(plan);
        let (who, what) = (names.institute(place), names.function(function));
        let slots = match slots {
            1 => text!("1 slot", "1枠"),
            _ => text!("{slots} slots", "{slots}枠"),
        };
        self.rows.push(TraceRow {
            event: "slots",
            institute: model.institutes[place].id.clone(),
            rule: "EXE-2".to_owned(),
            story: text!("{who} has {slots} of {what}", "{who}の{what}が{slots}に"; who, slots, what),
            ..Row::at(&model.calendar, now).on(&model.calendar)
        });
    }

    fn news(&mut self, plan: &Plan<'_>, now: Ticks, what: MoneyNews) {
        // The story of one theme is not about purses.
        if self.theme.is_none() {
            let row = news::news(&self.names(plan), now, what);
            self.rows.push(row);
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
                if amount != 0 {
                    let row = standing_teams(&self.names(plan), year, line.institute, amount);
                    self.rows.push(row);
                }
            }
        }
        // Standing costs are known when all is over, and belong to the ends of their years.
        self.rows.sort_by(|a, b| a.month.total_cmp(&b.month));
    }
}

/// What an institute's standing teams cost beyond their use in a fiscal year (INC-7).
fn standing_teams(names: &Names<'_>, year: usize, payer: Option<u32>, amount: i64) -> TraceRow {
    let model = names.model();
    let (_, until) = model.calendar.year_span(year);
    let institute = payer.map(|payer| payer as usize);
    let who = institute.map_or_else(Text::default, |payer| names.institute(payer));
    let row = Row {
        day: until - Ticks(1),
        month: until,
        year,
    };
    TraceRow {
        event: "standing-cost",
        institute: institute.map_or_else(String::new, |payer| model.institutes[payer].id.clone()),
        cost: Some(amount),
        rule: "INC-7".to_owned(),
        story: text!(
            "{who} pays what its standing teams cost beyond their use",
            "{who}が常設体制の費用のうち利用で賄えない分を支払";
            who
        ),
        ..row.on(&model.calendar)
    }
}
