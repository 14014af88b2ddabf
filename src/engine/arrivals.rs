//! How themes come to the network: the scenario's list and the channels (SEL-1, SCP-1 to SCP-3).

use super::event::Event;
use super::observer::{Happening, Observer, Refusal};
use super::plan::Number;
use super::simulator::Simulator;
use super::state::{Fate, NONE, Origin, ThemeRun};
use super::work::Carried;
use crate::model::Ticks;

/// How far a channel has got.
#[derive(Copy, Clone, Debug, Default)]
pub(crate) struct ChannelState {
    /// Themes it has announced.
    announced: u32,
    /// The unit-rate time of the last of them.
    unit_time: f64,
}

impl Simulator<'_> {
    /// Brings the themes that are there from the start, and announces all others.
    pub(super) fn begin_arrivals<O: Observer>(&mut self, observer: &mut O) {
        self.channels.clear();
        self.channels
            .resize(self.plan.channels.len(), ChannelState::default());
        let themes = &self.plan.model.themes;
        for theme in themes.iter().filter(|theme| theme.arrives <= Ticks::ZERO) {
            if self.scope_of(theme.route, theme.area).is_none() {
                self.note_shared(theme);
            }
        }
        // Work under way holds its slots before anything else may start.
        for (listed, theme) in themes.iter().enumerate() {
            if theme.arrives <= Ticks::ZERO {
                self.arrive_listed(listed as u32, observer);
            } else {
                self.events.push(
                    theme.arrives,
                    Event::ThemeArrives {
                        listed: listed as u32,
                    },
                );
            }
        }
        for channel in 0..self.plan.channels.len() as u32 {
            self.announce(channel);
        }
    }

    /// A listed theme comes.
    pub(super) fn arrive_listed<O: Observer>(&mut self, listed: u32, observer: &mut O) {
        let theme = &self.plan.model.themes[listed as usize];
        let own = &self.plan.themes[listed as usize];
        let area = theme.area.map(|area| area as u32);
        let origin = Origin::Listed(listed);
        let number = self.register(origin, own.entity, theme.route as u32, area);
        self.set_priority(number, own.priority, &own.scores);
        self.set_funds(number, own.funds);
        self.tell(observer, number, Happening::Arrived);
        if self.decline_out_of_scope(number, observer) {
            return;
        }
        self.note_shared(theme);
        self.themes[number as usize].patent_filed = theme.patent_filed;
        let entry = (theme.stage as u16, theme.done);
        self.ask_for_support(number, theme.admitted, &own.readiness, entry, observer);
        if self.themes[number as usize].candidate.is_some() {
            return;
        }
        let first = self.plan.routes[theme.route].stages[theme.stage]
            .works
            .start;
        for running in &theme.in_progress {
            self.themes[number as usize].begun |= 1 << running.activity;
            let job = self.new_job(number, first + running.activity as u32);
            let option = running.provider as u8;
            let carried = Carried {
                progress: running.progress,
                option,
                paid: self
                    .plan
                    .model
                    .is_paid_by_contract(listed as usize, running),
            };
            self.start(job, carried.option, Some(carried), observer);
        }
        self.join_ready(number, observer);
    }

    /// Draws when the next theme of a channel comes.
    ///
    /// Arrivals are a Poisson process of rate 1 mapped through the inverse of the cumulative
    /// rate, so that a change of the rate moves arrivals but draws none anew.
    fn announce(&mut self, channel: u32) {
        let plan = &self.plan.channels[channel as usize];
        let mut state = self.channels[channel as usize];
        state.announced += 1;
        let u = self.units(plan.entity, plan.arrival.occurrence(state.announced))[0];
        // The inverse of the exponential distribution with mean 1.
        state.unit_time -= libm::log1p(-u);
        self.channels[channel as usize] = state;
        if let Some(time) = self.inverse_rate(channel, state.unit_time)
            && time <= plan.until
            && self.plan.calendar.holds(time)
        {
            self.events.push(time, Event::ChannelDelivers { channel });
        }
    }

    /// The time at which the cumulative rate of a channel reaches `target`, if it ever does.
    fn inverse_rate(&self, channel: u32, target: f64) -> Option<Ticks> {
        let plan = &self.plan.channels[channel as usize];
        let mut reached = 0.0;
        for (place, (from, rate)) in plan.rates.iter().enumerate() {
            let from = (*from).max(Ticks::ZERO);
            let per_month = self.number(*rate, 0, 0).max(0.0) / 12.0;
            let next = plan
                .rates
                .get(place + 1)
                .map(|(next, _)| (*next).max(Ticks::ZERO));
            let gain = next.map(|next| per_month * (next - from).months());
            if gain.is_some_and(|gain| reached + gain < target) {
                reached += gain.unwrap_or(0.0);
                continue;
            }
            if per_month <= 0.0 {
                return None;
            }
            return Some(from + Ticks::from_months((target - reached) / per_month));
        }
        None
    }

    /// A theme of a channel comes.
    pub(super) fn deliver<O: Observer>(&mut self, channel: u32, observer: &mut O) {
        let plan = self.plan;
        let rules = &plan.channels[channel as usize];
        let ordinal = self.channels[channel as usize].announced;
        let entity = numbered(rules.entity, ordinal);
        let [u_route, u_area] = self.units(entity, rules.kind);
        let route = self.pick(&rules.mix, u_route).unwrap_or(0);
        let area = self.pick(&rules.areas, u_area);
        let number = self.register(Origin::Channel(channel, ordinal), entity, route, area);
        self.set_priority(number, rules.priority, &rules.scores);
        self.set_funds(number, rules.funds);
        self.tell(observer, number, Happening::Arrived);
        if !self.decline_out_of_scope(number, observer) {
            let shares = rules.stages.get(&route).filter(|shares| !shares.is_empty());
            let stage =
                shares.and_then(|shares| self.pick(shares, self.units(entity, rules.entry)[0]));
            let admitted = plan.model.channels[channel as usize].admitted;
            let entry = (stage.unwrap_or(0), 0);
            self.ask_for_support(number, admitted, &rules.readiness, entry, observer);
            if self.themes[number as usize].candidate.is_none() {
                self.join_ready(number, observer);
            }
        }
        self.announce(channel);
    }

    /// The entry whose share of the weights covers `u`, counted from the first.
    fn pick<T: Copy>(&self, weights: &[(T, Number)], u: f64) -> Option<T> {
        let weight = |number: &Number| self.number(*number, 0, 0).max(0.0);
        let total: f64 = weights.iter().map(|(_, number)| weight(number)).sum();
        let mut reached = 0.0;
        for (entry, number) in weights {
            reached += weight(number);
            if u * total < reached {
                return Some(*entry);
            }
        }
        weights.last().map(|(entry, _)| *entry)
    }

    fn register(&mut self, origin: Origin, entity: u64, route: u32, area: Option<u32>) -> u32 {
        self.themes.push(ThemeRun {
            origin,
            route,
            area,
            arrived: self.now,
            fate: Fate::Open,
            decided: self.plan.calendar.horizon(),
            stage: 0,
            passed: 0,
            stage_entered: self.now,
            cost: 0,
            income: 0,
            licences: 0,
            first_licensed: None,
            waited: Ticks::ZERO,
            priority: 0.0,
            researching: true,
            open_offers: 0,
            waiting: 0,
            short: 0,
            waited_for_money: Ticks::ZERO,
            funds: 0,
            leading: 0,
            working: 0,
            sharing: 0,
            spent: 0,
            entity,
            done: 0,
            begun: 0,
            first_job: NONE,
            patent_years: None,
            patent_filed: None,
            patent_due: Ticks::ZERO,
            reentry: 0,
            interest_factor: 1.0,
            offered: false,
            rank: None,
            deferrals: 0,
            times_sent_back: 0,
            candidate: None,
            admitted: None,
            done_before: 0,
            grant_pending: false,
            base_priority: 0.0,
            support: (0, 0),
            withdrawal_requests: 0,
            publication_waits: false,
            target_identified: true,
            rights_sorted: true,
            calls: 0,
            calls_without_applicant: 0,
            evidence: 0.0,
            failed_technically: false,
        });
        self.themes.len() as u32 - 1
    }

    fn decline_out_of_scope<O: Observer>(&mut self, theme: u32, observer: &mut O) -> bool {
        let record = &self.themes[theme as usize];
        let area = record.area.map(|area| area as usize);
        let Some(why) = self.scope_of(record.route as usize, area) else {
            return false;
        };
        self.decline(theme, why, observer);
        true
    }

    /// A theme is declined.
    pub(super) fn decline<O: Observer>(&mut self, theme: u32, why: Refusal, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        record.fate = Fate::Declined { why };
        record.decided = self.now;
        record.researching = false;
        record.candidate = None;
        self.tell(observer, theme, Happening::Declined { why });
        self.cancel_waiting(theme, false, observer);
    }

    /// `None` within the scope; else what of it lies outside (SCP-1, SCP-2).
    fn scope_of(&self, route: usize, area: Option<usize>) -> Option<Refusal> {
        let model = self.plan.model;
        let modality = model.routes[route].modality;
        let modalities = model.scope.modalities.as_ref();
        if modalities.is_some_and(|taken| !taken.contains(&modality)) {
            return Some(Refusal::Modality);
        }
        let taken = model.scope.areas.as_ref()?;
        (!taken.contains(&area?)).then_some(Refusal::Area)
    }
}

/// The name of the theme a channel brings as number `ordinal`.
fn numbered(channel: u64, ordinal: u32) -> u64 {
    channel ^ u64::from(ordinal).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
