//! Selection laid out for the event loop (SEL-1 to SEL-12).

use std::ops::Range;

use super::compile::{Compiler, mask_of};
use super::plan::{
    BalancePlan, GrantPlan, Line, PublicationPlan, ReadinessPlan, SelectionPlan, Track,
};
use crate::model::{
    Condition, Fact, Grant, ITEM_INCENTIVES, Model, Readiness, Route, TargetMissing,
};

impl BalancePlan {
    /// No balance.
    pub fn none() -> BalancePlan {
        BalancePlan {
            weight: super::plan::Number::Value(0),
            targets: Vec::new(),
            group_of_area: Vec::new(),
        }
    }
}

impl Compiler<'_> {
    /// What concerns no theme or route in particular.
    pub(super) fn selection(&mut self) {
        let model = self.plan.model;
        let asks = |wanted: Fact| {
            let lines = model.decisions.iter().flat_map(|line| &line.when);
            let mut facts = lines.filter_map(|condition| match condition {
                Condition::AtLeast(fact, _) | Condition::Below(fact, _) => Some(*fact),
                _ => None,
            });
            facts.any(|fact| fact == wanted)
        };
        let selection = model.selection.as_ref();
        self.plan.uses_rank = asks(Fact::Rank);
        self.plan.uses_load = asks(Fact::Load)
            || selection.is_some_and(|selection| {
                selection.order_of_support || selection.most_load.is_some()
            });
        self.plan.selection = selection.map(|selection| SelectionPlan {
            after: selection
                .activities
                .iter()
                .map(|activity| activity.after)
                .collect(),
            all: mask_of(selection.activities.len()),
            return_months: self.number(selection.return_months, "selection.return_months"),
            return_probability: self.number(selection.return_probability, ""),
            most_load: selection.most_load.map(|load| self.number(load, "")),
            funds_per_year: selection.funds_per_year.map(|funds| self.number(funds, "")),
            admissions_per_review: selection
                .admissions_per_review
                .map(|count| self.number(count, "")),
        });
        let priority = &model.priority;
        let areas = &priority.balance;
        let group_of = |area| areas.iter().position(|(listed, _)| *listed == area);
        self.plan.balance = BalancePlan {
            weight: self.number(priority.balance_weight, ""),
            targets: areas
                .iter()
                .map(|(_, share)| self.number(*share, ""))
                .collect(),
            group_of_area: (0..model.areas.len())
                .map(|area| group_of(area).map(|group| group as u32))
                .collect(),
        };
        self.plan.pipeline = BalancePlan {
            weight: self.number(priority.pipeline_weight, ""),
            targets: priority
                .pipeline
                .iter()
                .map(|(_, share)| self.number(*share, ""))
                .collect(),
            group_of_area: Vec::new(),
        };
        let withdrawal = model.withdrawal.as_ref();
        self.plan.withdrawals_per_year =
            withdrawal.map(|withdrawal| self.number(withdrawal.rate_per_year, ""));
        self.plan.publication = model
            .publication
            .as_ref()
            .map(|publication| PublicationPlan {
                after_months: self.number(publication.after_months, "publication.after_months"),
                cost: self.number(publication.cost, "publication.cost"),
                interest_factor: self.number(publication.interest_factor, ""),
            });
    }

    /// The work of scrutiny for the themes of a route.
    pub(super) fn scrutiny(&mut self, route: usize) -> Range<u32> {
        let first = self.plan.works.len() as u32;
        if let Some(selection) = &self.plan.model.selection {
            for (number, activity) in selection.activities.iter().enumerate() {
                let name = format!("selection.activity.{}", activity.id);
                let track = Track::Selection(number as u8);
                let work = self.work(route, track, 0, &name, activity);
                self.plan.works.push(work);
            }
        }
        first..self.plan.works.len() as u32
    }

    pub(super) fn publication_line(&mut self, modality: usize) -> u32 {
        let publication = self.plan.model.publication.as_ref();
        let institute = publication.and_then(|publication| publication.institute);
        let line = Line {
            institute: institute.map(|institute| institute as u32),
            item: ITEM_INCENTIVES as u32,
            modality: Some(modality as u32),
        };
        self.line(line, institute.is_some())
    }

    pub(super) fn readiness(&mut self, readiness: &Readiness) -> ReadinessPlan {
        ReadinessPlan {
            target_identified: self.number(readiness.target_identified, "target_identified"),
            rights_sorted: self.number(readiness.rights_sorted, "rights_sorted"),
            rights_months: self.number(readiness.rights_months, "rights_months"),
        }
    }

    pub(super) fn grant(&mut self, grant: &Grant) -> GrantPlan {
        GrantPlan {
            odds: self.number(grant.odds, ""),
            months: self.number(grant.months, "grant.months"),
            amount: self.number(grant.amount, "grant.amount"),
            goes_on_without: grant.goes_on_without,
        }
    }
}

/// Where a theme without a target begins on a route (SEL-2).
pub(super) fn target_stage(model: &Model, route: &Route) -> u16 {
    let missing = model
        .selection
        .as_ref()
        .map(|selection| &selection.target_missing);
    let Some(TargetMissing::TargetSearch(stage)) = missing else {
        return 0;
    };
    let place = route.stages.iter().position(|other| other.id == *stage);
    place.unwrap_or(0) as u16
}

/// The place of a stage among those with a target share (SEL-8).
pub(super) fn pipeline_group(model: &Model, stage: &str) -> Option<u32> {
    let shares = &model.priority.pipeline;
    let place = shares.iter().position(|(id, _)| id == stage);
    place.map(|place| place as u32)
}
