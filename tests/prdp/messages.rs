//! What the generator says of a wrong table.

use soyaku::diagnostic::render;
use soyaku::language::Language;

use super::read;

/// One drug with two trials, and another.
const SMALL: &str = "\
instance,periods,capacity_type1,drug,trial,trial_cost,duration_periods,probability_of_success,need_type1,source,confidence
a,5,2,D1,1,10.0,2,0.3,1,,
a,5,2,D1,2,90.0,4,0.5,1,,
a,5,2,D2,1,10.0,2,0.4,1,,
";

/// What is said of [`SMALL`] after a piece of it was replaced, first occurrence only.
fn messages(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "{from}");
    let (_, diagnostics, sources) = read(&SMALL.replacen(from, to, 1));
    render(&diagnostics, &sources, false, Language::English)
}

#[test]
fn a_message_names_file_row_column_and_what_is_allowed() {
    assert_eq!(
        messages("D1,1,10.0", "D1,1,ten"),
        "\
error[bad-number]: `ten` is not a number
 --> table.csv:2:12
  |
2 | a,5,2,D1,1,ten,2,0.3,1,,
  |            ^^^
  |
  = place: row 2, column `trial_cost`
  = allowed: 0 to 100000000, in million US dollars
"
    );
    assert_eq!(
        messages("a,5,2,D2", "a,5,3,D2"),
        "\
error[conflicting-rows]: this differs from the first row of the instance `a`
 --> table.csv:4:5
  |
2 | a,5,2,D1,1,10.0,2,0.3,1,,
  |     - `2` here
3 | a,5,2,D1,2,90.0,4,0.5,1,,
4 | a,5,3,D2,1,10.0,2,0.4,1,,
  |     ^
  |
  = place: row 4, column `capacity_type1`
  = allowed: the same in every row of an instance
"
    );
    assert_eq!(
        messages("confidence", "confidense"),
        "\
error[unknown-column]: `confidense` is not a column of this table
 --> table.csv:1:113
  |
1 | instance,periods,capacity_type1,drug,trial,trial_cost,duration_periods,probability_of_success,need_type1,source,confidense
  |                                                                                                                 ^^^^^^^^^^
  |
  = place: row 1, column `confidense`
  = allowed: instance, periods, drug, trial, trial_cost, duration_periods, probability_of_success, capacity_type1, need_type1, source, max_revenue_on_last_trial_row, gammaL_patent_loss_per_period, gammaD_idle_loss_per_period, confidence
  = help: did you mean `confidence`?
"
    );
}

#[test]
fn every_mistake_has_its_message_and_place() {
    for (from, to, expected) in [
        (
            "\na,5",
            "\n,5",
            "missing-value]: this cell is empty; row 2, column `instance`",
        ),
        (
            "\na,5",
            "\n../a,5",
            "bad-id]: `../a` cannot be an id; row 2, column `instance`",
        ),
        (
            "D1,2",
            "D 1,2",
            "bad-id]: `D 1` cannot be an id; row 3, column `drug`",
        ),
        (
            "a,5",
            "a,5.5",
            "not-whole]: `5.5` is not a whole number; row 2, column `periods`",
        ),
        (
            "a,5",
            "a,0",
            "out-of-range]: `0` is out of range; row 2, column `periods`",
        ),
        (
            "a,5,2",
            "a,5,NaN",
            "out-of-range]: `NaN` is out of range; row 2, column `capacity_type1`",
        ),
        (
            "a,5,2",
            "a,5,-1",
            "out-of-range]: `-1` is out of range; row 2, column `capacity_type1`",
        ),
        (
            "D1,2",
            "D1,1",
            "duplicate-trial]: trial 1 of `D1` is there twice; row 3, column `trial`",
        ),
        (
            "D1,2",
            "D1,3",
            "missing-trial]: `D1` has a trial 3, but no trial 2; row 3, column `trial`",
        ),
        (
            "D2,1",
            "D2,2",
            "missing-trial]: `D2` has a trial 2, but no trial 1; row 4, column `trial`",
        ),
        (
            "90.0",
            "0.1234567",
            "too-exact]: `0.1234567` is more exact than one dollar; row 3, column `trial_cost`",
        ),
        (
            "90.0",
            "1e9",
            "out-of-range]: `1e9` is out of range; row 3, column `trial_cost`",
        ),
        (
            "90.0,4",
            "90.0,0",
            "out-of-range]: `0` is out of range; row 3, column `duration_periods`",
        ),
        (
            "0.3",
            "30",
            "out-of-range]: `30` is out of range; row 2, column `probability_of_success`",
        ),
        (
            "0.3,1",
            "0.3,",
            "missing-value]: this cell is empty; row 2, column `need_type1`",
        ),
        (
            "0.3,1",
            "0.3,3",
            "never-starts]: this trial needs 3 units, there are 2; row 2, column `need_type1`",
        ),
        (
            "a,5,2",
            "a,5,",
            "no-capacity]: this trial needs a resource of which the row gives no capacity; row 2, column `need_type1`",
        ),
        (
            "a,5,2,D2",
            "a,6,2,D2",
            "conflicting-rows]: this differs from the first row of the instance `a`; row 4, column `periods`",
        ),
        (
            "a,5,2,D2",
            "A,5,2,D2",
            "near-duplicate]: `a` and `A` differ in capitals only; row 4, column `instance`",
        ),
        (
            "90.0,4",
            "90.0,196",
            "too-long]: 5 periods and the longest trial, 196, make 201; row 2, column `periods`",
        ),
        (
            "0.3,1,",
            "0.3,1",
            "ragged-row]: this row has 10 cells, the header has 11; row 2",
        ),
        (
            "trial_cost",
            "trial_costs",
            "unknown-column]: `trial_costs` is not a column of this table; row 1, column `trial_costs`",
        ),
        (
            "source",
            "drug",
            "duplicate-column]: the column `drug` is there twice; row 1, column `drug`",
        ),
        (
            "need_type1",
            "need_type2",
            "missing-column]: the column `need_type1` is missing",
        ),
        (
            "capacity_type1",
            "capacity_type2",
            "missing-column]: the column `capacity_type1` is missing",
        ),
        (
            "\na,5,2,D1,1",
            "\n\"a\",5,2,D1,one",
            "bad-number]: `one` is not a number; row 2, column `trial`",
        ),
    ] {
        let messages = messages(from, to);
        let (message, place) = expected.split_once("; ").unwrap_or((expected, ""));
        let found = messages.split("\n\n").any(|one| {
            one.contains(&format!("[{message}\n"))
                && (place.is_empty() || one.contains(&format!("= place: {place}")))
        });
        assert!(found, "{from} -> {to} says\n{messages}");
    }
}

#[test]
fn a_table_without_rows_or_columns_is_an_error() {
    for (text, code) in [
        ("", "missing-column"),
        ("\n\n", "missing-column"),
        (SMALL.lines().next().unwrap(), "no-rows"),
        (&SMALL.replace(',', ";"), "missing-column"),
        ("\"", "missing-column"),
    ] {
        let (instances, diagnostics, sources) = read(text);
        let messages = render(&diagnostics, &sources, false, Language::English);
        assert!(instances.is_empty() && diagnostics.has_errors(), "{text}");
        assert!(messages.contains(&format!("error[{code}]")), "{messages}");
    }
}
