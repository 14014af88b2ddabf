//! What may be said of the worth of licences, and of the ranking of themes.

use super::{Shape, Table, key};
use crate::language::words;

pub(super) static VALUE: Table = Table {
    called: words("[value]", "[value]"),
    keys: &[
        key(
            "discount_rate",
            Shape::Quantity,
            words(
                "What a year takes off the worth of an amount, 0 to 1; default 0.",
                "1年で割り引く割合（0～1。既定は0）",
            ),
        ),
        key(
            "per_licence",
            Shape::Quantity,
            words(
                "The worth of a theme's first licence beyond income; default 0.",
                "テーマの最初の導出の価値（収入を除く。既定は0）",
            ),
        ),
        key(
            "per_launch",
            Shape::Quantity,
            words(
                "The worth of a launch beyond income; default 0.",
                "上市の価値（収入を除く。既定は0）",
            ),
        ),
        key(
            "income_counts",
            Shape::Boolean,
            words(
                "Whether income of licences counts, the proposer's share apart; default true.",
                "導出収入（提案者の配分を除く）を含めるか（既定はtrue）",
            ),
        ),
        key(
            "open",
            Shape::Quantities,
            words(
                "By stage id: the worth of a theme in it at the horizon; default: what going on can be expected to bring.",
                "段階のid別：期末時点でその段階にあるテーマの価値（既定は継続した場合の期待値）",
            ),
        ),
    ],
};

pub(super) static RANKING: Table = Table {
    called: words("[ranking]", "[ranking]"),
    keys: &[
        key(
            "years",
            Shape::Numbers,
            words(
                "Fiscal years at whose ends the chance of a licence is told; default: all.",
                "導出確率を示す年度（年度末時点。既定は全年度）",
            ),
        ),
        key(
            "criterion",
            Shape::Keyed(&CRITERION),
            words(
                "What is weighed; default: chance, time and cost, with [value] the expected value, at any weights.",
                "順位付けの評価項目（既定は導出確率・期間・費用、[value]があれば期待価値、重みは任意）",
            ),
        ),
        key(
            "order",
            Shape::Texts,
            words(
                "Criteria whose weights fall in this order; default: none.",
                "重みがこの順に小さくなる評価項目（既定はなし）",
            ),
        ),
    ],
};

static CRITERION: Table = Table {
    called: words("a criterion", "評価項目"),
    keys: &[
        key(
            "weight",
            Shape::Weight,
            words(
                "A share of the whole, a range such as [0.1, 0.4], or \"any\"; default any.",
                "全体に占める割合、範囲（例：[0.1, 0.4]）又は「any」（既定はany）",
            ),
        ),
        key(
            "worst",
            Shape::Number,
            words(
                "The value that counts 0; with `best`. Default: the worst of the themes' expectations.",
                "0点とする値（`best`と対。既定は各テーマの期待値のうち最も悪い値）",
            ),
        ),
        key(
            "best",
            Shape::Number,
            words(
                "The value that counts 1; with `worst`. Default: the best of the themes' expectations.",
                "1点とする値（`worst`と対。既定は各テーマの期待値のうち最も良い値）",
            ),
        ),
    ],
};
