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
    (", A: the year before", "、A：前年度"),
    (", B", "、B"),
    (", B − A", "、B−A"),
    (", before the start", "、開始時点まで"),
    (", discounted to the start", "（開始時点の現在価値）"),
    (", granted, or what [request] says of the year", "、交付額又は［request］の記載"),
    (", held all the time", "、全期間保有した場合"),
    (", if chance were averaged out; shrunk world means", "、偶然を平均した場合（縮小した世界平均）"),
    (", if granted in full", "、全額交付の場合"),
    (", if granted in full; by year in request_later_years.csv", "、全額交付の場合（年度別は request_later_years.csv）"),
    (", in the digits its error leaves meaningful", "、誤差に見合う桁"),
    (", of the share of the total", "、内訳の推定誤差"),
    (", of the year before, up to the start", "、前年度の開始時点まで"),
    (", signed for, and due in the year after the start", "、契約済みで年度内に支払うもの"),
    (", spent two years before", "、前々年度"),
    (", what this row alone needs with the same confidence", "、同じ確率で当該行のみに必要な額"),
    (", whenever it falls due", "、支払時期を問わない"),
    (", where it starts, if no money were missing", "、着手する場合、資金の不足がないとき"),
    (", with all before it in the same purse", "、同じ財源の上位までの計"),
    ("0 worst to 1 best on all criteria", "全評価項目で最低0、最高1"),
    ("activities that came to wait for money while this cap had too little left, per run", "残額不足により予算待ちとなった作業の件数／試行"),
    ("activities that came to wait for money, per run", "予算待ちとなった作業の件数／試行"),
    ("activities that wait and whose first choice this is (each function needed), mean over the year", "これを第一希望として待つ作業（必要な機能ごと）の年間平均"),
    ("adjusted over all drivers of the target", "目標ごとの全要因で補正"),
    ("at mean weights, paired by world", "平均の重みによる、世界ごとの対応あり"),
    ("by priority", "優先順位順"),
    ("by then", "期限まで"),
    ("calls per run", "公募件数／試行"),
    ("chance, 0 to 1", "確率"),
    ("chance, 0 to 1 (Aalen-Johansen)", "確率（アーレン・ヨハンセン法）"),
    ("chance, 0 to 1, at the start", "確率、開始時点"),
    ("chance, 0 to 1, if no money were missing", "確率、資金の不足がない場合"),
    ("chance, 0 to 1, in full within the year", "確率、年度内の全額支払"),
    ("chance, 0 to 1, of rank 1 with its central weights", "中心重みで首位となる確率"),
    ("chance, 0 to 1, that so much of the purse would lapse", "確率、当該財源で同額以上が不用となる"),
    ("chance, 0 to 1, that the total suffices", "確率、総額で足りる"),
    ("chance, 0 to 1, ties half", "確率、同点は2分の1"),
    ("chance, 0 to 1, to need more than requested", "確率、要求額を超える"),
    ("chance, 0 to 1, within the year as things are", "確率、現状での年度内"),
    ("chance, upper less lower third", "確率の差（高位－低位）"),
    ("companies per run", "社／試行"),
    ("companies per run, withdrawn at the end of the feasibility study", "社／試行、FS終了時の辞退"),
    ("companies per run, withdrawn at the end of the feasibility study or later", "社／試行、FS終了時以降の辞退"),
    ("contracts per run", "契約件数／試行"),
    ("contracts per run, before a development candidate was fixed", "契約件数／試行、開発候補の決定前"),
    ("expected value per discounted remaining cost", "期待純価値÷残り費用の現在価値"),
    ("from 1", "1から"),
    ("from 1, by the expected score at mean weights", "1から、平均の重みによる総合評点の順"),
    ("largest weight with which the first stays the first", "首位が首位を保つ最大の重み"),
    ("launches", "上市件数"),
    ("launches per run", "上市件数／試行"),
    ("least weight with which the first stays the first", "首位が首位を保つ最小の重み"),
    ("licences", "導出件数"),
    ("licences per run", "導出件数／試行"),
    ("licences per run for a hundred million of the currency", "導出件数／試行、費用1億当たり"),
    ("licensees per run", "導出先企業数／試行"),
    ("mean of the weights that make the theme the first", "当該テーマを首位とする重みの平均"),
    ("mean share of the common factor, 0 to 1", "共通因子の割合の平均（0～1）"),
    ("milestones per run", "マイルストン数／試行"),
    ("month, of the runs in which it happens", "起こった試行における月"),
    ("month, of those licensed within the horizon", "期間内に導出された場合の月"),
    ("months", "月"),
    ("months from arrival, of those licensed within the horizon", "応募からの月数、期間内に導出されたもの"),
    ("months from entry to outcome, of those judged", "開始から判定までの月数、判定されたもの"),
    ("months from the start, the horizon without a licence", "開始からの月数、導出なしは期末まで"),
    ("months in queues per run, summed over activities", "待ち月数の作業計／試行"),
    ("months in queues per theme that entered", "開始したテーマ当たりの待ち月数"),
    ("months since the start, of the runs in which it happens", "開始からの月数、起こった試行"),
    ("months that activities waited for money, summed, of waits that ended in the year, per run", "予算待ちの月数の計（年度内に終わったもの）／試行"),
    ("months that such activities waited, summed, of waits that ended in the year, per run", "その待ち月数の計（年度内に終わったもの）／試行"),
    ("months, mean over the work whose first choice this is", "月、これを第一希望とする作業の平均"),
    ("months, mean wait of a run", "月、試行ごとの平均待ち時間"),
    ("months, over all runs", "月、全試行の最長"),
    ("of the theme", "テーマの値"),
    ("over worlds", "世界間"),
    ("over worlds and weights", "世界と重みの平均"),
    ("p-value of no difference, Holm over all pairs", "差なしのp値、全ての組についてホルム法で調整"),
    ("p-value of no difference, Holm over all points", "差がないとするp値（全格子点でホルム補正）"),
    ("p-value of no difference, Holm over the family", "差なしのp値、分類全体についてホルム法で調整"),
    ("p-value of no difference, Holm over the table", "差なしのp値、表全体についてホルム法で調整"),
    ("per run, by then", "件／試行、期限まで"),
    ("per unit of its cost", "費用1単位当たり"),
    ("pieces of work with a payment in the year, expected", "年度内に支払のある作業の件数（期待値）"),
    ("probability", "確率"),
    ("rank", "順位"),
    ("share of budget and carried in, less carried over", "予算・繰越受入の計から繰越を除いた額に占める割合"),
    ("share of runs, 0 to 1", "試行に占める割合"),
    ("share of slots, 0 to 1", "枠に占める割合"),
    ("share of the variance", "分散に占める割合"),
    ("share of the variance of the chance of a licence between world means that is predicted", "世界平均の導出確率の分散のうち予測される割合"),
    ("share of the variance, 0 to 1", "分散に占める割合"),
    ("share of the whole", "全体に占める割合"),
    ("share, 0 to 1", "割合"),
    ("slots", "枠"),
    ("slots, mean over the year", "枠、年間平均"),
    ("square of the loading: between two that share it", "負荷量の二乗（共有する二者間）"),
    ("starts per run", "着手件数／試行"),
    ("technical success, share of those judged, 0 to 1", "判定されたものに占める割合"),
    ("tenders per run", "競争入札の件数／試行"),
    ("the driver's unit", "要因の単位"),
    ("the value that counts 0, in the criterion's unit", "0と数える値、評価項目の単位"),
    ("the value that counts 1, in the criterion's unit", "1と数える値、評価項目の単位"),
    ("themes of a group cannot be told apart from its first (Holm, 5 %)", "群の先頭と差が認められないテーマ（ホルム法、5％）"),
    ("themes per run", "テーマ数／試行"),
    ("themes per run, declined ones included", "テーマ数／試行、不採択を含む"),
    ("themes per run, open at the horizon", "テーマ数／試行、期末時点で継続中"),
    ("themes per run; a chance for a listed theme", "テーマ数／試行（登録テーマは確率）"),
    ("those before the start", "開始前の件数"),
    ("those before the start included", "開始前を含む件数"),
    ("unit of the headline", "指標の単位"),
    ("unit of the headline, over runs", "指標の単位、試行間"),
    ("unit of the parameter, prices of the scenario's year", "パラメータの単位、基準年価格"),
    ("unit of the part, paired by world", "項目の単位、世界ごとの対応あり"),
    ("units of each piece of work paid in the year", "年度内に支払う作業1件当たり"),
    ("units paid in the year, expected", "年度内に支払う数量（期待値）"),
    ("worlds", "世界"),
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
