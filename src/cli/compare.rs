//! `soyaku compare`: what would change if something were decided otherwise.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde::{Deserialize, Serialize};

#[cfg(feature = "report")]
use super::drawing;
use super::drawing::Drawing;
use super::findings::write_tables;
use super::formats::{FileFormat, Formats};
use super::given::{Changes, Given, unnamed};
use super::keeping::Keeping;
use super::precise::{Precision, told};
use super::presentation::Presentation;
#[cfg(any(feature = "report", feature = "workbook"))]
use super::simulation::settings;
use super::simulation::{Amount, Failure, effort, origin_of, progress_bar};
use super::view::View;
use super::{Outcome, complain, print};
#[cfg(feature = "report")]
use crate::analysis;
#[cfg(any(feature = "report", feature = "workbook"))]
use crate::analysis::compare::Comparison;
use crate::analysis::compare::{Case, Mismatch, bring_in_step, compare, tables};
use crate::analysis::headline::call_as_shown;
#[cfg(any(feature = "report", feature = "workbook"))]
use crate::analysis::{Figures, Table};
use crate::analysis::{Layout, Settings, parameters};
use crate::diagnostic::Diagnostic;
use crate::engine::Plan;
use crate::language::{Language, Text, words};
use crate::model::Model;
#[cfg(feature = "report")]
use crate::report::html::{Material, report};
#[cfg(feature = "report")]
use crate::report::pictures;
use crate::report::{
    Bundle, MANIFEST, Manifest, Origin, Style, compare_screen, comparison_pictures,
};
#[cfg(feature = "workbook")]
use crate::report::{money_unit, workbook::Content};
#[cfg(feature = "report")]
use crate::rules;
use crate::scenario::Scenario;
use crate::text;

/// What archives call the command.
pub(super) const NAME: &str = "compare";

#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Options {
    /// The scenario that what-ifs are compared with: a TOML file, or a folder of them.
    #[serde(skip)]
    pub base: PathBuf,
    /// The what-ifs: scenarios of the same time and money, most simply overlays on the base.
    #[arg(required_unless_present = "set", value_name = "WHAT-IF")]
    #[serde(with = "unnamed")]
    pub what_ifs: Vec<PathBuf>,
    /// Compare with the base in which this value is set (repeatable: all are set together, in one
    /// what-if of its own); the value as in TOML.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,
    #[command(flatten)]
    pub amount: Amount,
    #[command(flatten)]
    #[serde(skip)]
    precision: Precision,
    #[command(flatten)]
    view: View,
    /// Whether the scenarios were read before, and what is odd about them told.
    #[arg(skip)]
    #[serde(skip)]
    pub told: bool,
    /// Where to write the results; default: results/, the base's id, and compare/.
    #[arg(long)]
    #[serde(skip)]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    formats: Formats,
    #[command(flatten)]
    presentation: Presentation,
}

impl Options {
    /// The base, the what-ifs, and the base with what is set.
    fn given(&self) -> Vec<Given> {
        let paths = [&self.base].into_iter().chain(&self.what_ifs);
        let mut given: Vec<Given> = paths
            .map(|path| Given::new(path, Changes::default()))
            .collect();
        if !self.set.is_empty() {
            given.push(Given::new(&self.base, Changes::of(&self.set)));
        }
        if self.told {
            for one in &mut given {
                one.kept_at(one.path().to_owned());
            }
        }
        given
    }
}

pub(super) fn run(options: &Options) -> Outcome {
    let started = Instant::now();
    let mut scenarios = Vec::new();
    let (mut models, mut failed) = (Vec::new(), None);
    let mut language = options.presentation.tongue.or(Language::default());
    for (place, given) in options.given().iter().enumerate() {
        let tongue = options.presentation.tongue;
        match options.view.read(given, None, tongue) {
            Ok((scenario, model, own)) => {
                language = if place == 0 { own } else { language };
                models.push(model);
                scenarios.push(scenario);
            }
            // What is wrong with the base would be told again of every what-if laid on it.
            Err(outcome) if place == 0 => return outcome,
            Err(outcome) => failed = Some(outcome),
        }
    }
    if let Some(outcome) = failed {
        return outcome;
    }
    if let Some(mistake) = not_comparable(&mut models) {
        complain(&mistake, language);
        return Outcome::BadScenario;
    }
    let folder = options.amount.folder(options.out.as_deref(), || {
        Path::new("results")
            .join(models[0].folder())
            .join("compare")
    });
    let style = options.presentation.style(models[0].language);
    let drawing = match Drawing::new(&options.formats, style) {
        Ok(drawing) => drawing,
        Err(outcome) => return outcome,
    };
    let plans: Vec<Plan<'_>> = models.iter().map(Plan::new).collect();
    let layouts: Vec<Layout> = plans.iter().map(Layout::new).collect();
    let cases = plans.iter().zip(&layouts);
    let cases: Vec<Case<'_>> = cases.map(|(plan, layout)| Case { plan, layout }).collect();
    let precision = &options.precision;
    let found = precision.settle(cases[0], &cases[1..], &options.amount, language);
    let (settings, precise) = match found {
        Ok(settled) => settled,
        Err(outcome) => return outcome,
    };
    let shown: Option<Vec<Model>> = models
        .iter()
        .map(|model| options.view.outside(model))
        .collect();
    let work = Work {
        options,
        shown: shown.as_deref().unwrap_or(&models).iter().collect(),
        scenarios: &scenarios,
        models: &models,
        cases: &cases,
        settings,
        drawing,
        style,
    };
    match work.carry_out(&folder) {
        Ok(written) => {
            if let Some(warning) = &written.warning {
                complain(warning, language);
            }
            let (screen, files, seconds) = (&written.screen, written.files, written.seconds);
            let (folder, all) = (folder.display(), started.elapsed().as_secs_f64());
            let end = text!(
                "{files} files in {folder}; simulated in {seconds:.1} s, {all:.1} s in all",
                "{folder} に{files}ファイルを出力（シミュレーション{seconds:.1}秒、全体{all:.1}秒）"
            );
            let what_ifs: Vec<&Model> = models.iter().skip(1).collect();
            let precise = precise.map(|found| told(&found, &what_ifs, &style) + "\n");
            let precise = precise.unwrap_or_default();
            print(
                &format!("{screen}\n{precise}{}\n", end.of(language)),
                language,
            )
        }
        Err(failure) => failure.tell(language),
    }
}

/// Lets models have as many runs to a world, or says why they cannot be compared.
fn not_comparable(models: &mut [Model]) -> Option<Diagnostic> {
    for (place, model) in models.iter().enumerate().skip(2) {
        let label = model.label();
        if models[1..place].iter().any(|other| other.label() == label) {
            let message = text!(
                "two of the what-ifs are called `{label}`",
                "`{label}`という変更案が2つあります"
            );
            return Some(Diagnostic::error("same-label", message).help(words(
                "give each an `id` of its own in [scenario]",
                "[scenario]の`id`をそれぞれ別のものにしてください",
            )));
        }
    }
    let found = bring_in_step(models).err();
    found.map(|(place, why)| mismatch(&models[0], &models[place], why))
}

/// Why two scenarios cannot be compared run by run.
pub(super) fn mismatch(base: &Model, other: &Model, why: Mismatch) -> Diagnostic {
    let (one, two) = (base.label(), other.label());
    let (why, help) = match why {
        Mismatch::Calendar => (
            words(
                "they do not begin on the same day or have other fiscal years",
                "開始日又は会計年度が異なります",
            ),
            words(
                "let `start` and `fiscal_year_starts` in [scenario] be the same",
                "[scenario]の`start`と`fiscal_year_starts`を同じにしてください",
            ),
        ),
        Mismatch::Horizon => (
            words(
                "they do not end on the same day",
                "対象期間の終わりが異なります",
            ),
            words(
                "let `horizon_years` in [scenario] be the same",
                "[scenario]の`horizon_years`を同じにしてください",
            ),
        ),
        Mismatch::Money => (
            words(
                "their money is in another currency or of another price year",
                "通貨又は価格年が異なります",
            ),
            words(
                "let `currency` and `price_year` in [scenario] be the same",
                "[scenario]の`currency`と`price_year`を同じにしてください",
            ),
        ),
        Mismatch::RunsPerWorld => (
            words(
                "their worlds have not the same number of runs",
                "1世界当たりの試行回数が異なります",
            ),
            words(
                "let `runs_per_world` in [scenario] be the same",
                "[scenario]の`runs_per_world`を同じにしてください",
            ),
        ),
    };
    let [one, two] = [one, two].map(Text::same);
    let why = Text::from(why);
    let message = text!(
        "`{one}` and `{two}` cannot be compared run by run: {why}",
        "`{one}`と`{two}`は試行ごとに比較できません：{why}";
        one, two, why
    );
    Diagnostic::error("not-comparable", message).help(help)
}

struct Work<'a> {
    options: &'a Options,
    /// The base, then the what-ifs.
    scenarios: &'a [Scenario],
    models: &'a [Model],
    /// The same as they are shown.
    shown: Vec<&'a Model>,
    cases: &'a [Case<'a>],
    /// How much is simulated.
    settings: Settings,
    drawing: Drawing,
    style: Style,
}

/// What a comparison has written.
struct Written {
    /// The screenfuls.
    screen: String,
    /// How long the simulation took.
    seconds: f64,
    /// How many files there are.
    files: usize,
    /// What could not be drawn, and how to mend it.
    warning: Option<Diagnostic>,
}

impl Work<'_> {
    /// Simulates and writes.
    fn carry_out(&self, folder: &Path) -> Result<Written, Failure> {
        let mut bundle = Bundle::new(folder)?;
        let (base, what_ifs) = (self.cases[0], &self.cases[1..]);
        let settings = self.settings;
        let begun = Instant::now();
        let origin = self.origin();
        let scenarios: Vec<&Scenario> = self.scenarios.iter().collect();
        let keeping = Keeping::new(
            (NAME, self.options),
            &self.options.amount,
            &scenarios[..=self.options.what_ifs.len()],
            &self.models[0],
            &origin,
            self.options.formats.wants(FileFormat::Counts) && !self.options.view.public,
        );
        let mut comparison = keeping.keep(folder, &mut bundle, |_, keeper| {
            let bar = progress_bar(origin.runs);
            let progress = |done| bar.set_position(done);
            let found = compare(base, what_ifs, effort(settings, &progress, keeper));
            bar.finish_and_clear();
            Ok(found?)
        })?;
        let seconds = begun.elapsed().as_secs_f64();
        let shown = &self.shown;
        let cases = self.cases.iter().zip(shown);
        let cases: Vec<_> = cases
            .map(|(case, shown)| (case.plan, case.layout, *shown))
            .collect();
        call_as_shown(&mut comparison.headlines, &cases);
        let tables = tables(&comparison, shown);
        let formats = &self.options.formats;
        let mark = self.options.amount.mark();
        write_tables(&tables, &origin, formats, mark, &mut bundle)?;
        let pictures = comparison_pictures(&comparison, shown, &origin, &self.style);
        let warning = self.drawing.write(&pictures, formats, &mut bundle)?;
        #[cfg(any(feature = "report", feature = "workbook"))]
        self.documents(&mut bundle, base, &comparison, &tables, &origin)?;
        bundle.add(MANIFEST, &self.manifest(&origin, &bundle))?;
        Ok(Written {
            screen: compare_screen::screen(&comparison, shown, &origin, &self.style),
            seconds,
            files: bundle.finish()?,
            warning,
        })
    }

    /// The workbook of the comparison, and the report of the base with a section about it.
    #[cfg(any(feature = "report", feature = "workbook"))]
    fn documents(
        &self,
        bundle: &mut Bundle,
        base: Case<'_>,
        comparison: &Comparison<'_>,
        tables: &[Table],
        origin: &Origin,
    ) -> Result<(), Failure> {
        let formats = &self.options.formats;
        let figures = Figures {
            model: self.shown[0],
            layout: base.layout,
            plan: base.plan,
            sample: &comparison.base,
        };
        let settings = settings(&self.scenarios[0], &self.models[0], self.shown[0]);
        #[cfg(feature = "report")]
        if formats.wants(FileFormat::Html) {
            let mut all = analysis::tables(&figures);
            all.extend(tables.iter().cloned());
            let [english, japanese] = Language::ALL.map(|language| {
                let style = self.style.in_language(language);
                let mut drawn = comparison_pictures(comparison, &self.shown, origin, &style);
                drawn.extend(pictures(&figures, origin, &style));
                drawing::svgs(&drawn, &style)
            });
            let page = report(&Material {
                figures: &figures,
                tables: &all,
                charts: [english?, japanese?],
                rules: &rules::uses(&settings),
                origin,
                style: self.style,
            });
            let failure = |error| Failure::Other(text!("report: {error}", "報告書：{error}"));
            bundle.add("report.html", &page.map_err(failure)?)?;
        }
        #[cfg(feature = "workbook")]
        if formats.wants(FileFormat::Xlsx) {
            let mut all = tables.to_vec();
            all.push(parameters(self.shown[0]));
            let book = super::simulation::workbook(&Content {
                model: &self.models[0],
                unit: money_unit(&figures, &self.style),
                tables: &all,
                settings: &settings,
                origin,
                style: &self.style,
                projection: None,
            })?;
            bundle.add("workbook.xlsx", &book)?;
        }
        Ok(())
    }

    /// What every file says of its origin: all scenarios by their labels.
    fn origin(&self) -> Origin {
        let labels: Vec<String> = self.models.iter().map(Model::label).collect();
        let base = origin_of(&self.models[0], self.settings, false);
        let labels = labels.join(" | ");
        Origin {
            scenario: match self.options.view.public {
                true => format!("{labels} (public)"),
                false => labels,
            },
            ..base
        }
    }

    fn manifest(&self, origin: &Origin, bundle: &Bundle) -> Vec<u8> {
        let digests: Vec<&str> = self
            .scenarios
            .iter()
            .map(|one| one.digest.as_str())
            .collect();
        let files = self.scenarios.iter().flat_map(|one| &one.files);
        let set: Vec<String> = self
            .shown
            .iter()
            .flat_map(|model| model.set.clone())
            .collect();
        let manifest = Manifest {
            origin,
            runs_per_world: self.models[0].runs_per_world,
            scenario_digest: &digests.join(" | "),
            set: &set,
            inputs: files.map(|file| file.name.clone()).collect(),
            outputs: bundle.files(),
            not_promised: self.drawing.not_promised(&self.options.formats),
            parameters: &parameters(self.shown[0]),
        };
        manifest.bytes()
    }
}
