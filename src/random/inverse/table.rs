//! Inverse distribution functions without a closed form, as a table.
//!
//! Between knots a cubic in z = Φ⁻¹(u) stands for y = ln x (gamma) or y = ln(x/(1−x)) (beta).
//! Over these scales the inverse is smooth, also in its tails, and nearly straight for large
//! shapes; and an absolute error in y is a relative error in x (and in 1 − x).
//!
//! 1. Knots stand evenly from z = −8.25 to 8.25, beyond all u that 52 bits can give
//!    (Φ(−8.25) < 2⁻⁵³); values and slopes there are exact.
//! 2. The spacing is halved until the cubic agrees with the exact value in the middle of every
//!    cell to [`TOLERANCE`], or there are [`MOST_CELLS`]. Typically that is at 1/8 or 1/16. Over all shapes of the tests
//!    (0.01 to 10⁶) the largest relative error of x anywhere was 8.2·10⁻⁸.
//! 3. Slopes are limited to three times that of the adjoining chords, which keeps each cubic
//!    monotone (Fritsch and Carlson 1980, doi:10.1137/0717021); at these spacings it is
//!    a guarantee that no shape has been seen to need.
//! 4. Outside the knots the exact inverse is computed each time: slow, but never needed for
//!    drawn u.

use crate::special::{
    Tails, beta_log_density, beta_logit_quantile, gamma_log_density, gamma_log_quantile,
    normal_cdf, normal_density, normal_quantile,
};

/// The knots reach from minus this z to this z.
const REACH: f64 = 8.25;

/// Cells of the coarsest table: a spacing of 1/8.
const FEWEST_CELLS: usize = 132;

/// Cells of the finest table: a spacing of 1/512.
const MOST_CELLS: usize = FEWEST_CELLS << 6;

/// Largest relative error of x in the middle of a cell.
const TOLERANCE: f64 = 1e-7;

/// A distribution with its scale taken out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// Gamma with scale 1; y = ln x.
    Gamma { shape: f64 },
    /// Beta on 0 to 1; y = ln(x/(1−x)).
    Beta { alpha: f64, beta: f64 },
}

/// The inverse of one [`Shape`].
#[derive(Clone, Debug)]
pub(super) struct Table {
    shape: Shape,
    cells_per_z: f64,
    /// Per cell y = c₀ + c₁ t + c₂ t² + c₃ t³ with 0 ≤ t < 1 over the cell.
    cells: Box<[[f64; 4]]>,
}

/// The exact inverse at one z.
#[derive(Clone, Copy, Debug)]
struct Knot {
    y: f64,
    /// dy/dz.
    slope: f64,
}

impl Shape {
    /// Exact y at the quantile with these tails.
    fn solve(self, tails: Tails) -> f64 {
        match self {
            Self::Gamma { shape } => gamma_log_quantile(shape, tails),
            Self::Beta { alpha, beta } => beta_logit_quantile(alpha, beta, tails),
        }
    }

    fn knot(self, z: f64) -> Knot {
        let y = self.solve(Tails {
            lower: normal_cdf(z),
            upper: normal_cdf(-z),
        });
        let density = match self {
            Self::Gamma { shape } => gamma_log_density(shape, y),
            Self::Beta { alpha, beta } => beta_log_density(alpha, beta, y),
        };
        Knot {
            y,
            slope: normal_density(z) / density,
        }
    }

    #[inline]
    fn value(self, y: f64) -> f64 {
        match self {
            Self::Gamma { .. } => libm::exp(y),
            Self::Beta { .. } => 1.0 / (1.0 + libm::exp(-y)),
        }
    }
}

impl Table {
    pub(super) fn new(shape: Shape) -> Self {
        let mut cells = FEWEST_CELLS;
        let mut knots: Vec<Knot> = (0..=cells)
            .map(|i| shape.knot(position(i, cells)))
            .collect();
        loop {
            let middles: Vec<Knot> = (0..cells)
                .map(|i| shape.knot(position(2 * i + 1, 2 * cells)))
                .collect();
            let table = Self::from_knots(shape, &knots);
            let agrees = |(cell, middle): (&[f64; 4], &Knot)| {
                (cubic(cell, 0.5) - middle.y).abs() <= TOLERANCE
            };
            if cells >= MOST_CELLS || table.cells.iter().zip(&middles).all(agrees) {
                return table;
            }
            knots = interleaved(&knots, &middles);
            cells *= 2;
        }
    }

    fn from_knots(shape: Shape, knots: &[Knot]) -> Self {
        let cells: Box<[_]> = knots
            .array_windows()
            .map(|&[left, right]| cell(left, right, knots.len() - 1))
            .collect();
        Self {
            shape,
            cells_per_z: cells.len() as f64 / (2.0 * REACH),
            cells,
        }
    }

    /// The quantile x at `u` in (0,1).
    #[inline]
    pub(super) fn at(&self, u: f64) -> f64 {
        let place = (normal_quantile(u) + REACH) * self.cells_per_z;
        // A negative place converts to 0 and its fraction is then negative.
        let index = place as usize;
        let fraction = place - index as f64;
        let y = match self.cells.get(index) {
            Some(cell) if fraction >= 0.0 => cubic(cell, fraction),
            _ => self.shape.solve(Tails::at(u)),
        };
        self.shape.value(y)
    }
}

/// z of knot `index`.
fn position(index: usize, cells: usize) -> f64 {
    REACH * (2.0 * index as f64 / cells as f64 - 1.0)
}

/// The monotone cubic between two knots.
fn cell(left: Knot, right: Knot, cells: usize) -> [f64; 4] {
    let width = 2.0 * REACH / cells as f64;
    let chord = (right.y - left.y).max(0.0);
    let start = (left.slope * width).min(3.0 * chord);
    let end = (right.slope * width).min(3.0 * chord);
    [
        left.y,
        start,
        3.0 * chord - 2.0 * start - end,
        start + end - 2.0 * chord,
    ]
}

#[inline]
fn cubic(&[c0, c1, c2, c3]: &[f64; 4], t: f64) -> f64 {
    c0 + t * (c1 + t * (c2 + t * c3))
}

/// Knots and the middles between them, in order of z.
fn interleaved(knots: &[Knot], middles: &[Knot]) -> Vec<Knot> {
    let mut all = Vec::with_capacity(knots.len() + middles.len());
    for (index, &knot) in knots.iter().enumerate() {
        all.push(knot);
        all.extend(middles.get(index));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shapes from end to end of what is allowed.
    fn shapes() -> Vec<Shape> {
        let sizes = [0.01, 0.1, 0.5, 1.0, 3.0, 20.0, 1e3, 1e6];
        let gamma = sizes.map(|shape| Shape::Gamma { shape });
        let beta = sizes
            .iter()
            .flat_map(|&alpha| [0.01, 0.5, 1.0, 3.0, 1e3].map(|beta| Shape::Beta { alpha, beta }));
        gamma.into_iter().chain(beta).collect()
    }

    #[test]
    fn the_table_agrees_with_the_exact_inverse_between_its_knots() {
        for shape in shapes() {
            let table = Table::new(shape);
            let mut worst: f64 = 0.0;
            for step in -8200..=8200 {
                // Not a fraction of the spacing, so that all places within a cell occur.
                let z = f64::from(step) * 1.0061e-3;
                let u = normal_cdf(z);
                let exact = shape.value(shape.solve(Tails::at(u)));
                let found = table.at(u);
                if exact > f64::MIN_POSITIVE {
                    worst = worst.max((found / exact - 1.0).abs());
                }
            }
            println!("{shape:?}: {} cells, error {worst:.1e}", table.cells.len());
            assert!(worst < TOLERANCE, "{shape:?}: {worst}");
        }
    }

    #[test]
    fn a_cell_rises_even_where_the_slopes_at_its_ends_are_far_too_steep() {
        let width = 2.0 * REACH / 132.0;
        let knot = |y: f64| Knot {
            y,
            slope: 9.0 / width,
        };
        let cell = cell(knot(0.0), knot(1.0), 132);
        for step in 0..64 {
            let t = f64::from(step) / 64.0;
            assert!(cubic(&cell, t) <= cubic(&cell, t + 1.0 / 64.0), "{t}");
        }
    }

    #[test]
    fn every_cell_rises_and_meets_the_next() {
        for shape in shapes() {
            let table = Table::new(shape);
            for [left, right] in table.cells.array_windows() {
                let gap = (cubic(left, 1.0) - right[0]).abs();
                assert!(gap <= 1e-14 * right[0].abs().max(1.0), "{shape:?}: {gap}");
            }
            for cell in &table.cells {
                for step in 0..16 {
                    let t = f64::from(step) / 16.0;
                    assert!(cubic(cell, t) < cubic(cell, t + 1.0 / 16.0), "{shape:?}");
                }
            }
        }
    }
}
