//! From the model to the plan: places in tables for numbers, classes for needs, lines for money.

use std::collections::BTreeMap;

use super::compile_channel::flows;
use super::compile_dependence::links_of_stage;
use super::compile_selection::{pipeline_group, target_stage};
use super::plan::{
    BalancePlan, Class, DrawnValue, FunctionPlan, Line, LinePlan, Number, OfferPlan, PatentPlan,
    Plan, RoutePlan, Sampler, StagePlan, ThemePlan, Track,
};
use crate::model::{
    Condition, DecisionLine, Fact, ITEM_IP, ITEM_STANDING, Model, Quantity, Slots, Uncertainty,
    WorksBy,
};
use crate::random::{Inverse, Purpose, name_hash};

/// Lays out a model for the event loop.
pub(super) fn compile(model: &Model) -> Plan<'_> {
    Compiler::new(model).compile()
}

/// A model on its way to a plan.
pub(super) struct Compiler<'m> {
    pub(super) plan: Plan<'m>,
    /// Places of stated parameters in the table of values.
    pub(super) places: BTreeMap<u32, u32>,
    pub(super) class_ids: BTreeMap<Class, u32>,
    pub(super) once_ids: BTreeMap<(usize, String, String), u32>,
    line_ids: BTreeMap<Line, u32>,
    /// Tables of inverse distributions, shared by all uses of a parameter.
    inverses: BTreeMap<u32, Inverse>,
}

impl<'m> Compiler<'m> {
    fn new(model: &'m Model) -> Compiler<'m> {
        let plan = Plan {
            model,
            calendar: model.calendar.clone(),
            whole_years: model.calendar.with_whole_years(),
            values: Vec::new(),
            per_world: Vec::new(),
            per_run: Vec::new(),
            samplers: Vec::new(),
            works: Vec::new(),
            classes: Vec::new(),
            fixed_prices: 0,
            routes: Vec::new(),
            functions: Vec::new(),
            themes: Vec::new(),
            channels: Vec::new(),
            weights: Vec::new(),
            lines_that_decide: Vec::new(),
            uses_scores: false,
            uses_rank: false,
            uses_load: false,
            selection: None,
            balance: BalancePlan::none(),
            pipeline: BalancePlan::none(),
            withdrawals_per_year: None,
            publication: None,
            links: Vec::new(),
            area_groups: Vec::new(),
            licensing: None,
            shares_cost: false,
            watches_work: false,
            once: Vec::new(),
            lines: Vec::new(),
            parts: Vec::new(),
            part_of_line: Vec::new(),
            flows: Vec::new(),
            money: super::money_plan::MoneyPlan::default(),
            valuation: None,
        };
        Compiler {
            plan,
            places: BTreeMap::new(),
            class_ids: BTreeMap::new(),
            once_ids: BTreeMap::new(),
            line_ids: BTreeMap::new(),
            inverses: BTreeMap::new(),
        }
    }

    fn compile(mut self) -> Plan<'m> {
        let model = self.plan.model;
        self.plan.flows = flows(model);
        for index in 0..model.routes.len() {
            let route = self.route(index);
            self.plan.routes.push(route);
        }
        self.plan.licensing = super::licensing::compile(&mut self).map(Box::new);
        for function in &model.functions {
            let slots = match &function.slots {
                Slots::Unlimited => None,
                Slots::Schedule(steps) => Some(
                    steps
                        .iter()
                        .map(|(from, count)| (*from, self.number(*count, "")))
                        .collect(),
                ),
            };
            let stands =
                is_stated(function.standing_cost_per_year) && !self.is_free(function.institute);
            let standing = self.number(function.standing_cost_per_year, "");
            let standing_line = self.line(
                Line {
                    institute: Some(function.institute as u32),
                    item: ITEM_STANDING as u32,
                    modality: None,
                },
                stands,
            );
            self.plan.functions.push(FunctionPlan {
                slots,
                more_slots: function.more_slots,
                standing,
                standing_line,
                stands,
                classes: Vec::new(),
            });
        }
        for (id, class) in self.plan.classes.iter().enumerate() {
            for (function, _) in class.options.iter().flatten() {
                let classes = &mut self.plan.functions[*function as usize].classes;
                if classes.last() != Some(&(id as u32)) {
                    classes.push(id as u32);
                }
            }
        }
        for theme in &model.themes {
            let plan = ThemePlan {
                entity: name_hash(&format!("theme.{}", theme.id)),
                target: theme.target.as_deref().map(name_hash),
                priority: theme
                    .priority
                    .map(|priority| self.number(priority, "priority")),
                scores: self.scores(&theme.scores),
                readiness: self.readiness(&theme.readiness),
                funds: theme.funds.map(|funds| self.number(funds, "funds")),
            };
            self.plan.themes.push(plan);
        }
        for index in 0..model.channels.len() {
            let channel = self.channel(index);
            self.plan.channels.push(channel);
        }
        let weights = model.priority.weights;
        self.plan.weights = weights
            .iter()
            .map(|weight| self.number(*weight, ""))
            .collect();
        for line in &model.decisions {
            let line = self.line_that_decides(line);
            self.plan.lines_that_decide.push(line);
        }
        let weighted = weights
            .iter()
            .any(|weight| !matches!(weight, Quantity::Default(value) if *value == 0.0));
        let judged = model
            .decisions
            .iter()
            .flat_map(|line| &line.when)
            .any(|condition| {
                matches!(
                    condition,
                    Condition::AtLeast(Fact::Score(_), _) | Condition::Below(Fact::Score(_), _)
                )
            });
        let chapter = self.plan.licensing.as_ref();
        self.plan.shares_cost = chapter.is_some_and(|chapter| chapter.relief.is_some());
        let attracts = chapter.is_some_and(|chapter| !chapter.applicants.scores.is_empty());
        self.plan.uses_scores = weighted || judged || attracts;
        let by_own_work = self.plan.works.iter().any(|work| work.by_own_work);
        self.plan.watches_work = by_own_work || self.plan.licensing.is_some();
        self.selection();
        self.valuation();
        self.links();
        self.money();
        self.sort_lines();
        super::money_plan::finish(&mut self.plan);
        self.plan
    }

    fn line_that_decides(&mut self, line: &DecisionLine) -> LinePlan {
        let limits = line.when.iter().map(|condition| match condition {
            Condition::AtLeast(_, limit) | Condition::Below(_, limit) => {
                Some(self.number(*limit, ""))
            }
            _ => None,
        });
        LinePlan {
            limits: limits.collect(),
            probability: line.probability.map(|share| self.number(share, "")),
            purpose: Purpose::new(name_hash(&format!("{}.{}", line.point.path(), line.id))),
        }
    }

    /// Lines are met in the order of routes; results list them sorted.
    fn sort_lines(&mut self) {
        let mut sorted = self.plan.lines.clone();
        sorted.sort_unstable();
        let place = |old: &mut u32, lines: &[Line]| {
            // Every line that is referred to was entered in `lines`; a standing line that is never
            // booked keeps the number 0, which nobody reads.
            if let Some(line) = lines.get(*old as usize) {
                *old = sorted.binary_search(line).unwrap_or(0) as u32;
            }
        };
        let lines = std::mem::take(&mut self.plan.lines);
        for work in &mut self.plan.works {
            work.options
                .iter_mut()
                .for_each(|option| place(&mut option.line, &lines));
        }
        for route in &mut self.plan.routes {
            if let Some(patent) = &mut route.patent {
                place(&mut patent.line, &lines);
            }
            place(&mut route.publication_line, &lines);
        }
        for function in &mut self.plan.functions {
            place(&mut function.standing_line, &lines);
        }
        for line in self.plan.money.lines_mut() {
            place(line, &lines);
        }
        let part_of = |line: &Line| (line.item, line.institute);
        let mut parts: Vec<_> = sorted.iter().map(part_of).collect();
        parts.sort_unstable();
        parts.dedup();
        // Every part was entered just now.
        let place = |line: &Line| parts.binary_search(&part_of(line)).unwrap_or(0) as u32;
        self.plan.part_of_line = sorted.iter().map(place).collect();
        self.plan.parts = parts;
        self.plan.lines = sorted;
    }

    /// The number of a ledger line, if it is used.
    pub(super) fn line(&mut self, line: Line, used: bool) -> u32 {
        if !used {
            return u32::MAX;
        }
        if let Some(id) = self.line_ids.get(&line) {
            return *id;
        }
        let id = self.plan.lines.len() as u32;
        self.plan.lines.push(line);
        self.line_ids.insert(line, id);
        id
    }

    /// The engine's form of a quantity. `role` names draws made at each use, relative to the theme.
    pub(super) fn number(&mut self, quantity: Quantity, role: &str) -> Number {
        let id = match quantity {
            Quantity::Default(value) => return self.constant(value),
            Quantity::Stated(id) => id,
        };
        if let Some(place) = self.places.get(&id.0) {
            return Number::Value(*place);
        }
        let parameter = &self.plan.model.parameters[id.0 as usize];
        if parameter.distribution.is_constant() {
            let number = self.constant(parameter.mean());
            if let Number::Value(place) = number {
                self.places.insert(id.0, place);
            }
            return number;
        }
        let inverse = self
            .inverses
            .entry(id.0)
            .or_insert_with(|| Inverse::new(&parameter.distribution));
        let sampler = |name: &str| Sampler {
            inverse: inverse.clone(),
            scale: parameter.scale,
            limits: parameter.unit.range(),
            mean: parameter.mean(),
            purpose: Purpose::new(name_hash(name)),
        };
        if parameter.uncertainty != Some(Uncertainty::Ignorance) && parameter.each_use {
            self.plan.samplers.push(sampler(role));
            return Number::Draw(self.plan.samplers.len() as u32 - 1);
        }
        let place = self.plan.values.len() as u32;
        self.plan.values.push(0.0);
        self.places.insert(id.0, place);
        let drawn = DrawnValue {
            place,
            sampler: sampler(&parameter.path),
            parameter: id.0,
            links: Vec::new(),
        };
        match parameter.uncertainty {
            Some(Uncertainty::Ignorance) => self.plan.per_world.push(drawn),
            _ => self.plan.per_run.push(drawn),
        }
        Number::Value(place)
    }

    /// Whether the work of an institute costs the network nothing (GOV-5).
    pub(super) fn is_free(&self, institute: usize) -> bool {
        let institute = self.plan.model.institutes.get(institute);
        institute.is_some_and(|institute| institute.works_by == WorksBy::Cooperation)
    }

    pub(super) fn constant(&mut self, value: f64) -> Number {
        self.plan.values.push(value);
        Number::Value(self.plan.values.len() as u32 - 1)
    }

    pub(super) fn scores(&mut self, scores: &[Option<Quantity>]) -> Vec<Option<Number>> {
        scores
            .iter()
            .zip(crate::model::CRITERIA)
            .map(|(score, role)| score.map(|score| self.number(score, role)))
            .collect()
    }

    fn route(&mut self, index: usize) -> RoutePlan {
        let model = self.plan.model;
        let route = &model.routes[index];
        let mut stages = Vec::new();
        for (place, stage) in route.stages.iter().enumerate() {
            let first = self.plan.works.len() as u32;
            for (number, activity) in stage.activities.iter().enumerate() {
                let name = format!("stage.{}.activity.{}", stage.id, activity.id);
                let track = Track::Research(number as u8);
                let mut work = self.work(index, track, place, &name, activity);
                if activity.once {
                    work.once = Some(self.once(route.base, &stage.id, &activity.id));
                }
                self.plan.works.push(work);
            }
            let name = format!("stage.{}", stage.id);
            let ratios: Vec<_> = model
                .areas
                .iter()
                .map(|area| {
                    let ratio = area.odds_ratio.iter().find(|(id, _)| *id == stage.id);
                    ratio.map(|(_, ratio)| self.number(*ratio, ""))
                })
                .collect();
            let same = |(other, at): &(u32, u16)| {
                let other = &model.routes[*other as usize];
                other.base == route.base && other.stages[usize::from(*at)].id == stage.id
            };
            // Every stage of every route was entered in the flows.
            let flow = self.plan.flows.iter().position(same).unwrap_or(0) as u32;
            stages.push(StagePlan {
                works: first..self.plan.works.len() as u32,
                after: stage
                    .activities
                    .iter()
                    .map(|activity| activity.after)
                    .collect(),
                all: mask_of(stage.activities.len()),
                odds: self.number(stage.odds, &format!("{name}.odds")),
                purpose: Purpose::new(name_hash(&name)),
                area_ratio: if ratios.iter().any(Option::is_some) {
                    ratios
                } else {
                    Vec::new()
                },
                milestone: stage.milestone,
                optional: stage.optional,
                expected_cost: model.expected_cost(stage),
                pipeline: pipeline_group(model, &stage.id),
                links: links_of_stage(model, &stage.id),
                factor: name_hash(&stage.id) as u32,
                flow,
            });
        }
        let mut offers = Vec::new();
        for (number, offer) in route.offers.iter().enumerate() {
            let name = format!("offer.{}", offer.work.id);
            let track = Track::Licensing(number as u8);
            let work = self.work(index, track, offer.after, &name, &offer.work);
            self.plan.works.push(work);
            offers.push(OfferPlan {
                after: offer.after as u16,
                work: self.plan.works.len() as u32 - 1,
                odds: self.number(offer.odds, &format!("{name}.odds")),
                purpose: Purpose::new(name_hash(&format!("{name}.outcome"))),
                applicants: self.number(offer.applicants, &format!("{name}.applicants")),
                bid: self.number(offer.bid, &format!("{name}.bid")),
            });
        }
        let patent = route.patent.as_ref().map(|patent| PatentPlan {
            after: patent.after as u16,
            line: self.line(
                Line {
                    institute: Some(patent.institute as u32),
                    item: ITEM_IP as u32,
                    modality: Some(route.modality as u32),
                },
                true,
            ),
            filing_cost: self.number(patent.filing_cost, "ip.filing_cost"),
            cost_per_year: self.number(patent.cost_per_year, "ip.cost_per_year"),
            passes_to_licensee: patent.passes_to_licensee,
        });
        RoutePlan {
            group: name_hash(&model.modalities[route.modality].id),
            ends_in: route.ends_in,
            exit_point: route.exit_point as u16,
            passes_to_licensee: route.remaining_work_passes_to_licensee,
            stages,
            offers,
            patent,
            scrutiny: self.scrutiny(index),
            target_stage: target_stage(model, route),
            publication_line: self.publication_line(route.modality),
        }
    }
}

pub(super) fn is_stated(quantity: Quantity) -> bool {
    matches!(quantity, Quantity::Stated(_))
}

/// The mask with the lowest `count` bits set, `count` up to 64.
pub(super) fn mask_of(count: usize) -> u64 {
    if count >= 64 {
        u64::MAX
    } else {
        (1 << count) - 1
    }
}
