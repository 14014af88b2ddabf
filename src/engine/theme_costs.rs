//! What each theme cost by fiscal year, for those who ask; nobody else pays for it.

/// Amounts of one run, `[theme][fiscal year]`; they come to [`super::ThemeRun::cost`].
#[derive(Clone, Debug, Default)]
pub struct ThemeCosts {
    /// 0 where nobody asks.
    years: usize,
    amounts: Vec<i64>,
}

impl ThemeCosts {
    /// Nothing is kept.
    pub(crate) fn off() -> ThemeCosts {
        ThemeCosts::default()
    }

    /// Amounts of so many fiscal years are kept.
    pub(crate) fn by_year(years: usize) -> ThemeCosts {
        ThemeCosts {
            years,
            amounts: Vec::new(),
        }
    }

    pub(crate) fn clear(&mut self) {
        self.amounts.clear();
    }

    #[inline]
    pub(crate) fn add(&mut self, theme: u32, year: usize, amount: i64) {
        if self.years > 0 {
            self.keep(theme, year, amount);
        }
    }

    fn keep(&mut self, theme: u32, year: usize, amount: i64) {
        let place = theme as usize * self.years + year;
        if self.amounts.len() <= place {
            self.amounts.resize((theme as usize + 1) * self.years, 0);
        }
        let sum = &mut self.amounts[place];
        *sum = sum.saturating_add(amount);
    }

    /// What theme number `theme` of the run cost, by fiscal year; empty where it cost nothing, or
    /// nobody asked.
    pub fn of(&self, theme: usize) -> &[i64] {
        let from = theme * self.years;
        self.amounts
            .get(from..from + self.years)
            .unwrap_or_default()
    }
}
