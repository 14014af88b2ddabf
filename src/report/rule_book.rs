//! The rule book for the terminal and for spreadsheets.

use unicode_width::UnicodeWidthStr;

use super::columns::{WIDTH, fit, pad};
use super::wrap::{wrap, wrap_after};
use crate::analysis::{Column, Table, Value};
use crate::language::{Language, Words};
use crate::rules::{CHAPTERS, Fallback, Rule, RuleUse, all};

/// Columns of the id, and of the id with the kind.
const ID: usize = 8;
const HEAD: usize = 14;
/// Columns of the labels of a single rule.
const LABEL: usize = 10;
/// A value longer than these columns is cut, unless everything is asked for.
const VALUE: usize = 110;
/// So many settings of a rule are shown, unless everything is asked for.
const MOST: usize = 3;

/// Columns of [`book`] of one language and another.
const TEXTS: [(&str, Language); 2] = [("", Language::English), ("_ja", Language::Japanese)];

/// The whole book: id, kind and text of every rule, chapter by chapter.
#[must_use]
pub fn list(language: Language) -> String {
    let heads = match language {
        Language::English => ["id", "kind", "rule"],
        Language::Japanese => ["番号", "種別", "規則"],
    };
    let mut text = format!(
        "{}{}{}\n",
        pad(heads[0], ID),
        pad(heads[1], HEAD - ID),
        heads[2]
    );
    for chapter in &CHAPTERS {
        text += &format!("\n{}\n", chapter.title.of(language));
        for rule in chapter.rules {
            let head = format!("{}{}", pad(rule.id, ID), rule.kind.letter());
            text += &entry(&head, HEAD, rule.text.of(language));
        }
    }
    text += "\n";
    let mut kinds: Vec<_> = all().map(|rule| rule.kind).collect();
    kinds.dedup_by_key(|kind| kind.letter());
    for letter in ["S", "M", "R", "X"] {
        if let Some(kind) = kinds.iter().find(|kind| kind.letter() == letter) {
            text += &entry(letter, 3, kind.words().of(language));
        }
    }
    text
}

/// Everything about one rule.
#[must_use]
pub fn one(rule: &Rule, language: Language) -> String {
    let mut text = format!("{} - {}\n", rule.id, rule.kind.words().of(language));
    for line in wrap(rule.text.of(language), WIDTH - 2) {
        text += &format!("  {line}\n");
    }
    text += "\n";
    let mut say = |english, japanese, what: &str| {
        let label = Words { english, japanese }.of(language);
        text += &entry(&format!("  {label}"), LABEL + 2, what);
    };
    for (place, pattern) in rule.settings.iter().enumerate() {
        let (english, japanese) = if place == 0 {
            ("set by", "設定")
        } else {
            ("", "")
        };
        say(english, japanese, &setting(pattern, rule));
    }
    if let Some(Fallback { words, source }) = rule.default {
        let source = source.of(language);
        let told = match language {
            Language::English => format!("{} ({source})", words.english),
            Language::Japanese => format!("{}（{source}）", words.japanese),
        };
        say("default", "既定", &told);
    }
    if let Some(remark) = rule.kind.remark() {
        match rule.kind.letter() {
            "X" => say("why", "理由", remark.of(language)),
            _ => say("shown", "表示", remark.of(language)),
        }
    }
    say("source", "出典", &sources(rule, language));
    text
}

/// A pattern as a planner would write it.
fn setting(pattern: &str, rule: &Rule) -> String {
    match pattern.ends_with(".rule") {
        true => format!("{pattern} = {:?}", rule.id),
        false => pattern.to_owned(),
    }
}

fn sources(rule: &Rule, language: Language) -> String {
    let texts: Vec<String> = rule
        .sources
        .iter()
        .map(|source| source.of(language))
        .collect();
    texts.join(if language == Language::English {
        "; "
    } else {
        "、"
    })
}

/// Which rules a scenario switches on, and by which settings; then those that are off.
///
/// A rule's settings are cut to the first few, and long values too, unless `everything` is asked
/// for.
#[must_use]
pub fn used(scenario: &str, uses: &[RuleUse<'_>], everything: bool, language: Language) -> String {
    let (on, off): (Vec<_>, Vec<_>) = uses.iter().partition(|one| one.on);
    let off: Vec<_> = off.into_iter().filter(|one| one.rule.kind.acts()).collect();
    let (on_head, off_head) = match language {
        Language::English => (
            format!(
                "{scenario}: {} of {} rules are on; the keys that set them",
                on.len(),
                uses.len()
            ),
            match off.len() {
                0 => "every rule that acts on a run is switched on".to_owned(),
                1 => "1 rule that acts on a run is not switched on; this holds instead".to_owned(),
                count => format!(
                    "{count} rules that act on a run are not switched on; this holds instead"
                ),
            },
        ),
        Language::Japanese => (
            format!(
                "{scenario}：全{}規則のうち{}規則を適用。設定箇所は次のとおり",
                uses.len(),
                on.len()
            ),
            match off.len() {
                0 => "計算に関わる規則はすべて適用".to_owned(),
                count => {
                    format!("計算に関わる規則のうち{count}規則は設定がない。次のとおり扱う")
                }
            },
        ),
    };
    let mut text = entry("", 0, &on_head) + "\n";
    for one in on {
        text += &settings(one, everything, language);
    }
    text += &format!("\n{}\n", entry("", 0, &off_head));
    for one in off {
        let default = one.rule.default.filter(|_| one.settings.is_empty());
        text += &match default {
            Some(default) => entry(one.rule.id, ID, default.words.of(language)),
            None => settings(one, everything, language),
        };
    }
    text
}

fn settings(one: &RuleUse<'_>, everything: bool, language: Language) -> String {
    let most = if everything { usize::MAX } else { MOST };
    let longest = if everything { usize::MAX } else { VALUE };
    let shown = one.settings.iter().take(most);
    let mut lines: Vec<String> = shown
        .flat_map(|setting| equation(&setting.name, &fit(&setting.value, longest)))
        .collect();
    match (one.settings.len().saturating_sub(most), language) {
        (0, _) => {}
        (more, Language::English) => lines.push(format!("… and {more} more")),
        (more, Language::Japanese) => lines.push(format!("… ほか{more}件")),
    }
    under(one.rule.id, ID, lines)
}

/// A key and its value: on one line where they fit, else the value below the key.
fn equation(name: &str, value: &str) -> Vec<String> {
    let width = WIDTH - ID;
    let mut lines = wrap_after('.', &format!("{name} ="), width);
    match lines.last_mut() {
        Some(last) if last.width() + 1 + value.width() <= width => *last += &format!(" {value}"),
        _ => {
            let value = wrap_after(' ', value, width - 2).into_iter();
            lines.extend(value.map(|line| format!("  {line}")));
        }
    }
    lines
}

/// A head, and a text in the columns behind it.
fn entry(head: &str, indent: usize, text: &str) -> String {
    under(head, indent, wrap(text, WIDTH - indent))
}

/// A head, and lines in the columns behind it.
fn under(head: &str, indent: usize, lines: Vec<String>) -> String {
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(place, line)| {
            let head = if place == 0 { head } else { "" };
            format!("{}{line}\n", pad(head, indent))
        })
        .collect()
}

/// Rules as a table, in both languages.
#[must_use]
pub fn book<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> Table {
    let mut names = vec!["id".to_owned(), "kind".to_owned()];
    for what in ["text", "default", "default_source", "remark", "sources"] {
        names.extend(TEXTS.iter().map(|(ending, _)| format!("{what}{ending}")));
    }
    names.extend(["settings".to_owned(), "version".to_owned()]);
    let columns = names.iter().map(|name| Column::text(name)).collect();
    let mut table = Table::new("rules", columns);
    for rule in rules {
        let texts = |say: &dyn Fn(Language) -> Option<String>| {
            let cell = |text: Option<String>| text.map_or(Value::Missing, Value::Text);
            TEXTS.map(|(_, language)| cell(say(language)))
        };
        let own = |words: Words, language| Some(words.of(language).to_owned());
        let default = |language| own(rule.default?.words, language);
        let source = |language| Some(rule.default?.source.of(language));
        let settings: Vec<String> = rule.settings.iter().map(|key| setting(key, rule)).collect();
        let mut row = vec![Value::text(rule.id), Value::text(rule.kind.letter())];
        row.extend(texts(&|language| own(rule.text, language)));
        row.extend(texts(&default));
        row.extend(texts(&source));
        row.extend(texts(&|language| own(rule.kind.remark()?, language)));
        row.extend(texts(&|language| Some(sources(rule, language))));
        row.extend([Value::Text(settings.join("; ")), version()]);
        table.push(row);
    }
    table
}

/// Which rules a scenario switches on: a row per rule and setting, one row for a rule without.
#[must_use]
pub fn used_table(scenario: &str, uses: &[RuleUse<'_>]) -> Table {
    let names = [
        "id", "kind", "on", "setting", "value", "scenario", "version",
    ];
    let columns = names.iter().map(|name| Column::text(name)).collect();
    let mut table = Table::new("rules_used", columns);
    for one in uses {
        let row = |setting: Value, value: Value| {
            let on = if one.on { "yes" } else { "no" };
            let head = [one.rule.id, one.rule.kind.letter(), on].map(Value::text);
            let tail = [setting, value, Value::text(scenario), version()];
            head.into_iter().chain(tail).collect()
        };
        if one.settings.is_empty() {
            table.push(row(Value::Missing, Value::Missing));
        }
        for setting in &one.settings {
            table.push(row(Value::text(&setting.name), Value::text(&setting.value)));
        }
    }
    table
}

fn version() -> Value {
    Value::text(env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_does_not_fit_stands_below_its_key() {
        let path = "route.antibody-hybridoma.stage.exploration.activity.in-vivo.repeat_probability";
        assert_eq!(
            equation(path, "0.5"),
            [
                "route.antibody-hybridoma.stage.exploration.activity.in-vivo.",
                "repeat_probability = 0.5",
            ]
        );
        let path = "institute.nibio.function.assay.price_per_slot_month";
        let value = "{ uniform = [1_200_000, 2_000_000] }";
        let lines = [format!("{path} ="), format!("  {value}")];
        assert_eq!(equation(path, value), lines);
    }

    #[test]
    fn the_book_and_each_rule_fit_the_screen_in_both_languages() {
        for language in [Language::English, Language::Japanese] {
            let rules = all().map(|rule| one(rule, language));
            for text in rules.chain([list(language)]) {
                let wide: Vec<&str> = text.lines().filter(|line| line.width() > WIDTH).collect();
                assert_eq!(wide, Vec::<&str>::new());
            }
        }
    }

    #[test]
    fn a_table_has_a_row_for_every_rule() {
        assert_eq!(book(all()).rows.len(), all().count());
    }
}
