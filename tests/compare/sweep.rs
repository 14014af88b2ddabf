//! A grid of settings, against what each of its points gives by itself.

use std::fs;
use std::path::Path;
use std::process::Output;
use std::sync::atomic::AtomicBool;

use assert_cmd::Command;
use soyaku::analysis::sweep::{Setting, sweep};
use soyaku::analysis::{Effort, Settings};
use soyaku::model::Model;

use crate::{common, compared, of};

/// Jobs of a month for one theme each, under odds and at so many slots.
fn scenario(odds: f64, slots: u32) -> String {
    let mut text = common::head(1.0)
        + &format!(
            "[institute.lab.function.f]\nslots = {slots}\nprice_per_slot_month = 10\n\
             [[route.r.stage]]\nid = \"a\"\nodds = {odds}\n\
             [[route.r.stage.activity]]\nid = \"w\"\nneeds = {{ f = 1 }}\nproviders = [\"lab\"]\n\
             duration_months = 1\n"
        );
    for theme in 0..30 {
        text += &format!("[theme.t{theme:02}]\n");
    }
    text
}

#[test]
fn every_point_is_what_it_gives_by_itself() {
    let model = |odds, slots| common::model(&scenario(odds, slots));
    let base = model(1.0, 1);
    let points: Vec<Setting> = [(1.0, 1), (1.0, 2), (0.5, 1), (0.5, 2)]
        .into_iter()
        .map(|(odds, slots)| Setting {
            values: vec![odds.to_string(), slots.to_string()],
            model: model(odds, slots),
        })
        .collect();
    let keys = ["odds", "slots"].map(str::to_owned);
    let wanted = ["licences.all", "cost.all"].map(|key| key.parse().unwrap());
    let settings = Settings {
        runs: 40,
        seed: 9,
        threads: 1,
    };
    let found = sweep(
        &base,
        (&keys, &points),
        &wanted,
        Effort::new(settings, &|_| {}, &AtomicBool::new(false)),
    )
    .unwrap();
    assert_eq!(found.points.len(), 4);
    // A slot does twelve jobs in a year.
    let mean = |point: usize, place: usize| {
        let level = found.points[point].levels[place].as_ref().unwrap();
        level.mean.mean
    };
    assert_eq!((mean(0, 0), mean(1, 0)), (12.0, 24.0));
    assert_eq!((mean(0, 1), mean(1, 1)), (120.0, 240.0));
    assert_eq!(found.points[0].differences[0].as_ref().unwrap().moved, 0);
    for (point, setting) in found.points.iter().zip(&points) {
        let models: [Model; 2] = [base.clone(), setting.model.clone()];
        compared(&models, 40, 9, |alone| {
            for (place, key) in ["licences.all", "cost.all"].iter().enumerate() {
                let difference = point.differences[place].as_ref().unwrap();
                assert_eq!(difference.mean, of(alone, key).mean, "{:?}", point.values);
            }
        });
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    fs::write(folder.join("plan.toml"), scenario(0.5, 1)).unwrap();
    Command::cargo_bin("soyaku")
        .unwrap()
        .current_dir(folder)
        .args(["sweep", "plan.toml", "--runs", "20"])
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn a_grid_from_the_command_line_fits_on_a_screen_in_either_language() {
    let folder = tempfile::tempdir().unwrap();
    for (lang, wanted) in [("en", "as it is"), ("ja", "現行")] {
        let slots = "institute.lab.function.f.slots=1,2,3";
        let odds = "route.r.stage.a.odds=0.3,0.9";
        let arguments = [
            "--vary", slots, "--vary", odds, "--format", "csv,svg", "--lang", lang,
        ];
        let output = run(folder.path(), &arguments);
        let text = String::from_utf8(output.stdout).unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{told}");
        assert!(text.contains(wanted), "{text}");
        for line in text.lines() {
            let width = unicode_width::UnicodeWidthStr::width(line);
            assert!(width <= 80, "{width}: {line}");
        }
    }
    let out = folder.path().join("results/test/sweep");
    let table = fs::read_to_string(out.join("sweep.csv")).unwrap();
    // Two headlines at six points.
    assert_eq!(table.lines().count(), 1 + 12, "{table}");
    assert!(out.join("sweep_licences_all.svg").exists());
}

#[test]
fn a_grid_that_cannot_be_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let help = "  help: give a key and values, as --vary \
                institute.aist.function.hts.slots=1,2,3\n";
    let many: String = (0..500).map(|value| format!("{value},")).collect();
    let many = format!("a={many}");
    for (arguments, wanted) in [
        (
            vec!["--vary", "slots"],
            format!("error: `slots` has no values\n{help}"),
        ),
        (
            vec!["--vary", "slots="],
            format!("error: `slots=` has no values\n{help}"),
        ),
        (
            vec!["--vary", "a=1", "--vary", "b=1", "--vary", "c=1"],
            format!("error: at most two keys can be varied\n{help}"),
        ),
        (
            vec!["--vary", &many],
            format!("error: the grid has 500 points; at most 400 are simulated\n{help}"),
        ),
        (
            vec![
                "--vary",
                "route.r.stage.a.odds=0.1",
                "--headline",
                "licence.all",
            ],
            "error: `licence.all` is not a headline of this scenario\n  help: did you mean \
             `licences.all`?\n"
                .to_owned(),
        ),
        (
            vec!["--vary", "route.r.stage.a.odds=0.1", "--headline", "xyz"],
            "error: `xyz` is not a headline of this scenario\n  help: the column `key` of \
             differences.csv, which `soyaku compare` writes, lists them\n"
                .to_owned(),
        ),
    ] {
        let output = run(folder.path(), &arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(told, wanted);
        assert_eq!(output.status.code(), Some(2));
    }
    let output = run(folder.path(), &["--vary", "route.r.stage.a.ods=0.1"]);
    assert_eq!(output.status.code(), Some(1), "the key is unknown");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("odds"), "{told}");
    assert!(!folder.path().join("results").exists());
}
