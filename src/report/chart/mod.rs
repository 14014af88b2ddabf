//! Charts as SVG text: plain figures in, a picture out.
//!
//! | question | chart |
//! |---|---|
//! | what to expect and request per fiscal year, and how sure that is | [`fan()`] |
//! | where themes pass, fail, are stopped or wait | [`flow()`] |
//! | which function is the bottleneck, and when | [`usage()`] |
//!
//! A chart knows nothing of scenarios or simulations. The caller scales the values and names
//! their unit in the subtitle; the words drawn come from [`Words`], so that another language
//! needs no other drawing. There is no clock and no system font in it: the same figures give the
//! same bytes on every machine.
//!
//! How the pictures are made, and why so:
//!
//! - plotters serves as the SVG emitter only. Its axes and legends size text by counting bytes,
//!   which clips Japanese; here `text.rs` measures, and each chart is laid out before it is drawn.
//! - The canvas is 1280 × 720 (16:9, one slide). More rows than fit make it taller, never wider.
//! - Colours are of the Colour Universal Design set, and none is the only carrier of a meaning:
//!   marker, line style, texture, position or a printed number says the same (`palette.rs`).
//! - A text too long for its place is wrapped, then cut with an ellipsis; the whole title and
//!   source stand in `<title>` and `<desc>`.

mod canvas;
mod caption;
mod error;
mod fan;
mod flow;
mod frame;
mod labels;
mod legend;
mod number;
mod palette;
mod scale;
mod text;
mod usage;
mod words;
mod years;

#[cfg(test)]
mod inspect;

pub use caption::Caption;
pub use error::ChartError;
pub use fan::{FanChart, FanYear, fan};
pub use flow::{FlowChart, FlowStage, flow};
pub use usage::{UseChart, UseRow, usage};
pub use words::Words;
