//! What a table of themes asks for: its columns, what may stand in them, and the names to choose
//! from.
//!
//! Everything comes from the one list of keys, the list of columns and the names of the scenario,
//! so that a form that is filled in reads back. A thing is offered under its name in the language
//! of the form, or under its id where the name would mean another thing or could not stand in a
//! list.

use super::decode_selection::OF_SELECTION;
use super::row_files::Rows;
use super::schema::{Key, Shape, table_of};
use super::table::columns::{Column, Holds, columns};
use super::table::names::{Named, Names};
use super::table::value::parts;
use super::thing::Thing;
use super::{Node, is_id};
use crate::language::{Language, Text, Words, words};
use crate::model::Unit;
use crate::text;

/// A table to fill in.
#[derive(Clone, Debug)]
pub struct Form {
    /// What the scenario is called, if there is one.
    pub scenario: Option<Text>,
    /// The columns in order, the ids first.
    pub columns: Vec<FormColumn>,
    /// Names to choose from.
    pub choices: Vec<Choices>,
}

/// A column of a form.
#[derive(Clone, Debug)]
pub struct FormColumn {
    /// Its heading.
    pub heading: Words,
    /// One sentence, with the default.
    pub meaning: Words,
    /// How it is filled in: unit, allowed values.
    pub manner: Text,
    /// What may stand in its cells.
    pub entry: Entry,
    /// Whether every row needs it.
    pub needed: bool,
    /// Whether it holds what people call a theme.
    pub is_name: bool,
}

/// What may stand in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry {
    /// Any text.
    Text,
    /// One name of the choices at this position of [`Form::choices`].
    One(usize),
    /// Names of these choices with `;` between them.
    Several(usize),
    /// Yes or no.
    YesNo,
    /// A day.
    Day,
    /// A share, 0 to 1, shown as a percentage.
    Share,
    /// Shares with `;` between them.
    Shares,
    /// Whole units of the currency, from 0 up to the number.
    Money(f64),
    /// A number from and to.
    Number(f64, f64),
}

/// Names to choose from.
#[derive(Clone, Debug)]
pub struct Choices {
    /// What they are names of.
    pub heading: Words,
    /// Ids and the names under which they are offered, in the order of the scenario.
    pub names: Vec<(String, Text)>,
}

/// The form of a table of themes for the scenario with this tree, or for any.
#[must_use]
pub fn theme_form(root: Option<&Node>) -> Form {
    let names = root.map(Names::of).unwrap_or_default();
    let yen = root.is_none_or(Names::counts_in_yen);
    let mut form = Form {
        scenario: root.and_then(called),
        columns: Vec::new(),
        choices: Vec::new(),
    };
    for column in columns(Rows::Themes) {
        let key = table_of(Rows::Themes)
            .keys
            .iter()
            .find(|key| key.name == column.key);
        // The route tells the modality; what concerns selection says nothing without it.
        let routes = !names.offered(Thing::Route).is_empty();
        let unselected = root.is_some_and(|root| root.get("selection").is_none());
        if column.key == "modality" && routes || OF_SELECTION.contains(&column.key) && unselected {
            continue;
        }
        form.add(column, key, &names, yen);
    }
    form
}

fn called(root: &Node) -> Option<Text> {
    let scenario = root.get("scenario")?;
    let words = |key| scenario.get(key).and_then(Node::words);
    let english = words("name").or_else(|| words("id"))?;
    let japanese = words("name_ja").unwrap_or_else(|| english.clone());
    Some(Text { english, japanese })
}

impl Form {
    fn add(&mut self, column: &Column, key: Option<&Key>, names: &Names, yen: bool) {
        let Some(key) = key else {
            return self.columns.push(FormColumn {
                heading: column.heading,
                meaning: ID,
                manner: words(
                    "letters of any script, digits, `-` and `_`; each id once",
                    "文字、数字、「-」、「_」。他のテーマと重ならないこと",
                )
                .into(),
                entry: Entry::Text,
                needed: true,
                is_name: false,
            });
        };
        let offered = match column.holds {
            Holds::Names(thing) => {
                let offered = names.offered(thing);
                // Where the scenario has none, nothing can stand in the column.
                if offered.is_empty() && !names.is_empty() {
                    return;
                }
                (!offered.is_empty()).then(|| self.choose(thing, offered))
            }
            _ => None,
        };
        let Some(entry) = entry(key.shape, column.holds, offered) else {
            return;
        };
        let routes = names.offered(Thing::Route).len();
        self.columns.push(FormColumn {
            heading: column.heading,
            meaning: match key.name {
                "name" => NAME,
                _ => key.meaning,
            },
            is_name: matches!(key.name, "name" | "name_ja"),
            manner: manner(entry, column.holds, yen),
            entry,
            needed: key.name == "route" && routes != 1,
        });
    }

    /// The position of the choices among things of this kind.
    fn choose(&mut self, thing: Thing, names: Vec<(String, Text)>) -> usize {
        let heading = thing.words();
        let known = self.choices.iter().position(|one| one.heading == heading);
        known.unwrap_or_else(|| {
            self.choices.push(Choices { heading, names });
            self.choices.len() - 1
        })
    }
}

const ID: Words = words(
    "What it is called in tables, traces and what-ifs.",
    "表、経過、感度検討でテーマを示す番号",
);

/// In a table one name may do for both languages.
const NAME: Words = words(
    "What people call it; its English name where the Japanese one stands apart. Default: its id.",
    "テーマの名称。日本語名を別の列に書く場合は英語の名称（既定はID）",
);

fn entry(shape: Shape, holds: Holds, choices: Option<usize>) -> Option<Entry> {
    let (_, most) = Unit::Money.range();
    Some(match (shape, holds, choices) {
        (Shape::Table(_) | Shape::Keyed(_), ..) => return None,
        (Shape::Texts, _, Some(choices)) => Entry::Several(choices),
        (_, Holds::Names(_), Some(choices)) => Entry::One(choices),
        (Shape::Boolean, ..) => Entry::YesNo,
        (Shape::Date, ..) => Entry::Day,
        (Shape::Numbers, Holds::Share, _) => Entry::Shares,
        (_, Holds::Share, _) => Entry::Share,
        (_, Holds::Money, _) => Entry::Money(most),
        (_, Holds::Months, _) => {
            let (least, most) = Unit::Months.range();
            Entry::Number(least, most)
        }
        (Shape::Quantity | Shape::Number, ..) => {
            let (least, most) = Unit::Score.range();
            Entry::Number(least, most)
        }
        _ => Entry::Text,
    })
}

/// How a column is filled in.
fn manner(entry: Entry, holds: Holds, yen: bool) -> Text {
    match (entry, holds) {
        (Entry::One(_), _) => words("one of the list", "一覧から一つ選ぶ").into(),
        (Entry::Several(_), _) => words(
            "from the list; several with `;` between them",
            "一覧から選ぶ。複数の場合は「;」で区切って書く",
        )
        .into(),
        (Entry::YesNo, _) => words("yes or no", "はい、いいえ").into(),
        (Entry::Day, _) => words(
            "a date: 2014-04-01, 2014/4/1, 平成26年4月1日 or H26.4.1",
            "日付: 2014/4/1、2014年4月1日、平成26年4月1日、H26.4.1",
        )
        .into(),
        (Entry::Share, _) => words("0% to 100%, or 0 to 1", "0%～100%（又は0～1）").into(),
        (Entry::Shares, _) => words(
            "0% to below 100%; several with `;` between them, in the order of the activities",
            "0%以上100%未満。複数の場合は作業の順に「;」で区切って書く",
        )
        .into(),
        (Entry::Money(_), _) if yen => words(
            "yen, 0 or more: 3000000, or 3百万円",
            "円単位で0以上: 3,000,000（「3百万円」も可）",
        )
        .into(),
        (Entry::Money(_), _) => words(
            "whole units of the scenario's currency, 0 or more",
            "シナリオの通貨の単位で0以上",
        )
        .into(),
        (Entry::Number(least, most), Holds::Months) => {
            text!("months, {least} to {most}", "月数、{least}～{most}")
        }
        (Entry::Number(..), _) => words(
            "a number, the higher the better, on one scale for all themes",
            "数値。全テーマ同じ尺度で、大きいほど高い評価",
        )
        .into(),
        (Entry::Text, _) => words("any text", "自由記入").into(),
    }
}

impl Names {
    /// Whether the scenario with this tree counts in yen.
    pub(super) fn counts_in_yen(root: &Node) -> bool {
        let currency = root.get("scenario").and_then(|table| table.get("currency"));
        currency.is_none_or(|currency| currency.as_text() == Some("JPY"))
    }

    /// The things of a kind with the names under which a form offers them, each once.
    fn offered(&self, thing: Thing) -> Vec<(String, Text)> {
        let mut offered: Vec<(String, Text)> = Vec::new();
        for (id, name) in self.called(thing) {
            let mut names = Text::same("");
            for language in Language::ALL {
                let name = name.of(language);
                let shown = match self.is_offered(thing, id, name) {
                    true => name,
                    false => id,
                };
                match language {
                    Language::English => names.english = shown.to_owned(),
                    Language::Japanese => names.japanese = shown.to_owned(),
                }
            }
            if !offered.iter().any(|(known, _)| known == id) && is_id(id) {
                offered.push((id.to_owned(), names));
            }
        }
        offered
    }

    /// Whether the name leads back to the thing; stages and activities are told apart by the route.
    fn is_offered(&self, thing: Thing, id: &str, name: &str) -> bool {
        let stands_in_a_list = parts(name).eq([name]);
        let leads_back = match self.named(thing, name, None) {
            Named::One(found) => found == id,
            Named::Several(found) => {
                matches!(thing, Thing::Stage | Thing::Activity) && found.iter().any(|one| one == id)
            }
            Named::Nothing => false,
        };
        stands_in_a_list && leads_back
    }
}
