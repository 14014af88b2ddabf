//! The simulator against theory and against published results.
//!
//! `cargo test --test verification -- --nocapture` prints every comparison. Statistical comparisons
//! are kept in one registry (see `registry.rs`); what has no variance must be equal.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod arrivals;
mod caps;
#[path = "../common/mod.rs"]
mod common;
mod compare;
mod dependence;
mod licensing;
mod money;
mod odds;
mod paul_2010;
mod purses;
mod queues;
mod r1;
mod ranking;
mod registry;
mod repeats;
mod request;
mod selection;
mod split;
