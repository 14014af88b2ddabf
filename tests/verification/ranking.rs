//! The ranking of themes against theory: chances and worth of single themes, ranks over weights and
//! over worlds, and what a theme adds where there is one slot.

use std::sync::atomic::AtomicBool;

use soyaku::analysis::ranking::{
    Expectations, Part, Question, RankFigures, Standing, contributions, figure, rank,
};
use soyaku::analysis::{Effort, Settings};
use soyaku::engine::Plan;
use soyaku::model::{Measure, Model};
use soyaku::special::normal_cdf;
use statrs::distribution::{Beta, ContinuousCDF};

use crate::common;
use crate::registry::{Comparison, Mean, check};

fn settings(runs: u64, seed: u64) -> Settings {
    Settings {
        runs,
        seed,
        threads: 0,
    }
}

fn ranked<T>(model: &Model, runs: u64, seed: u64, look: impl FnOnce(&RankFigures<'_>) -> T) -> T {
    let plan = Plan::new(model);
    let stop = AtomicBool::new(false);
    let effort = Effort::new(settings(runs, seed), &|_| {}, &stop);
    let sample = rank(&plan, effort, None).unwrap();
    let expectations = Expectations::new(&plan, seed, &sample.book);
    let standing = Standing::new(&plan, seed, &sample.book, &expectations, 1);
    look(&RankFigures {
        model,
        sample: &sample,
        expectations: &expectations,
        standing: standing.as_ref(),
    })
}

fn mean(found: [f64; 2], runs: u64) -> Mean {
    Mean {
        mean: found[0],
        error: found[1],
        freedom: runs - 1,
    }
}

/// Two stages of six months with odds 0.6 and 0.5, paid at their start; a licence after a year is
/// worth 10 million at 5 %.
///
/// Chance 0.3; cost 1 million, and 2 more with 0.6; worth 3 million × 1.05⁻¹; the first stage falls
/// into the first fiscal year as the second does, both discounted by half a year.
fn single_theme(comparisons: &mut Vec<Comparison>) {
    let text = common::head(3.0)
        + "[value]\ndiscount_rate = 0.05\nper_licence = 10_000_000\n\
           [[route.r.stage]]\nid = \"first\"\nodds = 0.6\n\
           [[route.r.stage.activity]]\nid = \"work\"\nduration_months = 6\ncost = 1_000_000\n\
           [[route.r.stage]]\nid = \"second\"\nodds = 0.5\n\
           [[route.r.stage.activity]]\nid = \"work\"\nduration_months = 6\ncost = 2_000_000\n\
           [theme.A]\n";
    let runs = 20_000;
    ranked(&common::model(&text), runs, 601, |figures| {
        let figure = |what: usize| mean(figures.mean_and_error(0, what, 1.0), runs);
        let half = 1.05_f64.powf(-0.5);
        comparisons.push(Comparison::estimated(
            "chance 0.6 × 0.5",
            0.3,
            figure(figure::LICENSED),
        ));
        comparisons.push(Comparison::estimated(
            "cost",
            2_200_000.0,
            figure(figure::COST),
        ));
        let worth = 3_000_000.0 / 1.05;
        comparisons.push(Comparison::estimated(
            "worth at 5 %",
            worth,
            figure(figure::VALUE),
        ));
        let net = worth - 2_200_000.0 * half;
        comparisons.push(Comparison::estimated("rNPV", net, figure(figure::NET)));
        let (index, error) = figures.productivity(0).unwrap();
        comparisons.push(Comparison::estimated(
            "productivity index",
            net / (2_200_000.0 * half),
            mean([index, error], runs),
        ));
    });
}

/// Three themes without chance, two criteria: scores w, 1 − w and 0.6 at weight w on time. The first
/// leads for w > 0.6, the second for w < 0.4, the third between; the mean of w where the first leads
/// is 0.8.
fn any_weights(comparisons: &mut Vec<Comparison>) {
    let route = |id: &str, months: f64, cost: u64| {
        format!(
            "[[route.{id}.stage]]\nid = \"work\"\n[[route.{id}.stage.activity]]\nid = \"work\"\n\
             duration_months = {months}\ncost = {cost}\n[theme.{id}]\nroute = \"{id}\"\n"
        )
    };
    let text = common::head(3.0)
        + "[ranking.criterion]\n\
           time_to_licence = { worst = 24, best = 14 }\n\
           remaining_cost = { worst = 1_000_000, best = 0 }\n"
        + &route("A", 14.0, 1_000_000)
        + &route("B", 24.0, 0)
        + &route("C", 18.0, 400_000);
    ranked(&common::model(&text), 10, 602, |figures| {
        let standing = figures.standing.unwrap();
        let draws = standing.acceptability.draws() as u64;
        let shares = [[0.4, 0.1, 0.5], [0.4, 0.1, 0.5], [0.2, 0.8, 0.0]];
        for (theme, shares) in shares.iter().enumerate() {
            for (rank, share) in shares.iter().enumerate() {
                let found = standing.acceptability.rank(theme, rank).share;
                let hits = (found * draws as f64).round() as u64;
                let case = format!("acceptability of theme {theme}, rank {rank}");
                comparisons.push(Comparison::share(case, *share, hits, draws));
            }
        }
        let central = standing.acceptability.central_weights(0).unwrap()[0];
        let error = 0.4 / (12.0 * 0.4 * draws as f64).sqrt();
        comparisons.push(Comparison::known("central weight", 0.8, central, error));
    });
}

/// Two themes with odds p ~ Beta(6, 4) and q ~ Beta(4, 4), ranked by their chance alone: the first is
/// the better one in P(p > q) of the worlds, though ten runs of a world say little of it.
///
/// The fitted expectations are held to the odds themselves, world by world.
fn odds_nobody_knows(comparisons: &mut Vec<Comparison>) {
    let route = |id: &str, odds: &str| {
        format!(
            "[[route.{id}.stage]]\nid = \"work\"\nodds = {{ beta = {odds}, layer = \"ignorance\" }}\n\
             [[route.{id}.stage.activity]]\nid = \"work\"\nduration_months = 6\n\
             [theme.{id}]\nroute = \"{id}\"\n"
        )
    };
    let text = common::head(1.0)
        + "[ranking.criterion]\nchance_of_licence = {}\n"
        + &route("A", "[6, 4]")
        + &route("B", "[4, 4]");
    let model = common::model(&text);
    let plan = Plan::new(&model);
    let (worlds, seed) = (4000_u64, 603);
    let beta = [Beta::new(6.0, 4.0).unwrap(), Beta::new(4.0, 4.0).unwrap()];
    // P(p > q) = E[F_q(p)], by the midpoint rule over the probabilities of p.
    let steps = 20_000;
    let better = (0..steps).map(|step| {
        let u = (f64::from(step) + 0.5) / f64::from(steps);
        beta[1].cdf(beta[0].inverse_cdf(u)) / f64::from(steps)
    });
    let better: f64 = better.sum();
    ranked(&model, worlds * 10, seed, |figures| {
        let first = figures.standing.unwrap().acceptability.rank(0, 0).share;
        let hits = (first * worlds as f64).round() as u64;
        comparisons.push(Comparison::share(
            "better odds, by worlds",
            better,
            hits,
            worlds,
        ));
        for (theme, beta) in beta.iter().enumerate() {
            let (mut fitted, mut raw) = (0.0, 0.0);
            for world in 0..worlds {
                let z = plan.world(seed, world).normal_scores[theme];
                let odds = beta.inverse_cdf(normal_cdf(z));
                let expectation = figures
                    .expectations
                    .measure(Measure::ChanceOfLicence, theme, Some(world as usize))
                    .unwrap();
                fitted += (expectation - odds).powi(2) / worlds as f64;
                raw += odds * (1.0 - odds) / 10.0 / worlds as f64;
            }
            // A mean of ten runs errs by √(p (1 − p)/10), about 0.15; the fit by less than 0.01.
            assert!(raw.sqrt() > 0.14, "{}", raw.sqrt());
            assert!(fitted.sqrt() < 0.01, "theme {theme}: {}", fitted.sqrt());
        }
    });
}

/// One slot for two years, four themes in turn, each a year at work with odds ½: two are reached.
/// Without the first, the third is reached: nothing is lost. Without the second all the same; the
/// third and the fourth add nothing. With odds 0.8 for the first alone, it adds 0.8 − 0.5.
fn one_slot(comparisons: &mut Vec<Comparison>) {
    let text = common::head(2.0)
        + "[institute.lab.function.f]\nslots = 1\n\
           [[route.r.stage]]\nid = \"work\"\nodds = 0.5\n\
           [[route.r.stage.activity]]\nid = \"work\"\nneeds = { f = 1 }\nproviders = [\"lab\"]\n\
           duration_months = 12\n\
           [theme.A]\npriority = 4\nstage.work.odds = 0.8\n[theme.B]\npriority = 3\n\
           [theme.C]\npriority = 2\n[theme.D]\npriority = 1\n";
    let model = common::model(&text);
    let plan = Plan::new(&model);
    let runs = 20_000;
    let stop = AtomicBool::new(false);
    let found = contributions(&plan, Effort::new(settings(runs, 604), &|_| {}, &stop)).unwrap();
    let of = |theme: usize| {
        let found = found.iter().find(|found| {
            (found.theme, found.question, found.part)
                == (theme, Question::AsPlanned, Part::Licences)
        });
        let difference = found.unwrap().difference;
        mean([difference.mean, difference.standard_error], runs)
    };
    comparisons.push(Comparison::estimated(
        "one slot: the first adds 0.3",
        0.3,
        of(0),
    ));
    comparisons.push(Comparison::estimated(
        "one slot: the second adds nothing",
        0.0,
        of(1),
    ));
    comparisons.push(Comparison::exact(
        "one slot: the third adds nothing",
        0.0,
        of(2).mean,
    ));
}

#[test]
fn rankings_agree_with_theory() {
    let mut comparisons = Vec::new();
    single_theme(&mut comparisons);
    any_weights(&mut comparisons);
    odds_nobody_knows(&mut comparisons);
    one_slot(&mut comparisons);
    check("ranking", &comparisons);
}
