//! What-ifs: what does not move is exactly unmoved, and what moves is what two runs say.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod command;
#[path = "../common/mod.rs"]
mod common;
mod coverage;
mod precision;
mod recomputed;
mod slots;
mod sweep;
mod unmoved;

use common::{compared, difference_of as of};
