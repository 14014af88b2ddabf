//! By when, and with what chance: cumulative incidence among competing ends.
//!
//! A theme on its way to a licence may also be terminated, withdrawn, or still be open at the
//! horizon. The last is censored, the others compete. "One minus Kaplan–Meier" of the licences
//! would count the terminated as if they might yet be licensed; the estimator of Aalen & Johansen
//! (1978, *Scandinavian Journal of Statistics* 5:141–150) does not.
//!
//! Time is elapsed whole months. With n_m subjects at risk at the beginning of month m and d_km
//! ends of kind k in it,
//!
//! ```text
//! F_k(m) = Σ_{j ≤ m} S(j − 1) d_kj / n_j,   S(m) = Π_{j ≤ m} (1 − Σ_k d_kj / n_j),   S(−1) = 1
//! ```
//!
//! Within a month ends come before censorings: who is censored in month m was at risk in it.
//!
//! Subjects of one world resemble each other, so Greenwood's formula would be too small. Worlds go
//! to 20 groups by index, and the error is that of the delete-a-group jackknife (Kott 2001,
//! *Journal of Official Statistics* 17:521–526).

use serde::{Deserialize, Serialize};

use super::interval::{Interval, t_quantile, upper_tail};
use super::{MergeError, merge_each};

/// Groups of worlds: world w belongs to group w mod 20.
pub const GROUPS: u64 = 20;

/// How the observation of one subject ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observation {
    /// An end of this kind, below the number of kinds.
    Event(usize),
    /// Nothing happened as long as it was watched.
    Censored,
}

/// Exact counts of ends and censorings by elapsed month, in [`GROUPS`] groups of worlds.
///
/// ```
/// use soyaku::stats::{Incidence, Observation};
///
/// let mut licensed = Incidence::new(1, 3);
/// licensed.record(0, 1, Observation::Event(0));
/// licensed.record(0, 2, Observation::Censored);
/// assert_eq!(licensed.curve(0), [0.0, 0.5, 0.5]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incidence {
    kinds: usize,
    months: usize,
    /// Flat `[group][month][kind, then censored]`.
    counts: Vec<u64>,
}

impl Incidence {
    /// No subjects, ends of `kinds` kinds, elapsed months 0 to `months` − 1.
    pub fn new(kinds: usize, months: usize) -> Self {
        Self {
            kinds,
            months,
            counts: vec![0; GROUPS as usize * months * (kinds + 1)],
        }
    }

    /// Counts one subject of world `world`, observed for `month` whole months.
    ///
    /// Beyond the grid it counts as censored in the last month: it was at risk in all of them.
    ///
    /// # Panics
    ///
    /// If the kind is not below the number of kinds.
    pub fn record(&mut self, world: u64, month: usize, observation: Observation) {
        if self.months == 0 {
            return;
        }
        let end = match observation {
            Observation::Event(kind) => {
                assert!(kind < self.kinds, "kind {kind} of {} kinds", self.kinds);
                kind
            }
            Observation::Censored => self.kinds,
        };
        let (month, end) = if month < self.months {
            (month, end)
        } else {
            (self.months - 1, self.kinds)
        };
        let group = (world % GROUPS) as usize;
        let index = (group * self.months + month) * (self.kinds + 1) + end;
        self.counts[index] = self.counts[index].saturating_add(1);
    }

    /// Takes in the subjects of `other`; the order of merges does not matter.
    ///
    /// # Errors
    ///
    /// [`MergeError::Shape`] if kinds or months differ; then nothing changes.
    pub fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.kinds != other.kinds || self.months != other.months {
            return Err(MergeError::Shape);
        }
        merge_each(&mut self.counts, &other.counts, u64::saturating_add)
    }

    /// Subjects counted.
    pub fn subjects(&self) -> u64 {
        self.table_without(None).iter().sum()
    }

    /// F of `kind`: per month the chance, 0 to 1, that it has happened by the end of that month.
    ///
    /// One number per month of the grid. Once nobody is at risk the curve stays level. Zeros
    /// without subjects and for a kind that does not exist.
    pub fn curve(&self, kind: usize) -> Vec<f64> {
        self.curve_of(&self.table_without(None), kind)
    }

    /// Standard error of [`Incidence::curve`] per month; `None` with fewer than two groups that
    /// have subjects.
    ///
    /// With G such groups and F₋g the curve without group g, SE² = (G − 1)/G · Σ(F₋g − F̄₋)².
    pub fn standard_errors(&self, kind: usize) -> Option<Vec<f64>> {
        let groups = self.groups_with_subjects();
        if groups.len() < 2 {
            return None;
        }
        let curves: Vec<Vec<f64>> = groups
            .iter()
            .map(|group| self.curve_of(&self.table_without(Some(*group)), kind))
            .collect();
        let count = groups.len() as f64;
        let errors = (0..self.months).map(|month| {
            let mean = curves.iter().map(|curve| curve[month]).sum::<f64>() / count;
            let spread: f64 = curves
                .iter()
                .map(|curve| (curve[month] - mean).powi(2))
                .sum();
            libm::sqrt((count - 1.0) / count * spread)
        });
        Some(errors.collect())
    }

    /// Pointwise Student's t intervals of [`Incidence::curve`], cut to [0, 1], with one degree of
    /// freedom fewer than groups that have subjects.
    ///
    /// `None` as for [`Incidence::standard_errors`], and for a level outside (0, 1).
    pub fn intervals(&self, kind: usize, level: f64) -> Option<Vec<Interval>> {
        let errors = self.standard_errors(kind)?;
        let freedom = self.groups_with_subjects().len() as u64 - 1;
        let critical = t_quantile(upper_tail(level)?, freedom)?;
        let around = |(chance, error): (f64, f64)| {
            let interval = Interval {
                lower: chance - critical * error,
                upper: chance + critical * error,
            };
            interval.clamp(0.0, 1.0)
        };
        Some(
            self.curve(kind)
                .into_iter()
                .zip(errors)
                .map(around)
                .collect(),
        )
    }

    /// Entries of one group: months × (kinds + 1).
    fn group_size(&self) -> usize {
        self.months * (self.kinds + 1)
    }

    fn groups_with_subjects(&self) -> Vec<usize> {
        let size = self.group_size().max(1);
        let groups = self.counts.chunks(size).enumerate();
        groups
            .filter(|(_, counts)| counts.iter().any(|count| *count > 0))
            .map(|(group, _)| group)
            .collect()
    }

    /// Counts `[month][kind, then censored]`, summed over all groups but one.
    fn table_without(&self, left_out: Option<usize>) -> Vec<u64> {
        let size = self.group_size();
        let mut table = vec![0_u64; size];
        for (group, counts) in self.counts.chunks(size.max(1)).enumerate() {
            if Some(group) != left_out {
                for (total, count) in table.iter_mut().zip(counts) {
                    *total = total.saturating_add(*count);
                }
            }
        }
        table
    }

    fn curve_of(&self, table: &[u64], kind: usize) -> Vec<f64> {
        let mut at_risk: u64 = table
            .iter()
            .fold(0, |sum, count| sum.saturating_add(*count));
        let mut survival = 1.0;
        let mut incidence = 0.0;
        let months = table.chunks(self.kinds + 1).map(|counts| {
            let (events, _) = counts.split_at(self.kinds);
            let ended: u64 = events.iter().sum();
            if at_risk > 0 {
                let risk = at_risk as f64;
                let of_kind = events.get(kind).copied().unwrap_or(0);
                incidence += survival * of_kind as f64 / risk;
                survival *= (at_risk - ended) as f64 / risk;
            }
            at_risk -= counts.iter().sum::<u64>();
            incidence
        });
        months.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LICENSED: usize = 0;
    const TERMINATED: usize = 1;

    /// Five subjects: licensed in month 0, terminated and censored in 1, licensed in 2, censored
    /// in 3. At risk 5, 4, 2, 1.
    fn five() -> Incidence {
        let mut five = Incidence::new(2, 5);
        five.record(0, 0, Observation::Event(LICENSED));
        five.record(1, 1, Observation::Censored);
        five.record(2, 1, Observation::Event(TERMINATED));
        five.record(3, 2, Observation::Event(LICENSED));
        five.record(4, 3, Observation::Censored);
        five
    }

    fn assert_close(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    #[test]
    fn competing_ends_done_by_hand() {
        assert_close(&five().curve(LICENSED), &[0.2, 0.2, 0.5, 0.5, 0.5]);
        assert_close(&five().curve(TERMINATED), &[0.0, 0.2, 0.2, 0.2, 0.2]);
        assert_eq!(five().curve(7), [0.0; 5]);
        assert_eq!(five().subjects(), 5);
    }

    /// Freireich et al. 1963, remission under 6-mercaptopurine in weeks, with the Kaplan–Meier
    /// estimates of Kalbfleisch & Prentice 2002 and every textbook since.
    #[test]
    fn one_kind_is_one_minus_kaplan_meier() {
        let relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23];
        let censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
        let mut remission = Incidence::new(1, 40);
        for (patient, week) in relapsed.into_iter().enumerate() {
            remission.record(patient as u64, week, Observation::Event(0));
        }
        for (patient, week) in censored.into_iter().enumerate() {
            remission.record(patient as u64, week, Observation::Censored);
        }
        let curve = remission.curve(0);
        for (week, survival) in [
            (5, 1.0),
            (6, 0.857_14),
            (7, 0.806_72),
            (10, 0.752_94),
            (13, 0.690_20),
            (16, 0.627_45),
            (22, 0.537_82),
            (23, 0.448_18),
            (39, 0.448_18),
        ] {
            assert!(
                (1.0 - curve[week] - survival).abs() < 1e-5,
                "{week}: {}",
                curve[week]
            );
        }
    }

    #[test]
    fn subjects_that_outlast_the_grid_were_at_risk_throughout() {
        let mut short = Incidence::new(1, 2);
        short.record(0, 1, Observation::Event(0));
        short.record(0, 2, Observation::Event(0));
        short.record(0, 900, Observation::Censored);
        short.record(0, 1, Observation::Event(0));
        assert_eq!(short.curve(0), [0.0, 0.5]);
    }

    #[test]
    fn without_censoring_the_error_is_that_of_group_shares() {
        let mut ends = Incidence::new(2, 3);
        let licensed_of_four = [1, 3, 0, 2, 4];
        for (world, licensed) in licensed_of_four.into_iter().enumerate() {
            for subject in 0..4 {
                let kind = if subject < licensed {
                    LICENSED
                } else {
                    TERMINATED
                };
                ends.record(world as u64, 1, Observation::Event(kind));
            }
        }
        // Shares 1/4, 3/4, 0, 1/2, 1: variance 0.15625, over 5 groups 0.03125.
        assert_close(&ends.curve(LICENSED), &[0.0, 0.5, 0.5]);
        let error = libm::sqrt(0.031_25);
        assert_close(
            &ends.standard_errors(LICENSED).unwrap(),
            &[0.0, error, error],
        );
    }

    #[test]
    fn a_group_that_is_like_all_others_adds_no_error() {
        let mut same = Incidence::new(1, 3);
        for world in 0..40 {
            same.record(world, 0, Observation::Event(0));
            same.record(world, 2, Observation::Censored);
        }
        let intervals = same.intervals(0, 0.95).unwrap();
        assert_eq!(intervals, vec![Interval::point(0.5); 3]);
    }

    #[test]
    fn little_data_are_no_trouble() {
        assert_eq!(Incidence::new(1, 2).curve(0), [0.0, 0.0]);
        assert_eq!(Incidence::new(1, 2).standard_errors(0), None);
        let mut nothing = Incidence::new(0, 0);
        nothing.record(5, 3, Observation::Censored);
        assert_eq!(nothing.curve(0), [0.0; 0]);
        assert_eq!(nothing.intervals(0, 0.9), None);
        let mut one_group = Incidence::new(1, 1);
        one_group.record(3, 0, Observation::Event(0));
        one_group.record(23, 0, Observation::Event(0));
        assert_eq!(one_group.standard_errors(0), None);
        assert_eq!(one_group.curve(0), [1.0]);
    }

    #[test]
    fn other_shapes_are_refused() {
        assert_eq!(five().merge(&Incidence::new(2, 4)), Err(MergeError::Shape));
        assert_eq!(five().merge(&Incidence::new(1, 5)), Err(MergeError::Shape));
    }

    type Subject = (u64, usize, Option<usize>);

    fn incidence(subjects: &[Subject]) -> Incidence {
        let mut incidence = Incidence::new(2, 8);
        for &(world, month, kind) in subjects {
            incidence.record(
                world,
                month,
                kind.map_or(Observation::Censored, Observation::Event),
            );
        }
        incidence
    }

    proptest! {
        #[test]
        fn any_partition_in_any_order_gives_the_same_counts(
            subjects in prop::collection::vec((0_u64..50, 0_usize..10, prop::option::of(0_usize..2)), 0..60),
            cut in 0_usize..60,
        ) {
            let (left, right) = subjects.split_at(cut.min(subjects.len()));
            let mut backward = incidence(right);
            backward.merge(&incidence(left)).unwrap();
            prop_assert_eq!(backward, incidence(&subjects));
        }

        #[test]
        fn curves_rise_and_never_sum_beyond_one(
            subjects in prop::collection::vec((0_u64..50, 0_usize..10, prop::option::of(0_usize..2)), 1..60),
        ) {
            let incidence = incidence(&subjects);
            let (first, second) = (incidence.curve(0), incidence.curve(1));
            prop_assert!(first.is_sorted() && second.is_sorted());
            prop_assert!(first[7] + second[7] <= 1.0 + 1e-12);
        }
    }
}
