//! Draws belong to names: what is not concerned by a change keeps its draws, on any number of threads.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "draws/chapters.rs"]
mod chapters;
mod common;
#[path = "draws/neutral.rs"]
mod neutral;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use common::Log;
use soyaku::analysis::{Figures, Layout, Listener, Settings, simulate, tables};
use soyaku::engine::{Happening, Plan, Simulator};
use soyaku::model::Model;

const RUNS: u64 = 40;

/// Two shared functions, two routes, chance and ignorance, themes and a channel.
const BASE: &str = r#"
runs_per_world = 4
[area.cancer]
[area.rare]
odds_ratio = { second = { uniform = [0.5, 2], layer = "ignorance" } }
[institute.lab.function.f]
slots = 2
[institute.lab.function.g]
slots = 1
[institute.cro]
outsourced = true
[institute.cro.function.f]
slots = 1
lead_time_months = { uniform = [1, 3] }
[[route.small.stage]]
id = "first"
odds = { beta = [12, 6], layer = "ignorance" }
  [[route.small.stage.activity]]
  id = "screen"
  needs = { f = 1 }
  providers = ["lab", { id = "cro", after_wait_months = 3, duration_factor = { uniform = [0.8, 1.6] } }]
  duration_months = { triangular = [2, 4, 9] }
  repeat_probability = 0.3
  repeat_limit = 3
[[route.small.stage]]
id = "second"
odds = 0.6
  [[route.small.stage.activity]]
  id = "animal"
  needs = { f = 1, g = 1 }
  providers = ["lab"]
  duration_months = { lognormal = { mean = 7, sd = 4 } }
  [[route.small.stage.activity]]
  id = "paper"
  after = []
  duration_months = { gamma = { mean = 5, sd = 2 } }
[[route.large.stage]]
id = "first"
odds = 0.7
  [[route.large.stage.activity]]
  id = "screen"
  needs = { g = 1 }
  providers = ["lab"]
  duration_months = { weibull = { shape = 1.5, scale = 6 } }
[theme.T1]
route = "small"
[theme.T2]
route = "large"
priority = { uniform = [0, 2] }
[theme.T3]
route = "small"
area = "rare"
[theme.T4]
route = "small"
arrives = 2014-01-01
[channel.calls]
rate_per_year = 3
mix = { small = 2, large = 1 }
areas = { cancer = 1, rare = 1 }
priority = { uniform = [0, 1] }
"#;

fn base() -> String {
    common::head(6.0) + BASE
}

/// What is drawn for a theme: durations by (theme, activity, attempt, institute), outcomes with
/// their odds by (theme, stage), and the priority by theme.
#[derive(Debug, Default, PartialEq)]
struct Draws {
    durations: BTreeMap<(String, String, u32, String), i64>,
    outcomes: BTreeMap<(String, u16), (f64, bool)>,
    priorities: BTreeMap<String, f64>,
    kinds: BTreeMap<String, (String, Option<u32>)>,
    arrivals: BTreeMap<String, f64>,
}

fn draws(model: &Model, run: u64) -> Draws {
    let log = Log::of_run(model, 7, run);
    let mut draws = Draws::default();
    for entry in &log.entries {
        let theme = entry.theme.clone();
        match entry.what {
            Happening::Started { end, repeat, .. } => {
                let key = (
                    theme,
                    entry.activity.clone(),
                    repeat,
                    entry.institute.clone(),
                );
                draws.durations.insert(key, (end - entry.now).0);
            }
            Happening::Outcome {
                stage,
                odds,
                passed,
            } => {
                draws.outcomes.insert((theme, stage), (odds, passed));
            }
            _ => {}
        }
    }
    for (name, theme) in log.themes {
        draws.priorities.insert(name.clone(), theme.priority);
        draws.kinds.insert(
            name.clone(),
            (model.routes[theme.route as usize].id.clone(), theme.area),
        );
        draws.arrivals.insert(name, theme.arrived.months());
    }
    draws
}

/// Everything both maps have must be equal; returns how much that is.
fn agree<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    one: &BTreeMap<K, V>,
    other: &BTreeMap<K, V>,
) -> usize {
    let both = one
        .iter()
        .filter_map(|(key, value)| Some((key, value, other.get(key)?)));
    both.map(|(key, value, other)| assert_eq!(value, other, "{key:?}"))
        .count()
}

/// All draws that both scenarios make are equal in every run.
fn nothing_moves(changed: &str) {
    let (before, after) = (common::model(&base()), common::model(changed));
    let (mut durations, mut outcomes) = (0, 0);
    for run in 0..RUNS {
        let (one, other) = (draws(&before, run), draws(&after, run));
        durations += agree(&one.durations, &other.durations);
        outcomes += agree(&one.outcomes, &other.outcomes);
        agree(&one.priorities, &other.priorities);
        agree(&one.kinds, &other.kinds);
        agree(&one.arrivals, &other.arrivals);
    }
    // A comparison of nothing would prove nothing.
    assert!(
        durations > 500 && outcomes > 200,
        "{durations} durations, {outcomes} outcomes"
    );
}

#[test]
fn another_theme_moves_no_draw_of_the_others() {
    nothing_moves(&(base() + "[theme.A0]\nroute = \"small\"\npriority = 9\n"));
}

#[test]
fn another_slot_moves_no_draw() {
    nothing_moves(&base().replacen("slots = 2", "slots = 3", 1));
}

#[test]
fn another_institute_moves_no_draw() {
    let text = base().replace(
        "[institute.lab.function.f]",
        "[institute.aaa.function.f]\nslots = 1\n[institute.lab.function.f]",
    );
    nothing_moves(&text.replace(
        "providers = [\"lab\", {",
        "providers = [\"lab\", \"aaa\", {",
    ));
}

#[test]
fn another_route_moves_no_draw() {
    let route = "[[route.aaa.stage]]\nid = \"first\"\nodds = { beta = [2, 3], layer = \"ignorance\" }\n\
                 [[route.small.stage]]\nid = \"first\"";
    nothing_moves(&base().replacen("[[route.small.stage]]\nid = \"first\"", route, 1));
}

#[test]
fn another_channel_moves_no_draw() {
    nothing_moves(&(base() + "[channel.aaa]\nrate_per_year = 5\nmix = { large = 1 }\n"));
}

#[test]
fn another_stage_moves_no_draw_of_the_others() {
    let stage = "[[route.small.stage]]\nid = \"between\"\nodds = 0.9\n\
                 [[route.small.stage.activity]]\nid = \"screen\"\nduration_months = { uniform = [1, 2] }\n\
                 [[route.small.stage]]\nid = \"second\"";
    let changed = base().replacen("[[route.small.stage]]\nid = \"second\"", stage, 1);
    let (before, after) = (common::model(&base()), common::model(&changed));
    let mut compared = 0;
    for run in 0..RUNS {
        let (one, other) = (draws(&before, run), draws(&after, run));
        for ((theme, stage), outcome) in &other.outcomes {
            // What was the second stage of the small route is now its third.
            let kept = other.kinds[theme].0 == "small" && *stage == 2;
            let before = one.outcomes.get(&(theme.clone(), 1)).filter(|_| kept);
            if let Some(before) = before {
                assert_eq!(outcome, before, "{theme}");
                compared += 1;
            }
        }
    }
    assert!(compared > 50, "{compared}");
}

#[test]
fn an_override_of_one_theme_moves_no_draw_of_any() {
    let changed = base().replace("[theme.T1]\n", "[theme.T1]\nstage.second.odds = 0.61\n");
    let (before, after) = (common::model(&base()), common::model(&changed));
    for run in 0..RUNS {
        let (one, other) = (draws(&before, run), draws(&after, run));
        agree(&one.durations, &other.durations);
        for (key, (_, passed)) in &one.outcomes {
            let Some((odds, now)) = other.outcomes.get(key) else {
                continue;
            };
            assert!(
                *now || !passed,
                "{key:?}: higher odds {odds} do not make a success a failure"
            );
        }
    }
}

#[test]
fn the_order_of_the_list_of_themes_has_no_influence() {
    let swapped = base()
        .replace("[theme.T1]\nroute = \"small\"\n[theme.T2]\nroute = \"large\"\npriority = { uniform = [0, 2] }\n",
                 "[theme.T2]\nroute = \"large\"\npriority = { uniform = [0, 2] }\n[theme.T1]\nroute = \"small\"\n");
    assert_ne!(swapped, base());
    let (before, after) = (common::model(&base()), common::model(&swapped));
    for run in 0..RUNS {
        let (one, other) = (Log::of_run(&before, 7, run), Log::of_run(&after, 7, run));
        assert_eq!(one.entries, other.entries);
    }
}

#[test]
fn a_longer_distribution_keeps_its_u_and_lengthens_every_duration() {
    let changed = base().replace("triangular = [2, 4, 9]", "triangular = [2, 5, 11]");
    let (before, after) = (common::model(&base()), common::model(&changed));
    let (mut longer, mut others) = (0, 0);
    for run in 0..RUNS {
        let (one, other) = (draws(&before, run), draws(&after, run));
        for (key, duration) in &one.durations {
            let Some(now) = other.durations.get(key) else {
                continue;
            };
            if key.1 == "screen" && one.kinds[&key.0].0 == "small" {
                assert!(now > duration, "{key:?}");
                longer += 1;
            } else {
                assert_eq!(now, duration, "{key:?}");
                others += 1;
            }
        }
        agree(&one.outcomes, &other.outcomes);
    }
    assert!(longer > 200 && others > 200, "{longer}, {others}");
}

#[test]
fn a_higher_rate_brings_the_same_themes_earlier() {
    let changed = base().replace("rate_per_year = 3", "rate_per_year = 6");
    let (before, after) = (common::model(&base()), common::model(&changed));
    for run in 0..RUNS {
        let (one, other) = (draws(&before, run), draws(&after, run));
        assert!(other.arrivals.len() >= one.arrivals.len());
        agree(&one.kinds, &other.kinds);
        agree(&one.outcomes, &other.outcomes);
        for (theme, arrived) in one.arrivals.iter().filter(|(theme, _)| theme.contains('/')) {
            let now = other.arrivals[theme];
            assert!(
                (now - arrived / 2.0).abs() < 1e-6,
                "{theme}: {arrived}, {now}"
            );
        }
    }
}

#[test]
fn a_world_is_shared_by_its_runs_and_by_all_themes_in_it() {
    let model = common::model(&base());
    let mut by_world: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for run in 0..RUNS {
        let log = Log::of_run(&model, 7, run);
        for entry in &log.entries {
            if let Happening::Outcome { stage: 0, odds, .. } = entry.what
                && log.themes[&entry.theme].route == 0
            {
                by_world.entry(run / 4).or_default().push(odds.to_bits());
            }
        }
    }
    let mut seen = Vec::new();
    for odds in by_world.values() {
        assert!(odds.iter().all(|other| other == &odds[0]));
        seen.push(odds[0]);
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), by_world.len(), "worlds differ");
}

#[test]
fn what_was_simulated_before_has_no_influence() {
    let model = common::model(&base());
    let plan = Plan::new(&model);
    let mut used = Simulator::new(&plan, 7);
    for run in [3, 17, 2, 17, 5] {
        let mut log = Log::default();
        used.run(run, &mut log);
        let fresh = Log::of_run(&model, 7, run);
        assert_eq!(log.entries, fresh.entries);
        assert_eq!(log.ledger, fresh.ledger);
    }
}

#[test]
fn seeds_and_runs_differ() {
    let model = common::model(&base());
    let first = draws(&model, 0);
    assert_ne!(first.durations, draws(&model, 1).durations);
    assert_ne!(
        Log::of_run(&model, 8, 0).entries,
        Log::of_run(&model, 7, 0).entries
    );
}

/// Rows and all tables of a sample, as text.
fn sample(model: &Model, runs: u64, threads: usize) -> (Vec<i64>, String) {
    let plan = Plan::new(model);
    let layout = Layout::new(&plan);
    let mut rows = Vec::new();
    let mut expected = 0;
    let columns = layout.headlines(model).len();
    let mut sink = |first: u64, values: &[i64]| {
        assert_eq!(first, expected, "rows come in the order of runs");
        expected += (values.len() / columns) as u64;
        rows.extend_from_slice(values);
        Ok(())
    };
    let mut listener = Listener {
        progress: &|_| (),
        stop: &AtomicBool::new(false),
        sink: &mut sink,
    };
    let settings = Settings {
        runs,
        seed: 11,
        threads,
    };
    let sample = simulate(&plan, &layout, settings, &mut listener).unwrap();
    let figures = Figures {
        model,
        layout: &layout,
        plan: &plan,
        sample: &sample,
    };
    (rows, format!("{:?}", tables(&figures)))
}

#[test]
fn results_are_the_same_on_any_number_of_threads() {
    let scenarios = [
        (common::model(&base()), 4500),
        (common::model_at(&common::shipped("starter")), 333),
        (common::model_at(&common::shipped("network-2013")), 70),
        (common::model_at(&common::shipped("r1")), 200),
    ];
    for (model, runs) in &scenarios {
        let one = sample(model, *runs, 1);
        for threads in [2, 7] {
            let other = sample(model, *runs, threads);
            assert!(
                one.0 == other.0,
                "rows of {} on {threads} threads",
                model.id
            );
            assert!(
                one.1 == other.1,
                "tables of {} on {threads} threads",
                model.id
            );
        }
    }
}

#[test]
fn more_runs_leave_the_first_ones_as_they_were() {
    let model = common::model(&base());
    let (few, _) = sample(&model, 100, 2);
    let (many, _) = sample(&model, 300, 2);
    assert_eq!(few[..], many[..few.len()]);
}
