//! What one more slot gives, where it can be worked out by hand.

use std::sync::atomic::AtomicBool;

use soyaku::analysis::compare::Verdict;
use soyaku::analysis::slots::{Asked, Change, GROWTH, Gain, Worth, cost_of_slot, worth_of_slots};
use soyaku::analysis::{Effort, Settings};
use soyaku::model::Model;

use crate::{common, compared, of};

fn worth(model: &Model, runs: u64) -> Worth {
    let settings = Settings {
        runs,
        seed: 1,
        threads: 1,
    };
    let stop = AtomicBool::new(false);
    let effort = Effort::new(settings, &|_| {}, &stop);
    worth_of_slots(model, &Asked::default(), effort, &|_, _| {}).unwrap()
}

/// Themes that go through two desks one after the other, at 3 and at 2 months a piece, in two years.
fn tandem(first: u32, second: u32) -> String {
    let mut text = common::head(2.0);
    for (desk, slots, months) in [("first", first, 3), ("second", second, 2)] {
        text += &format!(
            "[institute.lab.function.{desk}]\nslots = {slots}\nprice_per_slot_month = 100\n\
             [[route.r.stage]]\nid = \"{desk}\"\nodds = 1\n\
             [[route.r.stage.activity]]\nid = \"w\"\nneeds = {{ {desk} = 1 }}\n\
             providers = [\"lab\"]\nduration_months = {{ uniform = [{0}, {1}] }}\n",
            f64::from(months) - 0.01,
            f64::from(months) + 0.01,
        );
    }
    for theme in 0..20 {
        text += &format!("[theme.t{theme:02}]\n");
    }
    text
}

fn change(changes: &[Change], function: usize, more: i64) -> &Change {
    let mut found = changes.iter();
    found
        .find(|change| (change.function, change.more) == (function, more))
        .unwrap()
}

fn licences(change: &Change) -> f64 {
    change.of(Gain::Licences).unwrap().mean.mean
}

/// One theme every three months passes the first desk: 7 in 24 months (the last one still needs the
/// second). With two slots the second desk holds them up, one in two months from month 3: 10.
#[test]
fn the_slow_desk_is_the_bottleneck_and_then_the_other_one() {
    let found = worth(&common::model(&tandem(1, 1)), 20);
    assert_eq!(found.bottlenecks, [0, 1]);
    assert!((licences(change(&found.changes, 0, 1)) - 3.0).abs() < 0.5);
    let second = change(&found.changes, 1, 1).of(Gain::Licences).unwrap();
    assert!(second.mean.mean.abs() < 0.5, "{}", second.mean.mean);
    // Widened, the second desk lets through what two first desks give.
    assert!(licences(change(&found.widened, 1, 1)) > 2.0);
    assert!(found.widened.iter().all(|change| change.widened == [0]));
    assert!(
        found.changes.iter().all(|change| change.more > 0),
        "the only slot is not taken away"
    );
}

/// Once the second desk holds all up, more slots at the first gain nothing: the plateau.
#[test]
fn more_and_more_slots_come_to_a_plateau() {
    let found = worth(&common::model(&tandem(1, 1)), 20);
    let gains: Vec<f64> = GROWTH
        .iter()
        .map(|more| licences(change(&found.growth, 0, *more)))
        .collect();
    assert!(gains[0] > 2.0);
    for gain in &gains[1..] {
        assert!((gain - gains[0]).abs() < 0.6, "{gains:?}");
    }
    assert!(gains.windows(2).all(|pair| pair[1] >= pair[0]), "{gains:?}");
}

#[test]
fn a_slot_more_is_what_the_scenario_with_it_gives() {
    let found = worth(&common::model(&tandem(2, 2)), 30);
    for (function, more, other) in [
        (0, 1, (3, 2)),
        (0, -1, (1, 2)),
        (1, 1, (2, 3)),
        (1, -1, (2, 1)),
    ] {
        let models = [tandem(2, 2), tandem(other.0, other.1)].map(|text| common::model(&text));
        compared(&models, 30, 1, |written| {
            let change = change(&found.changes, function, more);
            for (gain, key) in [(Gain::Licences, "licences.all"), (Gain::Cost, "cost.all")] {
                let (slot, text) = (change.of(gain).unwrap(), of(written, key));
                assert_eq!(slot.mean, text.mean, "{function} {more}");
            }
        });
    }
}

/// Held for two years at 100 a month; and a function that is open in the second year only.
#[test]
fn a_slot_costs_its_price_while_there_is_one() {
    let model = common::model(&tandem(1, 1));
    assert!((cost_of_slot(&model, 0) - 2_400.0).abs() < 1e-6);
    let later = tandem(1, 1).replacen(
        "slots = 1",
        "slots = [{ from = 2013-04-01, count = 0 }, { from = 2014-04-01, count = 2 }]",
        1,
    );
    let model = common::model(&later);
    assert!((cost_of_slot(&model, 0) - 1_200.0).abs() < 1e-6);
    let model = model.with_more_slots(0, 1);
    compared(&[common::model(&later), model], 2, 1, |found| {
        // The new slot is there with the others, not before.
        assert_eq!(of(found, "cost.2013").verdict(), Verdict::Unmoved);
        assert_eq!(of(found, "cost.2014").verdict(), Verdict::More);
    });
}
