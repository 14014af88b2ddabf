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
    ("acceptability", "rank acceptability", "順位受容度"),
    ("activity", "activity", "作業"),
    ("adjusted_p", "p-value, adjusted", "調整済みp値"),
    ("admitted", "admitted", "採択"),
    ("among", "among", "対象"),
    ("amount", "amount", "上限額"),
    ("applicants", "applicants", "応募企業数"),
    ("area", "disease area", "疾患領域"),
    ("arrivals", "arrivals", "応募件数"),
    ("arrived", "arrived", "応募"),
    ("as_of", "as of", "時点"),
    ("at_end_of_fiscal_year", "at the end of", "年度末時点"),
    ("at_least", "at least", "目標値"),
    ("base", "base", "基準"),
    ("base_mean", "base", "基準"),
    ("before_start", "before the start", "開始前の実績"),
    ("beneficiary", "beneficiary", "配分先"),
    ("best", "best", "1となる値"),
    ("better_is", "better is", "望ましい方向"),
    ("better_share", "share of runs in which it is better", "改善する試行の割合"),
    ("bound", "bound for later years", "後年度負担"),
    ("bound_later", "bound for later years", "後年度負担"),
    ("budget", "budget", "予算額"),
    ("busy_slots", "slots in use", "稼働枠数"),
    ("by_fiscal_year", "by the end of", "期限（年度末）"),
    ("calls", "calls", "公募件数"),
    ("calls_with_one_applicant", "calls with one applicant", "応募1社の公募"),
    ("calls_with_several_applicants", "calls with several applicants", "応募2社以上の公募"),
    ("calls_without_applicant", "calls without applicant", "応募なしの公募"),
    ("cap", "cap", "上限"),
    ("carried_in", "carried over from the year before", "前年度からの繰越"),
    ("carried_out", "carried over to the next year", "翌年度への繰越"),
    ("carried_over", "carried over to the next year", "翌年度への繰越"),
    ("central_weight", "central weight", "中心重み"),
    ("chance", "chance to reach it", "達成確率"),
    ("chance_in_lower_third", "chance where it is low", "低位3分の1での達成確率"),
    ("chance_in_upper_third", "chance where it is high", "高位3分の1での達成確率"),
    ("chance_of_either", "chance of either", "いずれかが生じる確率"),
    ("chance_of_lapse", "chance that something lapses", "不用が生じる確率"),
    ("chance_of_licence", "chance of a licence", "導出確率"),
    ("chance_of_overrun", "chance of an overrun", "超過の確率"),
    ("chance_of_shortfall", "chance of a shortfall", "不足の確率"),
    ("chance_of_support", "chance that it is taken up", "支援開始の確率"),
    ("chance_of_waiting", "chance that it waits", "待機の確率"),
    ("chance_of_waiting_for_money", "chance that work waits for money", "予算待ちが生じる確率"),
    ("chance_that_unspent_money_covers_it", "chance that unspent money covers it", "不用額で賄える確率"),
    ("chance_to_be_paid_with_money", "chance to be paid, with money", "資金がある場合の支払完了の確率"),
    ("chance_to_pass", "chance to pass the cap", "上限超過の確率"),
    ("chance_to_start", "chance to start", "着手の確率"),
    ("chance_to_start_with_money", "chance to start, with money", "資金がある場合の着手の確率"),
    ("change", "change (B−A)", "増減額(B−A)"),
    ("companies_left", "companies that left", "辞退した企業"),
    ("companies_left_after_study", "companies left after their feasibility study", "FS後に辞退した企業"),
    ("confidence", "confidence", "確率"),
    ("confidence_factor", "confidence factor", "信頼係数"),
    ("contracts", "contracts", "契約件数"),
    ("contracts_early", "contracts before a candidate", "開発候補決定前の契約"),
    ("correlation", "correlation", "相関"),
    ("cost", "cost", "費用"),
    ("cost_change", "change of cost", "費用の変化"),
    ("cost_change_verdict", "change of cost: verdict", "費用の変化の判定"),
    ("cost_ignorance_alone", "cost by ignorance alone", "未知のみによる費用"),
    ("cost_standard_deviation", "standard deviation of cost", "費用の標準偏差"),
    ("cost_standard_deviation_chance", "standard deviation of cost by chance", "偶然による費用の標準偏差"),
    ("cost_standard_deviation_ignorance", "standard deviation of cost by ignorance", "未知による費用の標準偏差"),
    ("count", "number reached", "達成件数"),
    ("covers", "covers", "対象"),
    ("criterion", "criterion", "評価項目"),
    ("cumulative_due", "due this year, cumulative", "今年度額の累計"),
    ("cut", "cut", "減額"),
    ("declined", "declined", "不採択"),
    ("deferred", "deferred", "保留"),
    ("difference", "difference", "差"),
    ("driver", "driver", "要因"),
    ("due_this_year", "due this year", "今年度額"),
    ("ended_in_stage", "ended in the stage", "段階内で終了"),
    ("ended_otherwise_by_then", "ended otherwise by then", "それまでに他の理由で終了"),
    ("entered", "entered", "開始"),
    ("entered_date", "entered", "開始時期"),
    ("entered_share", "share of runs that enter", "開始する試行の割合"),
    ("evaluated", "evaluated", "評価"),
    ("execution_rate", "execution rate", "執行率"),
    ("expected_value", "expected value", "期待純価値"),
    ("explained", "explained", "説明された割合"),
    ("failed", "failed technically", "技術的に不成立"),
    ("falls_due_in_fiscal_year", "falls due in", "支払年度"),
    ("family", "family", "分類"),
    ("first", "first", "首位"),
    ("first_from", "stays first from", "首位を保つ下限"),
    ("first_rank_acceptability", "first-rank acceptability", "首位受容度"),
    ("first_to", "stays first up to", "首位を保つ上限"),
    ("fiscal_year", "fiscal year", "年度"),
    ("function", "function", "機能"),
    ("gave_up_own_reasons", "gave up for reasons of its own", "企業都合による断念"),
    ("gave_up_technical", "gave up on technical grounds", "技術的理由による断念"),
    ("granted", "granted", "交付額"),
    ("headline", "figure", "指標"),
    ("held_back", "held back for want of money", "予算待ちとなった作業"),
    ("holds_for", "holds for", "適用範囲"),
    ("ignorance_share", "share of ignorance", "未知による割合"),
    ("income", "income", "収入"),
    ("institute", "institute", "機関"),
    ("institutes", "institutes", "対象機関"),
    ("item", "item", "費目"),
    ("items", "items", "対象費目"),
    ("key", "key", "キー"),
    ("kind", "kind", "種別"),
    ("lapsed", "lapsed", "不用額"),
    ("last_actual", "outturn two years before", "前々年度決算額"),
    ("launched", "launched", "上市"),
    ("launches", "launches", "上市件数"),
    ("layer", "layer", "区分"),
    ("left", "left", "終了"),
    ("left_date", "left", "終了時期"),
    ("left_share", "share of runs that leave", "終了する試行の割合"),
    ("left_to_licensee", "left to the licensee", "導出先へ移行"),
    ("licence_date", "date of the licence", "導出時期"),
    ("licences", "licences", "導出件数"),
    ("licences_change", "change of licences", "導出件数の変化"),
    ("licences_change_verdict", "change of licences: verdict", "導出件数の変化の判定"),
    ("licences_per_slot_cost", "licences per cost of the slot", "枠の費用当たり導出件数"),
    ("licensed", "licensed", "導出"),
    ("licensed_by_then", "licensed by then", "それまでに導出"),
    ("link", "link", "関連"),
    ("loading", "loading", "負荷量"),
    ("longest_wait", "longest wait", "最長待ち時間"),
    ("mean", "mean", "平均"),
    ("mean_in_lower_third", "mean where it is low", "低位3分の1の平均"),
    ("mean_in_upper_third", "mean where it is high", "高位3分の1の平均"),
    ("mean_rank", "mean rank", "平均順位"),
    ("milestones", "milestones", "マイルストン"),
    ("modalities", "modalities", "対象モダリティ"),
    ("modality", "modality", "モダリティ"),
    ("months_since_arrival", "months since arrival", "応募からの月数"),
    ("more_slots", "more slots", "追加枠数"),
    ("moved_share", "share of runs in which it differs", "値が異なる試行の割合"),
    ("name", "name", "名称"),
    ("need_mean", "mean need", "必要額の平均"),
    ("net_cost", "cost less income", "費用－収入"),
    ("net_value_change", "change of value less cost", "純価値の変化"),
    ("net_value_change_verdict", "change of value less cost: verdict", "純価値の変化の判定"),
    ("net_value_per_slot_cost", "value less cost per cost of the slot", "枠の費用当たり純価値"),
    ("note", "note", "備考"),
    ("of", "of", "種類"),
    ("open", "open at the horizon", "期末時点で継続中"),
    ("other_theme", "other theme", "比較テーマ"),
    ("outcome", "outcome", "帰結"),
    ("overrun", "overrun", "超過額"),
    ("p_value", "p-value", "p値"),
    ("p_value_adjusted", "p-value, adjusted", "調整済みp値"),
    ("p_value_holm", "p-value, Holm", "p値（ホルム補正）"),
    ("paid_for", "paid for", "積算項目"),
    ("parameter", "parameter", "パラメータ"),
    ("parameter_mean", "unit price in the scenario", "設定単価"),
    ("part", "part", "項目"),
    ("passed", "passed", "通過"),
    ("passed_share", "share of runs that pass", "通過する試行の割合"),
    ("pieces", "pieces", "件数"),
    ("place", "place", "順位"),
    ("previous_budget", "budget of the year before (A)", "前年度予算額(A)"),
    ("previous_budget_from", "(A) is from", "(A)の出所"),
    ("price", "price", "総額"),
    ("priority", "priority", "優先度"),
    ("productivity_index", "productivity index", "生産性指数"),
    ("proposer", "proposer", "提案者"),
    ("purse", "purse", "財源"),
    ("question", "question", "問い"),
    ("queue", "waiting, mean number", "平均待ち件数"),
    ("rank", "rank", "順位"),
    ("reason", "reason", "理由"),
    ("remaining_cost", "remaining cost", "残り費用"),
    ("remaining_cost_present", "remaining cost, discounted", "残り費用（現在価値）"),
    ("request", "request (B)", "要求額(B)"),
    ("requested", "requested", "要求額"),
    ("returned", "came back", "再応募"),
    ("route", "route", "創薬ルート"),
    ("rule", "rule", "規則"),
    ("run_mean_wait", "mean wait of a run", "試行ごとの平均待ち時間"),
    ("score", "score", "総合評点"),
    ("score_difference", "difference of scores", "総合評点の差"),
    ("sent_back", "sent back", "差戻し"),
    ("set_in", "set in", "設定箇所"),
    ("share_of_themes", "share of themes", "テーマに占める割合"),
    ("share_waiting_for_money", "share waiting for money", "予算待ちの割合"),
    ("signed", "signed for", "契約済額"),
    ("slot_cost", "cost of the slot", "枠の費用"),
    ("slots", "slots", "枠数"),
    ("source", "source", "出典"),
    ("spent", "spent", "支出額"),
    ("spent_so_far", "spent so far", "執行済額"),
    ("stage", "stage", "段階"),
    ("standard_deviation", "standard deviation", "標準偏差"),
    ("standard_deviation_chance", "standard deviation by chance", "偶然による標準偏差"),
    ("standard_deviation_ignorance", "standard deviation by ignorance", "未知による標準偏差"),
    ("standard_error", "standard error", "標準誤差"),
    ("starts", "starts of work", "着手件数"),
    ("stopped", "stopped by a rule", "規則により中止"),
    ("success_rate", "technical success", "技術的成功率"),
    ("sufficient", "sufficient amount", "必要額"),
    ("sufficient_alone", "sufficient alone", "単独での必要額"),
    ("sufficient_to_precision", "sufficient, to precision", "必要額（有効桁）"),
    ("swept_1", "what is set", "設定する値"),
    ("swept_2", "what is set too", "併せて設定する値"),
    ("taken_over", "taken over", "継承"),
    ("takes_over_above", "takes over above", "上回ると首位"),
    ("takes_over_below", "takes over below", "下回ると首位"),
    ("target", "target", "目標"),
    ("tenders", "tenders", "競争入札"),
    ("terminated", "terminated", "中止"),
    ("theme", "theme", "テーマ"),
    ("themes", "themes", "テーマ数"),
    ("tie_group", "tie group", "同順位群"),
    ("time_in_stage", "time in the stage", "段階の所要期間"),
    ("time_to_licence", "time to a licence", "導出までの期間"),
    ("time_to_licence_change", "change of the time to a licence", "導出までの期間の変化"),
    ("time_to_licence_change_verdict", "change of the time to a licence: verdict", "導出までの期間の変化の判定"),
    ("told_apart", "told apart", "差あり"),
    ("top_k", "k", "上位件数"),
    ("top_k_acceptability", "among the best k", "上位k位以内の割合"),
    ("unfinished", "unfinished", "継続中"),
    ("unit", "unit", "単位"),
    ("unit_price", "unit price", "単価"),
    ("units", "units", "数量"),
    ("units_per_piece", "units per piece", "1件当たり数量"),
    ("unspent", "left over", "残額"),
    ("until", "until", "到達点"),
    ("utilisation", "utilisation", "稼働率"),
    ("valley_of_death", "valley of death", "死の谷"),
    ("value", "value", "値"),
    ("value_1", "its value", "その値"),
    ("value_2", "the value of that", "併せた値"),
    ("value_present", "value, discounted", "価値（現在価値）"),
    ("verdict", "verdict", "判定"),
    ("wait", "wait", "待ち時間"),
    ("wait_change", "change of the wait for the function", "機能の待ち期間の変化"),
    ("wait_change_verdict", "change of the wait for the function: verdict", "機能の待ち期間の変化の判定"),
    ("waited", "waited", "待ち時間"),
    ("waited_for_money", "waited for money", "予算待ち時間"),
    ("waited_per_theme", "wait per theme", "テーマ当たり待ち時間"),
    ("waits_for", "waits for", "待機理由"),
    ("weight_least", "least weight", "最小の重み"),
    ("weight_mean", "mean weight", "平均の重み"),
    ("weight_most", "largest weight", "最大の重み"),
    ("what", "what", "指標"),
    ("what_if", "what-if", "変更案"),
    ("what_if_mean", "what-if", "変更案の値"),
    ("widened_before", "widened before", "先に増やした機能"),
    ("wins", "wins", "勝率"),
    ("withdrawn", "withdrawn", "取下げ"),
    ("worlds_per_third", "worlds in each third", "各3分の1の世界数"),
    ("worse_share", "share of runs in which it is worse", "悪化する試行の割合"),
    ("worst", "worst", "0となる値"),
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
