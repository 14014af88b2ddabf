//! Odd but possible: what a planner probably did not mean, with what follows from it.
//!
//! Looks at a model without errors, and at the tree for the places. A warning forbids nothing: a
//! what-if may close an institute on purpose, and work that can never start is then counted as
//! waiting. What is merely switched off (a rate of 0, a standing team that nobody needs) is meant.

use super::Node;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, quoted};
use crate::language::{Text, Words, words};
use crate::model::{
    Activity, CRITERIA, Channel, Distribution, Licensing, LicensingStep, Model, Provider, Quantity,
    Route, Slots, Ticks,
};
use crate::text;

/// A constant probability above is nearly certain.
const NEARLY_ONE: f64 = 0.98;
/// A constant probability below is nearly impossible.
const NEARLY_ZERO: f64 = 0.005;

/// All warnings about `model`, which was read from the tree `root`.
pub(crate) fn warnings(root: &Node, model: &Model) -> Diagnostics {
    let mut watch = Watch {
        root,
        model,
        found: Diagnostics::new(),
    };
    watch.unused_routes();
    watch.unused_functions();
    watch.works();
    watch.odds();
    watch.channels();
    watch.late_themes();
    watch.deflator();
    watch.weights();
    watch.caps();
    watch.caps_on_nothing();
    watch.budget_without_purse();
    watch.lines_never_reached();
    watch.optional_stages();
    watch.calendars();
    watch.readiness_of_admitted();
    watch.nobody_admitted();
    watch.funds_for_nobody();
    watch.rights_sorted_at_once();
    watch.filings_waited_for();
    watch.offers_before_the_exit();
    watch.bids_paid_in_part();
    watch.links_of_nobody();
    watch.paid_twice();
    watch.found
}

/// What looks at a scenario.
pub(super) struct Watch<'a> {
    root: &'a Node,
    pub(super) model: &'a Model,
    found: Diagnostics,
}

impl<'a> Watch<'a> {
    /// Where something stands in the tree; at least the scenario itself stands somewhere.
    pub(super) fn node(&self, keys: &[&str]) -> &'a Node {
        self.find(keys).unwrap_or(self.root)
    }

    fn find(&self, keys: &[&str]) -> Option<&'a Node> {
        let mut way = keys.iter();
        way.try_fold(self.root, |node, key| node.get(key))
    }

    /// Adds a warning.
    pub(super) fn warn(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<Text>,
        help: Words,
    ) {
        self.push(Diagnostic::warning(code, message).at(span).help(help));
    }

    /// Adds a warning with more to it.
    pub(super) fn push(&mut self, warning: Diagnostic) {
        self.found.push(warning);
    }

    fn unused_routes(&mut self) {
        let model = self.model;
        let mut used = vec![false; model.routes.len()];
        for theme in &model.themes {
            used[model.routes[theme.route].base] = true;
        }
        for channel in &model.channels {
            for (route, _) in channel
                .mix
                .iter()
                .filter(|(_, weight)| self.model.mean(*weight) > 0.0)
            {
                used[*route] = true;
            }
        }
        for (_, route) in model.shared_routes().filter(|(index, _)| !used[*index]) {
            let span = self.node(&["route", &route.id]).key_span;
            let id = quoted(&route.id);
            self.warn(
                "unused-route",
                span,
                text!(
                    "no theme and no channel uses the route {id}: it has no influence",
                    "ルート{id}を使うテーマも応募経路もないため、結果に影響しません"
                ),
                words(
                    "name it in a theme's `route` or in a channel's `mix`, or remove it",
                    "テーマの`route`又は応募経路の`mix`に指定するか、削除してください",
                ),
            );
        }
    }

    fn unused_functions(&mut self) {
        let model = self.model;
        let mut needed = vec![false; model.functions.len()];
        let providers = model.routes.iter().flat_map(activities);
        let providers = providers.chain(model.licensing.iter().flat_map(process));
        let scrutiny = model
            .selection
            .iter()
            .flat_map(|selection| &selection.activities);
        for provider in providers
            .chain(scrutiny)
            .flat_map(|activity| &activity.providers)
        {
            for (function, _) in &provider.needs {
                needed[*function] = true;
            }
        }
        for (function, needed) in model.functions.iter().zip(needed) {
            // A standing team costs something whether it is needed or not.
            if needed || function.standing_cost_per_year != Quantity::Default(0.0) {
                continue;
            }
            let institute = &model.institutes[function.institute].id;
            let span = self
                .node(&["institute", institute, "function", &function.id])
                .key_span;
            let (id, institute) = (quoted(&function.id), quoted(institute));
            self.warn(
                "unused-function",
                span,
                text!("no activity needs {id} at {institute}: its slots stay idle", "{institute}の{id}を要する作業がないため、その枠は使われません"),
                words("name it in the `needs` of an activity and its institute in `providers`, or remove it", "作業の`needs`にこの機能を、`providers`に機関を指定するか、削除してください"),
            );
        }
    }

    /// Activities and offers whose needs exceed what a provider ever has.
    fn works(&mut self) {
        let model = self.model;
        for (index, route) in model.routes.iter().enumerate() {
            for stage in &route.stages {
                for activity in &stage.activities {
                    let way = ["stage", &stage.id, "activity", &activity.id];
                    self.work(index, &way, words("activity", "作業"), activity);
                }
            }
            for offer in &route.offers {
                let way = ["offer", &offer.work.id];
                self.work(index, &way, words("offer", "紹介"), &offer.work);
            }
        }
        let licensing = model.licensing.iter();
        let steps = licensing.flat_map(|l| LicensingStep::ALL.map(|step| (step, l.work_of(step))));
        for (step, work) in steps {
            let Some(work) = work else { continue };
            let needs = self.node(&["licensing", step.key(), "needs"]);
            self.work_at(needs, words("step", "手順"), work);
        }
    }

    fn work(&mut self, route: usize, way: &[&str], what: Words, work: &Activity) {
        let needs = self.of_route(route, way, &["needs"]);
        self.work_at(needs, what, work);
    }

    fn work_at(&mut self, all_needs: &'a Node, what: Words, work: &Activity) {
        let lacking: Vec<Option<Lack>> = work.providers.iter().map(|p| self.lack(p)).collect();
        let never = !lacking.is_empty() && lacking.iter().all(Option::is_some);
        for lack in lacking.into_iter().flatten() {
            let model = self.model;
            let function = &model.functions[lack.function];
            let institute = &model.institutes[function.institute].id;
            let needs = all_needs.get(&function.id).unwrap_or(all_needs);
            let slots = self.node(&["institute", institute, "function", &function.id, "slots"]);
            let has = match lack.most {
                0 => words("no slot at any time", "常に0です").into(),
                most => text!("never more than {most}", "多いときでも{most}です"),
            };
            let slots_needed = match lack.needed {
                1 => text!("a slot", "1枠"),
                needed => text!("{needed} slots", "{needed}枠"),
            };
            let code = match never {
                true => "never-starts",
                false => "provider-never-fits",
            };
            let consequence = match never {
                true => words(
                    "it can never start, and its themes wait for ever",
                    "いつまでも始められず、テーマは待ち続けます",
                ),
                false => words(
                    "this provider never does it",
                    "この実施機関が担うことはありません",
                ),
            };
            let same = |id: &str| Text::same(quoted(id));
            let (work, function, institute) = (same(&work.id), same(&function.id), same(institute));
            let message = text!(
                "the {what} {work} needs {slots_needed} of {function}, {institute} has {has}: {consequence}",
                "{what}{work}は{function}を{slots_needed}要しますが、{institute}の枠は{has}。{consequence}";
                what, work, slots_needed, function, institute, has, consequence
            );
            self.found.push(
                Diagnostic::warning(code, message)
                    .at(needs.span)
                    .also(slots.span, words("the slots it has", "この機関の枠数"))
                    .help(words(
                        "give the function more slots, need fewer, or name another provider",
                        "機能の枠を増やすか、要する枠を減らすか、ほかの実施機関を指定してください",
                    )),
            );
        }
    }

    /// The first function of which a provider never has what an activity needs.
    fn lack(&self, provider: &Provider) -> Option<Lack> {
        provider.needs.iter().find_map(|(function, needed)| {
            let Slots::Schedule(steps) = &self.model.functions[*function].slots else {
                return None;
            };
            let most = self.most_slots(steps);
            (u64::from(*needed) > most).then_some(Lack {
                function: *function,
                needed: *needed,
                most,
            })
        })
    }

    /// The most slots a schedule can reach within the simulated time.
    fn most_slots(&self, steps: &[(Ticks, Quantity)]) -> u64 {
        let horizon = self.model.calendar.horizon();
        let mut most = 0.0_f64;
        for (place, (from, count)) in steps.iter().enumerate() {
            // What has been replaced by the start, or comes at the end, serves nobody.
            let next = steps.get(place + 1).map_or(Ticks::MAX, |(next, _)| *next);
            if *from < horizon && next > Ticks::ZERO {
                most = most.max(match count {
                    Quantity::Default(count) => *count,
                    Quantity::Stated(id) => {
                        let parameter = &self.model.parameters[id.0 as usize];
                        parameter.distribution.support().1
                    }
                });
            }
        }
        // A cast saturates, so that an endless distribution is no problem.
        most.round() as u64
    }

    /// Where a key of a route stands: with the theme that overrides it, or in the route.
    pub(super) fn of_route(&self, route: usize, way: &[&str], keys: &[&str]) -> &'a Node {
        let rules = &self.model.routes[route];
        let below = |first: [&str; 2]| {
            let path: Vec<&str> = first.iter().chain(way).chain(keys).copied().collect();
            self.find(&path)
        };
        let theme = self.model.themes.iter().find(|theme| theme.route == route);
        theme
            .filter(|_| rules.base != route)
            .and_then(|theme| below(["theme", &theme.id]))
            .or_else(|| below(["route", &rules.id]))
            .unwrap_or(self.root)
    }

    fn odds(&mut self) {
        let model = self.model;
        for (index, route) in model.routes.iter().enumerate() {
            for stage in &route.stages {
                let Some(odds) = self.constant(stage.odds) else {
                    continue;
                };
                let span = self.of_route(index, &["stage", &stage.id], &["odds"]).span;
                let id = quoted(&stage.id);
                // Who writes 1 means it.
                if odds > NEARLY_ONE && odds < 1.0 {
                    self.warn(
                        "odds-near-one",
                        span,
                        text!(
                            "with odds of {odds} the stage {id} hardly ever fails",
                            "成功確率が{odds}では、段階{id}はほとんど失敗しません"
                        ),
                        words(
                            "1 % is written 0.01; write 1 where a stage cannot fail",
                            "1 %は0.01と書きます。失敗のない段階は1としてください",
                        ),
                    );
                } else if odds < NEARLY_ZERO {
                    self.warn(
                        "odds-near-zero",
                        span,
                        text!(
                            "with odds of {odds} hardly any theme passes the stage {id}",
                            "成功確率が{odds}では、段階{id}を通過するテーマがほとんどありません"
                        ),
                        words(
                            "odds are a share, not a percentage: one half is written 0.5",
                            "確率は百分率ではなく割合で書きます（2分の1は0.5）",
                        ),
                    );
                }
            }
            for offer in &route.offers {
                // With the chapter of licensing there are no odds.
                let Some(odds) = self.constant(offer.odds) else {
                    continue;
                };
                let span = self
                    .of_route(index, &["offer", &offer.work.id], &["odds"])
                    .span;
                let id = quoted(&offer.work.id);
                if odds > NEARLY_ONE && odds < 1.0 {
                    self.warn(
                        "odds-near-one",
                        span,
                        text!(
                            "with odds of {odds} the offer {id} hardly ever fails",
                            "確率が{odds}では、紹介{id}はほとんど不調になりません"
                        ),
                        words(
                            "1 % is written 0.01; write 1 where an offer cannot fail",
                            "1 %は0.01と書きます。不調のない紹介は1としてください",
                        ),
                    );
                } else if odds < NEARLY_ZERO {
                    self.warn(
                        "odds-near-zero",
                        span,
                        text!(
                            "with odds of {odds} hardly any theme is taken at the offer {id}",
                            "確率が{odds}では、紹介{id}で引き受けられるテーマがほとんどありません"
                        ),
                        words(
                            "odds are a share, not a percentage: one half is written 0.5",
                            "確率は百分率ではなく割合で書きます（2分の1は0.5）",
                        ),
                    );
                }
            }
        }
    }

    /// The value of a quantity that the scenario states as a constant.
    pub(super) fn constant(&self, quantity: Quantity) -> Option<f64> {
        let Quantity::Stated(id) = quantity else {
            return None;
        };
        match self.model.parameters[id.0 as usize].distribution {
            Distribution::Constant(value) => Some(value),
            _ => None,
        }
    }

    fn channels(&mut self) {
        let model = self.model;
        for channel in &model.channels {
            let Some((reason, key)) = self.never_brings(channel) else {
                continue;
            };
            let place = self.node(&["channel", &channel.id]);
            let span = place.get(key).map_or(place.key_span, |date| date.span);
            let id = Text::same(quoted(&channel.id));
            self.warn(
                "empty-channel",
                span,
                text!(
                    "the channel {id} {reason}: it brings no theme",
                    "応募経路{id}は{reason}ため、テーマが届きません";
                    id, reason
                ),
                words(
                    "correct the date, or remove the channel",
                    "日付を直すか、応募経路を削除してください",
                ),
            );
        }
    }

    /// Why a channel brings nothing whatever its rate is, and the key at fault.
    fn never_brings(&self, channel: &Channel) -> Option<(Words, &'static str)> {
        let first = channel.rate_per_year.first().map(|(from, _)| *from)?;
        let from_key = match self.find(&["channel", &channel.id, "from"]) {
            Some(_) => "from",
            None => "rate_per_year",
        };
        if channel.until < Ticks::ZERO {
            Some((
                words(
                    "ends before the scenario starts",
                    "シナリオの開始前に終わる",
                ),
                "until",
            ))
        } else if first >= self.model.calendar.horizon() {
            Some((
                words("begins after the simulated time", "対象期間の後に始まる"),
                from_key,
            ))
        } else if channel.until < first {
            Some((words("ends before it begins", "始まる前に終わる"), "until"))
        } else {
            None
        }
    }

    fn late_themes(&mut self) {
        let model = self.model;
        let horizon = model.calendar.horizon();
        for theme in model.themes.iter().filter(|theme| theme.arrives >= horizon) {
            let span = self.node(&["theme", &theme.id, "arrives"]).span;
            let id = quoted(&theme.id);
            let end = model.calendar.date_of(horizon);
            self.warn(
                "late-theme",
                span,
                text!("the theme {id} arrives when the simulated time is over ({end}): nothing is done on it", "テーマ{id}が届くのは対象期間の終了（{end}）後のため、何も行われません"),
                words("correct the date, or raise `horizon_years` in [scenario]", "日付を直すか、[scenario]の`horizon_years`を大きくしてください"),
            );
        }
    }

    /// Price indices serve only amounts of other years.
    fn deflator(&mut self) {
        let Some(deflator) = self.root.get("deflator") else {
            return;
        };
        let own = self.model.price_year.map(i64::from);
        let other = self.root.leaves().any(|(path, node)| {
            let in_scenario = path.segments().first().is_some_and(|key| key == "scenario");
            path.last() == Some("price_year") && !in_scenario && node.as_integer() != own
        });
        if !other {
            self.warn(
                "deflator-without-effect",
                deflator.key_span,
                words("no amount is in prices of another year: [deflator] has no effect", "他の年の価格による金額がないため、[deflator]に効果がありません"),
                words("write `price_year` beside amounts of other years, such as { value = 5_000_000, price_year = 2010 }, or remove [deflator]", "他の年の金額に`price_year`を添えるか（例：{ value = 5_000_000, price_year = 2010 }）、[deflator]を削除してください"),
            );
        }
    }

    /// Weights of scores serve only themes without a priority of their own.
    fn weights(&mut self) {
        let Some(weights) = self.root.get("priority").and_then(|p| p.get("weight")) else {
            return;
        };
        let model = self.model;
        let themes = model.themes.iter().map(|t| (t.priority, &t.scores));
        let channels = model.channels.iter().map(|c| (c.priority, &c.scores));
        let ranked: Vec<_> = themes
            .chain(channels)
            .filter(|(priority, _)| priority.is_none())
            .map(|(_, scores)| scores)
            .collect();
        if ranked.is_empty() {
            self.warn(
                "weight-without-effect",
                weights.key_span,
                words("all themes and channels have a `priority` of their own: the weights of scores have no effect", "全てのテーマと応募経路に`priority`があるため、評点の重みに効果がありません"),
                words("remove `priority` where the scores shall decide, or remove these weights", "評点で決める場合は`priority`を、そうでなければこの重みを削除してください"),
            );
            return;
        }
        for (place, criterion) in CRITERIA.into_iter().enumerate() {
            let Some(weight) = weights.get(criterion) else {
                continue;
            };
            let off = self.constant(model.priority.weights[place]) == Some(0.0);
            if !off && ranked.iter().all(|scores| scores[place].is_none()) {
                self.warn(
                    "weight-without-effect",
                    weight.key_span,
                    text!("no theme without a `priority` of its own has the score `{criterion}`: its weight has no effect", "`priority`のないテーマに評点`{criterion}`がないため、その重みに効果がありません"),
                    words("add the score to the themes or channels, or remove the weight", "テーマ又は応募経路に評点を加えるか、重みを削除してください"),
                );
            }
        }
    }
}

/// A function of which a provider has too little.
struct Lack {
    function: usize,
    needed: u32,
    most: u64,
}

/// Everything of a licensing process that may need slots.
pub(super) fn process(licensing: &Licensing) -> impl Iterator<Item = &Activity> {
    let steps = LicensingStep::ALL.into_iter();
    steps.filter_map(|step| licensing.work_of(step))
}

/// Everything of a route that may need slots.
pub(super) fn activities(route: &Route) -> impl Iterator<Item = &Activity> {
    let research = route.stages.iter().flat_map(|stage| &stage.activities);
    research.chain(route.offers.iter().map(|offer| &offer.work))
}
