//! The chapter of licensing in words.

use super::About;
use super::known::what_was_known;
use super::names::{Teller, months, rounded};
use crate::engine::{Known, LicensingEvent, Payment};
use crate::language::{Text, words};
use crate::model::{Decision, LicenceKind, LicensingStep};
use crate::text;

/// Event, rule and words.
type Told = (&'static str, &'static str, Text);

/// A happening of the chapter in words, with the rule it carries out.
pub(super) fn describe(teller: &Teller<'_>, what: LicensingEvent, known: &[Known]) -> About {
    let (event, rule, story) = match what {
        LicensingEvent::Follows {
            decision,
            by_default,
        } => follows(decision, by_default, &what_was_known(teller, known)),
        other => told(teller, other),
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

fn told(teller: &Teller<'_>, what: LicensingEvent) -> Told {
    match what {
        LicensingEvent::CallOpened { call } => (
            "call-opened",
            "LIC-1",
            text!(
                "call {call} for a licensee is opened",
                "導出先の公募を開始（第{call}回）"
            ),
        ),
        LicensingEvent::NoMoreCalls { calls } => (
            "no-more-calls",
            "LIC-3",
            text!(
                "no theme has more than {calls} calls: the search ends here",
                "公募は{calls}回までのため、導出先の探索を終了"
            ),
        ),
        LicensingEvent::CallClosed { applicants, mean } => call_closed(applicants, mean),
        LicensingEvent::CompanySelected {
            applicant,
            of,
            before,
            bid,
        } => selected(teller, applicant + 1, of, before, bid),
        LicensingEvent::StepPassed { step, odds } => {
            let step = step.words();
            let story = text!(
                "the {step} succeeds (odds {odds:.3})",
                "{step}が成立（確率{odds:.3}）";
                step
            );
            ("step-passed", "LIC-8", story)
        }
        LicensingEvent::CompanyLeft {
            step,
            odds,
            evidence,
            others,
        } => company_left(step, odds, evidence, others),
        LicensingEvent::Contracted { kind, early } => contracted(kind, early),
        LicensingEvent::Paid {
            what,
            amount,
            proposer,
        } => paid(teller, what, amount, proposer),
        LicensingEvent::ReliefAsked { until } => {
            let time = months(until - teller.now);
            let story = text!(
                "the Office asks other bodies for risk relief; they answer in {time}",
                "戦略室がリスク軽減を関係機関に働きかけ、回答は{time}後";
                time
            );
            ("relief-asked", "LIC-6", story)
        }
        LicensingEvent::ReliefDecided { granted } => {
            let story = match granted {
                true => words("risk relief is granted", "リスク軽減の措置が認められる"),
                false => words("risk relief is not granted", "リスク軽減の措置は認められず"),
            };
            ("relief-decided", "LIC-6", story.into())
        }
        LicensingEvent::TakenOver { evidence } => {
            let evidence = rounded(evidence);
            let story = text!(
                "the network takes the theme over, at the stage reached; evidence is now {evidence}",
                "ネットワークが到達済みの段階でテーマを継承、データの蓄積は{evidence}"
            );
            ("taken-over", "LIC-11", story)
        }
        LicensingEvent::PatentResumed { .. } => (
            "patent-resumed",
            "LIC-12",
            words(
                "the network pays for the patent again",
                "特許の費用を再びネットワークが負担",
            )
            .into(),
        ),
        LicensingEvent::ResearchStopped { stage } => {
            let stage = teller.stage(stage);
            let story =
                text!("research stops within {stage}", "段階{stage}の途中で研究を中止"; stage);
            ("research-stopped", "EXE-5", story)
        }
        other => development(teller, other),
    }
}

/// What the licensee does.
fn development(teller: &Teller<'_>, what: LicensingEvent) -> Told {
    match what {
        LicensingEvent::DevelopmentBegan { stage } => {
            let stage = teller.names.developed(stage);
            let story = text!("the licensee begins {stage}", "導出先が{stage}を開始"; stage);
            ("development-began", "LIC-8", story)
        }
        LicensingEvent::DevelopmentWaits { stage } => {
            let stage = teller.names.developed(stage);
            let story = text!(
                "the licensee waits for the network to pass {stage}",
                "導出先は、ネットワークによる{stage}の通過待ち";
                stage
            );
            ("development-waits", "EXE-8", story)
        }
        LicensingEvent::DevelopmentPassed { stage } => {
            let stage = teller.names.developed(stage);
            let story = text!("{stage} is passed", "導出先の開発で{stage}を通過"; stage);
            ("development-passed", "LIC-10", story)
        }
        LicensingEvent::GaveUp { stage, technical } => {
            let at = stage.map_or_else(Text::default, |stage| {
                let stage = teller.names.developed(stage);
                text!(" at {stage}", "（{stage}）"; stage)
            });
            let why = match technical {
                true => words("after a technical failure", "技術的な失敗"),
                false => words("for reasons of its own", "企業の都合"),
            };
            let story = text!(
                "the licensee gives up{at} {why}",
                "導出先が{why}により開発を断念{at}";
                at, why
            );
            ("licensee-gave-up", "LIC-11", story)
        }
        // All others have been told.
        _ => ("", "", Text::default()),
    }
}

fn call_closed(applicants: u16, mean: f64) -> Told {
    let (companies, mean) = match applicants {
        0 => (text!("no company applies", "応募なし"), mean),
        1 => (text!("one company applies", "応募企業1社"), mean),
        many => (text!("{many} companies apply", "応募企業{many}社"), mean),
    };
    let mean = Text::same(rounded(mean));
    let story = text!(
        "{companies} ({mean} expected)",
        "公募を締切：{companies}（見込み{mean}社）";
        companies, mean
    );
    let rule = if applicants == 0 { "LIC-3" } else { "LIC-1" };
    ("call-closed", rule, story)
}

fn selected(teller: &Teller<'_>, company: u16, of: u16, before: u16, bid: i64) -> Told {
    let bid = teller.names.money(bid);
    let (company, number) = (Text::same(company.to_string()), Text::same(of.to_string()));
    let chapter = teller.names.model().licensing.as_ref();
    let tender = chapter.and_then(|chapter| chapter.tender.as_ref());
    let always = tender.is_some_and(|tender| tender.for_single_applicant);
    let (rule, story) = match (of, before) {
        (1, _) if always => (
            "LIC-2",
            text!(
                "the only applicant is selected after a tender, bid {bid}",
                "応募は1社、入札を経て選定、入札額{bid}";
                bid
            ),
        ),
        (1, _) => (
            "LIC-15",
            text!(
                "the only applicant is taken without a tender, bid {bid}",
                "応募が1社のため入札によらず決定、提示額{bid}";
                bid
            ),
        ),
        (_, 0) => (
            "LIC-2",
            text!(
                "company {company} of {number} is the best and is selected, bid {bid}",
                "応募{number}社のうち企業{company}を最上位として選定、入札額{bid}";
                company, number, bid
            ),
        ),
        _ => (
            "LIC-9",
            text!(
                "company {company} of {number} is asked next, bid {bid}",
                "応募{number}社のうち企業{company}に次に打診、入札額{bid}";
                company, number, bid
            ),
        ),
    };
    ("company-selected", rule, story)
}

fn company_left(step: LicensingStep, odds: f64, evidence: f64, others: u16) -> Told {
    let rule = match step {
        LicensingStep::FeasibilityStudy => "LIC-9",
        _ => "LIC-8",
    };
    let (step, evidence) = (step.words(), Text::same(rounded(evidence)));
    let left = match others {
        1 => text!("1 more has applied", "残る応募企業は1社"),
        _ => text!("{others} more have applied", "残る応募企業は{others}社"),
    };
    let story = text!(
        "the company withdraws at the end of the {step} (odds {odds:.3}) and leaves its data: \
         evidence is now {evidence}, {left}",
        "{step}の終了時に企業が辞退（継続の確率{odds:.3}）、データを受領：データの蓄積は{evidence}、{left}";
        step, evidence, left
    );
    ("company-left", rule, story)
}

fn contracted(kind: LicenceKind, early: bool) -> Told {
    let kind = kind.words();
    match early {
        true => (
            "contract",
            "LIC-10",
            text!(
                "the contract is signed: {kind}, before a development candidate is fixed",
                "契約を締結：{kind}、開発候補の決定前";
                kind
            ),
        ),
        false => (
            "contract",
            "LIC-4",
            text!("the contract is signed: {kind}", "契約を締結：{kind}"; kind),
        ),
    }
}

fn paid(teller: &Teller<'_>, what: Payment, amount: i64, proposer: i64) -> Told {
    let what = match what {
        Payment::Upfront => words("an upfront payment", "契約一時金"),
        Payment::Milestone => words("a milestone payment", "マイルストン収入"),
        Payment::Royalty => words("a year's royalty", "年間のロイヤルティ"),
    };
    let amount = teller.names.money(amount);
    match proposer {
        0 => (
            "income",
            "LIC-5",
            text!(
                "the licensee pays {what} of {amount}",
                "導出先が{what}{amount}を支払";
                what, amount
            ),
        ),
        part => {
            let part = teller.names.money(part);
            let story = text!(
                "the licensee pays {what} of {amount}, of which {part} to the proposer",
                "導出先が{what}{amount}を支払、うち提案者へ{part}";
                what, amount, part
            );
            ("income", "LIC-5, INC-4", story)
        }
    }
}

/// What follows where no line decides, or where what one decides cannot be.
fn follows(decision: Decision, by_default: bool, known: &Text) -> Told {
    let (rule, what) = match decision {
        Decision::NextApplicant => (
            "LIC-9",
            words("the next applicant is asked", "次の応募企業に打診"),
        ),
        Decision::CallAgain => ("LIC-3", words("another call is opened", "再び公募を開始")),
        Decision::CarryOn => (
            "LIC-3",
            words(
                "the search ends for now: research carries on to its next stage, if one is left",
                "導出先の探索をいったん終了、次の段階が残っていれば研究を継続",
            ),
        ),
        _ => (
            "LIC-11",
            words(
                "the theme ends with its licence",
                "テーマは導出とともに終了",
            ),
        ),
    };
    let story = match by_default {
        true => text!(
            "no rule decides, {what}{known}",
            "該当する規則がないため、{what}{known}";
            what, known
        ),
        false => what.into(),
    };
    ("follows", rule, story)
}
