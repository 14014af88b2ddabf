//! A what-if that changes nothing differs by exactly nothing; one that touches a single theme leaves
//! every theme that shares nothing with it exactly as it was.

use std::fmt::Write;

use proptest::prelude::*;
use soyaku::analysis::compare::{Comparison, Verdict};

use crate::{common, compared, of};

/// The keys of headlines that moved in any run, or whose difference is not exactly nothing.
fn moved(comparison: &Comparison<'_>) -> Vec<String> {
    let found = comparison.headlines.iter().zip(&comparison.differences[0]);
    let moved = found.filter(|(_, difference)| {
        difference.as_ref().is_some_and(|found| {
            let nothing = found.moved == 0
                && found.mean.mean == 0.0
                && found.verdict() == Verdict::Unmoved
                && found
                    .interval()
                    .is_some_and(|i| i.lower == 0.0 && i.upper == 0.0);
            !nothing
        })
    });
    moved
        .map(|(headline, _)| headline.key.to_string())
        .collect()
}

#[test]
fn a_what_if_that_changes_nothing_differs_by_exactly_nothing() {
    for name in [
        "network-2013",
        "every-rule",
        "outturn-2014",
        "starter",
        "paul-2010",
    ] {
        let model = common::model_at(&common::shipped(name));
        compared(&[model.clone(), model], 30, 3, |found| {
            assert_eq!(moved(found), Vec::<String>::new(), "{name}");
            assert!(found.headlines.len() > 20, "{name}");
        });
    }
}

/// A theme on a route, at institutes and with money of its own.
#[derive(Clone, Copy, Debug)]
struct Apart {
    slots: u32,
    odds: f64,
    months: f64,
    cost: u32,
    rivals: u32,
}

fn apart() -> impl Strategy<Value = Apart> {
    (
        1..3_u32,
        0.1..0.95_f64,
        1.0..20.0_f64,
        0..9_000_u32,
        0..3_u32,
    )
        .prop_map(|(slots, odds, months, cost, rivals)| Apart {
            slots,
            odds,
            months,
            cost,
            rivals,
        })
}

/// Some such themes, each with rivals for its slots; ignorance in the odds of all routes.
fn scenario(parts: &[Apart]) -> String {
    let mut text = common::head(6.0) + "runs_per_world = 3\n";
    for (number, part) in parts.iter().enumerate() {
        let Apart {
            slots,
            odds,
            months,
            cost,
            rivals,
        } = part;
        let _ = write!(
            text,
            "[institute.i{number}.function.f]\nslots = {slots}\nprice_per_slot_month = {cost}\n\
             [[route.r{number}.stage]]\nid = \"a\"\n\
             odds = {{ beta = [{}, {}], layer = \"ignorance\" }}\n\
             [[route.r{number}.stage.activity]]\nid = \"w\"\nneeds = {{ f = 1 }}\n\
             providers = [\"i{number}\"]\n\
             duration_months = {{ exponential = {{ mean = {months} }} }}\n\
             [theme.t{number}]\nroute = \"r{number}\"\n\
             [channel.c{number}]\nrate_per_year = {rivals}\nmix = {{ r{number} = 1 }}\n",
            20.0 * odds,
            20.0 * (1.0 - odds),
        );
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_shares_nothing_with_a_theme_that_is_touched_stays_as_it_was(
        parts in prop::collection::vec(apart(), 2..5),
        other in apart(),
        which in 0_usize..5,
    ) {
        let which = which % parts.len();
        let mut changed = parts.clone();
        changed[which] = other;
        let models = [&parts, &changed].map(|parts| common::model(&scenario(parts)));
        compared(&models, 30, 17, |found| {
            for number in (0..parts.len()).filter(|number| *number != which) {
                for what in ["licensed", "cost", "wait"] {
                    for group in [format!("theme.t{number}"), format!("channel.c{number}")] {
                        let key = format!("{group}.{what}");
                        prop_assert_eq!(of(found, &key).moved, 0, "{}", key);
                    }
                }
            }
            Ok(())
        })?;
    }
}

/// It is seen where something is shared: two themes at one slot.
#[test]
fn what_shares_a_slot_moves() {
    let scenario = |months: u32| {
        common::head(6.0)
            + &format!(
                "[institute.i.function.f]\nslots = 1\n\
                 [[route.r.stage]]\nid = \"a\"\nodds = 1\n\
                 [[route.r.stage.activity]]\nid = \"w\"\nneeds = {{ f = 1 }}\n\
                 providers = [\"i\"]\nduration_months = 4\n\
                 [[route.q.stage]]\nid = \"a\"\nodds = 1\n\
                 [[route.q.stage.activity]]\nid = \"w\"\nneeds = {{ f = 1 }}\n\
                 providers = [\"i\"]\nduration_months = {months}\n\
                 [theme.first]\nroute = \"q\"\n[theme.second]\nroute = \"r\"\n"
            )
    };
    let models = [common::model(&scenario(3)), common::model(&scenario(5))];
    compared(&models, 10, 1, |found| {
        let wait = of(found, "theme.second.wait");
        assert_eq!(wait.moved, 10);
        assert_eq!(wait.verdict(), Verdict::More);
        assert!((wait.mean.mean / (1 << 24) as f64 - 2.0).abs() < 1e-6);
        assert_eq!(of(found, "theme.first.licensed").moved, 0);
    });
}
