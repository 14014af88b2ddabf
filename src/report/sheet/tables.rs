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
];
