//! Which charts a run has, and the figures they show.
//!
//! A chart is drawn where the scenario has what it is about: money, purses and caps, functions, the
//! chapter of licensing, listed themes. Where a request is laid out, its amounts go into `request`
//! of [`FanChart`](super::chart::FanChart).

mod budget;
mod comparison;
mod licensing;
mod ranking;
mod research;
mod slots;
mod sweep;

pub use comparison::comparison_pictures;
pub use ranking::ranking_pictures;
pub use slots::slots_pictures;
pub use sweep::sweep_pictures;

use super::chart::{Caption, Chart, DifferenceRow, Sure, WIDTH};
use super::{Origin, Style};
use crate::analysis::Figures;
use crate::analysis::compare::{Difference, Verdict};
use crate::language::{Language, Text, Words};
use crate::model::{Model, TICKS_PER_YEAR, Ticks};
use crate::text;

/// A chart and the name of its files.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Name of its files, without what says their format.
    pub name: String,
    /// What is drawn.
    pub chart: Chart,
}

/// Greatest height of a sheet on a page of A4, pixels: as wide as the paper, with room for a
/// heading and the margins of a document.
pub const PAGE_HEIGHT: f64 = 1.28 * WIDTH;

const PER_CENT: Words = crate::language::words("%", "％");

/// A difference as a row of a chart, divided by `unit`; nothing where it has no interval.
fn difference_row(label: String, found: &Difference, unit: f64) -> Option<DifferenceRow> {
    let interval = found.interval()?;
    Some(DifferenceRow {
        label,
        value: found.mean.mean / unit,
        low: interval.lower / unit,
        high: interval.upper / unit,
        sure: match found.verdict() {
            Verdict::Unmoved => Sure::Same,
            Verdict::Undecided => Sure::Undecided,
            Verdict::More | Verdict::Less => Sure::Told,
        },
    })
}

/// The charts of a run, in the order in which a planner asks.
pub fn pictures(figures: &Figures<'_>, origin: &Origin, style: &Style) -> Vec<Picture> {
    let album = Album {
        figures,
        told: Teller {
            model: figures.model,
            origin,
            style,
        },
    };
    let mut pictures = Vec::new();
    if figures.model.price_year.is_some() {
        pictures.extend(album.budget());
    }
    pictures.extend(album.licensing());
    pictures.extend(album.research());
    pictures
}

/// What the charts of a run are made from.
struct Album<'a> {
    figures: &'a Figures<'a>,
    told: Teller<'a>,
}

/// What stands around every chart of a scenario, in one style.
struct Teller<'a> {
    model: &'a Model,
    origin: &'a Origin,
    style: &'a Style,
}

impl Teller<'_> {
    fn picture(&self, name: &str, chart: Chart) -> Picture {
        Picture {
            name: name.to_owned(),
            chart,
        }
    }

    fn say(&self, words: Words) -> &'static str {
        words.of(self.style.language)
    }

    fn text(&self, text: &Text) -> String {
        text.of(self.style.language).to_owned()
    }

    fn caption(&self, title: String, subtitle: String, unit: &str, note: String) -> Caption {
        Caption {
            title,
            subtitle: self.of_scenario(&subtitle),
            unit: self.unit(unit),
            note,
            source: self.source(),
        }
    }

    /// The caption of a chart by fiscal year, which says where a year is not whole.
    fn yearly(&self, title: String, subtitle: String, unit: &str, note: String) -> Caption {
        let notes = [note].into_iter().chain(self.cut_years());
        let notes: Vec<String> = notes.filter(|note| !note.is_empty()).collect();
        let gap = crate::language::words(" ", "");
        self.caption(title, subtitle, unit, notes.join(self.say(gap)))
    }

    /// What is said of a first or last fiscal year of which the scenario holds a part only.
    fn cut_years(&self) -> Vec<String> {
        let calendar = &self.model.calendar;
        let Some(last) = self.model.calendar.years().checked_sub(1) else {
            return Vec::new();
        };
        let name = |year| self.style.fiscal_year(calendar.fiscal_year(year));
        let (first_year, last_year) = (name(0), name(last));
        let first_day = self.style.date(calendar.start());
        let last_day = self.style.date(calendar.last_day());
        let mut told = Vec::new();
        if calendar.year_end(0) != Ticks(TICKS_PER_YEAR) {
            told.push(text!(
                "{first_year} is counted from {first_day} on.",
                "{first_year}は{first_day}以降の値である。"
            ));
        }
        if calendar.year_end(last) != calendar.horizon() {
            told.push(text!(
                "{last_year} is counted up to {last_day}.",
                "{last_year}は{last_day}までの値である。"
            ));
        }
        told.iter().map(|text| self.text(text)).collect()
    }

    /// What the reader must know, behind the name of the scenario.
    fn of_scenario(&self, subtitle: &str) -> String {
        let name = self.model.name.of(self.style.language);
        match (subtitle.is_empty(), self.style.language) {
            (true, _) => name.to_owned(),
            (false, Language::English) => format!("{name}: {subtitle}"),
            (false, Language::Japanese) => format!("{name}：{subtitle}"),
        }
    }

    fn unit(&self, unit: &str) -> String {
        let text = match unit.is_empty() {
            true => Text::default(),
            false => text!("Unit: {unit}", "単位：{unit}"),
        };
        self.text(&text)
    }

    fn source(&self) -> String {
        let Origin {
            scenario,
            seed,
            runs,
            worlds,
            version,
        } = self.origin;
        let [runs, worlds] = [runs, worlds].map(|count| self.style.number(*count as f64, 0));
        let worlds = match (self.model.runs_per_world, worlds.as_str()) {
            (1, _) => Text::default(),
            (_, "1") => text!(" in 1 world", "（1世界）"),
            _ => text!(" in {worlds} worlds", "（{worlds}世界）"),
        };
        self.text(&text!(
            "Source: soyaku {version}, scenario {scenario}; {runs} runs{worlds}, seed {seed}.",
            "出典：soyaku {version}による試算。シナリオ {scenario}、試行{runs}回{worlds}、シード{seed}。";
            worlds
        ))
    }

    fn years(&self) -> Vec<String> {
        let calendar = &self.model.calendar;
        (0..calendar.years())
            .map(|year| self.style.fiscal_year(calendar.fiscal_year(year)))
            .collect()
    }

    /// An institute in words.
    fn institute(&self, institute: Option<u32>) -> String {
        const NOBODY: Words = crate::language::words("no institute", "機関に属さないもの");
        match institute {
            Some(index) => self.text(&self.model.institutes[index as usize].name),
            None => self.say(NOBODY).to_owned(),
        }
    }
}
