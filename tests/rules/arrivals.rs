//! What comes, what is taken, and where it enters (SEL-1, SCP-1, SCP-2, SCP-3).

use std::collections::BTreeMap;

use soyaku::engine::{Fate, Happening, Observer, Plan, RunEnd, ThemeRun};
use soyaku::model::Ticks;

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
    assert_eq!(
        log.fate("modality"),
        Fate::Declined {
            why: soyaku::engine::Refusal::Modality
        }
    );
    assert_eq!(
        log.fate("area"),
        Fate::Declined {
            why: soyaku::engine::Refusal::Area
        }
    );
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

/// Runs of one world, and how many of its themes follow the first of two routes.
#[derive(Default)]
struct Mixture {
    worlds: BTreeMap<u64, usize>,
    now: usize,
}

impl Observer for Mixture {
    fn observe(&mut self, _: &Plan<'_>, _: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        self.now += usize::from(what == Happening::Arrived && theme.route == 0);
    }

    fn run_ended(&mut self, _: &Plan<'_>, end: &RunEnd<'_>) {
        *self.worlds.entry(end.world).or_default() += std::mem::take(&mut self.now);
    }
}

#[test]
fn sel_1_the_mix_of_a_channel_may_be_unknown_and_is_then_one_for_a_whole_world() {
    let text = common::head(10.0)
        + "[[route.one.stage]]\nid = \"s\"\n[[route.two.stage]]\nid = \"s\"\n\
           [channel.calls]\nrate_per_year = 12\n\
           [channel.calls.mix]\n\
           one = { discrete = [[0, 1], [1, 1]], layer = \"ignorance\", source = \"assumption\" }\n\
           two = 1\n";
    let mut seen = Mixture::default();
    common::listen(&common::model(&text), 7, 400, &mut seen);
    // 40 worlds of 10 runs of about 120 themes: where the weight is 1 about 600 take the route,
    // where it is 0 none does. That all worlds fall on one side has a chance of 2⁻³⁹.
    let without = seen.worlds.values().filter(|count| **count == 0).count();
    let with = seen.worlds.values().filter(|count| **count > 400).count();
    assert_eq!((seen.worlds.len(), with + without), (40, 40));
    assert!(with > 0 && without > 0, "{:?}", seen.worlds);
}
