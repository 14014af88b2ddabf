//! `soyaku template`: an empty workbook of themes to fill in.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::given::Changes;
use super::presentation::Tongue;
use super::{Outcome, complain, failed, nothing_to_set, print, report};
use crate::diagnostic::Diagnostic;
use crate::language::failure::reason;
use crate::language::{Language, Text, words};
use crate::scenario::theme_form;
use crate::text;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The scenario whose routes, areas, stages and institutes are offered for choice.
    scenario: Option<PathBuf>,
    #[command(flatten)]
    changes: Changes,
    /// The workbook to write.
    #[arg(long, default_value = "themes.xlsx", value_name = "FILE.xlsx")]
    out: PathBuf,
    #[command(flatten)]
    tongue: Tongue,
}

pub(super) fn run(options: &Options) -> Outcome {
    if options.scenario.is_none() && !options.changes.is_empty() {
        complain(&nothing_to_set(), options.tongue.or(Language::default()));
        return Outcome::BadUsage;
    }
    let outline = options.scenario.as_deref();
    let outline = outline.map(|path| options.changes.read_outline(path));
    let default = outline.as_ref().map(|outline| outline.language());
    let language = options.tongue.or(default.unwrap_or_default());
    if let Some(outline) = &outline {
        report(outline, language);
        if outline.diagnostics.has_errors() {
            return Outcome::BadScenario;
        }
    }
    let out = &options.out;
    if let Some(mistake) = mistake(out) {
        complain(&mistake, language);
        return Outcome::BadUsage;
    }
    let form = theme_form(outline.as_ref().map(|outline| &outline.root));
    let bytes = match crate::template::workbook(&form, language) {
        Ok(bytes) => bytes,
        Err(error) => return failed(cannot_write(out, Text::same(error.to_string())), language),
    };
    if let Err(error) = write(out, &bytes) {
        return failed(cannot_write(out, reason(&error)), language);
    }
    let (columns, shown) = (form.columns.len(), out.display());
    let done = text!(
        "{shown} is ready to fill in: {columns} columns, explained in its second sheet\n",
        "{shown}を作成しました（{columns}列。記入要領は2枚目のシート）\n"
    );
    print(done.of(language), language)
}

/// What is wrong with the name of the workbook to write.
fn mistake(out: &Path) -> Option<Diagnostic> {
    let shown = out.display();
    let extension = out.extension();
    if !extension.is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
        let message = text!(
            "{shown} is not the name of a workbook",
            "{shown}はブックの名前ではありません"
        );
        return Some(
            Diagnostic::error("not-a-workbook-name", message).help(words(
                "let the name end in .xlsx",
                "名前の末尾を.xlsxとしてください",
            )),
        );
    }
    out.exists().then(|| {
        let message = text!("{shown} is there already", "{shown}は既にあります");
        Diagnostic::error("taken", message).help(words(
            "choose another name with --out; what was filled in is never overwritten",
            "--outで別の名前を指定してください（記入済みの表は上書きしません）",
        ))
    })
}

fn cannot_write(out: &Path, why: Text) -> Text {
    let shown = out.display();
    why.map(|language, why| match language {
        Language::English => format!("cannot write {shown}: {why}"),
        Language::Japanese => format!("{shown}に書き込めません（{why}）"),
    })
}

/// Writes the file whole or not at all, and never over another.
fn write(out: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".soyaku-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(out).map_err(|error| error.error)?;
    Ok(())
}
