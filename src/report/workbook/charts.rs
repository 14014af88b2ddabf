//! Charts of the workbook: native ones, that refer to the cells and can be edited.
//!
//! Colours are those of the colour universal design set; no line is told by its colour alone.

use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, ChartSeries, ChartSolidFill, ChartType, Color,
};

use super::block::{Block, Placed};
use super::book::Book;
use super::yearly::{MEAN, P10, P50, P80};
use super::{cells, purses};
use crate::language::{Words, words};
use crate::report::sheet::Kind;

/// The height of a chart in pixels, and the most of its width.
pub(super) const HEIGHT: u32 = 380;
pub(super) const WIDEST: u32 = 1_100;

const BLUE: Color = Color::RGB(0x00_5A_FF);
const SKY: Color = Color::RGB(0x4D_C4_FF);
const LIGHT_SKY: Color = Color::RGB(0x9A_D8_FF);
const PALE_SKY: Color = Color::RGB(0xD9_EF_FF);
const RED: Color = Color::RGB(0xFF_4B_00);
const BLACK: Color = Color::RGB(0x33_33_33);
const GRID: Color = Color::RGB(0xD9_D9_D9);

/// Rows that a chart covers.
pub(super) fn rows(book: &Book<'_>) -> u32 {
    HEIGHT.div_ceil(book.looks.default_format().1)
}

/// Cost as a fan: areas from P10 to P80 and on to P90, with median, P80 and mean as lines.
///
/// The areas stand on one another and on that of P10, which is not seen.
pub(super) fn fan(book: &Book<'_>, block: &Block, placed: &Placed<'_>) -> Chart {
    let mut chart = Chart::new(ChartType::AreaStacked);
    let mut base = series(placed, P10);
    base.set_format(ChartFormat::new().set_no_fill().set_no_border());
    base.delete_from_legend(true);
    chart.push_series(&base);
    for (column, colour) in [(0, LIGHT_SKY), (1, PALE_SKY)] {
        let mut band = series(placed, placed.helpers + column);
        let fill = ChartSolidFill::new().set_color(colour).to_owned();
        band.set_format(ChartFormat::new().set_solid_fill(&fill).set_no_border());
        chart.push_series(&band);
    }
    let mut lines = Chart::new(ChartType::Line);
    for (column, colour, dashes, width) in [
        (P50, BLUE, ChartLineDashType::Solid, 2.25),
        (P80, RED, ChartLineDashType::Dash, 2.25),
        (MEAN, BLACK, ChartLineDashType::RoundDot, 1.75),
    ] {
        let mut series = series(placed, column);
        series.set_format(&mut line(colour, dashes, width));
        lines.push_series(&series);
    }
    chart.combine(&lines);
    finish(book, &mut chart, block, Kind::Money, 0, &block.unit);
    chart
}

/// Numbers per fiscal year as columns, and their running sum as a line.
pub(super) fn counts(book: &Book<'_>, block: &Block, placed: &Placed<'_>) -> Chart {
    let mut chart = Chart::new(ChartType::Column);
    let mut bars = series(placed, MEAN);
    bars.set_format(&mut filled(SKY)).set_gap(60);
    chart.push_series(&bars);
    let mut lines = Chart::new(ChartType::Line);
    let so_far = block.columns.len() as u16;
    let mut sum = series(placed, so_far);
    sum.set_secondary_axis(true);
    sum.set_format(&mut line(RED, ChartLineDashType::Solid, 2.25));
    sum.set_marker(&marker(RED));
    lines.push_series(&sum);
    let heading = block.columns.last().map_or("", |column| &column.heading);
    chart.combine(&lines);
    let (title, unit) = (&block.title, &block.unit);
    let axis = book.tell(crate::text!("{title}, {unit}", "{title}、{unit}"));
    finish(book, &mut chart, block, Kind::Number, 1, &axis);
    chart
        .y2_axis()
        .set_name(heading)
        .set_num_format(book.looks.code(Kind::Number, 1))
        .set_min(0);
    chart
}

/// What is granted and spent as columns, and the chance to pass it as a line.
pub(super) fn purse(book: &Book<'_>, block: &Block, placed: &Placed<'_>) -> Chart {
    let mut chart = Chart::new(ChartType::Column);
    for (column, colour) in [(purses::GRANTED, LIGHT_SKY), (purses::SPENT, BLUE)] {
        let mut bars = series(placed, column);
        bars.set_format(&mut filled(colour)).set_gap(60);
        chart.push_series(&bars);
    }
    let mut lines = Chart::new(ChartType::Line);
    let mut chance = series(placed, purses::CHANCE);
    chance.set_secondary_axis(true);
    chance.set_format(&mut line(RED, ChartLineDashType::Dash, 2.25));
    chance.set_marker(&marker(RED));
    lines.push_series(&chance);
    let heading = block.columns.last().map_or("", |column| &column.heading);
    chart.combine(&lines);
    finish(book, &mut chart, block, Kind::Money, 0, &block.unit);
    chart
        .y2_axis()
        .set_name(heading)
        .set_num_format("0%")
        .set_min(0)
        .set_max(1);
    chart
}

fn series(placed: &Placed<'_>, column: u16) -> ChartSeries {
    let mut series = ChartSeries::new();
    series
        .set_name(placed.heading(column).as_str())
        .set_categories(placed.range(0).as_str())
        .set_values(placed.range(column).as_str());
    series
}

fn line(colour: Color, dashes: ChartLineDashType, width: f64) -> ChartFormat {
    let line = ChartLine::new()
        .set_color(colour)
        .set_width(width)
        .set_dash_type(dashes)
        .to_owned();
    ChartFormat::new().set_line(&line).to_owned()
}

/// A column with a border, which tells it from others in grey.
fn filled(colour: Color) -> ChartFormat {
    ChartFormat::new()
        .set_solid_fill(ChartSolidFill::new().set_color(colour))
        .set_border(ChartLine::new().set_color(BLACK).set_width(0.5))
        .to_owned()
}

fn marker(colour: Color) -> ChartMarker {
    ChartMarker::new()
        .set_type(ChartMarkerType::Circle)
        .set_size(6)
        .set_format(&mut filled(colour))
        .to_owned()
}

/// Title, axes and legend.
fn finish(
    book: &Book<'_>,
    chart: &mut Chart,
    block: &Block,
    kind: Kind,
    decimals: usize,
    unit: &str,
) {
    const YEARS: Words = words("fiscal year", "年度");
    chart.title().set_name(cells::clean(&block.title).as_str());
    chart
        .title()
        .set_font(rust_xlsxwriter::ChartFont::new().set_size(12).set_bold());
    chart.x_axis().set_name(book.say(YEARS));
    chart
        .y_axis()
        .set_name(unit)
        .set_num_format(book.looks.code(kind, decimals))
        .set_min(0)
        .set_major_gridlines_line(ChartLine::new().set_color(GRID).set_width(0.5));
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_alt_text(cells::clean(&block.title));
}
