//! How a figure goes with two settings: a heat map of their values with the numbers.

use super::curve::CurvePoint;
use super::error::{ascending, finite, length};
use super::frame::{Frame, nothing};
use super::legend::Entry;
use super::matrix::{Cell, Matrix, MatrixRow, blank_entry, shade_entry, small_entry};
use super::number::{Numbers, exponent};
use super::words::NOT_APPLICABLE;
use super::{Caption, ChartError, Style};
use crate::language::{Text, Words, words};
use crate::text;

/// A figure over the values of two settings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridChart {
    /// Title, unit and origin.
    pub caption: Caption,
    /// What the columns set, from the left.
    pub columns: Vec<String>,
    /// One row for each value of the other setting.
    pub rows: Vec<GridRow>,
    /// The least and the largest estimate that shades tell apart, where this is a part of a chart.
    pub extent: Option<(f64, f64)>,
}

/// The figure for one value of a setting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridRow {
    /// The value.
    pub label: String,
    /// A point for each column; `None` where there is none.
    pub points: Vec<Option<CurvePoint>>,
}

/// Draws a heat map: the darker, the larger; the small number is half of the 95 % interval.
///
/// # Errors
///
/// - [`ChartError::Length`] where a row has another number of points than there are columns.
/// - [`ChartError::Value`] where a value is not finite or beyond ±10²⁹⁰.
/// - [`ChartError::Order`] where an estimate lies outside its interval.
pub fn grid(chart: &GridChart, style: &Style) -> Result<String, ChartError> {
    for row in &chart.rows {
        length(chart.columns.len(), row.points.len(), || row.label.clone())?;
        for point in row.points.iter().flatten() {
            let values = [point.low, point.value, point.high];
            for value in values {
                finite(value, || row.label.clone())?;
            }
            ascending(&values, || row.label.clone())?;
        }
    }
    let frame = Frame::new(&chart.caption);
    let matrix = matrix(chart, style);
    let room = frame.room(matrix.least_height());
    frame.draw(room, &reading(chart, style), style, |pen| {
        if chart.rows.is_empty() || chart.columns.is_empty() {
            nothing(pen, room, style);
        } else {
            matrix.draw(pen, room);
        }
    })
}

/// Height of the sheet, pixels.
pub(super) fn height(chart: &GridChart, style: &Style) -> f64 {
    let frame = Frame::new(&chart.caption);
    frame.height(frame.room(matrix(chart, style).least_height()))
}

const SHADE: Words = words(
    "from the least to the largest estimate",
    "推定値の最小から最大まで",
);
const HALF_WIDTH: Words = words(
    "small: half of the 95 % interval",
    "小さい数字：95％信頼区間の半幅",
);
const NO_POINT: Words = words("no figure", "値なし");

fn points(chart: &GridChart) -> impl Iterator<Item = &CurvePoint> {
    chart
        .rows
        .iter()
        .flat_map(|row| row.points.iter().flatten())
}

/// The least and the largest estimate.
pub(super) fn extent(chart: &GridChart) -> Option<(f64, f64)> {
    let own = points(chart).map(|point| (point.value, point.value));
    own.chain(chart.extent)
        .reduce(|(low, high), (a, b)| (low.min(a), high.max(b)))
}

/// Estimates in no more digits than their intervals warrant.
fn numbers(chart: &GridChart, style: &Style) -> Numbers {
    let largest = points(chart).fold(0.0, |most: f64, point| most.max(point.value.abs()));
    let widest = points(chart).fold(0.0, |most: f64, point| most.max(half(point)));
    match widest > 0.0 {
        true => Numbers::with_decimals(largest, (-exponent(widest)).max(0) as usize, style),
        false => Numbers::up_to(largest, style),
    }
}

fn half(point: &CurvePoint) -> f64 {
    (point.high - point.low) / 2.0
}

/// The chart for those who cannot see it: how to read it, and each row's numbers.
fn reading(chart: &GridChart, style: &Style) -> String {
    const HOW: Words = words(
        "One row and one column per value of the two settings; the number in a cell is the estimate, \
         the darker the larger, and the small one half of its 95 % interval.",
        "行と列は二つの設定値。数字は推定値（濃いほど大きい）、小さい数字は95％信頼区間の半幅。",
    );
    let numbers = numbers(chart, style);
    let told = chart.rows.iter().map(|row| {
        let points = row.points.iter().zip(&chart.columns);
        let points = points.filter_map(|(point, column)| {
            Some(format!("{column}: {}", numbers.print((*point)?.value)))
        });
        let (label, points) = (&row.label, points.collect::<Vec<_>>().join(", "));
        let told: Text = text!("{label}: {points}.", "{label}：{points}。");
        told.of(style.language).to_owned()
    });
    std::iter::once(HOW.of(style.language).to_owned())
        .chain(told)
        .collect::<Vec<_>>()
        .join(" ")
}

fn matrix<'a>(chart: &GridChart, style: &Style) -> Matrix<'a> {
    let numbers = numbers(chart, style);
    let (low, high) = extent(chart).unwrap_or((0.0, 0.0));
    let share = |value: f64| match high > low {
        true => (value - low) / (high - low),
        false => 0.5,
    };
    let cell = |point: &Option<CurvePoint>| match point {
        Some(point) => {
            let print = |numbers: Numbers, value| numbers.print(value);
            let small = [numbers, numbers.short()].map(|one| print(one, half(point)));
            Cell {
                share: Some(share(point.value)),
                number: [numbers, numbers.short()].map(|one| print(one, point.value)),
                small: (half(point) > 0.0).then(|| small.map(|text| format!("±{text}"))),
            }
        }
        None => Cell {
            share: None,
            number: [NOT_APPLICABLE.to_owned(), NOT_APPLICABLE.to_owned()],
            small: None,
        },
    };
    let rows = chart.rows.iter().map(|row| MatrixRow {
        label: row.label.clone(),
        cells: row.points.iter().map(cell).collect(),
    });
    Matrix::new(&chart.columns, rows.collect(), entries(chart, style))
}

fn entries<'a>(chart: &GridChart, style: &Style) -> Vec<Entry<'a>> {
    let mut entries = vec![shade_entry(SHADE.of(style.language))];
    if points(chart).any(|point| half(point) > 0.0) {
        entries.push(small_entry(HALF_WIDTH.of(style.language), "±1"));
    }
    if chart
        .rows
        .iter()
        .any(|row| row.points.iter().any(Option::is_none))
    {
        entries.push(blank_entry(NO_POINT.of(style.language)));
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{STYLES, rects, shows, sound};
    use super::*;

    fn point(value: f64, half: f64) -> Option<CurvePoint> {
        Some(CurvePoint {
            value,
            low: value - half,
            high: value + half,
        })
    }

    fn chart() -> GridChart {
        let row = |label: &str, points| GridRow {
            label: label.into(),
            points,
        };
        GridChart {
            caption: Caption::default(),
            columns: vec!["1".into(), "2".into()],
            rows: vec![
                row("0.3", vec![point(1.234, 0.03), point(2.0, 0.02)]),
                row("0.6", vec![None, point(-3.0, 0.01)]),
            ],
            extent: None,
        }
    }

    #[test]
    fn numbers_have_the_digits_that_their_intervals_warrant() {
        for style in &STYLES {
            let svg = grid(&chart(), style).unwrap();
            let texts = sound(&svg);
            let minus = style.minus.sign();
            for text in ["1.23", "2.00", "±0.03", NOT_APPLICABLE] {
                assert!(shows(&texts, text), "{text}");
            }
            assert!(shows(&texts, &format!("{minus}3.00")));
            // The largest estimate and the end of the scale are the darkest.
            assert_eq!(rects(&svg, "#000060").len(), 2);
        }
    }

    #[test]
    fn a_point_outside_its_interval_is_refused() {
        let mut wrong = chart();
        wrong.rows[0].points[0] = Some(CurvePoint {
            value: 1.0,
            low: 2.0,
            high: 3.0,
        });
        assert!(matches!(
            grid(&wrong, &STYLES[0]),
            Err(ChartError::Order { .. })
        ));
    }
}
