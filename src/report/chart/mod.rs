//! Charts as SVG text: plain figures in, a picture out.
//!
//! | question | chart |
//! |---|---|
//! | what to expect, request and spend at most per fiscal year, and how sure that is | [`fan()`] |
//! | what the cost is made of | [`stack()`] |
//! | how likely money is overspent | [`chance()`] |
//! | how many licences and when, and whether a target is reached | [`licences()`] |
//! | whether companies apply, and what comes of it | [`applicants()`] |
//! | where themes pass, fail, are stopped or wait | [`flow()`] |
//! | which function is the bottleneck, and when | [`usage()`] |
//! | which theme first, and how sure that is | [`ranking()`], [`acceptability()`] |
//! | how a figure goes with one setting, or with two | [`curve()`], [`grid()`] |
//! | when each theme passes its stages | [`timeline()`] |
//!
//! A chart knows nothing of scenarios or simulations. The caller scales the values, names their
//! unit and whatever is the scenario's own in the caption and the labels; words, years and signs
//! are printed as [`Style`] has it. There is no clock and no system font in it: the same figures
//! give the same bytes on every machine.
//!
//! How the pictures are made, and why so:
//!
//! - plotters serves as the SVG emitter only. Its axes and legends size text by counting bytes,
//!   which clips Japanese; here `text.rs` measures, and each chart is laid out before it is drawn.
//! - A sheet is 1120 × 630 (16:9, one slide). More rows than fit make it taller, never wider;
//!   [`Chart::sheets`] splits it where a slide or a page ends.
//! - Colours are of the Colour Universal Design set, and none is the only carrier of a meaning:
//!   marker, line style, texture, position or a printed number says the same (`palette.rs`).
//! - A text too long for its place is wrapped, then cut with an ellipsis; the whole title and
//!   source stand in `<title>` and `<desc>`, with the figures that matter most in words.

mod acceptability;
mod applicants;
mod canvas;
mod caption;
mod chance;
mod curve;
mod difference;
mod error;
mod fan;
mod flow;
mod frame;
mod grid;
mod kind;
mod labels;
mod legend;
mod licences;
mod matrix;
mod number;
mod palette;
mod panel;
mod ranking;
mod scale;
mod stack;
mod stacks;
mod table;
mod text;
mod timeline;
mod usage;
mod words;
mod years;

#[cfg(test)]
mod inspect;
#[cfg(test)]
mod soundness;

use super::Style;

pub use acceptability::{AcceptabilityChart, AcceptabilityRow, acceptability};
pub use applicants::{ApplicantsChart, ApplicantsYear, applicants};
pub use caption::Caption;
pub use chance::{Chance, ChanceChart, ChanceSeries, chance};
pub use curve::{Curve, CurveChart, CurvePoint, curve};
pub use difference::{DifferenceChart, DifferenceRow, Sure, difference};
pub use error::ChartError;
pub use fan::{FanChart, FanYear, fan};
pub use flow::{FlowChart, FlowStage, flow};
pub use frame::{HEIGHT, WIDTH};
pub use grid::{GridChart, GridRow, grid};
pub use kind::Chart;
pub use licences::{LicencesChart, Spread, Target, licences};
pub use ranking::{RankedTheme, RankingChart, ranking};
pub use stack::{StackChart, StackPart, stack};
pub use timeline::{TimelineChart, TimelineStep, TimelineTheme, timeline};
pub use usage::{UseChart, UseRow, usage};
