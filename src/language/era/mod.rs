//! Japanese eras: 31 October 2014 is 平成26年10月31日, the fiscal year 2014 is 平成26年度.
//!
//! A fiscal year, which begins in April, is named by the era in which it ends the calendar year it
//! is named after: the fiscal year 2019 is 令和元年度, though early papers have 平成31年度.

mod read;

use jiff::civil::Date;

pub use read::{parse_date, parse_fiscal_year, parse_month};

/// An era.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Era {
    /// Its name, `平成`.
    pub name: &'static str,
    /// The letter that stands for it in short forms, `H` in `H26`.
    pub letter: char,
    /// Its first day: year, month, day.
    pub first: (i16, i8, i8),
}

/// The eras since 1868, the latest first.
pub const ERAS: [Era; 5] = [
    era("令和", 'R', (2019, 5, 1)),
    era("平成", 'H', (1989, 1, 8)),
    era("昭和", 'S', (1926, 12, 25)),
    era("大正", 'T', (1912, 7, 30)),
    era("明治", 'M', (1868, 1, 25)),
];

const fn era(name: &'static str, letter: char, first: (i16, i8, i8)) -> Era {
    Era {
        name,
        letter,
        first,
    }
}

impl Era {
    /// The calendar year that is year `number` of this era, 1 for 元年.
    pub fn year(self, number: i32) -> i32 {
        i32::from(self.first.0) - 1 + number
    }

    /// Its last day; `None` for the era that goes on.
    pub fn last_day(self) -> Option<Date> {
        let next = ERAS
            .iter()
            .rev()
            .find(|next| next.first > self.first)
            .copied()?;
        next.first_day().yesterday().ok()
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        let (year, month, day) = self.first;
        Date::constant(year, month, day)
    }

    /// A calendar year counted in this era: `平成26`; the first is `元`.
    fn count(self, year: i32) -> String {
        match year - i32::from(self.first.0) {
            0 => format!("{}元", self.name),
            passed => format!("{}{}", self.name, passed + 1),
        }
    }
}

/// A fiscal year in its era: 2014 as `平成26年度`; before all eras as `1867年度`.
pub fn fiscal_year_in_era(year: i32) -> String {
    let held = ERAS.iter().find(|era| year >= i32::from(era.first.0));
    let count = held.map_or_else(|| year.to_string(), |era| era.count(year));
    format!("{count}年度")
}

/// A day in its era: `平成26年10月31日`; before all eras with the year as it is.
pub fn date_in_era(date: Date) -> String {
    let day = (date.year(), date.month(), date.day());
    let held = ERAS.iter().find(|era| day >= era.first);
    let year = i32::from(day.0);
    let count = held.map_or_else(|| year.to_string(), |era| era.count(year));
    format!("{count}年{}月{}日", day.1, day.2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn fiscal_years_stand_in_their_eras() {
        for (year, wanted) in [
            (2028, "令和10年度"),
            (2020, "令和2年度"),
            (2019, "令和元年度"),
            (2018, "平成30年度"),
            (2014, "平成26年度"),
            (1989, "平成元年度"),
            (1988, "昭和63年度"),
            (1867, "1867年度"),
        ] {
            assert_eq!(fiscal_year_in_era(year), wanted);
        }
    }

    #[test]
    fn an_era_begins_on_its_first_day() {
        for (day, wanted) in [
            (date(2019, 5, 1), "令和元年5月1日"),
            (date(2019, 4, 30), "平成31年4月30日"),
            (date(1989, 1, 7), "昭和64年1月7日"),
            (date(2014, 10, 31), "平成26年10月31日"),
            (date(1800, 1, 2), "1800年1月2日"),
        ] {
            assert_eq!(date_in_era(day), wanted);
        }
        assert_eq!(ERAS[1].year(26), 2014);
    }
}
