//! What was counted, kept in a file: so that a result can be extended, work can be shared between
//! machines, and a part goes on where it was stopped.
//!
//! A file begins with a line that names its kind and a line of JSON that says what was simulated
//! ([`Head`]); frames follow: the files of the scenarios, and of each experiment the worlds, the
//! rows of single runs and the exact counts ([`Accumulator`](crate::stats::Accumulator)). The last
//! frame is the SHA-256 of all before it. Every byte is a pure function of what was simulated: how
//! the work was divided does not show.
//!
//! A frame is its kind (one byte), the length of its content (eight bytes, the least first) and the
//! content, in the encoding of the crate `postcard`.

mod keeper;
mod read;
mod rows;
mod write;

use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::language::{Text, failure::cannot_read, words};
use crate::text;

pub use keeper::{EXTENSION, Keeper, OpenPart, Parts, SAVED, Share, Whole};
pub use read::{Archive, Piece};
pub use rows::RowFrames;
pub use write::ArchiveWriter;

/// The first line of an archive.
const MAGIC: &[u8] = b"soyaku archive 1\n";

/// Bytes of SHA-256.
const DIGEST: usize = 32;

/// Kinds of frames.
mod frame {
    /// A file of a scenario: [`super::Input`].
    pub const INPUT: u8 = 1;
    /// An experiment begins: its [`super::Key`], and its first world.
    pub const EXPERIMENT: u8 = 2;
    /// Rows of single runs: the first world, and all values.
    pub const ROWS: u8 = 3;
    /// The experiment ends: the world behind its last, and its counts.
    pub const COUNTS: u8 = 4;
    /// The digest of everything before it, which is its whole content.
    pub const END: u8 = 5;
}

/// What is simulated and counted, down to the last setting: SHA-256 of all of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key([u8; DIGEST]);

impl Key {
    /// The key of an experiment of this kind with a seed, which everything in `parts` has to do with.
    pub fn of(kind: &str, seed: u64, parts: &[&dyn Debug]) -> Key {
        let mut hash = Sha256::new();
        hash.update(format!("{kind} {seed}"));
        for part in parts {
            hash.update(format!("\n{part:?}"));
        }
        Key(hash.finalize().into())
    }

    /// So much of it that no two keys of a command look alike.
    pub fn short(&self) -> String {
        self.0[..4]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// What an archive says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// The version that counted.
    pub version: String,
    /// The scenarios, by their labels.
    pub scenario: String,
    /// SHA-256 of their files and one-off changes, in the same order.
    pub digests: Vec<String>,
    /// Whether each scenario is a folder, and not a single file.
    pub folders: Vec<bool>,
    /// The seed of all draws.
    pub seed: u64,
    /// How many runs the whole has, whatever part of them is here.
    pub runs: u64,
    /// How many runs a world has.
    pub runs_per_world: u32,
    /// The command whose work it is, with its options, as the command line records it.
    pub command: serde_json::Value,
}

/// A file of one of the scenarios.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Which scenario it belongs to.
    pub scenario: u32,
    /// Its name relative to the scenario, with `/`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Why an archive cannot be used.
#[derive(Debug)]
pub struct ArchiveError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub why: Trouble,
}

/// What is wrong with an archive.
#[derive(Debug)]
pub enum Trouble {
    /// The machine would not read it.
    Unreadable(io::Error),
    /// It does not begin as an archive.
    NoArchive,
    /// It ends too early.
    Cut,
    /// Its bytes are not those that were written.
    Damaged,
    /// It holds counts of another shape than its head says.
    OtherShape,
}

impl ArchiveError {
    fn new(path: &Path, why: Trouble) -> ArchiveError {
        ArchiveError {
            path: path.to_owned(),
            why,
        }
    }

    /// What is wrong, in words.
    pub fn words(&self) -> Text {
        let path = self.path.display().to_string();
        let why: Text = match &self.why {
            Trouble::Unreadable(error) => return cannot_read(&path, error),
            Trouble::NoArchive => words(
                "it is no archive of soyaku",
                "soyakuのアーカイブではありません",
            )
            .into(),
            Trouble::Cut => words("it ends too early", "途中で終わっています").into(),
            Trouble::Damaged => words(
                "its bytes are not those that were written",
                "書き込まれたときと内容が異なります",
            )
            .into(),
            Trouble::OtherShape => words(
                "it holds counts of another scenario or version",
                "別のシナリオ又はバージョンの集計です",
            )
            .into(),
        };
        text!("{path}: {why}", "{path}：{why}"; why)
    }
}

impl std::fmt::Display for ArchiveError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.words().english)
    }
}

impl std::error::Error for ArchiveError {}
