//! How themes end, in words: outcome, reason, and the rule that says so.

use super::layout::{Ending, OpenState};
use crate::engine::{Reason, Refusal};
use crate::language::{Text, Words, words};
use crate::model::{DecisionPoint, Model};
use crate::text;

const TERMINATED: Words = words("terminated", "中止");
const DECLINED: Words = words("declined", "不採択");

/// How a theme ended, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What became of it.
    pub outcome: Words,
    /// Why, as it stands in files for machines; empty where there is nothing to tell.
    pub code: String,
    /// Why, for people.
    pub reason: Text,
    /// The id of the rule that says so; empty where none does.
    pub rule: String,
}

/// An ending in words.
pub(super) fn told(model: &Model, ending: Ending) -> Told {
    let (outcome, reason, rule) = match ending {
        Ending::Terminated(Reason::Rule(line)) => return by_rule(model, TERMINATED, line),
        Ending::Declined(Refusal::Rule(line)) => return by_rule(model, DECLINED, line),
        Ending::Launched => (words("launched", "上市"), words("", ""), "EXE-1"),
        Ending::Licensed => (words("licensed", "導出"), words("", ""), "LIC-8"),
        Ending::Terminated(Reason::Technical) => (
            TERMINATED,
            words("technical failure", "技術的に不成立"),
            "EXE-5",
        ),
        Ending::Terminated(Reason::NoLicensee) => (
            TERMINATED,
            words("no company took it", "導出先なし"),
            "LIC-3",
        ),
        Ending::Terminated(Reason::LicenseeGaveUp) => (
            TERMINATED,
            words("licensee gave up", "導出先が開発を断念"),
            "LIC-11",
        ),
        Ending::Declined(Refusal::Modality) => (
            DECLINED,
            words("modality not taken", "対象外のモダリティ"),
            "SCP-1",
        ),
        Ending::Declined(Refusal::Area) => (
            DECLINED,
            words("disease area not taken", "対象外の疾患領域"),
            "SCP-2",
        ),
        Ending::Declined(Refusal::NotReturned) => (
            DECLINED,
            words("sent back, not returned", "差戻し後、再応募なし"),
            "SEL-2",
        ),
        Ending::Declined(Refusal::NoGrant) => (
            DECLINED,
            words("grant not awarded", "研究費に不採択"),
            "SEL-11",
        ),
        Ending::Withdrawn => (
            words("withdrawn", "取下げ"),
            words("by its proposer", "提案者による"),
            "SEL-10",
        ),
        Ending::Unfinished(state) => {
            let (reason, rule) = open(state);
            (words("unfinished", "継続中"), reason, rule)
        }
    };
    Told {
        outcome,
        code: reason.english.to_owned(),
        reason: reason.into(),
        rule: rule.to_owned(),
    }
}

/// An ending by a line of decision.
fn by_rule(model: &Model, outcome: Words, line: u32) -> Told {
    let line = &model.decisions[line as usize];
    let Text { english, japanese } = &line.name;
    let (kind, reason) = match line.point {
        DecisionPoint::Gate => ("No-Go", text!("No-Go: {english}", "No-Go：{japanese}")),
        _ => ("rule", text!("rule: {english}", "規則：{japanese}")),
    };
    Told {
        outcome,
        code: format!("{kind}: {}", line.id),
        reason,
        rule: line.rule.clone(),
    }
}

/// What an unfinished theme does, and the rule by which it waits.
fn open(state: OpenState) -> (Words, &'static str) {
    match state {
        OpenState::Candidate => (words("asking for support", "審査中"), ""),
        OpenState::SentBack => (words("back with its proposer", "差戻し中"), ""),
        OpenState::Working => (words("working", "研究実施中"), ""),
        OpenState::Preparing => (words("a provider prepares", "実施機関が準備中"), ""),
        OpenState::Money => (words("waiting for money", "予算待ち"), "BUD-2"),
        OpenState::Waiting => (words("waiting for a slot", "枠の空き待ち"), ""),
        OpenState::Sharing => (words("waiting for shared work", "共用作業の完了待ち"), ""),
    }
}
