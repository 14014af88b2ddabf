//! Selection against closed forms: who is sent back, awarded, declined, admitted when, withdrawn.
//!
//! - Sent back with probability q at each review, and returning with probability r, a theme is
//!   admitted in the end with probability (1 − q) / (1 − q r).
//! - Deferred with probability q at each monthly review, it waits q / (1 − q) months in mean.
//! - Withdrawal is a Poisson process: with a rate λ and a share c of consent, a theme of T years is
//!   withdrawn with probability 1 − e^(−λcT), after 1/λc − T e^(−λcT) / (1 − e^(−λcT)) years in mean.
//! - Rights that take X months, exponential with mean m, keep a theme for b ⌈X/b⌉ months where the
//!   reviews are b months apart: b / (1 − e^(−b/m)) in mean (a geometric number of reviews).
//! - With A ~ Poisson(a) candidates between two reviews and k places, the number left behind obeys
//!   Q' = max(Q + A − k, 0); for k = 1 its mean is a² / 2(1 − a), as squaring the equation shows.
//! - The best of n uniform scores is n / (n + 1) of their range in mean.

use soyaku::engine::{
    Deferral, Fate, Happening, Observer, Plan, ProposerEvent, Refusal, RunEnd, SelectionEvent,
    ThemeRun,
};
use soyaku::model::Ticks;
use soyaku::special::normal_cdf;

use crate::common;
use crate::registry::{Comparison, Mean, check};

/// Themes in a run.
const THEMES: u64 = 50;

/// What is seen of many themes; times in months since the theme came.
#[derive(Debug, Default)]
struct Seen {
    themes: u64,
    admitted: Vec<f64>,
    withdrawn: Vec<f64>,
    asked: u64,
    sent_back: u64,
    returned: Vec<f64>,
    not_returned: u64,
    deferred: u64,
    searches: u64,
    /// What grants bring, 0 where they are not awarded.
    grants: Vec<f64>,
    without_grant: u64,
    declined_by_line: u64,
    /// The priority of those admitted on the first review date.
    first: Vec<f64>,
    /// Left behind for want of places, per run and review after [`WARM_UP`].
    left: Vec<f64>,
    left_now: u64,
}

/// Reviews until a queue has forgotten that it began empty.
const WARM_UP: f64 = 120.0;
/// Reviews counted after them.
const REVIEWS: f64 = 600.0;

impl Observer for Seen {
    fn observe(&mut self, _: &Plan<'_>, now: Ticks, _: u32, theme: &ThemeRun, what: Happening) {
        let age = (now - theme.arrived).months();
        match what {
            Happening::Selection(what) => match what {
                SelectionEvent::Admitted => {
                    self.admitted.push(age);
                    if now == Ticks::ZERO {
                        self.first.push(theme.priority);
                    }
                }
                SelectionEvent::SentBack => self.sent_back += 1,
                SelectionEvent::Returned => self.returned.push(age),
                SelectionEvent::TargetSearch => self.searches += 1,
                SelectionEvent::Deferred { why } => {
                    self.deferred += 1;
                    let counted = (WARM_UP..WARM_UP + REVIEWS).contains(&now.months());
                    self.left_now += u64::from(why == Deferral::Places && counted);
                }
                SelectionEvent::GrantDecided { amount } => {
                    self.grants.push(amount.unwrap_or(0) as f64);
                }
                _ => {}
            },
            Happening::Proposer(ProposerEvent::AsksToWithdraw) => self.asked += 1,
            _ => {}
        }
    }

    fn run_ended(&mut self, _: &Plan<'_>, end: &RunEnd<'_>) {
        self.left.push(self.left_now as f64 / REVIEWS);
        self.left_now = 0;
        for theme in end.themes {
            self.themes += 1;
            match theme.fate {
                Fate::Withdrawn => self
                    .withdrawn
                    .push((theme.decided - theme.arrived).months()),
                Fate::Declined { why } => match why {
                    Refusal::NotReturned => self.not_returned += 1,
                    Refusal::NoGrant => self.without_grant += 1,
                    Refusal::Rule(_) => self.declined_by_line += 1,
                    _ => {}
                },
                _ => {}
            }
        }
    }
}

impl Seen {
    fn count(&self) -> f64 {
        self.themes as f64
    }

    fn mean_of(values: &[f64]) -> f64 {
        values.iter().sum::<f64>() / values.len() as f64
    }
}

fn listen(text: &str, seed: u64, runs: u64) -> Seen {
    let mut seen = Seen::default();
    common::listen(&common::model(text), seed, runs, &mut seen);
    seen
}

/// A scenario with a stage that takes `months`, and this besides.
fn scenario(years: f64, months: f64, more: &str) -> String {
    common::head(years)
        + "[[route.r.stage]]\nid = \"s\"\n[[route.r.stage.activity]]\nid = \"work\"\n"
        + &format!("duration_months = {months}\n{more}\n")
}

/// Themes with these keys.
fn listed(count: u64, keys: &str) -> String {
    let theme = |number| format!("[theme.T{number:02}]\n{keys}\n");
    (0..count).map(theme).collect()
}

/// Candidates with these keys, judged by a chapter of selection with those.
fn candidates(selection: &str, keys: &str, seed: u64, runs: u64) -> Seen {
    let chapter = format!("[selection]\n{selection}\n");
    let themes = listed(THEMES, &format!("admitted = false\n{keys}"));
    listen(&scenario(20.0, 1.0, &(chapter + &themes)), seed, runs)
}

/// The variance of a geometric number of failures before the first success.
fn geometric_variance(failure: f64) -> f64 {
    failure / (1.0 - failure).powi(2)
}

fn targets(comparisons: &mut Vec<Comparison>) {
    let keys = "target_missing = \"send-back\"\nreturn_probability = 0.6\n\
                return_months = { uniform = [2, 10] }";
    let seen = candidates(keys, "target_identified = 0.7", 401, 800);
    comparisons.push(Comparison::share(
        "sent back for want of a target",
        0.3,
        seen.sent_back,
        seen.themes,
    ));
    comparisons.push(Comparison::share(
        "of these not returned",
        0.4,
        seen.not_returned,
        seen.sent_back,
    ));
    let returned = seen.returned.len() as f64;
    comparisons.push(Comparison::known(
        "months until the return",
        6.0,
        Seen::mean_of(&seen.returned),
        8.0 / (12.0 * returned).sqrt(),
    ));
    // One stage comes before the one at which the themes would enter.
    let search = "target_missing = \"target-search\"\n[[route.r.stage]]\nid = \"later\"";
    let keys = "entry_stage = \"later\"\ntarget_identified = { uniform = [0.2, 0.6] }";
    let seen = candidates(search, keys, 402, 800);
    comparisons.push(Comparison::share(
        "target unknown with an uncertain share",
        0.6,
        seen.searches,
        seen.themes,
    ));
}

fn reviews(comparisons: &mut Vec<Comparison>) {
    let (q, r) = (0.4, 0.5);
    let keys = format!(
        "return_months = 2\nreturn_probability = {r}\n[selection.rule.again]\n\
         decision = \"send-back\"\nprobability = {q}"
    );
    let seen = candidates(&keys, "", 411, 800);
    comparisons.push(Comparison::share(
        "admitted, sent back again and again",
        (1.0 - q) / (1.0 - q * r),
        seen.admitted.len() as u64,
        seen.themes,
    ));
    let keys = format!("[selection.rule.wait]\ndecision = \"defer\"\nprobability = {q}");
    let seen = candidates(&keys, "", 412, 800);
    let error = (geometric_variance(q) / seen.count()).sqrt();
    let expected = q / (1.0 - q);
    let deferrals = seen.deferred as f64 / seen.count();
    comparisons.push(Comparison::known("deferrals", expected, deferrals, error));
    comparisons.push(Comparison::known(
        "months until admission, deferred by chance",
        expected,
        Seen::mean_of(&seen.admitted),
        error,
    ));
}

fn rights(comparisons: &mut Vec<Comparison>) {
    let months = "rights_sorted = 0\nrights_months = { exponential = { mean = 3 } }";
    for (every, seed) in [(1.0, 421), (4.0, 422)] {
        let keys = format!("review_every_months = {every}");
        let seen = candidates(&keys, months, seed, 800);
        // The number of reviews is 1 + a geometric number of failures.
        let failure = f64::exp(-every / 3.0);
        let error = every * (geometric_variance(failure) / seen.count()).sqrt();
        comparisons.push(Comparison::known(
            format!("months until rights and review, every {every}"),
            every / (1.0 - failure),
            Seen::mean_of(&seen.admitted),
            error,
        ));
    }
    let some = months.replace("rights_sorted = 0", "rights_sorted = 0.45");
    let seen = candidates("", &some, 423, 800);
    let at_once = seen.admitted.iter().filter(|months| **months == 0.0);
    comparisons.push(Comparison::share(
        "rights sorted from the start",
        0.45,
        at_once.count() as u64,
        seen.themes,
    ));
}

fn grants(comparisons: &mut Vec<Comparison>) {
    let channel = "[selection]\n[channel.agency]\nrate_per_year = 50\nuntil = 2014-03-31\n\
                   mix = { r = 1 }\ngrant = { odds = 0.35, months = { uniform = [3, 9] }, \
                   amount = { lognormal = { mean = 1e6, sd = 5e5 } }, not_awarded = \"ends\" }\n";
    let seen = listen(&scenario(5.0, 1.0, channel), 431, 600);
    let awarded = seen.grants.iter().filter(|amount| **amount > 0.0).count() as u64;
    comparisons.push(Comparison::share(
        "grants awarded",
        0.35,
        awarded,
        seen.themes,
    ));
    comparisons.push(Comparison::share(
        "ended without a grant",
        0.65,
        seen.without_grant,
        seen.themes,
    ));
    let variance = 0.35 * (5e5_f64.powi(2) + 1e12) - (0.35 * 1e6_f64).powi(2);
    comparisons.push(Comparison::known(
        "brought by a grant",
        0.35e6,
        Seen::mean_of(&seen.grants),
        (variance / seen.count()).sqrt(),
    ));
}

/// Score thresholds: uniform, normal, and a priority that is the sum of two uniform scores.
fn scores(comparisons: &mut Vec<Comparison>) {
    let decline = |condition: &str| {
        format!(
            "[selection.rule.poor]\nwhen = {{ {condition} }}\ndecision = \"decline\"\n\
             [priority]\nweight = {{ science = 1, novelty = 2 }}"
        )
    };
    // Cut off six standard deviations from its mean, as good as not at all.
    let normal = "science = { normal = { mean = 3, sd = 0.3, min = 1.2, max = 4.8 } }";
    // 1 U + 2 V below 1, with U and V uniform on 0 … 1: a triangle of ½ · 1 · ½.
    let sum = "science = { uniform = [0, 1] }\nnovelty = { uniform = [0, 1] }";
    let cases = [
        (
            "science_below = 2.2",
            "science = { uniform = [1, 5] }",
            0.3,
            "uniform",
        ),
        (
            "science_below = 2.7",
            normal,
            normal_cdf(-1.0),
            "normal, one sd below its mean",
        ),
        ("priority_below = 1", sum, 0.25, "sum of two scores"),
    ];
    for ((condition, keys, share, name), seed) in cases.into_iter().zip(441..) {
        let seen = candidates(&decline(condition), keys, seed, 800);
        comparisons.push(Comparison::share(
            format!("declined by a threshold, {name}"),
            share,
            seen.declined_by_line,
            seen.themes,
        ));
    }
    let n = 5_u32;
    let chapter = "[selection]\nadmissions_per_review = 1\n[priority]\nweight = { science = 1 }\n";
    let keys = "admitted = false\nscience = { uniform = [0, 1] }";
    let best = chapter.to_owned() + &listed(u64::from(n), keys);
    let seen = listen(&scenario(1.0, 1.0, &best), 449, 10_000);
    let n = f64::from(n);
    let variance = n / ((n + 1.0).powi(2) * (n + 2.0));
    let runs = seen.first.len() as f64;
    comparisons.push(Comparison::known(
        "best of five candidates",
        n / (n + 1.0),
        Seen::mean_of(&seen.first),
        (variance / runs).sqrt(),
    ));
}

/// The mean of Q' = max(Q + A − k, 0) with A ~ Poisson(a), once it has settled: the distribution is
/// carried forward on 0 … 199, beyond which nothing is left.
fn left_behind(a: f64, k: usize) -> f64 {
    let mut arrivals = vec![(-a).exp()];
    for number in 1..60 {
        arrivals.push(arrivals[number - 1] * a / number as f64);
    }
    let mut shares = vec![0.0; 200];
    shares[0] = 1.0;
    for _ in 0..2000 {
        let mut next = vec![0.0; 200];
        for (left, share) in shares.iter().enumerate() {
            for (number, chance) in arrivals.iter().enumerate() {
                next[(left + number).saturating_sub(k).min(199)] += share * chance;
            }
        }
        shares = next;
    }
    shares.iter().zip(0..).map(|(p, q)| p * f64::from(q)).sum()
}

fn places(comparisons: &mut Vec<Comparison>) {
    for (a, k, seed) in [(0.6, 1, 451), (1.4, 2, 452)] {
        let expected = left_behind(a, k);
        if k == 1 {
            assert!((expected - a * a / (2.0 * (1.0 - a))).abs() < 1e-9);
        }
        let text = format!(
            "[selection]\nadmissions_per_review = {k}\n[channel.calls]\nrate_per_year = {}\n\
             mix = {{ r = 1 }}\n",
            12.0 * a
        );
        let seen = listen(&scenario(61.0, 1.0, &text), seed, 300);
        comparisons.push(Comparison::estimated(
            format!("left behind by a review, {k} of {a} admitted"),
            expected,
            Mean::of(&seen.left),
        ));
    }
}

fn withdrawals(comparisons: &mut Vec<Comparison>) {
    let (rate, years) = (0.3, 2.5);
    let refused = |share: f64| match share {
        0.0 => String::new(),
        share => {
            format!("[withdrawal.consent.no]\ndecision = \"refuse\"\nprobability = {share}\n")
        }
    };
    for (share, name, seed) in [(0.0, "always", 461), (0.6, "with 0.4", 462)] {
        let text = format!("[withdrawal]\nrate_per_year = {rate}\n{}", refused(share));
        let themes = listed(THEMES, "");
        let seen = listen(&scenario(20.0, 12.0 * years, &(text + &themes)), seed, 800);
        let effective = rate * (1.0 - share);
        let stays = (-effective * years).exp();
        comparisons.push(Comparison::share(
            format!("withdrawn, consent {name}"),
            1.0 - stays,
            seen.withdrawn.len() as u64,
            seen.themes,
        ));
        let mean = 1.0 / effective - years * stays / (1.0 - stays);
        comparisons.push(Comparison::estimated(
            format!("months until the withdrawal, consent {name}"),
            12.0 * mean,
            Mean::of(&seen.withdrawn),
        ));
        if share > 0.0 {
            // Requests stop with the theme: λ times the mean time at risk, (1 − e^(−λcT)) / λc.
            let expected = rate * (1.0 - stays) / effective;
            let requests = seen.asked as f64 / seen.count();
            let error = (requests_variance(rate * years, 1.0 - share) / seen.count()).sqrt();
            comparisons.push(Comparison::known("requests", expected, requests, error));
        }
    }
}

/// The variance of min(N, G), N ~ Poisson(m) requests within the time of a theme, and G geometric
/// with success c: the first to which the network consents.
fn requests_variance(m: f64, c: f64) -> f64 {
    // P(min > n) = P(N > n) (1 − c)ⁿ; E = Σ P(min > n), E of the square = Σ (2n + 1) P(min > n).
    let (mut tail, mut chance) = (1.0, (-m).exp());
    let (mut mean, mut square, mut refused) = (0.0, 0.0, 1.0);
    for n in 0..60 {
        tail -= chance;
        mean += tail * refused;
        square += f64::from(2 * n + 1) * tail * refused;
        chance *= m / f64::from(n + 1);
        refused *= 1.0 - c;
    }
    square - mean * mean
}

#[test]
fn selection_agrees_with_closed_forms() {
    let mut comparisons = Vec::new();
    targets(&mut comparisons);
    reviews(&mut comparisons);
    rights(&mut comparisons);
    grants(&mut comparisons);
    scores(&mut comparisons);
    places(&mut comparisons);
    withdrawals(&mut comparisons);
    check("selection", &comparisons);
}
