//! `soyaku capacity`: what one more slot gives, what one less takes, and where the bottleneck is.

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
use super::simulation::{Amount, Failure, effort, origin_of, progress_bar_of};
use super::view::View;
use super::{Outcome, complain};
use crate::analysis::slots::{Asked, Worth, limited, tables, worth_of_slots};
use crate::archive::Keeper;
use crate::diagnostic::{Diagnostic, listed, nearest};
use crate::language::words;
use crate::model::Model;
use crate::report::{Bundle, Origin, Style, slots_pictures, slots_screen};
use crate::scenario::Scenario;
use crate::text;

/// What archives call the command.
pub(super) const NAME: &str = "capacity";

#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Options {
    #[command(flatten)]
    pub given: Given,
    /// Ask of this function alone, as `aist.hts` (repeatable); default: of all with limited slots.
    #[arg(long = "function", value_name = "INSTITUTE.FUNCTION")]
    functions: Vec<String>,
    #[command(flatten)]
    pub amount: Amount,
    #[command(flatten)]
    view: View,
    /// Where to write the results; default: results/, the scenario's id, and capacity/.
    #[arg(long)]
    #[serde(skip)]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    formats: Formats,
    #[command(flatten)]
    presentation: Presentation,
}

pub(super) fn run(options: &Options) -> Outcome {
    let started = Instant::now();
    let tongue = options.presentation.tongue;
    let (scenario, model, language) = match options.view.read(&options.given, None, tongue) {
        Ok(read) => read,
        Err(outcome) => return outcome,
    };
    if limited(&model).is_empty() {
        let nothing = words(
            "no function of this scenario has limited slots, so that nothing waits for one",
            "このシナリオには枠数に限りのある機能がなく、待ちは生じません",
        );
        let help = words(
            "give `slots` to functions of institutes",
            "機関の機能に`slots`を書いてください",
        );
        complain(
            &Diagnostic::error("nothing-limited", nothing).help(help),
            language,
        );
        return Outcome::BadScenario;
    }
    let asked = match asked(&model, &options.functions) {
        Ok(asked) => asked,
        Err(mistake) => {
            complain(&mistake, language);
            return Outcome::BadUsage;
        }
    };
    let folder = options.amount.folder(options.out.as_deref(), || {
        Path::new("results").join(model.folder()).join("capacity")
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
        origin,
        drawing,
        style,
    };
    tell(work.carry_out(&asked, &folder), &folder, started, language)
}

/// The functions named.
fn asked(model: &Model, names: &[String]) -> Result<Asked, Box<Diagnostic>> {
    let known: Vec<(usize, String)> = limited(model)
        .into_iter()
        .map(|place| {
            let function = &model.functions[place];
            let institute = &model.institutes[function.institute].id;
            (place, format!("{institute}.{}", function.id))
        })
        .collect();
    let mut asked = Asked::default();
    for name in names {
        let Some((place, _)) = known.iter().find(|(_, known)| known == name) else {
            let message = text!(
                "`{name}` is not a function with limited slots",
                "`{name}`という、枠数に限りのある機能はありません"
            );
            let known = || known.iter().map(|(_, name)| name.as_str());
            let mistake = Diagnostic::error("unknown-function", message);
            return Err(Box::new(match nearest(name, known()) {
                None => mistake.allowed(listed(known())),
                near => mistake.did_you_mean(near),
            }));
        };
        if !asked.functions.contains(place) {
            asked.functions.push(*place);
        }
    }
    Ok(asked)
}

struct Work<'a> {
    options: &'a Options,
    keeping: Keeping<'a>,
    scenario: &'a Scenario,
    model: &'a Model,
    /// The same as it is shown.
    shown: &'a Model,
    origin: Origin,
    drawing: Drawing,
    style: Style,
}

impl Work<'_> {
    /// Simulates and writes.
    fn carry_out(&self, asked: &Asked, folder: &Path) -> Result<Written, Failure> {
        let mut bundle = Bundle::new(folder)?;
        let worth = self.keeping.keep(folder, &mut bundle, |_, keeper| {
            self.simulate(asked, keeper)
        })?;
        let (model, origin, style) = (self.shown, &self.origin, &self.style);
        let findings = Findings {
            scenario: self.scenario,
            shown: model,
            #[cfg(feature = "workbook")]
            sheets: Some(super::findings::Sheets {
                model: self.model,
                style: &self.style,
                unit: slots_screen::money_unit(self.model, &worth, style),
            }),
            origin,
            formats: &self.options.formats,
            drawing: &self.drawing,
            mark: self.options.amount.mark(),
        };
        let pictures = slots_pictures(model, &worth, origin, style);
        let screen = slots_screen::screen(model, &worth, origin, style);
        findings.write(bundle, &tables(model, &worth), &pictures, screen)
    }

    fn simulate(&self, asked: &Asked, keeper: &Keeper) -> Result<Worth, Failure> {
        let bar = progress_bar_of(0, "scenarios");
        let progress = |done, of| {
            bar.set_length(of);
            bar.set_position(done);
        };
        let settings = self.options.amount.settings_of_many();
        let effort = effort(settings, &|_| {}, keeper);
        let found = worth_of_slots(self.model, asked, effort, &progress);
        bar.finish_and_clear();
        Ok(found?)
    }
}
