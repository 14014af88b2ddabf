//! What the portfolio loses without a theme, against what can be worked out by hand.

use std::sync::atomic::AtomicBool;

use soyaku::analysis::Effort;
use soyaku::analysis::ranking::{Contribution, Part, Question, contributions};
use soyaku::engine::Plan;
use soyaku::model::Model;

use crate::{common, number, settings, table, tables_of};

pub fn contributions_of(model: &Model, runs: u64) -> Vec<Contribution> {
    let plan = Plan::new(model);
    let stop = AtomicBool::new(false);
    contributions(&plan, Effort::new(settings(runs, 1), &|_| {}, &stop)).unwrap()
}

fn of(found: &[Contribution], theme: usize, question: Question, part: Part) -> Contribution {
    let found = found
        .iter()
        .find(|found| (found.theme, found.question, found.part) == (theme, question, part));
    *found.unwrap()
}

/// Chance, ignorance, two routes, no capacity that is shared.
const FREE: &str = r#"
runs_per_world = 5
[value]
discount_rate = 0.03
per_licence = 900_000
[[route.r.stage]]
id = "first"
odds = { beta = [6, 4], layer = "ignorance" }
  [[route.r.stage.activity]]
  id = "work"
  duration_months = { triangular = [3, 6, 18] }
  cost_per_month = { uniform = [5_000, 9_000] }
[[route.r.stage]]
id = "second"
odds = 0.7
  [[route.r.stage.activity]]
  id = "work"
  duration_months = { gamma = { mean = 12, sd = 6 } }
  cost = 50_000
[theme.A]
[theme.B]
[theme.C]
arrives = 2014-01-01
[channel.calls]
rate_per_year = 2
mix = { r = 1 }
"#;

#[test]
fn where_nothing_is_shared_a_theme_adds_exactly_what_it_comes_to() {
    let model = common::model(&(common::head(5.0) + FREE));
    let found = contributions_of(&model, 200);
    let ranking = table(&tables_of(&model, 200, 1), "ranking");
    for (theme, id) in ["A", "B", "C"].into_iter().enumerate() {
        for (part, name, slack) in [
            (Part::Licences, "chance_of_licence", 1e-12),
            (Part::Cost, "remaining_cost_jpy", 1e-6),
            (Part::Value, "value_present_jpy", 1e-6),
            // The portfolio's cost is rounded once, a theme's by itself.
            (Part::Net, "expected_value_jpy", 2.0),
        ] {
            let added = of(&found, theme, Question::AsPlanned, part).difference;
            let own = number(&ranking, id, name);
            assert!(
                (added.mean - own).abs() <= slack,
                "{id} {name}: {} {own}",
                added.mean
            );
        }
        let added = of(&found, theme, Question::AsPlanned, Part::Licences).difference;
        let error = number(&ranking, id, "chance_of_licence_standard_error");
        assert!((added.standard_error - error).abs() < 1e-12);
    }
}

#[test]
fn a_theme_that_waits_gains_from_being_there_at_the_start() {
    let model = common::model(&(common::head(5.0) + FREE));
    let found = contributions_of(&model, 200);
    let asked = |theme: usize| {
        found
            .iter()
            .any(|found| found.theme == theme && found.question == Question::AdmittedAtStart)
    };
    assert_eq!([0, 1, 2].map(asked), [false, false, true]);
    let planned = of(&found, 2, Question::AsPlanned, Part::Value)
        .difference
        .mean;
    let at_start = of(&found, 2, Question::AdmittedAtStart, Part::Value)
        .difference
        .mean;
    // Nine months earlier, and some licences more before the horizon.
    assert!(at_start > planned, "{at_start} {planned}");
}

/// One slot, two themes of six months each, A before B; sure licences worth 1,000,000 at 5 %.
const QUEUE: &str = r#"
[value]
discount_rate = 0.05
per_licence = 1_000_000
[institute.lab.function.f]
slots = 1
[[route.r.stage]]
id = "work"
  [[route.r.stage.activity]]
  id = "work"
  needs = { f = 1 }
  providers = ["lab"]
  duration_months = 6
  cost = 60_000
[theme.A]
priority = 2
[theme.B]
priority = 1
"#;

#[test]
fn capacity_set_free_is_counted() {
    let worth = |months: f64| (1_000_000.0 * 1.05_f64.powf(-months / 12.0)).round();
    // A year: without A, B takes its place, so that what is lost is the second licence.
    let model = common::model(&(common::head(1.0) + QUEUE));
    let found = contributions_of(&model, 10);
    for theme in [0, 1] {
        let part = |part| of(&found, theme, Question::AsPlanned, part).difference.mean;
        assert_eq!(part(Part::Licences), 1.0);
        assert_eq!(part(Part::Cost), 60_000.0);
        assert_eq!(part(Part::Value), worth(12.0));
    }
    // Nine months: there is room for one, whichever. The other is worth what is left of it.
    let model = common::model(&(common::head(0.75) + QUEUE));
    let found = contributions_of(&model, 10);
    let licences = of(&found, 0, Question::AsPlanned, Part::Licences);
    assert_eq!(licences.difference.mean, 0.0);
    assert_eq!(licences.verdict().english, "no difference can be told");
    let value = of(&found, 0, Question::AsPlanned, Part::Value);
    let annuity = |months: f64| 1.05_f64.powf(-months / 12.0);
    let left = 1_000_000.0 * annuity(3.0) - 30_000.0 * annuity(1.5);
    let expected = (left * annuity(9.0)).round();
    assert_eq!(
        value.difference.mean, expected,
        "B waits for its second half"
    );
}

#[test]
fn what_was_signed_for_an_absent_theme_is_owed_all_the_same() {
    let signed = "[[signed]]\nid = \"s\"\ninstitute = \"lab\"\nitem = \"research\"\n\
                  due = 2013-10-01\namount = 7_000\ntheme = \"A\"\n\
                  [[signed]]\nid = \"t\"\ninstitute = \"lab\"\nitem = \"research\"\n\
                  due = 2013-10-01\namount = 500\ntheme = \"B\"\n";
    let model = common::model(&(common::head(1.0) + QUEUE + signed));
    let without = model.clone().without_theme(0);
    assert_eq!(without.themes.len(), 1);
    assert_eq!(without.money.signed[0].theme, None);
    assert_eq!(without.money.signed[1].theme, Some(0));
    let found = contributions_of(&model, 10);
    let cost = of(&found, 0, Question::AsPlanned, Part::Cost)
        .difference
        .mean;
    assert_eq!(cost, 60_000.0);
}
