//! Mistakes of syntax that are hardly ever made, in the parser's own words.
//!
//! The parser speaks English; what it may say of them is repeated here with its Japanese. Whatever
//! else it says, as a newer version may, is quoted.

use crate::diagnostic::Diagnostic;
use crate::language::{Text, Words, words};
use crate::text;

/// What the parser says of mistakes that are hardly ever made.
const RARE: [Words; 14] = [
    words(
        "`_` may only go between digits",
        "`_`は数字の間にのみ使えます",
    ),
    words("radix must be lowercase", "基数は小文字で書きます"),
    words(
        "integers with a radix cannot be signed",
        "基数を付けた整数に符号は付けられません",
    ),
    words("redundant numeric sign", "符号が余分です"),
    words("redundant integer number prefix", "数値の接頭辞が余分です"),
    words("too few unicode value digits", "文字コードの桁が足りません"),
    words("missing escaped value", "`\\`の後に文字がありません"),
    words("extra `=`", "`=`が余分です"),
    words("unexpected `=` in array", "一覧の中に`=`があります"),
    words("invalid comment character", "注釈に使えない文字があります"),
    words(
        "carriage return must be followed by newline",
        "行の終わりの文字が正しくありません",
    ),
    words(
        "keys cannot be multi-line basic strings",
        "キーを複数行の文字列にすることはできません",
    ),
    words(
        "keys cannot be multi-line literal strings",
        "キーを複数行の文字列にすることはできません",
    ),
    words(
        "cannot recurse further; max recursion depth met",
        "表と一覧の入れ子が深すぎます",
    ),
];

/// A message in the parser's own words, which are English where they are none of [`RARE`].
pub(super) fn rare(message: &str, expected: Option<&str>) -> Diagnostic {
    let known = RARE.iter().find(|known| known.english == message);
    let message = match known {
        Some(known) => Text::from(*known),
        None => text!(
            "{message}",
            "TOMLとして読めません（解析器の報告：「{message}」）"
        ),
    };
    let error = Diagnostic::error("syntax", message);
    match expected {
        Some(expected) => error.allowed(text!("{expected}", "「{expected}」")),
        None => error,
    }
}
