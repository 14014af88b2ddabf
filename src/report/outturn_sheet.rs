//! How the fiscal year under way will end, on a terminal of 80 columns: the rows of a review sheet
//! (行政事業レビューシート), and what could be brought forward.

use jiff::civil::Date;

use super::Origin;
use super::columns::{WIDTH, fit, pad, pad_left};
use super::paper::Paper;
use super::reconcile::{ROUNDING_NOTE, adds_up};
use super::wrap::wrap;
use crate::analysis::Figures;
use crate::analysis::forecast::{PurseYear, Waiting, bring_forward, purse_years};
use crate::language::{MoneyUnit, Style, Text, Words, words};
use crate::text;

/// Purses side by side.
const SIDE_BY_SIDE: usize = 3;
/// Columns of an amount.
const AMOUNT: usize = 16;
/// Work shown that could be brought forward; the table has all.
const SHOWN: usize = 12;

/// The forecast of the year under way, from the figures as things are and without limits.
pub fn outturn_sheet(
    as_is: &Figures<'_>,
    without_limits: &Figures<'_>,
    origin: &Origin,
    style: &Style,
) -> String {
    let years = purse_years(as_is);
    let whole = as_is.layout.slice(as_is.whole_budget(), 0);
    let whole = as_is.mean(whole, 1.0);
    let granted = years.iter().map(|year| year.granted).fold(whole, f64::max);
    let sheet = Sheet {
        as_is,
        paper: Paper {
            model: as_is.model,
            style,
            unit: style.money.unwrap_or(MoneyUnit::for_total(granted)),
        },
    };
    let waiting = bring_forward(as_is, without_limits);
    [
        sheet.head(origin),
        sheet.purses(&years),
        sheet.without_purses(&years),
        sheet.waiting(&waiting),
        sheet.notes(&years),
    ]
    .concat()
}

struct Sheet<'a> {
    as_is: &'a Figures<'a>,
    paper: Paper<'a>,
}

impl Sheet<'_> {
    fn head(&self, origin: &Origin) -> String {
        let model = self.as_is.model;
        let calendar = &model.calendar;
        let year = self.paper.style.short_fiscal_year(calendar.fiscal_year(0));
        let start = calendar.start();
        let day = self.paper.style.date(start.yesterday().unwrap_or(start));
        let name = model.name.of(self.paper.style.language);
        let title = text!(
            "Outturn of {year} as of {day}: {name}",
            "{year}執行見込み（{day}現在、{name}）"
        );
        self.paper.head(&title, &Text::default(), origin)
    }

    /// The review sheet of each purse, some side by side.
    fn purses(&self, years: &[PurseYear]) -> String {
        let mut text = String::new();
        let purses: Vec<_> = self.as_is.model.money.purses.iter().zip(years).collect();
        for purses in purses.chunks(SIDE_BY_SIDE) {
            let width = WIDTH - AMOUNT * purses.len();
            let names = purses.iter().map(|(purse, _)| {
                let name = purse.name.of(self.paper.style.language);
                pad_left(&fit(name, AMOUNT - 1), AMOUNT)
            });
            text += &format!("{}{}\n", pad("", width), names.collect::<String>());
            text += &"-".repeat(WIDTH);
            text.push('\n');
            let mut line = |name: Words, of: &dyn Fn(&PurseYear) -> String| {
                let columns = purses.iter().map(|(_, year)| pad_left(&of(year), AMOUNT));
                let name = pad(self.paper.say(name), width);
                text += &format!("{name}{}\n", columns.collect::<String>());
            };
            line(words("Initial budget", "当初予算"), &|year| {
                self.paper.money(year.granted)
            });
            line(
                words("Carried over from last year", "前年度から繰越し"),
                &|year| self.paper.money(year.carried_in),
            );
            line(
                words("Carried over to next year", "翌年度へ繰越し"),
                &|year| self.paper.money(-year.carried_out),
            );
            line(words("Sum", "計"), &|year| self.paper.money(year.sum()));
            line(words("Spent", "執行額（見込み）"), &|year| {
                self.paper.money(year.spent)
            });
            line(words("  P10 to P90", "　P10～P90"), &|year| {
                self.span(year.spread)
            });
            line(words("Execution rate", "執行率"), &|year| {
                self.paper.percent(year.rate(), 1)
            });
            line(words("Lapses", "不用額（見込み）"), &|year| {
                self.paper.money(year.lapsed)
            });
            line(words("  P10 to P90", "　P10～P90"), &|year| {
                self.span(year.lapsed_spread)
            });
            line(
                words("Chance that some lapses", "不用が生じる確率"),
                &|year| self.paper.percent(year.chance_of_lapse, 0),
            );
            line(words("Chance of an overrun", "超過の確率"), &|year| {
                self.paper.percent(year.chance_of_overrun, 0)
            });
            text.push('\n');
        }
        text
    }

    fn span(&self, [low, _, high]: [f64; 3]) -> String {
        let dash = self.paper.say(words("–", "～"));
        format!("{}{dash}{}", self.paper.money(low), self.paper.money(high))
    }

    /// What is spent in all, where no purse says it.
    fn without_purses(&self, years: &[PurseYear]) -> String {
        if !years.is_empty() {
            return String::new();
        }
        let spent = self.as_is.cost(self.as_is.whole_budget(), 0);
        let spread = [0.1, 0.5, 0.9].map(|p| spent.quantile(p).unwrap_or(f64::NAN));
        let (middle, span) = (self.paper.money(spread[1]), self.span(spread));
        let line = text!(
            "Spent in all: {middle} (P10 to P90: {span}); the scenario has no [[purse]] that could lapse.",
            "執行額の見込み：{middle}（P10～P90：{span}）。不用となる財源（[[purse]]）は設定されていない。"
        );
        wrap(&self.paper.tell(&line), WIDTH).join("\n") + "\n\n"
    }

    /// What could be brought forward, by priority.
    fn waiting(&self, list: &[Waiting]) -> String {
        let head = self.paper.say(words(
            "Waiting work that could be brought forward, by priority",
            "前倒しで実施できる待機中の作業（優先順位順）",
        ));
        if list.is_empty() {
            let none = self.paper.say(words(
                "No work of listed themes waits that could start within the year.",
                "年度内に開始できる待機中の作業はない。",
            ));
            return format!("{none}\n");
        }
        let mut text = format!("{head}\n");
        let columns = [
            words("waits for", "待機理由"),
            words("this year", "今年度額"),
            words("starts", "開始"),
            words("is paid", "支払完了"),
            words("is covered", "不用額で可"),
        ];
        let columns = columns.map(|column| pad_left(self.paper.say(column), 11));
        let name = self.paper.say(words("Theme: activity", "テーマ：作業"));
        text += &format!("{}{}\n", pad(name, 25), columns.concat());
        text += &"-".repeat(WIDTH);
        text.push('\n');
        let model = self.as_is.model;
        for waiting in list.iter().take(SHOWN) {
            let activity = self.as_is.plan.place_of(waiting.work).activity;
            let activity = activity.name.of(self.paper.style.language);
            let theme = &model.themes[waiting.theme].id;
            let name = self
                .paper
                .tell(&text!("{theme}: {activity}", "{theme}：{activity}"));
            let columns = [
                self.paper.say(waiting.waits_for()).to_owned(),
                self.paper.money(waiting.due),
                self.paper.percent(waiting.starts_with_money, 0),
                self.paper.percent(waiting.paid_with_money, 0),
                self.paper.percent(waiting.covered, 0),
            ];
            let columns = columns.map(|column| pad_left(&column, 11));
            text += &format!("{}{}\n", pad(&name, 25), columns.concat());
        }
        if list.len() > SHOWN {
            let more = list.len() - SHOWN;
            let more = text!(
                "… {more} more in bring_forward.csv",
                "…ほか{more}件は bring_forward.csv"
            );
            text += &format!("{}\n", self.paper.tell(&more));
        }
        text
    }

    /// What is not in the amounts where the scenario does not say what was spent so far.
    fn not_known(&self) -> Option<Text> {
        let model = self.as_is.model;
        let (calendar, style) = (&model.calendar, self.paper.style);
        let (year, month) = (calendar.fiscal_year(0), calendar.fiscal_year_starts());
        let begin = Date::new(i16::try_from(year).ok()?, month, 1).ok()?;
        let start = calendar.start();
        if begin >= start || !model.money.actual.is_empty() {
            return None;
        }
        let (from, until) = (style.date(begin), style.date(start.yesterday().ok()?));
        Some(text!(
            "The scenario does not say what was spent from {from} to {until} ([[actual]]): it is \
             not in these amounts, and what lapses is overstated by it.",
            "シナリオに{from}から{until}までの執行実績（[[actual]]）がないため、その間の執行額は\
             含まれず、不用額はその分過大である。"
        ))
    }

    fn notes(&self, years: &[PurseYear]) -> String {
        let mut notes: Vec<Text> = self.not_known().into_iter().collect();
        let whole = |amount: f64| amount.round() as i64;
        let all = years.iter().all(|year| {
            let parts = [year.granted, year.carried_in, -year.carried_out].map(whole);
            adds_up(parts, parts.iter().sum(), self.paper.unit)
        });
        if !all {
            notes.push(ROUNDING_NOTE.into());
        }
        if !years.is_empty() {
            notes.push(
                words(
                    "Amounts are expected values; what is spent beyond the sum is an overrun.",
                    "金額は期待値。計を超える執行額は超過である。",
                )
                .into(),
            );
        }
        notes.push(
            words(
                "Starts, is paid (in full, within the year): if no money were missing. Is covered: \
                 the chance that what lapses pays for this work and all above it in its purse.",
                "「開始」「支払完了」は、資金の不足がない場合に年度内に開始・全額支払となる確率。\
                 「不用額で可」は、当該財源の不用額で、この作業までの全額を賄える確率。",
            )
            .into(),
        );
        self.paper.notes(&notes)
    }
}
