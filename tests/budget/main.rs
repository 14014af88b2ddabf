//! The budget office's questions: the request for the coming year, the outturn of the year under
//! way, targets; each on the smallest scenario whose answer is known.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod asking;
#[path = "../common/mod.rs"]
mod common;
mod outturn;
mod request;
mod targets;
mod yearly;
