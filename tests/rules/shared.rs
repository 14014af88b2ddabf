//! What is done once per run (EXE-13).

use crate::common::{self, Log};
use crate::sketch::{is_licence, themes};

/// A platform that is built once, behind one slot, before each theme's own work.
const PLATFORM: &str = r#"
[institute.lab.function.f]
slots = 1
[[route.r.stage]]
id = "s"
  [[route.r.stage.activity]]
  id = "platform"
  needs = { f = 1 }
  providers = ["lab"]
  duration_months = 6
  cost = 100
  once = true
  [[route.r.stage.activity]]
  id = "own"
  duration_months = 1
"#;

#[test]
fn exe_13_what_is_done_once_serves_all_who_wait_and_all_who_come_later() {
    let text = common::head(3.0)
        + PLATFORM
        + &themes(&[
            ("A", ""),
            ("B", ""),
            ("C", "arrives = 2013-06-01"),
            ("D", "arrives = 2014-04-01"),
        ]);
    let log = Log::of(&text);
    assert_eq!(log.order_of_starts("platform"), ["A"]);
    for (theme, month) in [("A", 6.0), ("B", 6.0), ("C", 6.0), ("D", 12.0)] {
        assert_eq!(log.start(theme, "own").at, month, "{theme}");
    }
    assert_eq!(log.total(), 100);
}

#[test]
fn exe_13_what_is_under_way_at_the_start_is_not_begun_again() {
    let under_way = "in_progress = \"platform\"\nprogress = \"0.5\"";
    for (fresh, running) in [("B", "A"), ("A", "B")] {
        let text = common::head(3.0) + PLATFORM + &themes(&[(fresh, ""), (running, under_way)]);
        let log = Log::of(&text);
        assert_eq!(
            log.order_of_starts("platform"),
            [running],
            "{running} is under way"
        );
        assert_eq!(log.start(fresh, "own").at, 3.0);
    }
}

#[test]
fn exe_13_what_a_theme_has_done_before_the_start_is_there_for_all() {
    for (fresh, done) in [("B", "A"), ("A", "B")] {
        let text =
            common::head(3.0) + PLATFORM + &themes(&[(fresh, ""), (done, "done = \"platform\"")]);
        let log = Log::of(&text);
        assert!(log.order_of_starts("platform").is_empty());
        assert_eq!(log.start(fresh, "own").at, 0.0);
    }
}

#[test]
fn exe_13_shared_work_that_waits_is_inherited_when_its_theme_leaves() {
    // A is licensed in month 4 while its platform waits for the slot that X holds until 10.
    let text = common::head(3.0)
        + "[route.r]\nremaining_work_passes_to_licensee = true\n"
        + &PLATFORM.replace(
            "[[route.r.stage]]\nid = \"s\"",
            "[[route.r.stage]]\nid = \"p\"\n[[route.r.stage]]\nid = \"s\"",
        )
        + "[[route.r.offer]]\nid = \"o\"\nafter = \"p\"\nodds = 1\nduration_months = 4\n"
        + r#"
[route.x]
[[route.x.stage]]
id = "x"
  [[route.x.stage.activity]]
  id = "hold"
  needs = { f = 1 }
  providers = ["lab"]
  duration_months = 10
"# + &themes(&[
        ("A", "route = \"r\""),
        (
            "B",
            "route = \"r\"\narrives = 2013-07-01\nexit_point = \"s\"",
        ),
        ("X", "route = \"x\"\npriority = 9"),
    ]);
    let log = Log::of(&text);
    assert_eq!(log.months_of("A", is_licence), [4.0]);
    assert_eq!(log.order_of_starts("platform"), ["B"]);
    let start = log.start("B", "platform");
    assert_eq!(
        (start.at, start.waited),
        (10.0, 6.0),
        "in the queue since it inherited the work"
    );
    assert_eq!(log.start("B", "own").at, 16.0);
}

#[test]
fn exe_13_repeats_of_shared_work_come_before_its_use() {
    let text = common::head(3.0)
        + &PLATFORM.replace(
            "once = true",
            "once = true\n  repeat_probability = 1\n  repeat_limit = 1",
        )
        + &themes(&[("A", ""), ("B", "")]);
    let log = Log::of(&text);
    assert_eq!(log.start_months("A", "platform"), [0.0, 6.0]);
    assert_eq!(log.start("A", "own").at, 12.0);
    assert_eq!(
        log.start("B", "own").at,
        12.0,
        "nobody uses what has to be done again"
    );
}
