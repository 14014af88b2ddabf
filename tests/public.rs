//! What `--public` promises, of every command that has it: nothing that is written or printed names
//! a theme, its proposer or its target.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]
#![cfg(feature = "workbook")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// What begins every confidential word of the scenarios below.
const SECRET: &str = "Unmistakable";

/// The columns of `themes.csv` that hold confidential words, and those of ledgers.
const CONFIDENTIAL: [&str; 5] = ["id", "name", "name_ja", "target", "proposer"];

/// A copy of a shipped scenario whose themes, targets, proposers, contracts and expenses are called
/// by unmistakable words.
fn disguised(shipped: &str, folder: &Path) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("scenarios")
        .join(shipped);
    let to = folder.join(shipped);
    fs::create_dir(&to).unwrap();
    let mut scenario = fs::read_to_string(from.join("scenario.toml")).unwrap();
    for file in ["themes", "signed", "actual"] {
        let Ok(text) = fs::read_to_string(from.join(format!("{file}.csv"))) else {
            continue;
        };
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let names = rows.headers().unwrap().clone();
        let mut written = csv::Writer::from_writer(Vec::new());
        written.write_record(&names).unwrap();
        for row in rows.records() {
            let row = row.unwrap();
            let values = names.iter().zip(&row).map(|(name, value)| {
                // A contract names the theme it is for.
                let hidden = CONFIDENTIAL.contains(&name) || name == "theme";
                match hidden && !value.is_empty() {
                    true => secret(value),
                    false => value.to_owned(),
                }
            });
            written.write_record(values).unwrap();
            if file == "themes" {
                scenario = scenario.replace(&format!("\"{}\"", &row[0]), &quoted(&row[0]));
            }
        }
        fs::write(
            to.join(format!("{file}.csv")),
            written.into_inner().unwrap(),
        )
        .unwrap();
    }
    // What stands in the scenario itself.
    for id in ["toxicity-of-T02", "spent-at-institute-a", "spent-on-staff"] {
        scenario = scenario.replace(&format!("\"{id}\""), &quoted(id));
    }
    // What a theme alone has, where it comes from, and odds of which `check` warns.
    scenario += &format!(
        "\n[theme.{}]\nstage.test.odds = {{ value = 0.995, source = \"{SECRET} letter\" }}\n",
        secret("T01")
    );
    fs::write(to.join("scenario.toml"), scenario).unwrap();
    to
}

fn secret(word: &str) -> String {
    format!("{SECRET}{}", word.replace([' ', ',', '.'], ""))
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", secret(word))
}

/// What a file says; a workbook is unpacked.
fn said(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    if path.extension().is_none_or(|kind| kind != "xlsx") {
        return bytes;
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for part in 0..archive.len() {
        std::io::Read::read_to_end(&mut archive.by_index(part).unwrap(), &mut all).unwrap();
    }
    all
}

/// What a command prints and writes: where, and the bytes.
fn told(scenario: &Path, command: &[&str], out: &Path) -> Vec<(String, Vec<u8>)> {
    let change = match command[0] {
        "sweep" => "--vary",
        _ => "--set",
    };
    let done = Command::cargo_bin("soyaku")
        .unwrap()
        .args(command)
        .arg(scenario)
        .args(["--runs", "40", change])
        .arg(format!("theme.{}.stage.test.odds=0.99", secret("T01")))
        .arg("--out")
        .arg(out)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(0), "{command:?}: {errors}");
    let mut all = vec![
        ("the screen".to_owned(), done.stdout),
        ("messages".to_owned(), done.stderr),
    ];
    for file in fs::read_dir(out).unwrap() {
        let path = file.unwrap().path();
        all.push((
            path.file_name().unwrap().to_string_lossy().into_owned(),
            said(&path),
        ));
    }
    all
}

fn names_a_secret(bytes: &[u8]) -> bool {
    let mut places = bytes.windows(SECRET.len());
    places.any(|place| place == SECRET.as_bytes())
}

/// What is written, but for pictures, which hold no letters.
const FORMATS: &str = "csv,json,svg,html,xlsx";

/// A headline of a theme, as both scenarios have one.
const HEADLINE: &str = "theme.UnmistakableT01.licensed";

/// Every command that has the option, with what it can be asked for besides.
const COMMANDS: [&[&str]; 10] = [
    &["run", "--format", FORMATS],
    &["run", "--lang", "ja", "--format", FORMATS],
    &["rank", "--rows", "--marginal", "--format", FORMATS],
    &["budget"],
    &["budget", "--lang", "ja"],
    &["outturn"],
    &["compare", "--format", FORMATS],
    &["compare", "--lang", "ja", "--format", FORMATS],
    &["sweep", "--headline", HEADLINE, "--format", FORMATS],
    &["capacity", "--format", FORMATS],
];

#[test]
fn no_command_names_a_theme_proposer_or_target_in_public() {
    let folder = tempfile::tempdir().unwrap();
    for shipped in ["every-rule", "outturn-2014"] {
        let scenario = disguised(shipped, folder.path());
        for (number, command) in COMMANDS.iter().enumerate() {
            let out = |kind: &str| folder.path().join(format!("{shipped}-{kind}-{number}"));
            let told_here = told(&scenario, command, &out("inside"));
            let named = told_here.iter().filter(|(_, bytes)| names_a_secret(bytes));
            let named: Vec<&str> = named.map(|(place, _)| place.as_str()).collect();
            assert!(
                named.len() > 2 && named.contains(&"messages"),
                "{shipped} {command:?} names {named:?}"
            );

            let public = [command, &["--public"][..]].concat();
            for (place, bytes) in told(&scenario, &public, &out("outside")) {
                assert!(
                    !names_a_secret(&bytes) && !place.contains(SECRET),
                    "{shipped} {command:?}: {place} names what is confidential"
                );
            }
        }
    }
}

#[test]
fn warnings_are_counted_and_not_shown_in_public() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = disguised("outturn-2014", folder.path());
    for (language, expected) in [
        (
            "en",
            "warning: 1 warning not shown with --public, which may name themes\n  \
             help: read it all with `soyaku check`\n",
        ),
        (
            "ja",
            "警告: 警告1件は、テーマの名称を含むおそれがあるため--publicでは表示しません\n  \
             対処: `soyaku check`で内容を確認してください\n",
        ),
    ] {
        let command = ["outturn", "--public", "--lang", language];
        let told = told(&scenario, &command, &folder.path().join(language));
        let messages = told.iter().find(|(place, _)| place == "messages").unwrap();
        assert_eq!(String::from_utf8_lossy(&messages.1), expected);
    }
}
