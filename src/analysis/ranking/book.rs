//! What is counted of every theme in every run, exactly, so that merging is free of order.
//!
//! Sums over all runs for the figures of tables; sums by world, of the first worlds only, for what
//! hangs on the world. Only who ranks keeps this book.

use serde::{Deserialize, Serialize};

use super::timeline::Timeline;
use super::yields::{Yield, Yields};
use crate::engine::{Happening, Observer, Origin, Plan, RunEnd, ThemeRun};
use crate::model::{Model, Ticks};
use crate::stats::worlds::KEPT_WORLDS;
use crate::stats::{Accumulator, MergeError, Panel, WorldRows};

/// What is counted of a listed theme, or of all themes of a channel.
pub mod figure {
    /// Themes licensed within the horizon; 0 or 1 for a listed theme.
    pub const LICENSED: usize = 0;
    /// Ticks to the first licence, the horizon without one.
    pub const TIME: usize = 1;
    /// What the network pays.
    pub const COST: usize = 2;
    /// The same, discounted.
    pub const COST_PRESENT: usize = 3;
    /// Worth less cost, discounted.
    pub const NET: usize = 4;
    /// How many of these are kept by world.
    pub const KEPT: usize = 5;
    /// Themes launched.
    pub const LAUNCHED: usize = 5;
    /// What licensees pay, the proposer's share apart.
    pub const INCOME: usize = 6;
    /// Worth, discounted.
    pub const VALUE: usize = 7;
    /// Themes licensed by the end of each fiscal year, from here on.
    pub const BY_YEAR: usize = 8;
}

/// What a [`RankBook`] counts of whole worlds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RankCounts {
    /// `[group][figure]`
    pub(super) panel: Panel,
    /// Sums over the runs of each of the first worlds: `[listed theme][figure below KEPT]`.
    pub(super) worlds: WorldRows,
    pub(super) timeline: Timeline,
}

impl RankCounts {
    /// Of no runs.
    pub fn new(model: &Model) -> RankCounts {
        let groups = model.themes.len() + model.channels.len();
        let cells = groups * (figure::BY_YEAR + model.calendar.years());
        RankCounts {
            panel: Panel::new(cells, model.runs_per_world),
            worlds: WorldRows::new(model.themes.len() * figure::KEPT, 1),
            timeline: Timeline::new(model),
        }
    }
}

impl Accumulator for RankCounts {
    fn merge(&mut self, other: &RankCounts) -> Result<(), MergeError> {
        self.panel.merge(&other.panel)?;
        self.worlds.merge(&other.worlds)?;
        self.timeline.merge(&other.timeline)
    }
}

/// Figures of listed themes, then of channels.
#[derive(Debug)]
pub struct RankBook<'m> {
    model: &'m Model,
    yields: Yields<'m>,
    years: usize,
    /// What is counted of whole worlds.
    pub(super) counts: RankCounts,
    open_world: Vec<i64>,
    open_runs: u32,
    /// Rows of single runs since they were last taken, where they are wanted.
    rows: Option<Vec<i64>>,
}

impl<'m> RankBook<'m> {
    /// A book of no runs; with `keep_rows` it keeps what each theme came to in every run.
    pub fn new(model: &'m Model, keep_rows: bool) -> RankBook<'m> {
        let kept = model.themes.len() * figure::KEPT;
        RankBook {
            model,
            yields: Yields::new(model),
            years: model.calendar.years(),
            counts: RankCounts::new(model),
            open_world: vec![0; kept],
            open_runs: 0,
            rows: keep_rows.then(Vec::new),
        }
    }

    /// A book in which this was counted.
    pub(super) fn of(model: &'m Model, counts: RankCounts) -> RankBook<'m> {
        RankBook {
            counts,
            ..RankBook::new(model, false)
        }
    }

    /// Runs that share a world.
    pub(super) fn runs_per_world(&self) -> u32 {
        self.model.runs_per_world
    }

    /// The cell of a figure of a listed theme, or of channel number group − listed themes.
    pub(super) fn cell(&self, group: usize, what: usize) -> usize {
        group * (figure::BY_YEAR + self.years) + what
    }

    /// The rows since they were last taken, one after the other: see [`row_columns`].
    pub fn take_rows(&mut self) -> Vec<i64> {
        self.rows.as_mut().map(std::mem::take).unwrap_or_default()
    }
}

/// The columns of the rows of single runs. Rows hold the number of the theme, ticks for months (−1
/// where it was never licensed), money in units of the currency.
pub fn row_columns(model: &Model) -> Vec<String> {
    let money = model.currency.to_lowercase();
    let mut names: Vec<String> = ["run", "world", "theme"].map(str::to_owned).to_vec();
    names.push("licence_months".to_owned());
    names.push("launched".to_owned());
    for what in ["cost", "cost_present", "income", "value_present"] {
        names.push(format!("{what}_{money}"));
    }
    for year in 0..model.calendar.years() {
        names.push(format!(
            "cost_fy{}_{money}",
            model.calendar.fiscal_year(year)
        ));
    }
    names
}

impl Observer for RankBook<'_> {
    #[inline]
    fn observe(&mut self, _: &Plan<'_>, now: Ticks, index: u32, theme: &ThemeRun, what: Happening) {
        self.yields.note(now, index, what);
        if let Origin::Listed(listed) = theme.origin {
            self.counts.timeline.note(now, listed as usize, what);
        }
    }

    fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        let (model, horizon) = (self.model, self.model.calendar.horizon());
        let (years, listed) = (self.years, model.themes.len());
        let RankCounts {
            panel,
            worlds,
            timeline,
        } = &mut self.counts;
        let width = figure::BY_YEAR + years;
        let open = &mut self.open_world;
        let rows = &mut self.rows;
        // A listed theme that comes later than the horizon, or not at all, waits for ever.
        let mut seen = vec![false; listed];
        self.yields.close(plan, end, |index, theme, came| {
            let group = match theme.origin {
                Origin::Listed(number) => number as usize,
                Origin::Channel(channel, _) => listed + channel as usize,
            };
            let figures = figures_of(&came, horizon);
            let cell = group * width;
            for (what, amount) in figures.into_iter().enumerate() {
                // The time to a licence says nothing of a crowd.
                if what != figure::TIME || group < listed {
                    panel.record(cell + what, amount);
                }
            }
            if let Some(signed) = came.licensed {
                for year in model.calendar.year_until(signed)..years {
                    panel.record(cell + figure::BY_YEAR + year, 1);
                }
            }
            if group < listed {
                seen[group] = true;
                let sums = &mut open[group * figure::KEPT..(group + 1) * figure::KEPT];
                for (sum, amount) in sums.iter_mut().zip(figures) {
                    *sum = sum.saturating_add(amount);
                }
                timeline.ended(group, theme);
                if let Some(rows) = rows {
                    rows.extend(row(model, end, index, group, &came));
                }
            }
        });
        for (group, _) in seen.iter().enumerate().filter(|(_, seen)| !**seen) {
            panel.record(group * width + figure::TIME, horizon.0);
            let sum = &mut open[group * figure::KEPT + figure::TIME];
            *sum = sum.saturating_add(horizon.0);
        }
        timeline.close();
        panel.end_run();
        self.open_runs += 1;
        if self.open_runs == model.runs_per_world {
            self.open_runs = 0;
            if end.world < KEPT_WORLDS {
                // The world is whole, and comes once.
                let _ = worlds.insert(end.world, open);
            }
            open.fill(0);
        }
    }
}

fn figures_of(came: &Yield, horizon: Ticks) -> [i64; figure::BY_YEAR] {
    let mut figures = [0; figure::BY_YEAR];
    figures[figure::LICENSED] = i64::from(came.licensed.is_some());
    figures[figure::TIME] = came.licensed.unwrap_or(horizon).0;
    figures[figure::COST] = came.cost;
    figures[figure::COST_PRESENT] = came.cost_present;
    figures[figure::NET] = came.value - came.cost_present;
    figures[figure::LAUNCHED] = i64::from(came.launched);
    figures[figure::INCOME] = came.income;
    figures[figure::VALUE] = came.value;
    figures
}

fn row(model: &Model, end: &RunEnd<'_>, index: usize, listed: usize, came: &Yield) -> Vec<i64> {
    let mut row = vec![
        end.run as i64,
        end.world as i64,
        listed as i64,
        came.licensed.map_or(-1, |signed| signed.0),
        i64::from(came.launched),
        came.cost,
        came.cost_present,
        came.income,
        came.value,
    ];
    let by_year = end.theme_costs.of(index);
    let years = 0..model.calendar.years();
    row.extend(years.map(|year| by_year.get(year).copied().unwrap_or(0)));
    row
}
