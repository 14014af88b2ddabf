//! A scenario's files, found, read and put together.
//!
//! A scenario is one TOML file or a folder of them. A folder's `*.toml` are read in the order of
//! their names, without its subfolders and without hidden files, and merged as equals; then come the
//! tables of rows that `[scenario]` names as `theme_files`, `actual_files` and `signed_files`, and the files of numbers that any
//! `empirical = "file.csv"` names. Names are relative to the folder of the file that mentions them.
//!
//! Where the files name a `base`, they are a what-if: one layer on that scenario; see [`layers`].
//!
//! Files of numbers are found here, ahead of decoding, because the digest must cover every byte that
//! can change a result. Whatever fails becomes a message; nothing here returns an I/O error.

mod layers;
mod tables;

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path as FilePath, PathBuf};

use sha2::{Digest, Sha256};

use super::number_column::{NumberFiles, number_places};
use super::row_files::Rows;
use super::table::encoding::{Found, Undecodable, decode, readable_part};
use super::{Entries, Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Sources, Span, nearest, quoted};
use crate::language::{Text, Words, failure::reason, words};
use crate::text;

/// Largest file read, in bytes.
const LARGEST: u64 = 64 << 20;

/// What a file is to a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Part of the scenario itself.
    Toml,
    /// A table of rows: themes, amounts, payments.
    Rows(Rows),
    /// Numbers of an empirical distribution.
    Numbers,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct LoadedFile {
    /// Its text in [`Loaded::sources`].
    pub file: FileId,
    /// Where it was opened.
    pub path: PathBuf,
    /// Its name relative to the scenario, with `/`, as the digest knows it: that of a base begins as
    /// the what-if names it.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
}

/// All that the files of a scenario say.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The texts, under their paths as the user typed them, with `/`.
    pub sources: Sources,
    /// The merged tree, a table. Where there are errors it holds what could be understood.
    pub root: Node,
    /// SHA-256 of the names and bytes of all files, those of the bases included, and of the one-off
    /// changes; 64 hexadecimal digits in small letters. The place of the scenario does not count: a
    /// copy elsewhere has the same.
    pub digest: String,
    /// What was found wrong. Unless it is free of errors, keys may be missing from the tree that
    /// are in the files.
    pub diagnostics: Diagnostics,
    /// The files read, in this order.
    pub files: Vec<LoadedFile>,
    /// The files that `empirical` names.
    pub numbers: NumberFiles,
    /// Whether it is a folder, and not a single file.
    pub is_folder: bool,
    /// Names and bytes of all files, as the digest covers them.
    pub inputs: Vec<(String, Vec<u8>)>,
    /// The one-off changes it was read with, as typed.
    pub set: Vec<String>,
}

/// Reads the scenario at `path`, a TOML file or a folder, with the one-off changes `set`.
///
/// # Errors
///
/// All go to [`Loaded::diagnostics`]: those of
/// [`parse_toml`](super::parse_toml), of [`merge`](super::merge()), of what-ifs
/// (`base-in-a-circle`, `several-what-ifs`, `too-many-bases`, `unnamed-what-if`, `nothing-to-remove`, `no-such-entry`,
/// `part-of-a-value`, `changes-nothing`) and one-off changes (`not-a-setting`, `not-a-key`), of the tables of rows
/// (`csv-quote`, `bad-column`, `duplicate-column`, `missing-column`, `ragged-row`, `missing-id`,
/// `duplicate-id`), and of the files themselves: `missing-file`, `not-a-file`, `not-a-scenario`,
/// `no-scenario-file`, `file-too-large`, `unreadable-file`, `not-utf-8`, `not-a-file-name`.
#[must_use]
pub fn load(path: &FilePath, set: &[String]) -> Loaded {
    load_parts(path, set, true)
}

/// Like [`load`], but without tables of rows and files of numbers: for a scenario whose table of
/// themes is yet to be made.
#[must_use]
pub fn load_outline(path: &FilePath, set: &[String]) -> Loaded {
    load_parts(path, set, false)
}

fn load_parts(path: &FilePath, set: &[String], with_tables: bool) -> Loaded {
    let mut loader = Loader {
        with_tables,
        ..Loader::default()
    };
    let mut layers = loader.layers(path);
    layers.extend(loader.set_layers(set));
    let root = loader.laid(layers);
    let root = root.unwrap_or_else(|| loader.nothing(path));
    if with_tables {
        loader.read_numbers(&root);
    }
    let digest = loader
        .hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let Loader {
        sources,
        diagnostics,
        files,
        numbers,
        inputs,
        ..
    } = loader;
    Loaded {
        sources,
        root,
        digest,
        diagnostics,
        files,
        numbers,
        inputs,
        is_folder: path.is_dir(),
        set: set.to_vec(),
    }
}

#[derive(Default)]
struct Loader {
    sources: Sources,
    diagnostics: Diagnostics,
    files: Vec<LoadedFile>,
    hash: Sha256,
    numbers: NumberFiles,
    inputs: Vec<(String, Vec<u8>)>,
    /// Whether tables of rows and files of numbers are read.
    with_tables: bool,
}

impl Loader {
    /// The TOML files of a scenario with their names in it. `mention` is where a what-if names it.
    fn scenario_files(&mut self, path: &FilePath, mention: Option<Span>) -> Vec<(PathBuf, String)> {
        if !path.is_dir() {
            let csv = path
                .extension()
                .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
            if csv && path.is_file() {
                let message = text!(
                    "{} is a table, not a scenario",
                    "{}は表であり、シナリオではありません",
                    quoted(&shown(path))
                );
                let help = words(
                    "name the TOML file or the folder that uses it",
                    "これを使うTOMLファイル又はフォルダーを指定してください",
                );
                let error = Diagnostic::error("not-a-scenario", message).help(help);
                self.say_of(mention, error);
                return Vec::new();
            }
            return vec![(path.to_owned(), file_name(path))];
        }
        let mut found: Vec<(PathBuf, String)> = match names_in(path) {
            Ok(names) => names
                .into_iter()
                .map(|name| (path.join(&name), name))
                .collect(),
            Err(error) => {
                self.say_of(mention, Refusal::from(error).diagnostic(path));
                return Vec::new();
            }
        };
        let is_toml = |path: &FilePath| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        };
        found.retain(|(path, name)| is_toml(path) && !name.starts_with('.'));
        if found.is_empty() {
            let message = text!(
                "the folder {} holds no TOML file",
                "フォルダー{}にTOMLファイルがありません",
                quoted(&shown(path))
            );
            let help = words(
                "a scenario is a folder of *.toml files (subfolders do not count), or one such file",
                "シナリオは*.tomlファイルのあるフォルダー（下位のフォルダーは数えない）、又は一つの*.tomlファイルです",
            );
            self.say_of(
                mention,
                Diagnostic::error("no-scenario-file", message).help(help),
            );
        }
        found
    }

    /// Reports a mistake of a file where it is mentioned.
    fn say_of(&mut self, mention: Option<Span>, error: Diagnostic) {
        self.diagnostics.push(Diagnostic {
            span: mention,
            ..error
        });
    }

    /// The tree of a scenario of which no file could be read.
    fn nothing(&mut self, path: &FilePath) -> Node {
        let file = self.sources.add(shown(path), "");
        Node::new(Value::Table(Entries::new()), Span::beginning(file))
    }

    /// Reads a file once, whoever names it. `mention` is where it is named.
    fn read(
        &mut self,
        path: &FilePath,
        name: &str,
        kind: FileKind,
        mention: Option<Span>,
    ) -> Option<FileId> {
        if let Some(known) = self.files.iter().find(|file| file.path == path) {
            return Some(known.file);
        }
        let bytes = self.bytes(path, name, mention)?;
        let file = match kind {
            FileKind::Toml => self.add_toml(path, bytes)?,
            FileKind::Rows(_) | FileKind::Numbers => self.add_csv(path, bytes)?,
        };
        self.note(file, path, name, kind);
        Some(file)
    }

    fn note(&mut self, file: FileId, path: &FilePath, name: &str, kind: FileKind) {
        self.files.push(LoadedFile {
            file,
            path: path.to_owned(),
            name: name.to_owned(),
            kind,
        });
    }

    /// The bytes of a file, which the digest then covers.
    fn bytes(&mut self, path: &FilePath, name: &str, mention: Option<Span>) -> Option<Vec<u8>> {
        let bytes = match read_bytes(path) {
            Ok(bytes) => bytes,
            Err(refusal) => {
                self.say_of(mention, refusal.diagnostic(path));
                return None;
            }
        };
        self.hash_part(name.as_bytes());
        self.hash_part(&bytes);
        self.inputs.push((name.to_owned(), bytes.clone()));
        Some(bytes)
    }

    /// Length and content, so that no two lists of files have the same bytes hashed.
    fn hash_part(&mut self, bytes: &[u8]) {
        self.hash.update((bytes.len() as u64).to_le_bytes());
        self.hash.update(bytes);
    }

    /// Adds the text of a TOML file to the sources, if it is text.
    fn add_toml(&mut self, path: &FilePath, bytes: Vec<u8>) -> Option<FileId> {
        let error = match String::from_utf8(bytes) {
            Ok(text) => return Some(self.sources.add(shown(path), text)),
            Err(error) => error,
        };
        let at = error.utf8_error().valid_up_to();
        let problem = Undecodable {
            at,
            found: Found::DamagedUtf8,
        };
        let name = quoted(&shown(path));
        let message = text!(
            "{name} is not encoded in UTF-8",
            "{name}の文字コードがUTF-8ではありません"
        );
        let (at, label) = self.undecodable(path, error.as_bytes(), problem);
        self.diagnostics.push(
            Diagnostic::error("not-utf-8", message)
                .at(at)
                .label(label)
                .allowed(words(
                    "UTF-8, with or without byte order mark",
                    "UTF-8（バイト順マークの有無は問わない）",
                ))
                .help(words(
                    "save it again as UTF-8",
                    "UTF-8で保存し直してください",
                )),
        );
        None
    }

    /// Adds the text of a CSV to the sources, if it is text.
    fn add_csv(&mut self, path: &FilePath, bytes: Vec<u8>) -> Option<FileId> {
        let (problem, bytes) = match decode(bytes) {
            Ok(text) => return Some(self.sources.add(shown(path), text)),
            Err(failed) => failed,
        };
        let name = quoted(&shown(path));
        let message = match problem.found {
            Found::Utf16 => text!(
                "{name} is encoded in UTF-16 (\"Unicode text\")",
                "{name}の文字コードがUTF-16（「Unicodeテキスト」）です"
            ),
            Found::DamagedUtf8 => text!(
                "{name} is UTF-8 with bytes that do not belong there",
                "{name}はUTF-8ですが、文字にならないバイトがあります"
            ),
            Found::OwnCharacter => text!(
                "{name} holds a character of the user's own (外字), which only the machine that wrote it knows",
                "{name}に外字があります。外字は作成した端末でしか読めません"
            ),
            Found::Unknown => text!(
                "{name} is encoded neither in UTF-8 nor in CP932 (Shift_JIS)",
                "{name}の文字コードがUTF-8でもCP932（Shift_JIS）でもありません"
            ),
        };
        let (at, label) = self.undecodable(path, &bytes, problem);
        self.diagnostics.push(
            Diagnostic::error("unknown-encoding", message)
                .at(at)
                .label(label)
                .allowed(text!(
                    "UTF-8, with or without byte order mark, or CP932 (Shift_JIS)",
                    "UTF-8（バイト順マークの有無は問わない）又はCP932（Shift_JIS）"
                ))
                .help(text!(
                    "save it again; in a spreadsheet choose \"CSV UTF-8 (comma delimited)\"",
                    "保存し直してください。表計算ソフトでは「CSV UTF-8（コンマ区切り）」を選びます"
                )),
        );
        None
    }

    /// Shows bytes that are no text up to where reading stopped: the place, and what stands there.
    fn undecodable(&mut self, path: &FilePath, bytes: &[u8], problem: Undecodable) -> (Span, Text) {
        let before = readable_part(bytes, problem);
        let mark = usize::from(before.starts_with('\u{feff}')) * '\u{feff}'.len_utf8();
        let place = before.len() - mark;
        let file = self.sources.add(shown(path), before + "\u{fffd}");
        let byte = bytes.get(problem.at).copied().unwrap_or_default();
        let number = problem.at + 1;
        let label = text!(
            "byte {number} of the file, 0x{byte:02X}, cannot be read",
            "ファイルの{number}バイト目（0x{byte:02X}）が読めません"
        );
        let span = Span::new(file, place..place + '\u{fffd}'.len_utf8());
        (span, label)
    }

    /// Reads the files that `empirical` names anywhere in the tree.
    fn read_numbers(&mut self, root: &Node) {
        let named = root
            .leaves()
            .filter(|(path, _)| path.last() == Some("empirical"));
        let mentions: Vec<(Span, String)> = named
            .filter_map(|(_, node)| Some((node.span, node.as_text()?.to_owned())))
            .collect();
        for (mention, name) in mentions {
            let path = self.beside(mention, &name);
            let known = self.files.len();
            let name = self.name_beside(mention, &name);
            let Some(file) = self.read(&path, &name, FileKind::Numbers, Some(mention)) else {
                continue;
            };
            if self.files.len() > known {
                let places = number_places(self.sources.text(file));
                self.sources.set_places(file, places);
            }
            self.numbers.insert(mention, file);
        }
    }

    /// The path of a file named in another.
    fn beside(&self, mention: Span, name: &str) -> PathBuf {
        let folder = self
            .naming(mention)
            .and_then(|file| file.path.parent())
            .unwrap_or(FilePath::new(""));
        straightened(&folder.join(name))
    }

    /// The name of a file named in another, relative to the scenario.
    fn name_beside(&self, mention: Span, name: &str) -> String {
        let naming = self.naming(mention);
        match naming.and_then(|file| file.name.rsplit_once('/')) {
            Some((folder, _)) => shown(&without_returns(&FilePath::new(folder).join(name))),
            None => name.to_owned(),
        }
    }

    /// The file that a mention stands in.
    fn naming(&self, mention: Span) -> Option<&LoadedFile> {
        self.files.iter().find(|file| file.file == mention.file)
    }
}

/// A path without `a/..` in it, where it then still leads to the same place: a link may stand there.
fn straightened(path: &FilePath) -> PathBuf {
    let straight = without_returns(path);
    match (fs::canonicalize(&straight), fs::canonicalize(path)) {
        (Ok(one), Ok(other)) if one != other => path.to_owned(),
        _ => straight,
    }
}

/// A path without `a/..` in it.
fn without_returns(path: &FilePath) -> PathBuf {
    let mut kept: Vec<Component<'_>> = Vec::new();
    for component in path.components() {
        match (component, kept.last()) {
            (Component::ParentDir, Some(Component::Normal(_))) => drop(kept.pop()),
            _ => kept.push(component),
        }
    }
    match kept.is_empty() && !path.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => kept.iter().collect(),
    }
}

/// Names of all that lies in a folder, sorted.
fn names_in(folder: &FilePath) -> io::Result<Vec<String>> {
    let here = folder.as_os_str().is_empty();
    let entries = fs::read_dir(if here { FilePath::new(".") } else { folder })?;
    let mut names = entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<String>>>()?;
    names.sort();
    Ok(names)
}

/// Why a file was not read.
enum Refusal {
    Missing,
    NotAFile(Words),
    TooLarge(u64),
    Failed(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            _ => Self::Failed(error),
        }
    }
}

impl Refusal {
    fn diagnostic(&self, path: &FilePath) -> Diagnostic {
        let name = quoted(&shown(path));
        match self {
            Self::Missing => {
                let siblings = path
                    .parent()
                    .and_then(|folder| names_in(folder).ok())
                    .unwrap_or_default();
                let nearest = nearest(&file_name(path), siblings.iter().map(String::as_str))
                    .map(str::to_owned);
                Diagnostic::error(
                    "missing-file",
                    text!(
                        "there is no file or folder {name}",
                        "{name}というファイルもフォルダーもありません"
                    ),
                )
                .did_you_mean(nearest.as_deref())
            }
            Self::NotAFile(found) => {
                let (name, found) = (Text::same(name), *found);
                let message = text!("{name} is {found}", "{name}は{found}です"; name, found);
                Diagnostic::error("not-a-file", message).allowed(words("a file", "ファイル"))
            }
            Self::TooLarge(bytes) => {
                let message = text!(
                    "{name} has {} MiB",
                    "{name}の大きさが{} MiBあります",
                    bytes.div_ceil(1 << 20)
                );
                Diagnostic::error("file-too-large", message)
                    .allowed(words("files of up to 64 MiB", "64 MiBまでのファイル"))
            }
            Self::Failed(error) => {
                let (name, why) = (Text::same(name), reason(error));
                let message = text!(
                    "{name} cannot be read: {why}",
                    "{name}を読み込めません（{why}）";
                    name, why
                );
                Diagnostic::error("unreadable-file", message)
            }
        }
    }
}

/// The bytes of a file.
fn read_bytes(path: &FilePath) -> Result<Vec<u8>, Refusal> {
    let metadata = fs::metadata(path)?;
    // Anything but a file is refused before it is opened: reading a pipe would wait for ever.
    if !metadata.is_file() {
        return Err(Refusal::NotAFile(if metadata.is_dir() {
            words("a folder", "フォルダー")
        } else {
            words("no ordinary file", "通常のファイルではないもの")
        }));
    }
    if metadata.len() > LARGEST {
        return Err(Refusal::TooLarge(metadata.len()));
    }
    let mut bytes = Vec::new();
    // A file may grow meanwhile: never read further than one byte beyond the limit.
    let length = fs::File::open(path)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)? as u64;
    if length > LARGEST {
        Err(Refusal::TooLarge(length))
    } else {
        Ok(bytes)
    }
}

/// A path as the user typed it, with `/` on every system.
fn shown(path: &FilePath) -> String {
    let mut text = String::new();
    for component in path.components() {
        if !text.is_empty() && !text.ends_with('/') {
            text.push('/');
        }
        match component {
            Component::RootDir => {
                if !text.ends_with('/') {
                    text.push('/');
                }
            }
            component => text.push_str(&component.as_os_str().to_string_lossy()),
        }
    }
    text
}

fn file_name(path: &FilePath) -> String {
    path.file_name()
        .map_or_else(|| shown(path), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::render;
    use crate::language::Language;

    /// A folder of files; `/` in names makes subfolders.
    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a subfolder");
            fs::write(path, bytes).expect("a file");
        }
        folder
    }

    fn names(loaded: &Loaded) -> Vec<&str> {
        loaded.files.iter().map(|file| file.name.as_str()).collect()
    }

    fn keys(loaded: &Loaded) -> Vec<&str> {
        loaded
            .root
            .entries()
            .into_iter()
            .flat_map(Entries::keys)
            .collect()
    }

    fn codes(loaded: &Loaded) -> Vec<&str> {
        loaded
            .diagnostics
            .sorted()
            .iter()
            .map(|one| one.code)
            .collect()
    }

    const MAIN: &[u8] = b"[scenario]\ntheme_files = [\"data/themes.csv\"]\n";

    #[test]
    fn a_folder_is_read_by_name_then_its_tables_then_its_numbers() {
        let folder = folder(&[
            (
                "b.toml",
                b"[b]\nempirical = \"waits.csv\"\n[b2]\nempirical = \"waits.csv\"\n",
            ),
            ("a.toml", MAIN),
            ("C.toml", b"[c]\nempirical = [1, 2]\n"),
            (".hidden.toml", b"[hidden]\n"),
            ("notes.txt", b"no scenario"),
            ("sub/d.toml", b"[d]\n"),
            (
                "data/themes.csv",
                b"id,route,stage.hit.odds.empirical\nT01,x,odds.csv\n",
            ),
            ("data/odds.csv", b"1\n"),
            ("waits.csv", b"months\n3\n"),
        ]);
        let loaded = load(folder.path(), &[]);
        assert_eq!(
            render(
                &loaded.diagnostics,
                &loaded.sources,
                false,
                Language::English
            ),
            ""
        );
        assert_eq!(
            names(&loaded),
            [
                "C.toml",
                "a.toml",
                "b.toml",
                "data/themes.csv",
                "waits.csv",
                "data/odds.csv"
            ]
        );
        assert_eq!(keys(&loaded), ["c", "scenario", "b", "b2", "theme"]);
        let kinds: Vec<FileKind> = loaded.files.iter().map(|file| file.kind).collect();
        assert_eq!(
            kinds[2..],
            [
                FileKind::Toml,
                FileKind::Rows(Rows::Themes),
                FileKind::Numbers,
                FileKind::Numbers
            ]
        );
        for (path, expected) in [
            ("b.empirical", 3.0),
            ("b2.empirical", 3.0),
            ("theme.T01.stage.hit.odds.empirical", 1.0),
        ] {
            let mention = loaded.root.at(&path.parse().expect("a path")).expect("set");
            let numbers =
                loaded
                    .numbers
                    .read(mention, None, &loaded.sources, &mut Diagnostics::new());
            assert_eq!(numbers, Some(vec![expected]), "{path}");
        }
    }

    #[test]
    fn one_file_is_a_scenario_too_and_shows_as_typed() {
        let folder = folder(&[
            ("plan.toml", MAIN),
            ("other.toml", b"[other]\n"),
            ("data/themes.csv", b"id\nT01\n"),
        ]);
        let loaded = load(&folder.path().join("plan.toml"), &[]);
        assert!(loaded.diagnostics.is_empty());
        assert_eq!(keys(&loaded), ["scenario", "theme"]);
        let shown: Vec<&str> = loaded
            .files
            .iter()
            .map(|file| loaded.sources.name(file.file))
            .collect();
        let typed = folder.path().to_string_lossy();
        assert_eq!(
            shown,
            [
                format!("{typed}/plan.toml"),
                format!("{typed}/data/themes.csv")
            ]
        );
    }

    #[test]
    fn the_digest_covers_names_and_bytes_but_not_the_place() {
        let digest = |name: &str, main: &[u8], themes: &[u8]| {
            let folder = folder(&[(name, main), ("data/themes.csv", themes)]);
            let loaded = load(folder.path(), &[]);
            assert!(loaded.diagnostics.is_empty());
            loaded.digest
        };
        let one = digest("a.toml", MAIN, b"id\nT01\n");
        assert_eq!(one, digest("a.toml", MAIN, b"id\nT01\n"));
        assert_ne!(one, digest("b.toml", MAIN, b"id\nT01\n"));
        assert_ne!(one, digest("a.toml", &[MAIN, b"\n"].concat(), b"id\nT01\n"));
        assert_ne!(
            one,
            digest("a.toml", MAIN, b"id\r\nT01\r\n"),
            "bytes, not meaning"
        );
        assert!(
            one.len() == 64
                && one
                    .bytes()
                    .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
        );
    }

    #[test]
    fn the_digest_is_sha_256_of_lengths_names_and_bytes() {
        let folder = folder(&[("a.toml", b"x = 1\n")]);
        let hashed = Sha256::digest(b"\x06\0\0\0\0\0\0\0a.toml\x06\0\0\0\0\0\0\0x = 1\n");
        let expected: String = hashed.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(load(folder.path(), &[]).digest, expected);
    }

    #[test]
    fn what_cannot_be_read_is_a_message_and_the_rest_is_read() {
        let folder = folder(&[
            ("a.toml", b"[scenario]\ntheme_files = [\"gone.csv\", \"sub\", \"themes.csv\", 3, \"./themes.csv\"]\n"),
            ("b.toml/inner.txt", b""),
            ("latin.toml", b"\xef\xbb\xbfx = \"\x8a\x4f\"\n"),
            ("sub/x.csv", b""),
            ("themes.csv", b"id\nT01\n"),
        ]);
        let large = fs::File::create(folder.path().join("large.toml")).expect("a file");
        large.set_len(LARGEST + 1).expect("a sparse file");
        let loaded = load(folder.path(), &[]);
        let expected = [
            "not-a-file",
            "file-too-large",
            "missing-file",
            "not-a-file",
            "not-a-file-name",
            "duplicate-id",
            "not-utf-8",
        ];
        assert_eq!(codes(&loaded), expected);
        assert_eq!(keys(&loaded), ["scenario", "theme"]);
        let encoding = loaded
            .diagnostics
            .iter()
            .find(|one| one.code == "not-utf-8")
            .and_then(|one| one.span);
        assert_eq!(
            encoding.map(|span| loaded.sources.line_column(span)),
            Some((1, 6))
        );
    }

    #[test]
    fn a_path_that_is_no_scenario_is_a_message() {
        let folder = folder(&[("themes.csv", b"id\n"), ("empty/x.txt", b"")]);
        for (path, code) in [
            ("themes.csv", "not-a-scenario"),
            ("empty", "no-scenario-file"),
            ("gone", "missing-file"),
            ("themes.csv/x", "missing-file"),
        ] {
            let loaded = load(&folder.path().join(path), &[]);
            assert_eq!(codes(&loaded), [code], "{path}");
            assert!(keys(&loaded).is_empty());
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_waited_for() {
        assert_eq!(
            codes(&load(FilePath::new("/dev/zero"), &[])),
            ["not-a-file"]
        );
    }

    #[test]
    fn paths_are_shown_with_slashes() {
        for path in ["a/b.toml", "/a/b", "../x", "./a", "/"] {
            assert_eq!(shown(FilePath::new(path)), path);
        }
    }
}
