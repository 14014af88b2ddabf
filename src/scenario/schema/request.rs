//! The request for the coming year, and targets (BUD-5).

use super::{Key, NAME, NAME_JA, Shape, Table, key, needed};

const SOURCE: Key = key("source", Shape::Text, "Where it comes from.");

pub(super) static REQUEST: Table = Table {
    called: "[request]",
    keys: &[
        key(
            "fiscal_year",
            Shape::Text,
            "The fiscal year requested, as `2015` or \"平成27年度\"; default: the one after the start.",
        ),
        key(
            "confidence",
            Shape::Number,
            "The probability with which the request is to suffice, between 0 and 1; default 0.8.",
        ),
        key(
            "in_multiples_of",
            Shape::Whole(1, 1_000_000_000_000),
            "Amounts are requested in whole multiples of this; default 1.",
        ),
        key(
            "line",
            Shape::Keyed(&LINE),
            "What is known of items at institutes in the years before.",
        ),
        key(
            "matter",
            Shape::Keyed(&MATTER),
            "What is requested without an amount (事項要求).",
        ),
    ],
};

static LINE: Table = Table {
    called: "a line of the request",
    keys: &[
        needed("institute", Shape::Text, "Whose cost it is."),
        needed("item", Shape::Text, "The ledger item."),
        key(
            "previous",
            Shape::Quantity,
            "The budget of the year before the one requested (前年度予算額).",
        ),
        key(
            "last_actual",
            Shape::Quantity,
            "What was spent two years before the one requested, the last year that is closed.",
        ),
    ],
};

static MATTER: Table = Table {
    called: "a matter requested without an amount",
    keys: &[NAME, NAME_JA],
};

pub(super) static TARGET: Table = Table {
    called: "a target",
    keys: &[
        NAME,
        NAME_JA,
        needed(
            "what",
            Shape::Word(&crate::model::Counted::WORDS),
            "What is counted.",
        ),
        needed(
            "at_least",
            Shape::Whole(1, 1_000_000),
            "How many there are to be, those before the start included.",
        ),
        needed(
            "by",
            Shape::Text,
            "The last fiscal year that counts, as `2017` or \"平成29年度\".",
        ),
        key(
            "before_start",
            Shape::Whole(0, 1_000_000),
            "How many there were before the start; default 0.",
        ),
        SOURCE,
    ],
};
