//! `soyaku run`: simulate, print the screenful, write the files.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::presentation::Presentation;
use super::{Outcome, complain, failed, print, read_and_report, without_links};
use crate::analysis::{
    Figures, Layout, Listener, Sample, Settings, Stopped, Table, Value, simulate, tables,
};
use crate::diagnostic::Diagnostic;
use crate::engine::Plan;
use crate::language::{Text, failure::reason, words};
use crate::model::Model;
#[cfg(feature = "report")]
use crate::report::html::{Material, report};
use crate::report::{
    BYTE_ORDER_MARK, Bundle, BundleError, Manifest, Origin, Style, charts, csv, csv_header,
    csv_rows, json, screen,
};
#[cfg(feature = "report")]
use crate::rules;
use crate::scenario::Scenario;
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// A TOML file, or a folder of them.
    scenario: PathBuf,
    /// How many runs to simulate, rounded up to whole worlds.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    runs: u64,
    /// Switch a link off (repeatable).
    #[arg(long, value_name = "LINK")]
    without: Vec<String>,
    /// The seed of all draws.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where to write the results; default: results/ and the scenario's id.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Threads to use; default: one per processor. The results are the same on any number.
    #[arg(long, default_value_t = 0)]
    threads: usize,
    /// Begin each CSV with a byte-order mark, for spreadsheets that need it to read Japanese.
    #[arg(long)]
    bom: bool,
    /// Make a copy for outside the network: themes are numbered, and their names, proposers and
    /// targets stand in no file.
    #[arg(long)]
    public: bool,
    #[command(flatten)]
    presentation: Presentation,
}

/// The file of headline rows.
const ROWS: &str = "runs.csv";

pub(super) fn run(options: &Options) -> Outcome {
    let started = Instant::now();
    let (mut scenario, language) = read_and_report(&options.scenario, options.presentation.tongue);
    let Some(model) = scenario.model.take() else {
        return Outcome::BadScenario;
    };
    let model = &match without_links(model, &options.without, language) {
        Ok(model) => model,
        Err(outcome) => return outcome,
    };
    let public = options.public.then(|| model.for_outside());
    let plan = Plan::new(model);
    let layout = Layout::new(&plan);
    let folder = options
        .out
        .clone()
        .unwrap_or_else(|| Path::new("results").join(&model.id));
    let settings = Settings {
        runs: options.runs,
        seed: options.seed,
        threads: options.threads,
    };
    let origin = origin_of(model, settings, options.public);
    let work = Work {
        scenario: &scenario,
        model,
        shown: public.as_ref().unwrap_or(model),
        plan: &plan,
        layout: &layout,
        origin,
        style: options.presentation.style(model.language),
        mark: if options.bom { BYTE_ORDER_MARK } else { &[] },
    };
    match work.carry_out(settings, &folder) {
        Ok((screen, seconds, files)) => {
            let (folder, all) = (folder.display(), started.elapsed().as_secs_f64());
            let written = text!(
                "{files} files in {folder}; simulated in {seconds:.1} s, {all:.1} s in all",
                "{folder} に{files}ファイルを出力（シミュレーション{seconds:.1}秒、全体{all:.1}秒）"
            );
            print(&format!("{screen}\n{}\n", written.of(language)), language)
        }
        Err(Failure::Interrupted) => {
            let told = words(
                "interrupted: nothing was written, earlier results are as they were",
                "中断しました。何も書き込んでおらず、以前の結果はそのままです",
            );
            eprintln!("{}", told.of(language));
            Outcome::MachineFailed
        }
        Err(Failure::Write(error)) => {
            let failure = Diagnostic::error("machine-failed", error.words()).help(words(
                "nothing was written; choose another folder with --out",
                "何も書き込んでいません。--outで別のフォルダーを指定してください",
            ));
            complain(&failure, language);
            Outcome::MachineFailed
        }
        Err(Failure::Other(message)) => failed(message, language),
    }
}

enum Failure {
    Interrupted,
    Write(BundleError),
    Other(Text),
}

impl From<BundleError> for Failure {
    fn from(error: BundleError) -> Failure {
        Failure::Write(error)
    }
}

/// Runs are rounded up to whole worlds, which the origin says.
fn origin_of(model: &Model, settings: Settings, public: bool) -> Origin {
    let per_world = u64::from(model.runs_per_world);
    let worlds = settings.runs.max(1).div_ceil(per_world);
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

struct Work<'a> {
    scenario: &'a Scenario,
    model: &'a Model,
    /// What is printed of it: the model itself, or a copy without confidential names.
    shown: &'a Model,
    plan: &'a Plan<'a>,
    layout: &'a Layout,
    origin: Origin,
    style: Style,
    /// What each CSV begins with.
    mark: &'a [u8],
}

impl Work<'_> {
    /// Simulates and writes; returns the screenful, the seconds simulated, and the files written.
    fn carry_out(
        &self,
        settings: Settings,
        folder: &Path,
    ) -> Result<(String, f64, usize), Failure> {
        let mut bundle = Bundle::new(folder)?;
        let begun = Instant::now();
        let sample = self.simulate(settings, &mut bundle)?;
        let seconds = begun.elapsed().as_secs_f64();
        let figures = Figures {
            model: self.shown,
            layout: self.layout,
            plan: self.plan,
            sample: &sample,
        };
        let tables = tables(&figures);
        for table in &tables {
            let bytes = [self.mark, &csv(table, &self.origin)].concat();
            bundle.add(&format!("{}.csv", table.name), &bytes)?;
        }
        bundle.add("results.json", &json(&tables, &self.origin))?;
        let mut drawn = Vec::new();
        for (name, picture) in charts(&figures, &self.origin) {
            let svg = picture.map_err(|error| {
                Failure::Other(text!("chart {name}: {error}", "図{name}：{error}"))
            })?;
            bundle.add(name, svg.as_bytes())?;
            drawn.push((name, svg));
        }
        if let Some(page) = self.page(&figures, &tables, drawn)? {
            bundle.add("report.html", &page)?;
        }
        let manifest = self.manifest(&bundle, &tables);
        bundle.add("manifest.json", &manifest)?;
        let text = screen::screen(&figures, &self.origin, &self.style);
        Ok((text, seconds, bundle.finish()?))
    }

    /// The report.
    #[cfg(feature = "report")]
    fn page(
        &self,
        figures: &Figures<'_>,
        tables: &[Table],
        charts: Vec<(&'static str, String)>,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let settings = self.settings();
        let page = report(&Material {
            figures,
            tables,
            charts: [charts.clone(), charts],
            rules: &rules::uses(&settings),
            origin: &self.origin,
            style: self.style,
        });
        page.map(Some)
            .map_err(|error| Failure::Other(text!("report: {error}", "報告書：{error}")))
    }

    /// What the scenario sets, as far as it may be told.
    #[cfg(feature = "report")]
    fn settings(&self) -> Vec<rules::Setting> {
        let mut settings = self.scenario.settings();
        if !std::ptr::eq(self.model, self.shown) {
            for setting in &mut settings {
                let path: Vec<&str> = setting.path.iter().map(String::as_str).collect();
                if let Some(path) = self.model.public_path(&path) {
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

    /// There is no report in this build.
    #[cfg(not(feature = "report"))]
    fn page(
        &self,
        _: &Figures<'_>,
        _: &[Table],
        _: Vec<(&'static str, String)>,
    ) -> Result<Option<Vec<u8>>, Failure> {
        Ok(None)
    }

    fn manifest(&self, bundle: &Bundle, tables: &[Table]) -> Vec<u8> {
        let empty = Table::new("parameters", Vec::new());
        let manifest = Manifest {
            origin: &self.origin,
            runs_per_world: self.model.runs_per_world,
            scenario_digest: &self.scenario.digest,
            inputs: self
                .scenario
                .files
                .iter()
                .map(|file| file.name.clone())
                .collect(),
            outputs: bundle.files(),
            parameters: tables
                .iter()
                .find(|table| table.name == "parameters")
                .unwrap_or(&empty),
        };
        manifest.bytes()
    }

    /// Simulates, streaming the headline rows into their file.
    fn simulate(&self, settings: Settings, bundle: &mut Bundle) -> Result<Sample, Failure> {
        let stop = stop_on_interrupt();
        let bar = progress_bar(self.origin.runs);
        let headlines = self
            .layout
            .headlines(&self.model.calendar, &self.model.currency);
        let mut names = vec!["run", "world"];
        names.extend(headlines.iter().map(|(name, _)| name.as_str()));
        bundle.begin(ROWS)?;
        bundle.write(self.mark)?;
        bundle.write(&csv_header(&names))?;
        let mut failed = None;
        let mut sink = |first: u64, values: &[i64]| {
            let rows = self.rows(first, values, headlines.len());
            bundle
                .write(&csv_rows(&rows, &self.origin))
                .map_err(|error| {
                    let told = std::io::Error::from(error.error.kind());
                    failed = Some(error);
                    told
                })
        };
        let result = simulate(
            self.plan,
            self.layout,
            settings,
            &mut Listener {
                progress: &|done| bar.set_position(done),
                stop,
                sink: &mut sink,
            },
        );
        bar.finish_and_clear();
        if let Some(error) = failed {
            return Err(Failure::Write(error));
        }
        let sample = result.map_err(|stopped| match stopped {
            Stopped::Interrupted => Failure::Interrupted,
            Stopped::Sink(error) => Failure::Other(reason(&error)),
            Stopped::Threads(error) => Failure::Other(text!(
                "threads cannot be started: {error}",
                "スレッドを始められません：{error}"
            )),
        })?;
        bundle.end()?;
        Ok(sample)
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

/// A flag that Ctrl-C and SIGTERM raise.
fn stop_on_interrupt() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    // Where no handler can be set, an interrupt ends the process; temporary files may stay.
    let _ = ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed));
    &STOP
}

/// A bar on standard error that vanishes at the end, and is not there without a terminal.
fn progress_bar(runs: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(runs), ProgressDrawTarget::stderr());
    let style =
        ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} runs, {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}
