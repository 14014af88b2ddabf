//! Money in words: purses, standing costs, awards, waiting for money (INC, BUD, SEL-5).

use super::story::Names;
use super::{About, TraceRow};
use crate::engine::{Award, Happening, MoneyEvent, MoneyNews, Outturn, Plan};
use crate::model::{Calendar, Model, Ticks};

/// An amount with its currency, digits in groups of three.
fn money(model: &Model, amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{text} {}", model.currency)
}

/// The day and the fiscal year to which a happening belongs: its own, but meetings that are paid
/// when a year ends belong to that year.
pub(super) fn day_of(calendar: &Calendar, now: Ticks, what: &Happening) -> (Ticks, usize) {
    let year = calendar.year_until(now);
    let settled = matches!(what, Happening::Money(MoneyEvent::Meetings { .. }));
    if settled && now > Ticks::ZERO && calendar.year_span(year).0 == now {
        return (now - Ticks(1), year - 1);
    }
    (now, year)
}

/// Something about the money of a theme.
pub(super) fn describe(names: &Names<'_>, what: MoneyEvent) -> About {
    let model = names.plan.model();
    let activity = |work| names.work(work, None).1;
    let about = |event, rule: &str, story: String| About {
        event,
        rule: rule.to_owned(),
        story,
        ..About::default()
    };
    match what {
        MoneyEvent::WaitsForMoney {
            work,
            option,
            share,
            ..
        } => {
            let purse = names.plan.purse_of(work, option);
            let purse = purse.map_or("", |purse| &model.money.purses[purse].id);
            About {
                work: Some((work, Some(option))),
                ..about(
                    "waits-for-money",
                    "BUD-2",
                    format!(
                        "{} could start, but needs {} of this year's money, and {purse} has less left; waits for money",
                        activity(work),
                        money(model, share)
                    ),
                )
            }
        }
        MoneyEvent::Funded {
            work,
            option,
            waited,
        } => About {
            work: Some((work, Some(option))),
            ..about(
                "funded",
                "BUD-2",
                format!(
                    "there is money for {} again, after {:.1} months",
                    activity(work),
                    waited.months()
                ),
            )
        },
        MoneyEvent::PaidByProposer { work, amount, left } => About {
            work: Some((work, None)),
            ..about(
                "paid-by-proposer",
                "SEL-5",
                format!(
                    "the proposer's own funds pay {} of {}; {} are left",
                    money(model, amount),
                    activity(work),
                    money(model, left)
                ),
            )
        },
        MoneyEvent::Award {
            award,
            institute,
            amount,
        } => {
            let (rule, to) = match award {
                Award::Admission => ("INC-1", "the proposer is awarded for the admission"),
                Award::Milestone => ("INC-2", "the proposer is awarded for the milestone"),
                Award::Supporters => (
                    "INC-3",
                    "supporting researchers are awarded for the milestone",
                ),
            };
            let institute = &model.institutes[institute as usize].id;
            About {
                cost: Some(amount),
                institute: Some(institute.clone()),
                ..about("award", rule, format!("{to}, paid by {institute}"))
            }
        }
        MoneyEvent::Meetings { amount } => About {
            cost: Some(amount),
            ..about(
                "meetings",
                "INC-6",
                "meetings and travel since they were last paid".to_owned(),
            )
        },
        MoneyEvent::Signed { signed, amount } => About {
            cost: Some(amount),
            ..about("signed", "BUD-9", signed_words(model, signed, amount))
        },
    }
}

fn signed_words(model: &Model, signed: u32, amount: i64) -> String {
    let payment = &model.money.signed[signed as usize];
    let due = model.calendar.date_of(payment.due);
    let institute = &model.institutes[payment.institute].id;
    match payment.due <= model.calendar.horizon() {
        true => format!(
            "{} is signed: {institute} will pay {} on {due}",
            payment.id,
            money(model, amount)
        ),
        false => format!(
            "{} is signed: {institute} will pay on {due}, after the horizon",
            payment.id
        ),
    }
}

/// Something about money that belongs to no theme.
pub(super) fn news(plan: &Plan<'_>, now: Ticks, what: MoneyNews) -> TraceRow {
    let model = plan.model();
    let calendar = &model.calendar;
    let purse_id = |purse: u32| &model.money.purses[purse as usize].id;
    let named = |year: u32| format!("FY{}", calendar.fiscal_year(year as usize));
    let at = |institute: usize| model.institutes[institute].id.clone();
    // The end of a year belongs to it, not to the next.
    let (mut day, mut year) = (now, calendar.year_until(now));
    let (event, rule, institute, cost, story) = match what {
        MoneyNews::Requested {
            purse,
            year,
            amount,
        } => (
            "budget-request",
            "BUD-1",
            String::new(),
            None,
            format!(
                "{} is requested for {} for {}",
                money(model, amount),
                purse_id(purse),
                named(year)
            ),
        ),
        MoneyNews::Drafted {
            purse,
            year,
            requested,
            granted,
        } => (
            "budget-draft",
            if granted < requested {
                "BUD-3"
            } else {
                "BUD-1"
            },
            String::new(),
            None,
            format!(
                "the government draft grants {} of {} requested for {} for {}",
                money(model, granted),
                money(model, requested),
                purse_id(purse),
                named(year)
            ),
        ),
        MoneyNews::Opened {
            purse,
            year,
            outturn,
        } => (
            "budget-enacted",
            if outturn.cut() > 0 { "BUD-3" } else { "BUD-1" },
            String::new(),
            None,
            opened(model, purse_id(purse), &named(year), outturn),
        ),
        MoneyNews::Closed {
            purse,
            year: ended,
            outturn,
        } => {
            let last = now == calendar.horizon() && calendar.year_end(ended as usize) > now;
            (day, year) = (Ticks((now.0 - 1).max(0)), ended as usize);
            (
                "purse-closed",
                "BUD-6",
                String::new(),
                None,
                closed(model, purse_id(purse), &named(ended), outturn, last),
            )
        }
        MoneyNews::Standing {
            standing,
            year,
            amount,
            uses,
        } => {
            let standing = &model.money.standing[standing as usize];
            let story = match (uses, &standing.by_use) {
                (Some(uses), Some(by_use)) => {
                    let paid = if amount > 0 {
                        "is paid for"
                    } else {
                        "is not paid for: each use costs"
                    };
                    format!(
                        "{} {paid} in {}, after {uses} uses ({} are enough)",
                        standing.id,
                        named(year),
                        by_use.least_uses
                    )
                }
                _ => format!(
                    "{} costs {} in {}",
                    standing.id,
                    money(model, amount),
                    named(year)
                ),
            };
            (
                "standing-cost",
                "BUD-4",
                at(standing.institute),
                Some(amount),
                story,
            )
        }
        MoneyNews::Used { standing, amount } => {
            let standing = &model.money.standing[standing as usize];
            let story = format!("{} is used, and this use is paid for", standing.id);
            (
                "database-use",
                "BUD-4",
                at(standing.institute),
                Some(amount),
                story,
            )
        }
        MoneyNews::Actual { actual, amount } => {
            let actual = &model.money.actual[actual as usize];
            let when = match actual.paid_on {
                Some(paid_on) => format!("on {paid_on}"),
                None => "before the start".to_owned(),
            };
            let story = format!("{} was spent {when}: {}", money(model, amount), actual.id);
            ("actual", "BUD-9", at(actual.institute), Some(amount), story)
        }
        MoneyNews::Signed { signed, amount } => {
            let institute = model.money.signed[signed as usize].institute;
            let story = signed_words(model, signed, amount);
            ("signed", "BUD-9", at(institute), Some(amount), story)
        }
    };
    TraceRow {
        date: calendar.date_of(day).to_string(),
        month: (now.months() * 1000.0).round() / 1000.0,
        fiscal_year: calendar.fiscal_year(year),
        theme: String::new(),
        event,
        stage: String::new(),
        activity: String::new(),
        institute,
        waited_months: None,
        cost,
        rule: rule.to_owned(),
        story,
    }
}

fn opened(model: &Model, purse: &str, year: &str, outturn: Outturn) -> String {
    let carried = match outturn.carried_in {
        0 => String::new(),
        carried => format!(", {} is carried in", money(model, carried)),
    };
    format!(
        "{year} begins for {purse}: {} of {} requested is granted{carried}",
        money(model, outturn.granted),
        money(model, outturn.requested)
    )
}

fn closed(model: &Model, purse: &str, year: &str, outturn: Outturn, last: bool) -> String {
    let ends = if last {
        "stands at the horizon"
    } else {
        "ends"
    };
    let mut parts = vec![format!(
        "{year} {ends} for {purse}: {} of {} is spent",
        money(model, outturn.spent),
        money(model, outturn.room())
    )];
    for (amount, what) in [
        (outturn.overrun, "beyond what there was"),
        (outturn.lapsed, "lapses"),
        (outturn.carried_out, "is carried over"),
        (outturn.bound, "is bound of later years"),
    ] {
        if amount != 0 {
            parts.push(format!("{} {what}", money(model, amount)));
        }
    }
    parts.join(", ")
}
