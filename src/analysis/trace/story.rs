//! One happening in words, with the rule that fired.

use super::{About, money, selection};
use crate::engine::{Happening, Origin, Plan, Reason, Refusal, ThemeRun};
use crate::model::{Decision, DecisionPoint, Fact, Ticks};

/// Ids of what a happening refers to.
pub(super) struct Names<'p> {
    pub plan: &'p Plan<'p>,
    pub theme: &'p ThemeRun,
}

impl Names<'_> {
    pub fn stage(&self, stage: u16) -> String {
        let route = &self.plan.model().routes[self.theme.route as usize];
        route.stages[usize::from(stage)].id.clone()
    }

    /// Stage, activity and institute of a piece of work.
    pub fn work(&self, work: u32, option: Option<u8>) -> (String, String, String) {
        let place = self.plan.place_of(work);
        let institute = option.and_then(|option| self.plan.institute_of(work, option));
        let institute = institute
            .map(|index| self.plan.model().institutes[index].id.clone())
            .unwrap_or_default();
        (place.stage.to_owned(), place.activity.id.clone(), institute)
    }
}

/// Four significant digits, or whole where there are more.
pub(super) fn rounded(value: f64) -> String {
    match value.abs() {
        size if size >= 1000.0 || value == value.round() => format!("{value:.0}"),
        size if size >= 100.0 => format!("{value:.1}"),
        size if size >= 10.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

pub(super) fn months(time: Ticks) -> String {
    format!("{:.1} months", time.months())
}

/// One happening in words, with the rule that fired.
pub(super) fn describe(
    plan: &Plan<'_>,
    now: Ticks,
    theme: &ThemeRun,
    what: Happening,
    known: &[(Fact, f64)],
) -> About {
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
        Happening::Declined { why } => {
            let (rule, reason) = match why {
                Refusal::Modality => ("SCP-1", "its modality is not taken".to_owned()),
                Refusal::Area => ("SCP-2", "its disease area is not taken".to_owned()),
                Refusal::Rule(line) => {
                    let line = &model.decisions[line as usize];
                    (line.rule.as_str(), format!("by the rule {}", line.id))
                }
                Refusal::NotReturned => ("SEL-2", "it does not return".to_owned()),
                Refusal::NoGrant => ("SEL-11", "its grant is not awarded".to_owned()),
            };
            About {
                event: "declined",
                rule: rule.to_owned(),
                story: format!("declined: {reason}"),
                ..About::default()
            }
        }
        Happening::Selection(what) => selection::in_selection(plan, now, theme, what),
        Happening::Proposer(what) => selection::by_proposer(what),
        Happening::StageEntered { stage } => About {
            event: "stage-entered",
            stage: Some(stage),
            rule: rule(
                match model.routes[theme.route as usize].stages[usize::from(stage)].optional {
                    true => "SCP-4, EXE-14",
                    false => "SCP-3",
                },
            ),
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
                rule: plan.rules_of_start(work, option, repeat).join(", "),
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
        Happening::Decided { line, decision, .. } => {
            let line = &model.decisions[line as usize];
            let known: Vec<String> = known
                .iter()
                .map(|(fact, value)| format!("{} {}", fact.name(), rounded(*value)))
                .collect();
            let known = match known.is_empty() {
                true => String::new(),
                false => format!(" ({})", known.join(", ")),
            };
            About {
                event: decision.word(),
                stage: Some(theme.stage),
                rule: line.rule.clone(),
                story: match (line.point, decision) {
                    (DecisionPoint::Gate, Decision::NoGo) => format!(
                        "No-Go by the rule {} after {}{known}",
                        line.id,
                        names.stage(theme.stage)
                    ),
                    (DecisionPoint::Gate, _) => format!(
                        "Go by the rule {} after {}{known}",
                        line.id,
                        names.stage(theme.stage)
                    ),
                    _ => format!("the rule {} decides: {}{known}", line.id, decision.word()),
                },
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
            rule: rule("EXE-7, LIC-14"),
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
        Happening::Licensing(what) => super::licensing::describe(&names, now, what),
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
        Happening::Money(what) => money::describe(&names, what),
        Happening::Terminated { stage, reason } => About {
            event: "terminated",
            stage: Some(stage),
            rule: match reason {
                Reason::Technical => rule("EXE-5"),
                Reason::Rule(line) => model.decisions[line as usize].rule.clone(),
                Reason::NoLicensee => rule("LIC-3"),
                Reason::LicenseeGaveUp => rule("LIC-11"),
            },
            story: match reason {
                Reason::Technical => format!("is terminated: {} failed", names.stage(stage)),
                Reason::Rule(line) => {
                    format!(
                        "is terminated by the rule {}",
                        model.decisions[line as usize].id
                    )
                }
                Reason::NoLicensee => "is terminated: no company took it".to_owned(),
                Reason::LicenseeGaveUp => {
                    "is terminated: its licensee gave up, and the network does not take it over"
                        .to_owned()
                }
            },
            ..About::default()
        },
    }
}
