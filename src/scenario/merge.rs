//! Several files as one tree.
//!
//! The files of a folder stand side by side: none overrides another, so a leaf may be set in one of
//! them only. Tables and lists whose elements are tables with ids grow together by key; any other
//! list is one value. Order is that of first appearance.

use super::{Entries, Node, Path, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::language::{Text, words};
use crate::text;

/// Puts `other` into `base`.
///
/// # Errors
///
/// A leaf set in both, or a table in one that is a value in the other, is an error `set-twice` with
/// both places; `base` then keeps what it has.
pub fn merge(base: &mut Node, other: Node, diagnostics: &mut Diagnostics) {
    merge_at(&Path::root(), base, other, diagnostics);
}

fn merge_at(path: &Path, base: &mut Node, other: Node, diagnostics: &mut Diagnostics) {
    if !(grows(base) && grows(&other)) {
        diagnostics.push(set_in_two_files(path, base, &other));
        return;
    }
    let Node {
        value: Value::Table(added) | Value::List(added),
        ..
    } = other
    else {
        return;
    };
    let Some(entries) = base.entries_mut() else {
        return;
    };
    for (key, node) in added {
        match entries.get_mut(&key) {
            Some(existing) => merge_at(&path.join(&key), existing, node, diagnostics),
            None => drop(entries.insert(key, node)),
        }
    }
}

/// Whether entries can be added: to a table, and to a list of nothing but tables with ids.
fn grows(node: &Node) -> bool {
    match &node.value {
        Value::Table(_) => true,
        Value::List(elements) => is_keyed_list_of_tables(elements),
        _ => false,
    }
}

fn is_keyed_list_of_tables(elements: &Entries) -> bool {
    !elements.by_position() && elements.nodes().all(|element| element.as_table().is_some())
}

/// The message about a setting that stands there twice.
pub(super) fn set_twice(quoted_name: &str) -> Text {
    text!(
        "{quoted_name} is set twice",
        "{quoted_name}が2回設定されています"
    )
}

fn set_in_two_files(path: &Path, base: &Node, other: &Node) -> Diagnostic {
    let name = quoted(&path.to_string());
    let alike = base.kind() == other.kind() || (base.is_single() && other.is_single());
    let message = match alike {
        true => set_twice(&name),
        false => {
            let (one, two) = (Text::from(base.kind()), Text::from(other.kind()));
            let name = Text::same(name);
            text!(
                "{name} is set twice, as {one} and as {two}",
                "{name}が{one}と{two}として2回設定されています";
                name, one, two
            )
        }
    };
    Diagnostic::error("set-twice", message)
        .at(other.named_at())
        .label(words("set again here", "ここで再び設定"))
        .also(base.named_at(), words("first set here", "最初の設定"))
        .help(words(
            "keep one of the two; files of a folder do not override each other",
            "どちらか一方にしてください（フォルダー内のファイルの間に優先順位はありません）",
        ))
}

impl Node {
    /// Whether this is one value rather than a table or list.
    fn is_single(&self) -> bool {
        self.entries().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Sources, render};
    use crate::language::Language;
    use crate::scenario::parse_toml;

    /// The leaves of some files merged, and the messages.
    fn merged(files: &[&str]) -> (Vec<String>, String) {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let mut trees = files.iter().enumerate().map(|(number, text)| {
            let file = sources.add(format!("{number}.toml"), *text);
            parse_toml(&sources, file, &mut diagnostics)
        });
        let mut base = trees.next().expect("one file at least");
        let rest: Vec<Node> = trees.collect();
        for other in rest {
            merge(&mut base, other, &mut diagnostics);
        }
        let leaves = base
            .leaves()
            .map(|(path, node)| format!("{path} = {}", node.describe().english))
            .collect();
        (
            leaves,
            render(&diagnostics, &sources, false, Language::English),
        )
    }

    #[test]
    fn tables_and_keyed_lists_grow_together_in_order_of_appearance() {
        let (leaves, messages) = merged(&[
            "[[route.x.stage]]\nid = \"hit\"\nodds = 1\n[[route.x.stage]]\nid = \"lead\"\nodds = 2\n",
            "[route.x.stage.lead]\nname = \"L\"\n[route.x.stage.optimisation]\nodds = 3\n[area.cancer]\nname = \"C\"\n",
            "[[route.x.stage]]\nid = \"hit\"\nname = \"H\"\n",
        ]);
        assert_eq!(messages, "");
        assert_eq!(
            leaves,
            [
                "route.x.stage.hit.odds = the number 1",
                "route.x.stage.hit.name = the text `H`",
                "route.x.stage.lead.odds = the number 2",
                "route.x.stage.lead.name = the text `L`",
                "route.x.stage.optimisation.odds = the number 3",
                "area.cancer.name = the text `C`",
            ]
        );
    }

    #[test]
    fn lists_of_values_are_one_value_each() {
        for list in [
            "[\"a\"]",
            "[1]",
            "[]",
            "[{ at = 1 }]",
            "[\"a\", { id = \"b\" }]",
        ] {
            let text = format!("x = {list}\n");
            let (_, messages) = merged(&[&text, &text]);
            assert!(
                messages.starts_with("error[set-twice]: `x` is set twice\n"),
                "{list}: {messages}"
            );
        }
    }

    #[test]
    fn a_table_here_and_a_value_there_is_a_conflict_that_names_both_kinds() {
        let (leaves, messages) = merged(&["odds = 1\n", "[odds]\nbeta = [1, 2]\n"]);
        assert!(messages.starts_with(
            "error[set-twice]: `odds` is set twice, as a whole number and as a table\n"
        ));
        assert_eq!(leaves, ["odds = the number 1"]);
    }
}
