//! Caps: which costs each limits, and to how much in which fiscal year (BUD-2).

use super::decode::{Decoder, entries, name_of};
use super::decode_yearly::Yearly;
use super::view::View;
use crate::diagnostic::{Diagnostic, quoted};
use crate::model::{Cap, MOST_ACCOUNTS};

impl<'a> Decoder<'a> {
    /// All caps; they may overlap, with each other and with purses.
    pub(super) fn caps(&mut self, root: &View<'a>) -> Vec<Cap> {
        let list = entries(root, "cap");
        let purses = entries(root, "purse").len();
        if let Some((_, place)) = list.get(MOST_ACCOUNTS.saturating_sub(purses)) {
            self.error(
                "too-many",
                place.node().key_span,
                format!("there are {purses} purses and {} caps", list.len()),
                format!("up to {MOST_ACCOUNTS} of both together"),
            );
        }
        list.into_iter()
            .map(|(id, place)| self.cap(id, &place))
            .collect()
    }

    fn cap(&mut self, id: String, place: &View<'a>) -> Cap {
        let known = (
            self.institute_ids(),
            self.item_ids(),
            self.modalities.clone(),
        );
        let covers = format!("the cap {} limits", quoted(&id));
        let institutes = self.covered(&covers, "institute", "institutes", place, &known.0);
        let items = self.covered(&covers, "item", "items", place, &known.1);
        let modalities = self.covered(&covers, "modality", "modalities", place, &known.2);
        Cap {
            name: name_of(place, &id),
            amounts: self.by_year(Yearly::Cap, &id, place),
            id,
            institutes,
            items,
            modalities,
        }
    }

    /// The places in `known` of what a purse or cap `covers`, in the words of a message ("the cap `c`
    /// limits"); `None` = all.
    pub(super) fn covered(
        &mut self,
        covers: &str,
        what: &str,
        key: &str,
        place: &View<'a>,
        known: &[String],
    ) -> Option<Vec<usize>> {
        let list = place.get(key)?;
        let found = self.indices(what, &list, known);
        if list.node().texts().is_some_and(|texts| texts.is_empty()) {
            self.diagnostics.push(
                Diagnostic::error("empty-list", format!("{covers} no {what}"))
                    .at(list.node().span)
                    .allowed(format!("at least one {what}, or no `{key}` at all")),
            );
        }
        Some(found)
    }

    pub(super) fn item_ids(&self) -> Vec<String> {
        self.items.iter().map(|item| item.id.clone()).collect()
    }
}
