//! A TOML file as a tree of leaves.
//!
//! The `toml` crate parses, recovers from mistakes and keeps positions; this module turns what it
//! found into [`Node`]s and refuses what a scenario cannot hold: numbers that are not finite or too
//! large, times of day, one id for two things, nesting beyond any sense.
//!
//! Why not `serde`: a decoder that knows the keys cannot merge files first, and loses positions in
//! everything flattened or untagged.

use toml::Spanned;
use toml::de::{DeFloat, DeInteger, DeTable, DeValue};
use toml::value::Datetime;

use super::toml_syntax::{Flaws, report};
use super::tree::DEEPEST;
use super::{Entries, Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Sources, Span, quoted};
use crate::language::words;
use crate::text;

/// Reads a TOML text that was added to `sources` as `file`.
///
/// What is wrong goes to `diagnostics`, and all that can be understood is returned: a leaf with an
/// error of its own is missing from the tree, so that a caller who goes on in spite of errors may
/// find keys missing that are there. A whole number beyond 64 bits stays as the nearest number, and
/// a date with a time of day as its day.
///
/// # Errors
///
/// The codes are `syntax`, `unquoted-text`, `unquoted-key`, `set-twice`, `duplicate-id`,
/// `missing-id`, `number-too-large`, `not-finite`, `date-with-time`, `nested-too-deeply`.
pub fn parse_toml(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Node {
    parse_text(sources.text(file), file, diagnostics)
}

/// The same of a text whose bytes stand at the same places in `file`.
pub(super) fn parse_text(text: &str, file: FileId, diagnostics: &mut Diagnostics) -> Node {
    let (document, errors) = DeTable::parse_recoverable(text);
    let flaws = report(&errors, document.get_ref(), text, file, diagnostics);
    let mut reader = Reader {
        text,
        file,
        flaws,
        diagnostics,
    };
    let (entries, _) = reader.table(document.get_ref(), 0);
    Node::new(Value::Table(entries), Span::beginning(file))
}

/// The state of a reading.
struct Reader<'a> {
    text: &'a str,
    file: FileId,
    /// Where the parser found mistakes: nothing more is said of values there.
    flaws: Flaws,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// The entries of a table, and the first byte that contributes to it.
    ///
    /// The parser gives `[a]` after `[a.b]` and `[c]` the place of its own header; here it has the
    /// place where `a` was first named.
    fn table(&mut self, table: &DeTable<'_>, depth: usize) -> (Entries, u32) {
        let mut placed: Vec<(u32, String, Node)> = Vec::with_capacity(table.len());
        for (key, value) in table {
            let key_span = self.span(key);
            if let Some((node, first)) = self.node(value, key_span, depth + 1) {
                placed.push((first, key.get_ref().to_string(), node));
            }
        }
        placed.sort_by_key(|(first, ..)| *first);
        let first = placed.first().map_or(u32::MAX, |(first, ..)| *first);
        (
            placed
                .into_iter()
                .map(|(_, key, node)| (key, node))
                .collect(),
            first,
        )
    }

    /// The node of a value, and the first byte that contributes to it.
    fn node(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key_span: Span,
        depth: usize,
    ) -> Option<(Node, u32)> {
        let span = self.span(value);
        let mut first = span.start;
        let value = match value.get_ref() {
            DeValue::Boolean(value) => Value::Boolean(*value),
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => self.integer(number, span)?,
            DeValue::Float(number) => self.float(number, span)?,
            DeValue::Datetime(date) => self.date(date, span)?,
            DeValue::Array(_) | DeValue::Table(_) if depth > DEEPEST => return self.too_deep(span),
            DeValue::Array(elements) => Value::List(self.list(elements, depth)),
            DeValue::Table(table) => {
                let (entries, beginning) = self.table(table, depth);
                first = first.min(beginning);
                Value::Table(entries)
            }
        };
        let flawed = value_is_single(&value) && self.flaws.touch(span);
        (!flawed).then(|| (Node::new(value, span).with_key(key_span), first))
    }

    fn integer(&mut self, number: &DeInteger<'_>, span: Span) -> Option<Value> {
        if let Ok(value) = i64::from_str_radix(number.as_str(), number.radix()) {
            return Some(Value::Integer(value));
        }
        let found = quoted(self.slice(span));
        self.say(
            Diagnostic::error(
                "number-too-large",
                text!(
                    "{found} is too large for a whole number",
                    "{found}は整数として大きすぎます"
                ),
            )
            .at(span)
            .allowed(text!("{} to {}", "{}～{}", i64::MIN, i64::MAX)),
        );
        number
            .as_str()
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
            .map(Value::Float)
    }

    fn float(&mut self, number: &DeFloat<'_>, span: Span) -> Option<Value> {
        if let Some(value) = number
            .as_str()
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
        {
            return Some(Value::Float(value));
        }
        let found = quoted(self.slice(span));
        self.say(
            Diagnostic::error(
                "not-finite",
                text!(
                    "{found} is not a number to calculate with",
                    "{found}は計算に使える数値ではありません"
                ),
            )
            .at(span)
            .allowed(words(
                "finite numbers, up to about 1.8e308",
                "有限の数値（約1.8e308まで）",
            )),
        );
        None
    }

    fn date(&mut self, found: &Datetime, span: Span) -> Option<Value> {
        let date = found.date.and_then(|date| {
            let year = i16::try_from(date.year).ok()?;
            jiff::civil::Date::new(
                year,
                i8::try_from(date.month).ok()?,
                i8::try_from(date.day).ok()?,
            )
            .ok()
        });
        if found.time.is_some() || found.offset.is_some() {
            let written = quoted(self.slice(span));
            let (message, help) = match date {
                Some(date) => (
                    text!(
                        "{written} has a time of day",
                        "{written}に時刻が付いています"
                    ),
                    text!("write {date}", "{date}と記入してください"),
                ),
                None => (
                    text!(
                        "{written} is a time, not a date",
                        "{written}は時刻で、日付ではありません"
                    ),
                    text!(
                        "write a date such as 2013-04-01",
                        "日付を記入してください（例：2013-04-01）"
                    ),
                ),
            };
            let error = Diagnostic::error("date-with-time", message).at(span);
            let allowed = words(
                "dates, without time and time zone",
                "時刻も時差も付けない日付",
            );
            self.say(error.allowed(allowed).help(help));
        }
        date.map(Value::Date)
    }

    fn too_deep<T>(&mut self, span: Span) -> Option<T> {
        let message = text!(
            "tables and lists are nested more than {DEEPEST} deep",
            "表と一覧の入れ子が{DEEPEST}段を超えています"
        );
        self.say(Diagnostic::error("nested-too-deeply", message).at(span));
        None
    }

    /// The elements of a list, keyed by their ids where each has one.
    fn list(&mut self, elements: &[Spanned<DeValue<'_>>], depth: usize) -> Entries {
        let nodes: Vec<Node> = elements
            .iter()
            .filter_map(|element| self.node(element, self.span(element), depth + 1))
            .map(|(node, _)| node)
            .collect();
        let named = nodes.iter().filter(|node| id_of(node).is_some()).count();
        if named > 0 && named == nodes.len() {
            return self.keyed(nodes);
        }
        if nodes.iter().any(|node| node.get("id").is_some()) {
            for node in nodes.iter().filter(|node| id_of(node).is_none()) {
                self.missing_id(node);
            }
        }
        Entries::positions(nodes)
    }

    /// Elements under their ids; the first of two that share one stays.
    fn keyed(&mut self, nodes: Vec<Node>) -> Entries {
        let mut entries = Entries::new();
        for mut node in nodes {
            let Some((id, key_span)) = id_of(&node).map(|(id, span)| (id.to_owned(), span)) else {
                continue;
            };
            if let Value::Table(table) = &mut node.value {
                table.remove("id");
            }
            match entries.get(&id) {
                Some(first) => {
                    let text = node.as_text().is_some();
                    let help = if text {
                        words("remove one of the two", "どちらか一方を削除してください")
                    } else {
                        words(
                            "give one of them another id",
                            "どちらかのidを変えてください",
                        )
                    };
                    let diagnostic = duplicate_id(&id, key_span, first.key_span).help(help);
                    self.say(diagnostic);
                }
                None => drop(entries.insert(id, node.with_key(key_span))),
            }
        }
        entries
    }

    fn missing_id(&mut self, node: &Node) {
        let diagnostic = match node.get("id") {
            Some(id) => Diagnostic::error(
                "missing-id",
                text!(
                    "{0} is no id: an id is text",
                    "{0}はidになりません（idは文字列）",
                    quoted(self.slice(id.span))
                ),
            )
            .at(id.span)
            .help(text!(
                "write \"{0}\"",
                "\"{0}\"と記入してください",
                self.slice(id.span)
            )),
            None => Diagnostic::error(
                "missing-id",
                words(
                    "this entry of the list has no `id`, others have one",
                    "一覧のほかの要素には`id`がありますが、この要素にはありません",
                ),
            )
            .at(node.span)
            .help(words(
                "add `id = \"…\"`, a name that no other entry of the list has",
                "`id = \"…\"`を追加してください（一覧の中で重ならない名前）",
            )),
        };
        self.say(diagnostic);
    }

    /// Reports a mistake, unless the parser reported one at the same place.
    fn say(&mut self, diagnostic: Diagnostic) {
        if !diagnostic.span.is_some_and(|span| self.flaws.touch(span)) {
            self.diagnostics.push(diagnostic);
        }
    }

    fn span<T>(&self, spanned: &Spanned<T>) -> Span {
        Span::new(self.file, spanned.span())
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}

fn value_is_single(value: &Value) -> bool {
    !matches!(value, Value::Table(_) | Value::List(_))
}

/// The id of a list's element, and where it stands: the text itself, or the `id` of a table.
fn id_of(node: &Node) -> Option<(&str, Span)> {
    match &node.value {
        Value::Text(text) => Some((text, node.span)),
        Value::Table(table) => table
            .get("id")
            .and_then(|id| Some((id.as_text()?, id.span))),
        _ => None,
    }
}

/// The message about an id that two things share.
pub(super) fn duplicate_id(id: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        "duplicate-id",
        text!("{} is used twice", "{}が2回使われています", quoted(id)),
    )
    .at(again)
    .label(words("again here", "ここで再び使用"))
    .also(first, words("first used here", "最初の使用"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::render;
    use crate::language::Language;

    fn parsed(text: &str) -> (Node, Sources, Diagnostics) {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", text);
        let mut diagnostics = Diagnostics::new();
        let node = parse_toml(&sources, file, &mut diagnostics);
        (node, sources, diagnostics)
    }

    fn keys(node: Option<&Node>) -> Vec<&str> {
        node.and_then(Node::entries)
            .into_iter()
            .flat_map(Entries::keys)
            .collect()
    }

    #[test]
    fn order_is_that_of_first_appearance() {
        let (tree, ..) =
            parsed("[a.b]\n[c]\nz = 1\ny.q = 2\nx = 3\ny.p = 4\n[a]\nlast = 1\n[[a.l]]\n");
        assert_eq!(keys(Some(&tree)), ["a", "c"]);
        assert_eq!(keys(tree.get("a")), ["b", "last", "l"]);
        assert_eq!(keys(tree.get("c")), ["z", "y", "x"]);
    }

    #[test]
    fn taking_out_the_id_keeps_the_order_of_the_rest() {
        let (tree, ..) = parsed("[[s]]\nid = \"hit\"\nb = 1\na = 2\nc = 3\n");
        assert_eq!(
            keys(tree.get("s").and_then(|s| s.get("hit"))),
            ["b", "a", "c"]
        );
    }

    #[test]
    fn a_leaf_with_a_mistake_is_missing_and_reported_once() {
        let (tree, _, diagnostics) = parsed(
            "a = nibio\nb = TRUE\nc = \"x\nd = 1\ne = [nan, 2]\nf = 2013-02-30\ng = 12:00:00\n",
        );
        assert_eq!(keys(Some(&tree)), ["d", "e"]);
        let codes: Vec<_> = diagnostics.sorted().iter().map(|one| one.code).collect();
        assert_eq!(
            codes,
            [
                "unquoted-text",
                "unquoted-text",
                "syntax",
                "not-finite",
                "syntax",
                "date-with-time"
            ]
        );
    }

    #[test]
    fn lists_are_keyed_by_ids_where_each_element_has_one() {
        let (tree, _, diagnostics) = parsed(
            "p = [\"外注\", { id = \"cro\", f = 2 }]\nn = [\"a\", 2]\ne = []\nd = [[1, 2], [3, 4]]\n[[s]]\nid = \"hit\"\n",
        );
        assert!(diagnostics.is_empty());
        assert_eq!(keys(tree.get("p")), ["外注", "cro"]);
        assert_eq!(
            keys(tree.get("p").and_then(|p| p.get("cro"))),
            ["f"],
            "the id is the key alone"
        );
        assert_eq!(keys(tree.get("n")), ["0", "1"]);
        assert_eq!(keys(tree.get("d").and_then(|d| d.get("1"))), ["0", "1"]);
        let by_position = |key: &str| {
            tree.get(key)
                .and_then(Node::as_list)
                .map(Entries::by_position)
        };
        assert_eq!(
            ["p", "n", "e", "d", "s"].map(by_position),
            [false, true, true, true, false].map(Some)
        );
    }

    #[test]
    fn keyed_list_and_table_of_the_same_ids_have_the_same_leaves() {
        let (list, ..) =
            parsed("[[route.x.stage]]\nid = \"a\"\nodds = 1\n[[route.x.stage]]\nid = \"b\"\n");
        let (table, ..) = parsed("[route.x.stage.a]\nodds = 1\n[route.x.stage.b]\n");
        let leaves = |tree: &Node| {
            tree.leaves()
                .map(|(path, node)| (path, node.value.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(leaves(&list), leaves(&table));
    }

    #[test]
    fn spans_point_at_key_and_value() {
        let (tree, sources, _) =
            parsed("\u{feff}[a.\"外注\"]\r\nslots = { value = 2 }\r\n[[s]]\r\nid = \"hit\"\r\n");
        let at = |path: &str| tree.at(&path.parse().expect("a path")).expect("set");
        let shown = |path: &str| {
            (
                sources.slice(at(path).key_span),
                sources.slice(at(path).span),
            )
        };
        assert_eq!(shown("a"), ("a", "a"));
        assert_eq!(shown("a.外注"), ("\"外注\"", "[a.\"外注\"]"));
        assert_eq!(shown("a.外注.slots"), ("slots", "{ value = 2 }"));
        assert_eq!(shown("a.外注.slots.value"), ("value", "2"));
        assert_eq!(shown("s.hit"), ("\"hit\"", "[[s]]"));
    }

    #[test]
    fn numbers_are_read_in_every_notation() {
        let (tree, _, diagnostics) =
            parsed("a = 3_000_000\nb = 0x1F\nc = -1.5e3\nd = 1_0.5\ne = 9223372036854775807\n");
        assert!(diagnostics.is_empty());
        let numbers: Vec<_> = tree.leaves().map(|(_, node)| node.as_number()).collect();
        assert_eq!(
            numbers,
            [3e6, 31.0, -1500.0, 10.5, 9_223_372_036_854_775_807.0].map(Some)
        );
        assert_eq!(tree.get("e").and_then(Node::as_integer), Some(i64::MAX));
    }

    #[test]
    fn nesting_is_limited_whatever_the_notation() {
        let deep = |segments: usize| vec!["a"; segments].join(".");
        for text in [
            format!("[{}]\n", deep(60)),
            format!("{} = 1\n", deep(60)),
            format!("a = {}{}\n", "[".repeat(60), "]".repeat(60)),
            format!(
                "[{0}]\n{0} = {1}1{2}\n",
                deep(79),
                format!("{{{} = ", deep(79)).repeat(79),
                "}".repeat(79)
            ),
        ] {
            let (tree, _, diagnostics) = parsed(&text);
            let codes: Vec<_> = diagnostics
                .sorted()
                .iter()
                .map(|diagnostic| diagnostic.code)
                .collect();
            assert_eq!(codes, ["nested-too-deeply"]);
            assert!(
                tree.leaves()
                    .all(|(path, _)| path.segments().len() <= DEEPEST)
            );
        }
        for text in [
            deep(100_000) + " = 1",
            "[".repeat(100_000),
            format!("a = {}", "[".repeat(100_000)),
            "{a=".repeat(100_000),
        ] {
            assert!(parsed(&text).2.has_errors());
        }
    }

    #[test]
    fn damaged_text_is_reported_and_never_panics() {
        let sound = "\u{feff}[a.\"外注\"]\r\nslots = [1, { x = 'y' }, 2013-04-01]\nt = \"\"\"z\n\"\"\" # ok\n[[s]]\nid = \"h\\u00e9\"\nf = -1.5e3\n";
        let characters: Vec<char> = sound.chars().collect();
        let mut state = 7_u64;
        let mut below = |limit: usize| {
            // Knuth's linear congruential generator for MMIX; any mixture serves here.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or(0) % limit
        };
        for _ in 0..3_000 {
            let mut damaged = characters.clone();
            for _ in 0..=below(4) {
                let at = below(damaged.len());
                match below(3) {
                    0 => drop(damaged.remove(at)),
                    1 => damaged[at] = characters[below(characters.len())],
                    _ => damaged.insert(
                        at,
                        ['[', ']', '"', '\n', '=', '{', '\'', '.', '外', '\u{0}'][below(10)],
                    ),
                }
            }
            let (tree, sources, diagnostics) = parsed(&damaged.into_iter().collect::<String>());
            let shown = render(&diagnostics, &sources, false, Language::English);
            assert_eq!(diagnostics.has_errors(), !shown.is_empty());
            assert!(
                tree.leaves()
                    .all(|(path, _)| path.to_string().parse() == Ok(path))
            );
        }
    }
}
