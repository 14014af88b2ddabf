//! What columns are called. The name of a column is made of what it counts, a statistic of it,
//! and its unit: `licences_p10_half_width_95`, `mean_standard_error_jpy`.

use crate::language::{Text, Words, words};
use crate::text;

/// Ends of names that say which statistic a column holds.
const STATISTICS: [(&str, Words); 4] = [
    ("_standard_error", words("standard error", "標準誤差")),
    ("_half_width_95", words("± (95 %)", "±（95％）")),
    ("_lower_95", words("lower end (95 %)", "下限（95％）")),
    ("_upper_95", words("upper end (95 %)", "上限（95％）")),
];

/// Ends of names that say which quantile a column holds.
const QUANTILES: [&str; 5] = ["p10", "p50", "p80", "p90", "p95"];

/// What a column is called; nothing where there are no words for it.
pub(super) fn named(name: &str, currency: &str) -> Option<Text> {
    let money = format!("_{}", currency.to_lowercase());
    let name = name.strip_suffix(&money).unwrap_or(name);
    let name = name.strip_suffix("_months").unwrap_or(name);
    let statistic = STATISTICS
        .iter()
        .find_map(|(end, words)| Some((name.strip_suffix(end)?, *words)));
    let (name, statistic) = match statistic {
        Some((name, words)) => (name, Some(words)),
        None => (name, None),
    };
    let base = base(name)?;
    Some(match statistic {
        None => base,
        Some(Words { english, japanese }) => {
            let (of, of_ja) = (base.english, base.japanese);
            text!("{of}, {english}", "{of_ja} {japanese}")
        }
    })
}

/// What is counted, and which quantile of it.
fn base(name: &str) -> Option<Text> {
    if let Some(words) = term(name) {
        return Some(words.into());
    }
    let p = QUANTILES.into_iter().find(|p| name.ends_with(p))?;
    let of = name.strip_suffix(p)?.trim_end_matches('_');
    let p = p.to_uppercase();
    if of.is_empty() {
        return Some(Text::same(p));
    }
    let Words { english, japanese } = term(of)?;
    Some(text!("{english}, {p}", "{japanese} {p}"))
}

/// The words for what is counted.
fn term(name: &str) -> Option<Words> {
    let mut terms = TERMS.iter();
    terms
        .find(|(known, _, _)| *known == name)
        .map(|(_, english, japanese)| words(english, japanese))
}

/// Names, and what they are called.
#[rustfmt::skip]
const TERMS: &[(&str, &str, &str)] = &[
    ("admitted", "admitted", "採択"),
    ("among", "among", "対象"),
    ("amount", "amount", "上限額"),
    ("applicants", "applicants", "応募企業数"),
    ("area", "disease area", "疾患領域"),
    ("arrivals", "arrivals", "応募件数"),
    ("arrived", "arrived", "応募"),
    ("as_of", "as of", "時点"),
    ("at_end_of_fiscal_year", "at the end of", "年度末時点"),
    ("beneficiary", "beneficiary", "配分先"),
    ("bound", "bound for later years", "後年度負担"),
    ("busy_slots", "slots in use", "稼働枠数"),
    ("calls", "calls", "公募件数"),
    ("calls_without_applicant", "calls without applicant", "応募なしの公募"),
    ("cap", "cap", "上限"),
    ("carried_in", "carried over from the year before", "前年度からの繰越"),
    ("carried_out", "carried over to the next year", "翌年度への繰越"),
    ("chance_of_lapse", "chance that something lapses", "不用が生じる確率"),
    ("chance_of_overrun", "chance of an overrun", "超過の確率"),
    ("chance_to_pass", "chance to pass the cap", "上限超過の確率"),
    ("companies_left", "companies that left", "辞退した企業"),
    ("contracts", "contracts", "契約件数"),
    ("contracts_early", "contracts before a candidate", "開発候補決定前の契約"),
    ("correlation", "correlation", "相関"),
    ("cost", "cost", "費用"),
    ("cut", "cut", "減額"),
    ("declined", "declined", "不採択"),
    ("deferred", "deferred", "保留"),
    ("ended_in_stage", "ended in the stage", "段階内で終了"),
    ("ended_otherwise_by_then", "ended otherwise by then", "それまでに他の理由で終了"),
    ("entered", "entered", "開始"),
    ("evaluated", "evaluated", "評価"),
    ("failed", "failed technically", "技術的に不成立"),
    ("falls_due_in_fiscal_year", "falls due in", "支払年度"),
    ("fiscal_year", "fiscal year", "年度"),
    ("function", "function", "機能"),
    ("gave_up_own_reasons", "gave up for reasons of its own", "企業都合による断念"),
    ("gave_up_technical", "gave up on technical grounds", "技術的理由による断念"),
    ("granted", "granted", "交付額"),
    ("headline", "figure", "指標"),
    ("held_back", "held back for want of money", "予算待ちとなった作業"),
    ("holds_for", "holds for", "適用範囲"),
    ("ignorance_share", "share of ignorance", "未知による割合"),
    ("institute", "institute", "機関"),
    ("institutes", "institutes", "対象機関"),
    ("item", "item", "費目"),
    ("items", "items", "対象費目"),
    ("kind", "kind", "種別"),
    ("lapsed", "lapsed", "不用額"),
    ("launched", "launched", "上市"),
    ("launches", "launches", "上市件数"),
    ("layer", "layer", "区分"),
    ("left_to_licensee", "left to the licensee", "導出先へ移行"),
    ("licence_date", "date of the licence", "導出時期"),
    ("licences", "licences", "導出件数"),
    ("licensed", "licensed", "導出"),
    ("licensed_by_then", "licensed by then", "それまでに導出"),
    ("link", "link", "関連"),
    ("loading", "loading", "負荷量"),
    ("longest_wait", "longest wait", "最長待ち時間"),
    ("mean", "mean", "平均"),
    ("milestones", "milestones", "マイルストン"),
    ("modalities", "modalities", "対象モダリティ"),
    ("modality", "modality", "モダリティ"),
    ("months_since_arrival", "months since arrival", "応募からの月数"),
    ("name", "name", "名称"),
    ("note", "note", "備考"),
    ("of", "of", "種類"),
    ("open", "open at the horizon", "期末時点で継続中"),
    ("outcome", "outcome", "帰結"),
    ("overrun", "overrun", "超過額"),
    ("parameter", "parameter", "パラメータ"),
    ("passed", "passed", "通過"),
    ("proposer", "proposer", "提案者"),
    ("purse", "purse", "財源"),
    ("queue", "waiting, mean number", "平均待ち件数"),
    ("reason", "reason", "理由"),
    ("requested", "requested", "要求額"),
    ("returned", "came back", "再応募"),
    ("route", "route", "創薬ルート"),
    ("rule", "rule", "規則"),
    ("run_mean_wait", "mean wait of a run", "試行ごとの平均待ち時間"),
    ("sent_back", "sent back", "差戻し"),
    ("set_in", "set in", "設定箇所"),
    ("share_of_themes", "share of themes", "テーマに占める割合"),
    ("slots", "slots", "枠数"),
    ("source", "source", "出典"),
    ("spent", "spent", "支出額"),
    ("stage", "stage", "段階"),
    ("standard_deviation", "standard deviation", "標準偏差"),
    ("standard_deviation_chance", "standard deviation by chance", "偶然による標準偏差"),
    ("standard_deviation_ignorance", "standard deviation by ignorance", "未知による標準偏差"),
    ("standard_error", "standard error", "標準誤差"),
    ("starts", "starts of work", "着手件数"),
    ("stopped", "stopped by a rule", "規則により中止"),
    ("success_rate", "technical success", "技術的成功率"),
    ("taken_over", "taken over", "継承"),
    ("tenders", "tenders", "競争入札"),
    ("terminated", "terminated", "中止"),
    ("theme", "theme", "テーマ"),
    ("themes", "themes", "テーマ数"),
    ("time_in_stage", "time in the stage", "段階の所要期間"),
    ("unfinished", "unfinished", "継続中"),
    ("unit", "unit", "単位"),
    ("until", "until", "到達点"),
    ("utilisation", "utilisation", "稼働率"),
    ("valley_of_death", "valley of death", "死の谷"),
    ("value", "value", "値"),
    ("wait", "wait", "待ち時間"),
    ("waited", "waited", "待ち時間"),
    ("waited_for_money", "waited for money", "予算待ち時間"),
    ("waited_per_theme", "wait per theme", "テーマ当たり待ち時間"),
    ("withdrawn", "withdrawn", "取下げ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_in_parts() {
        for (name, english, japanese) in [
            ("licences", "licences", "導出件数"),
            ("licences_p10", "licences, P10", "導出件数 P10"),
            ("p80_half_width_95_jpy", "P80, ± (95 %)", "P80 ±（95％）"),
            (
                "mean_standard_error_jpy",
                "mean, standard error",
                "平均 標準誤差",
            ),
            (
                "ignorance_share_lower_95",
                "share of ignorance, lower end (95 %)",
                "未知による割合 下限（95％）",
            ),
            (
                "wait_standard_error_months",
                "wait, standard error",
                "待ち時間 標準誤差",
            ),
        ] {
            assert_eq!(
                named(name, "JPY"),
                Some(Text {
                    english: english.into(),
                    japanese: japanese.into()
                })
            );
        }
        assert_eq!(named("nonsense_p10", "JPY"), None);
    }

    #[test]
    fn each_term_stands_once_and_in_order() {
        assert!(TERMS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
