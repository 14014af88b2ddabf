//! Who does the work: order of providers, outsourcing, lead times (EXE-2, EXE-3, EXE-12, GOV-5).

use crate::common::{self, Log};
use crate::sketch::{lab, stage, themes};

#[test]
fn exe_2_providers_are_tried_in_the_order_listed() {
    let text = common::head(2.0)
        + r#"
[institute.first.function.f]
slots = 1
[institute.second.function.f]
slots = 1
[[route.r.stage]]
id = "s"
  [[route.r.stage.activity]]
  id = "work"
  needs = { f = 1 }
  providers = ["first", { id = "second", duration_factor = 3 }]
  duration_months = 4
[theme.A]
[theme.B]
[theme.C]
"#;
    let log = Log::of(&text);
    let of = |theme| {
        let start = log.start(theme, "work");
        (start.institute, start.at, start.end)
    };
    assert_eq!(of("A"), ("first".into(), 0.0, 4.0));
    assert_eq!(of("B"), ("second".into(), 0.0, 12.0));
    assert_eq!(of("C"), ("first".into(), 4.0, 8.0));
}

#[test]
fn exe_12_the_needs_of_an_activity_are_met_by_one_provider() {
    let text = common::head(2.0)
        + r#"
[institute.first.function.f]
slots = 1
[institute.first.function.g]
slots = 1
[institute.second.function.f]
slots = 1
[institute.second.function.g]
slots = 1
[[route.r.stage]]
id = "s"
  [[route.r.stage.activity]]
  id = "work"
  needs = { f = 1, g = 1 }
  providers = ["first", "second"]
  duration_months = 4
[[route.q.stage]]
id = "s"
  [[route.q.stage.activity]]
  id = "work"
  needs = { f = 1 }
  providers = ["first"]
  duration_months = 9
[[route.p.stage]]
id = "s"
  [[route.p.stage.activity]]
  id = "work"
  needs = { g = 1 }
  providers = ["second"]
  duration_months = 7
[theme.A]
route = "q"
priority = 2
[theme.B]
route = "p"
priority = 2
[theme.C]
route = "r"
"#;
    let log = Log::of(&text);
    let start = log.start("C", "work");
    assert_eq!((start.institute.as_str(), start.at), ("second", 7.0));
}

const OUTSOURCING: &str = r#"
[institute.lab.function.f]
slots = 1
[institute.cro]
outsourced = true
[institute.cro.function.f]
slots = 1
[[route.r.stage]]
id = "s"
  [[route.r.stage.activity]]
  id = "work"
  needs = { f = 1 }
  providers = ["lab", { id = "cro", after_wait_months = 2 }]
  duration_months = 12
"#;

#[test]
fn exe_3_outsourcing_opens_after_the_threshold_and_the_place_is_kept() {
    let text = common::head(4.0)
        + OUTSOURCING
        + &themes(&[
            ("A", "priority = 9"),
            ("B", "priority = 9\narrives = 2013-05-01"),
            ("C", "arrives = 2013-06-01"),
            ("D", "arrives = 2013-07-01"),
        ]);
    let log = Log::of(&text);
    let of = |theme| {
        let start = log.start(theme, "work");
        (start.institute, start.at, start.waited)
    };
    assert_eq!(
        of("A"),
        ("lab".into(), 0.0, 0.0),
        "not outsourced while there is a slot"
    );
    assert_eq!(
        of("B"),
        ("cro".into(), 3.0, 2.0),
        "outsourced after two months"
    );
    // C opens in month 4 but the CRO is taken; it keeps its place for either.
    assert_eq!(of("C"), ("lab".into(), 12.0, 10.0));
    assert_eq!(of("D"), ("cro".into(), 15.0, 12.0));
}

#[test]
fn exe_3_a_threshold_does_not_apply_to_the_wait_of_a_later_attempt() {
    let text = common::head(6.0)
        + &OUTSOURCING.replace(
            "duration_months = 12",
            "duration_months = 3\n  repeat_probability = 1\n  repeat_limit = 1",
        )
        + &themes(&[("A", "priority = 9"), ("B", "arrives = 2013-05-01")]);
    let log = Log::of(&text);
    // A repeats at once in month 3. B joins in month 1 and opens in 3: the CRO is free.
    assert_eq!(log.start_months("A", "work"), [0.0, 3.0]);
    let starts = log.starts("B", "work");
    assert_eq!((starts[0].at, starts[0].institute.as_str()), (3.0, "cro"));
    // Both end in month 6; B rejoins anew and the lab is free for it.
    assert_eq!((starts[1].at, starts[1].institute.as_str()), (6.0, "lab"));
    assert_eq!(starts[1].waited, 0.0);
}

#[test]
fn gov_5_a_lead_time_precedes_work_and_holds_no_slot() {
    let text = common::head(4.0)
        + &lab("1\nlead_time_months = 2")
        + &stage("a", 4.0, "")
        + &themes(&[("A", "priority = 5"), ("B", "")]);
    let log = Log::of(&text);
    assert_eq!(log.start("A", "work-a").at, 2.0);
    let second = log.start("B", "work-a");
    assert_eq!(
        (second.at, second.waited),
        (6.0, 4.0),
        "its lead time ran beside the work of A"
    );
}

#[test]
fn gov_5_a_stated_lead_time_of_nothing_is_no_lead_time() {
    let text = |lead: &str| {
        common::head(4.0)
            + &format!(
                "[institute.one.function.f]\nslots = 1\n{lead}\n\
                 [institute.two.function.f]\nslots = [{{ from = 2016-04-01, count = 1 }}]\n"
            )
            + r#"
[route.r]
modality = "m"
[[route.r.stage]]
id = "s"
  [[route.r.stage.activity]]
  id = "work"
  needs = { f = 1 }
  providers = ["one", "two"]
  duration_months = 4
[route.q]
modality = "n"
[[route.q.stage]]
id = "s"
  [[route.q.stage.activity]]
  id = "work"
  needs = { f = 1 }
  providers = ["one"]
  duration_months = 4
[theme.A]
route = "r"
priority = 5
[theme.B]
route = "q"
"#
    };
    let log = Log::of(&text(""));
    assert_eq!(log.order_of_starts("work"), ["A", "B"]);
    let log = Log::of(&text("lead_time_months = 0"));
    assert_eq!(log.order_of_starts("work"), ["A", "B"]);
}

#[test]
fn gov_5_no_more_work_is_bound_to_a_provider_than_it_has_slots() {
    // While one theme's work is prepared at the first provider its slot is free, but promised.
    let text = common::head(4.0)
        + r#"
[institute.first.function.f]
slots = 1
lead_time_months = 1
[institute.second.function.f]
slots = 2
[[route.r.stage]]
id = "s"
  [[route.r.stage.activity]]
  id = "work"
  needs = { f = 1 }
  providers = ["first", "second"]
  duration_months = 12
"# + &themes(&[("A", ""), ("B", ""), ("C", ""), ("D", "")]);
    let log = Log::of(&text);
    let of = |theme| {
        let start = log.start(theme, "work");
        (start.institute, start.at)
    };
    assert_eq!(of("A"), ("first".into(), 1.0));
    assert_eq!(of("B"), ("second".into(), 0.0));
    assert_eq!(of("C"), ("second".into(), 0.0));
    assert_eq!(of("D"), ("second".into(), 12.0));
}
