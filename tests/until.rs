//! `--until`: tables and charts up to a day, such as a date of the Council (GOV-4).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("scenarios")
        .join(name)
}

fn soyaku(scenario: &Path, arguments: &[&str], out: &Path) -> Output {
    Command::cargo_bin("soyaku")
        .unwrap()
        .args(arguments)
        .arg(scenario)
        .args(["--runs", "60", "--out"])
        .arg(out)
        .output()
        .unwrap()
}

fn done(scenario: &Path, arguments: &[&str], out: &Path) -> String {
    let output = soyaku(scenario, arguments, out);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The rows of a table but for its label.
fn rows(folder: &Path, table: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(folder.join(format!("{table}.csv"))).unwrap();
    let names = reader.headers().unwrap().clone();
    let label = names.iter().position(|name| name == "scenario").unwrap();
    let cells = |row: csv::StringRecord| {
        let cells = row.iter().enumerate().filter(|(place, _)| *place != label);
        cells.map(|(_, cell)| cell.to_owned()).collect()
    };
    reader.records().map(|row| cells(row.unwrap())).collect()
}

/// A copy of a shipped scenario of one file with another horizon.
fn with_horizon(name: &str, from: &str, to: &str, folder: &Path) -> PathBuf {
    let copy = folder.join(format!("{name}-{}", to.replace([' ', '='], "")));
    fs::create_dir(&copy).unwrap();
    for file in fs::read_dir(shipped(name)).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), copy.join(file.file_name())).unwrap();
    }
    let path = copy.join("scenario.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from));
    fs::write(path, text.replace(from, to)).unwrap();
    copy
}

#[test]
fn tables_up_to_a_day_are_those_of_a_scenario_that_ends_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let here = |name: &str| folder.path().join(name);
    let whole = shipped("r1");
    // R1 is continuous in time: nothing happens at the very end.
    let text = fs::read_to_string(whole.join("scenario.toml")).unwrap();
    let line = text
        .lines()
        .find(|line| line.starts_with("horizon_years"))
        .unwrap();
    let start = text.lines().find(|line| line.starts_with("start")).unwrap();
    let year: i32 = start.split('=').nth(1).unwrap().trim()[..4]
        .parse()
        .unwrap();
    let short = with_horizon("r1", line, "horizon_years = 4.5", folder.path());
    let day = format!("{}-09-30", year + 4);
    assert!(start.ends_with("-04-01"), "{start}");

    let screen = done(
        &whole,
        &["run", "--until", &day, "--format", "csv"],
        &here("cut"),
    );
    done(&short, &["run", "--format", "csv"], &here("short"));
    done(&whole, &["run", "--format", "csv"], &here("whole"));
    assert!(screen.starts_with(&format!("r1 until {day}")), "{screen}");
    for table in [
        "outcomes",
        "licences",
        "stage_flow",
        "capacity",
        "runs",
        "themes",
    ] {
        let cut = rows(&here("cut"), table);
        assert!(cut == rows(&here("short"), table), "{table}");
        assert!(
            cut.len() > 2 && cut != rows(&here("whole"), table),
            "{table}"
        );
    }
    // Fiscal years that are over by the day stand as they do in the whole.
    let whole = rows(&here("whole"), "licences");
    for (place, row) in rows(&here("cut"), "licences").iter().take(4).enumerate() {
        assert_eq!(*row, whole[place]);
    }
}

#[test]
fn every_command_can_be_cut_at_a_date_of_the_council_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = shipped("every-rule");
    for (language, command, told) in [
        ("en", "run", "2026-10-01 to 2027-11-15"),
        ("ja", "run", "令和9年11月15日まで"),
        ("en", "rank", "2026-10-01 to 2027-11-15"),
        (
            "en",
            "budget",
            "counted up to 2027-11-15; what falls due later is left out",
        ),
        (
            "ja",
            "budget",
            "令和9年11月15日までの集計（その後の支払は含まない）",
        ),
        (
            "en",
            "outturn",
            "counted up to 2027-11-15; what falls due later is left out",
        ),
    ] {
        let out = folder.path().join(format!("{command}-{language}"));
        let arguments = [command, "--until", "council-5", "--lang", language];
        let screen = done(&scenario, &arguments, &out);
        assert!(screen.contains(told), "{command}: {screen}");
        let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
        assert!(
            manifest.contains("every-rule until 2027-11-15"),
            "{command}"
        );
        let svg = out.join("budget.svg");
        if svg.is_file() {
            let svg = fs::read_to_string(svg).unwrap();
            assert!(svg.contains("2027-11-15") || svg.contains("令和9年11月15日"));
        }
    }
}

#[test]
fn days_that_cannot_be_told_of_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("none");
    for (scenario, until, language, expected) in [
        (
            "every-rule",
            "2026-09-30",
            "en",
            "error: nothing can be told up to 2026-09-30: it is not in the time of this scenario\n  \
             allowed: days from 2026-10-01 to 2038-09-30\n",
        ),
        (
            "every-rule",
            "平成26年4月1日",
            "ja",
            "エラー: 2014-04-01までの集計はできません。シナリオの期間に含まれない日付です\n  \
             指定可能: 2026-10-01～2038-09-30の日付\n",
        ),
        (
            "starter",
            "council-1",
            "en",
            "error: there is no council-1 in the time of this scenario\n  \
             help: give dates in [council], or a day\n",
        ),
        (
            "starter",
            "council-1",
            "ja",
            "エラー: council-1に当たる協議会の開催日はシナリオの期間にありません\n  \
             対処: [council]に開催日を書くか、日付で指定してください\n",
        ),
    ] {
        let arguments = ["run", "--until", until, "--lang", language];
        let output = soyaku(&shipped(scenario), &arguments, &out);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(String::from_utf8_lossy(&output.stderr), expected);
    }
    let output = soyaku(
        &shipped("every-rule"),
        &["run", "--until", "council-99"],
        &out,
    );
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        message.starts_with(
            "error: there is no council-99 in the time of this scenario\n  \
             allowed: council-1 (2026-11-15), council-2 (2027-02-15), "
        ),
        "{message}"
    );
    assert!(!out.exists());
}
