//! How busy each function is, year by year: a heat map with its numbers.

use super::canvas::{Align, Area, Pen};
use super::error::{amount, length};
use super::frame::{Frame, WIDTH, nothing};
use super::labels::RowLabels;
use super::legend::{Entry, Legend};
use super::number::Numbers;
use super::palette::{BLANK, MUTED, TEXT, heat, on_heat};
use super::text::Face;
use super::years::{Columns, Years};
use super::{Caption, ChartError, Words};
use plotters::style::RGBColor;

/// Utilisation and queue of all functions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UseChart {
    /// Title, unit and origin.
    pub caption: Caption,
    /// Labels of the fiscal years, ascending.
    pub years: Vec<String>,
    /// One row per function at an institute.
    pub functions: Vec<UseRow>,
}

/// Utilisation and queue of one function at an institute.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UseRow {
    /// Name of the institute and its function.
    pub label: String,
    /// Per year the share of slot time in use, 0 to 1; above 1 where capacity was cut while it
    /// was busy. `None` where there are no slots.
    pub utilisation: Vec<Option<f64>>,
    /// Per year the mean number waiting; 0 or more.
    pub queue: Vec<f64>,
}

/// Draws utilisation by function and fiscal year; the small number in a cell is the mean number
/// waiting, shown from 0.05 on.
///
/// The chart grows downwards with the number of functions. Without functions or years it says
/// that there is no data.
///
/// # Errors
///
/// - [`ChartError::Length`] where a row has another length than the years.
/// - [`ChartError::Value`] where a number is negative, not finite or beyond 10²⁹⁰.
pub fn usage(chart: &UseChart, words: &Words) -> Result<String, ChartError> {
    chart
        .functions
        .iter()
        .try_for_each(|row| check(row, chart.years.len()))?;
    let frame = Frame::new(&chart.caption);
    let plan = Plan::new(chart, words);
    let room = frame.room(plan.least_height());
    frame.draw(room, words.usage_reading, words, |pen| {
        if chart.functions.is_empty() || chart.years.is_empty() {
            nothing(pen, room, words);
        } else {
            plan.draw(pen, room);
        }
    })
}

fn check(row: &UseRow, years: usize) -> Result<(), ChartError> {
    length(years, row.utilisation.len(), || {
        format!("utilisation of {}", row.label)
    })?;
    length(years, row.queue.len(), || format!("queue of {}", row.label))?;
    for &share in row.utilisation.iter().flatten() {
        amount(share, || format!("utilisation of {}", row.label))?;
    }
    row.queue
        .iter()
        .try_for_each(|&queue| amount(queue, || format!("queue of {}", row.label)))
}

/// Queues are shown from here on.
const QUEUE_FROM: f64 = 0.05;
/// Stands in a cell of a function without slots; ministries' forms mean "not applicable" by it.
const NOT_APPLICABLE: &str = "–";

const LABEL: Face = Face::regular(13);
/// Sizes of the utilisation and of the queue: the first pair that fits the cells is taken.
const FACES: [(Face, Face); 3] = [
    (Face::regular(14), Face::regular(11)),
    (Face::regular(12), Face::regular(10)),
    (Face::regular(10), Face::regular(9)),
];
/// Widest label of a function.
const WIDEST_LABEL: f64 = 330.0;
/// A column is at most this wide, however few there are.
const WIDEST_COLUMN: f64 = 150.0;
/// A row is at most this high, however few there are.
const TALLEST_ROW: f64 = 52.0;
/// From so many rows on the years stand below too.
const MANY_ROWS: usize = 20;

/// What is to be drawn and how much room it needs.
struct Plan<'a> {
    chart: &'a UseChart,
    labels: RowLabels,
    legend: Legend<'a>,
    left: f64,
    column: f64,
    years: Years,
    /// Sizes of the utilisation and of the queue.
    faces: (Face, Face),
    least_row: f64,
}

impl<'a> Plan<'a> {
    fn new(chart: &'a UseChart, words: &'a Words) -> Plan<'a> {
        let rows = chart.functions.iter();
        let labels = RowLabels::new(rows.map(|row| row.label.as_str()), LABEL, WIDEST_LABEL);
        let left = 40.0 + labels.width + 12.0;
        let years = chart.years.len().max(1) as f64;
        let column = ((WIDTH - 40.0 - left) / years).min(WIDEST_COLUMN);
        let faces = faces(chart, column);
        let queues = chart.functions.iter().flat_map(|row| &row.queue);
        let queued = queues.into_iter().any(|&queue| queue >= QUEUE_FROM);
        let below = if queued { faces.1.line_height() } else { 0.0 };
        let least_row = (LABEL.line_height() * labels.most_lines as f64)
            .max(faces.0.line_height() + below)
            + 3.0;
        Plan {
            chart,
            legend: Legend::new(entries(words), 40.0, WIDTH - 40.0),
            left,
            column,
            years: Years::new(
                &chart.years,
                Columns {
                    left,
                    width: column,
                },
            ),
            faces,
            least_row,
            labels,
        }
    }

    /// Height of everything but the rows.
    fn around(&self) -> f64 {
        self.legend.height() + 10.0 + self.header() * if self.years_below() { 2.0 } else { 1.0 }
    }

    fn header(&self) -> f64 {
        self.years.height() + 10.0
    }

    fn years_below(&self) -> bool {
        self.chart.functions.len() >= MANY_ROWS
    }

    fn least_height(&self) -> f64 {
        self.around() + self.least_row * self.chart.functions.len() as f64
    }

    fn draw(&self, pen: &mut Pen<'_>, room: Area) {
        self.legend.draw(pen, room.top);
        let rows = self.chart.functions.len() as f64;
        let row = ((room.height() - self.around()) / rows).min(TALLEST_ROW);
        let header = room.top + self.legend.height() + 10.0;
        let first = header + self.header();
        self.years.draw(pen, header, (first - 8.0, first - 2.0));
        for (place, (function, label)) in self
            .chart
            .functions
            .iter()
            .zip(&self.labels.lines)
            .enumerate()
        {
            let top = first + place as f64 * row;
            let middle = top + row / 2.0;
            pen.block(label, (self.left - 12.0, middle), LABEL, TEXT, Align::Right);
            for (year, (&share, &queue)) in
                function.utilisation.iter().zip(&function.queue).enumerate()
            {
                let left = self.left + year as f64 * self.column;
                let right = left + self.column - 1.0;
                self.cell(
                    pen,
                    Area {
                        left,
                        top,
                        right,
                        bottom: top + row - 1.0,
                    },
                    share,
                    queue,
                );
            }
        }
        if self.years_below() {
            let bottom = first + rows * row;
            self.years
                .draw(pen, bottom + 8.0, (bottom + 1.0, bottom + 7.0));
        }
    }

    fn cell(&self, pen: &mut Pen<'_>, area: Area, share: Option<f64>, queue: f64) {
        let (ground, ink, text) = match share {
            Some(share) => (heat(share), on_heat(share), percent(share, self)),
            None => (BLANK, MUTED, NOT_APPLICABLE.to_owned()),
        };
        pen.fill(area, ground);
        let centre = (area.left + area.right) / 2.0;
        let middle = (area.top + area.bottom) / 2.0;
        let (number, small) = self.faces;
        if queue < QUEUE_FROM {
            pen.text(&text, (centre, middle), number, ink, Align::Centre);
            return;
        }
        pen.text(
            &text,
            (centre, middle - small.line_height() / 2.0),
            number,
            ink,
            Align::Centre,
        );
        let below = middle + number.line_height() / 2.0;
        let text = fitting(queue_numbers(queue), queue, small, self.column);
        pen.text(&text, (centre, below), small, ink, Align::Centre);
    }
}

fn percent(share: f64, plan: &Plan<'_>) -> String {
    fitting(
        Numbers::with_decimals(1.0, 0, ""),
        (100.0 * share).round(),
        plan.faces.0,
        plan.column,
    )
}

/// A queue has a decimal where it is short.
fn queue_numbers(queue: f64) -> Numbers {
    Numbers::with_decimals(queue, usize::from(queue < 9.95), "")
}

/// A number in the longest form that fits its cell.
fn fitting(numbers: Numbers, value: f64, face: Face, column: f64) -> String {
    let forms = [numbers.print(value), numbers.short().print(value)];
    let fits = |text: &String| face.width(text) <= column - 3.0;
    forms
        .into_iter()
        .find(fits)
        .unwrap_or_else(|| "…".to_owned())
}

/// The largest sizes at which all usual numbers fit.
fn faces(chart: &UseChart, column: f64) -> (Face, Face) {
    let rows = || chart.functions.iter();
    let longest_queue = rows()
        .flat_map(|row| &row.queue)
        .filter(|&&queue| queue >= QUEUE_FROM)
        .map(|&queue| queue_numbers(queue).print(queue))
        .max_by(|a, b| a.len().cmp(&b.len()))
        .unwrap_or_default();
    let fits = |&(number, small): &(Face, Face)| {
        number.width("100") + 3.0 <= column && small.width(&longest_queue) + 3.0 <= column
    };
    let [.., smallest] = FACES;
    FACES.into_iter().find(fits).unwrap_or(smallest)
}

/// The legend: the scale with its numbers, a queue, a cell without slots.
fn entries(words: &Words) -> Vec<Entry<'_>> {
    let scale = Entry {
        word: words.utilisation,
        width: STEP * STEPS.len() as f64,
        sign: Box::new(|pen, area| {
            for (place, (share, text)) in STEPS.into_iter().enumerate() {
                let left = area.left + STEP * place as f64;
                let cell = Area {
                    left,
                    right: left + STEP - 1.0,
                    ..area
                };
                key(pen, cell, heat(share), (text, KEY, on_heat(share)));
            }
        }),
    };
    let queue = Entry {
        word: words.mean_queue,
        width: STEP,
        sign: Box::new(|pen, area| {
            key(pen, area, heat(0.0), ("1.2", FACES[0].1, on_heat(0.0)));
        }),
    };
    let without = Entry {
        word: words.not_offered,
        width: STEP,
        sign: Box::new(|pen, area| key(pen, area, BLANK, (NOT_APPLICABLE, KEY, MUTED))),
    };
    vec![scale, queue, without]
}

const KEY: Face = Face::regular(12);
/// Width of a cell of the legend.
const STEP: f64 = 34.0;
/// The cells of the scale.
const STEPS: [(f64, &str); 5] = [
    (0.0, "0"),
    (0.25, "25"),
    (0.5, "50"),
    (0.75, "75"),
    (1.0, "100"),
];

/// A cell of the legend: ground and text.
fn key(pen: &mut Pen<'_>, area: Area, ground: RGBColor, text: (&str, Face, RGBColor)) {
    pen.fill(area, ground);
    let middle = (
        (area.left + area.right) / 2.0,
        (area.top + area.bottom) / 2.0,
    );
    pen.text(text.0, middle, text.1, text.2, Align::Centre);
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{LANGUAGES, long_caption, rects, shows, sound};
    use super::*;

    fn row(label: &str, cells: &[(Option<f64>, f64)]) -> UseRow {
        let (utilisation, queue) = cells.iter().copied().unzip();
        UseRow {
            label: label.into(),
            utilisation,
            queue,
        }
    }

    fn chart(functions: Vec<UseRow>) -> UseChart {
        let years = functions.first().map_or(0, |row| row.queue.len());
        UseChart {
            caption: Caption {
                title: "Use of functions".into(),
                ..Caption::default()
            },
            years: (0..years)
                .map(|year| format!("FY{}", 2014 + year))
                .collect(),
            functions,
        }
    }

    fn drawn(chart: &UseChart, words: &Words) -> String {
        match usage(chart, words) {
            Ok(svg) => svg,
            Err(reason) => panic!("{reason}"),
        }
    }

    #[test]
    fn every_size_of_table_and_queue_leaves_the_texts_apart() {
        for words in LANGUAGES {
            for (rows, years) in [(0, 0), (0, 5), (3, 0), (1, 1), (3, 10), (63, 10), (19, 40)] {
                for queue in [0.0, 1.2, 123.0, 123_456.0, 4e15] {
                    let functions = (0..rows).map(|place: usize| {
                        let share = f64::from(place as u32 % 5) * 0.3;
                        let cells: Vec<_> = (0..years)
                            .map(|year| ((year != place).then_some(share), queue))
                            .collect();
                        row(&"産業技術総合研究所 / HTS ".repeat(place % 9), &cells)
                    });
                    let chart = UseChart {
                        caption: long_caption(),
                        years: (0..years).map(|year| format!("令和{year}年度")).collect(),
                        functions: functions.collect(),
                    };
                    sound(&drawn(&chart, &words));
                }
            }
        }
    }

    #[test]
    fn cells_say_use_and_queue_and_queues_only_from_a_twentieth() {
        let cells = [
            (Some(0.726), 0.0),
            (Some(1.0), 3.04),
            (Some(0.5), 0.049),
            (None, 0.0),
        ];
        let texts = sound(&drawn(&chart(vec![row("HTS", &cells)]), &Words::ENGLISH));
        for text in ["HTS", "73", "3.0", "FY2017"] {
            assert!(shows(&texts, text), "{text}");
        }
        for text in ["<0.1", "0.0", "0.1"] {
            assert!(!shows(&texts, text), "{text}");
        }
        assert_eq!(
            texts.iter().filter(|text| text.text == "–").count(),
            2,
            "cell and legend"
        );
    }

    #[test]
    fn the_ground_of_a_cell_is_that_of_the_scale() {
        let cells = [
            (Some(1.0), 0.0),
            (Some(1.3), 0.0),
            (Some(0.0), 0.0),
            (None, 9.0),
        ];
        let svg = drawn(&chart(vec![row("HTS", &cells)]), &Words::ENGLISH);
        let count = |fill: &str| rects(&svg, fill).len();
        assert_eq!(count("#000060"), 1 + 2, "legend, full and more than full");
        assert_eq!(count("#E8F1FE"), 2 + 1, "legend twice, idle");
        assert_eq!(count("#F2F2F2"), 1 + 1, "legend, without slots");
    }

    #[test]
    fn without_functions_or_years_the_chart_says_so() {
        for functions in [vec![], vec![row("HTS", &[])]] {
            assert!(shows(
                &sound(&drawn(&chart(functions), &Words::ENGLISH)),
                "no data"
            ));
        }
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let right = chart(vec![row("HTS", &[(Some(0.5), 0.0), (None, 0.0)])]);
        let refused = |change: fn(&mut UseRow)| {
            let mut wrong = right.clone();
            change(&mut wrong.functions[0]);
            usage(&wrong, &Words::ENGLISH)
        };
        for change in [
            |r: &mut UseRow| r.queue.truncate(1),
            |r: &mut UseRow| r.utilisation.clear(),
        ] {
            assert!(matches!(refused(change), Err(ChartError::Length { .. })));
        }
        for change in [
            |r: &mut UseRow| r.queue[1] = -1.0,
            |r: &mut UseRow| r.utilisation[0] = Some(f64::NAN),
        ] {
            assert!(matches!(refused(change), Err(ChartError::Value { .. })));
        }
    }

    #[test]
    fn the_same_figures_give_the_same_bytes() {
        let chart = chart(vec![row("HTS", &[(Some(0.5), 2.0)])]);
        assert_eq!(
            drawn(&chart, &Words::ENGLISH),
            drawn(&chart.clone(), &Words::ENGLISH)
        );
    }
}
