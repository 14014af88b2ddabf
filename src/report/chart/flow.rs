//! What becomes of themes, stage by stage: one stacked bar per stage, grouped by route.
//!
//! The numbers stand beside the bars, so that a stage few themes reach can be read too; the heads
//! of their columns are the legend.

use super::canvas::{Align, Area, Marker, Pen};
use super::error::amount;
use super::frame::{Frame, nothing};
use super::labels::RowLabels;
use super::legend::{Entry, Legend, SIGN};
use super::number::Numbers;
use super::palette::{AXIS, BLUE, CREAM, GREY, GRID, INK, MUTED, ORANGE, PAPER, SKY, TEXT};
use super::scale::Scale;
use super::text::{Face, balanced, shorten};
use super::{Caption, ChartError, Words};

/// The stage flow of all routes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlowChart {
    /// Title, unit and origin.
    pub caption: Caption,
    /// The stages of all routes; stages of one route in a row and in their order.
    pub stages: Vec<FlowStage>,
}

/// What becomes of the themes that enter one stage, per run; all numbers 0 or more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlowStage {
    /// Name of the route.
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
    /// Themes stopped by a rule or withdrawn.
    pub stopped: f64,
    /// Themes still there at the horizon.
    pub unfinished: f64,
}

impl FlowStage {
    /// What became of those that entered, in the order drawn.
    fn parts(&self) -> [f64; 5] {
        [
            self.passed,
            self.licensed,
            self.failed,
            self.stopped,
            self.unfinished,
        ]
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
pub fn flow(chart: &FlowChart, words: &Words) -> Result<String, ChartError> {
    chart.stages.iter().try_for_each(check)?;
    let frame = Frame::new(&chart.caption);
    let plan = Plan::new(chart, words);
    let room = frame.room(plan.least_height());
    frame.draw(room, words.flow_reading, words, |pen| {
        if chart.stages.is_empty() {
            nothing(pen, room, words);
        } else {
            Layout::new(&plan, room).draw(pen);
        }
    })
}

/// Share of what entered by which its parts may be off: less than a pixel.
const TOLERANCE: f64 = 1e-3;

fn check(stage: &FlowStage) -> Result<(), ChartError> {
    let what = || format!("{} / {}", stage.route, stage.stage);
    amount(stage.entered, what)?;
    for part in stage.parts() {
        amount(part, what)?;
    }
    let parts: f64 = stage.parts().iter().sum();
    if (parts - stage.entered).abs() > TOLERANCE * stage.entered.max(parts) {
        return Err(ChartError::Sum {
            what: what(),
            entered: stage.entered,
            parts,
        });
    }
    Ok(())
}

const ROUTE: Face = Face::bold(15);
const STAGE: Face = Face::regular(13);
const NUMBER: Face = Face::regular(13);
const TOTAL: Face = Face::bold(13);
const HEAD: Face = Face::regular(13);
const TICK: Face = Face::regular(12);
/// Widest label of a stage.
const WIDEST_LABEL: f64 = 330.0;
/// Widest line in the head of a column.
const WIDEST_HEAD: f64 = 90.0;
/// Widest number printed in full.
const WIDEST_NUMBER: f64 = 110.0;
/// Between two columns of numbers.
const COLUMN_GAP: f64 = 18.0;
/// Between the last number and the edge of the chart.
const EDGE: f64 = 8.0;
/// Between the bars and the first column of numbers.
const BESIDE: f64 = 20.0;
/// Indent of the stages under their route, with room for the sign of the valley of death.
const INDENT: f64 = 22.0;
/// Height of the axis under and over the bars.
const AXIS_HEIGHT: f64 = 24.0;
/// A row is at most this high, however few there are.
const TALLEST_ROW: f64 = 44.0;

/// What is to be drawn and how much room it needs.
struct Plan<'a> {
    chart: &'a FlowChart,
    labels: RowLabels,
    legend: Legend<'a>,
    /// Lines of the head and width of each column of numbers: entered, then the parts.
    columns: Vec<(Vec<String>, f64)>,
    numbers: Numbers,
    head: f64,
    groups: usize,
    least_row: f64,
}

impl<'a> Plan<'a> {
    fn new(chart: &'a FlowChart, words: &'a Words) -> Plan<'a> {
        let stages = chart.stages.iter();
        let labels = RowLabels::new(stages.map(|s| s.stage.as_str()), STAGE, WIDEST_LABEL);
        let numbers = numbers(chart, words);
        let heads = [
            words.entered,
            words.passed,
            words.taken,
            words.failed,
            words.stopped,
            words.unfinished,
        ];
        let columns: Vec<_> = heads
            .iter()
            .enumerate()
            .map(|(column, head)| {
                let lines = balanced(head, HEAD, WIDEST_HEAD, 2);
                let printed = chart
                    .stages
                    .iter()
                    .map(|stage| numbers.print(figures(stage)[column]));
                let width = HEAD.widest(&lines).max(TOTAL.widest(printed)).max(26.0);
                (lines, width + COLUMN_GAP)
            })
            .collect();
        let head_lines = columns
            .iter()
            .map(|(lines, _)| lines.len())
            .max()
            .unwrap_or(0);
        let valley = chart.stages.iter().any(|stage| stage.valley_of_death);
        let entries = if valley {
            vec![valley_entry(words)]
        } else {
            Vec::new()
        };
        Plan {
            chart,
            least_row: STAGE.line_height() * labels.most_lines as f64 + 9.0,
            labels,
            legend: Legend::new(entries, 40.0, super::frame::WIDTH - 40.0),
            head: 22.0 + head_lines as f64 * HEAD.line_height() + 8.0,
            columns,
            numbers,
            groups: chart.stages.chunk_by(|a, b| a.route == b.route).count(),
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

    /// Number of rows: stages, and a little more than one for each route.
    fn rows(&self) -> f64 {
        self.chart.stages.len() as f64 + ROUTE_ROWS * self.groups as f64
    }
}

/// Height of a route's name, in rows.
const ROUTE_ROWS: f64 = 1.2;

/// Numbers with a decimal more than the picture can show, unless they are large.
fn numbers(chart: &FlowChart, words: &Words) -> Numbers {
    let largest = chart
        .stages
        .iter()
        .map(|stage| stage.entered)
        .fold(0.0, f64::max);
    let decimals = if largest < 10.0 {
        2
    } else {
        usize::from(largest < 10_000.0)
    };
    let full = Numbers::with_decimals(largest, decimals, words.minus);
    if TOTAL.width(&full.print(largest)) > WIDEST_NUMBER {
        full.short()
    } else {
        full
    }
}

/// The numbers of a row: entered, then the parts.
fn figures(stage: &FlowStage) -> [f64; 6] {
    let [passed, licensed, failed, stopped, unfinished] = stage.parts();
    [stage.entered, passed, licensed, failed, stopped, unfinished]
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
        let numbers: f64 = plan.columns.iter().map(|(_, width)| width).sum();
        let top = room.top + plan.legend.height() + plan.head.max(AXIS_HEIGHT);
        let bars = Area {
            left: room.left + INDENT + plan.labels.width.max(120.0) + 14.0,
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
            scale: Scale::holding(entered, ticks),
        }
    }

    fn x(&self, value: f64) -> f64 {
        self.bars.left + self.scale.share(value) * self.bars.width()
    }

    fn draw(&self, pen: &mut Pen<'_>) {
        self.plan.legend.draw(pen, self.room.top);
        let mut top = self.bars.top;
        let mut labels = self.plan.labels.lines.iter();
        let groups = || self.plan.chart.stages.chunk_by(|a, b| a.route == b.route);
        self.grounds(pen, groups());
        self.axis(pen);
        self.heads(pen);
        for group in groups() {
            self.route(pen, &group[0].route, top);
            top += ROUTE_ROWS * self.row;
            for (stage, label) in group.iter().zip(labels.by_ref()) {
                self.stage(pen, stage, label, top);
                top += self.row;
            }
        }
    }

    /// The ground of the stages in the valley of death, below everything else.
    fn grounds<'b>(&self, pen: &mut Pen<'_>, groups: impl Iterator<Item = &'b [FlowStage]>) {
        let mut top = self.bars.top;
        for group in groups {
            top += ROUTE_ROWS * self.row;
            for stage in group {
                if stage.valley_of_death {
                    let (left, right) = (self.room.left, self.room.right);
                    pen.fill(
                        Area {
                            left,
                            top,
                            right,
                            bottom: top + self.row,
                        },
                        CREAM,
                    );
                }
                top += self.row;
            }
        }
    }

    fn axis(&self, pen: &mut Pen<'_>) {
        let numbers = self.scale.numbers("");
        let ticks = self.scale.ticks();
        let texts: Vec<String> = ticks.iter().map(|&tick| numbers.print(tick)).collect();
        // The last one reaches half its width beyond the bars, towards the head of a column.
        let beyond = 2.0 * (BESIDE + COLUMN_GAP - 4.0);
        let room = (self.bars.width() / (ticks.len().max(2) - 1) as f64 - 8.0).min(beyond);
        let texts = if TICK.widest(&texts) <= room {
            texts
        } else {
            ticks
                .iter()
                .map(|&tick| numbers.short().print(tick))
                .collect()
        };
        for (tick, text) in ticks.iter().zip(texts) {
            let x = self.x(*tick);
            let (colour, width) = if *tick == 0.0 {
                (AXIS, 1.5)
            } else {
                (GRID, 1.0)
            };
            pen.line(&[(x, self.bars.top), (x, self.bars.bottom)], colour, width);
            for y in [self.bars.top - 11.0, self.bars.bottom + 12.0] {
                pen.text(&text, (x, y), TICK, MUTED, Align::Centre);
            }
        }
    }

    /// The right edge of each column of numbers.
    fn edges(&self) -> impl Iterator<Item = f64> {
        let mut edge = self.bars.right + BESIDE;
        self.plan.columns.iter().map(move |(_, width)| {
            edge += width;
            edge
        })
    }

    /// The heads of the columns, with the sign of each part.
    fn heads(&self, pen: &mut Pen<'_>) {
        let bottom = self.bars.top - 10.0;
        for (column, ((lines, _), right)) in self.plan.columns.iter().zip(self.edges()).enumerate()
        {
            let first = bottom - (lines.len().max(1) - 1) as f64 * HEAD.line_height() - 4.0;
            let face = if column == 0 { TOTAL } else { HEAD };
            pen.lines(lines, (right, first), face, TEXT, Align::Right);
            if let Some(part) = column.checked_sub(1) {
                let top = self.bars.top - self.plan.head;
                let sign = Area {
                    left: right - 26.0,
                    top,
                    right,
                    bottom: top + 14.0,
                };
                segment(pen, part, sign);
            }
        }
    }

    fn route(&self, pen: &mut Pen<'_>, route: &str, top: f64) {
        let (left, right) = (self.room.left, self.room.right);
        pen.line(&[(left, top), (right, top)], AXIS, 1.0);
        let middle = top + ROUTE_ROWS * self.row / 2.0 + 2.0;
        let name = shorten(route, ROUTE, self.room.width());
        pen.fill(
            Area {
                left,
                top: top + 1.0,
                right: left + ROUTE.width(&name) + 6.0,
                bottom: top + ROUTE_ROWS * self.row,
            },
            PAPER,
        );
        pen.text(&name, (left, middle), ROUTE, INK, Align::Left);
    }

    fn stage(&self, pen: &mut Pen<'_>, stage: &FlowStage, label: &[String], top: f64) {
        let middle = top + self.row / 2.0;
        if stage.valley_of_death {
            pen.marker((self.room.left + 9.0, middle), 5.0, Marker::Warning, INK);
        }
        pen.block(
            label,
            (self.room.left + INDENT, middle),
            STAGE,
            TEXT,
            Align::Left,
        );
        let half = (self.row * 0.34).min(13.0);
        let mut from = 0.0;
        for (part, amount) in stage.parts().into_iter().enumerate() {
            let (left, right) = (self.x(from), self.x(from + amount).min(self.bars.right));
            from += amount;
            if amount > 0.0 {
                let (top, bottom) = (middle - half, middle + half);
                segment(
                    pen,
                    part,
                    Area {
                        left,
                        top,
                        right,
                        bottom,
                    },
                );
            }
        }
        for (column, (figure, right)) in figures(stage).into_iter().zip(self.edges()).enumerate() {
            let face = if column == 0 { TOTAL } else { NUMBER };
            let text = self.plan.numbers.print(figure);
            pen.text(&text, (right, middle), face, TEXT, Align::Right);
        }
    }
}

/// A part of a bar: colour, lightness and texture all tell which.
fn segment(pen: &mut Pen<'_>, part: usize, area: Area) {
    let stripes = |pen: &mut Pen<'_>, colour, width| {
        for third in [1.0, 2.0] {
            let y = area.top + area.height() * third / 3.0;
            pen.line(&[(area.left, y), (area.right, y)], colour, width);
        }
    };
    match part {
        0 => pen.fill(area, BLUE),
        1 => {
            pen.fill(area, SKY);
            pen.outline(area, BLUE, 1.0);
        }
        2 => pen.fill(area, ORANGE),
        3 => {
            pen.fill(area, GREY);
            stripes(pen, PAPER, 2.0);
        }
        _ => {
            pen.fill(area, PAPER);
            pen.outline(area, AXIS, 1.0);
        }
    }
}

fn valley_entry(words: &Words) -> Entry<'_> {
    Entry {
        word: words.valley_of_death,
        width: SIGN,
        sign: Box::new(|pen, area| {
            pen.fill(area, CREAM);
            pen.outline(area, GRID, 1.0);
            let middle = (
                (area.left + area.right) / 2.0,
                (area.top + area.bottom) / 2.0,
            );
            pen.marker(middle, 5.0, Marker::Warning, INK);
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{LANGUAGES, Rect, long_caption, rects, shows, sound};
    use super::*;

    fn stage(route: &str, stage: &str, parts: [f64; 4]) -> FlowStage {
        let [passed, failed, stopped, unfinished] = parts;
        FlowStage {
            route: route.into(),
            stage: stage.into(),
            valley_of_death: false,
            entered: parts.iter().sum(),
            passed,
            licensed: 0.0,
            failed,
            stopped,
            unfinished,
        }
    }

    fn chart(stages: Vec<FlowStage>) -> FlowChart {
        FlowChart {
            caption: Caption {
                title: "Stage flow".into(),
                ..Caption::default()
            },
            stages,
        }
    }

    fn drawn(chart: &FlowChart, words: &Words) -> String {
        match flow(chart, words) {
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
        for words in LANGUAGES {
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
                    };
                    let svg = drawn(&chart, &words);
                    assert!(sound(&svg).iter().all(|text| text.right <= 1240.0));
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
            &Words::ENGLISH,
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
            &Words::ENGLISH,
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
        let texts = sound(&drawn(&chart, &Words::ENGLISH));
        assert_eq!(
            texts.iter().filter(|text| text.text == "antibody").count(),
            1
        );
        assert!(!shows(&texts, "valley of death"));
        chart.stages[1].valley_of_death = true;
        assert!(shows(
            &sound(&drawn(&chart, &Words::ENGLISH)),
            "valley of death"
        ));
    }

    #[test]
    fn themes_taken_by_a_company_stand_between_those_that_passed_and_those_that_failed() {
        let taken = FlowStage {
            licensed: 10.0,
            entered: 70.0,
            ..stage("a", "one", [40.0, 20.0, 0.0, 0.0])
        };
        let svg = drawn(&chart(vec![taken]), &Words::ENGLISH);
        let (passed, taken) = (bars(&svg, "#005AFF"), bars(&svg, "#4DC4FF"));
        let failed = bars(&svg, "#F6AA00");
        assert!((passed[0].left + passed[0].width - taken[0].left).abs() < 0.3);
        assert!((taken[0].left + taken[0].width - failed[0].left).abs() < 0.3);
        assert!((taken[0].width * 4.0 - passed[0].width).abs() < 1.0);
    }

    #[test]
    fn without_stages_the_chart_says_so() {
        assert!(shows(
            &sound(&drawn(&chart(vec![]), &Words::ENGLISH)),
            "no data"
        ));
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let right = stage("a", "one", [4.0, 2.0, 1.0, 1.0]);
        let refused = |stage: FlowStage| flow(&chart(vec![stage]), &Words::ENGLISH);
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
        assert_eq!(
            drawn(&chart, &Words::ENGLISH),
            drawn(&chart.clone(), &Words::ENGLISH)
        );
    }
}
