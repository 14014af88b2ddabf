//! What tables are called, and how to read them.

use crate::language::{Words, words};

/// Title and a sentence on how to read a table; its name where there are no words for it.
pub(super) fn told(name: &'static str) -> (Words, Words) {
    let known = TABLES.iter().find(|table| table.0 == name);
    known.map_or((words(name, name), words("", "")), |(_, title, note)| {
        (*title, *note)
    })
}

/// Whether there are words for a table.
pub(super) fn is_known(name: &str) -> bool {
    TABLES.iter().any(|table| table.0 == name)
}

/// Name, title, note.
const TABLES: &[(&str, Words, Words)] = &[
    (
        "outcomes",
        words("Themes by outcome", "テーマの帰結"),
        words(
            "Every theme that came ends in exactly one of these; means over the runs.",
            "全てのテーマはいずれか1つの帰結に至る。値は試行の平均。",
        ),
    ),
    (
        "licences",
        words(
            "Arrivals, milestones, licences and launches by fiscal year",
            "年度別の応募・マイルストン・導出・上市件数",
        ),
        words(
            "P10 is the number not exceeded in one run of ten, P90 in nine of ten.",
            "P10は10試行中1試行、P90は10試行中9試行でその値以下となる件数。",
        ),
    ),
    (
        "licensing",
        words("Calls, applicants and contracts", "公募・応募企業・契約"),
        words(
            "What became of calls for a licensee, by the fiscal year in which it happened.",
            "導出先公募の結果を、発生した年度別に示す。",
        ),
    ),
    (
        "income",
        words("Income from licences", "導出に伴う収入"),
        words(
            "What licensees pay, by kind and by who has it; it raises no cap of the budget.",
            "導出先企業からの支払を種別・配分先別に示す。予算の上限は増えない。",
        ),
    ),
    (
        "selection",
        words("Selection of themes", "テーマの選定"),
        words(
            "What the Office decided on its review dates; a theme that comes back counts again.",
            "戦略室の審査日における判断の件数。再応募は改めて数える。",
        ),
    ),
    (
        "stage_flow",
        words(
            "What becomes of themes, stage by stage",
            "段階別のテーマの推移",
        ),
        words(
            "Entered = passed + failed + stopped + left to a licensee + withdrawn + ended + unfinished.",
            "開始＝通過＋不成立＋中止＋導出先へ移行＋取下げ＋終了＋継続中。",
        ),
    ),
    (
        "times",
        words(
            "Chance of a licence by months since arrival",
            "応募からの月数別の導出確率",
        ),
        words(
            "Themes watched for a shorter time count for the time they were watched.",
            "観察期間の短いテーマは、その期間だけ算入する。",
        ),
    ),
    (
        "time_to_licence",
        words("Time to a licence", "導出までの期間"),
        words(
            "Of those licensed within the simulated time only: slower ones are not in it.",
            "計算期間内に導出されたテーマのみ。より長くかかるものは含まない。",
        ),
    ),
    (
        "capacity",
        words("Use, queue and wait of functions", "機能別の稼働・待ち"),
        words(
            "Queue and wait belong to the first choice of the work that waits.",
            "待ち件数・待ち時間は、作業の第一希望の機能に計上する。",
        ),
    ),
    (
        "budget",
        words(
            "Cost by fiscal year, item, institute and modality",
            "年度・費目・機関・モダリティ別の費用",
        ),
        words(
            "P80 suffices with 80 %. Quantiles of parts do not add up to that of the whole.",
            "P80は80％の確率で足りる額。内訳の分位点の合計は全体の分位点と一致しない。",
        ),
    ),
    (
        "themes",
        words("Themes", "テーマ別の見通し"),
        words(
            "Listed themes one by one; themes still to come by the channel that brings them.",
            "登録テーマは1件ごと、今後の応募は応募経路ごとに示す。",
        ),
    ),
    (
        "variance",
        words("Chance and ignorance", "偶然と未知"),
        words(
            "What more research could remove (ignorance), and what stays (chance).",
            "調査により減らせるばらつき（未知）と、残るばらつき（偶然）。",
        ),
    ),
    (
        "parameters",
        words("Assumptions and their sources", "前提と出典"),
        words(
            "Every number of the scenario, with where it comes from.",
            "シナリオの全ての値とその出典。",
        ),
    ),
    (
        "links",
        words("What hangs together", "相互の関連"),
        words(
            "Outcomes, or unknown numbers, that are drawn towards a common factor.",
            "共通の要因に引かれる成否又は未知の値。",
        ),
    ),
    (
        "outturn",
        words(
            "How purses end their fiscal years",
            "財源別の執行見込み・不用・繰越",
        ),
        words(
            "Granted + carried in = spent + lapsed + carried out − overrun.",
            "交付額＋前年度からの繰越＝支出額＋不用額＋翌年度への繰越－超過額。",
        ),
    ),
    (
        "caps",
        words(
            "What holds back work for want of money",
            "予算の上限と着手の制限",
        ),
        words(
            "All caps on a piece of work must hold; work that takes longer than its mean may still pass them.",
            "作業は該当する全ての上限を満たすときに着手する。平均より長引いた作業は上限を超えることがある。",
        ),
    ),
    (
        "commitments",
        words("What is bound for later years", "後年度負担"),
        words(
            "What work under way at the end of a fiscal year binds of the years that follow.",
            "年度末に実施中の作業が後年度に負担させる額。",
        ),
    ),
    (
        "ranking",
        words("Ranking of listed themes", "登録テーマの順位"),
        words(
            "By the expected score at mean weights; themes of a tie group cannot be told apart from its first.",
            "平均の重みによる総合評点の順。同順位群のテーマは群の先頭と差が認められない。",
        ),
    ),
    (
        "rank_acceptability",
        words("Rank acceptability", "順位受容度"),
        words(
            "The share of worlds and weights in which a theme stands at a rank; criteria are expectations given the world.",
            "世界と重みのうち当該順位となる割合。評価項目は世界ごとの期待値。",
        ),
    ),
    (
        "pairwise",
        words("Theme against theme", "テーマ間の比較"),
        words(
            "How often a theme scores better than another, and whether their expected scores can be told apart.",
            "総合評点が他を上回る割合と、期待評点の差が認められるか否か。",
        ),
    ),
    (
        "central_weights",
        words("Central weights", "中心重み"),
        words(
            "The weights that typically make a theme the first, and how sure it is the first with them.",
            "当該テーマを首位とする典型的な重みと、その重みで首位となる確率。",
        ),
    ),
    (
        "weight_ranges",
        words("Criteria, scales and weights", "評価項目・尺度・重み"),
        words(
            "How far each weight may move, the others in proportion, before another theme comes first.",
            "他の重みの比を保って各重みを動かした場合に、首位が替わらない範囲。",
        ),
    ),
    (
        "theme_chances",
        words("Chance of a licence by fiscal year", "年度別の導出確率"),
        words(
            "Whether a theme is licensed by the end of the fiscal year; of channels, themes licensed per run.",
            "年度末までに導出される確率。応募経路は試行当たりの導出テーマ数。",
        ),
    ),
    (
        "theme_timeline",
        words(
            "Stages of listed themes over time",
            "登録テーマの段階別時期",
        ),
        words(
            "When a theme first enters and leaves each stage, of the runs in which it does.",
            "各段階に最初に入る時期と出る時期。いずれも起こった試行における分位点。",
        ),
    ),
    (
        "marginal",
        words(
            "What each theme adds to the portfolio",
            "各テーマの限界貢献",
        ),
        words(
            "The portfolio with a theme less the one without it, all else equal; capacity set free goes to others.",
            "当該テーマの有無によるポートフォリオの差。他の条件は同一で、空いた能力は他のテーマが使う。",
        ),
    ),
    (
        "budget_by_year",
        words("Cost and income by fiscal year", "年度別の費用と収入"),
        words(
            "Cost and income beside each other, and how far ignorance alone would spread cost.",
            "費用と収入を並べ、未知のみによる費用の幅を添える。",
        ),
    ),
    (
        "shortages",
        words("The chance that money runs short", "資金が不足する確率"),
        words(
            "Overruns, and work that waits for money, by purse and fiscal year; the last rows are of any purse.",
            "財源・年度別の超過と予算待ちの確率。最後の行はいずれかの財源で生じる確率。",
        ),
    ),
    (
        "targets",
        words("Targets", "目標の達成見込み"),
        words(
            "The chance to reach each target by its year; the interval is exact, with worlds as clusters.",
            "期限までに目標に達する確率。区間は世界をまとまりとした正確信頼区間。",
        ),
    ),
    (
        "target_drivers",
        words("What targets hang on", "目標達成を左右する要因"),
        words(
            "The chance in the third of worlds where a figure is high less that where it is low; only unknown numbers are causes.",
            "要因が高位の世界と低位の世界との達成確率の差。原因といえるのは未知の数値のみ。",
        ),
    ),
    (
        "request",
        words("The request by item and institute", "費目・機関別の要求額"),
        words(
            "(B) suffices in all with the confidence; its parts are what they are expected to be where the total is that.",
            "(B)は総額として所定の確率で足りる額。内訳は総額がその額となる場合の期待額。",
        ),
    ),
    (
        "request_derivation",
        words("How the request comes about", "積算内訳"),
        words(
            "Unit price × units per piece × pieces; the lines of an item at an institute add up to it.",
            "単価×1件当たり数量×件数。各行の計は費目・機関別の要求額に一致する。",
        ),
    ),
    (
        "request_confidence",
        words("What suffices with which probability", "確率別の必要額"),
        words(
            "Each row alone; sufficient amounts of parts do not add up to that of the whole.",
            "各行単独の必要額。内訳の必要額の計は全体の必要額と一致しない。",
        ),
    ),
    (
        "request_later_years",
        words(
            "Bound of later years by the request",
            "要求に伴う後年度負担",
        ),
        words(
            "What work under way at the end of the year binds of later years, if the request is granted in full.",
            "要求が全額認められた場合に、年度末の実施中の作業が後年度に負担を生じる額。",
        ),
    ),
    (
        "outturn_forecast",
        words("The outturn of the year under way", "今年度の執行見込み"),
        words(
            "What is known of the year, and how it is expected to end, by purse, item and institute.",
            "判明している執行と年度末の見込みを財源・費目・機関別に示す。",
        ),
    ),
    (
        "bring_forward",
        words("Work that could be brought forward", "前倒しできる作業"),
        words(
            "Waiting work of listed themes by priority, and whether unspent money could pay for it this year.",
            "登録テーマの待機中の作業（優先順位順）と、不用額で今年度に支払えるか。",
        ),
    ),
    (
        "differences",
        words("What what-ifs change", "変更案による差"),
        words(
            "What-if less base, from runs that share their luck; the verdict is adjusted for all figures of a family.",
            "変更案と基準との差（共通の乱数による）。判定は同じ分類の全項目で調整したもの。",
        ),
    ),
    (
        "theme_differences",
        words(
            "What what-ifs change for single themes",
            "変更案によるテーマ別の差",
        ),
        words(
            "What-if less base, by theme, and by channel for those that come later.",
            "変更案と基準との差をテーマ別に、今後の応募は応募経路別に示す。",
        ),
    ),
    (
        "slots",
        words(
            "What a slot more gives and one less takes",
            "枠の増減による変化",
        ),
        words(
            "Each change against the scenario as it is, from runs that share their luck; verdicts are adjusted for all functions of a question.",
            "現行シナリオとの差（共通の乱数による）。判定は問いごとに全機能で調整したもの。",
        ),
    ),
    (
        "sweep",
        words("Headlines over values of settings", "設定値ごとの主要指標"),
        words(
            "One row per point of the grid and headline; differences are from the scenario as it is.",
            "格子点と指標ごとに1行。差は現行シナリオとの差。",
        ),
    ),
];
