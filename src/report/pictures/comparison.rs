//! What what-ifs change: each against the base, and each by fiscal year and theme.

use super::{Picture, Teller, difference_row};
use crate::analysis::compare::{Comparison, Difference};
use crate::analysis::headline::{Family, Headline, Scale, Span};
use crate::language::{Words, words};
use crate::model::Model;
use crate::report::chart::{Chart, DifferenceChart, DifferenceRow, Sure};
use crate::report::compare_screen::money_unit;
use crate::report::{MoneyUnit, Origin, Style};
use crate::text;

/// Rows of a chart of themes: those that move most.
const MOST_THEMES: usize = 15;

const HOW: Words = words(
    "Whiskers: 95 % interval of the paired difference. A hollow dot: no difference can be told (5 %, \
     adjusted for all figures of the kind).",
    "横線は対応のある差の95％信頼区間。白抜きは差が認められないもの（同種の項目全体で調整、5％水準）。",
);

/// The charts of a comparison. `shown` are the models as they may be shown, the base first.
pub fn comparison_pictures(
    comparison: &Comparison<'_>,
    shown: &[&Model],
    origin: &Origin,
    style: &Style,
) -> Vec<Picture> {
    let Some((base, what_ifs)) = shown.split_first() else {
        return Vec::new();
    };
    let album = Album {
        comparison,
        what_ifs,
        told: Teller {
            model: base,
            origin,
            style,
        },
        unit: money_unit(comparison, style),
    };
    // Side by side there must be two at least.
    let mut pictures = match what_ifs.len() {
        0 | 1 => Vec::new(),
        _ => album.overall(),
    };
    for (number, what_if) in what_ifs.iter().enumerate() {
        pictures.extend(album.by_year(number, what_if));
        pictures.extend(album.themes(number, what_if));
    }
    pictures
}

struct Album<'a> {
    comparison: &'a Comparison<'a>,
    what_ifs: &'a [&'a Model],
    told: Teller<'a>,
    unit: MoneyUnit,
}

impl Album<'_> {
    /// What-ifs side by side, for the figures of the whole run.
    fn overall(&self) -> Vec<Picture> {
        let wanted = |headline: &Headline| {
            let whole = headline.span == Span::All && headline.key.segments().len() <= 2;
            let family = headline.family;
            whole && !matches!(family, Family::Endings | Family::Themes | Family::Caps)
        };
        let places = 0..self.comparison.headlines.len();
        let places = places.filter(|place| wanted(&self.comparison.headlines[*place]));
        let charts = places.filter_map(|place| {
            let headline = &self.comparison.headlines[place];
            let rows = self.what_ifs.iter().enumerate();
            let rows: Vec<DifferenceRow> = rows
                .filter_map(|(number, what_if)| {
                    let label = self.told.text(&what_if.name);
                    self.row(label, headline, self.found(number, place)?)
                })
                .collect();
            let (first, name) = (headline.key.segments()[0].as_str(), &headline.name);
            let file = match headline.key.segments() {
                [_, second] if second != "all" => format!("difference_{first}_{second}"),
                _ => format!("difference_{first}"),
            };
            let title = text!("What changes: {name}", "変更案による差：{name}"; name);
            let stands = !rows.is_empty() && self.moves_anywhere(place);
            stands.then(|| self.picture(&file, self.told.text(&title), headline, rows))
        });
        charts.collect()
    }

    /// Licences until each fiscal year, and the cost of each.
    fn by_year(&self, number: usize, what_if: &Model) -> Vec<Picture> {
        let kinds = [
            (
                "licences",
                words(
                    "licences by the end of the year",
                    "企業導出件数（年度末累計）",
                ),
            ),
            ("cost", words("cost of the year", "各年度の費用")),
        ];
        let charts = kinds.into_iter().filter_map(|(kind, name)| {
            let belongs = |headline: &Headline| {
                let first = headline.key.segments().first().map(String::as_str);
                first == Some(kind)
                    && match kind {
                        "licences" => matches!(headline.span, Span::Until(_)),
                        _ => matches!(headline.span, Span::Year(_)),
                    }
            };
            let places = 0..self.comparison.headlines.len();
            let places: Vec<usize> = places
                .filter(|place| belongs(&self.comparison.headlines[*place]))
                .collect();
            let first = &self.comparison.headlines[*places.first()?];
            let years = self.told.years();
            let rows = places.iter().filter_map(|place| {
                let headline = &self.comparison.headlines[*place];
                let (Span::Year(year) | Span::Until(year)) = headline.span else {
                    return None;
                };
                self.row(
                    years.get(year)?.clone(),
                    headline,
                    self.found(number, *place)?,
                )
            });
            let rows: Vec<DifferenceRow> = rows.collect();
            let moves = rows.iter().any(|row| row.sure != Sure::Same);
            let (title, name) = (&what_if.name, crate::language::Text::from(name));
            let title = text!("{title}: {name}", "{title}：{name}"; title, name);
            let file = format!("{}_{kind}_by_year", file_name(what_if));
            moves.then(|| self.picture(&file, self.told.text(&title), first, rows))
        });
        charts.collect()
    }

    /// Themes and channels whose chance of a licence, or number of them, moves most.
    fn themes(&self, number: usize, what_if: &Model) -> Option<Picture> {
        let of_listed = |headline: &Headline| {
            headline.family == Family::Themes && headline.scale == Scale::Chance
        };
        let headlines = &self.comparison.headlines;
        let places = (0..headlines.len()).filter(|place| of_listed(&headlines[*place]));
        let mut found: Vec<(&Headline, &Difference)> = places
            .filter_map(|place| Some((&headlines[place], self.found(number, place)?)))
            .filter(|(_, found)| found.moved > 0)
            .collect();
        let strength = |found: &Difference| {
            let ratio = found.mean.mean / found.mean.standard_error;
            if ratio.is_finite() { ratio.abs() } else { 0.0 }
        };
        found.sort_by(|one, other| strength(other.1).total_cmp(&strength(one.1)));
        found.truncate(MOST_THEMES);
        found.sort_by(|one, other| other.1.mean.mean.total_cmp(&one.1.mean.mean));
        let first = found.first()?.0;
        let rows = found.iter().filter_map(|(headline, found)| {
            self.row(self.told.text(&headline.name), headline, found)
        });
        let rows: Vec<DifferenceRow> = rows.collect();
        let title = &what_if.name;
        let title = text!(
            "{title}: which themes gain, which lose",
            "{title}：有利になるテーマ、不利になるテーマ";
            title
        );
        let file = format!("{}_themes", file_name(what_if));
        (!rows.is_empty()).then(|| self.picture(&file, self.told.text(&title), first, rows))
    }

    fn found(&self, number: usize, place: usize) -> Option<&Difference> {
        self.comparison.differences[number][place].as_ref()
    }

    fn moves_anywhere(&self, place: usize) -> bool {
        let numbers = 0..self.what_ifs.len();
        let mut found = numbers.filter_map(|number| self.found(number, place));
        found.any(|found| found.moved > 0)
    }

    /// How much of what is counted makes one of what is drawn.
    fn scale(&self, headline: &Headline) -> f64 {
        match headline.scale {
            Scale::Money => self.unit.size() as f64,
            Scale::Chance | Scale::Share => 0.01,
            scale => scale.unit(),
        }
    }

    /// A row; nothing where there is no interval.
    fn row(&self, label: String, of: &Headline, found: &Difference) -> Option<DifferenceRow> {
        difference_row(label, found, self.scale(of))
    }

    fn picture(
        &self,
        file: &str,
        title: String,
        headline: &Headline,
        rows: Vec<DifferenceRow>,
    ) -> Picture {
        let told = &self.told;
        let base = told.model;
        let unit = match headline.scale {
            Scale::Count => told
                .say(words("number per run", "件（1試行当たり）"))
                .to_owned(),
            Scale::Money => told
                .style
                .money_unit(self.unit, &base.currency, base.price_year),
            Scale::Chance | Scale::Share => {
                told.say(words("percentage points", "ポイント")).to_owned()
            }
            Scale::Months => told.say(words("months", "月")).to_owned(),
        };
        let against = told
            .say(words("what-if less base", "変更案と基準との差"))
            .to_owned();
        let caption = told.caption(title, String::new(), &unit, told.say(HOW).to_owned());
        let chart = Chart::Difference(DifferenceChart {
            caption,
            axis: against,
            rows,
            extent: None,
        });
        told.picture(file, chart)
    }
}

/// A name of a file from a label: letters of any script and digits, others as a dash.
fn file_name(model: &Model) -> String {
    let letters = model.label();
    let letters = letters.chars().map(|letter| {
        let plain = letter.is_alphanumeric() || matches!(letter, '-' | '_');
        if plain { letter } else { '-' }
    });
    letters.collect()
}
