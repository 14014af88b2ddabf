//! Licensing against closed forms: applicants, bids, the chain of odds, times, income, take-over.

use soyaku::engine::{Fate, Happening, LicensingEvent as Event, Observer, Plan, RunEnd, ThemeRun};
use soyaku::model::{LicenceKind, Ticks};
use soyaku::special::{normal_cdf, normal_quantile};

use crate::common;
use crate::registry::{Comparison, Mean, check};

/// Themes in a run.
const THEMES: u64 = 50;

/// What is seen of many themes.
#[derive(Debug, Default)]
struct Seen {
    calls: u64,
    without: u64,
    applicants: Vec<f64>,
    /// The winning bid by number of applicants.
    bids: Vec<(u16, f64)>,
    passed: [u64; 4],
    judged: [u64; 4],
    /// Time of each first licence since the theme came, in months.
    times: Vec<f64>,
    licences: Vec<f64>,
    income: Vec<f64>,
    launched: u64,
    twice: u64,
    themes: u64,
    /// The kinds of all contracts.
    kinds: Vec<LicenceKind>,
}

impl Observer for Seen {
    fn observe(&mut self, _: &Plan<'_>, _: Ticks, _: u32, _: &ThemeRun, what: Happening) {
        let Happening::Licensing(what) = what else {
            return;
        };
        match what {
            Event::CallOpened { .. } => self.calls += 1,
            Event::CallClosed { applicants, .. } => {
                self.without += u64::from(applicants == 0);
                self.applicants.push(f64::from(applicants));
            }
            Event::CompanySelected {
                of, before: 0, bid, ..
            } => self.bids.push((of, bid as f64)),
            Event::StepPassed { step, .. } => {
                let step = step.with_company().unwrap();
                self.passed[step] += 1;
                self.judged[step] += 1;
            }
            Event::Contracted { kind, .. } => self.kinds.push(kind),
            Event::CompanyLeft { step, .. } => self.judged[step.with_company().unwrap()] += 1,
            _ => {}
        }
    }

    fn run_ended(&mut self, _: &Plan<'_>, end: &RunEnd<'_>) {
        for theme in end.themes {
            self.themes += 1;
            if let Some(time) = theme.first_licensed {
                self.times.push((time - theme.arrived).months());
            }
            self.licences.push(f64::from(theme.licences));
            self.twice += u64::from(theme.licences >= 2);
            self.income.push(theme.income as f64);
            self.launched += u64::from(theme.fate == Fate::Launched);
        }
    }
}

/// Themes with one stage of a month, an offer with these keys, and this chapter.
fn seen(offer: &str, chapter: &str, seed: u64, runs: u64) -> Seen {
    let mut text = common::head(150.0)
        + "[route.r]\nremaining_work_passes_to_licensee = true\n\
           [[route.r.stage]]\nid = \"s\"\n[[route.r.stage.activity]]\nid = \"work\"\nduration_months = 1\n\
           [[route.r.offer]]\nid = \"o\"\nafter = \"s\"\n"
        + offer
        + "\n"
        + chapter;
    for theme in 0..THEMES {
        text += &format!("[theme.T{theme:02}]\n");
    }
    let mut seen = Seen::default();
    common::listen(&common::model(&text), seed, runs, &mut seen);
    seen
}

const CALL: &str = "[licensing.call]\nduration_months = 3\n";

fn no_applicant(comparisons: &mut Vec<Comparison>) {
    let negative = |d: f64| {
        format!("[licensing.applicants]\nspread = \"negative-binomial\"\ndispersion = {d}\n{CALL}")
    };
    let nobody = |m: f64, d: f64| match d {
        0.0 => (-m).exp(),
        d => (1.0 + d * m).powf(-1.0 / d),
    };
    let cases = [
        ("Poisson 0.8", 0.8, 0.0, CALL.to_owned()),
        ("negative binomial 0.8, d = 2", 0.8, 2.0, negative(2.0)),
        ("negative binomial 3, d = 0.4", 3.0, 0.4, negative(0.4)),
        (
            "Poisson 0.5 x 3 by modality",
            1.5,
            0.0,
            format!("[licensing.applicants]\nmodality = {{ r = 3 }}\n{CALL}"),
        ),
    ];
    for (number, (name, mean, dispersion, chapter)) in (0_u64..).zip(cases) {
        let stated = if name.contains("modality") { 0.5 } else { mean };
        let offer = format!("applicants = {stated}\nduration_months = 0");
        let seen = seen(&offer, &chapter, 300 + number, 1000);
        let share = nobody(mean, dispersion);
        let name = format!("nobody applies, {name}");
        comparisons.push(Comparison::share(name, share, seen.without, seen.calls));
        let variance = mean + dispersion * mean * mean;
        let calls = seen.calls as f64;
        let obtained = seen.applicants.iter().sum::<f64>() / calls;
        let error = (variance / calls).sqrt();
        comparisons.push(Comparison::known("mean number", mean, obtained, error));
    }
}

/// The best of n lognormal bids: for n = 2 the mean is 2 e^(μ+σ²/2) Φ(σ/√2), else
/// ∫ n uⁿ⁻¹ q(u) du by the midpoint rule.
fn best_bids(comparisons: &mut Vec<Comparison>) {
    let (mean, sd) = (1e6_f64, 8e5_f64);
    let sigma = (sd / mean).powi(2).ln_1p().sqrt();
    let mu = mean.ln() - sigma * sigma / 2.0;
    let offer =
        "applicants = 3\nduration_months = 0\nbid = { lognormal = { mean = 1e6, sd = 8e5 } }";
    let seen = seen(offer, CALL, 310, 2000);
    let two = 2.0 * (mu + sigma * sigma / 2.0).exp() * normal_cdf(sigma / f64::sqrt(2.0));
    for n in [1_u16, 2, 5] {
        let steps = 2_000_000;
        let whole: f64 = (0..steps)
            .map(|step| {
                let u = (f64::from(step) + 0.5) / f64::from(steps);
                f64::from(n) * u.powi(i32::from(n) - 1) * (mu + sigma * normal_quantile(u)).exp()
            })
            .sum();
        let expected = whole / f64::from(steps);
        if n == 2 {
            assert!((expected / two - 1.0).abs() < 1e-3);
        }
        let bids = seen.bids.iter().filter(|(of, _)| *of == n);
        let bids: Vec<f64> = bids.map(|(_, bid)| *bid).collect();
        let sample = Mean::of(&bids);
        let expected = if n == 2 { two } else { expected };
        comparisons.push(Comparison::estimated(
            format!("best of {n} lognormal bids"),
            expected,
            sample,
        ));
    }
}

/// A company passes all steps with the product p of their odds; with a Poisson number of applicants
/// who are asked one after the other, a theme is licensed with probability 1 − e^(−m p).
fn chain_of_odds(comparisons: &mut Vec<Comparison>) {
    let odds = [0.7, 0.9, 0.8, 0.6];
    let steps = ["feasibility_study", "terms", "due_diligence", "contract"];
    let mut chapter = CALL.to_owned();
    for (step, odds) in steps.iter().zip(odds) {
        chapter += &format!("[licensing.{step}]\nduration_months = 2\nodds = {odds}\n");
    }
    let seen = seen("applicants = 1.7\nduration_months = 0", &chapter, 320, 1000);
    for (step, odds) in odds.into_iter().enumerate() {
        comparisons.push(Comparison::share(
            format!("{} passed", steps[step]),
            odds,
            seen.passed[step],
            seen.judged[step],
        ));
    }
    let product: f64 = odds.iter().product();
    comparisons.push(Comparison::share(
        "licensed from one call",
        1.0 - (-1.7 * product).exp(),
        seen.times.len() as u64,
        seen.themes,
    ));
}

/// The time to the licence is the sum of its steps; where companies leave after their study with
/// probability 1 − p, it holds 1/p studies in mean.
fn times(comparisons: &mut Vec<Comparison>) {
    let chapter = "[licensing.call]\nduration_months = { uniform = [2, 4] }\n\
                   [licensing.tender]\nduration_months = { exponential = { mean = 2 } }\n\
                   [licensing.feasibility_study]\nduration_months = { uniform = [3, 9] }\nodds = ODDS\n\
                   [licensing.terms]\nduration_months = { exponential = { mean = 1.5 } }\n\
                   [licensing.contract]\nduration_months = 2\n";
    let offer = "applicants = 90\nduration_months = { uniform = [0, 2] }";
    let sure = seen(offer, &chapter.replace("ODDS", "1"), 330, 400);
    let mean = 1.0 + 1.0 + 3.0 + 2.0 + 6.0 + 1.5 + 2.0;
    let variance = 4.0 / 12.0 + 4.0 / 12.0 + 4.0 + 36.0 / 12.0 + 2.25;
    let count = sure.times.len() as f64;
    assert_eq!(sure.times.len() as u64, sure.themes);
    let obtained = sure.times.iter().sum::<f64>() / count;
    comparisons.push(Comparison::known(
        "time to licence, a sum",
        mean,
        obtained,
        (variance / count).sqrt(),
    ));
    let odds = seen(offer, &chapter.replace("ODDS", "0.4"), 331, 400);
    // Sixty companies and more: that all leave has a probability below 1e-13.
    assert_eq!(odds.times.len() as u64, odds.themes);
    comparisons.push(Comparison::estimated(
        "time to licence, companies leave",
        mean + 6.0 * (1.0 / 0.4 - 1.0),
        Mean::of(&odds.times),
    ));
}

/// Stage i is passed with sᵢ = oddsᵢ e^(−λᵢ Dᵢ): technical success, and not given up before.
fn income(comparisons: &mut Vec<Comparison>) {
    let chapter = format!(
        "[[licensing.development]]\nid = \"one\"\nodds = 0.6\nduration_months = 18\n\
         gives_up_per_year = 0.2\nmilestone = 300\n\
         [[licensing.development]]\nid = \"two\"\nodds = 0.7\nduration_months = 30\n\
         gives_up_per_year = 0.1\nmilestone = 900\nlaunch = true\n\
         [licensing.royalty]\nrate = 0.1\nsales_per_year = 2000\nyears = 4\n{CALL}"
    );
    let offer = "applicants = 90\nduration_months = 0\nbid = 1000";
    let seen = seen(offer, &chapter, 340, 1000);
    let first = 0.6 * f64::exp(-0.2 * 1.5);
    let both = first * 0.7 * f64::exp(-0.1 * 2.5);
    comparisons.push(Comparison::share(
        "launched",
        both,
        seen.launched,
        seen.themes,
    ));
    let expected = 1000.0 + first * 300.0 + both * (900.0 + 4.0 * 200.0);
    comparisons.push(Comparison::estimated(
        "expected income by milestones",
        expected,
        Mean::of(&seen.income),
    ));
}

/// Offered again after each take-over, a theme has 1/s licences in mean until one leads to the
/// market, s being the odds of the development; its re-entered stages are drawn anew.
fn take_over(comparisons: &mut Vec<Comparison>) {
    let trial = "[licensing.take_over.always]\ndecision = \"take-over\"\n\
                 [[licensing.development]]\nid = \"trial\"\nodds = 0.4\nduration_months = 6\nlaunch = true\n";
    let offer = "applicants = 90\nduration_months = 0";
    let all = seen(offer, &format!("{CALL}{trial}"), 350, 600);
    comparisons.push(Comparison::share(
        "launched at last",
        1.0,
        all.launched,
        all.themes,
    ));
    let count = all.themes as f64;
    let obtained = all.licences.iter().sum::<f64>() / count;
    comparisons.push(Comparison::known(
        "licences until the launch",
        1.0 / 0.4,
        obtained,
        (0.6 / 0.16 / count).sqrt(),
    ));
    // The stage of the route itself is the licensee's last chance: it fails with probability 0.75,
    // and taken over it is passed with 0.5 to be licensed again.
    let text = "[licensing.take_over.always]\nwhen = { calls_below = 2 }\ndecision = \"take-over\"\n\
                [[licensing.development]]\nid = \"late\"\nodds = 0.25\nduration_months = 6\n\
                [[route.r.stage]]\nid = \"late\"\nodds = 0.5\n\
                [[route.r.stage.activity]]\nid = \"late-work\"\nduration_months = 100\n";
    let seen = seen(offer, &format!("{CALL}{text}"), 351, 800);
    comparisons.push(Comparison::share(
        "licensed again after a take-over",
        0.75 * 0.5,
        seen.twice,
        seen.themes,
    ));
}

/// Kinds are agreed on by weight. The registered one is possible where the co-owners consent, with
/// probability q: it has q wᵣ/W of all contracts, another kind q w/W + (1 − q) w/(W − wᵣ); and the
/// upfront is in mean the bid times Σ share · price factor.
fn kinds(comparisons: &mut Vec<Comparison>) {
    let (q, weights, prices) = (0.6, [2.0, 3.0, 1.0], [1.5, 1.0, 0.8]);
    let chapter = format!(
        "[institute.office]\n[route.r.ip]\nafter = \"s\"\ninstitute = \"office\"\n{CALL}\
         [licensing.kind.exclusive-registered]\nweight = 2\nprice_factor = 1.5\nco_owner_consent = {q}\n\
         [licensing.kind.exclusive]\nweight = 3\n\
         [licensing.kind.sublicensing]\nweight = 1\nprice_factor = 0.8\n"
    );
    let seen = seen(
        "applicants = 90\nduration_months = 0\nbid = 1000",
        &chapter,
        360,
        800,
    );
    let all: f64 = weights.iter().sum();
    let mut upfront = 0.0;
    for (place, kind) in LicenceKind::ALL.into_iter().enumerate() {
        let without = match kind {
            LicenceKind::ExclusiveRegistered => 0.0,
            _ => weights[place] / (all - weights[0]),
        };
        let share = q * weights[place] / all + (1.0 - q) * without;
        upfront += 1000.0 * share * prices[place];
        let hits = seen.kinds.iter().filter(|other| **other == kind).count();
        comparisons.push(Comparison::share(
            format!("kind of licence: {}", kind.key()),
            share,
            hits as u64,
            seen.kinds.len() as u64,
        ));
    }
    comparisons.push(Comparison::estimated(
        "upfront over all kinds",
        upfront,
        Mean::of(&seen.income),
    ));
    // With next to no weight on the others it is the consent alone that decides, once per theme.
    let chapter = chapter
        .replace("weight = 2", "weight = 999")
        .replace("weight = 3", "weight = 1")
        .replace(
            "[licensing.kind.sublicensing]\nweight = 1\nprice_factor = 0.8\n",
            "",
        );
    let seen = self::seen("applicants = 90\nduration_months = 0", &chapter, 361, 800);
    let registered = |kind: &&LicenceKind| **kind == LicenceKind::ExclusiveRegistered;
    comparisons.push(Comparison::share(
        "the co-owners consent",
        q * 0.999,
        seen.kinds.iter().filter(registered).count() as u64,
        seen.kinds.len() as u64,
    ));
}

/// Relief that is granted with probability p within the first call multiplies the mean number m of
/// its applicants by f: nobody applies with probability p e^(−f m) + (1 − p) e^(−m).
fn relief(comparisons: &mut Vec<Comparison>) {
    let (p, f, m) = (0.35, 2.5, 0.6_f64);
    let chapter = format!(
        "[licensing.risk_relief]\nodds = {p}\nmonths = 1\napplicants_factor = {f}\n{CALL}\
         [licensing.no_applicant.stop]\ndecision = \"stop\"\n"
    );
    let offer = format!("applicants = {m}\nduration_months = 0");
    let seen = seen(&offer, &chapter, 370, 800);
    let nobody = p * (-f * m).exp() + (1.0 - p) * (-m).exp();
    comparisons.push(Comparison::share(
        "nobody applies, risk relief",
        nobody,
        seen.without,
        seen.calls,
    ));
    comparisons.push(Comparison::estimated(
        "mean number, risk relief",
        m * (1.0 + p * (f - 1.0)),
        Mean::of(&seen.applicants),
    ));
}

/// Of two bids, equal to b or 0.6 b with the same probability, they differ in half of the cases. With
/// weight w of the wishes U the higher wins if (1 − w) + w U > 0.6 (1 − w) + w U′, with probability
/// 1 − (1 − d)²/2, d = 0.4 (1 − w)/w up to 1; b is paid with 1/4 + 1/2 of that.
fn wishes(comparisons: &mut Vec<Comparison>) {
    for (number, weight) in [0.0, 0.3, 0.5, 1.0_f64].into_iter().enumerate() {
        let chapter =
            format!("[licensing.tender]\nduration_months = 1\nwish_weight = {weight}\n{CALL}");
        let offer =
            "applicants = 2\nduration_months = 0\nbid = { discrete = [[600, 1], [1000, 1]] }";
        let seen = seen(offer, &chapter, 380 + number as u64, 600);
        let d = (0.4 * (1.0 - weight) / weight).min(1.0);
        let higher = 1.0 - (1.0 - d).powi(2) / 2.0;
        let pairs = seen.bids.iter().filter(|(of, _)| *of == 2);
        comparisons.push(Comparison::share(
            format!("the higher of two bids is paid, wishes weigh {weight}"),
            0.25 + 0.5 * higher,
            pairs.clone().filter(|(_, bid)| *bid == 1000.0).count() as u64,
            pairs.count() as u64,
        ));
    }
}

#[test]
fn licensing_agrees_with_closed_forms() {
    let mut comparisons = Vec::new();
    no_applicant(&mut comparisons);
    best_bids(&mut comparisons);
    chain_of_odds(&mut comparisons);
    times(&mut comparisons);
    income(&mut comparisons);
    take_over(&mut comparisons);
    kinds(&mut comparisons);
    relief(&mut comparisons);
    wishes(&mut comparisons);
    check("licensing", &comparisons);
}
