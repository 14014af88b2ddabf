//! All tables in one JSON document, with units and origin.

use serde_json::{Map, Number, Value as Json, json};

use super::Origin;
use super::number::round;
use crate::analysis::{Table, Value};

/// The tables as one JSON object: `origin`, and under `tables` each table's columns and rows.
pub fn json(tables: &[Table], origin: &Origin) -> Vec<u8> {
    let tables: Map<String, Json> = tables
        .iter()
        .map(|table| (table.name.to_owned(), table_of(table)))
        .collect();
    let document = json!({ "origin": origin_of(origin), "tables": tables });
    // A document of maps with text keys and finite numbers can always be written.
    let mut bytes = serde_json::to_vec_pretty(&document).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Where results come from.
pub(super) fn origin_of(origin: &Origin) -> Json {
    json!({
        "scenario": origin.scenario,
        "seed": origin.seed,
        "runs": origin.runs,
        "worlds": origin.worlds,
        "version": origin.version,
    })
}

pub(super) fn table_of(table: &Table) -> Json {
    let columns: Vec<Json> = table
        .columns
        .iter()
        .map(|column| json!({ "name": column.name, "unit": column.unit }))
        .collect();
    let rows: Vec<Vec<Json>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(cell).collect())
        .collect();
    json!({ "columns": columns, "rows": rows })
}

fn cell(value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Named(text, _) | Value::NamedInYear(text, ..) => {
            Json::String(text.clone())
        }
        Value::FiscalYear(year) => Json::from(*year),
        Value::Month(year, month) => Json::String(format!("{year:04}-{month:02}")),
        Value::Integer(value) => Json::from(*value),
        Value::Number(number) => Number::from_f64(round(*number)).map_or(Json::Null, Json::Number),
        Value::Missing => Json::Null,
    }
}
