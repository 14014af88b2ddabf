//! Tables that people keep: CSV files and the sheets of workbooks, one row an entry.
//!
//! Bytes become text ([`encoding`]), text becomes cells ([`cells`]; `sheet` for workbooks), the
//! headings are understood ([`header`], [`columns`], `layout`), and each filled cell becomes a leaf of the
//! tree of the scenario ([`rows`]), read as its column demands ([`value`], [`number`], [`names`]).
//! What the rows are entries of is said by [`Rows`](super::Rows), so that themes, amounts and
//! payments are read alike.

pub(super) mod cells;
pub(crate) mod columns;
pub(super) mod encoding;
pub(super) mod grid;
pub(super) mod header;
mod layout;
#[cfg(feature = "workbook")]
mod lines;
pub(super) mod names;
pub(super) mod number;
pub(super) mod rows;
#[cfg(feature = "workbook")]
pub(super) mod sheet;
pub(super) mod value;
