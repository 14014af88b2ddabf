//! One happening in words, with the rule that fired.

use super::known::what_was_known;
use super::names::Teller;
use super::{About, licensing, money, selection, work};
use crate::engine::{Happening, Known, Origin, Reason, Refusal};
use crate::language::{Text, words};
use crate::model::{Decision, DecisionPoint};
use crate::text;

/// One happening in words, with the rule that fired.
pub(super) fn describe(teller: &Teller<'_>, what: Happening, known: &[Known]) -> About {
    if let Some(about) = work::describe(teller, &what) {
        return about;
    }
    match what {
        Happening::Declined { why } => declined(teller, why),
        Happening::Selection(what) => selection::in_selection(teller, what),
        Happening::Proposer(what) => selection::by_proposer(what),
        Happening::Licensing(what) => licensing::describe(teller, what, known),
        Happening::Money(what) => money::describe(teller, what),
        Happening::Decided { line, decision, .. } => decided(teller, line, decision, known),
        Happening::DecidedByDefault { point, decision } => {
            by_default(teller, point, decision, known)
        }
        Happening::Terminated { stage, reason } => terminated(teller, stage, reason),
        other => research(teller, other),
    }
}

/// What happens on the way through the stages, and to the patent.
fn research(teller: &Teller<'_>, what: Happening) -> About {
    let here = teller.theme.stage;
    let (event, stage, rule, cost, story) = match what {
        Happening::Arrived => ("arrived", None, "SEL-1", None, arrived(teller)),
        Happening::StageEntered { stage } => {
            let model = teller.names.model();
            let stages = &model.routes[teller.theme.route as usize].stages;
            let rule = match stages[usize::from(stage)].optional {
                true => "SCP-4, EXE-14",
                false => "SCP-3",
            };
            let name = teller.stage(stage);
            let story = text!("enters {name}", "段階{name}を開始"; name);
            ("stage-entered", Some(stage), rule, None, story)
        }
        Happening::Outcome {
            stage,
            odds,
            passed,
        } => {
            let (event, outcome) = match passed {
                true => ("passed", words("succeeds", "成功")),
                false => ("failed", words("fails", "不成立")),
            };
            let name = teller.stage(stage);
            let story = text!(
                "{name} {outcome} technically (odds {odds:.3})",
                "段階{name}は技術的に{outcome}（成功確率{odds:.3}）";
                name, outcome
            );
            (event, Some(stage), "EXE-5", None, story)
        }
        Happening::Milestone { stage } => {
            let name = teller.stage(stage);
            let story = text!(
                "reaches its milestone: {name} passed",
                "段階{name}を通過し、マイルストンを達成";
                name
            );
            ("milestone", Some(stage), "EXE-1", None, story)
        }
        Happening::PatentFiled { cost } => {
            let story = words("the patent is filed", "特許を出願").into();
            ("patent-filed", Some(here), "EXE-6", Some(cost), story)
        }
        Happening::PatentKept { cost } => {
            let story = words("the patent is kept for another year", "特許を更に1年維持").into();
            ("patent-kept", Some(here), "EXE-6", Some(cost), story)
        }
        Happening::Offered { offer } => {
            let offer = teller.offer(offer);
            let story = text!(
                "is offered to companies ({offer})",
                "企業への紹介を開始（{offer}）";
                offer
            );
            ("offered", Some(here), "EXE-7, LIC-14", None, story)
        }
        Happening::OfferFailed { offer, odds } => {
            let offer = teller.offer(offer);
            let story = text!(
                "no company takes it ({offer}, odds {odds:.3})",
                "引き受ける企業なし（紹介{offer}、確率{odds:.3}）";
                offer
            );
            ("offer-failed", Some(here), "EXE-7", None, story)
        }
        Happening::Licensed { .. } => {
            let since = teller.since();
            let story =
                text!("is licensed, {since} after it came", "導出（応募から{since}）"; since);
            ("licensed", None, "LIC-8", None, story)
        }
        Happening::Launched => {
            let since = teller.since();
            let story = text!(
                "reaches the market, {since} after it came",
                "上市（応募から{since}）";
                since
            );
            ("launched", None, "EXE-1", None, story)
        }
        _ => {
            let story = words(
                "the network's work for the licensed theme ends",
                "導出済みのテーマに対するネットワークの作業が終了",
            );
            ("research-ended", None, "EXE-8", None, story.into())
        }
    };
    About {
        event,
        stage,
        cost,
        rule: rule.to_owned(),
        story,
        ..About::default()
    }
}

fn arrived(teller: &Teller<'_>) -> Text {
    let model = teller.names.model();
    let area = teller.theme.area.map_or_else(Text::default, |area| {
        let area = &model.areas[area as usize];
        let (id, name) = (&area.id, &area.name.japanese);
        text!(", {id}", "、疾患領域「{name}」")
    });
    let from = match teller.theme.origin {
        Origin::Listed(_) => words("comes from the list of themes", "登録テーマとして応募").into(),
        Origin::Channel(channel, _) => {
            let channel = &model.channels[channel as usize];
            let (id, name) = (&channel.id, &channel.name.japanese);
            text!("comes through {id}", "応募経路「{name}」から応募")
        }
    };
    let (route, priority) = (teller.route(), teller.theme.priority);
    text!(
        "{from}: {route}{area}, priority {priority:.3}",
        "{from}：創薬ルート{route}{area}、優先度{priority:.3}";
        from, route, area
    )
}

fn declined(teller: &Teller<'_>, why: Refusal) -> About {
    let (rule, reason) = match why {
        Refusal::Modality => (
            "SCP-1",
            words("its modality is not taken", "対象外のモダリティ").into(),
        ),
        Refusal::Area => (
            "SCP-2",
            words("its disease area is not taken", "対象外の疾患領域").into(),
        ),
        Refusal::Rule(line) => {
            let name = teller.names.line(line);
            let line = &teller.names.model().decisions[line as usize];
            (
                line.rule.as_str(),
                text!("by the rule {name}", "規則{name}による"; name),
            )
        }
        Refusal::NotReturned => ("SEL-2", words("it does not return", "再応募なし").into()),
        Refusal::NoGrant => (
            "SEL-11",
            words("its grant is not awarded", "研究費に不採択").into(),
        ),
    };
    About {
        event: "declined",
        rule: rule.to_owned(),
        story: text!("declined: {reason}", "不採択：{reason}"; reason),
        ..About::default()
    }
}

fn decided(teller: &Teller<'_>, line: u32, decision: Decision, known: &[Known]) -> About {
    let name = teller.names.line(line);
    let line = &teller.names.model().decisions[line as usize];
    let (stage, known) = (
        teller.stage(teller.theme.stage),
        what_was_known(teller, known),
    );
    let word = decision.words();
    let story = match (line.point, decision) {
        (DecisionPoint::Gate, Decision::NoGo) => text!(
            "No-Go by the rule {name} after {stage}{known}",
            "段階{stage}後の判定{name}によりNo-Go{known}";
            name, stage, known
        ),
        (DecisionPoint::Gate, _) => text!(
            "Go by the rule {name} after {stage}{known}",
            "段階{stage}後の判定{name}によりGo{known}";
            name, stage, known
        ),
        _ => text!(
            "the rule {name} decides: {word}{known}",
            "規則{name}により{word}{known}";
            name, word, known
        ),
    };
    About {
        event: decision.word(),
        stage: Some(teller.theme.stage),
        rule: line.rule.clone(),
        story,
        ..About::default()
    }
}

/// What holds where no line decides.
fn by_default(
    teller: &Teller<'_>,
    point: DecisionPoint,
    decision: Decision,
    known: &[Known],
) -> About {
    let (stage, known) = (
        teller.stage(teller.theme.stage),
        what_was_known(teller, known),
    );
    let story = match point {
        DecisionPoint::Gate => text!(
            "no rule decides after {stage}: Go{known}",
            "段階{stage}後の判定で該当する規則がないため、Go{known}";
            stage, known
        ),
        DecisionPoint::Selection => text!(
            "no rule decides against it: it can be admitted{known}",
            "該当する規則がないため、採択可能{known}";
            known
        ),
        _ => {
            let word = decision.words();
            text!(
                "no rule decides: {word}{known}",
                "該当する規則がないため、{word}{known}";
                word, known
            )
        }
    };
    About {
        event: "by-default",
        stage: Some(teller.theme.stage),
        rule: point.rule().to_owned(),
        story,
        ..About::default()
    }
}

fn terminated(teller: &Teller<'_>, stage: u16, reason: Reason) -> About {
    let model = teller.names.model();
    let rule = match reason {
        Reason::Technical => "EXE-5",
        Reason::Rule(line) => &model.decisions[line as usize].rule,
        Reason::NoLicensee => "LIC-3",
        Reason::LicenseeGaveUp => "LIC-11",
    };
    let story = match reason {
        Reason::Technical => {
            let name = teller.stage(stage);
            text!(
                "is terminated: {name} failed",
                "段階{name}の不成立により中止";
                name
            )
        }
        Reason::Rule(line) => {
            let name = teller.names.line(line);
            text!("is terminated by the rule {name}", "規則{name}により中止"; name)
        }
        Reason::NoLicensee => {
            words("is terminated: no company took it", "導出先がないため中止").into()
        }
        Reason::LicenseeGaveUp => words(
            "is terminated: its licensee gave up, and the network does not take it over",
            "導出先が開発を断念し、ネットワークも継承しないため中止",
        )
        .into(),
    };
    About {
        event: "terminated",
        stage: Some(stage),
        rule: rule.to_owned(),
        story,
        ..About::default()
    }
}
