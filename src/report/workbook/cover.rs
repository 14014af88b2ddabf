//! The cover: what was simulated, how to read it, and where to find what.

use rust_xlsxwriter::utility::quote_sheet_name;
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::book::Book;
use super::looks::Weight;
use super::page::{self, Printed};
use super::{Planned, cells, sizes};
use crate::language::{Words, words};
use crate::text;

/// The name of the sheet.
pub(super) const NAME: Words = words("Cover", "表紙");

/// The widths of the columns: what, and what of it.
const WIDTHS: [usize; 2] = [30, 100];

/// Writes the cover.
pub(super) fn write(
    book: &Book<'_>,
    plan: &[Planned<'_>],
    worksheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    worksheet.set_name(book.say(NAME))?;
    worksheet.set_screen_gridlines(false);
    for (place, width) in (0..).zip(WIDTHS) {
        worksheet.set_column_width(place, width as f64)?;
    }
    let name = cells::text(book.content.model.name.of(book.language()));
    let height = 1.5 * book.looks.line_height();
    worksheet.write_string_with_format(0, 0, name, &book.looks.title())?;
    worksheet.set_row_height(0, height)?;
    let mut row = 2;
    for (title, entries) in [
        (words("What was simulated", "計算の条件"), conditions(book)),
        (words("How to read it", "読み方"), reading(book)),
    ] {
        row = part(book, worksheet, book.say(title), &entries, row)?;
    }
    row = contents(book, plan, worksheet, row)?;
    let printed = Printed {
        last: (row - 1, 1),
        heading_rows: None,
        heading_columns: 0,
        widths: &WIDTHS,
    };
    page::set_up(book, worksheet, printed)?;
    worksheet.set_portrait().set_print_fit_to_pages(1, 1);
    Ok(())
}

/// Writes a titled list; returns the row of what follows.
fn part(
    book: &Book<'_>,
    worksheet: &mut Worksheet,
    title: &str,
    entries: &[(String, String)],
    row: u32,
) -> Result<u32, XlsxError> {
    worksheet.write_string_with_format(row, 0, title, &book.looks.part())?;
    let mut row = row + 1;
    for (what, told) in entries {
        line(book, worksheet, row, told)?;
        let format = book.looks.text(Weight::Total);
        worksheet.write_string_with_format(row, 0, what, &format)?;
        row += 1;
    }
    Ok(row + 1)
}

/// Writes a text into the second column, over as many lines as it takes.
fn line(book: &Book<'_>, worksheet: &mut Worksheet, row: u32, text: &str) -> Result<(), XlsxError> {
    let lines = sizes::lines(text, WIDTHS[1] - 1) as f64;
    worksheet.set_row_height(row, lines * book.looks.line_height() + 2.0)?;
    let format = book.looks.text(Weight::Plain);
    worksheet.write_string_with_format(row, 1, cells::text(text), &format)?;
    Ok(())
}

/// Scenario, runs, time, money.
fn conditions(book: &Book<'_>) -> Vec<(String, String)> {
    let (origin, style) = (book.content.origin, book.content.style);
    let model = book.content.model;
    let calendar = &model.calendar;
    let count = |number: u64| style.number(number as f64, 0);
    let first = style.date(calendar.start());
    let last = style.date(calendar.last_day());
    let mut entries = vec![
        (words("scenario", "シナリオ"), origin.scenario.clone()),
        (
            words("program", "プログラム"),
            format!("soyaku {}", origin.version),
        ),
        (
            words("simulated time", "計算期間"),
            book.tell(text!("{first} to {last}", "{first}から{last}まで")),
        ),
        (words("runs", "試行回数"), count(origin.runs)),
        (words("worlds", "世界の数"), worlds(book)),
        (words("seed", "シード"), origin.seed.to_string()),
    ];
    if let Some(year) = model.price_year {
        let year = match book.language() {
            crate::language::Language::English => year.to_string(),
            crate::language::Language::Japanese => format!("{year}年"),
        };
        entries.push((words("price year", "価格基準年"), year));
        entries.push((words("unit of money", "金額の単位"), book.money_unit()));
    }
    told(book, entries)
}

fn worlds(book: &Book<'_>) -> String {
    let worlds = book
        .content
        .style
        .number(book.content.origin.worlds as f64, 0);
    match book.content.model.runs_per_world {
        1 => book.tell(text!(
            "{worlds} (one run each)",
            "{worlds}（1世界1試行）"
        )),
        k => book.tell(text!(
            "{worlds}. A world is one guess at what nobody knows; its {k} runs differ by chance \
             alone.",
            "{worlds}。1つの世界は、誰も知らない値の1組の仮定です。その{k}回の試行は偶然だけが異なります。"
        )),
    }
}

/// What the figures mean.
fn reading(book: &Book<'_>) -> Vec<(String, String)> {
    let minus = book.content.style.minus.sign();
    let mut entries = vec![
        (
            words("mean", "平均"),
            book.say(words(
                "The mean over all runs. Means of parts add up to the mean of the whole.",
                "全試行の平均。内訳の平均の合計は全体の平均に一致します。",
            ))
            .to_owned(),
        ),
        (
            words("P10, P50, P80, P90, P95", "P10、P50、P80、P90、P95"),
            book.say(words(
                "The value that is not exceeded in 10, 50, 80, 90 or 95 % of the runs: an amount \
                 of P80 suffices with 80 %. Quantiles of parts do not add up.",
                "試行の10％、50％、80％、90％、95％でその値以下となる値。P80の額であれば80％の確率で足ります。\
                 内訳の分位点は合計できません。",
            ))
            .to_owned(),
        ),
        (
            words("standard error, ± (95 %)", "標準誤差、±（95％）"),
            book.say(words(
                "How far a figure may be off because the number of runs is finite (Monte Carlo \
                 error); it shrinks with more runs, the spread between P10 and P90 does not.",
                "試行回数が有限であることによる計算誤差。試行を増やせば小さくなりますが、P10とP90の幅は縮まりません。",
            ))
            .to_owned(),
        ),
        (
            words("ignorance, chance", "未知、偶然"),
            book.say(words(
                "What nobody knows, and more research could tell; and what happens by chance and \
                 stays.",
                "誰も知らないが調査により減らせるばらつきと、偶然によるため残るばらつき。",
            ))
            .to_owned(),
        ),
        (
            words("empty cell", "空欄"),
            book.say(words("The figure does not exist.", "該当する値がない。"))
                .to_owned(),
        ),
        (
            words("negative numbers", "負の数"),
            format!("{minus}1,234"),
        ),
    ];
    if book.has_money() {
        entries.push((
            words("rounding", "端数"),
            book.say(words(
                "Cells hold figures in full precision and show them rounded, so that shown parts \
                 may not add up to the shown sum.",
                "セルは端数処理前の値を保持し、表示の際に四捨五入しているため、端数において合計と合致しないものがあります。",
            ))
            .to_owned(),
        ));
    }
    told(book, entries)
}

fn told(book: &Book<'_>, entries: Vec<(Words, String)>) -> Vec<(String, String)> {
    let told = entries.into_iter();
    told.map(|(what, text)| (book.say(what).to_owned(), text))
        .collect()
}

/// The list of sheets, with links to them.
fn contents(
    book: &Book<'_>,
    plan: &[Planned<'_>],
    worksheet: &mut Worksheet,
    row: u32,
) -> Result<u32, XlsxError> {
    let title = book.say(words("Sheets", "シート一覧"));
    worksheet.write_string_with_format(row, 0, title, &book.looks.part())?;
    let mut row = row + 1;
    for planned in plan {
        let (title, note) = (&planned.title, &planned.note);
        line(
            book,
            worksheet,
            row,
            &book.tell(text!("{title}. {note}", "{title}。{note}")),
        )?;
        let name = &planned.name;
        let link = Url::new(format!("internal:{}!A1", quote_sheet_name(name))).set_text(name);
        worksheet.write_url_with_format(row, 0, link, &book.looks.link())?;
        row += 1;
    }
    Ok(row)
}
