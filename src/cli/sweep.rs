//! `soyaku sweep`: one or two settings over a grid.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde::{Deserialize, Serialize};

use super::drawing::Drawing;
use super::findings::{Findings, Written, tell};
use super::formats::{FileFormat, Formats};
use super::given::{Changes, Given};
use super::keeping::Keeping;
use super::precise::unknown;
use super::presentation::Presentation;
use super::simulation::{Amount, Failure, effort, origin_of, progress_bar_of};
use super::view::View;
use super::{Outcome, complain};
use crate::analysis::Layout;
use crate::analysis::compare::bring_in_step;
use crate::analysis::headline::call_as_shown;
use crate::analysis::sweep::{Setting, Sweep, known_headlines, sweep, table};
use crate::archive::Keeper;
use crate::diagnostic::Diagnostic;
use crate::engine::Plan;
use crate::language::words;
use crate::model::Model;
#[cfg(feature = "workbook")]
use crate::report::MoneyUnit;
use crate::report::{Bundle, Origin, Style, sweep_pictures, sweep_screen};
use crate::scenario::{Path as Key, Scenario};
use crate::text;

/// Points of a grid, at most.
const MOST_POINTS: usize = 400;

/// What archives call the command.
pub(super) const NAME: &str = "sweep";

#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Options {
    /// A TOML file, or a folder of them: a scenario, or a what-if that names its base.
    #[arg(value_name = "SCENARIO")]
    #[serde(skip)]
    pub scenario: PathBuf,
    /// Whether it was read before, and what is odd about it told.
    #[arg(skip)]
    #[serde(skip)]
    pub told: bool,
    /// A key and the values it is set to one after the other, as
    /// `institute.aist.function.hts.slots=1,2,3`; given twice, every value goes with every other.
    #[arg(long = "vary", value_name = "KEY=VALUE,VALUE,…", required = true)]
    vary: Vec<String>,
    /// A headline to look at, as `licences.all`, `cost.2015` or `wait.aist.hts` (repeatable);
    /// default: licences, cost and value of the whole run.
    #[arg(long = "headline", value_name = "KEY")]
    headlines: Vec<String>,
    #[command(flatten)]
    pub amount: Amount,
    #[command(flatten)]
    view: View,
    /// Where to write the results; default: results/, the scenario's id, and sweep/.
    #[arg(long)]
    #[serde(skip)]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    formats: Formats,
    #[command(flatten)]
    presentation: Presentation,
}

/// A key and its values.
struct Varied {
    key: String,
    values: Vec<String>,
}

pub(super) fn run(options: &Options) -> Outcome {
    let started = Instant::now();
    let tongue = options.presentation.tongue;
    let given = |set: &[String]| {
        let mut given = Given::new(&options.scenario, Changes::of(set));
        if options.told {
            given.kept_at(options.scenario.clone());
        }
        given
    };
    let (scenario, model, language) = match options.view.read(&given(&[]), None, tongue) {
        Ok(read) => read,
        Err(outcome) => return outcome,
    };
    let varied = match varied(&options.vary) {
        Ok(varied) => varied,
        Err(mistake) => {
            complain(&mistake, language);
            return Outcome::BadUsage;
        }
    };
    let headlines = match headlines(&model, &options.headlines) {
        Ok(headlines) => headlines,
        Err(mistake) => {
            complain(&mistake, language);
            return Outcome::BadUsage;
        }
    };
    let mut models = vec![model];
    let mut values = Vec::new();
    for point in grid(&varied) {
        let set: Vec<String> = varied
            .iter()
            .zip(&point)
            .map(|(varied, value)| format!("{}={value}", varied.key))
            .collect();
        match options.view.read(&given(&set), None, tongue) {
            Ok((_, model, _)) => models.push(model),
            Err(outcome) => return outcome,
        }
        values.push(point);
    }
    if let Err((place, why)) = bring_in_step(&mut models) {
        let mistake = super::compare::mismatch(&models[0], &models[place], why);
        complain(&mistake, language);
        return Outcome::BadScenario;
    }
    let model = models.remove(0);
    let points: Vec<Setting> = values
        .into_iter()
        .zip(models)
        .map(|(values, model)| Setting { values, model })
        .collect();
    let folder = options.amount.folder(options.out.as_deref(), || {
        Path::new("results").join(model.folder()).join("sweep")
    });
    let style = options.presentation.style(model.language);
    let drawing = match Drawing::new(&options.formats, style) {
        Ok(drawing) => drawing,
        Err(outcome) => return outcome,
    };
    let origin = origin_of(
        &model,
        options.amount.settings_of_many(),
        options.view.public,
    );
    let keeping = Keeping::new(
        (NAME, options),
        &options.amount,
        &[&scenario],
        &model,
        &origin,
        options.formats.wants(FileFormat::Counts) && !options.view.public,
    );
    let public = options.view.outside(&model);
    let work = Work {
        options,
        keeping,
        shown: public.as_ref().unwrap_or(&model),
        scenario: &scenario,
        model: &model,
        keys: varied
            .into_iter()
            .map(|varied| shown_key(&model, varied.key, options.view.public))
            .collect(),
        points,
        headlines,
        origin,
        drawing,
        style,
    };
    tell(work.carry_out(&folder), &folder, started, language)
}

/// Keys with their values.
fn varied(given: &[String]) -> Result<Vec<Varied>, Box<Diagnostic>> {
    let help = words(
        "give a key and values, as --vary institute.aist.function.hts.slots=1,2,3",
        "キーと値を、--vary institute.aist.function.hts.slots=1,2,3 のように指定してください",
    );
    let mistake = |message| Box::new(Diagnostic::error("bad-grid", message).help(help));
    if given.len() > 2 {
        return Err(mistake(
            words(
                "at most two keys can be varied",
                "変えられるキーは2つまでです",
            )
            .into(),
        ));
    }
    let mut all = Vec::new();
    for text in given {
        let Some((key, values)) = text.split_once('=') else {
            return Err(mistake(text!(
                "`{text}` has no values",
                "`{text}`に値がありません"
            )));
        };
        let values: Vec<String> = values
            .split(',')
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
            .collect();
        if values.is_empty() {
            return Err(mistake(text!(
                "`{text}` has no values",
                "`{text}`に値がありません"
            )));
        }
        all.push(Varied {
            key: key.trim().to_owned(),
            values,
        });
    }
    let points: usize = all.iter().map(|varied| varied.values.len()).product();
    if points > MOST_POINTS {
        return Err(mistake(text!(
            "the grid has {points} points; at most {MOST_POINTS} are simulated",
            "格子点が{points}個あります（上限は{MOST_POINTS}個）"
        )));
    }
    Ok(all)
}

/// A key as it may be shown.
fn shown_key(model: &Model, key: String, public: bool) -> String {
    let path = key.parse::<Key>().ok().filter(|_| public);
    let path = path.and_then(|path| {
        let segments: Vec<&str> = path.segments().iter().map(String::as_str).collect();
        model.public_path(&segments)
    });
    path.map_or(key, |path| path.join("."))
}

/// All combinations, the last key moving fastest.
fn grid(varied: &[Varied]) -> Vec<Vec<String>> {
    varied.iter().fold(vec![Vec::new()], |points, varied| {
        let longer = points.iter().flat_map(|point| {
            varied.values.iter().map(|value| {
                let mut point = point.clone();
                point.push(value.clone());
                point
            })
        });
        longer.collect()
    })
}

/// The headlines asked for, or those that a planner looks at first.
fn headlines(model: &Model, asked: &[String]) -> Result<Vec<Key>, Box<Diagnostic>> {
    let known: Vec<Key> = known_headlines(model)
        .into_iter()
        .map(|one| one.key)
        .collect();
    if asked.is_empty() {
        let first = ["licences.all", "cost.all", "net_value"];
        let first = first.iter().filter_map(|key| key.parse().ok());
        return Ok(first.filter(|key| known.contains(key)).collect());
    }
    let find = |text: &String| {
        let key: Option<Key> = text.parse().ok();
        let found = key.filter(|key| known.contains(key));
        found.ok_or_else(|| Box::new(unknown(text, known.iter().map(Key::to_string))))
    };
    asked.iter().map(find).collect()
}

struct Work<'a> {
    options: &'a Options,
    keeping: Keeping<'a>,
    scenario: &'a Scenario,
    model: &'a Model,
    /// The same as it is shown.
    shown: &'a Model,
    keys: Vec<String>,
    points: Vec<Setting>,
    headlines: Vec<Key>,
    origin: Origin,
    drawing: Drawing,
    style: Style,
}

impl Work<'_> {
    /// Simulates and writes.
    fn carry_out(&self, folder: &Path) -> Result<Written, Failure> {
        let mut bundle = Bundle::new(folder)?;
        let mut swept = self
            .keeping
            .keep(folder, &mut bundle, |_, keeper| self.simulate(keeper))?;
        let plan = Plan::new(self.model);
        let layout = Layout::new(&plan);
        call_as_shown(&mut swept.headlines, &[(&plan, &layout, self.shown)]);
        let (model, origin, style) = (self.shown, &self.origin, &self.style);
        let findings = Findings {
            scenario: self.scenario,
            shown: model,
            #[cfg(feature = "workbook")]
            sheets: Some(super::findings::Sheets {
                model: self.model,
                style: &self.style,
                unit: MoneyUnit::One,
            }),
            origin,
            formats: &self.options.formats,
            drawing: &self.drawing,
            mark: self.options.amount.mark(),
        };
        let pictures = sweep_pictures(model, &swept, origin, style);
        let screen = sweep_screen::screen(model, &swept, origin, style);
        findings.write(bundle, &[table(model, &swept)], &pictures, screen)
    }

    fn simulate(&self, keeper: &Keeper) -> Result<Sweep, Failure> {
        let bar = progress_bar_of(self.points.len() as u64, "points");
        let progress = |done| bar.set_position(done);
        let settings = self.options.amount.settings_of_many();
        let found = sweep(
            self.model,
            (&self.keys, &self.points),
            &self.headlines,
            effort(settings, &progress, keeper),
        );
        bar.finish_and_clear();
        Ok(found?)
    }
}
