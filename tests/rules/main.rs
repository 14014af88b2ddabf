//! The laws of the engine, one small scenario each, by the rule that demands them.
//!
//! Everything is deterministic: durations are constants and odds are 0 or 1.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod arrivals;
mod caps;
#[path = "../common/mod.rs"]
mod common;
mod council;
mod exit;
mod known;
mod licensing;
mod money;
mod past;
mod providers;
mod purses;
mod registry;
mod research;
mod selection;
mod shared;
mod sketch;
mod stages;
mod work;
