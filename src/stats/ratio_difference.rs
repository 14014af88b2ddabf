//! The difference of two ratios of totals from paired runs: the mean wait with one more slot less
//! that without.
//!
//! Both ratios come from the same worlds and the same luck, so their errors go together and most of
//! them cancel. Neither error alone says how sure the difference is; the joint moments do.

use serde::{Deserialize, Serialize};

use super::MergeError;
use super::exact::centred;
use super::interval::Estimate;

/// Quantities of a run: x and y of the base, x and y of the other.
const QUANTITIES: usize = 4;

/// Below this share of its terms a residual variance is rounding, not spread.
const ROUNDING: f64 = 64.0 * f64::EPSILON;

/// Exact first and second moments of two pairs of quantities over whole worlds.
///
/// ```
/// use soyaku::stats::RatioDifference;
///
/// let mut wait = RatioDifference::new(1);
/// wait.record_run((6, 2), (3, 3));
/// wait.record_run((9, 3), (5, 5));
/// assert_eq!(wait.difference().unwrap().mean, 1.0 - 3.0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatioDifference {
    runs_per_world: u32,
    worlds: u64,
    open_runs: u32,
    open: [i128; QUANTITIES],
    sums: [i128; QUANTITIES],
    /// Σ over worlds of the products of world sums: of i and j ≤ i at i(i + 1)/2 + j. They wrap,
    /// which is harmless as long as the squares fit.
    products: [i128; QUANTITIES * (QUANTITIES + 1) / 2],
    /// Whether a square has left the range; then no error is known.
    overflown: bool,
}

impl RatioDifference {
    /// Moments of no runs. `runs_per_world` is k; zero counts as one.
    pub fn new(runs_per_world: u32) -> Self {
        Self {
            runs_per_world: runs_per_world.max(1),
            worlds: 0,
            open_runs: 0,
            open: [0; QUANTITIES],
            sums: [0; QUANTITIES],
            products: [0; QUANTITIES * (QUANTITIES + 1) / 2],
            overflown: false,
        }
    }

    /// Adds one run: (x, y) of the base and of the other; with every k-th run its world.
    pub fn record_run(&mut self, base: (i64, i64), other: (i64, i64)) {
        let run = [base.0, base.1, other.0, other.1];
        for (sum, value) in self.open.iter_mut().zip(run) {
            *sum += i128::from(value);
        }
        self.open_runs += 1;
        if self.open_runs == self.runs_per_world {
            self.end_world();
        }
    }

    fn end_world(&mut self) {
        let world = std::mem::take(&mut self.open);
        self.open_runs = 0;
        self.worlds += 1;
        let mut place = 0;
        for (i, one) in world.iter().enumerate() {
            self.sums[i] += one;
            for other in &world[..=i] {
                let product = one.wrapping_mul(*other);
                let sum = self.products[place].checked_add(product);
                if i128::checked_mul(*one, *other).is_none() || sum.is_none() {
                    self.overflown = true;
                }
                self.products[place] = self.products[place].wrapping_add(product);
                place += 1;
            }
        }
    }

    /// Takes in the worlds of `other`; the order of merges does not matter.
    ///
    /// # Errors
    ///
    /// [`MergeError::Shape`] if the runs per world differ, [`MergeError::OpenWorld`] if either
    /// side has a world open. Then nothing changes.
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.runs_per_world != other.runs_per_world {
            return Err(MergeError::Shape);
        }
        if self.open_runs > 0 || other.open_runs > 0 {
            return Err(MergeError::OpenWorld);
        }
        self.worlds += other.worlds;
        for (mine, theirs) in self.sums.iter_mut().zip(other.sums) {
            *mine += theirs;
        }
        self.overflown |= other.overflown;
        for (mine, theirs) in self.products.iter_mut().zip(other.products) {
            self.overflown |= mine.checked_add(theirs).is_none();
            *mine = mine.wrapping_add(theirs);
        }
        Ok(())
    }

    /// R′ − R with R = Σx/Σy of the base and R′ that of the other, and its standard error by the
    /// delta method by world: that of the mean of (X′ − R′Y′)/Ȳ′ − (X − RY)/Ȳ, with X, Y the sums
    /// over a world and Ȳ the mean of Y over worlds; W − 1 degrees of freedom.
    ///
    /// A large-sample formula, as that of [`super::PairMoments::ratio`]. The standard error is
    /// infinite for a single world, and where the sums leave the range. `None` without a world and
    /// where a Σy is zero.
    pub fn difference(&self) -> Option<Estimate> {
        let [x, y, other_x, other_y] = self.sums.map(|sum| sum as f64);
        if self.worlds == 0 || y == 0.0 || other_y == 0.0 {
            return None;
        }
        let (ratio, other) = (x / y, other_x / other_y);
        let worlds = self.worlds as f64;
        let (mean, other_mean) = (y / worlds, other_y / worlds);
        let slopes = [
            -1.0 / mean,
            ratio / mean,
            1.0 / other_mean,
            -other / other_mean,
        ];
        let degrees_of_freedom = self.worlds - 1;
        let standard_error = match degrees_of_freedom == 0 || self.overflown {
            true => f64::INFINITY,
            false => libm::sqrt(self.squares(slopes) / (worlds * degrees_of_freedom as f64)),
        };
        Some(Estimate {
            mean: other - ratio,
            standard_error,
            degrees_of_freedom,
            runs: self.worlds.saturating_mul(u64::from(self.runs_per_world)),
            worlds: self.worlds,
        })
    }

    /// The centred sum of squares over worlds of Σ slope · quantity.
    fn squares(&self, slopes: [f64; QUANTITIES]) -> f64 {
        let (mut squares, mut terms) = (0.0, 0.0);
        let mut place = 0;
        for i in 0..QUANTITIES {
            for j in 0..=i {
                let moment = centred(
                    self.sums[i],
                    self.sums[j],
                    self.products[place],
                    self.worlds,
                );
                let twice = if i == j { 1.0 } else { 2.0 };
                let term = twice * slopes[i] * slopes[j] * moment;
                squares += term;
                terms += term.abs();
                place += 1;
            }
        }
        match squares <= ROUNDING * terms {
            true => 0.0,
            false => squares,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::PairMoments;
    use proptest::prelude::*;

    fn joint(runs_per_world: u32, runs: &[[i64; 4]]) -> RatioDifference {
        let mut joint = RatioDifference::new(runs_per_world);
        for [x, y, other_x, other_y] in runs {
            joint.record_run((*x, *y), (*other_x, *other_y));
        }
        joint
    }

    /// By hand: R = 12/6 = 2 with residuals −1, 0, 1; R′ = 9/3 = 3, y constant, x′ = 2, 3, 4 with
    /// residuals −1, 0, 1: (X′ − R′Y′)/1 − (X − RY)/2 = −½, 0, ½, so SE² = ½/(3·2) = 1/12.
    #[test]
    fn a_difference_done_by_hand() {
        let runs = [[1, 1, 2, 1], [4, 2, 3, 1], [7, 3, 4, 1]];
        let found = joint(1, &runs).difference().unwrap();
        assert_eq!((found.mean, found.degrees_of_freedom), (1.0, 2));
        assert!((found.standard_error - libm::sqrt(1.0 / 12.0)).abs() < 1e-12);
    }

    #[test]
    fn equal_runs_differ_by_exactly_nothing() {
        let runs: Vec<[i64; 4]> = (1..50_i64)
            .map(|i| [i * i % 17, 1 + i % 5, i * i % 17, 1 + i % 5])
            .collect();
        let found = joint(1, &runs).difference().unwrap();
        assert_eq!((found.mean, found.standard_error), (0.0, 0.0));
    }

    /// Where the base has no spread the error is that of the other ratio alone.
    #[test]
    fn against_a_constant_the_error_is_that_of_the_ratio() {
        let runs: Vec<[i64; 4]> = (1..60_i64).map(|i| [6, 3, i * 7 % 31, 1 + i % 4]).collect();
        let mut alone = PairMoments::new(2);
        runs[..58]
            .iter()
            .for_each(|run| alone.record_run(run[2], run[3]));
        let (found, alone) = (
            joint(2, &runs[..58]).difference().unwrap(),
            alone.ratio().unwrap(),
        );
        assert!((found.mean - (alone.mean - 2.0)).abs() < 1e-12);
        assert!((found.standard_error / alone.standard_error - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_does_not_exist_or_overflows_is_not_made_up() {
        assert_eq!(joint(1, &[]).difference(), None);
        assert_eq!(joint(1, &[[1, 0, 1, 1]]).difference(), None);
        let one = joint(1, &[[1, 1, 1, 1]]).difference().unwrap();
        assert_eq!(one.standard_error, f64::INFINITY);
        let extreme = joint(9, &[[i64::MIN, i64::MAX, 1, 1]; 18])
            .difference()
            .unwrap();
        assert_eq!(extreme.standard_error, f64::INFINITY);
    }

    proptest! {
        #[test]
        fn any_partition_in_any_order_gives_the_same_moments(
            worlds in prop::collection::vec(any::<[[i32; 4]; 2]>(), 0..12),
            cut in 0_usize..12,
        ) {
            let runs: Vec<[i64; 4]> = worlds.iter().flatten().map(|run| run.map(i64::from)).collect();
            let (left, right) = runs.split_at(2 * cut.min(worlds.len()));
            let mut forward = joint(2, left);
            forward.merge(&joint(2, right)).unwrap();
            let mut backward = joint(2, right);
            backward.merge(&joint(2, left)).unwrap();
            prop_assert_eq!(&forward, &backward);
            prop_assert_eq!(forward, joint(2, &runs));
        }
    }
}
