//! Many runs in parallel: blocks of whole worlds on all threads, rows handed on in the order of runs.
//!
//! Run number i is a pure function of (plan, seed, i), accumulators are exact, and rows leave in
//! order: the result has the same bytes on any number of threads.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::layout::Layout;
use super::tally::{Tally, Totals};
use crate::archive::{Archive, ArchiveError, Keeper, Key, Parts, Piece, Whole};
use crate::engine::{Observer, Plan, Simulator};
use crate::model::Model;
use crate::stats::{Accumulator, WorldRows};

/// Runs in a block, before rounding up to whole worlds.
const BLOCK: u64 = 64;
/// Blocks simulated before their rows are handed on.
pub(super) const WINDOW: u64 = 64;
/// The same for each thread, where what is done is saved on the way.
const SAVED_WINDOW: u64 = 4;

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

/// How the runs of a command are simulated, and who hears of it.
#[derive(Copy, Clone)]
pub struct Effort<'a> {
    /// What to simulate.
    pub settings: Settings,
    /// Called with the number of runs done.
    pub progress: &'a (dyn Fn(u64) + Sync),
    /// Set to true to stop.
    pub stop: &'a AtomicBool,
    /// What was simulated before and where this is kept, if it is.
    pub keeper: Option<&'a Keeper>,
}

impl<'a> Effort<'a> {
    /// To simulate afresh, and to keep nothing.
    pub fn new(
        settings: Settings,
        progress: &'a (dyn Fn(u64) + Sync),
        stop: &'a AtomicBool,
    ) -> Effort<'a> {
        Effort {
            settings,
            progress,
            stop,
            keeper: None,
        }
    }

    /// The same without a word on the way.
    pub fn quietly(self) -> Effort<'a> {
        Effort {
            progress: &|_| {},
            ..self
        }
    }
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

/// Why there is no sample.
#[derive(Debug)]
pub enum Stopped {
    /// Somebody asked to stop.
    Interrupted,
    /// The rows could not be handed on.
    Sink(std::io::Error),
    /// The threads could not be started.
    Threads(String),
    /// What was simulated before cannot be used.
    Archive(ArchiveError),
    /// Only a share of the runs was to be simulated; the others are missing.
    SharePending,
}

impl From<ArchiveError> for Stopped {
    fn from(error: ArchiveError) -> Stopped {
        Stopped::Archive(error)
    }
}

/// What is done with a worker: made, run, asked for its rows and for what it has counted.
pub(super) struct Worker<M, D, T, G> {
    /// Makes a worker; every thread has its own, kept from block to block.
    pub make: M,
    /// Simulates one run with it.
    pub run: D,
    /// Takes the rows of the runs since it was last asked.
    pub rows: T,
    /// Adds what it has counted to the counts of others.
    pub gather: G,
}

/// What [`drive`] tells on the way.
pub(super) struct Reports<'a, W> {
    /// Takes the rows of a block of whole worlds, in order: the first world, the rows.
    pub sink: &'a mut dyn FnMut(u64, &[i64]) -> std::io::Result<()>,
    /// Blocks simulated before their rows are handed on.
    pub window: u64,
    /// Told after every window: the worlds before this one are simulated, by these workers.
    pub between: &'a mut dyn FnMut(u64, &[W]) -> std::io::Result<()>,
}

/// How many threads will be at work.
fn threads_of(settings: Settings) -> usize {
    match settings.threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    }
}

/// Worlds in a block.
fn worlds_per_block(per_world: u32) -> u64 {
    BLOCK.div_ceil(u64::from(per_world.max(1)))
}

/// Simulates blocks of whole worlds on all threads; returns the workers, whose accumulators are to
/// be merged. What a worker has seen before has no influence on a run. No block stands across a
/// multiple of the worlds in a block, whatever the first world is.
///
/// # Errors
///
/// When interrupted, when the sink fails, or when threads cannot be started.
pub(super) fn drive<W: Send, G>(
    effort: Effort<'_>,
    worlds: Range<u64>,
    per_world: u32,
    worker: &Worker<
        impl Fn() -> W + Sync,
        impl Fn(&mut W, u64) + Sync,
        impl Fn(&mut W) -> Vec<i64> + Sync,
        G,
    >,
    reports: &mut Reports<'_, W>,
) -> Result<Vec<W>, Stopped>
where
    G: Sync,
{
    let in_a_block = worlds_per_block(per_world);
    let per_world = u64::from(per_world);
    let blocks = worlds.start / in_a_block..worlds.end.div_ceil(in_a_block);
    let first_world = |block: u64| (block * in_a_block).clamp(worlds.start, worlds.end);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(effort.settings.threads)
        .build()
        .map_err(|error| Stopped::Threads(error.to_string()))?;
    let workers: Mutex<Vec<W>> = Mutex::new(Vec::new());
    let idle = || {
        workers
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    };
    let stop = effort.stop;
    let mut first_block = blocks.start;
    while first_block < blocks.end {
        let window = first_block..blocks.end.min(first_block + reports.window.max(1));
        let rows: Vec<Vec<i64>> = pool.install(|| {
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
            (reports.sink)(first_world(block), &rows).map_err(Stopped::Sink)?;
        }
        first_block = window.end;
        let done = first_world(first_block);
        (reports.between)(done, &idle()).map_err(Stopped::Sink)?;
        (effort.progress)(done * per_world);
    }
    Ok(workers
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner()))
}

/// Something that is simulated many times and counted.
pub(super) struct Experiment<'a, C> {
    /// What it is, down to the last setting.
    pub key: Key,
    /// Runs that share a world.
    pub per_world: u32,
    /// Counts of no runs.
    pub nothing: &'a dyn Fn() -> C,
}

/// Simulates as many runs as asked for, or takes them from where they were kept; returns what was
/// counted. `sink` takes rows in order: the first world, and all values.
///
/// # Errors
///
/// When interrupted, when something cannot be read or written, when threads cannot be started, or
/// when this was only one share of many.
pub(super) fn conduct<W: Send, C: Accumulator>(
    effort: Effort<'_>,
    experiment: &Experiment<'_, C>,
    worker: &Worker<
        impl Fn() -> W + Sync,
        impl Fn(&mut W, u64) + Sync,
        impl Fn(&mut W) -> Vec<i64> + Sync,
        impl Fn(&W, &mut C) + Sync,
    >,
    sink: &mut dyn FnMut(u64, &[i64]) -> std::io::Result<()>,
) -> Result<C, Stopped> {
    let per_world = experiment.per_world;
    let worlds = effort.settings.worlds(u64::from(per_world));
    let keeper = effort.keeper;
    let known = keeper.map(|keeper| keeper.known(&experiment.key, worlds));
    let known = known.unwrap_or_default();
    let missing = gaps(&known, worlds);
    if let Some(parts) = keeper.and_then(Keeper::share)
        && !missing.is_empty()
    {
        simulate_share(effort, experiment, worker, parts, worlds)?;
        return Err(Stopped::SharePending);
    }
    let whole = |write: &mut dyn FnMut(&mut Whole) -> std::io::Result<()>| match keeper {
        Some(keeper) => keeper.with_whole(|archive| write(archive)),
        None => Ok(()),
    };
    let in_a_block = worlds_per_block(per_world);
    whole(&mut |archive| archive.begin(&experiment.key, 0, in_a_block)).map_err(Stopped::Sink)?;
    let mut take = |first: u64, values: &[i64]| {
        whole(&mut |archive| archive.rows(first, values))?;
        sink(first, values)
    };
    let mut counts = (experiment.nothing)();
    let mut at = 0;
    let behind_all = known.iter().map(|(_, piece)| piece.from).chain([worlds]);
    for (number, next) in behind_all.enumerate() {
        if at < next {
            let mut reports = Reports {
                sink: &mut take,
                between: &mut |_, _| Ok(()),
                window: WINDOW,
            };
            let workers = drive(effort, at..next, per_world, worker, &mut reports)?;
            workers
                .iter()
                .for_each(|one| (worker.gather)(one, &mut counts));
        }
        if let Some((archive, piece)) = known.get(number) {
            archive.rows(piece, &mut take)?.map_err(Stopped::Sink)?;
            let found: C = archive.counts(piece)?;
            counts.merge(&found).map_err(|_| archive.other_shape())?;
            (effort.progress)(piece.until * u64::from(per_world));
            at = piece.until;
        }
    }
    whole(&mut |archive| archive.end(worlds, &counts)).map_err(Stopped::Sink)?;
    Ok(counts)
}

/// The worlds that are not known, between those that are.
fn gaps(known: &[(&Archive, &Piece)], worlds: u64) -> Vec<Range<u64>> {
    let mut at = 0;
    let mut gaps = Vec::new();
    let ends = known.iter().map(|(_, piece)| (piece.from, piece.until));
    for (from, until) in ends.chain([(worlds, worlds)]) {
        if at < from {
            gaps.push(at..from);
        }
        at = until;
    }
    gaps
}

/// Simulates the worlds of a share, unless that has been done.
fn simulate_share<W: Send, C: Accumulator>(
    effort: Effort<'_>,
    experiment: &Experiment<'_, C>,
    worker: &Worker<
        impl Fn() -> W + Sync,
        impl Fn(&mut W, u64) + Sync,
        impl Fn(&mut W) -> Vec<i64> + Sync,
        impl Fn(&W, &mut C) + Sync,
    >,
    parts: &Parts,
    worlds: u64,
) -> Result<(), Stopped> {
    let key = experiment.key;
    if parts.is_done(&key) {
        return Ok(());
    }
    let per_world = experiment.per_world;
    let mut counts = (experiment.nothing)();
    let own = parts.share.worlds(worlds);
    let in_a_block = worlds_per_block(per_world);
    let opened = parts.open(key, own, in_a_block, &mut counts);
    let part = RefCell::new(opened.map_err(Stopped::Sink)?);
    let (at, until) = (part.borrow().at, part.borrow().until);
    let before = &counts;
    let gathered = |workers: &[W]| {
        let mut all = (experiment.nothing)();
        // Of one shape, so that nothing can be refused.
        let _ = all.merge(before);
        workers
            .iter()
            .for_each(|one| (worker.gather)(one, &mut all));
        all
    };
    let mut reports = Reports {
        sink: &mut |first, values: &[i64]| part.borrow_mut().rows(first, values),
        between: &mut |done, workers: &[W]| {
            let mut part = part.borrow_mut();
            part.save(done, || gathered(workers))
        },
        window: SAVED_WINDOW * threads_of(effort.settings) as u64,
    };
    let workers = drive(effort, at..until, per_world, worker, &mut reports)?;
    let all = gathered(&workers);
    part.into_inner().finish(&all).map_err(Stopped::Sink)
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
    let effort = Effort::new(settings, listener.progress, listener.stop);
    let (sample, ()) = simulate_beside(plan, layout, effort, listener.sink, &Alone)?;
    Ok(sample)
}

/// Listens to the same runs beside what always listens.
pub trait Beside<'p>: Sync {
    /// What listens; one for each thread.
    type Listener: Observer + Send;
    /// What it counts.
    type Counts: Accumulator;

    /// A simulator and what listens to it.
    fn listener(&self, simulator: Simulator<'p>) -> (Simulator<'p>, Self::Listener);

    /// Counts of no runs.
    fn nothing(&self) -> Self::Counts;

    /// Adds what a listener has counted.
    fn gather(&self, listener: &Self::Listener, counts: &mut Self::Counts);
}

/// Nobody else listens.
#[derive(Copy, Clone, Debug)]
pub struct Alone;

impl<'p> Beside<'p> for Alone {
    type Listener = Option<Tally<'p>>;
    type Counts = ();

    fn listener(&self, simulator: Simulator<'p>) -> (Simulator<'p>, Self::Listener) {
        (simulator, None)
    }

    fn nothing(&self) {}

    fn gather(&self, _: &Self::Listener, (): &mut ()) {}
}

/// Simulates as [`simulate`] does, while somebody else listens to the same runs; what they have
/// counted is handed back. `sink` takes the headline rows in order: the number of the first run,
/// `[run][headline]`.
///
/// # Errors
///
/// When interrupted, when something cannot be read or written, when threads cannot be started, or
/// when this was only one share of many.
pub fn simulate_beside<'p, B: Beside<'p>>(
    plan: &'p Plan<'p>,
    layout: &Layout,
    effort: Effort<'_>,
    sink: &mut dyn FnMut(u64, &[i64]) -> std::io::Result<()>,
    beside: &B,
) -> Result<(Sample, B::Counts), Stopped> {
    let model = plan.model();
    let (per_world, seed) = (model.runs_per_world, effort.settings.seed);
    let mut kept = Kept::new(model, layout);
    let cells = kept.cells.clone();
    let nothing = || {
        let totals = Totals::new(layout, &model.calendar, per_world);
        (totals, beside.nothing())
    };
    let kind = std::any::type_name::<B::Counts>();
    let experiment = Experiment {
        key: Key::of(kind, seed, &[model, layout, &cells]),
        per_world,
        nothing: &nothing,
    };
    type Thread<'p, 'l, B> = (Simulator<'p>, (Tally<'l>, <B as Beside<'p>>::Listener));
    let worker = Worker {
        make: || {
            let tally = Tally::new(layout, &model.calendar, per_world, cells.clone());
            let (simulator, other) = beside.listener(Simulator::new(plan, seed));
            (simulator, (tally, other))
        },
        run: |(simulator, observers): &mut Thread<'p, '_, B>, run| {
            simulator.run(run, observers);
        },
        rows: |(_, (tally, _)): &mut Thread<'p, '_, B>| std::mem::take(&mut tally.rows),
        gather: |(_, (tally, other)): &Thread<'p, '_, B>, counts: &mut (Totals, B::Counts)| {
            // All workers share one layout, so that nothing can be refused.
            let _ = counts.0.merge(&tally.totals);
            beside.gather(other, &mut counts.1);
        },
    };
    let mut take = |first_world: u64, rows: &[i64]| {
        let first = first_world * u64::from(per_world);
        sink(first, &kept.written_of(rows))?;
        kept.take(first, rows);
        Ok(())
    };
    let (totals, others) = conduct(effort, &experiment, &worker, &mut take)?;
    Ok((Sample::of(totals, kept, effort.settings), others))
}

impl Sample {
    /// What so many runs came to.
    pub(super) fn of(totals: Totals, kept: Kept, settings: Settings) -> Sample {
        let per_world = u64::from(kept.runs_per_world);
        let worlds = settings.worlds(per_world);
        Sample {
            totals,
            rows: kept.rows,
            seed: settings.seed,
            runs: worlds * per_world,
            worlds,
        }
    }
}
