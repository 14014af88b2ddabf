//! Words that more than one chart draws, in both languages.
//!
//! What a single chart says stands beside its drawing; what names a scenario's own things comes
//! with its figures.

use crate::language::{Words, words};

/// Stands in an empty chart.
pub const NO_DATA: Words = words("no data", "データなし");
/// The 10 % quantile.
pub const P10: Words = words("P10", "P10");
/// The 50 % quantile.
pub const MEDIAN: Words = words("median", "中央値");
/// The 80 % quantile: what suffices with 80 %.
pub const P80: Words = words("P80", "P80");
/// The 90 % quantile.
pub const P90: Words = words("P90", "P90");
/// The arithmetic mean.
pub const MEAN: Words = words("mean", "平均");
/// An interval that holds the true value in 95 of 100 repetitions of the whole simulation.
pub const INTERVAL_95: Words = words("95 % interval (Monte Carlo)", "95％信頼区間（計算誤差）");
/// The function has no slots in that year; ministries' forms mean "not applicable" by it.
pub const NOT_APPLICABLE: &str = "–";
