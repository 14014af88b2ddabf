//! What a text in Japanese owes its English: every number, every quoted id and key, and no English.

/// Words that Japanese writes in Latin letters.
const LATIN: [&str; 40] = [
    "A", "B", "CSV", "D", "DD", "DSANJ", "EUR", "FS", "GMP", "Go", "HTS", "I", "ID", "ISO", "JPY",
    "MiB", "No", "POC", "PMDA", "Poisson", "TOML", "USD", "UTF", "Z", "a", "b", "d", "e", "false",
    "id", "m", "max", "min", "ok", "p", "seed", "soyaku", "true", "z", "x",
];

/// What is wrong with `japanese` beside `english`; `None` where all is well.
pub fn fault(english: &str, japanese: &str) -> Option<String> {
    let untold = numbers(english)
        .into_iter()
        .find(|number| !numbers(japanese).contains(number));
    if let Some(number) = untold {
        return Some(format!("the number {number} is missing"));
    }
    let unquoted = quoted(english).find(|piece| !japanese.contains(piece));
    if let Some(piece) = unquoted {
        return Some(format!("{piece} is missing"));
    }
    let word = latin_words(japanese).find(|word| !LATIN.contains(&word.as_str()));
    word.map(|word| format!("{word:?} is English"))
}

/// Whole numbers and the digits around points, without leading zeros and commas.
fn numbers(text: &str) -> Vec<String> {
    let text = text.replace([',', '_'], "");
    let digits = text.split(|c: char| !c.is_ascii_digit());
    let digits = digits.filter(|digits| !digits.is_empty());
    digits
        .map(|digits| digits.trim_start_matches('0').to_owned())
        .collect()
}

/// Pieces between backquotes and between square brackets, with these.
fn quoted(text: &str) -> impl Iterator<Item = String> {
    let between = |open: char, close: char| {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((_, behind)) = rest.split_once(open) {
            let Some((piece, after)) = behind.split_once(close) else {
                break;
            };
            pieces.push(format!("{open}{piece}{close}"));
            rest = after;
        }
        pieces
    };
    let backquoted = between('`', '`').into_iter();
    let headers = between('[', ']').into_iter();
    backquoted.chain(headers.filter(|header| !header.contains(' ')))
}

/// The words in Latin letters that are neither quoted nor part of something written as in a file.
fn latin_words(japanese: &str) -> impl Iterator<Item = String> {
    let told = without_pieces(japanese);
    // A list of ids, an id alone, a path or a file name stands between these signs.
    let parts = told.split([
        '、', '：', '（', '）', '。', '～', '又', 'は', 'の', 'と', 'を', 'に',
    ]);
    let is_id = |part: &&str| {
        let part = part.trim();
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_alphanumeric() || "-_./*…".contains(c))
    };
    let words: Vec<String> = parts
        .filter(|part| !is_id(part))
        .flat_map(|part| part.split(|c: char| !(c.is_ascii_alphanumeric() || c == '\'')))
        .filter(|word| !word.is_empty() && !word.contains(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

/// The text without what stands between quotes, brackets and braces, and without assignments.
fn without_pieces(text: &str) -> String {
    let mut told = text.to_owned();
    for (open, close) in [('`', '`'), ('「', '」'), ('"', '"'), ('[', ']'), ('{', '}')] {
        let mut kept = String::new();
        let mut rest = told.as_str();
        while let Some((before, behind)) = rest.split_once(open) {
            kept += before;
            rest = behind.split_once(close).map_or("", |(_, after)| after);
        }
        told = kept + rest;
    }
    let words = told.split(' ').collect::<Vec<_>>();
    let assigns = |at: usize| words.get(at).is_some_and(|word| *word == "=");
    let kept = words.iter().enumerate();
    let kept = kept.filter(|(at, _)| !assigns(*at) && !assigns(at + 1));
    kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}
