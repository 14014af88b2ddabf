//! Money that belongs to no theme in words: purses, standing costs, the past (BUD).

use super::money::signed_words;
use super::names::Names;
use super::{Row, TraceRow};
use crate::engine::{CapYear, MoneyNews, Outturn};
use crate::language::{Text, Words, words};
use crate::model::{Model, Ticks};
use crate::text;

/// Something about money that belongs to no theme.
pub(super) fn news(names: &Names<'_>, now: Ticks, what: MoneyNews) -> TraceRow {
    let model = names.model();
    let calendar = &model.calendar;
    // The end of a year belongs to it, not to the next.
    let (day, year) = match what {
        MoneyNews::Closed { year, .. } | MoneyNews::CapClosed { year, .. } => {
            (Ticks((now.0 - 1).max(0)), year as usize)
        }
        _ => (now, calendar.year_until(now)),
    };
    let (event, rule) = event_and_rule(what);
    let (institute, cost) = booked(model, what);
    let row = Row {
        day,
        month: now,
        year,
    };
    TraceRow {
        event,
        institute,
        cost,
        rule: rule.to_owned(),
        story: story(names, now, what),
        ..row.on(calendar)
    }
}

fn event_and_rule(what: MoneyNews) -> (&'static str, &'static str) {
    let cut = |cut: bool| if cut { "BUD-3" } else { "BUD-1" };
    match what {
        MoneyNews::Requested { .. } => ("budget-request", "BUD-1"),
        MoneyNews::Drafted {
            requested, granted, ..
        } => ("budget-draft", cut(granted < requested)),
        MoneyNews::Opened { outturn, .. } => ("budget-enacted", cut(outturn.cut() > 0)),
        MoneyNews::Closed { .. } => ("purse-closed", "BUD-6"),
        MoneyNews::CapOpened { .. } => ("cap-set", "BUD-2"),
        MoneyNews::CapClosed { .. } => ("cap-closed", "BUD-2"),
        MoneyNews::Standing { .. } => ("standing-cost", "BUD-4"),
        MoneyNews::Used { .. } => ("database-use", "BUD-4"),
        MoneyNews::Actual { .. } => ("actual", "BUD-9"),
        MoneyNews::Signed { .. } => ("signed", "BUD-9"),
    }
}

/// Who books it, and how much.
fn booked(model: &Model, what: MoneyNews) -> (String, Option<i64>) {
    let money = &model.money;
    let (institute, amount) = match what {
        MoneyNews::Standing {
            standing, amount, ..
        }
        | MoneyNews::Used { standing, amount } => {
            (money.standing[standing as usize].institute, amount)
        }
        MoneyNews::Actual { actual, amount } => (money.actual[actual as usize].institute, amount),
        MoneyNews::Signed { signed, amount } => (money.signed[signed as usize].institute, amount),
        _ => return (String::new(), None),
    };
    (model.institutes[institute].id.clone(), Some(amount))
}

fn story(names: &Names<'_>, now: Ticks, what: MoneyNews) -> Text {
    let model = names.model();
    let year_name = |year: u32| names.fiscal_year(year as usize);
    let purse_name = |purse: u32| names.purse(purse as usize);
    // A year that the horizon cuts short.
    let last =
        |year: u32| now == model.calendar.horizon() && model.calendar.year_end(year as usize) > now;
    match what {
        MoneyNews::Requested {
            purse,
            year,
            amount,
        } => {
            let (amount, purse, year) = (names.money(amount), purse_name(purse), year_name(year));
            text!(
                "{amount} is requested for {purse} for {year}",
                "{year}の財源{purse}の概算要求：{amount}";
                amount, purse, year
            )
        }
        MoneyNews::Drafted {
            purse,
            year,
            requested,
            granted,
        } => {
            let (granted, requested) = (names.money(granted), names.money(requested));
            let (purse, year) = (purse_name(purse), year_name(year));
            text!(
                "the government draft grants {granted} of {requested} requested for {purse} for {year}",
                "{year}の財源{purse}の政府予算案：要求額{requested}に対し{granted}";
                granted, requested, purse, year
            )
        }
        MoneyNews::Opened {
            purse,
            year,
            outturn,
        } => opened(names, purse_name(purse), year_name(year), outturn),
        MoneyNews::Closed {
            purse,
            year,
            outturn,
        } => closed(
            names,
            purse_name(purse),
            year_name(year),
            outturn,
            last(year),
        ),
        MoneyNews::CapOpened { cap, year, amount } => {
            let (cap, year) = (names.cap(cap as usize), year_name(year));
            let amount = names.money(amount);
            text!(
                "{year} begins for the cap {cap}: its costs may come to {amount}",
                "{year}開始、上限{cap}：上限額{amount}";
                year, cap, amount
            )
        }
        MoneyNews::CapClosed { cap, year, outcome } => {
            let cap = names.cap(cap as usize);
            cap_closed(names, cap, year_name(year), outcome, last(year))
        }
        MoneyNews::Standing {
            standing,
            year,
            amount,
            uses,
        } => standing_cost(names, standing, year_name(year), amount, uses),
        MoneyNews::Used { standing, .. } => {
            let standing = names.standing(standing);
            text!(
                "{standing} is used, and this use is paid for",
                "{standing}を利用、利用料を支払";
                standing
            )
        }
        MoneyNews::Actual { actual, amount } => {
            let actual = &model.money.actual[actual as usize];
            let (id, amount) = (Text::same(&actual.id), names.money(amount));
            let when = match actual.paid_on {
                Some(paid_on) => {
                    let day = names.paid_on(paid_on);
                    text!("on {day}", "{day}"; day)
                }
                None => text!("before the start", "開始前"),
            };
            text!(
                "{amount} was spent {when}: {id}",
                "{when}の執行額「{id}」：{amount}";
                amount, when, id
            )
        }
        MoneyNews::Signed { signed, amount } => signed_words(names, signed, amount),
    }
}

fn standing_cost(
    names: &Names<'_>,
    standing: u32,
    year: Text,
    amount: i64,
    uses: Option<u32>,
) -> Text {
    let by_use = &names.model().money.standing[standing as usize].by_use;
    let name = names.standing(standing);
    match (uses, by_use) {
        (Some(uses), Some(by_use)) => {
            let uses = Text::same(uses.to_string());
            let enough = Text::same(by_use.least_uses.to_string());
            match amount > 0 {
                true => text!(
                    "{name} is paid for in {year}, after {uses} uses ({enough} are enough)",
                    "{name}を{year}に年間契約（前年の利用{uses}回、{enough}回以上で契約）";
                    name, year, uses, enough
                ),
                false => text!(
                    "{name} is not paid for: each use costs in {year}, after {uses} uses ({enough} are enough)",
                    "{name}は{year}の年間契約なし、利用ごとに支払（前年の利用{uses}回、{enough}回以上で契約）";
                    name, year, uses, enough
                ),
            }
        }
        _ => {
            let amount = names.money(amount);
            text!(
                "{name} costs {amount} in {year}",
                "{year}の経常費{name}：{amount}";
                name, amount, year
            )
        }
    }
}

fn opened(names: &Names<'_>, purse: Text, year: Text, outturn: Outturn) -> Text {
    let carried = match outturn.carried_in {
        0 => Text::default(),
        carried => {
            let carried = names.money(carried);
            text!(", {carried} is carried in", "、前年度からの繰越{carried}"; carried)
        }
    };
    let (granted, requested) = (names.money(outturn.granted), names.money(outturn.requested));
    text!(
        "{year} begins for {purse}: {granted} of {requested} requested is granted{carried}",
        "{year}開始、財源{purse}：要求額{requested}に対し交付額{granted}{carried}";
        year, purse, granted, requested, carried
    )
}

/// How a fiscal year that is over is said to end, `last` at the horizon in mid-year.
fn ends(last: bool) -> Words {
    match last {
        true => words("stands at the horizon", "（対象期間の終わり）"),
        false => words("ends", "末"),
    }
}

fn cap_closed(names: &Names<'_>, cap: Text, year: Text, outcome: CapYear, last: bool) -> Text {
    let (ends, spent) = (ends(last), names.money(outcome.spent));
    let amount = names.money(outcome.amount.unwrap_or(0));
    let beyond = match outcome.overrun() {
        0 => Text::default(),
        overrun => {
            let overrun = names.money(overrun);
            text!(", {overrun} beyond it", "、超過額{overrun}"; overrun)
        }
    };
    text!(
        "{year} {ends} for the cap {cap}: its costs come to {spent} of {amount}{beyond}",
        "{year}{ends}、上限{cap}：上限額{amount}に対し費用{spent}{beyond}";
        year, ends, cap, spent, amount, beyond
    )
}

fn closed(names: &Names<'_>, purse: Text, year: Text, outturn: Outturn, last: bool) -> Text {
    let ends = ends(last);
    let (spent, room) = (names.money(outturn.spent), names.money(outturn.room()));
    let mut told = text!(
        "{year} {ends} for {purse}: {spent} of {room} is spent",
        "{year}{ends}、財源{purse}：{room}のうち支出額{spent}";
        year, ends, purse, spent, room
    );
    for (amount, what) in [
        (outturn.overrun, words("beyond what there was", "超過額")),
        (outturn.lapsed, words("lapses", "不用額")),
        (
            outturn.carried_out,
            words("is carried over", "翌年度への繰越"),
        ),
        (
            outturn.bound,
            words("is bound of later years", "後年度負担"),
        ),
    ] {
        if amount != 0 {
            let money = names.money(amount);
            told = text!("{told}, {money} {what}", "{told}、{what}{money}"; told, money, what);
        }
    }
    told
}
