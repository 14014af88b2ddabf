//! Channels as the engine reads them, and the stages in which the flow of themes is counted (SEL-1,
//! EXE-14).

use std::collections::BTreeMap;

use super::compile::Compiler;
use super::plan::{ChannelPlan, Number};
use crate::model::{Model, Quantity};
use crate::random::{Purpose, name_hash};

impl Compiler<'_> {
    fn weights_of(&mut self, weights: &[(usize, Quantity)]) -> Vec<(u32, Number)> {
        let weights = weights.iter();
        weights
            .map(|(index, weight)| (*index as u32, self.number(*weight, "")))
            .collect()
    }

    pub(super) fn channel(&mut self, index: usize) -> ChannelPlan {
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
pub(super) fn flows(model: &Model) -> Vec<(u32, u16)> {
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
