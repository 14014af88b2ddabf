//! `soyaku check`: every mistake of a scenario at once.

use std::path::Path;

use super::{Outcome, counted, print, read_and_report};
use crate::diagnostic::Severity;

pub(super) fn run(path: &Path) -> Outcome {
    let scenario = read_and_report(path);
    let warnings = counted(&scenario, Severity::Warning);
    let Some(model) = &scenario.model else {
        eprintln!(
            "\n{} in {}",
            counted(&scenario, Severity::Error),
            path.display()
        );
        return Outcome::BadScenario;
    };
    let what = [
        count(model.themes.len(), "theme"),
        count(model.channels.len(), "channel"),
        count(model.shared_routes().count(), "route"),
        count(model.institutes.len(), "institute"),
        count(model.functions.len(), "function"),
        count(model.parameters.len(), "parameter"),
    ];
    print(&format!(
        "{} can be run: {} ({warnings})\n",
        model.id,
        what.join(", ")
    ))
}

/// "1 theme", "2 themes".
fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
