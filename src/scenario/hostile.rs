//! Nonsense in any place of a scenario: reading it must say what is wrong, and never panic or hang.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path as FilePath, PathBuf};
use std::sync::atomic::AtomicBool;

use super::{Entries, Loaded, Node, Path, Value, check, load};
use crate::analysis::{Effort, Figures, Layout, Listener, Settings, ranking, simulate, tables};
use crate::diagnostic::{Diagnostics, render};
use crate::engine::Plan;
use crate::language::Language;
use crate::model::Model;

/// What is put in the place of every value in turn; `None` takes it out.
fn replacements() -> Vec<Option<Value>> {
    let text = |text: &str| Value::Text(text.to_owned());
    vec![
        None,
        Some(text("x")),
        Some(text("")),
        Some(text("NaN")),
        Some(text("a;b;a;;")),
        Some(Value::Integer(-1)),
        Some(Value::Integer(0)),
        Some(Value::Integer(1)),
        Some(Value::Integer(i64::MIN)),
        Some(Value::Integer(i64::MAX)),
        Some(Value::Float(0.5)),
        Some(Value::Float(1e-300)),
        Some(Value::Float(1e14)),
        Some(Value::Float(1e300)),
        Some(Value::List(Entries::positions([]))),
        Some(Value::Table(Entries::new())),
        Some(Value::Boolean(true)),
        Some(Value::Date(jiff::civil::Date::MIN)),
        Some(Value::Date(jiff::civil::Date::MAX)),
    ]
}

/// The paths of all nodes below `node`, tables included.
fn places(node: &Node, path: &Path, found: &mut Vec<Path>) {
    for (key, child) in node.entries().into_iter().flat_map(Entries::iter) {
        let path = path.join(key);
        places(child, &path, found);
        found.push(path);
    }
}

/// The tree with another value at `path`, or without it.
fn replaced(root: &Node, path: &Path, value: Option<&Value>) -> Node {
    let mut root = root.clone();
    let mut node = &mut root;
    let (last, way) = path.segments().split_last().expect("not the root");
    for segment in way {
        let entries = node.entries_mut().expect("on the way to an entry");
        node = entries.get_mut(segment).expect("an entry");
    }
    let entries = node.entries_mut().expect("a table or list");
    match value {
        None => {
            entries.remove(last);
        }
        Some(value) => {
            let node = entries.get_mut(last).expect("an entry");
            node.raw = node.raw.as_ref().map(|_| "x".to_owned());
            node.value = value.clone();
        }
    }
    root
}

/// Two runs and all tables of a model.
fn simulated(model: &Model) {
    let plan = Plan::new(model);
    let layout = Layout::new(&plan);
    let settings = Settings {
        runs: 2,
        seed: 1,
        threads: 1,
    };
    let mut listener = Listener {
        progress: &|_| {},
        stop: &AtomicBool::new(false),
        sink: &mut |_, _| Ok(()),
    };
    let sample = simulate(&plan, &layout, settings, &mut listener).expect("a sample");
    let figures = Figures {
        model,
        layout: &layout,
        plan: &plan,
        sample: &sample,
    };
    tables(&figures);
    let stop = AtomicBool::new(false);
    let effort = Effort::new(settings, &|_| {}, &stop);
    let sample = ranking::rank(&plan, effort, None).expect("a sample");
    let expectations = ranking::Expectations::new(&plan, 1, &sample.book);
    let standing = ranking::Standing::new(&plan, 1, &sample.book, &expectations, 3);
    ranking::tables(&ranking::RankFigures {
        model,
        sample: &sample,
        expectations: &expectations,
        standing: standing.as_ref(),
    });
}

/// Every `step`-th replacement of every place; returns those that panicked or took too long.
fn abuse(path: &FilePath, step: usize) -> Vec<String> {
    let loaded = load(path, &[]);
    let mut found = Vec::new();
    places(&loaded.root, &Path::root(), &mut found);
    let mut failures = Vec::new();
    let cases = found
        .iter()
        .flat_map(|path| replacements().into_iter().map(move |value| (path, value)));
    for (number, (path, value)) in cases.step_by(step).enumerate() {
        // Every third as of a later day.
        let as_of = (number % 3 == 0).then_some(jiff::civil::date(2027, 8, 31));
        let begun = std::time::Instant::now();
        let case = Loaded {
            root: replaced(&loaded.root, path, value.as_ref()),
            ..loaded.clone()
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let mut diagnostics = Diagnostics::new();
            let model = check(&case, as_of, &mut diagnostics);
            let _ = render(&diagnostics, &case.sources, false, Language::English);
            if let Some(model) = &model {
                simulated(model);
            }
            assert_eq!(model.is_none(), diagnostics.has_errors());
        }));
        let seconds = begun.elapsed().as_secs_f64();
        // Far beyond what any takes on a slow machine: a hang, not a slow day.
        if outcome.is_err() || seconds > 20.0 {
            failures.push(format!("{path} = {value:?} {seconds:.1} s"));
        }
    }
    failures
}

fn shipped(name: &str) -> PathBuf {
    FilePath::new(env!("CARGO_MANIFEST_DIR"))
        .join("scenarios")
        .join(name)
}

/// A prime step meets every place of the starter with some of the replacements.
#[test]
fn nonsense_in_the_starter_is_told_and_never_panics() {
    assert_eq!(abuse(&shipped("starter"), 13), Vec::<String>::new());
}

/// A sample of all shipped scenarios; `SOYAKU_HOSTILE_STRIDE=1` takes every replacement in every
/// place, for hours.
#[test]
fn nonsense_in_any_shipped_scenario_is_told_and_never_panics() {
    let stride = std::env::var("SOYAKU_HOSTILE_STRIDE");
    let stride = stride.ok().and_then(|stride| stride.parse().ok());
    for (name, sample) in [("paul-2010", 211), ("r1", 1999), ("network-2013", 6007)] {
        let stride = stride.unwrap_or(sample);
        assert_eq!(
            abuse(&shipped(name), stride),
            Vec::<String>::new(),
            "{name}"
        );
    }
}

/// The chapters on money, which the shipped scenarios do not all have.
#[test]
fn nonsense_in_money_is_told_and_never_panics() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("money.toml");
    std::fs::write(&file, MONEY).expect("a file");
    let scenario = super::read(&file);
    assert_eq!(
        render(
            &scenario.diagnostics,
            &scenario.sources,
            false,
            Language::English
        ),
        ""
    );
    assert_eq!(abuse(&file, 7), Vec::<String>::new());
}

/// Numbers at the ends of their ranges, all at once: sums stop, nothing overflows.
#[test]
fn the_largest_numbers_allowed_can_be_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("largest.toml");
    std::fs::write(&file, LARGEST).expect("a file");
    let scenario = super::read(&file);
    let messages = render(
        &scenario.diagnostics,
        &scenario.sources,
        false,
        Language::English,
    );
    simulated(&scenario.model.expect(&messages));
}

const LARGEST: &str = r#"
[scenario]
id = "largest"
start = 2200-12-31
horizon_years = 200
price_year = 2013
[deflator]
2013 = 1e6
1900 = 0.001
[institute.a.function.f]
slots = { exponential = { mean = 1e6 } }
price_per_slot_month = { value = 1e14, price_year = 1900 }
price_per_job = { lognormal = { mean = 9e13, sd = 1e18 } }
standing_cost_per_year = { value = 1e14, price_year = 1900 }
lead_time_months = { exponential = { mean = 12_000 } }
[institute.a.function.g]
slots = "unlimited"
price_per_slot_month = 1e14
[route.r]
milestones = ["s"]
[route.r.ip]
after = "s"
institute = "a"
filing_cost = { value = 1e14, price_year = 1900 }
cost_per_year = { value = 1e14, price_year = 1900 }
[[route.r.stage]]
id = "s"
odds = 1
activity = [
  { id = "w", needs = { f = 1 }, providers = [{ id = "a", cost_factor = 1e6 }], duration_months = 1, cost = 1e14, repeat_probability = 1, repeat_limit = 1000 },
  { id = "v", after = [], needs = { g = 1_000_000 }, providers = [{ id = "a", duration_factor = 1e6 }], duration_months = 0.001 },
]
[[route.r.stage]]
id = "t"
activity = [{ id = "w", duration_months = { exponential = { mean = 12_000 } }, cost_per_month = 1e14 }]
[[gate]]
id = "g"
when = { spent_at_least = 1e14, months_in_network_at_least = 12000, science_below = -1e9 }
decision = "no-go"
[priority]
weight = { science = 1e6 }
[incentives]
institute = "a"
admission_award = { value = 1e14, price_year = 1900 }
milestone_award = 1e14
supporter_award = { value = 1e14, price_year = 1900 }
supporter_award_paid_by = "institutes"
meetings_per_year = 1e6
cost_per_meeting = { value = 1e14, price_year = 1900 }
[[standing]]
id = "st"
institute = "a"
item = "standing"
amount_per_year = { value = 1e14, price_year = 1900 }
used_function = "f"
only_if_uses_per_year = 1
cost_per_use = { value = 1e14, price_year = 1900 }
[item.research]
payment_lag_months = { exponential = { mean = 12_000 } }
[[purse]]
id = "p"
kind = "own-income"
items = ["research", "ip", "outsourcing", "standing"]
request_per_year = { value = 1e14, price_year = 1900 }
holds_back = true
[[purse]]
id = "q"
kind = "subsidy"
items = ["incentives", "meetings"]
request_per_year = { lognormal = { mean = 9e13, sd = 1e18 } }
cut = { exponential = { mean = 0.9 } }
carry_over_approved = 1
holds_back = true
[[signed]]
id = "si"
institute = "a"
item = "research"
due = 2200-12-31
amount = { value = 1e14, price_year = 1900 }
[channel.c]
funds = { lognormal = { mean = 9e13, sd = 1e18 } }
rate_per_year = 4
mix = { r = 1e6 }
science = { normal = { mean = 1e9, sd = 1e9 } }
"#;

const MONEY: &str = r#"
[scenario]
id = "money"
start = 2013-04-01
horizon_years = 3
price_year = 2013
[item.staff]
[institute.office]
[institute.lab.function.f]
slots = 1
price_per_slot_month = 1_000_000
[institute.cro]
outsourced = true
contract_months = 1
[institute.cro.function.g]
slots = "unlimited"
price_per_job = 5_000_000
[item.outsourcing]
cost_timing = "end"
payment_lag_months = 2
[incentives]
institute = "office"
admission_award = 100_000
milestone_award = 200_000
supporter_award = 150_000
supporter_award_paid_by = "institutes"
meetings_per_year = 4
cost_per_meeting = 50_000
[[actual]]
id = "spent"
fiscal_year = 2013
institute = "lab"
item = "research"
amount = 500_000
[[standing]]
id = "database"
institute = "lab"
item = "staff"
amount_per_year = 700_000
from = 2013-06-01
until = 2015-12-31
used_function = "f"
only_if_uses_per_year = 2
uses_last_year = 1
cost_per_use = 40_000
[[standing]]
id = "staff"
institute = "office"
item = "staff"
amount_per_year = 3_000_000
[[purse]]
id = "subsidy"
kind = "subsidy"
items = ["research", "outsourcing", "staff"]
request = { 2014 = 17_000_000 }
request_per_year = 16_000_000
cut = { uniform = [0, 0.3] }
holds_back = true
carry_over_approved = 0.7
[[purse]]
id = "grant"
kind = "operating-grant"
institutes = ["office", "lab"]
items = ["incentives", "meetings", "ip", "standing"]
request_per_year = { uniform = [1e6, 3e6], layer = "ignorance" }
term_ends = 2014
[budget]
request_month = 7
draft_month = 1
[route.r]
milestones = ["a"]
[[route.r.stage]]
id = "a"
odds = 0.9
[[route.r.stage.activity]]
id = "screen"
needs = { f = 1 }
providers = ["lab"]
duration_months = { triangular = [3, 6, 12] }
[[route.r.stage]]
id = "b"
odds = 0.8
[[route.r.stage.activity]]
id = "tox"
needs = { g = 1 }
providers = ["cro"]
duration_months = 7
[theme.A]
funds = 2_000_000
[theme.B]
arrives = 2013-06-01
[theme.C]
[[signed]]
id = "synthesis"
institute = "cro"
item = "outsourcing"
due = 2013-11-01
amount = 1_500_000
theme = "A"
"#;
