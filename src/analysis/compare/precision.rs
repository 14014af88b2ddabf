//! How many runs it takes until figures are known as well as was asked for.
//!
//! Whoever looks again and again and stops at the first good interval stops too often at one that is
//! narrow by luck. So the looks share the error: look number j = 1, 2, … comes after W₀ · 1.5ʲ⁻¹ worlds
//! and its interval is allowed α · 6/(π²j²) of it, which adds up to α over any number of looks.

use super::book::{Book, Counts, cell};
use super::{Case, Thread, Track, Union, live_through};
use crate::analysis::experiment::{Effort, Reports, Stopped, WINDOW, Worker, drive};
use crate::analysis::figures::{effect_of_few, effect_of_likeness};
use crate::analysis::headline::{Headline, headlines};
use crate::language::{Text, words};
use crate::scenario::Path;
use crate::stats::{Accumulator, Interval};
use crate::text;

/// The chance that the interval of a figure fails to hold the truth at the look that ends the search.
pub const ALPHA: f64 = 0.05;

/// Worlds before the first look.
const FIRST_LOOK: u64 = 100;

/// By how much the worlds grow from look to look.
const GROWTH: f64 = 1.5;

/// What is asked of a headline.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Statistic {
    /// Its mean per run, a chance, or a ratio of totals.
    Mean,
    /// A quantile over runs, 0 to 1.
    Quantile(f64),
    /// The difference of a what-if from the base.
    Difference,
}

/// A figure, and how well it is to be known.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// As it was asked for.
    pub asked: String,
    /// The headline.
    pub key: Path,
    /// What of it.
    pub statistic: Statistic,
    /// Half of the interval at most, in the unit in which the headline is read.
    pub half_width: f64,
}

/// Why an aim cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AimError(pub Text);

impl Aim {
    /// Reads `licences.2019.mean=0.05`: a headline, `mean`, `p80` or `difference`, and half of the
    /// interval.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn of(asked: &str) -> Result<Aim, AimError> {
        let parts = asked.split_once('=');
        let (figure, width) = parts.ok_or_else(|| {
            AimError(text!(
                "`{asked}` says not how well it is to be known",
                "`{asked}`に精度がありません"
            ))
        })?;
        let half_width = width.trim().replace('_', "").parse::<f64>();
        let half_width = half_width
            .ok()
            .filter(|width| width.is_finite() && *width > 0.0);
        let half_width = half_width.ok_or_else(|| {
            AimError(text!(
                "`{width}` is not a number above 0",
                "`{width}`は0より大きい数ではありません"
            ))
        })?;
        let (key, statistic) = figure
            .trim()
            .rsplit_once('.')
            .ok_or_else(|| no_figure(figure))?;
        let statistic = match statistic {
            "mean" => Statistic::Mean,
            "difference" => Statistic::Difference,
            quantile => Statistic::Quantile(per_cent(quantile).ok_or_else(|| no_figure(figure))?),
        };
        Ok(Aim {
            asked: figure.trim().to_owned(),
            key: key.parse().map_err(|_| no_figure(figure))?,
            statistic,
            half_width,
        })
    }
}

fn no_figure(figure: &str) -> AimError {
    AimError(text!(
        "`{figure}` does not end in `.mean`, `.difference` or a quantile such as `.p80`",
        "`{figure}`の末尾は`.mean`、`.difference`又は`.p80`のような分位のいずれかとしてください"
    ))
}

/// `p80` as 0.8.
fn per_cent(quantile: &str) -> Option<f64> {
    let number: u8 = quantile.strip_prefix('p')?.parse().ok()?;
    (1..=99)
        .contains(&number)
        .then(|| f64::from(number) / 100.0)
}

/// How well a figure is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    /// What was asked.
    pub aim: Aim,
    /// Which what-if it is a difference of, from 0.
    pub what_if: Option<usize>,
    /// Half of the interval of the last look; infinite where there is none.
    pub half_width: f64,
}

impl Reached {
    /// Whether it is known well enough.
    pub fn is_met(&self) -> bool {
        self.half_width <= self.aim.half_width
    }
}

/// What the search came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// Runs it takes, or as many as there may be.
    pub runs: u64,
    /// How often it was looked.
    pub looks: u32,
    /// The confidence of the intervals of the last look.
    pub level: f64,
    /// Every figure asked for.
    pub reached: Vec<Reached>,
}

/// Simulates until every figure is known as well as was asked for, or as many runs are done as
/// `effort` has at most.
///
/// # Errors
///
/// When interrupted, or when threads cannot be started.
pub fn search(
    base: Case<'_>,
    what_ifs: &[Case<'_>],
    aims: &[Aim],
    effort: Effort<'_>,
) -> Result<Search, Stopped> {
    let cases: Vec<Case<'_>> = [base].into_iter().chain(what_ifs.iter().copied()).collect();
    let per_world = base.plan.model().runs_per_world;
    let own: Vec<Vec<Headline>> = cases
        .iter()
        .map(|case| headlines(case.plan.model(), case.plan, case.layout))
        .collect();
    let union = Union::new(&own);
    let mut counts = Book::new(&union.headlines, cases.len(), per_world).counts;
    let most_worlds = effort.settings.worlds(u64::from(per_world));
    let worker = Worker {
        make: || {
            let seed = effort.settings.seed;
            let tracks = cases.iter().map(|case| Track::new(case, seed, None));
            let book = Book::new(&union.headlines, cases.len(), per_world);
            (tracks.collect::<Vec<_>>(), book)
        },
        run: |(tracks, book): &mut Thread<'_>, run| {
            live_through(run, tracks, book, &own, &union);
        },
        rows: |_: &mut Thread<'_>| Vec::new(),
        gather: (),
    };
    let (mut done, mut look) = (0, 0);
    loop {
        look += 1;
        let worlds = worlds_at(look).min(most_worlds);
        let mut reports = Reports {
            sink: &mut |_, _| Ok(()),
            between: &mut |_, _| Ok(()),
            window: WINDOW,
        };
        for (_, found) in drive(effort, done..worlds, per_world, &worker, &mut reports)? {
            // All books have one shape, and whole worlds: nothing can be refused.
            let _ = counts.merge(&found.counts);
        }
        done = worlds;
        let level = 1.0 - ALPHA * error_share(look);
        let reached = reached(&counts, &union.headlines, aims, level);
        if done >= most_worlds || reached.iter().all(Reached::is_met) {
            return Ok(Search {
                runs: worlds * u64::from(per_world),
                looks: look,
                level,
                reached,
            });
        }
    }
}

/// Worlds simulated at look number `look`, from 1.
fn worlds_at(look: u32) -> u64 {
    let growth = GROWTH.powi(look.saturating_sub(1).min(100) as i32);
    (FIRST_LOOK as f64 * growth).ceil() as u64
}

/// The share of the error that look number `look`, from 1, may spend.
fn error_share(look: u32) -> f64 {
    6.0 / (std::f64::consts::PI * f64::from(look)).powi(2)
}

fn reached(counts: &Counts, headlines: &[Headline], aims: &[Aim], level: f64) -> Vec<Reached> {
    let mut all = Vec::new();
    for aim in aims {
        let place = headlines
            .iter()
            .position(|headline| headline.key == aim.key);
        let half = |interval: Option<Interval>, unit: f64| {
            interval.map_or(f64::INFINITY, |found| {
                (found.upper - found.lower) / 2.0 / unit
            })
        };
        let found = |what_if: Option<usize>, interval: Option<Interval>, unit: f64| Reached {
            aim: aim.clone(),
            what_if,
            half_width: half(interval, unit),
        };
        let Some(place) = place else {
            all.push(found(None, None, 1.0));
            continue;
        };
        let unit = headlines[place].scale.unit();
        match aim.statistic {
            Statistic::Mean => all.push(found(None, mean(counts, place, level), unit)),
            Statistic::Quantile(p) => {
                all.push(found(None, quantile(counts, place, p, level), unit));
            }
            Statistic::Difference => {
                let pairs = 0..counts.pairs.len();
                let differences = pairs
                    .map(|pair| found(Some(pair), difference(counts, pair, place, level), unit));
                all.extend(differences);
            }
        }
    }
    all
}

fn mean(counts: &Counts, place: usize, level: f64) -> Option<Interval> {
    let side = &counts.sides[0];
    let estimate = match &side.ratios[place] {
        Some(ratio) => ratio.ratio()?,
        None => side.panel.estimate(place)?,
    };
    estimate.interval(level)
}

/// Woodruff's interval, widened as runs of a world resemble each other.
fn quantile(counts: &Counts, place: usize, p: f64, level: f64) -> Option<Interval> {
    let side = &counts.sides[0];
    if side.ratios[place].is_some() {
        return None;
    }
    let worlds = side.panel.worlds();
    let likeness = effect_of_likeness(&side.panel, place, side.runs_per_world);
    let effect = effect_of_few(worlds)? * likeness;
    side.histograms[place].quantile_interval(p, effect, level)
}

fn difference(counts: &Counts, pair: usize, place: usize, level: f64) -> Option<Interval> {
    let pair = &counts.pairs[pair];
    let estimate = match &pair.ratios[place] {
        Some(ratio) => ratio.difference()?,
        None => pair
            .panel
            .estimate(place * cell::COUNT + cell::DIFFERENCE)?,
    };
    estimate.interval(level)
}

/// What to do where an aim is not understood.
pub fn how_to_aim() -> Text {
    words(
        "write the key of a headline, `.mean`, `.p80` or `.difference`, and half of the interval, as \
         licences.2019.mean=0.05",
        "licences.2019.mean=0.05 のように、指標のキー、`.mean`・`.p80`・`.difference`のいずれか、\
         区間の半幅の順に書いてください",
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aims_are_read_and_mistakes_told() {
        let aim = Aim::of("licences.2019.mean=0.05").unwrap();
        assert_eq!(aim.key.to_string(), "licences.2019");
        assert_eq!((aim.statistic, aim.half_width), (Statistic::Mean, 0.05));
        let aim = Aim::of("cost.all.p80 = 1_000_000").unwrap();
        assert_eq!(aim.statistic, Statistic::Quantile(0.8));
        assert_eq!(aim.half_width, 1e6);
        for wrong in [
            "licences",
            "licences.all.mean",
            "licences.all.mean=",
            "licences.all.mean=-1",
            "licences.all.mean=nan",
            "licences.all=1",
            "licences.p0=1",
            "licences.p100=1",
            "mean=1",
        ] {
            assert!(Aim::of(wrong).is_err(), "{wrong}");
        }
    }

    /// Σ 6/(π²j²) = 1.
    #[test]
    fn the_looks_share_the_whole_error_and_no_more() {
        let shares: f64 = (1..100_000).map(error_share).sum();
        assert!(shares < 1.0 && shares > 0.9999, "{shares}");
        assert_eq!(
            (1..=4).map(worlds_at).collect::<Vec<_>>(),
            [100, 150, 225, 338]
        );
    }
}
