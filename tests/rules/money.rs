//! Awards, meetings, standing costs, payment lags, the past, funds, cooperation
//! (INC-1 to INC-7, BUD-4, BUD-8, BUD-9, SEL-5, GOV-5).

use soyaku::engine::{Award, MoneyEvent, MoneyNews};

use crate::common::{self, Log};
use crate::sketch::{free_stage, themes};

/// A scenario of `years` with an Office, a route of stages and the given tables.
fn with(years: f64, tables: &str, stages: &[String], list: &[(&str, &str)]) -> Log {
    let stages = stages.concat();
    let text = common::head(years)
        + "[institute.office]\n[institute.lab.function.f]\nslots = \"unlimited\"\n\
           [institute.cro]\noutsourced = true\n[institute.cro.function.f]\nslots = \"unlimited\"\n"
        + tables
        + &stages
        + &themes(list);
    Log::of(&text)
}

/// A stage with one activity at `institute` for `months` with the keys `more`.
fn at(institute: &str, id: &str, months: f64, more: &str) -> String {
    format!(
        "[[route.r.stage]]\nid = \"{id}\"\n[[route.r.stage.activity]]\nid = \"work-{id}\"\n\
         needs = {{ f = 1 }}\nproviders = [\"{institute}\"]\nduration_months = {months}\n{more}\n"
    )
}

fn awards(log: &Log, theme: &str) -> Vec<(f64, Award, i64)> {
    let events = log.money(theme).into_iter();
    events
        .filter_map(|(month, what)| match what {
            MoneyEvent::Award { award, amount, .. } => Some((month, award, amount)),
            _ => None,
        })
        .collect()
}

#[test]
fn inc_1_a_proposer_is_awarded_on_admission_and_not_for_the_past() {
    let tables = "[incentives]\ninstitute = \"office\"\nadmission_award = 1000\n";
    let list = [("A", ""), ("B", "arrives = 2014-05-01")];
    let log = with(3.0, tables, &[free_stage("s", 6.0, "")], &list);
    assert_eq!(awards(&log, "A"), [], "A was admitted before the start");
    assert_eq!(awards(&log, "B"), [(13.0, Award::Admission, 1000)]);
    assert_eq!(log.amounts("office", "incentives"), [0, 1000, 0]);
    assert_eq!(log.themes["B"].cost, 1000);
}

#[test]
fn inc_2_a_proposer_is_awarded_for_each_milestone() {
    let tables = "[incentives]\ninstitute = \"office\"\nmilestone_award = 500\n\
                  [route.r]\nmilestones = [\"s\", \"u\"]\n";
    let stages = ["s", "t", "u"].map(|id| free_stage(id, 6.0, ""));
    let log = with(3.0, tables, &stages, &[("A", "")]);
    let expected = [(6.0, Award::Milestone, 500), (18.0, Award::Milestone, 500)];
    assert_eq!(awards(&log, "A"), expected);
    assert_eq!(log.amounts("office", "incentives"), [500, 500, 0]);
}

#[test]
fn inc_3_supporters_are_awarded_by_the_office() {
    let tables = "[incentives]\ninstitute = \"office\"\nsupporter_award = 700\n\
                  [route.r]\nmilestones = [\"s\"]\n";
    let log = with(2.0, tables, &[at("lab", "s", 3.0, "")], &[("A", "")]);
    assert_eq!(awards(&log, "A"), [(3.0, Award::Supporters, 700)]);
    assert_eq!(log.amounts("office", "incentives"), [700, 0]);
}

#[test]
fn inc_3_supporters_are_awarded_by_their_institutes_by_the_time_they_worked() {
    let tables = "[institute.riken.function.f]\nslots = \"unlimited\"\n\
                  [incentives]\ninstitute = \"office\"\nsupporter_award = 100\n\
                  supporter_award_paid_by = \"institutes\"\n\
                  [route.r]\nmilestones = [\"u\"]\n";
    let stages = [
        at("lab", "s", 4.0, ""),
        at("riken", "t", 2.0, ""),
        at("cro", "u", 3.0, ""),
    ];
    // 4 and 2 months; what is bought outside earns nothing. 100 × 4/6 and the rest.
    let log = with(2.0, tables, &stages, &[("A", "")]);
    assert_eq!(log.amounts("lab", "incentives"), [67, 0]);
    assert_eq!(log.amounts("riken", "incentives"), [33, 0]);
    assert_eq!(log.amounts("office", "incentives"), [0, 0]);
    assert_eq!(log.themes["A"].cost, 100);
    // Where no institute has worked the Office pays.
    let log = with(2.0, tables, &[at("cro", "u", 3.0, "")], &[("A", "")]);
    assert_eq!(log.amounts("office", "incentives"), [100, 0]);
}

#[test]
fn inc_6_meetings_accrue_while_a_theme_is_in_the_network() {
    let tables = "[incentives]\ninstitute = \"office\"\nmeetings_per_year = 4\n\
                  cost_per_meeting = 25\n";
    // 100 a year: 9 months of FY2013, 11 of FY2014, to the yen.
    let list = [("A", "arrives = 2013-07-01")];
    let log = with(3.0, tables, &[free_stage("s", 20.0, "")], &list);
    assert_eq!(log.amounts("office", "meetings"), [75, 92, 0]);
    assert_eq!(log.themes["A"].cost, 167);
    // One that is still there at the horizon has paid up to it.
    let log = with(1.5, tables, &[free_stage("s", 90.0, "")], &[("A", "")]);
    assert_eq!(log.amounts("office", "meetings"), [100, 50]);
}

#[test]
fn inc_7_a_standing_team_is_topped_up_when_the_year_closes() {
    let tables = "[institute.riken.function.g]\nslots = 1\nstanding_cost_per_year = 1200\n\
                  price_per_slot_month = 200\n\
                  [[purse]]\nid = \"all\"\nkind = \"subsidy\"\nrequest_per_year = 5000\n";
    let work = "[[route.r.stage]]\nid = \"s\"\n[[route.r.stage.activity]]\nid = \"w\"\n\
                needs = { g = 1 }\nproviders = [\"riken\"]\nduration_months = 15\n";
    let log = with(3.0, tables, &[work.to_owned()], &[("A", "")]);
    assert_eq!(log.amounts("riken", "research"), [2400, 600, 0]);
    assert_eq!(log.amounts("riken", "standing"), [0, 600, 1200]);
    let spent = [0, 1, 2].map(|year| log.outturn(0, year).spent);
    assert_eq!(spent, [2400, 1200, 1200]);
}

#[test]
fn bud_4_standing_costs_are_paid_pro_rata_whatever_is_used() {
    let tables = "[item.staff]\n[[standing]]\nid = \"staff\"\ninstitute = \"office\"\n\
                  item = \"staff\"\namount_per_year = 100\nfrom = 2013-08-01\nuntil = 2015-05-31\n";
    // 8 months, a year, 2 months: C = 66.67, 166.67, 183.33.
    let log = with(3.0, tables, &[free_stage("s", 1.0, "")], &[("A", "")]);
    assert_eq!(log.amounts("office", "staff"), [67, 100, 16]);
    assert_eq!(log.themes["A"].cost, 0, "it belongs to no theme");
}

#[test]
fn bud_4_a_database_is_paid_for_only_after_a_year_of_much_use() {
    let tables = "[item.databases]\n[[standing]]\nid = \"db\"\ninstitute = \"office\"\n\
                  item = \"databases\"\namount_per_year = 1000\nused_function = \"f\"\n\
                  only_if_uses_per_year = 3\ncost_per_use = 10\n";
    let stages = ["a", "b", "c", "d", "e"].map(|id| at("lab", id, 4.0, ""));
    // Three uses in FY2013 at 10 each; FY2014 is paid for, with two uses; FY2015 is not.
    let list = [
        ("A", ""),
        ("B", "arrives = 2015-04-01\nentry_stage = \"e\""),
    ];
    let log = with(3.0, tables, &stages, &list);
    assert_eq!(log.amounts("office", "databases"), [30, 1000, 10]);
    let paid = tables.to_owned() + "uses_last_year = 3\n";
    let log = with(3.0, &paid, &stages, &list);
    assert_eq!(log.amounts("office", "databases"), [1000, 1000, 10]);
}

#[test]
fn bud_8_what_is_paid_on_acceptance_may_be_money_of_the_next_year() {
    let stage = |more: &str| [at("cro", "s", 11.0, &format!("cost = 90\n{more}"))];
    let years = |tables: &str, more: &str| {
        let log = with(2.0, tables, &stage(more), &[("A", "")]);
        assert_eq!(log.themes["A"].cost, log.total());
        log.amounts("cro", "outsourcing").to_vec()
    };
    let end = "cost_timing = \"end\"\n";
    assert_eq!(years("", end), [90, 0]);
    let late = format!("{end}payment_lag_months = 2\n");
    assert_eq!(years("", &late), [0, 90]);
    // As the item says, unless the activity says otherwise.
    let item = "[item.outsourcing]\ncost_timing = \"end\"\npayment_lag_months = 2\n";
    assert_eq!(years(item, ""), [0, 90]);
    assert_eq!(years(item, "payment_lag_months = 0\n"), [90, 0]);
    assert_eq!(years(item, "cost_timing = \"spread\"\n"), [82, 8]);
    assert_eq!(
        years(item, "payment_lag_months = 14\n"),
        [0, 0],
        "after the horizon"
    );
}

#[test]
fn bud_9_what_was_spent_and_what_is_signed_are_booked() {
    let tables = "[[actual]]\nid = \"a\"\nfiscal_year = 2013\ninstitute = \"lab\"\n\
                  item = \"research\"\namount = 40\n\
                  [[signed]]\nid = \"s\"\ninstitute = \"cro\"\nitem = \"outsourcing\"\n\
                  due = 2014-04-01\namount = 300\ntheme = \"A\"\n\
                  [[signed]]\nid = \"t\"\ninstitute = \"cro\"\nitem = \"outsourcing\"\n\
                  due = 2014-03-31\namount = 7\n\
                  [[signed]]\nid = \"u\"\ninstitute = \"cro\"\nitem = \"outsourcing\"\n\
                  due = 2019-03-31\namount = 9\n";
    let log = with(2.0, tables, &[free_stage("s", 1.0, "")], &[("A", "")]);
    assert_eq!(log.amounts("lab", "research"), [40, 0]);
    assert_eq!(log.amounts("cro", "outsourcing"), [7, 300]);
    assert_eq!(log.themes["A"].cost, 300);
    let told = [
        (
            0.0,
            MoneyNews::Actual {
                actual: 0,
                amount: 40,
            },
        ),
        (
            0.0,
            MoneyNews::Signed {
                signed: 1,
                amount: 7,
            },
        ),
        (
            0.0,
            MoneyNews::Signed {
                signed: 2,
                amount: 0,
            },
        ),
    ];
    assert_eq!(log.news, told);
}

#[test]
fn bud_9_signed_payments_take_the_place_of_the_cost_of_work_under_way() {
    let spent = |replaces: &str| {
        let signed = format!(
            "[[signed]]\nid = \"s\"\ninstitute = \"lab\"\nitem = \"research\"\n\
             due = 2014-03-31\namount = 600\ntheme = \"A\"\n{replaces}"
        );
        let list = [("A", "in_progress = \"work-s\"\nprogress = 0.4")];
        let more = "cost = 1000\nrepeat_probability = 1\nrepeat_limit = 1";
        let log = with(3.0, &signed, &[at("lab", "s", 10.0, more)], &list);
        (
            log.amounts("lab", "research").to_vec(),
            log.themes["A"].cost,
        )
    };
    // What remains of the first time is 600, and what has to be done again 1,000.
    assert_eq!(spent("replaces_work = true\n"), (vec![1200, 400, 0], 1600));
    let beside = (vec![1800, 400, 0], 2200);
    assert_eq!(spent("replaces_work = false\n"), beside);
    assert_eq!(spent(""), beside);
}

#[test]
fn sel_5_the_proposers_funds_pay_first_and_are_no_cost_to_the_network() {
    let stages = [
        at("lab", "s", 18.0, "cost = 180"),
        at("lab", "t", 6.0, "cost = 60"),
    ];
    // 120 fall due in FY2013 and 60 in FY2014 of s, then 60 of t: the first 200 are the proposer's.
    let log = with(3.0, "", &stages, &[("A", "funds = 200")]);
    assert_eq!(log.amounts("lab", "research"), [0, 40, 0]);
    assert_eq!(log.books.paid_by_proposers, [120, 80, 0]);
    assert_eq!(log.themes["A"].cost, 40);
    assert_eq!(log.themes["A"].funds, 0);
    let told = log.money("A").into_iter().map(|(month, what)| match what {
        MoneyEvent::PaidByProposer { amount, left, .. } => (month, amount, left),
        other => panic!("{other:?}"),
    });
    assert_eq!(told.collect::<Vec<_>>(), [(0.0, 180, 20), (18.0, 20, 0)]);
    assert_eq!(log.start("A", "work-s").cost, 0);
    assert_eq!(log.start("A", "work-t").cost, 40);
}

#[test]
fn gov_5_cooperation_costs_the_network_nothing() {
    let tables = "[institute.partner]\nworks_by = \"cooperation\"\ncontract_months = 5\n\
                  [institute.partner.function.f]\nslots = 1\nprice_per_slot_month = 10\n\
                  price_per_job = 7\nstanding_cost_per_year = 900\n";
    let log = with(
        1.0,
        tables,
        &[at("partner", "s", 4.0, "cost = 90")],
        &[("A", "")],
    );
    assert_eq!(log.total(), 0);
    assert_eq!(log.start("A", "work-s").at, 0.0, "without a contract");
}

#[test]
fn gov_5_a_commission_is_signed_before_its_lead_time() {
    let tables = "[institute.partner]\nworks_by = \"commission\"\ncontract_months = 2\n\
                  [institute.partner.function.f]\nslots = 1\nprice_per_slot_month = 10\n\
                  lead_time_months = 1.5\n";
    let log = with(1.0, tables, &[at("partner", "s", 4.0, "")], &[("A", "")]);
    assert_eq!(log.start("A", "work-s").at, 3.5);
    assert_eq!(log.amounts("partner", "research"), [40]);
}
