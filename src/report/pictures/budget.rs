//! Money by fiscal year: all of it, what it is made of, purse by purse, and the chance that a
//! purse is overspent.

use super::{Album, PER_CENT, Picture};
use crate::analysis::Slice;
use crate::analysis::cells::{cap, outturn};
use crate::engine::Account;
use crate::language::{Words, words};
use crate::model::{Cap, Purse};
use crate::report::chart::{
    Chance, ChanceChart, ChanceSeries, Chart, FanChart, FanYear, StackChart, StackPart,
};
use crate::report::money_unit;
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
    "P80 suffices in 80 % of the runs. Quantiles of years do not add up to that of all years.",
    "P80は試行の80％で足りる額。各年度の分位点（P10等）は合計しても全期間の分位点とは一致しない。",
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
        let model = self.figures.model;
        let unit = money_unit(self.figures, self.told.style);
        let words = self
            .told
            .style
            .money_unit(unit, &model.currency, model.price_year);
        (words, unit.size() as f64)
    }

    /// Sentences one after the other.
    fn notes(&self, notes: &[Words]) -> String {
        let notes: Vec<&str> = notes.iter().map(|note| self.told.say(*note)).collect();
        notes.join(self.told.say(GAP))
    }

    /// Amounts by fiscal year under what limits them, which is called `limit`.
    fn fan<'f>(
        &self,
        title: String,
        limit: Words,
        note: String,
        of_year: impl Fn(usize) -> Amounts<'f>,
    ) -> FanChart {
        let (unit, scale) = self.money();
        let band = |year: usize| {
            let Amounts {
                spread,
                mean,
                limit,
            } = of_year(year);
            let quantile = |p| spread.quantile(p).unwrap_or(0.0) / scale;
            FanYear {
                p10: quantile(0.1),
                p50: quantile(0.5),
                p80: quantile(0.8),
                p90: quantile(0.9),
                mean: mean / scale,
                cap: limit.map(|amount| amount / scale),
                ..FanYear::default()
            }
        };
        FanChart {
            caption: self.told.yearly(title, String::new(), &unit, note),
            years: self.told.years(),
            bands: (0..self.figures.layout.years).map(band).collect(),
            cap: self.told.say(limit).to_owned(),
            request: String::new(),
        }
    }

    /// Cost of everything, under a cap on all of it, or else what purses have that pay for all.
    fn whole(&self) -> FanChart {
        let figures = self.figures;
        let slice = figures.whole_budget();
        let limit = self.limit_of_all();
        let (name, about) = match limit {
            Limit::Cap(_) => (CAP, &[EACH_YEAR, CAP_NOTE][..]),
            Limit::Purses => (AVAILABLE, &[EACH_YEAR, AVAILABLE_NOTE][..]),
            Limit::None => (AVAILABLE, &[EACH_YEAR][..]),
        };
        let title = self.told.say(ALL_COST).to_owned();
        self.fan(title, name, self.notes(about), |year| Amounts {
            spread: figures.cost(slice, year),
            mean: figures.mean(figures.layout.slice(slice, year), 1.0),
            limit: match limit {
                Limit::Cap(place) => self.cap_amount(place, year),
                Limit::Purses => Some(self.available(year)),
                Limit::None => None,
            },
        })
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
        let name = self.told.text(&rules.name);
        let title = text!(
            "{name}: cost under the cap by fiscal year",
            "{name}：上限対象の年度別所要額"
        );
        let note = self.notes(&[EACH_YEAR, CAP_NOTE]);
        self.fan(self.told.text(&title), CAP, note, |year| Amounts {
            spread: &figures.sample.totals.caps.spent[place * (cells.years + 1) + year],
            mean: figures.mean(cells.cell(place, year, cap::SPENT), 1.0),
            limit: self.cap_amount(place, year),
        })
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
        let name = self.told.text(&figures.model.money.purses[place].name);
        let title = text!(
            "{name}: spending by fiscal year",
            "{name}：年度別の支出見込み"
        );
        let note = self.notes(&[EACH_YEAR, AVAILABLE_NOTE]);
        self.fan(self.told.text(&title), AVAILABLE, note, |year| Amounts {
            spread: &figures.sample.totals.purses.spent[place * cells.years + year],
            mean: figures.mean(cells.outturn(place, year, outturn::SPENT), 1.0),
            limit: Some(self.available_in(place, year)),
        })
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

/// What an amount of a fiscal year comes to, in units of the currency.
struct Amounts<'f> {
    /// In the runs.
    spread: &'f LogHistogram,
    mean: f64,
    /// What it should not pass, in the mean.
    limit: Option<f64>,
}
