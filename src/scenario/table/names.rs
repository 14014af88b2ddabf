//! Things of the scenario by what people call them.
//!
//! A cell may name a route, a stage or an institute by its id or by its name in either language. Ids
//! come first, so that a table that is right today stays right when another thing gets such a name.
//! Stages and activities of different routes may have one name and different ids; where the theme's
//! route is known, its own count.

use std::collections::BTreeSet;

use super::super::Node;
use super::super::thing::Thing;
use super::columns::fold;
use crate::language::Text;
use crate::text;

/// The things of a scenario with their names.
#[derive(Debug, Default)]
pub(in crate::scenario) struct Names {
    known: Vec<Known>,
}

#[derive(Debug)]
struct Known {
    thing: Thing,
    id: String,
    /// What people call it, in English and Japanese; its id where they call it nothing.
    called: Text,
    /// Folded names.
    names: Vec<String>,
    /// The route that a stage or activity belongs to.
    route: Option<String>,
}

/// What a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Named {
    /// One thing, by its id.
    One(String),
    /// Several things, by their ids in order.
    Several(Vec<String>),
    /// Nothing that is known.
    Nothing,
}

impl Names {
    /// The things that the tree of a scenario names.
    pub fn of(root: &Node) -> Names {
        let mut names = Names::default();
        for (id, route) in entries(root, "route") {
            names.add(Thing::Route, id, route, None);
            if let Some(known) = names.known.last_mut() {
                let modality = route.get("modality").and_then(Node::words);
                known.names.extend(modality.as_deref().map(fold));
            }
            for (stage_id, stage) in entries(route, "stage") {
                names.add(Thing::Stage, stage_id, stage, Some(id));
                for (activity_id, activity) in entries(stage, "activity") {
                    names.add(Thing::Activity, activity_id, activity, Some(id));
                }
            }
        }
        let lists = [
            (Thing::Area, "area"),
            (Thing::Institute, "institute"),
            (Thing::Item, "item"),
            (Thing::Theme, "theme"),
        ];
        for (thing, key) in lists {
            for (id, node) in entries(root, key) {
                names.add(thing, id, node, None);
            }
        }
        for (id, english, japanese) in super::super::decode::BUILT_IN_ITEMS {
            names.known.push(Known {
                thing: Thing::Item,
                id: id.to_owned(),
                called: text!("{english}", "{japanese}"),
                names: vec![fold(english), fold(japanese)],
                route: None,
            });
        }
        names
    }

    fn add(&mut self, thing: Thing, id: &str, node: &Node, route: Option<&str>) {
        let name = |key| node.get(key).and_then(Node::words);
        let (english, japanese) = (name("name"), name("name_ja"));
        let names = [&english, &japanese].into_iter().flatten();
        let names = names.map(|name| fold(name)).collect();
        let english = english.unwrap_or_else(|| id.to_owned());
        self.known.push(Known {
            thing,
            id: id.to_owned(),
            called: Text {
                japanese: japanese.unwrap_or_else(|| english.clone()),
                english,
            },
            names,
            route: route.map(str::to_owned),
        });
    }

    /// Whether the scenario names nothing of its own.
    pub fn is_empty(&self) -> bool {
        self.known.iter().all(|known| known.thing == Thing::Item)
    }

    /// The things of a kind with what people call them, in the order of the scenario; stages and
    /// activities once for each route that has them.
    pub fn called(&self, thing: Thing) -> impl Iterator<Item = (&str, &Text)> {
        let of_kind = self.known.iter().filter(move |known| known.thing == thing);
        of_kind.map(|known| (known.id.as_str(), &known.called))
    }

    /// What `text` names among things of this kind, in `route` if that is known.
    pub fn named(&self, thing: Thing, text: &str, route: Option<&str>) -> Named {
        let of_kind = || self.known.iter().filter(move |known| known.thing == thing);
        let folded = fold(text);
        if of_kind().any(|known| known.id == text) {
            return Named::One(text.to_owned());
        }
        let by_id: BTreeSet<&str> = of_kind()
            .filter(|known| fold(&known.id) == folded)
            .map(|known| known.id.as_str())
            .collect();
        if !by_id.is_empty() {
            return one_of(by_id);
        }
        let called = |own: bool| -> BTreeSet<&str> {
            of_kind()
                .filter(|known| !own || known.route.as_deref() == route)
                .filter(|known| known.names.contains(&folded))
                .map(|known| known.id.as_str())
                .collect()
        };
        let of_route = matches!(thing, Thing::Stage | Thing::Activity) && route.is_some();
        match called(of_route) {
            own if of_route && own.is_empty() => one_of(called(false)),
            own => one_of(own),
        }
    }
}

fn one_of(ids: BTreeSet<&str>) -> Named {
    let mut ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
    match ids.len() {
        0 => Named::Nothing,
        1 => Named::One(ids.remove(0)),
        _ => Named::Several(ids),
    }
}

fn entries<'a>(node: &'a Node, key: &str) -> impl Iterator<Item = (&'a str, &'a Node)> {
    let entries = node.get(key).and_then(Node::entries);
    entries.into_iter().flat_map(|entries| entries.iter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Sources};
    use crate::scenario::parse_toml;

    const SCENARIO: &str = "\
        [area.cancer]\nname = \"Cancer\"\nname_ja = \"がん\"\n\
        [institute.a]\nname = \"Centre\"\n[institute.b]\nname = \"Centre\"\n\
        [route.small]\nname_ja = \"低分子\"\nmodality = \"small-molecule\"\n\
        [[route.small.stage]]\nid = \"hit\"\nname_ja = \"探索\"\n\
        [[route.protein.stage]]\nid = \"find\"\nname_ja = \"探索\"\n\
        [[route.protein.stage.activity]]\nid = \"がん\"\n";

    fn names() -> Names {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", SCENARIO);
        Names::of(&parse_toml(&sources, file, &mut Diagnostics::new()))
    }

    #[test]
    fn things_are_found_by_id_and_by_name_in_either_language() {
        let one = |thing, text| names().named(thing, text, None);
        for text in ["cancer", "Ｃａｎｃｅｒ", "CANCER", "がん", "がん　"] {
            assert_eq!(
                one(Thing::Area, text),
                Named::One("cancer".to_owned()),
                "{text}"
            );
        }
        for text in ["small", "低分子", "small molecule"] {
            assert_eq!(
                one(Thing::Route, text),
                Named::One("small".to_owned()),
                "{text}"
            );
        }
        assert_eq!(
            one(Thing::Item, "外注"),
            Named::One("outsourcing".to_owned())
        );
        assert_eq!(one(Thing::Area, "small"), Named::Nothing);
    }

    #[test]
    fn one_name_of_two_things_is_ambiguous_unless_the_route_tells() {
        let both = |ids: [&str; 2]| Named::Several(ids.map(str::to_owned).to_vec());
        let names = names();
        assert_eq!(
            names.named(Thing::Institute, "centre", None),
            both(["a", "b"])
        );
        assert_eq!(
            names.named(Thing::Stage, "探索", None),
            both(["find", "hit"])
        );
        let of = |route| names.named(Thing::Stage, "探索", Some(route));
        assert_eq!(of("small"), Named::One("hit".to_owned()));
        assert_eq!(of("protein"), Named::One("find".to_owned()));
        assert_eq!(
            of("gone"),
            both(["find", "hit"]),
            "so that the message lists them"
        );
    }
}
