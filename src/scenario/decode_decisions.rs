//! Lines that decide: their conditions become facts, limits and flags.

use super::decode::{Decoder, entries, name_of};
use super::quantity::Use;
use super::thing::Thing;
use super::view::View;
use crate::diagnostic::{Diagnostic, listed, nearest, quoted};
use crate::language::words;
use crate::model::{Condition, DecisionLine, DecisionPoint, Fact, Flag, Unit};
use crate::rules;
use crate::text;

impl<'a> Decoder<'a> {
    /// The lines of all points of decision, each list in the scenario's order.
    pub(super) fn decision_lines(
        &mut self,
        root: &View<'a>,
        stages: &[String],
    ) -> Vec<DecisionLine> {
        let mut lines = Vec::new();
        for point in DecisionPoint::ALL {
            let mut place = Some(root.clone());
            for key in point.path().split('.') {
                place = place.and_then(|place| place.get(key));
            }
            let list = place.map(|place| place.entries()).unwrap_or_default();
            for (id, line) in list {
                let line = self.decision_line(id, point, &line, stages);
                lines.push(line);
            }
        }
        lines
    }

    fn decision_line(
        &mut self,
        id: String,
        point: DecisionPoint,
        line: &View<'a>,
        stages: &[String],
    ) -> DecisionLine {
        let words = |key: &str| line.get(key).and_then(|word| word.node().words());
        let stated = words("decision").unwrap_or_default();
        let known = point.decisions().iter();
        let decision = known.clone().find(|(word, _)| *word == stated);
        DecisionLine {
            name: name_of(line, &id),
            id,
            point,
            rule: self.rule(line).unwrap_or_else(|| point.rule().to_owned()),
            when: line
                .get("when")
                .map(|when| self.conditions(&when, stages))
                .unwrap_or_default(),
            probability: self.stated(line, "probability", Use::once(Unit::Probability)),
            // Another word has been reported.
            decision: decision.map_or(point.by_default(), |(_, decision)| *decision),
        }
    }

    /// The rule of the rule book that a line or an activity says it carries out.
    pub(super) fn rule(&mut self, place: &View<'a>) -> Option<String> {
        let node = place.get("rule")?.node();
        let named = node.words()?;
        let known = || rules::all().map(|rule| rule.id);
        if !known().any(|id| id == named) {
            let message = text!(
                "{0} is not a rule of the rule book",
                "{0}という規則は規則集にありません",
                quoted(&named)
            );
            self.diagnostics.push(
                Diagnostic::error("unknown-rule", message)
                    .at(node.span)
                    .allowed(words(
                        "an id such as EXE-4; `soyaku rules` lists them",
                        "EXE-4などの規則番号（一覧は`soyaku rules`）",
                    ))
                    .did_you_mean(nearest(&named, known())),
            );
            return Some(named);
        }
        let chapters = chapters_of(place.path().segments());
        let found = rules::find(&named).filter(|rule| rule.kind.acts());
        if !found.is_some_and(|rule| chapters.contains(&rule.chapter())) {
            let id = quoted(&named);
            let names = listed(chapters.iter().copied());
            self.error(
                "misplaced-rule",
                node.span,
                text!(
                    "{id} is not carried out here: its name would change nothing",
                    "{id}はここで行う規則ではないため、記入しても何も変わりません"
                ),
                text!(
                    "rules of kind S or M of these chapters: {names}",
                    "次の章の種別S又はMの規則：{names}";
                    names
                ),
            );
        }
        Some(named)
    }

    fn conditions(&mut self, when: &View<'a>, stages: &[String]) -> Vec<Condition> {
        let entries = when.entries().into_iter();
        entries
            .filter_map(|(key, place)| self.condition(&key, &place, stages))
            .collect()
    }

    fn condition(&mut self, key: &str, place: &View<'a>, stages: &[String]) -> Option<Condition> {
        let node = place.node();
        match key {
            "stage" => {
                for (id, span) in node.texts_at() {
                    self.known(Thing::Stage, &id, span, stages);
                }
                return Some(Condition::Stage(node.texts().unwrap_or_default()));
            }
            "modality" => {
                let known = self.modalities.clone();
                return Some(Condition::Modality(self.indices(
                    Thing::Modality,
                    place,
                    &known,
                )));
            }
            "area" => {
                let known = self.area_ids();
                return Some(Condition::Area(self.indices(Thing::Area, place, &known)));
            }
            "channel" => {
                let channels = View::of(self.root, super::Path::root());
                let channels = entries(&channels, "channel").into_iter();
                let known: Vec<String> = channels.map(|(id, _)| id).collect();
                return Some(Condition::Channel(self.indices(
                    Thing::Channel,
                    place,
                    &known,
                )));
            }
            _ => {}
        }
        if let Some(flag) = Flag::ALL.into_iter().find(|flag| flag.name() == key) {
            return Some(Condition::Is(flag, node.as_boolean()?));
        }
        let (name, at_least) = match key.strip_suffix("_at_least") {
            Some(name) => (name, true),
            None => (key.strip_suffix("_below")?, false),
        };
        let fact = Fact::ALL.into_iter().find(|fact| fact.name() == name)?;
        // A limit is the same for all themes of a run.
        let limit = self.quantity_at(place, Use::once(fact.unit()))?;
        Some(match at_least {
            true => Condition::AtLeast(fact, limit),
            false => Condition::Below(fact, limit),
        })
    }
}

/// Chapters of the rule book whose rules are carried out by what stands at this path and may name
/// them: lines that decide, activities.
fn chapters_of(path: &[String]) -> &'static [&'static str] {
    let part = |place: usize| path.get(place).map_or("", String::as_str);
    match (part(0), part(1)) {
        ("gate", _) => &["SCP", "SEL", "EXE", "LIC"],
        ("selection", "rule") => &["GOV", "SCP", "SEL"],
        ("selection", _) => &["GOV", "SEL"],
        ("withdrawal", _) => &["SEL"],
        ("licensing", _) => &["LIC"],
        _ => &["SCP", "EXE"],
    }
}
