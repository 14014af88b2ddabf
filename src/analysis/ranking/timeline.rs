//! When each listed theme enters and leaves each stage, in how many runs.
//!
//! The first time counts: a theme that is taken over and goes through a stage again does not move its
//! line. What is open at the horizon has entered and not left.

use crate::engine::{Fate, Happening, LicensingEvent, ProposerEvent, ThemeRun};
use crate::model::{Model, TICKS_PER_MONTH, Ticks};
use crate::stats::LogHistogram;

/// Months since the start at which something happened, of the runs in which it did.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Span {
    /// Entries.
    pub entered: LogHistogram,
    /// Exits, whatever the reason.
    pub left: LogHistogram,
    /// Runs in which the stage was passed technically.
    pub passed: u64,
}

/// Entries and exits of every listed theme.
#[derive(Clone, Debug)]
pub(super) struct Timeline {
    /// `[theme][stage of its route]`
    pub spans: Vec<Vec<Span>>,
    /// The first contract: `[theme]`
    pub licences: Vec<LogHistogram>,
    /// `[theme]`
    pub launches: Vec<LogHistogram>,
    /// `[theme]`: (entry, exit) by stage in the present run, and the stage it is in.
    open: Vec<Open>,
}

#[derive(Clone, Debug, Default)]
struct Open {
    times: Vec<(Option<Ticks>, Option<Ticks>, bool)>,
    at: Option<usize>,
}

impl Open {
    fn leave(&mut self, now: Ticks, passed: bool) {
        if let Some(stage) = self.at.take()
            && let Some((_, exit, outcome)) = self.times.get_mut(stage)
            && exit.is_none()
        {
            (*exit, *outcome) = (Some(now), passed);
        }
    }

    fn enter(&mut self, now: Ticks, stage: usize) {
        self.leave(now, true);
        if let Some((entry, _, _)) = self.times.get_mut(stage) {
            *entry = entry.or(Some(now));
        }
        self.at = Some(stage);
    }
}

impl Timeline {
    /// Of no runs.
    pub fn new(model: &Model) -> Timeline {
        let stages = |theme: &crate::model::Theme| model.routes[theme.route].stages.len();
        let themes = &model.themes;
        Timeline {
            spans: themes
                .iter()
                .map(|t| vec![Span::default(); stages(t)])
                .collect(),
            licences: vec![LogHistogram::new(); themes.len()],
            launches: vec![LogHistogram::new(); themes.len()],
            open: themes
                .iter()
                .map(|theme| Open {
                    times: vec![(None, None, false); stages(theme)],
                    at: None,
                })
                .collect(),
        }
    }

    /// Something happened to listed theme number `listed`.
    pub fn note(&mut self, now: Ticks, listed: usize, what: Happening) {
        let open = &mut self.open[listed];
        match what {
            Happening::StageEntered { stage } => open.enter(now, usize::from(stage)),
            Happening::Outcome { passed, .. } => open.leave(now, passed),
            Happening::Licensed { leaves: Some(_) }
            | Happening::Terminated { .. }
            | Happening::Declined { .. }
            | Happening::ResearchEnded
            | Happening::Proposer(ProposerEvent::Withdrawn { .. })
            | Happening::Licensing(LicensingEvent::ResearchStopped { .. }) => {
                open.leave(now, false);
            }
            _ => {}
        }
    }

    /// The run is over: its times are counted and forgotten.
    pub fn close(&mut self) {
        for (spans, open) in self.spans.iter_mut().zip(&mut self.open) {
            for (span, (entry, exit, passed)) in spans.iter_mut().zip(&mut open.times) {
                if let Some(entry) = entry.take() {
                    span.entered.record(month(entry));
                }
                if let Some(exit) = exit.take() {
                    span.left.record(month(exit));
                }
                span.passed += u64::from(std::mem::take(passed));
            }
            open.at = None;
        }
    }

    /// Counts what became of listed theme number `listed`, a first licence at `licensed`.
    pub fn ended(&mut self, listed: usize, theme: &ThemeRun) {
        if let Some(signed) = theme.first_licensed {
            self.licences[listed].record(month(signed));
        }
        if theme.fate == Fate::Launched {
            self.launches[listed].record(month(theme.decided));
        }
    }

    /// Takes in the runs of `other`, of the same scenario.
    pub fn merge(&mut self, other: &Timeline) {
        for (mine, theirs) in self
            .spans
            .iter_mut()
            .flatten()
            .zip(other.spans.iter().flatten())
        {
            mine.entered.merge(&theirs.entered);
            mine.left.merge(&theirs.left);
            mine.passed += theirs.passed;
        }
        let events = [
            (&mut self.licences, &other.licences),
            (&mut self.launches, &other.launches),
        ];
        for (mine, theirs) in events {
            mine.iter_mut()
                .zip(theirs)
                .for_each(|(mine, theirs)| mine.merge(theirs));
        }
    }
}

/// The month in which an instant lies, counted from the start.
fn month(time: Ticks) -> i64 {
    time.0 / TICKS_PER_MONTH
}
