//! The state of a run: themes, the jobs they have in queues and at work, and the queues.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::num::NonZeroU32;

use super::observer::{Reason, Refusal};
use crate::model::Ticks;
use crate::random::part_of;

/// Where a theme came from.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The scenario's list: an index into [`crate::model::Model::themes`].
    Listed(u32),
    /// A channel, and the number of the theme among those it brought, from 1.
    Channel(u32, u32),
}

/// What has become of a theme.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Not decided yet.
    Open,
    /// Declined, with the reason.
    Declined {
        /// Why.
        why: Refusal,
    },
    /// Withdrawn by its proposer (SEL-10).
    Withdrawn,
    /// Stopped in a stage.
    Terminated {
        /// The stage, an index into the route's stages.
        stage: u16,
        /// Why.
        reason: Reason,
    },
    /// Taken by a company.
    Licensed,
    /// On the market.
    Launched,
}

/// Where a theme stands that asks for support.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Candidate {
    /// It is looked into (SEL-6).
    Scrutiny,
    /// It waits for a decision.
    Ready,
    /// It is with its proposer (SEL-2).
    SentBack,
    /// The Council has yet to confirm it (GOV-2).
    Confirming,
}

/// A theme in a run.
#[derive(Clone, Debug)]
pub struct ThemeRun {
    /// Where it came from.
    pub origin: Origin,
    /// The route it follows, an index into [`crate::model::Model::routes`].
    pub route: u32,
    /// Its disease area, an index into [`crate::model::Model::areas`].
    pub area: Option<u32>,
    /// When it came.
    pub arrived: Ticks,
    /// What has become of it.
    pub fate: Fate,
    /// When that was decided; the horizon while it is open.
    pub decided: Ticks,
    /// The stage it is in, or was in last.
    pub stage: u16,
    /// How many stages of its route it has passed or need not pass: the first it has not.
    pub passed: u16,
    /// When it entered that stage.
    pub stage_entered: Ticks,
    /// What it cost within the horizon, work under way included.
    pub cost: i64,
    /// What licensees have paid for it, the proposer's share included.
    pub income: i64,
    /// Contracts signed for it.
    pub licences: u16,
    /// When the first of them was signed.
    pub first_licensed: Option<Ticks>,
    /// Time its activities spent in queues, summed over activities.
    pub waited: Ticks,
    /// Rank in every queue.
    pub priority: f64,
    /// Whether work on its stages goes on.
    pub researching: bool,
    /// Offers being made.
    pub open_offers: u8,
    /// Activities waiting for a slot.
    pub waiting: u16,
    /// Activities that wait for money (BUD-2).
    pub short: u16,
    /// Time its activities waited for money, summed over activities (BUD-2).
    pub waited_for_money: Ticks,
    /// What is left of the proposer's own funds (SEL-5).
    pub funds: i64,
    /// Activities in their lead time.
    pub leading: u16,
    /// Activities at work.
    pub working: u16,
    /// Activities that wait for another theme's work (EXE-13).
    pub sharing: u16,
    /// The price of work that has ended.
    pub(crate) spent: i64,
    /// Names its draws.
    pub(crate) entity: u64,
    /// Activities of the stage that are done.
    pub(crate) done: u64,
    /// Activities of the stage that have begun their life (queue, work or done).
    pub(crate) begun: u64,
    /// The first of its jobs.
    pub(crate) first_job: u32,
    /// Anniversaries paid of its patent; `None` where the network keeps none.
    pub(crate) patent_years: Option<u32>,
    /// When its patent was filed, by the network or before it by the proposer.
    pub(crate) patent_filed: Option<Ticks>,
    /// The anniversary that is due next: an event of another day means nothing any more.
    pub(crate) patent_due: Ticks,
    /// How often it came back into the pipeline (LIC-11).
    pub(crate) reentry: u16,
    /// Factor on the number of applicants from what became known of it (SEL-3).
    pub(crate) interest_factor: f64,
    /// Whether it has been offered to companies.
    pub(crate) offered: bool,
    /// Its place by priority at the last review.
    pub(crate) rank: Option<NonZeroU32>,
    /// How often it was deferred (SEL-7).
    pub(crate) deferrals: u16,
    /// How often it was sent back (SEL-2).
    pub(crate) times_sent_back: u16,
    /// Where it stands in selection; `None` once it is admitted.
    pub candidate: Option<Candidate>,
    /// When it was admitted; its arrival where it need not be selected.
    pub admitted: Option<Ticks>,
    /// Activities of its first stage that were done when it came.
    pub(crate) done_before: u64,
    /// Whether the grant it applied for is not decided yet (SEL-11).
    pub(crate) grant_pending: bool,
    /// What the scenario or its scores alone give it as a priority.
    pub(crate) base_priority: f64,
    /// Where its fixed order of support begins, and its length (SEL-12).
    pub(crate) support: (u32, u16),
    /// Requests to withdraw (SEL-10).
    pub(crate) withdrawal_requests: u16,
    /// Whether its publication waits for the filing (SEL-3).
    pub(crate) publication_waits: bool,
    /// Whether its target is identified (SEL-2).
    pub(crate) target_identified: bool,
    /// Whether its rights are sorted (SEL-9).
    pub(crate) rights_sorted: bool,
    /// Calls for a licensee that were opened (LIC-1).
    pub(crate) calls: u16,
    /// Calls without an applicant in a row (LIC-3).
    pub(crate) calls_without_applicant: u16,
    /// Evidence left by companies (LIC-9).
    pub(crate) evidence: f64,
    /// Whether what happened last to it was a technical failure.
    pub(crate) failed_technically: bool,
}

impl ThemeRun {
    /// How often it was deferred (SEL-7).
    pub fn deferral(&self) -> u16 {
        self.deferrals
    }

    /// Whether the network still works for it, or waits to.
    pub fn is_open(&self) -> bool {
        self.fate == Fate::Open
    }

    /// Names the draws of its present life in the pipeline: itself at first, a part of its own after
    /// each time it was taken over (LIC-11).
    #[inline]
    pub(crate) fn life(&self) -> u64 {
        match self.reentry {
            0 => self.entity,
            life => part_of(self.entity, u32::from(life)),
        }
    }
}

/// No job, no theme.
pub(crate) const NONE: u32 = u32::MAX;

/// The state of a job.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Not in use, or waiting for another theme's work.
    Idle,
    /// In a queue.
    Waiting,
    /// There is no money for it this year (BUD-2).
    Short,
    /// Its provider prepares.
    Leading,
    /// At work.
    Working,
}

/// An activity of a theme, from the moment it is ready until it is done.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub theme: u32,
    pub work: u32,
    pub phase: Phase,
    /// Distinguishes the job's present place in a queue from earlier ones.
    pub stamp: u32,
    /// Since when it is in the queue.
    pub joined: Ticks,
    /// Since when the present wait lasts (after a lead time it starts anew), or the work.
    pub since: Ticks,
    /// Waiting time before `since`.
    pub waited: Ticks,
    /// Options that are open.
    pub mask: u32,
    /// The option it is bound to by a lead time, or works at.
    pub option: u8,
    pub bound: bool,
    /// Whether slots of its provider are promised to it.
    pub promised: bool,
    pub repeat: u32,
    /// The life of its theme to which it belongs.
    pub life: u16,
    pub cost: i64,
    /// The theme's next job.
    pub next: u32,
}

/// A place in a queue: highest priority first, then longest in the queue, then the earlier theme,
/// then the earlier activity of the route.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The rank, falling as the priority rises, then the time of joining: one comparison decides
    /// nearly always.
    order: u128,
    theme: u32,
    work: u32,
    pub job: u32,
    pub stamp: u32,
}

impl Place {
    /// The place of `job`, number `number`, whose theme has this priority.
    #[inline]
    pub fn new(priority: f64, job: &Job, number: u32) -> Place {
        Place {
            order: order(priority, job.joined),
            theme: job.theme,
            work: job.work,
            job: number,
            stamp: job.stamp,
        }
    }
}

/// Smaller for a higher priority, then for an earlier time, which is not negative.
#[inline]
fn order(priority: f64, joined: Ticks) -> u128 {
    u128::from(!ordered(priority)) << 64 | u128::from(joined.0 as u64)
}

/// Maps a float to an integer of the same order; −0 and 0 are made one.
#[inline]
fn ordered(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 {
        !bits
    } else {
        bits | 1 << 63
    }
}

/// The queue of one class, best place first. Places of jobs that have left stay until they come up.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    heap: BinaryHeap<Reverse<Place>>,
}

impl Queue {
    pub fn clear(&mut self) {
        self.heap.clear();
    }

    #[inline]
    pub fn push(&mut self, place: Place) {
        self.heap.push(Reverse(place));
    }

    /// The best place that is still taken.
    #[inline]
    pub fn head(&mut self, jobs: &[Job]) -> Option<Place> {
        while let Some(Reverse(place)) = self.heap.peek() {
            let job = &jobs[place.job as usize];
            if job.stamp == place.stamp && job.phase == Phase::Waiting {
                return Some(*place);
            }
            self.heap.pop();
        }
        None
    }

    #[inline]
    pub fn pop(&mut self) {
        self.heap.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_is_ordered_by_priority_then_time_then_theme() {
        let place = |priority: f64, joined, theme| Place {
            order: order(priority, Ticks(joined)),
            theme,
            work: 0,
            job: 0,
            stamp: 0,
        };
        assert!(place(2.0, 9, 9) < place(1.0, 0, 0));
        assert!(place(1.0, 3, 9) < place(1.0, 4, 0));
        assert!(place(1.0, 3, 1) < place(1.0, 3, 2));
        assert!(place(0.5, 0, 0) < place(-0.5, 0, 0));
        assert_eq!(place(0.0, 0, 0), place(-0.0, 0, 0));
    }
}
