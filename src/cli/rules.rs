//! `soyaku rules`: the rule book, one rule, or the rules a scenario switches on.

use std::path::{Path, PathBuf};

use clap::Args;

use super::given::Changes;
use super::presentation::Tongue;
use super::{Format, Outcome, complain, nothing_to_set, print, reported};
use crate::analysis::Table;
use crate::diagnostic::{Diagnostic, nearest, quoted};
use crate::language::{Language, words};
use crate::report::{plain_csv, rule_book};
use crate::{rules, text};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Everything about this rule, such as EXE-4.
    id: Option<String>,
    /// Which rules this scenario switches on, and by which of its keys.
    #[arg(long, value_name = "SCENARIO", conflicts_with = "id")]
    used: Option<PathBuf>,
    #[command(flatten)]
    changes: Changes,
    /// All keys that set a rule, at full length.
    #[arg(long, requires = "used")]
    all: bool,
    #[command(flatten)]
    tongue: Tongue,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(options: &Options) -> Outcome {
    if let Some(scenario) = &options.used {
        return used(scenario, options);
    }
    let language = options.tongue.or(Language::default());
    if !options.changes.is_empty() {
        complain(&nothing_to_set(), language);
        return Outcome::BadUsage;
    }
    let say = |text: &dyn Fn() -> String, table: &dyn Fn() -> Table| {
        say(options.format, language, text, table)
    };
    match &options.id {
        Some(id) => match rules::find(id) {
            Some(rule) => say(&|| rule_book::one(rule, language), &|| {
                rule_book::book([rule])
            }),
            None => unknown(id, language),
        },
        None => say(&|| rule_book::list(language), &|| {
            rule_book::book(rules::all())
        }),
    }
}

fn used(path: &Path, options: &Options) -> Outcome {
    let (scenario, language) = reported(options.changes.read(path, None), options.tongue);
    let Some(model) = &scenario.model else {
        return Outcome::BadScenario;
    };
    let settings = scenario.settings();
    let uses = rules::uses(&settings);
    say(
        options.format,
        language,
        &|| rule_book::used(&model.label(), &uses, options.all, language),
        &|| rule_book::used_table(&model.label(), &uses),
    )
}

fn say(
    format: Format,
    language: Language,
    text: &dyn Fn() -> String,
    table: &dyn Fn() -> Table,
) -> Outcome {
    match format {
        Format::Text => print(&text(), language),
        Format::Csv => print(&String::from_utf8_lossy(&plain_csv(&table())), language),
    }
}

fn unknown(id: &str, language: Language) -> Outcome {
    let message = text!(
        "{0} is not a rule of the rule book",
        "{0}という規則は規則集にありません",
        quoted(id)
    );
    let mistake = Diagnostic::error("unknown-rule", message);
    let mistake = match nearest(id, rules::all().map(|rule| rule.id)) {
        None => mistake.help(words(
            "`soyaku rules` lists them all",
            "`soyaku rules`で一覧を確認してください",
        )),
        near => mistake.did_you_mean(near),
    };
    complain(&mistake, language);
    Outcome::BadUsage
}
