//! Selection, and what proposers do, in words.

use super::About;
use super::story::{Names, months, rounded};
use crate::engine::{Deferral, Plan, ProposerEvent, SelectionEvent, ThemeRun};
use crate::model::Ticks;

/// Something in selection, in words.
pub(super) fn in_selection(
    plan: &Plan<'_>,
    now: Ticks,
    theme: &ThemeRun,
    what: SelectionEvent,
) -> About {
    let names = Names { plan, theme };
    let model = plan.model();
    let money = |amount: f64| format!("{amount:.0} {}", model.currency);
    let since = months(now - theme.arrived);
    let (event, rule, story) = match what {
        SelectionEvent::RightsSorted => (
            "rights-sorted",
            "SEL-9",
            format!("its rights are sorted, {since} after it came"),
        ),
        SelectionEvent::GrantDecided {
            amount: Some(amount),
        } => (
            "grant-awarded",
            "SEL-11",
            format!("its grant is awarded: {}", money(amount as f64)),
        ),
        SelectionEvent::GrantDecided { amount: None } => (
            "grant-refused",
            "SEL-11",
            "its grant is not awarded".to_owned(),
        ),
        SelectionEvent::Reviewed => (
            "reviewed",
            "SEL-6",
            format!("scrutiny is over, {since} after it came: it can be decided on"),
        ),
        SelectionEvent::TargetSearch => (
            "target-search",
            "SEL-2",
            format!(
                "has no identified target: it is to begin with {}",
                names.stage(theme.stage)
            ),
        ),
        SelectionEvent::Deferred { why } => {
            let (rule, why) = match why {
                Deferral::Rule(line) => {
                    let line = &model.decisions[line as usize];
                    (line.rule.as_str(), format!("by the rule {}", line.id))
                }
                Deferral::Rights => ("SEL-9", "its rights are not sorted".to_owned()),
                Deferral::Funds { missing, left } => (
                    "SEL-5",
                    format!(
                        "{} is expected to cost {} beyond its own funds, the network has {} left \
                         for new themes this fiscal year",
                        names.stage(theme.stage),
                        money(missing),
                        money(left)
                    ),
                ),
                Deferral::Capacity { load } => (
                    "SEL-7",
                    format!(
                        "those who would do {} have {} in work and waiting per slot",
                        names.stage(theme.stage),
                        rounded(load)
                    ),
                ),
                Deferral::Places => (
                    "SEL-8",
                    "others of higher priority took the places of this review".to_owned(),
                ),
            };
            let story = format!(
                "waits for a later review (deferral {}): {why}",
                theme.deferral()
            );
            return About {
                event: "deferred",
                rule: rule.to_owned(),
                story,
                ..About::default()
            };
        }
        SelectionEvent::SentBack => ("sent-back", "SEL-2", "goes back to its proposer".to_owned()),
        SelectionEvent::Returned => (
            "returned",
            "SEL-2",
            "comes back from its proposer and is looked into again".to_owned(),
        ),
        SelectionEvent::Chosen => (
            "chosen",
            "GOV-2",
            "is chosen by the Office; the Council has yet to confirm".to_owned(),
        ),
        SelectionEvent::Admitted => (
            "admitted",
            "GOV-1, GOV-2, SEL-10",
            format!(
                "is admitted by the Office with priority {:.3}, {since} after it came; a contract \
                 binds its proposer",
                theme.priority
            ),
        ),
        SelectionEvent::SupportFixed { work, option } => {
            let (_, activity, institute) = names.work(work, Some(option));
            return About {
                event: "support-fixed",
                work: Some((work, Some(option))),
                rule: "SEL-12".to_owned(),
                story: format!("{activity} is to be done by {institute}"),
                ..About::default()
            };
        }
        SelectionEvent::PriorityChanged { before } => (
            "priority",
            "SEL-8",
            format!(
                "its priority changes from {before:.3} to {:.3}",
                theme.priority
            ),
        ),
    };
    About {
        event,
        rule: rule.to_owned(),
        story,
        ..About::default()
    }
}

/// Something a proposer does, in words.
pub(super) fn by_proposer(what: ProposerEvent) -> About {
    let (event, rule, story, cost) = match what {
        ProposerEvent::AsksToWithdraw => (
            "asks-to-withdraw",
            "SEL-10",
            "its proposer asks to withdraw",
            None,
        ),
        ProposerEvent::WithdrawalRefused => (
            "withdrawal-refused",
            "SEL-10",
            "the network does not consent: it stays",
            None,
        ),
        ProposerEvent::Withdrawn { .. } => (
            "withdrawn",
            "SEL-10",
            "the network consents: it is withdrawn",
            None,
        ),
        ProposerEvent::PublicationPutOff => (
            "publication-put-off",
            "SEL-3",
            "its publication waits until the patent is filed",
            None,
        ),
        ProposerEvent::Published {
            before_filing: true,
            cost,
        } => (
            "published",
            "SEL-3",
            "its results are published before the patent is filed, which companies like less",
            Some(cost),
        ),
        ProposerEvent::Published { cost, .. } => (
            "published",
            "INC-5",
            "its results are published, with the support of the network",
            Some(cost),
        ),
    };
    About {
        event,
        cost,
        rule: rule.to_owned(),
        story: story.to_owned(),
        ..About::default()
    }
}
