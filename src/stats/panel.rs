//! Means, errors and variance splits of many cells at once: fiscal year × item × institute and
//! the like.
//!
//! During a run values are posted to cells; most cells stay zero. So a run keeps a list of the
//! cells it touched, and closing it costs only these.

use serde::{Deserialize, Serialize};

use super::MergeError;
use super::exact::square;
use super::interval::Estimate;
use super::moments::Moments;
use super::split::VarianceSplit;

/// Exact moments of a fixed number of cells, over whole worlds.
///
/// What is kept in a file are its whole worlds; read back it can be merged, and not added to.
///
/// ```
/// use soyaku::stats::Panel;
///
/// let mut panel = Panel::new(2, 1);
/// for spent in [10, 20, 30] {
///     panel.record(0, spent);
///     panel.end_run();
/// }
/// assert_eq!(panel.estimate(0).unwrap().mean, 20.0);
/// assert_eq!(panel.estimate(1).unwrap().mean, 0.0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    runs_per_world: u32,
    worlds: u64,
    totals: Vec<Totals>,
    /// Runs closed in the open world.
    #[serde(skip)]
    open_runs: u32,
    #[serde(skip)]
    run: Scratch<i128>,
    #[serde(skip)]
    world: Scratch<WorldTotals>,
}

/// Sums of one cell over all closed worlds; see [`Moments`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Totals {
    sum: i128,
    squares: i128,
    /// Left at zero when k = 1, where it would equal `squares`.
    world_squares: i128,
}

/// Sums of one cell over the closed runs of the open world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct WorldTotals {
    sum: i128,
    squares: i128,
}

/// One entry per cell, with a list of those that may differ from the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Scratch<T> {
    entries: Vec<T>,
    touched: Vec<usize>,
}

impl<T: Copy + Default + PartialEq> Scratch<T> {
    fn new(cells: usize) -> Self {
        Self {
            entries: vec![T::default(); cells],
            touched: Vec::new(),
        }
    }

    /// The entry of `cell`, noted as touched. An entry that came back to the default is noted
    /// twice; the second visit of [`Scratch::drain`] then finds the default.
    fn touch(&mut self, cell: usize) -> &mut T {
        let entry = &mut self.entries[cell];
        if *entry == T::default() {
            self.touched.push(cell);
        }
        entry
    }

    /// Hands each touched entry over and resets it.
    fn drain(&mut self, mut take: impl FnMut(usize, T)) {
        for cell in self.touched.drain(..) {
            let entry = std::mem::take(&mut self.entries[cell]);
            if entry != T::default() {
                take(cell, entry);
            }
        }
    }
}

impl Panel {
    /// A panel of `cells` cells without runs. `runs_per_world` is k; zero counts as one.
    pub fn new(cells: usize, runs_per_world: u32) -> Self {
        Self {
            runs_per_world: runs_per_world.max(1),
            worlds: 0,
            totals: vec![Totals::default(); cells],
            open_runs: 0,
            run: Scratch::new(cells),
            world: Scratch::new(if runs_per_world > 1 { cells } else { 0 }),
        }
    }

    /// Number of cells.
    pub fn cells(&self) -> usize {
        self.totals.len()
    }

    /// Closed worlds W.
    pub fn worlds(&self) -> u64 {
        self.worlds
    }

    /// Adds `value` to the total of `cell` in the open run. Zeros need not be recorded.
    ///
    /// # Panics
    ///
    /// If `cell` is not below [`Panel::cells`].
    #[inline]
    pub fn record(&mut self, cell: usize, value: i64) {
        *self.run.touch(cell) += i128::from(value);
    }

    /// Closes the run, and with every k-th run its world. Estimates see closed worlds only.
    pub fn end_run(&mut self) {
        if self.runs_per_world == 1 {
            let totals = &mut self.totals;
            self.run.drain(|cell, value| {
                let total = &mut totals[cell];
                total.sum += value;
                total.squares = total.squares.saturating_add(square(value));
            });
            self.worlds += 1;
            return;
        }
        let world = &mut self.world;
        self.run.drain(|cell, value| {
            let entry = world.touch(cell);
            entry.sum += value;
            entry.squares = entry.squares.saturating_add(square(value));
        });
        self.open_runs += 1;
        if self.open_runs == self.runs_per_world {
            self.end_world();
        }
    }

    fn end_world(&mut self) {
        let totals = &mut self.totals;
        self.world.drain(|cell, world| {
            let total = &mut totals[cell];
            total.sum += world.sum;
            total.squares = total.squares.saturating_add(world.squares);
            total.world_squares = total.world_squares.saturating_add(square(world.sum));
        });
        self.open_runs = 0;
        self.worlds += 1;
    }

    /// Takes in the worlds of `other`; the order of merges does not matter.
    ///
    /// # Errors
    ///
    /// [`MergeError::Shape`] if cells or runs per world differ, [`MergeError::OpenWorld`] if
    /// either side has a run or world open. Then nothing changes.
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.cells() != other.cells() || self.runs_per_world != other.runs_per_world {
            return Err(MergeError::Shape);
        }
        if self.is_open() || other.is_open() {
            return Err(MergeError::OpenWorld);
        }
        self.worlds += other.worlds;
        for (mine, theirs) in self.totals.iter_mut().zip(&other.totals) {
            mine.sum += theirs.sum;
            mine.squares = mine.squares.saturating_add(theirs.squares);
            mine.world_squares = mine.world_squares.saturating_add(theirs.world_squares);
        }
        Ok(())
    }

    /// Whether a run or a world has begun and not ended.
    fn is_open(&self) -> bool {
        self.open_runs > 0 || !self.run.touched.is_empty()
    }

    /// The exact sums of `cell`; `None` beyond the last cell.
    pub fn moments(&self, cell: usize) -> Option<Moments> {
        let totals = self.totals.get(cell)?;
        Some(Moments {
            worlds: self.worlds,
            runs_per_world: self.runs_per_world,
            sum: totals.sum,
            squares: totals.squares,
            world_squares: if self.runs_per_world == 1 {
                totals.squares
            } else {
                totals.world_squares
            },
        })
    }

    /// Mean per run of `cell` with its error; see [`Moments::estimate`]. `None` before the first
    /// world closes and beyond the last cell.
    pub fn estimate(&self, cell: usize) -> Option<Estimate> {
        self.moments(cell)?.estimate()
    }

    /// Variance of `cell` by ignorance and chance; see [`Moments::split`]. `None` when k = 1,
    /// below two worlds, and beyond the last cell.
    pub fn split(&self, cell: usize) -> Option<VarianceSplit> {
        self.moments(cell)?.split()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CELLS: usize = 5;

    /// A panel of the given worlds; a world is a list of runs, a run a list of postings.
    fn panel(runs_per_world: u32, worlds: &[Vec<Vec<(usize, i64)>>]) -> Panel {
        let mut panel = Panel::new(CELLS, runs_per_world);
        for run in worlds.iter().flatten() {
            for &(cell, value) in run {
                panel.record(cell, value);
            }
            panel.end_run();
        }
        panel
    }

    #[test]
    fn postings_of_one_run_add_up() {
        let panel = panel(1, &[vec![vec![(0, 3), (1, 9), (0, 4)]], vec![vec![(0, 1)]]]);
        let moments = panel.moments(0).unwrap();
        assert_eq!((moments.sum, moments.squares), (8, 50));
        assert_eq!(panel.estimate(1).unwrap().mean, 4.5);
    }

    #[test]
    fn a_posting_taken_back_leaves_no_trace() {
        let panel = panel(1, &[vec![vec![(0, 3), (0, -3), (0, 2)]], vec![vec![]]]);
        assert_eq!(panel.moments(0).unwrap().squares, 4);
        assert_eq!(panel.worlds(), 2);
    }

    #[test]
    fn an_open_world_is_not_seen_and_not_merged() {
        let mut open = Panel::new(1, 2);
        open.record(0, 5);
        open.end_run();
        assert_eq!(open.estimate(0), None);
        assert_eq!(open.merge(&Panel::new(1, 2)), Err(MergeError::OpenWorld));
        assert_eq!(Panel::new(1, 2).merge(&open), Err(MergeError::OpenWorld));
        open.end_run();
        assert_eq!(open.estimate(0).unwrap().mean, 2.5);
    }

    #[test]
    fn panels_of_another_shape_are_refused() {
        assert_eq!(
            Panel::new(2, 3).merge(&Panel::new(1, 3)),
            Err(MergeError::Shape)
        );
        assert_eq!(
            Panel::new(2, 3).merge(&Panel::new(2, 1)),
            Err(MergeError::Shape)
        );
        assert_eq!(Panel::new(2, 0).merge(&Panel::new(2, 1)), Ok(()));
    }

    #[test]
    fn cells_beyond_the_last_have_no_estimate() {
        assert_eq!(panel(1, &[vec![vec![]]]).estimate(CELLS), None);
    }

    fn worlds(runs_per_world: usize) -> impl Strategy<Value = Vec<Vec<Vec<(usize, i64)>>>> {
        let value = prop_oneof![-100_i64..100, any::<i64>()];
        let run = prop::collection::vec((0..CELLS, value), 0..4);
        let world = prop::collection::vec(run, runs_per_world);
        prop::collection::vec(world, 0..12)
    }

    proptest! {
        #[test]
        fn any_partition_in_any_order_gives_the_same_panel(
            (runs_per_world, worlds) in (1_usize..4).prop_flat_map(|k| (Just(k), worlds(k))),
            blocks in prop::collection::vec(0_usize..3, 12),
            rotation in 0_usize..3,
        ) {
            let runs_per_world = runs_per_world as u32;
            let whole = panel(runs_per_world, &worlds);
            let mut merged = Panel::new(CELLS, runs_per_world);
            for block in 0..3 {
                let block = (block + rotation) % 3;
                let part: Vec<_> = worlds
                    .iter()
                    .zip(&blocks)
                    .filter(|(_, chosen)| **chosen == block)
                    .map(|(world, _)| world.clone())
                    .collect();
                merged.merge(&panel(runs_per_world, &part)).unwrap();
            }
            prop_assert!(merged == whole);
        }

        #[test]
        fn a_panel_counts_what_moments_count(worlds in worlds(3)) {
            let found = panel(3, &worlds).moments(2).unwrap();
            let mut expected = Moments::empty(3);
            for world in &worlds {
                let totals: Vec<i128> = world
                    .iter()
                    .map(|run| run.iter().filter(|(cell, _)| *cell == 2).map(|(_, value)| i128::from(*value)).sum())
                    .collect();
                prop_assume!(totals.iter().all(|total| i64::try_from(*total).is_ok()));
                expected.add_world(totals.iter().map(|total| *total as i64));
            }
            prop_assert_eq!(found, expected);
        }
    }
}
