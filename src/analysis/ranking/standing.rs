//! How listed themes stand: ranks, ties, and how far weights may move before the first is another.

use super::book::{RankBook, figure};
use super::criteria::{Expectations, scales, utilities};
use crate::engine::Plan;
use crate::model::{Measure, Ranking, TICKS_PER_MONTH};
use crate::random::{DrawKey, Layer, Purpose, name_hash, unit};
use crate::stats::acceptability::{places, values};
use crate::stats::multiple::{holm, p_value};
use crate::stats::{Acceptability, Weights};

/// At least so many draws of weights, over all worlds.
pub const DRAWS: usize = 10_000;

/// The level at which themes are told apart, over all pairs.
pub const TIE_LEVEL: f64 = 0.05;

/// How listed themes stand.
#[derive(Debug)]
pub struct Standing {
    /// By what they are ranked.
    pub ranking: Ranking,
    /// (worst, best) of every criterion.
    pub scales: Vec<(f64, f64)>,
    /// The mean weight of every criterion.
    pub weights: Vec<f64>,
    /// The least and the largest weight of every criterion.
    pub limits: Vec<(f64, f64)>,
    /// Themes in their order by the expected score at mean weights.
    pub order: Vec<usize>,
    /// The expected score of every theme at mean weights.
    pub scores: Vec<f64>,
    /// Its standard error.
    pub score_errors: Vec<f64>,
    /// The tie group of every theme, from 1: themes of a group cannot be told apart from its first.
    pub ties: Vec<usize>,
    /// Differences of scores: `[one][other]`.
    pub pairs: Vec<Vec<Pair>>,
    /// Ranks over worlds and weights.
    pub acceptability: Acceptability,
    /// The probability of being the first with one's central weights.
    pub confidence: Vec<Option<f64>>,
    /// The rank up to which a theme is among the best.
    pub top: usize,
    /// What each criterion's weight may be for the first to stay the first.
    pub ranges: Vec<WeightRange>,
}

/// How the scores of two themes differ at mean weights.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct Pair {
    /// The score of one less that of the other.
    pub difference: f64,
    /// Its standard error, paired by world.
    pub standard_error: f64,
    /// The p-value, adjusted by Holm for all pairs.
    pub adjusted: f64,
}

/// The weights of one criterion, the others in proportion, with which the first stays the first.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightRange {
    /// The least weight.
    pub from: f64,
    /// Who takes over below it.
    pub below: Option<usize>,
    /// The largest weight.
    pub to: f64,
    /// Who takes over above it.
    pub above: Option<usize>,
}

impl Standing {
    /// Ranks the listed themes of a book; `None` where no theme is listed or no weights are
    /// possible.
    pub fn new(
        plan: &Plan<'_>,
        seed: u64,
        book: &RankBook<'_>,
        expectations: &Expectations,
        top: usize,
    ) -> Option<Standing> {
        let model = plan.model();
        let ranking = model.ranking.clone();
        let ranking = ranking.unwrap_or_else(|| Ranking::by_default(model.valuation.is_some()));
        let limits = ranking.limits()?;
        let themes = expectations.themes();
        if themes == 0 {
            return None;
        }
        let scales = scales(&ranking, expectations);
        let worlds = expectations.worlds;
        let per_world = DRAWS.div_ceil(worlds.max(1));
        let drawn = draw_weights(&limits, &ranking.order, seed, per_world * worlds);
        let weights = mean_weights(&drawn);
        let by_world: Vec<Vec<f64>> = (0..worlds)
            .map(|world| utilities(&ranking, expectations, &scales, Some(world)))
            .collect();
        let top = top.clamp(1, themes);
        let mut acceptability = Acceptability::new(themes, ranking.criteria.len(), top);
        for (utilities, weights) in by_world.iter().zip(drawn.chunks(per_world)) {
            acceptability.add_world(utilities, weights);
        }
        let confidence = (0..themes).map(|theme| {
            let central = acceptability.central_weights(theme)?;
            Some(share_of_firsts(&by_world, theme, &central))
        });
        let confidence = confidence.collect();
        let expected = utilities(&ranking, expectations, &scales, None);
        let scores = values(&expected, &weights);
        let mut order: Vec<usize> = (0..themes).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        let series = Series::new(book, expectations, &ranking, &scales, &weights);
        let pairs = series.pairs(&scores);
        Some(Standing {
            ties: tie_groups(&order, &pairs),
            score_errors: (0..themes).map(|theme| series.error(theme, None)).collect(),
            ranges: weight_ranges(&expected, &weights, order[0]),
            ranking,
            scales,
            weights,
            limits,
            order,
            scores,
            pairs,
            acceptability,
            confidence,
            top,
        })
    }
}

fn draw_weights(limits: &[(f64, f64)], order: &[usize], seed: u64, count: usize) -> Vec<Vec<f64>> {
    use rand::Rng;
    let key = DrawKey::new(seed, Layer::Ignorance, 0);
    let purpose = Purpose::new(name_hash("weights"));
    let mut stream = key.stream(name_hash("ranking.weights"), purpose);
    Weights::new(limits, order).draws(count, || unit(stream.next_u64()))
}

fn mean_weights(drawn: &[Vec<f64>]) -> Vec<f64> {
    let mut sums = vec![0.0; drawn.first().map_or(0, Vec::len)];
    for weights in drawn {
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += weight;
        }
    }
    sums.iter_mut()
        .for_each(|sum| *sum /= drawn.len().max(1) as f64);
    sums
}

/// The share of worlds in which a theme is the first with given weights; ties share.
fn share_of_firsts(by_world: &[Vec<f64>], theme: usize, weights: &[f64]) -> f64 {
    let firsts = by_world.iter().map(|utilities| {
        let (first, ties) = places(&values(utilities, weights))[theme];
        if first == 0 { 1.0 / ties as f64 } else { 0.0 }
    });
    firsts.sum::<f64>() / by_world.len().max(1) as f64
}

/// The scores of themes world by world as simulated, for the error of their means.
///
/// A score is linear in the figures, but for ratios, which move by (dN − R dC)/C̄.
struct Series {
    /// `[theme][world]`
    scores: Vec<Vec<f64>>,
    /// Worlds simulated in all.
    worlds: u64,
}

impl Series {
    fn new(
        book: &RankBook<'_>,
        expectations: &Expectations,
        ranking: &Ranking,
        scales: &[(f64, f64)],
        weights: &[f64],
    ) -> Series {
        let runs = f64::from(book.runs_per_world());
        let columns: Vec<Vec<i64>> = (0..expectations.themes() * figure::KEPT)
            .map(|cell| book.counts.worlds.values(cell))
            .collect();
        let scores = (0..expectations.themes()).map(|theme| {
            let mut series = vec![0.0; book.counts.worlds.worlds() as usize];
            for ((criterion, (worst, best)), weight) in
                ranking.criteria.iter().zip(scales).zip(weights)
            {
                let length = best - worst;
                if length == 0.0 || !length.is_finite() {
                    continue;
                }
                for (what, factor) in slopes(criterion.measure, theme, expectations) {
                    let column = &columns[theme * figure::KEPT + what];
                    for (sum, value) in series.iter_mut().zip(column) {
                        *sum += weight * factor / length * (*value as f64 / runs);
                    }
                }
            }
            series
        });
        Series {
            scores: scores.collect(),
            worlds: book.counts.panel.worlds(),
        }
    }

    /// The standard error of a mean score, or of a difference from another's.
    fn error(&self, one: usize, other: Option<usize>) -> f64 {
        let count = self.scores[one].len() as f64;
        if count < 2.0 {
            return f64::INFINITY;
        }
        let value = |world: usize| {
            self.scores[one][world] - other.map_or(0.0, |other| self.scores[other][world])
        };
        let worlds = 0..self.scores[one].len();
        let mean = worlds.clone().map(value).sum::<f64>() / count;
        let spread = worlds
            .map(|world| (value(world) - mean).powi(2))
            .sum::<f64>();
        libm::sqrt(spread / (count - 1.0) / self.worlds.max(1) as f64)
    }

    fn pairs(&self, scores: &[f64]) -> Vec<Vec<Pair>> {
        let count = scores.len();
        let mut pairs = vec![vec![Pair::default(); count]; count];
        let places = (0..count).flat_map(|one| (one + 1..count).map(move |other| (one, other)));
        let places: Vec<(usize, usize)> = places.collect();
        let freedom = (self.scores.first().map_or(0, Vec::len) as u64).saturating_sub(1);
        let found: Vec<(f64, f64)> = places
            .iter()
            .map(|(one, other)| {
                (
                    scores[*one] - scores[*other],
                    self.error(*one, Some(*other)),
                )
            })
            .collect();
        let p_values: Vec<f64> = found
            .iter()
            .map(|(difference, error)| p_value(*difference, *error, freedom))
            .collect();
        for (((one, other), (difference, error)), adjusted) in
            places.into_iter().zip(found).zip(holm(&p_values))
        {
            let pair = |difference| Pair {
                difference,
                standard_error: error,
                adjusted,
            };
            pairs[one][other] = pair(difference);
            pairs[other][one] = pair(-difference);
        }
        pairs
    }
}

/// How a measure moves with the figures of a theme.
fn slopes(measure: Measure, theme: usize, expectations: &Expectations) -> Vec<(usize, f64)> {
    match measure {
        Measure::ChanceOfLicence => vec![(figure::LICENSED, 1.0)],
        Measure::TimeToLicence => vec![(figure::TIME, 1.0 / TICKS_PER_MONTH as f64)],
        Measure::RemainingCost => vec![(figure::COST, 1.0)],
        Measure::ExpectedValue => vec![(figure::NET, 1.0)],
        Measure::ProductivityIndex => {
            let cost = expectations.mean_cost_present(theme);
            match expectations.measure(measure, theme, None) {
                Some(ratio) => vec![
                    (figure::NET, 1.0 / cost),
                    (figure::COST_PRESENT, -ratio / cost),
                ],
                None => Vec::new(),
            }
        }
        // What experts say does not change from run to run.
        Measure::Score(_) => Vec::new(),
    }
}

/// Tie groups from the top: whoever cannot be told from the first of a group belongs to it.
fn tie_groups(order: &[usize], pairs: &[Vec<Pair>]) -> Vec<usize> {
    let mut groups = vec![0; order.len()];
    let (mut group, mut leader) = (0, None);
    for theme in order {
        let told = leader.is_none_or(|leader: usize| pairs[leader][*theme].adjusted < TIE_LEVEL);
        if told {
            group += 1;
            leader = Some(*theme);
        }
        groups[*theme] = group;
    }
    groups
}

/// For every criterion the weights with which `first` stays the first, the others' weights in
/// proportion to each other (equal, where all the weight is on this one).
///
/// With t on criterion j, a theme is worth t u_j + (1 − t) A, A its weighted mean of the others:
/// lines in t, that of the first highest at the present weight. It stays so up to the nearest
/// crossing on either side.
fn weight_ranges(utilities: &[f64], weights: &[f64], first: usize) -> Vec<WeightRange> {
    let width = weights.len();
    let rows: Vec<&[f64]> = utilities.chunks(width.max(1)).collect();
    let range = |criterion: usize| {
        let rest: f64 = 1.0 - weights[criterion];
        let others = (width - 1) as f64;
        let share = |place: usize| match rest > 1e-12 {
            true => weights[place] / rest,
            false => 1.0 / others,
        };
        let line = |theme: usize| {
            let places = (0..width).filter(|place| *place != criterion);
            let mean: f64 = places.map(|place| share(place) * rows[theme][place]).sum();
            (rows[theme][criterion], mean)
        };
        let (own, mean) = line(first);
        let mut found = WeightRange {
            from: 0.0,
            below: None,
            to: 1.0,
            above: None,
        };
        for other in (0..rows.len()).filter(|other| *other != first) {
            let (theirs, their_mean) = line(other);
            // The lead of the first: t a + (1 − t) b.
            let (a, b) = (own - theirs, mean - their_mean);
            let crossing = b / (b - a);
            if b < 0.0 && a > 0.0 && crossing > found.from {
                (found.from, found.below) = (crossing.min(weights[criterion]), Some(other));
            }
            if a < 0.0 && b > 0.0 && crossing < found.to {
                (found.to, found.above) = (crossing.max(weights[criterion]), Some(other));
            }
        }
        found
    };
    (0..width).map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores w·(1, 0), w·(0, 1), w·(0.6, 0.6) at weights (0.7, 0.3): the first leads from 0.6 on.
    #[test]
    fn the_first_stays_the_first_between_exact_breakpoints() {
        let ranges = weight_ranges(&[1.0, 0.0, 0.0, 1.0, 0.6, 0.6], &[0.7, 0.3], 0);
        assert!((ranges[0].from - 0.6).abs() < 1e-12);
        assert_eq!(
            (ranges[0].below, ranges[0].to, ranges[0].above),
            (Some(2), 1.0, None)
        );
        assert!((ranges[1].to - 0.4).abs() < 1e-12);
        assert_eq!((ranges[1].from, ranges[1].above), (0.0, Some(2)));
    }

    #[test]
    fn one_criterion_alone_leaves_nothing_to_vary() {
        let ranges = weight_ranges(&[1.0, 0.5], &[1.0], 0);
        assert_eq!((ranges[0].from, ranges[0].to), (0.0, 1.0));
    }

    #[test]
    fn whoever_cannot_be_told_from_the_first_of_a_group_belongs_to_it() {
        let pair = |adjusted| Pair {
            adjusted,
            ..Pair::default()
        };
        // 2 leads; 0 cannot be told from it; 1 can, and begins a group though 0 is near.
        let pairs = vec![
            vec![pair(1.0), pair(0.5), pair(0.2)],
            vec![pair(0.5), pair(1.0), pair(0.001)],
            vec![pair(0.2), pair(0.001), pair(1.0)],
        ];
        assert_eq!(tie_groups(&[2, 0, 1], &pairs), [1, 2, 1]);
    }
}
