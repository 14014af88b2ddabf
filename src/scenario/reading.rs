//! How a scenario is read: with which one-off changes, and as of which day (BUD-9).
//!
//! A scenario says when its time starts. Read as of a later day, its simulated time begins on the
//! day after it and ends where it always did; what was spent by then is known, what falls due
//! later is simulated. What the scenario says of years and arrivals that have passed by then was
//! true when it was written and is no mistake.

use jiff::civil::Date;

use super::decode::Decoder;
use super::view::View;
use crate::language::{Text, words};
use crate::model::{Calendar, Ticks};
use crate::text;

/// How a scenario is to be read; by default as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The last day of which everything is known; the simulated time begins on the day after it.
    /// Absent: the day before the scenario's own start.
    pub as_of: Option<Date>,
    /// One-off changes, `key=value` each, laid over the scenario in this order: `--set`.
    pub set: Vec<String>,
}

impl<'a> Decoder<'a> {
    /// The calendar as it is read, of the one that is `written`.
    pub(super) fn calendar_as_read(
        &mut self,
        written: &Calendar,
        scenario: &View<'a>,
    ) -> Option<Calendar> {
        let Some(day) = self.as_of else {
            return Some(written.clone());
        };
        let begins = day.tomorrow().ok();
        if let Some(calendar) = begins.and_then(|begins| written.continued_from(begins)) {
            return Some(calendar);
        }
        let last = written.date_of(Ticks(written.horizon().0 - 1));
        let days = [written.start(), last].map(|day| day.yesterday().unwrap_or(day));
        let start = scenario.get("start");
        self.error(
            "as-of-out-of-range",
            start.map_or(scenario.node().span, |start| start.node().span),
            text!(
                "the scenario cannot be read as of {day}: its time is from {0} to {last}",
                "シナリオを{day}時点として読むことはできません（期間は{0}～{last}）",
                written.start()
            ),
            text!(
                "days from {0} (the day before the start) to {1}",
                "{0}（開始の前日）～{1}",
                days[0],
                days[1]
            ),
        );
        None
    }

    /// Whether fiscal year `name` is one of those that the scenario covers and that are over by the
    /// day as of which it is read.
    pub(super) fn is_over(&self, name: i64) -> bool {
        let first = |calendar: &Calendar| i64::from(calendar.fiscal_year(0));
        (first(&self.written)..first(&self.calendar)).contains(&name)
    }

    /// What begins on the first simulated day, in the words of a message.
    pub(super) fn what_starts(&self) -> Text {
        match self.as_of {
            None => words("the scenario starts", "シナリオの開始").into(),
            Some(day) => text!(
                "the day after {day}, as of which the scenario is read",
                "シナリオを読む時点{day}の翌日"
            ),
        }
    }
}
