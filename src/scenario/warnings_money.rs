//! Odd but possible in purses: a cap that leaves no money for work, a budget without a purse.

use super::warnings::Watch;
use crate::diagnostic::quoted;
use crate::language::words;
use crate::model::{ITEM_STANDING, Purse, Ticks, WorksBy};
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

    /// Caps that standing costs alone are expected to use up (BUD-2).
    pub(super) fn caps(&mut self) {
        let model = self.model;
        for purse in model.money.purses.iter().filter(|purse| purse.holds_back) {
            let years = 0..model.calendar.years();
            let short = years
                .map(|year| {
                    let cut = model.mean(purse.cut);
                    let granted = model.mean(purse.requests[year]) * (1.0 - cut);
                    (year, self.standing_costs(purse, year), granted)
                })
                .find(|(_, standing, granted)| *standing > *granted);
            let Some((year, standing, granted)) = short else {
                continue;
            };
            let span = self.node(&["purse", &purse.id]).key_span;
            let (id, currency) = (quoted(&purse.id), &model.currency);
            let year = model.calendar.fiscal_year(year);
            self.warn(
                "cap-below-standing-costs",
                span,
                text!(
                    "in FY{year} the purse {id} is granted {granted:.0} {currency} and its standing costs come to {standing:.0}: work that costs anything waits",
                    "{year}年度の財源{id}の交付額は{granted:.0} {currency}ですが、経常費が{standing:.0}に上るため、費用を要する作業は全て待つことになります"
                ),
                words(
                    "raise the request, or write `holds_back = false` to see the overrun instead",
                    "要求額を増やすか、`holds_back = false`として超過額を確認してください",
                ),
            );
        }
    }

    /// What a purse is expected to pay in a fiscal year whatever is done.
    fn standing_costs(&self, purse: &Purse, year: usize) -> f64 {
        let model = self.model;
        let (begin, end) = model.calendar.year_span(year);
        let share = |from: Ticks, until: Ticks| {
            let time = until.min(end).0 - from.max(begin).0;
            Ticks(time.max(0)).months() / 12.0
        };
        let standing = model.money.standing.iter();
        let standing = standing
            .filter(|cost| cost.by_use.is_none() && purse.pays(Some(cost.institute), cost.item));
        let standing =
            standing.map(|cost| model.mean(cost.amount_per_year) * share(cost.from, cost.until));
        let teams = model.functions.iter().filter(|function| {
            let free = model.institutes[function.institute].works_by == WorksBy::Cooperation;
            !free && purse.pays(Some(function.institute), ITEM_STANDING)
        });
        let teams = teams.map(|team| model.mean(team.standing_cost_per_year) * share(begin, end));
        standing.sum::<f64>() + teams.sum::<f64>()
    }
}
