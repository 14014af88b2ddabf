//! The one tree of leaves: what the files say, before anything knows what it means.
//!
//! A list whose elements have ids and a table keyed by these ids are the same thing to a planner,
//! so both are [`Entries`], addressed by key; the only difference left is the kind of the node.
//! Order of appearance is kept throughout, for tables as well as lists.

use indexmap::IndexMap;
use indexmap::map::Iter;
use jiff::civil::Date;

use super::Path;
use crate::diagnostic::{Span, quoted};
use crate::language::{Text, Words, words};
use crate::text;

/// Deepest nesting of tables and lists, the root not counted. The format needs about a dozen
/// levels; the limit keeps every walk over a tree from exhausting the stack.
pub(super) const DEEPEST: usize = 32;

/// A value and the place in a file that set it.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What was set.
    pub value: Value,
    /// The value in its file: the cell of a CSV, the value of a TOML key, the header of a TOML table.
    pub span: Span,
    /// The key that names it: the TOML key, the CSV header, the id of a list's element or of a row.
    pub key_span: Span,
    /// The text of a CSV cell, whatever it looks like: the id `007` is no number. `None` elsewhere.
    pub raw: Option<String>,
}

/// What a file can say. Numbers are finite.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `true` or `false`.
    Boolean(bool),
    /// A number written without fraction or exponent.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// Text in quotes, or a CSV cell that looks like nothing else.
    Text(String),
    /// A day.
    Date(Date),
    /// Named entries.
    Table(Entries),
    /// Elements, keyed by their ids where they have some, else by their positions.
    List(Entries),
}

/// Entries of a table or list, in order of appearance, found by key in constant time.
///
/// The keys of a list are the ids of its elements, if each has one: the text itself for text, the
/// `id` of a table (which then is the key alone, no longer an entry). Otherwise they are the
/// positions "0", "1", … (see [`by_position`](Self::by_position)).
#[derive(Clone, Debug, Default)]
pub struct Entries {
    map: IndexMap<String, Node>,
    by_position: bool,
}

impl Entries {
    /// No entries.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Elements without ids, keyed by position from "0".
    #[must_use]
    pub fn positions(elements: impl IntoIterator<Item = Node>) -> Self {
        let keyed = elements.into_iter().enumerate();
        Self {
            map: keyed
                .map(|(position, node)| (position.to_string(), node))
                .collect(),
            by_position: true,
        }
    }

    /// Whether these are elements without ids. An empty list is.
    #[must_use]
    pub fn by_position(&self) -> bool {
        self.by_position
    }

    /// The entry of this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.map.get(key)
    }

    /// The entry of this key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.map.get_mut(key)
    }

    /// Puts an entry behind the others, or in place of the one of the same key, which is returned.
    pub fn insert(&mut self, key: impl Into<String>, node: Node) -> Option<Node> {
        self.map.insert(key.into(), node)
    }

    /// Takes an entry out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Node> {
        self.map.shift_remove(key)
    }

    /// Keys and nodes in order of appearance.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Node)> + ExactSizeIterator {
        self.map.iter().map(|(key, node)| (key.as_str(), node))
    }

    /// Keys in order of appearance.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.map.keys().map(String::as_str)
    }

    /// Nodes in order of appearance.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = &Node> + ExactSizeIterator {
        self.map.values()
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
}

/// Equal entries in the same order.
impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        self.by_position == other.by_position && self.iter().eq(other.iter())
    }
}

impl FromIterator<(String, Node)> for Entries {
    fn from_iter<I: IntoIterator<Item = (String, Node)>>(entries: I) -> Self {
        Self {
            map: entries.into_iter().collect(),
            by_position: false,
        }
    }
}

impl IntoIterator for Entries {
    type Item = (String, Node);
    type IntoIter = indexmap::map::IntoIter<String, Node>;

    fn into_iter(self) -> Self::IntoIter {
        self.map.into_iter()
    }
}

impl Node {
    /// A node of which value and key stand at the same place.
    #[must_use]
    pub fn new(value: Value, span: Span) -> Self {
        Self {
            value,
            span,
            key_span: span,
            raw: None,
        }
    }

    /// The same node with its key elsewhere.
    #[must_use]
    pub fn with_key(self, key_span: Span) -> Self {
        Self { key_span, ..self }
    }

    /// `true` or `false`, where it is one.
    #[must_use]
    pub fn as_boolean(&self) -> Option<bool> {
        if let Value::Boolean(value) = self.value {
            Some(value)
        } else {
            None
        }
    }

    /// The whole number, where it was written as one.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        if let Value::Integer(value) = self.value {
            Some(value)
        } else {
            None
        }
    }

    /// The number, whole or not. Whole numbers beyond 2⁵³ are rounded to the nearest.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self.value {
            #[expect(
                clippy::cast_precision_loss,
                reason = "documented: rounded to the nearest"
            )]
            Value::Integer(value) => Some(value as f64),
            Value::Float(value) => Some(value),
            _ => None,
        }
    }

    /// The text, where it is one or was written in a CSV cell: there an id may look like a number.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match (&self.raw, &self.value) {
            (Some(raw), _) => Some(raw),
            (None, Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The day, where it is one.
    #[must_use]
    pub fn as_date(&self) -> Option<Date> {
        if let Value::Date(value) = self.value {
            Some(value)
        } else {
            None
        }
    }

    /// The entries of a table.
    #[must_use]
    pub fn as_table(&self) -> Option<&Entries> {
        if let Value::Table(entries) = &self.value {
            Some(entries)
        } else {
            None
        }
    }

    /// The elements of a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&Entries> {
        if let Value::List(entries) = &self.value {
            Some(entries)
        } else {
            None
        }
    }

    /// The entries of a table or list alike: for things with ids, which can be written either way.
    #[must_use]
    pub fn entries(&self) -> Option<&Entries> {
        match &self.value {
            Value::Table(entries) | Value::List(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entries of a table or list alike, to be changed.
    pub fn entries_mut(&mut self) -> Option<&mut Entries> {
        match &mut self.value {
            Value::Table(entries) | Value::List(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entry of this key, if there are entries and one has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()?.get(key)
    }

    /// The node at a path from here.
    #[must_use]
    pub fn at(&self, path: &Path) -> Option<&Node> {
        path.segments()
            .iter()
            .try_fold(self, |node, segment| node.get(segment))
    }

    /// Whether nothing lies below: a single value, or a table or list without entries.
    #[must_use]
    pub fn is_leaf(&self) -> bool {
        self.entries().is_none_or(Entries::is_empty)
    }

    /// All leaves from here with their paths, in order of appearance. A leaf is its own only one.
    #[must_use]
    pub fn leaves(&self) -> Leaves<'_> {
        Leaves {
            own: self.is_leaf().then_some(self),
            open: self.entries().into_iter().map(Open::root).collect(),
        }
    }

    /// The kind of value in words, for messages: "a whole number".
    #[must_use]
    pub fn kind(&self) -> Words {
        match self.value {
            Value::Boolean(_) => words("true or false", "真偽値"),
            Value::Integer(_) => words("a whole number", "整数"),
            Value::Float(_) => words("a number", "数値"),
            Value::Text(_) => words("text", "文字列"),
            Value::Date(_) => words("a date", "日付"),
            Value::Table(_) => words("a table", "表"),
            Value::List(_) => words("a list", "一覧"),
        }
    }

    /// What was found in words, for messages: "the text `high`", "the number 3", "a list".
    #[must_use]
    pub fn describe(&self) -> Text {
        match &self.value {
            Value::Boolean(value) => text!("{value}", "`{value}`"),
            Value::Integer(value) => text!("the number {value}", "数値{value}"),
            Value::Float(value) => text!("the number {value}", "数値{value}"),
            Value::Text(text) => text!("the text {0}", "文字列{0}", quoted(text)),
            Value::Date(date) => text!("the date {date}", "日付{date}"),
            Value::Table(_) | Value::List(_) => self.kind().into(),
        }
    }
}

/// Iterator over the leaves below a node; see [`Node::leaves`].
#[derive(Debug)]
pub struct Leaves<'a> {
    own: Option<&'a Node>,
    open: Vec<Open<'a>>,
}

/// A table or list that is being walked.
#[derive(Debug)]
struct Open<'a> {
    path: Path,
    entries: Iter<'a, String, Node>,
}

impl<'a> Open<'a> {
    fn root(entries: &'a Entries) -> Self {
        Self {
            path: Path::root(),
            entries: entries.map.iter(),
        }
    }
}

impl<'a> Iterator for Leaves<'a> {
    type Item = (Path, &'a Node);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(own) = self.own.take() {
            return Some((Path::root(), own));
        }
        while let Some(open) = self.open.last_mut() {
            let Some((key, node)) = open.entries.next() else {
                self.open.pop();
                continue;
            };
            let path = open.path.join(key);
            match node.entries() {
                Some(entries) if !entries.is_empty() => self.open.push(Open {
                    path,
                    entries: entries.map.iter(),
                }),
                _ => return Some((path, node)),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Sources};
    use crate::language::Language;
    use crate::scenario::parse_toml;

    fn tree(text: &str) -> Node {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", text);
        let mut diagnostics = Diagnostics::new();
        let tree = parse_toml(&sources, file, &mut diagnostics);
        assert!(
            diagnostics.is_empty(),
            "{}",
            crate::diagnostic::render(&diagnostics, &sources, false, Language::English)
        );
        tree
    }

    #[test]
    fn leaves_come_in_order_of_appearance_with_their_paths() {
        let tree = tree(
            "b = 1\n[z.\"x y\"]\nempty = {}\n[a]\nlist = [3, \"t\"]\nids = [\"外注\", { id = \"cro\", f = 2 }]\nnone = []\n",
        );
        let found: Vec<String> = tree
            .leaves()
            .map(|(path, node)| format!("{path} {}", node.describe().english))
            .collect();
        assert_eq!(
            found,
            [
                "b the number 1",
                "z.\"x y\".empty a table",
                "a.list.0 the number 3",
                "a.list.1 the text `t`",
                "a.ids.外注 the text `外注`",
                "a.ids.cro.f the number 2",
                "a.none a list",
            ]
        );
        for (path, leaf) in tree.leaves() {
            assert_eq!(tree.at(&path), Some(leaf));
        }
    }

    #[test]
    fn a_leaf_is_its_own_leaf_and_an_empty_tree_is_one_too() {
        let tree = tree("x = 3");
        let leaf = tree.get("x").expect("set");
        assert_eq!(leaf.leaves().collect::<Vec<_>>(), [(Path::root(), leaf)]);
        let empty = super::tests::tree("");
        assert_eq!(empty.leaves().count(), 1);
    }

    #[test]
    fn accessors_answer_for_their_own_kind_only() {
        let tree =
            tree("b = true\ni = 3\nf = 0.5\nt = \"x\"\nd = 2013-04-01\nl = [1]\nk = { a = 1 }\n");
        let get = |key: &str| tree.get(key).expect("set");
        assert_eq!(
            (get("b").as_boolean(), get("i").as_boolean()),
            (Some(true), None)
        );
        assert_eq!(
            (get("i").as_integer(), get("f").as_integer()),
            (Some(3), None)
        );
        assert_eq!(
            (
                get("i").as_number(),
                get("f").as_number(),
                get("t").as_number()
            ),
            (Some(3.0), Some(0.5), None)
        );
        assert_eq!((get("t").as_text(), get("i").as_text()), (Some("x"), None));
        assert_eq!(
            (get("d").as_date(), get("t").as_date()),
            (Some(jiff::civil::date(2013, 4, 1)), None)
        );
        assert!(
            get("l").as_list().is_some()
                && get("l").as_table().is_none()
                && get("l").entries().is_some()
        );
        assert!(
            get("k").as_table().is_some()
                && get("k").as_list().is_none()
                && get("k").entries().is_some()
        );
        assert!(get("i").entries().is_none() && get("i").get("x").is_none());
        let kinds: Vec<_> = tree
            .as_table()
            .into_iter()
            .flat_map(Entries::nodes)
            .map(|node| node.kind().english)
            .collect();
        assert_eq!(
            kinds,
            [
                "true or false",
                "a whole number",
                "a number",
                "text",
                "a date",
                "a list",
                "a table"
            ]
        );
    }

    #[test]
    fn entries_differ_when_their_order_does() {
        let entries = |text: &str| {
            tree(text)
                .as_table()
                .map(|table| table.keys().map(str::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(
            entries("b = 1\na = 2"),
            Some(vec!["b".to_owned(), "a".to_owned()])
        );
        let one = tree("a = 1\nb = 1");
        let mut other = one.clone();
        let moved = other
            .entries_mut()
            .and_then(|entries| entries.remove("a"))
            .expect("set");
        other.entries_mut().expect("a table").insert("a", moved);
        assert_ne!(one, other);
    }
}
