//! The command as a planner uses it: screen, files, messages.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

use crate::common::{self, shipped};
use crate::recomputed::what_if;

fn compare(folder: &Path, arguments: &[&str]) -> Output {
    let base = shipped("network-2013");
    Command::cargo_bin("soyaku")
        .unwrap()
        .current_dir(folder)
        .arg("compare")
        .arg(base)
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn every_line_fits_on_a_screen_and_names_the_what_if_in_either_language() {
    let folder = tempfile::tempdir().unwrap();
    let other = what_if(
        folder.path(),
        "[institute.office.function.review]\nslots = 3\n",
    );
    for (lang, wanted) in [
        (
            "en",
            [
                "What if: narrow - Fewer reviewers",
                "better/w.",
                "themes admitted",
            ],
        ),
        (
            "ja",
            [
                "変更案：narrow - Fewer reviewers",
                "改善/悪化",
                "支援課題数",
            ],
        ),
    ] {
        let arguments = [&other, "--runs", "100", "--format", "csv", "--lang", lang];
        let output = compare(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(0));
        let text = String::from_utf8(output.stdout).unwrap();
        for line in text.lines().filter(|line| !line.starts_with("results")) {
            let width = unicode_width::UnicodeWidthStr::width(line);
            assert!(width <= 80, "{width}: {line}");
        }
        for wanted in wanted {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
    }
    let out = folder.path().join("results/network-2013/compare");
    let table = fs::read_to_string(out.join("differences.csv")).unwrap();
    assert!(
        table
            .lines()
            .all(|line| line.starts_with("narrow,") || line.starts_with("what_if,"))
    );
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let other = what_if(
        folder.path(),
        "[institute.office.function.review]\nslots = 3\n",
    );
    let bytes = ["1", "3"].map(|threads| {
        let arguments = [
            &other,
            "--runs",
            "300",
            "--format",
            "csv,json,svg",
            "--threads",
            threads,
            "--out",
            threads,
        ];
        assert_eq!(compare(folder.path(), &arguments).status.code(), Some(0));
        let manifest = folder.path().join(threads).join("manifest.json");
        fs::read_to_string(manifest).unwrap()
    });
    // The manifest holds the digest of every file.
    assert_eq!(bytes[0], bytes[1]);
    assert!(bytes[0].contains("narrow_cost_by_year.svg"));
}

#[test]
fn values_set_for_once_are_a_what_if_of_the_base() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        "--set",
        "institute.office.function.review.slots=3",
        "--runs",
        "50",
        "--format",
        "csv",
    ];
    let output = compare(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("What if: network-2013"), "{text}");
    let output = compare(folder.path(), &["--runs", "50"]);
    assert_eq!(output.status.code(), Some(2), "a what-if is missing");
}

/// A base of a few lines and a what-if of it, with which it is compared.
fn compare_small(folder: &Path, change: &str, twice: bool) -> Output {
    let base = common::head(3.0)
        + "[[route.r.stage]]\nid = \"a\"\nodds = { beta = [2, 3], layer = \"ignorance\" }\n\
           [[route.r.stage.activity]]\nid = \"w\"\nduration_months = 1\ncost = 5\n[theme.T]\n";
    let own = "base = \"base.toml\"\n[scenario]\nid = \"other\"\nname = \"Another\"\n";
    fs::write(folder.join("base.toml"), base).unwrap();
    fs::write(folder.join("other.toml"), format!("{own}{change}")).unwrap();
    let others: &[&str] = if twice {
        &["other.toml", "other.toml"]
    } else {
        &["other.toml"]
    };
    Command::cargo_bin("soyaku")
        .unwrap()
        .current_dir(folder)
        .args(["compare", "base.toml"])
        .args(others)
        .args(["--runs", "10"])
        .output()
        .unwrap()
}

#[test]
fn scenarios_that_cannot_be_compared_are_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    for (change, why, keys) in [
        (
            "horizon_years = 2\n",
            "they do not end on the same day",
            "`horizon_years`",
        ),
        (
            "start = 2013-05-01\n",
            "they do not begin on the same day or have other fiscal years",
            "`start` and `fiscal_year_starts`",
        ),
        (
            "fiscal_year_starts = 1\n",
            "they do not begin on the same day or have other fiscal years",
            "`start` and `fiscal_year_starts`",
        ),
        (
            "runs_per_world = 5\n",
            "their worlds have not the same number of runs",
            "`runs_per_world`",
        ),
        (
            "currency = \"EUR\"\n",
            "their money is in another currency or of another price year",
            "`currency` and `price_year`",
        ),
    ] {
        let output = compare_small(folder.path(), change, false);
        let told = String::from_utf8(output.stderr).unwrap();
        let wanted = format!(
            "error: `test` and `other` cannot be compared run by run: {why}\n  help: let {keys} in \
             [scenario] be the same\n"
        );
        assert_eq!(told, wanted, "{change}");
        assert_eq!(output.status.code(), Some(1));
    }
    let output = compare_small(folder.path(), "", true);
    let wanted = "error: two of the what-ifs are called `other`\n  help: give each an `id` of its \
                  own in [scenario]\n";
    assert_eq!(String::from_utf8(output.stderr).unwrap(), wanted);
    assert!(
        !folder.path().join("results").exists(),
        "nothing was written"
    );
    let output = compare_small(folder.path(), "", false);
    assert_eq!(output.status.code(), Some(0));
}

/// A scenario in which nothing is unknown has no worlds of its own: it follows the other.
#[test]
fn where_nothing_is_unknown_the_runs_to_a_world_are_those_of_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let change = "[route.r.stage.a]\nodds = 0.4\n";
    let output = compare_small(folder.path(), change, false);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("10 runs in 1 world"), "{told}");
}

/// What is wrong with the base is told once, however many what-ifs are laid on it.
#[test]
fn a_mistake_in_the_base_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    compare_small(folder.path(), "", false);
    let base = folder.path().join("base.toml");
    let text = fs::read_to_string(&base).unwrap();
    fs::write(
        &base,
        text.replace("duration_months = 1", "duration_months = -1"),
    )
    .unwrap();
    let output = Command::cargo_bin("soyaku")
        .unwrap()
        .current_dir(folder.path())
        .args(["compare", "base.toml", "other.toml"])
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.matches("error[").count(), 1, "{told}");
    assert_eq!(output.status.code(), Some(1));
}

/// What values set for once change goes beside the results of the scenario itself.
#[test]
fn slots_of_a_scenario_that_was_changed_for_once_have_a_folder_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let plan = common::head(1.0)
        + "[institute.lab.function.f]\nslots = 1\n\
           [[route.r.stage]]\nid = \"a\"\n[[route.r.stage.activity]]\nid = \"w\"\n\
           needs = { f = 1 }\nproviders = [\"lab\"]\nduration_months = 1\n[theme.T]\n[theme.U]\n";
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    let set = ["--set", "route.r.stage.a.activity.w.duration_months=2"];
    for (arguments, out) in [(&[][..], "test"), (&set[..], "test-set")] {
        let output = Command::cargo_bin("soyaku")
            .unwrap()
            .current_dir(folder.path())
            .args(["capacity", "plan.toml", "--runs", "5", "--format", "csv"])
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        let table = folder
            .path()
            .join("results")
            .join(out)
            .join("capacity/slots.csv");
        assert!(table.exists(), "{out}");
    }
}
