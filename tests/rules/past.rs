//! The past is data: what was spent and signed by a day, as of which the run goes on (BUD-9).

use std::fmt::Write;

use jiff::civil::date;
use soyaku::engine::MoneyNews;
use soyaku::model::{PaidOn, Ticks};
use soyaku::scenario::Reading;

use crate::common::{self, Log};
use crate::sketch::themes;

/// A year of 140 from April, with work of 60 in half a year from October on, and some amounts.
fn plan(amounts: &str, list: &[(&str, &str)]) -> String {
    let purse = "[[purse]]\nid = \"all\"\nkind = \"subsidy\"\nholds_back = true\n\
                 request_per_year = 140\n";
    let work = "[institute.lab.function.f]\nslots = 9\nprice_per_slot_month = 10\n\
                [[route.r.stage]]\nid = \"s\"\n[[route.r.stage.activity]]\nid = \"w\"\n\
                needs = { f = 1 }\nproviders = [\"lab\"]\nduration_months = 6\n";
    [&common::head(2.0), purse, amounts, work, &themes(list)].concat()
}

fn actual(id: &str, paid_on: &str, amount: i64) -> String {
    format!(
        "[[actual]]\nid = \"{id}\"\npaid_on = {paid_on}\ninstitute = \"lab\"\nitem = \"research\"\n\
         amount = {amount}\n"
    )
}

#[test]
fn bud_9_what_was_spent_by_a_day_is_spent_of_the_years_money() {
    let starts = |spent| {
        let amounts = actual("a", "2013-05-10", spent) + &actual("b", "\"2013-09\"", 30);
        let text = plan(&amounts, &[("A", "")]);
        let model = common::model_as_of(&text, date(2013, 9, 30));
        let log = Log::of_run(&model, 1, 0);
        (log.outturn(0, 0).spent, log.start("A", "w").at)
    };
    assert_eq!(starts(50), (140, 0.0), "60 are left, and it needs 60");
    assert_eq!(starts(51), (81, 6.0), "it waits for April");
}

#[test]
fn bud_9_the_run_begins_on_the_day_after_and_ends_where_it_did() {
    let text = plan(
        &actual("a", "2013-05-10", 50),
        &[("A", "arrives = 2013-12-01")],
    );
    let model = common::model_as_of(&text, date(2013, 9, 30));
    let calendar = &model.calendar;
    assert_eq!(model.as_of, Some(date(2013, 9, 30)));
    assert_eq!(calendar.start(), date(2013, 10, 1));
    assert_eq!(calendar.date_of(calendar.horizon()), date(2015, 4, 1));
    assert_eq!((calendar.years(), calendar.fiscal_year(0)), (2, 2013));
    assert_eq!(model.themes[0].arrives, Ticks::from_months(2.0));
    let log = Log::of_run(&model, 1, 0);
    assert_eq!(log.start("A", "w").at, 2.0);
    assert_eq!(log.amounts("lab", "research"), [50 + 40, 20]);
    let spent = MoneyNews::Actual {
        actual: 0,
        amount: 50,
    };
    assert!(log.news.contains(&(0.0, spent)), "{:?}", log.news);
    let paid_on = model.money.actual[0].paid_on;
    assert_eq!(paid_on, Some(PaidOn::Day(date(2013, 5, 10))));
}

#[test]
fn bud_9_spending_of_a_year_that_is_over_counts_no_more() {
    let amounts = actual("a", "2013-05-10", 50) + &actual("b", "2014-04-10", 7);
    let text = plan(&amounts, &[("A", "arrives = 2013-06-01")]);
    let model = common::model_as_of(&text, date(2014, 4, 30));
    let log = Log::of_run(&model, 1, 0);
    assert_eq!(log.start("A", "w").at, 0.0, "it has come by then");
    assert_eq!(log.amounts("lab", "research"), [7 + 60]);
}

#[test]
fn bud_9_a_ledger_of_hundreds_of_rows_is_read_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut spent = "id,paid_on,institute,item,amount\n".to_owned();
    let mut signed = "id,due,institute,item,amount,theme\n".to_owned();
    for number in 0..300_i64 {
        let (day, amount) = (number % 30 + 1, number + 1);
        writeln!(spent, "{number:03},2013-04-{day:02},lab,research,{amount}").unwrap();
        writeln!(signed, "{number:03},2013/6/{day},lab,research,2,A").unwrap();
    }
    let text = plan("", &[("A", "")]).replacen(
        "price_year",
        "actual_files = [\"spent.csv\"]\nsigned_files = [\"signed.csv\"]\nprice_year",
        1,
    );
    for (name, text) in [
        ("plan.toml", text),
        ("spent.csv", spent),
        ("signed.csv", signed),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let as_of = Some(date(2013, 4, 30));
    let scenario = soyaku::scenario::read_with(
        folder.path(),
        Reading {
            as_of,
            set: Vec::new(),
        },
    );
    let log = Log::of_run(&scenario.model.unwrap(), 1, 0);
    // 1 + 2 + … + 300 spent, 300 payments of 2 to come; the work waits for April.
    assert_eq!(log.amounts("lab", "research"), [45_150 + 600, 60]);
    assert_eq!(log.start("A", "w").at, 11.0);
    assert_eq!(log.themes["A"].cost, 660);
}
