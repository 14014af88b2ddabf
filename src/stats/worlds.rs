//! The headline columns of single worlds, for what cannot be read from sums.
//!
//! Leaving out one world, or asking how worlds differ in the share of their runs below a quantile,
//! takes the runs themselves. So a fixed set of columns is kept for the first [`KEPT_WORLDS`]
//! worlds: memory stays bounded, and the worlds kept are the same however the work was divided.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::MergeError;
use super::interval::{Interval, t_quantile, upper_tail};
use super::moments::Moments;
use super::split::{IgnoranceShare, ignorance_share};
use super::woodruff;

/// Worlds from this index on are not kept.
pub const KEPT_WORLDS: u64 = 4096;

/// The values of every run in the first worlds, by world index.
///
/// ```
/// use soyaku::stats::WorldRows;
///
/// let mut rows = WorldRows::new(1, 2);
/// rows.insert(1, &[5, 7]).unwrap();
/// rows.insert(0, &[1, 3]).unwrap();
/// assert_eq!(rows.values(0), [1, 3, 5, 7]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorldRows {
    columns: usize,
    runs_per_world: u32,
    /// Per world `[run][column]`, flat.
    worlds: BTreeMap<u64, Box<[i64]>>,
}

impl WorldRows {
    /// Rows of `columns` columns, without worlds. `runs_per_world` is k; zero counts as one.
    pub fn new(columns: usize, runs_per_world: u32) -> Self {
        Self {
            columns,
            runs_per_world: runs_per_world.max(1),
            worlds: BTreeMap::new(),
        }
    }

    /// Number of worlds kept.
    pub fn worlds(&self) -> u64 {
        self.worlds.len() as u64
    }

    /// Keeps one world: `rows` is `[run][column]`, flat, k runs in their order.
    ///
    /// A world from [`KEPT_WORLDS`] on is let go. The same world may come twice if it is the same.
    ///
    /// # Errors
    ///
    /// [`MergeError::Shape`] unless there are k × columns values; [`MergeError::Conflict`] if the
    /// world is there with other values. Then nothing changes.
    pub fn insert(&mut self, world_index: u64, rows: &[i64]) -> Result<(), MergeError> {
        if rows.len() != self.columns * self.runs_per_world as usize {
            return Err(MergeError::Shape);
        }
        if world_index >= KEPT_WORLDS {
            return Ok(());
        }
        match self.worlds.get(&world_index) {
            Some(kept) if **kept != *rows => Err(MergeError::Conflict { world: world_index }),
            Some(_) => Ok(()),
            None => {
                self.worlds.insert(world_index, rows.into());
                Ok(())
            }
        }
    }

    /// Takes in the worlds of `other`; the order of merges does not matter.
    ///
    /// # Errors
    ///
    /// [`MergeError::Shape`] if columns or runs per world differ, [`MergeError::Conflict`] if both
    /// hold a world with different values. Then nothing changes.
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        let width = self.columns * self.runs_per_world as usize;
        if self.columns != other.columns
            || self.runs_per_world != other.runs_per_world
            || other.worlds.values().any(|rows| rows.len() != width)
        {
            return Err(MergeError::Shape);
        }
        for (&world, rows) in &other.worlds {
            if self.worlds.get(&world).is_some_and(|kept| kept != rows) {
                return Err(MergeError::Conflict { world });
            }
        }
        for (&world, rows) in &other.worlds {
            self.worlds.entry(world).or_insert_with(|| rows.clone());
        }
        Ok(())
    }

    /// The values of `column` per world, by world index; no values beyond the last column.
    fn by_world(&self, column: usize) -> impl Iterator<Item = impl Iterator<Item = i64>> {
        let stride = self.columns.max(1);
        let kept = self.worlds.values().filter(move |_| column < self.columns);
        kept.map(move |rows| rows.iter().skip(column).step_by(stride).copied())
    }

    /// All values of `column`, by world index and run; empty beyond the last column.
    pub fn values(&self, column: usize) -> Vec<i64> {
        self.by_world(column).flatten().collect()
    }

    /// Exact moments of `column` in each world, by world index.
    fn world_moments(&self, column: usize) -> Vec<Moments> {
        self.by_world(column)
            .map(|runs| {
                let mut moments = Moments::empty(self.runs_per_world);
                moments.add_world(runs);
                moments
            })
            .collect()
    }

    /// The share of runs in each world kept whose `column` is `inside`, by world index.
    pub fn shares(&self, column: usize, inside: impl Fn(i64) -> bool) -> Vec<f64> {
        let runs = f64::from(self.runs_per_world);
        self.by_world(column)
            .map(|values| values.filter(|value| inside(*value)).count() as f64 / runs)
            .collect()
    }

    /// The means of `column` in each world kept, by world index; none beyond the last column.
    pub fn means(&self, column: usize) -> Vec<f64> {
        let runs = f64::from(self.runs_per_world);
        self.by_world(column)
            .map(|values| values.map(|value| value as f64).sum::<f64>() / runs)
            .collect()
    }

    /// The quantiles of `column` from ignorance alone: of what its world means would be with
    /// endlessly many runs in each world.
    ///
    /// World means spread too far, by what chance leaves in them: their variance is σ²a + σ²e/k.
    /// They are drawn together about the overall mean by √(σ²a/(σ²a + σ²e/k)), after which their
    /// variance is that of ignorance (constrained empirical Bayes: Louis 1984, *Journal of the
    /// American Statistical Association* 79:393–398). `None` where there is no split.
    pub fn from_ignorance(&self, column: usize, probabilities: &[f64]) -> Option<Vec<f64>> {
        let mut all = Moments::empty(self.runs_per_world);
        let worlds = self.world_moments(column);
        worlds.iter().for_each(|world| all.merge(world));
        let split = all.split()?;
        let runs = f64::from(self.runs_per_world);
        let spread = split.between + split.within / runs;
        let factor = if spread > 0.0 {
            (split.between / spread).sqrt()
        } else {
            0.0
        };
        let mean = all.estimate()?.mean;
        let mut means = self.means(column);
        for world in &mut means {
            *world = mean + factor * (*world - mean);
        }
        means.sort_by(f64::total_cmp);
        let at = |p: &f64| {
            let rank = woodruff::rank(*p, means.len() as u64)?;
            means.get((rank.ceil() as usize).saturating_sub(1)).copied()
        };
        probabilities.iter().map(at).collect()
    }

    /// The share of ignorance in the variance of `column`, with its jackknife interval.
    ///
    /// `None` when k = 1, below three worlds, where nothing varies, for a level outside (0, 1) and
    /// beyond the last column. See [`split`](super::split) for the method.
    pub fn ignorance_share(&self, column: usize, level: f64) -> Option<IgnoranceShare> {
        ignorance_share(&self.world_moments(column), level)
    }

    /// The quantile of probability `p` of `column`: the smallest value that at least p·N values do
    /// not exceed. `None` without values and for `p` outside [0, 1].
    pub fn quantile(&self, column: usize, p: f64) -> Option<f64> {
        quantile_of_sorted(&self.sorted(column), p)
    }

    /// How much more the share of runs below the quantile of probability `p` varies than it would
    /// for independent runs; at least 1, exactly 1 when k = 1.
    ///
    /// The variance of the share over worlds, Σ(m_w − m̄)²/(W(W − 1)) with m_w the share of world w,
    /// over m̄(1 − m̄)/N. Where values tie with the quantile, "below" is read with and without
    /// them and the larger effect counts, so that a share of 0 or 1 does not pass for certainty.
    /// `None` below two worlds and for `p` outside [0, 1].
    pub fn design_effect(&self, column: usize, p: f64) -> Option<f64> {
        let quantile = self.quantile(column, p)?;
        if self.worlds.len() < 2 {
            return None;
        }
        if self.runs_per_world == 1 {
            return Some(1.0);
        }
        let with_ties = self.share_effect(column, |value| value as f64 <= quantile);
        let without_ties = self.share_effect(column, |value| (value as f64) < quantile);
        Some(with_ties.max(without_ties).max(1.0))
    }

    /// The design effect of the share of runs that are `inside`; zero where that is none or all.
    fn share_effect(&self, column: usize, inside: impl Fn(i64) -> bool) -> f64 {
        let mut moments = Moments::empty(self.runs_per_world);
        for runs in self.by_world(column) {
            moments.add_world(runs.map(|value| i64::from(inside(value))));
        }
        let Some(share) = moments.estimate() else {
            return 0.0;
        };
        let independent = share.mean * (1.0 - share.mean) / share.runs as f64;
        if independent > 0.0 {
            share.standard_error * share.standard_error / independent
        } else {
            0.0
        }
    }

    /// Woodruff's interval of the quantile of probability `p` of `column`, clustered by world,
    /// with Student's t of W − 1 degrees of freedom.
    ///
    /// Near p = 0 or 1 an end may stand at the smallest or largest value seen and be too short.
    /// `None` below two worlds, for `p` outside [0, 1], a level outside (0, 1) and beyond the last
    /// column.
    pub fn quantile_interval(&self, column: usize, p: f64, level: f64) -> Option<Interval> {
        let design_effect = self.design_effect(column, p)?;
        let critical = t_quantile(upper_tail(level)?, self.worlds().saturating_sub(1))?;
        let sorted = self.sorted(column);
        let (lower, upper) =
            woodruff::probabilities(p, sorted.len() as u64, design_effect, critical);
        Some(Interval {
            lower: quantile_of_sorted(&sorted, lower)?,
            upper: quantile_of_sorted(&sorted, upper)?,
        })
    }

    fn sorted(&self, column: usize) -> Vec<i64> {
        let mut values = self.values(column);
        values.sort_unstable();
        values
    }
}

/// The smallest of `sorted` that at least p·N of them do not exceed.
fn quantile_of_sorted(sorted: &[i64], p: f64) -> Option<f64> {
    let rank = woodruff::rank(p, sorted.len() as u64)?;
    let position = (rank.ceil() as usize).saturating_sub(1);
    sorted.get(position).map(|value| *value as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(worlds: &[[i64; 2]]) -> WorldRows {
        let mut rows = WorldRows::new(1, 2);
        for (world, values) in worlds.iter().enumerate() {
            rows.insert(world as u64, values).unwrap();
        }
        rows
    }

    #[test]
    fn columns_are_told_apart() {
        let mut rows = WorldRows::new(2, 2);
        rows.insert(3, &[5, 50, 6, 60]).unwrap();
        rows.insert(0, &[1, 10, 2, 20]).unwrap();
        assert_eq!(rows.values(0), [1, 2, 5, 6]);
        assert_eq!(rows.values(1), [10, 20, 50, 60]);
        assert_eq!(rows.values(2), [0; 0]);
        assert_eq!(rows.quantile(2, 0.5), None);
    }

    #[test]
    fn late_worlds_are_let_go() {
        let mut rows = WorldRows::new(1, 1);
        rows.insert(KEPT_WORLDS - 1, &[1]).unwrap();
        rows.insert(KEPT_WORLDS, &[2]).unwrap();
        assert_eq!(rows.values(0), [1]);
    }

    #[test]
    fn a_world_of_another_shape_or_content_is_refused() {
        let mut rows = rows(&[[1, 2]]);
        assert_eq!(rows.insert(1, &[1]), Err(MergeError::Shape));
        assert_eq!(rows.insert(0, &[1, 2]), Ok(()));
        assert_eq!(
            rows.insert(0, &[1, 3]),
            Err(MergeError::Conflict { world: 0 })
        );
        assert_eq!(rows.merge(&WorldRows::new(2, 1)), Err(MergeError::Shape));
        let before = rows.clone();
        let mut other = WorldRows::new(1, 2);
        other.insert(0, &[1, 3]).unwrap();
        assert_eq!(rows.merge(&other), Err(MergeError::Conflict { world: 0 }));
        assert_eq!(rows, before);
    }

    #[test]
    fn runs_that_agree_within_worlds_count_as_one() {
        let same: Vec<[i64; 2]> = (0..100).map(|value| [value, value]).collect();
        let effect = rows(&same).design_effect(0, 0.5).unwrap();
        // Twice the variance of independent runs, by W/(W − 1).
        assert!((effect - 2.0 * 100.0 / 99.0).abs() < 1e-9, "{effect}");
    }

    #[test]
    fn runs_that_disagree_within_worlds_gain_nothing() {
        let opposed: Vec<[i64; 2]> = (0..100).map(|value| [value, 199 - value]).collect();
        assert_eq!(rows(&opposed).design_effect(0, 0.5), Some(1.0));
    }

    #[test]
    fn ties_at_the_quantile_do_not_hide_the_clustering() {
        let mut worlds = vec![[1, 1]; 30];
        worlds.extend([[0, 0]; 10]);
        let effect = rows(&worlds).design_effect(0, 0.9).unwrap();
        assert!((effect - 2.0 * 40.0 / 39.0).abs() < 1e-9, "{effect}");
    }

    #[test]
    fn a_quantile_of_equal_values_is_certain() {
        let equal = rows(&[[4, 4]; 5]);
        assert_eq!(
            equal.quantile_interval(0, 0.8, 0.95),
            Some(Interval::point(4.0))
        );
    }

    #[test]
    fn one_world_has_a_quantile_and_no_interval() {
        let one = rows(&[[4, 6]]);
        assert_eq!(one.quantile(0, 0.5), Some(4.0));
        assert_eq!(one.quantile(0, 1.0), Some(6.0));
        assert_eq!(one.quantile_interval(0, 0.5, 0.95), None);
        assert_eq!(one.ignorance_share(0, 0.95), None);
    }

    #[test]
    fn what_ignorance_spreads_has_its_variance() {
        // World w has the mean 100 w, and its two runs stand 300 to either side.
        let worlds: Vec<[i64; 2]> = (0..101).map(|w| [100 * w - 300, 100 * w + 300]).collect();
        let rows = rows(&worlds);
        assert_eq!(rows.means(0)[7], 700.0);
        let [low, middle, high] = rows
            .from_ignorance(0, &[0.1, 0.5, 0.9])
            .unwrap()
            .try_into()
            .unwrap();
        // σ²a + σ²e/2 = 100² · 101 · 102 / 12 = 8 585 000, σ²e = 180 000.
        let factor = ((8_585_000.0 - 90_000.0) / 8_585_000.0_f64).sqrt();
        assert!((middle - 5000.0).abs() < 1e-6);
        assert!((high - (5000.0 + 4000.0 * factor)).abs() < 1e-6, "{high}");
        assert!((low - (5000.0 - 4000.0 * factor)).abs() < 1e-6, "{low}");
    }

    #[test]
    fn no_columns_are_no_trouble() {
        let mut rows = WorldRows::new(0, 2);
        rows.insert(0, &[]).unwrap();
        assert_eq!(rows.values(0), [0; 0]);
        assert_eq!(rows.ignorance_share(0, 0.9), None);
    }

    proptest! {
        #[test]
        fn any_order_of_blocks_gives_the_same_rows(
            values in prop::collection::vec(any::<[i64; 2]>(), 1..20),
            owners in prop::collection::vec(0_usize..3, 20),
            rotation in 0_usize..3,
        ) {
            let whole = rows(&values);
            let mut merged = WorldRows::new(1, 2);
            for block in 0..3 {
                let mut part = WorldRows::new(1, 2);
                for (world, row) in values.iter().enumerate().rev() {
                    if owners[world] == (block + rotation) % 3 {
                        part.insert(world as u64, row).unwrap();
                    }
                }
                merged.merge(&part).unwrap();
            }
            prop_assert_eq!(merged, whole);
        }
    }
}
