//! Which themes first, and how sure that is (DESIGN §3, §6 "Ranking").
//!
//! A [`RankBook`] counts what every theme comes to in every run; [`Expectations`] are fitted from it,
//! given the world; a [`Standing`] ranks them over worlds and weights. [`rank`] does all of it.

mod book;
mod criteria;
mod marginal;
mod portfolio;
mod prospects;
mod standing;
mod tables;
mod timeline;
mod yields;

pub use book::{RankBook, RankCounts, figure, row_columns};
pub use criteria::Expectations;
pub use marginal::{Contribution, Part, Question, contributions};
pub(super) use portfolio::Portfolio;
pub use standing::{DRAWS, Pair, Standing, TIE_LEVEL, WeightRange};
pub use tables::{RankFigures, marginal, tables};

use super::experiment::{Beside, Effort, Experiment, Settings, Stopped, Worker, conduct};
use crate::archive::Key;
use crate::engine::{Plan, Simulator};
use crate::model::Model;
use crate::stats::Accumulator;

/// How many themes are among the best, where nobody says otherwise.
pub const TOP: usize = 5;

/// What many runs say of listed themes.
#[derive(Debug)]
pub struct RankSample<'m> {
    /// What was counted.
    pub book: RankBook<'m>,
    /// Runs simulated: whole worlds.
    pub runs: u64,
    /// Worlds simulated.
    pub worlds: u64,
}

/// Counts what each theme comes to beside what else is counted of the same runs.
#[derive(Copy, Clone, Debug)]
pub struct Ranking<'m>(pub &'m Model);

impl<'p> Beside<'p> for Ranking<'p> {
    type Listener = RankBook<'p>;
    type Counts = RankCounts;

    fn listener(&self, simulator: Simulator<'p>) -> (Simulator<'p>, RankBook<'p>) {
        (simulator.with_theme_costs(), RankBook::new(self.0, false))
    }

    fn nothing(&self) -> RankCounts {
        RankCounts::new(self.0)
    }

    fn gather(&self, book: &RankBook<'p>, counts: &mut RankCounts) {
        // All threads keep a book of one scenario, so that nothing can be refused.
        let _ = counts.merge(&book.counts);
    }
}

/// Takes rows in order: see [`row_columns`].
pub type RowSink<'a> = &'a mut dyn FnMut(&[i64]) -> std::io::Result<()>;

/// Simulates runs of `plan` and counts what each theme comes to; hands on rows, where they are wanted.
///
/// # Errors
///
/// When interrupted, when something cannot be read or written, when threads cannot be started, or
/// when this was only one share of many.
pub fn rank<'m>(
    plan: &Plan<'m>,
    effort: Effort<'_>,
    rows: Option<RowSink<'_>>,
) -> Result<RankSample<'m>, Stopped> {
    let (model, seed) = (plan.model(), effort.settings.seed);
    let wanted = rows.is_some();
    let worker = Worker {
        make: || {
            let simulator = Simulator::new(plan, seed).with_theme_costs();
            (simulator, RankBook::new(model, wanted))
        },
        run: |(simulator, book): &mut (Simulator<'_>, RankBook<'_>), run| simulator.run(run, book),
        rows: |(_, book): &mut (Simulator<'_>, RankBook<'_>)| book.take_rows(),
        gather: |(_, book): &(Simulator<'_>, RankBook<'_>), counts: &mut RankCounts| {
            // All threads keep a book of one scenario, so that nothing can be refused.
            let _ = counts.merge(&book.counts);
        },
    };
    let experiment = Experiment {
        key: Key::of("ranking", seed, &[model, &wanted]),
        per_world: model.runs_per_world,
        nothing: &|| RankCounts::new(model),
    };
    let mut rows = rows;
    let mut sink = |_, values: &[i64]| match &mut rows {
        Some(rows) => rows(values),
        None => Ok(()),
    };
    let counts = conduct(effort, &experiment, &worker, &mut sink)?;
    Ok(RankSample::of(model, effort.settings, counts))
}

impl<'m> RankSample<'m> {
    /// What was counted in as many runs as `settings` say.
    pub fn of(model: &'m Model, settings: Settings, counts: RankCounts) -> RankSample<'m> {
        let worlds = settings.worlds(u64::from(model.runs_per_world));
        RankSample {
            book: RankBook::of(model, counts),
            runs: worlds * u64::from(model.runs_per_world),
            worlds,
        }
    }
}
