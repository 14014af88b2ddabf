//! The unit in which money is printed, where nobody asks for another.

use super::{MoneyUnit, Style};
use crate::analysis::Figures;

/// The unit of `style`, or that which suits the mean cost of the whole time.
pub fn money_unit(figures: &Figures<'_>, style: &Style) -> MoneyUnit {
    let layout = figures.layout;
    let whole = layout.slice(figures.whole_budget(), layout.years);
    let fits = MoneyUnit::for_total(figures.mean(whole, 1.0));
    style.money.unwrap_or(fits)
}
