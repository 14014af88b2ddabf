//! How busy each function is, year by year: a heat map with its numbers.

use super::error::{amount, length};
use super::frame::{Frame, nothing};
use super::legend::Entry;
use super::matrix::{Cell, Matrix, MatrixRow, blank_entry, scale_entry, small_entry};
use super::number::Numbers;
use super::words::NOT_APPLICABLE;
use super::{Caption, ChartError, Style};
use crate::language::{Text, Words, words};
use crate::text;

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
pub fn usage(chart: &UseChart, style: &Style) -> Result<String, ChartError> {
    chart
        .functions
        .iter()
        .try_for_each(|row| check(row, chart.years.len()))?;
    let frame = Frame::new(&chart.caption);
    let matrix = matrix(chart, style);
    let room = frame.room(matrix.least_height());
    frame.draw(room, &reading(chart, style), style, |pen| {
        if chart.functions.is_empty() || chart.years.is_empty() {
            nothing(pen, room, style);
        } else {
            matrix.draw(pen, room);
        }
    })
}

/// Height of the sheet, pixels.
pub(super) fn height(chart: &UseChart, style: &Style) -> f64 {
    let frame = Frame::new(&chart.caption);
    frame.height(frame.room(matrix(chart, style).least_height()))
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

const UTILISATION: Words = words("slots in use, %", "稼働率（％）");
const MEAN_QUEUE: Words = words(
    "small: mean number waiting, from 0.05",
    "小さい数字：平均待ち件数（0.05以上）",
);
const NOT_OFFERED: Words = words("not offered", "提供なし");

/// The chart for those who cannot see it: how to read it, and the fullest function of each year.
fn reading(chart: &UseChart, style: &Style) -> String {
    const HOW: Words = words(
        "One row per function, one column per fiscal year: the share of slot time in use in per \
         cent, the darker the higher; the small number below it is the mean number waiting.",
        "行は機能、列は年度。枠の稼働率（％）を濃淡と数値で、平均待ち件数を小さい数字で示す。",
    );
    let fullest = chart.years.iter().enumerate().filter_map(|(year, name)| {
        let shares = chart.functions.iter();
        let shares = shares.filter_map(|row| Some((row.utilisation[year]?, &row.label)));
        let (share, label) = shares.max_by(|a, b| a.0.total_cmp(&b.0))?;
        let share = style.number(100.0 * share, 0);
        let told: Text = text!(
            "Fullest in {name}: {label}, {share} %.",
            "{name}に最も高いのは{label}の{share}％。"
        );
        Some(told.of(style.language).to_owned())
    });
    std::iter::once(HOW.of(style.language).to_owned())
        .chain(fullest)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Queues are shown from here on.
const QUEUE_FROM: f64 = 0.05;

fn matrix<'a>(chart: &UseChart, style: &Style) -> Matrix<'a> {
    let rows = chart.functions.iter().map(|function| MatrixRow {
        label: function.label.clone(),
        cells: function
            .utilisation
            .iter()
            .zip(&function.queue)
            .map(|(share, queue)| cell(*share, *queue, style))
            .collect(),
    });
    Matrix::new(&chart.years, rows.collect(), entries(style))
}

fn cell(share: Option<f64>, queue: f64, style: &Style) -> Cell {
    let forms = |numbers: Numbers, value: f64| [numbers.print(value), numbers.short().print(value)];
    let number = match share {
        Some(share) => forms(
            Numbers::with_decimals(1.0, 0, style),
            (100.0 * share).round(),
        ),
        None => [NOT_APPLICABLE.to_owned(), NOT_APPLICABLE.to_owned()],
    };
    // A queue has a decimal where it is short.
    let numbers = Numbers::with_decimals(queue, usize::from(queue < 9.95), style);
    Cell {
        share,
        number,
        small: (queue >= QUEUE_FROM).then(|| forms(numbers, queue)),
    }
}

/// The legend: the scale with its numbers, a queue, a cell without slots.
fn entries<'a>(style: &Style) -> Vec<Entry<'a>> {
    let language = style.language;
    vec![
        scale_entry(UTILISATION.of(language)),
        small_entry(MEAN_QUEUE.of(language), "1.2"),
        blank_entry(NOT_OFFERED.of(language)),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, STYLES, long_caption, rects, shows, sound};
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

    fn drawn(chart: &UseChart, style: &Style) -> String {
        match usage(chart, style) {
            Ok(svg) => svg,
            Err(reason) => panic!("{reason}"),
        }
    }

    #[test]
    fn every_size_of_table_and_queue_leaves_the_texts_apart() {
        for style in STYLES {
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
                    sound(&drawn(&chart, &style));
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
        let texts = sound(&drawn(&chart(vec![row("HTS", &cells)]), &EN));
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
        let svg = drawn(&chart(vec![row("HTS", &cells)]), &EN);
        let count = |fill: &str| rects(&svg, fill).len();
        assert_eq!(count("#000060"), 1 + 2, "legend, full and more than full");
        assert_eq!(count("#E8F1FE"), 2 + 1, "legend twice, idle");
        assert_eq!(count("#F2F2F2"), 1 + 1, "legend, without slots");
    }

    #[test]
    fn without_functions_or_years_the_chart_says_so() {
        for functions in [vec![], vec![row("HTS", &[])]] {
            assert!(shows(&sound(&drawn(&chart(functions), &EN)), "no data"));
        }
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let right = chart(vec![row("HTS", &[(Some(0.5), 0.0), (None, 0.0)])]);
        let refused = |change: fn(&mut UseRow)| {
            let mut wrong = right.clone();
            change(&mut wrong.functions[0]);
            usage(&wrong, &EN)
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
        assert_eq!(drawn(&chart, &EN), drawn(&chart.clone(), &EN));
    }
}
