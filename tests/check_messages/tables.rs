//! Tables of themes as an office keeps them: headings, names, figures, encodings, workbooks.

use super::{PLAN, checked, messages, patched, themes};

#[test]
fn a_heading_that_is_not_understood_names_the_nearest_in_either_language() {
    assert_eq!(
        themes("テーマ番号,課題名,疾患領城,stage.hit.odd,メモ\nT01,肺がん,cancer,0.4,x\n"),
        r#"error[unknown-column]: `疾患領城` is not a column of this table of themes
 --> my-plan/themes.csv:1:11
  |
1 | テーマ番号,課題名,疾患領城,stage.hit.odd,メモ
  |                   ^^^^^^^^
  |
  = place: column `疾患領城`
  = allowed: id (テーマID), name (テーマ名), name_ja (日本語名), route (創薬ルート), modality (モダリティ区分), area (疾患領域), proposer (提案者), target (標的), arrives (受付日), entry_stage (到達段階), done (実施済みの作業), in_progress (着手中の作業), progress (進捗率), provider (実施機関), priority (優先度), science (科学性), feasibility (実現可能性), novelty (新規性), unmet_need (医療ニーズ), business (事業性), … and 9 more
  = help: did you mean `疾患領域`, which is `area`?

error[unknown-key]: a stage of a theme has no key `odd`
 --> my-plan/themes.csv:1:16
  |
1 | テーマ番号,課題名,疾患領城,stage.hit.odd,メモ
  |                            ^^^^^^^^^^^^^
  |
  = place: column `stage.hit.odd`
  = allowed: odds, included, activity
  = help: did you mean `odds`?

error[unknown-column]: `メモ` is not a column of this table of themes
 --> my-plan/themes.csv:1:30
  |
1 | テーマ番号,課題名,疾患領城,stage.hit.odd,メモ
  |                                          ^^^^
  |
  = place: column `メモ`
  = allowed: id (テーマID), name (テーマ名), name_ja (日本語名), route (創薬ルート), modality (モダリティ区分), area (疾患領域), proposer (提案者), target (標的), arrives (受付日), entry_stage (到達段階), done (実施済みの作業), in_progress (着手中の作業), progress (進捗率), provider (実施機関), priority (優先度), science (科学性), feasibility (実現可能性), novelty (新規性), unmet_need (医療ニーズ), business (事業性), … and 9 more
  = help: say what it is under [theme_columns] of the scenario: "メモ" = "name", or "ignore" if it is for yourselves
"#
    );
}

#[test]
fn two_headings_of_one_column() {
    assert_eq!(
        themes("id,研究代表者,所属機関\nT01,甲,A大学\n"),
        r#"error[duplicate-column]: the columns `研究代表者` and `所属機関` both mean `proposer`
 --> my-plan/themes.csv:1:10
  |
1 | id,研究代表者,所属機関
  |    ---------- ^^^^^^^^
  |    |
  |    first column here
  |
  = place: column `所属機関`
  = help: remove one of the two, or write "所属機関" = "ignore" under [theme_columns] of the scenario
"#
    );
}

#[test]
fn what_a_scenario_says_of_headings_is_checked_too() {
    let columns = "[theme_columns]\n\"責任者\" = \"propose\"\n\"備考\" = \"ignore\"\n\"分野\" = 3\n\n[area.cancer]";
    assert_eq!(
        patched("[area.cancer]", columns),
        r#"error[unknown-column]: `propose` is not a column of this table of themes
 --> my-plan/plan.toml:9:9
  |
9 | "責任者" = "propose"
  |            ^^^^^^^^^
  |
  = allowed: id (テーマID), name (テーマ名), name_ja (日本語名), route (創薬ルート), modality (モダリティ区分), area (疾患領域), proposer (提案者), target (標的), arrives (受付日), entry_stage (到達段階), done (実施済みの作業), in_progress (着手中の作業), progress (進捗率), provider (実施機関), priority (優先度), science (科学性), feasibility (実現可能性), novelty (新規性), unmet_need (医療ニーズ), business (事業性), … and 9 more
  = help: did you mean `proposer`?

error[wrong-type]: the number 3 does not fit here
  --> my-plan/plan.toml:11:8
   |
11 | "分野" = 3
   |          ^
   |
   = allowed: the name of a column, or "ignore"

warning[unused-column]: no table of `theme_files` has a column `備考`
  --> my-plan/plan.toml:10:1
   |
10 | "備考" = "ignore"
   | ^^^^^^
   |
   = help: remove this line, or write the heading as it stands in the table
"#
    );
}

#[test]
fn a_filled_column_without_a_heading() {
    assert_eq!(
        themes("id,,area,\nT01,,cancer,\nT02,,cancer,x\n"),
        r#"error[bad-column]: the column of this cell has no name
 --> my-plan/themes.csv:3:13
  |
3 | T02,,cancer,x
  |             ^
  |
  = place: row T02
  = help: name the column in the header, or empty it
"#
    );
}

#[test]
fn a_row_above_the_header() {
    assert_eq!(
        themes("創薬テーマ一覧,（単位：百万円）\nid,自己資金\nT01,3\n"),
        r#"warning[title-not-read]: this row above the header is not read: `創薬テーマ一覧`, `（単位：百万円）`
 --> my-plan/themes.csv:1:1
  |
1 | 創薬テーマ一覧,（単位：百万円）
  | ^^^^^^^^^^^^^^
  |
  = help: a unit that holds for a column belongs into its heading, such as 自己資金（百万円）; else remove the row, or leave it
"#
    );
}

#[test]
fn a_name_of_several_things() {
    let two = "[area.lung]\nname_ja = \"がん\"\n[area.cancer]\nname_ja = \"がん\"";
    assert_eq!(
        checked(&[("[area.cancer]", two)], "id,area\nT01,がん\n"),
        r#"error[ambiguous-name]: `がん` is the name of 2 things
 --> my-plan/themes.csv:2:5
  |
2 | T01,がん
  |     ^^^^
  |
  = place: row T01, column `area`
  = allowed: cancer, lung
  = help: write the id of the one you mean
"#
    );
}

#[test]
fn cells_that_are_unclear_say_how_they_may_be_meant() {
    assert_eq!(
        themes(
            "id,受付日,優先度,自己資金,進捗率\nT01,平成32年4月1日,\"1,5\",1.5,\nT02,26.4.1,3点,三百万円,\nT03,41730,50%,3ドル,120%\n"
        ),
        r#"error[wrong-type]: the text `平成32年4月1日` does not fit here
 --> my-plan/themes.csv:2:5
  |
2 | T01,平成32年4月1日,"1,5",1.5,
  |     ^^^^^^^^^^^^^^
  |
  = place: row T01, column `受付日`
  = allowed: a date from 1900 to 2200, such as 2013-04-01
  = help: 平成 ended on 2019-04-30; write 令和2年4月1日 or 2020-04-01

error[wrong-type]: the text `1,5` does not fit here
 --> my-plan/themes.csv:2:15
  |
2 | T01,平成32年4月1日,"1,5",1.5,
  |                    ^^^^^
  |
  = place: row T01, column `優先度`
  = allowed: a number or a distribution, such as { triangular = [3, 6, 12] }
  = help: commas separate thousands and a point the decimals, which these do not; write 1.5 or 15, whichever is meant

error[wrong-type]: the text `26.4.1` does not fit here
 --> my-plan/themes.csv:3:5
  |
3 | T02,26.4.1,3点,三百万円,
  |     ^^^^^^
  |
  = place: row T02, column `受付日`
  = allowed: a date from 1900 to 2200, such as 2013-04-01
  = help: the year is not clear: its century or era is missing; write the whole date, such as 令和26年4月1日 / 平成26年4月1日 / 昭和26年4月1日 / 2026-04-01

error[wrong-type]: the text `3点` does not fit here
 --> my-plan/themes.csv:3:12
  |
3 | T02,26.4.1,3点,三百万円,
  |            ^^^
  |
  = place: row T02, column `優先度`
  = allowed: a number or a distribution, such as { triangular = [3, 6, 12] }
  = help: no number can be read from it; write a number such as 1234.5, 1,234.5, 50% or 120百万円

error[wrong-type]: the text `三百万円` does not fit here
 --> my-plan/themes.csv:3:15
  |
3 | T02,26.4.1,3点,三百万円,
  |                ^^^^^^^^
  |
  = place: row T02, column `自己資金`
  = allowed: a number or a distribution, such as { triangular = [3, 6, 12] }
  = help: no number can be read from it; write a number such as 1234.5, 1,234.5, 50% or 120百万円

error[wrong-type]: the text `41730` does not fit here
 --> my-plan/themes.csv:4:5
  |
4 | T03,41730,50%,3ドル,120%
  |     ^^^^^
  |
  = place: row T03, column `受付日`
  = allowed: a date from 1900 to 2200, such as 2013-04-01
  = help: no day can be read from it; if it is the number by which a spreadsheet counts days, it is 2014-04-01: format the cell as a date, or write 2014-04-01

error[wrong-type]: the text `50%` does not fit here
 --> my-plan/themes.csv:4:11
  |
4 | T03,41730,50%,3ドル,120%
  |           ^^^
  |
  = place: row T03, column `優先度`
  = allowed: a number or a distribution, such as { triangular = [3, 6, 12] }
  = help: write 0.5 instead of a percentage

error[wrong-type]: the text `3ドル` does not fit here
 --> my-plan/themes.csv:4:15
  |
4 | T03,41730,50%,3ドル,120%
  |               ^^^^^
  |
  = place: row T03, column `自己資金`
  = allowed: a number or a distribution, such as { triangular = [3, 6, 12] }
  = help: no number can be read from it; write a number such as 1234.5, 1,234.5, 50% or 120百万円

error[missing-key]: `progress` is given, but nothing is in progress
 --> my-plan/themes.csv:4:19
  |
4 | T03,41730,50%,3ドル,120%
  |                     ^^^^
  |
  = place: row T03, column `進捗率`
  = allowed: `in_progress` with the activities under way
"#
    );
}

#[test]
fn fiscal_years_in_any_form_and_what_is_none() {
    let purse = |years: &str| {
        let purse = format!(
            "[[purse]]\nid = \"grant\"\nkind = \"operating-grant\"\nterm_ends = {years}\n\n[route.antibody]"
        );
        patched("[route.antibody]", &purse)
    };
    let rest = "request_per_year = 1";
    assert_eq!(purse(&format!("\"平成30年度\"\n{rest}")), "");
    assert_eq!(
        purse(&format!("\"平成32年度\"\n{rest}")),
        r#"error[wrong-type]: the text `平成32年度` does not fit here
  --> my-plan/plan.toml:21:13
   |
21 | term_ends = "平成32年度"
   |             ^^^^^^^^^^^^
   |
   = allowed: a fiscal year from 1900 to 2200, such as 2014, "FY2014" or "平成26年度"
   = help: 平成 ended on 2019-04-30; write 令和2年度 or FY2020
"#
    );
    assert_eq!(
        purse(&format!(
            "2018\nrequest = {{ FY2014 = 1, \"H26\" = 2 }}\n{rest}"
        )),
        r#"error[conflicting-keys]: the purse `grant` requests money for `H26` twice, in two forms of one fiscal year
  --> my-plan/plan.toml:22:25
   |
22 | request = { FY2014 = 1, "H26" = 2 }
   |                         ^^^^^
   |
   = allowed: each fiscal year once
"#
    );
}

#[test]
fn a_table_in_no_encoding_that_is_known() {
    let read = |bytes: &[u8]| {
        let files = [("plan.toml", PLAN.as_bytes()), ("themes.csv", bytes)];
        messages(&files, "")
    };
    assert_eq!(
        read(b"id,name\nT01,\x94\x78\xfd\n"),
        r#"error[unknown-encoding]: `my-plan/themes.csv` is encoded neither in UTF-8 nor in CP932 (Shift_JIS)
 --> my-plan/themes.csv:2:6
  |
2 | T01,肺�
  |       ^ byte 15 of the file, 0xFD, cannot be read
  |
  = allowed: UTF-8, with or without byte order mark, or CP932 (Shift_JIS)
  = help: save it again; in a spreadsheet choose "CSV UTF-8 (comma delimited)"
"#
    );
    assert_eq!(
        read(b"\xff\xfei\0d\0"),
        r#"error[unknown-encoding]: `my-plan/themes.csv` is encoded in UTF-16 ("Unicode text")
 --> my-plan/themes.csv:1:1
  |
1 | �
  | ^ byte 1 of the file, 0xFF, cannot be read
  |
  = allowed: UTF-8, with or without byte order mark, or CP932 (Shift_JIS)
  = help: save it again; in a spreadsheet choose "CSV UTF-8 (comma delimited)"
"#
    );
    let mut damaged = "id,name\nT01,肺がんの抗体\n".as_bytes().to_vec();
    damaged[13] = b'?';
    assert_eq!(
        read(&damaged),
        r#"error[unknown-encoding]: `my-plan/themes.csv` is UTF-8 with bytes that do not belong there
 --> my-plan/themes.csv:2:5
  |
2 | T01,�
  |     ^ byte 13 of the file, 0xE8, cannot be read
  |
  = allowed: UTF-8, with or without byte order mark, or CP932 (Shift_JIS)
  = help: save it again; in a spreadsheet choose "CSV UTF-8 (comma delimited)"
"#
    );
    assert_eq!(
        read(b"id,name\nT01,\xf0\x40\n"),
        r#"error[unknown-encoding]: `my-plan/themes.csv` holds a character of the user's own (外字), which only the machine that wrote it knows
 --> my-plan/themes.csv:2:5
  |
2 | T01,�
  |     ^ byte 13 of the file, 0xF0, cannot be read
  |
  = allowed: UTF-8, with or without byte order mark, or CP932 (Shift_JIS)
  = help: save it again; in a spreadsheet choose "CSV UTF-8 (comma delimited)"
"#
    );
}

#[cfg(not(feature = "workbook"))]
#[test]
fn a_workbook_where_none_can_be_read() {
    assert_eq!(
        patched("themes.csv", "themes.xlsx"),
        r#"error[no-workbooks]: `my-plan/themes.xlsx` is a workbook, and this build of soyaku reads none
 --> my-plan/plan.toml:6:16
  |
6 | theme_files = ["themes.xlsx"]
  |                ^^^^^^^^^^^^^
  |
  = allowed: CSV files
  = help: save it as CSV, or build soyaku with its default features
"#
    );
}

#[cfg(feature = "workbook")]
mod workbooks {
    use super::*;
    use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

    /// The messages about [`PLAN`] with a workbook of one sheet, named so in the plan.
    fn workbook(name: &str, fill: impl FnOnce(&mut Worksheet)) -> String {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        fill(sheet.set_name("テーマ一覧").unwrap());
        let bytes = workbook.save_to_buffer().unwrap();
        let plan = PLAN.replace("themes.csv", name);
        messages(
            &[("plan.toml", plan.as_bytes()), ("themes.xlsx", &bytes)],
            "",
        )
    }

    fn cells(sheet: &mut Worksheet, rows: &[&[&str]]) {
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*cells) {
                match text.parse::<f64>() {
                    Ok(number) => sheet.write(row, column, number).unwrap(),
                    Err(_) => sheet.write(row, column, *text).unwrap(),
                };
            }
        }
    }

    #[test]
    fn a_wrong_cell_is_named_by_sheet_and_cell() {
        let told = workbook("themes.xlsx", |sheet| {
            cells(
                sheet,
                &[
                    &["テーマID", "疾患領域", "到達段階", "科学性"],
                    &["T01", "cancer", "hit", "4"],
                    &["T03", "cancer", "hits", "高い"],
                ],
            );
        });
        assert_eq!(
            told,
            r#"error[unknown-stage]: `hits` is not a stage of the route `antibody`
 --> my-plan/themes.xlsx, sheet テーマ一覧, cell C3
  |
  |
3 | T03 | cancer | hits | 高い
  |                ^^^^
  = place: row T03, column `到達段階`
  = allowed: hit, lead, trial
  = help: did you mean `hit`?

error[wrong-type]: the text `高い` does not fit here
 --> my-plan/themes.xlsx, sheet テーマ一覧, cell D3
  |
  |
3 | T03 | cancer | hits | 高い
  |                       ^^^^
  = place: row T03, column `科学性`
  = allowed: a number or a distribution, such as { triangular = [3, 6, 12] }
  = help: no number can be read from it; write a number such as 1234.5, 1,234.5, 50% or 120百万円
"#
        );
    }

    #[test]
    fn errors_formulas_without_result_and_merged_cells() {
        let told = workbook("themes.xlsx", |sheet| {
            cells(
                sheet,
                &[
                    &["id", "area", "science", "novelty"],
                    &["T01", "cancer", "", ""],
                    &["T02"],
                ],
            );
            sheet
                .merge_range(1, 1, 2, 1, "cancer", &Format::new())
                .unwrap();
            let error = Formula::new("=1/0").set_result("#DIV/0!");
            sheet.write_formula(1, 2, error).unwrap();
        });
        assert_eq!(
            told,
            r#"error[merged-cells]: the cells B2:B3 are merged, and only the first holds `cancer`
 --> my-plan/themes.xlsx, sheet テーマ一覧, cell B2
  |
  |
2 | T01 | cancer | #DIV/0!
  |       ^^^^^^
  = place: row T01, column `area`
  = help: unmerge them and write the value into each cell it holds for

error[cell-error]: this cell holds the error `#DIV/0!`
 --> my-plan/themes.xlsx, sheet テーマ一覧, cell C2
  |
  |
2 | T01 | cancer | #DIV/0!
  |                ^^^^^^^
  = place: row T01, column `science`
  = help: mend the formula, or write the value itself; leave the cell empty if it is not known
"#
        );
    }

    #[test]
    fn a_sheet_that_is_not_there() {
        let told = workbook("themes.xlsx#テーマ一欄", |_| {});
        assert_eq!(
            told,
            r#"error[unknown-sheet]: `my-plan/themes.xlsx` has no sheet `テーマ一欄`
 --> my-plan/plan.toml:6:16
  |
6 | theme_files = ["themes.xlsx#テーマ一欄"]
  |                ^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = allowed: テーマ一覧
  = help: did you mean `テーマ一覧`?
"#
        );
    }

    /// A workbook of one sheet with these rows in XML, which may be hidden.
    fn written(rows: &str, state: &str) -> Vec<u8> {
        const SCHEMAS: &str = "http://schemas.openxmlformats.org";
        let relation = |kind: &str, target: &str| {
            format!(
                "<Relationships xmlns=\"{SCHEMAS}/package/2006/relationships\"><Relationship Id=\"r1\" \
                 Type=\"{SCHEMAS}/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
            )
        };
        let main = format!("xmlns=\"{SCHEMAS}/spreadsheetml/2006/main\"");
        let parts = [
            ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook {main} xmlns:r=\"{SCHEMAS}/officeDocument/2006/relationships\"><sheets>\
                     <sheet name=\"一覧\" sheetId=\"1\" state=\"{state}\" r:id=\"r1\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relation("worksheet", "worksheets/sheet1.xml"),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet {main}><sheetData>{rows}</sheetData></worksheet>"),
            ),
        ];
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(name, options).unwrap();
            std::io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn told_of(bytes: &[u8]) -> String {
        let plan = PLAN.replace("themes.csv", "themes.xlsx");
        messages(
            &[("plan.toml", plan.as_bytes()), ("themes.xlsx", bytes)],
            "",
        )
    }

    /// A text in a cell.
    fn text(cell: &str, text: &str) -> String {
        format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    }

    #[test]
    fn a_formula_that_was_never_computed() {
        let rows = format!(
            "<row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\"><f>1+1</f></c></row>",
            text("A1", "id"),
            text("B1", "science"),
            text("A2", "T01")
        );
        assert_eq!(
            told_of(&written(&rows, "visible")),
            r#"error[no-stored-value]: the formula `=1+1` has no stored result
 --> my-plan/themes.xlsx, sheet 一覧, cell B2
  |
  |
2 | T01 | =1+1
  |       ^^^^
  = place: row T01, column `science`
  = help: open the file in a spreadsheet and save it, or write the value itself
"#
        );
        let empty = rows
            .replace("</f></c>", "</f><v></v></c>")
            .replace("<c r=\"B2\">", "<c r=\"B2\" t=\"str\">");
        assert_eq!(
            told_of(&written(&empty, "visible")),
            "",
            "an empty text is a result"
        );
    }

    #[test]
    fn a_workbook_whose_sheets_are_all_hidden() {
        assert_eq!(
            told_of(&written("", "hidden")),
            r#"error[unknown-sheet]: `my-plan/themes.xlsx` has no sheet that is shown
 --> my-plan/plan.toml:6:16
  |
6 | theme_files = ["themes.xlsx"]
  |                ^^^^^^^^^^^^^
  |
  = allowed: 一覧
  = help: name the sheet to read behind a `#`: "themes.xlsx#Sheet"
"#
        );
    }

    #[test]
    fn a_file_that_is_no_workbook() {
        let plan = PLAN.replace("themes.csv", "themes.xls");
        let files = [
            ("plan.toml", plan.as_bytes()),
            ("themes.xls", b"\xd0\xcf\x11\xe0".as_slice()),
        ];
        assert_eq!(
            messages(&files, ""),
            r#"error[not-a-workbook]: `my-plan/themes.xls` is no workbook, or it is damaged
 --> my-plan/plan.toml:6:16
  |
6 | theme_files = ["themes.xls"]
  |                ^^^^^^^^^^^^
  |
  = allowed: Excel workbooks (.xlsx) without password
  = help: open it in a spreadsheet and save it again as .xlsx
"#
        );
    }

    #[test]
    fn a_stray_cell_far_away() {
        let told = workbook("themes.xlsx", |sheet| {
            for row in 0..300 {
                sheet.write(row, 16_000, "x").unwrap();
            }
        });
        assert_eq!(
            told,
            r#"error[sheet-too-large]: `my-plan/themes.xlsx` holds more cells than a table can have
 --> my-plan/plan.toml:6:16
  |
6 | theme_files = ["themes.xlsx"]
  |                ^^^^^^^^^^^^^
  |
  = allowed: 4,000,000 cells, empty ones between filled ones included, and 512 MiB unpacked
  = help: remove stray cells far below or to the right of the table
"#
        );
    }
}
