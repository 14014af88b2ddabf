//! Stages, repeats, gates, patents, options (EXE-4, EXE-5, EXE-6, EXE-14).

use soyaku::engine::{Fate, Happening, Reason};

use crate::common::{self, Log};
use crate::sketch::{free_stage, is_licence, lab, stage, themes};

#[test]
fn exe_4_a_repeat_rejoins_the_queue_and_stops_at_its_limit() {
    let text = common::head(4.0)
        + &lab("1")
        + &stage("a", 2.0, "")
        + "repeat_probability = 1\nrepeat_limit = 2\n"
        + &themes(&[("A", ""), ("B", "")]);
    let log = Log::of(&text);
    // The one that rejoins has a later joining time: they take turns.
    assert_eq!(
        log.order_of_starts("work-a"),
        ["A", "B", "A", "B", "A", "B"]
    );
    assert_eq!(log.months_of("A", is_licence), [10.0]);
    let repeats: Vec<u32> = log
        .starts("A", "work-a")
        .iter()
        .map(|start| start.repeat)
        .collect();
    assert_eq!(repeats, [0, 1, 2]);
}

#[test]
fn exe_5_a_failed_stage_terminates_the_theme() {
    let text = common::head(2.0)
        + &free_stage("a", 3.0, "odds = 0")
        + &free_stage("b", 3.0, "")
        + &themes(&[("T01", "")]);
    let log = Log::of(&text);
    assert_eq!(
        log.fate("T01"),
        Fate::Terminated {
            stage: 0,
            reason: Reason::Technical
        }
    );
    assert_eq!(log.themes["T01"].decided.months(), 3.0);
    assert!(log.starts("T01", "work-b").is_empty());
}

#[test]
fn exe_5_the_first_gate_that_matches_decides() {
    let gates = r#"
[[gate]]
id = "spare"
when = { area = ["rare"] }
decision = "go"
[[gate]]
id = "weak"
when = { stage = ["a"], science_below = 2 }
decision = "no-go"
[[gate]]
id = "dear"
when = { spent_at_least = 100, modality = ["r"] }
decision = "no-go"
[[gate]]
id = "slow"
when = { months_in_network_at_least = 6 }
decision = "no-go"
[area.rare]
"#;
    let text = common::head(2.0)
        + gates
        + &free_stage("a", 3.0, "")
        + "cost = 60\n"
        + &free_stage("b", 2.0, "")
        + "cost = 40\n"
        + &free_stage("c", 2.0, "")
        + &themes(&[
            ("dear", "science = 2"),
            ("rare", "science = 1\narea = \"rare\""),
            (
                "slow",
                "stage.a.activity.work-a.cost = 59\nstage.b.activity.work-b.duration_months = 3",
            ),
            (
                "passes",
                "stage.a.activity.work-a.cost = 59\nstage.c.activity.work-c.duration_months = 0.5",
            ),
            ("weak", "science = 1.9"),
        ]);
    let log = Log::of(&text);
    assert_eq!(log.reason("weak"), Some(Reason::Rule(1)));
    assert_eq!(log.themes["weak"].stage, 0);
    assert_eq!(log.reason("dear"), Some(Reason::Rule(2)));
    assert_eq!(log.themes["dear"].stage, 1);
    assert_eq!(log.reason("slow"), Some(Reason::Rule(3)));
    assert_eq!(log.themes["slow"].stage, 1, "six months in the network");
    assert_eq!(log.fate("rare"), Fate::Licensed, "a go ends the search");
    assert_eq!(log.fate("passes"), Fate::Licensed, "no match is a go");
}

#[test]
fn exe_5_a_limit_in_a_rule_has_a_source_and_a_price_year_like_any_number() {
    let text = common::head(4.0)
        + "[deflator]\n2010 = { value = 50, source = \"statistics bureau\" }\n2013 = 100\n"
        + "[[gate]]\nid = \"dear\"\ndecision = \"no-go\"\n\
           when = { spent_at_least = { value = 400, price_year = 2010, source = \"council\" } }\n"
        + &free_stage("a", 2.0, "")
        + "cost = 700\n"
        + &free_stage("b", 2.0, "")
        + "cost = 200\n"
        + &free_stage("c", 2.0, "")
        + &themes(&[("T01", "")]);
    // 400 of 2010 are 800 of 2013: reached after the second stage.
    assert_eq!(
        Log::of(&text).fate("T01"),
        Fate::Terminated {
            stage: 1,
            reason: Reason::Rule(0)
        }
    );
    let model = common::model(&text);
    let source = |path: &str| {
        let found = model.parameters.iter().find(|known| known.path == path);
        found.and_then(|known| known.provenance.source.clone())
    };
    assert_eq!(
        source("gate.dear.when.spent_at_least").as_deref(),
        Some("council")
    );
    assert_eq!(
        source("deflator.2010").as_deref(),
        Some("statistics bureau")
    );
}

#[test]
fn exe_6_a_patent_is_given_up_when_the_theme_ends() {
    let text = common::head(6.0)
        + "[institute.office]\n[route.r.ip]\nafter = \"a\"\ninstitute = \"office\"\n\
           filing_cost = 1000\ncost_per_year = 30\n"
        + &free_stage("a", 2.0, "")
        + &free_stage("b", 20.0, "odds = 0")
        + &themes(&[("T01", "")]);
    let log = Log::of(&text);
    assert_eq!(log.amounts("office", "ip"), [1000, 30, 0, 0, 0, 0]);
    let kept = |what: &Happening| matches!(what, Happening::PatentKept { .. });
    assert_eq!(log.months_of("T01", kept), [14.0]);
}

#[test]
fn exe_6_a_patent_filed_before_the_start_is_kept_up_on_its_anniversaries() {
    let text = common::head(4.0)
        + "[institute.office]\n[route.r.ip]\nafter = \"a\"\ninstitute = \"office\"\n\
           filing_cost = 1000\ncost_per_year = 30\n"
        + &free_stage("a", 2.0, "")
        + &free_stage("b", 20.0, "")
        + &themes(&[
            ("T01", "entry_stage = \"b\"\npatent_filed = 2011-10-01"),
            ("T02", "entry_stage = \"b\""),
        ]);
    let log = Log::of(&text);
    let kept = |what: &Happening| matches!(what, Happening::PatentKept { .. });
    assert_eq!(log.months_of("T01", kept), [6.0, 18.0]);
    assert!(
        log.months_of("T02", kept).is_empty(),
        "the network has none of it"
    );
    assert_eq!(log.amounts("office", "ip"), [30, 30, 0, 0]);
}

#[test]
fn exe_6_the_network_keeps_a_patent_only_from_admission_on() {
    let text = common::head(6.0)
        + "[institute.office]\n[route.r.ip]\nafter = \"b\"\ninstitute = \"office\"\n\
           filing_cost = 1000\ncost_per_year = 30\n\
           [selection]\nreturn_months = 48\n[[selection.rule]]\nid = \"weak\"\n\
           when = { science_below = 2 }\ndecision = \"send-back\"\n"
        + &free_stage("a", 40.0, "")
        + &free_stage("b", 40.0, "")
        + &themes(&[
            (
                "WAITS",
                "admitted = false\npatent_filed = 2012-10-01\nrights_sorted = 0\nrights_months = 20",
            ),
            (
                "BACK",
                "admitted = false\npatent_filed = 2012-10-01\nscience = 1",
            ),
        ]);
    let log = Log::of(&text);
    let kept = |what: &Happening| matches!(what, Happening::PatentKept { .. });
    // Filed in October 2012 and admitted in December 2014: from October 2015 on.
    assert_eq!(log.months_of("WAITS", kept), [30.0, 42.0, 54.0, 66.0]);
    assert!(log.months_of("BACK", kept).is_empty(), "never admitted");
    assert_eq!(log.amounts("office", "ip"), [0, 0, 30, 30, 30, 30]);
}

#[test]
fn exe_14_an_optional_stage_is_entered_only_by_themes_that_include_it() {
    let text = common::head(3.0)
        + &free_stage("a", 3.0, "")
        + &free_stage("trial", 6.0, "included = false")
        + &free_stage("c", 1.0, "")
        + &themes(&[("A", ""), ("B", "stage.trial.included = true")]);
    let log = Log::of(&text);
    assert!(log.starts("A", "work-trial").is_empty());
    assert_eq!(log.months_of("A", is_licence), [4.0]);
    assert_eq!(log.start("B", "work-trial").at, 3.0);
    assert_eq!(log.months_of("B", is_licence), [10.0]);
}

#[test]
fn stages_without_work_are_passed_in_an_instant() {
    let stage = |id: &str| format!("[[route.r.stage]]\nid = \"{id}\"\n");
    let text = common::head(1.0)
        + &stage("a")
        + &stage("b")
        + &free_stage("c", 2.0, "")
        + &themes(&[("T01", "arrives = 2013-05-01")]);
    let log = Log::of(&text);
    assert_eq!(log.start("T01", "work-c").at, 1.0);
    assert_eq!(log.months_of("T01", is_licence), [3.0]);
}
