//! The full text of what a planner is told about mistakes in the files themselves.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail loudly"
)]

use std::fs;

use soyaku::diagnostic::render;
use soyaku::language::Language;
use soyaku::scenario::load;

#[path = "japanese/mod.rs"]
mod japanese;

/// All messages about a folder `my-plan` of these files.
fn messages(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let loaded = load(folder.path(), &[]);
    let place = folder.path().display().to_string();
    japanese::hold("files", &loaded.diagnostics, &loaded.sources, &place);
    let rendered = render(
        &loaded.diagnostics,
        &loaded.sources,
        false,
        Language::English,
    );
    rendered.replace(&folder.path().display().to_string(), "my-plan")
}

/// The messages about one TOML file.
fn toml(text: &str) -> String {
    messages(&[("plan.toml", text)])
}

/// The messages about one table of themes.
fn csv(text: &str) -> String {
    messages(&[
        ("plan.toml", "[scenario]\ntheme_files = [\"themes.csv\"]\n"),
        ("themes.csv", text),
    ])
}

#[test]
fn a_list_never_closed_is_shown_where_it_begins() {
    assert_eq!(
        toml("[institute.nibio]\nproviders = [\"外注\",\n[scope]\nareas = [\"cancer\"]\n"),
        "\
error[syntax]: this list is never closed: `]` is missing
 --> my-plan/plan.toml:2:13
  |
2 | providers = [\"外注\",
  |             ^
"
    );
}

#[test]
fn a_japanese_key_needs_quotes() {
    assert_eq!(
        toml("[institute.外注.function.hts]\nslots = 2\n"),
        "\
error[unquoted-key]: `外注` must stand in quotes here
 --> my-plan/plan.toml:1:12
  |
1 | [institute.外注.function.hts]
  |            ^^^^
  |
  = allowed: without quotes: a–z, A–Z, 0–9, `-`, `_`
  = help: write \"外注\"
"
    );
}

#[test]
fn text_without_quotes_is_shown_how_to_write() {
    assert_eq!(
        toml("名 = 1\nproviders = [\"外注\", nibio]\nodds = 60%\nstart = 2013/4/1\n"),
        "\
error[unquoted-key]: `名` must stand in quotes here
 --> my-plan/plan.toml:1:1
  |
1 | 名 = 1
  | ^^
  |
  = allowed: without quotes: a–z, A–Z, 0–9, `-`, `_`
  = help: write \"名\"

error[unquoted-text]: `nibio` is neither a number nor text in quotes
 --> my-plan/plan.toml:2:20
  |
2 | providers = [\"外注\", nibio]
  |                      ^^^^^
  |
  = allowed: a number, \"text\", a date such as 2013-04-01, true, false, [a list], { a table }
  = help: if it is text, write it in quotes: \"nibio\"

error[unquoted-text]: `60%` is neither a number nor text in quotes
 --> my-plan/plan.toml:3:8
  |
3 | odds = 60%
  |        ^^^
  |
  = allowed: a number, \"text\", a date such as 2013-04-01, true, false, [a list], { a table }
  = help: write 0.6 instead of a percentage

error[unquoted-text]: `2013/4/1` is neither a number nor text in quotes
 --> my-plan/plan.toml:4:9
  |
4 | start = 2013/4/1
  |         ^^^^^^^^
  |
  = allowed: a number, \"text\", a date such as 2013-04-01, true, false, [a list], { a table }
  = help: write the date as 2013-04-01
"
    );
}

#[test]
fn a_value_followed_by_something() {
    assert_eq!(
        toml("cost = 1,000,000\n"),
        "\
error[syntax]: the value ends here, but something follows it
 --> my-plan/plan.toml:1:9
  |
1 | cost = 1,000,000
  |         ^
  |
  = help: give each key its own line; write text in quotes and numbers without separators: 1000000 or 1_000_000
"
    );
}

#[test]
fn a_missing_value_and_a_missing_sign() {
    assert_eq!(
        toml("slots =\nname \"x\"\n"),
        "\
error[syntax]: a value is missing here
 --> my-plan/plan.toml:1:8
  |
1 | slots =
  |        ^

error[syntax]: `=` and a value are missing here
 --> my-plan/plan.toml:2:6
  |
2 | name \"x\"
  |      ^
"
    );
}

#[test]
fn a_key_set_twice_in_one_table_shows_both_places() {
    assert_eq!(
        toml("[a]\nslots = 1\n[b]\nslots = 1\n\"slots\" = 2\n"),
        "\
error[set-twice]: `slots` is set twice
 --> my-plan/plan.toml:5:1
  |
4 | slots = 1
  | ----- first set here
5 | \"slots\" = 2
  | ^^^^^^^ set again here
  |
  = help: keep one of the two
"
    );
}

#[test]
fn a_table_opened_twice_shows_both_places() {
    assert_eq!(
        toml("[institute.nibio]\nname = \"N\"\n\n[institute.nibio]\nname_ja = \"N\"\n"),
        "\
error[set-twice]: `nibio` is set twice
 --> my-plan/plan.toml:4:12
  |
1 | [institute.nibio]
  | ----------------- first set here
...
4 | [institute.nibio]
  |            ^^^^^ set again here
  |
  = help: keep one of the two
"
    );
}

#[test]
fn a_day_that_does_not_exist_and_a_time_of_day() {
    assert_eq!(
        toml("start = 2013-02-30\nuntil = 2014-04-01T09:00:00+09:00\n"),
        "\
error[syntax]: `2013-02-30` is not a day of the calendar
 --> my-plan/plan.toml:1:9
  |
1 | start = 2013-02-30
  |         ^^^^^^^^^^

error[date-with-time]: `2014-04-01T09:00:00+09:00` has a time of day
 --> my-plan/plan.toml:2:9
  |
2 | until = 2014-04-01T09:00:00+09:00
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = allowed: dates, without time and time zone
  = help: write 2014-04-01
"
    );
}

#[test]
fn numbers_that_cannot_be_held() {
    assert_eq!(
        toml("a = 99999999999999999999\nb = inf\n"),
        "\
error[number-too-large]: `99999999999999999999` is too large for a whole number
 --> my-plan/plan.toml:1:5
  |
1 | a = 99999999999999999999
  |     ^^^^^^^^^^^^^^^^^^^^
  |
  = allowed: -9223372036854775808 to 9223372036854775807

error[not-finite]: `inf` is not a number to calculate with
 --> my-plan/plan.toml:2:5
  |
2 | b = inf
  |     ^^^
  |
  = allowed: finite numbers, up to about 1.8e308
"
    );
}

#[test]
fn an_id_used_twice_shows_both_places() {
    assert_eq!(
        toml(
            "providers = [\"外注先\", \"外注先\"]\n[[gate]]\nid = \"slow\"\n[[gate]]\nid = \"slow\"\n"
        ),
        "\
error[duplicate-id]: `外注先` is used twice
 --> my-plan/plan.toml:1:21
  |
1 | providers = [\"外注先\", \"外注先\"]
  |              --------  ^^^^^^^^ again here
  |              |
  |              first used here
  |
  = help: remove one of the two

error[duplicate-id]: `slow` is used twice
 --> my-plan/plan.toml:5:6
  |
3 | id = \"slow\"
  |      ------ first used here
4 | [[gate]]
5 | id = \"slow\"
  |      ^^^^^^ again here
  |
  = help: give one of them another id
"
    );
}

#[test]
fn an_entry_without_id_among_others() {
    assert_eq!(
        toml("[[gate]]\nid = \"slow\"\n[[gate]]\ndecision = \"go\"\n[[gate]]\nid = 7\n"),
        "\
error[missing-id]: this entry of the list has no `id`, others have one
 --> my-plan/plan.toml:3:1
  |
3 | [[gate]]
  | ^^^^^^^^
  |
  = help: add `id = \"…\"`, a name that no other entry of the list has

error[missing-id]: `7` is no id: an id is text
 --> my-plan/plan.toml:6:6
  |
6 | id = 7
  |      ^
  |
  = help: write \"7\"
"
    );
}

#[test]
fn a_theme_id_used_twice_names_row_and_column() {
    assert_eq!(
        csv("id,name\r\nT01,肺がん\r\nT02,胃がん\r\nT01,肝がん\r\n"),
        "\
error[duplicate-id]: `T01` is used twice
 --> my-plan/themes.csv:4:1
  |
2 | T01,肺がん
  | --- first used here
3 | T02,胃がん
4 | T01,肝がん
  | ^^^ again here
  |
  = place: row T01, column `id`
  = help: give one of them another id
"
    );
}

#[test]
fn a_row_with_a_cell_too_many_names_the_row() {
    assert_eq!(
        csv("id,name,business\nT01,外注, A,0.5\n"),
        "\
error[ragged-row]: this row has 4 cells, the header has 3
 --> my-plan/themes.csv:2:1
  |
2 | T01,外注, A,0.5
  | ^^^^^^^^^^^^^^^
  |
  = place: row T01
  = help: write text that contains a comma in quotes
"
    );
}

#[test]
fn a_row_without_id_and_a_column_without_name() {
    assert_eq!(
        csv("id,,route\nT01,z,x\n,,y\n"),
        "\
error[bad-column]: the column of this cell has no name
 --> my-plan/themes.csv:2:5
  |
2 | T01,z,x
  |     ^
  |
  = place: row T01
  = help: name the column in the header, or empty it

error[missing-id]: this row has no id
 --> my-plan/themes.csv:3:1
  |
3 | ,,y
  | ^
  |
  = place: column `id`
  = help: give the theme an id that no other has, or empty the whole row
"
    );
}

#[test]
fn wrong_quotes_in_a_cell() {
    assert_eq!(
        csv("id,name,target\nT01,\"肺\"がん,\nT02,胃がん, \"x\"\n"),
        "\
error[csv-quote]: something stands between the closing quote and the next comma
 --> my-plan/themes.csv:2:5
  |
2 | T01,\"肺\"がん,
  |     ^^^^^^^^
  |
  = place: row T01, column `name`
  = help: a cell is quoted as a whole; a quote inside is written twice: \"so \"\"called\"\" cell\"

error[csv-quote]: space stands before the quote
 --> my-plan/themes.csv:3:10
  |
3 | T02,胃がん, \"x\"
  |             ^^^
  |
  = place: row T02, column `target`
  = help: a cell is quoted as a whole; a quote inside is written twice: \"so \"\"called\"\" cell\"
"
    );
}

#[test]
fn a_table_separated_by_semicolons() {
    assert_eq!(
        csv("id;name\nT01;x\n"),
        "\
error[missing-column]: this table of themes has no column `id`
 --> my-plan/themes.csv:1:1
  |
1 | id;name
  | ^^^^^^^
  |
  = place: column `id;name`
  = help: separate the columns by commas; this file uses something else
"
    );
}

#[test]
fn a_file_named_but_not_there_suggests_its_neighbour() {
    assert_eq!(
        messages(&[
            ("plan.toml", "[scenario]\ntheme_files = [\"theme.csv\"]\n"),
            ("themes.csv", "id\n")
        ]),
        "\
error[missing-file]: there is no file or folder `my-plan/theme.csv`
 --> my-plan/plan.toml:2:16
  |
2 | theme_files = [\"theme.csv\"]
  |                ^^^^^^^^^^^
  |
  = help: did you mean `themes.csv`?
"
    );
}

#[test]
fn a_leaf_set_in_two_files_shows_both() {
    assert_eq!(
        messages(&[
            ("a.toml", "[institute.\"外注\".function.hts]\nslots = 2\n"),
            (
                "b.toml",
                "[institute.\"外注\".function.hts.slots]\nuniform = [1, 2]\n"
            )
        ]),
        "\
error[set-twice]: `institute.外注.function.hts.slots` is set twice, as a whole number and as a table
 --> my-plan/b.toml:1:30
  |
1 | [institute.\"外注\".function.hts.slots]
  |                                ^^^^^ set again here
  |
 ::: my-plan/a.toml:2:1
  |
2 | slots = 2
  | ----- first set here
  |
  = help: keep one of the two; files of a folder do not override each other
"
    );
}

#[test]
fn a_cell_that_sets_what_a_file_set_shows_both() {
    assert_eq!(
        messages(&[
            (
                "plan.toml",
                "[scenario]\ntheme_files = [\"themes.csv\"]\n[theme.T02]\nscience = 0.5\n"
            ),
            (
                "themes.csv",
                "\u{feff}id,name,science\r\nT01,肺がん,0.4\r\nT02,胃がん,0.6\r\n"
            )
        ]),
        "\
error[set-twice]: `theme.T02.science` is set twice
 --> my-plan/themes.csv:3:9
  |
3 | T02,胃がん,0.6
  |            ^^^ set again here
  |
 ::: my-plan/plan.toml:4:1
  |
4 | science = 0.5
  | ------- first set here
  |
  = place: row T02, column `science`
  = help: keep one of the two; files of a folder do not override each other
"
    );
}

#[test]
fn two_keys_on_one_line() {
    assert_eq!(toml("d = 1 e = 2\n"), "\
error[syntax]: the value ends here, but something follows it
 --> my-plan/plan.toml:1:9
  |
1 | d = 1 e = 2
  |         ^
  |
  = help: give each key its own line; write text in quotes and numbers without separators: 1000000 or 1_000_000
");
}

#[test]
fn a_key_set_twice_in_an_inline_table_shows_both_places() {
    assert_eq!(
        toml("a = 1\nodds = { a = 1, a = 2 }\n"),
        "\
error[set-twice]: `a` is set twice
 --> my-plan/plan.toml:2:17
  |
2 | odds = { a = 1, a = 2 }
  |          -      ^ set again here
  |          |
  |          first set here
  |
  = help: keep one of the two
"
    );
}

#[test]
fn a_list_of_tables_and_a_table_of_one_name() {
    assert_eq!(
        toml("[[gate]]\nid = \"slow\"\n[gate]\nx = 1\n"),
        "\
error[set-twice]: `gate` is set twice
 --> my-plan/plan.toml:3:2
  |
3 | [gate]
  |  ^^^^ set again here
  |
  = help: keep one of the two
"
    );
}

#[test]
fn every_file_in_japanese_belongs_to_a_test() {
    let left_over = japanese::left_over("files", &[include_str!("error_messages.rs")]);
    assert!(left_over.is_empty(), "{left_over:?}");
}
