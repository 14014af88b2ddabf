//! Every kind of chart as one type, and how a tall one is split into sheets.

use super::{
    AcceptabilityChart, ApplicantsChart, ChanceChart, ChartError, CurveChart, DifferenceChart,
    FanChart, FlowChart, FlowStage, GridChart, LicencesChart, RankingChart, StackChart, Style,
    TimelineChart, UseChart,
};
use super::{
    HEIGHT, acceptability, applicants, chance, curve, difference, fan, flow, grid, licences,
    ranking, stack, timeline, usage,
};
use std::ops::Range;

/// A chart of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Amounts by fiscal year with their spread.
    Fan(FanChart),
    /// Amounts by fiscal year and part.
    Stack(StackChart),
    /// Chances by fiscal year.
    Chance(ChanceChart),
    /// Licences by fiscal year and to date.
    Licences(LicencesChart),
    /// Calls, applicants and results by fiscal year.
    Applicants(ApplicantsChart),
    /// What becomes of themes by stage.
    Flow(FlowChart),
    /// Use and queue of functions.
    Use(UseChart),
    /// Themes in the order of their ranks.
    Ranking(RankingChart),
    /// How surely themes stand at ranks.
    Acceptability(AcceptabilityChart),
    /// When themes pass their stages.
    Timeline(TimelineChart),
    /// How far something differs from a base.
    Difference(DifferenceChart),
    /// How a figure goes with a setting.
    Curve(CurveChart),
    /// How a figure goes with two settings.
    Grid(GridChart),
}

impl Chart {
    /// The whole chart on one sheet, as tall as its rows need.
    ///
    /// # Errors
    ///
    /// Where the figures contradict themselves; see the functions of the single kinds.
    pub fn svg(&self, style: &Style) -> Result<String, ChartError> {
        match self {
            Chart::Fan(chart) => fan::fan(chart, style),
            Chart::Stack(chart) => stack::stack(chart, style),
            Chart::Chance(chart) => chance::chance(chart, style),
            Chart::Licences(chart) => licences::licences(chart, style),
            Chart::Applicants(chart) => applicants::applicants(chart, style),
            Chart::Flow(chart) => flow::flow(chart, style),
            Chart::Use(chart) => usage::usage(chart, style),
            Chart::Ranking(chart) => ranking::ranking(chart, style),
            Chart::Acceptability(chart) => acceptability::acceptability(chart, style),
            Chart::Timeline(chart) => timeline::timeline(chart, style),
            Chart::Difference(chart) => difference::difference(chart, style),
            Chart::Curve(chart) => curve::curve(chart, style),
            Chart::Grid(chart) => grid::grid(chart, style),
        }
    }

    /// The chart on as few sheets as there must be for none to be taller than `height` pixels,
    /// the rows spread evenly; axes are the same on all. A sheet of a single row may be taller.
    ///
    /// # Errors
    ///
    /// Where the figures contradict themselves.
    pub fn sheets(&self, style: &Style, height: f64) -> Result<Vec<String>, ChartError> {
        // Refuses what cannot be drawn before its height is asked for.
        let whole = self.svg(style)?;
        if self.height(style) <= height {
            return Ok(vec![whole]);
        }
        let rows = self.rows();
        let fits = |sheets: &usize| {
            let mut parts = (0..*sheets).map(|sheet| self.part(sheet, *sheets, style));
            parts.all(|part| part.height(style) <= height)
        };
        let sheets = (2..=rows).find(fits).unwrap_or(rows.max(1));
        (0..sheets)
            .map(|sheet| self.part(sheet, sheets, style).svg(style))
            .collect()
    }

    /// Height of the sheet, pixels.
    fn height(&self, style: &Style) -> f64 {
        match self {
            Chart::Fan(_)
            | Chart::Stack(_)
            | Chart::Chance(_)
            | Chart::Licences(_)
            | Chart::Applicants(_)
            | Chart::Curve(_) => HEIGHT,
            Chart::Flow(chart) => flow::height(chart, style),
            Chart::Use(chart) => usage::height(chart, style),
            Chart::Ranking(chart) => ranking::height(chart, style),
            Chart::Acceptability(chart) => acceptability::height(chart, style),
            Chart::Timeline(chart) => timeline::height(chart, style),
            Chart::Difference(chart) => difference::height(chart, style),
            Chart::Grid(chart) => grid::height(chart, style),
        }
    }

    /// Rows that a split may part.
    fn rows(&self) -> usize {
        match self {
            Chart::Flow(chart) => match chart.routes().count() {
                // Stages of one route stay together where there are several.
                0 | 1 => chart.stages.len(),
                routes => routes,
            },
            Chart::Use(chart) => chart.functions.len(),
            Chart::Ranking(chart) => chart.themes.len(),
            Chart::Acceptability(chart) => chart.themes.len(),
            Chart::Timeline(chart) => chart.themes.len(),
            Chart::Difference(chart) => chart.rows.len(),
            Chart::Grid(chart) => chart.rows.len(),
            _ => 1,
        }
    }

    /// Sheet number `sheet`, from 0, of `sheets`.
    fn part(&self, sheet: usize, sheets: usize, style: &Style) -> Chart {
        let rows = self.rows();
        let range = rows * sheet / sheets..rows * (sheet + 1) / sheets;
        let caption = |caption: &super::Caption| caption.of_sheet(sheet + 1, sheets, style);
        match self {
            Chart::Flow(chart) => {
                let entered = chart.stages.iter().map(|stage| stage.entered);
                let routes: Vec<&[FlowStage]> = chart.routes().collect();
                let stages = match routes.len() {
                    0 | 1 => rows_of(&chart.stages, range),
                    _ => rows_of(&routes, range).concat(),
                };
                Chart::Flow(FlowChart {
                    caption: caption(&chart.caption),
                    stages,
                    extent: entered.fold(chart.extent, f64::max),
                })
            }
            Chart::Use(chart) => Chart::Use(UseChart {
                caption: caption(&chart.caption),
                years: chart.years.clone(),
                functions: rows_of(&chart.functions, range),
            }),
            Chart::Ranking(chart) => Chart::Ranking(RankingChart {
                caption: caption(&chart.caption),
                axis: chart.axis.clone(),
                themes: rows_of(&chart.themes, range),
                extent: extent(themes_of(chart), chart.extent),
            }),
            Chart::Difference(chart) => Chart::Difference(DifferenceChart {
                caption: caption(&chart.caption),
                axis: chart.axis.clone(),
                rows: rows_of(&chart.rows, range),
                extent: extent(
                    chart.rows.iter().map(|row| (row.low, row.high)),
                    chart.extent,
                ),
            }),
            Chart::Grid(chart) => Chart::Grid(GridChart {
                caption: caption(&chart.caption),
                columns: chart.columns.clone(),
                rows: rows_of(&chart.rows, range),
                extent: grid::extent(chart),
            }),
            Chart::Acceptability(chart) => Chart::Acceptability(AcceptabilityChart {
                caption: caption(&chart.caption),
                ranks: chart.ranks,
                themes: rows_of(&chart.themes, range),
            }),
            Chart::Timeline(chart) => Chart::Timeline(TimelineChart {
                caption: caption(&chart.caption),
                years: chart.years.clone(),
                themes: rows_of(&chart.themes, range),
            }),
            whole => whole.clone(),
        }
    }
}

fn rows_of<T: Clone>(rows: &[T], range: Range<usize>) -> Vec<T> {
    rows.get(range).unwrap_or(&[]).to_vec()
}

fn themes_of(chart: &RankingChart) -> impl Iterator<Item = (f64, f64)> {
    chart.themes.iter().map(|theme| (theme.low, theme.high))
}

/// The least and the largest value of all intervals, and of an extent.
fn extent(
    intervals: impl Iterator<Item = (f64, f64)>,
    extent: Option<(f64, f64)>,
) -> Option<(f64, f64)> {
    let all = intervals.chain(extent);
    all.reduce(|(low, high), (a, b)| (low.min(a), high.max(b)))
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, circles, shows, sound};
    use super::super::{Caption, RankedTheme};
    use super::*;

    fn ranking(themes: usize) -> Chart {
        let theme = |place: usize| RankedTheme {
            label: format!("T{place:02}"),
            ranks: (place + 1, place + 1),
            value: 100.0 - place as f64,
            low: 99.0 - place as f64,
            high: 102.0 - place as f64,
        };
        Chart::Ranking(RankingChart {
            caption: Caption {
                title: "Ranking".into(),
                ..Caption::default()
            },
            axis: "score".into(),
            themes: (0..themes).map(theme).collect(),
            extent: None,
        })
    }

    #[test]
    fn what_fits_is_one_sheet_and_the_same_as_the_whole() {
        let chart = ranking(10);
        assert_eq!(
            chart.sheets(&EN, HEIGHT).unwrap(),
            [chart.svg(&EN).unwrap()]
        );
    }

    #[test]
    fn a_slide_is_a_slide_whatever_stands_around_the_chart() {
        for lines in 0..400 {
            let text = "あ".repeat(lines);
            let caption = Caption {
                title: text.clone(),
                subtitle: text.clone(),
                note: text.clone(),
                source: text,
                ..Caption::default()
            };
            let Chart::Ranking(chart) = ranking(3) else {
                panic!("a ranking");
            };
            let chart = Chart::Ranking(RankingChart { caption, ..chart });
            assert_eq!(chart.height(&EN), HEIGHT);
        }
    }

    #[test]
    fn sheets_hold_every_row_once_and_have_one_axis() {
        let chart = ranking(60);
        let sheets = chart.sheets(&EN, HEIGHT).unwrap();
        assert!(sheets.len() > 2, "{}", sheets.len());
        let texts: Vec<_> = sheets.iter().map(|sheet| sound(sheet)).collect();
        for theme in 0..60 {
            let label = format!("T{theme:02}");
            let held = texts.iter().filter(|texts| shows(texts, &label)).count();
            assert_eq!(held, 1, "{label}");
        }
        let title = format!("Ranking (2/{})", sheets.len());
        assert!(shows(&texts[1], &title));
        for sheet in &sheets {
            assert!(sheet.contains("height=\"630\""), "every sheet is a slide");
        }
        // One step of value is as long on the first sheet as on the second.
        let step = |sheet: &String| {
            let dots = circles(sheet);
            dots[0].0 - dots[1].0
        };
        let ratio = step(&sheets[0]) / step(&sheets[1]);
        // Labels of other widths leave a little more or less room.
        assert!((ratio - 1.0).abs() < 0.05, "{ratio}");
    }
}
