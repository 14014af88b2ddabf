//! The screenful: what a planner reads on a terminal of 80 columns.

use unicode_width::UnicodeWidthStr;

use super::columns::{pad, pad_left};
use super::head::head;
use super::{MoneyUnit, Origin, Style, money_unit};
use crate::analysis::compare::{Difference, Verdict};
use crate::analysis::{Ending, Figures, LEVEL, Success};
use crate::language::{Language, Text, words};
use crate::stats::Estimate;
use crate::text;

/// More fiscal years than these do not fit on a screen: the first ones are shown.
const MOST_YEARS: usize = 21;
const FIRST_YEARS: usize = 15;

/// The results in a screenful, at most 80 columns wide.
pub fn screen(figures: &Figures<'_>, origin: &Origin, style: &Style) -> String {
    let screen = Screen {
        figures,
        style: *style,
    };
    let parts = [
        head(figures.model, origin, style),
        screen.outcomes(),
        screen.years(),
        screen.tightest(),
        screen.valley(),
        screen.targets(),
        screen.precision(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

struct Screen<'a> {
    figures: &'a Figures<'a>,
    style: Style,
}

impl Screen<'_> {
    fn say(&self, english: &'static str, japanese: &'static str) -> &'static str {
        words(english, japanese).of(self.style.language)
    }

    fn tell(&self, text: Text) -> String {
        text.of(self.style.language).to_owned()
    }

    fn outcomes(&self) -> String {
        let figures = self.figures;
        let all = figures.mean(figures.layout.arrived(), 1.0);
        let line = |name: &str, mean: &str, share: &str| {
            let line = format!(
                "{}{}{}",
                pad(name, 52),
                pad_left(mean, 16),
                pad_left(share, 10)
            );
            format!("{}\n", line.trim_end())
        };
        let mut text = line(
            self.say("Themes at the end, by outcome", "期末におけるテーマの帰結"),
            self.say("mean per run", "試行当たり平均"),
            self.say("share", "割合"),
        );
        for (place, ending) in figures.layout.endings.iter().enumerate() {
            let Some(estimate) = figures.estimate(figures.layout.ending(place)) else {
                continue;
            };
            // No licence at all is news, unless the scenario ends in launches.
            let licences = matches!(ending, Ending::Licensed) && !self.only_launches();
            if estimate.mean == 0.0 && !licences {
                continue;
            }
            let half = figures.half_width(figures.layout.ending(place));
            let share = match all > 0.0 {
                true => self.percent(estimate.mean / all, 1),
                false => "–".to_owned(),
            };
            let name = format!("  {}", self.ending(*ending));
            text += &line(&name, &self.with_error(estimate.mean, half), &share);
        }
        let name = format!("  {}", self.say("all", "計"));
        text + &line(&name, &self.rounded(all, 0.05), "")
    }

    fn ending(&self, ending: Ending) -> String {
        let told = self.figures.told(ending);
        let outcome = told.outcome.of(self.style.language).to_owned();
        let reason = told.reason.of(self.style.language);
        match reason.is_empty() {
            true => outcome,
            false => self.tell(text!("{outcome}: {reason}", "{outcome}：{reason}")),
        }
    }

    fn only_launches(&self) -> bool {
        self.figures.success() == Success::Launches
    }

    fn money_unit(&self) -> MoneyUnit {
        money_unit(self.figures, &self.style)
    }

    fn money_unit_words(&self) -> String {
        let model = self.figures.model;
        self.style
            .money_unit(self.money_unit(), &model.currency, model.price_year)
    }

    fn years(&self) -> String {
        let rows: Vec<[Vec<String>; 3]> = (0..=self.figures.layout.years)
            .filter(|year| self.is_shown(*year))
            .map(|year| {
                [
                    vec![self.year(year)],
                    self.licences_in(year),
                    self.cost_in(year),
                ]
            })
            .collect();
        let licences = match self.only_launches() {
            true => self.say("Launches per year", "年度別上市件数"),
            false => self.say("Licences per year", "年度別導出件数"),
        };
        let cost = self.tell(text!("Cost, {}", "費用、{}", self.money_unit_words()));
        let groups = [
            (self.say("Fiscal", "年度"), vec![self.say("year", "")]),
            (
                licences,
                vec!["P10", "P50", "P90", self.say("mean", "平均")],
            ),
            (
                &cost,
                vec!["P10", "P50", "P80", "P90", self.say("mean", "平均")],
            ),
        ];
        let groups = match self.figures.model.price_year {
            Some(_) => &groups[..],
            None => &groups[..2],
        };
        let (mut above, mut heads) = (String::new(), String::new());
        let mut lines = vec![String::new(); rows.len()];
        for (place, (title, columns)) in groups.iter().enumerate() {
            let before = heads.width();
            for (column, head) in columns.iter().enumerate() {
                let cells: Vec<&str> = rows.iter().map(|row| row[place][column].as_str()).collect();
                let widest = cells.iter().map(|cell| cell.width()).max().unwrap_or(0);
                let gap = if column == 0 && place > 0 { 3 } else { 2 };
                let width = widest.max(head.width()) + if before == 0 { 0 } else { gap };
                let align = if place == 0 { pad } else { pad_left };
                heads += &align(head, width);
                for (line, cell) in lines.iter_mut().zip(cells) {
                    line.push_str(&align(cell, width));
                }
            }
            let gap = if place == 0 { "" } else { "   " };
            above += &pad(&format!("{gap}{title}"), heads.width() - before);
        }
        if self.figures.layout.years > MOST_YEARS {
            let all = lines.pop().unwrap_or_default();
            let rest = self.say(
                "...     every year stands in licences.csv and budget.csv",
                "…       全ての年度は licences.csv と budget.csv にあります",
            );
            lines.extend([rest.to_owned(), all]);
        }
        let (above, heads) = (above.trim_end(), heads.trim_end());
        format!("{above}\n{heads}\n{}\n", lines.join("\n"))
    }

    fn is_shown(&self, year: usize) -> bool {
        let years = self.figures.layout.years;
        years <= MOST_YEARS || year < FIRST_YEARS || year == years
    }

    fn year(&self, year: usize) -> String {
        match year == self.figures.layout.years {
            true => self.say("all", "計").to_owned(),
            false => {
                let year = self.figures.model.calendar.fiscal_year(year);
                self.style.short_fiscal_year(year)
            }
        }
    }

    /// Quantiles and mean of licences in a year, or of launches where there are no licences.
    fn licences_in(&self, year: usize) -> Vec<String> {
        let (cell, counts) = self.figures.successes(year);
        let quantile = |p| self.style.number(counts.quantile(p).unwrap_or(0.0), 0);
        let mut cells: Vec<String> = [0.1, 0.5, 0.9].map(quantile).into();
        cells.push(self.style.number(self.figures.mean(cell, 1.0), 2));
        cells
    }

    /// Quantiles and mean of the cost of a year.
    fn cost_in(&self, year: usize) -> Vec<String> {
        let (figures, unit) = (self.figures, self.money_unit());
        let budget = figures.whole_budget();
        let quantiles = [0.1, 0.5, 0.8, 0.9].map(|p| {
            let amount = figures.cost(budget, year).quantile(p).unwrap_or(0.0);
            self.style.money(amount, unit)
        });
        let mut cells: Vec<String> = quantiles.into();
        let mean = figures.mean(figures.layout.slice(budget, year), 1.0);
        cells.push(self.style.money(mean, unit));
        cells
    }

    fn tightest(&self) -> String {
        let tightest = self.figures.tightest();
        if tightest.is_empty() {
            return String::new();
        }
        let line = |cells: [&str; 4]| {
            let [name, used, queue, wait] = cells;
            let numbers = [(used, 8), (queue, 14), (wait, 14)];
            let numbers = numbers.map(|(cell, width)| pad_left(cell, width));
            format!("{}{}\n", pad(name, 44), numbers.concat())
        };
        let mut text = line([
            self.say("Tightest functions", "余力の少ない機能"),
            self.say("in use", "稼働率"),
            self.say("mean queue", "平均待ち件数"),
            self.say("mean wait", "平均待ち時間"),
        ]);
        for tight in tightest.iter().take(3) {
            let wait = tight.wait_months.map_or("–".to_owned(), |months| {
                let months = self.style.number(months, 1);
                self.tell(text!("{months} months", "{months}か月"))
            });
            text += &line([
                &format!("  {}", self.function(tight.function)),
                &self.percent(tight.utilisation, 0),
                &self.style.number(tight.queue, 2),
                &wait,
            ]);
        }
        text
    }

    fn function(&self, function: usize) -> String {
        let place = &self.figures.model.functions[function];
        let institute = &self.figures.model.institutes[place.institute];
        match self.style.language {
            Language::English => format!("{} at {}", place.id, institute.id),
            Language::Japanese => format!("{}：{}", institute.name.japanese, place.name.japanese),
        }
    }

    /// Losses, waits and spending in the valley of death (SCP-5), where the scenario marks one.
    fn valley(&self) -> String {
        let Some(valley) = self.figures.valley() else {
            return String::new();
        };
        let share = |share: f64| self.style.number(100.0 * share, 0);
        let (losses, waits) = (share(valley.losses), share(valley.waits));
        let cost = share(valley.cost);
        self.tell(text!(
            "Valley of death: {losses} % of losses in stages, {waits} % of waiting, {cost} % of \
             stage cost\n",
            "死の谷：段階内の脱落の{losses}％、待ち時間の{waits}％、段階費用の{cost}％\n"
        ))
    }

    /// Targets, and the chance to reach each.
    fn targets(&self) -> String {
        let model = self.figures.model;
        if model.targets.is_empty() {
            return String::new();
        }
        let line = |name: &str, count: &str, by: &str, chance: &str| {
            let line = format!(
                "{}{}{}{}",
                pad(name, 38),
                pad_left(count, 11),
                pad_left(by, 13),
                pad_left(chance, 18)
            );
            format!("{}\n", line.trim_end())
        };
        let mut text = line(
            self.say("Targets", "目標"),
            self.say("at least", "目標値"),
            self.say("by end of", "期限"),
            self.say("chance (95 %)", "達成確率（95％）"),
        );
        for (number, target) in model.targets.iter().enumerate() {
            let cell = self.figures.layout.watch.reached(number);
            let [chance, lower, upper] = self.figures.chance(cell).map(|value| value.number());
            let percent = |share: Option<f64>| match share {
                Some(share) => self.style.number(100.0 * share, 0),
                None => "?".to_owned(),
            };
            let (chance, lower, upper) = (percent(chance), percent(lower), percent(upper));
            let chance = self.tell(text!(
                "{chance} % ({lower}-{upper})",
                "{chance}％（{lower}～{upper}）"
            ));
            let name = format!("  {}", target.name.of(self.style.language));
            let by = model.calendar.fiscal_year(target.by);
            text += &line(
                &name,
                &self.style.number(target.at_least as f64, 0),
                &self.style.short_fiscal_year(by),
                &chance,
            );
        }
        text
    }

    /// How far the headline figures are from exact, and what their spread comes from.
    fn precision(&self) -> String {
        let (layout, model) = (self.figures.layout, self.figures.model);
        let years = layout.years;
        let counted = match self.only_launches() {
            true => words("launches", "上市件数"),
            false => words("licences", "導出件数"),
        };
        let (cell, _) = self.figures.successes(years);
        let mut headlines = vec![(counted, cell, 1.0, String::new())];
        if model.price_year.is_some() {
            headlines.push((
                words("cost", "費用"),
                layout.slice(self.figures.whole_budget(), years),
                self.money_unit().size() as f64,
                format!(" {}", self.money_unit_words()),
            ));
        }
        let mut text = self
            .say(
                "Monte Carlo error (95 %), and what the spread between runs comes from\n",
                "計算誤差（95％）と、試行間のばらつきの内訳\n",
            )
            .to_owned();
        for (name, cell, scale, unit) in headlines {
            let Some(estimate) = self.figures.estimate(cell) else {
                continue;
            };
            let half = self.figures.half_width(cell) / scale;
            let figure = format!("{}{unit}", self.with_error(estimate.mean / scale, half));
            let name = name.of(self.style.language);
            text += &format!(
                "  {}{}{}\n",
                pad(name, 10),
                pad(&figure, 38),
                self.causes(cell)
            );
        }
        text
    }

    /// What the spread of a headline comes from.
    fn causes(&self, cell: usize) -> String {
        match self.figures.ignorance_share(cell) {
            _ if !self.figures.model.has_ignorance() => {
                self.say("chance alone", "偶然のみ").to_owned()
            }
            Some(share) => {
                let ignorance = self.style.number(100.0 * share, 0);
                let chance = self.style.number(100.0 * (1.0 - share), 0);
                self.tell(text!(
                    "ignorance {ignorance} %, chance {chance} %",
                    "未知 {ignorance}％、偶然 {chance}％"
                ))
            }
            None => self
                .say(
                    "needs 2 runs per world, 2 worlds",
                    "1世界2試行、2世界以上が必要",
                )
                .to_owned(),
        }
    }

    fn percent(&self, share: f64, decimals: usize) -> String {
        format!("{} %", self.style.number(100.0 * share, decimals))
    }

    fn with_error(&self, mean: f64, half_width: f64) -> String {
        with_error(&self.style, mean, half_width)
    }

    fn rounded(&self, number: f64, error: f64) -> String {
        self.style.number(number, decimals(error))
    }
}

/// A mean and the half-width of its interval, in no more digits than the latter warrants.
pub(super) fn with_error(style: &Style, mean: f64, half_width: f64) -> String {
    let rounded = |number: f64, error: f64| style.number(number, decimals(error));
    if half_width == 0.0 {
        // Known for certain: a whole number needs no decimals.
        let digits = if mean.fract() == 0.0 { 1.0 } else { 0.005 };
        return rounded(mean, digits);
    }
    if !half_width.is_finite() {
        return format!("{} ± ?", rounded(mean, 0.05 * mean.abs().max(0.1)));
    }
    format!(
        "{} ± {}",
        rounded(mean, half_width),
        rounded(half_width, half_width)
    )
}

/// A paired difference with half of its 95 % interval, each divided by `unit`: `=` where no run
/// differs, with `~` where no difference can be told.
pub(super) fn told_difference(style: &Style, found: &Difference, unit: f64) -> String {
    let told = with_error(
        style,
        found.mean.mean / unit,
        half_width(&found.mean) / unit,
    );
    match found.verdict() {
        Verdict::Unmoved => "=".to_owned(),
        Verdict::Undecided => format!("~ {told}"),
        Verdict::More | Verdict::Less => told,
    }
}

/// A mean divided by `unit`, in no more digits than its 95 % interval warrants.
pub(super) fn told_mean(style: &Style, mean: &Estimate, unit: f64) -> String {
    let half = half_width(mean) / unit;
    let places = match half > 0.0 && half.is_finite() {
        true => decimals(half),
        false => 1,
    };
    style.number(mean.mean / unit, places)
}

/// Half of the 95 % interval; infinite where there is none.
fn half_width(mean: &Estimate) -> f64 {
    let interval = mean.interval(LEVEL);
    interval.map_or(f64::INFINITY, |found| (found.upper - found.lower) / 2.0)
}

/// The decimals that an error of `error` leaves meaningful, at most three.
fn decimals(error: f64) -> usize {
    (-error.log10()).ceil().clamp(0.0, 3.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_do_not_exceed_the_error() {
        assert_eq!(decimals(0.042), 2);
        assert_eq!(decimals(212.0), 0);
        assert_eq!(decimals(0.000_01), 3);
    }
}
