//! An empty workbook of themes to fill in.
//!
//! Three sheets: the table itself, how to fill it in, and the names to choose from. What stands in
//! them is said by [`Form`]; here it is laid out: headings with notes,
//! drop-down lists, checks of numbers and days, print on A4. Drop-down lists refer to the sheet of
//! names, since a list within a cell's rule may have 255 characters only.
//!
//! Checks in the workbook warn and can be overruled: `平成26年4月1日` or `3百万円` as text are fine for
//! `soyaku check`, which has the last word. The bytes hold no clock.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime,
    Format, FormatAlign, FormatBorder, Formula, Note, Workbook, Worksheet, XlsxError,
};

use crate::diagnostic::column_letters;
use crate::language::{Language, Text, Words, words};
use crate::scenario::{Entry, Form, FormColumn};
use crate::text;

/// Rows that are prepared for themes.
const ROWS: u32 = 500;

/// Rows that are printed of an empty table.
const PRINTED: u32 = 40;

/// The number of A4 in print settings.
const A4: u8 = 9;

/// Widths of the columns of the guide, in characters.
const GUIDE_WIDTHS: [usize; 4] = [26, 20, 60, 60];

const THEMES: Words = words("Themes", "テーマ一覧");
const GUIDE: Words = words("How to fill in", "記入要領");
const NAMES: Words = words("Choices", "選択肢");

/// Bytes of a workbook to fill in, in one language.
///
/// # Errors
///
/// Where the library refuses what the form says, such as a text of more than 32,767 characters.
pub fn workbook(form: &Form, language: Language) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::of(language);
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(THEMES.of(language))
            .set_author("soyaku")
            .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    themes(workbook.add_worksheet(), form, &looks)?;
    guide(workbook.add_worksheet(), form, &looks)?;
    if !form.choices.is_empty() {
        choices(workbook.add_worksheet(), form, &looks)?;
    }
    workbook.save_to_buffer()
}

/// How cells look, in one language.
struct Looks {
    language: Language,
    needed: Format,
    heading: Format,
    cell: Format,
    title: Format,
    text: Format,
}

impl Looks {
    fn of(language: Language) -> Looks {
        let font = match language {
            Language::English => "Calibri",
            Language::Japanese => "Yu Gothic",
        };
        let plain = || Format::new().set_font_name(font).set_font_size(10);
        let heading = || {
            plain()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_border(FormatBorder::Thin)
        };
        let cell = plain()
            .set_border(FormatBorder::Thin)
            .set_border_color("#BFBFBF");
        Looks {
            language,
            needed: heading().set_background_color("#C5D7FB"),
            heading: heading().set_background_color("#E8F1FE"),
            text: cell.clone().set_text_wrap().set_align(FormatAlign::Top),
            cell,
            title: plain().set_bold().set_font_size(14),
        }
    }

    fn of_heading(&self, column: &FormColumn) -> &Format {
        match column.needed {
            true => &self.needed,
            false => &self.heading,
        }
    }

    /// The look of the cells below a heading.
    fn of_entry(&self, entry: Entry) -> Format {
        let cell = self.cell.clone();
        match entry {
            Entry::Day => cell.set_num_format(match self.language {
                Language::English => "yyyy-mm-dd",
                Language::Japanese => "yyyy/m/d",
            }),
            Entry::Share => cell.set_num_format("0%"),
            Entry::Money(_) => cell.set_num_format("#,##0"),
            // Ids and names stay what is typed: 007 no number, 3-1 no day.
            Entry::Text | Entry::One(_) | Entry::Several(_) => {
                cell.set_num_format("@").set_text_wrap()
            }
            Entry::Shares | Entry::YesNo | Entry::Number(..) => cell,
        }
    }
}

/// The table itself.
fn themes(sheet: &mut Worksheet, form: &Form, looks: &Looks) -> Result<(), XlsxError> {
    let language = looks.language;
    sheet.set_name(THEMES.of(language))?;
    sheet.set_default_note_author("soyaku");
    sheet.set_row_height(0, 44)?;
    for (column, number) in form.columns.iter().zip(0_u16..) {
        let heading = column.heading.of(language);
        sheet.write_with_format(0, number, heading, looks.of_heading(column))?;
        sheet.insert_note(0, number, &note(column, language))?;
        sheet.set_column_width(number, width(column, language))?;
        let look = looks.of_entry(column.entry);
        sheet.set_column_format(number, &look)?;
        for row in 1..=PRINTED {
            sheet.write_blank(row, number, &look)?;
        }
        if let Some(rule) = rule(column, form, language)? {
            sheet.add_data_validation(1, number, ROWS, number, &rule)?;
        }
    }
    let last = last_column(form.columns.len());
    sheet.set_freeze_panes(1, 2)?;
    sheet.set_landscape().set_paper_size(A4);
    sheet.set_print_fit_to_pages(2, 0);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_repeat_columns(0, 1.min(last))?;
    sheet.set_print_area(0, 0, PRINTED, last)?;
    margins(sheet, form, language);
    Ok(())
}

fn last_column(count: usize) -> u16 {
    u16::try_from(count.saturating_sub(1)).unwrap_or(u16::MAX)
}

fn margins(sheet: &mut Worksheet, form: &Form, language: Language) {
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    let name = form.scenario.as_ref().map(|name| name.of(language));
    // An ampersand begins a code in headers.
    let name = name.unwrap_or_default().replace('&', "&&");
    sheet.set_header(format!("&L{name}&R&A"));
    sheet.set_footer("&C&P / &N");
}

/// What is shown where the pointer rests on a heading.
fn note(column: &FormColumn, language: Language) -> Note {
    let lines = [
        column.meaning.of(language),
        column.manner.of(language),
        needed(column).of(language),
    ];
    let text = lines.join("\n");
    // Characters of the note's font are about 7 pixels wide, full-width ones 12.
    let lines: usize = text
        .lines()
        .map(|line| unicode_width::UnicodeWidthStr::width(line).div_ceil(40))
        .sum();
    let height = u32::try_from(20 * lines + 16).unwrap_or(400).min(400);
    Note::new(text)
        .add_author_prefix(false)
        .set_width(300)
        .set_height(height)
}

fn needed(column: &FormColumn) -> Words {
    match column.needed {
        true => words("needed in every row", "必須"),
        false => words("may be left empty", "任意（空欄可）"),
    }
}

/// Width in characters.
fn width(column: &FormColumn, language: Language) -> f64 {
    let heading = unicode_width::UnicodeWidthStr::width(column.heading.of(language));
    let least = match column.entry {
        Entry::One(_) | Entry::Several(_) => 18,
        Entry::Money(_) => 14,
        Entry::Day => 11,
        Entry::Text if column.is_name => 32,
        Entry::Text => 14,
        Entry::YesNo | Entry::Share | Entry::Shares | Entry::Number(..) => 9,
    };
    // A heading may stand on two lines.
    least.max(heading.div_ceil(2) + 3).min(40) as f64
}

/// The rule that cells of a column are checked by.
fn rule(
    column: &FormColumn,
    form: &Form,
    language: Language,
) -> Result<Option<DataValidation>, XlsxError> {
    let rule = match column.entry {
        Entry::One(list) => {
            let source = Formula::new(source(form, list, language));
            DataValidation::new().allow_list_formula(source)
        }
        // One name can be chosen; further ones are typed behind it.
        Entry::Several(list) => {
            let source = Formula::new(source(form, list, language));
            return Ok(Some(
                DataValidation::new()
                    .allow_list_formula(source)
                    .show_error_message(false),
            ));
        }
        Entry::YesNo => {
            let answers = match language {
                Language::English => ["yes", "no"],
                Language::Japanese => ["はい", "いいえ"],
            };
            DataValidation::new().allow_list_strings(&answers)?
        }
        Entry::Day => {
            let (first, last) = (
                ExcelDateTime::from_ymd(1900, 3, 1)?,
                ExcelDateTime::from_ymd(2200, 12, 31)?,
            );
            DataValidation::new().allow_date(DataValidationRule::Between(first, last))
        }
        Entry::Share => {
            DataValidation::new().allow_decimal_number(DataValidationRule::Between(0.0, 1.0))
        }
        Entry::Money(most) => {
            DataValidation::new().allow_decimal_number(DataValidationRule::Between(0.0, most))
        }
        Entry::Number(least, most) => {
            DataValidation::new().allow_decimal_number(DataValidationRule::Between(least, most))
        }
        Entry::Text | Entry::Shares => return Ok(None),
    };
    let heading = cut(column.heading.of(language), 32);
    let message = cut(column.manner.of(language), 255);
    Ok(Some(
        rule.set_error_title(heading)?
            .set_error_message(message)?
            .set_error_style(DataValidationErrorStyle::Warning),
    ))
}

/// The first characters of a text.
fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// The cells of the names of these choices.
fn source(form: &Form, list: usize, language: Language) -> String {
    let count = form.choices.get(list).map_or(0, |list| list.names.len());
    let column = column_letters(3 * list);
    let sheet = NAMES.of(language);
    format!("='{sheet}'!${column}$3:${column}${}", count.max(1) + 2)
}

/// How to fill in.
fn guide(sheet: &mut Worksheet, form: &Form, looks: &Looks) -> Result<(), XlsxError> {
    let language = looks.language;
    let say = |text: Words| text.of(language);
    sheet.set_name(say(GUIDE))?;
    sheet.write_with_format(0, 0, say(GUIDE), &looks.title)?;
    let lines = guidance(language);
    for (line, row) in lines.iter().zip(1_u32..) {
        sheet.write(row, 0, line.as_str())?;
    }
    let top = u32::try_from(lines.len()).unwrap_or(0) + 2;
    let headings = [
        words("Column", "列"),
        words("Needed", "要否"),
        words("Meaning", "内容"),
        words("How to fill in", "記入方法"),
    ];
    for ((heading, width), column) in headings.into_iter().zip(GUIDE_WIDTHS).zip(0_u16..) {
        sheet.set_column_width(column, width as f64)?;
        sheet.write_with_format(top, column, say(heading), &looks.heading)?;
    }
    for (column, row) in form.columns.iter().zip(top + 1..) {
        let cells = [
            say(column.heading),
            say(needed(column)),
            say(column.meaning),
            column.manner.of(language),
        ];
        let tallest = cells
            .iter()
            .zip(GUIDE_WIDTHS)
            .map(|(text, width)| unicode_width::UnicodeWidthStr::width(*text).div_ceil(width - 1))
            .max();
        sheet.set_row_height(row, 15 * tallest.unwrap_or(1).max(1) as u32 + 3)?;
        for (text, number) in cells.into_iter().zip(0_u16..) {
            sheet.write_with_format(row, number, text, &looks.text)?;
        }
    }
    sheet.set_freeze_panes(top + 1, 0)?;
    sheet.set_landscape().set_paper_size(A4);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(top, top)?;
    margins(sheet, form, language);
    Ok(())
}

/// What holds for the whole table.
fn guidance(language: Language) -> Vec<String> {
    let themes = THEMES;
    let names = NAMES;
    let lines: [Text; 5] = [
        text!(
            "Write one theme a row into the sheet \"{}\"; leave empty what is not known: an empty cell is not zero.",
            "シート「{}」に、1行に1テーマを記入してください。不明な欄は空欄とします（空欄は0ではありません）。",
            themes.of(language)
        ),
        text!(
            "Columns may be moved or deleted, and rows added. Columns of your own need a line under [theme_columns] of the scenario.",
            "列の順序の変更、不要な列の削除、行の追加は自由です。独自の列を加えるときは、シナリオの[theme_columns]に記載してください。"
        ),
        text!(
            "Names are those of the sheet \"{}\"; ids may be written instead.",
            "名称はシート「{}」のものを用います。IDで書いても構いません。",
            names.of(language)
        ),
        text!(
            "Save as .xlsx beside the scenario, and name it there: theme_files = [\"themes.xlsx\"].",
            "シナリオと同じフォルダーに.xlsx形式で保存し、シナリオに theme_files = [\"themes.xlsx\"] と書いてください。"
        ),
        text!(
            "`soyaku check` then says with sheet and cell what cannot be understood.",
            "soyaku check を実行すると、読み取れない箇所がシートとセルで示されます。"
        ),
    ];
    lines
        .iter()
        .map(|line| line.of(language).to_owned())
        .collect()
}

/// The names to choose from, each with its id.
fn choices(sheet: &mut Worksheet, form: &Form, looks: &Looks) -> Result<(), XlsxError> {
    let language = looks.language;
    sheet.set_name(NAMES.of(language))?;
    for (list, first) in form.choices.iter().zip((0_u16..).step_by(3)) {
        let heading = capital(list.heading.of(language));
        sheet.write_with_format(0, first, heading, &looks.title)?;
        let (name, id) = (words("Name", "名称"), words("Id", "ID"));
        sheet.write_with_format(1, first, name.of(language), &looks.heading)?;
        sheet.write_with_format(1, first + 1, id.of(language), &looks.heading)?;
        for ((id, name), row) in list.names.iter().zip(2_u32..) {
            sheet.write_with_format(row, first, name.of(language), &looks.cell)?;
            sheet.write_with_format(row, first + 1, id.as_str(), &looks.cell)?;
        }
        let longest = list
            .names
            .iter()
            .map(|(_, name)| unicode_width::UnicodeWidthStr::width(name.of(language)));
        let longest = longest.max().unwrap_or(0);
        sheet.set_column_width(first, longest.clamp(12, 44) as f64 + 2.0)?;
        sheet.set_column_width(first + 1, 22)?;
        sheet.set_column_width(first + 2, 2)?;
    }
    sheet.set_freeze_panes(2, 0)?;
    sheet.set_landscape().set_paper_size(A4);
    sheet.set_print_fit_to_pages(1, 0);
    margins(sheet, form, language);
    Ok(())
}

/// The first letter large.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
