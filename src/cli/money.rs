//! What the commands about the money of a fiscal year share: reading a scenario that has money,
//! variants of it, tables, and how a command tells its end.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::given::Given;
use super::presentation::Presentation;
use super::simulation::{Amount, Failure, Simulation, manifest};
#[cfg(feature = "workbook")]
use super::simulation::{settings, workbook};
use super::view::View;
use super::{Outcome, complain, no_money, print};
#[cfg(feature = "workbook")]
use crate::analysis::Figures;
use crate::analysis::{Layout, Table};
use crate::engine::Plan;
use crate::language::{Language, Style, Words};
use crate::model::Model;
use crate::report::{Bundle, MANIFEST, Origin, csv, json};
#[cfg(feature = "workbook")]
use crate::report::{money_unit, workbook::Content};
use crate::scenario::Scenario;
use crate::text;

/// What every such command can be told.
#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Common {
    #[command(flatten)]
    pub given: Given,
    /// The last day of which everything is known: 2014-10-31, 2014年10月31日, 平成26年10月31日;
    /// default: the day before the scenario's start.
    #[arg(long, value_name = "DAY", value_parser = super::a_day)]
    as_of: Option<Date>,
    #[command(flatten)]
    pub view: View,
    /// Where to write the results; default: results/, the scenario's id, and what is asked for:
    /// -request, -outturn.
    #[arg(long)]
    #[serde(skip)]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub amount: Amount,
    #[command(flatten)]
    presentation: Presentation,
}

impl Common {
    /// Reads the scenario; `nothing` says that it has no money.
    pub fn read(&self, nothing: Words) -> Result<(Scenario, Model, Language), Outcome> {
        let tongue = self.presentation.tongue;
        let (scenario, model, language) = self.view.read(&self.given, self.as_of, tongue)?;
        if model.price_year.is_none() {
            complain(&no_money(nothing), language);
            return Err(Outcome::BadUsage);
        }
        Ok((scenario, model, language))
    }

    /// The folder to write to; by default that of the scenario's results, which ends in `word`.
    pub fn folder(&self, model: &Model, word: &str) -> PathBuf {
        let folder = || Path::new("results").join(format!("{}-{word}", model.folder()));
        self.amount.folder(self.out.as_deref(), folder)
    }

    /// How results are printed.
    pub fn style(&self, model: &Model) -> Style {
        self.presentation.style(model.language)
    }

    /// A variant of the scenario that is to be simulated.
    pub fn variant(&self, model: Model) -> Variant {
        Variant {
            outside: self.view.outside(&model),
            model,
        }
    }

    /// Writes every table as CSV, all of them as JSON and as a workbook, and the manifest; returns
    /// how many files there are.
    pub fn write(&self, found: &Found<'_>, mut bundle: Bundle) -> Result<usize, Failure> {
        let Found { tables, origin, .. } = *found;
        for table in tables {
            let bytes = [self.amount.mark(), &csv(table, origin)].concat();
            bundle.add(&format!("{}.csv", table.name), &bytes)?;
        }
        bundle.add("results.json", &json(tables, origin))?;
        let (scenario, variant) = (found.scenario, found.variant);
        #[cfg(feature = "workbook")]
        {
            let style = self.style(&variant.model);
            let book = workbook(&Content {
                model: variant.shown(),
                unit: money_unit(found.figures, &style),
                tables,
                settings: &settings(scenario, &variant.model, variant.shown()),
                origin,
                style: &style,
                projection: None,
            })?;
            bundle.add("workbook.xlsx", &book)?;
        }
        let sources = (scenario, variant.shown());
        let manifest = manifest(sources, origin, &bundle, tables, &[]);
        bundle.add(MANIFEST, &manifest)?;
        Ok(bundle.finish()?)
    }
}

/// What a command about money found.
pub(super) struct Found<'a> {
    pub scenario: &'a Scenario,
    /// What was simulated.
    pub variant: &'a Variant,
    #[cfg(feature = "workbook")]
    pub figures: &'a Figures<'a>,
    pub tables: &'a [Table],
    pub origin: &'a Origin,
}

/// A variant of the scenario, such as that without limits to money.
pub(super) struct Variant {
    pub model: Model,
    /// The same without confidential names, where it is shown so.
    outside: Option<Model>,
}

impl Variant {
    /// The model as it may be shown.
    pub fn shown(&self) -> &Model {
        self.outside.as_ref().unwrap_or(&self.model)
    }

    /// Ready to be simulated.
    pub fn simulation<'a>(
        &'a self,
        plan: &'a Plan<'a>,
        layout: &'a Layout,
        origin: &'a Origin,
    ) -> Simulation<'a> {
        Simulation {
            model: &self.model,
            shown: self.shown(),
            plan,
            layout,
            origin,
        }
    }
}

/// Prints how a command ended: what it found, and how many files it wrote.
pub(super) fn tell(
    result: Result<(String, usize), Failure>,
    folder: &Path,
    language: Language,
) -> Outcome {
    match result {
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
