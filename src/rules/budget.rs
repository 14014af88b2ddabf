//! BUD: budget and calendar.

use super::Kind::{Money, Reported, Simulated};
use super::Source::{Annex, Assumption, BeyondTheSeed, Seed};
use super::{Rule, default, words};

pub(super) static RULES: [Rule; 9] = [
    Rule {
        id: "BUD-1",
        kind: Simulated,
        text: words(
            "Money is counted by fiscal years from April to March. The request is made in \
             August, the government drafts its budget in December, and the year begins with the \
             enacted one.",
            "会計年度は4月から翌年3月までとする。8月に概算要求、12月に政府予算案、年度の変わり目に予算成立とする。",
        ),
        sources: &[Seed(8)],
        settings: &[
            "scenario.fiscal_year_starts",
            "budget.request_month",
            "budget.draft_month",
        ],
        default: default(
            Seed(8),
            "years from April, request in August, draft in December",
            "年度は4月から、概算要求は8月、政府予算案は12月",
        ),
    },
    Rule {
        id: "BUD-2",
        kind: Simulated,
        text: words(
            "Where a year's money is capped, for the network, an institute, an item or a modality, \
             work that would go beyond any of the caps on it does not start before there is money \
             again, at the latest in the next year. It keeps its place.",
            "年度の予算に上限があるとき（ネットワーク全体、機関別、費目別、モダリティ別）、\
             該当する上限のいずれかを超える作業は、再び余裕が生じるまで、遅くとも翌年度まで始めない。\
             待つ間も順位は失わない。",
        ),
        sources: &[BeyondTheSeed],
        settings: &[
            "purse.*.holds_back",
            "cap.*.amount",
            "cap.*.amount_per_year",
        ],
        default: default(
            BeyondTheSeed,
            "no cap: what work costs is paid",
            "上限はなく、要した額を支払う",
        ),
    },
    Rule {
        id: "BUD-3",
        kind: Simulated,
        text: words(
            "A request may be granted only in part: by how much it is cut is given, or drawn \
             for each year.",
            "要求額が査定により減額されることがある。減額の割合は設定するか、年度ごとに抽選する。",
        ),
        sources: &[BeyondTheSeed],
        settings: &["purse.*.cut", "purse.*.granted"],
        default: default(
            BeyondTheSeed,
            "what is requested is granted",
            "要求どおり認められる",
        ),
    },
    Rule {
        id: "BUD-4",
        kind: Money,
        text: words(
            "Some costs run on whatever happens to themes: databases, where a paid one needs \
             enough use to be kept, the staff of the Office, the Council and its meetings.",
            "テーマの動きによらない経常費として、データベース、戦略室の人件費、協議会等の開催費を計上する。\
             有料データベースは利用頻度が高い場合に限る。",
        ),
        sources: &[Seed(8), Annex("データベース類の検討"), BeyondTheSeed],
        settings: &["standing"],
        default: default(Assumption, "no standing costs", "経常費はない"),
    },
    Rule {
        id: "BUD-5",
        kind: Reported(words(
            "in the request table for the coming year",
            "翌年度の要求額の表に示す",
        )),
        text: words(
            "For the coming year the request is laid out by item and institute beside this \
             year's, with the difference and how surely it will be enough.",
            "翌年度の要求額を費目別・機関別に示し、今年度との増減と、足りる見込みの確からしさを添える。",
        ),
        sources: &[Seed(8), BeyondTheSeed],
        settings: &["budget.request_month", "request"],
        default: default(
            Seed(8),
            "the request falls in August",
            "概算要求は8月とする",
        ),
    },
    Rule {
        id: "BUD-6",
        kind: Money,
        text: words(
            "What is left at the end of a year depends on the purse: a subsidy is lost unless \
             its carry-over is approved, an operating grant lasts to the end of its term, \
             earned money stays.",
            "年度末の残額の扱いは資金の種類による。補助金は繰越しが認められなければ不用となり、\
             運営費交付金は中期目標期間内で繰り越し、受託・自己収入は繰り越す。",
        ),
        sources: &[BeyondTheSeed],
        settings: &[
            "purse.*.kind",
            "purse.*.carry_over_approved",
            "purse.*.term_ends",
            "purse.*.carried_in",
        ],
        default: default(
            BeyondTheSeed,
            "no purses: money is neither left over nor short",
            "資金の区分を設けず、残額も不足も生じない",
        ),
    },
    Rule {
        id: "BUD-7",
        kind: Reported(words(
            "in the table of later years' commitments",
            "後年度負担の表に示す",
        )),
        text: words(
            "What work begun now will still cost in later years is shown year by year, so that \
             authority for several years can be asked for.",
            "着手済みの作業が翌年度以降に要する額を年度ごとに示し、国庫債務負担行為の要求に用いる。",
        ),
        sources: &[BeyondTheSeed],
        settings: &[],
        default: None,
    },
    Rule {
        id: "BUD-8",
        kind: Money,
        text: words(
            "A cost belongs to the year in which it has to be paid: as the work goes on, before \
             it, at agreed points, or when the result is accepted.",
            "費用は支払期日の属する年度に計上する。支払は作業に応じた按分、前払、節目ごと、\
             又は検収後のいずれかとする。",
        ),
        sources: &[BeyondTheSeed],
        settings: &[
            "route.*.stage.*.activity.*.cost_timing",
            "route.*.stage.*.activity.*.payments",
            "route.*.stage.*.activity.*.payment_lag_months",
            "item.*.cost_timing",
            "item.*.payment_lag_months",
        ],
        default: default(
            BeyondTheSeed,
            "spread evenly over the work, paid at once",
            "作業期間で按分し、遅れなく支払う",
        ),
    },
    Rule {
        id: "BUD-9",
        kind: Simulated,
        text: words(
            "What has been spent and signed up to a day is entered as it is, and the run goes \
             on from there, so that by autumn the year's outcome can be foreseen.",
            "ある日までの執行額と契約済みの額は実績として入力し、そこから先を計算する。\
             これにより秋の時点で年度末の執行見込みを示す。",
        ),
        sources: &[BeyondTheSeed],
        settings: &["actual", "signed"],
        default: default(
            BeyondTheSeed,
            "nothing is spent or signed before the start",
            "開始前の執行と契約はない",
        ),
    },
];
