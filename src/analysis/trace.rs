//! The story of one run: every happening in order, in words a planner follows.

use crate::engine::{Happening, Observer, Origin, Plan, Reason, RunEnd, Simulator, ThemeRun};
use crate::model::{ITEM_STANDING, Ticks};

use super::table::{Column, Table, Value};

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
}

/// What a happening is about, beside the theme.
#[derive(Default)]
struct About {
    event: &'static str,
    stage: Option<u16>,
    work: Option<(u32, Option<u8>)>,
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
        let about = describe(plan, now, theme, what);
        let names = Names { plan, theme };
        let calendar = &plan.model().calendar;
        let (stage, activity, institute) = match about.work {
            Some((work, option)) => names.work(work, option),
            None => (String::new(), String::new(), String::new()),
        };
        let stage = about.stage.map_or(stage, |stage| names.stage(stage));
        self.rows.push(TraceRow {
            date: calendar.date_of(now).to_string(),
            month: (now.months() * 1000.0).round() / 1000.0,
            fiscal_year: calendar.fiscal_year(calendar.year_until(now)),
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

/// Ids of what a happening refers to.
struct Names<'p> {
    plan: &'p Plan<'p>,
    theme: &'p ThemeRun,
}

impl Names<'_> {
    fn stage(&self, stage: u16) -> String {
        let route = &self.plan.model().routes[self.theme.route as usize];
        route.stages[usize::from(stage)].id.clone()
    }

    /// Stage, activity and institute of a piece of work.
    fn work(&self, work: u32, option: Option<u8>) -> (String, String, String) {
        let place = self.plan.place_of(work);
        let institute = option.and_then(|option| self.plan.institute_of(work, option));
        let institute = institute
            .map(|index| self.plan.model().institutes[index].id.clone())
            .unwrap_or_default();
        (place.stage.to_owned(), place.activity.id.clone(), institute)
    }
}

fn months(time: Ticks) -> String {
    format!("{:.1} months", time.months())
}

/// One happening in words, with the rule that fired.
fn describe(plan: &Plan<'_>, now: Ticks, theme: &ThemeRun, what: Happening) -> About {
    let names = Names { plan, theme };
    let model = plan.model();
    let calendar = &model.calendar;
    let rule = |id: &str| id.to_owned();
    let who = |work, option| names.work(work, Some(option)).2;
    let activity = |work| names.work(work, None).1;
    let at = |institute: String| {
        if institute.is_empty() {
            String::new()
        } else {
            format!(" at {institute}")
        }
    };
    match what {
        Happening::Arrived => {
            let route = &model.routes[theme.route as usize];
            let area = theme
                .area
                .map(|area| format!(", {}", model.areas[area as usize].id));
            let from = match theme.origin {
                Origin::Listed(_) => "comes from the list of themes".to_owned(),
                Origin::Channel(channel, _) => {
                    format!("comes through {}", model.channels[channel as usize].id)
                }
            };
            About {
                event: "arrived",
                rule: rule("SEL-1"),
                story: format!(
                    "{from}: {}{}, priority {:.3}",
                    route.id,
                    area.unwrap_or_default(),
                    theme.priority
                ),
                ..About::default()
            }
        }
        Happening::Declined { by_modality } => About {
            event: "declined",
            rule: rule(if by_modality { "SCP-1" } else { "SCP-2" }),
            story: format!(
                "declined: its {} is not taken",
                if by_modality {
                    "modality"
                } else {
                    "disease area"
                }
            ),
            ..About::default()
        },
        Happening::StageEntered { stage } => About {
            event: "stage-entered",
            stage: Some(stage),
            rule: rule("SCP-3"),
            story: format!("enters {}", names.stage(stage)),
            ..About::default()
        },
        Happening::Joined { work } => About {
            event: "joined",
            work: Some((work, None)),
            rule: rule("EXE-2"),
            story: format!("{} is ready", activity(work)),
            ..About::default()
        },
        Happening::WaitsForShared { work } => About {
            event: "waits-for-shared",
            work: Some((work, None)),
            rule: rule("EXE-13"),
            story: format!(
                "{} is being done by another theme, once for all; waits for it",
                activity(work)
            ),
            ..About::default()
        },
        Happening::SharedReady { work } => About {
            event: "shared-ready",
            work: Some((work, None)),
            rule: rule("EXE-13"),
            story: format!("{} is there already, done once for all", activity(work)),
            ..About::default()
        },
        Happening::ProviderOpened { work, option } => About {
            event: "provider-opened",
            work: Some((work, Some(option))),
            rule: rule("EXE-3"),
            story: format!(
                "{} has waited long enough: {} may do it too",
                activity(work),
                who(work, option)
            ),
            ..About::default()
        },
        Happening::LeadBegan {
            work,
            option,
            until,
            ..
        } => About {
            event: "lead-began",
            work: Some((work, Some(option))),
            rule: rule(if plan.is_outsourced(work, option) {
                "EXE-3"
            } else {
                "GOV-5"
            }),
            story: format!(
                "{} goes to {}, which prepares for {}",
                activity(work),
                who(work, option),
                months(until - now)
            ),
            ..About::default()
        },
        Happening::Started {
            work,
            option,
            waited,
            end,
            cost,
            repeat,
            under_way,
            ..
        } => {
            let wait = if waited > Ticks::ZERO {
                format!(" after waiting {}", months(waited))
            } else {
                String::new()
            };
            let begins = if under_way { "goes on" } else { "starts" };
            let end = if end <= calendar.horizon() {
                format!("until {}", calendar.date_of(end))
            } else {
                "beyond the horizon".to_owned()
            };
            About {
                event: "started",
                work: Some((work, Some(option))),
                waited: Some(waited),
                cost: Some(cost),
                rule: rule(plan.rule_of_start(work, option, repeat)),
                story: format!(
                    "{} {begins}{}{wait}, {end}",
                    activity(work),
                    at(who(work, option))
                ),
                ..About::default()
            }
        }
        Happening::Ended { work, option } => About {
            event: "ended",
            work: Some((work, Some(option))),
            rule: rule("EXE-2"),
            story: format!("{} ends{}", activity(work), at(who(work, option))),
            ..About::default()
        },
        Happening::Repeats { work, repeat } => About {
            event: "repeats",
            work: Some((work, None)),
            rule: rule("EXE-4"),
            story: format!("{} has to be done again (repeat {repeat})", activity(work)),
            ..About::default()
        },
        Happening::Cancelled { work, waited, .. } => About {
            event: "cancelled",
            work: Some((work, None)),
            waited: Some(waited),
            rule: rule("EXE-2"),
            story: format!("{} is given up while waiting", activity(work)),
            ..About::default()
        },
        Happening::Outcome {
            stage,
            odds,
            passed,
        } => About {
            event: if passed { "passed" } else { "failed" },
            stage: Some(stage),
            rule: rule("EXE-5"),
            story: format!(
                "{} {} technically (odds {odds:.3})",
                names.stage(stage),
                if passed { "succeeds" } else { "fails" }
            ),
            ..About::default()
        },
        Happening::GateFired { stage, gate, stops } => {
            let gate = &model.gates[gate as usize];
            About {
                event: if stops { "no-go" } else { "go" },
                stage: Some(stage),
                rule: gate.rule.clone(),
                story: format!(
                    "{} by the rule {} after {}, {} in the network",
                    if stops { "No-Go" } else { "Go" },
                    gate.id,
                    names.stage(stage),
                    months(now - theme.arrived)
                ),
                ..About::default()
            }
        }
        Happening::Milestone { stage } => About {
            event: "milestone",
            stage: Some(stage),
            rule: rule("EXE-1"),
            story: format!("reaches its milestone: {} passed", names.stage(stage)),
            ..About::default()
        },
        Happening::PatentFiled { cost } => About {
            event: "patent-filed",
            stage: Some(theme.stage),
            cost: Some(cost),
            rule: rule("EXE-6"),
            story: "the patent is filed".to_owned(),
            ..About::default()
        },
        Happening::PatentKept { cost } => About {
            event: "patent-kept",
            stage: Some(theme.stage),
            cost: Some(cost),
            rule: rule("EXE-6"),
            story: "the patent is kept for another year".to_owned(),
            ..About::default()
        },
        Happening::Offered { offer } => About {
            event: "offered",
            stage: Some(theme.stage),
            rule: rule("EXE-7"),
            story: format!(
                "is offered to companies ({})",
                plan.offer_id(theme.route, offer)
            ),
            ..About::default()
        },
        Happening::OfferFailed { offer, odds } => About {
            event: "offer-failed",
            stage: Some(theme.stage),
            rule: rule("EXE-7"),
            story: format!(
                "no company takes it ({}, odds {odds:.3})",
                plan.offer_id(theme.route, offer)
            ),
            ..About::default()
        },
        Happening::Licensed { .. } => About {
            event: "licensed",
            rule: rule("LIC-8"),
            story: format!("is licensed, {} after it came", months(now - theme.arrived)),
            ..About::default()
        },
        Happening::Launched => About {
            event: "launched",
            rule: rule("EXE-1"),
            story: format!(
                "reaches the market, {} after it came",
                months(now - theme.arrived)
            ),
            ..About::default()
        },
        Happening::ResearchEnded => About {
            event: "research-ended",
            rule: rule("EXE-8"),
            story: "the network's work for the licensed theme ends".to_owned(),
            ..About::default()
        },
        Happening::Terminated { stage, reason } => About {
            event: "terminated",
            stage: Some(stage),
            rule: match reason {
                Reason::Technical => rule("EXE-5"),
                Reason::Gate(gate) => model.gates[gate as usize].rule.clone(),
                Reason::NoLicensee => rule("LIC-3"),
            },
            story: match reason {
                Reason::Technical => format!("is terminated: {} failed", names.stage(stage)),
                Reason::Gate(gate) => {
                    format!(
                        "is terminated by the rule {}",
                        model.gates[gate as usize].id
                    )
                }
                Reason::NoLicensee => "is terminated: no company took it".to_owned(),
            },
            ..About::default()
        },
    }
}
