//! Up to which day results are told: such as a date of the Council (GOV-4).

use clap::Args;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Outcome, complain};
use crate::diagnostic::{Diagnostic, listed};
use crate::language::{Language, words};
use crate::model::Model;
use crate::text;

/// What a date of the Council is called, before its number.
const COUNCIL: &str = "council-";

/// The option that cuts tables and charts at a day.
#[derive(Debug, Args, Serialize, Deserialize)]
pub(super) struct Cut {
    /// Tell only of what happens up to the end of this day: 2014-09-30, 平成26年9月30日, or
    /// council-2, the second date of the Council; default: the scenario's horizon.
    #[arg(long, value_name = "DAY", value_parser = a_last_day)]
    until: Option<LastDay>,
}

/// The last day that is told of.
#[derive(Copy, Clone, Debug, Serialize, Deserialize)]
enum LastDay {
    Day(Date),
    /// The date of the Council with this number, from 1.
    Council(usize),
}

fn a_last_day(text: &str) -> Result<LastDay, String> {
    if let Some(number) = text.strip_prefix(COUNCIL) {
        return match number.parse() {
            Ok(number) if number > 0 => Ok(LastDay::Council(number)),
            _ => Err(format!("{COUNCIL} is followed by a number from 1")),
        };
    }
    super::a_day(text).map(LastDay::Day)
}

impl Cut {
    /// The model up to the day, if one is given.
    ///
    /// # Errors
    ///
    /// Wrong usage, which is told, where there is no such day in the simulated time.
    pub fn of(&self, model: Model, language: Language) -> Result<Model, Outcome> {
        let Some(until) = self.until else {
            return Ok(model);
        };
        let day = match until {
            LastDay::Day(day) => Ok(day),
            LastDay::Council(number) => council(&model, number),
        };
        let (first, last) = (model.calendar.start(), model.calendar.last_day());
        let cut = day.and_then(|day| {
            model
                .until(day)
                .ok_or_else(|| out_of_range(day, first, last))
        });
        cut.map_err(|mistake| {
            complain(&mistake, language);
            Outcome::BadUsage
        })
    }
}

/// The day on which the Council meets for the `number`th time.
fn council(model: &Model, number: usize) -> Result<Date, Box<Diagnostic>> {
    let days: Vec<Date> = model.council_days().collect();
    if let Some(day) = days.get(number - 1) {
        return Ok(*day);
    }
    let message = text!(
        "there is no {COUNCIL}{number} in the time of this scenario",
        "{COUNCIL}{number}に当たる協議会の開催日はシナリオの期間にありません"
    );
    let mistake = Diagnostic::error("unknown-council", message);
    Err(Box::new(match days.is_empty() {
        true => mistake.help(words(
            "give dates in [council], or a day",
            "[council]に開催日を書くか、日付で指定してください",
        )),
        false => {
            let days = (1..).zip(days);
            let days: Vec<String> = days
                .map(|(number, day)| format!("{COUNCIL}{number} ({day})"))
                .collect();
            mistake.allowed(listed(days.iter().map(String::as_str)))
        }
    }))
}

fn out_of_range(day: Date, first: Date, last: Date) -> Box<Diagnostic> {
    let message = text!(
        "nothing can be told up to {day}: it is not in the time of this scenario",
        "{day}までの集計はできません。シナリオの期間に含まれない日付です"
    );
    Box::new(
        Diagnostic::error("until-out-of-range", message).allowed(text!(
            "days from {first} to {last}",
            "{first}～{last}の日付"
        )),
    )
}
