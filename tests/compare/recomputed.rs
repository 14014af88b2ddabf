//! The differences of a comparison, recomputed from what two separate runs write of every single run.

use std::collections::BTreeMap;
use std::path::Path;

use assert_cmd::Command;

use crate::common::shipped;

type Rows = Vec<BTreeMap<String, String>>;

fn soyaku(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::cargo_bin("soyaku")
        .unwrap()
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    String::from_utf8(output.stdout).unwrap()
}

fn rows(path: &Path) -> Rows {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let names: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let records = reader.records().map(|record| {
        let record = record.unwrap();
        let values = record.iter().map(str::to_owned);
        names.iter().cloned().zip(values).collect()
    });
    records.collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column]
        .parse()
        .unwrap_or_else(|_| panic!("{column}: {:?}", row[column]))
}

/// A what-if of the shipped network, in a folder of its own.
pub fn what_if(folder: &Path, text: &str) -> String {
    let base = shipped("network-2013");
    let base = base.to_str().unwrap();
    let path = folder.join("what-if.toml");
    let text =
        format!("base = {base:?}\n[scenario]\nid = \"narrow\"\nname = \"Fewer reviewers\"\n{text}");
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Mean and standard error of differences, by worlds of ten runs.
fn by_worlds(differences: &[f64]) -> (f64, f64) {
    let worlds: Vec<f64> = differences
        .chunks(10)
        .map(|world| world.iter().sum::<f64>() / world.len() as f64)
        .collect();
    let count = worlds.len() as f64;
    let mean = worlds.iter().sum::<f64>() / count;
    let squares: f64 = worlds.iter().map(|world| (world - mean).powi(2)).sum();
    (mean, (squares / (count - 1.0) / count).sqrt())
}

#[test]
fn differences_are_those_of_two_separate_runs() {
    let folder = tempfile::tempdir().unwrap();
    let base = shipped("network-2013");
    let base = base.to_str().unwrap();
    let change = "[institute.office.function.review]\nslots = 3\n";
    let other = what_if(folder.path(), change);
    for (scenario, out) in [(base, "base"), (other.as_str(), "other")] {
        let arguments = [
            "run", scenario, "--runs", "100", "--seed", "5", "--format", "csv",
        ];
        soyaku(folder.path(), &[&arguments[..], &["--out", out]].concat());
    }
    let arguments = [
        "--runs", "100", "--seed", "5", "--format", "csv", "--out", "compared",
    ];
    soyaku(
        folder.path(),
        &[&["compare", base, &other][..], &arguments].concat(),
    );
    let [one, two] = ["base", "other"].map(|out| rows(&folder.path().join(out).join("runs.csv")));
    let found = rows(&folder.path().join("compared/differences.csv"));
    let mut compared = 0;
    let mut moved = 0;
    for row in &found {
        let year = row["fiscal_year"].as_str();
        let column = match (
            row["key"].split('.').next().unwrap(),
            row["covers"].as_str(),
        ) {
            ("licences", "") => "licences".to_owned(),
            ("cost", "") if row["key"] == "cost.all" => "cost_jpy".to_owned(),
            ("licences", "in the year") => format!("licences_fy{year}"),
            ("admitted", "in the year") => format!("admitted_fy{year}"),
            ("cost", "in the year") => format!("cost_fy{year}_jpy"),
            _ => continue,
        };
        let differences: Vec<f64> = one
            .iter()
            .zip(&two)
            .map(|(one, two)| number(two, &column) - number(one, &column))
            .collect();
        let (mean, error) = by_worlds(&differences);
        // Printed with nine digits.
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-8 * b.abs().max(1e-3);
        assert!(
            close(number(row, "difference"), mean),
            "{column}: {mean} {row:?}"
        );
        let found = number(row, "difference_standard_error");
        assert!(close(found, error), "{column}: {error} {found}");
        let more = differences.iter().filter(|one| **one > 0.0).count() as f64 / 100.0;
        let better = match row["better_is"].as_str() {
            "less" => "worse_share",
            _ => "better_share",
        };
        assert!(close(number(row, better), more), "{column}: {more}");
        let levels = [("base_mean", &one), ("what_if_mean", &two)];
        for (name, runs) in levels {
            let sum: f64 = runs.iter().map(|run| number(run, &column)).sum();
            assert!(close(number(row, name), sum / 100.0), "{column} {name}");
        }
        compared += 1;
        moved += usize::from(mean != 0.0);
    }
    assert!(
        compared > 30 && moved > 20,
        "{compared} compared, {moved} moved"
    );
}

/// The mean wait is a ratio of totals; each side is that of its own run's table.
#[test]
fn waits_are_those_of_two_separate_runs() {
    let folder = tempfile::tempdir().unwrap();
    let base = shipped("network-2013");
    let base = base.to_str().unwrap();
    let other = what_if(
        folder.path(),
        "[institute.office.function.review]\nslots = 3\n",
    );
    for (scenario, out) in [(base, "base"), (other.as_str(), "other")] {
        let arguments = [
            "run", scenario, "--runs", "50", "--format", "csv", "--out", out,
        ];
        soyaku(folder.path(), &arguments);
    }
    let arguments = ["--runs", "50", "--format", "csv", "--out", "compared"];
    soyaku(
        folder.path(),
        &[&["compare", base, &other][..], &arguments].concat(),
    );
    let found = rows(&folder.path().join("compared/differences.csv"));
    let mut compared = 0;
    for (out, name) in [("base", "base_mean"), ("other", "what_if_mean")] {
        for used in rows(&folder.path().join(out).join("capacity.csv")) {
            let key = format!("use.{}.{}", used["institute"], used["function"]);
            let Some(row) = found.iter().find(|row| row["key"] == key) else {
                continue;
            };
            if used["fiscal_year"] == "all" {
                let (one, two) = (number(row, name), number(&used, "utilisation"));
                assert!((one - two).abs() < 1e-7, "{key}: {one} {two}");
                compared += 1;
            }
        }
    }
    assert!(compared > 40, "{compared}");
}
