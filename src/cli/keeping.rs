//! How the work of a command is kept: in an archive beside its results, so that they can be
//! extended; or a share of it alone, so that others can do the rest.

use std::cell::{Cell, RefCell};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::simulation::{Amount, Failure};
use crate::archive::{Archive, ArchiveWriter, EXTENSION, Head, Input, Keeper, Parts, SAVED};
use crate::language::failure::reason;
use crate::model::Model;
use crate::report::{Bundle, OpenFile, Origin};
use crate::scenario::Scenario;
use crate::text;

/// The archive beside results.
pub(super) const ARCHIVE: &str = "counts.soyaku";

/// How the work of a command is kept.
pub(super) struct Keeping<'a> {
    amount: &'a Amount,
    head: Head,
    inputs: Vec<Input>,
    /// Whether the whole is kept beside the results.
    whole: bool,
    /// What the parts are called: the id of the scenario.
    name: String,
}

impl<'a> Keeping<'a> {
    /// Of a command with these options, called `name`, that simulates these scenarios; the model of
    /// the first is `model`. With `whole` it is kept beside the results.
    pub fn new(
        (name, options): (&str, &impl Serialize),
        amount: &'a Amount,
        scenarios: &[&Scenario],
        model: &Model,
        origin: &Origin,
        whole: bool,
    ) -> Keeping<'a> {
        let mut inputs = Vec::new();
        for (scenario, number) in scenarios.iter().zip(0..) {
            inputs.extend(scenario.inputs.iter().map(|(name, bytes)| Input {
                scenario: number,
                name: name.clone(),
                bytes: bytes.clone(),
            }));
        }
        // Options are words and numbers, which can always be written.
        let options = serde_json::to_value(options).unwrap_or_default();
        let mut command = serde_json::Map::new();
        command.insert(name.to_owned(), options);
        Keeping {
            amount,
            head: Head {
                version: origin.version.clone(),
                scenario: origin.scenario.clone(),
                digests: scenarios.iter().map(|one| one.digest.clone()).collect(),
                folders: scenarios.iter().map(|one| one.is_folder).collect(),
                seed: origin.seed,
                runs: origin.runs,
                runs_per_world: model.runs_per_world,
                command: command.into(),
            },
            inputs,
            whole,
            name: format!("{}-{name}", model.folder()),
        }
    }

    /// Simulates, taking what is known from where it is kept, and keeping what is new. A share goes
    /// into `folder`, where all parts lie.
    ///
    /// # Errors
    ///
    /// What `simulate` says; that this was a share; or that something could not be written.
    pub fn keep<T>(
        &self,
        folder: &Path,
        bundle: &mut Bundle,
        simulate: impl FnOnce(&mut Bundle, &Keeper) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let known = self.amount.known.clone();
        if let Some(share) = self.amount.shard {
            let last = Cell::new(Instant::now());
            let every = Duration::from_secs(self.amount.save_every);
            let due = move || {
                let due = last.get().elapsed() >= every;
                if due {
                    last.set(Instant::now());
                }
                due
            };
            let parts = Parts {
                share,
                folder: folder.to_owned(),
                name: self.name.clone(),
                head: self.head.clone(),
                inputs: self.inputs.clone(),
                due: Box::new(due),
            };
            let known = self.parts_in(folder);
            let keeper = Keeper::parts(known, parts);
            return match simulate(bundle, &keeper) {
                Ok(_) => Err(Failure::SharesComplete),
                Err(failure) => Err(failure),
            };
        }
        if !self.whole {
            return simulate(bundle, &Keeper::knowing(known));
        }
        let failed = |error: io::Error| {
            let why = reason(&error);
            Failure::Other(
                text!("cannot write {ARCHIVE}: {why}", "{ARCHIVE}に書き込めません（{why}）"; why),
            )
        };
        let file = Shared(Rc::new(RefCell::new(bundle.begin(ARCHIVE)?)));
        let out = Box::new(Shared(Rc::clone(&file.0)));
        let archive = ArchiveWriter::new(out as Box<dyn Write>, &self.head, &self.inputs);
        let keeper = Keeper::whole(known, archive.map_err(failed)?);
        let found = simulate(bundle, &keeper)?;
        if let Some(archive) = keeper.into_whole() {
            drop(archive.finish().map_err(failed)?);
        }
        if let Some(file) = Rc::into_inner(file.0) {
            bundle.end(file.into_inner())?;
        }
        Ok(found)
    }

    /// The parts of the same work that lie in a folder and are whole.
    fn parts_in(&self, folder: &Path) -> Vec<Archive> {
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut files: Vec<_> = files.map(|file| file.path()).collect();
        files.sort();
        let parts = files.iter().filter(|path| is_part(path));
        let parts = parts.filter_map(|path| Archive::open(path).ok());
        parts.filter(|archive| archive.head == self.head).collect()
    }
}

/// A file that is written to by the archive, and ended by the bundle.
struct Shared(Rc<RefCell<OpenFile>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().flush()
    }
}

/// Whether a file is called as a part is that is whole.
pub(super) fn is_part(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == EXTENSION)
}

/// Whether a file is called as what is saved of a part on the way.
pub(super) fn is_saved(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == SAVED)
}
