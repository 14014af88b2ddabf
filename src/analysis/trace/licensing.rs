//! The chapter of licensing in words.

use super::About;
use super::story::{Names, months, rounded};
use crate::engine::{LicensingEvent, Payment};
use crate::model::{Decision, LicenceKind, LicensingStep, Ticks};

/// A happening of the chapter in words, with the rule it carries out.
pub(super) fn describe(names: &Names<'_>, now: Ticks, what: LicensingEvent) -> About {
    let model = names.plan.model();
    let currency = &model.currency;
    let developed = |stage: u16| {
        let stages = model.licensing.iter().flat_map(|l| &l.development);
        let mut stages = stages.skip(usize::from(stage));
        stages.next().map_or("", |stage| stage.id.as_str())
    };
    let (event, rule, story) = match what {
        LicensingEvent::CallOpened { call } => (
            "call-opened",
            "LIC-1",
            format!("call {call} for a licensee is opened"),
        ),
        LicensingEvent::NoMoreCalls { calls } => (
            "no-more-calls",
            "LIC-3",
            format!("no theme has more than {calls} calls: the search ends here"),
        ),
        LicensingEvent::CallClosed { applicants, mean } => (
            "call-closed",
            if applicants == 0 { "LIC-3" } else { "LIC-1" },
            format!(
                "{} ({} expected)",
                match applicants {
                    0 => "no company applies".to_owned(),
                    1 => "one company applies".to_owned(),
                    many => format!("{many} companies apply"),
                },
                rounded(mean)
            ),
        ),
        LicensingEvent::CompanySelected {
            applicant,
            of,
            before,
            bid,
        } => {
            let (company, bid) = (applicant + 1, grouped(bid));
            let story = match (of, before) {
                (1, _) => {
                    format!("the only applicant is taken without a tender, bid {bid} {currency}")
                }
                (_, 0) => {
                    format!(
                        "company {company} of {of} is the best and is selected, bid {bid} {currency}"
                    )
                }
                _ => format!("company {company} of {of} is asked next, bid {bid} {currency}"),
            };
            let rule = match (of, before) {
                (1, _) => "LIC-15",
                (_, 0) => "LIC-2",
                _ => "LIC-9",
            };
            ("company-selected", rule, story)
        }
        LicensingEvent::StepPassed { step, odds } => (
            "step-passed",
            "LIC-8",
            format!("{} succeeds (odds {odds:.3})", step.words()),
        ),
        LicensingEvent::CompanyLeft {
            step,
            odds,
            evidence,
            others,
        } => (
            "company-left",
            if step == LicensingStep::FeasibilityStudy {
                "LIC-9"
            } else {
                "LIC-8"
            },
            format!(
                "the company withdraws at the end of {} (odds {odds:.3}) and leaves its data: \
                 evidence is now {}, {others} more {} applied",
                step.words(),
                rounded(evidence),
                if others == 1 { "has" } else { "have" }
            ),
        ),
        LicensingEvent::Follows { decision } => (
            "follows",
            follows(decision).0,
            follows(decision).1.to_owned(),
        ),
        LicensingEvent::Contracted { kind, early } => (
            "contract",
            if early { "LIC-10" } else { "LIC-4" },
            format!(
                "the contract is signed: {}{}",
                match kind {
                    LicenceKind::ExclusiveRegistered => "an exclusive registered licence",
                    LicenceKind::Exclusive => "an exclusive licence",
                    LicenceKind::Sublicensing => "a licence with sublicensing",
                },
                if early {
                    ", before a development candidate is fixed"
                } else {
                    ""
                }
            ),
        ),
        LicensingEvent::Paid {
            what,
            amount,
            proposer,
        } => {
            let of_proposer = match proposer {
                0 => String::new(),
                part => format!(", of which {} to the proposer", grouped(part)),
            };
            let what = match what {
                Payment::Upfront => "an upfront payment",
                Payment::Milestone => "a milestone payment",
                Payment::Royalty => "a year's royalty",
            };
            let amount = grouped(amount);
            let story = format!("the licensee pays {what} of {amount} {currency}{of_proposer}");
            let rule = match proposer {
                0 => "LIC-5",
                _ => "LIC-5, INC-4",
            };
            ("income", rule, story)
        }
        LicensingEvent::ReliefAsked { until } => (
            "relief-asked",
            "LIC-6",
            format!(
                "the Office asks other bodies for risk relief; they answer in {}",
                months(until - now)
            ),
        ),
        LicensingEvent::ReliefDecided { granted } => (
            "relief-decided",
            "LIC-6",
            format!(
                "risk relief is {}granted",
                if granted { "" } else { "not " }
            ),
        ),
        LicensingEvent::DevelopmentBegan { stage } => (
            "development-began",
            "LIC-8",
            format!("the licensee begins {}", developed(stage)),
        ),
        LicensingEvent::DevelopmentWaits { stage } => (
            "development-waits",
            "EXE-8",
            format!(
                "the licensee waits for the network to pass {}",
                developed(stage)
            ),
        ),
        LicensingEvent::DevelopmentPassed { stage } => (
            "development-passed",
            "LIC-10",
            format!("{} is passed", developed(stage)),
        ),
        LicensingEvent::GaveUp { stage, technical } => {
            let at = stage.map(|stage| format!(" at {}", developed(stage)));
            let why = match technical {
                true => "after a technical failure",
                false => "for reasons of its own",
            };
            let story = format!("the licensee gives up{} {why}", at.unwrap_or_default());
            ("licensee-gave-up", "LIC-11", story)
        }
        LicensingEvent::TakenOver { evidence } => (
            "taken-over",
            "LIC-11",
            format!(
                "the network takes the theme over, at the stage reached; evidence is now {}",
                rounded(evidence)
            ),
        ),
        LicensingEvent::PatentResumed { .. } => (
            "patent-resumed",
            "LIC-12",
            "the network pays for the patent again".to_owned(),
        ),
        LicensingEvent::ResearchStopped { stage } => (
            "research-stopped",
            "EXE-5",
            format!("research stops within {}", names.stage(stage)),
        ),
    };
    About {
        event,
        stage: match what {
            LicensingEvent::ResearchStopped { stage } => Some(stage),
            _ => None,
        },
        cost: match what {
            LicensingEvent::PatentResumed { cost } => Some(cost),
            _ => None,
        },
        rule: rule.to_owned(),
        story,
        ..About::default()
    }
}

/// An amount with a comma between thousands.
fn grouped(amount: i64) -> String {
    let digits = amount.to_string();
    let mut shown = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// Rule and words of what follows where no line decides.
fn follows(decision: Decision) -> (&'static str, &'static str) {
    match decision {
        Decision::NextApplicant => ("LIC-9", "no rule decides: the next applicant is asked"),
        Decision::CallAgain => ("LIC-3", "another call is opened"),
        Decision::CarryOn => (
            "LIC-3",
            "the search ends for now: research carries on to its next stage, if one is left",
        ),
        _ => ("LIC-11", "no rule decides: the theme ends with its licence"),
    }
}
