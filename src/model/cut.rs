//! A model up to a day: what is told of it, such as at a date of the Council, is what happened by
//! then (GOV-4).
//!
//! Only the end of the simulated time moves. Nobody in a run looks ahead of it, and no rule reads
//! where it ends; so what happens up to the day is to the unit of the currency and to the instant
//! what happens in the longer run.

use jiff::civil::Date;

use super::{Model, Ticks};

impl Model {
    /// This model with the simulated time up to the end of `last`, and without the targets that
    /// are to be reached later. `None` where the day does not lie in the simulated time.
    #[must_use]
    pub fn until(mut self, last: Date) -> Option<Model> {
        self.calendar = self.calendar.until(last)?;
        self.until = Some(last);
        let years = self.calendar.years();
        for purse in &mut self.money.purses {
            purse.requests.truncate(years);
            purse.grants.truncate(years);
        }
        for cap in &mut self.money.caps {
            cap.amounts.truncate(years);
        }
        // The year of a target ends, at the earliest, with the day.
        let (calendar, end) = (&self.calendar, self.calendar.horizon());
        self.targets
            .retain(|target| target.by < years && calendar.year_end(target.by) <= end);
        Some(self)
    }

    /// The days on which the Council meets within the simulated time, growing (GOV-4).
    pub fn council_days(&self) -> impl Iterator<Item = Date> {
        let within = |time: &&Ticks| self.calendar.holds(**time);
        let dates = self.councils.iter().filter(within);
        dates.map(|time| self.calendar.date_of(*time))
    }
}
