//! Run by run, the engine's starts against the list policy written down a second time.
//!
//! Given how the trials of a run end, the list policy has exactly one schedule. So nothing here is
//! left to chance, and instances need no published numbers.

use std::collections::BTreeMap;
use std::fs;

use soyaku::diagnostic::render;
use soyaku::engine::{Happening, Observer, Origin, Plan, RunEnd, Simulator, ThemeRun};
use soyaku::language::Language;
use soyaku::model::{Model, TICKS_PER_YEAR, Ticks};

use super::generator::instance::Instance;
use super::generator::scenario_text;
use super::{SEED, model, read, reference, shipped};

/// (period, drug, trial), each counted from 0.
type Start = (u32, usize, usize);

/// The list policy, period by period: what has ended is released, then every drug in the order of
/// the list starts its next trial if it is ready and fits. `passes` says how a trial ended.
fn list_policy(instance: &Instance, passes: impl Fn(usize, usize) -> bool) -> Vec<Start> {
    #[derive(Clone, Copy)]
    enum Drug {
        Ready(usize),
        Busy { trial: usize, until: u32 },
        Out,
    }
    let mut drugs = vec![Drug::Ready(0); instance.drugs.len()];
    let mut free: Vec<u32> = instance
        .resources
        .iter()
        .map(|resource| resource.capacity)
        .collect();
    let mut starts = Vec::new();
    for period in 0..instance.periods {
        for (number, (state, drug)) in drugs.iter_mut().zip(&instance.drugs).enumerate() {
            match *state {
                Drug::Busy { trial, until } if until == period => {
                    free.iter_mut()
                        .zip(&drug.trials[trial].needs)
                        .for_each(|(free, need)| *free += need);
                    let goes_on = passes(number, trial) && trial + 1 < drug.trials.len();
                    *state = if goes_on {
                        Drug::Ready(trial + 1)
                    } else {
                        Drug::Out
                    };
                }
                _ => {}
            }
        }
        for (number, (state, drug)) in drugs.iter_mut().zip(&instance.drugs).enumerate() {
            let Drug::Ready(trial) = *state else { continue };
            let work = &drug.trials[trial];
            if free
                .iter()
                .zip(&work.needs)
                .all(|(free, need)| free >= need)
            {
                free.iter_mut()
                    .zip(&work.needs)
                    .for_each(|(free, need)| *free -= need);
                *state = Drug::Busy {
                    trial,
                    until: period + work.periods,
                };
                starts.push((period, number, trial));
            }
        }
    }
    starts
}

/// Notes what a run starts, and how it ends.
struct Recorder<'i> {
    instance: &'i Instance,
    starts: Vec<Start>,
    passed: BTreeMap<(usize, usize), bool>,
    seen: usize,
}

impl Recorder<'_> {
    fn drug(&self, plan: &Plan<'_>, theme: &ThemeRun) -> usize {
        let Origin::Listed(listed) = theme.origin else {
            panic!("no channel brings drugs")
        };
        let id = &plan.model().themes[listed as usize].id;
        self.instance
            .drugs
            .iter()
            .position(|drug| drug.id == *id)
            .unwrap()
    }
}

impl Observer for Recorder<'_> {
    fn observe(&mut self, plan: &Plan<'_>, now: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        match what {
            Happening::Started { .. } => {
                assert_eq!(now.0 % TICKS_PER_YEAR, 0, "periods are whole");
                let period = (now.0 / TICKS_PER_YEAR) as u32;
                self.starts
                    .push((period, self.drug(plan, theme), usize::from(theme.stage)));
            }
            Happening::Outcome { stage, passed, .. } => {
                let drug = self.drug(plan, theme);
                self.passed.insert((drug, usize::from(stage)), passed);
            }
            _ => {}
        }
    }

    fn run_ended(&mut self, _: &Plan<'_>, end: &RunEnd<'_>) {
        let outcome = |drug, trial| self.passed.get(&(drug, trial)).copied().unwrap_or(false);
        let expected = list_policy(self.instance, outcome);
        assert_eq!(
            self.starts, expected,
            "{}, run {}",
            self.instance.id, end.run
        );
        // A start without an outcome would have been taken for a failure.
        assert_eq!(
            self.passed.len(),
            expected.len(),
            "{}, run {}",
            self.instance.id,
            end.run
        );
        self.seen += expected.len();
        self.starts.clear();
        self.passed.clear();
    }
}

fn check_schedule(instance: &Instance, model: &Model, runs: u64) -> usize {
    let plan = Plan::new(model);
    let mut recorder = Recorder {
        instance,
        starts: Vec::new(),
        passed: BTreeMap::new(),
        seen: 0,
    };
    let mut simulator = Simulator::new(&plan, SEED);
    for run in 0..runs {
        simulator.run(run, &mut recorder);
    }
    recorder.seen
}

/// Drugs out of alphabetical order, 1 to 4 trials each in any order of rows, three types of
/// resources, a trial without needs, cost to the dollar; and an instance that knows two types only.
const UNSEEN: &str = "\
drug,trial,instance,periods,capacity_type1,capacity_type2,capacity_typeB,trial_cost,duration_periods,probability_of_success,need_type1,need_type2,need_typeB,source
Zeta,1,wide,9,4,3,5,1.5,1,0.9,1,1,1,\"a \"\"quoted\"\" source, with \\ and 出典\"
Zeta,2,wide,9,4,3,5,2.000001,2,0.8,2,1,2,
Zeta,4,wide,9,4,3,5,3,3,0.9,1,2,3,
Zeta,3,wide,9,4,3,5,2.5,1,0.9,3,1,1,
Drug10,1,wide,9,4,3,5,4,1,0.9,2,1,0,
Drug10,2,wide,9,4,3,5,7,2,0.7,2,2,2,
Drug2,1,wide,9,4,3,5,1,2,0.9,1,0,3,
Drug2,2,wide,9,4,3,5,1,1,0.9,0,0,0,
Drug2,3,wide,9,4,3,5,1,1,0.9,1,1,1,
薬,1,wide,9,4,3,5,6,1,0.95,1,1,1,
薬,2,wide,9,4,3,5,6,1,0.95,2,2,2,
薬,3,wide,9,4,3,5,6,1,0.95,1,1,1,
Alpha,1,wide,9,4,3,5,0,4,0.5,2,2,2,

,,,,,,,,,,,,,
One,1,narrow,3,,1,1,5,1,1,,1,1,
Two,1,narrow,3,,1,1,5,1,1,0,1,1,
";

#[test]
fn every_period_starts_in_the_order_of_the_list_among_all_that_is_ready() {
    let scratch = tempfile::tempdir().unwrap();
    for instance in reference() {
        assert!(check_schedule(&instance, &shipped(&instance.id), 2_000) > 2_000);
    }
    let (instances, diagnostics, sources) = read(UNSEEN);
    assert!(
        diagnostics.is_empty(),
        "{}",
        render(&diagnostics, &sources, false, Language::English)
    );
    assert_eq!(
        instances
            .iter()
            .map(|one| one.drugs.len())
            .collect::<Vec<_>>(),
        [5, 2]
    );
    for instance in instances {
        let path = scratch.path().join(format!("{}.toml", instance.id));
        fs::write(&path, scenario_text(&instance)).unwrap();
        assert!(check_schedule(&instance, &model(&path), 2_000) > 2_000);
    }
}

/// The list policy of the test itself, on a case worked out by hand: 1 unit, A takes it in
/// periods 1 and 2, then competes for it with B and wins, so that B gets it in period 4.
#[test]
fn the_list_policy_prefers_the_earlier_drug_also_where_it_has_just_become_ready() {
    let (instances, ..) = read("\
instance,periods,capacity_type1,drug,trial,trial_cost,duration_periods,probability_of_success,need_type1
x,4,1,A,1,1,2,1,1
x,4,1,A,2,1,1,1,1
x,4,1,B,1,1,1,1,1
x,4,1,C,1,1,1,1,1
");
    assert_eq!(
        list_policy(&instances[0], |_, _| true),
        [(0, 0, 0), (2, 0, 1), (3, 1, 0)]
    );
    assert_eq!(
        list_policy(&instances[0], |_, _| false),
        [(0, 0, 0), (2, 1, 0), (3, 2, 0)]
    );
}
