//! Randomness by name, not by order.
//!
//! A draw is one keyed hash of what it is for, turned into one number u in (0,1), turned into a
//! value by the inverse of a distribution function:
//!
//! ```text
//! (seed, layer, run or world) ─► DrawKey ─┐
//! entity ─────────────────────────────────┼─ Philox ─► bits ─► u ─ Inverse ─► value
//! purpose, occurrence ────────────────────┘
//! ```
//!
//! So nothing depends on the order of draws, on threads or on what else is drawn; and as the
//! inverse is monotone, a moved parameter moves the value smoothly, with the same u. Rejection
//! samplers would use up a varying count of numbers and lose that pairing.
//!
//! All transcendental functions come from `libm`, never from the platform, so that the same
//! draw has the same bits everywhere.

pub mod inverse;
pub mod named;
pub mod philox;

pub use inverse::Inverse;
pub use named::{DrawKey, Layer, NamedStream, Purpose, name_hash, part_of, unit};
