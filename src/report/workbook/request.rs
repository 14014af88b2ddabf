//! The request as ministries print it: what (区分), last year's budget (A), the request (B), and
//! the change (B − A), item by item, then once more by institute and by purse.
//!
//! It is drawn from the table `request`: a row whose item, institute and purse are all `all` is the
//! whole, a row with an item alone is that item, and one with an institute too is a part of it.

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::book::Book;
use super::cells::{self, Entry, Shown};
use super::looks::Weight;
use super::page::{self, Printed};
use super::{head, sizes};
use crate::analysis::{Table, Value};
use crate::language::{Words, words};
use crate::report::MoneyUnit;
use crate::report::reconcile::{ROUNDING_NOTE, adds_up};
use crate::report::sheet::Kind;
use crate::text;

/// The name of the table.
pub(super) const TABLE: &str = "request";

/// Name and title of the sheet, and how to read it.
pub(super) const TEXTS: [Words; 3] = [
    words("Request", "概算要求"),
    words("Budget request", "概算要求額"),
    words(
        "Amounts of parts are what they are expected to be where the whole stands at the amount \
         requested; they add up to it.",
        "内訳の額は、全体が要求額となる場合に見込まれる額であり、その合計は要求額に一致する。",
    ),
];

/// The columns of amounts: A, B, B − A.
const BEFORE: u16 = 1;
const REQUEST: u16 = 2;
const CHANGE: u16 = 3;
/// The narrowest column of amounts, and the widest of names, in letters.
const NARROWEST: usize = 20;
const WIDEST: usize = 60;

/// A request.
#[derive(Debug)]
pub(super) struct Request {
    year: i32,
    /// The chance with which it suffices.
    confidence: Option<f64>,
    lines: Vec<Line>,
}

/// A row of the request.
#[derive(Clone, Debug)]
struct Line {
    what: What,
    name: String,
    before: Option<i64>,
    request: i64,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum What {
    Item,
    Part,
    Institute,
    Purse,
    Whole,
}

const BLANK_NOTE: Words = words(
    "Blank: the scenario does not say what was budgeted for the year before ([[request.line]] \
     previous).",
    "空欄は、前年度予算額がシナリオに示されていないもの（[[request.line]]のprevious）である。",
);

impl Request {
    /// What is to be said below the table.
    fn notes(&self, book: &Book<'_>) -> Vec<Words> {
        let mut notes = Vec::new();
        if !self.adds_up(book.currency.unit) {
            notes.push(ROUNDING_NOTE);
        }
        if self.lines.iter().any(|line| line.before.is_none()) {
            notes.push(BLANK_NOTE);
        }
        notes
    }

    /// The request in a table, where it is one.
    pub fn of(book: &Book<'_>, table: &Table) -> Option<Request> {
        if table.name != TABLE {
            return None;
        }
        let money = book.currency.code.to_lowercase();
        let column = |name: &str| table.column(name);
        let amount = |name: &str| table.column(&format!("{name}_{money}"));
        let [year, purse, item, institute] = [
            column("fiscal_year")?,
            column("purse")?,
            column("item")?,
            column("institute")?,
        ];
        let (before, request) = (amount("previous_budget")?, amount("request")?);
        let confidence = column("confidence");
        let first = table.rows.first()?;
        let Value::FiscalYear(year) = first[year] else {
            return None;
        };
        let lines = table.rows.iter().filter_map(|row| {
            let (what, named) = match [item, institute, purse].map(|place| is_all(&row[place])) {
                [true, true, true] => (What::Whole, None),
                [true, true, false] => (What::Purse, Some(purse)),
                [true, false, _] => (What::Institute, Some(institute)),
                [false, true, _] => (What::Item, Some(item)),
                [false, false, _] => (What::Part, Some(institute)),
            };
            let name = named.map_or(book.say(words("Total", "計")).to_owned(), |place| {
                name(book, &row[place])
            });
            Some(Line {
                what,
                name,
                before: whole(&row[before]),
                request: whole(&row[request])?,
            })
        });
        Some(Request {
            year,
            confidence: confidence.and_then(|place| first[place].number()),
            lines: lines.collect(),
        })
    }

    /// The lines of one part of the sheet.
    fn of_kinds(&self, kinds: &[What]) -> Vec<&Line> {
        let lines = self.lines.iter();
        lines.filter(|line| kinds.contains(&line.what)).collect()
    }

    /// Whether all that is shown adds up as it is shown.
    fn adds_up(&self, unit: MoneyUnit) -> bool {
        let [items, institutes, purses] =
            [What::Item, What::Institute, What::Purse].map(|kind| self.of_kinds(&[kind]));
        let wholes = self.of_kinds(&[What::Whole]);
        let of_whole = wholes
            .iter()
            .flat_map(|whole| [&items, &institutes, &purses].map(|parts| (*whole, parts.clone())));
        let mut sums = of_whole.chain(self.items());
        sums.all(|(whole, parts)| fits(whole, &parts, unit))
    }

    /// Each item with the parts behind it.
    fn items(&self) -> Vec<(&Line, Vec<&Line>)> {
        let mut items: Vec<(&Line, Vec<&Line>)> = Vec::new();
        for line in &self.lines {
            match (line.what, items.last_mut()) {
                (What::Item, _) => items.push((line, Vec::new())),
                (What::Part, Some((_, parts))) => parts.push(line),
                _ => {}
            }
        }
        items
    }
}

/// Whether parts, as far as they are known, add up to the whole as they are shown.
fn fits(whole: &Line, parts: &[&Line], unit: MoneyUnit) -> bool {
    let before: Option<Vec<i64>> = parts.iter().map(|part| part.before).collect();
    let before = before.zip(whole.before);
    let request = parts.iter().map(|part| part.request);
    parts.is_empty()
        || adds_up(request, whole.request, unit)
            && before.is_none_or(|(parts, whole)| adds_up(parts, whole, unit))
}

fn is_all(value: &Value) -> bool {
    matches!(value, Value::Named(id, _) if id == "all")
}

fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(amount) => Some(*amount),
        _ => None,
    }
}

fn name(book: &Book<'_>, value: &Value) -> String {
    match value {
        Value::Named(_, name) => name.of(book.language()).to_owned(),
        Value::Text(name) => name.clone(),
        _ => String::new(),
    }
}

/// Writes the sheet.
pub(super) fn write(
    book: &Book<'_>,
    request: &Request,
    worksheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let widths = widths(book, request);
    for (place, width) in (0..).zip(&widths) {
        worksheet.set_column_width(place, *width as f64)?;
    }
    let [_, title, note] = TEXTS.map(|words| book.say(words));
    let year = book.content.style.fiscal_year(request.year);
    let title = book.tell(text!("{title} for {year}", "{year}{title}"));
    head::write(
        book,
        worksheet,
        &title,
        &with_confidence(book, request, note),
        &widths,
    )?;
    let unit = book.unit_above(&book.money_unit());
    let above = head::ROWS;
    worksheet.write_string_with_format(above, CHANGE, unit, &book.looks.unit_above())?;
    let mut row = headings(book, request, worksheet, above + 1)?;
    let first = row;
    let items = request.of_kinds(&[What::Item, What::Part]);
    row = lines(book, worksheet, &items, row)?;
    for whole in request.of_kinds(&[What::Whole]) {
        let sum = (row > first).then(|| (first, row - 1));
        line(book, worksheet, whole, row, sum)?;
        row += 1;
    }
    for (title, kind) in [
        (
            words("By institute (again)", "機関別（再掲）"),
            What::Institute,
        ),
        (words("By purse (again)", "財源別（再掲）"), What::Purse),
    ] {
        let again = request.of_kinds(&[kind]);
        if !again.is_empty() {
            worksheet.write_string_with_format(row + 1, 0, book.say(title), &book.looks.part())?;
            row = lines(book, worksheet, &again, row + 2)?;
        }
    }
    for note in request.notes(book) {
        let note = format!("{}{}", book.say(words("Note: ", "（注）")), book.say(note));
        head::across(book, worksheet, row, &note, &widths, &book.looks.note())?;
        row += 1;
    }
    worksheet.set_freeze_panes(first, 1)?;
    let printed = Printed {
        last: (row.saturating_sub(1), CHANGE),
        heading_rows: Some((above, above + 1)),
        heading_columns: 1,
        widths: &widths,
    };
    page::set_up(book, worksheet, printed)
}

/// How to read the request, and the chance with which it suffices.
fn with_confidence(book: &Book<'_>, request: &Request, note: &str) -> String {
    let Some(confidence) = request.confidence else {
        return note.to_owned();
    };
    let percent = book.content.style.number(100.0 * confidence, 0);
    book.tell(text!(
        "The amount suffices with a chance of {percent} %. {note}",
        "要求額は{percent}％の確率で足りる額。{note}"
    ))
}

fn widths(book: &Book<'_>, request: &Request) -> [usize; 4] {
    let names = request
        .lines
        .iter()
        .map(|line| sizes::width(&line.name) + 4);
    let names = names.max().unwrap_or(0).clamp(NARROWEST, WIDEST);
    let amounts = request
        .lines
        .iter()
        .flat_map(|line| [Some(line.request), line.before]);
    let width = |amount: i64| {
        book.looks
            .width(Kind::Money, 0, amount as f64, book.content.style)
            + 3
    };
    let amounts = amounts.flatten().map(width).max();
    let amounts = amounts.unwrap_or(0).max(NARROWEST);
    [names, amounts, amounts, amounts]
}

fn headings(
    book: &Book<'_>,
    request: &Request,
    worksheet: &mut Worksheet,
    row: u32,
) -> Result<u32, XlsxError> {
    let style = book.content.style;
    let (before, year) = (
        style.fiscal_year(request.year - 1),
        style.fiscal_year(request.year),
    );
    let minus = style.minus.sign();
    let headings = [
        text!("item", "区分"),
        text!("{before}\nbudget (A)", "{before}\n予算額(A)"),
        text!("{year}\nrequest (B)", "{year}\n要求額(B)"),
        text!("change\n(B − A)", "増{minus}減額\n(B－A)"),
    ];
    worksheet.set_row_height(row, 2.3 * book.looks.line_height())?;
    for (column, heading) in (0..).zip(headings) {
        let heading = book.tell(heading);
        worksheet.write_string_with_format(row, column, heading, &book.looks.heading())?;
    }
    Ok(row + 1)
}

/// The first and the last row whose requests a row adds up.
type Sum = (u32, u32);

/// Writes lines from `row` on; an item is the sum of the parts behind it. Returns the next row.
fn lines(
    book: &Book<'_>,
    worksheet: &mut Worksheet,
    lines: &[&Line],
    row: u32,
) -> Result<u32, XlsxError> {
    for (place, one) in lines.iter().enumerate() {
        let parts = lines[place + 1..].iter();
        let parts = parts.take_while(|line| line.what == What::Part).count() as u32;
        let row = row + place as u32;
        let sum = (one.what == What::Item && parts > 0).then_some((row + 1, row + parts));
        line(book, worksheet, one, row, sum)?;
    }
    Ok(row + lines.len() as u32)
}

fn line(
    book: &Book<'_>,
    worksheet: &mut Worksheet,
    line: &Line,
    row: u32,
    sum: Option<Sum>,
) -> Result<(), XlsxError> {
    let (weight, indent) = match line.what {
        What::Item | What::Whole => (Weight::Total, 0),
        What::Part => (Weight::Plain, 2),
        What::Institute | What::Purse => (Weight::Plain, 0),
    };
    let format = book.looks.text(weight).set_indent(indent);
    worksheet.write_string_with_format(row, 0, cells::text(&line.name), &format)?;
    let request = match sum {
        Some((from, to)) => {
            let range = cell_range(from, REQUEST, to, REQUEST);
            Entry::Formula(format!("=SUBTOTAL(9,{range})"), line.request as f64)
        }
        None => Entry::of(line.request as f64),
    };
    let change = match line.before {
        Some(before) => {
            let [before_cell, request_cell] =
                [BEFORE, REQUEST].map(|column| row_col_to_cell(row, column));
            Entry::Formula(
                format!("={request_cell}-{before_cell}"),
                (line.request - before) as f64,
            )
        }
        None => Entry::Nothing,
    };
    let before = line
        .before
        .map_or(Entry::Nothing, |before| Entry::of(before as f64));
    let shown = Shown {
        kind: Kind::Money,
        decimals: 0,
        weight,
    };
    for (column, entry) in [(BEFORE, before), (REQUEST, request), (CHANGE, change)] {
        cells::number(book, worksheet, (row, column), &entry, shown)?;
    }
    Ok(())
}
