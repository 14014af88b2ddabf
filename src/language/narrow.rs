//! Text as it is compared: full-width digits, letters and signs as their ordinary forms.
//!
//! Japanese keyboards write `２０１４／４／１`, `Ｈ２６` and `㍻` as easily as the ASCII forms. What
//! is a number, a day or an id is read through this; texts for people stay as they were written.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// `text` in its compatibility form (NFKC), every dash and minus sign as `-`.
///
/// ```
/// use soyaku::language::narrow;
///
/// assert_eq!(narrow("Ｈ２６．４．１"), "H26.4.1");
/// assert_eq!(narrow("−３"), "-3");
/// ```
pub fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let dashes = |character| match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    };
    Cow::Owned(text.nfkc().map(dashes).collect())
}
