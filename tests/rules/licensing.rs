//! Licensing, step by step (LIC-1 to LIC-15, EXE-7, EXE-8, GOV-7, INC-4).
//!
//! A mean of 0 applicants is none for sure; a mean of 60 is several in any run of these tests. Where
//! it must be exactly one, the first run is taken in which it is.

use soyaku::engine::{Fate, Happening, LicensingEvent as Event, Plan, Reason};
use soyaku::model::{LicenceKind, LicensingStep, Model};

use crate::common::{self, Log};
use crate::sketch::{free_stage, is_licence, themes};

/// A plan on which each rule is shown: stages of 2, 10 and 1 months, an offer after the first with a
/// month for the material, a call of 3 months at a desk.
struct Sketch {
    applicants: &'static str,
    bid: &'static str,
    passes: bool,
    /// Keys of the route.
    route: String,
    /// Tables of the chapter besides the call.
    chapter: String,
    /// Keys of stage b.
    stage: &'static str,
    themes: Vec<(&'static str, &'static str)>,
}

impl Default for Sketch {
    fn default() -> Sketch {
        Sketch {
            applicants: "60",
            bid: "1000",
            passes: true,
            route: String::new(),
            chapter: String::new(),
            stage: "",
            themes: vec![("A", "")],
        }
    }
}

impl Sketch {
    fn text(&self) -> String {
        let Sketch {
            applicants,
            bid,
            passes,
            route,
            chapter,
            ..
        } = self;
        common::head(20.0)
            + "[institute.office.function.desk]\nslots = 1\n"
            + "[institute.lab.function.f]\nslots = 9\nprice_per_slot_month = 1000\n"
            + &format!("[route.r]\nremaining_work_passes_to_licensee = {passes}\n{route}\n")
            + &free_stage("a", 2.0, "")
            + &free_stage("b", 10.0, self.stage)
            + &free_stage("c", 1.0, "")
            + &format!(
                "[[route.r.offer]]\nid = \"early\"\nafter = \"a\"\napplicants = {applicants}\n\
                 bid = {bid}\nduration_months = 1\n\
                 [licensing.call]\nduration_months = 3\nneeds = {{ desk = 1 }}\nproviders = [\"office\"]\n\
                 {chapter}\n"
            )
            + &themes(&self.themes)
    }

    fn model(&self) -> Model {
        common::model(&self.text())
    }

    fn log(&self) -> Log {
        Log::of(&self.text())
    }

    /// The first run that is so.
    fn run(&self, is_so: impl Fn(&Log) -> bool) -> Log {
        let model = self.model();
        let mut runs = (0..500).map(|run| Log::of_run(&model, 1, run));
        runs.find(is_so).unwrap()
    }
}

fn applicants(log: &Log, theme: &str) -> Vec<u16> {
    let all = log.licensing(theme).into_iter();
    all.filter_map(|(_, what)| match what {
        Event::CallClosed { applicants, .. } => Some(applicants),
        _ => None,
    })
    .collect()
}

fn means(log: &Log, theme: &str) -> Vec<f64> {
    let all = log.licensing(theme).into_iter();
    all.filter_map(|(_, what)| match what {
        Event::CallClosed { mean, .. } => Some(mean),
        _ => None,
    })
    .collect()
}

fn bids(log: &Log, theme: &str) -> Vec<i64> {
    let all = log.licensing(theme).into_iter();
    all.filter_map(|(_, what)| match what {
        Event::CompanySelected { bid, .. } => Some(bid),
        _ => None,
    })
    .collect()
}

fn is_call(what: &Event) -> bool {
    matches!(what, Event::CallOpened { .. })
}

fn has_left(what: &Event) -> bool {
    matches!(what, Event::CompanyLeft { .. })
}

fn rule(point: &str, id: &str, keys: &str) -> String {
    format!("[licensing.{point}.{id}]\n{keys}\n")
}

#[test]
fn exe_7_the_material_precedes_the_call_and_each_point_has_its_own_interest() {
    let log = Sketch::default().log();
    assert_eq!(log.start("A", "early").at, 2.0);
    assert_eq!(log.start("A", "call").at, 3.0);
    assert_eq!(log.months_of("A", is_licence), [6.0]);
    let second = "[[route.r.offer]]\nid = \"late\"\nafter = \"b\"\napplicants = 60\nbid = 7\n\
                  duration_months = 2\n";
    let text = Sketch {
        applicants: "0",
        ..Sketch::default()
    };
    let log = Log::of(&(text.text() + second));
    assert_eq!(
        log.start("A", "late").at,
        12.0,
        "the next point has its material too"
    );
    assert_eq!(log.months_of("A", is_licence), [17.0]);
    assert_eq!(bids(&log, "A"), [7]);
}

#[test]
fn exe_7_an_offer_point_that_is_passed_meanwhile_waits_for_the_process() {
    let second = "[[route.r.offer]]\nid = \"late\"\nafter = \"b\"\napplicants = 60\n\
                  duration_months = 2\n";
    let sketch = Sketch {
        applicants: "0",
        ..Sketch::default()
    };
    let text = sketch.text().replace(
        "[licensing.call]\nduration_months = 3",
        "[licensing.call]\nduration_months = 12",
    ) + second;
    let log = Log::of(&text);
    assert_eq!(log.licensing_months("A", is_call), [3.0, 17.0]);
    assert_eq!(log.start("A", "late").at, 15.0);
    assert_eq!(log.months_of("A", is_licence), [29.0]);
}

#[test]
fn exe_8_the_licensee_waits_for_what_the_network_does_itself() {
    let development = "[[licensing.development]]\nid = \"a\"\nduration_months = 5\nmilestone = 5\n\
                       [[licensing.development]]\nid = \"b\"\nduration_months = 5\nmilestone = 70\n\
                       [[licensing.development]]\nid = \"trial\"\nduration_months = 24\nmilestone = 9\n";
    let passed = |what: &Event| matches!(what, Event::DevelopmentPassed { .. });
    let mut sketch = Sketch {
        chapter: development.to_owned(),
        passes: false,
        ..Sketch::default()
    };
    let log = sketch.log();
    // Licensed in month 6, within stage b, which ends in month 12; stage a was passed before.
    assert_eq!(log.licensing_months("A", passed), [12.0, 36.0]);
    assert_eq!(log.income_of("network", "milestone"), 79);
    sketch.passes = true;
    let log = sketch.log();
    assert_eq!(
        log.licensing_months("A", passed),
        [11.0, 35.0],
        "it does b itself"
    );
    // A technical failure of the network's work ends the licence.
    sketch.passes = false;
    sketch.stage = "odds = 0";
    let log = sketch.log();
    let gave_up = |what: &Event| {
        matches!(
            what,
            Event::GaveUp {
                technical: true,
                ..
            }
        )
    };
    assert_eq!(log.licensing_months("A", gave_up), [12.0]);
    assert_eq!(log.reason("A"), Some(Reason::LicenseeGaveUp));
    // What the network gives up by a rule the licensee does alone.
    sketch.stage = "";
    let gate = "[gate.no-more]\nwhen = { stage = [\"b\"] }\ndecision = \"no-go\"\n";
    let log = Log::of(&(sketch.text() + gate));
    assert_eq!(log.licensing_months("A", passed), [17.0, 41.0]);
}

#[test]
fn lic_1_a_call_lasts_a_set_time_at_the_licensing_desk() {
    let sketch = Sketch {
        themes: vec![("A", ""), ("B", "")],
        ..Sketch::default()
    };
    let log = sketch.log();
    assert_eq!(
        (log.start("A", "call").at, log.start("A", "call").end),
        (3.0, 6.0)
    );
    assert_eq!(
        log.start("B", "call").at,
        6.0,
        "the desk takes one after the other"
    );
    assert_eq!(log.start("B", "call").waited, 3.0);
}

#[test]
fn lic_1_the_mean_number_of_applicants_has_all_its_factors() {
    let sketch = Sketch {
        applicants: "2",
        chapter: "[licensing.applicants]\nper_previous_call = 0.5\nmodality = { r = 3 }\n\
                  area = { x = 1.5 }\nscore = { science = 2 }\nreference_score = 3\n\
                  [area.x]\n[area.y]\n"
            .to_owned()
            + &rule("no_applicant", "again", "decision = \"call-again\""),
        themes: vec![
            ("A", "area = \"x\"\nscience = 5"),
            ("B", "area = \"y\"\nscience = 2"),
            ("C", "area = \"y\""),
        ],
        ..Sketch::default()
    };
    let log = sketch.log();
    assert_eq!(means(&log, "A")[0], 2.0 * 3.0 * 1.5 * 4.0);
    assert_eq!(means(&log, "B")[0], 2.0 * 3.0 * 0.5);
    assert_eq!(means(&log, "C")[0], 2.0 * 3.0);
    let second = sketch.run(|log| means(log, "B").len() > 1);
    assert_eq!(means(&second, "B")[1], 2.0 * 3.0 * 0.5 * 0.5);
}

#[test]
fn lic_2_the_highest_bid_wins_the_tender() {
    let tender = "[licensing.tender]\nduration_months = 2\n\
                  [licensing.feasibility_study]\nduration_months = 1\nodds = 0\n";
    let mut sketch = Sketch {
        bid: "{ uniform = [100, 900] }",
        chapter: tender.to_owned(),
        ..Sketch::default()
    };
    let log = sketch.log();
    assert_eq!(log.start("A", "tender").at, 6.0);
    assert_eq!(log.starts("A", "feasibility_study")[0].at, 8.0);
    // All leave, one after the other: they are asked from the highest bid to the lowest.
    let asked = bids(&log, "A");
    assert_eq!(asked.len(), usize::from(applicants(&log, "A")[0]));
    assert!(asked.windows(2).all(|pair| pair[0] >= pair[1]), "{asked:?}");
    assert!(asked[0] > 800 && asked[asked.len() - 1] < 200, "{asked:?}");
    // Where only the wish counts, bids do not matter.
    let wished = "[licensing.tender]\nduration_months = 2\nwish_weight = 1\n\
                  [licensing.feasibility_study]\nduration_months = 1\nodds = 0\n";
    wished.clone_into(&mut sketch.chapter);
    let mut by_wish = bids(&sketch.log(), "A");
    assert!(by_wish.windows(2).any(|pair| pair[0] < pair[1]));
    // The same companies, in another order.
    by_wish.sort_unstable_by_key(|bid| -bid);
    assert_eq!(by_wish, asked);
}

#[test]
fn lic_3_without_an_applicant_research_carries_on_and_calls_again_after_the_next_stage() {
    let sketch = Sketch {
        applicants: "0",
        ..Sketch::default()
    };
    let log = sketch.log();
    assert_eq!(log.licensing_months("A", is_call), [3.0, 12.0]);
    assert_eq!(log.starts("A", "early").len(), 1, "the material is there");
    // The route ends in month 13; the second call in month 15.
    assert_eq!(log.reason("A"), Some(Reason::NoLicensee));
    assert_eq!(log.themes["A"].decided.months(), 15.0);
}

#[test]
fn lic_3_rules_call_again_at_once_or_stop() {
    let lines = rule(
        "no_applicant",
        "again",
        "when = { calls_without_applicant_below = 3 }\ndecision = \"call-again\"",
    ) + &rule("no_applicant", "enough", "decision = \"stop\"");
    let sketch = Sketch {
        applicants: "0",
        chapter: lines,
        ..Sketch::default()
    };
    let model = sketch.model();
    let log = sketch.log();
    assert_eq!(log.licensing_months("A", is_call), [3.0, 6.0, 9.0]);
    let Some(Reason::Rule(line)) = log.reason("A") else {
        panic!("{:?}", log.fate("A"));
    };
    assert_eq!(model.decisions[line as usize].id, "enough");
    assert_eq!(log.themes["A"].decided.months(), 12.0);
    let stopped = |what: &Event| matches!(what, Event::ResearchStopped { .. });
    assert!(log.licensing_months("A", stopped).is_empty() || log.themes["A"].stage == 1);
}

#[test]
fn lic_3_calls_without_end_come_to_an_end() {
    let sketch = Sketch {
        applicants: "0",
        chapter: rule("no_applicant", "again", "decision = \"call-again\""),
        ..Sketch::default()
    };
    let text = sketch.text().replace(
        "duration_months = 3\nneeds = { desk",
        "duration_months = 0\nneeds = { desk",
    );
    let log = Log::of(&text);
    assert_eq!(log.licensing_months("A", is_call).len(), 250);
    let last = |what: &Event| matches!(what, Event::NoMoreCalls { calls: 250 });
    assert!(!log.licensing_months("A", last).is_empty(), "it is told");
    let rows = soyaku::analysis::trace::trace(
        &Plan::new(&common::model(&text)),
        1,
        0,
        Some("A"),
        &soyaku::language::Styles::default(),
    );
    let told = rows
        .iter()
        .find(|row| row.event == "no-more-calls")
        .unwrap();
    assert_eq!(told.rule, "LIC-3");
    assert_eq!(
        told.story.english,
        "no theme has more than 250 calls: the search ends here"
    );
    assert_eq!(log.reason("A"), Some(Reason::NoLicensee));
}

/// Registered licences nearly always where they can be.
const KINDS: &str = "[licensing.kind.exclusive-registered]\nweight = 1e6\nprice_factor = 3\n\
                     grant_months = GRANT\nco_owner_consent = CONSENT\n\
                     [licensing.kind.exclusive]\nweight = 1e-6\n";

#[test]
fn lic_4_the_registered_kind_needs_a_granted_patent_and_the_co_owners_consent() {
    let kind = |grant: &str, consent: &str, patent: &str| {
        let sketch = Sketch {
            chapter: KINDS.replace("GRANT", grant).replace("CONSENT", consent),
            route: patent.to_owned(),
            ..Sketch::default()
        };
        let log = sketch.log();
        let kinds = log.licensing("A").into_iter();
        let mut kinds = kinds.filter_map(|(_, what)| match what {
            Event::Contracted { kind, .. } => Some(kind),
            _ => None,
        });
        (kinds.next().unwrap(), log.income_of("network", "upfront"))
    };
    let patent = "[route.r.ip]\nafter = \"a\"\ninstitute = \"office\"";
    let registered = LicenceKind::ExclusiveRegistered;
    // Filed in month 2, licensed in month 6.
    assert_eq!(kind("4", "1", patent), (registered, 3000));
    assert_eq!(kind("5", "1", patent), (LicenceKind::Exclusive, 1000));
    assert_eq!(kind("4", "0", patent).0, LicenceKind::Exclusive);
    assert_eq!(
        kind("0", "1", "").0,
        LicenceKind::Exclusive,
        "no patent, no grant"
    );
}

#[test]
fn lic_4_the_kind_changes_the_odds_of_the_contract() {
    let sketch = Sketch {
        chapter: "[licensing.kind.sublicensing]\nweight = 1\nodds_ratio = 3\n\
                  [licensing.contract]\nduration_months = 1\nodds = 0.5\n"
            .to_owned(),
        ..Sketch::default()
    };
    let log = sketch.log();
    let odds = log
        .licensing("A")
        .into_iter()
        .find_map(|(_, what)| match what {
            Event::StepPassed { odds, .. } | Event::CompanyLeft { odds, .. } => Some(odds),
            _ => None,
        });
    assert_eq!(odds, Some(0.75));
}

/// A stage before the licence in which two institutes work, and a third is paid.
fn worked(chapter: &str) -> String {
    let stage = "[[route.r.stage]]\nid = \"a\"\n\
        [[route.r.stage.activity]]\nid = \"one\"\nneeds = { f = 2 }\nproviders = [\"lab\"]\nduration_months = 3\n\
        [[route.r.stage.activity]]\nid = \"two\"\nneeds = { g = 1 }\nproviders = [\"riken\"]\nduration_months = 1\n\
        [[route.r.stage.activity]]\nid = \"three\"\nneeds = { g = 1 }\nproviders = [\"cro\"]\nduration_months = 8\n";
    common::head(20.0)
        + "[institute.lab.function.f]\nslots = 9\n[institute.riken.function.g]\nslots = 9\n\
           [institute.cro]\noutsourced = true\n[institute.cro.function.g]\nslots = 9\n[institute.office]\n"
        + stage
        + "[[route.r.offer]]\nid = \"o\"\nafter = \"a\"\napplicants = 60\nbid = 1001\nduration_months = 0\n\
           [licensing.call]\nduration_months = 1\n"
        + chapter
        + "\n[theme.A]\n"
}

#[test]
fn lic_5_income_is_divided_by_work_to_the_yen() {
    let log = Log::of(&worked(""));
    // 6 slot-months of 7, and 1 of 7; work that is bought has no share.
    assert_eq!(log.income_of("lab", "upfront"), 858);
    assert_eq!(log.income_of("riken", "upfront"), 143);
    assert_eq!(log.income_of("cro", "upfront"), 0);
    assert_eq!(log.themes["A"].income, 1001);
    let log = Log::of(&worked(
        "[licensing.income]\ninstitutes = \"office\"\noffice = \"office\"\n",
    ));
    assert_eq!(log.income_of("office", "upfront"), 1001);
    assert_eq!(log.income_of("lab", "upfront"), 0);
}

#[test]
fn lic_5_contributions_that_are_agreed_come_before_work() {
    let of = |income: &str| {
        let log = Log::of(&worked(&format!("[licensing.income]\n{income}\n")));
        ["lab", "riken", "cro", "office"].map(|who| log.income_of(who, "upfront"))
    };
    // 250.25, 100.1, and 650.65 by work: 6/7 and 1/7 of 651.
    let agreed = "contribution = { riken = 0.25, office = 0.1 }";
    assert_eq!(of(agreed), [558, 250 + 93, 0, 100]);
    let rest = "institutes = \"office\"\noffice = \"office\"";
    assert_eq!(of(&format!("{agreed}\n{rest}")), [0, 250, 0, 100 + 651]);
    // All of it is agreed: nothing is left for work, whatever the binary digits.
    let all = "contribution = { lab = 0.1, riken = 0.2, cro = 0.7 }";
    assert_eq!(of(all), [100, 200, 701, 0]);
    // The proposer's share comes first.
    let beside = of(&format!("proposer_share = 0.5\n{all}"));
    assert_eq!(beside.iter().sum::<i64>(), 1001 - 501);
}

#[test]
fn inc_4_the_proposer_has_a_share_of_all_income() {
    let log = Log::of(&worked("[licensing.income]\nproposer_share = 0.3\n"));
    assert_eq!(log.income_of("proposer", "upfront"), 300);
    // 701: 600.86 and 100.14.
    assert_eq!(log.income_of("lab", "upfront"), 601);
    assert_eq!(log.income_of("riken", "upfront"), 100);
}

#[test]
fn lic_6_risk_relief_brings_applicants_and_carries_cost() {
    let relief = "[licensing.risk_relief]\nodds = ODDS\nmonths = 4\napplicants_factor = 10\n\
                  carried_share = 0.25\nitems = [\"research\"]\n";
    let sketch = |odds: &str| Sketch {
        applicants: "0.0001",
        chapter: relief.replace("ODDS", odds)
            + &rule(
                "no_applicant",
                "again",
                "when = { calls_below = 2 }\ndecision = \"call-again\"",
            ),
        route: "[[route.r.stage]]\nid = \"a\"\n[[route.r.stage.activity]]\nid = \"x\"".to_owned(),
        ..Sketch::default()
    };
    let text = |odds: &str| {
        let mut sketch = sketch(odds);
        sketch.route.clear();
        sketch
            .text()
            .replace("id = \"work-c\"", "id = \"work-c\"\ncost = 1000")
            .replace("id = \"work-b\"", "id = \"work-b\"\ncost = 1000")
    };
    let log = Log::of(&text("1"));
    // Asked with the first call in month 3, granted in month 7, within the second.
    let granted = |what: &Event| matches!(what, Event::ReliefDecided { granted: true });
    assert_eq!(log.licensing_months("A", granted), [7.0]);
    assert_eq!(means(&log, "A")[0], 0.0001);
    assert_eq!(means(&log, "A")[1], 0.001);
    assert_eq!(log.start("A", "work-b").cost, 1000, "begun before");
    assert_eq!(log.start("A", "work-c").cost, 750);
    let log = Log::of(&text("0"));
    assert_eq!(log.start("A", "work-c").cost, 1000);
    assert_eq!(means(&log, "A")[1], 0.0001);
}

const STEPS: &str = "[licensing.feasibility_study]\nduration_months = 4\n\
                     [licensing.terms]\nduration_months = 2\n\
                     [licensing.due_diligence]\nduration_months = 3\nodds = ODDS\n\
                     [licensing.contract]\nduration_months = 1\nneeds = { desk = 1 }\nproviders = [\"office\"]\n";

#[test]
fn lic_8_each_step_of_the_company_takes_time_and_may_fail() {
    let sketch = |odds: &str| Sketch {
        chapter: STEPS.replace("ODDS", odds),
        ..Sketch::default()
    };
    let log = sketch("1").log();
    let starts = ["feasibility_study", "terms", "due_diligence", "contract"]
        .map(|step| log.start("A", step).at);
    assert_eq!(starts, [6.0, 10.0, 12.0, 15.0]);
    assert_eq!(log.months_of("A", is_licence), [16.0]);
    let log = sketch("0").log();
    let left = log
        .licensing("A")
        .into_iter()
        .find(|(_, what)| has_left(what));
    let Some((15.0, Event::CompanyLeft { step, .. })) = left else {
        panic!("{left:?}");
    };
    assert_eq!(step, LicensingStep::DueDiligence);
    assert!(log.starts("A", "contract").is_empty());
}

#[test]
fn lic_9_the_data_of_a_company_that_leaves_count_in_later_calls() {
    let study = "[licensing.feasibility_study]\nduration_months = 2\nodds = 0\n";
    let lines = rule(
        "company_left",
        "again",
        "when = { evidence_below = 4 }\ndecision = \"call-again\"",
    ) + &rule(
        "company_left",
        "enough",
        "rule = \"LIC-9\"\ndecision = \"stop\"",
    );
    let sketch = Sketch {
        chapter: "evidence_gain = 2\n[licensing.applicants]\nper_evidence = 1.5\n".to_owned()
            + study
            + &lines,
        ..Sketch::default()
    };
    // Keys of the chapter stand before its tables.
    let text = sketch.text().replace("evidence_gain = 2\n", "");
    let text = text.replace(
        "[licensing.call]",
        "[licensing]\nevidence_gain = 2\n[licensing.call]",
    );
    let log = Log::of(&text);
    assert_eq!(means(&log, "A"), [60.0, 60.0 * 1.5 * 1.5]);
    assert_eq!(log.licensing_months("A", has_left), [8.0, 13.0]);
    assert!(matches!(log.reason("A"), Some(Reason::Rule(_))));
    assert_eq!(log.themes["A"].decided.months(), 13.0);
}

#[test]
fn lic_9_the_next_applicant_is_asked_as_long_as_there_is_one() {
    let sketch = Sketch {
        applicants: "2",
        chapter: "[licensing.feasibility_study]\nduration_months = 1\nodds = 0\n".to_owned(),
        ..Sketch::default()
    };
    let log = sketch.run(|log| applicants(log, "A").first() == Some(&3));
    let left = log.licensing_months("A", has_left);
    assert_eq!(left[..3], [7.0, 8.0, 9.0]);
    assert_eq!(
        log.licensing_months("A", is_call)[1],
        12.0,
        "then research carries on"
    );
}

#[test]
fn lic_10_before_a_candidate_is_fixed_less_is_paid_at_once_and_milestones_always() {
    let chapter = "[licensing.income]\nearly_upfront_share = 0.4\nlate_milestones = false\n\
                   [[licensing.development]]\nid = \"trial\"\nduration_months = 12\nmilestone = 50\n";
    let log = |candidate: &str| {
        let sketch = Sketch {
            chapter: chapter.to_owned(),
            route: format!("candidate_stage = \"{candidate}\""),
            ..Sketch::default()
        };
        let log = sketch.log();
        (
            log.income_of("network", "upfront"),
            log.income_of("network", "milestone"),
        )
    };
    assert_eq!(log("b"), (400, 50));
    assert_eq!(log("a"), (1000, 0));
}

/// A licensee whose trial fails, or who gives up for its own reasons after a month or so.
fn given_up(own_reasons: bool, take_over: &str) -> Sketch {
    let trial = match own_reasons {
        true => "duration_months = 1000\ngives_up_per_year = 5",
        false => "duration_months = 12\nodds = 0",
    };
    Sketch {
        chapter: format!("[[licensing.development]]\nid = \"trial\"\n{trial}\n{take_over}"),
        ..Sketch::default()
    }
}

#[test]
fn lic_11_a_licensee_that_gives_up_ends_the_theme_unless_a_rule_takes_it_over() {
    let log = given_up(false, "").log();
    assert_eq!(log.months_of("A", is_licence), [6.0]);
    assert_eq!(log.reason("A"), Some(Reason::LicenseeGaveUp));
    assert_eq!(log.themes["A"].decided.months(), 18.0);
    assert_eq!(log.themes["A"].first_licensed.unwrap().months(), 6.0);
    let log = given_up(true, "").log();
    assert_eq!(log.reason("A"), Some(Reason::LicenseeGaveUp));
    let own = |what: &Event| {
        matches!(
            what,
            Event::GaveUp {
                technical: false,
                ..
            }
        )
    };
    assert_eq!(log.licensing_months("A", own).len(), 1);
}

#[test]
fn lic_11_a_theme_taken_over_returns_at_the_stage_reached_and_is_licensed_again() {
    let line = rule(
        "take_over",
        "once",
        "when = { calls_below = 2, failed_technically = true }\ndecision = \"take-over\"",
    );
    let log = given_up(false, &line).log();
    // Licensed in stage b, whose work went on to month 12; the licensee gave up in month 18.
    let taken = |what: &Event| matches!(what, Event::TakenOver { .. });
    assert_eq!(log.licensing_months("A", taken), [18.0]);
    assert_eq!(log.start_months("A", "work-b"), [2.0], "done is done");
    // Passed at once, when the next call opens; the second licensee fails in month 33.
    assert_eq!(log.licensing_months("A", is_call), [3.0, 18.0]);
    assert_eq!(log.months_of("A", is_licence), [6.0, 21.0]);
    assert_eq!(log.themes["A"].licences, 2);
    assert_eq!(log.themes["A"].decided.months(), 33.0);
    assert_eq!(log.reason("A"), Some(Reason::LicenseeGaveUp));
}

#[test]
fn lic_11_nothing_that_is_done_or_under_way_is_done_and_paid_twice() {
    let line = rule(
        "take_over",
        "once",
        "when = { calls_below = 2 }\ndecision = \"take-over\"",
    );
    // Stage b: 10 months as before, then 20 months, then 5; a licence in month `6`, taken over in 18.
    let more = "[[route.r.stage.activity]]\nid = \"second\"\nduration_months = 20\ncost = 700\n\
                [[route.r.stage.activity]]\nid = \"third\"\nduration_months = 5\ncost = 90\n";
    let text = given_up(false, &line).text();
    let stage_c = "[[route.r.stage]]\nid = \"c\"";
    let text = text.replace(stage_c, &format!("{more}{stage_c}"));
    // Licensed before the second activity of b begins, which passes to the licensee.
    let log = Log::of(&text);
    let starts = |log: &Log, activity| log.start_months("A", activity);
    assert_eq!(starts(&log, "work-b"), [2.0]);
    assert_eq!(starts(&log, "second"), [18.0]);
    assert_eq!(starts(&log, "third"), [38.0]);
    // Licensed while it is under way: it goes on, and what follows begins when it is done.
    let text = text.replace("duration_months = 10", "duration_months = 3");
    let log = Log::of(&text);
    assert_eq!(starts(&log, "work-b"), [2.0]);
    assert_eq!(starts(&log, "second"), [5.0]);
    assert_eq!(starts(&log, "third"), [25.0]);
    assert_eq!(log.themes["A"].cost, 700 + 90);
    // What waits for its lead time when the licence comes and goes begins as it was to.
    let lead = text.replace(
        "[institute.lab.function.f]",
        "[institute.lab.function.g]\nslots = 1\nlead_time_months = 14\n[institute.lab.function.f]",
    );
    let lead = lead.replace(
        "id = \"second\"",
        "id = \"second\"\nneeds = { g = 1 }\nproviders = [\"lab\"]",
    );
    let log = Log::of(&lead);
    assert_eq!(starts(&log, "second"), [19.0]);
    assert_eq!(starts(&log, "third"), [39.0]);
}

#[test]
fn lic_11_a_theme_without_research_left_is_offered_again_at_once() {
    let line = rule(
        "take_over",
        "once",
        "when = { calls_below = 2 }\ndecision = \"take-over\"",
    );
    let sketch = given_up(false, &line);
    let log = Log::of(&sketch.text().replace("after = \"a\"", "after = \"c\""));
    // Through its route in month 13, licensed in month 17, given up in month 29.
    assert_eq!(log.licensing_months("A", is_call), [14.0, 29.0]);
    assert_eq!(log.months_of("A", is_licence), [17.0, 32.0]);
}

#[test]
fn lic_11_a_stage_that_the_licensee_passed_is_behind_the_theme() {
    let line = rule(
        "take_over",
        "once",
        "when = { calls_below = 2 }\ndecision = \"take-over\"",
    );
    let development = "[[licensing.development]]\nid = \"b\"\nduration_months = 6\n\
                       [[licensing.development]]\nid = \"trial\"\nduration_months = 12\nodds = 0\n";
    let sketch = Sketch {
        chapter: development.to_owned() + &line,
        ..Sketch::default()
    };
    let log = sketch.log();
    // Licensed in 6, b passed by the licensee in 12, the trial failed in 24.
    assert_eq!(log.start_months("A", "work-b"), [2.0]);
    assert_eq!(log.start_months("A", "work-c"), [24.0]);
    let began = |what: &Event| matches!(what, Event::DevelopmentBegan { .. });
    // The second licensee begins with the trial.
    assert_eq!(log.licensing_months("A", began), [6.0, 12.0, 28.0]);
}

#[test]
fn lic_11_the_launch_comes_after_the_last_stage_and_pays_royalties() {
    let chapter = "[[licensing.development]]\nid = \"trial\"\nduration_months = 24\nlaunch = true\n\
                   [licensing.royalty]\nrate = 0.05\nsales_per_year = 1000\nyears = 3\n";
    let sketch = Sketch {
        chapter: chapter.to_owned(),
        ..Sketch::default()
    };
    let log = sketch.log();
    assert_eq!(log.fate("A"), Fate::Launched);
    let launched = |what: &Happening| matches!(what, Happening::Launched);
    assert_eq!(log.months_of("A", launched), [30.0]);
    // In months 42, 54 and 66: fiscal years 3, 4 and 5.
    let royalties = &log.income[&("network".to_owned(), "royalty")];
    assert_eq!(royalties[..7], [0, 0, 0, 50, 50, 50, 0]);
}

#[test]
fn lic_12_the_licensee_bears_the_patent_until_it_is_taken_over() {
    let line = rule(
        "take_over",
        "once",
        "when = { calls_below = 2 }\ndecision = \"take-over\"",
    );
    let mut sketch = given_up(false, &line);
    "[route.r.ip]\nafter = \"a\"\ninstitute = \"office\"\nfiling_cost = 100\ncost_per_year = 10"
        .clone_into(&mut sketch.route);
    let text = sketch
        .text()
        .replace("duration_months = 10", "duration_months = 30");
    let log = Log::of(&text);
    // Filed in 2; licensed from 6 to 18, so that 14 is the licensee's; paid in 18 and 30, stage b
    // passed in 32, licensed again in 35.
    let kept = |what: &Happening| {
        matches!(
            what,
            Happening::PatentKept { .. } | Happening::Licensing(Event::PatentResumed { .. })
        )
    };
    assert_eq!(log.months_of("A", kept), [18.0, 30.0]);
    assert_eq!(log.amounts("office", "ip").iter().sum::<i64>(), 120);
}

#[test]
fn lic_12_where_the_licensee_does_not_bear_the_patent_the_network_goes_on_paying() {
    let line = rule(
        "take_over",
        "once",
        "when = { calls_below = 2 }\ndecision = \"take-over\"",
    );
    let mut sketch = given_up(false, &line);
    "[route.r.ip]\nafter = \"a\"\ninstitute = \"office\"\nfiling_cost = 100\ncost_per_year = 10\n\
     passes_to_licensee = false"
        .clone_into(&mut sketch.route);
    let text = sketch
        .text()
        .replace("duration_months = 10", "duration_months = 30");
    let log = Log::of(&text);
    // Filed in 2; licensed from 6 to 18 and from 35 to 47, when it ends.
    let paid = |what: &Happening| {
        matches!(
            what,
            Happening::PatentKept { .. } | Happening::Licensing(Event::PatentResumed { .. })
        )
    };
    assert_eq!(log.months_of("A", paid), [14.0, 26.0, 38.0]);
    assert_eq!(log.amounts("office", "ip").iter().sum::<i64>(), 130);
}

#[test]
fn lic_12_a_patent_event_of_a_former_life_means_nothing() {
    let line = rule(
        "take_over",
        "once",
        "when = { calls_below = 2 }\ndecision = \"take-over\"",
    );
    let mut sketch = given_up(false, &line);
    sketch.chapter = sketch
        .chapter
        .replace("duration_months = 12", "duration_months = 2");
    "[route.r.ip]\nafter = \"a\"\ninstitute = \"office\"\ncost_per_year = 10"
        .clone_into(&mut sketch.route);
    let text = sketch
        .text()
        .replace("duration_months = 10", "duration_months = 20");
    let log = Log::of(&text);
    // Taken over in month 8, before the anniversary of the filing in month 14; stage b is passed in
    // month 22.
    let paid = |what: &Happening| {
        matches!(
            what,
            Happening::PatentKept { .. } | Happening::Licensing(Event::PatentResumed { .. })
        )
    };
    assert_eq!(log.months_of("A", paid), [8.0, 20.0]);
}

#[test]
fn lic_14_research_goes_on_beside_the_process() {
    let sketch = Sketch {
        chapter: STEPS.replace("ODDS", "1"),
        passes: false,
        ..Sketch::default()
    };
    let log = sketch.log();
    assert_eq!(log.start("A", "work-b").at, 2.0);
    assert_eq!(log.start("A", "work-c").at, 12.0);
    // A technical failure ends the process with the theme.
    let sketch = Sketch {
        stage: "odds = 0",
        ..sketch
    };
    let log = sketch.log();
    assert_eq!(log.reason("A"), Some(Reason::Technical));
    assert!(log.months_of("A", is_licence).is_empty());
    assert!(log.starts("A", "contract").is_empty());
    // The terms are agreed in the month of the failure: what follows waits no more.
    let given_up = |what: &Happening| matches!(what, Happening::Cancelled { .. });
    assert_eq!(log.months_of("A", given_up), [12.0]);
    assert!(log.starts("A", "due_diligence").is_empty());
}

#[test]
fn lic_15_a_single_applicant_needs_no_tender() {
    let sketch = Sketch {
        applicants: "1",
        chapter: "[licensing.tender]\nduration_months = 7\n".to_owned(),
        ..Sketch::default()
    };
    let log = sketch.run(|log| applicants(log, "A").first() == Some(&1));
    assert!(log.starts("A", "tender").is_empty());
    assert_eq!(log.months_of("A", is_licence), [6.0]);
    let log = sketch.run(|log| applicants(log, "A").first() == Some(&2));
    assert_eq!(log.months_of("A", is_licence), [13.0]);
    // Where the scenario says so it goes through one.
    let sketch = Sketch {
        chapter: "[licensing.tender]\nduration_months = 7\nfor_single_applicant = true\n"
            .to_owned(),
        ..sketch
    };
    let log = sketch.run(|log| applicants(log, "A").first() == Some(&1));
    assert_eq!(log.months_of("A", is_licence), [13.0]);
}

#[test]
fn gov_7_an_institute_licenses_only_themes_it_has_worked_on() {
    let head = common::head(5.0)
        + "[institute.office.function.desk]\nslots = 9\n[institute.riken.function.desk]\nslots = 9\n\
           [institute.riken.function.f]\nslots = 9\n[institute.lab.function.f]\nslots = 9\n";
    let route = |id: &str, lab: &str| {
        format!(
            "[route.{id}]\n[[route.{id}.stage]]\nid = \"s\"\n[[route.{id}.stage.activity]]\nid = \"work\"\n\
             needs = {{ f = 1 }}\nproviders = [\"{lab}\"]\nduration_months = 2\n\
             [[route.{id}.offer]]\nid = \"o\"\nafter = \"s\"\napplicants = 60\nduration_months = 0\n"
        )
    };
    let text = head
        + &route("own", "riken")
        + &route("other", "lab")
        + "[licensing.call]\nduration_months = 1\nneeds = { desk = 1 }\n\
           providers = [{ id = \"riken\", own_work_only = true }, \"office\"]\n"
        + &themes(&[("A", "route = \"own\""), ("B", "route = \"other\"")]);
    let log = Log::of(&text);
    assert_eq!(log.start("A", "call").institute, "riken");
    assert_eq!(log.start("B", "call").institute, "office");
}

#[test]
fn gov_7_works_without_the_chapter_of_licensing_and_after_a_wait_too() {
    let text = common::head(5.0)
        + "[institute.one.function.f]\nslots = 1\n[institute.two.function.f]\nslots = 1\n"
        + "[[route.r.stage]]\nid = \"s\"\n\
           [[route.r.stage.activity]]\nid = \"first\"\nneeds = { f = 1 }\nproviders = [\"two\"]\nduration_months = 1\n\
           [[route.r.stage.activity]]\nid = \"second\"\nneeds = { f = 1 }\nduration_months = 4\n\
           providers = [\"one\", { id = \"two\", own_work_only = true, after_wait_months = 1 }]\n"
        + &themes(&[
            ("A", "priority = 2"),
            ("B", "done = \"first\"\narrives = 2013-05-01"),
        ]);
    let log = Log::of(&text);
    // B takes the first institute from month 1 on, or A does; the second is open only to A.
    assert_eq!(log.start("A", "second").institute, "one");
    assert_eq!(log.start("B", "second").at, 5.0);
    assert_eq!(log.start("B", "second").institute, "one");
}

#[test]
fn lic_2_earlier_applicants_keep_their_bids_when_more_apply() {
    let study = "[licensing.feasibility_study]\nduration_months = 0\nodds = 0\n";
    let asked = |applicants: &'static str| {
        let sketch = Sketch {
            applicants,
            bid: "{ uniform = [100, 90_000_000] }",
            chapter: study.to_owned(),
            ..Sketch::default()
        };
        let log = sketch.log();
        let first = usize::from(self::applicants(&log, "A")[0]);
        bids(&log, "A")[..first].to_vec()
    };
    let (few, many) = (asked("4"), asked("9"));
    assert!(few.len() < many.len());
    assert!(few.iter().all(|bid| many.contains(bid)), "{few:?} {many:?}");
}

#[test]
fn lic_11_the_trace_tells_the_whole_life_in_words() {
    let sketch = Sketch {
        applicants: "3",
        bid: "{ uniform = [1e6, 9e6] }",
        chapter: "[licensing.feasibility_study]\nduration_months = 4\nodds = 0.5\n\
                  [licensing.income]\nproposer_share = 0.25\n\
                  [[licensing.development]]\nid = \"trial\"\nduration_months = 60\ngives_up_per_year = 0.5\n"
            .to_owned()
            + &rule("company_left", "once-more", "decision = \"call-again\"")
            + &rule(
                "take_over",
                "own-reasons",
                "when = { failed_technically = false, calls_below = 3 }\ndecision = \"take-over\"",
            ),
        ..Sketch::default()
    };
    let model = sketch.model();
    let plan = soyaku::engine::Plan::new(&model);
    let told = [
        ("LIC-1", "call 1 for a licensee is opened"),
        ("LIC-8", "feasibility_study starts"),
        (
            "LIC-9",
            "the company withdraws at the end of the feasibility study (odds 0.500) and leaves its data",
        ),
        ("LIC-9", "the rule once-more decides: call-again"),
        ("LIC-1", "call 2 for a licensee is opened"),
        ("LIC-2", "is the best and is selected, bid"),
        ("LIC-8", "the feasibility study succeeds"),
        ("LIC-4", "the contract is signed: an exclusive licence"),
        ("LIC-8", "is licensed"),
        ("LIC-5, INC-4", "the licensee pays an upfront payment of"),
        (
            "LIC-11",
            "the licensee gives up at trial for reasons of its own",
        ),
        ("LIC-11", "the rule own-reasons decides: take-over"),
        (
            "LIC-11",
            "the network takes the theme over, at the stage reached; evidence is now 2",
        ),
        ("LIC-1", "call 3 for a licensee is opened"),
    ];
    let whole = (0..500).any(|run| {
        let rows = soyaku::analysis::trace::trace(
            &plan,
            1,
            run,
            Some("A"),
            &soyaku::language::Styles::default(),
        );
        let mut rows = rows.iter();
        told.iter().all(|(rule, words)| {
            rows.any(|row| row.rule == *rule && row.story.english.contains(words))
        })
    });
    assert!(whole, "no run tells the whole life in this order");
}
