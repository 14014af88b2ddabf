//! LIC: licensing out.

use super::Kind::{Money, Reported, Simulated};
use super::Source::{Assumption, BeyondTheSeed, Inference, Seed};
use super::{Rule, default, words};

pub(super) static RULES: [Rule; 15] = [
    Rule {
        id: "LIC-1",
        kind: Simulated,
        text: words(
            "Who becomes the licensee is found by a public call, open for a fixed time.",
            "導出先は公募により募る。公募には一定の期間を置く。",
        ),
        sources: &[Seed(4)],
        settings: &["licensing.call"],
        default: default(
            Assumption,
            "no call: an offer is taken up, or not, by its own odds",
            "公募を行わず、紹介ごとの確率で導出の成否が決まる",
        ),
    },
    Rule {
        id: "LIC-2",
        kind: Simulated,
        text: words(
            "Where several companies apply, they bid: the highest bid wins, or the proposer's \
             wish counts too.",
            "複数の企業が応募したときは入札による。最高額によるか、提案者の意向を加味するかを選ぶ。",
        ),
        sources: &[Seed(4)],
        settings: &["licensing.tender", "route.*.offer.*.bid"],
        default: default(
            Assumption,
            "the highest bid wins, at once",
            "直ちに最高額の企業に決まる",
        ),
    },
    Rule {
        id: "LIC-3",
        kind: Simulated,
        text: words(
            "Where nobody applies, the Office decides: research goes on and a later call is \
             made, a new call is made now, or the theme is given up.",
            "応募がなければ戦略室が判断する。研究を続けて次の段階の後に再び公募するか、直ちに再公募するか、\
             中止するかを決める。",
        ),
        sources: &[Seed(4), BeyondTheSeed],
        settings: &[
            "licensing.no_applicant",
            "licensing.applicants",
            "route.*.offer.*.applicants",
        ],
        default: default(
            Assumption,
            "research carries on to the next offer; a theme whose offers have all failed ends",
            "次の紹介まで研究を続ける。全ての紹介が不調なら終了する",
        ),
    },
    Rule {
        id: "LIC-4",
        kind: Simulated,
        text: words(
            "One company gets the licence, of one of three kinds. Kinds differ in price and in \
             the chance of agreement; the registered one also needs a granted patent and all \
             its owners.",
            "実施権は一社のみに許諾し、専用実施権、独占的通常実施権、再実施権付通常実施権のいずれかとする。\
             種類により対価と成約の見込みが異なり、専用実施権には特許の登録と共有者の同意を要する。",
        ),
        sources: &[Seed(4), BeyondTheSeed],
        settings: &["licensing.kind"],
        default: default(
            Assumption,
            "one kind, which changes neither price nor odds",
            "種類を区別せず、対価と確率に差はない",
        ),
    },
    Rule {
        id: "LIC-5",
        kind: Money,
        text: words(
            "It is settled who contributed what on the way to the licence, and what the licence \
             earns is divided between the institutes accordingly.",
            "導出までの貢献度を調整し、収入を研究機関ごとに配分する。機関内の配分は各機関の規定による。",
        ),
        sources: &[Seed(4), Inference],
        settings: &[
            "licensing.income.contribution",
            "licensing.income.institutes",
            "licensing.income",
        ],
        default: default(
            Assumption,
            "licences earn nothing",
            "導出による収入を扱わない",
        ),
    },
    Rule {
        id: "LIC-6",
        kind: Simulated,
        text: words(
            "The Office may find funds, subsidies or tax relief that take some risk off the \
             company. If it does, more companies apply, or part of the cost is carried.",
            "戦略室は、ファンド資金、助成金、税制優遇の活用を関係機関に働きかける。得られたときは応募が増え、\
             又は費用の一部が賄われる。",
        ),
        sources: &[Seed(4)],
        settings: &["licensing.risk_relief"],
        default: default(Assumption, "off", "適用しない"),
    },
    Rule {
        id: "LIC-7",
        kind: Reported(words(
            "in this book alone: every company is taken to have one",
            "本規則集にのみ示す。全ての企業がこれを満たすものとする",
        )),
        text: words(
            "The company names one contact for negotiation, contract and payment.",
            "企業側は、交渉、契約、対価の支払の窓口を一つにする。",
        ),
        sources: &[Seed(4)],
        settings: &[],
        default: None,
    },
    Rule {
        id: "LIC-8",
        kind: Simulated,
        text: words(
            "The company first studies the theme in secrecy, then terms are agreed with the \
             proposer, then data are examined, then the contract is made. Each step takes time \
             and may be the last.",
            "企業は秘密保持の下で実行可能性調査（FS）を行い、提案者と条件を合意し、データの精査（DD）を経て契約する。\
             各手順には期間を要し、不調に終わることがある。",
        ),
        sources: &[Seed(5)],
        settings: &[
            "licensing.feasibility_study",
            "licensing.terms",
            "licensing.due_diligence",
            "licensing.contract",
        ],
        default: default(
            Assumption,
            "no steps: the time and odds of an offer cover them all",
            "手順を分けず、紹介の期間と確率に含める",
        ),
    },
    Rule {
        id: "LIC-9",
        kind: Simulated,
        text: words(
            "A company that gives up after its study leaves its data behind. They count when \
             the Office decides how to go on, and in later calls.",
            "FS後に断念した企業は、データとその権利をネットワーク側に渡す。これを継続の判断と以後の公募に生かす。",
        ),
        sources: &[Seed(5)],
        settings: &["licensing.evidence_gain", "licensing.company_left"],
        default: default(
            Assumption,
            "the data change nothing; the next applicant is asked",
            "データは影響せず、次の応募企業に当たる",
        ),
    },
    Rule {
        id: "LIC-10",
        kind: Simulated,
        text: words(
            "A licence before the candidate drug is chosen is made with milestones on which the \
             licensee reports, and on which it pays.",
            "開発候補が決まる前の導出では、進捗報告を含むマイルストンを契約で定め、達成ごとに支払を受ける。",
        ),
        sources: &[Seed(5), BeyondTheSeed],
        settings: &[
            "route.*.candidate_stage",
            "licensing.income.early_upfront_share",
            "licensing.development.*.milestone",
        ],
        default: default(
            Assumption,
            "early licences are like late ones",
            "早い導出も遅い導出と同じに扱う",
        ),
    },
    Rule {
        id: "LIC-11",
        kind: Simulated,
        text: words(
            "Should the licensee give up on the way, the Office decides whether the network \
             takes the theme back, at the stage it has come to; what of that stage is done, or \
             under way, is not begun again.",
            "導出先が途中で断念したときは、戦略室がテーマを継承するかどうかを判断する。継承したテーマは到達した段階に戻り、\
             その段階で済んだ作業と進行中の作業はやり直さない。",
        ),
        sources: &[Seed(5), BeyondTheSeed],
        settings: &[
            "licensing.take_over",
            "licensing.development.*.gives_up_per_year",
        ],
        default: default(
            Assumption,
            "licensees do not give up; where one does, the theme ends",
            "導出先の断念はない。ある場合はテーマを終了する",
        ),
    },
    Rule {
        id: "LIC-12",
        kind: Money,
        text: words(
            "From the licence on, its patents are the licensee's to pay for.",
            "導出後、対象となる知財の出願と維持の費用は導出先が負担する。",
        ),
        sources: &[Seed(5)],
        settings: &["route.*.ip.passes_to_licensee", "route.*.ip.cost_per_year"],
        default: default(
            Seed(5),
            "so, where a patent costs anything and `passes_to_licensee` is not false",
            "特許の費用があれば適用する（`passes_to_licensee`がfalseの場合を除く）",
        ),
    },
    Rule {
        id: "LIC-13",
        kind: Reported(words(
            "in this book alone: it costs the network neither time nor money",
            "本規則集にのみ示す。ネットワーク側に期間も費用も生じない",
        )),
        text: words(
            "Proposer and licensee are free to do research together.",
            "提案者と導出先との共同研究は差し支えない。",
        ),
        sources: &[Seed(5)],
        settings: &[],
        default: None,
    },
    Rule {
        id: "LIC-14",
        kind: Simulated,
        text: words(
            "When the Office turns to companies depends on how far research has come, as the \
             plan for the theme says.",
            "戦略室が企業へ働きかける時期は、研究の進捗に応じ、テーマの戦略によって定める。",
        ),
        sources: &[Seed(4)],
        settings: &["route.*.offer.*.after", "route.*.exit_point"],
        default: default(
            Assumption,
            "no company is approached before the route ends",
            "ルートが終わるまで企業へ働きかけない",
        ),
    },
    Rule {
        id: "LIC-15",
        kind: Simulated,
        text: words(
            "A single applicant does not have to bid, and the company that is chosen does the \
             feasibility study itself.",
            "応募が一社のときは入札を行わない。FSは選ばれた企業が行う。",
        ),
        sources: &[BeyondTheSeed],
        settings: &[
            "licensing.tender.for_single_applicant",
            "licensing.tender",
            "licensing.feasibility_study",
        ],
        default: default(
            Assumption,
            "so, where there is a tender or a study and `for_single_applicant` is not true",
            "入札又はFSがあれば適用する（`for_single_applicant`がtrueの場合を除く）",
        ),
    },
];
