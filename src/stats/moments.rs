//! Exact first and second moments of one quantity over worlds of runs.

use super::exact::{centred, square};
use super::interval::Estimate;

/// Exact sums of a quantity x over `worlds` whole worlds of `runs_per_world` runs each.
///
/// All sums are in the unit of x or its square. Sums of squares stop at `i128::MAX`, which then
/// means "unknown"; with |x| up to 10¹⁵ and k up to 100 that is beyond 10⁶ runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moments {
    /// Whole worlds W.
    pub worlds: u64,
    /// Runs per world k, at least 1.
    pub runs_per_world: u32,
    /// Σ x over runs.
    pub sum: i128,
    /// Σ x² over runs.
    pub squares: i128,
    /// Σ S² over worlds, S the sum of x over the runs of a world; equal to `squares` when k = 1.
    pub world_squares: i128,
}

impl Moments {
    /// Moments of no worlds.
    pub fn empty(runs_per_world: u32) -> Self {
        Self {
            worlds: 0,
            runs_per_world: runs_per_world.max(1),
            sum: 0,
            squares: 0,
            world_squares: 0,
        }
    }

    /// Adds one world, given as the values of its runs.
    ///
    /// The caller passes exactly `runs_per_world` values.
    pub fn add_world(&mut self, values: impl IntoIterator<Item = i64>) {
        let mut sum = 0;
        for value in values {
            let value = i128::from(value);
            sum += value;
            self.squares = self.squares.saturating_add(square(value));
        }
        self.worlds += 1;
        self.sum += sum;
        self.world_squares = self.world_squares.saturating_add(square(sum));
    }

    /// Takes in the worlds of `other`, which must have the same number of runs per world.
    pub fn merge(&mut self, other: &Self) {
        debug_assert_eq!(self.runs_per_world, other.runs_per_world);
        self.worlds += other.worlds;
        self.sum += other.sum;
        self.squares = self.squares.saturating_add(other.squares);
        self.world_squares = self.world_squares.saturating_add(other.world_squares);
    }

    /// These moments without those of `part`, which must be among them.
    #[must_use]
    pub fn without(&self, part: &Self) -> Self {
        Self {
            worlds: self.worlds.saturating_sub(part.worlds),
            runs_per_world: self.runs_per_world,
            sum: self.sum.wrapping_sub(part.sum),
            squares: self.squares.wrapping_sub(part.squares),
            world_squares: self.world_squares.wrapping_sub(part.world_squares),
        }
    }

    /// Runs N = W·k.
    pub fn runs(&self) -> u64 {
        self.worlds.saturating_mul(u64::from(self.runs_per_world))
    }

    /// Whether the sums of squares fit into 128 bits.
    pub fn is_exact(&self) -> bool {
        self.squares != i128::MAX && self.world_squares != i128::MAX
    }

    /// The mean over runs, with the standard error of W independent world means and W − 1 degrees
    /// of freedom; with k = 1 the worlds are the runs.
    ///
    /// With S the sum over a world, SE² = Σ(S − S̄)² / (W (W − 1) k²). The runs of a world share
    /// its ignorance, so they are not independent, and the usual error over runs would be too
    /// small. The standard error is infinite for a single world. `None` without a world.
    pub fn estimate(&self) -> Option<Estimate> {
        if self.worlds == 0 {
            return None;
        }
        let degrees_of_freedom = self.worlds - 1;
        let standard_error = if degrees_of_freedom == 0 || !self.is_exact() {
            f64::INFINITY
        } else {
            let spread = centred(self.sum, self.sum, self.world_squares, self.worlds);
            let runs_per_world = f64::from(self.runs_per_world);
            let variance = spread / (self.worlds as f64 * degrees_of_freedom as f64);
            libm::sqrt(variance.max(0.0)) / runs_per_world
        };
        Some(Estimate {
            mean: self.sum as f64 / self.runs() as f64,
            standard_error,
            degrees_of_freedom,
            runs: self.runs(),
            worlds: self.worlds,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(worlds: &[&[i64]]) -> Moments {
        let runs = worlds.first().map_or(1, |world| world.len() as u32);
        let mut moments = Moments::empty(runs);
        for world in worlds {
            moments.add_world(world.iter().copied());
        }
        moments
    }

    /// Student 1908, additional hours of sleep with drug 1, in tenths of an hour: mean 0.75,
    /// standard deviation 1.789010.
    #[test]
    fn students_sleep_data() {
        let hours = [7, -16, -2, -12, -1, 34, 37, 8, 0, 20];
        let worlds: Vec<&[i64]> = hours.chunks(1).collect();
        let estimate = moments(&worlds).estimate().unwrap();
        assert_eq!(estimate.mean, 7.5);
        assert_eq!(estimate.degrees_of_freedom, 9);
        let expected = 17.890_10 / libm::sqrt(10.0);
        assert!((estimate.standard_error - expected).abs() < 1e-4);
        let interval = estimate.interval(0.95).unwrap();
        assert!((interval.lower - -5.297_8).abs() < 1e-3, "{interval:?}");
    }

    #[test]
    fn runs_of_one_world_count_once() {
        let estimate = moments(&[&[1, 3], &[5, 7], &[9, 11]]).estimate().unwrap();
        assert_eq!(estimate.mean, 6.0);
        assert_eq!((estimate.runs, estimate.worlds), (6, 3));
        assert_eq!(estimate.degrees_of_freedom, 2);
        let expected = libm::sqrt(16.0 / 3.0);
        assert!((estimate.standard_error - expected).abs() < 1e-12);
    }

    #[test]
    fn one_world_has_a_mean_and_no_known_error() {
        let estimate = moments(&[&[2, 4]]).estimate().unwrap();
        assert_eq!(estimate.mean, 3.0);
        assert_eq!(estimate.standard_error, f64::INFINITY);
        assert_eq!(Moments::empty(3).estimate(), None);
    }

    #[test]
    fn extreme_values_are_unknown_rather_than_wrong() {
        let extreme = moments(&[&[i64::MIN], &[i64::MAX], &[i64::MIN]]);
        assert!(!extreme.is_exact());
        let estimate = extreme.estimate().unwrap();
        assert!(estimate.mean.is_finite());
        assert_eq!(estimate.standard_error, f64::INFINITY);
    }

    #[test]
    fn taking_a_world_out_undoes_adding_it() {
        let all = moments(&[&[1, 3], &[5, 7], &[9, 11]]);
        assert_eq!(
            all.without(&moments(&[&[5, 7]])),
            moments(&[&[1, 3], &[9, 11]])
        );
    }
}
