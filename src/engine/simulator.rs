//! The clock: draws the world and the run, then lets events happen until the horizon.

use super::event::{Event, EventList, PHASE_ENDS, Timer};
use super::ledger::Ledger;
use super::observer::{Happening, Observer, RunEnd, Waiting};
use super::plan::{Number, Plan};
use super::state::{Job, Phase, Queue, ThemeRun};
use crate::model::Ticks;
use crate::random::{DrawKey, Layer, Purpose};

/// Runs one after the other of a plan, for one seed.
///
/// Run number i is a pure function of (plan, seed, i): it lives in world ⌊i / runs per world⌋,
/// and what was simulated before has no influence.
#[derive(Debug)]
pub struct Simulator<'p> {
    pub(super) plan: &'p Plan<'p>,
    seed: u64,
    world: Option<u64>,
    pub(super) chance: DrawKey,
    pub(super) values: Vec<f64>,
    pub(super) now: Ticks,
    pub(super) events: EventList,
    pub(super) themes: Vec<ThemeRun>,
    pub(super) scores: Vec<[f64; crate::model::CRITERIA.len()]>,
    pub(super) jobs: Vec<Job>,
    pub(super) idle_jobs: Vec<u32>,
    pub(super) free: Vec<i64>,
    pub(super) slots: Vec<i64>,
    /// Slots promised to work that is bound to them and prepares.
    pub(super) promised: Vec<i64>,
    pub(super) queues: Vec<Queue>,
    /// Classes whose head may have become able to start.
    pub(super) touched: Vec<u32>,
    pub(super) is_touched: Vec<bool>,
    /// Themes whose stage is complete and must be judged.
    pub(super) at_gate: Vec<u32>,
    pub(super) once: Vec<super::shared::Once>,
    pub(super) channels: Vec<super::arrivals::ChannelState>,
    /// Themes that were open or licensed at the last review, and those that came since.
    pub(super) alive: Vec<u32>,
    /// Candidates that can be decided on (SEL-6).
    pub(super) ready: Vec<u32>,
    /// Candidates the Council has yet to confirm (GOV-2).
    pub(super) confirming: Vec<u32>,
    /// Admissions left on the present review date.
    pub(super) places_left: f64,
    /// What was promised to new themes of a fiscal year (SEL-5).
    pub(super) accommodated: (usize, f64),
    /// In work and waiting, by function, as last counted, and when that was (SEL-7).
    pub(super) demand: Vec<i64>,
    pub(super) demand_at: Option<Ticks>,
    /// Activities and the providers fixed for them, theme by theme (SEL-12).
    pub(super) support: Vec<(u32, u8)>,
    pub(super) ledger: Ledger,
    pub(super) licensing: super::licensing::LicensingRun,
    /// Prices of options that are fixed for the present world and run.
    pub(super) prices: Vec<super::pricing::Price>,
    /// Usage of functions with a standing cost: `[function][fiscal year]`.
    pub(super) usage: Ledger,
    pub(super) capacity: Vec<i64>,
    /// Purses, contracts, awards (INC, BUD).
    pub(super) money: super::purses::MoneyState,
    waiting: Vec<Waiting>,
    /// What each theme cost by fiscal year, where somebody asks.
    pub(super) theme_costs: super::theme_costs::ThemeCosts,
}

/// What nobody knows, as it is in a world, in the order of [`Plan::unknowns`].
pub fn unknown_values(plan: &Plan<'_>, seed: u64, world: u64) -> impl Iterator<Item = f64> {
    let key = DrawKey::new(seed, Layer::Ignorance, world);
    let drawn = plan.per_world.iter();
    drawn.map(move |drawn| drawn.sampler.at(plan.unknown(key, drawn)))
}

impl<'p> Simulator<'p> {
    /// A simulator of `plan` with the draws of `seed`.
    pub fn new(plan: &'p Plan<'p>, seed: u64) -> Simulator<'p> {
        let years = plan.calendar.years();
        Simulator {
            plan,
            seed,
            world: None,
            chance: DrawKey::new(seed, Layer::Chance, 0),
            values: plan.values.clone(),
            now: Ticks::ZERO,
            events: EventList::default(),
            themes: Vec::new(),
            scores: Vec::new(),
            jobs: Vec::new(),
            idle_jobs: Vec::new(),
            free: vec![0; plan.functions.len()],
            slots: vec![0; plan.functions.len()],
            promised: vec![0; plan.functions.len()],
            queues: plan.classes.iter().map(|_| Queue::default()).collect(),
            touched: Vec::new(),
            is_touched: vec![false; plan.classes.len()],
            at_gate: Vec::new(),
            once: Vec::new(),
            channels: Vec::new(),
            alive: Vec::new(),
            ready: Vec::new(),
            confirming: Vec::new(),
            places_left: 0.0,
            accommodated: (0, 0.0),
            demand: vec![0; plan.functions.len()],
            demand_at: None,
            support: Vec::new(),
            prices: vec![super::pricing::Price::default(); plan.fixed_prices as usize],
            ledger: Ledger::with_accounts(
                plan.lines.len(),
                years,
                plan.money.accounts_of_line.clone(),
                plan.money.accounts(),
            ),
            licensing: super::licensing::LicensingRun::new(plan.income_lines().len(), years),
            usage: Ledger::new(plan.functions.len(), years),
            capacity: vec![0; plan.functions.len() * years],
            money: super::purses::MoneyState::new(plan),
            waiting: Vec::new(),
            theme_costs: super::theme_costs::ThemeCosts::off(),
        }
    }

    /// A simulator that also tells what each theme cost by fiscal year.
    #[must_use]
    pub fn with_theme_costs(mut self) -> Simulator<'p> {
        self.theme_costs = super::theme_costs::ThemeCosts::by_year(self.plan.calendar.years());
        self
    }

    /// Simulates run number `run` and tells `observer` what happens.
    pub fn run<O: Observer>(&mut self, run: u64, observer: &mut O) {
        let world = run / u64::from(self.plan.model.runs_per_world);
        let new_world = self.enter_world(world);
        self.begin(run);
        if new_world || !self.plan.per_run.is_empty() {
            self.fix_prices();
        }
        self.open_capacity(observer);
        self.open_books(observer);
        self.announce_review(0);
        self.announce_council(0);
        self.begin_arrivals(observer);
        self.bill_signed(observer);
        let horizon = self.plan.calendar.horizon();
        while let Some(time) = self.settle(observer) {
            if !self.plan.calendar.holds(time) {
                break;
            }
            self.now = time;
        }
        self.now = horizon;
        self.integrate_capacity();
        self.list_waiting();
        self.close_books(observer);
        let end = RunEnd {
            run,
            world,
            themes: &self.themes,
            ledger: &self.ledger,
            income: &self.licensing.income,
            capacity: &self.capacity,
            waiting: &self.waiting,
            books: &self.money.books,
            theme_costs: &self.theme_costs,
            values: &self.values,
        };
        observer.run_ended(self.plan, &end);
    }

    /// Draws what the world fixes. Returns false, with nothing to do, while it stays the same.
    fn enter_world(&mut self, world: u64) -> bool {
        if self.world == Some(world) {
            return false;
        }
        self.world = Some(world);
        let values = unknown_values(self.plan, self.seed, world);
        for (drawn, value) in self.plan.per_world.iter().zip(values) {
            self.values[drawn.place as usize] = value;
        }
        true
    }

    /// Clears the state and draws what the run fixes.
    fn begin(&mut self, run: u64) {
        self.chance = DrawKey::new(self.seed, Layer::Chance, run);
        for drawn in &self.plan.per_run {
            let u = self.chance.unit(0, drawn.sampler.purpose);
            self.values[drawn.place as usize] = drawn.sampler.at(u);
        }
        self.now = Ticks::ZERO;
        self.events.clear();
        self.themes.clear();
        self.scores.clear();
        self.jobs.clear();
        self.idle_jobs.clear();
        self.queues.iter_mut().for_each(Queue::clear);
        self.promised.fill(0);
        self.touched.clear();
        self.is_touched.fill(false);
        self.at_gate.clear();
        self.alive.clear();
        self.ready.clear();
        self.confirming.clear();
        self.accommodated = (0, 0.0);
        self.demand_at = None;
        self.support.clear();
        self.once.clear();
        self.once
            .resize_with(self.plan.once.len(), Default::default);
        self.ledger.clear();
        self.licensing.clear();
        self.usage.clear();
        self.money.clear();
        self.waiting.clear();
        self.theme_costs.clear();
    }

    /// Lets everything happen that is due now, in the written order, until nothing changes.
    /// Returns the time of the next event.
    fn settle<O: Observer>(&mut self, observer: &mut O) -> Option<Ticks> {
        loop {
            match self.events.next() {
                // Calendar and ends first, as many as there are; arrivals one by one, since each
                // may end something at once.
                Some((time, phase)) if time == self.now => {
                    if phase > PHASE_ENDS && !self.at_gate.is_empty() {
                        self.judge(observer);
                    } else {
                        self.handle_next(observer);
                    }
                    continue;
                }
                _ if !self.at_gate.is_empty() => {
                    self.judge(observer);
                    continue;
                }
                _ => {}
            }
            if self.now < self.plan.calendar.horizon() {
                if self.money.eased {
                    self.retry_for_money(observer);
                }
                if !self.touched.is_empty() {
                    self.start_waiting(observer);
                }
                if !self.money.retried.is_empty() {
                    self.end_money_waits(observer);
                }
            }
            match self.events.next() {
                Some((time, _)) if time == self.now => {}
                next => return next.map(|(time, _)| time),
            }
        }
    }

    #[inline]
    fn handle_next<O: Observer>(&mut self, observer: &mut O) {
        let Some(event) = self.events.pop() else {
            return;
        };
        match event {
            Event::WorkEnds { job, .. } => self.end_work(job, observer),
            Event::ChannelDelivers { channel } => self.deliver(channel, observer),
            Event::ThemeArrives { listed } => self.arrive_listed(listed, observer),
            Event::LeadEnds { job, .. } => self.end_lead(job, observer),
            Event::Opens { theme, job, option } => self.open_provider(theme, job, option, observer),
            Event::Capacity { function, step } => self.change_capacity(function, step, observer),
            Event::Anniversary { theme } => self.keep_patent(theme, observer),
            Event::Timer {
                theme,
                what,
                occurrence,
            } => self.handle_timer(theme, what, occurrence, observer),
            Event::Review { number } => self.review(number, observer),
            Event::Council { number } => self.hold_council(number, observer),
            Event::FiscalYear { year } => self.turn_year(year as usize, observer),
            Event::BudgetDate { number } => self.tell_budget(number, observer),
        }
    }

    /// Something of a theme has its time.
    #[inline(never)]
    fn handle_timer<O: Observer>(
        &mut self,
        theme: u32,
        what: Timer,
        occurrence: u32,
        observer: &mut O,
    ) {
        match what {
            Timer::RightsSorted => self.sort_rights(theme, observer),
            Timer::Returns => self.come_back(theme, occurrence, observer),
            Timer::GrantDecided => self.decide_grant(theme, observer),
            Timer::AsksToWithdraw => self.ask_to_withdraw(theme, occurrence, observer),
            Timer::Published => self.publication_due(theme, observer),
            Timer::ReliefDecided => self.decide_relief(theme, observer),
            Timer::LicenseeEnds => self.licensee_ends(theme, occurrence, observer),
            Timer::LicenseeGivesUp => self.licensee_stops(theme, occurrence, observer),
            Timer::RoyaltyDue => self.royalty_due(theme, occurrence, observer),
        }
    }

    /// The value of a number now; `entity`, and `occurrence` among its uses, name a draw.
    #[inline]
    pub(super) fn number(&self, number: Number, entity: u64, occurrence: u32) -> f64 {
        match number {
            Number::Value(place) => self.values[place as usize],
            Number::Draw(sampler) => {
                let sampler = &self.plan.samplers[sampler as usize];
                let purpose = sampler.purpose.occurrence(occurrence);
                sampler.at(self.chance.unit(entity, purpose))
            }
        }
    }

    /// The two uniforms of a draw of this run.
    #[inline]
    pub(super) fn units(&self, entity: u64, purpose: Purpose) -> [f64; 2] {
        self.chance.units(entity, purpose)
    }

    /// Tells the observer of something that happens to a theme now.
    #[inline]
    pub(super) fn tell<O: Observer>(&self, observer: &mut O, theme: u32, what: Happening) {
        observer.observe(
            self.plan,
            self.now,
            theme,
            &self.themes[theme as usize],
            what,
        );
    }

    fn open_capacity<O: Observer>(&mut self, observer: &mut O) {
        for index in 0..self.plan.functions.len() {
            let Some(steps) = &self.plan.functions[index].slots else {
                // So many that they never run out.
                (self.free[index], self.slots[index]) = (i64::MAX / 2, i64::MAX / 2);
                continue;
            };
            (self.free[index], self.slots[index]) = (0, 0);
            for (step, (from, _)) in steps.iter().enumerate() {
                if *from <= Ticks::ZERO {
                    self.set_slots(index as u32, step as u32);
                } else {
                    let event = Event::Capacity {
                        function: index as u32,
                        step: step as u32,
                    };
                    self.events.push(*from, event);
                }
            }
            observer.capacity_changed(self.plan, self.now, index as u32, self.slots[index]);
        }
    }

    fn set_slots(&mut self, function: u32, step: u32) {
        let index = function as usize;
        let Some(steps) = &self.plan.functions[index].slots else {
            return;
        };
        let slots = self.slots_in(index, steps[step as usize].1);
        self.free[index] += slots - self.slots[index];
        self.slots[index] = slots;
    }

    /// The slots of a function while its schedule says `count`.
    fn slots_in(&self, function: usize, count: Number) -> i64 {
        match self.number(count, 0, 0).round().max(0.0) as i64 {
            0 => 0,
            slots => (slots + self.plan.functions[function].more_slots).max(0),
        }
    }

    fn change_capacity<O: Observer>(&mut self, function: u32, step: u32, observer: &mut O) {
        self.set_slots(function, step);
        observer.capacity_changed(self.plan, self.now, function, self.slots[function as usize]);
        self.touch_function(function);
    }

    /// Slots offered, integrated over each fiscal year.
    fn integrate_capacity(&mut self) {
        let calendar = &self.plan.calendar;
        let years = calendar.years();
        self.capacity.fill(0);
        for (index, function) in self.plan.functions.iter().enumerate() {
            let Some(steps) = &function.slots else {
                continue;
            };
            for (place, (from, count)) in steps.iter().enumerate() {
                let slots = self.slots_in(index, *count);
                let until = steps
                    .get(place + 1)
                    .map_or(calendar.horizon(), |(next, _)| *next);
                for year in 0..years {
                    let (begin, end) = calendar.year_span(year);
                    let span = end.0.min(until.0) - begin.0.max(from.0);
                    self.capacity[index * years + year] += slots * span.max(0);
                }
            }
        }
    }
}

impl Simulator<'_> {
    /// Notes the activities that still wait at the horizon, and those that waited before a lead
    /// time that is not over.
    fn list_waiting(&mut self) {
        for job in &self.jobs {
            let (since, waited) = match job.phase {
                Phase::Waiting => (job.since, job.waited + (self.now - job.since)),
                Phase::Leading | Phase::Short if job.waited > Ticks::ZERO => (self.now, job.waited),
                Phase::Short | Phase::Idle | Phase::Leading | Phase::Working => continue,
            };
            self.themes[job.theme as usize].waited += waited;
            self.waiting.push(Waiting {
                theme: job.theme,
                work: job.work,
                option: if job.bound { job.option } else { 0 },
                since,
                waited,
            });
        }
    }
}
