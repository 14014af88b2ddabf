//! The one writer: a set of files that appears whole or not at all.
//!
//! Every file is written to a temporary file in the folder where it will stand, synced, and renamed
//! only when all are complete; the manifest comes last. Whatever goes wrong before that, the
//! temporary files vanish and earlier results stay as they were.

use std::fmt;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::ManifestFile;
use crate::language::{Text, failure::cannot_write};

/// Why files could not be written.
#[derive(Debug)]
pub struct BundleError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the machine said.
    pub error: io::Error,
}

impl fmt::Display for BundleError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.words().english)
    }
}

impl BundleError {
    /// What could not be written, and why.
    pub fn words(&self) -> Text {
        cannot_write(&self.path.display().to_string(), &self.error)
    }
}

impl std::error::Error for BundleError {}

/// Files of one run on their way into a folder.
#[derive(Debug)]
pub struct Bundle {
    folder: PathBuf,
    created: bool,
    done: Vec<Done>,
    open: Option<Open>,
}

/// A file that is complete.
#[derive(Debug)]
struct Done {
    name: String,
    file: NamedTempFile,
    sha256: String,
    /// Whether the manifest lists it.
    listed: bool,
}

/// A file that is being written in pieces.
#[derive(Debug)]
struct Open {
    name: String,
    file: BufWriter<NamedTempFile>,
    hash: Sha256,
}

impl Bundle {
    /// A bundle that will appear in `folder`, which is created where it does not exist.
    ///
    /// # Errors
    ///
    /// When the folder cannot be created, or is a file.
    pub fn new(folder: &Path) -> Result<Bundle, BundleError> {
        let created = !folder.exists();
        let path = folder.to_path_buf();
        fs::create_dir_all(folder).map_err(|error| BundleError {
            path: path.clone(),
            error,
        })?;
        Ok(Bundle {
            folder: path,
            created,
            done: Vec::new(),
            open: None,
        })
    }

    fn failed(&self, name: &str, error: io::Error) -> BundleError {
        BundleError {
            path: self.folder.join(name),
            error,
        }
    }

    fn temporary(&self, name: &str) -> Result<NamedTempFile, BundleError> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".soyaku-").suffix(".part");
        // Results are for everybody to read, as other files are.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o644));
        }
        builder
            .tempfile_in(&self.folder)
            .map_err(|error| self.failed(name, error))
    }

    /// Adds a whole file.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), BundleError> {
        self.begin(name)?;
        self.write(bytes)?;
        self.end()
    }

    /// Adds a whole file of whose bytes nothing is promised: the manifest does not list it, for its
    /// own bytes are promised.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn add_unlisted(&mut self, name: &str, bytes: &[u8]) -> Result<(), BundleError> {
        self.add(name, bytes)?;
        if let Some(done) = self.done.last_mut() {
            done.listed = false;
        }
        Ok(())
    }

    /// Begins a file that is written in pieces; one at a time.
    ///
    /// # Errors
    ///
    /// When it cannot be created.
    pub fn begin(&mut self, name: &str) -> Result<(), BundleError> {
        let file = BufWriter::new(self.temporary(name)?);
        self.open = Some(Open {
            name: name.to_owned(),
            file,
            hash: Sha256::new(),
        });
        Ok(())
    }

    /// Writes a piece of the file that was begun.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        open.hash.update(bytes);
        let result = open.file.write_all(bytes);
        let name = open.name.clone();
        result.map_err(|error| self.failed(&name, error))
    }

    /// Ends the file that was begun.
    ///
    /// # Errors
    ///
    /// When what is left of it cannot be written.
    pub fn end(&mut self) -> Result<(), BundleError> {
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        let Open { name, file, hash } = open;
        let file = file
            .into_inner()
            .map_err(|error| self.failed(&name, error.into_error()))?;
        let digest = hash.finalize();
        self.done.push(Done {
            name,
            file,
            sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
            listed: true,
        });
        Ok(())
    }

    /// The listed files added so far, sorted by name.
    pub fn files(&self) -> Vec<ManifestFile> {
        let mut files: Vec<ManifestFile> = self
            .done
            .iter()
            .filter(|done| done.listed)
            .map(|done| ManifestFile {
                name: done.name.clone(),
                sha256: done.sha256.clone(),
            })
            .collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        files
    }

    /// Syncs all files, and lets them appear, the one added last at the end. Returns how many there
    /// are.
    ///
    /// # Errors
    ///
    /// When one cannot be synced or renamed.
    pub fn finish(mut self) -> Result<usize, BundleError> {
        let files = std::mem::take(&mut self.done);
        // The disk takes them together faster than one after another.
        files.par_iter().try_for_each(|done| {
            let synced = done.file.as_file().sync_all();
            synced.map_err(|error| self.failed(&done.name, error))
        })?;
        let count = files.len();
        for Done { name, file, .. } in files {
            let path = self.folder.join(&name);
            file.persist(&path)
                .map_err(|error| self.failed(&name, error.error))?;
        }
        self.created = false;
        Ok(count)
    }
}

impl Drop for Bundle {
    /// A folder made for results that never came is taken away again.
    fn drop(&mut self) {
        self.open = None;
        self.done.clear();
        if self.created {
            // It stays where somebody else has put something into it.
            let _ = fs::remove_dir(&self.folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_appear_together() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/b");
        let mut bundle = Bundle::new(&out).unwrap();
        bundle.add("one.csv", b"1\n").unwrap();
        bundle.begin("two.csv").unwrap();
        bundle.write(b"2").unwrap();
        bundle.write(b"3\n").unwrap();
        bundle.end().unwrap();
        bundle.add_unlisted("three.png", b"3").unwrap();
        assert!(!out.join("one.csv").exists());
        let names: Vec<_> = bundle.files().into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["one.csv", "two.csv"]);
        assert_eq!(bundle.finish().unwrap(), 3);
        assert_eq!(fs::read(out.join("two.csv")).unwrap(), b"23\n");
        assert_eq!(fs::read_dir(&out).unwrap().count(), 3);
    }

    #[test]
    fn what_is_not_finished_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("results");
        let mut bundle = Bundle::new(&out).unwrap();
        bundle.add("one.csv", b"1\n").unwrap();
        bundle.begin("two.csv").unwrap();
        drop(bundle);
        assert!(!out.exists());
    }

    #[test]
    fn a_file_in_the_way_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("results");
        fs::write(&out, b"").unwrap();
        let error = Bundle::new(&out).unwrap_err();
        assert!(error.to_string().contains("results"), "{error}");
    }
}
