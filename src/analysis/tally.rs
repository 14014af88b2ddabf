//! The listener that counts: one run at a time into cells, then into the accumulators.

use serde::{Deserialize, Serialize};

use super::anatomy::{AnatomyRun, AnatomyTotals};
use super::caps::CapTotals;
use super::layout::{Ending, Layout, flow, selection, theme as group_of, usage};
use super::purses::PurseTotals;
use super::waiting::WaitingRun;
use crate::engine::{
    Booking, Fate, Happening, LicensingEvent, MoneyEvent, MoneyNews, Observer, Origin, Plan,
    ProposerEvent, RunEnd, SelectionEvent, ThemeRun, Waiting,
};
use crate::model::{Calendar, Decision, DecisionPoint, TICKS_PER_MONTH, Ticks};
use crate::stats::{
    Accumulator, Incidence, LogHistogram, MergeError, Observation, PairMoments, Panel, merge_each,
};

/// Months on the grid of times since arrival: up to the horizon.
pub fn months_of(calendar: &Calendar) -> usize {
    (calendar.horizon().0 / TICKS_PER_MONTH) as usize + 1
}

/// The kinds of events that compete for a theme.
pub const INCIDENCE_KINDS: usize = 2;
/// A licence or a launch.
pub const LICENCE: usize = 0;
/// Any other end.
pub const OTHER_END: usize = 1;

/// Everything kept of many runs; exact, so that merging in any order gives the same.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Totals {
    /// Sums and squares of all cells.
    pub panel: Panel,
    /// Licences, by fiscal year and in all.
    pub licences: Vec<LogHistogram>,
    /// Launches, by fiscal year and in all.
    pub launches: Vec<LogHistogram>,
    /// Licences until the end of each fiscal year.
    pub licences_to_date: Vec<LogHistogram>,
    /// Launches until the end of each fiscal year.
    pub launches_to_date: Vec<LogHistogram>,
    /// Cost of each slice, by fiscal year and in all: `[slice][year]`.
    pub cost: Vec<LogHistogram>,
    /// Use of each function in millionths of its slots, by fiscal year and in all: `[function][year]`.
    pub utilisation: Vec<LogHistogram>,
    /// Themes of each ending, and all that came: `[ending]`.
    pub shares: Vec<PairMoments>,
    /// Themes that passed a stage technically, and those judged: `[stage]`.
    pub success: Vec<PairMoments>,
    /// Time in queues (ticks) and themes that entered: `[stage]`.
    pub stage_wait: Vec<PairMoments>,
    /// Time in the stage (ticks) and themes judged: `[stage]`.
    pub stage_time: Vec<PairMoments>,
    /// Slot-ticks in use and offered of each function, by fiscal year and in all: `[function][year]`.
    pub used: Vec<PairMoments>,
    /// Waiting time (ticks) and starts of each function, by fiscal year and in all: `[function][year]`.
    pub wait: Vec<PairMoments>,
    /// Mean wait of each function per run, in ticks.
    pub mean_wait: Vec<LogHistogram>,
    /// The longest wait of each function, in ticks.
    pub longest_wait: Vec<i64>,
    /// Month of the licence of each listed theme or of each theme of a channel, since the start.
    pub licence_month: Vec<LogHistogram>,
    /// Cost of each listed theme or of all themes of a channel.
    pub theme_cost: Vec<LogHistogram>,
    /// Time from arrival to licence of those licensed, in ticks.
    pub licence_time: LogHistogram,
    /// What licensees paid, by fiscal year and in all; empty where the chapter of licensing is off.
    pub income: Vec<LogHistogram>,
    /// Cumulative incidence of licences against other ends, by month since arrival: of all themes,
    /// of listed ones, of those that channels bring.
    pub incidence: Vec<Incidence>,
    /// What purses spent, and what became of the rest.
    pub purses: PurseTotals,
    /// The fiscal year that is taken apart, where one is.
    pub anatomy: Option<AnatomyTotals>,
    /// What the costs of caps came to.
    pub caps: CapTotals,
}

impl Totals {
    /// Totals of no runs.
    pub fn new(layout: &Layout, calendar: &Calendar, runs_per_world: u32) -> Totals {
        let histograms = |count: usize| vec![LogHistogram::new(); count];
        let years = layout.years + 1;
        let pairs = |count: usize| vec![PairMoments::new(runs_per_world); count];
        Totals {
            purses: PurseTotals::new(&layout.purses),
            anatomy: layout.watch.anatomy.as_ref().map(AnatomyTotals::new),
            caps: CapTotals::new(&layout.caps),
            shares: pairs(layout.endings.len()),
            success: pairs(layout.flows),
            stage_wait: pairs(layout.flows),
            stage_time: pairs(layout.flows),
            used: pairs(layout.functions * years),
            panel: Panel::new(layout.cells(), runs_per_world),
            licences: histograms(years),
            launches: histograms(years),
            licences_to_date: histograms(layout.years),
            launches_to_date: histograms(layout.years),
            cost: histograms(layout.slices.len() * years),
            utilisation: histograms(layout.functions * years),
            wait: pairs(layout.functions * years),
            mean_wait: histograms(layout.functions),
            longest_wait: vec![0; layout.functions],
            licence_month: histograms(layout.groups),
            theme_cost: histograms(layout.groups),
            licence_time: LogHistogram::new(),
            income: histograms(layout.licensing.map_or(0, |_| years)),
            incidence: vec![Incidence::new(INCIDENCE_KINDS, months_of(calendar)); 3],
        }
    }
}

impl Accumulator for Totals {
    fn merge(&mut self, other: &Totals) -> Result<(), MergeError> {
        self.panel.merge(&other.panel)?;
        self.licences.merge(&other.licences)?;
        self.launches.merge(&other.launches)?;
        self.licences_to_date.merge(&other.licences_to_date)?;
        self.launches_to_date.merge(&other.launches_to_date)?;
        self.cost.merge(&other.cost)?;
        self.utilisation.merge(&other.utilisation)?;
        self.shares.merge(&other.shares)?;
        self.success.merge(&other.success)?;
        self.stage_wait.merge(&other.stage_wait)?;
        self.stage_time.merge(&other.stage_time)?;
        self.used.merge(&other.used)?;
        self.wait.merge(&other.wait)?;
        self.mean_wait.merge(&other.mean_wait)?;
        merge_each(&mut self.longest_wait, &other.longest_wait, i64::max)?;
        self.licence_month.merge(&other.licence_month)?;
        self.theme_cost.merge(&other.theme_cost)?;
        self.licence_time.merge(&other.licence_time);
        self.income.merge(&other.income)?;
        self.incidence.merge(&other.incidence)?;
        self.purses.merge(&other.purses)?;
        self.anatomy.merge(&other.anatomy)?;
        self.caps.merge(&other.caps)
    }
}

/// Counts one run at a time.
#[derive(Debug)]
pub struct Tally<'l> {
    layout: &'l Layout,
    calendar: &'l Calendar,
    /// The cells of the present run.
    cells: Vec<i64>,
    /// Those of the last run that has ended.
    last: Vec<i64>,
    longest: Vec<i64>,
    headlines: Vec<usize>,
    anatomy: Option<AnatomyRun>,
    waiting: Option<WaitingRun>,
    /// Whether runs are added up. Where they are not, the totals stay empty and only the cells of the
    /// last run can be asked for.
    adds_up: bool,
    /// Where the runs go.
    pub totals: Totals,
    /// Headline values of the runs since they were last taken: `[run][headline]`.
    pub rows: Vec<i64>,
}

impl<'l> Tally<'l> {
    /// A tally of no runs that keeps the cells `headlines` of every run.
    pub fn new(
        layout: &'l Layout,
        calendar: &'l Calendar,
        runs_per_world: u32,
        headlines: Vec<usize>,
    ) -> Tally<'l> {
        Tally {
            layout,
            calendar,
            cells: vec![0; layout.cells()],
            last: vec![0; layout.cells()],
            longest: vec![0; layout.functions],
            headlines,
            anatomy: layout.watch.anatomy.as_ref().map(AnatomyRun::new),
            waiting: layout.watch.candidates.as_ref().map(WaitingRun::new),
            adds_up: true,
            totals: Totals::new(layout, calendar, runs_per_world),
            rows: Vec::new(),
        }
    }

    /// A tally that fills the cells of each run and adds nothing up, which takes little memory.
    pub fn of_single_runs(layout: &'l Layout, calendar: &'l Calendar) -> Tally<'l> {
        let nothing = Layout {
            functions: 0,
            groups: 0,
            flows: 0,
            endings: Vec::new(),
            slices: Vec::new(),
            ..layout.clone()
        };
        let mut totals = Totals::new(&nothing, calendar, 1);
        totals.panel = Panel::new(0, 1);
        Tally {
            layout,
            calendar,
            cells: vec![0; layout.cells()],
            last: vec![0; layout.cells()],
            longest: vec![0; layout.functions],
            headlines: Vec::new(),
            anatomy: layout.watch.anatomy.as_ref().map(AnatomyRun::new),
            waiting: layout.watch.candidates.as_ref().map(WaitingRun::new),
            adds_up: false,
            totals,
            rows: Vec::new(),
        }
    }

    /// The cells of the last run that has ended.
    pub fn last_run(&self) -> &[i64] {
        &self.last
    }

    #[inline]
    fn count(&mut self, cell: usize) {
        self.cells[cell] += 1;
    }

    /// Counts something in its fiscal year and in the whole run; `cell` is the cell of year 0.
    #[inline]
    fn count_year(&mut self, cell: usize, now: Ticks) {
        self.cells[cell + self.calendar.year_until(now)] += 1;
        self.cells[cell + self.layout.years] += 1;
    }

    /// Adds `slots` times the time from `from` to `until` to an entry of a function, by fiscal year.
    #[inline]
    fn add_time(&mut self, function: usize, what: usize, slots: i64, from: Ticks, until: Ticks) {
        let until = until.min(self.calendar.horizon());
        if until <= from {
            return;
        }
        let mut year = self.calendar.year_of(from);
        let mut from = from;
        loop {
            let end = self.calendar.year_end(year).min(until);
            let used = slots.saturating_mul((end - from).0);
            add(
                &mut self.cells[self.layout.usage(function, year, what)],
                used,
            );
            if end >= until {
                return;
            }
            from = end;
            year += 1;
        }
    }

    fn started(&mut self, plan: &Plan<'_>, now: Ticks, start: Start) {
        if let Some(place) = plan.flow_of_work(start.work) {
            self.cells[self.layout.flow(place, flow::WAITED)] += start.waited.0;
            add(
                &mut self.cells[self.layout.flow(place, flow::COST)],
                start.cost,
            );
        }
        let waited_for = if start.bound { start.option } else { 0 };
        self.queued(plan, now, start.work, waited_for, start.since);
        let year = self.calendar.year_of(now);
        for (function, slots) in plan.needs_of(start.work, start.option) {
            let function = *function as usize;
            self.add_time(function, usage::BUSY, i64::from(*slots), now, start.end);
            if !start.under_way {
                self.cells[self.layout.usage(function, year, usage::STARTS)] += 1;
            }
        }
        if !start.under_way {
            // What was bound to its first choice was counted there when its lead time began.
            let asks = !(start.bound && waited_for == 0);
            self.asked(plan, now, start.work, waited_for, start.since, asks);
        }
    }

    /// Counts a wait that is over for the functions that were waited for, and with `asks` the
    /// activity among those that ask for them.
    #[inline]
    fn asked(
        &mut self,
        plan: &Plan<'_>,
        now: Ticks,
        work: u32,
        option: u8,
        since: Ticks,
        asks: bool,
    ) {
        // A lead time may begin at the very horizon.
        let year = self.calendar.year_until(now);
        let waited = (now - since).0;
        for (function, _) in plan.needs_of(work, option) {
            let function = *function as usize;
            if plan.is_limited(function) {
                let first = self.layout.usage(function, year, 0);
                self.cells[first + usage::ASKED] += i64::from(asks);
                self.cells[first + usage::WAITED] += waited;
                self.longest[function] = self.longest[function].max(waited);
            }
        }
    }

    /// Counts a stretch of waiting that ends now for the functions that are waited for.
    #[inline]
    fn queued(&mut self, plan: &Plan<'_>, now: Ticks, work: u32, option: u8, since: Ticks) {
        if since < now {
            for (function, _) in plan.needs_of(work, option) {
                if plan.is_limited(*function as usize) {
                    self.add_time(*function as usize, usage::QUEUED, 1, since, now);
                }
            }
        }
    }

    fn stage_left(&mut self, plan: &Plan<'_>, now: Ticks, theme: &ThemeRun, what: usize) {
        let place = plan.flow_of(theme.route, theme.stage);
        self.count(self.layout.flow(place, what));
        self.cells[self.layout.flow(place, flow::TIME)] += (now - theme.stage_entered).0;
    }

    /// Themes at the end of the run: endings, groups, times.
    fn close_themes(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        let world = end.world;
        for theme in end.themes {
            let ending = Ending::of(theme);
            let place = self
                .layout
                .endings
                .iter()
                .position(|known| *known == ending);
            if let Some(place) = place {
                self.count(self.layout.ending(place));
            }
            self.count(self.layout.arrived());
            if theme.researching {
                let place = plan.flow_of(theme.route, theme.stage);
                self.count(self.layout.flow(place, flow::UNFINISHED));
            }
            let group = match theme.origin {
                Origin::Listed(listed) => listed as usize,
                Origin::Channel(channel, _) => self.layout.listed + channel as usize,
            };
            let cell = self.layout.theme(group, 0);
            self.cells[cell] += 1;
            // A licence once signed has been signed, whatever became of it.
            let decided = theme.first_licensed.unwrap_or(theme.decided);
            let once_licensed = theme.first_licensed.is_some();
            // What happens at the end of a month belongs to it; what is open has survived it.
            let elapsed = (decided - theme.arrived).0;
            let elapsed = if theme.is_open() && !once_licensed {
                elapsed
            } else {
                (elapsed - 1).max(0)
            };
            let months = elapsed / TICKS_PER_MONTH;
            let (state, observation) = match theme.fate {
                Fate::Licensed => (group_of::LICENSED, Observation::Event(LICENCE)),
                Fate::Launched => (group_of::LAUNCHED, Observation::Event(LICENCE)),
                Fate::Terminated { .. } | Fate::Declined { .. } | Fate::Withdrawn => {
                    (group_of::TERMINATED, Observation::Event(OTHER_END))
                }
                Fate::Open => (group_of::OPEN, Observation::Censored),
            };
            self.cells[cell + state] += 1;
            let observation = match once_licensed {
                true => Observation::Event(LICENCE),
                false => observation,
            };
            if matches!(observation, Observation::Event(LICENCE)) {
                self.cells[cell + group_of::SUCCEEDED] += 1;
                self.cells[self.layout.licensed_themes()] += 1;
                self.cells[self.layout.licence_time()] += (decided - theme.arrived).0;
                if self.adds_up {
                    self.totals.licence_month[group].record(decided.0 / TICKS_PER_MONTH);
                    self.totals.licence_time.record((decided - theme.arrived).0);
                }
            }
            let own = match theme.origin {
                Origin::Listed(_) => 1,
                Origin::Channel(..) => 2,
            };
            if self.adds_up {
                for kind in [0, own] {
                    self.totals.incidence[kind].record(world, months as usize, observation);
                }
            }
            add(&mut self.cells[cell + group_of::COST], theme.cost);
            self.cells[cell + group_of::WAITED] += theme.waited.0;
        }
    }

    /// Counts a wait that came to nothing, or still goes on at the horizon.
    fn unserved(&mut self, plan: &Plan<'_>, now: Ticks, waiting: Waiting) {
        let Waiting {
            work,
            option,
            since,
            waited,
            ..
        } = waiting;
        self.queued(plan, now, work, option, since);
        for (function, _) in plan.needs_of(work, option) {
            if plan.is_limited(*function as usize) {
                let longest = &mut self.longest[*function as usize];
                *longest = (*longest).max(waited.0);
            }
        }
        if let Some(place) = plan.flow_of_work(work) {
            self.cells[self.layout.flow(place, flow::WAITED)] += waited.0;
        }
    }

    fn close_ledger(&mut self, end: &RunEnd<'_>) {
        let years = self.layout.years;
        for (line, slices) in self.layout.slices_of_line.iter().enumerate() {
            for year in 0..years {
                let amount = end.ledger.amount(line, year);
                if amount == 0 {
                    continue;
                }
                for slice in slices {
                    let cell = self.layout.slice(*slice, 0);
                    add(&mut self.cells[cell + year], amount);
                    add(&mut self.cells[cell + years], amount);
                }
            }
        }
    }

    fn close_functions(&mut self, end: &RunEnd<'_>) {
        let years = self.layout.years;
        for function in 0..self.layout.functions {
            for year in 0..years {
                let from = self.layout.usage(function, year, 0);
                let total = self.layout.usage(function, years, 0);
                self.cells[from + usage::OFFERED] = end.capacity[function * years + year];
                for what in 0..usage::COUNT {
                    let used = self.cells[from + what];
                    add(&mut self.cells[total + what], used);
                }
            }
        }
    }

    /// Adds up how functions were used and waited for.
    fn add_up_functions(&mut self) {
        let years = self.layout.years;
        for function in 0..self.layout.functions {
            for year in 0..=years {
                let from = self.layout.usage(function, year, 0);
                let place = function * (years + 1) + year;
                self.totals.wait[place].record_run(
                    self.cells[from + usage::WAITED],
                    self.cells[from + usage::STARTS],
                );
                let offered = self.cells[from + usage::OFFERED];
                self.totals.used[place].record_run(self.cells[from + usage::BUSY], offered);
                if offered > 0 {
                    let share =
                        self.cells[from + usage::BUSY] as i128 * 1_000_000 / i128::from(offered);
                    self.totals.utilisation[place].record(share as i64);
                }
            }
            let total = self.layout.usage(function, years, 0);
            if self.cells[total + usage::ASKED] > 0 {
                let mean = self.cells[total + usage::WAITED] / self.cells[total + usage::ASKED];
                self.totals.mean_wait[function].record(mean);
            }
            let longest = &mut self.totals.longest_wait[function];
            *longest = (*longest).max(self.longest[function]);
        }
    }

    /// Ratios whose parts are cells.
    fn close_ratios(&mut self) {
        let (layout, totals) = (self.layout, &mut self.totals);
        let arrived = self.cells[layout.arrived()];
        for (ending, share) in totals.shares.iter_mut().enumerate() {
            share.record_run(self.cells[layout.ending(ending)], arrived);
        }
        for stage in 0..layout.flows {
            let figure = |what| self.cells[layout.flow(stage, what)];
            let succeeded = figure(flow::PASSED) + figure(flow::STOPPED);
            let judged = succeeded + figure(flow::FAILED);
            totals.success[stage].record_run(succeeded, judged);
            totals.stage_wait[stage].record_run(figure(flow::WAITED), figure(flow::ENTERED));
            totals.stage_time[stage].record_run(figure(flow::TIME), judged);
        }
    }

    /// What an analysis has counted beside.
    fn close_watch(&mut self, end: &RunEnd<'_>) {
        let watch = &self.layout.watch;
        watch.close(self.layout, &mut self.cells, end);
        if let Some(run) = &mut self.waiting {
            run.close(|candidate, what, value| {
                self.cells[watch.candidate(candidate, what)] = value;
            });
        }
        if let (Some(run), Some(anatomy), Some(totals)) =
            (&mut self.anatomy, &watch.anatomy, &mut self.totals.anatomy)
        {
            run.close(anatomy, self.layout, &self.cells, end.world, totals);
        }
    }

    /// Adds the run's cells to the totals.
    fn absorb(&mut self) {
        let (layout, totals) = (self.layout, &mut self.totals);
        let years = layout.years;
        for (cell, value) in self.cells.iter().enumerate() {
            if *value != 0 {
                totals.panel.record(cell, *value);
            }
        }
        totals.panel.end_run();
        for year in 0..=years {
            totals.licences[year].record(self.cells[layout.licences(year)]);
            totals.launches[year].record(self.cells[layout.launches(year)]);
        }
        let (mut licences, mut launches) = (0, 0);
        for year in 0..years {
            licences += self.cells[layout.licences(year)];
            launches += self.cells[layout.launches(year)];
            totals.licences_to_date[year].record(licences);
            totals.launches_to_date[year].record(launches);
        }
        for slice in 0..layout.slices.len() {
            for year in 0..=years {
                let amount = self.cells[layout.slice(slice, year)];
                totals.cost[slice * (years + 1) + year].record(amount);
            }
        }
        if let Some(licensing) = &layout.licensing {
            let from = layout.licensing_from();
            for (year, histogram) in totals.income.iter_mut().enumerate() {
                histogram.record(self.cells[from + licensing.income(None, None, year)]);
            }
        }
        for group in 0..layout.groups {
            totals.theme_cost[group].record(self.cells[layout.theme(group, group_of::COST)]);
        }
        self.rows
            .extend(self.headlines.iter().map(|cell| self.cells[*cell]));
    }
}

/// A start of work, as the tally needs it.
#[derive(Copy, Clone, Debug)]
struct Start {
    work: u32,
    option: u8,
    bound: bool,
    since: Ticks,
    waited: Ticks,
    end: Ticks,
    cost: i64,
    under_way: bool,
}

impl Observer for Tally<'_> {
    #[inline]
    fn observe(
        &mut self,
        plan: &Plan<'_>,
        now: Ticks,
        index: u32,
        theme: &ThemeRun,
        what: Happening,
    ) {
        if let (Some(run), Some(anatomy)) = (&mut self.anatomy, &self.layout.watch.anatomy) {
            run.happened(anatomy, plan, now, theme, what);
        }
        if let (Some(run), Some(list)) = (&mut self.waiting, &self.layout.watch.candidates) {
            run.happened(list, plan, now, theme, what);
        }
        if let Some(licensing) = self.layout.licensing {
            let from = self.layout.licensing_from();
            let year = self.calendar.year_until(now);
            for (figure, many) in super::licensing::counted(what).into_iter().flatten() {
                self.cells[from + licensing.count(figure, year)] += many;
                self.cells[from + licensing.count(figure, self.layout.years)] += many;
            }
        }
        match what {
            Happening::Arrived => {
                self.count_year(self.layout.arrivals(0), now);
            }
            Happening::StageEntered { stage } => {
                let place = plan.flow_of(theme.route, stage);
                self.count(self.layout.flow(place, flow::ENTERED));
            }
            Happening::Started {
                work,
                option,
                bound,
                since,
                waited,
                end,
                cost,
                under_way,
                ..
            } => {
                let start = Start {
                    work,
                    option,
                    bound,
                    since,
                    waited,
                    end,
                    cost,
                    under_way,
                };
                self.started(plan, now, start);
            }
            Happening::LeadBegan { work, since, .. } => {
                // Until now its first choice was waited for.
                self.queued(plan, now, work, 0, since);
                self.asked(plan, now, work, 0, since, true);
            }
            Happening::Cancelled {
                work,
                option,
                since,
                waited,
            } => {
                self.unserved(
                    plan,
                    now,
                    Waiting {
                        theme: index,
                        work,
                        option,
                        since,
                        waited,
                    },
                );
            }
            Happening::Outcome { passed: false, .. } => {
                self.stage_left(plan, now, theme, flow::FAILED)
            }
            Happening::Outcome { passed: true, .. } => {
                self.stage_left(plan, now, theme, flow::PASSED)
            }
            Happening::Decided {
                point: DecisionPoint::Gate,
                decision: Decision::NoGo,
                ..
            } => {
                // Passed technically, then stopped: it counts as stopped.
                let place = plan.flow_of(theme.route, theme.stage);
                self.cells[self.layout.flow(place, flow::PASSED)] -= 1;
                self.count(self.layout.flow(place, flow::STOPPED));
            }
            Happening::Selection(what) => {
                let what = match what {
                    SelectionEvent::Reviewed => selection::EVALUATED,
                    SelectionEvent::Admitted => selection::ADMITTED,
                    SelectionEvent::Deferred { .. } => selection::DEFERRED,
                    SelectionEvent::SentBack => selection::SENT_BACK,
                    SelectionEvent::Returned => selection::RETURNED,
                    _ => return,
                };
                self.count_year(self.layout.selection(what, 0), now);
            }
            Happening::Declined { .. } => {
                self.count_year(self.layout.selection(selection::DECLINED, 0), now);
            }
            Happening::Milestone { .. } => self.count_year(self.layout.milestones(0), now),
            Happening::Licensed { leaves } => {
                self.count_year(self.layout.licences(0), now);
                if let Some(stage) = leaves {
                    let place = plan.flow_of(theme.route, stage);
                    self.count(self.layout.flow(place, flow::LICENSED));
                }
            }
            Happening::Proposer(ProposerEvent::Withdrawn { leaves }) => {
                self.count_year(self.layout.selection(selection::WITHDRAWN, 0), now);
                let Some(stage) = leaves else { return };
                let place = plan.flow_of(theme.route, stage);
                self.count(self.layout.flow(place, flow::WITHDRAWN));
            }
            Happening::Money(MoneyEvent::WaitsForMoney {
                work,
                option,
                bound,
                since,
                ..
            }) => {
                // It waited for slots so far; whom it asks is counted when it is served.
                let waited_for = if bound { option } else { 0 };
                self.queued(plan, now, work, waited_for, since);
                self.asked(plan, now, work, waited_for, since, false);
            }
            Happening::Launched => self.count_year(self.layout.launches(0), now),
            Happening::Licensing(LicensingEvent::ResearchStopped { stage }) => {
                let place = plan.flow_of(theme.route, stage);
                self.count(self.layout.flow(place, flow::ENDED));
            }
            _ => {}
        }
    }

    fn news(&mut self, plan: &Plan<'_>, now: Ticks, what: MoneyNews) {
        if let (Some(run), Some(anatomy)) = (&mut self.anatomy, &self.layout.watch.anatomy) {
            run.news(anatomy, plan, now, what);
        }
    }

    #[inline]
    fn follows_bookings(&self) -> bool {
        self.anatomy.is_some() || self.waiting.is_some()
    }

    fn booked(&mut self, _plan: &Plan<'_>, _now: Ticks, booking: &Booking<'_>) {
        if let (Some(run), Some(anatomy)) = (&mut self.anatomy, &self.layout.watch.anatomy) {
            run.booked(anatomy, booking);
        }
        if let Some(run) = &mut self.waiting {
            run.booked(booking);
        }
    }

    fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        self.close_themes(plan, end);
        for waiting in end.waiting {
            self.unserved(plan, self.calendar.horizon(), *waiting);
        }
        self.close_ledger(end);
        if let Some(licensing) = &self.layout.licensing {
            let from = self.layout.licensing_from();
            super::licensing::close_income(licensing, plan, end, &mut self.cells[from..]);
        }
        self.close_functions(end);
        self.totals.purses.close(self.layout, &mut self.cells, end);
        self.totals.caps.close(self.layout, &mut self.cells, end);
        self.close_watch(end);
        if self.adds_up {
            self.add_up_functions();
            self.close_ratios();
            self.absorb();
        }
        self.longest.fill(0);
        std::mem::swap(&mut self.cells, &mut self.last);
        self.cells.fill(0);
    }
}

/// Adds to a sum, which stops at the largest whole number.
fn add(sum: &mut i64, amount: i64) {
    *sum = sum.saturating_add(amount);
}
