//! What was known, and which line fired, in the trace (DESIGN: decisions are data).

use soyaku::analysis::trace::{TraceRow, trace};
use soyaku::engine::Plan;
use soyaku::language::Styles;

use crate::common;
use crate::sketch::{free_stage, themes};

/// What is told of theme A in the first run of a scenario.
fn told(text: &str) -> Vec<TraceRow> {
    let model = common::model(text);
    trace(&Plan::new(&model), 1, 0, Some("A"), &Styles::default())
}

/// Rule and story of the only row of this event, in English and Japanese.
fn the(rows: &[TraceRow], event: &str) -> (String, String, String) {
    let mut found = rows.iter().filter(|row| row.event == event);
    let row = found
        .next()
        .unwrap_or_else(|| panic!("no {event}: {rows:#?}"));
    assert!(found.next().is_none(), "{event} is told twice");
    let story = &row.story;
    (
        row.rule.clone(),
        story.english.clone(),
        story.japanese.clone(),
    )
}

fn plan(more: &str, of_theme: &str) -> String {
    common::head(5.0)
        + "[area.cancer]\nname_ja = \"がん\"\n"
        + &free_stage("a", 2.0, "")
        + &free_stage("b", 10.0, "")
        + more
        + &themes(&[("A", of_theme), ("B", "arrives = 2013-04-20")])
}

#[test]
fn exe_5_the_trace_tells_what_the_line_that_fired_has_read() {
    let gates = "[[gate]]\nid = \"early\"\ndecision = \"go\"\n\
        when = { stage = [\"a\"], area = [\"cancer\"], months_in_network_below = 12, candidate_fixed = false }\n";
    let rows = told(&plan(gates, "area = \"cancer\""));
    let (rule, english, japanese) = the(&rows, "go");
    assert_eq!(rule, "EXE-5");
    assert_eq!(
        english,
        "Go by the rule early after a (stage a, area cancer, months_in_network 2 months, candidate_fixed no)"
    );
    assert_eq!(
        japanese,
        "段階「a」後の判定「early」によりGo（段階「a」、疾患領域「がん」、応募からの月数 2か月、開発候補の決定 未）"
    );
}

#[test]
fn exe_5_the_trace_says_that_no_line_fired_and_what_those_that_are_about_it_have_read() {
    let gates = "[[gate]]\nid = \"dear\"\ndecision = \"no-go\"\n\
        when = { stage = [\"b\"], spent_at_least = 1_000_000, modality = [\"r\"] }\nprobability = 0.5\n\
        [[gate]]\nid = \"other\"\ndecision = \"no-go\"\n\
        when = { stage = [\"b\"], area = [\"cancer\"], science_below = 5 }\n";
    let rows = told(&plan(gates, ""));
    let defaults: Vec<&str> = rows
        .iter()
        .filter(|row| row.event == "by-default")
        .map(|row| row.story.english.as_str())
        .collect();
    assert_eq!(
        defaults,
        [
            "no rule decides after a: Go",
            "no rule decides after b: Go (stage b, spent 0 JPY, modality r, fires with probability 0.500)",
        ],
        "the line on cancer is not about this theme"
    );
}

#[test]
fn gov_2_the_trace_says_that_nothing_spoke_against_an_admission() {
    let selection = "[selection]\n[selection.rule.weak]\nwhen = { science_below = 2, rights_sorted = true, channel = [\"c\"] }\n\
        decision = \"decline\"\n[selection.rule.low]\nwhen = { science_below = 2, deferrals_at_least = 9 }\n\
        decision = \"decline\"\n[channel.c]\nrate_per_year = 0\nmix = { r = 1 }\n";
    let rows = told(&plan(selection, "admitted = false"));
    let (rule, english, _) = the(&rows, "by-default");
    assert_eq!(rule, "GOV-2");
    assert_eq!(
        english,
        "no rule decides against it: it can be admitted (science not known, deferrals 0)"
    );
    // A plan without lines has nothing to tell of them.
    let rows = told(&plan("[selection]\n", "admitted = false"));
    assert!(rows.iter().all(|row| row.event != "by-default"));
}

#[test]
fn lic_9_the_trace_tells_what_was_known_where_no_line_says_how_to_go_on() {
    let licensing = "[[route.r.offer]]\nid = \"o\"\nafter = \"a\"\napplicants = 60\nduration_months = 0\n\
        [licensing.call]\nduration_months = 1\n[licensing.feasibility_study]\nduration_months = 1\nodds = 0\n\
        [licensing.company_left.late]\nwhen = { evidence_at_least = 2, calls_below = 9 }\ndecision = \"stop\"\n";
    let rows = told(&plan(licensing, ""));
    let (rule, english, japanese) = the(&rows, "follows");
    assert_eq!(rule, "LIC-9");
    assert_eq!(
        english,
        "no rule decides, the next applicant is asked (evidence 1, calls 1)"
    );
    assert_eq!(
        japanese,
        "該当する規則がないため、次の応募企業に打診（データの蓄積 1、公募回数 1）"
    );
    let (_, english, _) = the(&rows, "stop");
    assert_eq!(english, "the rule late decides: stop (evidence 2, calls 1)");
}
