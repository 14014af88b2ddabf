//! What research is made of: GOV-3, EXE-4, EXE-9 to EXE-12, as activities that name their rule.

use soyaku::engine::Happening;

use crate::common::{self, Log};
use crate::sketch::{lab, themes};

/// An activity of route r with more keys.
fn activity(id: &str, keys: &str) -> String {
    format!("[[route.r.stage.activity]]\nid = \"{id}\"\n{keys}\n")
}

/// A scenario with one stage of these activities.
fn nonclinical(activities: &[(&str, &str)]) -> String {
    let list = activities.iter().map(|(id, keys)| activity(id, keys));
    let outside = "[institute.cro]\noutsourced = true\n[institute.cro.function.study]\nslots = 2\n\
                   lead_time_months = 2\n[institute.office.function.liaison]\nslots = 1\n";
    common::head(3.0)
        + outside
        + "[[route.r.stage]]\nid = \"nonclinical\"\n"
        + &list.collect::<String>()
        + &themes(&[("A", "")])
}

/// The rules the trace quotes where an activity starts.
fn rule_of(text: &str, activity: &str) -> String {
    let model = common::model(text);
    let plan = soyaku::engine::Plan::new(&model);
    let rows =
        soyaku::analysis::trace::trace(&plan, 1, 0, None, &soyaku::language::Styles::default());
    let mut starts = rows
        .iter()
        .filter(|row| row.event == "started" && row.activity == activity);
    starts.next().unwrap().rule.clone()
}

#[test]
fn gov_3_work_is_done_by_institutes_proposers_or_bought_outside() {
    let text = nonclinical(&[
        (
            "own",
            "needs = { f = 1 }\nproviders = [\"lab\"]\nduration_months = 1",
        ),
        (
            "bought",
            "needs = { study = 1 }\nproviders = [\"cro\"]\nduration_months = 1\nafter = []",
        ),
        ("proposers", "duration_months = 1\nafter = []"),
    ]) + &lab("1");
    let log = Log::of(&text);
    assert_eq!(log.start("A", "own").institute, "lab");
    assert_eq!(log.start("A", "bought").institute, "cro");
    assert_eq!(log.start("A", "bought").at, 2.0, "the Office buys it first");
    assert_eq!(log.start("A", "proposers").institute, "");
}

#[test]
fn exe_4_a_retest_is_a_fixed_part_that_names_its_rule() {
    let text = nonclinical(&[
        ("hits", "duration_months = 3"),
        ("retest", "duration_months = 1\nrule = \"EXE-4\""),
    ]);
    let log = Log::of(&text);
    assert_eq!(log.start("A", "retest").at, 3.0);
    assert_eq!(rule_of(&text, "retest"), "EXE-4");
    assert_eq!(rule_of(&text, "hits"), "EXE-2");
}

#[test]
fn exe_9_trial_preparation_waits_for_material_made_in_house_or_bought() {
    let text = nonclinical(&[
        (
            "gmp-material",
            "needs = { study = 1 }\nproviders = [\"cro\"]\nduration_months = 5\nrule = \"EXE-9\"",
        ),
        ("trial-plan", "duration_months = 2\nrule = \"EXE-9\""),
    ]);
    let log = Log::of(&text);
    assert_eq!(log.start("A", "gmp-material").end, 7.0);
    assert_eq!(log.start("A", "trial-plan").at, 7.0);
    assert_eq!(rule_of(&text, "gmp-material"), "EXE-9, GOV-3");
}

#[test]
fn exe_10_nonclinical_studies_are_outsourced_once_material_is_there() {
    let text = nonclinical(&[
        ("material", "duration_months = 4\nrule = \"EXE-10\""),
        (
            "toxicity",
            "needs = { study = 1 }\nproviders = [\"cro\"]\nduration_months = 6\nrule = \"EXE-10\"",
        ),
    ]);
    let log = Log::of(&text);
    assert_eq!(
        log.start("A", "toxicity").at,
        6.0,
        "material, then the contract"
    );
    assert_eq!(rule_of(&text, "toxicity"), "EXE-10, GOV-3");
}

#[test]
fn exe_11_liaison_with_pmda_takes_time_beside_the_studies() {
    let text = nonclinical(&[
        (
            "toxicity",
            "needs = { study = 1 }\nproviders = [\"cro\"]\nduration_months = 6",
        ),
        (
            "pmda",
            "needs = { liaison = 1 }\nproviders = [\"office\"]\nduration_months = 9\nafter = []\n\
             rule = \"EXE-11\"",
        ),
    ]);
    let log = Log::of(&text);
    assert_eq!(log.start("A", "pmda").at, 0.0);
    let outcome = |what: &Happening| matches!(what, Happening::Outcome { .. });
    assert_eq!(log.months_of("A", outcome), [9.0], "the stage waits for it");
    assert_eq!(rule_of(&text, "pmda"), "EXE-11");
}
