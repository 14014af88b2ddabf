//! Links: what hangs together, and how strongly.

use std::collections::BTreeMap;

use super::decode::{Decoder, entries, name_of};
use super::quantity::Use;
use super::view::View;
use crate::diagnostic::{Diagnostic, Span, listed, nearest, quoted};
use crate::model::{Link, Linked, ParameterId, Quantity, Shared, Uncertainty, Unit};

impl<'a> Decoder<'a> {
    /// The links; to be read when all other parameters are known.
    pub(super) fn links(&mut self, root: &View<'a>, stages: &[String]) -> Vec<Link> {
        let mut links = Vec::new();
        for (id, place) in entries(root, "link") {
            if let Some(link) = self.link(id, &place, stages) {
                links.push(link);
            }
        }
        self.check_loadings(root, &links, stages);
        links
    }

    fn link(&mut self, id: String, place: &View<'a>, stages: &[String]) -> Option<Link> {
        let loading = self.stated(place, "loading", Use::once(Unit::Loading))?;
        let word = |key: &str| place.get(key).and_then(|word| word.node().words());
        let of_outcomes = word("of")? == "outcomes";
        let (wanted, others) = match of_outcomes {
            true => ("share", &["parameters"][..]),
            false => ("parameters", &["share", "stages"][..]),
        };
        for key in others {
            if let Some(other) = place.get(key) {
                let word = if of_outcomes { "outcomes" } else { "ignorance" };
                self.error(
                    "conflicting-keys",
                    other.node().key_span,
                    format!("`{key}` says nothing in a link of {word}"),
                    format!("`{wanted}`"),
                );
            }
        }
        let Some(stated) = place.get(wanted) else {
            self.error(
                "missing-key",
                place.node().key_span,
                format!("the link {} does not say what it links", quoted(&id)),
                match of_outcomes {
                    true => "`share`: modality, area or target",
                    false => "`parameters`, such as [\"route.*.stage.*.odds\"]",
                },
            );
            return None;
        };
        let of = if of_outcomes {
            let stages = place.get("stages").map(|list| {
                for (id, span) in list.node().texts_at() {
                    self.known("stage", &id, span, stages);
                }
                list.node().texts().unwrap_or_default()
            });
            let words = [Shared::Modality, Shared::Area, Shared::Target];
            let share = word("share")?;
            let share = words
                .into_iter()
                .find(|shared| shared.words().english == share)?;
            Linked::Outcomes { share, stages }
        } else {
            if !self.is_constant(loading) {
                let span = place.get("loading").map(|loading| loading.node().span);
                self.error(
                    "not-constant",
                    span.unwrap_or(place.node().key_span),
                    "the loading of a link between unknown parameters cannot be unknown itself",
                    "a plain number",
                );
            }
            let mut parameters = Vec::new();
            for (pattern, span) in stated.node().texts_at() {
                parameters.extend(self.unknown_parameters(&pattern, span));
            }
            parameters.sort_unstable();
            parameters.dedup();
            Linked::Ignorance {
                parameters,
                patterns: stated.node().texts().unwrap_or_default(),
            }
        };
        Some(Link {
            name: name_of(place, &id),
            id,
            of,
            loading,
        })
    }

    /// The parameters of the layer ignorance that a pattern names, or an error.
    fn unknown_parameters(&mut self, pattern: &str, span: Span) -> Vec<ParameterId> {
        let unknown = |parameter: &&crate::model::Parameter| {
            parameter.uncertainty == Some(Uncertainty::Ignorance)
        };
        let known: Vec<&str> = self
            .parameters
            .iter()
            .filter(unknown)
            .map(|parameter| parameter.path.as_str())
            .collect();
        let ids = (0_u32..).zip(&self.parameters);
        let found: Vec<ParameterId> = ids
            .filter(|(_, parameter)| unknown(parameter) && matches(pattern, &parameter.path))
            .map(|(id, _)| ParameterId(id))
            .collect();
        if found.is_empty() {
            let allowed = match known.is_empty() {
                true => "none: no quantity has layer = \"ignorance\"".to_owned(),
                false => listed(known.iter().copied()),
            };
            let near = nearest(pattern, known.iter().copied());
            self.diagnostics.push(
                Diagnostic::error(
                    "unknown-parameter",
                    format!("{} names no parameter that is unknown", quoted(pattern)),
                )
                .at(span)
                .allowed(allowed)
                .did_you_mean(near),
            );
        }
        found
    }

    /// The squares of the loadings on one thing must not come to more than 1.
    fn check_loadings(&mut self, root: &View<'a>, links: &[Link], stages: &[String]) {
        let mut sums: BTreeMap<String, f64> = BTreeMap::new();
        for link in links {
            let square = self.largest(link.loading).powi(2);
            let linked: Vec<String> = match &link.of {
                Linked::Outcomes { stages: named, .. } => {
                    named.clone().unwrap_or_else(|| stages.to_vec())
                }
                Linked::Ignorance { parameters, .. } => {
                    let parameters = parameters.iter();
                    parameters.map(|id| format!("parameter {}", id.0)).collect()
                }
            };
            let mut most: f64 = 0.0;
            for thing in linked {
                let sum = sums.entry(thing).or_insert(0.0);
                *sum += square;
                most = most.max(*sum);
            }
            if most > 1.0 + 1e-12 {
                let place = root.get("link").and_then(|list| list.get(&link.id));
                let place = place.and_then(|link| link.get("loading"));
                let span = place.map_or(root.node().span, |loading| loading.node().span);
                return self.error(
                    "too-much-dependence",
                    span,
                    format!("with this link the squares of the loadings come to {most:.3}"),
                    "up to 1 for everything that is linked: beyond it nothing is left to chance",
                );
            }
        }
    }

    fn largest(&self, loading: Quantity) -> f64 {
        match loading {
            Quantity::Default(value) => value,
            Quantity::Stated(id) => {
                let (_, most) = self.parameters[id.0 as usize].distribution.support();
                most.min(1.0)
            }
        }
    }
}

/// Whether a path fits a pattern, part by part; `*` fits any part.
fn matches(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('.'), path.split('.'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(wanted), Some(part)) if wanted == "*" || wanted == part => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stands_for_one_part_of_a_path() {
        assert!(matches("route.*.stage.*.odds", "route.r.stage.a.odds"));
        assert!(!matches("route.*.odds", "route.r.stage.a.odds"));
        assert!(matches("a.b", "a.b") && !matches("a.b", "a.b.c"));
    }
}
