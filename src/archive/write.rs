//! Writing an archive.

use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::rows::RowFrames;
use super::{Head, Input, Key, MAGIC, frame};

/// Writes an archive piece by piece.
#[derive(Debug)]
pub struct ArchiveWriter<W: Write> {
    out: W,
    hash: Sha256,
    rows: RowFrames,
}

impl<W: Write> ArchiveWriter<W> {
    /// Begins an archive.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn new(out: W, head: &Head, inputs: &[Input]) -> io::Result<ArchiveWriter<W>> {
        let mut writer = ArchiveWriter {
            out,
            hash: Sha256::new(),
            rows: RowFrames::new(1),
        };
        writer.write(MAGIC)?;
        let mut line = serde_json::to_vec(head)?;
        line.push(b'\n');
        writer.write(&line)?;
        for input in inputs {
            writer.frame(frame::INPUT, &encoded(input))?;
        }
        Ok(writer)
    }

    /// Begins an experiment at world `from`, whose rows come in blocks of so many worlds.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn begin(&mut self, key: &Key, from: u64, worlds_per_block: u64) -> io::Result<()> {
        self.rows = RowFrames::new(worlds_per_block);
        self.frame(frame::EXPERIMENT, &encoded(&(key, from)))
    }

    /// Takes the rows of the worlds from `first` on.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn rows(&mut self, first: u64, values: &[i64]) -> io::Result<()> {
        match self.rows.push(first, values) {
            Some(full) => self.frame(frame::ROWS, &full),
            None => Ok(()),
        }
    }

    /// Ends the experiment before world `until` with its counts.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn end(&mut self, until: u64, counts: &impl Serialize) -> io::Result<()> {
        if let Some(last) = self.rows.finish() {
            self.frame(frame::ROWS, &last)?;
        }
        self.frame(frame::COUNTS, &encoded(&(until, counts)))
    }

    /// Ends the archive.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub fn finish(mut self) -> io::Result<W> {
        let digest = self.hash.clone().finalize();
        self.frame(frame::END, &digest)?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// What is written to, with everything so far.
    ///
    /// # Errors
    ///
    /// What the writer says.
    pub(super) fn flushed(&mut self) -> io::Result<&W> {
        self.out.flush()?;
        Ok(&self.out)
    }

    /// The same archive, as far as it is written, going on elsewhere: `out` is to hold a copy of it.
    pub(super) fn going_on_in<O: Write>(&self, out: O) -> ArchiveWriter<O> {
        ArchiveWriter {
            out,
            hash: self.hash.clone(),
            rows: self.rows.clone(),
        }
    }

    fn frame(&mut self, kind: u8, content: &[u8]) -> io::Result<()> {
        self.write(&[kind])?;
        self.write(&(content.len() as u64).to_le_bytes())?;
        self.write(content)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.out.write_all(bytes)
    }
}

/// A value in bytes.
pub(super) fn encoded(value: &impl Serialize) -> Vec<u8> {
    // Counts are numbers in lists: they can always be written to memory.
    postcard::to_stdvec(value).unwrap_or_default()
}
