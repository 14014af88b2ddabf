//! What a theme that is open at the horizon can still be expected to bring: its terminal value.
//!
//! A theme is not worth nothing because the horizon comes before its licence; whoever counts it so
//! favours what is nearly done. So a theme still open is given the expected value of going on: the
//! product of the odds that remain, times what a licence and a launch are worth, discounted over the
//! mean working times, less what the network would pay on the way. All numbers are the scenario's
//! means; nobody waits, every activity is done once at its first provider, half of a stage at work is
//! left (the mean residual life of a span of fixed length), and every offer has one call. Where going on costs more than it brings, one would stop: the
//! value is never negative.

use crate::model::{Ending, Licensing, Model, Offer, Quantity, Route, Valuation};

/// What is expected after the horizon, each discounted to the horizon.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub(super) struct Prospect {
    /// First licences.
    pub licences: f64,
    /// Launches.
    pub launches: f64,
    /// Income, the proposer's share apart, in units of the currency.
    pub income: f64,
    /// What the network would pay, in units of the currency.
    pub cost: f64,
}

impl Prospect {
    /// What it is worth, at least 0.
    pub fn worth(&self, per_licence: f64, per_launch: f64, income_counts: bool) -> f64 {
        let income = if income_counts { self.income } else { 0.0 };
        let gain = self.licences * per_licence + self.launches * per_launch + income;
        (gain - self.cost).max(0.0)
    }

    fn add(&mut self, other: &Prospect, factor: f64) {
        self.licences += factor * other.licences;
        self.launches += factor * other.launches;
        self.income += factor * other.income;
        self.cost += factor * other.cost;
    }
}

/// A stage in the mean.
#[derive(Clone, Debug)]
struct Mean {
    months: f64,
    cost: f64,
    odds: f64,
    optional: bool,
}

/// Prospects of all routes, areas and stages.
#[derive(Debug)]
pub(super) struct Prospects<'m> {
    model: &'m Model,
    rate: f64,
    stages: Vec<Vec<Mean>>,
    /// `[route][0 without an area, else 1 + area][stage]`, the stage not begun and at work; one more
    /// stage for themes that have passed all.
    open: Vec<Vec<Vec<[Prospect; 2]>>>,
}

impl<'m> Prospects<'m> {
    /// Works them out.
    pub fn new(model: &'m Model, valuation: &Valuation) -> Prospects<'m> {
        let stages = model.routes.iter().map(|route| means(model, route));
        let mut prospects = Prospects {
            model,
            rate: model.mean(valuation.discount_rate),
            stages: stages.collect(),
            open: Vec::new(),
        };
        let routes = 0..model.routes.len();
        let open = routes.map(|route| {
            let areas = 0..=model.areas.len();
            let stages = 0..=model.routes[route].stages.len();
            let of_area = |area: usize| {
                let from = stages.clone();
                from.map(|stage| {
                    [1.0, 0.5].map(|left| prospects.from(route, area.checked_sub(1), stage, left))
                })
                .collect()
            };
            areas.map(of_area).collect()
        });
        prospects.open = open.collect();
        prospects
    }

    /// What an amount in so many months is worth at the horizon.
    fn discount(&self, months: f64) -> f64 {
        libm::pow(1.0 + self.rate, -months / 12.0)
    }

    /// What is expected of a theme in a stage, at work or waiting, or behind the last stage.
    pub fn open(&self, route: usize, area: Option<usize>, stage: usize, works: bool) -> Prospect {
        let by_area = self
            .open
            .get(route)
            .map(|areas| &areas[area.map_or(0, |area| area + 1)]);
        by_area
            .and_then(|stages| stages.get(stage).or(stages.last()))
            .map(|prospects| prospects[usize::from(works)])
            .unwrap_or_default()
    }

    /// What is expected of a theme that has so much `left` of the stage `from`.
    fn from(&self, route: usize, area: Option<usize>, from: usize, left: f64) -> Prospect {
        let rules = &self.model.routes[route];
        let (mut prospect, mut months) = (Prospect::default(), 0.0);
        // Of themes that are here now: those still worked on, and those without a licence.
        let (mut alive, mut free) = (1.0, 1.0);
        if from == rules.stages.len() {
            let last = rules.offers.iter().rfind(|offer| offer.after + 1 == from);
            if let Some(offer) = last {
                self.offer(route, area, offer, (0.0, 1.0), &mut prospect);
            }
            return prospect;
        }
        for (place, stage) in self.stages[route].iter().enumerate().skip(from) {
            if stage.optional && place != from {
                continue;
            }
            let left = if place == from { left } else { 1.0 };
            let span = left * stage.months;
            let paid = left * stage.cost * self.discount(months + span / 2.0);
            prospect.cost += alive * free * paid;
            months += span;
            alive *= self.with_area(stage.odds, area, &rules.stages[place].id);
            for offer in rules.offers.iter().filter(|offer| offer.after == place) {
                let here = (months, alive * free);
                free *= 1.0 - self.offer(route, area, offer, here, &mut prospect);
            }
        }
        if rules.offers.is_empty() {
            let passed = alive * self.discount(months);
            match rules.ends_in {
                Ending::Licensed => {
                    prospect.add(&self.licence(route, rules.stages.len(), 0.0), passed)
                }
                Ending::Launched => prospect.launches += passed,
            }
        }
        prospect
    }

    /// Makes an offer to the share `here.1` of themes after `here.0` months; returns its chance.
    fn offer(
        &self,
        route: usize,
        area: Option<usize>,
        offer: &Offer,
        here: (f64, f64),
        prospect: &mut Prospect,
    ) -> f64 {
        let mean = |quantity: Quantity| self.model.mean(quantity);
        let mut months = self.model.expected_months(&offer.work);
        let (chance, bid) = match &self.model.licensing {
            None => (mean(offer.odds), 0.0),
            Some(chapter) => {
                months += self.model.expected_months(&chapter.call);
                for step in chapter.steps.iter().flatten() {
                    months += self.model.expected_months(&step.work);
                }
                (self.call(chapter, route, area, offer), mean(offer.bid))
            }
        };
        let taken = here.1 * chance * self.discount(here.0 + months);
        prospect.add(&self.licence(route, offer.after + 1, bid), taken);
        chance
    }

    /// The chance that a call leads to a contract, companies being asked one after the other:
    /// 1 − E[(1 − s)ᴺ] with s the product of the odds of all steps.
    fn call(&self, chapter: &Licensing, route: usize, area: Option<usize>, offer: &Offer) -> f64 {
        let mean = |quantity: Quantity| self.model.mean(quantity);
        let factor = |list: &[(usize, Quantity)], index: usize| {
            let found = list.iter().find(|(known, _)| *known == index);
            found.map_or(1.0, |(_, factor)| mean(*factor))
        };
        let applicants = &chapter.applicants;
        let modality = self.model.routes[route].modality;
        let mut companies = mean(offer.applicants) * factor(&applicants.modalities, modality);
        companies *= area.map_or(1.0, |area| factor(&applicants.areas, area));
        let steps = chapter.steps.iter().flatten();
        let contract: f64 = steps.map(|step| mean(step.odds)).product();
        let dispersion = applicants.dispersion.map_or(0.0, mean);
        let spread = dispersion * companies * contract;
        1.0 - match dispersion > 0.0 {
            true => libm::pow(1.0 + spread, -1.0 / dispersion),
            false => libm::exp(-companies * contract),
        }
    }

    /// A first licence, and what follows it: upfront, milestones, launch, royalties.
    fn licence(&self, route: usize, passed: usize, bid: f64) -> Prospect {
        let mut prospect = Prospect {
            licences: 1.0,
            ..Prospect::default()
        };
        let Some(chapter) = &self.model.licensing else {
            return prospect;
        };
        let early = is_early(&self.model.routes[route], passed);
        let share = match early {
            true => self.model.mean(chapter.income.early_upfront_share),
            false => 1.0,
        };
        prospect.income = bid * share * self.networks_share(chapter);
        let pays = early || chapter.income.late_milestones;
        prospect.add(&self.licensed(route, passed, 0, pays), 1.0);
        prospect
    }

    fn networks_share(&self, chapter: &Licensing) -> f64 {
        1.0 - self.model.mean(chapter.income.proposer_share)
    }

    /// What is expected of a licensed theme, its licensee being in stage `developed` of its
    /// development; `pays` milestones.
    pub fn licensed(&self, route: usize, passed: usize, developed: usize, pays: bool) -> Prospect {
        let mut prospect = Prospect::default();
        let Some(chapter) = &self.model.licensing else {
            return prospect;
        };
        let mean = |quantity: Quantity| self.model.mean(quantity);
        let share = self.networks_share(chapter);
        let (mut alive, mut months) = (1.0, 0.0);
        for stage in chapter.development.iter().skip(developed) {
            let stages = &self.model.routes[route].stages;
            let behind = stages.iter().take(passed).any(|other| other.id == stage.id);
            if !behind {
                let span = mean(stage.duration_months);
                let stays = libm::exp(-mean(stage.gives_up_per_year) * span / 12.0);
                alive *= mean(stage.odds) * stays;
                months += span;
                let milestone = if pays { mean(stage.milestone) } else { 0.0 };
                prospect.income += alive * milestone * share * self.discount(months);
            }
            if stage.launch {
                prospect.launches += alive * self.discount(months);
                prospect.income += alive * self.royalties(0, months);
                break;
            }
        }
        prospect
    }

    /// What a launched drug pays after `paid` yearly royalties, if the next but one is due in
    /// `after` + 12 months.
    pub fn royalties(&self, paid: u32, after: f64) -> f64 {
        let chapter = self.model.licensing.as_ref();
        let Some((chapter, royalty)) = chapter.and_then(|c| Some((c, c.royalty.as_ref()?))) else {
            return 0.0;
        };
        let mean = |quantity: Quantity| self.model.mean(quantity);
        let years = mean(royalty.years).round() as u32;
        let yearly = mean(royalty.rate) * mean(royalty.sales_per_year);
        let left = 1..=years.saturating_sub(paid);
        let due = left.map(|year| self.discount(after + 12.0 * f64::from(year)));
        due.sum::<f64>() * yearly * self.networks_share(chapter)
    }

    /// The odds of a stage with the odds ratio of a disease area.
    fn with_area(&self, odds: f64, area: Option<usize>, stage: &str) -> f64 {
        let area = area.and_then(|area| self.model.areas.get(area));
        let ratio = area.and_then(|area| area.odds_ratio.iter().find(|(id, _)| id == stage));
        ratio.map_or(odds, |(_, ratio)| {
            let ratio = self.model.mean(*ratio);
            let scale = 1.0 - odds + ratio * odds;
            if scale > 0.0 {
                ratio * odds / scale
            } else {
                odds
            }
        })
    }
}

/// Whether the development candidate is not fixed after so many stages (LIC-10).
fn is_early(route: &Route, passed: usize) -> bool {
    route.candidate_stage.is_some_and(|stage| passed <= stage)
}

fn means(model: &Model, route: &Route) -> Vec<Mean> {
    let stages = route.stages.iter().map(|stage| Mean {
        months: model.expected_stage_months(stage),
        cost: model.expected_cost(stage),
        odds: model.mean(stage.odds),
        optional: stage.optional,
    });
    stages.collect()
}
