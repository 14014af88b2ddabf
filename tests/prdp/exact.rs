//! Costs, successes and starts against expectations that are known exactly.
//!
//! They were computed without simulation, by recursion over states and again by enumeration of all
//! outcomes (scenarios/prdp/README.md names the source). `tests/data` holds them as published.

use std::fs;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use soyaku::engine::{Happening, Observer, Plan, RunEnd, Simulator, ThemeRun};
use soyaku::model::{Model, Ticks};
use soyaku::stats::{Estimate, Panel};
use statrs::distribution::{ContinuousCDF, Normal};

use super::generator::instance::Instance;
use super::{SEED, folder, reference, shipped};

const RUNS: u64 = 100_000;
/// The chance that one or more of all comparisons fails though the engine is right. Shared out
/// evenly (Bonferroni): 1.2e-6 for each of 321.
const ERROR_OF_ALL: f64 = 4e-4;
/// Half of the last digit of the expected numbers, which have six decimals.
const ROUNDING: f64 = 0.5e-6;
/// From so many runs in which a cell is not zero, its mean counts as normal.
const COMMON: u64 = 1_000;
const POLICY: &str = "list policy, drug order";
const MILLION: f64 = 1e6;

/// The rows of a table of expected numbers that are about the policy of the scenarios.
fn expected<T: DeserializeOwned>(name: &str, policy: impl Fn(&T) -> &str) -> Vec<T> {
    let mut reader = csv::Reader::from_path(folder("tests/data").join(name)).unwrap();
    let rows = reader.deserialize().map(Result::unwrap);
    rows.filter(|row| policy(row) == POLICY).collect()
}

#[derive(Deserialize)]
struct Whole {
    instance: String,
    policy: String,
    #[serde(rename = "expected_nominal_trial_cost")]
    cost: Option<f64>,
    #[serde(rename = "expected_successes_of_last_trials_started_in_horizon")]
    successes: Option<f64>,
}

#[derive(Deserialize)]
struct Period {
    instance: String,
    policy: String,
    period: usize,
    #[serde(rename = "expected_nominal_trial_cost")]
    cost: f64,
    expected_trial1_starts: Option<f64>,
    expected_trial2_starts: Option<f64>,
    expected_trial3_starts: Option<f64>,
}

/// Counts, per run: cost, successes, then for each fiscal year the cost and the starts of each
/// number of trial.
struct Counter {
    trials: usize,
    years: usize,
    run: Vec<i64>,
    panel: Panel,
    /// Runs in which a cell was not zero.
    not_zero: Vec<u64>,
}

const COST: usize = 0;
const SUCCESSES: usize = 1;

impl Counter {
    fn new(instance: &Instance, model: &Model) -> Self {
        let trials = instance
            .drugs
            .iter()
            .map(|drug| drug.trials.len())
            .max()
            .unwrap();
        let years = model.calendar.years();
        let cells = 2 + years * (1 + trials);
        Self {
            trials,
            years,
            run: vec![0; cells],
            panel: Panel::new(cells, 1),
            not_zero: vec![0; cells],
        }
    }

    /// The cost of a fiscal year; behind it stand the starts of trial 1, 2, …
    fn year(&self, year: usize) -> usize {
        2 + year * (1 + self.trials)
    }

    fn estimate(&self, cell: usize) -> Estimate {
        self.panel.estimate(cell).unwrap()
    }
}

impl Observer for Counter {
    fn observe(&mut self, plan: &Plan<'_>, now: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        match what {
            Happening::Started { .. } => {
                let year = self.year(plan.model().calendar.year_of(now));
                self.run[year + 1 + usize::from(theme.stage)] += 1;
            }
            Happening::Launched => self.run[SUCCESSES] += 1,
            _ => {}
        }
    }

    fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        for year in 0..self.years {
            let lines = 0..plan.lines().len();
            let cost: i64 = lines.map(|line| end.ledger.amount(line, year)).sum();
            let cell = self.year(year);
            self.run[cell] += cost;
            self.run[COST] += cost;
        }
        for (cell, value) in self.run.iter_mut().enumerate() {
            self.panel.record(cell, *value);
            self.not_zero[cell] += u64::from(*value != 0);
            *value = 0;
        }
        self.panel.end_run();
    }
}

fn simulate(instance: &Instance) -> Counter {
    let model = shipped(&instance.id);
    let plan = Plan::new(&model);
    let mut counter = Counter::new(instance, &model);
    let mut simulator = Simulator::new(&plan, SEED);
    for run in 0..RUNS {
        simulator.run(run, &mut counter);
    }
    counter
}

/// A mean of the simulation beside the exact expectation, in units of the expectation.
struct Comparison {
    what: String,
    expected: f64,
    mean: f64,
    error: f64,
    not_zero: u64,
    /// What no run can exceed.
    most: f64,
}

impl Comparison {
    fn new(
        what: String,
        expected: f64,
        counter: &Counter,
        cell: usize,
        unit: f64,
        most: f64,
    ) -> Self {
        let Estimate {
            mean,
            standard_error,
            ..
        } = counter.estimate(cell);
        let (mean, error) = (mean / unit, standard_error / unit);
        Self {
            what,
            expected,
            mean,
            error,
            not_zero: counter.not_zero[cell],
            most,
        }
    }

    /// Standard errors between mean and expectation; 0 where there is no spread.
    fn z(&self) -> f64 {
        if self.error == 0.0 {
            0.0
        } else {
            (self.mean - self.expected) / self.error
        }
    }

    /// How far the mean may lie from the expectation, but for a chance of `alpha`.
    ///
    /// Without spread: nowhere. A common cell: the normal quantile times the standard error of the
    /// runs. A rare one, whose standard error is itself badly known: by Bernstein's inequality the
    /// chance of a distance t is at most 2 exp(−N t² / (2σ² + 2Mt/3)) for N values in [0, M], and
    /// σ² ≤ μ(M − μ) (Bhatia and Davis 2000, Am Math Mon 107:353); solved for t.
    fn reach(&self, alpha: f64) -> f64 {
        if self.error == 0.0 {
            return ROUNDING;
        }
        if self.not_zero >= COMMON {
            let normal = Normal::new(0.0, 1.0).unwrap();
            return ROUNDING + self.error * normal.inverse_cdf(1.0 - alpha / 2.0);
        }
        let level = (2.0 / alpha).ln() / RUNS as f64;
        let variance = self.expected * (self.most - self.expected);
        let slope = level * self.most / 3.0;
        ROUNDING + slope + (slope * slope + 2.0 * level * variance).sqrt()
    }
}

/// All comparisons of one instance with the published numbers.
fn compare(
    instance: &Instance,
    counter: &Counter,
    whole: &Whole,
    periods: &[&Period],
) -> Vec<Comparison> {
    // A drug starts at most one trial in a period, and each of its trials once.
    let drugs = instance.drugs.len() as f64;
    let costs = |choose: fn(f64, f64) -> f64| -> f64 {
        let of_drug = instance.drugs.iter().map(|drug| {
            let costs = drug.trials.iter().map(|trial| trial.cost as f64 / MILLION);
            costs.fold(0.0, choose)
        });
        of_drug.sum()
    };
    let id = &instance.id;
    let mut all = vec![
        Comparison::new(
            format!("{id}: cost"),
            whole.cost.unwrap(),
            counter,
            COST,
            MILLION,
            costs(|a, b| a + b),
        ),
        Comparison::new(
            format!("{id}: successes"),
            whole.successes.unwrap(),
            counter,
            SUCCESSES,
            1.0,
            drugs,
        ),
    ];
    for row in periods {
        let cell = counter.year(row.period - 1);
        let what = format!("{id}, period {}", row.period);
        all.push(Comparison::new(
            format!("{what}: cost"),
            row.cost,
            counter,
            cell,
            MILLION,
            costs(f64::max),
        ));
        let starts = [
            row.expected_trial1_starts,
            row.expected_trial2_starts,
            row.expected_trial3_starts,
        ];
        for (trial, starts) in (1..).zip(starts) {
            // The instance with two trials has no numbers for a third.
            let Some(starts) = starts else { continue };
            let what = format!("{what}: starts of trial {trial}");
            all.push(Comparison::new(
                what,
                starts,
                counter,
                cell + trial,
                1.0,
                drugs,
            ));
        }
    }
    all
}

/// Error probability: 4e-4 for all comparisons together, hence 1.2e-6 for each.
#[test]
fn costs_successes_and_starts_are_the_exact_ones_of_the_list_policy() {
    let wholes: Vec<Whole> = expected("prdp_expected_outputs.csv", |row: &Whole| &row.policy);
    let periods: Vec<Period> = expected("prdp_expected_spend_by_period.csv", |row: &Period| {
        &row.policy
    });
    let instances = reference();
    assert_eq!(wholes.len(), instances.len());
    let readme = fs::read_to_string(folder("scenarios/prdp/README.md")).unwrap();
    let (mut all, mut table) = (Vec::new(), Vec::new());
    for (instance, whole) in instances.iter().zip(&wholes) {
        assert_eq!(instance.id, whole.instance);
        let rows: Vec<_> = periods
            .iter()
            .filter(|row| row.instance == instance.id)
            .collect();
        assert_eq!(rows.len(), instance.periods as usize);
        let counter = simulate(instance);
        let comparisons = compare(instance, &counter, whole, &rows);
        table.push(readme_row(
            &instance.id,
            &comparisons[COST],
            &comparisons[SUCCESSES],
        ));
        all.extend(comparisons);
        for cell in counter.year(rows.len())..counter.not_zero.len() {
            assert_eq!(
                counter.not_zero[cell], 0,
                "{}: something starts after the last period",
                instance.id
            );
        }
    }
    assert_eq!(all.len(), 321);
    let alpha = ERROR_OF_ALL / all.len() as f64;
    let wrong = all.iter().filter(|one| {
        // A mean that is not a number is not near either.
        let near = (one.mean - one.expected).abs() <= one.reach(alpha);
        !near
    });
    let wrong: Vec<String> = wrong
        .map(|one| {
            let Comparison {
                what,
                expected,
                mean,
                error,
                ..
            } = one;
            format!(
                "{what}: {expected} expected, {mean} obtained, standard error {error}, z {:.2}",
                one.z()
            )
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} differ:\n{}",
        wrong.len(),
        all.len(),
        wrong.join("\n")
    );
    let table = table.join("\n");
    assert!(
        readme.contains(&table),
        "the table of README.md should read\n{table}"
    );
}

fn readme_row(id: &str, cost: &Comparison, successes: &Comparison) -> String {
    format!(
        "| {id} | {:.4} | {:.4} | {:.4} | {:.2} | {:.6} | {:.6} | {:.6} | {:.2} |",
        cost.expected,
        cost.mean,
        cost.error,
        cost.z(),
        successes.expected,
        successes.mean,
        successes.error,
        successes.z(),
    )
}
