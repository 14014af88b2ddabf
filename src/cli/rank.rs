//! `soyaku rank`: which themes first, how sure that is, and what the portfolio loses without each.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde::{Deserialize, Serialize};

use super::drawing::Drawing;
use super::findings::{Findings, Written, tell};
use super::formats::{FileFormat, Formats};
use super::given::Given;
use super::keeping::Keeping;
use super::presentation::Presentation;
use super::simulation::{Amount, Failure, RowFile, effort, origin_of, progress_bar};
use super::view::View;
use super::{Outcome, complain};
use crate::analysis::ranking::{
    Contribution, Expectations, RankFigures, RankSample, Standing, TOP, contributions, marginal,
    rank, row_columns, tables,
};
use crate::analysis::{Settings, Value};
use crate::archive::Keeper;
use crate::diagnostic::Diagnostic;
use crate::engine::Plan;
use crate::language::words;
use crate::model::{Model, Ticks};
use crate::report::{Bundle, Origin, Style, csv_rows, rank_screen, ranking_pictures};
use crate::scenario::Scenario;

#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Options {
    #[command(flatten)]
    pub given: Given,
    #[command(flatten)]
    pub amount: Amount,
    #[command(flatten)]
    view: View,
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
    #[serde(skip)]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    formats: Formats,
    #[command(flatten)]
    presentation: Presentation,
}

/// What archives call the command.
pub(super) const NAME: &str = "rank";

/// The file of single runs.
const ROWS: &str = "theme_runs.csv";

pub(super) fn run(options: &Options) -> Outcome {
    let started = Instant::now();
    let tongue = options.presentation.tongue;
    let (scenario, model, language) = match options.view.read(&options.given, None, tongue) {
        Ok(read) => read,
        Err(outcome) => return outcome,
    };
    let model = &model;
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
    let public = options.view.outside(model);
    let plan = Plan::new(model);
    let folder = options.amount.folder(options.out.as_deref(), || {
        Path::new("results").join(model.folder()).join("ranking")
    });
    let settings = options.amount.settings();
    let style = options.presentation.style(model.language);
    let drawing = match Drawing::new(&options.formats, style) {
        Ok(drawing) => drawing,
        Err(outcome) => return outcome,
    };
    let origin = origin_of(model, settings, options.view.public);
    let keeping = Keeping::new(
        (NAME, options),
        &options.amount,
        &[&scenario],
        model,
        &origin,
        options.formats.wants(FileFormat::Counts) && !options.view.public,
    );
    let work = Work {
        options,
        keeping,
        drawing,
        scenario: &scenario,
        shown: public.as_ref().unwrap_or(model),
        plan: &plan,
        origin,
        style,
        mark: options.amount.mark(),
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
    keeping: Keeping<'a>,
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
        let (sample, contributions) =
            self.keeping.keep(folder, &mut bundle, |bundle, keeper| {
                let sample = self.simulate(settings, bundle, keeper);
                let contributions = self.contributions(settings, keeper);
                Ok((sample?, contributions?))
            })?;
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
    fn contributions(
        &self,
        settings: Settings,
        keeper: &Keeper,
    ) -> Result<Option<Vec<Contribution>>, Failure> {
        if !self.options.marginal {
            return Ok(None);
        }
        let bar = progress_bar(self.origin.runs);
        let progress = |done| bar.set_position(done);
        let found = contributions(self.plan, effort(settings, &progress, keeper));
        bar.finish_and_clear();
        Ok(Some(found?))
    }

    /// Simulates, with `--rows` streaming what each theme came to into its file.
    fn simulate<'s>(
        &'s self,
        settings: Settings,
        bundle: &mut Bundle,
        keeper: &Keeper,
    ) -> Result<RankSample<'s>, Failure> {
        let bar = progress_bar(self.origin.runs);
        let progress = |done| bar.set_position(done);
        let effort = effort(settings, &progress, keeper);
        if !self.options.rows {
            let result = rank(self.plan, effort, None);
            bar.finish_and_clear();
            return Ok(result?);
        }
        let names = row_columns(self.shown);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut file = RowFile::new(bundle, ROWS, self.mark, &names)?;
        let mut sink = |values: &[i64]| {
            let rows = values.chunks(names.len()).map(|row| self.row(row));
            file.put(&csv_rows(&rows.collect::<Vec<_>>(), &self.origin))
        };
        let result = rank(self.plan, effort, Some(&mut sink));
        bar.finish_and_clear();
        file.end(bundle, result.map_err(Failure::from))
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
