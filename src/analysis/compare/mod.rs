//! What if: several scenarios lived through in the same worlds with the same luck, and the
//! differences of their headlines.
//!
//! Every draw belongs to a name and a run, so that run number i of two scenarios differs only by what
//! the scenarios say differently. The difference is taken within each run and its error is that of
//! the difference, which is far smaller than that of either side. A quantity that differs in no run
//! at all has not moved, exactly.

mod book;
mod difference;
pub mod precision;
mod tables;

use super::experiment::{Effort, Experiment, Kept, Sample, Stopped, Worker, conduct};
use super::headline::{Headline, Worth, headlines};
use super::layout::Layout;
use super::ranking::Portfolio;
use super::tally::{Tally, Totals};
use crate::archive::Key;
use crate::engine::{Plan, Simulator};
use crate::model::Model;
use crate::scenario::Path;
use crate::stats::Accumulator;

pub(super) use difference::adjust_together;
pub use difference::{Difference, Level, Verdict};
pub use tables::tables;

use book::{Book, Counts};

/// A scenario among those that are compared.
#[derive(Copy, Clone, Debug)]
pub struct Case<'a> {
    /// The scenario as it is simulated.
    pub plan: &'a Plan<'a>,
    /// Where its runs are counted.
    pub layout: &'a Layout,
}

/// Why scenarios cannot be compared run by run.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// They do not begin on the same day, or have other fiscal years.
    Calendar,
    /// They do not end on the same day.
    Horizon,
    /// Their money is not the same money: another currency or price year.
    Money,
    /// Both have unknown numbers, but not as many runs to a world.
    RunsPerWorld,
}

/// What the scenarios came to.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The base, then the what-ifs.
    pub models: Vec<&'a Model>,
    /// The headlines of all of them: those of the base first.
    pub headlines: Vec<Headline>,
    /// What each headline came to, `[scenario][headline]`; nothing where a scenario lacks it.
    pub levels: Vec<Vec<Option<Level>>>,
    /// What-if less base, `[what-if][headline]`; nothing where it cannot be told.
    pub differences: Vec<Vec<Option<Difference>>>,
    /// Everything that was counted of the base, as [`super::simulate`] would give it.
    pub base: Sample,
}

impl Comparison<'_> {
    /// The place of the headline with this key.
    pub fn place(&self, key: &str) -> Option<usize> {
        let key: Path = key.parse().ok()?;
        self.headlines
            .iter()
            .position(|headline| headline.key == key)
    }
}

/// Lets all models have as many runs to a world: those in which nothing is unknown follow the others.
///
/// # Errors
///
/// The first pair that cannot be compared: the number of a model, and why not with the first.
pub fn bring_in_step(models: &mut [Model]) -> Result<(), (usize, Mismatch)> {
    let Some((base, others)) = models.split_first() else {
        return Ok(());
    };
    for (place, other) in others.iter().enumerate() {
        mismatch(base, other).map_or(Ok(()), |found| Err((place + 1, found)))?;
    }
    let unknown = models.iter().position(Model::has_ignorance);
    let Some(first) = unknown else {
        return Ok(());
    };
    let shared = models[first].runs_per_world;
    for (place, model) in models.iter_mut().enumerate() {
        if model.has_ignorance() && model.runs_per_world != shared {
            return Err((place, Mismatch::RunsPerWorld));
        }
        model.runs_per_world = shared;
    }
    Ok(())
}

fn mismatch(base: &Model, other: &Model) -> Option<Mismatch> {
    let years = |model: &Model| {
        let calendar = &model.calendar;
        (calendar.start(), calendar.fiscal_year_starts())
    };
    if base.calendar.horizon() != other.calendar.horizon() {
        return Some(Mismatch::Horizon);
    }
    if years(base) != years(other) {
        return Some(Mismatch::Calendar);
    }
    let money = |model: &Model| model.price_year.map(|year| (year, model.currency.clone()));
    match (money(base), money(other)) {
        (Some(one), Some(two)) if one != two => Some(Mismatch::Money),
        _ => None,
    }
}

/// Simulates every scenario in the same runs: `base`, and what is compared with it.
///
/// # Errors
///
/// When interrupted, when something cannot be read or written, when threads cannot be started, or
/// when this was only one share of many.
pub fn compare<'a>(
    base: Case<'a>,
    what_ifs: &[Case<'a>],
    effort: Effort<'_>,
) -> Result<Comparison<'a>, Stopped> {
    let cases: Vec<Case<'a>> = [base].into_iter().chain(what_ifs.iter().copied()).collect();
    let models: Vec<&Model> = cases.iter().map(|case| case.plan.model()).collect();
    let (per_world, seed) = (base.plan.model().runs_per_world, effort.settings.seed);
    let mut rows_of_base = Kept::new(base.plan.model(), base.layout);
    let kept_cells = rows_of_base.cells.clone();
    let own: Vec<Vec<Headline>> = cases
        .iter()
        .map(|case| headlines(case.plan.model(), case.plan, case.layout))
        .collect();
    let union = Union::new(&own);
    let nothing = || {
        let totals = Totals::new(base.layout, &base.plan.model().calendar, per_world);
        let book = Book::new(&union.headlines, cases.len(), per_world);
        (totals, book.counts)
    };
    let worker = Worker {
        make: || {
            let tracks = cases.iter().enumerate().map(|(place, case)| {
                // All is counted of the base alone.
                let cells = (place == 0).then(|| kept_cells.clone());
                Track::new(case, seed, cells)
            });
            let book = Book::new(&union.headlines, cases.len(), per_world);
            (tracks.collect::<Vec<_>>(), book)
        },
        run: |(tracks, book): &mut Thread<'_>, run| {
            live_through(run, tracks, book, &own, &union);
        },
        rows: |(tracks, _): &mut Thread<'_>| {
            let base = tracks.first_mut();
            base.map_or_else(Vec::new, |base| std::mem::take(&mut base.observers.0.rows))
        },
        gather: |(tracks, book): &Thread<'_>, counts: &mut (Totals, Counts)| {
            // All workers share one layout, so that nothing can be refused.
            let _ = counts.1.merge(&book.counts);
            if let Some(base) = tracks.first() {
                let _ = counts.0.merge(&base.observers.0.totals);
            }
        },
    };
    let layouts: Vec<&Layout> = cases.iter().map(|case| case.layout).collect();
    let experiment = Experiment {
        key: Key::of("comparison", seed, &[&models, &layouts, &kept_cells]),
        per_world,
        nothing: &nothing,
    };
    let mut take = |first_world, rows: &[i64]| {
        rows_of_base.take(first_world * u64::from(per_world), rows);
        Ok(())
    };
    let (totals, counts) = conduct(effort, &experiment, &worker, &mut take)?;
    let (levels, differences) = difference::read(&counts, &union.headlines);
    Ok(Comparison {
        models,
        headlines: union.headlines,
        levels,
        differences,
        base: Sample::of(totals, rows_of_base, effort.settings),
    })
}

/// All scenarios on their way through the runs of a thread, and what is counted of them.
type Thread<'a> = (Vec<Track<'a>>, Book);

/// Simulates a run of every scenario and counts it.
fn live_through(
    run: u64,
    tracks: &mut [Track<'_>],
    book: &mut Book,
    own: &[Vec<Headline>],
    union: &Union,
) {
    for (place, track) in tracks.iter_mut().enumerate() {
        let (cells, worth) = track.run(run);
        let values = book.values_of(place);
        for (value, found) in values.iter_mut().zip(&union.places[place]) {
            *value = found.map(|own_place| own[place][own_place].read(cells, worth));
        }
    }
    book.end_run();
}

/// The headlines of all scenarios, and where each scenario has them.
struct Union {
    headlines: Vec<Headline>,
    /// `[scenario][headline]`
    places: Vec<Vec<Option<usize>>>,
}

impl Union {
    fn new(own: &[Vec<Headline>]) -> Union {
        let mut headlines: Vec<Headline> = own.first().cloned().unwrap_or_default();
        let mut known: std::collections::BTreeSet<Path> = headlines
            .iter()
            .map(|headline| headline.key.clone())
            .collect();
        for headline in own.iter().skip(1).flatten() {
            if known.insert(headline.key.clone()) {
                headlines.push(headline.clone());
            }
        }
        // Those that only a what-if has stand with their family.
        headlines.sort_by_key(|headline| headline.family);
        let places = own.iter().map(|own| {
            let numbered = own.iter().enumerate();
            let places: std::collections::BTreeMap<&Path, usize> = numbered
                .map(|(place, headline)| (&headline.key, place))
                .collect();
            let places = headlines.iter().map(|one| places.get(&one.key).copied());
            places.collect()
        });
        let places = places.collect();
        Union { headlines, places }
    }
}

/// A scenario on its way through the runs of a thread.
struct Track<'a> {
    simulator: Simulator<'a>,
    observers: (Tally<'a>, Option<Portfolio<'a>>),
}

impl<'a> Track<'a> {
    /// A scenario of which everything is counted, these cells being kept of single runs; or nothing
    /// but the cells of each run.
    fn new(case: &Case<'a>, seed: u64, cells: Option<Vec<usize>>) -> Track<'a> {
        let model = case.plan.model();
        let (calendar, per_world) = (&model.calendar, model.runs_per_world);
        let tally = match cells {
            Some(cells) => Tally::new(case.layout, calendar, per_world, cells),
            None => Tally::of_single_runs(case.layout, calendar),
        };
        let portfolio = model.valuation.as_ref().map(|_| Portfolio::new(model));
        Track {
            simulator: Simulator::new(case.plan, seed),
            observers: (tally, portfolio),
        }
    }

    /// Simulates a run; returns its cells and its worth.
    fn run(&mut self, run: u64) -> (&[i64], Worth) {
        self.simulator.run(run, &mut self.observers);
        let (tally, portfolio) = &self.observers;
        let worth = portfolio.as_ref().map(|portfolio| portfolio.worth);
        (tally.last_run(), worth.unwrap_or_default())
    }
}
