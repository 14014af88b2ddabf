//! Which rules a scenario switches on, and by which of its keys.

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

/// What a scenario that sets these keys says of each rule, in the order of the book.
#[must_use]
pub fn uses(settings: &[Setting]) -> Vec<RuleUse<'_>> {
    all().map(|rule| use_of(rule, settings)).collect()
}

fn use_of<'a>(rule: &'static Rule, settings: &'a [Setting]) -> RuleUse<'a> {
    let ranked = settings
        .iter()
        .filter_map(|setting| Some((rule.rank(setting)?, setting)));
    let mut ranked: Vec<(usize, &Setting)> = ranked.collect();
    ranked.sort_by_key(|(rank, setting)| (!setting.switches_on(), *rank));
    let settings: Vec<&Setting> = ranked.into_iter().map(|(_, setting)| setting).collect();
    RuleUse {
        rule,
        on: settings.iter().any(|setting| setting.switches_on()),
        settings,
    }
}

impl Setting {
    fn switches_on(&self) -> bool {
        self.value != "false"
            || self
                .path
                .last()
                .is_some_and(|key| FACTS.contains(&key.as_str()))
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
        use_of(find(id).expect("a rule"), settings)
    }

    fn set(name: &str, value: &str) -> Setting {
        Setting {
            path: path(name),
            name: name.to_owned(),
            value: value.to_owned(),
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
