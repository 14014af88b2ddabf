//! Links laid out for the event loop.

use super::compile::Compiler;
use super::plan::{LinkPlan, Number};
use crate::model::{Linked, Model};
use crate::random::name_hash;

impl Compiler<'_> {
    /// The links; to be laid out when every parameter has its place.
    pub(super) fn links(&mut self) {
        let model = self.plan.model;
        let areas = model.areas.iter();
        self.plan.area_groups = areas.map(|area| name_hash(&area.id)).collect();
        for link in &model.links {
            let entity = name_hash(&format!("link.{}", link.id));
            let loading = self.number(link.loading, "");
            match &link.of {
                Linked::Outcomes { share, .. } => self.plan.links.push(LinkPlan {
                    entity,
                    share: *share,
                    loading,
                }),
                Linked::Ignorance { parameters, .. } => {
                    // Such a loading is a constant, so that it has a place.
                    let Number::Value(loading) = loading else {
                        continue;
                    };
                    let places = parameters.iter().filter_map(|id| self.places.get(&id.0));
                    let places: Vec<u32> = places.copied().collect();
                    let drawn = self.plan.per_world.iter_mut();
                    for drawn in drawn.filter(|drawn| places.contains(&drawn.place)) {
                        drawn.links.push((entity, loading));
                    }
                }
            }
        }
    }
}

/// The links of a stage's outcomes: places among those of outcomes.
pub(super) fn links_of_stage(model: &Model, stage: &str) -> Vec<u32> {
    let of_outcomes = model.links.iter().filter_map(|link| match &link.of {
        Linked::Outcomes { stages, .. } => Some(stages),
        Linked::Ignorance { .. } => None,
    });
    let places = (0_u32..).zip(of_outcomes);
    let holds = |stages: &Option<Vec<String>>| {
        let named = stages.as_ref();
        named.is_none_or(|stages| stages.iter().any(|id| id == stage))
    };
    places
        .filter(|(_, stages)| holds(stages))
        .map(|(place, _)| place)
        .collect()
}
