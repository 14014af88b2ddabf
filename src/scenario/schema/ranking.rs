//! What may be said of the worth of licences, and of the ranking of themes.

use super::{Shape, Table, key};

pub(super) static VALUE: Table = Table {
    called: "[value]",
    keys: &[
        key(
            "discount_rate",
            Shape::Quantity,
            "What a year takes off the worth of an amount, 0 to 1; default 0.",
        ),
        key(
            "per_licence",
            Shape::Quantity,
            "The worth of a theme's first licence beyond income; default 0.",
        ),
        key(
            "per_launch",
            Shape::Quantity,
            "The worth of a launch beyond income; default 0.",
        ),
        key(
            "income_counts",
            Shape::Boolean,
            "Whether income of licences counts, the proposer's share apart; default true.",
        ),
        key(
            "open",
            Shape::Quantities,
            "By stage id: the worth of a theme in it at the horizon; default: what going on can be expected to bring.",
        ),
    ],
};

pub(super) static RANKING: Table = Table {
    called: "[ranking]",
    keys: &[
        key(
            "years",
            Shape::Numbers,
            "Fiscal years at whose ends the chance of a licence is told; default: all.",
        ),
        key(
            "criterion",
            Shape::Keyed(&CRITERION),
            "What is weighed; default: chance, time and cost, with [value] the expected value, at any weights.",
        ),
        key(
            "order",
            Shape::Texts,
            "Criteria whose weights fall in this order; default: none.",
        ),
    ],
};

static CRITERION: Table = Table {
    called: "a criterion",
    keys: &[
        key(
            "weight",
            Shape::Weight,
            "A share of the whole, a range such as [0.1, 0.4], or \"any\"; default any.",
        ),
        key(
            "worst",
            Shape::Number,
            "The value that counts 0; with `best`. Default: the worst of the themes' expectations.",
        ),
        key(
            "best",
            Shape::Number,
            "The value that counts 1; with `worst`. Default: the best of the themes' expectations.",
        ),
    ],
};
