//! What an amount is made of, year by year: stacked columns of a few parts.
//!
//! More parts than can be told apart are put together as others, the smallest first.

use super::canvas::Area;
use super::error::{amount, length};
use super::frame::{Frame, nothing};
use super::number::percent;
use super::palette::{GREY, PARTS};
use super::stacks::{Fill, Part, Stacks};
use super::years::Years;
use super::{Caption, ChartError, Style};
use crate::language::{Text, Words, words};
use crate::text;

/// An amount by fiscal year and part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StackChart {
    /// Title, unit and origin.
    pub caption: Caption,
    /// Labels of the fiscal years, ascending.
    pub years: Vec<String>,
    /// The parts in any order: the largest are shown, lowest first, the rest together.
    pub parts: Vec<StackPart>,
}

/// A part of the amount.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StackPart {
    /// Its name.
    pub name: String,
    /// One amount per year, 0 or more.
    pub amounts: Vec<f64>,
}

impl StackPart {
    fn total(&self) -> f64 {
        self.amounts.iter().sum()
    }
}

/// Draws an amount by fiscal year as stacked columns, its total above each, the share of each
/// part of all years beside its name.
///
/// Without years or parts the chart says that there is no data.
///
/// # Errors
///
/// - [`ChartError::Length`] where a part has another number of amounts than there are years.
/// - [`ChartError::Value`] where an amount is negative, not finite or beyond 10²⁹⁰.
pub fn stack(chart: &StackChart, style: &Style) -> Result<String, ChartError> {
    for part in &chart.parts {
        length(chart.years.len(), part.amounts.len(), || part.name.clone())?;
        for value in &part.amounts {
            amount(*value, || part.name.clone())?;
        }
    }
    let parts = shown(&chart.parts, style);
    let stacks = Stacks::new(&parts, chart.years.len(), 6, style);
    let caption = noted(&chart.caption, stacks.add_up(), style);
    let frame = Frame::new(&caption);
    let room = frame.room(0.0);
    let reading = reading(&parts, style);
    frame.draw(room, &reading, style, |pen| {
        if parts.is_empty() || chart.years.is_empty() {
            nothing(pen, room, style);
            return;
        }
        let columns = Stacks::columns(&[&stacks], room.left, room.right);
        let years = Years::new(&chart.years, columns);
        let bottom = room.bottom - years.height() - 10.0;
        stacks.draw(pen, Area { bottom, ..room }, columns);
        years.draw(pen, bottom + 8.0, (bottom, bottom + 6.0));
    })
}

/// The caption, with a word on rounding where the printed parts do not add up.
fn noted(caption: &Caption, adds_up: bool, style: &Style) -> Caption {
    const ROUNDED: Words = words(
        "Figures are rounded, so that parts need not add up to the total.",
        "計数は、それぞれ四捨五入によっているので、端数において合計と合致しないものがある。",
    );
    let mut caption = caption.clone();
    if !adds_up {
        caption.note = [&caption.note, ROUNDED.of(style.language)].join(" ");
    }
    caption
}

/// The chart for those who cannot see it.
fn reading(parts: &[Part], style: &Style) -> String {
    const HOW: Words = words(
        "One column per fiscal year, stacked by part, the largest part lowest. Shares of all years:",
        "年度ごとの積み上げ棒グラフ。最も大きい内訳を最下段に置く。全年度に占める割合は",
    );
    let whole: f64 = parts.iter().map(Part::total).sum();
    let part = |part: &Part| {
        let share = match whole > 0.0 {
            true => percent(part.total() / whole, style),
            false => percent(0.0, style),
        };
        format!("{} {share}", part.name)
    };
    let separator = words("; ", "、").of(style.language);
    let told: Vec<String> = parts.iter().map(part).collect();
    format!("{} {}", HOW.of(style.language), told.join(separator))
}

/// The parts as shown, lowest first: the largest ones, and the rest together.
fn shown(parts: &[StackPart], style: &Style) -> Vec<Part> {
    let mut sorted: Vec<&StackPart> = parts.iter().filter(|part| part.total() > 0.0).collect();
    // Equal ones stay in the order given.
    sorted.sort_by(|a, b| b.total().total_cmp(&a.total()));
    let most = match sorted.len() > PARTS.len() {
        true => PARTS.len() - 1,
        false => PARTS.len(),
    };
    let (own, rest) = sorted.split_at(most.min(sorted.len()));
    let mut shown: Vec<Part> = own
        .iter()
        .zip(PARTS)
        .map(|(part, colour)| Part {
            name: part.name.clone(),
            amounts: part.amounts.clone(),
            fill: Fill::Plain(colour),
        })
        .collect();
    if let [first, ..] = rest {
        let count = rest.len();
        let name: Text = text!("{count} others", "その他（{count}）");
        let year = |year: usize| rest.iter().map(|part| part.amounts[year]).sum();
        shown.push(Part {
            name: name.of(style.language).to_owned(),
            amounts: (0..first.amounts.len()).map(year).collect(),
            fill: Fill::Hatched(GREY),
        });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, JA, rects, shows, sound};
    use super::*;

    fn chart(parts: &[(&str, &[f64])]) -> StackChart {
        StackChart {
            caption: Caption::default(),
            years: (0..parts.first().map_or(0, |part| part.1.len()))
                .map(|year| format!("FY{}", 2014 + year))
                .collect(),
            parts: parts
                .iter()
                .map(|(name, amounts)| StackPart {
                    name: (*name).to_owned(),
                    amounts: amounts.to_vec(),
                })
                .collect(),
        }
    }

    #[test]
    fn segments_are_proportional_and_the_largest_part_is_lowest() {
        let chart = chart(&[("small", &[100.0, 50.0]), ("large", &[300.0, 350.0])]);
        let svg = stack(&chart, &EN).unwrap();
        let (large, small) = (rects(&svg, "#005AFF"), rects(&svg, "#F6AA00"));
        assert_eq!((large.len(), small.len()), (2, 2));
        assert!((large[0].height - 3.0 * small[0].height).abs() < 0.5);
        assert!((large[1].height - 7.0 * small[1].height).abs() < 1.0);
        assert!((small[0].top + small[0].height - large[0].top).abs() < 0.3);
        let texts = sound(&svg);
        for text in ["400", "300", "350", "large 81 %", "small 19 %"] {
            assert!(shows(&texts, text), "{text}: {texts:?}");
        }
    }

    #[test]
    fn the_smallest_parts_are_put_together() {
        let amounts: Vec<[f64; 1]> = (1..=9).map(|part| [f64::from(part)]).collect();
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
        let parts: Vec<(&str, &[f64])> = names
            .iter()
            .zip(&amounts)
            .map(|(name, amounts)| (*name, &amounts[..]))
            .collect();
        let texts = sound(&stack(&chart(&parts), &JA).unwrap());
        assert!(shows(&texts, "その他（4） 22％"), "{texts:?}");
        assert!(shows(&texts, "i 20％") && shows(&texts, "45.0"));
        assert!(!shows(&texts, "d 9％"));
    }

    #[test]
    fn rounding_is_told_only_where_it_shows() {
        let told = |amount: f64| {
            let chart = chart(&[("a", &[amount]), ("b", &[200.0]), ("c", &[amount])]);
            stack(&chart, &JA).unwrap().contains("四捨五入")
        };
        assert!(told(100.4) && !told(100.0));
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let mut wrong = chart(&[("a", &[1.0, 2.0])]);
        wrong.parts[0].amounts[1] = -1.0;
        let result = stack(&wrong, &EN);
        assert!(matches!(result, Err(ChartError::Value { .. })));
        wrong.parts[0].amounts.pop();
        let result = stack(&wrong, &EN);
        assert!(matches!(result, Err(ChartError::Length { .. })));
    }
}
