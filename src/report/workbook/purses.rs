//! Purses by fiscal year: what is asked for and granted, what is spent of it, the chance to pass it.

use super::block::{Block, Column, Total};
use super::book::Book;
use super::charts;
use super::yearly::Part;
use crate::analysis::Figures;
use crate::analysis::cells::outturn;
use crate::language::{Words, words};
use crate::report::sheet::Kind;

/// Amounts of a purse, and whether the years add up.
const AMOUNTS: [(usize, Words, bool); 7] = [
    (outturn::REQUESTED, words("requested", "要求額"), true),
    (outturn::GRANTED, words("granted", "交付額"), true),
    (
        outturn::CARRIED_IN,
        words("carried in", "前年度からの繰越"),
        false,
    ),
    (outturn::SPENT, words("spent", "支出額"), true),
    (outturn::LAPSED, words("lapsed", "不用額"), true),
    (
        outturn::CARRIED_OUT,
        words("carried out", "翌年度への繰越"),
        false,
    ),
    (outturn::OVERRUN, words("overrun", "超過額"), true),
];

/// The column of what was granted, of what was spent, and of the chance of an overrun.
pub(super) const GRANTED: u16 = 2;
pub(super) const SPENT: u16 = 4;
pub(super) const CHANCE: u16 = 8;

/// A part for each purse.
pub(super) fn parts(book: &Book<'_>, figures: &Figures<'_>) -> Vec<Part> {
    let purses = 0..figures.model.money.purses.len();
    let part = |purse| Part {
        block: block(book, figures, purse),
        chart: charts::purse,
    };
    purses.map(part).collect()
}

fn block(book: &Book<'_>, figures: &Figures<'_>, purse: usize) -> Block {
    let cells = &figures.layout.purses;
    let by_year = |what| -> Vec<f64> {
        let cell = |year| figures.mean(cells.outturn(purse, year, what), 1.0);
        (0..cells.years).map(cell).collect()
    };
    let mut columns: Vec<Column> = AMOUNTS
        .iter()
        .map(|(what, heading, adds_up)| {
            let numbers = by_year(*what);
            let total = match adds_up {
                true => Total::Sum(numbers.iter().sum()),
                false => Total::Nothing,
            };
            Column::new(book.say(*heading), Kind::Money, 0, numbers, total)
        })
        .collect();
    let chance = book.say(words("chance of an overrun", "超過の確率"));
    let numbers = by_year(outturn::OVERRUNS);
    columns.push(Column::new(chance, Kind::Share, 1, numbers, Total::Nothing));
    let rules = &figures.model.money.purses[purse];
    let (name, kind) = (rules.name.of(book.language()), book.say(rules.kind.words()));
    Block {
        title: book.tell(crate::text!(
            "Purse: {name} ({kind}), means",
            "財源：{name}（{kind}）、平均"
        )),
        unit: book.money_unit(),
        note: book
            .say(words(
                "Granted + carried in = spent + lapsed + carried out − overrun.",
                "交付額＋前年度からの繰越＝支出額＋不用額＋翌年度への繰越－超過額。",
            ))
            .to_owned(),
        columns,
        helpers: Vec::new(),
    }
}
