//! Where the dependencies are: every link of the scenario in one table.

use super::table::{Column, Table, Value};
use super::words::source;
use crate::language::{Text, Words, words};
use crate::model::{Linked, Model, Quantity, Shared};
use crate::text;

/// One row per link.
pub(super) fn links(model: &Model) -> Table {
    let columns = vec![
        Column::text("link"),
        Column::text("of"),
        Column::text("among"),
        Column::text("holds_for"),
        Column::number("loading", "mean share of the common factor, 0 to 1"),
        Column::number(
            "correlation",
            "square of the loading: between two that share it",
        ),
        Column::text("source"),
    ];
    let mut table = Table::new("links", columns);
    for link in &model.links {
        let (of, among, holds_for) = match &link.of {
            Linked::Outcomes { share, stages } => (
                words("outcomes", "成否"),
                among_themes(*share),
                match stages {
                    Some(ids) => Value::Text(ids.join("; ")),
                    None => Value::words(words("all stages", "全ての段階")),
                },
            ),
            Linked::Ignorance {
                parameters,
                patterns,
            } => (
                words("ignorance", "未知の値"),
                text!("{} parameters", "{}個の値", parameters.len()),
                Value::Text(patterns.join("; ")),
            ),
        };
        let from = match link.loading {
            Quantity::Stated(id) => {
                let about = &model.parameters[id.0 as usize].provenance;
                source(about.source.as_deref().unwrap_or(""))
            }
            Quantity::Default(_) => source(""),
        };
        let loading = model.mean(link.loading);
        table.push(vec![
            Value::named(&link.id, &link.name),
            Value::words(of),
            Value::named(&among.english, &among),
            holds_for,
            Value::Number(loading),
            Value::Number(loading * loading),
            from,
        ]);
    }
    table
}

/// What the themes of a link share.
fn among_themes(shared: Shared) -> Text {
    let Words { english, japanese } = shared.words();
    text!("themes of one {english}", "{japanese}が同じテーマ")
}
