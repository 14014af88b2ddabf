//! Many runs in parallel: blocks of whole worlds on all threads, rows handed on in the order of runs.
//!
//! Run number i is a pure function of (plan, seed, i), accumulators are exact, and rows leave in
//! order: the result has the same bytes on any number of threads.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::layout::Layout;
use super::tally::{Tally, Totals};
use crate::engine::{Plan, Simulator};
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
    let model = plan.model();
    let per_world = u64::from(model.runs_per_world);
    let worlds = settings.runs.max(1).div_ceil(per_world);
    let worlds_per_block = BLOCK.div_ceil(per_world);
    let blocks = worlds.div_ceil(worlds_per_block);
    let headlines = layout.headlines(&model.calendar, &model.currency);
    let written = headlines.len();
    let headlines = headlines.into_iter().map(|(_, cell)| cell);
    let headlines: Vec<usize> = headlines.chain(layout.kept_beside()).collect();
    let columns = headlines.len();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.threads)
        .build()
        .map_err(|error| Stopped::Threads(error.to_string()))?;
    // A worker per thread, kept from block to block: what it has seen has no influence.
    let workers: Mutex<Vec<(Simulator<'_>, Tally<'_>)>> = Mutex::new(Vec::new());
    let take = || {
        let idle = workers
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .pop();
        idle.unwrap_or_else(|| {
            let tally = Tally::new(
                layout,
                &model.calendar,
                model.runs_per_world,
                headlines.clone(),
            );
            (Simulator::new(plan, settings.seed), tally)
        })
    };
    let give_back = |worker| {
        workers
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .push(worker);
    };
    let mut kept = WorldRows::new(columns, model.runs_per_world);
    let stop = listener.stop;
    let mut first_block = 0;
    while first_block < blocks {
        let window = first_block..blocks.min(first_block + WINDOW);
        let rows: Vec<Vec<i64>> = pool.install(|| {
            window
                .clone()
                .into_par_iter()
                .map(|block| {
                    if stop.load(Ordering::Relaxed) {
                        return Vec::new();
                    }
                    let (mut simulator, mut tally) = take();
                    let first = block * worlds_per_block * per_world;
                    let last = ((block + 1) * worlds_per_block).min(worlds) * per_world;
                    for run in first..last {
                        simulator.run(run, &mut tally);
                    }
                    let rows = std::mem::take(&mut tally.rows);
                    give_back((simulator, tally));
                    rows
                })
                .collect()
        });
        if stop.load(Ordering::Relaxed) {
            return Err(Stopped::Interrupted);
        }
        for (block, rows) in window.clone().zip(&rows) {
            let first_world = block * worlds_per_block;
            let first_run = first_world * per_world;
            let sunk = match written == columns {
                true => (listener.sink)(first_run, rows),
                false => {
                    let runs = rows.chunks(columns);
                    let rows: Vec<i64> = runs.flat_map(|run| &run[..written]).copied().collect();
                    (listener.sink)(first_run, &rows)
                }
            };
            sunk.map_err(Stopped::Sink)?;
            for (world, values) in rows.chunks(columns * per_world as usize).enumerate() {
                // Rows come whole and each world once, so that nothing can be refused.
                let _ = kept.insert(first_world + world as u64, values);
            }
        }
        first_block = window.end;
        (listener.progress)((first_block * worlds_per_block).min(worlds) * per_world);
    }
    let mut totals = Totals::new(layout, &model.calendar, model.runs_per_world);
    let workers = workers
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    for (_, tally) in workers {
        // All workers share one layout, so that nothing can be refused.
        let _ = totals.merge(&tally.totals);
    }
    Ok(Sample {
        totals,
        rows: kept,
        seed: settings.seed,
        runs: worlds * per_world,
        worlds,
    })
}
