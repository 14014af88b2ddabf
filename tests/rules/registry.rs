//! Every rule of the book that acts has a test here, and is on in a scenario that is shipped.
//!
//! Each list of what is still missing fails when an entry is no longer missing, so that it shrinks.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use soyaku::rules::{self, Rule};

/// Rules that are off in every scenario below. Take a rule off the list when one switches it on.
const OFF_EVERYWHERE: &[&str] = &["LIC-6", "BUD-9"];

/// The scenarios that together have every rule on: the default, and what is off by default.
const SCENARIOS: [&str; 2] = ["network-2013", "network-2013-all-rules"];

/// Scenarios of the list that do not exist yet.
const WITHOUT_FOLDER: &[&str] = &["network-2013-all-rules"];

fn inside(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// Holds a list of what is missing to what is.
fn hold(missing: &[&str], pending: &[&str], what: &str) {
    let unexpected: Vec<_> = missing
        .iter()
        .filter(|one| !pending.contains(one))
        .collect();
    let landed: Vec<_> = pending
        .iter()
        .filter(|one| !missing.contains(one))
        .collect();
    assert!(unexpected.is_empty(), "{what}: {unexpected:#?}");
    assert!(
        landed.is_empty(),
        "take off the list of {what}: {landed:#?}"
    );
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

#[test]
fn every_rule_that_acts_is_on_in_a_shipped_scenario() {
    let (shipped, absent): (Vec<&str>, Vec<&str>) = SCENARIOS
        .into_iter()
        .partition(|name| inside("scenarios").join(name).exists());
    hold(&absent, WITHOUT_FOLDER, "scenarios that do not exist");
    let mut on = BTreeSet::new();
    for name in shipped {
        let scenario = soyaku::scenario::read(&inside("scenarios").join(name));
        assert!(scenario.model.is_some(), "{name} can be run");
        let settings = scenario.settings();
        let uses = rules::uses(&settings).into_iter().filter(|one| one.on);
        on.extend(uses.map(|one| one.rule.id));
    }
    let off: Vec<&str> = acting()
        .map(|rule| rule.id)
        .filter(|id| !on.contains(id))
        .collect();
    hold(
        &off,
        OFF_EVERYWHERE,
        "rules that no shipped scenario switches on",
    );
}
