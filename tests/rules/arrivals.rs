//! What is taken, and where it enters (SCP-1, SCP-2, SCP-3).

use soyaku::engine::Fate;

use crate::common::{self, Log};
use crate::sketch::{free_stage, is_licence, lab, stage, themes};

#[test]
fn scp_1_and_scp_2_what_lies_outside_the_scope_is_declined() {
    let text = common::head(2.0)
        + "[scope]\nmodalities = [\"m\"]\nareas = [\"cancer\"]\n[area.cancer]\n[area.other]\n"
        + "[route.r]\nmodality = \"m\"\n"
        + &free_stage("a", 1.0, "")
        + "[route.q]\nmodality = \"n\"\n"
        + &free_stage("a", 1.0, "").replace("route.r", "route.q")
        + &themes(&[
            ("inside", "route = \"r\"\narea = \"cancer\""),
            ("no-area", "route = \"r\""),
            ("modality", "route = \"q\"\narea = \"other\""),
            ("area", "route = \"r\"\narea = \"other\""),
        ]);
    let log = Log::of(&text);
    assert_eq!(log.fate("inside"), Fate::Licensed);
    assert_eq!(log.fate("no-area"), Fate::Licensed);
    assert_eq!(log.fate("modality"), Fate::Declined { by_modality: true });
    assert_eq!(log.fate("area"), Fate::Declined { by_modality: false });
    assert!(log.starts("area", "work-a").is_empty());
}

#[test]
fn scp_3_a_theme_enters_at_the_stage_and_activity_it_has_reached() {
    let text = common::head(3.0)
        + &free_stage("a", 3.0, "odds = 0")
        + r#"
[[route.r.stage]]
id = "b"
  [[route.r.stage.activity]]
  id = "one"
  duration_months = 5
  [[route.r.stage.activity]]
  id = "two"
  duration_months = 7
[theme.T01]
entry_stage = "b"
done = "one"
"#;
    let log = Log::of(&text);
    assert!(log.starts("T01", "one").is_empty());
    assert_eq!(log.start("T01", "two").at, 0.0);
    assert_eq!(
        log.months_of("T01", is_licence),
        [7.0],
        "the odds of a are behind it"
    );
}

#[test]
fn scp_3_work_under_way_holds_its_slot_at_the_start_and_the_rest_of_it_remains() {
    let text = common::head(3.0)
        + &lab("2")
        + &stage("a", 10.0, "")
        + &themes(&[
            ("A", "priority = 9"),
            ("B", "priority = 8"),
            ("C", "in_progress = \"work-a\"\nprogress = \"0.4\""),
        ]);
    let log = Log::of(&text);
    let running = log.start("C", "work-a");
    assert_eq!(
        (running.at, running.end, running.under_way),
        (0.0, 6.0, true)
    );
    assert_eq!(log.start("A", "work-a").at, 0.0);
    assert_eq!(log.start("B", "work-a").at, 6.0, "in spite of its priority");
}
