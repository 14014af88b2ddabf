//! What-ifs laid over their base, one-off changes, and what is shown of both.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail loudly"
)]

use std::fs;
use std::path::{Path, PathBuf};

use soyaku::diagnostic::render;
use soyaku::language::Language;
use soyaku::model::Model;
use soyaku::scenario::{Scenario, read};

/// All scenarios that are shipped, as they are named on the command line.
fn shipped() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut found = Vec::new();
    for name in [
        "every-rule",
        "network-2013",
        "outturn-2014",
        "paul-2010",
        "r1",
    ] {
        found.push(folder.join(name));
    }
    for name in ["starter", "starter-ja", "prdp/3drug", "prdp/4drug_cap30"] {
        found.push(folder.join(name));
    }
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

#[test]
fn what_is_shown_reads_as_the_same_scenario() {
    for path in shipped() {
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
