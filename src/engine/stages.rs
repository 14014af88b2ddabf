//! Stages and gates: technical outcomes, Go/No-Go rules, milestones, patents (EXE-1, EXE-5, EXE-6).

use super::event::Event;
use super::ledger::whole;
use super::observer::{Happening, Observer, Reason};
use super::simulator::Simulator;
use super::state::Fate;
use crate::model::{Decision, DecisionPoint, Ticks};

impl Simulator<'_> {
    /// Lets a theme enter a stage with some of its activities done.
    pub(super) fn enter_stage<O: Observer>(
        &mut self,
        theme: u32,
        stage: u16,
        done: u64,
        observer: &mut O,
    ) {
        let record = &mut self.themes[theme as usize];
        record.stage = stage;
        record.passed = stage;
        record.stage_entered = self.now;
        record.done = done;
        record.begun = done;
        let all = self.plan.routes[record.route as usize].stages[usize::from(stage)].all;
        self.tell(observer, theme, Happening::StageEntered { stage });
        if done == all {
            self.at_gate.push(theme);
        }
    }

    /// Judges every theme whose stage is complete, in the order of themes.
    pub(super) fn judge<O: Observer>(&mut self, observer: &mut O) {
        let mut due = std::mem::take(&mut self.at_gate);
        due.sort_unstable();
        for theme in due.drain(..) {
            self.judge_stage(theme, observer);
        }
        // Keeps the allocation unless a judged theme has already come to its next gate.
        if self.at_gate.is_empty() {
            self.at_gate = due;
        }
    }

    fn judge_stage<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let plan = self.plan;
        let record = &self.themes[theme as usize];
        if !record.researching {
            return;
        }
        let (stage, entity) = (record.stage, record.entity);
        let route = &plan.routes[record.route as usize];
        let rules = &route.stages[usize::from(stage)];
        let mut odds = self.number(rules.odds, entity, 0);
        let area = record
            .area
            .and_then(|area| rules.area_ratio.get(area as usize));
        if let Some(Some(ratio)) = area {
            odds = with_odds_ratio(odds, self.number(*ratio, 0, 0));
        }
        let passed = self.units(entity, rules.purpose)[0] < odds;
        self.tell(
            observer,
            theme,
            Happening::Outcome {
                stage,
                odds,
                passed,
            },
        );
        if !passed {
            return self.stop(theme, Reason::Technical, observer);
        }
        let (line, decision) = self.decide(theme, DecisionPoint::Gate, u32::from(stage), observer);
        if let (Some(line), Decision::NoGo) = (line, decision) {
            return self.stop(theme, Reason::Rule(line), observer);
        }
        self.themes[theme as usize].passed = stage + 1;
        if rules.milestone {
            self.tell(observer, theme, Happening::Milestone { stage });
            self.reward_milestone(theme, stage, observer);
        }
        if route
            .patent
            .as_ref()
            .is_some_and(|patent| patent.after == stage)
        {
            self.file_patent(theme, observer);
        }
        self.make_offers(theme, observer);
        self.leave_stage(theme, observer);
    }

    /// Ends the research of a theme for good; a theme already licensed stays so.
    pub(super) fn stop<O: Observer>(&mut self, theme: u32, reason: Reason, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        record.researching = false;
        let stage = record.stage;
        if record.is_open() {
            record.fate = Fate::Terminated { stage, reason };
            record.decided = self.now;
            self.tell(observer, theme, Happening::Terminated { stage, reason });
            self.pay_meetings(theme, self.now, observer);
        } else {
            self.tell(observer, theme, Happening::ResearchEnded);
        }
        self.cancel_waiting(theme, false, observer);
    }

    fn file_patent<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        let Some(patent) = &self.plan.routes[record.route as usize].patent else {
            return;
        };
        if record.patent_years.is_some() || !record.is_open() {
            return;
        }
        record.patent_years = Some(0);
        let entity = record.entity;
        let cost = whole(self.number(patent.filing_cost, entity, 0));
        let calendar = &self.plan.calendar;
        let cost = self.ledger.book(calendar, patent.line, self.now, cost);
        self.pay(theme, cost);
        self.tell(observer, theme, Happening::PatentFiled { cost });
        let next = self.now + YEAR;
        self.events.push(next, Event::Anniversary { theme });
    }

    /// Keeps up a patent that was filed before the theme came (EXE-6).
    pub(super) fn take_over_patent(&mut self, theme: u32, filed: Ticks) {
        let record = &mut self.themes[theme as usize];
        if self.plan.routes[record.route as usize].patent.is_none() {
            return;
        }
        let past = (self.now - filed).0.max(0) / YEAR.0;
        record.patent_years = Some(past as u32);
        let next = Ticks(filed.0 + (past + 1) * YEAR.0);
        self.events
            .push(next.max(self.now), Event::Anniversary { theme });
        self.reserve_patent(theme, next);
    }

    /// Pays the yearly cost of a patent, until the theme is licensed or ends (EXE-6, LIC-12).
    pub(super) fn keep_patent<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        let Some(patent) = &self.plan.routes[record.route as usize].patent else {
            return;
        };
        let open = record.is_open();
        self.release_patent(theme);
        if !open {
            return;
        }
        let record = &mut self.themes[theme as usize];
        let year = record.patent_years.map_or(1, |years| years + 1);
        record.patent_years = Some(year);
        let entity = record.entity;
        let cost = whole(self.number(patent.cost_per_year, entity, year));
        let calendar = &self.plan.calendar;
        let cost = self.ledger.book(calendar, patent.line, self.now, cost);
        self.pay(theme, cost);
        self.tell(observer, theme, Happening::PatentKept { cost });
        let next = self.now + YEAR;
        self.events.push(next, Event::Anniversary { theme });
    }

    /// Counts a cost that falls due now as one of the theme.
    pub(super) fn pay(&mut self, theme: u32, cost: i64) {
        let record = &mut self.themes[theme as usize];
        record.cost = record.cost.saturating_add(cost);
        record.spent = record.spent.saturating_add(cost);
    }
}

const YEAR: Ticks = Ticks(crate::model::TICKS_PER_YEAR);

/// The probability whose odds p / (1 − p) are `ratio` times those of `probability`.
#[inline]
pub(super) fn with_odds_ratio(probability: f64, ratio: f64) -> f64 {
    let scale = 1.0 - probability + ratio * probability;
    // A ratio of 0 leaves certainty as it is: infinite odds times 0 mean nothing.
    if scale > 0.0 {
        ratio * probability / scale
    } else {
        probability
    }
}

#[cfg(test)]
mod tests {
    use super::with_odds_ratio;

    #[test]
    fn an_odds_ratio_multiplies_the_odds() {
        let p: f64 = with_odds_ratio(0.6, 2.0);
        assert!((p / (1.0 - p) - 3.0).abs() < 1e-12);
        assert_eq!(with_odds_ratio(1.0, 0.5), 1.0);
        assert_eq!(with_odds_ratio(0.0, 3.0), 0.0);
        assert_eq!(with_odds_ratio(0.3, 1.0), 0.3);
        assert_eq!(with_odds_ratio(1.0, 0.0), 1.0);
    }
}
