//! The messages about what-ifs and one-off changes.

use std::fs;

use soyaku::diagnostic::render;
use soyaku::language::Language;
use soyaku::scenario::{Reading, read_with};

use super::{PLAN, THEMES, japanese, told};

/// A folder `plan` that holds [`PLAN`], and `what-if/` with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for sub in ["plan", "what-if"] {
        fs::create_dir(folder.path().join(sub)).expect("a folder");
    }
    let base = [("plan/plan.toml", PLAN), ("plan/themes.csv", THEMES)];
    for (name, text) in base.iter().chain(files) {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

/// The messages about `what-if/a.toml` that reads so.
fn what_if(text: &str) -> String {
    told(folder(&[("what-if/a.toml", text)]).path(), "what-if/a.toml")
}

const NAMED: &str = "base = \"../plan\"\n[scenario]\nid = \"a\"\nname = \"A\"\n";

/// The messages about a what-if with an id and a name, and more behind.
fn named(more: &str) -> String {
    what_if(&format!("{NAMED}{more}"))
}

/// The messages about a what-if with an id and a name that removes something.
fn removing(list: &str) -> String {
    what_if(&format!("remove = {list}\n{NAMED}"))
}

/// The messages about [`PLAN`] with one-off changes.
fn setting(set: &[&str]) -> String {
    let folder = folder(&[]);
    let reading = Reading {
        set: set.iter().map(|text| (*text).to_owned()).collect(),
        as_of: None,
    };
    let scenario = read_with(&folder.path().join("plan"), reading);
    let place = folder.path().display().to_string();
    japanese::hold("check", &scenario.diagnostics, &scenario.sources, &place);
    let rendered = render(
        &scenario.diagnostics,
        &scenario.sources,
        false,
        Language::English,
    );
    rendered.replace(&place, "my-plan")
}

#[test]
fn a_thin_what_if_is_sound() {
    let more = "[institute.NIBIO.function.hts]\nslots = 3\n[theme.T01]\nname = \"肺癌\"\n\
                [theme.T02]\nroute = \"antibody\"\n";
    assert_eq!(named(more), "");
    assert_eq!(removing("[\"theme.T01\", \"area\"]"), "");
    assert_eq!(
        setting(&["institute.NIBIO.function.hts.slots=3", "scenario.name=x"]),
        ""
    );
}

#[test]
fn a_what_if_without_a_name_of_its_own() {
    assert_eq!(
        what_if("base = \"../plan\"\n[area.cancer]\nname = \"C\"\n"),
        r#"error[unnamed-what-if]: a what-if needs an `id` and a `name` of its own: they stand on every table and chart
 --> my-plan/what-if/a.toml:1:1
  |
1 | base = "../plan"
  | ^^^^
  |
  = help: write [scenario] with an `id` no other scenario has, and a `name`; `name_ja` if you like
"#
    );
    assert_eq!(
        what_if("base = \"../plan\"\n[scenario]\nid = \"small\"\nname = \"S\"\n"),
        r#"error[unnamed-what-if]: the what-if has the id of its base, so that their results cannot be told apart
 --> my-plan/what-if/a.toml:3:6
  |
3 | id = "small"
  |      ^^^^^^^
  |
 ::: my-plan/plan/plan.toml:2:6
  |
2 | id = "small"
  |      ------- the base's id
  |
  = help: write [scenario] with an `id` no other scenario has, and a `name`; `name_ja` if you like
"#
    );
}

#[test]
fn a_base_that_is_not_there() {
    assert_eq!(
        what_if(&NAMED.replace("../plan", "../plam")),
        r#"error[missing-file]: there is no file or folder `my-plan/plam`
 --> my-plan/what-if/a.toml:1:8
  |
1 | base = "../plam"
  |        ^^^^^^^^^
  |
  = help: did you mean `plan`?
"#
    );
    assert_eq!(
        what_if(&NAMED.replace("\"../plan\"", "3")),
        r#"error[not-a-file-name]: `base` is the name of a scenario, a file or a folder, not the number 3
 --> my-plan/what-if/a.toml:1:8
  |
1 | base = 3
  |        ^
  |
  = help: write it as it is seen from this file: base = "../other"
"#
    );
}

#[test]
fn a_base_that_is_no_scenario() {
    assert_eq!(
        what_if(&NAMED.replace("../plan", "../plan/themes.csv")),
        r#"error[not-a-scenario]: `my-plan/plan/themes.csv` is a table, not a scenario
 --> my-plan/what-if/a.toml:1:8
  |
1 | base = "../plan/themes.csv"
  |        ^^^^^^^^^^^^^^^^^^^^
  |
  = help: name the TOML file or the folder that uses it
"#
    );
}

#[test]
fn bases_that_go_in_a_circle() {
    let other = NAMED.replace("../plan", "a.toml").replace("\"a\"", "\"b\"");
    let files = [
        ("what-if/a.toml", NAMED.replace("../plan", "b.toml")),
        ("what-if/b.toml", other),
        ("plan/b.toml", NAMED.replace("../plan", ".")),
    ];
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, &text[..]))
        .collect();
    let folder = folder(&files);
    assert_eq!(
        told(folder.path(), "what-if/a.toml"),
        r#"error[base-in-a-circle]: this base leads back to the what-if: `my-plan/what-if/a.toml` is part of it already
 --> my-plan/what-if/b.toml:1:8
  |
1 | base = "a.toml"
  |        ^^^^^^^^
  |
  = help: name a base that does not build on this what-if; a what-if lies outside the folder of its base
"#
    );
    assert_eq!(
        told(folder.path(), "plan/b.toml"),
        r#"error[base-in-a-circle]: this base leads back to the what-if: `my-plan/plan/b.toml` is part of it already
 --> my-plan/plan/b.toml:1:8
  |
1 | base = "."
  |        ^^^
  |
  = help: name a base that does not build on this what-if; a what-if lies outside the folder of its base
"#
    );
}

#[test]
fn a_folder_of_several_what_ifs() {
    let other = NAMED.replace("\"a\"", "\"b\"");
    let files = [("what-if/a.toml", NAMED), ("what-if/b.toml", &other)];
    assert_eq!(
        told(folder(&files).path(), "what-if"),
        r#"error[several-what-ifs]: this folder holds several what-ifs, not one scenario
 --> my-plan/what-if/b.toml:1:1
  |
1 | base = "../plan"
  | ^^^^
  |
 ::: my-plan/what-if/a.toml:1:1
  |
1 | base = "../plan"
  | ---- another one
  |
  = help: name the file of one of them, such as `b.toml`, in place of the folder
"#
    );
}

#[test]
fn too_many_bases() {
    let names: Vec<String> = (0..20)
        .map(|number| format!("what-if/{number}.toml"))
        .collect();
    let texts: Vec<String> = (1..=20)
        .map(|next| {
            NAMED
                .replace("../plan", &format!("{next}.toml"))
                .replace("\"a\"", &format!("\"i{next}\""))
        })
        .collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .map(|name| &name[..])
        .zip(texts.iter().map(|text| &text[..]))
        .collect();
    assert_eq!(
        told(folder(&files).path(), "what-if/0.toml"),
        r#"error[too-many-bases]: more than 16 scenarios are laid on one another
 --> my-plan/what-if/15.toml:1:8
  |
1 | base = "16.toml"
  |        ^^^^^^^^^
  |
  = help: write what several of them say into one
"#
    );
}

#[test]
fn what_is_removed_must_be_there() {
    assert_eq!(
        removing("[\"theme.T1\", \"institute.外注\"]"),
        r#"error[nothing-to-remove]: there is no `theme.T1` to remove from the base
 --> my-plan/what-if/a.toml:1:11
  |
1 | remove = ["theme.T1", "institute.外注"]
  |           ^^^^^^^^^^
  |
  = help: did you mean `theme.T01`?

error[nothing-to-remove]: there is no `institute.外注` to remove from the base
 --> my-plan/what-if/a.toml:1:23
  |
1 | remove = ["theme.T1", "institute.外注"]
  |                       ^^^^^^^^^^^^^^^^
  |
  = allowed: NIBIO, RIKEN
"#
    );
    assert_eq!(
        removing("[\"institute.NIBIO.function.hts.slots.0\"]"),
        r#"error[part-of-a-value]: `institute.NIBIO.function.hts.slots` is one value: no part of it can be set or removed alone
 --> my-plan/what-if/a.toml:1:11
  |
1 | remove = ["institute.NIBIO.function.hts.slots.0"]
  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the whole value, all entries of the list included: institute.NIBIO.function.hts.slots = …
"#
    );
    let plan = format!("remove = [\"theme.T01\"]\n{PLAN}");
    assert_eq!(
        told(folder(&[("plan/plan.toml", &plan)]).path(), "plan"),
        r#"error[nothing-to-remove]: `remove` takes out of a base, and this scenario has none
 --> my-plan/plan/plan.toml:1:1
  |
1 | remove = ["theme.T01"]
  | ^^^^^^
  |
  = help: name the base: base = "../other", or delete the entries themselves
"#
    );
}

#[test]
fn a_part_of_a_value_is_not_removed() {
    let part = "[\"route.antibody.stage.hit.activity.screen.duration_months.triangular\"]";
    assert_eq!(
        removing(part),
        r#"error[part-of-a-value]: `route.antibody.stage.hit.activity.screen.duration_months` is one value: no part of it can be set or removed alone
 --> my-plan/what-if/a.toml:1:11
  |
1 | remove = ["route.antibody.stage.hit.activity.screen.duration_months.triangular"]
  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the whole value, all entries of the list included: route.antibody.stage.hit.activity.screen.duration_months = …
"#
    );
}

#[test]
fn a_list_without_ids_is_replaced_whole() {
    let base = PLAN.replace("slots = 2", "slots = [{ from = 2013-04-01, count = 2 }]");
    let over = format!("{NAMED}[institute.NIBIO.function.hts.slots.0]\ncount = 3\n");
    let files = [("plan/plan.toml", &base[..]), ("what-if/a.toml", &over)];
    assert_eq!(
        told(folder(&files).path(), "what-if/a.toml"),
        r#"error[part-of-a-value]: `institute.NIBIO.function.hts.slots` is one value: no part of it can be set or removed alone
 --> my-plan/what-if/a.toml:5:37
  |
5 | [institute.NIBIO.function.hts.slots.0]
  |                                     ^
  |
  = help: write the whole value, all entries of the list included: institute.NIBIO.function.hts.slots = …
"#
    );
}

#[test]
fn an_empty_list_over_things_with_ids() {
    assert_eq!(
        named("[route.antibody]\nstage = []\n"),
        r#"error[changes-nothing]: an empty list laid over `route.antibody.stage` changes nothing: its entries are laid over by id
 --> my-plan/what-if/a.toml:6:9
  |
6 | stage = []
  |         ^^
  |
  = help: to take all entries out, write remove = ["route.antibody.stage"] at the top
"#
    );
}

#[test]
fn a_misspelt_key_of_a_what_if() {
    assert_eq!(
        named("[institute.NIBIO.function.hts]\nslot = 3\n"),
        r#"error[unknown-key]: a function has no key `slot`
 --> my-plan/what-if/a.toml:6:1
  |
6 | slot = 3
  | ^^^^
  |
  = allowed: name, name_ja, slots, price_per_slot_month, price_per_job, standing_cost_per_year, lead_time_months, item
  = help: did you mean `slots`?
"#
    );
}

#[test]
fn what_remove_cannot_be() {
    assert_eq!(
        removing("3"),
        r#"error[not-a-key]: `remove` is a list of what is taken out of the base, not the number 3
 --> my-plan/what-if/a.toml:1:10
  |
1 | remove = 3
  |          ^
  |
  = help: write names with dots, such as remove = ["institute.cro", "theme.T03"]
"#
    );
    assert_eq!(
        removing("[\"theme..T01\"]"),
        r#"error[not-a-key]: `theme..T01` does not name a setting: a name is missing before, between or behind dots
 --> my-plan/what-if/a.toml:1:11
  |
1 | remove = ["theme..T01"]
  |           ^^^^^^^^^^^^
  |
  = help: write keys and ids with dots between them, such as `institute.NIBIO.function.hts.slots`
"#
    );
}

#[test]
fn a_one_off_change_is_a_key_and_a_value() {
    assert_eq!(
        setting(&["institute.NIBIO.function.hts.slots"]),
        r#"error[not-a-setting]: `institute.NIBIO.function.hts.slots` is not a setting and its value
 --> --set[1]:1:1
  |
1 | institute.NIBIO.function.hts.slots
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = allowed: one key, `=`, and one value
  = help: write it as in `--set institute.NIBIO.function.hts.slots=3`
"#
    );
    assert_eq!(
        setting(&["institute.NIBIO..slots=3"]),
        r#"error[not-a-key]: `institute.NIBIO..slots` does not name a setting: a name is missing before, between or behind dots
 --> --set[1]:1:1
  |
1 | institute.NIBIO..slots=3
  | ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write keys and ids with dots between them, such as `institute.NIBIO.function.hts.slots`
"#
    );
    assert_eq!(
        setting(&["scenario.name=[1"]),
        r#"error[syntax]: this list is never closed: `]` is missing
 --> --set[1]:1:15
  |
1 | scenario.name=[1
  |               ^
"#
    );
    assert_eq!(
        setting(&["base=other"]),
        r#"error[not-a-setting]: `base` cannot be changed for one time
 --> --set[1]:1:1
  |
1 | base=other
  | ^^^^
  |
  = help: write a what-if of its own: a file with base = "…"
"#
    );
}

#[test]
fn a_one_off_change_of_what_is_not_there() {
    assert_eq!(
        setting(&["institute.NIBOI.function.hts.slots=3"]),
        r#"error[no-such-entry]: there is no `institute.NIBOI` of which a value could be set
 --> --set[1]:1:11
  |
1 | institute.NIBOI.function.hts.slots=3
  |           ^^^^^
  |
  = help: did you mean `NIBIO`?
"#
    );
    assert_eq!(
        setting(&["institute.NIBIO.function.screening.slots=3"]),
        r#"error[no-such-entry]: there is no `institute.NIBIO.function.screening` of which a value could be set
 --> --set[1]:1:26
  |
1 | institute.NIBIO.function.screening.slots=3
  |                          ^^^^^^^^^
  |
  = allowed: hts
  = help: a new one needs a what-if of its own, in a file
"#
    );
}

#[test]
fn mistakes_in_a_one_off_change_are_shown_where_they_are() {
    assert_eq!(
        setting(&["institute.NIBIO.function.hts.slot=3"]),
        r#"error[unknown-key]: a function has no key `slot`
 --> --set[1]:1:30
  |
1 | institute.NIBIO.function.hts.slot=3
  |                              ^^^^
  |
  = allowed: name, name_ja, slots, price_per_slot_month, price_per_job, standing_cost_per_year, lead_time_months, item
  = help: did you mean `slots`?
"#
    );
    assert_eq!(
        setting(&[
            "scenario.horizon_years=10",
            "route.antibody.stage.hit.odds=high"
        ]),
        r#"error[wrong-type]: the text `high` does not fit here
 --> --set[2]:1:31
  |
1 | route.antibody.stage.hit.odds=high
  |                               ^^^^
  |
  = allowed: a number or a distribution, such as { triangular = [3, 6, 12] }
"#
    );
}
