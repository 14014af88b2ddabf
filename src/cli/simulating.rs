//! What commands that simulate share: progress, interruption, failures, the manifest.

use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Outcome, complain, failed};
use crate::analysis::{Settings, Stopped, Table};
use crate::diagnostic::Diagnostic;
use crate::language::{Language, Text, failure::reason, words};
use crate::model::Model;
use crate::report::{Bundle, BundleError, Manifest, Origin};
use crate::scenario::Scenario;
use crate::text;

/// Why there are no results.
pub(super) enum Failure {
    /// Somebody asked to stop.
    Interrupted,
    /// They could not be written.
    Write(BundleError),
    /// Anything else.
    Other(Text),
}

impl From<BundleError> for Failure {
    fn from(error: BundleError) -> Failure {
        Failure::Write(error)
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Failure {
        match stopped {
            Stopped::Interrupted => Failure::Interrupted,
            Stopped::Sink(error) => Failure::Other(reason(&error)),
            Stopped::Threads(error) => Failure::Other(text!(
                "threads cannot be started: {error}",
                "スレッドを始められません：{error}"
            )),
        }
    }
}

impl Failure {
    /// Says what went wrong.
    pub(super) fn report(&self, language: Language) -> Outcome {
        match self {
            Failure::Interrupted => {
                let told = words(
                    "interrupted: nothing was written, earlier results are as they were",
                    "中断しました。何も書き込んでおらず、以前の結果はそのままです",
                );
                eprintln!("{}", told.of(language));
            }
            Failure::Write(error) => {
                let failure = Diagnostic::error("machine-failed", error.words()).help(words(
                    "nothing was written; choose another folder with --out",
                    "何も書き込んでいません。--outで別のフォルダーを指定してください",
                ));
                complain(&failure, language);
            }
            Failure::Other(message) => return failed(message.clone(), language),
        }
        Outcome::MachineFailed
    }
}

/// Runs are rounded up to whole worlds, which the origin says.
pub(super) fn origin_of(model: &Model, settings: Settings, public: bool) -> Origin {
    let per_world = u64::from(model.runs_per_world);
    let worlds = settings.worlds(per_world);
    Origin {
        scenario: match public {
            true => format!("{} (public)", model.label()),
            false => model.label(),
        },
        seed: settings.seed,
        runs: worlds * per_world,
        worlds,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// The manifest of the files of a bundle.
pub(super) fn manifest(
    scenario: &Scenario,
    model: &Model,
    origin: &Origin,
    bundle: &Bundle,
    parameters: Option<&Table>,
) -> Vec<u8> {
    let empty = Table::new("parameters", Vec::new());
    let files = scenario.files.iter();
    let manifest = Manifest {
        origin,
        runs_per_world: model.runs_per_world,
        scenario_digest: &scenario.digest,
        inputs: files.map(|file| file.name.clone()).collect(),
        outputs: bundle.files(),
        parameters: parameters.unwrap_or(&empty),
    };
    manifest.bytes()
}

/// A flag that Ctrl-C and SIGTERM raise.
pub(super) fn stop_on_interrupt() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    // Where no handler can be set, an interrupt ends the process; temporary files may stay.
    let _ = ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed));
    &STOP
}

/// A bar on standard error that vanishes at the end, and is not there without a terminal.
pub(super) fn progress_bar(runs: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(runs), ProgressDrawTarget::stderr());
    let style =
        ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} runs, {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}
