//! What is counted run by run, exactly, so that parts counted apart can become one.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{
    Incidence, LogHistogram, MergeError, PairMoments, Panel, PartsNear, RatioDifference, WorldRows,
};

/// Counts that may be added to others of the same shape, in any order, and kept in a file.
pub trait Accumulator: Serialize + DeserializeOwned {
    /// Takes in the runs of `other`.
    ///
    /// # Errors
    ///
    /// Where they count different things. Some of it may have been taken in by then.
    fn merge(&mut self, other: &Self) -> Result<(), MergeError>;
}

/// Those that know how.
macro_rules! accumulators {
    ($($kind:ty),*) => {
        $(impl Accumulator for $kind {
            fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
                self.merge(other)
            }
        })*
    };
}

accumulators!(
    Panel,
    PairMoments,
    RatioDifference,
    Incidence,
    WorldRows,
    PartsNear
);

impl Accumulator for LogHistogram {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.merge(other);
        Ok(())
    }
}

impl Accumulator for () {
    fn merge(&mut self, (): &Self) -> Result<(), MergeError> {
        Ok(())
    }
}

impl<T: Accumulator> Accumulator for Vec<T> {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.len() != other.len() {
            return Err(MergeError::Shape);
        }
        let mut pairs = self.iter_mut().zip(other);
        pairs.try_for_each(|(mine, theirs)| mine.merge(theirs))
    }
}

impl<T: Accumulator> Accumulator for Option<T> {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        match (self, other) {
            (Some(mine), Some(theirs)) => mine.merge(theirs),
            (None, None) => Ok(()),
            _ => Err(MergeError::Shape),
        }
    }
}

impl<A: Accumulator, B: Accumulator> Accumulator for (A, B) {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.0.merge(&other.0)?;
        self.1.merge(&other.1)
    }
}

/// Merges lists of plain numbers, entry by entry.
///
/// # Errors
///
/// [`MergeError::Shape`] where they have not as many.
pub fn merge_each<T: Copy>(
    mine: &mut [T],
    theirs: &[T],
    together: impl Fn(T, T) -> T,
) -> Result<(), MergeError> {
    if mine.len() != theirs.len() {
        return Err(MergeError::Shape);
    }
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine = together(*mine, *theirs);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_other_lengths_are_refused() {
        let mut three = vec![LogHistogram::new(); 3];
        let two = vec![LogHistogram::new(); 2];
        assert_eq!(Accumulator::merge(&mut three, &two), Err(MergeError::Shape));
        let mut some = Some(LogHistogram::new());
        assert_eq!(Accumulator::merge(&mut some, &None), Err(MergeError::Shape));
        let sum = |one: u64, other| one + other;
        assert_eq!(
            merge_each(&mut [1, 2], &[3, 4, 5], sum),
            Err(MergeError::Shape)
        );
    }
}
