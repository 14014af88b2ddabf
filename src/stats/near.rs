//! What the parts of a total are where the total stands at a quantile: E[part | total = quantile].
//!
//! Quantiles of parts do not add up to the quantile of their sum; these expectations do. They are
//! estimated from the runs whose total ranks near p (a uniform kernel of ranks p ± h), by a line
//! through them: with T the total and X a part,
//!
//! ```text
//! E[X | T = q] ≈ X̄ + β (q − T̄),   β = Σ (T − T̄)(X − X̄) / Σ (T − T̄)²
//! ```
//!
//! the local linear estimator (Fan & Gijbels 1996, *Local Polynomial Modelling and Its
//! Applications*, section 2.3), which has no bias of first order in h, nor from q standing off the
//! middle of the window. It is linear in X: where the parts of every run add up to its total, the
//! estimates add up to q.
//!
//! Runs are grouped by the bins of [`LogHistogram`], at most 0.4 % of the total wide, with exact
//! sums: they merge in any order, and memory does not grow with the runs. Worlds are dealt to
//! [`GROUPS`] groups of which one is left out at a time, which gives the error of the whole
//! procedure, that of q included, with the runs of a world together (the delete-a-group jackknife:
//! Kott 2001, *Journal of Official Statistics* 17:521–526).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::MergeError;
use super::histogram::{LogHistogram, signed_bin};

/// Groups of worlds of which the jackknife leaves out one at a time.
pub const GROUPS: u64 = 20;

/// The half-width h of the window for 10,000 runs; it falls with the fifth root of their number,
/// the rate at which variance and squared bias of the estimator shrink alike.
const HALF_WIDTH: f64 = 0.05;

/// Totals of runs and, bin by bin, the sums of what they are made of.
///
/// ```
/// use soyaku::stats::PartsNear;
///
/// let mut parts = PartsNear::new(2, 1);
/// for run in 0..1000 {
///     parts.record(run, run as i64 + 50, &[run as i64, 50]);
/// }
/// let near = parts.near(0.8).unwrap();
/// assert!((near.parts[1] - 50.0).abs() < 1e-9);
/// assert!((near.parts[0] + near.parts[1] - near.total).abs() < 1e-9);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartsNear {
    columns: usize,
    groups: Vec<Group>,
}

/// The runs of a group of worlds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Group {
    totals: LogHistogram,
    bins: BTreeMap<i64, Bin>,
}

/// The runs whose totals share a bin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Bin {
    runs: u64,
    total: i128,
    columns: Box<[i128]>,
}

/// The parts of the total near its quantile.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The quantile of the total.
    pub total: f64,
    /// The expected parts where the total is that.
    pub parts: Vec<f64>,
    /// Runs in the window, of which those of a bin at its edge count in proportion.
    pub runs: f64,
}

impl Group {
    fn merge(&mut self, other: &Group) {
        self.totals.merge(&other.totals);
        for (place, theirs) in &other.bins {
            match self.bins.get_mut(place) {
                Some(mine) => mine.merge(theirs),
                None => drop(self.bins.insert(*place, theirs.clone())),
            }
        }
    }
}

impl Bin {
    fn merge(&mut self, other: &Bin) {
        self.runs += other.runs;
        self.total += other.total;
        let columns = self.columns.iter_mut().zip(&other.columns);
        columns.for_each(|(mine, theirs)| *mine += theirs);
    }
}

impl PartsNear {
    /// No runs yet, of `columns` parts; worlds are dealt to `groups` groups (at least one), which is
    /// [`GROUPS`] where errors are asked for, 1 where they are not.
    pub fn new(columns: usize, groups: u64) -> PartsNear {
        PartsNear {
            columns,
            groups: vec![Group::default(); groups.max(1) as usize],
        }
    }

    /// Adds a run of `world`: its total and its parts, which need not add up to it.
    pub fn record(&mut self, world: u64, total: i64, parts: &[i64]) {
        let number = (world % self.groups.len() as u64) as usize;
        let group = &mut self.groups[number];
        group.totals.record(total);
        let columns = self.columns;
        let bin = group.bins.entry(signed_bin(total)).or_insert_with(|| Bin {
            runs: 0,
            total: 0,
            columns: vec![0; columns].into_boxed_slice(),
        });
        bin.runs += 1;
        bin.total += i128::from(total);
        for (sum, part) in bin.columns.iter_mut().zip(parts) {
            *sum += i128::from(*part);
        }
    }

    /// Takes in the runs of `other`; order does not matter.
    ///
    /// # Errors
    ///
    /// [`MergeError::Shape`] unless it has as many columns and groups; then nothing changes.
    pub fn merge(&mut self, other: &PartsNear) -> Result<(), MergeError> {
        let bins = other.groups.iter().flat_map(|group| group.bins.values());
        let mut widths = bins.map(|bin| bin.columns.len());
        if self.groups.len() != other.groups.len() || widths.any(|width| width != self.columns) {
            return Err(MergeError::Shape);
        }
        let groups = self.groups.iter_mut().zip(&other.groups);
        groups.for_each(|(mine, theirs)| mine.merge(theirs));
        Ok(())
    }

    /// All runs, but for those of one group.
    fn all_but(&self, left_out: Option<usize>) -> Group {
        let mut all = Group::default();
        for (number, group) in self.groups.iter().enumerate() {
            if Some(number) != left_out {
                all.merge(group);
            }
        }
        all
    }

    /// The totals of all runs.
    pub fn totals(&self) -> LogHistogram {
        self.all_but(None).totals
    }

    /// The parts where the total stands at its quantile of probability `p`; `None` without runs and
    /// unless 0 < `p` < 1.
    pub fn near(&self, p: f64) -> Option<Near> {
        estimate(&self.all_but(None), self.columns, p)
    }

    /// The standard error of each part of [`PartsNear::near`], with [`GROUPS`] − 1 degrees of
    /// freedom; `None` where there is a single group, or one without runs.
    pub fn standard_errors(&self, p: f64) -> Option<Vec<f64>> {
        let groups = self.groups.len();
        if groups < 2 || self.groups.iter().any(|group| group.bins.is_empty()) {
            return None;
        }
        let replicates: Option<Vec<Near>> = (0..groups)
            .map(|left_out| estimate(&self.all_but(Some(left_out)), self.columns, p))
            .collect();
        let replicates = replicates?;
        let count = groups as f64;
        let error = |column: usize| {
            let values = || replicates.iter().map(|near| near.parts[column]);
            let mean = values().sum::<f64>() / count;
            let squares: f64 = values().map(|value| (value - mean).powi(2)).sum();
            (squares * (count - 1.0) / count).sqrt()
        };
        Some((0..self.columns).map(error).collect())
    }
}

/// The half-width of the window of ranks about `p`; it keeps clear of the tails, where few runs
/// would stand far apart.
fn half_width(p: f64, runs: f64) -> f64 {
    let wide = HALF_WIDTH * libm::pow(1e4 / runs, 0.2);
    wide.min(p / 2.0).min((1.0 - p) / 2.0)
}

fn estimate(group: &Group, columns: usize, p: f64) -> Option<Near> {
    let quantile = group.totals.quantile(p)?;
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    let count = group.totals.count() as f64;
    let reach = half_width(p, count);
    let (from, until) = ((p - reach) * count, (p + reach) * count);
    let mut below = 0.0;
    // Bins in the window and the weight of each of their runs.
    let mut window: Vec<(f64, &Bin)> = Vec::new();
    for bin in group.bins.values() {
        let runs = bin.runs as f64;
        let inside = (below + runs).min(until) - below.max(from);
        if inside > 0.0 {
            window.push((inside / runs, bin));
        }
        below += runs;
    }
    let sum_of = |of: &dyn Fn(&Bin) -> f64| -> f64 {
        window.iter().map(|(weight, bin)| weight * of(bin)).sum()
    };
    let runs = sum_of(&|bin| bin.runs as f64);
    let mean_total = sum_of(&|bin| bin.total as f64) / runs;
    let off = |bin: &Bin| bin.total as f64 / bin.runs as f64 - mean_total;
    let spread = sum_of(&|bin| bin.runs as f64 * off(bin).powi(2));
    // What is left of equal totals by rounding is no spread.
    let varies = spread > runs * (mean_total * 1e-12).powi(2);
    let part = |column: usize| {
        let mean = sum_of(&|bin| bin.columns[column] as f64) / runs;
        if varies {
            let product =
                sum_of(&|bin| off(bin) * (bin.columns[column] as f64 - mean * bin.runs as f64));
            mean + product / spread * (quantile - mean_total)
        } else if mean_total == 0.0 {
            mean
        } else {
            // All in one bin: its runs are taken as alike.
            mean * (quantile / mean_total)
        }
    };
    Some(Near {
        total: quantile,
        parts: (0..columns).map(part).collect(),
        runs,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_never_varies_is_known_to_the_unit() {
        let mut parts = PartsNear::new(2, GROUPS);
        for world in 0..40 {
            parts.record(world, 1_234_567_891, &[1_234_567_000, 891]);
        }
        let near = parts.near(0.8).unwrap();
        assert_eq!(near.total, 1_234_567_891.0);
        assert!((near.parts[0] - 1_234_567_000.0).abs() < 1e-5);
        assert!((near.parts[1] - 891.0).abs() < 1e-9);
        let errors = parts.standard_errors(0.8).unwrap();
        assert!(errors.iter().all(|error| *error < 1e-5), "{errors:?}");
    }

    /// As many runs at each of the totals 0 to 499, which stand in bins of their own; the part is the
    /// square of the total.
    fn squares(each: u64) -> PartsNear {
        let mut parts = PartsNear::new(1, 1);
        for total in 0..500 {
            for run in 0..each {
                parts.record(run, total, &[total * total]);
            }
        }
        parts
    }

    #[test]
    fn the_window_is_as_wide_and_the_line_as_steep_as_a_square_shows() {
        // Of totals that are uniform about their mean m in the window, the least-squares line through
        // their squares is m² + v + 2 m (q − m), with v the variance of the window. With 10,000 runs
        // the window holds the ranks 0.8 ± 0.05, the totals 375 to 424: m = 399.5, v = (50² − 1)/12.
        // With 320,000 it is half as wide (32 = 2⁵): 388 to 411, and half of 387 and 412; v = 52.25.
        for (each, runs, variance) in [(20, 1_000.0, 2_499.0 / 12.0), (640, 16_000.0, 52.25)] {
            let near = squares(each).near(0.8).unwrap();
            let (mean, quantile) = (399.5, near.total);
            assert!((quantile - mean).abs() == 0.5, "{quantile}");
            let line = mean * mean + variance + 2.0 * mean * (quantile - mean);
            assert!((near.parts[0] - line).abs() < 1e-6, "{near:?}: {line}");
            assert!((near.runs - runs).abs() < 1e-6, "{near:?}");
        }
        // Near the end it keeps half of what lies there: ranks 0.01 to 0.03, the totals 5 to 14.
        let near = squares(20).near(0.02).unwrap();
        let line = 9.5 * 9.5 + 99.0 / 12.0 + 19.0 * (near.total - 9.5);
        assert!((near.parts[0] - line).abs() < 1e-6, "{near:?}: {line}");
    }

    #[test]
    fn parts_that_are_lines_of_the_total_are_on_them_at_the_quantile() {
        // Denser to the right, so that the mean of the window is not the quantile.
        let mut parts = PartsNear::new(2, 1);
        for total in 1..500_i64 {
            for run in 0..total as u64 {
                parts.record(run, total, &[3 * total - 70, 70 - 2 * total]);
            }
        }
        let near = parts.near(0.3).unwrap();
        assert!(
            (near.parts[0] - (3.0 * near.total - 70.0)).abs() < 1e-6,
            "{near:?}"
        );
        assert!(
            (near.parts[1] - (70.0 - 2.0 * near.total)).abs() < 1e-6,
            "{near:?}"
        );
    }

    #[test]
    fn there_is_no_estimate_without_runs_and_no_error_without_groups() {
        let mut parts = PartsNear::new(1, 2);
        assert_eq!(parts.near(0.5), None);
        parts.record(0, 5, &[5]);
        assert_eq!(parts.near(0.5).unwrap().parts, [5.0]);
        assert_eq!(parts.near(1.0), None);
        assert_eq!(parts.standard_errors(0.5), None);
    }

    proptest! {
        #[test]
        fn parts_that_add_up_in_every_run_add_up_at_every_quantile(
            runs in prop::collection::vec(prop::array::uniform3(0_i64..1_000_000_000), 1..200),
            p in 0.01_f64..0.99,
        ) {
            let mut parts = PartsNear::new(3, GROUPS);
            for (world, run) in runs.iter().enumerate() {
                parts.record(world as u64, run.iter().sum(), run);
            }
            let near = parts.near(p).unwrap();
            let sum: f64 = near.parts.iter().sum();
            prop_assert!((sum - near.total).abs() <= 1e-6 * (1.0 + near.total), "{sum} {near:?}");
        }

        #[test]
        fn any_order_of_merges_gives_the_same(
            runs in prop::collection::vec((any::<u8>(), prop::array::uniform2(-1000_i64..100_000)), 1..60),
        ) {
            let mut whole = PartsNear::new(2, 4);
            let mut halves = [PartsNear::new(2, 4), PartsNear::new(2, 4)];
            for (number, (world, run)) in runs.iter().enumerate() {
                whole.record(u64::from(*world), run.iter().sum(), run);
                halves[number % 2].record(u64::from(*world), run.iter().sum(), run);
            }
            let [mut first, second] = halves;
            let mut turned = second.clone();
            turned.merge(&first).unwrap();
            first.merge(&second).unwrap();
            prop_assert_eq!(&first, &whole);
            prop_assert_eq!(&turned, &whole);
        }
    }
}
