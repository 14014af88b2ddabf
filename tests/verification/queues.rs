//! Waiting lines with a closed form: M/M/c, M/G/1, M/D/1, priorities, unlimited slots.
//!
//! Time scale: seventy arrivals a month or so, services of a hundredth of a month, so that a queue
//! forgets its start within a month (relaxation time 1/(√μ − √λ)², below 0.4 months). The first
//! [`WARM_UP`] months are not counted, which leaves a bias below e⁻²⁵; arrivals of the last
//! [`COOL_DOWN`] months are not counted either, so that all that are counted have been served.
//!
//! Formulas: Gross, Shortle, Thompson & Harris 2008, *Fundamentals of Queueing Theory*, 4th ed.,
//! sections 2.2 (M/M/1), 2.3 (M/M/c), 3.4 (priorities), 5.1 (M/G/1).

use soyaku::engine::{Happening, Observer, Plan, RunEnd, ThemeRun};
use soyaku::model::{Distribution, Ticks};

use crate::common;
use crate::registry::{Comparison, Mean, check};

/// Months at the beginning that are not counted.
const WARM_UP: f64 = 10.0;
/// Months at the end whose arrivals are not counted.
const COOL_DOWN: f64 = 10.0;
/// Months of a run.
const HORIZON: f64 = 60.0;

/// What was seen of the arrivals of one class in one run.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    served: f64,
    waited: f64,
    delayed: f64,
    /// Months in queue within the window.
    queued: f64,
    /// Slot-months at work within the window.
    busy: f64,
}

/// Watches one queue, per run and channel.
#[derive(Debug, Default)]
struct Watch {
    runs: Vec<Vec<Seen>>,
    now: Vec<Seen>,
    at_work: Vec<f64>,
}

fn within(from: Ticks, until: Ticks) -> f64 {
    (until.months().min(HORIZON - COOL_DOWN) - from.months().max(WARM_UP)).max(0.0)
}

impl Observer for Watch {
    fn observe(&mut self, plan: &Plan<'_>, now: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        let soyaku::engine::Origin::Channel(channel, _) = theme.origin else {
            return;
        };
        let Happening::Started {
            since, waited, end, ..
        } = what
        else {
            return;
        };
        self.now
            .resize(plan.model().channels.len(), Seen::default());
        let seen = &mut self.now[channel as usize];
        seen.queued += within(since, since + waited);
        seen.busy += within(now, end);
        if since.months() >= WARM_UP && since.months() < HORIZON - COOL_DOWN {
            seen.served += 1.0;
            seen.waited += waited.months();
            seen.delayed += f64::from(waited > Ticks::ZERO);
        }
    }

    fn run_ended(&mut self, _: &Plan<'_>, end: &RunEnd<'_>) {
        let unserved = end
            .waiting
            .iter()
            .filter(|waiting| waiting.since.months() < HORIZON - COOL_DOWN);
        assert_eq!(unserved.count(), 0, "an arrival that counts was not served");
        self.runs.push(std::mem::take(&mut self.now));
        self.at_work.push(
            end.themes
                .iter()
                .map(|theme| f64::from(theme.working))
                .sum(),
        );
    }
}

impl Watch {
    fn pairs(&self, class: usize, of: impl Fn(&Seen) -> (f64, f64)) -> Vec<(f64, f64)> {
        self.runs.iter().map(|run| of(&run[class])).collect()
    }

    fn mean_wait(&self, class: usize) -> Mean {
        Mean::ratio(&self.pairs(class, |seen| (seen.waited, seen.served)))
    }

    fn delayed(&self, class: usize) -> Mean {
        Mean::ratio(&self.pairs(class, |seen| (seen.delayed, seen.served)))
    }

    fn per_month(&self, class: usize, of: impl Fn(&Seen) -> f64) -> Mean {
        let months = HORIZON - WARM_UP - COOL_DOWN;
        let values: Vec<f64> = self
            .runs
            .iter()
            .map(|run| of(&run[class]) / months)
            .collect();
        Mean::of(&values)
    }
}

/// A queue with one class of arrivals per entry of `rates` (per month), the first served first.
fn queue(slots: &str, service: &str, rates: &[f64], horizon_years: f64) -> String {
    let mut text = common::head(horizon_years);
    text += &format!(
        "[institute.bank.function.desk]\nslots = {slots}\n\
         [[route.customer.stage]]\nid = \"service\"\n\
         [[route.customer.stage.activity]]\nid = \"serve\"\nneeds = {{ desk = 1 }}\n\
         providers = [\"bank\"]\nduration_months = {service}\n"
    );
    for (class, rate) in rates.iter().enumerate() {
        text += &format!(
            "[channel.c{class}]\nrate_per_year = {}\nmix = {{ customer = 1 }}\npriority = {}\n",
            rate * 12.0,
            rates.len() - class
        );
    }
    text
}

fn watch(text: &str, seed: u64, runs: u64) -> Watch {
    let mut watch = Watch::default();
    common::listen(&common::model(text), seed, runs, &mut watch);
    watch
}

/// The probability of waiting in M/M/c with `load` = λ/μ, from Erlang's recursion for loss.
fn erlang_c(slots: u32, load: f64) -> f64 {
    let loss = (1..=slots).fold(1.0, |loss, slot| {
        load * loss / (f64::from(slot) + load * loss)
    });
    let utilisation = load / f64::from(slots);
    loss / (1.0 - utilisation * (1.0 - loss))
}

/// M/M/c with `rate` arrivals a month and services of mean `mean` months.
fn markov(slots: u32, rate: f64, mean: f64, seed: u64, comparisons: &mut Vec<Comparison>) {
    let service = format!("{{ exponential = {{ mean = {mean} }} }}");
    let watch = watch(
        &queue(&slots.to_string(), &service, &[rate], HORIZON / 12.0),
        seed,
        150,
    );
    let load = rate * mean;
    let waits = erlang_c(slots, load);
    let wait = waits / (f64::from(slots) / mean - rate);
    let name = |what: &str| format!("M/M/{slots} with load {load:.2}: {what}");
    comparisons.extend([
        Comparison::estimated(name("mean wait, months"), wait, watch.mean_wait(0)),
        Comparison::estimated(name("share that waits"), waits, watch.delayed(0)),
        Comparison::estimated(
            name("queue length"),
            rate * wait,
            watch.per_month(0, |s| s.queued),
        ),
        Comparison::estimated(name("busy slots"), load, watch.per_month(0, |s| s.busy)),
    ]);
}

/// M/G/1 by Pollaczek and Khinchine: the mean wait is λ E[S²] / (2 (1 − ρ)).
fn general(
    service: &str,
    distribution: &Distribution,
    seed: u64,
    comparisons: &mut Vec<Comparison>,
) {
    let rate = 70.0;
    let watch = watch(&queue("1", service, &[rate], HORIZON / 12.0), seed, 150);
    let mean = distribution.mean();
    let square = distribution.variance() + mean * mean;
    let wait = rate * square / (2.0 * (1.0 - rate * mean));
    comparisons.extend([
        Comparison::estimated(format!("M/G/1 {service}: wait"), wait, watch.mean_wait(0)),
        Comparison::estimated(
            format!("M/G/1 {service}: busy"),
            rate * mean,
            watch.per_month(0, |s| s.busy),
        ),
    ]);
}

/// Two classes in M/M/c, not pre-emptive, with the same services: the wait of class k is
/// W₀ / ((1 − σₖ₋₁)(1 − σₖ)), W₀ = C(c, a)/(cμ), σₖ the load per slot of classes 1 … k.
fn priorities(
    slots: u32,
    rates: [f64; 2],
    mean: f64,
    seed: u64,
    comparisons: &mut Vec<Comparison>,
) {
    let service = format!("{{ exponential = {{ mean = {mean} }} }}");
    let watch = watch(
        &queue(&slots.to_string(), &service, &rates, HORIZON / 12.0),
        seed,
        150,
    );
    let all: f64 = rates.iter().sum();
    let capacity = f64::from(slots) / mean;
    let residual = erlang_c(slots, all * mean) / capacity;
    let (first, both) = (rates[0] / capacity, all / capacity);
    let waits = [
        residual / (1.0 - first),
        residual / ((1.0 - first) * (1.0 - both)),
    ];
    for (class, wait) in waits.into_iter().enumerate() {
        comparisons.push(Comparison::estimated(
            format!("M/M/{slots}, priority {}: mean wait, months", class + 1),
            wait,
            watch.mean_wait(class),
        ));
    }
}

/// M/G/∞ from empty: at time t the number at work is Poisson with mean λ ∫₀ᵗ P(S > s) ds.
fn unlimited(comparisons: &mut Vec<Comparison>) {
    let (rate, runs): (f64, u64) = (4.0, 4000);
    // Uniform on [2, 22] months, seen after 12: ∫ P(S > s) = 2 + ∫₂¹² (22 − s)/20 ds = 9.5.
    let watch = watch(
        &queue("\"unlimited\"", "{ uniform = [2, 22] }", &[rate], 1.0),
        106,
        runs,
    );
    let mean = rate * 9.5;
    let count = runs as f64;
    let seen = Mean::of(&watch.at_work);
    let error = (mean / count).sqrt();
    comparisons.push(Comparison::known(
        "M/G/∞: at work after a year",
        mean,
        seen.mean,
        error,
    ));
    // Fourth central moment of a Poisson number: m + 3 m².
    let squares: f64 = watch
        .at_work
        .iter()
        .map(|number| (number - mean).powi(2))
        .sum();
    let error = ((mean + 2.0 * mean * mean) / count).sqrt();
    comparisons.push(Comparison::known(
        "M/G/∞: its variance",
        mean,
        squares / count,
        error,
    ));
}

#[test]
fn queues_wait_as_long_as_theory_says() {
    let mut comparisons = Vec::new();
    markov(1, 70.0, 0.01, 101, &mut comparisons);
    markov(1, 30.0, 0.01, 102, &mut comparisons);
    markov(3, 210.0, 0.01, 103, &mut comparisons);
    let triangular = Distribution::triangular(0.002, 0.005, 0.023).unwrap();
    general(
        "{ triangular = [0.002, 0.005, 0.023] }",
        &triangular,
        104,
        &mut comparisons,
    );
    let gamma = Distribution::gamma_mean_sd(0.01, 0.013).unwrap();
    general(
        "{ gamma = { mean = 0.01, sd = 0.013 } }",
        &gamma,
        105,
        &mut comparisons,
    );
    let constant = Distribution::Constant(0.01);
    general("0.01", &constant, 107, &mut comparisons);
    priorities(1, [30.0, 40.0], 0.01, 108, &mut comparisons);
    priorities(3, [120.0, 90.0], 0.01, 109, &mut comparisons);
    unlimited(&mut comparisons);
    check("queues", &comparisons);
}
