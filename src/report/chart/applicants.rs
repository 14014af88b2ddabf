//! Whether companies come, and what comes of it: calls by number of applicants, and how tenders
//! end, by fiscal year.

use super::canvas::{Align, Area, Pen};
use super::error::{amount, length};
use super::frame::{Frame, nothing};
use super::number::Numbers;
use super::palette::{BLUE, BROWN, GREY, INK, LIGHT_SKY, ORANGE};
use super::stacks::{Fill, Part, Stacks};
use super::text::Face;
use super::years::Years;
use super::{Caption, ChartError, Style};
use crate::language::{Text, Words, words};
use crate::text;

/// Applicants and results of calls by fiscal year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApplicantsChart {
    /// Title and origin.
    pub caption: Caption,
    /// Labels of the fiscal years, ascending.
    pub years: Vec<String>,
    /// One entry per year, in their order.
    pub counts: Vec<ApplicantsYear>,
}

/// Calls and their results in a fiscal year, per run; all numbers 0 or more.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ApplicantsYear {
    /// Calls that ended without an applicant.
    pub without: f64,
    /// Calls that ended with one.
    pub one: f64,
    /// Calls that ended with several.
    pub several: f64,
    /// Contracts signed.
    pub contracts: f64,
    /// Companies that left at the end of their feasibility study.
    pub left_after_study: f64,
    /// Companies that left when terms were agreed, in due diligence or at the contract.
    pub left_later: f64,
}

const CALLS: Words = words(
    "Calls that ended, by applicants",
    "終了した公募（応募企業数別）",
);
const RESULTS: Words = words("How they went on", "公募後の結果");

/// The parts of the upper plot, lowest first.
const APPLICANTS: [(Words, Fill, Figure); 3] = [
    (words("2 or more", "2社以上"), Fill::Plain(BLUE), |y| {
        y.several
    }),
    (words("one", "1社"), Fill::Plain(LIGHT_SKY), |y| y.one),
    (words("none", "応募なし"), Fill::Hatched(GREY), |y| {
        y.without
    }),
];
/// The parts of the lower plot, lowest first.
const ENDS: [(Words, Fill, Figure); 4] = [
    (words("contract", "契約"), Fill::Plain(BLUE), |y| {
        y.contracts
    }),
    (
        words("left after feasibility study", "FS後に辞退"),
        Fill::Plain(ORANGE),
        |y| y.left_after_study,
    ),
    (
        words("failed in terms or due diligence", "条件交渉・DDで不成立"),
        Fill::Plain(BROWN),
        |y| y.left_later,
    ),
    (
        words("no applicant", "応募なし"),
        Fill::Hatched(GREY),
        |y| y.without,
    ),
];

type Figure = fn(&ApplicantsYear) -> f64;

/// Draws calls by number of applicants above, and how they went on below.
///
/// The upper columns count calls in the year in which they end, the lower ones contracts and
/// departures in the year in which they happen; one call may see several companies leave.
/// Without years the chart says that there is no data.
///
/// # Errors
///
/// - [`ChartError::Length`] where years and counts differ in number.
/// - [`ChartError::Value`] where a number is negative, not finite or beyond 10²⁹⁰.
pub fn applicants(chart: &ApplicantsChart, style: &Style) -> Result<String, ChartError> {
    length(chart.years.len(), chart.counts.len(), || {
        "counts of calls".to_owned()
    })?;
    for (year, counts) in chart.years.iter().zip(&chart.counts) {
        for (word, _, figure) in APPLICANTS.iter().chain(&ENDS) {
            amount(figure(counts), || format!("{}, {year}", word.english))?;
        }
    }
    let frame = Frame::new(&chart.caption);
    let room = frame.room(0.0);
    frame.draw(room, &reading(chart, style), style, |pen| {
        match chart.years.is_empty() {
            true => nothing(pen, room, style),
            false => draw(chart, style, pen, room),
        }
    })
}

/// The chart for those who cannot see it: totals over all years.
fn reading(chart: &ApplicantsChart, style: &Style) -> String {
    let numbers = Numbers::with_decimals(1.0, 1, style);
    let total = |figure: Figure| numbers.print(chart.counts.iter().map(figure).sum());
    let [several, one, none] = APPLICANTS.map(|(_, _, figure)| total(figure));
    let [contracts, study, later, _] = ENDS.map(|(_, _, figure)| total(figure));
    let told: Text = text!(
        "Calls that ended over all years, per run: {several} with two or more applicants, {one} \
         with one, {none} with none. From these came {contracts} contracts; {study} companies \
         left after their feasibility study, {later} later.",
        "全年度で終了した公募は、応募2社以上が{several}件、1社が{one}件、応募なしが{none}件。\
         契約{contracts}件、FS後の辞退{study}社、その後の不成立{later}社。"
    );
    told.of(style.language).to_owned()
}

const HEADING: Face = Face::bold(15);
/// Height of a heading, and the gap below.
const HEADED: f64 = 26.0;

fn parts(of: &[(Words, Fill, Figure)], chart: &ApplicantsChart, style: &Style) -> Vec<Part> {
    of.iter()
        .map(|(word, fill, figure)| Part {
            name: word.of(style.language).to_owned(),
            amounts: chart.counts.iter().map(figure).collect(),
            fill: *fill,
        })
        .collect()
}

fn draw(chart: &ApplicantsChart, style: &Style, pen: &mut Pen<'_>, room: Area) {
    let (calls, ends) = (parts(&APPLICANTS, chart, style), parts(&ENDS, chart, style));
    let count = chart.years.len();
    let upper = Stacks::new(&calls, count, 3, style);
    let lower = Stacks::new(&ends, count, 3, style);
    let columns = Stacks::columns(&[&upper, &lower], room.left, room.right);
    let years = Years::new(&chart.years, columns);
    let plots = room.height() - years.height() - 12.0 - 2.0 * HEADED - 14.0;
    let first = Area {
        top: room.top + HEADED,
        bottom: room.top + HEADED + 0.46 * plots,
        ..room
    };
    let second = Area {
        top: first.bottom + 14.0 + HEADED,
        bottom: room.bottom - years.height() - 12.0,
        ..room
    };
    for (words, area, stacks) in [(CALLS, first, &upper), (RESULTS, second, &lower)] {
        let at = (room.left, area.top - HEADED / 2.0);
        pen.text(words.of(style.language), at, HEADING, INK, Align::Left);
        stacks.draw(pen, area, columns);
    }
    let bottom = second.bottom;
    years.draw(pen, bottom + 8.0, (bottom, bottom + 6.0));
}

#[cfg(test)]
mod tests {
    use super::super::inspect::{EN, rects, shows, sound};
    use super::*;

    fn year() -> ApplicantsYear {
        ApplicantsYear {
            without: 4.0,
            one: 2.0,
            several: 1.0,
            contracts: 1.5,
            left_after_study: 1.0,
            left_later: 0.5,
        }
    }

    #[test]
    fn every_count_is_drawn_to_scale_and_calls_without_applicants_in_both_plots() {
        let chart = ApplicantsChart {
            caption: Caption::default(),
            years: vec!["FY2014".into(), "FY2015".into()],
            counts: vec![year(), year()],
        };
        let svg = applicants(&chart, &EN).unwrap();
        let texts = sound(&svg);
        for text in ["7.00", "2 or more 14 %", "none 57 %", "contract 21 %"] {
            assert!(shows(&texts, text), "{text}: {texts:?}");
        }
        let (contract, study) = (&rects(&svg, "#005AFF")[2], &rects(&svg, "#F6AA00")[0]);
        assert!((contract.height - 1.5 * study.height).abs() < 0.5);
    }

    #[test]
    fn figures_that_contradict_themselves_are_refused() {
        let chart = ApplicantsChart {
            caption: Caption::default(),
            years: vec!["FY2014".into()],
            counts: vec![ApplicantsYear {
                one: -1.0,
                ..year()
            }],
        };
        let result = applicants(&chart, &EN);
        assert!(matches!(result, Err(ChartError::Value { .. })));
        let result = applicants(
            &ApplicantsChart {
                years: vec![],
                ..chart
            },
            &EN,
        );
        assert!(matches!(result, Err(ChartError::Length { .. })));
    }
}
