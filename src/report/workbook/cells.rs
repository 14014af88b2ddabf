//! What is written into single cells.

use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::book::Book;
use super::looks::Weight;
use crate::report::sheet::Kind;

/// The most letters (UTF-16 units) that a cell holds.
const LONGEST: usize = 32_767;

/// What stands in a cell for a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Entry {
    Number(f64),
    /// A formula, and the number it gives.
    Formula(String, f64),
    Nothing,
}

impl Entry {
    /// A number, or nothing where it is not finite.
    pub fn of(number: f64) -> Entry {
        match number.is_finite() {
            true => Entry::Number(number),
            false => Entry::Nothing,
        }
    }
}

/// How the numbers of a column are shown.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub kind: Kind,
    /// Where the kind leaves them open.
    pub decimals: usize,
    pub weight: Weight,
}

/// Writes a number, or an empty cell where the figure does not exist.
pub(super) fn number(
    book: &Book<'_>,
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    entry: &Entry,
    shown: Shown,
) -> Result<(), XlsxError> {
    let Shown {
        kind,
        decimals,
        weight,
    } = shown;
    let format = book.looks.number(kind, decimals, weight);
    match entry {
        Entry::Number(number) => {
            let number = book.looks.amount(kind, *number);
            worksheet.write_number_with_format(row, column, number, &format)?;
        }
        Entry::Formula(formula, number) => {
            let number = book.looks.amount(kind, *number);
            let formula = Formula::new(formula).set_result(number.to_string());
            worksheet.write_formula_with_format(row, column, formula, &format)?;
        }
        Entry::Nothing => {
            worksheet.write_blank(row, column, &format)?;
        }
    }
    Ok(())
}

/// A text as a cell holds it: cut where it is too long.
pub(super) fn text(text: &str) -> String {
    let mut room = LONGEST - 1;
    let mut kept = String::new();
    for letter in text.chars() {
        if letter.len_utf16() > room {
            kept.push('…');
            break;
        }
        room -= letter.len_utf16();
        kept.push(letter);
    }
    kept
}

/// A text for places other than cells: without control characters, which XML does not hold.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// The decimals that show a number of its own unit to about three figures.
pub(super) fn decimals_of(number: f64) -> usize {
    let size = number.abs();
    if size >= 100.0 {
        0
    } else if size >= 10.0 {
        1
    } else if size >= 0.1 {
        2
    } else {
        3
    }
}

/// The decimals of a column: none where all its numbers are whole, else fewer the larger they are.
/// Small numbers stand among large ones, so that these have more decimals than they need.
pub(super) fn decimals_among(numbers: impl Iterator<Item = f64> + Clone) -> usize {
    let mut all = numbers.clone();
    if all.all(|number| number.fract() == 0.0) {
        return 0;
    }
    let largest = numbers.fold(0.0, |largest: f64, number| largest.max(number.abs()));
    if largest >= 10_000.0 {
        0
    } else if largest >= 1_000.0 {
        1
    } else if largest >= 1.0 {
        2
    } else {
        3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_cut() {
        assert_eq!(text("a"), "a");
        let cut = text(&"𠮷".repeat(20_000));
        assert_eq!(cut.encode_utf16().count(), 32_767);
        assert!(cut.ends_with('…'));
    }

    #[test]
    fn decimals_follow_the_largest_number() {
        assert_eq!(decimals_among([1.0, 2000.0].into_iter()), 0);
        assert_eq!(decimals_among([0.5, 9.7].into_iter()), 2);
        assert_eq!(decimals_among([0.5, 1134.2].into_iter()), 1);
        assert_eq!(decimals_among([0.02].into_iter()), 3);
        assert_eq!(decimals_among(std::iter::empty()), 0);
    }
}
