//! Odd but possible in purses: a cap that leaves no money for work, a budget without a purse.

use super::warnings::Watch;
use crate::diagnostic::quoted;
use crate::language::{Language, Style, Text, Words, words};
use crate::model::{Cap, ITEM_STANDING, Ticks, WorksBy};
use crate::text;

impl Watch<'_> {
    /// Months of request and draft serve only purses (BUD-1).
    pub(super) fn budget_without_purse(&mut self) {
        let model = self.model;
        if model.money.budget.is_some() && model.money.purses.is_empty() {
            let span = self.node(&["budget"]).key_span;
            self.warn(
                "budget-without-effect",
                span,
                words(
                    "no purse is requested: [budget] has no effect",
                    "概算要求の対象となる財源がないため、[budget]に効果がありません",
                ),
                words(
                    "add a [[purse]] whose money is requested and drafted in these months, or remove [budget]",
                    "この日程で要求と予算案の対象となる[[purse]]を追加するか、[budget]を削除してください",
                ),
            );
        }
    }

    /// Caps, and purses that hold back, that standing costs alone are expected to use up (BUD-2).
    pub(super) fn caps(&mut self) {
        let model = self.model;
        for purse in model.money.purses.iter().filter(|purse| purse.holds_back) {
            let kept = 1.0 - model.mean(purse.cut);
            let granted = |year: usize| match purse.grants[year] {
                Some(granted) => Some(model.mean(granted)),
                None => Some(model.mean(purse.requests[year]) * kept),
            };
            let pays = |institute, item| purse.pays(Some(institute), item);
            let Some(short) = self.short_year(&granted, &pays) else {
                let covers = |institute, item, _| purse.pays(institute, item);
                self.below_any_start(&["purse", &purse.id], &granted, &covers);
                continue;
            };
            let subject = text!(
                "the purse {0} is granted",
                "財源{0}の交付額は",
                quoted(&purse.id)
            );
            let help = words(
                "raise the request, or write `holds_back = false` to see the overrun instead",
                "要求額を増やすか、`holds_back = false`として超過額を確認してください",
            );
            self.below_standing_costs(&["purse", &purse.id], &subject, short, help);
        }
        for cap in &model.money.caps {
            let amount = |year: usize| Some(model.mean(cap.amounts[year]?));
            let limits = |institute, item| cap.limits(Some(institute), item, None);
            let Some(short) = self.short_year(&amount, &limits) else {
                let covers =
                    |institute, item, modality| cap.limits(institute, item, Some(modality));
                self.below_any_start(&["cap", &cap.id], &amount, &covers);
                continue;
            };
            let subject = text!("the cap {0} is", "上限{0}は", quoted(&cap.id));
            let help = words(
                "raise the amount, or take the cap away to see what is needed",
                "上限額を増やすか、上限を外して必要な額を確認してください",
            );
            self.below_standing_costs(&["cap", &cap.id], &subject, short, help);
        }
        self.equal_caps();
    }

    /// The first fiscal year in which standing costs are expected to come to more than there is.
    fn short_year(
        &self,
        amount: &dyn Fn(usize) -> Option<f64>,
        covers: &dyn Fn(usize, usize) -> bool,
    ) -> Option<Short> {
        let mut years = 0..self.model.calendar.years();
        years.find_map(|year| {
            let (amount, standing) = (amount(year)?, self.standing_costs(covers, year));
            (standing > amount).then_some(Short {
                year,
                amount,
                standing,
            })
        })
    }

    /// An amount that is never as much as the cheapest work it is for needs in a year.
    fn below_any_start(
        &mut self,
        path: &[&str; 2],
        amount: &dyn Fn(usize) -> Option<f64>,
        covers: &dyn Fn(Option<usize>, usize, usize) -> bool,
    ) {
        let years = 0..self.model.calendar.years();
        // A year without an amount holds nothing back.
        let amounts: Option<Vec<f64>> = years.map(amount).collect();
        let most = amounts.map(|amounts| amounts.into_iter().fold(0.0, f64::max));
        let least = self.cheapest_start(covers);
        let Some(most) = most.filter(|most| *most < least && least.is_finite()) else {
            return;
        };
        let span = self.node(path).key_span;
        let money = |amount: f64| self.amount(amount);
        let (most, least) = (money(most), money(least));
        let id = Text::same(quoted(path[1]));
        let currency = &self.model.currency;
        self.warn(
            "cap-below-any-start",
            span,
            text!(
                "{id} has at most {most} {currency} a year, and the cheapest work it is for is expected to need {least} of a year: little of it ever starts",
                "{id}は年{most}までですが、対象となる作業のうち最も安いものでも1年に{least}を要する見込みのため、ほとんどの作業が始められません";
                id, most, least
            ),
            words(
                "raise the amount, or name the costs that are meant with `items`, `institutes` or `modalities`",
                "額を増やすか、対象とする費用を`items`、`institutes`、`modalities`で指定してください",
            ),
        );
    }

    /// What the cheapest of the work that costs anything is expected to need of a whole year, of
    /// costs that `covers` accepts by institute, item and modality; infinite where there is none.
    fn cheapest_start(&self, covers: &dyn Fn(Option<usize>, usize, usize) -> bool) -> f64 {
        let model = self.model;
        let stages = model.routes.iter().flat_map(|route| {
            route
                .stages
                .iter()
                .map(move |stage| (route.modality, stage))
        });
        let activities = stages.flat_map(|(modality, stage)| {
            let activities = stage.activities.iter();
            activities.map(move |activity| (modality, activity))
        });
        let options = activities.flat_map(|(modality, activity)| {
            let providers = activity.providers.iter().map(Some);
            let nobody = activity.providers.is_empty().then_some(None);
            let all = providers.chain(nobody);
            all.map(move |provider| (modality, activity, provider))
        });
        let covered = options.filter(|(modality, activity, provider)| {
            let institute = provider.map(|provider| provider.institute);
            covers(institute, model.item_of(activity, *provider), *modality)
        });
        let needs = covered.map(|(_, activity, provider)| {
            let factor = provider.map_or(1.0, |provider| model.mean(provider.duration_factor));
            let years = model.mean(activity.duration_months) * factor / 12.0;
            // Of work that takes longer, a year needs its part.
            model.expected_cost_at(activity, provider) / years.max(1.0)
        });
        needs
            .filter(|need| *need > 0.0)
            .fold(f64::INFINITY, f64::min)
    }

    /// An amount, in English without the currency.
    pub(super) fn amount(&self, amount: f64) -> Text {
        Text {
            english: format!("{amount:.0}"),
            japanese: Style::of(Language::Japanese).amount(amount, &self.model.currency),
        }
    }

    fn below_standing_costs(&mut self, path: &[&str], subject: &Text, short: Short, help: Words) {
        let span = self.node(path).key_span;
        let currency = &self.model.currency;
        let year = Text::same(self.model.calendar.fiscal_year(short.year).to_string());
        let (amount, standing) = (self.amount(short.amount), self.amount(short.standing));
        self.warn(
            "cap-below-standing-costs",
            span,
            text!(
                "in FY{year} {subject} {amount} {currency} and its standing costs come to {standing}: work that costs anything waits",
                "{year}年度の{subject}{amount}ですが、経常費が{standing}に上るため、費用を要する作業は全て待つことになります";
                year, subject, amount, standing
            ),
            help,
        );
    }

    /// Caps on the very same costs in the same year: only the lower amount holds anything back.
    fn equal_caps(&mut self) {
        let caps = &self.model.money.caps;
        for (place, cap) in caps.iter().enumerate() {
            let other = caps[..place]
                .iter()
                .find(|other| limit_the_same(other, cap) && share_a_year(other, cap));
            if let Some(other) = other {
                let span = self.node(&["cap", &cap.id]).key_span;
                self.warn(
                    "equal-caps",
                    span,
                    text!(
                        "the caps {} and {} limit the same costs: the lower amount of a year decides",
                        "上限{}と{}の対象となる費用が同じため、年度ごとに低い方の額で決まります",
                        quoted(&other.id),
                        quoted(&cap.id)
                    ),
                    words(
                        "keep one of them, or name the `institutes`, `items` or `modalities` in which they differ",
                        "どちらか一方にするか、異なる`institutes`、`items`、`modalities`を指定してください",
                    ),
                );
            }
        }
    }

    /// What is expected to be paid in a fiscal year whatever is done, of costs that `covers`
    /// accepts by institute and item.
    fn standing_costs(&self, covers: &dyn Fn(usize, usize) -> bool, year: usize) -> f64 {
        let model = self.model;
        let (begin, end) = model.calendar.year_span(year);
        let share = |from: Ticks, until: Ticks| {
            let time = until.min(end).0 - from.max(begin).0;
            Ticks(time.max(0)).months() / 12.0
        };
        let standing = model.money.standing.iter();
        let standing =
            standing.filter(|cost| cost.by_use.is_none() && covers(cost.institute, cost.item));
        let standing =
            standing.map(|cost| model.mean(cost.amount_per_year) * share(cost.from, cost.until));
        let teams = model.functions.iter().filter(|function| {
            let free = model.institutes[function.institute].works_by == WorksBy::Cooperation;
            !free && covers(function.institute, ITEM_STANDING)
        });
        let teams = teams.map(|team| model.mean(team.standing_cost_per_year) * share(begin, end));
        standing.sum::<f64>() + teams.sum::<f64>()
    }
}

/// A fiscal year whose money does not reach for its standing costs.
struct Short {
    year: usize,
    amount: f64,
    standing: f64,
}

fn share_a_year(one: &Cap, other: &Cap) -> bool {
    let mut years = one.amounts.iter().zip(&other.amounts);
    years.any(|(one, other)| one.is_some() && other.is_some())
}

fn limit_the_same(one: &Cap, other: &Cap) -> bool {
    let sorted = |list: &Option<Vec<usize>>| {
        list.as_ref().map(|list| {
            let mut list = list.clone();
            list.sort_unstable();
            list.dedup();
            list
        })
    };
    let scope = |cap: &Cap| [&cap.institutes, &cap.items, &cap.modalities].map(sorted);
    scope(one) == scope(other)
}
