//! A sample and the ways to read figures from it: means, quantiles, and their errors.

use super::endings::{self, Told};
use super::experiment::Sample;
use super::layout::{Ending, Layout, Slice};
use super::table::{Column, Value};
use super::words::{ALL, NONE};
use crate::model::Model;
use crate::stats::interval::{normal_quantile, t_quantile};
use crate::stats::{Estimate, Interval, LogHistogram, PairMoments, Panel};

/// Everything a table is made from.
#[derive(Debug)]
pub struct Figures<'a> {
    /// The scenario.
    pub model: &'a Model,
    /// Where things were counted.
    pub layout: &'a Layout,
    /// Lines of the ledger and places of flow.
    pub plan: &'a crate::engine::Plan<'a>,
    /// What was counted.
    pub sample: &'a Sample,
}

/// The confidence of all intervals in tables.
pub const LEVEL: f64 = 0.95;

impl Figures<'_> {
    /// Mean per run of a cell, with its error.
    pub fn estimate(&self, cell: usize) -> Option<Estimate> {
        self.sample.totals.panel.estimate(cell)
    }

    /// Mean per run of a cell, divided by `unit`.
    pub fn mean(&self, cell: usize, unit: f64) -> f64 {
        self.estimate(cell)
            .map_or(f64::NAN, |estimate| estimate.mean / unit)
    }

    /// Mean and standard error of a cell, each divided by `unit`.
    pub fn mean_and_error(&self, cell: usize, unit: f64) -> [Value; 2] {
        match self.estimate(cell) {
            Some(estimate) => [
                Value::finite(estimate.mean / unit),
                Value::finite(estimate.standard_error / unit),
            ],
            None => [Value::Missing, Value::Missing],
        }
    }

    /// Half of the 95 % interval of a cell's mean; NaN where there is none.
    pub fn half_width(&self, cell: usize) -> f64 {
        let interval = self
            .estimate(cell)
            .and_then(|estimate| estimate.interval(LEVEL));
        interval.map_or(f64::NAN, |interval| (interval.upper - interval.lower) / 2.0)
    }

    /// An ending in words.
    pub fn told(&self, ending: Ending) -> Told {
        endings::told(self.model, ending)
    }

    /// The unit in which people read the scenario's money, and how much of it that is: millions
    /// where the whole comes to ten million and more.
    pub fn money_scale(&self) -> (String, f64) {
        let years = self.layout.years;
        let total = self.mean(self.layout.slice(self.whole_budget(), years), 1.0);
        let prices = self
            .model
            .price_year
            .map(|year| format!(" of {year}"))
            .unwrap_or_default();
        let currency = &self.model.currency;
        if total >= 1e7 {
            (format!("million {currency}{prices}"), 1e6)
        } else {
            (format!("{currency}{prices}"), 1.0)
        }
    }

    /// A ratio of totals and its standard error, each divided by `unit`; nothing where it does not
    /// exist.
    pub fn ratio_and_error(&self, pair: &PairMoments, unit: f64) -> [Value; 2] {
        match pair.ratio() {
            Some(ratio) => [
                Value::finite(ratio.mean / unit),
                Value::finite(ratio.standard_error / unit),
            ],
            None => [Value::Missing, Value::Missing],
        }
    }

    /// The exact sum of a cell over all runs.
    pub fn sum(&self, cell: usize) -> i128 {
        self.sample
            .totals
            .panel
            .moments(cell)
            .map_or(0, |moments| moments.sum)
    }

    /// For each probability the quantile and the half-width of its 95 % interval, both divided
    /// by `unit`.
    ///
    /// Runs of one world resemble each other. Woodruff's interval is widened by the design effect:
    /// taken from single worlds where `cell` is a headline, else 1 + (k − 1) ρ with ρ the share of
    /// ignorance in the variance of the cell. With few worlds Student's t takes the place of the
    /// normal distribution; with one world of many the error is not known.
    pub fn quantiles(
        &self,
        histogram: &LogHistogram,
        cell: usize,
        probabilities: &[f64],
        unit: f64,
    ) -> Vec<Value> {
        let mut values = Vec::new();
        for p in probabilities {
            let quantile = histogram.quantile(*p);
            let interval = self.quantile_interval(histogram, cell, *p, LEVEL);
            values.push(quantile.map_or(Value::Missing, |q| Value::finite(q / unit)));
            values.push(interval.map_or(Value::Missing, |interval| {
                Value::finite((interval.upper - interval.lower) / 2.0 / unit)
            }));
        }
        values
    }

    /// Woodruff's interval of a quantile; see [`Figures::quantiles`].
    pub fn quantile_interval(
        &self,
        histogram: &LogHistogram,
        cell: usize,
        p: f64,
        level: f64,
    ) -> Option<Interval> {
        let effect = self.design_effect(cell, p)?;
        histogram.quantile_interval(p, effect, level)
    }

    /// The column of a cell among the headline rows, if it is one.
    pub(super) fn headline(&self, cell: usize) -> Option<usize> {
        let headlines = self.layout.headlines(self.model);
        let mut cells = headlines.iter().map(|headline| headline.cell);
        cells.position(|headline| headline == cell)
    }

    fn design_effect(&self, cell: usize, p: f64) -> Option<f64> {
        if !self.model.has_ignorance() {
            return Some(1.0);
        }
        Some(effect_of_few(self.sample.worlds)? * self.effect_of_worlds(cell, p))
    }

    fn effect_of_worlds(&self, cell: usize, p: f64) -> f64 {
        let column = self.headline(cell);
        if let Some(effect) = column.and_then(|column| self.sample.rows.design_effect(column, p)) {
            return effect;
        }
        effect_of_likeness(&self.sample.totals.panel, cell, self.model.runs_per_world)
    }

    /// The name of fiscal year number `year`, or "all" behind the last.
    pub fn year(&self, year: usize) -> Value {
        if year == self.layout.years {
            Value::words(ALL)
        } else {
            Value::FiscalYear(self.model.calendar.fiscal_year(year))
        }
    }

    /// The place of the whole budget among the slices.
    pub fn whole_budget(&self) -> usize {
        self.layout.slices.binary_search(&Slice::All).unwrap_or(0)
    }

    /// The histogram of a slice of the budget in a fiscal year, or in all (`year` = years).
    pub fn cost(&self, slice: usize, year: usize) -> &LogHistogram {
        &self.sample.totals.cost[slice * (self.layout.years + 1) + year]
    }

    /// An institute, "none" where nobody in particular does the work.
    pub fn institute(&self, institute: Option<u32>) -> Value {
        institute.map_or(Value::words(NONE), |index| {
            let institute = &self.model.institutes[index as usize];
            Value::named(&institute.id, &institute.name)
        })
    }
}

/// By how much the square of Student's t of so many worlds exceeds that of the normal distribution;
/// `None` with one world, whose error is not known.
pub(super) fn effect_of_few(worlds: u64) -> Option<f64> {
    let upper = 0.5 + 0.5 * LEVEL;
    let t = t_quantile(upper, worlds.checked_sub(1)?)?;
    Some((t / normal_quantile(upper)?).powi(2))
}

/// How much more a share of runs varies as runs of a world resemble each other: 1 + (k − 1) ρ with ρ
/// the share of ignorance in the variance of a cell.
pub(super) fn effect_of_likeness(panel: &Panel, cell: usize, runs_per_world: u32) -> f64 {
    let share = panel.split(cell).and_then(|split| split.ignorance_share());
    1.0 + (f64::from(runs_per_world) - 1.0) * share.unwrap_or(0.0)
}

/// Columns for [`Figures::quantiles`]: a quantile and its half-width for each name such as `p10`.
pub(super) fn quantile_columns(names: &[&str], suffix: &str, unit: &str) -> Vec<Column> {
    let mut columns = Vec::new();
    for name in names {
        columns.push(Column::number(&format!("{name}{suffix}"), unit));
        columns.push(Column::number(
            &format!("{name}_half_width_95{suffix}"),
            &format!("{unit}, half of a 95 % interval"),
        ));
    }
    columns
}

/// Columns for [`Figures::mean_and_error`].
pub(super) fn mean_columns(name: &str, suffix: &str, unit: &str) -> Vec<Column> {
    vec![
        Column::number(&format!("{name}{suffix}"), unit),
        Column::number(&format!("{name}_standard_error{suffix}"), unit),
    ]
}
