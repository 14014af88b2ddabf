//! Amounts per fiscal year and how sure they are: a band with lines, the cap and the request.
//!
//! Every year stands for itself: the P80 of a total is not the sum of the years' P80s. Under the
//! axis the same numbers are printed, where there is room; else the last year's stand at the end
//! of the lines.
//!
//! A request is the amount at a chosen confidence, which is what the line of P80 is for where
//! nobody chose: so the one takes the place of the other.

use super::canvas::{Area, Marker, Pen};
use super::error::{ascending, finite, length};
use super::frame::{Frame, nothing};
use super::number::Numbers;
use super::palette::{BLUE, BROWN, INK, LIGHT_SKY, MUTED, RED, SKY};
use super::panel::{DIRECT, Panel, REACH, beside, ticks};
use super::scale::Scale;
use super::table::{Row, Rows};
use super::text::shorten;
use super::words::{MEAN, MEDIAN, P10, P80, P90};
use super::years::{Columns, Years};
use super::{Caption, ChartError, Style};
use crate::language::{Text, words};
use crate::text;
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
    /// What the caps of the years are called; not shown where no year has one.
    pub cap: String,
    /// What the requests of the years are called, with their confidence; not shown where no year
    /// has one.
    pub request: String,
}

/// The distribution of one fiscal year's amount, in the unit the caption names.
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
    /// What may be spent, where that is limited.
    pub cap: Option<f64>,
    /// What is requested, where that is decided.
    pub request: Option<f64>,
}

/// Draws amounts per fiscal year: the band from P10 to P90, median and mean; the request where
/// there is one, else P80; the cap as a step.
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
/// use soyaku::language::Language;
/// use soyaku::report::Style;
/// use soyaku::report::chart::{Caption, FanChart, FanYear, fan};
///
/// let chart = FanChart {
///     caption: Caption {
///         title: "Cost by fiscal year".into(),
///         unit: "million yen, prices of 2013".into(),
///         ..Caption::default()
///     },
///     years: vec!["FY2014".into()],
///     bands: vec![FanYear {
///         p10: 80.0,
///         p50: 100.0,
///         p80: 115.0,
///         p90: 124.0,
///         mean: 101.0,
///         ..FanYear::default()
///     }],
///     ..FanChart::default()
/// };
/// let svg = fan(&chart, &Style::of(Language::English))?;
/// assert!(svg.contains("<title>Cost by fiscal year</title>"));
/// # Ok::<(), soyaku::report::chart::ChartError>(())
/// ```
pub fn fan(chart: &FanChart, style: &Style) -> Result<String, ChartError> {
    check(chart)?;
    let frame = Frame::new(&chart.caption);
    let room = frame.room(0.0);
    frame.draw(room, &reading(chart, style), style, |pen| {
        if chart.bands.is_empty() {
            nothing(pen, room, style);
        } else {
            Layout::new(chart, style, room).draw(pen);
        }
    })
}

fn check(chart: &FanChart) -> Result<(), ChartError> {
    length(chart.years.len(), chart.bands.len(), || "bands".to_owned())?;
    for (year, band) in chart.years.iter().zip(&chart.bands) {
        let FanYear {
            p10,
            p50,
            p80,
            p90,
            mean,
            cap,
            request,
        } = *band;
        let lines = [cap, request].into_iter().flatten();
        for value in [p10, p50, p80, p90, mean].into_iter().chain(lines) {
            finite(value, || format!("an amount of {year}"))?;
        }
        ascending(&[p10, p50, p80, p90], || year.clone())?;
    }
    Ok(())
}

/// The chart for those who cannot see it.
fn reading(chart: &FanChart, style: &Style) -> String {
    const HOW: crate::language::Words = words(
        "Each fiscal year by itself: the band reaches from the amount not exceeded in 10 % of the \
         runs (P10) to that not exceeded in 90 % (P90); lines mark the median, the mean, the \
         amount that suffices with the confidence named, and the cap.",
        "年度ごとに、試行の10％が下回る額（P10）から90％が下回る額（P90）までを帯で、中央値、平均、\
         所定の確度で足りる額及び上限額を線で示す。",
    );
    let numbers = numbers(chart, style);
    let year = |(year, band): (&String, &FanYear)| {
        let [p10, p50, p90] = [band.p10, band.p50, band.p90].map(|value| numbers.print(value));
        let told: Text = text!(
            "{year}: median {p50}, P10 {p10}, P90 {p90}.",
            "{year}は中央値{p50}、P10 {p10}、P90 {p90}。"
        );
        told.of(style.language).to_owned()
    };
    let years = chart.years.iter().zip(&chart.bands).map(year);
    std::iter::once(HOW.of(style.language).to_owned())
        .chain(years)
        .collect::<Vec<_>>()
        .join(" ")
}

fn numbers(chart: &FanChart, style: &Style) -> Numbers {
    let all = chart.bands.iter().flat_map(values);
    Numbers::up_to(
        all.fold(0.0, |most: f64, value| most.max(value.abs())),
        style,
    )
}

/// All values of a year.
fn values(band: &FanYear) -> impl Iterator<Item = f64> {
    let all = Series::ALL.map(|series| series.of(band));
    all.into_iter().flatten()
}

/// The figures of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Series {
    Cap,
    Request,
    P90,
    P80,
    Mean,
    Median,
    P10,
}

impl Series {
    /// All, from top to bottom where they coincide.
    const ALL: [Series; 7] = [
        Series::Cap,
        Series::Request,
        Series::P90,
        Series::P80,
        Series::Mean,
        Series::Median,
        Series::P10,
    ];

    /// Those that a chart shows.
    fn shown(chart: &FanChart) -> Vec<Series> {
        let some = |series: Series| chart.bands.iter().any(|band| series.of(band).is_some());
        let requested = some(Series::Request);
        Series::ALL
            .into_iter()
            .filter(|series| some(*series) && !(requested && *series == Series::P80))
            .collect()
    }

    fn of(self, band: &FanYear) -> Option<f64> {
        match self {
            Series::Cap => band.cap,
            Series::Request => band.request,
            Series::P90 => Some(band.p90),
            Series::P80 => Some(band.p80),
            Series::Mean => Some(band.mean),
            Series::Median => Some(band.p50),
            Series::P10 => Some(band.p10),
        }
    }

    fn word(self, chart: &FanChart, style: &Style) -> String {
        let words = match self {
            Series::Cap => return chart.cap.clone(),
            Series::Request => return chart.request.clone(),
            Series::P90 => P90,
            Series::P80 => P80,
            Series::Mean => MEAN,
            Series::Median => MEDIAN,
            Series::P10 => P10,
        };
        words.of(style.language).to_owned()
    }

    /// The colour of its line.
    fn colour(self) -> RGBColor {
        match self {
            Series::Cap => INK,
            Series::Request => BROWN,
            Series::P90 | Series::P10 => SKY,
            Series::P80 => RED,
            Series::Mean => MUTED,
            Series::Median => BLUE,
        }
    }

    /// Draws its line, without the markers.
    fn line(self, pen: &mut Pen<'_>, points: &[(f64, f64)]) {
        match self {
            Series::P90 | Series::P10 => pen.line(points, self.colour(), 1.5),
            Series::P80 | Series::Request => pen.line(points, self.colour(), 2.0),
            Series::Mean => pen.dashes(points, self.colour(), 1.5),
            Series::Median | Series::Cap => pen.line(points, self.colour(), 3.5),
        }
    }

    /// Draws its marker, if it has one.
    fn marker(self, pen: &mut Pen<'_>, point: (f64, f64), radius: f64) {
        let marker = match self {
            Series::Cap | Series::P90 | Series::P10 => return,
            Series::Request => Marker::Square,
            Series::P80 => Marker::Triangle,
            Series::Mean => Marker::Diamond,
            Series::Median => Marker::Circle,
        };
        pen.marker(point, radius, marker, self.colour());
    }

    /// Whether the reader must not miss it.
    fn emphasised(self) -> bool {
        matches!(self, Series::Cap | Series::Request | Series::P80)
    }
}

/// Half the width of the band of a single year.
const SINGLE: f64 = 40.0;
/// Widest word beside the plot.
const WIDEST_WORD: f64 = 210.0;
/// Length of the sign of a line left of its row of numbers.
const SIGN: f64 = 26.0;

/// Where everything stands.
struct Layout<'a> {
    chart: &'a FanChart,
    room: Area,
    panel: Panel,
    years: Years,
    /// What is shown, and the label of each at the end of its line.
    series: Vec<(Series, String)>,
    /// The numbers under the years, if there is room for them.
    rows: Option<Rows>,
}

impl<'a> Layout<'a> {
    fn new(chart: &'a FanChart, style: &Style, room: Area) -> Layout<'a> {
        let scale = Scale::holding(chart.bands.iter().flat_map(values), 5);
        let ticks = ticks(&scale, style);
        let numbers = numbers(chart, style);
        let shown = Series::shown(chart);
        let word = |series: Series| shorten(&series.word(chart, style), DIRECT, WIDEST_WORD);
        let rows = Rows {
            rows: shown
                .iter()
                .map(|series| row(*series, word(*series), chart, numbers))
                .collect(),
        };
        let count = chart.bands.len() as f64;
        let named: Vec<_> = shown
            .iter()
            .map(|series| (*series, word(*series)))
            .collect();
        let left = room.left + beside(&ticks).max(rows.names(WIDEST_WORD) + SIGN + 14.0);
        let widest = |series: &[(Series, String)]| DIRECT.widest(series.iter().map(|(_, w)| w));
        let column = columns(left, room.right, widest(&named), count);
        let (rows, series, left, column) = match rows.fit(column) {
            true => (Some(rows), named, left, column),
            false => {
                let left = room.left + beside(&ticks);
                let series = with_last(named, numbers, chart);
                let column = columns(left, room.right, widest(&series), count);
                (None, series, left, column)
            }
        };
        let columns = Columns {
            left,
            width: column,
        };
        let years = Years::new(&chart.years, columns);
        let below = rows.as_ref().map_or(0.0, Rows::height);
        let plot = Area {
            left,
            top: room.top + 10.0,
            right: left + column * count,
            bottom: room.bottom - below - years.height() - 10.0,
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
            series,
            rows,
        }
    }

    fn draw(&self, pen: &mut Pen<'_>) {
        self.band(pen);
        self.panel.draw(pen);
        let bottom = self.panel.plot.bottom;
        self.years.draw(pen, bottom + 8.0, (bottom, bottom + 6.0));
        // What matters most is drawn last.
        let mut order: Vec<Series> = self.series.iter().map(|(series, _)| *series).collect();
        order.sort_by_key(|series| (*series == Series::Median, series.emphasised()));
        for series in &order {
            for points in self.points(*series) {
                series.line(pen, &points);
            }
        }
        let radius = (self.panel.columns.width / 6.0).clamp(3.0, 6.0);
        for series in &order {
            for point in self.points(*series).into_iter().flatten() {
                series.marker(pen, point, radius);
            }
        }
        self.labels(pen);
        if let Some(rows) = &self.rows {
            rows.draw(
                pen,
                self.room.left + SIGN,
                self.panel.columns,
                self.room.bottom,
            );
            self.signs(pen, rows);
        }
    }

    /// The sign of each line before its row of numbers.
    fn signs(&self, pen: &mut Pen<'_>, rows: &Rows) {
        for ((series, _), middle) in self.series.iter().zip(rows.middles(self.room.bottom)) {
            let ends = [(self.room.left, middle), (self.room.left + SIGN, middle)];
            series.line(pen, &ends);
            series.marker(pen, (self.room.left + SIGN / 2.0, middle), 5.0);
        }
    }

    /// Where the band ends.
    fn end(&self) -> f64 {
        let years = self.chart.bands.len();
        let single = if years == 1 { SINGLE } else { 0.0 };
        self.panel.x(years.saturating_sub(1)) + single
    }

    /// The points of a series, in stretches of years that have one; a cap is a step as wide as
    /// its year, so that a single one shows too.
    fn points(&self, series: Series) -> Vec<Vec<(f64, f64)>> {
        let half = match (series, self.chart.bands.len()) {
            (Series::Cap, 1) => SINGLE,
            (Series::Cap, _) => self.panel.columns.width / 2.0,
            _ => 0.0,
        };
        let last = self.chart.bands.len().saturating_sub(1);
        let bands: Vec<_> = self.chart.bands.iter().enumerate().collect();
        let stretches =
            bands.chunk_by(|(_, a), (_, b)| series.of(a).is_some() && series.of(b).is_some());
        stretches
            .map(|stretch| {
                let years = stretch.iter();
                years
                    .filter_map(|(year, band)| Some((*year, series.of(band)?)))
                    .flat_map(|(year, value)| {
                        let (x, y) = (self.panel.x(year), self.panel.y(value));
                        // It ends where its label begins.
                        let right = if year == last && last > 0 { 0.0 } else { half };
                        match half > 0.0 {
                            true => vec![(x - half, y), (x + right, y)],
                            false => vec![(x, y)],
                        }
                    })
                    .collect()
            })
            .collect()
    }

    /// The area from P10 to P90; of a single year a column.
    fn band(&self, pen: &mut Pen<'_>) {
        let points = |series| self.points(series).concat();
        let (mut outline, lower) = (points(Series::P90), points(Series::P10));
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

    /// The name of each line at its end.
    fn labels(&self, pen: &mut Pen<'_>) {
        let Some(band) = self.chart.bands.last() else {
            return;
        };
        let end = |series: &Series| Some(self.panel.y(series.of(band)?));
        let ends: Vec<(f64, Vec<String>)> = self
            .series
            .iter()
            .filter_map(|(series, label)| Some((end(series)?, vec![label.clone()])))
            .collect();
        self.panel.words_beside(pen, self.end(), &ends);
    }
}

/// Width of a year's column, so that the label of the last point, in the middle of its column,
/// ends before `right`.
fn columns(left: f64, right: f64, label: f64, years: f64) -> f64 {
    let room = right - left;
    let band = if years == 1.0 { SINGLE } else { 0.0 };
    ((room - label - REACH - band) / (years - 0.5)).min(room / years)
}

fn row(series: Series, name: String, chart: &FanChart, numbers: Numbers) -> Row {
    let bands = chart.bands.iter();
    let print = |value| numbers.print(value);
    Row {
        name,
        cells: bands
            .map(|band| series.of(band).map_or_else(String::new, print))
            .collect(),
        bold: series.emphasised(),
    }
}

/// The names with the last year's values, shortened where they are too wide.
fn with_last(
    named: Vec<(Series, String)>,
    numbers: Numbers,
    chart: &FanChart,
) -> Vec<(Series, String)> {
    let last = chart.bands.last();
    let with = |(series, name): (Series, String)| {
        let Some(value) = last.and_then(|band| series.of(band)) else {
            return (series, name);
        };
        let full = format!("{name} {}", numbers.print(value));
        let label = match DIRECT.width(&full) > WIDEST_WORD {
            true => {
                let short = numbers.short().print(value);
                let room = WIDEST_WORD - DIRECT.width(&format!(" {short}"));
                format!("{} {short}", shorten(&name, DIRECT, room))
            }
            false => full,
        };
        (series, label)
    };
    named.into_iter().map(with).collect()
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, JA, STYLES, circles, long_caption, shows, sound};
    use super::*;

    fn flat(median: f64) -> FanYear {
        let (p10, p80, p90) = (median - 20.0, median + 15.0, median + 25.0);
        FanYear {
            p10,
            p50: median,
            p80,
            p90,
            mean: median + 1.0,
            ..FanYear::default()
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
            ..FanChart::default()
        }
    }

    fn drawn(chart: &FanChart, style: &Style) -> String {
        match fan(chart, style) {
            Ok(svg) => svg,
            Err(reason) => panic!("{reason}"),
        }
    }

    #[test]
    fn every_number_of_years_and_size_of_values_leaves_the_texts_apart() {
        for style in STYLES {
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
                            ..FanYear::default()
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
                        ..FanChart::default()
                    };
                    sound(&drawn(&chart, &style));
                }
            }
        }
    }

    #[test]
    fn heights_are_proportional_to_values() {
        let medians = [100.0, 150.0, 300.0, 200.0];
        let points = circles(&drawn(&chart(&medians), &EN));
        let [first, second, third, fourth, _row] = points[..] else {
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
        let texts = sound(&drawn(&chart(&[1234.0, 2345.0]), &EN));
        for number in ["1,214", "1,234", "1,249", "1,259", "1,235", "2,345"] {
            assert!(shows(&texts, number), "{number}");
        }
        let texts = sound(&drawn(&chart(&[1234.0; 40]), &EN));
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
            ..FanYear::default()
        };
        let chart = FanChart {
            bands: vec![same; 30],
            ..chart(&[5.0; 30])
        };
        let texts = sound(&drawn(&chart, &EN));
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
        let texts = sound(&drawn(&chart(&[-500.0, 500.0]), &JA));
        assert!(shows(&texts, "△500") && shows(&texts, "△520"));
    }

    #[test]
    fn without_years_the_chart_says_so() {
        assert!(shows(&sound(&drawn(&chart(&[]), &EN)), "no data"));
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let mut wrong = chart(&[100.0, 200.0]);
        wrong.bands[1].p80 = 300.0;
        let of = "FY2015".to_owned();
        assert_eq!(fan(&wrong, &EN), Err(ChartError::Order { of }));
        wrong.bands.pop();
        assert!(matches!(fan(&wrong, &EN), Err(ChartError::Length { .. })));
        for value in [f64::NAN, f64::INFINITY, 1e300] {
            let mut wrong = chart(&[100.0]);
            wrong.bands[0].mean = value;
            let result = fan(&wrong, &EN);
            assert!(
                matches!(result, Err(ChartError::Value { .. })),
                "{result:?}"
            );
        }
    }

    #[test]
    fn the_same_figures_give_the_same_bytes() {
        let chart = chart(&[100.0, 120.0]);
        assert_eq!(drawn(&chart, &EN), drawn(&chart.clone(), &EN));
    }
}
