//! What a command found, on its way into files and onto the screen; the same for every command that
//! simulates.

use std::path::Path;
use std::time::Instant;

use super::drawing::Drawing;
use super::formats::{FileFormat, Formats};
use super::simulation::{Failure, manifest};
#[cfg(feature = "workbook")]
use super::simulation::{settings, workbook};
use super::{Outcome, complain, print};
use crate::analysis::{Table, parameters};
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::model::Model;
use crate::report::{Bundle, MANIFEST, Origin, Picture, csv, json};
#[cfg(feature = "workbook")]
use crate::report::{MoneyUnit, Style, workbook::Content};
use crate::scenario::Scenario;
use crate::text;

/// Where the findings about one scenario go.
pub(super) struct Findings<'a> {
    pub scenario: &'a Scenario,
    /// The model as it may be shown.
    pub shown: &'a Model,
    #[cfg(feature = "workbook")]
    /// What the workbook asks for, where there is one.
    pub sheets: Option<Sheets<'a>>,
    pub origin: &'a Origin,
    pub formats: &'a Formats,
    pub drawing: &'a Drawing,
    /// What each CSV begins with.
    pub mark: &'a [u8],
}

/// What a workbook asks for beside.
#[cfg(feature = "workbook")]
pub(super) struct Sheets<'a> {
    /// The model as it is.
    pub model: &'a Model,
    pub style: &'a Style,
    pub unit: MoneyUnit,
}

/// What was written.
pub(super) struct Written {
    /// The screenful.
    pub screen: String,
    /// How many files there are.
    pub files: usize,
    /// What could not be drawn, and how to mend it.
    pub warning: Option<Diagnostic>,
}

impl Findings<'_> {
    /// Writes tables, charts, the workbook and the manifest.
    pub fn write(
        &self,
        mut bundle: Bundle,
        tables: &[Table],
        pictures: &[Picture],
        screen: String,
    ) -> Result<Written, Failure> {
        write_tables(tables, self.origin, self.formats, self.mark, &mut bundle)?;
        let warning = self.drawing.write(pictures, self.formats, &mut bundle)?;
        let parameters = parameters(self.shown);
        #[cfg(feature = "workbook")]
        if let Some(sheets) = self.sheets.as_ref()
            && self.formats.wants(FileFormat::Xlsx)
        {
            let book = workbook(&Content {
                model: self.shown,
                unit: sheets.unit,
                tables: &[tables, std::slice::from_ref(&parameters)].concat(),
                settings: &settings(self.scenario, sheets.model, self.shown),
                origin: self.origin,
                style: sheets.style,
                projection: None,
            })?;
            bundle.add("workbook.xlsx", &book)?;
        }
        let manifest = manifest(
            (self.scenario, self.shown),
            self.origin,
            &bundle,
            &[parameters],
            self.drawing.not_promised(self.formats),
        );
        bundle.add(MANIFEST, &manifest)?;
        Ok(Written {
            screen,
            files: bundle.finish()?,
            warning,
        })
    }
}

/// Writes tables, as files for spreadsheets and as one document, as far as they are wanted; each CSV
/// begins with `mark`.
pub(super) fn write_tables(
    tables: &[Table],
    origin: &Origin,
    formats: &Formats,
    mark: &[u8],
    bundle: &mut Bundle,
) -> Result<(), Failure> {
    if formats.wants(FileFormat::Csv) {
        for table in tables {
            let bytes = [mark, &csv(table, origin)].concat();
            bundle.add(&format!("{}.csv", table.name), &bytes)?;
        }
    }
    if formats.wants(FileFormat::Json) {
        bundle.add("results.json", &json(tables, origin))?;
    }
    Ok(())
}

/// Tells what was written into which folder, how long it all took, or why there is nothing.
pub(super) fn tell(
    written: Result<Written, Failure>,
    folder: &Path,
    started: Instant,
    language: Language,
) -> Outcome {
    let written = match written {
        Ok(written) => written,
        Err(failure) => return failure.tell(language),
    };
    if let Some(warning) = &written.warning {
        complain(warning, language);
    }
    let (screen, files) = (&written.screen, written.files);
    let (folder, all) = (folder.display(), started.elapsed().as_secs_f64());
    let end = text!(
        "{files} files in {folder}; {all:.1} s",
        "{folder} に{files}ファイルを出力（{all:.1}秒）"
    );
    print(&format!("{screen}\n{}\n", end.of(language)), language)
}
