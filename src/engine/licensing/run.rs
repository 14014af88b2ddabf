//! The state of the chapter in a run.

use crate::engine::Ledger;
use crate::engine::simulator::Simulator;
use crate::model::LicensingStep;
use crate::random::{name_hash, part_of};

const CALL: u64 = name_hash("licensing.call.number");
const LICENCE: u64 = name_hash("licensing.licence.number");

/// The state of the chapter.
#[derive(Debug, Default)]
pub(crate) struct LicensingRun {
    /// By theme, as far as there is anything to say.
    processes: Vec<Process>,
    /// Income by [`super::plan::LicensingPlan::income_lines`].
    pub income: Ledger,
    /// Slot-ticks that each institute has begun for each theme: `[theme][institute]`.
    pub worked: Vec<i64>,
    /// The same at the licence: by this income is divided.
    pub shares: Vec<i64>,
    /// Room for the division of an amount: (weight or remainder, institute, part).
    pub parts: Vec<(i128, u32, i64)>,
}

impl LicensingRun {
    /// The state before a run, with so many lines of income over so many fiscal years.
    pub fn new(lines: usize, years: usize) -> LicensingRun {
        LicensingRun {
            income: Ledger::new(lines, years),
            ..LicensingRun::default()
        }
    }

    pub fn clear(&mut self) {
        self.processes.clear();
        self.income.clear();
        self.worked.clear();
        self.shares.clear();
    }
}

/// A theme on its way to a licence, and after it.
#[derive(Clone, Debug, Default)]
pub(super) struct Process {
    /// Whether a process is under way.
    pub running: bool,
    /// An offer point that was passed meanwhile.
    pub pending: Option<u8>,
    /// Whether a call is opened as soon as a stage is passed.
    pub call_due: bool,
    /// The offer whose applicants and bids hold.
    pub offer: u8,
    /// Companies that applied to the present call.
    pub applicants: u16,
    /// How many of them were asked.
    pub asked: u16,
    /// The one asked last, how it was valued, and its bid.
    pub applicant: u16,
    pub value: f64,
    pub bid: f64,
    /// What the contract pays at once.
    pub upfront: f64,
    /// Whether others were asked for risk relief, and whether they granted it.
    pub relief_asked: bool,
    pub relief: bool,
    /// Whether the present licence pays milestones.
    pub milestones: bool,
    /// Stages of the route passed at the present licence.
    pub passed_at_licence: u16,
    /// The stage of the development that comes next, or is under way.
    pub developed: u16,
    /// Whether the licensee waits for the network.
    pub waits: bool,
    /// Whether the time until it gives up has been drawn for this stage and licence.
    pub may_give_up: bool,
}

impl Simulator<'_> {
    /// The process of a theme.
    pub(super) fn process(&mut self, theme: u32) -> &mut Process {
        let processes = &mut self.licensing.processes;
        if processes.len() <= theme as usize {
            processes.resize_with(theme as usize + 1, Process::default);
        }
        &mut processes[theme as usize]
    }

    /// The process of a theme, if it ever had one.
    pub(super) fn known_process(&self, theme: u32) -> Option<&Process> {
        self.licensing.processes.get(theme as usize)
    }

    /// The entity that names the draws of the present call.
    pub(super) fn call_name(&self, theme: u32) -> u64 {
        let record = &self.themes[theme as usize];
        part_of(record.entity ^ CALL, u32::from(record.calls))
    }

    /// The entity that names the draws of the present licence.
    pub(super) fn licence_name(&self, theme: u32) -> u64 {
        let record = &self.themes[theme as usize];
        part_of(record.entity ^ LICENCE, u32::from(record.licences))
    }

    /// What names the draws of a piece of work of the process: the call, and the company.
    #[inline(never)]
    pub(in crate::engine) fn name_of_step(&self, theme: u32, step: LicensingStep) -> (u64, u32) {
        let with_company = step.with_company().is_some();
        let process = self.known_process(theme).filter(|_| with_company);
        let applicant = process.map_or(0, |process| u32::from(process.applicant));
        (self.call_name(theme), applicant)
    }
}
