//! The one registry of statistical comparisons.
//!
//! Every comparison with theory goes through [`Comparison`], every subject through [`check`]. The
//! family-wise error is 10⁻³, shared equally (Bonferroni): with m comparisons each may fail with
//! probability 10⁻³/m when all is right. Seeds are fixed, so that a suite that passes stays so.
//!
//! Errors come from theory where it is known (critical value: normal), else from the sample
//! (Student's t with its degrees of freedom); a count of rare events is judged by the exact binomial
//! distribution, and what cannot vary must be equal.

use statrs::distribution::{Binomial, DiscreteCDF};

use soyaku::stats::interval::t_quantile;

/// The probability that any comparison fails although everything is right.
const FAMILY_ERROR: f64 = 4e-4;

/// Comparisons by subject.
const REGISTRY: [(&str, usize); 15] = [
    ("queues", 24),
    ("odds", 12),
    ("repeats", 8),
    ("arrivals", 17),
    ("split", 3),
    ("paul-2010", 27),
    ("r1", 32),
    ("dependence", 9),
    ("licensing", 34),
    ("purses", 17),
    ("caps", 13),
    ("selection", 24),
    ("ranking", 19),
    ("request", 14),
    ("compare", 14),
];

/// All registered comparisons.
fn registered() -> usize {
    REGISTRY.iter().map(|(_, count)| count).sum()
}

/// How a comparison is judged.
#[derive(Clone, Copy, Debug)]
enum Judge {
    /// Standard error known from theory.
    Known(f64),
    /// Standard error estimated, with degrees of freedom.
    Estimated(f64, u64),
    /// Hits among trials with a probability: exact binomial.
    Rare {
        hits: u64,
        trials: u64,
        probability: f64,
    },
    /// No variance.
    Exact,
}

/// One comparison of a simulated figure with theory.
#[derive(Clone, Debug)]
pub struct Comparison {
    case: String,
    expected: f64,
    obtained: f64,
    /// Half a unit of the last digit of a printed reference; 0 for theory.
    rounding: f64,
    judge: Judge,
}

impl Comparison {
    /// With the standard error theory gives.
    pub fn known(case: impl Into<String>, expected: f64, obtained: f64, error: f64) -> Comparison {
        Comparison::new(case, expected, obtained, Judge::Known(error))
    }

    /// With a standard error from the sample.
    pub fn estimated(case: impl Into<String>, expected: f64, sample: Mean) -> Comparison {
        let judge = Judge::Estimated(sample.error, sample.freedom);
        Comparison::new(case, expected, sample.mean, judge)
    }

    /// A share of hits: by its normal error where both hits and misses are many, else exactly.
    pub fn share(case: impl Into<String>, probability: f64, hits: u64, trials: u64) -> Comparison {
        let rarer = probability.min(1.0 - probability) * trials as f64;
        let judge = if probability <= 0.0 || probability >= 1.0 {
            Judge::Exact
        } else if rarer < 1000.0 {
            Judge::Rare {
                hits,
                trials,
                probability,
            }
        } else {
            Judge::Known((probability * (1.0 - probability) / trials as f64).sqrt())
        };
        Comparison::new(case, probability, hits as f64 / trials as f64, judge)
    }

    /// What has no variance.
    pub fn exact(case: impl Into<String>, expected: f64, obtained: f64) -> Comparison {
        Comparison::new(case, expected, obtained, Judge::Exact)
    }

    /// The reference is printed with an error of up to `half_digit`.
    pub fn rounded(self, half_digit: f64) -> Comparison {
        Comparison {
            rounding: half_digit,
            ..self
        }
    }

    fn new(case: impl Into<String>, expected: f64, obtained: f64, judge: Judge) -> Comparison {
        Comparison {
            case: case.into(),
            expected,
            obtained,
            rounding: 0.0,
            judge,
        }
    }

    /// Difference beyond the rounding of the reference, with its sign.
    fn difference(&self) -> f64 {
        let difference = self.obtained - self.expected;
        difference.signum() * (difference.abs() - self.rounding).max(0.0)
    }

    /// Standard error and z, where there are any.
    fn error_and_z(&self) -> Option<(f64, f64)> {
        let error = match self.judge {
            Judge::Known(error) | Judge::Estimated(error, _) => error,
            Judge::Rare {
                trials,
                probability,
                ..
            } => (probability * (1.0 - probability) / trials as f64).sqrt(),
            Judge::Exact => return None,
        };
        Some((error, self.difference() / error))
    }

    /// Whether it agrees when it alone may fail with probability `alpha`.
    fn agrees(&self, alpha: f64) -> bool {
        let beyond = |freedom| {
            let critical = t_quantile(1.0 - alpha / 2.0, freedom).unwrap_or(0.0);
            self.error_and_z()
                .is_some_and(|(error, z)| error > 0.0 && z.abs() < critical)
        };
        match self.judge {
            Judge::Known(_) => beyond(u64::MAX),
            Judge::Estimated(_, freedom) => beyond(freedom),
            Judge::Exact => self.expected == self.obtained,
            Judge::Rare {
                hits,
                trials,
                probability,
            } => {
                let Ok(binomial) = Binomial::new(probability, trials) else {
                    return false;
                };
                let lower = binomial.cdf(hits);
                let upper = if hits == 0 {
                    1.0
                } else {
                    binomial.sf(hits - 1)
                };
                lower > alpha / 2.0 && upper > alpha / 2.0
            }
        }
    }
}

/// Prints the comparisons of a subject and fails where one does not agree.
pub fn check(subject: &str, comparisons: &[Comparison]) {
    let alpha = FAMILY_ERROR / registered() as f64;
    let mut text = format!(
        "{subject}: {} comparisons, each fails with probability {alpha:.1e} when all is right\n\
         {:<58}{:>16}{:>16}{:>13}{:>8}\n",
        comparisons.len(),
        "case",
        "expected",
        "obtained",
        "error",
        "z"
    );
    for comparison in comparisons {
        let Comparison {
            case,
            expected,
            obtained,
            ..
        } = comparison;
        let (error, z) = match comparison.error_and_z() {
            Some((error, z)) => (format!("{error:.3e}"), format!("{z:+.2}")),
            None => ("0".to_owned(), "equal".to_owned()),
        };
        let mark = if comparison.agrees(alpha) {
            ""
        } else {
            "  DIFFERS"
        };
        text += &format!("{case:<58}{expected:>16.6}{obtained:>16.6}{error:>13}{z:>8}{mark}\n");
    }
    println!("{text}");
    let failed = comparisons
        .iter()
        .filter(|comparison| !comparison.agrees(alpha))
        .count();
    assert_eq!(failed, 0, "{failed} comparisons differ:\n{text}");
    let entry = REGISTRY.iter().find(|(name, _)| *name == subject);
    assert_eq!(
        entry.map(|(_, count)| *count),
        Some(comparisons.len()),
        "comparisons of {subject} in the registry"
    );
}

/// A mean with its standard error.
#[derive(Clone, Copy, Debug)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
    /// Degrees of freedom of the error.
    pub freedom: u64,
}

impl Mean {
    /// The mean of independent values.
    pub fn of(values: &[f64]) -> Mean {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let spread: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Mean {
            mean,
            error: (spread / (count - 1.0) / count).sqrt(),
            freedom: values.len() as u64 - 1,
        }
    }

    /// The ratio Σy/Σx over independent pairs (y, x), by the delta method: the error is that of the
    /// mean of y − r x, divided by the mean of x. Its bias, of the order of one over the number of
    /// pairs, is far below the error.
    pub fn ratio(pairs: &[(f64, f64)]) -> Mean {
        let (top, below) = pairs
            .iter()
            .fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
        let ratio = top / below;
        let residues: Vec<f64> = pairs.iter().map(|(y, x)| y - ratio * x).collect();
        let rest = Mean::of(&residues);
        Mean {
            mean: ratio,
            error: rest.error / (below / pairs.len() as f64),
            ..rest
        }
    }

    /// With the error of a reference that is itself an estimate, `share` times this variance.
    pub fn against(self, share: f64) -> Mean {
        Mean {
            error: self.error * (1.0 + share).sqrt(),
            ..self
        }
    }
}

#[test]
fn the_probability_of_a_false_alarm_of_one_comparison_is_below_1e_5() {
    assert!(
        FAMILY_ERROR / (registered() as f64) < 1e-5,
        "{} comparisons",
        registered()
    );
}

#[test]
fn a_comparison_can_fail() {
    let far = Comparison::known("six errors off", 1.0, 1.6, 0.1);
    assert!(!far.agrees(1e-6));
    assert!(far.rounded(0.3).agrees(1e-6));
    let sample = Mean::of(&[1.0, 1.1, 0.9, 1.0]);
    assert!(Comparison::estimated("", 1.05, sample).agrees(1e-6));
    assert!(!Comparison::estimated("", 99.0, sample).agrees(1e-6));
    assert!(!Comparison::share("", 1e-3, 12, 1000).agrees(1e-6));
    assert!(Comparison::share("", 1e-3, 3, 1000).agrees(1e-6));
    assert!(!Comparison::exact("", 2.0, 2.000_001).agrees(1e-6));
}
