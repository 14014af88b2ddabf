//! `soyaku diff`: in which settings two scenarios differ, and where each is set.

use std::path::PathBuf;

use clap::Args;

use super::given::Changes;
use super::presentation::Tongue;
use super::{Format, Outcome, complain, print, reported};
use crate::diagnostic::Diagnostic;
use crate::language::{Text, words};
use crate::model::Model;
use crate::report::{Differing, differences as told, differences_table, plain_csv};
use crate::scenario::{Difference, Said, differences};
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// A scenario, or a what-if.
    a: PathBuf,
    /// The one to compare it with; may be left out with --set.
    b: Option<PathBuf>,
    /// What is set is set in B, or where there is none, in a copy of A.
    #[command(flatten)]
    changes: Changes,
    #[command(flatten)]
    tongue: Tongue,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(options: &Options) -> Outcome {
    let (first, language) = reported(Changes::default().read(&options.a, None), options.tongue);
    if options.b.is_none() && options.changes.is_empty() {
        complain(&nothing_to_compare(), language);
        return Outcome::BadUsage;
    }
    let second = options.b.as_ref().unwrap_or(&options.a);
    let (second, _) = reported(options.changes.read(second, None), options.tongue);
    let (Some(one), Some(two)) = (&first.model, &second.model) else {
        return Outcome::BadScenario;
    };
    let models = [one, two];
    let found: Vec<Differing> = differences(&first, &second)
        .into_iter()
        .map(differing)
        .collect();
    match options.format {
        Format::Text => {
            let title = |model: &Model| format!("{}: {}", model.label(), model.name.of(language));
            print(&told(&models.map(title), &found, language), language)
        }
        Format::Csv => {
            let table = differences_table(&models.map(Model::label), &found, language);
            print(&String::from_utf8_lossy(&plain_csv(&table)), language)
        }
    }
}

fn nothing_to_compare() -> Diagnostic {
    let message = words(
        "one scenario alone has no differences",
        "一つのシナリオだけでは比べられません",
    );
    Diagnostic::error("nothing-to-compare", message).help(words(
        "name a second one, or change a value of this one with --set",
        "もう一つ指定するか、--setで値を変えてください",
    ))
}

fn differing(difference: Difference) -> Differing {
    Differing {
        setting: difference.path.to_string(),
        sides: difference
            .sides
            .map(|side| side.map(|side| (in_words(side.said), side.place))),
    }
}

fn in_words(said: Said) -> Text {
    match said {
        Said::Value(value) => Text::same(value),
        Said::Table(1) => text!("there, with 1 value", "あり（値1個）"),
        Said::Table(count) => text!("there, with {count} values", "あり（値{count}個）"),
        Said::Order(ids) => {
            let (english, japanese) = (ids.join(", "), ids.join("、"));
            text!("in this order: {english}", "順序：{japanese}")
        }
    }
}
