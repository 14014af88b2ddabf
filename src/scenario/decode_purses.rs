//! Purses: what each pays, requests, and does at a year's end (BUD-2, BUD-3, BUD-6).

use super::decode::{Decoder, name_of};
use super::decode_yearly::Yearly;
use super::quantity::Use;
use super::thing::Thing;
use super::view::View;
use crate::diagnostic::{Diagnostic, Span, quoted};
use crate::language::{Text, words};
use crate::model::{Purse, PurseKind, Quantity, Unit};
use crate::text;

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
                let shared = self.shared_by(other, &purse);
                let (one, two) = (Text::same(quoted(&other.id)), Text::same(quoted(&purse.id)));
                let message = text!(
                    "the purses {one} and {two} both pay {shared}",
                    "財源{one}と{two}の両方が{shared}を支払うことになっています";
                    one, two, shared
                );
                self.diagnostics.push(
                    Diagnostic::error("overlapping-purses", message)
                        .at(span)
                        .also(*first, words("the other purse", "もう一方の財源"))
                        .allowed(words("each cost in at most one purse", "一つの費用につき財源は一つまで"))
                        .help(words("name in both purses the `institutes` or the `items` they pay", "両方の財源に、支払の対象となる`institutes`又は`items`を指定してください")),
                );
            }
            purses.push((purse, span));
        }
        purses.into_iter().map(|(purse, _)| purse).collect()
    }

    /// The first cost that two purses both pay, in words.
    fn shared_by(&self, one: &Purse, other: &Purse) -> Text {
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
            Some(institute) => {
                let institute = quoted(&self.institutes[institute].id);
                text!("{item} at {institute}", "{institute}の{item}")
            }
            None => Text::same(item),
        }
    }

    fn purse(&mut self, id: String, place: &View<'a>) -> Option<Purse> {
        let known = (self.institute_ids(), self.item_ids());
        let covers = text!(
            "the purse {0} pays for no",
            "財源{0}の支払の対象となる",
            quoted(&id)
        );
        let institutes = self.covered(&covers, Thing::Institute, "institutes", place, &known.0);
        let items = self.covered(&covers, Thing::Item, "items", place, &known.1);
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
        for (key, of, only) in [
            (
                "carry_over_approved",
                "subsidy",
                words("a subsidy", "補助金"),
            ),
            (
                "term_ends",
                "operating-grant",
                words("an operating-grant", "運営費交付金"),
            ),
        ] {
            if let Some(given) = place.get(key).filter(|_| of != kind) {
                let (key, id) = (Text::same(key), Text::same(quoted(id)));
                self.error(
                    "conflicting-keys",
                    given.node().key_span,
                    text!(
                        "`{key}` belongs to {only}, and {id} is none",
                        "`{key}`は{only}のものですが、{id}は異なります";
                        key, only, id
                    ),
                    text!(
                        "no `{key}`, or another `kind`",
                        "`{key}`を書かない、又は別の`kind`とする";
                        key
                    ),
                );
            }
        }
        Some(match kind {
            "subsidy" => PurseKind::Subsidy(approved),
            "operating-grant" => {
                let ends = place.get("term_ends");
                let name = ends.as_ref().and_then(|year| year.node().fiscal_year());
                let name = name.map(i64::from);
                let first = i64::from(self.calendar.fiscal_year(0));
                if let (Some(ends), Some(name)) = (&ends, name)
                    && self.has_calendar
                    && name < first
                {
                    self.error(
                        "year-out-of-range",
                        ends.node().span,
                        text!("the term of the purse {} ends before FY{first}, in which the scenario starts", "財源{}の中期目標期間が、シナリオの始まる{first}年度より前に終わります", quoted(id)),
                        text!("{first} or later, or no `term_ends`", "{first}以降、又は`term_ends`を書かない"),
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
