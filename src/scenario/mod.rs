//! What the files of a scenario say, and whether it can be run.
//!
//! TOML files and CSV rows become one tree of leaves ([`Node`]), each with its path, its value and
//! the place in the file that set it. A what-if is a tree of its own, laid over that of its base,
//! and a one-off change of the command line another. Precedence: base < what-if < what-if on top of
//! it < `--set`, in the order given. Merging precedes decoding: on the merged tree the shape of
//! every table is checked against one list of keys, then ids, dates and quantities are turned
//! into a [`Model`]. Every mistake of every step is collected with its place; what is odd but
//! possible in a model without mistakes is a warning.

mod decode;
mod decode_caps;
mod decode_decisions;
mod decode_dependence;
mod decode_licensing;
mod decode_money;
mod decode_network;
mod decode_past;
mod decode_purses;
mod decode_ranking;
mod decode_request;
mod decode_route;
mod decode_selection;
mod decode_theme;
mod decode_yearly;
mod difference;
mod form;
#[cfg(test)]
mod hostile;
mod load;
mod mending;
mod merge;
mod number_column;
mod overlay;
mod path;
mod place;
mod quantity;
mod reading;
mod row_files;
mod schema;
mod set;
mod settings;
mod shape;
mod show;
mod table;
mod thing;
mod toml_rare;
mod toml_syntax;
mod toml_tree;
mod tree;
mod values;
mod view;
mod warnings;
mod warnings_caps;
mod warnings_deciding;
mod warnings_in_vain;
mod warnings_money;
mod written;

use std::path::Path as FilePath;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Sources};
use crate::language::Language;
use crate::model::Model;
use crate::rules::Setting;

pub use difference::{Difference, Said, Side, differences};
pub use form::{Choices, Entry, Form, FormColumn, theme_form};
pub use load::{FileKind, Loaded, LoadedFile, load, load_outline};
pub use merge::merge;
pub use number_column::NumberFiles;
pub use path::{Path, PathError, is_id};
pub use reading::Reading;
pub use row_files::Rows;
pub use toml_tree::parse_toml;
pub use tree::{Entries, Leaves, Node, Value};

/// Errors of loading that hide nothing: the first of several things stands, or what was to be
/// changed is as it was.
const HIDING_NOTHING: [&str; 8] = [
    "ambiguous-name",
    "changes-nothing",
    "duplicate-id",
    "no-such-entry",
    "nothing-to-remove",
    "part-of-a-value",
    "set-twice",
    "unnamed-what-if",
];

/// A scenario that was read, and what is to be said of it.
#[derive(Debug)]
pub struct Scenario {
    /// The model; absent where there are errors.
    pub model: Option<Model>,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
    /// The texts the messages point into.
    pub sources: Sources,
    /// The files it was read from.
    pub files: Vec<LoadedFile>,
    /// The files of numbers among them.
    pub numbers: NumberFiles,
    /// Whether it is a folder, and not a single file.
    pub is_folder: bool,
    /// Names and bytes of all files, as the digest covers them. See [`Loaded::inputs`].
    pub inputs: Vec<(String, Vec<u8>)>,
    /// SHA-256 over names and bytes of all files, bases included, and over one-off changes.
    /// See [`Loaded::digest`].
    pub digest: String,
    /// The one-off changes it was read with, as typed.
    pub set: Vec<String>,
    /// What the files say, merged, what-ifs and one-off changes laid over.
    pub root: Node,
}

impl Scenario {
    /// The language that `scenario.language` asks for, or English; also where there are errors.
    #[must_use]
    pub fn language(&self) -> Language {
        let word = self
            .root
            .get("scenario")
            .and_then(|table| table.get("language"));
        word.and_then(|word| Language::of_word(word.as_text()?))
            .unwrap_or_default()
    }

    /// What all files and one-off changes come to, as TOML that reads as the same scenario; with the
    /// place that set each value as a comment if `places`.
    #[must_use]
    pub fn shown(&self, places: bool) -> String {
        show::shown(self, places)
    }

    /// Every key that the files set, in order of appearance. A distribution is one setting.
    #[must_use]
    pub fn settings(&self) -> Vec<Setting> {
        let parameters = self.model.iter().flat_map(|model| &model.parameters);
        let neutral = parameters.filter(|parameter| parameter.neutral);
        let neutral = neutral.map(|parameter| parameter.path.as_str()).collect();
        settings::settings(&self.root, &self.sources, &neutral)
    }
}

/// Reads the scenario at `path`, a TOML file or a folder, as it is written, and checks it.
///
/// All mistakes are in [`Scenario::diagnostics`]; none is an error of this function.
pub fn read(path: &FilePath) -> Scenario {
    read_with(path, Reading::default())
}

/// Like [`read`], with one-off changes and as of another day if `reading` says so.
pub fn read_with(path: &FilePath, reading: Reading) -> Scenario {
    let mut loaded = load(path, &reading.set);
    let mut diagnostics = std::mem::take(&mut loaded.diagnostics);
    let mut model = None;
    // What is missing because a file could not be read would only raise false alarms; what is
    // there twice hides nothing.
    let hides = |found: &&Diagnostic| {
        found.severity == Severity::Error && !HIDING_NOTHING.contains(&found.code)
    };
    let hiding: Vec<&str> = diagnostics
        .iter()
        .filter(hides)
        .map(|found| found.code)
        .collect();
    if hiding.is_empty() {
        model = check(&loaded, reading.as_of, &mut diagnostics);
    } else if hiding.iter().all(|code| *code == "unknown-column") {
        // Without a column ids and dates may be missing; the shape of what is there can be told.
        shape::check(&loaded.root, &schema::ROOT, &mut diagnostics);
    }
    Scenario {
        model,
        diagnostics,
        root: loaded.root,
        sources: loaded.sources,
        files: loaded.files,
        numbers: loaded.numbers,
        inputs: loaded.inputs,
        is_folder: loaded.is_folder,
        digest: loaded.digest,
        set: loaded.set,
    }
}

/// Reads what a scenario says beside its tables: for making the tables. Its shape is checked, but
/// there is no model. `set` are one-off changes.
pub fn read_outline(path: &FilePath, set: &[String]) -> Scenario {
    let mut loaded = load_outline(path, set);
    let mut diagnostics = std::mem::take(&mut loaded.diagnostics);
    if !diagnostics.has_errors() {
        shape::check(&loaded.root, &schema::ROOT, &mut diagnostics);
    }
    Scenario {
        model: None,
        diagnostics,
        root: loaded.root,
        sources: loaded.sources,
        files: loaded.files,
        numbers: loaded.numbers,
        inputs: loaded.inputs,
        is_folder: loaded.is_folder,
        digest: loaded.digest,
        set: loaded.set,
    }
}

/// Checks the merged tree and turns it into a model; there is none where anything is wrong.
fn check(
    loaded: &Loaded,
    as_of: Option<jiff::civil::Date>,
    diagnostics: &mut Diagnostics,
) -> Option<Model> {
    shape::check(&loaded.root, &schema::ROOT, diagnostics);
    if !shape::is_built_as(&loaded.root, &schema::ROOT) {
        return None;
    }
    let (decoded, found) = decode::decode(loaded, as_of);
    diagnostics.append(found);
    let model = decoded.filter(|_| !diagnostics.has_errors())?;
    diagnostics.append(warnings::warnings(&loaded.root, &model));
    Some(model)
}
