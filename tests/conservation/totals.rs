//! The accumulators say the same as the auditor, and their parts sum to the whole.

use std::sync::atomic::AtomicBool;

use soyaku::analysis::cells::{flow, licensing, usage};
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
    let left: i128 = (flow::PASSED..=flow::UNFINISHED)
        .chain([flow::ENDED])
        .map(count)
        .sum();
    assert_eq!(
        count(flow::ENTERED),
        left,
        "entered = passed, failed, stopped, licensed, unfinished, ended"
    );
    if let Some(cells) = &layout.licensing {
        let from = layout.licensing_from();
        let licensing = |what| sum(from + cells.count(what, years));
        assert_eq!(licensing(licensing::CONTRACTS), sum(layout.licences(years)));
        let income: i128 = (0..years)
            .map(|year| sum(from + cells.income(None, None, year)))
            .sum();
        assert_eq!(income, audit.income);
        let parts: i128 = (0..model.institutes.len() + 2)
            .flat_map(|who| (0..3).map(move |kind| (kind, who)))
            .map(|(kind, who)| sum(from + cells.income(Some(kind), Some(who), years)))
            .sum();
        assert_eq!(parts, audit.income);
    }
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
