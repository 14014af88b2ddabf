//! What one more slot gains, and how far more and more slots help.

use super::{Picture, Teller, difference_row};
use crate::analysis::slots::{Change, Gain, Worth};
use crate::language::{Text, Words, words};
use crate::model::Model;
use crate::report::chart::{Chart, DifferenceChart, DifferenceRow, Sure};
use crate::report::{MoneyUnit, Origin, Style};
use crate::text;

/// Functions of a chart: those that gain most.
const MOST: usize = 15;

const HOW: Words = words(
    "Whiskers: 95 % interval of the paired difference. A hollow dot: no difference can be told (5 %, \
     adjusted for all functions).",
    "横線は対応のある差の95％信頼区間。白抜きは差が認められないもの（全機能で調整、5％水準）。",
);

/// The charts of what slots are worth.
pub fn slots_pictures(
    model: &Model,
    worth: &Worth,
    origin: &Origin,
    style: &Style,
) -> Vec<Picture> {
    let told = Teller {
        model,
        origin,
        style,
    };
    let mut pictures = Vec::new();
    let more: Vec<&Change> = worth.changes.iter().filter(|one| one.more > 0).collect();
    let gains = [
        (
            Gain::Licences,
            "licences",
            words("licences", "企業導出件数"),
        ),
        (
            Gain::NetValue,
            "net_value",
            words("value less cost", "純価値"),
        ),
    ];
    for (gain, file, name) in gains {
        let title = Text::from(words(
            "What one more slot gains",
            "枠を1つ追加した場合の効果",
        ));
        let name = Text::from(name);
        let title = text!("{title}: {name}", "{title}：{name}"; title, name);
        let rows = rows(&told, &more, gain, |change| function(&told, change));
        pictures.extend(picture(&told, &format!("slots_{file}"), &title, gain, rows));
        for of_one in worth.growth.chunk_by(|a, b| a.function == b.function) {
            let all: Vec<&Change> = of_one.iter().collect();
            let Some(first) = all.first() else {
                continue;
            };
            let at = function_text(&told, first);
            let title =
                text!("More and more slots, {at}: {name}", "枠の順次追加・{at}：{name}"; at, name);
            let mut rows = rows_in_order(&told, &all, gain, |change| format!("+{}", change.more));
            rows.retain(|row| row.low.is_finite());
            let one = &model.functions[first.function];
            let institute = &model.institutes[one.institute].id;
            let file = format!("growth_{institute}_{}_{file}", one.id);
            pictures.extend(picture(&told, &file, &title, gain, rows));
        }
    }
    pictures
}

fn function_text(told: &Teller<'_>, change: &Change) -> Text {
    let function = &told.model.functions[change.function];
    let (at, what) = (
        &told.model.institutes[function.institute].name,
        &function.name,
    );
    text!("{what} at {at}", "{at}の{what}"; what, at)
}

fn function(told: &Teller<'_>, change: &Change) -> String {
    told.text(&function_text(told, change))
}

fn unit_of(told: &Teller<'_>, gain: Gain) -> (f64, String) {
    match gain {
        Gain::NetValue | Gain::Cost => {
            let unit = told.style.money.unwrap_or(MoneyUnit::Million);
            let model = told.model;
            let name = told
                .style
                .money_unit(unit, &model.currency, model.price_year);
            (unit.size() as f64, name)
        }
        _ => (
            1.0,
            told.say(words("licences per run", "件（1試行当たり）"))
                .to_owned(),
        ),
    }
}

/// Rows in the order of what is gained, the most first.
fn rows(
    told: &Teller<'_>,
    changes: &[&Change],
    gain: Gain,
    label: impl Fn(&Change) -> String,
) -> Vec<DifferenceRow> {
    let mut rows = rows_in_order(told, changes, gain, label);
    rows.retain(|row| row.sure != Sure::Same);
    rows.sort_by(|one, other| other.value.total_cmp(&one.value));
    rows.truncate(MOST);
    rows
}

fn rows_in_order(
    told: &Teller<'_>,
    changes: &[&Change],
    gain: Gain,
    label: impl Fn(&Change) -> String,
) -> Vec<DifferenceRow> {
    let (unit, _) = unit_of(told, gain);
    let row = |change: &&Change| difference_row(label(change), change.of(gain)?, unit);
    changes.iter().filter_map(row).collect()
}

fn picture(
    told: &Teller<'_>,
    file: &str,
    title: &Text,
    gain: Gain,
    rows: Vec<DifferenceRow>,
) -> Option<Picture> {
    let (_, unit) = unit_of(told, gain);
    let caption = told.caption(
        told.text(title),
        String::new(),
        &unit,
        told.say(HOW).to_owned(),
    );
    let axis = told
        .say(words("against the scenario as it is", "現行シナリオとの差"))
        .to_owned();
    let chart = Chart::Difference(DifferenceChart {
        caption,
        axis,
        rows,
        extent: None,
    });
    match &chart {
        Chart::Difference(drawn) if drawn.rows.is_empty() => None,
        _ => Some(told.picture(file, chart)),
    }
}
