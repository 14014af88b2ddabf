//! Dependence: two outcomes that share a link, and odds that are unknown together.
//!
//! With a loading a the correlation before Φ is ρ = a². Two events of probability ½ then happen
//! together with probability ¼ + arcsin(ρ)/2π (Sheppard 1899); two uniform variables have Spearman's
//! correlation 6/π · arcsin(ρ/2) (Pearson 1907), hence E[UV] = ¼ + arcsin(ρ/2)/2π.

use std::f64::consts::TAU;

use soyaku::engine::{Fate, Happening, Observer, Plan, RunEnd, ThemeRun};
use soyaku::model::Ticks;

use crate::common;
use crate::registry::{Comparison, check};

/// Runs in which both themes of a pair passed, by pair; and passes in all.
#[derive(Debug, Default)]
struct Pairs {
    both: Vec<u64>,
    passed: u64,
}

impl Observer for Pairs {
    fn observe(&mut self, _: &Plan<'_>, _: Ticks, _: u32, _: &ThemeRun, _: Happening) {}

    fn run_ended(&mut self, _: &Plan<'_>, end: &RunEnd<'_>) {
        let licensed = |theme: &ThemeRun| theme.fate == Fate::Licensed;
        self.passed += end.themes.iter().filter(|theme| licensed(theme)).count() as u64;
        self.both.resize(end.themes.len() / 2, 0);
        for (pair, both) in end.themes.chunks(2).zip(&mut self.both) {
            *both += u64::from(pair.iter().all(licensed));
        }
    }
}

fn pairs(text: &str, seed: u64, runs: u64) -> Pairs {
    let mut pairs = Pairs::default();
    common::listen(&common::model(text), seed, runs, &mut pairs);
    pairs
}

/// Four themes in two pairs: the first shares an area, the second shares a target.
fn linked(link: &str) -> String {
    common::head(1.0)
        + "[area.one]\n[area.two]\n[area.three]\n[[route.r.stage]]\nid = \"s\"\nodds = 0.5\n"
        + "[theme.A]\narea = \"one\"\n[theme.B]\narea = \"one\"\n"
        + "[theme.C]\narea = \"two\"\ntarget = \"T\"\n[theme.D]\narea = \"three\"\ntarget = \"T\"\n"
        + link
}

#[test]
fn outcomes_that_share_a_link_happen_together_as_often_as_sheppard_says() {
    let runs = 40_000;
    let mut comparisons = Vec::new();
    let together = |rho: f64| 0.25 + rho.asin() / TAU;
    let area = "[link.area]\nof = \"outcomes\"\nshare = \"area\"\nloading = 0.8\n";
    let target = "[link.target]\nof = \"outcomes\"\nshare = \"target\"\nloading = 0.5\n";
    let modality = "[link.modality]\nof = \"outcomes\"\nshare = \"modality\"\nloading = 0.3\n";
    let seen = pairs(&linked(area), 301, runs);
    let mut add = |name: &str, rho: f64, both| {
        comparisons.push(Comparison::share(name, together(rho), both, runs));
    };
    add("same area, loading 0.8", 0.64, seen.both[0]);
    add("other areas", 0.0, seen.both[1]);
    let unlinked = common::model(&linked(area)).without_links(&["area".to_owned()]);
    let mut apart = Pairs::default();
    common::listen(&unlinked.unwrap(), 301, runs, &mut apart);
    add("same area, the link switched off", 0.0, apart.both[0]);
    let seen = pairs(&linked(&(area.to_owned() + target + modality)), 302, runs);
    add("same area and modality", 0.64 + 0.09, seen.both[0]);
    add("same target and modality", 0.25 + 0.09, seen.both[1]);
    let elsewhere = area.replace("loading", "stages = [\"s\"]\nloading");
    let seen = pairs(&linked(&elsewhere), 303, runs);
    add("named stage", 0.64, seen.both[0]);
    // The odds of each stay what they are: two passes of four in the mean, with the variance of
    // sums of pairs.
    let mean = seen.passed as f64 / runs as f64;
    let variance = 4.0 * 0.25 + 2.0 * (together(0.64) - 0.25);
    let error = (variance / runs as f64).sqrt();
    comparisons.push(Comparison::known("passes of four themes", 2.0, mean, error));

    // Two stages with uniform odds, drawn per world of one run.
    let uniform = "{ uniform = [0, 1], layer = \"ignorance\" }";
    let text = |link: &str| {
        format!(
            "{}runs_per_world = 1\n[[route.r.stage]]\nid = \"s\"\nodds = {uniform}\n\
             [[route.r.stage]]\nid = \"t\"\nodds = {uniform}\n[theme.A]\n[theme.B]\n{link}",
            common::head(1.0)
        )
    };
    let link =
        "[link.odds]\nof = \"ignorance\"\nparameters = [\"route.*.stage.*.odds\"]\nloading = 0.9\n";
    let product = |rho: f64| 0.25 + (rho / 2.0_f64).asin() / TAU;
    let first = |text: &str, seed| {
        let mut first = First::default();
        common::listen(&common::model(text), seed, runs, &mut first);
        first.0
    };
    let both = first(&text(link), 304);
    comparisons.push(Comparison::share(
        "odds unknown together",
        product(0.81),
        both,
        runs,
    ));
    let both = first(&text(""), 305);
    comparisons.push(Comparison::share(
        "odds unknown apart",
        product(0.0),
        both,
        runs,
    ));
    check("dependence", &comparisons);
}

/// Runs in which the first theme passed both stages.
#[derive(Debug, Default)]
struct First(u64);

impl Observer for First {
    fn observe(&mut self, _: &Plan<'_>, _: Ticks, _: u32, _: &ThemeRun, _: Happening) {}

    fn run_ended(&mut self, _: &Plan<'_>, end: &RunEnd<'_>) {
        self.0 += u64::from(end.themes[0].fate == Fate::Licensed);
    }
}

#[test]
fn themes_of_a_full_link_share_their_outcome_until_it_is_switched_off() {
    let link = "[link.area]\nof = \"outcomes\"\nshare = \"area\"\nloading = 1\n";
    let model = common::model(&linked(link));
    let count = |model: &soyaku::model::Model| {
        let mut seen = Pairs::default();
        common::listen(model, 306, 400, &mut seen);
        (seen.both[0], seen.passed)
    };
    let (both, _) = count(&model);
    let off = model
        .without_links(&["area".to_owned(), "area".to_owned()])
        .unwrap();
    assert_eq!(off.left_out, ["area"], "named twice, left out once");
    let (apart, _) = count(&off);
    // Of 400 pairs about 200 pass together; left to themselves about 100: bounds of four
    // standard deviations and more.
    assert!((160..=240).contains(&both), "{both}");
    assert!((60..=140).contains(&apart), "{apart}");
    let nobody = off.without_links(&["areas".to_owned()]);
    assert_eq!(nobody.err().as_deref(), Some("areas"));
}
