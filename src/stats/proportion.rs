//! Intervals of a chance, from how often it came true in independent trials.
//!
//! The t interval fails near 0 and 1: an event never seen would have no error at all. Wilson's
//! interval stays good on average; the exact one never covers less than it says and is the choice
//! for rare events. Both take trials as independent: with ignorance, pass the worlds in which
//! something happened, not the runs.

use super::interval::{Estimate, Interval, normal_quantile, t_quantile, upper_tail};
use crate::special::beta_quantile;

/// Wilson's score interval (Wilson 1927, *Journal of the American Statistical Association*
/// 22:209–212): the chances p with |p̂ − p| ≤ z·√(p(1 − p)/n).
///
/// `None` without trials, with more successes than trials, or for a level outside (0, 1). Its
/// coverage swings around the level, most of all for rare events.
pub fn wilson(successes: u64, trials: u64, level: f64) -> Option<Interval> {
    let z = normal_quantile(upper_tail(level)?)?;
    if trials == 0 || successes > trials {
        return None;
    }
    let n = trials as f64;
    let share = successes as f64 / n;
    let scale = 1.0 + z * z / n;
    let centre = (share + z * z / (2.0 * n)) / scale;
    let variance = share * (1.0 - share) / n + z * z / (4.0 * n * n);
    let reach = z * libm::sqrt(variance) / scale;
    Some(Interval {
        lower: if successes == 0 {
            0.0
        } else {
            (centre - reach).max(0.0)
        },
        upper: if successes == trials {
            1.0
        } else {
            (centre + reach).min(1.0)
        },
    })
}

/// The exact interval of Clopper & Pearson (1934, *Biometrika* 26:404–413): the chances that
/// neither tail test of size (1 − level)/2 rejects.
///
/// Limits are beta quantiles: with x successes in n trials, the lower of Beta(x, n − x + 1), the
/// upper of Beta(x + 1, n − x). Covers at least with the level, usually more. Exactly 0 below when
/// nothing happened, exactly 1 above when it always did. `None` as for [`wilson`].
pub fn clopper_pearson(successes: u64, trials: u64, level: f64) -> Option<Interval> {
    let upper_tail = upper_tail(level)?;
    if trials == 0 || successes > trials {
        return None;
    }
    let (successes, failures) = (successes as f64, (trials - successes) as f64);
    let lower = if successes == 0.0 {
        0.0
    } else {
        beta_quantile(successes, failures + 1.0, 1.0 - upper_tail)
    };
    let upper = if failures == 0.0 {
        1.0
    } else {
        beta_quantile(successes + 1.0, failures, upper_tail)
    };
    Some(Interval { lower, upper })
}

/// The exact interval for runs that stand together in worlds (Korn & Graubard 1998, *Survey
/// Methodology* 24:193–201): Clopper and Pearson's, as if the trials were as many as the standard
/// error says, x̃ = p̂ñ of ñ = p̂(1 − p̂)/SE²·(z/t)², t with W − 1 degrees of freedom.
///
/// No more trials than runs are counted. Where nothing or everything came true there is no error to
/// go by; then each world counts as one trial. `None` below two worlds, for a share outside [0, 1]
/// and for a level outside (0, 1).
pub fn clustered(share: &Estimate, level: f64) -> Option<Interval> {
    let tail = upper_tail(level)?;
    let p = share.mean;
    if share.worlds < 2 || !(0.0..=1.0).contains(&p) {
        return None;
    }
    let trials = if p == 0.0 || p == 1.0 || share.standard_error == 0.0 {
        share.worlds as f64
    } else {
        let few = normal_quantile(tail)? / t_quantile(tail, share.degrees_of_freedom)?;
        let effective = p * (1.0 - p) / share.standard_error.powi(2) * few * few;
        effective.min(share.runs as f64)
    };
    let (successes, failures) = (p * trials, (1.0 - p) * trials);
    Some(Interval {
        lower: match successes > 0.0 {
            true => beta_quantile(successes, failures + 1.0, 1.0 - tail),
            false => 0.0,
        },
        upper: match failures > 0.0 {
            true => beta_quantile(successes + 1.0, failures, tail),
            false => 1.0,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Binomial, Discrete};

    const LEVEL: f64 = 0.95;

    /// Newcombe 1998, *Statistics in Medicine* 17:857–872, table I: 81 of 263, 15 of 148, 0 of 20
    /// and 1 of 29; exact and score intervals.
    #[test]
    fn intervals_agree_with_newcombes_table() {
        for (successes, trials, exact, score) in [
            (81, 263, (0.2527, 0.3676), (0.2553, 0.3662)),
            (15, 148, (0.0578, 0.1617), (0.0624, 0.1605)),
            (0, 20, (0.0, 0.1684), (0.0, 0.1611)),
            (1, 29, (0.0009, 0.1776), (0.0061, 0.1718)),
        ] {
            for (found, expected) in [
                (clopper_pearson(successes, trials, LEVEL).unwrap(), exact),
                (wilson(successes, trials, LEVEL).unwrap(), score),
            ] {
                assert!(
                    (found.lower - expected.0).abs() < 6e-5,
                    "{found:?} {expected:?}"
                );
                assert!(
                    (found.upper - expected.1).abs() < 6e-5,
                    "{found:?} {expected:?}"
                );
            }
        }
    }

    /// (1 − level)/2 = (1 − upper)ⁿ when nothing happened in n trials.
    #[test]
    fn what_never_happened_has_a_closed_form() {
        for trials in [1, 20, 1_000, 10_000_000] {
            let upper = clopper_pearson(0, trials, LEVEL).unwrap().upper;
            let expected = -libm::expm1(libm::log(0.025) / trials as f64);
            assert!(
                (upper / expected - 1.0).abs() < 1e-7,
                "{trials}: {upper} {expected}"
            );
            let lower = clopper_pearson(trials, trials, LEVEL).unwrap().lower;
            assert!((lower - (1.0 - expected)).abs() < 1e-8);
        }
    }

    #[test]
    fn runs_that_stand_alone_have_the_exact_interval_and_worlds_widen_it() {
        let estimate = |hits: f64, runs: u64, worlds: u64, effect: f64| Estimate {
            mean: hits / runs as f64,
            standard_error: (effect * hits * (runs as f64 - hits) / (runs as f64).powi(3)).sqrt(),
            degrees_of_freedom: worlds - 1,
            runs,
            worlds,
        };
        // With 10⁶ degrees of freedom t is z.
        let alone = clustered(&estimate(300.0, 1_000_000, 1_000_000, 1.0), LEVEL).unwrap();
        let exact = clopper_pearson(300, 1_000_000, LEVEL).unwrap();
        assert!(
            (alone.lower - exact.lower).abs() < 1e-9,
            "{alone:?} {exact:?}"
        );
        assert!((alone.upper - exact.upper).abs() < 1e-9);
        let together = clustered(&estimate(300.0, 1000, 100, 10.0), LEVEL).unwrap();
        let exact = clopper_pearson(30, 100, LEVEL).unwrap();
        // A hundred trials, a little fewer for t with 99 degrees of freedom.
        assert!(together.lower < exact.lower && together.lower > exact.lower - 0.004);
        assert!(together.upper > exact.upper && together.upper < exact.upper + 0.004);
        let never = clustered(&estimate(0.0, 1000, 100, 1.0), LEVEL).unwrap();
        assert_eq!(never, clopper_pearson(0, 100, LEVEL).unwrap());
        let always = clustered(&estimate(1000.0, 1000, 100, 1.0), LEVEL).unwrap();
        assert_eq!(always.upper, 1.0);
    }

    #[test]
    fn impossible_questions_have_no_answer() {
        for interval in [wilson, clopper_pearson] {
            assert_eq!(interval(0, 0, LEVEL), None);
            assert_eq!(interval(3, 2, LEVEL), None);
            assert_eq!(interval(1, 2, 1.0), None);
            let all = interval(5, 5, LEVEL).unwrap();
            assert!(all.lower > 0.0 && all.upper == 1.0);
        }
    }

    /// The chance that `interval` covers `p` in `trials` trials, summed over all outcomes.
    fn coverage(interval: fn(u64, u64, f64) -> Option<Interval>, trials: u64, p: f64) -> f64 {
        let binomial = Binomial::new(p, trials).unwrap();
        (0..=trials)
            .filter(|successes| interval(*successes, trials, LEVEL).unwrap().contains(p))
            .map(|successes| binomial.pmf(successes))
            .sum()
    }

    /// Computed, not simulated: no error to accept.
    #[test]
    fn the_exact_interval_never_covers_less_than_its_level() {
        for trials in [5, 20, 100] {
            for step in 1..100 {
                let covered = coverage(clopper_pearson, trials, f64::from(step) / 100.0);
                assert!(covered >= LEVEL - 1e-9, "{trials} {step}: {covered}");
            }
        }
    }

    #[test]
    fn wilsons_interval_covers_as_often_as_it_says_on_average() {
        for trials in [20, 100] {
            let mean: f64 = (1..100)
                .map(|step| coverage(wilson, trials, f64::from(step) / 100.0))
                .sum::<f64>()
                / 99.0;
            assert!((mean - LEVEL).abs() < 0.01, "{trials}: {mean}");
        }
    }
}
