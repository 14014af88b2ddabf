//! A command that an archive records, carried out again with more runs, or with shares of them.

use std::fs;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::simulation::Amount;
use super::{Outcome, budget, capacity, compare, failed, outturn, rank, run, sweep};
use crate::archive::{Archive, Head, Input};
use crate::language::failure::{cannot_write, reason};
use crate::language::{Language, Text, words};
use crate::text;

/// Folders above that of a scenario from which it may take files, at most.
const DEPTH: usize = 32;

/// A command with its options, but for where its scenarios lie.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Recorded {
    Run(Box<run::Options>),
    Rank(Box<rank::Options>),
    Compare(Box<compare::Options>),
    Sweep(Box<sweep::Options>),
    Capacity(Box<capacity::Options>),
    Budget(Box<budget::Options>),
    Outturn(Box<outturn::Options>),
}

impl Recorded {
    fn amount(&mut self) -> &mut Amount {
        match self {
            Recorded::Run(options) => &mut options.amount,
            Recorded::Rank(options) => &mut options.amount,
            Recorded::Compare(options) => &mut options.amount,
            Recorded::Sweep(options) => &mut options.amount,
            Recorded::Capacity(options) => &mut options.amount,
            Recorded::Budget(options) => &mut options.common.amount,
            Recorded::Outturn(options) => &mut options.common.amount,
        }
    }

    fn out(&mut self) -> &mut Option<PathBuf> {
        match self {
            Recorded::Run(options) => &mut options.out,
            Recorded::Rank(options) => &mut options.out,
            Recorded::Compare(options) => &mut options.out,
            Recorded::Sweep(options) => &mut options.out,
            Recorded::Capacity(options) => &mut options.out,
            Recorded::Budget(options) => &mut options.common.out,
            Recorded::Outturn(options) => &mut options.common.out,
        }
    }

    /// Lets it read its scenarios where they are kept.
    fn read_from(&mut self, scenarios: &[PathBuf]) {
        let Some((first, others)) = scenarios.split_first() else {
            return;
        };
        let first = first.clone();
        match self {
            Recorded::Run(options) => options.given.kept_at(first),
            Recorded::Rank(options) => options.given.kept_at(first),
            Recorded::Compare(options) => {
                options.base = first;
                for (path, kept) in options.what_ifs.iter_mut().zip(others) {
                    path.clone_from(kept);
                }
                options.told = true;
            }
            Recorded::Sweep(options) => {
                options.scenario = first;
                options.told = true;
            }
            Recorded::Capacity(options) => options.given.kept_at(first),
            Recorded::Budget(options) => options.common.given.kept_at(first),
            Recorded::Outturn(options) => options.common.given.kept_at(first),
        }
    }

    fn carry_out(&self) -> Outcome {
        match self {
            Recorded::Run(options) => run::run(options),
            Recorded::Rank(options) => rank::run(options),
            Recorded::Compare(options) => compare::run(options),
            Recorded::Sweep(options) => sweep::run(options),
            Recorded::Capacity(options) => capacity::run(options),
            Recorded::Budget(options) => budget::run(options),
            Recorded::Outturn(options) => outturn::run(options),
        }
    }
}

/// How a recorded command is carried out again.
pub(super) struct Again<'a> {
    /// What it says of itself.
    pub head: &'a Head,
    /// The files of its scenarios.
    pub inputs: &'a [Input],
    /// How many runs, and no fewer than are known.
    pub runs: u64,
    /// What is known of them.
    pub known: Vec<Archive>,
    /// Where the results go.
    pub out: &'a Path,
    /// Threads to use.
    pub threads: usize,
}

impl Again<'_> {
    /// Carries the command out.
    pub fn carry_out(self, language: Language) -> Outcome {
        let Ok(mut command) = serde_json::from_value::<Recorded>(self.head.command.clone()) else {
            let message = words(
                "the archive records no command of this version",
                "このバージョンのコマンドの記録がありません",
            );
            return failed(message.into(), language);
        };
        let folder = match tempfile::tempdir() {
            Ok(folder) => folder,
            Err(error) => {
                let place = std::env::temp_dir().display().to_string();
                return failed(cannot_write(&place, &error), language);
            }
        };
        let scenarios = match lay_out(self.head, self.inputs, folder.path()) {
            Ok(scenarios) => scenarios,
            Err(message) => return failed(message, language),
        };
        command.read_from(&scenarios);
        *command.out() = Some(self.out.to_owned());
        let amount = command.amount();
        amount.runs = Some(self.runs);
        amount.threads = self.threads;
        amount.known = self.known;
        command.carry_out()
    }
}

/// Writes the files of each scenario into `folder`; returns where each scenario lies.
fn lay_out(head: &Head, inputs: &[Input], folder: &Path) -> Result<Vec<PathBuf>, Text> {
    let mut scenarios = Vec::new();
    for (number, is_folder) in (0..).zip(&head.folders) {
        // Files above the scenario's folder have their places too, and none lies outside.
        let mut home = folder.join(format!("{number}"));
        home.extend(std::iter::repeat_n("above", DEPTH));
        let mut scenario = None;
        for input in inputs.iter().filter(|input| input.scenario == number) {
            let path = home.join(inside(&input.name)?);
            let failed = |error| {
                let why = reason(&error);
                text!("cannot write a copy of the scenario: {why}", "シナリオの写しを書き込めません（{why}）"; why)
            };
            if let Some(above) = path.parent() {
                fs::create_dir_all(above).map_err(failed)?;
            }
            fs::write(&path, &input.bytes).map_err(failed)?;
            scenario.get_or_insert(path);
        }
        fs::create_dir_all(&home).ok();
        scenarios.push(match (is_folder, scenario) {
            (false, Some(file)) => file,
            _ => home,
        });
    }
    Ok(scenarios)
}

/// A name that leads no further up than there are folders for it.
fn inside(name: &str) -> Result<&Path, Text> {
    let path = Path::new(name);
    let mut above = 0;
    for component in path.components() {
        match component {
            Component::Normal(_) | Component::CurDir => {}
            Component::ParentDir => above += 1,
            Component::RootDir | Component::Prefix(_) => above = DEPTH,
        }
    }
    match above < DEPTH {
        true => Ok(path),
        false => Err(text!(
            "the scenario takes {name} from a place that is not kept with it; name files relative to the scenario",
            "シナリオが参照する{name}は、シナリオと一緒には保存されない場所にあります。シナリオからの相対パスで指定してください"
        )),
    }
}
