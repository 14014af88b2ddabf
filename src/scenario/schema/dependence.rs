//! What may be said of a link.

use super::{NAME, NAME_JA, Shape, Table, key, needed};

pub(super) static LINK: Table = Table {
    called: "a link",
    keys: &[
        NAME,
        NAME_JA,
        needed(
            "of",
            Shape::Word(&["outcomes", "ignorance"]),
            "Whether outcomes of themes hang together, or parameters nobody knows well.",
        ),
        key(
            "share",
            Shape::Word(&["modality", "area", "target"]),
            "What themes share whose outcomes hang together; required with outcomes.",
        ),
        key(
            "stages",
            Shape::Texts,
            "The stages whose outcomes hang together; default: all.",
        ),
        key(
            "parameters",
            Shape::Texts,
            "Paths of parameters, `*` for any part; required with ignorance.",
        ),
        needed(
            "loading",
            Shape::Quantity,
            "How strongly each hangs on the common factor, 0 to 1; its square is the correlation.",
        ),
    ],
};
