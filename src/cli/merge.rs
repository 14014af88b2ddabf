//! `soyaku merge`: one result of all shares, the same as one process gives.

use std::path::PathBuf;

use clap::Args;

use super::presentation::Tongue;
use super::recorded::Again;
use super::shares::Shares;
use super::{Outcome, complain};
use crate::diagnostic::Diagnostic;
use crate::language::{Language, words};
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The parts: files, or the folder that they lie in.
    #[arg(required = true)]
    parts: Vec<PathBuf>,
    /// Where to write the results.
    #[arg(long)]
    out: PathBuf,
    /// Threads to use; default: one per processor. The results are the same on any number.
    #[arg(long, default_value_t = 0)]
    threads: usize,
    #[command(flatten)]
    tongue: Tongue,
}

/// How many gaps or overlaps are told of one experiment.
const TOLD: usize = 5;

pub(super) fn run(options: &Options) -> Outcome {
    let language = options.tongue.or(Language::default());
    let shares = match Shares::read(&options.parts) {
        Ok(shares) => shares,
        Err(mistakes) => return all_told(&mistakes, language),
    };
    let mistakes = missing(&shares);
    let Some(head) = shares.head().filter(|_| mistakes.is_empty()).cloned() else {
        return all_told(&mistakes, language);
    };
    let Shares { whole, .. } = shares;
    let inputs = whole.first().map(|part| part.inputs.clone());
    Again {
        head: &head,
        inputs: &inputs.unwrap_or_default(),
        runs: head.runs,
        known: whole,
        out: &options.out,
        threads: options.threads,
    }
    .carry_out(language)
}

fn all_told(mistakes: &[Diagnostic], language: Language) -> Outcome {
    for mistake in mistakes {
        complain(mistake, language);
    }
    Outcome::BadScenario
}

/// What keeps the shares from being one result.
fn missing(shares: &Shares) -> Vec<Diagnostic> {
    let mut mistakes = Vec::new();
    for (_, coverage) in shares.coverage() {
        for (first, last) in coverage.gaps.iter().take(TOLD) {
            let message = text!(
                "runs {first} to {last} are missing",
                "試行{first}～{last}がありません"
            );
            mistakes.push(Diagnostic::error("missing-runs", message).help(words(
                "simulate that share too; `soyaku status` shows how far all are",
                "その分担分も実行してください。進み具合は`soyaku status`で確認できます",
            )));
        }
        for (first, last, one, other) in coverage.overlaps.iter().take(TOLD) {
            let (one, other) = (one.display(), other.display());
            let message = text!(
                "runs {first} to {last} are in {one} and in {other}",
                "試行{first}～{last}が{one}と{other}の両方にあります"
            );
            mistakes.push(Diagnostic::error("overlapping-runs", message).help(words(
                "merge shares of one division only, such as 1/5 to 5/5",
                "1/5～5/5のように、一つの分け方の分担分だけをまとめてください",
            )));
        }
    }
    mistakes
}
