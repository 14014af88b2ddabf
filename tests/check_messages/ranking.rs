//! The messages about the worth of licences and the ranking of themes.

use super::{checked, patched};

/// The messages about the plan with more tables.
fn with(tables: &str) -> String {
    patched("[area.cancer]", &format!("{tables}\n[area.cancer]"))
}

#[test]
fn a_criterion_that_is_none() {
    assert_eq!(
        with("[ranking.criterion]\nchance_of_license = {}\n"),
        r#"error[unknown-criterion]: `chance_of_license` is not a criterion for ranking themes
 --> my-plan/plan.toml:9:1
  |
9 | chance_of_license = {}
  | ^^^^^^^^^^^^^^^^^
  |
  = allowed: chance_of_licence, time_to_licence, remaining_cost, expected_value, productivity_index, science, feasibility, novelty, unmet_need, business
  = help: did you mean `chance_of_licence`?
"#
    );
}

#[test]
fn a_criterion_that_needs_what_a_licence_is_worth() {
    assert_eq!(
        with("[ranking.criterion]\nexpected_value = {}\n"),
        r#"error[needs-value]: `expected_value` needs what a licence is worth
 --> my-plan/plan.toml:9:1
  |
9 | expected_value = {}
  | ^^^^^^^^^^^^^^
  |
  = help: add [value] with `per_licence` and `discount_rate`
"#
    );
}

#[test]
fn a_criterion_whose_scores_are_missing() {
    assert_eq!(
        with("[ranking.criterion]\nscience = {}\n"),
        r#"error[missing-score]: themes are ranked by `science`, but some have no such score: T01
 --> my-plan/plan.toml:9:1
  |
9 | science = {}
  | ^^^^^^^
  |
  = help: give every listed theme this score, or remove the criterion
"#
    );
}

#[test]
fn a_scale_with_one_end() {
    assert_eq!(
        with("[ranking.criterion]\nremaining_cost = { best = 0 }\n"),
        r#"error[bad-scale]: the scale of `remaining_cost` has one end only
 --> my-plan/plan.toml:9:20
  |
9 | remaining_cost = { best = 0 }
  |                    ^^^^
  |
  = allowed: both `worst` and `best`, or neither
"#
    );
}

#[test]
fn a_scale_that_runs_the_wrong_way() {
    assert_eq!(
        with("[ranking.criterion]\nremaining_cost = { worst = 0, best = 1_000_000 }\n"),
        r#"error[bad-scale]: of `remaining_cost` less is better, but its scale goes from 0 to 1000000
 --> my-plan/plan.toml:9:28
  |
9 | remaining_cost = { worst = 0, best = 1_000_000 }
  |                            ^
  |
  = allowed: `worst` above `best`
"#
    );
}

#[test]
fn a_scale_without_length() {
    assert_eq!(
        with("[ranking.criterion]\nchance_of_licence = { worst = 1, best = 1 }\n"),
        r#"error[bad-scale]: of `chance_of_licence` more is better, but its scale goes from 1 to 1
 --> my-plan/plan.toml:9:31
  |
9 | chance_of_licence = { worst = 1, best = 1 }
  |                               ^
  |
  = allowed: `worst` below `best`
"#
    );
}

#[test]
fn a_weight_that_cannot_be() {
    assert_eq!(
        with(
            "[ranking.criterion]\nchance_of_licence = { weight = -1 }\ntime_to_licence = { weight = [0.4, 0.1] }\n"
        ),
        r#"error[out-of-range]: this cannot be the weight of a criterion
 --> my-plan/plan.toml:9:32
  |
9 | chance_of_licence = { weight = -1 }
  |                                ^^
  |
  = allowed: a number from 0 on, or a range within 0 to 1 such as [0.1, 0.4]

error[out-of-range]: this cannot be the weight of a criterion
  --> my-plan/plan.toml:10:30
   |
10 | time_to_licence = { weight = [0.4, 0.1] }
   |                              ^^^^^^^^^^
   |
   = allowed: a number from 0 on, or a range within 0 to 1 such as [0.1, 0.4]
"#
    );
}

#[test]
fn a_weight_of_the_wrong_kind() {
    assert_eq!(
        with("[ranking.criterion]\nchance_of_licence = { weight = \"much\" }\n"),
        r#"error[wrong-type]: the text `much` does not fit here
 --> my-plan/plan.toml:9:32
  |
9 | chance_of_licence = { weight = "much" }
  |                                ^^^^^^
  |
  = allowed: a number, a range such as [0.1, 0.4], or "any"
"#
    );
}

#[test]
fn weights_that_cannot_make_up_a_whole() {
    assert_eq!(
        with(
            "[ranking.criterion]\nchance_of_licence = { weight = [0, 0.3] }\ntime_to_licence = { weight = 0.5 }\n"
        ),
        r#"error[impossible-weights]: no weights fit what is asked of them
 --> my-plan/plan.toml:8:10
  |
8 | [ranking.criterion]
  |          ^^^^^^^^^
  |
  = allowed: fixed weights and lower limits that come to 1 or less, upper limits that come to 1 or more (an "any" may take up the rest), in the order of `order`
"#
    );
}

#[test]
fn weights_that_cannot_be_in_their_order() {
    assert_eq!(
        with(
            "[ranking]\norder = [\"chance_of_licence\", \"time_to_licence\"]\n[ranking.criterion]\nchance_of_licence = { weight = [0, 0.3] }\ntime_to_licence = { weight = [0.4, 1] }\n"
        ),
        r#"error[impossible-weights]: no weights fit what is asked of them
  --> my-plan/plan.toml:10:10
   |
10 | [ranking.criterion]
   |          ^^^^^^^^^
   |
   = allowed: fixed weights and lower limits that come to 1 or less, upper limits that come to 1 or more (an "any" may take up the rest), in the order of `order`
"#
    );
}

#[test]
fn an_order_of_criteria_that_are_not_weighed() {
    assert_eq!(
        with("[ranking]\norder = [\"chance_of_licence\", \"science\"]\n"),
        r#"error[unknown-criterion]: `science` is not weighed in this ranking
 --> my-plan/plan.toml:9:31
  |
9 | order = ["chance_of_licence", "science"]
  |                               ^^^^^^^^^
  |
  = allowed: chance_of_licence, time_to_licence, remaining_cost
"#
    );
}

#[test]
fn a_year_that_is_not_simulated() {
    assert_eq!(
        with("[ranking]\nyears = [2015, 2030]\n"),
        r#"error[unknown-year]: 2030 is not a fiscal year of this scenario
 --> my-plan/plan.toml:9:9
  |
9 | years = [2015, 2030]
  |         ^^^^^^^^^^^^
  |
  = allowed: 2013 to 2022
"#
    );
}

#[test]
fn a_year_that_is_no_year() {
    assert_eq!(
        with("[ranking]\nyears = [2015.5]\n"),
        r#"error[unknown-year]: 2015.5 is not a fiscal year of this scenario
 --> my-plan/plan.toml:9:9
  |
9 | years = [2015.5]
  |         ^^^^^^^^
  |
  = allowed: 2013 to 2022
"#
    );
}

#[test]
fn a_stage_without_a_worth() {
    assert_eq!(
        with("[value]\nper_licence = 1_000_000\nopen = { hti = 5_000 }\n"),
        r#"error[unknown-stage]: `hti` is not a stage of this scenario
  --> my-plan/plan.toml:10:10
   |
10 | open = { hti = 5_000 }
   |          ^^^
   |
   = allowed: hit, lead, trial
   = help: did you mean `hit`?
"#
    );
}

#[test]
fn a_ranking_of_nothing() {
    assert_eq!(
        checked(
            &[("[area.cancer]", "[ranking]\n\n[area.cancer]")],
            "id,name,area\n"
        ),
        r#"warning[ranking-without-themes]: no theme is listed: [ranking] has nothing to rank
 --> my-plan/plan.toml:8:2
  |
8 | [ranking]
  |  ^^^^^^^
  |
  = help: list themes, or remove [ranking]
"#
    );
}
