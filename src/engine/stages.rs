//! Stages and gates: technical outcomes, Go/No-Go rules, milestones, patents (EXE-1, EXE-5, EXE-6).

use super::event::Event;
use super::ledger::whole;
use super::licensing::LicensingEvent;
use super::observer::{Happening, Observer, Reason};
use super::plan::{PatentPlan, RoutePlan};
use super::simulator::Simulator;
use super::state::{Fate, ThemeRun};
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
        // A theme that was taken over at this very instant may stand here for its former life too.
        due.dedup();
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
        let (stage, entity) = (record.stage, record.life());
        let route = &plan.routes[record.route as usize];
        let rules = &route.stages[usize::from(stage)];
        if record.done != rules.all {
            return;
        }
        let mut odds = self.number(rules.odds, entity, 0);
        let area = record
            .area
            .and_then(|area| rules.area_ratio.get(area as usize));
        if let Some(Some(ratio)) = area {
            odds = with_odds_ratio(odds, self.number(*ratio, 0, 0));
        }
        let u = self.units(entity, rules.purpose)[0];
        let passed = self.linked_outcome(theme, stage, u) < odds;
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
        let next = next_stage(route, stage, decision == Decision::WithOptional);
        self.make_offers(theme, next.is_none(), observer);
        self.leave_stage(theme, next, observer);
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
        if self.plan.licensing.is_some() {
            self.licensee_hears(theme, reason, observer);
        }
    }

    fn file_patent<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        let Some(patent) = &self.plan.routes[record.route as usize].patent else {
            return;
        };
        if record.patent_years.is_some() || !keeps_up(record, patent) {
            return;
        }
        record.patent_years = Some(0);
        record.patent_filed = Some(self.now);
        record.patent_due = self.now + YEAR;
        let entity = record.entity;
        let cost = self.patent_cost(
            theme,
            self.number(patent.filing_cost, entity, 0),
            patent.line,
        );
        let calendar = &self.plan.calendar;
        let cost = self.ledger.book(calendar, patent.line, self.now, cost);
        self.pay(theme, cost);
        self.tell(observer, theme, Happening::PatentFiled { cost });
        if self.themes[theme as usize].publication_waits {
            self.publish(theme, false, observer);
        }
        let next = self.now + YEAR;
        self.events.push(next, Event::Anniversary { theme });
    }

    /// Keeps up, from its admission on, the patent that a theme's proposer filed (EXE-6): what fell
    /// due before was the proposer's.
    pub(super) fn take_over_patent(&mut self, theme: u32) {
        let record = &mut self.themes[theme as usize];
        let (None, Some(filed)) = (record.patent_years, record.patent_filed) else {
            return;
        };
        if self.plan.routes[record.route as usize].patent.is_none() {
            return;
        }
        let past = (self.now - filed).0.max(0) / YEAR.0;
        record.patent_years = Some(past as u32);
        let next = Ticks(filed.0 + (past + 1) * YEAR.0).max(self.now);
        record.patent_due = next;
        self.events.push(next, Event::Anniversary { theme });
        self.reserve_patent(theme, next);
    }

    /// Pays the yearly cost of a patent, until the theme is licensed or ends (EXE-6, LIC-12).
    pub(super) fn keep_patent<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        let Some(patent) = &self.plan.routes[record.route as usize].patent else {
            return;
        };
        if record.patent_due != self.now {
            return;
        }
        let pays = keeps_up(record, patent);
        self.release_patent(theme);
        if !pays {
            return;
        }
        let cost = self.pay_patent_year(theme, patent);
        self.tell(observer, theme, Happening::PatentKept { cost });
    }

    /// Pays for the patent again after a take-over: for a year from now on, and on each anniversary
    /// of that day (LIC-12). Where the stage of its filing was passed meanwhile, the licensee filed.
    pub(super) fn resume_patent<O: Observer>(&mut self, theme: u32, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        let Some(patent) = &self.plan.routes[record.route as usize].patent else {
            return;
        };
        if record.patent_years.is_none() {
            if record.passed <= patent.after {
                return;
            }
            record.patent_filed = Some(self.now);
        } else if !patent.passes_to_licensee {
            // It never stopped paying.
            return;
        }
        let cost = self.pay_patent_year(theme, patent);
        let what = LicensingEvent::PatentResumed { cost };
        self.tell(observer, theme, Happening::Licensing(what));
    }

    /// Books the cost of a patent for the year that begins now.
    fn pay_patent_year(&mut self, theme: u32, patent: &PatentPlan) -> i64 {
        let record = &mut self.themes[theme as usize];
        let year = record.patent_years.map_or(1, |years| years + 1);
        record.patent_years = Some(year);
        record.patent_due = self.now + YEAR;
        let (entity, next) = (record.entity, record.patent_due);
        let cost = self.number(patent.cost_per_year, entity, year);
        let cost = self.patent_cost(theme, cost, patent.line);
        let calendar = &self.plan.calendar;
        let cost = self.ledger.book(calendar, patent.line, self.now, cost);
        self.pay(theme, cost);
        self.events.push(next, Event::Anniversary { theme });
        cost
    }

    /// What of the cost of a patent the network bears itself (LIC-6).
    fn patent_cost(&self, theme: u32, cost: f64, line: u32) -> i64 {
        whole(cost * self.share_borne_by_network(theme, line))
    }

    /// Counts a cost that falls due now as one of the theme.
    pub(super) fn pay(&mut self, theme: u32, cost: i64) {
        let record = &mut self.themes[theme as usize];
        record.cost = record.cost.saturating_add(cost);
        record.spent = record.spent.saturating_add(cost);
        let year = self.plan.calendar.year_until(self.now);
        self.theme_costs.add(theme, year, cost);
    }
}

/// Whether the network bears the cost of a theme's patent: while it is in the network, and with a
/// licensee or on the market where the licensee does not (EXE-6, LIC-12).
pub(super) fn keeps_up(record: &ThemeRun, patent: &PatentPlan) -> bool {
    let licensed = matches!(record.fate, Fate::Licensed | Fate::Launched);
    record.is_open() || (licensed && !patent.passes_to_licensee)
}

const YEAR: Ticks = Ticks(crate::model::TICKS_PER_YEAR);

/// The stage after `stage`: optional ones are passed over, except the one right behind it where
/// the gate says so (EXE-14). `None` at the end of the route.
fn next_stage(route: &RoutePlan, stage: u16, with_optional: bool) -> Option<u16> {
    let behind = usize::from(stage) + 1;
    let mut later = (behind..).zip(&route.stages[behind..]);
    let next = later.find(|(place, rules)| !rules.optional || (with_optional && *place == behind));
    next.map(|(place, _)| place as u16)
}

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
