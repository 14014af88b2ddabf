//! Selection by the Office: scrutiny, review dates, admission (GOV-2, SEL-2 to SEL-12).
//!
//! A theme that asks for support is a candidate: it is looked into while its rights are sorted
//! and its grant is decided, then judged at every review date until it is admitted or ends.
//! At a review priorities are set anew, then the candidates come up by priority; what one of them
//! takes (load, funds, places) the next does not find.

use super::event::{Event, Timer};
use super::ledger::whole;
use super::observer::{Happening, Observer, Refusal};
use super::plan::{ReadinessPlan, Track};
use super::simulator::Simulator;
use super::state::{Candidate, Origin, ThemeRun};
use crate::model::{Decision, DecisionPoint, TargetMissing, Ticks};
use crate::random::{Purpose, name_hash};

const TARGET: Purpose = Purpose::new(name_hash("selection.target_identified"));
const RIGHTS: Purpose = Purpose::new(name_hash("selection.rights_sorted"));
const RETURN: Purpose = Purpose::new(name_hash("selection.return"));
const GRANT: Purpose = Purpose::new(name_hash("selection.grant"));

/// Something that happens to a theme in selection.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum SelectionEvent {
    /// Its rights are sorted (SEL-9).
    RightsSorted,
    /// The grant it applied for is decided (SEL-11).
    GrantDecided {
        /// What it brings; `None` where it is not awarded.
        amount: Option<i64>,
    },
    /// Scrutiny is over: it can be decided on (SEL-6).
    Reviewed,
    /// It has no target and begins with the search for one (SEL-2).
    TargetSearch,
    /// It waits for a later review date.
    Deferred {
        /// Why.
        why: Deferral,
    },
    /// It goes back to its proposer (SEL-2).
    SentBack,
    /// It asks again (SEL-2).
    Returned,
    /// The Office admits it; the Council has yet to confirm (GOV-2).
    Chosen,
    /// It is admitted, and a contract binds its proposer (SEL-10).
    Admitted,
    /// Who does an activity of its first stage is fixed (SEL-12).
    SupportFixed {
        /// The activity.
        work: u32,
        /// The provider, among the activity's options.
        option: u8,
    },
    /// Its priority changes while something of it waits (GOV-2, SEL-8).
    PriorityChanged {
        /// What it was.
        before: f64,
    },
}

/// Why a theme is deferred.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Deferral {
    /// The line with this number in [`crate::model::Model::decisions`] says so.
    Rule(u32),
    /// Its rights are not sorted (SEL-9).
    Rights,
    /// Neither its proposer nor the network has the funds (SEL-5).
    Funds {
        /// What its first stage is expected to cost beyond its own funds.
        missing: f64,
        /// What the network has left for new themes this fiscal year.
        left: f64,
    },
    /// Those whom its first stage needs have no capacity (SEL-7).
    Capacity {
        /// In work and waiting, per slot.
        load: f64,
    },
    /// Others were admitted before it on this date.
    Places,
}

impl Simulator<'_> {
    /// A theme comes that may have to be selected: it becomes a candidate, or is in the network.
    pub(super) fn ask_for_support<O: Observer>(
        &mut self,
        theme: u32,
        admitted: bool,
        readiness: &ReadinessPlan,
        (stage, done): (u16, u64),
        observer: &mut O,
    ) {
        self.alive.push(theme);
        let entity = self.themes[theme as usize].entity;
        if admitted || self.plan.selection.is_none() {
            if self.themes[theme as usize].arrived > Ticks::ZERO {
                self.admitted(theme, observer);
            } else {
                // It was admitted in the past, and so was its award.
                self.enter_network(theme);
            }
            return self.begin_research(theme, stage, done, observer);
        }
        let target = self.number(readiness.target_identified, entity, 0);
        let target = self.units(entity, TARGET)[0] < target;
        let sorted = self.number(readiness.rights_sorted, entity, 0);
        let sorted = self.units(entity, RIGHTS)[0] < sorted;
        let record = &mut self.themes[theme as usize];
        (record.stage, record.passed, record.done_before) = (stage, stage, done);
        record.researching = false;
        (record.target_identified, record.rights_sorted) = (target, sorted);
        if !sorted {
            let months = self.number(readiness.rights_months, entity, 0);
            self.set_timer(theme, Timer::RightsSorted, months, 0);
        }
        self.apply_for_grant(theme);
        self.begin_scrutiny(theme, observer);
    }

    pub(super) fn set_timer(&mut self, theme: u32, what: Timer, months: f64, occurrence: u32) {
        let event = Event::Timer {
            theme,
            what,
            occurrence,
        };
        self.events
            .push(self.now + Ticks::from_months(months), event);
    }

    fn apply_for_grant(&mut self, theme: u32) {
        let record = &mut self.themes[theme as usize];
        let Origin::Channel(channel, _) = record.origin else {
            return;
        };
        let Some(grant) = &self.plan.channels[channel as usize].grant else {
            return;
        };
        record.grant_pending = true;
        let months = self.number(grant.months, self.themes[theme as usize].entity, 0);
        self.set_timer(theme, Timer::GrantDecided, months, 0);
    }

    /// The grant of a theme is awarded or not (SEL-11).
    pub(super) fn decide_grant<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        record.grant_pending = false;
        let (Origin::Channel(channel, _), entity) = (record.origin, record.entity) else {
            return;
        };
        let Some(grant) = &self.plan.channels[channel as usize].grant else {
            return;
        };
        if !self.themes[theme as usize].is_open() {
            return;
        }
        let awarded = self.units(entity, GRANT)[0] < self.number(grant.odds, entity, 0);
        let amount = awarded.then(|| whole(self.number(grant.amount, entity, 0)));
        let record = &mut self.themes[theme as usize];
        record.funds = record.funds.saturating_add(amount.unwrap_or(0));
        self.tell_selection(observer, theme, SelectionEvent::GrantDecided { amount });
        if amount.is_none() && !grant.goes_on_without {
            self.decline(theme, Refusal::NoGrant, observer);
        }
    }

    /// The rights of a theme are sorted (SEL-9).
    pub(super) fn sort_rights<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        record.rights_sorted = true;
        if record.is_open() {
            self.tell_selection(observer, theme, SelectionEvent::RightsSorted);
        }
    }

    fn begin_scrutiny<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        (record.done, record.begun) = (0, 0);
        record.candidate = Some(Candidate::Scrutiny);
        self.go_on_with_scrutiny(theme, observer);
    }

    /// Lets every activity of scrutiny join whose predecessors are done.
    fn go_on_with_scrutiny<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let plan = self.plan;
        let Some(selection) = &plan.selection else {
            return;
        };
        let record = &mut self.themes[theme as usize];
        if record.done == selection.all {
            record.candidate = Some(Candidate::Ready);
            self.ready.push(theme);
            return self.tell_selection(observer, theme, SelectionEvent::Reviewed);
        }
        let works = plan.routes[record.route as usize].scrutiny.clone();
        for (index, work) in works.enumerate() {
            let record = &mut self.themes[theme as usize];
            let ready = selection.after[index] & !record.done == 0;
            if ready && record.begun & (1 << index) == 0 {
                record.begun |= 1 << index;
                self.join(theme, work, observer);
            }
        }
    }

    /// An activity of scrutiny is done.
    pub(super) fn scrutiny_done<O: Observer>(&mut self, theme: u32, work: u32, observer: &mut O) {
        if let Track::Selection(number) = self.plan.works[work as usize].track {
            self.themes[theme as usize].done |= 1 << number;
            self.go_on_with_scrutiny(theme, observer);
        }
    }

    /// A review date of the Office (GOV-2): priorities are set, then candidates are decided on.
    pub(super) fn review<O: Observer>(&mut self, number: u32, observer: &mut O) {
        self.announce_review(number + 1);
        self.set_priorities(observer);
        self.measure_demand();
        self.places_left = match self.plan.selection.as_ref() {
            Some(selection) => selection
                .admissions_per_review
                .map_or(f64::INFINITY, |places| self.number(places, 0, 0).round()),
            None => return,
        };
        let mut due = std::mem::take(&mut self.ready);
        due.retain(|theme| self.themes[*theme as usize].candidate == Some(Candidate::Ready));
        let rank = |theme: &ThemeRun| -theme.priority;
        due.sort_by(|a, b| {
            let (first, second) = (&self.themes[*a as usize], &self.themes[*b as usize]);
            rank(first).total_cmp(&rank(second)).then(a.cmp(b))
        });
        for theme in due {
            self.consider(theme, number, observer);
            if self.themes[theme as usize].candidate == Some(Candidate::Ready) {
                self.ready.push(theme);
            }
        }
    }

    /// Announces a review date, if there is one with this number.
    pub(super) fn announce_review(&mut self, number: u32) {
        let selection = self.plan.model.selection.as_ref();
        let reviews = selection.map_or(&[][..], |selection| &selection.reviews);
        if let Some(date) = reviews.get(number as usize) {
            self.events.push(*date, Event::Review { number });
        }
    }

    fn consider<O: Observer>(&mut self, theme: u32, review: u32, observer: &mut O) {
        let plan = self.plan;
        let (Some(rules), Some(selection)) = (&plan.selection, &plan.model.selection) else {
            return;
        };
        if self.themes[theme as usize].grant_pending {
            return;
        }
        if !self.themes[theme as usize].target_identified {
            match selection.target_missing {
                TargetMissing::SendBack => return self.send_back(theme, observer),
                TargetMissing::TargetSearch(_) => self.begin_at_target(theme, observer),
            }
        }
        match self.decide(theme, DecisionPoint::Selection, review, observer) {
            (Some(line), Decision::Decline) => {
                return self.decline(theme, Refusal::Rule(line), observer);
            }
            (Some(line), Decision::Defer) => {
                return self.defer(theme, Deferral::Rule(line), observer);
            }
            (_, Decision::SendBack) => return self.send_back(theme, observer),
            _ => {}
        }
        if selection.rights_required && !self.themes[theme as usize].rights_sorted {
            return self.defer(theme, Deferral::Rights, observer);
        }
        let missing = self.funds_missing(theme);
        if let Some(funds) = rules.funds_per_year {
            let left = self.number(funds, 0, 0) - self.accommodated();
            if missing > left {
                return self.defer(theme, Deferral::Funds { missing, left }, observer);
            }
        }
        if let Some(most) = rules.most_load {
            let load = self.load_of_stage(theme);
            if load >= self.number(most, 0, 0) {
                return self.defer(theme, Deferral::Capacity { load }, observer);
            }
        }
        if self.places_left < 1.0 {
            return self.defer(theme, Deferral::Places, observer);
        }
        self.places_left -= 1.0;
        self.accommodated.1 = self.accommodated() + missing;
        self.choose(theme, selection.council_confirms, observer);
    }

    /// What the network has promised to new themes of this fiscal year (SEL-5).
    fn accommodated(&mut self) -> f64 {
        let year = self.plan.calendar.year_of(self.now);
        if self.accommodated.0 != year {
            self.accommodated = (year, 0.0);
        }
        self.accommodated.1
    }

    fn begin_at_target<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        let stage = self.plan.routes[record.route as usize].target_stage;
        if record.stage != stage || record.done_before != 0 {
            (record.stage, record.passed, record.done_before) = (stage, stage, 0);
            self.tell_selection(observer, theme, SelectionEvent::TargetSearch);
        }
    }

    fn defer<O: Observer>(&mut self, theme: u32, why: Deferral, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        record.deferrals = record.deferrals.saturating_add(1);
        self.tell_selection(observer, theme, SelectionEvent::Deferred { why });
    }

    fn send_back<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let plan = self.plan;
        let Some(rules) = &plan.selection else { return };
        let record = &mut self.themes[theme as usize];
        record.candidate = Some(Candidate::SentBack);
        record.times_sent_back = record.times_sent_back.saturating_add(1);
        let (entity, times) = (record.entity, u32::from(record.times_sent_back));
        let months = self.number(rules.return_months, entity, times);
        self.tell_selection(observer, theme, SelectionEvent::SentBack);
        self.set_timer(theme, Timer::Returns, months, times);
    }

    /// The time has come at which a theme that was sent back returns, or does not (SEL-2).
    pub(super) fn come_back<O: Observer>(&mut self, theme: u32, times: u32, observer: &mut O) {
        let plan = self.plan;
        let Some(rules) = &plan.selection else { return };
        let record = &self.themes[theme as usize];
        if record.candidate != Some(Candidate::SentBack) || !record.is_open() {
            return;
        }
        let entity = record.entity;
        let share = self.number(rules.return_probability, entity, 0);
        if self.units(entity, RETURN.occurrence(times))[0] >= share {
            return self.decline(theme, Refusal::NotReturned, observer);
        }
        // What was missing has been done meanwhile.
        self.themes[theme as usize].target_identified = true;
        self.score_anew(theme, times);
        self.tell_selection(observer, theme, SelectionEvent::Returned);
        self.begin_scrutiny(theme, observer);
    }

    fn choose<O: Observer>(&mut self, theme: u32, council_confirms: bool, observer: &mut O) {
        if council_confirms {
            self.themes[theme as usize].candidate = Some(Candidate::Confirming);
            self.confirming.push(theme);
            self.tell_selection(observer, theme, SelectionEvent::Chosen);
        } else {
            self.admit(theme, observer);
        }
    }

    /// A date of the Council: it confirms what the Office has chosen (GOV-2).
    pub(super) fn hold_council<O: Observer>(&mut self, number: u32, observer: &mut O) {
        self.announce_council(number + 1);
        for theme in std::mem::take(&mut self.confirming) {
            self.admit(theme, observer);
        }
    }

    /// Announces a date of the Council, if anything waits for it and there is one.
    pub(super) fn announce_council(&mut self, number: u32) {
        let selection = self.plan.model.selection.as_ref();
        let confirms = selection.is_some_and(|selection| selection.council_confirms);
        if let Some(date) = self.plan.model.councils.get(number as usize)
            && confirms
        {
            self.events.push(*date, Event::Council { number });
        }
    }

    fn admit<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        self.tell_selection(observer, theme, SelectionEvent::Admitted);
        let record = &mut self.themes[theme as usize];
        record.candidate = None;
        record.researching = true;
        let (stage, done) = (record.stage, record.done_before);
        self.fix_support(theme, observer);
        self.admitted(theme, observer);
        self.begin_research(theme, stage, done, observer);
        self.join_ready(theme, observer);
    }

    /// A theme is in the network from now on, and its work can begin.
    fn begin_research<O: Observer>(&mut self, theme: u32, stage: u16, done: u64, observer: &mut O) {
        self.themes[theme as usize].admitted = Some(self.now);
        self.await_withdrawal(theme);
        self.plan_publication(theme);
        self.enter_stage(theme, stage, done, observer);
    }

    #[inline]
    pub(super) fn tell_selection<O: Observer>(
        &self,
        observer: &mut O,
        theme: u32,
        what: SelectionEvent,
    ) {
        self.tell(observer, theme, Happening::Selection(what));
    }
}
