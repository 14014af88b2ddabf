//! Units of columns in words.

use crate::language::{Text, Words, words};

/// Stands behind the unit of a half-width.
const HALF: &str = ", half of a 95 % interval";

/// A unit in words, of money only what stands behind the currency and its price year; nothing
/// where there are no words for it.
pub(super) fn told(unit: &str, currency: &str) -> Option<Text> {
    let (unit, half) = match unit.strip_suffix(HALF) {
        Some(unit) => (unit, words(HALF, "、95％信頼区間の半幅")),
        None => (unit, words("", "")),
    };
    let words = match unit.strip_prefix(currency) {
        Some(rest) => behind_currency(rest)?,
        None => term(unit)?,
    };
    Some(Text {
        english: format!("{}{}", words.english, half.english),
        japanese: format!("{}{}", words.japanese, half.japanese),
    })
}

/// What stands behind the currency: ` of 2013` is no part of it.
fn behind_currency(rest: &str) -> Option<Words> {
    let rest = match rest.strip_prefix(" of ") {
        Some(year) => year.trim_start_matches(|letter: char| letter.is_ascii_digit()),
        None => rest,
    };
    match rest {
        "" => Some(words("", "")),
        rest => term(rest),
    }
}

fn term(unit: &str) -> Option<Words> {
    let mut terms = TERMS.iter();
    terms
        .find(|(english, _)| *english == unit)
        .map(|(english, japanese)| words(english, japanese))
}

/// Units in English, as tables have them, and in Japanese.
#[rustfmt::skip]
const TERMS: &[(&str, &str)] = &[
    ("", ""),
    (" per run, offers and patents apart", "／試行、導出活動・特許を除く"),
    ("activities that came to wait for money while this cap had too little left, per run", "残額不足により予算待ちとなった作業の件数／試行"),
    ("activities that came to wait for money, per run", "予算待ちとなった作業の件数／試行"),
    ("activities that wait and whose first choice this is (each function needed), mean over the year", "これを第一希望として待つ作業（必要な機能ごと）の年間平均"),
    ("calls per run", "公募件数／試行"),
    ("chance, 0 to 1", "確率"),
    ("chance, 0 to 1 (Aalen-Johansen)", "確率（アーレン・ヨハンセン法）"),
    ("companies per run", "社／試行"),
    ("companies per run, withdrawn at the end of the feasibility study or later", "社／試行、FS終了時以降の辞退"),
    ("contracts per run", "契約件数／試行"),
    ("contracts per run, before a development candidate was fixed", "契約件数／試行、開発候補の決定前"),
    ("launches", "上市件数"),
    ("launches per run", "上市件数／試行"),
    ("licences", "導出件数"),
    ("licences per run", "導出件数／試行"),
    ("licensees per run", "導出先企業数／試行"),
    ("mean share of the common factor, 0 to 1", "共通因子の割合の平均（0～1）"),
    ("milestones per run", "マイルストン数／試行"),
    ("month, of those licensed within the horizon", "期間内に導出された場合の月"),
    ("months", "月"),
    ("months from arrival, of those licensed within the horizon", "応募からの月数、期間内に導出されたもの"),
    ("months from entry to outcome, of those judged", "開始から判定までの月数、判定されたもの"),
    ("months in queues per run, summed over activities", "待ち月数の作業計／試行"),
    ("months in queues per theme that entered", "開始したテーマ当たりの待ち月数"),
    ("months that activities waited for money, summed, of waits that ended in the year, per run", "予算待ちの月数の計（年度内に終わったもの）／試行"),
    ("months that such activities waited, summed, of waits that ended in the year, per run", "その待ち月数の計（年度内に終わったもの）／試行"),
    ("months, mean over the work whose first choice this is", "月、これを第一希望とする作業の平均"),
    ("months, mean wait of a run", "月、試行ごとの平均待ち時間"),
    ("months, over all runs", "月、全試行の最長"),
    ("share of slots, 0 to 1", "枠に占める割合"),
    ("share of the variance", "分散に占める割合"),
    ("share of the variance, 0 to 1", "分散に占める割合"),
    ("share, 0 to 1", "割合"),
    ("slots, mean over the year", "枠、年間平均"),
    ("square of the loading: between two that share it", "負荷量の二乗（共有する二者間）"),
    ("starts per run", "着手件数／試行"),
    ("technical success, share of those judged, 0 to 1", "判定されたものに占める割合"),
    ("tenders per run", "競争入札の件数／試行"),
    ("themes per run", "テーマ数／試行"),
    ("themes per run, declined ones included", "テーマ数／試行、不採択を含む"),
    ("themes per run, open at the horizon", "テーマ数／試行、期末時点で継続中"),
    ("themes per run; a chance for a listed theme", "テーマ数／試行（登録テーマは確率）"),
    ("unit of the headline", "指標の単位"),
    ("unit of the headline, over runs", "指標の単位、試行間"),
    ("unit of the parameter, prices of the scenario's year", "パラメータの単位、基準年価格"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_currency_is_said_by_whoever_prints_it() {
        let japanese = |unit| told(unit, "JPY").map(|text| text.japanese);
        assert_eq!(japanese("JPY of 2013").as_deref(), Some(""));
        let half = japanese("JPY of 2013, half of a 95 % interval");
        assert_eq!(half.as_deref(), Some("、95％信頼区間の半幅"));
        assert_eq!(japanese("licences").as_deref(), Some("導出件数"));
        assert_eq!(japanese("furlongs"), None);
    }

    #[test]
    fn each_unit_stands_once_and_in_order() {
        assert!(TERMS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
