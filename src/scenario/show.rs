//! The merged scenario as TOML that can be read back, each value with the place that set it.
//!
//! Tables, things with ids and rows of tables stand as tables, `[institute.NIBIO.function.hts]`,
//! whichever way they were written: so an entry looks as it would in a what-if. What a value is too
//! long for goes onto several lines: a distribution key by key, a list element by element. What only
//! says how tables of rows are read is left out, as the rows stand here themselves.

use unicode_width::UnicodeWidthStr;

use super::overlay::below;
use super::place::places_of;
use super::row_files::Rows;
use super::schema::{ROOT, Shape};
use super::written::{Writing, dotted, key};
use super::{Node, Path, Scenario, Value};

/// Columns of a setting, its place not counted.
const WIDTH: usize = 80;
/// The column where places begin, where the setting leaves room.
const PLACES: usize = 44;

/// The scenario as TOML; with the place of every value if `places`.
pub(super) fn shown(scenario: &Scenario, places: bool) -> String {
    let source = scenario
        .root
        .get("scenario")
        .and_then(|table| table.get("theme_source"))
        .and_then(Node::words);
    let mut show = Show {
        scenario,
        writing: Writing {
            sources: &scenario.sources,
            numbers: &scenario.numbers,
            theme_source: None,
            as_it_stands: true,
        },
        theme_source: source.as_deref(),
        places,
        lines: Vec::new(),
    };
    show.section(&Path::root(), Shape::Table(&ROOT), &scenario.root);
    show.lines.join("\n").trim_start().to_owned() + "\n"
}

struct Show<'a> {
    scenario: &'a Scenario,
    writing: Writing<'a>,
    theme_source: Option<&'a str>,
    places: bool,
    lines: Vec<String>,
}

impl Show<'_> {
    /// A table with what stands in it: settings first, then tables.
    fn section(&mut self, path: &Path, shape: Shape, node: &Node) {
        let Some(entries) = node.entries() else {
            return;
        };
        let entries: Vec<_> = entries
            .iter()
            .filter(|(name, _)| !is_read_already(path, name))
            .collect();
        let (tables, settings): (Vec<_>, Vec<_>) = entries
            .iter()
            .partition(|(name, child)| self.is_section(below(shape, name), child));
        let is_entry = matches!(shape, Shape::Table(_)) && path.segments().len() > 1;
        if path.segments().len() == 1 && path.last() == Some(Rows::Themes.table()) {
            self.writing.theme_source = self.theme_source;
        }
        if !path.segments().is_empty() && (is_entry || !settings.is_empty() || tables.is_empty()) {
            self.lines.push(String::new());
            self.lines.push(format!("[{}]", dotted(path.segments())));
        }
        for (name, child) in settings {
            self.setting(&key(name), below(shape, name), child);
        }
        for (name, child) in tables {
            if let Some(shape) = below(shape, name) {
                self.section(&path.join(name), shape, child);
            }
        }
        if path.segments().len() == 1 {
            self.writing.theme_source = None;
        }
    }

    /// Whether a thing is written as a table of its own.
    fn is_section(&self, shape: Option<Shape>, node: &Node) -> bool {
        let Some(entries) = node.entries() else {
            return false;
        };
        match shape {
            Some(Shape::Table(_)) => node.as_table().is_some(),
            Some(Shape::Keyed(_)) => !entries.by_position() || entries.is_empty(),
            Some(Shape::Counts | Shape::Quantities | Shape::Headings) => {
                let line = self.writing.value(shape, node);
                node.as_table().is_some() && (line.width() > WIDTH / 2 || self.is_mixed(node))
            }
            _ => false,
        }
    }

    /// Whether parts of it were set in different files.
    fn is_mixed(&self, node: &Node) -> bool {
        let mut files = node.leaves().map(|(_, leaf)| leaf.span.file);
        let first = files.next();
        files.any(|file| Some(file) != first)
    }

    fn setting(&mut self, name: &str, shape: Option<Shape>, node: &Node) {
        let line = format!("{name} = {}", self.writing.value(shape, node));
        match &node.value {
            _ if line.width() <= WIDTH => self.line(&line, node),
            Value::Table(entries) if !entries.is_empty() => {
                for (part, value, place) in self.writing.assignments(entries) {
                    self.line(&format!("{name}.{part} = {value}"), place);
                }
            }
            Value::List(entries) if entries.len() > 1 => {
                self.line(&format!("{name} = ["), node);
                for element in self.writing.elements(entries) {
                    self.lines.push(format!("  {element},"));
                }
                self.lines.push("]".to_owned());
            }
            _ => self.line(&line, node),
        }
    }

    /// A line and where it was set.
    fn line(&mut self, line: &str, node: &Node) {
        let scenario = self.scenario;
        self.lines.push(match self.places {
            false => line.to_owned(),
            true => {
                let place = places_of(node, &scenario.files, &scenario.sources);
                let gap = PLACES.saturating_sub(line.width()).max(2);
                format!("{line}{}# {place}", " ".repeat(gap))
            }
        });
    }
}

/// Whether a key only says how tables of rows are read.
fn is_read_already(path: &Path, name: &str) -> bool {
    match path.segments() {
        [] => Rows::ALL.iter().any(|rows| rows.columns_key() == name),
        [table] if table == "scenario" => {
            name == "theme_source" || Rows::ALL.iter().any(|rows| rows.key() == name)
        }
        _ => false,
    }
}
