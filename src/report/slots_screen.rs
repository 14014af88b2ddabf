//! The screenful of what slots are worth: where one more gains most, and where more gains nothing.

use super::columns::{WIDTH, named_row};
use super::head::head;
use super::screen::told_difference;
use super::wrap::wrap;
use super::{MoneyUnit, Origin, Style};
use crate::analysis::slots::{Change, Gain, Worth, cost_of_slot};
use crate::language::{Text, Words, words};
use crate::model::{Model, TICKS_PER_MONTH};
use crate::text;

/// Functions shown of each list.
const MOST: usize = 12;

/// What slots are worth in a screenful, at most 80 columns wide.
pub fn screen(model: &Model, worth: &Worth, origin: &Origin, style: &Style) -> String {
    let screen = Screen {
        model,
        style: *style,
        unit: money_unit(model, worth, style),
    };
    let more: Vec<&Change> = worth.changes.iter().filter(|one| one.more > 0).collect();
    let less: Vec<&Change> = worth.changes.iter().filter(|one| one.more < 0).collect();
    let widened: Vec<&Change> = worth.widened.iter().collect();
    let mut parts = vec![head(model, origin, style), screen.verdict(worth)];
    let lists = [
        (words("One more slot", "枠を1つ追加"), more),
        (words("One slot less", "枠を1つ削減"), less),
        (
            words(
                "One more slot with the bottleneck widened",
                "隘路を解消した上で枠を1つ追加",
            ),
            widened,
        ),
    ];
    for (title, changes) in lists {
        parts.push(screen.list(title, &changes));
    }
    parts.push(screen.growth(&worth.growth));
    parts.push(screen.note(text!(
        "±: half of a 95 % interval of the paired difference. ~ no difference can be told (5 %, \
         adjusted for all functions). slot: its price if held all the time, or its part of the \
         standing cost.",
        "±は対応のある差の95％信頼区間の半幅。～は差が認められないもの（全機能で調整、5％水準）。\
         枠の費用は、全期間保有した場合の料金又は経常費の1枠分。"
    )));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// The unit of `style`, or that which suits the dearest change.
pub fn money_unit(model: &Model, worth: &Worth, style: &Style) -> MoneyUnit {
    let largest = worth.changes.iter().flat_map(|change| {
        let found = [Gain::NetValue, Gain::Cost].map(|gain| change.of(gain));
        let means = found
            .into_iter()
            .flatten()
            .map(|found| found.mean.mean.abs());
        means.chain([cost_of_slot(model, change.function)])
    });
    let fits = MoneyUnit::for_total(largest.fold(0.0, f64::max));
    style.money.unwrap_or(fits)
}

struct Screen<'a> {
    model: &'a Model,
    style: Style,
    unit: MoneyUnit,
}

impl Screen<'_> {
    fn note(&self, text: Text) -> String {
        let lines = wrap(text.of(self.style.language), WIDTH);
        lines.into_iter().map(|line| line + "\n").collect()
    }

    fn name(&self, function: usize) -> Text {
        let function = &self.model.functions[function];
        let (at, what) = (
            &self.model.institutes[function.institute].name,
            &function.name,
        );
        text!("{what} at {at}", "{at}の{what}"; what, at)
    }

    /// What holds the network up.
    fn verdict(&self, worth: &Worth) -> String {
        match worth.bottlenecks[..] {
            [] => self.note(text!(
                "No function gains anything from one more slot that could be told from chance with \
                 so many runs.",
                "この試行数では、枠の追加による効果が認められる機能はありません。"
            )),
            [only] => {
                let name = self.name(only);
                self.note(text!(
                    "The bottleneck: {name}. Once it has one more slot, no other gain can be told.",
                    "隘路：{name}。枠を1つ加えると、他の機能の効果は認められません。";
                    name
                ))
            }
            [first, next, ..] if first == next => {
                let name = self.name(first);
                self.note(text!(
                    "The bottleneck: {name}. It still is once it has one more slot.",
                    "隘路：{name}。枠を1つ加えても、なお隘路です。";
                    name
                ))
            }
            [first, next, ..] => {
                let (first, next) = (self.name(first), self.name(next));
                self.note(text!(
                    "The bottleneck: {first}. Once it has one more slot, the next one: {next}.",
                    "隘路：{first}。枠を1つ加えると、次の隘路は{next}です。";
                    first, next
                ))
            }
        }
    }

    fn valued(&self) -> bool {
        self.model.valuation.is_some()
    }

    fn row(&self, [name, figures @ ..]: [String; 5]) -> String {
        let widths = match self.valued() {
            true => [23, 18, 17, 16, 6],
            false => [38, 18, 17, 0, 7],
        };
        named_row(&name, &figures, &widths)
    }

    fn list(&self, title: Words, changes: &[&Change]) -> String {
        if changes.is_empty() {
            return String::new();
        }
        let say = |english, japanese| words(english, japanese).of(self.style.language).to_owned();
        let unit = self
            .style
            .money_unit(self.unit, &self.model.currency, self.model.price_year);
        let title = Text::from(title);
        let title = match self.model.price_year {
            Some(_) => {
                let unit = Text::same(unit);
                text!("{title}; money in {unit}", "{title}、金額の単位は{unit}"; title, unit)
            }
            None => title,
        };
        let mut text = self.note(title);
        text += &self.row([
            say("function", "機能"),
            say("licences", "導出件数"),
            say("months", "導出まで・月"),
            say("net value", "純価値"),
            say("slot", "枠"),
        ]);
        let mut order: Vec<&&Change> = changes.iter().collect();
        order.sort_by(|one, other| other.certainty().total_cmp(&one.certainty()));
        for change in order.iter().take(MOST) {
            text += &self.change(change, self.name(change.function).of(self.style.language));
        }
        let rest = order.len().saturating_sub(MOST);
        if rest > 0 {
            text += &self.note(text!(
                "…  {rest} more stand in slots.csv",
                "…  ほか{rest}件は slots.csv に収録"
            ));
        }
        text
    }

    fn change(&self, change: &Change, name: &str) -> String {
        let money = self.unit.size() as f64;
        let figure = |gain: Gain, unit: f64| match change.of(gain) {
            Some(found) => told_difference(&self.style, found, unit),
            None => "–".to_owned(),
        };
        let cost = cost_of_slot(self.model, change.function) * change.more as f64;
        self.row([
            name.to_owned(),
            figure(Gain::Licences, 1.0),
            figure(Gain::TimeToLicence, TICKS_PER_MONTH as f64),
            figure(Gain::NetValue, money),
            match self.model.price_year {
                Some(_) => self.style.number(cost / money, 0),
                None => String::new(),
            },
        ])
    }

    /// More and more slots at a function.
    fn growth(&self, growth: &[Change]) -> String {
        let mut text = String::new();
        for of_one in growth.chunk_by(|a, b| a.function == b.function) {
            let Some(first) = of_one.first() else {
                continue;
            };
            let name = self.name(first.function);
            text += &self.note(text!(
                "More and more slots: {name}",
                "枠の順次追加：{name}";
                name
            ));
            for change in of_one {
                text += &self.change(change, &format!("+{}", change.more));
            }
        }
        text
    }
}
