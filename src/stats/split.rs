//! The variance of a result, split into chance and ignorance.
//!
//! A run's value is x = μ + a + e: a the deviation of its world (ignorance, variance σ²a), e that
//! of the run within its world (chance, variance σ²e). With W worlds of k runs the analysis of
//! variance estimates both without bias (Searle, Casella & McCulloch 1992, *Variance Components*,
//! chapter 3):
//!
//! ```text
//! MSB = k Σ_w (x̄_w − x̄)² / (W − 1)          E[MSB] = k σ²a + σ²e
//! MSW = Σ_w Σ_j (x_wj − x̄_w)² / (W (k − 1))   E[MSW] = σ²e
//! σ̂²a = (MSB − MSW) / k,   σ̂²e = MSW
//! ```
//!
//! The estimate of σ²a may fall below zero by luck; it is then shown as zero.
//!
//! No shape of a or e is assumed, so the interval of the share σ²a/(σ²a + σ²e) comes from leaving
//! out one world at a time. The jackknife works on ln(MSB/MSW), whose distribution is nearly
//! symmetric (Arvesen & Schmitz 1970, *Biometrics* 26:677–686), and is carried back by the
//! increasing map F ↦ (F − 1)/(F + k − 1).

use super::exact::{centred, minus_quotient};
use super::interval::{Interval, t_quantile, upper_tail};
use super::moments::Moments;

/// Variance per run by source, in the squared unit of the quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceSplit {
    /// `between` + `within`.
    pub total: f64,
    /// Between worlds: ignorance. At least 0.
    pub between: f64,
    /// Within worlds: chance. At least 0.
    pub within: f64,
}

impl VarianceSplit {
    /// The share of ignorance, 0 to 1; `None` where nothing varies.
    pub fn ignorance_share(&self) -> Option<f64> {
        (self.total > 0.0).then(|| self.between / self.total)
    }
}

/// The share of the variance that ignorance explains, with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IgnoranceShare {
    /// Between / (between + within), 0 to 1.
    pub share: f64,
    /// Jackknife interval, inside [0, 1]; all of [0, 1] where the data cannot say.
    pub interval: Interval,
}

/// Mean squares of the one-way analysis of variance.
#[derive(Clone, Copy)]
struct MeanSquares {
    between: f64,
    within: f64,
    runs_per_world: f64,
}

impl MeanSquares {
    /// `None` when k = 1, below two worlds, or where the sums are not exact.
    fn of(moments: &Moments) -> Option<Self> {
        if moments.runs_per_world < 2 || moments.worlds < 2 || !moments.is_exact() {
            return None;
        }
        let runs_per_world = f64::from(moments.runs_per_world);
        let worlds = moments.worlds as f64;
        let between = centred(
            moments.sum,
            moments.sum,
            moments.world_squares,
            moments.worlds,
        );
        let within = minus_quotient(
            moments.squares,
            moments.world_squares,
            moments.runs_per_world,
        );
        Some(Self {
            between: between.max(0.0) / runs_per_world / (worlds - 1.0),
            within: within.max(0.0) / (worlds * (runs_per_world - 1.0)),
            runs_per_world,
        })
    }

    /// The unbiased σ̂²a, which may be negative.
    fn component_between(&self) -> f64 {
        (self.between - self.within) / self.runs_per_world
    }

    /// ln(MSB/MSW); infinite where one of them is zero, not a number where both are.
    fn log_ratio(&self) -> f64 {
        libm::log(self.between / self.within)
    }
}

/// The share that belongs to a ratio F = MSB/MSW: (F − 1)/(F + k − 1), not below zero.
fn share(ratio: f64, runs_per_world: f64) -> f64 {
    if ratio == f64::INFINITY {
        return 1.0;
    }
    ((ratio - 1.0) / (ratio + runs_per_world - 1.0)).max(0.0)
}

impl Moments {
    /// Splits the variance of a run into ignorance and chance. `None` when k = 1, below two
    /// worlds, or where the sums are not exact.
    pub fn split(&self) -> Option<VarianceSplit> {
        let squares = MeanSquares::of(self)?;
        let between = squares.component_between().max(0.0);
        Some(VarianceSplit {
            total: between + squares.within,
            between,
            within: squares.within,
        })
    }

    /// The part between worlds as estimated, negative or not: its mean is what is unbiased.
    #[cfg(test)]
    pub(super) fn untruncated_between(&self) -> Option<f64> {
        Some(MeanSquares::of(self)?.component_between())
    }
}

/// The share of ignorance over `worlds` (the moments of single worlds), with its delete-one-world
/// jackknife interval of the given level.
///
/// `None` when k = 1, below three worlds, where nothing varies, where sums are not exact, and for
/// a level outside (0, 1). Without any chance the share is exactly 1, and so is its interval.
pub(super) fn ignorance_share(worlds: &[Moments], level: f64) -> Option<IgnoranceShare> {
    let first = worlds.first()?;
    let mut all = Moments::empty(first.runs_per_world);
    for world in worlds {
        all.merge(world);
    }
    let squares = MeanSquares::of(&all)?;
    let critical = t_quantile(upper_tail(level)?, all.worlds - 1)?;
    if worlds.len() < 3 || (squares.between == 0.0 && squares.within == 0.0) {
        return None;
    }
    let share_now = share(squares.between / squares.within, squares.runs_per_world);
    if squares.within == 0.0 {
        return Some(IgnoranceShare {
            share: share_now,
            interval: Interval::point(share_now),
        });
    }
    let left_out: Vec<f64> = worlds
        .iter()
        .filter_map(|world| MeanSquares::of(&all.without(world)))
        .map(|squares| squares.log_ratio())
        .collect();
    let interval = log_interval(squares.log_ratio(), &left_out, critical).map_or(
        Interval {
            lower: 0.0,
            upper: 1.0,
        },
        |logs| Interval {
            lower: share(libm::exp(logs.lower), squares.runs_per_world),
            upper: share(libm::exp(logs.upper), squares.runs_per_world),
        },
    );
    Some(IgnoranceShare {
        share: share_now,
        interval,
    })
}

/// The jackknife interval of a statistic from its values without one world each; `None` where any
/// is not finite.
///
/// Centred at the statistic itself, not at the mean of the pseudovalues, so that the interval
/// surrounds the number that is shown. Variance (W − 1)/W · Σ(θ₋w − θ̄₋)².
fn log_interval(statistic: f64, left_out: &[f64], critical: f64) -> Option<Interval> {
    if !statistic.is_finite() || left_out.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let worlds = left_out.len() as f64;
    let mean = left_out.iter().sum::<f64>() / worlds;
    let spread: f64 = left_out.iter().map(|value| (value - mean).powi(2)).sum();
    let reach = critical * libm::sqrt((worlds - 1.0) / worlds * spread);
    Some(Interval {
        lower: statistic - reach,
        upper: statistic + reach,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worlds(values: &[&[i64]]) -> Vec<Moments> {
        values
            .iter()
            .map(|world| {
                let mut moments = Moments::empty(world.len() as u32);
                moments.add_world(world.iter().copied());
                moments
            })
            .collect()
    }

    fn total(worlds: &[Moments]) -> Moments {
        let mut all = Moments::empty(worlds[0].runs_per_world);
        worlds.iter().for_each(|world| all.merge(world));
        all
    }

    /// Snedecor & Cochran 1989, *Statistical Methods*, section 13.3: calcium in turnip leaves,
    /// four determinations on each of four leaves, in hundredths of a per cent; mean squares
    /// 0.2961 and 0.0066, components 0.0724 and 0.0066.
    #[test]
    fn calcium_in_turnip_leaves() {
        let leaves = worlds(&[
            &[328, 309, 303, 303],
            &[352, 348, 338, 338],
            &[288, 280, 281, 276],
            &[334, 338, 323, 326],
        ]);
        let split = total(&leaves).split().unwrap();
        assert!((split.between / 1e4 - 0.0724).abs() < 5e-5, "{split:?}");
        assert!((split.within / 1e4 - 0.0066).abs() < 5e-5, "{split:?}");
        assert_eq!(split.total, split.between + split.within);
    }

    #[test]
    fn a_split_done_by_hand() {
        let split = total(&worlds(&[&[1, 3], &[5, 7], &[9, 11]]))
            .split()
            .unwrap();
        assert_eq!(
            (split.between, split.within, split.total),
            (15.0, 2.0, 17.0)
        );
        assert_eq!(split.ignorance_share(), Some(15.0 / 17.0));
    }

    #[test]
    fn a_negative_part_is_shown_as_zero() {
        let split = total(&worlds(&[&[0, 10], &[10, 0], &[0, 10]]))
            .split()
            .unwrap();
        assert_eq!((split.between, split.within), (0.0, 50.0));
    }

    #[test]
    fn without_two_runs_or_two_worlds_there_is_no_split() {
        assert_eq!(total(&worlds(&[&[1], &[2], &[3]])).split(), None);
        assert_eq!(total(&worlds(&[&[1, 2, 3]])).split(), None);
    }

    #[test]
    fn a_constant_has_no_share() {
        let constant = worlds(&[&[7, 7], &[7, 7], &[7, 7]]);
        let split = total(&constant).split().unwrap();
        assert_eq!(split.total, 0.0);
        assert_eq!(split.ignorance_share(), None);
        assert_eq!(ignorance_share(&constant, 0.95), None);
    }

    #[test]
    fn without_chance_ignorance_is_everything() {
        let found = ignorance_share(&worlds(&[&[1, 1], &[5, 5], &[7, 7]]), 0.95).unwrap();
        assert_eq!(found.share, 1.0);
        assert_eq!(found.interval, Interval::point(1.0));
    }

    #[test]
    fn an_undecidable_share_is_said_to_be_anywhere() {
        let found = ignorance_share(&worlds(&[&[0, 2], &[2, 0], &[1, 1]]), 0.95).unwrap();
        assert_eq!(found.share, 0.0);
        assert_eq!(
            found.interval,
            Interval {
                lower: 0.0,
                upper: 1.0
            }
        );
    }

    #[test]
    fn the_interval_surrounds_the_share() {
        let values: &[&[i64]] = &[&[1, 4], &[5, 7], &[9, 12], &[2, 6], &[14, 9]];
        let found = ignorance_share(&worlds(values), 0.8).unwrap();
        let split = total(&worlds(values)).split().unwrap();
        assert!((found.share - split.ignorance_share().unwrap()).abs() < 1e-12);
        assert!(found.interval.lower < found.share && found.share < found.interval.upper);
        assert!(found.interval.upper < 1.0);
        let wider = ignorance_share(&worlds(values), 0.95).unwrap().interval;
        assert!(wider.lower <= found.interval.lower && wider.upper > found.interval.upper);
    }
}
