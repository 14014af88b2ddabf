//! The commands, one file each: the only place that prints, shows progress, or reads the clock.

mod budget;
mod capacity;
mod check;
mod compare;
mod diff;
mod drawing;
mod extend;
mod findings;
mod formats;
mod given;
mod keeping;
mod links;
mod merge;
mod money;
mod new;
mod outturn;
mod precise;
mod presentation;
mod rank;
mod recorded;
mod rules;
mod run;
mod shard;
mod shares;
mod show;
mod simulation;
mod status;
mod sweep;
#[cfg(feature = "workbook")]
mod template;
mod trace;
mod until;
mod view;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::diagnostic::{ALLOWED, Diagnostic, HELP, Severity, render};
use crate::language::era::parse_date;
use crate::language::{Language, Text, Words, failure::cannot_print, words};
use crate::scenario::Scenario;
use crate::text;

use given::Given;
use presentation::Tongue;

/// Plan a drug-discovery support network: simulate its themes, institutes, rules and budget.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 80, arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a small commented scenario to start from.
    New(new::Options),
    /// Find every mistake in a scenario.
    Check(check::Options),
    /// Simulate a scenario; write tables and charts.
    Run(run::Options),
    /// Add runs to a result that was simulated before.
    Extend(extend::Options),
    /// Make one result of all shares of a work (`--shard`): the same as one process gives.
    Merge(merge::Options),
    /// Say how far the shares of a work are.
    Status(status::Options),
    /// Rank the listed themes, and say how sure that is.
    Rank(rank::Options),
    /// Compare what-ifs with a scenario: what changes, and whether the change is real.
    Compare(compare::Options),
    /// Set one or two keys to values one after the other, and see how the headlines go.
    Sweep(sweep::Options),
    /// Price a slot: what one more gives and one less takes, and where the bottleneck is.
    Capacity(capacity::Options),
    /// Lay out the request for the coming year.
    Budget(budget::Options),
    /// Forecast how the fiscal year under way will end, and what could be brought forward.
    Outturn(outturn::Options),
    /// Write an empty workbook of themes to fill in, with the names of a scenario.
    #[cfg(feature = "workbook")]
    Template(template::Options),
    /// Print what a scenario comes to, with the place that set each value.
    Show(show::Options),
    /// Print in which settings two scenarios differ.
    Diff(diff::Options),
    /// Tell the story of one run, of one theme or of all.
    Trace(trace::Options),
    /// Print the rule book, or which of its rules a scenario switches on.
    Rules(rules::Options),
}

/// How to print an answer.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines to read.
    Text,
    /// A table for spreadsheets.
    Csv,
}

/// How a command ends; the exit code of the process.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did what was asked.
    Done,
    /// The scenario is wrong.
    BadScenario,
    /// The command was used wrongly.
    BadUsage,
    /// The machine failed: not writable, disk full, interrupted.
    MachineFailed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::BadScenario => 1,
            Outcome::BadUsage => 2,
            Outcome::MachineFailed => 3,
        })
    }
}

/// Carries out the command.
pub fn run(arguments: &Arguments) -> Outcome {
    match &arguments.command {
        Command::New(options) => new::run(options),
        Command::Check(options) => check::run(options),
        Command::Run(options) => run::run(options),
        Command::Extend(options) => extend::run(options),
        Command::Merge(options) => merge::run(options),
        Command::Status(options) => status::run(options),
        Command::Rank(options) => rank::run(options),
        Command::Compare(options) => compare::run(options),
        Command::Sweep(options) => sweep::run(options),
        Command::Capacity(options) => capacity::run(options),
        Command::Budget(options) => budget::run(options),
        Command::Outturn(options) => outturn::run(options),
        #[cfg(feature = "workbook")]
        Command::Template(options) => template::run(options),
        Command::Show(options) => show::run(options),
        Command::Diff(options) => diff::run(options),
        Command::Trace(options) => trace::run(options),
        Command::Rules(options) => rules::run(options),
    }
}

/// Reads a scenario and prints what is wrong with it, if anything; also the language asked for, or
/// that of the scenario.
fn read_and_report(given: &Given, tongue: Tongue) -> (Scenario, Language) {
    read_as_of(given, None, tongue, false)
}

/// The same as of a day, if one is given, and so that it may be shown outside, if `public`.
fn read_as_of(
    given: &Given,
    as_of: Option<Date>,
    tongue: Tongue,
    public: bool,
) -> (Scenario, Language) {
    let scenario = given.read(as_of);
    if given.was_told() && scenario.model.is_some() {
        let language = tongue.or(scenario.language());
        return (scenario, language);
    }
    if public && scenario.model.is_some() {
        let language = tongue.or(scenario.language());
        report_outside(&scenario, language);
        return (scenario, language);
    }
    reported(scenario, tongue)
}

/// A scenario of which was printed what is wrong with it, and the language for it.
fn reported(scenario: Scenario, tongue: Tongue) -> (Scenario, Language) {
    let language = tongue.or(scenario.language());
    report(&scenario, language);
    (scenario, language)
}

/// Prints what is wrong with a scenario, if anything.
fn report(scenario: &Scenario, language: Language) {
    if !scenario.diagnostics.is_empty() {
        let colour = std::io::IsTerminal::is_terminal(&std::io::stderr())
            && std::env::var_os("NO_COLOR").is_none();
        eprint!(
            "{}",
            render(&scenario.diagnostics, &scenario.sources, colour, language)
        );
    }
}

/// Says only how many warnings there are: they name themes, and show lines of the scenario.
fn report_outside(scenario: &Scenario, language: Language) {
    let count = scenario.diagnostics.count(Severity::Warning);
    if count > 0 {
        let many = Severity::Warning.counted(count);
        let message = text!(
            "{many} not shown with --public, which may name themes",
            "{many}は、テーマの名称を含むおそれがあるため--publicでは表示しません";
            many
        );
        let help = words(
            "read it all with `soyaku check`",
            "`soyaku check`で内容を確認してください",
        );
        let hidden = Diagnostic::warning("not-shown-outside", message);
        complain(&hidden.help(help), language);
    }
}

/// A day as an office writes it.
fn a_day(text: &str) -> Result<Date, String> {
    parse_date(text).map_err(|why| format!("{}; {}", why.reason.english, why.help.english))
}

/// Prints what is wrong with the use of a command, or what the machine refused: the message
/// without its code, which only scenarios need.
fn complain(mistake: &Diagnostic, language: Language) {
    let kind = mistake.severity.words();
    eprintln!("{}: {}", kind.of(language), mistake.message.of(language));
    for (name, note) in [(ALLOWED, &mistake.allowed), (HELP, &mistake.help)] {
        if let Some(note) = note {
            eprintln!("  {}: {}", name.of(language), note.of(language));
        }
    }
}

/// That a command about money was asked of a scenario without any.
fn no_money(message: Words) -> Diagnostic {
    Diagnostic::error("no-money", message).help(words(
        "give `price_year` in [scenario], and prices",
        "[scenario]に`price_year`を、作業や機能に金額を書いてください",
    ))
}

/// That something was to be set where no scenario is read.
fn nothing_to_set() -> Diagnostic {
    let message = words(
        "--set changes a scenario, and none is read here",
        "--setはシナリオの値を変えるものですが、ここではシナリオを読みません",
    );
    Diagnostic::error("nothing-to-set", message)
        .help(words("name the scenario too", "シナリオも指定してください"))
}

/// Says that the machine failed.
fn failed(message: Text, language: Language) -> Outcome {
    complain(&Diagnostic::error("machine-failed", message), language);
    Outcome::MachineFailed
}

/// Prints to standard output. A reader that has gone away is no failure.
fn print(text: &str, language: Language) -> Outcome {
    use std::io::Write;
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            failed(cannot_print(&error), language)
        }
        _ => Outcome::Done,
    }
}
