//! What the machine says when it fails, in both languages.

use std::io::{Error, ErrorKind};

use super::{Text, words};
use crate::text;

/// Why the machine refused, as it says so itself; in Japanese what is common, else its own words.
#[must_use]
pub fn reason(error: &Error) -> Text {
    let japanese = match error.kind() {
        ErrorKind::NotFound => "見つかりません",
        ErrorKind::PermissionDenied => "アクセス権がありません",
        ErrorKind::AlreadyExists => "同じ名前のものが既にあります",
        ErrorKind::NotADirectory => "フォルダーではありません",
        ErrorKind::IsADirectory => "フォルダーです",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "空き容量がありません",
        ErrorKind::ReadOnlyFilesystem => "書込みのできない場所です",
        ErrorKind::FileTooLarge => "ファイルが大きすぎます",
        ErrorKind::BrokenPipe => "書込み先が閉じられました",
        _ => return text!("{error}", "システムの報告「{error}」"),
    };
    text!("{error}", "{japanese}")
}

/// What could not be written, and why.
#[must_use]
pub fn cannot_write(what: &str, error: &Error) -> Text {
    let why = reason(error);
    text!("cannot write {what}: {why}", "{what}に書き込めません（{why}）"; why)
}

/// What could not be read, and why.
#[must_use]
pub fn cannot_read(what: &str, error: &Error) -> Text {
    let why = reason(error);
    text!("cannot read {what}: {why}", "{what}を読み込めません（{why}）"; why)
}

/// The same of standard output.
#[must_use]
pub fn cannot_print(error: &Error) -> Text {
    let (what, why) = (words("standard output", "標準出力"), reason(error));
    text!("cannot write to {what}: {why}", "{what}に書き込めません（{why}）"; what, why)
}
