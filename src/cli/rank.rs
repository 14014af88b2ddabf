//! `soyaku rank`: which themes first, how sure that is, and what the portfolio loses without each.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::drawing::Drawing;
use super::findings::{Findings, Written, tell};
use super::formats::Formats;
use super::given::Given;
use super::links::Links;
use super::presentation::Presentation;
use super::simulation::{Failure, origin_of, progress_bar, stop_on_interrupt};
use super::until::Cut;
use super::{Outcome, complain, read_as_of};
use crate::analysis::ranking::{
    Contribution, Expectations, RankFigures, RankListener, RankSample, Standing, TOP,
    contributions, marginal, rank, row_columns, tables,
};
use crate::analysis::{Settings, Value};
use crate::diagnostic::Diagnostic;
use crate::engine::Plan;
use crate::language::words;
use crate::model::{Model, Ticks};
use crate::report::{
    BYTE_ORDER_MARK, Bundle, Origin, Style, csv_header, csv_rows, rank_screen, ranking_pictures,
};
use crate::scenario::Scenario;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    given: Given,
    /// How many runs to simulate, rounded up to whole worlds.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    runs: u64,
    #[command(flatten)]
    links: Links,
    /// The seed of all draws.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many themes are among the best.
    #[arg(long, value_name = "K", default_value_t = TOP as u64, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    top: u64,
    /// Also simulate the portfolio without each theme: what it loses, what capacity set free gives
    /// to others; and with each waiting theme admitted at the start. Takes a simulation for each.
    #[arg(long)]
    marginal: bool,
    /// Also write what each theme came to in every run: theme_runs.csv.
    #[arg(long)]
    rows: bool,
    /// Where to write the results; default: results/, the scenario's id, and ranking/.
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
    cut: Cut,
    #[command(flatten)]
    formats: Formats,
    #[command(flatten)]
    presentation: Presentation,
}

/// The file of single runs.
const ROWS: &str = "theme_runs.csv";

pub(super) fn run(options: &Options) -> Outcome {
    let started = Instant::now();
    let tongue = options.presentation.tongue;
    let (mut scenario, language) = read_as_of(&options.given, None, tongue, options.public);
    let Some(model) = scenario.model.take() else {
        return Outcome::BadScenario;
    };
    let model = options.links.of(model, language);
    let model = &match model.and_then(|model| options.cut.of(model, language)) {
        Ok(model) => model,
        Err(outcome) => return outcome,
    };
    if model.themes.is_empty() {
        let nothing = Diagnostic::error(
            "nothing-to-rank",
            words(
                "no theme is listed in this scenario, so that there is nothing to rank",
                "このシナリオには登録テーマがなく、順位を付ける対象がありません",
            ),
        );
        let help = words(
            "list themes in a CSV named in `theme_files`; channels cannot be ranked",
            "`theme_files`に指定したCSVにテーマを登録してください。応募経路には順位を付けられません",
        );
        complain(&nothing.help(help), language);
        return Outcome::BadScenario;
    }
    let public = options.public.then(|| model.for_outside());
    let plan = Plan::new(model);
    let folder = options
        .out
        .clone()
        .unwrap_or_else(|| Path::new("results").join(model.folder()).join("ranking"));
    let settings = Settings {
        runs: options.runs,
        seed: options.seed,
        threads: options.threads,
    };
    let style = options.presentation.style(model.language);
    let drawing = match Drawing::new(&options.formats, style) {
        Ok(drawing) => drawing,
        Err(outcome) => return outcome,
    };
    let work = Work {
        options,
        drawing,
        scenario: &scenario,
        shown: public.as_ref().unwrap_or(model),
        plan: &plan,
        origin: origin_of(model, settings, options.public),
        style,
        mark: if options.bom { BYTE_ORDER_MARK } else { &[] },
    };
    tell(
        work.carry_out(settings, &folder),
        &folder,
        started,
        language,
    )
}

struct Work<'a> {
    options: &'a Options,
    drawing: Drawing,
    scenario: &'a Scenario,
    /// The model as it may be shown; the plan is of the model as it is.
    shown: &'a Model,
    plan: &'a Plan<'a>,
    origin: Origin,
    style: Style,
    /// What each CSV begins with.
    mark: &'a [u8],
}

impl Work<'_> {
    /// Simulates and writes.
    fn carry_out(&self, settings: Settings, folder: &Path) -> Result<Written, Failure> {
        let mut bundle = Bundle::new(folder)?;
        let sample = self.simulate(settings, &mut bundle)?;
        let expectations = Expectations::new(self.plan, settings.seed, &sample.book);
        let top = usize::try_from(self.options.top).unwrap_or(usize::MAX);
        let standing = Standing::new(self.plan, settings.seed, &sample.book, &expectations, top);
        let figures = RankFigures {
            model: self.shown,
            sample: &sample,
            expectations: &expectations,
            standing: standing.as_ref(),
        };
        let mut tables = tables(&figures);
        let contributions = self.contributions(settings)?;
        if let Some(found) = &contributions {
            tables.push(marginal(self.shown, found));
        }
        let pictures = ranking_pictures(&figures, &self.origin, &self.style);
        let found = contributions.as_deref();
        let screen = rank_screen::screen(&figures, found, &self.origin, &self.style);
        let findings = Findings {
            scenario: self.scenario,
            shown: self.shown,
            #[cfg(feature = "workbook")]
            sheets: Some(super::findings::Sheets {
                model: self.plan.model(),
                style: &self.style,
                unit: rank_screen::money_unit(&figures, &self.style),
            }),
            origin: &self.origin,
            formats: &self.options.formats,
            drawing: &self.drawing,
            mark: self.mark,
        };
        findings.write(bundle, &tables, &pictures, screen)
    }

    /// What each theme contributes, where that is asked for.
    fn contributions(&self, settings: Settings) -> Result<Option<Vec<Contribution>>, Failure> {
        if !self.options.marginal {
            return Ok(None);
        }
        let bar = progress_bar(self.origin.runs);
        let progress = |done| bar.set_position(done);
        let found = contributions(self.plan, settings, &progress, stop_on_interrupt());
        bar.finish_and_clear();
        Ok(Some(found?))
    }

    /// Simulates, with `--rows` streaming what each theme came to into its file.
    fn simulate<'s>(
        &'s self,
        settings: Settings,
        bundle: &mut Bundle,
    ) -> Result<RankSample<'s>, Failure> {
        let bar = progress_bar(self.origin.runs);
        let mut failed = None;
        if self.options.rows {
            let names = row_columns(self.shown);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            bundle.begin(ROWS)?;
            bundle.write(self.mark)?;
            bundle.write(&csv_header(&names))?;
        }
        let mut sink = |rows: Vec<Vec<i64>>| {
            let rows: Vec<Vec<Value>> = rows.iter().map(|row| self.row(row)).collect();
            bundle
                .write(&csv_rows(&rows, &self.origin))
                .map_err(|error| {
                    let told = std::io::Error::from(error.error.kind());
                    failed = Some(error);
                    told
                })
        };
        let rows: &mut dyn FnMut(Vec<Vec<i64>>) -> std::io::Result<()> = &mut sink;
        let listener = RankListener {
            progress: &|done| bar.set_position(done),
            stop: stop_on_interrupt(),
            rows: self.options.rows.then_some(rows),
        };
        let result = rank(self.plan, settings, listener);
        bar.finish_and_clear();
        if let Some(error) = failed {
            return Err(Failure::Write(error));
        }
        let sample = result?;
        if self.options.rows {
            bundle.end()?;
        }
        Ok(sample)
    }

    /// A row of a single run: the theme's id in the place of its number, months instead of ticks.
    fn row(&self, row: &[i64]) -> Vec<Value> {
        let value = |(place, value): (usize, &i64)| match place {
            2 => Value::text(&self.shown.themes[*value as usize].id),
            3 if *value < 0 => Value::Missing,
            3 => Value::finite(Ticks(*value).months()),
            _ => Value::Integer(*value),
        };
        row.iter().enumerate().map(value).collect()
    }
}
