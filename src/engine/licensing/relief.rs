//! Risk relief: what other bodies give and carry (LIC-6).

use super::event::LicensingEvent;
use crate::engine::event::{Event, Timer};
use crate::engine::observer::Observer;
use crate::engine::simulator::Simulator;
use crate::model::Ticks;

impl Simulator<'_> {
    /// Asks other bodies, with the first call of a theme.
    pub(super) fn ask_for_relief<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let Some(relief) = &self.chapter().relief else {
            return;
        };
        if std::mem::replace(&mut self.process(theme).relief_asked, true) {
            return;
        }
        let entity = self.themes[theme as usize].entity;
        let until = self.now + Ticks::from_months(self.number(relief.months, entity, 0));
        self.note(observer, theme, LicensingEvent::ReliefAsked { until });
        let event = Event::Timer {
            theme,
            what: Timer::ReliefDecided,
            occurrence: 0,
        };
        self.events.push(until, event);
    }

    /// They answer; a theme that has ended meanwhile is not asked for any more.
    pub(in crate::engine) fn decide_relief<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let Some(relief) = &self.chapter().relief else {
            return;
        };
        if !self.themes[theme as usize].is_open() {
            return;
        }
        let entity = self.themes[theme as usize].entity;
        let granted = self.units(entity, relief.purpose)[0] < self.number(relief.odds, 0, 0);
        self.process(theme).relief = granted;
        self.note(observer, theme, LicensingEvent::ReliefDecided { granted });
    }

    /// The factor on the number of applicants.
    pub(super) fn relief_factor(&self, theme: u32) -> f64 {
        let granted = self
            .known_process(theme)
            .is_some_and(|process| process.relief);
        match &self.chapter().relief {
            Some(relief) if granted => self.number(relief.applicants_factor, 0, 0),
            _ => 1.0,
        }
    }

    /// The share of a theme's cost on a ledger line that the network bears itself, 0 to 1; the rest
    /// is carried by others (LIC-6) and stands in no ledger.
    #[inline]
    pub(in crate::engine) fn share_borne_by_network(&self, theme: u32, line: u32) -> f64 {
        match self.plan.shares_cost {
            false => 1.0,
            true => self.share_of_item(theme, self.plan.lines[line as usize].item),
        }
    }

    #[inline(never)]
    fn share_of_item(&self, theme: u32, item: u32) -> f64 {
        let chapter = self.plan.licensing.as_ref();
        match chapter.and_then(|chapter| chapter.relief.as_ref()) {
            Some(relief) if relief.items[item as usize] => {
                let granted = self
                    .known_process(theme)
                    .is_some_and(|process| process.relief);
                match granted {
                    true => 1.0 - self.number(relief.carried_share, 0, 0),
                    false => 1.0,
                }
            }
            _ => 1.0,
        }
    }
}
