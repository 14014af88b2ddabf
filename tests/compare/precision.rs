//! As many runs as it takes: the rule holds under repeated looks, and says what it has reached.

use std::fs;
use std::path::Path;
use std::process::Output;
use std::sync::atomic::AtomicBool;

use assert_cmd::Command;
use soyaku::analysis::compare::Case;
use soyaku::analysis::compare::precision::{ALPHA, Aim, Search, search};
use soyaku::analysis::{Effort, Layout, Settings};
use soyaku::engine::Plan;
use soyaku::model::Model;
use statrs::distribution::{Binomial, DiscreteCDF};

use crate::{common, compared};

/// Themes that pass a stage with these odds.
fn scenario(odds: f64) -> String {
    let mut text = common::head(2.0)
        + &format!(
            "[[route.r.stage]]\nid = \"a\"\nodds = {odds}\n\
             [[route.r.stage.activity]]\nid = \"w\"\nduration_months = 1\ncost = 10\n"
        );
    for theme in 0..4 {
        text += &format!("[theme.t{theme}]\n");
    }
    text
}

fn searched(models: &[Model], aims: &[&str], runs: u64, seed: u64) -> Search {
    let plans: Vec<Plan<'_>> = models.iter().map(Plan::new).collect();
    let layouts: Vec<Layout> = plans.iter().map(Layout::new).collect();
    let cases = plans.iter().zip(&layouts);
    let cases: Vec<Case<'_>> = cases.map(|(plan, layout)| Case { plan, layout }).collect();
    let aims: Vec<Aim> = aims.iter().map(|aim| Aim::of(aim).unwrap()).collect();
    let most = Settings {
        runs,
        seed,
        threads: 1,
    };
    search(
        cases[0],
        &cases[1..],
        &aims,
        Effort::new(most, &|_| {}, &AtomicBool::new(false)),
    )
    .unwrap()
}

/// Four themes with odds ½: a standard deviation of 1. A half-width of 0.1 takes some (z/0.1)² runs.
#[test]
fn it_stops_as_soon_as_the_figure_is_known_and_not_before() {
    let model = common::model(&scenario(0.5));
    let found = searched(&[model], &["licences.all.mean=0.1"], 100_000, 3);
    assert!(found.reached[0].is_met(), "{found:?}");
    assert!((500..2_000).contains(&found.runs), "{found:?}");
    let narrow = searched(
        &[common::model(&scenario(0.5))],
        &["licences.all.mean=0.02"],
        1_000,
        3,
    );
    assert!(!narrow.reached[0].is_met());
    assert_eq!(narrow.runs, 1_000, "as many as there may be");
}

/// What is found is what a comparison with so many runs finds, run for run.
#[test]
fn the_half_width_is_that_of_so_many_runs_at_once() {
    let models = [common::model(&scenario(0.5)), common::model(&scenario(0.6))];
    let aims = [
        "licences.all.mean=0.1",
        "licences.all.difference=0.05",
        "cost.all.p90=1",
    ];
    let found = searched(&models, &aims, 100_000, 5);
    compared(&models, found.runs, 5, |at_once| {
        let place = at_once.place("licences.all").unwrap();
        let mean = at_once.levels[0][place].as_ref().unwrap().mean;
        let difference = at_once.differences[0][place].as_ref().unwrap().mean;
        for (reached, estimate) in found.reached.iter().zip([mean, difference]) {
            let interval = estimate.interval(found.level).unwrap();
            let half = (interval.upper - interval.lower) / 2.0;
            assert!((reached.half_width - half).abs() < 1e-12);
        }
    });
    // Cost does not vary at all.
    assert_eq!(found.reached[2].half_width, 0.0);
}

/// The interval at the look that ends the search fails to hold the truth no more often than it may,
/// over 2,000 searches; a right program fails here with a chance below 10⁻⁶.
#[test]
fn the_interval_at_the_end_holds_the_truth_often_enough() {
    const SEARCHES: u64 = 2_000;
    let model = common::model(&scenario(0.5));
    let missed = (0..SEARCHES).filter(|seed| {
        let found = searched(
            std::slice::from_ref(&model),
            &["licences.all.mean=0.16"],
            100_000,
            1_000 + seed,
        );
        let mean = compared(
            &[model.clone(), model.clone()],
            found.runs,
            1_000 + seed,
            |at_once| {
                let place = at_once.place("licences.all").unwrap();
                at_once.levels[0][place].as_ref().unwrap().mean.mean
            },
        );
        (mean - 2.0).abs() > found.reached[0].half_width
    });
    let missed = missed.count() as u64;
    let most = Binomial::new(ALPHA, SEARCHES)
        .unwrap()
        .inverse_cdf(1.0 - 1e-6);
    assert!(missed <= most, "{missed} of {SEARCHES}, at most {most}");
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    fs::write(folder.join("plan.toml"), scenario(0.5)).unwrap();
    Command::cargo_bin("soyaku")
        .unwrap()
        .current_dir(folder)
        .args(["run", "plan.toml", "--format", "csv"])
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn a_run_that_looks_gives_the_bytes_of_one_that_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(
        folder.path(),
        &["--precision", "licences.all.mean=0.1", "--out", "looked"],
    );
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("licences.all.mean: ± 0.0"), "{text}");
    assert!(text.contains(" of 0.100, met"), "{text}");
    let manifest = fs::read_to_string(folder.path().join("looked/manifest.json")).unwrap();
    let runs = manifest.split("\"runs\": ").nth(1).unwrap();
    let runs: String = runs.chars().take_while(char::is_ascii_digit).collect();
    let output = run(folder.path(), &["--runs", &runs, "--out", "at-once"]);
    assert_eq!(output.status.code(), Some(0));
    let other = fs::read_to_string(folder.path().join("at-once/manifest.json")).unwrap();
    assert_eq!(manifest, other);
    let output = run(
        folder.path(),
        &[
            "--precision",
            "licences.all.mean=0.0001",
            "--runs",
            "300",
            "--lang",
            "ja",
        ],
    );
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("未達成"), "{text}");
}

#[test]
fn what_cannot_be_aimed_at_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let how = "  help: write the key of a headline, `.mean`, `.p80` or `.difference`, and half of the \
               interval, as licences.2019.mean=0.05\n";
    for (aim, wanted) in [
        ("licences", format!("error: `licences` says not how well it is to be known\n{how}")),
        ("licences.all.mean=0", format!("error: `0` is not a number above 0\n{how}")),
        (
            "licences.all=1",
            format!(
                "error: `licences.all` does not end in `.mean`, `.difference` or a quantile such as \
                 `.p80`\n{how}"
            ),
        ),
        (
            "licence.all.mean=1",
            "error: `licence.all` is not a headline of this scenario\n  help: did you mean \
             `licences.all`?\n"
                .to_owned(),
        ),
        (
            "licences.all.difference=1",
            "error: there is no difference without a what-if\n  help: ask for it with `soyaku \
             compare`, or for `.mean`\n"
                .to_owned(),
        ),
        (
            "time_to_licence.p80=1",
            "error: `time_to_licence` is a ratio of totals, which has no quantiles\n  help: ask for \
             `.mean`\n"
                .to_owned(),
        ),
    ] {
        let output = run(folder.path(), &["--precision", aim]);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), wanted);
        assert_eq!(output.status.code(), Some(2));
    }
    assert!(!folder.path().join("results").exists());
}
