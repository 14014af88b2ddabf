//! Streaming accumulators that merge exactly, and what may be concluded from them.
//!
//! Runs come in *worlds*: `k` consecutive runs share one draw of ignorance, `W` worlds make
//! `N = W·k` runs (`k = 1` where nothing is unknown). Every accumulator keeps exact integers, so
//! that any partition of the worlds into blocks, merged in any order, gives the same state bit by
//! bit; floating point enters only when an estimate is read.
//!
//! | question | file |
//! |---|---|
//! | mean of many cells, its error, its variance split | [`panel`], [`moments`], [`split`] |
//! | single worlds of the headline columns | [`worlds`] |
//! | quantiles over all runs | [`histogram`] |
//! | a ratio of totals, the difference of two | [`ratio`], [`ratio_difference`] |
//! | what a total is made of near its quantile | [`near`] |
//! | a chance, also of a rare event | [`proportion`] |
//! | what a chance hangs on | [`thirds`] |
//! | many tests at once | [`multiple`] |
//! | by when, with what chance, among competing ends | [`incidence`] |
//! | quantiles of reference distributions, intervals | [`interval`] |
//!
//! The module knows numbers, runs and worlds; what they count is the caller's business.

pub mod acceptability;
mod accumulator;
mod apportion;
mod exact;
pub mod histogram;
pub mod incidence;
pub mod interval;
pub mod moments;
pub mod multiple;
pub mod near;
pub mod panel;
pub mod proportion;
pub mod ratio;
pub mod ratio_difference;
pub mod regression;
pub mod simplex;
pub mod split;
pub mod thirds;
mod woodruff;
pub mod worlds;

#[cfg(test)]
mod coverage;
#[cfg(test)]
mod theory;

pub use acceptability::Acceptability;
pub use accumulator::{Accumulator, merge_each};
pub use apportion::apportion;
pub use histogram::LogHistogram;
pub use incidence::{Incidence, Observation};
pub use interval::{Estimate, Interval};
pub use moments::Moments;
pub use near::{Near, PartsNear};
pub use panel::Panel;
pub use ratio::PairMoments;
pub use ratio_difference::RatioDifference;
pub use regression::{Design, Fit};
pub use simplex::Weights;
pub use split::{IgnoranceShare, VarianceSplit};
pub use worlds::WorldRows;

/// Why two accumulators cannot become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeError {
    /// They count different things: another number of cells, columns, kinds, months or runs per
    /// world.
    Shape,
    /// One of them stands in the middle of a run or a world.
    OpenWorld,
    /// Both hold the same world, with different values.
    Conflict {
        /// Index of the world.
        world: u64,
    },
}

impl std::fmt::Display for MergeError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Shape => write!(formatter, "the accumulators differ in shape"),
            Self::OpenWorld => write!(formatter, "an accumulator holds an unfinished world"),
            Self::Conflict { world } => {
                write!(
                    formatter,
                    "world {world} is present twice, with different values"
                )
            }
        }
    }
}

impl std::error::Error for MergeError {}
