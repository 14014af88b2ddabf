//! Cost by item and institute, with fiscal years as columns, as a request is drawn up.
//!
//! Means add up, and their sums are formulas; quantiles do not, so that P80 of a sum is a figure of
//! its own.

use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::book::Book;
use super::cells::{self, Entry, Shown};
use super::looks::Weight;
use super::page::{self, Printed};
use super::{head, sizes};
use crate::analysis::{Figures, Slice};
use crate::language::{Words, words};
use crate::report::sheet::Kind;

/// Name, title and note of the sheet.
pub(super) const TEXTS: [Words; 3] = [
    words("By item and institute", "費目別・機関別"),
    words("Cost by item and institute", "費目別・機関別の費用"),
    words(
        "Sums of means are formulas. Quantiles do not add up: P80 of a sum is a figure of its own, \
         mostly below the sum of its parts' P80.",
        "平均の計は数式で合計している。分位点は合計できないため、計のP80は内訳のP80の合計と一致しない（多くの場合それより小さい）。",
    ),
];

const ALL: Words = words("all", "計");
/// The widest column of names, in letters.
const WIDEST: usize = 40;
/// The first column of amounts: behind item and institute.
const FIRST: u16 = 2;

/// A row of amounts.
struct Line {
    item: String,
    institute: String,
    slice: usize,
    sums: Sums,
}

/// What a row is the sum of.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Sums {
    /// Nothing: a part.
    Part,
    /// Of so many rows below it.
    Below(u32),
    /// Of all parts above it.
    Above,
}

/// What is shown of a slice.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Statistic {
    Mean,
    P80,
}

/// Writes the sheet.
pub(super) fn write(
    book: &Book<'_>,
    figures: &Figures<'_>,
    worksheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let (items, institutes) = (by_item(book, figures), by_institute(book, figures));
    let widths = widths(book, figures, &items, &institutes);
    for (place, width) in (0..).zip(&widths) {
        worksheet.set_column_width(place, *width as f64)?;
    }
    let [_, title, note] = TEXTS.map(|words| book.say(words));
    head::write(book, worksheet, title, note, &widths)?;
    let mut row = head::ROWS + 1;
    for (title, lines, statistic) in [
        (
            words("Mean by item", "費目別の平均"),
            &items,
            Statistic::Mean,
        ),
        (
            words("Mean by institute", "機関別の平均"),
            &institutes,
            Statistic::Mean,
        ),
        (words("P80 by item", "費目別のP80"), &items, Statistic::P80),
        (
            words("P80 by institute", "機関別のP80"),
            &institutes,
            Statistic::P80,
        ),
    ] {
        section(
            book,
            figures,
            worksheet,
            book.say(title),
            (lines, statistic),
            row,
        )?;
        row += lines.len() as u32 + 3;
    }
    worksheet.set_freeze_panes(0, FIRST)?;
    let printed = Printed {
        last: (row.saturating_sub(2), widths.len().saturating_sub(1) as u16),
        // Every part has the same headings.
        heading_rows: Some((head::ROWS + 2, head::ROWS + 2)),
        heading_columns: FIRST,
        widths: &widths,
    };
    page::set_up(book, worksheet, printed)
}

/// Items with the institutes below them that spend anything on them, then all.
fn by_item(book: &Book<'_>, figures: &Figures<'_>) -> Vec<Line> {
    let years = figures.layout.years;
    let slices = || figures.layout.slices.iter().enumerate();
    let mut lines = Vec::new();
    for (place, slice) in slices() {
        let Slice::Item(item) = *slice else { continue };
        let parts = slices().filter_map(|(place, slice)| match *slice {
            Slice::ItemAt(of, institute) if of == item => {
                (figures.sum(figures.layout.slice(place, years)) != 0).then_some((place, institute))
            }
            _ => None,
        });
        let parts: Vec<_> = parts.collect();
        let name = &figures.model.items[item as usize].name;
        lines.push(Line {
            item: name.of(book.language()).to_owned(),
            institute: book.say(ALL).to_owned(),
            slice: place,
            sums: Sums::Below(parts.len() as u32),
        });
        lines.extend(parts.into_iter().map(|(slice, institute)| Line {
            item: String::new(),
            institute: name_of(book, figures, institute),
            slice,
            sums: Sums::Part,
        }));
    }
    lines.push(all(book, figures));
    lines
}

/// Institutes that spend anything, then all.
fn by_institute(book: &Book<'_>, figures: &Figures<'_>) -> Vec<Line> {
    let slices = figures.layout.slices.iter().enumerate();
    let spends = |slice| figures.sum(figures.layout.slice(slice, figures.layout.years)) != 0;
    let institutes = slices.filter_map(|(slice, of)| match *of {
        Slice::Institute(institute) if spends(slice) => Some(Line {
            item: book.say(ALL).to_owned(),
            institute: name_of(book, figures, institute),
            slice,
            sums: Sums::Part,
        }),
        _ => None,
    });
    institutes.chain([all(book, figures)]).collect()
}

fn all(book: &Book<'_>, figures: &Figures<'_>) -> Line {
    Line {
        item: book.say(ALL).to_owned(),
        institute: book.say(ALL).to_owned(),
        slice: figures.whole_budget(),
        sums: Sums::Above,
    }
}

fn name_of(book: &Book<'_>, figures: &Figures<'_>, institute: Option<u32>) -> String {
    match institute {
        None => book.say(words("none", "共通")).to_owned(),
        Some(index) => {
            let institute = &figures.model.institutes[index as usize];
            institute.name.of(book.language()).to_owned()
        }
    }
}

fn statistic(figures: &Figures<'_>, slice: usize, year: usize, statistic: Statistic) -> f64 {
    match statistic {
        Statistic::Mean => figures.mean(figures.layout.slice(slice, year), 1.0),
        Statistic::P80 => {
            let quantile = figures.cost(slice, year).quantile(0.8);
            quantile.unwrap_or(f64::NAN)
        }
    }
}

fn widths(
    book: &Book<'_>,
    figures: &Figures<'_>,
    items: &[Line],
    institutes: &[Line],
) -> Vec<usize> {
    let lines = || items.iter().chain(institutes);
    let names = |name: fn(&Line) -> &str| {
        let widths = lines().map(|line| sizes::width(name(line)));
        widths.max().unwrap_or(0).clamp(8, WIDEST) + 2
    };
    let largest = statistic(
        figures,
        figures.whole_budget(),
        figures.layout.years,
        Statistic::P80,
    );
    let amount = book
        .looks
        .width(Kind::Money, 0, largest, book.content.style);
    let years = book.years().into_iter().map(|year| {
        let year = sizes::fitting(&year, 2, 8, 24);
        year.max(amount) + 2
    });
    let mut widths = vec![names(|line| &line.item), names(|line| &line.institute)];
    widths.extend(years);
    widths.push(amount.max(8) + 2);
    widths
}

fn section(
    book: &Book<'_>,
    figures: &Figures<'_>,
    worksheet: &mut Worksheet,
    title: &str,
    (lines, what): (&[Line], Statistic),
    row: u32,
) -> Result<(), XlsxError> {
    let years = book.years();
    let last = FIRST + years.len() as u16;
    worksheet.write_string_with_format(row, 0, title, &book.looks.part())?;
    let unit = book.unit_above(&book.money_unit());
    worksheet.write_string_with_format(row, last, unit, &book.looks.unit_above())?;
    let heads = [words("item", "費目"), words("institute", "機関")];
    let heads = heads.map(|words| book.say(words).to_owned()).into_iter();
    let heads = heads.chain(years).chain([book.say(ALL).to_owned()]);
    worksheet.set_row_height(row + 1, 2.0 * book.looks.line_height())?;
    for (column, head) in (0..).zip(heads) {
        worksheet.write_string_with_format(row + 1, column, head, &book.looks.heading())?;
    }
    let first = row + 2;
    for (row, line) in (first..).zip(lines) {
        let weight = match line.sums {
            Sums::Part => Weight::Plain,
            _ => Weight::Total,
        };
        let format = book.looks.text(weight);
        worksheet.write_string_with_format(row, 0, cells::text(&line.item), &format)?;
        worksheet.write_string_with_format(row, 1, cells::text(&line.institute), &format)?;
        let shown = Shown {
            kind: Kind::Money,
            decimals: 0,
            weight,
        };
        for column in FIRST..=last {
            let number = statistic(figures, line.slice, usize::from(column - FIRST), what);
            let range = match what {
                Statistic::P80 => None,
                Statistic::Mean => sum(line.sums, row, column, first, last),
            };
            let entry = range.map_or(Entry::of(number), |sum| Entry::Formula(sum, number));
            cells::number(book, worksheet, (row, column), &entry, shown)?;
        }
    }
    Ok(())
}

/// The formula of a mean that is a sum: of rows, or in the last column of the years. SUBTOTAL
/// passes over what is a subtotal itself.
fn sum(sums: Sums, row: u32, column: u16, first: u32, last: u16) -> Option<String> {
    let subtotal = |from: u32, to: u32| {
        let range = cell_range(from, column, to, column);
        Some(format!("=SUBTOTAL(9,{range})"))
    };
    match sums {
        _ if column == last => {
            let range = cell_range(row, FIRST, row, last - 1);
            Some(format!("=SUM({range})"))
        }
        Sums::Part => None,
        Sums::Below(0) => None,
        Sums::Below(parts) => subtotal(row + 1, row + parts),
        Sums::Above if row > first => subtotal(first, row - 1),
        Sums::Above => None,
    }
}
