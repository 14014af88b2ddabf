//! Routes, stages, activities and offers; also the variants of single themes.

use super::decode::{Decoder, entries, name_of};
use super::quantity::Use;
use super::thing::Thing;
use super::view::View;
use super::{Node, Value};
use crate::diagnostic::{Diagnostic, Span, listed, nearest, quoted};
use crate::language::{Text, words};
use crate::model::{
    Activity, CostTiming, Ending, MOST_ACTIVITIES, MOST_STAGES, Offer, Patent, Provider, Quantity,
    Repeat, Route, Stage, Unit,
};
use crate::text;

/// The most providers of an activity, and of those that open only after a wait.
const MOST_PROVIDERS: usize = 32;
const MOST_LATE_PROVIDERS: usize = 6;
const MOST_OFFERS: usize = 200;

impl<'a> Decoder<'a> {
    pub(super) fn shared_routes(&mut self, root: &View<'a>) {
        for (id, place) in entries(root, "route") {
            let base = self.routes.len();
            match self.route(&id, base, &place) {
                Some(route) => self.add_route(route),
                None => self.broken_routes.push(id),
            }
        }
    }

    /// Adds a route that was read just now.
    pub(super) fn add_route(&mut self, route: Route) {
        if self.lost_provider {
            self.routes_without_provider.insert(self.routes.len());
        }
        self.routes.push(route);
    }

    /// A route, or the variant of it that `place` shows; `None` after a message.
    pub(super) fn route(&mut self, id: &str, base: usize, place: &View<'a>) -> Option<Route> {
        let modality = place
            .get("modality")
            .and_then(|modality| modality.node().words());
        let modality = modality.unwrap_or_else(|| id.to_owned());
        let modality = self
            .modalities
            .iter()
            .position(|known| *known == modality)?;
        let milestones = place.get("milestones");
        let passed: Vec<String> = milestones
            .as_ref()
            .and_then(|list| list.node().texts())
            .unwrap_or_default();
        let mut stages = Vec::new();
        let mut left_out = Vec::new();
        self.lost_provider = false;
        // What is no list of stages has been said.
        place.get("stage")?.node().entries()?;
        let listed_stages = entries(place, "stage");
        if listed_stages.len() > MOST_STAGES {
            self.error(
                "too-many",
                place.node().key_span,
                text!(
                    "the route {} has {} stages",
                    "ルート{}の段階数が{}です",
                    quoted(id),
                    listed_stages.len()
                ),
                text!("up to {MOST_STAGES}", "{MOST_STAGES}まで"),
            );
            return None;
        }
        for (id, stage) in listed_stages {
            let included = stage
                .get("included")
                .and_then(|flag| flag.node().as_boolean());
            let decoded = self.stage(&id, &stage, passed.contains(&id))?;
            if included.unwrap_or(true) {
                stages.push(decoded);
            } else {
                left_out.push(id);
            }
        }
        if stages.is_empty() {
            self.error(
                "empty-route",
                place.node().key_span,
                text!(
                    "the route {} has no stage that is included",
                    "ルート{}に含まれる段階が一つもありません",
                    quoted(id)
                ),
                words("at least one stage", "一つ以上の段階"),
            );
            return None;
        }
        let ids: Vec<String> = stages.iter().map(|stage| stage.id.clone()).collect();
        let known: Vec<String> = ids.iter().chain(&left_out).cloned().collect();
        if let Some(list) = &milestones {
            let whole = Thing::Route.of_id(&quoted(id));
            for (id, span) in list.node().texts_at() {
                self.known_in(&whole, Thing::Stage, &id, span, &known);
            }
        }
        let names = StageNames {
            route: id,
            included: &ids,
            known: &known,
        };
        let offers = self.offers(place, names);
        let ends_in = place.get("ends_in").and_then(|word| word.node().words());
        let flag = |key: &str| place.get(key).and_then(|flag| flag.node().as_boolean());
        // So the seed has it for antibodies.
        let by_default = self.modalities[modality] == "antibody";
        let passes = flag("remaining_work_passes_to_licensee").unwrap_or(by_default);
        let by_default = offers.first().map_or(stages.len() - 1, |offer| offer.after);
        let exit_point = self.stage_place(place, "exit_point", names);
        let candidate_stage = self.stage_place(place, "candidate_stage", names);
        let patent = place.get("ip").and_then(|ip| self.patent(&ip, names));
        Some(Route {
            id: id.to_owned(),
            base,
            name: name_of(place, id),
            modality,
            ends_in: match ends_in.as_deref() {
                Some("launched") => Ending::Launched,
                _ => Ending::Licensed,
            },
            exit_point: exit_point.unwrap_or(by_default),
            candidate_stage,
            remaining_work_passes_to_licensee: passes,
            patent,
            stages,
            offers,
        })
    }

    /// The place of the stage named under `key` among those included.
    pub(super) fn stage_place(
        &mut self,
        place: &View<'a>,
        key: &str,
        names: StageNames<'_>,
    ) -> Option<usize> {
        let node = place.get(key)?.node();
        let id = node.words()?;
        if let Some(index) = names.included.iter().position(|other| *other == id) {
            return Some(index);
        }
        let whole = Thing::Route.of_id(&quoted(names.route));
        if self.known_in(&whole, Thing::Stage, &id, node.span, names.known) {
            let included = listed(names.included.iter().map(String::as_str));
            let stage = Thing::Stage.of_id(&quoted(&id));
            let message = text!(
                "{stage} is not included in {whole}",
                "{stage}は{whole}に含まれていません";
                stage, whole
            );
            self.diagnostics.push(
                Diagnostic::error("stage-left-out", message)
                    .at(node.span)
                    .allowed(included)
                    .help(words(
                        "name one of these stages, or write `included = true` in that stage",
                        "これらの段階から選ぶか、その段階に`included = true`と記入してください",
                    )),
            );
        }
        None
    }

    fn patent(&mut self, ip: &View<'a>, names: StageNames<'_>) -> Option<Patent> {
        let after = self.stage_place(ip, "after", names);
        let institute = ip.get("institute").and_then(|institute| {
            let node = institute.node();
            self.index(
                Thing::Institute,
                &node.words()?,
                node.span,
                &self.institute_ids(),
            )
        });
        let filing_cost = self.quantity(ip, "filing_cost", Use::each(Unit::Money), 0.0);
        let cost_per_year = self.quantity(ip, "cost_per_year", Use::each(Unit::MoneyPerYear), 0.0);
        Some(Patent {
            after: after?,
            institute: institute?,
            filing_cost,
            cost_per_year,
            passes_to_licensee: (ip.get("passes_to_licensee"))
                .and_then(|flag| flag.node().as_boolean())
                .unwrap_or(true),
        })
    }

    fn stage(&mut self, id: &str, place: &View<'a>, milestone: bool) -> Option<Stage> {
        let listed_activities = entries(place, "activity");
        let ids: Vec<String> = listed_activities.iter().map(|(id, _)| id.clone()).collect();
        if ids.len() > MOST_ACTIVITIES {
            self.error(
                "too-many",
                place.node().key_span,
                text!(
                    "the stage {} has {} activities",
                    "段階{}の作業数が{}です",
                    quoted(id),
                    ids.len()
                ),
                text!(
                    "up to {MOST_ACTIVITIES}; split it into two stages",
                    "{MOST_ACTIVITIES}まで（二つの段階に分ける）"
                ),
            );
            return None;
        }
        let activities = self.activities(place, &listed_activities, "EXE-2");
        let valley = place
            .get("valley_of_death")
            .and_then(|flag| flag.node().as_boolean());
        let optional = place
            .get("optional")
            .and_then(|flag| flag.node().as_boolean());
        Some(Stage {
            id: id.to_owned(),
            name: name_of(place, id),
            odds: self.quantity(place, "odds", Use::each(Unit::Probability), 1.0),
            valley_of_death: valley.unwrap_or(false),
            milestone,
            optional: optional.unwrap_or(false),
            activities,
        })
    }

    /// Activities with precedence, which carry out `rule` where they name none.
    pub(super) fn activities(
        &mut self,
        place: &View<'a>,
        listed: &[(String, View<'a>)],
        rule: &str,
    ) -> Vec<Activity> {
        let ids: Vec<String> = listed.iter().map(|(id, _)| id.clone()).collect();
        let mut activities = Vec::new();
        for (number, (id, place)) in listed.iter().enumerate() {
            let mut activity = self.activity(id, place);
            if activity.rule.is_empty() {
                activity.rule = rule.to_owned();
            }
            activity.after = self.predecessors(number, place, &ids);
            activities.push(activity);
        }
        self.check_cycles(place, &activities);
        activities
    }

    /// The activities that come before number `number`: those named, or the one listed before.
    fn predecessors(&mut self, number: usize, place: &View<'a>, ids: &[String]) -> u64 {
        let Some(after) = place.get("after") else {
            return if number == 0 { 0 } else { 1 << (number - 1) };
        };
        let mut mask = 0;
        for (id, span) in after.node().texts_at() {
            let known = ids.iter().position(|other| *other == id);
            match known {
                Some(before) => mask |= 1 << before,
                None => {
                    let names = || ids.iter().map(String::as_str);
                    self.diagnostics.push(
                        Diagnostic::error(
                            "unknown-activity",
                            text!(
                                "{} is not an activity of this stage",
                                "{}という作業はこの段階にありません",
                                quoted(&id)
                            ),
                        )
                        .at(span)
                        .allowed(listed(names()))
                        .did_you_mean(nearest(&id, names())),
                    );
                }
            }
        }
        mask
    }

    /// Activities that wait for each other can never start.
    fn check_cycles(&mut self, place: &View<'a>, activities: &[Activity]) {
        let mut done = 0_u64;
        loop {
            let ready = activities
                .iter()
                .enumerate()
                .filter(|(_, a)| a.after & !done == 0);
            let next = ready.fold(0, |mask, (index, _)| mask | 1 << index);
            if next == done {
                break;
            }
            done = next;
        }
        let stuck: Vec<&str> = activities
            .iter()
            .enumerate()
            .filter(|(index, _)| done & (1 << index) == 0)
            .map(|(_, activity)| activity.id.as_str())
            .collect();
        if let Some(first) = stuck.first() {
            let span = place
                .get("activity")
                .and_then(|list| list.get(first))
                .and_then(|activity| activity.get("after"))
                .map_or(place.node().key_span, |after| after.node().span);
            let stuck = listed(stuck);
            self.error(
                "cycle",
                span,
                text!(
                    "these activities wait for each other and can never start: {stuck}",
                    "次の作業は互いに待ち合うため、いつまでも始められません：{stuck}";
                    stuck
                ),
                words(
                    "an `after` that leads from a first activity to the last without a circle",
                    "最初の作業から最後の作業まで循環しない`after`",
                ),
            );
        }
    }

    fn activity(&mut self, id: &str, place: &View<'a>) -> Activity {
        let mut activity = self.bare_work(id, place);
        let probability = self.stated(place, "repeat_probability", Use::each(Unit::Probability));
        let limit = place.get("repeat_limit");
        if let (None, Some(limit)) = (probability, &limit) {
            self.error(
                "missing-key",
                limit.node().key_span,
                words(
                    "a limit of repeats without a probability has no effect",
                    "やり直しの確率がないため、回数の上限に効果がありません",
                ),
                words(
                    "`repeat_probability` beside `repeat_limit`, or neither",
                    "`repeat_probability`と`repeat_limit`の両方、又はどちらも書かない",
                ),
            );
        }
        let limit = limit
            .and_then(|limit| limit.node().as_integer())
            .unwrap_or(1);
        activity.repeat = probability.map(|probability| Repeat {
            probability,
            limit: limit.clamp(0, 1000) as u32,
        });
        activity.rule = self.rule(place).unwrap_or_default();
        activity.once = place
            .get("once")
            .and_then(|once| once.node().as_boolean())
            .unwrap_or(false);
        activity
    }

    /// What activities and the work of offers have in common.
    pub(super) fn bare_work(&mut self, id: &str, place: &View<'a>) -> Activity {
        let money = Use::each(Unit::Money);
        Activity {
            id: id.to_owned(),
            name: name_of(place, id),
            after: 0,
            providers: self.providers(id, place),
            duration_months: self.quantity(place, "duration_months", Use::each(Unit::Months), 0.0),
            cost: self.quantity(place, "cost", money, 0.0),
            cost_per_month: self.quantity(
                place,
                "cost_per_month",
                Use::each(Unit::MoneyPerMonth),
                0.0,
            ),
            timing: self.timing(place),
            payment_lag_months: self.stated(place, "payment_lag_months", Use::each(Unit::Months)),
            item: self.item(place),
            repeat: None,
            rule: String::new(),
            once: false,
        }
    }

    /// When a cost falls due, where the table says it.
    pub(super) fn timing(&mut self, place: &View<'a>) -> Option<CostTiming> {
        let mut word = place.get("cost_timing");
        let mut payments = place.get("payments");
        if let (Some(stated), Some(list)) = (&word, &payments) {
            let layer = |view: &View<'_>| view.path().segments().first().cloned();
            match layer(stated) == layer(list) {
                true => self.error(
                    "conflicting-keys",
                    stated.node().key_span,
                    words(
                        "both `cost_timing` and `payments` say when the cost falls due",
                        "費用の支払時期を`cost_timing`と`payments`の両方が定めています",
                    ),
                    words("one of the two", "どちらか一方"),
                ),
                // A theme's own word replaces what its route says, either way.
                false if layer(list).as_deref() == Some("theme") => word = None,
                false => payments = None,
            }
        }
        if let Some(payments) = payments {
            return Some(self.payments(&payments));
        }
        let at = match word.and_then(|word| word.node().words()).as_deref() {
            Some("start") => 0.0,
            Some("midpoint") => 0.5,
            Some("end") => 1.0,
            Some("spread") => return Some(CostTiming::Spread),
            _ => return None,
        };
        Some(CostTiming::Payments(vec![(at, 1.0)]))
    }

    fn payments(&mut self, place: &View<'a>) -> CostTiming {
        let number =
            |entry: &View<'a>, key: &str| entry.get(key).and_then(|n| n.node().as_number());
        let list: Vec<(f64, f64)> = place
            .top()
            .entries()
            .iter()
            .filter_map(|(_, entry)| Some((number(entry, "at")?, number(entry, "share")?)))
            .collect();
        let mut sound = place.node().as_list().is_some() && list.len() == place.entries().len();
        for (_, entry) in place.entries() {
            for key in ["at", "share"] {
                let Some(value) = entry.get(key) else {
                    continue;
                };
                let number = value.node().as_number();
                if number.is_some_and(|number| !(0.0..=1.0).contains(&number)) {
                    sound = false;
                    let found = value.node().describe();
                    self.error(
                        "bad-payments",
                        value.node().span,
                        text!("{found} is no share", "{found}は割合ではありません"; found),
                        words("0 to 1, such as 0.4 for 40 %", "0～1（40 %は0.4と書く）"),
                    );
                }
            }
        }
        let total: f64 = list.iter().map(|(_, share)| share).sum();
        if sound && (total - 1.0).abs() > 1e-9 {
            // Twelve digits: the sum of 0.1 and 0.2 is 0.3 to a planner.
            let total = (total * 1e12).round() / 1e12;
            self.error(
                "bad-payments",
                place.node().span,
                text!(
                    "these payments come to {total} of the cost",
                    "支払の割合の合計が費用の{total}になっています"
                ),
                words("shares that sum to 1", "合計が1になる割合"),
            );
        }
        CostTiming::Payments(list)
    }

    fn providers(&mut self, activity: &str, place: &View<'a>) -> Vec<Provider> {
        let needs: Vec<(String, u32, Span)> = top_entries(place, "needs")
            .into_iter()
            .map(|(id, count)| {
                // A number out of range has been reported, and counts as one slot.
                let slots = count.node().as_integer();
                let slots = slots.filter(|slots| (1..=1_000_000).contains(slots));
                (id, slots.unwrap_or(1) as u32, count.node().key_span)
            })
            .collect();
        let mut offered: Vec<String> = Vec::new();
        for function in &self.functions {
            if !offered.contains(&function.id) {
                offered.push(function.id.clone());
            }
        }
        for (id, _, span) in &needs {
            if !offered.contains(id) {
                self.lost_provider = true;
                let names = || offered.iter().map(String::as_str);
                self.diagnostics.push(
                    Diagnostic::error(
                        "not-offered",
                        text!(
                            "no institute offers the function {}",
                            "機能{}を提供する機関がありません",
                            quoted(id)
                        ),
                    )
                    .at(*span)
                    .allowed(listed(names()))
                    .did_you_mean(nearest(id, names())),
                );
            }
        }
        let Some(list) = place.get("providers") else {
            if let Some((id, _, span)) = needs.first() {
                self.error(
                    "missing-key",
                    *span,
                    text!(
                        "the activity {} needs {}, but names no provider",
                        "作業{}は{}を要しますが、実施機関の指定がありません",
                        quoted(activity),
                        quoted(id)
                    ),
                    words(
                        "`providers = [\"…\"]` with institutes that offer it",
                        "その機能を提供する機関を並べた`providers = [\"…\"]`",
                    ),
                );
            }
            return Vec::new();
        };
        let mut providers = Vec::new();
        let named = provider_entries(&list);
        for (id, entry) in &named {
            let institutes = self.institute_ids();
            let span = entry.as_ref().map_or(list.node().span, |entry| {
                let node = entry.node();
                // Of a table, the id; its header or braces say nothing.
                if node.as_table().is_some() {
                    node.key_span
                } else {
                    node.span
                }
            });
            let institute = self.index(Thing::Institute, id, span, &institutes);
            let provider = institute
                .and_then(|institute| self.provider(institute, span, &needs, entry.as_ref()));
            match provider {
                Some(provider) => providers.push(provider),
                None => self.lost_provider = true,
            }
        }
        let readable = list.node().entries().is_some() || list.node().texts().is_some();
        self.lost_provider |= !readable;
        if let (true, true, Some((need, ..))) = (readable, named.is_empty(), needs.first()) {
            self.error(
                "missing-provider",
                list.node().span,
                text!(
                    "the activity {} needs {}, but its list of providers is empty",
                    "作業{}は{}を要しますが、実施機関の一覧が空です",
                    quoted(activity),
                    quoted(need)
                ),
                words(
                    "at least one institute that offers it",
                    "その機能を提供する機関を一つ以上",
                ),
            );
        }
        let late = providers
            .iter()
            .filter(|p| p.after_wait_months.is_some() || p.own_work_only)
            .count();
        if providers.len() > MOST_PROVIDERS || late > MOST_LATE_PROVIDERS {
            let own = providers.iter().any(|provider| provider.own_work_only);
            let (kind, keys) = match own {
                false => (
                    words("after a wait", "待った後に当たるもの"),
                    words("`after_wait_months`", "`after_wait_months`"),
                ),
                true => (
                    words(
                        "after a wait or for their own themes",
                        "待った後に当たるもの又は自らのテーマに限るもの",
                    ),
                    words(
                        "`after_wait_months` or `own_work_only`",
                        "`after_wait_months`又は`own_work_only`",
                    ),
                ),
            };
            let (kind, keys) = (Text::from(kind), Text::from(keys));
            let (activity, count) = (Thing::Activity.of_id(&quoted(activity)), providers.len());
            self.error(
                "too-many",
                list.node().span,
                text!(
                    "{activity} has {count} providers, {late} of them {kind}",
                    "{activity}の実施機関数が{count}、うち{kind}が{late}です";
                    activity, kind
                ),
                text!(
                    "up to {MOST_PROVIDERS}, and {MOST_LATE_PROVIDERS} with {keys}",
                    "{MOST_PROVIDERS}まで、うち{keys}を付けたものは{MOST_LATE_PROVIDERS}まで";
                    keys
                ),
            );
            providers.truncate(1);
        }
        if late > 0 && late == named.len() {
            let own = providers.iter().any(|provider| provider.own_work_only);
            let (message, allowed) = match own {
                false => (
                    words(
                        "every provider is tried only after a wait",
                        "どの実施機関も、待った後でなければ当たれません",
                    ),
                    words(
                        "at least one provider without `after_wait_months`",
                        "`after_wait_months`のない実施機関を一つ以上",
                    ),
                ),
                true => (
                    words(
                        "a theme on which none of them has worked finds no provider at once",
                        "どの実施機関も手掛けていないテーマには、すぐに当たれる実施機関がありません",
                    ),
                    words(
                        "at least one provider without `own_work_only` and `after_wait_months`",
                        "`own_work_only`も`after_wait_months`もない実施機関を一つ以上",
                    ),
                ),
            };
            self.error("missing-provider", list.node().span, message, allowed);
        }
        providers
    }

    fn provider(
        &mut self,
        institute: usize,
        span: Span,
        needs: &[(String, u32, Span)],
        entry: Option<&View<'a>>,
    ) -> Option<Provider> {
        let mut functions = Vec::new();
        for (id, slots, _) in needs {
            let has = |function: &crate::model::Function| {
                function.institute == institute && function.id == *id
            };
            match self.functions.iter().position(has) {
                Some(function) => functions.push((function, *slots)),
                None if self.functions.iter().any(|function| function.id == *id) => {
                    let others: Vec<String> = self
                        .functions
                        .iter()
                        .filter(|function| function.id == *id)
                        .map(|function| self.institutes[function.institute].id.clone())
                        .collect();
                    let others = listed(others.iter().map(String::as_str));
                    let name = quoted(&self.institutes[institute].id);
                    self.error(
                        "not-offered",
                        span,
                        text!(
                            "{name} does not offer the function {}",
                            "{name}は機能{}を提供していません",
                            quoted(id)
                        ),
                        text!(
                            "institutes that do: {others}",
                            "提供している機関：{others}";
                            others
                        ),
                    );
                    return None;
                }
                // That nobody offers it has been said.
                None => return None,
            }
        }
        let factor = Use::each(Unit::Ratio);
        let view = entry.filter(|entry| matches!(entry.node().value, Value::Table(_)));
        Some(Provider {
            institute,
            needs: functions,
            duration_factor: view.map_or(Quantity::Default(1.0), |view| {
                self.quantity(view, "duration_factor", factor, 1.0)
            }),
            cost_factor: view.map_or(Quantity::Default(1.0), |view| {
                self.quantity(view, "cost_factor", factor, 1.0)
            }),
            after_wait_months: view
                .and_then(|view| self.stated(view, "after_wait_months", Use::each(Unit::Months))),
            own_work_only: view
                .and_then(|view| view.get("own_work_only")?.node().as_boolean())
                .unwrap_or(false),
        })
    }

    fn offers(&mut self, place: &View<'a>, names: StageNames<'_>) -> Vec<Offer> {
        let mut offers = Vec::new();
        let list = entries(place, "offer");
        if list.len() > MOST_OFFERS {
            self.error(
                "too-many",
                place.node().key_span,
                text!(
                    "this route has {} offers",
                    "このルートの紹介数が{}です",
                    list.len()
                ),
                text!("up to {MOST_OFFERS}", "{MOST_OFFERS}まで"),
            );
            return offers;
        }
        for (id, place) in list {
            let after_left_out = place
                .get("after")
                .and_then(|after| after.node().words())
                .is_some_and(|after| names.leave_out(&after));
            let interest = self.interest(&id, &place);
            let work = self.bare_work(&id, &place);
            // An offer after a stage that is left out is not made.
            if after_left_out {
                continue;
            }
            if let Some(after) = self.stage_place(&place, "after", names) {
                offers.push(Offer {
                    after,
                    odds: interest.odds,
                    applicants: interest.applicants,
                    bid: interest.bid,
                    work,
                });
            }
        }
        offers.sort_by_key(|offer| offer.after);
        offers
    }
}

/// The entries under a key, of the topmost layer alone.
fn top_entries<'a>(place: &View<'a>, key: &str) -> Vec<(String, View<'a>)> {
    let list = place.get(key).map(|list| list.top());
    list.map(|list| list.entries()).unwrap_or_default()
}

/// The stages of a route by their ids.
#[derive(Copy, Clone, Debug)]
pub(super) struct StageNames<'n> {
    /// The id of the route.
    pub route: &'n str,
    /// Those that themes go through, in order.
    pub included: &'n [String],
    /// All of them.
    pub known: &'n [String],
}

impl StageNames<'_> {
    /// Whether a stage exists but is not included.
    fn leave_out(&self, id: &String) -> bool {
        self.known.contains(id) && !self.included.contains(id)
    }
}

/// The providers of a list of ids and tables, or of a table by id, or of a CSV cell.
fn provider_entries<'a>(list: &View<'a>) -> Vec<(String, Option<View<'a>>)> {
    let node: &Node = list.node();
    match &node.value {
        // A list replaces what a route says below it; a table by id adds to it.
        Value::List(_) => list
            .top()
            .entries()
            .into_iter()
            .map(|(id, entry)| (id, Some(entry)))
            .collect(),
        Value::Table(_) => list
            .entries()
            .into_iter()
            .map(|(id, entry)| (id, Some(entry)))
            .collect(),
        _ => node
            .texts()
            .unwrap_or_default()
            .into_iter()
            .map(|id| (id, None))
            .collect(),
    }
}
