//! Which files a run writes.
//!
//! A new kind of file is a new line of [`FileFormat`]; whoever writes it asks [`Formats::wants`].

#[cfg(feature = "png")]
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

/// A kind of file.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub(super) enum FileFormat {
    /// Every table as a file for spreadsheets and scripts.
    Csv,
    /// All tables in one document.
    Json,
    /// Charts to be scaled.
    Svg,
    /// The report: one page with tables and charts in both languages.
    #[cfg(feature = "report")]
    Html,
    /// The workbook for the budget office.
    #[cfg(feature = "workbook")]
    Xlsx,
    /// Charts as pictures: slides, and pages of A4.
    #[cfg(feature = "png")]
    Png,
    /// All that was counted, to go on from with `soyaku extend`.
    Counts,
}

/// What to write, beside the manifest.
#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Formats {
    /// Which files to write, separated by commas; default: all that apply.
    #[arg(
        long = "format",
        value_name = "FORMATS",
        value_enum,
        value_delimiter = ','
    )]
    chosen: Vec<FileFormat>,
    /// Draw pictures with the fonts of this file alone (repeatable); default: the machine's.
    #[cfg(feature = "png")]
    #[arg(long = "font", value_name = "FILE")]
    #[serde(skip)]
    pub fonts: Vec<PathBuf>,
}

impl Formats {
    /// Whether files of a kind are to be written.
    pub fn wants(&self, format: FileFormat) -> bool {
        self.chosen.is_empty() || self.chosen.contains(&format)
    }
}
