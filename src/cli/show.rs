//! `soyaku show`: what a scenario comes to, with the place that set each value.

use clap::Args;

use super::given::Given;
use super::presentation::Tongue;
use super::{Outcome, print, read_and_report};
use crate::language::{Text, words};
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    given: Given,
    /// Without the file and line that set each value.
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    tongue: Tongue,
}

pub(super) fn run(options: &Options) -> Outcome {
    let (scenario, language) = read_and_report(&options.given, options.tongue);
    let Some(model) = &scenario.model else {
        return Outcome::BadScenario;
    };
    let (label, name) = (Text::same(model.label()), &model.name);
    let title = text!("# {label}: {name}\n", "# {label}：{name}\n"; label, name);
    let what = match options.plain {
        true => Text::default(),
        false => words(
            "# All files laid on one another; behind each value the place that set it.\n",
            "# 全てのファイルを重ねた結果。各値の後ろは、その値を定めた箇所\n",
        )
        .into(),
    };
    let shown = scenario.shown(!options.plain);
    print(
        &format!("{}{}\n{shown}", title.of(language), what.of(language)),
        language,
    )
}
