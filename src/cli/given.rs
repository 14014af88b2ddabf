//! The scenario a command is about, and what is changed of it for once; the same for every command.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

#[cfg(feature = "workbook")]
use crate::scenario::read_outline;
use crate::scenario::{Reading, Scenario, read_with};

/// The scenario a command is about.
#[derive(Clone, Debug, Args)]
pub(super) struct Given {
    /// A TOML file, or a folder of them: a scenario, or a what-if that names its base.
    #[arg(value_name = "SCENARIO")]
    path: PathBuf,
    #[command(flatten)]
    changes: Changes,
}

/// What is changed of a scenario for once.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Changes {
    /// Set a value for this once (repeatable, the last one wins); the value as in TOML.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,
}

impl Given {
    /// The scenario at `path` with some changes.
    pub fn new(path: &Path, changes: Changes) -> Given {
        Given {
            path: path.to_owned(),
            changes,
        }
    }

    /// Where the scenario lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the scenario, as of a day if one is given.
    pub fn read(&self, as_of: Option<Date>) -> Scenario {
        self.changes.read(&self.path, as_of)
    }
}

impl Changes {
    /// These settings, each `KEY=VALUE`.
    pub fn of(set: &[String]) -> Changes {
        Changes { set: set.to_vec() }
    }

    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Reads the scenario at `path` with these changes, as of a day if one is given.
    pub fn read(&self, path: &Path, as_of: Option<Date>) -> Scenario {
        let set = self.set.clone();
        read_with(path, Reading { as_of, set })
    }

    /// Reads what the scenario at `path` says beside its tables, with these changes.
    #[cfg(feature = "workbook")]
    pub fn read_outline(&self, path: &Path) -> Scenario {
        read_outline(path, &self.set)
    }
}
