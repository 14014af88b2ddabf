//! The layers of a scenario: a what-if, its base, the base of that, and one-off changes on top.
//!
//! A what-if names its base, `base = "../network-2013"`, a file or a folder beside the file that
//! says so, and else only what differs. Its files are merged side by side like those of any
//! scenario, its tables of rows are read into it, and then it is laid over its base as
//! [`overlay`](super::super::overlay) says. `base` and `remove` are instructions to this module; the
//! tree that comes out knows nothing of them.
//!
//! A what-if has an id and a name of its own, since these stand on every table and chart: its
//! base's would pass its figures off as the base's.

use std::fs;
use std::path::{Path as FilePath, PathBuf};

use super::super::Node;
use super::super::merge::merge;
use super::super::overlay::{New, REMOVE, lay_over, remove};
use super::super::row_files::Rows;
use super::super::set::parse_set;
use super::super::toml_tree::parse_toml;
use super::tables::RowFile;
use super::{FileKind, Loader, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Span, quoted};
use crate::language::{Text, words};
use crate::text;

/// The key that names what a what-if is laid over.
const BASE: &str = "base";
/// How many scenarios may be laid on one another.
const MOST_LAYERS: usize = 16;

/// What is laid on what lies below it.
pub(super) struct Layer {
    pub tree: Node,
    /// Its TOML files.
    pub files: Vec<FileId>,
    /// Its tables of rows, to be read.
    pub rows: Vec<RowFile>,
    kind: Kind,
    base: Option<Node>,
    removed: Option<Node>,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// A scenario, or a what-if.
    Files,
    /// A one-off change.
    Set,
}

/// A layer as it would look on what lies below it.
pub(super) fn whole(lower: Option<&Node>, layer: &Node) -> Node {
    match lower {
        None => layer.clone(),
        Some(lower) => {
            let mut whole = lower.clone();
            lay_over(
                &mut whole,
                layer.clone(),
                New::Things,
                &mut Diagnostics::new(),
            );
            whole
        }
    }
}

impl Loader {
    /// The files of the scenario at `path` and of its bases, the undermost first.
    pub(super) fn layers(&mut self, path: &FilePath) -> Vec<Layer> {
        let mut found = Vec::new();
        let mut next = Some((path.to_owned(), String::new(), None));
        while let Some((path, folder, mention)) = next.take() {
            let Some(layer) = self.layer(&path, &folder, mention) else {
                break;
            };
            let base = layer.base.as_ref().and_then(|base| self.base_of(base));
            if let Some((_, _, Some(mention))) = &base
                && found.len() + 1 >= MOST_LAYERS
            {
                self.diagnostics.push(too_many().at(*mention));
            } else {
                next = base;
            }
            found.push(layer);
        }
        found.reverse();
        found
    }

    /// The one-off changes as layers.
    pub(super) fn set_layers(&mut self, set: &[String]) -> Vec<Layer> {
        let mut layers = Vec::new();
        for (argument, number) in set.iter().zip(1..) {
            self.hash_part(b"--set");
            self.hash_part(argument.as_bytes());
            let tree = parse_set(argument, number, &mut self.sources, &mut self.diagnostics);
            let Some(tree) = tree else { continue };
            let file = tree.span.file;
            let layer = self.layer_of(tree, vec![file], Kind::Set);
            if let Some(base) = &layer.base {
                self.diagnostics.push(base_by_set().at(base.key_span));
            }
            layers.push(layer);
        }
        layers
    }

    /// All layers laid on one another; `None` where there are none.
    pub(super) fn laid(&mut self, layers: Vec<Layer>) -> Option<Node> {
        let mut laid: Option<Node> = None;
        for mut layer in layers {
            if self.with_tables {
                self.read_rows(&mut layer, laid.as_ref());
            }
            laid = Some(match laid {
                None => self.undermost(layer),
                Some(lower) => self.on(lower, layer),
            });
        }
        laid
    }

    fn undermost(&mut self, layer: Layer) -> Node {
        // A base that could not be read has been told of.
        if let (Some(list), None) = (&layer.removed, &layer.base) {
            let error = Diagnostic::error(
                "nothing-to-remove",
                words(
                    "`remove` takes out of a base, and this scenario has none",
                    "`remove`は元のシナリオから取り除く指示ですが、このシナリオには元がありません",
                ),
            );
            let error = error.at(list.key_span).help(words(
                "name the base: base = \"../other\", or delete the entries themselves",
                "base = \"../other\"のように元を指定するか、該当の設定自体を消してください",
            ));
            self.diagnostics.push(error);
        }
        layer.tree
    }

    fn on(&mut self, mut lower: Node, layer: Layer) -> Node {
        if layer.kind == Kind::Files {
            self.identify(&mut lower, &layer);
        }
        if let Some(list) = &layer.removed {
            remove(&mut lower, list, self.with_tables, &mut self.diagnostics);
        }
        let new = match layer.kind {
            Kind::Files => New::Things,
            Kind::Set => New::Values,
        };
        lay_over(&mut lower, layer.tree, new, &mut self.diagnostics);
        lower
    }

    /// Takes the names of the base away, and sees to it that the what-if has its own.
    fn identify(&mut self, lower: &mut Node, layer: &Layer) {
        let own = |key: &str| layer.tree.get("scenario").and_then(|own| own.get(key));
        let stated = |key: &&str| own(key).is_some();
        let below = lower.get("scenario").and_then(|table| table.get("id"));
        let twin = own("id").zip(below);
        let twin = twin.filter(|(own, below)| own.as_text() == below.as_text());
        if let Some((own, below)) = twin {
            let error = unnamed(words(
                "the what-if has the id of its base, so that their results cannot be told apart",
                "idが元のシナリオと同じため、結果の見分けが付きません",
            ));
            let first = words("the base's id", "元のid");
            self.diagnostics
                .push(error.at(own.span).also(below.span, first));
        }
        if let (Some(base), false) = (&layer.base, ["id", "name"].iter().all(stated)) {
            let error = unnamed(words(
                "a what-if needs an `id` and a `name` of its own: they stand on every table and chart",
                "仮定のシナリオには固有の`id`と`name`が必要です（全ての図表に表示されます）",
            ));
            self.diagnostics.push(error.at(base.key_span));
        }
        if own("name").is_some()
            && own("name_ja").is_none()
            && let Some(entries) = lower
                .entries_mut()
                .and_then(|root| root.get_mut("scenario"))
            && let Some(entries) = entries.entries_mut()
        {
            entries.remove("name_ja");
        }
    }

    /// The files at `path` as one layer. Their names begin with `folder`; `mention` is where a
    /// what-if names it.
    fn layer(&mut self, path: &FilePath, folder: &str, mention: Option<Span>) -> Option<Layer> {
        let files = self.scenario_files(path, mention);
        if let Some(mention) = mention
            && let Some(file) = self.read_already(&files)
        {
            self.diagnostics.push(in_a_circle(&file).at(mention));
            return None;
        }
        let mut root: Option<Node> = None;
        let mut ids = Vec::new();
        let mut based: Option<Span> = None;
        for (path, name) in files {
            let name = match folder {
                "" => name,
                folder => format!("{folder}/{name}"),
            };
            let Some(file) = self.read(&path, &name, FileKind::Toml, mention) else {
                continue;
            };
            ids.push(file);
            let tree = parse_toml(&self.sources, file, &mut self.diagnostics);
            if let Some(base) = tree.get(BASE) {
                if let Some(first) = based {
                    let error = several(&name).at(base.key_span);
                    let first_label = words("another one", "別の仮定のシナリオ");
                    self.diagnostics.push(error.also(first, first_label));
                    return None;
                }
                based = Some(base.key_span);
            }
            match &mut root {
                Some(root) => merge(root, tree, &mut self.diagnostics),
                None => root = Some(tree),
            }
        }
        Some(self.layer_of(root?, ids, Kind::Files))
    }

    fn layer_of(&mut self, mut tree: Node, files: Vec<FileId>, kind: Kind) -> Layer {
        let mut taken = |key| tree.entries_mut().and_then(|root| root.remove(key));
        let (base, removed) = (taken(BASE), taken(REMOVE));
        let rows = Rows::ALL
            .iter()
            .flat_map(|rows| self.find_row_files(*rows, &tree))
            .collect();
        Layer {
            tree,
            files,
            rows,
            kind,
            base,
            removed,
        }
    }

    /// Where the base that `node` names lies, what the names of its files begin with, and where it is
    /// named.
    fn base_of(&mut self, node: &Node) -> Option<(PathBuf, String, Option<Span>)> {
        let Some(name) = node.as_text().filter(|name| !name.is_empty()) else {
            let found = node.describe();
            let message = text!(
                "`base` is the name of a scenario, a file or a folder, not {found}",
                "`base`は元のシナリオのファイル名又はフォルダー名です（{found}は使えません）";
                found
            );
            let help = words(
                "write it as it is seen from this file: base = \"../other\"",
                "このファイルから見た場所を書いてください：base = \"../other\"",
            );
            let error = Diagnostic::error("not-a-file-name", message).at(node.span);
            self.diagnostics.push(error.help(help));
            return None;
        };
        let path = self.beside(node.span, name);
        let full = self.name_beside(node.span, name);
        let folder = match path.is_dir() {
            true => full.trim_end_matches('/').to_owned(),
            false => full
                .rsplit_once('/')
                .map_or_else(String::new, |(folder, _)| folder.to_owned()),
        };
        Some((path, folder, Some(node.span)))
    }

    /// The first of some files that was read already.
    fn read_already(&self, files: &[(PathBuf, String)]) -> Option<String> {
        let place = |path: &FilePath| fs::canonicalize(path).ok();
        let known: Vec<PathBuf> = self
            .files
            .iter()
            .filter_map(|file| place(&file.path))
            .collect();
        let again = files
            .iter()
            .find(|(path, _)| place(path).is_some_and(|path| known.contains(&path)));
        again.map(|(path, _)| shown(path))
    }
}

fn in_a_circle(file: &str) -> Diagnostic {
    let file = quoted(file);
    let message = text!(
        "this base leads back to the what-if: {file} is part of it already",
        "元のシナリオをたどると、この仮定のシナリオに戻ります（{file}は既にその一部です）"
    );
    Diagnostic::error("base-in-a-circle", message).help(words(
        "name a base that does not build on this what-if; a what-if lies outside the folder of its base",
        "この仮定に基づかないシナリオを元にしてください。仮定のファイルは、元のシナリオのフォルダーの外に置きます",
    ))
}

fn several(name: &str) -> Diagnostic {
    let message = words(
        "this folder holds several what-ifs, not one scenario",
        "このフォルダーには仮定のシナリオが複数あり、一つのシナリオではありません",
    );
    let name = quoted(name);
    Diagnostic::error("several-what-ifs", message).help(text!(
        "name the file of one of them, such as {name}, in place of the folder",
        "フォルダーではなく、そのうち一つのファイル（{name}など）を指定してください"
    ))
}

fn too_many() -> Diagnostic {
    let message = text!(
        "more than {MOST_LAYERS} scenarios are laid on one another",
        "重ねたシナリオが{MOST_LAYERS}を超えています"
    );
    Diagnostic::error("too-many-bases", message).help(words(
        "write what several of them say into one",
        "いくつかの内容を一つにまとめてください",
    ))
}

fn base_by_set() -> Diagnostic {
    let message = words(
        "`base` cannot be changed for one time",
        "`base`を一時的に変えることはできません",
    );
    Diagnostic::error("not-a-setting", message).help(words(
        "write a what-if of its own: a file with base = \"…\"",
        "base = \"…\"をもつ別のファイルを作成してください",
    ))
}

fn unnamed(message: impl Into<Text>) -> Diagnostic {
    Diagnostic::error("unnamed-what-if", message).help(words(
        "write [scenario] with an `id` no other scenario has, and a `name`; `name_ja` if you like",
        "[scenario]に、ほかと重ならない`id`と`name`を書いてください（`name_ja`は任意）",
    ))
}
