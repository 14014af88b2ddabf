//! After the licence: the licensee's stages, launch, giving up, take-over (LIC-10, LIC-11, LIC-12).

use super::event::{LicensingEvent, Payment};
use crate::engine::event::{Event, Timer};
use crate::engine::observer::{Happening, Observer, Reason};
use crate::engine::simulator::Simulator;
use crate::engine::state::Fate;
use crate::model::{Decision, DecisionPoint, TICKS_PER_YEAR, Ticks};

/// Bits of an occurrence that hold the stage, or the year; those above hold the licence.
const PLACE_BITS: u32 = 14;

impl Simulator<'_> {
    /// A licence begins: what was contributed is fixed, the upfront is paid, the licensee starts.
    pub(super) fn begin_licence<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        self.fix_shares(theme);
        let passed = self.themes[theme as usize].passed;
        let process = self.process(theme);
        process.passed_at_licence = passed;
        (process.waits, process.may_give_up) = (false, false);
        let upfront = std::mem::take(&mut process.upfront);
        self.receive(theme, Payment::Upfront, upfront, observer);
        self.develop(theme, observer);
    }

    /// The licensee goes to its next stage: one that the network has passed is behind it, one that
    /// the network does itself is waited for.
    fn develop<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let chapter = self.chapter();
        loop {
            let stage = self.process(theme).developed;
            let Some(rules) = chapter.development.get(usize::from(stage)) else {
                return;
            };
            let record = &self.themes[theme as usize];
            let in_route = rules.route_stage[record.route as usize];
            let (passed, researching) = (record.passed, record.researching);
            match in_route {
                Some(place) if place < passed => {
                    let since = self.process(theme).passed_at_licence <= place;
                    if self.stage_developed(theme, since, observer) {
                        return;
                    }
                }
                Some(_) if researching => {
                    if !std::mem::replace(&mut self.process(theme).waits, true) {
                        let what = LicensingEvent::DevelopmentWaits { stage };
                        self.note(observer, theme, what);
                        self.may_give_up(theme);
                    }
                    return;
                }
                _ => {
                    self.process(theme).waits = false;
                    self.note(observer, theme, LicensingEvent::DevelopmentBegan { stage });
                    self.may_give_up(theme);
                    let name = self.licence_name(theme);
                    let months = self.number(rules.duration, name, 0);
                    self.set_licence_timer(
                        theme,
                        Timer::LicenseeEnds,
                        stage,
                        Ticks::from_months(months),
                    );
                    return;
                }
            }
        }
    }

    /// The stage is passed; with `tell` it was passed after the licence, and pays its milestone.
    /// Returns whether it was the launch.
    fn stage_developed<O: Observer>(&mut self, theme: u32, tell: bool, observer: &mut O) -> bool {
        let process = self.process(theme);
        let (stage, milestones) = (process.developed, process.milestones);
        process.developed += 1;
        (process.waits, process.may_give_up) = (false, false);
        let rules = &self.chapter().development[usize::from(stage)];
        if tell {
            self.note(observer, theme, LicensingEvent::DevelopmentPassed { stage });
            if milestones {
                let amount = self.number(rules.milestone, self.licence_name(theme), 0);
                self.receive(theme, Payment::Milestone, amount, observer);
            }
        }
        if rules.launch {
            self.launch(theme, observer);
        }
        rules.launch
    }

    fn launch<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        (record.fate, record.decided) = (Fate::Launched, self.now);
        self.tell(observer, theme, Happening::Launched);
        if self.chapter().royalty.is_some() {
            self.set_licence_timer(theme, Timer::RoyaltyDue, 1, Ticks(TICKS_PER_YEAR));
        }
    }

    /// Draws when the licensee gives up for its own reasons, if nothing comes before: once for a
    /// stage, as an exponential time does not grow old.
    fn may_give_up(&mut self, theme: u32) {
        if std::mem::replace(&mut self.process(theme).may_give_up, true) {
            return;
        }
        let stage = self.process(theme).developed;
        let rules = &self.chapter().development[usize::from(stage)];
        let name = self.licence_name(theme);
        let per_month = self.number(rules.gives_up_per_year, name, 0) / 12.0;
        if per_month > 0.0 {
            let u = self.units(name, rules.purpose)[1];
            let months = -libm::log1p(-u) / per_month;
            self.set_licence_timer(
                theme,
                Timer::LicenseeGivesUp,
                stage,
                Ticks::from_months(months),
            );
        }
    }

    fn set_licence_timer(&mut self, theme: u32, what: Timer, place: u16, after: Ticks) {
        let time = self.now + after;
        if !self.plan.calendar.holds(time) {
            return;
        }
        let licence = u32::from(self.themes[theme as usize].licences);
        let event = Event::Timer {
            theme,
            what,
            occurrence: licence << PLACE_BITS | u32::from(place),
        };
        self.events.push(time, event);
    }

    /// Whether a timer still means something: the same licence, in the same stage.
    fn holds_still(&mut self, theme: u32, occurrence: u32) -> bool {
        let record = &self.themes[theme as usize];
        let licensed = record.fate == Fate::Licensed;
        let licence = u32::from(record.licences);
        let stage = u32::from(self.process(theme).developed);
        licensed && occurrence == licence << PLACE_BITS | stage
    }

    /// The work of a stage of the licensee ends.
    pub(in crate::engine) fn licensee_ends<O: Observer>(
        &mut self,
        theme: u32,
        occurrence: u32,
        observer: &mut O,
    ) {
        if !self.holds_still(theme, occurrence) {
            return;
        }
        let stage = self.process(theme).developed;
        let rules = &self.chapter().development[usize::from(stage)];
        let name = self.licence_name(theme);
        let odds = self.number(rules.odds, name, 0);
        if self.units(name, rules.purpose)[0] >= odds {
            return self.licensee_gives_up(theme, true, observer);
        }
        let record = &mut self.themes[theme as usize];
        if let Some(place) = rules.route_stage[record.route as usize] {
            record.passed = record.passed.max(place + 1);
        }
        if !self.stage_developed(theme, true, observer) {
            self.develop(theme, observer);
        }
    }

    /// The time has come at which the licensee gives up for its own reasons.
    pub(in crate::engine) fn licensee_stops<O: Observer>(
        &mut self,
        theme: u32,
        occurrence: u32,
        observer: &mut O,
    ) {
        if self.holds_still(theme, occurrence) {
            self.licensee_gives_up(theme, false, observer);
        }
    }

    /// A year's royalty is due, in arrears.
    pub(in crate::engine) fn royalty_due<O: Observer>(
        &mut self,
        theme: u32,
        occurrence: u32,
        observer: &mut O,
    ) {
        let Some(royalty) = &self.chapter().royalty else {
            return;
        };
        let year = occurrence & ((1 << PLACE_BITS) - 1);
        let name = self.licence_name(theme);
        let years = self.number(royalty.years, name, 0).round() as u32;
        if year > years {
            return;
        }
        let sales = self.number(royalty.sales_per_year, name, 0);
        let amount = self.number(royalty.rate, name, 0) * sales;
        self.receive(theme, Payment::Royalty, amount, observer);
        if year < years {
            self.set_licence_timer(
                theme,
                Timer::RoyaltyDue,
                year as u16 + 1,
                Ticks(TICKS_PER_YEAR),
            );
        }
    }

    /// The network has gone on with a theme: a licensee who waits for it looks again.
    pub(super) fn licensee_follows<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let licensed = self.themes[theme as usize].fate == Fate::Licensed;
        if self.plan.licensing.is_some() && licensed && self.process(theme).waits {
            self.develop(theme, observer);
        }
    }

    /// The network's work for a licensed theme has stopped: a technical failure ends the licence,
    /// else the licensee goes on alone.
    pub(in crate::engine) fn licensee_hears<O: Observer>(
        &mut self,
        theme: u32,
        reason: Reason,
        observer: &mut O,
    ) {
        if self.themes[theme as usize].fate != Fate::Licensed {
            return;
        }
        match reason {
            Reason::Technical => self.licensee_gives_up(theme, true, observer),
            _ => self.licensee_follows(theme, observer),
        }
    }

    /// The licensee gives up: the theme is taken over, or it ends (LIC-11).
    fn licensee_gives_up<O: Observer>(&mut self, theme: u32, technical: bool, observer: &mut O) {
        let stages = self.chapter().development.len();
        let stage = self.process(theme).developed;
        let stage = (usize::from(stage) < stages).then_some(stage);
        self.themes[theme as usize].failed_technically = technical;
        self.note(observer, theme, LicensingEvent::GaveUp { stage, technical });
        let licence = u32::from(self.themes[theme as usize].licences);
        let (line, decision) = self.decide(theme, DecisionPoint::TakeOver, licence, observer);
        if line.is_none() {
            let what = LicensingEvent::Follows {
                decision,
                by_default: true,
            };
            self.note(observer, theme, what);
        }
        match decision {
            Decision::TakeOver => self.take_over(theme, observer),
            _ => {
                let reason = line.map_or(Reason::LicenseeGaveUp, Reason::Rule);
                self.themes[theme as usize].fate = Fate::Open;
                self.give_theme_up(theme, reason, observer);
            }
        }
    }

    /// Back into the pipeline at the stage reached (LIC-11).
    ///
    /// Research the network does itself goes on. Else it resumes with the first stage that nobody
    /// has passed: what of it is done stays done, and what is under way goes on. Where no stage is
    /// left the theme is offered again.
    fn take_over<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let gain = self.number(self.chapter().evidence_gain, 0, 0);
        let process = self.process(theme);
        (process.waits, process.call_due) = (false, true);
        let horizon = self.plan.calendar.horizon();
        let record = &mut self.themes[theme as usize];
        (record.fate, record.decided) = (Fate::Open, horizon);
        record.evidence += gain;
        let evidence = record.evidence;
        self.note(observer, theme, LicensingEvent::TakenOver { evidence });
        self.resume_patent(theme, observer);
        self.enter_network(theme);
        let record = &mut self.themes[theme as usize];
        if record.researching {
            return;
        }
        record.reentry += 1;
        let route = &self.plan.routes[record.route as usize];
        // Optional stages are for a gate to decide on, which has been passed (EXE-14); one that the
        // theme was in it has decided on.
        let stages = (0..).zip(&route.stages).skip(usize::from(record.passed));
        let mut left = stages.filter(|(place, rules)| *place == record.stage || !rules.optional);
        if let Some((stage, _)) = left.next() {
            record.researching = true;
            let done = if stage == record.stage {
                record.done
            } else {
                0
            };
            self.enter_stage(theme, stage, done, observer);
            self.take_over_work(theme);
            self.join_ready(theme, observer);
        } else if route.offers.is_empty() {
            self.stop(theme, Reason::NoLicensee, observer);
        } else {
            self.open_call(theme, observer);
        }
    }
}
