//! The accumulators say the same as the auditor, and their parts sum to the whole.

use std::sync::atomic::AtomicBool;

use soyaku::analysis::cells::{flow, usage};
use soyaku::analysis::{Layout, Listener, Settings, Slice, simulate};
use soyaku::engine::Plan;
use soyaku::model::{Model, Slots};

use crate::audit::Audit;

/// The accumulators say the same as the auditor, and their parts sum to the whole.
pub fn totals_agree(model: &Model, audit: &Audit, runs: u64) {
    let plan = Plan::new(model);
    let layout = Layout::new(&plan);
    let mut listener = Listener {
        progress: &|_| (),
        stop: &AtomicBool::new(false),
        sink: &mut |_, _| Ok(()),
    };
    let settings = Settings {
        runs,
        seed: 5,
        threads: 1,
    };
    let sample = simulate(&plan, &layout, settings, &mut listener).unwrap();
    let panel = &sample.totals.panel;
    let sum = |cell| panel.moments(cell).map_or(0, |moments| moments.sum);
    let years = layout.years;
    assert_eq!(sum(layout.arrived()), audit.arrived);
    let endings: i128 = (0..layout.endings.len())
        .map(|e| sum(layout.ending(e)))
        .sum();
    assert_eq!(endings, audit.arrived, "every theme has one ending");
    assert_eq!(
        sum(layout.licences(years)) + sum(layout.launches(years)),
        audit.licences
    );
    for (slices, kind) in [
        (
            layout
                .slices
                .iter()
                .position(|slice| *slice == Slice::All)
                .into_iter()
                .collect(),
            "all",
        ),
        (
            places(&layout, |slice| matches!(slice, Slice::Item(_))),
            "items",
        ),
        (
            places(&layout, |slice| matches!(slice, Slice::Institute(_))),
            "institutes",
        ),
        (
            places(&layout, |slice| matches!(slice, Slice::ItemAt(..))),
            "items at institutes",
        ),
        (
            places(&layout, |slice| matches!(slice, Slice::Modality(_))),
            "modalities",
        ),
    ] {
        let whole: i128 = slices
            .iter()
            .map(|slice| sum(layout.slice(*slice, years)))
            .sum();
        let by_year: i128 = slices
            .iter()
            .flat_map(|slice| (0..years).map(|year| sum(layout.slice(*slice, year))))
            .sum();
        assert_eq!((whole, by_year), (audit.cost, audit.cost), "{kind}");
    }
    let count = |what| -> i128 { (0..layout.flows).map(|f| sum(layout.flow(f, what))).sum() };
    let left: i128 = (flow::PASSED..=flow::UNFINISHED).map(count).sum();
    assert_eq!(
        count(flow::ENTERED),
        left,
        "entered = passed, failed, stopped, licensed, unfinished"
    );
    for (index, function) in model.functions.iter().enumerate() {
        let Slots::Schedule(_) = function.slots else {
            continue;
        };
        let each: i128 = (0..years)
            .map(|year| sum(layout.usage(index, year, usage::BUSY)))
            .sum();
        assert_eq!(
            sum(layout.usage(index, years, usage::BUSY)),
            each,
            "busy time by year"
        );
    }
}

fn places(layout: &Layout, is_it: impl Fn(&Slice) -> bool) -> Vec<usize> {
    (0..layout.slices.len())
        .filter(|place| is_it(&layout.slices[*place]))
        .collect()
}
