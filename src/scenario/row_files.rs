//! The tables of rows that stand beside a scenario, as spreadsheets export them.
//!
//! Each row is an entry of a table of the scenario, with the same keys as in TOML: a theme, an
//! amount that was spent, a payment that is signed.

use crate::language::{Words, words};

/// What the rows of a file are.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rows {
    /// Themes.
    Themes,
    /// Amounts that were spent (BUD-9).
    Actual,
    /// Payments that are signed for (BUD-9).
    Signed,
}

impl Rows {
    pub(super) const ALL: [Rows; 3] = [Rows::Themes, Rows::Actual, Rows::Signed];

    /// The table of the scenario that the rows are entries of.
    pub(super) fn table(self) -> &'static str {
        match self {
            Rows::Themes => "theme",
            Rows::Actual => "actual",
            Rows::Signed => "signed",
        }
    }

    /// The key of `[scenario]` that names the files.
    pub(super) fn key(self) -> &'static str {
        match self {
            Rows::Themes => "theme_files",
            Rows::Actual => "actual_files",
            Rows::Signed => "signed_files",
        }
    }

    /// The table of the scenario that says what the headings of these tables mean.
    pub(super) fn columns_key(self) -> &'static str {
        match self {
            Rows::Themes => "theme_columns",
            Rows::Actual => "actual_columns",
            Rows::Signed => "signed_columns",
        }
    }

    /// A name that such a file might have.
    pub(super) fn example(self) -> &'static str {
        match self {
            Rows::Themes => "themes.csv",
            Rows::Actual => "spent.csv",
            Rows::Signed => "signed.csv",
        }
    }

    /// What a message calls a file of them.
    pub(super) fn called(self) -> Words {
        match self {
            Rows::Themes => words("this table of themes", "テーマの表"),
            Rows::Actual => words("this table of actual amounts", "執行額の表"),
            Rows::Signed => words("this table of signed payments", "契約済みの支払の表"),
        }
    }

    /// What a message calls one of them.
    pub(super) fn each(self) -> Words {
        match self {
            Rows::Themes => words("the theme", "テーマ"),
            Rows::Actual => words("the amount", "執行額"),
            Rows::Signed => words("the payment", "支払"),
        }
    }
}
