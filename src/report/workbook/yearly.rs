//! The projection by fiscal year: cost, licences and purses, each with a chart of its cells.

use rust_xlsxwriter::{Chart, Worksheet, XlsxError};

use super::block::{Block, Column, Made, Placed, Total};
use super::book::Book;
use super::page::{self, Printed};
use super::{cells, charts, head, purses};
use crate::analysis::Figures;
use crate::language::{Words, words};
use crate::report::sheet::Kind;
use crate::stats::LogHistogram;

/// Name, title and note of the sheet.
pub(super) const TEXTS: [Words; 3] = [
    words("Yearly projection", "年度別見通し"),
    words("Projection by fiscal year", "年度別の見通し"),
    words(
        "Charts are drawn from the cells above them. P80 suffices, or is not exceeded, in eight \
         runs of ten.",
        "グラフは直上の表から描かれる。P80は10試行中8試行でその値以下となる。",
    ),
];

/// A table and the chart that is drawn from it.
pub(super) struct Part {
    pub block: Block,
    pub chart: fn(&Book<'_>, &Block, &Placed<'_>) -> Chart,
}

/// Writes the sheet.
pub(super) fn write(
    book: &Book<'_>,
    figures: &Figures<'_>,
    sheet: &str,
    worksheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let parts = parts(book, figures);
    let widths = widths(book, &parts);
    for (place, width) in (0..).zip(&widths) {
        worksheet.set_column_width(place, *width as f64)?;
    }
    let [_, title, note] = TEXTS.map(|words| book.say(words));
    head::write(book, worksheet, title, note, &widths)?;
    let years = figures.layout.years;
    let mut row = head::ROWS + 1;
    let mut breaks = Vec::new();
    for part in &parts {
        if row > head::ROWS + 1 {
            breaks.push(row);
        }
        let placed = part.block.write(book, worksheet, sheet, row, &widths)?;
        row += part.block.rows(years) + 1;
        let mut chart = (part.chart)(book, &part.block, &placed);
        let width = widths.iter().sum::<usize>() as u32 * book.looks.letter();
        chart.set_width(width.min(charts::WIDEST));
        chart.set_height(charts::HEIGHT);
        worksheet.insert_chart(row, 0, &chart)?;
        row += charts::rows(book) + 2;
    }
    worksheet.set_freeze_panes(0, 1)?;
    let rows = parts.first().map_or(0, |part| part.block.rows(years)) + charts::rows(book);
    page::set_up(
        book,
        worksheet,
        Printed {
            last: (row.saturating_sub(2), widths.len().saturating_sub(1) as u16),
            heading_rows: None,
            heading_columns: 0,
            widths: &widths,
        },
    )?;
    // Page breaks hold only where the scale is fixed.
    worksheet.set_print_scale(page::scale(book, &widths, rows + head::ROWS + 4));
    worksheet.set_page_breaks(&breaks)?;
    Ok(())
}

fn parts(book: &Book<'_>, figures: &Figures<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    if book.has_money() {
        parts.push(Part {
            block: cost(book, figures),
            chart: charts::fan,
        });
    }
    parts.extend(counts(book, figures).into_iter().map(|block| Part {
        block,
        chart: charts::counts,
    }));
    parts.extend(purses::parts(book, figures));
    parts
}

/// The width of each column: that of the widest block.
fn widths(book: &Book<'_>, parts: &[Part]) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for part in parts {
        for (place, width) in part.block.widths(book).into_iter().enumerate() {
            match widths.get_mut(place) {
                Some(widest) => *widest = width.max(*widest),
                None => widths.push(width),
            }
        }
    }
    widths
}

/// Columns of the cost, as its chart refers to them.
pub(super) const MEAN: u16 = 1;
pub(super) const P10: u16 = 3;
pub(super) const P50: u16 = 4;
pub(super) const P80: u16 = 5;
pub(super) const P90: u16 = 6;

/// What it costs.
fn cost(book: &Book<'_>, figures: &Figures<'_>) -> Block {
    let years = figures.layout.years;
    let slice = figures.whole_budget();
    let cell = |year| figures.layout.slice(slice, year);
    let mut columns = mean(book, figures, Kind::Money, cell);
    for (name, p) in [
        ("P10", 0.1),
        ("P50", 0.5),
        ("P80", 0.8),
        ("P90", 0.9),
        ("P95", 0.95),
    ] {
        let of = |year| quantile(figures.cost(slice, year), p);
        let numbers = (0..years).map(of).collect();
        columns.push(Column::new(
            name,
            Kind::Money,
            0,
            numbers,
            Total::Own(of(years)),
        ));
    }
    let bands = [("P10–P80", P80, P10), ("P80–P90", P90, P80)];
    let helpers = bands.map(|(name, upper, lower)| {
        let numbers = |of: u16| columns[usize::from(of) - 1].numbers.iter();
        let band = numbers(upper).zip(numbers(lower));
        let band = band.map(|(upper, lower)| upper - lower).collect();
        Column {
            made: Made::Difference(upper, lower),
            ..Column::new(name, Kind::Money, 0, band, Total::Nothing)
        }
    });
    Block {
        title: book.say(words("Cost", "費用")).to_owned(),
        unit: book.money_unit(),
        note: book.say(TOTAL_NOTE).to_owned(),
        columns,
        helpers: helpers.into(),
    }
}

const TOTAL_NOTE: Words = words(
    "The mean of all years is the sum of theirs; quantiles do not add up, and those of all years \
     are figures of their own.",
    "平均の計は各年度の合計。分位点は合計できないため、計の行は全期間についての分位点を示す。",
);

/// Licences, and launches where there are any.
fn counts(book: &Book<'_>, figures: &Figures<'_>) -> Vec<Block> {
    let (layout, totals) = (figures.layout, &figures.sample.totals);
    let years = layout.years;
    let (licences, launches) = (layout.licences(years), layout.launches(years));
    let mut blocks = Vec::new();
    if figures.sum(licences) > 0 || figures.sum(launches) == 0 {
        let title = words("Licences", "導出件数");
        let cell = |year| layout.licences(year);
        blocks.push(count((book, figures), title, cell, &totals.licences));
    }
    if figures.sum(launches) > 0 {
        let title = words("Launches", "上市件数");
        let cell = |year| layout.launches(year);
        blocks.push(count((book, figures), title, cell, &totals.launches));
    }
    blocks
}

fn count(
    (book, figures): (&Book<'_>, &Figures<'_>),
    title: Words,
    cell: impl Fn(usize) -> usize + Copy,
    histograms: &[LogHistogram],
) -> Block {
    let years = figures.layout.years;
    let mut columns = mean(book, figures, Kind::Number, cell);
    for (name, p) in [("P10", 0.1), ("P50", 0.5), ("P90", 0.9)] {
        let of = |year: usize| {
            histograms
                .get(year)
                .map_or(f64::NAN, |one| quantile(one, p))
        };
        let numbers: Vec<f64> = (0..years).map(of).collect();
        columns.push(Column::new(
            name,
            Kind::Number,
            0,
            numbers,
            Total::Own(of(years)),
        ));
    }
    let mut sum = 0.0;
    let so_far = (0..years).map(|year| {
        sum += figures.mean(cell(year), 1.0);
        sum
    });
    let heading = book.say(words("mean, cumulative", "平均（累計）"));
    let so_far = so_far.collect();
    columns.push(Column {
        made: Made::SumSoFar(1),
        ..Column::new(heading, Kind::Number, 2, so_far, Total::Nothing)
    });
    Block {
        title: book.say(title).to_owned(),
        unit: book.say(words("number per run", "件／試行")).to_owned(),
        note: book.say(TOTAL_NOTE).to_owned(),
        columns,
        helpers: Vec::new(),
    }
}

/// The mean of a cell by fiscal year, and half of its 95 % interval.
fn mean(
    book: &Book<'_>,
    figures: &Figures<'_>,
    kind: Kind,
    cell: impl Fn(usize) -> usize + Copy,
) -> Vec<Column> {
    let years = figures.layout.years;
    let mean = |year| figures.mean(cell(year), 1.0);
    let half = |year| figures.half_width(cell(year));
    let means: Vec<f64> = (0..years).map(mean).collect();
    let halves: Vec<f64> = (0..years).map(half).collect();
    let decimals = cells::decimals_of(half(years)).max(2);
    vec![
        Column::new(
            book.say(words("mean", "平均")),
            kind,
            2,
            means,
            Total::Sum(mean(years)),
        ),
        Column::new(
            book.say(words("± (95 %)", "±（95％）")),
            kind,
            decimals,
            halves,
            Total::Own(half(years)),
        ),
    ]
}

fn quantile(histogram: &LogHistogram, p: f64) -> f64 {
    histogram.quantile(p).unwrap_or(f64::NAN)
}
