//! `soyaku outturn`: how the fiscal year under way will end, and what could be brought forward.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::given::Given;
use super::presentation::Presentation;
use super::simulation::{Amount, Failure, Simulation, manifest, origin_of};
use super::{Outcome, complain, print, read_as_of};
use crate::analysis::{Layout, Watch, forecast, request, tables};
use crate::engine::Plan;
use crate::language::words;
use crate::model::Model;
use crate::report::{Bundle, Origin, csv, json, outturn_sheet};
use crate::scenario::Scenario;
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    given: Given,
    /// The last day of which everything is known: 2014-10-31, 2014年10月31日, 平成26年10月31日;
    /// default: the day before the scenario's start.
    #[arg(long, value_name = "DAY", value_parser = super::a_day)]
    as_of: Option<Date>,
    /// Where to write the results; default: results/, the scenario's id and -outturn.
    #[arg(long)]
    out: Option<PathBuf>,
    #[command(flatten)]
    amount: Amount,
    #[command(flatten)]
    presentation: Presentation,
}

/// The file of headline rows.
const ROWS: &str = "runs.csv";

pub(super) fn run(options: &Options) -> Outcome {
    let tongue = options.presentation.tongue;
    let (mut scenario, language) = read_as_of(&options.given, options.as_of, tongue);
    let Some(model) = scenario.model.take() else {
        return Outcome::BadScenario;
    };
    if model.price_year.is_none() {
        let message = words(
            "the scenario has no money, so there is no outturn",
            "このシナリオには金額がないため、執行見込みがありません",
        );
        complain(&super::no_money(message), language);
        return Outcome::BadUsage;
    }
    let folder = options
        .out
        .clone()
        .unwrap_or_else(|| Path::new("results").join(format!("{}-outturn", model.folder())));
    let work = Work {
        options,
        scenario: &scenario,
        origin: origin_of(&model, options.amount.settings(), false),
        model,
    };
    match work.carry_out(&folder) {
        Ok((text, files)) => {
            let folder = folder.display();
            let end = text!(
                "{files} files in {folder}",
                "{folder} に{files}ファイルを出力"
            );
            print(&format!("{text}\n{}\n", end.of(language)), language)
        }
        Err(failure) => failure.tell(language),
    }
}

struct Work<'a> {
    options: &'a Options,
    scenario: &'a Scenario,
    model: Model,
    origin: Origin,
}

impl Work<'_> {
    /// Simulates and writes; returns what to print and the number of files.
    fn carry_out(&self, folder: &Path) -> Result<(String, usize), Failure> {
        let mut bundle = Bundle::new(folder)?;
        let (settings, mark) = (self.options.amount.settings(), self.options.amount.mark());
        let style = self.options.presentation.style(self.model.language);
        let watch = Watch {
            waiting: true,
            ..Watch::default()
        };
        let mut model = self.model.clone();
        model.money.follows_commitments = true;
        let plan = Plan::new(&model);
        let layout = Layout::watching(&plan, &watch);
        let as_is = Simulation {
            model: &model,
            plan: &plan,
            layout: &layout,
            origin: &self.origin,
        };
        let sample = as_is.run_into(settings, &mut bundle, ROWS, mark)?;
        let as_is = as_is.figures(&sample);

        let model = request::without_limits(&self.model, 0);
        let plan = Plan::new(&model);
        let layout = Layout::watching(&plan, &watch);
        let without_limits = Simulation {
            model: &model,
            plan: &plan,
            layout: &layout,
            origin: &self.origin,
        };
        let sample = without_limits.run(settings)?;
        let without_limits = without_limits.figures(&sample);

        let mut all = forecast::tables(&as_is, &without_limits);
        let wanted = ["outturn", "commitments", "shortages", "parameters"];
        let others = tables(&as_is).into_iter();
        all.extend(others.filter(|table| wanted.contains(&table.name)));
        for table in &all {
            let bytes = [mark, &csv(table, &self.origin)].concat();
            bundle.add(&format!("{}.csv", table.name), &bytes)?;
        }
        bundle.add("results.json", &json(&all, &self.origin))?;
        let sources = (self.scenario, &self.model);
        let manifest = manifest(sources, &self.origin, &bundle, &all, &[]);
        bundle.add("manifest.json", &manifest)?;
        let text = outturn_sheet(&as_is, &without_limits, &self.origin, &style);
        Ok((text, bundle.finish()?))
    }
}
