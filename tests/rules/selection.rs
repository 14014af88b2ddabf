//! Selection by the Office: GOV-1, GOV-2, SEL-2 to SEL-12, SCP-4, EXE-14, on the smallest scenarios
//! that show them.

use soyaku::engine::{
    Candidate, Deferral, Fate, Happening, ProposerEvent, Refusal, SelectionEvent,
};

use crate::common::{self, Log};
use crate::sketch::{free_stage, is_licence, lab, stage, themes};

/// A scenario of `years` in which themes are selected, with more keys of [selection].
fn selecting(years: f64, keys: &str) -> String {
    common::head(years) + "[selection]\n" + keys + "\n"
}

/// Themes that are not admitted yet.
fn candidates(list: &[(&str, &str)]) -> String {
    let list: Vec<(&str, String)> = list
        .iter()
        .map(|(id, keys)| (*id, format!("admitted = false\n{keys}")))
        .collect();
    let list: Vec<(&str, &str)> = list.iter().map(|(id, keys)| (*id, keys.as_str())).collect();
    themes(&list)
}

fn is_admission(what: &Happening) -> bool {
    matches!(what, Happening::Selection(SelectionEvent::Admitted))
}

fn deferrals(log: &Log, theme: &str) -> Vec<Deferral> {
    let of_theme = log.entries.iter().filter(|entry| entry.theme == theme);
    of_theme
        .filter_map(|entry| match entry.what {
            Happening::Selection(SelectionEvent::Deferred { why }) => Some(why),
            _ => None,
        })
        .collect()
}

#[test]
fn gov_1_the_office_looks_into_themes_with_finite_capacity() {
    let text = selecting(2.0, "")
        + "[institute.office.function.review]\nslots = 1\n\
           [[selection.activity]]\nid = \"scrutiny\"\nneeds = { review = 1 }\n\
           providers = [\"office\"]\nduration_months = 2\n"
        + &free_stage("a", 1.0, "")
        + &candidates(&[("A", ""), ("B", "")]);
    let log = Log::of(&text);
    assert_eq!(log.start("A", "scrutiny").at, 0.0);
    assert_eq!(log.start("B", "scrutiny").at, 2.0);
    assert_eq!(log.start("B", "scrutiny").institute, "office");
    assert_eq!(log.months_of("B", is_admission), [4.0]);
}

#[test]
fn gov_2_themes_are_admitted_on_review_dates_only() {
    let text = selecting(
        2.0,
        "review_every_months = 3\nfirst_review = 2013-06-01\n[[selection.activity]]\n\
         id = \"scrutiny\"\nduration_months = 2.5\n",
    ) + &free_stage("a", 1.0, "")
        + &candidates(&[("A", "")])
        + "[theme.B]\n";
    let log = Log::of(&text);
    // Ready in month 2.5; the reviews are in months 2, 5, 8 …
    assert_eq!(log.months_of("A", is_admission), [5.0]);
    assert_eq!(log.months_of("A", is_licence), [6.0]);
    assert_eq!(
        log.months_of("B", is_licence),
        [1.0],
        "what is there at the start was admitted before"
    );
}

#[test]
fn gov_2_where_the_council_confirms_an_admission_waits_for_its_next_date() {
    let keys = "review_every_months = 3\ncouncil_confirms = true\n";
    let council = "[council]\ndates = [2013-05-01, 2014-02-01]\n";
    let rest = free_stage("a", 1.0, "")
        + &candidates(&[("A", ""), ("late", "rights_sorted = 0\nrights_months = 1")]);
    let log = Log::of(&(selecting(2.0, keys) + council + &rest));
    assert_eq!(log.months_of("A", is_admission), [1.0]);
    assert_eq!(log.months_of("late", is_admission), [10.0]);
    // Without it the Office's word is enough.
    let log = Log::of(&(selecting(2.0, "review_every_months = 3") + council + &rest));
    assert_eq!(log.months_of("A", is_admission), [0.0]);
    assert_eq!(log.months_of("late", is_admission), [3.0]);
}

#[test]
fn gov_2_priorities_change_at_review_dates_only() {
    // Two areas with equal targets: as long as two cancer themes are in the network, the hepatitis
    // theme gains; the queue is ordered anew in month 6.
    let balance = "[priority]\nbalance_weight = 10\nbalance = { cancer = 1, hepatitis = 1 }\n\
                   [area.cancer]\n[area.hepatitis]\n";
    let list = themes(&[
        ("A", "area = \"cancer\"\npriority = 9"),
        ("B", "area = \"cancer\"\npriority = 1"),
        ("C", "area = \"hepatitis\"\npriority = 0"),
    ]);
    let rest = lab("1") + &stage("a", 7.0, "") + &list;
    let of = |reviews: &str| Log::of(&(selecting(3.0, reviews) + balance + &rest));
    let log = of("review_dates = [2013-10-01]");
    assert_eq!(log.order_of_starts("work-a"), ["A", "C", "B"]);
    let log = of("review_dates = [2013-12-01]");
    assert_eq!(
        log.order_of_starts("work-a"),
        ["A", "B", "C"],
        "B started in month 7, before the review"
    );
}

#[test]
fn sel_1_themes_of_a_channel_ask_for_support_when_the_office_selects() {
    let text = selecting(5.0, "review_every_months = 6")
        + &free_stage("a", 1.0, "")
        + "[channel.fair]\nrate_per_year = 12\nmix = { r = 1 }\n";
    let log = Log::of(&text);
    let months: Vec<f64> = log
        .entries
        .iter()
        .filter(|entry| is_admission(&entry.what))
        .map(|entry| entry.now.months())
        .collect();
    assert!(months.len() > 20, "{months:?}");
    assert!(months.iter().all(|month| month % 6.0 == 0.0), "{months:?}");
}

#[test]
fn sel_2_a_theme_without_a_target_begins_with_the_search_for_one() {
    let text = selecting(2.0, "target_stage = \"target\"")
        + &free_stage("target", 4.0, "")
        + &free_stage("a", 1.0, "")
        + &candidates(&[
            ("without", "entry_stage = \"a\"\ntarget_identified = 0"),
            ("with", "entry_stage = \"a\""),
        ]);
    let log = Log::of(&text);
    assert_eq!(log.months_of("without", is_licence), [5.0]);
    assert_eq!(log.months_of("with", is_licence), [1.0]);
}

#[test]
fn sel_2_a_theme_that_is_sent_back_returns_with_a_target_or_not_at_all() {
    let keys = "target_missing = \"send-back\"\nreturn_months = 7\n\
                [[selection.activity]]\nid = \"scrutiny\"\nduration_months = 2\n";
    let rest = free_stage("a", 1.0, "") + &candidates(&[("A", "target_identified = 0")]);
    let log = Log::of(&(selecting(3.0, keys) + &rest));
    // Looked into until 2, sent back, returns in 9, looked into until 11.
    assert_eq!(log.months_of("A", is_admission), [11.0]);
    let never = format!("return_probability = 0\n{keys}");
    let log = Log::of(&(selecting(3.0, &never) + &rest));
    let why = Refusal::NotReturned;
    assert_eq!(log.fate("A"), Fate::Declined { why });
    assert_eq!(log.themes["A"].decided.months(), 9.0);
}

#[test]
fn sel_3_a_publication_waits_for_the_filing_or_costs_interest() {
    let patent = "[route.r.ip]\nafter = \"a\"\ninstitute = \"office\"\nfiling_cost = 5\n\
                  [institute.office]\n";
    let offer = "[[route.r.offer]]\nid = \"o\"\nafter = \"b\"\nodds = 0.5\nduration_months = 1\n";
    let publication = "[publication]\nafter_months = 3\ninterest_factor = 0\n";
    let text = |waits: bool| {
        common::head(3.0)
            + publication
            + &format!("waits_for_filing = {waits}\n")
            + patent
            + &free_stage("a", 5.0, "")
            + &free_stage("b", 5.0, "")
            + offer
            + &themes(&[("A", "offer.o.odds = 0.999999999")])
    };
    let published =
        |what: &Happening| matches!(what, Happening::Proposer(ProposerEvent::Published { .. }));
    let log = Log::of(&text(true));
    assert_eq!(log.months_of("A", published), [5.0], "with the filing");
    assert_eq!(log.fate("A"), Fate::Licensed);
    let log = Log::of(&text(false));
    assert_eq!(log.months_of("A", published), [3.0]);
    assert!(
        log.months_of("A", is_licence).is_empty(),
        "no interest left"
    );
}

#[test]
fn sel_4_business_prospects_are_a_criterion_with_a_threshold() {
    let text = selecting(
        1.0,
        "[selection.rule.no-market]\nrule = \"SEL-4\"\nwhen = { business_below = 2 }\n\
         decision = \"decline\"\n",
    ) + &free_stage("a", 1.0, "")
        + &candidates(&[("poor", "business = 1.9"), ("fair", "business = 2")]);
    let log = Log::of(&text);
    let why = Refusal::Rule(0);
    assert_eq!(log.fate("poor"), Fate::Declined { why });
    assert_eq!(log.fate("fair"), Fate::Licensed);
}

#[test]
fn sel_5_a_theme_waits_until_its_proposer_or_the_network_has_the_funds() {
    let list = candidates(&[
        ("A", "priority = 3"),
        ("B", "priority = 2"),
        ("rich", "priority = 1\nfunds = 1000"),
    ]);
    let work = free_stage("a", 1.0, "") + "cost = 600\n";
    let log = Log::of(&(selecting(2.0, "funds_per_year = 1000") + &work + &list));
    // 600 of the 1,000 go to A, 600 are too much for B until the next fiscal year.
    assert_eq!(log.months_of("A", is_admission), [0.0]);
    assert_eq!(log.months_of("B", is_admission), [12.0]);
    assert_eq!(log.months_of("rich", is_admission), [0.0]);
    assert_eq!(
        deferrals(&log, "B")[0],
        Deferral::Funds {
            missing: 600.0,
            left: 400.0
        }
    );
}

#[test]
fn sel_6_scrutiny_takes_reviewers_at_several_institutes() {
    let text = selecting(2.0, "")
        + "[institute.riken.function.review]\nslots = 1\n\
           [institute.aist.function.review]\nslots = 1\n\
           [[selection.activity]]\nid = \"rationale\"\nneeds = { review = 1 }\n\
           providers = [\"riken\"]\nduration_months = 1\n\
           [[selection.activity]]\nid = \"assay\"\nafter = []\nneeds = { review = 1 }\n\
           providers = [\"aist\"]\nduration_months = 3\ncost = 7\n"
        + &free_stage("a", 1.0, "")
        + &candidates(&[("A", ""), ("B", "")]);
    let log = Log::of(&text);
    assert_eq!(log.start("A", "assay").at, 0.0, "side by side");
    assert_eq!(log.start("B", "rationale").at, 1.0);
    assert_eq!(log.start("B", "assay").at, 3.0);
    assert_eq!(log.months_of("A", is_admission), [3.0]);
    assert_eq!(log.amounts("aist", "research").iter().sum::<i64>(), 14);
}

#[test]
fn sel_7_a_theme_without_capacity_is_deferred_not_lost() {
    let text = selecting(3.0, "most_load = 2")
        + &lab("1")
        + &stage("a", 5.0, "")
        + &candidates(&[("A", ""), ("B", ""), ("C", "")]);
    let log = Log::of(&text);
    // One works and one waits; the third comes in when the first has left.
    assert_eq!(log.months_of("B", is_admission), [0.0]);
    assert_eq!(log.months_of("C", is_admission), [5.0]);
    assert_eq!(deferrals(&log, "C").len(), 5);
    assert_eq!(deferrals(&log, "C")[0], Deferral::Capacity { load: 2.0 });
    let log = Log::of(&text.replace("most_load = 2", ""));
    assert_eq!(log.months_of("C", is_admission), [0.0]);
}

#[test]
fn sel_8_priorities_strike_a_balance_over_the_pipeline() {
    let pipeline = "[priority]\npipeline_weight = 10\npipeline = { a = 1, b = 3 }\n";
    let list = themes(&[
        ("first", "priority = 9"),
        ("early", "priority = 2"),
        ("also", "priority = 1.5"),
        ("far", "entry_stage = \"b\"\npriority = 1"),
    ]);
    let rest = lab("1") + &stage("a", 2.0, "") + &stage("b", 2.0, "") + &list;
    let head = selecting(3.0, "first_review = 2013-05-01\nreview_every_months = 100");
    let first_starts = |text: &str| {
        let log = Log::of(text);
        let work = log.entries.iter().filter(|entry| {
            matches!(entry.what, Happening::Started { .. }) && entry.now.months() <= 2.0
        });
        let names: Vec<String> = work.map(|entry| entry.theme.clone()).collect();
        names
    };
    // Three of four are in a, whose target is a quarter: whoever is in b comes first.
    assert_eq!(
        first_starts(&(head.clone() + pipeline + &rest)),
        ["first", "far"]
    );
    assert_eq!(first_starts(&(head + &rest)), ["first", "first"]);
}

#[test]
fn sel_8_candidates_come_up_by_priority_for_the_places_of_a_review() {
    let text = selecting(1.0, "admissions_per_review = 1")
        + &free_stage("a", 1.0, "")
        + &candidates(&[("A", "priority = 1"), ("B", "priority = 2")]);
    let log = Log::of(&text);
    assert_eq!(log.months_of("B", is_admission), [0.0]);
    assert_eq!(log.months_of("A", is_admission), [1.0]);
    assert_eq!(deferrals(&log, "A"), [Deferral::Places]);
}

#[test]
fn sel_9_a_theme_is_admitted_when_its_rights_are_sorted() {
    let list = candidates(&[("A", "rights_sorted = 0\nrights_months = 4.5"), ("B", "")]);
    let rest = free_stage("a", 1.0, "") + &list;
    let log = Log::of(&(selecting(2.0, "") + &rest));
    assert_eq!(log.months_of("A", is_admission), [5.0]);
    assert_eq!(deferrals(&log, "A"), vec![Deferral::Rights; 5]);
    assert_eq!(log.months_of("B", is_admission), [0.0]);
    let log = Log::of(&(selecting(2.0, "rights_required = false") + &rest));
    assert_eq!(log.months_of("A", is_admission), [0.0]);
}

#[test]
fn sel_10_a_withdrawal_needs_the_consent_of_the_network() {
    let head = common::head(40.0) + "[withdrawal]\nrate_per_year = 4\n";
    let rest = free_stage("a", 400.0, "") + &themes(&[("A", "")]);
    let asks =
        |what: &Happening| matches!(what, Happening::Proposer(ProposerEvent::AsksToWithdraw));
    let log = Log::of(&(head.clone() + &rest));
    assert_eq!(log.fate("A"), Fate::Withdrawn);
    assert_eq!(log.months_of("A", asks).len(), 1);
    let refuse = "[withdrawal.consent.never]\ndecision = \"refuse\"\n";
    let log = Log::of(&(head.clone() + refuse + &rest));
    assert_eq!(log.fate("A"), Fate::Licensed);
    assert!(log.months_of("A", asks).len() > 80, "it asks again");
    // A line may fire by chance, and look at what is known.
    let later = "[withdrawal.consent.later]\nwhen = { months_in_network_below = 60 }\n\
                 decision = \"refuse\"\n";
    let log = Log::of(&(head + later + &rest));
    assert_eq!(log.fate("A"), Fate::Withdrawn);
    assert!(log.themes["A"].decided.months() >= 60.0);
}

#[test]
fn sel_10_a_withdrawal_ends_the_licensing_process() {
    // One desk and two themes: the call of one waits while the other's is under way; then a study.
    let text = common::head(30.0)
        + "[withdrawal]\nrate_per_year = 0.6\n\
           [institute.office.function.desk]\nslots = 1\n\
           [licensing.call]\nduration_months = 6\nneeds = { desk = 1 }\nproviders = [\"office\"]\n\
           [licensing.feasibility_study]\nduration_months = 9\nodds = 0.1\n\
           [licensing.no_applicant.again]\ndecision = \"call-again\"\n\
           [licensing.company_left.again]\ndecision = \"call-again\"\n"
        + &free_stage("a", 2.0, "")
        + &free_stage("b", 300.0, "")
        + "[[route.r.offer]]\nid = \"o\"\nafter = \"a\"\napplicants = 2\nduration_months = 1\n"
        + &themes(&[("A", ""), ("B", "")]);
    let model = common::model(&text);
    let (mut waiting, mut calling, mut studying) = (0, 0, 0);
    for run in 0..200 {
        let log = Log::of_run(&model, 1, run);
        for theme in ["A", "B"] {
            if log.fate(theme) != Fate::Withdrawn {
                continue;
            }
            let at = log.themes[theme].decided.months();
            let own = log.entries.iter().filter(|entry| entry.theme == theme);
            let after: Vec<_> = own
                .clone()
                .filter(|entry| entry.now.months() > at)
                .collect();
            // What is under way ends; nothing begins, and no company is told of.
            assert!(
                after
                    .iter()
                    .all(|entry| matches!(entry.what, Happening::Ended { .. })),
                "run {run}: {after:?}"
            );
            let given_up = own.filter(|entry| matches!(entry.what, Happening::Cancelled { .. }));
            waiting += given_up.filter(|entry| entry.activity == "call").count();
            let ends = |id: &str| after.iter().filter(|entry| entry.activity == id).count();
            calling += ends("call");
            studying += ends("feasibility_study");
            assert!(log.waiting.iter().all(|(other, _)| other != theme));
        }
    }
    assert!(
        waiting > 5 && calling > 5 && studying > 5,
        "{waiting} {calling} {studying}"
    );
}

#[test]
fn sel_11_a_channel_linked_up_with_a_funding_agency_brings_a_grant_or_not() {
    let channel = |odds: u32, otherwise: &str| {
        selecting(3.0, "funds_per_year = 0")
            + &free_stage("a", 1.0, "")
            + "cost = 100\n"
            + "[channel.agency]\nrate_per_year = 12\nuntil = 2014-03-31\nmix = { r = 1 }\n"
            + &format!(
                "grant = {{ odds = {odds}, months = 4, amount = 150, not_awarded = \"{otherwise}\" }}\n"
            )
    };
    let log = Log::of(&channel(1, "ends"));
    let first = "agency/1";
    let arrived = log.themes[first].arrived.months();
    assert_eq!(
        log.months_of(first, is_admission),
        [(arrived + 4.0).ceil()],
        "the grant covers what the network has not"
    );
    let log = Log::of(&channel(0, "ends"));
    let why = Refusal::NoGrant;
    assert_eq!(log.fate(first), Fate::Declined { why });
    assert_eq!(log.themes[first].decided.months(), arrived + 4.0);
    let log = Log::of(&channel(0, "goes-on"));
    assert_eq!(log.themes[first].candidate, Some(Candidate::Ready));
}

#[test]
fn sel_12_admission_fixes_who_does_what_in_the_first_stage() {
    let labs = "[institute.one.function.f]\nslots = 1\n[institute.two.function.f]\nslots = 1\n";
    let work = |id: &str| {
        format!(
            "[[route.r.stage]]\nid = \"{id}\"\n[[route.r.stage.activity]]\nid = \"work-{id}\"\n\
             needs = {{ f = 1 }}\nproviders = [\"one\", \"two\"]\nduration_months = 6\n"
        )
    };
    let list = candidates(&[
        ("A", ""),
        ("B", ""),
        ("C", "stage.a.activity.work-a.duration_months = 1"),
        ("D", ""),
    ]);
    let rest = labs.to_owned() + &work("a") + &list;
    let log = Log::of(&(selecting(3.0, "order_of_support = true") + &rest));
    let at = |theme: &str| log.start(theme, "work-a").institute;
    // Least busy first: one, two, one, two; D keeps to two although one is free in month 7.
    assert_eq!(["A", "B", "C", "D"].map(at), ["one", "two", "one", "two"]);
    assert_eq!(log.start("C", "work-a").at, 6.0);
    assert_eq!(log.start("D", "work-a").at, 6.0);
    let log = Log::of(
        &(selecting(3.0, "")
            + &rest.replace(
                "[theme.A]\n",
                "[theme.A]\nstage.a.activity.work-a.duration_months = 2\n",
            )),
    );
    assert_eq!(
        log.start("D", "work-a").institute,
        "one",
        "wherever it is free"
    );
}

#[test]
fn scp_4_an_optional_stage_is_gone_through_where_the_go_no_go_needs_it() {
    let gate = "[gate.trial]\nrule = \"SCP-4\"\nwhen = { area = [\"cancer\"], stage = [\"a\"] }\n\
                decision = \"with-optional\"\n[area.cancer]\n";
    let text = common::head(3.0)
        + gate
        + &free_stage("a", 1.0, "")
        + &free_stage("trial", 8.0, "optional = true")
        + &free_stage("b", 1.0, "")
        + &themes(&[("A", "area = \"cancer\""), ("B", "")]);
    let log = Log::of(&text);
    assert_eq!(log.months_of("A", is_licence), [10.0]);
    assert_eq!(log.months_of("B", is_licence), [2.0]);
}

#[test]
fn exe_14_the_result_of_an_early_trial_decides_whether_the_theme_goes_on() {
    let text = common::head(3.0)
        + "[gate.trial]\ndecision = \"with-optional\"\n"
        + &free_stage("a", 1.0, "")
        + &free_stage("trial", 8.0, "optional = true\nodds = 0")
        + &themes(&[("A", "")]);
    let log = Log::of(&text);
    assert_eq!(log.reason("A"), Some(soyaku::engine::Reason::Technical));
    let log = Log::of(&text.replace("with-optional", "go"));
    assert_eq!(log.months_of("A", is_licence), [1.0]);
}

#[test]
fn exe_8_remaining_work_passes_to_the_licensee_for_antibodies_by_default() {
    let text = common::head(3.0)
        + "[route.antibody.ip]\nafter = \"a\"\ninstitute = \"office\"\n[institute.office]\n"
        + "[[route.antibody.stage]]\nid = \"a\"\n[[route.small.stage]]\nid = \"a\"\n"
        + "[theme.A]\nroute = \"antibody\"\n";
    let model = common::model(&text);
    let passes: Vec<bool> = model
        .routes
        .iter()
        .map(|route| route.remaining_work_passes_to_licensee)
        .collect();
    assert_eq!(passes, [true, false]);
}

#[test]
fn inc_5_publication_support_is_booked_as_an_incentive() {
    let text = common::head(3.0)
        + "[publication]\nafter_months = 13\ncost = 40\ninstitute = \"office\"\n\
           [institute.office]\n"
        + &free_stage("a", 20.0, "")
        + &themes(&[
            ("A", ""),
            ("B", "stage.a.activity.work-a.duration_months = 12"),
        ]);
    let log = Log::of(&text);
    assert_eq!(log.amounts("office", "incentives"), [0, 40, 0]);
    assert_eq!(log.themes["A"].cost, 40);
}

/// The themes that one line of [selection] declines, of a list of candidates.
fn declined_by<'l>(when: &str, keys: &str, list: &[(&'l str, &str)]) -> Vec<&'l str> {
    let text = selecting(1.0, keys)
        + &format!("[[selection.rule]]\nid = \"x\"\nwhen = {{ {when} }}\ndecision = \"decline\"\n")
        + &stage("a", 6.0, "")
        + "cost = 100\n"
        + &lab("9")
        + &candidates(list);
    let log = Log::of(&text);
    let declined = |id: &str| matches!(log.fate(id), Fate::Declined { .. });
    let ids = list.iter().map(|(id, _)| *id);
    ids.filter(|id| declined(id)).collect()
}

#[test]
fn sel_3_a_patent_that_its_proposer_filed_counts_on_a_route_without_patents() {
    let list = [
        ("FILED", "patent_filed = 2012-10-01"),
        ("UNFILED", ""),
        ("LATE", "arrives = 2013-06-01\npatent_filed = 2013-05-20"),
    ];
    assert_eq!(declined_by("patent_filed = false", "", &list), ["UNFILED"]);
    let filed = declined_by("patent_filed = true", "", &list);
    assert_eq!(filed, ["FILED", "LATE"]);
}

#[test]
fn sel_9_a_line_may_ask_whether_rights_are_sorted() {
    let list = [
        ("SORTED", ""),
        ("OPEN", "rights_sorted = 0\nrights_months = 6"),
    ];
    assert_eq!(declined_by("rights_sorted = false", "", &list), ["OPEN"]);
    assert_eq!(
        declined_by("rights_sorted = true", "", &list),
        ["SORTED", "OPEN"]
    );
}

#[test]
fn sel_2_a_line_may_ask_whether_the_target_is_identified() {
    let list = [("KNOWN", ""), ("UNKNOWN", "target_identified = 0")];
    let found = declined_by("target_identified = false", "", &list);
    assert_eq!(found, ["UNKNOWN"]);
    let found = declined_by("target_identified = true", "", &list);
    assert_eq!(found, ["KNOWN"]);
}

#[test]
fn sel_5_a_line_may_ask_what_money_is_missing() {
    // The first stage costs 100: what is missing is what the proposer does not bring.
    let list = [
        ("RICH", "funds = 100"),
        ("HALF", "funds = 50"),
        ("POOR", "funds = 49"),
    ];
    let found = |when: &str| declined_by(when, "", &list);
    assert_eq!(found("funds_missing_at_least = 51"), ["POOR"]);
    assert_eq!(found("funds_missing_at_least = 50"), ["HALF", "POOR"]);
    assert_eq!(found("funds_missing_below = 1"), ["RICH"]);
    assert_eq!(found("funds_missing_below = 51"), ["RICH", "HALF"]);
}
