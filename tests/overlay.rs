//! What-ifs laid over their base, one-off changes, and what is shown of both.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail loudly"
)]

#[path = "common/mod.rs"]
mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use common::{Log, shipped};
use soyaku::diagnostic::render;
use soyaku::language::Language;
use soyaku::model::Model;
use soyaku::scenario::{Reading, Said, Scenario, differences, read, read_with};

/// The what-ifs that are shipped.
fn what_ifs() -> Vec<PathBuf> {
    let entries = fs::read_dir(shipped("what-if")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    found.sort();
    found
}

fn messages(scenario: &Scenario) -> String {
    render(
        &scenario.diagnostics,
        &scenario.sources,
        false,
        Language::English,
    )
}

/// The model of a scenario, without the places its numbers come from.
fn model(scenario: &Scenario) -> Model {
    let Some(mut model) = scenario.model.clone() else {
        panic!("{}", messages(scenario));
    };
    for parameter in &mut model.parameters {
        parameter.provenance.origin.clear();
    }
    model
}

/// The scenario that reads so.
fn read_text(text: &str) -> Scenario {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shown.toml");
    fs::write(&file, text).unwrap();
    read(&file)
}

/// A folder of files; `/` in names makes subfolders.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// A small scenario with two themes.
const PLAN: &str = r#"[scenario]
id = "plan"
name = "Plan"
name_ja = "計画"
start = 2013-04-01
horizon_years = 5
price_year = 2013
theme_files = ["themes.csv"]
theme_source = "a guess"

[institute.nibio.function.hts]
slots = 2
price_per_slot_month = 1_000_000

[[route.r.stage]]
id = "hit"
odds = { beta = [3, 2], layer = "ignorance" }
  [[route.r.stage.activity]]
  id = "screen"
  needs = { hts = 1 }
  providers = ["nibio"]
  duration_months = 6

[[gate]]
id = "one"
when = { stage = ["hit"], science_below = 2 }
decision = "no-go"

[[gate]]
id = "two"
when = { stage = ["hit"], novelty_below = 2 }
decision = "no-go"
"#;
const THEMES: &str = "id,name,science,novelty\nT1,One,3,4\nT2,Two,5,4\n";
const NAMED: &str = "base = \"../plan\"\n[scenario]\nid = \"a\"\nname = \"A\"\n";

/// [`PLAN`] in `plan/`, and more files.
fn with_plan(more: &[(&str, &str)]) -> tempfile::TempDir {
    let plan = [("plan/plan.toml", PLAN), ("plan/themes.csv", THEMES)];
    folder(&[&plan, more].concat())
}

/// The scenario `path` in such a folder.
fn laid(more: &[(&str, &str)], path: &str) -> Scenario {
    let scenario = read(&with_plan(more).path().join(path));
    assert_eq!(messages(&scenario), "");
    scenario
}

/// [`PLAN`] with values set.
fn set(changes: &[&str]) -> Scenario {
    let set = changes.iter().map(|change| (*change).to_owned()).collect();
    let folder = with_plan(&[]);
    let scenario = read_with(&folder.path().join("plan"), Reading { as_of: None, set });
    assert_eq!(messages(&scenario), "");
    scenario
}

/// The differences as lines: setting, value and place of both.
fn told(first: &Scenario, second: &Scenario) -> Vec<String> {
    let side = |side: &Option<soyaku::scenario::Side>| match side {
        None => "-".to_owned(),
        Some(side) => match &side.said {
            Said::Value(value) => format!("{value} @ {}", side.place),
            Said::Table(count) => format!("{count} values @ {}", side.place),
            Said::Order(ids) => format!("{} @ {}", ids.join(" "), side.place),
        },
    };
    let found = differences(first, second).into_iter();
    found
        .map(|one| {
            format!(
                "{}: {} | {}",
                one.path,
                side(&one.sides[0]),
                side(&one.sides[1])
            )
        })
        .collect()
}

/// All scenarios that are shipped.
const SHIPPED: [&str; 9] = [
    "every-rule",
    "network-2013",
    "outturn-2014",
    "paul-2010",
    "prdp/3drug",
    "prdp/4drug_cap30",
    "r1",
    "starter",
    "starter-ja",
];

#[test]
fn what_is_shown_reads_as_the_same_scenario() {
    for path in SHIPPED.map(shipped).into_iter().chain(what_ifs()) {
        let scenario = read(&path);
        for places in [true, false] {
            let again = read_text(&scenario.shown(places));
            assert_eq!(model(&again), model(&scenario), "{}", path.display());
            assert_eq!(
                again.shown(false),
                scenario.shown(false),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn every_shipped_what_if_is_sound_and_changes_what_happens() {
    let base = read(&shipped("network-2013"));
    let outcome = |scenario: &Scenario, run| {
        let log = Log::of_run(scenario.model.as_ref().unwrap(), 1, run);
        let fates: Vec<_> = log.themes.values().map(|theme| theme.fate).collect();
        let outturns = log.books.outturns.clone();
        (log.total(), fates, log.income, outturns)
    };
    assert!(what_ifs().len() >= 12);
    for path in what_ifs() {
        let scenario = read(&path);
        assert_eq!(messages(&scenario), messages(&base), "{}", path.display());
        let model = scenario.model.as_ref().unwrap();
        let stem = path.file_stem().unwrap().to_string_lossy();
        assert_eq!(model.id, stem, "a what-if is called like its file");
        assert_ne!(model.name.japanese, model.name.english, "{stem}");
        assert_ne!(differences(&base, &scenario), [], "{stem}");
        let unlike = (0..200).find(|run| outcome(&scenario, *run) != outcome(&base, *run));
        assert!(unlike.is_some(), "{stem} is the same in 200 runs");
    }
}

#[test]
fn a_what_if_is_laid_over_its_base_with_names_of_its_own() {
    let more = "[institute.nibio.function.hts]\nslots = 3\n[route.r.stage.hit]\nodds = 0.5\n";
    let file = format!("{NAMED}{more}");
    for base in ["../plan", "../plan/plan.toml"] {
        let file = file.replace("../plan", base);
        let scenario = laid(&[("over/a.toml", &file)], "over/a.toml");
        let model = scenario.model.as_ref().unwrap();
        assert_eq!((model.id.as_str(), model.label().as_str()), ("a", "a"));
        assert_eq!(model.name.japanese, "A", "not the name of the base");
        let names: Vec<&str> = scenario
            .files
            .iter()
            .map(|file| file.name.as_str())
            .collect();
        assert_eq!(names, ["a.toml", "../plan/plan.toml", "../plan/themes.csv"]);
        let place = |key: &str| {
            let parameters = model.parameters.iter();
            let found = parameters.filter(|parameter| parameter.path == key);
            let places = found.map(|parameter| parameter.provenance.origin.clone());
            places.collect::<String>()
        };
        assert_eq!(place("institute.nibio.function.hts.slots"), "a.toml:6");
        assert_eq!(
            place("institute.nibio.function.hts.price_per_slot_month"),
            "../plan/plan.toml:13"
        );
        assert_eq!(place("theme.T1.science"), "../plan/themes.csv:2");
    }
}

#[test]
fn what_ifs_stack_and_may_be_folders() {
    let upper = "base = \"../lower\"\n[scenario]\nid = \"b\"\nname = \"B\"\n[institute.nibio.function.hts]\nslots = 5\n";
    let files = [
        ("lower/a.toml", NAMED),
        (
            "lower/b.toml",
            "[institute.nibio.function.hts]\nslots = 3\nname = \"HTS\"\n",
        ),
        ("lower/deeper/c.toml", "base = \"nowhere\"\n"),
        ("upper/b.toml", upper),
    ];
    let (lower, upper) = (laid(&files, "lower"), laid(&files, "upper/b.toml"));
    assert_eq!(
        told(&lower, &upper),
        ["institute.nibio.function.hts.slots: 3 @ b.toml:2 | 5 @ b.toml:6"]
    );
    let names: Vec<&str> = upper.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "b.toml",
            "../lower/a.toml",
            "../lower/b.toml",
            "../plan/plan.toml",
            "../plan/themes.csv"
        ]
    );
    let base = laid(&files, "plan");
    assert_eq!(
        told(&base, &upper),
        [
            "institute.nibio.function.hts.slots: 2 @ plan.toml:12 | 5 @ b.toml:6",
            "institute.nibio.function.hts.name: - | \"HTS\" @ ../lower/b.toml:3",
        ]
    );
}

#[test]
fn rows_of_a_what_if_change_and_add_what_its_base_lists() {
    let file = NAMED.replace(
        "[scenario]",
        "remove = [\"theme.T2\"]\n[scenario]\ntheme_files = [\"mine.csv\"]",
    );
    let files = [
        ("over/a.toml", &file[..]),
        ("over/mine.csv", "id,science\nT1,4\nT3,2\n"),
    ];
    let scenario = laid(&files, "over/a.toml");
    assert_eq!(
        told(&laid(&[], "plan"), &scenario),
        [
            "theme.T1.science: 3 @ themes.csv:2 | 4 @ mine.csv:2",
            "theme.T2: 3 values @ themes.csv:3 | -",
            "theme.T3: - | 1 values @ mine.csv:3",
        ]
    );
    let themes = scenario.model.unwrap().themes;
    let ids: Vec<&str> = themes.iter().map(|theme| theme.id.as_str()).collect();
    assert_eq!(ids, ["T1", "T3"]);
}

#[test]
fn what_is_removed_can_be_written_anew() {
    let text = NAMED.replace("[scenario]", "remove = [\"theme.T1\"]\n[scenario]");
    let text = text + "[theme.T1]\nscience = 4\n";
    let scenario = laid(&[("over/a.toml", &text)], "over/a.toml");
    assert_eq!(
        told(&laid(&[], "plan"), &scenario),
        [
            "theme.T1.name: \"One\" @ themes.csv:2 | -",
            "theme.T1.science: 3 @ themes.csv:2 | 4 @ a.toml:7",
            "theme.T1.novelty: 4 @ themes.csv:2 | -",
            "theme: T1 T2 @ themes.csv:2 | T2 T1 @ ../plan/themes.csv:3",
        ]
    );
}

#[test]
fn the_digest_covers_the_base_and_what_is_set() {
    let over = [("over/a.toml", NAMED)];
    let digest = |more: &[(&str, &str)], path: &str| laid(more, path).digest;
    let first = digest(&over, "over/a.toml");
    assert_eq!(first, digest(&over, "over/a.toml"), "wherever it lies");
    let themes = THEMES.replace(",5,", ",4,");
    let other = [over[0], ("plan/themes.csv", &themes)];
    assert_ne!(first, digest(&other, "over/a.toml"));
    let digests = [
        set(&[]).digest,
        set(&["institute.nibio.function.hts.slots=2"]).digest,
        set(&["institute.nibio.function.hts.slots=3"]).digest,
        set(&[
            "institute.nibio.function.hts.slots=3",
            "scenario.horizon_years=4",
        ])
        .digest,
    ];
    let different: std::collections::BTreeSet<_> = digests.iter().collect();
    assert_eq!(different.len(), 4);
}

#[test]
fn the_last_value_set_wins_and_the_label_says_how_many_were() {
    let slots = "institute.nibio.function.hts.slots";
    let twice = [format!("{slots}=3"), format!("{slots}=4")];
    let scenario = set(&twice.each_ref().map(String::as_str));
    assert_eq!(
        told(&set(&[]), &scenario),
        [format!("{slots}: 2 @ plan.toml:12 | 4 @ --set[2]")]
    );
    assert_eq!(scenario.model.unwrap().label(), "plan (set 2 values)");
    let removed = set(&["remove=[\"theme.T1\"]", "scenario.id=mine"])
        .model
        .unwrap();
    assert_eq!(
        (removed.themes.len(), removed.label().as_str()),
        (1, "mine (set 2 values)")
    );
    assert_eq!(set(&[]).model.unwrap().label(), "plan");
}

#[test]
fn differences_are_values_entries_and_order_and_nothing_else() {
    let plan = laid(&[], "plan");
    assert_eq!(told(&plan, &plan), Vec::<String>::new());
    let one = "[[gate]]\nid = \"one\"\nwhen = { stage = [\"hit\"], science_below = 2 }\ndecision = \"no-go\"\n";
    let turned = PLAN.replace(one, "").replace("slots = 2", "slots = 2.0") + one;
    // Another order of lines, of which the first that fits decides; 2.0 is 2.
    let turned = turned.replace("id = \"plan\"", "id = \"other\"");
    assert_eq!(
        told(&plan, &laid(&[("plan/plan.toml", &turned)], "plan")),
        ["gate: one two @ plan.toml:25 | two one @ plan.toml:26"]
    );
    let uncertain = PLAN.replace(
        "odds = { beta = [3, 2], layer = \"ignorance\" }",
        "odds = 0.5",
    );
    assert_eq!(
        told(&plan, &laid(&[("plan/plan.toml", &uncertain)], "plan")),
        [
            "route.r.stage.hit.odds: { beta = [3, 2], layer = \"ignorance\" } @ plan.toml:17 | 0.5 @ plan.toml:17"
        ]
    );
}

/// The first block of this language in the section of the README on what-ifs.
fn of_readme(language: &str) -> String {
    let readme = include_str!("../README.md");
    let (_, section) = readme.split_once("### What if: an overlay").unwrap();
    let (_, block) = section.split_once(&format!("```{language}\n")).unwrap();
    block.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_readme_tells_what_can_be_done() {
    let base = shipped("network-2013");
    let what_if = of_readme("toml").replace("../network-2013", &base.display().to_string());
    assert_eq!(messages(&read_text(&what_if)), "");
    let command = of_readme("sh");
    let set: Vec<String> = command
        .split("--set ")
        .skip(1)
        .map(|change| {
            change
                .trim_end_matches(['\\', '\n', ' '])
                .trim_matches('\'')
                .to_owned()
        })
        .collect();
    assert_eq!(set.len(), 2);
    let scenario = read_with(&base, Reading { as_of: None, set });
    assert_eq!(messages(&scenario), "");
    assert_eq!(
        scenario.model.unwrap().label(),
        "network-2013 (set 2 values)"
    );
    let last = shipped("what-if/quarterly-with-council.toml");
    let diff = [
        "diff",
        &base.display().to_string(),
        &last.display().to_string(),
    ];
    assert_eq!(printed(&base, &diff), of_readme("text"));
}

fn soyaku(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("soyaku").unwrap();
    command
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

/// What a command prints that ends well.
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = soyaku(folder, arguments);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{complaint}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn differences_are_printed_in_both_languages_and_as_a_table() {
    let more = "[institute.nibio.function.hts]\nslots = { triangular = [2, 3, 5], source = \"a plan of the institute of which nobody knows yet\" }\n[theme.T3]\nname = \"Three\"\n";
    let folder = with_plan(&[("over/a.toml", &format!("{NAMED}{more}"))]);
    let arguments = ["diff", "plan", "over/a.toml"];
    assert_eq!(
        printed(folder.path(), &arguments),
        "A  plan: Plan\nB  a: A\n\n\
         institute.nibio.function.hts.slots\n  A  2  (plan.toml:12)\n  \
         B  { triangular = [2, 3, 5], source = \"a plan of the institute of which nobod…\n     (a.toml:6)\n\n\
         theme.T3\n  A  not set\n  B  there, with 1 value  (a.toml:7)\n\n2 differences\n"
    );
    let japanese = [&arguments[..], &["--lang", "ja"]].concat();
    let japanese = printed(folder.path(), &japanese);
    assert!(
        japanese.starts_with("A  plan: 計画\nB  a: A\n"),
        "{japanese}"
    );
    assert!(
        japanese.ends_with("  A  設定なし\n  B  あり（値1個）  (a.toml:7)\n\n違いは2件\n"),
        "{japanese}"
    );
    let table = printed(
        folder.path(),
        &[
            "diff",
            "plan",
            "--set",
            "scenario.horizon_years=4",
            "--format",
            "csv",
        ],
    );
    assert_eq!(
        table,
        "setting,value_a,place_a,value_b,place_b,scenario_a,scenario_b,version\n\
         scenario.horizon_years,5,plan.toml:6,4,'--set[1],plan,plan (set 1 value),0.1.0\n"
    );
    assert_eq!(
        printed(folder.path(), &["diff", "plan", "plan"]),
        "A  plan: Plan\nB  plan: Plan\n\nno difference, but for ids and names of the two\n"
    );
    assert_eq!(
        soyaku(folder.path(), &["diff", "plan"]).status.code(),
        Some(2)
    );
}

const SHOWN: &str = r#"# a (set 1 value): A
# All files laid on one another; behind each value the place that set it.

[scenario]
id = "a"                                    # a.toml:3
name = "A"                                  # a.toml:4
start = 2013-04-01                          # ../plan/plan.toml:5
horizon_years = 4                           # --set[1]
price_year = 2013                           # ../plan/plan.toml:7

[institute.nibio]

[institute.nibio.function.hts]
slots = 3                                   # a.toml:6
price_per_slot_month = 1_000_000            # ../plan/plan.toml:13

[route.r]

[route.r.stage.hit]
odds = { beta = [3, 2], layer = "ignorance" }  # ../plan/plan.toml:17

[route.r.stage.hit.activity.screen]
needs = { hts = 1 }                         # ../plan/plan.toml:20
providers = ["nibio"]                       # ../plan/plan.toml:21
duration_months = 6                         # ../plan/plan.toml:22

[gate.one]
decision = "no-go"                          # ../plan/plan.toml:27

[gate.one.when]
stage = ["hit"]                             # ../plan/plan.toml:26
science_below = 2                           # ../plan/plan.toml:26

[gate.two]
decision = "no-go"                          # ../plan/plan.toml:32

[gate.two.when]
stage = ["hit"]                             # ../plan/plan.toml:31
novelty_below = 2                           # ../plan/plan.toml:31

[theme.T1]
name = "One"                                # ../plan/themes.csv:2
science = { value = 3, source = "a guess" }  # ../plan/themes.csv:2
novelty = { value = 4, source = "a guess" }  # ../plan/themes.csv:2

[theme.T2]
name = "Two"                                # ../plan/themes.csv:3
science = 4                                 # a.toml:8
novelty = { value = 4, source = "a guess" }  # ../plan/themes.csv:3
"#;

#[test]
fn a_scenario_is_shown_with_the_place_of_every_value() {
    let file =
        format!("{NAMED}[institute.nibio.function.hts]\nslots = 3\n[theme.T2]\nscience = 4\n");
    let folder = with_plan(&[("over/a.toml", &file)]);
    let shown = printed(
        folder.path(),
        &["show", "over/a.toml", "--set", "scenario.horizon_years=4"],
    );
    assert_eq!(shown, SHOWN);
    let plain = printed(
        folder.path(),
        &["show", "over/a.toml", "--plain", "--lang", "ja"],
    );
    assert!(
        plain.starts_with("# a：A\n\n[scenario]\nid = \"a\"\n"),
        "{plain}"
    );
    assert!(!plain.contains("a.toml"));
}

#[test]
fn a_run_with_values_set_says_so_and_leaves_the_scenario_s_results_alone() {
    let folder = with_plan(&[]);
    let change = "institute.nibio.function.hts.slots=3";
    let arguments = [
        "run", "plan", "--runs", "20", "--format", "csv", "--set", change,
    ];
    let screen = printed(folder.path(), &arguments);
    assert!(
        screen.starts_with("plan (set 1 value) - Plan\nset for this once: institute.nibio.function.hts.slots=3\n20 runs"),
        "{screen}"
    );
    let results = folder.path().join("results");
    assert!(!results.join("plan").exists());
    let manifest = fs::read_to_string(results.join("plan-set/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["set"], serde_json::json!([change]));
    assert_eq!(manifest["origin"]["scenario"], "plan (set 1 value)");
    let table = fs::read_to_string(results.join("plan-set/outcomes.csv")).unwrap();
    assert!(
        table
            .lines()
            .skip(1)
            .all(|line| line.contains(",plan (set 1 value),"))
    );
}
