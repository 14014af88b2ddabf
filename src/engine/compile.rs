//! From the model to the plan: places in tables for numbers, classes for needs, lines for money.

use std::collections::BTreeMap;

use super::compile_dependence::links_of_stage;
use super::compile_selection::{expected_cost, pipeline_group, target_stage};
use super::plan::{
    BalancePlan, ChannelPlan, Class, DrawnValue, Eligible, FunctionPlan, Line, LinePlan, Needs,
    Number, OfferPlan, PatentPlan, Plan, RoutePlan, Sampler, StagePlan, ThemePlan, Track, Work,
    WorkOption,
};
use crate::model::{
    Activity, Condition, CostTiming, DecisionLine, Fact, ITEM_IP, ITEM_RESEARCH, ITEM_STANDING,
    Model, Provider, Quantity, Slots, Uncertainty, WorksBy,
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
    class_ids: BTreeMap<Class, u32>,
    once_ids: BTreeMap<(usize, String, String), u32>,
    line_ids: BTreeMap<Line, u32>,
    /// Tables of inverse distributions, shared by all uses of a parameter.
    inverses: BTreeMap<u32, Inverse>,
}

impl<'m> Compiler<'m> {
    fn new(model: &'m Model) -> Compiler<'m> {
        let plan = Plan {
            model,
            calendar: model.calendar.clone(),
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
            flows: Vec::new(),
            money: super::money_plan::MoneyPlan::default(),
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
            links: Vec::new(),
        };
        match parameter.uncertainty {
            Some(Uncertainty::Ignorance) => self.plan.per_world.push(drawn),
            _ => self.plan.per_run.push(drawn),
        }
        Number::Value(place)
    }

    /// Whether the work of an institute costs the network nothing (GOV-5).
    fn is_free(&self, institute: usize) -> bool {
        let institute = self.plan.model.institutes.get(institute);
        institute.is_some_and(|institute| institute.works_by == WorksBy::Cooperation)
    }

    fn constant(&mut self, value: f64) -> Number {
        self.plan.values.push(value);
        Number::Value(self.plan.values.len() as u32 - 1)
    }

    fn scores(&mut self, scores: &[Option<Quantity>]) -> Vec<Option<Number>> {
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
                expected_cost: expected_cost(model, stage),
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

    fn once(&mut self, route: usize, stage: &str, activity: &str) -> u32 {
        let key = (route, stage.to_owned(), activity.to_owned());
        let next = self.plan.once.len() as u32;
        let id = *self.once_ids.entry(key).or_insert(next);
        if id == next {
            let route = &self.plan.model.routes[route].id;
            self.plan
                .once
                .push(name_hash(&format!("once.route.{route}")));
        }
        id
    }

    pub(super) fn work(
        &mut self,
        route: usize,
        track: Track,
        stage: usize,
        name: &str,
        activity: &Activity,
    ) -> Work {
        let modality = self.plan.model.routes[route].modality;
        let cost = self.number(activity.cost, &format!("{name}.cost"));
        let cost_per_month =
            self.number(activity.cost_per_month, &format!("{name}.cost_per_month"));
        let mut options = if activity.providers.is_empty() {
            vec![self.nobody(modality, name, activity)]
        } else {
            let providers = activity.providers.iter();
            providers
                .map(|provider| self.option(modality, name, activity, provider))
                .collect()
        };
        for option in &mut options {
            // Prices of functions never are drawn at each use.
            let numbers = [cost, cost_per_month, option.cost_factor];
            if numbers
                .iter()
                .all(|number| matches!(number, Number::Value(_)))
            {
                option.fixed_price = Some(self.plan.fixed_prices);
                self.plan.fixed_prices += 1;
            }
        }
        Work {
            track,
            route: route as u32,
            stage: stage as u16,
            purpose: Purpose::new(name_hash(name)),
            duration: self.number(activity.duration_months, &format!("{name}.duration_months")),
            cost,
            cost_per_month,
            eligible: self.eligible(&options),
            opens_late: options.iter().any(|option| option.after_wait.is_some()),
            by_own_work: options.iter().any(|option| option.own_work_only),
            options,
            repeat: activity.repeat.as_ref().map(|repeat| {
                let role = format!("{name}.repeat_probability");
                (self.number(repeat.probability, &role), repeat.limit)
            }),
            once: None,
        }
    }

    fn nobody(&mut self, modality: usize, name: &str, activity: &Activity) -> WorkOption {
        let provider = Provider {
            institute: usize::MAX,
            needs: Vec::new(),
            duration_factor: Quantity::Default(1.0),
            cost_factor: Quantity::Default(1.0),
            after_wait_months: None,
            own_work_only: false,
        };
        self.option(modality, name, activity, &provider)
    }

    fn option(
        &mut self,
        modality: usize,
        name: &str,
        activity: &Activity,
        provider: &Provider,
    ) -> WorkOption {
        let model = self.plan.model;
        let institute = model.institutes.get(provider.institute);
        let needs: Needs = provider
            .needs
            .iter()
            .map(|(function, slots)| (*function as u32, *slots as i32))
            .collect();
        let functions: Vec<_> = provider
            .needs
            .iter()
            .map(|(function, slots)| (&model.functions[*function], *slots))
            .collect();
        let first_item = functions
            .first()
            .map_or(ITEM_RESEARCH, |(function, _)| function.item);
        let line = Line {
            institute: institute.map(|_| provider.institute as u32),
            item: activity.item.unwrap_or(first_item) as u32,
            modality: Some(modality as u32),
        };
        let role = |key: &str| match institute {
            Some(institute) => format!("{name}.provider.{}.{key}", institute.id),
            None => format!("{name}.{key}"),
        };
        // When it falls due is said by the activity, or else by the ledger item (BUD-8).
        let item = &model.items[line.item as usize];
        let payments = match activity.timing.as_ref().or(item.timing.as_ref()) {
            Some(CostTiming::Payments(payments)) => Some(payments.clone()),
            _ => None,
        };
        let lag = match activity.payment_lag_months {
            Some(lag) => Some(self.number(lag, &format!("{name}.payment_lag_months"))),
            None => item
                .payment_lag_months
                .map(|lag| self.number(lag, &format!("item.{}.payment_lag_months", item.id))),
        };
        let free = institute.is_some() && self.is_free(provider.institute);
        let contract = match institute.map(|institute| institute.works_by) {
            Some(WorksBy::Commission(months)) if is_stated(months) => Some(self.number(months, "")),
            _ => None,
        };
        let line = self.line(line, true);
        WorkOption {
            payments,
            lag,
            contract,
            institute: institute.map(|_| provider.institute as u32),
            bound_class: self.class(Class {
                options: vec![needs.clone()],
                bound: true,
            }),
            needs,
            duration_factor: self.number(provider.duration_factor, &role("duration_factor")),
            cost_factor: match free {
                // Cooperation costs the network nothing (GOV-5).
                true => self.constant(0.0),
                false => self.number(provider.cost_factor, &role("cost_factor")),
            },
            slot_prices: functions
                .iter()
                .map(|(function, slots)| {
                    (
                        self.number(function.price_per_slot_month, ""),
                        f64::from(*slots),
                    )
                })
                .collect(),
            job_prices: functions
                .iter()
                .map(|(function, _)| self.number(function.price_per_job, ""))
                .collect(),
            lead_times: functions
                .iter()
                .filter(|(function, _)| function.lead_time_months != Quantity::Default(0.0))
                .map(|(function, _)| self.number(function.lead_time_months, ""))
                .collect(),
            after_wait: provider
                .after_wait_months
                .map(|wait| self.number(wait, &role("after_wait_months"))),
            own_work_only: provider.own_work_only,
            line,
            fixed_price: None,
            stands: !free
                && functions
                    .iter()
                    .any(|(function, _)| is_stated(function.standing_cost_per_year)),
        }
    }

    /// Every set of options that can be open: those open at once to all, plus any subset of those
    /// that open after a wait or serve only their own themes.
    fn eligible(&mut self, options: &[WorkOption]) -> Vec<Eligible> {
        let at_once: u32 = options
            .iter()
            .enumerate()
            .filter(|(_, option)| option.after_wait.is_none() && !option.own_work_only)
            .map(|(index, _)| 1 << index)
            .sum();
        let late: Vec<usize> = (0..options.len())
            .filter(|index| at_once & (1 << index) == 0)
            .collect();
        let subsets = 0..(1_u32 << late.len());
        let mut masks: Vec<u32> = subsets
            .map(|subset| {
                let opened = late
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| subset & (1 << bit) != 0);
                at_once | opened.map(|(_, index)| 1_u32 << index).sum::<u32>()
            })
            .collect();
        let selection = self.plan.model.selection.as_ref();
        if selection.is_some_and(|selection| selection.order_of_support) {
            // Admission may fix one of those open at once.
            let places = options.iter().enumerate();
            let waits = places.filter(|(_, option)| option.after_wait.is_some());
            let waits: u32 = waits.map(|(index, _)| 1 << index).sum();
            let open = ((1_u64 << options.len()) - 1) as u32 ^ waits;
            let fixed: Vec<u32> = masks
                .iter()
                .map(|mask| mask & waits)
                .flat_map(|late| bits(open).map(move |bit| bit | late))
                .collect();
            masks.extend(fixed);
        }
        masks.sort_unstable_by_key(|mask| (*mask != at_once, *mask));
        masks.dedup();
        let mut eligible = Vec::new();
        for mask in masks {
            let open: Vec<u8> = (0..options.len() as u8)
                .filter(|index| mask & (1 << index) != 0)
                .collect();
            let needs = open
                .iter()
                .map(|index| options[usize::from(*index)].needs.clone());
            let class = self.class(Class {
                options: needs.collect(),
                bound: false,
            });
            eligible.push(Eligible {
                mask,
                class,
                options: open,
            });
        }
        eligible
    }

    fn class(&mut self, class: Class) -> u32 {
        if let Some(id) = self.class_ids.get(&class) {
            return *id;
        }
        let id = self.plan.classes.len() as u32;
        self.plan.classes.push(class.clone());
        self.class_ids.insert(class, id);
        id
    }

    fn weights_of(&mut self, weights: &[(usize, Quantity)]) -> Vec<(u32, Number)> {
        let weights = weights.iter();
        weights
            .map(|(index, weight)| (*index as u32, self.number(*weight, "")))
            .collect()
    }

    fn channel(&mut self, index: usize) -> ChannelPlan {
        let model = self.plan.model;
        let channel = &model.channels[index];
        let mut stages = BTreeMap::new();
        for (route, _) in &channel.mix {
            let weights = channel.stages.iter().map(|(id, weight)| {
                let stages = &model.routes[*route].stages;
                let place = stages.iter().position(|stage| stage.id == *id);
                (place.unwrap_or(0) as u16, self.number(*weight, ""))
            });
            stages.insert(*route as u32, weights.collect());
        }
        ChannelPlan {
            entity: name_hash(&format!("channel.{}", channel.id)),
            arrival: Purpose::new(name_hash("channel.arrival")),
            kind: Purpose::new(name_hash("channel.kind")),
            entry: Purpose::new(name_hash("channel.entry")),
            rates: channel
                .rate_per_year
                .iter()
                .map(|(from, rate)| (*from, self.number(*rate, "")))
                .collect(),
            until: channel.until,
            mix: self.weights_of(&channel.mix),
            areas: self.weights_of(&channel.areas),
            stages,
            priority: channel
                .priority
                .map(|priority| self.number(priority, "priority")),
            scores: self.scores(&channel.scores),
            readiness: self.readiness(&channel.readiness),
            grant: channel.grant.as_ref().map(|grant| self.grant(grant)),
            funds: channel.funds.map(|funds| self.number(funds, "funds")),
        }
    }
}

/// The stages in which flow is counted: those of each shared route in order, and where a theme has
/// a stage that its shared route leaves out, that one at its place (EXE-14).
fn flows(model: &Model) -> Vec<(u32, u16)> {
    let mut flows = Vec::new();
    for (base, _) in model.shared_routes() {
        let mut known: Vec<(u32, u16)> = Vec::new();
        let id = |(route, stage): (u32, u16)| {
            model.routes[route as usize].stages[usize::from(stage)]
                .id
                .as_str()
        };
        let routes = model.routes.iter().enumerate();
        for (index, route) in routes.filter(|(_, route)| route.base == base) {
            let mut place = 0;
            for (at, stage) in route.stages.iter().enumerate() {
                match known.iter().position(|entry| id(*entry) == stage.id) {
                    Some(found) => place = found + 1,
                    None => {
                        known.insert(place, (index as u32, at as u16));
                        place += 1;
                    }
                }
            }
        }
        flows.append(&mut known);
    }
    flows
}

fn is_stated(quantity: Quantity) -> bool {
    matches!(quantity, Quantity::Stated(_))
}

/// The bits of a mask, one by one.
fn bits(mask: u32) -> impl Iterator<Item = u32> {
    (0..32)
        .map(|bit| 1 << bit)
        .filter(move |bit| mask & bit != 0)
}

/// The mask with the lowest `count` bits set, `count` up to 64.
pub(super) fn mask_of(count: usize) -> u64 {
    if count >= 64 {
        u64::MAX
    } else {
        (1 << count) - 1
    }
}
