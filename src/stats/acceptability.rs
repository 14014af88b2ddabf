//! SMAA-2: in which share of what is possible does an alternative stand at a rank?
//!
//! Stochastic multicriteria acceptability analysis (Lahdelma & Salminen 2001, Operations Research
//! 49: 444–454, doi:10.1287/opre.49.3.444.11220): with criteria that depend on an unknown world and
//! weights that nobody fixes, the *rank acceptability* bᵢʳ is the probability that alternative i has
//! rank r; the *central weights* are the mean of the weights that make it the first; the *confidence
//! factor* is the probability that it is the first with these. The value of an alternative is the
//! weighted sum of its criteria, each brought to 0 (worst) … 1 (best) by the caller.
//!
//! Alternatives of exactly equal value share the ranks they take up.

/// A share of possibilities and its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// 0 to 1.
    pub share: f64,
    /// From how worlds differ; with one world from the number of draws of weights.
    pub standard_error: f64,
}

/// Sums over worlds of a share within each world.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    sum: f64,
    squares: f64,
}

/// Ranks of `alternatives` over worlds and draws of weights.
#[derive(Clone, Debug)]
pub struct Acceptability {
    alternatives: usize,
    criteria: usize,
    top: usize,
    worlds: usize,
    draws: usize,
    /// `[alternative][rank]`
    ranks: Vec<Sums>,
    /// `[alternative]`: a rank up to `top`.
    tops: Vec<Sums>,
    /// `[one][other]`: the first is worth more.
    wins: Vec<Sums>,
    /// `[alternative]`: Σ rank, Σ over draws.
    mean_ranks: Vec<f64>,
    /// `[alternative][criterion]`: Σ of weights that make it the first.
    central: Vec<f64>,
    firsts: Vec<f64>,
}

impl Acceptability {
    /// No worlds yet; `top` is the rank up to which an alternative is among the best.
    pub fn new(alternatives: usize, criteria: usize, top: usize) -> Acceptability {
        let sums = |count: usize| vec![Sums::default(); count];
        Acceptability {
            alternatives,
            criteria,
            top,
            worlds: 0,
            draws: 0,
            ranks: sums(alternatives * alternatives),
            tops: sums(alternatives),
            wins: sums(alternatives * alternatives),
            mean_ranks: vec![0.0; alternatives],
            central: vec![0.0; alternatives * criteria],
            firsts: vec![0.0; alternatives],
        }
    }

    /// Adds a world: `utilities` is `[alternative][criterion]`, flat; every entry of `weights` is one
    /// draw.
    pub fn add_world(&mut self, utilities: &[f64], weights: &[Vec<f64>]) {
        let (count, draws) = (self.alternatives, weights.len());
        if draws == 0 {
            return;
        }
        let mut ranks = vec![0.0; count * count];
        let mut wins = vec![0.0; count * count];
        for weights in weights {
            let values = values(utilities, weights);
            let places = places(&values);
            for (alternative, (first, ties)) in places.iter().enumerate() {
                let share = 1.0 / *ties as f64;
                for rank in *first..first + ties {
                    ranks[alternative * count + rank] += share;
                    self.mean_ranks[alternative] += share * (rank + 1) as f64;
                }
                if *first == 0 {
                    self.firsts[alternative] += share;
                    let central = &mut self.central[alternative * self.criteria..];
                    for (sum, weight) in central.iter_mut().zip(weights) {
                        *sum += share * weight;
                    }
                }
                for (other, value) in values.iter().enumerate() {
                    wins[alternative * count + other] += match values[alternative].total_cmp(value)
                    {
                        std::cmp::Ordering::Greater => 1.0,
                        std::cmp::Ordering::Equal => 0.5,
                        std::cmp::Ordering::Less => 0.0,
                    };
                }
            }
        }
        self.worlds += 1;
        self.draws += draws;
        let add = |sums: &mut Sums, hits: f64| {
            let share = hits / draws as f64;
            sums.sum += share;
            sums.squares += share * share;
        };
        for (sums, hits) in self.ranks.iter_mut().zip(&ranks) {
            add(sums, *hits);
        }
        for (sums, hits) in self.wins.iter_mut().zip(&wins) {
            add(sums, *hits);
        }
        for (sums, ranks) in self.tops.iter_mut().zip(ranks.chunks(count)) {
            add(sums, ranks.iter().take(self.top).sum());
        }
    }

    fn share(&self, sums: Sums) -> Share {
        let worlds = self.worlds.max(1) as f64;
        let share = (sums.sum / worlds).clamp(0.0, 1.0);
        let standard_error = if self.worlds > 1 {
            let spread = (sums.squares - sums.sum * sums.sum / worlds).max(0.0);
            libm::sqrt(spread / (worlds * (worlds - 1.0)))
        } else {
            libm::sqrt(share * (1.0 - share) / self.draws.max(1) as f64)
        };
        Share {
            share,
            standard_error,
        }
    }

    /// The probability of a rank, from 0.
    pub fn rank(&self, alternative: usize, rank: usize) -> Share {
        self.share(self.ranks[alternative * self.alternatives + rank])
    }

    /// The probability of a rank among the best so many.
    pub fn top(&self, alternative: usize) -> Share {
        self.share(self.tops[alternative])
    }

    /// The probability that `one` is worth more than `other`; ties count half.
    pub fn wins(&self, one: usize, other: usize) -> Share {
        self.share(self.wins[one * self.alternatives + other])
    }

    /// The mean rank, from 1.
    pub fn mean_rank(&self, alternative: usize) -> f64 {
        self.mean_ranks[alternative] / self.draws.max(1) as f64
    }

    /// The mean of the weights that make the alternative the first; `None` where none do.
    pub fn central_weights(&self, alternative: usize) -> Option<Vec<f64>> {
        let firsts = self.firsts[alternative];
        let from = alternative * self.criteria;
        let central = &self.central[from..from + self.criteria];
        (firsts > 0.0).then(|| central.iter().map(|sum| sum / firsts).collect())
    }

    /// Draws of weights, over all worlds.
    pub fn draws(&self) -> usize {
        self.draws
    }
}

/// The weighted sums of `utilities`, `[alternative][criterion]`.
pub fn values(utilities: &[f64], weights: &[f64]) -> Vec<f64> {
    let rows = utilities.chunks(weights.len().max(1));
    let weighed = |row: &[f64]| row.iter().zip(weights).map(|(u, w)| u * w).sum();
    rows.map(weighed).collect()
}

/// For each value its first rank, from 0, and how many share the ranks from there on.
pub fn places(values: &[f64]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
    let mut places = vec![(0, 1); values.len()];
    let mut first = 0;
    while first < order.len() {
        let value = values[order[first]];
        let ties = order[first..]
            .iter()
            .take_while(|other| values[**other] == value);
        let ties = ties.count().max(1);
        for index in &order[first..first + ties] {
            places[*index] = (first, ties);
        }
        first += ties;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws on a grid: the middles of equal parts of the simplex of two.
    fn grid(count: usize) -> Vec<Vec<f64>> {
        let weight = |place: usize| (place as f64 + 0.5) / count as f64;
        (0..count)
            .map(|place| vec![weight(place), 1.0 - weight(place)])
            .collect()
    }

    /// Three alternatives with values w, 1 − w and 0.6: the first leads for w > 0.6, the second for
    /// w < 0.4, the third between; the third is never last, the first is last for w < ½.
    #[test]
    fn three_alternatives_and_two_criteria_have_known_acceptabilities() {
        let utilities = [1.0, 0.0, 0.0, 1.0, 0.6, 0.6];
        let mut ranks = Acceptability::new(3, 2, 2);
        ranks.add_world(&utilities, &grid(10_000));
        let expected = [[0.4, 0.1, 0.5], [0.4, 0.1, 0.5], [0.2, 0.8, 0.0]];
        for (alternative, shares) in expected.iter().enumerate() {
            for (rank, share) in shares.iter().enumerate() {
                let found = ranks.rank(alternative, rank).share;
                assert!(
                    (found - share).abs() < 1e-9,
                    "{alternative} {rank}: {found}"
                );
            }
        }
        assert!((ranks.top(0).share - 0.5).abs() < 1e-9);
        assert!((ranks.wins(0, 2).share - 0.4).abs() < 1e-9);
        // The mean of w over 0.6 … 1.
        let central = ranks.central_weights(0).unwrap();
        assert!((central[0] - 0.8).abs() < 1e-9, "{central:?}");
        assert!((ranks.mean_rank(2) - 1.8).abs() < 1e-9);
    }

    #[test]
    fn equal_alternatives_share_their_ranks() {
        let mut ranks = Acceptability::new(3, 1, 1);
        ranks.add_world(&[0.5, 0.5, 0.1], &[vec![1.0]]);
        assert_eq!(ranks.rank(0, 0).share, 0.5);
        assert_eq!(ranks.rank(1, 1).share, 0.5);
        assert_eq!(ranks.rank(2, 2).share, 1.0);
        assert_eq!(ranks.wins(0, 1).share, 0.5);
        assert_eq!(ranks.rank(2, 2).standard_error, 0.0);
        assert_eq!(ranks.central_weights(2), None);
    }

    #[test]
    fn worlds_that_disagree_make_the_error() {
        let mut ranks = Acceptability::new(2, 1, 1);
        ranks.add_world(&[1.0, 0.0], &[vec![1.0]]);
        ranks.add_world(&[0.0, 1.0], &[vec![1.0]]);
        let first = ranks.rank(0, 0);
        assert_eq!(first.share, 0.5);
        assert!((first.standard_error - 0.5).abs() < 1e-12);
    }

    #[test]
    fn places_are_counted_from_the_best() {
        assert_eq!(
            places(&[1.0, 3.0, 3.0, 0.0]),
            [(2, 1), (0, 2), (0, 2), (3, 1)]
        );
        assert_eq!(places(&[]), []);
    }
}
