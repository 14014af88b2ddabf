//! Awards, standing costs, and how institutes work with the network (INC, BUD-4, GOV-5).

use super::decode::{Decoder, entries, name_of};
use super::quantity::Use;
use super::thing::Thing;
use super::view::View;
use crate::diagnostic::quoted;
use crate::language::words;
use crate::model::{
    AwardPayer, BudgetCalendar, ByUse, Incentives, Money, Quantity, Standing, Theme, Ticks, Unit,
    WorksBy,
};
use crate::text;

impl<'a> Decoder<'a> {
    /// Everything the scenario says of money beside the price of work.
    pub(super) fn money_chapters(&mut self, root: &View<'a>, themes: &[Theme]) -> Money {
        let lists = |key| entries(root, key);
        let incentives = root.get("incentives");
        let standing = lists("standing").into_iter();
        let actual = lists("actual").into_iter();
        let signed = lists("signed").into_iter();
        Money {
            incentives: incentives.and_then(|place| self.incentives(&place)),
            standing: standing
                .filter_map(|(id, place)| self.standing_cost(id, &place))
                .collect(),
            purses: self.purses(lists("purse")),
            caps: self.caps(root),
            budget: root.get("budget").map(|budget| {
                let month = |key: &str, by_default: i64| {
                    let month = budget.get(key).and_then(|month| month.node().as_integer());
                    month.unwrap_or(by_default).clamp(1, 12) as i8
                };
                BudgetCalendar {
                    request_month: month("request_month", 8),
                    draft_month: month("draft_month", 12),
                }
            }),
            actual: actual
                .filter_map(|(id, place)| self.actual(id, &place))
                .collect(),
            signed: signed
                .filter_map(|(id, place)| self.signed(id, &place, themes))
                .collect(),
            request: self.request(root),
            follows_commitments: false,
        }
    }

    /// How an institute works with the network (GOV-5).
    pub(super) fn works_by(&mut self, place: &View<'a>) -> WorksBy {
        let word = place.get("works_by").and_then(|word| word.node().words());
        let months = self.quantity(place, "contract_months", Use::once(Unit::Months), 0.0);
        match word.as_deref() {
            Some("cooperation") => WorksBy::Cooperation,
            _ => WorksBy::Commission(months),
        }
    }

    pub(super) fn institute_at(&mut self, place: &View<'a>) -> Option<usize> {
        let institute = place.get("institute")?.node();
        let known = self.institute_ids();
        self.index(
            Thing::Institute,
            &institute.words()?,
            institute.span,
            &known,
        )
    }

    fn incentives(&mut self, place: &View<'a>) -> Option<Incentives> {
        let institute = self.institute_at(place);
        let money = Use::each(Unit::Money);
        let payer = place.get("supporter_award_paid_by");
        let payer = payer.and_then(|word| word.node().words());
        let admission_award = self.stated(place, "admission_award", money);
        let milestone_award = self.stated(place, "milestone_award", money);
        let supporter_award = self.stated(place, "supporter_award", money);
        let per_year = Use::each(Unit::PerYear);
        let meetings_per_year = self.quantity(place, "meetings_per_year", per_year, 0.0);
        let cost_per_meeting = self.quantity(place, "cost_per_meeting", money, 0.0);
        let pairs = [
            ("meetings_per_year", "cost_per_meeting"),
            ("cost_per_meeting", "meetings_per_year"),
            ("supporter_award_paid_by", "supporter_award"),
        ];
        for (key, other) in pairs {
            if let Some(given) = place.get(key).filter(|_| place.get(other).is_none()) {
                self.error(
                    "missing-key",
                    given.node().key_span,
                    text!(
                        "`{key}` without `{other}` has no effect",
                        "`{other}`がないため、`{key}`に効果がありません"
                    ),
                    text!(
                        "`{other}` beside it, or neither",
                        "`{other}`を併せて設ける、又はどちらも書かない"
                    ),
                );
            }
        }
        Some(Incentives {
            institute: institute?,
            admission_award,
            milestone_award,
            supporter_award,
            supporter_award_paid_by: match payer.as_deref() {
                Some("institutes") => AwardPayer::Institutes,
                _ => AwardPayer::Network,
            },
            meetings_per_year,
            cost_per_meeting,
        })
    }

    /// Institute and item of a cost of no theme in particular.
    pub(super) fn booked_at(&mut self, place: &View<'a>) -> Option<(usize, usize)> {
        let (institute, item) = (self.institute_at(place), self.item(place));
        Some((institute?, item?))
    }

    fn standing_cost(&mut self, id: String, place: &View<'a>) -> Option<Standing> {
        let booked_at = self.booked_at(place);
        let yearly = Use::once(Unit::MoneyPerYear);
        let amount_per_year = self.quantity(place, "amount_per_year", yearly, 0.0);
        let from = self.date(place.get("from")).unwrap_or(Ticks::ZERO);
        let until = place.get("until");
        let until = match until.as_ref().and_then(|date| date.node().as_date()) {
            // The last day is included.
            Some(date) => date
                .tomorrow()
                .map_or(Ticks::MAX, |next| self.calendar.ticks_of(next)),
            None => Ticks::MAX,
        };
        if let Some(stated) = place
            .get("until")
            .filter(|_| self.has_calendar && until <= from)
        {
            self.error(
                "date-out-of-range",
                stated.node().span,
                text!(
                    "the standing cost {} ends before it begins",
                    "経常費{}の最終日が初日より前になっています",
                    quoted(&id)
                ),
                words("a last day on or after the first", "初日以後の最終日"),
            );
        }
        let by_use = self.by_use(place);
        let (institute, item) = booked_at?;
        Some(Standing {
            name: name_of(place, &id),
            id,
            institute,
            item,
            amount_per_year,
            from,
            until,
            by_use,
        })
    }

    fn by_use(&mut self, place: &View<'a>) -> Option<ByUse> {
        let count = |key: &str| {
            let count = place.get(key).and_then(|count| count.node().as_integer());
            count.map(|count| count.clamp(0, 1_000_000) as u32)
        };
        let cost_per_use = self.stated(place, "cost_per_use", Use::once(Unit::Money));
        let Some(function) = place.get("used_function") else {
            for key in ["only_if_uses_per_year", "uses_last_year", "cost_per_use"] {
                if let Some(given) = place.get(key) {
                    self.error(
                        "missing-key",
                        given.node().key_span,
                        text!(
                            "`{key}` is given, but not what counts as a use",
                            "`{key}`がありますが、何を利用と数えるのか指定されていません"
                        ),
                        words(
                            "`used_function` with the function of the database",
                            "データベースの機能を示す`used_function`",
                        ),
                    );
                }
            }
            return None;
        };
        let node = function.node();
        let mut known: Vec<String> = self.functions.iter().map(|f| f.id.clone()).collect();
        known.sort();
        known.dedup();
        let id = node.words()?;
        if !self.known(Thing::Function, &id, node.span, &known) {
            return None;
        }
        let functions = self.functions.iter().enumerate();
        let functions = functions.filter(|(_, function)| function.id == id);
        let functions = functions.map(|(index, _)| index).collect();
        let Some(least_uses) = count("only_if_uses_per_year") else {
            self.error(
                "missing-key",
                node.span,
                words("a database is paid for a year only where it is used often, and it is not said how often", "利用の多い年に限り契約するデータベースですが、その回数が指定されていません"),
                words("`only_if_uses_per_year` beside `used_function`", "`used_function`とともに`only_if_uses_per_year`"),
            );
            return None;
        };
        Some(ByUse {
            functions,
            least_uses,
            uses_before: count("uses_last_year").unwrap_or(0),
            cost_per_use: cost_per_use.unwrap_or(Quantity::Default(0.0)),
        })
    }
}
