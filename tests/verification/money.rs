//! When and how much: amounts by fiscal year to the yen, on scenarios small enough for pen and paper.
//!
//! Nothing here has a variance, so amounts must be equal.

use crate::common::{self, Log};

/// One theme, one stage, one activity with the keys `activity`, at an institute with `function`.
fn one(head: &str, function: &str, activity: &str) -> String {
    format!(
        "{head}[institute.lab.function.f]\nslots = \"unlimited\"\n{function}\n\
         [[route.r.stage]]\nid = \"s\"\n[[route.r.stage.activity]]\nid = \"work\"\n\
         needs = {{ f = 1 }}\nproviders = [\"lab\"]\n{activity}\n[theme.T01]\n"
    )
}

fn years(text: &str) -> Vec<i64> {
    Log::of(text).amounts("lab", "research").to_vec()
}

#[test]
fn bud_8_spread_cost_falls_due_pro_rata_and_sums_to_the_yen() {
    // 100 yen over 29 months from April 2013: C(12) = 41.38, C(24) = 82.76, C(29) = 100.
    let text = one(&common::head(4.0), "", "duration_months = 29\ncost = 100");
    assert_eq!(years(&text), [41, 42, 17, 0]);
}

#[test]
fn bud_8_a_start_in_mid_year_shifts_the_boundaries() {
    // From 16 January 2014 (month 9 and 15/31): 2.516 months in the first fiscal year.
    let head =
        "[scenario]\nid = \"test\"\nstart = 2014-01-16\nhorizon_years = 2\nprice_year = 2013\n";
    let text = one(
        head,
        "price_per_slot_month = 1_000_000",
        "duration_months = 18",
    );
    // 2 + 16/31 months; then 12; then the rest: 3 + 15/31.
    assert_eq!(years(&text), [2_516_129, 12_000_000, 3_483_871]);
}

#[test]
fn bud_8_the_horizon_cuts_what_is_spread() {
    // 18 of 30 months lie within: 60 of 100 yen, of them 40 in the first year.
    let text = one(&common::head(1.5), "", "duration_months = 30\ncost = 100");
    let log = Log::of(&text);
    assert_eq!(log.amounts("lab", "research"), [40, 20]);
    assert_eq!(log.themes["T01"].cost, 60);
}

#[test]
fn bud_8_cost_at_start_middle_and_end_falls_into_their_years() {
    let at = |timing: &str| {
        let activity = format!("duration_months = 20\ncost = 7\ncost_timing = \"{timing}\"");
        years(&one(&common::head(2.0), "", &activity))
    };
    assert_eq!(at("start"), [7, 0]);
    assert_eq!(at("midpoint"), [7, 0]);
    assert_eq!(at("end"), [0, 7]);
    assert_eq!(at("spread"), [4, 3]);
}

#[test]
fn bud_8_what_falls_due_after_the_horizon_is_not_booked_and_at_the_horizon_it_is() {
    let at = |months: u32| {
        let activity = format!("duration_months = {months}\ncost = 7\ncost_timing = \"end\"");
        years(&one(&common::head(1.0), "", &activity))
    };
    assert_eq!(at(12), [7]);
    assert_eq!(at(13), [0]);
}

#[test]
fn bud_8_a_payment_on_the_first_day_of_a_fiscal_year_belongs_to_it() {
    let activity = "duration_months = 12\ncost = 7\ncost_timing = \"end\"";
    assert_eq!(years(&one(&common::head(2.0), "", activity)), [0, 7]);
}

#[test]
fn bud_8_the_whole_cost_is_rounded_to_the_nearest_yen() {
    // 2.7 yen in one year; 14.7 yen over two, of which 12 fall due in the first.
    let of = |months: f64| {
        let activity = format!("duration_months = {months}");
        years(&one(
            &common::head(2.0),
            "price_per_slot_month = 1",
            &activity,
        ))
    };
    assert_eq!(of(2.7), [3, 0]);
    assert_eq!(of(14.7), [12, 3]);
    assert_eq!(of(14.3), [12, 2]);
}

#[test]
fn bud_8_payments_fall_due_at_their_shares_of_the_work() {
    let activity = "duration_months = 24\ncost = 1000\npayments = [{ at = 0, share = 0.1 }, \
                    { at = 0.5, share = 0.25 }, { at = 1, share = 0.65 }]";
    assert_eq!(
        years(&one(&common::head(3.0), "", activity)),
        [100, 250, 650]
    );
}

#[test]
fn bud_8_payments_sum_to_the_cost_to_the_yen() {
    let third = 1.0 / 3.0;
    let activity = format!(
        "duration_months = 12\ncost = 100\npayments = [{{ at = 0, share = {third} }}, \
         {{ at = 0.5, share = {third} }}, {{ at = 0.9, share = {third} }}]"
    );
    assert_eq!(years(&one(&common::head(1.0), "", &activity)), [100]);
}

#[test]
fn exe_12_several_needs_and_slots_are_all_paid() {
    let text = common::head(1.0)
        + r#"
[institute.lab.function.f]
slots = 3
price_per_slot_month = 10
price_per_job = 100
[institute.lab.function.g]
slots = 1
price_per_slot_month = 1000
price_per_job = 10_000
[[route.r.stage]]
id = "s"
  [[route.r.stage.activity]]
  id = "work"
  needs = { f = 3, g = 1 }
  providers = [{ id = "lab", duration_factor = 2, cost_factor = 1.5 }]
  duration_months = 2
  cost = 100_000
  cost_per_month = 1_000_000
[theme.T01]
"#;
    // (4 months × (3 × 10 + 1000 + 1,000,000) + 100 + 10,000 + 100,000) × 1.5
    assert_eq!(years(&text), [6_171_330]);
}

#[test]
fn exe_3_outsourced_work_is_booked_apart_after_its_lead_time() {
    let text = common::head(2.0)
        + r#"
[item.gmp]
[institute.cro]
outsourced = true
[institute.cro.function.f]
slots = 1
price_per_slot_month = 100
lead_time_months = 9
[[route.r.stage]]
id = "s"
  [[route.r.stage.activity]]
  id = "work"
  needs = { f = 1 }
  providers = ["cro"]
  duration_months = 6
  [[route.r.stage.activity]]
  id = "lot"
  after = []
  item = "gmp"
  duration_months = 1
  cost = 5
[theme.T01]
"#;
    let log = Log::of(&text);
    assert_eq!(log.start("T01", "work").at, 9.0);
    assert_eq!(log.amounts("cro", "outsourcing"), [300, 300]);
    assert_eq!(log.amounts("", "gmp"), [5, 0]);
}

#[test]
fn inc_7_a_standing_team_is_topped_up_to_its_floor_by_fiscal_year() {
    // Used 10 months at 100 in the first year, 2 of the second: 1000 and 200 against 700 a year;
    // half of the third year is simulated.
    let function = "price_per_slot_month = 100\nstanding_cost_per_year = 700";
    let log = Log::of(&one(&common::head(2.5), function, "duration_months = 14"));
    assert_eq!(log.amounts("lab", "research"), [1200, 200, 0]);
    assert_eq!(log.amounts("lab", "standing"), [0, 500, 350]);
}

#[test]
fn inc_7_a_standing_team_nobody_uses_costs_its_floor() {
    let text = one(
        &common::head(1.0),
        "standing_cost_per_year = 700",
        "duration_months = 14",
    );
    let log = Log::of(&text);
    assert_eq!(log.amounts("lab", "standing"), [700]);
    assert_eq!(log.total(), 700);
}

#[test]
fn money_of_another_price_year_is_deflated() {
    // An index of 100.7 in 2010 and 99.2 in 2013: 1,000,000 yen of 2010 are 985,104.27 of 2013.
    let head = common::head(1.0) + "[deflator]\n2010 = 100.7\n2013 = 99.2\n";
    let activity = "duration_months = 1\ncost = { value = 1_000_000, price_year = 2010 }";
    assert_eq!(years(&one(&head, "", activity)), [985_104]);
    let activity = "duration_months = 1\ncost = { value = 1_000_000, price_year = 2013 }";
    assert_eq!(years(&one(&head, "", activity)), [1_000_000]);
}

#[test]
fn bud_9_of_work_under_way_only_the_rest_is_paid() {
    let rest = |activity: &str| {
        let text =
            one(&common::head(3.0), "", activity) + "in_progress = \"work\"\nprogress = \"0.25\"\n";
        let log = Log::of(&text);
        (
            log.start("T01", "work").end,
            log.amounts("lab", "research").to_vec(),
        )
    };
    assert_eq!(
        rest("duration_months = 24\ncost = 100"),
        (18.0, vec![50, 25, 0])
    );
    let at_start = "duration_months = 24\ncost = 100\ncost_timing = \"start\"";
    assert_eq!(rest(at_start), (18.0, vec![0, 0, 0]));
    // The middle of the whole work, month 12 of 24, is 6 months from now.
    let at_midpoint = "duration_months = 24\ncost = 100\ncost_timing = \"midpoint\"";
    assert_eq!(rest(at_midpoint), (18.0, vec![100, 0, 0]));
    let at_end = "duration_months = 24\ncost = 100\ncost_timing = \"end\"";
    assert_eq!(rest(at_end), (18.0, vec![0, 100, 0]));
}

#[test]
fn exe_4_a_repeat_is_paid_again() {
    let activity = "duration_months = 5\ncost = 100\nrepeat_probability = 1\nrepeat_limit = 2";
    let log = Log::of(&one(&common::head(2.0), "", activity));
    assert_eq!(log.start_months("T01", "work"), [0.0, 5.0, 10.0]);
    assert_eq!(log.amounts("lab", "research"), [240, 60]);
}

#[test]
fn exe_6_a_patent_is_filed_and_kept_until_the_licence() {
    let text = common::head(6.0)
        + r#"
[institute.office]
[route.r.ip]
after = "a"
institute = "office"
filing_cost = 1000
cost_per_year = 30
[[route.r.stage]]
id = "a"
  [[route.r.stage.activity]]
  id = "work"
  duration_months = 6
[[route.r.stage]]
id = "b"
  [[route.r.stage.activity]]
  id = "work"
  duration_months = 30
[theme.T01]
"#;
    // Filed in month 6, kept in 18 and 30, licensed in 36.
    let log = Log::of(&text);
    assert_eq!(log.amounts("office", "ip"), [1000, 30, 30, 0, 0, 0]);
    assert_eq!(log.themes["T01"].cost, 1060);
}

#[test]
fn a_fiscal_year_may_begin_in_another_month() {
    let head = "[scenario]\nid = \"test\"\nstart = 2013-04-01\nhorizon_years = 2\nprice_year = 2013\nfiscal_year_starts = 10\n";
    let text = one(head, "price_per_slot_month = 10", "duration_months = 20");
    assert_eq!(years(&text), [60, 120, 20]);
}
