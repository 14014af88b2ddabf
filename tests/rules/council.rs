//! GOV-4: what is told at a date of the Council is what happened by then, and nothing that happens
//! later, and no end of the simulated time, has a say in it.

use std::mem::discriminant;

use jiff::civil::{Date, date};

use super::common::{Log, head, model, model_at, shipped};
use soyaku::model::{Model, Ticks};

fn until(model: &Model, last: Date) -> Model {
    model.clone().until(last).unwrap()
}

/// One activity after another for theme A, each with its price; the desk costs 100 a slot-month.
fn network(more: &str) -> String {
    format!(
        "{}\n\
         [institute.lab]\n[institute.lab.function.desk]\nslots = 5\nprice_per_slot_month = 100\n\
         [[route.drug.stage]]\nid = \"s\"\nodds = 1\n\
         [[route.drug.stage.activity]]\nid = \"first\"\nneeds = {{ desk = 1 }}\n\
         providers = [\"lab\"]\nduration_months = 3\n\
         [[route.drug.stage.activity]]\nid = \"second\"\nneeds = {{ desk = 1 }}\n\
         providers = [\"lab\"]\nduration_months = 30\nafter = [\"first\"]\n\
         [theme.A]\nroute = \"drug\"\n{more}",
        head(4.0)
    )
}

fn cost(log: &Log) -> Vec<i64> {
    let years = log.ledger.values().next().unwrap().len();
    (0..years)
        .map(|year| log.ledger.values().map(|amounts| amounts[year]).sum())
        .collect()
}

#[test]
fn gov_4_money_is_counted_up_to_the_end_of_the_day() {
    let whole = model(&network(""));
    assert_eq!(cost(&Log::of_run(&whole, 1, 0)), [1200, 1200, 900, 0]);
    let at = |last| cost(&Log::of_run(&until(&whole, last), 1, 0));
    assert_eq!(at(date(2013, 6, 30)), [300]);
    assert_eq!(at(date(2013, 9, 15)), [550]);
    assert_eq!(at(date(2014, 3, 31)), [1200]);
    assert_eq!(at(date(2014, 9, 30)), [1200, 600]);
}

#[test]
fn gov_4_what_happens_at_midnight_after_the_day_is_not_told() {
    let whole = model(&network(""));
    let ends = |last: Date| {
        let log = Log::of_run(&until(&whole, last), 1, 0);
        log.start_months("A", "second").len()
    };
    assert_eq!((ends(date(2013, 6, 30)), ends(date(2013, 7, 1))), (0, 1));
}

#[test]
fn gov_4_days_outside_the_simulated_time_cannot_be_told_of() {
    let whole = model(&network(""));
    assert!(whole.clone().until(date(2013, 3, 31)).is_none());
    assert!(whole.clone().until(date(2017, 4, 1)).is_none());
    let (first, last) = (date(2013, 4, 1), date(2017, 3, 31));
    assert_eq!(until(&whole, first).calendar.last_day(), first);
    assert_eq!(until(&whole, last).calendar.years(), 4);
}

/// Money that is bound after the day, in its fiscal year, leaves no room in a cap: staff for the
/// whole year, a contract whose payment follows, what is signed.
#[test]
fn gov_4_the_end_of_what_is_told_makes_no_room_in_a_cap() {
    let capped = "[[cap]]\nid = \"all\"\namount = { 2013 = 1700 }\n";
    for bound in [
        "[[standing]]\nid = \"staff\"\ninstitute = \"lab\"\nitem = \"staff\"\namount_per_year = 800\n\
         [item.staff]\n",
        "[[signed]]\nid = \"bill\"\ninstitute = \"lab\"\nitem = \"research\"\namount = 800\n\
         due = 2014-02-01\n",
        "[theme.B]\nroute = \"paid-later\"\npriority = 5\n\
         [[route.paid-later.stage]]\nid = \"p\"\nodds = 1\n\
         [[route.paid-later.stage.activity]]\nid = \"short\"\nduration_months = 1\ncost = 800\n\
         payment_lag_months = 8\ncost_timing = \"end\"\n",
        "[institute.lab.function.team]\nslots = 1\nstanding_cost_per_year = 800\n",
    ] {
        let whole = model(&network(&format!("{capped}{bound}")));
        let starts = |model: &Model| Log::of_run(model, 1, 0).start_months("A", "second");
        // 300 for the first activity, 800 bound, 900 for the second: it waits for the next year.
        assert_eq!(starts(&whole), [12.0], "{bound}");
        let cut = until(&whole, date(2013, 9, 30));
        assert_eq!(starts(&cut), [0.0; 0], "{bound}");
    }
}

/// Everything that happens in a run before the day, and the money of the fiscal years that are over
/// by then, to the yen.
fn same_until(whole: &Model, last: Date, runs: u64) {
    let cut = until(whole, last);
    let end = cut.calendar.horizon();
    let years = (0..cut.calendar.years()).filter(|year| cut.calendar.year_end(*year) <= end);
    let years = years.count();
    for run in 0..runs {
        let (long, short) = (Log::of_run(whole, 7, run), Log::of_run(&cut, 7, run));
        let happened = |log: &Log| -> Vec<_> {
            let before = log.entries.iter().filter(|entry| entry.now < end);
            before
                .map(|entry| {
                    let what = discriminant(&entry.what);
                    let who = (entry.theme.clone(), entry.activity.clone());
                    (entry.now, who, entry.institute.clone(), what)
                })
                .collect()
        };
        let (expected, obtained) = (happened(&long), happened(&short));
        assert!(expected.len() > 20, "there is something to compare");
        let differs = (0..expected.len().max(obtained.len()))
            .find(|place| expected.get(*place) != obtained.get(*place));
        if let Some(place) = differs {
            panic!(
                "{} until {last}, run {run}: {:?} became {:?}",
                whole.id,
                expected.get(place),
                obtained.get(place)
            );
        }
        for (line, amounts) in &short.ledger {
            assert_eq!(
                amounts[..years],
                long.ledger[line][..years],
                "{} until {last}, run {run}: {line:?}",
                whole.id
            );
            // The year in course has come to no more than it will.
            if let Some(part) = amounts.get(years) {
                assert!(*part <= long.ledger[line][years], "{line:?}");
            }
        }
        for (line, amounts) in &short.income {
            assert_eq!(amounts[..years], long.income[line][..years]);
        }
    }
}

#[test]
fn gov_4_up_to_the_day_a_run_is_what_it_is_without_it() {
    for (name, days, runs) in [
        ("every-rule", [date(2026, 12, 1), date(2028, 3, 31)], 12),
        ("network-2013", [date(2014, 9, 30), date(2017, 7, 5)], 4),
        ("outturn-2014", [date(2015, 1, 15), date(2015, 11, 3)], 20),
    ] {
        let whole = model_at(&shipped(name));
        for last in days {
            same_until(&whole, last, runs);
        }
    }
}

#[test]
fn gov_4_targets_that_are_to_be_reached_later_are_not_told() {
    let whole = model(&network(
        "[target.early]\nwhat = \"arrivals\"\nat_least = 1\nby = 2013\n\
         [target.late]\nwhat = \"arrivals\"\nat_least = 1\nby = 2014\n",
    ));
    let told = |last| until(&whole, last).targets.len();
    assert_eq!(told(date(2014, 3, 30)), 0);
    assert_eq!(told(date(2014, 3, 31)), 1);
    assert_eq!(told(date(2015, 3, 30)), 1);
    assert_eq!(whole.targets.len(), 2);
}

#[test]
fn gov_4_the_days_of_the_council_are_known() {
    let whole = model(&network(
        "[council]\ndates = [2013-06-01, 2014-01-20, 2016-12-01]\n",
    ));
    let days = |model: &Model| model.council_days().collect::<Vec<_>>();
    assert_eq!(days(&whole).len(), 3);
    assert_eq!(
        days(&until(&whole, date(2014, 1, 20))),
        [date(2013, 6, 1), date(2014, 1, 20)]
    );
    assert_eq!(whole.councils[0], Ticks::from_months(2.0));
}
