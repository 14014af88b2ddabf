//! No rule changes a run when it is off: a chapter that is there but neutral (a rate of 0, an award
//! of 0, a threshold that everybody meets, an unlimited purse) gives, run by run, the same outcomes
//! and the same headline rows as one that is not there.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use soyaku::analysis::{Layout, Listener, Settings, simulate};
use soyaku::engine::{Fate, Happening, Plan};
use soyaku::model::{Model, Ticks};

use crate::common::{self, Log};

const RUNS: u64 = 32;

/// Routes, prices, patents, offers, and themes that are there from the start.
const LISTED: &str = r#"
runs_per_world = 4
[area.cancer]
[area.rare]
[institute.office]
[institute.lab.function.f]
slots = 2
price_per_slot_month = 100
[institute.lab.function.g]
slots = 1
[institute.cro]
outsourced = true
[institute.cro.function.f]
slots = 1
price_per_job = 9_001
[route.small.ip]
after = "first"
institute = "office"
filing_cost = 5_000
cost_per_year = 700
[[route.small.stage]]
id = "first"
odds = { beta = [12, 6], layer = "ignorance" }
  [[route.small.stage.activity]]
  id = "screen"
  needs = { f = 1 }
  providers = ["lab", { id = "cro", after_wait_months = 3 }]
  duration_months = { triangular = [2, 4, 9] }
  cost = { uniform = [10, 900] }
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
  cost_per_month = 40
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
[theme.T5]
route = "small"
in_progress = "screen"
progress = "0.4"
"#;

/// Themes that come later.
const COMING: &str = r#"
[theme.T4]
route = "small"
arrives = 2014-01-01
[channel.calls]
rate_per_year = 3
mix = { small = 2, large = 1 }
areas = { cancer = 1, rare = 1 }
priority = { uniform = [0, 1] }
"#;

/// Offers with odds of their own.
const OFFERS: &str = r#"
[[route.small.offer]]
id = "early"
after = "first"
odds = 0.3
duration_months = 4
[[route.small.offer]]
id = "late"
after = "second"
odds = 0.5
duration_months = { uniform = [2, 9] }
"#;

/// Offers in the chapter of licensing.
const LICENSING: &str = r#"
[[route.small.offer]]
id = "late"
after = "second"
applicants = 1.5
bid = { lognormal = { mean = 9e5, sd = 4e5 } }
duration_months = { uniform = [2, 9] }
[licensing.call]
duration_months = 3
[licensing.feasibility_study]
duration_months = { triangular = [2, 4, 9] }
odds = 0.7
[[licensing.development]]
id = "trial"
odds = 0.5
duration_months = { uniform = [10, 30] }
milestone = 5_000
[[licensing.development]]
id = "market"
odds = 0.9
duration_months = 12
launch = true
"#;

/// What must be the same: how each theme ends and what it cost, each start of work that takes time
/// or money, each outcome, the ledger, income.
#[derive(Debug, PartialEq)]
struct Story {
    themes: BTreeMap<String, (Fate, i64, Ticks)>,
    starts: Vec<(String, String, String, Ticks, Ticks, i64)>,
    outcomes: Vec<(String, u16, f64, bool)>,
    ledger: BTreeMap<(String, String), Vec<i64>>,
    income: BTreeMap<(String, &'static str), Vec<i64>>,
}

fn story(model: &Model, run: u64) -> Story {
    let log = Log::of_run(model, 5, run);
    let (mut starts, mut outcomes) = (Vec::new(), Vec::new());
    for entry in &log.entries {
        let theme = entry.theme.clone();
        match entry.what {
            Happening::Started { end, cost, .. } if end > entry.now || cost != 0 => {
                let (activity, institute) = (entry.activity.clone(), entry.institute.clone());
                starts.push((theme, activity, institute, entry.now, end, cost));
            }
            Happening::Outcome {
                stage,
                odds,
                passed,
            } => outcomes.push((theme, stage, odds, passed)),
            _ => {}
        }
    }
    let themes = log.themes.into_iter();
    let themes = themes.map(|(name, theme)| {
        let what = (theme.fate, theme.cost, theme.waited);
        (name, what)
    });
    let some = |amounts: &Vec<i64>| amounts.iter().any(|amount| *amount != 0);
    let (mut ledger, mut income) = (log.ledger, log.income);
    ledger.retain(|_, amounts| some(amounts));
    income.retain(|_, amounts| some(amounts));
    Story {
        themes: themes.collect(),
        starts,
        outcomes,
        ledger,
        income,
    }
}

/// The headline row of every run, by the names of its columns.
fn rows(model: &Model) -> Vec<BTreeMap<String, i64>> {
    let plan = Plan::new(model);
    let layout = Layout::new(&plan);
    let mut all = Vec::new();
    let mut sink = |_: u64, rows: &[i64]| {
        all.extend_from_slice(rows);
        Ok(())
    };
    let mut listener = Listener {
        progress: &|_| (),
        stop: &AtomicBool::new(false),
        sink: &mut sink,
    };
    let settings = Settings {
        runs: RUNS,
        seed: 5,
        threads: 1,
    };
    simulate(&plan, &layout, settings, &mut listener).unwrap();
    let columns = layout.headlines(model);
    let rows = all.chunks_exact(columns.len());
    let named = |row: &[i64]| {
        let names = columns.iter().map(|headline| headline.column.clone());
        names.zip(row.iter().copied()).collect()
    };
    rows.map(named).collect()
}

/// A chapter that is neutral: what is added to the scenario, and texts of it that become others.
struct Chapter {
    name: &'static str,
    tables: &'static str,
    patches: &'static [(&'static str, &'static str)],
}

const fn chapter(name: &'static str, tables: &'static str) -> Chapter {
    Chapter {
        name,
        tables,
        patches: &[],
    }
}

const fn patched(name: &'static str, patches: &'static [(&'static str, &'static str)]) -> Chapter {
    Chapter {
        name,
        tables: "",
        patches,
    }
}

/// The chapter as if nothing but it were added to `base`.
fn with(base: &str, chapter: &Chapter) -> String {
    let mut text = format!("{base}{}", chapter.tables);
    for (from, to) in chapter.patches {
        assert!(text.contains(from), "{}: {from}", chapter.name);
        text = text.replace(from, to);
    }
    text
}

fn same(name: &str, base: &Model, other: &Model) {
    for run in 0..RUNS {
        let (expected, obtained) = (story(base, run), story(other, run));
        let mut moved = expected.themes.iter();
        let moved = moved.find(|(theme, what)| obtained.themes.get(*theme) != Some(what));
        assert_eq!(moved, None, "{name}: run {run}");
        let mut starts = expected.starts.iter().zip(&obtained.starts);
        let moved = starts.find(|(expected, obtained)| expected != obtained);
        assert_eq!(moved, None, "{name}: run {run}");
        assert!(obtained == expected, "{name}: run {run}");
    }
    for (run, (expected, obtained)) in rows(base).iter().zip(rows(other)).enumerate() {
        for (column, value) in expected {
            assert_eq!(
                obtained.get(column),
                Some(value),
                "{name}: {column} of run {run}"
            );
        }
    }
}

fn all_neutral(base: &str, chapters: &[Chapter]) {
    let base = common::head(6.0) + base;
    let model = common::model(&base);
    let ends: Vec<_> = (0..RUNS).map(|run| story(&model, run).themes).collect();
    let some = |what: &dyn Fn(&Fate) -> bool| {
        let mut fates = ends.iter().flat_map(BTreeMap::values);
        fates.any(|(fate, ..)| what(fate))
    };
    assert!(some(&|fate| matches!(
        fate,
        Fate::Licensed | Fate::Launched
    )));
    assert!(some(&|fate| matches!(fate, Fate::Terminated { .. })));
    for chapter in chapters {
        same(chapter.name, &model, &common::model(&with(&base, chapter)));
    }
}

#[test]
fn chapters_around_research_that_are_neutral_change_nothing() {
    let base = [LISTED, COMING, OFFERS].concat();
    all_neutral(
        &base,
        &[
            chapter(
                "scope",
                "[scope]\nmodalities = [\"small\", \"large\"]\nareas = [\"rare\", \"cancer\"]\n",
            ),
            patched(
                "odds ratios of areas",
                &[(
                    "[area.rare]\n",
                    "[area.rare]\nodds_ratio = { first = 1, second = 1 }\n",
                )],
            ),
            chapter("council", "[council]\nevery_months = 5\n"),
            chapter(
                "value",
                "[value]\nper_licence = { uniform = [1e6, 9e6], layer = \"ignorance\" }\n",
            ),
            chapter("ranking", "[ranking.criterion]\nremaining_cost = {}\n"),
            chapter("withdrawal", "[withdrawal]\nrate_per_year = 0\n"),
            chapter(
                "publication",
                "[publication]\nafter_months = { uniform = [1, 30] }\ncost = 0\ninstitute = \"office\"\n\
                 interest_factor = 1\n",
            ),
            chapter(
                "a gate nobody fails",
                "[[gate]]\nid = \"g\"\nwhen = { months_in_network_at_least = 9999 }\ndecision = \"no-go\"\n",
            ),
            chapter(
                "a gate all pass",
                "[[gate]]\nid = \"g\"\nwhen = { stage = [\"first\"], priority_below = 1e6 }\nprobability = 0.5\ndecision = \"go\"\n",
            ),
            chapter(
                "links without load",
                "[link.o]\nof = \"outcomes\"\nshare = \"area\"\nloading = 0\n[link.m]\nof = \"outcomes\"\n\
                 share = \"modality\"\nstages = [\"first\"]\nloading = { value = 0 }\n\
                 [link.i]\nof = \"ignorance\"\nparameters = [\"route.*.stage.*.odds\"]\nloading = 0\n",
            ),
            chapter(
                "a channel that brings nothing",
                "[channel.empty]\nrate_per_year = 0\nmix = { small = 1 }\n",
            ),
            patched(
                "repeats that never come",
                &[(
                    "  id = \"screen\"\n",
                    "  id = \"screen\"\n  repeat_probability = 0\n  repeat_limit = 3\n",
                )],
            ),
            patched(
                "lead times and contracts of 0",
                &[(
                    "[institute.cro.function.f]\n",
                    "contract_months = 0\n[institute.cro.function.f]\nlead_time_months = 0\n",
                )],
            ),
            patched(
                "a provider for later than ever",
                &[
                    (
                        "  providers = [\"lab\"]\n  duration_months = { lognormal",
                        "  providers = [\"lab\", { id = \"lab2\", after_wait_months = 9999 }]\n  duration_months = { lognormal",
                    ),
                    (
                        "[institute.office]\n",
                        "[institute.office]\n[institute.lab2.function.f]\nslots = 1\n[institute.lab2.function.g]\nslots = 1\n",
                    ),
                ],
            ),
            patched(
                "a stage that is optional, one left out",
                &[(
                    "[[route.large.stage]]\n",
                    "[[route.small.stage]]\nid = \"trial\"\noptional = true\nodds = 0\n[[route.small.stage]]\nid = \"none\"\nincluded = false\nodds = 0\n[[route.large.stage]]\n",
                )],
            ),
            patched(
                "slots by date",
                &[(
                    "[institute.lab.function.f]\nslots = 2\n",
                    "[institute.lab.function.f]\nslots = [{ from = 2013-04-01, count = 2 }, { from = 2015-04-01, count = 2 }]\n",
                )],
            ),
            patched(
                "factors of 1",
                &[(
                    "after_wait_months = 3 }",
                    "after_wait_months = 3, cost_factor = 1, duration_factor = { value = 1 } }",
                )],
            ),
        ],
    );
}

#[test]
fn chapters_of_money_that_are_neutral_change_nothing() {
    let base = [LISTED, COMING, OFFERS].concat();
    all_neutral(
        &base,
        &[
            chapter(
                "incentives",
                "[incentives]\ninstitute = \"office\"\nadmission_award = 0\nmilestone_award = { uniform = [0, 0] }\n\
                 supporter_award = 0\nsupporter_award_paid_by = \"institutes\"\nmeetings_per_year = 4\n\
                 cost_per_meeting = 0\n",
            ),
            chapter(
                "standing costs of 0, and a database that costs nothing",
                "[[standing]]\nid = \"s\"\ninstitute = \"office\"\nitem = \"research\"\namount_per_year = 0\n\
                 [[standing]]\nid = \"d\"\ninstitute = \"office\"\nitem = \"research\"\namount_per_year = 0\n\
                 used_function = \"f\"\nonly_if_uses_per_year = 3\ncost_per_use = 0\n",
            ),
            patched(
                "standing teams of 0",
                &[(
                    "[institute.lab.function.f]\n",
                    "[institute.lab.function.f]\nstanding_cost_per_year = 0\n",
                )],
            ),
            chapter(
                "purses without end",
                "[[purse]]\nid = \"p\"\nkind = \"subsidy\"\nholds_back = true\ncarry_over_approved = 0.5\n\
                 cut = { uniform = [0, 0.3] }\nrequest_per_year = 1e14\ninstitutes = [\"lab\", \"office\"]\n\
                 [[purse]]\nid = \"q\"\nkind = \"operating-grant\"\nterm_ends = 2015\nholds_back = true\n\
                 institutes = [\"cro\"]\nrequest_per_year = 1e14\n[budget]\n",
            ),
            chapter(
                "a purse that only counts",
                "[[purse]]\nid = \"p\"\nkind = \"own-income\"\nrequest_per_year = 0\n",
            ),
            chapter(
                "caps without end, one over the other",
                "[[cap]]\nid = \"all\"\namount_per_year = 1e14\n[[cap]]\nid = \"lab\"\ninstitutes = [\"lab\"]\n\
                 amount = { 2014 = 1e14 }\n[[cap]]\nid = \"small\"\nmodalities = [\"small\"]\n\
                 items = [\"research\"]\namount_per_year = { uniform = [1e13, 1e14] }\n",
            ),
            chapter(
                "a past of 0",
                "[[actual]]\nid = \"a\"\nfiscal_year = 2013\ninstitute = \"lab\"\nitem = \"research\"\namount = 0\n\
                 [[signed]]\nid = \"s\"\ninstitute = \"cro\"\nitem = \"outsourcing\"\ndue = 2014-01-31\namount = 0\n\
                 theme = \"T1\"\n",
            ),
            chapter(
                "payments at once, spread as ever",
                "[item.research]\ncost_timing = \"spread\"\npayment_lag_months = 0\n[item.outsourcing]\npayment_lag_months = 0\n",
            ),
            patched(
                "proposers without funds",
                &[
                    ("[theme.T1]\n", "[theme.T1]\nfunds = 0\n"),
                    (
                        "[channel.calls]\n",
                        "[channel.calls]\nfunds = { uniform = [0, 0] }\n",
                    ),
                ],
            ),
            chapter(
                "a deflator that nothing asks for",
                "[deflator]\n2010 = 97.5\n2013 = 100\n",
            ),
        ],
    );
}

#[test]
fn selection_of_themes_that_are_admitted_already_changes_nothing() {
    all_neutral(
        &[LISTED, OFFERS].concat(),
        &[
            chapter("selection", "[selection]\nreview_every_months = 1\n"),
            chapter(
                "selection with thresholds that everybody meets",
                "[selection]\nreview_every_months = 2\nmost_load = 1e6\nfunds_per_year = 1e12\n\
                 admissions_per_review = 1000\n[[selection.rule]]\nid = \"none\"\n\
                 when = { priority_below = -1e6 }\ndecision = \"decline\"\n",
            ),
            chapter(
                "selection, council and balances",
                "[selection]\nreview_every_months = 3\ncouncil_confirms = true\n[council]\nevery_months = 6\n\
                 [priority]\nbalance = { cancer = 1, rare = 3 }\nbalance_weight = 0\npipeline = { first = 1 }\n\
                 pipeline_weight = 0\n",
            ),
        ],
    );
}

#[test]
fn parts_of_licensing_that_are_neutral_change_nothing() {
    all_neutral(
        &[LISTED, COMING, LICENSING].concat(),
        &[
            chapter(
                "appetite that nothing moves",
                "[licensing.applicants]\nper_evidence = 1\nper_previous_call = 1\narea = { cancer = 1, rare = 1 }\n\
                 modality = { small = 1 }\n",
            ),
            chapter(
                "one kind of licence at its price",
                "[licensing.kind.exclusive]\nweight = 2\nprice_factor = 1\nodds_ratio = 1\n",
            ),
            chapter(
                "contributions of 0, and no tender for a single applicant",
                "[licensing.income]\ncontribution = { lab = 0, office = { value = 0 } }\n\
                 [licensing.tender]\nduration_months = 0\nfor_single_applicant = true\n",
            ),
            patched(
                "a patent that passes to the licensee, as it would",
                &[(
                    "filing_cost = 5_000\n",
                    "filing_cost = 5_000\npasses_to_licensee = true\n",
                )],
            ),
            chapter(
                "relief that is never granted",
                "[licensing.risk_relief]\nodds = 0\nmonths = { uniform = [1, 9] }\napplicants_factor = 9\ncarried_share = 0.9\nitems = [\"research\"]\n",
            ),
            chapter(
                "royalties of 0",
                "[licensing.royalty]\nrate = 0\nsales_per_year = { gamma = { mean = 1e7, sd = 9e6 } }\nyears = 9\n",
            ),
            chapter(
                "steps that all pass at once",
                "[licensing.terms]\nodds = 1\nduration_months = 0\n[licensing.contract]\nodds = 1\nduration_months = 0\n",
            ),
            patched(
                "a milestone of 0 and nobody who gives up",
                &[(
                    "id = \"market\"\n",
                    "id = \"market\"\nmilestone = 0\ngives_up_per_year = 0\n",
                )],
            ),
            chapter(
                "a take-over that is never decided",
                "[licensing.take_over.r]\nprobability = 0\nwhen = { evidence_below = 99 }\ndecision = \"take-over\"\n",
            ),
            chapter(
                "caps and purses without end",
                "[[cap]]\nid = \"all\"\namount_per_year = 1e14\n[[purse]]\nid = \"p\"\nkind = \"subsidy\"\nholds_back = true\nrequest_per_year = 1e14\n",
            ),
        ],
    );
}

#[test]
fn reading_a_scenario_as_of_the_day_before_its_start_changes_nothing() {
    let text = common::head(6.0) + &[LISTED, COMING, OFFERS].concat();
    let base = common::model(&text);
    let other = common::model_as_of(&text, jiff::civil::date(2013, 3, 31));
    same("as of", &base, &other);
}
