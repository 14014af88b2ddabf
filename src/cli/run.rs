//! `soyaku run`: simulate, print the screenful, write the files.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::presentation::Presentation;
use super::simulation::{Amount, Failure, Simulation, manifest, origin_of};
use super::{Outcome, print, read_and_report, without_links};
use crate::analysis::ranking::{
    self, Expectations, RankBook, RankFigures, RankSample, Standing, TOP,
};
use crate::analysis::{Figures, Layout, Sample, Settings, Table, tables};
use crate::engine::Plan;
use crate::model::Model;
#[cfg(feature = "report")]
use crate::report::html::{Material, report};
use crate::report::{Bundle, Origin, Style, charts, csv, json, screen};
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
    let origin = origin_of(model, settings, options.public);
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
        let (sample, ranked) = self.simulate(settings, &mut bundle)?;
        let seconds = begun.elapsed().as_secs_f64();
        let figures = Figures {
            model: self.shown,
            layout: self.layout,
            plan: self.plan,
            sample: &sample,
        };
        let mut tables = tables(&figures);
        if let Some(ranked) = ranked {
            tables.extend(self.ranking(settings.seed, &ranked));
        }
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
        let parameters = tables.iter().find(|table| table.name == "parameters");
        let manifest = manifest(self.scenario, self.model, &self.origin, &bundle, parameters);
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

    /// The tables of the ranking.
    fn ranking(&self, seed: u64, sample: &RankSample<'_>) -> Vec<Table> {
        let expectations = Expectations::new(self.plan, seed, &sample.book);
        let standing = Standing::new(self.plan, seed, &sample.book, &expectations, TOP);
        ranking::tables(&RankFigures {
            model: self.shown,
            sample,
            expectations: &expectations,
            standing: standing.as_ref(),
        })
    }

    /// Simulates, streaming the headline rows into their file. Themes are ranked where the scenario
    /// has a chapter for it: to listen for that takes a tenth of the time.
    fn simulate(
        &self,
        settings: Settings,
        bundle: &mut Bundle,
    ) -> Result<(Sample, Option<RankSample<'_>>), Failure> {
        let ranks = self.model.ranking.is_some() && !self.model.themes.is_empty();
        let simulation = Simulation {
            model: self.model,
            plan: self.plan,
            layout: self.layout,
            origin: &self.origin,
        };
        let rows = (ROWS, self.mark);
        let (sample, books) =
            simulation.run_into_beside(settings, bundle, rows, |simulator| match ranks {
                true => {
                    let book = RankBook::new(self.model, false);
                    (simulator.with_theme_costs(), Some(book))
                }
                false => (simulator, None),
            })?;
        let books = books.into_iter().flatten();
        let ranked = ranks.then(|| RankSample::of(self.model, settings, books));
        Ok((sample, ranked))
    }
}
