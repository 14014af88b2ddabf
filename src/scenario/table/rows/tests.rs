//! What tables become, and what is said of those that are wrong.

use super::super::cells::Flaw;
use super::super::grid::{Merged, Sheet};
use super::super::lines::{CellContent, on_lines};
use super::*;
use crate::scenario::parse_toml;
use crate::scenario::tree::DEEPEST;

const SCENARIO: &str = "\
    [theme_columns]\n\"研究代表者名\" = \"proposer\"\n\"備考\" = \"ignore\"\n\
    [area.cancer]\nname_ja = \"がん\"\n\
    [institute.a]\nname = \"Centre\"\n[institute.b]\nname = \"Centre\"\n\
    [route.small]\nname_ja = \"低分子\"\n\
    [[route.small.stage]]\nid = \"hit\"\nname_ja = \"探索\"\n\
    [[route.small.stage.activity]]\nid = \"hts\"\nname_ja = \"ハイスループットスクリーニング\"\n\
    [[route.small.stage.activity]]\nid = \"assay\"\nname_ja = \"アッセイ\"\n\
    [[route.protein.stage]]\nid = \"find\"\nname_ja = \"探索\"\n";

struct Read {
    trees: Vec<Node>,
    sources: Sources,
    diagnostics: Diagnostics,
}

fn read_with(read: impl Fn(&mut Sources, &mut Kind<'_>, &mut Diagnostics) -> Vec<Node>) -> Read {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let file = sources.add("plan.toml", SCENARIO);
    let root = parse_toml(&sources, file, &mut diagnostics);
    let names = Names::of(&root);
    let mut kind = Kind {
        of: Rows::Themes,
        mapping: Mapping::of(Rows::Themes, &root, &mut diagnostics),
        names: &names,
        yen: true,
        seen: SeenIds::new(),
    };
    let trees = read(&mut sources, &mut kind, &mut diagnostics);
    Read {
        trees,
        sources,
        diagnostics,
    }
}

fn read(texts: &[&str]) -> Read {
    read_with(|sources, kind, diagnostics| {
        let one = |(number, text): (usize, &&str)| {
            let file = sources.add(format!("{number}.csv"), *text);
            let text = sources.text(file).to_owned();
            parse_rows(sources, file, &Grid::of_csv(&text), kind, diagnostics)
        };
        texts.iter().enumerate().map(one).collect()
    })
}

/// A sheet of these cells, `;` between them, with some of them merged.
fn read_sheet(rows: &[&str], merged: &[[(u32, u32); 2]]) -> Read {
    read_with(|sources, kind, diagnostics| {
        let cells = (0_u32..).zip(rows).flat_map(|(row, cells)| {
            let cells = (0_u32..).zip(cells.split(';').filter(|_| !cells.is_empty()));
            cells
                .filter(|(_, text)| !text.is_empty())
                .map(move |(column, text)| {
                    let flaw = text.starts_with('#').then(|| Flaw::Error(text.to_owned()));
                    let text = text.to_owned();
                    ((row, column), CellContent { text, flaw })
                })
        });
        let lines = on_lines(cells.collect()).expect("few cells");
        let file = sources.add("themes.xlsx", lines.text);
        let merged = merged.iter().map(|[first, last]| Merged {
            first: *first,
            last: *last,
        });
        let sheet = Sheet {
            name: "一覧".to_owned(),
            numbers: lines.numbers,
            merged: merged.collect(),
        };
        let grid = Grid {
            rows: lines.rows,
            sheet: Some(sheet),
        };
        vec![parse_rows(sources, file, &grid, kind, diagnostics)]
    })
}

impl Read {
    fn leaves(&self, tree: usize) -> Vec<String> {
        self.trees[tree]
            .leaves()
            .map(|(path, node)| format!("{path} = {}", node.describe().english))
            .collect()
    }

    fn messages(&self) -> Vec<String> {
        self.diagnostics
            .sorted()
            .iter()
            .map(|one| format!("{}: {}", one.code, one.message.english))
            .collect()
    }
}

#[test]
fn filled_cells_become_leaves_and_empty_ones_are_absent() {
    let read = read(&[
        "id,name,stage.hit.odds,stage.hit.activity.hts.cost,arrives\r\nT02,\"外注, A\",0.5,,2013-04-01\r\n,,,,\r\n007,42,,3,\r\n,,,,\r\n",
    ]);
    assert!(read.diagnostics.is_empty());
    assert_eq!(
        read.leaves(0),
        [
            "theme.T02.name = the text `外注, A`",
            "theme.T02.stage.hit.odds = the number 0.5",
            "theme.T02.arrives = the date 2013-04-01",
            "theme.007.name = the number 42",
            "theme.007.stage.hit.activity.hts.cost = the number 3",
        ]
    );
    let name = read.trees[0]
        .at(&"theme.007.name".parse().expect("a path"))
        .expect("set");
    assert_eq!(name.as_text(), Some("42"), "a name may look like a number");
}

#[test]
fn every_leaf_points_at_its_cell_and_knows_row_and_column() {
    let Read { trees, sources, .. } = read(&["\u{feff}name,id,business\n\"外注\",T01, 0.5 \n"]);
    let at = |path: &str| trees[0].at(&path.parse().expect("a path")).expect("set");
    assert_eq!(sources.slice(at("theme.T01.name").span), "\"外注\"");
    assert_eq!(sources.slice(at("theme.T01.business").span), "0.5");
    assert_eq!(sources.slice(at("theme.T01.business").key_span), "business");
    assert_eq!(sources.slice(at("theme.T01").key_span), "T01");
    assert_eq!(sources.slice(at("theme.T01").span), "\"外注\",T01, 0.5");
    let place = |span| sources.place(span).map(|text| text.english);
    assert_eq!(
        place(at("theme.T01.business").span).as_deref(),
        Some("row T01, column `business`")
    );
    assert_eq!(place(at("theme.T01").span).as_deref(), Some("row T01"));
    assert_eq!(
        place(at("theme.T01.business").key_span).as_deref(),
        Some("column `business`")
    );
}

#[test]
fn headings_and_names_of_an_office_become_keys_and_ids() {
    let read = read(&[
        "テーマ番号,課題名,研究代表者名,モダリティ,疾患領域,到達段階,実施済みの業務,進捗率,自己資金（百万円）,受付日,備考\nＴ０１,肺がん,A大学,低分子,がん,探索,アッセイ；hts,40%,1.5,H26.4.1,済\n",
    ]);
    assert_eq!(read.messages(), Vec::<String>::new());
    assert_eq!(
        read.leaves(0),
        [
            "theme.T01.route = the text `small`",
            "theme.T01.name = the text `肺がん`",
            "theme.T01.proposer = the text `A大学`",
            "theme.T01.area = the text `cancer`",
            "theme.T01.entry_stage = the text `hit`",
            "theme.T01.done = the text `assay;hts`",
            "theme.T01.progress = the number 0.4",
            "theme.T01.funds = the number 1500000",
            "theme.T01.arrives = the date 2014-04-01",
        ]
    );
}

#[test]
fn one_id_names_one_theme_over_all_tables() {
    let read = read(&["id,science\nT01,1\nT01,2\n", "id,novelty\nT01,3\nT02,4\n"]);
    assert_eq!(
        read.messages(),
        [
            "duplicate-id: `T01` is used twice",
            "duplicate-id: `T01` is used twice"
        ]
    );
    assert_eq!(read.leaves(0), ["theme.T01.science = the number 1"]);
    assert_eq!(read.leaves(1), ["theme.T02.novelty = the number 4"]);
}

#[test]
fn a_wrong_header_and_wrong_rows_are_all_reported_at_once() {
    let read = read(&[
        "id,,odds,science,科学性,stage.hit.odds,stage.hit.odds.beta,テーマID,備考\nT01,1\n,2,3,4,5,6,7,8,9\nT03,1,2,3,4,5,6,7,8\n",
    ]);
    assert_eq!(
        read.messages(),
        [
            "unknown-column: `odds` is not a column of this table of themes",
            "duplicate-column: the columns `science` and `科学性` both mean `science`",
            "duplicate-column: the column `stage.hit.odds.beta` contradicts `stage.hit.odds`: one is a value, the other a table",
            "duplicate-column: the columns `id` and `テーマID` both mean `id`",
            "ragged-row: this row has 2 cells, the header has 9",
            "bad-column: the column of this cell has no name",
            "missing-id: this row has no id",
        ]
    );
    assert_eq!(
        read.leaves(0),
        [
            "theme.T03.science = the number 3",
            "theme.T03.stage.hit.odds = the number 5"
        ]
    );
}

#[test]
fn empty_columns_and_cells_behind_the_header_are_no_mistake() {
    let read = read(&["id,,science,,\nT01,,1,,\nT02,,2,,,,\n,,,,\n"]);
    assert_eq!(read.messages(), Vec::<String>::new());
    assert_eq!(
        read.leaves(0),
        [
            "theme.T01.science = the number 1",
            "theme.T02.science = the number 2"
        ]
    );
}

#[test]
fn a_name_of_two_things_is_said_and_the_route_of_the_theme_tells_stages_apart() {
    let read = read(&[
        "id,route,entry_stage,provider\nT01,small,探索,a\nT02,protein,探索,Centre\nT03,,探索,\n",
    ]);
    assert_eq!(
        read.messages(),
        [
            "ambiguous-name: `Centre` is the name of 2 things",
            "ambiguous-name: `探索` is the name of 2 things",
        ]
    );
    assert_eq!(
        read.leaves(0),
        [
            "theme.T01.route = the text `small`",
            "theme.T01.entry_stage = the text `hit`",
            "theme.T01.provider = the text `a`",
            "theme.T02.route = the text `protein`",
            "theme.T02.entry_stage = the text `find`",
            "theme.T02.provider = the text `a`",
            "theme.T03.entry_stage = the text `find`",
        ]
    );
}

#[test]
fn a_title_above_and_a_header_of_two_rows_are_understood() {
    let read = read_sheet(
        &[
            "創薬テーマ一覧",
            "",
            "テーマID;テーマ名;評価;;備考",
            ";;科学性;事業性",
            "T01;肺がん;4;3;#N/A",
            "T02;胃がん;2",
        ],
        &[
            [(0, 0), (0, 4)],
            [(2, 0), (3, 0)],
            [(2, 1), (3, 1)],
            [(2, 2), (2, 3)],
        ],
    );
    assert_eq!(
        read.messages(),
        ["title-not-read: this row above the header is not read: `創薬テーマ一覧`"]
    );
    assert_eq!(
        read.leaves(0),
        [
            "theme.T01.name = the text `肺がん`",
            "theme.T01.science = the number 4",
            "theme.T01.business = the number 3",
            "theme.T02.name = the text `胃がん`",
            "theme.T02.science = the number 2",
        ]
    );
    let science = read.trees[0]
        .at(&"theme.T01.science".parse().expect("a path"))
        .expect("set");
    let cell = read.sources.cell(science.span);
    assert_eq!(cell, Some(("一覧", "C5".to_owned())));
}

#[test]
fn errors_and_merged_cells_of_a_sheet_are_refused() {
    let read = read_sheet(
        &[
            "id;route;science;;5",
            "T01;small;#REF!",
            "T02;small;3;x",
            "T03",
        ],
        &[[(2, 1), (3, 1)]],
    );
    assert_eq!(
        read.messages(),
        [
            "unknown-column: `5` is not a column of this table of themes",
            "cell-error: this cell holds the error `#REF!`",
            "merged-cells: the cells B3:B4 are merged, and only the first holds `small`",
            "bad-column: the column of this cell has no name",
        ]
    );
}

#[test]
fn a_column_cannot_be_value_and_table_in_either_order() {
    for header in [
        "id,stage.hit.odds,stage.hit.odds.beta",
        "id,stage.hit.odds.beta,stage.hit.odds",
        "id.x,id",
    ] {
        let read = read(&[header]);
        let contradicts = |one: &&String| one.contains("one is a value, the other a table");
        let messages = read.messages();
        assert_eq!(
            messages.iter().filter(contradicts).count(),
            1,
            "{header}: {messages:?}"
        );
    }
}

#[test]
fn columns_are_not_nested_without_end() {
    let below = |count: usize| vec!["a"; count].join(".");
    let deep = read(&[&format!("id,stage.{}\nT01,1\n", below(200_000))]);
    assert_eq!(deep.messages().len(), 1);
    assert!(deep.messages()[0].ends_with("has too many parts"));
    let fitting = read(&[&format!("id,stage.{}\nT01,1\n", below(29))]);
    assert!(fitting.diagnostics.is_empty());
    assert_eq!(
        fitting.trees[0]
            .leaves()
            .map(|(path, _)| path.segments().len())
            .max(),
        Some(DEEPEST)
    );
}

#[test]
fn a_table_without_ids_is_not_read_further() {
    for (text, help) in [
        ("", "the first row names the columns; one of them is `id`"),
        (
            "name;id\nx;T01\n",
            "separate the columns by commas; this file uses something else",
        ),
        ("name,route\n1\n", "one of them is `id` or `テーマID`"),
    ] {
        let read = read(&[text]);
        assert_eq!(
            read.messages(),
            ["missing-column: this table of themes has no column `id`"]
        );
        let helps = |one: &Diagnostic| {
            let given = one.help.clone().map(|text| text.english);
            given.is_some_and(|given| given.contains(help))
        };
        assert!(read.diagnostics.iter().all(helps), "{text}");
        assert_eq!(read.leaves(0), ["theme = a table"]);
    }
}
