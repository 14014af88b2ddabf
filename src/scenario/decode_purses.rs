//! Purses: what each pays, requests, and does at a year's end (BUD-2, BUD-3, BUD-6).

use super::decode::{Decoder, name_of};
use super::decode_yearly::Yearly;
use super::quantity::Use;
use super::view::View;
use crate::diagnostic::{Diagnostic, Span, quoted};
use crate::model::{Purse, PurseKind, Quantity, Unit};

impl<'a> Decoder<'a> {
    pub(super) fn purses(&mut self, list: Vec<(String, View<'a>)>) -> Vec<Purse> {
        let mut purses: Vec<(Purse, Span)> = Vec::new();
        for (id, place) in list {
            let Some(purse) = self.purse(id, &place) else {
                continue;
            };
            let span = place.node().key_span;
            if let Some((other, first)) = purses
                .iter()
                .find(|(other, _)| overlap(other, &purse) && !self.diagnostics.has_errors())
            {
                let message = format!(
                    "the purses {} and {} both pay {}",
                    quoted(&other.id),
                    quoted(&purse.id),
                    self.shared_by(other, &purse)
                );
                self.diagnostics.push(
                    Diagnostic::error("overlapping-purses", message)
                        .at(span)
                        .also(*first, "the other purse")
                        .allowed("each cost in at most one purse")
                        .help("name in both purses the `institutes` or the `items` they pay"),
                );
            }
            purses.push((purse, span));
        }
        purses.into_iter().map(|(purse, _)| purse).collect()
    }

    /// The first cost that two purses both pay, in words.
    fn shared_by(&self, one: &Purse, other: &Purse) -> String {
        let institute = (0..self.institutes.len()).find(|institute| {
            let listed = |purse: &Purse| {
                let list = purse.institutes.as_ref();
                list.is_none_or(|list| list.contains(institute))
            };
            listed(one) && listed(other)
        });
        let item = (0..self.items.len())
            .find(|item| one.pays(institute, *item) && other.pays(institute, *item));
        let item = item.map_or(String::new(), |item| quoted(&self.items[item].id));
        match institute {
            Some(institute) => format!("{item} at {}", quoted(&self.institutes[institute].id)),
            None => item,
        }
    }

    fn purse(&mut self, id: String, place: &View<'a>) -> Option<Purse> {
        let known = (self.institute_ids(), self.item_ids());
        let covers = format!("the purse {} pays for", quoted(&id));
        let institutes = self.covered(&covers, "institute", "institutes", place, &known.0);
        let items = self.covered(&covers, "item", "items", place, &known.1);
        let requests = self.by_year(Yearly::Request, &id, place).into_iter();
        let requests = requests.map(|request| request.unwrap_or(Quantity::Default(0.0)));
        let requests = requests.collect();
        let grants = self.by_year(Yearly::Grant, &id, place);
        let carried_in = self.quantity(place, "carried_in", Use::once(Unit::Money), 0.0);
        let cut = self.quantity(place, "cut", Use::each(Unit::Share), 0.0);
        let approved = Use::once(Unit::Probability);
        let approved = self.quantity(place, "carry_over_approved", approved, 0.0);
        let kind = place.get("kind").and_then(|kind| kind.node().words())?;
        let kind = self.purse_kind(&id, &kind, approved, place)?;
        let holds_back = place.get("holds_back");
        let holds_back = holds_back.and_then(|flag| flag.node().as_boolean());
        Some(Purse {
            name: name_of(place, &id),
            id,
            kind,
            institutes,
            items,
            requests,
            grants,
            carried_in,
            cut,
            holds_back: holds_back.unwrap_or(false),
        })
    }

    fn purse_kind(
        &mut self,
        id: &str,
        kind: &str,
        approved: Quantity,
        place: &View<'a>,
    ) -> Option<PurseKind> {
        for (key, only) in [
            ("carry_over_approved", "a subsidy"),
            ("term_ends", "an operating-grant"),
        ] {
            if let Some(given) = place.get(key).filter(|_| !only.ends_with(kind)) {
                self.error(
                    "conflicting-keys",
                    given.node().key_span,
                    format!("`{key}` belongs to {only}, and {} is none", quoted(id)),
                    format!("no `{key}`, or another `kind`"),
                );
            }
        }
        Some(match kind {
            "subsidy" => PurseKind::Subsidy(approved),
            "operating-grant" => {
                let ends = place.get("term_ends");
                let name = ends.as_ref().and_then(|year| year.node().as_integer());
                let first = i64::from(self.calendar.fiscal_year(0));
                if let (Some(ends), Some(name)) = (&ends, name)
                    && self.has_calendar
                    && name < first
                {
                    self.error(
                        "year-out-of-range",
                        ends.node().span,
                        format!("the term of the purse {} ends before FY{first}, in which the scenario starts", quoted(id)),
                        format!("{first} or later, or no `term_ends`"),
                    );
                }
                PurseKind::OperatingGrant(name.and_then(|name| self.calendar.year_named(name)))
            }
            "own-income" => PurseKind::OwnIncome,
            // Another word has been reported.
            _ => return None,
        })
    }
}

/// Whether a cost may belong to both purses.
fn overlap(one: &Purse, other: &Purse) -> bool {
    let meet = |one: &Option<Vec<usize>>, other: &Option<Vec<usize>>| match (one, other) {
        (Some(one), Some(other)) => one.iter().any(|entry| other.contains(entry)),
        _ => true,
    };
    meet(&one.institutes, &other.institutes) && meet(&one.items, &other.items)
}
