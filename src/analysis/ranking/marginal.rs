//! What the portfolio loses without a theme, and gains from admitting one more.
//!
//! The theme and its proposer's funds are absent from the start. All other draws belong to names and
//! stay, so that both portfolios live through the same worlds and the same luck: what differs is
//! what the theme brings, and what others do with the capacity and the money it would have used.
//! Intervals are those of paired differences of world means, with Student's t.
//!
//! For a theme that waits (it comes later, or is still to be selected) the question is asked the
//! other way as well: what if it were admitted at the start?

use super::portfolio::Portfolio;
use crate::analysis::experiment::{Effort, Experiment, Stopped, Worker, conduct};
use crate::archive::Key;
use crate::engine::{Plan, Simulator};
use crate::language::{Words, words};
use crate::stats::multiple::{holm, p_value};
use crate::stats::{Estimate, Panel};

/// What is compared of two portfolios.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Themes licensed within the horizon.
    Licences,
    /// Cost within the horizon, all of the ledger.
    Cost,
    /// Worth, discounted; with `[value]`.
    Value,
    /// Worth less cost, both discounted; with `[value]`.
    Net,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 4] = [Part::Licences, Part::Cost, Part::Value, Part::Net];

    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Part::Licences => "licences",
            Part::Cost => "cost",
            Part::Value => "value_present",
            Part::Net => "expected_value",
        }
    }

    /// What people call it.
    pub fn name(self) -> Words {
        match self {
            Part::Licences => words("licences", "導出件数"),
            Part::Cost => words("cost", "費用"),
            Part::Value => words("value", "価値"),
            Part::Net => words("expected value", "期待純価値"),
        }
    }

    /// Whether it takes the chapter `[value]`.
    pub fn needs_value(self) -> bool {
        matches!(self, Part::Value | Part::Net)
    }
}

/// What is asked of a theme.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// The portfolio as it is, against one without the theme.
    AsPlanned,
    /// The portfolio with the theme admitted at the start, against one without it.
    AdmittedAtStart,
}

impl Question {
    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Question::AsPlanned => "as_planned",
            Question::AdmittedAtStart => "admitted_at_start",
        }
    }

    /// What people call it.
    pub fn name(self) -> Words {
        match self {
            Question::AsPlanned => words("as planned", "計画どおり"),
            Question::AdmittedAtStart => words("admitted at the start", "開始時に採択"),
        }
    }
}

/// What a theme contributes to one part of the portfolio.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Contribution {
    /// The listed theme.
    pub theme: usize,
    /// What is asked.
    pub question: Question,
    /// Of what.
    pub part: Part,
    /// With the theme less without it, per run.
    pub difference: Estimate,
    /// The p-value of no difference, adjusted by Holm for all of the table.
    pub adjusted: f64,
}

/// One pair of portfolios.
struct Comparison {
    theme: usize,
    question: Question,
    /// The plan with the theme; absent: as it is.
    with: Option<usize>,
    without: usize,
}

/// What the portfolio of a run came to, in the order of [`Part::ALL`].
fn parts(portfolio: &Portfolio<'_>) -> [i64; Part::ALL.len()] {
    let worth = portfolio.worth;
    [portfolio.licences, portfolio.cost, worth.value, worth.net]
}

struct Pairs<'p> {
    base: Simulator<'p>,
    others: Vec<Simulator<'p>>,
    portfolio: Portfolio<'p>,
    /// What the other portfolios of the run came to.
    sums: Vec<[i64; Part::ALL.len()]>,
    panel: Panel,
}

/// Simulates the portfolio of `plan` beside those without, and with, each listed theme.
///
/// It takes a simulation for each of them; memory does not grow with runs.
///
/// # Errors
///
/// When interrupted, when something cannot be read or written, or when threads cannot be started.
pub fn contributions(plan: &Plan<'_>, effort: Effort<'_>) -> Result<Vec<Contribution>, Stopped> {
    let model = plan.model();
    let mut models = Vec::new();
    let mut comparisons = Vec::new();
    for theme in 0..model.themes.len() {
        let without = models.len();
        models.push(model.clone().without_theme(theme));
        let comparison = |question, with| Comparison {
            theme,
            question,
            with,
            without,
        };
        comparisons.push(comparison(Question::AsPlanned, None));
        if model.waits(theme) {
            comparisons.push(comparison(Question::AdmittedAtStart, Some(models.len())));
            models.push(model.clone().admitting_theme(theme));
        }
    }
    let plans: Vec<Plan<'_>> = models.iter().map(Plan::new).collect();
    let (width, seed) = (Part::ALL.len(), effort.settings.seed);
    let nothing = || Panel::new(comparisons.len() * width, model.runs_per_world);
    let worker = Worker {
        make: || Pairs {
            base: Simulator::new(plan, seed),
            others: plans
                .iter()
                .map(|plan| Simulator::new(plan, seed))
                .collect(),
            portfolio: Portfolio::new(model),
            sums: Vec::new(),
            panel: nothing(),
        },
        run: |pairs: &mut Pairs<'_>, run| {
            pairs.base.run(run, &mut pairs.portfolio);
            let base = parts(&pairs.portfolio);
            pairs.sums.clear();
            for other in &mut pairs.others {
                other.run(run, &mut pairs.portfolio);
                pairs.sums.push(parts(&pairs.portfolio));
            }
            for (place, comparison) in comparisons.iter().enumerate() {
                let with = comparison.with.map_or(base, |with| pairs.sums[with]);
                let without = pairs.sums[comparison.without];
                for part in 0..width {
                    pairs.panel.record(
                        place * width + part,
                        with[part].saturating_sub(without[part]),
                    );
                }
            }
            pairs.panel.end_run();
        },
        rows: |_: &mut Pairs<'_>| Vec::new(),
        gather: |pairs: &Pairs<'_>, panel: &mut Panel| {
            // All workers compare the same portfolios, so that nothing can be refused.
            let _ = panel.merge(&pairs.panel);
        },
    };
    let experiment = Experiment {
        key: Key::of("contributions", seed, &[model, &models]),
        per_world: model.runs_per_world,
        nothing: &nothing,
    };
    let panel = conduct(effort, &experiment, &worker, &mut |_, _| Ok(()))?;
    let valued = model.valuation.is_some();
    let mut found = Vec::new();
    for (place, comparison) in comparisons.iter().enumerate() {
        for (number, part) in Part::ALL.into_iter().enumerate() {
            if let Some(difference) = panel.estimate(place * width + number)
                && (valued || !part.needs_value())
            {
                found.push(Contribution {
                    theme: comparison.theme,
                    question: comparison.question,
                    part,
                    difference,
                    adjusted: 1.0,
                });
            }
        }
    }
    let p_values: Vec<f64> = found
        .iter()
        .map(|found| {
            let difference = found.difference;
            p_value(
                difference.mean,
                difference.standard_error,
                difference.degrees_of_freedom,
            )
        })
        .collect();
    for (found, adjusted) in found.iter_mut().zip(holm(&p_values)) {
        found.adjusted = adjusted;
    }
    Ok(found)
}

impl Contribution {
    /// What can be said of the difference: more, less, or nothing.
    pub fn verdict(&self) -> Words {
        match self.adjusted < super::TIE_LEVEL {
            false => words("no difference can be told", "差は認められない"),
            true if self.difference.mean > 0.0 => {
                words("more with the theme", "テーマがあると増加")
            }
            true => words("less with the theme", "テーマがあると減少"),
        }
    }
}
