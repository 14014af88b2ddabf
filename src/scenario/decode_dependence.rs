//! Links: what hangs together, and how strongly.

use std::collections::BTreeMap;

use super::decode::{Decoder, entries, name_of};
use super::quantity::Use;
use super::thing::Thing;
use super::view::View;
use crate::diagnostic::{Diagnostic, Span, listed, nearest, quoted};
use crate::language::{Text, words};
use crate::model::{Link, Linked, ParameterId, Quantity, Shared, Uncertainty, Unit};
use crate::text;

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
                let word = match of_outcomes {
                    true => words("outcomes", "成否"),
                    false => words("ignorance", "未知の値"),
                };
                let (key, word) = (Text::same(*key), Text::from(word));
                self.error(
                    "conflicting-keys",
                    other.node().key_span,
                    text!(
                        "`{key}` says nothing in a link of {word}",
                        "{word}の関連では`{key}`は意味をもちません";
                        key, word
                    ),
                    Text::same(format!("`{wanted}`")),
                );
            }
        }
        let Some(stated) = place.get(wanted) else {
            self.error(
                "missing-key",
                place.node().key_span,
                text!(
                    "the link {0} does not say what it links",
                    "関連{0}が何を関連付けるのか指定されていません",
                    quoted(&id)
                ),
                match of_outcomes {
                    true => words(
                        "`share`: modality, area or target",
                        "`share`に`modality`、`area`、`target`のいずれか",
                    ),
                    false => words(
                        "`parameters`, such as [\"route.*.stage.*.odds\"]",
                        "`parameters`（例：[\"route.*.stage.*.odds\"]）",
                    ),
                },
            );
            return None;
        };
        let of = if of_outcomes {
            let stages = place.get("stages").map(|list| {
                for (id, span) in list.node().texts_at() {
                    self.known(Thing::Stage, &id, span, stages);
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
                    words(
                        "the loading of a link between unknown parameters cannot be unknown itself",
                        "未知の値どうしの関連の負荷量は、それ自体を未知とすることができません",
                    ),
                    words("a plain number", "一つの数値"),
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
                true => text!(
                    "none: no quantity has layer = \"ignorance\"",
                    "なし（layer = \"ignorance\"とした値がありません）"
                ),
                false => listed(known.iter().copied()),
            };
            let near = nearest(pattern, known.iter().copied());
            self.diagnostics.push(
                Diagnostic::error(
                    "unknown-parameter",
                    text!(
                        "{0} names no parameter that is unknown",
                        "{0}に当てはまる未知の値がありません",
                        quoted(pattern)
                    ),
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
                    text!(
                        "with this link the squares of the loadings come to {most:.3}",
                        "この関連を加えると負荷量の二乗の和が{most:.3}になります"
                    ),
                    words(
                        "up to 1 for everything that is linked: beyond it nothing is left to chance",
                        "関連付けるものごとに1まで（1を超えると偶然の入る余地がなくなります）",
                    ),
                );
            }
        }
    }

    pub(super) fn largest(&self, loading: Quantity) -> f64 {
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
