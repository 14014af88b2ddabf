//! Differences between scenarios with a closed form.
//!
//! - n themes pass a stage with odds p and one with odds q: with p′ ≥ p the same draws decide, so each
//!   theme is licensed in addition with probability (p′ − p) q, and the difference of a run is
//!   binomial, with variance n r (1 − r), r = (p′ − p) q. Without common draws the variance would be
//!   that of both sides together, n (pq (1 − pq) + p′q (1 − p′q)).
//! - Customers of M/M/c wait C(c, λ/μ)/(cμ − λ) (Erlang); one more slot takes off the difference. Runs
//!   begin empty: with relaxation time τ = 1/(√(cμ) − √λ)² and T months, that is worth a share of at
//!   most 3 τ/T, by which the comparison is widened.
//! - Jobs of X yen under a cap of m X a year: m start in every year, until all are done.

use soyaku::analysis::compare::Comparison as Compared;

use crate::common::{self, difference_of as of};
use crate::registry::{Comparison, Mean, check};

fn compared<R>(
    texts: [String; 2],
    runs: u64,
    seed: u64,
    read: impl FnOnce(&Compared<'_>) -> R,
) -> R {
    common::compared(&texts.map(|text| common::model(&text)), runs, seed, read)
}

const THEMES: u32 = 40;

fn chain(odds: f64) -> String {
    let mut text = common::head(3.0);
    for (stage, odds) in [odds, 0.5].into_iter().enumerate() {
        text += &format!(
            "[[route.r.stage]]\nid = \"s{stage}\"\nodds = {odds}\n\
             [[route.r.stage.activity]]\nid = \"w\"\nduration_months = 2\n"
        );
    }
    for theme in 0..THEMES {
        text += &format!("[theme.t{theme:02}]\n");
    }
    text
}

fn odds_in_a_chain(comparisons: &mut Vec<Comparison>) {
    let (runs, more) = (4_000, (0.7 - 0.6) * 0.5);
    compared([chain(0.6), chain(0.7)], runs, 501, |found| {
        let licences = of(found, "licences.all");
        let themes = f64::from(THEMES);
        let error = (themes * more * (1.0 - more) / runs as f64).sqrt();
        let name = "one stage more likely: licences";
        comparisons.push(Comparison::known(
            name,
            themes * more,
            licences.mean.mean,
            error,
        ));
        // The sample variance of so many nearly normal values has a relative error of √(2/N).
        let name = "one stage more likely: error of the paired difference";
        let of_error = error * (0.5 / runs as f64).sqrt();
        comparisons.push(Comparison::known(
            name,
            error,
            licences.mean.standard_error,
            of_error,
        ));
        let less = licences.less.mean;
        comparisons.push(Comparison::exact("no run loses by better odds", 0.0, less));
        let some = 1.0 - (1.0 - more).powi(THEMES as i32);
        let gained = (licences.more.mean * runs as f64).round() as u64;
        let name = "runs that gain by better odds";
        comparisons.push(Comparison::share(name, some, gained, runs));
    });
}

fn queue(slots: u32) -> String {
    common::head(10.0)
        + &format!(
            "[institute.bank.function.desk]\nslots = {slots}\n\
             [[route.customer.stage]]\nid = \"service\"\n\
             [[route.customer.stage.activity]]\nid = \"serve\"\nneeds = {{ desk = 1 }}\n\
             providers = [\"bank\"]\n\
             duration_months = {{ exponential = {{ mean = 0.05 }} }}\n\
             [channel.c]\nrate_per_year = 360\nmix = {{ customer = 1 }}\n"
        )
}

/// The mean wait of M/M/c, months.
fn wait(slots: u32, rate: f64, mean: f64) -> f64 {
    let load = rate * mean;
    let loss = (1..=slots).fold(1.0, |loss, slot| {
        load * loss / (f64::from(slot) + load * loss)
    });
    let utilisation = load / f64::from(slots);
    let delayed = loss / (1.0 - utilisation * (1.0 - loss));
    delayed / (f64::from(slots) / mean - rate)
}

fn one_more_slot(comparisons: &mut Vec<Comparison>) {
    let (rate, mean, months): (f64, f64, f64) = (30.0, 0.05, 120.0);
    compared([queue(2), queue(3)], 300, 502, |found| {
        let (one, two) = (wait(2, rate, mean), wait(3, rate, mean));
        let relaxation = 1.0 / ((2.0 / mean).sqrt() - rate.sqrt()).powi(2);
        let ticks = f64::from(1 << 24);
        let waits = of(found, "wait.bank.desk").mean;
        let sample = Mean {
            mean: waits.mean / ticks,
            error: waits.standard_error / ticks,
            freedom: waits.degrees_of_freedom,
        };
        let bias = one * 3.0 * relaxation / months;
        let name = "M/M/2 to M/M/3: mean wait, months";
        comparisons.push(Comparison::estimated(name, two - one, sample).rounded(bias));
        let used = of(found, "use.bank.desk").mean;
        let load = rate * mean;
        let sample = Mean {
            mean: used.mean,
            error: used.standard_error,
            freedom: used.degrees_of_freedom,
        };
        let name = "M/M/2 to M/M/3: use";
        let expected = load / 3.0 - load / 2.0;
        // At the start nobody is served, at the end work goes on.
        let bias = expected.abs() * mean / months;
        comparisons.push(Comparison::estimated(name, expected, sample).rounded(bias));
    });
}

fn under_a_cap(jobs: u32) -> String {
    let mut text = common::head(4.0)
        + &format!(
            "[[cap]]\nid = \"all\"\namount_per_year = {}\n\
             [institute.lab.function.f]\nslots = \"unlimited\"\n\
             [[route.r.stage]]\nid = \"s\"\n[[route.r.stage.activity]]\nid = \"w\"\n\
             needs = {{ f = 1 }}\nproviders = [\"lab\"]\nduration_months = 1\ncost = 1_000\n",
            1_000 * jobs
        );
    for theme in 0..20 {
        text += &format!("[theme.t{theme:02}]\n");
    }
    text
}

fn a_wider_cap(comparisons: &mut Vec<Comparison>) {
    compared([under_a_cap(3), under_a_cap(6)], 3, 503, |found| {
        // 3, 3, 3, 3 against 6, 6, 6, 2.
        for (year, more) in [(2013, 3.0), (2014, 3.0), (2015, 3.0), (2016, -1.0)] {
            for (key, scale) in [("licences", 1.0), ("cost", 1_000.0)] {
                let key = format!("{key}.{year}");
                let difference = of(found, &key).mean.mean;
                let name = format!("cap of 3 jobs a year, then 6: {key}");
                comparisons.push(Comparison::exact(name, more * scale, difference));
            }
        }
    });
}

#[test]
fn differences_between_scenarios() {
    let mut comparisons = Vec::new();
    odds_in_a_chain(&mut comparisons);
    one_more_slot(&mut comparisons);
    a_wider_cap(&mut comparisons);
    check("compare", &comparisons);
}
