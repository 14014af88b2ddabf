//! One tree laid over another: a what-if over its base, a one-off change over both.
//!
//! Precedence, written once: **base < what-if < what-if laid over it < `--set`, in the order
//! given**. The later one wins, setting by setting:
//!
//! - a setting replaces a setting whole: a number, a text, a list, a distribution with all that is
//!   said of it, so that `odds = 0.5` leaves nothing behind of `odds = { beta = [1, 2] }`;
//! - tables grow by key, and things with ids by id, whichever of the two ways they are written;
//!   what is new is put behind what is there;
//! - providers written as a list replace the list, since their order counts; written as a table,
//!   `providers.NIBIO = { cost_factor = 0.9 }`, they change the ones named;
//! - what `remove` names is taken out of what lies below, before anything is put in.
//!
//! Where a setting ends is for the one list of keys to say, as in [`settings`](super::settings).

use super::schema::{PROVIDER, ROOT, Shape};
use super::{Entries, Node, Path, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Span, listed, nearest, quoted};
use crate::language::words;
use crate::text;

/// The key that names what a what-if takes out of its base.
pub(super) const REMOVE: &str = "remove";

/// Whether what is laid over may bring new things with ids.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum New {
    /// A what-if may: a theme, an institute.
    Things,
    /// A one-off change may not: it sets one value, and a new thing of a single value is a misspelt
    /// id.
    Values,
}

/// Lays `over` on `base`.
///
/// # Errors
///
/// `part-of-a-value` where one entry of a list without ids is set, `changes-nothing` where an
/// empty list is laid over things with ids, `no-such-entry` where a thing is new that may not be.
/// The rest is for the shape check of the result to say.
pub(super) fn lay_over(base: &mut Node, over: Node, new: New, diagnostics: &mut Diagnostics) {
    let mut laying = Laying { new, diagnostics };
    laying.lay(&Path::root(), Shape::Table(&ROOT), base, over);
}

struct Laying<'d> {
    new: New,
    diagnostics: &'d mut Diagnostics,
}

impl Laying<'_> {
    fn lay(&mut self, path: &Path, shape: Shape, base: &mut Node, over: Node) {
        if let Some(mistake) = mistake(path, shape, base, &over) {
            self.diagnostics.push(mistake);
            return;
        }
        if !grows(shape, base, &over) {
            *base = over;
            return;
        }
        let (Some(entries), Value::Table(added) | Value::List(added)) =
            (base.entries_mut(), over.value)
        else {
            return;
        };
        for (key, node) in added {
            match (entries.get_mut(&key), below(shape, &key)) {
                (Some(existing), Some(shape)) => {
                    self.lay(&path.join(&key), shape, existing, node);
                }
                (Some(existing), None) => *existing = node,
                (None, _) if self.may_add(shape) => drop(entries.insert(key, node)),
                (None, _) => {
                    self.diagnostics
                        .push(no_such_entry(path, &key, entries, node.key_span))
                }
            }
        }
    }

    fn may_add(&self, shape: Shape) -> bool {
        self.new == New::Things || !matches!(shape, Shape::Keyed(_) | Shape::Providers)
    }
}

fn no_such_entry(path: &Path, key: &str, entries: &Entries, at: Span) -> Diagnostic {
    let name = quoted(&path.join(key).to_string());
    let message = text!(
        "there is no {name} of which a value could be set",
        "値を設定すべき{name}がありません"
    );
    let error = Diagnostic::error("no-such-entry", message).at(at);
    match nearest(key, entries.keys()) {
        None => error.allowed(listed(entries.keys())).help(words(
            "a new one needs a what-if of its own, in a file",
            "新たに加えるには、仮定のシナリオのファイルを作成してください",
        )),
        near => error.did_you_mean(near),
    }
}

/// Whether the entries of `over` are laid on those of `base` one by one.
fn grows(shape: Shape, base: &Node, over: &Node) -> bool {
    let tables = base.as_table().is_some() && over.as_table().is_some();
    match shape {
        Shape::Table(_) | Shape::Counts | Shape::Quantities | Shape::Headings => tables,
        Shape::Keyed(_) => has_ids(base) && over.entries().is_some_and(|list| !positions(list)),
        Shape::Providers => has_ids(base) && over.as_table().is_some(),
        _ => false,
    }
}

/// What stands behind a key of a thing of this shape; `None` where nothing is said of it.
pub(super) fn below(shape: Shape, key: &str) -> Option<Shape> {
    match shape {
        Shape::Table(table) => Some(table.keys.iter().find(|known| known.name == key)?.shape),
        Shape::Keyed(table) => Some(Shape::Table(table)),
        Shape::Providers => Some(Shape::Table(&PROVIDER)),
        Shape::Quantities => Some(Shape::Quantity),
        _ => None,
    }
}

/// Whether a thing of this shape has entries that can be set, and removed, one by one.
pub(super) fn has_parts(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::Table(_)
            | Shape::Keyed(_)
            | Shape::Providers
            | Shape::Counts
            | Shape::Quantities
            | Shape::Headings
    )
}

fn has_ids(node: &Node) -> bool {
    node.entries()
        .is_some_and(|entries| !entries.is_empty() && !positions(entries))
}

fn positions(entries: &Entries) -> bool {
    entries.by_position() && !entries.is_empty()
}

fn mistake(path: &Path, shape: Shape, base: &Node, over: &Node) -> Option<Diagnostic> {
    let name = quoted(&path.to_string());
    let added = over.entries()?;
    if matches!(shape, Shape::Keyed(_)) && added.is_empty() && has_ids(base) {
        let message = text!(
            "an empty list laid over {name} changes nothing: its entries are laid over by id",
            "{name}に空の一覧を重ねても何も変わりません（一覧の要素はidごとに重ねます）"
        );
        let help = text!(
            "to take all entries out, write remove = [\"{path}\"] at the top",
            "全て取り除くには、先頭に remove = [\"{path}\"] と記入してください"
        );
        let error = Diagnostic::error("changes-nothing", message).at(over.span);
        return Some(error.help(help));
    }
    let numbered = added.iter().next().filter(|(key, _)| {
        let digits = key.bytes().all(|byte| byte.is_ascii_digit());
        over.as_table().is_some() && digits && base.as_list().is_some_and(positions)
    });
    let (_, first) = numbered.filter(|_| !has_parts(shape))?;
    Some(part_of_a_value(path, first.key_span))
}

/// That a list without ids, or any other value, is set and removed as a whole.
fn part_of_a_value(path: &Path, at: Span) -> Diagnostic {
    let name = quoted(&path.to_string());
    let message = text!(
        "{name} is one value: no part of it can be set or removed alone",
        "{name}は一つの値であり、その一部だけの設定や削除はできません"
    );
    Diagnostic::error("part-of-a-value", message)
        .at(at)
        .help(text!(
            "write the whole value, all entries of the list included: {path} = …",
            "値全体（一覧であれば全ての要素）を書いてください：{path} = …"
        ))
}

/// Takes out of `base` what `list` names: the value of `remove`.
///
/// `lists_are_read` says whether the tables of rows were read; what lies in them is passed over
/// otherwise.
///
/// # Errors
///
/// `not-a-key` for what is no list of keys, `nothing-to-remove` for what is not there,
/// `part-of-a-value`.
pub(super) fn remove(
    base: &mut Node,
    list: &Node,
    lists_are_read: bool,
    diagnostics: &mut Diagnostics,
) {
    if list.texts().is_none() || (list.as_list().is_none() && list.as_text().is_none()) {
        let found = list.describe();
        let message = text!(
            "`remove` is a list of what is taken out of the base, not {found}",
            "`remove`は取り除くものの一覧です（{found}は使えません）";
            found
        );
        diagnostics.push(
            Diagnostic::error("not-a-key", message)
                .at(list.span)
                .help(words(
                    "write names with dots, such as remove = [\"institute.cro\", \"theme.T03\"]",
                    "点で区切った名前の一覧を書いてください：remove = [\"institute.cro\", \"theme.T03\"]",
                )),
        );
        return;
    }
    for (name, span) in list.texts_at() {
        let path: Path = match name.parse() {
            Ok(path) => path,
            Err(why) => {
                diagnostics.push(not_a_key(&name, why.words()).at(span));
                continue;
            }
        };
        let rows = super::Rows::ALL.map(super::Rows::table);
        let unread = path.segments().first();
        if !lists_are_read && unread.is_some_and(|table| rows.contains(&table.as_str())) {
            continue;
        }
        if let Err(mistake) = take_out(base, &path) {
            diagnostics.push(mistake.at(span));
        }
    }
}

/// That a text names no setting, and why.
pub(super) fn not_a_key(name: &str, why: crate::language::Text) -> Diagnostic {
    let name = crate::language::Text::same(quoted(name));
    let message = text!(
        "{name} does not name a setting: {why}",
        "{name}は設定の名前になっていません：{why}";
        name, why
    );
    Diagnostic::error("not-a-key", message).help(words(
        "write keys and ids with dots between them, such as `institute.NIBIO.function.hts.slots`",
        "キーとidを点でつないで書いてください：`institute.NIBIO.function.hts.slots`",
    ))
}

fn take_out(base: &mut Node, path: &Path) -> Result<(), Box<Diagnostic>> {
    let (mut node, mut shape) = (base, Some(Shape::Table(&ROOT)));
    let mut walked = Path::root();
    let Some((last, before)) = path.segments().split_last() else {
        let why = words("it is empty", "空です");
        return Err(Box::new(not_a_key("", why.into())));
    };
    for segment in before.iter().chain([last]) {
        if !shape.is_some_and(has_parts) {
            return Err(Box::new(part_of_a_value(&walked, node.span)));
        }
        let missing = Box::new(not_there(node, &walked, segment));
        let entries = node.entries_mut().ok_or_else(|| missing.clone())?;
        let deeper = walked.join(segment);
        if deeper == *path {
            return entries.remove(segment).map(drop).ok_or(missing);
        }
        node = entries.get_mut(segment).ok_or(missing)?;
        shape = shape.and_then(|shape| below(shape, segment));
        walked = deeper;
    }
    Ok(())
}

fn not_there(node: &Node, walked: &Path, segment: &str) -> Diagnostic {
    let known = || node.entries().into_iter().flat_map(Entries::keys);
    let name = quoted(&walked.join(segment).to_string());
    let message = text!(
        "there is no {name} to remove from the base",
        "取り除くべき{name}が元のシナリオにありません"
    );
    let error = Diagnostic::error("nothing-to-remove", message);
    let near = nearest(segment, known());
    match near.map(|near| walked.join(near).to_string()) {
        Some(near) => error.did_you_mean(Some(&near)),
        None if node.entries().is_some() => error.allowed(listed(known())),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Sources, render};
    use crate::language::Language;
    use crate::scenario::parse_toml;

    /// The leaves of a tree with others laid over it, and the messages.
    fn laid(new: New, texts: &[&str]) -> (Vec<String>, String) {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let mut trees = texts.iter().enumerate().map(|(number, text)| {
            let file = sources.add(format!("{number}.toml"), *text);
            parse_toml(&sources, file, &mut diagnostics)
        });
        let mut base = trees.next().expect("one tree at least");
        let over: Vec<Node> = trees.collect();
        for mut tree in over {
            let list = tree.entries_mut().and_then(|root| root.remove(REMOVE));
            if let Some(list) = list {
                remove(&mut base, &list, true, &mut diagnostics);
            }
            lay_over(&mut base, tree, new, &mut diagnostics);
        }
        let leaves = base.leaves().map(|(path, node)| {
            let place = (
                sources.name(node.span.file),
                sources.line_column(node.span).0,
            );
            format!(
                "{path} = {} ({}:{})",
                node.describe().english,
                place.0,
                place.1
            )
        });
        let leaves = leaves.collect();
        let messages = render(&diagnostics, &sources, false, Language::English);
        (leaves, messages)
    }

    /// The leaves, where nothing is wrong.
    fn leaves(texts: &[&str]) -> Vec<String> {
        let (leaves, messages) = laid(New::Things, texts);
        assert_eq!(messages, "");
        leaves
    }

    const STAGES: &str = "[[route.r.stage]]\nid = \"a\"\nodds = 0.5\n[[route.r.stage]]\nid = \"b\"\nodds = { beta = [1, 2], source = \"s\" }\n";

    #[test]
    fn a_list_by_id_and_a_table_by_id_are_laid_over_each_other() {
        let table = "[route.r.stage.b]\nodds = 0.25\n[route.r.stage.c]\nname = \"C\"\n";
        let list = "[[route.r.stage]]\nid = \"b\"\nodds = 0.25\n[[route.r.stage]]\nid = \"c\"\nname = \"C\"\n";
        for (over, lines) in [(table, [2, 4]), (list, [3, 6])] {
            assert_eq!(
                leaves(&[STAGES, over]),
                [
                    "route.r.stage.a.odds = the number 0.5 (0.toml:3)".to_owned(),
                    format!(
                        "route.r.stage.b.odds = the number 0.25 (1.toml:{})",
                        lines[0]
                    ),
                    format!("route.r.stage.c.name = the text `C` (1.toml:{})", lines[1]),
                ]
            );
        }
    }

    #[test]
    fn a_distribution_replaces_and_is_replaced_whole() {
        let over = "route.r.stage.a.odds = { uniform = [0, 1], layer = \"ignorance\" }\nroute.r.stage.b.odds.value = 0.3\n";
        assert_eq!(
            leaves(&[STAGES, over]),
            [
                "route.r.stage.a.odds.uniform.0 = the number 0 (1.toml:1)",
                "route.r.stage.a.odds.uniform.1 = the number 1 (1.toml:1)",
                "route.r.stage.a.odds.layer = the text `ignorance` (1.toml:1)",
                "route.r.stage.b.odds.value = the number 0.3 (1.toml:2)",
            ]
        );
    }

    #[test]
    fn numbers_by_id_grow_and_lists_are_replaced() {
        let base = "[scope]\nareas = [\"x\", \"y\"]\n[channel.c]\nmix = { r = 1, s = { value = 2, source = \"b\" } }\n";
        let over = "[scope]\nareas = [\"y\"]\n[channel.c.mix]\ns = 3\nt = 4\n";
        assert_eq!(
            leaves(&[base, over]),
            [
                "scope.areas.y = the text `y` (1.toml:2)",
                "channel.c.mix.r = the number 1 (0.toml:4)",
                "channel.c.mix.s = the number 3 (1.toml:4)",
                "channel.c.mix.t = the number 4 (1.toml:5)",
            ]
        );
    }

    #[test]
    fn providers_are_replaced_by_a_list_and_changed_by_a_table() {
        let base = "[route.r.stage.a.activity.w]\nproviders = [\"NIBIO\", { id = \"cro\", cost_factor = 2 }]\n";
        let path = "[route.r.stage.a.activity.w]\n";
        let table =
            format!("{path}providers.NIBIO.cost_factor = 3\nproviders.cro.duration_factor = 4\n");
        let start = "route.r.stage.a.activity.w.providers";
        assert_eq!(
            leaves(&[base, &table]),
            [
                format!("{start}.NIBIO.cost_factor = the number 3 (1.toml:2)"),
                format!("{start}.cro.cost_factor = the number 2 (0.toml:2)"),
                format!("{start}.cro.duration_factor = the number 4 (1.toml:3)"),
            ]
        );
        let list = format!("{path}providers = [\"cro\"]\n");
        assert_eq!(
            leaves(&[base, &list]),
            [format!("{start}.cro = the text `cro` (1.toml:2)")]
        );
    }

    #[test]
    fn what_is_removed_goes_before_anything_is_put_in() {
        let over = "remove = [\"route.r.stage.a\", \"route.r.stage.b.odds\"]\n[route.r.stage.a]\nname = \"A\"\n";
        assert_eq!(
            leaves(&[STAGES, over]),
            [
                "route.r.stage.b = a table (0.toml:4)",
                "route.r.stage.a.name = the text `A` (1.toml:3)",
            ]
        );
    }

    #[test]
    fn later_layers_win() {
        let (one, two) = (
            "route.r.stage.a.odds = 0.6\n",
            "route.r.stage.a.odds = 0.7\n",
        );
        let last = leaves(&[STAGES, one, two]);
        assert_eq!(last[0], "route.r.stage.a.odds = the number 0.7 (2.toml:1)");
    }

    #[test]
    fn a_one_off_change_brings_nothing_new() {
        let (leaves, messages) = laid(New::Values, &[STAGES, "route.r.stage.c.odds = 0.6\n"]);
        assert_eq!(leaves.len(), 4);
        assert!(messages.starts_with("error[no-such-entry]"), "{messages}");
        let (_, messages) = laid(New::Values, &[STAGES, "route.r.stage.a.name = \"A\"\n"]);
        assert_eq!(messages, "");
    }
}
