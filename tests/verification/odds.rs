//! Odds along a route: their product, what ignorance adds, and what areas change.
//!
//! With independent odds pᵢ of the stages, a theme passes all with probability Π pᵢ. Where the pᵢ
//! are unknown but shared (ignorance), licences of a world of n themes are binomial given P = Π pᵢ, so
//! that the mean of W worlds has variance (Var P + E[P (1 − P)]/n) / W.

use std::fmt::Write;

use soyaku::engine::{Happening, Observer, Plan, RunEnd, ThemeRun};
use soyaku::model::Ticks;

use crate::common;
use crate::registry::{Comparison, check};

/// Themes in a run.
const THEMES: u64 = 50;

/// Outcomes by stage, and licences by area.
#[derive(Debug, Default)]
struct Outcomes {
    judged: Vec<u64>,
    passed: Vec<u64>,
    licensed: Vec<u64>,
}

impl Observer for Outcomes {
    fn observe(&mut self, _: &Plan<'_>, _: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        match what {
            Happening::Outcome { stage, passed, .. } => {
                let stage = usize::from(stage);
                if self.judged.len() <= stage {
                    self.judged.resize(stage + 1, 0);
                    self.passed.resize(stage + 1, 0);
                }
                self.judged[stage] += 1;
                self.passed[stage] += u64::from(passed);
            }
            Happening::Licensed { .. } => {
                let area = theme.area.unwrap_or(0) as usize;
                if self.licensed.len() <= area {
                    self.licensed.resize(area + 1, 0);
                }
                self.licensed[area] += 1;
            }
            _ => {}
        }
    }

    fn run_ended(&mut self, _: &Plan<'_>, _: &RunEnd<'_>) {}
}

/// A route with the odds of each stage, and [`THEMES`] themes with the areas in turn.
fn route(odds: &[&str], areas: &[&str], more: &str) -> String {
    let mut text = common::head(5.0) + more;
    for (stage, odds) in odds.iter().enumerate() {
        let _ = write!(
            text,
            "[[route.r.stage]]\nid = \"s{stage}\"\nodds = {odds}\n\
             [[route.r.stage.activity]]\nid = \"work\"\nduration_months = 3\n"
        );
    }
    for theme in 0..THEMES {
        let _ = writeln!(text, "[theme.T{theme:02}]");
        if !areas.is_empty() {
            let _ = writeln!(text, "area = \"{}\"", areas[theme as usize % areas.len()]);
        }
    }
    text
}

fn outcomes(text: &str, seed: u64, runs: u64) -> Outcomes {
    let mut outcomes = Outcomes::default();
    common::listen(&common::model(text), seed, runs, &mut outcomes);
    outcomes
}

fn constant_odds(comparisons: &mut Vec<Comparison>) {
    let odds: [f64; 4] = [0.8, 0.35, 0.6, 0.91];
    let words = odds.map(|odds| odds.to_string());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let seen = outcomes(&route(&words, &[], ""), 201, 4000);
    for (stage, odds) in odds.into_iter().enumerate() {
        let (passed, judged) = (seen.passed[stage], seen.judged[stage]);
        comparisons.push(Comparison::share(
            format!("stage {stage} passed"),
            odds,
            passed,
            judged,
        ));
    }
    let all = 4000 * THEMES;
    let product = odds.iter().product();
    comparisons.push(Comparison::share(
        "licensed, four stages",
        product,
        seen.licensed[0],
        all,
    ));
}

fn rare_and_certain(comparisons: &mut Vec<Comparison>) {
    let seen = outcomes(&route(&["0.01", "0.03"], &[], ""), 202, 1000);
    let all = 1000 * THEMES;
    comparisons.push(Comparison::share(
        "rare: 0.01 × 0.03",
        3e-4,
        seen.licensed[0],
        all,
    ));
    let seen = outcomes(&route(&["1", "0"], &[], ""), 203, 10);
    let all = 10 * THEMES;
    comparisons.push(Comparison::share(
        "certain success",
        1.0,
        seen.passed[0],
        all,
    ));
    comparisons.push(Comparison::share(
        "certain failure",
        0.0,
        seen.passed[1],
        all,
    ));
}

/// Independent betas in each layer; a chance drawn for each theme acts like its mean.
fn uncertain_odds(comparisons: &mut Vec<Comparison>) {
    let betas = [(12.0, 8.0), (3.0, 2.0), (2.0, 5.0)];
    let words =
        |layer: &str| betas.map(|(a, b)| format!("{{ beta = [{a}, {b}], layer = \"{layer}\" }}"));
    let mean: f64 = betas.iter().map(|(a, b)| a / (a + b)).product();
    let chance = words("chance");
    let chance: Vec<&str> = chance.iter().map(String::as_str).collect();
    let seen = outcomes(&route(&chance, &[], ""), 204, 2000);
    let all = 2000 * THEMES;
    comparisons.push(Comparison::share(
        "betas by chance",
        mean,
        seen.licensed[0],
        all,
    ));

    let square: f64 = betas
        .iter()
        .map(|(a, b)| a * (a + 1.0) / ((a + b) * (a + b + 1.0)))
        .product();
    let ignorance = words("ignorance");
    let ignorance: Vec<&str> = ignorance.iter().map(String::as_str).collect();
    let (runs, per_world) = (4000, 2);
    let head = format!("runs_per_world = {per_world}\n");
    let seen = outcomes(&route(&ignorance, &[], &head), 205, runs);
    let worlds = (runs / per_world) as f64;
    let themes = (per_world * THEMES) as f64;
    let variance = square - mean * mean + (mean - square) / themes;
    let obtained = seen.licensed[0] as f64 / (runs * THEMES) as f64;
    let error = (variance / worlds).sqrt();
    comparisons.push(Comparison::known(
        "betas by ignorance",
        mean,
        obtained,
        error,
    ));
}

/// An area multiplies the odds p/(1 − p) of a stage (SCP-2).
fn areas(comparisons: &mut Vec<Comparison>) {
    let tables = "[area.one]\n[area.two]\nodds_ratio = { s0 = 0.5, s1 = 3 }\n";
    let seen = outcomes(&route(&["0.6", "0.3"], &["one", "two"], tables), 206, 4000);
    let with_ratio = |p: f64, ratio: f64| {
        let odds = p / (1.0 - p) * ratio;
        odds / (1.0 + odds)
    };
    let each = 4000 * THEMES / 2;
    let expected = [0.6 * 0.3, with_ratio(0.6, 0.5) * with_ratio(0.3, 3.0)];
    for (area, expected) in expected.into_iter().enumerate() {
        let name = format!("licensed, area {area}");
        comparisons.push(Comparison::share(name, expected, seen.licensed[area], each));
    }
}

#[test]
fn odds_multiply_along_a_route() {
    let mut comparisons = Vec::new();
    constant_odds(&mut comparisons);
    rare_and_certain(&mut comparisons);
    uncertain_odds(&mut comparisons);
    areas(&mut comparisons);
    check("odds", &comparisons);
}
