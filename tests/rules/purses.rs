//! Purses: requests, cuts, caps, carry-over, commitments (BUD-1 to BUD-3, BUD-6, BUD-7).

use soyaku::engine::{Happening, MoneyEvent, MoneyNews, Outturn};
use soyaku::model::Ticks;

use crate::common::{self, Log};
use crate::sketch::themes;

/// One purse with these keys beside its id.
fn purse(keys: &str) -> String {
    format!("[[purse]]\nid = \"all\"\n{keys}\n")
}

/// A lab with `slots` and `price_per_slot_month = 10`, and one stage of `months` there.
fn work(slots: &str, months: f64, more: &str) -> String {
    format!(
        "[institute.office]\n[institute.lab.function.f]\nslots = {slots}\nprice_per_slot_month = 10\n\
         [[route.r.stage]]\nid = \"s\"\n[[route.r.stage.activity]]\nid = \"w\"\n\
         needs = {{ f = 1 }}\nproviders = [\"lab\"]\nduration_months = {months}\n{more}\n"
    )
}

fn of(years: f64, tables: &str, list: &[(&str, &str)]) -> Log {
    Log::of(&(common::head(years) + tables + &themes(list)))
}

const CAP: &str = "kind = \"subsidy\"\nholds_back = true\n";

#[test]
fn bud_1_the_budget_is_requested_in_august_drafted_in_december_and_enacted_in_april() {
    let keys = "kind = \"subsidy\"\nrequest = { 2013 = 100, 2014 = 200 }\ncut = 0.25\n";
    let tables = purse(keys) + "[budget]\n" + &work("1", 1.0, "");
    let log = of(2.0, &tables, &[("A", "")]);
    let told: Vec<_> = log
        .news
        .iter()
        .map(|(month, what)| match what {
            MoneyNews::Requested { year, amount, .. } => (*month, "requested", *year, *amount),
            MoneyNews::Drafted { year, granted, .. } => (*month, "drafted", *year, *granted),
            MoneyNews::Opened { year, outturn, .. } => (*month, "enacted", *year, outturn.granted),
            MoneyNews::Closed { year, outturn, .. } => (*month, "closed", *year, outturn.spent),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        told,
        [
            (0.0, "enacted", 0, 75),
            (4.0, "requested", 1, 200),
            (8.0, "drafted", 1, 150),
            (12.0, "closed", 0, 10),
            (12.0, "enacted", 1, 150),
            (24.0, "closed", 1, 0),
        ]
    );
}

#[test]
fn bud_2_work_beyond_the_cap_waits_for_the_next_year() {
    // 60 a piece; two fit into 130, the third waits for April though there are slots.
    let tables = purse(&format!("{CAP}request_per_year = 130")) + &work("9", 6.0, "");
    let log = of(3.0, &tables, &[("A", ""), ("B", ""), ("C", "")]);
    let starts = ["A", "B", "C"].map(|theme| log.start(theme, "w").at);
    assert_eq!(starts, [0.0, 0.0, 12.0]);
    assert_eq!(
        log.start("C", "w").waited,
        0.0,
        "it did not wait for a slot"
    );
    assert_eq!(log.themes["C"].waited_for_money.months(), 12.0);
    assert_eq!(log.themes["C"].waited, Ticks::ZERO);
    let outturn = log.outturn(0, 0);
    assert_eq!(
        (outturn.spent, outturn.lapsed, outturn.held_back),
        (120, 10, 1)
    );
    assert_eq!(log.outturn(0, 1).waited.months(), 12.0);
}

#[test]
fn bud_2_without_holds_back_a_purse_only_counts() {
    let keys = "kind = \"subsidy\"\nrequest_per_year = 100";
    let log = of(
        1.0,
        &(purse(keys) + &work("9", 6.0, "")),
        &[("A", ""), ("B", "")],
    );
    assert_eq!(log.start("B", "w").at, 0.0);
    assert_eq!(log.outturn(0, 0).overrun, 20);
}

#[test]
fn bud_2_cheaper_work_passes_and_dear_work_keeps_its_place() {
    let dear = "stage.s.activity.w.duration_months = 9\npriority = 9";
    let tables = purse(&format!("{CAP}request_per_year = 80")) + &work("1", 6.0, "");
    // D needs 90 of the year and waits; A passes it; at the turn D comes first again but for 90 > 80.
    let log = of(3.0, &tables, &[("A", ""), ("B", ""), ("D", dear)]);
    assert_eq!(log.order_of_starts("w"), ["A", "B"]);
    assert_eq!(log.start("B", "w").at, 12.0);
    // With 90 granted it has its turn in April, before B.
    let tables = purse(&format!(
        "{CAP}request = {{ 2013 = 80, 2014 = 150, 2015 = 0 }}"
    )) + &work("1", 6.0, "");
    let log = of(3.0, &tables, &[("A", ""), ("B", ""), ("D", dear)]);
    assert_eq!(log.order_of_starts("w"), ["A", "D", "B"]);
    assert_eq!(log.start("D", "w").at, 12.0);
    assert_eq!(
        log.start("B", "w").at,
        21.0,
        "it waits for the slot, then fits: 30 of this year"
    );
}

#[test]
fn bud_2_a_start_commits_the_mean_and_the_actual_replaces_it_at_the_end() {
    // Mean 6 months, 60; really 2 or 10. Of A that lasts 2 months 40 come free for B in June.
    let duration = "{ discrete = [[2, 1], [10, 1]] }";
    let text = common::head(2.0)
        + &purse(&format!("{CAP}request_per_year = 100"))
        + &work("9", 6.0, "").replace(
            "duration_months = 6",
            &format!("duration_months = {duration}"),
        )
        + &themes(&[("A", ""), ("B", "")]);
    let model = common::model(&text);
    let mut met = [false; 2];
    for run in 0..20 {
        let log = Log::of_run(&model, 1, run);
        let (a, b) = (log.start("A", "w"), log.start("B", "w"));
        assert_eq!(a.at, 0.0);
        if a.end == 2.0 {
            met[0] = true;
            assert_eq!(b.at, 2.0, "100 − 20 ≥ 60 once A has ended");
        } else {
            met[1] = true;
            assert_eq!(b.at, 12.0, "100 − 60 < 60, though A will cost 100");
        }
    }
    assert_eq!(met, [true; 2]);
}

#[test]
fn bud_2_what_is_left_of_the_mean_is_committed_to_the_new_year() {
    // A: mean 18 months from April 2013, price 10: 120, then 60 of FY2014. Really 18 too.
    let tables = purse(&format!("{CAP}request_per_year = 125")) + &work("9", 6.0, "");
    let long = "stage.s.activity.w.duration_months = 18\npriority = 5";
    let log = of(3.0, &tables, &[("A", long), ("B", ""), ("C", "")]);
    assert_eq!(log.start("A", "w").at, 0.0);
    assert_eq!(
        log.start("B", "w").at,
        12.0,
        "60 of A and 60 of B are 120 of 125"
    );
    assert_eq!(log.start("C", "w").at, 24.0);
    let after = (log.outturn(0, 0).bound, log.outturn(0, 1).bound);
    assert_eq!(after, (60, 0));
}

#[test]
fn bud_2_an_overrun_is_reported() {
    // Mean 6 months but it lasts 10: 100 are spent of 70.
    let duration = "duration_months = { discrete = [[2, 1], [10, 1]] }";
    let text = common::head(1.0)
        + &purse(&format!("{CAP}request_per_year = 70"))
        + &work("9", 6.0, "").replace("duration_months = 6", duration)
        + &themes(&[("A", "")]);
    let model = common::model(&text);
    let mut overruns = (0..20).map(|run| Log::of_run(&model, 1, run).outturn(0, 0).overrun);
    assert!(
        overruns
            .clone()
            .all(|overrun| overrun == 0 || overrun == 30)
    );
    assert!(overruns.any(|overrun| overrun == 30));
}

#[test]
fn bud_2_standing_costs_are_counted_first_and_always_paid() {
    let standing = "[[standing]]\nid = \"staff\"\ninstitute = \"office\"\nitem = \"research\"\n\
                    amount_per_year = 100\n";
    let tables = purse(&format!("{CAP}request_per_year = 150")) + standing + &work("9", 6.0, "");
    let log = of(2.0, &tables, &[("A", "")]);
    assert!(
        log.starts("A", "w").is_empty(),
        "60 do not fit beside 100 of 150"
    );
    assert_eq!(log.themes["A"].short, 1);
    let unfinished = soyaku::analysis::Ending::of(&log.themes["A"]);
    let money = soyaku::analysis::OpenState::Money;
    assert_eq!(unfinished, soyaku::analysis::Ending::Unfinished(money));
    assert_eq!(log.outturn(0, 1).spent, 100);
}

#[test]
fn bud_2_the_work_of_a_standing_team_that_is_paid_anyhow_waits_for_no_money() {
    let team = "price_per_slot_month = 10\nstanding_cost_per_year = 120";
    let work = work("2", 6.0, "").replace("price_per_slot_month = 10", team);
    let tables = purse(&format!("{CAP}request_per_year = 120")) + &work;
    let log = of(1.0, &tables, &[("A", ""), ("B", ""), ("C", "")]);
    assert_eq!(log.start("A", "w").at, 0.0);
    assert_eq!(log.start("B", "w").at, 0.0);
    assert!(log.starts("C", "w").is_empty(), "the team is used up");
    assert_eq!(log.outturn(0, 0).spent, 120);
}

#[test]
fn bud_2_patents_and_meetings_are_counted_for_the_whole_year() {
    let tables = "[incentives]\ninstitute = \"office\"\nmeetings_per_year = 1\n\
                  cost_per_meeting = 30\n[route.r.ip]\nafter = \"s\"\ninstitute = \"office\"\n\
                  cost_per_year = 20\n";
    let list = [("A", "patent_filed = 2012-10-01"), ("B", "")];
    // 30 + 30 + 20 are reserved of 150: 60 fit once.
    let cap = |amount: u32| {
        let cap = purse(&format!("{CAP}request_per_year = {amount}"));
        let log = of(1.0, &(cap + tables + &work("9", 6.0, "")), &list);
        ["A", "B"].map(|theme| log.starts(theme, "w").len())
    };
    assert_eq!(cap(139), [0, 0]);
    assert_eq!(cap(140), [1, 0]);
    assert_eq!(cap(200), [1, 1]);
}

#[test]
fn bud_2_a_licence_takes_waiting_work_from_the_line_for_money() {
    // Licensed in month 1, while the work of the second stage waits for money.
    let tables = purse(&format!("{CAP}request_per_year = 10"))
        + "[route.r]\nremaining_work_passes_to_licensee = true\n\
           [[route.r.stage]]\nid = \"first\"\n\
           [[route.r.offer]]\nid = \"o\"\nafter = \"first\"\nodds = 1\nduration_months = 1\n"
        + &work("9", 6.0, "");
    let log = of(1.0, &tables, &[("A", "")]);
    let waits = log.months_of("A", |what| {
        matches!(
            what,
            Happening::Money(MoneyEvent::WaitsForMoney {
                work: 0,
                option: 0,
                bound: false,
                since: Ticks::ZERO,
                share: 60,
                short_of,
            }) if short_of.iter().eq([0])
        )
    });
    assert_eq!(waits, [0.0]);
    let given_up = |what: &Happening| matches!(what, Happening::Cancelled { .. });
    assert_eq!(log.months_of("A", given_up), [1.0]);
    assert_eq!(log.themes["A"].waited_for_money.months(), 1.0);
    assert_eq!((log.themes["A"].short, log.waiting.len()), (0, 0));
}

#[test]
fn bud_3_a_cut_is_drawn_for_each_fiscal_year() {
    let keys =
        "kind = \"subsidy\"\nrequest_per_year = 1000\ncut = { discrete = [[0.1, 1], [0.3, 1]] }";
    let text = common::head(9.0) + &purse(keys) + &work("9", 6.0, "") + &themes(&[("A", "")]);
    let model = common::model(&text);
    let mut met = [0; 2];
    for run in 0..4 {
        let log = Log::of_run(&model, 1, run);
        for year in 0..9 {
            match log.outturn(0, year).granted {
                900 => met[0] += 1,
                700 => met[1] += 1,
                other => panic!("{other}"),
            }
        }
    }
    assert!(met[0] > 4 && met[1] > 4, "{met:?}");
}

/// The outturn of each of three years with 100 granted, 60 spent in the first, 60 bound.
fn carried(keys: &str) -> [Outturn; 3] {
    let tables = purse(&format!("{keys}\nrequest_per_year = 100\n")) + &work("9", 18.0, "");
    let log = of(3.0, &tables, &[("A", "arrives = 2013-10-01")]);
    [0, 1, 2].map(|year| log.outturn(0, year))
}

#[test]
fn bud_6_a_subsidy_lapses_unless_a_carry_over_is_approved() {
    // 60 in FY2013, 120 in FY2014; 40 are left, 120 bound.
    let years = carried("kind = \"subsidy\"");
    let parts = years.map(|year| (year.spent, year.bound, year.lapsed, year.carried_out));
    assert_eq!(parts, [(60, 120, 40, 0), (120, 0, 0, 0), (0, 0, 100, 0)]);
    assert_eq!(years[1].overrun, 20);
    let years = carried("kind = \"subsidy\"\ncarry_over_approved = 1");
    let parts = years.map(|year| (year.carried_in, year.lapsed, year.carried_out, year.overrun));
    assert_eq!(parts, [(0, 0, 40, 0), (40, 20, 0, 0), (0, 100, 0, 0)]);
}

#[test]
fn bud_6_an_operating_grant_is_carried_within_its_term() {
    let years = carried("kind = \"operating-grant\"\nterm_ends = 2014");
    let parts = years.map(|year| (year.carried_in, year.lapsed, year.carried_out));
    assert_eq!(parts, [(0, 0, 40), (40, 20, 0), (0, 0, 100)]);
}

#[test]
fn bud_6_own_income_is_carried() {
    let years = carried("kind = \"own-income\"");
    let parts = years.map(|year| (year.carried_in, year.lapsed, year.carried_out));
    assert_eq!(parts, [(0, 0, 40), (40, 0, 20), (20, 0, 120)]);
}

#[test]
fn bud_7_what_work_under_way_binds_is_known_by_year() {
    let tables = purse("kind = \"subsidy\"\nrequest_per_year = 100\n") + &work("9", 30.0, "");
    let log = of(2.0, &tables, &[("A", "arrives = 2013-10-01")]);
    // From October 2013 to March 2016: 60, 120, and 120 after the horizon.
    assert_eq!(log.books.commitments, [0, 120, 120, 0, 0, 120]);
}

#[test]
fn bud_7_work_accepted_stays_bound_until_it_is_paid() {
    let tables = |signed: &str| {
        purse("kind = \"subsidy\"\nrequest_per_year = 100\ncarry_over_approved = 1\n")
            + &work("9", 6.0, "cost_timing = \"end\"\npayment_lag_months = 40\n")
            + signed
    };
    let log = of(3.0, &tables(""), &[("A", "")]);
    // Accepted in September 2013 and due in January 2017, after the horizon of March 2016: 60 are
    // bound at the end of each year.
    let each = |year: usize| log.books.commitments[year * 4..][..4].to_vec();
    assert_eq!([0, 1, 2].map(each), [[0, 0, 0, 60]; 3]);
    assert_eq!([0, 1, 2].map(|year| log.outturn(0, year).bound), [60; 3]);
    let carried = [0, 1, 2].map(|year| log.outturn(0, year).carried_out);
    assert_eq!(carried, [60; 3], "carried over for it");
    // The proposer's funds pay first, and what is signed is bound as well.
    let signed = "[[signed]]\nid = \"s\"\ninstitute = \"office\"\nitem = \"research\"\n\
                  due = 2018-03-01\namount = 5\n";
    let log = of(3.0, &tables(signed), &[("A", "funds = 20")]);
    assert_eq!([0, 1, 2].map(|year| log.outturn(0, year).bound), [45; 3]);
}

#[test]
fn bud_9_what_is_signed_counts_against_the_cap() {
    let signed = "[[signed]]\nid = \"s\"\ninstitute = \"office\"\nitem = \"research\"\n\
                  due = 2014-03-01\namount = 50\n\
                  [[actual]]\nid = \"a\"\nfiscal_year = 2013\ninstitute = \"office\"\n\
                  item = \"research\"\namount = 30\n";
    let cap = |amount: u32| {
        let cap = purse(&format!("{CAP}request_per_year = {amount}"));
        of(1.0, &(cap + signed + &work("9", 6.0, "")), &[("A", "")])
            .starts("A", "w")
            .len()
    };
    assert_eq!((cap(139), cap(140)), (0, 1));
}
