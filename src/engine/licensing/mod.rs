//! Exit: offers to companies, and what a licence means for the work that remains
//! (EXE-1, EXE-7, EXE-8, LIC-1 to LIC-15).
//!
//! In its plain form a theme is taken with the odds and after the time of the offer. With the
//! chapter of licensing on, an offer point opens a licensing process: the non-confidential
//! material, a call, perhaps a tender, then the steps of the company selected, up to the contract;
//! and a licence begins a development by the licensee.
//!
//! # A process
//!
//! 1. A theme has one process at a time. An offer point that is passed meanwhile waits until it
//!    ends; of several the last is made.
//! 2. The steps are pieces of work like any other: they wait for their slots, take time and cost.
//!    Research goes on beside them (LIC-14). A step that the scenario does not have takes no time
//!    and never fails.
//! 3. A technical failure or a No-Go of the research ends the process, and so does a withdrawal
//!    (SEL-10): what waits is given up, what is under way finishes and leads to nothing.
//! 4. The draws of a call belong to (theme, call, applicant), so that earlier applicants keep theirs
//!    whatever changes the number of later ones.
//!
//! # After the licence
//!
//! The licensee goes through its stages. One that the network has passed before the licence is
//! skipped; one that the network does itself (EXE-8 off) is waited for, and its milestone is paid
//! when the network passes it. A technical failure of the network's work makes the licensee give up.
//! A stage that a former licensee passed is not done again.

mod call;
mod development;
mod event;
mod income;
mod number;
mod plan;
mod relief;
mod run;
mod steps;
mod worked;

pub use event::{Beneficiary, IncomeLine, LicensingEvent, Payment};
pub(crate) use plan::{LicensingPlan, compile};
pub(super) use run::LicensingRun;

use super::observer::{Happening, Observer, Reason};
use super::simulator::Simulator;
use super::stages::with_odds_ratio;
use super::state::Fate;
use crate::model::{Decision, Ending};

impl<'p> Simulator<'p> {
    /// Offers a theme that has just passed its stage, where its route says so and its strategy
    /// has come to its exit point.
    pub(super) fn make_offers<O: Observer>(&mut self, theme: u32, last: bool, observer: &mut O) {
        let record = &self.themes[theme as usize];
        let plan = self.plan;
        let route = &plan.routes[record.route as usize];
        let stage = record.stage;
        // An exit point in an optional stage that is passed over is the end of the route.
        let reached = stage >= route.exit_point || last;
        if route.offers.is_empty() || !reached || !record.is_open() {
            return;
        }
        for (number, offer) in route.offers.iter().enumerate() {
            // A theme that came too late for every offer is offered at the end of its route.
            let late = last && number + 1 == route.offers.len();
            let late = late && !self.themes[theme as usize].offered;
            if offer.after == stage || late {
                self.make_offer(theme, number as u8, observer);
            }
        }
        if plan.licensing.is_some() {
            self.call_if_due(theme, observer);
        }
    }

    /// An offer is made: its work joins its queue.
    fn make_offer<O: Observer>(&mut self, theme: u32, offer: u8, observer: &mut O) {
        self.themes[theme as usize].offered = true;
        if self.plan.licensing.is_some() && self.process_waits(theme, offer) {
            return;
        }
        let record = &mut self.themes[theme as usize];
        record.open_offers += 1;
        let work = self.plan.routes[record.route as usize].offers[usize::from(offer)].work;
        self.tell(observer, theme, Happening::Offered { offer });
        self.join(theme, work, observer);
    }

    /// The work of an offer is done: a company takes the theme or none does; or its call opens.
    pub(super) fn close_offer<O: Observer>(&mut self, theme: u32, offer: u8, observer: &mut O) {
        if self.plan.licensing.is_some() {
            return self.open_call(theme, observer);
        }
        let record = &mut self.themes[theme as usize];
        record.open_offers -= 1;
        let (entity, stage) = (record.entity, record.stage);
        let left = record.researching.then_some(stage);
        let rules = &self.plan.routes[record.route as usize].offers[usize::from(offer)];
        let mut odds = self.number(rules.odds, entity, 0);
        let interest = self.themes[theme as usize].interest_factor;
        if interest != 1.0 {
            odds = with_odds_ratio(odds, interest);
        }
        if self.units(entity, rules.purpose)[0] < odds {
            return self.exit(theme, Ending::Licensed, left, observer);
        }
        self.tell(observer, theme, Happening::OfferFailed { offer, odds });
        self.end_without_licensee(theme, observer);
    }

    /// Terminates a theme whose work is done and which nobody took (LIC-3).
    fn end_without_licensee<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &self.themes[theme as usize];
        if !record.researching && record.open_offers == 0 && record.is_open() {
            self.stop(theme, Reason::NoLicensee, observer);
        }
    }

    /// A theme that passed its stage goes to the next, or comes to the end of its route.
    pub(super) fn leave_stage<O: Observer>(
        &mut self,
        theme: u32,
        next: Option<u16>,
        observer: &mut O,
    ) {
        let record = &self.themes[theme as usize];
        let plan = self.plan;
        let route = &plan.routes[record.route as usize];
        let stage = record.stage;
        let reached = stage >= route.exit_point || next.is_none();
        if route.offers.is_empty() && reached && record.is_open() {
            self.exit(theme, route.ends_in, None, observer);
        }
        let record = &mut self.themes[theme as usize];
        if !record.researching {
            return;
        }
        if let Some(next) = next {
            self.enter_stage(theme, next, 0, observer);
            self.join_ready(theme, observer);
            return self.licensee_follows(theme, observer);
        }
        record.researching = false;
        if record.is_open() {
            self.end_without_licensee(theme, observer);
        } else {
            self.tell(observer, theme, Happening::ResearchEnded);
            self.licensee_follows(theme, observer);
        }
    }

    /// A theme is licensed or launched. Offers still being made are withdrawn; the work that
    /// remains passes to the licensee, or goes on in the network (EXE-8). `stage` is the one it is
    /// in, if it has not just passed it.
    fn exit<O: Observer>(
        &mut self,
        theme: u32,
        ending: Ending,
        stage: Option<u16>,
        observer: &mut O,
    ) {
        let record = &mut self.themes[theme as usize];
        let route = &self.plan.routes[record.route as usize];
        record.decided = self.now;
        record.fate = match ending {
            Ending::Licensed => Fate::Licensed,
            Ending::Launched => Fate::Launched,
        };
        if ending == Ending::Licensed {
            record.licences += 1;
            record.first_licensed = record.first_licensed.or(Some(self.now));
        }
        let what = match ending {
            Ending::Licensed => Happening::Licensed {
                leaves: stage.filter(|_| route.passes_to_licensee),
            },
            Ending::Launched => Happening::Launched,
        };
        if route.passes_to_licensee {
            record.researching = false;
        }
        let offers_only = record.researching;
        self.tell(observer, theme, what);
        self.pay_meetings(theme, self.now, observer);
        self.cancel_waiting(theme, offers_only, observer);
        if ending == Ending::Licensed && self.plan.licensing.is_some() {
            self.begin_licence(theme, observer);
        }
    }
}

/// The chapter's part of offers; called only while it is on.
impl<'p> Simulator<'p> {
    /// The rules of the chapter.
    ///
    /// Only its own code asks, which runs only while it is on.
    #[allow(
        clippy::expect_used,
        reason = "the chapter's own code runs only while it is on"
    )]
    fn chapter(&self) -> &'p LicensingPlan {
        self.plan.licensing.as_deref().expect("the chapter is on")
    }

    /// Whether a process is under way, so that an offer has to wait; else one begins.
    fn process_waits(&mut self, theme: u32, offer: u8) -> bool {
        let process = self.process(theme);
        if process.running {
            process.pending = Some(offer);
            return true;
        }
        process.running = true;
        process.call_due = false;
        process.offer = offer;
        false
    }

    /// Opens the call that was put off until a stage is passed (LIC-3).
    fn call_if_due<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let process = self.process(theme);
        if process.call_due && !process.running {
            self.open_call(theme, observer);
        }
    }

    /// What follows a call without applicant or a company that left.
    fn follow<O: Observer>(
        &mut self,
        theme: u32,
        (line, decision): (Option<u32>, Decision),
        observer: &mut O,
    ) {
        let process = self.process(theme);
        let left = process.asked < process.applicants;
        let possible = match decision {
            Decision::NextApplicant if !left => Decision::CarryOn,
            other => other,
        };
        if line.is_none() || possible != decision {
            self.note(
                observer,
                theme,
                LicensingEvent::Follows {
                    decision: possible,
                    by_default: line.is_none(),
                },
            );
        }
        match (possible, line) {
            (Decision::NextApplicant, _) => self.select_company(theme, observer),
            (Decision::CallAgain, _) => self.open_call(theme, observer),
            (Decision::Stop, Some(line)) => self.give_theme_up(theme, Reason::Rule(line), observer),
            _ => self.carry_on(theme, observer),
        }
    }

    /// The process ends without a licence; research carries on if there is any left (LIC-3).
    fn carry_on<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let process = self.process(theme);
        process.running = false;
        let pending = process.pending.take();
        self.themes[theme as usize].open_offers = 0;
        if let Some(offer) = pending {
            return self.make_offer(theme, offer, observer);
        }
        if self.themes[theme as usize].researching {
            self.process(theme).call_due = true;
        } else {
            self.end_without_licensee(theme, observer);
        }
    }

    /// The theme is given up in the middle of whatever it is doing.
    fn give_theme_up<O: Observer>(&mut self, theme: u32, reason: Reason, observer: &mut O) {
        self.process(theme).running = false;
        let record = &mut self.themes[theme as usize];
        record.open_offers = 0;
        // What is told of a theme that has left its stage must find it so.
        let stage = record.researching.then_some(record.stage);
        record.researching = false;
        if let Some(stage) = stage {
            self.note(observer, theme, LicensingEvent::ResearchStopped { stage });
        }
        self.stop(theme, reason, observer);
    }

    /// Tells something of the chapter.
    fn note<O: Observer>(&self, observer: &mut O, theme: u32, what: LicensingEvent) {
        self.tell(observer, theme, Happening::Licensing(what));
    }
}
