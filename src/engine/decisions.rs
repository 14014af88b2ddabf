//! Decisions: the first line that fits what is known of a theme (DESIGN §1).

use super::observer::{Happening, Known, Observer};
use super::plan::{LinePlan, Number};
use super::simulator::Simulator;
use super::state::Origin;
use crate::model::{Condition, Decision, DecisionLine, DecisionPoint, Fact, Flag};

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
        let lines = (0..)
            .zip(lines)
            .filter(|(_, (line, _))| line.point == point);
        let mut any = false;
        for (number, (line, rules)) in lines.clone() {
            any = true;
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
            observer.knew(plan, &mut self.read_by(theme, line, rules));
            let decision = line.decision;
            let what = Happening::Decided {
                line: number,
                point,
                decision,
            };
            self.tell(observer, theme, what);
            return (Some(number), decision);
        }
        let decision = point.by_default();
        if any {
            let concerned = lines.filter(|(_, (line, _))| self.concerns(theme, line));
            let mut known =
                concerned.flat_map(|(_, (line, rules))| self.read_by(theme, line, rules));
            observer.knew(plan, &mut known);
            // The chapter of licensing tells what follows itself.
            if !point.in_licensing() {
                let what = Happening::DecidedByDefault { point, decision };
                self.tell(observer, theme, what);
            }
        }
        (None, decision)
    }

    /// What a line reads of a theme, as it is now.
    fn read_by<'s>(
        &'s self,
        theme: u32,
        line: &'s DecisionLine,
        rules: &'s LinePlan,
    ) -> impl Iterator<Item = Known> + use<'s> {
        let conditions = line.when.iter().map(move |condition| match condition {
            Condition::Stage(_) => Known::Stage,
            Condition::Modality(_) => Known::Modality,
            Condition::Area(_) => Known::Area,
            Condition::Channel(_) => Known::Channel,
            Condition::AtLeast(fact, _) | Condition::Below(fact, _) => {
                Known::Fact(*fact, self.fact(theme, *fact))
            }
            Condition::Is(flag, _) => Known::Flag(*flag, self.flag(theme, *flag)),
        });
        let share = rules.probability.map(|share| self.number(share, 0, 0));
        conditions.chain(share.map(Known::Probability))
    }

    /// Whether a line is about themes of this kind: its stage, modality, area and channel.
    fn concerns(&self, theme: u32, line: &DecisionLine) -> bool {
        let mut kinds = line.when.iter().filter(|condition| {
            !matches!(
                condition,
                Condition::AtLeast(..) | Condition::Below(..) | Condition::Is(..)
            )
        });
        kinds.all(|condition| self.holds(theme, condition, None))
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
