//! Money by fiscal year: all of it, what it is made of, purse by purse, and the chance that a
//! purse is overspent.

use super::{Album, PER_CENT, Picture};
use crate::analysis::{Slice, cells::outturn};
use crate::language::{Words, words};
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
    "Chance that a purse is overspent in a fiscal year",
    "予算現額を超過する確率（年度別）",
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
    "share of runs in which more falls due than was granted and came from the year before",
    "支払額が交付額と前年度からの繰越額の合計を超える試行の割合",
);

/// Between two sentences.
const GAP: Words = words(" ", "");

impl Album<'_> {
    /// The charts of money.
    pub(super) fn budget(&self) -> Vec<Picture> {
        let figures = self.figures;
        let mut pictures = vec![
            self.picture("budget", Chart::Fan(self.whole())),
            self.picture("cost_by_item", self.by_item()),
            self.picture("cost_by_institute", self.by_institute()),
        ];
        let purses = &figures.model.money.purses;
        for (place, purse) in purses.iter().enumerate() {
            let name = format!("purse_{}", purse.id);
            pictures.push(self.picture(&name, Chart::Fan(self.purse(place))));
        }
        if !purses.is_empty() {
            pictures.push(self.picture("cap", Chart::Chance(self.overspent())));
        }
        pictures
    }

    /// Cost of everything; with a cap where purses pay for all of it.
    fn whole(&self) -> FanChart {
        let figures = self.figures;
        let (unit, scale) = self.money();
        let slice = figures.whole_budget();
        let capped = self.purses_pay_all();
        let band = |year: usize| FanYear {
            cap: capped.then(|| self.available(year) / scale),
            ..band(
                figures.cost(slice, year),
                figures.mean(figures.layout.slice(slice, year), 1.0),
                scale,
            )
        };
        let mut note = self.say(EACH_YEAR).to_owned();
        if capped {
            note = format!("{note}{}{}", self.say(GAP), self.say(AVAILABLE_NOTE));
        }
        FanChart {
            caption: self.yearly(self.say(ALL_COST).to_owned(), String::new(), &unit, note),
            years: self.years(),
            bands: (0..figures.layout.years).map(band).collect(),
            cap: self.say(AVAILABLE).to_owned(),
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
        let name = self.text(&purse.name);
        let title = text!(
            "{name}: spending by fiscal year",
            "{name}：年度別の支出見込み"
        );
        let note = self.say(AVAILABLE_NOTE).to_owned();
        FanChart {
            caption: self.yearly(self.text(&title), String::new(), &unit, note),
            years: self.years(),
            bands: (0..cells.years).map(band).collect(),
            cap: self.say(AVAILABLE).to_owned(),
            request: String::new(),
        }
    }

    fn by_item(&self) -> Chart {
        let items = &self.figures.model.items;
        self.stack(BY_ITEM, |slice| match slice {
            Slice::Item(item) => Some(self.text(&items[item as usize].name)),
            _ => None,
        })
    }

    fn by_institute(&self) -> Chart {
        self.stack(BY_INSTITUTE, |slice| match slice {
            Slice::Institute(institute) => Some(self.institute(institute)),
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
            caption: self.yearly(
                self.say(title).to_owned(),
                self.say(MEANS).to_owned(),
                &unit,
                String::new(),
            ),
            years: self.years(),
            parts: slices.filter_map(part).collect(),
        })
    }

    /// The chance that more falls due than a purse has.
    fn overspent(&self) -> ChanceChart {
        let (figures, cells) = (self.figures, &self.figures.layout.purses);
        let purses = figures.model.money.purses.iter().enumerate();
        let series = purses.map(|(place, purse)| ChanceSeries {
            name: self.text(&purse.name),
            chances: (0..cells.years)
                .map(|year| self.chance(cells.outturn(place, year, outturn::OVERRUNS)))
                .collect(),
        });
        ChanceChart {
            series: series.collect(),
            caption: self.yearly(
                self.say(OVERSPENT).to_owned(),
                self.say(SPENT_BEYOND).to_owned(),
                self.say(PER_CENT),
                String::new(),
            ),
            years: self.years(),
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
