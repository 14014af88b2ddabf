//! No start beyond a cap: where all work is paid at its start and nothing else costs anything, what
//! starts in a fiscal year never comes to more than there is, and nothing waits that could be paid.

use proptest::prelude::*;

use soyaku::engine::{Happening, MoneyEvent, Observer, Plan, RunEnd, Simulator, ThemeRun};
use soyaku::model::Ticks;

use crate::common;

/// Adds up what starts in each fiscal year.
#[derive(Default)]
struct Cap {
    spent: Vec<i64>,
    /// Year, what was spent of it, and what was refused.
    refused: Vec<(usize, i64, i64)>,
    checked: usize,
}

impl Observer for Cap {
    fn observe(&mut self, plan: &Plan<'_>, now: Ticks, _: u32, _: &ThemeRun, what: Happening) {
        let year = plan.model().calendar.year_until(now);
        self.spent.resize(self.spent.len().max(year + 1), 0);
        match what {
            Happening::Started { cost, .. } => self.spent[year] += cost,
            Happening::Money(MoneyEvent::WaitsForMoney { share, .. }) => {
                self.refused.push((year, self.spent[year], share));
            }
            _ => {}
        }
    }

    fn run_ended(&mut self, _: &Plan<'_>, end: &RunEnd<'_>) {
        let outturns = &end.books.outturns;
        for (outturn, spent) in outturns.iter().zip(&self.spent) {
            assert_eq!(outturn.spent, *spent);
            assert!(outturn.spent <= outturn.room(), "{outturn:?}");
        }
        for (year, spent, share) in self.refused.drain(..) {
            assert!(
                spent + share > outturns[year].room(),
                "refused without need"
            );
            self.checked += 1;
        }
        self.spent.clear();
    }
}

#[test]
fn no_start_comes_beyond_a_cap_and_none_is_refused_without_need() {
    let checked = std::cell::Cell::new(0);
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        ProptestConfig {
            cases: 60,
            failure_persistence: None,
            ..ProptestConfig::default()
        },
        proptest::test_runner::TestRng::deterministic_rng(prop::test_runner::RngAlgorithm::ChaCha),
    );
    let strategy = (
        prop::collection::vec((1_u32..90, 0_u32..9), 1..6),
        1_u32..4,
        50_u32..400,
        0_u32..3,
        0_u32..20,
    );
    runner
        .run(&strategy, |(stages, slots, request, kind, rate)| {
            let kind = [
                "kind = \"subsidy\"",
                "kind = \"own-income\"",
                "kind = \"subsidy\"\ncarry_over_approved = 0.5\ncut = { uniform = [0, 0.5] }",
            ][kind as usize];
            let mut text = common::head(4.0)
                + &format!(
                    "[institute.lab.function.f]\nslots = {slots}\n\
                     [[purse]]\nid = \"p\"\n{kind}\nholds_back = true\nrequest_per_year = {request}\n\
                     [channel.c]\nrate_per_year = {rate}\nmix = {{ r = 1 }}\n\
                     priority = {{ uniform = [0, 1] }}\n"
                );
            for (place, (cost, months)) in stages.iter().enumerate() {
                text += &format!(
                    "[[route.r.stage]]\nid = \"s{place}\"\n[[route.r.stage.activity]]\nid = \"w\"\n\
                     needs = {{ f = 1 }}\nproviders = [\"lab\"]\ncost_timing = \"start\"\n\
                     cost = {cost}\nduration_months = {{ uniform = [0, {}] }}\n",
                    months + 1
                );
            }
            text += "[theme.A]\n[theme.B]\npriority = 3\n[theme.C]\nfunds = 70\n";
            let model = common::model(&text);
            let plan = Plan::new(&model);
            let mut simulator = Simulator::new(&plan, 3);
            let mut cap = Cap::default();
            for run in 0..5 {
                simulator.run(run, &mut cap);
            }
            checked.set(checked.get() + cap.checked);
            Ok(())
        })
        .unwrap();
    assert!(checked.get() > 100, "{} refusals", checked.get());
}
