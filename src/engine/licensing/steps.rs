//! The steps of the company selected, up to the contract (LIC-4, LIC-8, LIC-9, LIC-10).

use super::event::LicensingEvent;
use crate::engine::observer::Observer;
use crate::engine::simulator::Simulator;
use crate::engine::stages::with_odds_ratio;
use crate::model::{DecisionPoint, Ending, LicenceKind, LicensingStep, MOST_APPLICANTS, Ticks};

impl Simulator<'_> {
    /// A step of the company is done: it goes on, or it leaves its data and withdraws.
    pub(super) fn company_step_done<O: Observer>(
        &mut self,
        theme: u32,
        step: LicensingStep,
        observer: &mut O,
    ) {
        let kind = match step {
            LicensingStep::Contract => self.agree_on_kind(theme),
            _ => 0,
        };
        let place = step.with_company().unwrap_or(0);
        if let Some((odds, purpose)) = self.chapter().steps[place] {
            let name = self.call_name(theme);
            let applicant = u32::from(self.process(theme).applicant);
            let mut odds = self.number(odds, name, applicant);
            if step == LicensingStep::Contract {
                let ratio = self.chapter().kinds[kind].odds_ratio;
                odds = with_odds_ratio(odds, self.number(ratio, 0, 0));
            }
            if self.units(name, purpose.occurrence(applicant))[0] >= odds {
                return self.company_leaves(theme, step, odds, observer);
            }
            self.note(observer, theme, LicensingEvent::StepPassed { step, odds });
        }
        match LicensingStep::WITH_COMPANY.get(place + 1) {
            Some(next) => self.begin_step(theme, *next, observer),
            None => self.sign(theme, kind, observer),
        }
    }

    /// The company withdraws; its data and rights stay with the network (LIC-9).
    fn company_leaves<O: Observer>(
        &mut self,
        theme: u32,
        step: LicensingStep,
        odds: f64,
        observer: &mut O,
    ) {
        let gain = self.number(self.chapter().evidence_gain, 0, 0);
        let process = self.process(theme);
        let others = process.applicants - process.asked;
        let asked = u32::from(process.asked);
        let record = &mut self.themes[theme as usize];
        record.evidence += gain;
        let evidence = record.evidence;
        let occurrence = u32::from(record.calls) * (MOST_APPLICANTS + 1) + asked;
        self.note(
            observer,
            theme,
            LicensingEvent::CompanyLeft {
                step,
                odds,
                evidence,
                others,
            },
        );
        let decided = self.decide(theme, DecisionPoint::CompanyLeft, occurrence, observer);
        self.follow(theme, decided, observer);
    }

    /// The kind of licence that is agreed on, among those possible (LIC-4).
    fn agree_on_kind(&mut self, theme: u32) -> usize {
        let chapter = self.chapter();
        if chapter.kinds.len() < 2 {
            return 0;
        }
        let name = self.call_name(theme);
        let purpose = chapter
            .kind
            .occurrence(u32::from(self.process(theme).applicant));
        let u = self.units(name, purpose)[0];
        let weight = |place: usize| {
            let kind = &chapter.kinds[place];
            let possible = kind.kind != LicenceKind::ExclusiveRegistered
                || self.can_be_registered(theme, place);
            match possible {
                true => self.number(kind.weight, 0, 0),
                false => 0.0,
            }
        };
        let total: f64 = (0..chapter.kinds.len()).map(weight).sum();
        let mut reached = 0.0;
        let mut agreed = chapter.kinds.len() - 1;
        for place in 0..chapter.kinds.len() {
            reached += weight(place);
            if u * total < reached {
                agreed = place;
                break;
            }
        }
        agreed
    }

    /// Whether the patent is granted and the co-owners consent (LIC-4).
    fn can_be_registered(&self, theme: u32, place: usize) -> bool {
        let chapter = self.chapter();
        let rules = &chapter.kinds[place];
        let record = &self.themes[theme as usize];
        let grant = Ticks::from_months(self.number(rules.grant_months, record.entity, 0));
        let granted = record
            .patent_filed
            .is_some_and(|filed| filed + grant <= self.now);
        let consent = self.number(rules.co_owner_consent, 0, 0);
        granted && self.units(record.entity, chapter.consent)[0] < consent
    }

    /// The contract is signed: the theme is licensed (LIC-8).
    fn sign<O: Observer>(&mut self, theme: u32, kind: usize, observer: &mut O) {
        let chapter = self.chapter();
        let record = &mut self.themes[theme as usize];
        record.open_offers = 0;
        let left = record.researching.then_some(record.stage);
        let route = &self.plan.model.routes[record.route as usize];
        // A route that names no such stage knows no early licences.
        let early = route.candidate_stage.is_some() && !self.candidate_fixed(theme);
        let kind = &chapter.kinds[kind];
        let mut factor = self.number(kind.price_factor, 0, 0);
        if early {
            factor *= self.number(chapter.early_upfront_share, 0, 0);
        }
        let process = self.process(theme);
        (process.running, process.pending, process.call_due) = (false, None, false);
        process.upfront = process.bid * factor;
        process.milestones = early || chapter.late_milestones;
        let kind = kind.kind;
        self.note(observer, theme, LicensingEvent::Contracted { kind, early });
        self.exit(theme, Ending::Licensed, left, observer);
    }
}
