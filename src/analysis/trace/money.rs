//! The money of a theme in words: awards, own funds, waiting for money (INC, SEL-5, BUD-2).

use super::About;
use super::names::{Names, Teller, months};
use crate::engine::{Account, Accounts, Award, Happening, MoneyEvent};
use crate::language::{Text, words};
use crate::model::{Calendar, Ticks};
use crate::text;

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
pub(super) fn describe(teller: &Teller<'_>, what: MoneyEvent) -> About {
    let names = &teller.names;
    let about = |event, rule: &str, story: Text| About {
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
            short_of,
            ..
        } => {
            let (activity, share) = (teller.activity(work), names.money(share));
            let short_of = short_of_words(names, short_of);
            let story = text!(
                "{activity} could start, but needs {share} of this year's money, and {short_of} less left; waits for money",
                "{activity}は着手可能だが、今年度に要する{share}に{short_of}の残額が足りず、予算待ち";
                activity, share, short_of
            );
            About {
                work: Some((work, Some(option))),
                ..about("waits-for-money", "BUD-2", story)
            }
        }
        MoneyEvent::ShortOf {
            work,
            option,
            share,
            short_of,
        } => {
            let (activity, share) = (teller.activity(work), names.money(share));
            let short_of = short_of_words(names, short_of);
            let story = text!(
                "{activity} still waits for money: it needs {share} of this year's, and {short_of} less left",
                "{activity}は引き続き予算待ち：今年度に要する{share}に{short_of}の残額が不足";
                activity, share, short_of
            );
            About {
                work: Some((work, Some(option))),
                ..about("short-of", "BUD-2", story)
            }
        }
        MoneyEvent::Funded {
            work,
            option,
            waited,
        } => {
            let (activity, time) = (teller.activity(work), months(waited));
            let story = text!(
                "there is money for {activity} again, after {time}",
                "{activity}の予算を確保（予算待ち{time}）";
                activity, time
            );
            About {
                work: Some((work, Some(option))),
                ..about("funded", "BUD-2", story)
            }
        }
        MoneyEvent::PaidByProposer { work, amount, left } => {
            let (amount, left) = (names.money(amount), names.money(left));
            let activity = teller.activity(work);
            let story = text!(
                "the proposer's own funds pay {amount} of {activity}; {left} are left",
                "{activity}の費用のうち{amount}を提案者の自己資金で支払、残額{left}";
                amount, activity, left
            );
            About {
                work: Some((work, None)),
                ..about("paid-by-proposer", "SEL-5", story)
            }
        }
        MoneyEvent::Award {
            award,
            institute,
            amount,
        } => {
            let (rule, to) = match award {
                Award::Admission => (
                    "INC-1",
                    words(
                        "the proposer is awarded for the admission",
                        "採択に伴い提案者に褒賞",
                    ),
                ),
                Award::Milestone => (
                    "INC-2",
                    words(
                        "the proposer is awarded for the milestone",
                        "マイルストンの達成に伴い提案者に褒賞",
                    ),
                ),
                Award::Supporters => (
                    "INC-3",
                    words(
                        "supporting researchers are awarded for the milestone",
                        "マイルストンの達成に伴い支援研究者に褒賞",
                    ),
                ),
            };
            let payer = names.institute(institute as usize);
            let story = text!("{to}, paid by {payer}", "{to}（{payer}が支払）"; to, payer);
            About {
                cost: Some(amount),
                institute: Some(names.model().institutes[institute as usize].id.clone()),
                ..about("award", rule, story)
            }
        }
        MoneyEvent::Meetings { amount } => {
            let story = words(
                "meetings and travel since they were last paid",
                "前回の支払以降の打合せと旅費",
            );
            About {
                cost: Some(amount),
                ..about("meetings", "INC-6", story.into())
            }
        }
        MoneyEvent::Signed { signed, amount } => About {
            cost: Some(amount),
            ..about("signed", "BUD-9", signed_words(names, signed, amount))
        },
    }
}

/// "a and the cap b have": all that have too little left.
fn short_of_words(names: &Names<'_>, short_of: Accounts) -> Text {
    let accounts: Vec<Text> = short_of
        .iter()
        .map(|account| match names.plan.account(account) {
            Account::Purse(purse) => {
                let purse = names.purse(purse);
                text!("{purse}", "財源{purse}"; purse)
            }
            Account::Cap(cap) => {
                let cap = names.cap(cap);
                text!("the cap {cap}", "上限{cap}"; cap)
            }
        })
        .collect();
    let english: Vec<&str> = accounts.iter().map(|name| name.english.as_str()).collect();
    let japanese: Vec<&str> = accounts.iter().map(|name| name.japanese.as_str()).collect();
    Text {
        english: match english.split_last() {
            Some((last, [])) => format!("{last} has"),
            Some((last, others)) => format!("{} and {last} have", others.join(", ")),
            None => String::new(),
        },
        japanese: japanese.join("と"),
    }
}

/// A payment that is signed for.
pub(super) fn signed_words(names: &Names<'_>, signed: u32, amount: i64) -> Text {
    let model = names.model();
    let payment = &model.money.signed[signed as usize];
    let (id, due) = (Text::same(&payment.id), names.day(payment.due));
    let (who, amount) = (names.institute(payment.institute), names.money(amount));
    match payment.due <= model.calendar.horizon() {
        true => text!(
            "{id} is signed: {who} will pay {amount} on {due}",
            "契約済みの支払「{id}」：{who}が{due}に{amount}を支払";
            id, who, amount, due
        ),
        false => text!(
            "{id} is signed: {who} will pay on {due}, after the horizon",
            "契約済みの支払「{id}」：{who}が対象期間後の{due}に支払";
            id, who, due
        ),
    }
}
