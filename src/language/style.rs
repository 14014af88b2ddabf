//! How years, dates, signs and money are printed for people.
//!
//! Amounts are whole units of the currency everywhere inside; they are rounded here, half up
//! (四捨五入), and nowhere else. Files for machines (CSV, JSON) know nothing of this.

use jiff::civil::Date;

use super::era::{date_in_era, fiscal_year_in_era};
use super::{Language, Text, Words, words};

/// How fiscal years are named.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum YearStyle {
    /// FY2014, 2014年度.
    Western,
    /// 平成26年度.
    Era,
    /// 平成26年度（2014年度）.
    Both,
}

/// The sign of a negative number.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Minus {
    /// −, the minus sign.
    Sign,
    /// △, as in budget tables.
    Triangle,
    /// ▲, as in review forms.
    BlackTriangle,
}

impl Minus {
    /// The sign itself.
    pub const fn sign(self) -> &'static str {
        match self {
            Minus::Sign => "\u{2212}",
            Minus::Triangle => "△",
            Minus::BlackTriangle => "▲",
        }
    }
}

/// The unit in which money is printed.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum MoneyUnit {
    /// The currency itself, 円.
    One,
    /// Thousands, 千円.
    Thousand,
    /// Millions, 百万円.
    Million,
    /// Hundreds of millions, 億円; printed with one decimal.
    HundredMillion,
}

impl MoneyUnit {
    /// How much of the currency it is.
    pub const fn size(self) -> i64 {
        match self {
            MoneyUnit::One => 1,
            MoneyUnit::Thousand => 1_000,
            MoneyUnit::Million => 1_000_000,
            MoneyUnit::HundredMillion => 100_000_000,
        }
    }

    /// Decimals that are printed of it.
    pub const fn decimals(self) -> usize {
        match self {
            MoneyUnit::HundredMillion => 1,
            _ => 0,
        }
    }

    const fn words(self) -> Words {
        match self {
            MoneyUnit::One => words("", ""),
            MoneyUnit::Thousand => words("thousand ", "千"),
            MoneyUnit::Million => words("million ", "百万"),
            MoneyUnit::HundredMillion => words("hundred million ", "億"),
        }
    }

    /// The unit that suits a total: millions from ten million on, else the currency itself.
    pub fn for_total(total: f64) -> MoneyUnit {
        match total.abs() >= 1e7 {
            true => MoneyUnit::Million,
            false => MoneyUnit::One,
        }
    }
}

/// How things are printed for people.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// The language of all words.
    pub language: Language,
    /// How fiscal years and dates are named.
    pub years: YearStyle,
    /// The sign of negative numbers.
    pub minus: Minus,
    /// The unit of money; where absent, what suits the total.
    pub money: Option<MoneyUnit>,
}

impl Style {
    /// What readers of a language expect: 平成26年度 and △ in Japanese, FY2014 and − in English.
    pub const fn of(language: Language) -> Style {
        let (years, minus) = match language {
            Language::English => (YearStyle::Western, Minus::Sign),
            Language::Japanese => (YearStyle::Era, Minus::Triangle),
        };
        Style {
            language,
            years,
            minus,
            money: None,
        }
    }

    /// This style where it is of that language, else what its readers expect, in the same unit of
    /// money.
    pub const fn in_language(&self, language: Language) -> Style {
        match (self.language, language) {
            (Language::English, Language::English) | (Language::Japanese, Language::Japanese) => {
                *self
            }
            _ => Style {
                money: self.money,
                ..Style::of(language)
            },
        }
    }

    /// A fiscal year: `FY2014`, `2014年度`, `平成26年度`, `平成26年度（2014年度）`.
    pub fn fiscal_year(&self, year: i32) -> String {
        match (self.years, self.language) {
            (YearStyle::Western, Language::English) => format!("FY{year}"),
            (YearStyle::Western, Language::Japanese) => format!("{year}年度"),
            (YearStyle::Era, _) => fiscal_year_in_era(year),
            (YearStyle::Both, Language::English) => {
                format!("{} (FY{year})", fiscal_year_in_era(year))
            }
            (YearStyle::Both, Language::Japanese) => {
                format!("{}（{year}年度）", fiscal_year_in_era(year))
            }
        }
    }

    /// A fiscal year where there is little room: in one way of counting, not in both.
    pub fn short_fiscal_year(&self, year: i32) -> String {
        let years = match self.years {
            YearStyle::Western => YearStyle::Western,
            YearStyle::Era | YearStyle::Both => YearStyle::Era,
        };
        Style { years, ..*self }.fiscal_year(year)
    }

    /// A day: `2014-10-31`, `2014年10月31日`, `平成26年10月31日`.
    pub fn date(&self, date: Date) -> String {
        match (self.years, self.language) {
            (_, Language::English) => date.to_string(),
            (YearStyle::Western, Language::Japanese) => {
                format!("{}年{}月{}日", date.year(), date.month(), date.day())
            }
            (_, Language::Japanese) => date_in_era(date),
        }
    }

    /// A calendar month: `2014-10`, `2014年10月`, `平成26年10月`.
    pub fn month(&self, year: i16, month: i8) -> String {
        match (Date::new(year, month, 1), self.language) {
            (Ok(first), Language::Japanese) => self.date(first).replace("月1日", "月"),
            _ => format!("{year:04}-{month:02}"),
        }
    }

    /// A number with so many decimals, rounded half up in its magnitude, with commas between
    /// groups of three digits and this style's sign; what rounds to nothing has no sign.
    pub fn number(&self, value: f64, decimals: usize) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let scale = 10_f64.powi(decimals as i32);
        // Half up of the decimal number that was meant, not of its nearest binary neighbour.
        let scaled = value.abs() * scale;
        let nearest = match scaled < 1e12 {
            true => scaled * 4.0 * f64::EPSILON,
            // Its neighbours are no longer nearer than the last digit.
            false => 0.0,
        };
        let whole = match scaled < MOST_WITH_HALVES {
            true => (scaled + 0.5 + nearest).floor(),
            false => scaled,
        };
        let digits = format!("{:.decimals$}", whole / scale);
        let sign = match value < 0.0 && whole > 0.0 {
            true => self.minus.sign(),
            false => "",
        };
        format!("{sign}{}", grouped_digits(&digits))
    }

    /// An amount of the currency in `unit`.
    pub fn money(&self, amount: f64, unit: MoneyUnit) -> String {
        self.number(amount / unit.size() as f64, unit.decimals())
    }

    /// An amount with its unit: `3,000,000 JPY`, `3百万円`; in whole units of the currency where
    /// no unit is asked for.
    pub fn amount(&self, amount: f64, currency: &str) -> String {
        let unit = self.money.unwrap_or(MoneyUnit::One);
        let (number, unit) = (
            self.money(amount, unit),
            self.money_unit(unit, currency, None),
        );
        match self.language {
            Language::English => format!("{number} {unit}"),
            Language::Japanese => format!("{number}{unit}"),
        }
    }

    /// The unit of money in words: `million JPY of 2013`, `百万円（2013年度価格）`.
    pub fn money_unit(&self, unit: MoneyUnit, currency: &str, price_year: Option<i32>) -> String {
        let prefix = unit.words().of(self.language);
        match self.language {
            Language::English => {
                let prices = price_year.map(|year| format!(" of {year}"));
                format!("{prefix}{currency}{}", prices.unwrap_or_default())
            }
            Language::Japanese => {
                let currency = match currency {
                    "JPY" => "円",
                    "USD" => "ドル",
                    "EUR" => "ユーロ",
                    other => other,
                };
                let prices = price_year.map(|year| format!("（{year}年価格）"));
                format!("{prefix}{currency}{}", prices.unwrap_or_default())
            }
        }
    }
}

/// From here on (2⁵²) a double holds whole numbers only.
const MOST_WITH_HALVES: f64 = 4_503_599_627_370_496.0;

/// A style for each language: what is told in both is printed in each as its readers expect.
#[derive(Copy, Clone, Debug)]
pub struct Styles {
    english: Style,
    japanese: Style,
}

impl Default for Styles {
    fn default() -> Styles {
        Styles {
            english: Style::of(Language::English),
            japanese: Style::of(Language::Japanese),
        }
    }
}

impl From<Style> for Styles {
    /// This style in its language, and the other language as its readers expect it.
    fn from(style: Style) -> Styles {
        let expected = Styles::default();
        match style.language {
            Language::English => Styles {
                english: style,
                ..expected
            },
            Language::Japanese => Styles {
                japanese: style,
                ..expected
            },
        }
    }
}

impl Styles {
    /// What `told` makes of each style.
    pub fn each(&self, told: impl Fn(&Style) -> String) -> Text {
        Text {
            english: told(&self.english),
            japanese: told(&self.japanese),
        }
    }
}

/// Digits with commas between groups of three before the decimal point.
fn grouped_digits(digits: &str) -> String {
    let (whole, decimals) = match digits.find('.') {
        Some(point) => digits.split_at(point),
        None => (digits, ""),
    };
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + decimals
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const JA: Style = Style::of(Language::Japanese);
    const EN: Style = Style::of(Language::English);

    #[test]
    fn years_and_dates_are_named_as_readers_expect() {
        let both = |style: Style| Style {
            years: YearStyle::Both,
            ..style
        };
        assert_eq!(JA.fiscal_year(2014), "平成26年度");
        assert_eq!(EN.fiscal_year(2014), "FY2014");
        assert_eq!(both(JA).fiscal_year(2028), "令和10年度（2028年度）");
        assert_eq!(both(EN).fiscal_year(2028), "令和10年度 (FY2028)");
        assert_eq!(JA.date(date(2014, 10, 31)), "平成26年10月31日");
        assert_eq!(EN.date(date(2014, 10, 31)), "2014-10-31");
    }

    #[test]
    fn numbers_are_rounded_half_up_in_their_magnitude() {
        assert_eq!(JA.number(1_234_567.5, 0), "1,234,568");
        assert_eq!(JA.number(-0.5, 0), "△1");
        assert_eq!(JA.number(-0.4, 0), "0");
        assert_eq!(EN.number(-2.5, 0), "\u{2212}3");
        assert_eq!(EN.number(1.005, 2), "1.01");
        assert_eq!(EN.number(999.95, 1), "1,000.0");
        assert_eq!(EN.number(f64::NAN, 1), "–");
        assert_eq!(EN.number(999e12, 0), "999,000,000,000,000");
        assert_eq!(
            EN.number(9_007_199_254_740_991.0, 0),
            "9,007,199,254,740,991"
        );
    }

    #[test]
    fn money_is_printed_in_its_unit() {
        assert_eq!(JA.money(-1_500_000.0, MoneyUnit::Million), "△2");
        assert_eq!(JA.money(7_800_000_000.0, MoneyUnit::HundredMillion), "78.0");
        let unit = MoneyUnit::Million;
        assert_eq!(
            JA.money_unit(unit, "JPY", Some(2013)),
            "百万円（2013年価格）"
        );
        assert_eq!(
            EN.money_unit(unit, "JPY", Some(2013)),
            "million JPY of 2013"
        );
        assert_eq!(MoneyUnit::for_total(1e7), MoneyUnit::Million);
        assert_eq!(EN.amount(3_000_000.0, "JPY"), "3,000,000 JPY");
        assert_eq!(JA.amount(-3_000_000.0, "JPY"), "△3,000,000円");
        let millions = Styles::from(Style {
            money: Some(MoneyUnit::Million),
            ..JA
        });
        let told = millions.each(|style| style.amount(3_000_000.0, "JPY"));
        assert_eq!(told.japanese, "3百万円");
        assert_eq!(
            told.english, "3,000,000 JPY",
            "the other language is left alone"
        );
    }
}
