//! From a table of instances of the capacity-limited pipeline problem to scenarios.
//!
//! The table is read and checked as a whole ([`read`]), every instance becomes a text
//! ([`scenario_text`]), and only when all is well is anything written ([`generate`]).

mod columns;
pub mod instance;
mod read;
mod scenario_text;
mod table;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use soyaku::diagnostic::{Diagnostic, Diagnostics, Sources, quoted, render};
use soyaku::language::{Language, Text};

pub use read::read;
pub use scenario_text::scenario_text;
use table::Read;

/// A text in English alone: this generator is for whoever checks the tables behind the tests.
fn english(text: impl Into<String>) -> Text {
    Text::same(text)
}

/// The name of the one file in the folder of an instance.
pub const FILE_NAME: &str = "scenario.toml";

/// What [`generate`] has done.
#[derive(Debug)]
pub struct Generated {
    /// The files written, in the order of the table.
    pub files: Vec<PathBuf>,
    /// Warnings about the table, ready to be shown; empty where there are none.
    pub warnings: String,
}

/// Why [`generate`] has written nothing, or not everything.
#[derive(Debug)]
pub enum Failure {
    /// The table is wrong: all messages, ready to be shown.
    Table(String),
    /// A file or folder could not be written.
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl Failure {
    /// 1 where the table is wrong, 3 where the machine failed.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Table(_) => 1,
            Self::Disk { .. } => 3,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(messages) => formatter.write_str(messages),
            Self::Disk { path, error } => {
                let path = path.display().to_string();
                write!(
                    formatter,
                    "error: {} cannot be written: {error}",
                    quoted(&path)
                )
            }
        }
    }
}

/// Reads the table of instances at `table` and writes `folder`/<instance>/scenario.toml for each.
///
/// Files of the same name are replaced, each as a whole; anything else in the folders stays.
/// `colour` adds ANSI sequences to messages.
///
/// # Errors
///
/// [`Failure::Table`] where the table cannot be read or is wrong, and then nothing is written;
/// [`Failure::Disk`] where a file or folder cannot be written.
pub fn generate(table: &Path, folder: &Path, colour: bool) -> Result<Generated, Failure> {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let mut instances = Vec::new();
    match text_of(table) {
        Ok(text) => {
            let file = sources.add(table.display().to_string(), text);
            (instances, diagnostics) = read(&sources, file);
        }
        Err(diagnostic) => diagnostics.push(*diagnostic),
    }
    let messages = render(&diagnostics, &sources, colour, Language::English);
    if diagnostics.has_errors() {
        return Err(Failure::Table(messages));
    }
    let texts = instances
        .iter()
        .map(|instance| (folder.join(&instance.id), scenario_text(instance)));
    let files = write_all(&texts.collect::<Vec<_>>())?;
    Ok(Generated {
        files,
        warnings: messages,
    })
}

fn text_of(table: &Path) -> Read<String> {
    let name = quoted(&table.display().to_string());
    let bytes = fs::read(table).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Diagnostic::error("missing-file", english(format!("there is no file {name}")))
        }
        _ => Diagnostic::error(
            "unreadable-file",
            english(format!("{name} cannot be read: {error}")),
        ),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Diagnostic::error(
            "not-utf-8",
            english(format!("{name} is not encoded in UTF-8")),
        )
        .help(english(
            "save it again as UTF-8; in a spreadsheet choose \"CSV UTF-8 (comma delimited)\"",
        ))
    })?;
    Ok(text)
}

/// Writes the scenario of each folder. All texts reach the disk before any takes its name, so that
/// a full disk leaves the earlier scenarios as they were.
fn write_all(texts: &[(PathBuf, String)]) -> Result<Vec<PathBuf>, Failure> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| Failure::Disk { path, error }
    };
    // A name with a dot in front is no part of a scenario, should one be left behind.
    let part = |folder: &Path| folder.join(".scenario.toml.part");
    let written = texts.iter().try_for_each(|(folder, text)| {
        fs::create_dir_all(folder).map_err(at(folder))?;
        fs::write(part(folder), text).map_err(at(&part(folder)))
    });
    let named = written.and_then(|()| {
        let files = texts.iter().map(|(folder, _)| {
            let file = folder.join(FILE_NAME);
            fs::rename(part(folder), &file).map_err(at(&file))?;
            Ok(file)
        });
        files.collect()
    });
    if named.is_err() {
        for (folder, _) in texts {
            // Only what was begun is there to be removed.
            let _ = fs::remove_file(part(folder));
        }
    }
    named
}
