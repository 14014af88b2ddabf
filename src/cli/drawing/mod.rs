//! Charts on their way into files: as SVG always the same, as PNG with the fonts there are.

#[cfg(feature = "png")]
mod raster;
#[cfg(not(feature = "png"))]
#[path = "no_raster.rs"]
mod raster;

use super::Outcome;
use super::formats::{FileFormat, Formats};
use super::simulation::Failure;
use crate::diagnostic::Diagnostic;
use crate::report::{Bundle, Picture, Style};
use crate::text;
use raster::Raster;

/// Draws charts in one style.
pub(super) struct Drawing {
    style: Style,
    raster: Raster,
}

impl Drawing {
    /// Reads the fonts that were named.
    ///
    /// # Errors
    ///
    /// Wrong usage, which is told, where one of them is no font.
    pub fn new(formats: &Formats, style: Style) -> Result<Drawing, Outcome> {
        let raster = Raster::new(formats, style)?;
        Ok(Drawing { style, raster })
    }

    /// Writes charts in the formats chosen. Returns what could not be drawn, and how to mend it.
    pub fn write(
        &self,
        pictures: &[Picture],
        formats: &Formats,
        bundle: &mut Bundle,
    ) -> Result<Option<Diagnostic>, Failure> {
        if formats.wants(FileFormat::Svg) {
            for (name, svg) in svgs(pictures, &self.style)? {
                bundle.add(&name, svg.as_bytes())?;
            }
        }
        match Raster::is_wanted(formats) {
            true => self.raster.write(pictures, bundle),
            false => Ok(None),
        }
    }

    /// Files whose bytes are not promised, and why.
    pub fn not_promised(&self, formats: &Formats) -> &'static [(&'static str, &'static str)] {
        match Raster::is_wanted(formats) {
            true => &[("*.png", "drawn from the SVG with the fonts of the machine")],
            false => &[],
        }
    }
}

/// Charts as SVG: names of files and documents.
pub(super) fn svgs(pictures: &[Picture], style: &Style) -> Result<Vec<(String, String)>, Failure> {
    let draw = |picture: &Picture| {
        let svg = picture.chart.svg(style);
        let svg = svg.map_err(|error| failed(picture, &error))?;
        Ok((format!("{}.svg", picture.name), svg))
    };
    pictures.iter().map(draw).collect()
}

fn failed(picture: &Picture, error: &dyn std::fmt::Display) -> Failure {
    let name = &picture.name;
    Failure::Other(text!("chart {name}: {error}", "図{name}：{error}"))
}
