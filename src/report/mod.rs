//! Result tables to bytes: one file per format, and the one writer.

mod bundle;
pub mod chart;
mod chronicle;
mod columns;
pub mod compare_screen;
mod csv;
mod difference;
#[cfg(feature = "png")]
mod fonts;
mod head;
#[cfg(feature = "report")]
pub mod html;
mod json;
mod manifest;
mod number;
mod outturn_sheet;
mod paper;
mod pictures;
#[cfg(feature = "png")]
mod png;
pub mod rank_screen;
pub mod reconcile;
mod request_sheet;
pub mod rule_book;
pub mod screen;
pub mod sheet;
pub mod slots_screen;
pub mod sweep_screen;
mod unit;
#[cfg(feature = "workbook")]
pub mod workbook;
mod wrap;

pub use crate::language::{Minus, MoneyUnit, Style, YearStyle};
pub use bundle::{Bundle, BundleError, OpenFile};
pub use chronicle::chronicle;
pub use csv::{BYTE_ORDER_MARK, csv, csv_header, csv_rows, plain_csv};
pub use difference::{Differing, differences, differences_table};
#[cfg(feature = "png")]
pub use fonts::{FontError, Fonts, Typeface, letters};
pub use json::json;
pub use manifest::{MANIFEST, Manifest, ManifestFile};
pub use number::{plain, tidy};
pub use outturn_sheet::outturn_sheet;
pub use pictures::{
    PAGE_HEIGHT, Picture, comparison_pictures, pictures, ranking_pictures, slots_pictures,
    sweep_pictures,
};
#[cfg(feature = "png")]
pub use png::{PngError, Size, png};
pub use request_sheet::request_sheet;
pub use unit::money_unit;

/// What every file says of its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Scenario id.
    pub scenario: String,
    /// Seed of all draws.
    pub seed: u64,
    /// Runs simulated.
    pub runs: u64,
    /// Worlds simulated.
    pub worlds: u64,
    /// Version of soyaku.
    pub version: String,
}
