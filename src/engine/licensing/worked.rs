//! Who has worked on a theme (GOV-7, LIC-5).

use crate::engine::plan::{Work, WorkOption};
use crate::engine::simulator::Simulator;
use crate::model::Ticks;

impl Simulator<'_> {
    /// Notes research that begins now and will end at `end`: what has begun is finished and counts in
    /// full. Work without slots counts as one.
    #[inline(never)]
    pub(in crate::engine) fn note_work(&mut self, theme: u32, option: &WorkOption, end: Ticks) {
        let Some(institute) = option.institute else {
            return;
        };
        let institutes = self.plan.model.institutes.len();
        let place = theme as usize * institutes + institute as usize;
        let worked = &mut self.licensing.worked;
        if worked.len() <= place {
            worked.resize((theme as usize + 1) * institutes, 0);
        }
        let slots: i64 = option
            .needs
            .iter()
            .map(|(_, slots)| i64::from(*slots))
            .sum();
        // Work that takes no time is work all the same.
        let ticks = (end - self.now).0.max(1);
        worked[place] = worked[place].saturating_add(slots.max(1).saturating_mul(ticks));
    }

    /// Whether an institute has worked on a theme.
    fn has_worked(&self, theme: u32, institute: Option<u32>) -> bool {
        let institutes = self.plan.model.institutes.len();
        institute.is_some_and(|institute| {
            let place = theme as usize * institutes + institute as usize;
            self.licensing
                .worked
                .get(place)
                .is_some_and(|work| *work > 0)
        })
    }

    /// Whether a provider may serve a theme at all (GOV-7).
    #[inline]
    pub(in crate::engine) fn serves(&self, theme: u32, option: &WorkOption) -> bool {
        !option.own_work_only || self.has_worked(theme, option.institute)
    }

    /// The options open at once to a theme: those open to all, and of those that serve only their
    /// own themes the ones that have worked on it.
    #[inline(never)]
    pub(in crate::engine) fn open_to(&self, theme: u32, work: &Work) -> u32 {
        let mut mask = work.eligible[0].mask;
        for (index, option) in work.options.iter().enumerate() {
            let at_once = option.own_work_only && option.after_wait.is_none();
            if at_once && self.serves(theme, option) {
                mask |= 1 << index;
            }
        }
        mask
    }

    /// Fixes the shares of the institutes in the income of a licence (LIC-5). Those whose work is
    /// bought have been paid and have none.
    pub(super) fn fix_shares(&mut self, theme: u32) {
        let institutes = &self.plan.model.institutes;
        let from = theme as usize * institutes.len();
        let run = &mut self.licensing;
        if run.shares.len() < from + institutes.len() {
            run.shares.resize(from + institutes.len(), 0);
        }
        for (place, institute) in institutes.iter().enumerate() {
            let worked = run.worked.get(from + place).copied().unwrap_or(0);
            run.shares[from + place] = if institute.outsourced { 0 } else { worked };
        }
    }
}
