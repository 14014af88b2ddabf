//! What stands around every chart.

use super::Style;
use crate::language::Text;
use crate::text;

/// Title, unit, notes and origin of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// The subject: at most two lines are shown.
    pub title: String,
    /// What the reader must know to read it: at most two lines are shown.
    pub subtitle: String,
    /// The unit of the values, at the upper right; one line.
    pub unit: String,
    /// What limits the figures: at most two lines are shown, above the source.
    pub note: String,
    /// Scenario, runs, worlds, seed and version: at most two lines are shown.
    pub source: String,
}

impl Caption {
    /// The caption of sheet number `sheet` (from 1) of `sheets`.
    #[must_use]
    pub fn of_sheet(&self, sheet: usize, sheets: usize, style: &Style) -> Caption {
        let title = &self.title;
        let title: Text = text!("{title} ({sheet}/{sheets})", "{title}（{sheet}/{sheets}）");
        Caption {
            title: title.of(style.language).to_owned(),
            ..self.clone()
        }
    }
}
