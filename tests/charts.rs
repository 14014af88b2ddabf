//! Charts as a run writes them: the formats chosen, the fonts there are, and the very bytes.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

fn run(folder: &Path, scenario: &str, arguments: &[&str]) -> Output {
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("scenarios")
        .join(scenario);
    Command::cargo_bin("soyaku")
        .unwrap()
        .current_dir(folder)
        .arg("run")
        .arg(scenario)
        .args(["--runs", "40", "--out", "out"])
        .args(arguments)
        .output()
        .unwrap()
}

/// The endings of the files that a run wrote.
fn kinds(folder: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(folder.join("out")).unwrap();
    files
        .map(|file| {
            let name = file.unwrap().file_name().into_string().unwrap();
            name.rsplit('.').next().unwrap().to_owned()
        })
        .collect()
}

fn set(kinds: &[&str]) -> BTreeSet<String> {
    kinds.iter().map(|kind| (*kind).to_owned()).collect()
}

#[test]
fn only_the_formats_asked_for_are_written_and_the_manifest_always() {
    for (formats, wanted) in [
        ("csv", &["csv", "json"][..]),
        ("json", &["json"]),
        ("svg,csv", &["csv", "json", "svg"]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let output = run(folder.path(), "starter", &["--format", formats]);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(kinds(folder.path()), set(wanted), "{formats}");
        let results = folder.path().join("out/results.json").exists();
        assert_eq!(results, formats.contains("json"), "{formats}");
        assert!(folder.path().join("out/manifest.json").exists());
        let rows = folder.path().join("out/runs.csv").exists();
        assert_eq!(rows, formats.contains("csv"), "{formats}");
    }
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), "starter", &["--format", "doc"]);
    assert_eq!(output.status.code(), Some(2));
}

/// The charts of a small scenario, byte by byte; `SOYAKU_WRITE_GOLDEN=1` writes them anew, and a
/// person reads what changed.
#[test]
fn charts_are_the_same_to_the_byte_in_both_languages() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/charts");
    for language in ["en", "ja"] {
        let folder = tempfile::tempdir().unwrap();
        let arguments = ["--format", "svg", "--lang", language];
        assert!(run(folder.path(), "starter", &arguments).status.success());
        let kept: PathBuf = golden.join(language);
        for name in [
            "budget.svg",
            "cost_by_item.svg",
            "licences.svg",
            "stage_flow.svg",
        ] {
            let drawn = fs::read(folder.path().join("out").join(name)).unwrap();
            let file = kept.join(name);
            if std::env::var_os("SOYAKU_WRITE_GOLDEN").is_some() {
                fs::create_dir_all(&kept).unwrap();
                fs::write(&file, &drawn).unwrap();
            }
            assert!(
                fs::read(&file).unwrap() == drawn,
                "{language}/{name} changed: look at it, then set SOYAKU_WRITE_GOLDEN=1"
            );
        }
    }
}

#[cfg(feature = "png")]
mod png {
    use super::*;

    #[test]
    fn a_file_that_is_no_font_is_wrong_usage_in_either_language() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("no.ttf"), "no font").unwrap();
        let output = run(folder.path(), "starter", &["--font", "no.ttf"]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "error: no.ttf holds no font; TrueType, OpenType and collections of them (.ttf, .otf, \
             .ttc) do\n  help: name a file of a font, such as NotoSansCJK-Regular.ttc\n"
        );
        let output = run(
            folder.path(),
            "starter",
            &["--font", "no.ttf", "--lang", "ja"],
        );
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            told.starts_with("エラー: no.ttfはフォントではありません"),
            "{told}"
        );
        assert!(!folder.path().join("out").exists());
    }

    #[test]
    fn fonts_without_the_letters_leave_out_pictures_and_say_which_letters() {
        let folder = tempfile::tempdir().unwrap();
        // A font of a few letters.
        let font = folder.path().join("few.ttf");
        fs::write(&font, font_test_data::NOTO_SERIF_DISPLAY_TRIMMED).unwrap();
        let arguments = [
            "--font",
            "few.ttf",
            "--lang",
            "ja",
            "--format",
            "svg,png,csv",
        ];
        let output = run(folder.path(), "starter", &arguments);
        assert_eq!(output.status.code(), Some(0));
        let told = String::from_utf8(output.stderr).unwrap();
        for part in [
            "警告: 次の図はPNGを作成していません（指定されたフォントに次の文字がない：",
            "）：budget, cost_by_item, ",
            "fonts-noto-cjk",
            "fonts-ipaexfont",
            "BIZ UDゴシック",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert_eq!(kinds(folder.path()), set(&["csv", "json", "svg"]));
        let manifest = fs::read_to_string(folder.path().join("out/manifest.json")).unwrap();
        assert!(
            manifest.contains("\"*.png\""),
            "what is not promised is told"
        );
    }

    #[test]
    fn the_manifest_does_not_hang_on_fonts() {
        let manifest = |arguments: &[&str]| {
            let folder = tempfile::tempdir().unwrap();
            let font = folder.path().join("few.ttf");
            fs::write(&font, font_test_data::NOTO_SERIF_DISPLAY_TRIMMED).unwrap();
            assert!(run(folder.path(), "starter", arguments).status.success());
            fs::read(folder.path().join("out/manifest.json")).unwrap()
        };
        assert!(manifest(&[]) == manifest(&["--font", "few.ttf"]));
    }
}
