//! Work in words: what waits, starts, ends, is repeated (EXE-2 to EXE-4, EXE-13).

use super::About;
use super::names::{Teller, months};
use crate::engine::Happening;
use crate::language::Text;
use crate::model::Ticks;
use crate::text;

/// A happening about a piece of work; `None` for all others.
pub(super) fn describe(teller: &Teller<'_>, what: &Happening) -> Option<About> {
    let plan = teller.names.plan;
    let about = |event, work, rule: &str, story: Text| About {
        event,
        work: Some(work),
        rule: rule.to_owned(),
        story,
        ..About::default()
    };
    Some(match *what {
        Happening::Joined { work } => {
            let activity = teller.activity(work);
            let story = text!("{activity} is ready", "{activity}が着手可能"; activity);
            about("joined", (work, None), "EXE-2", story)
        }
        Happening::WaitsForShared { work } => {
            let activity = teller.activity(work);
            let story = text!(
                "{activity} is being done by another theme, once for all; waits for it",
                "{activity}は他のテーマが共用作業として実施中のため、その完了待ち";
                activity
            );
            about("waits-for-shared", (work, None), "EXE-13", story)
        }
        Happening::SharedReady { work } => {
            let activity = teller.activity(work);
            let story = text!(
                "{activity} is there already, done once for all",
                "{activity}は共用作業として実施済みのため、その成果を利用";
                activity
            );
            about("shared-ready", (work, None), "EXE-13", story)
        }
        Happening::ProviderOpened { work, option } => {
            let activity = teller.activity(work);
            let who = teller.doer(work, option).unwrap_or_default();
            let story = text!(
                "{activity} has waited long enough: {who} may do it too",
                "{activity}の待ちが続いたため、{who}にも依頼可能";
                activity, who
            );
            about("provider-opened", (work, Some(option)), "EXE-3", story)
        }
        Happening::LeadBegan {
            work,
            option,
            until,
            ..
        } => {
            let rule = match plan.is_outsourced(work, option) {
                true => "EXE-3",
                false => "GOV-5",
            };
            let (activity, time) = (teller.activity(work), months(until - teller.now));
            let who = teller.doer(work, option).unwrap_or_default();
            let story = text!(
                "{activity} goes to {who}, which prepares for {time}",
                "{activity}を{who}に依頼、準備期間{time}";
                activity, who, time
            );
            about("lead-began", (work, Some(option)), rule, story)
        }
        Happening::Started {
            work,
            option,
            waited,
            cost,
            repeat,
            ..
        } => About {
            waited: Some(waited),
            cost: Some(cost),
            ..about(
                "started",
                (work, Some(option)),
                &plan.rules_of_start(work, option, repeat).join(", "),
                started(teller, what),
            )
        },
        Happening::Ended { work, option } => {
            let (activity, at) = (teller.activity(work), at(teller, work, option));
            let story = text!("{activity} ends{at}", "{activity}が終了{at}"; activity, at);
            about("ended", (work, Some(option)), "EXE-2", story)
        }
        Happening::Repeats { work, repeat } => {
            let (activity, repeat) = (teller.activity(work), Text::same(repeat.to_string()));
            let story = text!(
                "{activity} has to be done again (repeat {repeat})",
                "{activity}はやり直し（{repeat}回目）";
                activity, repeat
            );
            about("repeats", (work, None), "EXE-4", story)
        }
        Happening::Cancelled { work, waited, .. } => {
            let activity = teller.activity(work);
            let story = text!(
                "{activity} is given up while waiting",
                "待っていた{activity}を取りやめ";
                activity
            );
            About {
                waited: Some(waited),
                ..about("cancelled", (work, None), "EXE-2", story)
            }
        }
        _ => return None,
    })
}

/// " at nibio", or nothing where no institute does it.
fn at(teller: &Teller<'_>, work: u32, option: u8) -> Text {
    let who = teller.doer(work, option);
    who.map_or_else(Text::default, |who| text!(" at {who}", "（{who}）"; who))
}

fn started(teller: &Teller<'_>, what: &Happening) -> Text {
    let &Happening::Started {
        work,
        option,
        waited,
        end,
        under_way,
        ..
    } = what
    else {
        return Text::default();
    };
    let (activity, at) = (teller.activity(work), at(teller, work, option));
    let wait = match waited > Ticks::ZERO {
        true => {
            let time = months(waited);
            text!(" after waiting {time}", "、待ち時間{time}"; time)
        }
        false => Text::default(),
    };
    let end = match end <= teller.names.model().calendar.horizon() {
        true => {
            let day = teller.names.day(end);
            text!("until {day}", "{day}まで"; day)
        }
        false => text!("beyond the horizon", "対象期間の後まで"),
    };
    match under_way {
        true => text!(
            "{activity} goes on{at}{wait}, {end}",
            "{activity}を継続{at}{wait}、{end}";
            activity, at, wait, end
        ),
        false => text!(
            "{activity} starts{at}{wait}, {end}",
            "{activity}を開始{at}{wait}、{end}";
            activity, at, wait, end
        ),
    }
}
