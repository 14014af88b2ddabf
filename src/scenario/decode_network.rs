//! Institutes, functions, slots and prices.

use super::Value;
use super::decode::{Decoder, entries, name_of};
use super::quantity::Use;
use super::thing::Thing;
use super::view::View;
use crate::language::words;
use crate::model::{
    Function, ITEM_OUTSOURCING, ITEM_RESEARCH, Institute, Quantity, Slots, Ticks, Unit,
};
use crate::text;

impl<'a> Decoder<'a> {
    pub(super) fn network(&mut self, root: &View<'a>) {
        for (id, place) in entries(root, "institute") {
            let outsourced = place
                .get("outsourced")
                .and_then(|flag| flag.node().as_boolean());
            let works_by = self.works_by(&place);
            let institute = self.institutes.len();
            self.institutes.push(Institute {
                works_by,
                name: name_of(&place, &id),
                id,
                outsourced: outsourced.unwrap_or(false),
            });
            for (id, place) in entries(&place, "function") {
                let function = self.function(institute, id, &place);
                self.functions.push(function);
            }
        }
    }

    fn function(&mut self, institute: usize, id: String, place: &View<'a>) -> Function {
        let price = Use::once(Unit::Money);
        let by_default = if self.institutes[institute].outsourced {
            ITEM_OUTSOURCING
        } else {
            ITEM_RESEARCH
        };
        Function {
            institute,
            name: name_of(place, &id),
            id,
            more_slots: 0,
            slots: place
                .get("slots")
                .map_or(Slots::Unlimited, |slots| self.slots(&slots)),
            price_per_slot_month: self.quantity(place, "price_per_slot_month", price, 0.0),
            price_per_job: self.quantity(place, "price_per_job", price, 0.0),
            standing_cost_per_year: self.quantity(
                place,
                "standing_cost_per_year",
                Use::once(Unit::MoneyPerYear),
                0.0,
            ),
            lead_time_months: self.quantity(
                place,
                "lead_time_months",
                Use::once(Unit::Months),
                0.0,
            ),
            item: self.item(place).unwrap_or(by_default),
        }
    }

    /// The ledger item a table names.
    pub(super) fn item(&mut self, place: &View<'a>) -> Option<usize> {
        let item = place.get("item")?;
        let known: Vec<String> = self.items.iter().map(|item| item.id.clone()).collect();
        self.index(Thing::Item, &item.node().words()?, item.node().span, &known)
    }

    fn slots(&mut self, place: &View<'a>) -> Slots {
        let how = Use::once(Unit::Slots);
        match &place.node().value {
            Value::Text(_) => Slots::Unlimited,
            Value::List(_) => Slots::Schedule(self.steps(place, "count", how)),
            _ => match self.quantity_at(place, how) {
                Some(count) => Slots::Schedule(vec![(Ticks(i64::MIN / 4), count)]),
                None => Slots::Unlimited,
            },
        }
    }

    /// A schedule: from each date on, the quantity under `key`; sorted by date.
    pub(super) fn steps(
        &mut self,
        place: &View<'a>,
        key: &str,
        how: Use,
    ) -> Vec<(Ticks, Quantity)> {
        let mut steps: Vec<(Ticks, Quantity)> = Vec::new();
        for (_, step) in place.entries() {
            let (Some(from), Some(count)) =
                (self.date(step.get("from")), self.stated(&step, key, how))
            else {
                continue;
            };
            if steps.last().is_some_and(|(last, _)| *last >= from) {
                self.error(
                    "steps-out-of-order",
                    step.get("from")
                        .map_or(step.node().span, |from| from.node().span),
                    words(
                        "this date does not come after that of the step before it",
                        "この日付が一つ前の区分の日付より後になっていません",
                    ),
                    words(
                        "each step with a later date than the one before",
                        "前の区分より後の日付を順に並べる",
                    ),
                );
                continue;
            }
            steps.push((from, count));
        }
        if place.entries().is_empty() {
            self.error(
                "no-steps",
                place.node().span,
                words("this list is empty", "一覧が空です"),
                text!(
                    "at least one {{ from = 2013-04-01, {key} = … }}",
                    "{{ from = 2013-04-01, {key} = … }}を一つ以上"
                ),
            );
        }
        steps
    }
}
