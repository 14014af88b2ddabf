//! What was known of a theme when something was decided, in words.

use super::names::{Teller, rounded};
use crate::engine::{Known, Origin};
use crate::language::{Text, words};
use crate::model::Fact;
use crate::text;

/// " (evidence 1, candidate_fixed no)", each thing once; empty where nothing was read.
pub(super) fn what_was_known(teller: &Teller<'_>, known: &[Known]) -> Text {
    let mut all: Vec<Text> = Vec::new();
    for known in known {
        let told = one(teller, *known);
        if !all.contains(&told) {
            all.push(told);
        }
    }
    let Some(first) = all.first().cloned() else {
        return Text::default();
    };
    let known = all[1..].iter().fold(
        first,
        |all, next| text!("{all}, {next}", "{all}、{next}"; all, next),
    );
    text!(" ({known})", "（{known}）"; known)
}

fn one(teller: &Teller<'_>, known: Known) -> Text {
    match known {
        Known::Stage => {
            let stage = teller.stage(teller.theme.stage);
            text!("stage {stage}", "段階{stage}"; stage)
        }
        Known::Modality => {
            let modality = teller.modality();
            text!("modality {modality}", "モダリティ{modality}"; modality)
        }
        Known::Area => {
            let area = teller.area().unwrap_or_else(not_known);
            text!("area {area}", "疾患領域{area}"; area)
        }
        Known::Channel => {
            let channel = match teller.theme.origin {
                Origin::Channel(channel, _) => teller.names.channel(channel),
                Origin::Listed(_) => words("none", "なし").into(),
            };
            text!("channel {channel}", "応募経路{channel}"; channel)
        }
        Known::Fact(fact, value) => {
            let (name, value) = (fact.words(), value_of(teller, fact, value));
            text!("{name} {value}", "{name} {value}"; name, value)
        }
        Known::Flag(flag, is_so) => {
            let (name, answer) = (flag.words(), flag.answer(is_so));
            text!("{name} {answer}", "{name} {answer}"; name, answer)
        }
        Known::Probability(probability) => {
            let probability = rounded(probability);
            text!(
                "fires with probability {probability}",
                "確率{probability}で適用"
            )
        }
    }
}

fn not_known() -> Text {
    words("not known", "不明").into()
}

/// A number with its unit.
fn value_of(teller: &Teller<'_>, fact: Fact, value: f64) -> Text {
    if value.is_nan() {
        return not_known();
    }
    let number = rounded(value);
    match fact {
        Fact::MonthsInNetwork => text!("{number} months", "{number}か月"),
        Fact::Spent | Fact::FundsMissing => teller.names.expected(value),
        Fact::Load => text!("{number} per slot", "{number}件"),
        _ => Text::same(number),
    }
}
