//! Awards, standing costs, purses, and what is known of the past (INC, BUD).

use super::{Key, NAME, NAME_JA, Shape, Table, key, needed};

/// Months by which payments fall due later; stands with activities and with items.
pub(super) const PAYMENT_LAG: Key = key(
    "payment_lag_months",
    Shape::Quantity,
    "Every payment falls due so much later; default: that of the item, else 0 (BUD-8).",
);

/// What the proposer has; stands with themes and with channels.
pub(super) const FUNDS: Key = key(
    "funds",
    Shape::Quantity,
    "What its proposer has for it: its first costs draw on that (SEL-5); default 0.",
);

const INSTITUTE: Key = needed("institute", Shape::Text, "Who books it.");
const ITEM: Key = needed("item", Shape::Text, "The ledger item.");

pub(super) static INCENTIVES: Table = Table {
    called: "[incentives]",
    keys: &[
        needed("institute", Shape::Text, "The Office, which books them."),
        key(
            "admission_award",
            Shape::Quantity,
            "To the proposer on admission; default 0 (INC-1).",
        ),
        key(
            "milestone_award",
            Shape::Quantity,
            "To the proposer for each milestone; default 0 (INC-2).",
        ),
        key(
            "supporter_award",
            Shape::Quantity,
            "To supporting researchers for each milestone; default 0 (INC-3).",
        ),
        key(
            "supporter_award_paid_by",
            Shape::Word(&["network", "institutes"]),
            "The Office, or the institutes by the slot-time they worked; default network (INC-3).",
        ),
        key(
            "meetings_per_year",
            Shape::Quantity,
            "Meetings a year per theme in the network; default 0 (INC-6).",
        ),
        key(
            "cost_per_meeting",
            Shape::Quantity,
            "What each costs, travel included; default 0 (INC-6).",
        ),
    ],
};

pub(super) static STANDING: Table = Table {
    called: "a standing cost",
    keys: &[
        NAME,
        NAME_JA,
        INSTITUTE,
        ITEM,
        needed(
            "amount_per_year",
            Shape::Quantity,
            "What a year costs; booked pro rata (BUD-4).",
        ),
        key("from", Shape::Date, "First day; default: the start."),
        key("until", Shape::Date, "Last day; default: the horizon."),
        key(
            "used_function",
            Shape::Text,
            "A paid database: work that needs this function uses it, at whatever institute.",
        ),
        key(
            "only_if_uses_per_year",
            Shape::Whole(0, 1_000_000),
            "Paid for a year when the year before had at least so many uses; else each use costs.",
        ),
        key(
            "uses_last_year",
            Shape::Whole(0, 1_000_000),
            "Uses in the year before the start; default 0.",
        ),
        key(
            "cost_per_use",
            Shape::Quantity,
            "What each use costs in a year that is not paid for; default 0.",
        ),
    ],
};

pub(super) static PURSE: Table = Table {
    called: "a purse",
    keys: &[
        NAME,
        NAME_JA,
        needed(
            "kind",
            Shape::Word(&["subsidy", "operating-grant", "own-income"]),
            "What becomes of what is left at a year's end: it lapses, is carried within the term, is carried (BUD-6).",
        ),
        key(
            "institutes",
            Shape::Texts,
            "The institutes whose costs it pays; default: all.",
        ),
        key("items", Shape::Texts, "The items it pays; default: all."),
        key(
            "request",
            Shape::Quantities,
            "What is requested, by fiscal year (BUD-1).",
        ),
        key(
            "request_per_year",
            Shape::Quantity,
            "What is requested in each fiscal year that `request` does not name.",
        ),
        key(
            "cut",
            Shape::Quantity,
            "The share of the request that is not granted, drawn per fiscal year; default 0 (BUD-3).",
        ),
        key(
            "holds_back",
            Shape::Boolean,
            "Whether it is a cap: work it cannot pay waits for money (BUD-2); default false.",
        ),
        key(
            "carry_over_approved",
            Shape::Quantity,
            "Of a subsidy: the chance that what work under way binds is carried over; default 0 (BUD-6).",
        ),
        key(
            "term_ends",
            Shape::Whole(1900, 2200),
            "Of an operating grant: the last fiscal year of its term; default: after the horizon (BUD-6).",
        ),
    ],
};

pub(super) static BUDGET: Table = Table {
    called: "[budget]",
    keys: &[
        key(
            "request_month",
            Shape::Whole(1, 12),
            "The month in which the next fiscal year is requested; default 8 (BUD-1).",
        ),
        key(
            "draft_month",
            Shape::Whole(1, 12),
            "The month of the government draft; default 12 (BUD-1).",
        ),
    ],
};

pub(super) static ACTUAL: Table = Table {
    called: "an actual amount",
    keys: &[
        key(
            "fiscal_year",
            Shape::Whole(1900, 2200),
            "The fiscal year of the start: what was spent of it before; needed without `paid_on` (BUD-9).",
        ),
        key(
            "paid_on",
            Shape::DateOrMonth,
            "The day on which it was paid, before the start, or the month, such as \"2013-04\".",
        ),
        INSTITUTE,
        ITEM,
        needed("amount", Shape::Quantity, "How much."),
    ],
};

pub(super) static SIGNED: Table = Table {
    called: "a signed payment",
    keys: &[
        INSTITUTE,
        ITEM,
        needed("due", Shape::Date, "The day on which it falls due."),
        needed("amount", Shape::Quantity, "How much."),
        key(
            "theme",
            Shape::Text,
            "The theme it is for, one that is there from the start.",
        ),
    ],
};
