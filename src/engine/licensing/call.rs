//! The call, its applicants, and the choice among them (LIC-1, LIC-2, LIC-3, LIC-15).

use super::event::LicensingEvent;
use super::number::number_at;
use crate::engine::ledger::whole;
use crate::engine::observer::Observer;
use crate::engine::plan::Number;
use crate::engine::simulator::Simulator;
use crate::model::{DecisionPoint, LicensingStep, MOST_CALLS};

impl Simulator<'_> {
    /// Opens a call. A theme has [`MOST_CALLS`] at most: then the process ends.
    pub(super) fn open_call<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let process = self.process(theme);
        (process.running, process.call_due) = (true, false);
        (process.applicants, process.asked) = (0, 0);
        let record = &mut self.themes[theme as usize];
        record.open_offers = 1;
        if record.calls >= MOST_CALLS {
            let calls = record.calls;
            self.note(observer, theme, LicensingEvent::NoMoreCalls { calls });
            return self.carry_on(theme, observer);
        }
        record.calls += 1;
        let call = record.calls;
        self.note(observer, theme, LicensingEvent::CallOpened { call });
        self.ask_for_relief(theme, observer);
        self.begin_step(theme, LicensingStep::Call, observer);
    }

    /// The work of a step joins its queue; a step without work is done at once.
    pub(super) fn begin_step<O: Observer>(
        &mut self,
        theme: u32,
        step: LicensingStep,
        observer: &mut O,
    ) {
        let route = self.themes[theme as usize].route as usize;
        match self.chapter().works[route][step as usize] {
            Some(work) => self.join(theme, work, observer),
            None => self.step_done(theme, step, observer),
        }
    }

    /// The work of a step is done.
    #[inline(never)]
    pub(in crate::engine) fn step_done<O: Observer>(
        &mut self,
        theme: u32,
        step: LicensingStep,
        observer: &mut O,
    ) {
        match step {
            LicensingStep::Call => self.close_call(theme, observer),
            LicensingStep::Tender => self.select_company(theme, observer),
            _ => self.company_step_done(theme, step, observer),
        }
    }

    fn close_call<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let chapter = self.chapter();
        let name = self.call_name(theme);
        let mean = self.mean_applicants(theme);
        let dispersion = chapter.applicants.dispersion;
        let dispersion = dispersion.map(|dispersion| self.number(dispersion, 0, 0));
        let u = self.units(name, chapter.applicants.purpose)[0];
        let applicants = number_at(mean, dispersion, u) as u16;
        self.process(theme).applicants = applicants;
        let record = &mut self.themes[theme as usize];
        record.calls_without_applicant = match applicants {
            0 => record.calls_without_applicant + 1,
            _ => 0,
        };
        let call = u32::from(record.calls);
        self.note(
            observer,
            theme,
            LicensingEvent::CallClosed { applicants, mean },
        );
        match applicants {
            0 => {
                let decided = self.decide(theme, DecisionPoint::NoApplicant, call, observer);
                self.follow(theme, decided, observer);
            }
            // A single applicant needs no tender, where nothing else is said (LIC-15).
            few if few < chapter.tender_from => self.select_company(theme, observer),
            _ => self.begin_step(theme, LicensingStep::Tender, observer),
        }
    }

    /// How many applicants can be expected: the offer's mean times all factors.
    fn mean_applicants(&mut self, theme: u32) -> f64 {
        let rules = &self.chapter().applicants;
        let record = &self.themes[theme as usize];
        let plan = self.plan;
        let modality = plan.model.routes[record.route as usize].modality;
        let number = |number: Number| self.number(number, 0, 0);
        let offer = self.known_process(theme).map_or(0, |process| process.offer);
        let offer = &plan.routes[record.route as usize].offers[usize::from(offer)];
        let mut mean = self.number(offer.applicants, self.call_name(theme), 0);
        let area = record.area.and_then(|area| rules.areas[area as usize]);
        for factor in [rules.modalities[modality], area].into_iter().flatten() {
            mean *= number(factor);
        }
        if let Some(scores) = self.scores.get(theme as usize) {
            let reference = number(rules.reference_score);
            for (criterion, factor) in &rules.scores {
                // A score that is not known changes nothing.
                let points = scores[*criterion] - reference;
                if !points.is_nan() {
                    mean *= libm::pow(number(*factor), points);
                }
            }
        }
        mean *= libm::pow(number(rules.per_evidence), record.evidence);
        let before = f64::from(record.calls.saturating_sub(1));
        mean *= libm::pow(number(rules.per_previous_call), before);
        mean * record.interest_factor * self.relief_factor(theme)
    }

    /// Selects the best company that was not asked yet: the single applicant, the highest bid, or
    /// the best of bid and the proposer's wish (LIC-2).
    ///
    /// The value of an applicant is (1 − w) bid / highest bid + w wish; of equals the one that
    /// applied first is better. What is drawn for each is drawn again at each selection, so that
    /// nothing has to be kept.
    pub(super) fn select_company<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let process = self.process(theme);
        let (of, before) = (process.applicants, process.asked);
        let last = (before > 0).then_some((process.value, process.applicant));
        let highest = match of {
            1 => 0.0,
            _ => (0..of).fold(0.0_f64, |most, one| most.max(self.bid(theme, one))),
        };
        let mut best: Option<(f64, u16)> = None;
        for applicant in 0..of {
            let value = self.value(theme, applicant, highest);
            let after = last.is_none_or(|last| is_better(last, (value, applicant)));
            if after && best.is_none_or(|best| is_better((value, applicant), best)) {
                best = Some((value, applicant));
            }
        }
        // There is one, as only a company left to ask leads here.
        let Some((value, applicant)) = best else {
            return self.carry_on(theme, observer);
        };
        let bid = self.bid(theme, applicant);
        let process = self.process(theme);
        (process.value, process.applicant, process.bid) = (value, applicant, bid);
        process.asked += 1;
        let bid = whole(bid);
        self.note(
            observer,
            theme,
            LicensingEvent::CompanySelected {
                applicant,
                of,
                before,
                bid,
            },
        );
        self.begin_step(theme, LicensingStep::FeasibilityStudy, observer);
    }

    /// The upfront an applicant bids.
    fn bid(&self, theme: u32, applicant: u16) -> f64 {
        let record = &self.themes[theme as usize];
        let offer = self.known_process(theme).map_or(0, |process| process.offer);
        let offer = &self.plan.routes[record.route as usize].offers[usize::from(offer)];
        self.number(offer.bid, self.call_name(theme), u32::from(applicant))
    }

    /// How good an applicant is, 0 to 1.
    fn value(&self, theme: u32, applicant: u16, highest: f64) -> f64 {
        let chapter = self.chapter();
        let bid = match highest > 0.0 {
            true => self.bid(theme, applicant) / highest,
            false => 1.0,
        };
        let weight = self.number(chapter.wish_weight, 0, 0);
        if weight <= 0.0 {
            return bid;
        }
        let purpose = chapter.wish.occurrence(u32::from(applicant));
        let wish = self.units(self.call_name(theme), purpose)[0];
        (1.0 - weight) * bid + weight * wish
    }
}

/// Whether the first of two applicants, each with its value, comes before the second.
fn is_better((value, applicant): (f64, u16), (other, number): (f64, u16)) -> bool {
    value > other || (value == other && applicant < number)
}
