//! Every message of these tests in Japanese: held to a text file each, and to its English.
//!
//! `SOYAKU_WRITE_MESSAGES=1 cargo test` writes the files anew; a person reads the difference.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs, thread};

use soyaku::diagnostic::{Diagnostic, Diagnostics, Sources, render};
use soyaku::language::{Language, Text};

pub mod parity;

/// Where the files are.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/messages_ja")
}

thread_local! {
    /// Scenarios told by the test that runs on this thread.
    static TOLD: Cell<usize> = const { Cell::new(0) };
}

/// Holds what is told of a scenario by the running test of the set `set`. `place` is the folder of
/// the scenario, shown as `my-plan`.
pub fn hold(set: &str, diagnostics: &Diagnostics, sources: &Sources, place: &str) {
    if diagnostics.is_empty() {
        return;
    }
    for diagnostic in diagnostics.iter() {
        for text in texts(diagnostic) {
            let fault = parity::fault(&text.english, &text.japanese);
            assert_eq!(fault, None, "{}\n{}", text.english, text.japanese);
        }
    }
    let told = render(diagnostics, sources, false, Language::Japanese);
    let told = told.replace(place, "my-plan");
    let file = folder().join(set).join(next_name());
    if env::var_os("SOYAKU_WRITE_MESSAGES").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &told).unwrap();
    }
    let wanted = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(
        told,
        wanted,
        "{} differs; SOYAKU_WRITE_MESSAGES=1 cargo test writes it anew",
        file.display()
    );
}

/// The name of the running test, with a number from its second scenario on.
fn next_name() -> String {
    let thread = thread::current();
    let name = thread.name().unwrap_or("main").replace("::", ".");
    let number = TOLD.replace(TOLD.get() + 1) + 1;
    match number {
        1 => format!("{name}.txt"),
        _ => format!("{name}-{number}.txt"),
    }
}

fn texts(diagnostic: &Diagnostic) -> impl Iterator<Item = &Text> {
    let notes = [&diagnostic.place, &diagnostic.allowed, &diagnostic.help];
    [&diagnostic.message, &diagnostic.label]
        .into_iter()
        .chain(notes.into_iter().flatten())
        .chain(diagnostic.secondary.iter().map(|(_, text)| text))
}

/// Files of the set that belong to no test of these sources.
pub fn left_over(set: &str, sources: &[&str]) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(folder().join(set)) else {
        return BTreeSet::new();
    };
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let belongs = |name: &String| {
        let test = name
            .trim_end_matches(".txt")
            .rsplit('.')
            .next()
            .unwrap_or("");
        let test = match test.rsplit_once('-') {
            Some((test, number)) if number.parse::<usize>().is_ok() => test,
            _ => test,
        };
        let function = format!("fn {test}(");
        sources.iter().any(|source| source.contains(&function))
    };
    names.filter(|name| !belongs(name)).collect()
}
