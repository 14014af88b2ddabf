//! Targets: whether they are reached, and what that hangs on.

use crate::asking::{cell, number, table, tables, told};
use crate::common;

/// Six themes, each licensed with an unknown chance; what it costs is unknown too, and idle.
const PLAN: &str = r#"
[institute.lab.function.f]
slots = 9
price_per_slot_month = { uniform = [1_000, 9_000], layer = "ignorance" }
[[route.r.stage]]
id = "s"
odds = { uniform = [0, 1], layer = "ignorance" }
  [[route.r.stage.activity]]
  id = "w"
  needs = { f = 1 }
  providers = ["lab"]
  duration_months = 6
[theme.A]
[theme.B]
[theme.C]
[theme.D]
[theme.E]
[theme.F]
"#;

fn target(id: &str, keys: &str) -> String {
    format!("[target.{id}]\nwhat = \"licences\"\n{keys}\n")
}

fn plan(targets: &str) -> String {
    common::head(3.0) + PLAN + targets
}

#[test]
fn a_target_counts_up_to_its_year_and_what_was_there_before() {
    let text = plan("").replace(
        "odds = { uniform = [0, 1], layer = \"ignorance\" }",
        "odds = 1",
    );
    let text = text
        + &target("six", "at_least = 6\nby = \"FY2013\"")
        + &target("seven", "at_least = 7\nby = \"H27\"")
        + &target(
            "with-one",
            "at_least = 7\nby = 2013\nbefore_start = 1\nsource = \"a plan\"",
        );
    let tables = tables(&common::model(&text), 200);
    let list = table(&tables, "targets");
    for (id, count, chance) in [
        ("six", 6.0, 1.0),
        ("seven", 6.0, 0.0),
        ("with-one", 7.0, 1.0),
    ] {
        let of = [("target", id)];
        assert_eq!(number(list, &of, "count"), count, "{id}");
        assert_eq!(number(list, &of, "chance"), chance, "{id}");
        let [lower, upper] =
            ["chance_lower_95", "chance_upper_95"].map(|name| number(list, &of, name));
        assert!(lower <= chance && chance <= upper && upper - lower > 0.0);
    }
    assert_eq!(
        told(&cell(list, &[("target", "with-one")], "source")),
        "a plan"
    );
}

#[test]
fn a_target_hangs_on_what_decides_it_and_not_on_what_is_idle() {
    let text = plan(&target("half", "at_least = 3\nby = 2014"));
    let tables = tables(&common::model(&text), 6_000);
    let list = table(&tables, "targets");
    let of = [("target", "half")];
    // The number licensed of six with a uniform chance is uniform on 0 … 6: 4/7.
    let chance = number(list, &of, "chance");
    let error = number(list, &of, "chance_standard_error");
    assert!(
        (chance - 4.0 / 7.0).abs() < 4.5 * error,
        "{chance} ± {error}"
    );
    let drivers = table(&tables, "target_drivers");
    let odds = [("driver", "route.r.stage.s.odds")];
    let price = [("driver", "institute.lab.function.f.price_per_slot_month")];
    assert_eq!(told(&drivers.rows[0][2]), odds[0].1, "the strongest first");
    assert!(number(drivers, &odds, "difference") > 0.8);
    assert!(number(drivers, &odds, "p_value_holm") < 1e-6);
    assert!(number(drivers, &odds, "correlation_lower_95") > 0.7);
    assert!(number(drivers, &price, "p_value_holm") > 0.01);
    let lower = number(drivers, &price, "difference_lower_95");
    let upper = number(drivers, &price, "difference_upper_95");
    assert!(lower < 0.0 && 0.0 < upper, "{lower} {upper}");
    // Thirds of a uniform number have the means 1/6 and 5/6.
    assert!((number(drivers, &odds, "mean_in_upper_third") - 5.0 / 6.0).abs() < 0.06);
}

#[test]
fn without_targets_there_are_no_tables_of_them() {
    let tables = tables(&common::model(&plan("")), 20);
    assert!(tables.iter().all(|table| !table.name.starts_with("target")));
}
