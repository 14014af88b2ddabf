//! In which settings two scenarios differ.
//!
//! Settings end where a what-if would replace them whole; see [`overlay`](super::overlay). A table or a
//! thing with an id that only one has is one difference, not one for each key in it. Order counts
//! where things have ids, as among lines of which the first that fits decides. Ids and names of the
//! scenarios themselves are no differences: they are what they are told apart by.

use super::overlay::{below, has_parts};
use super::place::{place_of, places_of};
use super::row_files::Rows;
use super::schema::{ROOT, Shape};
use super::written::Writing;
use super::{Entries, Node, Path, Scenario};

/// A setting that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The setting, or the table or thing that only one has.
    pub path: Path,
    /// What it is in the first and in the second; absent where it is not set.
    pub sides: [Option<Side>; 2],
}

/// What one scenario says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What is said.
    pub said: Said,
    /// Where it was set.
    pub place: String,
}

/// What is said of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A value as TOML, as it stands in the file.
    Value(String),
    /// A table, or a thing with an id, of so many values.
    Table(usize),
    /// The order of things with ids.
    Order(Vec<String>),
}

/// In which settings `second` differs from `first`, in the order of the first, new ones last.
#[must_use]
pub fn differences(first: &Scenario, second: &Scenario) -> Vec<Difference> {
    let mut comparing = Comparing {
        sides: [first, second],
        found: Vec::new(),
    };
    let roots = [&first.root, &second.root].map(Some);
    comparing.compare(&Path::root(), Some(Shape::Table(&ROOT)), roots);
    comparing.found
}

struct Comparing<'a> {
    sides: [&'a Scenario; 2],
    found: Vec<Difference>,
}

impl<'a> Comparing<'a> {
    fn compare(&mut self, path: &Path, shape: Option<Shape>, nodes: [Option<&'a Node>; 2]) {
        let [Some(first), Some(second)] = nodes else {
            self.push(path, shape, nodes);
            return;
        };
        match (opened(shape, first), opened(shape, second)) {
            (Some(one), Some(two)) => self.entries(path, shape, [one, two]),
            _ if self.written(0, shape, first, false) != self.written(1, shape, second, false) => {
                self.push(path, shape, nodes);
            }
            _ => {}
        }
        if let Some(Shape::Keyed(_)) = shape {
            self.order(path, [first, second]);
        }
    }

    fn entries(&mut self, path: &Path, shape: Option<Shape>, entries: [&'a Entries; 2]) {
        let [first, second] = entries;
        let new = second.keys().filter(|key| first.get(key).is_none());
        for key in first.keys().chain(new).filter(|key| counts(path, key)) {
            let shape = shape.and_then(|shape| below(shape, key));
            let nodes = entries.map(|entries| entries.get(key));
            self.compare(&path.join(key), shape, nodes);
        }
    }

    /// Notes where the things that both have stand in another order.
    fn order(&mut self, path: &Path, nodes: [&'a Node; 2]) {
        let keys = |side: usize| {
            let entries = nodes[side].entries().into_iter().flat_map(Entries::keys);
            let shared = entries.filter(|key| nodes[1 - side].get(key).is_some());
            shared.map(str::to_owned).collect::<Vec<_>>()
        };
        let orders = [keys(0), keys(1)];
        if orders[0] == orders[1] {
            return;
        }
        let mut orders = orders.into_iter().enumerate().map(|(side, order)| {
            let scenario = self.sides[side];
            let first = order.first().and_then(|key| nodes[side].get(key));
            let at = first.map_or(nodes[side].key_span, |node| node.key_span);
            Side {
                said: Said::Order(order),
                place: place_of(at, &scenario.files, &scenario.sources),
            }
        });
        let sides = [orders.next(), orders.next()];
        drop(orders);
        self.found.push(Difference {
            path: path.clone(),
            sides,
        });
    }

    fn push(&mut self, path: &Path, shape: Option<Shape>, nodes: [Option<&'a Node>; 2]) {
        let side = |side: usize| {
            let (node, scenario) = (nodes[side]?, self.sides[side]);
            let said = match opened(shape, node) {
                Some(_) => Said::Table(values(shape, node)),
                None => Said::Value(self.written(side, shape, node, true)),
            };
            Some(Side {
                said,
                place: places_of(node, &scenario.files, &scenario.sources),
            })
        };
        let sides = [side(0), side(1)];
        let path = path.clone();
        self.found.push(Difference { path, sides });
    }

    fn written(
        &self,
        side: usize,
        shape: Option<Shape>,
        node: &Node,
        as_it_stands: bool,
    ) -> String {
        let scenario = self.sides[side];
        let writing = Writing {
            sources: &scenario.sources,
            numbers: &scenario.numbers,
            theme_source: None,
            as_it_stands,
        };
        writing.value(shape, node)
    }
}

/// The entries of a node that are compared one by one. Providers are one value: their order counts.
fn opened(shape: Option<Shape>, node: &Node) -> Option<&Entries> {
    let parts = shape.is_some_and(|shape| has_parts(shape) && !matches!(shape, Shape::Providers));
    node.entries()
        .filter(|entries| parts && (!entries.by_position() || entries.is_empty()))
}

/// How many values a table holds.
fn values(shape: Option<Shape>, node: &Node) -> usize {
    let Some(entries) = opened(shape, node) else {
        return 1;
    };
    let each = entries.iter().map(|(key, node)| {
        let shape = shape.and_then(|shape| below(shape, key));
        values(shape, node)
    });
    each.sum()
}

/// Whether a key says something of the plan, rather than what the scenario is called or where its
/// tables of rows are: these are compared row by row.
fn counts(path: &Path, key: &str) -> bool {
    let is_files = Rows::ALL.iter().any(|rows| rows.key() == key);
    match path.segments() {
        [table] if table == "scenario" => !is_files && !["id", "name", "name_ja"].contains(&key),
        _ => true,
    }
}
