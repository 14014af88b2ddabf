//! Listeners side by side hear what each hears alone.

use soyaku::engine::{Booking, Happening, Known, MoneyNews, Observer, Plan, RunEnd, ThemeRun};
use soyaku::model::Ticks;

use crate::common;

/// How often each thing was told.
#[derive(Clone, Debug, Default, PartialEq)]
struct Heard {
    happenings: usize,
    facts: usize,
    capacities: usize,
    news: usize,
    bookings: usize,
    runs: usize,
}

impl Observer for Heard {
    fn observe(&mut self, _: &Plan<'_>, _: Ticks, _: u32, _: &ThemeRun, _: Happening) {
        self.happenings += 1;
    }

    fn knew(&mut self, _: &Plan<'_>, known: &mut dyn Iterator<Item = Known>) {
        self.facts += known.count();
    }

    fn capacity_changed(&mut self, _: &Plan<'_>, _: Ticks, _: u32, _: i64) {
        self.capacities += 1;
    }

    fn news(&mut self, _: &Plan<'_>, _: Ticks, _: MoneyNews) {
        self.news += 1;
    }

    fn follows_bookings(&self) -> bool {
        true
    }

    fn booked(&mut self, _: &Plan<'_>, _: Ticks, _: &Booking<'_>) {
        self.bookings += 1;
    }

    fn run_ended(&mut self, _: &Plan<'_>, _: &RunEnd<'_>) {
        self.runs += 1;
    }
}

#[test]
fn two_listeners_hear_what_each_hears_alone() {
    let model = common::model_at(&common::shipped("every-rule"));
    let mut alone = Heard::default();
    common::listen(&model, 1, 20, &mut alone);
    let parts = [
        alone.happenings,
        alone.facts,
        alone.capacities,
        alone.news,
        alone.bookings,
        alone.runs,
    ];
    assert!(parts.iter().all(|count| *count > 0), "{alone:?}");
    let mut both = (Heard::default(), Some(Heard::default()));
    common::listen(&model, 1, 20, &mut both);
    assert_eq!(both, (alone.clone(), Some(alone)));
}
