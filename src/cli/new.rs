//! `soyaku new`: a small commented scenario to start from.

use std::path::Path;

use super::{Outcome, print};
use crate::report::Bundle;

const FILES: [(&str, &str); 2] = [
    (
        "themes.csv",
        include_str!("../../scenarios/starter/themes.csv"),
    ),
    (
        "scenario.toml",
        include_str!("../../scenarios/starter/scenario.toml"),
    ),
];

pub(super) fn run(folder: &Path) -> Outcome {
    if let Some((taken, _)) = FILES.iter().find(|(name, _)| folder.join(name).exists()) {
        eprintln!(
            "error: {} is there already\n  help: name a folder that does not exist yet",
            folder.join(taken).display()
        );
        return Outcome::BadUsage;
    }
    if let Err(error) = write(folder) {
        eprintln!("error: {error}");
        return Outcome::MachineFailed;
    }
    let shown = folder.display();
    print(&format!(
        "{shown} holds a small scenario. Next:\n\n  soyaku check {shown}\n  soyaku run {shown}\n\n\
         Open {shown}/scenario.toml in an editor and {shown}/themes.csv in a spreadsheet.\n"
    ))
}

fn write(folder: &Path) -> Result<(), crate::report::BundleError> {
    let mut bundle = Bundle::new(folder)?;
    for (name, text) in FILES {
        bundle.add(name, text.as_bytes())?;
    }
    bundle.finish().map(|_| ())
}
