//! The story of a run for the terminal: a heading for each fiscal year, a paragraph an event.

use unicode_width::UnicodeWidthStr;

use super::columns::{WIDTH, fit, pad};
use super::wrap::wrap;
use crate::analysis::trace::TraceRow;
use crate::language::{Language, Style};

/// The widest column of themes; longer ids are cut.
const MOST_THEME: usize = 20;

/// What happened, in lines of at most 80 columns: date, theme where `all` are told, the story with
/// what it costs, and the rule that fired.
#[must_use]
pub fn chronicle(rows: &[TraceRow], all: bool, currency: &str, style: &Style) -> String {
    let dates: Vec<String> = rows.iter().map(|row| style.date(row.date)).collect();
    let widest = |widths: &mut dyn Iterator<Item = usize>| widths.max().unwrap_or(0);
    let date_width = widest(&mut dates.iter().map(|date| date.width()));
    let theme_width = match all {
        true => widest(&mut rows.iter().map(|row| row.theme.width())).min(MOST_THEME),
        false => 0,
    };
    let gap = if theme_width > 0 { 2 } else { 0 };
    let indent = 2 + date_width + 2 + theme_width + gap;
    let mut text = String::new();
    let mut year = None;
    for (row, date) in rows.iter().zip(&dates) {
        if year.replace(row.fiscal_year) != Some(row.fiscal_year) {
            text += &format!("\n{}\n", style.fiscal_year(row.fiscal_year));
        }
        let theme = match theme_width {
            0 => String::new(),
            width => pad(&fit(&row.theme, width), width + gap),
        };
        let head = format!("  {}{theme}", pad(date, date_width + 2));
        let lines = wrap(&glued(&sentence(row, currency, style)), WIDTH - indent);
        for (number, line) in lines.iter().enumerate() {
            let line = line.replace(JOINER, "");
            let before = match number {
                0 => head.clone(),
                _ => " ".repeat(indent),
            };
            text += &format!("{before}{line}\n");
        }
    }
    text
}

/// Forbids a line to break where it stands.
const JOINER: char = '\u{2060}';

/// The text with numbers and the unit behind them kept together: 3,000円, 11日.
fn glued(text: &str) -> String {
    let mut glued = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.chars() {
        if before.is_ascii_digit() && !letter.is_ascii() && letter.is_alphabetic() {
            glued.push(JOINER);
        }
        glued.push(letter);
        before = letter;
    }
    glued
}

/// The story, what it costs, and the rule.
fn sentence(row: &TraceRow, currency: &str, style: &Style) -> String {
    let story = row.story.of(style.language);
    let money = row.cost.filter(|cost| *cost != 0);
    let money = money.map(|cost| style.amount(cost as f64, currency));
    match style.language {
        Language::English => {
            let money = money.map(|money| format!(" [{money}]")).unwrap_or_default();
            format!("{story}{money} ({})", row.rule)
        }
        Language::Japanese => {
            let money = money
                .map(|money| format!("［{money}］"))
                .unwrap_or_default();
            format!("{story}{money}（{}）", row.rule)
        }
    }
}
