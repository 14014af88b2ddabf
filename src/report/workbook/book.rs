//! What all sheets of a workbook share: the content, the language, the unit of money, the looks.

use super::Content;
use super::looks::Looks;
use crate::language::{Language, Text, Words};
use crate::report::MoneyUnit;
use crate::report::sheet::Currency;

/// The table of what a request is derived from.
const DERIVATION: &str = "request_derivation";

/// A workbook that is being written.
pub(super) struct Book<'a> {
    pub content: &'a Content<'a>,
    /// How money is named and shown.
    pub currency: Currency<'a>,
    pub looks: Looks,
}

impl<'a> Book<'a> {
    pub fn new(content: &'a Content<'a>) -> Book<'a> {
        Book {
            content,
            currency: Currency {
                code: &content.model.currency,
                price_year: content.model.price_year,
                unit: content.unit,
            },
            looks: Looks::new(content.style, content.unit),
        }
    }

    /// The same for a table whose amounts are printed in a unit of their own.
    pub fn of_table(&self, name: &str) -> Book<'a> {
        let content = self.content;
        let unit = match (name, content.unit, content.style.money) {
            // Prices of single pieces, as in the details of a request (各目明細).
            (DERIVATION, MoneyUnit::Million | MoneyUnit::HundredMillion, None) => {
                MoneyUnit::Thousand
            }
            (_, unit, _) => unit,
        };
        Book {
            content,
            currency: Currency {
                unit,
                ..self.currency
            },
            looks: Looks::new(content.style, unit),
        }
    }

    pub fn language(&self) -> Language {
        self.content.style.language
    }

    pub fn say(&self, words: Words) -> &'static str {
        words.of(self.language())
    }

    pub fn tell(&self, text: Text) -> String {
        text.of(self.language()).to_owned()
    }

    /// The unit of money in words.
    pub fn money_unit(&self) -> String {
        let Currency {
            code,
            price_year,
            unit,
        } = self.currency;
        self.content.style.money_unit(unit, code, price_year)
    }

    /// A unit as it stands above a table.
    pub fn unit_above(&self, unit: &str) -> String {
        // Brackets in brackets are hard to read.
        let plain = unit.replace('（', "、").replace('）', "");
        self.tell(crate::text!("({unit})", "（単位：{plain}）"))
    }

    /// Whether the scenario has any money.
    pub fn has_money(&self) -> bool {
        self.currency.price_year.is_some()
    }

    /// The fiscal years of the run as they are printed.
    pub fn years(&self) -> Vec<String> {
        let calendar = &self.content.model.calendar;
        (0..calendar.years())
            .map(|year| self.content.style.fiscal_year(calendar.fiscal_year(year)))
            .collect()
    }

    /// Where the results come from, in a line.
    pub fn origin(&self) -> String {
        let (origin, style) = (self.content.origin, self.content.style);
        let count = |number: u64| style.number(number as f64, 0);
        let (runs, worlds) = (count(origin.runs), count(origin.worlds));
        let (scenario, seed, version) = (&origin.scenario, origin.seed, &origin.version);
        self.tell(crate::text!(
            "Scenario {scenario}, {runs} runs in {worlds} worlds, seed {seed}, soyaku {version}",
            "シナリオ {scenario}、試行{runs}回（{worlds}世界）、シード{seed}、soyaku {version}"
        ))
    }
}
