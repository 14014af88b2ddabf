//! How likely something is, year by year: the chance that a purse's money is overspent.
//!
//! The whiskers are Monte Carlo intervals: how far the number would move if the simulation were
//! repeated, not how far the future may.

use super::canvas::{Area, Marker, Pen};
use super::error::{ascending, length, share};
use super::frame::{Frame, nothing};
use super::legend::{Entry, Legend};
use super::number::percent;
use super::palette::{BLUE, BROWN, GREEN, INK, MUTED, ORANGE, RED};
use super::panel::{DIRECT, Panel, REACH, beside, ticks};
use super::scale::Scale;
use super::table::{Row, Rows};
use super::text::balanced;
use super::words::INTERVAL_95;
use super::years::{Columns, Years};
use super::{Caption, ChartError, Style};
use crate::language::{Text, Words, words};
use crate::text;
use plotters::style::RGBColor;

/// Chances by fiscal year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChanceChart {
    /// Title, unit and origin.
    pub caption: Caption,
    /// Labels of the fiscal years, ascending.
    pub years: Vec<String>,
    /// One per cap or purse.
    pub series: Vec<ChanceSeries>,
}

/// The chances of one cap or purse.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChanceSeries {
    /// Its name.
    pub name: String,
    /// One per year; `None` where the year has no cap.
    pub chances: Vec<Option<Chance>>,
}

/// A chance and its 95 % Monte Carlo interval, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Chance {
    /// The estimate.
    pub estimate: f64,
    /// Lower end of the interval; the estimate itself where no error is known.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// Draws chances by fiscal year as points with whiskers; the numbers below.
///
/// The axis begins at 0. Without years or series the chart says that there is no data.
///
/// # Errors
///
/// - [`ChartError::Length`] where a series has another length than the years.
/// - [`ChartError::Value`] where a chance is not of 0 to 1.
/// - [`ChartError::Order`] where an estimate lies outside its interval.
pub fn chance(chart: &ChanceChart, style: &Style) -> Result<String, ChartError> {
    for series in &chart.series {
        length(chart.years.len(), series.chances.len(), || {
            series.name.clone()
        })?;
        for chance in series.chances.iter().flatten() {
            let values = [chance.low, chance.estimate, chance.high];
            for value in values {
                share(value, || series.name.clone())?;
            }
            ascending(&values, || series.name.clone())?;
        }
    }
    let frame = Frame::new(&chart.caption);
    let room = frame.room(160.0 + 2.0 * DIRECT.line_height() * chart.series.len() as f64);
    frame.draw(room, &reading(chart, style), style, |pen| {
        match chart.years.is_empty() || chart.series.is_empty() {
            true => nothing(pen, room, style),
            false => Layout::new(chart, style, room).draw(pen),
        }
    })
}

/// The chart for those who cannot see it.
fn reading(chart: &ChanceChart, style: &Style) -> String {
    const HOW: Words = words(
        "One point per fiscal year, with a whisker from end to end of its 95 % Monte Carlo interval.",
        "年度ごとの確率を点で、その95％信頼区間（計算誤差）を縦線で示す。",
    );
    let highest = chart.series.iter().filter_map(|series| {
        let chances = series.chances.iter().zip(&chart.years);
        let chances = chances.filter_map(|(chance, year)| Some(((*chance)?.estimate, year)));
        let (chance, year) = chances.max_by(|a, b| a.0.total_cmp(&b.0))?;
        let (name, chance) = (&series.name, percent(chance, style));
        let told: Text = text!(
            "{name}: at most {chance}, in {year}.",
            "{name}は{year}の{chance}が最大。"
        );
        Some(told.of(style.language).to_owned())
    });
    std::iter::once(HOW.of(style.language).to_owned())
        .chain(highest)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Signs in turn, so that neither colour nor shape alone tells series apart.
pub(super) const SIGNS: [(Marker, RGBColor); 6] = [
    (Marker::Circle, BLUE),
    (Marker::Square, ORANGE),
    (Marker::Triangle, BROWN),
    (Marker::Diamond, INK),
    (Marker::Warning, GREEN),
    (Marker::Circle, RED),
];
/// Widest line of the name of a series beside its points.
const WIDEST_WORD: f64 = 150.0;
/// Widest name of a series before its numbers.
const WIDEST_NAME: f64 = 260.0;
/// Most series whose numbers are printed below.
const MOST_ROWS: usize = 8;
/// Length of the sign left of a row of numbers.
const SIGN: f64 = 20.0;

/// Where everything stands.
struct Layout<'a> {
    chart: &'a ChanceChart,
    room: Area,
    panel: Panel,
    years: Years,
    names: Vec<Vec<String>>,
    legend: Legend<'a>,
    rows: Option<Rows>,
}

impl<'a> Layout<'a> {
    fn new(chart: &'a ChanceChart, style: &Style, room: Area) -> Layout<'a> {
        let highs = chart.series.iter().flat_map(|series| &series.chances);
        let highs = highs.flatten().map(|chance| 100.0 * chance.high.min(1.0));
        let scale = Scale::holding(highs, 5);
        let ticks = ticks(&scale, style);
        let series = chart.series.iter();
        let names: Vec<Vec<String>> = series
            .map(|series| balanced(&series.name, DIRECT, WIDEST_WORD, 2))
            .collect();
        let rows = Rows {
            rows: chart
                .series
                .iter()
                .map(|series| row(series, style))
                .collect(),
        };
        let words = DIRECT.widest(names.iter().flatten()) + REACH;
        let count = chart.years.len() as f64;
        let column = |left: f64| ((room.right - words - left) / count).min(150.0);
        let wide = room.left + beside(&ticks).max(rows.names(WIDEST_NAME) + SIGN + 14.0);
        let rows = (rows.rows.len() <= MOST_ROWS && rows.fit(column(wide))).then_some(rows);
        let left = match rows {
            Some(_) => wide,
            None => room.left + beside(&ticks),
        };
        let columns = Columns {
            left,
            width: column(left),
        };
        let years = Years::new(&chart.years, columns);
        let legend = Legend::new(vec![interval(style)], room.left, room.right);
        let below = rows.as_ref().map_or(0.0, Rows::height);
        let plot = Area {
            left,
            top: room.top + legend.height() + 10.0,
            right: left + columns.width * count,
            bottom: room.bottom - below - years.height() - 12.0,
        };
        Layout {
            chart,
            room,
            panel: Panel {
                plot,
                columns,
                scale,
                ticks,
            },
            years,
            names,
            legend,
            rows,
        }
    }

    fn draw(&self, pen: &mut Pen<'_>) {
        self.legend.draw(pen, self.room.top);
        self.panel.draw(pen);
        let bottom = self.panel.plot.bottom;
        self.years.draw(pen, bottom + 8.0, (bottom, bottom + 6.0));
        for place in 0..self.chart.series.len() {
            self.series(pen, place);
        }
        self.words(pen);
        if let Some(rows) = &self.rows {
            rows.draw(
                pen,
                self.room.left + SIGN,
                self.panel.columns,
                self.room.bottom,
            );
            for (place, middle) in rows.middles(self.room.bottom).enumerate() {
                let (marker, colour) = SIGNS[place % SIGNS.len()];
                pen.marker((self.room.left + 8.0, middle), 5.0, marker, colour);
            }
        }
    }

    /// The name of each series beside its last point.
    fn words(&self, pen: &mut Pen<'_>) {
        let Some(last) = self.chart.years.len().checked_sub(1) else {
            return;
        };
        let series = self.chart.series.iter().zip(&self.names);
        let words: Vec<(f64, Vec<String>)> = series
            .map(|(series, name)| {
                let chance = series.chances.iter().flatten().next_back();
                let chance = chance.map_or(0.0, |chance| chance.estimate.min(1.0));
                (self.panel.y(100.0 * chance), name.clone())
            })
            .collect();
        let x = self.panel.x(last) + 0.3 * self.panel.columns.width;
        self.panel
            .words_beside(pen, x.min(self.panel.x(last) + 60.0), &words);
    }

    /// Where a series stands in the column of a year: side by side with the others.
    fn x(&self, year: usize, place: usize) -> f64 {
        let count = self.chart.series.len() as f64;
        let step = (0.6 * self.panel.columns.width / count).min(26.0);
        self.panel.x(year) + step * (place as f64 - (count - 1.0) / 2.0)
    }

    fn series(&self, pen: &mut Pen<'_>, place: usize) {
        let series = &self.chart.series[place];
        let (marker, colour) = SIGNS[place % SIGNS.len()];
        let chances: Vec<_> = series.chances.iter().enumerate().collect();
        for stretch in chances.chunk_by(|(_, a), (_, b)| a.is_some() && b.is_some()) {
            let points: Vec<(f64, f64)> = stretch
                .iter()
                .filter_map(|(year, chance)| {
                    let chance = (**chance)?;
                    let x = self.x(*year, place);
                    let at = |value: f64| (x, self.panel.y(100.0 * value.min(1.0)));
                    pen.whisker(at(chance.low), at(chance.high), 4.0, colour, 1.5);
                    Some(at(chance.estimate))
                })
                .collect();
            pen.line(&points, colour, 1.2);
            for point in points {
                pen.marker(point, 5.0, marker, colour);
            }
        }
    }
}

/// The sign of an interval.
pub(super) fn interval<'a>(style: &Style) -> Entry<'a> {
    Entry {
        word: INTERVAL_95.of(style.language),
        width: SIGN,
        sign: Box::new(|pen, area| {
            let (x, y) = area.centre();
            pen.whisker((x, area.bottom), (x, area.top), 4.0, MUTED, 1.5);
            pen.marker((x, y), 4.0, Marker::Circle, MUTED);
        }),
    }
}

fn row(series: &ChanceSeries, style: &Style) -> Row {
    let chances = series.chances.iter();
    Row {
        name: series.name.clone(),
        cells: chances
            .map(|chance| chance.map_or_else(String::new, |c| percent(c.estimate, style)))
            .collect(),
        bold: false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, circles, shows, sound};
    use super::*;

    fn at(estimate: f64) -> Option<Chance> {
        Some(Chance {
            estimate,
            low: estimate / 2.0,
            high: (1.5 * estimate).min(1.0),
        })
    }

    fn chart() -> ChanceChart {
        let series = |name: &str, chances: [Option<Chance>; 3]| ChanceSeries {
            name: name.into(),
            chances: chances.to_vec(),
        };
        ChanceChart {
            caption: Caption::default(),
            years: vec!["FY2014".into(), "FY2015".into(), "FY2016".into()],
            series: vec![
                series("grant", [at(0.1), at(0.2), at(0.4)]),
                series("subsidy", [at(0.3), None, at(0.001)]),
            ],
        }
    }

    #[test]
    fn chances_are_drawn_to_scale_and_printed_below() {
        let svg = chance(&chart(), &EN).unwrap();
        let [_key, first, second, third, _row] = circles(&svg)[..] else {
            panic!("{:?}", circles(&svg));
        };
        let rise = first.1 - second.1;
        assert!((second.1 - third.1 - 2.0 * rise).abs() < 0.3);
        let texts = sound(&svg);
        for text in ["10 %", "40 %", "<1 %", "subsidy"] {
            assert!(shows(&texts, text), "{text}");
        }
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let mut wrong = chart();
        wrong.series[0].chances[0] = at(1.2);
        let error = chance(&wrong, &EN).unwrap_err();
        assert!(matches!(
            error,
            ChartError::Value { .. } | ChartError::Order { .. }
        ));
        wrong.series[0].chances.pop();
        let error = chance(&wrong, &EN).unwrap_err();
        assert!(matches!(error, ChartError::Length { .. }));
    }
}
