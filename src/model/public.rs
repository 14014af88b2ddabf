//! A model as it may be shown outside the network (ノンコン): the same figures, without the names of
//! themes, who proposed them, and what they act on.
//!
//! Only what is printed changes. A run is simulated with the model as it is, since draws belong to
//! ids and links to targets; tables and charts are then made with this one.

use super::{Model, Parameter, Provenance};
use crate::text;

/// The parts of a scenario whose entries a planner names, and what an entry is called instead.
const NAMED: [(&str, &str); 3] = [
    ("theme", "theme"),
    ("signed", "contract"),
    ("actual", "expense"),
];

impl Model {
    /// This model without confidential names: themes are numbered in the order of their ids, and
    /// what a theme's own numbers are based on is not told.
    #[must_use]
    pub fn for_outside(&self) -> Model {
        let mut model = self.clone();
        for (place, theme) in model.themes.iter_mut().enumerate() {
            let number = place + 1;
            theme.id = alias("theme", place);
            theme.name = text!("Theme {number}", "テーマ{number}");
            theme.proposer.clear();
            theme.target = None;
        }
        for (place, signed) in model.money.signed.iter_mut().enumerate() {
            signed.id = alias("contract", place);
        }
        for (place, actual) in model.money.actual.iter_mut().enumerate() {
            actual.id = alias("expense", place);
        }
        for parameter in &mut model.parameters {
            self.hide(parameter);
        }
        for change in &mut model.set {
            let key = change
                .split_once('=')
                .map_or(change.as_str(), |(key, _)| key);
            let parts: Vec<&str> = key.trim().split('.').collect();
            if let Some(public) = self.public_path(&parts) {
                *change = public.join(".");
            }
        }
        model
    }

    fn hide(&self, parameter: &mut Parameter) {
        let parts: Vec<&str> = parameter.path.split('.').collect();
        if let Some(public) = self.public_path(&parts) {
            parameter.path = public.join(".");
            parameter.provenance = Provenance::default();
        }
    }

    /// The path of a key as it may be shown outside; nothing where it names nothing confidential.
    pub fn public_path(&self, path: &[&str]) -> Option<Vec<String>> {
        let [part, rest @ ..] = path else {
            return None;
        };
        let (_, word) = NAMED.iter().find(|(known, _)| known == part)?;
        let ids = |id: &str| -> Option<usize> {
            match *part {
                "theme" => self.themes.iter().position(|theme| theme.id == id),
                "signed" => self.money.signed.iter().position(|one| one.id == id),
                _ => self.money.actual.iter().position(|one| one.id == id),
            }
        };
        // An id may hold dots where it was quoted: the longest beginning that is one.
        let (place, length) = (1..=rest.len())
            .rev()
            .find_map(|length| Some((ids(rest[..length].join(".").trim_matches('"'))?, length)))
            .map_or((None, rest.len()), |(place, length)| (Some(place), length));
        let mut public = vec![(*part).to_owned()];
        public.push(place.map_or_else(|| (*word).to_owned(), |place| alias(word, place)));
        public.extend(rest[length..].iter().map(|key| (*key).to_owned()));
        Some(public)
    }
}

fn alias(word: &str, place: usize) -> String {
    format!("{word}-{:02}", place + 1)
}
