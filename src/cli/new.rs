//! `soyaku new`: a small commented scenario to start from.

use std::path::{Path, PathBuf};

use clap::Args;

use super::presentation::Tongue;
use super::{Outcome, complain, failed, print};
use crate::diagnostic::Diagnostic;
use crate::language::{Language, words};
use crate::report::{Bundle, BundleError};
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The folder to create.
    folder: PathBuf,
    #[command(flatten)]
    tongue: Tongue,
}

/// The files of the scenario in English and in Japanese; the numbers are the same.
const FILES: [[(&str, &str); 2]; 2] = [
    [
        (
            "themes.csv",
            include_str!("../../scenarios/starter/themes.csv"),
        ),
        (
            "scenario.toml",
            include_str!("../../scenarios/starter/scenario.toml"),
        ),
    ],
    [
        (
            "themes.csv",
            include_str!("../../scenarios/starter-ja/themes.csv"),
        ),
        (
            "scenario.toml",
            include_str!("../../scenarios/starter-ja/scenario.toml"),
        ),
    ],
];

pub(super) fn run(options: &Options) -> Outcome {
    let (folder, language) = (&options.folder, options.tongue.or(Language::default()));
    let files = &FILES[language as usize];
    if let Some((taken, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        let taken = folder.join(taken);
        let message = text!("{0} is there already", "{0}は既にあります", taken.display());
        let mistake = Diagnostic::error("taken", message).help(words(
            "name a folder that does not exist yet",
            "まだないフォルダーの名前を指定してください",
        ));
        complain(&mistake, language);
        return Outcome::BadUsage;
    }
    if let Err(error) = write(folder, files) {
        return failed(error.words(), language);
    }
    let shown = folder.display();
    let told = text!(
        "{shown} holds a small scenario. Next:\n\n  soyaku check {shown}\n  soyaku run {shown}\n\n\
         Open {shown}/scenario.toml in an editor and {shown}/themes.csv in a spreadsheet.\n",
        "{shown}に小さなシナリオを作成しました。次に進むには：\n\n  soyaku check {shown}\n  \
         soyaku run {shown}\n\n\
         {shown}/scenario.tomlはエディターで、{shown}/themes.csvは表計算ソフトで開いてください。\n"
    );
    print(told.of(language), language)
}

fn write(folder: &Path, files: &[(&str, &str)]) -> Result<(), BundleError> {
    let mut bundle = Bundle::new(folder)?;
    for (name, text) in files {
        bundle.add(name, text.as_bytes())?;
    }
    bundle.finish().map(|_| ())
}
