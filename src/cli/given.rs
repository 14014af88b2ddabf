//! The scenario a command is about, and what is changed of it for once; the same for every command.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

#[cfg(feature = "workbook")]
use crate::scenario::read_outline;
use crate::scenario::{Reading, Scenario, read_with};

/// The scenario a command is about.
#[derive(Clone, Debug, Args, Serialize, Deserialize)]
pub(super) struct Given {
    /// A TOML file, or a folder of them: a scenario, or a what-if that names its base.
    #[arg(value_name = "SCENARIO")]
    #[serde(skip)]
    path: PathBuf,
    /// Whether it was read before, and what is odd about it told.
    #[arg(skip)]
    #[serde(skip)]
    told: bool,
    #[command(flatten)]
    changes: Changes,
}

/// Paths as archives record them: how many there are. What lies there is kept beside.
pub(super) mod unnamed {
    use std::path::PathBuf;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Records paths.
    pub fn serialize<S: Serializer>(paths: &[PathBuf], to: S) -> Result<S::Ok, S::Error> {
        paths.len().serialize(to)
    }

    /// So many paths that are still to be set.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<PathBuf>, D::Error> {
        let count = usize::deserialize(from)?;
        Ok(vec![PathBuf::new(); count.min(super::MOST_PATHS)])
    }
}

/// Scenarios a command takes, at most.
const MOST_PATHS: usize = 10_000;

/// What is changed of a scenario for once.
#[derive(Clone, Debug, Default, Args, Serialize, Deserialize)]
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
            told: false,
            changes,
        }
    }

    /// The same scenario as it was kept at `path`, of which everything was told before.
    pub fn kept_at(&mut self, path: PathBuf) {
        self.path = path;
        self.told = true;
    }

    /// Whether what is odd about it was told before.
    pub fn was_told(&self) -> bool {
        self.told
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
