//! Tidy CSV: one header row with units in the names, one record per row, origin in the last columns.

use super::Origin;
use super::number::tidy;
use crate::analysis::{Table, Value};

/// A table as CSV in UTF-8. The last columns say where it comes from.
pub fn csv(table: &Table, origin: &Origin) -> Vec<u8> {
    let names: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let mut bytes = csv_header(&names);
    bytes.extend(csv_rows(&table.rows, origin));
    bytes
}

/// A table as CSV in UTF-8 as it is, for what no simulation stands behind.
pub fn plain_csv(table: &Table) -> Vec<u8> {
    let header = table.columns.iter().map(|column| column.name.clone());
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect());
    records(std::iter::once(header.collect()).chain(rows))
}

/// The byte-order mark by which some spreadsheets know UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The header row for columns of these names.
pub fn csv_header(names: &[&str]) -> Vec<u8> {
    let last = ["scenario", "seed", "runs", "worlds", "version"];
    records(
        [names
            .iter()
            .chain(&last)
            .map(|name| (*name).to_owned())
            .collect()]
        .into_iter(),
    )
}

/// Rows of a table without header.
pub fn csv_rows(rows: &[Vec<Value>], origin: &Origin) -> Vec<u8> {
    let last = [
        origin.scenario.clone(),
        origin.seed.to_string(),
        origin.runs.to_string(),
        origin.worlds.to_string(),
        origin.version.clone(),
    ];
    records(
        rows.iter()
            .map(|row| row.iter().map(cell).chain(last.clone()).collect()),
    )
}

fn records(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    for row in rows {
        // Writing into memory fails only for rows of unequal length, which a table excludes.
        let _ = writer.write_record(&row);
    }
    writer.into_inner().unwrap_or_default()
}

/// A cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Named(text, _) | Value::NamedInYear(text, ..) => harmless(text),
        Value::FiscalYear(year) => year.to_string(),
        Value::Month(year, month) => format!("{year:04}-{month:02}"),
        Value::Integer(value) => value.to_string(),
        Value::Number(number) => tidy(*number),
        Value::Missing => String::new(),
    }
}

/// A text with a leading apostrophe where a spreadsheet would run it as a formula.
fn harmless(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Column;

    fn origin() -> Origin {
        Origin {
            scenario: "s".into(),
            seed: 7,
            runs: 10,
            worlds: 1,
            version: "1.0".into(),
        }
    }

    #[test]
    fn a_table_says_where_it_comes_from() {
        let mut table = Table::new(
            "t",
            vec![Column::text("name"), Column::number("cost_jpy", "JPY")],
        );
        table.push(vec![Value::text("a, \"b\""), Value::Number(0.5)]);
        table.push(vec![Value::text("がん"), Value::Missing]);
        let text = String::from_utf8(csv(&table, &origin())).unwrap();
        assert_eq!(
            text,
            "name,cost_jpy,scenario,seed,runs,worlds,version\n\
             \"a, \"\"b\"\"\",0.5,s,7,10,1,1.0\n\
             がん,,s,7,10,1,1.0\n"
        );
    }

    #[test]
    fn no_text_runs_as_a_formula() {
        let mut table = Table::new("t", vec![Column::text("name")]);
        table.push(vec![Value::text("=1+1")]);
        let text = String::from_utf8(csv(&table, &origin())).unwrap();
        assert!(text.contains("\n'=1+1,"), "{text}");
    }
}
