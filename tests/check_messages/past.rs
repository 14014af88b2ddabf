//! What is told of the past: what was spent, what is signed, and the day as of which a scenario is
//! read (BUD-9).

use jiff::civil::date;
use soyaku::diagnostic::render;
use soyaku::language::Language;
use soyaku::scenario::{Reading, read_with};

use super::{PLAN, THEMES, added, japanese, messages, patched};

/// The messages about [`PLAN`] with more tables, read as of a day.
fn as_of(day: jiff::civil::Date, tables: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plan = PLAN.replace("[channel.calls]", &format!("{tables}\n[channel.calls]"));
    std::fs::write(folder.path().join("plan.toml"), plan).expect("a file");
    std::fs::write(folder.path().join("themes.csv"), THEMES).expect("a file");
    let scenario = read_with(
        folder.path(),
        Reading {
            as_of: Some(day),
            set: Vec::new(),
        },
    );
    let place = folder.path().display().to_string();
    japanese::hold("check", &scenario.diagnostics, &scenario.sources, &place);
    let rendered = render(
        &scenario.diagnostics,
        &scenario.sources,
        false,
        Language::English,
    );
    rendered.replace(&folder.path().display().to_string(), "my-plan")
}

/// An amount that was spent at RIKEN.
fn actual(keys: &str) -> String {
    format!(
        "[[actual]]\nid = \"a\"\ninstitute = \"RIKEN\"\nitem = \"research\"\namount = 8\n{keys}\n"
    )
}

#[test]
fn a_day_outside_the_time_of_the_scenario() {
    let told = |day| {
        format!(
            r#"error[as-of-out-of-range]: the scenario cannot be read as of {day}: its time is from 2013-04-01 to 2023-03-31
 --> my-plan/plan.toml:3:9
  |
3 | start = 2013-04-01
  |         ^^^^^^^^^^
  |
  = allowed: days from 2013-03-31 (the day before the start) to 2023-03-30
"#
        )
    };
    for day in [date(2013, 3, 30), date(2023, 3, 31)] {
        assert_eq!(as_of(day, ""), told(day));
    }
    for day in [date(2013, 3, 31), date(2023, 3, 30)] {
        assert_eq!(as_of(day, ""), "");
    }
}

#[test]
fn spending_later_than_the_day_as_of_which_it_is_read() {
    assert_eq!(
        as_of(date(2013, 9, 30), &actual("paid_on = 2013-10-01")),
        r#"error[date-out-of-range]: `a` was spent on 2013-10-01, not before the day after 2013-09-30, as of which the scenario is read
  --> my-plan/plan.toml:53:11
   |
53 | paid_on = 2013-10-01
   |           ^^^^^^^^^^
   |
   = allowed: 2013-09-30 or earlier; leave it out, or read the scenario as of a later day
"#
    );
    assert_eq!(
        as_of(date(2013, 9, 29), &actual("paid_on = \"2013-09\"")),
        r#"error[date-out-of-range]: `a` was spent on 2013-09, not before the day after 2013-09-29, as of which the scenario is read
  --> my-plan/plan.toml:53:11
   |
53 | paid_on = "2013-09"
   |           ^^^^^^^^^
   |
   = allowed: 2013-09-29 or earlier; leave it out, or read the scenario as of a later day
"#
    );
    for (day, paid_on) in [
        (date(2013, 9, 30), "\"2013-09\""),
        (date(2013, 9, 30), "2013-09-30"),
        (date(2013, 9, 30), "2013-04-01"),
        // A year that is over by then.
        (date(2014, 4, 30), "2013-05-01"),
    ] {
        assert_eq!(as_of(day, &actual(&format!("paid_on = {paid_on}"))), "");
    }
}

#[test]
fn spending_after_the_start_of_a_scenario_read_as_it_is_written() {
    assert_eq!(
        added(&actual("paid_on = 2013-04-01")),
        r#"error[date-out-of-range]: `a` was spent on 2013-04-01, not before the scenario starts
  --> my-plan/plan.toml:53:11
   |
53 | paid_on = 2013-04-01
   |           ^^^^^^^^^^
   |
   = allowed: days before 2013-04-01; what falls due from then on is simulated, or [[signed]]
"#
    );
    assert_eq!(
        added(&actual("paid_on = 2013-03-31")),
        r#"error[year-out-of-range]: `2012` is not the fiscal year of the start
  --> my-plan/plan.toml:53:11
   |
53 | paid_on = 2013-03-31
   |           ^^^^^^^^^^
   |
   = allowed: 2013: what was spent of it before the start; earlier years are over, later ones are simulated
"#
    );
}

#[test]
fn spending_of_no_time_of_two_years_or_of_something_else() {
    assert_eq!(
        added(&actual("")),
        r#"error[missing-key]: it is not said when `a` was spent
  --> my-plan/plan.toml:49:6
   |
49 | id = "a"
   |      ^^^
   |
   = allowed: `paid_on` with the day or month, or `fiscal_year`
"#
    );
    assert_eq!(
        as_of(
            date(2013, 9, 30),
            &actual("fiscal_year = 2012\npaid_on = 2013-05-01")
        ),
        r#"error[conflicting-keys]: `a` was paid in FY2013, not in FY2012
  --> my-plan/plan.toml:53:15
   |
53 | fiscal_year = 2012
   |               ^^^^
   |
   = allowed: 2013, or no `fiscal_year` beside `paid_on`
"#
    );
    assert_eq!(
        added(&actual("paid_on = \"2013-13\"")),
        r#"error[wrong-type]: the text `2013-13` does not fit here
  --> my-plan/plan.toml:53:11
   |
53 | paid_on = "2013-13"
   |           ^^^^^^^^^
   |
   = allowed: a date such as 2013-04-01, or a month such as "2013-04"
"#
    );
}

#[test]
fn a_signed_payment_due_by_the_day_as_of_which_it_is_read() {
    let signed = "[[signed]]\nid = \"s\"\ninstitute = \"RIKEN\"\nitem = \"research\"\namount = 8\n\
                  due = 2013-09-30\n";
    assert_eq!(
        as_of(date(2013, 9, 30), signed),
        r#"error[date-out-of-range]: the payment `s` fell due before the day after 2013-09-30, as of which the scenario is read
  --> my-plan/plan.toml:53:7
   |
53 | due = 2013-09-30
   |       ^^^^^^^^^^
   |
   = allowed: 2013-10-01 or later; what was paid before is an [[actual]]
"#
    );
    assert_eq!(as_of(date(2013, 9, 29), signed), "");
}

#[test]
fn years_and_arrivals_that_have_passed_are_no_mistakes() {
    let tables = "[[purse]]\nid = \"p\"\nkind = \"subsidy\"\nrequest = { 2013 = 9, 2014 = 9 }\n\
                  request_per_year = 9\n[theme.T02]\nroute = \"antibody\"\narrives = 2013-06-01\n";
    assert_eq!(as_of(date(2014, 9, 30), tables), "");
}

/// [`PLAN`] with tables of amounts beside it.
fn with_tables(files: &[(&str, &str)]) -> String {
    let plan = PLAN.replace(
        "theme_files",
        "actual_files = [\"spent.csv\"]\nsigned_files = [\"signed.csv\"]\ntheme_files",
    );
    let mut all = vec![
        ("plan.toml", plan.as_bytes()),
        ("themes.csv", THEMES.as_bytes()),
    ];
    all.extend(files.iter().map(|(name, text)| (*name, text.as_bytes())));
    messages(&all, "")
}

const SPENT: &str = "id,fiscal_year,institute,item,amount\nV-001,2013,RIKEN,research,8\n";
const SIGNED: &str = "id,due,institute,item,amount,theme\nC1,2013-05-31,RIKEN,research,8,T01\n";

#[test]
fn tables_of_amounts_are_tables_like_those_of_themes() {
    let good = [("spent.csv", SPENT), ("signed.csv", SIGNED)];
    assert_eq!(with_tables(&good), "");
    assert_eq!(
        with_tables(&[
            ("spent.csv", "voucher,amount\nV-001,8\n"),
            (
                "signed.csv",
                "id,due,institute,item,amount\n,2013-05-31,RIKEN,research,8\n"
            ),
        ]),
        r#"error[unknown-column]: `voucher` is not a column of this table of actual amounts
 --> my-plan/spent.csv:1:1
  |
1 | voucher,amount
  | ^^^^^^^
  |
  = place: column `voucher`
  = allowed: id (番号), fiscal_year (年度), paid_on (支払日), institute (機関), item (費目), amount (金額)
  = help: say what it is under [actual_columns] of the scenario: "voucher" = "name", or "ignore" if it is for yourselves

error[missing-column]: this table of actual amounts has no column `id`
 --> my-plan/spent.csv:1:1
  |
1 | voucher,amount
  | ^^^^^^^
  |
  = place: column `voucher`
  = help: the first row names the columns; one of them is `id` or `番号`

error[missing-id]: this row has no id
 --> my-plan/signed.csv:2:1
  |
2 | ,2013-05-31,RIKEN,research,8
  | ^
  |
  = place: column `id`
  = help: give the payment an id that no other has, or empty the whole row
"#
    );
}

#[test]
fn what_is_wrong_in_a_table_of_amounts_is_told_by_row_and_column() {
    assert_eq!(
        with_tables(&[
            (
                "spent.csv",
                "id,paid_on,institute,item,amount\nV-001,2013-05-10,RIKEN,research,8\n\
                 V-002,2013/5,RIKEN,reserch,8\n"
            ),
            (
                "signed.csv",
                "id,due,institute,item,amount,theme\nC1,2013-03-31,RIKEN,research,8,T02\n"
            ),
        ]),
        r#"error[date-out-of-range]: `V-001` was spent on 2013-05-10, not before the scenario starts
 --> my-plan/spent.csv:2:7
  |
2 | V-001,2013-05-10,RIKEN,research,8
  |       ^^^^^^^^^^
  |
  = place: row V-001, column `paid_on`
  = allowed: days before 2013-04-01; what falls due from then on is simulated, or [[signed]]

error[date-out-of-range]: `V-002` was spent on 2013-05, not before the scenario starts
 --> my-plan/spent.csv:3:7
  |
3 | V-002,2013/5,RIKEN,reserch,8
  |       ^^^^^^
  |
  = place: row V-002, column `paid_on`
  = allowed: days before 2013-04-01; what falls due from then on is simulated, or [[signed]]

error[unknown-item]: `reserch` is not an item of this scenario
 --> my-plan/spent.csv:3:20
  |
3 | V-002,2013/5,RIKEN,reserch,8
  |                    ^^^^^^^
  |
  = place: row V-002, column `item`
  = allowed: research, outsourcing, ip, standing, incentives, meetings
  = help: did you mean `research`?

error[date-out-of-range]: the payment `C1` fell due before the scenario starts
 --> my-plan/signed.csv:2:4
  |
2 | C1,2013-03-31,RIKEN,research,8,T02
  |    ^^^^^^^^^^
  |
  = place: row C1, column `due`
  = allowed: 2013-04-01 or later; what was paid before is an [[actual]]

error[unknown-theme]: `T02` is not a theme of this scenario
 --> my-plan/signed.csv:2:32
  |
2 | C1,2013-03-31,RIKEN,research,8,T02
  |                                ^^^
  |
  = place: row C1, column `theme`
  = allowed: T01
  = help: did you mean `T01`?
"#
    );
}

#[test]
fn names_of_tables_of_amounts_are_a_list() {
    assert_eq!(
        patched(
            "theme_files = [\"themes.csv\"]",
            "theme_files = [\"themes.csv\"]\nactual_files = \"a.csv\"\nsigned_files = 3"
        ),
        r#"error[not-a-file-name]: `actual_files` is a list of file names, not the text `a.csv`
 --> my-plan/plan.toml:7:16
  |
7 | actual_files = "a.csv"
  |                ^^^^^^^
  |
  = help: write actual_files = ["spent.csv"]

error[not-a-file-name]: `signed_files` is a list of file names, not the number 3
 --> my-plan/plan.toml:8:16
  |
8 | signed_files = 3
  |                ^
  |
  = help: write signed_files = ["signed.csv"]
"#
    );
}
