//! Which theme first, and how sure that is: a dot with its interval for every theme.
//!
//! Themes whose order is not certain share a range of ranks; they stand on a common ground with a
//! bracket, so that nobody reads an order into them.

use super::canvas::{Align, Area, Marker, Pen};
use super::error::{ascending, finite};
use super::frame::{Frame, nothing};
use super::labels::RowLabels;
use super::number::Numbers;
use super::palette::{AXIS, BLANK, BLUE, INK, TEXT};
use super::panel::value_axis;
use super::scale::Scale;
use super::text::{Face, shorten};
use super::{Caption, ChartError, Style};
use crate::language::{Language, Text, Words, words};
use crate::text;

/// Themes in the order of their ranks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RankingChart {
    /// Title, unit and origin; the subtitle says what the intervals are.
    pub caption: Caption,
    /// What themes are ranked by, at the axis.
    pub axis: String,
    /// The themes, the first one first.
    pub themes: Vec<RankedTheme>,
    /// The axis holds these values too, so that several sheets have the same.
    pub extent: Option<(f64, f64)>,
}

/// A theme in a ranking.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RankedTheme {
    /// Name of the theme.
    pub label: String,
    /// The best and the worst rank of the themes it ties with, from 1; the same where it ties
    /// with none.
    pub ranks: (usize, usize),
    /// What it is ranked by.
    pub value: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
}

impl RankedTheme {
    fn ties(&self) -> bool {
        self.ranks.0 != self.ranks.1
    }
}

/// Draws a ranking: themes downwards, values to the right.
///
/// The chart grows downwards with the number of themes. Without themes it says that there is no
/// data.
///
/// # Errors
///
/// - [`ChartError::Value`] where a value is not finite or beyond ±10²⁹⁰.
/// - [`ChartError::Order`] where a value lies outside its interval, or the worst rank of a tie is
///   better than its best.
pub fn ranking(chart: &RankingChart, style: &Style) -> Result<String, ChartError> {
    chart.themes.iter().try_for_each(check)?;
    let frame = Frame::new(&chart.caption);
    let plan = Plan::new(chart, style);
    let room = frame.room(plan.least_height());
    frame.draw(room, &reading(chart, style), style, |pen| {
        match chart.themes.is_empty() {
            true => nothing(pen, room, style),
            false => plan.draw(pen, room),
        }
    })
}

/// Height of the sheet, pixels.
pub(super) fn height(chart: &RankingChart, style: &Style) -> f64 {
    let frame = Frame::new(&chart.caption);
    frame.height(frame.room(Plan::new(chart, style).least_height()))
}

fn check(theme: &RankedTheme) -> Result<(), ChartError> {
    let values = [theme.low, theme.value, theme.high];
    for value in values {
        finite(value, || theme.label.clone())?;
    }
    ascending(&values, || theme.label.clone())?;
    let ranks = [theme.ranks.0 as f64, theme.ranks.1 as f64];
    ascending(&ranks, || theme.label.clone())
}

/// The chart for those who cannot see it.
fn reading(chart: &RankingChart, style: &Style) -> String {
    const HOW: Words = words(
        "One row per theme in the order of ranks: a dot for the value, a whisker for its \
         interval; themes whose order is not certain share a range of ranks.",
        "順位順に1行1テーマ。点が値、横線がその区間。順位を確定できないテーマは同順位群とする。",
    );
    let numbers = numbers(chart, style);
    let theme = |theme: &RankedTheme| {
        let (rank, label) = (rank(theme.ranks, style), &theme.label);
        let value = interval(theme, numbers, style);
        let told: Text = text!("{rank}: {label}, {value}.", "{rank}：{label}、{value}。");
        told.of(style.language).to_owned()
    };
    std::iter::once(HOW.of(style.language).to_owned())
        .chain(chart.themes.iter().map(theme))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A rank, or the range of a tie.
fn rank((best, worst): (usize, usize), style: &Style) -> String {
    match (best == worst, style.language) {
        (true, Language::English) => best.to_string(),
        (true, Language::Japanese) => format!("{best}位"),
        (false, Language::English) => format!("{best}–{worst}"),
        (false, Language::Japanese) => format!("{best}～{worst}位"),
    }
}

fn numbers(chart: &RankingChart, style: &Style) -> Numbers {
    let all = chart
        .themes
        .iter()
        .flat_map(|theme| [theme.low, theme.high]);
    Numbers::up_to(
        all.fold(0.0, |most: f64, value| most.max(value.abs())),
        style,
    )
}

const RANK: Face = Face::bold(14);
const LABEL: Face = Face::regular(14);
const VALUE: Face = Face::regular(14);
/// Widest label of a theme.
const WIDEST_LABEL: f64 = 330.0;
/// Widest value with its interval.
const WIDEST_VALUE: f64 = 230.0;
/// A row is at most this high, however few there are.
const TALLEST_ROW: f64 = 40.0;
/// Height of the axis above and below the rows.
const AXIS_HEIGHT: f64 = 26.0;
/// Height of the words over the axis.
const HEAD: f64 = 24.0;
/// Between columns.
const GAP: f64 = 14.0;
/// Room for the bracket of a tie.
const BRACKET: f64 = 16.0;
const TIE: Words = words("order not certain", "同順位群");

/// What is to be drawn and how much room it needs.
struct Plan<'a> {
    chart: &'a RankingChart,
    style: &'a Style,
    ranks: Vec<String>,
    labels: RowLabels,
    values: Vec<String>,
    /// Width of the column of values.
    value_width: f64,
}

impl<'a> Plan<'a> {
    fn new(chart: &'a RankingChart, style: &'a Style) -> Plan<'a> {
        let themes = || chart.themes.iter();
        let numbers = numbers(chart, style);
        let print = |numbers: Numbers| -> Vec<String> {
            themes()
                .map(|theme| interval(theme, numbers, style))
                .collect()
        };
        let full = print(numbers);
        let values = match VALUE.widest(&full) <= WIDEST_VALUE {
            true => full,
            false => print(numbers.short()),
        };
        Plan {
            chart,
            style,
            ranks: themes().map(|theme| rank(theme.ranks, style)).collect(),
            labels: RowLabels::new(themes().map(|t| t.label.as_str()), LABEL, WIDEST_LABEL),
            value_width: VALUE.widest(&values),
            values,
        }
    }

    fn least_height(&self) -> f64 {
        self.around() + self.least_row() * self.chart.themes.len() as f64
    }

    fn around(&self) -> f64 {
        HEAD + 2.0 * AXIS_HEIGHT
    }

    fn least_row(&self) -> f64 {
        LABEL.line_height() * self.labels.most_lines as f64 + 5.0
    }

    fn draw(&self, pen: &mut Pen<'_>, room: Area) {
        let rows = self.chart.themes.len() as f64;
        let row = ((room.height() - self.around()) / rows).min(TALLEST_ROW);
        let ranks = room.left + BRACKET + RANK.widest(&self.ranks);
        let labels = ranks + GAP + self.labels.width;
        let top = room.top + HEAD + AXIS_HEIGHT;
        let plot = Area {
            left: labels + GAP + 20.0,
            top,
            right: room.right - self.value_width - GAP - 20.0,
            bottom: top + rows * row,
        };
        let scale = self.scale(plot.width());
        self.ties(pen, room, top, row);
        self.axis(pen, room, plot, &scale);
        for (place, theme) in self.chart.themes.iter().enumerate() {
            let y = top + (place as f64 + 0.5) * row;
            pen.text(&self.ranks[place], (ranks, y), RANK, INK, Align::Right);
            let label = &self.labels.lines[place];
            pen.block(label, (ranks + GAP, y), LABEL, TEXT, Align::Left);
            let x = |value: f64| plot.left + scale.share(value) * plot.width();
            let half = (0.2 * row).min(6.0);
            pen.whisker((x(theme.low), y), (x(theme.high), y), half, BLUE, 2.0);
            pen.marker((x(theme.value), y), 5.0, Marker::Circle, BLUE);
            let value = &self.values[place];
            pen.text(value, (room.right, y), VALUE, TEXT, Align::Right);
        }
    }

    fn scale(&self, width: f64) -> Scale {
        let themes = self.chart.themes.iter();
        let ends = themes.flat_map(|theme| [theme.low, theme.high]);
        let extent = self.chart.extent.map(|(low, high)| [low, high]);
        let all = ends.chain(extent.into_iter().flatten());
        let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        Scale::spanning(low, high, (width / 90.0).clamp(2.0, 7.0) as u32)
    }

    /// The common ground of themes that tie, with a bracket.
    fn ties(&self, pen: &mut Pen<'_>, room: Area, top: f64, row: f64) {
        let mut from = 0;
        for group in self.chart.themes.chunk_by(|a, b| a.ranks == b.ranks) {
            let (first, last) = (from, from + group.len());
            from = last;
            if !group[0].ties() {
                continue;
            }
            let ground = Area {
                left: room.left,
                top: top + first as f64 * row + 1.0,
                right: room.right,
                bottom: top + last as f64 * row - 1.0,
            };
            pen.fill(ground, BLANK);
            let (left, inner) = (room.left + 4.0, room.left + 10.0);
            let (upper, lower) = (ground.top + 3.0, ground.bottom - 3.0);
            let bracket = [(inner, upper), (left, upper), (left, lower), (inner, lower)];
            pen.line(&bracket, AXIS, 2.0);
        }
    }

    fn axis(&self, pen: &mut Pen<'_>, room: Area, plot: Area, scale: &Scale) {
        value_axis(pen, room, plot, scale, self.style);
        let y = room.top + HEAD / 2.0;
        let tie = TIE.of(self.style.language);
        let beside = match self.chart.themes.iter().any(RankedTheme::ties) {
            true => {
                let (left, inner) = (room.left + 4.0, room.left + 10.0);
                let bracket = [
                    (inner, y - 7.0),
                    (left, y - 7.0),
                    (left, y + 7.0),
                    (inner, y + 7.0),
                ];
                pen.line(&bracket, AXIS, 2.0);
                let at = (room.left + BRACKET, y);
                pen.text(tie, at, LABEL, TEXT, Align::Left);
                room.left + BRACKET + LABEL.width(tie) + GAP
            }
            false => room.left,
        };
        // The name of the axis over the plot, as far as there is room.
        let axis = shorten(&self.chart.axis, RANK, room.right - beside.max(plot.left));
        pen.text(&axis, (beside.max(plot.left), y), RANK, TEXT, Align::Left);
    }
}

/// A value with its interval.
fn interval(theme: &RankedTheme, numbers: Numbers, style: &Style) -> String {
    let [value, low, high] = [theme.value, theme.low, theme.high].map(|value| numbers.print(value));
    match style.language {
        // What is known for certain has no interval.
        _ if low == high => value,
        Language::English => format!("{value} ({low} to {high})"),
        Language::Japanese => format!("{value}（{low}～{high}）"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, JA, circles, rects, shows, sound};
    use super::*;

    fn theme(label: &str, ranks: (usize, usize), value: f64) -> RankedTheme {
        RankedTheme {
            label: label.into(),
            ranks,
            value,
            low: value - 3.0,
            high: value + 4.0,
        }
    }

    fn chart() -> RankingChart {
        RankingChart {
            caption: Caption::default(),
            axis: "score".into(),
            themes: vec![
                theme("A", (1, 1), 80.0),
                theme("B", (2, 3), 70.0),
                theme("C", (2, 3), 69.0),
                theme("D", (4, 4), 50.0),
            ],
            extent: None,
        }
    }

    #[test]
    fn dots_are_drawn_to_scale_in_the_order_of_ranks() {
        let points = circles(&ranking(&chart(), &EN).unwrap());
        let [a, b, c, d] = points[..] else {
            panic!("{points:?}");
        };
        assert!((a.0 - b.0 - 10.0 * (b.0 - c.0)).abs() < 1.5, "{points:?}");
        assert!(((a.0 - d.0) / (a.0 - b.0) - 3.0).abs() < 0.02);
        assert!(a.1 < b.1 && b.1 < c.1 && c.1 < d.1);
    }

    #[test]
    fn themes_that_tie_share_their_ranks_and_a_ground() {
        let svg = ranking(&chart(), &JA).unwrap();
        let texts = sound(&svg);
        assert_eq!(texts.iter().filter(|text| text.text == "2～3位").count(), 2);
        assert!(shows(&texts, "70.0（67.0～74.0）") && shows(&texts, "同順位群"));
        let grounds = rects(&svg, "#F2F2F2");
        assert_eq!(grounds.len(), 1);
        let [_, b, c, _] = circles(&svg)[..] else {
            panic!("four dots");
        };
        let (top, bottom) = (grounds[0].top, grounds[0].top + grounds[0].height);
        assert!(top < b.1 && c.1 < bottom);
    }

    #[test]
    fn an_axis_may_be_longer_so_that_sheets_compare() {
        let short = circles(&ranking(&chart(), &EN).unwrap());
        let long = RankingChart {
            extent: Some((0.0, 200.0)),
            ..chart()
        };
        let long = circles(&ranking(&long, &EN).unwrap());
        assert!(long[0].0 - long[3].0 < (short[0].0 - short[3].0) / 2.0);
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let mut wrong = chart();
        wrong.themes[0].low = 90.0;
        let error = ranking(&wrong, &EN).unwrap_err();
        assert!(matches!(error, ChartError::Order { .. }));
        wrong.themes[0].low = f64::NAN;
        let error = ranking(&wrong, &EN).unwrap_err();
        assert!(matches!(error, ChartError::Value { .. }));
    }
}
