//! A world by itself: what nobody knows, as one world has it, without any run.

use super::dependence::linked_parameter;
use super::plan::{DrawnValue, Number, Plan};
use crate::random::{DrawKey, Layer};
use crate::special::normal_quantile;

/// The numbers of one world.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// For every unknown parameter in use, where its draw lies: Φ⁻¹(u), with u the share of worlds
    /// in which it is smaller. Standard normal over worlds, whatever the parameter's distribution.
    pub normal_scores: Vec<f64>,
    values: Vec<f64>,
}

impl Plan<'_> {
    /// World number `index` of `seed`.
    pub fn world(&self, seed: u64, index: u64) -> World {
        let key = DrawKey::new(seed, Layer::Ignorance, index);
        let mut values = self.values.clone();
        let mut normal_scores = Vec::with_capacity(self.per_world.len());
        for drawn in &self.per_world {
            let u = self.unknown(key, drawn);
            normal_scores.push(normal_quantile(u));
            values[drawn.place as usize] = drawn.sampler.at(u);
        }
        World {
            normal_scores,
            values,
        }
    }

    /// The uniform of an unknown parameter in a world, given those it is linked with.
    pub(super) fn unknown(&self, key: DrawKey, drawn: &DrawnValue) -> f64 {
        let u = key.unit(0, drawn.sampler.purpose);
        linked_parameter(self, key, u, &drawn.links)
    }

    /// What a listed theme's score can be expected to be in a world; `None` where it has none.
    pub fn expected_score(&self, world: &World, theme: usize, criterion: usize) -> Option<f64> {
        let score = *self.themes.get(theme)?.scores.get(criterion)?;
        Some(match score? {
            Number::Value(place) => world.values[place as usize],
            Number::Draw(sampler) => self.samplers[sampler as usize].mean,
        })
    }
}
