//! Warnings about what a scenario says in vain, or has paid twice.

use super::{added, patched};

#[test]
fn limits_at_which_nobody_is_admitted() {
    let selection = "[selection]\nadmissions_per_review = 0\nmost_load = 0\n";
    assert_eq!(
        added(selection),
        r#"warning[nobody-admitted]: with this `admissions_per_review` no theme is ever admitted at a review
  --> my-plan/plan.toml:49:25
   |
49 | admissions_per_review = 0
   |                         ^
   |
   = help: raise it, or leave it out where there is no such limit

warning[nobody-admitted]: with this `most_load` no theme is ever admitted at a review
  --> my-plan/plan.toml:50:13
   |
50 | most_load = 0
   |             ^
   |
   = help: raise it, or leave it out where there is no such limit
"#
    );
}

#[test]
fn funds_that_reach_for_no_theme() {
    let selection = |funds: &str| format!("[selection]\nfunds_per_year = {funds}\n");
    assert_eq!(
        added(&selection("10_000_000")),
        r#"warning[funds-for-nobody]: 10000000 JPY a year for new themes do not reach for any: the first stage of the cheapest is expected to cost 24000000 beyond its proposer's funds
  --> my-plan/plan.toml:49:18
   |
49 | funds_per_year = 10_000_000
   |                  ^^^^^^^^^^
   |
   = help: raise it, or leave it out where there is no such limit
"#
    );
    assert_eq!(added(&selection("24_000_000")), "");
    let funds = "[theme.T9]\nfunds = 20_000_000\nadmitted = false\n";
    assert_eq!(
        added(&(funds.to_owned() + &selection("4_000_000"))),
        "",
        "what the proposer brings counts"
    );
}

#[test]
fn rights_that_are_not_sorted_and_take_no_time() {
    let tables =
        "[theme.T9]\nadmitted = false\nrights_sorted = 0\n[selection]\nrights_required = true\n";
    assert_eq!(
        added(tables),
        r#"warning[rights-sorted-at-once]: rights that are not sorted when a theme comes are sorted on the same day: `T9` says no `rights_months`
  --> my-plan/plan.toml:50:17
   |
50 | rights_sorted = 0
   |                 ^
   |
   = help: say with `rights_months` how long it takes, or leave `rights_sorted` out
"#
    );
}

#[test]
fn publications_that_wait_for_a_filing_that_never_comes() {
    let tables = "[publication]\nafter_months = 6\nwaits_for_filing = true\n";
    assert_eq!(
        added(tables),
        r#"warning[no-filing-to-wait-for]: the route `antibody` has no filing: its themes publish at once, which costs no interest
  --> my-plan/plan.toml:50:20
   |
50 | waits_for_filing = true
   |                    ^^^^
   |
   = help: add [route.….ip] with the stage after which is filed, or `waits_for_filing = false`
"#
    );
}

#[test]
fn an_offer_before_the_exit_point() {
    let offer = "[[route.antibody.offer]]\nid = \"early\"\nafter = \"hit\"\nodds = 0.5\n\
                 duration_months = 1\n";
    assert_eq!(
        added(offer),
        r#"warning[offer-before-exit-point]: the offer `early` comes before the exit point `lead`, the earliest stage at which a theme is offered: it is not made there
  --> my-plan/plan.toml:50:9
   |
50 | after = "hit"
   |         ^^^^^
   |
   = help: move `exit_point` of the route to its stage, or move or remove the offer
"#
    );
}

#[test]
fn a_bid_of_which_a_part_is_never_paid() {
    let tables = "[[route.antibody.offer]]\nid = \"o\"\nafter = \"lead\"\napplicants = 1\nbid = 100\n\
                  duration_months = 1\n[licensing.call]\nduration_months = 3\n\
                  [licensing.income]\nearly_upfront_share = 0.4\n";
    assert_eq!(
        patched(
            "milestones = [\"hit\"]\n",
            &format!("milestones = [\"hit\"]\ncandidate_stage = \"lead\"\n{tables}")
        ),
        r#"warning[bid-paid-in-part]: a licence before the candidate is fixed pays this share of its bid, and no stage of the licensee has a `milestone`: the rest is never paid
  --> my-plan/plan.toml:31:23
   |
31 | early_upfront_share = 0.4
   |                       ^^^
   |
   = help: add `milestone` to a stage of [[licensing.development]], or leave `early_upfront_share` out
"#
    );
}

#[test]
fn links_that_join_nobody() {
    let links = "[[link]]\nid = \"target\"\nof = \"outcomes\"\nshare = \"target\"\nloading = 0.5\n\
                 [[link]]\nid = \"area\"\nof = \"outcomes\"\nshare = \"area\"\nloading = 0.5\n";
    assert_eq!(
        added(links),
        r#"warning[link-of-nobody]: no two themes have the same target: the link `target` joins nobody
  --> my-plan/plan.toml:49:6
   |
49 | id = "target"
   |      ^^^^^^^^
   |
   = help: state what the themes share, in their rows or in channels, or remove the link

warning[link-of-nobody]: no two themes have the same area: the link `area` joins nobody
  --> my-plan/plan.toml:54:6
   |
54 | id = "area"
   |      ^^^^^^
   |
   = help: state what the themes share, in their rows or in channels, or remove the link
"#
    );
}

/// A theme with work under way, and a payment that may be for it.
const THEME_UNDER_WAY: &str = "[theme.T9]\nroute = \"antibody\"\ndone = \"assay\"\nin_progress = \"screen\"\n\
                 progress = 0.5\n\
                 [[signed]]\nid = \"s\"\ninstitute = \"NIBIO\"\nitem = \"research\"\n\
                 due = 2014-03-31\namount = 600\ntheme = \"T9\"\n";

#[test]
fn a_signed_payment_beside_the_cost_of_work_under_way() {
    assert_eq!(
        added(THEME_UNDER_WAY),
        r#"warning[paid-twice]: the theme `T9` has `screen` under way at the institute and under the item of the payment `s`: what remains of it is booked beside the payment
  --> my-plan/plan.toml:54:6
   |
54 | id = "s"
   |      ^^^
   |
   = help: write `replaces_work = true` where the payment is for this work, `false` where it is for something else
"#
    );
}

#[test]
fn a_signed_payment_of_which_it_is_said_what_it_is_for() {
    for answer in ["true", "false"] {
        let said = format!("{THEME_UNDER_WAY}replaces_work = {answer}\n");
        assert_eq!(added(&said), "");
    }
}

#[test]
fn a_signed_payment_for_work_that_is_not_under_way() {
    let other = THEME_UNDER_WAY.replace("\"research\"", "\"ip\"") + "replaces_work = true\n";
    assert_eq!(
        added(&other),
        r#"warning[nothing-to-replace]: the payment `s` is to replace the cost of work under way, and its theme has none at its institute and under its item
  --> my-plan/plan.toml:60:17
   |
60 | replaces_work = true
   |                 ^^^^
   |
   = help: correct `theme`, `institute` or `item`, or leave `replaces_work` out
"#
    );
}
