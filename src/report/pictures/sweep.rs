//! How each headline goes with what was set.

use super::{Picture, Teller};
use crate::analysis::headline::{Headline, Scale};
use crate::analysis::sweep::Sweep;
use crate::language::{Words, words};
use crate::model::Model;
use crate::report::chart::{Chart, Curve, CurveChart, CurvePoint, GridChart, GridRow};
use crate::report::{MoneyUnit, Origin, Style};
use crate::text;

const NOTE: Words = words(
    "Whiskers: 95 % interval of the estimate; all points share their luck, so that differences between \
     them are surer than that. The values stand side by side, not to scale.",
    "縦線は推定の95％信頼区間。全ての点は乱数を共有するため、点の間の差はこれより確かである。\
     横軸の値は等間隔に並べた。",
);
const SHARED: Words = words(
    "All cells share their luck, so that differences between them are surer than their intervals.",
    "全てのセルは乱数を共有するため、セルの間の差は信頼区間よりも確かである。",
);
const AS_IT_IS: Words = words("scenario as it is", "現行シナリオ");

/// The charts of a sweep: one for each headline.
pub fn sweep_pictures(
    model: &Model,
    sweep: &Sweep,
    origin: &Origin,
    style: &Style,
) -> Vec<Picture> {
    let told = Teller {
        model,
        origin,
        style,
    };
    let mut pictures = Vec::new();
    for place in 0..sweep.headlines.len() {
        pictures.push(curves(&told, sweep, place));
        pictures.extend(heat_map(&told, sweep, place));
    }
    pictures
}

/// The point of a headline at some values of the keys.
fn point(sweep: &Sweep, place: usize, wanted: &[&String], scale: f64) -> Option<CurvePoint> {
    let mut points = sweep.points.iter();
    let found = points.find(|one| one.values.iter().eq(wanted.iter().copied()));
    let level = found?.levels[place].as_ref()?;
    let interval = level.mean.interval(crate::analysis::LEVEL);
    let value = level.mean.mean / scale;
    Some(CurvePoint {
        value,
        low: interval.map_or(value, |one| one.lower / scale),
        high: interval.map_or(value, |one| one.upper / scale),
    })
}

/// The last word of a key, which says what is set.
fn last(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// The same as a heat map, where two keys were set.
fn heat_map(told: &Teller<'_>, sweep: &Sweep, place: usize) -> Option<Picture> {
    let [across, down] = &sweep.keys[..] else {
        return None;
    };
    let headline = &sweep.headlines[place];
    let (scale, unit) = unit_of(told, sweep, place);
    let name = &headline.name;
    let title = text!("{name} by {across} and {down}", "{across}と{down}による{name}"; name);
    let caption = told.caption(
        told.text(&title),
        String::new(),
        &unit,
        told.say(SHARED).to_owned(),
    );
    let columns = values(sweep, 0);
    let rows = values(sweep, 1).into_iter().map(|second| GridRow {
        points: columns
            .iter()
            .map(|first| point(sweep, place, &[first, &second], scale))
            .collect(),
        label: format!("{} = {second}", last(down)),
    });
    let rows = rows.collect();
    let columns = columns
        .iter()
        .map(|first| format!("{} = {first}", last(across)));
    let chart = Chart::Grid(GridChart {
        caption,
        columns: columns.collect(),
        rows,
        extent: None,
    });
    Some(told.picture(&format!("sweep_map_{}", file_name(headline)), chart))
}

/// A curve over the first key for each value of the second.
fn curves(told: &Teller<'_>, sweep: &Sweep, place: usize) -> Picture {
    let headline = &sweep.headlines[place];
    let (scale, unit) = unit_of(told, sweep, place);
    let name = &headline.name;
    let key = crate::language::Text::same(sweep.keys.join(", "));
    let title = text!("{name} by {key}", "{key}による{name}"; name, key);
    let caption = told.caption(
        told.text(&title),
        String::new(),
        &unit,
        told.say(NOTE).to_owned(),
    );
    let values = self::values(sweep, 0);
    let point = |first, second: Option<&String>| {
        let wanted: Vec<&String> = [Some(first), second].into_iter().flatten().collect();
        point(sweep, place, &wanted, scale)
    };
    let curve = |name: String, second: Option<&String>| Curve {
        name,
        points: values.iter().map(|first| point(first, second)).collect(),
    };
    let curves = match sweep.keys.get(1) {
        None => vec![curve(told.text(&headline.name), None)],
        Some(key) => {
            let last = last(key);
            let seconds = self::values(sweep, 1);
            let curves = seconds.iter();
            curves
                .map(|second| curve(format!("{last} = {second}"), Some(second)))
                .collect()
        }
    };
    let base = sweep.base[place].as_ref();
    let base = base.map(|level| (told.say(AS_IT_IS).to_owned(), level.mean.mean / scale));
    let chart = Chart::Curve(CurveChart {
        caption,
        axis: sweep.keys.first().cloned().unwrap_or_default(),
        values,
        curves,
        base,
    });
    told.picture(&format!("sweep_{}", file_name(headline)), chart)
}

/// The values of a key, in the order in which they were asked for.
fn values(sweep: &Sweep, key: usize) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in sweep
        .points
        .iter()
        .filter_map(|point| point.values.get(key))
    {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    values
}

fn unit_of(told: &Teller<'_>, sweep: &Sweep, place: usize) -> (f64, String) {
    let headline = &sweep.headlines[place];
    match headline.scale {
        Scale::Count => (1.0, told.say(words("per run", "件／試行")).to_owned()),
        Scale::Money => {
            let levels = sweep
                .points
                .iter()
                .filter_map(|point| point.levels[place].as_ref());
            let largest = levels.fold(0.0, |most: f64, level| most.max(level.mean.mean.abs()));
            let fits = MoneyUnit::for_total(largest);
            let unit = told.style.money.unwrap_or(fits);
            let (model, style) = (told.model, told.style);
            let name = style.money_unit(unit, &model.currency, model.price_year);
            (unit.size() as f64, name)
        }
        Scale::Chance | Scale::Share => (0.01, told.say(super::PER_CENT).to_owned()),
        Scale::Months => (
            headline.scale.unit(),
            told.say(words("months", "月")).to_owned(),
        ),
    }
}

/// A key as the name of a file.
fn file_name(headline: &Headline) -> String {
    let segments = headline.key.segments().iter();
    let words = segments.map(|segment| {
        let letters = segment.chars();
        let plain = letters.map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                '-'
            }
        });
        plain.collect::<String>()
    });
    words.collect::<Vec<_>>().join("_")
}
