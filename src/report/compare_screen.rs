//! The screenful of a comparison: what each what-if changes, and whether the change is real.

use super::columns::{WIDTH, fit, named_row};
use super::head::head;
use super::screen::{told_difference, told_mean};
use super::wrap::wrap;
use super::{MoneyUnit, Origin, Style};
use crate::analysis::compare::{Comparison, Difference, Level, Verdict};
use crate::analysis::headline::{Better, Family, Headline, Scale, Span};
use crate::language::{Text, words};
use crate::model::Model;
use crate::stats::Estimate;
use crate::text;

/// Widths of the columns: headline, base, what-if, difference, better and worse.
const WIDTHS: [usize; 5] = [30, 10, 10, 20, 10];

/// Functions and themes shown of those that move most.
const MOST: usize = 4;

/// A comparison in a screenful for each what-if, at most 80 columns wide. `shown` are the models as
/// they may be shown, the base first.
pub fn screen(
    comparison: &Comparison<'_>,
    shown: &[&Model],
    origin: &Origin,
    style: &Style,
) -> String {
    let Some((base, what_ifs)) = shown.split_first() else {
        return String::new();
    };
    let screen = Screen {
        comparison,
        base,
        style: *style,
        unit: money_unit(comparison, style),
    };
    let mut parts = vec![head(base, origin, style)];
    for (number, what_if) in what_ifs.iter().enumerate() {
        parts.push(screen.what_if(number, what_if));
    }
    parts.push(screen.note(text!(
        "±: half of a 95 % interval of the difference, from runs that share their luck. ~ no \
         difference can be told (5 %, adjusted for all of its kind). = the same in every run. \
         better, worse: share of runs, which depends on that pairing.",
        "±は共通の乱数による差の95％信頼区間の半幅。～は差が認められないもの（同種の項目全体で\
         調整、5％水準）。＝は全試行で同じもの。改善・悪化は試行の割合であり、対の作り方による。"
    )));
    parts.join("\n")
}

/// The unit that suits the base's cost.
pub(super) fn money_unit(comparison: &Comparison<'_>, style: &Style) -> MoneyUnit {
    let cost = comparison.place("cost.all");
    let level = cost.and_then(|place| comparison.levels[0][place].as_ref());
    let total = level.map_or(0.0, |level| level.mean.mean);
    style.money.unwrap_or(MoneyUnit::for_total(total))
}

struct Screen<'a> {
    comparison: &'a Comparison<'a>,
    base: &'a Model,
    style: Style,
    unit: MoneyUnit,
}

impl Screen<'_> {
    fn note(&self, text: Text) -> String {
        let lines = wrap(text.of(self.style.language), WIDTH);
        lines.into_iter().map(|line| line + "\n").collect()
    }

    fn row(&self, [name, figures @ ..]: [String; 5]) -> String {
        named_row(&name, &figures, &WIDTHS)
    }

    fn what_if(&self, number: usize, model: &Model) -> String {
        let language = self.style.language;
        let (label, name) = (model.label(), model.name.of(language));
        let title = match name == label {
            true => text!("What if: {label}", "変更案：{label}"),
            false => text!("What if: {label} - {name}", "変更案：{label} - {name}"),
        };
        let mut text = format!("{}\n", fit(title.of(language), WIDTH));
        let say = |english, japanese| words(english, japanese).of(language).to_owned();
        text += &self.row([
            match self.base.price_year {
                Some(_) => self.money_words(),
                None => String::new(),
            },
            say("base", "基準"),
            say("what-if", "変更案"),
            say("difference", "差"),
            say("better/w.", "改善/悪化"),
        ]);
        for place in self.chosen(number) {
            text += &self.line(number, place);
        }
        text + &self.counts(number)
    }

    /// The headlines that are shown: the whole run, then what moves most of functions and themes.
    fn chosen(&self, number: usize) -> Vec<usize> {
        let headlines = &self.comparison.headlines;
        let differences = &self.comparison.differences[number];
        let always = |headline: &Headline| {
            let whole = headline.span == Span::All && headline.key.segments().len() <= 2;
            match headline.family {
                Family::Licences | Family::Budget | Family::Value => whole,
                Family::Caps => headline.scale == Scale::Chance && headline.span == Span::All,
                Family::Capacity => whole,
                Family::Endings | Family::Themes => false,
            }
        };
        let occurs = |place: usize| {
            let levels = [0, number + 1].map(|case| self.comparison.levels[case][place].as_ref());
            levels
                .into_iter()
                .flatten()
                .any(|level| level.mean.mean != 0.0)
        };
        let mut chosen: Vec<usize> = (0..headlines.len())
            .filter(|place| always(&headlines[*place]) && occurs(*place))
            .collect();
        for family in [Family::Capacity, Family::Themes] {
            let told = |place: &usize| {
                let headline = &headlines[*place];
                let wanted = match family {
                    Family::Themes => headline.better == Better::More,
                    _ => headline.key.segments().len() > 1,
                };
                headline.family == family && wanted
            };
            let strength = |place: usize| {
                let found = differences[place].as_ref()?;
                let told = matches!(found.verdict(), Verdict::More | Verdict::Less);
                told.then(|| (found.mean.mean / found.mean.standard_error).abs())
            };
            let mut moved: Vec<(f64, usize)> = (0..headlines.len())
                .filter(told)
                .filter_map(|place| Some((strength(place)?, place)))
                .collect();
            moved.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
            chosen.extend(moved.into_iter().take(MOST).map(|(_, place)| place));
        }
        chosen
    }

    fn line(&self, number: usize, place: usize) -> String {
        let headline = &self.comparison.headlines[place];
        let unit = match headline.scale {
            Scale::Count | Scale::Money => Text::default(),
            Scale::Chance | Scale::Share => words(", %", "（％）").into(),
            Scale::Months => words(", months", "（月）").into(),
        };
        let language = self.style.language;
        let name = format!("{}{}", headline.name.of(language), unit.of(language));
        let [base, what_if] = [0, number + 1].map(|case| {
            let level = self.comparison.levels[case][place].as_ref();
            self.level(headline, level)
        });
        let difference = self.comparison.differences[number][place].as_ref();
        let told = difference.map_or("–".to_owned(), |found| self.difference(headline, found));
        let shares = difference.map_or(String::new(), |found| self.shares(headline, found));
        self.row([name, base, what_if, told, shares])
    }

    /// How much of what is counted makes one of what is printed.
    fn scale(&self, headline: &Headline) -> f64 {
        match headline.scale {
            Scale::Money => self.unit.size() as f64,
            Scale::Chance | Scale::Share => 0.01,
            scale => scale.unit(),
        }
    }

    /// The unit of all money of the screen.
    fn money_words(&self) -> String {
        let base = self.base;
        let unit = self
            .style
            .money_unit(self.unit, &base.currency, base.price_year);
        let told = text!("(money in {unit})", "（金額の単位：{unit}）");
        told.of(self.style.language).to_owned()
    }

    fn level(&self, headline: &Headline, level: Option<&Level>) -> String {
        let Some(level) = level else {
            return "–".to_owned();
        };
        told_mean(&self.style, &level.mean, self.scale(headline))
    }

    fn difference(&self, headline: &Headline, found: &Difference) -> String {
        told_difference(&self.style, found, self.scale(headline))
    }

    fn shares(&self, headline: &Headline, found: &Difference) -> String {
        if found.moved == 0 || headline.better == Better::Neither {
            return String::new();
        }
        let (better, worse) = found.better_and_worse(headline.better);
        let percent = |share: Estimate| self.style.number(100.0 * share.mean, 0);
        format!("{}/{} %", percent(better), percent(worse))
    }

    /// How many headlines moved, and how many did not.
    fn counts(&self, number: usize) -> String {
        let found = self.comparison.differences[number].iter().flatten();
        let verdicts: Vec<Verdict> = found.map(Difference::verdict).collect();
        let count = |wanted: &[Verdict]| {
            let count = verdicts.iter().filter(|one| wanted.contains(one)).count();
            self.style.number(count as f64, 0)
        };
        let all = self.style.number(verdicts.len() as f64, 0);
        let moved = count(&[Verdict::More, Verdict::Less]);
        let undecided = count(&[Verdict::Undecided]);
        let same = count(&[Verdict::Unmoved]);
        self.note(text!(
            "Of {all} headlines {moved} differ, of {undecided} no difference can be told, {same} are \
             the same in every run.",
            "全{all}項目のうち{moved}項目で差があり、{undecided}項目は差が認められず、{same}項目は\
             全試行で同じです。"
        ))
    }
}
