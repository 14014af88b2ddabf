//! Many runs in parallel: blocks of whole worlds on all threads, rows handed on in the order of runs.
//!
//! Run number i is a pure function of (plan, seed, i), accumulators are exact, and rows leave in
//! order: the result has the same bytes on any number of threads.

use std::borrow::Cow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::layout::Layout;
use super::tally::{Tally, Totals};
use crate::engine::{Observer, Plan, Simulator};
use crate::model::Model;
use crate::stats::WorldRows;

/// Runs in a block, before rounding up to whole worlds.
const BLOCK: u64 = 64;
/// Blocks simulated before their rows are handed on.
const WINDOW: u64 = 64;

/// What to simulate.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Runs asked for; rounded up to whole worlds.
    pub runs: u64,
    /// The seed of all draws.
    pub seed: u64,
    /// Threads to use; 0 = one per processor.
    pub threads: usize,
}

/// What many runs gave.
#[derive(Debug)]
pub struct Sample {
    /// Accumulators over all runs.
    pub totals: Totals,
    /// Headline values of the first worlds, and behind them what is kept beside
    /// ([`Layout::kept_beside`]).
    pub rows: WorldRows,
    /// The seed of all draws.
    pub seed: u64,
    /// Runs simulated: whole worlds.
    pub runs: u64,
    /// Worlds simulated.
    pub worlds: u64,
}

/// Why there is no sample.
#[derive(Debug)]
pub enum Stopped {
    /// Somebody asked to stop.
    Interrupted,
    /// The rows could not be handed on.
    Sink(std::io::Error),
    /// The threads could not be started.
    Threads(String),
}

/// What the caller of [`simulate`] hears on the way.
pub struct Listener<'a> {
    /// Called with the number of runs done.
    pub progress: &'a (dyn Fn(u64) + Sync),
    /// Set to true to stop.
    pub stop: &'a AtomicBool,
    /// Takes the headline rows in order: the number of the first run, `[run][headline]`.
    pub sink: &'a mut dyn FnMut(u64, &[i64]) -> std::io::Result<()>,
}

/// What the caller of [`drive`] hears on the way.
pub struct Reports<'a, R> {
    /// Called with the number of runs done.
    pub progress: &'a (dyn Fn(u64) + Sync),
    /// Set to true to stop.
    pub stop: &'a AtomicBool,
    /// Takes the rows of a block of whole worlds, in order: the number of the first run, the rows.
    pub sink: &'a mut dyn FnMut(u64, Vec<R>) -> std::io::Result<()>,
}

/// What is done with a worker: made, run, asked for its rows.
pub struct Worker<M, D, T> {
    /// Makes a worker; every thread has its own, kept from block to block.
    pub make: M,
    /// Simulates one run with it.
    pub run: D,
    /// Takes the rows of the runs since it was last asked.
    pub rows: T,
}

/// Simulates blocks of whole worlds on all threads; returns the workers, whose accumulators are to
/// be merged. What a worker has seen before has no influence on a run.
///
/// # Errors
///
/// When interrupted, when the sink fails, or when threads cannot be started.
pub fn drive<W: Send, R: Send>(
    settings: Settings,
    per_world: u32,
    worker: Worker<
        impl Fn() -> W + Sync,
        impl Fn(&mut W, u64) + Sync,
        impl Fn(&mut W) -> Vec<R> + Sync,
    >,
    reports: &mut Reports<'_, R>,
) -> Result<Vec<W>, Stopped> {
    drive_from(0, settings, per_world, worker, reports)
}

/// The same from a world on: those before it have been simulated.
///
/// # Errors
///
/// When interrupted, when the sink fails, or when threads cannot be started.
pub(super) fn drive_from<W: Send, R: Send>(
    done: u64,
    settings: Settings,
    per_world: u32,
    worker: Worker<
        impl Fn() -> W + Sync,
        impl Fn(&mut W, u64) + Sync,
        impl Fn(&mut W) -> Vec<R> + Sync,
    >,
    reports: &mut Reports<'_, R>,
) -> Result<Vec<W>, Stopped> {
    let per_world = u64::from(per_world);
    let worlds = settings.worlds(per_world);
    let worlds_per_block = BLOCK.div_ceil(per_world);
    let blocks = worlds.saturating_sub(done).div_ceil(worlds_per_block);
    let first_world = |block: u64| (done + block * worlds_per_block).min(worlds);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.threads)
        .build()
        .map_err(|error| Stopped::Threads(error.to_string()))?;
    let workers: Mutex<Vec<W>> = Mutex::new(Vec::new());
    let idle = || {
        workers
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    };
    let stop = reports.stop;
    let mut first_block = 0;
    while first_block < blocks {
        let window = first_block..blocks.min(first_block + WINDOW);
        let rows: Vec<Vec<R>> = pool.install(|| {
            let blocks = window.clone().into_par_iter();
            let simulated = blocks.map(|block| {
                if stop.load(Ordering::Relaxed) {
                    return Vec::new();
                }
                let found = idle().pop();
                let mut state = found.unwrap_or_else(&worker.make);
                let first = first_world(block) * per_world;
                let last = first_world(block + 1) * per_world;
                for run in first..last {
                    (worker.run)(&mut state, run);
                }
                let rows = (worker.rows)(&mut state);
                idle().push(state);
                rows
            });
            simulated.collect()
        });
        if stop.load(Ordering::Relaxed) {
            return Err(Stopped::Interrupted);
        }
        for (block, rows) in window.clone().zip(rows) {
            let first = first_world(block) * per_world;
            (reports.sink)(first, rows).map_err(Stopped::Sink)?;
        }
        first_block = window.end;
        (reports.progress)(first_world(first_block) * per_world);
    }
    Ok(workers
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner()))
}

impl Settings {
    /// Whole worlds of so many runs each.
    pub fn worlds(&self, per_world: u64) -> u64 {
        self.runs.max(1).div_ceil(per_world)
    }
}

/// What is kept of single runs: the headlines, which are written, and behind them what is kept beside.
pub(super) struct Kept {
    /// The cells of a row.
    pub cells: Vec<usize>,
    written: usize,
    runs_per_world: u32,
    /// The rows of the first worlds.
    pub rows: WorldRows,
}

impl Kept {
    /// Nothing so far.
    pub fn new(model: &Model, layout: &Layout) -> Kept {
        let headlines = layout.headlines(model);
        let written = headlines.len();
        let headlines = headlines.into_iter().map(|headline| headline.cell);
        let cells: Vec<usize> = headlines.chain(layout.kept_beside()).collect();
        Kept {
            rows: WorldRows::new(cells.len(), model.runs_per_world),
            runs_per_world: model.runs_per_world,
            cells,
            written,
        }
    }

    /// The headlines of rows.
    fn written_of<'r>(&self, rows: &'r [i64]) -> Cow<'r, [i64]> {
        if self.written == self.cells.len() {
            return Cow::Borrowed(rows);
        }
        let runs = rows.chunks(self.cells.len());
        let written = runs.flat_map(|run| &run[..self.written]);
        Cow::Owned(written.copied().collect())
    }

    /// Takes in the rows of whole worlds, the first of which is that of run number `first`.
    pub fn take(&mut self, first: u64, rows: &[i64]) {
        let first_world = first / u64::from(self.runs_per_world);
        let worlds = rows.chunks(self.cells.len() * self.runs_per_world as usize);
        for (world, values) in worlds.enumerate() {
            // Rows come whole and each world once, so that nothing can be refused.
            let _ = self.rows.insert(first_world + world as u64, values);
        }
    }
}

/// Simulates `settings.runs` runs of `plan`.
///
/// # Errors
///
/// When interrupted, when the sink fails, or when threads cannot be started.
pub fn simulate(
    plan: &Plan<'_>,
    layout: &Layout,
    settings: Settings,
    listener: &mut Listener<'_>,
) -> Result<Sample, Stopped> {
    let (sample, _) = simulate_beside(plan, layout, settings, listener, |simulator| {
        (simulator, None::<Tally<'_>>)
    })?;
    Ok(sample)
}

/// Simulates as [`simulate`] does, while another observer listens to the same runs: one for each
/// thread, made by `beside` with the simulator it listens to. They are handed back to be merged.
///
/// # Errors
///
/// When interrupted, when the sink fails, or when threads cannot be started.
pub fn simulate_beside<'p, O: Observer + Send>(
    plan: &'p Plan<'p>,
    layout: &Layout,
    settings: Settings,
    listener: &mut Listener<'_>,
    beside: impl Fn(Simulator<'p>) -> (Simulator<'p>, O) + Sync,
) -> Result<(Sample, Vec<O>), Stopped> {
    let model = plan.model();
    let per_world = model.runs_per_world;
    let worlds = settings.worlds(u64::from(per_world));
    let mut kept = Kept::new(model, layout);
    let cells = kept.cells.clone();
    let sink = &mut *listener.sink;
    let worker = Worker {
        make: || {
            let tally = Tally::new(layout, &model.calendar, per_world, cells.clone());
            let (simulator, other) = beside(Simulator::new(plan, settings.seed));
            (simulator, (tally, other))
        },
        run: |(simulator, observers): &mut (Simulator<'p>, (Tally<'_>, O)), run| {
            simulator.run(run, observers);
        },
        rows: |(_, (tally, _)): &mut (Simulator<'p>, (Tally<'_>, O))| {
            std::mem::take(&mut tally.rows)
        },
    };
    let mut reports = Reports {
        progress: listener.progress,
        stop: listener.stop,
        sink: &mut |first, rows: Vec<i64>| {
            sink(first, &kept.written_of(&rows))?;
            kept.take(first, &rows);
            Ok(())
        },
    };
    let workers = drive(settings, per_world, worker, &mut reports)?;
    let mut totals = Totals::new(layout, &model.calendar, per_world);
    let mut others = Vec::new();
    for (_, (tally, other)) in workers {
        // All workers share one layout, so that nothing can be refused.
        let _ = totals.merge(&tally.totals);
        others.push(other);
    }
    let sample = Sample {
        totals,
        rows: kept.rows,
        seed: settings.seed,
        runs: worlds * u64::from(per_world),
        worlds,
    };
    Ok((sample, others))
}
