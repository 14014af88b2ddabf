//! The checks that the constructors of distributions share.

use super::LARGEST;
use super::error::{Allowed, Argument, DistributionError};

/// One number to check, with the name it has in a message.
#[derive(Clone, Copy)]
pub(super) struct Checked {
    argument: Argument,
    value: f64,
}

/// The parameter `name`, at `position` (from 0) of its constructor.
pub(super) fn parameter(name: &'static str, position: usize, value: f64) -> Checked {
    Checked {
        argument: Argument::Parameter { name, position },
        value,
    }
}

/// The number `name` of the entry at `index` (from 0) of a list.
pub(super) fn entry(name: &'static str, index: usize, value: f64) -> Checked {
    Checked {
        argument: Argument::Entry { name, index },
        value,
    }
}

/// A list of `length` entries, which must not be empty.
pub(super) fn entries(name: &'static str, length: usize) -> Result<(), DistributionError> {
    if length > 0 {
        return Ok(());
    }
    Err(DistributionError {
        argument: Argument::List { name },
        found: 0.0,
        allowed: Allowed::Entries,
    })
}

/// Parameters of which each is at least the one before.
///
/// Where the first and the last disagree, the last is at fault; otherwise the one between them.
pub(super) fn ascending(parameters: &[(&'static str, f64)]) -> Result<(), DistributionError> {
    for (position, &(name, value)) in parameters.iter().enumerate() {
        parameter(name, position, value).finite()?;
    }
    let (Some(&(first, low)), Some(&(last, high))) = (parameters.first(), parameters.last()) else {
        return Ok(());
    };
    let end = parameters.len() - 1;
    parameter(last, end, high).not_below(first, low)?;
    for (position, &(name, value)) in parameters.iter().enumerate() {
        let argument = parameter(name, position, value);
        argument.not_below(first, low)?;
        argument.not_above(last, high)?;
    }
    Ok(())
}

impl Checked {
    /// A finite number no larger in size than [`LARGEST`].
    pub(super) fn finite(self) -> Result<(), DistributionError> {
        self.require(self.value.abs() <= LARGEST, Allowed::Finite)
    }

    /// A finite number above zero; neither it nor its inverse larger than [`LARGEST`].
    pub(super) fn positive(self) -> Result<(), DistributionError> {
        let range = LARGEST.recip()..=LARGEST;
        self.require(range.contains(&self.value), Allowed::Positive)
    }

    /// A finite number of at least `limit`.
    pub(super) fn at_least(self, limit: f64) -> Result<(), DistributionError> {
        self.finite()?;
        self.require(self.value >= limit, Allowed::AtLeast(limit))
    }

    /// A finite number of at most `limit`.
    pub(super) fn at_most(self, limit: f64) -> Result<(), DistributionError> {
        self.finite()?;
        self.require(self.value <= limit, Allowed::AtMost(limit))
    }

    /// A number from the first to the second limit.
    pub(super) fn between(self, (low, high): (f64, f64)) -> Result<(), DistributionError> {
        let range = low..=high;
        self.require(range.contains(&self.value), Allowed::Between(low, high))
    }

    /// Zero, or a number from the first to the second limit.
    pub(super) fn zero_or_between(self, (low, high): (f64, f64)) -> Result<(), DistributionError> {
        let holds = self.value == 0.0 || (low..=high).contains(&self.value);
        self.require(holds, Allowed::ZeroOrBetween(low, high))
    }

    /// A finite number of at least that of the argument `name`.
    pub(super) fn not_below(self, name: &'static str, value: f64) -> Result<(), DistributionError> {
        self.finite()?;
        self.require(self.value >= value, Allowed::NotBelow { name, value })
    }

    /// A finite number of at most that of the argument `name`.
    pub(super) fn not_above(self, name: &'static str, value: f64) -> Result<(), DistributionError> {
        self.finite()?;
        self.require(self.value <= value, Allowed::NotAbove { name, value })
    }

    fn require(self, holds: bool, allowed: Allowed) -> Result<(), DistributionError> {
        if holds {
            return Ok(());
        }
        Err(DistributionError {
            argument: self.argument,
            found: self.value,
            allowed,
        })
    }
}
