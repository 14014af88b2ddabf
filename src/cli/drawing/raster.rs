//! Charts as PNG, drawn with the fonts that were named or that the machine has.
//!
//! A picture is drawn only where fonts have every letter of it. A run without them is complete
//! all the same, and says what is missing and how to get it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::super::formats::{FileFormat, Formats};
use super::{Bundle, Diagnostic, Failure, Outcome, Picture, Style, failed};
use crate::cli::complain;
use crate::language::{Text, words};
use crate::report::chart::HEIGHT;
use crate::report::{Fonts, PAGE_HEIGHT, Size, letters, png};
use crate::text;

/// A picture on its way into a file.
struct Sheet {
    name: String,
    svg: String,
    letters: BTreeSet<char>,
    size: Size,
}

/// The letters of pictures.
fn letters_of<'s>(sheets: impl IntoIterator<Item = &'s Sheet>) -> BTreeSet<char> {
    let sheets = sheets.into_iter();
    sheets
        .flat_map(|sheet| sheet.letters.iter().copied())
        .collect()
}

/// Draws with fonts.
pub(super) struct Raster {
    style: Style,
    /// Those that were named; where absent, the machine's.
    named: Option<Fonts>,
}

impl Raster {
    /// Reads the fonts that were named.
    pub fn new(formats: &Formats, style: Style) -> Result<Raster, Outcome> {
        if formats.fonts.is_empty() {
            return Ok(Raster { style, named: None });
        }
        match Fonts::of_files(&formats.fonts) {
            Ok(fonts) => Ok(Raster {
                style,
                named: Some(fonts),
            }),
            Err(error) => {
                let mistake = Diagnostic::error("no-font", error.words()).help(words(
                    "name a file of a font, such as NotoSansCJK-Regular.ttc",
                    "フォントのファイル（NotoSansCJK-Regular.ttcなど）を指定してください",
                ));
                complain(&mistake, style.language);
                Err(Outcome::BadUsage)
            }
        }
    }

    /// Whether pictures are to be drawn.
    pub fn is_wanted(formats: &Formats) -> bool {
        formats.wants(FileFormat::Png)
    }

    /// Draws slides and pages where fonts have all letters; the warning says where not.
    pub fn write(
        &self,
        pictures: &[Picture],
        bundle: &mut Bundle,
    ) -> Result<Option<Diagnostic>, Failure> {
        let machine;
        let (fonts, named) = match &self.named {
            Some(fonts) => (fonts, true),
            None => {
                machine = Fonts::of_machine();
                (&machine, false)
            }
        };
        let sheets = pictures.par_iter().map(|picture| self.sheets(picture));
        let sheets: Vec<Result<Vec<Sheet>, Failure>> = sheets.collect();
        let sheets = sheets.into_iter().collect::<Result<Vec<_>, _>>()?;
        let all = letters_of(sheets.iter().flatten());
        let missing = fonts.missing(&all);
        let typeface = fonts.typeface(&all);
        let mut lacking = Lacking::default();
        let mut complete: Vec<(&Picture, &Sheet)> = Vec::new();
        for (picture, sheets) in pictures.iter().zip(&sheets) {
            let missing: BTreeSet<char> =
                letters_of(sheets).intersection(&missing).copied().collect();
            if !missing.is_empty() {
                lacking.note(picture, missing);
                continue;
            }
            complete.extend(sheets.iter().map(|sheet| (picture, sheet)));
        }
        // Each is a piece of work of its own, and is added in the order of the pictures.
        let drawn: Vec<Result<Vec<u8>, Failure>> = complete
            .par_iter()
            .map(|(picture, sheet)| {
                let bytes = png(&sheet.svg, &typeface, sheet.size);
                bytes.map_err(|error| failed(picture, &error))
            })
            .collect();
        for ((_, sheet), bytes) in complete.iter().zip(drawn) {
            bundle.add_unlisted(&sheet.name, &bytes?)?;
        }
        Ok(lacking.warning(fonts.is_empty(), named))
    }

    /// The slides and pages of a chart.
    fn sheets(&self, picture: &Picture) -> Result<Vec<Sheet>, Failure> {
        let mut all = Vec::new();
        for (size, word) in Size::ALL {
            let height = match size {
                Size::Slide => HEIGHT,
                Size::Page => PAGE_HEIGHT,
            };
            let sheets = picture.chart.sheets(&self.style, height);
            let sheets = sheets.map_err(|error| failed(picture, &error))?;
            let several = sheets.len() > 1;
            all.extend(sheets.into_iter().enumerate().map(|(place, svg)| Sheet {
                name: match several {
                    true => format!("{}.{word}-{}.png", picture.name, place + 1),
                    false => format!("{}.{word}.png", picture.name),
                },
                letters: letters(&svg),
                svg,
                size,
            }));
        }
        Ok(all)
    }
}

/// Charts that were not drawn, and the letters that no font has.
#[derive(Default)]
struct Lacking {
    pictures: Vec<String>,
    letters: BTreeSet<char>,
}

/// Missing letters that are named one by one.
const NAMED: usize = 12;

impl Lacking {
    fn note(&mut self, picture: &Picture, letters: BTreeSet<char>) {
        self.pictures.push(picture.name.clone());
        self.letters.extend(letters);
    }

    fn warning(&self, no_fonts: bool, named: bool) -> Option<Diagnostic> {
        if self.pictures.is_empty() {
            return None;
        }
        let (pictures, why) = (self.pictures.join(", "), self.why(no_fonts, named));
        let message = text!(
            "not drawn as PNG, because {why}: {pictures}",
            "次の図はPNGを作成していません（{why}）：{pictures}";
            why
        );
        let help = words(
            "install a font with Japanese letters (Debian, Ubuntu: fonts-noto-cjk or \
             fonts-ipaexfont; elsewhere Noto Sans JP or BIZ UDGothic), or name a file of one with \
             --font; every other file was written, charts as SVG too",
            "日本語フォントを導入するか（Debian・Ubuntuはfonts-noto-cjk又はfonts-ipaexfont、\
             その他はNoto Sans JP又はBIZ UDゴシック）、--fontでフォントのファイルを指定してください。\
             SVGの図を含め、他のファイルは全て作成しました",
        );
        Some(Diagnostic::warning("fonts-lack-letters", message).help(help))
    }

    fn why(&self, no_fonts: bool, named: bool) -> Text {
        if no_fonts {
            return text!("this machine has no fonts", "この端末にフォントがない");
        }
        let letters = self.letters.iter().take(NAMED);
        let letters: String = letters.collect();
        let more = self.letters.len().saturating_sub(NAMED);
        let more = match more {
            0 => Text::default(),
            _ => text!(" and {more} other characters", "ほか{more}字"),
        };
        match named {
            true => text!(
                "the fonts named lack {letters}{more}",
                "指定されたフォントに次の文字がない：{letters}{more}";
                more
            ),
            false => text!(
                "no font of this machine has {letters}{more}",
                "この端末のフォントに次の文字がない：{letters}{more}";
                more
            ),
        }
    }
}
