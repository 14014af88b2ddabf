//! From the tree of leaves to the model: ids become indices, dates become ticks, numbers become
//! parameters, and every mistake of meaning is reported with its place.

use std::collections::{BTreeMap, BTreeSet};

use super::quantity::Use;
use super::shape;
use super::thing::Thing;
use super::view::View;
use super::{Loaded, LoadedFile, Node, NumberFiles, Path};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources, Span, listed, nearest, quoted};
use crate::language::{Language, Text, words};
use crate::model::{
    Area, CRITERIA, Calendar, Item, Modality, Model, Parameter, ParameterId, Quantity, Route,
    Scope, Scores, Ticks, Unit,
};
use crate::text;

/// The most themes that may be expected to come in a run.
const MOST_THEMES: f64 = 1e6;

/// Ledger items that every scenario has: id, and names in English and Japanese.
pub(super) const BUILT_IN_ITEMS: [(&str, &str, &str); 6] = [
    ("research", "Research support", "支援研究"),
    ("outsourcing", "Outsourcing", "外注"),
    ("ip", "Intellectual property", "知財"),
    ("standing", "Standing teams", "常設体制"),
    ("incentives", "Incentives", "報奨"),
    ("meetings", "Meetings and travel", "会議・旅費"),
];

/// Reads one scenario; see [`decode`].
pub(crate) struct Decoder<'a> {
    pub(super) root: &'a Node,
    /// The day as of which the scenario is read, where that is not as it is written.
    pub(super) as_of: Option<jiff::civil::Date>,
    /// One-off changes it is read with, as typed.
    pub(super) set: &'a [String],
    pub(super) sources: &'a Sources,
    pub(super) numbers: &'a NumberFiles,
    pub(super) files: &'a [LoadedFile],
    pub(super) diagnostics: Diagnostics,
    pub(super) parameters: Vec<Parameter>,
    pub(super) parameter_ids: BTreeMap<String, ParameterId>,
    pub(super) currency: String,
    pub(super) price_year: Option<i64>,
    pub(super) price_year_missed: bool,
    pub(super) deflator: BTreeMap<i64, f64>,
    /// Where the figures in tables of themes come from.
    pub(super) theme_source: Option<String>,
    /// Whether the Office selects themes.
    pub(super) selects: bool,
    /// Absent where the start or the horizon is wrong: then nothing is said of dates.
    pub(super) has_calendar: bool,
    pub(super) calendar: Calendar,
    /// The calendar as the scenario is written; `calendar` is the one as of the day it is read.
    pub(super) written: Calendar,
    pub(super) modalities: Vec<String>,
    pub(super) areas: Vec<Area>,
    pub(super) items: Vec<Item>,
    pub(super) institutes: Vec<crate::model::Institute>,
    pub(super) functions: Vec<crate::model::Function>,
    pub(super) routes: Vec<Route>,
    /// Ids of routes in which something is wrong that hides what they are: nothing is said of
    /// those who name them.
    pub(super) broken_routes: Vec<String>,
    /// Whether a provider was passed over because of an error, in the route being read.
    pub(super) lost_provider: bool,
    /// Routes that have lost a provider so.
    pub(super) routes_without_provider: BTreeSet<usize>,
}

/// Turns a tree whose shape was checked into a model.
///
/// Everything wrong in it is added to the diagnostics; the model is only good to run when there
/// are no errors.
pub(crate) fn decode(
    loaded: &Loaded,
    as_of: Option<jiff::civil::Date>,
) -> (Option<Model>, Diagnostics) {
    let calendar = Calendar::new(jiff::civil::Date::default(), Ticks::MAX, 4);
    let mut decoder = Decoder {
        root: &loaded.root,
        as_of,
        set: &loaded.set,
        sources: &loaded.sources,
        numbers: &loaded.numbers,
        files: &loaded.files,
        diagnostics: Diagnostics::new(),
        parameters: Vec::new(),
        parameter_ids: BTreeMap::new(),
        currency: "JPY".to_owned(),
        price_year: None,
        price_year_missed: false,
        deflator: BTreeMap::new(),
        theme_source: None,
        selects: loaded.root.get("selection").is_some(),
        has_calendar: false,
        written: calendar.clone(),
        calendar,
        modalities: Vec::new(),
        areas: Vec::new(),
        items: Vec::new(),
        institutes: Vec::new(),
        functions: Vec::new(),
        routes: Vec::new(),
        broken_routes: Vec::new(),
        lost_provider: false,
        routes_without_provider: BTreeSet::new(),
    };
    let model = decoder.model();
    (model, decoder.diagnostics)
}

impl<'a> Decoder<'a> {
    fn model(&mut self) -> Option<Model> {
        let root = View::of(self.root, Path::root());
        let scenario = match root.get("scenario") {
            Some(scenario) => scenario,
            // What is missing has been said; the rest of the scenario is checked all the same.
            None => {
                self.price_year_missed = true;
                root.clone()
            }
        };
        self.money(&root, &scenario);
        if let Some(written) = self.time(&scenario)
            && let Some(calendar) = self.calendar_as_read(&written, &scenario)
        {
            (self.written, self.calendar, self.has_calendar) = (written, calendar, true);
        }
        self.items = self.ledger_items(&root);
        self.network(&root);
        self.modalities = self.modality_list(&root);
        let stages = self.stage_ids(&root);
        self.areas = self.disease_areas(&root, &stages);
        self.shared_routes(&root);
        let licensing = self.licensing(&root);
        let scope = self.scope(&root);
        let decisions = self.decision_lines(&root, &stages);
        let themes = self.themes(&root);
        let channels = self.channels(&root, &stages);
        let money = self.money_chapters(&root, &themes);
        let selection = self.selection(&root, &stages);
        let councils = self.councils(&root);
        let priority = self.priority(&root, &stages);
        let withdrawal = self.withdrawal(&root);
        let publication = self.publication(&root);
        let valuation = self.valuation(&root, &stages);
        let ranking = self.ranking(&root, &themes);
        let targets = self.targets(&root);
        let links = self.links(&root, &stages);
        let id = scenario
            .get("id")
            .and_then(|id| id.node().words())
            .unwrap_or_default();
        let language = scenario
            .get("language")
            .and_then(|word| Language::of_word(&word.node().words()?));
        let runs_per_world = scenario
            .get("runs_per_world")
            .and_then(|k| k.node().as_integer());
        let mut model = Model {
            name: name_of(&scenario, &id),
            language: language.unwrap_or_default(),
            id,
            calendar: self.calendar.clone(),
            as_of: self.as_of,
            until: None,
            currency: self.currency.clone(),
            price_year: self.price_year.map(|year| year as i32),
            runs_per_world: 1,
            modalities: self.modality_names(&root),
            areas: std::mem::take(&mut self.areas),
            items: std::mem::take(&mut self.items),
            institutes: std::mem::take(&mut self.institutes),
            functions: std::mem::take(&mut self.functions),
            routes: std::mem::take(&mut self.routes),
            themes,
            channels,
            scope,
            decisions,
            priority,
            selection,
            councils,
            withdrawal,
            publication,
            licensing,
            money,
            valuation,
            ranking,
            targets,
            links,
            left_out: Vec::new(),
            set: self.set.to_vec(),
            parameters: std::mem::take(&mut self.parameters),
        };
        let by_default = if model.has_ignorance() { 10 } else { 1 };
        model.runs_per_world = runs_per_world.map_or(by_default, |k| k.clamp(1, 10_000) as u32);
        let stated = |key| !entries(&root, key).is_empty();
        if !stated("theme") && !stated("channel") {
            self.diagnostics.push(
                Diagnostic::error(
                    "no-themes",
                    words(
                        "no theme is listed and no channel brings any",
                        "テーマの記載がなく、テーマが届く応募経路もありません",
                    ),
                )
                .at(scenario.node().key_span)
                .help(words(
                    "add themes in a CSV named in `theme_files`, or a [channel.…]",
                    "テーマのCSVを作って`theme_files`に指定するか、[channel.…]を追加してください",
                )),
            );
        }
        self.check_arrivals(&root, &model);
        Some(model)
    }

    fn money(&mut self, root: &View<'a>, scenario: &View<'a>) {
        if let Some(currency) = scenario.get("currency") {
            let text = currency.node().words().unwrap_or_default();
            if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
                self.currency = text;
            } else if currency.node().words().is_some() {
                self.error(
                    "bad-currency",
                    currency.node().span,
                    text!(
                        "{0} is not a currency code",
                        "{0}は通貨コードではありません",
                        quoted(&text)
                    ),
                    words(
                        "three capital letters, such as JPY or USD",
                        "JPY、USDなど英大文字3字",
                    ),
                );
            }
        }
        self.theme_source = scenario
            .get("theme_source")
            .and_then(|source| source.node().words());
        self.price_year = scenario
            .get("price_year")
            .and_then(|year| year.node().as_integer());
        // A price year of the wrong kind is there all the same.
        self.price_year_missed |= self.price_year.is_none() && scenario.get("price_year").is_some();
        let Some(deflator) = root.get("deflator") else {
            return;
        };
        for (year, index) in deflator.entries() {
            let Some(stated) = self.quantity_at(&index, Use::once(Unit::Ratio)) else {
                // What is wrong with it has been said; the year counts as given.
                self.deflator
                    .extend(year.parse().map(|year: i64| (year, 1.0)));
                continue;
            };
            let number = self.mean(stated);
            match year.parse::<i64>() {
                Ok(year)
                    if (1900..=2200).contains(&year)
                        && number >= 0.001
                        && self.is_constant(stated) =>
                {
                    self.deflator.insert(year, number);
                }
                _ => self.error(
                    "bad-deflator",
                    index.node().key_span,
                    text!(
                        "{0} with {number} is not a year with a price index",
                        "{0}（値は{number}）は年と物価指数の組になっていません",
                        quoted(&year)
                    ),
                    words(
                        "a year from 1900 to 2200 and a constant index of at least 0.001, such as 2013 = 100.0",
                        "1900～2200の年と0.001以上の一定の指数（例：2013 = 100.0）",
                    ),
                ),
            }
        }
    }

    pub(super) fn is_constant(&self, quantity: Quantity) -> bool {
        match quantity {
            Quantity::Default(_) => true,
            Quantity::Stated(id) => self.parameters[id.0 as usize].distribution.is_constant(),
        }
    }

    fn time(&mut self, scenario: &View<'a>) -> Option<Calendar> {
        let horizon = scenario.get("horizon_years")?;
        let years = horizon.node().as_number()?;
        if !(1.0 / 12.0..=200.0).contains(&years) {
            self.error(
                "out-of-range",
                horizon.node().span,
                text!(
                    "a horizon of {years} years cannot be simulated",
                    "期間を{years}年とする計算はできません"
                ),
                words(
                    "0.0834 years (a month) to 200 years",
                    "0.0834年（1か月）～200年",
                ),
            );
            return None;
        }
        let start = scenario.get("start")?.node().as_date();
        let start = start.filter(shape::is_planned)?;
        let month = scenario
            .get("fiscal_year_starts")
            .and_then(|month| month.node().as_integer());
        let month = month.unwrap_or(4).clamp(1, 12) as i8;
        Some(Calendar::new(
            start,
            Ticks::from_months(years * 12.0),
            month,
        ))
    }

    fn ledger_items(&mut self, root: &View<'a>) -> Vec<Item> {
        let mut items: Vec<Item> = BUILT_IN_ITEMS
            .into_iter()
            .map(|(id, english, japanese)| Item {
                id: id.to_owned(),
                name: Text {
                    english: english.to_owned(),
                    japanese: japanese.to_owned(),
                },
                timing: None,
                payment_lag_months: None,
            })
            .collect();
        for (id, item) in entries(root, "item") {
            let name = name_of(&item, &id);
            let item = Item {
                name,
                timing: self.timing(&item),
                payment_lag_months: self.stated(
                    &item,
                    "payment_lag_months",
                    Use::each(Unit::Months),
                ),
                id,
            };
            match items.iter_mut().find(|known| known.id == item.id) {
                Some(known) => *known = item,
                None => items.push(item),
            }
        }
        items
    }

    fn modality_list(&mut self, root: &View<'a>) -> Vec<String> {
        let mut list: Vec<String> = entries(root, "route")
            .iter()
            .map(|(id, route)| {
                route
                    .get("modality")
                    .and_then(|m| m.node().words())
                    .unwrap_or_else(|| id.clone())
            })
            .collect();
        list.sort();
        list.dedup();
        list
    }

    /// The modalities of all routes, with what people call them.
    fn modality_names(&mut self, root: &View<'a>) -> Vec<Modality> {
        let ids = std::mem::take(&mut self.modalities);
        let stated = entries(root, "modality");
        for (id, place) in &stated {
            self.known(Thing::Modality, id, place.node().key_span, &ids);
        }
        let name = |id: &String| {
            let mut stated = stated.iter();
            let place = stated.find(|(known, _)| known == id);
            place.map_or_else(|| Text::same(id), |(_, place)| name_of(place, id))
        };
        ids.iter()
            .map(|id| Modality {
                name: name(id),
                id: id.clone(),
            })
            .collect()
    }

    /// The ids of all stages of all routes.
    fn stage_ids(&self, root: &View<'a>) -> Vec<String> {
        let routes = entries(root, "route").into_iter();
        let mut ids: Vec<String> = routes
            .flat_map(|(_, route)| entries(&route, "stage"))
            .map(|(id, _)| id)
            .collect();
        ids.sort();
        ids.dedup();
        ids
    }

    fn disease_areas(&mut self, root: &View<'a>, stages: &[String]) -> Vec<Area> {
        let mut areas = Vec::new();
        for (id, area) in entries(root, "area") {
            let mut odds_ratio = Vec::new();
            for (stage, place) in entries(&area, "odds_ratio") {
                self.known(Thing::Stage, &stage, place.node().key_span, stages);
                let stated = self.quantity_at(&place, Use::once(Unit::Ratio));
                self.note_neutral(stated, 1.0);
                if let Some(ratio) = stated {
                    odds_ratio.push((stage, ratio));
                }
            }
            areas.push(Area {
                name: name_of(&area, &id),
                id,
                odds_ratio,
            });
        }
        areas
    }

    fn scope(&mut self, root: &View<'a>) -> Scope {
        let Some(scope) = root.get("scope") else {
            return Scope::default();
        };
        let (modalities, areas) = (self.modalities.clone(), self.area_ids());
        Scope {
            modalities: scope
                .get("modalities")
                .map(|list| self.indices(Thing::Modality, &list, &modalities)),
            areas: scope
                .get("areas")
                .map(|list| self.indices(Thing::Area, &list, &areas)),
        }
    }

    /// The expected value of a quantity.
    pub(super) fn mean(&self, quantity: Quantity) -> f64 {
        match quantity {
            Quantity::Default(value) => value,
            Quantity::Stated(id) => self.parameters[id.0 as usize].mean(),
        }
    }

    pub(super) fn weights(&mut self, root: &View<'a>) -> [Quantity; CRITERIA.len()] {
        let weights = root
            .get("priority")
            .and_then(|priority| priority.get("weight"));
        CRITERIA.map(|criterion| match &weights {
            Some(weights) => self.quantity(weights, criterion, Use::once(Unit::Ratio), 0.0),
            None => Quantity::Default(0.0),
        })
    }

    /// The scores of a theme or a channel.
    pub(super) fn scores(&mut self, view: &View<'a>) -> Scores {
        CRITERIA.map(|criterion| self.stated(view, criterion, Use::each(Unit::Score)))
    }

    pub(super) fn area_ids(&self) -> Vec<String> {
        self.areas.iter().map(|area| area.id.clone()).collect()
    }

    pub(super) fn institute_ids(&self) -> Vec<String> {
        self.institutes
            .iter()
            .map(|institute| institute.id.clone())
            .collect()
    }

    /// The places in `known` of the ids in a list; unknown ones are reported.
    pub(super) fn indices(&mut self, what: Thing, list: &View<'a>, known: &[String]) -> Vec<usize> {
        let ids = list.node().texts_at().into_iter();
        ids.filter_map(|(id, span)| self.index(what, &id, span, known))
            .collect()
    }

    /// The place of an id in `known`, or an error with the nearest.
    pub(super) fn index(
        &mut self,
        what: Thing,
        id: &str,
        span: Span,
        known: &[String],
    ) -> Option<usize> {
        self.known(what, id, span, known)
            .then(|| known.iter().position(|other| other == id))?
    }

    /// Whether an id of the scenario is known; if not, says so.
    pub(super) fn known(&mut self, what: Thing, id: &str, span: Span, known: &[String]) -> bool {
        let whole = words("this scenario", "このシナリオ");
        self.known_in(&whole.into(), what, id, span, known)
    }

    /// Whether an id is known to `whole`, the scenario or a part of it; if not, says so.
    pub(super) fn known_in(
        &mut self,
        whole: &Text,
        what: Thing,
        id: &str,
        span: Span,
        known: &[String],
    ) -> bool {
        if known.iter().any(|other| other == id) {
            return true;
        }
        let names = || known.iter().map(String::as_str);
        let name = Text::from(what.words());
        let allowed = match known.is_empty() {
            true => text!(
                "none: {whole} has no {name}",
                "なし（{whole}に{name}がありません）";
                whole, name
            ),
            false => listed(names()),
        };
        let (id_shown, one) = (Text::same(quoted(id)), what.one());
        let message = text!(
            "{id_shown} is not {one} of {whole}",
            "{id_shown}という{one}は{whole}にありません";
            id_shown, one, whole
        );
        self.diagnostics.push(
            Diagnostic::error(what.unknown(), message)
                .at(span)
                .allowed(allowed)
                .did_you_mean(nearest(id, names())),
        );
        false
    }

    pub(super) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<Text>,
        allowed: impl Into<Text>,
    ) {
        self.diagnostics
            .push(Diagnostic::error(code, message).at(span).allowed(allowed));
    }

    /// More themes than a run can hold are refused before anybody waits for them.
    fn check_arrivals(&mut self, root: &View<'a>, model: &Model) {
        // A wrong date or rate has been reported, and would come to a wrong number.
        if !self.has_calendar || self.diagnostics.has_errors() {
            return;
        }
        let mut total = 0.0;
        for channel in &model.channels {
            total += channel.expected_themes(model);
            if total > MOST_THEMES {
                let place = root.get("channel").and_then(|list| list.get(&channel.id));
                let rate = place.and_then(|channel| channel.get("rate_per_year"));
                let message = text!(
                    "about {total:.0} themes would come in a run",
                    "1回の試行に約{total:.0}件のテーマが届くことになります"
                );
                let allowed = text!(
                    "up to {MOST_THEMES} from all channels together",
                    "全ての応募経路を合わせて{MOST_THEMES}件まで"
                );
                let span = rate.map_or(root.node().span, |rate| rate.node().span);
                return self.error("too-many", span, message, allowed);
            }
        }
    }

    /// The instant a date begins, negative before the start; `None` where the date was reported.
    pub(super) fn date(&self, place: Option<View<'a>>) -> Option<Ticks> {
        let date = place?.node().as_date().filter(shape::is_planned)?;
        Some(self.calendar.ticks_of(date))
    }
}

/// The entries under a key.
pub(super) fn entries<'a>(view: &View<'a>, key: &str) -> Vec<(String, View<'a>)> {
    view.get(key)
        .map(|place| place.entries())
        .unwrap_or_default()
}

/// What people call the thing at `view`.
pub(super) fn name_of(view: &View<'_>, id: &str) -> Text {
    let english = view.get("name").and_then(|name| name.node().words());
    let english = english.unwrap_or_else(|| id.to_owned());
    let japanese = view.get("name_ja").and_then(|name| name.node().words());
    Text {
        japanese: japanese.unwrap_or_else(|| english.clone()),
        english,
    }
}
