//! EXE: research.

use super::Kind::{Money, Simulated};
use super::Source::{Annex, Assumption, BeyondTheSeed, Inference, Seed};
use super::{Rule, default, words};

const ANTIBODY: super::Source = Annex("抗体の探索研究");
const VACCINE: super::Source = Annex("ワクチンの探索研究");
const NUCLEIC_ACID: super::Source = Annex("核酸の探索研究");

/// Activities are the scenario's; one that carries out a rule names it.
const NAMED: &str = "route.*.stage.*.activity.*.rule";

pub(super) static RULES: [Rule; 14] = [
    Rule {
        id: "EXE-1",
        kind: Simulated,
        text: words(
            "For every theme it is planned which way it goes, at which stage it can first be \
             offered to companies, and which stages count as milestones.",
            "テーマごとに、たどるルート、企業へ提示できる最初の段階、マイルストンとする段階を戦略として定める。",
        ),
        sources: &[Seed(3), Seed(4)],
        settings: &["route.*.exit_point", "route.*.milestones", "theme.*.route"],
        default: default(
            Assumption,
            "the exit is the first point of offer, or else the end of the route; no stage is a \
             milestone",
            "出口は最初の紹介の時点、紹介がなければルートの終わりとする。マイルストンは設けない",
        ),
    },
    Rule {
        id: "EXE-2",
        kind: Simulated,
        text: words(
            "A stage consists of pieces of work, some after one another, some side by side. \
             Each occupies what it needs at one institute until it is done; institutes are asked \
             in the order given.",
            "段階は複数の作業からなり、順に行うものと並行して行うものがある。作業は終わるまで一つの機関の能力を占め、\
             機関は記載の順に当たる。",
        ),
        sources: &[ANTIBODY, VACCINE, NUCLEIC_ACID],
        settings: &[
            "route.*.stage.*.activity.*.needs",
            "route.*.stage.*.activity.*.providers",
            "route.*.stage.*.activity.*.after",
            "route.*.stage.*.activity.*.duration_months",
        ],
        default: default(
            Assumption,
            "one after the other, as listed; a stage without work takes no time",
            "記載の順に一つずつ行う。作業のない段階は期間を要しない",
        ),
    },
    Rule {
        id: "EXE-3",
        kind: Simulated,
        text: words(
            "Work can be bought outside, at another price and after a contract. That is done \
             where the way says so, or once the wait inside has become too long.",
            "作業は戦略室を通じて外注できる。価格と契約期間は別に定め、ルートで指定した場合、\
             又は内部での待ちが一定期間を超えた場合に用いる。",
        ),
        sources: &[ANTIBODY, BeyondTheSeed],
        settings: &[
            "institute.*.outsourced",
            "route.*.stage.*.activity.*.providers.*.after_wait_months",
            "route.*.stage.*.activity.*.providers.*.cost_factor",
            "route.*.stage.*.activity.*.providers.*.duration_factor",
            "institute.*.function.*.lead_time_months",
        ],
        default: default(
            Assumption,
            "every provider may be asked at once, at the same price",
            "どの機関にも待たずに依頼でき、価格の差はない",
        ),
    },
    Rule {
        id: "EXE-4",
        kind: Simulated,
        text: words(
            "Hits are always tested a second time. Any piece of work may turn out to need doing \
             again, with a given chance each time it ends and only so often.",
            "ヒットは必ず再試験する。その他の作業も、終了のたびに一定の確率でやり直しとなる。回数には上限を設ける。",
        ),
        sources: &[ANTIBODY, NUCLEIC_ACID, BeyondTheSeed],
        settings: &[
            "route.*.stage.*.activity.*.repeat_probability",
            "route.*.stage.*.activity.*.repeat_limit",
            NAMED,
        ],
        default: default(
            Assumption,
            "work is not repeated; where it can be, once at most",
            "やり直しはない。ある場合も1回までとする",
        ),
    },
    Rule {
        id: "EXE-5",
        kind: Simulated,
        text: words(
            "When the work of a stage is done it has succeeded or failed, by the odds. What has \
             succeeded is then judged, and may still be stopped.",
            "段階の作業が終わると、成功確率により成否が決まる。成功したテーマについても、継続するかどうかを判断する。",
        ),
        sources: &[Seed(4), BeyondTheSeed],
        settings: &["gate", "route.*.stage.*.odds", "area.*.odds_ratio"],
        default: default(
            BeyondTheSeed,
            "stages succeed, and what succeeds goes on",
            "段階は必ず成功し、成功したテーマは継続する",
        ),
    },
    Rule {
        id: "EXE-6",
        kind: Money,
        text: words(
            "The Office files a patent at the point that strategy sets, and keeps it up year by \
             year until a licensee does, or the theme ends. A patent its proposer filed it keeps \
             up from the admission on.",
            "戦略室は戦略に基づく時点で特許を出願し、導出先が引き継ぐか、テーマが終わるまで毎年維持する。\
             提案者が出願した特許は、採択後に戦略室が維持する。",
        ),
        sources: &[Seed(4)],
        settings: &["route.*.ip", "theme.*.patent_filed"],
        default: default(
            Assumption,
            "patents are neither filed nor paid for",
            "特許の出願も費用も扱わない",
        ),
    },
    Rule {
        id: "EXE-7",
        kind: Simulated,
        text: words(
            "Companies are shown what is not confidential after hits are found and again with \
             animal and toxicity data, vaccines only the second time; earlier tries are free. \
             Interest differs from one point to the next.",
            "非機密資料により企業へ紹介する時点は、ヒット取得後と、POC・毒性のデータがそろった後の二つとする。\
             ワクチンは後者のみとする。より早い紹介も妨げない。企業の関心は時点ごとに異なる。",
        ),
        sources: &[ANTIBODY, VACCINE, NUCLEIC_ACID],
        settings: &["route.*.offer"],
        default: default(
            Assumption,
            "nothing is offered: a theme is out when it passes its exit point",
            "紹介は行わず、出口の段階を終えたテーマは導出されたものとする",
        ),
    },
    Rule {
        id: "EXE-8",
        kind: Simulated,
        text: words(
            "With the licence, the licensee takes over what is left to do, and pays for it.",
            "導出後に残る作業は導出先の企業が引き受け、ネットワーク側の費用としない。",
        ),
        sources: &[ANTIBODY],
        settings: &["route.*.remaining_work_passes_to_licensee"],
        default: default(
            ANTIBODY,
            "yes on routes of the modality antibody, no on others",
            "モダリティが抗体のルートでは適用し、他では適用しない",
        ),
    },
    Rule {
        id: "EXE-9",
        kind: Simulated,
        text: words(
            "Before a trial, the Office plans where, with whom and with which companies, and the \
             drug for it is made inside or bought; a vaccine's lots come out of its formulation.",
            "臨床試験に先立ち、戦略室が実施場所、協力者、企業の参画を計画し、GMP品を内作又は外注で準備する。\
             ワクチンのロットは製剤化の中で用意する。",
        ),
        sources: &[ANTIBODY, VACCINE, NUCLEIC_ACID],
        settings: &[NAMED],
        default: default(
            Assumption,
            "no such work beyond what the routes list",
            "ルートに記載がなければ行わない",
        ),
    },
    Rule {
        id: "EXE-10",
        kind: Simulated,
        text: words(
            "Nonclinical studies cover the substance itself, its fate and its harm in small and \
             large animals, and the dose for people. The Office buys them; the material for \
             them comes first.",
            "非臨床試験では、物性、げっ歯類と大動物での体内動態及び毒性を調べ、臨床での投与量を設定する。\
             戦略室が外注し、試験用のGMP品を先に準備する。",
        ),
        sources: &[Seed(1), ANTIBODY, BeyondTheSeed],
        settings: &[NAMED],
        default: default(
            Assumption,
            "no such work beyond what the routes list",
            "ルートに記載がなければ行わない",
        ),
    },
    Rule {
        id: "EXE-11",
        kind: Simulated,
        text: words(
            "The Office also talks to the regulator, PMDA, which takes some months. Where in the \
             route this comes is up to the scenario.",
            "戦略室はPMDAとの連携も担い、これに数か月を要する。ルートのどこに置くかはシナリオで定める。",
        ),
        sources: &[Seed(3)],
        settings: &[NAMED],
        default: default(
            Assumption,
            "no such work beyond what the routes list",
            "ルートに記載がなければ行わない",
        ),
    },
    Rule {
        id: "EXE-12",
        kind: Simulated,
        text: words(
            "Some work needs several things at the same time, as a screen needs place, machine \
             and people: it starts only when one institute has all of them free.",
            "HTSの準備のように、場所・機器・実施者等を同時に要する作業は、一つの機関でその全てが空いたときに始める。\
             評価系の構築には法規制への対応を含む。",
        ),
        sources: &[ANTIBODY, NUCLEIC_ACID],
        settings: &["route.*.stage.*.activity.*.needs", NAMED],
        default: default(
            Assumption,
            "work needs no function at all",
            "作業はどの機能も要しない",
        ),
    },
    Rule {
        id: "EXE-13",
        kind: Money,
        text: words(
            "A platform, as that for artificial nucleic acids, is built for the first theme that \
             needs it and is there for all later ones; each chooses its own library from it.",
            "人工核酸の基盤（モノマーライブラリーとポリメラーゼ）は最初のテーマのために一度だけ整備し、以後は共用する。\
             ライブラリーの選定はテーマごとに行う。",
        ),
        sources: &[NUCLEIC_ACID, Inference],
        settings: &["route.*.stage.*.activity.*.once"],
        default: default(
            Inference,
            "all work is done for each theme anew",
            "全ての作業をテーマごとに行う",
        ),
    },
    Rule {
        id: "EXE-14",
        kind: Simulated,
        text: words(
            "A first trial within the network is a stage that only some themes go through, where \
             that was decided for them; how it ends says whether they go on.",
            "早期臨床試験は任意の段階とし、実施を決めたテーマのみが経る。その結果により継続の可否を決める。",
        ),
        sources: &[Seed(3)],
        settings: &["route.*.stage.*.optional", "route.*.stage.*.included"],
        default: default(Assumption, "no stage is optional", "任意の段階を設けない"),
    },
];
