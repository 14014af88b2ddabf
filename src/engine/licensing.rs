//! Exit: offers to companies, and what a licence means for the work that remains
//! (EXE-1, EXE-7, EXE-8, LIC-3, LIC-14).
//!
//! In its plain form a theme is taken with the odds and after the time of the offer.

use super::observer::{Happening, Observer, Reason};
use super::simulator::Simulator;
use super::state::Fate;
use crate::model::Ending;

impl Simulator<'_> {
    /// Offers a theme that has just passed its stage, where its route says so and its strategy
    /// has come to its exit point.
    pub(super) fn make_offers<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &self.themes[theme as usize];
        let plan = self.plan;
        let route = &plan.routes[record.route as usize];
        let stage = record.stage;
        if route.offers.is_empty() || stage < route.exit_point || !record.is_open() {
            return;
        }
        let last = usize::from(stage) + 1 == route.stages.len();
        for (number, offer) in route.offers.iter().enumerate() {
            // A theme that came too late for every offer is offered at the end of its route.
            let late = last && number + 1 == route.offers.len();
            let late = late && !self.themes[theme as usize].offered;
            if offer.after == stage || late {
                self.themes[theme as usize].offered = true;
                self.themes[theme as usize].open_offers += 1;
                self.tell(
                    observer,
                    theme,
                    Happening::Offered {
                        offer: number as u8,
                    },
                );
                self.join(theme, offer.work, observer);
            }
        }
    }

    /// The licensing work of an offer is done: a company takes the theme or none does.
    pub(super) fn close_offer<O: Observer>(&mut self, theme: u32, offer: u8, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        record.open_offers -= 1;
        let (entity, stage) = (record.entity, record.stage);
        let left = record.researching.then_some(stage);
        let rules = &self.plan.routes[record.route as usize].offers[usize::from(offer)];
        let odds = self.number(rules.odds, entity, 0);
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
    pub(super) fn leave_stage<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &self.themes[theme as usize];
        let plan = self.plan;
        let route = &plan.routes[record.route as usize];
        let stage = record.stage;
        if route.offers.is_empty() && stage >= route.exit_point && record.is_open() {
            self.exit(theme, route.ends_in, None, observer);
        }
        let record = &mut self.themes[theme as usize];
        if !record.researching {
            return;
        }
        if usize::from(stage) + 1 < route.stages.len() {
            self.enter_stage(theme, stage + 1, 0, observer);
            return self.join_ready(theme, observer);
        }
        record.researching = false;
        if record.is_open() {
            self.end_without_licensee(theme, observer);
        } else {
            self.tell(observer, theme, Happening::ResearchEnded);
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
    }
}
