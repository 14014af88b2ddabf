//! `soyaku trace`: the story of one run.

use clap::Args;

use super::given::Given;
use super::links::Links;
use super::presentation::Presentation;
use super::{Format, Outcome, complain, print, read_and_report};
use crate::analysis::trace::{TraceRow, table, trace};
use crate::diagnostic::{Diagnostic, nearest};
use crate::engine::Plan;
use crate::language::{Language, Style, Styles, words};
use crate::model::Model;
use crate::report::{Origin, chronicle, csv};
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    given: Given,
    /// The number of the run, from 0.
    #[arg(long, default_value_t = 0)]
    run: u64,
    /// Only this theme; a theme of a channel is named after it, as in `tlo-3`.
    #[arg(long)]
    theme: Option<String>,
    #[command(flatten)]
    links: Links,
    /// The seed of all draws.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    presentation: Presentation,
}

pub(super) fn run(options: &Options) -> Outcome {
    let (mut scenario, language) = read_and_report(&options.given, options.presentation.tongue);
    let Some(model) = scenario.model.take() else {
        return Outcome::BadScenario;
    };
    let model = &match options.links.of(model, language) {
        Ok(model) => model,
        Err(outcome) => return outcome,
    };
    let plan = Plan::new(model);
    let style = options.presentation.style(language);
    let styles = match options.format {
        // Files for machines know nothing of styles.
        Format::Csv => Styles::default(),
        Format::Text => style.into(),
    };
    let theme = options.theme.as_deref();
    let rows = trace(&plan, options.seed, options.run, theme, &styles);
    if let (true, Some(theme)) = (rows.is_empty(), &options.theme) {
        return unknown_theme(model, theme, options.run, language);
    }
    let origin = Origin {
        scenario: model.label(),
        seed: options.seed,
        runs: 1,
        worlds: 1,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    match options.format {
        Format::Csv => {
            let bytes = csv(&table(&rows, &model.currency), &origin);
            print(&String::from_utf8_lossy(&bytes), language)
        }
        Format::Text => print(&text(&rows, model, options, &style), language),
    }
}

fn unknown_theme(model: &Model, theme: &str, run: u64, language: Language) -> Outcome {
    let message = text!(
        "no theme `{theme}` comes in run {run}",
        "試行{run}にテーマ`{theme}`は現れません"
    );
    let mistake = Diagnostic::error("unknown-theme", message);
    let known = model.themes.iter().map(|theme| theme.id.as_str());
    let mistake = match nearest(theme, known) {
        None => mistake.help(words(
            "leave out --theme to see all that come",
            "--themeを付けずに実行すると、現れる全てのテーマを確認できます",
        )),
        near => mistake.did_you_mean(near),
    };
    complain(&mistake, language);
    Outcome::BadUsage
}

fn text(rows: &[TraceRow], model: &Model, options: &Options, style: &Style) -> String {
    let (scenario, run, seed) = (model.label(), options.run, options.seed);
    let head = text!(
        "{scenario}, run {run}, seed {seed}\n",
        "{scenario}、試行{run}、シード{seed}\n"
    );
    let told = chronicle(rows, options.theme.is_none(), &model.currency, style);
    head.of(style.language).to_owned() + &told
}
