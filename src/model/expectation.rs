//! What a stage takes in the mean: every activity done once by its first provider, without waiting.

use super::{Activity, Model, Provider, Quantity, Stage};

impl Model {
    /// What the activities of a stage cost in the mean at their first providers, in units of the
    /// currency.
    pub fn expected_cost(&self, stage: &Stage) -> f64 {
        let activities = stage.activities.iter();
        let costs =
            activities.map(|activity| self.expected_cost_at(activity, activity.providers.first()));
        costs.sum()
    }

    /// What an activity costs in the mean at one of its providers, or without any.
    pub fn expected_cost_at(&self, activity: &Activity, provider: Option<&Provider>) -> f64 {
        let mean = |quantity: Quantity| self.mean(quantity);
        let needs = provider.map_or(&[][..], |provider| &provider.needs);
        let factor = provider.map_or(1.0, |provider| mean(provider.cost_factor));
        let slower = provider.map_or(1.0, |provider| mean(provider.duration_factor));
        let (mut per_month, mut per_job) = (mean(activity.cost_per_month), mean(activity.cost));
        for (function, slots) in needs {
            let function = &self.functions[*function];
            per_month += mean(function.price_per_slot_month) * f64::from(*slots);
            per_job += mean(function.price_per_job);
        }
        let months = mean(activity.duration_months) * slower;
        (per_month * months + per_job) * factor
    }

    /// Mean working time of an activity at its first provider, in months.
    pub fn expected_months(&self, activity: &Activity) -> f64 {
        let provider = activity.providers.first();
        let factor = provider.map_or(1.0, |provider| self.mean(provider.duration_factor));
        self.mean(activity.duration_months) * factor
    }

    /// The longest way through a stage at mean working times, in months.
    pub fn expected_stage_months(&self, stage: &Stage) -> f64 {
        let mut done: Vec<Option<f64>> = vec![None; stage.activities.len()];
        // Predecessors may be listed later; without cycles so many rounds reach all.
        for _ in 0..stage.activities.len() {
            for (place, activity) in stage.activities.iter().enumerate() {
                let before =
                    (0..stage.activities.len()).filter(|bit| activity.after >> bit & 1 == 1);
                let begins = before
                    .map(|bit| done[bit])
                    .try_fold(0.0_f64, |latest, end| end.map(|end| latest.max(end)));
                if let Some(begins) = begins {
                    done[place] = Some(begins + self.expected_months(activity));
                }
            }
        }
        done.into_iter().flatten().fold(0.0, f64::max)
    }
}
