//! The capacity-limited pipeline instances (PRDP): the engine against exact published results, the
//! shipped scenarios against their generator, and the generator's messages.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[path = "../scenarios/prdp/generator/mod.rs"]
mod generator;

#[path = "prdp/exact.rs"]
mod exact;
#[path = "prdp/messages.rs"]
mod messages;
#[path = "prdp/schedule.rs"]
mod schedule;
#[path = "prdp/writing.rs"]
mod writing;

use std::fs;
use std::path::{Path, PathBuf};

use generator::instance::Instance;
use soyaku::diagnostic::{Diagnostics, Sources, render};
use soyaku::language::Language;
use soyaku::model::Model;

const SEED: u64 = 2013;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The instances of a table, and what is said of it.
fn read(text: &str) -> (Vec<Instance>, Diagnostics, Sources) {
    let mut sources = Sources::new();
    let file = sources.add("table.csv", text);
    let (instances, diagnostics) = generator::read(&sources, file);
    (instances, diagnostics, sources)
}

fn reference() -> Vec<Instance> {
    let text = fs::read_to_string(folder("tests/data/prdp_instances.csv")).unwrap();
    let (instances, diagnostics, sources) = read(&text);
    assert!(
        diagnostics.is_empty(),
        "{}",
        render(&diagnostics, &sources, false, Language::English)
    );
    instances
}

fn model(path: &Path) -> Model {
    let scenario = soyaku::scenario::read(path);
    let messages = render(
        &scenario.diagnostics,
        &scenario.sources,
        false,
        Language::English,
    );
    assert!(
        scenario.diagnostics.is_empty(),
        "{}: {messages}",
        path.display()
    );
    scenario.model.unwrap()
}

fn shipped(id: &str) -> Model {
    model(&folder("scenarios/prdp").join(id))
}
