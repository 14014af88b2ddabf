//! Random small scenarios that use every chapter of the format at once.

use std::fmt::Write;

use crate::selecting;

/// Numbers from which a scenario is made; when they run out, the first choice is taken.
pub struct Genes {
    numbers: std::vec::IntoIter<u16>,
    /// Whether every chapter that may be there is: what is on or off by chance is on.
    everything: bool,
}

impl Genes {
    /// Genes of which the first says, in one of three cases, that every chapter is on at once.
    pub fn new(numbers: Vec<u16>) -> Genes {
        let mut genes = Genes {
            numbers: numbers.into_iter(),
            everything: false,
        };
        genes.everything = genes.below(3) == 2;
        genes
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::from(self.numbers.next().unwrap_or(0)) % bound
    }

    /// True in `parts` of a hundred cases.
    pub fn chance(&mut self, parts: usize) -> bool {
        self.below(100) >= 100 - parts || self.everything
    }

    /// One of a list; not an empty one where everything is on.
    pub fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let first = self.below(list.len());
        let mut all = list[first..].iter().chain(&list[..first]);
        let full = all.find(|text| !self.everything || !text.is_empty());
        full.copied().unwrap_or(list[first])
    }
}

const DURATIONS: [&str; 8] = [
    "3",
    "0",
    "{ triangular = [1, 2, 6] }",
    "{ uniform = [0, 9] }",
    "{ exponential = { mean = 5 } }",
    "{ lognormal = { mean = 4, sd = 3 }, layer = \"ignorance\" }",
    "{ discrete = [[2, 1], [6, 1]] }",
    "7.5",
];
const ODDS: [&str; 5] = [
    "0.8",
    "1",
    "0.5",
    "{ beta = [8, 4], layer = \"ignorance\" }",
    "0.9",
];
const MONEY: [&str; 5] = [
    "0",
    "1_000_001",
    "{ gamma = { mean = 3e6, sd = 2e6 } }",
    "17",
    "{ uniform = [0, 5e5], layer = \"ignorance\" }",
];
const TIMINGS: [&str; 5] = [
    "",
    "cost_timing = \"start\"",
    "cost_timing = \"midpoint\"",
    "cost_timing = \"end\"",
    "payments = [{ at = 0.2, share = 0.35 }, { at = 0.7, share = 0.35 }, { at = 1, share = 0.3 }]",
];
const DATES: [&str; 5] = [
    "2013-07-01",
    "2013-10-16",
    "2014-04-01",
    "2015-01-01",
    "2015-11-30",
];
const INSTITUTES: [&str; 3] = ["lab", "university", "cro"];
const FUNCTIONS: [&str; 3] = ["f", "g", "h"];
const STAGES: [&str; 3] = ["one", "two", "three"];

/// A scenario in TOML.
pub fn scenario(genes: &mut Genes) -> String {
    let start = genes.pick(&["2013-04-01", "2013-01-16", "2012-08-01"]);
    let years = [3.0, 1.0, 2.25, 4.5][genes.below(4)];
    let mut text = format!(
        "[scenario]\nid = \"random\"\nstart = {start}\nhorizon_years = {years}\nprice_year = 2013\n\
         [item.extra]\n[area.x]\n[area.y]\nodds_ratio = {{ one = 0.5 }}\n"
    );
    if genes.chance(20) {
        text += "[scope]\nareas = [\"x\"]\n";
    }
    let selects = selecting::chapters(genes, &mut text);
    network(genes, &mut text);
    money(genes, start, &mut text);
    let routes = 1 + genes.below(2);
    let licensing = genes.chance(50);
    for route in 0..routes {
        a_route(genes, route, licensing, &mut text);
    }
    if licensing {
        chapter_of_licensing(genes, &mut text);
    }
    if genes.chance(40) {
        let when = genes.pick(&[
            "stage = [\"one\"], science_below = 3",
            "months_in_network_at_least = 12",
            "spent_at_least = 2_000_000",
        ]);
        let _ = write!(
            text,
            "[[gate]]\nid = \"gate\"\nwhen = {{ {when} }}\ndecision = \"no-go\"\n"
        );
    }
    if genes.chance(40) {
        let when = genes.pick(&["", "when = { stage = [\"one\"] }\n", "probability = 0.5\n"]);
        let _ = write!(
            text,
            "[[gate]]\nid = \"on\"\n{when}decision = \"with-optional\"\n"
        );
    }
    for theme in 0..1 + genes.below(6) {
        a_theme(genes, theme, routes, &mut text);
        if selects {
            selecting::readiness(genes, &mut text);
        }
    }
    let channels = genes.below(3);
    for channel in 0..channels.max(usize::from(genes.everything)) {
        let _ = write!(
            text,
            "[channel.c{channel}]\nrate_per_year = {}\nmix = {{ r0 = 1, r{} = 2 }}\n",
            genes.pick(&[
                "6",
                "12",
                "[{ from = 2013-06-01, rate = 20 }, { from = 2014-01-01, rate = 1 }]"
            ]),
            routes
        );
        text = text.replace(
            &format!(", r{routes} = 2"),
            if routes > 1 { ", r1 = 2" } else { "" },
        );
        text += genes.pick(&["", "priority = { uniform = [0, 3] }\n", "priority = 1\n"]);
        text += genes.pick(&["", "areas = { x = 1, y = 1 }\n"]);
        if selects {
            selecting::readiness(genes, &mut text);
            selecting::grant(genes, &mut text);
        }
        text += genes.pick(&["", "", "funds = 3_000_000\n"]);
    }
    text
}

/// Purses, standing costs, awards, lags, the past: each on or off.
fn money(genes: &mut Genes, start: &str, text: &mut String) {
    let kind = genes.below(5);
    let purses: &[&str] = match if genes.everything { kind % 3 } else { kind } {
        0 => &[""],
        1 => &[
            "institutes = [\"lab\"]",
            "institutes = [\"university\", \"cro\"]",
        ],
        2 => &["items = [\"research\", \"outsourcing\", \"extra\"]"],
        _ => &[],
    };
    for (number, pays) in purses.iter().enumerate() {
        let request = genes.pick(&[
            "30_000_000",
            "5_000_000",
            "200_000_000",
            "{ uniform = [0, 6e7] }",
        ]);
        let _ = write!(
            text,
            "[[purse]]\nid = \"p{number}\"\n{pays}\nrequest_per_year = {request}\nholds_back = {}\n{}\n",
            genes.chance(75),
            genes.pick(&[
                "kind = \"subsidy\"",
                "kind = \"subsidy\"\ncarry_over_approved = 0.5",
                "kind = \"operating-grant\"\nterm_ends = 2013",
                "kind = \"own-income\"",
            ]),
        );
        *text += genes.pick(&["", "cut = 0.1\n", "cut = { uniform = [0, 0.4] }\n"]);
    }
    let caps = genes.below(4);
    for number in 0..caps.max(usize::from(genes.everything)) {
        let limits = genes.pick(&[
            "",
            "institutes = [\"lab\"]",
            "institutes = [\"cro\", \"university\"]",
            "items = [\"outsourcing\", \"ip\"]",
            "modalities = [\"r0\"]",
            "institutes = [\"lab\"]\nitems = [\"research\", \"standing\"]",
        ]);
        let amounts = genes.pick(&[
            "amount_per_year = 20_000_000",
            "amount_per_year = { uniform = [0, 9e7] }",
            "amount = { 2013 = 3_000_001 }",
            "amount = { 2013 = 0 }\namount_per_year = 90_000_000",
            "amount = { 2013 = 1e12 }\namount_per_year = 1e12",
        ]);
        let _ = write!(text, "[[cap]]\nid = \"c{number}\"\n{limits}\n{amounts}\n");
    }
    *text += genes.pick(&["", "[budget]\ndraft_month = 1\n"]);
    if genes.chance(30) {
        *text += "[[standing]]\nid = \"staff\"\ninstitute = \"lab\"\nitem = \"extra\"\n\
                  amount_per_year = 1_000_001\n";
        *text += genes.pick(&["", "from = 2013-06-10\nuntil = 2014-01-15\n"]);
    }
    if genes.chance(30) {
        *text += "[[standing]]\nid = \"db\"\ninstitute = \"lab\"\nitem = \"extra\"\n\
                  amount_per_year = 500_000\nused_function = \"f\"\nonly_if_uses_per_year = 2\n\
                  cost_per_use = 30_001\n";
    }
    if genes.chance(40) {
        *text += "[incentives]\ninstitute = \"lab\"\n";
        *text += genes.pick(&["", "admission_award = 100_000\n"]);
        *text += genes.pick(&["", "milestone_award = { uniform = [0, 1e5] }\n"]);
        *text += genes.pick(&[
            "",
            "supporter_award = 70_001\n",
            "supporter_award = 70_001\nsupporter_award_paid_by = \"institutes\"\n",
        ]);
        *text += genes.pick(&["", "meetings_per_year = 4\ncost_per_meeting = 33_333\n"]);
    }
    if genes.chance(30) {
        *text += "[item.outsourcing]\ncost_timing = \"end\"\npayment_lag_months = 2.5\n";
    }
    if genes.chance(30) {
        let year = if start == "2013-04-01" { 2013 } else { 2012 };
        let _ = write!(
            text,
            "[[actual]]\nid = \"a\"\nfiscal_year = {year}\ninstitute = \"lab\"\nitem = \"extra\"\n\
             amount = 123_457\n[[signed]]\nid = \"s\"\ninstitute = \"cro\"\nitem = \"outsourcing\"\n\
             due = {}\namount = 2_000_003\n",
            genes.pick(&DATES)
        );
    }
}

fn network(genes: &mut Genes, text: &mut String) {
    for institute in INSTITUTES {
        let outsourced = institute == "cro";
        let _ = write!(text, "[institute.{institute}]\noutsourced = {outsourced}\n");
        *text += genes.pick(&[
            "",
            "",
            "",
            "contract_months = 1\n",
            "works_by = \"cooperation\"\n",
        ]);
        for function in FUNCTIONS {
            let slots = match genes.below(5) {
                0 => "1".to_owned(),
                1 => "2".to_owned(),
                2 => "\"unlimited\"".to_owned(),
                3 => format!(
                    "[{{ from = 2012-01-01, count = 2 }}, {{ from = 2013-09-01, count = {} }}, {{ from = 2014-06-10, count = 2 }}]",
                    genes.below(3)
                ),
                _ => format!("[{{ from = 2013-06-01, count = {} }}]", 1 + genes.below(2)),
            };
            let _ = write!(
                text,
                "[institute.{institute}.function.{function}]\nslots = {slots}\n\
                 price_per_slot_month = {}\nprice_per_job = {}\n",
                genes.pick(&["100_003", "0", "{ uniform = [1e4, 9e5] }"]),
                genes.pick(&["0", "7_000_001"]),
            );
            *text += genes.pick(&["", "", "standing_cost_per_year = 5_000_000\n"]);
            *text += genes.pick(&[
                "",
                "",
                "lead_time_months = 2\n",
                "lead_time_months = { uniform = [0, 4] }\n",
                "lead_time_months = 0\n",
            ]);
            *text += genes.pick(&["", "", "item = \"extra\"\n"]);
        }
    }
}

/// Needs, providers, duration and cost of an activity or an offer.
pub fn some_work(genes: &mut Genes, text: &mut String) {
    let mut needs = Vec::new();
    for function in FUNCTIONS {
        if genes.below(3) == 1 {
            needs.push(format!("{function} = {}", 1 + genes.below(2)));
        }
    }
    if !needs.is_empty() {
        let first = genes.below(3);
        let mut providers = Vec::new();
        for number in 0..1 + genes.below(3) {
            let institute = INSTITUTES[(first + number) % 3];
            let mut keys = format!("id = \"{institute}\"");
            keys += genes.pick(&[
                "",
                ", duration_factor = 1.3",
                ", duration_factor = { uniform = [0.5, 2] }",
            ]);
            keys += genes.pick(&["", ", cost_factor = 1.25"]);
            if number > 0 {
                keys += genes.pick(&[
                    "",
                    ", after_wait_months = 1.5",
                    ", after_wait_months = { uniform = [0, 3] }",
                ]);
                keys += genes.pick(&["", "", ", own_work_only = true"]);
            }
            providers.push(format!("{{ {keys} }}"));
        }
        let (needs, providers) = (needs.join(", "), providers.join(", "));
        let _ = write!(text, "needs = {{ {needs} }}\nproviders = [{providers}]\n");
    }
    let _ = write!(
        text,
        "duration_months = {}\ncost = {}\ncost_per_month = {}\n{}\n",
        genes.pick(&DURATIONS),
        genes.pick(&MONEY),
        genes.pick(&MONEY),
        genes.pick(&TIMINGS),
    );
    *text += genes.pick(&["", "", "payment_lag_months = 4\n"]);
}

fn a_route(genes: &mut Genes, route: usize, licensing: bool, text: &mut String) {
    let stages = 1 + genes.below(3);
    let _ = write!(
        text,
        "[route.r{route}]\nremaining_work_passes_to_licensee = {}\nends_in = \"{}\"\n",
        genes.chance(50),
        genes.pick(&["licensed", "launched"]),
    );
    if genes.chance(50) {
        let _ = writeln!(text, "milestones = [\"{}\"]", STAGES[genes.below(stages)]);
    }
    if genes.chance(30) {
        let _ = writeln!(text, "exit_point = \"{}\"", STAGES[genes.below(stages)]);
    }
    if genes.chance(40) {
        let _ = write!(
            text,
            "[route.r{route}.ip]\nafter = \"{}\"\ninstitute = \"lab\"\nfiling_cost = 1_500_000\ncost_per_year = 300_001\n{}",
            STAGES[genes.below(stages)],
            genes.pick(&["", "passes_to_licensee = false\n"])
        );
    }
    for (place, stage) in STAGES[..stages].iter().enumerate() {
        let _ = write!(
            text,
            "[[route.r{route}.stage]]\nid = \"{stage}\"\nodds = {}\n",
            genes.pick(&ODDS)
        );
        if place > 0 && genes.chance(25) {
            *text += "optional = true\n";
        }
        let activities = [2, 1, 3, 4, 0][genes.below(5)];
        for activity in 0..activities {
            let _ = write!(
                text,
                "[[route.r{route}.stage.activity]]\nid = \"a{activity}\"\n"
            );
            if activity > 0 && genes.chance(60) {
                let earlier: Vec<String> = (0..activity)
                    .filter(|_| genes.chance(40))
                    .map(|before| format!("\"a{before}\""))
                    .collect();
                let _ = writeln!(text, "after = [{}]", earlier.join(", "));
            }
            some_work(genes, text);
            if genes.chance(25) {
                let _ = write!(
                    text,
                    "repeat_probability = 0.5\nrepeat_limit = {}\n",
                    1 + genes.below(3)
                );
            }
            if genes.chance(20) {
                *text += "once = true\n";
            }
        }
    }
    for offer in 0..genes.below(3) {
        let _ = write!(
            text,
            "[[route.r{route}.offer]]\nid = \"o{offer}\"\nafter = \"{}\"\n{} = {}\n",
            STAGES[genes.below(stages)],
            if licensing { "applicants" } else { "odds" },
            match licensing {
                true => genes.pick(&["3", "0.4", "1"]),
                false => genes.pick(&["0.4", "1", "0"]),
            },
        );
        if licensing {
            let _ = writeln!(text, "bid = {}", genes.pick(&MONEY));
        }
        some_work(genes, text);
    }
}

/// Calls, companies, and what comes after a licence.
fn chapter_of_licensing(genes: &mut Genes, text: &mut String) {
    *text += "[licensing.call]\n";
    some_work(genes, text);
    *text += genes.pick(&[
        "",
        "[licensing.applicants]\nspread = \"negative-binomial\"\ndispersion = 0.7\nper_evidence = 1.5\n",
        "[licensing.applicants]\nper_previous_call = 2\narea = { x = 2, y = 0.5 }\nscore = { science = 1.3 }\n",
    ]);
    if genes.chance(50) {
        *text += "[licensing.tender]\nwish_weight = 0.4\n";
        *text += genes.pick(&["", "for_single_applicant = true\n"]);
        some_work(genes, text);
    }
    for step in ["feasibility_study", "terms", "due_diligence", "contract"] {
        if genes.chance(35) {
            let odds = genes.pick(&["0.5", "1", "0.8"]);
            let _ = write!(text, "[licensing.{step}]\nodds = {odds}\n");
            some_work(genes, text);
        }
    }
    *text += genes.pick(&[
        "",
        "[licensing.kind.exclusive-registered]\nweight = 2\nprice_factor = 1.3\ngrant_months = 6\n\
         co_owner_consent = 0.6\n[licensing.kind.sublicensing]\nweight = 1\nodds_ratio = 2\n",
    ]);
    *text += genes.pick(&[
        "",
        "[licensing.income]\nproposer_share = 0.37\nlate_milestones = true\n",
        "[licensing.income]\nproposer_share = 0.1\ncontribution = { cro = 0.3, lab = { uniform = [0, 0.7], layer = \"ignorance\" } }\n",
        "[licensing.income]\ninstitutes = \"office\"\noffice = \"lab\"\nproposer_share = { uniform = [0, 1], layer = \"ignorance\" }\n",
    ]);
    *text += genes.pick(&[
        "",
        "[licensing.risk_relief]\nodds = 0.5\nmonths = { uniform = [0, 6] }\napplicants_factor = 3\n\
         carried_share = 0.35\nitems = [\"research\", \"ip\"]\n",
    ]);
    let months = genes.pick(&["0", "3", "{ uniform = [0, 9] }"]);
    let own = genes.pick(&["0", "0.8", "6"]);
    let odds = genes.pick(&["1", "0.5", "0.2"]);
    for (id, more) in [("two", ""), ("trial", ""), ("market", "launch = true\n")] {
        let _ = write!(
            text,
            "[[licensing.development]]\nid = \"{id}\"\nodds = {odds}\nduration_months = {months}\n\
             gives_up_per_year = {own}\nmilestone = 1_000_001\n{more}"
        );
    }
    *text += "[licensing.royalty]\nrate = 0.05\nsales_per_year = { gamma = { mean = 1e7, sd = 9e6 } }\nyears = 2\n";
    for (point, decisions) in [
        ("no_applicant", ["call-again", "stop", "carry-on"]),
        ("company_left", ["call-again", "stop", "next-applicant"]),
        ("take_over", ["take-over", "end", "take-over"]),
    ] {
        if genes.chance(70) {
            let when = genes.pick(&[
                "calls_below = 4",
                "evidence_below = 3",
                "candidate_fixed = false, calls_below = 9",
            ]);
            let decision = genes.pick(&decisions);
            let _ = write!(
                text,
                "[licensing.{point}.rule]\nwhen = {{ {when} }}\nprobability = 0.8\ndecision = \"{decision}\"\n"
            );
        }
    }
}

fn a_theme(genes: &mut Genes, theme: usize, routes: usize, text: &mut String) {
    let _ = write!(
        text,
        "[theme.T{theme}]\nroute = \"r{}\"\n",
        genes.below(routes)
    );
    *text += genes.pick(&["", "priority = 2\n", "priority = { uniform = [0, 3] }\n"]);
    *text += genes.pick(&["", "area = \"x\"\n", "area = \"y\"\n"]);
    *text += genes.pick(&["", "science = 2\n", "science = { uniform = [1, 5] }\n"]);
    *text += genes.pick(&[
        "",
        "",
        "funds = 9_000_000\n",
        "funds = { uniform = [0, 1e8] }\n",
    ]);
    match genes.below(4) {
        0 => {}
        1 => *text += "in_progress = \"a0\"\nprogress = \"0.4\"\n",
        2 => *text += "done = \"a0\"\n",
        _ => {
            let _ = writeln!(text, "arrives = {}", genes.pick(&DATES));
        }
    }
}
