//! Days and fiscal years as people write them.
//!
//! What can mean one thing only is understood, in any of the forms of an office: western or era,
//! with 年月日, strokes or points, full width or not. What can mean two things is refused with both
//! named: 26.4.1 is 平成26年 to one reader and 2026 to the next.
//!
//! Eras hold to their days: there is no 平成32年, and 令和 begins on 1 May 2019. Fiscal years are
//! laxer by one: papers before May 2019 call the fiscal year 2019 平成31年度, which can mean
//! nothing else.

use jiff::civil::Date;

use super::{ERAS, Era, date_in_era, fiscal_year_in_era};
use crate::language::{Unreadable, narrow};
use crate::text;

/// The fiscal year of a text, named by the calendar year in which it begins.
///
/// `2014`, `FY2014`, `2014年度`, `平成26年度`, `平成26`, `H26年度`, `H26`, `令和元年度` and the like,
/// in any width and case; and two of them that agree, `平成26年度（2014年度）`.
///
/// # Errors
///
/// Whatever else, with the reason and how to write it.
///
/// ```
/// use soyaku::language::era::parse_fiscal_year;
///
/// assert_eq!(parse_fiscal_year("平成26年度"), Ok(2014));
/// assert_eq!(parse_fiscal_year("Ｒ元"), Ok(2019));
/// assert!(parse_fiscal_year("FY14").is_err());
/// ```
pub fn parse_fiscal_year(text: &str) -> Result<i32, Unreadable> {
    let narrowed = narrow(text.trim());
    let Some((first, second)) = narrowed
        .strip_suffix(')')
        .and_then(|text| text.split_once('('))
    else {
        return one_fiscal_year(&narrowed);
    };
    let (first, second) = (one_fiscal_year(first)?, one_fiscal_year(second)?);
    if first == second {
        return Ok(first);
    }
    let (one, two) = (fiscal_year_in_era(first), fiscal_year_in_era(second));
    Err(Unreadable {
        reason: text!(
            "it names two fiscal years, FY{first} and FY{second}",
            "{first}年度と{second}年度の二つを示しています"
        ),
        help: text!(
            "write FY{first} ({one}) or FY{second} ({two})",
            "{one}（{first}年度）か{two}（{second}年度）のどちらかにしてください"
        ),
    })
}

/// The fiscal year of a narrowed text that names one.
fn one_fiscal_year(text: &str) -> Result<i32, Unreadable> {
    let mut scanner = Scanner::of(text);
    let western = scanner.take_letters("FY");
    let era = if western { None } else { scanner.era() };
    let Some(count) = scanner.count(era) else {
        return Err(no_fiscal_year());
    };
    let ends = match scanner.take("会計年度") || scanner.take("年度") || scanner.is_at_end() {
        true => scanner.is_at_end(),
        false => scanner.take("年") && scanner.is_at_end(),
    };
    if !ends {
        return Err(no_fiscal_year());
    }
    let year = match era {
        Some(era) => era_fiscal_year(era, count.value)?,
        None if count.digits == 4 => count.value,
        None if count.digits <= 2 => return Err(short_fiscal_year(count.value)),
        None => return Err(no_fiscal_year()),
    };
    if scanner.text_so_far().ends_with('年') {
        let named = fiscal_year_in_era(year);
        return Err(Unreadable {
            reason: text!(
                "it is a calendar year, or a fiscal year without 度",
                "暦年なのか年度なのか分かりません"
            ),
            help: text!(
                "write FY{year}, {year}年度 or {named} if the fiscal year is meant",
                "年度であれば「{named}」または「{year}年度」としてください"
            ),
        });
    }
    Ok(year)
}

/// The fiscal year `number` of an era: up to the one in which the next begins.
fn era_fiscal_year(era: Era, number: i32) -> Result<i32, Unreadable> {
    let year = era.year(number);
    let after = era
        .last_day()
        .is_some_and(|last| year > i32::from(last.year()));
    match number >= 1 && !after && year <= 9999 {
        true => Ok(year),
        false => Err(no_such_era_year(
            era,
            number,
            fiscal_year_in_era(year),
            format!("FY{year}"),
        )),
    }
}

/// An era has no year of this number; `named` and `western` name the year that was meant.
fn no_such_era_year(era: Era, number: i32, named: String, western: String) -> Unreadable {
    let name = era.name;
    if number < 1 || era.last_day().is_none() {
        return Unreadable {
            reason: text!(
                "there is no year {number} of {name}",
                "{name}{number}年という年はありません"
            ),
            help: text!(
                "the first year of {name} is {name}元年 ({})",
                "{name}の最初の年は{name}元年（{}年）です",
                era.first.0
            ),
        };
    }
    let last = era
        .last_day()
        .map_or_else(String::new, |day| day.to_string());
    let last_named = era.last_day().map_or_else(String::new, date_in_era);
    Unreadable {
        reason: text!(
            "{name} ended on {last}",
            "{name}は{last}（{last_named}）で終わりました"
        ),
        help: text!(
            "write {named} or {western}",
            "「{named}」または「{western}」としてください"
        ),
    }
}

/// A year of two digits without era.
fn short_fiscal_year(number: i32) -> Unreadable {
    let western = 2000 + number;
    let eras = era_years(number);
    let (english, japanese) = match &eras[..] {
        [] => (String::new(), String::new()),
        _ => {
            let of = |year: &(Era, i32)| fiscal_year_in_era(year.1);
            let named: Vec<String> = eras.iter().map(of).collect();
            (
                format!(", {}", named.join(" or ")),
                format!("、{}", named.join("、")),
            )
        }
    };
    Unreadable {
        reason: text!(
            "the century or era is missing",
            "世紀または元号がありません"
        ),
        help: text!(
            "write the whole year: FY{western}{english}",
            "{western}年度{japanese}のように、西暦4桁か元号で書いてください"
        ),
    }
}

/// The eras since 昭和 that have a year of this number, with its western year.
fn era_years(number: i32) -> Vec<(Era, i32)> {
    let recent = ERAS.iter().take(3).map(|era| (*era, era.year(number)));
    recent
        .filter(|(era, year)| number >= 1 && (!ended_before(*era, *year)))
        .collect()
}

fn ended_before(era: Era, year: i32) -> bool {
    era.last_day()
        .is_some_and(|last| year > i32::from(last.year()))
}

fn no_fiscal_year() -> Unreadable {
    Unreadable {
        reason: text!("no year can be read from it", "年度として読み取れません"),
        help: text!(
            "write FY2014, 2014年度, 平成26年度 or H26",
            "「平成26年度」「H26」「2014年度」「FY2014」のように書いてください"
        ),
    }
}

/// The day of a text.
///
/// `2014-04-01`, `2014/4/1`, `2014.4.1`, `2014年4月1日`, `平成26年4月1日`, `H26.4.1`, `令和元年5月1日`
/// and the like, in any width and case; a time behind it only if it is midnight.
///
/// # Errors
///
/// Whatever else, with the reason and how to write it.
///
/// ```
/// use jiff::civil::date;
/// use soyaku::language::era::parse_date;
///
/// assert_eq!(parse_date("H26.4.1"), Ok(date(2014, 4, 1)));
/// assert!(parse_date("4/1/14").is_err());
/// ```
pub fn parse_date(text: &str) -> Result<Date, Unreadable> {
    let narrowed = narrow(text.trim());
    let mut scanner = Scanner::of(&narrowed);
    let era = scanner.era();
    let Some((year, month, day)) = scanner.year_month_day(era) else {
        return Err(no_date(&narrowed));
    };
    scanner.midnight();
    if !scanner.is_at_end() {
        return Err(no_date(&narrowed));
    }
    match era {
        Some(era) => era_date(era, year.value, month.value, day.value),
        None if year.digits == 4 => civil(year.value, month.value, day.value),
        None => Err(unclear_date(year, month, day)),
    }
}

/// The first day of the month of a text: `2014-04`, `2014/4`, `2014年4月`, `平成26年4月`, `H26.4`.
///
/// # Errors
///
/// Whatever else, with the reason and how to write it.
///
/// ```
/// use jiff::civil::date;
/// use soyaku::language::era::parse_month;
///
/// assert_eq!(parse_month("平成26年4月"), Ok(date(2014, 4, 1)));
/// assert!(parse_month("4/14").is_err());
/// ```
pub fn parse_month(text: &str) -> Result<Date, Unreadable> {
    let narrowed = narrow(text.trim());
    let mut scanner = Scanner::of(&narrowed);
    let era = scanner.era();
    let Some((year, month)) = scanner.year_month(era).filter(|_| scanner.is_at_end()) else {
        return Err(no_month());
    };
    match era {
        None if year.digits == 4 => civil(year.value, month.value, 1),
        None => Err(no_month()),
        // The month in which an era begins is its own, though it begins later.
        Some(era) => match era_date(era, year.value, month.value, 1) {
            Err(_) if is_first_month(era, year.value, month.value) => {
                civil(era.year(year.value), month.value, 1)
            }
            result => result,
        },
    }
}

fn is_first_month(era: Era, number: i32, month: i32) -> bool {
    number == 1 && month == i32::from(era.first.1)
}

fn no_month() -> Unreadable {
    Unreadable {
        reason: text!("no month can be read from it", "年月として読み取れません"),
        help: text!(
            "write year and month: 2014-04, 2014/4, 2014年4月, 平成26年4月 or H26.4",
            "年月を「2014-04」「2014/4」「2014年4月」「平成26年4月」「H26.4」のように書いてください"
        ),
    }
}

/// The day of a calendar year.
fn civil(year: i32, month: i32, day: i32) -> Result<Date, Unreadable> {
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    if let (Ok(year), Ok(month), Ok(day)) = parts
        && let Ok(date) = Date::new(year, month, day)
    {
        return Ok(date);
    }
    let (reason, help) = match Date::new(
        i16::try_from(year).unwrap_or(0),
        i8::try_from(month).unwrap_or(0),
        1,
    ) {
        Ok(first) => {
            let days = first.days_in_month();
            (
                text!(
                    "month {month} of {year} has no day {day}",
                    "{year}年{month}月に{day}日はありません"
                ),
                text!(
                    "write a day from 1 to {days}",
                    "1日から{days}日までの日を書いてください"
                ),
            )
        }
        Err(_) => (
            text!(
                "a year has no month {month}",
                "{month}月という月はありません"
            ),
            text!(
                "write year, month and day in this order, such as 2014-04-01",
                "2014-04-01 のように年・月・日の順に書いてください"
            ),
        ),
    };
    Err(Unreadable { reason, help })
}

/// The day of an era, if it lies in it.
fn era_date(era: Era, number: i32, month: i32, day: i32) -> Result<Date, Unreadable> {
    let year = era.year(number);
    if number < 1 || year > 9999 {
        return Err(no_such_era_year(era, number, String::new(), String::new()));
    }
    let date = civil(year, month, day)?;
    let named = date_in_era(date);
    if date < era.first_day() {
        let first = era.first_day();
        let (name, first_named) = (era.name, date_in_era(first));
        return Err(Unreadable {
            reason: text!(
                "{name} began on {first} only",
                "{name}は{first}（{first_named}）に始まりました"
            ),
            help: text!(
                "write {named} or {date}",
                "「{named}」または「{date}」としてください"
            ),
        });
    }
    match era.last_day().is_some_and(|last| date > last) {
        true => Err(no_such_era_year(era, number, named, date.to_string())),
        false => Ok(date),
    }
}

/// Three numbers of which the first is no whole year.
fn unclear_date(first: Count, second: Count, third: Count) -> Unreadable {
    if third.digits == 4 {
        return Unreadable {
            reason: text!(
                "the order of day and month is not clear",
                "日と月の順序がはっきりしません"
            ),
            help: text!(
                "write the year first, as {:04}-{:02}-{:02} or {:04}-{:02}-{:02}",
                "「{:04}-{:02}-{:02}」または「{:04}-{:02}-{:02}」のように年を先に書いてください",
                third.value,
                first.value,
                second.value,
                third.value,
                second.value,
                first.value
            ),
        };
    }
    let (month, day) = (second.value, third.value);
    let mut readings: Vec<String> = era_years(first.value)
        .into_iter()
        .filter_map(|(era, _)| era_date(era, first.value, month, day).ok())
        .map(date_in_era)
        .collect();
    readings.extend(
        civil(2000 + first.value % 100, month, day)
            .ok()
            .map(|date| date.to_string()),
    );
    // The American order: month, day, year.
    readings.extend(
        civil(2000 + third.value % 100, first.value, second.value)
            .ok()
            .map(|date| date.to_string()),
    );
    readings.dedup();
    if readings.is_empty() {
        readings.push("2014-04-01".to_owned());
    }
    Unreadable {
        reason: text!(
            "the year is not clear: its century or era is missing",
            "年がはっきりしません（世紀または元号がありません）"
        ),
        help: text!(
            "write the whole date, such as {}",
            "{} のように、西暦4桁か元号で書いてください",
            readings.join(" / ")
        ),
    }
}

/// A text that is no date at all, with what can be guessed of it.
fn no_date(text: &str) -> Unreadable {
    let reason = text!("no day can be read from it", "日付として読み取れません");
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && text.len() == 8 {
        let (year, month, day) = (&text[..4], &text[4..6], &text[6..]);
        return Unreadable {
            reason,
            help: text!(
                "write {year}-{month}-{day}",
                "「{year}-{month}-{day}」と書いてください"
            ),
        };
    }
    if let Some(date) = day_of_serial_number(text).filter(|_| digits) {
        return Unreadable {
            reason,
            help: text!(
                "if it is the number by which a spreadsheet counts days, it is {date}: format the cell as a date, or write {date}",
                "表計算ソフトの日付のシリアル値であれば{date}です。セルの書式を日付にするか、{date}と書いてください"
            ),
        };
    }
    Unreadable {
        reason,
        help: text!(
            "write year, month and day: 2014-04-01, 2014/4/1, 2014年4月1日, 平成26年4月1日 or H26.4.1",
            "年月日を「2014-04-01」「2014/4/1」「2014年4月1日」「平成26年4月1日」「H26.4.1」のように書いてください"
        ),
    }
}

/// The day that a spreadsheet counts by this number, of five digits, where it counts from 1900.
fn day_of_serial_number(text: &str) -> Option<Date> {
    let number: i64 = text.parse().ok().filter(|_| text.len() == 5)?;
    Date::constant(1899, 12, 30)
        .checked_add(jiff::Span::new().days(number))
        .ok()
}

/// A number and how many digits it was written with; 元 counts as 1 without digits.
#[derive(Copy, Clone, Debug)]
struct Count {
    value: i32,
    digits: usize,
}

/// Reads a narrowed text from its beginning, passing over spaces between its parts.
struct Scanner<'a> {
    whole: &'a str,
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn of(text: &'a str) -> Scanner<'a> {
        Scanner {
            whole: text,
            rest: text,
        }
    }

    fn is_at_end(&self) -> bool {
        self.rest.trim_start().is_empty()
    }

    /// What has been read.
    fn text_so_far(&self) -> &'a str {
        &self.whole[..self.whole.len() - self.rest.len()]
    }

    fn take(&mut self, word: &str) -> bool {
        match self.rest.trim_start().strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes ASCII letters in either case.
    fn take_letters(&mut self, letters: &str) -> bool {
        let rest = self.rest.trim_start();
        let head = rest.get(..letters.len());
        let found = head.is_some_and(|head| head.eq_ignore_ascii_case(letters));
        if found {
            self.rest = &rest[letters.len()..];
        }
        found
    }

    /// The name of an era, or its letter before a number.
    fn era(&mut self) -> Option<Era> {
        let named = ERAS.into_iter().find(|era| self.take(era.name));
        named.or_else(|| {
            ERAS.into_iter()
                .find(|era| self.take_letters(era.letter.encode_utf8(&mut [0; 4])))
        })
    }

    /// A year: digits, or 元 in an era.
    fn count(&mut self, era: Option<Era>) -> Option<Count> {
        if era.is_some() && self.take("元") {
            return Some(Count {
                value: 1,
                digits: 0,
            });
        }
        self.number()
    }

    fn number(&mut self) -> Option<Count> {
        let rest = self.rest.trim_start();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=4).contains(&digits) {
            return None;
        }
        self.rest = &rest[digits..];
        let value = rest[..digits].parse().ok()?;
        Some(Count { value, digits })
    }

    /// Three numbers with 年月日 behind them, or one sign between them.
    fn year_month_day(&mut self, era: Option<Era>) -> Option<(Count, Count, Count)> {
        let year = self.count(era)?;
        if self.take("年") {
            let month = self.number()?;
            self.take("月").then_some(())?;
            let day = self.number()?;
            self.take("日").then_some(())?;
            return Some((year, month, day));
        }
        let sign = ["-", "/", "."].into_iter().find(|sign| self.take(sign))?;
        let month = self.number()?;
        self.take(sign).then_some(())?;
        Some((year, month, self.number()?))
    }

    /// Two numbers with 年月 behind them, or one sign between them.
    fn year_month(&mut self, era: Option<Era>) -> Option<(Count, Count)> {
        let year = self.count(era)?;
        if self.take("年") {
            let month = self.number()?;
            return self.take("月").then_some((year, month));
        }
        ["-", "/", "."].into_iter().find(|sign| self.take(sign))?;
        Some((year, self.number()?))
    }

    /// Passes over a time of day that is midnight, as databases and spreadsheets add it.
    fn midnight(&mut self) {
        let time = self.rest.trim_start_matches([' ', 'T']);
        let parts: Vec<&str> = time.split(':').collect();
        let zero = |part: &&str| matches!(*part, "0" | "00");
        if (2..=3).contains(&parts.len()) && parts.iter().all(zero) {
            self.rest = "";
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::language::{Style, YearStyle};
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn fiscal_years_are_read_in_every_usual_form() {
        for (text, year) in [
            ("2014", 2014),
            ("FY2014", 2014),
            (" fy 2014 ", 2014),
            ("2014年度", 2014),
            ("2014会計年度", 2014),
            ("２０１４年度", 2014),
            ("平成26年度", 2014),
            ("平成２６年度", 2014),
            ("㍻26年度", 2014),
            ("平成 26 年度", 2014),
            ("平成26", 2014),
            ("H26年度", 2014),
            ("H26", 2014),
            ("ｈ２６", 2014),
            ("令和元年度", 2019),
            ("令和1年度", 2019),
            ("平成31年度", 2019),
            ("R元", 2019),
            ("R10", 2028),
            ("平成元年度", 1989),
            ("昭和64年度", 1989),
            ("S63", 1988),
            ("平成26年度（2014年度）", 2014),
            ("令和10年度 (FY2028)", 2028),
        ] {
            assert_eq!(parse_fiscal_year(text), Ok(year), "{text}");
        }
    }

    fn refused(text: &str) -> (String, String) {
        match parse_fiscal_year(text) {
            Ok(year) => panic!("{text} was read as {year}"),
            Err(error) => (
                error.to_string(),
                format!("{}。{}", error.reason.japanese, error.help.japanese),
            ),
        }
    }

    #[test]
    fn fiscal_years_that_are_unclear_or_do_not_exist_are_refused_with_help() {
        for (text, english, japanese) in [
            (
                "平成32年度",
                "平成 ended on 2019-04-30; write 令和2年度 or FY2020",
                "平成は2019-04-30（平成31年4月30日）で終わりました。「令和2年度」または「FY2020」としてください",
            ),
            (
                "H0",
                "there is no year 0 of 平成; the first year of 平成 is 平成元年 (1989)",
                "平成0年という年はありません。平成の最初の年は平成元年（1989年）です",
            ),
            (
                "FY14",
                "the century or era is missing; write the whole year: FY2014, 令和14年度 or 平成14年度 or 昭和14年度",
                "世紀または元号がありません。2014年度、令和14年度、平成14年度、昭和14年度のように、西暦4桁か元号で書いてください",
            ),
            (
                "2014年",
                "it is a calendar year, or a fiscal year without 度; write FY2014, 2014年度 or 平成26年度 if the fiscal year is meant",
                "暦年なのか年度なのか分かりません。年度であれば「平成26年度」または「2014年度」としてください",
            ),
            (
                "平成26年度（2013年度）",
                "it names two fiscal years, FY2014 and FY2013; write FY2014 (平成26年度) or FY2013 (平成25年度)",
                "2014年度と2013年度の二つを示しています。平成26年度（2014年度）か平成25年度（2013年度）のどちらかにしてください",
            ),
            (
                "soon",
                "no year can be read from it; write FY2014, 2014年度, 平成26年度 or H26",
                "年度として読み取れません。「平成26年度」「H26」「2014年度」「FY2014」のように書いてください",
            ),
        ] {
            assert_eq!(
                refused(text),
                (english.to_owned(), japanese.to_owned()),
                "{text}"
            );
        }
        for text in [
            "",
            "年度",
            "H",
            "FY",
            "20145",
            "2014/15",
            "FY2014年度x",
            "度2014",
            "平成26年度（",
            "-2014",
        ] {
            assert!(parse_fiscal_year(text).is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_read_in_every_usual_form() {
        for text in [
            "2014-04-01",
            "2014/4/1",
            "2014/04/01 0:00",
            "2014-04-01T00:00:00",
            "2014.4.1",
            "2014年4月1日",
            "2014年 4月 1日",
            "平成26年4月1日",
            "平成２６年４月１日",
            "H26.4.1",
            "h26/4/1",
            "Ｈ２６．４．１",
            "２０１４／４／１",
            "2014−04−01",
        ] {
            assert_eq!(parse_date(text), Ok(date(2014, 4, 1)), "{text}");
        }
        assert_eq!(parse_date("令和元年5月1日"), Ok(date(2019, 5, 1)));
        assert_eq!(parse_date("R元.5.1"), Ok(date(2019, 5, 1)));
        assert_eq!(parse_date("平成31年4月30日"), Ok(date(2019, 4, 30)));
        assert_eq!(parse_date("昭和64年1月7日"), Ok(date(1989, 1, 7)));
    }

    #[test]
    fn days_that_are_unclear_or_do_not_exist_are_refused_with_help() {
        for (text, wanted) in [
            (
                "平成32年4月1日",
                "平成 ended on 2019-04-30; write 令和2年4月1日 or 2020-04-01",
            ),
            (
                "平成31年5月1日",
                "平成 ended on 2019-04-30; write 令和元年5月1日 or 2019-05-01",
            ),
            (
                "令和元年4月1日",
                "令和 began on 2019-05-01 only; write 平成31年4月1日 or 2019-04-01",
            ),
            (
                "令和0年4月1日",
                "there is no year 0 of 令和; the first year of 令和 is 令和元年 (2019)",
            ),
            (
                "4/1/2014",
                "the order of day and month is not clear; write the year first, as 2014-04-01 or 2014-01-04",
            ),
            (
                "26.4.1",
                "the year is not clear: its century or era is missing; write the whole date, such as 令和26年4月1日 / 平成26年4月1日 / 昭和26年4月1日 / 2026-04-01",
            ),
            (
                "4/1/14",
                "the year is not clear: its century or era is missing; write the whole date, such as 令和4年1月14日 / 平成4年1月14日 / 昭和4年1月14日 / 2004-01-14 / 2014-04-01",
            ),
            (
                "2014/2/30",
                "month 2 of 2014 has no day 30; write a day from 1 to 28",
            ),
            (
                "2014/13/1",
                "a year has no month 13; write year, month and day in this order, such as 2014-04-01",
            ),
            ("20140401", "no day can be read from it; write 2014-04-01"),
            (
                "41730",
                "no day can be read from it; if it is the number by which a spreadsheet counts days, it is 2014-04-01: format the cell as a date, or write 2014-04-01",
            ),
        ] {
            assert_eq!(
                parse_date(text).map_err(|error| error.to_string()),
                Err(wanted.to_owned()),
                "{text}"
            );
        }
        for text in [
            "",
            "2014年4月",
            "2014-4",
            "2014-4/1",
            "2014-04-01 12:00",
            "2014年4月1日（火",
            "H26",
            "T",
            "元年4月1日",
            "2014 4 1",
        ] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn months_are_read_in_every_usual_form() {
        for text in [
            "2014-04",
            "2014/4",
            "２０１４年４月",
            "平成26年4月",
            "H26.4",
        ] {
            assert_eq!(parse_month(text), Ok(date(2014, 4, 1)), "{text}");
        }
        assert_eq!(parse_month("平成元年1月"), Ok(date(1989, 1, 1)));
        for text in [
            "2014",
            "4/14",
            "26.4",
            "2014-13",
            "平成32年4月",
            "2014-04-01",
            "",
            "月",
        ] {
            assert!(parse_month(text).is_err(), "{text}");
        }
    }

    fn styles() -> Vec<Style> {
        let years = [YearStyle::Western, YearStyle::Era, YearStyle::Both];
        Language::ALL
            .into_iter()
            .flat_map(|language| {
                years.map(|years| Style {
                    years,
                    ..Style::of(language)
                })
            })
            .collect()
    }

    proptest! {
        #[test]
        fn every_year_and_day_is_read_as_it_is_printed(days in 0_i64..120_000) {
            let day = date(1868, 1, 25).saturating_add(jiff::Span::new().days(days));
            for style in styles() {
                prop_assert_eq!(parse_date(&style.date(day)), Ok(day));
                let year = i32::from(day.year());
                prop_assert_eq!(parse_fiscal_year(&style.fiscal_year(year)), Ok(year));
            }
        }

        #[test]
        fn no_text_makes_the_parsers_fail(text in "[HhRrSFY平成令和元年月日度会計0-9０-９()（）./: 　−-]{0,14}|.{0,20}") {
            let _ = parse_date(&text);
            let _ = parse_month(&text);
            let _ = parse_fiscal_year(&text);
        }
    }
}
