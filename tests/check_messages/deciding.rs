//! The messages about what is decided: rules, lines, gates, calendars, themes admitted already.

use super::{checked, patched, themes};

/// The messages about the plan with more tables.
fn with(tables: &str) -> String {
    patched("[area.cancer]", &format!("{tables}\n[area.cancer]"))
}

#[test]
fn a_rule_of_a_line_that_is_not_in_the_rule_book() {
    assert_eq!(
        with(
            "[gate.late]\nrule = \"EXE5\"\nwhen = { months_in_network_at_least = 99 }\ndecision = \"no-go\"\n"
        ),
        r#"error[unknown-rule]: `EXE5` is not a rule of the rule book
 --> my-plan/plan.toml:9:8
  |
9 | rule = "EXE5"
  |        ^^^^^^
  |
  = allowed: an id such as EXE-4; `soyaku rules` lists them
  = help: did you mean `EXE-5`?
"#
    );
}

#[test]
fn a_rule_of_an_activity_that_is_not_in_the_rule_book() {
    assert_eq!(
        patched(
            "  id = \"assay\"\n",
            "  id = \"assay\"\n  rule = \"XYZ-1\"\n"
        ),
        r#"error[unknown-rule]: `XYZ-1` is not a rule of the rule book
  --> my-plan/plan.toml:27:10
   |
27 |   rule = "XYZ-1"
   |          ^^^^^^^
   |
   = allowed: an id such as EXE-4; `soyaku rules` lists them
"#
    );
}

#[test]
fn rules_named_where_they_are_not_carried_out() {
    assert_eq!(
        patched(
            "  id = \"assay\"\n",
            "  id = \"assay\"\n  rule = \"BUD-2\"\n"
        ),
        r#"error[misplaced-rule]: `BUD-2` is not carried out here: its name would change nothing
  --> my-plan/plan.toml:27:10
   |
27 |   rule = "BUD-2"
   |          ^^^^^^^
   |
   = allowed: rules of kind S or M of these chapters: SCP, EXE
"#
    );
    assert_eq!(
        with(
            "[gate.dead]\nrule = \"SCP-5\"\nwhen = { calls_at_least = 9 }\ndecision = \"no-go\"\n"
        ),
        r#"error[misplaced-rule]: `SCP-5` is not carried out here: its name would change nothing
 --> my-plan/plan.toml:9:8
  |
9 | rule = "SCP-5"
  |        ^^^^^^^
  |
  = allowed: rules of kind S or M of these chapters: SCP, SEL, EXE, LIC
"#
    );
}

#[test]
fn scrutiny_that_is_done_once() {
    assert_eq!(
        with(
            "[selection]\n[[selection.activity]]\nid = \"look\"\nonce = true\nduration_months = 1\n"
        ),
        r#"error[conflicting-keys]: every theme is looked into for itself, so that nothing of it is done `once`
  --> my-plan/plan.toml:11:1
   |
11 | once = true
   | ^^^^
   |
   = allowed: no `once` in [[selection.activity]]
"#
    );
}

#[test]
fn a_budget_without_a_purse() {
    assert_eq!(
        with("[budget]\nrequest_month = 8\n"),
        r#"warning[budget-without-effect]: no purse is requested: [budget] has no effect
 --> my-plan/plan.toml:8:2
  |
8 | [budget]
  |  ^^^^^^
  |
  = help: add a [[purse]] whose money is requested and drafted in these months, or remove [budget]
"#
    );
}

#[test]
fn lines_behind_one_that_always_fires() {
    let lines = "[gate.early]\nwhen = { stage = \"hit\" }\nprobability = 0.1\ndecision = \"no-go\"\n\
                 [gate.always]\ndecision = \"go\"\nprobability = 1\n\
                 [gate.costly]\nwhen = { spent_at_least = 1e9 }\ndecision = \"no-go\"\n\
                 [withdrawal]\nrate_per_year = 0.1\n\
                 [withdrawal.consent.often]\nprobability = 0.9\ndecision = \"consent\"\n\
                 [withdrawal.consent.else]\ndecision = \"refuse\"\n";
    assert_eq!(
        with(lines),
        r#"warning[never-reached]: the line `costly` is never reached: `always` before it always decides
  --> my-plan/plan.toml:15:7
   |
12 | [gate.always]
   |       ------ has no condition and always fires
...
15 | [gate.costly]
   |       ^^^^^^
   |
   = help: put the line without conditions last, or remove what stands behind it
"#
    );
}

#[test]
fn gates_with_optional_where_no_stage_is() {
    assert_eq!(
        with("[gate.trial]\ndecision = \"with-optional\"\n"),
        r#"warning[no-optional-stage]: no stage is optional: the gate `trial` does the same as `go`
 --> my-plan/plan.toml:9:12
  |
9 | decision = "with-optional"
  |            ^^^^^^^^^^^^^^^
  |
  = help: write `optional = true` at the stage that is meant, or `decision = "go"`
"#
    );
}

#[test]
fn an_optional_stage_to_which_no_gate_leads() {
    let optional = (
        "id = \"lead\"\nodds = 0.5\n",
        "id = \"lead\"\noptional = true\nodds = 0.5\n",
    );
    let exit = ("exit_point = \"lead\"\n", "exit_point = \"hit\"\n");
    let line = |stage: &str| {
        format!(
            "[gate.trial]\nwhen = {{ stage = \"{stage}\" }}\ndecision = \"with-optional\"\n\n[area.cancer]"
        )
    };
    let told = |stage: &str| {
        let patches = [optional, exit, ("[area.cancer]", &line(stage))];
        checked(&patches, super::THEMES)
    };
    assert_eq!(told("hit"), "");
    assert_eq!(
        told("lead"),
        r#"warning[optional-never-done]: the stage `lead` is optional and no gate sends a theme through it: it is never done
  --> my-plan/plan.toml:41:1
   |
41 | optional = true
   | ^^^^^^^^
   |
   = help: add a line to [gate] with `decision = "with-optional"` for the stage before it, or remove `optional`
"#
    );
}

#[test]
fn reviews_and_councils_after_the_simulated_time() {
    assert_eq!(
        with("[selection]\nreview_dates = [2031-04-01]\n"),
        r#"warning[no-review-date]: no review date lies within the simulated time, from 2013-04-01 to 2023-04-01: nobody is ever admitted and no priority ever changes
 --> my-plan/plan.toml:9:16
  |
9 | review_dates = [2031-04-01]
  |                ^^^^^^^^^^^^
  |
  = help: correct the dates, or `horizon_years` in [scenario]
"#
    );
    assert_eq!(
        with("[selection]\ncouncil_confirms = true\n[council]\ndates = 2012-04-01\n"),
        r#"warning[no-council-date]: the Council confirms admissions and does not meet within the simulated time, from 2013-04-01 to 2023-04-01: nobody is ever admitted
  --> my-plan/plan.toml:11:9
   |
11 | dates = 2012-04-01
   |         ^^^^^^^^^^
   |
   = help: correct the dates, or write `council_confirms = false` in [selection]
"#
    );
}

#[test]
fn what_admitted_themes_bring_is_never_looked_at() {
    let channel = (
        "mix = { antibody = 1 }\n",
        "mix = { antibody = 1 }\nadmitted = true\nrights_sorted = 0.5\n",
    );
    let selection = ("[area.cancer]", "[selection]\n\n[area.cancer]");
    let csv =
        "id,name,area,admitted,target_identified\nT01,肺がん,cancer,true,0.5\nT02,,,false,0.5\n";
    assert_eq!(
        checked(&[selection, channel], csv),
        r#"warning[never-looked-at]: the themes of the channel `calls` are admitted without selection: their `rights_sorted` is never looked at
  --> my-plan/plan.toml:54:1
   |
54 | rights_sorted = 0.5
   | ^^^^^^^^^^^^^
   |
   = help: write `admitted = false` where the Office shall select, or leave it out

warning[never-looked-at]: the theme `T01` is admitted without selection: its `target_identified` is never looked at
 --> my-plan/themes.csv:2:21
  |
2 | T01,肺がん,cancer,true,0.5
  |                        ^^^
  |
  = place: row T01, column `target_identified`
  = help: write `admitted = false` where the Office shall select, or leave it out
"#
    );
    assert_ne!(themes(csv), "", "without selection these are errors");
}
