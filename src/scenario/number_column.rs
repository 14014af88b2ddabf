//! Numbers from a column of a CSV, for empirical distributions.

use std::collections::BTreeMap;

use super::Node;
use super::table::cells::{Cell, places, rows};
use crate::diagnostic::{
    Diagnostic, Diagnostics, FileId, Sources, Span, TablePlaces, listed, nearest, quoted,
};
use crate::language::words;
use crate::text;

/// The files of numbers a scenario names, read beforehand by [`load`](super::load) so that its
/// digest covers them.
#[derive(Clone, Debug, Default)]
pub struct NumberFiles {
    by_mention: BTreeMap<Span, FileId>,
}

impl NumberFiles {
    /// Notes that the text at `mention` names `file`.
    pub(super) fn insert(&mut self, mention: Span, file: FileId) {
        self.by_mention.insert(mention, file);
    }

    /// The numbers of a column, in the order of the rows; blank cells are passed over.
    ///
    /// `mention` is the node that names the file (`empirical = "waits.csv"`), `column` the one that
    /// names the column. The first row names the columns. Without `column` the file must have
    /// one column, which may then do without a name.
    ///
    /// # Errors
    ///
    /// `None` after `missing-column`, `csv-quote`, `not-a-number` or `no-numbers` was reported; also,
    /// in silence, where the file could not be read, which was reported then.
    pub fn read(
        &self,
        mention: &Node,
        column: Option<&Node>,
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<f64>> {
        let file = *self.by_mention.get(&mention.span)?;
        let mut rows = rows(sources.text(file)).peekable();
        let empty = || {
            Diagnostic::error(
                "no-numbers",
                text!(
                    "{} holds no numbers",
                    "{}に数値がありません",
                    quoted(sources.name(file))
                ),
            )
        };
        let Some(header) = rows.peek() else {
            diagnostics.push(empty().at(mention.span));
            return None;
        };
        let position = match position(header, column, mention.span) {
            Ok(position) => position,
            Err(error) => {
                diagnostics.push(*error);
                return None;
            }
        };
        let unnamed = column.is_none() && number(&header[position].text).is_some();
        let cells = rows
            .skip(usize::from(!unnamed))
            .filter_map(|mut row| (position < row.len()).then(|| row.swap_remove(position)));
        let mut numbers = Vec::new();
        let mut sound = true;
        for cell in cells.filter(|cell| !cell.text.is_empty() || cell.flaw.is_some()) {
            match (cell.complaint(file), number(&cell.text)) {
                (None, Some(number)) => numbers.push(number),
                (complaint, _) => {
                    sound = false;
                    diagnostics.push(complaint.unwrap_or_else(|| not_a_number(&cell, file)));
                }
            }
        }
        if sound && numbers.is_empty() {
            diagnostics.push(empty().at(column.unwrap_or(mention).span));
        }
        (sound && !numbers.is_empty()).then_some(numbers)
    }
}

/// Which column is meant; otherwise the message why none is.
fn position(
    header: &[Cell<'_>],
    column: Option<&Node>,
    mention: Span,
) -> Result<usize, Box<Diagnostic>> {
    let names = || header.iter().map(|cell| cell.text.as_ref());
    let error = match column.map(|column| (column, column.as_text().unwrap_or(""))) {
        None if header.len() == 1 => return Ok(0),
        None => Diagnostic::error(
            "missing-column",
            text!(
                "this file has {} columns: which one?",
                "このファイルには{}列ありますが、使う列の指定がありません",
                header.len()
            ),
        )
        .at(mention)
        .help(words(
            "name it: column = \"…\"",
            "column = \"…\"で列を指定してください",
        )),
        Some((column, name)) => match names().position(|found| found == name) {
            Some(position) => return Ok(position),
            None => Diagnostic::error(
                "missing-column",
                text!(
                    "the file has no column {}",
                    "ファイルに{}という列がありません",
                    quoted(name)
                ),
            )
            .at(column.span)
            .did_you_mean(nearest(name, names())),
        },
    };
    Err(Box::new(error.allowed(listed(names()))))
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

fn not_a_number(cell: &Cell<'_>, file: FileId) -> Diagnostic {
    Diagnostic::error(
        "not-a-number",
        text!(
            "{} is not a number",
            "{}は数値ではありません",
            quoted(&cell.text)
        ),
    )
    .at(cell.span(file))
    .allowed(words(
        "numbers such as 3, 0.5 or 1e6, and empty cells",
        "3、0.5、1e6などの数値と空のセル",
    ))
}

/// Where the cells of a file of numbers lie.
pub(super) fn number_places(text: &str) -> TablePlaces {
    let mut table = TablePlaces::default();
    for row in rows(text) {
        if table.rows.is_empty() {
            table.columns = row.iter().map(|cell| cell.text.to_string()).collect();
        }
        table.rows.push(places(None, &row));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse_toml;

    /// The numbers of a file named by `toml`, and the messages.
    fn read(csv: &str, toml: &str) -> (Option<Vec<f64>>, Vec<String>) {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let main = sources.add("a.toml", toml);
        let tree = parse_toml(&sources, main, &mut diagnostics);
        let file = sources.add("waits.csv", csv);
        let mention = tree.get("empirical").expect("set");
        let mut files = NumberFiles::default();
        files.insert(mention.span, file);
        let numbers = files.read(mention, tree.get("column"), &sources, &mut diagnostics);
        let messages = diagnostics
            .sorted()
            .iter()
            .map(|one| format!("{}: {}", one.code, one.message.english))
            .collect();
        (numbers, messages)
    }

    const FILE: &str = "empirical = \"waits.csv\"\n";
    const COLUMN: &str = "empirical = \"waits.csv\"\ncolumn = \"months\"\n";

    #[test]
    fn a_named_column_or_the_only_one_is_read_and_blanks_are_passed_over() {
        assert_eq!(
            read("x,months\n1,2\n,\n3,\n5,6.5\n", COLUMN),
            (Some(vec![2.0, 6.5]), vec![])
        );
        assert_eq!(
            read("months\n2\n\n1e1\n", FILE),
            (Some(vec![2.0, 10.0]), vec![])
        );
        assert_eq!(read("2\n3\n", FILE), (Some(vec![2.0, 3.0]), vec![]));
        assert_eq!(read("months\n2", COLUMN), (Some(vec![2.0]), vec![]));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert_eq!(
            read("months\n2\ninf\nabc\n\"4\n", COLUMN),
            (
                None,
                vec![
                    "not-a-number: `inf` is not a number".to_owned(),
                    "not-a-number: `abc` is not a number".to_owned(),
                    "csv-quote: this quote is never closed".to_owned(),
                ]
            )
        );
        let one = |message: &str| (None, vec![message.to_owned()]);
        assert_eq!(
            read("", FILE),
            one("no-numbers: `waits.csv` holds no numbers")
        );
        assert_eq!(
            read("months\n", COLUMN),
            one("no-numbers: `waits.csv` holds no numbers")
        );
        assert_eq!(
            read("a,b\n1,2\n", FILE),
            one("missing-column: this file has 2 columns: which one?")
        );
        assert_eq!(
            read("month\n1\n", COLUMN),
            one("missing-column: the file has no column `months`")
        );
    }
}
