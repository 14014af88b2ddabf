//! What holds in every run of every scenario: nothing is lost, nothing is served out of turn.
//!
//! Random small scenarios (`sketch.rs`) are run under an auditor (`audit.rs`) that keeps its own books
//! from what the engine tells, and compares them at each instant and at the end; the accumulators must
//! agree with both (`totals.rs`).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod audit;
mod caps;
#[path = "../common/mod.rs"]
mod common;
mod selecting;
mod sketch;
mod totals;
mod waits;

use std::collections::BTreeSet;

use proptest::prelude::*;

use soyaku::engine::{Happening, MoneyEvent, Observer, Plan, RunEnd, Simulator, ThemeRun};
use soyaku::model::{Link, Linked, Model, Ticks};

use audit::Audit;
use sketch::{Genes, scenario};
use totals::totals_agree;

const RUNS: u64 = 4;

/// The model, unless the random scenario is a wrong one.
fn read(text: &str) -> Result<Model, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scenario.toml");
    std::fs::write(&path, text).unwrap();
    let scenario = soyaku::scenario::read(&path);
    let messages = soyaku::diagnostic::render(
        &scenario.diagnostics,
        &scenario.sources,
        false,
        soyaku::language::Language::English,
    );
    scenario.model.ok_or(messages.to_string())
}

/// Whether two themes have behind them, or under way, what can be done only once.
fn contradicts_itself(model: &Model) -> bool {
    let mut known = BTreeSet::new();
    for theme in &model.themes {
        let route = &model.routes[theme.route];
        let stage = &route.stages[theme.stage];
        for (place, activity) in stage.activities.iter().enumerate().filter(|(_, a)| a.once) {
            let running = theme
                .in_progress
                .iter()
                .any(|running| running.activity == place);
            let begun = running || theme.done & (1 << place) != 0;
            if begun && !known.insert((route.base, &stage.id, &activity.id)) {
                return true;
            }
        }
    }
    false
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        rng_algorithm: prop::test_runner::RngAlgorithm::ChaCha,
        rng_seed: prop::test_runner::RngSeed::Fixed(20130401),
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_is_lost_and_nothing_is_served_out_of_turn(
        genes in prop::collection::vec(any::<u16>(), 1500),
    ) {
        let text = scenario(&mut Genes::new(genes));
        let model = read(&text);
        if let Err(messages) = &model {
            // Work under way may be more than fits, or be of a stage without work.
            // A link of ignorance may find no odds that are not known.
            let foreseen = [
                "too-much-under-way",
                "unknown-activity",
                "unknown-stage",
                "unknown-parameter",
            ];
            prop_assert!(foreseen.iter().any(|code| messages.contains(code)), "{messages}\n{text}");
        }
        prop_assume!(model.is_ok());
        let model = model.unwrap();
        prop_assume!(!contradicts_itself(&model));
        let runs = RUNS.next_multiple_of(u64::from(model.runs_per_world));
        audited(&model, runs);
    }
}

/// Runs a scenario under the auditor, and compares what was counted with its books.
fn audited(model: &Model, runs: u64) {
    let plan = Plan::new(model);
    let mut simulator = Simulator::new(&plan, 5);
    let mut audit = Audit::default();
    for run in 0..runs {
        simulator.run(run, &mut audit);
    }
    totals_agree(model, &audit, runs);
}

#[test]
fn the_scenarios_that_have_every_rule_on_pass_the_audit_as_shipped() {
    for (name, runs) in [("every-rule", 40), ("network-2013", 10)] {
        audited(&common::model_at(&common::shipped(name)), runs);
    }
}

/// Names the kinds of happenings of the chapter of licensing that it hears of, and counts waits for
/// the money of several accounts, and of others than before, and entries into optional stages.
#[derive(Default)]
struct Kinds(BTreeSet<String>, [usize; 3]);

impl Observer for Kinds {
    fn observe(&mut self, plan: &Plan<'_>, _: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        if let Happening::Licensing(what) = what {
            let text = format!("{what:?}");
            let name = text.split_once(' ').map_or(text.as_str(), |(name, _)| name);
            self.0.insert(name.to_owned());
        }
        match what {
            Happening::Money(MoneyEvent::WaitsForMoney { short_of, .. }) => {
                self.1[0] += usize::from(short_of.iter().count() > 1);
            }
            Happening::Money(MoneyEvent::ShortOf { .. }) => self.1[1] += 1,
            Happening::StageEntered { stage } => {
                let stages = &plan.model().routes[theme.route as usize].stages;
                self.1[2] += usize::from(stages[usize::from(stage)].optional);
            }
            _ => {}
        }
    }

    fn run_ended(&mut self, _: &Plan<'_>, _: &RunEnd<'_>) {}
}

/// Whether all chapters that a scenario may leave out are there, links of ignorance included.
fn has_every_chapter(model: &Model) -> bool {
    let money = &model.money;
    let ignorance = |link: &Link| matches!(link.of, Linked::Ignorance { .. });
    let known = [
        model.selection.is_some(),
        model.licensing.is_some(),
        model.withdrawal.is_some(),
        model.publication.is_some(),
        model.links.iter().any(ignorance),
        model.links.len() > 1,
        money.incentives.is_some(),
        money.budget.is_some(),
        !money.purses.is_empty(),
        !money.caps.is_empty(),
        !money.standing.is_empty(),
        !money.actual.is_empty(),
        !money.signed.is_empty(),
        !model.decisions.is_empty(),
        !model.channels.is_empty(),
    ];
    known.iter().all(|on| *on)
}

#[test]
fn the_random_scenarios_reach_every_part_of_licensing_caps_that_overlap_and_all_at_once() {
    let mut heard = Kinds::default();
    let mut whole = 0;
    // A plain sequence: the property above draws better ones.
    let mut state = 7_u32;
    for _ in 0..600 {
        let genes: Vec<u16> = (0..1500)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 16) as u16
            })
            .collect();
        let Ok(model) = read(&scenario(&mut Genes::new(genes))) else {
            continue;
        };
        if contradicts_itself(&model) {
            continue;
        }
        whole += usize::from(has_every_chapter(&model));
        let plan = Plan::new(&model);
        let mut simulator = Simulator::new(&plan, 5);
        for run in 0..RUNS {
            simulator.run(run, &mut heard);
        }
    }
    assert!(whole > 20, "{whole} scenarios have every chapter on");
    assert_eq!(heard.0.len(), 17, "{:?}", heard.0);
    assert!(heard.1.iter().all(|times| *times > 100), "{:?}", heard.1);
}
