//! What licences and launches are worth in a run: the numbers of the chapter `[value]`.

use super::compile::Compiler;
use super::observer::RunEnd;
use super::plan::{Number, Plan};

/// The chapter as the engine draws it: every number is fixed in a run.
#[derive(Debug)]
pub(crate) struct ValuationPlan {
    discount_rate: Number,
    per_licence: Number,
    per_launch: Number,
    /// By flow of the stage (see [`Plan::flows`]), where the scenario says it.
    open: Vec<Option<Number>>,
}

impl Compiler<'_> {
    /// Lays out what themes are worth.
    pub(super) fn valuation(&mut self) {
        let model = self.plan.model;
        let Some(chapter) = &model.valuation else {
            return;
        };
        let flows = self.plan.flows.clone();
        let open = flows.iter().map(|(route, stage)| {
            let id = &model.routes[*route as usize].stages[usize::from(*stage)].id;
            let stated = chapter.open.iter().find(|(known, _)| known == id);
            stated.map(|(_, worth)| self.number(*worth, ""))
        });
        let open = open.collect();
        self.plan.valuation = Some(ValuationPlan {
            discount_rate: self.number(chapter.discount_rate, ""),
            per_licence: self.number(chapter.per_licence, ""),
            per_launch: self.number(chapter.per_launch, ""),
            open,
        });
    }
}

/// What themes are worth in one run, in units of the currency.
#[derive(Copy, Clone, Debug)]
pub struct Worth<'a> {
    plan: &'a ValuationPlan,
    values: &'a [f64],
}

impl<'a> RunEnd<'a> {
    /// What themes are worth in this run; `None` without the chapter.
    pub fn worth(&self, plan: &'a Plan<'_>) -> Option<Worth<'a>> {
        Some(Worth {
            plan: plan.valuation.as_ref()?,
            values: self.values,
        })
    }
}

impl Worth<'_> {
    fn value(&self, number: Number) -> f64 {
        match number {
            Number::Value(place) => self.values[place as usize],
            // Numbers of the chapter are never drawn at each use.
            Number::Draw(_) => 0.0,
        }
    }

    /// What a year takes off, 0.04 = 4 %.
    pub fn discount_rate(&self) -> f64 {
        self.value(self.plan.discount_rate)
    }

    /// The worth of a first licence.
    pub fn per_licence(&self) -> f64 {
        self.value(self.plan.per_licence)
    }

    /// The worth of a launch.
    pub fn per_launch(&self) -> f64 {
        self.value(self.plan.per_launch)
    }

    /// The worth of a theme open at the horizon in the stage of this flow, where the scenario says
    /// it.
    pub fn open(&self, flow: usize) -> Option<f64> {
        let stated = self.plan.open.get(flow).copied().flatten()?;
        Some(self.value(stated))
    }
}
