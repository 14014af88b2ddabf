//! The request for the coming year, and targets (BUD-5).

use super::{Key, NAME, NAME_JA, Shape, Table, key, needed};
use crate::language::words;

const SOURCE: Key = key("source", Shape::Text, words("Where it comes from.", "出典"));

pub(super) static REQUEST: Table = Table {
    called: words("[request]", "[request]"),
    keys: &[
        key(
            "fiscal_year",
            Shape::Text,
            words(
                "The fiscal year requested, as `2015` or \"平成27年度\"; default: the one after the start.",
                "要求する年度。例：`2015`、\"平成27年度\"。既定：開始時の翌年度",
            ),
        ),
        key(
            "confidence",
            Shape::Number,
            words(
                "The probability with which the request is to suffice, between 0 and 1; default 0.8.",
                "要求額で足りる確率（0～1）。既定：0.8",
            ),
        ),
        key(
            "in_multiples_of",
            Shape::Whole(1, 1_000_000_000_000),
            words(
                "Amounts are requested in whole multiples of this; default 1.",
                "要求額の刻み。既定：1",
            ),
        ),
        key(
            "line",
            Shape::Keyed(&LINE),
            words(
                "What is known of items at institutes in the years before.",
                "機関・費目ごとの前年度以前の実績",
            ),
        ),
        key(
            "matter",
            Shape::Keyed(&MATTER),
            words(
                "What is requested without an amount (事項要求).",
                "事項要求",
            ),
        ),
    ],
};

static LINE: Table = Table {
    called: words("a line of the request", "要求の行"),
    keys: &[
        needed(
            "institute",
            Shape::Text,
            words("Whose cost it is.", "計上する機関"),
        ),
        needed("item", Shape::Text, words("The ledger item.", "費目")),
        key(
            "previous",
            Shape::Quantity,
            words(
                "The budget of the year before the one requested (前年度予算額).",
                "前年度予算額",
            ),
        ),
        key(
            "last_actual",
            Shape::Quantity,
            words(
                "What was spent two years before the one requested, the last year that is closed.",
                "前々年度の決算額",
            ),
        ),
    ],
};

static MATTER: Table = Table {
    called: words("a matter requested without an amount", "事項要求"),
    keys: &[NAME, NAME_JA],
};

pub(super) static TARGET: Table = Table {
    called: words("a target", "目標"),
    keys: &[
        NAME,
        NAME_JA,
        needed(
            "what",
            Shape::Word(&crate::model::Counted::WORDS),
            words("What is counted.", "数えるもの"),
        ),
        needed(
            "at_least",
            Shape::Whole(1, 1_000_000),
            words(
                "How many there are to be, those before the start included.",
                "目標値（開始前の件数を含む）",
            ),
        ),
        needed(
            "by",
            Shape::Text,
            words(
                "The last fiscal year that counts, as `2017` or \"平成29年度\".",
                "期限となる年度。例：`2017`、\"平成29年度\"",
            ),
        ),
        key(
            "before_start",
            Shape::Whole(0, 1_000_000),
            words(
                "How many there were before the start; default 0.",
                "開始前の件数。既定：0",
            ),
        ),
        SOURCE,
    ],
};
