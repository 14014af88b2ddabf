//! What the shipped scenarios promise.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use soyaku::analysis::compare::{Case, compare, tables as comparison_tables};
use soyaku::analysis::slots::{self, Asked, limited, worth_of_slots};
use soyaku::analysis::sweep::{self, Setting, sweep};
use soyaku::analysis::{Effort, Figures, Layout, Listener, Settings, Table, simulate, tables};
use soyaku::engine::Plan;
use soyaku::model::Model;
use soyaku::report::sheet::without_words;

fn shipped(name: &str) -> Model {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    soyaku::scenario::read(&folder.join(name)).model.unwrap()
}

#[test]
fn every_number_of_the_network_says_where_it_comes_from() {
    let model = shipped("network-2013");
    let silent: Vec<&str> = model
        .parameters
        .iter()
        .filter(|parameter| parameter.provenance.source.is_none())
        .map(|parameter| parameter.path.as_str())
        .collect();
    assert_eq!(silent, Vec::<&str>::new());
}

#[test]
fn the_network_has_all_routes_areas_and_themes_of_its_time() {
    let model = shipped("network-2013");
    assert!(model.themes.len() >= 15);
    assert!(
        model
            .themes
            .iter()
            .all(|theme| theme.id.starts_with("example-"))
    );
    assert_eq!(model.areas.len(), 8);
    let routes: BTreeSet<&str> = model
        .shared_routes()
        .map(|(_, route)| route.id.as_str())
        .collect();
    let expected = [
        "antibody-hybridoma",
        "antibody-phage",
        "diagnostic",
        "natural-product",
        "nucleic-acid",
        "protein",
        "small-molecule",
        "vaccine",
    ];
    assert_eq!(routes, BTreeSet::from(expected));
}

/// What the network exercises of the rules on research (EXE) that a scenario can switch on.
#[test]
fn the_network_uses_every_rule_of_research() {
    let model = shipped("network-2013");
    let routes = || model.routes.iter();
    let activities = || {
        routes()
            .flat_map(|route| &route.stages)
            .flat_map(|stage| &stage.activities)
    };
    let providers = || activities().flat_map(|activity| &activity.providers);
    assert!(
        routes().any(|r| r.stages.iter().any(|stage| stage.milestone)),
        "EXE-1"
    );
    assert!(
        activities().any(|a| a.after.count_ones() == 0),
        "EXE-2: side by side"
    );
    assert!(providers().any(|p| p.after_wait_months.is_some()), "EXE-3");
    assert!(activities().any(|a| a.repeat.is_some()), "EXE-4");
    assert!(!model.decisions.is_empty(), "EXE-5");
    assert!(routes().all(|route| route.patent.is_some()), "EXE-6");
    assert!(routes().all(|route| !route.offers.is_empty()), "EXE-7");
    let passes = |passes| routes().any(|r| r.remaining_work_passes_to_licensee == passes);
    assert!(passes(true) && passes(false), "EXE-8");
    let has = |word: &str| activities().any(|activity| activity.id.contains(word));
    assert!(has("trial-preparation") && has("gmp"), "EXE-9");
    assert!(has("glp"), "EXE-10");
    assert!(has("pmda"), "EXE-11");
    assert!(
        providers().any(|provider| provider.needs.len() > 1),
        "EXE-12"
    );
    assert!(activities().any(|activity| activity.once), "EXE-13");
    let optional = |route: &soyaku::model::Route| route.stages.iter().any(|s| s.optional);
    assert!(routes().any(optional), "EXE-14");
    assert!(
        routes().all(|r| r.stages.iter().any(|stage| stage.valley_of_death)),
        "SCP-5"
    );
}

#[test]
fn every_table_of_every_scenario_has_words_in_both_languages() {
    let scenarios = [
        "every-rule",
        "network-2013",
        "outturn-2014",
        "paul-2010",
        "prdp/3drug",
        "r1",
        "starter",
    ];
    for name in scenarios {
        let model = shipped(name);
        let missing: Vec<String> = tables_of(&model)
            .iter()
            .flat_map(|table| without_words(table, &model.currency))
            .collect();
        assert_eq!(missing, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn every_table_of_a_comparison_has_words_in_both_languages() {
    let model = shipped("every-rule");
    let plan = Plan::new(&model);
    let layout = Layout::new(&plan);
    let case = Case {
        plan: &plan,
        layout: &layout,
    };
    let settings = Settings {
        runs: 2,
        seed: 1,
        threads: 1,
    };
    let found = compare(
        case,
        &[case],
        Effort::new(settings, &|_| {}, &AtomicBool::new(false)),
    )
    .unwrap();
    let mut tables = comparison_tables(&found, &[&model, &model]);
    let asked = Asked {
        functions: vec![limited(&model)[0]],
    };
    let stop = AtomicBool::new(false);
    let effort = Effort::new(settings, &|_| {}, &stop);
    let worth = worth_of_slots(&model, &asked, effort, &|_, _| {}).unwrap();
    tables.extend(slots::tables(&model, &worth));
    let keys = ["scenario.seed".to_owned()];
    let points = (0..11).map(|number| Setting {
        values: vec![number.to_string()],
        model: model.clone(),
    });
    let points: Vec<Setting> = points.collect();
    let wanted = ["licences.all".parse().unwrap()];
    let swept = sweep(&model, (&keys, &points), &wanted, effort).unwrap();
    tables.push(sweep::table(&model, &swept));
    let missing: Vec<String> = tables
        .iter()
        .flat_map(|table| without_words(table, &model.currency))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
    for table in &tables {
        assert!(table.rows.len() > 5, "{}", table.name);
    }
}

/// The tables of a few runs.
fn tables_of(model: &Model) -> Vec<Table> {
    let plan = Plan::new(model);
    let layout = Layout::new(&plan);
    let settings = Settings {
        runs: u64::from(2 * model.runs_per_world),
        seed: 1,
        threads: 1,
    };
    let mut listener = Listener {
        progress: &|_| {},
        stop: &AtomicBool::new(false),
        sink: &mut |_, _| Ok(()),
    };
    let sample = simulate(&plan, &layout, settings, &mut listener).unwrap();
    tables(&Figures {
        model,
        layout: &layout,
        plan: &plan,
        sample: &sample,
    })
}
