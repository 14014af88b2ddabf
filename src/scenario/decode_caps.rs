//! Caps: which costs each limits, and to how much in which fiscal year (BUD-2).

use super::decode::{Decoder, entries, name_of};
use super::decode_yearly::Yearly;
use super::thing::Thing;
use super::view::View;
use crate::diagnostic::{Diagnostic, quoted};
use crate::language::Text;
use crate::model::{Cap, MOST_ACCOUNTS};
use crate::text;

impl<'a> Decoder<'a> {
    /// All caps; they may overlap, with each other and with purses.
    pub(super) fn caps(&mut self, root: &View<'a>) -> Vec<Cap> {
        let list = entries(root, "cap");
        let purses = entries(root, "purse").len();
        if let Some((_, place)) = list.get(MOST_ACCOUNTS.saturating_sub(purses)) {
            self.error(
                "too-many",
                place.node().key_span,
                text!(
                    "there are {purses} purses and {0} caps",
                    "財源が{purses}件、上限が{0}件あります",
                    list.len()
                ),
                text!(
                    "up to {MOST_ACCOUNTS} of both together",
                    "両方を合わせて{MOST_ACCOUNTS}件まで"
                ),
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
        let covers = text!("the cap {0} limits no", "上限{0}の対象となる", quoted(&id));
        let institutes = self.covered(&covers, Thing::Institute, "institutes", place, &known.0);
        let items = self.covered(&covers, Thing::Item, "items", place, &known.1);
        let modalities = self.covered(&covers, Thing::Modality, "modalities", place, &known.2);
        Cap {
            name: name_of(place, &id),
            amounts: self.by_year(Yearly::Cap, &id, place),
            id,
            institutes,
            items,
            modalities,
        }
    }

    /// The places in `known` of what a purse or cap covers; `None` = all. `covers` is the beginning
    /// of the message that it covers nothing ("the cap `c` limits no").
    pub(super) fn covered(
        &mut self,
        covers: &Text,
        what: Thing,
        key: &str,
        place: &View<'a>,
        known: &[String],
    ) -> Option<Vec<usize>> {
        let list = place.get(key)?;
        let found = self.indices(what, &list, known);
        if list.node().texts().is_some_and(|texts| texts.is_empty()) {
            let (name, key) = (Text::from(what.words()), Text::same(key));
            let message = text!("{covers} {name}", "{covers}{name}がありません"; covers, name);
            let allowed = text!(
                "at least one {name}, or no `{key}` at all",
                "一つ以上の{name}、又は`{key}`を書かない";
                name, key
            );
            self.diagnostics.push(
                Diagnostic::error("empty-list", message)
                    .at(list.node().span)
                    .allowed(allowed),
            );
        }
        Some(found)
    }

    pub(super) fn item_ids(&self) -> Vec<String> {
        self.items.iter().map(|item| item.id.clone()).collect()
    }
}
