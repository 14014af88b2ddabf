//! Caps that overlap: all of them hold, for the network, an institute, an item, a modality (BUD-2).

use soyaku::analysis::trace::trace;
use soyaku::engine::{Account, MoneyEvent, MoneyNews, Plan};

use crate::common::{self, Log};
use crate::sketch::themes;

/// A lab for route r and a contractor for route q, each with work of 60 in half a year.
const WORK: &str = "[institute.lab.function.f]\nslots = \"unlimited\"\nprice_per_slot_month = 10\n\
     [institute.cro]\noutsourced = true\n[institute.cro.function.f]\nslots = \"unlimited\"\n\
     price_per_slot_month = 10\n\
     [[route.r.stage]]\nid = \"s\"\n[[route.r.stage.activity]]\nid = \"w\"\nneeds = { f = 1 }\n\
     providers = [\"lab\"]\nduration_months = 6\n\
     [[route.q.stage]]\nid = \"s\"\n[[route.q.stage.activity]]\nid = \"w\"\nneeds = { f = 1 }\n\
     providers = [\"cro\"]\nduration_months = 6\n";

/// A cap with these keys beside its id.
fn cap(id: &str, keys: &str) -> String {
    format!("[[cap]]\nid = \"{id}\"\n{keys}\n")
}

/// A and B are worked on at the lab, C and D at the contractor, in this order.
const FOUR: [(&str, &str); 4] = [
    ("A", "route = \"r\""),
    ("B", "route = \"r\""),
    ("C", "route = \"q\""),
    ("D", "route = \"q\""),
];

fn text(years: f64, tables: &str) -> String {
    common::head(years) + tables + WORK + &themes(&FOUR)
}

/// The caps and purses, by id, of which each theme came to be short, and when.
fn short_of(text: &str, theme: &str) -> Vec<(f64, Vec<String>)> {
    let model = common::model(text);
    let plan = Plan::new(&model);
    let id = |account| match plan.account(account) {
        Account::Purse(purse) => model.money.purses[purse].id.clone(),
        Account::Cap(cap) => model.money.caps[cap].id.clone(),
    };
    let told = Log::of_run(&model, 1, 0).money(theme).into_iter();
    told.filter_map(|(month, what)| match what {
        MoneyEvent::WaitsForMoney { short_of, .. } => {
            Some((month, short_of.iter().map(id).collect()))
        }
        _ => None,
    })
    .collect()
}

fn starts(text: &str) -> [Option<f64>; 4] {
    let log = Log::of(text);
    FOUR.map(|(theme, _)| log.start_months(theme, "w").first().copied())
}

#[test]
fn bud_2_all_caps_on_a_piece_of_work_must_hold() {
    let both = |all: u32, cro: u32| {
        let caps = cap("all", &format!("amount_per_year = {all}"))
            + &cap(
                "cro",
                &format!("institutes = [\"cro\"]\namount_per_year = {cro}"),
            );
        text(1.0, &caps)
    };
    let now = Some(0.0);
    assert_eq!(starts(&both(240, 120)), [now; 4]);
    // Either alone holds the last back, and the trace says which.
    for (all, cro, ids) in [
        (239, 120, vec!["all"]),
        (240, 119, vec!["cro"]),
        (239, 119, vec!["all", "cro"]),
    ] {
        assert_eq!(
            starts(&both(all, cro)),
            [now, now, now, None],
            "{all} {cro}"
        );
        let ids = ids.into_iter().map(str::to_owned).collect();
        assert_eq!(short_of(&both(all, cro), "D"), [(0.0, ids)], "{all} {cro}");
    }
    // What one cap holds back leaves the money of the other to those behind.
    assert_eq!(starts(&both(120, 0)), [now, now, None, None]);
    assert_eq!(starts(&both(60, 60)), [now, None, None, None]);
}

#[test]
fn bud_2_a_cap_is_for_institutes_items_or_modalities() {
    let now = Some(0.0);
    for (keys, expected) in [
        ("institutes = [\"lab\"]", [now, None, now, now]),
        ("items = [\"outsourcing\"]", [now, now, now, None]),
        ("modalities = [\"r\"]", [now, None, now, now]),
        ("modalities = [\"r\"]\nitems = [\"outsourcing\"]", [now; 4]),
        ("institutes = [\"lab\", \"cro\"]", [now, None, None, None]),
    ] {
        let caps = cap("c", &format!("{keys}\namount_per_year = 60"));
        assert_eq!(starts(&text(1.0, &caps)), expected, "{keys}");
    }
}

#[test]
fn bud_2_a_cap_of_named_years_leaves_the_others_free() {
    let now = Some(0.0);
    let next = Some(12.0);
    let caps = cap("c", "amount = { 2013 = 60 }");
    assert_eq!(starts(&text(2.0, &caps)), [now, next, next, next]);
    let caps = cap("c", "amount = { 2013 = 60 }\namount_per_year = 120");
    assert_eq!(
        starts(&text(3.0, &caps)),
        [now, next, next, Some(24.0)],
        "three years"
    );
    let log = Log::of(&text(2.0, &cap("c", "amount = { 2013 = 60 }")));
    let amounts: Vec<_> = log.books.caps.iter().map(|year| year.amount).collect();
    assert_eq!(amounts, [Some(60), None]);
    let told: Vec<_> = log.news.iter().collect();
    assert!(
        matches!(
            told[..],
            [
                (
                    0.0,
                    MoneyNews::CapOpened {
                        cap: 0,
                        year: 0,
                        amount: 60
                    }
                ),
                (
                    12.0,
                    MoneyNews::CapClosed {
                        cap: 0,
                        year: 0,
                        ..
                    }
                ),
            ]
        ),
        "{told:?}"
    );
}

#[test]
fn bud_2_a_cap_and_a_purse_that_holds_back_hold_at_once() {
    let purse = "[[purse]]\nid = \"grant\"\nkind = \"subsidy\"\nholds_back = true\n\
                 institutes = [\"lab\"]\nrequest_per_year = 119\n";
    let with = |amount: u32| {
        text(
            1.0,
            &(purse.to_owned() + &cap("all", &format!("amount_per_year = {amount}"))),
        )
    };
    let now = Some(0.0);
    // The purse holds B back, so that the cap has enough for C and D.
    assert_eq!(starts(&with(180)), [now, None, now, now]);
    assert_eq!(short_of(&with(180), "B"), [(0.0, vec!["grant".to_owned()])]);
    assert_eq!(starts(&with(179)), [now, None, now, None]);
    let counted = Log::of(&with(179));
    assert_eq!(counted.outturn(0, 0).held_back, 1);
    assert_eq!(
        (counted.books.caps[0].held_back, counted.books.caps[0].spent),
        (1, 120)
    );
}

#[test]
fn bud_2_waiting_work_is_looked_at_again_when_a_cap_eases() {
    // The mean of 120 is committed; it takes a month and costs 10, so that there is room again.
    let short = "stage.s.activity.w.duration_months = { discrete = [[1, 999], [11_000, 1]] }";
    let text = |all: u32, cro: u32| {
        let caps = cap("all", &format!("amount_per_year = {all}"))
            + &cap(
                "cro",
                &format!("institutes = [\"cro\"]\namount_per_year = {cro}"),
            );
        // The mean is 12 months: 120 of this year.
        let list = [
            ("A", format!("route = \"q\"\n{short}")),
            ("B", "route = \"q\"".to_owned()),
        ];
        let list: Vec<_> = list.iter().map(|(id, keys)| (*id, keys.as_str())).collect();
        common::head(1.0) + &caps + WORK + &themes(&list)
    };
    let start = |all, cro| Log::of(&text(all, cro)).start_months("B", "w");
    assert_eq!(start(180, 180), [0.0]);
    for (all, cro) in [(179, 180), (180, 179), (179, 179), (120, 120)] {
        assert_eq!(start(all, cro), [1.0], "{all} {cro}");
    }
}

#[test]
fn bud_2_standing_costs_patents_and_awards_count_against_every_cap_on_them() {
    let staff = "[item.staff]\n[institute.office]\n[[standing]]\nid = \"s\"\ninstitute = \"office\"\n\
                 item = \"staff\"\namount_per_year = 50\n";
    let caps = |office: u32| {
        cap("all", "amount_per_year = 290")
            + &cap(
                "office",
                &format!("institutes = [\"office\"]\namount_per_year = {office}"),
            )
    };
    let now = Some(0.0);
    // 50 are for staff: 240 are left of the network's, whatever the Office's cap says.
    assert_eq!(
        starts(&text(1.0, &(staff.to_owned() + &caps(50)))),
        [now; 4]
    );
    let log = Log::of(&text(1.0, &(staff.to_owned() + &caps(40))));
    assert_eq!(
        log.start_months("D", "w"),
        [0.0],
        "it costs the Office nothing"
    );
    let overruns: Vec<_> = log.books.caps.iter().map(|year| year.overrun()).collect();
    assert_eq!(overruns, [0, 10], "staff is paid all the same");
}

#[test]
fn bud_2_the_trace_says_which_caps_hold_work_back() {
    let caps = cap("all", "amount_per_year = 200")
        + &cap("cro", "institutes = [\"cro\"]\namount_per_year = 100");
    let model = common::model(&text(1.0, &caps));
    let rows = trace(
        &Plan::new(&model),
        1,
        0,
        None,
        &soyaku::language::Styles::default(),
    );
    let of = |event: &str| {
        let rows = rows.iter().filter(|row| row.event == event);
        let told = rows.map(|row| {
            (
                row.rule.as_str(),
                row.theme.as_str(),
                row.story.english.as_str(),
            )
        });
        told.collect::<Vec<_>>()
    };
    assert_eq!(
        of("waits-for-money"),
        [(
            "BUD-2",
            "D",
            "w could start, but needs 60 JPY of this year's money, and the cap all and the cap cro \
             have less left; waits for money"
        )]
    );
    assert_eq!(
        of("cap-set"),
        [
            (
                "BUD-2",
                "",
                "FY2013 begins for the cap all: its costs may come to 200 JPY"
            ),
            (
                "BUD-2",
                "",
                "FY2013 begins for the cap cro: its costs may come to 100 JPY"
            ),
        ]
    );
    assert_eq!(
        of("cap-closed"),
        [
            (
                "BUD-2",
                "",
                "FY2013 ends for the cap all: its costs come to 180 JPY of 200 JPY"
            ),
            (
                "BUD-2",
                "",
                "FY2013 ends for the cap cro: its costs come to 60 JPY of 100 JPY"
            ),
        ]
    );
}
