//! The expectation given the world, from worlds of few runs: cross-validated regression.
//!
//! The mean of a world's few runs is its expectation and luck, and whoever ranks by such means ranks
//! by luck. What the world has to do with it is a function of its unknowns alone. It is fitted over
//! worlds: E[Y | world] = g(η), with an index η = Σ βⱼ zⱼ of normal scores z of the unknowns and a
//! polynomial g of degree up to 3. An index inside a curve suits what happens here, products of odds
//! above all: their logarithm is nearly linear in z, and g bends it.
//!
//! 1. Terms enter one by one, the one next that leaves the smallest sum of squares (orthogonal least
//!    squares, Chen, Billings & Luo 1989, doi:10.1080/00207178908953472).
//! 2. How many terms, and which degree, is decided by cross-validation in [`FOLDS`] parts: whatever
//!    predicts worlds that it has not seen best. None at all, the mean of all worlds, stands unless
//!    the gain is more than its standard error.
//! 3. What was decided is fitted to all worlds.
//!
//! Not for effects that rise and fall again along one unknown, which no index follows.

/// Parts of the cross-validation.
pub const FOLDS: usize = 10;

/// The most terms of an index.
const MOST_TERMS: usize = 20;

/// Below so many worlds nothing is fitted but the mean.
pub const LEAST_WORLDS: usize = 2 * FOLDS;

/// The unknowns of worlds, ready for any number of responses.
#[derive(Clone, Debug)]
pub struct Design {
    worlds: usize,
    unknowns: usize,
    /// `[world][unknown]`, flat.
    scores: Vec<f64>,
    /// Sums over the worlds that each part of the cross-validation learns from, then over all.
    parts: Vec<Part>,
}

/// A fitted expectation.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// By world.
    pub values: Vec<f64>,
    /// The unknowns it reads, in the order in which they entered.
    pub terms: Vec<usize>,
    /// The degree of the polynomial; 0 for the mean alone.
    pub degree: usize,
    /// The share of the variance between world means that it predicts for worlds it has not seen.
    pub explained: f64,
}

/// Worlds to learn from: sums of scores and of their products about the mean.
#[derive(Clone, Debug)]
struct Part {
    /// The fold left out; [`FOLDS`] for none.
    without: usize,
    count: f64,
    means: Vec<f64>,
    /// `[unknown][unknown]`
    products: Vec<f64>,
}

/// By how much squared errors of prediction fall, summed over worlds.
#[derive(Clone, Copy, Debug, Default)]
struct Gain {
    sum: f64,
    squares: f64,
}

impl Gain {
    fn add(&mut self, gain: f64) {
        self.sum += gain;
        self.squares += gain * gain;
    }

    /// Whether it is more than its own standard error, so that luck is an unlikely cause.
    fn tells(&self, worlds: usize) -> bool {
        let count = worlds as f64;
        let spread = (self.squares - self.sum * self.sum / count).max(0.0);
        self.sum > libm::sqrt(spread * count / (count - 1.0))
    }
}

/// A step on the way of terms into the index.
struct Step {
    term: usize,
    /// L: what each unknown has of the new direction.
    row: Vec<f64>,
    /// What the response has of it.
    weight: f64,
}

fn fold(world: usize) -> usize {
    world % FOLDS
}

impl Design {
    /// `rows` holds the normal scores of every world's unknowns.
    pub fn new(rows: &[Vec<f64>]) -> Design {
        let unknowns = rows.first().map_or(0, Vec::len);
        let mut design = Design {
            worlds: rows.len(),
            unknowns,
            scores: rows.concat(),
            parts: Vec::new(),
        };
        let parts = (0..=FOLDS).map(|without| design.part(without));
        design.parts = if design.is_enough() {
            parts.collect()
        } else {
            Vec::new()
        };
        design
    }

    /// Whether there is something to fit, and enough to do it with.
    fn is_enough(&self) -> bool {
        self.worlds >= LEAST_WORLDS && self.unknowns > 0
    }

    fn row(&self, world: usize) -> &[f64] {
        &self.scores[world * self.unknowns..(world + 1) * self.unknowns]
    }

    fn learnt(&self, without: usize) -> impl Iterator<Item = usize> {
        (0..self.worlds).filter(move |world| fold(*world) != without)
    }

    fn part(&self, without: usize) -> Part {
        let size = self.unknowns;
        let count = self.learnt(without).count() as f64;
        let mut means = vec![0.0; size];
        for world in self.learnt(without) {
            for (sum, score) in means.iter_mut().zip(self.row(world)) {
                *sum += score / count;
            }
        }
        let mut products = vec![0.0; size * size];
        let mut centred = vec![0.0; size];
        for world in self.learnt(without) {
            for (place, score) in self.row(world).iter().enumerate() {
                centred[place] = score - means[place];
            }
            for (one, value) in centred.iter().enumerate() {
                let row = &mut products[one * size..=one * size + one];
                for (sum, other) in row.iter_mut().zip(&centred) {
                    *sum += value * other;
                }
            }
        }
        for one in 0..size {
            for other in 0..one {
                products[other * size + one] = products[one * size + other];
            }
        }
        Part {
            without,
            count,
            means,
            products,
        }
    }

    /// Fits the expectation of `response`, one value per world, such as the mean of its runs.
    pub fn fit(&self, response: &[f64]) -> Fit {
        let mean = response.iter().sum::<f64>() / response.len().max(1) as f64;
        let constant = Fit {
            values: vec![mean; response.len()],
            terms: Vec::new(),
            degree: 0,
            explained: 0.0,
        };
        let varies = response.iter().any(|value| *value != response[0]);
        if !self.is_enough() || response.len() != self.worlds || !varies {
            return constant;
        }
        let most = MOST_TERMS.min(self.unknowns).min(self.worlds / FOLDS);
        let gains = self.gains(response, most);
        let mean_alone = response
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f64>();
        let models = (1..=most).flat_map(|terms| (1..=3).map(move |degree| (terms, degree)));
        let best = models
            .zip(&gains)
            .max_by(|(_, a), (_, b)| a.sum.total_cmp(&b.sum));
        let Some(((terms, degree), gain)) = best.filter(|(_, gain)| gain.tells(self.worlds)) else {
            return constant;
        };
        let all = &self.parts[FOLDS];
        let steps = self.steps(all, response, terms);
        let index = self.index(all, &steps, terms.min(steps.len()));
        let curve = Curve::fit(&index, response, |_| true, degree);
        Fit {
            values: index.iter().map(|index| curve.at(*index)).collect(),
            terms: steps.iter().map(|step| step.term).collect(),
            degree,
            explained: (gain.sum / mean_alone).min(1.0),
        }
    }

    /// What predicts unseen worlds better than their mean does, by number of terms and degree.
    fn gains(&self, response: &[f64], most: usize) -> Vec<Gain> {
        let mut gains = vec![Gain::default(); 3 * most];
        for part in &self.parts[..FOLDS] {
            let unseen = |world: usize| fold(world) == part.without;
            let learnt = self.learnt(part.without);
            let mean = learnt.map(|world| response[world]).sum::<f64>() / part.count;
            let steps = self.steps(part, response, most);
            for terms in 1..=most {
                // Where nothing more could enter, the last index stands.
                let index = self.index(part, &steps, terms.min(steps.len()));
                for degree in 1..=3 {
                    let curve = Curve::fit(&index, response, |world| !unseen(world), degree);
                    let worlds = (0..self.worlds).filter(|world| unseen(*world));
                    let gain = &mut gains[3 * (terms - 1) + degree - 1];
                    for world in worlds {
                        let (plain, fitted) = (
                            response[world] - mean,
                            response[world] - curve.at(index[world]),
                        );
                        gain.add(plain * plain - fitted * fitted);
                    }
                }
            }
        }
        gains
    }

    /// Lets up to `most` terms enter, each the best beside those before it.
    fn steps(&self, part: &Part, response: &[f64], most: usize) -> Vec<Step> {
        let size = self.unknowns;
        let mut fitness = vec![0.0; size];
        let learnt = || self.learnt(part.without);
        let mean = learnt().map(|world| response[world]).sum::<f64>() / part.count;
        for world in learnt() {
            let rest = response[world] - mean;
            for (place, score) in self.row(world).iter().enumerate() {
                fitness[place] += (score - part.means[place]) * rest;
            }
        }
        // What of each unknown the terms so far do not hold.
        let whole: Vec<f64> = (0..size)
            .map(|place| part.products[place * size + place])
            .collect();
        let mut own = whole.clone();
        let mut steps: Vec<Step> = Vec::new();
        while steps.len() < most {
            let gain = |place: usize| match own[place] > 1e-8 * whole[place] {
                true => fitness[place] * fitness[place] / own[place],
                false => 0.0,
            };
            let best = (0..size).max_by(|a, b| gain(*a).total_cmp(&gain(*b)));
            let Some(term) = best.filter(|term| gain(*term) > 0.0) else {
                break;
            };
            let length = libm::sqrt(own[term]);
            let mut row = part.products[term * size..(term + 1) * size].to_vec();
            for step in &steps {
                let share = step.row[term];
                for (entry, other) in row.iter_mut().zip(&step.row) {
                    *entry -= share * other;
                }
            }
            row.iter_mut().for_each(|entry| *entry /= length);
            let weight = fitness[term] / length;
            for (place, entry) in row.iter().enumerate() {
                own[place] -= entry * entry;
                fitness[place] -= weight * entry;
            }
            own[term] = 0.0;
            steps.push(Step { term, row, weight });
        }
        steps
    }

    /// The index of every world from the first `terms` steps, about 0.
    fn index(&self, part: &Part, steps: &[Step], terms: usize) -> Vec<f64> {
        // Back substitution: Lᵀ β = weights.
        let mut slopes = vec![0.0; terms];
        for place in (0..terms).rev() {
            let mut rest = steps[place].weight;
            for later in place + 1..terms {
                rest -= steps[place].row[steps[later].term] * slopes[later];
            }
            slopes[place] = rest / steps[place].row[steps[place].term];
        }
        let index = (0..self.worlds).map(|world| {
            let row = self.row(world);
            let terms = steps.iter().zip(&slopes);
            let parts = terms.map(|(step, slope)| slope * (row[step.term] - part.means[step.term]));
            parts.sum()
        });
        index.collect()
    }
}

/// A polynomial of an index, fitted by least squares.
struct Curve {
    centre: f64,
    scale: f64,
    /// The smallest and the largest index that were seen, in scales: beyond them a curve is flat.
    reach: (f64, f64),
    coefficients: Vec<f64>,
}

impl Curve {
    fn fit(index: &[f64], response: &[f64], seen: impl Fn(usize) -> bool, degree: usize) -> Curve {
        let worlds = || (0..index.len()).filter(|world| seen(*world));
        let count = worlds().count().max(1) as f64;
        let centre = worlds().map(|world| index[world]).sum::<f64>() / count;
        let spread = worlds()
            .map(|world| (index[world] - centre).powi(2))
            .sum::<f64>()
            / count;
        let scale = libm::sqrt(spread).max(f64::MIN_POSITIVE);
        let size = degree + 1;
        let (mut matrix, mut right) = (vec![0.0; size * size], vec![0.0; size]);
        let mut reach = (0.0_f64, 0.0_f64);
        for world in worlds() {
            let x = (index[world] - centre) / scale;
            reach = (reach.0.min(x), reach.1.max(x));
            let mut power = 1.0;
            let mut powers = [0.0; 4];
            for entry in powers.iter_mut().take(size) {
                *entry = power;
                power *= x;
            }
            for one in 0..size {
                right[one] += powers[one] * response[world];
                for other in 0..size {
                    matrix[one * size + other] += powers[one] * powers[other];
                }
            }
        }
        Curve {
            centre,
            scale,
            reach,
            coefficients: solve(matrix, right),
        }
    }

    fn at(&self, index: f64) -> f64 {
        let mut x = (index - self.centre) / self.scale;
        if self.coefficients.len() > 2 {
            x = x.clamp(self.reach.0, self.reach.1);
        }
        let terms = self.coefficients.iter().rev();
        terms.fold(0.0, |sum, coefficient| sum * x + coefficient)
    }
}

/// Solves a small system by Gaussian elimination with pivots; an unknown that nothing determines
/// is 0.
fn solve(mut matrix: Vec<f64>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    let scale = (0..size).map(|place| matrix[place * size + place].abs());
    let tiny = 1e-12 * scale.fold(0.0, f64::max);
    let mut free = vec![false; size];
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| {
            let entry = |row: usize| matrix[row * size + column].abs();
            entry(*a).total_cmp(&entry(*b))
        });
        let pivot = pivot.unwrap_or(column);
        if matrix[pivot * size + column].abs() <= tiny {
            free[column] = true;
            continue;
        }
        for place in 0..size {
            matrix.swap(column * size + place, pivot * size + place);
        }
        right.swap(column, pivot);
        for row in column + 1..size {
            let factor = matrix[row * size + column] / matrix[column * size + column];
            for place in column..size {
                matrix[row * size + place] -= factor * matrix[column * size + place];
            }
            right[row] -= factor * right[column];
        }
    }
    let mut solution = vec![0.0; size];
    for row in (0..size).rev().filter(|row| !free[*row]) {
        let known: f64 = (row + 1..size)
            .map(|place| matrix[row * size + place] * solution[place])
            .sum();
        solution[row] = (right[row] - known) / matrix[row * size + row];
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    fn normal(generator: &mut StdRng) -> f64 {
        crate::special::normal_quantile(generator.random_range(1e-12..1.0))
    }

    fn worlds(count: usize, unknowns: usize, seed: u64) -> Vec<Vec<f64>> {
        let mut generator = StdRng::seed_from_u64(seed);
        let row = |generator: &mut StdRng| (0..unknowns).map(|_| normal(generator)).collect();
        (0..count).map(|_| row(&mut generator)).collect()
    }

    fn mean_square(values: impl Iterator<Item = f64>) -> f64 {
        let values: Vec<f64> = values.collect();
        values.iter().map(|value| value * value).sum::<f64>() / values.len() as f64
    }

    #[test]
    fn a_line_without_noise_is_found_exactly() {
        let rows = worlds(100, 5, 1);
        let truth = |row: &Vec<f64>| 2.0 + 3.0 * row[1] - 0.5 * row[4];
        let response: Vec<f64> = rows.iter().map(truth).collect();
        let fit = Design::new(&rows).fit(&response);
        for (value, expected) in fit.values.iter().zip(&response) {
            assert!((value - expected).abs() < 1e-9, "{value} {expected}");
        }
        assert_eq!(fit.terms[..2], [1, 4]);
        assert!(fit.explained > 0.999_999);
    }

    /// A product of three odds among ten unknowns, seen through noise: the fit is far nearer to the
    /// truth than what was seen.
    #[test]
    fn a_product_is_recovered_from_noise() {
        let rows = worlds(1000, 10, 2);
        let truth = |row: &Vec<f64>| (0.2 * (row[0] + row[3] + row[7]) - 1.0).exp();
        let mut generator = StdRng::seed_from_u64(3);
        let expected: Vec<f64> = rows.iter().map(truth).collect();
        let seen: Vec<f64> = expected
            .iter()
            .map(|value| value + 0.15 * normal(&mut generator))
            .collect();
        let fit = Design::new(&rows).fit(&seen);
        let mut terms = fit.terms[..3].to_vec();
        terms.sort_unstable();
        assert_eq!(terms, [0, 3, 7]);
        let pairs = fit.values.iter().zip(&expected);
        let error = mean_square(pairs.map(|(value, expected)| value - expected));
        assert!(error.sqrt() < 0.02, "{}", error.sqrt());
    }

    #[test]
    fn noise_alone_is_fitted_by_its_mean() {
        let rows = worlds(400, 8, 4);
        let mut generator = StdRng::seed_from_u64(5);
        let seen: Vec<f64> = rows.iter().map(|_| normal(&mut generator)).collect();
        let fit = Design::new(&rows).fit(&seen);
        let spread = mean_square(fit.values.iter().map(|value| value - fit.values[0]));
        assert!(spread < 0.02, "{spread} with {:?}", fit.terms);
    }

    #[test]
    fn few_worlds_and_equal_values_have_their_mean() {
        let fit = Design::new(&worlds(5, 2, 6)).fit(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!((fit.values, fit.degree), (vec![3.0; 5], 0));
        let fit = Design::new(&worlds(50, 2, 7)).fit(&[4.0; 50]);
        assert_eq!(fit.values, vec![4.0; 50]);
        let fit = Design::new(&vec![Vec::new(); 50]).fit(&vec![1.5; 50]);
        assert_eq!(fit.explained, 0.0);
    }

    #[test]
    fn the_same_unknown_twice_is_no_trouble() {
        let rows: Vec<Vec<f64>> = worlds(100, 1, 8)
            .into_iter()
            .map(|row| vec![row[0], row[0], 0.0])
            .collect();
        let response: Vec<f64> = rows.iter().map(|row| 1.0 + row[0]).collect();
        let fit = Design::new(&rows).fit(&response);
        assert!(
            fit.values
                .iter()
                .zip(&response)
                .all(|(a, b)| (a - b).abs() < 1e-9)
        );
    }
}
