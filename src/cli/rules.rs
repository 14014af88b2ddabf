//! `soyaku rules`: the rule book, one rule, or the rules a scenario switches on.

use std::path::{Path, PathBuf};

use clap::Args;

use super::presentation::Lang;
use super::{Format, Outcome, print, read_and_report};
use crate::analysis::Table;
use crate::diagnostic::{nearest, quoted};
use crate::language::Language;
use crate::report::{plain_csv, rule_book};
use crate::rules;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Everything about this rule, such as EXE-4.
    id: Option<String>,
    /// Which rules this scenario switches on, and by which of its keys.
    #[arg(long, value_name = "SCENARIO", conflicts_with = "id")]
    used: Option<PathBuf>,
    /// All keys that set a rule, at full length.
    #[arg(long, requires = "used")]
    all: bool,
    /// The language of the text.
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(options: &Options) -> Outcome {
    let language = Language::from(options.lang);
    match (&options.id, &options.used) {
        (_, Some(scenario)) => used(scenario, options, language),
        (Some(id), None) => match rules::find(id) {
            Some(rule) => say(
                options.format,
                || rule_book::one(rule, language),
                || rule_book::book([rule]),
            ),
            None => unknown(id),
        },
        (None, None) => say(
            options.format,
            || rule_book::list(language),
            || rule_book::book(rules::all()),
        ),
    }
}

fn used(path: &Path, options: &Options, language: Language) -> Outcome {
    let scenario = read_and_report(path);
    let Some(model) = &scenario.model else {
        return Outcome::BadScenario;
    };
    let settings = scenario.settings();
    let uses = rules::uses(&settings);
    say(
        options.format,
        || rule_book::used(&model.id, &uses, options.all, language),
        || rule_book::used_table(&model.id, &uses),
    )
}

fn say(format: Format, text: impl FnOnce() -> String, table: impl FnOnce() -> Table) -> Outcome {
    match format {
        Format::Text => print(&text()),
        Format::Csv => print(&String::from_utf8_lossy(&plain_csv(&table()))),
    }
}

fn unknown(id: &str) -> Outcome {
    eprintln!("error: {} is not a rule of the rule book", quoted(id));
    match nearest(id, rules::all().map(|rule| rule.id)) {
        Some(near) => eprintln!("  help: did you mean `{near}`?"),
        None => eprintln!("  help: `soyaku rules` lists them all"),
    }
    Outcome::BadUsage
}
