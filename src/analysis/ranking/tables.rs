//! The tables of the ranking, from which files, screen and charts are made.

use super::marginal::{Contribution, Part};
use super::standing::{Standing, TIE_LEVEL};
use super::{Expectations, RankSample, figure};
use crate::analysis::figures::{LEVEL, effect_of_few, effect_of_likeness, mean_columns};
use crate::analysis::table::{Column, Table, Value};
use crate::analysis::words::{NO, YES, currency};
use crate::language::{Text, words};
use crate::model::{Measure, Model, TICKS_PER_MONTH, Ticks};
use crate::stats::LogHistogram;
use crate::stats::acceptability::Share;
use crate::text;

const MONTH: f64 = TICKS_PER_MONTH as f64;
const DATES: [(&str, f64); 3] = [("p10", 0.1), ("p50", 0.5), ("p90", 0.9)];

/// Everything that the tables of a ranking are made from.
#[derive(Debug)]
pub struct RankFigures<'a> {
    /// The scenario.
    pub model: &'a Model,
    /// What was counted.
    pub sample: &'a RankSample<'a>,
    /// Expectations given the world.
    pub expectations: &'a Expectations,
    /// How listed themes stand; absent where there are none.
    pub standing: Option<&'a Standing>,
}

/// All tables of a ranking, in the order in which a planner reads them.
pub fn tables(figures: &RankFigures<'_>) -> Vec<Table> {
    let mut tables = Vec::new();
    if let Some(standing) = figures.standing {
        tables.extend([
            ranking(figures, standing),
            rank_acceptability(figures, standing),
            pairwise(figures, standing),
            central_weights(figures, standing),
            weight_ranges(figures, standing),
        ]);
    }
    tables.push(theme_chances(figures));
    tables.push(theme_timeline(figures));
    tables
}

impl RankFigures<'_> {
    /// The mean of a figure of a theme or channel, with its error, each divided by `unit`.
    pub fn mean_and_error(&self, group: usize, what: usize, unit: f64) -> [f64; 2] {
        let cell = self.sample.book.cell(group, what);
        let estimate = self.sample.book.counts.panel.estimate(cell);
        estimate.map_or([f64::NAN; 2], |estimate| {
            [estimate.mean / unit, estimate.standard_error / unit]
        })
    }

    fn values(&self, group: usize, what: usize, unit: f64) -> [Value; 2] {
        self.mean_and_error(group, what, unit).map(Value::finite)
    }

    /// The month since the start that so large a share of the times recorded do not exceed.
    pub fn month(&self, months: &LogHistogram, p: f64) -> Option<f64> {
        months.quantile(p)
    }

    /// The months since the start in which a listed theme passes each stage of its route.
    pub fn passed_months(&self, theme: usize) -> impl Iterator<Item = &LogHistogram> {
        let spans = &self.sample.book.counts.timeline.spans[theme];
        spans.iter().map(|span| &span.passed)
    }

    /// The share of runs in which a listed theme is taken up: it enters a stage of its route. In the
    /// others it is declined, or still waits to be admitted.
    pub fn taken_up(&self, theme: usize) -> f64 {
        let spans = self.sample.book.counts.timeline.spans[theme].iter();
        let most = spans.map(|span| span.entered.count()).max().unwrap_or(0);
        most as f64 / self.sample.runs.max(1) as f64
    }

    /// What is to be said of listed themes that are not taken up in any run, if there are any.
    pub fn never_taken_up(&self) -> Option<Text> {
        let all = self.model.themes.len();
        let never = (0..all)
            .filter(|theme| self.taken_up(*theme) == 0.0)
            .count();
        (never > 0).then(|| {
            text!(
                "{never} of the {all} listed themes are not admitted in any run, so that they come \
                 to no licence here.",
                "登録テーマ{all}件のうち{never}件は、全ての試行で採択されないため、導出に至らない。"
            )
        })
    }

    /// The launches of a listed theme, by month since the start.
    pub fn launch_months(&self, theme: usize) -> &LogHistogram {
        &self.sample.book.counts.timeline.launches[theme]
    }

    /// The first licences of a listed theme, by month since the start.
    pub fn licence_months(&self, theme: usize) -> &LogHistogram {
        &self.sample.book.counts.timeline.licences[theme]
    }

    /// A calendar month, `2016-04`.
    fn date(&self, month: f64) -> Value {
        let date = self.model.calendar.date_of(Ticks((month * MONTH) as i64));
        Value::Month(date.year(), date.month())
    }

    /// For each quantile of times the month it lies in and half of its 95 % interval.
    fn dates(&self, group: usize, what: usize, months: &LogHistogram) -> Vec<Value> {
        let book = &self.sample.book;
        let effect = match self.model.has_ignorance() {
            false => Some(1.0),
            true => effect_of_few(self.sample.worlds).map(|few| {
                few * effect_of_likeness(
                    &book.counts.panel,
                    book.cell(group, what),
                    self.model.runs_per_world,
                )
            }),
        };
        let mut values = Vec::new();
        for (_, p) in DATES {
            let interval = effect.and_then(|effect| months.quantile_interval(p, effect, LEVEL));
            values.push(
                months
                    .quantile(p)
                    .map_or(Value::Missing, |month| self.date(month)),
            );
            values.push(interval.map_or(Value::Missing, |interval| {
                Value::finite((interval.upper - interval.lower) / 2.0)
            }));
        }
        values
    }

    /// The productivity index of a theme and its standard error by the delta method.
    pub fn productivity(&self, theme: usize) -> Option<(f64, f64)> {
        let book = &self.sample.book;
        let index = self
            .expectations
            .measure(Measure::ProductivityIndex, theme, None)?;
        let column = |what: usize| book.counts.worlds.values(theme * figure::KEPT + what);
        let (net, cost) = (column(figure::NET), column(figure::COST_PRESENT));
        let runs = f64::from(self.model.runs_per_world);
        let rest = |(net, cost): (&i64, &i64)| (*net as f64 - index * *cost as f64) / runs;
        let rests: Vec<f64> = net.iter().zip(&cost).map(rest).collect();
        let count = rests.len() as f64;
        if count < 2.0 {
            return Some((index, f64::NAN));
        }
        let mean = rests.iter().sum::<f64>() / count;
        let spread: f64 = rests.iter().map(|rest| (rest - mean).powi(2)).sum();
        let all = book.counts.panel.worlds().max(1) as f64;
        let error = libm::sqrt(spread / (count - 1.0) / all);
        let cost = self.expectations.mean_cost_present(theme);
        Some((index, error / cost))
    }

    /// The id of a theme, which people read as its name.
    fn named(&self, theme: usize) -> Value {
        let theme = &self.model.themes[theme];
        Value::named(&theme.id, &theme.name)
    }

    fn name(&self, theme: usize) -> [Value; 2] {
        let theme = &self.model.themes[theme];
        [
            Value::text(&theme.id),
            Value::named(&theme.name.english, &theme.name),
        ]
    }
}

fn share(share: Share) -> [Value; 2] {
    [
        Value::finite(share.share),
        Value::finite(share.standard_error),
    ]
}

fn date_columns(name: &str, unit: &str) -> Vec<Column> {
    let mut columns = Vec::new();
    for (quantile, _) in DATES {
        columns.push(Column {
            name: format!("{name}_{quantile}"),
            unit: unit.to_owned(),
        });
        columns.push(Column::number(
            &format!("{name}_{quantile}_half_width_95_months"),
            "months, half of a 95 % interval",
        ));
    }
    columns
}

fn named(texts: &[&str]) -> Vec<Column> {
    texts.iter().map(|name| Column::text(name)).collect()
}

fn ranking(figures: &RankFigures<'_>, standing: &Standing) -> Table {
    let model = figures.model;
    let suffix = format!("_{}", model.currency.to_lowercase());
    let mut columns = vec![Column::number(
        "rank",
        "from 1, by the expected score at mean weights",
    )];
    columns.push(Column::number(
        "tie_group",
        "themes of a group cannot be told apart from its first (Holm, 5 %)",
    ));
    columns.extend(named(&["theme", "name", "route", "area", "stage"]));
    columns.extend(mean_columns(
        "score",
        "",
        "0 worst to 1 best on all criteria",
    ));
    columns.extend(mean_columns(
        "first_rank_acceptability",
        "",
        "chance, 0 to 1",
    ));
    columns.push(Column::number("top_k", "rank"));
    columns.extend(mean_columns("top_k_acceptability", "", "chance, 0 to 1"));
    columns.push(Column::number("mean_rank", "over worlds and weights"));
    columns.push(Column::number(
        "confidence_factor",
        "chance, 0 to 1, of rank 1 with its central weights",
    ));
    columns.push(Column::number("chance_of_support", "chance, 0 to 1"));
    columns.extend(mean_columns("chance_of_licence", "", "chance, 0 to 1"));
    columns.extend(date_columns(
        "licence_date",
        "month, of those licensed within the horizon",
    ));
    columns.extend(mean_columns(
        "time_to_licence",
        "_months",
        "months from the start, the horizon without a licence",
    ));
    columns.extend(mean_columns("remaining_cost", &suffix, &model.currency));
    columns.extend(mean_columns("income", &suffix, &model.currency));
    let valued = model.valuation.is_some();
    if valued {
        let present = format!("{}, discounted to the start", model.currency);
        columns.extend(mean_columns("remaining_cost_present", &suffix, &present));
        columns.extend(mean_columns("value_present", &suffix, &present));
        columns.extend(mean_columns("expected_value", &suffix, &present));
        columns.extend(mean_columns(
            "productivity_index",
            "",
            "expected value per discounted remaining cost",
        ));
    }
    if model.has_ignorance() {
        columns.push(Column::number(
            "explained",
            "share of the variance of the chance of a licence between world means that is predicted",
        ));
    }
    let mut table = Table::new("ranking", columns);
    for (place, theme) in standing.order.iter().enumerate() {
        let theme = *theme;
        let listed = &model.themes[theme];
        let route = &model.routes[listed.route];
        let mut row = vec![
            Value::Integer(place as i64 + 1),
            Value::Integer(standing.ties[theme] as i64),
        ];
        row.extend(figures.name(theme));
        row.push(Value::named(&route.id, &route.name));
        row.push(listed.area.map_or(Value::text(""), |area| {
            let area = &model.areas[area];
            Value::named(&area.id, &area.name)
        }));
        let stage = &route.stages[listed.stage];
        row.push(Value::named(&stage.id, &stage.name));
        row.push(Value::finite(standing.scores[theme]));
        row.push(Value::finite(standing.score_errors[theme]));
        row.extend(share(standing.acceptability.rank(theme, 0)));
        row.push(Value::Integer(standing.top as i64));
        row.extend(share(standing.acceptability.top(theme)));
        row.push(Value::finite(standing.acceptability.mean_rank(theme)));
        row.push(standing.confidence[theme].map_or(Value::Missing, Value::finite));
        row.push(Value::finite(figures.taken_up(theme)));
        row.extend(figures.values(theme, figure::LICENSED, 1.0));
        row.extend(figures.dates(theme, figure::LICENSED, figures.licence_months(theme)));
        row.extend(figures.values(theme, figure::TIME, MONTH));
        row.extend(figures.values(theme, figure::COST, 1.0));
        row.extend(figures.values(theme, figure::INCOME, 1.0));
        if valued {
            for what in [figure::COST_PRESENT, figure::VALUE, figure::NET] {
                row.extend(figures.values(theme, what, 1.0));
            }
            row.extend(match figures.productivity(theme) {
                Some((index, error)) => [Value::finite(index), Value::finite(error)],
                None => [Value::Missing, Value::Missing],
            });
        }
        if model.has_ignorance() {
            let explained = figures.expectations.explained[theme][figure::LICENSED];
            row.push(Value::finite(explained));
        }
        table.push(row);
    }
    table
}

fn rank_acceptability(figures: &RankFigures<'_>, standing: &Standing) -> Table {
    let mut columns = named(&["theme", "name"]);
    columns.push(Column::number("rank", "from 1"));
    columns.extend(mean_columns("acceptability", "", "chance, 0 to 1"));
    let mut table = Table::new("rank_acceptability", columns);
    for theme in &standing.order {
        for rank in 0..standing.order.len() {
            let mut row = figures.name(*theme).to_vec();
            row.push(Value::Integer(rank as i64 + 1));
            row.extend(share(standing.acceptability.rank(*theme, rank)));
            table.push(row);
        }
    }
    table
}

fn pairwise(figures: &RankFigures<'_>, standing: &Standing) -> Table {
    let mut columns = named(&["theme", "other_theme"]);
    columns.extend(mean_columns("wins", "", "chance, 0 to 1, ties half"));
    columns.extend(mean_columns(
        "score_difference",
        "",
        "at mean weights, paired by world",
    ));
    columns.push(Column::number(
        "adjusted_p",
        "p-value of no difference, Holm over all pairs",
    ));
    columns.push(Column::text("told_apart"));
    let mut table = Table::new("pairwise", columns);
    let id = |theme: usize| figures.named(theme);
    for one in &standing.order {
        for other in standing.order.iter().filter(|other| *other != one) {
            let pair = standing.pairs[*one][*other];
            let mut row = vec![id(*one), id(*other)];
            row.extend(share(standing.acceptability.wins(*one, *other)));
            row.push(Value::finite(pair.difference));
            row.push(Value::finite(pair.standard_error));
            row.push(Value::finite(pair.adjusted));
            let told = pair.adjusted < TIE_LEVEL;
            row.push(Value::words(if told { YES } else { NO }));
            table.push(row);
        }
    }
    table
}

fn central_weights(figures: &RankFigures<'_>, standing: &Standing) -> Table {
    let mut columns = named(&["theme", "name"]);
    columns.extend(mean_columns(
        "first_rank_acceptability",
        "",
        "chance, 0 to 1",
    ));
    columns.push(Column::number(
        "confidence_factor",
        "chance, 0 to 1, of rank 1 with its central weights",
    ));
    columns.push(Column::text("criterion"));
    columns.push(Column::number(
        "central_weight",
        "mean of the weights that make the theme the first",
    ));
    let mut table = Table::new("central_weights", columns);
    for theme in &standing.order {
        let central = standing.acceptability.central_weights(*theme);
        for (place, criterion) in standing.ranking.criteria.iter().enumerate() {
            let mut row = figures.name(*theme).to_vec();
            row.extend(share(standing.acceptability.rank(*theme, 0)));
            row.push(standing.confidence[*theme].map_or(Value::Missing, Value::finite));
            row.push(Value::named(
                criterion.measure.word(),
                &criterion.measure.name(),
            ));
            let weight = central.as_ref().map(|weights| weights[place]);
            row.push(weight.map_or(Value::Missing, Value::finite));
            table.push(row);
        }
    }
    table
}

fn weight_ranges(figures: &RankFigures<'_>, standing: &Standing) -> Table {
    let model = figures.model;
    let mut columns = named(&["criterion", "unit"]);
    for (name, unit) in [
        ("worst", "the value that counts 0, in the criterion's unit"),
        ("best", "the value that counts 1, in the criterion's unit"),
        ("weight_least", "share of the whole"),
        ("weight_mean", "share of the whole"),
        ("weight_most", "share of the whole"),
        (
            "first_from",
            "least weight with which the first stays the first",
        ),
        (
            "first_to",
            "largest weight with which the first stays the first",
        ),
    ] {
        columns.push(Column::number(name, unit));
    }
    columns.extend(named(&["first", "takes_over_below", "takes_over_above"]));
    let mut table = Table::new("weight_ranges", columns);
    let id = |theme: Option<usize>| theme.map_or(Value::Missing, |theme| figures.named(theme));
    for (place, criterion) in standing.ranking.criteria.iter().enumerate() {
        let range = &standing.ranges[place];
        let (worst, best) = standing.scales[place];
        let (least, most) = standing.limits[place];
        let mut row = vec![
            Value::named(criterion.measure.word(), &criterion.measure.name()),
            unit_of(criterion.measure, model),
        ];
        let numbers = [
            worst,
            best,
            least,
            standing.weights[place],
            most,
            range.from,
            range.to,
        ];
        row.extend(numbers.map(Value::finite));
        row.push(id(standing.order.first().copied()));
        row.extend([id(range.below), id(range.above)]);
        table.push(row);
    }
    table
}

/// The unit of a measure in words.
fn unit_of(measure: Measure, model: &Model) -> Value {
    match measure {
        Measure::ChanceOfLicence => Value::words(words("chance, 0 to 1", "確率")),
        Measure::TimeToLicence => Value::words(words("months", "月")),
        Measure::RemainingCost => {
            let currency = currency(&model.currency);
            Value::named(&currency.english, &currency)
        }
        Measure::ExpectedValue => discounted(&model.currency),
        Measure::ProductivityIndex => Value::words(words("ratio", "比率")),
        Measure::Score(_) => Value::words(words("score", "評点")),
    }
}

fn discounted(code: &str) -> Value {
    let currency = currency(code);
    let name =
        text!("{currency}, discounted to the start", "{currency}（開始時点の現在価値）"; currency);
    Value::named(&name.english, &name)
}

/// Chances by the ends of fiscal years; of channels the themes licensed per run.
fn theme_chances(figures: &RankFigures<'_>) -> Table {
    let model = figures.model;
    let mut columns = named(&["theme", "name", "kind"]);
    columns.push(Column::text("at_end_of_fiscal_year"));
    columns.extend(mean_columns(
        "licensed",
        "",
        "themes per run; a chance for a listed theme",
    ));
    let mut table = Table::new("theme_chances", columns);
    let years = model.calendar.years();
    let chosen = model.ranking.as_ref().map(|ranking| &ranking.years);
    let chosen = match chosen.filter(|years| !years.is_empty()) {
        Some(chosen) => chosen.clone(),
        None => (0..years).collect(),
    };
    let kinds = [words("theme", "登録テーマ"), words("channel", "応募経路")];
    let channels = model.channels.iter().map(|c| (&c.id, &c.name, kinds[1]));
    let themes = model.themes.iter().map(|t| (&t.id, &t.name, kinds[0]));
    for (group, (id, name, kind)) in themes.chain(channels).enumerate() {
        let mut push = |year: Value, what: usize| {
            let mut row = vec![
                Value::text(id),
                Value::named(&name.english, name),
                Value::words(kind),
                year,
            ];
            row.extend(figures.values(group, what, 1.0));
            table.push(row);
        };
        for year in &chosen {
            let name = Value::FiscalYear(model.calendar.fiscal_year(*year));
            push(name, figure::BY_YEAR + year);
        }
        push(Value::words(words("horizon", "期末")), figure::LICENSED);
    }
    table
}

/// When each listed theme enters and leaves its stages.
fn theme_timeline(figures: &RankFigures<'_>) -> Table {
    let model = figures.model;
    let mut columns = named(&["theme", "name", "stage"]);
    for event in ["entered", "left"] {
        columns.push(Column::number(
            &format!("{event}_share"),
            "share of runs, 0 to 1",
        ));
        columns.push(Column::number(
            &format!("{event}_share_standard_error"),
            "share of runs, 0 to 1",
        ));
        for (quantile, _) in DATES {
            columns.push(Column::number(
                &format!("{event}_{quantile}_months"),
                "months since the start, of the runs in which it happens",
            ));
            columns.push(Column {
                name: format!("{event}_date_{quantile}"),
                unit: "month, of the runs in which it happens".to_owned(),
            });
        }
    }
    columns.push(Column::number("passed_share", "share of runs, 0 to 1"));
    let mut table = Table::new("theme_timeline", columns);
    let timeline = &figures.sample.book.counts.timeline;
    for (theme, listed) in model.themes.iter().enumerate() {
        let none = LogHistogram::new();
        let stages = &model.routes[listed.route].stages;
        for (stage, span) in stages.iter().zip(&timeline.spans[theme]) {
            let mut row = figures.name(theme).to_vec();
            row.push(Value::named(&stage.id, &stage.name));
            row.extend(moments(figures, theme, &span.entered));
            row.extend(moments(figures, theme, &span.left));
            let runs = figures.sample.runs.max(1) as f64;
            row.push(Value::finite(span.passed.count() as f64 / runs));
            table.push(row);
        }
        for (event, months) in [
            (words("licence", "導出"), &timeline.licences[theme]),
            (words("launch", "上市"), &timeline.launches[theme]),
        ] {
            let mut row = figures.name(theme).to_vec();
            row.push(Value::words(event));
            row.extend(moments(figures, theme, months));
            row.extend(moments(figures, theme, &none));
            row.push(Value::Missing);
            table.push(row);
        }
    }
    table
}

/// The share of runs in which something happens, its error, and when.
///
/// Runs of a world resemble each other; how much is read from the theme's licences.
fn moments(figures: &RankFigures<'_>, theme: usize, months: &LogHistogram) -> Vec<Value> {
    let book = &figures.sample.book;
    let runs = figures.sample.runs.max(1) as f64;
    let share = months.count() as f64 / runs;
    let cell = book.cell(theme, figure::LICENSED);
    let effect = effect_of_likeness(&book.counts.panel, cell, figures.model.runs_per_world);
    let error = libm::sqrt(share * (1.0 - share) / runs * effect);
    let mut values = vec![Value::finite(share), Value::finite(error)];
    for (_, p) in DATES {
        let month = months.quantile(p);
        values.push(month.map_or(Value::Missing, Value::finite));
        values.push(month.map_or(Value::Missing, |month| figures.date(month)));
    }
    values
}

/// What listed themes contribute to the portfolio.
pub fn marginal(model: &Model, contributions: &[Contribution]) -> Table {
    let mut columns = named(&["theme", "name", "question", "part", "unit"]);
    columns.extend(mean_columns(
        "difference",
        "",
        "unit of the part, paired by world",
    ));
    for end in ["lower", "upper"] {
        let name = format!("difference_{end}_95");
        columns.push(Column::number(&name, "unit of the part, paired by world"));
    }
    columns.push(Column::number(
        "adjusted_p",
        "p-value of no difference, Holm over the table",
    ));
    columns.push(Column::text("verdict"));
    let mut table = Table::new("marginal", columns);
    for found in contributions {
        let theme = &model.themes[found.theme];
        let unit = match found.part {
            Part::Licences => Value::words(words("themes per run", "テーマ数／試行")),
            Part::Cost => Value::text(&model.currency),
            Part::Value | Part::Net => discounted(&model.currency),
        };
        let interval = found.difference.interval(LEVEL);
        let mut row = vec![
            Value::text(&theme.id),
            Value::named(&theme.name.english, &theme.name),
            Value::named(found.question.word(), &found.question.name().into()),
            Value::named(found.part.word(), &found.part.name().into()),
            unit,
        ];
        row.extend([found.difference.mean, found.difference.standard_error].map(Value::finite));
        let ends = interval.map_or([f64::NAN; 2], |interval| [interval.lower, interval.upper]);
        row.extend(ends.map(Value::finite));
        row.push(Value::finite(found.adjusted));
        row.push(Value::words(found.verdict()));
        table.push(row);
    }
    table
}
