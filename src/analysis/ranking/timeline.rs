//! When each listed theme enters and leaves each stage, in how many runs.
//!
//! The first time counts: a theme that is taken over and goes through a stage again does not move its
//! line. What is open at the horizon has entered and not left.

use serde::{Deserialize, Serialize};

use crate::engine::{Fate, Happening, LicensingEvent, ProposerEvent, ThemeRun};
use crate::model::{Model, TICKS_PER_MONTH, Ticks};
use crate::stats::{Accumulator, LogHistogram, MergeError};

/// Months since the start at which something happened, of the runs in which it did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Span {
    /// Entries.
    pub entered: LogHistogram,
    /// Exits, whatever the reason.
    pub left: LogHistogram,
    /// Exits of runs in which the stage was passed technically.
    pub passed: LogHistogram,
}

/// Entries and exits of every listed theme.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Timeline {
    /// `[theme][stage of its route]`
    pub spans: Vec<Vec<Span>>,
    /// The first contract: `[theme]`
    pub licences: Vec<LogHistogram>,
    /// `[theme]`
    pub launches: Vec<LogHistogram>,
    /// `[theme]`: (entry, exit) by stage in the present run, and the stage it is in.
    #[serde(skip)]
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

impl Accumulator for Span {
    fn merge(&mut self, other: &Span) -> Result<(), MergeError> {
        self.entered.merge(&other.entered);
        self.left.merge(&other.left);
        self.passed.merge(&other.passed);
        Ok(())
    }
}

impl Accumulator for Timeline {
    fn merge(&mut self, other: &Timeline) -> Result<(), MergeError> {
        self.spans.merge(&other.spans)?;
        self.licences.merge(&other.licences)?;
        self.launches.merge(&other.launches)
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
                let passed = std::mem::take(passed);
                if let Some(exit) = exit.take() {
                    span.left.record(month(exit));
                    if passed {
                        span.passed.record(month(exit));
                    }
                }
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
}

/// The month in which an instant lies, counted from the start.
fn month(time: Ticks) -> i64 {
    time.0 / TICKS_PER_MONTH
}
