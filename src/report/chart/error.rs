//! Why a chart cannot be drawn.

use std::error::Error;
use std::fmt;

/// Why a chart cannot be drawn: the figures contradict themselves.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartError {
    /// A value is not a finite number, is too large to draw, or is negative where only amounts
    /// from 0 upwards make sense.
    Value {
        /// Which value it is.
        what: String,
        /// The value.
        value: f64,
    },
    /// A list has another length than the years or ranks it goes with.
    Length {
        /// Which list it is.
        what: String,
        /// Number of years or ranks.
        expected: usize,
        /// Length of the list.
        found: usize,
    },
    /// The quantiles of something do not ascend.
    Order {
        /// What they are of: a year, a theme.
        of: String,
    },
    /// The parts of a stage do not add up to what entered it.
    Sum {
        /// Route and stage.
        what: String,
        /// What entered.
        entered: f64,
        /// The sum of the parts.
        parts: f64,
    },
    /// The SVG could not be written.
    Drawing(String),
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChartError::Value { what, value } => {
                write!(f, "{what} is {value}, which cannot be drawn")
            }
            ChartError::Length {
                what,
                expected,
                found,
            } => {
                write!(f, "{what}: {found} values instead of {expected}")
            }
            ChartError::Order { of } => write!(f, "the quantiles of {of} do not ascend"),
            ChartError::Sum {
                what,
                entered,
                parts,
            } => {
                write!(f, "{what}: {entered} entered, but the parts sum to {parts}")
            }
            ChartError::Drawing(reason) => write!(f, "the chart could not be drawn: {reason}"),
        }
    }
}

impl Error for ChartError {}

/// Largest magnitude drawn: leaves room for the arithmetic of axes.
const LARGEST: f64 = 1e290;

/// Refuses what is not a number or too large to draw.
pub fn finite(value: f64, what: impl FnOnce() -> String) -> Result<(), ChartError> {
    if value.abs() <= LARGEST {
        Ok(())
    } else {
        Err(ChartError::Value {
            what: what(),
            value,
        })
    }
}

/// Refuses also what is negative.
pub fn amount(value: f64, what: impl FnOnce() -> String) -> Result<(), ChartError> {
    if (0.0..=LARGEST).contains(&value) {
        Ok(())
    } else {
        Err(ChartError::Value {
            what: what(),
            value,
        })
    }
}

/// Refuses what is no share of 0 to 1; what rounding leaves beyond 1 is let through.
pub fn share(value: f64, what: impl FnOnce() -> String) -> Result<(), ChartError> {
    if (0.0..=1.0 + 1e-9).contains(&value) {
        Ok(())
    } else {
        Err(ChartError::Value {
            what: what(),
            value,
        })
    }
}

/// Refuses quantiles that descend.
pub fn ascending(values: &[f64], of: impl FnOnce() -> String) -> Result<(), ChartError> {
    match values.is_sorted() {
        true => Ok(()),
        false => Err(ChartError::Order { of: of() }),
    }
}

/// Refuses a list that has another length than the years.
pub fn length(
    expected: usize,
    found: usize,
    what: impl FnOnce() -> String,
) -> Result<(), ChartError> {
    if expected == found {
        Ok(())
    } else {
        Err(ChartError::Length {
            what: what(),
            expected,
            found,
        })
    }
}
