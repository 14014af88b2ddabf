//! Where a value was set, in few words: `institutes.toml:12`, `themes.xlsx!D7`, `--set[1]`.

use super::{LoadedFile, Node};
use crate::diagnostic::{Sources, Span};

/// File (relative to the scenario) and line or cell of a span; of a one-off change its number.
pub(super) fn place_of(span: Span, files: &[LoadedFile], sources: &Sources) -> String {
    let (line, _) = sources.line_column(span);
    let Some(file) = files.iter().find(|file| file.file == span.file) else {
        return sources.name(span.file).to_owned();
    };
    let name = file.name.as_str();
    match sources.cell(span) {
        Some((_, cell)) => format!("{name}!{cell}"),
        None => format!("{name}:{line}"),
    }
}

impl Node {
    /// Where a planner finds the setting: the key in a TOML file, the cell in a CSV.
    pub(super) fn named_at(&self) -> Span {
        if self.raw.is_some() {
            self.span
        } else {
            self.key_span
        }
    }
}

/// Where a setting was made; where parts of it come from other files, these places too.
pub(super) fn places_of(node: &Node, files: &[LoadedFile], sources: &Sources) -> String {
    let own = node.named_at();
    let mut seen = vec![own.file];
    let mut places = vec![place_of(own, files, sources)];
    for (_, leaf) in node.leaves() {
        if !seen.contains(&leaf.span.file) {
            seen.push(leaf.span.file);
            places.push(place_of(leaf.named_at(), files, sources));
        }
    }
    places.join(", ")
}
