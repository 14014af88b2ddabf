//! Speed of the engine: whole runs of shipped scenarios, with and without the tally.
//!
//! `cargo bench` prints the time of one run. Quote ratios between rows of one session, not
//! single times.

use std::path::Path;

use divan::{Bencher, black_box};
use soyaku::analysis::{Layout, Tally};
use soyaku::engine::{Happening, Observer, Plan, RunEnd, Simulator, ThemeRun};
use soyaku::model::{Model, Ticks};
use soyaku::random::{DrawKey, Layer, Purpose, name_hash};

fn main() {
    divan::main();
}

/// Nobody listens.
struct Silence;

impl Observer for Silence {
    fn observe(&mut self, _: &Plan<'_>, _: Ticks, _: u32, _: &ThemeRun, _: Happening) {}
    fn run_ended(&mut self, _: &Plan<'_>, end: &RunEnd<'_>) {
        black_box(end.themes.len());
    }
}

const SCENARIOS: [&str; 4] = ["r1", "paul-2010", "starter", "network-2013"];

fn model(name: &str) -> Model {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("scenarios")
        .join(name);
    let model = soyaku::scenario::read(&folder).model;
    model.unwrap_or_else(|| panic!("the shipped scenario {name} has errors"))
}

/// A run that nobody listens to: clock, queues, draws, ledger.
#[divan::bench(args = SCENARIOS)]
fn run(bencher: Bencher<'_, '_>, name: &str) {
    let model = model(name);
    let plan = Plan::new(&model);
    let mut simulator = Simulator::new(&plan, 1);
    let mut number = 0;
    bencher.bench_local(|| {
        simulator.run(number, &mut Silence);
        number += 1;
    });
}

/// A run that is counted into every table.
#[divan::bench(args = SCENARIOS)]
fn run_and_tally(bencher: Bencher<'_, '_>, name: &str) {
    let model = model(name);
    let plan = Plan::new(&model);
    let layout = Layout::new(&plan);
    let mut simulator = Simulator::new(&plan, 1);
    let mut tally = Tally::new(&layout, &model.calendar, model.runs_per_world, Vec::new());
    let mut number = 0;
    bencher.bench_local(|| {
        simulator.run(number, &mut tally);
        number += 1;
    });
}

/// One draw by name.
#[divan::bench]
fn draw(bencher: Bencher<'_, '_>) {
    let key = DrawKey::new(1, Layer::Chance, 0);
    let purpose = Purpose::new(name_hash("duration"));
    let mut entity = 0;
    bencher.bench_local(|| {
        entity += 1;
        black_box(key.unit(entity, purpose))
    });
}
