//! `soyaku outturn`: how the fiscal year under way will end, and what could be brought forward.

use std::path::Path;

use clap::Args;
use serde::{Deserialize, Serialize};

use super::Outcome;
use super::keeping::Keeping;
use super::money::{Common, Found, tell};
use super::simulation::{Failure, origin_of};
use crate::analysis::{Layout, Watch, forecast, request, tables};
use crate::engine::Plan;
use crate::language::words;
use crate::model::Model;
use crate::report::{Bundle, Origin, outturn_sheet};
use crate::scenario::Scenario;

/// What archives call the command.
pub(super) const NAME: &str = "outturn";

#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Options {
    #[command(flatten)]
    pub common: Common,
}

/// The file of headline rows.
const ROWS: &str = "runs.csv";

pub(super) fn run(options: &Options) -> Outcome {
    let common = &options.common;
    let nothing = words(
        "the scenario has no money, so there is no outturn",
        "このシナリオには金額がないため、執行見込みがありません",
    );
    let (scenario, model, language) = match common.read(nothing) {
        Ok(read) => read,
        Err(outcome) => return outcome,
    };
    let folder = common.folder(&model, "outturn");
    let work = Work {
        options,
        common,
        scenario: &scenario,
        origin: origin_of(&model, common.amount.settings(), common.view.public),
        model,
    };
    tell(work.carry_out(&folder), &folder, language)
}

struct Work<'a> {
    options: &'a Options,
    common: &'a Common,
    scenario: &'a Scenario,
    model: Model,
    origin: Origin,
}

impl Work<'_> {
    /// Simulates and writes; returns what to print and the number of files.
    fn carry_out(&self, folder: &Path) -> Result<(String, usize), Failure> {
        let mut bundle = Bundle::new(folder)?;
        let (settings, mark) = (self.common.amount.settings(), self.common.amount.mark());
        let style = self.common.style(&self.model);
        let watch = Watch {
            waiting: true,
            ..Watch::default()
        };
        let mut model = self.model.clone();
        model.money.follows_commitments = true;
        let variant = self.common.variant(model);
        let plan = Plan::new(&variant.model);
        let layout = Layout::watching(&plan, &watch);
        let as_is = variant.simulation(&plan, &layout, &self.origin);

        let limitless = request::without_limits(&self.model, 0);
        let limitless = self.common.variant(limitless);
        let plan_without = Plan::new(&limitless.model);
        let layout_without = Layout::watching(&plan_without, &watch);
        let without_limits = limitless.simulation(&plan_without, &layout_without, &self.origin);
        let keeping = Keeping::new(
            (NAME, self.options),
            &self.common.amount,
            &[self.scenario],
            &self.model,
            &self.origin,
            !self.common.view.public,
        );
        let file = (ROWS, mark);
        let samples = keeping.keep(folder, &mut bundle, |bundle, keeper| {
            let one = as_is.run_into(settings, keeper, bundle, file);
            let other = without_limits.run(settings, keeper);
            Ok([one?, other?])
        })?;
        let as_is = as_is.figures(&samples[0]);
        let without_limits = without_limits.figures(&samples[1]);

        let mut all = forecast::tables(&as_is, &without_limits);
        let wanted = ["outturn", "commitments", "shortages", "parameters"];
        let others = tables(&as_is).into_iter();
        all.extend(others.filter(|table| wanted.contains(&table.name)));
        let found = Found {
            scenario: self.scenario,
            variant: &variant,
            #[cfg(feature = "workbook")]
            figures: &as_is,
            tables: &all,
            origin: &self.origin,
        };
        let files = self.common.write(&found, bundle)?;
        let text = outturn_sheet(&as_is, &without_limits, &self.origin, &style);
        Ok((text, files))
    }
}
