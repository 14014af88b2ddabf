//! What a happening refers to, by id in English and by name in Japanese; dates, months, money.
//!
//! English keeps to the ids of the scenario, which a planner may look up there; Japanese has the
//! names (`name_ja`) that stand in every other table.

use jiff::civil::Date;

use crate::engine::{Place, Plan, ThemeRun};
use crate::language::{Styles, Text};
use crate::model::{Model, PaidOn, Ticks};
use crate::text;

/// Tells what the things of a run are called.
#[derive(Copy, Clone)]
pub(super) struct Names<'p> {
    pub plan: &'p Plan<'p>,
    pub styles: &'p Styles,
}

/// The same of one theme.
#[derive(Copy, Clone)]
pub(super) struct Teller<'p> {
    pub names: Names<'p>,
    pub theme: &'p ThemeRun,
    pub now: Ticks,
}

/// By id in English and by name in Japanese.
fn called(id: &str, name: &Text) -> Text {
    let name = &name.japanese;
    text!("{id}", "「{name}」")
}

/// The same of what needs no brackets, such as an institute.
fn plainly(id: &str, name: &Text) -> Text {
    let name = &name.japanese;
    text!("{id}", "{name}")
}

impl<'p> Names<'p> {
    pub fn model(&self) -> &'p Model {
        self.plan.model()
    }

    pub fn institute(&self, institute: usize) -> Text {
        let institute = &self.model().institutes[institute];
        plainly(&institute.id, &institute.name)
    }

    pub fn purse(&self, purse: usize) -> Text {
        let purse = &self.model().money.purses[purse];
        called(&purse.id, &purse.name)
    }

    pub fn cap(&self, cap: usize) -> Text {
        let cap = &self.model().money.caps[cap];
        called(&cap.id, &cap.name)
    }

    pub fn standing(&self, standing: u32) -> Text {
        let standing = &self.model().money.standing[standing as usize];
        called(&standing.id, &standing.name)
    }

    pub fn function(&self, function: u32) -> Text {
        let function = &self.model().functions[function as usize];
        called(&function.id, &function.name)
    }

    /// The activity of a place, also of a step of licensing or of selection.
    pub fn activity(&self, place: &Place<'_>) -> Text {
        called(&place.activity.id, &place.activity.name)
    }

    /// A line that decides.
    pub fn line(&self, line: u32) -> Text {
        let line = &self.model().decisions[line as usize];
        called(&line.id, &line.name)
    }

    pub fn channel(&self, channel: u32) -> Text {
        let channel = &self.model().channels[channel as usize];
        called(&channel.id, &channel.name)
    }

    /// A stage of the licensee's development.
    pub fn developed(&self, stage: u16) -> Text {
        let mut stages = self.model().licensing.iter().flat_map(|l| &l.development);
        let stage = stages.nth(usize::from(stage));
        stage.map_or_else(Text::default, |stage| called(&stage.id, &stage.name))
    }

    pub fn date(&self, date: Date) -> Text {
        self.styles.each(|style| style.date(date))
    }

    /// The day or month of a payment.
    pub fn paid_on(&self, paid_on: PaidOn) -> Text {
        match paid_on {
            PaidOn::Day(day) => self.date(day),
            PaidOn::Month(first) => self
                .styles
                .each(|style| style.month(first.year(), first.month())),
        }
    }

    /// The day of an instant.
    pub fn day(&self, time: Ticks) -> Text {
        self.date(self.model().calendar.date_of(time))
    }

    /// A fiscal year by its number, from 0.
    pub fn fiscal_year(&self, year: usize) -> Text {
        let year = self.model().calendar.fiscal_year(year);
        self.styles.each(|style| style.fiscal_year(year))
    }

    /// An amount of money.
    pub fn money(&self, amount: i64) -> Text {
        let currency = &self.model().currency;
        self.styles
            .each(|style| style.amount(amount as f64, currency))
    }

    /// An amount that is expected.
    pub fn expected(&self, amount: f64) -> Text {
        let currency = &self.model().currency;
        self.styles.each(|style| style.amount(amount, currency))
    }
}

impl<'p> Teller<'p> {
    pub fn stage(&self, stage: u16) -> Text {
        let route = &self.names.model().routes[self.theme.route as usize];
        let stage = &route.stages[usize::from(stage)];
        called(&stage.id, &stage.name)
    }

    pub fn route(&self) -> Text {
        let route = &self.names.model().routes[self.theme.route as usize];
        called(&route.id, &route.name)
    }

    pub fn modality(&self) -> Text {
        let model = self.names.model();
        let modality = &model.modalities[model.routes[self.theme.route as usize].modality];
        called(&modality.id, &modality.name)
    }

    /// Its disease area, where one is stated.
    pub fn area(&self) -> Option<Text> {
        let area = &self.names.model().areas[self.theme.area? as usize];
        Some(called(&area.id, &area.name))
    }

    pub fn offer(&self, offer: u8) -> Text {
        let route = &self.names.model().routes[self.theme.route as usize];
        let work = &route.offers[usize::from(offer)].work;
        called(&work.id, &work.name)
    }

    pub fn activity(&self, work: u32) -> Text {
        self.names.activity(&self.names.plan.place_of(work))
    }

    /// Who does a piece of work with one of its options; nobody where it needs no institute.
    pub fn doer(&self, work: u32, option: u8) -> Option<Text> {
        let institute = self.names.plan.institute_of(work, option)?;
        Some(self.names.institute(institute))
    }

    /// The time since the theme came.
    pub fn since(&self) -> Text {
        months(self.now - self.theme.arrived)
    }
}

pub(super) fn months(time: Ticks) -> Text {
    let months = time.months();
    text!("{months:.1} months", "{months:.1}か月")
}

/// Four significant digits, or whole where there are more.
pub(super) fn rounded(value: f64) -> String {
    match value.abs() {
        size if size >= 1000.0 || value == value.round() => format!("{value:.0}"),
        size if size >= 100.0 => format!("{value:.1}"),
        size if size >= 10.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}
