//! The workbook for the budget office: one XLSX file of everything a run says.
//!
//! Numbers are kept in full precision and only shown in the unit asked for; what truly adds up is
//! a formula, what does not (quantiles) is a value and is said to be one. A table of results
//! becomes a sheet by itself, so that a new table needs nothing here. Nothing in the file depends
//! on the clock or on the machine: the same run has the same bytes.

mod block;
mod book;
mod cells;
mod charts;
mod cover;
mod head;
mod items;
mod looks;
mod names;
mod page;
mod purses;
mod request;
mod rules;
mod sizes;
mod table;
mod yearly;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::sheet::{Sheet, sheet};
use super::{MoneyUnit, Origin, Style};
use crate::analysis::{Figures, Table};
use crate::language::words;
use crate::model::Model;
use crate::rules::Setting;
use book::Book;
use names::Names;
use request::Request;

/// A table of more rows is written row by row through a temporary file, to keep memory small.
const LONG_TABLE: usize = 5_000;

/// What a workbook is made from.
#[derive(Copy, Clone, Debug)]
pub struct Content<'a> {
    /// The model as it is shown.
    pub model: &'a Model,
    /// The unit of money.
    pub unit: MoneyUnit,
    /// All tables, in the order in which they are read.
    pub tables: &'a [Table],
    /// What the scenario sets, as the rule book asks for it.
    pub settings: &'a [Setting],
    /// Scenario, seed, runs, version.
    pub origin: &'a Origin,
    /// Language, signs, unit of money.
    pub style: &'a Style,
    /// The figures whose fiscal years are told in sheets of their own; `None`: the tables alone.
    pub projection: Option<&'a Figures<'a>>,
}

/// A sheet that is to be written.
struct Planned<'a> {
    /// What stands on its tab.
    name: String,
    title: String,
    note: String,
    body: Body<'a>,
}

enum Body<'a> {
    Request(Request),
    Yearly(&'a Figures<'a>),
    Items(&'a Figures<'a>),
    Table(&'a Table),
    Rules,
}

/// The workbook as the bytes of an XLSX file.
///
/// # Errors
///
/// When a temporary file cannot be written, or a limit of the format is passed.
pub fn workbook(content: &Content<'_>) -> Result<Vec<u8>, XlsxError> {
    let book = Book::new(content);
    let plan = plan(&book);
    let mut workbook = Workbook::new();
    let (format, row, column) = book.looks.default_format();
    workbook.set_default_format(&format, row, column)?;
    workbook.set_properties(&properties(&book)?);
    cover::write(&book, &plan, workbook.add_worksheet())?;
    for planned in &plan {
        write(&book, planned, &mut workbook)?;
    }
    workbook.save_to_buffer()
}

/// The sheets behind the cover: what is read first, every table, and what it all rests on.
fn plan<'a>(book: &Book<'a>) -> Vec<Planned<'a>> {
    let mut names = Names::new(book.say(cover::NAME));
    let mut plan = Vec::new();
    let mut add = |name: &str, title: &str, note: &str, body| {
        plan.push(Planned {
            name: names.take(name),
            title: title.to_owned(),
            note: note.to_owned(),
            body,
        });
    };
    let mut tables = book.content.tables.iter();
    if let Some(request) = tables.find_map(|table| Request::of(book, table)) {
        let [name, title, note] = request::TEXTS.map(|words| book.say(words));
        add(name, title, note, Body::Request(request));
    }
    if let Some(figures) = book.content.projection {
        let [name, title, note] = yearly::TEXTS.map(|words| book.say(words));
        add(name, title, note, Body::Yearly(figures));
        if book.has_money() {
            let [name, title, note] = items::TEXTS.map(|words| book.say(words));
            add(name, title, note, Body::Items(figures));
        }
    }
    let (last, first): (Vec<&Table>, Vec<&Table>) = book
        .content
        .tables
        .iter()
        .partition(|table| table.name == "parameters");
    for table in first.into_iter().chain(last) {
        let told = told(table, book);
        let name = names::of_table(&told, book.language());
        add(&name, &told.title, &told.note, Body::Table(table));
    }
    let [name, title, note] = rules::TEXTS.map(|words| book.say(words));
    add(name, title, note, Body::Rules);
    plan
}

/// A table for people without its rows.
fn told(table: &Table, book: &Book<'_>) -> Sheet {
    let empty = Table::new(table.name, table.columns.clone());
    sheet(&empty, book.content.style, book.currency)
}

fn write(book: &Book<'_>, planned: &Planned<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let long = matches!(planned.body, Body::Table(table) if table.rows.len() > LONG_TABLE);
    let worksheet: &mut Worksheet = match long {
        true => workbook.add_worksheet_with_low_memory()?,
        false => workbook.add_worksheet(),
    };
    worksheet.set_name(&planned.name)?;
    match &planned.body {
        Body::Request(request) => request::write(book, request, worksheet),
        Body::Yearly(figures) => yearly::write(book, figures, &planned.name, worksheet),
        Body::Items(figures) => items::write(book, figures, worksheet),
        Body::Table(table) => {
            let book = book.of_table(table.name);
            let sheet = sheet(table, book.content.style, book.currency);
            table::write(&book, &sheet, worksheet)
        }
        Body::Rules => table::write(book, &rules::sheet(book), worksheet),
    }
}

/// What a file manager shows. The day of creation is that on which the scenario starts: a clock
/// would give every run other bytes.
fn properties(book: &Book<'_>) -> Result<DocProperties, XlsxError> {
    let model = book.content.model;
    let start = model.calendar.start();
    let year = u16::try_from(start.year()).unwrap_or(0).clamp(1900, 9999);
    let day = ExcelDateTime::from_ymd(
        year,
        start.month().unsigned_abs(),
        start.day().unsigned_abs(),
    )
    .or_else(|_| ExcelDateTime::from_ymd(year, 1, 1))?;
    let name = cells::clean(model.name.of(book.language()));
    let subject = book.say(words("Results of a simulation", "シミュレーションの結果"));
    Ok(DocProperties::new()
        .set_title(name)
        .set_subject(subject)
        .set_author(format!("soyaku {}", book.content.origin.version))
        .set_creation_datetime(&day))
}
