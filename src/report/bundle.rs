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

use super::manifest::{MANIFEST, ManifestFile, files_of};
use crate::files::temporary_in;
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
pub struct OpenFile {
    name: String,
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
    hash: Sha256,
}

impl OpenFile {
    /// Writes a piece.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        self.write_all(bytes).map_err(|error| BundleError {
            path: self.path.clone(),
            error,
        })
    }
}

impl Write for OpenFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.hash.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
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
        })
    }

    fn failed(&self, name: &str, error: io::Error) -> BundleError {
        BundleError {
            path: self.folder.join(name),
            error,
        }
    }

    fn temporary(&self, name: &str) -> Result<NamedTempFile, BundleError> {
        temporary_in(&self.folder).map_err(|error| self.failed(name, error))
    }

    /// Adds a whole file.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), BundleError> {
        let mut file = self.begin(name)?;
        file.put(bytes)?;
        self.end(file)
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

    /// Begins a file that is written in pieces; it is not there until it is ended.
    ///
    /// # Errors
    ///
    /// When it cannot be created.
    pub fn begin(&self, name: &str) -> Result<OpenFile, BundleError> {
        Ok(OpenFile {
            name: name.to_owned(),
            path: self.folder.join(name),
            file: BufWriter::new(self.temporary(name)?),
            hash: Sha256::new(),
        })
    }

    /// Ends a file that was begun.
    ///
    /// # Errors
    ///
    /// When what is left of it cannot be written.
    pub fn end(&mut self, file: OpenFile) -> Result<(), BundleError> {
        let OpenFile {
            name, file, hash, ..
        } = file;
        let file = file
            .into_inner()
            .map_err(|error| self.failed(&name, error.into_error()))?;
        let digest = hash.finalize();
        self.done.push(Done {
            name,
            file,
            sha256: hexadecimal(&digest),
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

    /// The files of the results that lie in the folder: those that their manifest lists, unless
    /// somebody has changed them, and the pictures of its charts.
    fn earlier_files(&self) -> Vec<String> {
        let manifest = fs::read(self.folder.join(MANIFEST)).unwrap_or_default();
        let listed = files_of(&manifest);
        let names = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let names = names.filter_map(|file| file.file_name().into_string().ok());
        let is_ours = |name: &String| {
            let mut charts = listed
                .iter()
                .filter_map(|file| file.name.strip_suffix(".svg"));
            let same = listed.iter().find(|file| file.name == *name);
            charts.any(|chart| is_picture_of(name, chart))
                || same.is_some_and(|file| is_unchanged(&self.folder.join(name), &file.sha256))
        };
        names.filter(is_ours).collect()
    }

    /// Syncs all files, and lets them appear, the one added last at the end. Files of earlier results
    /// that these do not have vanish, unless somebody has changed them. Returns how many there are.
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
        for old in self.earlier_files() {
            if !files.iter().any(|done| done.name == old) {
                // Where it cannot go it stays, which harms nobody.
                let _ = fs::remove_file(self.folder.join(old));
            }
        }
        for Done { name, file, .. } in files {
            let path = self.folder.join(&name);
            file.persist(&path)
                .map_err(|error| self.failed(&name, error.error))?;
        }
        self.created = false;
        Ok(count)
    }
}

/// Whether a name is that of a picture of a chart: `budget.slide.png`, `budget.page-2.png`.
fn is_picture_of(name: &str, chart: &str) -> bool {
    let kind = name
        .strip_prefix(chart)
        .and_then(|rest| rest.strip_suffix(".png"));
    kind.is_some_and(|kind| kind.starts_with(".slide") || kind.starts_with(".page"))
}

/// Whether a file has these bytes.
fn is_unchanged(path: &Path, sha256: &str) -> bool {
    let Ok(bytes) = fs::read(path) else {
        return false;
    };
    sha256 == hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Drop for Bundle {
    /// A folder made for results that never came is taken away again.
    fn drop(&mut self) {
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
        let mut two = bundle.begin("two.csv").unwrap();
        two.put(b"2").unwrap();
        two.put(b"3\n").unwrap();
        bundle.end(two).unwrap();
        bundle.add_unlisted("three.png", b"3").unwrap();
        assert!(!out.join("one.csv").exists());
        let names: Vec<_> = bundle.files().into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["one.csv", "two.csv"]);
        assert_eq!(bundle.finish().unwrap(), 3);
        assert_eq!(fs::read(out.join("two.csv")).unwrap(), b"23\n");
        assert_eq!(fs::read_dir(&out).unwrap().count(), 3);
    }

    #[test]
    fn files_of_earlier_results_go_unless_they_were_changed() {
        let folder = tempfile::tempdir().unwrap();
        let write = |names: &[&str]| {
            let mut bundle = Bundle::new(folder.path()).unwrap();
            for name in names {
                bundle.add(name, b"1\n").unwrap();
            }
            bundle.add_unlisted("picture.png", b"p").unwrap();
            let files = bundle.files();
            let outputs: Vec<_> = files
                .iter()
                .map(|file| serde_json::json!({ "name": file.name, "sha256": file.sha256 }))
                .collect();
            let manifest = serde_json::json!({ "outputs": outputs });
            bundle
                .add(MANIFEST, manifest.to_string().as_bytes())
                .unwrap();
            bundle.finish().unwrap();
        };
        write(&["kept.csv", "gone.csv", "changed.csv", "fan.svg"]);
        fs::write(folder.path().join("changed.csv"), b"mine").unwrap();
        for name in ["fan.slide.png", "fan.page-2.png", "mine.png"] {
            fs::write(folder.path().join(name), b"p").unwrap();
        }
        fs::write(folder.path().join("notes.txt"), b"mine").unwrap();
        write(&["kept.csv"]);
        let files = fs::read_dir(folder.path()).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        let left = [
            "changed.csv",
            "kept.csv",
            MANIFEST,
            "mine.png",
            "notes.txt",
            "picture.png",
        ];
        assert_eq!(names, left);
    }

    #[test]
    fn what_is_not_finished_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("results");
        let mut bundle = Bundle::new(&out).unwrap();
        bundle.add("one.csv", b"1\n").unwrap();
        let two = bundle.begin("two.csv").unwrap();
        drop(two);
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
