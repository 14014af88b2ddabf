//! SEL: collecting and selecting themes.

use super::Kind::Simulated;
use super::Source::{Annex, Assumption, BeyondTheSeed, Seed};
use super::{Rule, default, words};

/// The page of the seed on collecting and selecting.
const PAGE: super::Source = Annex("研究テーマの収集と選考");

pub(super) static RULES: [Rule; 12] = [
    Rule {
        id: "SEL-1",
        kind: Simulated,
        text: words(
            "Future themes arrive through channels such as funding agencies, consultation \
             meetings, matching events, technology transfer offices or a direct request. Each \
             channel brings so many a year, in its own mix.",
            "今後のテーマは、各省・資金配分機関、創薬シーズ相談会、DSANJ、IPSN、TLO、直接の申出等の応募経路から届く。\
             応募経路ごとに年間件数と内訳をもつ。",
        ),
        sources: &[PAGE],
        settings: &[
            "channel.*.rate_per_year",
            "channel.*.mix",
            "channel.*.areas",
            "channel.*.stages",
        ],
        default: default(
            Assumption,
            "no themes beyond those that are listed",
            "一覧にあるテーマのほかは届かない",
        ),
    },
    Rule {
        id: "SEL-2",
        kind: Simulated,
        text: words(
            "Whoever asks for support should have a target and a reason why a drug against it \
             would work. Without them a theme first goes through target search, or back to its \
             proposer, who may come again.",
            "支援の申出には、標的分子の同定と創薬理論を要する。これを欠くテーマは標的の探索・検証から始めるか、\
             提案者に差し戻して再度の申出を待つ。",
        ),
        sources: &[PAGE, BeyondTheSeed],
        settings: &[
            "selection.target_missing",
            "selection.target_stage",
            "selection.return_months",
            "selection.return_probability",
            "channel.*.target_identified",
            "theme.*.target_identified",
        ],
        default: default(
            Assumption,
            "every theme has its target",
            "全てのテーマで標的が同定済みとする",
        ),
    },
    Rule {
        id: "SEL-3",
        kind: Simulated,
        text: words(
            "Before a theme is taken, its patents are looked at, though none need be filed yet, \
             and the proposer's papers and talks are timed so that they spoil no filing.",
            "採択に当たり知財の状況を確認する。ただし出願済みであることは要しない。\
             論文や学会での発表は、出願を妨げないよう時期を調整する。",
        ),
        sources: &[PAGE],
        settings: &[
            "publication.after_months",
            "publication.waits_for_filing",
            "publication.interest_factor",
            "selection.rule.*.when.patent_filed",
        ],
        default: default(
            Assumption,
            "nothing is published that could spoil a filing",
            "出願を妨げる発表は行われないものとする",
        ),
    },
    Rule {
        id: "SEL-4",
        kind: Simulated,
        text: words(
            "A theme is asked what business it could become; poor prospects can rank it lower \
             or keep it out.",
            "将来の事業収益性を見込めるかを確認する。見込みの乏しいテーマは順位を下げ、又は採択しないことができる。",
        ),
        sources: &[PAGE],
        settings: &[
            "selection.rule.*.when.business_below",
            "selection.rule.*.when.business_at_least",
            "gate.*.when.business_below",
            "gate.*.when.business_at_least",
            "priority.weight.business",
        ],
        default: default(
            Assumption,
            "business prospects decide nothing",
            "事業収益性は判断に用いない",
        ),
    },
    Rule {
        id: "SEL-5",
        kind: Simulated,
        text: words(
            "What the proposer's own funds cover costs the network nothing; the rest must fit \
             into what the network has for new themes this year, or the theme waits.",
            "提案者の研究費で賄える分は、ネットワーク側の費用としない。残りが当該年度の新規テーマ枠に収まらなければ、\
             そのテーマは待つ。",
        ),
        sources: &[PAGE],
        settings: &[
            "selection.funds_per_year",
            "channel.*.funds",
            "theme.*.funds",
            "selection.rule.*.when.funds_missing_at_least",
            "selection.rule.*.when.funds_missing_below",
        ],
        default: default(
            Assumption,
            "proposers bring no funds, and the network has enough",
            "提案者の資金はなく、ネットワーク側の資金に不足はないものとする",
        ),
    },
    Rule {
        id: "SEL-6",
        kind: Simulated,
        text: words(
            "People who are not the proposer go through the rationale and through the assays, \
             how ready they are and whether they can work. That occupies reviewers, and takes \
             time.",
            "創薬理論と評価系は、提案者以外の者が準備状況と実行可能性を確かめる。\
             これには審査する側の人手と期間を要する。",
        ),
        sources: &[PAGE],
        settings: &["selection.activity"],
        default: default(
            Assumption,
            "review takes no time and nobody's capacity",
            "審査は期間も人手も要しないものとする",
        ),
    },
    Rule {
        id: "SEL-7",
        kind: Simulated,
        text: words(
            "Before a theme is taken it is settled who could support it, how, and whether they \
             have room. If they have none, the theme comes up again at a later review.",
            "採択前に、どの機関がどの支援を行うか、実行できるか、余力があるかを確認する。\
             余力がなければ、後の審査日に改めて諮る。",
        ),
        sources: &[PAGE, BeyondTheSeed],
        settings: &[
            "selection.most_load",
            "selection.rule.*.when.load_at_least",
            "selection.rule.*.when.load_below",
            "selection.activity",
        ],
        default: default(
            Assumption,
            "room is not asked for: an admitted theme waits in the queues",
            "余力は問わず、採択後に順番を待つ",
        ),
    },
    Rule {
        id: "SEL-8",
        kind: Simulated,
        text: words(
            "Themes are served in the order of a score made of what is thought of them, moved \
             up or down so that areas and stages come into the wanted balance.",
            "テーマの優先順位は評点の加重和を基礎とし、領域と研究段階が望ましい配分に近づくように上下させる。",
        ),
        sources: &[PAGE, BeyondTheSeed],
        settings: &[
            "priority.weight",
            "priority.balance_weight",
            "priority.balance",
            "priority.pipeline_weight",
            "priority.pipeline",
            "selection.admissions_per_review",
            "theme.*.priority",
            "channel.*.priority",
        ],
        default: default(
            Assumption,
            "all themes rank alike: first come, first served",
            "順位に差を設けず、到着順とする",
        ),
    },
    Rule {
        id: "SEL-9",
        kind: Simulated,
        text: words(
            "A theme can be taken only when the proposer's side has agreed among itself who \
             owns what, and speaks with one voice. That may take months.",
            "提案者側で権利関係が整理され窓口が一本化されるまでは採択できない。整理には数か月を要することがある。",
        ),
        sources: &[Seed(4)],
        settings: &[
            "selection.rights_required",
            "channel.*.rights_sorted",
            "channel.*.rights_months",
            "theme.*.rights_sorted",
            "theme.*.rights_months",
        ],
        default: default(
            Assumption,
            "rights are sorted when a theme comes; with [selection], a theme whose rights are not \
             waits",
            "申出の時点で権利関係は整理済みとする。[selection] があるときは、未整理のテーマは整理を待つ",
        ),
    },
    Rule {
        id: "SEL-10",
        kind: Simulated,
        text: words(
            "With its admission a theme is under contract. A proposer who later wants to leave \
             has to ask, and the network may say no.",
            "採択時に提案者と契約を結ぶ。途中で支援の中止を望む提案者は申し出て、ネットワーク側の同意を得なければならない。",
        ),
        sources: &[Seed(4), BeyondTheSeed],
        settings: &["withdrawal.rate_per_year", "withdrawal.consent"],
        default: default(
            Assumption,
            "nobody asks to withdraw; where somebody does, the network consents",
            "中止の申出はない。ある場合は同意する",
        ),
    },
    Rule {
        id: "SEL-11",
        kind: Simulated,
        text: words(
            "The Office is in touch with funding agencies while a grant is still being applied \
             for, so themes of this channel are early ones, and hang on the award.",
            "戦略室は研究費の応募・審査の段階から資金配分機関と連携する。この応募経路のテーマは早い段階にあり、\
             採否の結果に左右される。",
        ),
        sources: &[PAGE, BeyondTheSeed],
        settings: &["channel.*.grant"],
        default: default(
            Assumption,
            "themes come with their grants decided",
            "研究費の採否が決まった後に届くものとする",
        ),
    },
    Rule {
        id: "SEL-12",
        kind: Simulated,
        text: words(
            "On admission it is also agreed where support begins and which institute does what.",
            "採択時に、どの作業から支援を始め、どの機関が担うかを併せて定める。",
        ),
        sources: &[PAGE],
        settings: &["selection.order_of_support"],
        default: default(
            Assumption,
            "the institute is found when each piece of work is due, in the order listed",
            "担う機関は作業の時点で、記載の順に決める",
        ),
    },
];
