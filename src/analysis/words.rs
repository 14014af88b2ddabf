//! Words that stand in many tables.

use crate::language::{Words, words};

/// A row that is not cut by this column.
pub(super) const ALL: Words = words("all", "計");
/// A cost that belongs to nobody in particular.
pub(super) const NONE: Words = words("none", "共通");
/// After the simulated time.
pub(super) const LATER: Words = words("later", "それ以降");
/// At least one of several.
pub(super) const ANY: Words = words("any", "いずれか");
/// True.
pub(super) const YES: Words = words("yes", "該当");
/// False.
pub(super) const NO: Words = words("no", "–");
