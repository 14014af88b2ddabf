//! A build that draws no PNG.

use super::super::formats::Formats;
use super::{Bundle, Diagnostic, Failure, Outcome, Picture, Style};

/// Draws nothing.
pub(super) struct Raster;

impl Raster {
    /// There are no fonts to read.
    pub fn new(_: &Formats, _: Style) -> Result<Raster, Outcome> {
        Ok(Raster)
    }

    /// Nobody can ask for it.
    pub fn is_wanted(_: &Formats) -> bool {
        false
    }

    /// Nothing is drawn, and nothing is missing.
    pub fn write(&self, _: &[Picture], _: &mut Bundle) -> Result<Option<Diagnostic>, Failure> {
        Ok(None)
    }
}
