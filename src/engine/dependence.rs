//! Dependence: the uniforms of linked outcomes and parameters (DESIGN §6, Layers).

use super::plan::Plan;
use super::simulator::Simulator;
use crate::random::{DrawKey, Purpose, name_hash};
use crate::special::{normal_cdf, normal_quantile};

/// Draws the factor of a group in a run, stage by stage, or in a world.
const FACTOR: Purpose = Purpose::new(name_hash("link.factor"));

/// Σ a_g F_g + √(1 − Σ a_g²) ε, from the uniform behind ε and the factors with their loadings.
///
/// With no loading at all the uniform stays as it is, to the bit.
fn linked(u: f64, factors: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut sum, mut squares) = (0.0, 0.0);
    for (loading, factor) in factors {
        sum += loading * normal_quantile(factor);
        squares += loading * loading;
    }
    if squares == 0.0 {
        return u;
    }
    normal_cdf(sum + libm::sqrt((1.0 - squares).max(0.0)) * normal_quantile(u))
}

/// The uniform of a parameter that is drawn once per world, given those it is linked with.
pub(super) fn linked_parameter(plan: &Plan<'_>, key: DrawKey, u: f64, links: &[(u64, u32)]) -> f64 {
    if links.is_empty() {
        return u;
    }
    let factors = links.iter().map(|(entity, place)| {
        let loading = plan.values[*place as usize];
        (loading, key.unit(*entity, FACTOR))
    });
    linked(u, factors)
}

impl Simulator<'_> {
    /// The uniform that decides a technical outcome, given those it is linked with.
    pub(super) fn linked_outcome(&self, theme: u32, stage: u16, u: f64) -> f64 {
        let record = &self.themes[theme as usize];
        let rules = &self.plan.routes[record.route as usize].stages[usize::from(stage)];
        if rules.links.is_empty() {
            return u;
        }
        let factors = rules.links.iter().filter_map(|link| {
            let link = &self.plan.links[*link as usize];
            let group = link.group_of(self.plan, record)?;
            let purpose = FACTOR.within(rules.factor);
            let factor = self.chance.unit(link.entity ^ group, purpose);
            Some((self.number(link.loading, 0, 0), factor))
        });
        linked(u, factors)
    }
}
