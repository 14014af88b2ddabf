//! Amounts per fiscal year and how sure they are: a band with lines.
//!
//! Every year stands for itself: the P80 of a total is not the sum of the years' P80s. Under the
//! axis the same numbers are printed, where there is room; else the last year's stand at the end
//! of the lines.

use super::canvas::{Align, Area, Marker, Pen};
use super::error::{finite, length};
use super::frame::{Frame, nothing};
use super::labels::spread;
use super::legend::{Entry, Legend, SIGN};
use super::number::Numbers;
use super::palette::{AXIS, BLUE, GRID, INK, LIGHT_SKY, MUTED, RED, SKY, TEXT};
use super::scale::Scale;
use super::text::{Face, shorten};
use super::years::{Columns, Years};
use super::{Caption, ChartError, Words};
use plotters::style::RGBColor;

/// Amounts per fiscal year with their spread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FanChart {
    /// Title, unit and origin.
    pub caption: Caption,
    /// Labels of the fiscal years, ascending.
    pub years: Vec<String>,
    /// One entry per year, in their order.
    pub bands: Vec<FanYear>,
}

/// The distribution of one fiscal year's amount, in the unit the subtitle names.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FanYear {
    /// 10 % quantile.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// 80 % quantile.
    pub p80: f64,
    /// 90 % quantile.
    pub p90: f64,
    /// Mean.
    pub mean: f64,
}

/// Draws amounts per fiscal year: the band from P10 to P90, P80, median and mean.
///
/// The axis holds zero. Without years the chart says that there is no data.
///
/// # Errors
///
/// - [`ChartError::Length`] where years and bands differ in number.
/// - [`ChartError::Value`] where a value is not finite or beyond ±10²⁹⁰.
/// - [`ChartError::Order`] where the quantiles of a year descend.
///
/// # Example
///
/// ```
/// use soyaku::report::chart::{Caption, FanChart, FanYear, Words, fan};
///
/// let chart = FanChart {
///     caption: Caption {
///         title: "Budget per fiscal year".into(),
///         subtitle: "million yen, prices of 2013".into(),
///         source: "two-stage, 10,000 runs in 1,000 worlds, seed 7, soyaku 0.1.0".into(),
///     },
///     years: vec!["FY2014".into()],
///     bands: vec![FanYear { p10: 80.0, p50: 100.0, p80: 115.0, p90: 124.0, mean: 101.0 }],
/// };
/// let svg = fan(&chart, &Words::default())?;
/// assert!(svg.contains("<title>Budget per fiscal year</title>"));
/// # Ok::<(), soyaku::report::chart::ChartError>(())
/// ```
pub fn fan(chart: &FanChart, words: &Words) -> Result<String, ChartError> {
    check(chart)?;
    let frame = Frame::new(&chart.caption);
    let room = frame.room(0.0);
    frame.draw(room, words.fan_reading, words, |pen| {
        if chart.bands.is_empty() {
            nothing(pen, room, words);
        } else {
            Layout::new(chart, words, room).draw(pen);
        }
    })
}

fn check(chart: &FanChart) -> Result<(), ChartError> {
    length(chart.years.len(), chart.bands.len(), || "bands".to_owned())?;
    for (year, band) in chart.years.iter().zip(&chart.bands) {
        for series in Series::ALL {
            finite(series.of(band), || {
                format!("{} of {year}", series.word(&Words::ENGLISH))
            })?;
        }
        let FanYear {
            p10, p50, p80, p90, ..
        } = *band;
        if p10 > p50 || p50 > p80 || p80 > p90 {
            return Err(ChartError::Order { year: year.clone() });
        }
    }
    Ok(())
}

/// The figures of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Series {
    P90,
    P80,
    Mean,
    Median,
    P10,
}

impl Series {
    /// All, from top to bottom where they coincide.
    const ALL: [Series; 5] = [
        Series::P90,
        Series::P80,
        Series::Mean,
        Series::Median,
        Series::P10,
    ];

    fn of(self, band: &FanYear) -> f64 {
        match self {
            Series::P90 => band.p90,
            Series::P80 => band.p80,
            Series::Mean => band.mean,
            Series::Median => band.p50,
            Series::P10 => band.p10,
        }
    }

    fn word(self, words: &Words) -> &'static str {
        match self {
            Series::P90 => words.p90,
            Series::P80 => words.p80,
            Series::Mean => words.mean,
            Series::Median => words.median,
            Series::P10 => words.p10,
        }
    }

    /// The colour of its line.
    fn colour(self) -> RGBColor {
        match self {
            Series::P90 | Series::P10 => SKY,
            Series::P80 => RED,
            Series::Mean => INK,
            Series::Median => BLUE,
        }
    }

    /// Draws its line, without the markers.
    fn line(self, pen: &mut Pen<'_>, points: &[(f64, f64)]) {
        match self {
            Series::P90 | Series::P10 => pen.line(points, self.colour(), 1.5),
            Series::P80 => pen.line(points, self.colour(), 2.0),
            Series::Mean => pen.dashes(points, self.colour(), 1.5),
            Series::Median => pen.line(points, self.colour(), 3.5),
        }
    }

    /// Draws its marker, if it has one.
    fn marker(self, pen: &mut Pen<'_>, point: (f64, f64), radius: f64) {
        let marker = match self {
            Series::P90 | Series::P10 => return,
            Series::P80 => Marker::Triangle,
            Series::Mean => Marker::Diamond,
            Series::Median => Marker::Circle,
        };
        pen.marker(point, radius, marker, self.colour());
    }
}

const TICK: Face = Face::regular(13);
const NUMBER: Face = Face::regular(13);
/// The numbers that a request is made of.
const EMPHASIS: Face = Face::bold(13);
const DIRECT: Face = Face::regular(14);
/// Height of a row of numbers.
const ROW: f64 = 20.0;
/// Half the width of the band of a single year.
const SINGLE: f64 = 40.0;
/// Between the end of the band and its labels.
const REACH: f64 = 26.0;
/// Widest number printed in full at the axis.
const WIDEST_TICK: f64 = 200.0;
/// Widest word or number beside the plot.
const WIDEST_WORD: f64 = 240.0;

/// Where everything stands.
struct Layout<'a> {
    chart: &'a FanChart,
    words: &'a Words,
    legend: Legend<'a>,
    room: Area,
    plot: Area,
    column: f64,
    scale: Scale,
    ticks: Vec<(f64, String)>,
    years: Years,
    /// The rows of numbers, one per series, if there is room for them.
    table: Option<Vec<Vec<String>>>,
    /// The label of each series.
    direct: Vec<String>,
}

impl<'a> Layout<'a> {
    fn new(chart: &'a FanChart, words: &'a Words, room: Area) -> Layout<'a> {
        let values = || {
            chart
                .bands
                .iter()
                .flat_map(|band| Series::ALL.map(|s| s.of(band)))
        };
        let scale = Scale::holding(values(), 6);
        let ticks = ticks(&scale, words);
        let largest = values().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        let numbers = Numbers::up_to(largest, words.minus);

        let names = Series::ALL.map(|series| shorten(series.word(words), DIRECT, WIDEST_WORD));
        let beside = TICK
            .widest(ticks.iter().map(|(_, text)| text))
            .max(DIRECT.widest(&names));
        let left = room.left + beside + 14.0;
        let table: Vec<Vec<String>> = Series::ALL.map(|series| row(series, chart, numbers)).into();
        let years = chart.bands.len() as f64;
        let with_names = columns(left, room.right, DIRECT.widest(&names), years);
        let fits = EMPHASIS.widest(table.iter().flatten()) + 8.0 <= with_names;
        let (table, direct, column) = if fits {
            (Some(table), names.to_vec(), with_names)
        } else {
            let direct = with_last(&names, &table, numbers, chart);
            let column = columns(left, room.right, DIRECT.widest(&direct), years);
            (None, direct, column)
        };

        let legend = Legend::new(entries(words), room.left, room.right);
        let years = Years::new(
            &chart.years,
            Columns {
                left,
                width: column,
            },
        );
        let rows = table
            .as_ref()
            .map_or(0.0, |rows| 14.0 + ROW * rows.len() as f64);
        let plot = Area {
            left,
            top: room.top + legend.height() + 16.0,
            right: left + column * chart.bands.len() as f64,
            bottom: room.bottom - rows - years.height() - 10.0,
        };
        Layout {
            chart,
            words,
            legend,
            room,
            plot,
            column,
            scale,
            ticks,
            years,
            table,
            direct,
        }
    }

    fn draw(&self, pen: &mut Pen<'_>) {
        self.legend.draw(pen, self.room.top);
        self.band(pen);
        self.axis(pen);
        for series in Series::ALL {
            series.line(pen, &self.points(series));
        }
        let radius = (self.column / 6.0).clamp(3.0, 6.0);
        for series in [Series::Mean, Series::P80, Series::Median] {
            for point in self.points(series) {
                series.marker(pen, point, radius);
            }
        }
        self.labels(pen);
        self.numbers(pen);
    }

    fn x(&self, year: usize) -> f64 {
        self.plot.left + (year as f64 + 0.5) * self.column
    }

    /// Where the band ends.
    fn end(&self) -> f64 {
        let years = self.chart.bands.len();
        self.x(years.saturating_sub(1)) + if years == 1 { SINGLE } else { 0.0 }
    }

    fn y(&self, value: f64) -> f64 {
        self.plot.bottom - self.scale.share(value) * self.plot.height()
    }

    fn points(&self, series: Series) -> Vec<(f64, f64)> {
        let bands = self.chart.bands.iter().enumerate();
        bands
            .map(|(year, band)| (self.x(year), self.y(series.of(band))))
            .collect()
    }

    /// The area from P10 to P90; of a single year a column.
    fn band(&self, pen: &mut Pen<'_>) {
        let (mut outline, lower) = (self.points(Series::P90), self.points(Series::P10));
        if let ([(x, upper)], [(_, lower)]) = (&outline[..], &lower[..]) {
            let area = Area {
                left: x - SINGLE,
                top: *upper,
                right: x + SINGLE,
                bottom: *lower,
            };
            pen.fill(area, LIGHT_SKY);
            pen.outline(area, SKY, 1.5);
            return;
        }
        outline.extend(lower.into_iter().rev());
        pen.polygon(&outline, LIGHT_SKY);
    }

    fn axis(&self, pen: &mut Pen<'_>) {
        for (value, text) in &self.ticks {
            let y = self.y(*value);
            let (colour, width) = if *value == 0.0 {
                (AXIS, 1.5)
            } else {
                (GRID, 1.0)
            };
            pen.line(&[(self.plot.left, y), (self.end() + 6.0, y)], colour, width);
            pen.text(text, (self.plot.left - 8.0, y), TICK, MUTED, Align::Right);
        }
        let bottom = self.plot.bottom;
        self.years.draw(pen, bottom + 8.0, (bottom, bottom + 6.0));
    }

    /// The name of each line at its end.
    fn labels(&self, pen: &mut Pen<'_>) {
        let Some(band) = self.chart.bands.last() else {
            return;
        };
        let mut ends: Vec<(f64, &String)> = Series::ALL
            .iter()
            .zip(&self.direct)
            .map(|(series, label)| (self.y(series.of(band)), label))
            .collect();
        ends.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let heights: Vec<f64> = ends.iter().map(|(y, _)| *y).collect();
        let gap = DIRECT.line_height();
        let moved = spread(&heights, gap, self.plot.top, self.plot.bottom);
        let x = self.end();
        for ((from, label), to) in ends.into_iter().zip(moved) {
            let leader = [
                (x + 8.0, from),
                (x + REACH - 10.0, to),
                (x + REACH - 4.0, to),
            ];
            pen.line(&leader, AXIS, 0.8);
            pen.text(label, (x + REACH, to), DIRECT, TEXT, Align::Left);
        }
    }

    /// The rows of numbers under the years.
    fn numbers(&self, pen: &mut Pen<'_>) {
        let Some(table) = &self.table else { return };
        let top = self.room.bottom - ROW * table.len() as f64;
        let right = self.plot.right;
        for (place, (series, row)) in Series::ALL.iter().zip(table).enumerate() {
            let y = top + (place as f64 + 0.5) * ROW;
            let rule = y - ROW / 2.0;
            pen.line(&[(self.room.left, rule), (right, rule)], GRID, 1.0);
            let name = shorten(series.word(self.words), NUMBER, WIDEST_WORD);
            pen.text(&name, (self.plot.left - 8.0, y), NUMBER, TEXT, Align::Right);
            for (year, text) in row.iter().enumerate() {
                let face = if *series == Series::P80 {
                    EMPHASIS
                } else {
                    NUMBER
                };
                pen.text(text, (self.x(year), y), face, TEXT, Align::Centre);
            }
        }
    }
}

/// The ticks of the axis and their texts, in powers of ten where they are too wide in full.
fn ticks(scale: &Scale, words: &Words) -> Vec<(f64, String)> {
    let numbers = scale.numbers(words.minus);
    let printed = |numbers: Numbers| -> Vec<(f64, String)> {
        scale
            .ticks()
            .into_iter()
            .map(|tick| (tick, numbers.print(tick)))
            .collect()
    };
    let full = printed(numbers);
    if TICK.widest(full.iter().map(|(_, text)| text)) <= WIDEST_TICK {
        full
    } else {
        printed(numbers.short())
    }
}

/// Width of a year's column, so that the label of the last point, in the middle of its column,
/// ends before `right`.
fn columns(left: f64, right: f64, label: f64, years: f64) -> f64 {
    let room = right - left;
    let band = if years == 1.0 { SINGLE } else { 0.0 };
    ((room - label - REACH - band) / (years - 0.5)).min(room / years)
}

fn row(series: Series, chart: &FanChart, numbers: Numbers) -> Vec<String> {
    chart
        .bands
        .iter()
        .map(|band| numbers.print(series.of(band)))
        .collect()
}

/// The names with the last year's values, shortened where they are too wide.
fn with_last(
    names: &[String; 5],
    table: &[Vec<String>],
    numbers: Numbers,
    chart: &FanChart,
) -> Vec<String> {
    let last = chart.bands.last();
    Series::ALL
        .iter()
        .zip(names)
        .zip(table)
        .map(|((series, name), row)| {
            let full = format!("{name} {}", row.last().map_or("", String::as_str));
            match last {
                Some(band) if DIRECT.width(&full) > WIDEST_WORD => {
                    let value = numbers.short().print(series.of(band));
                    shorten(&format!("{name} {value}"), DIRECT, WIDEST_WORD)
                }
                _ => full,
            }
        })
        .collect()
}

/// The legend: each sign as it stands in the plot.
fn entries(words: &Words) -> Vec<Entry<'_>> {
    let line = |series: Series| Entry {
        word: series.word(words),
        width: SIGN,
        sign: Box::new(move |pen: &mut Pen<'_>, area: Area| {
            let middle = (area.top + area.bottom) / 2.0;
            series.line(pen, &[(area.left, middle), (area.right, middle)]);
            series.marker(pen, ((area.left + area.right) / 2.0, middle), 5.0);
        }),
    };
    let band = Entry {
        word: words.p10_to_p90,
        width: SIGN,
        sign: Box::new(|pen, area| {
            pen.fill(area, LIGHT_SKY);
            pen.line(&[(area.left, area.top), (area.right, area.top)], SKY, 1.5);
            pen.line(
                &[(area.left, area.bottom), (area.right, area.bottom)],
                SKY,
                1.5,
            );
        }),
    };
    vec![
        band,
        line(Series::P80),
        line(Series::Mean),
        line(Series::Median),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{LANGUAGES, circles, long_caption, shows, sound};
    use super::*;

    fn flat(median: f64) -> FanYear {
        let (p10, p80, p90) = (median - 20.0, median + 15.0, median + 25.0);
        FanYear {
            p10,
            p50: median,
            p80,
            p90,
            mean: median + 1.0,
        }
    }

    fn chart(medians: &[f64]) -> FanChart {
        FanChart {
            caption: Caption {
                title: "Budget".into(),
                ..Caption::default()
            },
            years: (0..medians.len())
                .map(|year| format!("FY{}", 2014 + year))
                .collect(),
            bands: medians.iter().copied().map(flat).collect(),
        }
    }

    fn drawn(chart: &FanChart, words: &Words) -> String {
        match fan(chart, words) {
            Ok(svg) => svg,
            Err(reason) => panic!("{reason}"),
        }
    }

    #[test]
    fn every_number_of_years_and_size_of_values_leaves_the_texts_apart() {
        for words in LANGUAGES {
            for years in 0..=40_u32 {
                for factor in [0.0, 1e-7, 1.0, -1234.5, 3e9, 2e20] {
                    let bands = (0..years).map(|year| {
                        let median = factor * f64::from(year + 1);
                        let spread = median.abs() / 10.0;
                        let (p10, p90) = (median - spread, median + spread);
                        FanYear {
                            p10,
                            p50: median,
                            p80: median,
                            p90,
                            mean: median,
                        }
                    });
                    let label = |year| match years % 3 {
                        0 => format!("令和{}年度（{}年度）", year + 8, year + 2026),
                        1 => format!("令和{year}年度の当初予算と補正予算（案）"),
                        _ => format!("FY{}", 2026 + year),
                    };
                    let chart = FanChart {
                        caption: long_caption(),
                        years: (0..years).map(label).collect(),
                        bands: bands.collect(),
                    };
                    sound(&drawn(&chart, &words));
                }
            }
        }
    }

    #[test]
    fn heights_are_proportional_to_values() {
        let medians = [100.0, 150.0, 300.0, 200.0];
        let points = circles(&drawn(&chart(&medians), &Words::ENGLISH));
        let [_legend, first, second, third, fourth] = points[..] else {
            panic!("{points:?}");
        };
        let rise = first.1 - second.1;
        assert!(rise > 10.0);
        assert!((first.1 - third.1 - 4.0 * rise).abs() < 0.5, "{points:?}");
        assert!((first.1 - fourth.1 - 2.0 * rise).abs() < 0.5, "{points:?}");
        assert!(
            (second.0 - first.0 - (fourth.0 - third.0)).abs() < 0.2,
            "{points:?}"
        );
    }

    #[test]
    fn the_numbers_stand_under_the_years_where_there_is_room() {
        let texts = sound(&drawn(&chart(&[1234.0, 2345.0]), &Words::ENGLISH));
        for number in ["1,214", "1,234", "1,249", "1,259", "1,235", "2,345"] {
            assert!(shows(&texts, number), "{number}");
        }
        let texts = sound(&drawn(&chart(&[1234.0; 40]), &Words::ENGLISH));
        assert!(!shows(&texts, "1,234"));
        assert!(
            shows(&texts, "median 1,234"),
            "the last year's stand at the end of the lines"
        );
    }

    #[test]
    fn labels_of_lines_that_coincide_stand_apart_in_their_order() {
        let same = FanYear {
            p10: 5.0,
            p50: 5.0,
            p80: 5.0,
            p90: 5.0,
            mean: 5.0,
        };
        let chart = FanChart {
            bands: vec![same; 30],
            ..chart(&[5.0; 30])
        };
        let texts = sound(&drawn(&chart, &Words::ENGLISH));
        let top = |label: &str| {
            texts
                .iter()
                .find(|t| t.text.starts_with(label))
                .map(|t| t.top)
        };
        let ends = ["P90 5", "P80 5", "mean 5", "median 5", "P10 5"].map(top);
        assert!(
            ends.iter().all(Option::is_some) && ends.is_sorted(),
            "{ends:?}"
        );
    }

    #[test]
    fn negative_amounts_have_the_sign_of_the_language() {
        let texts = sound(&drawn(&chart(&[-500.0, 500.0]), &LANGUAGES[1]));
        assert!(shows(&texts, "△500") && shows(&texts, "△520"));
    }

    #[test]
    fn without_years_the_chart_says_so() {
        assert!(shows(
            &sound(&drawn(&chart(&[]), &Words::ENGLISH)),
            "no data"
        ));
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let mut wrong = chart(&[100.0, 200.0]);
        wrong.bands[1].p80 = 300.0;
        let year = "FY2015".to_owned();
        assert_eq!(
            fan(&wrong, &Words::ENGLISH),
            Err(ChartError::Order { year })
        );
        wrong.bands.pop();
        assert!(matches!(
            fan(&wrong, &Words::ENGLISH),
            Err(ChartError::Length { .. })
        ));
        for value in [f64::NAN, f64::INFINITY, 1e300] {
            let mut wrong = chart(&[100.0]);
            wrong.bands[0].mean = value;
            let result = fan(&wrong, &Words::ENGLISH);
            assert!(
                matches!(result, Err(ChartError::Value { .. })),
                "{result:?}"
            );
        }
    }

    #[test]
    fn the_same_figures_give_the_same_bytes() {
        let chart = chart(&[100.0, 120.0]);
        assert_eq!(
            drawn(&chart, &Words::ENGLISH),
            drawn(&chart.clone(), &Words::ENGLISH)
        );
    }
}
