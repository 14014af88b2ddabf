//! A signed logarithmic histogram of integers, for quantiles over any number of runs.
//!
//! The bin of a value follows from its sign, its exponent and the eight bits after its leading
//! one, by integer arithmetic alone, so every platform bins alike. Magnitudes below 512 have bins
//! of their own: counts of themes are exact, amounts are at most 0.4 % of themselves wide. One
//! type thus serves for counts and for yen.
//!
//! Counts are kept densely from the smallest to the largest magnitude seen, zero apart: some 850 for
//! amounts of 10⁹ to 10¹⁰, at most 14,336 per sign.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::interval::{Interval, normal_quantile, upper_tail};
use super::woodruff;

/// Bits kept after the leading one: bins are at most 2⁻⁸ of their value wide.
const MANTISSA_BITS: u32 = 8;

/// Counts of signed integers in bins of at most 0.4 % relative width.
///
/// ```
/// use soyaku::stats::LogHistogram;
///
/// let mut licences = LogHistogram::new();
/// [3, 1, 2, 2].into_iter().for_each(|count| licences.record(count));
/// assert_eq!(licences.quantile(0.5), Some(2.0));
/// assert_eq!(licences.fraction_at_most(2), Some(0.75));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogHistogram {
    /// Zeros counted.
    zeros: u64,
    /// Values above 0, by their magnitude.
    upward: Side,
    /// Values below 0, by their magnitude.
    downward: Side,
    count: u64,
    smallest: i64,
    largest: i64,
}

/// Counts by bin of magnitude, from the smallest bin seen to the largest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "KeptSide", into = "KeptSide")]
struct Side {
    first: usize,
    counts: Vec<u64>,
}

/// A side as it is kept in a file: most bins between the smallest and the largest are empty.
#[derive(Serialize, Deserialize)]
struct KeptSide {
    /// (bin less the bin before it, count) of each bin that is not empty.
    bins: Vec<(usize, u64)>,
}

impl From<Side> for KeptSide {
    fn from(side: Side) -> KeptSide {
        let mut before = 0;
        let filled = side.bins().filter(|(_, count)| *count > 0);
        let bins = filled.map(|(bin, count)| (bin - std::mem::replace(&mut before, bin), count));
        KeptSide {
            bins: bins.collect(),
        }
    }
}

impl TryFrom<KeptSide> for Side {
    type Error = &'static str;

    fn try_from(kept: KeptSide) -> Result<Side, Self::Error> {
        let mut side = Side::default();
        let mut bin = 0_usize;
        for (further, count) in kept.bins {
            bin = bin.saturating_add(further);
            if bin > bin_of(u64::MAX) {
                return Err("a bin beyond the last");
            }
            side.add(bin, count);
        }
        Ok(side)
    }
}

impl Side {
    #[inline]
    fn add(&mut self, bin: usize, times: u64) {
        if bin.wrapping_sub(self.first) >= self.counts.len() {
            self.reach(bin);
        }
        let count = &mut self.counts[bin - self.first];
        *count = count.saturating_add(times);
    }

    /// Makes room for `bin`.
    fn reach(&mut self, bin: usize) {
        if self.counts.is_empty() {
            self.first = bin;
        }
        if bin < self.first {
            let missing = self.first - bin;
            self.counts.splice(..0, std::iter::repeat_n(0, missing));
            self.first = bin;
        }
        if bin - self.first >= self.counts.len() {
            self.counts.resize(bin - self.first + 1, 0);
        }
    }

    fn merge(&mut self, other: &Side) {
        for (bin, count) in other.bins().filter(|(_, count)| *count > 0) {
            self.add(bin, count);
        }
    }

    fn bins(&self) -> impl DoubleEndedIterator<Item = (usize, u64)> {
        let counts = self.counts.iter().enumerate();
        counts.map(|(place, count)| (self.first + place, *count))
    }
}

/// A bin that is not empty: `count` values in `low..=high`.
#[derive(Clone, Copy)]
struct Bin {
    low: i64,
    high: i64,
    count: u64,
}

impl Default for LogHistogram {
    fn default() -> Self {
        Self::new()
    }
}

impl LogHistogram {
    /// A histogram of no values.
    pub fn new() -> Self {
        Self {
            zeros: 0,
            upward: Side::default(),
            downward: Side::default(),
            count: 0,
            smallest: i64::MAX,
            largest: i64::MIN,
        }
    }

    /// Counts `value` once.
    #[inline]
    pub fn record(&mut self, value: i64) {
        self.record_n(value, 1);
    }

    /// Counts `value` `times` times; runs in which nothing happened are added as
    /// `record_n(0, runs)`. Counts stop at `u64::MAX`.
    #[inline]
    pub fn record_n(&mut self, value: i64, times: u64) {
        if times == 0 {
            return;
        }
        let bin = bin_of(value.unsigned_abs());
        match value.cmp(&0) {
            Ordering::Less => self.downward.add(bin, times),
            Ordering::Equal => self.zeros = self.zeros.saturating_add(times),
            Ordering::Greater => self.upward.add(bin, times),
        }
        self.count = self.count.saturating_add(times);
        self.smallest = self.smallest.min(value);
        self.largest = self.largest.max(value);
    }

    /// Takes in the values of `other`; the order of merges does not matter.
    pub fn merge(&mut self, other: &Self) {
        self.upward.merge(&other.upward);
        self.downward.merge(&other.downward);
        self.zeros = self.zeros.saturating_add(other.zeros);
        self.count = self.count.saturating_add(other.count);
        self.smallest = self.smallest.min(other.smallest);
        self.largest = self.largest.max(other.largest);
    }

    /// Values counted.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The smallest value, exactly; `None` without values.
    pub fn min(&self) -> Option<i64> {
        (self.count > 0).then_some(self.smallest)
    }

    /// The largest value, exactly; `None` without values.
    pub fn max(&self) -> Option<i64> {
        (self.count > 0).then_some(self.largest)
    }

    /// The quantile of probability `p`, 0 ≤ `p` ≤ 1, in the unit of the values.
    ///
    /// The smallest value that at least p·N values do not exceed. Its bin is exact; inside a bin
    /// wider than one the values count as spread evenly, so it is interpolated and at most one bin
    /// (0.4 %) off. The smallest value for `p` = 0, the largest for `p` = 1, both exact. `None`
    /// without values and for other `p`.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let rank = woodruff::rank(p, self.count)?;
        if p == 1.0 {
            return Some(self.largest as f64);
        }
        let mut below = 0_u64;
        for bin in self.bins() {
            let reached = below.saturating_add(bin.count);
            if reached as f64 >= rank {
                let part = (rank - below as f64) / bin.count as f64;
                let (low, high) = (bin.low as f64, bin.high as f64);
                return Some(low + part.clamp(0.0, 1.0) * (high - low));
            }
            below = reached;
        }
        Some(self.largest as f64)
    }

    /// The share of values not above `x`, 0 to 1; `None` without values.
    ///
    /// Exact at the ends of a bin; inside a bin wider than one the values count as spread evenly.
    /// Where many values may stand exactly at `x`, such as spending held by a cap, count them in
    /// a [`Panel`](super::Panel) cell instead.
    pub fn fraction_at_most(&self, x: i64) -> Option<f64> {
        if self.count == 0 {
            return None;
        }
        let mut below = 0_u64;
        for bin in self.bins() {
            if bin.high <= x {
                below = below.saturating_add(bin.count);
                continue;
            }
            if bin.low <= x {
                let width = bin.high as f64 - bin.low as f64 + 1.0;
                let part = (x as f64 - bin.low as f64 + 1.0) / width;
                let inside = part.min(1.0) * bin.count as f64;
                return Some((below as f64 + inside) / self.count as f64);
            }
            break;
        }
        Some(below as f64 / self.count as f64)
    }

    /// Woodruff's interval of the quantile of probability `p` at the given level.
    ///
    /// `design_effect` says how much more the share below the quantile varies than it would for
    /// independent runs: 1 without ignorance, else from
    /// [`WorldRows::design_effect`](super::WorldRows::design_effect). The reference distribution
    /// is the normal, so it wants thousands of runs; for few worlds use
    /// [`WorldRows::quantile_interval`](super::WorldRows::quantile_interval). Near p = 0 or 1 an
    /// end may stand at the smallest or largest value seen and be too short. `None` without
    /// values, for `p` outside [0, 1], a level outside (0, 1), or a design effect that is not a
    /// number ≥ 0.
    pub fn quantile_interval(&self, p: f64, design_effect: f64, level: f64) -> Option<Interval> {
        let critical = normal_quantile(upper_tail(level)?)?;
        if !(design_effect >= 0.0 && (0.0..=1.0).contains(&p)) {
            return None;
        }
        let (lower, upper) = woodruff::probabilities(p, self.count, design_effect, critical);
        Some(Interval {
            lower: self.quantile(lower)?,
            upper: self.quantile(upper)?,
        })
    }

    /// Bins that are not empty, from the smallest values to the largest, the outermost cut to the
    /// exact extremes.
    fn bins(&self) -> impl Iterator<Item = Bin> {
        let downward = self.downward.bins().rev().map(|(bin, count)| {
            let (first, last) = magnitudes(bin);
            (negated(last), negated(first), count)
        });
        let upward = self.upward.bins().map(|(bin, count)| {
            let (first, last) = magnitudes(bin);
            (bounded(first), bounded(last), count)
        });
        downward
            .chain(std::iter::once((0, 0, self.zeros)))
            .chain(upward)
            .filter(|(_, _, count)| *count > 0)
            .map(|(low, high, count)| Bin {
                low: low.max(self.smallest),
                high: high.min(self.largest),
                count,
            })
    }
}

/// The bin of a magnitude: itself below 2⁹; above, 2⁸ bins to each power of two, numbered on.
fn bin_of(magnitude: u64) -> usize {
    let shift = magnitude
        .checked_ilog2()
        .unwrap_or(0)
        .saturating_sub(MANTISSA_BITS);
    // At most 55·2⁸ + 2⁹, since a shift is at most 55.
    ((u64::from(shift) << MANTISSA_BITS) + (magnitude >> shift)) as usize
}

/// The bin of a value among all bins, in the order of values.
pub(super) fn signed_bin(value: i64) -> i64 {
    let bin = bin_of(value.unsigned_abs()) as i64;
    if value < 0 { -bin } else { bin }
}

/// The smallest and largest magnitude of a bin; the inverse of [`bin_of`].
fn magnitudes(bin: usize) -> (u64, u64) {
    let bin = bin as u64;
    let shift = (bin >> MANTISSA_BITS).saturating_sub(1);
    let mantissa = bin - (shift << MANTISSA_BITS);
    let first = mantissa << shift;
    (first, first + ((1 << shift) - 1))
}

/// `magnitude` as a value, at most `i64::MAX`.
fn bounded(magnitude: u64) -> i64 {
    i64::try_from(magnitude).unwrap_or(i64::MAX)
}

/// −`magnitude`, at least `i64::MIN`.
fn negated(magnitude: u64) -> i64 {
    0_i64.checked_sub_unsigned(magnitude).unwrap_or(i64::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn histogram(values: &[i64]) -> LogHistogram {
        let mut histogram = LogHistogram::new();
        values.iter().for_each(|value| histogram.record(*value));
        histogram
    }

    #[test]
    fn small_values_have_bins_of_their_own() {
        for magnitude in 0..512 {
            assert_eq!(bin_of(magnitude), magnitude as usize);
            assert_eq!(magnitudes(magnitude as usize), (magnitude, magnitude));
        }
    }

    #[test]
    fn bins_join_without_gap_and_stay_narrow() {
        let last = bin_of(1 << 63);
        assert_eq!(last, 14_336);
        for bin in 0..last {
            let (first, end) = magnitudes(bin);
            assert_eq!((bin_of(first), bin_of(end)), (bin, bin));
            assert_eq!(magnitudes(bin + 1).0, end + 1);
            assert!((end - first) as f64 <= 0.004 * first as f64);
        }
    }

    #[test]
    fn the_whole_range_is_taken() {
        let extreme = histogram(&[i64::MIN, i64::MAX, 0]);
        assert_eq!(
            (extreme.min(), extreme.max()),
            (Some(i64::MIN), Some(i64::MAX))
        );
        assert_eq!(extreme.quantile(0.0), Some(i64::MIN as f64));
        assert_eq!(extreme.quantile(0.5), Some(0.0));
        assert_eq!(extreme.quantile(1.0), Some(i64::MAX as f64));
        assert_eq!(extreme.fraction_at_most(i64::MAX), Some(1.0));
        assert_eq!(extreme.fraction_at_most(-1), Some(1.0 / 3.0));
    }

    #[test]
    fn equal_values_are_returned_exactly() {
        let equal = histogram(&[123_456_789; 10]);
        assert_eq!(equal.quantile(0.3), Some(123_456_789.0));
        assert_eq!(equal.fraction_at_most(123_456_788), Some(0.0));
        assert_eq!(
            equal.quantile_interval(0.5, 1.0, 0.95),
            Some(Interval::point(123_456_789.0))
        );
    }

    #[test]
    fn without_values_there_is_nothing_to_say() {
        let empty = LogHistogram::default();
        assert_eq!((empty.min(), empty.max()), (None, None));
        assert_eq!(empty.quantile(0.5), None);
        assert_eq!(empty.fraction_at_most(0), None);
        assert_eq!(empty.quantile_interval(0.5, 1.0, 0.9), None);
    }

    #[test]
    fn impossible_questions_have_no_answer() {
        let one = histogram(&[1]);
        assert_eq!(one.quantile(-0.1), None);
        assert_eq!(one.quantile(f64::NAN), None);
        assert_eq!(one.quantile_interval(2.0, 1.0, 0.9), None);
        assert_eq!(one.quantile_interval(0.5, f64::NAN, 0.9), None);
        assert_eq!(one.quantile_interval(0.5, 1.0, 1.0), None);
    }

    #[test]
    fn runs_without_an_event_are_zeros() {
        let mut spent = histogram(&[4]);
        spent.record_n(0, 9);
        spent.record_n(7, 0);
        assert_eq!(spent, histogram(&[0, 0, 0, 0, 4, 0, 0, 0, 0, 0]));
        assert_eq!(spent.quantile(0.9), Some(0.0));
        assert_eq!(spent.quantile(0.91), Some(4.0));
    }

    /// Ranks p·N ± 1.959964·√(p(1−p)·N·D), taken up to the next whole: 1,000 ranks give
    /// 500 ± 30.99 and, with D = 4, 500 ± 61.98.
    #[test]
    fn woodruff_limits_are_order_statistics() {
        let values: Vec<i64> = (-500..500).collect();
        let shifted = histogram(&values);
        let interval = shifted.quantile_interval(0.5, 1.0, 0.95).unwrap();
        assert_eq!((interval.lower, interval.upper), (-31.0, 30.0));
        let clustered = shifted.quantile_interval(0.5, 4.0, 0.95).unwrap();
        assert_eq!((clustered.lower, clustered.upper), (-62.0, 61.0));
    }

    fn values() -> impl Strategy<Value = Vec<i64>> {
        let value = prop_oneof![-600_i64..600, -10_000_000_i64..10_000_000, any::<i64>()];
        prop::collection::vec(value, 1..60)
    }

    proptest! {
        #[test]
        fn quantiles_lie_within_a_bin_of_the_sorted_data(mut values in values(), p in 0.0_f64..=1.0) {
            let found = histogram(&values).quantile(p).unwrap();
            values.sort_unstable();
            let position = (p * values.len() as f64 * (1.0 - 1e-12)).ceil().max(1.0) as usize - 1;
            let exact = values[position] as f64;
            prop_assert!((found - exact).abs() <= 0.004 * exact.abs(), "{found} {exact}");
            if exact.abs() < 512.0 {
                prop_assert_eq!(found, exact);
            }
        }

        #[test]
        fn shares_differ_by_no_more_than_the_values_of_one_bin(values in values(), x in -20_000_000_i64..20_000_000) {
            let found = histogram(&values).fraction_at_most(x).unwrap() * values.len() as f64;
            let exact = values.iter().filter(|value| **value <= x).count() as f64;
            let same_bin = values
                .iter()
                .filter(|value| bin_of(value.unsigned_abs()) == bin_of(x.unsigned_abs()) && (**value < 0) == (x < 0))
                .count() as f64;
            let allowed = if x.abs() < 512 { 0.0 } else { same_bin };
            prop_assert!((found - exact).abs() <= allowed + 1e-9, "{found} {exact}");
        }

        #[test]
        fn any_partition_in_any_order_gives_the_same_histogram(values in values(), cut in 0_usize..60) {
            let cut = cut.min(values.len());
            let (left, right) = (histogram(&values[..cut]), histogram(&values[cut..]));
            let mut forward = left.clone();
            forward.merge(&right);
            let mut backward = right;
            backward.merge(&left);
            prop_assert!(forward == backward);
            prop_assert!(forward == histogram(&values));
        }
    }
}
