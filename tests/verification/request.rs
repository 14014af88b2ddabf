//! Requests against closed forms: what a total is made of where it stands at a quantile, and what
//! suffices.
//!
//! - Parts A, B independent and normal: E[A | A + B = q] = μ_A + σ²_A/(σ²_A + σ²_B) · (q − μ_A − μ_B),
//!   and q = μ + σ z_p. Truncated at 0, eight standard deviations away.
//! - Gamma with one scale: E[A | A + B = q] = q · k_A/(k_A + k_B).
//! - Exponential with means a, b, c = 1/a − 1/b: given A + B = q, A is exponential with rate c, cut
//!   at q: E = 1/c − q/(e^(cq) − 1). Not linear in q, so that the window's bias would show.
//! - A Poisson number (mean λ) of jobs at one price: the quantile is that of the Poisson
//!   distribution.
//! - A Poisson number of jobs of exponential cost: mean λμ, variance 2λμ².
//!
//! The errors of parts are those the request itself states (delete-a-group jackknife, 19 degrees of
//! freedom).

use soyaku::analysis::request::{Requested, lay_out};
use soyaku::analysis::{Figures, Layout, Listener, Settings, Watch, simulate};
use soyaku::engine::Plan;
use statrs::distribution::{ContinuousCDF, DiscreteCDF, Gamma, Normal, Poisson};

use crate::common;
use crate::registry::{Comparison, Mean, check};

const RUNS: u64 = 60_000;
/// For what needs more of them: ten times as many, with a seed (the first digits of π) that was
/// written down before the first of these runs. As all comparisons, those with these runs fail a
/// right program with a probability of 4·10⁻⁴ divided by the number registered.
const FRESH: Settings = Settings {
    runs: 10 * RUNS,
    seed: 314_159,
    threads: 0,
};

/// A theme with two jobs in the first year, at institutes `a` and `b`.
fn two(a: &str, b: &str) -> String {
    let job = |id: &str, cost: &str| {
        format!(
            "  [[route.r.stage.activity]]\n  id = \"{id}\"\n  after = []\n  needs = {{ f = 1 }}\n  \
             providers = [\"{id}\"]\n  duration_months = 1\n  cost = {cost}\n"
        )
    };
    common::head(1.0)
        + "[institute.a.function.f]\nslots = 9\n[institute.b.function.f]\nslots = 9\n\
           [[route.r.stage]]\nid = \"s\"\n"
        + &job("a", a)
        + &job("b", b)
        + "[theme.T]\n"
}

/// The request for the first year, with the mean and the standard error of its cost.
fn request(text: &str, confidence: f64) -> (Requested, Mean) {
    let settings = Settings {
        runs: RUNS,
        seed: 23,
        threads: 1,
    };
    request_of(text, confidence, settings)
}

fn request_of(text: &str, confidence: f64, settings: Settings) -> (Requested, Mean) {
    let model = common::model(text);
    let plan = Plan::new(&model);
    let watch = Watch {
        year: Some(0),
        ..Watch::default()
    };
    let layout = Layout::watching(&plan, &watch);
    let sample = simulate(
        &plan,
        &layout,
        settings,
        &mut Listener {
            progress: &|_| (),
            stop: &std::sync::atomic::AtomicBool::new(false),
            sink: &mut |_, _| Ok(()),
        },
    );
    let sample = sample.unwrap();
    let figures = Figures {
        model: &model,
        layout: &layout,
        plan: &plan,
        sample: &sample,
    };
    let whole = layout.slice(figures.whole_budget(), 0);
    let estimate = figures.estimate(whole).unwrap();
    let mean = Mean {
        mean: estimate.mean,
        error: estimate.standard_error,
        freedom: estimate.degrees_of_freedom,
    };
    (lay_out(&figures, confidence).unwrap(), mean)
}

/// The first part against its expectation at the true quantile.
fn part(case: &str, expected: f64, requested: &Requested) -> Comparison {
    let error = requested.errors.as_ref().unwrap()[0];
    let sample = Mean {
        mean: requested.parts[0] as f64,
        error,
        freedom: 19,
    };
    Comparison::estimated(case, expected, sample)
}

/// A quantile against the truth, by its error p(1 − p)/(n f²).
fn quantile(case: &str, expected: f64, density: f64, p: f64, requested: &Requested) -> Comparison {
    let error = (p * (1.0 - p) / RUNS as f64).sqrt() / density;
    // Bins are 0.4 % wide; inside, values count as spread evenly, which is off by far less.
    Comparison::known(case, expected, requested.total as f64, error).rounded(expected * 2e-4)
}

#[test]
fn requests_agree_with_closed_forms() {
    let mut comparisons = Vec::new();
    let normal = Normal::new(0.0, 1.0).unwrap();
    for p in [0.5, 0.8, 0.95] {
        let text = two(
            "{ normal = { mean = 80_000_000, sd = 10_000_000, min = 0 } }",
            "{ normal = { mean = 50_000_000, sd = 5_000_000, min = 0 } }",
        );
        let (requested, _) = request(&text, p);
        let z = normal.inverse_cdf(p);
        let sigma = 125.0_f64.sqrt() * 1e6;
        let q = 130e6 + sigma * z;
        let expected = 80e6 + 100.0 / 125.0 * (q - 130e6);
        comparisons.push(part(
            &format!("normal: part near P{}", 100.0 * p),
            expected,
            &requested,
        ));
        let density = f64::exp(-z * z / 2.0) / (std::f64::consts::TAU.sqrt() * sigma);
        comparisons.push(quantile(
            &format!("normal: P{}", 100.0 * p),
            q,
            density,
            p,
            &requested,
        ));
    }

    // A part without spread stays what it is, wherever the total stands.
    let (requested, _) = request(
        &two("100_000_000", "{ exponential = { mean = 50_000_000 } }"),
        0.9,
    );
    let certain = requested.parts[0] as f64;
    comparisons.push(Comparison::exact("a certain part near P90", 1e8, certain));

    // Shape and mean: 2 · 20 and 3 · 20 million.
    let text = two(
        "{ gamma = { shape = 2, scale = 20_000_000 } }",
        "{ gamma = { shape = 3, scale = 20_000_000 } }",
    );
    let (requested, mean) = request(&text, 0.8);
    let gamma = Gamma::new(5.0, 1.0 / 20e6).unwrap();
    let q = gamma.inverse_cdf(0.8);
    comparisons.push(part("gamma: part near P80", q * 0.4, &requested));
    comparisons.push(Comparison::estimated("gamma: mean cost", 100e6, mean));

    let text = two(
        "{ exponential = { mean = 30_000_000 } }",
        "{ exponential = { mean = 90_000_000 } }",
    );
    for (p, q) in [(0.8, hypoexponential(0.8)), (0.95, hypoexponential(0.95))] {
        let (requested, _) = request(&text, p);
        let c = 1.0 / 30e6 - 1.0 / 90e6;
        let expected = 1.0 / c - q / libm::expm1(c * q);
        comparisons.push(part(
            &format!("exponential: part near P{}", 100.0 * p),
            expected,
            &requested,
        ));
    }

    let jobs = |cost: &str| {
        common::head(1.0)
            + "[institute.a.function.f]\nslots = 99\n[[route.r.stage]]\nid = \"s\"\n\
               [[route.r.stage.activity]]\nid = \"w\"\nneeds = { f = 1 }\nproviders = [\"a\"]\n\
               duration_months = 0\n"
            + cost
            + "\n[channel.c]\nrate_per_year = 20\nmix = { r = 1 }\n"
    };
    let poisson = Poisson::new(20.0).unwrap();
    let (requested, _) = request(&jobs("cost = 1_000"), 0.8);
    let exact = poisson.inverse_cdf(0.8) as f64 * 1000.0;
    // Bins of magnitudes above 511 are 0.4 % wide.
    let off = (requested.total as f64 - exact).abs() / exact;
    comparisons.push(Comparison::exact(
        "Poisson jobs: P80 within a bin",
        0.0,
        f64::from(u8::from(off > 0.004)),
    ));
    let jobs = jobs("cost = { exponential = { mean = 1_000_000 } }");
    let (_, mean) = request_of(&jobs, 0.8, FRESH);
    let error = (2.0 * 20.0 * 1e12 / FRESH.runs as f64).sqrt();
    comparisons.push(Comparison::known(
        "compound Poisson: mean cost",
        20e6,
        mean.mean,
        error,
    ));
    comparisons.push(Comparison::known(
        "compound Poisson: its error",
        error,
        mean.error,
        // √((κ + 2) / 4n) of it, with κ = 24 / 4λ the excess kurtosis of such a sum.
        error * ((0.3 + 2.0) / (4.0 * FRESH.runs as f64)).sqrt(),
    ));
    check("request", &comparisons);
}

/// The quantile of the sum of exponentials with means 30 and 90 million.
fn hypoexponential(p: f64) -> f64 {
    let (a, b) = (30e6, 90e6);
    let below = |t: f64| 1.0 - (b * f64::exp(-t / b) - a * f64::exp(-t / a)) / (b - a);
    let (mut low, mut high) = (0.0, 2e9);
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if below(middle) < p {
            low = middle
        } else {
            high = middle
        }
    }
    high
}
