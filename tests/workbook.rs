//! The workbook, read back by another library: every number of every table stands in it, sums are
//! what their formulas give, pages are set up, charts refer to cells, and no clock is in it.

#![cfg(feature = "workbook")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use common::{model, model_at, shipped};
use soyaku::analysis::{
    Column, Figures, Layout, Listener, Settings, Table, Value, simulate, tables,
};
use soyaku::engine::Plan;
use soyaku::language::Language;
use soyaku::model::Model;
use soyaku::report::sheet::{Cell, Currency, Kind, Sheet, sheet};
use soyaku::report::workbook::{Content, workbook};
use soyaku::report::{MoneyUnit, Origin, Style, YearStyle, money_unit};

const RUNS: u64 = 60;
/// Rows above the first row of a table: title, note, origin, headings, units.
const ABOVE: usize = 5;

/// What is read of a workbook.
struct Made {
    tables: Vec<Table>,
    style: Style,
    currency: (String, Option<i32>),
    bytes: Vec<u8>,
}

fn made(model: &Model, style: Style, threads: usize) -> Made {
    made_with(model, style, threads, |tables| tables)
}

fn made_with(
    model: &Model,
    style: Style,
    threads: usize,
    change: impl FnOnce(Vec<Table>) -> Vec<Table>,
) -> Made {
    let plan = Plan::new(model);
    let layout = Layout::new(&plan);
    let settings = Settings {
        runs: RUNS,
        seed: 7,
        threads,
    };
    let mut listener = Listener {
        progress: &|_| (),
        stop: &false.into(),
        sink: &mut |_, _| Ok(()),
    };
    let sample = simulate(&plan, &layout, settings, &mut listener).unwrap();
    let figures = Figures {
        model,
        layout: &layout,
        plan: &plan,
        sample: &sample,
    };
    let tables = change(tables(&figures));
    let origin = Origin {
        scenario: "a&b".into(),
        seed: 7,
        runs: sample.runs,
        worlds: sample.worlds,
        version: "9.8.7".into(),
    };
    let bytes = workbook(&Content {
        model,
        unit: money_unit(&figures, &style),
        tables: &tables,
        settings: &soyaku::scenario::read(&shipped("every-rule")).settings(),
        origin: &origin,
        style: &style,
        projection: Some(&figures),
    });
    Made {
        tables,
        style,
        currency: (model.currency.clone(), model.price_year),
        bytes: bytes.unwrap(),
    }
}

impl Made {
    fn read(&self) -> Xlsx<Cursor<&[u8]>> {
        Xlsx::new(Cursor::new(self.bytes.as_slice())).unwrap()
    }

    fn names(&self) -> Vec<String> {
        self.read().sheet_names().clone()
    }

    fn range(&self, name: &str) -> Range<Data> {
        self.read().worksheet_range(name).unwrap()
    }

    /// A file in the archive.
    fn part(&self, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(self.bytes.as_slice())).unwrap();
        let mut text = String::new();
        let mut file = archive.by_name(name).unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    }

    /// The XML of the sheet of this name.
    fn xml(&self, name: &str) -> String {
        let place = self.names().iter().position(|one| one == name).unwrap();
        self.part(&format!("xl/worksheets/sheet{}.xml", place + 1))
    }

    fn unit(&self) -> MoneyUnit {
        self.style.money.unwrap_or(MoneyUnit::Million)
    }

    fn sheet(&self, table: &Table) -> Sheet {
        let currency = Currency {
            code: &self.currency.0,
            price_year: self.currency.1,
            unit: self.unit(),
        };
        sheet(table, &self.style, currency)
    }
}

fn every_rule() -> Model {
    model_at(&shipped("every-rule"))
}

fn at(range: &Range<Data>, row: usize, column: usize) -> &Data {
    range
        .get_value((row as u32, column as u32))
        .unwrap_or(&Data::Empty)
}

fn number(data: &Data) -> f64 {
    match data {
        Data::Float(number) => *number,
        Data::Int(number) => *number as f64,
        other => panic!("{other:?} is no number"),
    }
}

fn text(data: &Data) -> &str {
    match data {
        Data::String(text) => text,
        Data::Empty => "",
        other => panic!("{other:?} is no text"),
    }
}

/// The sheet that holds a table: the one with its title and as many columns.
fn range_of(made: &Made, sheet: &Sheet) -> Range<Data> {
    let ranges = made.names().into_iter().map(|name| made.range(&name));
    let mut found = ranges.filter(|range| {
        text(at(range, 0, 0)) == sheet.title && text(at(range, 3, 0)) == sheet.headings[0].text
    });
    let one = found.next().unwrap_or_else(|| panic!("no {}", sheet.name));
    assert!(found.next().is_none(), "{} stands twice", sheet.name);
    one
}

#[test]
fn every_number_of_every_table_stands_in_its_sheet() {
    let model = every_rule();
    for language in Language::ALL {
        let made = made(&model, Style::of(language), 0);
        let mut numbers = 0;
        for table in &made.tables {
            let sheet = made.sheet(table);
            let range = range_of(&made, &sheet);
            let last = range.end().unwrap().0 as usize + 1;
            assert_eq!(last, ABOVE + sheet.rows.len().max(1), "{}", sheet.name);
            assert!(text(at(&range, 1, 0)).starts_with(&sheet.note));
            for (column, heading) in sheet.headings.iter().enumerate() {
                assert_eq!(text(at(&range, 3, column)), heading.text);
                assert_eq!(text(at(&range, 4, column)), heading.unit);
            }
            for (row, cells) in sheet.rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    let found = at(&range, ABOVE + row, column);
                    match cell {
                        Cell::Number(wanted) => {
                            assert_eq!(number(found), *wanted, "{} {row} {column}", sheet.name);
                            numbers += 1;
                        }
                        Cell::Text(wanted) => assert_eq!(text(found), wanted),
                        Cell::Nothing => assert_eq!(found, &Data::Empty),
                    }
                }
            }
        }
        assert!(numbers > 10_000, "{numbers}");
    }
}

#[test]
fn an_amount_in_hundreds_of_millions_is_divided() {
    let style = Style {
        money: Some(MoneyUnit::HundredMillion),
        ..Style::of(Language::Japanese)
    };
    let made = made(&every_rule(), style, 0);
    let budget = made.tables.iter().find(|table| table.name == "budget");
    let sheet = made.sheet(budget.unwrap());
    let range = range_of(&made, &sheet);
    let column = sheet
        .headings
        .iter()
        .position(|one| one.kind == Kind::Money);
    let column = column.unwrap();
    assert!(text(at(&range, 4, column)).starts_with("億円"));
    for (row, cells) in sheet.rows.iter().enumerate() {
        if let Cell::Number(wanted) = cells[column] {
            assert_eq!(number(at(&range, ABOVE + row, column)), wanted / 1e8);
        }
    }
}

#[test]
fn sheets_are_called_by_their_names_in_both_languages() {
    let model = every_rule();
    let names = |language| made(&model, Style::of(language), 0).names();
    assert_eq!(
        names(Language::English),
        [
            "Cover",
            "Yearly projection",
            "By item and institute",
            "Outcomes",
            "Licences",
            "Licensing",
            "Income",
            "Selection",
            "Stage flow",
            "Times",
            "Time to licence",
            "Capacity",
            "Budget",
            "Cost by year",
            "Themes",
            "Variance",
            "Links",
            "Outturn",
            "Commitments",
            "Shortages",
            "Targets",
            "Target drivers",
            "Caps",
            "Assumptions",
            "Rules",
        ]
    );
    assert_eq!(
        names(Language::Japanese),
        [
            "表紙",
            "年度別見通し",
            "費目別・機関別",
            "帰結",
            "年度別件数",
            "公募・契約",
            "導出収入",
            "選定",
            "段階別推移",
            "導出確率",
            "導出までの期間",
            "機能の稼働・待ち",
            "費用内訳",
            "年度別費用",
            "テーマ別",
            "偶然と未知",
            "相互の関連",
            "財源別執行",
            "後年度負担",
            "資金不足",
            "目標",
            "目標の要因",
            "予算の上限",
            "前提と出典",
            "適用規則",
        ]
    );
}

/// What a formula gives, computed from the cells of its sheet.
fn evaluated(formula: &str, range: &Range<Data>, formulas: &Range<String>) -> f64 {
    let value = |cell: &str| number(at(range, place(cell).0, place(cell).1));
    if let Some((upper, lower)) = formula.split_once('-') {
        return value(upper) - value(lower);
    }
    let parts = formula.trim_end_matches(')').split_once('(');
    let (name, inside) = parts.unwrap_or_else(|| panic!("{formula}"));
    let inside = inside.trim_start_matches("9,").replace('$', "");
    let (from, to) = inside.split_once(':').unwrap_or((&inside, &inside));
    let (from, to) = (place(from), place(to));
    let mut sum = 0.0;
    for row in from.0..=to.0 {
        for column in from.1..=to.1 {
            let own = formulas.get_value((row as u32, column as u32));
            let subtotal = own.is_some_and(|own| own.starts_with("SUBTOTAL"));
            if !(name == "SUBTOTAL" && subtotal) {
                sum += number(at(range, row, column));
            }
        }
    }
    sum
}

/// Row and column of `B7`, from 0.
fn place(cell: &str) -> (usize, usize) {
    let letters = cell.chars().take_while(char::is_ascii_alphabetic);
    let column = letters.fold(0, |column, letter| {
        26 * column + (letter as usize - 'A' as usize + 1)
    });
    let row: usize = cell
        .trim_start_matches(char::is_alphabetic)
        .parse()
        .unwrap();
    (row - 1, column - 1)
}

#[test]
fn sums_are_formulas_and_give_what_is_shown() {
    let made = made(&every_rule(), Style::of(Language::English), 0);
    let mut checked = 0;
    for name in made.names() {
        let (range, formulas) = (
            made.range(&name),
            made.read().worksheet_formula(&name).unwrap(),
        );
        let written = formulas.used_cells().filter(|cell| !cell.2.is_empty());
        for (row, column, formula) in written {
            let start = formulas.start().unwrap();
            let (row, column) = (start.0 as usize + row, start.1 as usize + column);
            let shown = number(at(&range, row, column));
            let wanted = evaluated(formula, &range, &formulas);
            assert!(
                (shown - wanted).abs() <= 1e-9 * wanted.abs().max(1.0),
                "{name} {row} {column}: {formula} gives {wanted}, {shown} is shown"
            );
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked}");
}

/// The rows of a table whose first text columns are all `all`.
fn of_the_whole(table: &Table, texts: std::ops::Range<usize>) -> Vec<&Vec<Value>> {
    let all = |value: &Value| matches!(value, Value::Named(id, _) if id == "all");
    let rows = table.rows.iter();
    rows.filter(|row| row[texts.clone()].iter().all(all))
        .collect()
}

#[test]
fn the_projection_shows_what_the_tables_say() {
    let made = made(&every_rule(), Style::of(Language::English), 0);
    let range = made.range("Yearly projection");
    let table = |name| {
        let mut tables = made.tables.iter();
        tables.find(|table: &&Table| table.name == name).unwrap()
    };
    let find = |title: &str| {
        let rows = 0..range.end().unwrap().0 as usize;
        let mut rows = rows.filter(|row| *at(&range, *row, 0) == Data::String(title.into()));
        rows.next().unwrap() + 2
    };
    let budget = table("budget");
    let whole = of_the_whole(budget, 1..4);
    let first = find("Cost");
    for (row, wanted) in whole.iter().enumerate() {
        for (column, name) in [
            (1, "mean"),
            (3, "p10"),
            (4, "p50"),
            (5, "p80"),
            (6, "p90"),
            (7, "p95"),
        ] {
            let place = budget.column(&format!("{name}_jpy")).unwrap();
            let wanted = wanted[place].number().unwrap();
            let found = number(at(&range, first + row, column));
            assert!((found - wanted).abs() <= 1e-9 * wanted, "{name} {row}");
        }
    }
    let licences = table("licences");
    let first = find("Licences");
    for (row, wanted) in licences.rows.iter().enumerate() {
        let place = licences.column("licences").unwrap();
        assert_eq!(
            number(at(&range, first + row, 1)),
            wanted[place].number().unwrap()
        );
    }
    let outturn = table("outturn");
    let (granted, chance) = ("granted_jpy", "chance_of_overrun");
    let [granted, chance] = [granted, chance].map(|name| outturn.column(name).unwrap());
    let purse = &outturn.rows[0][1];
    let Value::Named(_, name) = purse else {
        panic!("{purse:?}")
    };
    let title = (0..range.end().unwrap().0 as usize).find(|row| {
        matches!(at(&range, *row, 0), Data::String(text)
            if text.starts_with(&format!("Purse: {}", name.english)))
    });
    let first = title.unwrap() + 2;
    let rows = outturn.rows.iter().filter(|row| row[1] == *purse);
    for (row, wanted) in rows.enumerate() {
        for (column, place) in [(2, granted), (8, chance)] {
            let found = number(at(&range, first + row, column));
            assert_eq!(found, wanted[place].number().unwrap());
        }
    }
}

#[test]
fn cost_by_item_and_institute_is_that_of_the_table() {
    let made = made(&every_rule(), Style::of(Language::English), 0);
    let range = made.range("By item and institute");
    let table = made.tables.iter().find(|table| table.name == "budget");
    let table = table.unwrap();
    let years = table
        .rows
        .iter()
        .take_while(|row| matches!(row[0], Value::FiscalYear(_)));
    let years = years.count();
    let name = |value: &Value| match value {
        Value::Named(_, name) => name.english.clone(),
        other => panic!("{other:?}"),
    };
    let mut checked = 0;
    for (part, column) in [("Mean", "mean_jpy"), ("P80", "p80_jpy")] {
        let column = table.column(column).unwrap();
        let wanted = |item: &str, institute: &str, year: usize| {
            let mut rows = table
                .rows
                .iter()
                .filter(|row| [&row[1], &row[2], &row[3]].map(name) == [item, institute, "all"]);
            rows.nth(year).unwrap()[column].number().unwrap()
        };
        for (by, wanted_rows) in [("item", 3), ("institute", 3)] {
            let title = format!("{part} by {by}");
            let first = (0..range.height()).find(|row| text(at(&range, *row, 0)) == title);
            let first = first.unwrap() + 2;
            let mut item = String::new();
            let rows =
                (first..range.height()).take_while(|row| !text(at(&range, *row, 1)).is_empty());
            let before = checked;
            for row in rows {
                if !text(at(&range, row, 0)).is_empty() {
                    item = text(at(&range, row, 0)).to_owned();
                }
                for year in 0..=years {
                    let found = number(at(&range, row, 2 + year));
                    let wanted = wanted(&item, text(at(&range, row, 1)), year);
                    assert!(
                        (found - wanted).abs() <= 1e-9 * wanted.abs(),
                        "{title} {row}"
                    );
                    checked += 1;
                }
            }
            assert!(checked - before > wanted_rows * years, "{title}");
        }
    }
}

#[test]
fn rules_in_force_stand_with_the_keys_that_set_them() {
    let made = made(&every_rule(), Style::of(Language::Japanese), 0);
    let range = made.range("適用規則");
    let row = (0..range.height()).find(|row| text(at(&range, *row, 0)) == "GOV-2");
    let row = row.unwrap();
    assert_eq!(text(at(&range, row, 3)), "適用");
    let keys = text(at(&range, row, 4));
    assert!(
        keys.starts_with("selection.review_every_months = "),
        "{keys}"
    );
    assert_eq!(text(at(&range, row, 5)), "");
}

#[test]
fn pages_are_set_up_to_be_printed() {
    let made = made(&every_rule(), Style::of(Language::English), 0);
    for name in made.names() {
        let xml = made.xml(&name);
        let orientation = if name == "Cover" {
            "portrait"
        } else {
            "landscape"
        };
        assert!(xml.contains("paperSize=\"9\""), "{name}");
        assert!(
            xml.contains(&format!("orientation=\"{orientation}\"")),
            "{name}"
        );
        // In a footer && is one &.
        let footer = "<oddFooter>&amp;La&amp;&amp;b, 60 runs, seed 7&amp;C&amp;A  &amp;P / \
                      &amp;N&amp;Rsoyaku 9.8.7</oddFooter>";
        assert!(xml.contains(footer), "{name}");
    }
    let book = made.part("xl/workbook.xml");
    for name in ["Capacity", "Outcomes", "'Stage flow'"] {
        let areas = [
            format!("{name}!$4:$5</definedName>"),
            format!("{name}!$A$5:$"),
            format!("{name}!$A$1:$"),
        ];
        for area in areas {
            assert!(book.contains(&area), "no {area}");
        }
    }
}

#[test]
fn headings_and_names_stay_in_sight() {
    let made = made(&every_rule(), Style::of(Language::English), 0);
    for (name, columns) in [("Outcomes", 3), ("Capacity", 3), ("Licences", 1)] {
        let pane = format!(
            "<pane xSplit=\"{columns}\" ySplit=\"5\" topLeftCell=\"{}6\"",
            ["A", "B", "C", "D"][columns]
        );
        let xml = made.xml(name);
        assert!(xml.contains(&pane), "{name}");
        assert!(xml.contains("state=\"frozen\""), "{name}");
        assert!(xml.contains("<autoFilter ref=\"A5:"), "{name}");
    }
}

#[test]
fn charts_refer_to_cells_and_name_their_axes() {
    let made = made(&every_rule(), Style::of(Language::Japanese), 0);
    let fan = made.part("xl/charts/chart1.xml");
    for wanted in [
        "<c:f>年度別見通し!$F$7:$F$",
        "<c:f>年度別見通し!$F$6</c:f>",
        "年度</a:t>",
        "百万円（2026年価格）</a:t>",
    ] {
        assert!(fan.contains(wanted), "no {wanted} in the fan");
    }
    let counts = made.part("xl/charts/chart2.xml");
    assert!(counts.contains("導出件数、件／試行</a:t>"));
    assert!(counts.contains("平均（累計）</a:t>"));
    // Launches stand between licences and purses.
    let purse = made.part("xl/charts/chart4.xml");
    assert!(purse.contains("超過の確率</a:t>"));
}

#[test]
fn every_sheet_is_linked_from_the_cover() {
    let made = made(&every_rule(), Style::of(Language::Japanese), 0);
    let cover = made.xml("表紙");
    for name in &made.names()[1..] {
        let links = [format!("\"{name}!A1\""), format!("\"'{name}'!A1\"")];
        let linked = links
            .iter()
            .any(|link| cover.contains(&format!("location={link}")));
        assert!(linked, "no link to {name}");
    }
}

/// A queue whose one institute bears a name that looks like a formula.
fn queue() -> Model {
    model(
        r#"
[scenario]
id = "queue"
start = 2013-04-01
horizon_years = 3

[institute.bank]
name = "=1+1"
[institute.bank.function.desk]
slots = 1

[[route.customer.stage]]
id = "service"
  [[route.customer.stage.activity]]
  id = "serve"
  needs = { desk = 1 }
  providers = ["bank"]
  duration_months = 1

[channel.street]
rate_per_year = 6
mix = { customer = 1 }
"#,
    )
}

#[test]
fn no_text_runs_as_a_formula() {
    let made = made(&queue(), Style::of(Language::English), 0);
    let range = made.range("Capacity");
    assert_eq!(at(&range, ABOVE, 0), &Data::String("=1+1".into()));
    let formulas = made.read().worksheet_formula("Capacity").unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
}

#[test]
fn a_scenario_without_money_has_no_sheet_of_cost_by_item() {
    let made = made(&queue(), Style::of(Language::English), 0);
    assert!(!made.names().contains(&"By item and institute".to_owned()));
    let range = made.range("Yearly projection");
    assert_eq!(text(at(&range, 4, 0)), "Licences");
}

/// A request as its table has it: two items, one of two institutes.
fn request() -> Table {
    let all = || Value::Named("all".into(), soyaku::text!("all", "計"));
    let named = |name: &str| Value::Named(name.into(), soyaku::text!("{name}", "{name}"));
    let columns = vec![
        Column::text("fiscal_year"),
        Column::text("purse"),
        Column::text("item"),
        Column::text("institute"),
        Column::number("previous_budget_jpy", "JPY of 2026"),
        Column::number("request_jpy", "JPY of 2026"),
        Column::number("confidence", "chance, 0 to 1"),
    ];
    let mut table = Table::new("request", columns);
    let mut row = |purse, item, institute, before: Option<i64>, request| {
        let before = before.map_or(Value::Missing, Value::Integer);
        let year = Value::FiscalYear(2028);
        let request = Value::Integer(request);
        table.push(vec![
            year,
            purse,
            item,
            institute,
            before,
            request,
            Value::Number(0.8),
        ]);
    };
    row(all(), named("research"), all(), Some(9_400_000), 6_800_000);
    row(named("p"), named("research"), named("x"), None, 3_400_000);
    row(named("p"), named("research"), named("y"), None, 3_400_000);
    row(all(), named("ip"), all(), Some(1_000_000), 2_400_000);
    row(all(), all(), named("x"), None, 5_800_000);
    row(all(), all(), named("y"), None, 3_400_000);
    row(named("p"), all(), all(), Some(10_400_000), 9_200_000);
    row(all(), all(), all(), Some(10_400_000), 9_200_000);
    table
}

#[test]
fn a_request_is_printed_as_ministries_print_it() {
    let style = Style {
        money: Some(MoneyUnit::Million),
        ..Style::of(Language::Japanese)
    };
    let made = made_with(&every_rule(), style, 0, |_| vec![request()]);
    assert_eq!(made.names()[1], "概算要求");
    let range = made.range("概算要求");
    let row = |row: usize| -> Vec<String> {
        (0..4)
            .map(|column| match at(&range, row, column) {
                Data::Float(number) => number.to_string(),
                data => text(data).to_owned(),
            })
            .collect()
    };
    assert_eq!(row(0)[0], "令和10年度概算要求額");
    assert!(row(1)[0].starts_with("要求額は80％の確率で足りる額。"));
    assert_eq!(row(3)[3], "（単位：百万円、2026年価格）");
    let head = [
        "区分",
        "令和9年度\n予算額(A)",
        "令和10年度\n要求額(B)",
        "増△減額\n(B－A)",
    ];
    assert_eq!(row(4), head);
    assert_eq!(row(5), ["research", "9400000", "6800000", "-2600000"]);
    assert_eq!(row(6), ["x", "", "3400000", ""]);
    assert_eq!(row(8), ["ip", "1000000", "2400000", "1400000"]);
    assert_eq!(row(9), ["計", "10400000", "9200000", "-1200000"]);
    assert_eq!(row(11)[0], "機関別（再掲）");
    assert_eq!(row(15)[0], "財源別（再掲）");
    assert_eq!(row(16), ["p", "10400000", "9200000", "-1200000"]);
    // 3 + 3 is not 7.
    assert_eq!(
        row(17)[0],
        "（注）計数は、それぞれ四捨五入によっているので、端数において合計と合致しないものがある。"
    );
    let formulas = made.read().worksheet_formula("概算要求").unwrap();
    let formula = |row, column| formulas.get_value((row, column)).cloned();
    assert_eq!(formula(5, 2).as_deref(), Some("SUBTOTAL(9,C7:C8)"));
    assert_eq!(formula(9, 2).as_deref(), Some("SUBTOTAL(9,C6:C9)"));
    assert_eq!(formula(9, 3).as_deref(), Some("C10-B10"));
    let styles = made.part("xl/styles.xml");
    assert!(styles.contains("#,##0,,;&quot;△&quot;#,##0,,"));
}

#[test]
fn a_request_that_adds_up_carries_no_note_on_rounding() {
    let style = Style {
        money: Some(MoneyUnit::One),
        ..Style::of(Language::Japanese)
    };
    let made = made_with(&every_rule(), style, 0, |_| vec![request()]);
    let range = made.range("概算要求");
    // What was budgeted for the parts is not said.
    assert_eq!(range.end().unwrap().0, 17);
    assert!(text(at(&range, 17, 0)).starts_with("（注）空欄は、前年度予算額が"));
}

#[test]
fn a_long_table_is_written_whole() {
    let long = |_| {
        let columns = vec![Column::text("name"), Column::number("value", "months")];
        let mut table = Table::new("long", columns);
        for row in 0..7_000 {
            table.push(vec![Value::text("年"), Value::Number(f64::from(row) / 3.0)]);
        }
        vec![table]
    };
    let made = made_with(&queue(), Style::of(Language::English), 0, long);
    let range = made.range("Long");
    assert_eq!(range.end().unwrap().0 as usize + 1, ABOVE + 7_000);
    for row in 0..7_000 {
        assert_eq!(text(at(&range, ABOVE + row, 0)), "年");
        assert_eq!(number(at(&range, ABOVE + row, 1)), row as f64 / 3.0);
    }
}

#[test]
fn the_bytes_know_neither_threads_nor_the_clock() {
    let model = every_rule();
    let one = made(&model, Style::of(Language::English), 1);
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let three = made(&model, Style::of(Language::English), 3);
    assert!(one.bytes == three.bytes, "the bytes differ");
    let core = one.part("docProps/core.xml");
    let start = model.calendar.start();
    let created = format!("W3CDTF\">{start}T00:00:00Z</dcterms:created>");
    assert!(core.contains(&created), "{core}");
    assert!(core.contains("<dc:creator>soyaku 9.8.7</dc:creator>"));
}

/// The sheets of the workbook that a command writes.
fn written_by(arguments: &[&str]) -> Vec<(String, Range<Data>)> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_soyaku"))
        .args(arguments)
        .arg("--out")
        .arg(&out)
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "{arguments:?}");
    let bytes = std::fs::read(out.join("workbook.xlsx")).unwrap();
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = book.sheet_names().clone().into_iter();
    let sheets = sheets.map(|name| {
        let range = book.worksheet_range(&name).unwrap();
        (name, range)
    });
    sheets.collect()
}

#[test]
fn rank_and_outturn_hand_over_a_workbook_too() {
    let rank = written_by(&[
        "rank",
        shipped("starter-ja").to_str().unwrap(),
        "--runs",
        "50",
    ]);
    let outturn = written_by(&[
        "outturn",
        shipped("outturn-2014").to_str().unwrap(),
        "--runs",
        "50",
        "--lang",
        "ja",
    ]);
    let names = |sheets: &[(String, Range<Data>)]| -> Vec<String> {
        sheets.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(
        names(&rank),
        [
            "表紙",
            "順位",
            "順位の確からしさ",
            "一対比較",
            "中心重み",
            "重みの許容範囲",
            "年度別導出確率",
            "テーマ別工程",
            "前提と出典",
            "適用規則",
        ]
    );
    assert_eq!(
        names(&outturn),
        [
            "表紙",
            "今年度の執行見込み",
            "前倒しできる作業",
            "財源別執行",
            "後年度負担",
            "資金不足",
            "前提と出典",
            "適用規則",
        ]
    );
    for (name, range) in rank.iter().chain(&outturn) {
        let last = range.end().unwrap().0 as usize;
        assert!(last >= ABOVE, "{name} is empty: {last}");
    }
}

#[test]
fn figures_of_fiscal_years_are_named_as_years_are() {
    let model = every_rule();
    let style = Style::of(Language::Japanese);
    let western = Style {
        years: YearStyle::Western,
        ..style
    };
    for (style, named) in [
        (style, "所要額（令和9年度）"),
        (western, "所要額（2027年度）"),
        (Style::of(Language::English), "cost in FY2027"),
    ] {
        let made = made(&model, style, 0);
        let table = made.tables.iter().find(|table| table.name == "variance");
        let range = range_of(&made, &made.sheet(table.unwrap()));
        let mut rows = ABOVE..range.end().unwrap().0 as usize + 1;
        assert!(rows.any(|row| text(at(&range, row, 0)) == named), "{named}");
    }
}
