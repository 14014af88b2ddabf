//! `soyaku run`: simulate, print the screenful, write the files.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde::{Deserialize, Serialize};

#[cfg(feature = "report")]
use super::drawing;
use super::drawing::Drawing;
use super::findings::write_tables;
use super::formats::{FileFormat, Formats};
use super::given::Given;
use super::keeping::Keeping;
use super::precise::{Precision, told};
use super::presentation::Presentation;
#[cfg(any(feature = "report", feature = "workbook"))]
use super::simulation::settings;
use super::simulation::{Amount, Failure, Simulation, manifest, origin_of};
use super::view::View;
use super::{Outcome, complain, print};
#[cfg(any(feature = "report", feature = "workbook"))]
use crate::analysis::Table;
use crate::analysis::compare::Case;
use crate::analysis::ranking::{
    self, Expectations, RankFigures, RankSample, Ranking, Standing, TOP,
};
use crate::analysis::{Alone, Figures, Layout, Sample, Settings, tables};
use crate::archive::Keeper;
use crate::diagnostic::Diagnostic;
use crate::engine::Plan;
#[cfg(feature = "report")]
use crate::language::Language;
use crate::model::Model;
#[cfg(feature = "report")]
use crate::report::html::{Material, report};
use crate::report::{Bundle, MANIFEST, Origin, Picture, Style, pictures, ranking_pictures, screen};
#[cfg(feature = "workbook")]
use crate::report::{money_unit, workbook::Content};
#[cfg(feature = "report")]
use crate::rules;
use crate::scenario::Scenario;
use crate::text;

#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Options {
    #[command(flatten)]
    pub given: Given,
    #[command(flatten)]
    pub amount: Amount,
    #[command(flatten)]
    #[serde(skip)]
    precision: Precision,
    #[command(flatten)]
    view: View,
    /// Where to write the results; default: results/ and the scenario's id.
    #[arg(long)]
    #[serde(skip)]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    formats: Formats,
    #[command(flatten)]
    presentation: Presentation,
}

/// What archives call the command.
pub(super) const NAME: &str = "run";

/// The file of headline rows.
const ROWS: &str = "runs.csv";

pub(super) fn run(options: &Options) -> Outcome {
    let started = Instant::now();
    let tongue = options.presentation.tongue;
    let (scenario, model, language) = match options.view.read(&options.given, None, tongue) {
        Ok(read) => read,
        Err(outcome) => return outcome,
    };
    let model = &model;
    let public = options.view.outside(model);
    let plan = Plan::new(model);
    let layout = Layout::new(&plan);
    let folder = options.amount.folder(options.out.as_deref(), || {
        Path::new("results").join(model.folder())
    });
    let case = Case {
        plan: &plan,
        layout: &layout,
    };
    let found = options
        .precision
        .settle(case, &[], &options.amount, language);
    let (settings, precise) = match found {
        Ok(settled) => settled,
        Err(outcome) => return outcome,
    };
    let origin = origin_of(model, settings, options.view.public);
    let style = options.presentation.style(model.language);
    let drawing = match Drawing::new(&options.formats, style) {
        Ok(drawing) => drawing,
        Err(outcome) => return outcome,
    };
    let keeping = Keeping::new(
        (NAME, options),
        &options.amount,
        &[&scenario],
        model,
        &origin,
        options.formats.wants(FileFormat::Counts) && !options.view.public,
    );
    let work = Work {
        keeping,
        scenario: &scenario,
        model,
        shown: public.as_ref().unwrap_or(model),
        plan: &plan,
        layout: &layout,
        origin,
        style,
        formats: &options.formats,
        drawing,
        mark: options.amount.mark(),
    };
    match work.carry_out(settings, &folder) {
        Ok(written) => {
            if let Some(warning) = &written.warning {
                complain(warning, language);
            }
            let (files, seconds) = (written.files, written.seconds);
            let (folder, all) = (folder.display(), started.elapsed().as_secs_f64());
            let end = text!(
                "{files} files in {folder}; simulated in {seconds:.1} s, {all:.1} s in all",
                "{folder} に{files}ファイルを出力（シミュレーション{seconds:.1}秒、全体{all:.1}秒）"
            );
            let end = end.of(language);
            let precise = precise.map(|found| told(&found, &[], &style) + "\n");
            let precise = precise.unwrap_or_default();
            let screen = &written.screen;
            print(&format!("{screen}\n{precise}{end}\n"), language)
        }
        Err(failure) => failure.tell(language),
    }
}

/// What a run has written.
struct Written {
    /// The screenful.
    screen: String,
    /// How long the simulation took.
    seconds: f64,
    /// How many files there are.
    files: usize,
    /// What could not be written, and how to mend it.
    warning: Option<Diagnostic>,
}

struct Work<'a> {
    keeping: Keeping<'a>,
    scenario: &'a Scenario,
    model: &'a Model,
    /// What is printed of it: the model itself, or a copy without confidential names.
    shown: &'a Model,
    plan: &'a Plan<'a>,
    layout: &'a Layout,
    origin: Origin,
    style: Style,
    formats: &'a Formats,
    drawing: Drawing,
    /// What each CSV begins with.
    mark: &'a [u8],
}

/// Listed themes, ranked.
struct Ranked<'a> {
    sample: RankSample<'a>,
    expectations: Expectations,
    standing: Option<Standing>,
}

impl Work<'_> {
    /// Simulates and writes.
    fn carry_out(&self, settings: Settings, folder: &Path) -> Result<Written, Failure> {
        let mut bundle = Bundle::new(folder)?;
        let begun = Instant::now();
        let (sample, ranked) = self.keeping.keep(folder, &mut bundle, |bundle, keeper| {
            self.simulate(settings, bundle, keeper)
        })?;
        let seconds = begun.elapsed().as_secs_f64();
        let figures = Figures {
            model: self.shown,
            layout: self.layout,
            plan: self.plan,
            sample: &sample,
        };
        let ranked = ranked.map(|sample| self.ranked(settings.seed, sample));
        let ranking = ranked.as_ref().map(|ranked| self.ranking(ranked));
        let mut tables = tables(&figures);
        tables.extend(ranking.iter().flat_map(ranking::tables));
        write_tables(&tables, &self.origin, self.formats, self.mark, &mut bundle)?;
        let pictures = self.pictures(&figures, ranking.as_ref(), &self.style);
        let warning = self.drawing.write(&pictures, self.formats, &mut bundle)?;
        #[cfg(feature = "report")]
        if self.formats.wants(FileFormat::Html) {
            let page = self.page(&figures, ranking.as_ref(), &tables)?;
            bundle.add("report.html", &page)?;
        }
        #[cfg(feature = "workbook")]
        if self.formats.wants(FileFormat::Xlsx) {
            bundle.add("workbook.xlsx", &self.workbook(&figures, &tables)?)?;
        }
        let manifest = manifest(
            (self.scenario, self.shown),
            &self.origin,
            &bundle,
            &tables,
            self.drawing.not_promised(self.formats),
        );
        bundle.add(MANIFEST, &manifest)?;
        Ok(Written {
            screen: screen::screen(&figures, &self.origin, &self.style),
            seconds,
            files: bundle.finish()?,
            warning,
        })
    }

    /// The workbook.
    #[cfg(feature = "workbook")]
    fn workbook(&self, figures: &Figures<'_>, tables: &[Table]) -> Result<Vec<u8>, Failure> {
        super::simulation::workbook(&Content {
            model: self.shown,
            unit: money_unit(figures, &self.style),
            tables,
            settings: &settings(self.scenario, self.model, self.shown),
            origin: &self.origin,
            style: &self.style,
            projection: Some(figures),
        })
    }

    /// The report.
    #[cfg(feature = "report")]
    fn page(
        &self,
        figures: &Figures<'_>,
        ranking: Option<&RankFigures<'_>>,
        tables: &[Table],
    ) -> Result<Vec<u8>, Failure> {
        let [english, japanese] = Language::ALL.map(|language| {
            let style = self.style.in_language(language);
            drawing::svgs(&self.pictures(figures, ranking, &style), &style)
        });
        let page = report(&Material {
            figures,
            tables,
            charts: [english?, japanese?],
            rules: &rules::uses(&settings(self.scenario, self.model, self.shown)),
            origin: &self.origin,
            style: self.style,
        });
        page.map_err(|error| Failure::Other(text!("report: {error}", "報告書：{error}")))
    }

    /// The charts, those of the ranking last.
    fn pictures(
        &self,
        figures: &Figures<'_>,
        ranking: Option<&RankFigures<'_>>,
        style: &Style,
    ) -> Vec<Picture> {
        let mut all = pictures(figures, &self.origin, style);
        let ranking = ranking.map(|ranking| ranking_pictures(ranking, &self.origin, style));
        all.extend(ranking.into_iter().flatten());
        all
    }

    /// How listed themes stand.
    fn ranked<'s>(&self, seed: u64, sample: RankSample<'s>) -> Ranked<'s> {
        let expectations = Expectations::new(self.plan, seed, &sample.book);
        let standing = Standing::new(self.plan, seed, &sample.book, &expectations, TOP);
        Ranked {
            sample,
            expectations,
            standing,
        }
    }

    /// What tables and charts of the ranking are made from.
    fn ranking<'s>(&'s self, ranked: &'s Ranked<'_>) -> RankFigures<'s> {
        RankFigures {
            model: self.shown,
            sample: &ranked.sample,
            expectations: &ranked.expectations,
            standing: ranked.standing.as_ref(),
        }
    }

    /// Simulates, streaming the headline rows into their file. Themes are ranked where the scenario
    /// has a chapter for it: to listen for that takes a tenth of the time.
    fn simulate(
        &self,
        settings: Settings,
        bundle: &mut Bundle,
        keeper: &Keeper,
    ) -> Result<(Sample, Option<RankSample<'_>>), Failure> {
        let ranks = self.model.ranking.is_some() && !self.model.themes.is_empty();
        let simulation = Simulation {
            model: self.model,
            shown: self.shown,
            plan: self.plan,
            layout: self.layout,
            origin: &self.origin,
        };
        let file = self
            .formats
            .wants(FileFormat::Csv)
            .then_some((ROWS, self.mark));
        if !ranks {
            let (sample, ()) = simulation.run_beside(settings, keeper, bundle, file, &Alone)?;
            return Ok((sample, None));
        }
        let ranking = Ranking(self.model);
        let (sample, counts) = simulation.run_beside(settings, keeper, bundle, file, &ranking)?;
        Ok((sample, Some(RankSample::of(self.model, settings, counts))))
    }
}
