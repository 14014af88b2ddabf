//! Chapters switched on and off at random move no draw that is not theirs: durations, outcomes and
//! arrivals of themes that a chapter cannot touch stay what they were.
//!
//! Chapters change *when* things happen, and so whether they happen within the horizon. What is
//! compared is what is drawn in both scenarios, by its name.

use std::collections::BTreeMap;
use std::fmt::Debug;

use proptest::prelude::*;

use crate::common;
use crate::{BASE, Draws, draws};

/// A chapter, and the themes whose outcomes it means to change: these alone are left out.
struct Chapter {
    tables: &'static str,
    changes: &'static [&'static str],
}

const fn of(tables: &'static str) -> Chapter {
    Chapter {
        tables,
        changes: &[],
    }
}

const CHAPTERS: [Chapter; 18] = [
    of(
        "[[purse]]\nid = \"p\"\nkind = \"subsidy\"\ncut = { uniform = [0, 0.5] }\nholds_back = true\n\
        request_per_year = 3000\ncarry_over_approved = 0.4\n",
    ),
    of("[[cap]]\nid = \"all\"\namount_per_year = { uniform = [500, 4000] }\n"),
    of(
        "[[cap]]\nid = \"lab\"\ninstitutes = [\"lab\"]\nmodalities = [\"small\"]\namount = { 2014 = 900 }\n",
    ),
    of("[budget]\nrequest_month = 9\n"),
    of(
        "[incentives]\ninstitute = \"lab\"\nadmission_award = { uniform = [0, 9] }\nsupporter_award = 70\n\
        meetings_per_year = 4\ncost_per_meeting = { uniform = [1, 9] }\n",
    ),
    of(
        "[[standing]]\nid = \"db\"\ninstitute = \"lab\"\nitem = \"ip\"\namount_per_year = 30\n\
        used_function = \"f\"\nonly_if_uses_per_year = 2\ncost_per_use = { uniform = [1, 9] }\n",
    ),
    of("[item.research]\ncost_timing = \"end\"\npayment_lag_months = { uniform = [0, 9] }\n"),
    of(
        "[[actual]]\nid = \"a\"\nfiscal_year = 2013\ninstitute = \"lab\"\nitem = \"ip\"\namount = { uniform = [1, 9] }\n",
    ),
    of(
        "[[signed]]\nid = \"s\"\ninstitute = \"lab\"\nitem = \"ip\"\ndue = 2014-05-01\namount = 77\ntheme = \"T1\"\n",
    ),
    of("[withdrawal]\nrate_per_year = 0.4\n"),
    of("[publication]\nafter_months = { uniform = [1, 20] }\ncost = 5\ninstitute = \"lab\"\n"),
    of(
        "[[gate]]\nid = \"g\"\nwhen = { stage = [\"first\"], area = [\"rare\"] }\nprobability = 0.5\ndecision = \"no-go\"\n",
    ),
    of(
        "[route.small.ip]\nafter = \"first\"\ninstitute = \"lab\"\nfiling_cost = 50\ncost_per_year = { uniform = [1, 9] }\n",
    ),
    of(
        "[[route.small.offer]]\nid = \"early\"\nafter = \"first\"\nodds = 0.4\nduration_months = { uniform = [1, 9] }\n",
    ),
    of(
        "[selection]\nreview_every_months = 2\nadmissions_per_review = 2\n\
        [[selection.rule]]\nid = \"some\"\nwhen = { priority_below = 0.3 }\nprobability = 0.6\ndecision = \"decline\"\n",
    ),
    of(
        "[channel.more]\nrate_per_year = 2\nmix = { large = 1 }\n[theme.T9]\nroute = \"small\"\npriority = 1\n",
    ),
    Chapter {
        tables: "[theme.T1]\ntarget = \"x\"\n[theme.T3]\ntarget = \"x\"\n[link.o]\nof = \"outcomes\"\n\
                 share = \"target\"\nloading = 0.8\n",
        changes: &["T1", "T3"],
    },
    Chapter {
        tables: "[theme.T2.stage.first]\nodds = { beta = [2, 9], layer = \"ignorance\" }\n",
        changes: &["T2"],
    },
];

/// The scenario with the chapters of a mask, all work at a price; tables of themes that are there
/// already are merged by hand.
fn with(mask: u32) -> (String, Vec<&'static str>) {
    let mut text = common::head(6.0) + BASE;
    text = text.replace("slots = 2\n", "slots = 2\nprice_per_slot_month = 90\n");
    let mut changed = Vec::new();
    for (place, chapter) in CHAPTERS.iter().enumerate() {
        if mask & (1 << place) == 0 {
            continue;
        }
        changed.extend(chapter.changes);
        let mut tables = chapter.tables.to_owned();
        for theme in ["T1", "T3"] {
            let targeted = format!("[theme.{theme}]\ntarget = \"x\"\n");
            if tables.contains(&targeted) {
                tables = tables.replace(&targeted, "");
                text = text.replace(&format!("[theme.{theme}]\n"), &targeted);
            }
        }
        text += &tables;
    }
    (text, changed)
}

/// How many entries are in both; each must be the same.
fn agree<K: Ord + Debug, V: PartialEq + Debug>(
    one: &BTreeMap<K, V>,
    other: &BTreeMap<K, V>,
    counts: impl Fn(&K) -> bool,
) -> usize {
    let shared = one.iter().filter(|(key, _)| counts(key));
    let shared = shared.filter_map(|(key, value)| Some((key, value, other.get(key)?)));
    shared
        .map(|(key, one, other)| assert_eq!(one, other, "{key:?}"))
        .count()
}

fn unmoved(off: &Draws, on: &Draws, changed: &[&str]) -> [usize; 2] {
    agree(&off.arrivals, &on.arrivals, |_| true);
    agree(&off.kinds, &on.kinds, |_| true);
    let touched = |theme: &String| changed.contains(&theme.as_str());
    [
        agree(&off.durations, &on.durations, |_| true),
        agree(&off.outcomes, &on.outcomes, |(theme, _)| !touched(theme)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        rng_algorithm: prop::test_runner::RngAlgorithm::ChaCha,
        rng_seed: prop::test_runner::RngSeed::Fixed(20130401),
        ..ProptestConfig::default()
    })]

    #[test]
    fn chapters_on_or_off_move_no_draw_that_is_not_theirs(mask in 0_u32..1 << CHAPTERS.len()) {
        let (text, changed) = with(mask);
        let (off, on) = (common::model(&with(0).0), common::model(&text));
        let mut compared = [0; 2];
        for run in 0..6 {
            let here = unmoved(&draws(&off, run), &draws(&on, run), &changed);
            compared = [compared[0] + here[0], compared[1] + here[1]];
        }
        prop_assert!(compared.iter().all(|count| *count > 20), "{compared:?}\n{text}");
    }
}
