//! When each theme passes its stages: a lane per stage, from P10 to P90 with a tick at the median.

use super::canvas::{Align, Area, Marker, Pen};
use super::error::{amount, ascending, share};
use super::frame::{Frame, MARGIN, WIDTH, nothing};
use super::labels::RowLabels;
use super::legend::{Entry, Legend, SIGN};
use super::number::percent;
use super::palette::{AXIS, BLUE, GRID, INK, MUTED, ORANGE, SKY, TEXT};
use super::text::{Face, shorten};
use super::words::NOT_APPLICABLE;
use super::years::{Columns, Years};
use super::{Caption, ChartError, Style};
use crate::language::{Text, Words, words};
use crate::text;

/// The stages of themes in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineChart {
    /// Title and origin; the note says what the quantiles are conditional on.
    pub caption: Caption,
    /// Labels of the fiscal years, ascending, from the start of the scenario to its horizon.
    pub years: Vec<String>,
    /// One entry per theme.
    pub themes: Vec<TimelineTheme>,
}

/// The stages of one theme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineTheme {
    /// Name of the theme.
    pub label: String,
    /// Its stages in their order, and at the end its licence.
    pub steps: Vec<TimelineStep>,
}

/// When a stage is passed, or a licence signed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineStep {
    /// Name of the stage.
    pub name: String,
    /// Whether it is what the theme aims at: the licence, or the launch.
    pub aim: bool,
    /// Share of runs in which it comes to that, 0 to 1.
    pub share: f64,
    /// P10, median and P90 of the time, in fiscal years since the beginning of the first one, of
    /// those runs; at most the number of years. `None` where no run comes to that.
    pub time: Option<[f64; 3]>,
}

/// Draws themes downwards and fiscal years to the right.
///
/// The chart grows downwards with the number of stages. Without themes or years it says that
/// there is no data.
///
/// # Errors
///
/// - [`ChartError::Value`] where a time is negative or not finite, or a share not of 0 to 1.
/// - [`ChartError::Order`] where the quantiles of a time descend or pass the last year.
pub fn timeline(chart: &TimelineChart, style: &Style) -> Result<String, ChartError> {
    for theme in &chart.themes {
        theme
            .steps
            .iter()
            .try_for_each(|step| check(step, chart.years.len(), &theme.label))?;
    }
    let frame = Frame::new(&chart.caption);
    let plan = Plan::new(chart, style);
    let room = frame.room(plan.least_height());
    frame.draw(room, &reading(chart, style), style, |pen| {
        match chart.themes.is_empty() || chart.years.is_empty() {
            true => nothing(pen, room, style),
            false => plan.draw(pen, room),
        }
    })
}

/// Height of the sheet, pixels.
pub(super) fn height(chart: &TimelineChart, style: &Style) -> f64 {
    let frame = Frame::new(&chart.caption);
    frame.height(frame.room(Plan::new(chart, style).least_height()))
}

fn check(step: &TimelineStep, years: usize, theme: &str) -> Result<(), ChartError> {
    let what = || format!("{theme} / {}", step.name);
    share(step.share, what)?;
    let Some([p10, p50, p90]) = step.time else {
        return Ok(());
    };
    for time in [p10, p50, p90] {
        amount(time, what)?;
    }
    ascending(&[p10, p50, p90, years as f64 + 1e-9], what)
}

/// The chart for those who cannot see it.
fn reading(chart: &TimelineChart, style: &Style) -> String {
    const HOW: Words = words(
        "One lane per stage of each theme: the bar reaches from P10 to P90 of the time at which \
         the stage is passed, in the runs that pass it; the tick is the median.",
        "テーマごと、段階ごとに1行。通過した試行における通過時期のP10からP90までを帯で、中央値を縦線で示す。",
    );
    let aims = chart.themes.iter().filter_map(|theme| {
        let step = theme.steps.iter().find(|step| step.aim)?;
        let (label, name, share) = (&theme.label, &step.name, percent(step.share, style));
        let told: Text = match step.time.and_then(|[_, median, _]| year_at(chart, median)) {
            Some(year) => text!(
                "{label}: {name} in {share} of the runs, median in {year}.",
                "{label}は{share}の試行で{name}、中央値は{year}。"
            ),
            None => text!(
                "{label}: {name} in {share} of the runs.",
                "{label}は{share}の試行で{name}。"
            ),
        };
        Some(told.of(style.language).to_owned())
    });
    std::iter::once(HOW.of(style.language).to_owned())
        .chain(aims)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The label of the year in which a time lies.
fn year_at(chart: &TimelineChart, time: f64) -> Option<&String> {
    let last = chart.years.len().checked_sub(1)?;
    chart.years.get((time as usize).min(last))
}

const THEME: Face = Face::regular(14);
const STEP: Face = Face::regular(13);
/// Widest name of a theme.
const WIDEST_THEME: f64 = 250.0;
/// Widest name of a stage.
const WIDEST_STEP: f64 = 235.0;
/// Height of a lane, and of its bar.
const LANE: f64 = 18.0;
const BAR: f64 = 10.0;
/// Space above and below the lanes of a theme.
const AROUND: f64 = 4.0;
/// Between columns.
const GAP: f64 = 12.0;
/// From so many lanes on the years stand below too.
const MANY_LANES: usize = 24;
const STAGE_BAR: Words = words("stage passed", "段階通過");
const AIM_BAR: Words = words("licensed", "導出");

/// What is to be drawn and how much room it needs.
struct Plan<'a> {
    chart: &'a TimelineChart,
    labels: RowLabels,
    legend: Legend<'a>,
    shares: Vec<Vec<String>>,
    /// Right edges of the names of stages and of their shares.
    steps: f64,
    share_edge: f64,
    columns: Columns,
    years: Years,
}

impl<'a> Plan<'a> {
    fn new(chart: &'a TimelineChart, style: &'a Style) -> Plan<'a> {
        let labels = chart.themes.iter().map(|theme| theme.label.as_str());
        let labels = RowLabels::new(labels, THEME, WIDEST_THEME);
        let shares: Vec<Vec<String>> = chart
            .themes
            .iter()
            .map(|theme| {
                theme
                    .steps
                    .iter()
                    .map(|step| percent(step.share, style))
                    .collect()
            })
            .collect();
        let names = chart.themes.iter().flat_map(|theme| &theme.steps);
        let names = STEP.widest(names.map(|step| essence(&step.name)));
        let names = names.min(WIDEST_STEP);
        let steps = MARGIN + labels.width + GAP + names;
        let widest = STEP.widest(shares.iter().flatten());
        let share_edge = steps + GAP + widest;
        let left = share_edge + GAP;
        let count = chart.years.len().max(1) as f64;
        let columns = Columns {
            left,
            width: (WIDTH - MARGIN - left) / count,
        };
        let (edge, end) = (MARGIN, WIDTH - MARGIN);
        Plan {
            chart,
            labels,
            legend: Legend::new(entries(style), edge, end),
            shares,
            steps,
            share_edge,
            years: Years::new(&chart.years, columns),
            columns,
        }
    }

    /// Height of a theme: of its lanes, or of its name where that is higher.
    fn height_of(&self, theme: usize) -> f64 {
        let lanes = self.chart.themes[theme].steps.len() as f64 * LANE;
        let name = self.labels.lines[theme].len() as f64 * THEME.line_height();
        lanes.max(name) + 2.0 * AROUND
    }

    fn lanes(&self) -> usize {
        self.chart
            .themes
            .iter()
            .map(|theme| theme.steps.len())
            .sum()
    }

    fn least_height(&self) -> f64 {
        let heads = if self.lanes() >= MANY_LANES { 2.0 } else { 1.0 };
        let themes: f64 = (0..self.chart.themes.len())
            .map(|theme| self.height_of(theme))
            .sum();
        self.legend.height() + heads * (self.years.height() + 12.0) + themes
    }

    fn draw(&self, pen: &mut Pen<'_>, room: Area) {
        self.legend.draw(pen, room.top);
        let head = room.top + self.legend.height() + 4.0;
        let first = head + self.years.height() + 8.0;
        self.years.draw(pen, head, (first - 7.0, first - 1.0));
        let mut top = first;
        let bottom: f64 = first
            + (0..self.chart.themes.len())
                .map(|theme| self.height_of(theme))
                .sum::<f64>();
        for year in 0..=self.chart.years.len() {
            let x = self.columns.left + year as f64 * self.columns.width;
            pen.line(&[(x, first), (x, bottom)], GRID, 1.0);
        }
        for theme in 0..self.chart.themes.len() {
            pen.line(&[(room.left, top), (room.right, top)], AXIS, 0.8);
            self.theme(pen, theme, room.left, top);
            top += self.height_of(theme);
        }
        pen.line(&[(room.left, top), (room.right, top)], AXIS, 0.8);
        if self.lanes() >= MANY_LANES {
            self.years
                .draw(pen, bottom + 8.0, (bottom + 1.0, bottom + 7.0));
        }
    }

    fn theme(&self, pen: &mut Pen<'_>, place: usize, left: f64, top: f64) {
        let label = &self.labels.lines[place];
        let first = top + AROUND + THEME.line_height() / 2.0;
        pen.lines(label, (left, first), THEME, INK, Align::Left);
        let steps = self.chart.themes[place]
            .steps
            .iter()
            .zip(&self.shares[place]);
        for (lane, (step, share)) in steps.enumerate() {
            let y = top + AROUND + (lane as f64 + 0.5) * LANE;
            let name = shorten(essence(&step.name), STEP, WIDEST_STEP);
            pen.text(&name, (self.steps, y), STEP, TEXT, Align::Right);
            pen.text(share, (self.share_edge, y), STEP, TEXT, Align::Right);
            match step.time {
                Some(time) => {
                    let [p10, p50, p90] = time.map(|t| self.columns.left + t * self.columns.width);
                    bar(pen, step.aim, [p10, p50, p90], y);
                }
                None => {
                    let at = (self.columns.left + 8.0, y);
                    pen.text(NOT_APPLICABLE, at, STEP, MUTED, Align::Left);
                }
            }
        }
    }
}

/// A name of a stage; where there is no room for all of it, what stands before a bracket or colon.
fn essence(name: &str) -> &str {
    match STEP.width(name) > WIDEST_STEP {
        true => name
            .split(['（', '(', '：', ':'])
            .next()
            .unwrap_or(name)
            .trim_end(),
        false => name,
    }
}

/// A bar from P10 to P90 with a tick at the median.
fn bar(pen: &mut Pen<'_>, aim: bool, [p10, p50, p90]: [f64; 3], y: f64) {
    let area = Area {
        left: p10,
        top: y - BAR / 2.0,
        // A time that never varies still shows.
        right: p90.max(p10 + 2.0),
        bottom: y + BAR / 2.0,
    };
    pen.fill(area, if aim { ORANGE } else { SKY });
    pen.outline(area, if aim { INK } else { BLUE }, 1.0);
    match aim {
        true => pen.marker((p50, y), 6.0, Marker::Diamond, INK),
        false => pen.line(
            &[(p50, y - LANE / 2.0 + 1.5), (p50, y + LANE / 2.0 - 1.5)],
            INK,
            2.5,
        ),
    }
}

fn entries<'a>(style: &Style) -> Vec<Entry<'a>> {
    let entry = |word: &'a str, aim: bool| Entry {
        word,
        width: 1.6 * SIGN,
        sign: Box::new(move |pen: &mut Pen<'_>, area: Area| {
            let (middle, y) = area.centre();
            bar(pen, aim, [area.left, middle, area.right], y);
        }),
    };
    let word = |words: Words| words.of(style.language);
    let key = Entry {
        word: word(KEY),
        width: 0.0,
        sign: Box::new(|_, _| {}),
    };
    vec![
        entry(word(STAGE_BAR), false),
        entry(word(AIM_BAR), true),
        key,
    ]
}

const KEY: Words = words(
    "bar: P10 to P90; mark: median; number: share of runs",
    "帯：P10～P90、印：中央値、数値：該当する試行の割合",
);

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, JA, rects, shows, sound};
    use super::*;

    fn step(name: &str, aim: bool, time: Option<[f64; 3]>) -> TimelineStep {
        TimelineStep {
            name: name.into(),
            aim,
            share: if time.is_some() { 0.4 } else { 0.0 },
            time,
        }
    }

    fn chart(steps: Vec<TimelineStep>) -> TimelineChart {
        TimelineChart {
            caption: Caption::default(),
            years: (2014..2020).map(|year| format!("FY{year}")).collect(),
            themes: vec![TimelineTheme {
                label: "A".into(),
                steps,
            }],
        }
    }

    #[test]
    fn bars_reach_from_p10_to_p90_in_years() {
        let svg = timeline(
            &chart(vec![
                step("hit", false, Some([0.0, 1.0, 2.0])),
                step("lead", false, Some([2.0, 2.5, 3.0])),
                step("licence", true, Some([3.0, 4.0, 6.0])),
                step("never", false, None),
            ]),
            &EN,
        )
        .unwrap();
        let [_key, hit, lead] = &rects(&svg, "#4DC4FF")[..] else {
            panic!("two stages and their key");
        };
        assert!((hit.width - 2.0 * lead.width).abs() < 0.3);
        assert!((hit.left + hit.width - lead.left).abs() < 0.3);
        let [_key, licence] = &rects(&svg, "#F6AA00")[..] else {
            panic!("a licence and its key");
        };
        assert!((licence.width - 3.0 * lead.width).abs() < 0.3);
        assert!(licence.left + licence.width <= 1120.0 - 32.0 + 0.1);
        let texts = sound(&svg);
        assert!(shows(&texts, "never") && shows(&texts, "–") && shows(&texts, "40 %"));
    }

    #[test]
    fn what_it_aims_at_is_told_to_those_who_cannot_see_it() {
        let chart = chart(vec![step("導出", true, Some([3.0, 4.0, 6.0]))]);
        let svg = timeline(&chart, &JA).unwrap();
        assert!(
            svg.contains("Aは40％の試行で導出、中央値はFY2018。"),
            "{svg}"
        );
    }

    #[test]
    fn times_that_contradict_themselves_are_refused() {
        for wrong in [[2.0, 1.0, 3.0], [1.0, 2.0, 6.5]] {
            let chart = chart(vec![step("hit", false, Some(wrong))]);
            let error = timeline(&chart, &EN).unwrap_err();
            assert!(matches!(error, ChartError::Order { .. }), "{error}");
        }
    }
}
