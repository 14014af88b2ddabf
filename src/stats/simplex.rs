//! Weights of criteria, drawn uniformly from all that are allowed.
//!
//! Weights are shares of a whole: a point of the simplex {w ≥ 0, Σw = 1}, each perhaps within limits
//! of its own, some perhaps in a given order. Where no upper limit and no order can bind, draws are
//! independent: what is left above the lower limits is divided by uniform spacings. Else a Gibbs
//! sampler moves two weights at a time along their constant sum, uniformly over what is allowed; it
//! has the uniform distribution on the polytope as its only stationary one, and is run long enough
//! between draws for these to be as good as independent.

/// Draws weights.
#[derive(Clone, Debug)]
pub struct Weights {
    limits: Vec<(f64, f64)>,
    /// For each weight, the one above it and the one below it in the order.
    neighbours: Vec<(Option<usize>, Option<usize>)>,
    /// Weights that are not fixed.
    open: Vec<usize>,
    independent: bool,
    current: Vec<f64>,
}

/// Rounds of the Gibbs sampler before the first draw, in draws.
const BURN_IN: usize = 50;

impl Weights {
    /// Weights within `limits` (least, largest; narrowed along the order), those of `order` falling.
    ///
    /// The limits must leave room for a sum of 1.
    pub fn new(limits: &[(f64, f64)], order: &[usize]) -> Weights {
        let least: f64 = limits.iter().map(|(least, _)| least).sum();
        let most: f64 = limits.iter().map(|(_, most)| most).sum();
        let rest = 1.0 - least;
        let share = if most > least {
            rest / (most - least)
        } else {
            0.0
        };
        let mut neighbours = vec![(None, None); limits.len()];
        for pair in order.windows(2) {
            neighbours[pair[0]].1 = Some(pair[1]);
            neighbours[pair[1]].0 = Some(pair[0]);
        }
        let open = (0..limits.len()).filter(|place| limits[*place].1 > limits[*place].0);
        let open: Vec<usize> = open.collect();
        let roomy = |place: &usize| limits[*place].1 - limits[*place].0 >= rest - 1e-12;
        Weights {
            independent: order.len() < 2 && open.iter().all(roomy),
            // On the way from the least to the largest shares, where they come to 1.
            current: limits
                .iter()
                .map(|(least, most)| least + share.clamp(0.0, 1.0) * (most - least))
                .collect(),
            limits: limits.to_vec(),
            neighbours,
            open,
        }
    }

    /// Whether there is but one division of the whole.
    pub fn is_fixed(&self) -> bool {
        self.open.len() < 2
    }

    /// So many draws; `uniform` gives numbers in (0, 1).
    pub fn draws(mut self, count: usize, mut uniform: impl FnMut() -> f64) -> Vec<Vec<f64>> {
        if self.is_fixed() {
            return vec![self.current; count];
        }
        if !self.independent {
            (0..BURN_IN).for_each(|_| self.wander(&mut uniform));
        }
        let draws = (0..count).map(|_| {
            match self.independent {
                true => self.divide(&mut uniform),
                false => self.wander(&mut uniform),
            }
            self.current.clone()
        });
        draws.collect()
    }

    /// Divides what is left above the lower limits: exponentials over their sum are uniform on the
    /// simplex.
    fn divide(&mut self, uniform: &mut impl FnMut() -> f64) {
        let rest = 1.0 - self.limits.iter().map(|(least, _)| least).sum::<f64>();
        let parts: Vec<f64> = self.open.iter().map(|_| -libm::log(uniform())).collect();
        let total: f64 = parts.iter().sum();
        for (place, part) in self.open.iter().zip(parts) {
            self.current[*place] = self.limits[*place].0 + rest * part / total;
        }
    }

    /// Moves pairs of weights, each pair about eight times.
    fn wander(&mut self, uniform: &mut impl FnMut() -> f64) {
        let count = self.open.len();
        for _ in 0..4 * count * count {
            let first = ((uniform() * count as f64) as usize).min(count - 1);
            let second = ((uniform() * (count - 1) as f64) as usize).min(count - 2);
            let second = if second >= first { second + 1 } else { second };
            self.shift(self.open[first], self.open[second], uniform());
        }
    }

    /// Divides the sum of two weights anew, at share `u` of what is allowed.
    fn shift(&mut self, one: usize, other: usize, u: f64) {
        let sum = self.current[one] + self.current[other];
        let (least, most) = self.room(one, other);
        let (other_least, other_most) = self.room(other, one);
        let (mut from, mut to) = (least.max(sum - other_most), most.min(sum - other_least));
        if self.neighbours[one].1 == Some(other) {
            from = from.max(sum / 2.0);
        }
        if self.neighbours[one].0 == Some(other) {
            to = to.min(sum / 2.0);
        }
        if to > from {
            self.current[one] = from + u * (to - from);
            self.current[other] = sum - self.current[one];
        }
    }

    /// The limits of a weight with all others but `moving` where they are.
    fn room(&self, place: usize, moving: usize) -> (f64, f64) {
        let (mut least, mut most) = self.limits[place];
        let (above, below) = self.neighbours[place];
        if let Some(above) = above.filter(|above| *above != moving) {
            most = most.min(self.current[above]);
        }
        if let Some(below) = below.filter(|below| *below != moving) {
            least = least.max(self.current[below]);
        }
        (least, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    const DRAWS: usize = 20_000;

    fn draws(limits: &[(f64, f64)], order: &[usize]) -> Vec<Vec<f64>> {
        let mut generator = StdRng::seed_from_u64(11);
        Weights::new(limits, order).draws(DRAWS, || generator.random_range(1e-12..1.0))
    }

    fn mean(draws: &[Vec<f64>], place: usize) -> f64 {
        draws.iter().map(|weights| weights[place]).sum::<f64>() / draws.len() as f64
    }

    fn is_whole(draws: &[Vec<f64>]) {
        for weights in draws {
            assert!(
                (weights.iter().sum::<f64>() - 1.0).abs() < 1e-9,
                "{weights:?}"
            );
            assert!(
                weights.iter().all(|weight| *weight >= -1e-12),
                "{weights:?}"
            );
        }
    }

    /// A coordinate of the simplex of n has mean 1/n and variance (n − 1)/(n²(n + 1)).
    #[test]
    fn any_weights_are_uniform_on_the_simplex() {
        let drawn = draws(&[(0.0, 1.0); 4], &[]);
        is_whole(&drawn);
        for place in 0..4 {
            let error = (3.0 / 80.0 / DRAWS as f64).sqrt();
            assert!((mean(&drawn, place) - 0.25).abs() < 5.0 * error);
        }
        // P(w < ½) = 1 − ½³.
        let below = drawn.iter().filter(|weights| weights[0] < 0.5).count();
        let error = (0.875 * 0.125 / DRAWS as f64).sqrt();
        assert!((below as f64 / DRAWS as f64 - 0.875).abs() < 5.0 * error);
    }

    #[test]
    fn fixed_weights_stay_and_the_others_share_the_rest() {
        let drawn = draws(&[(0.4, 0.4), (0.0, 1.0), (0.0, 1.0)], &[]);
        is_whole(&drawn);
        assert!(drawn.iter().all(|weights| weights[0] == 0.4));
        assert!((mean(&drawn, 1) - 0.3).abs() < 5.0 * 0.6 / (12.0 * DRAWS as f64).sqrt());
        let one = Weights::new(&[(0.75, 0.75), (0.25, 0.25)], &[]);
        assert!(one.is_fixed());
    }

    /// Sorted uniform spacings of three have means 11/18, 5/18, 2/18.
    #[test]
    fn ordered_weights_are_the_sorted_simplex() {
        let drawn = draws(&[(0.0, 1.0); 3], &[2, 0, 1]);
        is_whole(&drawn);
        for weights in &drawn {
            assert!(weights[2] >= weights[0] && weights[0] >= weights[1]);
        }
        for (place, expected) in [(2, 11.0), (0, 5.0), (1, 2.0)] {
            let found = mean(&drawn, place);
            assert!((found - expected / 18.0).abs() < 0.005, "{place}: {found}");
        }
    }

    /// With w₁ ≤ 0.5 of two others free: the density of w₁ on the simplex is 2 (1 − w₁), so that its
    /// mean below ½ is (1/6) / (3/4) = 2/9.
    #[test]
    fn an_upper_limit_cuts_the_simplex() {
        let drawn = draws(&[(0.0, 0.5), (0.0, 1.0), (0.0, 1.0)], &[]);
        is_whole(&drawn);
        assert!(drawn.iter().all(|weights| weights[0] <= 0.5));
        let found = mean(&drawn, 0);
        assert!((found - 2.0 / 9.0).abs() < 0.005, "{found}");
    }
}
