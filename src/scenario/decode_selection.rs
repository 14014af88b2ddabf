//! Selection: the calendars of the Office and the Council, scrutiny, priorities, withdrawals,
//! publications, and what themes bring.

use super::decode::{Decoder, entries};
use super::quantity::Use;
use super::shape;
use super::thing::Thing;
use super::view::View;
use crate::diagnostic::{Diagnostic, quoted};
use crate::language::words;
use crate::model::{
    Grant, MOST_ACTIVITIES, Priority, Publication, Quantity, Readiness, Selection, TargetMissing,
    Ticks, Unit, Withdrawal,
};
use crate::text;

/// Keys of themes and channels that say nothing where no theme is selected.
pub(super) const OF_SELECTION: [&str; 5] = [
    "admitted",
    "target_identified",
    "rights_sorted",
    "rights_months",
    "grant",
];

impl<'a> Decoder<'a> {
    /// How the Office selects themes; `stages` are the ids of all stages of all routes.
    pub(super) fn selection(&mut self, root: &View<'a>, stages: &[String]) -> Option<Selection> {
        let place = root.get("selection")?;
        let flag = |key: &str| place.get(key).and_then(|flag| flag.node().as_boolean());
        let reviews = self.calendar_of(
            &place,
            "review_dates",
            "review_every_months",
            "first_review",
            1,
        );
        let council_confirms = flag("council_confirms").unwrap_or(false);
        if let (true, None, Some(confirms)) = (
            council_confirms,
            root.get("council"),
            place.get("council_confirms"),
        ) {
            self.diagnostics.push(
                Diagnostic::error(
                    "missing-key",
                    words(
                        "the Council confirms, but never meets",
                        "協議会の確認を要するとしていますが、協議会の開催日がありません",
                    ),
                )
                .at(confirms.node().span)
                .help(words(
                    "add [council] with `dates` or `every_months`",
                    "`dates`又は`every_months`を定めた[council]を追加してください",
                )),
            );
        }
        let once = |unit| Use::once(unit);
        Some(Selection {
            reviews,
            council_confirms,
            activities: self.scrutiny(&place),
            target_missing: self.target_missing(&place, stages),
            return_months: self.quantity(&place, "return_months", Use::each(Unit::Months), 12.0),
            return_probability: self.quantity(
                &place,
                "return_probability",
                once(Unit::Probability),
                1.0,
            ),
            rights_required: flag("rights_required").unwrap_or(true),
            most_load: self.stated(&place, "most_load", once(Unit::Ratio)),
            funds_per_year: self.stated(&place, "funds_per_year", once(Unit::MoneyPerYear)),
            order_of_support: flag("order_of_support").unwrap_or(false),
            admissions_per_review: self.stated(&place, "admissions_per_review", once(Unit::Ratio)),
        })
    }

    /// The dates of the Council.
    pub(super) fn councils(&mut self, root: &View<'a>) -> Vec<Ticks> {
        match root.get("council") {
            Some(place) => self.calendar_of(&place, "dates", "every_months", "first", 0),
            None => Vec::new(),
        }
    }

    /// The dates listed under `dates`, or one every so many months from `first` on; within the
    /// simulated time, growing.
    fn calendar_of(
        &mut self,
        place: &View<'a>,
        dates: &str,
        every: &str,
        first: &str,
        by_default: i64,
    ) -> Vec<Ticks> {
        let (listed, stated) = (place.get(dates), place.get(every));
        if let (Some(listed), Some(other)) =
            (&listed, stated.as_ref().or(place.get(first).as_ref()))
        {
            let message = text!(
                "`{dates}` and {} say the same",
                "`{dates}`と{}が同じことを定めています",
                quoted(other.path().last().unwrap_or(""))
            );
            self.error(
                "conflicting-keys",
                listed.node().key_span,
                message,
                words("one of the two", "どちらか一方"),
            );
        }
        if !self.has_calendar {
            return Vec::new();
        }
        if let Some(listed) = listed {
            return self.listed_dates(&listed);
        }
        let stated = stated.and_then(|months| months.node().as_integer());
        let months = stated.unwrap_or(by_default);
        if months < 1 {
            // A number out of range has been reported.
            if place.get(every).is_none() {
                self.error(
                    "missing-key",
                    place.node().key_span,
                    text!(
                        "[{}] says no dates",
                        "[{}]に日付の定めがありません",
                        place.path()
                    ),
                    text!("`{dates}` or `{every}`", "`{dates}`又は`{every}`"),
                );
            }
            return Vec::new();
        }
        let begin = place.get(first).and_then(|date| date.node().as_date());
        let begin = begin.filter(shape::is_planned);
        // Dates that have passed keep the rhythm, as of whatever day the scenario is read.
        let begin = begin.unwrap_or(self.written.start());
        let (start, horizon) = (self.calendar.start(), self.calendar.horizon());
        let dates = (0..).map_while(|number| {
            let span = jiff::Span::new().try_months(months * number).ok()?;
            begin.checked_add(span).ok()
        });
        dates
            .skip_while(|date| *date < start)
            .map(|date| self.calendar.ticks_of(date))
            .take_while(|time| *time <= horizon)
            .collect()
    }

    fn listed_dates(&mut self, listed: &View<'a>) -> Vec<Ticks> {
        let mut times: Vec<Ticks> = Vec::new();
        for (date, span) in shape::dates(listed.node()).unwrap_or_default() {
            let time = self.calendar.ticks_of(date);
            if times.last().is_some_and(|last| *last >= time) {
                self.error(
                    "steps-out-of-order",
                    span,
                    words(
                        "this date does not come after the one before it",
                        "この日付が一つ前の日付より後になっていません",
                    ),
                    words("dates that grow", "早い順に並べた日付"),
                );
                continue;
            }
            times.push(time);
        }
        times.retain(|time| (Ticks::ZERO..=self.calendar.horizon()).contains(time));
        times
    }

    fn scrutiny(&mut self, place: &View<'a>) -> Vec<crate::model::Activity> {
        let listed = entries(place, "activity");
        if listed.len() > MOST_ACTIVITIES {
            self.error(
                "too-many",
                place.node().key_span,
                text!(
                    "selection has {} activities",
                    "審査の作業数が{}です",
                    listed.len()
                ),
                text!("up to {MOST_ACTIVITIES}", "{MOST_ACTIVITIES}まで"),
            );
            return Vec::new();
        }
        for (_, activity) in &listed {
            let once = activity.get("once").map(|once| once.node());
            if let Some(once) = once.filter(|once| once.as_boolean() == Some(true)) {
                self.error(
                    "conflicting-keys",
                    once.key_span,
                    words("every theme is looked into for itself, so that nothing of it is done `once`", "審査はテーマごとに行うため、`once`（一度だけ）とすることはできません"),
                    words("no `once` in [[selection.activity]]", "[[selection.activity]]に`once`を書かない"),
                );
            }
        }
        self.activities(place, &listed, "SEL-6")
    }

    fn target_missing(&mut self, place: &View<'a>, stages: &[String]) -> TargetMissing {
        let word = place
            .get("target_missing")
            .and_then(|word| word.node().words());
        let stage = place.get("target_stage");
        if word.as_deref() == Some("send-back") {
            if let Some(stage) = stage {
                self.error(
                    "conflicting-keys",
                    stage.node().key_span,
                    words(
                        "a theme without a target is sent back, so that it begins in no stage",
                        "標的のないテーマは差し戻すとしているため、始める段階を指定できません",
                    ),
                    words(
                        "`target_missing = \"target-search\"`, or no `target_stage`",
                        "`target_missing = \"target-search\"`とする、又は`target_stage`を書かない",
                    ),
                );
            }
            return TargetMissing::SendBack;
        }
        let Some(stage) = stage else {
            return TargetMissing::TargetSearch(String::new());
        };
        let id = stage.node().words().unwrap_or_default();
        self.known(Thing::Stage, &id, stage.node().span, stages);
        TargetMissing::TargetSearch(id)
    }

    /// What ranks themes (SEL-8).
    pub(super) fn priority(&mut self, root: &View<'a>, stages: &[String]) -> Priority {
        let place = root.get("priority");
        let weights = self.weights(root);
        let areas = self.area_ids();
        let (mut balance, mut pipeline) = (Vec::new(), Vec::new());
        let (mut balance_weight, mut pipeline_weight) =
            (Quantity::Default(1.0), Quantity::Default(1.0));
        if let Some(place) = place {
            balance = self.weights_of(Thing::Area, &place, "balance", &areas);
            let shares = self.weights_of(Thing::Stage, &place, "pipeline", stages);
            pipeline = shares
                .into_iter()
                .map(|(stage, weight)| (stages[stage].clone(), weight))
                .collect();
            let ratio = Use::once(Unit::Ratio);
            balance_weight = self.quantity(&place, "balance_weight", ratio, 1.0);
            pipeline_weight = self.quantity(&place, "pipeline_weight", ratio, 1.0);
            for (weight, list) in [
                ("balance_weight", "balance"),
                ("pipeline_weight", "pipeline"),
            ] {
                if let (Some(weight), None) = (place.get(weight), place.get(list)) {
                    self.error(
                        "missing-key",
                        weight.node().key_span,
                        words(
                            "a weight of a balance without target shares has no effect",
                            "目標とする割合がないため、均衡の重みに効果がありません",
                        ),
                        text!(
                            "`{list}` with target shares, or no weight",
                            "目標とする割合を示す`{list}`を設ける、又は重みを書かない"
                        ),
                    );
                }
            }
            let listed = place.get("balance").or_else(|| place.get("pipeline"));
            if let (Some(listed), None) = (listed, root.get("selection")) {
                self.error(
                    "missing-key",
                    listed.node().key_span,
                    words(
                        "a balance is struck at review dates, and there are none",
                        "均衡は審査日に図りますが、審査日がありません",
                    ),
                    words(
                        "[selection] with its review dates, or no balance (GOV-2)",
                        "審査日のある[selection]を設ける、又は均衡を定めない（GOV-2）",
                    ),
                );
            }
        }
        Priority {
            weights,
            balance_weight,
            balance,
            pipeline_weight,
            pipeline,
        }
    }

    pub(super) fn withdrawal(&mut self, root: &View<'a>) -> Option<Withdrawal> {
        let place = root.get("withdrawal")?;
        let rate = self.stated(&place, "rate_per_year", Use::once(Unit::PerYear))?;
        Some(Withdrawal {
            rate_per_year: rate,
        })
    }

    pub(super) fn publication(&mut self, root: &View<'a>) -> Option<Publication> {
        let place = root.get("publication")?;
        let institute = place.get("institute").and_then(|institute| {
            let node = institute.node();
            let known = self.institute_ids();
            self.index(Thing::Institute, &node.words()?, node.span, &known)
        });
        if let (Some(cost), None) = (place.get("cost"), place.get("institute")) {
            self.error(
                "missing-key",
                cost.node().key_span,
                words(
                    "publications cost something, but nobody books it",
                    "発表に費用がかかるとしていますが、計上する機関がありません",
                ),
                words("`institute` beside `cost`", "`cost`とともに`institute`"),
            );
        }
        let waits = place
            .get("waits_for_filing")
            .and_then(|flag| flag.node().as_boolean());
        Some(Publication {
            after_months: self.quantity(&place, "after_months", Use::each(Unit::Months), 0.0),
            waits_for_filing: waits.unwrap_or(true),
            cost: self.quantity(&place, "cost", Use::each(Unit::Money), 0.0),
            institute,
            interest_factor: self.quantity(&place, "interest_factor", Use::once(Unit::Ratio), 1.0),
        })
    }

    /// What a theme, or each theme of a channel, brings.
    pub(super) fn readiness(&mut self, place: &View<'a>) -> Readiness {
        let share = Use::each(Unit::Probability);
        Readiness {
            target_identified: self.quantity(place, "target_identified", share, 1.0),
            rights_sorted: self.quantity(place, "rights_sorted", share, 1.0),
            rights_months: self.quantity(place, "rights_months", Use::each(Unit::Months), 0.0),
        }
    }

    pub(super) fn grant(&mut self, channel: &View<'a>) -> Option<Grant> {
        let place = channel.get("grant")?;
        let word = place
            .get("not_awarded")
            .and_then(|word| word.node().words());
        Some(Grant {
            odds: self.stated(&place, "odds", Use::once(Unit::Probability))?,
            months: self.stated(&place, "months", Use::each(Unit::Months))?,
            amount: self.quantity(&place, "amount", Use::each(Unit::Money), 0.0),
            goes_on_without: word.as_deref() != Some("ends"),
        })
    }

    /// Whether a theme, or the themes of a channel, need not be selected. What concerns selection
    /// says nothing where no theme is selected.
    pub(super) fn admitted(&mut self, place: &View<'a>) -> Option<bool> {
        let stated = OF_SELECTION
            .into_iter()
            .find_map(|key| Some((key, place.get(key)?)));
        if let (Some((key, stated)), false) = (stated, self.selects) {
            self.error(
                "missing-key",
                stated.node().key_span,
                text!(
                    "`{key}` says nothing where no theme is selected",
                    "テーマの選考を行わないときは、`{key}`は意味をもちません"
                ),
                text!(
                    "[selection], or no `{key}`",
                    "[selection]を設ける、又は`{key}`を書かない"
                ),
            );
        }
        place.get("admitted")?.node().as_boolean()
    }
}
