//! `soyaku extend`: more runs to a result.

use std::path::PathBuf;

use clap::Args;

use super::keeping::ARCHIVE;
use super::presentation::Tongue;
use super::recorded::Again;
use super::{Outcome, complain};
use crate::archive::{Archive, Trouble};
use crate::diagnostic::Diagnostic;
use crate::language::{Language, words};
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The folder of a result.
    result: PathBuf,
    /// How many runs to add, as +5000; or how many there are to be in all.
    #[arg(long, value_name = "+N", value_parser = a_number_of_runs)]
    runs: Runs,
    /// Threads to use; default: one per processor. The results are the same on any number.
    #[arg(long, default_value_t = 0)]
    threads: usize,
    #[command(flatten)]
    tongue: Tongue,
}

/// How many runs.
#[derive(Copy, Clone, Debug)]
enum Runs {
    More(u64),
    InAll(u64),
}

/// The most runs a result has.
const MOST: u64 = 1_000_000_000;

fn a_number_of_runs(text: &str) -> Result<Runs, String> {
    let (digits, runs): (&str, fn(u64) -> Runs) = match text.strip_prefix('+') {
        Some(more) => (more, Runs::More),
        None => (text, Runs::InAll),
    };
    let number = digits.replace('_', "").parse().ok();
    let number = number.filter(|number| (1..=MOST).contains(number));
    let number = number.ok_or("write a number of runs to add, as +5000, or of all, as 15000")?;
    Ok(runs(number))
}

pub(super) fn run(options: &Options) -> Outcome {
    let language = options.tongue.or(Language::default());
    let archive = match Archive::open(&options.result.join(ARCHIVE)) {
        Ok(archive) => archive,
        Err(error) => {
            let mut mistake = Diagnostic::error("no-archive", error.words());
            if matches!(&error.why, Trouble::Unreadable(error) if error.kind() == std::io::ErrorKind::NotFound)
            {
                mistake = mistake.help(words(
                    "results have it unless they were written with --public, or with --format \
                     without `counts`",
                    "--publicを付けた場合や、--formatに`counts`を含めなかった場合を除き、結果と一緒に\
                     書き込まれます",
                ));
            }
            complain(&mistake, language);
            return Outcome::BadUsage;
        }
    };
    let head = &archive.head;
    if let Some(mistake) = other_version(&head.version) {
        complain(&mistake, language);
        return Outcome::BadUsage;
    }
    let runs = match options.runs {
        Runs::More(more) => head.runs.saturating_add(more),
        Runs::InAll(all) => all,
    };
    if runs <= head.runs || runs > MOST {
        let there = head.runs;
        let message = text!(
            "the result has {there} runs; {runs} cannot be made of them",
            "この結果には{there}回の試行があり、{runs}回にはできません"
        );
        let allowed = text!("{there} to {MOST}", "{there}～{MOST}");
        complain(
            &Diagnostic::error("not-more-runs", message).allowed(allowed),
            language,
        );
        return Outcome::BadUsage;
    }
    Again {
        head,
        inputs: &archive.inputs,
        runs,
        known: vec![archive.clone()],
        out: &options.result,
        threads: options.threads,
    }
    .carry_out(language)
}

/// That an archive is of another version, if it is.
pub(super) fn other_version(version: &str) -> Option<Diagnostic> {
    let here = env!("CARGO_PKG_VERSION");
    (version != here).then(|| {
        let message = text!(
            "these runs were simulated by version {version}, and this is {here}",
            "この試行はバージョン{version}で行われたもので、現在のバージョンは{here}です"
        );
        Diagnostic::error("other-version", message).help(words(
            "runs of two versions never become one result: simulate all of them again",
            "異なるバージョンの試行をまとめることはできません。全ての試行をやり直してください",
        ))
    })
}
