//! The commands as a planner uses them: output, exit code, files left behind.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use unicode_width::UnicodeWidthStr;

fn soyaku(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("soyaku").unwrap();
    command
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn shipped(name: &str) -> String {
    format!("{}/scenarios/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Every file of a folder: name and bytes, sorted.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_new_scenario_can_be_checked_and_run_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let new = soyaku(folder.path(), &["new", "my-plan"]);
    assert_eq!(new.status.code(), Some(0), "{}", text(&new.stderr));
    let check = soyaku(folder.path(), &["check", "my-plan"]);
    assert_eq!(check.status.code(), Some(0), "{}", text(&check.stderr));
    assert_eq!(text(&check.stderr), "", "the starter has no warnings");
    let run = soyaku(folder.path(), &["run", "my-plan", "--runs", "200"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert!(folder.path().join("results/my-plan/manifest.json").exists());
    assert!(text(&run.stdout).contains("Themes at the end, by outcome"));
}

#[test]
fn new_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("themes.csv"), "mine").unwrap();
    let again = soyaku(folder.path(), &["new", "."]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(fs::read(folder.path().join("themes.csv")).unwrap(), b"mine");
    assert!(!folder.path().join("scenario.toml").exists());
}

#[test]
fn the_screen_fits_eighty_columns_for_every_shipped_scenario() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["starter", "network-2013", "outturn-2014", "paul-2010", "r1"] {
        let run = soyaku(
            folder.path(),
            &[
                "run",
                &shipped(name),
                "--runs",
                "20",
                "--out",
                name,
                "--format",
                "csv",
            ],
        );
        assert_eq!(run.status.code(), Some(0), "{name}: {}", text(&run.stderr));
        for line in text(&run.stdout).lines() {
            assert!(line.width() <= 80, "{name}: {line}");
        }
    }
}

#[test]
fn the_same_scenario_and_seed_give_the_same_bytes_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let run = |threads: &str| {
        let out = format!("out-{threads}");
        let scenario = shipped("network-2013");
        let arguments = [
            "run",
            &scenario,
            "--runs",
            "1300",
            "--threads",
            threads,
            "--out",
            &out,
        ];
        let run = soyaku(folder.path(), &arguments);
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
        files(&folder.path().join(out))
    };
    let one = run("1");
    assert!(one.len() > 10);
    assert!(one == run("2"), "two threads differ");
    assert!(one == run("7"), "seven threads differ");
}

#[test]
fn another_seed_gives_other_results() {
    let folder = tempfile::tempdir().unwrap();
    let run = |seed: &str| {
        let scenario = shipped("starter");
        soyaku(
            folder.path(),
            &[
                "run", &scenario, "--runs", "50", "--seed", seed, "--out", seed,
            ],
        );
        fs::read(folder.path().join(seed).join("runs.csv")).unwrap()
    };
    assert_ne!(run("1"), run("2"));
}

#[test]
fn a_wrong_scenario_leaves_earlier_results_alone() {
    let folder = tempfile::tempdir().unwrap();
    soyaku(folder.path(), &["new", "my-plan"]);
    soyaku(
        folder.path(),
        &["run", "my-plan", "--runs", "20", "--out", "out"],
    );
    let before = files(&folder.path().join("out"));
    let path = folder.path().join("my-plan/scenario.toml");
    let scenario = fs::read_to_string(&path).unwrap();
    fs::write(&path, scenario.replace("slots = ", "slotz = ")).unwrap();
    let run = soyaku(
        folder.path(),
        &["run", "my-plan", "--runs", "20", "--out", "out"],
    );
    assert_eq!(run.status.code(), Some(1));
    let message = text(&run.stderr);
    assert!(message.contains("error[unknown-key]"), "{message}");
    assert!(message.contains("did you mean `slots`?"), "{message}");
    assert_eq!(files(&folder.path().join("out")), before);
}

#[test]
fn a_missing_scenario_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let check = soyaku(folder.path(), &["check", "no-such-plan"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(
        text(&check.stderr).contains("no-such-plan"),
        "{}",
        text(&check.stderr)
    );
}

#[test]
fn wrong_usage_has_its_own_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["fly"][..], &["run"], &["run", "x", "--runs", "0"], &[]] {
        assert_eq!(
            soyaku(folder.path(), arguments).status.code(),
            Some(2),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_file_where_results_should_go_is_the_machines_failure() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("out"), "mine").unwrap();
    let run = soyaku(
        folder.path(),
        &["run", &shipped("starter"), "--runs", "20", "--out", "out"],
    );
    assert_eq!(run.status.code(), Some(3));
    assert!(
        text(&run.stderr).contains("cannot write out"),
        "{}",
        text(&run.stderr)
    );
    assert_eq!(fs::read(folder.path().join("out")).unwrap(), b"mine");
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_no_half_written_file() {
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    let child = Command::new(assert_cmd::cargo::cargo_bin("soyaku"))
        .current_dir(folder.path())
        .args([
            "run",
            &shipped("network-2013"),
            "--runs",
            "100000000",
            "--out",
            "out",
        ])
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // The folder appears when the simulation is about to begin.
    while !folder.path().join("out").exists() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    std::thread::sleep(std::time::Duration::from_millis(300));
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(kill.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let message = text(&output.stderr);
    assert!(
        message.contains("interrupted: nothing was written"),
        "{message}"
    );
    assert!(
        !folder.path().join("out").exists(),
        "the folder it had made is gone"
    );
}

/// The events of a trace of one theme, each on one line.
fn events(told: &str) -> Vec<String> {
    let mut events: Vec<String> = Vec::new();
    for line in told.lines().filter_map(|line| line.strip_prefix("  ")) {
        match (line.strip_prefix(' '), events.last_mut()) {
            (Some(rest), Some(event)) => *event += &format!(" {}", rest.trim()),
            _ => events.push(line.to_owned()),
        }
    }
    events
}

#[test]
fn a_trace_tells_a_whole_life_from_the_first_call_to_the_take_over() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = shipped("every-rule");
    let arguments = ["trace", &scenario, "--run", "48", "--theme", "T06"];
    let trace = soyaku(folder.path(), &arguments);
    assert_eq!(trace.status.code(), Some(0), "{}", text(&trace.stderr));
    let told = text(&trace.stdout);
    let events = events(&told);
    let mut rest = events.iter();
    for words in [
        "it can be decided on (SEL-6)",
        "is admitted by the Office",
        "call 1 for a licensee is opened (LIC-1)",
        "the company withdraws at the end of the feasibility study",
        "the rule call-again decides: call-again (evidence 1, calls 1) (LIC-9)",
        "call 2 for a licensee is opened (LIC-1)",
        "the contract is signed",
        "is licensed",
        "the licensee gives up at test for reasons of its own (LIC-11)",
        "the rule worth-it decides: take-over",
        "the network takes the theme over",
        "waits for money (BUD-2)",
        "by the rule too-slow",
    ] {
        assert!(rest.any(|line| line.contains(words)), "{words}\n{told}");
    }
}

#[test]
fn a_trace_tells_one_theme_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = shipped("network-2013");
    let arguments = ["trace", &scenario, "--run", "17", "--theme", "example-02"];
    let trace = soyaku(folder.path(), &arguments);
    assert_eq!(trace.status.code(), Some(0), "{}", text(&trace.stderr));
    let told = text(&trace.stdout);
    let events = events(&told);
    let dates: Vec<&str> = events.iter().map(|event| &event[..10]).collect();
    assert!(dates.is_sorted(), "{told}");
    assert!(
        told.contains("(SCP-3)") && told.contains("(EXE-2)"),
        "{told}"
    );
    let csv = soyaku(
        folder.path(),
        &[&arguments[..], &["--format", "csv"]].concat(),
    );
    let table = text(&csv.stdout);
    assert!(
        table.starts_with("date,month,fiscal_year,theme,event,"),
        "{table}"
    );
    assert_eq!(
        table.lines().count(),
        1 + events.len(),
        "a header, then a line each"
    );
}

#[test]
fn a_trace_of_an_unknown_theme_suggests_a_near_one() {
    let folder = tempfile::tempdir().unwrap();
    let trace = soyaku(
        folder.path(),
        &["trace", &shipped("starter"), "--theme", "T1"],
    );
    assert_eq!(trace.status.code(), Some(2));
    assert!(
        text(&trace.stderr).contains("did you mean `T0"),
        "{}",
        text(&trace.stderr)
    );
}

#[test]
fn the_rule_book_fits_the_screen_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for (language, word) in [("en", "simulated"), ("ja", "計算対象")] {
        let rules = soyaku(folder.path(), &["rules", "--lang", language]);
        assert_eq!(rules.status.code(), Some(0), "{}", text(&rules.stderr));
        let book = text(&rules.stdout);
        for id in ["GOV-1 ", "EXE-14 ", "BUD-9 "] {
            assert!(
                book.lines().any(|line| line.starts_with(id)),
                "{id}: {book}"
            );
        }
        assert!(book.contains(word), "{book}");
        for line in book.lines() {
            assert!(line.width() <= 80, "{line}");
        }
    }
}

#[test]
fn a_single_rule_is_told_in_full() {
    let folder = tempfile::tempdir().unwrap();
    let rule = soyaku(folder.path(), &["rules", "EXE-4"]);
    assert_eq!(rule.status.code(), Some(0), "{}", text(&rule.stderr));
    let told = text(&rule.stdout);
    assert_eq!(
        told,
        "EXE-4 - simulated: changes what happens in a run
  Hits are always tested a second time. Any piece of work may turn out to need
  doing again, with a given chance each time it ends and only so often.

  set by    route.*.stage.*.activity.*.repeat_probability
            route.*.stage.*.activity.*.repeat_limit
            route.*.stage.*.activity.*.rule = \"EXE-4\"
  default   work is not repeated; where it can be, once at most (assumption)
  source    seed, annex 1, 抗体の探索研究; seed, annex 1, 核酸の探索研究; beyond
            the seed
"
    );
    let small = soyaku(folder.path(), &["rules", "exe-4"]);
    assert_eq!(text(&small.stdout), told, "ids may be written small");
}

#[test]
fn an_unknown_rule_suggests_a_near_one() {
    let folder = tempfile::tempdir().unwrap();
    let rule = soyaku(folder.path(), &["rules", "EXE-44"]);
    assert_eq!(rule.status.code(), Some(2));
    assert_eq!(text(&rule.stdout), "");
    assert_eq!(
        text(&rule.stderr),
        "error: `EXE-44` is not a rule of the rule book\n  help: did you mean `EXE-4`?\n"
    );
}

#[test]
fn the_rules_of_a_scenario_come_with_the_keys_that_set_them() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = shipped("starter");
    let used = soyaku(folder.path(), &["rules", "--used", &scenario]);
    assert_eq!(used.status.code(), Some(0), "{}", text(&used.stderr));
    let told = text(&used.stdout);
    assert!(
        told.contains("\nSEL-1   channel.open-call.rate_per_year = 2\n"),
        "{told}"
    );
    assert!(told.contains("… and "), "long lists are cut: {told}");
    let (on, off) = told.split_once(" rules that act on a run are not").unwrap();
    assert!(
        on.contains("\nEXE-3 ") && off.contains("\nEXE-4 "),
        "{told}"
    );
    for line in told.lines() {
        assert!(line.width() <= 80, "{line}");
    }
    let all = soyaku(folder.path(), &["rules", "--used", &scenario, "--all"]);
    assert!(
        !text(&all.stdout).contains("… and "),
        "{}",
        text(&all.stdout)
    );
    let csv = soyaku(
        folder.path(),
        &["rules", "--used", &scenario, "--format", "csv"],
    );
    let table = text(&csv.stdout);
    assert!(
        table.starts_with("id,kind,on,setting,value,scenario,version\n"),
        "{table}"
    );
    assert!(
        table.contains("\nSEL-1,S,yes,channel.open-call.rate_per_year,2,my-plan,"),
        "{table}"
    );
}

#[test]
fn the_rules_of_a_wrong_scenario_are_not_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plan.toml"), "[scenario]\nidd = 1\n").unwrap();
    let used = soyaku(folder.path(), &["rules", "--used", "plan.toml"]);
    assert_eq!(used.status.code(), Some(1));
    assert_eq!(text(&used.stdout), "");
    let check = soyaku(folder.path(), &["check", "plan.toml"]);
    let (told, checked) = (text(&used.stderr), text(&check.stderr));
    assert!(checked.starts_with(&told), "{told}");
}

/// Anybody can recompute a figure from the rows of single runs.
#[test]
fn the_rows_of_single_runs_give_the_printed_means_and_quantiles() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = shipped("starter");
    soyaku(
        folder.path(),
        &["run", &scenario, "--runs", "500", "--out", "out"],
    );
    let column = |file: &str, name: &str| -> Vec<String> {
        let mut reader = csv::Reader::from_path(folder.path().join("out").join(file)).unwrap();
        let place = reader
            .headers()
            .unwrap()
            .iter()
            .position(|header| header == name);
        let place = place.unwrap_or_else(|| panic!("{file} has no column {name}"));
        reader
            .records()
            .map(|record| record.unwrap()[place].to_owned())
            .collect()
    };
    let mut costs: Vec<f64> = column("runs.csv", "cost_jpy")
        .iter()
        .map(|cell| cell.parse().unwrap())
        .collect();
    assert_eq!(costs.len(), 500);
    let mean = costs.iter().sum::<f64>() / 500.0;
    costs.sort_by(f64::total_cmp);
    let years = column("budget.csv", "fiscal_year");
    let whole = years.iter().position(|year| year == "all").unwrap();
    let printed = |name: &str| -> f64 { column("budget.csv", name)[whole].parse().unwrap() };
    assert!((printed("mean_jpy") / mean - 1.0).abs() < 1e-8);
    // The smallest value that at least 80 % of the runs do not exceed, to a bin of 0.4 %.
    assert!((printed("p80_jpy") / costs[399] - 1.0).abs() < 0.004);
}

/// Asks `command` of the shipped autumn of 2014.
fn autumn(folder: &Path, command: &str, more: &[&str]) -> Output {
    let scenario = shipped("outturn-2014");
    let arguments = [&[command, &scenario, "--runs", "400"], more].concat();
    soyaku(folder, &arguments)
}

#[test]
fn a_request_is_laid_out_in_both_languages_within_eighty_columns() {
    let folder = tempfile::tempdir().unwrap();
    for (language, heading, total) in [
        ("en", "Request for FY2015", "Total"),
        ("ja", "平成27年度概算要求", "計"),
    ] {
        let more = [
            "--request-fy",
            "H27",
            "--confidence",
            "0.8",
            "--lang",
            language,
        ];
        let asked = autumn(folder.path(), "budget", &more);
        assert_eq!(asked.status.code(), Some(0), "{}", text(&asked.stderr));
        let screen = text(&asked.stdout);
        assert!(screen.starts_with(heading), "{screen}");
        assert!(
            screen.lines().any(|line| line.starts_with(total)),
            "{screen}"
        );
        for line in screen.lines() {
            assert!(line.width() <= 80, "{line}");
        }
    }
    let names: Vec<String> = files(&folder.path().join("results/outturn-2014-request"))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    for name in [
        "request.csv",
        "request_derivation.csv",
        "request_confidence.csv",
        "request_later_years.csv",
        "runs.csv",
        "manifest.json",
    ] {
        assert!(
            names.iter().any(|other| other == name),
            "{name} in {names:?}"
        );
    }
}

#[test]
fn a_request_is_printed_as_its_parts_add_up() {
    let folder = tempfile::tempdir().unwrap();
    let note = "計数は、それぞれ四捨五入によっているので、端数において合計と合致しないもの";
    let printed = |unit: &str| {
        let more = ["--lang", "ja", "--unit", unit];
        text(&autumn(folder.path(), "budget", &more).stdout)
    };
    // Amounts are requested in thousands of yen: in these all is whole, in hundreds of millions not.
    assert!(
        !printed("thousand").contains(note),
        "no note where all adds up"
    );
    assert!(printed("hundred-million").contains(note));
    assert!(printed("thousand").contains("（単位：千円"));
    let more = ["--lang", "ja", "--minus", "black-triangle"];
    let screen = text(&autumn(folder.path(), "budget", &more).stdout);
    assert!(screen.contains("▲") && !screen.contains("△"), "{screen}");
}

#[test]
fn the_outturn_of_a_year_is_told_as_a_review_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let more = ["--as-of", "平成26年10月31日", "--lang", "ja"];
    let asked = autumn(folder.path(), "outturn", &more);
    assert_eq!(asked.status.code(), Some(0), "{}", text(&asked.stderr));
    let screen = text(&asked.stdout);
    for row in [
        "当初予算",
        "前年度から繰越し",
        "翌年度へ繰越し",
        "計",
        "執行額",
        "執行率",
    ] {
        assert!(
            screen.lines().any(|line| line.starts_with(row)),
            "{row}: {screen}"
        );
    }
    for line in screen.lines() {
        assert!(line.width() <= 80, "{line}");
    }
    let results = folder.path().join("results/outturn-2014-outturn");
    assert!(results.join("outturn_forecast.csv").exists());
    assert!(results.join("bring_forward.csv").exists());
}

#[test]
fn budget_and_outturn_are_the_same_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["budget", "outturn"] {
        let run = |threads: &str| {
            let out = format!("{command}-{threads}");
            let more = ["--threads", threads, "--out", &out];
            let asked = autumn(folder.path(), command, &more);
            assert_eq!(asked.status.code(), Some(0), "{}", text(&asked.stderr));
            files(&folder.path().join(out))
        };
        assert!(run("1") == run("3"), "{command}");
    }
}

#[test]
fn a_request_that_cannot_be_made_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    for (more, message) in [
        (
            ["--request-fy", "27"],
            "error: --request-fy `27` is not a fiscal year: the century or era is missing\n  help: \
             write the whole year: FY2027, 令和27年度 or 平成27年度 or 昭和27年度\n",
        ),
        (
            ["--request-fy", "FY2031"],
            "error: FY2031 is not simulated\n  allowed: fiscal years from FY2014 to FY2016\n",
        ),
        (
            ["--confidence", "1"],
            "error: no amount suffices with probability 1\n  allowed: between 0 and 1, such as 0.8\n",
        ),
    ] {
        let asked = autumn(folder.path(), "budget", &more);
        assert_eq!(asked.status.code(), Some(2));
        assert_eq!(text(&asked.stderr), message);
    }
    let queue = "[scenario]\nid = \"queue\"\nstart = 2013-04-01\nhorizon_years = 3\n\
                 [[route.r.stage]]\nid = \"s\"\n[[route.r.stage.activity]]\nid = \"w\"\n\
                 duration_months = 1\n[theme.A]\n";
    fs::write(folder.path().join("queue.toml"), queue).unwrap();
    for command in ["budget", "outturn"] {
        let asked = soyaku(folder.path(), &[command, "queue.toml", "--runs", "10"]);
        assert_eq!(asked.status.code(), Some(2));
        assert!(text(&asked.stderr).starts_with("error: the scenario has no money"));
    }
    assert!(
        !folder.path().join("results").exists(),
        "nothing was written"
    );
}

#[test]
fn a_ranking_is_a_screenful_in_either_language_and_the_same_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = shipped("every-rule");
    let rank = |out: &str, more: &[&str]| {
        // Charts are in the language asked for.
        let mut arguments = vec!["rank", &scenario, "--runs", "200", "--out", out];
        arguments.extend(["--format", "csv,json"]);
        arguments.extend(more);
        let done = soyaku(folder.path(), &arguments);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        text(&done.stdout)
    };
    let english = rank("one", &["--threads", "1", "--marginal"]);
    let japanese = rank("two", &["--threads", "2", "--marginal", "--lang", "ja"]);
    for (screen, heading) in [
        (&english, "Listed themes by 5"),
        (&japanese, "登録テーマの順位"),
    ] {
        assert!(screen.contains(heading), "{screen}");
        let wide = screen.lines().find(|line| line.width() > 80);
        // The last line names a folder.
        assert_eq!(wide, None, "{screen}");
    }
    let files = files(&folder.path().join("one"));
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "central_weights.csv",
            "manifest.json",
            "marginal.csv",
            "pairwise.csv",
            "rank_acceptability.csv",
            "ranking.csv",
            "results.json",
            "theme_chances.csv",
            "theme_timeline.csv",
            "weight_ranges.csv",
        ]
    );
    for (name, bytes) in files {
        let other = fs::read(folder.path().join("two").join(&name)).unwrap();
        assert!(bytes == other, "{name} differs between 1 and 2 threads");
    }
}

#[test]
fn a_run_ranks_themes_as_the_command_does_where_the_scenario_says_how() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = shipped("every-rule");
    for command in ["run", "rank"] {
        let arguments = [command, &scenario, "--runs", "300", "--out", command];
        let done = soyaku(folder.path(), &arguments);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    }
    for name in [
        "ranking",
        "rank_acceptability",
        "pairwise",
        "theme_timeline",
    ] {
        let read = |from: &str| fs::read(folder.path().join(from).join(format!("{name}.csv")));
        assert!(read("run").unwrap() == read("rank").unwrap(), "{name}");
    }
}

#[test]
fn without_listed_themes_there_is_nothing_to_rank() {
    let folder = tempfile::tempdir().unwrap();
    let done = soyaku(folder.path(), &["rank", &shipped("paul-2010")]);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(
        text(&done.stderr),
        "error: no theme is listed in this scenario, so that there is nothing to rank\n  \
         help: list themes in a CSV named in `theme_files`; channels cannot be ranked\n"
    );
    assert!(!folder.path().join("results").exists());
}

#[test]
fn a_link_is_switched_off_in_every_command_that_simulates_beside_the_results_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = shipped("every-rule");
    let without = ["--without", "same-target", "--without", "same-target"];
    for (command, place) in [
        ("run", "every-rule-without-same-target"),
        ("budget", "every-rule-without-same-target-request"),
        ("outturn", "every-rule-without-same-target-outturn"),
    ] {
        let arguments = [&[command, scenario.as_str(), "--runs", "20"], &without[..]].concat();
        let done = soyaku(folder.path(), &arguments);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        let manifest = folder
            .path()
            .join("results")
            .join(place)
            .join("manifest.json");
        let manifest = fs::read_to_string(&manifest).unwrap();
        assert!(manifest.contains("without same-target"), "{manifest}");
    }
    let unknown = ["budget", &scenario, "--without", "same-targets"];
    let refused = soyaku(folder.path(), &unknown);
    assert_eq!(refused.status.code(), Some(2));
    let told = text(&refused.stderr);
    assert!(told.contains("did you mean `same-target`?"), "{told}");
}
