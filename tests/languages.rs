//! The commands in Japanese: `--lang`, the language of the scenario, and what both hold to.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail loudly"
)]

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use soyaku::analysis::trace::trace;
use soyaku::engine::Plan;
use soyaku::language::{Language, Style, Styles, YearStyle};
use soyaku::model::{Model, Parameter, Theme};
use unicode_width::UnicodeWidthStr;

mod common;
#[path = "japanese/parity.rs"]
mod parity;

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

/// What is printed to standard output, and to standard error.
fn printed(output: &Output) -> [String; 2] {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8(bytes.clone()).unwrap())
}

#[test]
fn a_life_is_told_in_japanese() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = shipped("every-rule");
    let arguments = [
        "trace", &scenario, "--run", "48", "--theme", "T06", "--lang", "ja",
    ];
    let [told, complaints] = printed(&soyaku(folder.path(), &arguments));
    assert_eq!(complaints, "");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/life_of_t06_ja.txt");
    if std::env::var_os("SOYAKU_WRITE_MESSAGES").is_some() {
        fs::write(&file, &told).unwrap();
    }
    assert_eq!(
        told,
        fs::read_to_string(&file).unwrap_or_default(),
        "SOYAKU_WRITE_MESSAGES=1 cargo test writes it anew"
    );
}

#[test]
fn a_trace_stays_within_eighty_columns_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for scenario in ["every-rule", "starter-ja", "network-2013"] {
        for language in ["en", "ja"] {
            let arguments = ["trace", &shipped(scenario), "--lang", language];
            let [told, _] = printed(&soyaku(folder.path(), &arguments));
            assert!(told.lines().count() > 100, "{told}");
            for line in told.lines().skip(1) {
                assert!(line.width() <= 80, "{scenario} {language}: {line}");
            }
        }
    }
}

/// Dates count alike in both languages, so that their digits can be compared.
#[test]
fn every_happening_has_the_same_numbers_in_both_languages() {
    let model = common::model_at(&common::shipped("every-rule"));
    let plan = Plan::new(&model);
    let western = Styles::from(Style {
        years: YearStyle::Western,
        ..Style::of(Language::Japanese)
    });
    let mut events = std::collections::BTreeSet::new();
    for run in 0..40 {
        for row in trace(&plan, 1, run, None, &western) {
            events.insert(row.event);
            // English has ids where Japanese has names.
            let (english, japanese) = (&row.story.english, &row.story.japanese);
            let fault = parity::fault(&without_ids(english, &model), japanese);
            assert_eq!(fault, None, "{english}\n{japanese}");
        }
    }
    assert!(events.len() > 60, "{} kinds of events", events.len());
}

/// A story without the numbers within ids such as `toxicity-of-T02`.
fn without_ids(story: &str, model: &Model) -> String {
    let signed = model.money.signed.iter().map(|payment| &payment.id);
    signed.fold(story.to_owned(), |story, id| story.replace(id, ""))
}

#[test]
fn a_new_scenario_in_japanese_speaks_japanese_and_has_the_same_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let [told, complaints] = printed(&soyaku(folder.path(), &["new", "計画", "--lang", "ja"]));
    assert_eq!(complaints, "");
    assert_eq!(
        told,
        "計画に小さなシナリオを作成しました。次に進むには：\n\n  soyaku check 計画\n  soyaku run 計画\n\n\
         計画/scenario.tomlはエディターで、計画/themes.csvは表計算ソフトで開いてください。\n"
    );
    for name in ["scenario.toml", "themes.csv"] {
        let written = fs::read(folder.path().join("計画").join(name)).unwrap();
        let shipped = fs::read(Path::new(&shipped("starter-ja")).join(name)).unwrap();
        assert!(written == shipped, "{name} is as shipped");
    }
    let [told, complaints] = printed(&soyaku(folder.path(), &["check", "計画"]));
    assert_eq!(complaints, "");
    assert_eq!(
        told,
        "my-planは実行できます：テーマ6件、応募経路1件、ルート2件、機関3件、機能5件、パラメータ31件（警告0件）\n"
    );
    let [english, japanese] =
        ["starter", "starter-ja"].map(|name| common::model_at(&common::shipped(name)));
    assert_eq!(numbers(&english), numbers(&japanese));
    let themes = |model: &Model| model.themes.iter().map(theme).collect::<Vec<_>>();
    assert_eq!(themes(&english), themes(&japanese));
    let simulated = ["starter", "starter-ja"].map(|name| {
        let arguments = ["run", &shipped(name), "--runs", "100", "--out", name];
        soyaku(folder.path(), &arguments);
        fs::read(folder.path().join(name).join("runs.csv")).unwrap()
    });
    assert!(simulated[0] == simulated[1] && !simulated[0].is_empty());
}

/// Every parameter, whatever line it stands on.
fn numbers(model: &Model) -> Vec<Parameter> {
    let mut parameters = model.parameters.clone();
    for parameter in &mut parameters {
        parameter.provenance.origin.clear();
    }
    // A name more makes no difference to the order of their paths.
    parameters.sort_by(|a, b| a.path.cmp(&b.path));
    parameters
}

/// A theme without its texts and the places of its parameters.
fn theme(theme: &Theme) -> (String, usize, soyaku::model::Ticks, usize, u64) {
    (
        theme.id.clone(),
        theme.route,
        theme.arrives,
        theme.stage,
        theme.done,
    )
}

#[test]
fn a_wrong_scenario_is_told_in_its_own_language_unless_another_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let plan =
        "[scenario]\nid = \"計画\"\nlanguage = \"ja\"\nstart = 2026-04-01\nhorizon_year = 8\n";
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    for command in ["check", "run", "trace"] {
        let output = soyaku(folder.path(), &[command, "plan.toml"]);
        assert_eq!(output.status.code(), Some(1));
        let [_, told] = printed(&output);
        assert!(told.starts_with("エラー["), "{command}: {told}");
        assert!(
            told.contains("`horizon_years`の誤りではありませんか"),
            "{told}"
        );
    }
    let [_, told] = printed(&soyaku(folder.path(), &["check", "plan.toml"]));
    assert!(told.ends_with("\nplan.toml：エラー2件\n"), "{told}");
    let [_, told] = printed(&soyaku(
        folder.path(),
        &["check", "plan.toml", "--lang", "en"],
    ));
    assert!(told.ends_with("\n2 errors in plan.toml\n"), "{told}");
}

#[test]
fn a_wrong_use_is_told_in_japanese() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("themes.csv"), "").unwrap();
    let scenario = shipped("starter-ja");
    for (arguments, wanted) in [
        (
            &["trace", &scenario, "--theme", "T1"][..],
            "エラー: 試行0にテーマ`T1`は現れません\n  対処: `T01`の誤りではありませんか\n",
        ),
        (
            &["trace", &scenario, "--theme", "kinase"],
            "エラー: 試行0にテーマ`kinase`は現れません\n  対処: --themeを付けずに実行すると、現れる全てのテーマを確認できます\n",
        ),
        (
            &["run", &scenario, "--without", "targets"],
            "エラー: `targets`という関連はこのシナリオにありません\n  指定可能: なし\n",
        ),
        (
            &["rules", "EXE4", "--lang", "ja"],
            "エラー: `EXE4`という規則は規則集にありません\n  対処: `EXE-4`の誤りではありませんか\n",
        ),
        (
            &["rules", "付則", "--lang", "ja"],
            "エラー: `付則`という規則は規則集にありません\n  対処: `soyaku rules`で一覧を確認してください\n",
        ),
        (
            &["new", ".", "--lang", "ja"],
            "エラー: ./themes.csvは既にあります\n  対処: まだないフォルダーの名前を指定してください\n",
        ),
    ] {
        let output = soyaku(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(printed(&output)[1], wanted, "{arguments:?}");
    }
}

#[test]
fn the_rules_a_scenario_uses_are_told_in_its_language() {
    let folder = tempfile::tempdir().unwrap();
    let [told, _] = printed(&soyaku(
        folder.path(),
        &["rules", "--used", &shipped("starter-ja")],
    ));
    assert!(told.starts_with("my-plan：全"), "{told}");
}

#[test]
fn dates_and_money_of_a_trace_follow_the_style_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = shipped("starter-ja");
    let told = |more: &[&str]| {
        let arguments = [&["trace", &scenario, "--run", "3", "--theme", "T04"], more].concat();
        let told = printed(&soyaku(folder.path(), &arguments))[0].clone();
        // A line may break within an amount.
        told.replace("\n              ", " ")
    };
    let plain = told(&[]);
    assert!(plain.contains("\n令和8年度\n  令和8年4月1日"), "{plain}");
    assert!(plain.contains("［180,000,000円］"), "{plain}");
    let western = told(&["--years", "fy", "--unit", "million"]);
    assert!(western.contains("\n2026年度\n  2026年4月1日"), "{western}");
    assert!(western.contains("［180百万円］"), "{western}");
    let english = told(&["--lang", "en", "--unit", "million"]);
    assert!(english.contains("\nFY2026\n  2026-04-01"), "{english}");
    assert!(english.contains("[180 million JPY]"), "{english}");
}
