//! `soyaku capacity`: what one more slot gives, what one less takes, and where the bottleneck is.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::drawing::Drawing;
use super::findings::{Findings, Written, tell};
use super::formats::Formats;
use super::given::Given;
use super::presentation::Presentation;
use super::simulation::{Amount, Failure, origin_of, progress_bar_of, stop_on_interrupt};
use super::{Outcome, complain, read_and_report};
use crate::analysis::slots::{Asked, Heard, Worth, limited, tables, worth_of_slots};
use crate::diagnostic::{Diagnostic, listed, nearest};
use crate::language::words;
use crate::model::Model;
use crate::report::{Bundle, Origin, Style, slots_pictures, slots_screen};
use crate::scenario::Scenario;
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    given: Given,
    /// Ask of this function alone, as `aist.hts` (repeatable); default: of all with limited slots.
    #[arg(long = "function", value_name = "INSTITUTE.FUNCTION")]
    functions: Vec<String>,
    #[command(flatten)]
    amount: Amount,
    /// Where to write the results; default: results/, the scenario's id, and capacity/.
    #[arg(long)]
    out: Option<PathBuf>,
    #[command(flatten)]
    formats: Formats,
    #[command(flatten)]
    presentation: Presentation,
}

pub(super) fn run(options: &Options) -> Outcome {
    let started = Instant::now();
    let (mut scenario, language) = read_and_report(&options.given, options.presentation.tongue);
    let Some(model) = scenario.model.take() else {
        return Outcome::BadScenario;
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
    let folder = options
        .out
        .clone()
        .unwrap_or_else(|| Path::new("results").join(model.folder()).join("capacity"));
    let style = options.presentation.style(model.language);
    let drawing = match Drawing::new(&options.formats, style) {
        Ok(drawing) => drawing,
        Err(outcome) => return outcome,
    };
    let work = Work {
        options,
        scenario: &scenario,
        model: &model,
        origin: origin_of(&model, options.amount.settings_of_many(), false),
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
    scenario: &'a Scenario,
    model: &'a Model,
    origin: Origin,
    drawing: Drawing,
    style: Style,
}

impl Work<'_> {
    /// Simulates and writes.
    fn carry_out(&self, asked: &Asked, folder: &Path) -> Result<Written, Failure> {
        let bundle = Bundle::new(folder)?;
        let worth = self.simulate(asked)?;
        let (model, origin, style) = (self.model, &self.origin, &self.style);
        let findings = Findings {
            scenario: self.scenario,
            shown: model,
            #[cfg(feature = "workbook")]
            sheets: None,
            origin,
            formats: &self.options.formats,
            drawing: &self.drawing,
            mark: self.options.amount.mark(),
        };
        let pictures = slots_pictures(model, &worth, origin, style);
        let screen = slots_screen::screen(model, &worth, origin, style);
        findings.write(bundle, &tables(model, &worth), &pictures, screen)
    }

    fn simulate(&self, asked: &Asked) -> Result<Worth, Failure> {
        let bar = progress_bar_of(0, "scenarios");
        let progress = |done, of| {
            bar.set_length(of);
            bar.set_position(done);
        };
        let heard = Heard {
            progress: &progress,
            stop: stop_on_interrupt(),
        };
        let settings = self.options.amount.settings_of_many();
        let found = worth_of_slots(self.model, asked, settings, heard);
        bar.finish_and_clear();
        Ok(found?)
    }
}
