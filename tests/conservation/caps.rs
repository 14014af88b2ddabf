//! No start beyond a cap, whatever caps overlap: where all work is paid at its start and nothing
//! else costs anything, what starts in a fiscal year never comes to more than any cap on it allows,
//! nothing is refused without need, and nothing waits that all caps would let start.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::prelude::*;

use soyaku::engine::{Happening, MoneyEvent, Observer, Plan, RunEnd, Simulator, ThemeRun};
use soyaku::model::{Model, Ticks};

use crate::common;

/// Whether a list of ids that is absent, or holds an entry, covers it.
fn covers(list: &Option<Vec<usize>>, entry: usize) -> bool {
    list.as_ref().is_none_or(|list| list.contains(&entry))
}

/// Adds up what starts in each fiscal year, by account: purses first, then caps.
#[derive(Default)]
struct Books {
    now: Ticks,
    /// `[account][fiscal year]`
    spent: Vec<Vec<i64>>,
    /// What each account has, `[account][fiscal year]`; known at the end of a run.
    refused: Vec<Refusal>,
    /// What waits for money, by theme and activity: the share it needs.
    short: BTreeMap<(u32, u32), (u8, i64)>,
    checked: usize,
    /// Refusals by more than one account.
    by_several: usize,
}

/// A moment in which work waits for money.
struct Refusal {
    year: usize,
    share: i64,
    /// Account and what was spent of it.
    spent: Vec<(usize, i64)>,
    /// Whether all of these are short of the share, or at least one.
    all: bool,
}

impl Books {
    /// The accounts of an activity with one of its options, from the model alone.
    fn accounts(plan: &Plan<'_>, theme: &ThemeRun, work: u32, option: u8) -> Vec<usize> {
        let model: &Model = plan.model();
        let institute = plan.institute_of(work, option).unwrap();
        let item = usize::from(model.institutes[institute].outsourced);
        let modality = model.routes[theme.route as usize].modality;
        let purses = model.money.purses.iter();
        let purses =
            purses.map(|purse| covers(&purse.institutes, institute) && covers(&purse.items, item));
        let caps = model.money.caps.iter().map(|cap| {
            covers(&cap.institutes, institute)
                && covers(&cap.items, item)
                && covers(&cap.modalities, modality)
        });
        let all = purses.chain(caps).enumerate();
        all.filter(|(_, on_it)| *on_it)
            .map(|(account, _)| account)
            .collect()
    }

    fn spent_of(&mut self, account: usize, year: usize) -> &mut i64 {
        let accounts = self.spent.len().max(account + 1);
        self.spent.resize(accounts, Vec::new());
        let years = &mut self.spent[account];
        years.resize(years.len().max(year + 1), 0);
        &mut years[year]
    }

    fn refuse(&mut self, accounts: &[usize], year: usize, share: i64, all: bool) {
        let spent = accounts.iter();
        let spent = spent.map(|account| (*account, *self.spent_of(*account, year)));
        let spent = spent.collect();
        self.refused.push(Refusal {
            year,
            share,
            spent,
            all,
        });
    }
}

impl Observer for Books {
    fn observe(
        &mut self,
        plan: &Plan<'_>,
        now: Ticks,
        index: u32,
        theme: &ThemeRun,
        what: Happening,
    ) {
        let calendar = &plan.model().calendar;
        if now > self.now {
            // Whatever still waited at the instant before had an account against it.
            let year = calendar.year_until(self.now);
            let short = std::mem::take(&mut self.short);
            for ((theme_of, work), (option, share)) in &short {
                let on_it = accounts_by_number(plan, *work, *option);
                assert!(!on_it.is_empty(), "{theme_of}");
                self.refuse(&on_it, year, *share, false);
            }
            self.short = short;
            self.now = now;
        }
        let year = calendar.year_until(now);
        match what {
            Happening::Started {
                work, option, cost, ..
            } => {
                self.short.remove(&(index, work));
                for account in Books::accounts(plan, theme, work, option) {
                    *self.spent_of(account, year) += cost;
                }
            }
            Happening::Cancelled { work, .. } => {
                self.short.remove(&(index, work));
            }
            Happening::Money(MoneyEvent::Funded { work, .. }) => {
                self.short.remove(&(index, work));
            }
            Happening::Money(MoneyEvent::WaitsForMoney {
                work,
                option,
                share,
                short_of,
                ..
            }) => {
                let on_it = Books::accounts(plan, theme, work, option);
                assert_eq!(on_it, accounts_by_number(plan, work, option));
                let short_of: Vec<usize> = short_of.iter().collect();
                assert!(short_of.iter().all(|account| on_it.contains(account)));
                self.by_several += usize::from(short_of.len() > 1);
                self.refuse(&short_of, year, share, true);
                self.short.insert((index, work), (option, share));
            }
            _ => {}
        }
    }

    fn run_ended(&mut self, plan: &Plan<'_>, end: &RunEnd<'_>) {
        let years = end.ledger.years();
        let purses = end.books.outturns.len() / years;
        let room = |account: usize, year: usize| match account.checked_sub(purses) {
            None => end.books.outturns[account * years + year].room(),
            Some(cap) => end.books.caps[cap * years + year]
                .amount
                .unwrap_or(i64::MAX),
        };
        for account in 0..purses + end.books.caps.len() / years {
            for year in 0..years {
                let spent = *self.spent_of(account, year);
                let told = match account.checked_sub(purses) {
                    None => end.books.outturns[account * years + year].spent,
                    Some(cap) => end.books.caps[cap * years + year].spent,
                };
                assert_eq!(told, spent);
                let holds = plan.holding_back().contains(account);
                assert!(
                    !holds || spent <= room(account, year),
                    "{account} in {year}"
                );
            }
        }
        for refusal in self.refused.drain(..) {
            let Refusal { year, share, .. } = refusal;
            let mut short = refusal.spent.iter().map(|(account, spent)| {
                let holds = plan.holding_back().contains(*account);
                holds && spent + share > room(*account, year)
            });
            let justified = match refusal.all {
                true => short.all(|short| short),
                false => short.any(|short| short),
            };
            assert!(
                justified,
                "refused without need: {share} in {year} of {:?}",
                refusal.spent
            );
            self.checked += 1;
        }
        self.spent.clear();
        self.short.clear();
        self.now = Ticks::ZERO;
    }
}

fn accounts_by_number(plan: &Plan<'_>, work: u32, option: u8) -> Vec<usize> {
    plan.accounts_of(work, option).iter().collect()
}

/// What each of up to four caps covers.
const SCOPES: [&str; 6] = [
    "",
    "institutes = [\"lab\"]",
    "institutes = [\"cro\"]",
    "items = [\"outsourcing\"]",
    "modalities = [\"r\"]",
    "institutes = [\"lab\", \"cro\"]\nmodalities = [\"q\"]",
];

#[test]
fn no_start_comes_beyond_any_of_overlapping_caps_and_none_waits_without_need() {
    let (checked, several) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        ProptestConfig {
            cases: 80,
            failure_persistence: None,
            ..ProptestConfig::default()
        },
        proptest::test_runner::TestRng::deterministic_rng(prop::test_runner::RngAlgorithm::ChaCha),
    );
    let strategy = (
        prop::collection::vec((1_u32..90, 0_u32..9, 0_usize..2), 1..6),
        1_u32..4,
        prop::option::of((50_u32..400, 0_usize..3)),
        0_u32..20,
        prop::collection::vec((0_usize..6, 30_u32..300, 0_u32..3), 0..4),
    );
    runner
        .run(&strategy, |(stages, slots, purse, rate, caps)| {
            let mut text = common::head(4.0)
                + &format!(
                    "[institute.lab.function.f]\nslots = {slots}\n\
                     [institute.cro]\noutsourced = true\n[institute.cro.function.f]\nslots = 2\n\
                     [channel.c]\nrate_per_year = {rate}\nmix = {{ r = 1, q = 1 }}\n\
                     priority = {{ uniform = [0, 1] }}\n"
                );
            if let Some((request, kind)) = purse {
                let kind = [
                    "kind = \"subsidy\"",
                    "kind = \"own-income\"",
                    "kind = \"subsidy\"\ncarry_over_approved = 0.5\ncut = { uniform = [0, 0.5] }",
                ][kind];
                let _ = write!(
                    text,
                    "[[purse]]\nid = \"p\"\n{kind}\nholds_back = true\nrequest_per_year = {request}\n"
                );
            }
            for (number, (scope, amount, years)) in caps.iter().enumerate() {
                let amounts = match years {
                    0 => format!("amount_per_year = {amount}"),
                    1 => format!("amount = {{ 2014 = {amount} }}"),
                    _ => format!(
                        "amount = {{ 2013 = {} }}\namount_per_year = {{ uniform = [20, {amount}] }}",
                        amount + 40
                    ),
                };
                let _ = write!(text, "[[cap]]\nid = \"c{number}\"\n{}\n{amounts}\n", SCOPES[*scope]);
            }
            for route in ["r", "q"] {
                for (place, (cost, months, institute)) in stages.iter().enumerate() {
                    let institute = ["lab", "cro"][*institute];
                    let _ = write!(
                        text,
                        "[[route.{route}.stage]]\nid = \"s{place}\"\n\
                         [[route.{route}.stage.activity]]\nid = \"w\"\n\
                         needs = {{ f = 1 }}\nproviders = [\"{institute}\"]\ncost_timing = \"start\"\n\
                         cost = {cost}\nduration_months = {{ uniform = [0, {}] }}\n",
                        months + 1
                    );
                }
            }
            text += "[theme.A]\nroute = \"r\"\n[theme.B]\nroute = \"q\"\npriority = 3\n\
                     [theme.C]\nroute = \"r\"\nfunds = 70\n";
            let model = common::model(&text);
            let plan = Plan::new(&model);
            let mut simulator = Simulator::new(&plan, 3);
            let mut books = Books::default();
            for run in 0..5 {
                simulator.run(run, &mut books);
            }
            checked.set(checked.get() + books.checked);
            several.set(several.get() + books.by_several);
            Ok(())
        })
        .unwrap();
    assert!(checked.get() > 1000, "{} refusals", checked.get());
    assert!(several.get() > 30, "{} by several caps", several.get());
}
