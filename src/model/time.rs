//! Model time: integer ticks since the scenario's start, and the calendar that names them.
//!
//! A tick is 2⁻²⁴ month (about 0.16 s), so that sums of times are exact and do not depend on
//! their order. A date is a whole number of calendar months plus (day − 1) / (days of that
//! month); every month therefore has the same length in ticks, as in monthly budgeting.

use std::ops::{Add, AddAssign, Sub};

use jiff::civil::Date;

/// Ticks in a month.
pub const TICKS_PER_MONTH: i64 = 1 << 24;
/// Ticks in a year of twelve months.
pub const TICKS_PER_YEAR: i64 = 12 * TICKS_PER_MONTH;

/// An instant (ticks since the scenario's start) or a length of time, in ticks of 2⁻²⁴ month.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Ticks(pub i64);

impl Ticks {
    /// The scenario's start, and the empty length of time.
    pub const ZERO: Ticks = Ticks(0);
    /// The longest time the simulator works with: a thousand years.
    pub const MAX: Ticks = Ticks(1000 * TICKS_PER_YEAR);

    /// The nearest tick to a number of months; clamped to 0 … [`Ticks::MAX`], 0 for NaN.
    #[inline]
    pub fn from_months(months: f64) -> Ticks {
        // A float-to-integer cast saturates and turns NaN into 0, so no input is out of range.
        let ticks = (months * TICKS_PER_MONTH as f64 + 0.5) as i64;
        Ticks(ticks.clamp(0, Ticks::MAX.0))
    }

    /// This time in months.
    #[inline]
    pub fn months(self) -> f64 {
        self.0 as f64 / TICKS_PER_MONTH as f64
    }
}

impl Add for Ticks {
    type Output = Ticks;
    #[inline]
    fn add(self, other: Ticks) -> Ticks {
        Ticks(self.0 + other.0)
    }
}

impl AddAssign for Ticks {
    #[inline]
    fn add_assign(&mut self, other: Ticks) {
        self.0 += other.0;
    }
}

impl Sub for Ticks {
    type Output = Ticks;
    #[inline]
    fn sub(self, other: Ticks) -> Ticks {
        Ticks(self.0 - other.0)
    }
}

/// The days from the scenario's start to its horizon, cut into fiscal years (BUD-1).
///
/// Fiscal years are numbered 0, 1, … in the order they are met; the first and the last may be
/// parts of a year when the scenario starts or ends in mid-year.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    start: Date,
    horizon: Ticks,
    /// Whether what happens at the very horizon still counts.
    closed: bool,
    fiscal_year_starts: i8,
    /// From the first day of the first fiscal year to the scenario's start.
    lead_in: i64,
    years: usize,
}

impl Calendar {
    /// A calendar from `start` to `horizon`; `fiscal_year_starts` is the month (1–12) in which a
    /// fiscal year begins (April in Japan).
    ///
    /// A month outside 1–12 is taken as the nearest one inside, and the horizon is at least a tick.
    pub fn new(start: Date, horizon: Ticks, fiscal_year_starts: i8) -> Calendar {
        let fiscal_year_starts = fiscal_year_starts.clamp(1, 12);
        let horizon = Ticks(horizon.0.max(1));
        let year = fiscal_year_of(start, fiscal_year_starts);
        let first_day = i64::from(year) * 12 + i64::from(fiscal_year_starts) - 1;
        let lead_in = absolute(start) - first_day * TICKS_PER_MONTH;
        Calendar {
            start,
            horizon,
            closed: true,
            fiscal_year_starts,
            lead_in,
            years: ((horizon.0 - 1 + lead_in) / TICKS_PER_YEAR + 1) as usize,
        }
    }

    /// The same time from a later start on, to the same end; `None` where `start` does not lie in
    /// it.
    pub fn continued_from(&self, start: Date) -> Option<Calendar> {
        let passed = self.ticks_of(start);
        let within = (Ticks::ZERO..self.horizon).contains(&passed);
        within.then(|| Calendar::new(start, self.horizon - passed, self.fiscal_year_starts))
    }

    /// The same time up to the end of `last`: what happens at midnight after it counts no more.
    /// `None` where `last` does not lie in it.
    pub fn until(&self, last: Date) -> Option<Calendar> {
        let end = self.ticks_of(last.tomorrow().ok()?);
        (Ticks::ZERO < end && end <= self.horizon).then(|| Calendar {
            closed: false,
            ..Calendar::new(self.start, end, self.fiscal_year_starts)
        })
    }

    /// Where the horizon cuts a fiscal year: a calendar that holds the whole of it, and the next.
    pub fn with_whole_years(&self) -> Option<Calendar> {
        let end = self.year_end(self.years - 1);
        let longer = Ticks(end.0 + TICKS_PER_YEAR);
        let cut = self.horizon < end;
        cut.then(|| Calendar::new(self.start, longer, self.fiscal_year_starts))
    }

    /// Whether an instant, which is not before the start, lies in it.
    #[inline]
    pub fn holds(&self, time: Ticks) -> bool {
        time < self.horizon || (self.closed && time == self.horizon)
    }

    /// The last day.
    pub fn last_day(&self) -> Date {
        self.date_of(self.horizon - Ticks(1))
    }

    /// The scenario's first day.
    pub fn start(&self) -> Date {
        self.start
    }

    /// The month, 1 to 12, in which a fiscal year begins.
    pub fn fiscal_year_starts(&self) -> i8 {
        self.fiscal_year_starts
    }

    /// The number of the fiscal year named `name` (2013 for April 2013 to March 2014), if the
    /// simulated time touches it.
    pub fn year_named(&self, name: i64) -> Option<usize> {
        let year = usize::try_from(name - i64::from(self.fiscal_year(0))).ok()?;
        (year < self.years).then_some(year)
    }

    /// The end of the simulated time.
    #[inline]
    pub fn horizon(&self) -> Ticks {
        self.horizon
    }

    /// How many fiscal years the simulated time touches.
    pub fn years(&self) -> usize {
        self.years
    }

    /// The number of the fiscal year that holds the instant `time` (its first instant belongs to it).
    #[inline]
    pub fn year_of(&self, time: Ticks) -> usize {
        ((time.0 + self.lead_in) / TICKS_PER_YEAR) as usize
    }

    /// Like [`Calendar::year_of`], but an instant at the horizon belongs to the last fiscal year.
    pub fn year_until(&self, time: Ticks) -> usize {
        self.year_of(time).min(self.years() - 1)
    }

    /// The first instant after fiscal year number `year`, not cut at the horizon.
    #[inline]
    pub fn year_end(&self, year: usize) -> Ticks {
        Ticks((year as i64 + 1) * TICKS_PER_YEAR - self.lead_in)
    }

    /// The simulated part of fiscal year number `year`: `(from, until)`.
    pub fn year_span(&self, year: usize) -> (Ticks, Ticks) {
        let from = Ticks((self.year_end(year).0 - TICKS_PER_YEAR).max(0));
        (from, self.year_end(year).min(self.horizon))
    }

    /// The name of fiscal year number `year`: 2013 for April 2013 to March 2014.
    pub fn fiscal_year(&self, year: usize) -> i32 {
        i32::from(fiscal_year_of(self.start, self.fiscal_year_starts)) + year as i32
    }

    /// The name of the fiscal year that holds `date`, simulated or not.
    pub fn fiscal_year_on(&self, date: Date) -> i32 {
        i32::from(fiscal_year_of(date, self.fiscal_year_starts))
    }

    /// The instant at which `date` begins; negative before the start.
    pub fn ticks_of(&self, date: Date) -> Ticks {
        Ticks(absolute(date) - absolute(self.start))
    }

    /// The day that holds the instant `time`.
    pub fn date_of(&self, time: Ticks) -> Date {
        let ticks = absolute(self.start) + time.0;
        let months = ticks.div_euclid(TICKS_PER_MONTH);
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        let first = Date::new(year.clamp(-9999, 9999) as i16, month as i8, 1).unwrap_or(Date::MAX);
        let days = i64::from(first.days_in_month());
        // Half a tick is added so that a date maps to ticks and back to itself.
        let part = ticks.rem_euclid(TICKS_PER_MONTH);
        let day = (part * days * 2 + days) / (2 * TICKS_PER_MONTH) + 1;
        Date::new(first.year(), first.month(), day.min(days) as i8).unwrap_or(first)
    }
}

/// Ticks from the start of the year 0 to the beginning of `date`.
fn absolute(date: Date) -> i64 {
    let months = i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
    let days = i64::from(date.days_in_month());
    let part = ((i64::from(date.day()) - 1) * TICKS_PER_MONTH * 2 + days) / (2 * days);
    months * TICKS_PER_MONTH + part
}

/// The fiscal year that holds `date`, named after the calendar year in which it begins.
fn fiscal_year_of(date: Date, starts: i8) -> i16 {
    if date.month() >= starts {
        date.year()
    } else {
        date.year() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn japan(start: Date, years: i64) -> Calendar {
        Calendar::new(start, Ticks(years * TICKS_PER_YEAR), 4)
    }

    #[test]
    fn a_fiscal_year_runs_from_april_to_march() {
        let calendar = japan(date(2013, 4, 1), 2);
        assert_eq!(calendar.years(), 2);
        assert_eq!(calendar.fiscal_year(0), 2013);
        assert_eq!(calendar.year_of(calendar.ticks_of(date(2014, 3, 31))), 0);
        assert_eq!(calendar.year_of(calendar.ticks_of(date(2014, 4, 1))), 1);
        assert_eq!(calendar.year_end(0), Ticks(TICKS_PER_YEAR));
    }

    #[test]
    fn a_start_in_mid_year_cuts_the_first_and_the_last_year() {
        let calendar = japan(date(2014, 1, 16), 1);
        assert_eq!(calendar.years(), 2);
        assert_eq!(calendar.fiscal_year(0), 2013);
        let (from, until) = calendar.year_span(0);
        assert_eq!(
            (from, until),
            (Ticks::ZERO, calendar.ticks_of(date(2014, 4, 1)))
        );
        let (from, until) = calendar.year_span(1);
        assert_eq!(from, calendar.ticks_of(date(2014, 4, 1)));
        assert_eq!(until, calendar.horizon());
    }

    #[test]
    fn a_later_start_leaves_the_end_where_it_was() {
        let whole = japan(date(2013, 4, 1), 3);
        let rest = whole.continued_from(date(2014, 10, 11)).unwrap();
        assert_eq!(rest.start(), date(2014, 10, 11));
        assert_eq!((rest.years(), rest.fiscal_year(0)), (2, 2014));
        assert_eq!(rest.date_of(rest.horizon()), date(2016, 4, 1));
        assert_eq!(rest.horizon(), rest.ticks_of(date(2016, 4, 1)));
        assert_eq!(whole.continued_from(whole.start()).as_ref(), Some(&whole));
        for outside in [date(2013, 3, 31), date(2016, 4, 1)] {
            assert_eq!(whole.continued_from(outside), None);
        }
    }

    #[test]
    fn every_day_of_forty_years_maps_to_ticks_and_back() {
        let calendar = japan(date(2013, 4, 1), 40);
        let mut day = date(2013, 4, 1);
        while day < date(2053, 1, 1) {
            assert_eq!(calendar.date_of(calendar.ticks_of(day)), day);
            day = day.tomorrow().unwrap();
        }
    }

    #[test]
    fn months_out_of_range_are_clamped() {
        assert_eq!(Ticks::from_months(f64::NAN), Ticks::ZERO);
        assert_eq!(Ticks::from_months(-3.0), Ticks::ZERO);
        assert_eq!(Ticks::from_months(f64::INFINITY), Ticks::MAX);
        assert_eq!(Ticks::from_months(1.0), Ticks(TICKS_PER_MONTH));
    }
}
