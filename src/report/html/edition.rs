//! The whole report in one language, as plain data.

use serde::Serialize;

use super::super::sheet::Currency;
use super::super::{Style, money_unit};
use super::Material;
use super::headlines::{Headline, headlines};
use super::limits::LIMITS;
use super::outline::{ASSUMPTIONS, SECTIONS, Section};
use super::printed::{PrintedTable, printed};
use crate::language::{Language, words};
use crate::text;

/// The report in one language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edition {
    /// The language tag.
    pub tag: &'static str,
    /// The language in its own words.
    pub language: &'static str,
    /// The title.
    pub title: String,
    /// What was simulated: runs, worlds, seed, time, version.
    pub origin: Vec<String>,
    /// What a world is, where there are several runs in one.
    pub worlds: String,
    /// Titles of what is always there.
    pub words: Labels,
    /// What to take away.
    pub headlines: Vec<Headline>,
    /// The chapters.
    pub sections: Vec<PrintedSection>,
    /// Every number of the scenario with its source.
    pub assumptions: Option<PrintedTable>,
    /// The rules that are on.
    pub rules: Vec<RuleInForce>,
    /// How many rules are off that could act.
    pub rules_off: String,
    /// What the model leaves out.
    pub limits: Vec<&'static str>,
}

/// Titles and labels that are always there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Labels {
    contents: &'static str,
    headlines: &'static str,
    assumptions: &'static str,
    assumptions_question: &'static str,
    rules: &'static str,
    limits: &'static str,
    sort: &'static str,
    unfold: &'static str,
    folded_on_paper: &'static str,
    switch: &'static str,
}

/// A chapter of the report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PrintedSection {
    /// Names it in links.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it answers.
    pub question: &'static str,
    /// Its charts, as SVG.
    pub charts: Vec<String>,
    /// Its tables.
    pub tables: Vec<PrintedTable>,
}

/// A rule that is on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleInForce {
    /// Its id.
    pub id: &'static str,
    /// What it says.
    pub text: &'static str,
    /// Where the scenario sets it: the first keys.
    pub settings: String,
}

/// Keys of a rule that are named.
const MOST_SETTINGS: usize = 3;

/// The report in the language of `style`.
pub(super) fn edition(material: &Material<'_>, style: Style) -> Edition {
    let model = material.figures.model;
    let unit = money_unit(material.figures, &style);
    let currency = Currency {
        code: &model.currency,
        price_year: model.price_year,
        unit,
    };
    let section = |section| printed_section(material, section, &style, currency);
    let sections = SECTIONS.iter().map(section);
    let language = style.language;
    Edition {
        tag: language.tag(),
        language: words("English", "日本語").of(language),
        title: model.name.of(language).to_owned(),
        origin: origin(material, &style),
        worlds: worlds(material, language),
        words: labels(language),
        headlines: headlines(material.figures, &style, unit),
        sections: sections
            .filter(|section| !section.charts.is_empty() || !section.tables.is_empty())
            .collect(),
        assumptions: table(material, "parameters")
            .map(|table| printed(&ASSUMPTIONS.of(table), &style, currency)),
        rules: rules(material, language),
        rules_off: rules_off(material, language),
        limits: LIMITS.iter().map(|limit| limit.of(language)).collect(),
    }
}

fn table<'a>(material: &Material<'a>, name: &str) -> Option<&'a crate::analysis::Table> {
    material.tables.iter().find(|table| table.name == name)
}

fn printed_section(
    material: &Material<'_>,
    section: &Section,
    style: &Style,
    currency: Currency<'_>,
) -> PrintedSection {
    let language = style.language;
    let charts = &material.charts[match language {
        Language::English => 0,
        Language::Japanese => 1,
    }];
    let drawn = section.charts.iter().flat_map(|pattern| {
        let belonging = charts.iter().filter(|(name, _)| is_called(name, pattern));
        belonging.map(|(_, svg)| svg.clone())
    });
    let tables = section.tables.iter().filter_map(|(title, part)| {
        let whole = table(material, part.table)?;
        let mut table = printed(&part.of(whole), style, currency);
        if let Some(title) = title {
            table.title = title.of(language).to_owned();
        }
        (!table.rows.is_empty()).then_some(table)
    });
    PrintedSection {
        id: section.id,
        title: section.title.of(language),
        question: section.question.of(language),
        charts: drawn.collect(),
        tables: tables.collect(),
    }
}

/// Whether a name is that of a pattern, in which `*` stands for anything.
fn is_called(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => name == pattern,
        Some((start, end)) => {
            let rest = name.strip_prefix(start);
            rest.is_some_and(|rest| rest.ends_with(end))
        }
    }
}

fn origin(material: &Material<'_>, style: &Style) -> Vec<String> {
    let (origin, calendar) = (material.origin, &material.figures.model.calendar);
    let count = |number: u64| style.number(number as f64, 0);
    let (runs, worlds, seed) = (count(origin.runs), count(origin.worlds), origin.seed);
    let first = style.date(calendar.start());
    let last = style.date(calendar.last_day());
    let (scenario, version) = (&origin.scenario, &origin.version);
    let lines = [
        text!("Scenario {scenario}", "シナリオ {scenario}"),
        text!("{first} to {last}", "{first}から{last}まで"),
        text!(
            "{runs} runs in {worlds} worlds, seed {seed}",
            "試行{runs}回（{worlds}世界）、シード{seed}"
        ),
        text!("soyaku {version}", "soyaku {version}"),
    ];
    lines
        .iter()
        .map(|line| line.of(style.language).to_owned())
        .collect()
}

fn worlds(material: &Material<'_>, language: Language) -> String {
    let runs = material.figures.model.runs_per_world;
    let told = text!(
        "A world is one guess at what nobody knows; its {runs} runs differ by chance alone. \
         P10 is what is not exceeded in one run of ten, P80 in eight, P90 in nine. \
         ± is the error of the simulation itself, at 95 %.",
        "1つの世界は、誰も知らない値の1組の仮定で、その{runs}回の試行は偶然だけが異なる。\
         P10、P80、P90は、10試行中それぞれ1、8、9試行でその値以下となる値。±は計算自体の誤差（95％）。"
    );
    told.of(language).to_owned()
}

fn labels(language: Language) -> Labels {
    let say = |english, japanese| words(english, japanese).of(language);
    Labels {
        contents: say("Contents", "目次"),
        headlines: say("In short", "要点"),
        assumptions: say("Assumptions and their sources", "前提と出典"),
        assumptions_question: say(
            "On which numbers does all this rest, and where do they come from?",
            "どのような値に基づき、その出典は何か。",
        ),
        rules: say("Rules in force", "適用した規則"),
        limits: say("What the model leaves out", "モデルの限界"),
        sort: say("Sort by this column", "この列で並べ替え"),
        unfold: say("Show all rows", "全ての行を表示"),
        folded_on_paper: say(
            "This long table is printed only where it is unfolded on the screen; it stands in the \
             workbook and in parameters.csv too.",
            "この表は長いため、画面で開いた場合に限り印刷されます。ワークブックとparameters.csvにもあります。",
        ),
        switch: say("日本語", "English"),
    }
}

fn rules(material: &Material<'_>, language: Language) -> Vec<RuleInForce> {
    let on = material.rules.iter().filter(|one| one.on);
    on.map(|one| {
        let names = one.settings.iter().take(MOST_SETTINGS);
        let mut names: Vec<&str> = names.map(|setting| setting.name.as_str()).collect();
        if one.settings.len() > MOST_SETTINGS {
            names.push("…");
        }
        RuleInForce {
            id: one.rule.id,
            text: one.rule.text.of(language),
            settings: names.join(", "),
        }
    })
    .collect()
}

fn rules_off(material: &Material<'_>, language: Language) -> String {
    let off = material.rules.iter().filter(|one| !one.on);
    let off: Vec<&str> = off
        .filter(|one| one.rule.kind.acts())
        .map(|one| one.rule.id)
        .collect();
    let ids = off.join(", ");
    let told = match off.is_empty() {
        true => text!(
            "Every rule that acts on a run is switched on.",
            "計算に関わる規則は全て適用している。"
        ),
        false => text!(
            "Not switched on in this scenario: {ids}.",
            "このシナリオで適用していない規則：{ids}"
        ),
    };
    told.of(language).to_owned()
}
