//! Which listed themes first, how sure that is, and when they get how far.

use super::{PER_CENT, Picture, Teller};
use crate::analysis::ranking::{RankFigures, Standing};
use crate::language::{Words, words};
use crate::model::TICKS_PER_MONTH;
use crate::report::chart::{
    AcceptabilityChart, AcceptabilityRow, Chart, RankedTheme, RankingChart, TimelineChart,
    TimelineStep, TimelineTheme,
};
use crate::report::{Origin, Style};
use crate::stats::LogHistogram;
use crate::stats::interval::normal_quantile;

const RANKING: Words = words(
    "Which theme first, and how sure that is",
    "テーマの優先順位とその確からしさ",
);
const SCORE: Words = words("expected score at mean weights", "平均的な重みでの期待評点");
const SCORE_SCALE: Words = words(
    "0 is the worst on all criteria, 1 the best",
    "全評価項目で最低なら0、最高なら1",
);
const SCORE_UNIT: Words = words("score, 0 to 1", "評点（0～1）");
const TIES: Words = words(
    "Whiskers: 95 % interval of the estimate. Themes that tie cannot be told apart from the first \
     of them (5 %, adjusted for all pairs).",
    "横線は推定の95％信頼区間。同順位群は、群の先頭のテーマと有意差がないテーマである（全組合せで調整、5％水準）。",
);
const ACCEPTABILITY: Words = words(
    "How surely each theme stands at each rank",
    "各テーマが各順位となる割合",
);
const TIMELINE: Words = words("When each theme passes its stages", "テーマ別の進捗見通し");
const TIMELINE_NOTE: Words = words(
    "Times are those of the runs in which it comes to that within the horizon.",
    "時期は、期間内に該当した試行に限ったものである。",
);
const LICENCE: Words = words("licence", "導出");
const LAUNCH: Words = words("launch", "上市");

/// The charts of a ranking.
pub fn ranking_pictures(figures: &RankFigures<'_>, origin: &Origin, style: &Style) -> Vec<Picture> {
    let told = Teller {
        model: figures.model,
        origin,
        style,
    };
    let mut pictures = Vec::new();
    if let Some(standing) = figures.standing {
        pictures.push(told.picture("ranking", ranking(&told, figures, standing)));
        pictures.push(told.picture("rank_acceptability", acceptability(&told, standing)));
    }
    if !figures.model.themes.is_empty() {
        pictures.push(told.picture("timeline", timeline(&told, figures)));
    }
    pictures
}

/// A note, and which themes no run takes up.
fn notes(told: &Teller<'_>, note: Words, figures: &RankFigures<'_>) -> String {
    let never = figures.never_taken_up().map(|never| told.text(&never));
    let notes: Vec<String> = std::iter::once(told.say(note).to_owned())
        .chain(never)
        .collect();
    notes.join(told.say(words(" ", "")))
}

fn theme(told: &Teller<'_>, theme: usize) -> String {
    told.text(&told.model.themes[theme].name)
}

fn ranking(told: &Teller<'_>, figures: &RankFigures<'_>, standing: &Standing) -> Chart {
    let reach = normal_quantile(0.975).unwrap_or(0.0);
    let themes = standing.order.iter().map(|number| {
        let (value, error) = (standing.scores[*number], standing.score_errors[*number]);
        let half = match error.is_finite() {
            true => reach * error,
            false => 0.0,
        };
        RankedTheme {
            label: theme(told, *number),
            ranks: ranks(standing, *number),
            value,
            low: value - half,
            high: value + half,
        }
    });
    Chart::Ranking(RankingChart {
        themes: themes.collect(),
        caption: told.caption(
            told.say(RANKING).to_owned(),
            told.say(SCORE_SCALE).to_owned(),
            told.say(SCORE_UNIT),
            notes(told, TIES, figures),
        ),
        axis: told.say(SCORE).to_owned(),
        extent: None,
    })
}

/// The ranks of the tie group of a theme, from 1.
fn ranks(standing: &Standing, theme: usize) -> (usize, usize) {
    let group = |other: &usize| standing.ties[*other] == standing.ties[theme];
    let first = standing.order.iter().position(group).unwrap_or(0);
    let last = standing.order.iter().rposition(group).unwrap_or(first);
    (first + 1, last + 1)
}

fn acceptability(told: &Teller<'_>, standing: &Standing) -> Chart {
    let ranks = standing.order.len();
    let themes = standing.order.iter().map(|number| AcceptabilityRow {
        label: theme(told, *number),
        shares: (0..ranks)
            .map(|rank| standing.acceptability.rank(*number, rank).share)
            .collect(),
    });
    Chart::Acceptability(AcceptabilityChart {
        themes: themes.collect(),
        caption: told.caption(
            told.say(ACCEPTABILITY).to_owned(),
            String::new(),
            told.say(PER_CENT),
            String::new(),
        ),
        ranks,
    })
}

/// The themes that any run takes up: the others pass nothing.
fn timeline(told: &Teller<'_>, figures: &RankFigures<'_>) -> Chart {
    let taken_up = (0..figures.model.themes.len()).filter(|theme| figures.taken_up(*theme) > 0.0);
    let rows = taken_up.map(|number| TimelineTheme {
        label: theme(told, number),
        steps: steps(told, figures, number),
    });
    Chart::Timeline(TimelineChart {
        themes: rows.collect(),
        caption: told.yearly(
            told.say(TIMELINE).to_owned(),
            String::new(),
            "",
            notes(told, TIMELINE_NOTE, figures),
        ),
        years: told.years(),
    })
}

/// The stages of a theme that it passes in any run, then its licence, or else its launch.
fn steps(told: &Teller<'_>, figures: &RankFigures<'_>, number: usize) -> Vec<TimelineStep> {
    let route = &told.model.routes[told.model.themes[number].route];
    let passed = route.stages.iter().zip(figures.passed_months(number));
    let stages = passed.filter(|(_, months)| months.count() > 0);
    let licences = figures.licence_months(number);
    let (aim, months) = match licences.count() {
        0 => (LAUNCH, figures.launch_months(number)),
        _ => (LICENCE, licences),
    };
    let aim = match months.count() {
        0 => (LICENCE, licences),
        _ => (aim, months),
    };
    let step = |name: String, aim: bool, months: &LogHistogram| TimelineStep {
        name,
        aim,
        share: months.count() as f64 / figures.sample.runs.max(1) as f64,
        time: time(told, months),
    };
    let stages = stages.map(|(stage, months)| step(told.text(&stage.name), false, months));
    let last = step(told.say(aim.0).to_owned(), true, aim.1);
    stages.chain([last]).collect()
}

/// P10, median and P90 in fiscal years since the beginning of the first one.
fn time(told: &Teller<'_>, months: &LogHistogram) -> Option<[f64; 3]> {
    let calendar = &told.model.calendar;
    // The first fiscal year may have begun before the start.
    let before = 12.0 - (calendar.year_end(0).0 / TICKS_PER_MONTH) as f64;
    let years = calendar.years() as f64;
    // A month counts as its middle.
    let year = |p: f64| Some(((months.quantile(p)? + before + 0.5) / 12.0).clamp(0.0, years));
    Some([year(0.1)?, year(0.5)?, year(0.9)?])
}
