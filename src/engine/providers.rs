//! Who does an activity, and when: queues, providers, lead times (EXE-2, EXE-3, EXE-12, GOV-5).

use super::event::Event;
use super::observer::{Happening, Observer};
use super::plan::{Class, Eligible, Work};
use super::simulator::Simulator;
use super::state::{Phase, Place};
use crate::model::Ticks;

impl Simulator<'_> {
    /// Puts a job into the queue with a new joining time.
    pub(super) fn enqueue<O: Observer>(&mut self, job: u32, observer: &mut O) {
        let now = self.now;
        let plan = self.plan;
        let state = &mut self.jobs[job as usize];
        let (theme, work) = (state.theme, state.work);
        let rules = &plan.works[work as usize];
        let open = &rules.eligible[0];
        (state.joined, state.since) = (now, now);
        state.waited = Ticks::ZERO;
        state.bound = false;
        state.mask = open.mask;
        self.tell(observer, theme, Happening::Joined { work });
        if rules.eligible.len() > 1 {
            if let Some(option) = self.fixed_support(theme, work) {
                self.jobs[job as usize].mask = 1 << option;
            } else if rules.by_own_work {
                self.jobs[job as usize].mask = self.open_to(theme, rules);
            }
        }
        if rules.opens_late {
            self.await_providers(job, rules);
        } else if let [only] = eligible(rules, self.jobs[job as usize].mask).options[..] {
            // With a single provider there is nothing to choose: its lead time begins at once.
            let lead = self.lead_time(work, only);
            if lead > Ticks::ZERO {
                self.begin_lead(job, only, lead, observer);
                return;
            }
        }
        self.wait(job);
    }

    /// Schedules the opening of the providers that are tried only after a wait (EXE-3).
    fn await_providers(&mut self, job: u32, rules: &Work) {
        let (theme, joined) = (self.jobs[job as usize].theme, self.now);
        let (entity, repeat) = self.draw_name(job);
        for (index, option) in rules.options.iter().enumerate() {
            if let Some(after) = option.after_wait {
                let wait = Ticks::from_months(self.number(after, entity, repeat));
                let event = Event::Opens {
                    theme,
                    job,
                    option: index as u8,
                };
                self.events.push(joined + wait, event);
            }
        }
    }

    /// A provider becomes open to a job that has waited long enough; its place is kept.
    pub(super) fn open_provider<O: Observer>(
        &mut self,
        theme: u32,
        job: u32,
        option: u8,
        observer: &mut O,
    ) {
        let state = &mut self.jobs[job as usize];
        let bit = 1 << option;
        let waits = matches!(state.phase, Phase::Waiting | Phase::Short);
        let waits = waits && state.theme == theme && !state.bound;
        if !waits || state.mask & bit != 0 {
            return;
        }
        // The event may stem from a wait that is over, even from another activity of the theme: the
        // job counts as it is now.
        let rules = self.plan.works[state.work as usize]
            .options
            .get(usize::from(option));
        let Some((option_plan, after)) = rules.and_then(|rules| Some((rules, rules.after_wait?)))
        else {
            return;
        };
        if !self.serves(theme, option_plan) {
            return;
        }
        let joined = self.jobs[job as usize].joined;
        let (entity, repeat) = self.draw_name(job);
        if joined + Ticks::from_months(self.number(after, entity, repeat)) > self.now {
            return;
        }
        let state = &mut self.jobs[job as usize];
        state.mask |= bit;
        let number = state.work;
        self.tell(
            observer,
            theme,
            Happening::ProviderOpened {
                work: number,
                option,
            },
        );
        if self.jobs[job as usize].phase == Phase::Short {
            // It may have money there.
            self.money.eased = true;
            return;
        }
        self.leave_queue(job);
        self.wait_since(job, self.jobs[job as usize].since);
    }

    fn wait(&mut self, job: u32) {
        self.wait_since(job, self.now);
    }

    /// Puts a job into the queue of its class; `since` is when this wait began.
    #[inline]
    pub(super) fn wait_since(&mut self, job: u32, since: Ticks) {
        let class = self.class_of(job);
        let state = &mut self.jobs[job as usize];
        state.phase = Phase::Waiting;
        state.since = since;
        let theme = &mut self.themes[state.theme as usize];
        theme.waiting += 1;
        let place = Place::new(theme.priority, state, job);
        self.queues[class as usize].push(place);
        self.touch_class(class);
    }

    /// The class in which a job waits.
    #[inline]
    pub(super) fn class_of(&self, job: u32) -> u32 {
        let state = &self.jobs[job as usize];
        let work = &self.plan.works[state.work as usize];
        if state.bound {
            return work.options[usize::from(state.option)].bound_class;
        }
        eligible(work, state.mask).class
    }

    /// Ends a wait: the place in the queue is given up.
    #[inline]
    pub(super) fn leave_queue(&mut self, job: u32) {
        let state = &mut self.jobs[job as usize];
        state.stamp = state.stamp.wrapping_add(1);
        state.phase = Phase::Idle;
        self.themes[state.theme as usize].waiting -= 1;
    }

    /// Looks at a class again at the next starts.
    #[inline]
    pub(super) fn touch_class(&mut self, class: u32) {
        if !self.is_touched[class as usize] {
            self.is_touched[class as usize] = true;
            self.touched.push(class);
        }
    }

    #[inline]
    pub(super) fn touch_function(&mut self, function: u32) {
        for class in &self.plan.functions[function as usize].classes {
            if !self.is_touched[*class as usize] {
                self.is_touched[*class as usize] = true;
                self.touched.push(*class);
            }
        }
    }

    /// Starts every waiting activity that fits, in the order of priority, time of joining, theme.
    ///
    /// Only classes touched by a release, an opening or a newcomer are looked at: nothing in any
    /// other class fitted before, and starts only take slots away.
    pub(super) fn start_waiting<O: Observer>(&mut self, observer: &mut O) {
        while !self.touched.is_empty() {
            let mut best: Option<(Place, usize, u8)> = None;
            let mut at = 0;
            while at < self.touched.len() {
                let class = self.touched[at] as usize;
                let head = self.queues[class].head(&self.jobs);
                let fit = head.and_then(|place| Some((place, self.first_fit(class)?)));
                let Some((place, option)) = fit else {
                    self.is_touched[class] = false;
                    self.touched.swap_remove(at);
                    continue;
                };
                if best.is_none_or(|(other, ..)| place < other) {
                    best = Some((place, class, option));
                }
                at += 1;
            }
            let Some((place, class, option)) = best else {
                return;
            };
            self.queues[class].pop();
            self.serve(place.job, option, observer);
        }
    }

    /// The first option of a class whose needs all fit.
    #[inline]
    fn first_fit(&self, class: usize) -> Option<u8> {
        let Class { options, bound } = &self.plan.classes[class];
        options
            .iter()
            .position(|needs| self.fits(needs, *bound))
            .map(|option| option as u8)
    }

    #[inline]
    fn fits(&self, needs: &[(u32, i32)], bound: bool) -> bool {
        needs.iter().all(|(function, slots)| {
            let function = *function as usize;
            let promised = if bound { 0 } else { self.promised[function] };
            self.free[function] - promised >= i64::from(*slots)
        })
    }

    /// Promises the slots of its provider to a job, or takes the promise back.
    ///
    /// A lead time holds no slot; but as long as it lasts, nobody else is bound to a provider on
    /// account of the slot this job was bound for.
    pub(super) fn promise(&mut self, job: u32, promise: bool) {
        let state = &mut self.jobs[job as usize];
        if state.promised == promise {
            return;
        }
        state.promised = promise;
        let work = &self.plan.works[state.work as usize];
        let sign = if promise { 1 } else { -1 };
        for (function, slots) in &work.options[usize::from(state.option)].needs {
            self.promised[*function as usize] += sign * i64::from(*slots);
            if !promise {
                self.touch_function(*function);
            }
        }
    }

    /// Serves the head of a class: its lead time begins, or its work.
    #[inline]
    fn serve<O: Observer>(&mut self, job: u32, option: u8, observer: &mut O) {
        self.leave_queue(job);
        let state = &mut self.jobs[job as usize];
        state.waited += self.now - state.since;
        let work = &self.plan.works[state.work as usize];
        if state.bound {
            let option = state.option;
            if !self.plan.money.holds_back() || self.is_funded(job, option, observer) {
                self.start(job, option, None, observer);
            }
            return;
        }
        let (number, mask) = (state.work, state.mask);
        let option = eligible(work, mask).options[usize::from(option)];
        if self.plan.money.holds_back() && !self.is_funded(job, option, observer) {
            return;
        }
        let lead = self.lead_time(number, option);
        if lead > Ticks::ZERO {
            self.begin_lead(job, option, lead, observer);
            self.promise(job, true);
        } else {
            self.start(job, option, None, observer);
        }
    }

    /// How long a provider prepares: its contract, then the longest lead time of the functions it
    /// provides.
    #[inline]
    fn lead_time(&self, work: u32, option: u8) -> Ticks {
        let option = &self.plan.works[work as usize].options[usize::from(option)];
        let leads = option
            .lead_times
            .iter()
            .map(|lead| Ticks::from_months(self.number(*lead, 0, 0)));
        let lead = leads.max().unwrap_or(Ticks::ZERO);
        match option.contract {
            // The contract comes first (GOV-5).
            Some(contract) => lead + Ticks::from_months(self.number(contract, 0, 0)),
            None => lead,
        }
    }

    /// Binds a job to a provider, which prepares for `lead`; no slot is held meanwhile.
    fn begin_lead<O: Observer>(&mut self, job: u32, option: u8, lead: Ticks, observer: &mut O) {
        let state = &mut self.jobs[job as usize];
        (state.bound, state.option, state.phase) = (true, option, Phase::Leading);
        let (theme, number, since) = (state.theme, state.work, state.since);
        let until = self.now + lead;
        self.themes[theme as usize].leading += 1;
        self.events.push(until, Event::LeadEnds { theme, job });
        self.tell(
            observer,
            theme,
            Happening::LeadBegan {
                work: number,
                option,
                since,
                until,
            },
        );
    }

    /// The provider is prepared: the job waits for its slots there.
    pub(super) fn end_lead<O: Observer>(&mut self, job: u32, observer: &mut O) {
        let state = &self.jobs[job as usize];
        let (theme, work, option, waited) = (state.theme, state.work, state.option, state.waited);
        self.themes[theme as usize].leading -= 1;
        if self.wanted(job) {
            return self.wait(job);
        }
        self.themes[theme as usize].waited += waited;
        let since = self.now;
        let what = Happening::Cancelled {
            work,
            option,
            since,
            waited,
        };
        self.tell(observer, theme, what);
        self.drop_job(job, observer);
    }
}

/// The class and options that stand for a set of open options.
#[inline]
pub(super) fn eligible(work: &Work, mask: u32) -> &Eligible {
    // Every reachable set was laid out by the plan; the first is what is open at once.
    work.eligible
        .iter()
        .find(|eligible| eligible.mask == mask)
        .unwrap_or(&work.eligible[0])
}
