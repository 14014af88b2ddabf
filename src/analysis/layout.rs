//! What is counted in every run, and where: the cells of the accumulators.
//!
//! The layout is a pure function of the plan, so that accumulators of the same scenario always
//! fit together.

use super::caps::CapCells;
use super::licensing::LicensingCells;
use super::purses::PurseCells;
use super::watch::{Watch, WatchCells};
use crate::engine::{Candidate, Fate, Line, Plan, Reason, Refusal, ThemeRun};
use crate::language::{Text, Words, words};
use crate::model::{Decision, Model};
use crate::text;

/// How a theme ended, or in what state the horizon found it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// On the market.
    Launched,
    /// Taken by a company.
    Licensed,
    /// Stopped, with the reason.
    Terminated(Reason),
    /// Declined, with the reason.
    Declined(Refusal),
    /// Withdrawn by its proposer.
    Withdrawn,
    /// Open at the horizon.
    Unfinished(OpenState),
}

/// What an unfinished theme was doing at the horizon; the first that applies.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OpenState {
    /// It asks for support and is not decided on.
    Candidate,
    /// It is back with its proposer.
    SentBack,
    /// Something is worked on.
    Working,
    /// A provider prepares.
    Preparing,
    /// It waits for another theme's work.
    Sharing,
    /// Something waits for money (BUD-2).
    Money,
    /// Something waits for a slot.
    Waiting,
}

impl Ending {
    /// The ending of a theme at the end of a run.
    pub fn of(theme: &ThemeRun) -> Ending {
        match theme.fate {
            Fate::Launched => Ending::Launched,
            Fate::Licensed => Ending::Licensed,
            Fate::Terminated { reason, .. } => Ending::Terminated(reason),
            Fate::Declined { why } => Ending::Declined(why),
            Fate::Withdrawn => Ending::Withdrawn,
            Fate::Open if theme.candidate == Some(Candidate::SentBack) => {
                Ending::Unfinished(OpenState::SentBack)
            }
            Fate::Open if theme.candidate.is_some() => Ending::Unfinished(OpenState::Candidate),
            Fate::Open if theme.working > 0 => Ending::Unfinished(OpenState::Working),
            Fate::Open if theme.leading > 0 => Ending::Unfinished(OpenState::Preparing),
            Fate::Open if theme.sharing > 0 => Ending::Unfinished(OpenState::Sharing),
            Fate::Open if theme.short > 0 => Ending::Unfinished(OpenState::Money),
            Fate::Open => Ending::Unfinished(OpenState::Waiting),
        }
    }
}

/// A part of the budget for which quantiles are kept.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slice {
    /// Everything.
    All,
    /// One item.
    Item(u32),
    /// One institute.
    Institute(Option<u32>),
    /// One item at one institute.
    ItemAt(u32, Option<u32>),
    /// One modality.
    Modality(Option<u32>),
    /// One item at one institute for one modality.
    Cut(u32, Option<u32>, Option<u32>),
}

impl Slice {
    /// The parts a ledger line belongs to.
    fn of(line: Line) -> [Slice; 6] {
        [
            Slice::All,
            Slice::Item(line.item),
            Slice::Institute(line.institute),
            Slice::ItemAt(line.item, line.institute),
            Slice::Modality(line.modality),
            Slice::Cut(line.item, line.institute, line.modality),
        ]
    }
}

/// What is counted of a stage, in the order of [`NAMES`](flow::NAMES).
pub mod flow {
    /// Themes that entered.
    pub const ENTERED: usize = 0;
    /// Themes that passed and went on.
    pub const PASSED: usize = 1;
    /// Themes that failed technically.
    pub const FAILED: usize = 2;
    /// Themes that passed technically and were stopped by a rule.
    pub const STOPPED: usize = 3;
    /// Themes taken by a company while in the stage, its work passing to the licensee (EXE-8).
    pub const LICENSED: usize = 4;
    /// Themes withdrawn while in the stage (SEL-10).
    pub const WITHDRAWN: usize = 5;
    /// Themes in the stage at the horizon.
    pub const UNFINISHED: usize = 6;
    /// Time in queues, in ticks, summed over activities.
    pub const WAITED: usize = 7;
    /// Time from entry to outcome, in ticks.
    pub const TIME: usize = 8;
    /// What the work of the stage cost.
    pub const COST: usize = 9;
    /// Themes that ended in the stage before its outcome: given up with their licensing (LIC-3,
    /// LIC-9, LIC-11).
    pub const ENDED: usize = 10;
    /// Names of the counts of themes, as they stand in tables.
    pub const NAMES: [&str; 7] = [
        "entered",
        "passed",
        "failed",
        "stopped",
        "left_to_licensee",
        "withdrawn",
        "unfinished",
    ];
    /// How many figures a stage has.
    pub const COUNT: usize = 11;
}

/// What is counted of a function in a fiscal year.
pub mod usage {
    /// Slots in use, integrated over time, in slot-ticks.
    pub const BUSY: usize = 0;
    /// Activities waiting, integrated over time, in ticks.
    pub const QUEUED: usize = 1;
    /// Starts of work.
    pub const STARTS: usize = 2;
    /// Activities served whose first choice this was, or that a lead time had bound to it.
    pub const ASKED: usize = 3;
    /// Time these waited for it, in ticks.
    pub const WAITED: usize = 4;
    /// Slots there were, integrated over time, in slot-ticks.
    pub const OFFERED: usize = 5;
    /// How many figures a function has in a year.
    pub const COUNT: usize = 6;
}

/// What is counted of selection in a fiscal year.
pub mod selection {
    /// Themes whose scrutiny is over (SEL-6); one that returns counts again.
    pub const EVALUATED: usize = 0;
    /// Themes admitted.
    pub const ADMITTED: usize = 1;
    /// Times that a theme was deferred.
    pub const DEFERRED: usize = 2;
    /// Themes sent back.
    pub const SENT_BACK: usize = 3;
    /// Themes that came back.
    pub const RETURNED: usize = 4;
    /// Themes declined.
    pub const DECLINED: usize = 5;
    /// Themes withdrawn.
    pub const WITHDRAWN: usize = 6;
    /// Names, as they stand in tables.
    pub const NAMES: [&str; 7] = [
        "evaluated",
        "admitted",
        "deferred",
        "sent_back",
        "returned",
        "declined",
        "withdrawn",
    ];
    /// How many figures a year has.
    pub const COUNT: usize = 7;
}

/// What is counted of a listed theme, or of all themes of a channel.
pub mod theme {
    /// Themes that came.
    pub const ARRIVED: usize = 0;
    /// Themes licensed.
    pub const LICENSED: usize = 1;
    /// Themes launched.
    pub const LAUNCHED: usize = 2;
    /// Themes terminated or declined.
    pub const TERMINATED: usize = 3;
    /// Themes open at the horizon.
    pub const OPEN: usize = 4;
    /// What they cost within the horizon.
    pub const COST: usize = 5;
    /// Time in queues, in ticks, summed over activities.
    pub const WAITED: usize = 6;
    /// Names of the counts of themes, as they stand in tables.
    pub const NAMES: [&str; 5] = ["arrived", "licensed", "launched", "terminated", "open"];
    /// Themes that were ever licensed, or launched without a licence, whatever became of them.
    pub const SUCCEEDED: usize = 7;
    /// How many figures a theme has.
    pub const COUNT: usize = 8;
}

/// The cells of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Fiscal years.
    pub years: usize,
    /// All endings that can occur in the scenario.
    pub endings: Vec<Ending>,
    /// Parts of the budget.
    pub slices: Vec<Slice>,
    /// For each ledger line, the slices it belongs to.
    pub slices_of_line: Vec<[usize; 6]>,
    /// Whether themes are selected.
    pub selects: bool,
    /// Stages in which flow is counted.
    pub flows: usize,
    /// Functions.
    pub functions: usize,
    /// Listed themes, then channels.
    pub groups: usize,
    /// Listed themes.
    pub listed: usize,
    /// What is counted of licensing, where its chapter is on.
    pub licensing: Option<LicensingCells>,
    /// Cells of purses.
    pub purses: PurseCells,
    /// Cells of all that holds back work.
    pub caps: CapCells,
    /// What an analysis has counted beside, behind all others.
    pub watch: WatchCells,
}

/// A figure that is kept of every run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The column of the rows of single runs.
    pub column: String,
    /// What people call it, the fiscal year apart.
    pub name: Text,
    /// The fiscal year it is of, by the calendar year in which that begins; `None` = the whole run.
    pub fiscal_year: Option<i32>,
    /// Its cell.
    pub cell: usize,
}

impl Layout {
    /// The layout of a plan.
    pub fn new(plan: &Plan<'_>) -> Layout {
        Layout::watching(plan, &Watch::default())
    }

    /// The layout of a plan in which more is counted.
    pub fn watching(plan: &Plan<'_>, watch: &Watch) -> Layout {
        let model = plan.model();
        let mut endings = vec![Ending::Launched, Ending::Licensed];
        endings.push(Ending::Terminated(Reason::Technical));
        let lines = || (0_u32..).zip(&model.decisions);
        let ending =
            lines().filter(|(_, line)| line.decision.ends() && line.decision != Decision::Decline);
        endings.extend(ending.map(|(line, _)| Ending::Terminated(Reason::Rule(line))));
        endings.push(Ending::Terminated(Reason::NoLicensee));
        if model.licensing.is_some() {
            endings.push(Ending::Terminated(Reason::LicenseeGaveUp));
        }
        endings.extend([Refusal::Modality, Refusal::Area].map(Ending::Declined));
        let declining = lines().filter(|(_, line)| line.decision == Decision::Decline);
        endings.extend(declining.map(|(line, _)| Ending::Declined(Refusal::Rule(line))));
        endings.extend([Refusal::NotReturned, Refusal::NoGrant].map(Ending::Declined));
        endings.push(Ending::Withdrawn);
        endings.extend(
            [
                OpenState::Candidate,
                OpenState::SentBack,
                OpenState::Working,
                OpenState::Preparing,
                OpenState::Waiting,
                OpenState::Sharing,
            ]
            .map(Ending::Unfinished),
        );
        if model.money.holds_back() {
            endings.push(Ending::Unfinished(OpenState::Money));
        }
        let mut slices: Vec<Slice> = plan
            .lines()
            .iter()
            .flat_map(|line| Slice::of(*line))
            .collect();
        slices.push(Slice::All);
        slices.sort_unstable();
        slices.dedup();
        let slices_of_line = plan
            .lines()
            .iter()
            // Every slice of every line was entered above.
            .map(|line| Slice::of(*line).map(|slice| slices.binary_search(&slice).unwrap_or(0)))
            .collect();
        let mut layout = Layout {
            years: model.calendar.years(),
            endings,
            slices,
            slices_of_line,
            selects: model.selection.is_some(),
            flows: plan.flows().len(),
            functions: model.functions.len(),
            groups: model.themes.len() + model.channels.len(),
            listed: model.themes.len(),
            licensing: LicensingCells::new(plan),
            purses: PurseCells::new(plan),
            caps: CapCells::new(plan),
            watch: WatchCells::new(plan, watch),
        };
        let licensing = layout.licensing.map_or(0, |licensing| licensing.cells());
        layout.purses.first = layout.licensing_from() + licensing;
        layout.caps.first = layout.purses.end();
        layout.watch.first = layout.caps.end();
        if let Some(anatomy) = &mut layout.watch.anatomy {
            anatomy.find_slices(plan, &layout.slices);
        }
        layout
    }

    /// Themes that end in `ending` (an index into `endings`).
    pub fn ending(&self, ending: usize) -> usize {
        ending
    }

    /// Themes that came.
    pub fn arrived(&self) -> usize {
        self.endings.len()
    }

    /// Themes that were ever licensed, or launched without a licence.
    pub fn licensed_themes(&self) -> usize {
        self.arrived() + 1
    }

    /// Time from arrival to the first licence, or launch without one, in ticks, summed over themes.
    pub fn licence_time(&self) -> usize {
        self.arrived() + 2
    }

    /// Licences in a fiscal year; `years` is the whole run.
    pub fn licences(&self, year: usize) -> usize {
        self.arrived() + 3 + year
    }

    /// Launches in a fiscal year; `years` is the whole run.
    pub fn launches(&self, year: usize) -> usize {
        self.licences(self.years) + 1 + year
    }

    /// Milestones reached in a fiscal year; `years` is the whole run.
    pub fn milestones(&self, year: usize) -> usize {
        self.launches(self.years) + 1 + year
    }

    /// Arrivals in a fiscal year; `years` is the whole run.
    pub fn arrivals(&self, year: usize) -> usize {
        self.milestones(self.years) + 1 + year
    }

    /// A figure of [`selection`] in a fiscal year; `years` is the whole run.
    pub fn selection(&self, what: usize, year: usize) -> usize {
        self.arrivals(self.years) + 1 + what * (self.years + 1) + year
    }

    /// A figure of [`flow`] of a stage.
    pub fn flow(&self, stage: usize, what: usize) -> usize {
        self.selection(selection::COUNT, 0) + stage * flow::COUNT + what
    }

    /// A figure of [`usage`] of a function in a fiscal year; `years` is the whole run.
    pub fn usage(&self, function: usize, year: usize, what: usize) -> usize {
        self.flow(self.flows, 0) + (function * (self.years + 1) + year) * usage::COUNT + what
    }

    /// A slice of the budget in a fiscal year; `years` is the whole run.
    pub fn slice(&self, slice: usize, year: usize) -> usize {
        self.usage(self.functions, 0, 0) + slice * (self.years + 1) + year
    }

    /// A figure of [`theme`] of a listed theme or a channel.
    pub fn theme(&self, group: usize, what: usize) -> usize {
        self.slice(self.slices.len(), 0) + group * theme::COUNT + what
    }

    /// The number of cells.
    pub fn cells(&self) -> usize {
        self.watch.end()
    }

    /// The first cell of the chapter of licensing.
    pub fn licensing_from(&self) -> usize {
        self.theme(self.groups, 0)
    }

    /// The headlines: what is kept of every run.
    pub fn headlines(&self, model: &Model) -> Vec<Headline> {
        let (years, money) = (self.years, model.currency.to_lowercase());
        let all = self.slices.binary_search(&Slice::All).unwrap_or(0);
        let whole = |column: &str, name: Words, cell| Headline {
            column: column.to_owned(),
            name: name.into(),
            fiscal_year: None,
            cell,
        };
        let mut headlines = vec![
            whole(
                "arrived",
                words("themes that came", "応募テーマ数"),
                self.arrived(),
            ),
            whole(
                "licences",
                words("licences", "導出件数"),
                self.licences(years),
            ),
            whole(
                "launches",
                words("launches", "上市件数"),
                self.launches(years),
            ),
            whole(
                &format!("cost_{money}"),
                words("cost", "所要額"),
                self.slice(all, years),
            ),
        ];
        let yearly = |column: &str, unit: &str, name: Words, cell: &dyn Fn(usize) -> usize| {
            let of_year = |year: usize| {
                let fiscal_year = model.calendar.fiscal_year(year);
                Headline {
                    column: format!("{column}_fy{fiscal_year}{unit}"),
                    name: name.into(),
                    fiscal_year: Some(fiscal_year),
                    cell: cell(year),
                }
            };
            (0..years).map(of_year).collect::<Vec<Headline>>()
        };
        let licences = words("licences", "導出件数");
        headlines.extend(yearly("licences", "", licences, &|year| {
            self.licences(year)
        }));
        if self.selects {
            for (what, column, name) in [
                (
                    selection::EVALUATED,
                    "evaluated",
                    words("themes evaluated", "評価テーマ数"),
                ),
                (
                    selection::ADMITTED,
                    "admitted",
                    words("themes admitted", "採択テーマ数"),
                ),
            ] {
                headlines.extend(yearly(column, "", name, &|year| self.selection(what, year)));
            }
        }
        let unit = format!("_{money}");
        let cost = words("cost", "所要額");
        headlines.extend(yearly("cost", &unit, cost, &|year| self.slice(all, year)));
        headlines.extend(self.watch.headlines());
        if let Some(anatomy) = &self.watch.anatomy {
            let year = model.calendar.fiscal_year(anatomy.year);
            let parts = anatomy.names.iter().zip(&anatomy.slices);
            headlines.extend(parts.map(|((id, name), slice)| Headline {
                column: format!("cost_fy{year}_{id}_{money}"),
                name: text!("cost: {name}", "所要額：{name}"; name),
                fiscal_year: Some(year),
                cell: self.slice(*slice, anatomy.year),
            }));
        }
        headlines
    }

    /// Cells that are kept of the first worlds beside the headlines, and not written: what reaching
    /// a target may hang on.
    pub fn kept_beside(&self) -> Vec<usize> {
        let purses = (0..self.purses.purses).map(|purse| self.shortage_of(purse));
        let functions = (0..self.functions).map(|function| self.waited_for(function));
        match self.watch.has_targets() {
            true => purses.chain(functions).collect(),
            false => Vec::new(),
        }
    }

    /// Whether a purse ran short in any year: 0 or 1.
    pub fn shortage_of(&self, purse: usize) -> usize {
        self.watch
            .short(purse, self.years, super::watch::short::EITHER)
    }

    /// Time for which a function was waited for in the whole run, in ticks.
    pub fn waited_for(&self, function: usize) -> usize {
        self.usage(function, self.years, usage::WAITED)
    }
}
