//! How far something differs from the base: a dot with its interval for every row, about a line that
//! stands for no difference.
//!
//! What can be told from nothing is a filled dot; what cannot is a hollow one, so that nobody reads a
//! difference into chance.

use plotters::style::RGBColor;

use super::canvas::{Align, Area, Marker, Pen};
use super::error::{ascending, finite};
use super::frame::{Frame, nothing};
use super::labels::RowLabels;
use super::number::Numbers;
use super::palette::{BLUE, GREY, INK, TEXT};
use super::panel::value_axis;
use super::scale::Scale;
use super::text::{Face, shorten};
use super::{Caption, ChartError, Style};
use crate::language::{Language, Text, Words, words};
use crate::text;

/// Differences from a base.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DifferenceChart {
    /// Title, unit and origin; the subtitle says what the base is.
    pub caption: Caption,
    /// What differs, at the axis.
    pub axis: String,
    /// The rows, from above.
    pub rows: Vec<DifferenceRow>,
    /// The axis holds these values too, so that several sheets have the same.
    pub extent: Option<(f64, f64)>,
}

/// One difference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DifferenceRow {
    /// What it is the difference of, or by what.
    pub label: String,
    /// The difference.
    pub value: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
    /// How sure it is.
    pub sure: Sure,
}

/// How sure a difference is.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Sure {
    /// There is one.
    Told,
    /// It cannot be told from chance.
    #[default]
    Undecided,
    /// There is none in any run.
    Same,
}

/// Draws differences: rows downwards, values to the right.
///
/// The chart grows downwards with the number of rows. Without rows it says that there is no data.
///
/// # Errors
///
/// - [`ChartError::Value`] where a value is not finite or beyond ±10²⁹⁰.
/// - [`ChartError::Order`] where a value lies outside its interval.
pub fn difference(chart: &DifferenceChart, style: &Style) -> Result<String, ChartError> {
    for row in &chart.rows {
        let values = [row.low, row.value, row.high];
        for value in values {
            finite(value, || row.label.clone())?;
        }
        ascending(&values, || row.label.clone())?;
    }
    let frame = Frame::new(&chart.caption);
    let plan = Plan::new(chart, style);
    let room = frame.room(plan.least_height());
    frame.draw(room, &reading(chart, style), style, |pen| {
        match chart.rows.is_empty() {
            true => nothing(pen, room, style),
            false => plan.draw(pen, room),
        }
    })
}

/// Height of the sheet, pixels.
pub(super) fn height(chart: &DifferenceChart, style: &Style) -> f64 {
    let frame = Frame::new(&chart.caption);
    frame.height(frame.room(Plan::new(chart, style).least_height()))
}

/// The chart for those who cannot see it.
fn reading(chart: &DifferenceChart, style: &Style) -> String {
    const HOW: Words = words(
        "One row per difference: a dot for its value, a whisker for its interval, about a line that \
         stands for no difference. A hollow dot cannot be told from chance.",
        "1行が1つの差。点が値、横線がその区間、縦の太線が差のないことを示す。白抜きの点は差が認められないもの。",
    );
    let numbers = numbers(chart, style);
    let row = |row: &DifferenceRow| {
        let (label, value) = (&row.label, told(row, numbers, style));
        let told: Text = text!("{label}: {value}.", "{label}：{value}。");
        told.of(style.language).to_owned()
    };
    std::iter::once(HOW.of(style.language).to_owned())
        .chain(chart.rows.iter().map(row))
        .collect::<Vec<_>>()
        .join(" ")
}

fn numbers(chart: &DifferenceChart, style: &Style) -> Numbers {
    let all = chart.rows.iter().flat_map(|row| [row.low, row.high]);
    let largest = all.fold(0.0, |most: f64, value| most.max(value.abs()));
    Numbers::up_to(largest, style)
}

const SAME: Words = words("the same in every run", "全試行で同じ");
const UNDECIDED: Words = words("no difference can be told", "差は認められない");
const TOLD: Words = words("a real difference", "差あり");

/// A difference with its interval.
fn told(row: &DifferenceRow, numbers: Numbers, style: &Style) -> String {
    let [value, low, high] = [row.value, row.low, row.high].map(|value| numbers.print(value));
    match (row.sure, style.language) {
        (Sure::Same, language) => SAME.of(language).to_owned(),
        (_, Language::English) => format!("{value} ({low} to {high})"),
        (_, Language::Japanese) => format!("{value}（{low}～{high}）"),
    }
}

const HEADING: Face = Face::bold(14);
const LABEL: Face = Face::regular(14);
const VALUE: Face = Face::regular(14);
/// Widest label of a row.
const WIDEST_LABEL: f64 = 400.0;
/// Widest value with its interval.
const WIDEST_VALUE: f64 = 260.0;
/// A row is at most this high, however few there are.
const TALLEST_ROW: f64 = 44.0;
/// Height of the axis above and below the rows.
const AXIS_HEIGHT: f64 = 26.0;
/// Height of the words over the axis.
const HEAD: f64 = 24.0;
/// Between columns.
const GAP: f64 = 14.0;
/// Radius of a dot.
const DOT: f64 = 6.0;

/// What is to be drawn and how much room it needs.
struct Plan<'a> {
    chart: &'a DifferenceChart,
    style: &'a Style,
    labels: RowLabels,
    values: Vec<String>,
    /// Width of the column of values.
    value_width: f64,
}

impl<'a> Plan<'a> {
    fn new(chart: &'a DifferenceChart, style: &'a Style) -> Plan<'a> {
        let numbers = numbers(chart, style);
        let print = |numbers: Numbers| -> Vec<String> {
            let rows = chart.rows.iter();
            rows.map(|row| told(row, numbers, style)).collect()
        };
        let full = print(numbers);
        let values = match VALUE.widest(&full) <= WIDEST_VALUE {
            true => full,
            false => print(numbers.short()),
        };
        let labels = chart.rows.iter().map(|row| row.label.as_str());
        Plan {
            chart,
            style,
            labels: RowLabels::new(labels, LABEL, WIDEST_LABEL),
            value_width: VALUE.widest(&values),
            values,
        }
    }

    fn least_height(&self) -> f64 {
        self.around() + self.least_row() * self.chart.rows.len() as f64
    }

    fn around(&self) -> f64 {
        HEAD + 2.0 * AXIS_HEIGHT
    }

    fn least_row(&self) -> f64 {
        LABEL.line_height() * self.labels.most_lines as f64 + 5.0
    }

    fn draw(&self, pen: &mut Pen<'_>, room: Area) {
        let rows = self.chart.rows.len() as f64;
        let row = ((room.height() - self.around()) / rows).min(TALLEST_ROW);
        let top = room.top + HEAD + AXIS_HEIGHT;
        let plot = Area {
            left: room.left + self.labels.width + GAP + 20.0,
            top,
            right: room.right - self.value_width - GAP - 20.0,
            bottom: top + rows * row,
        };
        let scale = self.scale(plot.width());
        value_axis(pen, room, plot, &scale, self.style);
        self.legend(pen, room, plot);
        let x = |value: f64| plot.left + scale.share(value) * plot.width();
        pen.line(&[(x(0.0), plot.top), (x(0.0), plot.bottom)], INK, 2.0);
        for (place, one) in self.chart.rows.iter().enumerate() {
            let y = top + (place as f64 + 0.5) * row;
            let label = &self.labels.lines[place];
            pen.block(label, (room.left, y), LABEL, TEXT, Align::Left);
            if one.sure != Sure::Same {
                let half = (0.2 * row).min(6.0);
                let colour = colour(one.sure);
                pen.whisker((x(one.low), y), (x(one.high), y), half, colour, 2.0);
            }
            dot(pen, (x(one.value), y), one.sure);
            let value = &self.values[place];
            pen.text(value, (room.right, y), VALUE, TEXT, Align::Right);
        }
    }

    /// Holds all intervals, and no difference.
    fn scale(&self, width: f64) -> Scale {
        let ends = self.chart.rows.iter().flat_map(|row| [row.low, row.high]);
        let extent = self.chart.extent.map(|(low, high)| [low, high]);
        let all = ends.chain(extent.into_iter().flatten());
        let (low, high) = all.fold((0.0_f64, 0.0_f64), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        Scale::spanning(low, high, (width / 90.0).clamp(2.0, 7.0) as u32)
    }

    /// The name of the axis, and what dots mean as far as any does.
    fn legend(&self, pen: &mut Pen<'_>, room: Area, plot: Area) {
        let y = room.top + HEAD / 2.0;
        let mut left = room.left;
        for (sure, name) in [(Sure::Told, TOLD), (Sure::Undecided, UNDECIDED)] {
            if self.chart.rows.iter().any(|row| row.sure == sure) {
                let name = name.of(self.style.language);
                dot(pen, (left + DOT, y), sure);
                pen.text(name, (left + 2.0 * DOT + 6.0, y), LABEL, TEXT, Align::Left);
                left += 2.0 * DOT + 6.0 + LABEL.width(name) + 2.0 * GAP;
            }
        }
        let at = left.max(plot.left);
        let axis = shorten(&self.chart.axis, HEADING, room.right - at);
        pen.text(&axis, (at, y), HEADING, TEXT, Align::Left);
    }
}

fn colour(sure: Sure) -> RGBColor {
    match sure {
        Sure::Told => BLUE,
        Sure::Undecided | Sure::Same => GREY,
    }
}

fn dot(pen: &mut Pen<'_>, at: (f64, f64), sure: Sure) {
    match sure {
        Sure::Told => pen.marker(at, DOT, Marker::Circle, BLUE),
        Sure::Undecided => pen.marker(at, DOT, Marker::Ring, GREY),
        Sure::Same => pen.marker(at, DOT, Marker::Square, GREY),
    }
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, JA, STYLES, circles, long_caption, shows, sound};
    use super::*;

    fn row(label: &str, value: f64, sure: Sure) -> DifferenceRow {
        let half = if sure == Sure::Same { 0.0 } else { 2.0 };
        DifferenceRow {
            label: label.into(),
            value,
            low: value - half,
            high: value + half,
            sure,
        }
    }

    fn chart() -> DifferenceChart {
        DifferenceChart {
            caption: Caption::default(),
            axis: "licences".into(),
            rows: vec![
                row("one more line", 6.0, Sure::Told),
                row("no outsourcing", -4.0, Sure::Told),
                row("quarterly", 1.0, Sure::Undecided),
                row("another name", 0.0, Sure::Same),
            ],
            extent: None,
        }
    }

    #[test]
    fn dots_stand_to_scale_about_no_difference() {
        let svg = difference(&chart(), &EN).unwrap();
        let dots = circles(&svg);
        // The first is the dot of the legend, the third that of what cannot be told.
        let mut rows: Vec<_> = dots.iter().filter(|dot| dot.1 > 100.0).collect();
        rows.dedup();
        assert_eq!(rows.len(), 3, "{dots:?}");
        let per_unit = (rows[0].0 - rows[1].0) / 10.0;
        assert!(((rows[2].0 - rows[1].0) / per_unit - 5.0).abs() < 0.1);
        assert!(rows[0].1 < rows[1].1 && rows[1].1 < rows[2].1);
    }

    #[test]
    fn what_is_the_same_and_what_cannot_be_told_is_said_in_words() {
        let texts = sound(&difference(&chart(), &JA).unwrap());
        for wanted in [
            "全試行で同じ",
            "差は認められない",
            "差あり",
            "6.00（4.00～8.00）",
        ] {
            assert!(shows(&texts, wanted), "{wanted}: {texts:?}");
        }
        let mut sure = chart();
        sure.rows.truncate(2);
        let texts = sound(&difference(&sure, &JA).unwrap());
        assert!(!shows(&texts, "差は認められない"));
    }

    #[test]
    fn a_chart_of_any_size_is_sound() {
        for rows in [0, 1, 12, 60] {
            let chart = DifferenceChart {
                caption: long_caption(),
                axis: "企業導出件数の差".into(),
                rows: (0..rows)
                    .map(|place| {
                        let label = "とても長い名前の変更案で二行になるもの".repeat(1 + place % 3);
                        row(&label, place as f64 * 1e7 - 5e7, Sure::Told)
                    })
                    .collect(),
                extent: None,
            };
            for style in STYLES {
                sound(&difference(&chart, &style).unwrap());
            }
        }
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let mut wrong = chart();
        wrong.rows[0].low = 90.0;
        let error = difference(&wrong, &EN).unwrap_err();
        assert!(matches!(error, ChartError::Order { .. }));
        wrong.rows[0].low = f64::NAN;
        let error = difference(&wrong, &EN).unwrap_err();
        assert!(matches!(error, ChartError::Value { .. }));
    }
}
