//! A one-off change from the command line, `--set key=value`, as a tree of its own.
//!
//! The value is written as in TOML; a bare word that is none is text, since a shell takes quotes
//! away. The argument is a source text like a file, so that every later message can point into it.

use super::overlay::not_a_key;
use super::path::placed_segments;
use super::toml_tree::parse_text;
use super::{Entries, Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources, Span, quoted};
use crate::language::{Text, words};
use crate::text;

/// Characters that only TOML itself has a meaning for: a value with one of them is no bare word.
const SIGNS: &[char] = &['"', '\'', '[', ']', '{', '}', '=', '#', ','];

/// What a source of a one-off change is called, `number` from 1.
fn source_name(number: usize) -> String {
    format!("--set[{number}]")
}

/// The tree that the change `argument` sets; it is the `number`-th, from 1.
///
/// # Errors
///
/// `not-a-setting` without a key, a `=` or a value, `not-a-key` for a key that is none, and those of
/// TOML for a value that is neither TOML nor a bare word. There is no tree then.
pub(super) fn parse_set(
    argument: &str,
    number: usize,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let file = sources.add(source_name(number), argument);
    // What is shown has lost a byte order mark.
    let argument = sources.text(file).to_owned();
    let Some(equals) = equals_sign(&argument) else {
        let whole = Span::new(file, 0..argument.len());
        diagnostics.push(not_a_setting(&argument).at(whole));
        return None;
    };
    let (key, value) = (&argument[..equals], &argument[equals + 1..]);
    let indent = key.len() - key.trim_start().len();
    let key = key.trim();
    if key.is_empty() || value.trim().is_empty() {
        let whole = Span::new(file, 0..argument.len());
        diagnostics.push(not_a_setting(&argument).at(whole));
        return None;
    }
    let segments = match placed_segments(key) {
        Ok(segments) => segments,
        Err(why) => {
            let span = Span::new(file, indent..indent + key.len());
            diagnostics.push(not_a_key(key, why.words()).at(span));
            return None;
        }
    };
    let start = equals + 1 + value.len() - value.trim_start().len();
    let span = Span::new(file, start..start + value.trim().len());
    let mut node = value_node(&argument, equals, span, diagnostics)?;
    for (segment, place) in segments.into_iter().rev() {
        let place = Span::new(file, place.start + indent..place.end + indent);
        let entry = node.with_key(place);
        node = Node::new(Value::Table(Entries::from_iter([(segment, entry)])), place);
    }
    Some(node)
}

/// Where the `=` outside quotes stands.
fn equals_sign(argument: &str) -> Option<usize> {
    let mut within = false;
    let mut escaped = false;
    for (at, byte) in argument.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if within => escaped = true,
            b'"' => within = !within,
            b'=' if !within => return Some(at),
            _ => {}
        }
    }
    None
}

/// The value behind the `=`, which stands on `span`.
fn value_node(
    argument: &str,
    equals: usize,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    // The same bytes at the same places, with a key that TOML knows.
    let key = format!("k{}", " ".repeat(equals.saturating_sub(1)));
    let document = key + &argument[equals..];
    let mut found = Diagnostics::new();
    let tree = parse_text(&document, span.file, &mut found);
    let written = &argument[span.range()];
    let only = tree.entries().filter(|entries| entries.len() == 1);
    match only.and_then(|entries| entries.get("k")) {
        Some(node) if !found.has_errors() => return Some(node.clone()),
        _ if found.iter().all(|found| SYNTAX.contains(&found.code))
            && !written.contains(SIGNS)
            && !written.contains('\n') =>
        {
            return Some(Node::new(Value::Text(written.to_owned()), span));
        }
        _ => {}
    }
    if found.has_errors() {
        diagnostics.append(found);
    } else {
        diagnostics.push(not_a_setting(argument).at(span));
    }
    None
}

/// What TOML says of a bare word.
const SYNTAX: [&str; 3] = ["syntax", "unquoted-text", "set-twice"];

fn not_a_setting(argument: &str) -> Diagnostic {
    let argument = Text::same(quoted(argument));
    let message = text!(
        "{argument} is not a setting and its value",
        "{argument}は設定とその値になっていません";
        argument
    );
    Diagnostic::error("not-a-setting", message)
        .allowed(words(
            "one key, `=`, and one value",
            "キー、`=`、値を一つずつ",
        ))
        .help(words(
            "write it as in `--set institute.NIBIO.function.hts.slots=3`",
            "次のように書いてください：`--set institute.NIBIO.function.hts.slots=3`",
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::render;
    use crate::language::Language;

    /// The leaves that an argument sets, each with what stands at its span and key span; messages.
    fn told(argument: &str) -> (Vec<String>, String) {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let tree = parse_set(argument, 1, &mut sources, &mut diagnostics);
        let leaves = tree.as_ref().map(|tree| {
            let told = tree.leaves().map(|(path, node)| {
                format!(
                    "{path} = {} <{}> <{}>",
                    node.describe().english,
                    sources.slice(node.key_span),
                    sources.slice(node.span)
                )
            });
            told.collect()
        });
        let messages = render(&diagnostics, &sources, false, Language::English);
        (leaves.unwrap_or_default(), messages)
    }

    fn leaf(argument: &str) -> String {
        let (leaves, messages) = told(argument);
        assert_eq!(messages, "", "{argument}");
        leaves.join("; ")
    }

    #[test]
    fn a_value_is_toml_and_a_bare_word_is_text() {
        assert_eq!(leaf("a.b=3"), "a.b = the number 3 <b> <3>");
        assert_eq!(leaf("a = 0.5 "), "a = the number 0.5 <a> <0.5>");
        assert_eq!(leaf("a.外注.x=true"), "a.外注.x = true <x> <true>");
        assert_eq!(leaf("a=high"), "a = the text `high` <a> <high>");
        assert_eq!(leaf("a=\"high\""), "a = the text `high` <a> <\"high\">");
        assert_eq!(
            leaf("a=平成27年度"),
            "a = the text `平成27年度` <a> <平成27年度>"
        );
        assert_eq!(
            leaf("a=2015-04-01"),
            "a = the date 2015-04-01 <a> <2015-04-01>"
        );
        assert_eq!(leaf("a=2015-04"), "a = the text `2015-04` <a> <2015-04>");
        assert_eq!(
            leaf("a.\"b=c\"={ beta = [1, 2] }"),
            "a.\"b=c\".beta.0 = the number 1 <1> <1>; a.\"b=c\".beta.1 = the number 2 <2> <2>"
        );
        assert_eq!(leaf("k=1"), "k = the number 1 <k> <1>");
    }

    #[test]
    fn what_is_no_setting_sets_nothing() {
        for (argument, code) in [
            ("", "not-a-setting"),
            ("a", "not-a-setting"),
            ("=3", "not-a-setting"),
            ("a=", "not-a-setting"),
            ("a=1\nb=2", "not-a-setting"),
            ("a.=2", "not-a-key"),
            ("a b=2", "not-a-key"),
            ("a={ beta = [1, 2 }", "syntax"),
            ("a=[1", "syntax"),
            ("a=nan", "not-finite"),
        ] {
            let (leaves, messages) = told(argument);
            assert_eq!(leaves, Vec::<String>::new(), "{argument}");
            assert!(
                messages.starts_with(&format!("error[{code}]")),
                "{argument}: {messages}"
            );
        }
    }
}
