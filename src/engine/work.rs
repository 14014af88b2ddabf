//! Activities from the moment they are ready until they are done (EXE-2, EXE-4).

use super::event::Event;
use super::observer::{Happening, Observer};
use super::plan::{Number, Track, Work};
use super::pricing::{Cost, Start};
use super::shared::OnceState;
use super::simulator::Simulator;
use super::state::{Fate, Job, NONE, Phase};
use crate::model::Ticks;
use crate::random::Purpose;

/// Work already behind an activity when the run starts.
#[derive(Copy, Clone, Debug)]
pub(super) struct Carried {
    pub progress: f64,
    pub option: u8,
    /// Whether signed payments stand for what remains of its cost (BUD-9).
    pub paid: bool,
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

    /// Whether the theme still has use for this job.
    pub(super) fn wanted(&self, job: u32) -> bool {
        let state = &self.jobs[job as usize];
        let theme = &self.themes[state.theme as usize];
        let goes_on = match self.plan.works[state.work as usize].track {
            Track::Research(_) => theme.researching,
            Track::Licensing(_) | Track::Selection(_) | Track::Process(_) => theme.is_open(),
        };
        goes_on && state.life == theme.reentry
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
        let (entity, occurrence) = self.draw_name(job);
        let repeat = self.jobs[job as usize].repeat;
        let progress = carried.map_or(0.0, |carried| carried.progress);
        let drawn = match work.duration {
            Number::Value(place) => self.values[place as usize],
            Number::Draw(sampler) => {
                let u = self.units(entity, self.purpose_of(theme, work).occurrence(occurrence))[0];
                plan.samplers[sampler as usize].at(u)
            }
        };
        let full = drawn * self.number(chosen.duration_factor, entity, occurrence);
        let end = self.now + Ticks::from_months(full * (1.0 - progress));
        if plan.watches_work && matches!(work.track, Track::Research(_)) {
            self.note_work(theme, chosen, end);
        }
        let begun = Start {
            theme,
            job,
            work: number,
            option,
            entity,
            repeat: occurrence,
            full_months: full,
            progress,
            end,
        };
        let paid = carried.is_some_and(|carried| carried.paid);
        let cost = match paid {
            true => Cost::default(),
            false => self.book_work(begun),
        };
        if observer.follows_bookings() && !paid {
            self.tell_booking(begun, cost, observer);
        }
        let Cost {
            price,
            booked,
            covered,
        } = cost;
        let state = &mut self.jobs[job as usize];
        (state.phase, state.option, state.cost) = (Phase::Working, option, price);
        state.since = self.now;
        let record = &mut self.themes[theme as usize];
        record.working += 1;
        record.cost = record.cost.saturating_add(booked);
        record.waited += waited;
        // What ends after the horizon never happens within the run.
        if plan.calendar.holds(end) {
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
        if covered > 0 {
            self.tell_covered(theme, number, covered, observer);
        }
        if plan.money.follows_work && !under_way {
            self.count_uses(chosen, observer);
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
        if plan.money.follows_work {
            self.follow_end(job);
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
                self.keep_result(job);
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
            Track::Selection(_) => self.scrutiny_done(theme, number, observer),
            Track::Process(step) => self.step_done(theme, step, observer),
        }
    }

    /// Work of a licensed theme's stage that was under way at the licence is done: should the theme
    /// be taken over it stays so (LIC-11).
    fn keep_result(&mut self, job: u32) {
        let state = &self.jobs[job as usize];
        let record = &self.themes[state.theme as usize];
        if record.fate == Fate::Licensed
            && let Some(activity) = self.activity_of_stage(state, record.reentry)
        {
            self.themes[state.theme as usize].done |= 1 << activity;
        }
    }

    /// Which activity of its theme's stage a job is; `None` where it belongs to another stage, to
    /// another life than `life`, or to another track.
    fn activity_of_stage(&self, job: &Job, life: u16) -> Option<u8> {
        let record = &self.themes[job.theme as usize];
        let Track::Research(activity) = self.plan.works[job.work as usize].track else {
            return None;
        };
        let stage = &self.plan.routes[record.route as usize].stages[usize::from(record.stage)];
        let belongs = job.life == life && stage.works.contains(&job.work);
        belongs.then_some(activity)
    }

    /// A theme is back in the stage it was in: its work under way goes on, in its new life (LIC-11).
    pub(super) fn take_over_work(&mut self, theme: u32) {
        let life = self.themes[theme as usize].reentry;
        let mut job = self.themes[theme as usize].first_job;
        while job != NONE {
            let state = &self.jobs[job as usize];
            let next = state.next;
            let goes_on = matches!(state.phase, Phase::Leading | Phase::Working);
            if goes_on && let Some(activity) = self.activity_of_stage(state, life - 1) {
                self.jobs[job as usize].life = life;
                self.themes[theme as usize].begun |= 1 << activity;
            }
            job = next;
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
        let theme = self.jobs[job as usize].theme;
        let u = self.units(entity, self.purpose_of(theme, work).occurrence(repeat))[1];
        u < self.number(probability, entity, repeat)
    }

    /// An activity of the research track is done.
    #[inline]
    pub(super) fn activity_done<O: Observer>(&mut self, theme: u32, work: u32, observer: &mut O) {
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
            let track = self.plan.works[number as usize].track;
            let offer = !matches!(track, Track::Research(_));
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
                    Phase::Short => self.give_up_money(job, observer),
                    Phase::Leading | Phase::Working => {}
                }
            }
            job = next;
        }
    }

    /// What names the draws of a job: the theme in its present life, or the route for what is done
    /// once, and the repeat; of a licensing process the call and the company.
    #[inline]
    pub(super) fn draw_name(&self, job: u32) -> (u64, u32) {
        let state = &self.jobs[job as usize];
        let work = &self.plan.works[state.work as usize];
        if let Track::Process(step) = work.track {
            return self.name_of_step(state.theme, step);
        }
        let entity = match work.once {
            Some(once) => self.plan.once[once as usize],
            None => self.themes[state.theme as usize].life(),
        };
        (entity, state.repeat)
    }

    /// What names the draws of a piece of work of a theme: scrutiny after a return is another.
    #[inline]
    fn purpose_of(&self, theme: u32, work: &Work) -> Purpose {
        if let Track::Selection(_) = work.track {
            let times = self.themes[theme as usize].times_sent_back;
            if times > 0 {
                return work.purpose.within(u32::from(times));
            }
        }
        work.purpose
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
            life: self.themes[theme as usize].reentry,
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
    pub(super) fn free_job(&mut self, job: u32) {
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
