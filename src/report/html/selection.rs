//! Parts of tables: some columns, some rows.

use crate::analysis::{Table, Value};

/// Which rows of a table to show, by the identifier in a column.
#[derive(Copy, Clone, Debug)]
pub(super) enum Rows {
    /// Those with this identifier.
    Only(&'static str, &'static str),
    /// Those with another one.
    Except(&'static str, &'static str),
}

/// A part of a table.
#[derive(Copy, Clone, Debug)]
pub(super) struct Part {
    /// The name of the table.
    pub table: &'static str,
    /// The columns shown, in this order; all of them where empty. Standard errors and half-widths
    /// stand beside their figures and are not named.
    pub columns: &'static [&'static str],
    /// All of these must hold.
    pub rows: &'static [Rows],
}

impl Part {
    /// The part of `table`; figures keep the columns of their errors.
    pub fn of(&self, table: &Table) -> Table {
        let rows = table.rows.iter().filter(|row| self.keeps(table, row));
        let places: Vec<usize> = match self.columns.is_empty() {
            true => (0..table.columns.len()).collect(),
            false => self
                .columns
                .iter()
                .flat_map(|name| with_error(table, name))
                .collect(),
        };
        Table {
            name: table.name,
            columns: places
                .iter()
                .map(|place| table.columns[*place].clone())
                .collect(),
            rows: rows
                .map(|row| places.iter().map(|place| row[*place].clone()).collect())
                .collect(),
        }
    }

    fn keeps(&self, table: &Table, row: &[Value]) -> bool {
        self.rows.iter().all(|rows| {
            let (Rows::Only(column, id) | Rows::Except(column, id)) = *rows;
            let found = table.column(column).map(|place| identifier(&row[place]));
            match rows {
                Rows::Only(..) => found.as_deref() == Some(id),
                Rows::Except(..) => found.as_deref() != Some(id),
            }
        })
    }
}

/// The places of a column, and of the error that belongs to it. `name` is without the suffix of a
/// unit: `cost` finds `cost_jpy` and `cost_standard_error_jpy`.
fn with_error(table: &Table, name: &str) -> Vec<usize> {
    let matches = |wanted: &str| {
        table.columns.iter().position(|column| {
            let rest = column.name.strip_prefix(wanted);
            rest.is_some_and(|rest| rest.is_empty() || is_unit(rest))
        })
    };
    let errors = ["_standard_error", "_half_width_95"];
    let error = errors
        .iter()
        .find_map(|error| matches(&format!("{name}{error}")));
    matches(name).into_iter().chain(error).collect()
}

/// Whether the end of a column's name is a unit: `_months`, or a currency code.
fn is_unit(rest: &str) -> bool {
    rest == "_months" || (rest.len() == 4 && rest.starts_with('_'))
}

/// What identifies a cell's content in every language.
fn identifier(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Named(text, _) | Value::NamedInYear(text, ..) => text.clone(),
        Value::FiscalYear(year) => year.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Month(..) | Value::Number(_) | Value::Missing => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Column;

    #[test]
    fn a_part_keeps_the_errors_of_its_figures() {
        let columns = ["who", "cost_jpy", "cost_standard_error_jpy", "queue"];
        let columns = columns.map(|name| Column::number(name, "")).into();
        let mut table = Table::new("t", columns);
        for (who, cost) in [("all", 3), ("a", 1), ("b", 2)] {
            let numbers = [cost, 0, 9].map(Value::Integer);
            table.push([Value::text(who)].into_iter().chain(numbers).collect());
        }
        let part = Part {
            table: "t",
            columns: &["cost", "who"],
            rows: &[Rows::Except("who", "all")],
        };
        let part = part.of(&table);
        let names: Vec<&str> = part
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        assert_eq!(names, ["cost_jpy", "cost_standard_error_jpy", "who"]);
        assert_eq!(part.rows.len(), 2);
        assert_eq!(part.rows[0][0], Value::Integer(1));
    }
}
