//! soyaku, a planner for drug-discovery support networks.
//!
//! From a scenario — themes, institutes, routes, rules, budget — it simulates the portfolio many
//! thousand times in parallel and says how many themes come through, when, where they wait and
//! die, and what it costs in which fiscal year.
//!
//! ```text
//! main ─► cli ─┬─► report ─► analysis ─┬─► stats
//!              │                       └─► engine ─► random
//!              │                              └────────┴──► model
//!              └─► scenario ─┬─► diagnostic                   ▲
//!                            └────────────────────────────────┘      rules: usable by all
//! ```
//!
//! `special` holds the special functions that `random` and `stats` share; `language` the two
//! languages of everything that people read; `archive` keeps what `analysis` has counted in files.

pub mod analysis;
pub mod archive;
pub mod cli;
pub mod diagnostic;
pub mod engine;
mod files;
pub mod language;
pub mod model;
pub mod random;
pub mod report;
pub mod rules;
pub mod scenario;
pub mod special;
pub mod stats;
#[cfg(feature = "workbook")]
pub mod template;
