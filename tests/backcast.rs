//! The back-cast of `network-2013`: its table in `scenarios/network-2013/README.md` is what the
//! program says, and moves with it.
//!
//! `SOYAKU_BACKCAST_RUNS=10000 cargo test --test backcast -- --nocapture` prints both tables of the
//! back-cast anew, the second being the calibration of the companies' interest. Without, few runs are simulated and every figure of the table must agree with
//! them: within the Monte Carlo errors of both, worlds being independent of each other.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "common/mod.rs"]
mod common;

use jiff::civil::{Date, date};

use soyaku::engine::{Happening, Observer, Plan, RunEnd, SelectionEvent, Simulator, ThemeRun};
use soyaku::model::{Model, Ticks};
use soyaku::stats::interval::t_quantile;

/// Runs of the everyday test, and of the table.
const RUNS: u64 = 600;
const RUNS_OF_TABLE: f64 = 10_000.0;

/// The probability that any of the figures disagrees although nothing has changed.
const ERROR: f64 = 1e-4;

/// Listed themes that are supported from the start.
const AT_START: i64 = 9;

/// The first of the three rows of licences: by March 2016, of which 0 is known.
const LICENCES: usize = 6;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    /// Requests whose scrutiny is over; one that comes back is counted again.
    Evaluated,
    /// Themes admitted, and those supported from the start.
    Supported,
    /// Contracts.
    Licences,
    /// Themes in the network at any time between two days.
    InNetwork(Date),
    /// Themes admitted between two days.
    TakenUp(Date),
}

/// A row of the table: what is counted up to the end of the day before, and what is on record.
struct Row {
    name: &'static str,
    what: What,
    until: Date,
    record: Option<i64>,
}

const fn row(name: &'static str, what: What, until: Date, record: i64) -> Row {
    Row {
        name,
        what,
        until,
        record: Some(record),
    }
}

/// The rows in the order of the table.
fn rows() -> [Row; 11] {
    let (january, april) = (|year| date(year, 1, 1), |year| date(year, 4, 1));
    let first = april(2015);
    [
        row(
            "evaluated by December 2014 (used)",
            What::Evaluated,
            january(2015),
            260,
        ),
        row(
            "evaluated by March 2015 (used)",
            What::Evaluated,
            april(2015),
            287,
        ),
        row(
            "evaluated by March 2016 (used)",
            What::Evaluated,
            april(2016),
            421,
        ),
        row(
            "supported by December 2014 (used)",
            What::Supported,
            january(2015),
            25,
        ),
        row(
            "supported by March 2015 (used)",
            What::Supported,
            april(2015),
            25,
        ),
        row(
            "supported by March 2016 (used)",
            What::Supported,
            april(2016),
            44,
        ),
        row(
            "licences by March 2016 (used)",
            What::Licences,
            april(2016),
            0,
        ),
        row("**licences by March 2018**", What::Licences, april(2018), 4),
        row("**licences by March 2020**", What::Licences, april(2020), 9),
        row(
            "**supported in FY2015 to FY2019**",
            What::InNetwork(first),
            april(2020),
            142,
        ),
        Row {
            name: "of these taken up in FY2015 to FY2019",
            what: What::TakenUp(first),
            until: april(2020),
            record: None,
        },
    ]
}

/// Counts one run after the other: `[run][row]`.
struct Counter {
    rows: Vec<(What, Ticks, Ticks)>,
    run: Vec<i64>,
    runs: Vec<Vec<i64>>,
}

impl Counter {
    fn new(model: &Model) -> Counter {
        let at = |day: Date| model.calendar.ticks_of(day);
        let rows = rows().map(|row| match row.what {
            What::InNetwork(from) | What::TakenUp(from) => (row.what, at(from), at(row.until)),
            _ => (row.what, Ticks::ZERO, at(row.until)),
        });
        Counter {
            run: vec![0; rows.len()],
            rows: rows.to_vec(),
            runs: Vec::new(),
        }
    }
}

impl Observer for Counter {
    fn observe(&mut self, _: &Plan<'_>, now: Ticks, _: u32, _: &ThemeRun, what: Happening) {
        let happened = match what {
            Happening::Selection(SelectionEvent::Reviewed) => What::Evaluated,
            Happening::Licensed { .. } => What::Licences,
            _ => return,
        };
        for (count, (what, _, until)) in self.run.iter_mut().zip(&self.rows) {
            *count += i64::from(*what == happened && now < *until);
        }
    }

    fn run_ended(&mut self, _: &Plan<'_>, end: &RunEnd<'_>) {
        for theme in end.themes {
            let Some(admitted) = theme.admitted else {
                continue;
            };
            for (count, (what, from, until)) in self.run.iter_mut().zip(&self.rows) {
                let counted = match what {
                    What::Supported => true,
                    What::InNetwork(_) => theme.decided >= *from,
                    What::TakenUp(_) => admitted >= *from,
                    _ => false,
                };
                *count += i64::from(counted && admitted < *until);
            }
        }
        let fresh = vec![0; self.run.len()];
        self.runs.push(std::mem::replace(&mut self.run, fresh));
    }
}

/// The counts of runs `0..runs`, in order.
fn simulated(model: &Model, runs: u64) -> Vec<Vec<i64>> {
    let plan = Plan::new(model);
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let each = runs.div_ceil(threads);
    let part = |number: u64| {
        let mut counter = Counter::new(model);
        let mut simulator = Simulator::new(&plan, 1);
        for run in (number * each)..((number + 1) * each).min(runs) {
            simulator.run(run, &mut counter);
        }
        counter.runs
    };
    std::thread::scope(|scope| {
        let part = &part;
        let all: Vec<_> = (0..threads).map(|n| scope.spawn(move || part(n))).collect();
        all.into_iter()
            .flat_map(|one| one.join().unwrap())
            .collect()
    })
}

/// A mean over runs and its standard error, worlds being independent.
fn mean_and_error(values: &[f64], per_world: usize) -> (f64, f64) {
    let worlds: Vec<f64> = values
        .chunks(per_world)
        .map(|world| world.iter().sum::<f64>() / world.len() as f64)
        .collect();
    let mean = mean_of(&worlds);
    let spread: f64 = worlds.iter().map(|world| (world - mean).powi(2)).sum();
    let count = worlds.len() as f64;
    (mean, (spread / (count - 1.0) / count).sqrt())
}

fn mean_of(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The figures of a row by run: the count, whether it reaches the record, whether it stays within.
fn figures(runs: &[Vec<i64>], place: usize, record: Option<i64>) -> Vec<Vec<f64>> {
    let counts = runs.iter().map(|run| run[place]);
    let mut figures = vec![counts.clone().map(|count| count as f64).collect()];
    if let Some(record) = record {
        let share = |holds: bool| f64::from(u8::from(holds));
        figures.push(counts.clone().map(|count| share(count >= record)).collect());
        figures.push(counts.map(|count| share(count <= record)).collect());
    }
    figures
}

/// The rows as they stand in the table.
fn printed(runs: &[Vec<i64>], per_world: usize) -> String {
    let mut text = String::new();
    for (place, row) in rows().iter().enumerate() {
        let mut counts: Vec<i64> = runs.iter().map(|run| run[place]).collect();
        counts.sort_unstable();
        let quantile =
            |share: f64| counts[((share * counts.len() as f64).ceil() as usize).max(1) - 1];
        let figures = figures(runs, place, row.record);
        let (mean, _) = mean_and_error(&figures[0], per_world);
        let digits = if mean < 20.0 { 2 } else { 1 };
        let record = row
            .record
            .map_or("–".to_owned(), |record| record.to_string());
        let bold = row.name.starts_with("**");
        let record = if bold {
            format!("**{record}**")
        } else {
            record
        };
        text += &format!(
            "| {} | {mean:.digits$} ({} to {}) | {record} |",
            row.name,
            quantile(0.1),
            quantile(0.9)
        );
        for share in 1..3 {
            text += &match figures.get(share) {
                Some(values) => format!(" {:.2} |", mean_and_error(values, per_world).0),
                None => " – |".to_owned(),
            };
        }
        text += "\n";
    }
    text
}

/// Means of the companies' interest after hits that are tried.
const INTERESTS: [f64; 6] = [0.0, 0.2, 0.35, 0.5, 0.8, 1.2];

/// Routes that are offered after hits, with that offer.
const OFFERED_AFTER_HITS: [&str; 6] = [
    "antibody-hybridoma",
    "antibody-phage",
    "natural-product",
    "nucleic-acid",
    "protein",
    "small-molecule",
];

/// The network with another interest after hits, of the same spread in proportion.
fn with_interest(mean: f64) -> Model {
    let value = match mean {
        0.0 => "0".to_owned(),
        _ => format!(
            "{{ gamma = {{ mean = {mean}, sd = {} }}, layer = \"ignorance\" }}",
            mean / 2.0
        ),
    };
    let key = |route| format!("route.{route}.offer.concept-to-hit.applicants={value}");
    common::model_set(
        &common::shipped("network-2013"),
        OFFERED_AFTER_HITS.map(key).to_vec(),
    )
}

/// What each interest would have let expect, as it stands in the table of the calibration: the
/// chance of no licence by March 2016, and the mean number of licences by then and later.
fn calibration(runs: u64) -> String {
    let mut text = String::new();
    for mean in INTERESTS {
        let model = with_interest(mean);
        let runs = simulated(&model, runs);
        let of = |place: usize, figure: usize| {
            let record = rows()[place].record;
            mean_and_error(
                &figures(&runs, place, record)[figure],
                model.runs_per_world as usize,
            )
        };
        let licences = [LICENCES, LICENCES + 1, LICENCES + 2].map(|place| of(place, 0).0);
        let (none, error) = of(LICENCES, 2);
        text += &format!(
            "| {mean} | {none:.2} ± {error:.3} | {:.2} | {:.2} | {:.2} |\n",
            licences[0], licences[1], licences[2]
        );
    }
    text
}

/// The figures of the table in the README, each with half a unit of its last digit: `[row][figure]`.
fn stated() -> Vec<Vec<(f64, f64)>> {
    let path = common::shipped("network-2013").join("README.md");
    let text = std::fs::read_to_string(path).unwrap();
    let number = |cell: &str| {
        let cell = cell.trim().split(" (").next()?;
        let digits = cell.split_once('.').map_or(0, |(_, digits)| digits.len());
        Some((cell.parse().ok()?, 0.5 * 0.1_f64.powi(digits as i32)))
    };
    rows()
        .iter()
        .map(|row| {
            let head = format!("| {} |", row.name);
            let mut lines = text.lines().filter_map(|line| line.strip_prefix(&head));
            let line = lines.next().unwrap_or_else(|| panic!("no row {head}"));
            let cells: Vec<&str> = line.split('|').collect();
            let record = cells[1].trim().trim_matches('*');
            assert_eq!(record.parse().ok(), row.record, "the record of {head}");
            [cells[0], cells[2], cells[3]]
                .into_iter()
                .filter_map(number)
                .collect()
        })
        .collect()
}

#[test]
fn the_table_of_the_back_cast_is_what_the_program_says() {
    let model = common::model_at(&common::shipped("network-2013"));
    let listed = model.themes.iter().filter(|theme| theme.admitted).count() as i64;
    assert_eq!(listed, AT_START, "themes supported from the start");
    let per_world = model.runs_per_world as usize;
    if let Ok(runs) = std::env::var("SOYAKU_BACKCAST_RUNS") {
        let runs = runs.parse().expect("a number of runs");
        print!("{}", printed(&simulated(&model, runs), per_world));
        print!("{}", calibration(runs));
        return;
    }
    let runs = simulated(&model, RUNS);
    let (rows, stated) = (rows(), stated());
    let compared: usize = stated.iter().map(Vec::len).sum();
    assert_eq!(compared, 3 * rows.len() - 2, "figures of the table");
    let freedom = RUNS / per_world as u64 - 1;
    let critical = t_quantile(1.0 - ERROR / compared as f64 / 2.0, freedom).unwrap();
    let mut wrong = String::new();
    for (place, row) in rows.iter().enumerate() {
        let found = figures(&runs, place, row.record);
        for ((stated, half_digit), values) in stated[place].iter().zip(&found) {
            let (mean, error) = mean_and_error(values, per_world);
            // The table rests on runs of its own number, of which these are a part.
            let error = error * (1.0 - RUNS as f64 / RUNS_OF_TABLE).sqrt();
            let apart = (mean - stated).abs() - half_digit;
            println!("{:<45}{stated:>8.2}{mean:>9.3} ± {error:.3}", row.name);
            if apart > critical * error {
                wrong += &format!(
                    "{}: {stated} in the table, {mean:.3} ± {error:.3}\n",
                    row.name
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
