//! Parts of a command's work that were simulated apart: which there are, which are missing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::extend::other_version;
use super::keeping::{is_part, is_saved};
use crate::archive::{Archive, ArchiveError, Head, Key, Piece};
use crate::diagnostic::Diagnostic;
use crate::language::{Text, failure::reason, words};
use crate::text;

/// Parts of one work.
pub(super) struct Shares {
    /// Those that are whole, in the order of their names.
    pub whole: Vec<Archive>,
    /// What was saved of others that are still at work, or were stopped.
    pub saved: Vec<Archive>,
}

/// The runs of an experiment: those that several parts hold, and those that none does.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Coverage {
    /// Runs that are there.
    pub runs: u64,
    /// (first, last) of those that are missing.
    pub gaps: Vec<(u64, u64)>,
    /// (first, last, file, other file) of those that are there twice.
    pub overlaps: Vec<(u64, u64, PathBuf, PathBuf)>,
}

impl Shares {
    /// Reads the parts at `paths`, files or folders of them.
    ///
    /// # Errors
    ///
    /// What cannot be read, is damaged, or does not belong to the others.
    pub fn read(paths: &[PathBuf]) -> Result<Shares, Vec<Diagnostic>> {
        let mut mistakes = Vec::new();
        let mut files = Vec::new();
        for path in paths {
            match files_in(path) {
                Ok(found) => files.extend(found),
                Err(message) => mistakes.push(Diagnostic::error("no-parts", message)),
            }
        }
        files.sort();
        files.dedup();
        let mut shares = Shares {
            whole: Vec::new(),
            saved: Vec::new(),
        };
        for file in files {
            match Archive::open(&file) {
                Ok(archive) if is_saved(&file) => shares.saved.push(archive),
                Ok(archive) => shares.whole.push(archive),
                // It is being replaced this moment, or was stopped: what is missing will be told.
                Err(_) if is_saved(&file) => {}
                Err(error) => mistakes.push(damaged(&error)),
            }
        }
        let all = || shares.whole.iter().chain(&shares.saved);
        match all().next() {
            Some(first) => {
                mistakes.extend(other_version(&first.head.version));
                mistakes.extend(all().filter_map(|other| not_together(first, other)));
            }
            None if mistakes.is_empty() => {
                let message = words(
                    "there are no parts here",
                    "ここには分担分のファイルがありません",
                );
                let help = words(
                    "name the folder that `--shard` wrote to, or files in it",
                    "`--shard`で出力したフォルダー、又はその中のファイルを指定してください",
                );
                mistakes.push(Diagnostic::error("no-parts", message).help(help));
            }
            None => {}
        }
        match mistakes.is_empty() {
            true => Ok(shares),
            false => Err(mistakes),
        }
    }

    /// What all parts say of themselves.
    pub fn head(&self) -> Option<&Head> {
        let mut all = self.whole.iter().chain(&self.saved);
        all.next().map(|archive| &archive.head)
    }

    /// Which runs of each experiment are there, in whole parts.
    pub fn coverage(&self) -> Vec<(Key, Coverage)> {
        let Some(head) = self.head() else {
            return Vec::new();
        };
        let per_world = u64::from(head.runs_per_world.max(1));
        let worlds = head.runs.div_ceil(per_world);
        let mut experiments: BTreeMap<Key, Vec<(&Archive, &Piece)>> = BTreeMap::new();
        for archive in self.whole.iter().chain(&self.saved) {
            for piece in &archive.pieces {
                experiments.entry(piece.key).or_default();
            }
        }
        for archive in &self.whole {
            for piece in &archive.pieces {
                let pieces = experiments.entry(piece.key).or_default();
                // A copy of a part says nothing new.
                if !pieces
                    .iter()
                    .any(|(known, _)| known.digest == archive.digest)
                {
                    pieces.push((archive, piece));
                }
            }
        }
        let coverage = experiments.into_iter().map(|(key, pieces)| {
            let coverage = covered(pieces, worlds, per_world);
            (key, coverage)
        });
        coverage.collect()
    }
}

fn covered(mut pieces: Vec<(&Archive, &Piece)>, worlds: u64, per_world: u64) -> Coverage {
    pieces.sort_by_key(|(_, piece)| (piece.from, piece.until));
    let mut coverage = Coverage::default();
    let runs = |from: u64, until: u64| (from * per_world, until * per_world - 1);
    let mut before: Option<(&Archive, u64)> = None;
    for (archive, piece) in pieces {
        let at = before.map_or(0, |(_, at)| at);
        if piece.from > at {
            let (first, last) = runs(at, piece.from);
            coverage.gaps.push((first, last));
        }
        if let Some((other, _)) = before
            && piece.from < at
        {
            let (first, last) = runs(piece.from, at.min(piece.until));
            let (one, two) = (other.path.clone(), archive.path.clone());
            coverage.overlaps.push((first, last, one, two));
        }
        coverage.runs += (piece.until.max(at) - piece.from.max(at)) * per_world;
        if piece.until > at {
            before = Some((archive, piece.until));
        }
    }
    let at = before.map_or(0, |(_, at)| at);
    if at < worlds {
        coverage.gaps.push(runs(at, worlds));
    }
    coverage
}

/// The parts in a folder, or the file itself.
fn files_in(path: &Path) -> Result<Vec<PathBuf>, Text> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let failed = |error| {
        let (path, why) = (path.display().to_string(), reason(&error));
        text!("cannot read {path}: {why}", "{path}を読み込めません（{why}）"; why)
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if is_part(&file) || is_saved(&file) {
            files.push(file);
        }
    }
    Ok(files)
}

fn damaged(error: &ArchiveError) -> Diagnostic {
    Diagnostic::error("damaged-part", error.words()).help(words(
        "delete it and simulate this share again",
        "削除して、この分担分をやり直してください",
    ))
}

/// That a part belongs to another work than the first, if it does.
fn not_together(first: &Archive, other: &Archive) -> Option<Diagnostic> {
    let (one, two) = (&first.head, &other.head);
    if one == two {
        return None;
    }
    let differs = [
        (one.version != two.version, words("version", "バージョン")),
        (
            one.digests != two.digests || one.scenario != two.scenario,
            words("scenario", "シナリオ"),
        ),
        (one.seed != two.seed, words("seed", "シード")),
        (one.runs != two.runs, words("number of runs", "試行回数")),
    ];
    let differs = differs.into_iter().find(|(differs, _)| *differs);
    let what = differs.map_or(words("command", "コマンド"), |(_, what)| what);
    let what = Text::from(what);
    let (first, other) = (
        first.path.display().to_string(),
        other.path.display().to_string(),
    );
    let message = text!(
        "{other} and {first} are not parts of one work: they have not the same {what}",
        "{other}と{first}は同じ作業の分担分ではありません（{what}が異なります）";
        what
    );
    Some(Diagnostic::error("other-work", message).help(words(
        "keep the parts of every work in a folder of their own",
        "作業ごとに別のフォルダーに分けてください",
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_and_overlaps_are_found() {
        let archive = |name: &str| Archive::empty(Path::new(name));
        let (a, b) = (archive("a"), archive("b"));
        let piece = |from, until| Piece::spanning(from, until);
        let (one, two) = (piece(0, 5), piece(7, 10));
        let found = covered(vec![(&b, &two), (&a, &one)], 12, 10);
        assert_eq!(found.gaps, [(50, 69), (100, 119)]);
        assert_eq!((found.runs, found.overlaps.len()), (80, 0));
        let (one, two) = (piece(0, 8), piece(5, 12));
        let found = covered(vec![(&a, &one), (&b, &two)], 12, 1);
        assert_eq!(found.runs, 12);
        assert!(found.gaps.is_empty());
        assert_eq!(found.overlaps, [(5, 7, "a".into(), "b".into())]);
    }
}
