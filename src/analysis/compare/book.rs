//! What is kept of the runs of several scenarios: exact sums of each, and of their differences.

use serde::{Deserialize, Serialize};

use crate::analysis::headline::Headline;
use crate::stats::{
    Accumulator, LogHistogram, MergeError, PairMoments, Panel, RatioDifference, merge_each,
};

/// Cells of the panel of a pair for each headline.
pub(super) mod cell {
    /// What-if less base.
    pub const DIFFERENCE: usize = 0;
    /// Runs in which the what-if has more.
    pub const MORE: usize = 1;
    /// Runs in which the what-if has less.
    pub const LESS: usize = 2;
    /// How many cells a headline has.
    pub const COUNT: usize = 3;
}

/// A value in a run: an amount, and for how many; nothing where the scenario lacks the headline.
type Reading = Option<(i64, i64)>;

/// Counts the runs of several scenarios.
#[derive(Debug)]
pub(super) struct Book {
    ratios: Vec<bool>,
    nothing_where_absent: Vec<bool>,
    /// Values of the present run, `[scenario][headline]`.
    values: Vec<Vec<Reading>>,
    /// What is counted of whole worlds.
    pub counts: Counts,
}

/// Everything kept of many runs of several scenarios; exact, so that merging in any order gives the
/// same.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Counts {
    pub sides: Vec<Side>,
    pub pairs: Vec<Pair>,
}

/// A scenario by itself.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Side {
    /// Runs that share a world.
    pub runs_per_world: u32,
    /// Whether it has the headline.
    pub has: Vec<bool>,
    /// Sums of the headlines that are no ratios.
    pub panel: Panel,
    /// Those that are; empty for others.
    pub ratios: Vec<Option<PairMoments>>,
    /// Values of those that are no ratios.
    pub histograms: Vec<LogHistogram>,
}

/// A what-if against the base.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Pair {
    /// [`cell`]s of each headline.
    pub panel: Panel,
    /// Of headlines that are ratios; empty for others.
    pub ratios: Vec<Option<RatioDifference>>,
    /// Runs in which the values are not the same.
    pub moved: Vec<u64>,
}

impl Book {
    /// No runs of so many scenarios.
    pub fn new(headlines: &[Headline], scenarios: usize, runs_per_world: u32) -> Book {
        let count = headlines.len();
        let side = || Side {
            runs_per_world,
            has: vec![false; count],
            panel: Panel::new(count, runs_per_world),
            ratios: headlines
                .iter()
                .map(|headline| {
                    headline
                        .is_ratio()
                        .then(|| PairMoments::new(runs_per_world))
                })
                .collect(),
            histograms: vec![LogHistogram::new(); count],
        };
        let pair = || Pair {
            panel: Panel::new(count * cell::COUNT, runs_per_world),
            ratios: headlines
                .iter()
                .map(|one| one.is_ratio().then(|| RatioDifference::new(runs_per_world)))
                .collect(),
            moved: vec![0; count],
        };
        Book {
            ratios: headlines.iter().map(Headline::is_ratio).collect(),
            nothing_where_absent: headlines
                .iter()
                .map(Headline::is_nothing_where_absent)
                .collect(),
            values: vec![vec![None; count]; scenarios],
            counts: Counts {
                sides: (0..scenarios).map(|_| side()).collect(),
                pairs: (1..scenarios).map(|_| pair()).collect(),
            },
        }
    }

    /// Where the values of a scenario in the present run are to be put.
    pub fn values_of(&mut self, scenario: usize) -> &mut [Reading] {
        &mut self.values[scenario]
    }

    /// Counts the present run.
    pub fn end_run(&mut self) {
        let Counts { sides, pairs } = &mut self.counts;
        for (side, values) in sides.iter_mut().zip(&self.values) {
            for (place, value) in values.iter().enumerate() {
                let Some((amount, count)) = *value else {
                    continue;
                };
                side.has[place] = true;
                match &mut side.ratios[place] {
                    Some(ratio) => ratio.record_run(amount, count),
                    None => {
                        side.panel.record(place, amount);
                        side.histograms[place].record(amount);
                    }
                }
            }
            side.panel.end_run();
        }
        let Some((base, others)) = self.values.split_first() else {
            return;
        };
        for (pair, other) in pairs.iter_mut().zip(others) {
            for place in 0..base.len() {
                let nothing = self.nothing_where_absent[place].then_some((0, 1));
                let values = (base[place].or(nothing), other[place].or(nothing));
                if let (Some(base), Some(other)) = values {
                    pair.record(place, base, other, self.ratios[place]);
                }
            }
            pair.panel.end_run();
        }
    }
}

impl Accumulator for Counts {
    fn merge(&mut self, other: &Counts) -> Result<(), MergeError> {
        self.sides.merge(&other.sides)?;
        self.pairs.merge(&other.pairs)
    }
}

impl Accumulator for Side {
    fn merge(&mut self, other: &Side) -> Result<(), MergeError> {
        self.panel.merge(&other.panel)?;
        self.ratios.merge(&other.ratios)?;
        merge_each(&mut self.has, &other.has, |one, two| one | two)?;
        self.histograms.merge(&other.histograms)
    }
}

impl Accumulator for Pair {
    fn merge(&mut self, other: &Pair) -> Result<(), MergeError> {
        self.panel.merge(&other.panel)?;
        self.ratios.merge(&other.ratios)?;
        merge_each(&mut self.moved, &other.moved, u64::saturating_add)
    }
}

impl Pair {
    fn record(&mut self, place: usize, base: (i64, i64), other: (i64, i64), is_ratio: bool) {
        let first = place * cell::COUNT;
        if let Some(ratio) = &mut self.ratios[place] {
            ratio.record_run(base, other);
        }
        if base == other {
            return;
        }
        self.moved[place] += 1;
        if !is_ratio {
            let difference = other.0.saturating_sub(base.0);
            self.panel.record(first + cell::DIFFERENCE, difference);
        }
        // A ratio that does not exist in a run is neither more nor less in it.
        if base.1 > 0 && other.1 > 0 {
            let base_per_other = i128::from(base.0) * i128::from(other.1);
            let other_per_base = i128::from(other.0) * i128::from(base.1);
            let what = match other_per_base.cmp(&base_per_other) {
                std::cmp::Ordering::Greater => cell::MORE,
                std::cmp::Ordering::Less => cell::LESS,
                std::cmp::Ordering::Equal => return,
            };
            self.panel.record(first + what, 1);
        }
    }
}
