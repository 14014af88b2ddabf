//! How surely a theme stands at a rank: a heat map of themes by ranks with printed shares.
//!
//! A row adds up to 100 %: a dark cell is a sure rank, a pale row an open one. Where there are
//! more ranks than columns fit, the first ones, which decide, stand alone and the rest in groups
//! of equal size.

use super::error::{length, share};
use super::frame::{Frame, nothing};
use super::legend::Entry;
use super::matrix::{Cell, Matrix, MatrixRow, scale_entry};
use super::number::percent;
use super::{Caption, ChartError, Style};
use crate::language::{Language, Text, Words, words};
use crate::text;

/// Rank acceptability of themes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AcceptabilityChart {
    /// Title and origin.
    pub caption: Caption,
    /// How many ranks there are.
    pub ranks: usize,
    /// One row per theme, in the order of the ranking.
    pub themes: Vec<AcceptabilityRow>,
}

/// Rank acceptability of one theme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AcceptabilityRow {
    /// Name of the theme.
    pub label: String,
    /// Share of worlds and weights in which it stands at each rank, the first rank first; each 0
    /// to 1, together 1 or less.
    pub shares: Vec<f64>,
}

/// Draws rank acceptability: themes downwards, ranks to the right.
///
/// Without themes or ranks it says that there is no data.
///
/// # Errors
///
/// - [`ChartError::Length`] where a row has another length than the ranks.
/// - [`ChartError::Value`] where a share is not of 0 to 1.
pub fn acceptability(chart: &AcceptabilityChart, style: &Style) -> Result<String, ChartError> {
    for row in &chart.themes {
        length(chart.ranks, row.shares.len(), || {
            format!("shares of {}", row.label)
        })?;
        for value in &row.shares {
            share(*value, || format!("a share of {}", row.label))?;
        }
    }
    let frame = Frame::new(&chart.caption);
    let matrix = matrix(chart, style);
    let room = frame.room(matrix.least_height());
    frame.draw(room, &reading(chart, style), style, |pen| {
        if chart.themes.is_empty() || chart.ranks == 0 {
            nothing(pen, room, style);
        } else {
            matrix.draw(pen, room);
        }
    })
}

/// Height of the sheet, pixels.
pub(super) fn height(chart: &AcceptabilityChart, style: &Style) -> f64 {
    let frame = Frame::new(&chart.caption);
    frame.height(frame.room(matrix(chart, style).least_height()))
}

const SHARE: Words = words(
    "share of worlds and weights in which the theme stands at the rank, %; blank: never",
    "その順位になる割合（前提と重みの組合せに対する％、空欄は0）",
);
/// Columns that fit.
const MOST_COLUMNS: usize = 20;
/// Ranks that stand alone where the others do not.
const ALONE: usize = 10;

/// The chart for those who cannot see it: how to read it, and each theme's likeliest rank.
fn reading(chart: &AcceptabilityChart, style: &Style) -> String {
    const HOW: Words = words(
        "One row per theme, one column per rank: the share of worlds and weights in which the \
         theme stands at that rank, in per cent, the darker the higher.",
        "行はテーマ、列は順位。前提と重みの組合せのうち、その順位になる割合（％）を濃淡と数値で示す。",
    );
    let likeliest = chart.themes.iter().filter_map(|row| {
        let shares = row.shares.iter().enumerate();
        // Of equal shares the better rank.
        let (rank, share) = shares.rev().max_by(|a, b| a.1.total_cmp(b.1))?;
        let (label, rank, share) = (&row.label, rank + 1, percent(*share, style));
        let told: Text = text!(
            "{label}: most often at rank {rank}, {share}.",
            "{label}は{rank}位が最も多く{share}。"
        );
        Some(told.of(style.language).to_owned())
    });
    std::iter::once(HOW.of(style.language).to_owned())
        .chain(likeliest)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The ranks of each column, from 0.
fn columns(ranks: usize) -> Vec<std::ops::Range<usize>> {
    if ranks <= MOST_COLUMNS {
        return (0..ranks).map(|rank| rank..rank + 1).collect();
    }
    let groups = MOST_COLUMNS - ALONE;
    let size = (ranks - ALONE).div_ceil(groups);
    let alone = (0..ALONE).map(|rank| rank..rank + 1);
    let rest = (ALONE..ranks)
        .step_by(size)
        .map(|first| first..(first + size).min(ranks));
    alone.chain(rest).collect()
}

fn head(ranks: &std::ops::Range<usize>, style: &Style) -> String {
    let (first, last) = (ranks.start + 1, ranks.end);
    let range = match (first == last, style.language) {
        (true, _) => first.to_string(),
        (false, Language::English) => format!("{first}–{last}"),
        (false, Language::Japanese) => format!("{first}～{last}"),
    };
    match style.language {
        Language::English => range,
        Language::Japanese => format!("{range}位"),
    }
}

fn matrix<'a>(chart: &AcceptabilityChart, style: &Style) -> Matrix<'a> {
    let columns = columns(chart.ranks);
    let heads: Vec<String> = columns.iter().map(|ranks| head(ranks, style)).collect();
    let rows = chart.themes.iter().map(|theme| MatrixRow {
        label: theme.label.clone(),
        cells: columns
            .iter()
            .map(|ranks| cell(theme.shares.get(ranks.clone()).unwrap_or(&[]), style))
            .collect(),
    });
    Matrix::new(&heads, rows.collect(), entries(style))
}

fn cell(shares: &[f64], style: &Style) -> Cell {
    let share = shares.iter().sum::<f64>().min(1.0);
    // The sign stands in the legend; nothing at all is left blank, so that the pattern shows.
    let number = match share == 0.0 {
        true => String::new(),
        false => percent(share, style)
            .trim_end_matches(['%', '％', ' '])
            .to_owned(),
    };
    Cell {
        share: Some(share),
        number: [number.clone(), number],
        small: None,
    }
}

fn entries<'a>(style: &Style) -> Vec<Entry<'a>> {
    vec![scale_entry(SHARE.of(style.language))]
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, JA, rects, shows, sound};
    use super::*;

    fn row(label: &str, shares: &[f64]) -> AcceptabilityRow {
        AcceptabilityRow {
            label: label.into(),
            shares: shares.to_vec(),
        }
    }

    fn chart(themes: Vec<AcceptabilityRow>) -> AcceptabilityChart {
        AcceptabilityChart {
            caption: Caption::default(),
            ranks: themes.first().map_or(0, |row| row.shares.len()),
            themes,
        }
    }

    fn drawn(chart: &AcceptabilityChart, style: &Style) -> String {
        acceptability(chart, style).unwrap()
    }

    #[test]
    fn a_cell_says_its_share_and_a_rank_never_held_is_blank() {
        let chart = chart(vec![
            row("A", &[0.7, 0.296, 0.004]),
            row("B", &[0.0, 0.0, 1.0]),
        ]);
        let svg = drawn(&chart, &JA);
        let texts = sound(&svg);
        for text in ["70", "30", "<1", "100", "1位", "3位"] {
            assert!(shows(&texts, text), "{text}");
        }
        assert_eq!(
            texts.iter().filter(|text| text.text == "0").count(),
            1,
            "legend"
        );
        assert_eq!(rects(&svg, "#000060").len(), 1 + 1, "legend and sure rank");
    }

    #[test]
    fn many_ranks_stand_in_groups_that_add_up() {
        let ranks = columns(43);
        assert_eq!(ranks.len(), 19);
        assert_eq!((ranks[9].clone(), ranks[10].clone()), (9..10, 10..14));
        assert_eq!(ranks.last(), Some(&(42..43)));
        let mut shares = vec![0.0; 43];
        (shares[10], shares[13], shares[14]) = (0.25, 0.25, 0.5);
        let texts = sound(&drawn(&chart(vec![row("A", &shares)]), &EN));
        assert!(shows(&texts, "11–14") && shows(&texts, "50"));
        assert_eq!(columns(20).len(), 20);
    }

    #[test]
    fn what_is_no_share_is_refused() {
        for wrong in [-0.1, 1.1, f64::NAN] {
            let result = acceptability(&chart(vec![row("A", &[wrong])]), &EN);
            assert!(matches!(result, Err(ChartError::Value { .. })), "{wrong}");
        }
    }
}
