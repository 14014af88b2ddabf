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

/// Moves the middles of things apart that are `sizes` high, so that none covers another, each as
/// near to where it was as a single sweep in either direction allows; none reaches above `top` or,
/// where room suffices, below `bottom`. Takes and returns middles in ascending order.
pub fn spread(middles: &[f64], sizes: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let mut moved = middles.to_vec();
    let mut least = top;
    for (middle, size) in moved.iter_mut().zip(sizes) {
        *middle = middle.max(least + size / 2.0);
        least = *middle + size / 2.0;
    }
    let mut most = bottom;
    for (middle, size) in moved.iter_mut().zip(sizes).rev() {
        *middle = middle.min(most - size / 2.0);
        most = *middle - size / 2.0;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_apart_stay_and_labels_together_part() {
        let of_16 = |middles: &[f64]| spread(middles, &vec![16.0; middles.len()], 0.0, 100.0);
        assert_eq!(of_16(&[10.0, 50.0]), [10.0, 50.0]);
        assert_eq!(of_16(&[50.0, 50.0, 50.0]), [50.0, 66.0, 82.0]);
        assert_eq!(of_16(&[98.0, 99.0, 100.0]), [60.0, 76.0, 92.0]);
        assert_eq!(of_16(&[-5.0]), [8.0]);
        assert!(of_16(&[]).is_empty());
        // A taller one needs more room than its neighbours.
        let moved = spread(&[50.0, 50.0, 50.0], &[10.0, 30.0, 10.0], 0.0, 100.0);
        assert_eq!(moved, [50.0, 70.0, 90.0]);
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
