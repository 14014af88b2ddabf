//! The messages about the chapter of licensing, and about what it changes elsewhere.

use super::{PLAN, THEMES, messages};

/// What turns [`PLAN`] into a scenario with the chapter.
const CHAPTER: &str = r#"
[[route.antibody.offer]]
id = "early"
after = "hit"
applicants = 2
bid = 1_000_000
duration_months = 2

[licensing.call]
duration_months = 3

[channel.calls]"#;

/// The messages about the plan with the chapter, with each old text replaced by the new.
fn patched(patches: &[(&str, &str)]) -> String {
    let mut plan = PLAN.replace("\n[channel.calls]", CHAPTER);
    // The offer is made from the exit point on.
    plan = plan.replace("exit_point = \"lead\"", "exit_point = \"hit\"");
    for (old, new) in patches {
        assert_eq!(plan.matches(old).count(), 1, "{old} stands once");
        plan = plan.replace(old, new);
    }
    let files = [
        ("plan.toml", plan.as_bytes()),
        ("themes.csv", THEMES.as_bytes()),
    ];
    messages(&files, "")
}

/// The messages about the plan with more tables of the chapter.
fn with(tables: &str) -> String {
    let call = "[licensing.call]\nduration_months = 3\n";
    patched(&[(call, &format!("{call}{tables}"))])
}

#[test]
fn a_scenario_with_the_chapter_of_licensing_is_sound() {
    assert_eq!(with(""), "");
}

#[test]
fn odds_of_an_offer_are_not_read_beside_the_chapter_of_licensing() {
    assert_eq!(
        patched(&[("applicants = 2\n", "applicants = 2\nodds = 0.3\n")]),
        r#"error[conflicting-keys]: the offer `early` has `odds`, which nothing reads beside [licensing]
  --> my-plan/plan.toml:52:1
   |
52 | odds = 0.3
   | ^^^^
   |
   = allowed: `applicants`, the mean number of companies that apply, instead of `odds`
"#
    );
}

#[test]
fn an_offer_needs_applicants_with_the_chapter_of_licensing() {
    assert_eq!(
        patched(&[("applicants = 2\n", "")]),
        r#"error[missing-key]: the offer `early` lacks the key `applicants`
  --> my-plan/plan.toml:49:6
   |
49 | id = "early"
   |      ^^^^^^^
   |
   = help: add `applicants`: Mean number of applicants before all factors.
"#
    );
}

#[test]
fn applicants_and_bids_are_not_read_without_the_chapter() {
    assert_eq!(
        patched(&[
            ("applicants = 2\n", "odds = 0.3\napplicants = 2\n"),
            ("[licensing.call]\nduration_months = 3\n", "")
        ]),
        r#"error[conflicting-keys]: the offer `early` has `applicants`, which nothing reads without [licensing]
  --> my-plan/plan.toml:52:1
   |
52 | applicants = 2
   | ^^^^^^^^^^
   |
   = allowed: `odds` alone, or a table [licensing]

error[conflicting-keys]: the offer `early` has `bid`, which nothing reads without [licensing]
  --> my-plan/plan.toml:53:1
   |
53 | bid = 1_000_000
   | ^^^
   |
   = allowed: `odds` alone, or a table [licensing]
"#
    );
}

#[test]
fn an_offer_needs_odds_without_the_chapter_of_licensing() {
    assert_eq!(
        patched(&[
            ("applicants = 2\nbid = 1_000_000\n", ""),
            ("[licensing.call]\nduration_months = 3\n", "")
        ]),
        r#"error[missing-key]: the offer `early` lacks the key `odds`
  --> my-plan/plan.toml:49:6
   |
49 | id = "early"
   |      ^^^^^^^
   |
   = help: add `odds`: Probability that a company takes the theme.
"#
    );
}

#[test]
fn a_chapter_of_licensing_needs_a_call() {
    assert_eq!(
        patched(&[(
            "[licensing.call]\nduration_months = 3\n",
            "[licensing.tender]\nduration_months = 3\n"
        )]),
        r#"error[missing-key]: [licensing] lacks the key `call`
  --> my-plan/plan.toml:55:2
   |
55 | [licensing.tender]
   |  ^^^^^^^^^
   |
   = help: add `call`: The public call for a licensee (LIC-1).
"#
    );
}

#[test]
fn a_negative_binomial_number_of_applicants_needs_its_dispersion() {
    assert_eq!(
        with(
            r#"[licensing.applicants]
spread = "negative-binomial"
"#
        ),
        r#"error[missing-key]: a negative binomial number of applicants lacks the key `dispersion`
  --> my-plan/plan.toml:57:12
   |
57 | [licensing.applicants]
   |            ^^^^^^^^^^
   |
   = help: add `dispersion`: d of the variance m + d m^2
"#
    );
}

#[test]
fn a_poisson_number_of_applicants_has_no_dispersion() {
    assert_eq!(
        with("[licensing.applicants]\ndispersion = 2\n"),
        r#"error[conflicting-keys]: a Poisson number of applicants has no dispersion
  --> my-plan/plan.toml:58:1
   |
58 | dispersion = 2
   | ^^^^^^^^^^
   |
   = allowed: `spread = "negative-binomial"`, or no `dispersion`
"#
    );
}

#[test]
fn factors_of_applicants_name_known_modalities_and_areas() {
    assert_eq!(
        with("[licensing.applicants]\nmodality = { antibodi = 2 }\narea = { cancr = 2 }\n"),
        r#"error[unknown-modality]: `antibodi` is not a modality of this scenario
  --> my-plan/plan.toml:58:14
   |
58 | modality = { antibodi = 2 }
   |              ^^^^^^^^
   |
   = allowed: antibody
   = help: did you mean `antibody`?

error[unknown-area]: `cancr` is not a disease area of this scenario
  --> my-plan/plan.toml:59:10
   |
59 | area = { cancr = 2 }
   |          ^^^^^
   |
   = allowed: cancer
   = help: did you mean `cancer`?
"#
    );
}

#[test]
fn a_reference_score_without_factors_has_no_effect() {
    assert_eq!(
        with("[licensing.applicants]\nreference_score = 2\n"),
        r#"error[missing-key]: a reference score without factors of scores has no effect
  --> my-plan/plan.toml:58:1
   |
58 | reference_score = 2
   | ^^^^^^^^^^^^^^^
   |
   = allowed: `score` beside `reference_score`, or neither
"#
    );
}

#[test]
fn a_registered_licence_alone_is_not_enough() {
    assert_eq!(
        with("[licensing.kind.exclusive-registered]\nweight = 1\n"),
        r#"error[missing-key]: no kind of licence remains where a patent is not granted or a co-owner does not consent
  --> my-plan/plan.toml:57:12
   |
57 | [licensing.kind.exclusive-registered]
   |            ^^^^
   |
   = allowed: `exclusive` or `sublicensing` with a weight above 0
"#
    );
}

#[test]
fn a_key_of_an_offer_that_is_misspelt_is_one_mistake() {
    assert_eq!(
        patched(&[("applicants = 2\n", "aplicants = 2\n")]),
        r#"error[unknown-key]: an offer has no key `aplicants`
  --> my-plan/plan.toml:51:1
   |
51 | aplicants = 2
   | ^^^^^^^^^
   |
   = allowed: name, name_ja, after, odds, applicants, bid, needs, providers, duration_months, cost, cost_per_month, cost_timing, payments, payment_lag_months, item
   = help: did you mean `applicants`?
"#
    );
}

#[test]
fn a_kind_of_licence_suggests_the_nearest() {
    assert_eq!(
        with("[licensing.kind.exclusiv]\nweight = 1\n"),
        r#"error[unknown-key]: [licensing.kind] has no key `exclusiv`
  --> my-plan/plan.toml:57:17
   |
57 | [licensing.kind.exclusiv]
   |                 ^^^^^^^^
   |
   = allowed: exclusive-registered, exclusive, sublicensing
   = help: did you mean `exclusive`?
"#
    );
}

#[test]
fn the_launch_is_the_last_stage_of_the_development() {
    assert_eq!(
        with(
            r#"[[licensing.development]]
id = "market"
duration_months = 2
launch = true
[[licensing.development]]
id = "trial"
duration_months = 2
"#
        ),
        r#"error[misplaced-key]: `market` is the launch, but stages come after it
  --> my-plan/plan.toml:60:1
   |
60 | launch = true
   | ^^^^^^
   |
   = allowed: `launch = true` in the last stage of the development alone
"#
    );
}

#[test]
fn a_royalty_needs_a_launch() {
    assert_eq!(
        with("[licensing.royalty]\nrate = 0.05\nsales_per_year = 1e9\nyears = 10\n"),
        r#"error[missing-key]: a royalty is paid from the launch on, but no stage of [[licensing.development]] is one
  --> my-plan/plan.toml:57:12
   |
57 | [licensing.royalty]
   |            ^^^^^^^
   |
   = allowed: `launch = true` in the last stage, or no [licensing.royalty]
"#
    );
}

#[test]
fn early_licences_need_a_stage_that_fixes_the_candidate() {
    assert_eq!(
        with("[licensing.income]\nearly_upfront_share = 0.5\n"),
        r#"error[missing-key]: no route says which stage fixes its development candidate: no licence is early
  --> my-plan/plan.toml:58:1
   |
58 | early_upfront_share = 0.5
   | ^^^^^^^^^^^^^^^^^^^
   |
   = allowed: `candidate_stage` in a route, or no `early_upfront_share`
"#
    );
}

#[test]
fn late_milestones_need_milestones() {
    assert_eq!(
        with("[licensing.income]\nlate_milestones = false\n"),
        r#"error[missing-key]: no stage of [[licensing.development]] has a milestone
  --> my-plan/plan.toml:58:1
   |
58 | late_milestones = false
   | ^^^^^^^^^^^^^^^
   |
   = allowed: `milestone` in one of them, or no `late_milestones`
"#
    );
}

#[test]
fn income_of_the_office_needs_its_institute() {
    assert_eq!(
        with(
            r#"[licensing.income]
institutes = "office"
"#
        ),
        r#"error[missing-key]: all income goes to the Office, but no institute is named
  --> my-plan/plan.toml:57:12
   |
57 | [licensing.income]
   |            ^^^^^^
   |
   = help: add `office`: the institute of the Office
"#
    );
}

#[test]
fn contributions_of_the_institutes_come_to_at_most_all_income() {
    let income = |shares: &str| format!("[licensing.income]\ncontribution = {{ {shares} }}\n");
    assert_eq!(
        with(&income(
            "NIBIO = 0.7, RIKEN = { uniform = [0, 0.4], layer = \"ignorance\" }"
        )),
        r#"error[bad-shares]: the contributions of the institutes can come to 1.1 of the income
  --> my-plan/plan.toml:58:1
   |
58 | contribution = { NIBIO = 0.7, RIKEN = { uniform = [0, 0.4], layer = "ignorance" } }
   | ^^^^^^^^^^^^
   |
   = allowed: shares that come to at most 1; what is left is divided as `institutes` says
"#
    );
    assert_eq!(with(&income("NIBIO = 0.7, RIKEN = 0.3")), "");
}

#[test]
fn an_office_has_no_part_where_income_is_divided_by_work() {
    assert_eq!(
        with(
            r#"[licensing.income]
office = "NIBIO"
"#
        ),
        r#"error[conflicting-keys]: an Office is named, but income is divided by work
  --> my-plan/plan.toml:58:1
   |
58 | office = "NIBIO"
   | ^^^^^^
   |
   = allowed: `institutes = "office"` beside `office`, or no `office`
"#
    );
}

#[test]
fn the_office_that_has_all_income_is_an_institute() {
    assert_eq!(
        with(
            r#"[licensing.income]
institutes = "office"
office = "NIBOI"
"#
        ),
        r#"error[unknown-institute]: `NIBOI` is not an institute of this scenario
  --> my-plan/plan.toml:59:10
   |
59 | office = "NIBOI"
   |          ^^^^^^^
   |
   = allowed: NIBIO, RIKEN
   = help: did you mean `NIBIO`?
"#
    );
}

#[test]
fn what_others_carry_needs_a_share_and_items() {
    assert_eq!(
        with("[licensing.risk_relief]\nodds = 0.5\ncarried_share = 0.5\n"),
        r#"error[missing-key]: what others carry needs both a share and the items it is of
  --> my-plan/plan.toml:59:1
   |
59 | carried_share = 0.5
   | ^^^^^^^^^^^^^
   |
   = allowed: `carried_share` and `items` together, or neither
"#
    );
}

#[test]
fn items_that_others_carry_are_known() {
    assert_eq!(
        with(
            r#"[licensing.risk_relief]
odds = 0.5
carried_share = 0.5
items = ["resarch"]
"#
        ),
        r#"error[unknown-item]: `resarch` is not an item of this scenario
  --> my-plan/plan.toml:60:10
   |
60 | items = ["resarch"]
   |          ^^^^^^^^^
   |
   = allowed: research, outsourcing, ip, standing, incentives, meetings
   = help: did you mean `research`?
"#
    );
}

#[test]
fn a_decision_after_a_call_is_one_of_three() {
    assert_eq!(
        with(
            r#"[licensing.no_applicant.once-more]
decision = "call-agian"
"#
        ),
        r#"error[unknown-word]: the text `call-agian` is not allowed here
  --> my-plan/plan.toml:58:12
   |
58 | decision = "call-agian"
   |            ^^^^^^^^^^^^
   |
   = allowed: carry-on, call-again, stop
   = help: did you mean `call-again`?
"#
    );
}

#[test]
fn a_mean_number_of_applicants_has_a_range() {
    assert_eq!(
        patched(&[("applicants = 2\n", "applicants = 2000\n")]),
        r#"error[out-of-range]: 2000 is out of range for a mean number of applicants
  --> my-plan/plan.toml:51:14
   |
51 | applicants = 2000
   |              ^^^^
   |
   = allowed: 0 to 100
"#
    );
}

#[test]
fn providers_for_their_own_themes_alone_leave_others_without() {
    assert_eq!(
        patched(&[(
            r#"providers = ["RIKEN"]"#,
            r#"providers = [{ id = "RIKEN", own_work_only = true }]"#
        )]),
        r#"error[missing-provider]: a theme on which none of them has worked finds no provider at once
  --> my-plan/plan.toml:41:15
   |
41 |   providers = [{ id = "RIKEN", own_work_only = true }]
   |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = allowed: at least one provider without `own_work_only` and `after_wait_months`
"#
    );
}

#[test]
fn a_step_of_licensing_that_never_fits_is_odd() {
    assert_eq!(
        with(
            r#"[licensing.tender]
duration_months = 1
needs = { hts = 5 }
providers = ["NIBIO"]
"#
        ),
        r#"warning[never-starts]: the step `tender` needs 5 slots of `hts`, `NIBIO` has never more than 2: it can never start, and its themes wait for ever
  --> my-plan/plan.toml:59:17
   |
12 | slots = 2
   |         - the slots it has
...
59 | needs = { hts = 5 }
   |                 ^
   |
   = help: give the function more slots, need fewer, or name another provider
"#
    );
}
