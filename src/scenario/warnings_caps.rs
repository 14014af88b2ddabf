//! Odd but possible: a cap on costs that never arise (BUD-2).

use super::warnings::{Watch, activities, process};
use crate::diagnostic::quoted;
use crate::language::words;
use crate::model::{
    Activity, AwardPayer, Cap, ITEM_INCENTIVES, ITEM_IP, ITEM_MEETINGS, ITEM_RESEARCH,
    ITEM_STANDING, Model, Provider, Quantity, Ticks, WorksBy,
};
use crate::text;

/// A cost that a scenario can have; `None` = nobody in particular has it, it is for no theme in
/// particular, it can fall due at any time.
struct Cost {
    institute: Option<usize>,
    item: usize,
    modality: Option<usize>,
    within: Option<(Ticks, Ticks)>,
}

impl Watch<'_> {
    /// Caps under which no cost can fall: they hold nothing back.
    pub(super) fn caps_on_nothing(&mut self) {
        let model = self.model;
        if model.money.caps.is_empty() {
            return;
        }
        let costs = Costs::of(model);
        for cap in &model.money.caps {
            if costs.any(|cost| in_a_year(model, cap, cost) && falls_under(cap, cost)) {
                continue;
            }
            let place = self.node(&["cap", &cap.id]);
            // What matches nothing by itself is at fault.
            let alone = |key: &str| {
                let mut everything = Cap {
                    institutes: None,
                    items: None,
                    modalities: None,
                    ..cap.clone()
                };
                match key {
                    "institutes" => everything.institutes.clone_from(&cap.institutes),
                    "items" => everything.items.clone_from(&cap.items),
                    _ => everything.modalities.clone_from(&cap.modalities),
                }
                !costs.any(|cost| falls_under(&everything, cost))
            };
            let mut keys = ["items", "institutes", "modalities"].into_iter();
            let at_fault = keys.find_map(|key| place.get(key).filter(|_| alone(key)));
            let id = quoted(&cap.id);
            self.warn(
                "cap-on-nothing",
                at_fault.map_or(place.key_span, |node| node.span),
                text!(
                    "no cost of this scenario falls under the cap {id}: it holds nothing back and is never passed",
                    "上限{id}の対象となる費用がないため、作業が待たされることも上限を超えることもありません"
                ),
                words(
                    "correct its `items`, `institutes`, `modalities` or fiscal years, or remove it",
                    "`items`、`institutes`、`modalities`又は年度を直すか、上限を削除してください",
                ),
            );
        }
    }
}

fn falls_under(cap: &Cap, cost: &Cost) -> bool {
    cap.limits(cost.institute, cost.item, cost.modality)
}

/// Whether the cost can fall due in a fiscal year for which the cap has an amount.
fn in_a_year(model: &Model, cap: &Cap, cost: &Cost) -> bool {
    let mut years = (0..cap.amounts.len()).filter(|year| cap.amounts[*year].is_some());
    years.any(|year| {
        let (begin, end) = model.calendar.year_span(year);
        cost.within
            .is_none_or(|(from, until)| from < end && until > begin)
    })
}

/// All costs that a scenario can have.
struct Costs<'a> {
    model: &'a Model,
    found: Vec<Cost>,
}

impl<'a> Costs<'a> {
    fn of(model: &'a Model) -> Costs<'a> {
        let mut costs = Costs {
            model,
            found: Vec::new(),
        };
        costs.of_themes();
        costs.of_teams();
        costs.of_awards();
        costs.of_contracts();
        costs
    }

    fn any(&self, fits: impl Fn(&Cost) -> bool) -> bool {
        self.found.iter().any(fits)
    }

    fn may_cost(&self, quantity: Quantity) -> bool {
        self.model.mean(quantity) > 0.0
    }

    fn add(&mut self, institute: Option<usize>, item: usize, modality: Option<usize>) {
        self.found.push(Cost {
            institute,
            item,
            modality,
            within: None,
        });
    }

    /// What is done for themes on the routes that are used: scrutiny, research, patents, licensing.
    fn of_themes(&mut self) {
        let model = self.model;
        let scrutiny = model.selection.iter();
        let scrutiny = scrutiny.flat_map(|selection| &selection.activities);
        let anywhere: Vec<&Activity> = scrutiny
            .chain(model.licensing.iter().flat_map(process))
            .collect();
        for route in used_routes(model) {
            let route = &model.routes[route];
            let modality = route.modality;
            for activity in anywhere.iter().copied().chain(activities(route)) {
                self.of_work(activity, modality);
            }
            if let Some(patent) = &route.patent
                && (self.may_cost(patent.filing_cost) || self.may_cost(patent.cost_per_year))
            {
                self.add(Some(patent.institute), ITEM_IP, Some(modality));
            }
            if let Some(publication) = &model.publication
                && self.may_cost(publication.cost)
            {
                self.add(publication.institute, ITEM_INCENTIVES, Some(modality));
            }
        }
    }

    fn of_work(&mut self, activity: &Activity, modality: usize) {
        let own = self.may_cost(activity.cost) || self.may_cost(activity.cost_per_month);
        if activity.providers.is_empty() && own {
            self.add(None, activity.item.unwrap_or(ITEM_RESEARCH), Some(modality));
        }
        for provider in &activity.providers {
            let model = self.model;
            let costs = own || self.has_prices(provider);
            let free = is_free(model, provider.institute) || !self.may_cost(provider.cost_factor);
            if costs && !free {
                let needs = provider.needs.first();
                let first = needs.map_or(ITEM_RESEARCH, |(need, _)| model.functions[*need].item);
                let item = activity.item.unwrap_or(first);
                self.add(Some(provider.institute), item, Some(modality));
            }
        }
    }

    fn has_prices(&self, provider: &Provider) -> bool {
        provider.needs.iter().any(|(function, _)| {
            let function = &self.model.functions[*function];
            self.may_cost(function.price_per_slot_month) || self.may_cost(function.price_per_job)
        })
    }

    /// Standing teams, beyond what their use pays (INC-7), and other costs of whole years.
    fn of_teams(&mut self) {
        let model = self.model;
        for function in &model.functions {
            let free = is_free(model, function.institute);
            if !free && self.may_cost(function.standing_cost_per_year) {
                self.add(Some(function.institute), ITEM_STANDING, None);
            }
        }
        for standing in &model.money.standing {
            let per_use = standing.by_use.as_ref();
            let per_use = per_use.is_some_and(|by_use| self.may_cost(by_use.cost_per_use));
            if self.may_cost(standing.amount_per_year) || per_use {
                self.found.push(Cost {
                    institute: Some(standing.institute),
                    item: standing.item,
                    modality: None,
                    within: Some((standing.from, standing.until)),
                });
            }
        }
    }

    /// Awards and meetings (INC-1 to INC-3, INC-6).
    fn of_awards(&mut self) {
        let model = self.model;
        let Some(incentives) = &model.money.incentives else {
            return;
        };
        let pays = |award: Option<Quantity>| award.is_some_and(|award| model.mean(award) > 0.0);
        let supporters = pays(incentives.supporter_award);
        let mut payers = Vec::new();
        let awards = [incentives.admission_award, incentives.milestone_award];
        if supporters || awards.into_iter().any(pays) {
            payers.push(incentives.institute);
        }
        if supporters && incentives.supporter_award_paid_by == AwardPayer::Institutes {
            let institutes = model.institutes.iter().enumerate();
            payers.extend(
                institutes
                    .filter(|(_, institute)| !institute.outsourced)
                    .map(|(place, _)| place),
            );
        }
        let meets = self.may_cost(incentives.meetings_per_year)
            && self.may_cost(incentives.cost_per_meeting);
        for modality in used_routes(model).map(|route| model.routes[route].modality) {
            for payer in &payers {
                self.add(Some(*payer), ITEM_INCENTIVES, Some(modality));
            }
            if meets {
                self.add(Some(incentives.institute), ITEM_MEETINGS, Some(modality));
            }
        }
    }

    /// What was spent before the start, and what is signed (BUD-9).
    fn of_contracts(&mut self) {
        let model = self.model;
        for actual in &model.money.actual {
            self.found.push(Cost {
                institute: Some(actual.institute),
                item: actual.item,
                modality: None,
                within: Some(model.calendar.year_span(0)),
            });
        }
        for signed in &model.money.signed {
            let route = signed.theme.map(|theme| model.themes[theme].route);
            self.found.push(Cost {
                institute: Some(signed.institute),
                item: signed.item,
                modality: route.map(|route| model.routes[route].modality),
                within: Some((signed.due, Ticks(signed.due.0.saturating_add(1)))),
            });
        }
    }
}

/// Cooperation costs the network nothing (GOV-5).
fn is_free(model: &Model, institute: usize) -> bool {
    model.institutes[institute].works_by == WorksBy::Cooperation
}

/// The routes on which there can be a theme.
fn used_routes(model: &Model) -> impl Iterator<Item = usize> {
    let listed = model.themes.iter().map(|theme| theme.route);
    let mixes = model.channels.iter().flat_map(|channel| &channel.mix);
    let mixes = mixes.filter(|(_, weight)| model.mean(*weight) > 0.0);
    listed.chain(mixes.map(|(route, _)| *route))
}
