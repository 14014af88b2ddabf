//! Cost and income by year, the chance that money runs short, and words for all of it.

use soyaku::report::sheet::without_words;

use crate::asking::{ask, forecast, number, table, tables};
use crate::common;

/// Work of exponential length, ten million a month; a purse that pays five months a year.
fn overrun() -> String {
    common::head(2.0)
        + r#"
[institute.lab.function.f]
slots = 9
price_per_slot_month = 10_000_000
[[purse]]
id = "p"
kind = "subsidy"
request_per_year = 50_000_000
[[route.r.stage]]
id = "s"
  [[route.r.stage.activity]]
  id = "w"
  needs = { f = 1 }
  providers = ["lab"]
  duration_months = { exponential = { mean = 4 } }
[theme.A]
"#
}

#[test]
fn bud_2_the_chance_to_run_short_is_told_by_year_and_over_all_years() {
    let tables = tables(&common::model(&overrun()), 20_000);
    let list = table(&tables, "shortages");
    let of = |year| [("fiscal_year", year), ("purse", "p")];
    // Longer than 5 months: e^(−5/4). In the second year: longer than 17. Either: the first.
    for (year, months) in [("2013", 5.0), ("2014", 17.0), ("all", 5.0)] {
        let expected = f64::exp(-months / 4.0);
        let found = number(list, &of(year), "chance_of_overrun");
        let error = (expected * (1.0 - expected) / 20_000.0).sqrt();
        assert!(
            (found - expected).abs() < 4.5 * error,
            "{year}: {found} {expected}"
        );
        let any = [("fiscal_year", year), ("purse", "any")];
        assert_eq!(number(list, &any, "chance_of_overrun"), found);
        assert_eq!(number(list, &of(year), "chance_of_waiting_for_money"), 0.0);
    }
}

#[test]
fn ignorance_alone_spreads_cost_as_far_as_what_is_unknown() {
    // Cost = price × months, the price unknown and uniform, the months by chance, in one year.
    let text = overrun().replace(
        "price_per_slot_month = 10_000_000",
        "price_per_slot_month = { uniform = [10_000_000, 20_000_000], layer = \"ignorance\" }",
    );
    let text = text.replace("{ exponential = { mean = 4 } }", "{ uniform = [2, 8] }");
    let tables = tables(&common::model(&text), 20_000);
    let years = table(&tables, "budget_by_year");
    let of = [("fiscal_year", "2013")];
    // World means are 5 × price: 50 … 100 million, of which ignorance alone leaves P10 and P90.
    for (column, expected) in [
        ("cost_ignorance_alone_p10_jpy", 55e6),
        ("cost_ignorance_alone_p50_jpy", 75e6),
        ("cost_ignorance_alone_p90_jpy", 95e6),
    ] {
        let found = number(years, &of, column);
        assert!((found / expected - 1.0).abs() < 0.03, "{column}: {found}");
    }
    // σ²a = 25 · 10²/12, σ²e = E[price²] · 36/12 = (233.3…) · 3, in million².
    let (between, within) = (25.0 * 100.0 / 12.0, 700.0 / 3.0 * 3.0);
    let share = number(years, &of, "ignorance_share");
    assert!(
        (share - between / (between + within)).abs() < 0.03,
        "{share}"
    );
}

#[test]
fn every_table_has_words_in_both_languages() {
    let model = common::model_at(&common::shipped("outturn-2014"));
    let mut all = tables(&model, 60);
    all.extend(ask(&model, 1, 0.8, 60).tables);
    all.extend(forecast(&model, 60));
    let missing: Vec<String> = all
        .iter()
        .flat_map(|table| without_words(table, &model.currency))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}
