//! The rules in force: which rules of the book the scenario switches on, by which of its keys, and
//! what holds instead of those that it leaves alone.

use super::book::Book;
use crate::language::{Language, Words, words};
use crate::report::sheet::{Cell, Heading, Kind, Sheet};
use crate::rules::{Kind as RuleKind, RuleUse, uses};
use crate::text;

/// Name, title and note of the sheet.
pub(super) const TEXTS: [Words; 3] = [
    words("Rules", "適用規則"),
    words("Rules in force", "適用している規則"),
    words(
        "Rules that the scenario switches on, with the keys that set them; of the other rules that \
         act on a run, what holds instead.",
        "シナリオが適用する規則とその設定箇所。設定のない規則は、代わりに用いる扱いを示す。",
    ),
];

/// So many settings of a rule are shown.
const MOST: usize = 5;
/// A value longer than these letters is cut.
const LONGEST: usize = 200;

const HEADINGS: [Words; 6] = [
    words("rule", "番号"),
    words("kind", "種別"),
    words("what it says", "内容"),
    words("in force", "適用"),
    words("set by", "設定箇所"),
    words("otherwise", "設定がない場合の扱い"),
];

/// The rules as a table.
pub(super) fn sheet(book: &Book<'_>) -> Sheet {
    let [_, title, note] = TEXTS.map(|words| book.say(words).to_owned());
    let uses = uses(book.content.settings);
    let told = uses.iter().filter(|one| one.on || one.rule.kind.acts());
    let headings = HEADINGS.map(|words| Heading {
        text: book.say(words).to_owned(),
        unit: String::new(),
        kind: Kind::Text,
    });
    Sheet {
        name: "rules",
        title,
        note,
        headings: headings.into(),
        rows: told.map(|one| row(book, one)).collect(),
    }
}

fn row(book: &Book<'_>, one: &RuleUse<'_>) -> Vec<Cell> {
    let rule = one.rule;
    let in_force = match one.on {
        true => words("yes", "適用"),
        false => words("no", "設定なし"),
    };
    let default = rule.default.filter(|_| !one.on);
    let otherwise = default.map_or("", |default| book.say(default.words));
    [
        rule.id,
        book.say(kind(rule.kind)),
        book.say(rule.text),
        book.say(in_force),
        &settings(one, book.language()),
        otherwise,
    ]
    .map(|text| Cell::Text(text.to_owned()))
    .into()
}

fn kind(kind: RuleKind) -> Words {
    match kind {
        RuleKind::Simulated => words("simulated", "計算対象"),
        RuleKind::Money => words("money", "収支"),
        RuleKind::Reported(_) => words("reported", "表示"),
        RuleKind::Outside(_) => words("outside", "対象外"),
    }
}

/// The first keys that set a rule, one a line.
fn settings(one: &RuleUse<'_>, language: Language) -> String {
    let shown = one.settings.iter().take(MOST).map(|setting| {
        let mut value: String = setting.value.chars().take(LONGEST).collect();
        if value.len() < setting.value.len() {
            value.push('…');
        }
        match value.is_empty() {
            // A value that may not be told.
            true => setting.name.clone(),
            false => format!("{} = {value}", setting.name),
        }
    });
    let mut lines: Vec<String> = shown.collect();
    let more = one.settings.len().saturating_sub(MOST);
    if more > 0 {
        let more = text!("… and {more} more", "… ほか{more}件");
        lines.push(more.of(language).to_owned());
    }
    lines.join("\n")
}
