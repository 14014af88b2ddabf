//! The messages about the request for the coming year, what purses are granted, and targets.

use super::{PLAN, THEMES, messages};

/// The messages about the plan with more tables at its end.
fn with(tables: &str) -> String {
    let plan = format!("{PLAN}\n{tables}");
    let files = [
        ("plan.toml", plan.as_bytes()),
        ("themes.csv", THEMES.as_bytes()),
    ];
    messages(&files, "")
}

const TARGET: &str = "[target.two]\nwhat = \"licences\"\nat_least = 2\nby = \"平成29年度\"\n";

#[test]
fn a_request_and_a_target_are_sound() {
    let request = "[request]\nfiscal_year = \"H26\"\nconfidence = 0.8\n[[request.line]]\nid = \"a\"\n\
                   institute = \"NIBIO\"\nitem = \"research\"\nprevious = 5\n";
    assert_eq!(with(&format!("{TARGET}{request}")), "");
}

#[test]
fn a_year_that_can_mean_two_things_is_not_guessed() {
    assert_eq!(
        with(&TARGET.replace("平成29年度", "29")),
        "error[not-a-fiscal-year]: `29` is not a fiscal year: the century or era is missing\n  --> \
         my-plan/plan.toml:55:6\n   |\n55 | by = \"29\"\n   |      ^^^^\n   |\n   = allowed: 2014, \
         \"FY2014\", \"2014年度\", \"平成26年度\" or \"H26\"\n   = help: write the whole year: FY2029, \
         令和29年度 or 平成29年度 or 昭和29年度\n"
    );
}

#[test]
fn a_target_lies_within_the_simulated_years() {
    assert_eq!(
        with(&TARGET.replace("平成29年度", "令和10年度")),
        "error[year-out-of-range]: the target `two` is due by the end of FY2028, which is not simulated\n  \
         --> my-plan/plan.toml:55:6\n   |\n55 | by = \"令和10年度\"\n   |      ^^^^^^^^^^^^\n   |\n   \
         = allowed: fiscal years from 2013 to 2022\n"
    );
}

#[test]
fn what_happens_in_selection_is_counted_only_where_there_is_one() {
    assert_eq!(
        with(&TARGET.replace("licences", "admitted")),
        "error[conflicting-keys]: the target `two` counts what happens in selection, and the scenario \
         has no [selection]\n  --> my-plan/plan.toml:53:8\n   |\n53 | what = \"admitted\"\n   |        \
         ^^^^^^^^^^\n   |\n   = allowed: licences, launches, milestones or arrivals, or a [selection] \
         chapter\n"
    );
}

#[test]
fn no_amount_suffices_for_certain() {
    assert_eq!(
        with("[request]\nconfidence = 1\n"),
        "error[out-of-range]: no amount suffices with probability 1\n  --> my-plan/plan.toml:53:14\n   |\n\
         53 | confidence = 1\n   |              ^\n   |\n   = allowed: a number between 0 and 1, such as \
         0.8\n"
    );
}

#[test]
fn an_item_at_an_institute_has_one_line_in_the_request() {
    let line = |id: &str| {
        format!("[[request.line]]\nid = \"{id}\"\ninstitute = \"NIBIO\"\nitem = \"research\"\n")
    };
    assert_eq!(
        with(&(line("a") + &line("b"))),
        "error[overlapping-lines]: the lines `a` and `b` of the request are of the same item at the same \
         institute\n  --> my-plan/plan.toml:57:6\n   |\n57 | id = \"b\"\n   |      ^^^\n   |\n   = \
         allowed: one line for each item at an institute\n"
    );
}

#[test]
fn figures_of_the_books_are_certain() {
    assert_eq!(
        with(
            "[[request.line]]\nid = \"a\"\ninstitute = \"NIBIO\"\nitem = \"research\"\n\
             previous = { uniform = [1, 2] }\n"
        ),
        "error[not-constant]: `previous` is a figure of the books and cannot be uncertain\n  --> \
         my-plan/plan.toml:56:12\n   |\n56 | previous = { uniform = [1, 2] }\n   |            \
         ^^^^^^^^^^^^^^^^^^^^\n   |\n   = allowed: a number\n"
    );
}

#[test]
fn a_purse_is_granted_money_in_simulated_years() {
    assert_eq!(
        with(
            "[[purse]]\nid = \"p\"\nkind = \"subsidy\"\nrequest_per_year = 9_000_000\n\
             granted = { 2012 = 5 }\n"
        ),
        "error[year-out-of-range]: the purse `p` is granted money for `2012`, which is not simulated\n  \
         --> my-plan/plan.toml:56:13\n   |\n56 | granted = { 2012 = 5 }\n   |             ^^^^\n   |\n   \
         = allowed: fiscal years from 2013 to 2022\n"
    );
}
