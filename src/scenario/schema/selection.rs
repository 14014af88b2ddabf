//! What may be said of selection: reviews, scrutiny, grants, withdrawals, publications.

use super::{ACTIVITY, Shape, Table, decisions, key, needed};

pub(super) static COUNCIL: Table = Table {
    called: "[council]",
    keys: &[
        key("dates", Shape::Dates, "The days on which it meets."),
        key(
            "every_months",
            Shape::Whole(1, 120),
            "It meets every so many months, instead of `dates`.",
        ),
        key(
            "first",
            Shape::Date,
            "The first day, with `every_months`; default: the start.",
        ),
    ],
};

pub(super) static SELECTION: Table = Table {
    called: "[selection]",
    keys: &[
        key(
            "review_every_months",
            Shape::Whole(1, 120),
            "The Office reviews every so many months; default 1 (GOV-2).",
        ),
        key(
            "first_review",
            Shape::Date,
            "The first review date; default: the start.",
        ),
        key(
            "review_dates",
            Shape::Dates,
            "The review dates, instead of `review_every_months`.",
        ),
        key(
            "council_confirms",
            Shape::Boolean,
            "Whether an admission waits for the next date of the Council; default false (GOV-2).",
        ),
        key(
            "activity",
            Shape::Keyed(&ACTIVITY),
            "Scrutiny and strategy before a decision (SEL-6, SEL-7).",
        ),
        key(
            "target_missing",
            Shape::Word(&["target-search", "send-back"]),
            "What happens to a theme without a target; default target-search (SEL-2).",
        ),
        key(
            "target_stage",
            Shape::Text,
            "The stage in which such a theme begins; default: the first of its route (SEL-2).",
        ),
        key(
            "return_months",
            Shape::Quantity,
            "Months until a theme that was sent back returns; default 12 (SEL-2).",
        ),
        key(
            "return_probability",
            Shape::Quantity,
            "Probability that it returns; default 1 (SEL-2).",
        ),
        key(
            "rights_required",
            Shape::Boolean,
            "Whether rights must be sorted before admission; default true (SEL-9).",
        ),
        key(
            "most_load",
            Shape::Quantity,
            "Deferred while its first stage finds this much in work and waiting per slot; absent: never (SEL-7).",
        ),
        key(
            "funds_per_year",
            Shape::Quantity,
            "What the network can add to the funds of new themes in a fiscal year; absent: any amount (SEL-5).",
        ),
        key(
            "order_of_support",
            Shape::Boolean,
            "Whether admission fixes who does what in the first stage; default false (SEL-12).",
        ),
        key(
            "admissions_per_review",
            Shape::Quantity,
            "At most so many are admitted on a review date; absent: any number.",
        ),
        key(
            "rule",
            Shape::Keyed(&decisions::SELECTION),
            "Criteria with thresholds, first match decides (SEL-2 to SEL-6).",
        ),
    ],
};

pub(super) static WITHDRAWAL: Table = Table {
    called: "[withdrawal]",
    keys: &[
        needed(
            "rate_per_year",
            Shape::Quantity,
            "Requests per year and theme in the network (SEL-10).",
        ),
        key(
            "consent",
            Shape::Keyed(&decisions::CONSENT),
            "Whether the network consents, first match decides; none: it does (SEL-10).",
        ),
    ],
};

pub(super) static PUBLICATION: Table = Table {
    called: "[publication]",
    keys: &[
        needed(
            "after_months",
            Shape::Quantity,
            "Months from admission to the publication that is planned (SEL-3).",
        ),
        key(
            "waits_for_filing",
            Shape::Boolean,
            "Whether it is put off until the patent is filed; default true (SEL-3).",
        ),
        key(
            "cost",
            Shape::Quantity,
            "What the network pays for it; default 0 (INC-5).",
        ),
        key(
            "institute",
            Shape::Text,
            "Who books the cost; required with one (INC-5).",
        ),
        key(
            "interest_factor",
            Shape::Quantity,
            "Multiplies the interest of companies where it precedes the filing; default 1 (SEL-3).",
        ),
    ],
};

pub(super) static GRANT: Table = Table {
    called: "the grant of a channel",
    keys: &[
        needed(
            "odds",
            Shape::Quantity,
            "Probability that it is awarded (SEL-11).",
        ),
        needed(
            "months",
            Shape::Quantity,
            "Months from the theme's arrival to the award.",
        ),
        key(
            "amount",
            Shape::Quantity,
            "What it adds to the funds of the theme; default 0.",
        ),
        key(
            "not_awarded",
            Shape::Word(&["ends", "goes-on"]),
            "What becomes of a theme without it; default goes-on.",
        ),
    ],
};
