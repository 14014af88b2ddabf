//! What is wrong with the arguments of a distribution: which one, what was found, what is allowed.
//!
//! Where it stands in a file, and how to mend it, is for the caller to add.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use super::LARGEST;

/// An argument that its distribution cannot have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DistributionError {
    /// The argument at fault.
    pub argument: Argument,
    /// The number found there: the argument, the length of the list, or the sum of weights.
    pub found: f64,
    /// What would have been accepted.
    pub allowed: Allowed,
}

/// Names one argument of a constructor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant says what its fields are")]
pub enum Argument {
    /// A parameter, with its position (from 0) among those of the constructor.
    Parameter { name: &'static str, position: usize },
    /// The value or weight of one entry of a list, with the index of the entry (from 0).
    Entry { name: &'static str, index: usize },
    /// A list as a whole.
    List { name: &'static str },
}

/// The numbers an argument may take.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant says what its fields are")]
pub enum Allowed {
    /// Any finite number no larger in size than [`LARGEST`].
    Finite,
    /// A number above 0 of which neither it nor its inverse is larger than [`LARGEST`].
    Positive,
    /// A number from this limit.
    AtLeast(f64),
    /// A number up to this limit.
    AtMost(f64),
    /// A number from the first to the second limit.
    Between(f64, f64),
    /// Zero, or a number from the first to the second limit.
    ZeroOrBetween(f64, f64),
    /// A number from that of another argument.
    NotBelow { name: &'static str, value: f64 },
    /// A number up to that of another argument.
    NotAbove { name: &'static str, value: f64 },
    /// A list with at least one entry.
    Entries,
    /// Weights of which at least one is above 0.
    PositiveTotalWeight,
}

impl Display for DistributionError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (self.argument, self.allowed) {
            (argument, Allowed::Entries) => write!(f, "{argument} is empty")?,
            (argument, Allowed::PositiveTotalWeight) => {
                write!(
                    f,
                    "the weights of {argument} add up to {}",
                    Number(self.found)
                )?;
            }
            (argument, _) => write!(f, "{argument} is {}", Number(self.found))?,
        }
        write!(f, "; allowed: {}", self.allowed)
    }
}

impl Error for DistributionError {}

impl Display for Argument {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter { name, .. } | Self::List { name } => write!(f, "`{name}`"),
            Self::Entry { name, index } => write!(f, "the {name} of entry {}", index + 1),
        }
    }
}

impl Display for Allowed {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Finite => write!(f, "a number from -{0} to {0}", Number(LARGEST)),
            Self::Positive => write!(f, "a number above 0, up to {}", Number(LARGEST)),
            Self::AtLeast(limit) => write!(f, "a number of at least {}", Number(limit)),
            Self::AtMost(limit) => write!(f, "a number of at most {}", Number(limit)),
            Self::Between(low, high) => {
                write!(f, "a number from {} to {}", Number(low), Number(high))
            }
            Self::ZeroOrBetween(low, high) => {
                write!(f, "0, or a number from {} to {}", Number(low), Number(high))
            }
            Self::NotBelow { name, value } => {
                write!(f, "a number of at least {} (`{name}`)", Number(value))
            }
            Self::NotAbove { name, value } => {
                write!(f, "a number of at most {} (`{name}`)", Number(value))
            }
            Self::Entries => write!(f, "a list of at least one entry"),
            Self::PositiveTotalWeight => write!(f, "at least one weight above 0"),
        }
    }
}

/// A number as a person writes it: plain where that is short, else with an exponent.
struct Number(f64);

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        if size == 0.0 || !size.is_finite() || (1e-5..1e15).contains(&size) {
            write!(f, "{}", self.0)
        } else {
            write!(f, "{:e}", self.0)
        }
    }
}
