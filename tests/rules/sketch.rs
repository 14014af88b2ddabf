//! Pieces of scenario text for the laws of the engine.

use std::fmt::Write;

use soyaku::engine::Happening;

/// A lab with `slots` of the function f.
pub fn lab(slots: &str) -> String {
    format!("[institute.lab.function.f]\nslots = {slots}\n")
}

/// A stage of route r with one activity `work` that takes a slot of f for `months`.
pub fn stage(id: &str, months: f64, more: &str) -> String {
    format!(
        "[[route.r.stage]]\nid = \"{id}\"\n{more}\n[[route.r.stage.activity]]\nid = \"work-{id}\"\n\
         needs = {{ f = 1 }}\nproviders = [\"lab\"]\nduration_months = {months}\n"
    )
}

/// A stage of route r with one activity `work` of `months` that needs nothing.
pub fn free_stage(id: &str, months: f64, more: &str) -> String {
    format!(
        "[[route.r.stage]]\nid = \"{id}\"\n{more}\n\
         [[route.r.stage.activity]]\nid = \"work-{id}\"\nduration_months = {months}\n"
    )
}

/// Themes of the list, each with its keys.
pub fn themes(list: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (id, keys) in list {
        let _ = writeln!(text, "[theme.{id}]\n{keys}");
    }
    text
}

pub fn is_licence(what: &Happening) -> bool {
    matches!(what, Happening::Licensed { .. })
}
