//! The screenful of a comparison: what each what-if changes, and whether the change is real.

use super::columns::{WIDTH, fit, pad, pad_left};
use super::head::head;
use super::screen::{decimals, with_error};
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

    /// A row of columns. A name that is too long has lines of its own before the figures.
    fn row(&self, cells: [String; 5]) -> String {
        let [name, figures @ ..] = cells;
        let mut names = wrap(&name, WIDTHS[0] - 1);
        let last = names.pop().unwrap_or_default();
        let mut line = pad(&last, WIDTHS[0]);
        for (text, width) in figures.iter().zip(&WIDTHS[1..]) {
            line += &pad_left(text, *width);
        }
        let before: String = names.into_iter().map(|line| line + "\n").collect();
        format!("{before}{}\n", line.trim_end())
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

    fn half(&self, estimate: &Estimate) -> f64 {
        let interval = estimate.interval(0.95);
        interval.map_or(f64::INFINITY, |found| (found.upper - found.lower) / 2.0)
    }

    fn level(&self, headline: &Headline, level: Option<&Level>) -> String {
        let Some(level) = level else {
            return "–".to_owned();
        };
        let scale = self.scale(headline);
        let (mean, half) = (level.mean.mean / scale, self.half(&level.mean) / scale);
        let places = if half > 0.0 && half.is_finite() {
            decimals(half)
        } else {
            1
        };
        self.style.number(mean, places)
    }

    fn difference(&self, headline: &Headline, found: &Difference) -> String {
        let scale = self.scale(headline);
        let told = with_error(
            &self.style,
            found.mean.mean / scale,
            self.half(&found.mean) / scale,
        );
        match found.verdict() {
            Verdict::Unmoved => "=".to_owned(),
            Verdict::Undecided => format!("~ {told}"),
            Verdict::More | Verdict::Less => told,
        }
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
