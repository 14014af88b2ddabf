//! `soyaku budget`: the request for the coming year.

use std::path::Path;

use clap::Args;
use serde::{Deserialize, Serialize};

use super::keeping::Keeping;
use super::money::{Common, Found, tell};
use super::simulation::{Failure, origin_of};
use super::{Outcome, complain};
use crate::analysis::request::{self, Requested};
use crate::analysis::{Layout, Watch, tables};
use crate::diagnostic::{Diagnostic, quoted};
use crate::engine::Plan;
use crate::language::era::parse_fiscal_year;
use crate::language::words;
use crate::model::Model;
use crate::report::{Bundle, Origin, request_sheet};
use crate::scenario::Scenario;
use crate::text;

/// What archives call the command.
pub(super) const NAME: &str = "budget";

#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Options {
    /// The fiscal year requested: FY2015, 2015, 2015年度, 平成27年度, H27; default: what
    /// [request] says, or the one after the start.
    #[arg(long, value_name = "YEAR")]
    request_fy: Option<String>,
    /// The probability with which the total is to suffice; default: what [request] says, or 0.8.
    #[arg(long, value_name = "0..1")]
    confidence: Option<f64>,
    #[command(flatten)]
    pub common: Common,
}

/// The file of headline rows of the need.
const ROWS: &str = "runs.csv";

pub(super) fn run(options: &Options) -> Outcome {
    let common = &options.common;
    let nothing = words(
        "the scenario has no money, so there is nothing to request",
        "このシナリオには金額がないため、要求するものがありません",
    );
    let (scenario, model, language) = match common.read(nothing) {
        Ok(read) => read,
        Err(outcome) => return outcome,
    };
    let (year, confidence) = match asked(options, &model) {
        Ok(asked) => asked,
        Err(mistake) => {
            complain(&mistake, language);
            return Outcome::BadUsage;
        }
    };
    let folder = common.folder(&model, "request");
    let work = Work {
        options,
        common,
        scenario: &scenario,
        model: &model,
        year,
        confidence,
        origin: origin_of(&model, common.amount.settings(), common.view.public),
    };
    tell(work.carry_out(&folder), &folder, language)
}

/// The number of the fiscal year requested, and the confidence.
fn asked(options: &Options, model: &Model) -> Result<(usize, f64), Box<Diagnostic>> {
    let chapter = model.money.request.as_ref();
    let calendar = &model.calendar;
    let (first, last) = (
        calendar.fiscal_year(0),
        calendar.fiscal_year(calendar.years() - 1),
    );
    let stated = match &options.request_fy {
        Some(text) => Some(parse_fiscal_year(text).map_err(|why| {
            let (text, reason) = (quoted(text), why.reason);
            let (english, japanese) = (&reason.english, &reason.japanese);
            let message = text!(
                "--request-fy {text} is not a fiscal year: {english}",
                "--request-fyの{text}は年度として読めません：{japanese}"
            );
            Box::new(Diagnostic::error("not-a-fiscal-year", message).help(why.help))
        })?),
        None => chapter.and_then(|chapter| chapter.fiscal_year),
    };
    let name = stated.unwrap_or((first + 1).min(last));
    let year = calendar.year_named(i64::from(name)).ok_or_else(|| {
        let message = text!(
            "FY{name} is not simulated",
            "{name}年度は対象期間に入っていません"
        );
        Box::new(
            Diagnostic::error("year-out-of-range", message).allowed(text!(
                "fiscal years from FY{first} to FY{last}",
                "{first}年度～{last}年度"
            )),
        )
    })?;
    let stated = options
        .confidence
        .or(chapter.and_then(|chapter| chapter.confidence));
    let confidence = stated.unwrap_or(request::CONFIDENCE);
    if confidence > 0.0 && confidence < 1.0 {
        return Ok((year, confidence));
    }
    let message = text!(
        "no amount suffices with probability {confidence}",
        "確率{confidence}で足りる額はありません"
    );
    let mistake = Diagnostic::error("out-of-range", message).allowed(words(
        "between 0 and 1, such as 0.8",
        "0と1の間の数。例：0.8",
    ));
    Err(Box::new(mistake))
}

struct Work<'a> {
    options: &'a Options,
    common: &'a Common,
    scenario: &'a Scenario,
    model: &'a Model,
    year: usize,
    confidence: f64,
    origin: Origin,
}

impl Work<'_> {
    /// Simulates and writes; returns what to print and the number of files.
    fn carry_out(&self, folder: &Path) -> Result<(String, usize), Failure> {
        let mut bundle = Bundle::new(folder)?;
        let (amount, mark) = (self.common.amount.settings(), self.common.amount.mark());
        let style = self.common.style(self.model);
        let limitless = request::without_limits(self.model, self.year);
        let limitless = self.common.variant(limitless);
        let plan = Plan::new(&limitless.model);
        let watch = Watch {
            year: Some(self.year),
            ..Watch::default()
        };
        let layout = Layout::watching(&plan, &watch);
        let need = limitless.simulation(&plan, &layout, &self.origin);
        let purse_of_part = |part| plan.purse_of_part(part);
        let watch_granted = |requested: &Requested| Watch {
            amounts: Some(requested.parts.clone()),
            ..watch.clone()
        };
        let keeping = Keeping::new(
            (NAME, self.options),
            &self.common.amount,
            &[self.scenario],
            self.model,
            &self.origin,
            !self.common.view.public,
        );
        let simulated = keeping.keep(folder, &mut bundle, |bundle, keeper| {
            let sample = need.run_into(amount, keeper, bundle, (ROWS, mark))?;
            let requested = request::lay_out(&need.figures(&sample), self.confidence);
            let requested = requested.ok_or_else(|| {
                Failure::Other(words("there are no runs", "試行がありません").into())
            })?;
            let parts = &requested.parts;
            let granted = request::as_granted(self.model, self.year, parts, purse_of_part);
            let variant = self.common.variant(granted);
            let plan = Plan::new(&variant.model);
            let layout = Layout::watching(&plan, &watch_granted(&requested));
            let granted = variant.simulation(&plan, &layout, &self.origin);
            let granted = granted.run(amount, keeper)?;
            Ok((sample, requested, variant, granted))
        })?;
        let (sample, requested, variant, sample_granted) = simulated;
        let need = need.figures(&sample);
        let granted_plan = Plan::new(&variant.model);
        let layout = Layout::watching(&granted_plan, &watch_granted(&requested));
        let granted = variant.simulation(&granted_plan, &layout, &self.origin);
        let granted = granted.figures(&sample_granted);

        let mut all = request::tables(&requested, &need, &granted);
        let wanted = [
            "budget",
            "budget_by_year",
            "commitments",
            "outturn",
            "parameters",
        ];
        let others = tables(&granted).into_iter();
        all.extend(others.filter(|table| wanted.contains(&table.name)));
        let found = Found {
            scenario: self.scenario,
            variant: &variant,
            #[cfg(feature = "workbook")]
            figures: &granted,
            tables: &all,
            origin: &self.origin,
        };
        let files = self.common.write(&found, bundle)?;
        let text = request_sheet(&requested, &need, &granted, &self.origin, &style);
        Ok((text, files))
    }
}
