//! What the chapter of licensing tells.

use crate::model::{Decision, LicenceKind, LicensingStep, Ticks};

/// Something that happened to a theme on its way to a licence, or after it.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum LicensingEvent {
    /// A call for a licensee is opened (LIC-1).
    CallOpened {
        /// Its number, from 1.
        call: u16,
    },
    /// A call would be opened, but a theme has no more of them (LIC-3).
    NoMoreCalls {
        /// How many it has had.
        calls: u16,
    },
    /// A call is over.
    CallClosed {
        /// How many companies applied.
        applicants: u16,
        /// How many could be expected.
        mean: f64,
    },
    /// A company is selected (LIC-2, LIC-15).
    CompanySelected {
        /// Its number among the applicants, from 0.
        applicant: u16,
        /// How many applied.
        of: u16,
        /// How many were asked before.
        before: u16,
        /// The upfront it bids.
        bid: i64,
    },
    /// A step on the way to the contract is passed (LIC-8).
    StepPassed {
        /// The step.
        step: LicensingStep,
        /// The probability that it would be.
        odds: f64,
    },
    /// The company withdraws at the end of a step and leaves its data (LIC-8, LIC-9).
    CompanyLeft {
        /// The step.
        step: LicensingStep,
        /// The probability that it would go on.
        odds: f64,
        /// All evidence left so far.
        evidence: f64,
        /// Applicants that were not asked yet.
        others: u16,
    },
    /// What follows where no line decides, or where what it decides cannot be.
    Follows {
        /// What is done.
        decision: Decision,
        /// Whether no line decided; what was known is told by [`Observer::knew`] before.
        ///
        /// [`Observer::knew`]: crate::engine::Observer::knew
        by_default: bool,
    },
    /// The contract is signed (LIC-4, LIC-8); the licence is told next.
    Contracted {
        /// The kind of licence.
        kind: LicenceKind,
        /// Whether the development candidate was not fixed yet (LIC-10).
        early: bool,
    },
    /// The licensee pays (LIC-5, LIC-10).
    Paid {
        /// For what.
        what: Payment,
        /// The whole amount.
        amount: i64,
        /// The part of the proposer (INC-4).
        proposer: i64,
    },
    /// Other bodies are asked for risk relief (LIC-6).
    ReliefAsked {
        /// When their answer comes.
        until: Ticks,
    },
    /// Other bodies answer (LIC-6).
    ReliefDecided {
        /// Whether they grant it.
        granted: bool,
    },
    /// The licensee begins a stage of its development.
    DevelopmentBegan {
        /// The stage.
        stage: u16,
    },
    /// The licensee waits for a stage that the network does (EXE-8 off).
    DevelopmentWaits {
        /// The stage.
        stage: u16,
    },
    /// A stage of the development is passed, by the licensee or by the network for it.
    DevelopmentPassed {
        /// The stage.
        stage: u16,
    },
    /// The licensee gives up (LIC-11).
    GaveUp {
        /// The stage of its development, if one remained.
        stage: Option<u16>,
        /// For a technical failure; else for reasons of its own.
        technical: bool,
    },
    /// The network takes the theme over (LIC-11).
    TakenOver {
        /// All evidence so far.
        evidence: f64,
    },
    /// The network pays for the patent again (LIC-12).
    PatentResumed {
        /// What falls due.
        cost: i64,
    },
    /// Research stops within a stage, as the theme ends.
    ResearchStopped {
        /// The stage.
        stage: u16,
    },
}

/// What a licensee pays for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Payment {
    /// The contract.
    Upfront,
    /// A milestone of its development.
    Milestone,
    /// Sales.
    Royalty,
}

impl Payment {
    /// All kinds.
    pub const ALL: [Payment; 3] = [Payment::Upfront, Payment::Milestone, Payment::Royalty];

    /// The word in tables and in the trace.
    pub fn word(self) -> &'static str {
        match self {
            Payment::Upfront => "upfront",
            Payment::Milestone => "milestone",
            Payment::Royalty => "royalty",
        }
    }
}

/// Who has income.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beneficiary {
    /// An institute: an index into [`crate::model::Model::institutes`].
    Institute(u32),
    /// The network as a whole, where no institute has worked on the theme.
    Network,
    /// The proposer (INC-4).
    Proposer,
}

/// Where an amount of income stands, besides its fiscal year.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IncomeLine {
    /// Who has it.
    pub beneficiary: Beneficiary,
    /// What it was paid for.
    pub payment: Payment,
    /// An index into [`crate::model::Model::modalities`].
    pub modality: u32,
}
