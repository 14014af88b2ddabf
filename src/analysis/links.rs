//! Where the dependencies are: every link of the scenario in one table.

use super::table::{Column, Table, Value};
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
                stages
                    .as_ref()
                    .map_or("all stages".to_owned(), |ids| ids.join("; ")),
            ),
            Linked::Ignorance {
                parameters,
                patterns,
            } => (
                words("ignorance", "未知の値"),
                text!("{} parameters", "{}個の値", parameters.len()),
                patterns.join("; "),
            ),
        };
        let source = match link.loading {
            Quantity::Stated(id) => {
                let about = &model.parameters[id.0 as usize].provenance;
                about.source.clone().unwrap_or_default()
            }
            Quantity::Default(_) => String::new(),
        };
        let loading = model.mean(link.loading);
        table.push(vec![
            Value::named(&link.id, &link.name),
            Value::words(of),
            Value::named(&among.english, &among),
            Value::Text(holds_for),
            Value::Number(loading),
            Value::Number(loading * loading),
            Value::Text(source),
        ]);
    }
    table
}

/// What the themes of a link share.
fn among_themes(shared: Shared) -> Text {
    let Words { english, japanese } = shared.words();
    text!("themes of one {english}", "{japanese}が同じテーマ")
}
