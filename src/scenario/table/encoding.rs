//! The bytes of a CSV as text: UTF-8, or CP932 as spreadsheets in Japanese save it.
//!
//! What is valid UTF-8 is UTF-8: Japanese text in CP932 practically never is. The converse does not
//! hold: the bytes of damaged UTF-8 are mostly valid CP932, and would read as 縺ゅ＞. So a text
//! of which most characters beyond ASCII are sound UTF-8 counts as damaged UTF-8, and only the
//! rest is decoded as CP932, strictly: no byte is replaced, and characters that mean something on
//! the machine that wrote them only (外字) are refused.

use encoding_rs::SHIFT_JIS;

/// Why bytes are no text, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) struct Undecodable {
    /// Position of the first byte that cannot be read, counted from 0.
    pub at: usize,
    /// What was taken for the encoding.
    pub found: Found,
}

/// What bytes that cannot be read seem to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum Found {
    /// UTF-16, which spreadsheets call Unicode text.
    Utf16,
    /// UTF-8 with bytes that do not belong there.
    DamagedUtf8,
    /// CP932 with a character of the user's own (外字).
    OwnCharacter,
    /// None of all.
    Unknown,
}

/// The text of a CSV.
///
/// # Errors
///
/// Where the bytes are neither UTF-8 nor CP932.
pub(in crate::scenario) fn decode(bytes: Vec<u8>) -> Result<String, (Undecodable, Vec<u8>)> {
    let utf8 = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let first_wrong = utf8.utf8_error().valid_up_to();
    let bytes = utf8.into_bytes();
    let wrong = |at, found| Undecodable { at, found };
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err((wrong(0, Found::Utf16), bytes));
    }
    if bytes.starts_with(b"\xef\xbb\xbf") || is_mostly_utf8(&bytes) {
        return Err((wrong(first_wrong, Found::DamagedUtf8), bytes));
    }
    match cp932(&bytes) {
        Ok(text) => Ok(text),
        Err(problem) => Err((problem, bytes)),
    }
}

/// What could be read of bytes up to a position: for showing where reading stopped.
pub(in crate::scenario) fn readable_part(bytes: &[u8], problem: Undecodable) -> String {
    let part = &bytes[..problem.at.min(bytes.len())];
    match problem.found {
        Found::Utf16 | Found::DamagedUtf8 => String::from_utf8_lossy(part).into_owned(),
        Found::OwnCharacter | Found::Unknown => cp932(part).unwrap_or_default(),
    }
}

/// Whether more characters beyond ASCII are sound UTF-8 than are not.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken
}

fn cp932(bytes: &[u8]) -> Result<String, Undecodable> {
    if let Some(text) = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes)
        && !text.contains(is_own)
    {
        return Ok(text.into_owned());
    }
    // Something is wrong; go through the characters to say where.
    let mut at = 0;
    while at < bytes.len() {
        let length = character_length(bytes[at]).min(bytes.len() - at);
        let one = &bytes[at..at + length];
        match SHIFT_JIS.decode_without_bom_handling_and_without_replacement(one) {
            None => break,
            Some(text) if text.contains(is_own) => {
                let found = Found::OwnCharacter;
                return Err(Undecodable { at, found });
            }
            Some(_) => at += length,
        }
    }
    let found = Found::Unknown;
    Err(Undecodable { at, found })
}

/// Characters without a meaning of their own: the range left to users, and a control sign that
/// stands for no character.
fn is_own(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{80}')
}

/// Bytes of the character that begins with `first`.
fn character_length(first: u8) -> usize {
    match first {
        0x81..=0x9f | 0xe0..=0xfc => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text as a spreadsheet in Japanese saves it.
    fn in_cp932(text: &str) -> Vec<u8> {
        let (bytes, _, replaced) = SHIFT_JIS.encode(text);
        assert!(!replaced, "{text}");
        bytes.into_owned()
    }

    #[test]
    fn utf_8_and_cp932_are_told_apart() {
        for text in [
            "id,name\nT01,肺がん\n",
            "癌の抗体",
            "ﾃｰﾏ番号,ﾃｰﾏ名\r\nT01,抗体ﾃﾞ\r\n",
            "①②㈱髙﨑～∥－",
            "テーマ一覧",
            "",
        ] {
            assert_eq!(decode(text.as_bytes().to_vec()).as_deref(), Ok(text));
            assert_eq!(decode(in_cp932(text)).as_deref(), Ok(text), "{text}");
        }
    }

    #[test]
    fn what_is_neither_is_refused_with_its_place() {
        let refused = |bytes: &[u8]| decode(bytes.to_vec()).map_err(|(problem, _)| problem);
        let wrong = |at, found| Err(Undecodable { at, found });
        let mut damaged = "テーマ番号,テーマ名".as_bytes().to_vec();
        damaged[4] = b'x';
        assert_eq!(refused(&damaged), wrong(3, Found::DamagedUtf8));
        assert_eq!(refused(b"\xef\xbb\xbfid\xff"), wrong(5, Found::DamagedUtf8));
        assert_eq!(refused(b"\xff\xfei\0d\0"), wrong(0, Found::Utf16));
        let mut own = in_cp932("肺,");
        own.extend(b"\xf0\x40");
        assert_eq!(refused(&own), wrong(3, Found::OwnCharacter));
        let mut cut = in_cp932("肺がん");
        cut.pop();
        assert_eq!(refused(&cut), wrong(4, Found::Unknown));
        assert_eq!(refused(b"id,\xfd"), wrong(3, Found::Unknown));
        let problem = Undecodable {
            at: 4,
            found: Found::Unknown,
        };
        assert_eq!(readable_part(&cut, problem), "肺が");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fail(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Err((problem, bytes)) = decode(bytes) {
                prop_assert!(problem.at < bytes.len());
                readable_part(&bytes, problem);
            }
        }
    }
}
