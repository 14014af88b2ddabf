//! Labels that stand beside what they name.

use super::text::{Face, balanced};

/// Labels of rows, in a column left of them.
#[derive(Clone, Debug, PartialEq)]
pub struct RowLabels {
    /// The lines of each label, as shown.
    pub lines: Vec<Vec<String>>,
    /// Width of the widest line, pixels.
    pub width: f64,
    /// Lines of the longest label; at least 1.
    pub most_lines: usize,
}

impl RowLabels {
    /// Lays out labels on at most two lines of at most `width` pixels.
    pub fn new<'a>(labels: impl Iterator<Item = &'a str>, face: Face, width: f64) -> RowLabels {
        let lines: Vec<_> = labels
            .map(|label| balanced(label, face, width, 2))
            .collect();
        RowLabels {
            width: face.widest(lines.iter().flatten()),
            most_lines: lines.iter().map(Vec::len).max().unwrap_or(0).max(1),
            lines,
        }
    }
}

/// Moves heights apart so that neighbours are at least `gap` apart, each as near to where it was
/// as a single sweep in either direction allows, none above `top` or, where room suffices, below
/// `bottom`. Takes and returns heights in ascending order.
pub fn spread(heights: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut moved = heights.to_vec();
    let mut least = top;
    for height in &mut moved {
        *height = height.max(least);
        least = *height + gap;
    }
    let mut most = bottom;
    for height in moved.iter_mut().rev() {
        *height = height.min(most);
        most = *height - gap;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_apart_stay_and_labels_together_part() {
        assert_eq!(spread(&[10.0, 50.0], 16.0, 0.0, 100.0), [10.0, 50.0]);
        assert_eq!(
            spread(&[50.0, 50.0, 50.0], 16.0, 0.0, 100.0),
            [50.0, 66.0, 82.0]
        );
        assert_eq!(
            spread(&[98.0, 99.0, 100.0], 16.0, 0.0, 100.0),
            [68.0, 84.0, 100.0]
        );
        assert_eq!(spread(&[-5.0], 16.0, 0.0, 100.0), [0.0]);
        assert!(spread(&[], 16.0, 0.0, 100.0).is_empty());
    }

    #[test]
    fn the_column_is_as_wide_as_its_widest_line() {
        let labels = RowLabels::new(["創薬", "創薬支援室"].into_iter(), Face::regular(10), 30.0);
        assert_eq!(labels.lines, [vec!["創薬"], vec!["創薬支", "援室"]]);
        assert_eq!((labels.width, labels.most_lines), (30.0, 2));
        assert_eq!(
            RowLabels::new([].into_iter(), Face::regular(10), 30.0).most_lines,
            1
        );
    }
}
