//! Licences by fiscal year, and whether they come to what was set as a target: the sum to date
//! above, single years below, each with its spread.

use super::canvas::{Align, Area, Marker, Pen};
use super::error::{amount, ascending, length, share};
use super::frame::{Frame, MARGIN, WIDTH, nothing};
use super::legend::{Entry, Legend};
use super::number::{Numbers, percent};
use super::palette::{BLUE, INK, LIGHT_SKY, ORANGE, PAPER, SKY, TEXT};
use super::panel::{DIRECT, Panel, REACH, Ticks, beside, ticks};
use super::scale::Scale;
use super::text::Face;
use super::words::{MEAN, P10, P90};
use super::years::{Columns, Years};
use super::{Caption, ChartError, Style};
use crate::language::{Text, Words, words};
use crate::text;

/// Licences, or launches, by fiscal year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LicencesChart {
    /// Title, unit and origin.
    pub caption: Caption,
    /// Labels of the fiscal years, ascending.
    pub years: Vec<String>,
    /// How many in each year.
    pub per_year: Vec<Spread>,
    /// How many until the end of each year.
    pub to_date: Vec<Spread>,
    /// What is to be reached until the end of a year.
    pub targets: Vec<Target>,
}

/// The distribution of a count, 0 or more.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// 10 % quantile.
    pub p10: f64,
    /// Mean.
    pub mean: f64,
    /// 90 % quantile.
    pub p90: f64,
}

/// A target: so many until the end of a year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// What it is called.
    pub name: String,
    /// The number of its year among those of the chart, from 0.
    pub year: usize,
    /// How many.
    pub value: f64,
    /// The chance to reach it, 0 to 1, where it is known.
    pub chance: Option<f64>,
}

/// Draws licences to date with targets, and licences per year.
///
/// Without years the chart says that there is no data.
///
/// # Errors
///
/// - [`ChartError::Length`] where years and counts differ in number, or a target lies in no year.
/// - [`ChartError::Value`] where a count is negative, not finite or beyond 10²⁹⁰, or a chance not
///   of 0 to 1.
/// - [`ChartError::Order`] where P90 is below P10.
pub fn licences(chart: &LicencesChart, style: &Style) -> Result<String, ChartError> {
    check(chart)?;
    let frame = Frame::new(&chart.caption);
    let names: Vec<String> = chart
        .targets
        .iter()
        .map(|t| said(t, chart, style))
        .collect();
    let layout = Layout::new(chart, style, &names);
    let room = frame.room(layout.legend.height() + 330.0);
    frame.draw(
        room,
        &reading(chart, &names, style),
        style,
        |pen| match chart.years.is_empty() {
            true => nothing(pen, room, style),
            false => layout.draw(pen, room),
        },
    )
}

fn check(chart: &LicencesChart) -> Result<(), ChartError> {
    let years = chart.years.len();
    for (what, list) in [("per year", &chart.per_year), ("to date", &chart.to_date)] {
        length(years, list.len(), || format!("licences {what}"))?;
        for (year, spread) in chart.years.iter().zip(list) {
            for value in [spread.p10, spread.mean, spread.p90] {
                amount(value, || format!("licences {what}, {year}"))?;
            }
            ascending(&[spread.p10, spread.p90], || format!("{what}, {year}"))?;
        }
    }
    for target in &chart.targets {
        amount(target.value, || target.name.clone())?;
        if let Some(chance) = target.chance {
            share(chance, || target.name.clone())?;
        }
        // A target of a year that the chart does not have would need so many of them.
        length(years, years.max(target.year + 1), || target.name.clone())?;
    }
    Ok(())
}

/// A target in words: its name, amount, year and chance.
fn said(target: &Target, chart: &LicencesChart, style: &Style) -> String {
    let value = style.number(target.value, usize::from(target.value.fract() != 0.0));
    let (name, year) = (&target.name, &chart.years[target.year]);
    let told: Text = match target.chance.map(|chance| percent(chance, style)) {
        Some(chance) => text!(
            "{name}: {value} by the end of {year}, reached with {chance}",
            "{name}：{year}末までに{value}件（達成確率{chance}）"
        ),
        None => text!(
            "{name}: {value} by the end of {year}",
            "{name}：{year}末までに{value}件"
        ),
    };
    told.of(style.language).to_owned()
}

/// The chart for those who cannot see it.
fn reading(chart: &LicencesChart, targets: &[String], style: &Style) -> String {
    const HOW: Words = words(
        "Above, licences to date: mean and the band from P10 to P90; below, licences per year: \
         mean and whisker from P10 to P90.",
        "上は累計で、平均とP10からP90までの帯、下は年度別で、平均とP10からP90までの範囲を示す。",
    );
    let last = chart.years.last().zip(chart.to_date.last());
    let last = last.map(|(year, spread)| {
        let numbers = Numbers::with_decimals(1.0, 1, style);
        let Spread { p10, mean, p90 } = spread;
        let [p10, mean, p90] = [p10, mean, p90].map(|value| numbers.print(*value));
        let told: Text = text!(
            "By the end of {year}: mean {mean}, P10 {p10}, P90 {p90}.",
            "{year}末までの平均は{mean}件、P10は{p10}件、P90は{p90}件。"
        );
        told.of(style.language).to_owned()
    });
    std::iter::once(HOW.of(style.language).to_owned())
        .chain(last)
        .chain(targets.iter().cloned())
        .collect::<Vec<_>>()
        .join(" ")
}

const TO_DATE: Words = words("To date, at the end of each year", "累計（各年度末）");
const PER_YEAR: Words = words("In each year", "年度別");
const TO_DATE_KEY: Words = words("line: mean; band: P10 to P90", "線：平均、帯：P10～P90");
const PER_YEAR_KEY: Words = words(
    "bar and number: mean; whisker: P10 to P90",
    "棒と数値：平均、縦線：P10～P90",
);
const TARGET: Face = Face::bold(12);
const HEADING: Face = Face::bold(15);
const KEY: Face = Face::regular(13);
const NUMBER: Face = Face::regular(13);
/// Height of a heading, with the gap below.
const HEADED: f64 = 34.0;
/// Radius of the sign of a target, and the distance of two side by side.
const RADIUS: f64 = 8.0;
const SIDE: f64 = 22.0;

/// Where everything stands.
struct Layout<'a> {
    chart: &'a LicencesChart,
    style: &'a Style,
    legend: Legend<'a>,
    numbers: [Numbers; 2],
    scales: [(Scale, Ticks); 2],
    labels: [String; 3],
    columns: Columns,
    years: Years,
}

impl<'a> Layout<'a> {
    fn new(chart: &'a LicencesChart, style: &'a Style, targets: &'a [String]) -> Layout<'a> {
        let entries = targets.iter().enumerate().map(|(place, name)| Entry {
            word: name,
            width: SIDE,
            sign: Box::new(move |pen, area| {
                target(pen, area.centre(), place + 1);
            }),
        });
        let tops = |list: &[Spread]| {
            list.iter()
                .map(|spread| spread.p90.max(spread.mean))
                .collect()
        };
        let lists: [Vec<f64>; 2] = [tops(&chart.to_date), tops(&chart.per_year)];
        let largest = |list: &[f64]| list.iter().copied().fold(0.0, f64::max);
        let numbers = [&lists[0], &lists[1]].map(|list| Numbers::up_to(largest(list), style));
        let goals = chart.targets.iter().map(|target| target.value);
        let upper = Scale::holding(lists[0].iter().copied().chain(goals), 4);
        let lower = Scale::holding(lists[1].iter().copied(), 3);
        let scales = [upper, lower].map(|scale| (scale, ticks(&scale, style)));
        let last = chart.to_date.last().copied().unwrap_or_default();
        let labels = [(P90, last.p90), (MEAN, last.mean), (P10, last.p10)].map(|(word, value)| {
            // Quantiles of a count are whole.
            let value = match value.fract() == 0.0 && value < 1e6 {
                true => style.number(value, 0),
                false => numbers[0].print(value),
            };
            format!("{} {value}", word.of(style.language))
        });
        let left = MARGIN + scales.iter().map(|(_, t)| beside(t)).fold(0.0, f64::max);
        let right = WIDTH - MARGIN - DIRECT.widest(&labels) - REACH;
        let columns = Columns {
            left,
            width: (right - left) / (chart.years.len() as f64 - 0.5).max(0.5),
        };
        let columns = Columns {
            width: columns.width.min(220.0),
            ..columns
        };
        Layout {
            chart,
            style,
            legend: Legend::new(entries.collect(), MARGIN, WIDTH - MARGIN),
            numbers,
            scales,
            labels,
            years: Years::new(&chart.years, columns),
            columns,
        }
    }

    fn draw(&self, pen: &mut Pen<'_>, room: Area) {
        self.legend.draw(pen, room.top);
        let top = room.top + self.legend.height() + 6.0;
        let bottom = room.bottom - self.years.height() - 12.0;
        let plots = bottom - top - 2.0 * HEADED - 12.0;
        let upper = (top + HEADED, top + HEADED + 0.6 * plots);
        let lower = (upper.1 + 12.0 + HEADED, bottom);
        self.heading(pen, room.left, upper.0, TO_DATE, TO_DATE_KEY);
        self.to_date(pen, &self.panel(0, upper));
        self.heading(pen, room.left, lower.0, PER_YEAR, PER_YEAR_KEY);
        // Room for the number above the highest whisker.
        self.per_year(pen, &self.panel(1, (lower.0 + 16.0, lower.1)));
        self.years.draw(pen, bottom + 8.0, (bottom, bottom + 6.0));
    }

    fn heading(&self, pen: &mut Pen<'_>, left: f64, bottom: f64, heading: Words, key: Words) {
        let language = self.style.language;
        let (heading, y) = (heading.of(language), bottom - HEADED / 2.0 - 6.0);
        pen.text(heading, (left, y), HEADING, INK, Align::Left);
        let beside = left + HEADING.width(heading) + 20.0;
        pen.text(key.of(language), (beside, y), KEY, TEXT, Align::Left);
    }

    fn panel(&self, which: usize, (top, bottom): (f64, f64)) -> Panel {
        let (scale, ticks) = &self.scales[which];
        let right = self.columns.left + self.columns.width * (self.chart.years.len() as f64 - 0.5);
        Panel {
            plot: Area {
                left: self.columns.left,
                top,
                right: right + 0.5 * self.bar(),
                bottom,
            },
            columns: self.columns,
            scale: *scale,
            ticks: ticks.clone(),
        }
    }

    /// Width of a bar.
    fn bar(&self) -> f64 {
        (0.5 * self.columns.width).min(60.0)
    }

    fn to_date(&self, pen: &mut Pen<'_>, panel: &Panel) {
        let points = |value: fn(&Spread) -> f64| -> Vec<(f64, f64)> {
            let spreads = self.chart.to_date.iter().enumerate();
            spreads
                .map(|(year, spread)| (panel.x(year), panel.y(value(spread))))
                .collect()
        };
        let (upper, mean, lower) = (points(|s| s.p90), points(|s| s.mean), points(|s| s.p10));
        if let ([high], [low]) = (&upper[..], &lower[..]) {
            pen.whisker(*low, *high, 10.0, SKY, 2.0);
        }
        let outline: Vec<_> = upper.iter().chain(lower.iter().rev()).copied().collect();
        pen.polygon(&outline, LIGHT_SKY);
        panel.draw(pen);
        pen.line(&upper, SKY, 1.5);
        pen.line(&lower, SKY, 1.5);
        pen.line(&mean, BLUE, 3.0);
        for point in &mean {
            pen.marker(*point, 4.5, Marker::Circle, BLUE);
        }
        self.targets(pen, panel);
        let ends = [&upper, &mean, &lower].map(|line| line.last().map_or(0.0, |point| point.1));
        let labels = self.labels.clone().map(|label| vec![label]);
        let words: Vec<_> = ends.into_iter().zip(labels).collect();
        let last = self.chart.years.len().saturating_sub(1);
        panel.words_beside(pen, panel.x(last), &words);
    }

    /// The targets; those that would cover each other side by side.
    fn targets(&self, pen: &mut Pen<'_>, panel: &Panel) {
        let mut placed: Vec<(f64, f64)> = Vec::new();
        for (place, goal) in self.chart.targets.iter().enumerate() {
            let y = panel.y(goal.value);
            let covers = |x: f64| {
                let near = |(other, height): &(f64, f64)| {
                    (x - other).abs() < SIDE && (y - height).abs() < SIDE
                };
                placed.iter().any(near)
            };
            let x = panel.x(goal.year);
            let room = (x - panel.plot.left) / SIDE;
            let left = (0..=room.max(0.0) as u32).map(|step| x - SIDE * f64::from(step));
            // Where there is no room to the left, there is to the right.
            let right =
                (1..=self.chart.targets.len() as u32).map(|step| x + SIDE * f64::from(step));
            let Some(x) = left.chain(right).find(|x| !covers(*x)) else {
                continue;
            };
            placed.push((x, y));
            target(pen, (x, y), place + 1);
        }
    }

    fn per_year(&self, pen: &mut Pen<'_>, panel: &Panel) {
        panel.draw(pen);
        let half = self.bar() / 2.0;
        for (year, spread) in self.chart.per_year.iter().enumerate() {
            let x = panel.x(year);
            let bar = Area {
                left: x - half,
                top: panel.y(spread.mean),
                right: x + half,
                bottom: panel.y(0.0),
            };
            pen.fill(bar, LIGHT_SKY);
            pen.outline(bar, BLUE, 1.2);
            let (low, high) = ((x, panel.y(spread.p10)), (x, panel.y(spread.p90)));
            if spread.p90 > spread.p10 {
                pen.whisker(low, high, (half * 0.5).min(8.0), INK, 1.5);
            }
            let text = self.numbers[1].print(spread.mean);
            if NUMBER.width(&text) + 4.0 <= self.columns.width {
                let above = panel.y(spread.p90.max(spread.mean)) - 10.0;
                pen.plate(&text, (x, above), NUMBER, PAPER);
                pen.text(&text, (x, above), NUMBER, INK, Align::Centre);
            }
        }
    }
}

/// The sign of a target: its number on a disc.
fn target(pen: &mut Pen<'_>, at: (f64, f64), number: usize) {
    pen.marker(at, RADIUS + 1.5, Marker::Circle, INK);
    pen.marker(at, RADIUS, Marker::Circle, ORANGE);
    pen.text(&number.to_string(), at, TARGET, INK, Align::Centre);
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, JA, circles, shows, sound};
    use super::*;

    fn spread(mean: f64) -> Spread {
        Spread {
            p10: (mean - 1.0).max(0.0),
            mean,
            p90: mean + 2.0,
        }
    }

    fn chart() -> LicencesChart {
        LicencesChart {
            caption: Caption::default(),
            years: vec!["FY2014".into(), "FY2015".into(), "FY2016".into()],
            per_year: [0.5, 1.0, 2.0].map(spread).to_vec(),
            to_date: [0.5, 1.5, 3.5].map(spread).to_vec(),
            targets: vec![Target {
                name: "Plan".into(),
                year: 2,
                value: 5.0,
                chance: Some(0.31),
            }],
        }
    }

    #[test]
    fn means_to_date_are_drawn_to_scale() {
        let chart = LicencesChart {
            targets: Vec::new(),
            ..chart()
        };
        let points = circles(&licences(&chart, &EN).unwrap());
        let [first, second, third] = points[..] else {
            panic!("{points:?}");
        };
        let rise = first.1 - second.1;
        assert!(rise > 10.0);
        assert!((second.1 - third.1 - 2.0 * rise).abs() < 0.3, "{points:?}");
    }

    #[test]
    fn a_target_says_its_year_and_the_chance_to_reach_it() {
        let texts = sound(&licences(&chart(), &EN).unwrap());
        let told = "Plan: 5 by the end of FY2016, reached with 31 %";
        assert!(shows(&texts, told), "{texts:?}");
        let texts = sound(&licences(&chart(), &JA).unwrap());
        assert!(shows(&texts, "Plan：FY2016末までに5件（達成確率31％）"));
        assert!(shows(&texts, "平均 3.50") && shows(&texts, "年度別"));
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let refused = |change: fn(&mut LicencesChart)| {
            let mut wrong = chart();
            change(&mut wrong);
            licences(&wrong, &EN).unwrap_err()
        };
        let error = refused(|chart| chart.targets[0].year = 3);
        assert!(matches!(error, ChartError::Length { .. }));
        let error = refused(|chart| chart.targets[0].chance = Some(1.5));
        assert!(matches!(error, ChartError::Value { .. }));
        let error = refused(|chart| chart.per_year[0].p90 = -1.0);
        assert!(matches!(error, ChartError::Value { .. }));
        let error = refused(|chart| chart.to_date[2].p10 = 9.0);
        assert!(matches!(error, ChartError::Order { .. }));
    }
}
