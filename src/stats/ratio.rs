//! Ratios of totals: yen per licence, waiting time per start.
//!
//! The ratio of means is what a planner asks for; the mean of the ratios of runs is another number
//! and has none where a run's denominator is zero.

use serde::{Deserialize, Serialize};

use super::MergeError;
use super::exact::{centred, square};
use super::interval::Estimate;

/// Below this share of its terms a residual variance is rounding, not spread.
const ROUNDING: f64 = 16.0 * f64::EPSILON;

/// Exact first and second moments of two quantities x and y, over whole worlds.
///
/// ```
/// use soyaku::stats::PairMoments;
///
/// let mut yen_per_licence = PairMoments::new(1);
/// yen_per_licence.record_run(300, 1);
/// yen_per_licence.record_run(500, 3);
/// assert_eq!(yen_per_licence.ratio().unwrap().mean, 200.0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairMoments {
    runs_per_world: u32,
    worlds: u64,
    open_runs: u32,
    open_x: i128,
    open_y: i128,
    sum_x: i128,
    sum_y: i128,
    /// Σ over worlds of the squared world sums of x; stops at `i128::MAX`.
    squares_x: i128,
    /// Σ over worlds of the squared world sums of y; stops at `i128::MAX`.
    squares_y: i128,
    /// Σ over worlds of the products of world sums. |XY| ≤ (X² + Y²)/2, so it is exact as long as
    /// the squares are, and unused when they are not.
    products: i128,
}

impl PairMoments {
    /// Moments of no runs. `runs_per_world` is k; zero counts as one.
    pub fn new(runs_per_world: u32) -> Self {
        Self {
            runs_per_world: runs_per_world.max(1),
            worlds: 0,
            open_runs: 0,
            open_x: 0,
            open_y: 0,
            sum_x: 0,
            sum_y: 0,
            squares_x: 0,
            squares_y: 0,
            products: 0,
        }
    }

    /// Adds one run, and with every k-th its world. Runs in which both are zero count too.
    pub fn record_run(&mut self, x: i64, y: i64) {
        self.open_x += i128::from(x);
        self.open_y += i128::from(y);
        self.open_runs += 1;
        if self.open_runs == self.runs_per_world {
            self.end_world();
        }
    }

    fn end_world(&mut self) {
        let x = std::mem::take(&mut self.open_x);
        let y = std::mem::take(&mut self.open_y);
        self.open_runs = 0;
        self.worlds += 1;
        self.sum_x += x;
        self.sum_y += y;
        self.squares_x = self.squares_x.saturating_add(square(x));
        self.squares_y = self.squares_y.saturating_add(square(y));
        self.products = self.products.wrapping_add(x.wrapping_mul(y));
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
        self.sum_x += other.sum_x;
        self.sum_y += other.sum_y;
        self.squares_x = self.squares_x.saturating_add(other.squares_x);
        self.squares_y = self.squares_y.saturating_add(other.squares_y);
        self.products = self.products.wrapping_add(other.products);
        Ok(())
    }

    /// Closed worlds W.
    pub fn worlds(&self) -> u64 {
        self.worlds
    }

    /// R = Σx/Σy with the standard error of the delta method by world (Cochran 1977, *Sampling
    /// Techniques*, section 2.11, the worlds as sample): SE² = Σ(X − R·Y)² / (W (W − 1) Ȳ²), with
    /// X, Y the sums over a world and Ȳ the mean of Y over worlds; W − 1 degrees of freedom.
    ///
    /// A large-sample formula: trust it where Σy is many times its own error. The standard error is
    /// infinite for a single world, zero where x is proportional to y. `None` without a world and
    /// where Σy is zero.
    pub fn ratio(&self) -> Option<Estimate> {
        if self.worlds == 0 || self.sum_y == 0 {
            return None;
        }
        let ratio = self.sum_x as f64 / self.sum_y as f64;
        let degrees_of_freedom = self.worlds - 1;
        let is_exact = self.squares_x != i128::MAX && self.squares_y != i128::MAX;
        let standard_error = if degrees_of_freedom == 0 || !is_exact {
            f64::INFINITY
        } else {
            let worlds = self.worlds as f64;
            let mean_y = self.sum_y as f64 / worlds;
            libm::sqrt(self.residual_squares(ratio) / (worlds * degrees_of_freedom as f64))
                / mean_y.abs()
        };
        Some(Estimate {
            mean: ratio,
            standard_error,
            degrees_of_freedom,
            runs: self.worlds.saturating_mul(u64::from(self.runs_per_world)),
            worlds: self.worlds,
        })
    }

    /// Σ(X − R·Y)² over worlds; centred, since ΣX = R·ΣY.
    fn residual_squares(&self, ratio: f64) -> f64 {
        let worlds = self.worlds;
        let xx = centred(self.sum_x, self.sum_x, self.squares_x, worlds);
        let xy = centred(self.sum_x, self.sum_y, self.products, worlds);
        let yy = centred(self.sum_y, self.sum_y, self.squares_y, worlds);
        let residual = xx - 2.0 * ratio * xy + ratio * ratio * yy;
        if residual <= ROUNDING * (xx + ratio * ratio * yy) {
            return 0.0;
        }
        residual
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(runs_per_world: u32, runs: &[(i64, i64)]) -> PairMoments {
        let mut pairs = PairMoments::new(runs_per_world);
        runs.iter().for_each(|(x, y)| pairs.record_run(*x, *y));
        pairs
    }

    /// By hand: R = 12/6 = 2, residuals −1, 0, 1, Ȳ = 2: SE² = 2/(3·2·4) = 1/12.
    #[test]
    fn a_ratio_done_by_hand() {
        let ratio = pairs(1, &[(1, 1), (4, 2), (7, 3)]).ratio().unwrap();
        assert_eq!(ratio.mean, 2.0);
        assert!((ratio.standard_error - libm::sqrt(1.0 / 12.0)).abs() < 1e-12);
        assert_eq!(ratio.degrees_of_freedom, 2);
    }

    #[test]
    fn worlds_rather_than_runs_carry_the_error() {
        let by_world = pairs(2, &[(1, 0), (0, 1), (4, 0), (0, 2), (3, 1), (4, 2)]);
        let ratio = by_world.ratio().unwrap();
        assert!((ratio.standard_error - libm::sqrt(1.0 / 12.0)).abs() < 1e-12);
        assert_eq!((ratio.runs, ratio.worlds), (6, 3));
    }

    /// Ratios a/b without a finite binary expansion, whose residual is rounding of either sign.
    #[test]
    fn proportional_quantities_have_a_certain_ratio() {
        for (a, b) in [(1, 3), (7, 3), (10, 7), (13, 11), (-5, 9)] {
            for worlds in 2..40_i64 {
                let runs: Vec<_> = (1..=worlds).map(|y| (a * y * y, b * y * y)).collect();
                assert_eq!(pairs(1, &runs).ratio().unwrap().standard_error, 0.0);
            }
        }
    }

    #[test]
    fn a_shift_of_the_mean_loses_no_digits() {
        let base = 1_000_000_000_000_000;
        let ratio = pairs(1, &[(base - 1, 1), (base, 1), (base + 1, 1)])
            .ratio()
            .unwrap();
        assert!(
            (ratio.standard_error - libm::sqrt(1.0 / 3.0)).abs() < 1e-9,
            "{ratio:?}"
        );
    }

    #[test]
    fn without_a_denominator_there_is_no_ratio() {
        assert_eq!(PairMoments::new(1).ratio(), None);
        assert_eq!(pairs(1, &[(3, 0), (2, 0)]).ratio(), None);
        assert_eq!(
            pairs(1, &[(3, 1)]).ratio().unwrap().standard_error,
            f64::INFINITY
        );
    }

    #[test]
    fn extreme_values_are_unknown_rather_than_wrong() {
        let extreme = pairs(1, &[(i64::MIN, i64::MAX); 5]).ratio().unwrap();
        assert_eq!(extreme.standard_error, f64::INFINITY);
    }

    #[test]
    fn other_shapes_and_open_worlds_are_refused() {
        let mut whole = pairs(2, &[(1, 1), (2, 2)]);
        assert_eq!(whole.merge(&PairMoments::new(1)), Err(MergeError::Shape));
        assert_eq!(
            whole.merge(&pairs(2, &[(1, 1)])),
            Err(MergeError::OpenWorld)
        );
    }

    proptest! {
        #[test]
        fn any_partition_in_any_order_gives_the_same_moments(
            worlds in prop::collection::vec(any::<[(i64, i64); 2]>(), 0..12),
            cut in 0_usize..12,
        ) {
            let runs: Vec<_> = worlds.iter().flatten().copied().collect();
            let (left, right) = runs.split_at(2 * cut.min(worlds.len()));
            let mut forward = pairs(2, left);
            forward.merge(&pairs(2, right)).unwrap();
            let mut backward = pairs(2, right);
            backward.merge(&pairs(2, left)).unwrap();
            prop_assert_eq!(&forward, &backward);
            prop_assert_eq!(forward, pairs(2, &runs));
        }
    }
}
