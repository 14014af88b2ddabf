//! The request for the coming year (BUD-5, BUD-7).

use proptest::prelude::*;

use crate::asking::{Answer, ask, cell, number, table, told};
use crate::common;

/// Two institutes, a standing cost, patents, awards, advance payment: nothing by chance.
fn certain() -> String {
    common::head(4.0)
        + r#"
[item.office]
[institute.lab.function.f]
slots = 9
price_per_slot_month = 1_000_000
[institute.lab.function.g]
slots = 9
price_per_job = 7_000_001
[institute.office.function.desk]
slots = 9
[[standing]]
id = "staff"
institute = "office"
item = "office"
amount_per_year = 12_345_679
[incentives]
institute = "office"
admission_award = 300_000
meetings_per_year = 2
cost_per_meeting = 50_000
[route.r]
ip = { after = "s", institute = "office", filing_cost = 900_000, cost_per_year = 400_000 }
[[route.r.stage]]
id = "s"
  [[route.r.stage.activity]]
  id = "w"
  needs = { f = 1, g = 1 }
  providers = ["lab"]
  duration_months = 18
  cost = 3_000_000
[[route.r.stage]]
id = "t"
  [[route.r.stage.activity]]
  id = "x"
  needs = { f = 2 }
  providers = [{ id = "lab", cost_factor = 1.5 }]
  duration_months = 10
  payments = [{ at = 0, share = 0.4 }, { at = 1, share = 0.6 }]
[theme.A]
[theme.B]
"#
}

fn part(answer: &Answer, item: &str, institute: &str) -> i64 {
    let place = answer
        .parts
        .iter()
        .position(|(of, at)| of == item && at == institute);
    answer.requested.parts[place.unwrap()]
}

#[test]
fn bud_5_what_is_certain_is_requested_to_the_yen() {
    let answer = ask(&common::model(&certain()), 1, 0.8, 40);
    // Work w of 18 months costs 18 M + 7 000 001 + 3 M for each theme: 28 000 001, of which the
    // first year bears ⅔, rounded. The second bears the rest and, paid in advance at its month 6,
    // 40 % of x: 2 slots for 10 months at a million times 1.5; and the 60 % at month 28 too late.
    let w = 28_000_001 - 18_666_667;
    let x = 12_000_000;
    assert_eq!(part(&answer, "research", "lab"), 2 * (w + x));
    assert_eq!(part(&answer, "office", "office"), 12_345_679);
    assert_eq!(part(&answer, "ip", "office"), 2 * 900_000);
    assert_eq!(part(&answer, "meetings", "office"), 2 * 100_000);
    assert_eq!(part(&answer, "incentives", "office"), 0);
    assert_eq!(
        answer.requested.total,
        answer.requested.parts.iter().sum::<i64>()
    );
    assert_eq!(answer.requested.total, 2 * (w + x) + 12_345_679 + 2_000_000);
}

#[test]
fn bud_5_each_amount_is_unit_price_times_units_and_names_its_key() {
    let answer = ask(&common::model(&certain()), 1, 0.8, 40);
    let lines = table(&answer.tables, "request_derivation");
    let of = |parameter: &'static str| [("parameter", parameter)];
    let price = "institute.lab.function.f.price_per_slot_month";
    // 6 months each of w, and 40 % of 20 slot-months of x at one and a half: 16 a theme.
    let units = number(lines, &of(price), "units");
    assert!((units - 2.0 * (6.0 + 8.0)).abs() < 1e-3, "{units}");
    assert_eq!(number(lines, &of(price), "parameter_mean_jpy"), 1_000_000.0);
    let fee = "institute.lab.function.g.price_per_job";
    assert!((number(lines, &of(fee), "units") - 2.0 / 3.0).abs() < 1e-4);
    assert!((number(lines, &of(fee), "pieces") - 2.0).abs() < 1e-12);
    let cost = "route.r.stage.s.activity.w.cost";
    assert!((number(lines, &of(cost), "request_jpy") - 2_000_000.0).abs() <= 1.0);
    let filing = "route.r.ip.filing_cost";
    assert_eq!(number(lines, &of(filing), "unit_price_jpy"), 900_000.0);
    assert!((number(lines, &of(filing), "units") - 2.0).abs() < 1e-12);
    let staff = "standing.staff.amount_per_year";
    assert!((number(lines, &of(staff), "units") - 1.0).abs() < 1e-12);
    let meetings = "incentives.cost_per_meeting";
    assert!((number(lines, &of(meetings), "units") - 4.0).abs() < 1e-5);
    let place = |name: &str| lines.column(name).unwrap();
    for row in &lines.rows {
        let value = |name: &str| row[place(name)].number().unwrap();
        let product = value("unit_price_jpy") * value("units_per_piece") * value("pieces");
        assert!(
            (product - value("request_jpy")).abs() <= 1.01,
            "{row:?}: {product}"
        );
    }
    let sum: f64 = lines
        .rows
        .iter()
        .map(|row| row[place("request_jpy")].number().unwrap())
        .sum();
    assert_eq!(
        sum as i64, answer.requested.total,
        "lines add up to the request"
    );
}

#[test]
fn bud_5_the_lines_stand_where_the_total_stands() {
    // A certain 10 million, and a million for each of D months, D uniform on 0 … 10: where the total
    // is q, D is q − 10 million over a million, and half as many pieces are paid where none has the
    // other half. The quantile itself is off by 0.02 million for one standard error (√(p (1 − p) / n)
    // of 10 million); five of them are passed by chance with less than 10⁻⁶.
    let plan = common::head(1.0)
        + "[institute.lab.function.f]\nslots = 9\nprice_per_slot_month = 1_000_000\n\
           [[route.r.stage]]\nid = \"s\"\n\
           [[route.r.stage.activity]]\nid = \"w\"\nneeds = { f = 1 }\nproviders = [\"lab\"]\n\
           duration_months = { uniform = [0, 10] }\ncost = 10_000_000\n[theme.A]\n";
    let model = common::model(&plan);
    for confidence in [0.3, 0.8] {
        let runs = 20_000;
        let answer = ask(&model, 0, confidence, runs);
        let total = answer.requested.total as f64;
        let error = 1e7 * (confidence * (1.0 - confidence) / runs as f64).sqrt();
        let quantile = 1e7 + 1e7 * confidence;
        assert!((total - quantile).abs() < 5.0 * error + 1e5, "{total}");
        let months = (total - 1e7) / 1e6;
        let lines = table(&answer.tables, "request_derivation");
        let of = |parameter: &'static str| [("parameter", parameter)];
        let price = of("institute.lab.function.f.price_per_slot_month");
        let (units, paid) = (
            number(lines, &price, "units"),
            number(lines, &price, "request_jpy"),
        );
        assert!((units - months).abs() < 1e-3, "{units} {months}");
        assert!((paid - 1e6 * months).abs() <= 1.0, "{paid}");
        let cost = of("route.r.stage.s.activity.w.cost");
        assert_eq!(number(lines, &cost, "request_jpy"), 1e7);
        assert!((number(lines, &cost, "units") - 1.0).abs() < 1e-6);
    }
}

#[test]
fn bud_7_what_binds_later_years_is_told_without_purses() {
    let answer = ask(&common::model(&certain()), 0, 0.8, 40);
    let later = table(&answer.tables, "request_later_years");
    let of = |year| {
        [
            ("item", "research"),
            ("institute", "lab"),
            ("falls_due_in_fiscal_year", year),
        ]
    };
    // At the end of the first year w has 6 of its 18 months to go, for both themes.
    let bound = number(later, &of("2014"), "bound_jpy");
    assert_eq!(bound, 2.0 * (28_000_001.0 - 18_666_667.0));
    let all = [("item", "all"), ("falls_due_in_fiscal_year", "2015")];
    assert_eq!(number(later, &all, "bound_jpy"), 0.0);
}

/// Work of uncertain length and price at three institutes, of two purses one of which holds back.
fn uncertain() -> String {
    common::head(3.0)
        + r#"
[item.outside]
[institute.lab.function.f]
slots = 2
price_per_slot_month = { uniform = [2_000_000, 4_000_000], layer = "ignorance" }
[institute.shop]
outsourced = true
[institute.shop.function.g]
slots = 1
[[purse]]
id = "grant"
kind = "subsidy"
institutes = ["shop"]
request_per_year = 10_000_000
granted = { 2013 = 9_000_000 }
holds_back = true
[[purse]]
id = "own"
kind = "own-income"
institutes = ["lab"]
request_per_year = 50_000_000
[[route.r.stage]]
id = "s"
odds = 0.7
  [[route.r.stage.activity]]
  id = "w"
  needs = { f = 1 }
  providers = ["lab"]
  duration_months = { triangular = [2, 5, 12] }
  [[route.r.stage.activity]]
  id = "x"
  needs = { g = 1 }
  providers = ["shop"]
  duration_months = { triangular = [1, 3, 6] }
  cost = { exponential = { mean = 8_000_000 } }
[channel.c]
rate_per_year = 5
mix = { r = 1 }
"#
}

#[test]
fn bud_5_parts_add_up_beside_what_each_would_need_alone() {
    let model = common::model(&uncertain());
    for (year, confidence) in [(0, 0.5), (1, 0.8), (2, 0.95)] {
        let answer = ask(&model, year, confidence, 2_000);
        let requested = &answer.requested;
        assert_eq!(requested.parts.iter().sum::<i64>(), requested.total);
        let mut by_part = vec![0; requested.parts.len()];
        requested
            .lines
            .iter()
            .for_each(|line| by_part[line.part] += line.amount);
        assert_eq!(by_part, requested.parts);
        let rows = table(&answer.tables, "request");
        let all = [("purse", "all"), ("item", "all"), ("institute", "all")];
        let alone = number(rows, &all, "sufficient_alone_jpy");
        assert_eq!(number(rows, &all, "request_jpy"), alone.ceil());
        let parts: f64 = answer
            .parts
            .iter()
            .zip(&requested.parts)
            .filter(|(_, amount)| **amount > 0)
            .map(|((item, at), _)| {
                let of = [("item", item.as_str()), ("institute", at.as_str())];
                number(rows, &of, "sufficient_alone_jpy")
            })
            .sum();
        // Parts that are not tied to each other need more alone than together above the median.
        assert!(confidence == 0.5 || parts > alone, "{parts} {alone}");
    }
}

#[test]
fn bud_5_a_request_is_no_echo_of_the_purse_that_holds_back() {
    // What the shop needs is far above the ten million of its purse.
    let answer = ask(&common::model(&uncertain()), 1, 0.8, 2_000);
    assert!(part(&answer, "outsourcing", "shop") > 20_000_000);
    let rows = table(&answer.tables, "request");
    let of = [("purse", "grant"), ("item", "all")];
    assert_eq!(number(rows, &of, "previous_budget_jpy"), 9_000_000.0);
    assert_eq!(told(&cell(rows, &of, "previous_budget_from")), "granted");
    let chance = number(rows, &of, "chance_of_shortfall");
    assert!(chance > 0.05 && chance < 0.6, "{chance}");
    // Granted in full, it has as much left as it lapses: it carries nothing.
    assert_eq!(number(rows, &of, "carried_over_jpy"), 0.0);
    assert!(number(rows, &of, "lapsed_jpy") > 0.0);
}

/// Quantiles, chances and the parts near the quantile, from the rows of single runs.
#[test]
fn what_suffices_agrees_with_single_runs() {
    let (year, p) = (1, 0.8);
    let answer = ask(&common::model(&uncertain()), year, p, 4_000);
    let column = |name: &str| {
        let place = answer.columns.iter().position(|column| column == name);
        let place = place.unwrap_or_else(|| panic!("{name} in {:?}", answer.columns));
        answer
            .rows
            .iter()
            .map(|row| row[place])
            .collect::<Vec<i64>>()
    };
    let total = column("cost_fy2014_jpy");
    let mut sorted = total.clone();
    sorted.sort_unstable();
    let exact = |p: f64| sorted[((p * sorted.len() as f64).ceil() as usize).max(1) - 1] as f64;
    let suffices = table(&answer.tables, "request_confidence");
    for confidence in ["0.5", "0.6", "0.7", "0.75", "0.8", "0.85", "0.9", "0.95"] {
        let of = [
            ("purse", "all"),
            ("item", "all"),
            ("institute", "all"),
            ("confidence", confidence),
        ];
        let found = number(suffices, &of, "sufficient_jpy");
        let expected = exact(confidence.parse().unwrap());
        assert!((found / expected - 1.0).abs() < 0.004, "{found} {expected}");
        let [lower, upper] = ["sufficient_lower_95_jpy", "sufficient_upper_95_jpy"]
            .map(|name| number(suffices, &of, name));
        assert!(lower < found && found < upper);
    }
    let above = total
        .iter()
        .filter(|cost| **cost > answer.requested.total)
        .count();
    let above = above as f64 / total.len() as f64;
    assert!((above - 0.2).abs() < 0.005, "{above}");

    // A line through the runs whose total ranks within 0.06 of the confidence, run by run: the
    // window of 4 000 runs.
    let mut order: Vec<usize> = (0..total.len()).collect();
    order.sort_by_key(|run| (total[*run], *run));
    let half = 0.05 * (1e4 / 4_000_f64).powf(0.2);
    let rank = |share: f64| (share * total.len() as f64).round() as usize;
    let window = &order[rank(p - half)..rank(p + half)];
    let n = window.len() as f64;
    let mean = |of: &[i64]| window.iter().map(|run| of[*run] as f64).sum::<f64>() / n;
    let mean_total = mean(&total);
    let spread: f64 = window
        .iter()
        .map(|run| (total[*run] as f64 - mean_total).powi(2))
        .sum();
    for ((item, at), amount) in answer.parts.iter().zip(&answer.requested.parts) {
        let values = column(&format!("cost_fy2014_{item}_{at}_jpy"));
        let mean_part = mean(&values);
        let product: f64 = window
            .iter()
            .map(|run| (total[*run] as f64 - mean_total) * (values[*run] as f64 - mean_part))
            .sum();
        let expected = mean_part + product / spread * (exact(p) - mean_total);
        let off = (*amount as f64 - expected).abs();
        assert!(off < 0.01 * exact(p), "{item} {at}: {amount} {expected}");
    }
}

#[test]
fn amounts_are_requested_in_whole_multiples() {
    let text = uncertain() + "[request]\nin_multiples_of = 1_000_000\n";
    let answer = ask(&common::model(&text), 1, 0.8, 1_000);
    let whole = |amount: &i64| amount % 1_000_000 == 0;
    assert!(whole(&answer.requested.total) && answer.requested.parts.iter().all(whole));
    let plain = ask(&common::model(&uncertain()), 1, 0.8, 1_000);
    let rounded_up = answer.requested.total - plain.requested.total;
    assert!((0..1_000_000).contains(&rounded_up), "{rounded_up}");
}

#[test]
fn the_year_before_is_known_only_where_somebody_says_it() {
    let lines = r#"
[request]
[[request.line]]
id = "a"
institute = "lab"
item = "research"
previous = 40_000_000
last_actual = 38_000_000
"#;
    let answer = ask(&common::model(&(uncertain() + lines)), 1, 0.8, 500);
    let rows = table(&answer.tables, "request");
    let of = [("item", "research"), ("institute", "lab")];
    assert_eq!(number(rows, &of, "previous_budget_jpy"), 40_000_000.0);
    assert_eq!(number(rows, &of, "last_actual_jpy"), 38_000_000.0);
    let change = number(rows, &of, "request_jpy") - 40_000_000.0;
    assert_eq!(number(rows, &of, "change_jpy"), change);
    let of = [("item", "outsourcing"), ("institute", "shop")];
    assert_eq!(told(&cell(rows, &of, "previous_budget_jpy")), "");
    assert_eq!(told(&cell(rows, &of, "change_jpy")), "");
    // Of the whole: what the purse of the shop was granted, and what was requested for the other.
    let all = [("purse", "all"), ("item", "all"), ("institute", "all")];
    assert_eq!(number(rows, &all, "previous_budget_jpy"), 59_000_000.0);
    assert_eq!(told(&cell(rows, &all, "previous_budget_from")), "requested");
    assert_eq!(told(&cell(rows, &all, "last_actual_jpy")), "");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn parts_always_add_up(
        prices in prop::array::uniform2(1_u32..9_000_000),
        rate in 1_u32..9,
        confidence in 0.05_f64..0.95,
        multiple in 1_i64..5_000_000,
        year in 0_usize..3,
    ) {
        let text = uncertain()
            .replace("uniform = [2_000_000, 4_000_000]", &format!("uniform = [{}, 9_000_000]", prices[0]))
            .replace("mean = 8_000_000", &format!("mean = {}", prices[1]))
            .replace("rate_per_year = 5", &format!("rate_per_year = {rate}"))
            + &format!("[request]\nin_multiples_of = {multiple}\n");
        let requested = ask(&common::model(&text), year, confidence, 100).requested;
        prop_assert_eq!(requested.parts.iter().sum::<i64>(), requested.total);
        prop_assert!(requested.parts.iter().all(|part| *part >= 0));
        let lines: i64 = requested.lines.iter().map(|line| line.amount).sum();
        prop_assert_eq!(lines, requested.total);
    }
}
