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

use std::sync::atomic::AtomicBool;

pub use book::{RankBook, figure, row_columns};
pub use criteria::Expectations;
pub use marginal::{Contribution, Part, Question, contributions};
pub(super) use portfolio::Portfolio;
pub use standing::{DRAWS, Pair, Standing, TIE_LEVEL, WeightRange};
pub use tables::{RankFigures, marginal, tables};

use super::experiment::{Reports, Settings, Stopped, Worker, drive};
use crate::engine::{Plan, Simulator};
use crate::model::Model;

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

/// What the caller of [`rank`] hears on the way.
pub struct RankListener<'a> {
    /// Called with the number of runs done.
    pub progress: &'a (dyn Fn(u64) + Sync),
    /// Set to true to stop.
    pub stop: &'a AtomicBool,
    /// Takes rows in order, where they are wanted: see [`row_columns`].
    pub rows: Option<&'a mut dyn FnMut(Vec<Vec<i64>>) -> std::io::Result<()>>,
}

/// Simulates `settings.runs` runs of `plan` and counts what each theme comes to.
///
/// # Errors
///
/// When interrupted, when the sink of rows fails, or when threads cannot be started.
pub fn rank<'m>(
    plan: &Plan<'m>,
    settings: Settings,
    listener: RankListener<'_>,
) -> Result<RankSample<'m>, Stopped> {
    let model = plan.model();
    let mut rows = listener.rows;
    let wanted = rows.is_some();
    let worker = Worker {
        make: || {
            let simulator = Simulator::new(plan, settings.seed).with_theme_costs();
            (simulator, RankBook::new(model, wanted))
        },
        run: |(simulator, book): &mut (Simulator<'_>, RankBook<'_>), run| simulator.run(run, book),
        rows: |(_, book): &mut (Simulator<'_>, RankBook<'_>)| book.take_rows(),
    };
    let mut reports = Reports {
        progress: listener.progress,
        stop: listener.stop,
        sink: &mut |_, block| match &mut rows {
            Some(rows) => rows(block),
            None => Ok(()),
        },
    };
    let workers = drive(settings, model.runs_per_world, worker, &mut reports)?;
    let books = workers.into_iter().map(|(_, book)| book);
    Ok(RankSample::of(model, settings, books))
}

impl<'m> RankSample<'m> {
    /// What the books of all threads hold together, after as many runs as `settings` say.
    pub fn of(
        model: &'m Model,
        settings: Settings,
        books: impl Iterator<Item = RankBook<'m>>,
    ) -> RankSample<'m> {
        let mut book = RankBook::new(model, false);
        for part in books {
            // All threads keep a book of one scenario, so that nothing can be refused.
            let _ = book.merge(&part);
        }
        let worlds = settings.worlds(u64::from(model.runs_per_world));
        RankSample {
            book,
            runs: worlds * u64::from(model.runs_per_world),
            worlds,
        }
    }
}
