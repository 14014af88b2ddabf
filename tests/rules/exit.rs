//! Exit points, offers, and what passes to the licensee (EXE-1, EXE-7, EXE-8, LIC-3).

use soyaku::engine::{Happening, Reason};

use crate::common::{self, Log};
use crate::sketch::{free_stage, is_licence, stage, themes};

#[test]
fn exe_1_the_exit_point_of_a_theme_decides_when_it_is_licensed() {
    let text = common::head(3.0)
        + &free_stage("a", 3.0, "")
        + &free_stage("b", 4.0, "")
        + &themes(&[("early", "exit_point = \"a\""), ("late", "")]);
    let log = Log::of(&text);
    assert_eq!(log.months_of("early", is_licence), [3.0]);
    assert_eq!(log.months_of("late", is_licence), [7.0]);
    assert_eq!(log.start("early", "work-b").at, 3.0, "its research goes on");
}

#[test]
fn exe_1_a_theme_that_enters_behind_the_exit_point_is_licensed_at_its_next_passed_stage() {
    let text = common::head(3.0)
        + "[route.r]\nexit_point = \"a\"\n"
        + &free_stage("a", 3.0, "")
        + &free_stage("b", 4.0, "")
        + &free_stage("c", 5.0, "")
        + &themes(&[("T01", "entry_stage = \"b\"")]);
    let log = Log::of(&text);
    assert_eq!(log.months_of("T01", is_licence), [4.0]);
}

#[test]
fn exe_1_the_passing_of_milestones_is_told() {
    let text = common::head(3.0)
        + "[route.r]\nmilestones = [\"b\"]\n"
        + &free_stage("a", 3.0, "")
        + &free_stage("b", 4.0, "")
        + &themes(&[("T01", ""), ("T02", "milestones = \"a;b\"")]);
    let log = Log::of(&text);
    let milestone = |what: &Happening| matches!(what, Happening::Milestone { .. });
    assert_eq!(log.months_of("T01", milestone), [7.0]);
    assert_eq!(log.months_of("T02", milestone), [3.0, 7.0]);
}

/// Two stages, an offer after the first that takes six months of a licensing desk.
fn offered(odds: [u8; 2], passes: bool) -> String {
    let [first, last] = odds;
    common::head(6.0)
        + "[institute.office.function.desk]\nslots = 1\n[institute.lab.function.f]\nslots = 1\n"
        + &format!("[route.r]\nremaining_work_passes_to_licensee = {passes}\n")
        + &free_stage("a", 2.0, "")
        + &stage("b", 10.0, "")
        + &free_stage("c", 1.0, "")
        + &format!(
            "[[route.r.offer]]\nid = \"early\"\nafter = \"a\"\nodds = {first}\n\
             duration_months = 6\nneeds = {{ desk = 1 }}\nproviders = [\"office\"]\n\
             [[route.r.offer]]\nid = \"late\"\nafter = \"c\"\nodds = {last}\nduration_months = 3\n"
        )
}

#[test]
fn exe_7_an_offer_runs_beside_research_and_its_odds_decide() {
    let text = offered([1, 1], false) + &themes(&[("A", ""), ("B", "")]);
    let log = Log::of(&text);
    assert_eq!(log.months_of("A", is_licence), [8.0]);
    assert_eq!(log.start("A", "work-b").at, 2.0);
    assert_eq!(
        log.months_of("B", is_licence),
        [14.0],
        "the desk takes one after the other"
    );
}

#[test]
fn exe_7_a_failed_offer_is_made_again_at_the_next_point() {
    let text = offered([0, 1], false) + &themes(&[("A", "")]);
    let log = Log::of(&text);
    let failed = |what: &Happening| matches!(what, Happening::OfferFailed { offer: 0, .. });
    assert_eq!(log.months_of("A", failed), [8.0]);
    assert_eq!(log.start("A", "late").at, 13.0);
    assert_eq!(log.months_of("A", is_licence), [16.0]);
}

#[test]
fn exe_7_an_offer_before_the_exit_point_is_not_made() {
    let text = offered([1, 1], false) + &themes(&[("A", "exit_point = \"b\"")]);
    let log = Log::of(&text);
    assert!(log.starts("A", "early").is_empty());
    assert_eq!(log.months_of("A", is_licence), [16.0]);
}

#[test]
fn lic_3_a_theme_whose_offers_all_failed_is_terminated() {
    let text = offered([0, 0], false) + &themes(&[("A", "")]);
    let log = Log::of(&text);
    assert_eq!(log.reason("A"), Some(Reason::NoLicensee));
    assert_eq!(log.themes["A"].decided.months(), 16.0);
}

#[test]
fn exe_7_a_theme_that_came_too_late_for_every_offer_is_offered_at_the_end_of_its_route() {
    let offer = "[[route.r.offer]]\nid = \"early\"\nafter = \"a\"\nodds = 1\nduration_months = 6\n";
    let text = common::head(4.0)
        + &free_stage("a", 2.0, "")
        + &free_stage("b", 3.0, "")
        + offer
        + &themes(&[("late", "entry_stage = \"b\""), ("early", "")]);
    let log = Log::of(&text);
    assert_eq!(log.months_of("late", is_licence), [9.0]);
    assert_eq!(
        log.months_of("early", is_licence),
        [8.0],
        "once, at its point"
    );
}

#[test]
fn lic_3_an_offer_under_way_outlives_the_end_of_research() {
    let text = offered([1, 0], false)
        .replace("duration_months = 6\nneeds", "duration_months = 40\nneeds")
        + &themes(&[("A", "")]);
    let log = Log::of(&text);
    assert_eq!(log.months_of("A", is_licence), [42.0]);
}

#[test]
fn exe_5_a_theme_that_fails_is_licensed_no_more() {
    let text = offered([1, 1], false)
        .replace("id = \"b\"\n", "id = \"b\"\nodds = 0\n")
        .replace("duration_months = 6\nneeds", "duration_months = 40\nneeds")
        + &themes(&[("A", "")]);
    let log = Log::of(&text);
    assert_eq!(log.reason("A"), Some(Reason::Technical));
    assert_eq!(
        log.start("A", "early").end,
        42.0,
        "its licensing work finishes all the same"
    );
    assert!(log.months_of("A", is_licence).is_empty());
}

#[test]
fn exe_8_what_remains_passes_to_the_licensee_where_the_route_says_so() {
    let list = themes(&[("A", "priority = 9"), ("B", "")]);
    // B waits for the lab behind A until month 12; it is licensed in month 14 and works on.
    let log = Log::of(&(offered([1, 1], false) + &list));
    assert_eq!(log.start("B", "work-b").at, 12.0);
    assert_eq!(log.start("B", "work-c").at, 22.0);
    assert_eq!(log.start("A", "work-c").at, 12.0);
    // Where it passes, work under way finishes, and nothing new begins.
    let log = Log::of(&(offered([1, 1], true) + &list));
    assert_eq!(log.start("A", "work-b").end, 12.0);
    assert!(log.starts("A", "work-c").is_empty());
    assert_eq!(log.start("B", "work-b").at, 12.0);
    assert!(log.starts("B", "work-c").is_empty());
    let outcome = |what: &Happening| matches!(what, Happening::Outcome { stage: 1, .. });
    assert!(
        log.months_of("A", outcome).is_empty(),
        "the stage is the licensee's"
    );
}

#[test]
fn exe_8_waiting_work_is_given_up_when_it_passes_to_the_licensee() {
    let text = offered([1, 1], true)
        .replace("duration_months = 10", "duration_months = 30")
        .replace(
            "[institute.office.function.desk]\nslots = 1",
            "[institute.office.function.desk]\nslots = 2",
        )
        + &themes(&[("A", "priority = 9"), ("B", "")]);
    let log = Log::of(&text);
    let cancelled = |what: &Happening| matches!(what, Happening::Cancelled { .. });
    assert_eq!(log.months_of("B", cancelled), [8.0]);
    assert!(log.starts("B", "work-b").is_empty());
    assert!(log.waiting.is_empty());
}

#[test]
fn exe_8_a_lead_time_that_is_no_longer_wanted_is_given_up_when_it_is_over() {
    // One of two providers is free from month 5; its lead time runs until 9, the licence comes in 8.
    let late = "[institute.other.function.f]\nslots = [{ from = 2020-04-01, count = 1 }]\n";
    let text = offered([1, 1], true)
        .replace(
            "[institute.lab.function.f]\nslots = 1",
            &format!(
                "{late}[institute.lab.function.f]\nslots = [{{ from = 2013-09-01, count = 1 }}]\n\
                 lead_time_months = 4"
            ),
        )
        .replace("providers = [\"lab\"]", "providers = [\"lab\", \"other\"]")
        + &themes(&[("A", "")]);
    let log = Log::of(&text);
    let lead = |what: &Happening| matches!(what, Happening::LeadBegan { .. });
    assert_eq!(log.months_of("A", lead), [5.0]);
    let cancelled = |what: &Happening| matches!(what, Happening::Cancelled { .. });
    assert_eq!(log.months_of("A", cancelled), [9.0]);
    assert!(log.starts("A", "work-b").is_empty());
    assert_eq!(
        log.themes["A"].waited.months(),
        3.0,
        "its wait counts all the same"
    );
}
