//! What becomes of themes stage by stage, and which functions they wait for.

use super::{Album, PER_CENT, Picture};
use crate::analysis::cells;
use crate::language::{Text, Words, words};
use crate::model::Stage;
use crate::report::chart::{Chart, FlowChart, FlowStage, UseChart, UseRow};
use crate::text;

const FLOW: Words = words(
    "Where themes pass and where they are lost, by stage",
    "段階別の通過と脱落",
);
const FLOW_BY_ROUTE: Words = words(
    "Where themes pass and where they are lost, by route and stage",
    "創薬ルート別・段階別の通過と脱落",
);
const THEMES: Words = words("themes per run", "件（全試行の平均）");
const FLOW_NOTE: Words = words(
    "Only what happens within a stage is shown; what companies take after the last stage is not a \
     stage's.",
    "段階の途中で生じたものに限る。最終段階の後の導出は含まない。",
);
const USE: Words = words(
    "Use of every function, and how many wait for it",
    "機能別の稼働率と待ち件数（年度別）",
);
const SLOTS: Words = words("share of slots in use", "枠の稼働率");

impl Album<'_> {
    /// The charts of research.
    pub(super) fn research(&self) -> Vec<Picture> {
        let stages = self.stages();
        let mut pictures = Vec::new();
        // Routes are shown one by one only where there are several.
        if stages
            .iter()
            .any(|(_, stage)| stage.route != stages[0].1.route)
        {
            let together = together(&stages);
            pictures.push(self.told.picture("stage_flow", self.flow(FLOW, together)));
            let all = stages.into_iter().map(|(_, stage)| stage).collect();
            pictures.push(
                self.told
                    .picture("stage_flow_by_route", self.flow(FLOW_BY_ROUTE, all)),
            );
        } else {
            let all = stages.into_iter().map(|(_, stage)| stage).collect();
            pictures.push(self.told.picture("stage_flow", self.flow(FLOW, all)));
        }
        if self.figures.layout.functions > 0 {
            pictures.push(self.told.picture("capacity", Chart::Use(self.capacity())));
        }
        pictures
    }

    fn flow(&self, title: Words, stages: Vec<FlowStage>) -> Chart {
        let years = self.figures.model.calendar.horizon().months() / 12.0;
        let years = self.told.style.number(years, 0);
        let over: Text = text!("over {years} years", "{years}年間");
        Chart::Flow(FlowChart {
            caption: self.told.caption(
                self.told.say(title).to_owned(),
                self.told.text(&over),
                self.told.say(THEMES),
                self.told.say(FLOW_NOTE).to_owned(),
            ),
            stages,
            extent: 0.0,
        })
    }

    /// What becomes of the themes that enter each stage, with the id of the stage.
    fn stages(&self) -> Vec<(String, FlowStage)> {
        let (layout, model) = (self.figures.layout, self.figures.model);
        let flows = self.figures.plan.flows().iter().enumerate();
        flows
            .map(|(place, (route, stage))| {
                let route = &model.routes[*route as usize];
                let stage = &route.stages[usize::from(*stage)];
                let count = |what| self.figures.mean(layout.flow(place, what), 1.0);
                let flow = FlowStage {
                    route: self.told.text(&route.name),
                    ..self.stage(stage, count)
                };
                (stage.id.clone(), flow)
            })
            .collect()
    }

    fn stage(&self, stage: &Stage, count: impl Fn(usize) -> f64) -> FlowStage {
        FlowStage {
            route: String::new(),
            stage: self.told.text(&stage.name),
            valley_of_death: stage.valley_of_death,
            entered: count(cells::flow::ENTERED),
            passed: count(cells::flow::PASSED),
            licensed: count(cells::flow::LICENSED),
            failed: count(cells::flow::FAILED),
            stopped: count(cells::flow::STOPPED),
            given_up: count(cells::flow::ENDED),
            withdrawn: count(cells::flow::WITHDRAWN),
            unfinished: count(cells::flow::UNFINISHED),
        }
    }

    /// Use and queue of every function by fiscal year; functions without limit are left out.
    fn capacity(&self) -> UseChart {
        let (figures, layout, model) = (self.figures, self.figures.layout, self.figures.model);
        let limited = (0..layout.functions).filter(|function| {
            figures.sum(layout.usage(*function, layout.years, cells::usage::OFFERED)) > 0
        });
        let functions = limited.map(|function| {
            let place = &model.functions[function];
            let (institute, name) = (
                self.told.text(&model.institutes[place.institute].name),
                self.told.text(&place.name),
            );
            let label: Text = text!("{institute}: {name}", "{institute}　{name}");
            let year = |year: usize| {
                let cell = |what| figures.mean(layout.usage(function, year, what), 1.0);
                let (offered, busy) = (cell(cells::usage::OFFERED), cell(cells::usage::BUSY));
                (offered > 0.0).then_some(busy / offered)
            };
            let queue = |year: usize| {
                let (from, until) = model.calendar.year_span(year);
                let cell = layout.usage(function, year, cells::usage::QUEUED);
                figures.mean(cell, (until - from).0 as f64)
            };
            UseRow {
                label: self.told.text(&label),
                utilisation: (0..layout.years).map(year).collect(),
                queue: (0..layout.years).map(queue).collect(),
            }
        });
        UseChart {
            caption: self.told.yearly(
                self.told.say(USE).to_owned(),
                self.told.say(SLOTS).to_owned(),
                self.told.say(PER_CENT),
                String::new(),
            ),
            years: self.told.years(),
            functions: functions.collect(),
        }
    }
}

/// The stages of all routes, those of one id taken together, in an order that every route keeps
/// where that is possible.
fn together(stages: &[(String, FlowStage)]) -> Vec<FlowStage> {
    let mut order: Vec<&String> = Vec::new();
    for route in stages.chunk_by(|a, b| a.1.route == b.1.route) {
        let mut next = 0;
        for (id, _) in route {
            match order.iter().position(|known| *known == id) {
                Some(place) => next = place + 1,
                None => {
                    order.insert(next, id);
                    next += 1;
                }
            }
        }
    }
    let sum = |id: &&String| {
        let same = stages.iter().filter(|(other, _)| other == *id);
        let names = same.clone().map(|(_, stage)| stage.stage.as_str());
        let first = FlowStage {
            stage: common_name(names.collect()),
            ..FlowStage::default()
        };
        same.fold(first, |sum, (_, stage)| add(sum, stage))
    };
    order.iter().map(sum).collect()
}

/// What most names begin with, before a colon or a bracket; of equally many the first.
fn common_name(names: Vec<&str>) -> String {
    let short = |name: &str| {
        let end = name.find([':', '：', '(', '（']).unwrap_or(name.len());
        name[..end].trim().to_owned()
    };
    if names.iter().all(|name| *name == names[0]) {
        return names
            .first()
            .map_or_else(String::new, |name| (*name).to_owned());
    }
    let short: Vec<String> = names.into_iter().map(short).collect();
    let count = |name: &String| short.iter().filter(|other| *other == name).count();
    // Of equals the last one is taken, so the first must come last.
    let best = short.iter().rev().max_by_key(|name| count(name));
    best.cloned().unwrap_or_default()
}

/// What enters, and what becomes of it, in two stages together.
fn add(sum: FlowStage, stage: &FlowStage) -> FlowStage {
    FlowStage {
        valley_of_death: sum.valley_of_death || stage.valley_of_death,
        entered: sum.entered + stage.entered,
        passed: sum.passed + stage.passed,
        licensed: sum.licensed + stage.licensed,
        failed: sum.failed + stage.failed,
        stopped: sum.stopped + stage.stopped,
        given_up: sum.given_up + stage.given_up,
        withdrawn: sum.withdrawn + stage.withdrawn,
        unfinished: sum.unfinished + stage.unfinished,
        ..sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(route: &str, id: &str, name: &str, entered: f64) -> (String, FlowStage) {
        let stage = FlowStage {
            route: route.into(),
            stage: name.into(),
            entered,
            passed: entered / 2.0,
            failed: entered / 2.0,
            ..FlowStage::default()
        };
        (id.into(), stage)
    }

    #[test]
    fn stages_of_one_id_are_added_and_every_route_keeps_its_order() {
        let stages = [
            stage("a", "target", "Target", 10.0),
            stage("a", "lead", "Lead", 4.0),
            stage("a", "nonclinical", "Nonclinical", 2.0),
            stage("b", "target", "Target", 6.0),
            stage("b", "formulation", "Formulation", 3.0),
            stage("b", "nonclinical", "Nonclinical", 1.0),
            stage("b", "trial", "Trial", 0.5),
        ];
        let stages = together(&stages);
        let told: Vec<(&str, f64, f64)> = stages
            .iter()
            .map(|stage| (stage.stage.as_str(), stage.entered, stage.passed))
            .collect();
        assert_eq!(
            told,
            [
                ("Target", 16.0, 8.0),
                ("Formulation", 3.0, 1.5),
                ("Lead", 4.0, 2.0),
                ("Nonclinical", 3.0, 1.5),
                ("Trial", 0.5, 0.25),
            ]
        );
    }

    #[test]
    fn a_common_name_is_what_most_routes_call_it() {
        let names = ["Prototype", "Exploration: hits", "Exploration: protein"];
        assert_eq!(common_name(names.to_vec()), "Exploration");
        assert_eq!(
            common_name(vec!["最適化研究（修飾）", "試作"]),
            "最適化研究"
        );
        assert_eq!(common_name(vec!["A (b)", "A (b)"]), "A (b)");
    }
}
