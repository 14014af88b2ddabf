//! The commands, one file each: the only place that prints, shows progress, or reads the clock.

mod budget;
mod check;
mod new;
mod outturn;
mod presentation;
mod rules;
mod run;
mod simulation;
mod trace;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::diagnostic::{Severity, listed, nearest, render};
use crate::language::era::parse_date;
use crate::model::Model;
use crate::scenario::{Reading, Scenario, read_with};

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
    New {
        /// The folder to create.
        folder: PathBuf,
    },
    /// Find every mistake in a scenario.
    Check {
        /// A TOML file, or a folder of them.
        scenario: PathBuf,
    },
    /// Simulate a scenario; write tables and charts.
    Run(run::Options),
    /// Lay out the request for the coming year.
    Budget(budget::Options),
    /// Forecast how the fiscal year under way will end, and what could be brought forward.
    Outturn(outturn::Options),
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
        Command::New { folder } => new::run(folder),
        Command::Check { scenario } => check::run(scenario),
        Command::Run(options) => run::run(options),
        Command::Budget(options) => budget::run(options),
        Command::Outturn(options) => outturn::run(options),
        Command::Trace(options) => trace::run(options),
        Command::Rules(options) => rules::run(options),
    }
}

/// Reads a scenario and prints what is wrong with it, if anything.
fn read_and_report(path: &Path) -> Scenario {
    read_as_of(path, None)
}

/// Reads a scenario as of a day, or as it is written, and prints what is wrong with it.
fn read_as_of(path: &Path, as_of: Option<Date>) -> Scenario {
    let scenario = read_with(path, Reading { as_of });
    if !scenario.diagnostics.is_empty() {
        let colour = std::io::IsTerminal::is_terminal(&std::io::stderr())
            && std::env::var_os("NO_COLOR").is_none();
        eprint!(
            "{}",
            render(&scenario.diagnostics, &scenario.sources, colour)
        );
    }
    scenario
}

/// A day as an office writes it.
fn a_day(text: &str) -> Result<Date, String> {
    parse_date(text).map_err(|why| format!("{}; {}", why.reason.english, why.help.english))
}

/// The model without the links that were to be switched off.
fn without_links(model: Model, ids: &[String]) -> Result<Model, Outcome> {
    let known: Vec<String> = model.links.iter().map(|link| link.id.clone()).collect();
    model.without_links(ids).map_err(|unknown| {
        eprintln!("error: `{unknown}` is not a link of this scenario");
        let known = known.iter().map(String::as_str);
        match nearest(&unknown, known.clone()) {
            Some(near) => eprintln!("  help: did you mean `{near}`?"),
            None => eprintln!("  allowed: {}", listed(known)),
        }
        Outcome::BadUsage
    })
}

/// "1 error", "3 warnings".
fn counted(scenario: &Scenario, severity: Severity) -> String {
    let count = scenario.diagnostics.count(severity);
    let word = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// Prints to standard output. A reader that has gone away is no failure.
fn print(text: &str) -> Outcome {
    use std::io::Write;
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            eprintln!("error: cannot write to standard output: {error}");
            Outcome::MachineFailed
        }
        _ => Outcome::Done,
    }
}
