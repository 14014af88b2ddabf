//! INC: incentives.

use super::Kind::{Money, Outside};
use super::Source::{Assumption, BeyondTheSeed, Inference, Seed};
use super::{Rule, default, words};

pub(super) static RULES: [Rule; 8] = [
    Rule {
        id: "INC-1",
        kind: Money,
        text: words(
            "A proposer whose theme is taken is given an award.",
            "テーマが採択された提案者に褒賞を支払う。",
        ),
        sources: &[Seed(6)],
        settings: &["incentives.admission_award"],
        default: default(Assumption, "no award", "褒賞はない"),
    },
    Rule {
        id: "INC-2",
        kind: Money,
        text: words(
            "The proposer is given an award for each milestone that the theme passes.",
            "テーマがマイルストンを達成するごとに、提案者に褒賞を支払う。",
        ),
        sources: &[Seed(6)],
        settings: &["incentives.milestone_award"],
        default: default(Assumption, "no award", "褒賞はない"),
    },
    Rule {
        id: "INC-3",
        kind: Money,
        text: words(
            "When a theme passes a milestone, the researchers who supported it are given an \
             award, divided by what they contributed.",
            "マイルストンの達成時に、支援研究を行った研究者へ貢献度に応じた褒賞を支払う。",
        ),
        sources: &[Seed(7)],
        settings: &[
            "incentives.supporter_award",
            "incentives.supporter_award_paid_by",
        ],
        default: default(
            Assumption,
            "no award; where there is one, the network pays it",
            "褒賞はない。設ける場合はネットワーク側が支払う",
        ),
    },
    Rule {
        id: "INC-4",
        kind: Money,
        text: words(
            "At the licence, and again when the drug is used in practice, the proposer holds a \
             share of the rights and so of what they earn.",
            "導出時及び実用化時に、提案者は貢献度に応じた知財の持分をもち、それに応じて収入を受ける。",
        ),
        sources: &[Seed(6), Inference],
        settings: &["licensing.income.proposer_share"],
        default: default(Assumption, "no share", "持分はない"),
    },
    Rule {
        id: "INC-5",
        kind: Money,
        text: words(
            "The network helps proposers to publish, with a plan, material and data. A paper \
             does not come out before the patent is filed.",
            "外部発表の戦略、発表用化合物の提供、データ取得により発表を支援する。発表は出願後とする。",
        ),
        sources: &[Seed(6), Seed(7), Inference],
        settings: &[
            "publication.cost",
            "publication.after_months",
            "publication.waits_for_filing",
        ],
        default: default(Assumption, "no publications", "外部発表を扱わない"),
    },
    Rule {
        id: "INC-6",
        kind: Money,
        text: words(
            "Proposers and supporting researchers meet regularly, and the network pays for the \
             meetings and the travel.",
            "提案者と支援研究者との打合せを定期的に行い、その開催費と旅費を負担する。",
        ),
        sources: &[Seed(6), Seed(7)],
        settings: &[
            "incentives.meetings_per_year",
            "incentives.cost_per_meeting",
        ],
        default: default(Assumption, "no meetings", "打合せはない"),
    },
    Rule {
        id: "INC-7",
        kind: Money,
        text: words(
            "A team kept together has to be paid in idle months too: a function costs at least \
             so much a year, used or not.",
            "雇用を安定させるため、支援の体制には稼働の有無にかかわらず年間の最低額を支払う。",
        ),
        sources: &[Seed(7), BeyondTheSeed],
        settings: &["institute.*.function.*.standing_cost_per_year"],
        default: default(
            BeyondTheSeed,
            "off: only what is used is paid",
            "適用しない。利用した分のみ支払う",
        ),
    },
    Rule {
        id: "INC-8",
        kind: Outside(words(
            "no number can be put on it",
            "数値で表すことができないため",
        )),
        text: words(
            "Taking part should count when researchers are assessed at home, be an honour, and \
             earn them the thanks of patients.",
            "参画を所属機関での評価に加味するよう働きかけ、名誉あるものとし、患者団体からの感謝の声を届ける。",
        ),
        sources: &[Seed(6), Seed(7)],
        settings: &[],
        default: None,
    },
];
