//! Every chart, both languages, any figures: no text off the paper, none upon another, none that
//! its ground hides. For tests.

use super::inspect::{STYLES, long_caption, sound};
use super::*;
use crate::report::{Minus, Style, YearStyle};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// Names from empty to far too long, in both scripts, with markup.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("NIBIO".to_owned()),
        Just("医薬基盤・健康・栄養研究所".to_owned()),
        Just("変異型キナーゼK1阻害薬 (Inhibitor of mutant kinase K1) <&>".to_owned()),
        Just("創薬等ライフサイエンス研究支援基盤事業　".repeat(6)),
        Just("pharmacokinetics-and-toxicology ".repeat(8)),
        Just("M".repeat(90)),
    ]
}

/// Magnitudes from nothing to what no budget will ever reach.
fn magnitude() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        Just(1e-12),
        Just(0.003),
        Just(1.0),
        Just(47.0),
        Just(4_321.0),
        Just(98_765_432.1),
        Just(3e12),
        Just(7e18),
        Just(2e120),
    ]
}

fn style() -> impl Strategy<Value = Style> {
    let years = [YearStyle::Western, YearStyle::Era, YearStyle::Both];
    let minus = [Minus::Sign, Minus::Triangle, Minus::BlackTriangle];
    (0..2_usize, 0..3_usize, 0..3_usize).prop_map(move |(language, year, sign)| Style {
        years: years[year],
        minus: minus[sign],
        ..STYLES[language]
    })
}

fn caption() -> impl Strategy<Value = Caption> {
    prop_oneof![
        Just(Caption::default()),
        Just(long_caption()),
        name().prop_map(|title| Caption {
            title,
            unit: "（単位：百万円（2013年価格））".into(),
            source: "Source: soyaku".into(),
            ..Caption::default()
        }),
    ]
}

/// Shares of a magnitude, as many as there may be cells; charts take them in turn.
#[derive(Clone, Debug)]
struct Draws(Vec<f64>);

impl Draws {
    fn at(&self, place: usize) -> f64 {
        self.0[place % self.0.len()]
    }
}

fn draws() -> impl Strategy<Value = Draws> {
    prop::collection::vec(prop_oneof![Just(0.0), Just(1.0), 0.0..1.0], 1..60).prop_map(Draws)
}

/// What a chart is made from.
#[derive(Clone, Debug)]
struct Case {
    style: Style,
    caption: Caption,
    years: usize,
    rows: usize,
    names: Vec<String>,
    magnitude: f64,
    draws: Draws,
}

impl Case {
    fn years(&self) -> Vec<String> {
        (0..self.years as i32)
            .map(|year| self.style.fiscal_year(2015 + year))
            .collect()
    }

    fn name(&self, place: usize) -> String {
        self.names[place % self.names.len()].clone()
    }

    fn amount(&self, place: usize) -> f64 {
        self.magnitude * self.draws.at(place)
    }

    /// Three amounts, ascending.
    fn three(&self, place: usize) -> [f64; 3] {
        let mut three = [0, 1, 2].map(|part| self.amount(3 * place + part));
        three.sort_by(f64::total_cmp);
        three
    }

    fn check(&self, chart: &Chart) {
        let whole = chart.svg(&self.style);
        let whole = whole.unwrap_or_else(|error| panic!("{error}: {chart:?}"));
        sound(&whole);
        for height in [HEIGHT, 1.28 * WIDTH] {
            for sheet in chart.sheets(&self.style, height).unwrap() {
                sound(&sheet);
            }
        }
    }
}

fn case() -> impl Strategy<Value = Case> {
    let years = prop_oneof![0..4_usize, 4..31_usize];
    let rows = prop_oneof![0..4_usize, 4..61_usize];
    let names = prop::collection::vec(name(), 1..7);
    (style(), caption(), years, rows, names, magnitude(), draws()).prop_map(
        |(style, caption, years, rows, names, magnitude, draws)| Case {
            style,
            caption,
            years,
            rows,
            names,
            magnitude,
            draws,
        },
    )
}

fn fan_of(case: &Case) -> Chart {
    let band = |year: usize| {
        let mut amounts = [0, 1, 2, 3].map(|part| case.amount(6 * year + part));
        amounts.sort_by(f64::total_cmp);
        // Income may exceed cost.
        let shift = if case.rows.is_multiple_of(3) {
            case.magnitude / 2.0
        } else {
            0.0
        };
        let [p10, p50, p80, p90] = amounts.map(|amount| amount - shift);
        FanYear {
            p10,
            p50,
            p80,
            p90,
            mean: p50,
            cap: (year + case.rows)
                .is_multiple_of(3)
                .then(|| case.amount(year)),
            request: (year + case.rows)
                .is_multiple_of(2)
                .then(|| case.amount(year + 1)),
        }
    };
    Chart::Fan(FanChart {
        caption: case.caption.clone(),
        years: case.years(),
        bands: (0..case.years).map(band).collect(),
        cap: case.name(0),
        request: case.name(1),
    })
}

fn stack_of(case: &Case) -> Chart {
    let part = |row: usize| StackPart {
        name: case.name(row),
        amounts: (0..case.years)
            .map(|year| case.amount(31 * row + year))
            .collect(),
    };
    Chart::Stack(StackChart {
        caption: case.caption.clone(),
        years: case.years(),
        parts: (0..case.rows).map(part).collect(),
    })
}

fn chance_of(case: &Case) -> Chart {
    let at = |place: usize| {
        let mut three = [0, 1, 2].map(|part| case.draws.at(place + part));
        three.sort_by(f64::total_cmp);
        let [low, estimate, high] = three;
        (!place.is_multiple_of(7)).then_some(Chance {
            estimate,
            low,
            high,
        })
    };
    let series = |row: usize| ChanceSeries {
        name: case.name(row),
        chances: (0..case.years).map(|year| at(row + 2 * year)).collect(),
    };
    Chart::Chance(ChanceChart {
        caption: case.caption.clone(),
        years: case.years(),
        series: (0..case.rows.min(24)).map(series).collect(),
    })
}

fn licences_of(case: &Case) -> Chart {
    let spread = |place: usize| {
        let [p10, mean, p90] = case.three(place);
        Spread { p10, mean, p90 }
    };
    let targets = case.rows.min(4) * usize::from(case.years > 0);
    let target = |place: usize| Target {
        name: case.name(place),
        year: 7 * place % case.years,
        value: case.amount(place),
        chance: place.is_multiple_of(2).then(|| case.draws.at(place)),
    };
    Chart::Licences(LicencesChart {
        caption: case.caption.clone(),
        years: case.years(),
        per_year: (0..case.years).map(spread).collect(),
        to_date: (0..case.years).map(|year| spread(year + 1)).collect(),
        targets: (0..targets).map(target).collect(),
    })
}

fn applicants_of(case: &Case) -> Chart {
    let year = |year: usize| {
        let count = |part: usize| case.amount(6 * year + part);
        ApplicantsYear {
            without: count(0),
            one: count(1),
            several: count(2),
            contracts: count(3),
            left_after_study: count(4),
            left_later: count(5),
        }
    };
    Chart::Applicants(ApplicantsChart {
        caption: case.caption.clone(),
        years: case.years(),
        counts: (0..case.years).map(year).collect(),
    })
}

fn flow_of(case: &Case) -> Chart {
    let stage = |row: usize| {
        let parts = [0, 1, 2, 3, 4, 5, 6].map(|part| case.amount(7 * row + part));
        let [
            passed,
            licensed,
            failed,
            stopped,
            given_up,
            withdrawn,
            unfinished,
        ] = parts;
        FlowStage {
            route: case.name(row / 7),
            stage: case.name(row),
            valley_of_death: row % 7 > 4,
            entered: parts.iter().sum(),
            passed,
            licensed,
            failed,
            stopped,
            given_up,
            withdrawn,
            unfinished,
        }
    };
    Chart::Flow(FlowChart {
        caption: case.caption.clone(),
        stages: (0..case.rows).map(stage).collect(),
        extent: 0.0,
    })
}

fn use_of(case: &Case) -> Chart {
    let row = |row: usize| UseRow {
        label: case.name(row),
        utilisation: (0..case.years)
            .map(|year| (!(row + year).is_multiple_of(5)).then(|| 1.3 * case.draws.at(row + year)))
            .collect(),
        queue: (0..case.years)
            .map(|year| case.amount(row * year))
            .collect(),
    };
    Chart::Use(UseChart {
        caption: case.caption.clone(),
        years: case.years(),
        functions: (0..case.rows).map(row).collect(),
    })
}

fn ranking_of(case: &Case) -> Chart {
    let theme = |row: usize| {
        let [low, value, high] = case.three(row);
        let shift = if case.years.is_multiple_of(2) {
            case.magnitude / 2.0
        } else {
            0.0
        };
        RankedTheme {
            label: case.name(row),
            // Groups of three, and single ones.
            ranks: match row % 6 < 3 {
                true => (row - row % 6 + 1, row - row % 6 + 3),
                false => (row + 1, row + 1),
            },
            value: value - shift,
            low: low - shift,
            high: high - shift,
        }
    };
    Chart::Ranking(RankingChart {
        caption: case.caption.clone(),
        axis: case.name(1),
        themes: (0..case.rows).map(theme).collect(),
        extent: None,
    })
}

fn acceptability_of(case: &Case) -> Chart {
    let row = |row: usize| {
        let raw: Vec<f64> = (0..case.rows)
            .map(|rank| case.draws.at(row * 3 + rank))
            .collect();
        let sum: f64 = raw.iter().sum();
        AcceptabilityRow {
            label: case.name(row),
            shares: raw.iter().map(|share| share / sum.max(1.0)).collect(),
        }
    };
    Chart::Acceptability(AcceptabilityChart {
        caption: case.caption.clone(),
        ranks: case.rows,
        themes: (0..case.rows).map(row).collect(),
    })
}

fn timeline_of(case: &Case) -> Chart {
    let step = |place: usize, last: bool| {
        let mut three = [0, 1, 2].map(|part| case.draws.at(place + part));
        three.sort_by(f64::total_cmp);
        TimelineStep {
            name: case.name(place),
            aim: last,
            share: case.draws.at(place),
            time: (!place.is_multiple_of(6)).then(|| three.map(|t| t * case.years as f64)),
        }
    };
    let theme = |row: usize| TimelineTheme {
        label: case.name(row),
        steps: (0..row % 6)
            .map(|lane| step(7 * row + lane, lane == 4))
            .collect(),
    };
    Chart::Timeline(TimelineChart {
        caption: case.caption.clone(),
        years: case.years(),
        themes: (0..case.rows).map(theme).collect(),
    })
}

macro_rules! sound_whatever_the_figures {
    ($($name:ident: $chart:ident),+ $(,)?) => {
        proptest! {
            #![proptest_config(Config { cases: 40, failure_persistence: None, ..Config::default() })]
            $(
                #[test]
                fn $name(case in case()) {
                    case.check(&$chart(&case));
                }
            )+
        }
    };
}

sound_whatever_the_figures! {
    a_fan_is_sound_whatever_the_figures: fan_of,
    a_stack_is_sound_whatever_the_figures: stack_of,
    chances_are_sound_whatever_the_figures: chance_of,
    licences_are_sound_whatever_the_figures: licences_of,
    applicants_are_sound_whatever_the_figures: applicants_of,
    a_stage_flow_is_sound_whatever_the_figures: flow_of,
    use_is_sound_whatever_the_figures: use_of,
    a_ranking_is_sound_whatever_the_figures: ranking_of,
    acceptability_is_sound_whatever_the_figures: acceptability_of,
    a_timeline_is_sound_whatever_the_figures: timeline_of,
}
