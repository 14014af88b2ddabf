//! Priorities: the score of a theme as base, the balance over areas, and the pipeline (SEL-8).

use std::num::NonZeroU32;

use super::observer::Observer;
use super::plan::{BalancePlan, Number};
use super::selection::SelectionEvent;
use super::simulator::Simulator;
use super::state::{Fate, NONE, Phase, Place};
use crate::model::CRITERIA;

impl Simulator<'_> {
    /// Sets a theme's rank in queues: its own, or the weighted sum of its scores (SEL-8).
    pub(super) fn set_priority(
        &mut self,
        theme: u32,
        own: Option<Number>,
        scores: &[Option<Number>],
    ) {
        let entity = self.themes[theme as usize].entity;
        if self.plan.uses_scores {
            let drawn = self.draw_scores(entity, scores, 0);
            self.scores.push(drawn);
        }
        let priority = match own {
            Some(own) => self.number(own, entity, 0),
            None => self.weighted_score(theme),
        };
        let record = &mut self.themes[theme as usize];
        (record.priority, record.base_priority) = (priority, priority);
    }

    fn draw_scores(
        &self,
        entity: u64,
        scores: &[Option<Number>],
        occurrence: u32,
    ) -> [f64; CRITERIA.len()] {
        let mut drawn = [f64::NAN; CRITERIA.len()];
        for (value, score) in drawn.iter_mut().zip(scores) {
            *value = score.map_or(f64::NAN, |score| self.number(score, entity, occurrence));
        }
        drawn
    }

    /// Judges a theme anew that returns after it was sent back (SEL-2).
    pub(super) fn score_anew(&mut self, theme: u32, occurrence: u32) {
        let plan = self.plan;
        let record = &self.themes[theme as usize];
        let (own, scores) = match record.origin {
            super::state::Origin::Listed(listed) => {
                let own = &plan.themes[listed as usize];
                (own.priority, &own.scores)
            }
            super::state::Origin::Channel(channel, _) => {
                let own = &plan.channels[channel as usize];
                (own.priority, &own.scores)
            }
        };
        if plan.uses_scores {
            self.scores[theme as usize] = self.draw_scores(record.entity, scores, occurrence);
        }
        if own.is_none() {
            let priority = self.weighted_score(theme);
            let record = &mut self.themes[theme as usize];
            (record.priority, record.base_priority) = (priority, priority);
        }
    }

    /// The weighted sum of a theme's scores; a missing score counts nothing.
    fn weighted_score(&self, theme: u32) -> f64 {
        let Some(scores) = self.scores.get(theme as usize) else {
            return 0.0;
        };
        let weights = self.plan.weights.iter();
        weights
            .zip(scores)
            .filter(|(_, score)| !score.is_nan())
            .map(|(weight, score)| self.number(*weight, 0, 0) * score)
            .sum()
    }

    /// Sets the priorities of all open themes at a review date, and their ranks (GOV-2, SEL-8).
    pub(super) fn set_priorities<O: Observer>(&mut self, observer: &mut O) {
        let plan = self.plan;
        let balances = !plan.balance.targets.is_empty() || !plan.pipeline.targets.is_empty();
        if !balances && !plan.uses_rank {
            return;
        }
        // Licensed themes may be taken over; the others that ended never count again.
        let themes = &self.themes;
        self.alive.retain(|theme| {
            let fate = themes[*theme as usize].fate;
            matches!(fate, Fate::Open | Fate::Licensed)
        });
        if balances {
            let areas = self.bonuses(&plan.balance, |simulator, theme| {
                let area = simulator.themes[theme].area?;
                plan.balance.group_of_area[area as usize]
            });
            let stages = self.bonuses(&plan.pipeline, |simulator, theme| {
                let record = &simulator.themes[theme];
                plan.routes[record.route as usize].stages[usize::from(record.stage)].pipeline
            });
            for place in 0..self.alive.len() {
                let theme = self.alive[place];
                let record = &self.themes[theme as usize];
                if !record.is_open() {
                    continue;
                }
                let area = record.area.and_then(|area| {
                    let group = plan.balance.group_of_area[area as usize]?;
                    areas.get(group as usize)
                });
                let route = &plan.routes[record.route as usize];
                let stage = route.stages[usize::from(record.stage)].pipeline;
                let stage = stage.and_then(|group| stages.get(group as usize));
                let bonus = area.copied().unwrap_or(0.0) + stage.copied().unwrap_or(0.0);
                self.change_priority(theme, record.base_priority + bonus, observer);
            }
        }
        if plan.uses_rank {
            self.rank_themes();
        }
    }

    /// For each group what its themes gain: weight × (target share − share of themes in the
    /// network).
    fn bonuses(
        &self,
        balance: &BalancePlan,
        group_of: impl Fn(&Self, usize) -> Option<u32>,
    ) -> Vec<f64> {
        let targets = balance
            .targets
            .iter()
            .map(|share| self.number(*share, 0, 0).max(0.0));
        let targets: Vec<f64> = targets.collect();
        let whole: f64 = targets.iter().sum();
        let mut counts = vec![0_u32; targets.len()];
        for theme in self.alive.iter().map(|theme| *theme as usize) {
            let record = &self.themes[theme];
            let in_network = record.is_open() && record.candidate.is_none();
            if let Some(group) = group_of(self, theme).filter(|_| in_network) {
                counts[group as usize] += 1;
            }
        }
        let all = f64::from(counts.iter().sum::<u32>().max(1));
        let weight = self.number(balance.weight, 0, 0);
        let shares = targets.iter().zip(counts);
        shares
            .map(|(target, count)| weight * (target / whole - f64::from(count) / all))
            .map(|bonus| if bonus.is_nan() { 0.0 } else { bonus })
            .collect()
    }

    /// Moves what a theme has in queues to the places its new priority gives it; the time of
    /// joining stays.
    fn change_priority<O: Observer>(&mut self, theme: u32, priority: f64, observer: &mut O) {
        let record = &mut self.themes[theme as usize];
        let before = std::mem::replace(&mut record.priority, priority);
        if before == priority || (record.waiting == 0 && record.leading == 0) {
            return;
        }
        self.tell_selection(observer, theme, SelectionEvent::PriorityChanged { before });
        let mut job = self.themes[theme as usize].first_job;
        while job != NONE {
            let next = self.jobs[job as usize].next;
            if self.jobs[job as usize].phase == Phase::Waiting {
                let class = self.class_of(job);
                let state = &mut self.jobs[job as usize];
                state.stamp = state.stamp.wrapping_add(1);
                let place = Place::new(priority, state, job);
                self.queues[class as usize].push(place);
                self.touch_class(class);
            }
            job = next;
        }
    }

    fn rank_themes(&mut self) {
        let alive = self.alive.iter().copied();
        let mut open: Vec<u32> = alive
            .filter(|theme| self.themes[*theme as usize].is_open())
            .collect();
        open.sort_by(|a, b| {
            let (first, second) = (&self.themes[*a as usize], &self.themes[*b as usize]);
            second.priority.total_cmp(&first.priority).then(a.cmp(b))
        });
        for (place, theme) in open.into_iter().enumerate() {
            self.themes[theme as usize].rank = NonZeroU32::new(place as u32 + 1);
        }
    }
}
