//! Money by fiscal year: all of it, what it is made of, purse by purse, and the chance that a
//! purse is overspent.

use super::{Album, PER_CENT, Picture};
use crate::analysis::Slice;
use crate::analysis::cells::{cap, outturn};
use crate::engine::Account;
use crate::language::{Words, words};
use crate::model::{Cap, Purse};
use crate::report::MoneyUnit;
use crate::report::chart::{
    Chance, ChanceChart, ChanceSeries, Chart, FanChart, FanYear, StackChart, StackPart,
};
use crate::stats::LogHistogram;
use crate::text;

const ALL_COST: Words = words("Cost by fiscal year", "年度別の所要額");
const BY_ITEM: Words = words("Cost by item and fiscal year", "費目別・年度別の所要額");
const BY_INSTITUTE: Words = words(
    "Cost by institute and fiscal year",
    "機関別・年度別の所要額",
);
const OVERSPENT: Words = words(
    "Chance that a purse is overspent or a cap passed in a fiscal year",
    "予算現額又は上限額を超過する確率（年度別）",
);
const CAP: Words = words("cap (mean)", "上限額（平均）");
const CAP_NOTE: Words = words(
    "Work that would pass the cap is not started; what is under way, and what is bound, may pass it.",
    "上限額を超える作業は開始しないが、実施中の作業や支払義務により超えることがある。",
);
const EACH_YEAR: Words = words(
    "Each year stands for itself: quantiles of years do not add up to that of all years.",
    "各年度の分位点（P10等）は当該年度のものであり、合計しても全期間の分位点とは一致しない。",
);
const MEANS: Words = words("mean of all runs", "全試行の平均");
const AVAILABLE: Words = words("available (mean)", "予算現額（平均）");
const AVAILABLE_NOTE: Words = words(
    "Available: what was granted and what came from the year before.",
    "予算現額は、当年度の交付額と前年度からの繰越額の合計である。",
);
const SPENT_BEYOND: Words = words(
    "share of runs in which more falls due than there is",
    "支払額が予算現額又は上限額を超える試行の割合",
);

/// Between two sentences.
const GAP: Words = words(" ", "");

impl Album<'_> {
    /// The charts of money.
    pub(super) fn budget(&self) -> Vec<Picture> {
        let figures = self.figures;
        let mut pictures = vec![
            self.told.picture("budget", Chart::Fan(self.whole())),
            self.told.picture("cost_by_item", self.by_item()),
            self.told.picture("cost_by_institute", self.by_institute()),
        ];
        let purses = &figures.model.money.purses;
        let limit = self.limit_of_all();
        for (place, purse) in purses.iter().enumerate() {
            // The only purse, where it pays for everything, is the budget.
            if limit == Limit::Purses && purses.len() == 1 {
                continue;
            }
            let name = format!("purse_{}", purse.id);
            pictures.push(self.told.picture(&name, Chart::Fan(self.purse(place))));
        }
        // So is a cap on everything.
        for (place, cap) in self.caps().filter(|(place, _)| limit != Limit::Cap(*place)) {
            let name = format!("cap_{}", cap.id);
            let chart = Chart::Fan(self.under_cap(place, cap));
            pictures.push(self.told.picture(&name, chart));
        }
        if !purses.is_empty() || self.caps().next().is_some() {
            pictures.push(self.told.picture("cap", Chart::Chance(self.overspent())));
        }
        pictures
    }

    /// The unit of money in words, and how much of the currency it is.
    fn money(&self) -> (String, f64) {
        let (figures, model) = (self.figures, self.figures.model);
        let layout = figures.layout;
        let total = figures.mean(layout.slice(figures.whole_budget(), layout.years), 1.0);
        let unit = self.told.style.money.unwrap_or(MoneyUnit::for_total(total));
        let words = self
            .told
            .style
            .money_unit(unit, &model.currency, model.price_year);
        (words, unit.size() as f64)
    }

    /// Cost of everything, under a cap on all of it, or else what purses have that pay for all.
    fn whole(&self) -> FanChart {
        let figures = self.figures;
        let (unit, scale) = self.money();
        let slice = figures.whole_budget();
        let limit = self.limit_of_all();
        let band = |year: usize| FanYear {
            cap: match limit {
                Limit::Cap(place) => self.cap_amount(place, year),
                Limit::Purses => Some(self.available(year)),
                Limit::None => None,
            }
            .map(|amount| amount / scale),
            ..band(
                figures.cost(slice, year),
                figures.mean(figures.layout.slice(slice, year), 1.0),
                scale,
            )
        };
        let (name, about) = match limit {
            Limit::Cap(_) => (CAP, Some(CAP_NOTE)),
            Limit::Purses => (AVAILABLE, Some(AVAILABLE_NOTE)),
            Limit::None => (AVAILABLE, None),
        };
        let notes = [Some(EACH_YEAR), about].into_iter().flatten();
        let notes: Vec<&str> = notes.map(|note| self.told.say(note)).collect();
        FanChart {
            caption: self.told.yearly(
                self.told.say(ALL_COST).to_owned(),
                String::new(),
                &unit,
                notes.join(self.told.say(GAP)),
            ),
            years: self.told.years(),
            bands: (0..figures.layout.years).map(band).collect(),
            cap: self.told.say(name).to_owned(),
            request: String::new(),
        }
    }

    /// What limits the whole cost.
    fn limit_of_all(&self) -> Limit {
        let mut on_all = self.caps().filter(|(_, cap)| {
            cap.institutes.is_none() && cap.items.is_none() && cap.modalities.is_none()
        });
        match on_all.next() {
            Some((place, _)) => Limit::Cap(place),
            None if self.purses_pay_all() => Limit::Purses,
            None => Limit::None,
        }
    }

    /// The mean amount of the cap at a place among the limits; nothing in a year without one.
    fn cap_amount(&self, place: usize, year: usize) -> Option<f64> {
        let cells = &self.figures.layout.caps;
        let Some(Account::Cap(number)) = cells.limits.get(place) else {
            return None;
        };
        self.figures.model.money.caps[*number].amounts[year]?;
        let cell = cells.cell(place, year, cap::AMOUNT);
        Some(self.figures.mean(cell, 1.0))
    }

    /// The caps: their places among all limits, and what they say.
    fn caps(&self) -> impl Iterator<Item = (usize, &Cap)> {
        let limits = self.figures.layout.caps.limits.iter().enumerate();
        limits.filter_map(|(place, limit)| match limit {
            Account::Cap(number) => Some((place, &self.figures.model.money.caps[*number])),
            Account::Purse(_) => None,
        })
    }

    /// What the costs of a cap come to, and the cap.
    fn under_cap(&self, place: usize, rules: &Cap) -> FanChart {
        let (figures, cells) = (self.figures, &self.figures.layout.caps);
        let (unit, scale) = self.money();
        let band = |year: usize| {
            let spent = &figures.sample.totals.caps.spent[place * (cells.years + 1) + year];
            let mean = figures.mean(cells.cell(place, year, cap::SPENT), 1.0);
            FanYear {
                cap: self.cap_amount(place, year).map(|amount| amount / scale),
                ..band(spent, mean, scale)
            }
        };
        let name = self.told.text(&rules.name);
        let title = text!(
            "{name}: cost under the cap by fiscal year",
            "{name}：上限対象の年度別所要額"
        );
        let note = self.told.say(CAP_NOTE).to_owned();
        FanChart {
            caption: self
                .told
                .yearly(self.told.text(&title), String::new(), &unit, note),
            years: self.told.years(),
            bands: (0..cells.years).map(band).collect(),
            cap: self.told.say(CAP).to_owned(),
            request: String::new(),
        }
    }

    /// Whether every ledger line is paid by a purse, so that their sum limits the whole.
    fn purses_pay_all(&self) -> bool {
        let purses = &self.figures.model.money.purses;
        let mut lines = self.figures.plan.lines().iter();
        !purses.is_empty()
            && lines.all(|line| {
                let at = line.institute.map(|institute| institute as usize);
                purses
                    .iter()
                    .any(|purse| purse.pays(at, line.item as usize))
            })
    }

    /// What all purses have in a year: granted, and from the year before.
    fn available(&self, year: usize) -> f64 {
        let purses = 0..self.figures.layout.purses.purses;
        purses.map(|purse| self.available_in(purse, year)).sum()
    }

    fn available_in(&self, purse: usize, year: usize) -> f64 {
        let cells = &self.figures.layout.purses;
        let mean = |what| self.figures.mean(cells.outturn(purse, year, what), 1.0);
        mean(outturn::GRANTED) + mean(outturn::CARRIED_IN)
    }

    /// What a purse pays, and what it has.
    fn purse(&self, place: usize) -> FanChart {
        let (figures, cells) = (self.figures, &self.figures.layout.purses);
        let (unit, scale) = self.money();
        let purse = &figures.model.money.purses[place];
        let band = |year: usize| {
            let spent = &figures.sample.totals.purses.spent[place * cells.years + year];
            let mean = figures.mean(cells.outturn(place, year, outturn::SPENT), 1.0);
            FanYear {
                cap: Some(self.available_in(place, year) / scale),
                ..band(spent, mean, scale)
            }
        };
        let name = self.told.text(&purse.name);
        let title = text!(
            "{name}: spending by fiscal year",
            "{name}：年度別の支出見込み"
        );
        let note = self.told.say(AVAILABLE_NOTE).to_owned();
        FanChart {
            caption: self
                .told
                .yearly(self.told.text(&title), String::new(), &unit, note),
            years: self.told.years(),
            bands: (0..cells.years).map(band).collect(),
            cap: self.told.say(AVAILABLE).to_owned(),
            request: String::new(),
        }
    }

    fn by_item(&self) -> Chart {
        let items = &self.figures.model.items;
        self.stack(BY_ITEM, |slice| match slice {
            Slice::Item(item) => Some(self.told.text(&items[item as usize].name)),
            _ => None,
        })
    }

    fn by_institute(&self) -> Chart {
        self.stack(BY_INSTITUTE, |slice| match slice {
            Slice::Institute(institute) => Some(self.told.institute(institute)),
            _ => None,
        })
    }

    /// Mean cost of the slices that `named` names.
    fn stack(&self, title: Words, named: impl Fn(Slice) -> Option<String>) -> Chart {
        let layout = self.figures.layout;
        let (unit, scale) = self.money();
        let slices = layout.slices.iter().enumerate();
        let part = |(place, slice): (usize, &Slice)| {
            let mean = |year| self.figures.mean(layout.slice(place, year), scale);
            Some(StackPart {
                name: named(*slice)?,
                amounts: (0..layout.years).map(mean).collect(),
            })
        };
        Chart::Stack(StackChart {
            caption: self.told.yearly(
                self.told.say(title).to_owned(),
                self.told.say(MEANS).to_owned(),
                &unit,
                String::new(),
            ),
            years: self.told.years(),
            parts: slices.filter_map(part).collect(),
        })
    }

    /// The chance that more falls due than a purse has, or than a cap allows.
    fn overspent(&self) -> ChanceChart {
        let (figures, layout) = (self.figures, self.figures.layout);
        let (purses, caps) = (&layout.purses, &layout.caps);
        let of_purse = |(place, purse): (usize, &Purse)| ChanceSeries {
            name: self.told.text(&purse.name),
            chances: (0..purses.years)
                .map(|year| self.chance(purses.outturn(place, year, outturn::OVERRUNS)))
                .collect(),
        };
        let of_cap = |(place, rules): (usize, &Cap)| ChanceSeries {
            name: self.told.text(&rules.name),
            chances: (0..caps.years)
                .map(|year| {
                    rules.amounts[year]?;
                    self.chance(caps.cell(place, year, cap::OVERRUNS))
                })
                .collect(),
        };
        let all = figures.model.money.purses.iter().enumerate();
        let series = all.map(of_purse).chain(self.caps().map(of_cap));
        ChanceChart {
            series: series.collect(),
            caption: self.told.yearly(
                self.told.say(OVERSPENT).to_owned(),
                self.told.say(SPENT_BEYOND).to_owned(),
                self.told.say(PER_CENT),
                String::new(),
            ),
            years: self.told.years(),
        }
    }

    /// The mean of a cell that is 0 or 1 in each run, with its interval.
    fn chance(&self, cell: usize) -> Option<Chance> {
        let estimate = self.figures.estimate(cell)?.mean;
        let half = self.figures.half_width(cell);
        let half = if half.is_finite() { half } else { 0.0 };
        Some(Chance {
            estimate,
            low: (estimate - half).max(0.0),
            high: (estimate + half).min(1.0),
        })
    }
}

/// What limits the whole cost.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Limit {
    /// A cap: its place among all limits.
    Cap(usize),
    /// Purses that pay for everything.
    Purses,
    /// Nothing.
    None,
}

/// The distribution of an amount, in units of `scale`.
fn band(amounts: &LogHistogram, mean: f64, scale: f64) -> FanYear {
    let quantile = |p| amounts.quantile(p).unwrap_or(0.0) / scale;
    FanYear {
        p10: quantile(0.1),
        p50: quantile(0.5),
        p80: quantile(0.8),
        p90: quantile(0.9),
        mean: mean / scale,
        ..FanYear::default()
    }
}
