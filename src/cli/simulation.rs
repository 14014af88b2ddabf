//! Simulating for a command: progress, interrupts, rows of single runs into their file.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::{Deserialize, Serialize};

use super::shard::a_share;
use super::{Outcome, complain, failed, print};
use crate::analysis::{
    Alone, Beside, Effort, Figures, Layout, Sample, Settings, Stopped, Table, Value,
    simulate_beside,
};
use crate::archive::{Archive, Keeper, Share};
use crate::diagnostic::Diagnostic;
use crate::engine::Plan;
use crate::language::{Language, Text, failure::reason, words};
use crate::model::Model;
#[cfg(feature = "workbook")]
use crate::report::workbook::Content;
use crate::report::{
    BYTE_ORDER_MARK, Bundle, BundleError, Manifest, OpenFile, Origin, csv_header, csv_rows,
};
#[cfg(any(feature = "report", feature = "workbook"))]
use crate::rules::Setting;
use crate::scenario::Scenario;
use crate::text;

/// How much to simulate; the same for every command that does.
#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Amount {
    /// How many runs to simulate, rounded up to whole worlds; default: 10,000, and 1,000 where many
    /// scenarios are simulated (capacity, sweep).
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    #[serde(skip)]
    pub runs: Option<u64>,
    /// The seed of all draws.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Threads to use; default: one per processor. The results are the same on any number.
    #[arg(long, default_value_t = 0)]
    #[serde(skip)]
    pub threads: usize,
    /// Begin each CSV with a byte-order mark, for spreadsheets that need it to read Japanese.
    #[arg(long)]
    pub bom: bool,
    /// Simulate only a share of the runs, such as 2/5, into a part in the folder of all parts;
    /// `soyaku merge` makes results of them. `auto` or `auto/5` is the task of a scheduler's array.
    #[arg(long, value_name = "K/N", value_parser = a_share)]
    #[serde(skip)]
    pub shard: Option<Share>,
    /// With --shard: save after so many seconds what is done, for when the task is killed.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    #[serde(skip)]
    pub save_every: u64,
    /// What was simulated before.
    #[arg(skip)]
    #[serde(skip)]
    pub known: Vec<Archive>,
}

impl Amount {
    /// What to simulate of one scenario.
    pub fn settings(&self) -> Settings {
        self.settings_or(10_000)
    }

    /// What to simulate of each of many scenarios.
    pub fn settings_of_many(&self) -> Settings {
        self.settings_or(1_000)
    }

    /// The most that may be simulated where it is not said how much there is to be.
    pub fn at_most(&self) -> Settings {
        self.settings_or(1_000_000)
    }

    fn settings_or(&self, runs: u64) -> Settings {
        Settings {
            runs: self.runs.unwrap_or(runs),
            seed: self.seed,
            threads: self.threads,
        }
    }

    /// Where results go: where it is said, or by default; shares of them in a folder of their own.
    pub fn folder(&self, said: Option<&Path>, default: impl FnOnce() -> PathBuf) -> PathBuf {
        match (said, self.shard) {
            (Some(said), _) => said.to_owned(),
            (None, None) => default(),
            (None, Some(_)) => default().join("parts"),
        }
    }

    /// What each CSV begins with.
    pub fn mark(&self) -> &'static [u8] {
        if self.bom { BYTE_ORDER_MARK } else { &[] }
    }
}

/// Why a command that simulates ends without results.
pub(super) enum Failure {
    /// Somebody asked to stop.
    Interrupted,
    /// A file could not be written.
    Write(BundleError),
    /// This was one share of several; it is done.
    ShareDone,
    /// All shares are there.
    SharesComplete,
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
            Stopped::Archive(error) => Failure::Other(error.words()),
            Stopped::SharePending => Failure::ShareDone,
            Stopped::Threads(error) => Failure::Other(text!(
                "threads cannot be started: {error}",
                "スレッドを始められません：{error}"
            )),
        }
    }
}

impl Failure {
    /// Tells what went wrong.
    pub fn tell(self, language: Language) -> Outcome {
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
            Failure::ShareDone => {
                let told = words(
                    "this share is done; `soyaku status` says which are missing",
                    "この分担分は終わりました。残りは`soyaku status`で確認できます",
                );
                return print(&format!("{}\n", told.of(language)), language);
            }
            Failure::SharesComplete => {
                let told = words(
                    "all shares are done; `soyaku merge` makes results of them",
                    "全ての分担分が終わりました。`soyaku merge`で結果にまとめてください",
                );
                return print(&format!("{}\n", told.of(language)), language);
            }
            Failure::Other(message) => return failed(message, language),
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

/// The manifest of the files of a bundle, with the model as it is shown; `not_promised` names the
/// files whose bytes are not.
pub(super) fn manifest(
    (scenario, model): (&Scenario, &Model),
    origin: &Origin,
    bundle: &Bundle,
    tables: &[Table],
    not_promised: &[(&str, &str)],
) -> Vec<u8> {
    let empty = Table::new("parameters", Vec::new());
    let files = scenario.files.iter();
    let parameters = tables.iter().find(|table| table.name == "parameters");
    let manifest = Manifest {
        origin,
        runs_per_world: model.runs_per_world,
        scenario_digest: &scenario.digest,
        set: &model.set,
        inputs: files.map(|file| file.name.clone()).collect(),
        outputs: bundle.files(),
        not_promised,
        parameters: parameters.unwrap_or(&empty),
    };
    manifest.bytes()
}

/// The bytes of a workbook.
#[cfg(feature = "workbook")]
pub(super) fn workbook(content: &Content<'_>) -> Result<Vec<u8>, Failure> {
    let failure = |error| text!("workbook: {error}", "ワークブック：{error}");
    crate::report::workbook::workbook(content).map_err(|error| Failure::Other(failure(error)))
}

/// What a scenario sets, as far as it may be told: `shown` is its model, or that for outside.
#[cfg(any(feature = "report", feature = "workbook"))]
pub(super) fn settings(scenario: &Scenario, model: &Model, shown: &Model) -> Vec<Setting> {
    let mut settings = scenario.settings();
    if !std::ptr::eq(model, shown) {
        for setting in &mut settings {
            let path: Vec<&str> = setting.path.iter().map(String::as_str).collect();
            if let Some(path) = model.public_path(&path) {
                setting.name = path.join(".");
                setting.path = path;
                // Only whether it switches something off may be told.
                if setting.value != "false" {
                    setting.value.clear();
                }
            }
        }
    }
    settings
}

/// A model ready to be simulated.
pub(super) struct Simulation<'a> {
    pub model: &'a Model,
    /// What is printed of it: the model itself, or a copy without confidential names.
    pub shown: &'a Model,
    pub plan: &'a Plan<'a>,
    pub layout: &'a Layout,
    pub origin: &'a Origin,
}

impl<'a> Simulation<'a> {
    /// Simulates without writing anything.
    pub fn run(&self, settings: Settings, keeper: &Keeper) -> Result<Sample, Failure> {
        let (sample, ()) = self.simulate(settings, keeper, &mut |_, _| Ok(()), &Alone)?;
        Ok(sample)
    }

    /// Simulates, streaming the headline rows into the file `name`, which begins with `mark`.
    pub fn run_into(
        &self,
        settings: Settings,
        keeper: &Keeper,
        bundle: &mut Bundle,
        file: (&str, &[u8]),
    ) -> Result<Sample, Failure> {
        let (sample, ()) = self.run_beside(settings, keeper, bundle, Some(file), &Alone)?;
        Ok(sample)
    }

    /// Simulates while somebody else listens too; what they counted is handed back. The headline
    /// rows go into a file where there is one: its name, and what it begins with.
    pub fn run_beside<B: Beside<'a>>(
        &self,
        settings: Settings,
        keeper: &Keeper,
        bundle: &mut Bundle,
        file: Option<(&str, &[u8])>,
        beside: &B,
    ) -> Result<(Sample, B::Counts), Failure> {
        let Some((name, mark)) = file else {
            return self.simulate(settings, keeper, &mut |_, _| Ok(()), beside);
        };
        let headlines = self.layout.headlines(self.model);
        let mut names = vec!["run", "world"];
        names.extend(headlines.iter().map(|headline| headline.column.as_str()));
        let mut rows = RowFile::new(bundle, name, mark, &names)?;
        let mut sink = |first: u64, values: &[i64]| {
            let values = self.rows(first, values, headlines.len());
            rows.put(&csv_rows(&values, self.origin))
        };
        let result = self.simulate(settings, keeper, &mut sink, beside);
        rows.end(bundle, result)
    }

    fn simulate<B: Beside<'a>>(
        &self,
        settings: Settings,
        keeper: &Keeper,
        sink: &mut dyn FnMut(u64, &[i64]) -> std::io::Result<()>,
        beside: &B,
    ) -> Result<(Sample, B::Counts), Failure> {
        let bar = progress_bar(self.origin.runs);
        let progress = |done| bar.set_position(done);
        let effort = effort(settings, &progress, keeper);
        let result = simulate_beside(self.plan, self.layout, effort, sink, beside);
        bar.finish_and_clear();
        Ok(result?)
    }

    /// What the tables of a sample are made from.
    pub fn figures<'s>(&'s self, sample: &'s Sample) -> Figures<'s> {
        Figures {
            model: self.shown,
            layout: self.layout,
            plan: self.plan,
            sample,
        }
    }

    /// Headline values as rows of a table: run, world, values.
    fn rows(&self, first: u64, values: &[i64], columns: usize) -> Vec<Vec<Value>> {
        let per_world = u64::from(self.model.runs_per_world);
        let runs = values.chunks(columns).zip(first..);
        runs.map(|(values, run)| {
            let place = [run as i64, (run / per_world) as i64];
            place
                .iter()
                .chain(values)
                .map(|value| Value::Integer(*value))
                .collect()
        })
        .collect()
    }
}

/// How a command simulates: until it is interrupted, with what `keeper` knows.
pub(super) fn effort<'a>(
    settings: Settings,
    progress: &'a (dyn Fn(u64) + Sync),
    keeper: &'a Keeper,
) -> Effort<'a> {
    Effort {
        keeper: Some(keeper),
        ..Effort::new(settings, progress, stop_on_interrupt())
    }
}

/// A table of single runs on its way into its file.
pub(super) struct RowFile {
    file: OpenFile,
    failed: Option<BundleError>,
}

impl RowFile {
    /// The file `name`, which begins with `mark` and the names of columns.
    pub fn new(
        bundle: &Bundle,
        name: &str,
        mark: &[u8],
        names: &[&str],
    ) -> Result<RowFile, BundleError> {
        let mut file = bundle.begin(name)?;
        file.put(mark)?;
        file.put(&csv_header(names))?;
        Ok(RowFile { file, failed: None })
    }

    /// Writes some rows; why they could not be written is kept for the end.
    pub fn put(&mut self, rows: &[u8]) -> std::io::Result<()> {
        self.file.put(rows).map_err(|error| {
            let told = std::io::Error::from(error.error.kind());
            self.failed = Some(error);
            told
        })
    }

    /// Ends the file, if all went well.
    pub fn end<T>(self, bundle: &mut Bundle, result: Result<T, Failure>) -> Result<T, Failure> {
        if let Some(error) = self.failed {
            return Err(Failure::Write(error));
        }
        let found = result?;
        bundle.end(self.file)?;
        Ok(found)
    }
}

/// A flag that Ctrl-C and SIGTERM raise.
pub(super) fn stop_on_interrupt() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    // Where no handler can be set, an interrupt ends the process; temporary files may stay. It is
    // set once, for all simulations of a command.
    let _ = ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed));
    &STOP
}

/// A bar on standard error that vanishes at the end, and is not there without a terminal.
pub(super) fn progress_bar(runs: u64) -> ProgressBar {
    progress_bar_of(runs, "runs")
}

/// The same for things of another kind.
pub(super) fn progress_bar_of(count: u64, things: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(count), ProgressDrawTarget::stderr());
    let template = format!("{{bar:40}} {{human_pos}} of {{human_len}} {things}, {{eta}} left");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar
}
