//! Decisions: the first line that fits what is known of a theme (DESIGN §1).

use super::observer::{Happening, Observer};
use super::plan::Number;
use super::simulator::Simulator;
use super::state::Origin;
use crate::model::{Condition, Decision, DecisionPoint, Fact, Flag};

impl Simulator<'_> {
    /// What is decided of a theme at a point, and the line that fired, if one did.
    ///
    /// `occurrence` names the draws of lines that fire by chance: the stage, the call, the request.
    #[inline]
    pub(super) fn decide<O: Observer>(
        &mut self,
        theme: u32,
        point: DecisionPoint,
        occurrence: u32,
        observer: &mut O,
    ) -> (Option<u32>, Decision) {
        if self.plan.lines_that_decide.is_empty() {
            return (None, point.by_default());
        }
        self.measure_demand();
        self.decide_by_lines(theme, point, occurrence, observer)
    }

    fn decide_by_lines<O: Observer>(
        &mut self,
        theme: u32,
        point: DecisionPoint,
        occurrence: u32,
        observer: &mut O,
    ) -> (Option<u32>, Decision) {
        let plan = self.plan;
        let lines = plan.model.decisions.iter().zip(&plan.lines_that_decide);
        let lines = lines
            .enumerate()
            .filter(|(_, (line, _))| line.point == point);
        for (number, (line, rules)) in lines {
            let mut conditions = line.when.iter().zip(&rules.limits);
            if !conditions.all(|(condition, limit)| self.holds(theme, condition, *limit)) {
                continue;
            }
            if let Some(share) = rules.probability {
                let entity = self.themes[theme as usize].entity;
                let u = self.units(entity, rules.purpose.occurrence(occurrence))[0];
                if u >= self.number(share, 0, 0) {
                    continue;
                }
            }
            let (line, decision) = (number as u32, line.decision);
            let known = &plan.model.decisions[number].when;
            let mut known = known.iter().filter_map(|condition| match condition {
                Condition::AtLeast(fact, _) | Condition::Below(fact, _) => {
                    Some((*fact, self.fact(theme, *fact)))
                }
                _ => None,
            });
            observer.knew(plan, &mut known);
            let what = Happening::Decided {
                line,
                point,
                decision,
            };
            self.tell(observer, theme, what);
            return (Some(line), decision);
        }
        (None, point.by_default())
    }

    fn holds(&self, theme: u32, condition: &Condition, limit: Option<Number>) -> bool {
        let record = &self.themes[theme as usize];
        let route = &self.plan.model.routes[record.route as usize];
        let limit = limit.map_or(f64::NAN, |limit| self.number(limit, 0, 0));
        match condition {
            Condition::Stage(ids) => ids.contains(&route.stages[usize::from(record.stage)].id),
            Condition::Modality(list) => list.contains(&route.modality),
            Condition::Area(list) => record
                .area
                .is_some_and(|area| list.contains(&(area as usize))),
            Condition::Channel(list) => match record.origin {
                Origin::Channel(channel, _) => list.contains(&(channel as usize)),
                Origin::Listed(_) => false,
            },
            // What is not known is NaN, which is neither.
            Condition::AtLeast(fact, _) => self.fact(theme, *fact) >= limit,
            Condition::Below(fact, _) => self.fact(theme, *fact) < limit,
            Condition::Is(flag, wanted) => self.flag(theme, *flag) == *wanted,
        }
    }

    /// A fact as it is known now; NaN where it is not.
    fn fact(&self, theme: u32, fact: Fact) -> f64 {
        let record = &self.themes[theme as usize];
        match fact {
            Fact::MonthsInNetwork => (self.now - record.arrived).months(),
            Fact::Spent => record.spent as f64,
            Fact::Score(criterion) => {
                let scores = self.scores.get(theme as usize);
                scores.map_or(f64::NAN, |scores| scores[usize::from(criterion)])
            }
            Fact::Priority => record.priority,
            Fact::Rank => record.rank.map_or(f64::NAN, |rank| f64::from(rank.get())),
            Fact::Load => self.load_of_stage(theme),
            Fact::Deferrals => f64::from(record.deferrals),
            Fact::TimesSentBack => f64::from(record.times_sent_back),
            Fact::FundsMissing => self.funds_missing(theme),
            Fact::Calls => f64::from(record.calls),
            Fact::CallsWithoutApplicant => f64::from(record.calls_without_applicant),
            Fact::Evidence => record.evidence,
        }
    }

    fn flag(&self, theme: u32, flag: Flag) -> bool {
        let record = &self.themes[theme as usize];
        match flag {
            Flag::TargetIdentified => record.target_identified,
            Flag::RightsSorted => record.rights_sorted,
            Flag::CandidateFixed => self.candidate_fixed(theme),
            Flag::PatentFiled => record.patent_filed.is_some_and(|filed| filed <= self.now),
            Flag::FailedTechnically => record.failed_technically,
        }
    }
}
