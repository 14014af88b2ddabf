//! What proposers do once their theme is in the network: they ask to withdraw, and they publish
//! (SEL-3, SEL-10, INC-5).

use super::event::Timer;
use super::ledger::whole;
use super::observer::{Happening, Observer};
use super::simulator::Simulator;
use super::state::Fate;
use crate::model::{Decision, DecisionPoint};
use crate::random::{Purpose, name_hash};

const WITHDRAWAL: Purpose = Purpose::new(name_hash("withdrawal"));

/// Something a proposer does.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum ProposerEvent {
    /// It asks to withdraw (SEL-10).
    AsksToWithdraw,
    /// The network does not consent (SEL-10).
    WithdrawalRefused,
    /// The network consents: the theme is withdrawn (SEL-10).
    Withdrawn {
        /// The stage that was being worked on.
        leaves: Option<u16>,
    },
    /// The publication is put off until the patent is filed (SEL-3).
    PublicationPutOff,
    /// The results are published (SEL-3, INC-5).
    Published {
        /// Whether before the filing of the patent.
        before_filing: bool,
        /// What the network pays for it.
        cost: i64,
    },
}

impl Simulator<'_> {
    /// Draws when the proposer of a theme asks to withdraw: a Poisson process from admission on.
    pub(super) fn await_withdrawal(&mut self, theme: u32) {
        let Some(rate) = self.plan.withdrawals_per_year else {
            return;
        };
        let record = &self.themes[theme as usize];
        let (entity, request) = (record.entity, u32::from(record.withdrawal_requests));
        let per_month = self.number(rate, 0, 0) / 12.0;
        if per_month > 0.0 {
            let u = self.units(entity, WITHDRAWAL.occurrence(request))[0];
            // The inverse of the exponential distribution; beyond any horizon it never happens.
            let months = (-libm::log1p(-u) / per_month).min(1e6);
            self.set_timer(theme, Timer::AsksToWithdraw, months, request);
        }
    }

    /// A proposer asks to withdraw; it needs the network's consent (SEL-10).
    pub(super) fn ask_to_withdraw<O: Observer>(
        &mut self,
        theme: u32,
        request: u32,
        observer: &mut O,
    ) {
        let record = &mut self.themes[theme as usize];
        let stale = u32::from(record.withdrawal_requests) != request;
        if stale || request >= u32::from(u16::MAX) {
            return;
        }
        record.withdrawal_requests += 1;
        if record.fate == Fate::Licensed {
            // Nobody withdraws from a licence; after a take-over it may ask again.
            return self.await_withdrawal(theme);
        }
        if !record.is_open() {
            return;
        }
        self.tell_proposer(observer, theme, ProposerEvent::AsksToWithdraw);
        let (_, decision) = self.decide(theme, DecisionPoint::Consent, request, observer);
        if decision == Decision::Refuse {
            self.tell_proposer(observer, theme, ProposerEvent::WithdrawalRefused);
            return self.await_withdrawal(theme);
        }
        let record = &mut self.themes[theme as usize];
        let leaves = record.researching.then_some(record.stage);
        record.fate = Fate::Withdrawn;
        record.decided = self.now;
        record.researching = false;
        self.tell_proposer(observer, theme, ProposerEvent::Withdrawn { leaves });
        self.pay_meetings(theme, self.now, observer);
        self.cancel_waiting(theme, false, observer);
    }

    /// Notes when the results of a theme are to be published (SEL-3).
    pub(super) fn plan_publication(&mut self, theme: u32) {
        if let Some(publication) = &self.plan.publication {
            let entity = self.themes[theme as usize].entity;
            let months = self.number(publication.after_months, entity, 0);
            self.set_timer(theme, Timer::Published, months, 0);
        }
    }

    /// The planned time of a publication has come.
    pub(super) fn publication_due<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let rules = self.plan.model.publication.as_ref();
        let waits = rules.is_some_and(|rules| rules.waits_for_filing);
        let before_filing = self.awaits_filing(theme);
        let record = &mut self.themes[theme as usize];
        if !record.is_open() {
            return;
        }
        if waits && before_filing {
            record.publication_waits = true;
            return self.tell_proposer(observer, theme, ProposerEvent::PublicationPutOff);
        }
        self.publish(theme, before_filing, observer);
    }

    /// Whether the route of a theme has a patent that is not filed yet.
    fn awaits_filing(&self, theme: u32) -> bool {
        let record = &self.themes[theme as usize];
        let patent = &self.plan.routes[record.route as usize].patent;
        patent.is_some() && record.patent_filed.is_none()
    }

    pub(super) fn publish<O: Observer>(
        &mut self,
        theme: u32,
        before_filing: bool,
        observer: &mut O,
    ) {
        let plan = self.plan;
        let Some(rules) = &plan.publication else {
            return;
        };
        let record = &mut self.themes[theme as usize];
        record.publication_waits = false;
        let (entity, route) = (record.entity, record.route as usize);
        if before_filing {
            let factor = self.number(rules.interest_factor, 0, 0);
            self.themes[theme as usize].interest_factor *= factor;
        }
        let mut cost = whole(self.number(rules.cost, entity, 0));
        if cost > 0 {
            let line = plan.routes[route].publication_line;
            cost = self.ledger.book(&plan.calendar, line, self.now, cost);
            self.pay(theme, cost);
        }
        let what = ProposerEvent::Published {
            before_filing,
            cost,
        };
        self.tell_proposer(observer, theme, what);
    }

    fn tell_proposer<O: Observer>(&self, observer: &mut O, theme: u32, what: ProposerEvent) {
        self.tell(observer, theme, Happening::Proposer(what));
    }
}
