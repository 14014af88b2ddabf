//! The fiscal year under way (BUD-6, BUD-9).

use crate::asking::{cell, forecast, number, table, told};
use crate::common;

/// October: 60 spent, 25 signed for of which 10 fall due next year, 70 granted and 30 carried in;
/// A and B want the one slot for work of 20 paid at its start, 3 months each; C costs 40 a job.
fn autumn(more: &str) -> String {
    let head = common::head(2.0).replace("2013-04-01", "2013-10-01");
    head + r#"
[institute.lab.function.f]
slots = 1
[institute.shop.function.g]
slots = 1
[[purse]]
id = "p"
kind = "subsidy"
granted = { 2013 = 70_000_000 }
request_per_year = 100_000_000
carried_in = 30_000_000
holds_back = true
[[actual]]
id = "spent"
fiscal_year = 2013
institute = "lab"
item = "research"
amount = 40_000_000
[[signed]]
id = "soon"
due = 2014-02-01
institute = "lab"
item = "research"
amount = 15_000_000
[[signed]]
id = "next-year"
due = 2014-05-01
institute = "lab"
item = "research"
amount = 10_000_000
[[route.r.stage]]
id = "s"
  [[route.r.stage.activity]]
  id = "w"
  needs = { f = 1 }
  providers = ["lab"]
  duration_months = 3
  cost = 10_000_000
  cost_timing = "start"
[[route.q.stage]]
id = "s"
  [[route.q.stage.activity]]
  id = "x"
  needs = { g = 1 }
  providers = ["shop"]
  duration_months = 2
  cost = 40_000_000
  cost_timing = "end"
[theme.A]
route = "r"
priority = 3
[theme.B]
route = "r"
priority = 2
[theme.C]
route = "q"
priority = 1
"# + more
}

#[test]
fn bud_9_a_year_under_way_ends_with_what_is_known_and_what_starts() {
    let tables = forecast(&common::model(&autumn("")), 20);
    let year = table(&tables, "outturn_forecast");
    let of = [("purse", "p"), ("item", "all")];
    let is = |column: &str, wanted: f64| assert_eq!(number(year, &of, column), wanted, "{column}");
    is("budget_jpy", 70e6);
    is("carried_in_jpy", 30e6);
    is("spent_so_far_jpy", 40e6);
    is("signed_jpy", 15e6);
    // 40 + 15, A and B one after the other; C would make it 115 of 100.
    is("spent_jpy", 75e6);
    is("spent_p50_jpy", 75e6);
    is("execution_rate", 0.75);
    is("lapsed_jpy", 25e6);
    is("lapsed_p10_jpy", 25e6);
    is("chance_of_lapse", 1.0);
    is("chance_of_overrun", 0.0);
    is("carried_over_jpy", 0.0);
    let part = [("item", "research"), ("institute", "lab")];
    assert_eq!(number(year, &part, "spent_jpy"), 75e6);
    assert_eq!(told(&cell(year, &part, "budget_jpy")), "");
}

#[test]
fn bud_9_waiting_work_is_told_with_what_it_costs_this_year() {
    let tables = forecast(&common::model(&autumn("")), 20);
    let list = table(&tables, "bring_forward");
    let themes: Vec<String> = list.rows.iter().map(|row| told(&row[1])).collect();
    assert_eq!(themes, ["B", "C"], "by priority; A has started");
    let of = |theme| [("theme", theme)];
    assert_eq!(told(&cell(list, &of("B"), "waits_for")), "a slot");
    assert_eq!(told(&cell(list, &of("C"), "waits_for")), "money");
    let is = |theme, column: &str, wanted: f64| {
        assert_eq!(number(list, &of(theme), column), wanted, "{theme} {column}");
    };
    is("B", "chance_to_start", 1.0);
    is("B", "due_this_year_jpy", 10e6);
    is("C", "chance_to_start", 0.0);
    is("C", "chance_to_start_with_money", 1.0);
    is("C", "chance_to_be_paid_with_money", 1.0);
    is("C", "due_this_year_jpy", 40e6);
    is("C", "cumulative_due_jpy", 50e6);
    // 25 lapse, which pays for B but not for C too.
    is("B", "chance_that_unspent_money_covers_it", 1.0);
    is("C", "chance_that_unspent_money_covers_it", 0.0);
}

#[test]
fn bud_6_what_is_carried_in_can_be_spent_in_the_first_year() {
    // With 15 more carried in there is money for C, which then waits no longer.
    let text = autumn("").replace("carried_in = 30_000_000", "carried_in = 45_000_000");
    let tables = forecast(&common::model(&text), 20);
    let year = table(&tables, "outturn_forecast");
    let of = [("purse", "p"), ("item", "all")];
    assert_eq!(number(year, &of, "spent_jpy"), 115e6);
    assert_eq!(number(year, &of, "lapsed_jpy"), 0.0);
    assert_eq!(table(&tables, "bring_forward").rows.len(), 1);
}

#[test]
fn bud_9_the_budget_of_an_item_is_what_the_request_says_of_this_year() {
    let line = "[request]\n[[request.line]]\nid = \"a\"\ninstitute = \"lab\"\nitem = \"research\"\n\
                previous = 150_000_000\n";
    let tables = forecast(&common::model(&autumn(line)), 20);
    let year = table(&tables, "outturn_forecast");
    let part = [("item", "research"), ("institute", "lab")];
    assert_eq!(number(year, &part, "budget_jpy"), 150e6);
    assert_eq!(number(year, &part, "execution_rate"), 0.5);
    assert_eq!(number(year, &part, "chance_of_overrun"), 0.0);
}
