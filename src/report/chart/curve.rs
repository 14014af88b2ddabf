//! How a figure goes with a setting: points with their intervals, joined to a curve, one curve for
//! each value of a second setting.

use super::canvas::Align;
use super::canvas::{Area, Marker, Pen};
use super::chance::{SIGNS, interval};
use super::error::{ascending, finite, length};
use super::frame::{Frame, nothing};
use super::legend::Legend;
use super::palette::{AXIS, TEXT};
use super::panel::{DIRECT, Panel, REACH, beside, ticks};
use super::scale::Scale;
use super::text::{balanced, shorten};
use super::years::{Columns, Years};
use super::{Caption, ChartError, Style};
use crate::language::{Text, Words, words};
use crate::text;

/// Curves over the values of a setting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CurveChart {
    /// Title, unit and origin.
    pub caption: Caption,
    /// What is set, below the axis.
    pub axis: String,
    /// What it is set to, from the left.
    pub values: Vec<String>,
    /// One per value of a second setting; one in all where there is none.
    pub curves: Vec<Curve>,
    /// What the figure is where nothing is set: a line across; its name and value.
    pub base: Option<(String, f64)>,
}

/// One curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// Its name.
    pub name: String,
    /// A point for each value; `None` where there is none.
    pub points: Vec<Option<CurvePoint>>,
}

/// A point and its 95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CurvePoint {
    /// The estimate.
    pub value: f64,
    /// Lower end of the interval; the estimate itself where no error is known.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// Draws curves. The axis of values need not begin at 0.
///
/// # Errors
///
/// - [`ChartError::Length`] where a curve has another number of points than there are values.
/// - [`ChartError::Value`] where a value is not finite or beyond ±10²⁹⁰.
/// - [`ChartError::Order`] where an estimate lies outside its interval.
pub fn curve(chart: &CurveChart, style: &Style) -> Result<String, ChartError> {
    for curve in &chart.curves {
        length(chart.values.len(), curve.points.len(), || {
            curve.name.clone()
        })?;
        for point in curve.points.iter().flatten() {
            let values = [point.low, point.value, point.high];
            for value in values {
                finite(value, || curve.name.clone())?;
            }
            ascending(&values, || curve.name.clone())?;
        }
    }
    if let Some((name, value)) = &chart.base {
        finite(*value, || name.clone())?;
    }
    let frame = Frame::new(&chart.caption);
    let room = frame.room(260.0);
    frame.draw(room, &reading(chart, style), style, |pen| {
        let empty = chart
            .curves
            .iter()
            .all(|one| one.points.iter().all(Option::is_none));
        match empty {
            true => nothing(pen, room, style),
            false => Plan::new(chart, style, room).draw(pen),
        }
    })
}

/// The chart for those who cannot see it.
fn reading(chart: &CurveChart, style: &Style) -> String {
    const HOW: Words = words(
        "One point per value of the setting, with a whisker for its 95 % interval, joined to a curve.",
        "設定値ごとの値を点で、その95％信頼区間を縦線で示し、線で結ぶ。",
    );
    let axis = &chart.axis;
    let numbers = scale(chart).numbers(style);
    let told = chart.curves.iter().map(|curve| {
        let points = curve.points.iter().zip(&chart.values);
        let points = points.filter_map(|(point, value)| {
            Some(format!("{value}: {}", numbers.print((*point)?.value)))
        });
        let (name, points) = (&curve.name, points.collect::<Vec<_>>().join(", "));
        let told: Text = text!("{name}, {axis} = {points}.", "{name}、{axis}＝{points}。");
        told.of(style.language).to_owned()
    });
    std::iter::once(HOW.of(style.language).to_owned())
        .chain(told)
        .collect::<Vec<_>>()
        .join(" ")
}

fn scale(chart: &CurveChart) -> Scale {
    let points = chart
        .curves
        .iter()
        .flat_map(|curve| curve.points.iter().flatten());
    let ends = points.flat_map(|point| [point.low, point.high]);
    let base = chart.base.iter().map(|(_, value)| *value);
    let (low, high) = ends
        .chain(base)
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    match low <= high {
        true => Scale::spanning(low, high, 6),
        false => Scale::holding([], 6),
    }
}

/// Widest line of the name of a curve beside its last point.
const WIDEST_WORD: f64 = 190.0;
/// Room for the name of the setting below its values.
const AXIS_NAME: f64 = 26.0;
/// A column is at most this wide.
const WIDEST_COLUMN: f64 = 190.0;

/// Where everything stands.
struct Plan<'a> {
    chart: &'a CurveChart,
    room: Area,
    panel: Panel,
    values: Years,
    names: Vec<Vec<String>>,
    base: Vec<String>,
    legend: Legend<'a>,
}

impl<'a> Plan<'a> {
    fn new(chart: &'a CurveChart, style: &Style, room: Area) -> Plan<'a> {
        let scale = scale(chart);
        let ticks = ticks(&scale, style);
        let several = chart.curves.len() > 1;
        let names: Vec<Vec<String>> = chart
            .curves
            .iter()
            .filter(|_| several)
            .map(|curve| balanced(&curve.name, DIRECT, WIDEST_WORD, 2))
            .collect();
        let base = chart.base.iter();
        let base: Vec<String> = base
            .flat_map(|(name, _)| balanced(name, DIRECT, WIDEST_WORD, 2))
            .collect();
        let words = DIRECT.widest(names.iter().flatten().chain(&base)) + REACH;
        let left = room.left + beside(&ticks);
        let count = chart.values.len().max(1) as f64;
        let columns = Columns {
            left,
            width: ((room.right - words - left) / count).min(WIDEST_COLUMN),
        };
        let values = Years::new(&chart.values, columns);
        let legend = Legend::new(vec![interval(style)], room.left, room.right);
        let plot = Area {
            left,
            top: room.top + legend.height() + 10.0,
            right: left + columns.width * count,
            bottom: room.bottom - values.height() - AXIS_NAME - 12.0,
        };
        Plan {
            chart,
            room,
            panel: Panel {
                plot,
                columns,
                scale,
                ticks,
            },
            values,
            names,
            base,
            legend,
        }
    }

    fn draw(&self, pen: &mut Pen<'_>) {
        let plot = self.panel.plot;
        self.legend.draw(pen, self.room.top);
        self.panel.draw(pen);
        self.values
            .draw(pen, plot.bottom + 8.0, (plot.bottom, plot.bottom + 6.0));
        let axis = shorten(&self.chart.axis, DIRECT, self.room.right - plot.left);
        let below = plot.bottom + 8.0 + self.values.height() + AXIS_NAME / 2.0;
        pen.text(&axis, (plot.left, below), DIRECT, TEXT, Align::Left);
        if let Some((_, value)) = &self.chart.base {
            let y = self.panel.y(*value);
            pen.dashes(&[(plot.left, y), (plot.right, y)], AXIS, 1.5);
        }
        for place in 0..self.chart.curves.len() {
            self.curve(pen, place);
        }
        self.words(pen);
    }

    /// The name of each curve beside its last point, and that of the base beside its line.
    fn words(&self, pen: &mut Pen<'_>) {
        let mut words: Vec<(f64, Vec<String>)> = Vec::new();
        for (curve, name) in self.chart.curves.iter().zip(&self.names) {
            if let Some(last) = curve.points.iter().flatten().next_back() {
                words.push((self.panel.y(last.value), name.clone()));
            }
        }
        if let Some((_, value)) = &self.chart.base {
            words.push((self.panel.y(*value), self.base.clone()));
        }
        self.panel
            .words_beside(pen, self.panel.plot.right - 4.0, &words);
    }

    /// Where a curve stands in the column of a value: side by side with the others.
    fn x(&self, value: usize, place: usize) -> f64 {
        let count = self.chart.curves.len() as f64;
        let step = (0.4 * self.panel.columns.width / count).min(14.0);
        self.panel.x(value) + step * (place as f64 - (count - 1.0) / 2.0)
    }

    fn curve(&self, pen: &mut Pen<'_>, place: usize) {
        let curve = &self.chart.curves[place];
        let (marker, colour): (Marker, _) = SIGNS[place % SIGNS.len()];
        let points: Vec<_> = curve.points.iter().enumerate().collect();
        for stretch in points.chunk_by(|(_, a), (_, b)| a.is_some() && b.is_some()) {
            let line: Vec<(f64, f64)> = stretch
                .iter()
                .filter_map(|(value, point)| {
                    let point = (**point)?;
                    let x = self.x(*value, place);
                    let at = |value: f64| (x, self.panel.y(value));
                    pen.whisker(at(point.low), at(point.high), 4.0, colour, 1.5);
                    Some(at(point.value))
                })
                .collect();
            pen.line(&line, colour, 1.5);
            for point in line {
                pen.marker(point, 5.0, marker, colour);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, STYLES, circles, long_caption, shows, sound};
    use super::*;

    fn point(value: f64) -> Option<CurvePoint> {
        Some(CurvePoint {
            value,
            low: value - 0.5,
            high: value + 0.5,
        })
    }

    fn chart() -> CurveChart {
        CurveChart {
            caption: Caption::default(),
            axis: "slots".into(),
            values: ["1", "2", "3"].map(str::to_owned).to_vec(),
            curves: vec![Curve {
                name: "licences".into(),
                points: [4.0, 8.0, 10.0].map(point).to_vec(),
            }],
            base: Some(("as it is".into(), 6.0)),
        }
    }

    #[test]
    fn points_stand_to_scale_from_the_left() {
        let svg = curve(&chart(), &EN).unwrap();
        let dots = circles(&svg);
        // The first is that of the legend.
        let [a, b, c] = dots[1..] else {
            panic!("{dots:?}");
        };
        assert!((b.0 - a.0 - (c.0 - b.0)).abs() < 0.2);
        assert!(((a.1 - c.1) / (a.1 - b.1) - 1.5).abs() < 0.01);
        assert!(shows(&sound(&svg), "as it is"));
    }

    #[test]
    fn a_chart_of_any_size_is_sound() {
        for (values, curves) in [(0, 0), (1, 1), (3, 6), (25, 2), (12, 1)] {
            let chart = CurveChart {
                caption: long_caption(),
                axis: "institute.aist.function.high-throughput-screening.slots".repeat(3),
                values: (0..values)
                    .map(|value| format!("{value}00000000"))
                    .collect(),
                curves: (0..curves)
                    .map(|number| Curve {
                        name: format!("とても長い名前の設定その{number}、二行になるもの"),
                        points: (0..values)
                            .map(|value| point(f64::from(value * number)))
                            .collect(),
                    })
                    .collect(),
                base: (curves > 1).then(|| ("現行シナリオのままの場合".into(), 3.0)),
            };
            for style in STYLES {
                sound(&curve(&chart, &style).unwrap());
            }
        }
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let mut wrong = chart();
        wrong.curves[0].points.pop();
        assert!(matches!(curve(&wrong, &EN), Err(ChartError::Length { .. })));
        let mut wrong = chart();
        wrong.curves[0].points[0] = Some(CurvePoint {
            value: 1.0,
            low: 2.0,
            high: 3.0,
        });
        assert!(matches!(curve(&wrong, &EN), Err(ChartError::Order { .. })));
    }
}
