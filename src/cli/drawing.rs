//! Charts on their way into files: as SVG always the same, as PNG with the fonts there are.
//!
//! A picture is drawn only where fonts have every letter of it. A run without them is complete
//! all the same, and says what is missing and how to get it.

use super::Outcome;
use super::formats::{FileFormat, Formats};
use super::run::Failure;
use crate::report::{Bundle, Picture, Style};

/// Draws charts in one style.
pub(super) struct Drawing {
    style: Style,
    #[cfg(feature = "png")]
    fonts: Option<crate::report::Fonts>,
}

impl Drawing {
    /// Reads the fonts that were named.
    ///
    /// # Errors
    ///
    /// Wrong usage, which is told, where one of them is no font.
    pub fn new(formats: &Formats, style: Style) -> Result<Drawing, Outcome> {
        #[cfg(feature = "png")]
        return png::named_fonts(formats, style).map(|fonts| Drawing { style, fonts });
        #[cfg(not(feature = "png"))]
        Ok(Drawing { style })
    }

    /// Writes charts in the formats chosen. Returns what could not be drawn, and how to mend it.
    pub fn write(
        &self,
        pictures: &[Picture],
        formats: &Formats,
        bundle: &mut Bundle,
    ) -> Result<Option<String>, Failure> {
        if formats.wants(FileFormat::Svg) {
            for picture in pictures {
                let svg = picture.chart.svg(&self.style);
                let svg = svg.map_err(|error| failed(picture, &error))?;
                bundle.add(&format!("{}.svg", picture.name), svg.as_bytes())?;
            }
        }
        #[cfg(feature = "png")]
        if formats.wants(FileFormat::Png) {
            return self.write_png(pictures, bundle);
        }
        Ok(None)
    }

    /// Files whose bytes are not promised, and why.
    pub fn not_promised(&self, formats: &Formats) -> &'static [(&'static str, &'static str)] {
        #[cfg(feature = "png")]
        if formats.wants(FileFormat::Png) {
            return &[("*.png", "drawn from the SVG with the fonts of the machine")];
        }
        let _ = formats;
        &[]
    }
}

fn failed(picture: &Picture, error: &dyn std::fmt::Display) -> Failure {
    Failure::Other(format!("chart {}: {error}", picture.name))
}

#[cfg(feature = "png")]
mod png {
    use super::{Bundle, Drawing, Failure, Formats, Outcome, Picture, Style, failed};
    use crate::language::Text;
    use crate::report::chart::HEIGHT;
    use crate::report::{Fonts, PAGE_HEIGHT, Size, png};
    use crate::text;

    /// The fonts that were named; none where the machine's are to be used.
    pub(super) fn named_fonts(formats: &Formats, style: Style) -> Result<Option<Fonts>, Outcome> {
        if formats.fonts.is_empty() {
            return Ok(None);
        }
        Fonts::of_files(&formats.fonts).map(Some).map_err(|error| {
            let help = text!(
                "name a file of a font, such as NotoSansCJK-Regular.ttc",
                "フォントのファイル（NotoSansCJK-Regular.ttcなど）を指定してください"
            );
            eprintln!("error: {error}\n  help: {}", help.of(style.language));
            Outcome::BadUsage
        })
    }

    /// A picture on its way into a file.
    struct Sheet {
        name: String,
        svg: String,
        size: Size,
    }

    impl Drawing {
        /// Draws slides and pages where fonts have all letters; the warning says where not.
        pub(super) fn write_png(
            &self,
            pictures: &[Picture],
            bundle: &mut Bundle,
        ) -> Result<Option<String>, Failure> {
            let machine;
            let (fonts, named) = match &self.fonts {
                Some(fonts) => (fonts, true),
                None => {
                    machine = Fonts::of_machine();
                    (&machine, false)
                }
            };
            let mut lacking = Lacking::default();
            for picture in pictures {
                let sheets = self.sheets(picture)?;
                let texts = || sheets.iter().map(|sheet| sheet.svg.as_str());
                let missing = fonts.missing(texts());
                if !missing.is_empty() {
                    lacking.note(picture, missing);
                    continue;
                }
                let typeface = fonts.typeface(texts());
                for sheet in &sheets {
                    let bytes = png(&sheet.svg, &typeface, sheet.size);
                    let bytes = bytes.map_err(|error| failed(picture, &error))?;
                    bundle.add_unlisted(&sheet.name, &bytes)?;
                }
            }
            Ok(lacking.warning(fonts.is_empty(), named, self.style))
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
        letters: std::collections::BTreeSet<char>,
    }

    /// Missing letters that are named one by one.
    const NAMED: usize = 12;

    impl Lacking {
        fn note(&mut self, picture: &Picture, letters: Vec<char>) {
            self.pictures.push(picture.name.clone());
            self.letters.extend(letters);
        }

        fn warning(&self, no_fonts: bool, named: bool, style: Style) -> Option<String> {
            if self.pictures.is_empty() {
                return None;
            }
            let (pictures, why) = (self.pictures.join(", "), self.why(no_fonts, named));
            let (english, japanese) = (why.english, why.japanese);
            let told = Text {
                english: format!(
                    "warning: not drawn as PNG: {pictures}\n  because {english}\n  help: install a \
                     font with Japanese letters (Debian, Ubuntu: fonts-noto-cjk or \
                     fonts-ipaexfont; elsewhere Noto Sans JP or BIZ UDGothic), or name a file of \
                     one with --font\n  note: every other file was written, charts as SVG too"
                ),
                japanese: format!(
                    "warning: PNGを作成できなかった図：{pictures}\n  理由：{japanese}\n  \
                     対処：日本語フォントを導入するか（Debian・Ubuntuはfonts-noto-cjk又は\
                     fonts-ipaexfont、その他はNoto Sans JP又はBIZ UDゴシック）、--fontでフォントの\
                     ファイルを指定してください\n  補足：SVGの図を含め、他のファイルは全て作成しました"
                ),
            };
            Some(told.of(style.language).to_owned())
        }

        fn why(&self, no_fonts: bool, named: bool) -> Text {
            if no_fonts {
                return text!(
                    "this machine has no fonts",
                    "この端末にフォントがありません"
                );
            }
            let letters = self.letters.iter().take(NAMED);
            let letters: String = letters.collect();
            let more = self.letters.len().saturating_sub(NAMED);
            let (english, japanese) = match more {
                0 => (String::new(), String::new()),
                _ => (
                    format!(" and {more} other characters"),
                    format!("ほか{more}字"),
                ),
            };
            match named {
                true => text!(
                    "the fonts named lack {letters}{english}",
                    "指定されたフォントに次の文字がありません：{letters}{japanese}"
                ),
                false => text!(
                    "no font of this machine has {letters}{english}",
                    "この端末のフォントに次の文字がありません：{letters}{japanese}"
                ),
            }
        }
    }
}
