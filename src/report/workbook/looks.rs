//! Fonts, colours, borders and number formats.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::language::Language;
use crate::report::sheet::Kind;
use crate::report::{Minus, MoneyUnit, Style};

/// Text; contrast with white 12 : 1.
const INK: Color = Color::RGB(0x33_33_33);
/// Notes; contrast with white 5 : 1.
const GREY: Color = Color::RGB(0x66_66_66);
const LINE: Color = Color::RGB(0xB3_B3_B3);
const HEADING_FILL: Color = Color::RGB(0xE8_F1_FE);
const TOTAL_FILL: Color = Color::RGB(0xF2_F2_F2);

/// How the cells of a workbook look.
#[derive(Clone, Debug)]
pub(super) struct Looks {
    language: Language,
    minus: Minus,
    unit: MoneyUnit,
}

/// What weight a cell has among others.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// A part, or a row of its own.
    Plain,
    /// A sum over other rows.
    Total,
}

impl Looks {
    pub fn new(style: &Style, unit: MoneyUnit) -> Looks {
        Looks {
            language: style.language,
            minus: style.minus,
            unit,
        }
    }

    /// The format of all cells, the height of a row, and the width of a column in pixels.
    pub fn default_format(&self) -> (Format, u32, u32) {
        let (row, column) = match self.language {
            Language::English => (20, 64),
            Language::Japanese => (25, 72),
        };
        (self.base(), row, column)
    }

    /// The width of a letter in pixels, as columns are measured.
    pub fn letter(&self) -> u32 {
        self.default_format().2 / 9
    }

    /// The height of a line of text, in points.
    pub fn line_height(&self) -> f64 {
        0.75 * f64::from(self.default_format().1)
    }

    fn base(&self) -> Format {
        let font = match self.language {
            Language::English => "Calibri",
            Language::Japanese => "游ゴシック",
        };
        let format = Format::new().set_font_name(font).set_font_size(11);
        match self.language {
            Language::English => format.set_font_family(2),
            Language::Japanese => format.set_font_charset(128),
        }
    }

    pub fn title(&self) -> Format {
        self.base().set_bold().set_font_size(14).set_font_color(INK)
    }

    /// The title of a part of a sheet.
    pub fn part(&self) -> Format {
        self.base().set_bold().set_font_size(12).set_font_color(INK)
    }

    pub fn note(&self) -> Format {
        self.note_on_a_line()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
    }

    pub fn note_on_a_line(&self) -> Format {
        self.base().set_font_color(GREY)
    }

    /// The unit above a table, at its right end.
    pub fn unit_above(&self) -> Format {
        self.base()
            .set_font_color(GREY)
            .set_align(FormatAlign::Right)
    }

    fn framed(&self) -> Format {
        self.base()
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE)
    }

    pub fn heading(&self) -> Format {
        self.framed()
            .set_bold()
            .set_background_color(HEADING_FILL)
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
    }

    pub fn unit(&self) -> Format {
        self.framed()
            .set_font_size(9)
            .set_font_color(GREY)
            .set_background_color(HEADING_FILL)
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
    }

    pub fn text(&self, weight: Weight) -> Format {
        let format = self
            .framed()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Left);
        weighed(format, weight)
    }

    pub fn number(&self, kind: Kind, decimals: usize, weight: Weight) -> Format {
        let format = self
            .framed()
            .set_num_format(self.code(kind, decimals))
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Right);
        weighed(format, weight)
    }

    pub fn link(&self) -> Format {
        self.framed()
            .set_hyperlink()
            .set_align(FormatAlign::Top)
            .set_text_wrap()
    }

    /// The number format of a kind of number; `decimals` count where the kind leaves them open.
    pub fn code(&self, kind: Kind, decimals: usize) -> String {
        let pattern = match kind {
            Kind::Money => match self.unit {
                MoneyUnit::One => "#,##0".to_owned(),
                MoneyUnit::Thousand => "#,##0,".to_owned(),
                MoneyUnit::Million => "#,##0,,".to_owned(),
                MoneyUnit::HundredMillion => "#,##0.0".to_owned(),
            },
            Kind::Share => "0.0%".to_owned(),
            Kind::Months => "#,##0.0".to_owned(),
            Kind::Number | Kind::Mixed | Kind::Text | Kind::Date => match decimals {
                0 => "#,##0".to_owned(),
                _ => format!("#,##0.{}", "0".repeat(decimals)),
            },
        };
        format!("{pattern};\"{}\"{pattern}", self.minus.sign())
    }

    /// What is written for an amount. Number formats divide by thousands only, so that an amount
    /// in hundreds of millions is divided before.
    pub fn amount(&self, kind: Kind, number: f64) -> f64 {
        match (kind, self.unit) {
            (Kind::Money, MoneyUnit::HundredMillion) => number / self.unit.size() as f64,
            _ => number,
        }
    }

    /// How many columns of text a number takes.
    pub fn width(&self, kind: Kind, decimals: usize, number: f64, style: &Style) -> usize {
        let text = match kind {
            Kind::Money => style.money(number, self.unit),
            Kind::Share => format!("{}%", style.number(100.0 * number, 1)),
            Kind::Months => style.number(number, 1),
            _ => style.number(number, decimals),
        };
        super::sizes::width(&text)
    }
}

fn weighed(format: Format, weight: Weight) -> Format {
    match weight {
        Weight::Plain => format,
        Weight::Total => format.set_bold().set_background_color(TOTAL_FILL),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_shown_in_its_unit_and_negatives_with_their_sign() {
        let style = Style::of(Language::Japanese);
        let code = |unit| Looks::new(&style, unit).code(Kind::Money, 0);
        assert_eq!(code(MoneyUnit::One), "#,##0;\"△\"#,##0");
        assert_eq!(code(MoneyUnit::Thousand), "#,##0,;\"△\"#,##0,");
        assert_eq!(code(MoneyUnit::Million), "#,##0,,;\"△\"#,##0,,");
        assert_eq!(code(MoneyUnit::HundredMillion), "#,##0.0;\"△\"#,##0.0");
        let hundred_million = Looks::new(&style, MoneyUnit::HundredMillion);
        assert_eq!(hundred_million.amount(Kind::Money, 7.8e9), 78.0);
        assert_eq!(hundred_million.amount(Kind::Number, 7.8e9), 7.8e9);
    }

    #[test]
    fn other_numbers_have_their_decimals() {
        let looks = Looks::new(&Style::of(Language::English), MoneyUnit::One);
        assert_eq!(looks.code(Kind::Share, 0), "0.0%;\"\u{2212}\"0.0%");
        assert_eq!(looks.code(Kind::Number, 0), "#,##0;\"\u{2212}\"#,##0");
        assert_eq!(
            looks.code(Kind::Mixed, 3),
            "#,##0.000;\"\u{2212}\"#,##0.000"
        );
    }
}
