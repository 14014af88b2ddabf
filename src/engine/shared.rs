//! Work that is done once per run and serves all themes (EXE-13).

use super::observer::{Happening, Observer};
use super::simulator::Simulator;
use super::state::Phase;
use crate::model::Theme;

/// An activity that is done once per run (EXE-13).
#[derive(Debug, Default)]
pub(crate) struct Once {
    pub(super) state: OnceState,
    /// Jobs of the themes that wait for it.
    pub(super) waiting: Vec<u32>,
}

/// How far it has got.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum OnceState {
    #[default]
    NotYet,
    Begun,
    Done,
}

impl Simulator<'_> {
    /// What is done once is done: it serves those who waited for it, and all later (EXE-13).
    pub(super) fn finish_shared<O: Observer>(&mut self, once: u32, observer: &mut O) {
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

    /// Ends a job that its theme has no use for; shared work it had begun falls to the next who waits.
    pub(super) fn drop_job<O: Observer>(&mut self, job: u32, observer: &mut O) {
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
}
