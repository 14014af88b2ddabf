//! `soyaku run`: simulate, print the screenful, write the files.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::presentation::Presentation;
use super::simulation::{Amount, Failure, Simulation, origin_of};
use super::{Outcome, print, read_and_report, without_links};
use crate::analysis::{Figures, Layout, Settings, Table, tables};
use crate::engine::Plan;
use crate::model::Model;
#[cfg(feature = "report")]
use crate::report::html::{Material, report};
use crate::report::{Bundle, Manifest, Origin, Style, charts, csv, json, screen};
#[cfg(feature = "report")]
use crate::rules;
use crate::scenario::Scenario;
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// A TOML file, or a folder of them.
    scenario: PathBuf,
    /// Switch a link off (repeatable).
    #[arg(long, value_name = "LINK")]
    without: Vec<String>,
    #[command(flatten)]
    amount: Amount,
    /// Where to write the results; default: results/ and the scenario's id.
    #[arg(long)]
    out: Option<PathBuf>,
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
    let settings = options.amount.settings();
    let mut origin = origin_of(model, settings);
    if options.public {
        origin.scenario += " (public)";
    }
    let work = Work {
        scenario: &scenario,
        model,
        shown: public.as_ref().unwrap_or(model),
        plan: &plan,
        layout: &layout,
        origin,
        style: options.presentation.style(model.language),
        mark: options.amount.mark(),
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
        Err(failure) => failure.tell(language),
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
        let simulation = Simulation {
            model: self.model,
            plan: self.plan,
            layout: self.layout,
            origin: &self.origin,
        };
        let sample = simulation.run_into(settings, &mut bundle, ROWS, self.mark)?;
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
}
