//! Selection, and what proposers do, in words.

use super::About;
use super::names::{Teller, rounded};
use crate::engine::{Deferral, ProposerEvent, SelectionEvent};
use crate::language::{Text, words};
use crate::text;

/// Something in selection, in words.
pub(super) fn in_selection(teller: &Teller<'_>, what: SelectionEvent) -> About {
    let since = teller.since();
    let (event, rule, story) = match what {
        SelectionEvent::RightsSorted => (
            "rights-sorted",
            "SEL-9",
            text!(
                "its rights are sorted, {since} after it came",
                "権利関係の整理が完了（応募から{since}）";
                since
            ),
        ),
        SelectionEvent::GrantDecided {
            amount: Some(amount),
        } => {
            let amount = teller.names.money(amount);
            let story = text!("its grant is awarded: {amount}", "研究費に採択：{amount}"; amount);
            ("grant-awarded", "SEL-11", story)
        }
        SelectionEvent::GrantDecided { amount: None } => (
            "grant-refused",
            "SEL-11",
            words("its grant is not awarded", "研究費に不採択").into(),
        ),
        SelectionEvent::Reviewed => (
            "reviewed",
            "SEL-6",
            text!(
                "scrutiny is over, {since} after it came: it can be decided on",
                "審査が終了（応募から{since}）、採否の判断が可能";
                since
            ),
        ),
        SelectionEvent::TargetSearch => {
            let stage = teller.stage(teller.theme.stage);
            let story = text!(
                "has no identified target: it is to begin with {stage}",
                "標的が未同定のため、段階{stage}から開始";
                stage
            );
            ("target-search", "SEL-2", story)
        }
        SelectionEvent::Deferred { why } => return deferred(teller, why),
        SelectionEvent::SentBack => (
            "sent-back",
            "SEL-2",
            words("goes back to its proposer", "提案者に差戻し").into(),
        ),
        SelectionEvent::Returned => (
            "returned",
            "SEL-2",
            words(
                "comes back from its proposer and is looked into again",
                "提案者から再応募、改めて審査",
            )
            .into(),
        ),
        SelectionEvent::Chosen => (
            "chosen",
            "GOV-2",
            words(
                "is chosen by the Office; the Council has yet to confirm",
                "戦略室が選定、協議会の確認待ち",
            )
            .into(),
        ),
        SelectionEvent::Admitted => {
            let priority = teller.theme.priority;
            let story = text!(
                "is admitted by the Office with priority {priority:.3}, {since} after it came; a \
                 contract binds its proposer",
                "戦略室が採択（優先度{priority:.3}、応募から{since}）、提案者と契約";
                since
            );
            ("admitted", "GOV-1, GOV-2, SEL-10", story)
        }
        SelectionEvent::SupportFixed { work, option } => {
            let activity = teller.activity(work);
            let who = teller.doer(work, option).unwrap_or_default();
            return About {
                event: "support-fixed",
                work: Some((work, Some(option))),
                rule: "SEL-12".to_owned(),
                story: text!(
                    "{activity} is to be done by {who}",
                    "{activity}の担い手を{who}に決定";
                    activity, who
                ),
                ..About::default()
            };
        }
        SelectionEvent::PriorityChanged { before } => {
            let after = teller.theme.priority;
            let story = text!(
                "its priority changes from {before:.3} to {after:.3}",
                "優先度を{before:.3}から{after:.3}に変更"
            );
            ("priority", "SEL-8", story)
        }
    };
    About {
        event,
        rule: rule.to_owned(),
        story,
        ..About::default()
    }
}

/// Why a theme waits for a later review.
fn deferred(teller: &Teller<'_>, why: Deferral) -> About {
    let (names, stage) = (&teller.names, teller.stage(teller.theme.stage));
    let (rule, why) = match why {
        Deferral::Rule(line) => {
            let name = names.line(line);
            let line = &names.model().decisions[line as usize];
            (
                line.rule.as_str(),
                text!("by the rule {name}", "規則{name}による"; name),
            )
        }
        Deferral::Rights => (
            "SEL-9",
            words("its rights are not sorted", "権利関係が未整理").into(),
        ),
        Deferral::Funds { missing, left } => {
            let (missing, left) = (names.expected(missing), names.expected(left));
            let why = text!(
                "{stage} is expected to cost {missing} beyond its own funds, the network has \
                 {left} left for new themes this fiscal year",
                "段階{stage}の見込み費用は自己資金を{missing}上回り、今年度の新規テーマ枠の残額は{left}";
                stage, missing, left
            );
            ("SEL-5", why)
        }
        Deferral::Capacity { load } => {
            let load = Text::same(rounded(load));
            let why = text!(
                "those who would do {stage} have {load} in work and waiting per slot",
                "段階{stage}の担い手の作業中と待ちが1枠当たり{load}件";
                stage, load
            );
            ("SEL-7", why)
        }
        Deferral::Places => (
            "SEL-8",
            words(
                "others of higher priority took the places of this review",
                "優先度のより高いテーマで今回の採択枠が満了",
            )
            .into(),
        ),
    };
    let deferral = Text::same(teller.theme.deferral().to_string());
    About {
        event: "deferred",
        rule: rule.to_owned(),
        story: text!(
            "waits for a later review (deferral {deferral}): {why}",
            "次回以降の審査まで保留（{deferral}回目）：{why}";
            deferral, why
        ),
        ..About::default()
    }
}

/// Something a proposer does, in words.
pub(super) fn by_proposer(what: ProposerEvent) -> About {
    let (event, rule, story, cost) = match what {
        ProposerEvent::AsksToWithdraw => (
            "asks-to-withdraw",
            "SEL-10",
            words("its proposer asks to withdraw", "提案者が取下げを申出"),
            None,
        ),
        ProposerEvent::WithdrawalRefused => (
            "withdrawal-refused",
            "SEL-10",
            words(
                "the network does not consent: it stays",
                "ネットワークは取下げに同意せず、支援を継続",
            ),
            None,
        ),
        ProposerEvent::Withdrawn { .. } => (
            "withdrawn",
            "SEL-10",
            words(
                "the network consents: it is withdrawn",
                "ネットワークの同意により取下げ",
            ),
            None,
        ),
        ProposerEvent::PublicationPutOff => (
            "publication-put-off",
            "SEL-3",
            words(
                "its publication waits until the patent is filed",
                "発表を特許の出願まで延期",
            ),
            None,
        ),
        ProposerEvent::Published {
            before_filing: true,
            cost,
        } => (
            "published",
            "SEL-3",
            words(
                "its results are published before the patent is filed, which companies like less",
                "特許の出願前に成果を発表、企業の関心は低下",
            ),
            Some(cost),
        ),
        ProposerEvent::Published { cost, .. } => (
            "published",
            "INC-5",
            words(
                "its results are published, with the support of the network",
                "ネットワークの支援により成果を発表",
            ),
            Some(cost),
        ),
    };
    About {
        event,
        cost,
        rule: rule.to_owned(),
        story: story.into(),
        ..About::default()
    }
}
