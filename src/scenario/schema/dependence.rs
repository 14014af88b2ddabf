//! What may be said of a link.

use super::{NAME, NAME_JA, Shape, Table, key, needed};
use crate::language::words;

pub(super) static LINK: Table = Table {
    called: words("a link", "関連"),
    keys: &[
        NAME,
        NAME_JA,
        needed(
            "of",
            Shape::Word(&["outcomes", "ignorance"]),
            words(
                "Whether outcomes of themes hang together, or parameters nobody knows well.",
                "テーマの成否を関連付けるか、よく分からない値を関連付けるか",
            ),
        ),
        key(
            "share",
            Shape::Word(&["modality", "area", "target"]),
            words(
                "What themes share whose outcomes hang together; required with outcomes.",
                "成否が関連するテーマに共通するもの。`outcomes`では必須",
            ),
        ),
        key(
            "stages",
            Shape::Texts,
            words(
                "The stages whose outcomes hang together; default: all.",
                "成否が関連する段階（既定は全て）",
            ),
        ),
        key(
            "parameters",
            Shape::Texts,
            words(
                "Paths of parameters, `*` for any part; required with ignorance.",
                "値のパス。`*`は任意の部分を表す。`ignorance`では必須",
            ),
        ),
        needed(
            "loading",
            Shape::Quantity,
            words(
                "How strongly each hangs on the common factor, 0 to 1; its square is the correlation.",
                "共通の要因への依存の強さ（0～1）。二乗が相関となる",
            ),
        ),
    ],
};
