//! GOV: who decides, and when.

use super::Kind::{Money, Reported, Simulated};
use super::Source::{Annex, Assumption, BeyondTheSeed, Seed};
use super::{Rule, default, words};

pub(super) static RULES: [Rule; 7] = [
    Rule {
        id: "GOV-1",
        kind: Simulated,
        text: words(
            "The Strategy Office is an institute like the others: its reviewers, strategists, \
             patent, licensing and contract staff can do only so much at a time, and themes wait \
             for them.",
            "創薬支援戦略室も一つの機関として扱う。審査、戦略、知財、導出、契約の各担当には処理能力の上限があり、\
             テーマはその空きを待つ。",
        ),
        sources: &[Seed(1), Seed(3)],
        settings: &[
            "selection.activity.*.needs",
            "licensing.call.needs",
            "route.*.offer.*.needs",
            "institute.*.function.*.slots",
        ],
        default: default(
            Assumption,
            "the Office's work takes nobody's time",
            "戦略室の業務は人手を要しないものとする",
        ),
    },
    Rule {
        id: "GOV-2",
        kind: Simulated,
        text: words(
            "Themes are taken up and ranked anew on the Office's review dates only; whether a \
             theme goes on is decided whenever the question comes up. The Council hears of it, \
             and is waited for only where the scenario asks for its confirmation.",
            "テーマの採否と優先順位は、戦略室の審査日にのみ見直す。継続の可否は、判断を要する時点で決める。\
             協議会へは報告にとどめ、その確認を待つかどうかはシナリオで定める。",
        ),
        sources: &[Seed(2)],
        settings: &[
            "selection.review_every_months",
            "selection.first_review",
            "selection.review_dates",
            "selection.council_confirms",
            "selection",
        ],
        default: default(
            Assumption,
            "no review: themes are taken up as they come and keep their priority; with \
             [selection], a review every month that does not wait for the Council",
            "審査日を設けず、申請順に採択し優先順位は変えない。[selection] があるときは毎月審査し、\
             協議会の確認を待たない",
        ),
    },
    Rule {
        id: "GOV-3",
        kind: Simulated,
        text: words(
            "Each piece of work is done by an institute that can do it: one of the three \
             founding institutes, a cooperating institute, the proposer, or a contractor found \
             by the Office.",
            "個々の作業は、それを担える機関が行う。担い手は中核三機関、創薬連携研究機関、提案者、\
             又は戦略室を通じた外注先のいずれかとする。",
        ),
        sources: &[Seed(1), Seed(2), Annex("抗体の探索研究")],
        settings: &[
            "route.*.stage.*.activity.*.providers",
            "institute.*.outsourced",
        ],
        default: default(
            Assumption,
            "work without providers needs nobody's capacity",
            "担い手を指定しない作業は、どの機関の能力も使わない",
        ),
    },
    Rule {
        id: "GOV-4",
        kind: Reported(words(
            "in the tables and charts of run, rank, budget and outturn, with --until council-1",
            "--until council-1を付けたrun・rank・budget・outturnの表と図に示す",
        )),
        text: words(
            "What the Council is told is the state on the day it meets: money and ranking can \
             be shown as they stand at the end of each of its dates, or of any other day.",
            "協議会への報告は開催日現在の状況とする。予算と順位は、各開催日その他の日の終わりの時点で区切って\
             表示できる。",
        ),
        sources: &[Seed(2)],
        settings: &["council.dates", "council.every_months", "council.first"],
        default: default(
            Assumption,
            "no Council dates: tables go up to the horizon, or to the day given",
            "開催日を定めず、表は対象期間の終わり又は指定した日までとする",
        ),
    },
    Rule {
        id: "GOV-5",
        kind: Money,
        text: words(
            "An institute works for the network under a commission, which has a price and takes \
             time to conclude, or in cooperation, which the network does not pay for.",
            "機関が支援を行う形には委託と連携がある。委託には対価と契約に要する期間があり、\
             連携ではネットワーク側に費用が生じない。",
        ),
        sources: &[Seed(2)],
        settings: &[
            "institute.*.works_by",
            "institute.*.contract_months",
            "institute.*.function.*.price_per_slot_month",
            "institute.*.function.*.price_per_job",
            "institute.*.function.*.lead_time_months",
        ],
        default: default(
            Assumption,
            "a commission; where nothing is said of them, price and lead time are 0",
            "委託とする。単価と契約期間は、記載がなければ0とする",
        ),
    },
    Rule {
        id: "GOV-6",
        kind: Reported(words(
            "on the calendar of Council and budget dates",
            "協議会と予算編成の日程表に示す",
        )),
        text: words(
            "The Council meets when the budget request or the progress of themes calls for it.",
            "協議会は、概算要求の時期とテーマの進捗に合わせて開催する。",
        ),
        sources: &[Seed(8)],
        settings: &["council.dates", "council.every_months", "council.first"],
        default: default(
            Assumption,
            "no dates: the months of the seed's chart cannot be read",
            "開催日は定めない。設計資料の図からは開催月を読み取れない",
        ),
    },
    Rule {
        id: "GOV-7",
        kind: Simulated,
        text: words(
            "An institute may take the themes it works on as far as patent and licence with \
             staff of its own, as RIKEN does; that staff serves no other themes.",
            "理化学研究所のように、機関が自ら手掛けるテーマについて権利化から導出までを自前の担当で行うことができる。\
             その担当は他のテーマを扱わない。",
        ),
        sources: &[Seed(1), BeyondTheSeed],
        settings: &[
            "route.*.stage.*.activity.*.providers.*.own_work_only",
            "route.*.offer.*.providers.*.own_work_only",
        ],
        default: default(
            Assumption,
            "every institute serves every theme",
            "どの機関も全てのテーマを扱う",
        ),
    },
];
