//! Lines that decide: conditions on what is known, and a decision.

use super::{Key, NAME, NAME_JA, Shape, Table, key, needed};
use crate::language::words;

const RULE: Key = key(
    "rule",
    Shape::Text,
    words(
        "The rule of the rule book it carries out; default: that of its list.",
        "該当する規則集の番号（既定はその一覧の規則）",
    ),
);
const CONDITIONS: Key = key(
    "when",
    Shape::Table(&WHEN),
    words(
        "All of it must hold; absent: always.",
        "全てを満たすときに当てはまる。なければ常に当てはまる",
    ),
);
const PROBABILITY: Key = key(
    "probability",
    Shape::Quantity,
    words(
        "How often the line fires where all holds; default 1.",
        "全てを満たすとき、この行が働く確率（既定は1）",
    ),
);

pub(super) static GATE: Table = Table {
    called: words("a Go/No-Go rule", "Go/No-Go判定"),
    keys: &[
        NAME,
        NAME_JA,
        RULE,
        CONDITIONS,
        PROBABILITY,
        needed(
            "decision",
            Shape::Word(&["go", "with-optional", "no-go"]),
            words("What it decides.", "判断の内容"),
        ),
    ],
};

pub(super) static NO_APPLICANT: Table = Table {
    called: words("a rule on calls without applicant", "応募がないときの規則"),
    keys: &[
        NAME,
        NAME_JA,
        RULE,
        CONDITIONS,
        PROBABILITY,
        needed(
            "decision",
            Shape::Word(&["carry-on", "call-again", "stop"]),
            words("What it decides.", "判断の内容"),
        ),
    ],
};

pub(super) static COMPANY_LEFT: Table = Table {
    called: words("a rule on companies that leave", "企業が断念したときの規則"),
    keys: &[
        NAME,
        NAME_JA,
        RULE,
        CONDITIONS,
        PROBABILITY,
        needed(
            "decision",
            Shape::Word(&["next-applicant", "call-again", "carry-on", "stop"]),
            words("What it decides.", "判断の内容"),
        ),
    ],
};

pub(super) static TAKE_OVER: Table = Table {
    called: words(
        "a rule on licensees that give up",
        "導出先が断念したときの規則",
    ),
    keys: &[
        NAME,
        NAME_JA,
        RULE,
        CONDITIONS,
        PROBABILITY,
        needed(
            "decision",
            Shape::Word(&["take-over", "end"]),
            words("What it decides.", "判断の内容"),
        ),
    ],
};

static WHEN: Table = Table {
    called: words("`when`", "`when`"),
    keys: &[
        key(
            "stage",
            Shape::Texts,
            words(
                "The stage it is in, or has just passed, is one of these.",
                "今いる段階又は終えたばかりの段階が、このいずれか",
            ),
        ),
        key(
            "modality",
            Shape::Texts,
            words("The modality is one of these.", "モダリティがこのいずれか"),
        ),
        key(
            "area",
            Shape::Texts,
            words(
                "The disease area is one of these.",
                "疾患領域がこのいずれか",
            ),
        ),
        key(
            "channel",
            Shape::Texts,
            words(
                "It came through one of these channels.",
                "応募経路がこのいずれか",
            ),
        ),
        key(
            "months_in_network_at_least",
            Shape::Quantity,
            words(
                "Months since it came to the network: at least this.",
                "ネットワークに届いてからの月数がこれ以上",
            ),
        ),
        key(
            "months_in_network_below",
            Shape::Quantity,
            words(
                "Months since it came to the network: below this.",
                "ネットワークに届いてからの月数がこれ未満",
            ),
        ),
        key(
            "spent_at_least",
            Shape::Quantity,
            words(
                "What its finished work and its patent have cost: at least this.",
                "終えた作業と特許の費用がこれ以上",
            ),
        ),
        key(
            "spent_below",
            Shape::Quantity,
            words(
                "What its finished work and its patent have cost: below this.",
                "終えた作業と特許の費用がこれ未満",
            ),
        ),
        key(
            "science_at_least",
            Shape::Quantity,
            words(
                "Its score for science: at least this.",
                "科学性の評点がこれ以上",
            ),
        ),
        key(
            "science_below",
            Shape::Quantity,
            words(
                "Its score for science: below this.",
                "科学性の評点がこれ未満",
            ),
        ),
        key(
            "feasibility_at_least",
            Shape::Quantity,
            words(
                "Its score for feasibility: at least this.",
                "実現性の評点がこれ以上",
            ),
        ),
        key(
            "feasibility_below",
            Shape::Quantity,
            words(
                "Its score for feasibility: below this.",
                "実現性の評点がこれ未満",
            ),
        ),
        key(
            "novelty_at_least",
            Shape::Quantity,
            words(
                "Its score for novelty: at least this.",
                "新規性の評点がこれ以上",
            ),
        ),
        key(
            "novelty_below",
            Shape::Quantity,
            words(
                "Its score for novelty: below this.",
                "新規性の評点がこれ未満",
            ),
        ),
        key(
            "unmet_need_at_least",
            Shape::Quantity,
            words(
                "Its score for unmet need: at least this.",
                "医療上の必要性の評点がこれ以上",
            ),
        ),
        key(
            "unmet_need_below",
            Shape::Quantity,
            words(
                "Its score for unmet need: below this.",
                "医療上の必要性の評点がこれ未満",
            ),
        ),
        key(
            "business_at_least",
            Shape::Quantity,
            words(
                "Its score for business prospects: at least this.",
                "事業性の評点がこれ以上",
            ),
        ),
        key(
            "business_below",
            Shape::Quantity,
            words(
                "Its score for business prospects: below this.",
                "事業性の評点がこれ未満",
            ),
        ),
        key(
            "priority_at_least",
            Shape::Quantity,
            words(
                "Its priority at the last review: at least this.",
                "直近の審査での優先度がこれ以上",
            ),
        ),
        key(
            "priority_below",
            Shape::Quantity,
            words(
                "Its priority at the last review: below this.",
                "直近の審査での優先度がこれ未満",
            ),
        ),
        key(
            "rank_at_least",
            Shape::Quantity,
            words(
                "Its place by priority among all themes at the last review, 1 = first: at least this.",
                "直近の審査での全テーマ中の順位（1が最上位）がこれ以上",
            ),
        ),
        key(
            "rank_below",
            Shape::Quantity,
            words(
                "Its place by priority among all themes at the last review, 1 = first: below this.",
                "直近の審査での全テーマ中の順位（1が最上位）がこれ未満",
            ),
        ),
        key(
            "load_at_least",
            Shape::Quantity,
            words(
                "In use and waiting per slot, of those whom its stage needs: at least this.",
                "段階が要する機関の、1枠当たりの作業中と待ちの件数がこれ以上",
            ),
        ),
        key(
            "load_below",
            Shape::Quantity,
            words(
                "In use and waiting per slot, of those whom its stage needs: below this.",
                "段階が要する機関の、1枠当たりの作業中と待ちの件数がこれ未満",
            ),
        ),
        key(
            "deferrals_at_least",
            Shape::Quantity,
            words(
                "How often it was deferred: at least this.",
                "保留された回数がこれ以上",
            ),
        ),
        key(
            "deferrals_below",
            Shape::Quantity,
            words(
                "How often it was deferred: below this.",
                "保留された回数がこれ未満",
            ),
        ),
        key(
            "times_sent_back_at_least",
            Shape::Quantity,
            words(
                "How often it was sent back: at least this.",
                "差し戻された回数がこれ以上",
            ),
        ),
        key(
            "times_sent_back_below",
            Shape::Quantity,
            words(
                "How often it was sent back: below this.",
                "差し戻された回数がこれ未満",
            ),
        ),
        key(
            "funds_missing_at_least",
            Shape::Quantity,
            words(
                "What its stage is expected to cost beyond the proposer's funds: at least this.",
                "段階の見込み費用のうち、提案者の資金で足りない額がこれ以上",
            ),
        ),
        key(
            "funds_missing_below",
            Shape::Quantity,
            words(
                "What its stage is expected to cost beyond the proposer's funds: below this.",
                "段階の見込み費用のうち、提案者の資金で足りない額がこれ未満",
            ),
        ),
        key(
            "calls_at_least",
            Shape::Quantity,
            words(
                "Calls for a licensee so far: at least this.",
                "これまでの公募の回数がこれ以上",
            ),
        ),
        key(
            "calls_below",
            Shape::Quantity,
            words(
                "Calls for a licensee so far: below this.",
                "これまでの公募の回数がこれ未満",
            ),
        ),
        key(
            "calls_without_applicant_at_least",
            Shape::Quantity,
            words(
                "Calls without an applicant in a row: at least this.",
                "応募のない公募が続いた回数がこれ以上",
            ),
        ),
        key(
            "calls_without_applicant_below",
            Shape::Quantity,
            words(
                "Calls without an applicant in a row: below this.",
                "応募のない公募が続いた回数がこれ未満",
            ),
        ),
        key(
            "evidence_at_least",
            Shape::Quantity,
            words(
                "Evidence left by companies: at least this.",
                "企業が残したデータの蓄積がこれ以上",
            ),
        ),
        key(
            "evidence_below",
            Shape::Quantity,
            words(
                "Evidence left by companies: below this.",
                "企業が残したデータの蓄積がこれ未満",
            ),
        ),
        key(
            "target_identified",
            Shape::Boolean,
            words("Its target is identified, or not.", "標的が同定済みか否か"),
        ),
        key(
            "rights_sorted",
            Shape::Boolean,
            words("Its rights are sorted, or not.", "権利関係が整理済みか否か"),
        ),
        key(
            "candidate_fixed",
            Shape::Boolean,
            words(
                "Its development candidate is fixed, or not.",
                "開発候補が決まっているか否か",
            ),
        ),
        key(
            "patent_filed",
            Shape::Boolean,
            words("Its patent is filed, or not.", "特許が出願済みか否か"),
        ),
        key(
            "failed_technically",
            Shape::Boolean,
            words(
                "What happened last to it was a technical failure, or not.",
                "直近の出来事が技術的な失敗か否か",
            ),
        ),
    ],
};

pub(super) static SELECTION: Table = Table {
    called: words("a rule of selection", "選考の規則"),
    keys: &[
        NAME,
        NAME_JA,
        RULE,
        CONDITIONS,
        PROBABILITY,
        needed(
            "decision",
            Shape::Word(&["admit", "defer", "decline", "send-back"]),
            words("What it decides.", "判断の内容"),
        ),
    ],
};

pub(super) static CONSENT: Table = Table {
    called: words("a rule of consent", "取下げへの同意の規則"),
    keys: &[
        NAME,
        NAME_JA,
        RULE,
        CONDITIONS,
        PROBABILITY,
        needed(
            "decision",
            Shape::Word(&["consent", "refuse"]),
            words("What it decides.", "判断の内容"),
        ),
    ],
};
