//! What sheets of money for a terminal of 80 columns have in common: how amounts and shares are
//! printed, the head, the notes at the foot.

use super::Origin;
use super::columns::{WIDTH, fit, pad_left};
use super::wrap::wrap;
use crate::language::{Language, MoneyUnit, Style, Text, Words, words};
use crate::model::Model;
use crate::text;

/// Where nothing applies.
pub(super) const NONE: &str = "–";

/// A sheet in one style and unit of money.
pub(super) struct Paper<'a> {
    pub model: &'a Model,
    pub style: &'a Style,
    pub unit: MoneyUnit,
}

impl Paper<'_> {
    pub fn say(&self, what: Words) -> &'static str {
        what.of(self.style.language)
    }

    pub fn tell(&self, what: &Text) -> String {
        what.of(self.style.language).to_owned()
    }

    /// An amount in the unit of the sheet; what is no number does not apply.
    pub fn money(&self, amount: f64) -> String {
        match amount.is_finite() {
            true => self.style.money(amount, self.unit),
            false => NONE.to_owned(),
        }
    }

    /// A share in per cent; what is no number does not apply.
    pub fn percent(&self, share: f64, decimals: usize) -> String {
        if !share.is_finite() {
            return NONE.to_owned();
        }
        let share = self.style.number(100.0 * share, decimals);
        match self.style.language {
            Language::English => format!("{share} %"),
            Language::Japanese => format!("{share}％"),
        }
    }

    /// The name of fiscal year number `year`.
    pub fn fiscal_year(&self, year: usize) -> String {
        let name = self.model.calendar.fiscal_year(year);
        self.style.short_fiscal_year(name)
    }

    /// The title, how much was simulated behind what is said of it, and the unit.
    pub fn head(&self, title: &Text, before: &Text, origin: &Origin) -> String {
        let runs = self.style.number(origin.runs as f64, 0);
        let worlds = self.style.number(origin.worlds as f64, 0);
        let seed = origin.seed;
        let about = text!(
            "{before}{runs} runs in {worlds} worlds, seed {seed}",
            "{before}試行{runs}回（{worlds}世界）、シード{seed}";
            before
        );
        let unit = self
            .style
            .money_unit(self.unit, &self.model.currency, self.model.price_year);
        let unit = text!("(in {unit})", "（単位：{unit}）");
        let mut lines = vec![
            fit(&self.tell(title), WIDTH),
            fit(&self.tell(&about), WIDTH),
        ];
        if let Some(last) = self.model.until {
            let last = self.style.date(last);
            let cut = text!(
                "counted up to {last}; what falls due later is left out",
                "{last}までの集計（その後の支払は含まない）"
            );
            lines.push(self.tell(&cut));
        }
        lines.push(pad_left(&self.tell(&unit), WIDTH));
        lines.join("\n") + "\n"
    }

    /// Notes, each behind its mark.
    pub fn notes(&self, notes: &[Text]) -> String {
        let mark = self.say(words("Note: ", "（注）"));
        let indent = unicode_width::UnicodeWidthStr::width(mark);
        let mut text = "\n".to_owned();
        for note in notes {
            let lines = wrap(&self.tell(note), WIDTH - indent);
            for (number, line) in lines.iter().enumerate() {
                let before = match number {
                    0 => mark.to_owned(),
                    _ => " ".repeat(indent),
                };
                text += &format!("{before}{line}\n");
            }
        }
        text
    }
}
