//! Which fonts draw the letters of a picture, and which letters none of them has.
//!
//! A renderer puts an empty box where a font lacks a letter, or leaves it out. So every text is
//! looked up before anything is drawn, and a picture with a missing letter is not drawn at all.
//!
//! One family draws a whole picture: of those that have most of its letters the one best suited
//! to print. A letter that it lacks comes from any other that has it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::language::Text;
use crate::language::failure::reason;
use crate::text;
use resvg::usvg::fontdb::{Database, FaceInfo, Family, ID, Query, Source, Style, Weight};
use resvg::usvg::roxmltree::Document;
use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider};

/// Families that suit tables and charts, the best first.
const PREFERRED: [&str; 12] = [
    "Noto Sans JP",
    "Noto Sans CJK JP",
    "BIZ UDPGothic",
    "BIZ UDGothic",
    "Yu Gothic",
    "Meiryo",
    "Hiragino Sans",
    "IPAexGothic",
    "IPAPGothic",
    "Arial",
    "Helvetica",
    "DejaVu Sans",
];

/// Fonts to draw letters with.
#[derive(Clone, Debug)]
pub struct Fonts {
    database: Arc<Database>,
}

/// Why a file of a font cannot be used.
#[derive(Debug)]
pub struct FontError {
    /// The file.
    pub path: PathBuf,
    /// What the machine said; nothing where the file can be read but holds no font.
    pub error: Option<std::io::Error>,
}

impl FontError {
    /// In words.
    pub fn words(&self) -> Text {
        let path = self.path.display();
        match &self.error {
            Some(error) => {
                let why = reason(error);
                text!(
                    "cannot read the font {path}: {why}",
                    "フォント{path}を読めません（{why}）";
                    why
                )
            }
            None => text!(
                "{path} holds no font; TrueType, OpenType and collections of them (.ttf, .otf, .ttc) do",
                "{path}はフォントではありません（.ttf、.otf、.ttcが使えます）"
            ),
        }
    }
}

impl fmt::Display for FontError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.words().english)
    }
}

impl std::error::Error for FontError {}

impl Fonts {
    /// The fonts of the machine.
    pub fn of_machine() -> Fonts {
        let mut database = Database::new();
        database.load_system_fonts();
        Fonts {
            database: Arc::new(database),
        }
    }

    /// The fonts of these files alone.
    ///
    /// # Errors
    ///
    /// The first file that cannot be read or holds no font.
    pub fn of_files(files: &[impl AsRef<Path>]) -> Result<Fonts, FontError> {
        let mut database = Database::new();
        for file in files {
            let failed = |error| FontError {
                path: file.as_ref().to_path_buf(),
                error,
            };
            let before = database.len();
            let bytes = std::fs::read(file).map_err(|error| failed(Some(error)))?;
            database.load_font_data(bytes);
            if database.len() == before {
                return Err(failed(None));
            }
        }
        Ok(Fonts {
            database: Arc::new(database),
        })
    }

    /// Whether there is no font at all.
    pub fn is_empty(&self) -> bool {
        self.database.is_empty()
    }

    /// Those of some letters that no font has.
    pub fn missing(&self, letters: &BTreeSet<char>) -> BTreeSet<char> {
        let mut missing = letters.clone();
        for face in self.database.faces() {
            if missing.is_empty() {
                break;
            }
            with_letters(&self.database, face.id, |map| {
                missing.retain(|letter| !has(map, *letter));
            });
        }
        missing
    }

    /// The family for some letters: of those that lack fewest of them the best one.
    pub fn typeface(&self, letters: &BTreeSet<char>) -> Typeface {
        let upright = |face: &&FaceInfo| face.style == Style::Normal;
        let faces = self.database.faces().filter(upright);
        let best = faces.min_by_key(|face| {
            let lacking = with_letters(&self.database, face.id, |map| {
                letters.iter().filter(|letter| !has(map, **letter)).count()
            });
            let name = family(face).to_owned();
            // Names settle what is left, so that the order of files has no say.
            (lacking.unwrap_or(usize::MAX), suits(face), name)
        });
        let name = best.map(|face| family(face).to_owned()).unwrap_or_default();
        let weight = |weight| {
            self.database.query(&Query {
                families: &[Family::Name(&name)],
                weight,
                ..Query::default()
            })
        };
        let (regular, bold) = (weight(Weight::NORMAL), weight(Weight::BOLD));
        let mut database = Database::clone(&self.database);
        let mut read = BTreeMap::new();
        let mut in_memory = |face: Option<ID>| in_memory(&mut database, face?, &mut read);
        let regular_in_memory = in_memory(regular);
        let bold_in_memory = match bold == regular {
            true => regular_in_memory,
            false => in_memory(bold),
        };
        Typeface {
            regular: regular_in_memory,
            bold: bold_in_memory,
            database: Arc::new(database),
        }
    }
}

/// The same face read into memory once: a face in a file is opened anew at every look into it, and a
/// picture looks into it for every letter. `read` holds what was read; a file that cannot be read
/// stays where it is.
fn in_memory(
    database: &mut Database,
    face: ID,
    read: &mut BTreeMap<PathBuf, Arc<Vec<u8>>>,
) -> Option<ID> {
    let mut info = database.face(face)?.clone();
    let path = match &info.source {
        Source::File(path) | Source::SharedFile(path, _) => path.clone(),
        Source::Binary(_) => return Some(face),
    };
    let bytes = match read.get(&path) {
        Some(bytes) => Arc::clone(bytes),
        None => match std::fs::read(&path) {
            Ok(bytes) => Arc::new(bytes),
            Err(_) => return Some(face),
        },
    };
    read.insert(path, Arc::clone(&bytes));
    info.source = Source::Binary(bytes);
    database.remove_face(face);
    Some(database.push_face_info(info))
}

/// Looks into the letters of a face; nothing where its file cannot be read.
fn with_letters<T>(database: &Database, id: ID, look: impl FnOnce(&Charmap<'_>) -> T) -> Option<T> {
    let looked = database.with_face_data(id, |bytes, index| {
        let font = FontRef::from_index(bytes, index).ok()?;
        Some(look(&font.charmap()))
    });
    looked.flatten()
}

fn has(map: &Charmap<'_>, letter: char) -> bool {
    map.map(letter).is_some()
}

/// The name of a face's family; empty where it has none.
fn family(face: &FaceInfo) -> &str {
    face.families.first().map_or("", |(name, _)| name)
}

/// How well a face suits: its place among the preferred ones, behind them plain ones, then those
/// with serifs and of one width.
fn suits(face: &FaceInfo) -> usize {
    let names = || face.families.iter().map(|(name, _)| name.as_str());
    let preferred = PREFERRED
        .iter()
        .position(|preferred| names().any(|name| name == *preferred));
    preferred.unwrap_or_else(|| {
        let serif =
            names().any(|name| ["Serif", "Mincho", "明朝"].iter().any(|w| name.contains(w)));
        PREFERRED.len() + usize::from(serif) + 2 * usize::from(face.monospaced)
    })
}

/// The letters that a picture prints; spaces need no glyph.
pub fn letters(svg: &str) -> BTreeSet<char> {
    // What is no document prints nothing.
    let Ok(document) = Document::parse(svg) else {
        return BTreeSet::new();
    };
    let nodes = document.descendants();
    let texts = nodes.filter(|node| node.has_tag_name("text"));
    texts
        .filter_map(|node| node.text())
        .flat_map(str::chars)
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

/// The faces that draw a picture.
#[derive(Clone, Debug)]
pub struct Typeface {
    database: Arc<Database>,
    regular: Option<ID>,
    bold: Option<ID>,
}

impl Typeface {
    /// All fonts, for letters that the typeface lacks.
    pub(super) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.database)
    }

    /// The face of a weight (400 regular, 700 bold).
    pub(super) fn face(&self, weight: u16) -> Option<ID> {
        match weight > 500 {
            true => self.bold,
            false => self.regular,
        }
    }

    /// A face that has a letter and is none of `others`.
    pub(super) fn other(&self, letter: char, others: &[ID]) -> Option<ID> {
        let faces = self.database.faces();
        let able = faces.filter(|face| {
            let able = || with_letters(&self.database, face.id, |map| has(map, letter));
            !others.contains(&face.id) && able() == Some(true)
        });
        let best = able.min_by_key(|face| (suits(face), family(face).to_owned()));
        best.map(|face| face.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(text: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{text}</text></svg>")
    }

    /// Fonts that have a few Latin letters.
    fn few() -> Fonts {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("font.ttf");
        std::fs::write(&file, font_test_data::NOTO_SERIF_DISPLAY_TRIMMED).unwrap();
        Fonts::of_files(&[file]).unwrap()
    }

    #[test]
    fn without_fonts_every_letter_is_missing() {
        let none = Fonts::of_files(&[] as &[&str]).unwrap();
        assert!(none.is_empty());
        assert_eq!(none.missing(&letters(&svg("薬 ab"))), letters(&svg("ab薬")));
        assert!(none.typeface(&BTreeSet::new()).face(400).is_none());
    }

    #[test]
    fn letters_that_no_font_has_are_named_and_spaces_need_none() {
        let fonts = few();
        assert!(!fonts.is_empty());
        let missing = fonts.missing(&letters(&svg("k 創薬\u{3000}")));
        assert_eq!(missing, BTreeSet::from(['創', '薬']));
    }

    #[test]
    fn a_letter_that_the_typeface_lacks_comes_from_a_font_that_has_it() {
        let typeface = few().typeface(&letters(&svg("k")));
        let face = typeface.face(400).unwrap();
        assert_eq!(typeface.other('k', &[]), Some(face));
        assert_eq!(typeface.other('k', &[face]), None);
        assert_eq!(typeface.other('創', &[]), None);
    }

    #[test]
    fn what_is_no_font_is_told_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.ttf");
        let error = Fonts::of_files(&[&file]).unwrap_err();
        assert!(
            error.to_string().contains("cannot read the font"),
            "{error}"
        );
        std::fs::write(&file, b"text").unwrap();
        let error = Fonts::of_files(&[&file]).unwrap_err();
        assert!(error.to_string().contains("x.ttf holds no font"), "{error}");
    }
}
