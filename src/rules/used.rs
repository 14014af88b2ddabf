//! Which rules a scenario switches on, and by which of its keys.

use std::collections::BTreeSet;

use super::{Rule, all};

/// A key that a scenario sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The names on the way to it, from the root of the scenario.
    pub path: Vec<String>,
    /// The same as one dotted text.
    pub name: String,
    /// Its value as it was written; texts in quotes.
    pub value: String,
    /// Whether it says no more than what holds without it: a factor of 1, a cost of 0.
    pub neutral: bool,
}

/// What a scenario says of a rule.
#[derive(Clone, Debug)]
pub struct RuleUse<'a> {
    /// The rule.
    pub rule: &'static Rule,
    /// Whether any of the settings switches it on.
    pub on: bool,
    /// The keys that set it: those that switch it on first, then by the order of
    /// [`Rule::settings`], then of appearance.
    pub settings: Vec<&'a Setting>,
}

/// What is so of a theme, and no switch: `false` says something there.
const FACTS: [&str; 2] = ["target_identified", "rights_sorted"];

/// Keys that do nothing at 0.
const NOTHING_AT_ZERO: [&str; 4] = [
    "repeat_probability",
    "admission_award",
    "milestone_award",
    "supporter_award",
];

/// Keys that at 0 leave the whole table they stand in without effect.
const SWITCHES: [&str; 5] = [
    "withdrawal.rate_per_year",
    "channel.*.rate_per_year",
    "link.*.loading",
    "licensing.risk_relief.odds",
    "licensing.royalty.rate",
];

/// Keys that do nothing without another one beside them.
const DEPENDENTS: [(&str, &str); 6] = [
    ("repeat_limit", "repeat_probability"),
    ("supporter_award_paid_by", "supporter_award"),
    ("meetings_per_year", "cost_per_meeting"),
    ("cost_per_meeting", "meetings_per_year"),
    ("balance", "balance_weight"),
    ("pipeline", "pipeline_weight"),
];

/// What a scenario that sets these keys says of each rule, in the order of the book.
#[must_use]
pub fn uses(settings: &[Setting]) -> Vec<RuleUse<'_>> {
    let acting = Acting::of(settings);
    all().map(|rule| use_of(rule, settings, &acting)).collect()
}

fn use_of<'a>(rule: &'static Rule, settings: &'a [Setting], acting: &Acting<'_>) -> RuleUse<'a> {
    let ranked = settings
        .iter()
        .filter_map(|setting| Some((rule.rank(setting)?, setting)));
    let mut ranked: Vec<(usize, &Setting)> = ranked.collect();
    ranked.sort_by_key(|(rank, setting)| (!acting.holds(setting), *rank));
    let settings: Vec<&Setting> = ranked.into_iter().map(|(_, setting)| setting).collect();
    RuleUse {
        rule,
        on: settings.iter().any(|setting| acting.holds(setting)),
        settings,
    }
}

/// Which settings of a scenario do anything.
struct Acting<'a> {
    /// Tables that a switch at 0 leaves without effect.
    idle: Vec<&'a [String]>,
    /// What has an effect of its own, by path.
    effective: BTreeSet<&'a [String]>,
}

impl<'a> Acting<'a> {
    fn of(settings: &'a [Setting]) -> Acting<'a> {
        let is_switch = |setting: &&Setting| {
            let mut switches = SWITCHES.iter();
            setting.is_zero() && switches.any(|pattern| covers(pattern, &setting.path))
        };
        let idle = settings.iter().filter(is_switch);
        let effective = settings.iter().filter(|setting| setting.has_effect());
        Acting {
            idle: idle.filter_map(|setting| setting.table()).collect(),
            effective: effective.map(|setting| &setting.path[..]).collect(),
        }
    }

    /// Whether a setting switches its rules on.
    fn holds(&self, setting: &Setting) -> bool {
        let path = &setting.path;
        let idle = self.idle.iter().any(|table| path.starts_with(table));
        let needs = DEPENDENTS
            .iter()
            .find(|(key, _)| Some(*key) == setting.key());
        let alone = needs.is_some_and(|(_, beside)| {
            let mut beside_it = setting.table().unwrap_or_default().to_vec();
            beside_it.push((*beside).to_owned());
            !self.effective.contains(&beside_it[..])
        });
        setting.has_effect() && !idle && !alone
    }
}

impl Setting {
    fn key(&self) -> Option<&str> {
        self.path.last().map(String::as_str)
    }

    /// The way to the table it stands in.
    fn table(&self) -> Option<&[String]> {
        self.path.split_last().map(|(_, table)| table)
    }

    fn is_zero(&self) -> bool {
        self.value.replace('_', "").parse() == Ok(0.0)
    }

    fn has_effect(&self) -> bool {
        let is = |keys: &[&str]| self.key().is_some_and(|key| keys.contains(&key));
        match self.value.as_str() {
            "false" => is(&FACTS),
            _ => !(self.neutral || self.is_zero() && is(&NOTHING_AT_ZERO)),
        }
    }
}

impl Rule {
    /// The place in [`Rule::settings`] of the first pattern that covers a setting. A key `rule`
    /// belongs to the rule it names, wherever it stands, and comes first.
    fn rank(&self, setting: &Setting) -> Option<usize> {
        if setting.path.last().is_some_and(|key| key == "rule") {
            let named = setting.value.trim_matches(['"', '\'']);
            return (named == self.id).then_some(0);
        }
        self.settings
            .iter()
            .position(|pattern| covers(pattern, &setting.path))
    }
}

/// Whether a pattern covers a path: `*` is any name, and what lies below is covered too.
fn covers(pattern: &str, path: &[String]) -> bool {
    let of_route = pattern.starts_with("route.*.");
    let mut names = path.iter();
    pattern.split('.').enumerate().all(|(place, part)| {
        let overridden = of_route && place == 0;
        names
            .next()
            .is_some_and(|name| part == "*" || part == name || (overridden && name == "theme"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::find;

    fn path(text: &str) -> Vec<String> {
        text.split('.').map(str::to_owned).collect()
    }

    fn of<'a>(id: &str, settings: &'a [Setting]) -> RuleUse<'a> {
        use_of(find(id).expect("a rule"), settings, &Acting::of(settings))
    }

    fn set(name: &str, value: &str) -> Setting {
        Setting {
            path: path(name),
            name: name.to_owned(),
            value: value.to_owned(),
            neutral: false,
        }
    }

    #[test]
    fn a_pattern_covers_what_lies_below_it_and_nothing_beside_it() {
        assert!(covers("channel.*.grant", &path("channel.tlo.grant.odds")));
        assert!(covers("channel.*.grant", &path("channel.tlo.grant")));
        assert!(!covers("channel.*.grant", &path("channel.tlo")));
        assert!(!covers("channel.*.grant", &path("channel.tlo.mix.grant")));
    }

    #[test]
    fn what_a_theme_overrides_of_its_route_counts_as_its_route() {
        assert!(covers(
            "route.*.stage.*.odds",
            &path("theme.T1.stage.hit.odds")
        ));
        assert!(!covers("channel.*.areas", &path("theme.T1.areas")));
    }

    #[test]
    fn a_switch_that_is_off_switches_nothing_on_but_is_told() {
        let settings = [set("route.r.stage.trial.included", "false")];
        let found = of("EXE-14", &settings);
        assert!(!found.on);
        assert_eq!(found.settings.len(), 1);
        let settings = [set("theme.T1.rights_sorted", "false")];
        assert!(
            of("SEL-9", &settings).on,
            "rights that are not sorted are what SEL-9 is about"
        );
    }

    #[test]
    fn what_changes_nothing_switches_nothing_on() {
        let neutral = Setting {
            neutral: true,
            ..set("licensing.kind.exclusive.price_factor", "1")
        };
        assert!(!of("LIC-4", &[neutral]).on);
        let settings = [
            set("withdrawal.rate_per_year", "0"),
            set("withdrawal.consent.late.decision", "\"refuse\""),
        ];
        assert!(!of("SEL-10", &settings).on, "nobody asks");
        assert!(of("SEL-10", &settings[1..]).on);
        let repeats = |probability| {
            [
                set("route.r.stage.s.activity.a.repeat_probability", probability),
                set("route.r.stage.s.activity.a.repeat_limit", "3"),
            ]
        };
        assert!(!of("EXE-4", &repeats("0.0")).on);
        assert!(of("EXE-4", &repeats("0.1")).on);
        let balance = [set("priority.balance", "{ cancer = 1 }")];
        assert!(!of("SEL-8", &balance).on, "without weight");
    }

    #[test]
    fn a_line_or_activity_belongs_to_the_rule_it_names_and_to_no_other() {
        let settings = [set("gate.no-market.rule", "\"SEL-4\"")];
        let on: Vec<&str> = uses(&settings)
            .iter()
            .filter(|one| one.on)
            .map(|one| one.rule.id)
            .collect();
        assert_eq!(on, ["SEL-4"]);
    }

    #[test]
    fn the_most_telling_setting_comes_first() {
        let settings = [
            set("selection.most_load", "2"),
            set("selection.review_every_months", "3"),
        ];
        let found = of("GOV-2", &settings);
        assert_eq!(found.settings[0].name, "selection.review_every_months");
    }
}
