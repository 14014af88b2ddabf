//! Every rule of the book that acts has a test here, is on in a scenario that is shipped, and is
//! told in a trace.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use soyaku::rules::{self, Rule};

/// The scenarios that together have every rule on: the default, and what is off by default.
const SCENARIOS: [&str; 2] = ["network-2013", "every-rule"];

/// Rules that act and are off unless a scenario asks for them: `every-rule` does.
const OFF_BY_DEFAULT: [&str; 2] = ["LIC-6", "BUD-9"];

fn inside(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn acting() -> impl Iterator<Item = &'static Rule> {
    rules::all().filter(|rule| rule.kind.acts())
}

/// The names of all tests in the files of this folder.
fn names_of_tests() -> Vec<String> {
    let mut names = Vec::new();
    for file in fs::read_dir(inside("tests/rules")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let mut marked = false;
        for line in text.lines().map(str::trim) {
            if let (true, Some(rest)) = (marked, line.strip_prefix("fn ")) {
                names.extend(rest.split('(').next().map(str::to_owned));
            }
            // Other attributes may stand between the mark and the name.
            marked = line == "#[test]" || (marked && line.starts_with("#["));
        }
    }
    names
}

/// A test belongs to the rules its name begins with: `scp_1_and_scp_2_what_lies_outside_…`.
fn belongs(name: &str, rule: &Rule) -> bool {
    let start = format!("{}_", rule.id.to_lowercase().replace('-', "_"));
    name.starts_with(&start) || name.contains(&format!("_and_{start}"))
}

#[test]
fn every_rule_that_acts_has_a_test_named_after_it() {
    let names = names_of_tests();
    assert!(names.len() > 40, "the tests of this folder were found");
    let missing: Vec<&str> = acting()
        .filter(|rule| !names.iter().any(|name| belongs(name, rule)))
        .map(|rule| rule.id)
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "rules without a test");
}

/// The rules that a shipped scenario has on.
fn on_in(name: &str) -> BTreeSet<&'static str> {
    let scenario = soyaku::scenario::read(&inside("scenarios").join(name));
    assert!(scenario.model.is_some(), "{name} can be run");
    let settings = scenario.settings();
    let on = rules::uses(&settings).into_iter().filter(|one| one.on);
    on.map(|one| one.rule.id).collect()
}

#[test]
fn every_rule_that_acts_is_on_in_the_network_but_for_those_off_by_default() {
    let on = on_in(SCENARIOS[0]);
    let off = acting().map(|rule| rule.id).filter(|id| !on.contains(id));
    assert_eq!(off.collect::<Vec<_>>(), OFF_BY_DEFAULT);
}

#[test]
fn every_rule_that_acts_is_on_in_a_shipped_scenario() {
    let on: BTreeSet<&str> = SCENARIOS.into_iter().flat_map(on_in).collect();
    let off: Vec<&str> = acting()
        .map(|rule| rule.id)
        .filter(|id| !on.contains(id))
        .collect();
    assert_eq!(
        off,
        Vec::<&str>::new(),
        "rules that no shipped scenario has on"
    );
}

#[test]
fn every_rule_that_acts_is_told_in_a_trace_by_its_id() {
    let scenario = soyaku::scenario::read(&inside("scenarios/every-rule"));
    let model = scenario.model.unwrap();
    let plan = soyaku::engine::Plan::new(&model);
    let mut told = BTreeSet::new();
    for run in 0..40 {
        let rows = soyaku::analysis::trace::trace(
            &plan,
            1,
            run,
            None,
            &soyaku::language::Styles::default(),
        );
        let ids = rows.iter().flat_map(|row| row.rule.split(", "));
        told.extend(ids.map(str::to_owned));
    }
    let silent: Vec<&str> = acting()
        .map(|rule| rule.id)
        .filter(|id| !told.contains(*id))
        .collect();
    assert_eq!(silent, Vec::<&str>::new(), "rules that no trace tells");
}
