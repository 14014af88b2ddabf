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
    let routes = model.shared_routes().count();
    print(&format!(
        "{} can be run: {} themes, {} channels, {routes} routes, {} institutes with {} functions, \
         {} parameters ({warnings})\n",
        model.id,
        model.themes.len(),
        model.channels.len(),
        model.institutes.len(),
        model.functions.len(),
        model.parameters.len(),
    ))
}
