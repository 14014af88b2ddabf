//! The report as its readers have it: one file, whole, in both languages.

#![cfg(feature = "report")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// The report of a shipped scenario.
fn report(scenario: &str, language: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("scenarios")
        .join(scenario);
    Command::cargo_bin("soyaku")
        .unwrap()
        .arg("run")
        .arg(scenario)
        .args(["--runs", "40", "--lang", language, "--out"])
        .arg(folder.path())
        .assert()
        .success();
    fs::read_to_string(folder.path().join("report.html")).unwrap()
}

#[test]
fn it_needs_nothing_beside_itself() {
    let page = report("every-rule", "ja");
    let foreign = ["src=", "url(", "@import", "<link", "fetch(", "<iframe"];
    for mark in foreign {
        assert!(!page.contains(mark), "{mark}");
    }
    let addresses = page.matches("://").count();
    let names_of_svg = page.matches("http://www.w3.org/2000/svg").count();
    // Sources of figures are cited as text; nothing is loaded from them.
    let cited = page.matches(">https://").count() + page.matches(" https://").count();
    assert_eq!(addresses, names_of_svg + cited);
}

#[test]
fn it_holds_both_languages_and_shows_the_one_asked_for() {
    for (language, shown, hidden) in [("ja", "ja", "en-GB"), ("en", "en-GB", "ja")] {
        let page = report("starter", language);
        assert!(page.contains(&format!("<html lang=\"{shown}\">")));
        assert!(page.contains(&format!("<div class=\"edition\" lang=\"{shown}\">")));
        assert!(page.contains(&format!("<div class=\"edition\" lang=\"{hidden}\" hidden>")));
        assert!(page.contains("前提と出典") && page.contains("Assumptions and their sources"));
    }
}

#[test]
fn every_link_has_its_target_and_every_target_stands_once() {
    let page = report("every-rule", "en");
    let links = page.split("href=\"#").skip(1);
    let links: Vec<&str> = links.map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(links.len() >= 2 * 9, "{links:?}");
    for link in links {
        assert_eq!(page.matches(&format!("id=\"{link}\"")).count(), 1, "{link}");
    }
}

#[test]
fn what_a_planner_wrote_cannot_become_markup() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = folder.path().join("evil.toml");
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/r1/scenario.toml");
    let text = fs::read_to_string(starter).unwrap();
    let text = text.replace(
        "name = \"Reference model R1\"",
        "name = \"<script>alert(1)</script>\"",
    );
    let themes = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/r1/themes.toml");
    fs::write(&scenario, text + &fs::read_to_string(themes).unwrap()).unwrap();
    Command::cargo_bin("soyaku")
        .unwrap()
        .args(["run", "--runs", "2", "--out"])
        .arg(folder.path().join("out"))
        .arg(&scenario)
        .assert()
        .success();
    let page = fs::read_to_string(folder.path().join("out/report.html")).unwrap();
    assert!(page.contains("&lt;script&gt;alert"));
    assert!(!page.contains("<script>alert"));
}

#[test]
fn the_purse_and_the_cap_most_likely_passed_are_told_with_their_chance() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/every-rule");
    Command::cargo_bin("soyaku")
        .unwrap()
        .args(["run", "--runs", "40", "--format", "html,csv", "--out"])
        .arg(folder.path())
        .arg(&scenario)
        .assert()
        .success();
    let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
    // The highest chance of a cap in the table, whichever cap and year that is.
    let mut caps = csv::Reader::from_path(folder.path().join("caps.csv")).unwrap();
    let names = caps.headers().unwrap().clone();
    let column = |name: &str| names.iter().position(|other| other == name).unwrap();
    let [kind, year, chance] = ["kind", "fiscal_year", "chance_to_pass"].map(column);
    let most = caps
        .records()
        .map(|row| row.unwrap())
        .filter(|row| &row[kind] == "cap" && &row[year] != "all" && !row[chance].is_empty())
        .map(|row| row[chance].parse::<f64>().unwrap())
        .fold(0.0, f64::max);
    let told = format!("{:.0} %", 100.0 * most);
    for words in ["Cap most likely passed: ", "超過の可能性が最も高い上限："] {
        let (_, rest) = page.split_once(words).unwrap();
        let near: String = rest.chars().take(400).collect();
        assert!(near.contains(&told), "{words} {told}: {near}");
    }
    assert!(page.contains("Purse most likely overrun: "));
}
