//! By what listed themes are ranked: the chapter `[ranking]`.

use super::CRITERIA;
use crate::language::{Text, words};

/// How listed themes are ranked.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// Fiscal years at whose ends the chance of a licence is told: numbers from the start, growing.
    pub years: Vec<usize>,
    /// What is weighed, at least one entry, each measure once.
    pub criteria: Vec<Criterion>,
    /// Criteria whose weights fall in this order: indices into `criteria`; fewer than two = no
    /// order.
    pub order: Vec<usize>,
}

/// A criterion with its scale and its weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// What is measured.
    pub measure: Measure,
    /// The values that count 0 and 1, in the unit of the measure; absent: the worst and the best
    /// expectation among the listed themes.
    pub scale: Option<(f64, f64)>,
    /// What it weighs.
    pub weight: Weight,
}

/// What is known of the weight of a criterion.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Weight {
    /// Nothing: all divisions of the whole are equally likely.
    Any,
    /// So much of the whole; or, where all weights are fixed, in proportion to them.
    Fixed(f64),
    /// A share of the whole between these two.
    Between(f64, f64),
}

/// What a theme can be ranked by; always an expectation, never the outcome of a run.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// The probability of a licence within the horizon.
    ChanceOfLicence,
    /// Months from the start to the first licence, the horizon where there is none within it.
    TimeToLicence,
    /// What the network will pay within the horizon.
    RemainingCost,
    /// Worth less cost, discounted to the start (rNPV).
    ExpectedValue,
    /// Expected value per unit of discounted remaining cost.
    ProductivityIndex,
    /// A score: an index into [`CRITERIA`].
    Score(usize),
}

impl Measure {
    /// All measures.
    pub fn all() -> impl Iterator<Item = Measure> {
        let scores = (0..CRITERIA.len()).map(Measure::Score);
        [
            Measure::ChanceOfLicence,
            Measure::TimeToLicence,
            Measure::RemainingCost,
            Measure::ExpectedValue,
            Measure::ProductivityIndex,
        ]
        .into_iter()
        .chain(scores)
    }

    /// The word in scenario files and tables.
    pub fn word(self) -> &'static str {
        match self {
            Measure::ChanceOfLicence => "chance_of_licence",
            Measure::TimeToLicence => "time_to_licence",
            Measure::RemainingCost => "remaining_cost",
            Measure::ExpectedValue => "expected_value",
            Measure::ProductivityIndex => "productivity_index",
            Measure::Score(criterion) => CRITERIA.get(criterion).copied().unwrap_or("score"),
        }
    }

    /// What people call it.
    pub fn name(self) -> Text {
        const SCORES: [(&str, &str); CRITERIA.len()] = [
            ("science", "科学的妥当性"),
            ("feasibility", "実現可能性"),
            ("novelty", "新規性"),
            ("unmet need", "医療上の必要性"),
            ("business", "事業性"),
        ];
        let (english, japanese) = match self {
            Measure::ChanceOfLicence => ("chance of a licence", "導出確率"),
            Measure::TimeToLicence => ("time to a licence", "導出までの期間"),
            Measure::RemainingCost => ("remaining cost", "残り費用"),
            Measure::ExpectedValue => ("expected value", "期待純価値"),
            Measure::ProductivityIndex => ("productivity index", "生産性指数"),
            Measure::Score(criterion) => {
                SCORES.get(criterion).copied().unwrap_or(("score", "評点"))
            }
        };
        words(english, japanese).into()
    }

    /// Whether more is better.
    pub fn rises(self) -> bool {
        !matches!(self, Measure::TimeToLicence | Measure::RemainingCost)
    }

    /// Whether it takes the chapter `[value]`.
    pub fn needs_value(self) -> bool {
        matches!(self, Measure::ExpectedValue | Measure::ProductivityIndex)
    }
}

impl Ranking {
    /// What holds where the scenario says nothing: chance, time and cost, with `[value]` the
    /// expected value too, at any weights. The productivity index would count value and cost twice,
    /// and scores are somebody's opinion: whoever wants them says so.
    pub fn by_default(valued: bool) -> Ranking {
        let mut measures = vec![
            Measure::ChanceOfLicence,
            Measure::TimeToLicence,
            Measure::RemainingCost,
        ];
        measures.extend(valued.then_some(Measure::ExpectedValue));
        let criterion = |measure| Criterion {
            measure,
            scale: None,
            weight: Weight::Any,
        };
        Ranking {
            years: Vec::new(),
            criteria: measures.into_iter().map(criterion).collect(),
            order: Vec::new(),
        }
    }

    /// The least and the largest share of every criterion, in the order of `criteria`, with what
    /// [`Ranking::order`] adds to them; `None` where no weights fit.
    ///
    /// Weights that are all fixed are brought to a whole. With limits that fall along the order,
    /// the least and the largest shares are weights in order themselves, and so is every mixture of
    /// them: weights that come to 1 exist just where the sums of the two have 1 between them.
    pub fn limits(&self) -> Option<Vec<(f64, f64)>> {
        let mut limits = self.stated_limits();
        for pair in self.order.windows(2) {
            limits[pair[1]].1 = limits[pair[1]].1.min(limits[pair[0]].1);
        }
        for pair in self.order.windows(2).rev() {
            limits[pair[0]].0 = limits[pair[0]].0.max(limits[pair[1]].0);
        }
        let least: f64 = limits.iter().map(|(least, _)| least).sum();
        let most: f64 = limits.iter().map(|(_, most)| most).sum();
        let possible = limits.iter().all(|(least, most)| *least <= most + SLACK)
            && least <= 1.0 + SLACK
            && most >= 1.0 - SLACK;
        (possible && !limits.is_empty()).then_some(limits)
    }

    fn stated_limits(&self) -> Vec<(f64, f64)> {
        let fixed = |criterion: &Criterion| match criterion.weight {
            Weight::Fixed(share) => Some(share),
            _ => None,
        };
        let all: Option<Vec<f64>> = self.criteria.iter().map(fixed).collect();
        let total = all.iter().flatten().sum::<f64>();
        let whole = if all.is_some() && total > 0.0 {
            total
        } else {
            1.0
        };
        let limits = self
            .criteria
            .iter()
            .map(|criterion| match criterion.weight {
                Weight::Any => (0.0, 1.0),
                Weight::Fixed(share) => (share / whole, share / whole),
                Weight::Between(least, most) => (least, most),
            });
        limits.collect()
    }
}

/// How far sums of weights may be from the whole.
const SLACK: f64 = 1e-9;

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking(weights: &[Weight], order: &[usize]) -> Ranking {
        let measures = Measure::all().zip(weights);
        let criteria = measures.map(|(measure, weight)| Criterion {
            measure,
            scale: None,
            weight: *weight,
        });
        Ranking {
            years: Vec::new(),
            criteria: criteria.collect(),
            order: order.to_vec(),
        }
    }

    #[test]
    fn fixed_weights_are_brought_to_a_whole() {
        let limits = ranking(&[Weight::Fixed(3.0), Weight::Fixed(1.0)], &[]).limits();
        assert_eq!(limits, Some(vec![(0.75, 0.75), (0.25, 0.25)]));
        assert_eq!(ranking(&[Weight::Fixed(0.0)], &[]).limits(), None);
    }

    #[test]
    fn limits_are_narrowed_along_the_order() {
        let weights = [
            Weight::Any,
            Weight::Between(0.3, 0.9),
            Weight::Between(0.0, 0.2),
        ];
        let limits = ranking(&weights, &[0, 1, 2]).limits();
        assert_eq!(limits, Some(vec![(0.3, 1.0), (0.3, 0.9), (0.0, 0.2)]));
        let limits = ranking(&weights, &[2, 1]).limits();
        assert_eq!(
            limits, None,
            "the last is at least 0.3 then, and at most 0.2"
        );
    }

    #[test]
    fn weights_that_cannot_come_to_a_whole_are_impossible() {
        let between = Weight::Between(0.1, 0.4);
        assert_eq!(ranking(&[between, between], &[]).limits(), None);
        let fixed = [Weight::Fixed(0.7), Weight::Between(0.4, 1.0)];
        assert_eq!(ranking(&fixed, &[]).limits(), None);
        let shared = [Weight::Fixed(0.7), Weight::Any, Weight::Any];
        assert!(ranking(&shared, &[]).limits().is_some());
    }
}
