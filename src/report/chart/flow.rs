//! What becomes of themes, stage by stage: one stacked bar per stage, grouped by route.
//!
//! The numbers stand beside the bars, so that a stage few themes reach can be read too; the heads
//! of their columns are the legend. A part that no stage has is left out.

use super::canvas::{Align, Area, Marker, Pen};
use super::error::amount;
use super::frame::{Frame, MARGIN, WIDTH, nothing};
use super::labels::RowLabels;
use super::legend::{Entry, Legend, SIGN};
use super::number::Numbers;
use super::palette::{
    AXIS, BLUE, BROWN, GREY, GRID, INK, LIGHT_GREY, MUTED, ORANGE, PAPER, SKY, TEXT, VALLEY,
};
use super::panel::{TICK, ticks};
use super::scale::Scale;
use super::text::{Face, balanced, shorten};
use super::{Caption, ChartError, Style};
use crate::language::{Text, Words, words};
use crate::text;

/// The stage flow of all routes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlowChart {
    /// Title, unit and origin.
    pub caption: Caption,
    /// The stages of all routes; stages of one route in a row and in their order.
    pub stages: Vec<FlowStage>,
    /// The axis reaches at least so far, so that several sheets have the same.
    pub extent: f64,
}

impl FlowChart {
    /// The stages of each route.
    pub(super) fn routes(&self) -> impl Iterator<Item = &[FlowStage]> {
        self.stages.chunk_by(|a, b| a.route == b.route)
    }
}

/// What becomes of the themes that enter one stage, per run; all numbers 0 or more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlowStage {
    /// Name of the route; empty where the stages of all routes are taken together.
    pub route: String,
    /// Name of the stage.
    pub stage: String,
    /// Whether the stage belongs to the valley of death.
    pub valley_of_death: bool,
    /// Themes that entered.
    pub entered: f64,
    /// Themes that passed.
    pub passed: f64,
    /// Themes that a company took while they were in the stage.
    pub licensed: f64,
    /// Themes that failed on technical grounds.
    pub failed: f64,
    /// Themes that passed technically and were stopped by a Go/No-Go.
    pub stopped: f64,
    /// Themes given up with their licensing: no company took them.
    pub given_up: f64,
    /// Themes withdrawn by their proposers.
    pub withdrawn: f64,
    /// Themes still there at the horizon.
    pub unfinished: f64,
}

/// What becomes of a theme in a stage, in the order drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Passed,
    Licensed,
    Failed,
    Stopped,
    GivenUp,
    Withdrawn,
    Unfinished,
}

impl Part {
    const ALL: [Part; 7] = [
        Part::Passed,
        Part::Licensed,
        Part::Failed,
        Part::Stopped,
        Part::GivenUp,
        Part::Withdrawn,
        Part::Unfinished,
    ];

    fn of(self, stage: &FlowStage) -> f64 {
        match self {
            Part::Passed => stage.passed,
            Part::Licensed => stage.licensed,
            Part::Failed => stage.failed,
            Part::Stopped => stage.stopped,
            Part::GivenUp => stage.given_up,
            Part::Withdrawn => stage.withdrawn,
            Part::Unfinished => stage.unfinished,
        }
    }

    const fn words(self) -> Words {
        match self {
            Part::Passed => words("passed", "通過"),
            Part::Licensed => words("to licensee", "導出"),
            Part::Failed => words("lost: technical failure", "脱落：技術的不成立"),
            Part::Stopped => words("lost: No-Go", "脱落：中止判定"),
            Part::GivenUp => words("lost: no licensee", "脱落：導出先なし"),
            Part::Withdrawn => words("lost: withdrawn", "脱落：取下げ"),
            Part::Unfinished => words("unfinished", "期末継続中"),
        }
    }

    /// Whether the theme is lost to the network.
    const fn is_loss(self) -> bool {
        matches!(
            self,
            Part::Failed | Part::Stopped | Part::GivenUp | Part::Withdrawn
        )
    }

    /// A part of a bar: colour, lightness and texture all tell which.
    fn draw(self, pen: &mut Pen<'_>, area: Area) {
        match self {
            Part::Passed => pen.fill(area, BLUE),
            Part::Licensed => {
                pen.fill(area, SKY);
                pen.outline(area, BLUE, 1.5);
            }
            Part::Failed => pen.fill(area, ORANGE),
            Part::Stopped => {
                pen.fill(area, GREY);
                for third in [1.0, 2.0] {
                    let y = area.top + area.height() * third / 3.0;
                    pen.line(&[(area.left, y), (area.right, y)], PAPER, 2.0);
                }
            }
            Part::GivenUp => pen.fill(area, BROWN),
            Part::Withdrawn => {
                pen.fill(area, LIGHT_GREY);
                pen.hatch(area, AXIS, 5.0, 1.0);
            }
            Part::Unfinished => {
                pen.fill(area, PAPER);
                pen.outline(area, AXIS, 1.0);
            }
        }
    }
}

/// Draws the stage flow: bars from left to right, passed first; numbers to their right.
///
/// The chart grows downwards with the number of stages. Without stages it says that there is no
/// data.
///
/// # Errors
///
/// - [`ChartError::Value`] where a number is negative, not finite or beyond 10²⁹⁰.
/// - [`ChartError::Sum`] where the parts of a stage differ from what entered it by more than a
///   thousandth, which would show.
pub fn flow(chart: &FlowChart, style: &Style) -> Result<String, ChartError> {
    amount(chart.extent, || "the extent of the axis".to_owned())?;
    chart.stages.iter().try_for_each(check)?;
    let frame = Frame::new(&chart.caption);
    let plan = Plan::new(chart, style);
    let room = frame.room(plan.least_height());
    frame.draw(room, &reading(chart, style), style, |pen| {
        if chart.stages.is_empty() {
            nothing(pen, room, style);
        } else {
            Layout::new(&plan, room).draw(pen);
        }
    })
}

/// Height of the sheet, pixels.
pub(super) fn height(chart: &FlowChart, style: &Style) -> f64 {
    let frame = Frame::new(&chart.caption);
    frame.height(frame.room(Plan::new(chart, style).least_height()))
}

/// Share of what entered by which its parts may be off: less than a pixel.
const TOLERANCE: f64 = 1e-3;

fn check(stage: &FlowStage) -> Result<(), ChartError> {
    let what = || format!("{} / {}", stage.route, stage.stage);
    amount(stage.entered, what)?;
    for part in Part::ALL {
        amount(part.of(stage), what)?;
    }
    let parts: f64 = Part::ALL.iter().map(|part| part.of(stage)).sum();
    if (parts - stage.entered).abs() > TOLERANCE * stage.entered.max(parts) {
        return Err(ChartError::Sum {
            what: what(),
            entered: stage.entered,
            parts,
        });
    }
    Ok(())
}

const VALLEY_OF_DEATH: Words = words("valley of death", "死の谷");
const ENTERED: Words = words("entered", "移行");

/// The chart for those who cannot see it: how to read it, and what each stage loses.
fn reading(chart: &FlowChart, style: &Style) -> String {
    const HOW: Words = words(
        "One bar per stage: its length is the mean number of themes per run that entered, split \
         into those that passed, were licensed, were lost, by reason, and are unfinished at the \
         horizon.",
        "棒の長さは段階に移行したテーマの平均件数で、通過、導出、理由別の脱落及び期末に継続中の件数に分けて示す。",
    );
    let full = Numbers::with_decimals(1.0, 1, style);
    let stage = |stage: &FlowStage| {
        let lost = Part::ALL.iter().filter(|part| part.is_loss());
        let lost = full.print(lost.map(|part| part.of(stage)).sum());
        let (entered, passed) = (full.print(stage.entered), full.print(stage.passed));
        let name = match stage.route.is_empty() {
            true => stage.stage.clone(),
            false => format!("{} / {}", stage.route, stage.stage),
        };
        let valley = match stage.valley_of_death {
            true => format!(" ({})", VALLEY_OF_DEATH.of(style.language)),
            false => String::new(),
        };
        let told: Text = text!(
            "{name}{valley}: {entered} entered, {passed} passed, {lost} lost.",
            "{name}{valley}は移行{entered}件、通過{passed}件、脱落{lost}件。"
        );
        told.of(style.language).to_owned()
    };
    std::iter::once(HOW.of(style.language).to_owned())
        .chain(chart.stages.iter().map(stage))
        .collect::<Vec<_>>()
        .join(" ")
}

const ROUTE: Face = Face::bold(15);
const STAGE: Face = Face::regular(14);
const NUMBER: Face = Face::regular(14);
const TOTAL: Face = Face::bold(14);
const HEAD: Face = Face::regular(13);
/// Widest label of a stage.
const WIDEST_LABEL: f64 = 260.0;
/// Widest line in the head of a column.
const WIDEST_HEAD: f64 = 80.0;
/// Widest number printed in full.
const WIDEST_NUMBER: f64 = 90.0;
/// Between two columns of numbers.
const COLUMN_GAP: f64 = 14.0;
/// Between the last number and the edge of the chart.
const EDGE: f64 = 6.0;
/// Between the bars and the first column of numbers.
const BESIDE: f64 = 16.0;
/// Indent of the stages under their route, with room for the sign of the valley of death.
const INDENT: f64 = 20.0;
/// Between the names and the bars.
const LABEL_GAP: f64 = 14.0;
/// Bars are at least this wide at full length.
const LEAST_BARS: f64 = 180.0;
/// Height of the axis under and over the bars.
const AXIS_HEIGHT: f64 = 24.0;
/// A row is at most this high, however few there are.
const TALLEST_ROW: f64 = 44.0;

/// A column of numbers.
struct Column {
    /// The part it counts; `None` for what entered.
    part: Option<Part>,
    head: Vec<String>,
    width: f64,
}

impl Column {
    fn of(&self, stage: &FlowStage) -> f64 {
        self.part.map_or(stage.entered, |part| part.of(stage))
    }

    fn face(&self) -> Face {
        match self.part {
            None => TOTAL,
            Some(_) => NUMBER,
        }
    }
}

/// What is to be drawn and how much room it needs.
struct Plan<'a> {
    chart: &'a FlowChart,
    style: &'a Style,
    labels: RowLabels,
    legend: Legend<'a>,
    columns: Vec<Column>,
    numbers: Numbers,
    head: f64,
    least_row: f64,
}

impl<'a> Plan<'a> {
    fn new(chart: &'a FlowChart, style: &'a Style) -> Plan<'a> {
        let numbers = numbers(chart, style);
        let some = |part: &Part| chart.stages.iter().any(|stage| part.of(stage) > 0.0);
        let parts = Part::ALL.into_iter().filter(some).map(Some);
        let columns: Vec<Column> = std::iter::once(None)
            .chain(parts)
            .map(|part| column(part, chart, numbers, style))
            .collect();
        // Numbers come first, then bars worth looking at; names take what is left.
        let taken: f64 = columns.iter().map(|column| column.width).sum();
        let beside = INDENT + LABEL_GAP + LEAST_BARS + BESIDE + EDGE;
        let left = WIDTH - 2.0 * MARGIN - taken - beside;
        let names = chart.stages.iter().map(|stage| stage.stage.as_str());
        let labels = RowLabels::new(names, STAGE, left.min(WIDEST_LABEL));
        let head_lines = columns.iter().map(|column| column.head.len()).max();
        let valley = chart.stages.iter().any(|stage| stage.valley_of_death);
        let entries = match valley {
            true => vec![valley_entry(VALLEY_OF_DEATH.of(style.language))],
            false => Vec::new(),
        };
        Plan {
            chart,
            style,
            least_row: STAGE.line_height() * labels.most_lines as f64 + 6.0,
            labels,
            legend: Legend::new(entries, MARGIN, WIDTH - MARGIN),
            head: 22.0 + head_lines.unwrap_or(0) as f64 * HEAD.line_height() + 8.0,
            columns,
            numbers,
        }
    }

    /// Height of everything but the rows.
    fn around(&self) -> f64 {
        self.legend.height() + self.head.max(AXIS_HEIGHT) + AXIS_HEIGHT
    }

    /// Height below which rows would be too low.
    fn least_height(&self) -> f64 {
        self.around() + self.rows() * self.least_row
    }

    /// Number of rows: stages, and the names of routes.
    fn rows(&self) -> f64 {
        let names: f64 = self.chart.routes().map(|group| name_rows(&group[0])).sum();
        self.chart.stages.len() as f64 + names
    }
}

/// Height of the name of a route, in rows; none where it has no name.
fn name_rows(first: &FlowStage) -> f64 {
    match first.route.is_empty() {
        true => 0.0,
        false => 1.2,
    }
}

fn column(part: Option<Part>, chart: &FlowChart, numbers: Numbers, style: &Style) -> Column {
    let head = part.map_or(ENTERED, Part::words).of(style.language);
    let mut column = Column {
        part,
        head: head_lines(head),
        width: 0.0,
    };
    let stages = chart.stages.iter();
    let printed = stages.map(|stage| numbers.print(column.of(stage)));
    let widest = TOTAL.widest(printed).max(HEAD.widest(&column.head));
    column.width = widest.max(26.0) + COLUMN_GAP;
    column
}

/// The head of a column: what stands before a colon is a line of its own.
fn head_lines(head: &str) -> Vec<String> {
    head.split_inclusive([':', '：'])
        .flat_map(|part| balanced(part, HEAD, WIDEST_HEAD, 2))
        .collect()
}

/// Numbers with a decimal more than the picture can show, unless they are large.
fn numbers(chart: &FlowChart, style: &Style) -> Numbers {
    let entered = chart.stages.iter().map(|stage| stage.entered);
    let largest = entered.fold(chart.extent, f64::max);
    let decimals = if largest < 10.0 {
        2
    } else {
        usize::from(largest < 10_000.0)
    };
    let full = Numbers::with_decimals(largest, decimals, style);
    if TOTAL.width(&full.print(largest)) > WIDEST_NUMBER {
        full.short()
    } else {
        full
    }
}

/// Where everything stands.
struct Layout<'a> {
    plan: &'a Plan<'a>,
    room: Area,
    bars: Area,
    row: f64,
    scale: Scale,
}

impl<'a> Layout<'a> {
    fn new(plan: &'a Plan<'a>, room: Area) -> Layout<'a> {
        let row = ((room.height() - plan.around()) / plan.rows()).min(TALLEST_ROW);
        let numbers: f64 = plan.columns.iter().map(|column| column.width).sum();
        let top = room.top + plan.legend.height() + plan.head.max(AXIS_HEIGHT);
        let bars = Area {
            left: room.left + INDENT + plan.labels.width + LABEL_GAP,
            top,
            right: room.right - numbers - EDGE - BESIDE,
            bottom: top + row * plan.rows(),
        };
        let ticks = (bars.width() / 75.0).clamp(2.0, 8.0) as u32;
        let entered = plan.chart.stages.iter().map(|stage| stage.entered);
        Layout {
            plan,
            room,
            bars,
            row,
            scale: Scale::holding(entered.chain([plan.chart.extent]), ticks),
        }
    }

    fn x(&self, value: f64) -> f64 {
        self.bars.left + self.scale.share(value) * self.bars.width()
    }

    fn draw(&self, pen: &mut Pen<'_>) {
        self.plan.legend.draw(pen, self.room.top);
        let mut top = self.bars.top;
        let mut labels = self.plan.labels.lines.iter();
        self.valleys(pen, |pen, area| pen.fill(area, VALLEY));
        self.axis(pen);
        self.heads(pen);
        for group in self.plan.chart.routes() {
            self.route(pen, &group[0], top);
            top += name_rows(&group[0]) * self.row;
            for (stage, label) in group.iter().zip(labels.by_ref()) {
                self.stage(pen, stage, label, top);
                top += self.row;
            }
        }
        // An outline too, for cream is white in a grey print.
        self.valleys(pen, |pen, area| {
            let Area {
                left,
                top,
                right,
                bottom,
            } = area;
            let corners = [
                (left, top),
                (right, top),
                (right, bottom),
                (left, bottom),
                (left, top),
            ];
            pen.dashes(&corners, AXIS, 1.2);
        });
    }

    /// The grounds of neighbouring stages in the valley of death.
    fn valleys(&self, pen: &mut Pen<'_>, draw: impl Fn(&mut Pen<'_>, Area)) {
        let mut top = self.bars.top;
        for group in self.plan.chart.routes() {
            top += name_rows(&group[0]) * self.row;
            for stretch in group.chunk_by(|a, b| a.valley_of_death == b.valley_of_death) {
                let bottom = top + stretch.len() as f64 * self.row;
                if stretch[0].valley_of_death {
                    let (left, right) = (self.room.left, self.room.right);
                    draw(
                        pen,
                        Area {
                            left,
                            top,
                            right,
                            bottom,
                        },
                    );
                }
                top = bottom;
            }
        }
    }

    fn axis(&self, pen: &mut Pen<'_>) {
        let ticks = ticks(&self.scale, self.plan.style);
        // The last one reaches beyond the bars, towards the head of a column.
        let most = self.bars.right + BESIDE + COLUMN_GAP - 4.0;
        let mut free = self.room.left;
        for (tick, text) in &ticks {
            let x = self.x(*tick);
            let (colour, width) = match *tick == 0.0 {
                true => (AXIS, 1.5),
                false => (GRID, 1.0),
            };
            pen.line(&[(x, self.bars.top), (x, self.bars.bottom)], colour, width);
            let half = TICK.width(text) / 2.0;
            if x - half < free || x + half > most {
                continue;
            }
            free = x + half + 6.0;
            for y in [self.bars.top - 11.0, self.bars.bottom + 12.0] {
                pen.text(text, (x, y), TICK, MUTED, Align::Centre);
            }
        }
    }

    /// The columns of numbers, and the right edge of each.
    fn columns(&self) -> impl Iterator<Item = (&Column, f64)> {
        let mut edge = self.bars.right + BESIDE;
        self.plan.columns.iter().map(move |column| {
            edge += column.width;
            (column, edge)
        })
    }

    /// The heads of the columns, with the sign of each part.
    fn heads(&self, pen: &mut Pen<'_>) {
        let bottom = self.bars.top - 10.0;
        for (column, right) in self.columns() {
            let lines = column.head.len().max(1) as f64;
            let first = bottom - (lines - 1.0) * HEAD.line_height() - 4.0;
            let face = match column.part {
                None => Face::bold(HEAD.size),
                Some(_) => HEAD,
            };
            pen.lines(&column.head, (right, first), face, TEXT, Align::Right);
            if let Some(part) = column.part {
                let bottom = first - HEAD.line_height() / 2.0 - 3.0;
                let sign = Area {
                    left: right - 26.0,
                    top: bottom - 14.0,
                    right,
                    bottom,
                };
                part.draw(pen, sign);
            }
        }
    }

    fn route(&self, pen: &mut Pen<'_>, first: &FlowStage, top: f64) {
        let (left, right) = (self.room.left, self.room.right);
        pen.line(&[(left, top), (right, top)], AXIS, 1.0);
        let height = name_rows(first) * self.row;
        if height == 0.0 {
            return;
        }
        let name = shorten(&first.route, ROUTE, self.room.width());
        let ground = Area {
            left,
            top: top + 1.0,
            right: left + ROUTE.width(&name) + 6.0,
            bottom: top + height,
        };
        pen.fill(ground, PAPER);
        let middle = top + height / 2.0 + 2.0;
        pen.text(&name, (left, middle), ROUTE, INK, Align::Left);
    }

    fn stage(&self, pen: &mut Pen<'_>, stage: &FlowStage, label: &[String], top: f64) {
        let middle = top + self.row / 2.0;
        if stage.valley_of_death {
            pen.marker((self.room.left + 10.0, middle), 5.0, Marker::Warning, INK);
        }
        let left = self.room.left + INDENT;
        pen.block(label, (left, middle), STAGE, TEXT, Align::Left);
        let half = (self.row * 0.34).min(13.0);
        let mut from = 0.0;
        for part in Part::ALL {
            let amount = part.of(stage);
            let (left, right) = (self.x(from), self.x(from + amount).min(self.bars.right));
            from += amount;
            if amount > 0.0 {
                let area = Area {
                    left,
                    top: middle - half,
                    right,
                    bottom: middle + half,
                };
                part.draw(pen, area);
            }
        }
        for (column, right) in self.columns() {
            let text = self.plan.numbers.print(column.of(stage));
            pen.text(&text, (right, middle), column.face(), TEXT, Align::Right);
        }
    }
}

fn valley_entry(word: &str) -> Entry<'_> {
    Entry {
        word,
        width: SIGN,
        sign: Box::new(|pen, area| {
            pen.fill(area, VALLEY);
            pen.outline(area, GRID, 1.0);
            pen.marker(area.centre(), 5.0, Marker::Warning, INK);
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, Rect, STYLES, long_caption, rects, shows, sound};
    use super::*;

    fn stage(route: &str, stage: &str, parts: [f64; 4]) -> FlowStage {
        let [passed, failed, stopped, unfinished] = parts;
        FlowStage {
            route: route.into(),
            stage: stage.into(),
            entered: parts.iter().sum(),
            passed,
            failed,
            stopped,
            unfinished,
            ..FlowStage::default()
        }
    }

    fn chart(stages: Vec<FlowStage>) -> FlowChart {
        FlowChart {
            caption: Caption {
                title: "Stage flow".into(),
                ..Caption::default()
            },
            stages,
            extent: 0.0,
        }
    }

    fn drawn(chart: &FlowChart, style: &Style) -> String {
        match flow(chart, style) {
            Ok(svg) => svg,
            Err(reason) => panic!("{reason}"),
        }
    }

    /// The bars of one part, without its sign in the head of the column.
    fn bars(svg: &str, fill: &str) -> Vec<Rect> {
        rects(svg, fill).split_off(1)
    }

    #[test]
    fn every_number_of_stages_and_size_of_values_leaves_the_texts_apart() {
        for style in STYLES {
            for (routes, stages) in [(0, 0), (1, 1), (1, 7), (3, 5), (7, 8), (12, 1)] {
                for factor in [0.0, 0.003, 40.0, 123_456.0, 1e14, 7e18] {
                    let all = (0..routes * stages).map(|place| {
                        let (route, name) = (place / stages, place % stages);
                        let label = "ヒット化合物の探索 hit finding ".repeat(name);
                        let amount = factor / f64::from(place as u32 + 1);
                        let parts = [amount, amount / 2.0, 0.0, amount / 7.0];
                        FlowStage {
                            valley_of_death: name == 2,
                            ..stage(&"経路 <route> ".repeat(route + 1), &label, parts)
                        }
                    });
                    let chart = FlowChart {
                        caption: long_caption(),
                        stages: all.collect(),
                        extent: 0.0,
                    };
                    let svg = drawn(&chart, &style);
                    assert!(
                        sound(&svg)
                            .iter()
                            .all(|text| text.right <= WIDTH - MARGIN + 0.1)
                    );
                    assert!(rects(&svg, "#005AFF").iter().all(|bar| bar.width >= 0.0));
                }
            }
        }
    }

    #[test]
    fn widths_are_proportional_and_parts_follow_one_another() {
        let svg = drawn(
            &chart(vec![
                stage("a", "one", [40.0, 20.0, 10.0, 10.0]),
                stage("a", "two", [10.0, 0.0, 5.0, 0.0]),
            ]),
            &EN,
        );
        let (passed, failed) = (bars(&svg, "#005AFF"), bars(&svg, "#F6AA00"));
        let stopped = bars(&svg, "#84919E");
        assert_eq!((passed.len(), failed.len(), stopped.len()), (2, 1, 2));
        let theme = passed[0].width / 40.0;
        assert!(theme > 4.0, "80 themes fill most of the room");
        for (bar, themes) in [
            (&passed[1], 10.0),
            (&failed[0], 20.0),
            (&stopped[0], 10.0),
            (&stopped[1], 5.0),
        ] {
            assert!((bar.width - themes * theme).abs() < 0.3, "{bar:?}");
        }
        assert!((passed[0].left + passed[0].width - failed[0].left).abs() < 0.3);
        assert!((failed[0].left + failed[0].width - stopped[0].left).abs() < 0.3);
        assert!((passed[1].left - passed[0].left).abs() < 0.1);
    }

    #[test]
    fn the_numbers_stand_beside_the_bars() {
        let svg = drawn(
            &chart(vec![stage("a", "one", [40.0, 20.5, 9.5, 0.02])]),
            &EN,
        );
        let texts = sound(&svg);
        for number in ["70.0", "40.0", "20.5", "9.5", "<0.1"] {
            assert!(shows(&texts, number), "{number}");
        }
    }

    #[test]
    fn a_route_is_named_once_and_the_valley_of_death_only_where_there_is_one() {
        let stages = ["one", "two"].map(|name| stage("antibody", name, [1.0, 1.0, 0.0, 0.0]));
        let mut chart = chart(stages.into());
        let texts = sound(&drawn(&chart, &EN));
        assert_eq!(
            texts.iter().filter(|text| text.text == "antibody").count(),
            1
        );
        assert!(!shows(&texts, "valley of death"));
        chart.stages[1].valley_of_death = true;
        assert!(shows(&sound(&drawn(&chart, &EN)), "valley of death"));
    }

    #[test]
    fn themes_taken_by_a_company_stand_between_those_that_passed_and_those_that_failed() {
        let taken = FlowStage {
            licensed: 10.0,
            entered: 70.0,
            ..stage("a", "one", [40.0, 20.0, 0.0, 0.0])
        };
        let svg = drawn(&chart(vec![taken]), &EN);
        let (passed, taken) = (bars(&svg, "#005AFF"), bars(&svg, "#4DC4FF"));
        let failed = bars(&svg, "#F6AA00");
        assert!((passed[0].left + passed[0].width - taken[0].left).abs() < 0.3);
        assert!((taken[0].left + taken[0].width - failed[0].left).abs() < 0.3);
        assert!((taken[0].width * 4.0 - passed[0].width).abs() < 1.0);
    }

    #[test]
    fn without_stages_the_chart_says_so() {
        assert!(shows(&sound(&drawn(&chart(vec![]), &EN)), "no data"));
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let right = stage("a", "one", [4.0, 2.0, 1.0, 1.0]);
        let refused = |stage: FlowStage| flow(&chart(vec![stage]), &EN);
        let more = FlowStage {
            entered: 8.1,
            ..right.clone()
        };
        assert!(matches!(refused(more), Err(ChartError::Sum { .. })));
        let negative = FlowStage {
            failed: -2.0,
            entered: 4.0,
            ..right.clone()
        };
        assert!(matches!(refused(negative), Err(ChartError::Value { .. })));
        let unknown = FlowStage {
            entered: f64::NAN,
            ..right.clone()
        };
        assert!(matches!(refused(unknown), Err(ChartError::Value { .. })));
        assert!(
            refused(FlowStage {
                entered: 8.000_001,
                ..right
            })
            .is_ok()
        );
    }

    #[test]
    fn the_same_figures_give_the_same_bytes() {
        let chart = chart(vec![stage("a", "one", [4.0, 2.0, 1.0, 1.0])]);
        assert_eq!(drawn(&chart, &EN), drawn(&chart.clone(), &EN));
    }
}
