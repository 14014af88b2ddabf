//! The criteria of every listed theme: expectations, given the world.
//!
//! A world's runs are few, and their mean is luck as much as merit. So each expectation is fitted
//! over worlds by a cross-validated regression on what is unknown (`stats::regression`), then moved
//! so that its mean over worlds is that of all runs. Without ignorance there is one world, whose
//! expectations are the means of all runs.
//!
//! Ratios are ratios of expectations, never means of ratios: the productivity index of a world is its
//! expected value over its expected cost.

use rayon::prelude::*;

use super::book::{RankBook, figure};
use crate::engine::{Plan, World};
use crate::model::{Criterion, Measure, Model, Ranking, TICKS_PER_MONTH};
use crate::stats::Design;

/// A fitted cost of less than this share of the mean counts as that share in a ratio.
const LEAST_COST: f64 = 0.05;

/// Expectations of listed themes by world, in the units of the accumulators.
#[derive(Debug)]
pub struct Expectations {
    /// Worlds they are given for; 1 where nothing is unknown.
    pub worlds: usize,
    /// `[theme][figure]`: means of all runs.
    means: Vec<[f64; figure::KEPT]>,
    /// `[theme][figure]`: by world.
    fitted: Vec<Vec<Vec<f64>>>,
    /// `[theme][figure]`: see [`crate::stats::Fit::explained`].
    pub explained: Vec<[f64; figure::KEPT]>,
    /// `[theme][score]` of a world in which everything is as expected, then by world.
    scores: Vec<Vec<Vec<Option<f64>>>>,
}

impl Expectations {
    /// Fits the expectations of a book for worlds of `seed`.
    pub fn new(plan: &Plan<'_>, seed: u64, book: &RankBook<'_>) -> Expectations {
        let model = plan.model();
        let listed = model.themes.len();
        let means: Vec<[f64; figure::KEPT]> = (0..listed)
            .map(|theme| std::array::from_fn(|what| mean(book, theme, what)))
            .collect();
        let worlds = match model.has_ignorance() {
            true => book.counts.worlds.worlds() as usize,
            false => 1,
        };
        if !model.has_ignorance() {
            let single = |values: &[f64; figure::KEPT]| values.iter().map(|v| vec![*v]).collect();
            return Expectations {
                worlds,
                fitted: means.iter().map(single).collect(),
                means,
                explained: vec![[0.0; figure::KEPT]; listed],
                scores: vec![expected_scores(model)],
            };
        }
        let known: Vec<World> = (0..worlds as u64)
            .map(|index| plan.world(seed, index))
            .collect();
        let rows: Vec<Vec<f64>> = known
            .iter()
            .map(|world| world.normal_scores.clone())
            .collect();
        let design = Design::new(&rows);
        let cells: Vec<usize> = (0..listed * figure::KEPT).collect();
        let runs = f64::from(model.runs_per_world);
        // In the order of cells, whoever works on them.
        let fits: Vec<(Vec<f64>, f64)> = cells
            .into_par_iter()
            .map(|cell| {
                let response: Vec<f64> = book
                    .counts
                    .worlds
                    .values(cell)
                    .iter()
                    .map(|sum| *sum as f64 / runs)
                    .collect();
                let fit = design.fit(&response);
                let wanted = means[cell / figure::KEPT][cell % figure::KEPT];
                let found = fit.values.iter().sum::<f64>() / fit.values.len().max(1) as f64;
                let limits = limits(model, cell % figure::KEPT);
                let moved = fit
                    .values
                    .iter()
                    .map(|value| (value + wanted - found).clamp(limits.0, limits.1));
                (moved.collect(), fit.explained)
            })
            .collect();
        let mut scores = vec![expected_scores(model)];
        scores.extend(known.iter().map(|world| {
            let theme = |theme: usize| {
                let criteria = 0..crate::model::CRITERIA.len();
                criteria
                    .map(|c| plan.expected_score(world, theme, c))
                    .collect()
            };
            (0..listed).map(theme).collect()
        }));
        let mut explained = vec![[0.0; figure::KEPT]; listed];
        let mut fitted = vec![Vec::new(); listed];
        for (cell, (values, share)) in fits.into_iter().enumerate() {
            explained[cell / figure::KEPT][cell % figure::KEPT] = share;
            fitted[cell / figure::KEPT].push(values);
        }
        Expectations {
            worlds,
            means,
            fitted,
            explained,
            scores,
        }
    }

    /// How many themes are listed.
    pub fn themes(&self) -> usize {
        self.means.len()
    }

    /// The mean discounted cost of a theme.
    pub(super) fn mean_cost_present(&self, theme: usize) -> f64 {
        self.means[theme][figure::COST_PRESENT]
    }

    /// A measure of a theme in a world, `None` for the expectation over all worlds; in units people
    /// read (months, the currency). `None` where it does not exist.
    pub fn measure(&self, measure: Measure, theme: usize, world: Option<usize>) -> Option<f64> {
        let figure = |what: usize| match world {
            Some(world) => self.fitted[theme][what][world],
            None => self.means[theme][what],
        };
        Some(match measure {
            Measure::ChanceOfLicence => figure(figure::LICENSED),
            Measure::TimeToLicence => figure(figure::TIME) / TICKS_PER_MONTH as f64,
            Measure::RemainingCost => figure(figure::COST),
            Measure::ExpectedValue => figure(figure::NET),
            Measure::ProductivityIndex => {
                let least = LEAST_COST * self.means[theme][figure::COST_PRESENT];
                let cost = figure(figure::COST_PRESENT).max(least);
                return (cost > 0.0).then(|| figure(figure::NET) / cost);
            }
            Measure::Score(criterion) => {
                let world = world
                    .map_or(0, |world| world + 1)
                    .min(self.scores.len() - 1);
                return self.scores[world][theme][criterion];
            }
        })
    }
}

fn mean(book: &RankBook<'_>, theme: usize, what: usize) -> f64 {
    let estimate = book.counts.panel.estimate(book.cell(theme, what));
    estimate.map_or(0.0, |estimate| estimate.mean)
}

fn expected_scores(model: &Model) -> Vec<Vec<Option<f64>>> {
    let themes = model.themes.iter();
    let score = |theme: &crate::model::Theme| {
        let scores = theme.scores.iter();
        scores
            .map(|score| score.map(|score| model.mean(score)))
            .collect()
    };
    themes.map(score).collect()
}

/// What a figure cannot leave, whatever was fitted.
fn limits(model: &Model, what: usize) -> (f64, f64) {
    match what {
        figure::LICENSED => (0.0, 1.0),
        figure::TIME => (0.0, model.calendar.horizon().0 as f64),
        figure::COST | figure::COST_PRESENT => (0.0, f64::INFINITY),
        _ => (f64::NEG_INFINITY, f64::INFINITY),
    }
}

/// The scale of every criterion: (worst, best), fixed once.
///
/// What the scenario says; else the worst and the best expectation of all runs among the themes. A
/// scale says what a weight is worth, the step from worst to best, and is no limit: a world beyond
/// it counts less than 0 or more than 1.
pub fn scales(ranking: &Ranking, expectations: &Expectations) -> Vec<(f64, f64)> {
    let of = |criterion: &Criterion| {
        criterion.scale.unwrap_or_else(|| {
            let themes = 0..expectations.themes();
            let values =
                themes.filter_map(|theme| expectations.measure(criterion.measure, theme, None));
            let (least, most) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |range, value| {
                (range.0.min(value), range.1.max(value))
            });
            match criterion.measure.rises() {
                true => (least, most),
                false => (most, least),
            }
        })
    };
    ranking.criteria.iter().map(of).collect()
}

/// What a value counts on a scale; 0 for all where a scale has no length. What costs nothing has no
/// productivity index, and counts as the best.
pub fn utility(value: Option<f64>, (worst, best): (f64, f64)) -> f64 {
    let length = best - worst;
    if length == 0.0 || !length.is_finite() {
        return 0.0;
    }
    value.map_or(1.0, |value| (value - worst) / length)
}

/// Utilities of a world, `[theme][criterion]`, flat; of the expectations of all runs for `None`.
pub fn utilities(
    ranking: &Ranking,
    expectations: &Expectations,
    scales: &[(f64, f64)],
    world: Option<usize>,
) -> Vec<f64> {
    let themes = 0..expectations.themes();
    let row = |theme: usize| {
        let criteria = ranking.criteria.iter().zip(scales);
        criteria.map(move |(criterion, scale)| {
            utility(
                expectations.measure(criterion.measure, theme, world),
                *scale,
            )
        })
    };
    themes.flat_map(row).collect()
}
