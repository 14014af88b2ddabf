//! The chapter of licensing (LIC-1 to LIC-15).

use super::decisions::{COMPANY_LEFT, NO_APPLICANT, TAKE_OVER};
use super::{
    COST, COST_PER_MONTH, COST_TIMING, DURATION, ITEM_OF, Key, NAME, NAME_JA, NEEDS, PAYMENTS,
    PROVIDERS, SCORES, Shape, Table, key, money::PAYMENT_LAG, needed,
};

pub(super) static LICENSING: Table = Table {
    called: "[licensing]",
    keys: &[
        needed(
            "call",
            Shape::Table(&CALL),
            "The public call for a licensee (LIC-1).",
        ),
        key(
            "applicants",
            Shape::Table(&APPLICANTS),
            "How many companies apply; default: Poisson, with the mean of the offer.",
        ),
        key(
            "tender",
            Shape::Table(&TENDER),
            "The tender among several applicants; default: the highest bid wins at once (LIC-2).",
        ),
        key(
            "feasibility_study",
            Shape::Table(&STEP),
            "The company's feasibility study; absent: no time, never fails (LIC-8).",
        ),
        key(
            "terms",
            Shape::Table(&STEP),
            "Strategy and terms are agreed with the proposer; absent: no time, never fails (LIC-8).",
        ),
        key(
            "due_diligence",
            Shape::Table(&STEP),
            "The company's due diligence; absent: no time, never fails (LIC-8).",
        ),
        key(
            "contract",
            Shape::Table(&STEP),
            "The contract; absent: no time, never fails (LIC-8).",
        ),
        key(
            "evidence_gain",
            Shape::Quantity,
            "What a company that leaves after its feasibility study adds to the evidence; default 1 (LIC-9).",
        ),
        key(
            "kind",
            Shape::Table(&KINDS),
            "Kinds of licence; default: exclusive (LIC-4).",
        ),
        key(
            "income",
            Shape::Table(&INCOME),
            "How income is paid and divided (LIC-5, LIC-10, INC-4).",
        ),
        key(
            "risk_relief",
            Shape::Table(&RISK_RELIEF),
            "What the Office asks other bodies for at the first call; default: nothing (LIC-6).",
        ),
        key(
            "development",
            Shape::Keyed(&DEVELOPMENT),
            "Stages of the licensee's development in order; default: none.",
        ),
        key(
            "royalty",
            Shape::Table(&ROYALTY),
            "What a drug on the market pays; default: nothing.",
        ),
        key(
            "no_applicant",
            Shape::Keyed(&NO_APPLICANT),
            "What follows a call without applicant, first match decides; default: carry-on (LIC-3).",
        ),
        key(
            "company_left",
            Shape::Keyed(&COMPANY_LEFT),
            "What follows when a company has left, first match decides; default: next-applicant (LIC-9).",
        ),
        key(
            "take_over",
            Shape::Keyed(&TAKE_OVER),
            "What follows when a licensee gives up, first match decides; default: end (LIC-11).",
        ),
    ],
};

static CALL: Table = Table {
    called: "the call",
    keys: &[
        DURATION,
        NEEDS,
        PROVIDERS,
        COST,
        COST_PER_MONTH,
        COST_TIMING,
        PAYMENTS,
        PAYMENT_LAG,
        ITEM_OF,
    ],
};

static TENDER: Table = Table {
    called: "the tender",
    keys: &[
        DURATION,
        NEEDS,
        PROVIDERS,
        COST,
        COST_PER_MONTH,
        COST_TIMING,
        PAYMENTS,
        PAYMENT_LAG,
        ITEM_OF,
        key(
            "wish_weight",
            Shape::Quantity,
            "Weight of the proposer's wishes against the bid, 0 to 1; default 0 (LIC-2).",
        ),
    ],
};

static STEP: Table = Table {
    called: "a step of the company",
    keys: &[
        DURATION,
        key(
            "odds",
            Shape::Quantity,
            "Probability that the company goes on; default 1.",
        ),
        NEEDS,
        PROVIDERS,
        COST,
        COST_PER_MONTH,
        COST_TIMING,
        PAYMENTS,
        PAYMENT_LAG,
        ITEM_OF,
    ],
};

static APPLICANTS: Table = Table {
    called: "the number of applicants",
    keys: &[
        key(
            "spread",
            Shape::Word(&["poisson", "negative-binomial"]),
            "How the number varies around its mean; default poisson.",
        ),
        key(
            "dispersion",
            Shape::Quantity,
            "d of the variance m + d m^2 of a negative binomial number with mean m.",
        ),
        key(
            "per_evidence",
            Shape::Quantity,
            "Factor on the mean per unit of evidence; default 1 (LIC-9).",
        ),
        key(
            "per_previous_call",
            Shape::Quantity,
            "Factor on the mean per call before; default 1.",
        ),
        key(
            "modality",
            Shape::Quantities,
            "Factors on the mean by modality; default 1.",
        ),
        key(
            "area",
            Shape::Quantities,
            "Factors on the mean by disease area; default 1.",
        ),
        key(
            "score",
            Shape::Table(&SCORES),
            "Factors on the mean per point of a score above `reference_score`; default 1.",
        ),
        key(
            "reference_score",
            Shape::Quantity,
            "The score at which the factors of scores are 1; default 0.",
        ),
    ],
};

static KINDS: Table = Table {
    called: "[licensing.kind]",
    keys: &[
        key(
            "exclusive-registered",
            Shape::Table(&REGISTERED),
            "Exclusive and registered: needs a granted patent and the co-owners' consent.",
        ),
        key("exclusive", Shape::Table(&KIND), "Exclusive."),
        key(
            "sublicensing",
            Shape::Table(&KIND),
            "With the right to sublicense.",
        ),
    ],
};

const WEIGHT: Key = needed(
    "weight",
    Shape::Quantity,
    "How often it is agreed on, among the kinds that are possible.",
);
const PRICE_FACTOR: Key = key(
    "price_factor",
    Shape::Quantity,
    "Multiplies the upfront; default 1.",
);
const ODDS_RATIO: Key = key(
    "odds_ratio",
    Shape::Quantity,
    "Multiplies the odds p/(1-p) of the contract; default 1.",
);

static KIND: Table = Table {
    called: "a kind of licence",
    keys: &[WEIGHT, PRICE_FACTOR, ODDS_RATIO],
};

static REGISTERED: Table = Table {
    called: "the registered licence",
    keys: &[
        WEIGHT,
        PRICE_FACTOR,
        ODDS_RATIO,
        key(
            "grant_months",
            Shape::Quantity,
            "Months from filing to the grant of the patent; default 0.",
        ),
        key(
            "co_owner_consent",
            Shape::Quantity,
            "Probability that the co-owners consent, once per theme; default 1 (SEL-9).",
        ),
    ],
};

static INCOME: Table = Table {
    called: "the income of licences",
    keys: &[
        key(
            "early_upfront_share",
            Shape::Quantity,
            "Share of the upfront a licence pays before a candidate is fixed; default 1 (LIC-10).",
        ),
        key(
            "late_milestones",
            Shape::Boolean,
            "Whether licences pay milestones after a candidate is fixed too; default true (LIC-10).",
        ),
        key(
            "proposer_share",
            Shape::Quantity,
            "The proposer's share of all income; default 0 (INC-4).",
        ),
        key(
            "institutes",
            Shape::Word(&["by-work", "office"]),
            "Who has the rest: all by their work up to the licence, or the Office; default by-work (LIC-5).",
        ),
        key(
            "office",
            Shape::Text,
            "The institute of the Office, with institutes = \"office\".",
        ),
    ],
};

static RISK_RELIEF: Table = Table {
    called: "the risk relief",
    keys: &[
        needed(
            "odds",
            Shape::Quantity,
            "Probability that other bodies grant it.",
        ),
        key(
            "months",
            Shape::Quantity,
            "Months from the first call until that is known; default 0.",
        ),
        key(
            "applicants_factor",
            Shape::Quantity,
            "Factor on the mean number of applicants of later calls, if granted; default 1.",
        ),
        key(
            "carried_share",
            Shape::Quantity,
            "Share of the cost of `items` that others carry from then on; default 0.",
        ),
        key(
            "items",
            Shape::Texts,
            "Ledger items of which others carry a share.",
        ),
    ],
};

static DEVELOPMENT: Table = Table {
    called: "a stage of the licensee",
    keys: &[
        NAME,
        NAME_JA,
        key(
            "odds",
            Shape::Quantity,
            "Probability of technical success; default 1.",
        ),
        DURATION,
        key(
            "gives_up_per_year",
            Shape::Quantity,
            "Rate at which the licensee gives up for its own reasons; default 0 (LIC-11).",
        ),
        key(
            "milestone",
            Shape::Quantity,
            "Paid when it is passed; default 0 (LIC-10).",
        ),
        key(
            "launch",
            Shape::Boolean,
            "Whether passing it is the launch; default false.",
        ),
    ],
};

static ROYALTY: Table = Table {
    called: "the royalty",
    keys: &[
        needed("rate", Shape::Quantity, "Share of sales."),
        needed(
            "sales_per_year",
            Shape::Quantity,
            "Sales in a year, drawn once per licence.",
        ),
        needed(
            "years",
            Shape::Quantity,
            "For so many years from the launch.",
        ),
    ],
};
