//! The full text of what a planner is told about a scenario whose files can be read.
//!
//! Each message stands on the small scenario [`PLAN`] with one thing wrong, so that a second message
//! where one mistake was made is seen at once. Mistakes in the files themselves are in
//! `error_messages.rs`, and here at the end.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail loudly"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use soyaku::diagnostic::render;
use soyaku::language::Language;
use soyaku::scenario::read;

#[path = "check_messages/caps.rs"]
mod caps;
#[path = "check_messages/deciding.rs"]
mod deciding;
#[path = "check_messages/in_vain.rs"]
mod in_vain;
#[path = "japanese/mod.rs"]
mod japanese;
#[path = "check_messages/licensing.rs"]
mod licensing;
#[path = "check_messages/overlay.rs"]
mod overlay;
#[path = "check_messages/past.rs"]
mod past;
#[path = "check_messages/ranking.rs"]
mod ranking;
#[path = "check_messages/request.rs"]
mod request;
#[path = "check_messages/tables.rs"]
mod tables;

/// A scenario without mistakes and warnings.
const PLAN: &str = r#"[scenario]
id = "small"
start = 2013-04-01
horizon_years = 10
price_year = 2013
theme_files = ["themes.csv"]

[area.cancer]
odds_ratio = { hit = 0.9 }

[institute.NIBIO.function.hts]
slots = 2
price_per_slot_month = 3_000_000

[institute.RIKEN.function.nmr]
slots = 1

[route.antibody]
exit_point = "lead"
milestones = ["hit"]

[[route.antibody.stage]]
id = "hit"
odds = 0.6
  [[route.antibody.stage.activity]]
  id = "assay"
  duration_months = 3
  cost = 2_000_000
  [[route.antibody.stage.activity]]
  id = "screen"
  needs = { hts = 1 }
  providers = ["NIBIO"]
  duration_months = { triangular = [4, 6, 12] }

[[route.antibody.stage]]
id = "lead"
odds = 0.5
  [[route.antibody.stage.activity]]
  id = "structure"
  needs = { nmr = 1 }
  providers = ["RIKEN"]
  duration_months = 6

[[route.antibody.stage]]
id = "trial"
included = false

[channel.calls]
rate_per_year = 4
mix = { antibody = 1 }
"#;

const THEMES: &str = "id,name,area\nT01,肺がん,cancer\n";

/// All messages about `path` in a folder `my-plan` of these files.
fn messages(files: &[(&str, &[u8])], path: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    told(folder.path(), path)
}

/// The messages about `path` in `folder`, which is shown as `my-plan`.
fn told(folder: &Path, path: &str) -> String {
    let scenario = read(&folder.join(path));
    let place = folder.display().to_string();
    japanese::hold("check", &scenario.diagnostics, &scenario.sources, &place);
    let rendered = render(
        &scenario.diagnostics,
        &scenario.sources,
        false,
        Language::English,
    );
    rendered.replace(&folder.display().to_string(), "my-plan")
}

/// The messages about [`PLAN`] with each old text, which stands there once, replaced by the new, and
/// with a table of themes.
fn checked(patches: &[(&str, &str)], themes: &str) -> String {
    let mut plan = PLAN.to_owned();
    for (old, new) in patches {
        assert_eq!(plan.matches(old).count(), 1, "{old} stands once");
        plan = plan.replace(old, new);
    }
    let files = [
        ("plan.toml", plan.as_bytes()),
        ("themes.csv", themes.as_bytes()),
    ];
    messages(&files, "")
}

/// The messages about [`PLAN`] with one text replaced.
fn patched(old: &str, new: &str) -> String {
    checked(&[(old, new)], THEMES)
}

/// The messages about [`PLAN`] with another table of themes.
fn themes(csv: &str) -> String {
    checked(&[], csv)
}

// Selection and dependence.

#[test]
fn a_council_that_confirms_but_never_meets() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[selection]
council_confirms = true

[area.cancer]"#
        ),
        r#"error[missing-key]: the Council confirms, but never meets
 --> my-plan/plan.toml:9:20
  |
9 | council_confirms = true
  |                    ^^^^
  |
  = help: add [council] with `dates` or `every_months`
"#
    );
}

#[test]
fn review_dates_that_are_said_twice_and_run_backwards() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[selection]
review_dates = [2013-06-01, 2013-05-01]
review_every_months = 2

[area.cancer]"#
        ),
        r#"error[conflicting-keys]: `review_dates` and `review_every_months` say the same
 --> my-plan/plan.toml:9:1
  |
9 | review_dates = [2013-06-01, 2013-05-01]
  | ^^^^^^^^^^^^
  |
  = allowed: one of the two

error[steps-out-of-order]: this date does not come after the one before it
 --> my-plan/plan.toml:9:29
  |
9 | review_dates = [2013-06-01, 2013-05-01]
  |                             ^^^^^^^^^^
  |
  = allowed: dates that grow
"#
    );
}

#[test]
fn a_council_without_dates() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[council]
first = 2013-05-01

[area.cancer]"#
        ),
        r#"error[missing-key]: [council] says no dates
 --> my-plan/plan.toml:8:2
  |
8 | [council]
  |  ^^^^^^^
  |
  = allowed: `dates` or `every_months`
"#
    );
}

#[test]
fn council_dates_that_are_none() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[council]
dates = ["May", 2013-06-01]

[area.cancer]"#
        ),
        r#"error[wrong-type]: the text `May` does not fit here
 --> my-plan/plan.toml:9:10
  |
9 | dates = ["May", 2013-06-01]
  |          ^^^^^
  |
  = allowed: a date from 1900 to 2200, such as 2013-04-01
"#
    );
}

#[test]
fn a_target_stage_where_themes_are_sent_back() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[selection]
target_missing = "send-back"
target_stage = "hit"

[area.cancer]"#
        ),
        r#"error[conflicting-keys]: a theme without a target is sent back, so that it begins in no stage
  --> my-plan/plan.toml:10:1
   |
10 | target_stage = "hit"
   | ^^^^^^^^^^^^
   |
   = allowed: `target_missing = "target-search"`, or no `target_stage`
"#
    );
}

#[test]
fn a_balance_without_review_dates() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[priority]
balance = { cancer = 1 }
pipeline_weight = 2

[area.cancer]"#
        ),
        r#"error[missing-key]: a balance is struck at review dates, and there are none
 --> my-plan/plan.toml:9:1
  |
9 | balance = { cancer = 1 }
  | ^^^^^^^
  |
  = allowed: [selection] with its review dates, or no balance (GOV-2)

error[missing-key]: a weight of a balance without target shares has no effect
  --> my-plan/plan.toml:10:1
   |
10 | pipeline_weight = 2
   | ^^^^^^^^^^^^^^^
   |
   = allowed: `pipeline` with target shares, or no weight
"#
    );
}

#[test]
fn publications_that_nobody_books() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[publication]
after_months = 6
cost = 300_000

[area.cancer]"#
        ),
        r#"error[missing-key]: publications cost something, but nobody books it
  --> my-plan/plan.toml:10:1
   |
10 | cost = 300_000
   | ^^^^
   |
   = allowed: `institute` beside `cost`
"#
    );
}

#[test]
fn a_rule_of_selection_with_another_decision() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[selection.rule.weak]
when = { science_below = 2, market = 3 }
decision = "no-go"

[area.cancer]"#
        ),
        r#"error[unknown-key]: `when` has no key `market`
 --> my-plan/plan.toml:9:29
  |
9 | when = { science_below = 2, market = 3 }
  |                             ^^^^^^
  |
  = allowed: stage, modality, area, channel, months_in_network_at_least, months_in_network_below, spent_at_least, spent_below, science_at_least, science_below, feasibility_at_least, feasibility_below, novelty_at_least, novelty_below, unmet_need_at_least, unmet_need_below, business_at_least, business_below, priority_at_least, priority_below, … and 21 more

error[unknown-word]: the text `no-go` is not allowed here
  --> my-plan/plan.toml:10:12
   |
10 | decision = "no-go"
   |            ^^^^^^^
   |
   = allowed: admit, defer, decline, send-back
"#
    );
}

#[test]
fn a_link_that_does_not_say_what_it_links() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[link.a]
of = "outcomes"
parameters = ["x"]
loading = 0.3
[link.b]
of = "ignorance"
stages = ["hit"]
loading = 0.3

[area.cancer]"#
        ),
        r#"error[missing-key]: the link `a` does not say what it links
 --> my-plan/plan.toml:8:7
  |
8 | [link.a]
  |       ^
  |
  = allowed: `share`: modality, area or target

error[conflicting-keys]: `parameters` says nothing in a link of outcomes
  --> my-plan/plan.toml:10:1
   |
10 | parameters = ["x"]
   | ^^^^^^^^^^
   |
   = allowed: `share`

error[missing-key]: the link `b` does not say what it links
  --> my-plan/plan.toml:12:7
   |
12 | [link.b]
   |       ^
   |
   = allowed: `parameters`, such as ["route.*.stage.*.odds"]

error[conflicting-keys]: `stages` says nothing in a link of ignorance
  --> my-plan/plan.toml:14:1
   |
14 | stages = ["hit"]
   | ^^^^^^
   |
   = allowed: `parameters`
"#
    );
}

#[test]
fn a_link_of_parameters_that_are_known() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[link.odds]
of = "ignorance"
parameters = ["route.*.stage.*.odds"]
loading = { uniform = [0, 1] }

[area.cancer]"#
        ),
        r#"error[unknown-parameter]: `route.*.stage.*.odds` names no parameter that is unknown
  --> my-plan/plan.toml:10:15
   |
10 | parameters = ["route.*.stage.*.odds"]
   |               ^^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: none: no quantity has layer = "ignorance"

error[not-constant]: the loading of a link between unknown parameters cannot be unknown itself
  --> my-plan/plan.toml:11:11
   |
11 | loading = { uniform = [0, 1] }
   |           ^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: a plain number
"#
    );
}

#[test]
fn links_that_leave_nothing_to_chance() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[link.a]
of = "outcomes"
share = "area"
loading = 0.8
[link.b]
of = "outcomes"
share = "modality"
stages = ["hit"]
loading = 0.7

[area.cancer]"#
        ),
        r#"error[too-much-dependence]: with this link the squares of the loadings come to 1.130
  --> my-plan/plan.toml:16:11
   |
16 | loading = 0.7
   |           ^^^
   |
   = allowed: up to 1 for everything that is linked: beyond it nothing is left to chance
"#
    );
}

#[test]
fn what_concerns_selection_where_no_theme_is_selected() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[theme.T9]
rights_sorted = 0

[area.cancer]"#
        ),
        r#"error[missing-key]: `rights_sorted` says nothing where no theme is selected
 --> my-plan/plan.toml:9:1
  |
9 | rights_sorted = 0
  | ^^^^^^^^^^^^^
  |
  = allowed: [selection], or no `rights_sorted`
"#
    );
}

// Shape: keys and kinds of values.

#[test]
fn a_key_that_no_table_has_suggests_the_nearest() {
    assert_eq!(
        patched("slots = 2", "slot = 2"),
        r#"error[unknown-key]: a function has no key `slot`
  --> my-plan/plan.toml:12:1
   |
12 | slot = 2
   | ^^^^
   |
   = allowed: name, name_ja, slots, price_per_slot_month, price_per_job, standing_cost_per_year, lead_time_months, item
   = help: did you mean `slots`?
"#
    );
}

#[test]
fn a_table_without_a_key_it_needs_says_what_the_key_means() {
    assert_eq!(
        patched("  duration_months = 6\n", ""),
        r#"error[missing-key]: an activity lacks the key `duration_months`
  --> my-plan/plan.toml:39:8
   |
39 |   id = "structure"
   |        ^^^^^^^^^^^
   |
   = help: add `duration_months`: Working time.
"#
    );
}

#[test]
fn a_scenario_without_its_table_is_still_checked() {
    assert_eq!(
        checked(
            &[
                (
                    r#"[scenario]
id = "small"
start = 2013-04-01
horizon_years = 10
price_year = 2013
theme_files = ["themes.csv"]

"#,
                    ""
                ),
                (r#"["RIKEN"]"#, r#"["RIKIN"]"#)
            ],
            THEMES
        ),
        r#"error[missing-key]: the scenario lacks the key `scenario`
 --> my-plan/plan.toml:1:1
  |
1 | [area.cancer]
  | ^
  |
  = help: add `scenario`: What it is and which time it covers.

error[unknown-institute]: `RIKIN` is not an institute of this scenario
  --> my-plan/plan.toml:34:16
   |
34 |   providers = ["RIKIN"]
   |                ^^^^^^^
   |
   = allowed: NIBIO, RIKEN
   = help: did you mean `RIKEN`?
"#
    );
}

#[test]
fn a_number_in_quotes_is_shown_without() {
    assert_eq!(
        patched("slots = 1", r#"slots = "1""#),
        r#"error[wrong-type]: the text `1` does not fit here
  --> my-plan/plan.toml:16:9
   |
16 | slots = "1"
   |         ^^^
   |
   = allowed: "unlimited", a number, a distribution, or a list of tables with from, count
   = help: write 1 without quotes
"#
    );
}

#[test]
fn a_word_where_slots_stand_suggests_unlimited() {
    assert_eq!(
        patched("slots = 1", r#"slots = "unlimitd""#),
        r#"error[wrong-type]: the text `unlimitd` does not fit here
  --> my-plan/plan.toml:16:9
   |
16 | slots = "unlimitd"
   |         ^^^^^^^^^^
   |
   = allowed: "unlimited", a number, a distribution, or a list of tables with from, count
   = help: did you mean `unlimited`?
"#
    );
}

#[test]
fn a_share_is_not_a_percentage_in_quotes() {
    assert_eq!(
        patched("odds = 0.5", r#"odds = "50%""#),
        r#"error[wrong-type]: the text `50%` does not fit here
  --> my-plan/plan.toml:37:8
   |
37 | odds = "50%"
   |        ^^^^^
   |
   = allowed: a number or a distribution, such as { triangular = [3, 6, 12] }
   = help: write 0.5 instead of a percentage
"#
    );
}

#[test]
fn a_date_in_quotes_is_shown_without() {
    assert_eq!(
        patched("start = 2013-04-01", r#"start = "2013-04-01""#),
        r#"error[wrong-type]: the text `2013-04-01` does not fit here
 --> my-plan/plan.toml:3:9
  |
3 | start = "2013-04-01"
  |         ^^^^^^^^^^^^
  |
  = allowed: a date from 1900 to 2200, such as 2013-04-01
  = help: write 2013-04-01 without quotes
"#
    );
}

#[test]
fn a_date_of_another_century() {
    assert_eq!(
        patched("start = 2013-04-01", "start = 0213-04-01"),
        r#"error[wrong-type]: the date 0213-04-01 does not fit here
 --> my-plan/plan.toml:3:9
  |
3 | start = 0213-04-01
  |         ^^^^^^^^^^
  |
  = allowed: a date from 1900 to 2200, such as 2013-04-01
"#
    );
}

#[test]
fn a_whole_number_with_decimals_is_shown_without() {
    assert_eq!(
        patched("price_year = 2013", "price_year = 2013.0"),
        r#"error[wrong-type]: the number 2013 does not fit here
 --> my-plan/plan.toml:5:14
  |
5 | price_year = 2013.0
  |              ^^^^^^
  |
  = allowed: a whole number from 1900 to 2200
  = help: write 2013
"#
    );
}

#[test]
fn a_whole_number_outside_its_range() {
    assert_eq!(
        patched("price_year = 2013", "price_year = 20130"),
        r#"error[wrong-type]: the number 20130 does not fit here
 --> my-plan/plan.toml:5:14
  |
5 | price_year = 20130
  |              ^^^^^
  |
  = allowed: a whole number from 1900 to 2200
"#
    );
}

#[test]
fn a_list_of_functions_without_slots() {
    assert_eq!(
        patched("needs = { nmr = 1 }", r#"needs = ["nmr"]"#),
        r#"error[wrong-type]: a list does not fit here
  --> my-plan/plan.toml:40:11
   |
40 |   needs = ["nmr"]
   |           ^^^^^^^
   |
   = allowed: a number for each id, such as { first = 1, second = 2 }
   = help: write { nmr = 1 }
"#
    );
}

#[test]
fn a_need_of_half_a_slot() {
    assert_eq!(
        patched("needs = { nmr = 1 }", "needs = { nmr = 0.5 }"),
        r#"error[wrong-type]: the number 0.5 does not fit here
  --> my-plan/plan.toml:40:19
   |
40 |   needs = { nmr = 0.5 }
   |                   ^^^
   |
   = allowed: a whole number from 1 to 1000000
"#
    );
}

#[test]
fn a_weight_below_zero() {
    assert_eq!(
        patched("mix = { antibody = 1 }", "mix = { antibody = -1 }"),
        r#"error[out-of-range]: -1 is out of range for a factor or weight
  --> my-plan/plan.toml:50:20
   |
50 | mix = { antibody = -1 }
   |                    ^^
   |
   = allowed: 0 to 1000000
"#
    );
}

#[test]
fn true_or_false_in_quotes() {
    assert_eq!(
        patched("included = false", r#"included = "no""#),
        r#"error[wrong-type]: the text `no` does not fit here
  --> my-plan/plan.toml:46:12
   |
46 | included = "no"
   |            ^^^^
   |
   = allowed: true or false
"#
    );
}

#[test]
fn a_list_where_a_text_stands() {
    assert_eq!(
        patched(r#"exit_point = "lead""#, r#"exit_point = ["lead"]"#),
        r#"error[wrong-type]: a list does not fit here
  --> my-plan/plan.toml:19:14
   |
19 | exit_point = ["lead"]
   |              ^^^^^^^^
   |
   = allowed: a text in quotes
"#
    );
}

#[test]
fn a_number_where_a_list_of_texts_stands() {
    assert_eq!(
        patched(r#"milestones = ["hit"]"#, "milestones = 0.5"),
        r#"error[wrong-type]: the number 0.5 does not fit here
  --> my-plan/plan.toml:20:14
   |
20 | milestones = 0.5
   |              ^^^
   |
   = allowed: a list of texts, such as ["a", "b"]
"#
    );
}

#[test]
fn a_number_where_providers_stand() {
    assert_eq!(
        patched(r#"providers = ["RIKEN"]"#, "providers = 0.5"),
        r#"error[wrong-type]: the number 0.5 does not fit here
  --> my-plan/plan.toml:41:15
   |
41 |   providers = 0.5
   |               ^^^
   |
   = allowed: a list of institutes, such as ["nibio", "office"]
"#
    );
}

#[test]
fn a_text_where_a_table_stands() {
    assert_eq!(
        patched(
            "[area.cancer]\nodds_ratio = { hit = 0.9 }",
            r#"[area]
cancer = "Cancer""#
        ),
        r#"error[wrong-type]: the text `Cancer` does not fit here
 --> my-plan/plan.toml:9:10
  |
9 | cancer = "Cancer"
  |          ^^^^^^^^
  |
  = allowed: a disease area: a table with name, name_ja, odds_ratio
"#
    );
}

#[test]
fn a_text_where_tables_by_id_stand() {
    assert_eq!(
        checked(
            &[
                ("[area.cancer]\nodds_ratio = { hit = 0.9 }\n", ""),
                (
                    "[scenario]\n",
                    r#"area = "cancer"
[scenario]
"#
                )
            ],
            "id\nT01\n"
        ),
        r#"error[wrong-type]: the text `cancer` does not fit here
 --> my-plan/plan.toml:1:8
  |
1 | area = "cancer"
  |        ^^^^^^^^
  |
  = allowed: a table, or a list of tables with `id`
"#
    );
}

#[test]
fn steps_of_slots_are_tables() {
    assert_eq!(
        patched("slots = 1", "slots = [1, 2]"),
        r#"error[wrong-type]: the number 1 does not fit here
  --> my-plan/plan.toml:16:10
   |
16 | slots = [1, 2]
   |          ^
   |
   = allowed: a step of slots: a table with from, count

error[wrong-type]: the number 2 does not fit here
  --> my-plan/plan.toml:16:13
   |
16 | slots = [1, 2]
   |             ^
   |
   = allowed: a step of slots: a table with from, count
"#
    );
}

#[test]
fn a_distribution_where_a_plain_number_stands() {
    assert_eq!(
        patched(
            "horizon_years = 10",
            "horizon_years = { uniform = [5, 10] }"
        ),
        r#"error[wrong-type]: a table does not fit here
 --> my-plan/plan.toml:4:17
  |
4 | horizon_years = { uniform = [5, 10] }
  |                 ^^^^^^^^^^^^^^^^^^^^^
  |
  = allowed: a number
"#
    );
}

#[test]
fn payments_are_a_list() {
    assert_eq!(
        patched(
            "  cost = 2_000_000\n",
            "  cost = 2_000_000\n  payments = 0.5\n"
        ),
        r#"error[wrong-type]: the number 0.5 does not fit here
  --> my-plan/plan.toml:29:14
   |
29 |   payments = 0.5
   |              ^^^
   |
   = allowed: a list of tables
"#
    );
}

#[test]
fn about_a_quantity_only_text_can_be_said() {
    assert_eq!(
        patched(
            "odds = 0.5",
            r#"odds = { value = 0.5, source = 2010, note = false, as_of = [], price_year = 13, layer = "world" }"#
        ),
        r#"error[wrong-type]: the number 2010 does not fit here
  --> my-plan/plan.toml:37:32
   |
37 | odds = { value = 0.5, source = 2010, note = false, as_of = [], price_year = 13, layer = "world" }
   |                                ^^^^
   |
   = allowed: a text in quotes

error[wrong-type]: false does not fit here
  --> my-plan/plan.toml:37:45
   |
37 | odds = { value = 0.5, source = 2010, note = false, as_of = [], price_year = 13, layer = "world" }
   |                                             ^^^^^
   |
   = allowed: a text in quotes

error[wrong-type]: a list does not fit here
  --> my-plan/plan.toml:37:60
   |
37 | odds = { value = 0.5, source = 2010, note = false, as_of = [], price_year = 13, layer = "world" }
   |                                                            ^^
   |
   = allowed: a year, a date or a text

error[misplaced-key]: a probability has no price year, only money has
  --> my-plan/plan.toml:37:64
   |
37 | odds = { value = 0.5, source = 2010, note = false, as_of = [], price_year = 13, layer = "world" }
   |                                                                ^^^^^^^^^^
   |
   = help: remove `price_year` here; the year of a figure is `as_of`

error[wrong-type]: the number 13 does not fit here
  --> my-plan/plan.toml:37:77
   |
37 | odds = { value = 0.5, source = 2010, note = false, as_of = [], price_year = 13, layer = "world" }
   |                                                                             ^^
   |
   = allowed: a year from 1900 to 2200

error[unknown-word]: the text `world` is not a layer
  --> my-plan/plan.toml:37:89
   |
37 | odds = { value = 0.5, source = 2010, note = false, as_of = [], price_year = 13, layer = "world" }
   |                                                                                         ^^^^^^^
   |
   = allowed: chance (this theme, this study), ignorance (nobody knows; the same for all)
"#
    );
}

#[test]
fn a_word_that_is_none_of_those_allowed() {
    assert_eq!(
        patched(
            r#"exit_point = "lead""#,
            r#"exit_point = "lead"
ends_in = "license""#
        ),
        r#"error[unknown-word]: the text `license` is not allowed here
  --> my-plan/plan.toml:20:11
   |
20 | ends_in = "license"
   |           ^^^^^^^^^
   |
   = allowed: licensed, launched
   = help: did you mean `licensed`?
"#
    );
}

#[test]
fn entries_without_id() {
    assert_eq!(
        patched(
            r#"[[route.antibody.stage]]
id = "trial"
included = false"#,
            r#"[[gate]]
decision = "go""#
        ),
        r#"error[missing-id]: a Go/No-Go rule has no `id`
  --> my-plan/plan.toml:44:1
   |
44 | [[gate]]
   | ^^^^^^^^
   |
   = help: add `id = "…"`, a name that no other entry of the list has
"#
    );
}

#[test]
fn an_id_with_a_space() {
    assert_eq!(
        checked(&[("[area.cancer]", r#"[area."lung cancer"]"#)], "id\nT01\n"),
        r#"error[bad-id]: `lung cancer` cannot be an id
 --> my-plan/plan.toml:8:7
  |
8 | [area."lung cancer"]
  |       ^^^^^^^^^^^^^
  |
  = allowed: letters of any script, digits, `-` and `_`
  = help: keep the id short; `name` can hold any text
"#
    );
}

#[test]
fn a_scenario_id_that_would_leave_the_folder_of_results() {
    assert_eq!(
        patched(r#"id = "small""#, r#"id = "../small""#),
        r#"error[bad-id]: `../small` cannot be an id
 --> my-plan/plan.toml:2:6
  |
2 | id = "../small"
  |      ^^^^^^^^^^
  |
  = allowed: letters of any script, digits, `-` and `_`
  = help: keep the id short; `name` can hold any text
"#
    );
}

#[test]
fn a_misspelt_distribution_is_one_mistake() {
    assert_eq!(
        patched("{ triangular = [4, 6, 12] }", "{ triangle = [4, 6, 12] }"),
        r#"error[unknown-key]: a quantity has no key `triangle`
  --> my-plan/plan.toml:33:23
   |
33 |   duration_months = { triangle = [4, 6, 12] }
   |                       ^^^^^^^^
   |
   = allowed: value, uniform, triangular, pert, beta, normal, lognormal, gamma, weibull, exponential, empirical, discrete, layer, source, as_of, note, price_year
"#
    );
}

#[test]
fn two_distributions_at_once() {
    assert_eq!(
        patched(
            "{ triangular = [4, 6, 12] }",
            "{ value = 6, triangular = [4, 6, 12] }"
        ),
        r#"error[one-distribution]: this quantity has 2 values or distributions
  --> my-plan/plan.toml:33:34
   |
33 |   duration_months = { value = 6, triangular = [4, 6, 12] }
   |                                  ^^^^^^^^^^
   |
   = allowed: exactly one of value, uniform, triangular, pert, beta, normal, lognormal, gamma, weibull, exponential, empirical, discrete
"#
    );
}

#[test]
fn no_distribution_at_all() {
    assert_eq!(
        patched(
            "{ triangular = [4, 6, 12] }",
            r#"{ source = "assumption" }"#
        ),
        r#"error[one-distribution]: this quantity has neither a value nor a distribution
  --> my-plan/plan.toml:33:21
   |
33 |   duration_months = { source = "assumption" }
   |                     ^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: exactly one of value, uniform, triangular, pert, beta, normal, lognormal, gamma, weibull, exponential, empirical, discrete
"#
    );
}

#[test]
fn a_column_without_a_file() {
    assert_eq!(
        patched(
            "{ triangular = [4, 6, 12] }",
            r#"{ empirical = [4, 6], column = "months" }"#
        ),
        r#"error[unknown-key]: a quantity has no key `column`
  --> my-plan/plan.toml:33:43
   |
33 |   duration_months = { empirical = [4, 6], column = "months" }
   |                                           ^^^^^^
   |
   = allowed: value, uniform, triangular, pert, beta, normal, lognormal, gamma, weibull, exponential, empirical, discrete, layer, source, as_of, note, price_year
"#
    );
}

#[test]
fn a_cell_that_is_no_number_names_row_and_column() {
    assert_eq!(
        themes(
            r#"id,priority
T01,high
T02,50%
T03,"1,000"
"#
        ),
        r#"error[wrong-type]: the text `high` does not fit here
 --> my-plan/themes.csv:2:5
  |
2 | T01,high
  |     ^^^^
  |
  = place: row T01, column `priority`
  = allowed: a number or a distribution, such as { triangular = [3, 6, 12] }
  = help: no number can be read from it; write a number such as 1234.5, 1,234.5, 50% or 120百万円

error[wrong-type]: the text `50%` does not fit here
 --> my-plan/themes.csv:3:5
  |
3 | T02,50%
  |     ^^^
  |
  = place: row T02, column `priority`
  = allowed: a number or a distribution, such as { triangular = [3, 6, 12] }
  = help: write 0.5 instead of a percentage
"#
    );
}

#[test]
fn a_cell_that_is_no_date_names_row_and_column() {
    assert_eq!(
        themes("id,arrives\nT01,April 2014\n"),
        r#"error[wrong-type]: the text `April 2014` does not fit here
 --> my-plan/themes.csv:2:5
  |
2 | T01,April 2014
  |     ^^^^^^^^^^
  |
  = place: row T01, column `arrives`
  = allowed: a date from 1900 to 2200, such as 2013-04-01
  = help: no day can be read from it; write year, month and day: 2014-04-01, 2014/4/1, 2014年4月1日, 平成26年4月1日 or H26.4.1
"#
    );
}

#[test]
fn a_column_that_no_theme_has() {
    assert_eq!(
        themes("id,stage.hit.odd,owner\nT01,0.4,A\n"),
        r#"error[unknown-key]: a stage of a theme has no key `odd`
 --> my-plan/themes.csv:1:4
  |
1 | id,stage.hit.odd,owner
  |    ^^^^^^^^^^^^^
  |
  = place: column `stage.hit.odd`
  = allowed: odds, included, activity
  = help: did you mean `odds`?

error[unknown-column]: `owner` is not a column of this table of themes
 --> my-plan/themes.csv:1:18
  |
1 | id,stage.hit.odd,owner
  |                  ^^^^^
  |
  = place: column `owner`
  = allowed: id (テーマID), name (テーマ名), name_ja (日本語名), route (創薬ルート), modality (モダリティ区分), area (疾患領域), proposer (提案者), target (標的), arrives (受付日), entry_stage (到達段階), done (実施済みの作業), in_progress (着手中の作業), progress (進捗率), provider (実施機関), priority (優先度), science (科学性), feasibility (実現可能性), novelty (新規性), unmet_need (医療ニーズ), business (事業性), … and 9 more
  = help: say what it is under [theme_columns] of the scenario: "owner" = "name", or "ignore" if it is for yourselves
"#
    );
}

#[test]
fn a_table_missing_where_others_name_what_it_holds_is_one_mistake() {
    assert_eq!(
        patched(
            "[institute.RIKEN.function.nmr]\nslots = 1\n",
            r#"[institute.RIKEN]
function = "nmr"
"#
        ),
        r#"error[wrong-type]: the text `nmr` does not fit here
  --> my-plan/plan.toml:16:12
   |
16 | function = "nmr"
   |            ^^^^^
   |
   = allowed: a table, or a list of tables with `id`
"#
    );
}

// Quantities.

#[test]
fn odds_above_one_may_be_a_percentage() {
    assert_eq!(
        patched("odds = 0.5", "odds = 50"),
        r#"error[out-of-range]: 50 is out of range for a probability
  --> my-plan/plan.toml:37:8
   |
37 | odds = 50
   |        ^^
   |
   = allowed: 0 to 1
   = help: write 0.5 for 50 %
"#
    );
}

#[test]
fn a_duration_below_zero() {
    assert_eq!(
        patched("duration_months = 6\n", "duration_months = -6\n"),
        r#"error[out-of-range]: -6 is out of range for a length of time in months
  --> my-plan/plan.toml:42:21
   |
42 |   duration_months = -6
   |                     ^^
   |
   = allowed: 0 to 12000 months
"#
    );
}

#[test]
fn a_distribution_that_leaves_the_range() {
    assert_eq!(
        patched("odds = 0.5", "odds = { uniform = [0.5, 1.5] }"),
        r#"error[out-of-range]: this distribution, from 0.5 to 1.5, is out of range for a probability
  --> my-plan/plan.toml:37:8
   |
37 | odds = { uniform = [0.5, 1.5] }
   |        ^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: 0 to 1
"#
    );
}

#[test]
fn a_probability_has_no_endless_tail() {
    assert_eq!(
        patched("odds = 0.5", "odds = { exponential = { mean = 0.2 } }"),
        r#"error[out-of-range]: this distribution, from 0 up without end, is out of range for a probability
  --> my-plan/plan.toml:37:8
   |
37 | odds = { exponential = { mean = 0.2 } }
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: 0 to 1
   = help: take `beta`, `pert` or `uniform`, which end at 1
"#
    );
}

#[test]
fn a_normal_distribution_needs_bounds() {
    assert_eq!(
        patched(
            "odds = 0.5",
            r#"odds = { normal = { mean = 0.5, sd = 0.1 }, layer = "ignorance" }"#
        ),
        r#"error[out-of-range]: this distribution, without end on both sides, is out of range for a probability
  --> my-plan/plan.toml:37:8
   |
37 | odds = { normal = { mean = 0.5, sd = 0.1 }, layer = "ignorance" }
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: 0 to 1
   = help: add `min = 0` and `max = 1` to the normal distribution
"#
    );
}

#[test]
fn a_normal_duration_needs_a_least_value() {
    assert_eq!(
        patched(
            "duration_months = 6\n",
            "duration_months = { normal = { mean = 6, sd = 2 } }\n"
        ),
        r#"error[out-of-range]: this distribution, without end on both sides, is out of range for a length of time in months
  --> my-plan/plan.toml:42:21
   |
42 |   duration_months = { normal = { mean = 6, sd = 2 } }
   |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: 0 to 12000 months
   = help: add `min = 0` to the normal distribution
"#
    );
}

#[test]
fn a_normal_duration_without_a_least_value_but_with_a_most() {
    assert_eq!(
        patched(
            "duration_months = 6\n",
            "duration_months = { normal = { mean = 6, sd = 2, max = 12 } }\n"
        ),
        r#"error[out-of-range]: this distribution, up to 12 from below without end, is out of range for a length of time in months
  --> my-plan/plan.toml:42:21
   |
42 |   duration_months = { normal = { mean = 6, sd = 2, max = 12 } }
   |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: 0 to 12000 months
   = help: add `min = 0` to the normal distribution
"#
    );
}

#[test]
fn a_mean_far_beyond_the_range() {
    assert_eq!(
        patched(
            "duration_months = 6\n",
            "duration_months = { exponential = { mean = 1e9 } }\n"
        ),
        r#"error[out-of-range]: this distribution, with the mean 1000000000, is out of range for a length of time in months
  --> my-plan/plan.toml:42:21
   |
42 |   duration_months = { exponential = { mean = 1e9 } }
   |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: 0 to 12000 months
"#
    );
}

#[test]
fn money_beyond_all_budgets() {
    assert_eq!(
        patched("3_000_000", "3e20"),
        r#"error[out-of-range]: 3e20 is out of range for an amount of money
  --> my-plan/plan.toml:13:24
   |
13 | price_per_slot_month = 3e20
   |                        ^^^^
   |
   = allowed: 0 to 10^14 JPY
"#
    );
}

#[test]
fn a_mode_outside_its_range_is_pointed_at() {
    assert_eq!(
        patched("[4, 6, 12]", "[4, 20, 12]"),
        r#"error[bad-distribution]: `mode` is 20 in `triangular`
  --> my-plan/plan.toml:33:40
   |
33 |   duration_months = { triangular = [4, 20, 12] }
   |                                        ^^
   |
   = allowed: a number of at most 12 (`max`)
   = help: the form is triangular = [min, mode, max]
"#
    );
}

#[test]
fn a_spread_below_zero_is_pointed_at() {
    assert_eq!(
        patched(
            "{ triangular = [4, 6, 12] }",
            "{ gamma = { mean = 6, sd = -1 } }"
        ),
        r#"error[bad-distribution]: `sd` is -1 in `gamma`
  --> my-plan/plan.toml:33:48
   |
33 |   duration_months = { gamma = { mean = 6, sd = -1 } }
   |                                                ^^
   |
   = allowed: 0, or a number from 0.006 to 60
   = help: the form is gamma = { mean = …, sd = … } or { shape = …, scale = … }
"#
    );
}

#[test]
fn a_weight_of_a_discrete_distribution_below_zero() {
    assert_eq!(
        patched(
            "{ triangular = [4, 6, 12] }",
            "{ discrete = [[4, 1], [6, -1]] }"
        ),
        r#"error[bad-distribution]: the weight of entry 2 is -1 in `discrete`
  --> my-plan/plan.toml:33:43
   |
33 |   duration_months = { discrete = [[4, 1], [6, -1]] }
   |                                           ^^^^^^^
   |
   = allowed: a number of at least 0
   = help: the form is discrete = [[value, weight], …]
"#
    );
}

#[test]
fn a_distribution_in_another_form() {
    assert_eq!(
        patched("{ triangular = [4, 6, 12] }", "{ triangular = [4, 12] }"),
        r#"error[bad-distribution]: `triangular` is not given in the form it needs
  --> my-plan/plan.toml:33:36
   |
33 |   duration_months = { triangular = [4, 12] }
   |                                    ^^^^^^^
   |
   = allowed: triangular = [min, mode, max]
"#
    );
}

#[test]
fn a_lognormal_needs_two_numbers() {
    assert_eq!(
        patched(
            "{ triangular = [4, 6, 12] }",
            "{ lognormal = { mean = 6, p90 = 9 } }"
        ),
        r#"error[bad-distribution]: `lognormal` is not given in the form it needs
  --> my-plan/plan.toml:33:35
   |
33 |   duration_months = { lognormal = { mean = 6, p90 = 9 } }
   |                                   ^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: lognormal = { mean = …, sd = … } or { median = …, p90 = … }
"#
    );
}

#[test]
fn an_empty_list_of_values() {
    assert_eq!(
        patched("{ triangular = [4, 6, 12] }", "{ empirical = [] }"),
        r#"error[bad-distribution]: `values` is empty in `empirical`
  --> my-plan/plan.toml:33:35
   |
33 |   duration_months = { empirical = [] }
   |                                   ^^
   |
   = allowed: a list of at least one entry
   = help: the form is empirical = a list of numbers, or the name of a CSV file with `column`
"#
    );
}

#[test]
fn a_price_year_is_for_money_alone() {
    assert_eq!(
        patched("odds = 0.5", "odds = { value = 0.5, price_year = 2010 }"),
        r#"error[misplaced-key]: a probability has no price year, only money has
  --> my-plan/plan.toml:37:23
   |
37 | odds = { value = 0.5, price_year = 2010 }
   |                       ^^^^^^^^^^
   |
   = help: remove `price_year` here; the year of a figure is `as_of`
"#
    );
}

#[test]
fn money_without_a_price_year_is_said_once() {
    assert_eq!(
        patched("price_year = 2013\n", ""),
        r#"error[missing-price-year]: money is stated, but no price year
  --> my-plan/plan.toml:12:24
   |
12 | price_per_slot_month = 3_000_000
   |                        ^^^^^^^^^
   |
   = help: add `price_year = 2013` (or the year your prices are of) to [scenario]
"#
    );
}

#[test]
fn money_of_another_year_needs_indices() {
    assert_eq!(
        patched("3_000_000", "{ value = 3_000_000, price_year = 2010 }"),
        r#"error[mixed-price-years]: this is money of 2010, the scenario counts in prices of 2013, and [deflator] has no index for 2010
  --> my-plan/plan.toml:13:58
   |
13 | price_per_slot_month = { value = 3_000_000, price_year = 2010 }
   |                                                          ^^^^
   |
   = help: add `2010 = …` to [deflator], or state the amount in prices of 2013
"#
    );
}

#[test]
fn a_probability_drawn_for_each_theme_is_a_warning() {
    assert_eq!(
        patched("odds = 0.5", "odds = { beta = [5, 5] }"),
        r#"warning[odds-by-chance]: a probability drawn anew for each theme acts like its mean alone
  --> my-plan/plan.toml:37:8
   |
37 | odds = { beta = [5, 5] }
   |        ^^^^^^^^^^^^^^^^^
   |
   = help: write layer = "ignorance" if the probability is not known well
"#
    );
}

// The scenario as a whole.

#[test]
fn a_horizon_of_no_time() {
    assert_eq!(
        patched("horizon_years = 10", "horizon_years = 0"),
        r#"error[out-of-range]: a horizon of 0 years cannot be simulated
 --> my-plan/plan.toml:4:17
  |
4 | horizon_years = 0
  |                 ^
  |
  = allowed: 0.0834 years (a month) to 200 years
"#
    );
}

#[test]
fn a_wrong_start_hides_nothing_else() {
    assert_eq!(
        checked(
            &[
                ("start = 2013-04-01", "start = 2013"),
                (r#"["RIKEN"]"#, r#"["RIKIN"]"#)
            ],
            THEMES
        ),
        r#"error[wrong-type]: the number 2013 does not fit here
 --> my-plan/plan.toml:3:9
  |
3 | start = 2013
  |         ^^^^
  |
  = allowed: a date from 1900 to 2200, such as 2013-04-01

error[unknown-institute]: `RIKIN` is not an institute of this scenario
  --> my-plan/plan.toml:41:16
   |
41 |   providers = ["RIKIN"]
   |                ^^^^^^^
   |
   = allowed: NIBIO, RIKEN
   = help: did you mean `RIKEN`?
"#
    );
}

#[test]
fn a_currency_is_a_code() {
    assert_eq!(
        patched(
            "price_year = 2013",
            r#"price_year = 2013
currency = "yen""#
        ),
        r#"error[bad-currency]: `yen` is not a currency code
 --> my-plan/plan.toml:6:12
  |
6 | currency = "yen"
  |            ^^^^^
  |
  = allowed: three capital letters, such as JPY or USD
"#
    );
}

#[test]
fn a_price_index_belongs_to_a_year() {
    assert_eq!(
        patched(
            "[area.cancer]",
            "[deflator]\n13 = 100\n2012 = 0\n\n[area.cancer]"
        ),
        r#"error[bad-deflator]: `13` with 100 is not a year with a price index
 --> my-plan/plan.toml:9:1
  |
9 | 13 = 100
  | ^^
  |
  = allowed: a year from 1900 to 2200 and a constant index of at least 0.001, such as 2013 = 100.0

error[bad-deflator]: `2012` with 0 is not a year with a price index
  --> my-plan/plan.toml:10:1
   |
10 | 2012 = 0
   | ^^^^
   |
   = allowed: a year from 1900 to 2200 and a constant index of at least 0.001, such as 2013 = 100.0
"#
    );
}

#[test]
fn nothing_to_work_on() {
    assert_eq!(
        checked(
            &[
                (
                    r#"theme_files = ["themes.csv"]
"#,
                    ""
                ),
                (
                    "[channel.calls]\nrate_per_year = 4\nmix = { antibody = 1 }\n",
                    ""
                )
            ],
            THEMES
        ),
        r#"error[no-themes]: no theme is listed and no channel brings any
 --> my-plan/plan.toml:1:2
  |
1 | [scenario]
  |  ^^^^^^^^
  |
  = help: add themes in a CSV named in `theme_files`, or a [channel.…]
"#
    );
}

#[test]
fn a_scope_of_things_that_do_not_exist() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[scope]
modalities = ["antibody", "antibodies"]
areas = ["cancer", "cancr"]

[area.cancer]"#
        ),
        r#"error[unknown-modality]: `antibodies` is not a modality of this scenario
 --> my-plan/plan.toml:9:27
  |
9 | modalities = ["antibody", "antibodies"]
  |                           ^^^^^^^^^^^^
  |
  = allowed: antibody
  = help: did you mean `antibody`?

error[unknown-area]: `cancr` is not a disease area of this scenario
  --> my-plan/plan.toml:10:20
   |
10 | areas = ["cancer", "cancr"]
   |                    ^^^^^^^
   |
   = allowed: cancer
   = help: did you mean `cancer`?
"#
    );
}

#[test]
fn a_gate_on_a_channel_that_does_not_exist() {
    assert_eq!(
        patched(
            "[area.cancer]",
            r#"[gate.late]
when = { channel = ["consultations"] }
decision = "no-go"

[area.cancer]"#
        ),
        r#"error[unknown-channel]: `consultations` is not a channel of this scenario
 --> my-plan/plan.toml:9:21
  |
9 | when = { channel = ["consultations"] }
  |                     ^^^^^^^^^^^^^^^
  |
  = allowed: calls
"#
    );
}

#[test]
fn a_gate_on_things_that_do_not_exist() {
    assert_eq!(
        patched(
            "[channel.calls]",
            r#"[[gate]]
id = "slow"
when = { stage = ["hit", "leed"], months_in_network_at_least = -1 }
decision = "no-go"

[channel.calls]"#
        ),
        r#"error[unknown-stage]: `leed` is not a stage of this scenario
  --> my-plan/plan.toml:50:26
   |
50 | when = { stage = ["hit", "leed"], months_in_network_at_least = -1 }
   |                          ^^^^^^
   |
   = allowed: hit, lead, trial
   = help: did you mean `lead`?

error[out-of-range]: -1 is out of range for a length of time in months
  --> my-plan/plan.toml:50:64
   |
50 | when = { stage = ["hit", "leed"], months_in_network_at_least = -1 }
   |                                                                ^^
   |
   = allowed: 0 to 12000 months
"#
    );
}

#[test]
fn an_odds_ratio_of_a_stage_that_no_route_has() {
    assert_eq!(
        patched("hit = 0.9", "hits = 0.9"),
        r#"error[unknown-stage]: `hits` is not a stage of this scenario
 --> my-plan/plan.toml:9:16
  |
9 | odds_ratio = { hits = 0.9 }
  |                ^^^^
  |
  = allowed: hit, lead, trial
  = help: did you mean `hit`?
"#
    );
}

#[test]
fn an_item_that_is_not_in_the_ledger() {
    assert_eq!(
        patched(
            "slots = 2",
            r#"slots = 2
item = "researches""#
        ),
        r#"error[unknown-item]: `researches` is not an item of this scenario
  --> my-plan/plan.toml:13:8
   |
13 | item = "researches"
   |        ^^^^^^^^^^^^
   |
   = allowed: research, outsourcing, ip, standing, incentives, meetings
   = help: did you mean `research`?
"#
    );
}

// Institutes and functions.

#[test]
fn steps_out_of_order() {
    assert_eq!(
        patched(
            "slots = 1",
            "slots = [{ from = 2015-04-01, count = 1 }, { from = 2014-04-01, count = 2 }]"
        ),
        r#"error[steps-out-of-order]: this date does not come after that of the step before it
  --> my-plan/plan.toml:16:53
   |
16 | slots = [{ from = 2015-04-01, count = 1 }, { from = 2014-04-01, count = 2 }]
   |                                                     ^^^^^^^^^^
   |
   = allowed: each step with a later date than the one before
"#
    );
}

#[test]
fn a_schedule_without_steps() {
    assert_eq!(
        patched("slots = 1", "slots = []"),
        r#"error[no-steps]: this list is empty
  --> my-plan/plan.toml:16:9
   |
16 | slots = []
   |         ^^
   |
   = allowed: at least one { from = 2013-04-01, count = … }
"#
    );
}

// Routes, stages, activities.

#[test]
fn a_route_without_stages() {
    assert_eq!(
        patched(
            "[channel.calls]",
            "[route.vaccine]\nstage = []\n\n[channel.calls]"
        ),
        r#"error[empty-route]: the route `vaccine` has no stage that is included
  --> my-plan/plan.toml:48:8
   |
48 | [route.vaccine]
   |        ^^^^^^^
   |
   = allowed: at least one stage
"#
    );
}

#[test]
fn a_route_of_left_out_stages_is_one_mistake() {
    assert_eq!(
        checked(
            &[
                (
                    "[channel.calls]",
                    r#"[[route.vaccine.stage]]
id = "hit"
included = false

[channel.calls]"#
                ),
                ("mix = { antibody = 1 }", "mix = { vaccine = 1 }")
            ],
            "id,route\nT01,vaccine\n"
        ),
        r#"error[empty-route]: the route `vaccine` has no stage that is included
  --> my-plan/plan.toml:48:9
   |
48 | [[route.vaccine.stage]]
   |         ^^^^^^^
   |
   = allowed: at least one stage
"#
    );
}

#[test]
fn a_milestone_that_the_route_does_not_have() {
    assert_eq!(
        patched(r#"milestones = ["hit"]"#, r#"milestones = ["hit", "hitt"]"#),
        r#"error[unknown-stage]: `hitt` is not a stage of the route `antibody`
  --> my-plan/plan.toml:20:22
   |
20 | milestones = ["hit", "hitt"]
   |                      ^^^^^^
   |
   = allowed: hit, lead, trial
   = help: did you mean `hit`?
"#
    );
}

#[test]
fn an_exit_point_at_a_stage_that_is_left_out() {
    assert_eq!(
        patched(r#"exit_point = "lead""#, r#"exit_point = "trial""#),
        r#"error[stage-left-out]: the stage `trial` is not included in the route `antibody`
  --> my-plan/plan.toml:19:14
   |
19 | exit_point = "trial"
   |              ^^^^^^^
   |
   = allowed: hit, lead
   = help: name one of these stages, or write `included = true` in that stage
"#
    );
}

#[test]
fn an_exit_point_that_the_route_does_not_have() {
    assert_eq!(
        patched(r#"exit_point = "lead""#, r#"exit_point = "leads""#),
        r#"error[unknown-stage]: `leads` is not a stage of the route `antibody`
  --> my-plan/plan.toml:19:14
   |
19 | exit_point = "leads"
   |              ^^^^^^^
   |
   = allowed: hit, lead, trial
   = help: did you mean `lead`?
"#
    );
}

#[test]
fn a_patent_booked_by_nobody_known() {
    assert_eq!(
        patched(
            "[channel.calls]",
            r#"[route.antibody.ip]
after = "lead"
institute = "NIBOI"

[channel.calls]"#
        ),
        r#"error[unknown-institute]: `NIBOI` is not an institute of this scenario
  --> my-plan/plan.toml:50:13
   |
50 | institute = "NIBOI"
   |             ^^^^^^^
   |
   = allowed: NIBIO, RIKEN
   = help: did you mean `NIBIO`?
"#
    );
}

#[test]
fn an_offer_after_a_stage_that_the_route_does_not_have() {
    assert_eq!(
        patched(
            "[channel.calls]",
            r#"[[route.antibody.offer]]
id = "concept"
after = "led"
odds = 0.1
duration_months = 12

[channel.calls]"#
        ),
        r#"error[unknown-stage]: `led` is not a stage of the route `antibody`
  --> my-plan/plan.toml:50:9
   |
50 | after = "led"
   |         ^^^^^
   |
   = allowed: hit, lead, trial
   = help: did you mean `lead`?
"#
    );
}

#[test]
fn too_many_activities() {
    let list: Vec<String> = (0..65)
        .map(|i| format!("{{ id = \"a{i}\", duration_months = 1 }}"))
        .collect();
    assert_eq!(
        patched(
            r#"  [[route.antibody.stage.activity]]
  id = "structure"
  needs = { nmr = 1 }
  providers = ["RIKEN"]
  duration_months = 6
"#,
            &format!("  activity = [{}]\n", list.join(", "))
        ),
        r#"error[too-many]: the stage `lead` has 65 activities
  --> my-plan/plan.toml:36:6
   |
36 | id = "lead"
   |      ^^^^^^
   |
   = allowed: up to 64; split it into two stages
"#
    );
}

#[test]
fn too_many_providers_after_a_wait() {
    assert_eq!(
        checked(
            &[
                (
                    r#"providers = ["RIKEN"]"#,
                    r#"providers = ["RIKEN", { id = "a", after_wait_months = 1 }, { id = "b", after_wait_months = 1 }, { id = "c", after_wait_months = 1 }, { id = "d", after_wait_months = 1 }, { id = "e", after_wait_months = 1 }, { id = "f", after_wait_months = 1 }, { id = "g", after_wait_months = 1 }]"#
                ),
                (
                    "[institute.RIKEN.function.nmr]\nslots = 1\n",
                    r#"[institute]
a.function.nmr.slots = 1
b.function.nmr.slots = 1
c.function.nmr.slots = 1
d.function.nmr.slots = 1
e.function.nmr.slots = 1
f.function.nmr.slots = 1
g.function.nmr.slots = 1
RIKEN.function.nmr.slots = 1
"#
                )
            ],
            THEMES
        ),
        r#"error[too-many]: the activity `structure` has 8 providers, 7 of them after a wait
  --> my-plan/plan.toml:48:15
   |
48 | ... = ["RIKEN", { id = "a", after_wait_months = 1 }, { id = "b", after_wait_months = 1 }, { id = "c", after_wait_months = 1 }, { id = "d", after_wait_months = 1 }, { id = "e", after_wait_months = 1 }, { id = "f", after_wait_months = 1 }, { id = "g", after_wait_months = 1 }]
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: up to 32, and 6 with `after_wait_months`
"#
    );
}

#[test]
fn too_many_offers() {
    let list: Vec<String> = (0..201)
        .map(|i| format!("{{ id = \"o{i}\", after = \"lead\", odds = 0.1, duration_months = 1 }}"))
        .collect();
    assert_eq!(
        patched(
            r#"exit_point = "lead""#,
            &format!(
                r#"exit_point = "lead"
offer = [{}]"#,
                list.join(", ")
            )
        ),
        r#"error[too-many]: this route has 201 offers
  --> my-plan/plan.toml:18:8
   |
18 | [route.antibody]
   |        ^^^^^^^^
   |
   = allowed: up to 200
"#
    );
}

#[test]
fn more_themes_than_a_run_can_hold() {
    assert_eq!(
        patched("rate_per_year = 4", "rate_per_year = 500_000"),
        r#"error[too-many]: about 5000000 themes would come in a run
  --> my-plan/plan.toml:49:17
   |
49 | rate_per_year = 500_000
   |                 ^^^^^^^
   |
   = allowed: up to 1000000 from all channels together
"#
    );
}

#[test]
fn activities_in_a_circle() {
    assert_eq!(
        patched(
            r#"id = "assay""#,
            r#"id = "assay"
  after = ["screen"]"#
        ),
        r#"error[cycle]: these activities wait for each other and can never start: assay, screen
  --> my-plan/plan.toml:27:11
   |
27 |   after = ["screen"]
   |           ^^^^^^^^^^
   |
   = allowed: an `after` that leads from a first activity to the last without a circle
"#
    );
}

#[test]
fn an_activity_after_one_that_does_not_exist() {
    assert_eq!(
        patched(
            r#"id = "screen""#,
            r#"id = "screen"
  after = ["assays"]"#
        ),
        r#"error[unknown-activity]: `assays` is not an activity of this stage
  --> my-plan/plan.toml:31:12
   |
31 |   after = ["assays"]
   |            ^^^^^^^^
   |
   = allowed: assay, screen
   = help: did you mean `assay`?
"#
    );
}

#[test]
fn a_repeat_limit_without_probability() {
    assert_eq!(
        patched(
            "duration_months = 6\n",
            "duration_months = 6\n  repeat_limit = 2\n"
        ),
        r#"error[missing-key]: a limit of repeats without a probability has no effect
  --> my-plan/plan.toml:43:3
   |
43 |   repeat_limit = 2
   |   ^^^^^^^^^^^^
   |
   = allowed: `repeat_probability` beside `repeat_limit`, or neither
"#
    );
}

#[test]
fn two_ways_to_say_when_the_cost_falls_due() {
    assert_eq!(
        patched(
            "  cost = 2_000_000\n",
            r#"  cost = 2_000_000
  cost_timing = "end"
  payments = [{ at = 1, share = 1 }]
"#
        ),
        r#"error[conflicting-keys]: both `cost_timing` and `payments` say when the cost falls due
  --> my-plan/plan.toml:29:3
   |
29 |   cost_timing = "end"
   |   ^^^^^^^^^^^
   |
   = allowed: one of the two
"#
    );
}

#[test]
fn payments_that_do_not_sum_to_the_cost() {
    assert_eq!(
        patched(
            "  cost = 2_000_000\n",
            "  cost = 2_000_000\n  payments = [{ at = 0.5, share = 0.1 }, { at = 1, share = 0.2 }]\n"
        ),
        r#"error[bad-payments]: these payments come to 0.3 of the cost
  --> my-plan/plan.toml:29:14
   |
29 |   payments = [{ at = 0.5, share = 0.1 }, { at = 1, share = 0.2 }]
   |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: shares that sum to 1
"#
    );
}

#[test]
fn a_payment_outside_the_working_time() {
    assert_eq!(
        patched(
            "  cost = 2_000_000\n",
            "  cost = 2_000_000\n  payments = [{ at = 1.5, share = 1 }]\n"
        ),
        r#"error[bad-payments]: the number 1.5 is no share
  --> my-plan/plan.toml:29:22
   |
29 |   payments = [{ at = 1.5, share = 1 }]
   |                      ^^^
   |
   = allowed: 0 to 1, such as 0.4 for 40 %
"#
    );
}

#[test]
fn an_institute_that_does_not_exist_is_one_mistake() {
    assert_eq!(
        patched(
            r#"["RIKEN"]"#,
            r#"["RIKIN", { id = "RIKEN", after_wait_months = 3 }]"#
        ),
        r#"error[unknown-institute]: `RIKIN` is not an institute of this scenario
  --> my-plan/plan.toml:41:16
   |
41 |   providers = ["RIKIN", { id = "RIKEN", after_wait_months = 3 }]
   |                ^^^^^^^
   |
   = allowed: NIBIO, RIKEN
   = help: did you mean `RIKEN`?
"#
    );
}

#[test]
fn a_function_that_nobody_offers_is_one_mistake() {
    assert_eq!(
        checked(
            &[("{ nmr = 1 }", "{ nmrr = 1 }")],
            "id,entry_stage,in_progress,provider\nT01,lead,structure,RIKEN\n"
        ),
        r#"error[not-offered]: no institute offers the function `nmrr`
  --> my-plan/plan.toml:40:13
   |
40 |   needs = { nmrr = 1 }
   |             ^^^^
   |
   = allowed: hts, nmr
   = help: did you mean `nmr`?
"#
    );
}

#[test]
fn a_provider_without_the_function() {
    assert_eq!(
        patched(r#"["RIKEN"]"#, r#"["RIKEN", "NIBIO"]"#),
        r#"error[not-offered]: `NIBIO` does not offer the function `nmr`
  --> my-plan/plan.toml:41:25
   |
41 |   providers = ["RIKEN", "NIBIO"]
   |                         ^^^^^^^
   |
   = allowed: institutes that do: RIKEN
"#
    );
}

#[test]
fn a_need_without_providers() {
    assert_eq!(
        patched(
            r#"  providers = ["RIKEN"]
"#,
            ""
        ),
        r#"error[missing-key]: the activity `structure` needs `nmr`, but names no provider
  --> my-plan/plan.toml:40:13
   |
40 |   needs = { nmr = 1 }
   |             ^^^
   |
   = allowed: `providers = ["…"]` with institutes that offer it
"#
    );
}

#[test]
fn a_need_with_an_empty_list_of_providers() {
    assert_eq!(
        patched(r#"["RIKEN"]"#, "[]"),
        r#"error[missing-provider]: the activity `structure` needs `nmr`, but its list of providers is empty
  --> my-plan/plan.toml:41:15
   |
41 |   providers = []
   |               ^^
   |
   = allowed: at least one institute that offers it
"#
    );
}

#[test]
fn providers_that_all_come_after_a_wait() {
    assert_eq!(
        patched(
            r#"["RIKEN"]"#,
            r#"[{ id = "RIKEN", after_wait_months = 3 }]"#
        ),
        r#"error[missing-provider]: every provider is tried only after a wait
  --> my-plan/plan.toml:41:15
   |
41 |   providers = [{ id = "RIKEN", after_wait_months = 3 }]
   |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: at least one provider without `after_wait_months`
"#
    );
}

#[test]
fn a_provider_with_terms_is_named_by_its_id() {
    assert_eq!(
        patched(
            r#"["RIKEN"]"#,
            r#"["RIKEN", { id = "NIBOI", after_wait_months = 3 }]"#
        ),
        r#"error[unknown-institute]: `NIBOI` is not an institute of this scenario
  --> my-plan/plan.toml:41:32
   |
41 |   providers = ["RIKEN", { id = "NIBOI", after_wait_months = 3 }]
   |                                ^^^^^^^
   |
   = allowed: NIBIO, RIKEN
   = help: did you mean `NIBIO`?
"#
    );
}

#[test]
fn slots_below_zero_are_one_mistake() {
    assert_eq!(
        checked(
            &[("slots = 1", "slots = -1")],
            "id,entry_stage,in_progress\nT01,lead,structure\n"
        ),
        r#"error[out-of-range]: -1 is out of range for a number of slots
  --> my-plan/plan.toml:16:9
   |
16 | slots = -1
   |         ^^
   |
   = allowed: 0 to 1000000
"#
    );
}

// Themes.

#[test]
fn a_route_that_does_not_exist_names_row_and_column() {
    assert_eq!(
        themes("id,route\nT01,antibdy\n"),
        r#"error[unknown-route]: `antibdy` is not a route of this scenario
 --> my-plan/themes.csv:2:5
  |
2 | T01,antibdy
  |     ^^^^^^^
  |
  = place: row T01, column `route`
  = allowed: antibody
  = help: did you mean `antibody`?
"#
    );
}

#[test]
fn a_modality_that_does_not_exist_names_row_and_column() {
    assert_eq!(
        themes("id,modality\nT01,vaccines\n"),
        r#"error[unknown-modality]: `vaccines` is not a modality of this scenario
 --> my-plan/themes.csv:2:5
  |
2 | T01,vaccines
  |     ^^^^^^^^
  |
  = place: row T01, column `modality`
  = allowed: antibody
"#
    );
}

#[test]
fn a_modality_that_is_not_that_of_the_route() {
    assert_eq!(
        themes("id,route,modality\nT01,antibody,vaccine\n"),
        r#"error[conflicting-keys]: the route `antibody` is for the modality `antibody`
 --> my-plan/themes.csv:2:14
  |
2 | T01,antibody,vaccine
  |              ^^^^^^^
  |
  = place: row T01, column `modality`
  = allowed: `antibody`, or no modality at all
"#
    );
}

#[test]
fn a_modality_of_two_routes() {
    assert_eq!(
        checked(
            &[(
                "[channel.calls]",
                r#"[route.hybridoma]
modality = "antibody"
[[route.hybridoma.stage]]
id = "hit"

[channel.calls]"#
            )],
            "id,modality\nT01,antibody\n"
        ),
        r#"error[ambiguous-route]: `antibody` has more than one route
 --> my-plan/themes.csv:2:5
  |
2 | T01,antibody
  |     ^^^^^^^^
  |
  = place: row T01, column `modality`
  = allowed: add `route`: antibody, hybridoma
"#
    );
}

#[test]
fn a_theme_without_route_where_there_are_two() {
    assert_eq!(
        checked(
            &[(
                "[channel.calls]",
                r#"[route.hybridoma]
modality = "antibody"
[[route.hybridoma.stage]]
id = "hit"

[channel.calls]"#
            )],
            "id\nT01\n"
        ),
        r#"error[missing-key]: the theme `T01` has neither `route` nor `modality`
 --> my-plan/themes.csv:2:1
  |
2 | T01
  | ^^^
  |
  = place: row T01, column `id`
  = allowed: as `route`: antibody, hybridoma
"#
    );
}

#[test]
fn an_area_that_does_not_exist_names_row_and_column() {
    assert_eq!(
        themes("id,area\nT01,がん\n"),
        r#"error[unknown-area]: `がん` is not a disease area of this scenario
 --> my-plan/themes.csv:2:5
  |
2 | T01,がん
  |     ^^^^
  |
  = place: row T01, column `area`
  = allowed: cancer
"#
    );
}

#[test]
fn a_theme_that_came_before_the_start() {
    assert_eq!(
        themes("id,arrives\nT01,2012-04-01\n"),
        r#"error[date-out-of-range]: this theme arrives before the scenario starts
 --> my-plan/themes.csv:2:5
  |
2 | T01,2012-04-01
  |     ^^^^^^^^^^
  |
  = place: row T01, column `arrives`
  = allowed: 2013-04-01 or later; say with `entry_stage`, `done` and `in_progress` what it has reached
"#
    );
}

#[test]
fn an_entry_stage_that_the_route_does_not_have() {
    assert_eq!(
        themes("id,entry_stage,done\nT01,led,assay\n"),
        r#"error[unknown-stage]: `led` is not a stage of the route `antibody`
 --> my-plan/themes.csv:2:5
  |
2 | T01,led,assay
  |     ^^^
  |
  = place: row T01, column `entry_stage`
  = allowed: hit, lead, trial
  = help: did you mean `lead`?
"#
    );
}

#[test]
fn an_entry_stage_that_is_left_out() {
    assert_eq!(
        themes("id,entry_stage\nT01,trial\n"),
        r#"error[stage-left-out]: the stage `trial` is not included in the route `antibody`
 --> my-plan/themes.csv:2:5
  |
2 | T01,trial
  |     ^^^^^
  |
  = place: row T01, column `entry_stage`
  = allowed: hit, lead
  = help: name one of these stages, or write `included = true` in that stage
"#
    );
}

#[test]
fn an_override_of_what_the_route_does_not_have() {
    assert_eq!(
        themes(
            "id,stage.hits.odds,stage.hit.activity.assays.cost,offer.concept.odds\nT01,0.4,5,\nT02,,,0.1\n"
        ),
        r#"error[unknown-stage]: the route `antibody` has no stage `hits`
 --> my-plan/themes.csv:1:4
  |
1 | id,stage.hits.odds,stage.hit.activity.assays.cost,offer.concept.odds
  |    ^^^^^^^^^^^^^^^
  |
  = place: column `stage.hits.odds`
  = allowed: hit, lead, trial
  = help: did you mean `hit`?

error[unknown-activity]: the stage `hit` of the route `antibody` has no activity `assays`
 --> my-plan/themes.csv:1:20
  |
1 | id,stage.hits.odds,stage.hit.activity.assays.cost,offer.concept.odds
  |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = place: column `stage.hit.activity.assays.cost`
  = allowed: assay, screen
  = help: did you mean `assay`?

error[unknown-offer]: the route `antibody` has no offer `concept`
 --> my-plan/themes.csv:1:51
  |
1 | id,stage.hits.odds,stage.hit.activity.assays.cost,offer.concept.odds
  |                                                   ^^^^^^^^^^^^^^^^^^
  |
  = place: column `offer.concept.odds`
  = allowed: none
"#
    );
}

#[test]
fn an_activity_done_that_the_stage_does_not_have() {
    assert_eq!(
        themes("id,done,in_progress\nT01,assays,screens\n"),
        r#"error[unknown-activity]: `assays` is not an activity of the stage `hit`
 --> my-plan/themes.csv:2:5
  |
2 | T01,assays,screens
  |     ^^^^^^
  |
  = place: row T01, column `done`
  = allowed: assay, screen
  = help: did you mean `assay`?

error[unknown-activity]: `screens` is not an activity of the stage `hit`
 --> my-plan/themes.csv:2:12
  |
2 | T01,assays,screens
  |            ^^^^^^^
  |
  = place: row T01, column `in_progress`
  = allowed: assay, screen
  = help: did you mean `screen`?
"#
    );
}

#[test]
fn progress_without_work() {
    assert_eq!(
        themes("id,progress,provider\nT01,0.4,NIBIO\n"),
        r#"error[missing-key]: `progress` is given, but nothing is in progress
 --> my-plan/themes.csv:2:5
  |
2 | T01,0.4,NIBIO
  |     ^^^
  |
  = place: row T01, column `progress`
  = allowed: `in_progress` with the activities under way

error[missing-key]: `provider` is given, but nothing is in progress
 --> my-plan/themes.csv:2:9
  |
2 | T01,0.4,NIBIO
  |         ^^^^^
  |
  = place: row T01, column `provider`
  = allowed: `in_progress` with the activities under way
"#
    );
}

#[test]
fn work_under_way_before_the_theme_arrives() {
    assert_eq!(
        themes("id,arrives,in_progress\nT01,2014-04-01,assay\n"),
        r#"error[conflicting-keys]: work is under way before the theme arrives
 --> my-plan/themes.csv:2:16
  |
2 | T01,2014-04-01,assay
  |                ^^^^^
  |
  = place: row T01, column `in_progress`
  = allowed: no `arrives`, or no `in_progress`
"#
    );
}

#[test]
fn more_fractions_than_activities() {
    assert_eq!(
        themes("id,in_progress,progress\nT01,assay,0.4;0.5\n"),
        r#"error[conflicting-keys]: 2 fractions and 0 providers are given, but one activity is in progress
 --> my-plan/themes.csv:2:5
  |
2 | T01,assay,0.4;0.5
  |     ^^^^^
  |
  = place: row T01, column `in_progress`
  = allowed: up to one of each per activity, in the same order
"#
    );
}

#[test]
fn progress_that_is_no_share() {
    assert_eq!(
        themes("id,in_progress,progress\nT01,assay,40\n"),
        r#"error[out-of-range]: 40 is not a share of work done
 --> my-plan/themes.csv:2:11
  |
2 | T01,assay,40
  |           ^^
  |
  = place: row T01, column `progress`
  = allowed: 0 to below 1, such as 0.4
"#
    );
}

#[test]
fn an_activity_both_done_and_under_way() {
    assert_eq!(
        themes("id,done,in_progress\nT01,assay,assay\n"),
        r#"error[conflicting-keys]: `assay` is listed twice
 --> my-plan/themes.csv:2:11
  |
2 | T01,assay,assay
  |           ^^^^^
  |
  = place: row T01, column `in_progress`
  = allowed: each activity once, either done or in progress
"#
    );
}

#[test]
fn an_activity_under_way_before_its_predecessor_is_done() {
    assert_eq!(
        themes("id,in_progress\nT01,screen\n"),
        r#"error[conflicting-keys]: `screen` cannot be under way before `assay` is done
 --> my-plan/themes.csv:2:5
  |
2 | T01,screen
  |     ^^^^^^
  |
  = place: row T01, column `in_progress`
  = allowed: `assay` in `done`
"#
    );
}

#[test]
fn an_activity_done_before_its_predecessor() {
    assert_eq!(
        themes("id,done,in_progress\nT01,screen,\n"),
        r#"error[conflicting-keys]: `screen` is done before `assay`, which comes first
 --> my-plan/themes.csv:2:5
  |
2 | T01,screen,
  |     ^^^^^^
  |
  = place: row T01, column `done`
  = allowed: `assay` in `done` too
"#
    );
}

#[test]
fn a_provider_that_does_not_do_the_work() {
    assert_eq!(
        themes("id,done,in_progress,provider\nT01,assay,screen,RIKEN\n"),
        r#"error[unknown-provider]: `RIKEN` is not a provider of `screen`
 --> my-plan/themes.csv:2:18
  |
2 | T01,assay,screen,RIKEN
  |                  ^^^^^
  |
  = place: row T01, column `provider`
  = allowed: NIBIO
"#
    );
}

#[test]
fn more_work_under_way_than_slots() {
    assert_eq!(
        themes("id,entry_stage,in_progress\nT01,lead,structure\nT02,lead,structure\n"),
        r#"error[too-much-under-way]: work under way at the start takes 2 slots of `nmr` at `RIKEN`, which has 1
  --> my-plan/plan.toml:16:9
   |
16 | slots = 1
   |         ^
   |
   = allowed: at least as many slots, or less work in progress
"#
    );
}

// Channels.

#[test]
fn a_mix_of_routes_that_do_not_exist_is_one_mistake() {
    assert_eq!(
        patched("mix = { antibody = 1 }", "mix = { antibdy = 1 }"),
        r#"error[unknown-route]: `antibdy` is not a route of this scenario
  --> my-plan/plan.toml:50:9
   |
50 | mix = { antibdy = 1 }
   |         ^^^^^^^
   |
   = allowed: antibody
   = help: did you mean `antibody`?
"#
    );
}

#[test]
fn a_mix_without_weight() {
    assert_eq!(
        patched("mix = { antibody = 1 }", "mix = { antibody = 0 }"),
        r#"error[no-weight]: no route has a weight above 0
  --> my-plan/plan.toml:50:7
   |
50 | mix = { antibody = 0 }
   |       ^^^^^^^^^^^^^^^^
   |
   = allowed: at least one weight above 0
"#
    );
}

#[test]
fn a_stage_that_a_route_of_the_mix_does_not_have() {
    assert_eq!(
        checked(
            &[
                (
                    "[channel.calls]",
                    r#"[route.hybridoma]
modality = "antibody"
[[route.hybridoma.stage]]
id = "hit"

[channel.calls]"#
                ),
                (
                    "mix = { antibody = 1 }",
                    "mix = { antibody = 1, hybridoma = 1 }\nstages = { hit = 1, lead = 1 }"
                )
            ],
            "id,route\nT01,antibody\n"
        ),
        r#"error[unknown-stage]: the route `hybridoma` has no stage `lead`
  --> my-plan/plan.toml:56:21
   |
56 | stages = { hit = 1, lead = 1 }
   |                     ^^^^
   |
   = allowed: stages that every route of the mix has
"#
    );
}

// Warnings: odd but possible.

#[test]
fn a_scenario_without_mistakes_has_no_messages() {
    assert_eq!(checked(&[], THEMES), "");
}

#[test]
fn a_route_that_nobody_uses() {
    assert_eq!(
        checked(
            &[(
                "[channel.calls]",
                r#"[[route.vaccine.stage]]
id = "hit"

[channel.calls]"#
            )],
            "id,route\nT01,antibody\n"
        ),
        r#"warning[unused-route]: no theme and no channel uses the route `vaccine`: it has no influence
  --> my-plan/plan.toml:48:9
   |
48 | [[route.vaccine.stage]]
   |         ^^^^^^^
   |
   = help: name it in a theme's `route` or in a channel's `mix`, or remove it
"#
    );
}

#[test]
fn a_function_that_nobody_needs() {
    assert_eq!(
        patched(
            "[institute.RIKEN.function.nmr]",
            "[institute.RIKEN.function.hts]\nslots = 1\n\n[institute.RIKEN.function.nmr]"
        ),
        r#"warning[unused-function]: no activity needs `hts` at `RIKEN`: its slots stay idle
  --> my-plan/plan.toml:15:27
   |
15 | [institute.RIKEN.function.hts]
   |                           ^^^
   |
   = help: name it in the `needs` of an activity and its institute in `providers`, or remove it
"#
    );
}

#[test]
fn a_standing_team_that_nobody_needs_is_meant() {
    assert_eq!(
        patched(
            "[institute.RIKEN.function.nmr]",
            "[institute.RIKEN.function.hts]\nslots = 1\nstanding_cost_per_year = 1_000_000\n\n[institute.RIKEN.function.nmr]"
        ),
        ""
    );
}

#[test]
fn work_for_which_nobody_has_a_slot_never_starts() {
    assert_eq!(
        patched("slots = 1", "slots = 0"),
        r#"warning[never-starts]: the activity `structure` needs a slot of `nmr`, `RIKEN` has no slot at any time: it can never start, and its themes wait for ever
  --> my-plan/plan.toml:40:19
   |
16 | slots = 0
   |         - the slots it has
...
40 |   needs = { nmr = 1 }
   |                   ^
   |
   = help: give the function more slots, need fewer, or name another provider
"#
    );
}

#[test]
fn work_that_needs_more_slots_than_there_are_never_starts() {
    assert_eq!(
        checked(
            &[
                ("{ nmr = 1 }", "{ nmr = 3 }"),
                (
                    "slots = 1",
                    "slots = [{ from = 2013-04-01, count = 1 }, { from = 2015-04-01, count = { uniform = [1, 2] } }, { from = 2053-04-01, count = 5 }]"
                )
            ],
            THEMES
        ),
        r#"warning[never-starts]: the activity `structure` needs 3 slots of `nmr`, `RIKEN` has never more than 2: it can never start, and its themes wait for ever
  --> my-plan/plan.toml:40:19
   |
16 | slots = [{ from = 2013-04-01, count = 1 }, { from = 2015-04-01, count = { uniform = [1, 2] } }, { from = 2053-04-01, count = 5 }]
   |         ------------------------------------------------------------------------------------------------------------------------- the slots it has
...
40 |   needs = { nmr = 3 }
   |                   ^
   |
   = help: give the function more slots, need fewer, or name another provider
"#
    );
}

#[test]
fn a_provider_that_never_has_enough_slots() {
    assert_eq!(
        checked(
            &[
                (r#"["RIKEN"]"#, r#"["RIKEN", "NIBIO"]"#),
                (
                    "slots = 2",
                    "slots = 2\n\n[institute.NIBIO.function.nmr]\nslots = 0\n"
                ),
                ("price_per_slot_month = 3_000_000\n", "")
            ],
            THEMES
        ),
        r#"warning[provider-never-fits]: the activity `structure` needs a slot of `nmr`, `NIBIO` has no slot at any time: this provider never does it
  --> my-plan/plan.toml:43:19
   |
15 | slots = 0
   |         - the slots it has
...
43 |   needs = { nmr = 1 }
   |                   ^
   |
   = help: give the function more slots, need fewer, or name another provider
"#
    );
}

#[test]
fn what_a_theme_overrides_is_warned_of_in_its_row() {
    assert_eq!(
        themes("id,stage.lead.activity.structure.needs.nmr,stage.lead.odds\nT01,3,0.995\n"),
        r#"warning[never-starts]: the activity `structure` needs 3 slots of `nmr`, `RIKEN` has never more than 1: it can never start, and its themes wait for ever
  --> my-plan/themes.csv:2:5
   |
 2 | T01,3,0.995
   |     ^
   |
  ::: my-plan/plan.toml:16:9
   |
16 | slots = 1
   |         - the slots it has
   |
   = place: row T01, column `stage.lead.activity.structure.needs.nmr`
   = help: give the function more slots, need fewer, or name another provider

warning[odds-near-one]: with odds of 0.995 the stage `lead` hardly ever fails
 --> my-plan/themes.csv:2:7
  |
2 | T01,3,0.995
  |       ^^^^^
  |
  = place: row T01, column `stage.lead.odds`
  = help: 1 % is written 0.01; write 1 where a stage cannot fail
"#
    );
}

#[test]
fn odds_that_are_hardly_odds() {
    assert_eq!(
        checked(
            &[
                ("odds = 0.6", "odds = 0.99"),
                ("odds = 0.5", "odds = 0.004")
            ],
            THEMES
        ),
        r#"warning[odds-near-one]: with odds of 0.99 the stage `hit` hardly ever fails
  --> my-plan/plan.toml:24:8
   |
24 | odds = 0.99
   |        ^^^^
   |
   = help: 1 % is written 0.01; write 1 where a stage cannot fail

warning[odds-near-zero]: with odds of 0.004 hardly any theme passes the stage `lead`
  --> my-plan/plan.toml:37:8
   |
37 | odds = 0.004
   |        ^^^^^
   |
   = help: odds are a share, not a percentage: one half is written 0.5
"#
    );
}

#[test]
fn odds_of_offers_that_are_hardly_odds() {
    assert_eq!(
        checked(
            &[
                (
                    "[channel.calls]",
                    r#"[[route.antibody.offer]]
id = "early"
after = "hit"
odds = 0.001
duration_months = 12
[[route.antibody.offer]]
id = "late"
after = "lead"
odds = 0.99
duration_months = 12
[[route.antibody.offer]]
id = "always"
after = "lead"
odds = 1
duration_months = 24

[channel.calls]"#
                ),
                (
                    r#"exit_point = "lead"
"#,
                    r#"exit_point = "hit"
"#
                )
            ],
            THEMES
        ),
        r#"warning[odds-near-zero]: with odds of 0.001 hardly any theme is taken at the offer `early`
  --> my-plan/plan.toml:51:8
   |
51 | odds = 0.001
   |        ^^^^^
   |
   = help: odds are a share, not a percentage: one half is written 0.5

warning[odds-near-one]: with odds of 0.99 the offer `late` hardly ever fails
  --> my-plan/plan.toml:56:8
   |
56 | odds = 0.99
   |        ^^^^
   |
   = help: 1 % is written 0.01; write 1 where an offer cannot fail
"#
    );
}

#[test]
fn a_channel_that_ends_before_it_begins() {
    assert_eq!(
        patched(
            "rate_per_year = 4",
            "rate_per_year = 4\nfrom = 2015-04-01\nuntil = 2014-03-31"
        ),
        r#"warning[empty-channel]: the channel `calls` ends before it begins: it brings no theme
  --> my-plan/plan.toml:51:9
   |
51 | until = 2014-03-31
   |         ^^^^^^^^^^
   |
   = help: correct the date, or remove the channel
"#
    );
}

#[test]
fn a_channel_that_ends_before_the_start() {
    assert_eq!(
        patched("rate_per_year = 4", "rate_per_year = 4\nuntil = 2013-03-31"),
        r#"warning[empty-channel]: the channel `calls` ends before the scenario starts: it brings no theme
  --> my-plan/plan.toml:50:9
   |
50 | until = 2013-03-31
   |         ^^^^^^^^^^
   |
   = help: correct the date, or remove the channel
"#
    );
}

#[test]
fn a_channel_that_begins_after_the_end() {
    assert_eq!(
        patched(
            "rate_per_year = 4",
            "rate_per_year = [{ from = 2030-04-01, rate = 4 }]"
        ),
        r#"warning[empty-channel]: the channel `calls` begins after the simulated time: it brings no theme
  --> my-plan/plan.toml:49:17
   |
49 | rate_per_year = [{ from = 2030-04-01, rate = 4 }]
   |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: correct the date, or remove the channel
"#
    );
}

#[test]
fn a_theme_that_arrives_after_the_end() {
    assert_eq!(
        themes("id,arrives\nT01,2023-04-01\n"),
        r#"warning[late-theme]: the theme `T01` arrives when the simulated time is over (2023-04-01): nothing is done on it
 --> my-plan/themes.csv:2:5
  |
2 | T01,2023-04-01
  |     ^^^^^^^^^^
  |
  = place: row T01, column `arrives`
  = help: correct the date, or raise `horizon_years` in [scenario]
"#
    );
}

#[test]
fn a_deflator_without_amounts_of_other_years() {
    assert_eq!(
        patched(
            "[area.cancer]",
            "[deflator]\n2010 = 100.7\n2013 = 100\n\n[area.cancer]"
        ),
        r#"warning[deflator-without-effect]: no amount is in prices of another year: [deflator] has no effect
 --> my-plan/plan.toml:8:2
  |
8 | [deflator]
  |  ^^^^^^^^
  |
  = help: write `price_year` beside amounts of other years, such as { value = 5_000_000, price_year = 2010 }, or remove [deflator]
"#
    );
}

#[test]
fn weights_of_scores_where_priorities_are_given() {
    assert_eq!(
        checked(
            &[
                (
                    "[area.cancer]",
                    "[priority]\nweight = { science = 1 }\n\n[area.cancer]"
                ),
                ("rate_per_year = 4", "rate_per_year = 4\npriority = 1")
            ],
            "id,priority,science\nT01,1,3\n"
        ),
        r#"warning[weight-without-effect]: all themes and channels have a `priority` of their own: the weights of scores have no effect
 --> my-plan/plan.toml:9:1
  |
9 | weight = { science = 1 }
  | ^^^^^^
  |
  = help: remove `priority` where the scores shall decide, or remove these weights
"#
    );
}

#[test]
fn a_weight_of_a_score_that_nobody_has() {
    assert_eq!(
        checked(
            &[(
                "[area.cancer]",
                "[priority]\nweight = { science = 0.5, novelty = 0.5, business = 0 }\n\n[area.cancer]"
            )],
            "id,science\nT01,3\n"
        ),
        r#"warning[weight-without-effect]: no theme without a `priority` of its own has the score `novelty`: its weight has no effect
 --> my-plan/plan.toml:9:27
  |
9 | weight = { science = 0.5, novelty = 0.5, business = 0 }
  |                           ^^^^^^^
  |
  = help: add the score to the themes or channels, or remove the weight
"#
    );
}

// The files themselves.

#[test]
fn a_column_given_twice() {
    assert_eq!(
        messages(
            &[
                (
                    "plan.toml",
                    br#"[scenario]
theme_files = ["themes.csv"]
"#
                ),
                ("themes.csv", b"id,name,name\nT01,a,b\n")
            ],
            ""
        ),
        r#"error[duplicate-column]: two columns are named `name`
 --> my-plan/themes.csv:1:9
  |
1 | id,name,name
  |    ---- ^^^^
  |    |
  |    first column here
  |
  = place: column `name`
  = help: rename or remove one of the two
"#
    );
}

#[test]
fn a_file_of_numbers_with_words() {
    assert_eq!(
        messages(
            &[
                (
                    "plan.toml",
                    PLAN.replace(
                        "{ triangular = [4, 6, 12] }",
                        r#"{ empirical = "waits.csv", column = "months" }"#
                    )
                    .as_bytes()
                ),
                ("themes.csv", THEMES.as_bytes()),
                ("waits.csv", b"study,months\nA,4\nB,unknown\n")
            ],
            ""
        ),
        r#"error[not-a-number]: `unknown` is not a number
 --> my-plan/waits.csv:3:3
  |
3 | B,unknown
  |   ^^^^^^^
  |
  = place: column `months`
  = allowed: numbers such as 3, 0.5 or 1e6, and empty cells
"#
    );
}

#[test]
fn a_file_of_numbers_without_numbers() {
    assert_eq!(
        messages(
            &[
                (
                    "plan.toml",
                    PLAN.replace(
                        "{ triangular = [4, 6, 12] }",
                        r#"{ empirical = "waits.csv", column = "months" }"#
                    )
                    .as_bytes()
                ),
                ("themes.csv", THEMES.as_bytes()),
                ("waits.csv", b"study,months\n")
            ],
            ""
        ),
        r#"error[no-numbers]: `my-plan/waits.csv` holds no numbers
  --> my-plan/plan.toml:33:57
   |
33 |   duration_months = { empirical = "waits.csv", column = "months" }
   |                                                         ^^^^^^^^
"#
    );
}

#[test]
fn a_folder_without_a_scenario() {
    assert_eq!(
        messages(&[("themes.csv", THEMES.as_bytes())], ""),
        "error[no-scenario-file]: the folder `my-plan` holds no TOML file\n |\n = help: a scenario is a folder of *.toml files (subfolders do not count), or one such file\n"
    );
}

#[test]
fn a_table_is_no_scenario() {
    assert_eq!(
        messages(&[("themes.csv", THEMES.as_bytes())], "themes.csv"),
        "error[not-a-scenario]: `my-plan/themes.csv` is a table, not a scenario\n |\n = help: name the TOML file or the folder that uses it\n"
    );
}

#[test]
fn a_file_name_that_is_none() {
    assert_eq!(
        messages(
            &[(
                "plan.toml",
                br#"[scenario]
theme_files = "themes.csv"
"#
            )],
            ""
        ),
        r#"error[not-a-file-name]: `theme_files` is a list of file names, not the text `themes.csv`
 --> my-plan/plan.toml:2:15
  |
2 | theme_files = "themes.csv"
  |               ^^^^^^^^^^^^
  |
  = help: write theme_files = ["themes.csv"]
"#
    );
}

#[test]
fn a_file_that_is_a_folder() {
    assert_eq!(
        messages(
            &[(
                "plan.toml",
                br#"[scenario]
theme_files = ["."]
"#
            )],
            ""
        ),
        r#"error[not-a-file]: `my-plan` is a folder
 --> my-plan/plan.toml:2:16
  |
2 | theme_files = ["."]
  |                ^^^
  |
  = allowed: a file
"#
    );
}

#[test]
fn a_file_with_a_name_no_system_allows() {
    assert_eq!(
        messages(
            &[(
                "plan.toml",
                br#"[scenario]
theme_files = ["a\u0000b.csv"]
"#
            )],
            ""
        ),
        r#"error[unreadable-file]: `my-plan/a\u{0}b.csv` cannot be read: file name contained an unexpected NUL byte
 --> my-plan/plan.toml:2:16
  |
2 | theme_files = ["a\u0000b.csv"]
  |                ^^^^^^^^^^^^^^
"#
    );
}

#[test]
fn tables_within_tables_without_end() {
    assert_eq!(
        messages(
            &[(
                "plan.toml",
                format!("a = {}{}\n", "[".repeat(40), "]".repeat(40)).as_bytes()
            )],
            ""
        ),
        r#"error[nested-too-deeply]: tables and lists are nested more than 32 deep
 --> my-plan/plan.toml:1:37
  |
1 | a = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
  |                                     ^^^^^^^^^^^^^^^^
"#
    );
}

#[test]
fn a_scenario_saved_in_another_encoding() {
    assert_eq!(
        messages(&[("plan.toml", b"[scenario]\nname = \"\x94x\"\n")], ""),
        r#"error[not-utf-8]: `my-plan/plan.toml` is not encoded in UTF-8
 --> my-plan/plan.toml:2:9
  |
2 | name = "�
  |         ^ byte 20 of the file, 0x94, cannot be read
  |
  = allowed: UTF-8, with or without byte order mark
  = help: save it again as UTF-8
"#
    );
}

#[test]
fn a_file_too_large_to_be_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let plan = "[scenario]\ntheme_files = [\"themes.csv\"]\n";
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    // A file of holes: it takes no room on the disk.
    let table = fs::File::create(folder.path().join("themes.csv")).unwrap();
    table.set_len((64 << 20) + 1).unwrap();
    assert_eq!(
        told(folder.path(), ""),
        r#"error[file-too-large]: `my-plan/themes.csv` has 65 MiB
 --> my-plan/plan.toml:2:16
  |
2 | theme_files = ["themes.csv"]
  |                ^^^^^^^^^^^^
  |
  = allowed: files of up to 64 MiB
"#
    );
}

#[test]
fn shipped_scenarios_have_no_messages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let entries = |folder: &Path| {
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
    };
    // The instances of prdp are scenarios of their own; beside them stands what makes them. What-ifs
    // are files.
    let all = entries(&folder)
        .chain(entries(&folder.join("prdp")))
        .chain(entries(&folder.join("what-if")));
    let none = ["prdp", "generator", "what-if", "cluster"];
    let is_scenario = |path: &std::path::PathBuf| match path.is_dir() {
        true => none.iter().all(|name| !path.ends_with(name)),
        false => path
            .extension()
            .is_some_and(|extension| extension == "toml"),
    };
    for path in all.filter(is_scenario) {
        let scenario = read(&path);
        let messages = render(
            &scenario.diagnostics,
            &scenario.sources,
            false,
            Language::English,
        );
        assert_eq!(messages, "", "{}", path.display());
    }
}

// Money: purses, standing costs, awards, the past.

/// The messages about [`PLAN`] with these tables added.
fn added(tables: &str) -> String {
    patched("[channel.calls]", &format!("{tables}\n[channel.calls]"))
}

#[test]
fn two_purses_that_pay_the_same() {
    assert_eq!(
        added(
            r#"[[purse]]
id = "grant"
kind = "operating-grant"
items = ["research", "ip"]
request_per_year = 10
[[purse]]
id = "subsidy"
kind = "subsidy"
institutes = ["RIKEN"]
request_per_year = 10"#
        ),
        r#"error[overlapping-purses]: the purses `grant` and `subsidy` both pay `research` at `RIKEN`
  --> my-plan/plan.toml:54:6
   |
49 | id = "grant"
   |      ------- the other purse
...
54 | id = "subsidy"
   |      ^^^^^^^^^
   |
   = allowed: each cost in at most one purse
   = help: name in both purses the `institutes` or the `items` they pay
"#
    );
}

#[test]
fn a_purse_without_a_request() {
    assert_eq!(
        added(
            r#"[[purse]]
id = "grant"
kind = "operating-grant"
holds_back = true"#
        ),
        r#"error[no-request]: the purse `grant` requests no money
  --> my-plan/plan.toml:49:6
   |
49 | id = "grant"
   |      ^^^^^^^
   |
   = allowed: `request` by fiscal year, `request_per_year`, or both
"#
    );
}

#[test]
fn a_purse_that_leaves_out_a_year() {
    assert_eq!(
        added(
            r#"[[purse]]
id = "grant"
kind = "operating-grant"
request = { 2013 = 5_000_000, 2015 = 6_000_000 }"#
        ),
        r#"error[missing-year]: the purse `grant` requests nothing for FY2014
  --> my-plan/plan.toml:51:1
   |
51 | request = { 2013 = 5_000_000, 2015 = 6_000_000 }
   | ^^^^^^^
   |
   = allowed: `2014 = …` too (0 where nothing is), or `request_per_year` for all years not named
"#
    );
}

#[test]
fn a_request_for_a_year_that_is_not_simulated() {
    assert_eq!(
        added(
            r#"[[purse]]
id = "grant"
kind = "operating-grant"
request_per_year = 10
request = { 2031 = 5 }"#
        ),
        r#"error[year-out-of-range]: the purse `grant` requests money for `2031`, which is not simulated
  --> my-plan/plan.toml:52:13
   |
52 | request = { 2031 = 5 }
   |             ^^^^
   |
   = allowed: fiscal years from 2013 to 2022
"#
    );
}

#[test]
fn a_purse_that_pays_for_nobody() {
    assert_eq!(
        added(
            r#"[[purse]]
id = "grant"
kind = "operating-grant"
request_per_year = 10
institutes = []"#
        ),
        r#"error[empty-list]: the purse `grant` pays for no institute
  --> my-plan/plan.toml:52:14
   |
52 | institutes = []
   |              ^^
   |
   = allowed: at least one institute, or no `institutes` at all
"#
    );
}

#[test]
fn a_rule_of_another_kind_of_purse() {
    assert_eq!(
        added(
            r#"[[purse]]
id = "grant"
kind = "operating-grant"
request_per_year = 10
carry_over_approved = 0.5
term_ends = 2010"#
        ),
        r#"error[conflicting-keys]: `carry_over_approved` belongs to a subsidy, and `grant` is none
  --> my-plan/plan.toml:52:1
   |
52 | carry_over_approved = 0.5
   | ^^^^^^^^^^^^^^^^^^^
   |
   = allowed: no `carry_over_approved`, or another `kind`

error[year-out-of-range]: the term of the purse `grant` ends before FY2013, in which the scenario starts
  --> my-plan/plan.toml:53:13
   |
53 | term_ends = 2010
   |             ^^^^
   |
   = allowed: 2013 or later, or no `term_ends`
"#
    );
}

#[test]
fn a_purse_for_an_institute_that_does_not_exist() {
    assert_eq!(
        added(
            r#"[[purse]]
id = "grant"
kind = "subsidies"
request_per_year = 10
institutes = ["NIBOI"]"#
        ),
        r#"error[unknown-word]: the text `subsidies` is not allowed here
  --> my-plan/plan.toml:50:8
   |
50 | kind = "subsidies"
   |        ^^^^^^^^^^^
   |
   = allowed: subsidy, operating-grant, own-income
   = help: did you mean `subsidy`?

error[unknown-institute]: `NIBOI` is not an institute of this scenario
  --> my-plan/plan.toml:52:15
   |
52 | institutes = ["NIBOI"]
   |               ^^^^^^^
   |
   = allowed: NIBIO, RIKEN
   = help: did you mean `NIBIO`?
"#
    );
}

#[test]
fn a_cap_below_the_standing_costs() {
    assert_eq!(
        added(
            r#"[[purse]]
id = "grant"
kind = "subsidy"
request_per_year = 10_000_000
cut = 0.2
holds_back = true
[[standing]]
id = "staff"
institute = "RIKEN"
item = "research"
amount_per_year = 9_000_000
from = 2014-07-01"#
        ),
        r#"warning[cap-below-standing-costs]: in FY2015 the purse `grant` is granted 8000000 JPY and its standing costs come to 9000000: work that costs anything waits
  --> my-plan/plan.toml:49:6
   |
49 | id = "grant"
   |      ^^^^^^^
   |
   = help: raise the request, or write `holds_back = false` to see the overrun instead
"#
    );
}

#[test]
fn meetings_without_a_price() {
    assert_eq!(
        added(
            r#"[incentives]
institute = "NIBIO"
meetings_per_year = 4"#
        ),
        r#"error[missing-key]: `meetings_per_year` without `cost_per_meeting` has no effect
  --> my-plan/plan.toml:50:1
   |
50 | meetings_per_year = 4
   | ^^^^^^^^^^^^^^^^^
   |
   = allowed: `cost_per_meeting` beside it, or neither
"#
    );
}

#[test]
fn a_database_without_a_threshold() {
    assert_eq!(
        added(
            r#"[[standing]]
id = "db"
institute = "RIKEN"
item = "research"
amount_per_year = 9
used_function = "ht"
[[standing]]
id = "db2"
institute = "RIKEN"
item = "research"
amount_per_year = 9
used_function = "hts"
[[standing]]
id = "db3"
institute = "RIKEN"
item = "research"
amount_per_year = 9
cost_per_use = 8
from = 2014-04-01
until = 2014-03-01"#
        ),
        r#"error[not-offered]: `ht` is not a function of this scenario
  --> my-plan/plan.toml:53:17
   |
53 | used_function = "ht"
   |                 ^^^^
   |
   = allowed: hts, nmr
   = help: did you mean `hts`?

error[missing-key]: a database is paid for a year only where it is used often, and it is not said how often
  --> my-plan/plan.toml:59:17
   |
59 | used_function = "hts"
   |                 ^^^^^
   |
   = allowed: `only_if_uses_per_year` beside `used_function`

error[missing-key]: `cost_per_use` is given, but not what counts as a use
  --> my-plan/plan.toml:65:1
   |
65 | cost_per_use = 8
   | ^^^^^^^^^^^^
   |
   = allowed: `used_function` with the function of the database

error[date-out-of-range]: the standing cost `db3` ends before it begins
  --> my-plan/plan.toml:67:9
   |
67 | until = 2014-03-01
   |         ^^^^^^^^^^
   |
   = allowed: a last day on or after the first
"#
    );
}

#[test]
fn spending_of_another_year() {
    assert_eq!(
        added(
            r#"[[actual]]
id = "a"
fiscal_year = 2012
institute = "RIKEN"
item = "research"
amount = 8"#
        ),
        r#"error[year-out-of-range]: `2012` is not the fiscal year of the start
  --> my-plan/plan.toml:50:15
   |
50 | fiscal_year = 2012
   |               ^^^^
   |
   = allowed: 2013: what was spent of it before the start; earlier years are over, later ones are simulated
"#
    );
}

#[test]
fn a_signed_payment_that_is_past_or_for_no_theme() {
    assert_eq!(
        added(
            r#"[[signed]]
id = "s"
institute = "RIKEN"
item = "research"
amount = 8
due = 2013-03-31
theme = "T1""#
        ),
        r#"error[date-out-of-range]: the payment `s` fell due before the scenario starts
  --> my-plan/plan.toml:53:7
   |
53 | due = 2013-03-31
   |       ^^^^^^^^^^
   |
   = allowed: 2013-04-01 or later; what was paid before is an [[actual]]

error[unknown-theme]: `T1` is not a theme of this scenario
  --> my-plan/plan.toml:54:9
   |
54 | theme = "T1"
   |         ^^^^
   |
   = allowed: T01
   = help: did you mean `T01`?
"#
    );
}

#[test]
fn a_signed_payment_for_a_theme_that_comes_later() {
    assert_eq!(
        added(
            r#"[theme.T02]
arrives = 2014-04-01
[[signed]]
id = "s"
institute = "RIKEN"
item = "research"
amount = 8
due = 2015-03-31
theme = "T02""#
        ),
        r#"error[conflicting-keys]: the theme `T02` comes later: nothing can be signed for it
  --> my-plan/plan.toml:56:9
   |
56 | theme = "T02"
   |         ^^^^^
   |
   = allowed: a theme that is there from the start, or no `theme`
"#
    );
}

#[test]
fn every_file_in_japanese_belongs_to_a_test() {
    let sources = [
        include_str!("check_messages.rs"),
        include_str!("check_messages/caps.rs"),
        include_str!("check_messages/deciding.rs"),
        include_str!("check_messages/overlay.rs"),
        include_str!("check_messages/past.rs"),
        include_str!("check_messages/tables.rs"),
        include_str!("check_messages/in_vain.rs"),
        include_str!("check_messages/licensing.rs"),
        include_str!("check_messages/ranking.rs"),
        include_str!("check_messages/request.rs"),
    ];
    assert_eq!(japanese::left_over("check", &sources), BTreeSet::new());
}

/// Codes in the text of a module: behind `error(` and `warning(`, and in the arms of a `match`.
fn codes(module: &str) -> BTreeSet<String> {
    let is_code = |text: &&str| {
        let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !text.is_empty() && text.chars().all(known)
    };
    // Unit tests at the end of a module raise nothing.
    let code = module.split("#[cfg(test)]\nmod tests").next().unwrap_or("");
    let mut found = BTreeSet::new();
    for (opening, hyphen_needed) in [
        ("error(", false),
        ("warning(", false),
        ("warn(", false),
        ("=> ", true),
    ] {
        for rest in code.split(opening).skip(1) {
            let literal = rest.trim_start().strip_prefix('"');
            let literal = literal.and_then(|rest| rest.split('"').next());
            found.extend(
                literal
                    .filter(is_code)
                    .filter(|code| !hyphen_needed || code.contains('-'))
                    .map(str::to_owned),
            );
        }
    }
    found
}

#[test]
fn every_code_has_a_test_of_its_full_text() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scenario");
    let mut all = BTreeSet::new();
    for folder in ["", "load", "table"].map(|folder| source.join(folder)) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                all.extend(codes(&fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(
        all.len() > 60 && all.contains("cycle") && all.contains("not-utf-8"),
        "{all:?}"
    );
    let tests = [
        include_str!("check_messages.rs"),
        include_str!("check_messages/caps.rs"),
        include_str!("check_messages/deciding.rs"),
        include_str!("check_messages/in_vain.rs"),
        include_str!("check_messages/licensing.rs"),
        include_str!("check_messages/overlay.rs"),
        include_str!("check_messages/past.rs"),
        include_str!("check_messages/ranking.rs"),
        include_str!("check_messages/request.rs"),
        include_str!("check_messages/tables.rs"),
        include_str!("error_messages.rs"),
    ]
    .concat();
    let shown = |code: &String| {
        ["error", "warning"]
            .iter()
            .any(|kind| tests.contains(&format!("{kind}[{code}]:")))
    };
    let untested: Vec<_> = all.iter().filter(|code| !shown(code)).collect();
    assert!(
        untested.is_empty(),
        "no test shows the full text of {untested:?}"
    );
}
