//! The request for the coming year on a terminal of 80 columns, as ministries print it.

use super::Origin;
use super::columns::{WIDTH, pad, pad_left};
use super::paper::{NONE, Paper};
use super::reconcile::{ROUNDING_NOTE, adds_up};
use super::wrap::wrap;
use crate::analysis::Figures;
use crate::analysis::request::{
    CONFIDENCES, PreviousFrom, Requested, Row, Whose, bound_later, rows, sufficing,
};
use crate::language::{Language, MoneyUnit, Style, Text, Words, words};
use crate::text;

/// Columns of an amount.
const AMOUNT: usize = 15;

/// The request, from the figures of the need and of the request granted in full.
pub fn request_sheet(
    requested: &Requested,
    need: &Figures<'_>,
    granted: &Figures<'_>,
    origin: &Origin,
    style: &Style,
) -> String {
    let rows = rows(requested, need);
    let total = requested.total as f64;
    let sheet = Sheet {
        requested,
        need,
        granted,
        paper: Paper {
            model: need.model,
            style,
            unit: style.money.unwrap_or(MoneyUnit::for_total(total)),
        },
        actuals: rows.iter().any(|row| row.last_actual.is_some()),
        rows: &rows,
    };
    [
        sheet.head(origin),
        sheet.amounts(),
        sheet.confidences(),
        sheet.later_years(),
        sheet.consequences(),
        sheet.notes(),
    ]
    .concat()
}

struct Sheet<'a> {
    requested: &'a Requested,
    need: &'a Figures<'a>,
    granted: &'a Figures<'a>,
    paper: Paper<'a>,
    /// Whether the last closed year is a column.
    actuals: bool,
    rows: &'a [Row],
}

impl Sheet<'_> {
    /// The name of the fiscal year so many years before the one requested.
    fn year_before(&self, years: i32) -> String {
        let first = self.need.model.calendar.fiscal_year(0);
        let name = first + self.requested.year as i32 - years;
        self.paper.style.short_fiscal_year(name)
    }

    fn optional(&self, amount: Option<i64>) -> String {
        amount.map_or(NONE.to_owned(), |amount| self.paper.money(amount as f64))
    }

    fn head(&self, origin: &Origin) -> String {
        let model = self.need.model;
        let (name, year) = (
            model.name.of(self.paper.style.language),
            self.paper.fiscal_year(self.requested.year),
        );
        let title = text!("Request for {year}: {name}", "{year}概算要求（{name}）");
        let share = self.paper.percent(self.requested.confidence, 0);
        let before = text!("suffices with {share}; ", "{share}の確率で足りる額。");
        self.paper.head(&title, &before, origin)
    }

    fn name_width(&self) -> usize {
        WIDTH - AMOUNT * if self.actuals { 4 } else { 3 }
    }

    /// A line of the table: a name and its columns.
    fn line(&self, name: &str, columns: &[String]) -> String {
        let amounts = columns.iter().map(|column| pad_left(column, AMOUNT));
        let line = format!(
            "{}{}",
            pad(name, self.name_width()),
            amounts.collect::<String>()
        );
        format!("{}\n", line.trim_end())
    }

    fn amounts(&self) -> String {
        let mut columns = vec![
            (self.year_before(1), words("budget (A)", "予算額(A)")),
            (self.year_before(0), words("request (B)", "要求額(B)")),
        ];
        if self.actuals {
            columns.insert(0, (self.year_before(2), words("spent", "決算額")));
        }
        let mut first: Vec<String> = columns.iter().map(|(year, _)| year.clone()).collect();
        let mut second: Vec<String> = columns
            .iter()
            .map(|(_, what)| self.paper.say(*what).to_owned())
            .collect();
        let minus = self.paper.style.minus.sign();
        let (change, difference) = match self.paper.style.language {
            Language::English => ("change".to_owned(), "(B−A)"),
            Language::Japanese => (format!("増{minus}減額"), "(B−A)"),
        };
        first.push(change);
        second.push(difference.to_owned());
        let head = self.paper.say(words("Item and institute", "区分"));
        let mut text = self.line(head, &first) + &self.line("", &second);
        text += &"-".repeat(WIDTH);
        text.push('\n');
        text += &self.by_item();
        text += &self.block(words("By institute", "機関別"), |whose| {
            matches!(whose, Whose::Institute(_))
        });
        text += &self.block(words("By purse", "財源別"), |whose| {
            matches!(whose, Whose::Purse(_))
        });
        for matter in self.matters() {
            let dash = NONE.to_owned();
            let what = self.paper.say(words("no amount", "事項要求")).to_owned();
            let mut columns = vec![dash.clone(), what, dash.clone()];
            if self.actuals {
                columns.insert(0, dash);
            }
            text += &self.line(matter.of(self.paper.style.language), &columns);
        }
        text + "\n"
    }

    fn matters(&self) -> impl Iterator<Item = &Text> {
        let request = self.need.model.money.request.iter();
        request.flat_map(|request| request.matters.iter().map(|matter| &matter.name))
    }

    fn amounts_of(&self, row: &Row) -> Vec<String> {
        let mut columns = vec![
            self.optional(row.previous.map(|(before, _)| before)),
            self.paper.money(row.request as f64),
            self.optional(row.change()),
        ];
        if self.actuals {
            columns.insert(0, self.optional(row.last_actual));
        }
        columns
    }

    /// Items, each with its institutes, and the whole.
    fn by_item(&self) -> String {
        let mut text = String::new();
        for row in self.rows {
            let Whose::Item(item) = row.whose else {
                continue;
            };
            let parts: Vec<&Row> = self.parts_of(item).collect();
            let name = self.name_of(row.whose);
            match parts.as_slice() {
                [part] => {
                    let at = self.name_of(part.whose);
                    let name = self.paper.tell(&text!("{name} ({at})", "{name}（{at}）"));
                    text += &self.line(&name, &self.amounts_of(part));
                }
                _ => {
                    text += &self.line(&name, &self.amounts_of(row));
                    for part in parts {
                        let name = format!("  {}", self.name_of(part.whose));
                        text += &self.line(&name, &self.amounts_of(part));
                    }
                }
            }
        }
        let whole = self.rows.iter().find(|row| row.whose == Whose::All);
        if let Some(row) = whole {
            text += &self.line(self.paper.say(words("Total", "計")), &self.amounts_of(row));
        }
        text
    }

    fn block(&self, head: Words, inside: impl Fn(Whose) -> bool) -> String {
        let rows: Vec<&Row> = self.rows.iter().filter(|row| inside(row.whose)).collect();
        if rows.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", self.paper.say(head));
        for row in rows {
            let name = format!("  {}", self.name_of(row.whose));
            text += &self.line(&name, &self.amounts_of(row));
        }
        text
    }

    fn parts_of(&self, item: u32) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| match row.whose {
            Whose::Part(part) => self.need.plan.parts()[part].0 == item,
            _ => false,
        })
    }

    fn name_of(&self, whose: Whose) -> String {
        let model = self.need.model;
        let language = self.paper.style.language;
        let institute = |at: Option<u32>| match at {
            Some(at) => model.institutes[at as usize].name.of(language).to_owned(),
            None => self
                .paper
                .say(words("nobody in particular", "共通"))
                .to_owned(),
        };
        match whose {
            Whose::All => self.paper.say(words("Total", "計")).to_owned(),
            Whose::Purse(purse) => model.money.purses[purse].name.of(language).to_owned(),
            Whose::Item(item) => model.items[item as usize].name.of(language).to_owned(),
            Whose::Institute(at) => institute(at),
            Whose::Part(part) => institute(self.need.plan.parts()[part].1),
        }
    }

    /// What suffices with which confidence, in digits that its error leaves meaningful.
    fn confidences(&self) -> String {
        let head = self.paper.say(words(
            "What suffices with a probability of",
            "確率ごとの必要額（誤差は95％区間の半幅）",
        ));
        let amounts = sufficing(self.requested, self.need);
        let mut lines = [String::new(), String::new(), String::new()];
        for (confidence, [amount, lower, upper]) in CONFIDENCES.iter().zip(amounts) {
            let half = (upper - lower) / 2.0;
            lines[0] += &pad_left(&self.paper.percent(*confidence, 0), 10);
            lines[1] += &pad_left(&self.paper.money(to_precision(amount, half)), 10);
            let error = match half.is_finite() {
                true => format!("±{}", self.paper.money(to_precision(half, half))),
                false => "±?".to_owned(),
            };
            lines[2] += &pad_left(&error, 10);
        }
        format!("{head}\n{}\n\n", lines.join("\n"))
    }

    /// What is bound of later years at the end of the year requested (後年度負担).
    fn later_years(&self) -> String {
        let year = self.requested.year;
        let bound = bound_later(self.requested, self.granted);
        let last = bound.len() - 1;
        let told: Vec<String> = bound
            .iter()
            .enumerate()
            .filter(|(_, amount)| **amount >= 0.5)
            .map(|(later, amount)| {
                let when = match later == last {
                    true => self.paper.say(words("later", "それ以降")).to_owned(),
                    false => self.paper.fiscal_year(year + 1 + later),
                };
                format!("{when} {}", self.paper.money(*amount))
            })
            .collect();
        let what = match told.is_empty() {
            true => self.paper.say(words("none", "なし")).to_owned(),
            false => told.join(self.paper.say(words(", ", "、"))),
        };
        let year = self.paper.fiscal_year(year);
        let text = text!(
            "Bound of later years at the end of {year} (expected): {what}",
            "{year}末の後年度負担（見込み）：{what}"
        );
        wrap(&self.paper.tell(&text), WIDTH).join("\n") + "\n"
    }

    /// Shortfall, what is left over, income.
    fn consequences(&self) -> String {
        let granted = self.granted;
        let mut text = String::new();
        let whole = self.rows.iter().find(|row| row.whose == Whose::All);
        let mut add = |line: Text| {
            text += &(wrap(&self.paper.tell(&line), WIDTH).join("\n") + "\n");
        };
        if let Some(row) = whole {
            let chance = self.paper.percent(row.chance_of_shortfall, 0);
            let cell = granted.layout.watch.unspent(self.requested.parts.len());
            let unspent = self.paper.money(granted.mean(cell, 1.0));
            add(text!(
                "Chance that it does not suffice: {chance}; expected to be left over: {unspent}",
                "不足する確率：{chance}、不用・繰越の見込み（平均）：{unspent}"
            ));
        }
        let cells = &granted.layout.purses;
        for (number, purse) in granted.model.money.purses.iter().enumerate() {
            use crate::analysis::cells::outturn;
            let year = self.requested.year;
            let mean = |what| {
                self.paper
                    .money(granted.mean(cells.outturn(number, year, what), 1.0))
            };
            let name = purse.name.of(self.paper.style.language);
            let (lapsed, carried) = (mean(outturn::LAPSED), mean(outturn::CARRIED_OUT));
            let before = mean(outturn::CARRIED_IN);
            add(text!(
                "  {name}: carried in {before}; expected to lapse {lapsed}, to be carried over {carried}",
                "　{name}：前年度から繰越し{before}、不用見込み{lapsed}、翌年度へ繰越し{carried}"
            ));
        }
        if let Some(licensing) = &self.need.layout.licensing {
            let cell = licensing.income(None, None, self.requested.year);
            let income = self
                .need
                .mean(self.need.layout.licensing_from() + cell, 1.0);
            let income = self.paper.money(income);
            add(text!(
                "Expected income, not deducted: {income}",
                "収入見込み（要求額から控除していない）：{income}"
            ));
        }
        text
    }

    fn notes(&self) -> String {
        let mut notes: Vec<Text> = Vec::new();
        if !self.adds_up() {
            notes.push(ROUNDING_NOTE.into());
        }
        let shown = || self.rows.iter().filter(|row| row.request != 0);
        let from = |from| shown().any(|row| row.previous.is_some_and(|(_, of)| of == from));
        let year = self.year_before(1);
        if shown().any(|row| row.previous.is_none()) {
            notes.push(text!(
                "–: the scenario does not say what was budgeted for {year} ([[request.line]] previous).",
                "「–」は、{year}予算額がシナリオに示されていないもの（[[request.line]] の previous）。"
            ));
        }
        if from(PreviousFrom::RequestOfPurse) {
            notes.push(text!(
                "(A) of purses is what was requested for {year}, as it is not said what was granted.",
                "財源別の(A)は、交付額が示されていないため、{year}の要求額である。"
            ));
        }
        notes.push(
            words(
                "Parts are what they are expected to be where the total is as requested.",
                "内訳は、総額が要求額に等しい場合の各費目・機関の期待額である。",
            )
            .into(),
        );
        self.paper.notes(&notes)
    }

    /// Whether everything that is printed adds up as printed.
    fn adds_up(&self) -> bool {
        let columns: [fn(&Row) -> Option<i64>; 4] = [
            |row| row.last_actual,
            |row| row.previous.map(|(before, _)| before),
            |row| Some(row.request),
            Row::change,
        ];
        let sums_to = |rows: Vec<&Row>, whole: &Row| {
            columns.iter().all(|column| {
                let parts: Option<Vec<i64>> = rows.iter().map(|row| column(row)).collect();
                match (parts, column(whole)) {
                    (Some(parts), Some(whole)) => {
                        // Only what is a sum of its parts can fail to add up as printed.
                        let sum: i64 = parts.iter().fold(0, |sum, part| sum.saturating_add(*part));
                        sum != whole || adds_up(parts, whole, self.paper.unit)
                    }
                    _ => true,
                }
            })
        };
        let of = |inside: fn(Whose) -> bool| -> Vec<&Row> {
            self.rows.iter().filter(|row| inside(row.whose)).collect()
        };
        let items = of(|whose| matches!(whose, Whose::Item(_)));
        let within = items.iter().all(|row| match row.whose {
            Whose::Item(item) => sums_to(self.parts_of(item).collect(), row),
            _ => true,
        });
        let differences = self
            .rows
            .iter()
            .all(|row| match (row.previous, row.change()) {
                (Some((before, _)), Some(change)) => {
                    adds_up([before, change], row.request, self.paper.unit)
                }
                _ => true,
            });
        let whole = self.rows.iter().find(|row| row.whose == Whose::All);
        let wholes = whole.is_none_or(|whole| {
            let blocks = [
                items.clone(),
                of(|whose| matches!(whose, Whose::Institute(_))),
                of(|whose| matches!(whose, Whose::Purse(_))),
            ];
            blocks
                .into_iter()
                .all(|rows| rows.is_empty() || sums_to(rows, whole))
        });
        within && differences && wholes
    }
}

/// A number rounded to the power of ten that its error does not exceed.
fn to_precision(number: f64, error: f64) -> f64 {
    crate::analysis::request::to_precision(number, error)
}
