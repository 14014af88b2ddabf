//! Themes of the list, their overrides, and the channels that bring more.

use super::Value;
use super::decode::{Decoder, entries, name_of};
use super::decode_route::StageNames;
use super::quantity::Use;
use super::shape;
use super::thing::Thing;
use super::view::View;
use crate::diagnostic::{Diagnostic, Span, listed, nearest, quoted};
use crate::language::{Text, words};
use crate::model::{Channel, InProgress, Quantity, Route, Slots, Stage, Theme, Ticks, Unit};
use crate::text;

/// Keys of a theme that override what its route says.
const OVERRIDES: [&str; 6] = [
    "stage",
    "offer",
    "exit_point",
    "milestones",
    "remaining_work_passes_to_licensee",
    "ip",
];

impl<'a> Decoder<'a> {
    pub(super) fn themes(&mut self, root: &View<'a>) -> Vec<Theme> {
        let mut themes: Vec<Theme> = Vec::new();
        for (id, place) in entries(root, "theme") {
            if let Some(theme) = self.theme(root, id, &place) {
                themes.push(theme);
            }
        }
        themes.sort_by(|a, b| a.id.cmp(&b.id));
        self.check_work_under_way(root, &themes);
        themes
    }

    fn theme(&mut self, root: &View<'a>, id: String, place: &View<'a>) -> Option<Theme> {
        let route = self.route_of(&id, place)?;
        let route = self.own_route(root, route, place)?;
        let area = place.get("area").and_then(|area| {
            let node = area.node();
            self.index(Thing::Area, &node.words()?, node.span, &self.area_ids())
        });
        let stated = place.get("arrives").and_then(|date| date.node().as_date());
        let stated = stated.filter(shape::is_planned);
        let arrives = stated.map_or(Ticks::ZERO, |date| self.calendar.ticks_of(date));
        // One that has come by the day as of which the scenario is read is there from the start,
        // and not admitted for that.
        let (arrives, comes) = (
            arrives.max(Ticks::ZERO),
            stated.map_or(Ticks::ZERO, |date| self.written.ticks_of(date)),
        );
        let early = self.has_calendar && comes < Ticks::ZERO;
        if let Some(date) = place.get("arrives").filter(|_| early) {
            self.error(
                "date-out-of-range",
                date.node().span,
                words("this theme arrives before the scenario starts", "このテーマはシナリオの開始前に届くことになっています"),
                text!("{} or later; say with `entry_stage`, `done` and `in_progress` what it has reached", "{}以降（到達済みの状況は`entry_stage`、`done`、`in_progress`で示す）", self.written.start()),
            );
        }
        let stage = self.entry_stage(root, route, place);
        // Of a stage that is not known nothing is known either.
        let (done, in_progress) = match stage {
            None if place.get("entry_stage").is_some() => (0, Vec::new()),
            _ => self.progress(route, stage.unwrap_or(0), arrives, place),
        };
        let stage = stage.unwrap_or(0);
        let admitted = self.admitted(place);
        let proposer = place
            .get("proposer")
            .and_then(|proposer| proposer.node().words());
        Some(Theme {
            name: name_of(place, &id),
            id,
            proposer: proposer.unwrap_or_default(),
            route,
            area,
            target: place.get("target").and_then(|target| target.node().words()),
            arrives,
            stage,
            done,
            in_progress,
            patent_filed: self.date(place.get("patent_filed")),
            priority: self.stated(place, "priority", Use::each(Unit::Score)),
            scores: self.scores(place),
            readiness: self.readiness(place),
            admitted: admitted.unwrap_or(!self.selects || comes <= Ticks::ZERO),
            funds: self.stated(place, "funds", Use::each(Unit::Money)),
        })
    }

    /// The shared route a theme follows.
    fn route_of(&mut self, id: &str, place: &View<'a>) -> Option<usize> {
        let shared = self
            .routes
            .iter()
            .enumerate()
            .filter(|(index, route)| route.base == *index);
        let ids: Vec<String> = shared.map(|(_, route)| route.id.clone()).collect();
        if let Some(route) = place.get("route") {
            let node = route.node();
            if self.broken_routes.contains(&node.words()?) {
                return None;
            }
            let found = self.index(Thing::Route, &node.words()?, node.span, &ids)?;
            if let Some(modality) = place.get("modality") {
                let stated = modality.node().words().unwrap_or_default();
                let of_route = self.modalities[self.routes[found].modality].clone();
                if stated != of_route {
                    self.error(
                        "conflicting-keys",
                        modality.node().span,
                        text!(
                            "the route {} is for the modality {}",
                            "ルート{}はモダリティ{}のものです",
                            quoted(&ids[found]),
                            quoted(&of_route)
                        ),
                        text!(
                            "{}, or no modality at all",
                            "{}、又はモダリティを書かない",
                            quoted(&of_route)
                        ),
                    );
                }
            }
            return Some(found);
        }
        let Some(modality) = place.get("modality") else {
            // Which routes there are is not known as long as one is wrong.
            if !self.broken_routes.is_empty() {
                return None;
            }
            if let [_] = ids[..] {
                return Some(0);
            }
            self.error(
                "missing-key",
                place.node().key_span,
                text!(
                    "the theme {} has neither `route` nor `modality`",
                    "テーマ{}に`route`も`modality`もありません",
                    quoted(id)
                ),
                {
                    let routes = listed(ids.iter().map(String::as_str));
                    text!("as `route`: {routes}", "`route`として：{routes}"; routes)
                },
            );
            return None;
        };
        let node = modality.node();
        let modality = self.index(
            Thing::Modality,
            &node.words()?,
            node.span,
            &self.modalities.clone(),
        )?;
        let fitting: Vec<usize> = (0..self.routes.len())
            .filter(|index| {
                self.routes[*index].base == *index && self.routes[*index].modality == modality
            })
            .collect();
        if !self.broken_routes.is_empty() {
            return None;
        }
        if let [only] = fitting[..] {
            return Some(only);
        }
        let names: Vec<&str> = fitting
            .iter()
            .map(|index| self.routes[*index].id.as_str())
            .collect();
        let allowed = listed(names);
        self.error(
            "ambiguous-route",
            node.span,
            text!(
                "{} has more than one route",
                "{}には複数のルートがあります",
                quoted(&self.modalities[modality])
            ),
            text!("add `route`: {allowed}", "`route`を加える：{allowed}"; allowed),
        );
        None
    }

    /// The route itself, or a variant with what the theme overrides.
    fn own_route(&mut self, root: &View<'a>, route: usize, place: &View<'a>) -> Option<usize> {
        if !OVERRIDES.iter().any(|key| place.get(key).is_some()) {
            return Some(route);
        }
        let id = self.routes[route].id.clone();
        let shared = root.get("route")?.get(&id)?;
        if !self.overrides_exist(&shared, place) {
            return None;
        }
        let mut own = place.clone();
        own = shared.under(own.node(), own.path().clone());
        // The name of a theme is not the name of its route.
        let variant = Route {
            name: self.routes[route].name.clone(),
            ..self.route(&id, route, &own)?
        };
        self.add_route(variant);
        Some(self.routes.len() - 1)
    }

    /// Whether every stage, activity and offer a theme overrides exists in its route.
    fn overrides_exist(&mut self, shared: &View<'a>, place: &View<'a>) -> bool {
        let mut exist = true;
        let route = Thing::Route.of_id(&quoted(shared.path().last().unwrap_or("")));
        for what in [Thing::Stage, Thing::Offer] {
            exist &= self.entries_exist(&route, what, shared, place);
        }
        for (id, own) in entries(place, "stage") {
            if let Some(shared) = shared.get("stage").and_then(|entries| entries.get(&id)) {
                let stage = Thing::Stage.of_id(&quoted(&id));
                let stage = text!("{stage} of {route}", "{route}の{stage}"; stage, route);
                exist &= self.entries_exist(&stage, Thing::Activity, &shared, &own);
            }
        }
        exist
    }

    fn entries_exist(
        &mut self,
        whole: &Text,
        what: Thing,
        shared: &View<'a>,
        own: &View<'a>,
    ) -> bool {
        let known: Vec<String> = entries(shared, what.key())
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        let mut exist = true;
        for (id, entry) in entries(own, what.key()) {
            if !known.contains(&id) {
                exist = false;
                let names = || known.iter().map(String::as_str);
                let (name, missing) = (Text::from(what.words()), Text::same(quoted(&id)));
                let message = text!(
                    "{whole} has no {name} {missing}",
                    "{whole}に{name}{missing}がありません";
                    whole, name, missing
                );
                self.diagnostics.push(
                    Diagnostic::error(what.unknown(), message)
                        .at(entry.node().key_span)
                        .allowed(listed(names()))
                        .did_you_mean(nearest(&id, names())),
                );
            }
        }
        exist
    }

    fn entry_stage(&mut self, root: &View<'a>, route: usize, place: &View<'a>) -> Option<usize> {
        let ids = |route: &Route| -> Vec<String> {
            route.stages.iter().map(|stage| stage.id.clone()).collect()
        };
        let id = self.routes[route].id.clone();
        let included = ids(&self.routes[route]);
        let stated = root
            .get("route")
            .and_then(|routes| routes.get(&id))
            .map(|route| entries(&route, "stage"));
        let known: Vec<String> = stated
            .unwrap_or_default()
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        let names = StageNames {
            route: &id,
            included: &included,
            known: &known,
        };
        self.stage_place(place, "entry_stage", names)
    }

    /// The activities of the entry stage that are done or under way.
    fn progress(
        &mut self,
        route: usize,
        stage: usize,
        arrives: Ticks,
        place: &View<'a>,
    ) -> (u64, Vec<InProgress>) {
        let stage = self.routes[route].stages[stage].clone();
        let ids: Vec<String> = stage.activities.iter().map(|a| a.id.clone()).collect();
        let mut done = 0_u64;
        for (id, span) in listed_at(place, "done") {
            if let Some(activity) = self.activity_of(&stage.id, &id, span, &ids) {
                done |= 1 << activity;
            }
        }
        let running = listed_at(place, "in_progress");
        let fractions = place
            .get("progress")
            .and_then(|list| list.node().numbers())
            .unwrap_or_default();
        let providers = listed_at(place, "provider");
        let Some((_, span)) = running.first().cloned() else {
            for key in ["progress", "provider"] {
                if let Some(entry) = place.get(key) {
                    self.error(
                        "missing-key",
                        entry.node().span,
                        text!(
                            "`{key}` is given, but nothing is in progress",
                            "`{key}`がありますが、着手中の作業がありません"
                        ),
                        words(
                            "`in_progress` with the activities under way",
                            "着手中の作業を並べた`in_progress`",
                        ),
                    );
                }
            }
            self.check_done(&stage, done, 0, place);
            return (done, Vec::new());
        };
        if self.has_calendar && arrives > Ticks::ZERO {
            self.error(
                "conflicting-keys",
                span,
                words(
                    "work is under way before the theme arrives",
                    "テーマが届く前に作業に着手していることになっています",
                ),
                words(
                    "no `arrives`, or no `in_progress`",
                    "`arrives`又は`in_progress`のどちらかを書かない",
                ),
            );
        }
        if fractions.len() > running.len() || providers.len() > running.len() {
            let number = |count: usize| Text::same(count.to_string());
            let (shares, doers) = (number(fractions.len()), number(providers.len()));
            let under_way = match running.len() {
                1 => text!("one activity is", "1"),
                count => text!("{count} activities are", "{count}"),
            };
            self.error(
                "conflicting-keys",
                span,
                text!(
                    "{shares} fractions and {doers} providers are given, but {under_way} in progress",
                    "進捗が{shares}件、実施機関が{doers}件ありますが、着手中の作業は{under_way}件です";
                    shares, doers, under_way
                ),
                words(
                    "up to one of each per activity, in the same order",
                    "作業ごとに一つずつまで、同じ順に並べる",
                ),
            );
        }
        let mut in_progress = Vec::new();
        for (number, (id, span)) in running.iter().enumerate() {
            let Some(activity) = self.activity_of(&stage.id, id, *span, &ids) else {
                continue;
            };
            let progress = fractions.get(number).copied().unwrap_or(0.0);
            if !(0.0..1.0).contains(&progress) {
                let span = place
                    .get("progress")
                    .map_or(*span, |entry| entry.node().span);
                self.error(
                    "out-of-range",
                    span,
                    text!(
                        "{progress} is not a share of work done",
                        "{progress}は作業の進捗の割合ではありません"
                    ),
                    words("0 to below 1, such as 0.4", "0以上1未満（例：0.4）"),
                );
                continue;
            }
            let overlaps = in_progress
                .iter()
                .any(|other: &InProgress| other.activity == activity);
            if done & (1 << activity) != 0 || overlaps {
                self.error(
                    "conflicting-keys",
                    *span,
                    text!("{} is listed twice", "{}が2回挙げられています", quoted(id)),
                    words(
                        "each activity once, either done or in progress",
                        "作業ごとに1回、済み又は着手中のどちらか",
                    ),
                );
                continue;
            }
            let missing = stage.activities[activity].after & !done;
            if missing != 0 {
                let first = &ids[missing.trailing_zeros() as usize];
                self.error(
                    "conflicting-keys",
                    *span,
                    text!(
                        "{} cannot be under way before {} is done",
                        "{1}が済むまで{0}には着手できません",
                        quoted(id),
                        quoted(first)
                    ),
                    text!("{} in `done`", "`done`に{}を含める", quoted(first)),
                );
                continue;
            }
            let list: Vec<String> = stage.activities[activity]
                .providers
                .iter()
                .map(|provider| self.institutes[provider.institute].id.clone())
                .collect();
            let provider = match providers.get(number).filter(|(id, _)| !id.is_empty()) {
                Some((id, span)) => match list.iter().position(|other| other == id) {
                    Some(provider) => provider,
                    None if self.routes_without_provider.contains(&route) => continue,
                    None => {
                        let names = || list.iter().map(String::as_str);
                        self.diagnostics.push(
                            Diagnostic::error(
                                "unknown-provider",
                                text!(
                                    "{} is not a provider of {}",
                                    "{}は{}の実施機関ではありません",
                                    quoted(id),
                                    quoted(&ids[activity])
                                ),
                            )
                            .at(*span)
                            .allowed(listed(names()))
                            .did_you_mean(nearest(id, names())),
                        );
                        continue;
                    }
                },
                None => 0,
            };
            in_progress.push(InProgress {
                activity,
                progress,
                provider,
            });
        }
        let under_way = in_progress
            .iter()
            .fold(0, |mask, running| mask | 1 << running.activity);
        self.check_done(&stage, done, under_way, place);
        (done, in_progress)
    }

    /// What is done must not come after what is neither done nor under way.
    fn check_done(&mut self, stage: &Stage, done: u64, under_way: u64, place: &View<'a>) {
        for (activity, rules) in stage.activities.iter().enumerate() {
            let missing = rules.after & !done;
            let overtaken = done & (1 << activity) != 0 && missing != 0;
            if !overtaken || rules.after & under_way != 0 {
                continue;
            }
            let id = |activity: usize| quoted(&stage.activities[activity].id);
            let (id, first) = (id(activity), id(missing.trailing_zeros() as usize));
            let span = place
                .get("done")
                .map_or(place.node().key_span, |entry| entry.node().span);
            self.error(
                "conflicting-keys",
                span,
                text!(
                    "{id} is done before {first}, which comes first",
                    "{id}が済みとされていますが、先に行う{first}が済んでいません"
                ),
                text!("{first} in `done` too", "`done`に{first}も含める"),
            );
        }
    }

    /// The place of an activity in a stage, or an error with the nearest.
    fn activity_of(&mut self, stage: &str, id: &str, span: Span, ids: &[String]) -> Option<usize> {
        let found = ids.iter().position(|other| other == id);
        if found.is_none() {
            let names = || ids.iter().map(String::as_str);
            let message = text!(
                "{} is not an activity of the stage {}",
                "{}という作業は段階{}にありません",
                quoted(id),
                quoted(stage)
            );
            self.diagnostics.push(
                Diagnostic::error("unknown-activity", message)
                    .at(span)
                    .allowed(listed(names()))
                    .did_you_mean(nearest(id, names())),
            );
        }
        found
    }

    /// Work under way must fit into the slots there are at the start.
    fn check_work_under_way(&mut self, root: &View<'a>, themes: &[Theme]) {
        if !self.has_calendar {
            return;
        }
        for index in 0..self.functions.len() {
            let Slots::Schedule(steps) = &self.functions[index].slots else {
                continue;
            };
            // An empty schedule has been reported.
            if steps.is_empty() {
                continue;
            }
            let now = steps
                .iter()
                .rev()
                .find(|(from, _)| *from <= Ticks::ZERO)
                .map(|(_, slots)| *slots);
            let slots = match now {
                None => 0.0,
                Some(Quantity::Default(slots)) => slots,
                Some(Quantity::Stated(id)) => {
                    let parameter = &self.parameters[id.0 as usize];
                    if !parameter.distribution.is_constant() {
                        continue;
                    }
                    parameter.mean()
                }
            };
            let mut taken = 0_u64;
            for theme in themes {
                let stage = &self.routes[theme.route].stages[theme.stage];
                for running in &theme.in_progress {
                    let providers = &stage.activities[running.activity].providers;
                    let needs = providers
                        .get(running.provider)
                        .into_iter()
                        .flat_map(|p| &p.needs);
                    taken += needs
                        .filter(|(f, _)| *f == index)
                        .map(|(_, n)| u64::from(*n))
                        .sum::<u64>();
                }
            }
            // So have slots below 0.
            if slots >= 0.0 && taken as f64 > slots.round() {
                let function = &self.functions[index];
                let institute = &self.institutes[function.institute].id;
                let span = root
                    .get("institute")
                    .and_then(|list| list.get(institute))
                    .and_then(|place| place.get("function")?.get(&function.id)?.get("slots"))
                    .map_or(root.node().span, |slots| slots.node().span);
                let message = text!(
                    "work under way at the start takes {taken} slots of {} at {}, which has {}",
                    "開始時に着手中の作業が{1}の{0}を{taken}枠使いますが、{2}枠しかありません",
                    quoted(&function.id),
                    quoted(institute),
                    slots.round()
                );
                self.error(
                    "too-much-under-way",
                    span,
                    message,
                    words(
                        "at least as many slots, or less work in progress",
                        "それ以上の枠数、又は着手中の作業を減らす",
                    ),
                );
            }
        }
    }

    pub(super) fn channels(&mut self, root: &View<'a>, stages: &[String]) -> Vec<Channel> {
        let list = entries(root, "channel");
        list.into_iter()
            .filter_map(|(id, place)| self.channel(id, &place, stages))
            .collect()
    }

    fn channel(&mut self, id: String, place: &View<'a>, stages: &[String]) -> Option<Channel> {
        let how = Use::once(Unit::PerYear);
        let rates = place.get("rate_per_year")?;
        let from = self
            .date(place.get("from"))
            .unwrap_or(Ticks::ZERO)
            .max(Ticks::ZERO);
        let mut rate_per_year = match &rates.node().value {
            Value::List(_) => self.steps(&rates, "rate", how),
            _ => vec![(from, self.quantity_at(&rates, how)?)],
        };
        if place.get("from").is_some() {
            // A rate that began earlier holds from the first day on.
            let begun = rate_per_year
                .iter()
                .rposition(|(time, _)| *time <= from)
                .unwrap_or(0);
            rate_per_year.drain(..begun);
            if let Some((time, _)) = rate_per_year.first_mut() {
                *time = (*time).max(from);
            }
        }
        let until = place.get("until").map(|date| date.node());
        let until = match until.and_then(|node| node.as_date()) {
            // The last day is included: the instant before the next begins.
            Some(date) => date
                .tomorrow()
                .map_or(Ticks::MAX, |next| self.calendar.ticks_of(next) - Ticks(1)),
            None => self.calendar.horizon(),
        };
        let ids: Vec<String> = self
            .routes
            .iter()
            .enumerate()
            .filter(|(index, route)| route.base == *index)
            .map(|(_, route)| route.id.clone())
            .collect();
        let mix = self.weights_of(Thing::Route, place, "mix", &ids);
        let areas = self.weights_of(Thing::Area, place, "areas", &self.area_ids());
        let entry = self.weights_of(Thing::Stage, place, "stages", stages);
        let entry: Vec<(String, Quantity)> = entry
            .into_iter()
            .map(|(stage, weight)| (stages[stage].clone(), weight))
            .collect();
        for (stage, _) in &entry {
            for (route, _) in &mix {
                if !self.routes[*route]
                    .stages
                    .iter()
                    .any(|other| other.id == *stage)
                {
                    let weight = place.get("stages").and_then(|stages| stages.get(stage));
                    let span = weight.map_or(place.node().span, |s| s.node().key_span);
                    let message = text!(
                        "the route {} has no stage {}",
                        "ルート{}に段階{}がありません",
                        quoted(&self.routes[*route].id),
                        quoted(stage)
                    );
                    self.error(
                        "unknown-stage",
                        span,
                        message,
                        words(
                            "stages that every route of the mix has",
                            "`mix`の全てのルートにある段階",
                        ),
                    );
                }
            }
        }
        let admitted = self.admitted(place);
        Some(Channel {
            name: name_of(place, &id),
            id,
            rate_per_year,
            until,
            mix,
            areas,
            stages: entry,
            priority: self.stated(place, "priority", Use::each(Unit::Score)),
            scores: self.scores(place),
            readiness: self.readiness(place),
            grant: self.grant(place),
            admitted: admitted.unwrap_or(!self.selects),
            funds: self.stated(place, "funds", Use::each(Unit::Money)),
        })
    }

    /// Weights by id; at least one must be above 0.
    pub(super) fn weights_of(
        &mut self,
        what: Thing,
        place: &View<'a>,
        key: &str,
        known: &[String],
    ) -> Vec<(usize, Quantity)> {
        let Some(list) = place.get(key) else {
            return Vec::new();
        };
        let mut weights = Vec::new();
        let mut unknown = false;
        for (id, weight) in list.entries() {
            let node = weight.node();
            if what == Thing::Route && self.broken_routes.contains(&id) {
                unknown = true;
                continue;
            }
            if let Some(index) = self.index(what, &id, node.key_span, known) {
                // A weight that is wrong has been reported, and counts as one.
                let stated = self.quantity_at(&weight, Use::once(Unit::Ratio));
                let stated = stated.filter(|weight| self.mean(*weight) >= 0.0);
                weights.push((index, stated.unwrap_or(Quantity::Default(1.0))));
            } else {
                unknown = true;
            }
        }
        let is_table = list.node().as_table().is_some();
        if unknown || !is_table || weights.iter().any(|(_, weight)| self.mean(*weight) > 0.0) {
            return weights;
        }
        let name = Text::from(what.words());
        self.error(
            "no-weight",
            list.node().span,
            text!(
                "no {name} has a weight above 0",
                "0より大きい重みをもつ{name}がありません";
                name
            ),
            words("at least one weight above 0", "0より大きい重みを一つ以上"),
        );
        Vec::new()
    }
}

/// The texts of a list, each with its place.
fn listed_at(place: &View<'_>, key: &str) -> Vec<(String, Span)> {
    let Some(list) = place.get(key) else {
        return Vec::new();
    };
    let node = list.node();
    node.texts_at()
}
