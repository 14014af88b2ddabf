//! What is wrong with the arguments of a distribution: which one, what was found, what is allowed.
//!
//! Where it stands in a file, and how to mend it, is for the caller to add.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use super::LARGEST;
use crate::language::{Text, words};
use crate::text;

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

impl DistributionError {
    /// What was found: "`min` is 3".
    pub fn words(&self) -> Text {
        let (argument, found) = (
            self.argument.words(),
            Text::same(Number(self.found).to_string()),
        );
        match self.allowed {
            Allowed::Entries => text!("{argument} is empty", "{argument}が空です"; argument),
            Allowed::PositiveTotalWeight => text!(
                "the weights of {argument} add up to {found}",
                "{argument}の重みの合計が{found}です";
                argument, found
            ),
            _ => text!("{argument} is {found}", "{argument}が{found}です"; argument, found),
        }
    }
}

impl Display for DistributionError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (found, allowed) = (self.words(), self.allowed.words());
        write!(f, "{}; allowed: {}", found.english, allowed.english)
    }
}

impl Error for DistributionError {}

impl Argument {
    fn words(&self) -> Text {
        match self {
            Self::Parameter { name, .. } | Self::List { name } => Text::same(format!("`{name}`")),
            Self::Entry { name, index } => {
                let entry = index + 1;
                let japanese = match *name {
                    "weight" => "重み",
                    _ => "値",
                };
                text!("the {name} of entry {entry}", "{entry}番目の{japanese}")
            }
        }
    }
}

impl Allowed {
    /// What would have been accepted: "a number from 0 to 1".
    pub fn words(&self) -> Text {
        let largest = Number(LARGEST);
        match *self {
            Self::Finite => text!(
                "a number from -{largest} to {largest}",
                "-{largest}～{largest}の数値"
            ),
            Self::Positive => text!(
                "a number above 0, up to {largest}",
                "0より大きく{largest}以下の数値"
            ),
            Self::AtLeast(limit) => {
                text!("a number of at least {0}", "{0}以上の数値", Number(limit))
            }
            Self::AtMost(limit) => {
                text!("a number of at most {0}", "{0}以下の数値", Number(limit))
            }
            Self::Between(low, high) => text!(
                "a number from {0} to {1}",
                "{0}～{1}の数値",
                Number(low),
                Number(high)
            ),
            Self::ZeroOrBetween(low, high) => text!(
                "0, or a number from {0} to {1}",
                "0、又は{0}～{1}の数値",
                Number(low),
                Number(high)
            ),
            Self::NotBelow { name, value } => text!(
                "a number of at least {0} (`{name}`)",
                "{0}（`{name}`）以上の数値",
                Number(value)
            ),
            Self::NotAbove { name, value } => text!(
                "a number of at most {0} (`{name}`)",
                "{0}（`{name}`）以下の数値",
                Number(value)
            ),
            Self::Entries => words("a list of at least one entry", "要素が一つ以上ある一覧").into(),
            Self::PositiveTotalWeight => {
                words("at least one weight above 0", "0より大きい重みを一つ以上").into()
            }
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
