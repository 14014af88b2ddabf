//! `soyaku status`: how far the shares of a work are.

use std::path::{Path, PathBuf};

use clap::Args;

use super::presentation::Tongue;
use super::shares::Shares;
use super::{Outcome, complain, print};
use crate::archive::Archive;
use crate::language::{Language, Style, Text, words};
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The parts: files, or the folder that they lie in.
    #[arg(required = true)]
    parts: Vec<PathBuf>,
    #[command(flatten)]
    tongue: Tongue,
}

pub(super) fn run(options: &Options) -> Outcome {
    let language = options.tongue.or(Language::default());
    match Shares::read(&options.parts) {
        Ok(shares) => print(&told(&shares, language), language),
        Err(mistakes) => {
            for mistake in &mistakes {
                complain(mistake, language);
            }
            Outcome::BadScenario
        }
    }
}

/// Which runs of which experiment are there, in which file.
fn told(shares: &Shares, language: Language) -> String {
    let Some(head) = shares.head() else {
        return String::new();
    };
    let style = Style::of(language);
    let count = |number: u64| style.number(number as f64, 0);
    let (scenario, seed, runs) = (&head.scenario, head.seed, count(head.runs));
    let title = text!(
        "{scenario}   seed {seed}, {runs} runs",
        "{scenario}　シード{seed}、試行{runs}回"
    );
    let mut lines = vec![title.of(language).to_owned()];
    let coverage = shares.coverage();
    let of = coverage.len();
    for (number, (key, one)) in (1..).zip(&coverage) {
        let there = count(one.runs);
        let part = one.runs as f64 / head.runs.max(1) as f64;
        // What is not all of it is not to be read as all.
        let percent = style.number((100.0 * part).floor(), 0);
        let line = text!(
            "experiment {number} of {of}: {there} of {runs} runs ({percent} %)",
            "実験{number}／{of}：{there}／{runs}回（{percent}%）"
        );
        lines.push(String::new());
        lines.push(line.of(language).to_owned());
        let per_world = u64::from(head.runs_per_world);
        let mut pieces = Vec::new();
        let whole = shares.whole.iter().map(|archive| (archive, true));
        let saved = shares.saved.iter().map(|archive| (archive, false));
        for (archive, is_whole) in whole.chain(saved) {
            for piece in archive.pieces.iter().filter(|piece| piece.key == *key) {
                pieces.push((
                    piece.from * per_world,
                    piece.until * per_world,
                    archive,
                    is_whole,
                ));
            }
        }
        pieces.sort_by_key(|(from, until, _, _)| (*from, *until));
        for (from, until, archive, is_whole) in pieces {
            let state: Text = match is_whole {
                true => words("done", "完了").into(),
                false => words("saved on the way", "途中まで保存").into(),
            };
            lines.push(row(&style, from, until, &state, Some(archive)));
        }
        for (first, last) in &one.gaps {
            let state = words("missing", "未実施").into();
            lines.push(row(&style, *first, last + 1, &state, None));
        }
    }
    let missing: u64 = coverage
        .iter()
        .map(|(_, one)| head.runs.saturating_sub(one.runs))
        .sum();
    let left = count(missing);
    let end = match missing {
        0 => words(
            "nothing is missing: `soyaku merge` makes results of them",
            "全て揃いました。`soyaku merge`で結果にまとめられます",
        )
        .into(),
        1 => words("1 run is missing", "残り1回").into(),
        _ => text!("{left} runs are missing", "残り{left}回"),
    };
    lines.push(String::new());
    lines.push(end.of(language).to_owned());
    lines.join("\n") + "\n"
}

fn row(style: &Style, from: u64, until: u64, state: &Text, archive: Option<&Archive>) -> String {
    let [first, last] = [from, until.saturating_sub(1)].map(|run| style.number(run as f64, 0));
    let range = format!("{first} – {last}");
    let name = archive.and_then(|archive| file_name(&archive.path));
    let state = state.of(style.language);
    format!("  {range:>27}  {state}  {}", name.unwrap_or_default())
        .trim_end()
        .to_owned()
}

fn file_name(path: &Path) -> Option<String> {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
}
