//! Selection by the Office (GOV-1, GOV-2, SEL-1 to SEL-12).

use super::simulator::Simulator;

impl Simulator<'_> {
    /// Whether the development candidate of a theme is fixed (LIC-10).
    pub(super) fn candidate_fixed(&self, theme: u32) -> bool {
        let record = &self.themes[theme as usize];
        let route = &self.plan.model.routes[record.route as usize];
        let candidate = route.candidate_stage;
        candidate.is_some_and(|stage| usize::from(record.passed) > stage)
    }

    /// How busy those are whom the stage of a theme needs (SEL-7).
    pub(super) fn load_of_stage(&self, _theme: u32) -> f64 {
        f64::NAN
    }

    /// What the stage of a theme is expected to cost beyond its proposer's funds (SEL-5).
    pub(super) fn funds_missing(&self, _theme: u32) -> f64 {
        f64::NAN
    }
}
