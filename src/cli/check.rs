//! `soyaku check`: every mistake of a scenario at once.

use clap::Args;

use super::given::Given;
use super::presentation::Tongue;
use super::{Outcome, print, read_and_report};
use crate::diagnostic::Severity;
use crate::language::{Text, counted, words};
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    given: Given,
    #[command(flatten)]
    tongue: Tongue,
}

pub(super) fn run(options: &Options) -> Outcome {
    let (scenario, language) = read_and_report(&options.given, options.tongue);
    let count = |severity: Severity| severity.counted(scenario.diagnostics.count(severity));
    let Some(model) = &scenario.model else {
        let (errors, path) = (count(Severity::Error), options.given.path().display());
        let path = Text::same(path.to_string());
        let total = text!("{errors} in {path}", "{path}：{errors}"; errors, path);
        eprintln!("\n{}", total.of(language));
        return Outcome::BadScenario;
    };
    let what = [
        counted(model.themes.len(), words("theme", "テーマ")),
        counted(model.channels.len(), words("channel", "応募経路")),
        counted(model.shared_routes().count(), words("route", "ルート")),
        counted(model.institutes.len(), words("institute", "機関")),
        counted(model.functions.len(), words("function", "機能")),
        counted(model.parameters.len(), words("parameter", "パラメータ")),
    ];
    let joined = |separator: &str, of: fn(&Text) -> &str| {
        what.iter().map(of).collect::<Vec<_>>().join(separator)
    };
    let what = Text {
        english: joined(", ", |text| &text.english),
        japanese: joined("、", |text| &text.japanese),
    };
    let (id, warnings) = (Text::same(model.label()), count(Severity::Warning));
    let verdict = text!(
        "{id} can be run: {what} ({warnings})\n",
        "{id}は実行できます：{what}（{warnings}）\n";
        id, what, warnings
    );
    print(verdict.of(language), language)
}
