//! How far what-ifs differ from the base, and whether that is more than chance in the simulation.

use super::book::{Counts, Pair, Side, cell};
use crate::analysis::figures::LEVEL;
use crate::analysis::headline::{Better, Family, Headline};
use crate::language::{Words, words};
use crate::stats::multiple::{holm, p_value};
use crate::stats::proportion::clustered;
use crate::stats::{Estimate, Interval};

/// The adjusted p-value from which on no difference can be told.
pub const VERDICT_LEVEL: f64 = 0.05;

/// Probabilities of the quantiles of a scenario by itself.
pub const PROBABILITIES: [f64; 4] = [0.1, 0.5, 0.8, 0.9];

/// What a headline came to in a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Mean per run, or ratio of totals.
    pub mean: Estimate,
    /// Quantiles over runs: P10, P50, P80 and P90; nothing for ratios.
    pub quantiles: Option<[f64; PROBABILITIES.len()]>,
}

/// What-if less base.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The mean difference of a run, or the difference of the ratios of totals.
    pub mean: Estimate,
    /// Runs in which the values are not the same.
    pub moved: u64,
    /// The share of runs in which the what-if has more.
    pub more: Estimate,
    /// The share of runs in which it has less.
    pub less: Estimate,
    /// The p-value of no difference, adjusted by Holm for all headlines of the family.
    pub adjusted: f64,
}

/// What can be said of a difference.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the same in every single run.
    Unmoved,
    /// It differs in some runs, but in the mean no difference can be told.
    Undecided,
    /// The what-if has more.
    More,
    /// The what-if has less.
    Less,
}

impl Verdict {
    /// What people read.
    pub fn name(self) -> Words {
        match self {
            Verdict::Unmoved => words("the same in every run", "全試行で同じ"),
            Verdict::Undecided => words("no difference can be told", "差は認められない"),
            Verdict::More => words("more", "増加"),
            Verdict::Less => words("less", "減少"),
        }
    }
}

impl Difference {
    /// What can be said of it.
    pub fn verdict(&self) -> Verdict {
        match self.adjusted < VERDICT_LEVEL {
            _ if self.moved == 0 => Verdict::Unmoved,
            false => Verdict::Undecided,
            true if self.mean.mean > 0.0 => Verdict::More,
            true => Verdict::Less,
        }
    }

    /// Where the difference of the means lies with a confidence of 95 %, for itself alone.
    pub fn interval(&self) -> Option<Interval> {
        match self.moved {
            0 => Some(Interval::point(0.0)),
            _ => self.mean.interval(LEVEL),
        }
    }

    /// The shares of runs in which the what-if is better and worse; where neither direction is
    /// better, those in which it has more and less.
    pub fn better_and_worse(&self, better: Better) -> (Estimate, Estimate) {
        match better {
            Better::More | Better::Neither => (self.more, self.less),
            Better::Less => (self.less, self.more),
        }
    }
}

/// The interval of a share of runs.
pub(super) fn share_interval(share: &Estimate) -> Option<Interval> {
    clustered(share, LEVEL)
}

/// One for each scenario or what-if and headline; nothing where it does not exist.
type Grid<T> = Vec<Vec<Option<T>>>;

/// Levels of every scenario and differences of every what-if.
pub(super) fn read(counts: &Counts, headlines: &[Headline]) -> (Grid<Level>, Grid<Difference>) {
    let places = || 0..headlines.len();
    let levels = counts.sides.iter();
    let levels = levels.map(|side| places().map(|place| level(side, place)).collect());
    let differences = counts.pairs.iter().map(|pair| {
        let mut found: Vec<Option<Difference>> =
            places().map(|place| difference(pair, place)).collect();
        adjust(&mut found, headlines);
        found
    });
    (levels.collect(), differences.collect())
}

fn level(side: &Side, place: usize) -> Option<Level> {
    if !side.has[place] {
        return None;
    }
    match &side.ratios[place] {
        Some(ratio) => Some(Level {
            mean: ratio.ratio()?,
            quantiles: None,
        }),
        None => {
            let histogram = &side.histograms[place];
            let quantiles = PROBABILITIES.map(|p| histogram.quantile(p).unwrap_or(f64::NAN));
            Some(Level {
                mean: side.panel.estimate(place)?,
                quantiles: Some(quantiles),
            })
        }
    }
}

fn difference(pair: &Pair, place: usize) -> Option<Difference> {
    let estimate = |what| pair.panel.estimate(place * cell::COUNT + what);
    let mean = match &pair.ratios[place] {
        Some(ratio) => ratio.difference()?,
        None => estimate(cell::DIFFERENCE)?,
    };
    Some(Difference {
        mean,
        moved: pair.moved[place],
        more: estimate(cell::MORE)?,
        less: estimate(cell::LESS)?,
        adjusted: 1.0,
    })
}

/// Adjusts the p-values of each family. What has moved in no run is certain, and counts for nothing.
fn adjust(found: &mut [Option<Difference>], headlines: &[Headline]) {
    for family in Family::ALL {
        let members = found
            .iter_mut()
            .zip(headlines)
            .filter(|(_, headline)| headline.family == family)
            .filter_map(|(found, _)| found.as_mut());
        adjust_together(members);
    }
}

/// Adjusts the p-values of differences that are judged together (Holm). What has moved in no run is
/// certain, and counts for nothing.
pub(in crate::analysis) fn adjust_together<'d>(found: impl Iterator<Item = &'d mut Difference>) {
    let mut members: Vec<&mut Difference> = found.filter(|found| found.moved > 0).collect();
    let p_values: Vec<f64> = members
        .iter()
        .map(|found| {
            let mean = found.mean;
            p_value(mean.mean, mean.standard_error, mean.degrees_of_freedom)
        })
        .collect();
    for (member, adjusted) in members.iter_mut().zip(holm(&p_values)) {
        member.adjusted = adjusted;
    }
}
