//! Purses, funds and awards against closed forms.
//!
//! - A cut uniform on 0 … c leaves 1 − c/2 of a request, with variance c²/12.
//! - A carry-over is approved with its probability, each year anew.
//! - Work of exponential length with mean m at a price p overruns an amount R with probability
//!   e^(−R / pm).
//! - Of a cost X, exponential with mean μ, funds F leave E max(0, X − F) = μ e^(−F/μ).
//! - Admissions of a Poisson process with rate λ over T years are awarded A λ T, with variance A² λ T.
//! - With a cap of 1 job a year, job k waits k years for money.
//! - Of work of 42 months that begins as a Poisson process with rate λ, and is paid pro rata at a
//!   price p a month, what a year's end binds of the j-th year after it (from 0) has the mean
//!   (λ p / 12) ∫ o(r) dr and the variance (λ p² / 12) ∫ o(r)² dr over the months r = 0 … 42 that may
//!   be left, o(r) = min(max(r − 12 j, 0), 12): 432, 288, 144, 18, and 4896, 3168, 1440, 72. What is
//!   paid at the end, after 30 months, binds the third year where 24 to 30 months are left.

use soyaku::analysis::cells::outturn;
use soyaku::analysis::{Layout, Listener, Settings, simulate};
use soyaku::engine::Plan;
use soyaku::stats::Panel;

use crate::common;
use crate::registry::{Comparison, check};

const RUNS: u64 = 20_000;

/// The sums of all cells over all runs.
fn simulated(plan: &Plan<'_>, layout: &Layout) -> Panel {
    let mut listener = Listener {
        progress: &|_| (),
        stop: &std::sync::atomic::AtomicBool::new(false),
        sink: &mut |_, _| Ok(()),
    };
    let settings = Settings {
        runs: RUNS,
        seed: 11,
        threads: 1,
    };
    let sample = simulate(plan, layout, settings, &mut listener).unwrap();
    sample.totals.panel
}

/// Sums over all runs of cells of the outturn of the first purse: `(fiscal year, figure)`; the
/// figure [`outturn::COUNT`] is what the proposers' funds paid.
fn sums(text: &str, cells: &[(usize, usize)]) -> Vec<f64> {
    let model = common::model(text);
    let plan = Plan::new(&model);
    let layout = Layout::new(&plan);
    let panel = simulated(&plan, &layout);
    let cell = |(year, what): (usize, usize)| match what {
        outturn::COUNT => layout.purses.paid_by_proposers(year),
        _ => layout.purses.outturn(0, year, what),
    };
    let sum = |cell| panel.moments(cell).map_or(0, |moments| moments.sum);
    cells.iter().map(|place| sum(cell(*place)) as f64).collect()
}

/// Means over all runs of what the first purse's fiscal years bind: `(year, later year)`.
fn bound(text: &str, cells: &[(usize, usize)]) -> Vec<f64> {
    let model = common::model(text);
    let plan = Plan::new(&model);
    let layout = Layout::new(&plan);
    let panel = simulated(&plan, &layout);
    let mean = |cell| panel.moments(cell).map_or(0, |moments| moments.sum) as f64 / RUNS as f64;
    let cells = cells.iter();
    cells
        .map(|(year, later)| mean(layout.purses.bound(0, *year, *later)))
        .collect()
}

fn purse(keys: &str) -> String {
    format!("[[purse]]\nid = \"p\"\n{keys}\n")
}

/// A stage with one activity with these keys, and a theme.
fn work(keys: &str) -> String {
    format!(
        "[institute.lab.function.f]\nslots = \"unlimited\"\n[[route.r.stage]]\nid = \"s\"\n\
         [[route.r.stage.activity]]\nid = \"w\"\nneeds = {{ f = 1 }}\nproviders = [\"lab\"]\n{keys}\n"
    )
}

#[test]
fn purses_funds_and_awards_agree_with_closed_forms() {
    let runs = RUNS as f64;
    let mut comparisons = Vec::new();

    let text = common::head(2.0)
        + &purse("kind = \"subsidy\"\nrequest_per_year = 1e9\ncut = { uniform = [0, 0.4] }")
        + &work("duration_months = 1")
        + "[theme.A]\n";
    let granted = sums(&text, &[(0, outturn::GRANTED), (1, outturn::CUT)]);
    let error = 1e9 * 0.4 / 12_f64.sqrt() / runs.sqrt();
    for (case, expected, sum) in [
        ("granted after a cut uniform on 0 … 0.4", 0.8e9, granted[0]),
        ("cut in the next year", 0.2e9, granted[1]),
    ] {
        comparisons.push(Comparison::known(case, expected, sum / runs, error));
    }

    let text = common::head(3.0)
        + &purse("kind = \"subsidy\"\nrequest_per_year = 100\ncarry_over_approved = 0.3")
        + &work("duration_months = 30\ncost_per_month = 5")
        + "[theme.A]\n";
    // 60 a year for two and a half years: 40 are left, 90 and 30 bound.
    let carried = [(0, outturn::CARRIED_OUT), (1, outturn::CARRIED_OUT)];
    let carried = sums(&text, &carried);
    let hits = (carried[0] / 40.0) as u64;
    comparisons.push(Comparison::share("carry-over approved", 0.3, hits, RUNS));
    // In the second year 40 or 80 are left, of which 30 are bound.
    let hits = (carried[1] / 30.0) as u64;
    comparisons.push(Comparison::share("and in the next year", 0.3, hits, RUNS));

    let text = common::head(1.0)
        + &purse("kind = \"subsidy\"\nrequest_per_year = 50_000_000\nholds_back = true")
        + &work("duration_months = { exponential = { mean = 4 } }\ncost_per_month = 10_000_000")
        + "[theme.A]\n";
    let overruns = sums(&text, &[(0, outturn::OVERRUNS)]);
    let chance = (-5.0_f64 / 4.0).exp();
    let hits = overruns[0] as u64;
    comparisons.push(Comparison::share(
        "chance of an overrun",
        chance,
        hits,
        RUNS,
    ));

    let (mean, funds) = (1e8, 0.7e8);
    let text = common::head(1.0)
        + &purse("kind = \"subsidy\"\nrequest_per_year = 1")
        + &work("duration_months = 1\ncost = { exponential = { mean = 1e8 } }")
        + "[theme.A]\nfunds = 70_000_000\n";
    let paid = sums(&text, &[(0, outturn::SPENT), (0, outturn::COUNT)]);
    let rest = mean * f64::exp(-funds / mean);
    // E max(0, X − F)² = 2 μ² e^(−F/μ).
    let error = ((2.0 * mean * rest - rest * rest) / runs).sqrt();
    let case = "cost beyond the proposer's funds";
    comparisons.push(Comparison::known(case, rest, paid[0] / runs, error));
    // Var min(X, F) = μ² − 2 μ F e^(−F/μ) − μ² e^(−2F/μ).
    let share = f64::exp(-funds / mean);
    let variance = mean * mean * (1.0 - share * share) - 2.0 * mean * funds * share;
    let case = "cost the proposer's funds pay";
    let error = (variance / runs).sqrt();
    comparisons.push(Comparison::known(case, mean - rest, paid[1] / runs, error));

    let text = common::head(2.0)
        + &purse("kind = \"subsidy\"\nrequest_per_year = 1")
        + "[incentives]\ninstitute = \"lab\"\nadmission_award = 1000\n"
        + &work("duration_months = 1")
        + "[channel.c]\nrate_per_year = 7\nmix = { r = 1 }\n";
    let awards = sums(&text, &[(0, outturn::SPENT), (1, outturn::SPENT)]);
    let (spent, error) = (
        (awards[0] + awards[1]) / runs,
        1000.0 * (14.0 / runs).sqrt(),
    );
    comparisons.push(Comparison::known(
        "awards of 14 admissions",
        14_000.0,
        spent,
        error,
    ));

    let mut text = common::head(5.0)
        + &purse("kind = \"subsidy\"\nrequest_per_year = 100\nholds_back = true")
        + &work("duration_months = 6\ncost = 100");
    for theme in 0..5 {
        text += &format!("[theme.T{theme}]\n");
    }
    let cells = [0, 1, 2, 3, 4].map(|year| (year, outturn::WAITED));
    let waited: f64 = sums(&text, &cells).iter().sum();
    // 0 + 12 + 24 + 36 + 48 months.
    let months = waited / runs / soyaku::model::TICKS_PER_MONTH as f64;
    comparisons.push(Comparison::exact(
        "months of waiting for money",
        120.0,
        months,
    ));

    let rate = 10.0;
    let channel = format!("[channel.c]\nrate_per_year = {rate}\nmix = {{ r = 1 }}\n");
    let grant = purse("kind = \"subsidy\"\nrequest_per_year = 1");
    let text = common::head(8.0)
        + &grant
        + &work("duration_months = 42\ncost_per_month = 1_000_000")
        + &channel;
    // From the end of the fourth year on work is as old as it gets.
    let years = [(3, 4), (3, 5), (3, 6), (3, 7), (3, 8), (5, 8)];
    let found = bound(&text, &years);
    let area = [432.0, 288.0, 144.0, 18.0, 0.0, 162.0];
    let squares = [4_896.0, 3_168.0, 1_440.0, 72.0, 0.0, 1_944.0];
    for (place, (year, later)) in years.iter().enumerate() {
        let case = format!("bound at the end of year {year} of year {later}");
        let mean = rate / 12.0 * 1e6 * area[place];
        let error = 1e6 * (rate / 12.0 * squares[place] / runs).sqrt();
        comparisons.push(match error > 0.0 {
            // Starts are rounded to ticks, amounts to the yen.
            true => Comparison::known(case, mean, found[place], error).rounded(100.0),
            false => Comparison::exact(case, mean, found[place]),
        });
    }
    let text = common::head(8.0)
        + &grant
        + &work(
            "duration_months = 30\ncost = 1_000_000\n\
             payments = [{ at = 0, share = 0.25 }, { at = 1, share = 0.75 }]",
        )
        + &channel;
    let found = bound(&text, &[(3, 6), (3, 7)]);
    let number = rate * 6.0 / 12.0;
    let (case, error) = ("bound of the third year", 0.75e6 * (number / runs).sqrt());
    comparisons.push(Comparison::known(case, 0.75e6 * number, found[0], error));
    comparisons.push(Comparison::exact("and of the fourth", 0.0, found[1]));
    check("purses", &comparisons);
}
