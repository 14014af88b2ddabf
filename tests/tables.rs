//! Themes as an office keeps them: workbooks, CSV in CP932, headings and names in Japanese; and the
//! form to fill in. Whatever the way, the model is that of a plain table of keys and ids.

#![cfg(feature = "workbook")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail loudly"
)]

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use soyaku::diagnostic::{Severity, render};
use soyaku::language::Language;
use soyaku::scenario::{Entry, read, read_outline, theme_form};

const PLAN: &str = r#"[scenario]
id = "plan"
start = 2014-04-01
horizon_years = 5
price_year = 2014
theme_files = ["themes.csv"]

[theme_columns]
"備考" = "ignore"

[selection]
review_every_months = 2
rights_required = false

[area.cancer]
name = "Cancer"
name_ja = "がん"
[area.infectious]
name = "Infectious diseases"
name_ja = "感染症"

[institute.nibio]
name = "NIBIO"
name_ja = "医薬基盤研究所"
function.hts.slots = 9
[institute.riken]
name_ja = "理化学研究所"
function.hts.slots = 9

[route.small-molecule]
name = "Small molecule"
name_ja = "低分子"
[[route.small-molecule.stage]]
id = "hit"
name = "Exploration"
name_ja = "探索"
odds = 0.5
  [[route.small-molecule.stage.activity]]
  id = "assay"
  name_ja = "アッセイ"
  duration_months = 3
  [[route.small-molecule.stage.activity]]
  id = "screening"
  name_ja = "スクリーニング"
  needs = { hts = 1 }
  providers = ["nibio", "riken"]
  duration_months = 9
[[route.small-molecule.stage]]
id = "lead"
name_ja = "最適化"
odds = 0.5
  [[route.small-molecule.stage.activity]]
  id = "chemistry"
  name_ja = "合成"
  duration_months = 9

[route.antibody]
name_ja = "抗体"
[[route.antibody.stage]]
id = "find"
name_ja = "探索"
odds = 0.5
  [[route.antibody.stage.activity]]
  id = "phage"
  name_ja = "ファージ"
  duration_months = 9
"#;

/// The plain table that all others are to mean.
const PLAIN: &str = "\
id,name,route,area,proposer,arrives,entry_stage,done,in_progress,progress,provider,science,funds,admitted,patent_filed,rights_sorted
T01,肺がんの低分子,small-molecule,cancer,A大学,,hit,assay,screening,0.4,riken,4,1500000,true,2013-06-01,
T02,感染症の抗体,antibody,infectious,B大学,2014-10-31,find,,,,,3.5,0,false,,0.5
007,三つ目,small-molecule,,,2015-04-01,lead,,,,,△1,,,,1
";

/// Headings, names and figures as an office writes them.
const OFFICE: &str = "\
テーマ番号,課題名,モダリティ,疾患領域,研究代表者,受付日,到達段階,実施済みの作業,実施中の作業,進捗率,実施機関,科学性,自己資金（百万円）,採択済み,出願日,権利整理済みの確率,備考
Ｔ０１,肺がんの低分子,低分子,がん,A大学,,探索,アッセイ,スクリーニング,40%,理化学研究所,４,1.5,はい,H25.6.1,,済
T02,感染症の抗体,抗体,感染症,B大学,平成26年10月31日,探索,,,,,3.5,0円,いいえ,,50％,
007,三つ目,Small molecule,,,2015/4/1,最適化,,,,,-1,,,,100%,要確認
";

/// The model of [`PLAN`] with this table of themes, without the places of its figures.
fn model(name: &str, table: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name.split('#').next().unwrap()), table).unwrap();
    let plan = PLAN.replace("themes.csv", name);
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    model_in(folder.path())
}

fn model_in(folder: &Path) -> String {
    let scenario = read(folder);
    let messages = render(
        &scenario.diagnostics,
        &scenario.sources,
        false,
        Language::English,
    );
    let errors = scenario.diagnostics.count(Severity::Error);
    assert!(errors == 0, "{messages}");
    let mut codes = scenario.diagnostics.iter().map(|one| one.code);
    assert!(codes.all(|code| code == "unused-column"), "{messages}");
    let model = format!("{:#?}", scenario.model.unwrap());
    let lines = model.lines().filter(|line| !line.contains("origin: "));
    lines.collect::<Vec<_>>().join("\n")
}

/// A workbook of one sheet.
fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

fn assert_same(model: &str, expected: &str) {
    let different = model.lines().zip(expected.lines()).find(|(a, b)| a != b);
    assert!(
        different.is_none() && model.len() == expected.len(),
        "{different:?}"
    );
}

#[test]
fn what_an_office_writes_means_the_same_as_keys_and_ids() {
    let plain = model("themes.csv", PLAIN.as_bytes());
    assert!(plain.contains("1500000.0"), "the figures are in the model");
    assert_same(&model("themes.csv", OFFICE.as_bytes()), &plain);
    let with_mark = format!("\u{feff}{}", OFFICE.replace('\n', "\r\n"));
    assert_same(&model("themes.csv", with_mark.as_bytes()), &plain);
    let trailing: String = OFFICE.lines().map(|line| format!("{line},,\r\n")).collect();
    let trailing = trailing + ",,,,\r\n\r\n";
    assert_same(&model("themes.csv", trailing.as_bytes()), &plain);
}

#[test]
fn a_table_in_cp932_is_the_table_in_utf_8() {
    let plain = model("themes.csv", PLAIN.as_bytes());
    let (bytes, _, replaced) = encoding_rs::SHIFT_JIS.encode(OFFICE);
    assert!(!replaced && std::str::from_utf8(&bytes).is_err());
    assert_same(&model("themes.csv", &bytes), &plain);
}

/// The table of the office as cells of a sheet, numbers and dates as a spreadsheet stores them.
fn office_sheet(sheet: &mut Worksheet, top: u32) {
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let percent = Format::new().set_num_format("0%");
    for (line, row) in OFFICE.lines().zip(top..) {
        for (text, column) in line.split(',').zip(0_u16..) {
            let number = text.parse::<f64>().ok().filter(|_| text != "007");
            match (row - top, column, number) {
                (1, 9, _) => sheet.write_with_format(row, column, 0.4, &percent).unwrap(),
                (3, 5, _) => {
                    let date = ExcelDateTime::from_ymd(2015, 4, 1).unwrap();
                    sheet.write_with_format(row, column, &date, &day).unwrap()
                }
                (1, 13, _) => sheet.write_boolean(row, column, true).unwrap(),
                (2, 11, _) => {
                    let formula = Formula::new("=7/2").set_result("3.5");
                    sheet.write_formula(row, column, formula).unwrap()
                }
                (_, _, Some(number)) => sheet.write(row, column, number).unwrap(),
                _ if text.is_empty() => sheet.write_blank(row, column, &day).unwrap(),
                _ => sheet.write(row, column, text).unwrap(),
            };
        }
    }
}

#[test]
fn a_workbook_means_the_same_as_the_table() {
    let plain = model("themes.csv", PLAIN.as_bytes());
    let bytes = workbook(|sheet| office_sheet(sheet, 0));
    assert_same(&model("themes.xlsx", &bytes), &plain);
}

#[test]
fn a_sheet_is_read_by_its_name_and_a_hidden_one_only_so() {
    let plain = model("themes.csv", PLAIN.as_bytes());
    let mut workbook = Workbook::new();
    let hidden = workbook.add_worksheet();
    hidden.set_name("旧").unwrap().set_hidden(true);
    hidden.write(0, 0, "これは古い").unwrap();
    let notes = workbook.add_worksheet();
    notes.write(0, 0, "id").unwrap();
    let themes = workbook.add_worksheet();
    office_sheet(themes.set_name("テーマ一覧").unwrap(), 0);
    workbook.worksheet_from_index(1).unwrap().set_active(true);
    let bytes = workbook.save_to_buffer().unwrap();
    assert_same(&model("themes.xlsx#テーマ一覧", &bytes), &plain);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("themes.xlsx"), &bytes).unwrap();
    let plan = PLAN.replace("themes.csv", "themes.xlsx");
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    let codes: Vec<_> = read(folder.path())
        .diagnostics
        .iter()
        .map(|one| one.code)
        .collect();
    assert_eq!(
        codes,
        ["unused-column", "no-themes"],
        "the first sheet shown, not the hidden one, is read"
    );
}

/// The workbook with each part changed by `change`, which gets its name and text.
fn rewritten(bytes: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        written.start_file(&name, options).unwrap();
        written.write_all(change(&name, text).as_bytes()).unwrap();
    }
    written.finish().unwrap().into_inner()
}

#[test]
fn dates_count_from_1904_where_the_workbook_says_so() {
    let plain = model("themes.csv", PLAIN.as_bytes());
    let bytes = workbook(|sheet| office_sheet(sheet, 0));
    // 1 April 2015 is day 42095 from 1900 and 40633 from 1904.
    let moved = rewritten(&bytes, |name, text| match name {
        "xl/workbook.xml" => text.replace("<workbookPr ", "<workbookPr date1904=\"1\" "),
        "xl/worksheets/sheet1.xml" => {
            assert!(text.contains("<v>42095</v>"));
            text.replace("<v>42095</v>", "<v>40633</v>")
        }
        _ => text,
    });
    assert_ne!(moved, bytes);
    assert_same(&model("themes.xlsx", &moved), &plain);
}

#[test]
fn damaged_workbooks_are_refused_and_nothing_panics() {
    let bytes = workbook(|sheet| office_sheet(sheet, 0));
    let folder = tempfile::tempdir().unwrap();
    let plan = PLAN.replace("themes.csv", "themes.xlsx");
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    let mut wrong = 0;
    for step in 0..400_usize {
        let mut damaged = bytes.clone();
        let at = step * 7919 % damaged.len();
        match step % 3 {
            0 => damaged.truncate(at),
            1 => damaged[at] ^= 1 << (step % 8),
            _ => drop(damaged.drain(at..(at + 5).min(bytes.len()))),
        }
        fs::write(folder.path().join("themes.xlsx"), &damaged).unwrap();
        wrong += usize::from(read(folder.path()).model.is_none());
    }
    assert!(wrong > 200, "{wrong}");
    // Damage within the sheet, under a sound archive.
    for step in 0..400_usize {
        let damaged = rewritten(&bytes, |name, text| match name {
            "xl/worksheets/sheet1.xml" => {
                let digits = ["-", "x", "+1", " 1", "1e999", "\u{fffd}", "<", ""];
                let places: Vec<usize> = text.match_indices('>').map(|(at, _)| at + 1).collect();
                let at = places[step * 31 % places.len()];
                format!("{}{}{}", &text[..at], digits[step % 8], &text[at..])
            }
            _ => text,
        });
        fs::write(folder.path().join("themes.xlsx"), &damaged).unwrap();
        let _ = read(folder.path());
    }
}

#[test]
fn a_form_that_is_filled_in_reads_back_in_both_languages() {
    let plain = model("themes.csv", PLAIN.as_bytes());
    for language in Language::ALL {
        let folder = tempfile::tempdir().unwrap();
        let plan = PLAN.replace("themes.csv", "themes.xlsx");
        fs::write(folder.path().join("plan.toml"), plan).unwrap();
        let outline = read_outline(folder.path(), &[]);
        assert!(!outline.diagnostics.has_errors());
        let form = theme_form(Some(&outline.root));
        let empty = soyaku::template::workbook(&form, language).unwrap();
        assert_eq!(
            empty,
            soyaku::template::workbook(&form, language).unwrap(),
            "the same bytes again"
        );
        let headings: Vec<&str> = form
            .columns
            .iter()
            .map(|column| column.heading.of(language))
            .collect();
        let filled = filled(&empty, &form, language, &headings);
        fs::write(folder.path().join("themes.xlsx"), filled).unwrap();
        assert_same(&model_in(folder.path()), &plain);
    }
}

/// The form with the rows of [`PLAIN`] under its headings, ids by the names that it offers.
fn filled(
    empty: &[u8],
    form: &soyaku::scenario::Form,
    language: Language,
    headings: &[&str],
) -> Vec<u8> {
    let english: Vec<&str> = form
        .columns
        .iter()
        .map(|column| column.heading.of(Language::English))
        .collect();
    let keys = [
        ("id", "Theme ID"),
        ("name", "Theme name"),
        ("route", "Route"),
        ("area", "Disease area"),
        ("proposer", "Proposer"),
        ("arrives", "Arrival date"),
        ("entry_stage", "Stage reached"),
        ("done", "Activities done"),
        ("in_progress", "Activities in progress"),
        ("progress", "Share done"),
        ("provider", "Provider"),
        ("science", "Science"),
        ("funds", "Own funds"),
        ("admitted", "Already admitted"),
        ("patent_filed", "Patent filed on"),
        ("rights_sorted", "Chance that the rights are sorted"),
    ];
    let mut lines = PLAIN.lines();
    let columns: Vec<usize> = lines
        .next()
        .unwrap()
        .split(',')
        .map(|key| {
            let (_, heading) = keys.iter().find(|(known, _)| *known == key).unwrap();
            english.iter().position(|known| known == heading).unwrap()
        })
        .collect();
    let rows: Vec<Vec<(usize, String)>> = lines
        .map(|line| {
            let cells = line.split(',').zip(&columns);
            cells
                .filter(|(text, _)| !text.is_empty())
                .map(|(text, column)| {
                    let entry = form.columns[*column].entry;
                    (*column, offered(form, entry, text, language))
                })
                .collect()
        })
        .collect();
    assert_eq!(headings.len(), form.columns.len());
    rewritten(empty, |name, text| match name {
        "xl/worksheets/sheet1.xml" => {
            let mut text = text;
            for (row, cells) in rows.iter().enumerate() {
                for (column, value) in cells {
                    let cell =
                        format!("{}{}", soyaku::diagnostic::column_letters(*column), row + 2);
                    let start = text
                        .find(&format!("<c r=\"{cell}\""))
                        .expect("a blank cell");
                    let end = start + text[start..].find("/>").unwrap();
                    let filled = format!(
                        "{} t=\"inlineStr\"><is><t>{value}</t></is></c>",
                        &text[start..end]
                    );
                    text.replace_range(start..end + 2, &filled);
                }
            }
            text
        }
        _ => text,
    })
}

/// What a planner would choose or write for an id or figure.
fn offered(form: &soyaku::scenario::Form, entry: Entry, text: &str, language: Language) -> String {
    match (entry, text) {
        (Entry::One(list) | Entry::Several(list), id) => {
            let names = &form.choices[list].names;
            let (_, name) = names.iter().find(|(known, _)| known == id).unwrap();
            name.of(language).to_owned()
        }
        (Entry::YesNo, "true") => match language {
            Language::English => "yes".to_owned(),
            Language::Japanese => "はい".to_owned(),
        },
        (Entry::YesNo, _) => match language {
            Language::English => "no".to_owned(),
            Language::Japanese => "いいえ".to_owned(),
        },
        _ => text.to_owned(),
    }
}

#[test]
fn a_form_offers_ids_where_a_name_would_mean_another_thing() {
    let folder = tempfile::tempdir().unwrap();
    let plan = PLAN
        .replace("name_ja = \"感染症\"", "name_ja = \"がん\"")
        .replace("name_ja = \"アッセイ\"", "name_ja = \"測定、評価\"");
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    let outline = read_outline(folder.path(), &[]);
    let form = theme_form(Some(&outline.root));
    let names = |heading: &str| -> Vec<(&str, &str)> {
        let list = form
            .choices
            .iter()
            .find(|list| list.heading.english == heading);
        list.unwrap()
            .names
            .iter()
            .map(|(_, name)| (name.english.as_str(), name.japanese.as_str()))
            .collect()
    };
    assert_eq!(
        names("disease area"),
        [("Cancer", "cancer"), ("Infectious diseases", "infectious")]
    );
    assert_eq!(names("stage")[0], ("Exploration", "探索"));
    assert_eq!(names("activity")[0], ("assay", "assay"));
    let headings: Vec<_> = form.columns.iter().map(|one| one.heading.english).collect();
    assert!(!headings.contains(&"Modality") && headings.contains(&"Route"));
    let unselected = PLAN.replace(
        "[selection]\nreview_every_months = 2\nrights_required = false\n",
        "",
    );
    fs::write(folder.path().join("plan.toml"), unselected).unwrap();
    let form_of_all = theme_form(Some(&read_outline(folder.path(), &[]).root));
    assert_eq!(form_of_all.columns.len(), form.columns.len() - 4);
    let any = theme_form(None);
    assert!(any.choices.is_empty() && any.columns.len() == form.columns.len() + 1);
}
