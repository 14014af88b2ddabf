//! Activities: queues, providers, lead times, work, repeats (EXE-2, EXE-3, EXE-4, EXE-12, EXE-13).

use super::event::Event;
use super::ledger::{Ledger, whole};
use super::observer::{Happening, Observer};
use super::plan::{Class, Eligible, Number, Track, Work, WorkOption};
use super::simulator::Simulator;
use super::state::{Job, NONE, Phase, Place};
use crate::model::{Calendar, Theme, Ticks};

/// An activity that is done once per run (EXE-13).
#[derive(Debug, Default)]
pub(crate) struct Once {
    state: OnceState,
    /// Jobs of the themes that wait for it.
    waiting: Vec<u32>,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum OnceState {
    #[default]
    NotYet,
    Begun,
    Done,
}

/// The largest cost of one activity, in units of the currency.
const LARGEST_COST: f64 = 1e15;

/// What doing an activity costs with one of its options, the provider's factor included.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Price {
    per_month: f64,
    per_job: f64,
}

/// When the price of a piece of work falls due (BUD-8).
struct Due<'w> {
    /// Shares of the price at shares of the working time; `None`: pro rata.
    payments: Option<&'w [(f64, f64)]>,
    full_months: f64,
    /// The share of the work that lies in the past; what fell due then is sunk.
    progress: f64,
    from: Ticks,
    until: Ticks,
}

impl Due<'_> {
    /// Books what is due of `total`. Returns the price of what remains, and what of it falls due
    /// within the horizon.
    #[inline]
    fn book(&self, calendar: &Calendar, ledger: &mut Ledger, line: u32, total: f64) -> (i64, i64) {
        // The largest amounts times the largest factors stay within what whole numbers can hold.
        let total = total.min(LARGEST_COST);
        let Some(payments) = self.payments else {
            let rest = total * (1.0 - self.progress);
            let booked = ledger.spread(calendar, line, self.from, self.until, rest);
            return (whole(rest), booked);
        };
        let (mut cost, mut booked, mut share_before) = (0, 0, 0.0);
        for (at, share) in payments {
            // Rounded sums, not summed roundings: the parts come to the rounded whole.
            let amount = whole(total * (share_before + share)) - whole(total * share_before);
            share_before += share;
            // A payment at the very start is in the past of work under way.
            if *at < self.progress || (self.progress > 0.0 && *at == 0.0) {
                continue;
            }
            let time = self.from + Ticks::from_months(self.full_months * (at - self.progress));
            cost += amount;
            booked += ledger.book(calendar, line, time, amount);
        }
        (cost, booked)
    }
}

/// Work already behind an activity when the run starts.
#[derive(Copy, Clone, Debug)]
pub(super) struct Carried {
    pub progress: f64,
    pub option: u8,
}

impl Simulator<'_> {
    /// Lets an activity of a theme join its queue.
    pub(super) fn join<O: Observer>(&mut self, theme: u32, work: u32, observer: &mut O) {
        let job = self.new_job(theme, work);
        if let Some(once) = self.plan.works[work as usize].once {
            let state = &mut self.once[once as usize];
            match state.state {
                OnceState::NotYet => state.state = OnceState::Begun,
                OnceState::Begun => {
                    state.waiting.push(job);
                    self.themes[theme as usize].sharing += 1;
                    self.tell(observer, theme, Happening::WaitsForShared { work });
                    return;
                }
                OnceState::Done => {
                    self.free_job(job);
                    self.tell(observer, theme, Happening::SharedReady { work });
                    self.activity_done(theme, work, observer);
                    return;
                }
            }
        }
        self.enqueue(job, observer);
    }

    /// Puts a job into the queue with a new joining time.
    fn enqueue<O: Observer>(&mut self, job: u32, observer: &mut O) {
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
            self.await_providers(job, rules);
        } else if let [only] = open.options[..] {
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
        let waits = state.phase == Phase::Waiting && state.theme == theme && !state.bound;
        if !waits || state.mask & bit != 0 {
            return;
        }
        // The event may stem from a wait that is over, even from another activity of the theme: the
        // job counts as it is now.
        let rules = self.plan.works[state.work as usize]
            .options
            .get(usize::from(option));
        let Some(after) = rules.and_then(|option| option.after_wait) else {
            return;
        };
        let joined = state.joined;
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
        self.leave_queue(job);
        self.wait_since(job, self.jobs[job as usize].since);
    }

    fn wait(&mut self, job: u32) {
        self.wait_since(job, self.now);
    }

    /// Puts a job into the queue of its class; `since` is when this wait began.
    #[inline]
    fn wait_since(&mut self, job: u32, since: Ticks) {
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
    fn class_of(&self, job: u32) -> u32 {
        let state = &self.jobs[job as usize];
        let work = &self.plan.works[state.work as usize];
        if state.bound {
            return work.options[usize::from(state.option)].bound_class;
        }
        eligible(work, state.mask).class
    }

    /// Ends a wait: the place in the queue is given up.
    #[inline]
    fn leave_queue(&mut self, job: u32) {
        let state = &mut self.jobs[job as usize];
        state.stamp = state.stamp.wrapping_add(1);
        state.phase = Phase::Idle;
        self.themes[state.theme as usize].waiting -= 1;
    }

    /// Looks at a class again at the next starts.
    #[inline]
    fn touch_class(&mut self, class: u32) {
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
    fn promise(&mut self, job: u32, promise: bool) {
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
            self.start(job, option, None, observer);
            return;
        }
        let (number, mask) = (state.work, state.mask);
        let option = eligible(work, mask).options[usize::from(option)];
        let lead = self.lead_time(number, option);
        if lead > Ticks::ZERO {
            self.begin_lead(job, option, lead, observer);
            self.promise(job, true);
        } else {
            self.start(job, option, None, observer);
        }
    }

    /// How long a provider prepares: the longest lead time of the functions it provides.
    #[inline]
    fn lead_time(&self, work: u32, option: u8) -> Ticks {
        let leads = &self.plan.works[work as usize].options[usize::from(option)].lead_times;
        let leads = leads
            .iter()
            .map(|lead| Ticks::from_months(self.number(*lead, 0, 0)));
        leads.max().unwrap_or(Ticks::ZERO)
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

    /// Whether the theme still has use for this job.
    fn wanted(&self, job: u32) -> bool {
        let state = &self.jobs[job as usize];
        let theme = &self.themes[state.theme as usize];
        match self.plan.works[state.work as usize].track {
            Track::Research(_) => theme.researching,
            Track::Licensing(_) => theme.is_open(),
        }
    }

    /// Work starts: slots are taken, the duration is drawn, the cost is booked.
    #[inline]
    pub(super) fn start<O: Observer>(
        &mut self,
        job: u32,
        option: u8,
        carried: Option<Carried>,
        observer: &mut O,
    ) {
        let plan = self.plan;
        self.promise(job, false);
        let state = &self.jobs[job as usize];
        let (theme, number, since, waited) = (state.theme, state.work, state.since, state.waited);
        let bound = state.bound;
        let work = &plan.works[number as usize];
        let chosen = &work.options[usize::from(option)];
        for (function, slots) in &chosen.needs {
            self.free[*function as usize] -= i64::from(*slots);
        }
        let (entity, repeat) = self.draw_name(job);
        let progress = carried.map_or(0.0, |carried| carried.progress);
        let drawn = match work.duration {
            Number::Value(place) => self.values[place as usize],
            Number::Draw(sampler) => {
                let u = self.units(entity, work.purpose.occurrence(repeat))[0];
                plan.samplers[sampler as usize].at(u)
            }
        };
        let full = drawn * self.number(chosen.duration_factor, entity, repeat);
        let end = self.now + Ticks::from_months(full * (1.0 - progress));
        let (cost, booked) = self.book_work(work, chosen, entity, repeat, full, progress, end);
        let state = &mut self.jobs[job as usize];
        (state.phase, state.option, state.cost) = (Phase::Working, option, cost);
        let record = &mut self.themes[theme as usize];
        record.working += 1;
        record.cost = record.cost.saturating_add(booked);
        record.waited += waited;
        // What ends after the horizon never happens within the run.
        if end <= plan.calendar.horizon() {
            self.events.push(end, Event::WorkEnds { theme, job });
        }
        let under_way = carried.is_some();
        let what = Happening::Started {
            work: number,
            option,
            bound,
            since,
            waited,
            end,
            cost: booked,
            repeat,
            under_way,
        };
        self.tell(observer, theme, what);
    }

    /// Books the cost of work from now to `end`; `progress` of it lies in the past and is sunk.
    /// Returns the whole price of what remains, and what of it falls due within the horizon.
    #[allow(clippy::too_many_arguments, reason = "the terms of one sum")]
    #[inline]
    fn book_work(
        &mut self,
        work: &Work,
        option: &WorkOption,
        entity: u64,
        repeat: u32,
        full_months: f64,
        progress: f64,
        end: Ticks,
    ) -> (i64, i64) {
        let price = match option.fixed_price {
            Some(place) => self.prices[place as usize],
            None => self.price_of(work, option, entity, repeat),
        };
        let total = price.per_month * full_months + price.per_job;
        if total == 0.0 {
            return (0, 0);
        }
        if option.stands {
            let factor = self.number(option.cost_factor, entity, repeat);
            self.count_usage(work, option, full_months, progress, factor, end);
        }
        let due = Due {
            payments: work.payments.as_deref(),
            full_months,
            progress,
            from: self.now,
            until: end,
        };
        due.book(&self.plan.calendar, &mut self.ledger, option.line, total)
    }

    /// What an option costs: the work's own cost and the prices of the functions, times its factor.
    fn price_of(&self, work: &Work, option: &WorkOption, entity: u64, repeat: u32) -> Price {
        let mut per_month = self.number(work.cost_per_month, entity, repeat);
        let mut per_job = self.number(work.cost, entity, repeat);
        for (price, slots) in &option.slot_prices {
            per_month += self.number(*price, 0, 0) * slots;
        }
        for price in &option.job_prices {
            per_job += self.number(*price, 0, 0);
        }
        let factor = self.number(option.cost_factor, entity, repeat);
        Price {
            per_month: per_month * factor,
            per_job: per_job * factor,
        }
    }

    /// Works out the prices that stay the same until the next world or run.
    pub(super) fn fix_prices(&mut self) {
        let plan = self.plan;
        for work in &plan.works {
            for option in &work.options {
                if let Some(place) = option.fixed_price {
                    self.prices[place as usize] = self.price_of(work, option, 0, 0);
                }
            }
        }
    }

    /// Counts the price of used slots against a function's standing cost (INC-7), in the fiscal
    /// years in which it falls due.
    fn count_usage(
        &mut self,
        work: &Work,
        option: &WorkOption,
        full_months: f64,
        progress: f64,
        factor: f64,
        end: Ticks,
    ) {
        let due = Due {
            payments: work.payments.as_deref(),
            full_months,
            progress,
            from: self.now,
            until: end,
        };
        let prices = option.slot_prices.iter().zip(&option.job_prices);
        for ((function, _), ((per_month, slots), per_job)) in option.needs.iter().zip(prices) {
            let per_month = self.number(*per_month, 0, 0) * slots;
            let price = (per_month * full_months + self.number(*per_job, 0, 0)) * factor;
            due.book(&self.plan.calendar, &mut self.usage, *function, price);
        }
    }

    /// Work ends: slots are released, and the theme goes on, or does it again.
    #[inline]
    pub(super) fn end_work<O: Observer>(&mut self, job: u32, observer: &mut O) {
        let plan = self.plan;
        let state = &self.jobs[job as usize];
        let (theme, number, option, cost) = (state.theme, state.work, state.option, state.cost);
        let work = &plan.works[number as usize];
        for (function, slots) in &work.options[usize::from(option)].needs {
            self.free[*function as usize] += i64::from(*slots);
            self.touch_function(*function);
        }
        let record = &mut self.themes[theme as usize];
        record.working -= 1;
        record.spent = record.spent.saturating_add(cost);
        self.tell(
            observer,
            theme,
            Happening::Ended {
                work: number,
                option,
            },
        );
        // Shared work goes on for the others even when the theme that began it is gone.
        let repeats = self.must_repeat(job, work);
        if let Some(once) = work.once
            && !repeats
        {
            self.finish_shared(once, observer);
        }
        if !self.wanted(job) {
            if repeats {
                self.drop_job(job, observer);
            } else {
                self.free_job(job);
            }
            return;
        }
        if repeats {
            let state = &mut self.jobs[job as usize];
            state.repeat += 1;
            let repeat = state.repeat;
            state.phase = Phase::Idle;
            self.tell(
                observer,
                theme,
                Happening::Repeats {
                    work: number,
                    repeat,
                },
            );
            self.enqueue(job, observer);
            return;
        }
        self.free_job(job);
        match work.track {
            Track::Research(_) => self.activity_done(theme, number, observer),
            Track::Licensing(offer) => self.close_offer(theme, offer, observer),
        }
    }

    /// Whether the activity has to be done again; never beyond the limit (EXE-4).
    #[inline]
    fn must_repeat(&self, job: u32, work: &Work) -> bool {
        let Some((probability, limit)) = work.repeat else {
            return false;
        };
        if self.jobs[job as usize].repeat >= limit {
            return false;
        }
        let (entity, repeat) = self.draw_name(job);
        let u = self.units(entity, work.purpose.occurrence(repeat))[1];
        u < self.number(probability, entity, repeat)
    }

    /// An activity of the research track is done.
    #[inline]
    fn activity_done<O: Observer>(&mut self, theme: u32, work: u32, observer: &mut O) {
        let Track::Research(activity) = self.plan.works[work as usize].track else {
            return;
        };
        let record = &mut self.themes[theme as usize];
        record.done |= 1 << activity;
        let stage = &self.plan.routes[record.route as usize].stages[usize::from(record.stage)];
        if record.done == stage.all {
            self.at_gate.push(theme);
        } else {
            self.join_ready(theme, observer);
        }
    }

    /// Lets every activity of the stage join whose predecessors are done.
    pub(super) fn join_ready<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &self.themes[theme as usize];
        let (route, place) = (record.route as usize, usize::from(record.stage));
        let plan = self.plan;
        let stage = &plan.routes[route].stages[place];
        for (index, work) in stage.works.clone().enumerate() {
            let record = &mut self.themes[theme as usize];
            let ready = stage.after[index] & !record.done == 0;
            if ready && record.begun & (1 << index) == 0 {
                record.begun |= 1 << index;
                self.join(theme, work, observer);
            }
        }
    }

    /// What is done once is done: it serves those who waited for it, and all later (EXE-13).
    fn finish_shared<O: Observer>(&mut self, once: u32, observer: &mut O) {
        let shared = &mut self.once[once as usize];
        shared.state = OnceState::Done;
        for job in std::mem::take(&mut shared.waiting) {
            let (theme, work) = (self.jobs[job as usize].theme, self.jobs[job as usize].work);
            self.themes[theme as usize].sharing -= 1;
            self.free_job(job);
            if self.themes[theme as usize].researching {
                self.tell(observer, theme, Happening::SharedReady { work });
                self.activity_done(theme, work, observer);
            }
        }
    }

    /// Gives up what a theme has in queues; work under way finishes and is paid. With
    /// `offers_only` its research stays.
    pub(super) fn cancel_waiting<O: Observer>(
        &mut self,
        theme: u32,
        offers_only: bool,
        observer: &mut O,
    ) {
        let mut job = self.themes[theme as usize].first_job;
        while job != NONE {
            let state = &self.jobs[job as usize];
            let (next, number) = (state.next, state.work);
            let offer = matches!(self.plan.works[number as usize].track, Track::Licensing(_));
            if offer || !offers_only {
                match state.phase {
                    Phase::Waiting => {
                        let (since, option) = (state.since, state.option);
                        let option = if state.bound { option } else { 0 };
                        let waited = state.waited + (self.now - since);
                        self.leave_queue(job);
                        self.themes[theme as usize].waited += waited;
                        let what = Happening::Cancelled {
                            work: number,
                            option,
                            since,
                            waited,
                        };
                        self.tell(observer, theme, what);
                        self.drop_job(job, observer);
                    }
                    Phase::Idle => {
                        // It waits for shared work.
                        if let Some(once) = self.plan.works[number as usize].once {
                            self.once[once as usize]
                                .waiting
                                .retain(|other| *other != job);
                            self.themes[theme as usize].sharing -= 1;
                            self.free_job(job);
                        }
                    }
                    Phase::Leading | Phase::Working => {}
                }
            }
            job = next;
        }
    }

    /// Ends a job that its theme has no use for; shared work it had begun falls to the next who waits.
    fn drop_job<O: Observer>(&mut self, job: u32, observer: &mut O) {
        self.promise(job, false);
        let state = &self.jobs[job as usize];
        // What has been done already counts for the heir too.
        let repeat = state.repeat + u32::from(state.phase == Phase::Working);
        let once = self.plan.works[state.work as usize].once;
        self.free_job(job);
        let Some(once) = once else { return };
        let shared = &mut self.once[once as usize];
        if shared.waiting.is_empty() {
            shared.state = OnceState::NotYet;
            return;
        }
        let heir = shared.waiting.remove(0);
        let theme = self.jobs[heir as usize].theme;
        self.themes[theme as usize].sharing -= 1;
        self.jobs[heir as usize].repeat = repeat;
        self.enqueue(heir, observer);
    }

    /// Notes what a listed theme has done, or has under way, of what is done only once (EXE-13).
    pub(super) fn note_shared(&mut self, theme: &Theme) {
        let works = self.plan.routes[theme.route].stages[theme.stage]
            .works
            .clone();
        for (activity, work) in works.enumerate() {
            let Some(once) = self.plan.works[work as usize].once else {
                continue;
            };
            let state = &mut self.once[once as usize].state;
            let under_way = theme
                .in_progress
                .iter()
                .any(|running| running.activity == activity);
            if theme.done & (1 << activity) != 0 {
                *state = OnceState::Done;
            } else if under_way && *state == OnceState::NotYet {
                *state = OnceState::Begun;
            }
        }
    }

    /// What names the draws of a job: the theme, or the route for what is done once, and the repeat.
    #[inline]
    fn draw_name(&self, job: u32) -> (u64, u32) {
        let state = &self.jobs[job as usize];
        let entity = match self.plan.works[state.work as usize].once {
            Some(once) => self.plan.once[once as usize],
            None => self.themes[state.theme as usize].entity,
        };
        (entity, state.repeat)
    }

    pub(super) fn new_job(&mut self, theme: u32, work: u32) -> u32 {
        let next = self.themes[theme as usize].first_job;
        let fresh = Job {
            theme,
            work,
            phase: Phase::Idle,
            stamp: 0,
            joined: self.now,
            since: self.now,
            waited: Ticks::ZERO,
            mask: 0,
            option: 0,
            bound: false,
            promised: false,
            repeat: 0,
            cost: 0,
            next,
        };
        let job = match self.idle_jobs.pop() {
            Some(job) => {
                let stamp = self.jobs[job as usize].stamp;
                self.jobs[job as usize] = Job { stamp, ..fresh };
                job
            }
            None => {
                self.jobs.push(fresh);
                self.jobs.len() as u32 - 1
            }
        };
        self.themes[theme as usize].first_job = job;
        job
    }

    /// Takes a job off its theme's list, for use by another.
    #[inline]
    fn free_job(&mut self, job: u32) {
        let (theme, next) = (self.jobs[job as usize].theme, self.jobs[job as usize].next);
        let state = &mut self.jobs[job as usize];
        state.phase = Phase::Idle;
        state.stamp = state.stamp.wrapping_add(1);
        let first = &mut self.themes[theme as usize].first_job;
        if *first == job {
            *first = next;
        } else {
            let mut at = *first;
            while at != NONE {
                if self.jobs[at as usize].next == job {
                    self.jobs[at as usize].next = next;
                    break;
                }
                at = self.jobs[at as usize].next;
            }
        }
        self.idle_jobs.push(job);
    }
}

/// The class and options that stand for a set of open options.
#[inline]
fn eligible(work: &Work, mask: u32) -> &Eligible {
    // Every reachable set was laid out by the plan; the first is what is open at once.
    work.eligible
        .iter()
        .find(|eligible| eligible.mask == mask)
        .unwrap_or(&work.eligible[0])
}
