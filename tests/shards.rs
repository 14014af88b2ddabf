//! Work done in parts: extended results, shares and what is merged of them have the very bytes that
//! one process gives.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use assert_cmd::cargo::cargo_bin;

fn soyaku(arguments: &[&str], folder: &Path) -> Output {
    Command::new(cargo_bin("soyaku"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn done(arguments: &[&str], folder: &Path) -> String {
    let output = soyaku(arguments, folder);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What is told where it must fail, with this exit code.
fn refused(arguments: &[&str], code: i32, folder: &Path) -> String {
    let output = soyaku(arguments, folder);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
    errors
}

fn shipped(name: &str) -> String {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    place.join(name).display().to_string()
}

/// Names and bytes of all files in a folder.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            (name, fs::read(file.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn same(one: &Path, other: &Path) {
    let (one, other) = (files(one), files(other));
    let names = |files: &[(String, Vec<u8>)]| -> Vec<String> {
        files.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&one), names(&other));
    for ((name, mine), (_, theirs)) in one.iter().zip(&other) {
        assert!(mine == theirs, "{name} differs");
    }
}

/// Commands on small scenarios, with every file but pictures.
fn commands() -> Vec<Vec<String>> {
    let starter = shipped("starter");
    let softer = shipped("what-if/softer-gate.toml");
    let network = shipped("network-2013");
    let slots = "institute.institute-a.function.animal-tests.slots=1,2";
    [
        vec!["run", &starter],
        vec![
            "run",
            &starter,
            "--lang",
            "ja",
            "--set",
            "scenario.horizon_years=6",
        ],
        vec!["rank", &starter, "--marginal", "--rows"],
        vec!["compare", &network, &softer],
        vec!["sweep", &starter, "--vary", slots],
        vec!["capacity", &starter],
        vec!["budget", &starter],
        vec!["outturn", &starter],
    ]
    .into_iter()
    .map(|command| command.into_iter().map(str::to_owned).collect())
    .collect()
}

/// A command with more words, writing no pictures.
fn with<'c>(command: &'c [String], more: &[&'c str]) -> Vec<&'c str> {
    let mut words: Vec<&str> = command.iter().map(String::as_str).collect();
    if !matches!(words[0], "budget" | "outturn") {
        words.extend(["--format", "csv,json,svg,counts"]);
    }
    words.extend(more);
    words
}

#[test]
fn an_extended_result_has_the_bytes_of_one_run_of_the_total() {
    for command in &commands() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        done(&with(command, &["--runs", "50", "--out", "whole"]), here);
        done(&with(command, &["--runs", "20", "--out", "grown"]), here);
        let more = ["extend", "grown", "--runs", "+10", "--threads", "1"];
        done(&more, here);
        done(&["extend", "grown", "--runs", "50"], here);
        same(&here.join("whole"), &here.join("grown"));
    }
}

#[test]
fn merged_shares_have_the_bytes_of_one_process() {
    for command in commands() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        // The network takes its time.
        let runs = if command[0] == "compare" { "20" } else { "70" };
        done(&with(&command, &["--runs", runs, "--out", "whole"]), here);
        // A budget asks in two rounds: the second when the first is known. What is done stays so.
        for _ in 0..2 {
            for share in ["3/3", "1/3", "2/3"] {
                let more = ["--runs", runs, "--out", "parts", "--shard", share];
                done(&with(&command, &more), here);
            }
        }
        let told = done(&["status", "parts"], here);
        assert!(told.contains("nothing is missing"), "{told}");
        assert!(
            told.lines().all(|line| line.chars().count() <= 80),
            "{told}"
        );
        done(&["merge", "parts", "--out", "merged"], here);
        same(&here.join("whole"), &here.join("merged"));
    }
}

/// A part depends on nothing but the scenario, the seed and its runs: not on threads, the folder it
/// was called from, or how the work was cut off on the way.
#[test]
fn a_part_is_a_pure_function_of_its_runs() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let starter = shipped("starter");
    let share = ["--runs", "4000", "--shard", "2/3"];
    let words = |out, more: &[&'static str]| {
        let mut words = vec!["run", &starter, "--out", out];
        words.extend(share);
        words.extend(more);
        words
    };
    done(&words("one", &["--threads", "1"]), here);
    done(
        &words("two", &["--threads", "2", "--save-every", "0"]),
        &here.join("one"),
    );
    same(&here.join("one/two"), &{
        let only = here.join("only");
        fs::create_dir(&only).unwrap();
        for file in fs::read_dir(here.join("one")).unwrap() {
            let file = file.unwrap();
            if file.path().is_file() {
                fs::copy(file.path(), only.join(file.file_name())).unwrap();
            }
        }
        only
    });
}

/// Killed at many moments and started again, a share comes to the same bytes.
#[test]
fn a_killed_share_goes_on_from_what_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let starter = shipped("starter");
    let share = ["--runs", "60000", "--shard", "1/2", "--save-every", "0"];
    let mut words = vec!["run", &starter];
    words.extend(share);
    done(&[&words[..], &["--out", "whole"]].concat(), here);
    let parts = |what: &str| -> Vec<PathBuf> {
        let files = fs::read_dir(here.join("killed")).into_iter().flatten();
        let files = files.map(|file| file.unwrap().path());
        files
            .filter(|path| path.extension().is_some_and(|found| found == what))
            .collect()
    };
    let (mut kills, mut saved) = (0, 0);
    for attempt in 0..40_u64 {
        let mut child = Command::new(cargo_bin("soyaku"))
            .args(&words)
            .args(["--out", "killed"])
            .current_dir(here)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Later and later, so that a slow machine comes to the end too.
        std::thread::sleep(Duration::from_millis(20 + 37 * attempt));
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            kills += 1;
        }
        child.wait().unwrap();
        saved += parts("soyaku-saved").len();
        if !parts("soyaku").is_empty() {
            break;
        }
    }
    assert!(kills > 0 && saved > 0, "{kills} kills, {saved} saved");
    done(&[&words[..], &["--out", "killed"]].concat(), here);
    let [part] = &parts("soyaku")[..] else {
        panic!("one part is whole");
    };
    let [(_, whole)] = &files(&here.join("whole"))[..] else {
        panic!("one part is whole");
    };
    assert!(fs::read(part).unwrap() == *whole, "the parts differ");
    assert!(parts("soyaku-saved").is_empty());
}

#[test]
fn what_does_not_belong_together_is_not_merged() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let starter = shipped("starter");
    let share = |share: &str, out: &str, more: &[&str]| {
        let words = [
            "run", &starter, "--runs", "90", "--shard", share, "--out", out,
        ];
        done(&[&words[..], more].concat(), here);
    };
    for number in ["1/3", "2/3"] {
        share(number, "parts", &[]);
    }
    let told = refused(&["merge", "parts", "--out", "results"], 1, here);
    assert!(told.contains("runs 60 to 89 are missing"), "{told}");
    let told = done(&["status", "parts"], here);
    assert!(told.contains("30 runs are missing"), "{told}");

    share("3/3", "seed", &["--seed", "2"]);
    let told = refused(&["merge", "parts", "seed", "--out", "results"], 1, here);
    assert!(told.contains("have not the same seed"), "{told}");
    share("3/3", "other", &["--set", "scenario.horizon_years=6"]);
    let told = refused(&["merge", "parts", "other", "--out", "results"], 1, here);
    assert!(told.contains("have not the same scenario"), "{told}");
    share("3/3", "language", &["--lang", "ja"]);
    let told = refused(&["merge", "parts", "language", "--out", "results"], 1, here);
    assert!(told.contains("have not the same command"), "{told}");

    share("2/2", "halves", &[]);
    let told = refused(&["merge", "parts", "halves", "--out", "results"], 1, here);
    assert!(told.contains("runs 40 to 59 are in"), "{told}");

    // A copy of a part says nothing new.
    share("3/3", "parts", &[]);
    let part = files(&here.join("parts")).pop().unwrap();
    fs::write(here.join("parts/copy.soyaku"), &part.1).unwrap();
    done(&["merge", "parts", "--out", "results"], here);

    for (place, told) in [
        (part.1.len() / 2, "not those that were written"),
        (3, "no archive"),
    ] {
        let mut bytes = part.1.clone();
        bytes[place] ^= 1;
        fs::write(here.join("parts/copy.soyaku"), bytes).unwrap();
        let found = refused(&["merge", "parts", "--out", "results"], 1, here);
        assert!(found.contains(told), "{found}");
    }
    for length in [0, 5, 30, 3000, part.1.len() - 1] {
        fs::write(here.join("parts/copy.soyaku"), &part.1[..length]).unwrap();
        let found = refused(&["merge", "parts", "--out", "results"], 1, here);
        assert!(found.contains("copy.soyaku"), "{found}");
    }
    let empty = here.join("empty");
    fs::create_dir(&empty).unwrap();
    let told = refused(&["merge", "empty", "--out", "results"], 1, here);
    assert!(told.contains("there are no parts here"), "{told}");
}

#[test]
fn what_cannot_be_extended_says_why_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let starter = shipped("starter");
    let words = ["run", &starter, "--runs", "20", "--format", "csv,counts"];
    done(&[&words[..], &["--out", "results"]].concat(), here);
    let before = files(&here.join("results"));
    for (runs, told) in [
        ("20", "the result has 20 runs"),
        ("10", "the result has 20 runs"),
        ("+1000000000", "the result has 20 runs"),
        ("0", "write a number of runs"),
        ("-5", ""),
        ("x", "write a number of runs"),
    ] {
        let found = refused(&["extend", "results", "--runs", runs], 2, here);
        assert!(found.contains(told), "{found}");
    }
    assert_eq!(before, files(&here.join("results")));
    done(
        &[&words[..], &["--public", "--out", "public"]].concat(),
        here,
    );
    let told = refused(&["extend", "public", "--runs", "+10"], 2, here);
    assert!(told.contains("--public"), "{told}");
    assert!(!here.join("public/counts.soyaku").exists());
}

/// The scenario that results were made from may change or go: they are extended as they were.
#[test]
fn results_are_extended_with_the_scenario_they_were_made_from() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let copy = here.join("plan");
    fs::create_dir(&copy).unwrap();
    for (name, bytes) in files(Path::new(&shipped("starter"))) {
        fs::write(copy.join(name), bytes).unwrap();
    }
    let words = ["run", "plan", "--format", "csv,counts"];
    done(
        &[&words[..], &["--runs", "40", "--out", "whole"]].concat(),
        here,
    );
    done(
        &[&words[..], &["--runs", "20", "--out", "grown"]].concat(),
        here,
    );
    fs::remove_dir_all(&copy).unwrap();
    done(&["extend", "grown", "--runs", "+20"], here);
    same(&here.join("whole"), &here.join("grown"));
}
