//! The headlines: what a reader should take away, each with its spread and how sure it is.

use serde::Serialize;

use super::super::{MoneyUnit, Style};
use crate::analysis::{Figures, Success, cells};
use crate::engine::Account;
use crate::language::Text;
use crate::text;

/// One headline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Headline {
    /// What it is about.
    pub about: String,
    /// The figure.
    pub figure: String,
    /// Its unit.
    pub unit: String,
    /// Spread and certainty in a sentence.
    pub sure: String,
}

/// The headlines of a run.
pub(super) fn headlines(figures: &Figures<'_>, style: &Style, unit: MoneyUnit) -> Vec<Headline> {
    let teller = Teller {
        figures,
        style,
        unit,
    };
    let all = [
        Some(teller.successes()),
        teller.cost(),
        teller.tightest(),
        teller.valley(),
        teller.overrun(),
        teller.passed(),
    ];
    all.into_iter().flatten().collect()
}

struct Teller<'a> {
    figures: &'a Figures<'a>,
    style: &'a Style,
    unit: MoneyUnit,
}

impl Teller<'_> {
    fn headline(&self, about: Text, figure: String, unit: Text, sure: Text) -> Headline {
        let say = |text: Text| text.of(self.style.language).to_owned();
        Headline {
            about: say(about),
            figure,
            unit: say(unit),
            sure: say(sure),
        }
    }

    /// Licences, or launches, within the horizon.
    fn successes(&self) -> Headline {
        let (figures, style) = (self.figures, self.style);
        let calendar = &figures.model.calendar;
        let last = style.fiscal_year(calendar.fiscal_year(figures.layout.years - 1));
        let (cell, counts) = figures.successes(figures.layout.years);
        let quantile = |p| style.number(counts.quantile(p).unwrap_or(0.0), 0);
        let (low, high) = (quantile(0.1), quantile(0.9));
        let about = match figures.success() {
            Success::Licences => text!("Licences by the end of {last}", "{last}末までの導出件数"),
            Success::Launches => text!("Launches by the end of {last}", "{last}末までの上市件数"),
        };
        self.headline(
            about,
            style.number(figures.mean(cell, 1.0), 1),
            text!("on average", "件（平均）"),
            self.spread(cell, &low, &high, 1.0, 1),
        )
    }

    /// Cost over the whole time.
    fn cost(&self) -> Option<Headline> {
        let (figures, style) = (self.figures, self.style);
        let model = figures.model;
        model.price_year?;
        let (budget, years) = (figures.whole_budget(), figures.layout.years);
        let cell = figures.layout.slice(budget, years);
        let amounts = figures.cost(budget, years);
        let amount = |p| style.money(amounts.quantile(p).unwrap_or(0.0), self.unit);
        let first = style.fiscal_year(model.calendar.fiscal_year(0));
        let last = style.fiscal_year(model.calendar.fiscal_year(years - 1));
        let unit = style.money_unit(self.unit, &model.currency, model.price_year);
        let scale = self.unit.size() as f64;
        Some(self.headline(
            text!("Cost from {first} to {last}", "{first}から{last}までの費用"),
            style.money(figures.mean(cell, 1.0), self.unit),
            text!("{unit}, on average", "{unit}（平均）"),
            self.spread(
                cell,
                &amount(0.1),
                &amount(0.9),
                scale,
                self.unit.decimals(),
            ),
        ))
    }

    /// Eight runs of ten, the Monte Carlo error, and what the spread comes from.
    fn spread(&self, cell: usize, low: &str, high: &str, scale: f64, decimals: usize) -> Text {
        let half = self.figures.half_width(cell) / scale;
        let error = match half.is_finite() {
            true => {
                let half = self.style.number(half, decimals);
                text!("; Monte Carlo error ±{half}", "。計算誤差は±{half}")
            }
            false => Text::default(),
        };
        let cause = match self.figures.ignorance_share(cell) {
            Some(share) if self.figures.model.has_ignorance() => {
                let share = self.style.number(100.0 * share, 0);
                text!(
                    "; {share} % of the spread is ignorance",
                    "。ばらつきの{share}％は未知による"
                )
            }
            _ => Text::default(),
        };
        text!(
            "{low} to {high} in eight runs of ten{}{}",
            "10試行中8試行は{low}～{high}{}{}",
            error.of(self.style.language),
            cause.of(self.style.language),
        )
    }

    /// The function with the least to spare.
    fn tightest(&self) -> Option<Headline> {
        let (figures, style) = (self.figures, self.style);
        let tight = figures.tightest().into_iter().next()?;
        let place = &figures.model.functions[tight.function];
        let institute = figures.model.institutes[place.institute]
            .name
            .of(style.language);
        let function = place.name.of(style.language);
        let queue = style.number(tight.queue, 1);
        let wait = match tight.wait_months {
            Some(months) => {
                let months = style.number(months, 1);
                text!(
                    "; mean wait {months} months",
                    "、平均待ち時間は{months}か月"
                )
            }
            None => Text::default(),
        };
        Some(self.headline(
            text!(
                "Tightest function: {function}, {institute}",
                "最も余力の少ない機能：{function}（{institute}）"
            ),
            format!("{} %", style.number(100.0 * tight.utilisation, 0)),
            text!("of its slot-time in use", "の枠が稼働"),
            text!(
                "{queue} activities wait on average{}",
                "平均{queue}件の作業が待機{}",
                wait.of(style.language)
            ),
        ))
    }

    fn valley(&self) -> Option<Headline> {
        let valley = self.figures.valley()?;
        let percent = |share: f64| self.style.number(100.0 * share, 0);
        let (waits, cost) = (percent(valley.waits), percent(valley.cost));
        Some(self.headline(
            text!("Valley of death", "死の谷"),
            format!("{} %", percent(valley.losses)),
            text!("of losses in stages", "（段階内の脱落に占める割合）"),
            text!(
                "{waits} % of waiting and {cost} % of stage cost fall to it",
                "待ち時間の{waits}％、段階費用の{cost}％を占める"
            ),
        ))
    }

    /// The purse and year most likely to be overrun.
    fn overrun(&self) -> Option<Headline> {
        let places = &self.figures.layout.purses;
        let chance = |purse, year| {
            let cell = places.outturn(purse, year, cells::outturn::OVERRUNS);
            self.figures.mean(cell, 1.0)
        };
        let (purse, year) = most_likely(places.purses, places.years, &chance)?;
        let rules = &self.figures.model.money.purses[purse];
        let name = rules.name.of(self.style.language);
        Some(self.chance_in(
            text!(
                "Purse most likely overrun: {name}",
                "超過の可能性が最も高い財源：{name}"
            ),
            chance(purse, year),
            year,
            match rules.holds_back {
                true => text!(
                    "work it cannot pay waits; only work that runs longer than expected overruns",
                    "不足時は着手を待つため、想定より長引いた作業のみが超過させる"
                ),
                false => text!("it holds no work back", "不足しても着手は制限されない"),
            },
        ))
    }

    /// The cap and year most likely to be passed.
    fn passed(&self) -> Option<Headline> {
        let (figures, places) = (self.figures, &self.figures.layout.caps);
        let cap_at = |limit: usize| match places.limits[limit] {
            Account::Cap(cap) => Some(&figures.model.money.caps[cap]),
            Account::Purse(_) => None,
        };
        // Below any chance: what is no cap, and a year without one.
        let chance =
            |limit: usize, year: usize| match cap_at(limit).and_then(|cap| cap.amounts[year]) {
                Some(_) => figures.mean(places.cell(limit, year, cells::cap::OVERRUNS), 1.0),
                None => -1.0,
            };
        let (limit, year) = most_likely(places.limits.len(), places.years, &chance)?;
        let cap = cap_at(limit).filter(|cap| cap.amounts[year].is_some())?;
        let name = cap.name.of(self.style.language);
        Some(self.chance_in(
            text!(
                "Cap most likely passed: {name}",
                "超過の可能性が最も高い上限：{name}"
            ),
            chance(limit, year),
            year,
            text!(
                "work that would pass it waits; what is under way, and what is bound, may pass it",
                "上限を超える作業は着手を待つが、実施中の作業や支払義務により超えることがある"
            ),
        ))
    }

    fn chance_in(&self, about: Text, chance: f64, year: usize, sure: Text) -> Headline {
        let calendar = &self.figures.model.calendar;
        let in_year = self.style.fiscal_year(calendar.fiscal_year(year));
        self.headline(
            about,
            format!("{} %", self.style.number(100.0 * chance, 0)),
            text!("chance in {in_year}", "（{in_year}の確率）"),
            sure,
        )
    }
}

/// Of so many purses or caps and fiscal years the one with the highest chance.
fn most_likely(
    count: usize,
    years: usize,
    chance: &dyn Fn(usize, usize) -> f64,
) -> Option<(usize, usize)> {
    let all = (0..count).flat_map(|one| (0..years).map(move |year| (one, year)));
    all.max_by(|a, b| chance(a.0, a.1).total_cmp(&chance(b.0, b.1)))
}
