//! What a scenario sets, key by key, as the rule book asks for it.
//!
//! A leaf of the tree may be half of a distribution; to a planner the whole of it is one setting.
//! So the list of keys says where a setting ends: at every key that is not a table of its own.

use std::collections::BTreeSet;

use super::schema::{PROVIDER, ROOT, Shape, Table};
use super::{Node, Path, Value, is_id};
use crate::diagnostic::Sources;
use crate::rules::Setting;

/// Keys that say where a value comes from and not what it is.
const ORIGIN: [&str; 3] = ["source", "as_of", "note"];

/// All settings of the tree `root`, in order of appearance. An empty table is one of its own.
/// `neutral` are the paths of those that say no more than what holds without them.
pub(super) fn settings(root: &Node, sources: &Sources, neutral: &BTreeSet<&str>) -> Vec<Setting> {
    let mut found = Vec::new();
    walk(root, &ROOT, &Path::root(), &mut |path, node| {
        found.push(Setting {
            path: path.segments().to_vec(),
            neutral: neutral.contains(path.to_string().as_str()),
            name: path.to_string(),
            value: written(node, sources),
        });
    });
    found
}

type Visit<'v, 'a> = &'v mut dyn FnMut(&Path, &'a Node);

fn walk<'a>(node: &'a Node, table: &Table, path: &Path, visit: Visit<'_, 'a>) {
    for (name, child, path) in below(node, path) {
        match table
            .keys
            .iter()
            .find(|key| key.name == name)
            .map(|key| key.shape)
        {
            _ if child.entries().is_none_or(|entries| entries.is_empty()) => visit(&path, child),
            Some(Shape::Table(table)) => walk(child, table, &path, visit),
            Some(Shape::Keyed(table)) => {
                for (_, child, path) in below(child, &path) {
                    walk(child, table, &path, visit);
                }
            }
            Some(Shape::Providers) => {
                visit(&path, child);
                for (_, child, path) in below(child, &path) {
                    walk(child, &PROVIDER, &path, visit);
                }
            }
            _ => visit(&path, child),
        }
    }
}

fn below<'a>(node: &'a Node, path: &Path) -> impl Iterator<Item = (&'a str, &'a Node, Path)> {
    let entries = node
        .entries()
        .into_iter()
        .flat_map(|entries| entries.iter());
    entries.map(|(name, child)| (name, child, path.join(name)))
}

/// A value as TOML on one line: numbers as they stand in the file, without what says where they
/// come from.
fn written(node: &Node, sources: &Sources) -> String {
    match &node.value {
        Value::Text(text) => format!("{text:?}"),
        Value::Table(_) => table(None, node, sources),
        Value::List(entries) => {
            let elements = entries.iter().map(|(id, element)| match &element.value {
                Value::Table(_) if !entries.by_position() => table(Some(id), element, sources),
                _ => written(element, sources),
            });
            format!("[{}]", elements.collect::<Vec<_>>().join(", "))
        }
        Value::Boolean(value) => value.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Integer(_) | Value::Float(_) => sources.slice(node.span).to_owned(),
    }
}

fn table(id: Option<&str>, node: &Node, sources: &Sources) -> String {
    let entries = node
        .entries()
        .into_iter()
        .flat_map(|entries| entries.iter());
    let told: Vec<_> = entries.filter(|(key, _)| !ORIGIN.contains(key)).collect();
    if let (None, [("value", value)]) = (id, &told[..]) {
        return written(value, sources);
    }
    let id = id.map(|id| format!("id = {id:?}"));
    let told = told.into_iter().map(|(key, value)| {
        let key = if is_id(key) {
            key.to_owned()
        } else {
            format!("{key:?}")
        };
        format!("{key} = {}", written(value, sources))
    });
    let told: Vec<String> = id.into_iter().chain(told).collect();
    match told.is_empty() {
        true => "{}".to_owned(),
        false => format!("{{ {} }}", told.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::rules;
    use crate::scenario::parse_toml;

    fn told(text: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", text);
        let tree = parse_toml(&sources, file, &mut Diagnostics::new());
        let settings = settings(&tree, &sources, &BTreeSet::new()).into_iter();
        settings
            .map(|setting| format!("{} = {}", setting.name, setting.value))
            .collect()
    }

    #[test]
    fn a_distribution_is_one_setting_whatever_way_it_is_written() {
        let text = "[route.r.stage.hit]\nodds.beta = [1_2, 8.0]\nodds.layer = \"ignorance\"\nodds.source = \"a book\"\n";
        assert_eq!(
            told(text),
            ["route.r.stage.hit.odds = { beta = [1_2, 8.0], layer = \"ignorance\" }"]
        );
        let text = "route.r.stage.hit.odds = { value = 0.5, source = \"a book\" }\n";
        assert_eq!(told(text), ["route.r.stage.hit.odds = 0.5"]);
    }

    #[test]
    fn providers_are_a_setting_and_so_is_what_is_said_of_each() {
        let text = "[[route.r.stage.s.activity]]\nid = \"a\"\nproviders = [\"x\", { id = \"y\", cost_factor = 2 }]\n";
        assert_eq!(
            told(text),
            [
                "route.r.stage.s.activity.a.providers = [\"x\", { id = \"y\", cost_factor = 2 }]",
                "route.r.stage.s.activity.a.providers.y.cost_factor = 2",
            ]
        );
    }

    #[test]
    fn an_empty_table_is_a_setting() {
        assert_eq!(told("[scope]\n"), ["scope = {}"]);
    }

    #[test]
    fn every_pattern_of_the_rule_book_leads_to_a_key() {
        let patterns: BTreeSet<&str> = rules::all()
            .flat_map(|rule| rule.settings)
            .copied()
            .collect();
        let missing: Vec<&str> = patterns
            .into_iter()
            .filter(|pattern| !leads(pattern))
            .collect();
        assert_eq!(missing, Vec::<&str>::new(), "no such keys");
    }

    /// Whether a pattern leads to a key that a scenario may set.
    fn leads(pattern: &str) -> bool {
        let parts: Vec<&str> = pattern.split('.').collect();
        reaches(Shape::Table(&ROOT), &parts)
    }

    fn reaches(shape: Shape, parts: &[&str]) -> bool {
        let Some((part, rest)) = parts.split_first() else {
            return true;
        };
        match shape {
            Shape::Table(table) => {
                let key = table.keys.iter().find(|key| key.name == *part);
                key.is_some_and(|key| reaches(key.shape, rest))
            }
            Shape::Keyed(table) => reaches(Shape::Table(table), rest),
            Shape::Providers => reaches(Shape::Table(&PROVIDER), rest),
            Shape::Counts | Shape::Quantities => rest.is_empty(),
            _ => false,
        }
    }
}
