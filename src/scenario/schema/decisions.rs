//! Lines that decide: conditions on what is known, and a decision.

use super::{Key, NAME, NAME_JA, Shape, Table, key, needed};

const RULE: Key = key(
    "rule",
    Shape::Text,
    "The rule of the rule book it carries out; default: that of its list.",
);
const CONDITIONS: Key = key(
    "when",
    Shape::Table(&WHEN),
    "All of it must hold; absent: always.",
);
const PROBABILITY: Key = key(
    "probability",
    Shape::Quantity,
    "How often the line fires where all holds; default 1.",
);

pub(super) static GATE: Table = Table {
    called: "a Go/No-Go rule",
    keys: &[
        NAME,
        NAME_JA,
        RULE,
        CONDITIONS,
        PROBABILITY,
        needed(
            "decision",
            Shape::Word(&["go", "with-optional", "no-go"]),
            "What it decides.",
        ),
    ],
};

pub(super) static NO_APPLICANT: Table = Table {
    called: "a rule on calls without applicant",
    keys: &[
        NAME,
        NAME_JA,
        RULE,
        CONDITIONS,
        PROBABILITY,
        needed(
            "decision",
            Shape::Word(&["carry-on", "call-again", "stop"]),
            "What it decides.",
        ),
    ],
};

pub(super) static COMPANY_LEFT: Table = Table {
    called: "a rule on companies that leave",
    keys: &[
        NAME,
        NAME_JA,
        RULE,
        CONDITIONS,
        PROBABILITY,
        needed(
            "decision",
            Shape::Word(&["next-applicant", "call-again", "carry-on", "stop"]),
            "What it decides.",
        ),
    ],
};

pub(super) static TAKE_OVER: Table = Table {
    called: "a rule on licensees that give up",
    keys: &[
        NAME,
        NAME_JA,
        RULE,
        CONDITIONS,
        PROBABILITY,
        needed(
            "decision",
            Shape::Word(&["take-over", "end"]),
            "What it decides.",
        ),
    ],
};

static WHEN: Table = Table {
    called: "`when`",
    keys: &[
        key(
            "stage",
            Shape::Texts,
            "The stage it is in, or has just passed, is one of these.",
        ),
        key("modality", Shape::Texts, "The modality is one of these."),
        key("area", Shape::Texts, "The disease area is one of these."),
        key(
            "channel",
            Shape::Texts,
            "It came through one of these channels.",
        ),
        key(
            "months_in_network_at_least",
            Shape::Quantity,
            "Months since it came to the network: at least this.",
        ),
        key(
            "months_in_network_below",
            Shape::Quantity,
            "Months since it came to the network: below this.",
        ),
        key(
            "spent_at_least",
            Shape::Quantity,
            "What its finished work and its patent have cost: at least this.",
        ),
        key(
            "spent_below",
            Shape::Quantity,
            "What its finished work and its patent have cost: below this.",
        ),
        key(
            "science_at_least",
            Shape::Quantity,
            "Its score for science: at least this.",
        ),
        key(
            "science_below",
            Shape::Quantity,
            "Its score for science: below this.",
        ),
        key(
            "feasibility_at_least",
            Shape::Quantity,
            "Its score for feasibility: at least this.",
        ),
        key(
            "feasibility_below",
            Shape::Quantity,
            "Its score for feasibility: below this.",
        ),
        key(
            "novelty_at_least",
            Shape::Quantity,
            "Its score for novelty: at least this.",
        ),
        key(
            "novelty_below",
            Shape::Quantity,
            "Its score for novelty: below this.",
        ),
        key(
            "unmet_need_at_least",
            Shape::Quantity,
            "Its score for unmet need: at least this.",
        ),
        key(
            "unmet_need_below",
            Shape::Quantity,
            "Its score for unmet need: below this.",
        ),
        key(
            "business_at_least",
            Shape::Quantity,
            "Its score for business prospects: at least this.",
        ),
        key(
            "business_below",
            Shape::Quantity,
            "Its score for business prospects: below this.",
        ),
        key(
            "priority_at_least",
            Shape::Quantity,
            "Its priority at the last review: at least this.",
        ),
        key(
            "priority_below",
            Shape::Quantity,
            "Its priority at the last review: below this.",
        ),
        key(
            "rank_at_least",
            Shape::Quantity,
            "Its place by priority among all themes at the last review, 1 = first: at least this.",
        ),
        key(
            "rank_below",
            Shape::Quantity,
            "Its place by priority among all themes at the last review, 1 = first: below this.",
        ),
        key(
            "load_at_least",
            Shape::Quantity,
            "In use and waiting per slot, of those whom its stage needs: at least this.",
        ),
        key(
            "load_below",
            Shape::Quantity,
            "In use and waiting per slot, of those whom its stage needs: below this.",
        ),
        key(
            "deferrals_at_least",
            Shape::Quantity,
            "How often it was deferred: at least this.",
        ),
        key(
            "deferrals_below",
            Shape::Quantity,
            "How often it was deferred: below this.",
        ),
        key(
            "times_sent_back_at_least",
            Shape::Quantity,
            "How often it was sent back: at least this.",
        ),
        key(
            "times_sent_back_below",
            Shape::Quantity,
            "How often it was sent back: below this.",
        ),
        key(
            "funds_missing_at_least",
            Shape::Quantity,
            "What its stage is expected to cost beyond the proposer's funds: at least this.",
        ),
        key(
            "funds_missing_below",
            Shape::Quantity,
            "What its stage is expected to cost beyond the proposer's funds: below this.",
        ),
        key(
            "calls_at_least",
            Shape::Quantity,
            "Calls for a licensee so far: at least this.",
        ),
        key(
            "calls_below",
            Shape::Quantity,
            "Calls for a licensee so far: below this.",
        ),
        key(
            "calls_without_applicant_at_least",
            Shape::Quantity,
            "Calls without an applicant in a row: at least this.",
        ),
        key(
            "calls_without_applicant_below",
            Shape::Quantity,
            "Calls without an applicant in a row: below this.",
        ),
        key(
            "evidence_at_least",
            Shape::Quantity,
            "Evidence left by companies: at least this.",
        ),
        key(
            "evidence_below",
            Shape::Quantity,
            "Evidence left by companies: below this.",
        ),
        key(
            "target_identified",
            Shape::Boolean,
            "Its target is identified, or not.",
        ),
        key(
            "rights_sorted",
            Shape::Boolean,
            "Its rights are sorted, or not.",
        ),
        key(
            "candidate_fixed",
            Shape::Boolean,
            "Its development candidate is fixed, or not.",
        ),
        key(
            "patent_filed",
            Shape::Boolean,
            "Its patent is filed, or not.",
        ),
        key(
            "failed_technically",
            Shape::Boolean,
            "What happened last to it was a technical failure, or not.",
        ),
    ],
};

pub(super) static SELECTION: Table = Table {
    called: "a rule of selection",
    keys: &[
        NAME,
        NAME_JA,
        RULE,
        CONDITIONS,
        PROBABILITY,
        needed(
            "decision",
            Shape::Word(&["admit", "defer", "decline", "send-back"]),
            "What it decides.",
        ),
    ],
};

pub(super) static CONSENT: Table = Table {
    called: "a rule of consent",
    keys: &[
        NAME,
        NAME_JA,
        RULE,
        CONDITIONS,
        PROBABILITY,
        needed(
            "decision",
            Shape::Word(&["consent", "refuse"]),
            "What it decides.",
        ),
    ],
};
