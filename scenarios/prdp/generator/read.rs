//! Rows of a table into instances: one row a trial.
//!
//! Rows are checked one by one first. Only when each is good by itself are they held against each
//! other, since a cell that cannot be read would be missed there and raise false alarms.

use indexmap::IndexMap;
use soyaku::diagnostic::{Diagnostic, Diagnostics, FileId, Sources, Span, quoted};

use super::columns::Columns;
use super::english;
use super::instance::{Drug, Instance, Resource, Trial};
use super::table::{Cell, Read, Table};

/// A scenario covers at most so many years, hence an instance so many periods.
const MOST_PERIODS: u32 = 200;
/// A function has at most so many slots.
const MOST_UNITS: u32 = 1_000_000;
const MOST_TRIALS: u32 = 10_000;
/// US dollars in the unit of the column `trial_cost`.
const DOLLARS: f64 = 1e6;

/// The instances of the table that was added to `sources` as `file`, in its order, and what is to
/// be said of it. Where there are errors, instances are missing.
///
/// # Errors
///
/// Of the table: `bad-csv`, `no-rows`, `ragged-row`, `missing-column`, `unknown-column`,
/// `duplicate-column`; of a cell: `missing-value`, `bad-id`, `bad-number`, `not-whole`,
/// `out-of-range`, `too-exact`, `no-capacity`; of rows against each other: `near-duplicate`,
/// `conflicting-rows`, `duplicate-trial`, `missing-trial`, `too-long`. `never-starts` is a warning.
pub fn read(sources: &Sources, file: FileId) -> (Vec<Instance>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let table = Table::split(sources, file, &mut diagnostics);
    let mut instances = Vec::new();
    if let Some(columns) = Columns::of(&table, Span::beginning(file), &mut diagnostics) {
        let mut reader = Reader {
            table: &table,
            columns,
            diagnostics,
        };
        let rows: Vec<_> = (0..table.rows())
            .filter_map(|number| reader.row(number))
            .collect();
        if !reader.diagnostics.has_errors() {
            instances = reader.instances(&rows);
        }
        diagnostics = reader.diagnostics;
    }
    if table.rows() == 0 && !diagnostics.has_errors() {
        let error = Diagnostic::error("no-rows", english("this table has no rows"));
        diagnostics.push(
            error
                .at(Span::beginning(file))
                .allowed(english("one row for each trial")),
        );
    }
    (instances, diagnostics)
}

/// A row that is good by itself.
struct Row<'t> {
    /// Its number in the table.
    number: usize,
    instance: &'t str,
    periods: u32,
    /// Units of each type of resources; `None` where the instance does not know the type.
    capacities: Vec<Option<u32>>,
    drug: &'t str,
    trial: u32,
    work: Trial,
}

struct Reader<'t> {
    table: &'t Table<'t>,
    columns: Columns,
    diagnostics: Diagnostics,
}

impl<'t> Reader<'t> {
    fn cell(&self, row: usize, column: usize) -> Cell<'t> {
        self.table.cell(row, column)
    }

    /// What was read, unless it is a mistake, which is noted.
    fn good<T>(&mut self, read: Read<T>) -> Option<T> {
        read.map_err(|mistake| self.diagnostics.push(*mistake)).ok()
    }

    /// Reads a row; every cell is looked at before one that is wrong makes it fail.
    fn row(&mut self, number: usize) -> Option<Row<'t>> {
        let columns = &self.columns;
        let source = columns
            .source
            .map_or("", |column| self.cell(number, column).text)
            .to_owned();
        let instance = self.cell(number, columns.instance).id();
        let drug = self.cell(number, columns.drug).id();
        let periods = self
            .cell(number, columns.periods)
            .whole(1..=MOST_PERIODS - 1);
        let trial = self.cell(number, columns.trial).whole(1..=MOST_TRIALS);
        let duration = self
            .cell(number, columns.duration)
            .whole(1..=MOST_PERIODS - 1);
        let odds = self
            .cell(number, columns.odds)
            .number(0.0..=1.0, "a probability from 0 to 1");
        let cost = dollars(&self.cell(number, columns.cost));
        let units: Vec<_> = (0..columns.resources.len())
            .map(|kind| self.units(number, kind))
            .collect();
        let (instance, drug) = (self.good(instance), self.good(drug));
        let (periods, trial) = (self.good(periods), self.good(trial));
        let (duration, odds, cost) = (self.good(duration), self.good(odds), self.good(cost));
        let units: Vec<_> = units.into_iter().map(|units| self.good(units)).collect();
        let (capacities, needs) = units
            .into_iter()
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .unzip();
        let work = Trial {
            cost: cost?,
            periods: duration?,
            odds: odds?,
            needs,
            source,
        };
        Some(Row {
            number,
            instance: instance?,
            periods: periods?,
            capacities,
            drug: drug?,
            trial: trial?,
            work,
        })
    }

    /// Units there are and units needed of a type of resources. An instance that does not know
    /// the type has both cells empty, or needs 0.
    fn units(&self, row: usize, kind: usize) -> Read<(Option<u32>, u32)> {
        let (_, capacity, need) = &self.columns.resources[kind];
        let (capacity, need) = (self.cell(row, *capacity), self.cell(row, *need));
        if !capacity.text.is_empty() {
            return Ok((
                Some(capacity.whole(0..=MOST_UNITS)?),
                need.whole(0..=MOST_UNITS)?,
            ));
        }
        if need.text.is_empty() || need.whole(0..=MOST_UNITS)? == 0 {
            return Ok((None, 0));
        }
        let message = "this trial needs a resource of which the row gives no capacity";
        let error = need.error("no-capacity", message);
        Err(error
            .also(capacity.span, english("this cell is empty"))
            .into())
    }

    /// Rows that are good by themselves, held against each other.
    fn instances(&mut self, rows: &[Row<'t>]) -> Vec<Instance> {
        let mut groups: IndexMap<&str, Vec<&Row<'t>>> = IndexMap::new();
        for row in rows {
            groups.entry(row.instance).or_default().push(row);
        }
        self.check_names(&groups);
        groups
            .into_values()
            .filter_map(|rows| self.instance(&rows))
            .collect()
    }

    /// Names that differ in capitals only would be one folder on many machines.
    fn check_names(&mut self, groups: &IndexMap<&str, Vec<&Row<'t>>>) {
        let mut first: IndexMap<String, &str> = IndexMap::new();
        for (name, rows) in groups {
            let known = *first.entry(name.to_lowercase()).or_insert(name);
            if known != *name {
                let cell = self.cell(rows[0].number, self.columns.instance);
                let message = format!(
                    "{} and {} differ in capitals only",
                    quoted(known),
                    quoted(name)
                );
                let error = cell.error("near-duplicate", message);
                self.diagnostics
                    .push(error.help(english("write both alike, or give one another name")));
            }
        }
    }

    /// The instance of these rows, of which there is at least one.
    fn instance(&mut self, rows: &[&Row<'t>]) -> Option<Instance> {
        let first = rows.first()?;
        self.check_agreement(rows);
        let mut groups: IndexMap<&str, Vec<&Row<'t>>> = IndexMap::new();
        for row in rows {
            groups.entry(row.drug).or_default().push(row);
        }
        let known: Vec<bool> = first.capacities.iter().map(Option::is_some).collect();
        let drugs = groups
            .into_iter()
            .map(|(id, rows)| self.drug(id, rows, &known));
        let drugs = drugs.collect::<Vec<_>>();
        let ids = self.columns.resources.iter().map(|(id, ..)| id);
        let resources = ids.zip(&first.capacities).filter_map(|(id, capacity)| {
            Some(Resource {
                id: id.clone(),
                capacity: (*capacity)?,
                source: first.work.source.clone(),
            })
        });
        let instance = Instance {
            id: first.instance.to_owned(),
            periods: first.periods,
            resources: resources.collect(),
            drugs,
        };
        let total = instance.periods + instance.longest_trial();
        if total > MOST_PERIODS {
            let cell = self.cell(first.number, self.columns.periods);
            let message = format!(
                "{} periods and the longest trial, {}, make {total}",
                instance.periods,
                instance.longest_trial()
            );
            let error = cell.error("too-long", message);
            self.diagnostics
                .push(error.allowed(english(format!("{MOST_PERIODS} periods in all"))));
        }
        Some(instance)
    }

    /// Periods and capacities are the same in every row of an instance.
    fn check_agreement(&mut self, rows: &[&Row<'t>]) {
        let Some((first, others)) = rows.split_first() else {
            return;
        };
        for row in others {
            let mut differing = Vec::new();
            if row.periods != first.periods {
                differing.push(self.columns.periods);
            }
            let pairs = row
                .capacities
                .iter()
                .zip(&first.capacities)
                .zip(&self.columns.resources);
            differing.extend(
                pairs
                    .filter(|((a, b), _)| a != b)
                    .map(|(_, (_, column, _))| *column),
            );
            for column in differing {
                let (cell, original) = (
                    self.cell(row.number, column),
                    self.cell(first.number, column),
                );
                let instance = quoted(row.instance);
                let message = format!("this differs from the first row of the instance {instance}");
                let error = cell.error("conflicting-rows", message);
                self.diagnostics.push(
                    error
                        .also(
                            original.span,
                            english(format!("{} here", quoted(original.text))),
                        )
                        .allowed(english("the same in every row of an instance")),
                );
            }
        }
    }

    /// A drug with its trials 1, 2, … and, of their needs, those of the known resources.
    fn drug(&mut self, id: &str, mut rows: Vec<&Row<'t>>, known: &[bool]) -> Drug {
        // A stable order: of two rows for one trial the later in the table is the duplicate.
        rows.sort_by_key(|row| row.trial);
        let mut last: Option<&Row<'t>> = None;
        for row in &rows {
            let before = last.map_or(0, |last| last.trial);
            let cell = self.cell(row.number, self.columns.trial);
            if let Some(last) = last.filter(|last| last.trial == row.trial) {
                let message = format!("trial {} of {} is there twice", row.trial, quoted(id));
                let span = self.cell(last.number, self.columns.trial).span;
                self.diagnostics.push(
                    cell.error("duplicate-trial", message)
                        .also(span, english("here already")),
                );
            } else if row.trial > before + 1 {
                let message = format!(
                    "{} has a trial {}, but no trial {}",
                    quoted(id),
                    row.trial,
                    before + 1
                );
                let error = cell.error("missing-trial", message);
                self.diagnostics
                    .push(error.allowed(english("trials 1, 2, … without a gap, in any order")));
            }
            last = Some(row);
            self.warn_of_unmet_needs(row);
        }
        let trials = rows.into_iter().map(|row| {
            let needs = row
                .work
                .needs
                .iter()
                .zip(known)
                .filter(|(_, known)| **known);
            Trial {
                needs: needs.map(|(need, _)| *need).collect(),
                ..row.work.clone()
            }
        });
        Drug {
            id: id.to_owned(),
            trials: trials.collect(),
        }
    }

    fn warn_of_unmet_needs(&mut self, row: &Row<'t>) {
        for (kind, (capacity, need)) in row.capacities.iter().zip(&row.work.needs).enumerate() {
            let Some(capacity) = capacity.filter(|capacity| need > capacity) else {
                continue;
            };
            let cell = self.cell(row.number, self.columns.resources[kind].2);
            let message = format!("this trial needs {need} units, there are {capacity}");
            let warning = cell.warning("never-starts", message);
            self.diagnostics
                .push(warning.help(english("it never starts; change the need or the capacity")));
        }
    }
}

/// A cost in millions as whole dollars.
fn dollars(cell: &Cell<'_>) -> Read<i64> {
    let allowed = "0 to 100000000, in million US dollars";
    let dollars = cell.number(0.0..=1e8, allowed)? * DOLLARS;
    // What a whole number of dollars misses by when it was written as a decimal fraction.
    if (dollars - dollars.round()).abs() > 0.05 {
        let message = format!("{} is more exact than one dollar", quoted(cell.text));
        let error = cell.error("too-exact", message);
        return Err(error
            .allowed(english("millions of US dollars with at most six decimals"))
            .into());
    }
    Ok(dollars.round() as i64)
}
