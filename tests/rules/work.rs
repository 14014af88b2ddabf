//! Queues and slots: who is served, when, and what a date changes (EXE-2, EXE-12, GOV-1, SEL-8).

use soyaku::engine::Fate;

use crate::common::{self, Log};
use crate::sketch::{is_licence, lab, stage, themes};

#[test]
fn exe_2_the_highest_priority_is_served_first() {
    let text = common::head(2.0)
        + &lab("1")
        + &stage("a", 1.0, "")
        + &themes(&[
            ("A", "priority = 1"),
            ("B", "priority = 3"),
            ("C", "priority = 2.5"),
        ]);
    let log = Log::of(&text);
    assert_eq!(log.order_of_starts("work-a"), ["B", "C", "A"]);
}

#[test]
fn exe_2_work_once_started_is_not_interrupted() {
    let text = common::head(2.0)
        + &lab("1")
        + &stage("a", 6.0, "")
        + &themes(&[("A", ""), ("B", "priority = 9\narrives = 2013-05-01")]);
    let log = Log::of(&text);
    assert_eq!(log.start("A", "work-a").end, 6.0);
    assert_eq!(log.start("B", "work-a").at, 6.0);
}

#[test]
fn exe_2_equal_priorities_are_served_in_the_order_of_joining_then_of_themes() {
    let text = common::head(2.0)
        + &lab("1")
        + &stage("a", 3.0, "")
        + &themes(&[
            ("A", "arrives = 2013-06-01"),
            ("B", "arrives = 2013-05-01"),
            ("C", ""),
            ("D", ""),
        ]);
    let log = Log::of(&text);
    assert_eq!(log.order_of_starts("work-a"), ["C", "D", "B", "A"]);
}

#[test]
fn exe_2_activities_of_a_stage_follow_their_precedence() {
    let text = common::head(3.0)
        + r#"
[[route.r.stage]]
id = "s"
  [[route.r.stage.activity]]
  id = "a"
  duration_months = 2
  [[route.r.stage.activity]]
  id = "b"
  duration_months = 5
  [[route.r.stage.activity]]
  id = "c"
  after = ["a"]
  duration_months = 1
  [[route.r.stage.activity]]
  id = "d"
  after = ["b", "c"]
  duration_months = 1
  [[route.r.stage.activity]]
  id = "e"
  after = []
  duration_months = 9
[theme.T01]
"#;
    let log = Log::of(&text);
    let starts = ["a", "b", "c", "d", "e"].map(|id| log.start("T01", id).at);
    assert_eq!(starts, [0.0, 2.0, 2.0, 7.0, 0.0]);
    assert_eq!(
        log.months_of("T01", is_licence),
        [9.0],
        "the stage ends with its last activity"
    );
}

#[test]
fn exe_2_ends_release_before_starts_of_the_same_instant() {
    let text = common::head(2.0)
        + &lab("1")
        + &stage("a", 3.0, "")
        + &stage("b", 2.0, "")
        + &themes(&[("A", ""), ("B", "priority = 5\narrives = 2013-07-01")]);
    // In month 3 A ends stage a and wants the slot for b; B arrives at that instant and is first.
    let log = Log::of(&text);
    assert_eq!(log.start("B", "work-a").at, 3.0);
    assert_eq!(log.start("B", "work-b").at, 6.0);
    assert_eq!(log.start("A", "work-b").at, 8.0);
}

#[test]
fn exe_12_several_functions_are_taken_all_at_once_and_small_needs_pass_large_ones() {
    let text = common::head(2.0)
        + r#"
[institute.lab.function.f]
slots = 2
[institute.lab.function.g]
slots = 1
[route.large]
modality = "m"
[[route.large.stage]]
id = "s"
  [[route.large.stage.activity]]
  id = "work"
  needs = { f = 2, g = 1 }
  providers = ["lab"]
  duration_months = 3
[route.small]
modality = "n"
[[route.small.stage]]
id = "s"
  [[route.small.stage.activity]]
  id = "work"
  needs = { f = 1 }
  providers = ["lab"]
  duration_months = 4
[theme.A]
route = "small"
priority = 9
[theme.B]
route = "large"
priority = 5
[theme.C]
route = "small"
arrives = 2013-05-01
"#;
    let log = Log::of(&text);
    assert_eq!(log.start("A", "work").at, 0.0);
    assert_eq!(
        log.start("C", "work").at,
        1.0,
        "does not wait behind what does not fit"
    );
    assert_eq!(log.start("B", "work").at, 5.0, "both slots of f at once");
    assert_eq!(log.start("B", "work").waited, 5.0);
}

#[test]
fn gov_1_a_new_slot_starts_waiting_work_on_its_date() {
    let slots = "[{ from = 2013-04-01, count = 1 }, { from = 2013-06-16, count = 2 }]";
    let text = common::head(2.0)
        + &lab(slots)
        + &stage("a", 9.0, "")
        + &themes(&[("A", ""), ("B", ""), ("C", "")]);
    let log = Log::of(&text);
    assert_eq!(log.start("A", "work-a").at, 0.0);
    assert_eq!(log.start("B", "work-a").at, 2.5);
    assert_eq!(log.start("C", "work-a").at, 9.0);
}

#[test]
fn gov_1_before_the_first_date_there_are_no_slots() {
    let text = common::head(2.0)
        + &lab("[{ from = 2013-09-01, count = 1 }]")
        + &stage("a", 3.0, "")
        + &themes(&[("A", "")]);
    assert_eq!(Log::of(&text).start("A", "work-a").at, 5.0);
}

#[test]
fn gov_1_a_cut_while_busy_interrupts_nothing_and_holds_back_starts() {
    let slots = "[{ from = 2013-04-01, count = 2 }, { from = 2013-06-01, count = 0 }, \
                 { from = 2014-02-01, count = 1 }]";
    let text = common::head(3.0)
        + &lab(slots)
        + &stage("a", 6.0, "")
        + &themes(&[("A", ""), ("B", ""), ("C", "")]);
    let log = Log::of(&text);
    assert_eq!(log.start("A", "work-a").end, 6.0);
    assert_eq!(log.start("B", "work-a").end, 6.0);
    assert_eq!(log.months_of("B", is_licence), [6.0]);
    assert_eq!(
        log.start("C", "work-a").at,
        10.0,
        "slots freed after the cut stay closed"
    );
}

#[test]
fn gov_1_a_partial_cut_takes_away_what_is_freed_first() {
    let slots = "[{ from = 2013-04-01, count = 2 }, { from = 2013-06-01, count = 1 }]";
    let text = common::head(3.0)
        + &lab(slots)
        + &stage("a", 8.0, "")
        + &themes(&[
            ("A", "stage.a.activity.work-a.duration_months = 4"),
            ("B", ""),
            ("C", ""),
        ]);
    let log = Log::of(&text);
    assert_eq!(log.start("A", "work-a").end, 4.0);
    assert_eq!(
        log.start("C", "work-a").at,
        8.0,
        "not when A frees the slot that was cut"
    );
}

#[test]
fn sel_8_the_base_priority_is_the_weighted_sum_of_scores() {
    let text = common::head(3.0)
        + "[priority]\nweight = { science = 0.5, business = 2 }\n"
        + &lab("1")
        + &stage("a", 1.0, "")
        + &themes(&[
            ("A", "science = 5\nbusiness = 1"),
            ("B", "science = 1\nbusiness = 3"),
            ("C", "business = 2.5"),
            ("D", "priority = 6"),
        ]);
    // 4.5, 6.5, 5 and its own 6.
    assert_eq!(
        Log::of(&text).order_of_starts("work-a"),
        ["B", "D", "C", "A"]
    );
}

#[test]
fn at_the_horizon_ends_count_and_starts_do_not() {
    let text = common::head(1.0)
        + &lab("1")
        + &stage("a", 12.0, "")
        + &stage("b", 1.0, "")
        + &themes(&[("A", "exit_point = \"a\""), ("B", "")]);
    let log = Log::of(&text);
    assert_eq!(log.months_of("A", is_licence), [12.0]);
    assert!(log.starts("A", "work-b").is_empty());
    assert!(log.starts("B", "work-a").is_empty());
    assert_eq!(log.fate("B"), Fate::Open);
    let mut waiting = log.waiting.clone();
    waiting.sort();
    assert_eq!(
        waiting,
        [("A".into(), "work-b".into()), ("B".into(), "work-a".into())]
    );
}
