//! Rows of single runs on their way into frames, cut at the same worlds however they arrive.

use super::write::encoded;

/// Blocks of worlds in a frame of rows.
const BLOCKS: u64 = 64;

/// Collects the rows of blocks of worlds into frames.
#[derive(Clone, Debug)]
pub struct RowFrames {
    worlds_per_frame: u64,
    first: u64,
    values: Vec<i64>,
}

impl RowFrames {
    /// No rows; they will come in blocks of so many worlds, none of which stands across a multiple of
    /// that number.
    pub fn new(worlds_per_block: u64) -> RowFrames {
        RowFrames {
            worlds_per_frame: worlds_per_block.saturating_mul(BLOCKS).max(1),
            first: 0,
            values: Vec::new(),
        }
    }

    /// Takes the rows of the worlds from `first` on; returns a frame where one is full.
    pub fn push(&mut self, first: u64, values: &[i64]) -> Option<Vec<u8>> {
        let frame = |world: u64| world / self.worlds_per_frame;
        let full = frame(first) != frame(self.first);
        let full = if full { self.finish() } else { None };
        if self.values.is_empty() {
            self.first = first;
        }
        self.values.extend_from_slice(values);
        full
    }

    /// The frame of the rows that are left, if there are any.
    pub fn finish(&mut self) -> Option<Vec<u8>> {
        if self.values.is_empty() {
            return None;
        }
        let values = std::mem::take(&mut self.values);
        Some(encoded(&(self.first, values)))
    }
}
