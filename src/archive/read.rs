//! Reading an archive.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::{ArchiveError, DIGEST, Head, Input, Key, MAGIC, Trouble, frame};

/// The longest line of JSON at the head of an archive, in bytes.
const LONGEST_HEAD: u64 = 16 << 20;

/// An archive whose bytes are as they were written.
#[derive(Clone, Debug)]
pub struct Archive {
    /// The file.
    pub path: PathBuf,
    /// What was simulated.
    pub head: Head,
    /// The files of the scenarios.
    pub inputs: Vec<Input>,
    /// What was counted.
    pub pieces: Vec<Piece>,
    /// SHA-256 of all bytes but the last frame.
    pub digest: [u8; DIGEST],
}

/// Some worlds of an experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The experiment.
    pub key: Key,
    /// The first world.
    pub from: u64,
    /// The world behind the last.
    pub until: u64,
    /// Where the contents of the frames of rows stand.
    rows: Vec<Content>,
    /// Where the counts stand.
    counts: Content,
}

/// Where the content of a frame stands.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
struct Content {
    begin: u64,
    length: u64,
}

#[cfg(test)]
impl Piece {
    /// These worlds of some experiment, without anything in them.
    pub(crate) fn spanning(from: u64, until: u64) -> Piece {
        Piece {
            key: Key::of("", 1, &[]),
            from,
            until,
            rows: Vec::new(),
            counts: Content {
                begin: 0,
                length: 0,
            },
        }
    }
}

impl Archive {
    /// Reads what an archive holds, and checks all of its bytes.
    ///
    /// # Errors
    ///
    /// Where it is none, or not whole.
    pub fn open(path: &Path) -> Result<Archive, ArchiveError> {
        open(path).map_err(|why| ArchiveError::new(path, why))
    }

    /// An archive of nothing.
    #[cfg(test)]
    pub(crate) fn empty(path: &Path) -> Archive {
        let mut digest = [0; DIGEST];
        digest[0] = path.as_os_str().len() as u8;
        digest[1] = path.to_string_lossy().bytes().map(u32::from).sum::<u32>() as u8;
        Archive {
            path: path.to_owned(),
            head: Head {
                version: String::new(),
                scenario: String::new(),
                digests: Vec::new(),
                folders: Vec::new(),
                seed: 1,
                runs: 0,
                runs_per_world: 1,
                command: serde_json::Value::Null,
            },
            inputs: Vec::new(),
            pieces: Vec::new(),
            digest,
        }
    }

    /// The counts of a piece.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or counts something else.
    pub fn counts<C: DeserializeOwned>(&self, piece: &Piece) -> Result<C, ArchiveError> {
        let failed = |why| ArchiveError::new(&self.path, why);
        let mut file = File::open(&self.path).map_err(|error| failed(error.into()))?;
        let (_, counts): (u64, C) = decoded(&mut file, piece.counts).map_err(failed)?;
        Ok(counts)
    }

    /// That its counts are of another shape than they should be.
    pub fn other_shape(&self) -> ArchiveError {
        ArchiveError::new(&self.path, Trouble::OtherShape)
    }

    /// Hands on the rows of a piece in order: the first world, and all values.
    ///
    /// # Errors
    ///
    /// Where they cannot be read; the inner error is that of `sink`.
    pub fn rows(
        &self,
        piece: &Piece,
        sink: &mut dyn FnMut(u64, &[i64]) -> io::Result<()>,
    ) -> Result<io::Result<()>, ArchiveError> {
        let failed = |why| ArchiveError::new(&self.path, why);
        let mut file = File::open(&self.path).map_err(|error| failed(error.into()))?;
        for rows in &piece.rows {
            let (first, values): (u64, Vec<i64>) = decoded(&mut file, *rows).map_err(failed)?;
            if let Err(error) = sink(first, &values) {
                return Ok(Err(error));
            }
        }
        Ok(Ok(()))
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Trouble::Cut,
            _ => Trouble::Unreadable(error),
        }
    }
}

fn decoded<T: DeserializeOwned>(file: &mut File, content: Content) -> Result<T, Trouble> {
    file.seek(SeekFrom::Start(content.begin))?;
    let mut bytes = Vec::new();
    file.take(content.length).read_to_end(&mut bytes)?;
    postcard::from_bytes(&bytes).map_err(|_| Trouble::OtherShape)
}

/// Reads on while hashing.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
    at: u64,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hash.update(&buffer[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

fn open(path: &Path) -> Result<Archive, Trouble> {
    let mut file = BufReader::new(File::open(path)?);
    let mut magic = vec![0; MAGIC.len()];
    match file.read_exact(&mut magic) {
        Ok(()) if magic == MAGIC => {}
        Ok(()) => return Err(Trouble::NoArchive),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            return Err(Trouble::NoArchive);
        }
        Err(error) => return Err(error.into()),
    }
    let mut line = Vec::new();
    (&mut file)
        .take(LONGEST_HEAD)
        .read_until(b'\n', &mut line)?;
    let mut hash = Sha256::new();
    hash.update(&magic);
    hash.update(&line);
    let head: Head = serde_json::from_slice(&line).map_err(|_| Trouble::OtherShape)?;
    let mut file = Hashing {
        at: (magic.len() + line.len()) as u64,
        inner: file,
        hash,
    };
    let (mut inputs, mut pieces) = (Vec::new(), Vec::new());
    let mut open: Option<Piece> = None;
    loop {
        let digest = file.hash.clone().finalize();
        let mut start = [0; 9];
        file.read_exact(&mut start)?;
        let [kind, length @ ..] = start;
        let content = Content {
            begin: file.at,
            length: u64::from_le_bytes(length),
        };
        match kind {
            frame::INPUT => inputs.push(read(&mut file, content)?),
            frame::EXPERIMENT => {
                let (key, from) = read(&mut file, content)?;
                open = Some(Piece {
                    key,
                    from,
                    until: from,
                    rows: Vec::new(),
                    counts: content,
                });
            }
            frame::ROWS => {
                pass(&mut file, content)?;
                let piece = open.as_mut().ok_or(Trouble::Damaged)?;
                piece.rows.push(content);
            }
            frame::COUNTS => {
                let bytes = bytes(&mut file, content)?;
                let (until, _) =
                    postcard::take_from_bytes::<u64>(&bytes).map_err(|_| Trouble::Damaged)?;
                let mut piece = open.take().ok_or(Trouble::Damaged)?;
                piece.counts = content;
                piece.until = until;
                pieces.push(piece);
            }
            frame::END => {
                let end = bytes(&mut file, content)?;
                if end != digest[..] {
                    return Err(Trouble::Damaged);
                }
                return Ok(Archive {
                    path: path.to_owned(),
                    head,
                    inputs,
                    pieces,
                    digest: digest.into(),
                });
            }
            _ => return Err(Trouble::Damaged),
        }
    }
}

/// The content of a frame that is whole.
fn bytes(file: &mut impl Read, content: Content) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    file.take(content.length).read_to_end(&mut bytes)?;
    match bytes.len() as u64 == content.length {
        true => Ok(bytes),
        false => Err(Trouble::Cut),
    }
}

fn read<T: DeserializeOwned>(file: &mut impl Read, content: Content) -> Result<T, Trouble> {
    postcard::from_bytes(&bytes(file, content)?).map_err(|_| Trouble::Damaged)
}

/// Reads over the content of a frame.
fn pass(file: &mut impl Read, content: Content) -> Result<(), Trouble> {
    let passed = io::copy(&mut file.take(content.length), &mut io::sink())?;
    match passed == content.length {
        true => Ok(()),
        false => Err(Trouble::Cut),
    }
}
