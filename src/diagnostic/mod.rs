//! What is wrong, where, and how to put it right.
//!
//! This module keeps the texts a planner wrote ([`Sources`]), points into them ([`Span`]), collects
//! mistakes ([`Diagnostics`]) and renders them ([`render`]). It knows nothing of drug discovery:
//! which keys and ids exist is decided by the modules that read a scenario.
//!
//! Nothing here stops at the first mistake. A reader pushes what it finds and goes on, and the
//! caller asks [`Diagnostics::has_errors`] before it relies on what was read.
//!
//! The drawing itself (gutter, carets under full-width characters, tabs, colours) is left to
//! `annotate-snippets`, which draws the compiler's own messages; this module decides what is shown.

mod collector;
mod message;
mod nearest;
mod places;
mod quote;
mod render;
mod source;

pub use collector::Diagnostics;
pub use message::{Diagnostic, Severity};
pub use nearest::nearest;

pub(crate) use places::row_of;
pub use places::{RowPlaces, TablePlaces, column_letters};
pub use quote::{listed, quoted};
pub use render::{ALLOWED, HELP, PLACE, render, render_one};
pub use source::{FileId, SourceFile, Sources, Span};
