//! The screenful of a sweep: each headline by what was set.

use super::columns::{WIDTH, pad, pad_left};
use super::head::head;
use super::screen::{told_difference, told_mean};
use super::wrap::wrap;
use super::{MoneyUnit, Origin, Style};
use crate::analysis::compare::Level;
use crate::analysis::headline::Scale;
use crate::analysis::sweep::Sweep;
use crate::language::{Text, words};
use crate::model::Model;
use crate::text;

/// Points of the grid that are shown; all stand in the table.
const MOST: usize = 40;

/// Widths: the value of the first key, of the second, the figure, the difference, what can be said.
const WIDTHS: [usize; 4] = [22, 18, 14, 26];

/// A sweep in a screenful for each headline, at most 80 columns wide.
pub fn screen(model: &Model, sweep: &Sweep, origin: &Origin, style: &Style) -> String {
    let screen = Screen {
        model,
        sweep,
        style: *style,
    };
    let mut parts = vec![head(model, origin, style)];
    parts.extend((0..sweep.headlines.len()).map(|place| screen.headline(place)));
    parts.push(screen.note(text!(
        "difference: from the scenario as it is, in runs that share their luck; ±: half of a 95 % \
         interval; ~ no difference can be told (5 %, adjusted for all points); = the same in every \
         run.",
        "差は現行シナリオとの差（共通の乱数による）、±は95％信頼区間の半幅。～は差が認められないもの\
         （全ての点で調整、5％水準）。＝は全試行で同じもの。"
    )));
    parts.join("\n")
}

struct Screen<'a> {
    model: &'a Model,
    sweep: &'a Sweep,
    style: Style,
}

impl Screen<'_> {
    fn note(&self, text: Text) -> String {
        let lines = wrap(text.of(self.style.language), WIDTH);
        lines.into_iter().map(|line| line + "\n").collect()
    }

    fn headline(&self, place: usize) -> String {
        let headline = &self.sweep.headlines[place];
        let (scale, unit) = self.unit_of(place);
        let (name, unit) = (&headline.name, Text::same(unit));
        let mut text = match unit.english.is_empty() {
            true => self.note(name.clone()),
            false => self.note(text!("{name}, {unit}", "{name}（{unit}）"; name, unit)),
        };
        let last = |key: Option<&String>| {
            key.map_or(String::new(), |key| {
                key.rsplit('.').next().unwrap_or(key).to_owned()
            })
        };
        let say = |english, japanese| words(english, japanese).of(self.style.language).to_owned();
        let (first, second) = (last(self.sweep.keys.first()), last(self.sweep.keys.get(1)));
        let (mean, difference) = (say("mean", "平均"), say("difference", "差"));
        text += &row([&first, &second, &mean, &difference]);
        let base = self.sweep.base[place].as_ref();
        let as_it_is = say("as it is", "現行");
        text += &row([&as_it_is, "", &self.level(base, scale), ""]);
        for point in self.sweep.points.iter().take(MOST) {
            let value = |key: usize| point.values.get(key).map_or("", String::as_str);
            let level = self.level(point.levels[place].as_ref(), scale);
            let found = point.differences[place].as_ref();
            let found = found.map_or("–".to_owned(), |found| {
                told_difference(&self.style, found, scale)
            });
            text += &row([value(0), value(1), &level, &found]);
        }
        let rest = self.sweep.points.len().saturating_sub(MOST);
        if rest > 0 {
            text += &self.note(text!(
                "…  {rest} more stand in sweep.csv",
                "…  ほか{rest}件は sweep.csv に収録"
            ));
        }
        text
    }

    /// How much of what is counted makes one of what is printed, and what that is called.
    fn unit_of(&self, place: usize) -> (f64, String) {
        let headline = &self.sweep.headlines[place];
        match headline.scale {
            Scale::Count => (1.0, String::new()),
            Scale::Money => {
                let base = self.sweep.base[place].as_ref();
                let fits = MoneyUnit::for_total(base.map_or(0.0, |level| level.mean.mean.abs()));
                let unit = self.style.money.unwrap_or(fits);
                let (currency, year) = (&self.model.currency, self.model.price_year);
                let name = self.style.money_unit(unit, currency, year);
                (unit.size() as f64, name)
            }
            Scale::Chance | Scale::Share => (0.01, "%".to_owned()),
            Scale::Months => {
                let months = words("months", "月").of(self.style.language);
                (headline.scale.unit(), months.to_owned())
            }
        }
    }

    fn level(&self, level: Option<&Level>, scale: f64) -> String {
        let Some(level) = level else {
            return "–".to_owned();
        };
        told_mean(&self.style, &level.mean, scale)
    }
}

fn row(cells: [&str; 4]) -> String {
    let mut line = String::new();
    for (place, (text, width)) in cells.iter().zip(WIDTHS).enumerate() {
        line += &match place {
            0 | 1 => pad(text, width),
            _ => pad_left(text, width),
        };
    }
    format!("{}\n", line.trim_end())
}
