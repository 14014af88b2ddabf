//! Capacity as the Office sees it on a review date: who is how busy, and who does what for a theme
//! that is admitted (SEL-5, SEL-7, SEL-12).

use super::observer::Observer;
use super::plan::WorkOption;
use super::selection::SelectionEvent;
use super::simulator::Simulator;
use super::state::Phase;

impl Simulator<'_> {
    /// Whether the development candidate of a theme is fixed (LIC-10).
    pub(super) fn candidate_fixed(&self, theme: u32) -> bool {
        let record = &self.themes[theme as usize];
        let route = &self.plan.model.routes[record.route as usize];
        let candidate = route.candidate_stage;
        candidate.is_some_and(|stage| usize::from(record.passed) > stage)
    }

    /// What the stage of a theme is expected to cost beyond its proposer's funds (SEL-5).
    pub(super) fn funds_missing(&self, theme: u32) -> f64 {
        let record = &self.themes[theme as usize];
        let route = &self.plan.routes[record.route as usize];
        let expected = route.stages[usize::from(record.stage)].expected_cost;
        (expected - record.funds as f64).max(0.0)
    }

    /// Counts for each function what is in work and what waits for it as its first choice, once
    /// per instant, where anything asks for it.
    pub(super) fn measure_demand(&mut self) {
        if !self.plan.uses_load || self.demand_at == Some(self.now) {
            return;
        }
        self.demand_at = Some(self.now);
        for (function, demand) in self.demand.iter_mut().enumerate() {
            *demand = self.slots[function] - self.free[function];
        }
        for job in 0..self.jobs.len() {
            let state = &self.jobs[job];
            if matches!(state.phase, Phase::Waiting | Phase::Leading) {
                let work = &self.plan.works[state.work as usize];
                let option = if state.bound {
                    usize::from(state.option)
                } else {
                    state.mask.trailing_zeros() as usize
                };
                for (function, slots) in &work.options[option].needs {
                    self.demand[*function as usize] += i64::from(*slots);
                }
            }
        }
    }

    /// How busy those are whom the stage of a theme needs: of its activities that are not done the
    /// busiest, each at the least busy of its providers that are open at once (SEL-7).
    pub(super) fn load_of_stage(&self, theme: u32) -> f64 {
        let record = &self.themes[theme as usize];
        let stage = &self.plan.routes[record.route as usize].stages[usize::from(record.stage)];
        let works = stage.works.clone().enumerate();
        let open = works.filter(|(index, _)| record.done_before & (1 << index) == 0);
        let loads = open.map(|(_, work)| {
            let options = &self.plan.works[work as usize].options;
            let open = options
                .iter()
                .filter(|option| option.after_wait.is_none() && self.serves(theme, option));
            let loads = open.map(|option| self.load_of(option));
            loads.fold(f64::INFINITY, f64::min)
        });
        loads.fold(0.0, f64::max)
    }

    /// How busy a provider is: of the functions it needs the busiest, in work and waiting per slot.
    fn load_of(&self, option: &WorkOption) -> f64 {
        let limited = option
            .needs
            .iter()
            .filter(|(function, _)| self.plan.is_limited(*function as usize));
        let loads = limited.map(|(function, _)| {
            let function = *function as usize;
            let demand = self.demand[function] as f64;
            if self.slots[function] > 0 {
                demand / self.slots[function] as f64
            } else {
                f64::INFINITY
            }
        });
        loads.fold(0.0, f64::max)
    }

    /// Fixes who does each activity of the first stage: the least busy of its providers, the
    /// earlier of equals (SEL-12). What this theme asks for, the next one finds taken.
    pub(super) fn fix_support<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let plan = self.plan;
        let selection = plan.model.selection.as_ref();
        let fixes = selection.is_some_and(|selection| selection.order_of_support);
        if !plan.uses_load {
            return;
        }
        self.measure_demand();
        let record = &self.themes[theme as usize];
        let (route, place, done) = (record.route, usize::from(record.stage), record.done_before);
        let stage = &plan.routes[route as usize].stages[place];
        let first = self.support.len() as u32;
        for (index, work) in stage.works.clone().enumerate() {
            if done & (1 << index) != 0 {
                continue;
            }
            let options = &plan.works[work as usize].options;
            let mut best: Option<(f64, usize)> = None;
            for (number, option) in options.iter().enumerate() {
                if option.after_wait.is_some() || !self.serves(theme, option) {
                    continue;
                }
                let load = self.load_of(option);
                if best.is_none_or(|(least, _)| load < least) {
                    best = Some((load, number));
                }
            }
            let Some((_, option)) = best else { continue };
            for (function, slots) in &options[option].needs {
                self.demand[*function as usize] += i64::from(*slots);
            }
            let at_once = options
                .iter()
                .filter(|option| option.after_wait.is_none() && self.serves(theme, option));
            if fixes && at_once.count() > 1 {
                let option = option as u8;
                self.support.push((work, option));
                let what = SelectionEvent::SupportFixed { work, option };
                self.tell_selection(observer, theme, what);
            }
        }
        let count = self.support.len() as u32 - first;
        self.themes[theme as usize].support = (first, count as u16);
    }

    /// The provider that admission fixed for an activity of a theme, if it did.
    #[inline]
    pub(super) fn fixed_support(&self, theme: u32, work: u32) -> Option<u8> {
        let (first, count) = self.themes[theme as usize].support;
        let fixed = &self.support[first as usize..first as usize + usize::from(count)];
        let found = fixed.iter().find(|(other, _)| *other == work);
        found.map(|(_, option)| *option)
    }
}
