//! What is told of caps (BUD-2).

use super::added;

#[test]
fn a_cap_on_nobody_known_and_without_an_amount() {
    assert_eq!(
        added(
            r#"[[cap]]
id = "c"
institutes = ["RIKN"]
items = ["outsorcing"]
modalities = ["antibodies"]
[[cap]]
id = "d"
institutes = []
amount = { 2012 = 5, 2013 = 9, all = 3 }"#
        ),
        r#"error[no-amount]: the cap `c` has no amount
  --> my-plan/plan.toml:49:6
   |
49 | id = "c"
   |      ^^^
   |
   = allowed: `amount` by fiscal year, `amount_per_year`, or both

error[unknown-institute]: `RIKN` is not an institute of this scenario
  --> my-plan/plan.toml:50:15
   |
50 | institutes = ["RIKN"]
   |               ^^^^^^
   |
   = allowed: NIBIO, RIKEN
   = help: did you mean `RIKEN`?

error[unknown-item]: `outsorcing` is not an item of this scenario
  --> my-plan/plan.toml:51:10
   |
51 | items = ["outsorcing"]
   |          ^^^^^^^^^^^^
   |
   = allowed: research, outsourcing, ip, standing, incentives, meetings
   = help: did you mean `outsourcing`?

error[unknown-modality]: `antibodies` is not a modality of this scenario
  --> my-plan/plan.toml:52:15
   |
52 | modalities = ["antibodies"]
   |               ^^^^^^^^^^^^
   |
   = allowed: antibody
   = help: did you mean `antibody`?

error[empty-list]: the cap `d` limits no institute
  --> my-plan/plan.toml:55:14
   |
55 | institutes = []
   |              ^^
   |
   = allowed: at least one institute, or no `institutes` at all

error[year-out-of-range]: the cap `d` has an amount for `2012`, which is not simulated
  --> my-plan/plan.toml:56:12
   |
56 | amount = { 2012 = 5, 2013 = 9, all = 3 }
   |            ^^^^
   |
   = allowed: fiscal years from 2013 to 2022

error[year-out-of-range]: the cap `d` has an amount for `all`, which is not simulated
  --> my-plan/plan.toml:56:32
   |
56 | amount = { 2012 = 5, 2013 = 9, all = 3 }
   |                                ^^^
   |
   = allowed: fiscal years from 2013 to 2022
"#
    );
}

#[test]
fn caps_on_the_same_costs() {
    assert_eq!(
        added(
            r#"[[cap]]
id = "c"
institutes = ["RIKEN", "NIBIO"]
amount_per_year = 1e9
[[cap]]
id = "d"
institutes = ["NIBIO", "RIKEN"]
amount = { 2014 = 1e9 }
[[cap]]
id = "e"
institutes = ["NIBIO", "RIKEN"]
modalities = ["antibody"]
amount = { 2014 = 1e9 }"#
        ),
        r#"warning[equal-caps]: the caps `c` and `d` limit the same costs: the lower amount of a year decides
  --> my-plan/plan.toml:53:6
   |
53 | id = "d"
   |      ^^^
   |
   = help: keep one of them, or name the `institutes`, `items` or `modalities` in which they differ
"#
    );
}

#[test]
fn a_cap_below_its_standing_costs() {
    assert_eq!(
        added(
            r#"[[standing]]
id = "staff"
institute = "RIKEN"
item = "research"
amount_per_year = 100
[[cap]]
id = "c"
items = ["research"]
amount = { 2014 = 99, 2015 = 100 }"#
        ),
        r#"warning[cap-below-standing-costs]: in FY2014 the cap `c` is 99 JPY and its standing costs come to 100: work that costs anything waits
  --> my-plan/plan.toml:54:6
   |
54 | id = "c"
   |      ^^^
   |
   = help: raise the amount, or take the cap away to see what is needed
"#
    );
}

#[test]
fn a_cap_on_costs_that_never_arise() {
    // Nothing is booked under `ip`; what RIKEN does has no price; the standing cost ends before 2015.
    assert_eq!(
        added(
            r#"[[standing]]
id = "staff"
institute = "RIKEN"
item = "meetings"
amount_per_year = 100
until = 2015-03-31
[[cap]]
id = "patents"
items = ["ip"]
amount_per_year = 5
[[cap]]
id = "structures"
institutes = ["RIKEN"]
modalities = ["antibody"]
amount_per_year = 5
[[cap]]
id = "too-late"
items = ["meetings"]
amount = { 2015 = 1000 }
[[cap]]
id = "in-time"
items = ["meetings"]
amount = { 2014 = 1000 }
[[cap]]
id = "research"
items = ["research", "ip"]
institutes = ["NIBIO"]
modalities = ["antibody"]
amount = { 2022 = 1000 }"#
        ),
        r#"warning[cap-on-nothing]: no cost of this scenario falls under the cap `patents`: it holds nothing back and is never passed
  --> my-plan/plan.toml:56:9
   |
56 | items = ["ip"]
   |         ^^^^^^
   |
   = help: correct its `items`, `institutes`, `modalities` or fiscal years, or remove it

warning[cap-on-nothing]: no cost of this scenario falls under the cap `structures`: it holds nothing back and is never passed
  --> my-plan/plan.toml:59:6
   |
59 | id = "structures"
   |      ^^^^^^^^^^^^
   |
   = help: correct its `items`, `institutes`, `modalities` or fiscal years, or remove it

warning[cap-on-nothing]: no cost of this scenario falls under the cap `too-late`: it holds nothing back and is never passed
  --> my-plan/plan.toml:64:6
   |
64 | id = "too-late"
   |      ^^^^^^^^^^
   |
   = help: correct its `items`, `institutes`, `modalities` or fiscal years, or remove it
"#
    );
}

#[test]
fn more_caps_than_can_be_kept() {
    let caps: Vec<String> = (0..65)
        .map(|number| {
            format!("[[cap]]\nid = \"c{number}\"\nitems = [\"ip\"]\namount = {{ 2013 = {number} }}")
        })
        .collect();
    assert_eq!(
        added(&caps.join("\n")),
        r#"error[too-many]: there are 0 purses and 65 caps
   --> my-plan/plan.toml:305:6
    |
305 | id = "c64"
    |      ^^^^^
    |
    = allowed: up to 64 of both together
"#
    );
}

#[test]
fn a_cap_below_the_cheapest_work() {
    let cap = |limits: &str| format!("[[cap]]\nid = \"low\"\n{limits}\n");
    assert_eq!(
        added(&cap("amount_per_year = 1_000_000")),
        r#"warning[cap-below-any-start]: `low` has at most 1000000 JPY a year, and the cheapest work it is for is expected to need 2000000 of a year: little of it ever starts
  --> my-plan/plan.toml:49:6
   |
49 | id = "low"
   |      ^^^^^
   |
   = help: raise the amount, or name the costs that are meant with `items`, `institutes` or `modalities`
"#
    );
    assert_eq!(added(&cap("amount_per_year = 2_000_000")), "");
    // A year without a cap lets it start; what costs nothing waits for no money.
    assert_eq!(added(&cap("amount = { 2014 = 1_000_000 }")), "");
    let told = added(&cap("institutes = [\"RIKEN\"]\namount_per_year = 1"));
    assert!(
        told.contains("[cap-on-nothing]") && !told.contains("[cap-below-any-start]"),
        "{told}"
    );
    let purse = "[[purse]]\nid = \"low\"\nkind = \"subsidy\"\ninstitutes = [\"NIBIO\"]\n\
                 request_per_year = 20_000_000\nholds_back = true\n";
    let told = added(purse);
    assert!(
        told.contains("`low` has at most 20000000 JPY a year, and the cheapest work it is for is expected to need 22000000"),
        "{told}"
    );
}
