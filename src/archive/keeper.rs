//! What a command knows of its runs already, and where what it simulates is kept.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{Archive, ArchiveWriter, Head, Input, Key, Piece};
use crate::files::temporary_in;
use crate::stats::Accumulator;

/// What archives end in.
pub const EXTENSION: &str = "soyaku";

/// What the archive of a part ends in that is saved on the way.
pub const SAVED: &str = "soyaku-saved";

/// Where the results of a whole command are kept.
pub type Whole = ArchiveWriter<Box<dyn Write>>;

/// What was simulated before, and what becomes of what is simulated now.
pub struct Keeper {
    known: Vec<Archive>,
    place: Place,
}

enum Place {
    Nowhere,
    /// Whole experiments, one after the other, in one archive.
    Whole(Box<RefCell<Whole>>),
    /// A share of the worlds of each experiment, in an archive of its own.
    Parts(Box<Parts>),
}

/// Where a share of the work is kept.
pub struct Parts {
    /// Which share it is.
    pub share: Share,
    /// The folder of all parts.
    pub folder: PathBuf,
    /// What their names begin with.
    pub name: String,
    /// What every part says of itself.
    pub head: Head,
    /// The files of the scenarios.
    pub inputs: Vec<Input>,
    /// Asked again and again: whether what was done so far is to be saved.
    pub due: Box<dyn Fn() -> bool>,
}

/// One of several equal shares of the worlds of an experiment.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Which, from 1.
    pub number: u64,
    /// Of how many.
    pub of: u64,
}

impl Share {
    /// The worlds that belong to it.
    pub fn worlds(self, all: u64) -> Range<u64> {
        let bound = |number: u64| {
            let bound = u128::from(all) * u128::from(number) / u128::from(self.of.max(1));
            // No more than all of them.
            u64::try_from(bound).unwrap_or(all).min(all)
        };
        bound(self.number.saturating_sub(1))..bound(self.number)
    }
}

impl std::fmt::Debug for Keeper {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Keeper")
            .field("known", &self.known)
            .finish_non_exhaustive()
    }
}

impl Keeper {
    /// Knows what is in `known`, and keeps nothing.
    pub fn knowing(known: Vec<Archive>) -> Keeper {
        Keeper {
            known,
            place: Place::Nowhere,
        }
    }

    /// Knows what is in `known`, and keeps all of the command's work in one archive.
    pub fn whole(known: Vec<Archive>, archive: Whole) -> Keeper {
        Keeper {
            known,
            place: Place::Whole(Box::new(RefCell::new(archive))),
        }
    }

    /// Knows what is in `known`, and keeps a share of what is missing.
    pub fn parts(known: Vec<Archive>, parts: Parts) -> Keeper {
        Keeper {
            known,
            place: Place::Parts(Box::new(parts)),
        }
    }

    /// The archive of all work, if there is one.
    pub fn into_whole(self) -> Option<Whole> {
        match self.place {
            Place::Whole(archive) => Some(archive.into_inner()),
            Place::Nowhere | Place::Parts(_) => None,
        }
    }

    /// What is known of an experiment, in order and without overlap.
    pub fn known(&self, key: &Key, worlds: u64) -> Vec<(&Archive, &Piece)> {
        let of_archive = |archive| pieces_of(archive, key);
        let mut all: Vec<_> = self.known.iter().flat_map(of_archive).collect();
        all.sort_by_key(|(_, piece)| (piece.from, std::cmp::Reverse(piece.until)));
        let mut at = 0;
        all.retain(|(_, piece)| {
            let fits = piece.from >= at && piece.until > piece.from && piece.until <= worlds;
            if fits {
                at = piece.until;
            }
            fits
        });
        all
    }

    /// The share that is to be simulated, unless the whole is.
    pub fn share(&self) -> Option<&Parts> {
        match &self.place {
            Place::Parts(parts) => Some(parts),
            Place::Nowhere | Place::Whole(_) => None,
        }
    }

    /// Does something with the archive of all work, if there is one.
    pub fn with_whole(&self, write: impl FnOnce(&mut Whole) -> io::Result<()>) -> io::Result<()> {
        match &self.place {
            Place::Whole(archive) => write(&mut archive.borrow_mut()),
            Place::Nowhere | Place::Parts(_) => Ok(()),
        }
    }
}

fn pieces_of<'k>(
    archive: &'k Archive,
    key: &Key,
) -> impl Iterator<Item = (&'k Archive, &'k Piece)> {
    let pieces = archive.pieces.iter().filter(move |piece| piece.key == *key);
    pieces.map(move |piece| (archive, piece))
}

/// A part on its way into its file.
pub struct OpenPart<'p> {
    parts: &'p Parts,
    key: Key,
    writer: ArchiveWriter<BufWriter<NamedTempFile>>,
    /// The first world that is still to be simulated.
    pub at: u64,
    /// The world behind the last.
    pub until: u64,
}

impl Parts {
    /// The file of an experiment's part.
    pub fn path(&self, key: &Key) -> PathBuf {
        let Share { number, of } = self.share;
        let width = of.to_string().len();
        let (name, key) = (&self.name, key.short());
        let file = format!("{name}-{key}-{number:0width$}-of-{of}.{EXTENSION}");
        self.folder.join(file)
    }

    /// Whether an experiment's part is there and whole.
    pub fn is_done(&self, key: &Key) -> bool {
        Archive::open(&self.path(key)).is_ok_and(|archive| archive.head == self.head)
    }

    /// Opens a part, with what was saved of it the last time; that is merged into `counts`.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written to.
    pub fn open<C: Accumulator>(
        &self,
        key: Key,
        worlds: Range<u64>,
        worlds_per_block: u64,
        counts: &mut C,
    ) -> io::Result<OpenPart<'_>> {
        fs::create_dir_all(&self.folder)?;
        let saved = Archive::open(&saved(&self.path(&key))).ok();
        let saved = saved.filter(|archive| archive.head == self.head);
        let saved = saved.as_ref().and_then(|archive| {
            let piece = pieces_of(archive, &key).next()?.1;
            let fits = piece.from == worlds.start && piece.until <= worlds.end;
            let found = archive.counts::<C>(piece).ok().filter(|_| fits)?;
            Some((archive, piece, found))
        });
        let file = BufWriter::new(temporary_in(&self.folder)?);
        let mut part = OpenPart {
            parts: self,
            key,
            writer: ArchiveWriter::new(file, &self.head, &self.inputs)?,
            at: worlds.start,
            until: worlds.end,
        };
        part.writer.begin(&key, worlds.start, worlds_per_block)?;
        if let Some((archive, piece, found)) = saved {
            let writer = &mut part.writer;
            let copied = archive.rows(piece, &mut |first, values| writer.rows(first, values));
            copied.map_err(|error| io::Error::other(error.to_string()))??;
            let merged = counts.merge(&found);
            merged.map_err(|error| io::Error::other(error.to_string()))?;
            part.at = piece.until;
        }
        Ok(part)
    }
}

impl OpenPart<'_> {
    /// Takes the rows of the worlds from `first` on.
    ///
    /// # Errors
    ///
    /// Where they cannot be written.
    pub fn rows(&mut self, first: u64, values: &[i64]) -> io::Result<()> {
        self.writer.rows(first, values)
    }

    /// Saves what is counted of all worlds before `until`, if it is time to.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn save<C: Accumulator>(
        &mut self,
        until: u64,
        counts: impl FnOnce() -> C,
    ) -> io::Result<()> {
        if !(self.parts.due)() {
            return Ok(());
        }
        let copy = temporary_in(&self.parts.folder)?;
        let mut from = File::open(self.writer.flushed()?.get_ref().path())?;
        io::copy(&mut from, &mut copy.as_file())?;
        let mut writer = self.writer.going_on_in(BufWriter::new(copy));
        writer.end(until, &counts())?;
        appear(writer, &saved(&self.parts.path(&self.key)))
    }

    /// The part is whole.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn finish<C: Accumulator>(mut self, counts: &C) -> io::Result<()> {
        self.writer.end(self.until, counts)?;
        let path = self.parts.path(&self.key);
        appear(self.writer, &path)?;
        // What was saved on the way is of no use any more, and does no harm.
        let _ = fs::remove_file(saved(&path));
        Ok(())
    }
}

/// Where a part saves what is done of it.
fn saved(path: &Path) -> PathBuf {
    path.with_extension(SAVED)
}

/// Ends an archive and lets it appear at `path`.
fn appear(writer: ArchiveWriter<BufWriter<NamedTempFile>>, path: &Path) -> io::Result<()> {
    let file = writer
        .finish()?
        .into_inner()
        .map_err(|error| error.into_error())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
