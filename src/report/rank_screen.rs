//! The screenful of a ranking: the order, how sure it is, and what the weights have to do with it.

use super::columns::{WIDTH, pad, pad_left};
use super::head::head;
use super::screen::with_error;
use super::wrap::wrap;
use super::{MoneyUnit, Origin, Style};
use crate::analysis::ranking::{
    Contribution, Part, Question, RankFigures, Standing, TIE_LEVEL, figure,
};
use crate::language::{Text, words};
use crate::model::{Measure, TICKS_PER_MONTH, Ticks};
use crate::stats::interval::t_quantile;
use crate::text;

/// More themes than these do not fit on a screen: all stand in ranking.csv.
const MOST_THEMES: usize = 30;

/// The ranking in a screenful, at most 80 columns wide; with what themes contribute, where that was
/// asked for.
pub fn screen(
    figures: &RankFigures<'_>,
    contributions: Option<&[Contribution]>,
    origin: &Origin,
    style: &Style,
) -> String {
    let screen = Screen {
        figures,
        style: *style,
    };
    let mut parts = vec![head(figures.model, origin, style)];
    if let Some(standing) = figures.standing {
        parts.push(screen.order(standing));
        parts.push(screen.weights(standing));
    }
    if let Some(found) = contributions {
        parts.push(screen.marginal(found, Question::AsPlanned));
        parts.push(screen.marginal(found, Question::AdmittedAtStart));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// The unit of `style`, or that which suits the dearest theme.
pub fn money_unit(figures: &RankFigures<'_>, style: &Style) -> MoneyUnit {
    let themes = 0..figures.model.themes.len();
    let largest = themes.flat_map(|theme| {
        [figure::COST, figure::NET].map(|what| figures.mean_and_error(theme, what, 1.0)[0].abs())
    });
    let fits = MoneyUnit::for_total(largest.fold(0.0, f64::max));
    style.money.unwrap_or(fits)
}

struct Screen<'a> {
    figures: &'a RankFigures<'a>,
    style: Style,
}

/// A line of columns: (text, width), the first from the left, others to the right.
fn line(cells: &[(String, usize)]) -> String {
    let mut line = String::new();
    for (place, (text, width)) in cells.iter().enumerate() {
        line += &match place {
            0 => pad(text, *width),
            _ => pad_left(text, *width),
        };
    }
    format!("{}\n", line.trim_end())
}

impl Screen<'_> {
    fn say(&self, english: &'static str, japanese: &'static str) -> String {
        words(english, japanese).of(self.style.language).to_owned()
    }

    /// Lines of text for reading.
    fn note(&self, text: Text) -> String {
        let lines = wrap(text.of(self.style.language), WIDTH);
        lines.into_iter().map(|line| line + "\n").collect()
    }

    fn valued(&self) -> bool {
        self.figures.model.valuation.is_some()
    }

    fn money_unit(&self) -> MoneyUnit {
        money_unit(self.figures, &self.style)
    }

    fn unit_words(&self) -> String {
        let model = self.figures.model;
        self.style
            .money_unit(self.money_unit(), &model.currency, model.price_year)
    }

    fn name(&self, theme: usize) -> &str {
        self.figures.model.themes[theme]
            .name
            .of(self.style.language)
    }

    fn percent(&self, share: f64) -> String {
        format!("{} %", self.style.number(100.0 * share, 0))
    }

    /// Half of a 95 % interval from a standard error.
    fn half(&self, standard_error: f64) -> f64 {
        let freedom = self.figures.sample.worlds.saturating_sub(1);
        t_quantile(0.975, freedom).map_or(f64::INFINITY, |t| t * standard_error)
    }

    fn widths(&self) -> [usize; 7] {
        match self.valued() {
            true => [5, 25, 13, 13, 9, 9, 6],
            false => [5, 34, 13, 13, 9, 0, 6],
        }
    }

    /// Cells in the columns of the ranking; without `[value]` the worth is left out.
    fn row(&self, cells: [String; 7]) -> String {
        let mut line = String::new();
        for (place, (text, width)) in cells.iter().zip(self.widths()).enumerate() {
            line += &match place {
                _ if width == 0 => continue,
                0 => pad_left(text, width - 1) + " ",
                1 => pad(text, width),
                _ => pad_left(text, width),
            };
        }
        format!("{}\n", line.trim_end())
    }

    fn order(&self, standing: &Standing) -> String {
        let unit = self.unit_words();
        let criteria = standing.ranking.criteria.len();
        let draws = self.style.number(standing.acceptability.draws() as f64, 0);
        let expectations = self.figures.expectations;
        let worlds = self.style.number(expectations.worlds as f64, 0);
        let sure = match expectations.worlds {
            1 => text!("{draws} draws of weights", "重みの抽出{draws}回"),
            _ => text!(
                "{draws} draws of weights in {worlds} worlds",
                "{worlds}世界、重みの抽出{draws}回"
            ),
        };
        let mut text = self.note(text!(
            "Listed themes by {criteria} criteria ({}); money in {unit}",
            "登録テーマの順位（評価項目{criteria}件、{}）、金額の単位は{unit}",
            sure.of(self.style.language),
        ));
        text += &self.row([
            self.say("rank", "順位"),
            self.say("theme", "テーマ"),
            self.say("licence, %", "導出確率 %"),
            self.say("P50 date", "導出時期P50"),
            self.say("cost", "残り費用"),
            self.say("value", "純価値"),
            self.say("first", "首位"),
        ]);
        for (place, theme) in standing.order.iter().enumerate().take(MOST_THEMES) {
            text += &self.theme(standing, place, *theme);
        }
        if standing.order.len() > MOST_THEMES {
            text += &self.note(text!(
                "…  all themes stand in ranking.csv",
                "…  全テーマは ranking.csv に収録"
            ));
        }
        text + &self.legend(standing)
    }

    fn theme(&self, standing: &Standing, place: usize, theme: usize) -> String {
        let figures = self.figures;
        let ties = &standing.ties;
        let first = standing
            .order
            .iter()
            .position(|other| ties[*other] == ties[theme]);
        let tied = ties.iter().filter(|group| **group == ties[theme]).count() > 1;
        let rank = first.unwrap_or(place) + 1;
        let [chance, error] = figures.mean_and_error(theme, figure::LICENSED, 100.0_f64.recip());
        let months = figures.licence_months(theme).quantile(0.5);
        let date = months.map_or("–".to_owned(), |month| {
            let calendar = &figures.model.calendar;
            let date = calendar.date_of(Ticks((month * TICKS_PER_MONTH as f64) as i64));
            self.style.month(date.year(), date.month())
        });
        let unit = self.money_unit();
        let money = |what: usize| {
            let [mean, _] = figures.mean_and_error(theme, what, 1.0);
            self.style.money(mean, unit)
        };
        self.row([
            format!("{rank}{}", if tied { "=" } else { " " }),
            self.name(theme).to_owned(),
            with_error(&self.style, chance, self.half(error)),
            date,
            money(figure::COST),
            money(figure::NET),
            self.percent(standing.acceptability.rank(theme, 0).share),
        ])
    }

    fn legend(&self, standing: &Standing) -> String {
        let mut text = String::new();
        let tied = (1..=standing.ties.len()).any(|group| {
            standing
                .ties
                .iter()
                .filter(|other| **other == group)
                .count()
                > 1
        });
        if tied {
            text += &self.note(text!(
                "= cannot be told apart from the first of its group with so many runs.",
                "＝ この試行数では同順位群の先頭と差が認められない。"
            ));
        }
        text += &self.note(text!(
            "first: share of worlds and weights in which the theme comes first; the criteria are \
             expectations given the world, so that luck does not pass for merit.",
            "首位：世界と重みのうち当該テーマが首位となる割合。評価項目は世界ごとの期待値であり、\
             偶然の結果を実力とみなさない。"
        ));
        if let Some(never) = self.figures.never_taken_up() {
            text += &self.note(text!(
                "{never} `rank --marginal` tells what admitting them would add.",
                "{never}採択した場合の効果は`rank --marginal`で確認できる。";
                never
            ));
        }
        if self.valued() {
            text += &self.note(text!(
                "value: expected worth less cost, discounted to the start (rNPV).",
                "純価値：期待価値から費用を差し引いた、開始時点の現在価値（rNPV）。"
            ));
        }
        text
    }

    fn weights(&self, standing: &Standing) -> String {
        let widths = [24, 14, 14, 9, 19];
        let cells = |texts: [String; 5]| -> Vec<(String, usize)> {
            texts.into_iter().zip(widths).collect()
        };
        let leader = standing.order.first().map_or("", |theme| self.name(*theme));
        let mut text = self.note(text!(
            "Weights with which {leader} stays first, one moved at a time",
            "{leader}が首位を保つ重みの範囲（1項目ずつ動かした場合）"
        ));
        text += &line(&cells([
            self.say("criterion", "評価項目"),
            self.say("counts 0", "0となる値"),
            self.say("counts 1", "1となる値"),
            self.say("weight", "重み"),
            self.say("stays first in", "首位を保つ範囲"),
        ]));
        for (place, criterion) in standing.ranking.criteria.iter().enumerate() {
            let (worst, best) = standing.scales[place];
            let range = &standing.ranges[place];
            let from = self.style.number(range.from, 2);
            let to = self.style.number(range.to, 2);
            text += &line(&cells([
                criterion.measure.name().of(self.style.language).to_owned(),
                self.level(criterion.measure, worst),
                self.level(criterion.measure, best),
                self.style.number(standing.weights[place], 2),
                format!("{from} – {to}"),
            ]));
        }
        text
    }

    /// A value of a measure in the unit people read.
    fn level(&self, measure: Measure, value: f64) -> String {
        match measure {
            Measure::ChanceOfLicence => format!("{} %", self.style.number(100.0 * value, 1)),
            Measure::TimeToLicence => self.style.number(value, 1),
            Measure::RemainingCost | Measure::ExpectedValue => {
                self.style.money(value, self.money_unit())
            }
            Measure::ProductivityIndex | Measure::Score(_) => self.style.number(value, 2),
        }
    }

    fn marginal(&self, found: &[Contribution], question: Question) -> String {
        let of = |theme: usize, part: Part| {
            found.iter().find(|other| {
                other.theme == theme && other.part == part && other.question == question
            })
        };
        let themes: Vec<usize> = (0..self.figures.model.themes.len())
            .filter(|theme| of(*theme, Part::Licences).is_some())
            .collect();
        if themes.is_empty() {
            return String::new();
        }
        let unit = self.unit_words();
        let title = match question {
            Question::AsPlanned => text!(
                "What each theme adds to the portfolio, capacity it uses counted; money in {unit}",
                "各テーマによるポートフォリオの増減（占有する能力を含む）、金額の単位は{unit}"
            ),
            Question::AdmittedAtStart => text!(
                "What admitting a waiting theme at the start would add; money in {unit}",
                "待機中のテーマを開始時に採択した場合の増減、金額の単位は{unit}"
            ),
        };
        let mut text = self.note(title);
        let widths = [29, 17, 17, 17];
        let mut heads = vec![
            self.say("theme", "テーマ"),
            self.say("licences", "導出件数"),
            self.say("cost", "費用"),
        ];
        if self.valued() {
            heads.push(self.say("value", "純価値"));
        }
        text += &line(&heads.into_iter().zip(widths).collect::<Vec<_>>());
        for theme in themes {
            let mut cells = vec![self.name(theme).to_owned()];
            let scale = self.money_unit().size() as f64;
            for (part, scale) in [
                (Part::Licences, 1.0),
                (Part::Cost, scale),
                (Part::Net, scale),
            ] {
                if let Some(found) = of(theme, part) {
                    cells.push(self.difference(found, scale));
                }
            }
            text += &line(&cells.into_iter().zip(widths).collect::<Vec<_>>());
        }
        text + &self.note(text!(
            "± 95 %, paired; ~ no difference can be told.",
            "±は対応のある95％信頼区間の半幅。～は差が認められないもの。"
        ))
    }

    fn difference(&self, found: &Contribution, scale: f64) -> String {
        let estimate = found.difference;
        let half = self.half(estimate.standard_error) / scale;
        let told = with_error(&self.style, estimate.mean / scale, half);
        match found.adjusted < TIE_LEVEL {
            true => told,
            false => format!("~ {told}"),
        }
    }
}
